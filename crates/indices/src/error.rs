//! Why an index could not be computed, as situations with a sentence each.

use std::fmt;

use stats::Lang;

/// Why an index could not be computed or compared.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The definition is not valid TOML or not of the right form.
    Unreadable {
        /// What the reader of TOML says.
        why: String,
    },
    /// A node that cannot be computed as it stands.
    BadNode {
        /// Its id.
        node: String,
        /// What is wrong, in Swedish.
        sv: &'static str,
        /// In English.
        en: &'static str,
    },
    /// Two scores of editions that are not comparable.
    EditionsDiffer {
        /// Of one.
        first: String,
        /// Of the other.
        second: String,
    },
    /// The data belong to another edition than the definition.
    OtherEdition {
        /// Of the data.
        data: String,
        /// Of the definition.
        definition: String,
    },
    /// The method of this edition is not known well enough to compute it.
    NotComputable {
        /// The index and edition.
        edition: String,
    },
    /// A place has no value for an indicator.
    Missing {
        /// The place.
        place: String,
        /// The indicator.
        indicator: String,
    },
    /// A value that is not a number, or that this measure cannot take (a negative rate, a zero divisor).
    BadValue {
        /// The place.
        place: String,
        /// The node.
        node: String,
    },
}

impl Error {
    /// One plain sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable { why } => lang.pick(
                format!("Beskrivningen av indexet går inte att läsa: {why}"),
                format!("The definition of the index cannot be read: {why}"),
            ),
            Self::BadNode { node, sv, en } => {
                lang.pick(format!("Delen {node} i indexet {sv}."), format!("Part {node} of the index {en}."))
            }
            Self::EditionsDiffer { first, second } => lang.pick(
                format!("{first} och {second} är räknade på olika sätt och kan inte jämföras."),
                format!("{first} and {second} are computed in different ways and cannot be compared."),
            ),
            Self::OtherEdition { data, definition } => lang.pick(
                format!("Uppgifterna hör till {data}, men metoden är {definition}. Utgåvor blandas inte."),
                format!("The data belong to {data}, but the method is {definition}. Editions are not mixed."),
            ),
            Self::NotComputable { edition } => lang.pick(
                format!("Metoden för {edition} är inte känd i sin helhet, så indexet räknas inte ut."),
                format!("The method of {edition} is not known in full, so the index is not computed."),
            ),
            Self::Missing { place, indicator } => lang.pick(
                format!("{place} saknar värde för {indicator}."),
                format!("{place} has no value for {indicator}."),
            ),
            Self::BadValue { place, node } => lang.pick(
                format!("Värdet för {place} går inte att räkna med i {node}."),
                format!("The value of {place} cannot be used in {node}."),
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for Error {}

/// Short for a result of this crate.
pub type Result<T> = std::result::Result<T, Error>;
