//! Checklists for equal decisions: questions that lead on to each other and end in an outcome.

use crate::model::is_false;
use crate::text::{Id, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A checklist. Begins at its first question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// `decision/1`.
    pub format: String,
    /// The checklist's id.
    pub id: Id,
    /// Raised when anything here changes.
    pub version: u32,
    /// Who uses it.
    pub used_by: UsedBy,
    /// What it is called.
    pub name: Text,
    /// What it is, in two sentences.
    pub summary: Text,
    /// Where what is said here is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// How its use is followed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Text>,
    /// Headings over the questions.
    #[serde(rename = "group", default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Heading>,
    /// The questions.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Where it can end.
    #[serde(rename = "outcome")]
    pub outcomes: Vec<Ending>,
}

/// Who uses a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UsedBy {
    /// Elected representatives who decide.
    Elected,
    /// Case officers who prepare.
    Officer,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Its id.
    pub id: Id,
    /// Its words.
    pub name: Text,
}

/// A question. `yes`, `no` and `next` name a question or an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question's id.
    pub id: Id,
    /// How it is answered.
    pub answer: AnswerKind,
    /// The heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Id>,
    /// The question.
    pub text: Text,
    /// Help to answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Where a yes leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<Id>,
    /// Where a no leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<Id>,
    /// Where free text leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Id>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

impl Question {
    /// Everywhere it leads, with the key that says so.
    pub fn ways(&self) -> impl Iterator<Item = (&'static str, &Id)> {
        [("yes", &self.yes), ("no", &self.no), ("next", &self.next)]
            .into_iter()
            .filter_map(|(key, to)| to.as_ref().map(|to| (key, to)))
    }
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Yes or no.
    YesNo,
    /// In words.
    Text,
}

/// Where a checklist ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The outcome's id.
    pub id: Id,
    /// What kind it is.
    pub kind: EndingKind,
    /// What it is called.
    pub name: Text,
    /// What to do.
    pub text: Text,
}

/// What kind of outcome it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EndingKind {
    /// The checklist is not needed here.
    NotApplicable,
    /// The matter is sent back.
    ReferBack,
    /// Something is missing; complete it and begin again.
    Complete,
    /// The document is enough.
    GoAhead,
}
