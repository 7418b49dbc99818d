//! The noise of one key figure: how much its difference moves from year to year by chance.

use crate::smooth::Smoother;
use crate::truth::{cell, true_years};
use crate::{AreaLevel, Country, FigureInput, Grid, Kind, Why};
use crate::{smooth, tail};

/// Own years against this many years' worth of the key figure's variance function.
const PRIOR_YEARS: f64 = 8.0;
/// Only so many of the latest changes are used: the way a figure is measured does not stay the same.
const RECENT: usize = 8;
/// The usual multipliers, borrowed where a key figure's own history is short: medians over the key
/// figures of Kolada 1994–2022.
const USUAL_95: f64 = 2.05;
const USUAL_998: f64 = 4.4;
/// Worth, in standardised errors, of the usual multipliers against the key figure's own.
const PRIOR_ERRORS_95: f64 = 150.0;
const PRIOR_ERRORS_998: f64 = 600.0;
/// Fewest successive differences a model can be fitted on.
const FEWEST_CHANGES: usize = 12;
/// Squared standard errors are at least this share of the variance of a yearly change, so that a
/// finding is one that will still be there next year, however long the history: for a difference,
/// and for each area's part in a difference of differences. Raised by 1.2 parts over the number of
/// yearly changes seen: what has been watched for two years only is less sure.
const LEAST_SHARE: f64 = 0.22;
const LEAST_SHARE_COMPARED: f64 = 0.175;
const LEAST_SHARE_YOUNG: f64 = 1.2;
/// A spread of changes this many times larger than it was is another way of counting. (One that
/// has become smaller may only be a quiet spell: those years are kept.)
const NEW_WAY: f64 = 2.0;
/// A spread must be larger by more than the last digits: a tie is no new way, whatever the order of
/// a sum.
const TIE: f64 = 1e-9;
/// Lags at which overlapping windows are looked for, and the correlation that gives them away.
const LAGS: usize = 4;
const OVERLAP: f64 = 0.15;
/// From so many years in one value, said or seen, chance is taken as what such a mean has.
const POOLED: f64 = 1.5;
/// The usual correlation of successive changes, and how many pairs of changes it is worth.
const PRIOR_RHO: f64 = -0.3;
const PRIOR_PAIRS: f64 = 100.0;
/// Calibrated on the past, used on the future: multipliers are widened by a part that falls with the
/// number of yearly changes seen, and the far one by a fixed part too.
const WIDEN_95: f64 = 0.06;
const WIDEN_998: (f64, f64) = (0.02, 0.25);
/// Further for amounts: wages and prices rise by some per cent a year, and chance with them, so that
/// the changes of the last eight years, four years old on average, are too small for the next one.
const WIDEN_AMOUNT: f64 = 0.08;
/// Variances from which the population and level slopes are found are kept above this share of
/// the mean variance: areas that happened not to move must not steer the slopes.
const QUIET: f64 = 0.01;

/// The noise model of one key figure, fitted on data up to one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Calendar year of the first column of the grid it was fitted on.
    pub first_year: i16,
    /// Data up to and including this year were used.
    pub upto_year: i16,
    /// Columns (0-based) with true observations.
    pub true_years: Vec<usize>,
    /// What there is to say: `None` when the model is usable.
    pub none: Option<Why>,
    /// National change of the difference into each true year (0 for the first).
    pub shifts: Vec<f64>,
    /// Variance function: log variance of a yearly change = `intercept + population * (log inhabitants
    /// - mean) + level * (log level - mean)`; the two slopes.
    pub slopes: (f64, f64),
    /// Weight of the newest year in the lasting difference (1 = the newest alone).
    pub newest_weight: f64,
    /// Years whose values share answers or cases with each other (1 = none do).
    pub overlap: usize,
    /// With overlap: variance of chance in one value, in variances of a yearly change.
    pub(crate) overlap_share: f64,
    /// Mean square of the national change from year to year.
    pub shock: f64,
    /// Variance of the national change about its own mean.
    pub shock_spread: f64,
    /// Multiplier of the standard error for a 95 % interval.
    pub multiplier_95: f64,
    /// Multiplier for a 99.8 % interval.
    pub multiplier_998: f64,
    /// Degrees of freedom of the tail used for p-values.
    pub tail: u32,
    /// Scale of that tail.
    pub scale: f64,
    /// Successive differences the model rests on.
    pub changes: usize,
    /// Position in [`Self::true_years`] of the first of them.
    pub first_change: usize,
    pub(crate) smoother: Smoother,
    /// An area: lasting difference at its own latest true year.
    pub(crate) lasting: Vec<f64>,
    /// An area: variance of a yearly change.
    pub(crate) variance: Vec<f64>,
    /// An area: its part in the squared error of a difference of differences.
    pub(crate) compared: Vec<f64>,
    /// An area: number of true values.
    pub(crate) years: Vec<u16>,
    /// An area: position in `true_years` of its latest true value.
    pub(crate) latest: Vec<u16>,
}

/// What a thread needs while fitting; reused from figure to figure.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    d: Vec<f64>,
    changes: Vec<f64>,
    own: Vec<f64>,
    /// By true year: median size of the areas' changes about the national one.
    spread: Vec<f64>,
    count: Vec<f64>,
    log_pop: Vec<f64>,
    log_level: Vec<f64>,
    /// Mean of women and men over the four latest true years.
    level: Vec<f64>,
    errors: Vec<f64>,
    /// Population and its log: the same for every key figure.
    logs: Vec<(f64, f64)>,
}

/// Fits the noise model of one key figure on data up to and including `upto_year`.
#[must_use]
pub fn fit(input: &FigureInput<'_>, country: &Country<'_>, upto_year: i16) -> Model {
    fit_with(input, country, upto_year, &mut Scratch::default())
}

pub(crate) fn fit_with(input: &FigureInput<'_>, country: &Country<'_>, upto_year: i16, s: &mut Scratch) -> Model {
    let grid = &input.grid;
    remember_logs(country, s);
    let years = true_years(grid, upto_year);
    let n = years.len();
    let mut model = Model {
        first_year: grid.first_year,
        upto_year,
        none: None,
        shifts: vec![0.0; n],
        slopes: (0.0, 0.0),
        newest_weight: 1.0,
        overlap: 1,
        overlap_share: 0.0,
        shock: 0.0,
        shock_spread: 0.0,
        multiplier_95: f64::NAN,
        multiplier_998: f64::NAN,
        tail: 4,
        scale: f64::NAN,
        changes: 0,
        first_change: 1,
        smoother: Smoother::new(0.0),
        lasting: vec![f64::NAN; grid.areas],
        variance: vec![f64::NAN; grid.areas],
        compared: vec![f64::NAN; grid.areas],
        years: vec![0; grid.areas],
        latest: vec![0; grid.areas],
        true_years: years,
    };
    differences(grid, &mut model, s);
    national_changes(country, grid.areas, &mut model, s);
    variances(input, country, &mut model, s);
    if model.none.is_some() {
        latest_only(grid.areas, &mut model, s);
        return model;
    }
    let pooled = f64::from(input.pooled).max(pooled_years(input, country, s));
    smoothing(grid.areas, pooled, &mut model, s);
    errors(grid.areas, &mut model, s);
    calibrate(input.kind, &mut model, s);
    for area in 0..grid.areas {
        model.compared[area] = model.error_share(area, LEAST_SHARE_COMPARED);
    }
    model
}

/// Logs of population, taken once a thread and country.
fn remember_logs(country: &Country<'_>, s: &mut Scratch) {
    let same = s.logs.len() == country.population.len()
        && s.logs.iter().zip(country.population).all(|(a, b)| a.0.to_bits() == b.to_bits());
    if !same {
        s.logs.clear();
        s.logs.extend(country.population.iter().map(|&p| (p, if p >= 1.0 { libm::log(p) } else { f64::NAN })));
    }
}

/// Position of the first change used: the latest few, and only back to where the figure began to be
/// measured as it is now. A new way of counting shows in the spread of the changes of all areas.
fn first_change(spread: &[f64]) -> usize {
    let n = spread.len();
    let earliest = n.saturating_sub(RECENT).max(1);
    if n < 5 {
        return earliest;
    }
    let now = f64::midpoint(spread[n - 1], spread[n - 2]);
    let mut first = n - 2;
    while first > earliest {
        let then = spread[first - 1];
        if then * NEW_WAY < now * (1.0 - TIE) {
            break;
        }
        first -= 1;
    }
    first
}

/// Differences on the true years, area by area; counts and latest positions.
fn differences(grid: &Grid<'_>, model: &mut Model, s: &mut Scratch) {
    let n = model.true_years.len();
    s.d.clear();
    s.d.reserve(grid.areas * n);
    for area in 0..grid.areas {
        let mut count = 0_u16;
        for (j, &year) in model.true_years.iter().enumerate() {
            let value = cell(grid, area, year).map_or(f64::NAN, |(w, m)| w - m);
            if value.is_finite() {
                count += 1;
                model.latest[area] = u16::try_from(j).unwrap_or(u16::MAX);
            }
            s.d.push(value);
        }
        model.years[area] = count;
    }
}

/// The median area's change into each true year.
fn national_changes(country: &Country<'_>, areas: usize, model: &mut Model, s: &mut Scratch) {
    let n = model.true_years.len();
    s.spread.clear();
    s.spread.resize(n, f64::NAN);
    for j in 1..n {
        let mut collect = |only_municipalities: bool| {
            s.changes.clear();
            for area in 0..areas {
                let level = country.level.get(area).copied().unwrap_or(AreaLevel::Municipality);
                let take = match level {
                    AreaLevel::Municipality => true,
                    AreaLevel::Region => !only_municipalities,
                    AreaLevel::Nation => false,
                };
                if take {
                    let change = s.d[area * n + j] - s.d[area * n + j - 1];
                    if change.is_finite() {
                        s.changes.push(change);
                    }
                }
            }
            s.changes.len()
        };
        if collect(true) < 15 {
            collect(false);
        }
        let count = s.changes.len();
        if count >= 5 {
            let weight = count as f64 / (count as f64 + 8.0);
            let middle = median(&mut s.changes);
            model.shifts[j] = weight * middle;
            if count >= 30 && j + RECENT >= n {
                for change in &mut s.changes {
                    *change = (*change - middle).abs();
                }
                s.spread[j] = median(&mut s.changes);
            }
        }
    }
    model.first_change = first_change(&s.spread);
    // Lift every value to the present: what has happened to everybody since is not noise.
    let mut lift = vec![0.0; n];
    for j in (0..n.saturating_sub(1)).rev() {
        lift[j] = lift[j + 1] + model.shifts[j + 1];
    }
    for row in s.d.chunks_exact_mut(n.max(1)) {
        for (value, lift) in row.iter_mut().zip(&lift) {
            *value += lift;
        }
    }
    let (mut sum, mut count) = (0.0, 0.0);
    for &shift in model.shifts.iter().skip(1) {
        sum += shift * shift;
        count += 1.0;
    }
    model.shock = if count > 0.0 { sum / count } else { 0.0 };
    let mean = model.shifts.iter().skip(1).sum::<f64>() / f64::max(count, 1.0);
    let mut about = 0.0;
    for &shift in model.shifts.iter().skip(1) {
        about += (shift - mean) * (shift - mean);
    }
    model.shock_spread = if count > 2.0 { about / (count - 1.0) } else { model.shock };
}

/// Median; NaN when empty. Reorders.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    let n = values.len();
    if n == 0 {
        return f64::NAN;
    }
    let (below, &mut high, _) = values.select_nth_unstable_by(n / 2, f64::total_cmp);
    if n % 2 == 1 {
        return high;
    }
    let low = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    f64::midpoint(low, high)
}

/// Nearest whole number, for numbers a 64-bit integer holds.
fn nearest(v: f64) -> f64 {
    (if v < 0.0 { v - 0.5 } else { v + 0.5 }) as i64 as f64
}

/// Smallest change the published digits can show: 1 for whole numbers, 0.1 for one decimal, else 0.
fn grain(grid: &Grid<'_>, model: &Model) -> f64 {
    let (mut whole, mut tenth) = (true, true);
    for area in 0..grid.areas {
        for &year in &model.true_years {
            if let Some((w, m)) = cell(grid, area, year) {
                for v in [w, m] {
                    whole = whole && (v - nearest(v)).abs() < 1e-9;
                    tenth = tenth && (whole || (v * 10.0 - nearest(v * 10.0)).abs() < 1e-7);
                }
            }
            if !tenth {
                return 0.0;
            }
        }
    }
    if whole { 1.0 } else { 0.1 }
}

/// Variance of a yearly change for every area: its own, shrunk towards a function of population
/// and level.
fn variances(input: &FigureInput<'_>, country: &Country<'_>, model: &mut Model, s: &mut Scratch) {
    let grid = &input.grid;
    let n = model.true_years.len();
    s.own.clear();
    s.count.clear();
    s.log_pop.clear();
    s.log_level.clear();
    s.level.clear();
    let (mut total, mut pooled, mut areas_with) = (0.0, 0.0, 0_usize);
    for area in 0..grid.areas {
        let row = &s.d[area * n..area * n + n];
        let (mut sum, mut count) = (0.0, 0.0);
        for j in model.first_change..n {
            let change = row[j] - row[j - 1];
            if change.is_finite() {
                sum += change * change;
                count += 1.0;
            }
        }
        s.own.push(sum);
        s.count.push(count);
        total += count;
        pooled += sum;
        areas_with += usize::from(count > 0.0);
    }
    model.changes = total as usize;
    if n < 2 || total < 1.0 {
        model.none = Some(Why::TooFewYears);
        return;
    }
    if model.changes < FEWEST_CHANGES || areas_with < 5 {
        model.none = Some(Why::TooFewAreas);
        return;
    }
    if pooled <= 0.0 {
        model.none = Some(Why::NeverMoves);
        return;
    }
    let grain = grain(grid, model);
    // Two rounded values differ by chance with variance 2 * grain²/12, and two such differences
    // with twice that.
    let floor = (grain * grain / 3.0).max(1e-9 * pooled / total);
    let quiet = floor.max(QUIET * pooled / total);
    levels(input, country, model, s);
    // Weighted least squares of the log of the own variance on the two logs, with a weak pull
    // towards what numbers of cases would give.
    let (pull_pop, pull_level) = match input.kind {
        Kind::Count => (0.0, 1.0),
        Kind::Amount => (-0.5, 1.0),
        _ => (-0.7, 0.3),
    };
    let (mut sw, mut sx, mut sz, mut sy) = (0.0, 0.0, 0.0, 0.0);
    let mut sums = [0.0; 5];
    for pass in 0..2 {
        let (mx, mz, my) = if pass == 0 { (0.0, 0.0, 0.0) } else { (sx / sw, sz / sw, sy / sw) };
        for area in 0..grid.areas {
            let count = s.count[area];
            if count < 1.0 {
                continue;
            }
            let weight = count / (count + 2.0);
            // Log of a chi-square mean is too low by about 1.27/n.
            let y = libm::log((s.own[area] / count).max(quiet)) + 1.27 / count;
            let (x, z) = (s.log_pop[area], s.log_level[area]);
            if pass == 0 {
                sw += weight;
                sx += weight * x;
                sz += weight * z;
                sy += weight * y;
            } else {
                let (x, z, y) = (x - mx, z - mz, y - my);
                sums[0] += weight * x * x;
                sums[1] += weight * x * z;
                sums[2] += weight * z * z;
                sums[3] += weight * x * y;
                sums[4] += weight * z * y;
            }
        }
    }
    let ridge = 3.0;
    let (a, b, c) = (sums[0] + ridge, sums[1], sums[2] + ridge);
    let (u, v) = (sums[3] + ridge * pull_pop, sums[4] + ridge * pull_level);
    let determinant = a * c - b * b;
    let slopes = if determinant > 1e-9 {
        ((u * c - v * b) / determinant, (a * v - b * u) / determinant)
    } else {
        (pull_pop, pull_level)
    };
    model.slopes = (slopes.0.clamp(-1.3, 1.5), slopes.1.clamp(-0.5, 2.2));
    let (mx, mz, my) = (sx / sw, sz / sw, sy / sw);
    // The function, then its height from the ratio of means (extremes bent in).
    let (mut up, mut down) = (0.0, 0.0);
    for area in 0..grid.areas {
        let f = libm::exp(my + model.slopes.0 * (s.log_pop[area] - mx) + model.slopes.1 * (s.log_level[area] - mz));
        model.variance[area] = f;
        if s.count[area] > 0.0 {
            up += s.count[area] * (s.own[area] / s.count[area] / f).min(9.0);
            down += s.count[area];
        }
    }
    let height = if up > 0.0 { up / down } else { 1.0 };
    for area in 0..grid.areas {
        let f = (model.variance[area] * height).max(floor);
        s.log_pop[area] = f;
        model.variance[area] = (s.own[area] + PRIOR_YEARS * f) / (s.count[area] + PRIOR_YEARS);
    }
}

/// Logs of population and of level for every area.
fn levels(input: &FigureInput<'_>, country: &Country<'_>, model: &Model, s: &mut Scratch) {
    let grid = &input.grid;
    let (mut sum, mut count) = (0.0, 0.0);
    let mut share = input.kind == Kind::Share;
    let mut typical = 0.0;
    for area in 0..grid.areas {
        let population = country.population.get(area).copied().unwrap_or(f64::NAN);
        let x = match s.logs.get(area) {
            Some(&(known, log)) if known == population => log,
            _ => f64::NAN,
        };
        if x.is_finite() {
            sum += x;
            count += 1.0;
        }
        s.log_pop.push(x);
        let (mut level, mut k) = (0.0, 0.0);
        for &year in model.true_years.iter().rev().take(4) {
            if let Some((w, m)) = cell(grid, area, year) {
                level += f64::midpoint(w, m);
                k += 1.0;
                share = share && w >= 0.0 && m >= 0.0 && w <= 100.0 && m <= 100.0;
            }
        }
        let level = if k > 0.0 { level / k } else { f64::NAN };
        if level.is_finite() {
            typical += level.abs() / grid.areas as f64;
        }
        s.log_level.push(level);
        s.level.push(level);
    }
    let mean = if count > 0.0 { sum / count } else { 0.0 };
    for x in &mut s.log_pop {
        if !x.is_finite() {
            *x = mean;
        }
    }
    let (mut sum, mut count) = (0.0, 0.0);
    for z in &mut s.log_level {
        if z.is_finite() {
            let size = if share { (*z + 0.5) * (100.5 - *z) } else { z.abs() + 0.02 * typical };
            *z = if size > 0.0 { libm::log(size) } else { 0.0 };
            sum += *z;
            count += 1.0;
        }
    }
    let mean = if count > 0.0 { sum / count } else { 0.0 };
    for z in &mut s.log_level {
        if !z.is_finite() {
            *z = mean;
        }
    }
}

/// Years that one value of a rate must be made of, seeing how little it moves: cases of independent
/// years have at least the Poisson variance, σ² = rate × per / inhabitants for each sex, and a
/// yearly change twice that of both. A mean over w years moves with 2σ²/w², so w = √(2σ²/V). Half
/// of all inhabitants are counted for each sex, though the rate may be of fewer: a low guess at w.
/// 1 where nothing can be said.
fn pooled_years(input: &FigureInput<'_>, country: &Country<'_>, s: &Scratch) -> f64 {
    if input.kind != Kind::Rate || input.per.is_nan() {
        return 1.0;
    }
    let (mut expected, mut seen) = (0.0, 0.0);
    for (area, &level) in s.level.iter().enumerate() {
        let population = country.population.get(area).copied().unwrap_or(f64::NAN);
        let cases = 2.0 * (2.0 * level) * input.per / (0.5 * population);
        if s.count[area] >= 1.0 && cases.is_finite() && cases > 0.0 {
            // s.log_pop holds the variance function by now.
            expected += s.count[area] * cases / s.log_pop[area];
            seen += s.count[area];
        }
    }
    if seen > 0.0 { (expected / seen).sqrt().clamp(1.0, 10.0) } else { 1.0 }
}

/// How much of a yearly change is undone the year after decides how many years to weigh together;
/// and changes that are undone exactly two, three or four years later betray yearly values that
/// share answers or cases with the years before (moving averages, survey windows).
///
/// `pooled`: years that one value is made of, said of the figure or seen in it. A mean over w years
/// moves by the difference of two years' chance over w, so that the chance in one value is w/2
/// variances of a yearly change, however quiet the changes are.
fn smoothing(areas: usize, pooled: f64, model: &mut Model, s: &Scratch) {
    let n = model.true_years.len();
    let first = model.first_change;
    let (mut cross, mut square, mut pairs) = ([0.0_f64; LAGS], [0.0_f64; LAGS], [0.0_f64; LAGS]);
    let (mut near, mut near_count) = (0.0_f64, 0.0_f64);
    for area in 0..areas {
        if s.count[area] < 2.0 {
            continue;
        }
        let row = &s.d[area * n..area * n + n];
        let scale = 1.0 / model.variance[area].sqrt();
        let mut change = [f64::NAN; RECENT];
        for (slot, j) in change.iter_mut().zip(first..n) {
            *slot = ((row[j] - row[j - 1]) * scale).clamp(-3.0, 3.0);
        }
        let used = (n - first).min(RECENT);
        for i in 0..used {
            let now = change[i];
            if !now.is_finite() {
                continue;
            }
            near += now * now;
            near_count += 1.0;
            for lag in 1..=LAGS.min(i) {
                let then = change[i - lag];
                if then.is_finite() {
                    cross[lag - 1] += now * then;
                    square[lag - 1] += f64::midpoint(now * now, then * then);
                    pairs[lag - 1] += 1.0;
                }
            }
        }
    }
    let rho = |i: usize| {
        if square[i] > 0.0 { cross[i] / square[i] } else { 0.0 }
    };
    let mut overlap = 1;
    for lag in 2..=LAGS {
        let strongest = if overlap == 1 { (rho(0) - 0.05).min(-OVERLAP) } else { rho(overlap - 1) };
        if pairs[lag - 1] >= 60.0 && rho(lag - 1) < strongest {
            overlap = lag;
        }
    }
    model.overlap = overlap;
    if overlap == 1 && pooled >= POOLED {
        model.overlap = nearest(pooled) as usize;
        model.overlap_share = 0.5 * pooled;
        model.smoother = Smoother::new(0.0);
    } else if overlap > 1 {
        // Half of what a difference moves over the whole window is chance in one value.
        let over = moved_over(areas, overlap, model, s);
        let told = if pooled >= POOLED { 0.5 * pooled } else { 0.5 };
        model.overlap_share = (0.5 * over * near_count / near.max(1e-300)).max(told);
        model.smoother = Smoother::new(0.0);
    } else {
        let shrunk = (rho(0) * pairs[0] + PRIOR_PAIRS * PRIOR_RHO) / (pairs[0] + PRIOR_PAIRS);
        model.smoother = Smoother::new(shrunk);
    }
    model.newest_weight = model.smoother.alpha;
}

/// Mean square of what the difference moves over `lag` years, in variances of a yearly change.
fn moved_over(areas: usize, lag: usize, model: &Model, s: &Scratch) -> f64 {
    let n = model.true_years.len();
    let (mut sum, mut count) = (0.0, 0.0_f64);
    for area in 0..areas {
        if s.count[area] < 2.0 {
            continue;
        }
        let row = &s.d[area * n..area * n + n];
        let scale = 1.0 / model.variance[area].sqrt();
        // Only from years whose own change takes part.
        for j in model.first_change.max(lag)..n {
            let apart = (row[j] - row[j - lag]) * scale;
            if apart.is_finite() && (row[j] - row[j - 1]).is_finite() {
                sum += (apart * apart).min(36.0);
                count += 1.0;
            }
        }
    }
    sum / count.max(1.0)
}

/// Lasting difference of every area, and the standardised errors of predicting each year from
/// those before it, each judged by a variance that has not seen it.
fn errors(areas: usize, model: &mut Model, s: &mut Scratch) {
    let n = model.true_years.len();
    s.errors.clear();
    let beta = model.smoother.beta;
    let first = model.first_change;
    for area in 0..areas {
        let row = &s.d[area * n..area * n + n];
        let function = s.log_pop[area];
        let (mut sum, mut weight, mut k) = (0.0, 0.0, 0_usize);
        let mut before = f64::NAN;
        for (j, &y) in row.iter().enumerate() {
            if !y.is_finite() {
                before = f64::NAN;
                continue;
            }
            if k > 0 && j >= first {
                let change = y - before;
                let (own, count) = if change.is_finite() {
                    (s.own[area] - change * change, s.count[area] - 1.0)
                } else {
                    (s.own[area], s.count[area])
                };
                let variance = (own.max(0.0) + PRIOR_YEARS * function) / (count + PRIOR_YEARS);
                let error = y - sum / weight;
                // Squared: the order is the same, and only the two quantiles need a root.
                s.errors.push(error * error / (variance * smooth::at(&model.smoother.predict, k)));
            }
            sum = sum * beta + y;
            weight = weight * beta + 1.0;
            k += 1;
            before = y;
        }
        if k > 0 {
            model.lasting[area] = sum / weight;
        }
    }
}

/// Multipliers from the standardised errors, pulled towards the usual ones of the kind.
fn calibrate(kind: Kind, model: &mut Model, s: &mut Scratch) {
    let n = s.errors.len() as f64;
    let q95 = upper_quantile(&mut s.errors, 0.05).sqrt();
    let q998 = upper_quantile(&mut s.errors, 0.002).sqrt();
    let w95 = n / (n + PRIOR_ERRORS_95);
    let m95 = if q95.is_finite() { w95 * q95 + (1.0 - w95) * USUAL_95 } else { USUAL_95 };
    let w998 = n / (n + PRIOR_ERRORS_998);
    let ratio = USUAL_998 / USUAL_95;
    let m998 = if q998.is_finite() { w998 * q998 + (1.0 - w998) * ratio * m95 } else { ratio * m95 };
    let changes = model.changes_seen();
    let wages = if kind == Kind::Amount { WIDEN_AMOUNT } else { 0.0 };
    let m95 = m95 * (1.0 + wages + WIDEN_95 / changes);
    let m998 = m998 * (1.0 + wages + WIDEN_998.0 + WIDEN_998.1 / changes);
    model.multiplier_95 = m95;
    model.multiplier_998 = m998.max(1.5 * m95);
    let (nu, t95, _) = tail::choose(model.multiplier_998 / model.multiplier_95);
    model.tail = nu;
    model.scale = m95 / t95;
}

/// The value that a share `upper` of the values lie above. NaN when empty. Reorders.
fn upper_quantile(values: &mut [f64], upper: f64) -> f64 {
    let n = values.len();
    if n == 0 {
        return f64::NAN;
    }
    let above = ((n as f64 + 1.0) * upper) as usize;
    let at = (n - 1).saturating_sub(above);
    *values.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Without a model the lasting difference is the latest one.
fn latest_only(areas: usize, model: &mut Model, s: &Scratch) {
    let n = model.true_years.len();
    for area in 0..areas {
        if model.years[area] > 0 {
            model.lasting[area] = s.d[area * n + usize::from(model.latest[area])];
            model.variance[area] = f64::NAN;
        }
    }
}

impl Model {
    /// Number of areas.
    #[must_use]
    pub fn areas(&self) -> usize {
        self.lasting.len()
    }

    /// The calendar year of a position in [`Self::true_years`].
    pub(crate) fn calendar(&self, position: usize) -> i16 {
        let column = self.true_years.get(position).copied().unwrap_or(0);
        self.first_year.saturating_add(i16::try_from(column).unwrap_or(i16::MAX))
    }

    /// Yearly changes the model rests on.
    fn changes_seen(&self) -> f64 {
        self.true_years.len().saturating_sub(self.first_change).max(1) as f64
    }

    /// Squared standard error of the lasting difference of an area.
    pub(crate) fn error_square(&self, area: usize) -> f64 {
        self.error_share(area, LEAST_SHARE)
    }

    /// An area's part in the squared standard error of a difference of differences.
    pub(crate) fn compared_square(&self, area: usize) -> f64 {
        self.compared[area]
    }

    fn error_share(&self, area: usize, least: f64) -> f64 {
        let least = least * (1.0 + LEAST_SHARE_YOUNG / self.changes_seen());
        let k = usize::from(self.years[area]);
        self.variance[area]
            * (smooth::at(&self.smoother.estimate, k).max(least).max(self.overlap_share) + self.staleness(area))
    }

    /// Squared standard error of one year's difference, about what lasts: chance alone.
    pub(crate) fn chance_square(&self, area: usize) -> f64 {
        self.variance[area] * self.smoother.chance.max(LEAST_SHARE).max(self.overlap_share)
    }

    /// What has wandered since an area's latest true value, in variances of a yearly change.
    fn staleness(&self, area: usize) -> f64 {
        let behind = self.true_years.len().saturating_sub(1 + usize::from(self.latest[area]));
        self.smoother.wander * behind as f64
    }

    /// Squared standard error of predicting an area's next true difference.
    pub(crate) fn next_square(&self, area: usize) -> f64 {
        let k = usize::from(self.years[area]);
        self.variance[area] * (smooth::at(&self.smoother.predict, k) + self.staleness(area)) + self.shock
    }

    /// Two-sided p-value of an estimate with this standard error.
    #[inline]
    #[must_use]
    pub fn p(&self, estimate: f64, error: f64) -> f64 {
        tail::two_sided(estimate / (error * self.scale), self.tail)
    }
}
