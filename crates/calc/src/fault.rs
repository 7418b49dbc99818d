//! Why nothing could be computed: always with the column and the row, where there are any.

use stats::Lang;
use std::fmt;

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The file cannot be opened or read.
    Unreadable {
        /// The file.
        file: String,
        /// What the system says, in Swedish and English.
        why: (String, String),
    },
    /// The file is not what its name says.
    NotThatKind {
        /// The file.
        file: String,
        /// CSV, Parquet or XLSX.
        kind: &'static str,
        /// What the reader says.
        why: String,
    },
    /// The file has no rows below its head.
    Empty {
        /// The file.
        file: String,
    },
    /// Two columns have the same name.
    Twice {
        /// The name.
        column: String,
    },
    /// A row has more or fewer cells than the head.
    Ragged {
        /// The row, the head is 1.
        row: usize,
        /// Cells in it.
        cells: usize,
        /// Cells in the head.
        names: usize,
    },
    /// The file has no such column.
    NoColumn {
        /// The option that asked.
        option: String,
        /// The column asked for.
        column: String,
        /// The columns there are.
        there: Vec<String>,
    },
    /// A column was named, but there is no file, and it is no number either.
    NoFile {
        /// The option that asked.
        option: String,
        /// What was written.
        text: String,
    },
    /// A cell that should be a number is none.
    NotANumber {
        /// The column.
        column: String,
        /// The row, the head is 1.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// A point that may stand before decimals or between thousands, in a file where commas may be decimal.
    PointOfThousands {
        /// The column.
        column: String,
        /// The row, the head is 1.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// Decimal points and decimal commas in one column.
    MixedSigns {
        /// The column.
        column: String,
        /// The row and what stands there, with a point.
        point: (usize, String),
        /// The row and what stands there, with a comma.
        comma: (usize, String),
    },
    /// A cell is empty.
    Missing {
        /// The column.
        column: String,
        /// The row, the head is 1.
        row: usize,
    },
    /// An option must be given.
    Needed {
        /// The option.
        option: &'static str,
    },
    /// An option was given something it does not take.
    BadOption {
        /// The option.
        option: String,
        /// What was written.
        text: String,
        /// What it takes, in Swedish and English.
        takes: (String, String),
    },
    /// Numbers written out for two options differ in length.
    Lengths {
        /// First option and how many.
        first: (String, usize),
        /// Second option and how many.
        second: (String, usize),
    },
    /// Not exactly so many groups.
    Groups {
        /// The column.
        column: String,
        /// How many there must be.
        needed: usize,
        /// The groups there are (at most ten).
        there: Vec<String>,
        /// What `--by` it is about.
        part: Option<String>,
    },
    /// Nothing is left after `--where` or `--missing skip`.
    NothingLeft,
    /// A condition cannot be read.
    Condition {
        /// What was written.
        text: String,
    },
    /// The numbers do not do for the method.
    Numbers {
        /// What the method says.
        error: stats::Error,
        /// The column it is about, where that is known.
        column: Option<String>,
        /// The row it is about, the head is 1; none where it is about all of them.
        row: Option<usize>,
        /// What `--by` or a group it is about.
        part: Option<String>,
    },
    /// The method says something of its own, in Swedish and English.
    Own {
        /// In Swedish.
        sv: String,
        /// In English.
        en: String,
    },
}

impl Fault {
    /// One or two plain sentences with what to do.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (sv, en) = self.words();
        lang.pick(sv, en)
    }

    /// True where what was asked cannot be understood; otherwise it is the data that will not do.
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(
            self,
            Self::Needed { .. }
                | Self::BadOption { .. }
                | Self::NoColumn { .. }
                | Self::NoFile { .. }
                | Self::Lengths { .. }
                | Self::Condition { .. }
        )
    }

    /// The file cannot be opened or read.
    pub(crate) fn unreadable(file: &str, why: &std::io::Error) -> Self {
        Self::Unreadable { file: file.to_owned(), why: of_system(why) }
    }

    /// About this row of the file.
    #[must_use]
    pub fn at(self, at: usize) -> Self {
        match self {
            Self::Numbers { error, part, column, .. } => Self::Numbers { error, row: Some(at), part, column },
            other => other,
        }
    }

    /// About this part of the file.
    #[must_use]
    pub fn part(self, of: &str) -> Self {
        match self {
            Self::Numbers { error, row, column, .. } => Self::Numbers { error, row, part: Some(of.to_owned()), column },
            Self::Groups { column, needed, there, .. } => {
                Self::Groups { column, needed, there, part: Some(of.to_owned()) }
            }
            other => other,
        }
    }

    fn words(&self) -> (String, String) {
        match self {
            Self::Unreadable { file, why } => (
                format!("Filen {file} går inte att läsa: {}.", why.0),
                format!("The file {file} cannot be read: {}.", why.1),
            ),
            Self::NotThatKind { file, kind, why } => (
                format!("Filen {file} går inte att läsa som {kind}: {why}."),
                format!("The file {file} cannot be read as {kind}: {why}."),
            ),
            Self::Empty { file } => (
                format!("Filen {file} har inga rader under rubrikraden."),
                format!("The file {file} has no rows below its head."),
            ),
            Self::Twice { column } => (
                format!("Två kolumner heter ”{column}”. Ge dem olika namn."),
                format!("Two columns are called “{column}”. Give them different names."),
            ),
            Self::Ragged { row, cells, names } => (
                format!(
                    "Rad {row} har {cells} {} men rubrikraden {names}.",
                    if *cells == 1 { "cell" } else { "celler" }
                ),
                format!("Row {row} has {cells} {} but the head {names}.", if *cells == 1 { "cell" } else { "cells" }),
            ),
            Self::NoColumn { option, column, there } => (
                format!("Filen har ingen kolumn ”{column}” (--{option}). Den har: {}.", there.join(", ")),
                format!("The file has no column “{column}” (--{option}). It has: {}.", there.join(", ")),
            ),
            Self::NoFile { option, text } => (
                format!("--{option} {text}: är varken tal eller en kolumn, för ingen fil är angiven."),
                format!("--{option} {text}: is neither numbers nor a column, since no file is given."),
            ),
            Self::NotANumber { column, row, text } => (
                format!("Kolumnen ”{column}”, rad {row}: ”{text}” är inget tal."),
                format!("Column “{column}”, row {row}: “{text}” is not a number."),
            ),
            Self::PointOfThousands { column, row, text } if text.matches('.').count() > 1 => {
                let whole = text.replace('.', "");
                (
                    format!("Kolumnen ”{column}”, rad {row}: ”{text}” har punkter mellan tusental. Skriv {whole}."),
                    format!("Column “{column}”, row {row}: “{text}” has points between thousands. Write {whole}."),
                )
            }
            Self::PointOfThousands { column, row, text } => {
                let (whole, decimal) = (text.replace('.', ""), text.replacen('.', ",", 1));
                (
                    format!(
                        "Kolumnen ”{column}”, rad {row}: ”{text}” kan läsas på två sätt. Skriv {whole} om punkten \
                         skiljer tusental, {decimal} om den är decimaltecken."
                    ),
                    format!(
                        "Column “{column}”, row {row}: “{text}” can be read in two ways. Write {whole} where the point \
                         stands between thousands, {decimal} where it is the decimal sign."
                    ),
                )
            }
            Self::MixedSigns { column, point, comma } => (
                format!(
                    "Kolumnen ”{column}” har både punkt (rad {}: ”{}”) och komma (rad {}: ”{}”). Skriv alla tal med \
                     samma decimaltecken.",
                    point.0, point.1, comma.0, comma.1
                ),
                format!(
                    "Column “{column}” has both points (row {}: “{}”) and commas (row {}: “{}”). Write all numbers \
                     with the same decimal sign.",
                    point.0, point.1, comma.0, comma.1
                ),
            ),
            Self::Missing { column, row } => (
                format!("Kolumnen ”{column}”, rad {row} är tom. Med --missing skip hoppas sådana rader över."),
                format!("Column “{column}”, row {row} is empty. With --missing skip such rows are left out."),
            ),
            Self::Needed { option } => {
                (format!("--{option} behövs. Se --help."), format!("--{option} is needed. See --help."))
            }
            Self::BadOption { option, text, takes } => (
                format!("--{option} {text}: ska vara {}.", takes.0),
                format!("--{option} {text}: must be {}.", takes.1),
            ),
            Self::Lengths { first, second } => (
                format!("--{} har {} värden men --{} har {}.", first.0, first.1, second.0, second.1),
                format!("--{} has {} values but --{} has {}.", first.0, first.1, second.0, second.1),
            ),
            Self::Groups { column, needed, there, part } => {
                let place = part.as_ref().map_or_else(String::new, |it| format!("{it}: "));
                let (have, list) = (there.len(), there.join(", "));
                if have < *needed {
                    (
                        format!(
                            "{place}Kolumnen ”{column}” ska ha {needed} grupper men har {have}{}. Då finns inget att jämföra med.",
                            after_colon(&list)
                        ),
                        format!(
                            "{place}Column “{column}” must have {needed} groups but has {have}{}. So there is nothing to compare with.",
                            after_colon(&list)
                        ),
                    )
                } else {
                    (
                        format!(
                            "{place}Kolumnen ”{column}” ska ha {needed} grupper men har {have}: {list}. Välj med --groups A,B."
                        ),
                        format!(
                            "{place}Column “{column}” must have {needed} groups but has {have}: {list}. Choose with --groups A,B."
                        ),
                    )
                }
            }
            Self::NothingLeft => {
                ("Inga rader är kvar att räkna på.".to_owned(), "No rows are left to compute from.".to_owned())
            }
            Self::Condition { text } => (
                format!("Villkoret ”{text}” går inte att läsa. Skriv kolumn=värde, eller <, <=, >, >=, !=."),
                format!("The condition “{text}” cannot be read. Write column=value, or <, <=, >, >=, !=."),
            ),
            Self::Numbers { error, row, part, column } => {
                let place = |lang: Lang| {
                    let column =
                        column.as_ref().map(|it| lang.pick(format!("Kolumnen ”{it}”"), format!("Column “{it}”")));
                    let row_word = match column {
                        Some(_) => lang.pick("rad", "row"),
                        None => lang.pick("Rad", "Row"),
                    };
                    let row = row.map(|row| format!("{row_word} {row}"));
                    let part = part.as_ref().map(|it| crate::Answer::word("what", it, lang));
                    let parts: Vec<String> = column.into_iter().chain(row).chain(part).collect();
                    if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(", ")) }
                };
                (
                    format!("{}{}", place(Lang::Sv), error.sentence(Lang::Sv)),
                    format!("{}{}", place(Lang::En), error.sentence(Lang::En)),
                )
            }
            Self::Own { sv, en } => (sv.clone(), en.clone()),
        }
    }
}

/// What the system says of a file, in words of both languages.
fn of_system(why: &std::io::Error) -> (String, String) {
    let (sv, en) = match why.kind() {
        std::io::ErrorKind::NotFound => (
            "den finns inte. Kontrollera namnet och i vilken mapp du står",
            "it is not there. See to the name and the folder you are in",
        ),
        std::io::ErrorKind::PermissionDenied => ("du får inte läsa den", "you may not read it"),
        std::io::ErrorKind::IsADirectory => ("den är en mapp, inte en fil", "it is a folder, not a file"),
        _ => return (why.to_string(), why.to_string()),
    };
    (sv.to_owned(), en.to_owned())
}

fn after_colon(list: &str) -> String {
    if list.is_empty() { String::new() } else { format!(": {list}") }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for Fault {}

impl From<stats::Error> for Fault {
    fn from(error: stats::Error) -> Self {
        Self::Numbers { error, row: None, part: None, column: None }
    }
}
