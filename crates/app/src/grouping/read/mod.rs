//! Files of an organiser to what is asked: TOML (everything) and CSV (one row an organisation), several at once,
//! and a matrix of ways.
//!
//! Both kinds of file become rows of named cells, and one reader makes organisations of them, so that a column and
//! a key mean the same. All that is wrong is told at once, with file, row and column and what to do; then nothing is
//! read. The formats are described in `docs/groups.md`.

mod arrangement;
mod asked;
mod cell;
mod column;
mod csv;
mod fault;
mod matrix;
mod toml;

pub use arrangement::{arrangement, written};
pub use column::Column;
pub use fault::{Fault, What};

use super::places;
use super::words::{Teller, row_of};
use grouping::{Ask, List};
use i18n::Lang;

/// No file of an organiser is larger.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A file as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is called, as it is to be told.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is known of municipalities elsewhere, to fill in what a file does not say.
pub trait Facts {
    /// What is known of the one with this code.
    fn of(&self, code: &str) -> Known;
}

/// What is known of a municipality or region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// How many live there.
    pub size: Option<u64>,
    /// SKR's class.
    pub class: Option<String>,
    /// Codes of RKA's similar municipalities.
    pub similar: Vec<String>,
    /// How it stands in each theme of the key figures, 0 (weak) to 100 (strong).
    pub profile: Vec<(String, u8)>,
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// What is asked.
    pub ask: Ask,
    /// What the round is called; empty: nothing was said.
    pub title: String,
    /// Who were filled in from what is known elsewhere (their ids).
    pub filled: Vec<String>,
    /// Where each row of each list stands.
    pub origins: Origins,
}

/// Where the rows of the lists of an [`Ask`] stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins {
    parties: Vec<Origin>,
    mentors: Vec<Origin>,
    conflicts: Vec<Origin>,
    together: Vec<Origin>,
    apart: Vec<Origin>,
    locks: Vec<Origin>,
    legs: Vec<Origin>,
}

impl Read {
    /// A fault that the solver found in what was read: where it stands, what it is and what to do.
    #[must_use]
    pub fn told(&self, fault: &grouping::Fault, lang: Lang) -> String {
        let sentence = Teller::new(lang, &self.ask).fault(fault);
        let origin = row_of(fault).and_then(|(list, row)| self.origins.of(list, row));
        let Some(origin) = origin else { return sentence };
        let sentence = match fault {
            grouping::Fault::NoPlace { id, .. } => self.misspelt(id, sentence, lang),
            _ => sentence,
        };
        format!("{}, {} {}: {sentence}", origin.file, lang.pick("rad", "line"), origin.line)
    }

    /// Adds whom a name that no place has may be a misspelling of.
    fn misspelt(&self, id: &str, sentence: String, lang: Lang) -> String {
        let parties = self.ask.parties.iter().map(|it| (&it.id, &it.name));
        let name = parties.chain(self.ask.mentors.iter().map(|it| (&it.id, &it.name))).find(|it| it.0 == id);
        match name.map(|(_, name)| places::like(name)).unwrap_or_default().as_slice() {
            [] => sentence,
            likely => {
                let likely = crate::words::list(likely, lang.pick("eller", "or"));
                format!("{sentence} {} {likely}?", lang.pick("Menade du", "Did you mean"))
            }
        }
    }
}

impl Origins {
    /// Where a row of a list stands; rows count from 1.
    #[must_use]
    pub fn of(&self, list: List, row: usize) -> Option<&Origin> {
        let all = match list {
            List::Parties => &self.parties,
            List::Mentors => &self.mentors,
            List::Conflicts => &self.conflicts,
            List::Together => &self.together,
            List::Apart => &self.apart,
            List::Locks => &self.locks,
            List::Legs => &self.legs,
        };
        all.get(row.checked_sub(1)?)
    }
}

/// Reads what is asked from files: at most one of them TOML with rules and wishes, any number of CSV; `travel` is a
/// matrix of ways.
///
/// # Errors
/// Everything that is wrong in any of them, in the order it stands.
pub fn read(files: &[File], travel: Option<&File>, facts: Option<&dyn Facts>) -> Result<Read, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut gathered = asked::Gathered::default();
    let mut all = true;
    for file in files {
        let Some(text) = text(file, &mut faults) else {
            all = false;
            continue;
        };
        if is_toml(&file.name, &text) {
            toml::read(&file.name, &text, &mut gathered, &mut faults);
        } else {
            csv::read(&file.name, &text, &mut gathered, &mut faults);
        }
    }
    let mut read = gathered.finish(facts, &mut faults);
    if let Some(file) = travel
        && let Some(text) = text(file, &mut faults)
    {
        matrix::read(&file.name, &text, &mut read, &mut faults);
    }
    if !all {
        // Who is named may stand in the file that could not be read.
        faults.retain(|it| !matches!(it.what, What::NotHere { .. }));
    }
    if faults.is_empty() {
        return Ok(read);
    }
    // As one goes through the files, from top to bottom.
    let place = |name: &str| files.iter().position(|file| file.name == name);
    faults.sort_by_key(|it| (place(&it.file).unwrap_or(usize::MAX), it.line));
    Err(faults)
}

/// The matrix of ways alone, for an ask that was made elsewhere: organisations may be named by id, code or name.
///
/// # Errors
/// Everything that is wrong in it.
pub fn travel(file: &File, ask: &mut Ask) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut read = Read { ask: std::mem::take(ask), ..Read::default() };
    if let Some(text) = text(file, &mut faults) {
        matrix::read(&file.name, &text, &mut read, &mut faults);
    }
    *ask = read.ask;
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether a file is TOML: by its name, else by how it begins.
fn is_toml(name: &str, text: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    match ending.as_str() {
        "toml" => true,
        "csv" => false,
        _ => text
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .is_some_and(|line| line.starts_with('[')),
    }
}

/// The text of a file, without the mark that spreadsheets begin with.
fn text(file: &File, faults: &mut Vec<Fault>) -> Option<String> {
    if file.bytes.len() > MOST_BYTES {
        faults.push(Fault::of(&file.name, What::TooLarge { most: MOST_BYTES }));
        return None;
    }
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => {
            faults.push(Fault::of(&file.name, What::Empty));
            None
        }
        Ok(text) => Some(text.to_owned()),
        Err(why) => {
            let line = bytes.iter().take(why.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
            faults.push(Fault::at(&file.name, line, None, What::NotUtf8));
            None
        }
    }
}
