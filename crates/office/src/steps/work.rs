//! What people do with a task: how far it has come, who sees to it, by when, what shows it.

use jiff::Timestamp;
use programme::{
    Assignment, Document, DocumentId, Evidence, OrganisationId, PersonId, RoundId, StepWork, StepWorkId, WorkState,
    permit::Action,
};
use serde_json::{Value, json};
use storage::{Head, Stored};

use super::part::{Part, is_theirs};
use crate::{
    Office, Trouble, Visitor,
    rounds::{day, lines, told, written},
};

/// A task of a step, of an organisation in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskKey {
    /// The round.
    pub round: RoundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The step, by its id in the model.
    pub step: String,
    /// The task, by its id in the step.
    pub task: String,
}

/// How far a task has come, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkForm {
    /// [`WorkState::code`].
    pub state: String,
    /// Why it is not relevant; only then.
    pub why: String,
    /// Who sees to it: a person's id, or nothing.
    pub owner: String,
    /// By when; nothing: the model's day.
    pub due: String,
}

/// A piece of evidence, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceForm {
    /// [`Evidence::code`].
    pub kind: String,
    /// Of a document: its id.
    pub document: String,
    /// Of a link: its address.
    pub url: String,
    /// Of a link: what people call it.
    pub title: String,
    /// Of a key figure: its code in Kolada.
    pub kpi: String,
    /// Of a key figure: the code of the area.
    pub area: String,
    /// Of a key figure: the year; nothing: the newest there is.
    pub year: String,
    /// Of a decision: what was decided.
    pub text: String,
    /// Of a decision: when.
    pub date: String,
    /// Of a decision: diary number, paragraph.
    pub reference: String,
}

impl Office {
    /// Says how far a task has come, who sees to it and by when, read at `version` (nought: nobody had).
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of; when the visitor may not write
    /// there, the round is archived, the organisation has left it, or who sees to it has nothing to do with the
    /// organisation; when it is said not to be relevant without a reason; a conflict when somebody else was
    /// there since.
    pub async fn set_work(
        &self,
        visitor: &Visitor,
        key: &TaskKey,
        version: i64,
        form: &WorkForm,
    ) -> Result<(), Trouble> {
        let there = self.to_work(visitor, key).await?;
        let state = WorkState::from_code(&form.state).ok_or(Trouble::Missing("state"))?;
        let before = body(there.as_ref(), key);
        let mut work = StepWork { due: day(&form.due)?, ..self.come(&before, state) };
        // What stood there while it was not relevant goes with that; what is written anew does not.
        work.why = written(&lines(&form.why))
            .filter(|why| state == WorkState::NotRelevant || before.why.as_ref() != Some(why));
        work.owner = match form.owner.trim() {
            "" => None,
            id => {
                let id: PersonId = id.parse().map_err(|_| Trouble::Missing("owner"))?;
                if before.owner != Some(id) && !self.stands_in(id, key.organisation).await? {
                    return Err(Trouble::Missing("owner"));
                }
                Some(id)
            }
        };
        self.write_work(visitor, there.as_ref(), version, &work).await
    }

    /// Says that a task is done.
    ///
    /// # Errors
    /// As [`Office::set_work`].
    pub async fn tick_work(&self, visitor: &Visitor, key: &TaskKey, version: i64) -> Result<(), Trouble> {
        let there = self.to_work(visitor, key).await?;
        let work = StepWork { why: None, ..self.come(&body(there.as_ref(), key), WorkState::Done) };
        self.write_work(visitor, there.as_ref(), version, &work).await
    }

    /// Puts a piece of evidence beside a task.
    ///
    /// # Errors
    /// As [`Office::set_work`]; when a field is missing or wrong, or the document is not one of the
    /// organisation's that the visitor may read.
    pub async fn add_evidence(
        &self,
        visitor: &Visitor,
        key: &TaskKey,
        version: i64,
        form: &EvidenceForm,
    ) -> Result<(), Trouble> {
        let there = self.to_work(visitor, key).await?;
        let piece = self.read_evidence(visitor, key.organisation, form).await?;
        let mut work = body(there.as_ref(), key);
        work.evidence.push(piece);
        self.write_work(visitor, there.as_ref(), version, &work).await
    }

    /// Takes a piece of evidence away, by its place in the list of that version.
    ///
    /// # Errors
    /// As [`Office::set_work`].
    pub async fn remove_evidence(
        &self,
        visitor: &Visitor,
        key: &TaskKey,
        version: i64,
        place: usize,
    ) -> Result<(), Trouble> {
        let there = self.to_work(visitor, key).await?.ok_or(Trouble::Nothing)?;
        let mut work = there.body.clone();
        // Of another version the place says nothing: the conflict is told when it is saved.
        if place < work.evidence.len() {
            work.evidence.remove(place);
        } else if version == there.version {
            return Err(Trouble::Nothing);
        }
        self.write_work(visitor, Some(&there), version, &work).await
    }

    /// What there is of a task that the visitor may write in.
    async fn to_work(&self, visitor: &Visitor, key: &TaskKey) -> Result<Option<Stored<StepWork>>, Trouble> {
        let mut part = self.part_to_read(visitor, key.round, key.organisation).await?;
        the_task(&part, key)?;
        self.allow(Some(visitor), Action::WritePiece, &part.object)?;
        if part.round.body.state.is_kept() {
            return Err(Trouble::RoundRests(part.round.body.state));
        }
        if !part.participation.holds(self.today()) {
            return Err(Trouble::NotTakingPart(self.place_name(key.organisation).await?));
        }
        Ok(part.works.remove(&(key.step.clone(), key.task.clone())))
    }

    /// A piece of work that has come to a state today.
    fn come(&self, before: &StepWork, state: WorkState) -> StepWork {
        let done = (state == WorkState::Done).then(|| before.done.unwrap_or_else(|| self.today()));
        let joint = before.joint.filter(|_| state == WorkState::Done);
        StepWork { state, done, joint, ..before.clone() }
    }

    async fn write_work(
        &self,
        visitor: &Visitor,
        there: Option<&Stored<StepWork>>,
        version: i64,
        work: &StepWork,
    ) -> Result<(), Trouble> {
        let mut change = self.change(visitor.author());
        match there {
            // A version of nought is another than any there is: what both wrote is shown side by side.
            Some(there) => change.update(there.id, version, work)?,
            None => change.insert(self.id::<StepWorkId>(), work)?,
        }
        match self.store.write(&change).await {
            // Somebody else was first by a moment: nothing is there to be shown beside it yet.
            Err(storage::Error::Taken { .. }) => Err(Trouble::Overtaken),
            other => Ok(other.map(drop)?),
        }
    }

    /// Whether somebody stands for an organisation today.
    pub(super) async fn stands_in(&self, person: PersonId, organisation: OrganisationId) -> Result<bool, Trouble> {
        let today = self.today();
        let held = self.store.pointing_at::<Assignment>("person", person).await?;
        Ok(held.iter().any(|it| it.body.organisation == organisation && it.body.holds(today)))
    }

    /// A piece of evidence as it is written.
    pub(crate) async fn read_evidence(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        form: &EvidenceForm,
    ) -> Result<Evidence, Trouble> {
        Ok(match form.kind.as_str() {
            "document" => {
                let id: DocumentId = form.document.trim().parse().map_err(|_| Trouble::Missing("document"))?;
                let document = self.store.get::<Document>(id).await?.ok_or(Trouble::Missing("document"))?;
                let object = self.object_of_document(&document).await?;
                let reads = self.may(visitor, Action::ReadAttachment, &object);
                if document.body.organisation != organisation || !reads {
                    return Err(Trouble::Missing("document"));
                }
                Evidence::Document { id }
            }
            "link" => Evidence::Link { url: form.url.trim().to_owned(), title: form.title.trim().to_owned() },
            "figure" => Evidence::Figure {
                kpi: self.known_kpi(form)?,
                area: form.area.trim().to_owned(),
                year: match form.year.trim() {
                    "" => None,
                    year => Some(year.parse().map_err(|_| Trouble::NoNumber(year.to_owned()))?),
                },
            },
            "decision" => Evidence::Decision {
                text: form.text.trim().to_owned(),
                date: day(&form.date)?,
                reference: written(&form.reference),
            },
            _ => return Err(Trouble::Missing("evidence")),
        })
    }

    /// The code of a key figure that there is for an area.
    fn known_kpi(&self, form: &EvidenceForm) -> Result<String, Trouble> {
        let kpi = form.kpi.trim().to_uppercase();
        match &self.figures {
            Some(door) if door.named(&kpi, form.area.trim()).is_none() => Err(Trouble::NoFigure(kpi)),
            _ => Ok(kpi),
        }
    }

    /// What a task is called, for its history: the step and what to do, as the round's model has it.
    pub(crate) async fn work_name(&self, id: StepWorkId, lang: i18n::Lang) -> Result<Option<String>, Trouble> {
        let Some(work) = self.store.get::<StepWork>(id).await? else { return Ok(None) };
        let Some(round) = self.store.get::<programme::Round>(work.body.round).await? else { return Ok(None) };
        let bound = self.bound(round.body.edition).await?;
        let Some(step) = bound.model.step(&work.body.step) else { return Ok(None) };
        let task = step.tasks.iter().find(|task| task.id.as_str() == work.body.task);
        Ok(task.map(|task| format!("{}: {}", told(&step.name, lang), told(&task.text, lang))))
    }

    /// What a piece of work says of somebody: that they see to it. The rest is the organisation's.
    pub(crate) async fn seen_to(&self, head: &Head) -> Result<Option<(Timestamp, Value)>, Trouble> {
        let Some(it) = self.store.get::<StepWork>(head.id.into()).await? else { return Ok(None) };
        let StepWork { round, organisation, step, task, .. } = &it.body;
        let place = self.place_name(*organisation).await?;
        Ok(Some((it.created_at, json!({ "organisation": place, "round": round, "step": step, "task": task }))))
    }
}

/// What there is of a task, or what it is untouched.
fn body(there: Option<&Stored<StepWork>>, key: &TaskKey) -> StepWork {
    there.map_or_else(|| StepWork::untouched(key.round, key.organisation, &key.step, &key.task), |it| it.body.clone())
}

/// A task of the model that is for those who take part.
pub(super) fn the_task<'a>(part: &'a Part, key: &TaskKey) -> Result<(&'a method::Step, &'a method::Task), Trouble> {
    let model = &part.bound.model;
    let step = model.step(&key.step).ok_or(Trouble::Nothing)?;
    let task = step.tasks.iter().find(|task| task.id.as_str() == key.task && is_theirs(model, task));
    task.map(|task| (step, task)).ok_or(Trouble::Nothing)
}
