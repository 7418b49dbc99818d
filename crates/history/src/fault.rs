//! What is wrong with a file: for whoever writes the facts, so in English.

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {place}: {kind}")]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Where in it: `group eskilstuna`.
    pub place: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// It cannot be read.
    #[error("{why}")]
    Unreadable {
        /// Why, with line and column.
        why: String,
    },
    /// The first key does not say what kind of file it is.
    #[error("`format` is `{found}`: write round/1, organisations/1, sources/1 or disagreements/1")]
    Format {
        /// What stands there.
        found: String,
    },
    /// A file that must be there once is missing, or there more than once.
    #[error("there must be exactly one file of {format}, not {found}")]
    Files {
        /// The format.
        format: &'static str,
        /// How many there are.
        found: usize,
    },
    /// The file of a round is called something else.
    #[error("the file of the round `{id}` must be called {id}.toml")]
    FileName {
        /// The round.
        id: String,
    },
    /// No id.
    #[error("`{found}` is no id: small letters a to z, digits and single hyphens")]
    NoId {
        /// What stands there.
        found: String,
    },
    /// Two things have the same id.
    #[error("`{id}` stands twice")]
    Twice {
        /// The id.
        id: String,
    },
    /// A text without words.
    #[error("words are missing in Swedish or English")]
    Empty,
    /// No such organisation.
    #[error("there is no organisation `{id}` in organisations.toml")]
    NoOrganisation {
        /// What stands there.
        id: String,
    },
    /// No such source.
    #[error("there is no source `{id}` in sources.toml")]
    NoSource {
        /// What stands there.
        id: String,
    },
    /// No such round.
    #[error("there is no round `{id}`")]
    NoRound {
        /// What stands there.
        id: String,
    },
    /// A fact without a source.
    #[error("a fact needs at least one source")]
    Unsourced,
    /// None of the sources can be followed.
    #[error("none of its sources has an address")]
    NoAddress,
    /// An address that is none, or a source with neither address nor note.
    #[error("a source needs an address that begins with http:// or https://, or a note that says why it has none")]
    Address,
    /// A code that does not fit the kind.
    #[error(
        "municipalities and regions have a code of four digits, a district the municipality it is part of, an association neither"
    )]
    Area,
    /// Nobody speaks of it.
    #[error("`{id}` is not used anywhere: take it away or use it")]
    Unused {
        /// The id.
        id: String,
    },
    /// A group or a list that must not be empty.
    #[error("there must be at least {least}, not {found}")]
    TooFew {
        /// How many there must be.
        least: usize,
        /// How many there are.
        found: usize,
    },
    /// One organisation takes part twice, or is named twice as a mentor of a group.
    #[error("`{organisation}` stands twice in the round")]
    TwiceInRound {
        /// The organisation.
        organisation: String,
    },
    /// Mentor and participant at the same time: also the only way to a circle within a round.
    #[error("`{organisation}` cannot be mentor and participant in the same round")]
    BothSides {
        /// The organisation.
        organisation: String,
    },
    /// A mentor that has not taken part before.
    #[error("`{organisation}` mentors before it has taken part in an earlier round")]
    MentorTooSoon {
        /// The organisation.
        organisation: String,
    },
    /// What is said of the mentors does not fit.
    #[error(
        "`known` needs mentors; `none-named` has none; `unknown` has none or at least two it may be; the last two need a note"
    )]
    Pairing,
    /// A time outside the round.
    #[error("{date} lies outside the round, {from} to {until}")]
    Outside {
        /// The time.
        date: String,
        /// When the round began.
        from: String,
        /// When it ended.
        until: String,
    },
    /// The end comes before the beginning.
    #[error("the end comes before the beginning")]
    Backwards,
    /// Events not in order of time.
    #[error("events stand in order of time")]
    Order,
    /// Replaced by one that is not in the group, by itself, in a circle, or without having gone.
    #[error("`{organisation}` must be gone and replaced by another of the group that joined, and not in a circle")]
    Replacement {
        /// The organisation.
        organisation: String,
    },
    /// Marked as our inference, but not said to be; or the other way round.
    #[error("what is `inferred` says so in its words (“vår slutsats”, “our inference”), and nothing else does")]
    Inferred,
}
