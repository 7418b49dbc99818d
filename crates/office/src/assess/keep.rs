//! How long the answers of single people are kept, what of them is a person's own, whose history it is.

use jiff::{Timestamp, civil::Date};
use programme::{Assessment, JointAnswer, PersonId, Query, Record as _, Round, RoundId, RoundState, StaffAnswer};
use serde_json::{Value, json};
use storage::{Change, Head};

use crate::{Office, Trouble, Visitor, retain::rule};

impl Office {
    /// Erases what people have answered for themselves, and the staff's answers, when their time is over.
    pub(crate) async fn retain_assessments(&self, change: &mut Change) -> Result<(), Trouble> {
        let today = self.today();
        let ended: Vec<(RoundId, Date)> =
            self.store.list::<Round>().await?.iter().filter_map(|it| Some((it.id, ended(&it.body)?))).collect();
        let due = |kind| ended.iter().filter(move |(_, day)| rule(kind).due(*day, today)).map(|(id, _)| *id);
        for it in self.store.pointing_at_any::<Assessment>("round", due(Assessment::KIND)).await? {
            change.erase(it.id);
        }
        for it in self.store.pointing_at_any::<StaffAnswer>("round", due(StaffAnswer::KIND)).await? {
            change.erase(it.id);
        }
        Ok(())
    }

    /// Erases somebody's own answers.
    pub(crate) async fn erase_assessments(&self, change: &mut Change, person: PersonId) -> Result<(), Trouble> {
        for it in self.store.pointing_at::<Assessment>("person", person).await? {
            change.erase(it.id);
        }
        Ok(())
    }

    /// What of a self-assessment names a person: all of their own answers; of the joint answer that they
    /// agreed; of a question what they answered.
    pub(crate) async fn named_in_assessment(
        &self,
        head: &Head,
        person: PersonId,
    ) -> Result<Option<(Timestamp, Value)>, Trouble> {
        Ok(match head.kind.as_str() {
            Assessment::KIND => {
                let there = self.store.get::<Assessment>(head.id.into()).await?;
                there.map(|it| (it.created_at, serde_json::to_value(&it.body).unwrap_or(Value::Null)))
            }
            JointAnswer::KIND => {
                let there = self.store.get::<JointAnswer>(head.id.into()).await?;
                let there = there.filter(|it| it.body.agreed_by.contains(&person));
                there.map(|it| {
                    let JointAnswer { round, organisation, step, agreed, .. } = it.body;
                    (
                        it.changed_at,
                        json!({ "round": round, "organisation": organisation, "step": step, "agreed": agreed }),
                    )
                })
            }
            Query::KIND => {
                let there = self.store.get::<Query>(head.id.into()).await?;
                let there = there.filter(|it| it.body.reply.as_ref().is_some_and(|reply| reply.person == person));
                there.map(|it| {
                    let Query { round, organisation, step, item, reply, .. } = it.body;
                    let said = json!({
                        "round": round,
                        "organisation": organisation,
                        "step": step,
                        "item": item,
                        "reply": reply,
                    });
                    (it.changed_at, said)
                })
            }
            _ => None,
        })
    }

    /// Whether the visitor may see the history of somebody's own answers, or of the staff's: the one is
    /// its person's alone, the other nobody's. `None`: it is neither.
    pub(crate) async fn may_see_assessment_history(
        &self,
        visitor: &Visitor,
        head: &Head,
    ) -> Result<Option<bool>, Trouble> {
        Ok(match head.kind.as_str() {
            Assessment::KIND => {
                let there = self.store.get::<Assessment>(head.id.into()).await?;
                Some(there.is_some_and(|it| it.body.person == visitor.person))
            }
            StaffAnswer::KIND => Some(false),
            _ => None,
        })
    }
}

/// The day a round ended: as it was planned, or when it was closed where that came first. `None`: not yet
/// known.
fn ended(round: &Round) -> Option<Date> {
    let is_over = matches!(round.state, RoundState::Closed | RoundState::Archived);
    let closed = round.moved.iter().rfind(|it| is_over && it.to == round.state).map(|it| it.on);
    [round.calendar.ends, closed].into_iter().flatten().min()
}
