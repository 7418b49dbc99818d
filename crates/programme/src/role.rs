//! What people can be in an organisation.

use serde::{Deserialize, Serialize};

use crate::Words;

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs rounds.
    Organiser,
    /// An elected representative who takes part.
    Politician,
    /// A senior manager who takes part.
    Manager,
    /// Coordinates the organisation's work.
    Strategist,
    /// Controller, statistician, communicator…
    KeyPerson,
    /// Leads a group.
    Mentor,
    /// Backs a new mentor.
    MentorSupport,
    /// Reads.
    Reader,
    /// Keeps the program running; sees none of the content by that.
    Operator,
}

impl Role {
    /// Every role, in the order of tables.
    pub const ALL: [Self; 9] = [
        Self::Organiser,
        Self::Politician,
        Self::Manager,
        Self::Strategist,
        Self::KeyPerson,
        Self::Mentor,
        Self::MentorSupport,
        Self::Reader,
        Self::Operator,
    ];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Politician => "politician",
            Self::Manager => "manager",
            Self::Strategist => "strategist",
            Self::KeyPerson => "key_person",
            Self::Mentor => "mentor",
            Self::MentorSupport => "mentor_support",
            Self::Reader => "reader",
            Self::Operator => "operator",
        }
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Organiser => Words::new("organisatör", "organiser"),
            Self::Politician => Words::new("politiker", "politician"),
            Self::Manager => Words::new("chef", "manager"),
            Self::Strategist => Words::new("strateg", "strategist"),
            Self::KeyPerson => Words::new("nyckelperson", "key person"),
            Self::Mentor => Words::new("mentor", "mentor"),
            Self::MentorSupport => Words::new("mentorsstöd", "mentor support"),
            Self::Reader => Words::new("läsare", "reader"),
            Self::Operator => Words::new("driftansvarig", "operator"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_name_in_json() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{}\"", role.code()));
        }
    }
}
