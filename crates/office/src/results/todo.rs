//! What the end of a round waits for from somebody: the report, the decision whether to mentor, what the
//! round has led to, and, when somebody has left or the round has ended, what is handed over.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::Date};
use programme::{Assignment, Filled, OrganisationId, PersonId, Role, Round, RoundState};

use super::{ReportState, closing};
use crate::{FormKey, Office, Todo, TodoKind, TodoPlace, Trouble, Visitor, evaluate::survey, steps::Part};

/// So many days before results are told the report stands on the strategist's list.
const AHEAD: i64 = 60;
/// So many days it is told that somebody has left, or that the round has ended.
const HANDING_OVER: i64 = 30;

impl Office {
    /// What the end of a round waits for, in one part of the visitor's organisation that they may write in.
    pub(crate) async fn result_todos(
        &self,
        todos: &mut Vec<Todo>,
        visitor: &Visitor,
        part: &Part,
    ) -> Result<(), Trouble> {
        let (today, organisation, round) = (self.today(), part.organisation(), part.round.id);
        let todo = |kind, until: Option<Date>, to| Todo {
            kind,
            until,
            organisation: Some(organisation),
            late: until.is_some_and(|day| day < today),
            to,
        };
        let title = || part.round.body.title.clone();
        if let Some(closing) = closing(&part.bound) {
            let day = part.day(closing.step);
            let near = day.is_some_and(|day| day <= today.saturating_add(AHEAD.days()));
            if near || part.round.body.state == RoundState::Closed {
                let key = Filled::key_of(round, organisation, closing.form.id.as_str());
                let report = self.store.by_key::<Filled>(&key).await?;
                let handed = ReportState::of(report.as_ref()).handed_in().is_some();
                if is(visitor, organisation, &[Role::Strategist]) && !handed {
                    let kind = TodoKind::Report { title: title(), name: closing.form.name.clone() };
                    todos.push(todo(kind, day, TodoPlace::Results(round, organisation)));
                }
                let decides = is(visitor, organisation, &[Role::Politician, Role::Manager]);
                if decides && part.participation.mentoring.is_none() {
                    let kind = TodoKind::Mentoring { title: title() };
                    todos.push(todo(kind, None, TodoPlace::Results(round, organisation)));
                }
            }
        }
        if let Some(form) = survey(&part.bound, &part.round.body, today)
            && is(visitor, organisation, &[Role::Strategist])
        {
            let key = Filled::key_of(round, organisation, form.id.as_str());
            let there = self.store.by_key::<Filled>(&key).await?;
            if there.is_none_or(|it| it.body.finished.is_none()) {
                let until = part.round.body.calendar.ends.filter(|_| part.round.body.state == RoundState::Running);
                let to = FormKey { round, organisation, form: form.id.to_string() };
                todos.push(todo(TodoKind::Survey { title: title() }, until, TodoPlace::Form(to)));
            }
        }
        let sees_to_it = is(visitor, organisation, &[Role::Strategist, Role::Manager]);
        if sees_to_it && let Some(until) = self.hands_over(part).await? {
            let kind = TodoKind::HandOver { title: title() };
            todos.push(Todo { late: false, ..todo(kind, Some(until), TodoPlace::Handover(round, organisation)) });
        }
        Ok(())
    }

    /// Until when it is told that something is to be handed over: for a while after the last day of
    /// somebody of the team who has nothing more to do there, and after the round was closed. `None`: nothing
    /// is.
    async fn hands_over(&self, part: &Part) -> Result<Option<Date>, Trouble> {
        let today = self.today();
        let mut last = closed(&part.round.body);
        let held = self.store.list_of::<Assignment>(part.organisation()).await?;
        let there: BTreeSet<PersonId> =
            held.iter().filter(|it| it.body.holds(today)).map(|it| it.body.person).collect();
        for it in &held {
            let works = !matches!(it.body.role, Role::Reader | Role::Operator);
            let left = it.body.to.filter(|day| *day < today && works && !there.contains(&it.body.person));
            last = last.max(left);
        }
        Ok(last.map(|day| day.saturating_add(HANDING_OVER.days())).filter(|until| today <= *until))
    }
}

/// The day a round was closed.
fn closed(round: &Round) -> Option<Date> {
    let moved = round.moved.iter().rfind(|it| it.to == RoundState::Closed);
    moved.filter(|_| round.state == RoundState::Closed).map(|it| it.on)
}

/// Whether the visitor has one of these roles in an organisation.
fn is(visitor: &Visitor, organisation: OrganisationId, roles: &[Role]) -> bool {
    visitor.actor.standings.iter().any(|it| it.organisation == organisation && roles.contains(&it.role))
}
