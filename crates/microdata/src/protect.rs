//! What may be told: of how many, of which places, of which shares.
//!
//! A place is told of only where there are enough women and enough men; where an outcome of two (granted, refused) is
//! had by enough and not by all; and where nobody's amount can be told from the place's sum. Places kept back hide
//! each other: together they must pass the same rules, since they are what is left of all when the others are known.
//! References: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4–5.

use crate::analysis::Part;
use crate::state::{Top, take};
use crate::{Cells, Fault};
use stats::moments::Moments;
use std::collections::{BTreeMap, BTreeSet};

/// What must hold for something to be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Cases of each sex.
    pub least_cases: u64,
    /// Of an outcome of two: how many of each sex must have the one, and the other. 0: never mind.
    pub least_events: u64,
    /// No one, who knows his own, may be able to tell the largest amount within this share of it, 0.1 for 10 %.
    /// 0: never mind. Only where no amount is below nought.
    pub percent: f64,
}

/// What a place comes to, women and men.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub sexes: [Moments; 2],
    tops: [Top; 2],
    /// Whether all amounts of the file are 0 or more, so that they can be told from a sum.
    amounts: bool,
    outcome: usize,
}

/// The number of cases that weights leave (Kish 1965): all of them where they weigh the same.
pub(crate) fn effective(it: &Moments) -> f64 {
    it.weight() * it.weight() / it.weight_squares()
}

/// How many rows at least share so much of the weight: as many as it takes of the heaviest that there can be
/// (Samuelson 1968, J Am Stat Assoc 63:1522–1525). Exact where all weigh the same.
fn heads(it: &Moments, share: f64) -> f64 {
    let mean = it.weight() / it.rows();
    let spread = it.weight_squares() / it.rows() - mean * mean;
    let spread = if spread > 1e-12 * mean * mean { spread } else { 0.0 };
    let heaviest = mean + ((it.rows() - 1.0) * spread).sqrt();
    share * it.weight() / heaviest
}

/// How many rows at least have the high one of two values, and the low one, whichever are fewer.
fn fewest(it: &Moments, mean: f64, (low, high): (f64, f64)) -> f64 {
    let share = ((mean - low) / (high - low)).clamp(0.0, 1.0);
    heads(it, share.min(1.0 - share))
}

/// The two values of the outcome, where it has no more.
pub(crate) fn two(cells: &Cells) -> Option<(f64, f64)> {
    cells.values.get(&cells.layout.outcome).and_then(crate::Values::two)
}

impl Place {
    fn empty(cells: &Cells) -> Self {
        let new = || Moments::new(cells.layout.width());
        let amounts = cells.values.get(&cells.layout.outcome).is_some_and(|it| it.least >= 0.0);
        Self { sexes: [new(), new()], tops: [[0.0; 2]; 2], amounts, outcome: cells.layout.outcome_at() }
    }

    fn and(&mut self, sexes: &[Moments; 2], tops: &[Top; 2]) -> Result<(), Fault> {
        for sex in 0..2 {
            self.sexes[sex].merge(&sexes[sex])?;
            tops[sex].iter().for_each(|it| take(&mut self.tops[sex], *it));
        }
        Ok(())
    }

    #[allow(clippy::cast_precision_loss, reason = "limits are small numbers")]
    fn enough(&self, rules: &Rules) -> bool {
        let least = rules.least_cases.max(2) as f64;
        self.sexes.iter().all(|it| it.rows() >= least && effective(it) >= least - 1e-9)
    }

    /// Whether enough have the one outcome, and the other.
    #[allow(clippy::cast_precision_loss, reason = "limits are small numbers")]
    fn both_outcomes(&self, rules: &Rules, two: (f64, f64)) -> bool {
        let least = rules.least_events as f64 - 0.5;
        self.sexes.iter().all(|it| fewest(it, it.mean(self.outcome), two) >= least)
    }

    /// The p % rule: what the others than the two largest come to must be at least this share of the largest.
    fn no_giant(&self, rules: &Rules) -> bool {
        self.sexes.iter().zip(&self.tops).all(|(it, top)| {
            let others = it.mean(self.outcome) * it.weight() - top[0] - top[1];
            others >= rules.percent * top[0] - 1e-9 * top[0]
        })
    }

    fn may_be_told(&self, rules: &Rules, two: Option<(f64, f64)>) -> bool {
        self.enough(rules)
            && match two {
                Some(values) => self.both_outcomes(rules, values),
                None => !self.amounts || self.no_giant(rules),
            }
    }
}

/// All places.
pub(crate) fn places(cells: &Cells) -> Result<BTreeMap<String, Place>, Fault> {
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for (key, sexes) in &cells.cells {
        let tops = cells.tops.get(key).copied().unwrap_or_default();
        places.entry(key.place.clone()).or_insert_with(|| Place::empty(cells)).and(sexes, &tops)?;
    }
    Ok(places)
}

/// Whether anything may be told at all.
pub(crate) fn whole(cells: &Cells, rules: &Rules) -> Result<(), Fault> {
    let mut all = Place::empty(cells);
    for place in places(cells)?.values() {
        all.and(&place.sexes, &place.tops)?;
    }
    if !all.enough(rules) {
        return Err(Fault::TooFewToShow { least: rules.least_cases.max(2) });
    }
    // What all have, everybody has: it tells of each of them.
    if rules.least_events > 0 && cells.values.get(&cells.layout.outcome).is_some_and(crate::Values::one) {
        return Err(Fault::TooFewEvents { least: rules.least_events });
    }
    match two(cells) {
        Some(values) if !all.both_outcomes(rules, values) => Err(Fault::TooFewEvents { least: rules.least_events }),
        None if all.amounts && !all.no_giant(rules) => Err(Fault::Giant),
        _ => Ok(()),
    }
}

/// Which places are told of.
pub(crate) struct Kept<'p> {
    /// Their names, in order.
    pub shown: Vec<&'p String>,
    /// How many are kept back for their own sake.
    pub back: usize,
    /// How many more, so that those cannot be worked out from all together.
    pub with: usize,
}

/// Keeps back the places that may not be told of, and the smallest of the others with them until what is kept back
/// is several places that together may be told of.
pub(crate) fn kept<'p>(places: &'p BTreeMap<String, Place>, rules: &Rules, two: Option<(f64, f64)>) -> Kept<'p> {
    let (mut shown, small): (Vec<_>, Vec<_>) = places.iter().partition(|(_, it)| it.may_be_told(rules, two));
    let cases = |it: &Place| it.sexes.iter().map(Moments::rows).sum::<f64>();
    shown.sort_by(|a, b| cases(b.1).total_cmp(&cases(a.1)).then_with(|| b.0.cmp(a.0)));
    let mut hidden: Option<Place> = None;
    for (_, place) in &small {
        hidden = Some(together(hidden, place));
    }
    let mut with = 0;
    while let Some(union) = hidden.take() {
        if (small.len() + with > 1 && union.may_be_told(rules, two)) || shown.is_empty() {
            break;
        }
        if let Some((_, next)) = shown.pop() {
            with += 1;
            hidden = Some(together(Some(union), next));
        }
    }
    let mut shown: Vec<&String> = shown.into_iter().map(|(name, _)| name).collect();
    shown.sort();
    Kept { shown, back: small.len(), with }
}

fn together(union: Option<Place>, more: &Place) -> Place {
    let Some(mut union) = union else { return more.clone() };
    // All are of one width, so that they merge.
    if union.and(&more.sexes, &more.tops).is_err() {
        return more.clone();
    }
    union
}

/// Takes away what tells of few: all levels of the columns in `untold`, and the means of a number that takes two
/// values only, where too few have the one or the other.
pub(crate) fn parts(
    mut parts: Vec<Part>,
    cells: &Cells,
    untold: &BTreeSet<String>,
    least: u64,
) -> Result<Vec<Part>, Fault> {
    let all = cells.all()?;
    parts.retain(|it| it.level.is_none() || !untold.contains(&it.column));
    #[allow(clippy::cast_precision_loss, reason = "a small number of cases")]
    let least = least as f64;
    for part in parts.iter_mut().filter(|it| it.level.is_none()) {
        let Some(two) = cells.values.get(&part.column).and_then(crate::Values::two) else { continue };
        let few = |mean: Option<f64>, it: &Moments| mean.is_some_and(|mean| fewest(it, mean, two) < least - 1e-6);
        if few(part.mean_women, &all[0]) || few(part.mean_men, &all[1]) {
            (part.mean_women, part.mean_men) = (None, None);
        }
    }
    Ok(parts)
}
