//! What is handed in before a meeting, by whom and by when, and the material of who arranges it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use method::{Bound, Deadline, Model, Side, Text, When};
use programme::{
    Document, DocumentId, HandIn, Meeting, MeetingId, MeetingState, Occasion, OrganisationId,
    permit::{Action, Object},
};
use storage::Stored;

use super::called::Gathering;
use crate::{Office, Trouble, Visitor};

/// What is to be handed in before a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The model's deadline.
    pub deadline: String,
    /// What is to be done.
    pub name: Text,
    /// The last day; `None`: no day is set.
    pub on: Option<Date>,
}

/// Something somebody hands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandInLine {
    /// By whom.
    pub organisation: OrganisationId,
    /// What it is called.
    pub place: String,
    /// The model's deadline.
    pub deadline: String,
    /// The last day; `None`: no day is set.
    pub due: Option<Date>,
    /// The file: id and name, where the visitor may read it.
    pub document: Option<(DocumentId, String)>,
    /// When it was handed in.
    pub on: Option<Date>,
    /// Whether it came late, or has not come and is late.
    pub late: bool,
    /// Whether the visitor may hand it in.
    pub may: bool,
}

/// A file of who arranges the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialLine {
    /// The file.
    pub id: DocumentId,
    /// Its version.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// How many bytes.
    pub bytes: u64,
    /// Whose it is.
    pub place: String,
    /// Whether the visitor may take it away.
    pub may_remove: bool,
}

/// What those who take part hand in before a step: the model's deadlines before it, but for those whose
/// task is only the host's, the mentor's or the organiser's (to send the invitation).
pub(crate) fn deadlines<'a>(model: &'a Model, occasion: &Occasion) -> Vec<&'a Deadline> {
    let Occasion::Step(step) = occasion else { return Vec::new() };
    let Some(step) = model.step(step) else { return Vec::new() };
    let participant = |role: &method::Id| model.role(role.as_str()).is_none_or(|it| it.side == Side::Participant);
    let theirs = |deadline: &&Deadline| {
        let mut tasks = step.tasks.iter().filter(|task| task.deadline.as_ref() == Some(&deadline.id)).peekable();
        tasks.peek().is_none() || tasks.any(|task| task.who.iter().any(participant))
    };
    model.deadlines.iter().filter(|it| it.side == When::Before && it.steps.contains(&step.id)).filter(theirs).collect()
}

/// The same with days, where the meeting has one. The round's own numbers of days go before the model's.
pub(crate) fn dues(bound: &Bound, own: &BTreeMap<String, u16>, meeting: &Meeting) -> Vec<Due> {
    let day = match meeting.state {
        MeetingState::Fixed | MeetingState::Held => meeting.when.map(|slot| slot.day()),
        MeetingState::Poll | MeetingState::Cancelled => None,
    };
    deadlines(&bound.model, &meeting.occasion)
        .into_iter()
        .map(|deadline| {
            let on = day.and_then(|day| last_day(deadline, own, day));
            Due { deadline: deadline.id.to_string(), name: deadline.name.clone(), on }
        })
        .collect()
}

/// The last day of a deadline, counted from the day of a meeting. The round's own number of days goes
/// before the model's, where it may.
pub(crate) fn last_day(deadline: &Deadline, own: &BTreeMap<String, u16>, meeting: Date) -> Option<Date> {
    let days = own.get(deadline.id.as_str()).filter(|_| deadline.adjustable).copied();
    deadline.on(meeting, days.unwrap_or(deadline.days))
}

impl Office {
    /// Hands something in for an organisation. What was handed in before is replaced.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::Missing`] for a deadline the meeting does not have, or an
    /// organisation that does not take part; what [`storage::Store::put_content`] refuses.
    pub async fn hand_in(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        organisation: OrganisationId,
        deadline: &str,
        (name, bytes): (&str, &[u8]),
    ) -> Result<(), Trouble> {
        let it = self.gathering(visitor, id).await?;
        self.allow(Some(visitor), Action::Attach, &of(organisation))?;
        it.kept()?;
        if it.body().state == MeetingState::Cancelled {
            return Err(Trouble::MeetingRests(MeetingState::Cancelled));
        }
        if !it.participants().any(|there| there == organisation) {
            return Err(Trouble::Missing("organisation"));
        }
        let bound = self.bound(it.round.body.edition).await?;
        if !deadlines(&bound.model, &it.body().occasion).iter().any(|known| known.id.as_str() == deadline) {
            return Err(Trouble::Missing("deadline"));
        }
        let document = self.new_document(organisation, Some(id.into()), (name, bytes)).await?;
        let new = self.id();
        let handed = HandIn { meeting: id, organisation, deadline: deadline.into(), document: new, on: self.today() };
        let mut change = self.change(visitor.author());
        change.insert(new, &document)?;
        change.show(new, 1, it.reach());
        match self.store.by_key::<HandIn>(&HandIn::key_of(id, organisation, deadline)).await? {
            Some(there) => {
                change.update(there.id, there.version, &handed)?;
                if let Some(old) = self.store.get::<Document>(there.body.document).await? {
                    change.remove(old.id, old.version);
                }
            }
            None => change.insert(self.id(), &handed)?,
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Attaches material to a meeting, seen by everybody there: in the name of the organisation by which
    /// the visitor plans it.
    ///
    /// # Errors
    /// When the visitor may not plan the meeting.
    pub async fn attach_material(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        file: (&str, &[u8]),
    ) -> Result<DocumentId, Trouble> {
        let it = self.to_plan(visitor, id).await?;
        it.kept()?;
        let (action, object) = it.planning();
        let (organisation, _) = self.as_whom(visitor, action, &object).ok_or(Trouble::Nothing)?;
        let document = self.new_document(organisation, Some(id.into()), file).await?;
        let new = self.id();
        let mut change = self.change(visitor.author());
        change.insert(new, &document)?;
        change.show(new, 1, it.reach());
        self.store.write(&change).await?;
        Ok(new)
    }

    /// Who has handed in what, and what is late: by organisation as they are given, then by day.
    pub(crate) async fn hand_ins(
        &self,
        visitor: &Visitor,
        it: &Gathering,
        bound: &Bound,
        place: &impl Fn(OrganisationId) -> String,
    ) -> Result<Vec<HandInLine>, Trouble> {
        let dues = dues(bound, &it.round.body.deadlines, it.body());
        if dues.is_empty() {
            return Ok(Vec::new());
        }
        let handed = self.handed(it.id()).await?;
        let documents = self.store.many::<Document>(handed.iter().map(|one| one.body.document)).await?;
        let readable = |id: &DocumentId| {
            let there = documents.get(id)?;
            let may = self.may(visitor, Action::ReadAttachment, &object_of_file(there, it.body()));
            may.then(|| (there.id, there.body.name.clone()))
        };
        // Also of those who have left since.
        let mut organisations: Vec<OrganisationId> = it.participants().collect();
        for one in &handed {
            if !organisations.contains(&one.body.organisation) {
                organisations.push(one.body.organisation);
            }
        }
        let rests = it.kept().is_err() || it.body().state == MeetingState::Cancelled;
        let mut lines = Vec::new();
        for organisation in organisations {
            let takes_part = it.participants().any(|there| there == organisation);
            let may = !rests && takes_part && self.may(visitor, Action::Attach, &of(organisation));
            for due in &dues {
                let there = handed
                    .iter()
                    .find(|one| one.body.organisation == organisation && one.body.deadline == due.deadline);
                let document = there.and_then(|there| readable(&there.body.document));
                let on = there.map(|there| there.body.on);
                lines.push(HandInLine {
                    organisation,
                    place: place(organisation),
                    deadline: due.deadline.clone(),
                    due: due.on,
                    document,
                    on,
                    late: due.on.is_some_and(|due| due < on.unwrap_or_else(|| self.today())),
                    may,
                });
            }
        }
        Ok(lines)
    }

    /// The files that are attached to a meeting and not handed in, as far as the visitor may read them.
    pub(crate) async fn materials(
        &self,
        visitor: &Visitor,
        it: &Gathering,
        place: &impl Fn(OrganisationId) -> String,
    ) -> Result<Vec<MaterialLine>, Trouble> {
        let handed: Vec<DocumentId> = self.handed(it.id()).await?.iter().map(|one| one.body.document).collect();
        let mut lines = Vec::new();
        for document in self.store.pointing_at::<Document>("about", it.id()).await? {
            let object = object_of_file(&document, it.body());
            if !handed.contains(&document.id) && self.may(visitor, Action::ReadAttachment, &object) {
                lines.push(MaterialLine {
                    id: document.id,
                    version: document.version,
                    bytes: document.body.bytes,
                    place: place(document.body.organisation),
                    may_remove: self.may(visitor, Action::Attach, &object),
                    name: document.body.name,
                });
            }
        }
        Ok(lines)
    }

    pub(crate) async fn handed(&self, meeting: MeetingId) -> Result<Vec<Stored<HandIn>>, Trouble> {
        Ok(self.store.pointing_at::<HandIn>("meeting", meeting).await?)
    }

    /// What was handed in before meetings, by meeting.
    pub(crate) async fn handed_all(
        &self,
        meetings: impl Iterator<Item = MeetingId>,
    ) -> Result<BTreeMap<MeetingId, Vec<Stored<HandIn>>>, Trouble> {
        let mut handed: BTreeMap<MeetingId, Vec<Stored<HandIn>>> = BTreeMap::new();
        for one in self.store.pointing_at_any::<HandIn>("meeting", meetings).await? {
            handed.entry(one.body.meeting).or_default().push(one);
        }
        Ok(handed)
    }

    /// A file of a meeting, to be asked about. `None`: it is about no meeting.
    pub(crate) async fn object_of_meeting_file(&self, document: &Stored<Document>) -> Result<Option<Object>, Trouble> {
        let Some(about) = document.body.about else { return Ok(None) };
        let meeting = self.store.get::<Meeting>(about.into()).await?;
        Ok(meeting.map(|it| object_of_file(document, &it.body)))
    }
}

/// How many hand-ins are missing after their last day.
pub(crate) fn missing(dues: &[Due], it: &Gathering, handed: &[Stored<HandIn>], today: Date) -> usize {
    let over = || dues.iter().filter(|due| due.on.is_some_and(|on| on < today));
    let there = |organisation, deadline: &str| {
        handed.iter().any(|one| one.body.organisation == organisation && one.body.deadline == deadline)
    };
    it.participants().map(|id| over().filter(|due| !there(id, &due.deadline)).count()).sum()
}

/// A file of a meeting, to be asked about: shown to the meeting's group, not to every group its owner is in.
pub(crate) fn object_of_file(document: &Stored<Document>, meeting: &Meeting) -> Object {
    Object {
        owners: [document.body.organisation].into(),
        groups: meeting.group.into_iter().collect(),
        rounds: [meeting.round].into(),
        visibility: document.visibility,
        ..Object::default()
    }
}

/// What is an organisation's own.
fn of(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn who_sends_the_invitation_hands_nothing_in() {
        let library = Library::built_in();
        for (model, step, expected) in [
            ("modell-2023", "uppstart", &["fakta"][..]),
            ("modell-2023", "traff-styrning", &["presentation"]),
            ("modell-2019", "uppstart", &["fakta"]),
            ("modell-2023", "resultat", &[]),
            ("modell-2023", "nothing", &[]),
        ] {
            let model = library.model(model).unwrap();
            let found = deadlines(model, &Occasion::Step(step.into()));
            let found: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
            assert_eq!(found, expected, "{} {step}", model.id);
        }
        let model = library.model("modell-2023").unwrap();
        assert!(deadlines(model, &Occasion::Other).is_empty());
        assert!(deadlines(model, &Occasion::Strategists("traff-styrning".into())).is_empty());
    }
}
