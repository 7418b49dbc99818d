//! What can be wrong with case files, and why single rows are left out.

use stats::Lang;
use std::fmt;

/// Why a row was left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A cell of this column is empty.
    Empty(String),
    /// A cell of this column should be a number and is none, or is infinite.
    NotANumber(String),
    /// A cell of this column lies outside what the codebook allows.
    OutOfRange(String),
    /// A code of this column that neither the codebook nor custom knows.
    UnknownCode(String),
    /// A weight below zero.
    NegativeWeight(String),
    /// A row with another number of cells than the head.
    Ragged,
}

impl Reason {
    /// A few words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let (sv, en) = match self {
            Self::Empty(c) => (format!("{c}: tom cell"), format!("{c}: empty cell")),
            Self::NotANumber(c) => (format!("{c}: inget tal"), format!("{c}: not a number")),
            Self::OutOfRange(c) => {
                (format!("{c}: utanför kodbokens gränser"), format!("{c}: outside the codebook's limits"))
            }
            Self::UnknownCode(c) => (format!("{c}: okänd kod"), format!("{c}: unknown code")),
            Self::NegativeWeight(c) => (format!("{c}: negativ vikt"), format!("{c}: negative weight")),
            Self::Ragged => ("fel antal celler på raden".to_owned(), "wrong number of cells in the row".to_owned()),
        };
        lang.pick(sv, en)
    }
}

/// Why nothing could be computed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// A file or folder cannot be read.
    Unreadable {
        /// Which.
        file: String,
        /// What the system or the reader says, in Swedish and English.
        why: (String, String),
    },
    /// A file of another kind: a PDF, a workbook.
    NotCases {
        /// Which.
        file: String,
        /// What it is, in Swedish and English.
        kind: (&'static str, &'static str),
    },
    /// A folder has no CSV or Parquet files.
    NoFiles {
        /// Which.
        folder: String,
    },
    /// A file has no such column.
    NoColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// What it has.
        there: Vec<String>,
    },
    /// A column is of a kind that holds neither numbers nor words.
    Kind {
        /// The column.
        column: String,
        /// Its kind.
        kind: String,
    },
    /// The same column is asked to be two things.
    Twice {
        /// The column.
        column: String,
    },
    /// A condition cannot be read.
    Condition {
        /// What was written.
        text: String,
    },
    /// The codebook cannot be read.
    Codebook {
        /// What is wrong, in Swedish and English.
        why: (String, String),
    },
    /// A category has more levels than can be told apart sensibly.
    Levels {
        /// The column.
        column: String,
        /// How many it has at least.
        levels: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Too many bad rows.
    TooManyBad {
        /// Rows read (after the filter).
        rows: u64,
        /// How many were bad, by reason, most first.
        bad: Vec<(Reason, u64)>,
        /// The share allowed.
        allowed: f64,
        /// Fewer than so many of a reason are told as fewer: odd codes of sex are persons too.
        least: u64,
    },
    /// No row of women, or none of men, is left.
    Nobody {
        /// Rows of women.
        women: u64,
        /// Rows of men.
        men: u64,
    },
    /// So few with one of two outcomes, or so many, that single persons would be told of.
    TooFewEvents {
        /// How many of each are needed.
        least: u64,
    },
    /// One amount is so large a part of all that it could be told from the mean.
    Giant,
    /// Too few clusters to say anything of chance.
    FewClusters {
        /// How many there are.
        clusters: usize,
    },
    /// Too few cases of either sex for anything to be told of them.
    TooFewToShow {
        /// How many of each are needed.
        least: u64,
    },
    /// A cluster of machines did not do what it was asked.
    Cluster {
        /// Its address.
        at: String,
        /// What it says.
        why: String,
    },
    /// The numbers do not do.
    Numbers(stats::Error),
}

impl Fault {
    /// One or two plain sentences.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (sv, en) = match self {
            Self::Unreadable { file, why } => {
                (format!("{file} går inte att läsa: {}.", why.0), format!("{file} cannot be read: {}.", why.1))
            }
            Self::NotCases { file, kind } => (
                format!("{file} är {} och inte en fil med ärenden. Spara ärendena som CSV eller Parquet.", kind.0),
                format!("{file} is {}, not a file of cases. Save the cases as CSV or Parquet.", kind.1),
            ),
            Self::NoFiles { folder } => (
                format!("I mappen {folder} finns inga CSV- eller Parquetfiler."),
                format!("The folder {folder} has no CSV or Parquet files."),
            ),
            Self::NoColumn { file, column, there } => (
                format!("{file} har ingen kolumn ”{column}”. Den har: {}.", there.join(", ")),
                format!("{file} has no column “{column}”. It has: {}.", there.join(", ")),
            ),
            Self::Kind { column, kind } => (
                format!("Kolumnen ”{column}” har typen {kind}, som varken är tal eller ord."),
                format!("Column “{column}” is of type {kind}, which is neither numbers nor words."),
            ),
            Self::Twice { column } => (
                format!("Kolumnen ”{column}” kan inte vara två saker på en gång."),
                format!("Column “{column}” cannot be two things at once."),
            ),
            Self::Condition { text } => (
                format!("Villkoret ”{text}” går inte att läsa. Skriv kolumn=värde, eller <, <=, >, >=, !=."),
                format!("The condition “{text}” cannot be read. Write column=value, or <, <=, >, >=, !=."),
            ),
            Self::Codebook { why } => {
                (format!("Kodboken går inte att läsa: {}.", why.0), format!("The codebook cannot be read: {}.", why.1))
            }
            Self::Levels { column, levels, most } => (
                format!(
                    "Kolumnen ”{column}” har minst {levels} olika värden; en kategori får ha högst {most}. Är den ett tal, säg det i kodboken."
                ),
                format!(
                    "Column “{column}” has at least {levels} values; a category may have at most {most}. If it is a number, say so in the codebook."
                ),
            ),
            Self::TooManyBad { rows, bad, allowed, least } => {
                let percent = ((allowed * 1e4).round() / 100.0).to_string();
                let percent_sv = percent.replace('.', ",");
                // How few there are of a kind is not told, nor what it could be taken from.
                let told: u64 = bad.iter().map(|(_, n)| n).filter(|n| *n >= least).sum();
                let all = |lang: Lang| match told {
                    0 => lang.pick("Några", "Some").to_owned(),
                    _ if bad.iter().any(|(_, n)| n < least) => format!("{} {told}", lang.pick("Minst", "At least")),
                    _ => told.to_string(),
                };
                let few = |n: u64, lang: Lang| {
                    if n < *least {
                        format!("{} {least}", lang.pick("färre än", "fewer than"))
                    } else {
                        n.to_string()
                    }
                };
                let list = |lang: Lang| {
                    bad.iter()
                        .take(5)
                        .map(|(why, n)| format!("{} ({})", why.words(lang), few(*n, lang)))
                        .collect::<Vec<_>>()
                        .join("; ")
                };
                (
                    format!(
                        "{} av {rows} rader går inte att använda, mer än de {percent_sv} % som tillåts: {}. Rätta filen eller kodboken, eller höj gränsen med --bad-rows.",
                        all(Lang::Sv),
                        list(Lang::Sv)
                    ),
                    format!(
                        "{} of {rows} rows cannot be used, more than the {percent} % allowed: {}. Mend the file or the codebook, or raise the limit with --bad-rows.",
                        all(Lang::En),
                        list(Lang::En)
                    ),
                )
            }
            Self::Nobody { women, men } => (
                format!("Det finns {women} rader om kvinnor och {men} om män; för en jämförelse behövs båda."),
                format!("There are {women} rows about women and {men} about men; a comparison needs both."),
            ),
            Self::TooFewToShow { least } => (
                format!(
                    "Det finns färre än {least} kvinnor eller färre än {least} män bland ärendena. Så få berättas det inget om."
                ),
                format!(
                    "There are fewer than {least} women or fewer than {least} men among the cases. Nothing is told of so few."
                ),
            ),
            Self::Cluster { at, why } => {
                (format!("Klustret {at} kunde inte räkna: {why}"), format!("The cluster {at} could not compute: {why}"))
            }
            Self::TooFewEvents { least } => (
                format!(
                    "Färre än {least} kvinnor eller män har det ena av de två utfallen. Då kan enskilda röjas, så inget berättas. Gränsen står i kodboken (disclosure.least_events)."
                ),
                format!(
                    "Fewer than {least} women or men have one of the two outcomes. That could disclose single persons, so nothing is told. The limit stands in the codebook (disclosure.least_events)."
                ),
            ),
            Self::Giant => (
                "Ett enda ärende är så stort att det går att räkna fram ur medelvärdet, så inget berättas. Gränsen står i kodboken (disclosure.percent).".to_owned(),
                "A single case is so large that it could be worked out from the mean, so nothing is told. The limit stands in the codebook (disclosure.percent).".to_owned(),
            ),
            Self::FewClusters { clusters } => (
                format!("Det finns {clusters} kluster. För att säga något om slumpen behövs minst två."),
                format!("There are {clusters} clusters. At least two are needed to say anything of chance."),
            ),
            Self::Numbers(error) => (error.sentence(Lang::Sv), error.sentence(Lang::En)),
        };
        lang.pick(sv, en)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for Fault {}

impl From<stats::Error> for Fault {
    fn from(error: stats::Error) -> Self {
        Self::Numbers(error)
    }
}
