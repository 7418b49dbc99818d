//! What is wrong with what is asked. No sentences: who shows a fault makes them of its key, ids and rows.

use serde::{Deserialize, Serialize};

use crate::Id;

/// Which list a row is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// [`crate::Ask::parties`].
    Parties,
    /// [`crate::Ask::mentors`].
    Mentors,
    /// [`crate::Relations::conflicts`].
    Conflicts,
    /// [`crate::Relations::together`].
    Together,
    /// [`crate::Relations::apart`].
    Apart,
    /// [`crate::Relations::locks`].
    Locks,
    /// The legs of [`crate::Travel::Matrix`].
    Legs,
}

impl List {
    /// The stable name, as in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Mentors => "mentors",
            Self::Conflicts => "conflicts",
            Self::Together => "together",
            Self::Apart => "apart",
            Self::Locks => "locks",
            Self::Legs => "legs",
        }
    }
}

/// Something that makes what is asked no problem one could solve. Rows count from 1 in the list as it was handed in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// There is nobody to place.
    Nobody,
    /// There are more in a list than can be worked on.
    TooMany {
        /// Which list.
        list: List,
        /// The most there may be.
        most: usize,
        /// How many there are.
        there: usize,
    },
    /// One without an id.
    NoId {
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// The same id a second time (as a party, a mentor or one beside a mentor).
    Twice {
        /// The id.
        id: Id,
        /// The list of the second.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// A pair or lock names somebody who is not here.
    Unknown {
        /// The id.
        id: Id,
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// A pair of one and the same, or of two beside each other as mentors.
    WithItself {
        /// The id.
        id: Id,
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// Two mentors who are to be together or apart, or a mentor as a member in a lock, or a party as its mentor.
    WrongRole {
        /// The id.
        id: Id,
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// A lock without members.
    EmptyLock {
        /// Where.
        row: usize,
    },
    /// A place that is not on the earth, or no number.
    BadPlace {
        /// Whose.
        id: Id,
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// Ways count, but it is not known where this one lies.
    NoPlace {
        /// Who.
        id: Id,
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
    },
    /// Ways count, but the matrix has none between these; the first few of them.
    NoLegs {
        /// Between whom, at most 20.
        pairs: Vec<(Id, Id)>,
        /// How many there are in all.
        all: usize,
    },
    /// A way longer than any there is.
    LongLeg {
        /// Where.
        row: usize,
        /// How long.
        value: u32,
        /// The longest that is taken.
        most: u32,
    },
    /// A party takes no place at all, or more than a group has.
    BadSeats {
        /// Who.
        id: Id,
        /// Where.
        row: usize,
        /// How many it takes.
        seats: u8,
        /// The most places in a group.
        largest: u8,
    },
    /// A mentor who can neither lead nor back.
    NoCapacity {
        /// Who.
        id: Id,
        /// Where.
        row: usize,
    },
    /// A score outside 0 to 100.
    BadScore {
        /// Whose.
        id: Id,
        /// Which list.
        list: List,
        /// Where in it.
        row: usize,
        /// In what.
        area: String,
        /// The score.
        score: u8,
    },
    /// The smallest group is none, larger than the largest, or the largest larger than can be worked on.
    BadShape {
        /// The smallest.
        smallest: u8,
        /// The largest.
        largest: u8,
        /// The largest that is taken.
        most: u8,
    },
    /// A weight heavier than any may be.
    TooHeavy {
        /// Of which wish.
        wish: crate::Wish,
        /// How heavy.
        weight: u32,
        /// The heaviest there may be.
        most: u32,
    },
    /// To leave somebody out costs more than can be reckoned with.
    DearLeftOut {
        /// How much.
        points: u32,
        /// The most that is taken.
        most: u32,
    },
    /// Groups have mentors, but nobody can lead one.
    NoMentors,
}

impl Fault {
    /// The stable name of the situation.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::TooMany { .. } => "too_many",
            Self::NoId { .. } => "no_id",
            Self::Twice { .. } => "twice",
            Self::Unknown { .. } => "unknown",
            Self::WithItself { .. } => "with_itself",
            Self::WrongRole { .. } => "wrong_role",
            Self::EmptyLock { .. } => "empty_lock",
            Self::BadPlace { .. } => "bad_place",
            Self::NoPlace { .. } => "no_place",
            Self::NoLegs { .. } => "no_legs",
            Self::LongLeg { .. } => "long_leg",
            Self::BadSeats { .. } => "bad_seats",
            Self::NoCapacity { .. } => "no_capacity",
            Self::BadScore { .. } => "bad_score",
            Self::BadShape { .. } => "bad_shape",
            Self::TooHeavy { .. } => "too_heavy",
            Self::DearLeftOut { .. } => "dear_left_out",
            Self::NoMentors => "no_mentors",
        }
    }
}
