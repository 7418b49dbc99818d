//! Situations that can go wrong, each with a sentence in Swedish and English that says what to do.

use std::{io, path::PathBuf};

use jiff::Timestamp;
use thiserror::Error;

use crate::{Words, words::clip};

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    fn pick(self, sv: impl Into<String>, en: impl Into<String>) -> String {
        match self {
            Self::Sv => sv.into(),
            Self::En => en.into(),
        }
    }
}

/// A snapshot could not be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no snapshot of that name.
    #[error("{}", self.sentence(Lang::En))]
    NoSnapshot {
        /// The name asked for.
        id: String,
    },
    /// Another import holds the lock of the data folder.
    #[error("{}", self.sentence(Lang::En))]
    Busy {
        /// The data folder.
        data: PathBuf,
    },
    /// The disk said no.
    #[error("{}", self.sentence(Lang::En))]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: "read", "written", "renamed", "removed", "copied", "flushed", "locked".
        action: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// A file of the snapshot does not hold what it should.
    #[error("{}", self.sentence(Lang::En))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: Words,
    },
    /// A layout of another version of the program.
    #[error("{}", self.sentence(Lang::En))]
    Format {
        /// The manifest.
        path: PathBuf,
        /// The format found.
        found: u32,
        /// The format this program reads.
        known: u32,
    },
    /// The newest snapshot cannot be read, so nothing can be laid over it.
    #[error("{}", self.sentence(Lang::En))]
    Base {
        /// The snapshot.
        id: String,
        /// What is wrong with it.
        why: Box<StoreError>,
    },
    /// More key figures, areas or rows than the layout holds.
    #[error("{}", self.sentence(Lang::En))]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many fit.
        most: usize,
    },
}

impl StoreError {
    pub(crate) fn disk(path: impl Into<PathBuf>, action: &'static str, source: io::Error) -> Self {
        Self::Disk { path: path.into(), action, source }
    }

    /// What happened and what to do, in one or two sentences.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::NoSnapshot { id } => lang.pick(
                format!("Det finns ingen ögonblicksbild som heter {id}. Lista dem som finns med \"jamsides snapshot list\"."),
                format!("No snapshot is called {id}. List those there are with \"jamsides snapshot list\"."),
            ),
            Self::Busy { data } => lang.pick(
                format!("En annan import pågår i {}. Vänta tills den är klar.", data.display()),
                format!("Another import is running in {}. Wait until it is done.", data.display()),
            ),
            Self::Disk { path, action, source } => {
                let sv = match *action {
                    "read" => "läsas",
                    "written" => "skrivas",
                    "renamed" => "byta namn",
                    "removed" => "tas bort",
                    "copied" => "kopieras",
                    "locked" => "låsas",
                    _ => "sparas säkert",
                };
                lang.pick(
                    format!("{} kunde inte {sv}: {}. Kontrollera utrymme och rättigheter.", path.display(), reason(source, lang)),
                    format!("{} could not be {action}: {}. Check space and permissions.", path.display(), reason(source, lang)),
                )
            }
            Self::Damaged { path, what } => lang.pick(
                format!("{} är skadad ({}). Använd en äldre ögonblicksbild med --as-of, eller importera på nytt med --fresh.", path.display(), what.sv),
                format!("{} is damaged ({}). Use an older snapshot with --as-of, or import again with --fresh.", path.display(), what.en),
            ),
            Self::Format { path, found, known } => lang.pick(
                format!("{} har format {found}, men programmet läser format {known}. Byt programversion eller importera på nytt med --fresh.", path.display()),
                format!("{} has format {found}, but this program reads format {known}. Change the program's version or import again with --fresh.", path.display()),
            ),
            Self::TooMany { what, found, most } => {
                let sv = match *what {
                    "areas" => "områden",
                    "rows" => "rader",
                    _ => "nyckeltal",
                };
                lang.pick(
                    format!("{found} {sv} är fler än de {most} som ryms. Importera färre, med --fresh om de gamla inte behövs."),
                    format!("{found} {what} are more than the {most} that fit. Import fewer, with --fresh if the old ones are not needed."),
                )
            }
            Self::Base { id, why } => lang.pick(
                format!("Den senaste ögonblicksbilden, {id}, går inte att bygga vidare på. {} Med --fresh börjar importen om utan den.", why.sentence(lang)),
                format!("The newest snapshot, {id}, cannot be built upon. {} With --fresh the import starts anew without it.", why.sentence(lang)),
            ),
        }
    }
}

/// An import was refused; nothing was changed and the snapshot in use stays.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file as a whole.
    #[error("{}", self.sentence(Lang::En))]
    File {
        /// Its name.
        file: String,
        /// What is wrong.
        problem: FileProblem,
    },
    /// A place in a file or answer.
    #[error("{}", self.sentence(Lang::En))]
    Cell {
        /// The file's name or the answer's address.
        file: String,
        /// The row: the line of a CSV file; the row of a Parquet file and the entry of a JSON
        /// answer, counted from 1.
        row: u64,
        /// The column or field.
        column: String,
        /// What is wrong.
        problem: CellProblem,
    },
    /// An answer of the live API.
    #[error("{}", self.sentence(Lang::En))]
    Live {
        /// The address asked.
        url: String,
        /// What is wrong.
        problem: LiveProblem,
    },
    /// Nothing that was given is Kolada's.
    #[error("{}", self.sentence(Lang::En))]
    Nothing {
        /// How many files were looked at.
        looked_at: usize,
    },
    /// The request selects no key figure.
    #[error("{}", self.sentence(Lang::En))]
    NothingSelected,
    /// The source has no values for the request.
    #[error("{}", self.sentence(Lang::En))]
    NoValues,
}

/// What is wrong with a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum FileProblem {
    /// It cannot be opened or read.
    Unreadable(io::Error),
    /// It holds nothing.
    Empty,
    /// A header without rows.
    NoRows,
    /// It breaks off, or its packing is broken.
    Truncated(Words),
    /// Its last line does not end: a copy that broke off.
    CutOff,
    /// A quotation mark that is never closed, from this line on.
    OpenQuote {
        /// The line.
        line: u64,
    },
    /// A column stands twice in the header.
    TwiceColumn(String),
    /// A name stands twice in one JSON object.
    TwiceName(String),
    /// A row longer than a mebibyte.
    LongLine {
        /// Its number.
        line: u64,
    },
    /// Columns are missing.
    Header {
        /// The missing columns.
        missing: Vec<&'static str>,
    },
    /// A column has a type that cannot be read.
    ColumnType {
        /// The column.
        column: String,
        /// Its type.
        found: String,
    },
    /// It is nothing Kolada publishes.
    NotKolada(crate::import::Why),
    /// It is larger than this kind of file may be.
    TooLarge,
    /// Its structure is broken.
    Broken(Words),
}

/// What is wrong with a place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellProblem {
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// Nothing stands there.
    Empty,
    /// No key figure code.
    Kpi(String),
    /// No area code.
    Area(String),
    /// No year.
    Year(String),
    /// A year outside 1900–2100.
    YearRange(i64),
    /// A gender code other than K, M and T.
    Gender(String),
    /// No number.
    Number(String),
    /// NaN or infinity.
    NotFinite,
    /// Something else than yes or no.
    Flag(String),
    /// Another number of fields than the header.
    Fields {
        /// Found.
        found: usize,
        /// In the header.
        wanted: usize,
    },
    /// The same key figure, area, year and sex stood before with something else.
    Conflict {
        /// "N15428 0114 2021 K".
        key: String,
        /// What stood before.
        first: String,
        /// What stands here.
        second: String,
    },
    /// More key figures than there can be.
    Figures {
        /// How many a source may have.
        most: usize,
    },
    /// More areas than there can be.
    Areas {
        /// How many a source may have.
        most: usize,
    },
    /// More key figures, areas and years than fit.
    Cells {
        /// How many a source may have.
        most: usize,
    },
    /// An entry of a JSON page that is none of Kolada's.
    Entry,
    /// A field of another JSON type.
    JsonType {
        /// What was expected.
        wanted: &'static str,
    },
}

/// What is wrong with an answer of the live API.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LiveProblem {
    /// No connection, or it broke, after all tries.
    Unreachable {
        /// How often it was tried.
        tries: u32,
        /// The last reason.
        reason: String,
    },
    /// An HTTP status that is no answer, after all tries where trying again helps.
    Status {
        /// The status.
        status: u16,
        /// How often it was tried.
        tries: u32,
    },
    /// The answer is no JSON.
    NotJson,
    /// The answer leads to another address.
    Elsewhere(String),
    /// The server asks for a longer wait than is worth sitting through.
    Later {
        /// When it may be asked again.
        at: Timestamp,
    },
    /// A name stands twice in one object of the answer.
    Twice(String),
    /// The answer lacks what an answer has.
    Shape(&'static str),
    /// `next_url` leads to an address already read.
    Cycle,
    /// An empty page that has a next one, or a page that only repeats earlier rows.
    Repeats,
    /// `next_url` leads to another host.
    OtherHost(String),
    /// Rows that were not asked for.
    NotAsked(String),
    /// `count` does not fit what came.
    Count {
        /// What it says.
        said: u64,
        /// What came.
        came: u64,
    },
    /// More than 64 MiB.
    TooLarge,
    /// The base address is none.
    BadBase,
}

impl ImportError {
    pub(crate) fn file(file: impl Into<String>, problem: FileProblem) -> Self {
        Self::File { file: file.into(), problem }
    }

    pub(crate) fn cell(file: &str, row: u64, column: &str, problem: CellProblem) -> Self {
        Self::Cell { file: file.to_owned(), row, column: column.to_owned(), problem }
    }

    /// What happened, where, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Store(e) => e.sentence(lang),
            Self::File { file, problem } => format!("{file}: {}", problem.sentence(lang)),
            Self::Cell { file, row, column, problem } => {
                let place = lang.pick(format!("{file}, rad {row}, kolumn {column}"), format!("{file}, row {row}, column {column}"));
                format!("{place}: {}", problem.sentence(lang))
            }
            Self::Live { url, problem } => format!("{url}: {}", problem.sentence(lang)),
            Self::Nothing { looked_at } => lang.pick(
                format!("Inget av de {looked_at} filerna är Koladas. Ange en fil med kolumnerna kpi, municipality, year, gender, value."),
                format!("None of the {looked_at} files is Kolada's. Give a file with the columns kpi, municipality, year, gender, value."),
            ),
            Self::NothingSelected => lang.pick(
                "Inget nyckeltal valdes. Kontrollera koderna.",
                "No key figure was selected. Check the codes.",
            ),
            Self::NoValues => lang.pick(
                "Källan har inga värden för det du frågade efter. Kontrollera koder, områden, år och dag.",
                "The source has no values for what you asked for. Check codes, areas, years and day.",
            ),
        }
    }
}

impl FileProblem {
    /// What happened and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable(e) => lang.pick(
                format!("kan inte läsas: {}. Kontrollera sökväg och rättigheter.", reason(e, lang)),
                format!("cannot be read: {}. Check path and permissions.", reason(e, lang)),
            ),
            Self::Empty => lang.pick("är tom. Hämta filen på nytt.", "is empty. Fetch the file again."),
            Self::NoRows => lang.pick(
                "har rubriker men inga rader. Hämta filen på nytt.",
                "has a header but no rows. Fetch the file again.",
            ),
            Self::Truncated(what) => lang.pick(
                format!("är avbruten eller trasig ({}). Hämta filen på nytt.", what.sv),
                format!("breaks off or is broken ({}). Fetch the file again.", what.en),
            ),
            Self::CutOff => lang.pick(
                "slutar mitt i en rad, så den kan vara avbruten. Hämta filen på nytt, eller avsluta sista raden med en radbrytning om filen är hel.",
                "ends in the middle of a line, so it may have been cut off. Fetch the file again, or end its last line with a line break if it is whole.",
            ),
            Self::OpenQuote { line } => lang.pick(
                format!("har ett citattecken på rad {line} eller senare som aldrig stängs. Rätta det, eller hämta filen på nytt."),
                format!("has a quotation mark on line {line} or later that is never closed. Correct it, or fetch the file again."),
            ),
            Self::TwiceColumn(name) => lang.pick(
                format!("har kolumnen {name} två gånger, eller under två namn. Ta bort den ena."),
                format!("has the column {name} twice, or by two names. Remove one of them."),
            ),
            Self::TwiceName(name) => lang.pick(
                format!("har namnet \"{name}\" två gånger i samma objekt. Hämta filen på nytt."),
                format!("has the name \"{name}\" twice in one object. Fetch the file again."),
            ),
            Self::LongLine { line } => lang.pick(
                format!(
                    "rad {line} är längre än 1 MiB, så detta är ingen tabell med en rad per värde. Kontrollera filen och dess citattecken."
                ),
                format!(
                    "line {line} is longer than 1 MiB, so this is no table with one row per value. Check the file and its quotes."
                ),
            ),
            Self::Header { missing } => {
                let missing = missing.join(", ");
                lang.pick(
                    format!("saknar kolumnerna {missing}. Lägg till dem eller döp om dem."),
                    format!("lacks the columns {missing}. Add or rename them."),
                )
            }
            Self::ColumnType { column, found } => lang.pick(
                format!("kolumnen {column} har typen {found}, som inte går att läsa. Spara den som text eller tal."),
                format!("the column {column} has the type {found}, which cannot be read. Save it as text or numbers."),
            ),
            Self::NotKolada(why) => lang.pick(
                format!("är inte Koladas: {}. Ange en fil från Kolada.", why.sentence(Lang::Sv)),
                format!("is not Kolada's: {}. Give a file from Kolada.", why.sentence(Lang::En)),
            ),
            Self::TooLarge => lang.pick(
                "är för stor för en sparad JSON-sida (256 MiB). Dela den eller spara som Parquet.",
                "is too large for a saved JSON page (256 MiB). Split it or save it as Parquet.",
            ),
            Self::Broken(what) => lang.pick(
                format!("har en trasig uppbyggnad ({}). Hämta filen på nytt.", what.sv),
                format!("has a broken structure ({}). Fetch the file again.", what.en),
            ),
        }
    }
}

impl CellProblem {
    /// What happened and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::NotUtf8 => lang.pick(
                "tecknen är inte UTF-8 (troligen Latin-1). Spara filen som UTF-8.",
                "the characters are not UTF-8 (probably Latin-1). Save the file as UTF-8.",
            ),
            Self::Empty => lang.pick("är tom. Fyll i eller ta bort raden.", "is empty. Fill it in or remove the row."),
            Self::Kpi(t) => lang.pick(
                format!("\"{t}\" är ingen kod för ett nyckeltal (som N15428)."),
                format!("\"{t}\" is no key figure code (such as N15428)."),
            ),
            Self::Area(t) => lang.pick(
                format!("\"{t}\" är ingen områdeskod (fyra siffror, som 0114)."),
                format!("\"{t}\" is no area code (four digits, such as 0114)."),
            ),
            Self::Year(t) => lang.pick(
                format!("\"{t}\" är inget årtal. Skriv det med fyra siffror."),
                format!("\"{t}\" is no year. Write it with four digits."),
            ),
            Self::YearRange(y) => lang.pick(
                format!("årtalet {y} ligger utanför 1900–2100. Rätta årtalet."),
                format!("the year {y} lies outside 1900–2100. Correct the year."),
            ),
            Self::Gender(t) => lang.pick(
                format!("könskoden \"{t}\" är okänd. Använd K (kvinnor), M (män) eller T (totalt)."),
                format!("the gender code \"{t}\" is unknown. Use K (women), M (men) or T (total)."),
            ),
            Self::Number(t) => lang.pick(
                format!("\"{t}\" är inget tal. Skriv ett tal, eller lämna fältet tomt om värdet saknas."),
                format!("\"{t}\" is no number. Write a number, or leave the field empty where there is no value."),
            ),
            Self::NotFinite => lang.pick(
                "NaN och oändlighet är inga värden. Lämna fältet tomt om värdet saknas.",
                "NaN and infinity are no values. Leave the field empty where there is no value.",
            ),
            Self::Flag(t) => lang
                .pick(format!("\"{t}\" är varken sant eller falskt."), format!("\"{t}\" is neither true nor false.")),
            Self::Fields { found, wanted } => lang.pick(
                format!("raden har {found} fält men rubriken {wanted}. Kontrollera skiljetecken och citattecken."),
                format!("the row has {found} fields but the header {wanted}. Check separators and quotes."),
            ),
            Self::Conflict { key, first, second } => lang.pick(
                format!("{key} står två gånger med olika innehåll ({first} och {second}). Ta bort den ena raden."),
                format!("{key} stands twice with different contents ({first} and {second}). Remove one of the rows."),
            ),
            Self::Figures { most } => lang.pick(
                format!("filen har fler än {most} nyckeltal, och så många finns inte. Kontrollera koderna."),
                format!("the file has more than {most} key figures, and there are not that many. Check the codes."),
            ),
            Self::Areas { most } => lang.pick(
                format!("filen har fler än {most} områden, och så många finns inte. Kontrollera områdeskoderna."),
                format!("the file has more than {most} areas, and there are not that many. Check the area codes."),
            ),
            Self::Cells { most } => lang.pick(
                format!("nyckeltal, områden och år blir tillsammans fler än {most} rader. Dela filen."),
                format!("key figures, areas and years make more than {most} rows. Split the file."),
            ),
            Self::Entry => lang.pick(
                "är varken värden, nyckeltal, områden eller grupper från Kolada. Hämta sidan på nytt.",
                "is neither values, key figures, areas nor groups of Kolada's. Fetch the page again.",
            ),
            Self::JsonType { wanted } => lang.pick(
                format!("ska vara {}. Hämta sidan på nytt.", swedish(wanted)),
                format!("should be {wanted}. Fetch the page again."),
            ),
        }
    }
}

/// Why the system said no. What is common is said in the reader's language; the rest as it came.
pub(crate) fn reason(e: &io::Error, lang: Lang) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => lang.pick("den finns inte", "it does not exist"),
        io::ErrorKind::PermissionDenied => lang.pick("åtkomst nekas", "permission denied"),
        io::ErrorKind::StorageFull => lang.pick("disken är full", "the disk is full"),
        io::ErrorKind::IsADirectory => lang.pick("det är en mapp", "it is a folder"),
        _ => clip(&e.to_string(), 200),
    }
}

fn swedish(wanted: &str) -> &str {
    match wanted {
        "a text" => "en text",
        "a text or null" => "en text eller null",
        "a number or null" => "ett tal eller null",
        "a list" => "en lista",
        "an object" => "ett objekt",
        "true or false" => "sant eller falskt",
        other => other,
    }
}

impl LiveProblem {
    /// What happened and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unreachable { tries, reason } => lang.pick(
                format!("går inte att nå efter {tries} försök ({reason}). Kontrollera nätet och kör samma kommando igen; importen fortsätter där den var."),
                format!("cannot be reached after {tries} tries ({reason}). Check the network and run the same command again; the import goes on where it was."),
            ),
            Self::Status { status, tries } => {
                let retry = *status == 429 || *status >= 500;
                if retry {
                    lang.pick(
                        format!("svarade {status} vid alla {tries} försök. Försök igen senare; importen fortsätter där den var."),
                        format!("answered {status} at all {tries} tries. Try again later; the import goes on where it was."),
                    )
                } else {
                    lang.pick(
                        format!("svarade {status}. Kontrollera basadressen och koderna."),
                        format!("answered {status}. Check the base address and the codes."),
                    )
                }
            }
            Self::Elsewhere(to) => lang.pick(
                format!("hänvisar till en annan adress ({to}). Är den rätt, ange den som basadress."),
                format!("leads to another address ({to}). If that is right, give it as the base address."),
            ),
            Self::Later { at } => {
                let at = at.strftime("%Y-%m-%d %H:%M UTC");
                lang.pick(
                    format!("vill inte bli frågad mer just nu. Försök igen {at}; importen fortsätter där den var."),
                    format!("does not want to be asked more just now. Try again at {at}; the import goes on where it was."),
                )
            }
            Self::Twice(name) => lang.pick(
                format!("svarade med namnet \"{name}\" två gånger i samma objekt. Källan kan ha ändrats; rapportera det."),
                format!("answered with the name \"{name}\" twice in one object. The source may have changed; report it."),
            ),
            Self::NotJson => lang.pick("svarade med något annat än JSON. Kontrollera basadressen.", "answered with something other than JSON. Check the base address."),
            Self::Shape(what) => lang.pick(
                format!("svaret har fel form ({what}). Källan kan ha ändrats; rapportera det."),
                format!("the answer has the wrong shape ({what}). The source may have changed; report it."),
            ),
            Self::Cycle => lang.pick("next_url leder tillbaka till en sida som redan är läst. Försök igen senare.", "next_url leads back to a page already read. Try again later."),
            Self::Repeats => lang.pick("sidan är tom eller upprepar sig men säger att det finns fler. Försök igen senare.", "the page is empty or repeats itself but says that there are more. Try again later."),
            Self::OtherHost(h) => lang.pick(format!("next_url leder till en annan värd ({h}). Kontrollera basadressen."), format!("next_url leads to another host ({h}). Check the base address.")),
            Self::NotAsked(what) => lang.pick(format!("svaret innehåller {what}, som inte efterfrågades. Försök igen senare."), format!("the answer holds {what}, which was not asked for. Try again later.")),
            Self::Count { said, came } => lang.pick(
                format!("svaret säger {said} poster, men {came} kom. Försök igen senare."),
                format!("the answer says {said} entries, but {came} came. Try again later."),
            ),
            Self::TooLarge => lang.pick("svaret är större än 64 MiB. Kontrollera basadressen.", "the answer is larger than 64 MiB. Check the base address."),
            Self::BadBase => lang.pick("är ingen basadress. Skriv den som https://api.kolada.se/v3.", "is no base address. Write it as https://api.kolada.se/v3."),
        }
    }
}
