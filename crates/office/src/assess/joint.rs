//! The joint answer: what the team agrees on, item by item, with what shows it. Where they see things
//! differently is shown before; who agreed is noted; others see it only when it is shown to them.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::civil::Date;
use method::Instrument;
use programme::{
    Assessment, Document, DocumentId, Evidence, GroupId, Joint, JointAnswer, JointAnswerId, Movement, Person, PersonId,
    StaffSum, Visibility,
    permit::{Action, Object},
    seen, sees_others, spread,
};
use storage::{Stored, token_hash};

use super::{
    AssessAt, AssessItem, AssessPlace, AssessQuestion, Earlier, SaidLine, Seat, SheetCode, SheetLine, Since,
    StatusView, TeamLine, Teammate, Waits, WouldAsk, about, code_of, level_of,
    own::first,
    sheets,
    since::{Before, answered, committees, earlier, since, statuses},
    view::{item_of, items_of, place_of, sheet_name},
    wait::waits,
};
use crate::{EvidenceForm, EvidenceLine, Office, Trouble, Visitor, rounds::lines};

/// An answer as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JointForm {
    /// A number, [`super::UNKNOWN`], or nothing.
    pub level: String,
    /// Why.
    pub comment: String,
}

/// An item of the joint answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointLine {
    /// The item.
    pub item: AssessItem,
    /// What those of the team said whose answers the visitor sees.
    pub said: Vec<SaidLine>,
    /// Whether they see it differently.
    pub disagree: bool,
    /// What the staff said together, where it may be shown.
    pub staff: Option<StaffSum>,
    /// Whether the team has answered it: with a level, or that they do not know.
    pub answered: bool,
    /// The level they agree on; `None`: none yet, or they do not know.
    pub level: Option<u8>,
    /// Why.
    pub comment: String,
    /// How many pieces of evidence there are.
    pub evidence: usize,
    /// What has moved since the time before.
    pub since: Vec<Since>,
}

/// The sheet of a joint answer that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointSheet {
    /// Which.
    pub code: SheetCode,
    /// What it is called.
    pub name: String,
    /// Its items.
    pub lines: Vec<JointLine>,
    /// The sum, where levels are added up and every item has one.
    pub sum: Option<u32>,
}

/// The page of a joint answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointView {
    /// Where the page belongs.
    pub place: AssessPlace,
    /// The record; `None`: nobody has begun.
    pub id: Option<JointAnswerId>,
    /// Its version; nought before there is one.
    pub version: i64,
    /// Who can see it.
    pub visibility: Visibility,
    /// When they agreed; `None`: a draft.
    pub agreed: Option<Date>,
    /// Who agreed; nothing in a name whose data was erased.
    pub agreed_by: Vec<String>,
    /// Every sheet there is.
    pub sheets: Vec<SheetLine>,
    /// Parts that each committee answers: id and what they are called.
    pub by_committee: Vec<(String, String)>,
    /// The sheet shown.
    pub sheet: JointSheet,
    /// Whether the visitor is of the team.
    pub of_team: bool,
    /// The team, and who has handed in; for the team alone.
    pub team: Vec<TeamLine>,
    /// Who is waited for; for the team alone.
    pub waits: Option<Waits>,
    /// Whether the visitor sees what the others said: not before their own is handed in.
    pub sees_others: bool,
    /// The time before.
    pub earlier: Option<Earlier>,
    /// How many items have moved how, over all sheets.
    pub moved: BTreeMap<Movement, usize>,
    /// What the model's status rules say; for the team alone.
    pub statuses: Vec<StatusView>,
    /// How many questions there are, and how many of them are unanswered, for who reads them.
    pub questions: Option<(usize, usize)>,
    /// The questions that agreeing now would raise, for who may agree.
    pub raises: Vec<WouldAsk>,
    /// The item at which one begins to go through them, by its key: the first that is not answered, or the first.
    pub walk: Option<String>,
    /// Whether the visitor may write in it now.
    pub may_write: bool,
    /// Whether the visitor may note that all agree.
    pub may_agree: bool,
    /// Whether the visitor may open it again.
    pub may_reopen: bool,
    /// Whether the visitor may show it to more, or withdraw it.
    pub may_move: bool,
    /// The group in which the visitor can see it side by side with others'.
    pub group: Option<GroupId>,
}

/// The page of an item of a joint answer.
#[derive(Debug, Clone, PartialEq)]
pub struct JointItemView {
    /// Where the page belongs.
    pub place: AssessPlace,
    /// The record of the joint answer; `None`: nobody has begun.
    pub id: Option<JointAnswerId>,
    /// What the sheet is called.
    pub sheet: String,
    /// Its code.
    pub code: SheetCode,
    /// The item.
    pub line: JointLine,
    /// What stands behind the answer.
    pub evidence: Vec<EvidenceLine>,
    /// Tells the answer from what it was before: a form carries it.
    pub was: String,
    /// Who can see it.
    pub visibility: Visibility,
    /// Whether it is agreed on.
    pub agreed: bool,
    /// Whether the visitor is of the team.
    pub of_team: bool,
    /// Whether the visitor sees what the others said.
    pub sees_others: bool,
    /// The time before.
    pub earlier: Option<Earlier>,
    /// The item before it, on its sheet or the last of the sheet before: its key and name.
    pub previous: Option<(String, String)>,
    /// The item after it, on its sheet or the first of the next.
    pub next: Option<(String, String)>,
    /// Files that can be given as evidence; for who may write.
    pub documents: Vec<(DocumentId, String)>,
    /// Kolada's code of the organisation's area, where it has one.
    pub area: Option<String>,
    /// Whether the visitor may write in it now.
    pub may_write: bool,
    /// The question about it, for who reads them; and whether the visitor may answer it.
    pub question: Option<(AssessQuestion, bool)>,
}

/// What is read of an occasion once, for its pages.
struct Table {
    seat: Seat,
    joint: Option<Stored<JointAnswer>>,
    /// What of the answers the visitor sees.
    seen: Vec<Assessment>,
    /// Who has handed in.
    handed: Vec<PersonId>,
    of_team: bool,
    sees_others: bool,
    names: BTreeMap<PersonId, String>,
    before: Option<Before>,
    since: BTreeMap<String, Vec<Since>>,
    staff: BTreeMap<String, StaffSum>,
}

impl Table {
    fn answers(&self) -> BTreeMap<String, Joint> {
        self.joint.as_ref().map(|it| it.body.answers.clone()).unwrap_or_default()
    }

    fn levels(&self) -> BTreeMap<String, u8> {
        self.joint.as_ref().map(|it| it.body.levels()).unwrap_or_default()
    }

    fn agreed(&self) -> Option<Date> {
        self.joint.as_ref().and_then(|it| it.body.agreed)
    }

    fn visibility(&self) -> Visibility {
        self.joint.as_ref().map_or(Visibility::Own, |it| it.visibility)
    }

    /// The keys of everything that is answered and the visitor sees; while the team is at it, also of what
    /// committees answered the time before.
    fn codes(&self) -> Vec<String> {
        let joint = self.joint.iter().flat_map(|it| it.body.answers.keys());
        let mut codes: Vec<String> = joint.chain(self.seen.iter().flat_map(|it| it.answers.keys())).cloned().collect();
        if let Ok(instrument) = self.seat.instrument()
            && self.of_team
            && self.agreed().is_none()
        {
            codes.extend(committees(instrument, self.before.as_ref()));
        }
        codes
    }

    /// Who of the team is waited for, as long as own answers can be handed in.
    fn waits(&self, team: &[Teammate]) -> Option<Waits> {
        let late = self.joint.as_ref().is_some_and(|it| it.body.was_agreed());
        waits(team, &self.handed, self.sees_others).filter(|_| self.of_team && !late)
    }

    fn line(&self, item: AssessItem, answer: Option<&Joint>) -> JointLine {
        let views = spread(&self.seen, &item.code);
        let name = |id: PersonId| self.names.get(&id).cloned().unwrap_or_default();
        let said = views.said.into_iter().map(|it| SaidLine {
            name: name(it.person),
            role: it.role,
            level: it.level,
            comment: it.comment,
        });
        JointLine {
            said: said.collect(),
            disagree: views.disagree,
            staff: self.staff.get(&item.code).cloned(),
            answered: answer.is_some_and(Joint::answered),
            level: answer.and_then(|it| it.level),
            comment: answer.map(|it| it.comment.clone()).unwrap_or_default(),
            evidence: answer.map_or(0, |it| it.evidence.len()),
            since: self.since.get(&item.code).cloned().unwrap_or_default(),
            item,
        }
    }
}

impl Office {
    /// The joint answer of an occasion, a sheet of it; the first where none is named.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for an answer that is not shown to the visitor.
    pub async fn joint_assessment(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        sheet: Option<&SheetCode>,
        lang: Lang,
    ) -> Result<JointView, Trouble> {
        let table = self.table(visitor, at, lang).await?;
        let (seat, instrument) = (&table.seat, table.seat.instrument()?);
        let codes = table.codes();
        let all = sheets(instrument, codes.iter());
        let sheet = match sheet {
            Some(sheet) if all.contains(sheet) => sheet.clone(),
            Some(_) => return Err(Trouble::Nothing),
            None => first(seat, &all)?,
        };
        let (answers, levels, agreed) = (table.answers(), table.levels(), table.agreed());
        let open = agreed.is_none() && self.at_work(seat).is_ok();
        let line = |code: &SheetCode| SheetLine {
            name: sheet_name(instrument, code, lang),
            answered: count(instrument, code, &answers),
            items: instrument.items.len(),
            code: code.clone(),
        };
        let walk = walk(instrument, &all, &answers);
        let repeated = instrument.parts.iter().filter(|it| it.repeated);
        let statuses = if table.of_team && !levels.is_empty() {
            statuses(seat, &levels, self.completed(at.organisation).await?, lang)?
        } else {
            Vec::new()
        };
        let may = |action| self.may(visitor, action, &seat.object);
        let team = if table.of_team { self.team(at.organisation).await? } else { Vec::new() };
        let rests = seat.round.body.state.is_kept();
        let raises = match table.joint.as_ref().filter(|_| open && may(Action::AgreeJoint)) {
            Some(it) => self.would_raise(seat, &it.body, lang).await?,
            None => Vec::new(),
        };
        Ok(JointView {
            place: place_of(seat, Some(&at.step), lang)?,
            id: table.joint.as_ref().map(|it| it.id),
            version: table.joint.as_ref().map_or(0, |it| it.version),
            visibility: table.visibility(),
            agreed,
            agreed_by: agreed_by(&table),
            sheets: all.iter().map(line).collect(),
            by_committee: repeated.map(|it| (it.id.to_string(), crate::rounds::told(&it.name, lang))).collect(),
            sheet: joint_sheet(&table, instrument, sheet, &answers, &levels, lang),
            of_team: table.of_team,
            waits: table.waits(&team),
            team: team_lines(&table, team),
            sees_others: table.sees_others,
            earlier: table.before.as_ref().and_then(|before| earlier(before, seat, lang)),
            moved: counted(&table.since),
            statuses,
            questions: self.question_counts(visitor, seat, &at.step).await?,
            raises,
            walk,
            may_write: open && may(Action::WritePiece),
            may_agree: open && table.joint.is_some() && may(Action::AgreeJoint),
            may_reopen: agreed.is_some() && self.at_work(seat).is_ok() && may(Action::AgreeJoint),
            may_move: agreed.is_some() && !rests && may(Action::MoveVisibility),
            group: seat.groups.iter().copied().find(|id| {
                let group = Object { groups: [*id].into(), rounds: [at.round].into(), ..Object::default() };
                self.may(visitor, Action::SeeMeeting, &group)
            }),
        })
    }

    /// An item of the joint answer, by the key of its answers.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for an answer that is not shown to the visitor.
    pub async fn joint_item(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        code: &str,
        lang: Lang,
    ) -> Result<JointItemView, Trouble> {
        let table = self.table(visitor, at, lang).await?;
        let seat = &table.seat;
        let instrument = seat.instrument()?;
        let (sheet, item) = about(instrument, code).ok_or(Trouble::Nothing)?;
        let answers = table.answers();
        let answer = answers.get(code);
        let open = table.agreed().is_none() && self.at_work(seat).is_ok();
        let may_write = open && self.may(visitor, Action::WritePiece, &seat.object);
        // A committee that nobody has named is a new one, for who may write.
        let mut all = sheets(instrument, table.codes().iter());
        let known = all.contains(&sheet);
        if !known && !may_write {
            return Err(Trouble::Nothing);
        }
        if !known {
            all.push(sheet.clone());
        }
        let items = in_row(instrument, &all, &sheet, lang);
        let here = items.iter().position(|(it, _)| it == code).unwrap_or_default();
        let beside = |place: Option<usize>| place.and_then(|it| items.get(it)).cloned();
        let pieces = answer.map_or(&[][..], |it| it.evidence.as_slice());
        Ok(JointItemView {
            place: place_of(seat, Some(&at.step), lang)?,
            id: table.joint.as_ref().map(|it| it.id),
            sheet: sheet_name(instrument, &sheet, lang),
            line: table.line(item_of(instrument, &sheet, item, lang), answer),
            evidence: self.evidence_shown(visitor, seat, pieces).await?,
            was: mark(answer),
            visibility: table.visibility(),
            agreed: table.agreed().is_some(),
            of_team: table.of_team,
            sees_others: table.sees_others,
            earlier: table.before.as_ref().and_then(|before| earlier(before, seat, lang)),
            previous: beside(here.checked_sub(1)),
            next: beside(here.checked_add(1)),
            documents: if may_write { self.own_files(visitor, seat).await? } else { Vec::new() },
            area: seat.area.clone(),
            question: self.question_about(visitor, (seat, at.step.as_str()), code, lang).await?,
            code: sheet,
            may_write,
        })
    }

    /// Saves the team's answer to an item. `was` is the mark of the answer that was read.
    ///
    /// # Errors
    /// When the visitor may not write for the organisation; [`Trouble::Agreed`]; [`Trouble::Overtaken`]
    /// when somebody else has answered that item since; a level outside the scale.
    pub async fn save_joint(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        code: &str,
        was: &str,
        form: &JointForm,
    ) -> Result<(), Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::WritePiece, &seat.object)?;
        let level = level_of(seat.instrument()?, &form.level)?;
        let comment = lines(&form.comment);
        self.edit_joint(visitor, at, code, was, |answer| {
            let evidence = answer.take().map(|it| it.evidence).unwrap_or_default();
            *answer = kept(Joint { level: level.flatten(), open: level.is_none(), comment, evidence });
        })
        .await
    }

    /// Adds a piece of evidence to an answer.
    ///
    /// # Errors
    /// As [`Self::save_joint`]; what is wrong with the evidence.
    pub async fn add_proof(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        code: &str,
        was: &str,
        form: &EvidenceForm,
    ) -> Result<(), Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::WritePiece, &seat.object)?;
        let piece = self.read_evidence(visitor, at.organisation, form).await?;
        self.edit_joint(visitor, at, code, was, |answer| {
            let mut there = answer.take().unwrap_or_else(|| Joint {
                level: None,
                open: true,
                comment: String::new(),
                evidence: Vec::new(),
            });
            there.evidence.push(piece);
            *answer = Some(there);
        })
        .await
    }

    /// Takes a piece of evidence away, by its place in the list.
    ///
    /// # Errors
    /// As [`Self::save_joint`].
    pub async fn remove_proof(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        code: &str,
        was: &str,
        place: usize,
    ) -> Result<(), Trouble> {
        self.edit_joint(visitor, at, code, was, |answer| {
            let mut there = answer.take();
            if let Some(it) = there.as_mut().filter(|it| place < it.evidence.len()) {
                it.evidence.remove(place);
            }
            *answer = there.and_then(kept);
        })
        .await
    }

    /// Begins a sheet for a committee: the key of its first item.
    ///
    /// # Errors
    /// When the visitor may not write for the organisation; [`Trouble::Agreed`]; [`Trouble::Missing`]
    /// without a name.
    pub async fn joint_committee(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        part: &str,
        name: &str,
    ) -> Result<String, Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::WritePiece, &seat.object)?;
        self.at_work(&seat)?;
        if self.joint_of(at).await?.is_some_and(|it| it.body.agreed.is_some()) {
            return Err(Trouble::Agreed);
        }
        let sheet = SheetCode { part: part.to_owned(), of: Some(name.to_owned()) };
        let sheet = self.the_sheet(visitor, &seat, at, &sheet).await?;
        let instrument = seat.instrument()?;
        let item = instrument.items.first().ok_or(Trouble::Nothing)?;
        Ok(code_of(instrument, &sheet, item.id.as_str()))
    }

    /// Notes that the team agrees, and who of it: by their ids. What the answer raises is asked at once, and the
    /// step's task to make it is done.
    ///
    /// # Errors
    /// When the visitor may not settle it; [`Trouble::Agreed`]; [`Trouble::Missing`] where nobody is named,
    /// or somebody who is not of the team; a conflict when it was changed since.
    pub async fn agree_joint(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        version: i64,
        agreed_by: &[String],
    ) -> Result<(), Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::AgreeJoint, &seat.object)?;
        self.at_work(&seat)?;
        let there = self.joint_of(at).await?.ok_or(Trouble::Missing("answers"))?;
        if there.body.agreed.is_some() {
            return Err(Trouble::Agreed);
        }
        let team = self.team(at.organisation).await?;
        let mut by: Vec<PersonId> = Vec::new();
        for id in agreed_by {
            let known = team.iter().find(|it| it.person.to_string() == *id).ok_or(Trouble::Missing("agreed_by"))?;
            if !by.contains(&known.person) {
                by.push(known.person);
            }
        }
        if by.is_empty() {
            return Err(Trouble::Missing("agreed_by"));
        }
        if !there.body.answers.values().any(Joint::answered) {
            return Err(Trouble::Missing("answers"));
        }
        let today = Some(self.today());
        let first_agreed = there.body.first_agreed.or(today);
        let agreed = JointAnswer { agreed: today, agreed_by: by, first_agreed, ..there.body };
        let mut change = self.change(visitor.author());
        change.update(there.id, version, &agreed)?;
        self.raise(&mut change, &seat, &agreed).await?;
        self.close_tasks(&mut change, &seat, at, (there.id, self.today())).await?;
        self.write_ticking(&change).await
    }

    /// Opens an answer that was agreed on: it is a draft again, and shown to nobody else, and the task that was
    /// done by it is under way again. Own answers stay closed: all have seen what the others said.
    ///
    /// # Errors
    /// When the visitor may not settle it; [`Trouble::NotAgreed`]; a conflict when it was changed since.
    pub async fn reopen_joint(&self, visitor: &Visitor, at: &AssessAt, version: i64) -> Result<(), Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::AgreeJoint, &seat.object)?;
        self.at_work(&seat)?;
        let there = self.joint_of(at).await?.ok_or(Trouble::NotAgreed)?;
        if there.body.agreed.is_none() {
            return Err(Trouble::NotAgreed);
        }
        // What was agreed on before there was a first day has one in the day it was.
        let first_agreed = there.body.first_agreed.or(there.body.agreed);
        let draft = JointAnswer { agreed: None, agreed_by: Vec::new(), first_agreed, ..there.body };
        let mut change = self.change(visitor.author());
        change.update(there.id, version, &draft)?;
        if there.visibility != Visibility::Own {
            change.show(there.id, version + 1, Visibility::Own);
        }
        self.reopen_tasks(&mut change, &seat, at, there.id).await?;
        self.write_ticking(&change).await?;
        Ok(())
    }

    /// Shows an agreed answer to more, or withdraws it.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who may not know of it; when the visitor may not show it;
    /// [`Trouble::NotAgreed`] for a draft; [`Trouble::RoundRests`] once the round is archived.
    pub async fn show_joint(&self, visitor: &Visitor, at: &AssessAt, version: i64, to: &str) -> Result<(), Trouble> {
        let to = Visibility::from_code(to).ok_or(Trouble::Missing("visibility"))?;
        let seat = self.sitting(at).await?;
        let there = self.joint_of(at).await?.ok_or(Trouble::Nothing)?;
        let object = Object { visibility: there.visibility, ..seat.object.clone() };
        self.allow(Some(visitor), Action::ReadPiece, &object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::MoveVisibility, &object)?;
        if seat.round.body.state.is_kept() {
            return Err(Trouble::RoundRests(seat.round.body.state));
        }
        if there.body.agreed.is_none() {
            return Err(Trouble::NotAgreed);
        }
        let mut change = self.change(visitor.author());
        change.show(there.id, version, to);
        self.store.write(&change).await?;
        Ok(())
    }

    /// Changes the answer to one item, and nothing else of the joint answer: several of the team may be at
    /// it in the meeting.
    async fn edit_joint(
        &self,
        visitor: &Visitor,
        at: &AssessAt,
        code: &str,
        was: &str,
        edit: impl FnOnce(&mut Option<Joint>),
    ) -> Result<(), Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::WritePiece, &seat.object)?;
        self.at_work(&seat)?;
        let instrument = seat.instrument()?;
        about(instrument, code).ok_or(Trouble::Nothing)?;
        let there = self.joint_of(at).await?;
        if there.as_ref().is_some_and(|it| it.body.agreed.is_some()) {
            return Err(Trouble::Agreed);
        }
        let mut answers = there.as_ref().map(|it| it.body.answers.clone()).unwrap_or_default();
        if mark(answers.get(code)) != was {
            return Err(Trouble::Overtaken);
        }
        let mut answer = answers.remove(code);
        edit(&mut answer);
        if let Some(answer) = answer {
            answers.insert(code.to_owned(), answer);
        }
        let mut change = self.change(visitor.author());
        match there {
            Some(it) => change.update(it.id, it.version, &JointAnswer { answers, ..it.body })?,
            None if answers.is_empty() => return Ok(()),
            None => {
                let joint = JointAnswer {
                    round: at.round,
                    organisation: at.organisation,
                    instrument: instrument.id.to_string(),
                    fingerprint: self.fingerprint(&seat).await?,
                    step: at.step.clone(),
                    answers,
                    agreed: None,
                    agreed_by: Vec::new(),
                    first_agreed: None,
                };
                change.insert(self.id(), &joint)?;
            }
        }
        match self.store.write(&change).await {
            // Somebody else was first by a moment: nothing is there to be shown beside it yet.
            Err(storage::Error::Taken { .. }) => Err(Trouble::Overtaken),
            other => Ok(other.map(drop)?),
        }
    }

    /// Reads what the pages of a joint answer need, as far as the visitor may see it: those of the team
    /// always, others once it is shown to them.
    async fn table(&self, visitor: &Visitor, at: &AssessAt, lang: Lang) -> Result<Table, Trouble> {
        let seat = self.sitting(at).await?;
        let joint = self.joint_of(at).await?;
        let of_team = self.may(visitor, Action::Assess, &seat.object);
        let visibility = joint.as_ref().map_or(Visibility::Own, |it| it.visibility);
        let object = Object { visibility, ..seat.object.clone() };
        self.allow(Some(visitor), Action::ReadPiece, &object).map_err(|_| Trouble::Nothing)?;
        let (mut mine, mut handed, mut others) = (Vec::new(), Vec::new(), false);
        let mut staff = BTreeMap::new();
        if of_team {
            let all = self.assessed(&seat).await?.remove(&at.step).unwrap_or_default();
            let agreed = joint.as_ref().is_some_and(|it| it.body.agreed.is_some());
            others = sees_others(&all, visitor.person, agreed);
            mine = seen(&all, visitor.person, agreed).into_iter().cloned().collect();
            handed = all.iter().filter(|it| it.handed.is_some()).map(|it| it.person).collect();
            staff = self.staff_sums(&seat, &at.step).await?;
        }
        let agreed = joint.as_ref().and_then(|it| it.body.agreed);
        let named = joint.iter().flat_map(|it| it.body.agreed_by.iter().copied());
        let people = self.store.many::<Person>(named.chain(mine.iter().map(|it| it.person))).await?;
        let before = self.before(visitor, &seat, at, agreed.unwrap_or_else(|| self.today())).await?;
        let levels = joint.as_ref().map(|it| it.body.levels()).unwrap_or_default();
        let since = before.as_ref().map(|before| since(before, &seat, &levels, lang)).unwrap_or_default();
        Ok(Table {
            seat,
            joint,
            seen: mine,
            handed,
            of_team,
            sees_others: others,
            names: people.into_iter().map(|(id, it)| (id, it.body.name)).collect(),
            before,
            since,
            staff,
        })
    }

    /// How many questions there are and how many are unanswered, for who reads them.
    pub(crate) async fn question_counts(
        &self,
        visitor: &Visitor,
        seat: &Seat,
        step: &str,
    ) -> Result<Option<(usize, usize)>, Trouble> {
        if !self.may(visitor, Action::ReadWork, &seat.object) {
            return Ok(None);
        }
        let asked = self.queries_of(seat, Some(step)).await?;
        Ok(Some((asked.len(), asked.iter().filter(|it| it.body.reply.is_none()).count())))
    }

    /// What stands behind an answer, with the names of the files the visitor may read. A file is shown as
    /// far as it is itself, never by the answer it goes with.
    async fn evidence_shown(
        &self,
        visitor: &Visitor,
        seat: &Seat,
        pieces: &[Evidence],
    ) -> Result<Vec<EvidenceLine>, Trouble> {
        let ids = pieces.iter().filter_map(|it| match it {
            Evidence::Document { id } => Some(*id),
            Evidence::Link { .. } | Evidence::Figure { .. } | Evidence::Decision { .. } | Evidence::Form { .. } => None,
        });
        let mut readable: BTreeMap<DocumentId, String> = BTreeMap::new();
        for (id, file) in self.store.many::<Document>(ids).await? {
            // What was handed in for a meeting is for those of that meeting.
            let object = match file.body.about {
                Some(_) => self.object_of_document(&file).await?,
                None => Object { visibility: file.visibility, ..seat.object.clone() },
            };
            if self.may(visitor, Action::ReadAttachment, &object) {
                readable.insert(id, file.body.name);
            }
        }
        let line = |piece: &Evidence| EvidenceLine {
            document: match piece {
                Evidence::Document { id } => readable.get(id).map(|name| (*id, name.clone())),
                Evidence::Link { .. } | Evidence::Figure { .. } | Evidence::Decision { .. } | Evidence::Form { .. } => {
                    None
                }
            },
            // What is a form is put beside tasks alone.
            form: None,
            evidence: piece.clone(),
        };
        Ok(pieces.iter().map(line).collect())
    }

    /// The organisation's own files that the visitor may read, by name.
    async fn own_files(&self, visitor: &Visitor, seat: &Seat) -> Result<Vec<(DocumentId, String)>, Trouble> {
        let files = self.documents(Some(visitor), seat.organisation).await?;
        let mut named: Vec<(DocumentId, String)> = files.into_iter().map(|it| (it.id, it.name)).collect();
        named.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        Ok(named)
    }
}

/// The team, and who has handed in, for who is told.
fn team_lines(table: &Table, team: Vec<Teammate>) -> Vec<TeamLine> {
    let line = |it: Teammate| TeamLine {
        id: it.person.to_string(),
        handed: table.sees_others.then(|| table.handed.contains(&it.person)),
        name: it.name,
        role: it.role,
    };
    team.into_iter().map(line).collect()
}

fn joint_sheet(
    table: &Table,
    instrument: &Instrument,
    sheet: SheetCode,
    answers: &BTreeMap<String, Joint>,
    levels: &BTreeMap<String, u8>,
    lang: Lang,
) -> JointSheet {
    // Nothing is answered by a committee that nobody has named yet.
    let named = sheet.of.as_deref() != Some("");
    let items = items_of(instrument, &sheet, lang).into_iter().filter(|_| named);
    let lines = items.map(|item| {
        let answer = answers.get(&item.code);
        table.line(item, answer)
    });
    let mine = |it: &method::Sheet| it.part.as_str() == sheet.part && it.of == sheet.of;
    let sum = answered(instrument, levels).iter().find(|it| mine(it)).and_then(|it| instrument.sum(&it.levels));
    JointSheet { name: sheet_name(instrument, &sheet, lang), lines: lines.collect(), sum, code: sheet.clone() }
}

/// The item at which one begins to go through them.
fn walk(instrument: &Instrument, all: &[SheetCode], answers: &BTreeMap<String, Joint>) -> Option<String> {
    let of = |sheet: &SheetCode| -> Vec<String> {
        instrument.items.iter().map(|it| code_of(instrument, sheet, it.id.as_str())).collect()
    };
    let codes: Vec<String> = all.iter().flat_map(of).collect();
    let open = codes.iter().find(|code| !answers.get(*code).is_some_and(Joint::answered));
    open.or(codes.first()).cloned()
}

/// Every item in a row, sheet by sheet: key and name, with the sheet's where it is another than this.
fn in_row(instrument: &Instrument, all: &[SheetCode], this: &SheetCode, lang: Lang) -> Vec<(String, String)> {
    let of = |sheet: &SheetCode| -> Vec<(String, String)> {
        let name = |it: &AssessItem| {
            if sheet == this {
                it.name.clone()
            } else {
                format!("{}, {}", it.name, sheet_name(instrument, sheet, lang))
            }
        };
        items_of(instrument, sheet, lang).into_iter().map(|it| (it.code.clone(), name(&it))).collect()
    };
    all.iter().flat_map(of).collect()
}

/// How many items of a sheet are answered.
fn count(instrument: &Instrument, sheet: &SheetCode, answers: &BTreeMap<String, Joint>) -> usize {
    let answered = |id: &str| answers.get(&code_of(instrument, sheet, id)).is_some_and(Joint::answered);
    instrument.items.iter().filter(|it| answered(it.id.as_str())).count()
}

/// What is kept of an answer: nothing where nothing is said and nothing stands behind it.
fn kept(answer: Joint) -> Option<Joint> {
    let said = answer.answered() || !answer.comment.is_empty() || !answer.evidence.is_empty();
    said.then_some(answer)
}

/// Who agreed, in the order it was noted.
fn agreed_by(table: &Table) -> Vec<String> {
    let by = table.joint.iter().flat_map(|it| it.body.agreed_by.iter());
    by.map(|id| table.names.get(id).cloned().unwrap_or_default()).collect()
}

/// How many items have moved how.
fn counted(since: &BTreeMap<String, Vec<Since>>) -> BTreeMap<Movement, usize> {
    let mut counts = BTreeMap::new();
    for it in since.values().flatten() {
        if let Since::Moved { how, .. } = it {
            *counts.entry(*how).or_default() += 1;
        }
    }
    counts
}

/// Tells an answer from every other.
fn mark(answer: Option<&Joint>) -> String {
    answer.map(|it| token_hash(&serde_json::to_string(it).unwrap_or_default())).unwrap_or_default()
}
