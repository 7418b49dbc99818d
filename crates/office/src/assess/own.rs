//! One's own answers: saved as often as one likes, seen by nobody else until they are handed in.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::civil::Date;
use method::Instrument;
use programme::{Assessment, Field, Given, JointAnswer, Rule, Stays, fold, permit::Action, take_back};
use storage::Stored;

use super::{
    AssessAt, AssessItem, AssessPlace, Seat, SheetCode, about, code_of, level_of, sheets,
    since::committees,
    tidy,
    view::{items_of, place_of, sheet_name},
};
use crate::{Office, Trouble, Visitor, rounds::lines};

/// An answer as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenForm {
    /// A number, [`super::UNKNOWN`], or nothing.
    pub level: String,
    /// Why.
    pub comment: String,
}

/// A sheet in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// Which.
    pub code: SheetCode,
    /// What it is called.
    pub name: String,
    /// How many items are answered.
    pub answered: usize,
    /// How many there are.
    pub items: usize,
}

/// An item with one's own answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnItem {
    /// The item.
    pub item: AssessItem,
    /// The answer; `None`: unanswered.
    pub given: Option<Given>,
}

/// What of a sheet is unanswered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSheet {
    /// Which.
    pub code: SheetCode,
    /// What it is called.
    pub name: String,
    /// Its unanswered items, as they stand.
    pub items: Vec<AssessItem>,
    /// Whether nothing on it is answered.
    pub untouched: bool,
}

/// A sheet of one's own answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnView {
    /// Where the page belongs.
    pub place: AssessPlace,
    /// Every sheet there is for the visitor.
    pub sheets: Vec<SheetLine>,
    /// Parts that each committee answers: id and what they are called.
    pub by_committee: Vec<(String, String)>,
    /// The sheet shown.
    pub sheet: SheetCode,
    /// What it is called; nothing while no committee is named.
    pub name: String,
    /// Its items.
    pub items: Vec<OwnItem>,
    /// Whether a comment is asked for.
    pub comments: bool,
    /// Whether anything is answered on any sheet.
    pub begun: bool,
    /// When the answers were handed in.
    pub handed: Option<Date>,
    /// Whether the joint answer is or was agreed, so that no more is answered.
    pub agreed: bool,
    /// Whether the visitor may answer now.
    pub may_write: bool,
    /// What is unanswered, sheet by sheet; sheets with nothing left are not there.
    pub open: Vec<OpenSheet>,
    /// Whether the visitor may take back what is handed in now.
    pub may_take_back: bool,
    /// Why they may not, where it is handed in.
    pub stays: Option<Stays>,
    /// Whether handing in could be taken back, as it stands: nobody else has, and no joint answer is begun.
    pub returns: bool,
}

impl Office {
    /// A sheet of the visitor's own answers; the first where none is named.
    ///
    /// # Errors
    /// When the visitor is not of the team; [`Trouble::Nothing`] for a sheet there is not.
    pub async fn own_assessment(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        sheet: Option<&SheetCode>,
        lang: Lang,
    ) -> Result<OwnView, Trouble> {
        let seat = self.sitting_of_team(visitor, at).await?;
        let instrument = seat.instrument()?;
        let mine = self.own_of(visitor, at).await?;
        let joint = self.joint_of(at).await?;
        let answers = mine.as_ref().map(|it| it.body.answers.clone()).unwrap_or_default();
        let handed = mine.as_ref().and_then(|it| it.body.handed);
        let agreed = joint.as_ref().is_some_and(|it| it.body.was_agreed());
        let before = match handed {
            None if !agreed => self.committees_before(visitor, &seat, at).await?,
            _ => Vec::new(),
        };
        let all = own_sheets(instrument, &answers, joint.as_ref(), &before);
        let sheet = match sheet {
            Some(sheet) if is_there(&seat, sheet)? => sheet.clone(),
            Some(_) => return Err(Trouble::Nothing),
            None => first(&seat, &all)?,
        };
        let others = self.of_occasion(at).await?;
        let alone = others.iter().all(|it| it.body.person == visitor.person || it.body.handed.is_none());
        let returns = alone && joint.is_none();
        let back = match handed {
            Some(_) => Some(self.back(visitor, at, joint.as_ref()).await?.map(drop)),
            None => None,
        };
        let rests = self.at_work(&seat).is_err();
        let count = |sheet: &SheetCode| {
            instrument
                .items
                .iter()
                .filter(|it| answers.contains_key(&code_of(instrument, sheet, it.id.as_str())))
                .count()
        };
        let line = |code: &SheetCode| SheetLine {
            name: sheet_name(instrument, code, lang),
            answered: count(code),
            items: instrument.items.len(),
            code: code.clone(),
        };
        let repeated = instrument.parts.iter().filter(|it| it.repeated);
        let items = items_of(instrument, &sheet, lang).into_iter();
        Ok(OwnView {
            place: place_of(&seat, Some(&at.step), lang)?,
            sheets: all.iter().map(line).collect(),
            by_committee: repeated.map(|it| (it.id.to_string(), crate::rounds::told(&it.name, lang))).collect(),
            name: sheet_name(instrument, &sheet, lang),
            items: items.map(|item| OwnItem { given: answers.get(&item.code).cloned(), item }).collect(),
            sheet,
            comments: instrument.comments,
            begun: !answers.is_empty(),
            handed,
            agreed,
            may_write: handed.is_none() && !agreed && !rests,
            open: open_in(instrument, &all, &answers, lang),
            may_take_back: !rests && back.as_ref().is_some_and(Result::is_ok),
            stays: back.and_then(Result::err),
            returns,
        })
    }

    /// Saves the visitor's own answers to the items of a sheet (by their ids); what else they have answered
    /// stays. The sheet as it is saved: a committee goes by the name its team has for it already.
    ///
    /// # Errors
    /// When the visitor is not of the team; [`Trouble::HandedIn`]; [`Trouble::Agreed`]; a level outside the
    /// scale.
    pub async fn save_assessment(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        sheet: &SheetCode,
        answers: &BTreeMap<String, GivenForm>,
    ) -> Result<SheetCode, Trouble> {
        let seat = self.to_answer(visitor, at).await?;
        let instrument = seat.instrument()?;
        let there = self.own_of(visitor, at).await?;
        if there.as_ref().is_some_and(|it| it.body.handed.is_some()) {
            return Err(Trouble::HandedIn);
        }
        let sheet = self.the_sheet(visitor, &seat, at, sheet).await?;
        let mut kept = there.as_ref().map(|it| it.body.answers.clone()).unwrap_or_default();
        for (item, form) in answers {
            let item = instrument.item(item).ok_or(Trouble::Missing("item"))?;
            let code = code_of(instrument, &sheet, item.id.as_str());
            let (level, comment) = (level_of(instrument, &form.level)?, lines(&form.comment));
            // Words without a level are kept: whoever writes and sets none does not know.
            match (level, comment.is_empty()) {
                (None, true) => drop(kept.remove(&code)),
                (level, _) => drop(kept.insert(code, Given { level: level.flatten(), comment })),
            }
        }
        let mut change = self.change(visitor.author());
        match there {
            Some(it) => {
                change.update(it.id, it.version, &Assessment { answers: kept, ..it.body })?;
            }
            None if kept.is_empty() => return Ok(sheet),
            None => {
                let (_, role) = self.as_whom(visitor, Action::Assess, &seat.object).ok_or(Trouble::Nothing)?;
                let own = Assessment {
                    round: at.round,
                    organisation: at.organisation,
                    instrument: instrument.id.to_string(),
                    fingerprint: self.fingerprint(&seat).await?,
                    step: at.step.clone(),
                    person: visitor.person,
                    role,
                    answers: kept,
                    handed: None,
                };
                change.insert(self.id(), &own)?;
            }
        }
        self.store.write(&change).await?;
        Ok(sheet)
    }

    /// Hands in the visitor's own answers: from then on those of the team who have done so see each
    /// other's, and nobody changes theirs. Where items are unanswered it takes that they are handed in `anyway`.
    ///
    /// # Errors
    /// When the visitor is not of the team; [`Trouble::Missing`] when nothing is answered;
    /// [`Trouble::ItemsOpen`]; [`Trouble::HandedIn`]; [`Trouble::Agreed`].
    pub async fn hand_in_assessment(&self, visitor: &Visitor, at: &AssessAt, anyway: bool) -> Result<(), Trouble> {
        let seat = self.to_answer(visitor, at).await?;
        let there = self.own_of(visitor, at).await?.ok_or(Trouble::Missing("answers"))?;
        if there.body.handed.is_some() {
            return Err(Trouble::HandedIn);
        }
        if there.body.answers.is_empty() {
            return Err(Trouble::Missing("answers"));
        }
        if !anyway {
            let (instrument, joint) = (seat.instrument()?, self.joint_of(at).await?);
            let before = self.committees_before(visitor, &seat, at).await?;
            let all = own_sheets(instrument, &there.body.answers, joint.as_ref(), &before);
            // In any language: they are only counted.
            let open = open_in(instrument, &all, &there.body.answers, Lang::Sv);
            let count: usize = open.iter().map(|it| it.items.len()).sum();
            if count > 0 {
                return Err(Trouble::ItemsOpen(count));
            }
        }
        let handed = Assessment { handed: Some(self.today()), ..there.body };
        let mut change = self.change(visitor.author());
        change.update(there.id, there.version, &handed)?;
        // Who hands in sees what the others have: none of that may be taken back at this moment.
        for it in self.of_occasion(at).await? {
            if it.body.person != visitor.person && it.body.handed.is_some() {
                change.only_if_still(it.id, it.version);
            }
        }
        self.write_own(&change, visitor).await
    }

    /// Takes back the visitor's own answers that are handed in, as long as [`programme::take_back`] lets them:
    /// they are as they were, and can be changed and handed in again.
    ///
    /// # Errors
    /// When the visitor is not of the team; [`Trouble::StaysHandedIn`]; [`Trouble::Overtaken`] when a colleague
    /// changes theirs at that moment.
    pub async fn take_back_assessment(&self, visitor: &Visitor, at: &AssessAt) -> Result<(), Trouble> {
        let seat = self.sitting_of_team(visitor, at).await?;
        self.at_work(&seat)?;
        let joint = self.joint_of(at).await?;
        let all = self.back(visitor, at, joint.as_ref()).await?.map_err(Trouble::StaysHandedIn)?;
        let mut change = self.change(visitor.author());
        for it in all {
            if it.body.person == visitor.person {
                change.update(it.id, it.version, &Assessment { handed: None, ..it.body })?;
            } else {
                // Who hands in at this moment would see what is taken back.
                change.only_if_still(it.id, it.version);
            }
        }
        self.write_own(&change, visitor).await
    }

    /// Saves a change of the visitor's own answers that rests on those of colleagues. What a colleague changed
    /// meanwhile is never set beside it: it is not the visitor's to read.
    async fn write_own(&self, change: &storage::Change, visitor: &Visitor) -> Result<(), Trouble> {
        match self.store.write(change).await {
            Err(storage::Error::Conflict(both)) if both.by != visitor.author() => Err(Trouble::Overtaken),
            other => Ok(other.map(drop)?),
        }
    }

    /// Everybody's own answers of an occasion.
    async fn of_occasion(&self, at: &AssessAt) -> Result<Vec<Stored<Assessment>>, Trouble> {
        let mut all = self.store.pointing_at::<Assessment>("organisation", at.organisation).await?;
        all.retain(|it| it.body.round == at.round && it.body.step == at.step);
        Ok(all)
    }

    /// Everybody's own answers of an occasion, where the visitor may take back theirs; or why not.
    async fn back(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        joint: Option<&Stored<JointAnswer>>,
    ) -> Result<Result<Vec<Stored<Assessment>>, Stays>, Trouble> {
        let all = self.of_occasion(at).await?;
        let may = take_back(all.iter().map(|it| &it.body), visitor.person, joint.is_some());
        Ok(may.map(|()| all))
    }

    /// An occasion at which the visitor may answer now. Once the team has agreed, answers come too late, also
    /// where it is opened again: they would not have been given apart.
    async fn to_answer(&self, visitor: &Visitor, at: &AssessAt) -> Result<Seat, Trouble> {
        let seat = self.sitting_of_team(visitor, at).await?;
        self.at_work(&seat)?;
        if self.joint_of(at).await?.is_some_and(|it| it.body.was_agreed()) {
            return Err(Trouble::Agreed);
        }
        Ok(seat)
    }

    /// The visitor's own answers of an occasion.
    pub(crate) async fn own_of(&self, visitor: &Visitor, at: &AssessAt) -> Result<Option<Stored<Assessment>>, Trouble> {
        let key = Assessment::key_of(at.round, at.organisation, &at.step, visitor.person);
        Ok(self.store.by_key::<Assessment>(&key).await?)
    }

    /// The keys of what committees answered the time before.
    async fn committees_before(&self, visitor: &Visitor, seat: &Seat, at: &AssessAt) -> Result<Vec<String>, Trouble> {
        let before = self.before(visitor, seat, at, self.today()).await?;
        Ok(committees(seat.instrument()?, before.as_ref()))
    }

    /// A sheet to write on. A committee that somebody of the team has named already, now or the time before,
    /// goes by that name, whatever case it is written in: otherwise answers to the same sheet would not meet.
    pub(crate) async fn the_sheet(
        &self,
        visitor: &Visitor,
        seat: &Seat,
        at: &AssessAt,
        sheet: &SheetCode,
    ) -> Result<SheetCode, Trouble> {
        if !is_there(seat, sheet)? {
            return Err(Trouble::Nothing);
        }
        let Some(of) = &sheet.of else { return Ok(sheet.clone()) };
        let name = tidy(of);
        if name.is_empty() {
            return Err(Trouble::Missing("committee"));
        }
        Rule::text(Field("committee"), &name, 200).map_err(storage::Error::from)?;
        let instrument = seat.instrument()?;
        let joint = self.joint_of(at).await?;
        let before = self.committees_before(visitor, seat, at).await?;
        let all = self.assessed(seat).await?;
        let theirs = all.values().flatten().flat_map(|it| it.answers.keys());
        let codes = joint.iter().flat_map(|it| it.body.answers.keys()).chain(&before).chain(theirs);
        let known = codes.filter_map(|code| about(instrument, code)?.0.of).find(|it| fold(it) == fold(&name));
        Ok(SheetCode { part: sheet.part.clone(), of: Some(known.unwrap_or(name)) })
    }
}

/// Whether the self-assessment has such a sheet: of a part for each committee one that is named, or is to
/// be (with nothing in the name).
fn is_there(seat: &Seat, sheet: &SheetCode) -> Result<bool, Trouble> {
    Ok(seat.instrument()?.part(&sheet.part).is_some_and(|it| it.repeated == sheet.of.is_some()))
}

/// The sheets there are for somebody who has given these answers. Committees that the team has named together,
/// now or the time before, are there for everybody.
fn own_sheets(
    instrument: &Instrument,
    answers: &BTreeMap<String, Given>,
    joint: Option<&Stored<JointAnswer>>,
    before: &[String],
) -> Vec<SheetCode> {
    let named = joint.into_iter().flat_map(|it| it.body.answers.keys());
    sheets(instrument, answers.keys().chain(named).chain(before))
}

/// What is unanswered, sheet by sheet.
fn open_in(
    instrument: &Instrument,
    all: &[SheetCode],
    answers: &BTreeMap<String, Given>,
    lang: Lang,
) -> Vec<OpenSheet> {
    let open = |code: &SheetCode| {
        let mut items = items_of(instrument, code, lang);
        let there = items.len();
        items.retain(|it| !answers.contains_key(&it.code));
        OpenSheet {
            name: sheet_name(instrument, code, lang),
            untouched: items.len() == there,
            items,
            code: code.clone(),
        }
    };
    all.iter().map(open).filter(|it| !it.items.is_empty()).collect()
}

/// The first sheet there is; where only committees answer and none is named yet, one to be named.
pub(crate) fn first(seat: &Seat, all: &[SheetCode]) -> Result<SheetCode, Trouble> {
    if let Some(sheet) = all.first() {
        return Ok(sheet.clone());
    }
    let part = seat.instrument()?.parts.first().ok_or(Trouble::Nothing)?;
    Ok(SheetCode { part: part.id.to_string(), of: part.repeated.then(String::new) })
}
