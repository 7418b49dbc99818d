//! What has moved since the time before, also across versions of the self-assessment; and the model's
//! rules of when a participant may call itself a model.

use std::{collections::BTreeMap, sync::Arc};

use i18n::Lang;
use jiff::civil::Date;
use method::{Bound, Comparison, Instrument, Library, Verdict};
use programme::{
    Capacity, JointAnswer, Movement, OrganisationId, Participation, Round, RoundState, movement,
    permit::{Action, Object},
};
use storage::Stored;

use super::{AssessAt, Seat, SheetCode, about, code_of, occasions};
use crate::{Office, Trouble, Visitor, rounds::told};

/// How an item stands beside the time before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// The same question on the same scale.
    Moved {
        /// How.
        how: Movement,
        /// The level it had.
        before: Option<u8>,
    },
    /// What was asked before cannot be compared with this.
    Apart {
        /// Why.
        why: String,
        /// The item of then with its level, where it is near this one.
        then: Option<(String, u8)>,
    },
}

/// The time before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What the step was called.
    pub title: String,
    /// What the round was called, where it was another.
    pub round: Option<String>,
    /// When it was agreed.
    pub agreed: Date,
    /// What the self-assessment of then is called, where it was another.
    pub instrument: Option<String>,
    /// Why nothing at all can be compared, where that is so.
    pub why: Option<String>,
}

/// What a status rule of the model says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusView {
    /// What the rule is called.
    pub name: String,
    /// The rule.
    pub text: String,
    /// When it held; nothing where nobody says.
    pub period: String,
    /// What is not known of it for certain.
    pub note: String,
    /// The answer.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<(Verdict, String)>,
}

/// The joint answer before this one, with what it was answered in.
pub(crate) struct Before {
    pub(crate) joint: Stored<JointAnswer>,
    pub(crate) bound: Arc<Bound>,
    /// What its round was called, where it was another.
    pub(crate) round: Option<String>,
}

impl Office {
    /// The joint answer that was agreed on before an occasion, as far as the visitor may read it: the
    /// latest of the round's occasions before it, or else the latest of an earlier round.
    pub(crate) async fn before(
        &self,
        visitor: &Visitor,
        seat: &Seat,
        at: &AssessAt,
        until: Date,
    ) -> Result<Option<Before>, Trouble> {
        let joints = self.store.list_of::<JointAnswer>(seat.organisation).await?;
        let Some(joint) = self.one_before(visitor, seat, at, until, &joints).cloned() else { return Ok(None) };
        if joint.body.round == at.round {
            return Ok(Some(Before { joint, bound: Arc::clone(&seat.bound), round: None }));
        }
        let Some(round) = self.store.get::<Round>(joint.body.round).await? else { return Ok(None) };
        let bound = self.bound(round.body.edition).await?;
        Ok(Some(Before { joint, bound, round: Some(round.body.title) }))
    }

    /// Which of an organisation's joint answers that is.
    pub(crate) fn one_before<'a>(
        &self,
        visitor: &Visitor,
        seat: &Seat,
        at: &AssessAt,
        until: Date,
        joints: &'a [Stored<JointAnswer>],
    ) -> Option<&'a Stored<JointAnswer>> {
        let steps: Vec<&str> = occasions(&seat.bound.model).into_iter().map(|it| it.id.as_str()).collect();
        let place = |step: &str| steps.iter().position(|it| *it == step);
        let here = place(&at.step);
        let before = |it: &&Stored<JointAnswer>| {
            let earlier = if it.body.round == at.round {
                place(&it.body.step) < here && place(&it.body.step).is_some()
            } else {
                it.body.agreed.is_some_and(|day| day <= until)
            };
            it.body.agreed.is_some() && earlier && self.reads_joint(visitor, seat, it)
        };
        let rank = |it: &&Stored<JointAnswer>| {
            let same = it.body.round == at.round;
            (same, place(&it.body.step).filter(|_| same), it.body.agreed, it.id)
        };
        joints.iter().filter(before).max_by_key(rank)
    }

    /// Whether the visitor may read a joint answer of the organisation, of the seat's round or another.
    pub(crate) fn reads_joint(&self, visitor: &Visitor, seat: &Seat, joint: &Stored<JointAnswer>) -> bool {
        // What belongs to another round is shown to nobody by being in this one.
        let object = if joint.body.round == seat.round.id {
            Object { visibility: joint.visibility, ..seat.object.clone() }
        } else {
            Object { owners: [seat.organisation].into(), visibility: joint.visibility, ..Object::default() }
        };
        self.may(visitor, Action::ReadPiece, &object)
    }

    /// Whether an organisation has completed a round, and whether it has mentored after that.
    pub(crate) async fn completed(&self, organisation: OrganisationId) -> Result<(bool, bool), Trouble> {
        let parts = self.store.list_of::<Participation>(organisation).await?;
        let rounds = self.store.many::<Round>(parts.iter().map(|it| it.body.round)).await?;
        let is_over = |state: RoundState| matches!(state, RoundState::Closed | RoundState::Archived);
        let whole = parts.iter().filter(|it| {
            let over = rounds.get(&it.body.round).is_some_and(|round| is_over(round.body.state));
            it.body.capacity == Capacity::Participant && it.body.to.is_none() && over
        });
        let first = whole.map(|it| it.body.from).min();
        let mentored = |own: Date| parts.iter().any(|it| it.body.capacity == Capacity::Mentor && own < it.body.from);
        Ok((first.is_some(), first.is_some_and(mentored)))
    }
}

/// The keys of what committees answered the time before: they are there again the next time, by the same names.
pub(crate) fn committees(instrument: &Instrument, before: Option<&Before>) -> Vec<String> {
    let of_committee = |code: &&String| about(instrument, code).is_some_and(|(sheet, _)| sheet.of.is_some());
    before.into_iter().flat_map(|it| it.joint.body.answers.keys()).filter(of_committee).cloned().collect()
}

/// What the rules of a model say of an organisation's answers: levels by key.
pub(crate) fn statuses(
    seat: &Seat,
    levels: &BTreeMap<String, u8>,
    (round_completed, mentored): (bool, bool),
    lang: Lang,
) -> Result<Vec<StatusView>, Trouble> {
    let instrument = seat.instrument()?;
    let standing = method::Standing { sheets: answered(instrument, levels), round_completed, mentored };
    let said = |rule: &method::Status| {
        let (verdict, reasons) = match method::judge(rule, instrument, &standing) {
            Ok(it) => {
                let reasons = it.reasons.iter().map(|why| (why.verdict, told(&why.sentence, lang))).collect();
                (it.verdict, reasons)
            }
            Err(fault) => {
                let sentence = fault.sentence(lang.pick(method::Lang::Sv, method::Lang::En));
                (Verdict::CannotTell, vec![(Verdict::CannotTell, sentence)])
            }
        };
        let optional = |text: &Option<method::Text>| text.as_ref().map(|it| told(it, lang)).unwrap_or_default();
        StatusView {
            name: told(&rule.name, lang),
            text: told(&rule.text, lang),
            period: optional(&rule.period),
            note: optional(&rule.note),
            verdict,
            reasons,
        }
    };
    Ok(seat.bound.model.statuses.iter().map(said).collect())
}

/// Levels by key as the model's rules take them: sheet by sheet.
pub(crate) fn answered(instrument: &Instrument, levels: &BTreeMap<String, u8>) -> Vec<method::Sheet> {
    let mut sheets: BTreeMap<SheetCode, method::Levels> = BTreeMap::new();
    for (code, level) in levels {
        if let Some((sheet, item)) = about(instrument, code) {
            sheets.entry(sheet).or_default().insert(item.id.clone(), *level);
        }
    }
    let sheet = |(code, levels): (SheetCode, method::Levels)| method::Sheet {
        part: method::Id::from(code.part.as_str()),
        of: code.of,
        levels,
    };
    sheets.into_iter().map(sheet).collect()
}

/// What was before, in words.
pub(crate) fn earlier(before: &Before, seat: &Seat, lang: Lang) -> Option<Earlier> {
    let step = before.bound.model.step(&before.joint.body.step);
    let (then, now) = (before.bound.instrument.as_ref()?, seat.bound.instrument.as_ref()?);
    let why = incomparable(then, now, lang);
    Some(Earlier {
        title: step.map(|it| told(&it.name, lang)).unwrap_or_default(),
        round: before.round.clone(),
        agreed: before.joint.body.agreed?,
        instrument: (then != now).then(|| told(&then.name, lang)),
        why,
    })
}

/// Why nothing at all can be compared between two self-assessments, where that is so.
pub(crate) fn incomparable(then: &Instrument, now: &Instrument, lang: Lang) -> Option<String> {
    (then != now && mapping(then, now).is_none()).then(|| {
        lang.pick(
            "Självskattningen var en annan då, och ingen har jämfört dem punkt för punkt. Därför visas ingen rörelse.",
            "The self-assessment was another one then, and nobody has compared them item by item. So no movement is shown.",
        )
        .to_owned()
    })
}

/// How two self-assessments relate. Those of somebody's own folder come without: then nothing is compared.
fn mapping(then: &Instrument, now: &Instrument) -> Option<&'static method::Mapping> {
    Library::built_in().mapping(then.id.as_str(), now.id.as_str()).filter(|_| then.id != now.id)
}

/// How each item stands beside the time before, by key. Between two self-assessments only what the
/// mapping lets be compared counts as movement; no level is ever made into another.
pub(crate) fn since(
    before: &Before,
    seat: &Seat,
    levels: &BTreeMap<String, u8>,
    lang: Lang,
) -> BTreeMap<String, Vec<Since>> {
    let (Some(then), Some(now)) = (&before.bound.instrument, &seat.bound.instrument) else { return BTreeMap::new() };
    between((then, &before.joint.body.levels()), (now, levels), lang)
}

/// The same of any two answers, each with the self-assessment it was given in.
pub(crate) fn between(
    (then, earlier): (&Instrument, &BTreeMap<String, u8>),
    (now, levels): (&Instrument, &BTreeMap<String, u8>),
    lang: Lang,
) -> BTreeMap<String, Vec<Since>> {
    if then == now {
        let moved = movement(earlier, levels).into_iter();
        return moved
            .map(|(code, how)| {
                let before = earlier.get(&code).copied();
                (code, vec![Since::Moved { how, before }])
            })
            .collect();
    }
    match mapping(then, now) {
        Some(mapping) => across(mapping, (then, earlier), (now, levels), lang),
        None => BTreeMap::new(),
    }
}

/// The same between two self-assessments. Committees stand for themselves: only what is answered for the
/// whole organisation is set beside each other.
fn across(
    mapping: &method::Mapping,
    (then, earlier): (&Instrument, &BTreeMap<String, u8>),
    (now, levels): (&Instrument, &BTreeMap<String, u8>),
    lang: Lang,
) -> BTreeMap<String, Vec<Since>> {
    let (Some(_), Some(sheet)) = (overall(then), overall(now)) else { return BTreeMap::new() };
    let mut all: BTreeMap<String, Vec<Since>> = BTreeMap::new();
    for pair in mapping.beside(&of_overall(then, earlier), &of_overall(now, levels)) {
        let Some(to) = &pair.to else { continue };
        let near = pair.from.as_ref().and_then(|id| then.item(id.as_str())).map(|it| told(&it.name, lang));
        let said = match pair.comparison {
            Comparison::Moved { .. } => moved(pair.from_level, pair.to_level),
            Comparison::NotComparable { why } => {
                Some(Since::Apart { why: told(&why, lang), then: near.zip(pair.from_level) })
            }
            Comparison::NoCounterpart { why } => Some(Since::Apart { why: told(&why, lang), then: None }),
        };
        if let Some(said) = said {
            all.entry(code_of(now, &sheet, to.as_str())).or_default().push(said);
        }
    }
    all
}

fn moved(before: Option<u8>, now: Option<u8>) -> Option<Since> {
    let how = match (before, now) {
        (None, None) => return None,
        (None, Some(_)) => Movement::New,
        (Some(_), None) => Movement::Gone,
        (Some(then), Some(now)) if then < now => Movement::Up,
        (Some(then), Some(now)) if now < then => Movement::Down,
        (Some(_), Some(_)) => Movement::Same,
    };
    Some(Since::Moved { how, before })
}

/// The sheet that is answered once for the organisation.
fn overall(instrument: &Instrument) -> Option<SheetCode> {
    let part = instrument.parts.iter().find(|it| !it.repeated)?;
    Some(SheetCode { part: part.id.to_string(), of: None })
}

/// The levels of that sheet, by item.
fn of_overall(instrument: &Instrument, levels: &BTreeMap<String, u8>) -> method::Levels {
    let Some(sheet) = overall(instrument) else { return method::Levels::new() };
    let item = |(code, level): (&String, &u8)| {
        let (there, item) = about(instrument, code)?;
        (there == sheet).then(|| (item.id.clone(), *level))
    };
    levels.iter().filter_map(item).collect()
}
