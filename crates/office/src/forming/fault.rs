//! What stands in the way of forming groups. What `grouping` finds is told where pages are made
//! (`app::grouping::words`); the file of ways is the office's own to tell of.

use grouping::Fault;
use i18n::Lang;

/// Something that has to be put right before groups can be formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormingFault {
    /// What `grouping` says.
    Asked(Fault),
    /// A row of the file with times that has not three columns.
    Columns {
        /// Which row, from 1.
        row: usize,
        /// How many columns it has.
        there: usize,
    },
    /// A time that is no whole number of minutes.
    NoMinutes {
        /// Which row, from 1.
        row: usize,
        /// What stands there.
        written: String,
    },
    /// A file with more rows than are read.
    LongFile {
        /// The most rows.
        most: usize,
    },
}

impl FormingFault {
    /// What is wrong with a file of ways, in a sentence; `None`: it is a fault of what is asked.
    pub fn said(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Asked(_) => return None,
            Self::Columns { row, there } => match lang {
                Lang::Sv => format!("Rad {row} har {there} kolumner. Det ska vara tre: från, till, minuter."),
                Lang::En => format!("Row {row} has {there} columns. There should be three: from, to, minutes."),
            },
            Self::NoMinutes { row, written } => match lang {
                Lang::Sv => format!("På rad {row} står ”{written}” där det ska stå ett helt antal minuter."),
                Lang::En => format!("Row {row} says “{written}” where a whole number of minutes should stand."),
            },
            Self::LongFile { most } => match lang {
                Lang::Sv => format!("Filen har fler än {most} rader. Ta bort dem som inte är med i omgången."),
                Lang::En => format!("The file has more than {most} rows. Take away those not in the round."),
            },
        })
    }
}
