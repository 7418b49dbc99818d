//! The self-assessment before and after, item by item: how many went up, how many down, and whether that
//! is more than chance.
//!
//! The joint answers of the first and the last occasion of the round, of organisations that have shown
//! both to the round. Answers of committees stand for themselves and are not counted here. Only counts and
//! names leave this file, so an answer that was shown counts also when the round is archived.

use std::collections::BTreeMap;

use i18n::Lang;
use method::Instrument;
use programme::{JointAnswer, OrganisationId, Visibility};
use stats::{
    Estimate, Test,
    multiple::{Adjustment, adjust},
    sign::sign,
};

use super::{CONFIDENCE, EvaluationVerdict, RISK, Scene};
use crate::{
    Office, Trouble,
    assess::{code_of, occasions},
    rounds::told,
};

/// An item before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelLine {
    /// The number people know it by.
    pub number: u16,
    /// What it is called.
    pub name: String,
    /// How many assess it higher.
    pub up: usize,
    /// How many the same.
    pub same: usize,
    /// How many lower.
    pub down: usize,
    /// How many cannot be compared: a level is missing or not known at either time, or the self-assessment
    /// was another.
    pub apart: usize,
    /// The share that went up among those that moved, and the sign test; `None`: nobody has moved.
    pub moved: Option<(Estimate, Test)>,
    /// The p of that test, adjusted for all the items.
    pub p: Option<f64>,
    /// What it says.
    pub told: EvaluationVerdict,
}

/// The self-assessment before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelsMoved {
    /// What the first occasion is called, and the last; nothing where the model has fewer than two.
    pub occasions: Option<(String, String)>,
    /// How many took part.
    pub of: usize,
    /// Who has answered both times and shown it to the round, by name.
    pub shown: Vec<String>,
    /// Who has not, by name: not answered, or not shown. Which, is theirs to say.
    pub silent: Vec<String>,
    /// The items, in the order of the self-assessment.
    pub lines: Vec<LevelLine>,
}

/// The answers of one organisation before and after.
type Pair = (JointAnswer, JointAnswer);

impl Office {
    /// The self-assessment of a round before and after, as far as it was shown to the round.
    pub(super) async fn levels_moved(&self, scene: &Scene, lang: Lang) -> Result<LevelsMoved, Trouble> {
        let steps = occasions(&scene.bound.model);
        let of = scene.places.len();
        let (Some(first), Some(last)) = (steps.first(), steps.last().filter(|_| steps.len() > 1)) else {
            return Ok(LevelsMoved { occasions: None, of, shown: Vec::new(), silent: Vec::new(), lines: Vec::new() });
        };
        let mut all = self.store.pointing_at::<JointAnswer>("round", scene.round.id).await?;
        all.retain(|it| it.body.agreed.is_some() && it.visibility >= Visibility::Round);
        let at = |step: &str| -> BTreeMap<OrganisationId, JointAnswer> {
            let here = all.iter().filter(|it| it.body.step == step);
            here.map(|it| (it.body.organisation, it.body.clone())).collect()
        };
        let (mut before, mut after) = (at(first.id.as_str()), at(last.id.as_str()));
        let both = |id: OrganisationId| Some((id, (before.remove(&id)?, after.remove(&id)?)));
        let pairs: BTreeMap<OrganisationId, Pair> = scene.places.iter().map(|it| it.id).filter_map(both).collect();
        let lines = match &scene.bound.instrument {
            Some(instrument) => lines(instrument, &pairs.values().collect::<Vec<_>>(), lang)?,
            None => Vec::new(),
        };
        Ok(LevelsMoved {
            occasions: Some((told(&first.name, lang), told(&last.name, lang))),
            of,
            shown: scene.names(|it| pairs.contains_key(&it.id)),
            silent: scene.names(|it| !pairs.contains_key(&it.id)),
            lines,
        })
    }
}

/// The items of what is answered once for an organisation.
fn lines(instrument: &Instrument, pairs: &[&Pair], lang: Lang) -> Result<Vec<LevelLine>, Trouble> {
    let mut lines = Vec::new();
    for part in instrument.parts.iter().filter(|part| !part.repeated) {
        let sheet = crate::SheetCode { part: part.id.to_string(), of: None };
        for item in &instrument.items {
            let code = code_of(instrument, &sheet, item.id.as_str());
            lines.push(line(item.number, told(&item.name, lang), &code, pairs)?);
        }
    }
    let tested: Vec<f64> = lines.iter().filter_map(|it| it.moved.map(|(_, test)| test.p)).collect();
    let mut adjusted = adjust(&tested, Adjustment::Holm).map_err(ours)?.into_iter();
    for line in &mut lines {
        line.p = line.moved.and_then(|_| adjusted.next());
        line.told = match line.p {
            Some(p) if p <= RISK && line.down < line.up => EvaluationVerdict::Better,
            Some(p) if p <= RISK => EvaluationVerdict::Worse,
            _ => EvaluationVerdict::CannotTell,
        };
    }
    Ok(lines)
}

fn line(number: u16, name: String, code: &str, pairs: &[&Pair]) -> Result<LevelLine, Trouble> {
    let (mut up, mut same, mut down, mut apart) = (0, 0, 0, 0);
    for (before, after) in pairs {
        let level = |it: &JointAnswer| it.answers.get(code).and_then(|answer| answer.level);
        // Another edition may mean another thing by the same level.
        let alike = before.fingerprint == after.fingerprint;
        match (level(before), level(after)) {
            (Some(then), Some(now)) if alike => match now.cmp(&then) {
                std::cmp::Ordering::Greater => up += 1,
                std::cmp::Ordering::Equal => same += 1,
                std::cmp::Ordering::Less => down += 1,
            },
            _ => apart += 1,
        }
    }
    let moved = if up + down == 0 { None } else { Some(sign(up as f64, down as f64, CONFIDENCE).map_err(ours)?) };
    Ok(LevelLine { number, name, up, same, down, apart, moved, p: None, told: EvaluationVerdict::CannotTell })
}

/// Counts are always what a test can take.
fn ours(why: stats::Error) -> Trouble {
    Trouble::Ours(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;
    use programme::{Id, Joint};

    fn answer(fingerprint: char, levels: &[(&str, Option<u8>)]) -> JointAnswer {
        let id = Id::new(jiff::Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let joint = |level| Joint { level, open: false, comment: String::new(), evidence: Vec::new() };
        JointAnswer {
            round: id.into(),
            organisation: id.into(),
            instrument: "sjalvskattning-2017".into(),
            fingerprint: fingerprint.to_string().repeat(64),
            step: "x".into(),
            answers: levels.iter().map(|(code, level)| ((*code).to_owned(), joint(*level))).collect(),
            agreed: None,
            agreed_by: Vec::new(),
            first_agreed: None,
        }
    }

    #[test]
    fn only_what_is_known_at_both_times_has_moved() {
        let instrument = Library::built_in().instrument("sjalvskattning-2017").unwrap();
        let pair =
            |before: &[(&str, Option<u8>)], after: &[(&str, Option<u8>)]| (answer('a', before), answer('a', after));
        let item = instrument.items[0].id.as_str();
        let mut pairs: Vec<Pair> = (0..12).map(|_| pair(&[(item, Some(1))], &[(item, Some(3))])).collect();
        pairs.push(pair(&[(item, Some(2))], &[(item, Some(2))]));
        pairs.push(pair(&[(item, None)], &[(item, Some(2))]));
        pairs.push(pair(&[(item, Some(2))], &[]));
        pairs.push((answer('a', &[(item, Some(2))]), answer('b', &[(item, Some(3))])));
        let of = |pairs: &[Pair]| lines(instrument, &pairs.iter().collect::<Vec<_>>(), Lang::Sv).unwrap();
        let all = of(&pairs);
        assert_eq!(all.len(), instrument.items.len());
        let first = &all[0];
        assert_eq!((first.up, first.same, first.down, first.apart), (12, 1, 0, 3));
        // Two in 2^12; the only one that was tested.
        assert!((first.p.unwrap() - 2.0 / 4096.0).abs() < 1e-12 && first.told == EvaluationVerdict::Better);
        assert_eq!((all[1].apart, all[1].moved, all[1].told), (16, None, EvaluationVerdict::CannotTell));
        // Four that all go up are too few to tell.
        let few = of(&pairs[..4]);
        assert_eq!((few[0].up, few[0].told), (4, EvaluationVerdict::CannotTell));
        let worse: Vec<Pair> = pairs[..12].iter().map(|(before, after)| (after.clone(), before.clone())).collect();
        assert_eq!(of(&worse)[0].told, EvaluationVerdict::Worse);
    }
}
