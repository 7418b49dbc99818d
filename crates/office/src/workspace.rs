//! What is next for somebody: one list of everything that waits for them, until when, and for whom.

use jiff::civil::Date;
use method::Text;
use programme::{
    Application, ApplicationState, GroupId, MeetingId, OrganisationId, Round, RoundId, RoundState, Slot, permit::Action,
};

use crate::{AssessAt, FormKey, Office, TaskKey, Trouble, Visitor, rounds::object_of_round};

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// What.
    pub kind: TodoKind,
    /// The last day; `None`: when it suits.
    pub until: Option<Date>,
    /// For which organisation; `None`: for oneself.
    pub organisation: Option<OrganisationId>,
    /// Whether the last day has passed.
    pub late: bool,
    /// Where it is done.
    pub to: TodoPlace,
}

/// What waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TodoKind {
    /// To send an application that is begun.
    Apply {
        /// The round.
        title: String,
    },
    /// To complete an application that was sent back.
    Complete {
        /// The round.
        title: String,
    },
    /// To judge applications.
    Judge {
        /// The round.
        title: String,
        /// How many.
        count: usize,
    },
    /// To say which times suit.
    AnswerPoll {
        /// The meeting.
        title: String,
    },
    /// To set the day: everybody has answered, or the time to is over.
    SetDay {
        /// The meeting.
        title: String,
    },
    /// To say whether one comes.
    Register {
        /// The meeting.
        title: String,
        /// When it is.
        when: Slot,
    },
    /// To hand something in.
    HandIn {
        /// The meeting.
        title: String,
        /// What, as the model says it.
        what: Text,
    },
    /// To note who was there, and that the meeting has been.
    NoteHeld {
        /// The meeting.
        title: String,
    },
    /// To say what one thought of a meeting.
    Feedback {
        /// The meeting.
        title: String,
    },
    /// To do what was agreed on at a meeting.
    Task {
        /// The meeting.
        title: String,
        /// What was agreed on.
        text: String,
    },
    /// To answer the self-assessment for oneself.
    Assess {
        /// The step, as the model says it.
        step: Text,
    },
    /// To agree on the joint answer.
    AgreeJoint {
        /// The step, as the model says it.
        step: Text,
    },
    /// To answer questions about the joint answer.
    Questions {
        /// The step, as the model says it.
        step: Text,
        /// How many.
        count: usize,
    },
    /// To lead the next meeting of one's group, to which one is registered.
    Lead {
        /// The meeting.
        title: String,
        /// When it is.
        when: Slot,
    },
    /// To see to it that joint answers are shown to the group before its meeting.
    NotShown {
        /// The group.
        group: String,
        /// The step, as the model says it.
        step: Text,
        /// How many organisations have shown nothing.
        count: usize,
    },
    /// To see to it that an organisation of one's group answers the questions about its joint answer.
    Unanswered {
        /// The step, as the model says it.
        step: Text,
        /// How many are unanswered.
        count: usize,
    },
    /// To do a task of a step.
    Work {
        /// The step, as the model says it.
        step: Text,
        /// What to do, as the model says it.
        text: Text,
    },
    /// To say who sees to tasks of a step that nobody sees to.
    Unowned {
        /// The step, as the model says it.
        step: Text,
        /// How many.
        count: usize,
    },
    /// To hand in the final report.
    Report {
        /// The round.
        title: String,
        /// The report, as the model says it.
        name: Text,
    },
    /// To answer what the round has led to.
    Survey {
        /// The round.
        title: String,
    },
    /// To fix the key figures a round is held against, before it begins.
    FixFigures {
        /// The round.
        title: String,
    },
    /// To decide whether to mentor.
    Mentoring {
        /// The round.
        title: String,
    },
    /// To hand over: somebody has left, or the round has ended.
    HandOver {
        /// The round.
        title: String,
    },
    /// To say which changes live some time after a round.
    CheckIn {
        /// The round.
        title: String,
        /// How many months after.
        months: u16,
    },
}

/// A page where something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TodoPlace {
    /// An organisation's application to a round.
    Application(RoundId, OrganisationId),
    /// The applications to a round.
    Applications(RoundId),
    /// The page of a group.
    Group(GroupId),
    /// The page of a meeting.
    Meeting(MeetingId),
    /// Its feedback.
    Feedback(MeetingId),
    /// Its notes.
    Minutes(MeetingId),
    /// A step of an organisation in a round, by its id in the model.
    Step(RoundId, OrganisationId, String),
    /// One's own answers of an occasion.
    OwnAssessment(AssessAt),
    /// The joint answer of an occasion.
    JointAssessment(AssessAt),
    /// The questions about it.
    Questions(AssessAt),
    /// A task of a step.
    Task(TaskKey),
    /// The results of an organisation in a round.
    Results(RoundId, OrganisationId),
    /// The evaluation of a round.
    Evaluation(RoundId),
    /// A form of an organisation.
    Form(FormKey),
    /// What a successor in an organisation needs of a round.
    Handover(RoundId, OrganisationId),
    /// The check-ins of an organisation after a round.
    CheckIn(RoundId, OrganisationId),
}

/// Sorts what waits: what is late first, then by the last day, then what has none.
pub(crate) fn in_order(todos: &mut [Todo]) {
    todos.sort_by_key(|todo| (!todo.late, todo.until.is_none(), todo.until));
}

impl Office {
    /// Everything that waits for the visitor, what is late first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn todos(&self, visitor: &Visitor) -> Result<Vec<Todo>, Trouble> {
        let mut todos = self.meeting_todos(visitor).await?;
        self.application_todos(&mut todos, visitor).await?;
        self.judging_todos(&mut todos, visitor).await?;
        self.figure_todos(&mut todos, visitor).await?;
        self.assess_todos(&mut todos, visitor).await?;
        self.mentor_todos(&mut todos, visitor).await?;
        self.work_todos(&mut todos, visitor).await?;
        self.check_in_todos(&mut todos, visitor).await?;
        in_order(&mut todos);
        Ok(todos)
    }

    /// Applications of the visitor's organisations that are begun or sent back.
    async fn application_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        let mut asked = Vec::new();
        for organisation in visitor.actor.standings.iter().map(|it| it.organisation) {
            if asked.contains(&organisation) {
                continue;
            }
            asked.push(organisation);
            for it in self.store.list_of::<Application>(organisation).await? {
                let Some(round) = self.store.get::<Round>(it.body.round).await? else { continue };
                let object = self.object_of_application(&round, organisation, Some(&it.body));
                if !self.may(visitor, Action::Apply, &object) || !self.takes(&round.body, &it.body) {
                    continue;
                }
                let title = round.body.title.clone();
                let (kind, until) = match it.body.state {
                    ApplicationState::Draft => (TodoKind::Apply { title }, round.body.calendar.closes),
                    ApplicationState::Returned => {
                        (TodoKind::Complete { title }, it.body.returned.as_ref().map(|it| it.until))
                    }
                    _ => continue,
                };
                let to = TodoPlace::Application(round.id, organisation);
                todos.push(Todo { kind, until, organisation: Some(organisation), late: false, to });
            }
        }
        Ok(())
    }

    /// Applications to rounds the visitor runs that wait for a decision.
    async fn judging_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        let rounds: std::collections::BTreeSet<RoundId> =
            visitor.actor.standings.iter().flat_map(|it| it.rounds.iter().copied()).collect();
        for id in rounds {
            let Some(round) = self.store.get::<Round>(id).await? else { continue };
            let judged = matches!(round.body.state, RoundState::Open | RoundState::Admission | RoundState::Running);
            if !judged || !self.may(visitor, Action::JudgeApplication, &object_of_round(&round)) {
                continue;
            }
            let waiting = |it: &ApplicationState| *it == ApplicationState::Sent;
            let count = self.applications_to(id).await?.iter().filter(|it| waiting(&it.body.state)).count();
            if count > 0 {
                let until = round.body.calendar.answer;
                let late = until.is_some_and(|day| day < self.today());
                let kind = TodoKind::Judge { title: round.body.title, count };
                todos.push(Todo { kind, until, organisation: None, late, to: TodoPlace::Applications(id) });
            }
        }
        Ok(())
    }
}
