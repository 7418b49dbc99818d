//! Weighted moments of several columns, and regression from them alone.
//!
//! A cell (women in one municipality) is reduced in one pass to counts, means and centred cross-products.
//! Cells merge exactly, so that rows read in any number of batches, files and threads give one answer, and
//! everything linear follows without seeing a row again: coefficients, classical and cluster-robust errors,
//! a thousand cluster bootstraps. Only errors robust to unequal variance row by row need the rows a second
//! time ([`Rows`]). What is made of the coefficients (decompositions) lives elsewhere.

use crate::draws::Draws;
use crate::error::{self, Error, Input, Result};
use crate::linear::{Symmetric, invert};

/// Count, weights, means and centred cross-products of one cell.
///
/// Columns are numbered from 0; which is the outcome is said when a line is fitted, so that several
/// outcomes share one pass. The constant is no column: it is always there.
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    rows: f64,
    weight: f64,
    weight_squares: f64,
    mean: Vec<f64>,
    cross: Symmetric,
}

impl Moments {
    /// Nothing yet, for rows of `width` columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { rows: 0.0, weight: 0.0, weight_squares: 0.0, mean: vec![0.0; width], cross: Symmetric::zero(width) }
    }

    /// From sums that another engine has added up around a point `centre` (take one near the means: what
    /// is far away costs digits): Σw, Σw², Σw(x−c) and Σw(x−c)(x−c)′.
    ///
    /// # Errors
    /// Sizes that differ, a number that is none, a negative count or weight.
    pub fn from_sums(
        rows: f64,
        weights: (f64, f64),
        centre: &[f64],
        sums: &[f64],
        products: &Symmetric,
    ) -> Result<Self> {
        let width = centre.len();
        for size in [sums.len(), products.size()] {
            if size != width {
                return Err(Error::LengthsDiffer { first: width, second: size });
            }
        }
        error::not_negative(Input::Count, rows)?;
        error::not_negative(Input::Weight, weights.0)?;
        error::not_negative(Input::Weight, weights.1)?;
        if weights.0 == 0.0 {
            return Ok(Self::new(width));
        }
        let away: Vec<f64> = sums.iter().map(|s| s / weights.0).collect();
        away.iter().chain(centre).try_for_each(|v| error::finite(Input::Value, *v))?;
        let mut cross = products.clone();
        cross.add_outer(&away, -weights.0);
        let mean = away.iter().zip(centre).map(|(d, c)| c + d).collect();
        Ok(Self { rows, weight: weights.0, weight_squares: weights.1, mean, cross })
    }

    /// The same rows with other columns, each of them the sum of some of these (levels of a category put together).
    /// Numbers of columns that are not there are left out of the sums.
    #[must_use]
    pub fn summed(&self, columns: &[Vec<usize>]) -> Self {
        let sum = |of: &[usize], value: &dyn Fn(usize) -> f64| of.iter().copied().map(value).sum::<f64>();
        let mut cross = Symmetric::zero(columns.len());
        for (i, own) in columns.iter().enumerate() {
            for (j, other) in columns[..=i].iter().enumerate() {
                cross.add(i, j, sum(own, &|a| sum(other, &|b| self.cross.get(a, b))));
            }
        }
        let mean = columns.iter().map(|of| sum(of, &|at| self.mean(at))).collect();
        Self { rows: self.rows, weight: self.weight, weight_squares: self.weight_squares, mean, cross }
    }

    /// How many columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.mean.len()
    }

    /// How many rows with a weight above zero.
    #[must_use]
    pub fn rows(&self) -> f64 {
        self.rows
    }

    /// The sum of the weights.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The sum of the squared weights.
    #[must_use]
    pub fn weight_squares(&self) -> f64 {
        self.weight_squares
    }

    /// The weighted means.
    #[must_use]
    pub fn means(&self) -> &[f64] {
        &self.mean
    }

    /// The weighted mean of a column; 0 where there are no rows or no such column.
    #[must_use]
    pub fn mean(&self, column: usize) -> f64 {
        self.mean.get(column).copied().unwrap_or(0.0)
    }

    /// Σ w (x − x̄)(x − x̄)′.
    #[must_use]
    pub fn cross(&self) -> &Symmetric {
        &self.cross
    }

    /// The covariance of the means: with equal weights S/(n(n−1)) of the centred cross-products S, otherwise
    /// with the effective number (Σw)²/Σw² in place of n, which holds where weights and values are unrelated.
    ///
    /// # Errors
    /// Fewer than two rows.
    pub fn covariance_of_means(&self) -> Result<Symmetric> {
        error::at_least(2, self.rows as usize)?;
        let effective = self.weight * (self.weight / self.weight_squares);
        if effective <= 1.0 || effective.is_nan() {
            return Err(Error::TooFew { needed: 2, got: 1 });
        }
        let mut out = Symmetric::zero(self.width());
        out.add_scaled(&self.cross, 1.0 / (self.weight * (effective - 1.0)));
        Ok(out)
    }

    /// Takes up a row (West 1979, CACM 22:532–535). A weight of 0 leaves everything as it was.
    ///
    /// # Errors
    /// Another number of columns, a value that is not a number, a weight below zero; then nothing is added.
    pub fn add(&mut self, row: &[f64], weight: f64) -> Result<()> {
        if row.len() != self.width() {
            return Err(Error::LengthsDiffer { first: self.width(), second: row.len() });
        }
        error::not_negative(Input::Weight, weight)?;
        row.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        if weight == 0.0 {
            return Ok(());
        }
        let total = self.weight + weight;
        let share = weight / total;
        let away: Vec<f64> = row.iter().zip(&self.mean).map(|(x, m)| x - m).collect();
        self.cross.add_outer(&away, self.weight * share);
        for (mean, d) in self.mean.iter_mut().zip(&away) {
            *mean += share * d;
        }
        self.rows += 1.0;
        self.weight = total;
        self.weight_squares += weight * weight;
        Ok(())
    }

    /// Takes up a batch of columns: centred within the batch, then merged, which is faster and keeps more
    /// digits than row by row. Without weights each row weighs 1.
    ///
    /// # Errors
    /// As [`Moments::add`]; then nothing is added.
    pub fn add_columns(&mut self, columns: &[&[f64]], weights: Option<&[f64]>) -> Result<()> {
        if columns.len() != self.width() {
            return Err(Error::LengthsDiffer { first: self.width(), second: columns.len() });
        }
        let rows = weights.map_or_else(|| columns.first().map_or(0, |c| c.len()), <[f64]>::len);
        for column in columns {
            error::paired(rows, column.len(), 0)?;
            column.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        }
        weights.into_iter().flatten().try_for_each(|w| error::not_negative(Input::Weight, *w))?;
        let weight_of = |i: usize| weights.map_or(1.0, |w| w[i]);
        let mut batch = Self::new(self.width());
        for w in (0..rows).map(weight_of).filter(|w| *w > 0.0) {
            batch.rows += 1.0;
            batch.weight += w;
            batch.weight_squares += w * w;
        }
        if batch.weight == 0.0 {
            return Ok(());
        }
        for (mean, column) in batch.mean.iter_mut().zip(columns) {
            // From the first value on, so that a large level costs no digits.
            let first = column[0];
            let sum: f64 = column.iter().enumerate().map(|(i, v)| weight_of(i) * (v - first)).sum();
            *mean = first + sum / batch.weight;
        }
        let mut away = vec![0.0; self.width()];
        for i in 0..rows {
            for ((d, column), mean) in away.iter_mut().zip(columns).zip(&batch.mean) {
                *d = column[i] - mean;
            }
            batch.cross.add_outer(&away, weight_of(i));
        }
        self.merge(&batch)
    }

    /// Merges another cell into this one, exactly but for rounding (Chan, Golub & LeVeque 1983, Am Stat
    /// 37:242–247). The digits depend on the order of merging: merge in a fixed one.
    ///
    /// # Errors
    /// Another number of columns.
    ///
    /// ```
    /// use stats::moments::Moments;
    /// let (mut a, mut b) = (Moments::new(1), Moments::new(1));
    /// for value in [1.0, 2.0] {
    ///     a.add(&[value], 1.0)?;
    /// }
    /// b.add(&[6.0], 1.0)?;
    /// a.merge(&b)?;
    /// assert_eq!((a.mean(0), a.cross().get(0, 0)), (3.0, 14.0));
    /// # Ok::<(), stats::Error>(())
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if other.width() != self.width() {
            return Err(Error::LengthsDiffer { first: self.width(), second: other.width() });
        }
        if other.weight == 0.0 {
            return Ok(());
        }
        if self.weight == 0.0 {
            self.clone_from(other);
            return Ok(());
        }
        let total = self.weight + other.weight;
        let share = other.weight / total;
        let away: Vec<f64> = other.mean.iter().zip(&self.mean).map(|(b, a)| b - a).collect();
        self.cross.add_scaled(&other.cross, 1.0);
        self.cross.add_outer(&away, self.weight * share);
        for (mean, d) in self.mean.iter_mut().zip(&away) {
            *mean += share * d;
        }
        self.rows += other.rows;
        self.weight = total;
        self.weight_squares += other.weight_squares;
        Ok(())
    }

    /// All merged, in the order given; `None` for none.
    ///
    /// # Errors
    /// Cells of different width.
    pub fn merged<'a>(cells: impl IntoIterator<Item = &'a Self>) -> Result<Option<Self>> {
        let mut all: Option<Self> = None;
        for cell in cells {
            match &mut all {
                None => all = Some(cell.clone()),
                Some(all) => all.merge(cell)?,
            }
        }
        Ok(all)
    }

    /// The same cell with one more column that is `value` in every row (which group it is, say).
    #[must_use]
    pub fn with_constant(&self, value: f64) -> Self {
        let old = self.width();
        let mut out = self.clone();
        out.mean.push(value);
        out.cross = Symmetric::zero(old + 1);
        for i in 0..old {
            for j in 0..=i {
                out.cross.add(i, j, self.cross.get(i, j));
            }
        }
        out
    }
}

/// A line fitted by (weighted) least squares.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// Which columns it stands on, in the order of the slopes.
    pub on: Vec<usize>,
    /// The column explained.
    pub outcome: usize,
    /// The value where all columns are 0.
    pub intercept: f64,
    /// One a column; 0 for an aliased one.
    pub slopes: Vec<f64>,
    /// Places in `on` of columns that are sums of those before them: left out, as R's `lm` does.
    pub aliased: Vec<usize>,
    /// The means of the columns.
    pub means: Vec<f64>,
    /// The mean of the outcome.
    pub mean_outcome: f64,
    /// Rows it rests on.
    pub rows: f64,
    /// The sum of the weights.
    pub weight: f64,
    /// Σ w e² of the residuals.
    pub residual_squares: f64,
    /// Rows less coefficients.
    pub df: f64,
    /// Share of the weighted variance that it accounts for, 0–1.
    pub r_squared: f64,
    /// Σ w (y − ȳ)².
    total: f64,
    inverse: Symmetric,
}

/// Fits the column `outcome` on the columns `on` and a constant.
///
/// Formula: slopes = S_xx⁻¹ S_xy of the centred cross-products, intercept = ȳ − x̄′b.
///
/// # Errors
/// A column that is not there, or no more rows than coefficients.
///
/// Reference: Greene 2018, Econometric Analysis, ch. 3; checked against R's `lm`.
///
/// ```
/// use stats::moments::{Moments, line};
/// let mut cell = Moments::new(2);
/// for (x, y) in [(1.0, 2.0), (2.0, 4.5), (3.0, 5.5), (4.0, 8.0)] {
///     cell.add(&[x, y], 1.0)?;
/// }
/// let fit = line(&cell, 1, &[0])?;
/// assert!((fit.slopes[0] - 1.9).abs() < 1e-14 && (fit.intercept - 0.25).abs() < 1e-14);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn line(cell: &Moments, outcome: usize, on: &[usize]) -> Result<Line> {
    let width = cell.width();
    if let Some(&column) = on.iter().chain([&outcome]).find(|c| **c >= width) {
        return Err(Error::NoColumn { column, width });
    }
    error::at_least(2, cell.rows as usize)?;
    let found = invert(&cell.cross.only(on))?;
    let with_outcome: Vec<f64> = on.iter().map(|&c| cell.cross.get(c, outcome)).collect();
    let slopes = found.inverse.times(&with_outcome);
    let means: Vec<f64> = on.iter().map(|&c| cell.mean[c]).collect();
    let mean_outcome = cell.mean[outcome];
    let intercept = mean_outcome - dot(&means, &slopes);
    let df = cell.rows - found.rank() as f64 - 1.0;
    if df < 1.0 {
        return Err(Error::TooFew { needed: found.rank() + 2, got: cell.rows as usize });
    }
    let total = cell.cross.get(outcome, outcome);
    // Never below zero: a perfect fit leaves rounding of either sign.
    let residual_squares = (total - dot(&slopes, &with_outcome)).max(0.0);
    for value in slopes.iter().chain([&intercept, &residual_squares]) {
        error::finite(Input::Value, *value)?;
    }
    Ok(Line {
        on: on.to_vec(),
        outcome,
        intercept,
        slopes,
        aliased: found.aliased,
        means,
        mean_outcome,
        rows: cell.rows,
        weight: cell.weight,
        residual_squares,
        df,
        r_squared: if total > 0.0 { 1.0 - residual_squares / total } else { 0.0 },
        total,
        inverse: found.inverse,
    })
}

impl Line {
    /// Intercept, then slopes.
    #[must_use]
    pub fn coefficients(&self) -> Vec<f64> {
        std::iter::once(self.intercept).chain(self.slopes.iter().copied()).collect()
    }

    /// The same line with the digits that cross-products lose where columns are nearly sums of each other: what
    /// the line leaves in the rows themselves is fitted again, three times, and added. `rows` are those that
    /// the moments were made from.
    ///
    /// # Errors
    /// A row that is too short, or numbers out of reach.
    ///
    /// Reference: Golub & Van Loan 2013, Matrix Computations, 3.5.3 and 5.3.8.
    pub fn refined(mut self, rows: &dyn Rows) -> Result<Self> {
        let needed = self.on.iter().chain([&self.outcome]).max().map_or(0, |c| c + 1);
        let mut middle = self.intercept + dot(&self.means, &self.slopes);
        for pass in 0..4 {
            let (mut sum, mut squares, mut short) = (0.0, 0.0, None);
            let mut with_rest = vec![0.0; self.on.len()];
            rows.each(&mut |row, weight| {
                if row.len() < needed {
                    short = Some(row.len());
                    return;
                }
                let away = |at: usize| row[self.on[at]] - self.means[at];
                let fitted: f64 = (0..self.on.len()).map(|at| away(at) * self.slopes[at]).sum();
                let rest = row[self.outcome] - (middle + fitted);
                sum += weight * rest;
                squares += weight * rest * rest;
                for (at, own) in with_rest.iter_mut().enumerate() {
                    *own += weight * away(at) * rest;
                }
            });
            if let Some(width) = short {
                return Err(Error::NoColumn { column: needed - 1, width });
            }
            self.residual_squares = squares;
            if pass < 3 {
                middle += sum / self.weight;
                for (slope, more) in self.slopes.iter_mut().zip(self.inverse.times(&with_rest)) {
                    *slope += more;
                }
            }
        }
        self.intercept = middle - dot(&self.means, &self.slopes);
        for value in self.slopes.iter().chain([&self.intercept, &self.residual_squares]) {
            error::finite(Input::Value, *value)?;
        }
        if self.total > 0.0 {
            self.r_squared = 1.0 - self.residual_squares / self.total;
        }
        Ok(self)
    }

    /// Σ w e² / (n − k): the residual variance in the unit of the outcome, squared, per unit of weight.
    #[must_use]
    pub fn residual_variance(&self) -> f64 {
        self.residual_squares / self.df
    }

    /// The classical covariance of intercept and slopes: one variance for every row.
    #[must_use]
    pub fn classical(&self) -> Symmetric {
        let s2 = self.residual_variance();
        let mut centred = Symmetric::zero(self.slopes.len() + 1);
        centred.add(0, 0, s2 / self.weight);
        for i in 0..self.slopes.len() {
            for j in 0..=i {
                centred.add(i + 1, j + 1, s2 * self.inverse.get(i, j));
            }
        }
        self.uncentred(&centred)
    }

    /// From (value at the means, slopes) to (intercept, slopes).
    fn uncentred(&self, v: &Symmetric) -> Symmetric {
        let k = self.slopes.len();
        let mut out = Symmetric::zero(k + 1);
        let mut step = vec![1.0];
        step.extend(self.means.iter().map(|m| -m));
        out.add(0, 0, v.quadratic(&step));
        let with_intercept = v.times(&step);
        for (i, value) in with_intercept.iter().enumerate().skip(1) {
            out.add(i, 0, *value);
            for j in 1..=i {
                out.add(i, j, v.get(i, j));
            }
        }
        out
    }

    /// The score of a cluster, Xc′Wc(yc − Xc b), from its moments alone; the columns are centred at the
    /// means of the whole, the constant comes first.
    #[must_use]
    pub fn score(&self, cluster: &Moments) -> Vec<f64> {
        let away: Vec<f64> = self.on.iter().zip(&self.means).map(|(&c, m)| cluster.mean(c) - m).collect();
        let error = cluster.mean(self.outcome) - self.mean_outcome - dot(&away, &self.slopes);
        let constant = cluster.weight * error;
        let mut out = Vec::with_capacity(self.on.len() + 1);
        out.push(constant);
        for (&column, d) in self.on.iter().zip(&away) {
            let within: f64 = self.on.iter().zip(&self.slopes).map(|(&c, b)| cluster.cross.get(column, c) * b).sum();
            out.push(cluster.cross.get(column, self.outcome) - within + constant * d);
        }
        out
    }

    /// How much a score moves intercept and slopes: (X′WX)⁻¹ s, so that Σ over clusters of its outer
    /// products is the covariance.
    #[must_use]
    pub fn influence(&self, score: &[f64]) -> Vec<f64> {
        let slopes = self.inverse.times(score.get(1..).unwrap_or_default());
        let at_means = score.first().copied().unwrap_or(0.0) / self.weight;
        let mut out = vec![at_means - dot(&self.means, &slopes)];
        out.extend(slopes);
        out
    }

    /// The covariance of intercept and slopes robust to dependence within clusters (CR1): Σ of the outer
    /// products of the clusters' influences, times G/(G−1) · (n−1)/(n−k).
    ///
    /// # Errors
    /// Fewer than two clusters with rows.
    ///
    /// Reference: Liang & Zeger 1986, Biometrika 73:13–22; Cameron & Miller 2015, J Hum Res 50:317–372.
    pub fn clustered<'a>(&self, clusters: impl IntoIterator<Item = &'a Moments>) -> Result<Symmetric> {
        let mut out = Symmetric::zero(self.slopes.len() + 1);
        let mut count = 0.0;
        for cluster in clusters.into_iter().filter(|c| c.weight > 0.0) {
            out.add_outer(&self.influence(&self.score(cluster)), 1.0);
            count += 1.0;
        }
        error::at_least(2, count as usize)?;
        let mut scaled = Symmetric::zero(out.size());
        scaled.add_scaled(&out, count / (count - 1.0) * (self.rows - 1.0) / self.df);
        Ok(scaled)
    }

    /// The covariance of intercept and slopes robust to unequal variance, from the rows once more.
    ///
    /// # Errors
    /// A row of another width, a value that is not a number.
    ///
    /// Reference: White 1980, Econometrica 48:817–838; MacKinnon & White 1985, J Econometrics 29:305–325.
    pub fn robust(&self, rows: &dyn Rows, kind: Robust) -> Result<Symmetric> {
        let mut out = Symmetric::zero(self.slopes.len() + 1);
        let mut wrong = Ok(());
        let mut away = vec![0.0; self.on.len()];
        let needed = self.on.iter().chain([&self.outcome]).max().map_or(0, |c| c + 1);
        rows.each(&mut |row, weight| {
            if row.len() < needed {
                wrong = Err(Error::NoColumn { column: needed - 1, width: row.len() });
                return;
            }
            for ((d, &c), m) in away.iter_mut().zip(&self.on).zip(&self.means) {
                *d = row[c] - m;
            }
            let residual = row[self.outcome] - self.mean_outcome - dot(&away, &self.slopes);
            let leverage = weight * (1.0 / self.weight + self.inverse.quadratic(&away));
            let factor = kind.factor(leverage, self.rows, self.df);
            let mut score = vec![weight * residual];
            score.extend(away.iter().map(|d| weight * residual * d));
            out.add_outer(&self.influence(&score), factor);
        });
        wrong?;
        error::finite(Input::Value, out.quadratic(&vec![1.0; out.size()]))?;
        Ok(out)
    }

    /// What the line says of a row.
    #[must_use]
    pub fn fitted(&self, row: &[f64]) -> f64 {
        let at: f64 = self.on.iter().zip(&self.slopes).map(|(&c, b)| row.get(c).copied().unwrap_or(0.0) * b).sum();
        self.intercept + at
    }
}

/// Which errors robust to unequal variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Robust {
    /// e².
    Hc0,
    /// e² · n/(n−k), as Stata's `robust`.
    Hc1,
    /// e²/(1−h).
    Hc2,
    /// e²/(1−h)²: close to the jackknife; careful with few rows.
    Hc3,
}

impl Robust {
    fn factor(self, leverage: f64, rows: f64, df: f64) -> f64 {
        // A row that the line must go through has no residual: it adds nothing, whatever the divisor.
        let left = 1.0 - leverage;
        match self {
            Self::Hc0 => 1.0,
            Self::Hc1 => rows / df,
            Self::Hc2 if left > 1e-10 => 1.0 / left,
            Self::Hc3 if left > 1e-10 => 1.0 / (left * left),
            Self::Hc2 | Self::Hc3 => 0.0,
        }
    }
}

/// Rows that can be gone through again, each with its weight, always in the same order.
pub trait Rows {
    /// Shows every row to `visit`.
    fn each(&self, visit: &mut dyn FnMut(&[f64], f64));
}

impl Rows for [(Vec<f64>, f64)] {
    fn each(&self, visit: &mut dyn FnMut(&[f64], f64)) {
        for (row, weight) in self {
            visit(row, *weight);
        }
    }
}

impl Rows for Vec<(Vec<f64>, f64)> {
    fn each(&self, visit: &mut dyn FnMut(&[f64], f64)) {
        self.as_slice().each(visit);
    }
}

/// Clusters (municipalities), each with the moments of the same groups (women, men), ready to be drawn
/// anew. Inside stand sums around one common point, so that a draw is a weighted sum and no more.
#[derive(Debug, Clone)]
pub struct Clusters {
    groups: usize,
    centre: Vec<f64>,
    /// Cluster by cluster, group by group: rows, Σw, Σw², sums, products.
    cells: Vec<Cell>,
}

#[derive(Debug, Clone)]
struct Cell {
    rows: f64,
    weight: f64,
    weight_squares: f64,
    sums: Vec<f64>,
    products: Symmetric,
}

impl Clusters {
    /// Takes the clusters in a fixed order; each a list of the same groups. A group without rows in a
    /// cluster is an empty [`Moments`].
    ///
    /// # Errors
    /// Fewer than two clusters, or cells that do not match in number or width.
    pub fn new(clusters: &[Vec<Moments>]) -> Result<Self> {
        error::at_least(2, clusters.len())?;
        let groups = clusters[0].len();
        for cluster in clusters {
            error::paired(groups, cluster.len(), 1)?;
        }
        let all = Moments::merged(clusters.iter().flatten())?.ok_or(Error::TooFew { needed: 2, got: 0 })?;
        let centre = all.mean;
        let cells = clusters.iter().flatten().map(|cell| Cell::around(&centre, cell)).collect();
        Ok(Self { groups, centre, cells })
    }

    /// How many clusters.
    #[must_use]
    pub fn count(&self) -> usize {
        self.cells.len() / self.groups
    }

    /// The groups' moments when the clusters weigh as `times` says (1 each: as they are).
    ///
    /// # Errors
    /// Another number of weights than clusters.
    pub fn weighted(&self, times: &[f64]) -> Result<Vec<Moments>> {
        error::paired(self.count(), times.len(), 0)?;
        (0..self.groups).map(|group| self.group(group, times)).collect()
    }

    fn group(&self, group: usize, times: &[f64]) -> Result<Moments> {
        let width = self.centre.len();
        let mut sums = vec![0.0; width];
        let mut products = Symmetric::zero(width);
        let (mut rows, mut weight, mut squares) = (0.0, 0.0, 0.0);
        let own = self.cells.iter().skip(group).step_by(self.groups);
        for (cell, t) in own.zip(times).filter(|(_, t)| **t != 0.0) {
            rows += t * cell.rows;
            weight += t * cell.weight;
            squares += t * cell.weight_squares;
            sums.iter_mut().zip(&cell.sums).for_each(|(a, b)| *a += t * b);
            products.add_scaled(&cell.products, *t);
        }
        Moments::from_sums(rows, (weight, squares), &self.centre, &sums, &products)
    }

    /// One repetition of the cluster bootstrap: as many clusters as there are, drawn with replacement. The
    /// same seed and number give the same draw always, so repetitions may be shared out among threads.
    ///
    /// # Errors
    /// A draw that overflows.
    pub fn draw(&self, seed: u64, repetition: u64) -> Result<Vec<Moments>> {
        let mut times = Vec::new();
        Draws::of(seed, repetition).counts(self.count(), &mut times);
        self.weighted(&times)
    }

    /// The cluster bootstrap: what `of` makes of each of `repetitions` draws. A draw in which it cannot be
    /// computed (a group missing, a column without variation) is left out and counted.
    ///
    /// # Errors
    /// No repetition could be computed.
    pub fn bootstrap(
        &self,
        seed: u64,
        repetitions: u32,
        of: impl Fn(&[Moments]) -> Result<Vec<f64>>,
    ) -> Result<Bootstrap> {
        let mut values = Vec::with_capacity(repetitions as usize);
        let mut failed = 0;
        for repetition in 0..u64::from(repetitions) {
            match self.draw(seed, repetition).and_then(|groups| of(&groups)) {
                Ok(found) => values.push(found),
                Err(_) => failed += 1,
            }
        }
        Bootstrap::of(values, failed)
    }
}

impl Cell {
    fn around(centre: &[f64], cell: &Moments) -> Self {
        let away: Vec<f64> = if cell.weight > 0.0 {
            cell.mean.iter().zip(centre).map(|(m, c)| m - c).collect()
        } else {
            vec![0.0; centre.len()]
        };
        let mut products = cell.cross.clone();
        products.add_outer(&away, cell.weight);
        let sums = away.iter().map(|d| cell.weight * d).collect();
        Self { rows: cell.rows, weight: cell.weight, weight_squares: cell.weight_squares, sums, products }
    }
}

/// What repetitions gave.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Bootstrap {
    /// A list a repetition, in the order of the repetitions.
    pub values: Vec<Vec<f64>>,
    /// Repetitions that could not be computed.
    pub failed: u32,
}

impl Bootstrap {
    /// Puts repetitions together, from one thread or many, in their order.
    ///
    /// # Errors
    /// Fewer than two repetitions, or of different length.
    pub fn of(values: Vec<Vec<f64>>, failed: u32) -> Result<Self> {
        error::at_least(2, values.len())?;
        for list in &values {
            error::paired(values[0].len(), list.len(), 0)?;
        }
        Ok(Self { values, failed })
    }

    /// The covariance of the figures over the repetitions.
    #[must_use]
    pub fn covariance(&self) -> Symmetric {
        let size = self.values.first().map_or(0, Vec::len);
        let n = self.values.len() as f64;
        let mean: Vec<f64> = (0..size).map(|i| self.values.iter().map(|v| v[i]).sum::<f64>() / n).collect();
        let mut out = Symmetric::zero(size);
        for list in &self.values {
            let away: Vec<f64> = list.iter().zip(&mean).map(|(v, m)| v - m).collect();
            out.add_outer(&away, 1.0 / (n - 1.0));
        }
        out
    }

    /// The standard errors: the standard deviations over the repetitions, nothing trimmed away.
    #[must_use]
    pub fn errors(&self) -> Vec<f64> {
        let covariance = self.covariance();
        (0..covariance.size()).map(|i| covariance.get(i, i).max(0.0).sqrt()).collect()
    }

    /// The percentile interval of the figure at `place`; `None` where there is no such figure.
    ///
    /// # Errors
    /// An impossible confidence.
    pub fn percentiles(&self, place: usize, confidence: f64) -> Result<Option<(f64, f64)>> {
        error::confidence(confidence)?;
        let mut sorted: Vec<f64> = self.values.iter().filter_map(|v| v.get(place).copied()).collect();
        if sorted.is_empty() {
            return Ok(None);
        }
        sorted.sort_by(f64::total_cmp);
        let at = |p: f64| {
            let h = p * (sorted.len() - 1) as f64;
            let low = h.floor() as usize;
            let high = (low + 1).min(sorted.len() - 1);
            sorted[low] + (h - low as f64) * (sorted[high] - sorted[low])
        };
        Ok(Some((at((1.0 - confidence) / 2.0), at((1.0 + confidence) / 2.0))))
    }
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
