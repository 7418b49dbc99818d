//! What comes of a meeting: notes, decisions and who does what, feedback, and what was handed in before.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    DocumentId, FeedbackId, Field, GroupId, HandInId, Id, MeetingId, MinutesId, OrganisationId, PersonId, PointId,
    Problem, Record, RoundId, Rule, Words,
};

/// The notes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// The meeting.
    pub meeting: MeetingId,
    /// Who runs the round.
    pub organiser: OrganisationId,
    /// The notes.
    pub text: String,
}

impl Record for Minutes {
    type Id = MinutesId;
    const KIND: &'static str = "minutes";

    fn owner(&self, _: MinutesId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        "minutes".into()
    }

    /// One meeting, one set of notes.
    fn keys(&self) -> Vec<String> {
        vec![self.meeting.to_string()]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("meeting", self.meeting.into()), ("organiser", self.organiser.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::lines(Field("text"), &self.text, 50_000)
    }
}

/// What a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// Something was decided.
    Decision,
    /// Somebody does something.
    Task,
}

impl PointKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Decision, Self::Task];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Task => "task",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Decision => Words::new("beslut", "decision"),
            Self::Task => Words::new("uppgift", "task"),
        }
    }
}

/// Something decided at a meeting, or something somebody is to do. A task is open until it is done, and
/// comes back at every later meeting of the group until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The round.
    pub round: RoundId,
    /// The group; `None`: the whole round.
    pub group: Option<GroupId>,
    /// The meeting it comes from.
    pub meeting: MeetingId,
    /// Who runs the round.
    pub organiser: OrganisationId,
    /// What it is.
    pub kind: PointKind,
    /// What.
    pub text: String,
    /// Which organisation does it; `None`: all of them.
    pub organisation: Option<OrganisationId>,
    /// By when.
    pub by: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
}

impl Point {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.kind == PointKind::Task && self.done.is_none()
    }
}

impl Record for Point {
    type Id = PointId;
    const KIND: &'static str = "point";

    fn owner(&self, _: PointId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        self.kind.code().into()
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![
            ("meeting", Id::from(self.meeting)),
            ("organiser", self.organiser.into()),
            ("round", self.round.into()),
        ];
        refs.extend(self.group.map(|id| ("group", id.into())));
        refs.extend(self.organisation.map(|id| ("organisation", id.into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("text"), &self.text, 500)
    }
}

/// What somebody thought of a meeting. Shown without the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The meeting.
    pub meeting: MeetingId,
    /// The group it is gathered by.
    pub group: Option<GroupId>,
    /// Who.
    pub person: PersonId,
    /// By the field of the model's form.
    pub answers: BTreeMap<String, String>,
}

impl Record for Feedback {
    type Id = FeedbackId;
    const KIND: &'static str = "feedback";

    /// No organisation's: colleagues do not find it in their export.
    fn owner(&self, _: FeedbackId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        "feedback".into()
    }

    fn keys(&self) -> Vec<String> {
        vec![format!("{}:{}", self.meeting, self.person)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("meeting", Id::from(self.meeting)), ("person", self.person.into())];
        refs.extend(self.group.map(|id| ("group", id.into())));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        self.answers.values().try_for_each(|text| Rule::lines(Field("feedback"), text, 5_000))
    }
}

/// Something handed in before a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    /// The meeting.
    pub meeting: MeetingId,
    /// By whom.
    pub organisation: OrganisationId,
    /// Which of the model's deadlines it meets.
    pub deadline: String,
    /// The file.
    pub document: DocumentId,
    /// When.
    pub on: Date,
}

impl HandIn {
    /// The key.
    pub fn key_of(meeting: MeetingId, organisation: OrganisationId, deadline: &str) -> String {
        format!("{meeting}:{organisation}:{deadline}")
    }
}

impl Record for HandIn {
    type Id = HandInId;
    const KIND: &'static str = "hand_in";

    fn owner(&self, _: HandInId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.deadline.clone()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.meeting, self.organisation, &self.deadline)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![
            ("document", self.document.into()),
            ("meeting", self.meeting.into()),
            ("organisation", self.organisation.into()),
        ]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("deadline"), &self.deadline, 100)
    }
}
