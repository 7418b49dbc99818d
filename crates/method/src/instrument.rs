//! Self-assessments, and how two of them relate.

use crate::model::is_false;
use crate::text::{Id, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A self-assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// `instrument/1`.
    pub format: String,
    /// The instrument's id.
    pub id: Id,
    /// Raised when anything in it changes after somebody has answered it.
    pub version: u32,
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
    /// One answer of the whole team, not one of each person.
    pub joint: bool,
    /// Is there a comment to each item?
    pub comments: bool,
    /// Are levels added up?
    pub sum: bool,
    /// The scale.
    pub scale: Scale,
    /// What is assessed: the whole organisation, or first that and then each committee.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    /// Headings over the items.
    #[serde(rename = "block", default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The items, in order.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// The levels of a self-assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest level.
    pub lowest: u8,
    /// The highest level.
    pub highest: u8,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The levels, from low to high.
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its number.
    pub level: u8,
    /// What it is called.
    pub name: Text,
    /// What it means in general.
    pub text: Text,
}

/// What is assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The part's id.
    pub id: Id,
    /// Is it answered once for each committee or administration?
    #[serde(default, skip_serializing_if = "is_false")]
    pub repeated: bool,
    /// What it is called.
    pub name: Text,
}

/// A heading over some items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The block's id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The item's id.
    pub id: Id,
    /// The number people know it by. Nothing is computed from it.
    pub number: u16,
    /// The block it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Id>,
    /// Its heading.
    pub name: Text,
    /// The question.
    pub text: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What one would see in the organisation, for each level (and part, where there are several).
    #[serde(rename = "anchor")]
    pub anchors: Vec<Anchor>,
}

/// What one would see in the organisation at a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The level.
    pub level: u8,
    /// The part, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Id>,
    /// One or two concrete sentences.
    pub text: Text,
}

/// Levels by item.
pub type Levels = BTreeMap<Id, u8>;

impl Instrument {
    /// The item with this id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id.as_str() == id)
    }

    /// The part with this id.
    #[must_use]
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.id.as_str() == id)
    }

    /// What one would see at a level of an item.
    #[must_use]
    pub fn anchor(&self, item: &str, part: &str, level: u8) -> Option<&Text> {
        let only = self.parts.len() == 1;
        let fits = |anchor: &&Anchor| match &anchor.part {
            Some(id) => id.as_str() == part,
            None => only && self.parts[0].id.as_str() == part,
        };
        self.item(item)?.anchors.iter().find(|anchor| anchor.level == level && fits(anchor)).map(|anchor| &anchor.text)
    }

    /// The sum of a sheet; nothing while an item is unanswered, or where levels are not added up.
    #[must_use]
    pub fn sum(&self, levels: &Levels) -> Option<u32> {
        if !self.sum {
            return None;
        }
        self.items.iter().map(|item| levels.get(&item.id).copied().map(u32::from)).sum()
    }
}

/// How the items of one self-assessment relate to those of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// `mapping/1`.
    pub format: String,
    /// The mapping's id.
    pub id: Id,
    /// Raised when anything in it changes.
    pub version: u32,
    /// The instrument one comes from.
    pub from: Id,
    /// The instrument one goes to.
    pub to: Id,
    /// Can the levels of items with the same question be set beside each other?
    pub levels_comparable: bool,
    /// Why, or why not.
    pub levels_why: Text,
    /// Every item of both sides, with its counterpart or without.
    #[serde(rename = "pair")]
    pub pairs: Vec<Pair>,
}

/// An item and its counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The item one comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
    /// The item one goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
    /// How they relate.
    pub relation: Relation,
    /// Why.
    pub why: Text,
}

/// How two items relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same question.
    Same,
    /// The same subject, another question: can be shown together, is never counted as movement.
    Near,
    /// No counterpart.
    None,
}

/// Two answers set beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// The item one comes from.
    pub from: Option<Id>,
    /// The item one goes to.
    pub to: Option<Id>,
    /// Its level.
    pub from_level: Option<u8>,
    /// Its level.
    pub to_level: Option<u8>,
    /// Can they be compared, and what has moved?
    pub comparison: Comparison,
}

/// What can be said of two answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Comparison {
    /// The same question on the same scale: this many levels up or down; nothing where one is unanswered.
    Moved {
        /// Levels up (more than 0) or down.
        levels: Option<i16>,
    },
    /// The same or a near subject, but the levels cannot be compared.
    NotComparable {
        /// Why.
        why: Text,
    },
    /// The other side has no such item.
    NoCounterpart {
        /// Why.
        why: Text,
    },
}

impl Mapping {
    /// Sets answers of both instruments beside each other. Movement is worked out only for items with the
    /// same question on comparable scales; everything else says why not.
    #[must_use]
    pub fn beside(&self, from: &Levels, to: &Levels) -> Vec<Beside> {
        self.pairs.iter().map(|pair| self.one(pair, from, to)).collect()
    }

    fn one(&self, pair: &Pair, from: &Levels, to: &Levels) -> Beside {
        let level = |id: &Option<Id>, levels: &Levels| id.as_ref().and_then(|id| levels.get(id).copied());
        let (from_level, to_level) = (level(&pair.from, from), level(&pair.to, to));
        let comparison = match pair.relation {
            Relation::None => Comparison::NoCounterpart { why: pair.why.clone() },
            Relation::Same if self.levels_comparable => {
                let moved = from_level.zip(to_level).map(|(from, to)| i16::from(to) - i16::from(from));
                Comparison::Moved { levels: moved }
            }
            Relation::Same => Comparison::NotComparable { why: self.levels_why.clone() },
            Relation::Near => Comparison::NotComparable { why: pair.why.clone() },
        };
        Beside { from: pair.from.clone(), to: pair.to.clone(), from_level, to_level, comparison }
    }
}
