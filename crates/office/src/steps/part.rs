//! An organisation's part in a round: what its steps hang on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;
use method::{Bound, Model, Side, Step, StepKind, Task};
use programme::{
    Capacity, Group, GroupId, HandIn, Meeting, MeetingId, MeetingState, Occasion, OrganisationId, Participation, Round,
    RoundId, Slot, StepWork, Tally, WorkState, is_late,
    permit::{Action, Object},
};
use storage::Stored;

use crate::{
    Office, Trouble, Visitor,
    meetings::{deadlines, last_day},
};

/// The meeting that a step is, for one organisation.
#[derive(Debug, Clone)]
pub(crate) struct Sitting {
    /// The meeting.
    pub(crate) id: MeetingId,
    /// The group's, or everybody's.
    pub(crate) group: Option<GroupId>,
    /// What it is called.
    pub(crate) title: String,
    /// Where it is on its way.
    pub(crate) state: MeetingState,
    /// When it is; `None`: the day is not set.
    pub(crate) when: Option<Slot>,
}

/// What an organisation's steps hang on.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The round.
    pub(crate) round: Stored<Round>,
    /// The model it follows.
    pub(crate) bound: Arc<Bound>,
    /// The organisation in it.
    pub(crate) participation: Participation,
    /// The meetings it is or was called to, by step.
    pub(crate) sittings: BTreeMap<String, Sitting>,
    /// What it has handed in: step and deadline, when.
    pub(crate) handed: BTreeMap<(String, String), Date>,
    /// What it has done: by step and task.
    pub(crate) works: BTreeMap<(String, String), Stored<StepWork>>,
    /// Its work, to be asked about.
    pub(crate) object: Object,
}

/// A task of an organisation that takes part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    /// The step.
    pub(crate) step: &'a Step,
    /// The task.
    pub(crate) task: &'a Task,
    /// What has been done with it.
    pub(crate) work: Option<&'a Stored<StepWork>>,
    /// The day of the model's deadline.
    pub(crate) by_model: Option<Date>,
    /// Whether something is handed in by it, before the meeting.
    pub(crate) hands_in: bool,
    /// When that was handed in.
    pub(crate) handed: Option<Date>,
}

impl Item<'_> {
    /// How far it has come.
    pub(crate) fn state(&self) -> WorkState {
        self.work.map_or(WorkState::Untouched, |it| it.body.state)
    }

    /// The organisation's own day.
    pub(crate) fn own_day(&self) -> Option<Date> {
        self.work.and_then(|it| it.body.due)
    }

    /// The day it is to be done.
    pub(crate) fn due(&self) -> Option<Date> {
        self.work.map_or(self.by_model, |it| it.body.due_by(self.by_model))
    }

    /// Whether it should have been done. What is handed in is not late, whoever forgot to tick it off.
    pub(crate) fn late(&self, today: Date) -> bool {
        self.handed.is_none() && is_late(self.work.map(|it| &it.body), self.by_model, today)
    }

    /// Whether anything is still waited for.
    pub(crate) fn is_open(&self) -> bool {
        self.handed.is_none() && !self.state().is_settled()
    }

    /// Whether the day is told of where things are handed in: there are reminders and a line on my pages
    /// for that already.
    pub(crate) fn told_as_hand_in(&self) -> bool {
        self.hands_in && self.own_day().is_none()
    }
}

impl Part {
    /// An organisation's part, from what is known of the round: its groups, its meetings, what was handed
    /// in and done in it.
    pub(crate) fn new(
        (round, bound): (&Stored<Round>, &Arc<Bound>),
        participation: &Participation,
        groups: &[Stored<Group>],
        meetings: &[Stored<Meeting>],
        handed: &[Stored<HandIn>],
        works: impl IntoIterator<Item = Stored<StepWork>>,
        today: Date,
    ) -> Self {
        let organisation = participation.organisation;
        let group = compares_in(groups, organisation, today);
        let sittings = sittings(participation, group.map(|it| it.id), meetings);
        let step_of =
            |meeting: MeetingId| sittings.iter().find(|(_, it)| it.id == meeting).map(|(step, _)| step.clone());
        let theirs = handed.iter().filter(|it| it.body.organisation == organisation);
        let handed = theirs
            .filter_map(|it| step_of(it.body.meeting).map(|step| ((step, it.body.deadline.clone()), it.body.on)))
            .collect();
        let today_in = group.filter(|it| seat(&it.body, organisation, today)).map(|it| it.id);
        Self {
            round: round.clone(),
            bound: Arc::clone(bound),
            participation: participation.clone(),
            handed,
            sittings,
            works: works.into_iter().map(|it| ((it.body.step.clone(), it.body.task.clone()), it)).collect(),
            object: object_of_work(organisation, today_in, round),
        }
    }

    /// Whose it is.
    pub(crate) fn organisation(&self) -> OrganisationId {
        self.participation.organisation
    }

    /// A step with its place in the model.
    pub(crate) fn step(&self, id: &str) -> Option<(usize, &Step)> {
        self.bound.model.steps.iter().enumerate().find(|(_, step)| step.id.as_str() == id)
    }

    /// The day of the meeting that a step is, once it is set.
    pub(crate) fn day(&self, step: &Step) -> Option<Date> {
        let sitting = self.sittings.get(step.id.as_str())?;
        let set = matches!(sitting.state, MeetingState::Fixed | MeetingState::Held);
        sitting.when.filter(|_| set).map(|slot| slot.day())
    }

    /// The last day of a task by the model, counted from the meeting of its step.
    pub(crate) fn by_model(&self, step: &Step, task: &Task) -> Option<Date> {
        let deadline = self.bound.model.deadline(task.deadline.as_ref()?.as_str())?;
        last_day(deadline, &self.round.body.deadlines, self.day(step)?)
    }

    /// The tasks of a step that are for those who take part, as they stand in the model.
    pub(crate) fn items<'a>(&'a self, step: &'a Step) -> Vec<Item<'a>> {
        let handing = deadlines(&self.bound.model, &Occasion::Step(step.id.to_string()));
        let item = |task: &'a Task| {
            let deadline = task.deadline.as_ref();
            let hands_in = deadline.is_some_and(|id| handing.iter().any(|it| it.id == *id));
            let handed = deadline.filter(|_| hands_in);
            let handed = handed.and_then(|id| self.handed.get(&(step.id.to_string(), id.to_string())).copied());
            let work = self.works.get(&(step.id.to_string(), task.id.to_string()));
            Item { step, task, work, by_model: self.by_model(step, task), hands_in, handed }
        };
        tasks_of(&self.bound.model, step).map(item).collect()
    }

    /// How many tasks of a step are in each state.
    pub(crate) fn tally(&self, step: &Step) -> Tally {
        tally_of(&self.bound.model, step, self.works.values().map(|it| &it.body))
    }

    /// The step it is at.
    pub(crate) fn at_hand(&self) -> Option<&Step> {
        let held = |step: &str| self.sittings.get(step).is_some_and(|it| it.state == MeetingState::Held);
        at_hand(&self.bound.model, held, |step| self.tally(step)).map(|(step, _)| step)
    }
}

/// Whether a task is for those who take part. Mentors', hosts' and the organiser's are theirs.
pub(crate) fn is_theirs(model: &Model, task: &Task) -> bool {
    task.who.iter().any(|role| model.role(role.as_str()).is_none_or(|it| it.side == Side::Participant))
}

/// The tasks of a step that are for those who take part.
pub(crate) fn tasks_of<'a>(model: &'a Model, step: &'a Step) -> impl Iterator<Item = &'a Task> {
    step.tasks.iter().filter(|task| is_theirs(model, task))
}

/// How many tasks of a step are in each state, for one organisation.
pub(crate) fn tally_of<'a>(model: &Model, step: &Step, works: impl Iterator<Item = &'a StepWork>) -> Tally {
    let tasks: BTreeSet<&str> = tasks_of(model, step).map(|task| task.id.as_str()).collect();
    let known = works.filter(|it| it.step == step.id.as_str() && tasks.contains(it.task.as_str()));
    Tally::of(tasks.len(), known.map(|it| it.state))
}

/// The step an organisation is at: of those after the last meeting that has been, up to and with the next
/// one, the first with something left to do; where nothing is left, the next meeting.
pub(crate) fn at_hand(
    model: &Model,
    held: impl Fn(&str) -> bool,
    tally: impl Fn(&Step) -> Tally,
) -> Option<(&Step, Tally)> {
    let steps = &model.steps;
    let next = steps.iter().position(|step| step.kind == StepKind::Meeting && !held(step.id.as_str()));
    let until = next.map_or(steps.len(), |at| at + 1);
    let before = &steps[..next.unwrap_or(steps.len())];
    let from = before.iter().rposition(|step| step.kind == StepKind::Meeting).map_or(0, |at| at + 1);
    let mut known = steps[from..until].iter().map(|step| (step, tally(step)));
    let open = |(_, tally): &(&Step, Tally)| tally.settled() < tally.all();
    let last = known.clone().next_back();
    known.find(open).or(last)
}

/// The work of an organisation, to be asked about: its own, and the group's where it compares itself
/// today, while the round is not archived. A group it mentors has nothing to do with it.
pub(crate) fn object_of_work(organisation: OrganisationId, group: Option<GroupId>, round: &Stored<Round>) -> Object {
    Object {
        owners: [organisation].into(),
        groups: group.filter(|_| !round.body.state.is_kept()).into_iter().collect(),
        rounds: [round.id].into(),
        ..Object::default()
    }
}

/// Whether an organisation compares itself in a group on a day.
pub(super) fn seat(group: &Group, organisation: OrganisationId, day: Date) -> bool {
    group.of(Capacity::Participant, day).any(|it| it == organisation)
}

/// The group an organisation compares itself in today, or, where it has left, the one it was in last.
fn compares_in(groups: &[Stored<Group>], organisation: OrganisationId, today: Date) -> Option<&Stored<Group>> {
    let last = |group: &Group| {
        let seats =
            group.members.iter().filter(|it| it.organisation == organisation && it.capacity == Capacity::Participant);
        seats.map(|it| it.to.unwrap_or(Date::MAX)).max()
    };
    let today_in = groups.iter().find(|it| seat(&it.body, organisation, today));
    today_in.or_else(|| groups.iter().filter(|it| last(&it.body).is_some()).max_by_key(|it| last(&it.body)))
}

/// The meetings an organisation is called to, by step. Where a step has several, the first that is not
/// called off: days count from it.
fn sittings(
    participation: &Participation,
    group: Option<GroupId>,
    meetings: &[Stored<Meeting>],
) -> BTreeMap<String, Sitting> {
    let called = |it: &Meeting| it.is_for_part(group, participation.track);
    let mut mine: Vec<&Stored<Meeting>> =
        meetings.iter().filter(|it| it.body.state != MeetingState::Cancelled && called(&it.body)).collect();
    mine.sort_by_key(|it| (it.body.when.is_none(), it.body.when, it.id));
    let mut sittings = BTreeMap::new();
    for it in mine {
        let Occasion::Step(step) = &it.body.occasion else { continue };
        let Meeting { group, state, when, .. } = it.body;
        // A day that was set before times are asked about anew holds no longer.
        let when = when.filter(|_| state != MeetingState::Poll);
        let sitting = Sitting { id: it.id, group, title: it.body.title.clone(), state, when };
        sittings.entry(step.clone()).or_insert(sitting);
    }
    sittings
}

impl Office {
    /// An organisation's part in a round, for who may read its work; that there is any is told to nobody
    /// else.
    pub(crate) async fn part_to_read(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<Part, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let part = self.part_of(&round, organisation).await?.ok_or(Trouble::Nothing)?;
        self.allow(Some(visitor), Action::ReadWork, &part.object).map_err(|_| Trouble::Nothing)?;
        Ok(part)
    }

    /// An organisation's part in a round, whoever asks; `None`: it has not come to compare itself.
    pub(crate) async fn part_of(
        &self,
        round: &Stored<Round>,
        organisation: OrganisationId,
    ) -> Result<Option<Part>, Trouble> {
        let mut all = self.store.list_of::<Participation>(organisation).await?;
        all.retain(|it| it.body.round == round.id && it.body.capacity == Capacity::Participant);
        let Some(participation) = all.into_iter().max_by_key(|it| it.body.from) else { return Ok(None) };
        let mut groups = self.store.pointing_at::<Group>("member", organisation).await?;
        groups.retain(|it| it.body.round == round.id);
        let mut meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        meetings.retain(|it| it.body.group.is_none_or(|group| groups.iter().any(|mine| mine.id == group)));
        let handed = self.store.pointing_at_any::<HandIn>("meeting", meetings.iter().map(|it| it.id)).await?;
        let mut works = self.store.list_of::<StepWork>(organisation).await?;
        works.retain(|it| it.body.round == round.id);
        let bound = self.bound(round.body.edition).await?;
        let today = self.today();
        Ok(Some(Part::new((round, &bound), &participation.body, &groups, &meetings, &handed, works, today)))
    }

    /// Whether the visitor may read the work of an organisation that compares itself in a round and today
    /// in a group of it.
    pub(crate) fn reads_work(
        &self,
        visitor: &Visitor,
        round: &Stored<Round>,
        organisation: OrganisationId,
        group: Option<GroupId>,
    ) -> bool {
        self.may(visitor, Action::ReadWork, &object_of_work(organisation, group, round))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    fn at(model: &Model, held: &[&str], done: &[&str]) -> Option<String> {
        let tally = |step: &Step| {
            let states = if done.contains(&step.id.as_str()) { tasks_of(model, step).count() } else { 0 };
            Tally::of(tasks_of(model, step).count(), std::iter::repeat_n(WorkState::Done, states))
        };
        at_hand(model, |step| held.contains(&step), tally).map(|(step, _)| step.id.to_string())
    }

    #[test]
    fn the_step_at_hand_is_the_first_with_something_left_since_the_last_meeting() {
        let library = Library::built_in();
        let new = library.model("modell-2023").unwrap();
        let old = library.model("modell-2017").unwrap();
        let begun = ["uppstart", "strategtraff-styrning", "traff-styrning"];
        for (model, held, done, expected) in [
            (new, &[][..], &[][..], "webbkurs"),
            (new, &[], &["webbkurs"], "uppstart"),
            // Everything is ticked off: the meeting is what comes.
            (new, &[], &["webbkurs", "uppstart"], "uppstart"),
            (new, &begun, &[], "hemma-styrning"),
            (new, &begun, &["hemma-styrning"], "strategtraff-forbattring"),
            (old, &["uppstart", "traff-styrning"], &[], "hemma-styrning"),
            (old, &["uppstart", "traff-styrning"], &["hemma-styrning"], "traff-forbattring"),
        ] {
            assert_eq!(at(model, held, done).as_deref(), Some(expected), "{} {held:?} {done:?}", model.id);
        }
        // The last meeting has been and nothing comes after it.
        let all: Vec<&str> = old.steps.iter().map(|step| step.id.as_str()).collect();
        assert_eq!(at(old, &all, &[]), None);
    }

    #[test]
    fn mentors_and_hosts_tasks_are_not_counted() {
        let library = Library::built_in();
        for (id, step, tasks) in [("modell-2023", "traff-styrning", 13), ("modell-2017", "traff-styrning", 10)] {
            let model = library.model(id).unwrap();
            let tally = tally_of(model, model.step(step).unwrap(), std::iter::empty());
            assert_eq!((tally.all(), tally.untouched), (tasks, tasks), "{id}");
        }
    }
}
