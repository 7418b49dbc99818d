//! What can be wrong with a table or a rule, as situations with a sentence each.

use std::fmt;

use stats::Lang;

/// Why something could not be done.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// A value, size, contribution or bound that is not a number.
    NotANumber {
        /// The cell.
        cell: usize,
    },
    /// A value below what a cell of this table can be.
    BelowBound {
        /// The cell.
        cell: usize,
        /// Its value.
        value: f64,
    },
    /// An equation names a cell that is not there, or the same cell twice.
    BadEquation {
        /// The equation.
        equation: usize,
    },
    /// The parts of an equation do not add up to its total.
    DoesNotAddUp {
        /// The equation.
        equation: usize,
        /// The sum of the parts.
        parts: f64,
        /// The total.
        total: f64,
    },
    /// A parameter of a rule or a rounding without meaning.
    BadParameter {
        /// Its value.
        value: f64,
    },
    /// The dimensions and the list of cells differ in size.
    WrongSize {
        /// How many cells the dimensions make.
        needed: usize,
        /// How many there are.
        got: usize,
    },
    /// A tree of categories with more than one root, or with a ring in it.
    BadTree,
    /// No choice of cells protects this one: too little of the table may be hidden.
    CannotProtect {
        /// The cell.
        cell: usize,
    },
    /// No table of multiples fits all sums with every cell at a neighbouring multiple, or none was found in
    /// the work allowed.
    CannotRound,
}

impl Error {
    /// One plain sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match *self {
            Self::NotANumber { cell } => lang.pick(
                format!("Cell {} har ett värde som inte är ett tal.", cell + 1),
                format!("Cell {} has a value that is not a number.", cell + 1),
            ),
            Self::BelowBound { cell, value } => lang.pick(
                format!("Cell {} är {value}, vilket är mindre än tabellen tillåter.", cell + 1),
                format!("Cell {} is {value}, which is less than the table allows.", cell + 1),
            ),
            Self::BadEquation { equation } => lang.pick(
                format!("Summan nummer {} pekar på en cell som inte finns eller samma cell två gånger.", equation + 1),
                format!("Sum {} points to a cell that is not there, or to the same cell twice.", equation + 1),
            ),
            Self::DoesNotAddUp { equation, parts, total } => lang.pick(
                format!("Summan nummer {} stämmer inte: delarna är {parts} men totalen {total}.", equation + 1),
                format!("Sum {} does not hold: the parts are {parts} but the total is {total}.", equation + 1),
            ),
            Self::BadParameter { value } => lang.pick(
                format!("{value} går inte att använda som gräns här."),
                format!("{value} cannot be used as a limit here."),
            ),
            Self::WrongSize { needed, got } => lang.pick(
                format!("Indelningarna ger {needed} celler, men det finns {got}."),
                format!("The dimensions make {needed} cells, but there are {got}."),
            ),
            Self::BadTree => lang.pick(
                "Indelningen måste ha en enda total som allt annat hör under.".to_owned(),
                "The categories must have one single total that all else belongs under.".to_owned(),
            ),
            Self::CannotProtect { cell } => lang.pick(
                format!("Cell {} går inte att skydda: för lite av tabellen får döljas.", cell + 1),
                format!("Cell {} cannot be protected: too little of the table may be hidden.", cell + 1),
            ),
            Self::CannotRound => lang.pick(
                "Tabellen går inte att avrunda så att alla summor stämmer.".to_owned(),
                "The table cannot be rounded so that all sums hold.".to_owned(),
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
