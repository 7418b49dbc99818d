//! The task of a step that asks for the self-assessment: done as the team agrees, under way again as the answer
//! is opened. How it stands otherwise is said where the steps are worked with.

use jiff::civil::Date;
use method::{MaterialKind, Model, Task};
use programme::{JointAnswerId, StepWork};
use storage::{Change, Stored};

use super::{AssessAt, Seat};
use crate::{Office, Trouble, steps::is_theirs};

/// Whether a task of those who take part fills in the self-assessment.
fn assesses(model: &Model, task: &Task) -> bool {
    let material = task.fills.as_ref().and_then(|id| model.material(id.as_str()));
    material.is_some_and(|it| it.kind == MaterialKind::SelfAssessment) && is_theirs(model, task)
}

impl Office {
    /// Notes in the change that agrees on a joint answer that the task is done by it, unless somebody has said
    /// how it stands.
    pub(super) async fn close_tasks(
        &self,
        change: &mut Change,
        seat: &Seat,
        at: &AssessAt,
        (joint, on): (JointAnswerId, Date),
    ) -> Result<(), Trouble> {
        for (task, there) in self.assessing(seat, at).await? {
            match there {
                Some(it) => {
                    if let Some(done) = it.body.closed_by(joint, on) {
                        change.update(it.id, it.version, &done)?;
                    }
                }
                None => {
                    let new = StepWork::untouched(at.round, at.organisation, &at.step, &task);
                    if let Some(done) = new.closed_by(joint, on) {
                        change.insert(self.id(), &done)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Notes in the change that opens a joint answer that what was done by it is under way again.
    pub(super) async fn reopen_tasks(
        &self,
        change: &mut Change,
        seat: &Seat,
        at: &AssessAt,
        joint: JointAnswerId,
    ) -> Result<(), Trouble> {
        for (_, there) in self.assessing(seat, at).await? {
            if let Some(it) = there
                && let Some(open) = it.body.opened_with(joint)
            {
                change.update(it.id, it.version, &open)?;
            }
        }
        Ok(())
    }

    /// The tasks of a step that fill in the self-assessment, with what there is of them.
    async fn assessing(&self, seat: &Seat, at: &AssessAt) -> Result<Vec<(String, Option<Stored<StepWork>>)>, Trouble> {
        let model = &seat.bound.model;
        let mut found = Vec::new();
        // A step has one, or none.
        for task in seat.step(&at.step)?.tasks.iter().filter(|task| assesses(model, task)) {
            let key = StepWork::key_of(at.round, at.organisation, &at.step, task.id.as_str());
            found.push((task.id.to_string(), self.store.by_key::<StepWork>(&key).await?));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::occasions;
    use method::Library;

    #[test]
    fn every_occasion_has_one_task_to_close() {
        for id in ["modell-2017", "modell-2019", "modell-2023"] {
            let model = Library::built_in().model(id).unwrap();
            for step in occasions(model) {
                let tasks: Vec<&str> =
                    step.tasks.iter().filter(|task| assesses(model, task)).map(|task| task.id.as_str()).collect();
                assert_eq!(tasks, ["sjalvskattning"], "{id} {}", step.id);
            }
        }
    }
}
