//! Several years of one area taken together, for places where a single year says little.

use crate::Grid;
use crate::model::Model;
use crate::truth::cell;

/// The usual 97.5 % point of the normal distribution: errors here are such that ± 1.96 of them hold in
/// 95 % of cases, as the model's own multiplier was measured on the past.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// The plain means of an area's latest true years, and how much chance they hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// First year taken.
    pub from: i16,
    /// Last year taken.
    pub to: i16,
    /// Years with values for both sexes between them.
    pub years: u16,
    /// Mean of women's values.
    pub women: f64,
    /// Mean of men's.
    pub men: f64,
    /// Women − men: the mean of the yearly differences as published.
    pub difference: f64,
    /// Standard error of [`Self::difference`] as a mean of these years: chance from year to year, in the
    /// figure's unit. Not how well the mean tells of today, which what has wandered since enters too.
    pub error: f64,
    /// The same for one year's difference alone.
    pub error_one: f64,
}

/// Takes the area's values of the figure's `most` latest true years together. `None`: no usable model, or
/// no value for both sexes in them.
///
/// Values are taken only back to where the figure began to be measured as it is now. Years that share
/// answers or cases with each other count for fewer: w such years count as one.
#[must_use]
pub fn pool(model: &Model, grid: &Grid<'_>, area: usize, most: usize) -> Option<Pooled> {
    if model.none.is_some() || area >= model.areas() || area >= grid.areas || model.years[area] == 0 {
        return None;
    }
    let n = model.true_years.len();
    // The first change lies between two years that are both measured as now.
    let first = n.saturating_sub(most).max(model.first_change.saturating_sub(1));
    let mut years = Vec::new();
    for (position, &column) in model.true_years.iter().enumerate().skip(first) {
        if let Some((women, men)) = cell(grid, area, column) {
            years.push((model.calendar(position), women, men));
        }
    }
    let (from, to) = (years.first()?.0, years.last()?.0);
    let count = years.len() as f64;
    let women = years.iter().map(|it| it.1).sum::<f64>() / count;
    let men = years.iter().map(|it| it.2).sum::<f64>() / count;
    let error_one = model.chance_square(area).sqrt() * model.multiplier_95 / NORMAL_95;
    let worth = (count / model.overlap.max(1) as f64).max(1.0);
    let pooled = Pooled {
        from,
        to,
        years: u16::try_from(years.len()).unwrap_or(u16::MAX),
        women,
        men,
        difference: women - men,
        error: error_one / worth.sqrt(),
        error_one,
    };
    (pooled.error.is_finite() && pooled.error > 0.0).then_some(pooled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AreaLevel, Class, Country, Direction, FigureInput, Kind, fit};

    /// Forty areas, eight years, differences that jump by ±2 about a level of their own, never by the year.
    fn figure(areas: usize, years: usize) -> (Vec<f64>, Vec<f64>) {
        let mut women = Vec::new();
        for area in 0..areas {
            for year in 0..years {
                let mixed = (area * 7919 + year * 104_729 + area * year * 31).wrapping_mul(2_654_435_761) >> 7;
                let jump = (mixed % 401) as f64 / 100.0 - 2.0;
                women.push(60.0 + (area % 5) as f64 + jump);
            }
        }
        (women, vec![60.0; areas * years])
    }

    #[test]
    fn means_of_the_latest_years_with_chance_by_their_number() {
        let (women, men) = figure(40, 8);
        let grid = Grid { areas: 40, years: 8, first_year: 2015, women: &women, men: &men, total: &[] };
        let input = FigureInput {
            grid,
            kind: Kind::Share,
            direction: Direction::None,
            class: Class::Outcome,
            per: f64::NAN,
            pooled: 1,
        };
        let (population, level) = (vec![9000.0; 40], vec![AreaLevel::Municipality; 40]);
        let model = fit(&input, &Country { population: &population, level: &level }, 2022);
        for area in 0..40 {
            let got = pool(&model, &grid, area, 5).unwrap();
            let own = &women[area * 8 + 3..area * 8 + 8];
            let mean = own.iter().sum::<f64>() / 5.0 - 60.0;
            assert_eq!((got.from, got.to, got.years), (2018, 2022, 5));
            assert!((got.difference - mean).abs() < 1e-9, "{got:?}");
            let worth = (5.0 / model.overlap as f64).max(1.0);
            assert!((got.error * worth.sqrt() - got.error_one).abs() < 1e-12);
            // The true standard deviation is 4/√12 = 1.15.
            assert!((0.7..1.9).contains(&got.error_one), "{}", got.error_one);
            let one = pool(&model, &grid, area, 1).unwrap();
            assert_eq!((one.years, one.error.to_bits()), (1, got.error_one.to_bits()));
        }
        assert_eq!(pool(&model, &grid, 40, 5), None);
    }
}
