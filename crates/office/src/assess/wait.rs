//! What the self-assessment waits for from somebody: to answer before the meeting, to agree, to answer a
//! question.

use std::collections::BTreeSet;

use programme::{Capacity, OrganisationId, Participation, PersonId, Role, permit::Action};

use super::{Seat, Teammate, Waits, occasions, until};
use crate::{
    Office, Trouble, Visitor,
    workspace::{Todo, TodoKind, TodoPlace},
};

impl Office {
    /// What the self-assessments of the visitor's organisations wait for.
    pub(crate) async fn assess_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor) -> Result<(), Trouble> {
        let today = self.today();
        let organisations: BTreeSet<OrganisationId> =
            visitor.actor.standings.iter().filter(|it| is_asked(it.role)).map(|it| it.organisation).collect();
        for organisation in organisations {
            for it in self.store.list_of::<Participation>(organisation).await? {
                if it.body.capacity != Capacity::Participant || !it.body.holds(today) {
                    continue;
                }
                let seat = self.seat_of(it.body.round, organisation).await?;
                let rests = self.at_work(&seat).is_err() || seat.instrument().is_err();
                if !rests && self.may(visitor, Action::Assess, &seat.object) {
                    self.todos_of_seat(todos, visitor, &seat).await?;
                }
            }
        }
        Ok(())
    }

    /// The next occasion, and the one that has been: the others are far off, or too late.
    async fn todos_of_seat(&self, todos: &mut Vec<Todo>, visitor: &Visitor, seat: &Seat) -> Result<(), Trouble> {
        let today = self.today();
        let days = self.days_of(seat).await?;
        let mut set: Vec<_> = occasions(&seat.bound.model)
            .into_iter()
            .filter_map(|step| days.get(step.id.as_str()).map(|(_, slot)| (*slot, step)))
            .collect();
        set.sort_by_key(|(slot, _)| *slot);
        let begun = |slot: &programme::Slot| slot.instants().0 <= self.now();
        let last = set.iter().rposition(|(slot, _)| begun(slot));
        let next = set.iter().position(|(slot, _)| !begun(slot));
        for (slot, step) in last.into_iter().chain(next).filter_map(|at| set.get(at)) {
            let at = seat.at(step.id.as_str());
            let name = step.name.clone();
            let joint = self.joint_of(&at).await?;
            if joint.as_ref().is_some_and(|it| it.body.agreed.is_some()) {
                continue;
            }
            let closed = joint.is_some_and(|it| it.body.was_agreed());
            let handed = self.own_of(visitor, &at).await?.is_some_and(|it| it.body.handed.is_some());
            let (kind, by) = if handed || closed || begun(slot) {
                if !self.may(visitor, Action::AgreeJoint, &seat.object) {
                    continue;
                }
                (TodoKind::AgreeJoint { step: name }, slot.day())
            } else {
                (TodoKind::Assess { step: name }, until(seat, step, slot.day()))
            };
            let to = match kind {
                TodoKind::Assess { .. } => TodoPlace::OwnAssessment(at),
                _ => TodoPlace::JointAssessment(at),
            };
            todos.push(Todo { kind, until: Some(by), organisation: Some(seat.organisation), late: by < today, to });
        }
        self.question_todos(todos, visitor, seat).await
    }

    /// Questions that nobody has answered: for the strategist, who coordinates.
    async fn question_todos(&self, todos: &mut Vec<Todo>, visitor: &Visitor, seat: &Seat) -> Result<(), Trouble> {
        let leads = visitor
            .actor
            .standings
            .iter()
            .any(|it| it.organisation == seat.organisation && it.role == Role::Strategist);
        if !leads {
            return Ok(());
        }
        let asked = self.queries_of(seat, None).await?;
        for step in occasions(&seat.bound.model) {
            let open =
                |it: &&storage::Stored<programme::Query>| it.body.step == step.id.as_str() && it.body.reply.is_none();
            let count = asked.iter().filter(open).count();
            if count > 0 {
                todos.push(Todo {
                    kind: TodoKind::Questions { step: step.name.clone(), count },
                    until: None,
                    organisation: Some(seat.organisation),
                    late: false,
                    to: TodoPlace::Questions(seat.at(step.id.as_str())),
                });
            }
        }
        Ok(())
    }
}

/// Who of a team is waited for: with their names for who is told who has handed in ([`programme::sees_others`]).
/// `None`: nobody.
pub(super) fn waits(team: &[Teammate], handed: &[PersonId], told: bool) -> Option<Waits> {
    let asked: Vec<&Teammate> = team.iter().filter(|it| is_asked(it.role)).collect();
    let open: Vec<&Teammate> = asked.iter().copied().filter(|it| !handed.contains(&it.person)).collect();
    let names = told.then(|| open.iter().map(|it| it.name.clone()).collect());
    (!open.is_empty()).then_some(Waits { open: open.len(), asked: asked.len(), names })
}

/// Who is asked to answer: the trio of a team. Key persons may, and are not reminded.
fn is_asked(role: Role) -> bool {
    matches!(role, Role::Politician | Role::Manager | Role::Strategist)
}
