//! What meetings wait for from somebody.

use std::collections::BTreeSet;

use method::Bound;
use programme::{
    Capacity, Meeting, MeetingState, OrganisationId, Point, Role, Round,
    permit::{Action, Object},
};
use storage::Stored;

use super::{called::Gathering, feedback::has_feedback, hand_in::dues, poll::has_answered};
use crate::{
    Office, Trouble, Visitor,
    workspace::{Todo, TodoKind, TodoPlace, in_order},
};

/// So many days after a meeting one is asked what one thought of it.
const FRESH_DAYS: i32 = 14;

impl Office {
    /// What meetings wait for from the visitor, late things first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn meeting_todos(&self, visitor: &Visitor) -> Result<Vec<Todo>, Trouble> {
        let mut todos = Vec::new();
        let mut rounds: Vec<programme::RoundId> =
            visitor.actor.standings.iter().flat_map(|it| it.rounds.iter().copied()).collect();
        rounds.sort_unstable();
        rounds.dedup();
        for id in rounds {
            let Some(round) = self.store.get::<Round>(id).await? else { continue };
            // Also of a round that is closed: tasks and feedback go on until it is archived.
            if round.body.state.is_kept() {
                continue;
            }
            let bound = self.bound(round.body.edition).await?;
            let mut meetings = self.store.pointing_at::<Meeting>("round", id).await?;
            meetings.retain(|it| it.body.state != MeetingState::Cancelled && self.is_near(visitor, &it.body));
            for it in self.gathered_all(meetings, &round).await? {
                if self.may(visitor, Action::SeeMeeting, &it.object) {
                    self.todos_of(&mut todos, visitor, &it, &bound).await?;
                }
            }
            self.tasks_of(&mut todos, visitor, &round).await?;
        }
        in_order(&mut todos);
        Ok(todos)
    }

    /// Whether a meeting can concern the visitor at all: asked before anything else of it is read.
    fn is_near(&self, visitor: &Visitor, meeting: &Meeting) -> bool {
        visitor.actor.standings.iter().any(|standing| match meeting.group {
            Some(group) => standing.groups.contains(&group),
            None => standing.rounds.contains(&meeting.round),
        })
    }

    async fn todos_of(
        &self,
        todos: &mut Vec<Todo>,
        visitor: &Visitor,
        it: &Gathering,
        bound: &Bound,
    ) -> Result<(), Trouble> {
        let (id, meeting, today) = (it.id(), it.body(), self.today());
        let title = meeting.title.clone();
        let (action, object) = it.planning();
        let plans = self.may(visitor, action, &object) && leads(visitor, it);
        let is_called =
            self.is_called(&visitor.actor, it, &bound.model) && self.may(visitor, Action::JoinMeeting, &it.object);
        let todo = |kind, until: Option<jiff::civil::Date>, to| Todo {
            kind,
            until,
            organisation: None,
            late: until.is_some_and(|day| day < today),
            to,
        };
        let begun = self.has_begun(meeting);
        match meeting.state {
            MeetingState::Poll => {
                let answer = self.poll_answer(id, visitor.person).await?;
                if is_called && !has_answered(meeting, answer.as_ref().map(|it| &it.body)) {
                    let kind = TodoKind::AnswerPoll { title: title.clone() };
                    todos.push(todo(kind, meeting.answer_by, TodoPlace::Meeting(id)));
                }
                let over = meeting.answer_by.is_some_and(|last| last < today);
                if plans && (over || self.all_have_answered(it, bound).await?) {
                    todos.push(todo(TodoKind::SetDay { title }, meeting.answer_by, TodoPlace::Meeting(id)));
                }
            }
            MeetingState::Fixed | MeetingState::Held if begun => {
                if plans && meeting.state == MeetingState::Fixed {
                    let kind = TodoKind::NoteHeld { title: title.clone() };
                    todos.push(todo(kind, meeting.when.map(|slot| slot.end.date()), TodoPlace::Meeting(id)));
                }
                self.feedback_todo(todos, visitor, it, is_called).await?;
            }
            MeetingState::Fixed => {
                if is_called
                    && let Some(when) = meeting.when
                    && self.registration(id, visitor.person).await?.is_none()
                {
                    let kind = TodoKind::Register { title, when };
                    todos.push(todo(kind, Some(when.day()), TodoPlace::Meeting(id)));
                }
                self.hand_in_todos(todos, visitor, it, bound).await?;
            }
            MeetingState::Held | MeetingState::Cancelled => {}
        }
        Ok(())
    }

    /// Whether everybody called has said which times suit.
    async fn all_have_answered(&self, it: &Gathering, bound: &Bound) -> Result<bool, Trouble> {
        let answers = self.poll_answers(it.id()).await?;
        let said = |person| {
            let answer = answers.iter().find(|answer| answer.body.person == person);
            has_answered(it.body(), answer.map(|answer| &answer.body))
        };
        let called = self.called_to(it, bound).await?;
        Ok(!called.is_empty() && called.iter().all(|it| said(it.person)))
    }

    async fn feedback_todo(
        &self,
        todos: &mut Vec<Todo>,
        visitor: &Visitor,
        it: &Gathering,
        is_called: bool,
    ) -> Result<(), Trouble> {
        let today = self.today();
        let Some(slot) = it.body().when else { return Ok(()) };
        let age = (today - slot.end.date()).get_days();
        if !is_called || !has_feedback(it.body()) || age > FRESH_DAYS || self.now() < slot.instants().1 {
            return Ok(());
        }
        let said = self.registration(it.id(), visitor.person).await?;
        let was_away = said.is_some_and(|it| {
            it.body.attended == Some(false) || (it.body.attended.is_none() && it.body.comes == programme::Comes::No)
        });
        if !was_away && self.feedback_by(it.id(), visitor.person).await?.is_none() {
            todos.push(Todo {
                kind: TodoKind::Feedback { title: it.body().title.clone() },
                until: None,
                organisation: None,
                late: false,
                to: TodoPlace::Feedback(it.id()),
            });
        }
        Ok(())
    }

    /// What the strategist's organisation hands in.
    async fn hand_in_todos(
        &self,
        todos: &mut Vec<Todo>,
        visitor: &Visitor,
        it: &Gathering,
        bound: &Bound,
    ) -> Result<(), Trouble> {
        let mine: BTreeSet<OrganisationId> = visitor
            .actor
            .standings
            .iter()
            .filter(|standing| standing.role == Role::Strategist)
            .map(|standing| standing.organisation)
            .filter(|id| it.participants().any(|there| there == *id))
            .collect();
        let dues = dues(bound, &it.round.body.deadlines, it.body());
        if mine.is_empty() || dues.is_empty() {
            return Ok(());
        }
        let handed = self.handed(it.id()).await?;
        for organisation in mine {
            for due in &dues {
                if handed.iter().any(|one| one.body.organisation == organisation && one.body.deadline == due.deadline) {
                    continue;
                }
                todos.push(Todo {
                    kind: TodoKind::HandIn { title: it.body().title.clone(), what: due.name.clone() },
                    until: due.on,
                    organisation: Some(organisation),
                    late: due.on.is_some_and(|day| day < self.today()),
                    to: TodoPlace::Meeting(it.id()),
                });
            }
        }
        Ok(())
    }

    /// Open tasks of the visitor's organisations, and, for strategists and mentors, those of everybody in
    /// the group.
    async fn tasks_of(&self, todos: &mut Vec<Todo>, visitor: &Visitor, round: &Stored<Round>) -> Result<(), Trouble> {
        let concerns = |task: &Point| {
            visitor.actor.standings.iter().any(|standing| {
                let near = match task.group {
                    Some(group) => standing.groups.contains(&group),
                    None => standing.rounds.contains(&round.id),
                };
                let mine = Object { owners: task.organisation.into_iter().collect(), ..Object::default() };
                let does = match task.organisation {
                    Some(id) => standing.organisation == id && self.may(visitor, Action::WritePiece, &mine),
                    None => matches!(standing.role, Role::Strategist | Role::Mentor),
                };
                near && does
            })
        };
        let mut points = self.store.pointing_at::<Point>("round", round.id).await?;
        points.retain(|it| it.body.is_open() && concerns(&it.body));
        let meetings = self.store.many::<Meeting>(points.iter().map(|it| it.body.meeting)).await?;
        for Stored { body: task, .. } in points {
            let title = meetings.get(&task.meeting).map(|it| it.body.title.clone()).unwrap_or_default();
            todos.push(Todo {
                kind: TodoKind::Task { title, text: task.text },
                until: task.by,
                organisation: task.organisation,
                late: task.by.is_some_and(|by| by < self.today()),
                to: TodoPlace::Minutes(task.meeting),
            });
        }
        Ok(())
    }
}

/// Whether planning a meeting waits for the visitor among all who may: its mentors and its host's
/// strategists, and whoever runs the round where it is everybody's or has neither.
fn leads(visitor: &Visitor, it: &Gathering) -> bool {
    let Some(group) = &it.group else { return true };
    let mentored = it.today.iter().any(|(_, as_what)| *as_what == Capacity::Mentor);
    let host = it.body().host;
    visitor.actor.standings.iter().any(|standing| match standing.role {
        Role::Mentor | Role::MentorSupport => standing.groups.contains(&group.id),
        Role::Strategist => host == Some(standing.organisation) || (!mentored && host.is_none()),
        _ => false,
    })
}
