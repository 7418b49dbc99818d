//! An arrangement: who is in which group, and who leads it.

use serde::{Deserialize, Serialize};

use crate::Id;

/// A group.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Who compare themselves in it, in order of their ids.
    pub members: Vec<Id>,
    /// Who leads it; those beside a mentor come along and are not named here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentor: Option<Id>,
    /// Who backs the one who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Id>,
}

/// All groups, and who is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// The groups, in order of their first members.
    pub groups: Vec<Group>,
    /// Who has no group, in order of their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<Id>,
}

impl Arrangement {
    /// The same arrangement in its one order: members by id, groups by members, empty groups gone. Two that are
    /// equal after this are the same arrangement.
    #[must_use]
    pub fn canonical(mut self) -> Self {
        for group in &mut self.groups {
            group.members.sort();
        }
        self.groups.retain(|it| !it.members.is_empty());
        self.groups.sort();
        self.unplaced.sort();
        self
    }

    /// The number of the group somebody is a member of.
    pub fn group_of(&self, id: &str) -> Option<usize> {
        self.groups.iter().position(|it| it.members.iter().any(|member| member == id))
    }
}
