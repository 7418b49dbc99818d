//! Following the rules of `programme::retention`: once a day, by a job.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};
use programme::{
    Account, Assignment, Person, PersonId,
    retention::{Retention, rule_of},
};
use storage::{Author, Claim, NewJob};

use crate::{Office, Trouble, swedish};

pub(crate) const JOB: &str = "retention";

impl Office {
    /// Sees to it that today's round is planned: at most once, whoever asks first.
    pub(crate) async fn plan_retention(&self) -> Result<(), Trouble> {
        let today = self.today();
        {
            let mut planned = self.planned.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *planned == Some(today) {
                return Ok(());
            }
            *planned = Some(today);
        }
        let mut change = self.change(Author::System(JOB.into()));
        change.enqueue(NewJob::new(self.id(), JOB, &today)?.once(format!("{JOB}:{today}")));
        self.store.write(&change).await.map(|_| ()).map_err(|error| {
            *self.planned.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
            error.into()
        })
    }

    /// Erases and deletes what has been kept long enough.
    pub(crate) async fn retain(&self, job: &Claim) -> Result<(), Trouble> {
        let today = self.today();
        let mut change = self.change(Author::System(JOB.into()));
        change.finish(job);
        let last = self.last_days().await?;
        for account in self.store.list::<Account>().await? {
            let since = last_of(&last, account.body.person, account.changed_at);
            if rule("account").due(since, today) {
                change.erase(account.id);
            }
        }
        for person in self.store.list::<Person>().await? {
            let since = last_of(&last, person.id, person.changed_at);
            if rule("person").due(since, today) {
                change.erase(person.id);
            }
        }
        self.retain_meetings(&mut change).await?;
        self.retain_assessments(&mut change).await?;
        self.store.write(&change).await?;
        let ago = |kind: &str| {
            let then = swedish(self.now()).checked_sub(rule(kind).months.months());
            then.map_or(Timestamp::MIN, |then| then.timestamp())
        };
        self.store.prune(ago("session"), ago("job")).await?;
        Ok(())
    }

    /// The last day of each person's last assignment; `None`: one that still goes on.
    async fn last_days(&self) -> Result<BTreeMap<PersonId, Option<Date>>, Trouble> {
        let mut last: BTreeMap<PersonId, Option<Date>> = BTreeMap::new();
        for assignment in self.store.list::<Assignment>().await? {
            let to = assignment.body.to;
            last.entry(assignment.body.person)
                .and_modify(|known| *known = known.zip(to).map(|(a, b)| a.max(b)))
                .or_insert(to);
        }
        Ok(last)
    }
}

/// The day the time begins to run.
fn last_of(last: &BTreeMap<PersonId, Option<Date>>, person: PersonId, changed: Timestamp) -> Date {
    match last.get(&person) {
        Some(None) => Date::MAX,
        Some(Some(day)) => *day,
        None => swedish(changed).date(),
    }
}

pub(crate) fn rule(kind: &str) -> &'static Retention {
    // There is one for every kind: a test of `programme` asks for it.
    rule_of(kind).unwrap_or(&programme::retention::RULES[0])
}
