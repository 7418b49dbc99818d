//! The values of a figure: what is true, what chance adds, what the source shows.

use crate::figures::Spec;
use crate::places::Place;
use crate::planted::{Kind, Planted, Sex};
use crate::rng::Rng;
use crate::{Cell, DemoFigure, FIRST_YEAR, LAST_YEAR, Row, Unit};

/// Part of the rows a municipality has not reported.
const UNREPORTED: f64 = 0.015;
/// Inhabitants at which [`Spec::chance`] is given.
const USUAL: f64 = 15_000.0;

/// A figure for every place and year.
pub(crate) fn figure(seed: u64, spec: &Spec, places: &[Place], planted: &[Planted]) -> DemoFigure {
    let nation = nation(seed, spec);
    let mut rows = Vec::with_capacity(places.len() * nation.len());
    for place in places {
        let own: Vec<&Planted> =
            planted.iter().filter(|p| p.figure == spec.id && p.area.is_none_or(|area| area == place.code)).collect();
        rows.extend(place_rows(seed, spec, place, &own, &nation));
    }
    DemoFigure { id: spec.id, title: spec.title, operating_area: spec.operating_area, unit: spec.unit, rows }
}

/// Level of the nation by year: the trend, and what each year does to all.
fn nation(seed: u64, spec: &Spec) -> Vec<(i32, f64)> {
    let mut rng = Rng::new(seed, &[spec.id, "nation"]);
    let wobble = if spec.unit == Unit::Share { 0.12 * spec.spread } else { 0.1 * spec.spread };
    (FIRST_YEAR..=LAST_YEAR)
        .map(|year| (year, spec.level + spec.trend * f64::from(year - 2016) + wobble * rng.normal()))
        .collect()
}

fn place_rows(seed: u64, spec: &Spec, place: &Place, planted: &[&Planted], nation: &[(i32, f64)]) -> Vec<Row> {
    // Streams apart: a planted difference must not change anything else.
    let mut level = Rng::new(seed, &[spec.id, &place.code, "level"]);
    let mut chance = Rng::new(seed, &[spec.id, &place.code, "chance"]);
    let mut gaps = Rng::new(seed, &[spec.id, &place.code, "gaps"]);
    let own = spec.spread * level.normal().clamp(-2.2, 2.2);
    let mut drift = 0.0;
    let mut rows: Vec<Row> = Vec::new();
    for (year, national) in nation {
        drift = 0.9 * drift + 0.15 * spec.spread * level.normal();
        let unreported = gaps.unit() < UNREPORTED;
        if *year < spec.first_year {
            continue;
        }
        let election = (*year - FIRST_YEAR) % 4 == 0;
        if let (true, false, Some(last)) = (spec.carried, election, rows.last().cloned()) {
            rows.push(Row { year: *year, ..last });
            continue;
        }
        let true_level = national + own + drift;
        let (women, men) =
            (true_level + shift(spec, planted, Sex::Women, *year), true_level + shift(spec, planted, Sex::Men, *year));
        let cells = match spec.unit {
            Unit::Share => share(spec, place, &mut chance, women, men),
            Unit::Mean => mean(spec, place, &mut chance, women, men),
            Unit::Count => count(place, &mut chance, *year),
        };
        let never = spec.carried || spec.unit == Unit::Count;
        let [women, men, total] = if unreported && !never { [Cell::Missing; 3] } else { cells };
        rows.push(Row { area: place.code.clone(), year: *year, women, men, total });
    }
    rows
}

/// What is planted for one sex. A difference everywhere leaves the total where it is.
fn shift(spec: &Spec, planted: &[&Planted], sex: Sex, year: i32) -> f64 {
    planted
        .iter()
        .map(|p| match (p.kind, sex) {
            (Kind::Everywhere, Sex::Women) => p.size * (1.0 - spec.women),
            (Kind::Everywhere, Sex::Men) => -p.size * spec.women,
            _ if p.sex == sex => p.shift(year),
            _ => 0.0,
        })
        .sum()
}

/// Per cent of a number of persons, each with the same chance.
fn share(spec: &Spec, place: &Place, chance: &mut Rng, women: f64, men: f64) -> [Cell; 3] {
    let persons = 2.0 * spec.chance * f64::from(place.people) / USUAL;
    let cohort = |part: f64, rng: &mut Rng| {
        let n = persons * part * (1.0 + 0.06 * rng.normal().clamp(-3.0, 3.0));
        n.round().max(0.0) as u32
    };
    let (n_women, n_men) = (cohort(spec.women, chance), cohort(1.0 - spec.women, chance));
    let part = |value: f64| (value / 100.0).clamp(0.005, 0.995);
    let k_women = chance.binomial(n_women, part(women));
    let k_men = chance.binomial(n_men, part(men));
    let cell = |k: u32, n: u32| Cell::Value(rounded(spec, 100.0 * f64::from(k) / f64::from(n)));
    let shown = |n: u32| n > 0 && n >= spec.fewest;
    let total = if shown(n_women + n_men) { cell(k_women + k_men, n_women + n_men) } else { Cell::Secret };
    // One sex alone would give the other away.
    if shown(n_women) && shown(n_men) {
        [cell(k_women, n_women), cell(k_men, n_men), total]
    } else {
        [Cell::Secret, Cell::Secret, total]
    }
}

/// A mean or rate: chance falls with the root of the population.
fn mean(spec: &Spec, place: &Place, chance: &mut Rng, women: f64, men: f64) -> [Cell; 3] {
    let noise = spec.chance * (USUAL / f64::from(place.people)).sqrt();
    let women = (women + noise * (0.5 / spec.women).sqrt() * chance.normal()).max(0.0);
    let men = (men + noise * (0.5 / (1.0 - spec.women)).sqrt() * chance.normal()).max(0.0);
    let total = spec.women * women + (1.0 - spec.women) * men;
    [women, men, total].map(|value| Cell::Value(rounded(spec, value)))
}

/// Inhabitants: as many women as men but for chance; the total is the sum.
fn count(place: &Place, chance: &mut Rng, year: i32) -> [Cell; 3] {
    let half = f64::from(place.people) / 2.0;
    let growth = if place.people > 20_000 { 0.006 } else { -0.003 };
    let expected = half * (1.0 + growth * f64::from(year - LAST_YEAR));
    let women = (expected + 0.4 * half.sqrt() * chance.normal()).round();
    let men = (expected + 0.4 * half.sqrt() * chance.normal()).round();
    [women, men, women + men].map(Cell::Value)
}

fn rounded(spec: &Spec, value: f64) -> f64 {
    if spec.step > 0.0 {
        return (value / spec.step).round() * spec.step;
    }
    let scale = (0..spec.decimals.unwrap_or(8)).fold(1.0, |scale, _| scale * 10.0);
    (value * scale).round() / scale
}
