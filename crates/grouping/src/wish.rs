//! The wishes, each with a name and a weight.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A wish. What each costs when it is not met is said here in *units*; weight times units are points. A unit is one
/// kilometre (or minute) of travel, so a weight says how far one would go for a wish: at equal weights a wish that
/// is not met at all (100 units) is as bad as 100 kilometres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Short ways: 1 unit a kilometre or minute, between any two members and between member and mentor (the one
    /// furthest away where several mentor together).
    Travel,
    /// A shared theme: 100 units for two with none in common. Who has stated none fits any.
    Theme,
    /// Like size: 50 units for each doubling between two members, at most 100.
    Size,
    /// Like type: 100 units for two members of different types.
    Class,
    /// Similar (RKA): 100 units for two members neither of whom lists the other, where one at least has a list.
    Similar,
    /// Complementary: of the areas where one of the two is weak (below [`crate::WEAK`]), the share where the other
    /// is not strong ([`crate::STRONG`] or more), of 100. With a mentor: of the areas where the member is weak.
    Complement,
    /// New acquaintances: 100 units for two members who have been in a group before, or a mentor one has had.
    Acquaintance,
    /// A host within reach: 100 units for each member of a group nobody in which can host all the others
    /// (see [`crate::Rule::Host`]); nothing where nobody at all is said to be able to host.
    Host,
    /// A supporting mentor nearby: 1 unit a kilometre or minute between the mentor and who backs it.
    Support,
    /// The worst-off organisation counts: its burden, once more for each unit of weight.
    Fairness,
}

impl Wish {
    /// Every wish, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::Travel,
        Self::Theme,
        Self::Size,
        Self::Class,
        Self::Similar,
        Self::Complement,
        Self::Acquaintance,
        Self::Host,
        Self::Support,
        Self::Fairness,
    ];

    /// The wishes that are felt between two who meet.
    pub const BETWEEN_TWO: [Self; 7] =
        [Self::Travel, Self::Theme, Self::Size, Self::Class, Self::Similar, Self::Complement, Self::Acquaintance];

    /// The stable name, as in files and forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Travel => "travel",
            Self::Theme => "theme",
            Self::Size => "size",
            Self::Class => "class",
            Self::Similar => "similar",
            Self::Complement => "complement",
            Self::Acquaintance => "acquaintance",
            Self::Host => "host",
            Self::Support => "support",
            Self::Fairness => "fairness",
        }
    }

    /// The wish of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }

    /// How heavy it is where nobody has said.
    pub const fn usual(self) -> u32 {
        match self {
            Self::Travel => 10,
            Self::Theme => 8,
            Self::Size | Self::Similar | Self::Complement => 3,
            Self::Class | Self::Acquaintance | Self::Support => 2,
            Self::Host => 1,
            Self::Fairness => 4,
        }
    }
}

/// How heavily each wish weighs; one that is not named has its usual weight.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wishes(pub BTreeMap<Wish, u32>);

impl Wishes {
    /// The weight of a wish, 0 to [`crate::HEAVIEST`]; 0: switched off.
    pub fn weight(&self, wish: Wish) -> u32 {
        self.0.get(&wish).copied().unwrap_or_else(|| wish.usual())
    }

    /// Only the wishes that are named count; all others are switched off.
    pub fn only(named: impl IntoIterator<Item = (Wish, u32)>) -> Self {
        let mut all: BTreeMap<Wish, u32> = Wish::ALL.into_iter().map(|it| (it, 0)).collect();
        all.extend(named);
        Self(all)
    }

    /// The same with another weight for one wish.
    #[must_use]
    pub fn with(mut self, wish: Wish, weight: u32) -> Self {
        self.0.insert(wish, weight);
        self
    }
}
