//! The checklist of a step: how far an organisation has come with each thing the model asks for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Evidence, Field, Id, JointAnswerId, OrganisationId, PersonId, Problem, Record, RoundId, Rule, StepWorkId, Words,
};

/// How far one has come with a task. What has no record is untouched too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    /// Nobody has begun; somebody may have been asked to see to it, by a day.
    Untouched,
    /// Somebody is at it.
    UnderWay,
    /// Talked about, and nothing more. Saying so is better than ticking it off.
    LookedAt,
    /// It is done.
    Done,
    /// It is nothing for this organisation, and it says why.
    NotRelevant,
}

impl WorkState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Untouched, Self::UnderWay, Self::LookedAt, Self::Done, Self::NotRelevant];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::UnderWay => "under_way",
            Self::LookedAt => "looked_at",
            Self::Done => "done",
            Self::NotRelevant => "not_relevant",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Untouched => Words::new("inte påbörjat", "not begun"),
            Self::UnderWay => Words::new("pågår", "under way"),
            Self::LookedAt => Words::new("tittat på men inte gjort", "looked at but not done"),
            Self::Done => Words::new("gjort", "done"),
            Self::NotRelevant => Words::new("inte relevant för oss", "not relevant for us"),
        }
    }

    /// Whether nothing more is waited for.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::NotRelevant)
    }
}

/// What an organisation has done with a task of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepWork {
    /// The round.
    pub round: RoundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The step, by its id in the model.
    pub step: String,
    /// The task, by its id in the step.
    pub task: String,
    /// How far it has come.
    pub state: WorkState,
    /// Why it is not relevant; only then.
    pub why: Option<String>,
    /// Who sees to it.
    pub owner: Option<PersonId>,
    /// By when, where the organisation has set a day of its own.
    pub due: Option<Date>,
    /// When it was done; only then.
    pub done: Option<Date>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The joint answer that the team agreed on, and by which the task was done; only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<JointAnswerId>,
}

impl StepWork {
    /// What nobody has begun.
    pub fn untouched(round: RoundId, organisation: OrganisationId, step: &str, task: &str) -> Self {
        Self {
            round,
            organisation,
            step: step.to_owned(),
            task: task.to_owned(),
            state: WorkState::Untouched,
            why: None,
            owner: None,
            due: None,
            done: None,
            evidence: Vec::new(),
            joint: None,
        }
    }

    /// Done by the joint answer that is agreed on a day; `None` where somebody has said how it stands: done
    /// already, looked at and no more, not relevant.
    pub fn closed_by(&self, joint: JointAnswerId, on: Date) -> Option<Self> {
        matches!(self.state, WorkState::Untouched | WorkState::UnderWay).then(|| Self {
            state: WorkState::Done,
            done: Some(on),
            joint: Some(joint),
            ..self.clone()
        })
    }

    /// Under way again, as the joint answer is opened that it was done by; `None` where it was not.
    pub fn opened_with(&self, joint: JointAnswerId) -> Option<Self> {
        (self.joint == Some(joint)).then(|| Self {
            state: WorkState::UnderWay,
            done: None,
            joint: None,
            ..self.clone()
        })
    }

    /// The key.
    pub fn key_of(round: RoundId, organisation: OrganisationId, step: &str, task: &str) -> String {
        format!("{round}:{organisation}:{step}:{task}")
    }

    /// The day it is to be done: the organisation's own before the model's.
    pub fn due_by(&self, model: Option<Date>) -> Option<Date> {
        self.due.or(model)
    }
}

/// Whether a task is late today, with or without a record; `model` is the day of the model's deadline.
pub fn is_late(work: Option<&StepWork>, model: Option<Date>, today: Date) -> bool {
    let due = work.map_or(model, |it| it.due_by(model));
    !work.is_some_and(|it| it.state.is_settled()) && due.is_some_and(|day| day < today)
}

/// How many tasks are in each state: what those see who may see the progress but not the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Not begun.
    pub untouched: usize,
    /// Under way.
    pub under_way: usize,
    /// Looked at but not done.
    pub looked_at: usize,
    /// Done.
    pub done: usize,
    /// Not relevant.
    pub not_relevant: usize,
}

impl Tally {
    /// The tally of a step (or of many) that has so many tasks, from those that have a record.
    pub fn of(tasks: usize, states: impl IntoIterator<Item = WorkState>) -> Self {
        let mut tally = Self::default();
        for state in states {
            *match state {
                // Counted with those that have no record.
                WorkState::Untouched => continue,
                WorkState::UnderWay => &mut tally.under_way,
                WorkState::LookedAt => &mut tally.looked_at,
                WorkState::Done => &mut tally.done,
                WorkState::NotRelevant => &mut tally.not_relevant,
            } += 1;
        }
        tally.untouched = tasks.saturating_sub(tally.all());
        tally
    }

    /// How many there are.
    pub const fn all(self) -> usize {
        self.untouched + self.under_way + self.looked_at + self.done + self.not_relevant
    }

    /// How many of them nothing more is waited for.
    pub const fn settled(self) -> usize {
        self.done + self.not_relevant
    }
}

impl Record for StepWork {
    type Id = StepWorkId;
    const KIND: &'static str = "step_work";
    // 2: a form as evidence, and the joint answer it was done by.
    const FORMAT: i64 = 2;

    fn owner(&self, _: StepWorkId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        format!("{}/{}", self.step, self.task)
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.organisation, &self.step, &self.task)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation)), ("round", self.round.into())];
        refs.extend(self.owner.map(|id| ("owner", id.into())));
        refs.extend(self.joint.map(|id| ("joint", id.into())));
        refs.extend(Evidence::refs(&self.evidence));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("step"), &self.step, 100)?;
        Rule::text(Field("task"), &self.task, 100)?;
        match (self.state, &self.why) {
            (WorkState::NotRelevant, None) => return Err(Rule::Missing.of(Field("why"))),
            (WorkState::NotRelevant, Some(why)) => {
                Rule::lines(Field("why"), why, 2_000)?;
                if why.trim().is_empty() {
                    return Err(Rule::Empty.of(Field("why")));
                }
            }
            (_, Some(_)) => return Err(Rule::Unwanted.of(Field("why"))),
            (_, None) => {}
        }
        match (self.state == WorkState::Done, self.done.is_some()) {
            (true, false) => return Err(Rule::Missing.of(Field("done"))),
            (false, true) => return Err(Rule::Unwanted.of(Field("done"))),
            _ => {}
        }
        if self.joint.is_some() && self.state != WorkState::Done {
            return Err(Rule::Unwanted.of(Field("joint")));
        }
        Evidence::check_all(&self.evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, kind};
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }
    fn work(state: WorkState) -> StepWork {
        StepWork {
            round: id(1),
            organisation: id(2),
            step: "traff-styrning".into(),
            task: "beskriv".into(),
            state,
            why: (state == WorkState::NotRelevant).then(|| "Vi har inga bolag.".into()),
            owner: Some(id(3)),
            due: None,
            done: (state == WorkState::Done).then(|| date(2026, 5, 1)),
            evidence: vec![Evidence::Document { id: id(4) }],
            joint: None,
        }
    }

    #[test]
    fn a_joint_answer_closes_what_nobody_has_judged() {
        let (joint, other, on) = (id(7), id(8), date(2026, 6, 1));
        for (state, closes) in [
            (WorkState::Untouched, true),
            (WorkState::UnderWay, true),
            (WorkState::LookedAt, false),
            (WorkState::Done, false),
            (WorkState::NotRelevant, false),
        ] {
            let before = work(state);
            let closed = before.closed_by(joint, on);
            assert_eq!(closed.is_some(), closes, "{state:?}");
            // What it did not close it does not open.
            assert_eq!(before.opened_with(joint), None, "{state:?}");
            let Some(closed) = closed else { continue };
            assert_eq!((closed.state, closed.done, closed.joint), (WorkState::Done, Some(on), Some(joint)));
            assert_eq!((closed.check(), &closed.evidence, closed.owner), (Ok(()), &before.evidence, before.owner));
            assert_eq!(closed.opened_with(other), None);
            let again = closed.opened_with(joint).unwrap();
            assert_eq!(again, StepWork { state: WorkState::UnderWay, ..before });
            let odd = StepWork { state: WorkState::UnderWay, done: None, ..closed };
            assert_eq!(odd.check().unwrap_err().to_string(), "joint should not be there");
        }
    }

    #[test]
    fn what_was_kept_before_is_read_as_it_was() {
        let it = work(WorkState::Done);
        let body = Facts::of(id(9), &it).unwrap().body;
        assert!(!body.contains("joint"), "{body}");
        assert_eq!(serde_json::from_str::<StepWork>(&body).unwrap(), it);
        let closed = work(WorkState::UnderWay).closed_by(id(7), date(2026, 6, 1)).unwrap();
        let facts = Facts::of(id(9), &closed).unwrap();
        assert!(facts.refs.iter().any(|(field, at)| *field == "joint" && *at == id::<Id>(7)), "{:?}", facts.refs);
        assert_eq!(kind("step_work").unwrap().read(id(9), &facts.body), Some(facts));
    }

    #[test]
    fn a_reason_and_a_day_exactly_where_they_belong() {
        for state in WorkState::ALL {
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.code()));
            assert_eq!(WorkState::from_code(state.code()), Some(state));
            let it = work(state);
            assert_eq!(it.check(), Ok(()), "{state:?}");
            let other = |why: bool, done: bool| StepWork {
                why: why.then(|| "Därför.".into()),
                done: done.then(|| date(2026, 5, 1)),
                ..it.clone()
            };
            for (why, done) in [(false, false), (false, true), (true, false), (true, true)] {
                let right = why == (state == WorkState::NotRelevant) && done == (state == WorkState::Done);
                assert_eq!(other(why, done).check().is_ok(), right, "{state:?} {why} {done}");
            }
        }
        let blank = StepWork { why: Some(" \n".into()), ..work(WorkState::NotRelevant) };
        assert_eq!(blank.check().unwrap_err().to_string(), "why is empty");
    }

    #[test]
    fn it_is_kept_and_found() {
        let it = work(WorkState::Done);
        let facts = Facts::of(id(9), &it).unwrap();
        assert_eq!(facts.name, "traff-styrning/beskriv");
        assert_eq!(facts.keys, [StepWork::key_of(it.round, it.organisation, "traff-styrning", "beskriv")]);
        let fields: Vec<_> = facts.refs.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["document", "organisation", "owner", "round"]);
        assert_eq!(kind("step_work").unwrap().read(id(9), &facts.body), Some(facts));
    }

    #[test]
    fn late_is_by_the_own_day_before_the_models() {
        let (before, today, after) = (date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3));
        let own = |state, due| StepWork { due, ..work(state) };
        for (work, model, late) in [
            (None, None, false),
            (None, Some(before), true),
            (None, Some(today), false),
            (Some(own(WorkState::UnderWay, None)), Some(before), true),
            (Some(own(WorkState::UnderWay, Some(after))), Some(before), false),
            (Some(own(WorkState::LookedAt, Some(before))), Some(after), true),
            (Some(own(WorkState::Untouched, Some(before))), None, true),
            (Some(own(WorkState::Done, Some(before))), Some(before), false),
            (Some(own(WorkState::NotRelevant, None)), Some(before), false),
        ] {
            assert_eq!(is_late(work.as_ref(), model, today), late, "{work:?} {model:?}");
        }
    }

    proptest! {
        #[test]
        fn a_tally_counts_each_task_once(states in proptest::collection::vec(0_usize..5, 0..30), more in 0_usize..9) {
            let tasks = states.len() + more;
            let tally = Tally::of(tasks, states.iter().map(|i| WorkState::ALL[*i]));
            prop_assert_eq!(tally.all(), tasks);
            let untouched = states.iter().filter(|i| WorkState::ALL[**i] == WorkState::Untouched).count();
            prop_assert_eq!(tally.untouched, more + untouched);
            let settled = states.iter().filter(|i| WorkState::ALL[**i].is_settled()).count();
            prop_assert_eq!(tally.settled(), settled);
        }
    }
}
