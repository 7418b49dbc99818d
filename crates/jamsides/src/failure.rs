//! Why a command did not do what it was asked, in a sentence, with the exit code.

use app::Situation;
use figures::{FileProblem, ImportError, LiveProblem, StoreError};
use i18n::{Arg, Lang, texts};
use std::path::{Path, PathBuf};

/// What stopped a command.
#[derive(Debug)]
pub enum Failure {
    /// Told by a use case.
    Situation(Situation),
    /// The arguments do not make a question. Key of a text `cli-bad-…`, and what it is about.
    Bad(&'static str, String),
    /// An import was refused.
    Import(ImportError),
    /// The data folder or a snapshot in it.
    Store(StoreError),
    /// The programme's data.
    Storage(storage::Error),
    /// A use case of the programme says no.
    Programme(office::Trouble),
    /// A result could not be written.
    Write(PathBuf, std::io::Error),
    /// Case data that cannot be used, in a sentence.
    Cases(String),
    /// Checks found faults; they have been told already.
    Faults,
    /// Nothing was found. Key of a text that says so.
    NotFound(&'static str),
    /// Nothing was found; that has been told already.
    Nothing,
    /// The arguments do not make a question; that has been told already.
    Told,
    /// The reader of our output has gone. No error.
    Gone,
    /// Our own fault.
    Ours(String),
}

impl Failure {
    /// A result that could not be written to `path`.
    pub fn write(path: &Path, fault: std::io::Error) -> Self {
        if fault.kind() == std::io::ErrorKind::BrokenPipe { Self::Gone } else { Self::Write(path.to_owned(), fault) }
    }

    /// 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Situation(situation) => situation.exit_code(),
            Self::Storage(fault) => office::said(fault, Lang::Sv).exit_code,
            Self::Programme(trouble) => trouble.exit_code(),
            Self::Gone => 0,
            Self::Nothing | Self::NotFound(_) => 1,
            Self::Bad(..) | Self::Write(..) | Self::Told => 2,
            // What is not there or is taken was a bad request; what cannot be read is bad data.
            Self::Store(StoreError::NoSnapshot { .. } | StoreError::Busy { .. }) => 2,
            Self::Import(fault) => import_code(fault),
            Self::Store(_) | Self::Cases(_) | Self::Faults => 3,
            Self::Ours(_) => 4,
        }
    }

    /// What happened, and what to do; nothing where it has been told already.
    pub fn sentences(&self, lang: Lang) -> Option<String> {
        let texts = texts(lang);
        let words = match self {
            Self::Situation(situation) => join(&situation.sentence(lang), &situation.advice(lang)),
            Self::Bad(key, about) => texts.with(key, &[("about", Arg::Text(about))]),
            Self::Cases(words) => words.clone(),
            Self::NotFound(key) => texts.get(key),
            Self::Import(fault) => join(&fault.sentence(crate::store_lang(lang)), &texts.get("cli-import-refused")),
            Self::Store(fault) => fault.sentence(crate::store_lang(lang)),
            Self::Storage(fault) => {
                let said = office::said(fault, lang);
                let told = join(&said.sentence, &said.advice);
                own_words(fault).map_or_else(
                    || told.clone(),
                    |words| join(&told, &texts.with("cli-database-own-words", &[("words", Arg::Text(&words))])),
                )
            }
            Self::Programme(trouble) => {
                let said = trouble.said(lang);
                join(&said.sentence, &said.advice)
            }
            Self::Write(path, fault) => texts.with(
                "cli-bad-output",
                &[("path", Arg::Text(&path.display().to_string())), ("why", Arg::Text(&fault.to_string()))],
            ),
            Self::Ours(what) => {
                let ours = Situation::Ours { what: what.clone() };
                join(&ours.sentence(lang), &ours.advice(lang))
            }
            Self::Faults | Self::Nothing | Self::Told | Self::Gone => return None,
        };
        Some(words)
    }
}

/// As [`Failure::exit_code`], for an import that was refused.
const fn import_code(fault: &ImportError) -> u8 {
    match fault {
        ImportError::NoValues => 1,
        ImportError::NothingSelected
        | ImportError::File { problem: FileProblem::Unreadable(_), .. }
        | ImportError::Live { problem: LiveProblem::BadBase, .. } => 2,
        _ => 3,
    }
}

/// What the database said itself: whoever runs the command can do something about it.
fn own_words(fault: &storage::Error) -> Option<String> {
    use storage::Error;
    match fault {
        Error::DiskFull { detail }
        | Error::ReadOnly { detail }
        | Error::Disk { detail }
        | Error::Busy { detail }
        | Error::Unreachable { detail }
        | Error::Address { detail }
        | Error::NoTables { detail }
        | Error::Bug { detail } => Some(detail.clone()),
        Error::Damaged { what } | Error::Newer { what } => Some(what.clone()),
        Error::Unknown { change: id } | Error::Differs { id } => Some(id.to_string()),
        _ => None,
    }
}

fn join(sentence: &str, advice: &str) -> String {
    format!("{sentence}\n{advice}")
}

impl From<Situation> for Failure {
    fn from(situation: Situation) -> Self {
        Self::Situation(situation)
    }
}

impl From<ImportError> for Failure {
    fn from(fault: ImportError) -> Self {
        match fault {
            ImportError::Store(fault) => fault.into(),
            fault => Self::Import(fault),
        }
    }
}

impl From<storage::Error> for Failure {
    fn from(fault: storage::Error) -> Self {
        Self::Storage(fault)
    }
}

impl From<office::Trouble> for Failure {
    fn from(trouble: office::Trouble) -> Self {
        match trouble {
            office::Trouble::Storage(fault) => Self::Storage(fault),
            other => Self::Programme(other),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}
