//! What people answer before a meeting: which times suit, whether they come, and what they need.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Field, Id, MeetingId, NeedsId, OrganisationId, PersonId, PollAnswerId, Problem, Record, RegistrationId, Role, Rule,
    Words,
};

/// Whether a time suits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suits {
    /// It does.
    Yes,
    /// If need be.
    Maybe,
    /// It does not.
    No,
}

impl Suits {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Maybe, Self::No];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Maybe => "maybe",
            Self::No => "no",
        }
    }

    /// The answer of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Yes => Words::new("kan", "can"),
            Self::Maybe => Words::new("kan om det behövs", "can if need be"),
            Self::No => Words::new("kan inte", "cannot"),
        }
    }
}

/// Somebody's answers to a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollAnswer {
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// By the start of each time asked about, as text.
    pub suits: BTreeMap<String, Suits>,
}

impl PollAnswer {
    /// The key.
    pub fn key_of(meeting: MeetingId, person: PersonId) -> String {
        format!("{meeting}:{person}")
    }
}

impl Record for PollAnswer {
    type Id = PollAnswerId;
    const KIND: &'static str = "poll_answer";

    fn owner(&self, _: PollAnswerId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        "poll".into()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.meeting, self.person)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![
            ("meeting", self.meeting.into()),
            ("organisation", self.organisation.into()),
            ("person", self.person.into()),
        ]
    }

    fn check(&self) -> Result<(), Problem> {
        Ok(())
    }
}

/// How somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comes {
    /// To the place.
    InRoom,
    /// On screen.
    Remote,
    /// Not.
    No,
}

impl Comes {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::InRoom, Self::Remote, Self::No];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InRoom => "in_room",
            Self::Remote => "remote",
            Self::No => "no",
        }
    }

    /// The way of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::InRoom => Words::new("kommer", "comes"),
            Self::Remote => Words::new("är med på distans", "takes part remotely"),
            Self::No => Words::new("kommer inte", "does not come"),
        }
    }
}

/// Somebody's registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// How.
    pub comes: Comes,
    /// Whether they were there; `None`: not noted.
    pub attended: Option<bool>,
}

impl Record for Registration {
    type Id = RegistrationId;
    const KIND: &'static str = "registration";

    fn owner(&self, _: RegistrationId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.role.code().into()
    }

    fn keys(&self) -> Vec<String> {
        vec![PollAnswer::key_of(self.meeting, self.person)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![
            ("meeting", self.meeting.into()),
            ("organisation", self.organisation.into()),
            ("person", self.person.into()),
        ]
    }

    fn check(&self) -> Result<(), Problem> {
        Ok(())
    }
}

/// What somebody needs to take part. May tell of health or belief, so it is nobody's but theirs and
/// the host's, and is erased the day after the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// The meeting.
    pub meeting: MeetingId,
    /// Who.
    pub person: PersonId,
    /// A hearing loop.
    pub hearing_loop: bool,
    /// To get in and around with a wheelchair.
    pub wheelchair: bool,
    /// What they eat or do not eat.
    pub diet: String,
    /// Anything else.
    pub other: String,
}

impl Needs {
    /// Whether nothing is needed.
    pub fn is_empty(&self) -> bool {
        !self.hearing_loop && !self.wheelchair && self.diet.trim().is_empty() && self.other.trim().is_empty()
    }
}

impl Record for Needs {
    type Id = NeedsId;
    const KIND: &'static str = "needs";

    /// No organisation's: it follows in no organisation's export.
    fn owner(&self, _: NeedsId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        "needs".into()
    }

    fn keys(&self) -> Vec<String> {
        vec![PollAnswer::key_of(self.meeting, self.person)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("meeting", self.meeting.into()), ("person", self.person.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::line(Field("diet"), &self.diet, 300)?;
        Rule::line(Field("other"), &self.other, 300)
    }
}
