//! The hard rules, each with a name and a switch.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A hard rule. Every one holds unless it is switched off; several say nothing until something is stated for them
/// (a longest way, a conflict, a lock).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Any two who meet have at most [`Rules::longest`] between them.
    Travel,
    /// The members of a group have a theme in common; who has stated none fits any. Usually off: a wish.
    Theme,
    /// All who meet have a language in common; who has stated none speaks any.
    Language,
    /// The members of a group are of one kind.
    Kind,
    /// Somebody in the group (a member or the mentor) can host and is within [`Rules::host_within`] of all the
    /// others.
    Host,
    /// Nobody gets a mentor it has had before.
    SameMentor,
    /// No conflict of interest among those who meet.
    Conflict,
    /// Those who must be apart are.
    Apart,
    /// Those who must be together are.
    Together,
    /// What is settled by hand stays.
    Locked,
    /// No mentor leads or backs more groups than it can. Who can lead (or back) none does not, whatever the rules.
    Capacity,
    /// There are at most [`crate::Shape::most_groups`] groups.
    MostGroups,
    /// Who is to be backed ([`crate::Shape::support`]) is. Switched off: to be without costs as much as 100
    /// kilometres (or minutes) at the weight of [`crate::Wish::Support`].
    Support,
    /// Everybody gets a group. Switched off: to leave somebody out costs [`Rules::left_out`].
    Everyone,
}

impl Rule {
    /// Every rule, in the order they are shown.
    pub const ALL: [Self; 14] = [
        Self::Travel,
        Self::Theme,
        Self::Language,
        Self::Kind,
        Self::Host,
        Self::SameMentor,
        Self::Conflict,
        Self::Apart,
        Self::Together,
        Self::Locked,
        Self::Capacity,
        Self::MostGroups,
        Self::Support,
        Self::Everyone,
    ];

    /// The stable name, as in files and forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Travel => "travel",
            Self::Theme => "theme",
            Self::Language => "language",
            Self::Kind => "kind",
            Self::Host => "host",
            Self::SameMentor => "same_mentor",
            Self::Conflict => "conflict",
            Self::Apart => "apart",
            Self::Together => "together",
            Self::Locked => "locked",
            Self::Capacity => "capacity",
            Self::MostGroups => "most_groups",
            Self::Support => "support",
            Self::Everyone => "everyone",
        }
    }

    /// The rule of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// Which rules hold, and the measures some of them need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// The rules that are switched off.
    pub off: BTreeSet<Rule>,
    /// The longest way between any two who meet, in the unit of [`crate::Travel`]; `None`: any.
    pub longest: Option<u32>,
    /// How far a host may be; `None`: any distance, but there has to be one who can host.
    pub host_within: Option<u32>,
    /// What it costs to leave one organisation out, in points, where [`Rule::Everyone`] is off.
    pub left_out: u32,
}

impl Default for Rules {
    /// All on, but [`Rule::Theme`] and [`Rule::Host`], which few rounds can afford.
    fn default() -> Self {
        Self { off: BTreeSet::from([Rule::Theme, Rule::Host]), longest: None, host_within: None, left_out: 100_000 }
    }
}

impl Rules {
    /// Whether a rule holds.
    pub fn on(&self, rule: Rule) -> bool {
        !self.off.contains(&rule)
    }
}
