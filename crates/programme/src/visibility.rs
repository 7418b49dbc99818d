//! Who can see a piece. Moved only by its owner's act, wider or back again.

use serde::{Deserialize, Serialize};

use crate::Words;

/// How far a piece is seen, from narrow to wide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// The organisation it belongs to.
    #[default]
    Own,
    /// The organisation's group, with its mentors.
    Group,
    /// Everybody in the round, with its organiser.
    Round,
    /// Everybody, without an account.
    Public,
}

impl Visibility {
    /// From narrow to wide.
    pub const ALL: [Self; 4] = [Self::Own, Self::Group, Self::Round, Self::Public];

    /// The stable name, as in JSON and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Group => "group",
            Self::Round => "round",
            Self::Public => "public",
        }
    }

    /// The visibility of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }

    /// "Who can see this", for the line every page carries.
    pub const fn who(self) -> Words {
        match self {
            Self::Own => Words::new("bara den egna organisationen", "your own organisation only"),
            Self::Group => Words::new("gruppen och dess mentorer", "the group and its mentors"),
            Self::Round => Words::new("alla i omgången och organisatören", "everybody in the round, and the organiser"),
            Self::Public => Words::new("alla, även utan konto", "everybody, even without an account"),
        }
    }
}
