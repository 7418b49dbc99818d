//! Who does what, where, from when to when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AssignmentId, Field, Id, OrganisationId, PersonId, Problem, Record, Role, Rule};

/// A person's role in an organisation for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// The first day.
    pub from: Date,
    /// The last day; `None`: until further notice.
    pub to: Option<Date>,
}

impl Assignment {
    /// Whether it holds on that day (both the first and the last day count).
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

impl Record for Assignment {
    type Id = AssignmentId;
    const KIND: &'static str = "assignment";

    fn owner(&self, _: AssignmentId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    /// The role only: the person's name stands with the person and goes with it.
    fn name(&self) -> String {
        self.role.code().into()
    }

    /// Nobody has the same role in the same place twice from the same day.
    fn keys(&self) -> Vec<String> {
        vec![format!("{}:{}:{}:{}", self.person, self.organisation, self.role.code(), self.from)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organisation", self.organisation.into()), ("person", self.person.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        match self.to {
            Some(last) if last < self.from => Err(Rule::EndsBeforeItBegins.of(Field("to"))),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};

    #[test]
    fn both_ends_count() {
        let mut zero = |bytes: &mut [u8]| bytes.fill(0);
        let mut assignment = Assignment {
            person: PersonId::new(Timestamp::UNIX_EPOCH, &mut zero),
            organisation: OrganisationId::new(Timestamp::UNIX_EPOCH, &mut zero),
            role: Role::Strategist,
            from: date(2026, 2, 1),
            to: Some(date(2026, 2, 3)),
        };
        let held: Vec<i8> = (1..=5).filter(|d| assignment.holds(date(2026, 2, *d))).collect();
        assert_eq!(held, [1, 2, 3]);
        assert!(!assignment.holds(date(2026, 1, 31)));
        assert_eq!(assignment.check(), Ok(()));
        assignment.to = Some(date(2026, 1, 31));
        assert_eq!(assignment.check().unwrap_err().to_string(), "to ends before it begins");
        assignment.to = None;
        assert!(assignment.holds(date(2099, 1, 1)));
    }
}
