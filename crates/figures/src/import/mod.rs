//! Files: what is Kolada's is recognised by content and taken, the rest is named and left.
//!
//! A file is refused whole at the first fault, with its row and column; nothing is published
//! unless everything given was read.
//!
//! # How to add a kind of file
//! Give it a [`What`], recognise it in `recognise`, and read it in a module of its own into a
//! [`Draft`].

mod columns;
pub(crate) mod json;
pub(crate) mod pages;
mod recognise;
pub(crate) mod sink;
mod table;

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use crate::{
    Draft, ImportError, Lang, SnapshotId, Source, Store, Words, draft::Raw, error::FileProblem, files, kolada,
    words::plain,
};
use sink::Sink;

/// What a file of Kolada's is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Values by key figure, area, year and sex.
    Values,
    /// The catalogue of key figures.
    Catalogue,
    /// A chosen list of key figures with its groups.
    List,
    /// Areas: code, name and type.
    Areas,
    /// Municipalities with county, class and population.
    Municipalities,
    /// Groups of areas or key figures.
    Groups,
    /// Similar municipalities.
    Similar,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Comma, semicolon or tab separated text, plain or gzip.
    Csv,
    /// Parquet.
    Parquet,
    /// A saved answer of the API, version 2 or 3.
    Json,
}

/// Why a file was left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A table without key figure codes (SCB, Skolverket and others).
    OtherTable,
    /// Map geometry.
    Geometry,
    /// JSON of another kind (PxWeb, json-stat and others).
    OtherJson,
    /// Neither CSV, Parquet nor JSON.
    OtherForm,
    /// Nothing in it.
    Empty,
}

impl Why {
    /// The reason in a few words.
    pub fn sentence(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::OtherTable, Lang::Sv) => "en tabell utan Koladas nyckeltalskoder",
            (Self::OtherTable, Lang::En) => "a table without Kolada's key figure codes",
            (Self::Geometry, Lang::Sv) => "kartgeometri",
            (Self::Geometry, Lang::En) => "map geometry",
            (Self::OtherJson, Lang::Sv) => "JSON av annat slag",
            (Self::OtherJson, Lang::En) => "JSON of another kind",
            (Self::OtherForm, Lang::Sv) => "varken CSV, Parquet eller JSON",
            (Self::OtherForm, Lang::En) => "neither CSV, Parquet nor JSON",
            (Self::Empty, Lang::Sv) => "tom",
            (Self::Empty, Lang::En) => "empty",
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The file.
    pub file: PathBuf,
    /// What it is about.
    pub what: What,
    /// How it is written.
    pub form: Form,
    /// Rows (values by sex, or entries of a list).
    pub rows: u64,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The files read, in the order in which they were laid over each other.
    pub taken: Vec<Taken>,
    /// The files left, and why.
    pub left: Vec<(PathBuf, Why)>,
    /// Values read.
    pub values: u64,
    /// Values that stood more than once with the same contents.
    pub identical: u64,
    /// Values of one file that replaced those of an earlier one.
    pub replaced: u64,
    /// Remarks that also stand in the manifest.
    pub notes: Vec<Words>,
}

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// When the figures were fetched; the file's own date where not given.
    pub retrieved: Option<Timestamp>,
    /// Start anew instead of laying over the newest snapshot.
    pub fresh: bool,
}

/// Reads `paths` (files and folders) and publishes a new snapshot made at `now`.
///
/// # Errors
/// [`ImportError`]; nothing has been changed then.
pub fn import(
    store: &Store,
    paths: &[PathBuf],
    options: &Options,
    now: Timestamp,
) -> Result<(SnapshotId, Report), ImportError> {
    // Taken before the reading, so that a second import does not work for nothing.
    let lock = store.lock()?;
    let base = store.base(options.fresh)?;
    kolada::work::sweep(store.data(), now);
    let (draft, report) = read(paths, options)?;
    let snapshot = store.publish_locked(draft, base, now, &lock)?;
    Ok((snapshot.id().clone(), report))
}

/// Reads `paths` (files and folders) without publishing anything.
///
/// A folder is searched with all below it; what is not Kolada's is left and named. A file given
/// by name must be Kolada's. Later retrievals are laid over earlier ones.
///
/// # Errors
/// [`ImportError`] at the first fault of any file.
pub fn read(paths: &[PathBuf], options: &Options) -> Result<(Draft, Report), ImportError> {
    let mut files: Vec<(Timestamp, PathBuf, bool)> = Vec::new();
    for path in paths {
        if path.is_dir() {
            let names = files::names(path).map_err(|e| unreadable(path, e))?;
            for name in names.iter().filter(|n| !n.split('/').any(|part| part.starts_with('.'))) {
                let file = path.join(name);
                files.push((retrieved(&file, options)?, file, false));
            }
        } else {
            files.push((retrieved(path, options)?, path.clone(), true));
        }
    }
    // Stable: files of the same time keep the order in which they were given.
    files.sort_by_key(|(time, ..)| *time);
    let mut report = Report::default();
    let mut all = Draft::new();
    for (time, path, named) in &files {
        let shown = show(path);
        match recognise::recognise(path, *named)? {
            Err(why) if *named => return Err(ImportError::file(shown, FileProblem::NotKolada(why))),
            Err(why) => report.left.push((path.clone(), why)),
            Ok((what, form)) => {
                let draft = read_one(path, what, form, (*time, options.retrieved.is_none()), &mut report)?;
                let done = all.overlay(draft);
                report.identical += done.same;
                report.replaced += done.replaced;
                if let Some((kpi, area, year)) = done.example {
                    let n = done.replaced;
                    all.notes.push(Words::new(
                        format!("{n} värden i {shown} ersatte dem i tidigare filer, först {kpi} {area} {year}"),
                        format!("{n} values of {shown} replaced those of earlier files, first {kpi} {area} {year}"),
                    ));
                }
            }
        }
    }
    if report.taken.is_empty() {
        return Err(ImportError::Nothing { looked_at: files.len() });
    }
    report.notes.clone_from(&all.notes);
    tracing::info!(taken = report.taken.len(), left = report.left.len(), values = report.values, "files read");
    Ok((all, report))
}

fn read_one(
    path: &Path,
    what: What,
    form: Form,
    (retrieved, file_date): (Timestamp, bool),
    report: &mut Report,
) -> Result<Draft, ImportError> {
    let mut sink = Sink::new(show(path));
    let rows = match form {
        Form::Parquet => columns::read(path, &mut sink)?,
        Form::Csv => table::read(path, what, &mut sink)?,
        Form::Json => pages::read_file(path, &mut sink)?,
    };
    if rows == 0 {
        return Err(ImportError::file(show(path), FileProblem::NoRows));
    }
    let (bytes, sha256) = files::hash(path).map_err(|e| unreadable(path, e))?;
    if what == What::Values {
        report.values += rows;
    }
    report.identical += sink.identical;
    let mut draft = sink.finish();
    let name = plain(&path.file_name().unwrap_or_default().to_string_lossy());
    draft.raw.push((0, Raw { path: path.to_owned(), name: format!("{}-{name}", &sha256[..8]) }));
    let kind = format!("{what:?} ({form:?})").to_lowercase();
    draft.sources.push(Source { name, kind, retrieved, file_date, sha256, bytes, rows, raw: None, kept_in: None });
    report.taken.push(Taken { file: path.to_owned(), what, form, rows });
    Ok(draft)
}

fn retrieved(path: &Path, options: &Options) -> Result<Timestamp, ImportError> {
    let modified = || File::open(path)?.metadata()?.modified();
    let time = modified().map_err(|e| unreadable(path, e))?;
    Ok(options.retrieved.or_else(|| Timestamp::try_from(time).ok()).unwrap_or(Timestamp::UNIX_EPOCH))
}

fn unreadable(path: &Path, e: std::io::Error) -> ImportError {
    ImportError::file(show(path), FileProblem::Unreadable(e))
}

pub(crate) fn show(path: &Path) -> String {
    plain(&path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy()))
}
