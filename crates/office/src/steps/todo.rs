//! What the steps wait for from somebody.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use programme::{
    Capacity, OrganisationId, Participation, Role, Round,
    permit::{Action, Object},
};

use super::{
    part::{Item, Part},
    work::TaskKey,
};
use crate::{
    Office, Trouble, Visitor,
    workspace::{Todo, TodoKind, TodoPlace},
};

/// So many days before its last day a task that is nobody's stands on the strategist's list.
const AHEAD: i64 = 30;

impl Office {
    /// Tasks of the visitor's organisations: those the visitor sees to, and, for strategists, those with a
    /// day near or over that nobody sees to. What has neither is one line together, for the step where the
    /// organisation is.
    pub(crate) async fn work_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        let today = self.today();
        let mine: BTreeSet<OrganisationId> = visitor.actor.standings.iter().map(|it| it.organisation).collect();
        for organisation in mine {
            let own = Object { owners: [organisation].into(), ..Object::default() };
            if !self.may(visitor, Action::WritePiece, &own) || !self.may(visitor, Action::ReadWork, &own) {
                continue;
            }
            let mut held = self.store.list_of::<Participation>(organisation).await?;
            held.retain(|it| it.body.capacity == Capacity::Participant && it.body.holds(today));
            let rounds = self.store.many::<Round>(held.iter().map(|it| it.body.round)).await?;
            for round in rounds.values().filter(|it| !it.body.state.is_kept()) {
                if let Some(part) = self.part_of(round, organisation).await? {
                    self.todos_of_part(todos, visitor, &part);
                    self.result_todos(todos, visitor, &part).await?;
                }
            }
        }
        Ok(())
    }

    fn todos_of_part(&self, todos: &mut Vec<Todo>, visitor: &Visitor, part: &Part) {
        let today = self.today();
        let organisation = part.organisation();
        let is =
            |role: Role| visitor.actor.standings.iter().any(|it| it.organisation == organisation && it.role == role);
        let strategist = is(Role::Strategist);
        let near = today.saturating_add(AHEAD.days());
        let here = part.at_hand().map(|step| step.id.clone());
        for step in &part.bound.model.steps {
            let items = part.items(step);
            let open = || items.iter().filter(|it| it.is_open() && !(strategist && it.told_as_hand_in()));
            for it in open() {
                let owner = it.work.and_then(|work| work.body.owner);
                let unseen = strategist && owner.is_none() && it.due().is_some_and(|day| day <= near);
                if owner == Some(visitor.person) || unseen {
                    todos.push(todo(part, it, it.late(today)));
                }
            }
            let nobodys = |it: &&Item<'_>| it.due().is_none() && it.work.is_none_or(|work| work.body.owner.is_none());
            let count = open().filter(nobodys).count();
            if strategist && here.as_ref() == Some(&step.id) && count > 0 {
                let kind = TodoKind::Unowned { step: step.name.clone(), count };
                let to = TodoPlace::Step(part.round.id, organisation, step.id.to_string());
                todos.push(Todo { kind, until: None, organisation: Some(organisation), late: false, to });
            }
        }
    }
}

fn todo(part: &Part, it: &Item<'_>, late: bool) -> Todo {
    let organisation = part.organisation();
    let (step, task) = (it.step.id.to_string(), it.task.id.to_string());
    Todo {
        kind: TodoKind::Work { step: it.step.name.clone(), text: it.task.text.clone() },
        until: it.due(),
        organisation: Some(organisation),
        late,
        to: TodoPlace::Task(TaskKey { round: part.round.id, organisation, step, task }),
    }
}
