//! The self-assessment: each for oneself, then together; what stands behind it and what has become of it.
//!
//! When it is made and what is asked stands in the model the round follows: the steps that fill in its
//! self-assessment are the occasions. Those of the team answer apart and see nothing of each other before
//! they have handed in their own answers; the staff answer without names, by a link, and are shown only
//! summed up; what the organisation stands for is the joint answer, which is shown to others only by an
//! act of its own. A high answer with little behind it raises a friendly question.
//!
//! # Where things are
//! `own` is each person's answers, `joint` the team's, `staff` the staff's, `ask` the friendly questions,
//! `since` what has moved and the model's status rules; `view` is what pages show of an item, `pages` the
//! occasions, `wait` what waits for somebody, `task` the step's task that is done by it, `keep` how long it is kept and whose history it is.

mod ask;
mod joint;
mod keep;
mod own;
mod pages;
mod since;
mod staff;
mod task;
mod view;
mod wait;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;
use method::{Bound, Instrument, Item, MaterialKind, Model, Step, StepKind};
use programme::{
    Assessment, Assignment, Capacity, Edition, Group, GroupId, ItemCode, JointAnswer, Meeting, MeetingId, MeetingState,
    Occasion, OrganisationId, Participation, Person, PersonId, Role, Round, RoundId, Slot,
    permit::{self, Action, Object, Scope},
};
use storage::Stored;

use crate::{Office, Trouble, Visitor, meetings::last_day};

pub use ask::{AssessQuestion, AssessQuestions, Outcomes, WouldAsk};
pub use joint::{JointForm, JointItemView, JointLine, JointSheet, JointView};
pub use own::{GivenForm, OpenSheet, OwnItem, OwnView, SheetLine};
pub use pages::{AssessLine, AssessmentsView};
pub(crate) use since::{Before, between, earlier, since};
pub use since::{Earlier, Since, StatusView};
pub use staff::{StaffForm, StaffItem, StaffSheet, StaffView};
pub use view::{AssessItem, AssessLevel, AssessPlace, SaidLine, TeamLine, Waits};
pub(crate) use view::{items_of, sheet_name};

/// What a form sends for "does not know".
pub const UNKNOWN: &str = "unknown";

/// An occasion of an organisation in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessAt {
    /// The round.
    pub round: RoundId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// The step of the model, by its id.
    pub step: String,
}

/// A sheet of a self-assessment: one of its parts, and by which committee where each answers it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetCode {
    /// The part's id.
    pub part: String,
    /// The committee or administration, where the part is answered by each.
    pub of: Option<String>,
}

impl SheetCode {
    /// What an address says: `part` or `part/committee`.
    pub fn read(code: &str) -> Self {
        match code.split_once('/') {
            Some((part, of)) => Self { part: part.into(), of: Some(of.into()) },
            None => Self { part: code.into(), of: None },
        }
    }

    /// The same as an address says it.
    pub fn code(&self) -> String {
        match &self.of {
            Some(of) => format!("{}/{of}", self.part),
            None => self.part.clone(),
        }
    }
}

/// An organisation's part in a round, as far as it assesses itself there.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    /// The round.
    pub(crate) round: Stored<Round>,
    /// The model it follows.
    pub(crate) bound: Arc<Bound>,
    /// Whose it is.
    pub(crate) organisation: OrganisationId,
    /// What that is called.
    pub(crate) place: String,
    /// Kolada's code of its area.
    pub(crate) area: Option<String>,
    /// The participation: today's, or the last there was.
    pub(crate) participation: Stored<Participation>,
    /// The groups of the round in which it compares itself today.
    pub(crate) groups: BTreeSet<GroupId>,
    /// Its work, to be asked about.
    pub(crate) object: Object,
}

impl Seat {
    /// The self-assessment of the model.
    pub(crate) fn instrument(&self) -> Result<&Instrument, Trouble> {
        self.bound.instrument.as_ref().ok_or(Trouble::Nothing)
    }

    /// The step of an occasion.
    pub(crate) fn step(&self, id: &str) -> Result<&Step, Trouble> {
        occasions(&self.bound.model).into_iter().find(|it| it.id.as_str() == id).ok_or(Trouble::Nothing)
    }

    /// An occasion of it.
    pub(crate) fn at(&self, step: &str) -> AssessAt {
        AssessAt { round: self.round.id, organisation: self.organisation, step: step.to_owned() }
    }
}

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Teammate {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
}

/// The steps at which a model's self-assessment is made: those with a task that fills it in, or, where no
/// task says so, the meetings that use it. In the order they are taken.
pub(crate) fn occasions(model: &Model) -> Vec<&Step> {
    let is = |id: &method::Id| model.material(id.as_str()).is_some_and(|it| it.kind == MaterialKind::SelfAssessment);
    let fills = |step: &Step| step.tasks.iter().any(|task| task.fills.as_ref().is_some_and(is));
    let told: Vec<&Step> = model.steps.iter().filter(|step| fills(step)).collect();
    if !told.is_empty() {
        return told;
    }
    let uses = |step: &Step| step.kind == StepKind::Meeting && step.materials.iter().any(is);
    model.steps.iter().filter(|step| uses(step)).collect()
}

/// The last day of an occasion: that of its task where the model gives one, or the day of the meeting.
pub(crate) fn until(seat: &Seat, step: &Step, meeting: Date) -> Date {
    let model = &seat.bound.model;
    let is = |id: &method::Id| model.material(id.as_str()).is_some_and(|it| it.kind == MaterialKind::SelfAssessment);
    let fills = step.tasks.iter().filter(|task| task.fills.as_ref().is_some_and(is));
    let days = fills
        .filter_map(|task| model.deadline(task.deadline.as_ref()?.as_str()))
        .filter_map(|deadline| last_day(deadline, &seat.round.body.deadlines, meeting));
    days.min().unwrap_or(meeting)
}

/// The key of an answer to an item on a sheet.
pub(crate) fn code_of(instrument: &Instrument, sheet: &SheetCode, item: &str) -> String {
    let only = instrument.parts.len() == 1 && sheet.of.is_none();
    ItemCode { item, part: (!only).then_some(sheet.part.as_str()), of: sheet.of.as_deref() }.to_string()
}

/// What a key is about; `None`: nothing in this self-assessment.
pub(crate) fn about<'a>(instrument: &'a Instrument, code: &str) -> Option<(SheetCode, &'a Item)> {
    let read = ItemCode::read(code);
    let part = match read.part {
        Some(id) => instrument.part(id)?,
        None => instrument.parts.first().filter(|_| instrument.parts.len() == 1)?,
    };
    let item = instrument.item(read.item)?;
    if part.repeated != read.of.is_some() || read.of == Some("") {
        return None;
    }
    let sheet = SheetCode { part: part.id.to_string(), of: read.of.map(str::to_owned) };
    (code_of(instrument, &sheet, item.id.as_str()) == code).then_some((sheet, item))
}

/// The sheets there are, as the instrument has its parts: one for each committee that is named in a key.
pub(crate) fn sheets<'a>(instrument: &Instrument, codes: impl Iterator<Item = &'a String>) -> Vec<SheetCode> {
    let named: BTreeSet<SheetCode> = codes.filter_map(|code| about(instrument, code)).map(|(sheet, _)| sheet).collect();
    let mut all = Vec::new();
    for part in &instrument.parts {
        if part.repeated {
            let mut of: Vec<SheetCode> = named.iter().filter(|it| it.part == part.id.as_str()).cloned().collect();
            of.sort_by(|a, b| {
                i18n::compare_names(a.of.as_deref().unwrap_or_default(), b.of.as_deref().unwrap_or_default())
            });
            all.extend(of);
        } else {
            all.push(SheetCode { part: part.id.to_string(), of: None });
        }
    }
    all
}

/// A level as a form sends it: `None` where nothing is said, `Some(None)` for "does not know".
pub(crate) fn level_of(instrument: &Instrument, written: &str) -> Result<Option<Option<u8>>, Trouble> {
    match written.trim() {
        "" => Ok(None),
        UNKNOWN => Ok(Some(None)),
        text => {
            let level: u8 = text.parse().map_err(|_| Trouble::NoNumber(text.to_owned()))?;
            let known = instrument.scale.levels.iter().any(|it| it.level == level);
            if known { Ok(Some(Some(level))) } else { Err(Trouble::Missing("level")) }
        }
    }
}

/// A text on one line, whatever lines it was written in.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Office {
    /// An organisation's part in a round. Who may look is asked by the caller.
    pub(crate) async fn seat_of(&self, round: RoundId, organisation: OrganisationId) -> Result<Seat, Trouble> {
        let round = self.store.get::<Round>(round).await?.ok_or(Trouble::Nothing)?;
        let today = self.today();
        let mut parts = self.store.list_of::<Participation>(organisation).await?;
        parts.retain(|it| it.body.round == round.id && it.body.capacity == Capacity::Participant);
        parts.sort_by_key(|it| (it.body.holds(today), it.body.from));
        let participation = parts.pop().ok_or(Trouble::Nothing)?;
        let there = self.store.get::<programme::Organisation>(organisation).await?.ok_or(Trouble::Nothing)?;
        let groups = self.store.pointing_at::<Group>("member", organisation).await?;
        let compares = |it: &&Stored<Group>| {
            it.body.round == round.id && it.body.of(Capacity::Participant, today).any(|id| id == organisation)
        };
        let groups: BTreeSet<GroupId> = groups.iter().filter(compares).map(|it| it.id).collect();
        let bound = self.bound(round.body.edition).await?;
        let object = object_of(organisation, &round, &groups);
        let area = there.body.area.map(String::from);
        Ok(Seat { round, bound, organisation, place: there.body.name, area, participation, groups, object })
    }

    /// The same, of an occasion there is.
    pub(crate) async fn sitting(&self, at: &AssessAt) -> Result<Seat, Trouble> {
        let seat = self.seat_of(at.round, at.organisation).await?;
        seat.step(&at.step)?;
        seat.instrument()?;
        Ok(seat)
    }

    /// The same, for somebody of the team.
    pub(crate) async fn sitting_of_team(&self, visitor: &Visitor, at: &AssessAt) -> Result<Seat, Trouble> {
        let seat = self.sitting(at).await?;
        self.allow(Some(visitor), Action::Assess, &seat.object)?;
        Ok(seat)
    }

    /// Refuses where nothing is answered any more: the round rests, or the organisation has left it.
    pub(crate) fn at_work(&self, seat: &Seat) -> Result<(), Trouble> {
        self.alive(&seat.round.body)?;
        if seat.participation.body.holds(self.today()) {
            Ok(())
        } else {
            Err(Trouble::NotTakingPart(seat.place.clone()))
        }
    }

    /// The fingerprint of the edition that answers are given in.
    pub(crate) async fn fingerprint(&self, seat: &Seat) -> Result<String, Trouble> {
        let edition = self.store.get::<Edition>(seat.round.body.edition).await?.ok_or(Trouble::ModelLost)?;
        Ok(edition.body.fingerprint)
    }

    /// The joint answer of an occasion, whoever asks.
    pub(crate) async fn joint_of(&self, at: &AssessAt) -> Result<Option<Stored<JointAnswer>>, Trouble> {
        let key = JointAnswer::key_of(at.round, at.organisation, &at.step);
        Ok(self.store.by_key::<JointAnswer>(&key).await?)
    }

    /// Everybody's own answers of a round, by occasion, whoever asks: what of them is seen,
    /// [`programme::seen`] says.
    pub(crate) async fn assessed(&self, seat: &Seat) -> Result<BTreeMap<String, Vec<Assessment>>, Trouble> {
        let mut by_step: BTreeMap<String, Vec<Assessment>> = BTreeMap::new();
        for it in self.store.pointing_at::<Assessment>("organisation", seat.organisation).await? {
            if it.body.round == seat.round.id {
                by_step.entry(it.body.step.clone()).or_default().push(it.body);
            }
        }
        Ok(by_step)
    }

    /// Those who may assess an organisation today, each once, as what they stand for it first.
    pub(crate) async fn team(&self, organisation: OrganisationId) -> Result<Vec<Teammate>, Trouble> {
        let today = self.today();
        let row = permit::row_of(Action::Assess);
        let mut held: BTreeMap<PersonId, Role> = BTreeMap::new();
        for it in self.store.list_of::<Assignment>(organisation).await? {
            let Assignment { person, role, .. } = it.body;
            if it.body.holds(today) && row.scopes[role as usize] >= Scope::Own {
                held.entry(person).and_modify(|known| *known = role.min(*known)).or_insert(role);
            }
        }
        let people = self.store.many::<Person>(held.keys().copied()).await?;
        let mut team: Vec<Teammate> = held
            .into_iter()
            .filter_map(|(person, role)| Some(Teammate { person, name: people.get(&person)?.body.name.clone(), role }))
            .collect();
        team.sort_by(|a, b| a.role.cmp(&b.role).then_with(|| i18n::compare_names(&a.name, &b.name)));
        Ok(team)
    }

    /// The meeting of each occasion that has a day, for one organisation: its group's, or everybody's in
    /// its track; the first there is.
    pub(crate) async fn days_of(&self, seat: &Seat) -> Result<BTreeMap<String, (MeetingId, Slot)>, Trouble> {
        let steps: BTreeSet<&str> = occasions(&seat.bound.model).into_iter().map(|it| it.id.as_str()).collect();
        let track = seat.participation.body.track;
        let mut days: BTreeMap<String, (MeetingId, Slot)> = BTreeMap::new();
        for it in self.store.pointing_at::<Meeting>("round", seat.round.id).await? {
            let Occasion::Step(step) = &it.body.occasion else { continue };
            let theirs = match it.body.group {
                Some(group) => seat.groups.contains(&group),
                None => it.body.track.is_none() || track.is_none() || it.body.track == track,
            };
            let set = matches!(it.body.state, MeetingState::Fixed | MeetingState::Held);
            if let Some(slot) = it.body.when.filter(|_| theirs && set && steps.contains(step.as_str())) {
                let known = days.entry(step.clone()).or_insert((it.id, slot));
                if slot < known.1 {
                    *known = (it.id, slot);
                }
            }
        }
        Ok(days)
    }
}

/// What an organisation does in a round, to be asked about: for the groups of that round in which it
/// compares itself, and nobody's but its own once the round is archived.
pub(crate) fn object_of(organisation: OrganisationId, round: &Stored<Round>, groups: &BTreeSet<GroupId>) -> Object {
    let mut object = Object { owners: [organisation].into(), ..Object::default() };
    if !round.body.state.is_kept() {
        object.groups.clone_from(groups);
        object.rounds.insert(round.id);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn the_model_says_when() {
        for (model, expected) in [
            ("modell-2017", ["traff-styrning", "traff-forbattring", "traff-uppfoljning", "resultat"]),
            ("modell-2019", ["traff-styrning", "traff-uppfoljning", "traff-forbattring", "resultat"]),
            ("modell-2023", ["traff-styrning", "traff-forbattring", "traff-uppfoljning", "resultat"]),
        ] {
            let model = Library::built_in().model(model).unwrap();
            let found: Vec<&str> = occasions(model).iter().map(|it| it.id.as_str()).collect();
            assert_eq!(found, expected, "{}", model.id);
        }
        // Where no task fills it in, the meetings that use it.
        let mut model = Library::built_in().model("modell-2023").unwrap().clone();
        for task in model.steps.iter_mut().flat_map(|step| &mut step.tasks) {
            task.fills = None;
        }
        assert_eq!(occasions(&model).len(), 4);
        model.materials.clear();
        assert!(occasions(&model).is_empty());
    }

    #[test]
    fn a_key_is_written_in_one_way() {
        let library = Library::built_in();
        let old = library.instrument("sjalvskattning-2017").unwrap();
        let new = library.instrument("sjalvskattning-2023").unwrap();
        let of = |part: &str, of: Option<&str>| SheetCode { part: part.into(), of: of.map(str::to_owned) };
        for (instrument, sheet, item, code) in [
            (old, of("hela", None), "kompetens", "kompetens"),
            (new, of("overgripande", None), "statistik", "overgripande/statistik"),
            (new, of("namnd", Some("Barn/unga")), "statistik", "namnd/statistik/Barn/unga"),
        ] {
            assert_eq!(code_of(instrument, &sheet, item), code);
            let (read, found) = about(instrument, code).unwrap();
            assert_eq!((read, found.id.as_str()), (sheet.clone(), item));
            assert_eq!(SheetCode::read(&sheet.code()), sheet);
        }
        for (instrument, nothing) in [
            (old, "hela/kompetens"),
            (old, "statistik"),
            (new, "statistik"),
            (new, "namnd/statistik"),
            (new, "namnd/statistik/"),
            (new, "overgripande/statistik/Socialnämnden"),
            (new, "annat/statistik"),
        ] {
            assert!(about(instrument, nothing).is_none(), "{nothing}");
        }
        let codes = ["namnd/analys/Ö", "namnd/statistik/Ö", "namnd/analys/A", "borta"].map(str::to_owned);
        let found: Vec<String> = sheets(new, codes.iter()).iter().map(SheetCode::code).collect();
        assert_eq!(found, ["overgripande", "namnd/A", "namnd/Ö"]);
    }
}
