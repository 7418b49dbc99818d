//! What is asked: who takes part, who could mentor, what is known of them, which rules hold and which wishes count.
//!
//! Everything here is plain data with public fields, read and written by serde, in any order. It becomes a
//! [`crate::Problem`] by [`crate::Problem::new`], which checks it whole.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Rules, Wishes};

/// What an organisation is called by: any text that is its own, such as a municipality's code.
pub type Id = String;

/// Everything that is asked of the groups of a round.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ask {
    /// Who are to be placed in groups.
    pub parties: Vec<Party>,
    /// Who could mentor, or back a mentor.
    pub mentors: Vec<Mentor>,
    /// What a group looks like.
    pub shape: Shape,
    /// How far it is between two.
    pub travel: Travel,
    /// What must hold.
    pub rules: Rules,
    /// What is wished, and how heavily each wish weighs.
    pub wishes: Wishes,
    /// What is known between two organisations.
    pub relations: Relations,
}

/// An organisation that is to be placed in a group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Its id; no mentor has the same.
    pub id: Id,
    /// What it is called; never read by the solver.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How many places it takes in a group: 1, or more for an association that comes with its members.
    /// An association that takes as many as the smallest group may have a mentor of its own.
    pub seats: Seats,
    /// Where it lies.
    pub place: Option<Place>,
    /// How many live there.
    pub size: Option<u64>,
    /// Its type, such as SKR's groups of municipalities; empty: not known.
    pub class: String,
    /// The languages (or language areas) it can meet in; empty: any.
    pub languages: BTreeSet<String>,
    /// What it wants to work with; empty: anything.
    pub themes: BTreeSet<String>,
    /// How strong it is in each area, 0 (weak) to 100 (strong).
    pub profile: BTreeMap<String, u8>,
    /// The ids of those it resembles (RKA's similar municipalities); ids that are not here do no harm.
    pub similar: BTreeSet<Id>,
    /// Whether it can receive the others.
    pub can_host: bool,
}

/// How many places an organisation takes in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seats(pub u8);

impl Default for Seats {
    fn default() -> Self {
        Self(1)
    }
}

/// What an organisation is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A municipality, or a part of one.
    #[default]
    Municipality,
    /// A region.
    Region,
    /// An association with its members.
    Association,
    /// Something else.
    Other,
}

/// A point on the earth, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// North of the equator, −90 to 90.
    pub lat: f64,
    /// East of Greenwich, −180 to 180.
    pub lon: f64,
}

/// An organisation (or a few together) that could mentor a group, or back one who does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mentor {
    /// Its id; no party has the same.
    pub id: Id,
    /// What it is called; never read by the solver.
    pub name: String,
    /// Those who mentor together with it and come along to every meeting.
    pub beside: Vec<Companion>,
    /// How many groups it can lead.
    pub leads: u32,
    /// How many groups it can back as a supporting mentor.
    pub backs: u32,
    /// Whether it has not mentored before, so that somebody should back it.
    pub new: bool,
    /// Where it lies.
    pub place: Option<Place>,
    /// The languages it can meet in; empty: any.
    pub languages: BTreeSet<String>,
    /// What it knows about; empty: anything.
    pub themes: BTreeSet<String>,
    /// How strong it is in each area, 0 (weak) to 100 (strong).
    pub profile: BTreeMap<String, u8>,
    /// Whether it can receive the others.
    pub can_host: bool,
}

/// One who mentors beside another: Boden and Luleå together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Companion {
    /// Its id; nobody else has the same.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Where it lies.
    pub place: Option<Place>,
}

/// What a group looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shape {
    /// The fewest places taken in a group, mentors not counted.
    pub smallest: u8,
    /// The most places taken in a group; at most [`crate::MOST_IN_GROUP`].
    pub largest: u8,
    /// Whether each group has a mentor.
    pub mentoring: Mentoring,
    /// Who is backed by a supporting mentor.
    pub support: Support,
    /// The most groups there may be; `None`: any number.
    pub most_groups: Option<u32>,
}

impl Default for Shape {
    fn default() -> Self {
        Self { smallest: 2, largest: 3, mentoring: Mentoring::Each, support: Support::None, most_groups: None }
    }
}

/// Whether groups have mentors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mentoring {
    /// Each group has one.
    #[default]
    Each,
    /// None has: the regions' groups by theme.
    None,
}

/// Which mentors are to be backed by a supporting mentor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// None.
    #[default]
    None,
    /// Those who have not mentored before.
    NewMentors,
    /// All.
    All,
}

/// How far it is between two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Travel {
    /// Kilometres as the crow flies, from the places.
    #[default]
    GreatCircle,
    /// As somebody has measured it.
    Matrix {
        /// In what.
        unit: Unit,
        /// Between whom; both ways are the same unless both are given: then the longer counts. Ids that are not
        /// here do no harm.
        legs: Vec<Leg>,
    },
}

/// What a way is measured in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Kilometres.
    #[default]
    Kilometres,
    /// Minutes.
    Minutes,
}

/// The way from one to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// From whom.
    pub from: Id,
    /// To whom.
    pub to: Id,
    /// How far: kilometres or minutes, at most [`crate::LONGEST_LEG`].
    pub value: u32,
}

/// What is known between two organisations. Parties and mentors (and those beside a mentor) may stand in any pair
/// where it makes sense.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Relations {
    /// Between whom there is a conflict of interest: they never meet. Between two mentors: the one does not back the
    /// other.
    pub conflicts: Vec<Pair>,
    /// Who must be in the same group; a party and a mentor: the mentor leads it.
    pub together: Vec<Pair>,
    /// Who must not be in the same group.
    pub apart: Vec<Pair>,
    /// Who have been in the same group before; ids that are not here do no harm.
    pub met: Vec<Pair>,
    /// Who has had which mentor before; ids that are not here do no harm.
    pub mentored: Vec<Mentored>,
    /// What has been settled by hand.
    pub locks: Vec<Lock>,
}

/// Two organisations; which stands first does not matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair(pub Id, pub Id);

impl Pair {
    /// The pair with the smaller id first.
    pub fn of(one: impl Into<Id>, other: impl Into<Id>) -> Self {
        let (one, other) = (one.into(), other.into());
        if one <= other { Self(one, other) } else { Self(other, one) }
    }
}

/// That a party had this mentor in an earlier round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mentored {
    /// Who was mentored.
    pub party: Id,
    /// By whom.
    pub mentor: Id,
}

/// Something settled by hand: these are in one group (there may be others in it), led by this mentor if one is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lock {
    /// Who; at least one.
    pub members: BTreeSet<Id>,
    /// Led by whom.
    pub mentor: Option<Id>,
}
