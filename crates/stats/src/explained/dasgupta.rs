//! Kitagawa and Das Gupta: a difference of rates split into composition and rates, or into any number of
//! factors, with no model and no chance. Women minus men (or second minus first, where it is years).

use crate::error::{self, Error, Input, Result};

/// The most factors: every order of replacing them is gone through, so the work doubles with each.
pub const MOST_FACTORS: usize = 12;

/// Two parts that add up to the difference of the crude rates, in the unit of the rates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Kitagawa {
    /// The crude rate of the first group.
    pub crude_first: f64,
    /// The crude rate of the second group.
    pub crude_second: f64,
    /// First minus second because the groups are made up differently.
    pub composition: f64,
    /// First minus second because the rates differ within categories.
    pub rates: f64,
}

/// Splits the difference of two crude rates: `first` and `second` are (size, rate) a category.
///
/// Formula: Σ(P₁−P₂)(r₁+r₂)/2 and Σ(r₁−r₂)(P₁+P₂)/2, with P the sizes as shares. A category that a group lacks
/// counts with its size 0; its rate must still be given (take the other's).
///
/// # Errors
/// Lists of different length, a negative size, no persons at all.
///
/// Reference: Kitagawa 1955, JASA 50:1168–1194.
///
/// ```
/// use stats::explained::dasgupta::kitagawa;
/// let split = kitagawa(&[(50.0, 10.0), (50.0, 20.0)], &[(80.0, 8.0), (20.0, 18.0)])?;
/// assert!((split.composition - 3.0).abs() < 1e-12 && (split.rates - 2.0).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn kitagawa(first: &[(f64, f64)], second: &[(f64, f64)]) -> Result<Kitagawa> {
    error::paired(first.len(), second.len(), 1)?;
    let (a, b) = (shares(first)?, shares(second)?);
    let mut out = Kitagawa { crude_first: 0.0, crude_second: 0.0, composition: 0.0, rates: 0.0 };
    for (((p1, p2), (_, r1)), (_, r2)) in a.iter().zip(&b).zip(first).zip(second) {
        out.crude_first += p1 * r1;
        out.crude_second += p2 * r2;
        out.composition += (p1 - p2) * (r1 / 2.0 + r2 / 2.0);
        out.rates += (r1 - r2) * (p1 + p2) / 2.0;
    }
    for value in [out.crude_first, out.crude_second, out.composition, out.rates] {
        error::finite(Input::Value, value)?;
    }
    Ok(out)
}

fn shares(cells: &[(f64, f64)]) -> Result<Vec<f64>> {
    for (size, rate) in cells {
        error::not_negative(Input::Count, *size)?;
        error::finite(Input::Value, *rate)?;
    }
    let total: f64 = cells.iter().map(|it| it.0).sum();
    error::positive(Input::Total, total)?;
    Ok(cells.iter().map(|it| it.0 / total).collect())
}

/// One factor's part of a difference.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Factor {
    /// The rate of the first group, had all other factors been the same in both.
    pub standardised_first: f64,
    /// The same for the second group.
    pub standardised_second: f64,
    /// First minus second: what this factor does to the difference.
    pub effect: f64,
}

/// Splits the difference of a rate that is any function of K factors; `rate(second)` is told for each factor
/// whether it is to be taken from the second group. The effects add up to the whole difference, and no order
/// of the factors is preferred.
///
/// Formula: with the other factors taken from either group in every way, the mean over all orders of bringing
/// them in: Σ over sets S of others |S|!(K−1−|S|)!/K! · \[rate(S, own) − rate(S, other's)\].
///
/// # Errors
/// No factors, more than [`MOST_FACTORS`], a rate that is not a number.
///
/// Reference: Das Gupta 1993, Standardization and Decomposition of Rates, US Census P23-186; its weights are
/// those of Shapley 1953.
///
/// ```
/// use stats::explained::dasgupta::factors;
/// // A rate that is a product of three.
/// let (first, second) = ([2.0, 3.0, 4.0], [1.0, 3.0, 5.0]);
/// let pick = |from: &[bool]| (0..3).map(|i| if from[i] { second[i] } else { first[i] }).product();
/// let split = factors(3, pick)?;
/// assert!((split[0].effect - 13.5).abs() < 1e-12 && split[1].effect == 0.0);
/// assert!((split.iter().map(|f| f.effect).sum::<f64>() - 9.0).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn factors(count: usize, rate: impl Fn(&[bool]) -> f64) -> Result<Vec<Factor>> {
    error::at_least(1, count)?;
    if count > MOST_FACTORS {
        return Err(Error::MoreThan { most: MOST_FACTORS, got: count });
    }
    let mut from = vec![false; count];
    let mut rates = Vec::with_capacity(1 << count);
    for set in 0..1_usize << count {
        from.iter_mut().enumerate().for_each(|(i, f)| *f = set >> i & 1 == 1);
        let value = rate(&from);
        error::finite(Input::Value, value)?;
        rates.push(value);
    }
    // 1/(K · C(K−1, s)): how often exactly s others come before.
    let mut weights = vec![1.0 / count as f64; count];
    for s in 1..count {
        weights[s] = weights[s - 1] * s as f64 / (count - s) as f64;
    }
    let of = |own: usize| {
        let (mut first, mut second) = (0.0, 0.0);
        for set in (0..1_usize << count).filter(|set| set >> own & 1 == 0) {
            let weight = weights[set.count_ones() as usize];
            first += weight * rates[set];
            second += weight * rates[set | 1 << own];
        }
        Factor { standardised_first: first, standardised_second: second, effect: first - second }
    };
    Ok((0..count).map(of).collect())
}

/// Splits a difference of crude rates over the structure in several characteristics at once (age × need ×
/// living alone) and the rate. `cells` are (level of each characteristic, (size, rate) in the first group,
/// the same in the second); the effects come characteristic by characteristic, the rate last.
///
/// Formula: a cell's share is written as a product of one number a characteristic, the Kth roots of ratios of
/// sizes summed over the other characteristics in all orders (Das Gupta's cross-classified structure), and the
/// K + 1 factors are split by [`factors`].
///
/// # Errors
/// No cells, cells with different numbers of characteristics or more than [`MOST_FACTORS`] less one, a
/// negative size, or a cell empty in one group but not in the other (put such levels together first).
///
/// Reference: Das Gupta 1993, US Census P23-186, ch. 6.
pub fn cross_classified(cells: &[Cell]) -> Result<Vec<Factor>> {
    error::at_least(1, cells.len())?;
    let count = cells[0].levels.len();
    error::at_least(1, count)?;
    if count + 1 > MOST_FACTORS {
        return Err(Error::MoreThan { most: MOST_FACTORS - 1, got: count });
    }
    for cell in cells {
        error::paired(count, cell.levels.len(), 1)?;
    }
    // A cell that nobody is in belongs to neither group.
    let used: Vec<&Cell> = cells.iter().filter(|c| c.first.0 != 0.0 || c.second.0 != 0.0).collect();
    let (a, b) = (
        shares(&used.iter().map(|c| c.first).collect::<Vec<_>>())?,
        shares(&used.iter().map(|c| c.second).collect::<Vec<_>>())?,
    );
    if let Some(value) = a.iter().chain(&b).find(|v| **v == 0.0) {
        error::positive(Input::Count, *value)?;
    }
    let (fa, fb) = (structure(&used, &a, count), structure(&used, &b, count));
    factors(count + 1, |second| {
        let mut sum = 0.0;
        for (i, cell) in used.iter().enumerate() {
            let share: f64 = (0..count).map(|k| if second[k] { fb[i][k] } else { fa[i][k] }).product();
            sum += share * if second[count] { cell.second.1 } else { cell.first.1 };
        }
        sum
    })
}

/// A cell of a cross-classified table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The level of each characteristic.
    pub levels: Vec<u32>,
    /// Size and rate in the first group.
    pub first: (f64, f64),
    /// Size and rate in the second.
    pub second: (f64, f64),
}

/// For each cell one factor a characteristic; their product is the cell's share.
fn structure(cells: &[&Cell], shares: &[f64], count: usize) -> Vec<Vec<f64>> {
    // margin[S][cell]: the share of all cells that agree with this one on the characteristics in S.
    let margin: Vec<Vec<f64>> = (0..1_usize << count)
        .map(|set| {
            let key =
                |c: &Cell| -> Vec<u32> { (0..count).filter(|k| set >> k & 1 == 1).map(|k| c.levels[k]).collect() };
            let mut sums = std::collections::BTreeMap::new();
            for (cell, share) in cells.iter().zip(shares) {
                *sums.entry(key(cell)).or_insert(0.0) += share;
            }
            cells.iter().map(|cell| sums.get(&key(cell)).copied().unwrap_or(0.0)).collect()
        })
        .collect();
    let mut weights = vec![1.0 / count as f64; count];
    for s in 1..count {
        weights[s] = weights[s - 1] * s as f64 / (count - s) as f64;
    }
    (0..cells.len())
        .map(|i| {
            (0..count)
                .map(|own| {
                    let logs: f64 = (0..1_usize << count)
                        .filter(|set| set >> own & 1 == 0)
                        .map(|set| {
                            let ratio = margin[set | 1 << own][i] / margin[set][i];
                            weights[set.count_ones() as usize] * libm::log(ratio)
                        })
                        .sum();
                    libm::exp(logs)
                })
                .collect()
        })
        .collect()
}
