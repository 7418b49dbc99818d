//! What stands in the files of `history/`.

use crate::when::When;
use serde::{Deserialize, Serialize};

/// The same words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// What kind of organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A municipality.
    Municipality,
    /// A region.
    Region,
    /// A district of a city.
    CityDistrict,
    /// Municipalities together.
    Association,
}

/// The municipality a district belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOf {
    /// Its name.
    pub name: String,
    /// Its code in Kolada.
    pub area: String,
}

/// Who has taken part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// A name for machines: `ostra-goinge`.
    pub id: String,
    /// The name as people say it.
    pub name: String,
    /// What kind.
    pub kind: Kind,
    /// The code in Kolada, where it has one.
    pub area: Option<String>,
    /// The municipality of a district.
    pub part_of: Option<PartOf>,
}

/// Where facts were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A name for machines.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// Where; where that is not known, a note says so.
    pub address: Option<String>,
    /// The date of the page as it was read.
    pub version: Option<When>,
    /// What it is about.
    pub about: Text,
    /// A remark.
    pub note: Option<Text>,
}

/// Whom a round was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Municipalities.
    Municipalities,
    /// Regions.
    Regions,
    /// Both in the same groups.
    Mixed,
    /// Not known.
    Unknown,
}

/// The model a round followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Followed {
    /// Its id in `method/models`; `None`: not known, or not among ours.
    pub id: Option<String>,
    /// Whether that is our own inference.
    #[serde(default)]
    pub inferred: bool,
    /// How we know, or what is not known.
    pub note: Text,
    /// What that rests on.
    pub sources: Vec<String>,
}

/// What kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// Organisations are invited.
    Invitation,
    /// Applications close.
    ApplicationsClosed,
    /// Those who applied get an answer.
    Answer,
    /// Somebody tells of it.
    Announced,
    /// When it was to have begun.
    PlannedStart,
    /// It begins.
    Start,
    /// One comes in another's place.
    Replacement,
    /// One is no longer there.
    Left,
    /// Results are shown to all.
    ResultsConference,
    /// It ends.
    End,
    /// The project is closed.
    Closed,
}

impl EventKind {
    /// Whether it comes before a round begins.
    #[must_use]
    pub fn is_before(self) -> bool {
        matches!(
            self,
            Self::Invitation | Self::ApplicationsClosed | Self::Answer | Self::Announced | Self::PlannedStart
        )
    }
}

/// Something that happened at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What kind.
    pub kind: EventKind,
    /// When, or when it began.
    pub date: When,
    /// When it ended, where it took longer.
    pub until: Option<When>,
    /// What happened.
    pub what: Text,
    /// Where we read it: ids of sources.
    pub sources: Vec<String>,
}

/// What it cost to take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// What was paid, in Swedish kronor.
    pub sek: u32,
    /// What it would have been, in Swedish kronor.
    pub ordinary: Option<u32>,
    /// A remark.
    pub note: Option<Text>,
    /// Where we read it.
    pub sources: Vec<String>,
}

/// What is known of who led a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pairing {
    /// Its mentors are known.
    Known,
    /// No mentor is named.
    NoneNamed,
    /// It had a mentor, but which is not known; those it may be are given where they are known.
    Unknown,
}

/// An organisation that took part in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Its id.
    pub organisation: String,
    /// When a source first shows it there, if not from the start.
    pub joined_by: Option<When>,
    /// When a source first shows it gone.
    pub gone_by: Option<When>,
    /// Who came in its place.
    pub replaced_by: Option<String>,
    /// Whether its place in this group is our own inference.
    #[serde(default)]
    pub inferred: bool,
    /// A remark.
    pub note: Option<Text>,
}

/// Those who compared themselves with each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// A name for machines, within the round.
    pub id: String,
    /// What is known of who led it.
    pub pairing: Pairing,
    /// Its mentors; where the pairing is unknown, those it may be.
    #[serde(default)]
    pub mentors: Vec<String>,
    /// Mentors of an earlier round behind these.
    #[serde(default)]
    pub support: Vec<String>,
    /// Who took part.
    #[serde(rename(serialize = "participants"))]
    pub participant: Vec<Participant>,
    /// What it was about.
    pub theme: Option<Text>,
    /// Whether what is said of its mentors is our own inference.
    #[serde(default)]
    pub inferred: bool,
    /// A remark.
    pub note: Option<Text>,
    /// Where we read it.
    pub sources: Vec<String>,
}

/// A fact about a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
    /// Where we read it.
    pub sources: Vec<String>,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// What kind of file it is; always `round/1`.
    #[serde(skip_serializing)]
    format: String,
    /// A name for machines: `kommuner-2019`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its name in a word or two.
    pub short: Text,
    /// Whom it was for.
    pub track: Track,
    /// When it began.
    pub from: When,
    /// When it ended, as far as is known.
    pub until: When,
    /// Everything its facts were read in.
    pub sources: Vec<String>,
    /// What is special about it.
    pub summary: Text,
    /// The model it followed.
    pub model: Followed,
    /// What happened, in order of time.
    #[serde(rename(deserialize = "event"))]
    pub events: Vec<Event>,
    /// What it cost.
    pub fee: Option<Fee>,
    /// Its groups.
    #[serde(rename(deserialize = "group"))]
    pub groups: Vec<Group>,
    /// More facts.
    #[serde(rename(deserialize = "note"), default)]
    pub notes: Vec<Note>,
    /// What is not known.
    #[serde(default)]
    pub unknown: Vec<Text>,
}

impl Round {
    /// Everybody who took part, also those who did not stay, in the order of the groups.
    pub fn participants(&self) -> impl Iterator<Item = &Participant> {
        self.groups.iter().flat_map(|group| &group.participant)
    }

    /// Those who took part and stayed, as far as is known.
    pub fn stayed(&self) -> impl Iterator<Item = &Participant> {
        self.participants().filter(|it| it.gone_by.is_none())
    }

    /// The mentors, each once, in the order of the groups; also those who may have been.
    #[must_use]
    pub fn mentors(&self) -> Vec<&str> {
        once(self.groups.iter().flat_map(|group| &group.mentors))
    }

    /// The mentors behind mentors, each once.
    #[must_use]
    pub fn supporters(&self) -> Vec<&str> {
        once(self.groups.iter().flat_map(|group| &group.support))
    }

    /// The group an organisation took part in.
    #[must_use]
    pub fn group_of(&self, organisation: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.participant.iter().any(|it| it.organisation == organisation))
    }

    /// Where every fact of it was read: ids, each once.
    #[must_use]
    pub fn all_sources(&self) -> Vec<&str> {
        let events = self.events.iter().flat_map(|it| &it.sources);
        let groups = self.groups.iter().flat_map(|it| &it.sources);
        let notes = self.notes.iter().flat_map(|it| &it.sources);
        let fee = self.fee.iter().flat_map(|it| &it.sources);
        once(self.sources.iter().chain(&self.model.sources).chain(events).chain(groups).chain(fee).chain(notes))
    }
}

/// Each once, in the order of the first.
pub(crate) fn once<'a>(all: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for one in all {
        if !found.contains(&one.as_str()) {
            found.push(one);
        }
    }
    found
}

/// What one source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// The source.
    pub source: String,
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// Something the sources do not agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// A name for machines.
    pub id: String,
    /// The rounds it is about.
    pub rounds: Vec<String>,
    /// The organisations it is about.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// The question.
    pub question: Text,
    /// What each source says.
    pub says: Vec<Says>,
    /// What we show.
    pub shown: Text,
    /// Why.
    pub why: Text,
    /// Whether that is our own inference.
    #[serde(default)]
    pub inferred: bool,
}

/// `organisations.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Organisations {
    #[allow(dead_code, reason = "read to know the file")]
    format: String,
    #[serde(default)]
    pub(crate) organisation: Vec<Organisation>,
}

/// `sources.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sources {
    #[allow(dead_code, reason = "read to know the file")]
    format: String,
    #[serde(default)]
    pub(crate) source: Vec<Source>,
}

/// `disagreements.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Disagreements {
    #[allow(dead_code, reason = "read to know the file")]
    format: String,
    #[serde(default)]
    pub(crate) disagreement: Vec<Disagreement>,
}
