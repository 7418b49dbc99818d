//! What the pages of steps show: every step of an organisation in a round, one of them, a task of it.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::civil::Date;
use method::{Answers, Bound, Form, Material, MaterialKind, Model, Step, StepKind, Task, When};
use programme::{
    Assignment, Capacity, DocumentId, Evidence, Filled, Group, GroupId, JointAnswer, JointAnswerId, MeetingId,
    MeetingState, Organisation, OrganisationId, Participation, Person, PersonId, Role, Round, RoundId, Slot, StepWork,
    StepWorkId, Tally, WorkState,
    permit::{Action, Object},
};
use storage::Stored;

use super::{
    part::{Item, Part, is_theirs, seat},
    work::{TaskKey, the_task},
};
use crate::{
    FormKey, Office, Trouble, Visitor,
    filled::{answers_of, kind},
    rounds::told,
};

/// An organisation in a round, where its steps are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsPlace {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
}

/// The steps of an organisation in a round.
#[derive(Debug, Clone)]
pub struct StepsView {
    /// Whose.
    pub place: StepsPlace,
    /// What the model is called.
    pub model: String,
    /// Each step, as they come.
    pub steps: Vec<StepLine>,
}

/// A step in the list.
#[derive(Debug, Clone)]
pub struct StepLine {
    /// Its id in the model.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What kind of step it is.
    pub kind: StepKind,
    /// The meeting it is, where one is planned.
    pub meeting: Option<StepMeeting>,
    /// How many tasks are in each state.
    pub tally: Tally,
    /// How many are late.
    pub late: usize,
    /// Whether this is where the organisation is.
    pub here: bool,
}

/// The meeting that a step is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepMeeting {
    /// Its id.
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// Where it is on its way.
    pub state: MeetingState,
    /// When it is; `None`: the day is not set.
    pub when: Option<Slot>,
    /// Whether the visitor may open its page.
    pub sees: bool,
}

/// The page of a step.
#[derive(Debug, Clone)]
pub struct StepView {
    /// Whose.
    pub place: StepsPlace,
    /// The step, with what the list says of it.
    pub line: StepLine,
    /// What it is for.
    pub purpose: String,
    /// A remark on it, where something of it is not confirmed.
    pub note: Option<String>,
    /// The tasks of those who take part, as they stand in the model.
    pub tasks: Vec<TaskLine>,
    /// The tasks of mentors, hosts and the organiser.
    pub others: Vec<OtherTask>,
    /// What has come of it when it is over.
    pub outcomes: Vec<String>,
    /// What is used in it.
    pub materials: Vec<MaterialView>,
    /// The step before it: id and name.
    pub previous: Option<(String, String)>,
    /// The step after it: id and name.
    pub next: Option<(String, String)>,
    /// Whether the visitor may write in it.
    pub may_write: bool,
    /// Whether this is where the results are told.
    pub closes: bool,
}

/// A task of an organisation.
#[derive(Debug, Clone)]
pub struct TaskLine {
    /// Which.
    pub key: TaskKey,
    /// Before, during or after.
    pub when: When,
    /// The roles that do it.
    pub who: Vec<String>,
    /// What to do.
    pub text: String,
    /// A remark on it, where something of it is not confirmed.
    pub note: Option<String>,
    /// The material it fills in.
    pub fills: Option<TaskFills>,
    /// How far it has come.
    pub state: WorkState,
    /// Why it is not relevant.
    pub why: Option<String>,
    /// Who sees to it; a name of `None`: erased.
    pub owner: Option<(PersonId, Option<String>)>,
    /// The day it is to be done.
    pub due: Option<Date>,
    /// The day of the model's deadline.
    pub by_model: Option<Date>,
    /// The organisation's own day.
    pub own_day: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// When it was handed in before the meeting, where it is something to hand in.
    pub handed: Option<Date>,
    /// What shows it.
    pub evidence: Vec<EvidenceLine>,
    /// The joint answer it was done by.
    pub joint: Option<TaskJoint>,
    /// Whether it should have been done.
    pub late: bool,
    /// Its record, once there is one.
    pub record: Option<StepWorkId>,
    /// The version of that; nought before there is one.
    pub version: i64,
}

/// The joint answer a task was done by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskJoint {
    /// When it was agreed on, where the visitor may read it.
    pub agreed: Option<Date>,
    /// Who agreed, where the visitor may read it; nothing in a name whose data was erased.
    pub by: Vec<String>,
}

/// How far the template that a task fills in has come. A file that is handed in at a meeting is another thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateState {
    /// Nobody has written in it.
    Untouched,
    /// It is being written.
    Begun {
        /// How many of those that have to be answered are.
        answered: usize,
        /// How many have to be.
        asked: usize,
    },
    /// It is finished.
    Finished,
}

/// What a task fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskFills {
    /// What it is called: a template by the name that stands over it.
    pub name: String,
    /// Whether it is the self-assessment.
    pub assesses: bool,
    /// The form it is filled in with.
    pub form: Option<String>,
    /// Whether the visitor may open what is filled in.
    pub opens: bool,
    /// How far the template has come, for who may open it; `None`: it is none.
    pub template: Option<TemplateState>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The piece.
    pub evidence: Evidence,
    /// Of a document: its name, where the visitor may read it.
    pub document: Option<(DocumentId, String)>,
    /// Of a form: which, and its name, where the visitor may read the organisation's own.
    pub form: Option<(FormKey, String)>,
}

/// What a piece of evidence is called: `document` is the name of its file or form, or what is said where the reader may
/// not read that; `figure` what its key figure and its area are called, where somebody knows.
pub fn evidence_name(it: &Evidence, document: &str, figure: Option<(&str, &str)>, lang: Lang) -> String {
    match it {
        Evidence::Document { .. } | Evidence::Form { .. } => document.to_owned(),
        Evidence::Link { title, .. } => title.clone(),
        Evidence::Figure { kpi, area, year } => {
            let name = match (figure, lang) {
                (Some((title, place)), _) => format!("{title}, {place}"),
                (None, Lang::Sv) => format!("Nyckeltal {kpi} för {area}"),
                (None, Lang::En) => format!("Key figure {kpi} for {area}"),
            };
            year.map_or_else(|| name.clone(), |year| format!("{name}, {year}"))
        }
        Evidence::Decision { text, date, reference } => {
            let more = [date.map(|day| day.to_string()), reference.clone()];
            let more = more.into_iter().flatten().collect::<Vec<_>>().join(", ");
            if more.is_empty() { text.clone() } else { format!("{text} ({more})") }
        }
    }
}

/// A task of somebody else than those who take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTask {
    /// Before, during or after.
    pub when: When,
    /// Whose.
    pub who: Vec<String>,
    /// What they do.
    pub text: String,
    /// The day it is to be done.
    pub due: Option<Date>,
}

/// Something a step uses or fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialView {
    /// Its id in the model.
    pub id: String,
    /// What it is.
    pub kind: MaterialKind,
    /// What it is called: a template by the name that stands over it.
    pub name: String,
    /// Where it is on the web.
    pub address: Option<String>,
    /// The form it is filled in with.
    pub form: Option<String>,
}

/// The page of a task.
#[derive(Debug, Clone)]
pub struct TaskView {
    /// Whose.
    pub place: StepsPlace,
    /// What the step is called.
    pub step: String,
    /// The task.
    pub line: TaskLine,
    /// Who can see to it.
    pub people: Vec<(PersonId, String)>,
    /// The organisation's files that the visitor may read.
    pub documents: Vec<(DocumentId, String)>,
    /// The code of the organisation's area in Kolada; nothing where it has none.
    pub area: String,
    /// Whether the visitor may write in it.
    pub may_write: bool,
    /// Whether the visitor may see its history.
    pub may_see_history: bool,
}

impl Office {
    /// The steps of an organisation in a round.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn steps(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<StepsView, Trouble> {
        let part = self.part_to_read(visitor, round, organisation).await?;
        let model = &part.bound.model;
        Ok(StepsView {
            place: self.steps_place(&part).await?,
            model: told(&model.name, lang),
            steps: model.steps.iter().map(|step| self.step_line(visitor, &part, step, lang)).collect(),
        })
    }

    /// The page of one of them.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn step(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        step: &str,
        lang: Lang,
    ) -> Result<StepView, Trouble> {
        let part = self.part_to_read(visitor, round, organisation).await?;
        let (at, step) = part.step(step).ok_or(Trouble::Nothing)?;
        let place = self.steps_place(&part).await?;
        let tasks = self.task_lines(visitor, &part, &part.items(step), lang).await?;
        let model = &part.bound.model;
        let named = |step: &Step| (step.id.to_string(), told(&step.name, lang));
        let materials = step.materials.iter().filter_map(|id| model.material(id.as_str()));
        Ok(StepView {
            place,
            line: self.step_line(visitor, &part, step, lang),
            purpose: told(&step.purpose, lang),
            note: step.note.as_ref().filter(|_| step.unconfirmed).map(|note| told(note, lang)),
            tasks,
            others: others(&part, step, lang),
            outcomes: step.outcomes.iter().map(|it| told(&it.text, lang)).collect(),
            materials: materials
                .map(|it| MaterialView {
                    id: it.id.to_string(),
                    kind: it.kind,
                    name: name_of(&part.bound, it, lang),
                    address: it.address.clone(),
                    form: it.form.as_ref().map(ToString::to_string),
                })
                .collect(),
            previous: at.checked_sub(1).map(|at| named(&model.steps[at])),
            next: model.steps.get(at + 1).map(named),
            may_write: self.may_work(visitor, &part),
            closes: crate::results::closing(&part.bound).is_some_and(|it| it.step.id == step.id),
        })
    }

    /// The page of a task.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn task(&self, visitor: &Visitor, key: &TaskKey, lang: Lang) -> Result<TaskView, Trouble> {
        let part = self.part_to_read(visitor, key.round, key.organisation).await?;
        let (step, task) = the_task(&part, key)?;
        let items: Vec<Item<'_>> = part.items(step).into_iter().filter(|it| it.task.id == task.id).collect();
        let line = self.task_lines(visitor, &part, &items, lang).await?.pop().ok_or(Trouble::Nothing)?;
        let may_write = self.may_work(visitor, &part);
        let there = self.store.get::<Organisation>(key.organisation).await?.ok_or(Trouble::Nothing)?;
        let (mut people, mut documents) = (Vec::new(), Vec::new());
        if may_write {
            people = self.who_can_see_to(key.organisation, line.owner.as_ref()).await?;
            let known = self.documents(Some(visitor), key.organisation).await?;
            documents = known.into_iter().map(|it| (it.id, it.name)).collect();
        }
        Ok(TaskView {
            place: self.steps_place(&part).await?,
            step: told(&step.name, lang),
            people,
            documents,
            area: there.body.area.map(|area| area.as_str().to_owned()).unwrap_or_default(),
            may_write,
            may_see_history: line.record.is_some() && self.may(visitor, Action::SeeHistory, &part.object),
            line,
        })
    }

    /// The rounds in which the visitor may read what an organisation does in the steps, the newest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn steps_of(&self, visitor: &Visitor, organisation: OrganisationId) -> Result<Vec<StepsPlace>, Trouble> {
        let found = self.places_with_steps(visitor, organisation, false).await?;
        Ok(found.into_iter().rev().collect())
    }

    /// The steps of the visitor's organisations in rounds that go on, as they come.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn my_steps(&self, visitor: &Visitor) -> Result<Vec<StepsPlace>, Trouble> {
        let mine: BTreeSet<OrganisationId> = visitor.actor.standings.iter().map(|it| it.organisation).collect();
        let mut found = Vec::new();
        for organisation in mine {
            found.extend(self.places_with_steps(visitor, organisation, true).await?);
        }
        Ok(found)
    }

    async fn places_with_steps(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        going_on: bool,
    ) -> Result<Vec<StepsPlace>, Trouble> {
        let mut held = self.store.list_of::<Participation>(organisation).await?;
        held.retain(|it| it.body.capacity == Capacity::Participant);
        if held.is_empty() {
            return Ok(Vec::new());
        }
        let today = self.today();
        let name = self.place_name(organisation).await?;
        let groups = self.store.pointing_at::<Group>("member", organisation).await?;
        let rounds = self.store.many::<Round>(held.iter().map(|it| it.body.round)).await?;
        let mut found = Vec::new();
        for (id, round) in rounds {
            let here = |it: &&Stored<Group>| it.body.round == id && seat(&it.body, organisation, today);
            let group = groups.iter().find(here).map(|it| it.id);
            let holds = held.iter().any(|it| it.body.round == id && it.body.holds(today));
            let goes_on = holds && !round.body.state.is_kept();
            if self.reads_work(visitor, &round, organisation, group) && (goes_on || !going_on) {
                let (round_title, name) = (round.body.title, name.clone());
                found.push(StepsPlace { round: id, round_title, organisation, name });
            }
        }
        Ok(found)
    }

    async fn steps_place(&self, part: &Part) -> Result<StepsPlace, Trouble> {
        Ok(StepsPlace {
            round: part.round.id,
            round_title: part.round.body.title.clone(),
            organisation: part.organisation(),
            name: self.place_name(part.organisation()).await?,
        })
    }

    /// Whether the visitor may write in the steps.
    fn may_work(&self, visitor: &Visitor, part: &Part) -> bool {
        let alive = !part.round.body.state.is_kept() && part.participation.holds(self.today());
        alive && self.may(visitor, Action::WritePiece, &part.object)
    }

    fn step_line(&self, visitor: &Visitor, part: &Part, step: &Step, lang: Lang) -> StepLine {
        let meeting = part.sittings.get(step.id.as_str()).map(|it| StepMeeting {
            id: it.id,
            title: it.title.clone(),
            state: it.state,
            when: it.when,
            sees: self.sees_sitting(visitor, part, it.group),
        });
        let today = self.today();
        StepLine {
            id: step.id.to_string(),
            name: told(&step.name, lang),
            kind: step.kind,
            meeting,
            tally: part.tally(step),
            late: part.items(step).iter().filter(|it| it.late(today)).count(),
            // In a round that is over nobody is anywhere.
            here: part.participation.holds(today)
                && !part.round.body.state.is_kept()
                && part.at_hand().is_some_and(|it| it.id == step.id),
        }
    }

    /// Whether the visitor may open the page of a meeting: of a round's, those of the organisation while it
    /// takes part. (A mentor is called to it as well, but not by this organisation's part.)
    fn sees_sitting(&self, visitor: &Visitor, part: &Part, group: Option<GroupId>) -> bool {
        let object = match group {
            Some(group) => Object { groups: [group].into(), rounds: [part.round.id].into(), ..Object::default() },
            None if part.participation.holds(self.today()) => {
                Object { owners: [part.organisation()].into(), ..Object::default() }
            }
            None => return false,
        };
        self.may(visitor, Action::SeeMeeting, &object)
    }

    async fn task_lines(
        &self,
        visitor: &Visitor,
        part: &Part,
        items: &[Item<'_>],
        lang: Lang,
    ) -> Result<Vec<TaskLine>, Trouble> {
        let works: Vec<&StepWork> = items.iter().filter_map(|it| it.work).map(|it| &it.body).collect();
        let owners: Vec<PersonId> = works.iter().filter_map(|it| it.owner).collect();
        let shown = works.iter().any(|it| it.evidence.iter().any(|it| matches!(it, Evidence::Document { .. })));
        let people = self.store.many::<Person>(owners).await?;
        let documents: BTreeMap<DocumentId, String> = if shown {
            let known = self.documents(Some(visitor), part.organisation()).await?;
            known.into_iter().map(|it| (it.id, it.name)).collect()
        } else {
            BTreeMap::new()
        };
        let joints = self.joints_behind(visitor, part, &works).await?;
        let model = &part.bound.model;
        let today = self.today();
        let templates = self.templates(visitor, part, items).await?;
        let assessed = self.may(visitor, Action::Assess, &part.object);
        let shown = self.forms_shown(visitor, part, &works).await?;
        let form_of = |id: &str| {
            let form = part.bound.form(id).filter(|_| shown.contains(id))?;
            let (round, organisation) = (part.round.id, part.organisation());
            Some((FormKey { round, organisation, form: id.to_owned() }, told(&form.name, lang)))
        };
        let line = |it: &Item<'_>| {
            let Item { step, task, by_model, handed, .. } = *it;
            let work = it.work.map(|it| &it.body);
            let owner = work.and_then(|it| it.owner);
            let fills = task.fills.as_ref().and_then(|id| model.material(id.as_str()));
            let key = TaskKey {
                round: part.round.id,
                organisation: part.organisation(),
                step: step.id.to_string(),
                task: task.id.to_string(),
            };
            TaskLine {
                key,
                when: task.when,
                who: who(model, task, lang),
                text: told(&task.text, lang),
                note: task.note.as_ref().filter(|_| task.unconfirmed).map(|note| told(note, lang)),
                fills: fills.map(|it| {
                    let assesses = it.kind == MaterialKind::SelfAssessment;
                    let form = it.form.as_ref().filter(|id| part.bound.form(id.as_str()).is_some());
                    TaskFills {
                        name: name_of(&part.bound, it, lang),
                        template: form.and_then(|id| templates.get(id.as_str()).copied()),
                        assesses,
                        form: form.map(ToString::to_string),
                        opens: if assesses {
                            part.bound.instrument.is_some() && assessed
                        } else {
                            form.is_some() && self.may(visitor, Action::ReadPiece, &part.object)
                        },
                    }
                }),
                state: it.state(),
                why: work.and_then(|it| it.why.clone()),
                owner: owner.map(|id| (id, people.get(&id).map(|it| it.body.name.clone()))),
                due: it.due(),
                by_model,
                own_day: it.own_day(),
                done: work.and_then(|it| it.done),
                handed,
                evidence: work.map(|it| evidence(&it.evidence, &documents, form_of)).unwrap_or_default(),
                joint: work.and_then(|it| it.joint).and_then(|id| joints.get(&id).cloned()),
                late: it.late(today),
                record: it.work.map(|it| it.id),
                version: it.work.map_or(0, |it| it.version),
            }
        };
        Ok(items.iter().map(line).collect())
    }

    /// The joint answers by which work was done, as far as the visitor may read them.
    async fn joints_behind(
        &self,
        visitor: &Visitor,
        part: &Part,
        works: &[&StepWork],
    ) -> Result<BTreeMap<JointAnswerId, TaskJoint>, Trouble> {
        let ids: Vec<JointAnswerId> = works.iter().filter_map(|it| it.joint).collect();
        let mut joints = self.store.many::<JointAnswer>(ids).await?;
        joints.retain(|_, it| {
            let object = Object { visibility: it.visibility, ..part.object.clone() };
            self.may(visitor, Action::ReadPiece, &object)
        });
        let people: Vec<PersonId> = joints.values().flat_map(|it| it.body.agreed_by.iter().copied()).collect();
        let people = self.store.many::<Person>(people).await?;
        let name = |id: &PersonId| people.get(id).map(|it| it.body.name.clone()).unwrap_or_default();
        let line = |it: &JointAnswer| TaskJoint { agreed: it.agreed, by: it.agreed_by.iter().map(name).collect() };
        Ok(joints.iter().map(|(id, it)| (*id, line(&it.body))).collect())
    }

    /// The forms given as evidence that the visitor may read, by their ids.
    async fn forms_shown(
        &self,
        visitor: &Visitor,
        part: &Part,
        works: &[&StepWork],
    ) -> Result<BTreeSet<String>, Trouble> {
        let mut pieces = works.iter().flat_map(|it| &it.evidence);
        if !pieces.any(|it| matches!(it, Evidence::Form { .. })) {
            return Ok(BTreeSet::new());
        }
        let mut filled = self.store.list_of::<Filled>(part.organisation()).await?;
        filled.retain(|it| {
            let object = Object { visibility: it.visibility, ..part.object.clone() };
            it.body.round == part.round.id && self.may(visitor, Action::ReadPiece, &object)
        });
        Ok(filled.into_iter().map(|it| it.body.form).collect())
    }

    /// How far the templates that tasks fill in have come, by form, for who may read the organisation's own.
    async fn templates(
        &self,
        visitor: &Visitor,
        part: &Part,
        items: &[Item<'_>],
    ) -> Result<BTreeMap<String, TemplateState>, Trouble> {
        let model = &part.bound.model;
        let of_task = |it: &Item<'_>| model.material(it.task.fills.as_ref()?.as_str())?.form.as_ref();
        let forms: Vec<&Form> =
            items.iter().filter_map(of_task).filter_map(|id| part.bound.form(id.as_str())).collect();
        if forms.is_empty() || !self.may(visitor, Action::ReadPiece, &part.object) {
            return Ok(BTreeMap::new());
        }
        let there = self.store.get::<Organisation>(part.organisation()).await?.ok_or(Trouble::Nothing)?;
        let mut filled = self.store.list_of::<Filled>(part.organisation()).await?;
        filled.retain(|it| it.body.round == part.round.id);
        let state = |form: &Form| {
            let filled = filled.iter().find(|it| it.body.form == form.id.as_str());
            template_state(&form.asked_of(kind(there.body.kind)), filled.map(|it| &it.body))
        };
        Ok(forms.into_iter().map(|form| (form.id.to_string(), state(form))).collect())
    }

    /// Who stands for an organisation today, and who sees to it already, by name.
    async fn who_can_see_to(
        &self,
        organisation: OrganisationId,
        owner: Option<&(PersonId, Option<String>)>,
    ) -> Result<Vec<(PersonId, String)>, Trouble> {
        let today = self.today();
        let mut held = self.store.list_of::<Assignment>(organisation).await?;
        // Whoever only reads does nothing, and whoever runs the program does something else.
        held.retain(|it| it.body.holds(today) && !matches!(it.body.role, Role::Reader | Role::Operator));
        let known = self.store.many::<Person>(held.iter().map(|it| it.body.person)).await?;
        let mut people: BTreeMap<PersonId, String> = known.into_iter().map(|(id, it)| (id, it.body.name)).collect();
        if let Some((id, Some(name))) = owner {
            people.insert(*id, name.clone());
        }
        let mut people: Vec<(PersonId, String)> = people.into_iter().collect();
        people.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        Ok(people)
    }
}

/// What a material is called: one that is filled in with a form as that form is, everywhere.
fn name_of(bound: &Bound, material: &Material, lang: Lang) -> String {
    let form = material.form.as_ref().and_then(|id| bound.form(id.as_str()));
    told(form.map_or(&material.name, |form| &form.name), lang)
}

/// How far a form has come, as it is asked of the organisation.
fn template_state(form: &Form, filled: Option<&Filled>) -> TemplateState {
    let Some(filled) = filled else { return TemplateState::Untouched };
    if filled.finished.is_some() {
        return TemplateState::Finished;
    }
    let asked = method::missing(form, &Answers::new()).len();
    let missing = method::missing(form, &answers_of(filled)).len();
    TemplateState::Begun { answered: asked.saturating_sub(missing), asked }
}

/// The roles that do a task.
fn who(model: &Model, task: &Task, lang: Lang) -> Vec<String> {
    let name = |id: &method::Id| model.role(id.as_str()).map_or_else(|| id.to_string(), |role| told(&role.name, lang));
    task.who.iter().map(name).collect()
}

/// The tasks of mentors, hosts and the organiser.
fn others(part: &Part, step: &Step, lang: Lang) -> Vec<OtherTask> {
    let model = &part.bound.model;
    let others = step.tasks.iter().filter(|task| !is_theirs(model, task));
    others
        .map(|task| OtherTask {
            when: task.when,
            who: who(model, task, lang),
            text: told(&task.text, lang),
            due: part.by_model(step, task),
        })
        .collect()
}

/// What stands beside a task, with the names of the documents and forms that may be read.
fn evidence(
    pieces: &[Evidence],
    documents: &BTreeMap<DocumentId, String>,
    form_of: impl Fn(&str) -> Option<(FormKey, String)>,
) -> Vec<EvidenceLine> {
    let line = |piece: &Evidence| {
        let document = match piece {
            Evidence::Document { id } => documents.get(id).map(|name| (*id, name.clone())),
            _ => None,
        };
        let form = match piece {
            Evidence::Form { form } => form_of(form),
            _ => None,
        };
        EvidenceLine { evidence: piece.clone(), document, form }
    };
    pieces.iter().map(line).collect()
}
