//! The CEMR Charter.

use crate::model::{Outcome, is_false};
use crate::text::{Id, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The European Charter for Equality of Women and Men in Local Life, one edition of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Charter {
    /// `charter/1`.
    pub format: String,
    /// The edition's id.
    pub id: Id,
    /// Raised when anything here changes.
    pub version: u32,
    /// The year it was adopted.
    pub year: u16,
    /// How many articles it has.
    pub article_count: u16,
    /// What it is called.
    pub name: Text,
    /// What it is, in two sentences.
    pub summary: Text,
    /// Where what is said here is known from.
    pub source: Text,
    /// The principles.
    #[serde(rename = "principle")]
    pub principles: Vec<Outcome>,
    /// What signing means doing.
    #[serde(rename = "obligation")]
    pub obligations: Vec<Outcome>,
    /// How one signs.
    #[serde(rename = "signing")]
    pub signing: Vec<Outcome>,
    /// The areas articles stand under.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
    /// The articles.
    #[serde(rename = "article")]
    pub articles: Vec<Article>,
}

/// An area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The area's id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
}

/// An article. Its number, or, where that is not known, the numbers it is among.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The article's id.
    pub id: Id,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// The lowest number it can have, where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_from: Option<u16>,
    /// The highest number it can have, where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_to: Option<u16>,
    /// The area it stands under.
    pub area: Id,
    /// Its title, or its subject.
    pub name: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}
