//! From figures to scores, place by place.

use std::collections::BTreeMap;

use crate::data::{Data, Values};
use crate::definition::{Aggregate, Definition, Node};
use crate::measure::Measure;
use crate::{Error, Result};

/// A node's score in a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The score.
    pub value: f64,
    /// The same with every level left out: only how far women and men are apart. Equal to `value` where the
    /// index has no level in it; absent for a rank by level, which has nothing else.
    pub gap_only: Option<f64>,
}

/// All scores of one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// The edition they were computed by.
    pub edition: String,
    /// False where not even years of the same edition are comparable.
    pub years_comparable: bool,
    /// By place and node.
    pub by_place: BTreeMap<String, BTreeMap<String, Score>>,
}

impl Scores {
    /// The change of a node in every place that has it in both, this minus the earlier.
    ///
    /// # Errors
    /// The editions differ, or the edition is not comparable between years.
    pub fn change_from(&self, earlier: &Self, node: &str) -> Result<BTreeMap<String, f64>> {
        if self.edition != earlier.edition || !self.years_comparable {
            return Err(Error::EditionsDiffer { first: earlier.edition.clone(), second: self.edition.clone() });
        }
        let change = |place: &String| {
            let (old, new) = (earlier.by_place.get(place)?.get(node)?, self.by_place.get(place)?.get(node)?);
            Some((place.clone(), new.value - old.value))
        };
        Ok(self.by_place.keys().filter_map(change).collect())
    }
}

/// What a node is while it is computed: still by sex, or a score.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    BySex { women: f64, men: f64, all: f64 },
    Score(Score),
}

type States = BTreeMap<String, State>;

/// Computes an index for all places. An indicator that stands in the data under the id of a part (a published
/// sub-score) is used instead of its children.
///
/// # Errors
/// Another edition's data; a method not known in full; a value missing or impossible.
pub fn compute(definition: &Definition, data: &Data) -> Result<Scores> {
    if !definition.computable {
        return Err(Error::NotComputable { edition: definition.edition.clone() });
    }
    if data.edition != definition.edition {
        return Err(Error::OtherEdition { data: data.edition.clone(), definition: definition.edition.clone() });
    }
    let mut by_place: BTreeMap<String, BTreeMap<String, Score>> = BTreeMap::new();
    node(&definition.root, data, &mut by_place)?;
    Ok(Scores { edition: definition.edition.clone(), years_comparable: definition.years_comparable, by_place })
}

fn node(of: &Node, data: &Data, out: &mut BTreeMap<String, BTreeMap<String, Score>>) -> Result<States> {
    let given = data.values.values().any(|row| row.contains_key(&of.id));
    let states = if of.parts.is_empty() || given {
        let raw = raw(of, data)?;
        // A published score of a part needs no measure: it is one.
        if of.parts.is_empty() { measured(of, raw)? } else { raw }
    } else {
        let parts: Vec<States> = of.parts.iter().map(|part| node(part, data, out)).collect::<Result<_>>()?;
        if of.measure == Some(Measure::Loss) { loss(of, &parts)? } else { measured(of, together(of, &parts)?)? }
    };
    for (place, state) in &states {
        if let State::Score(score) = state {
            finite(place, of, &[score.value])?;
            out.entry(place.clone()).or_default().insert(of.id.clone(), *score);
        }
    }
    Ok(states)
}

fn raw(of: &Node, data: &Data) -> Result<States> {
    let one = |(place, row): (&String, &BTreeMap<String, Values>)| {
        let missing = || Error::Missing { place: place.clone(), indicator: of.id.clone() };
        let values = row.get(&of.id).ok_or_else(missing)?;
        let state = match (values.women, values.men, values.all) {
            (Some(women), Some(men), all) => State::BySex { women, men, all: all.unwrap_or(f64::midpoint(women, men)) },
            (None, None, Some(all)) if of.measure.is_some() && of.parts.is_empty() => {
                State::BySex { women: all, men: all, all }
            }
            (None, None, Some(all)) => State::Score(Score { value: all, gap_only: None }),
            _ => return Err(missing()),
        };
        if let State::BySex { women, men, all } = state {
            finite(place, of, &[women, men, all])?;
        }
        Ok((place.clone(), state))
    };
    data.values.iter().map(one).collect()
}

fn finite(place: &str, of: &Node, numbers: &[f64]) -> Result<()> {
    if numbers.iter().all(|x| x.is_finite()) { Ok(()) } else { Err(wrong(place, of)) }
}

fn wrong(place: &str, of: &Node) -> Error {
    Error::BadValue { place: place.to_owned(), node: of.id.clone() }
}

fn measured(of: &Node, states: States) -> Result<States> {
    let Some(measure) = &of.measure else {
        return Ok(states);
    };
    if states.values().any(|state| matches!(state, State::Score(_))) {
        let (sv, en) = ("har redan ett värde för båda könen tillsammans", "already has one number for both sexes");
        return Err(Error::BadNode { node: of.id.clone(), sv, en });
    }
    let pairs: BTreeMap<&String, (f64, f64, f64)> = states
        .iter()
        .filter_map(|(place, state)| match state {
            State::BySex { women, men, all } => Some((place, (*women, *men, *all))),
            State::Score(_) => None,
        })
        .collect();
    let largest = pairs.values().fold(0.0_f64, |top, row| top.max(row.2));
    let gaps: Vec<f64> = pairs.values().map(|row| (row.0 - row.1).abs()).collect();
    let levels: Vec<f64> = pairs.values().map(|row| row.2).collect();
    let one = |(place, (women, men, all)): (&&String, &(f64, f64, f64))| {
        let numbers = (*women, *men, *all);
        let state = match measure {
            Measure::RankOfGap => plain(rank(&gaps, (women - men).abs(), false)),
            Measure::RankOfLevel { high_is_first } => {
                State::Score(Score { value: rank(&levels, *all, *high_is_first), gap_only: None })
            }
            _ => alone(measure, numbers, largest).ok_or_else(|| wrong(place, of))?,
        };
        Ok(((*place).clone(), state))
    };
    pairs.iter().map(one).collect()
}

fn plain(value: f64) -> State {
    State::Score(Score { value, gap_only: Some(value) })
}

/// The rank of a value, 1 first; equal values share the mean of their ranks.
fn rank(all: &[f64], value: f64, high_is_first: bool) -> f64 {
    let before = all.iter().filter(|x| if high_is_first { **x > value } else { **x < value }).count() as f64;
    let same = all.iter().filter(|x| **x == value).count() as f64;
    before + (same + 1.0) / 2.0
}

/// The measures that need no other places but for the largest level. `None` for values they cannot take.
fn alone(measure: &Measure, (women, men, all): (f64, f64, f64), largest: f64) -> Option<State> {
    let not_negative = women >= 0.0 && men >= 0.0 && all >= 0.0;
    match measure {
        Measure::Gei { largest: given } => {
            let largest = given.unwrap_or(largest);
            let mean = f64::midpoint(women, men);
            if !not_negative || mean <= 0.0 || largest <= 0.0 {
                return None;
            }
            let gap = 1.0 - (women / mean - 1.0).abs();
            let achievement = (all / largest).min(1.0).sqrt();
            Some(State::Score(Score { value: 1.0 + 99.0 * achievement * gap, gap_only: Some(1.0 + 99.0 * gap) }))
        }
        Measure::Ratio { cap, scaled } => {
            if !not_negative || men <= 0.0 {
                return None;
            }
            let ratio = cap.map_or(women / men, |cap| (women / men).min(cap));
            Some(plain(if *scaled { ratio / cap.unwrap_or(1.0) } else { ratio }))
        }
        Measure::EvenShares => {
            let whole = (women + men - 1.0).abs() < 1e-6;
            (not_negative && whole).then(|| plain(1.0 - (women - men).abs()))
        }
        Measure::SmallerOverLarger => {
            let larger = women.max(men);
            (not_negative && larger > 0.0).then(|| plain(women.min(men) / larger))
        }
        Measure::Scaled(g) => {
            if g.log && (women <= 0.0 || men <= 0.0) {
                return None;
            }
            let line = |x: f64| if g.log { libm::log(x) } else { x };
            let on = |x: f64, min: f64, max: f64| ((line(x) - line(min)) / (line(max) - line(min))).clamp(0.0, 1.0);
            let (women, men) = (on(women, g.women_min, g.women_max), on(men, g.men_min, g.men_max));
            Some(State::BySex { women, men, all: f64::midpoint(women, men) })
        }
        Measure::Bounded { least, most } => {
            let within = |x: f64| x.clamp(*least, *most);
            Some(State::BySex { women: within(women), men: within(men), all: within(all) })
        }
        Measure::BirthBurden { factor, least, most } => {
            if all <= 0.0 {
                return None;
            }
            let women = factor / all.clamp(*least, *most);
            Some(State::BySex { women, men: 1.0, all: f64::midpoint(women, 1.0) })
        }
        Measure::RankOfGap | Measure::RankOfLevel { .. } | Measure::Loss => None,
    }
}

/// The children of a node as one, sex by sex or score by score.
fn together(of: &Node, parts: &[States]) -> Result<States> {
    let mut out = States::new();
    let total: f64 = of.parts.iter().map(|part| part.weight).sum();
    let weights: Vec<f64> = of.parts.iter().map(|part| part.weight / total).collect();
    for place in parts.first().map(BTreeMap::keys).into_iter().flatten() {
        let states: Vec<State> = parts.iter().filter_map(|part| part.get(place).copied()).collect();
        if states.len() != parts.len() {
            return Err(Error::Missing { place: place.clone(), indicator: of.id.clone() });
        }
        let mean = |numbers: Vec<f64>| aggregate(of.aggregate, &numbers, &weights).ok_or_else(|| wrong(place, of));
        let scores: Option<Vec<Score>> =
            states.iter().map(|state| if let State::Score(score) = state { Some(*score) } else { None }).collect();
        let state = if let Some(scores) = scores {
            let gaps: Option<Vec<f64>> = scores.iter().map(|score| score.gap_only).collect();
            let gap_only = gaps.map(mean).transpose()?;
            State::Score(Score { value: mean(scores.iter().map(|score| score.value).collect())?, gap_only })
        } else {
            let by_sex: Option<Vec<(f64, f64)>> = states
                .iter()
                .map(|state| if let State::BySex { women, men, .. } = state { Some((*women, *men)) } else { None })
                .collect();
            let (sv, en) = ("blandar tal per kön med färdiga poäng", "mixes numbers by sex with finished scores");
            let by_sex = by_sex.ok_or(Error::BadNode { node: of.id.clone(), sv, en })?;
            let women = mean(by_sex.iter().map(|pair| pair.0).collect())?;
            let men = mean(by_sex.iter().map(|pair| pair.1).collect())?;
            State::BySex { women, men, all: f64::midpoint(women, men) }
        };
        out.insert(place.clone(), state);
    }
    Ok(out)
}

/// The weighted mean of one kind; `None` for values it cannot take.
fn aggregate(which: Aggregate, numbers: &[f64], weights: &[f64]) -> Option<f64> {
    let sum = |f: &dyn Fn(f64) -> f64| numbers.iter().zip(weights).map(|(x, w)| w * f(*x)).sum::<f64>();
    let any_negative = numbers.iter().any(|x| *x < 0.0);
    let any_zero = numbers.contains(&0.0);
    match which {
        Aggregate::Arithmetic => Some(sum(&|x| x)),
        _ if any_negative => None,
        // The limit: one part of zero makes the whole zero.
        _ if any_zero => Some(0.0),
        Aggregate::Geometric => Some(libm::exp(sum(&libm::log))),
        Aggregate::Harmonic => Some(1.0 / sum(&|x| 1.0 / x)),
    }
}

fn loss(of: &Node, parts: &[States]) -> Result<States> {
    let by_sex = together(of, parts)?;
    let mut out = States::new();
    for (place, state) in by_sex {
        let State::BySex { women, men, .. } = state else {
            return Err(wrong(&place, of));
        };
        let means: Vec<f64> = parts
            .iter()
            .filter_map(|part| match part.get(&place) {
                Some(State::BySex { women, men, .. }) => Some(f64::midpoint(*women, *men)),
                _ => None,
            })
            .collect();
        let even = vec![1.0 / means.len() as f64; means.len()];
        let reference = aggregate(Aggregate::Geometric, &means, &even).filter(|g| *g > 0.0);
        let harmonic = aggregate(Aggregate::Harmonic, &[women, men], &[0.5, 0.5]);
        let (Some(reference), Some(harmonic)) = (reference, harmonic) else {
            return Err(wrong(&place, of));
        };
        out.insert(place, plain(1.0 - harmonic / reference));
    }
    Ok(out)
}
