//! How long the answers of single people are kept, what of them is a person's own, whose history it is.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use programme::{Assessment, JointAnswer, PersonId, Query, Record as _, Round, RoundId, StaffAnswer};
use serde_json::{Value, json};
use storage::{Change, Head};

use crate::{Office, Trouble, Visitor, retain::rule};

/// So many months after its last planned day a round that nobody has closed counts as over.
const FORGOTTEN: i32 = 12;

impl Office {
    /// Erases what people have answered for themselves, and the staff's answers, when their time is over.
    pub(crate) async fn retain_assessments(&self, change: &mut Change) -> Result<(), Trouble> {
        let today = self.today();
        let ended: Vec<(RoundId, Date)> =
            self.store.list::<Round>().await?.iter().filter_map(|it| Some((it.id, over(&it.body)?))).collect();
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

/// The day a round was over: when it ended, or, where nobody closes it, long after it was to. `None`: nobody
/// knows.
fn over(round: &Round) -> Option<Date> {
    round.ended_on().or_else(|| round.calendar.ends?.checked_add(FORGOTTEN.months()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use programme::{Id, Moved, RoundState};

    #[test]
    fn a_round_is_over_when_it_was_closed_or_forgotten() {
        let id = Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1));
        let mut round = Round { state: RoundState::Running, ..Round::draft(id.into(), id.into()) };
        assert_eq!(over(&round), None);
        // Late, it goes on; nobody closes it, and it is over all the same.
        round.calendar.ends = Some(date(2027, 6, 30));
        assert_eq!(over(&round), Some(date(2028, 6, 30)));
        // Closed late, it is over then, and not when it is archived.
        round.state = RoundState::Closed;
        round.moved.push(Moved { to: RoundState::Closed, on: date(2027, 9, 1) });
        assert_eq!(over(&round), Some(date(2027, 9, 1)));
        round.state = RoundState::Archived;
        round.moved.push(Moved { to: RoundState::Archived, on: date(2029, 1, 10) });
        assert_eq!(over(&round), Some(date(2027, 9, 1)));
    }
}
