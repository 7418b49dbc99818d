//! What a file is, told from its first bytes and its column names, never from its name.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Cursor, Read},
    path::Path,
};

use flate2::read::MultiGzDecoder;

use super::{Form, What, Why, columns, pages, show};
use crate::{ImportError, Words, error::FileProblem, words::clip};

/// What `path` is, or why it is nothing of Kolada's. A file given by name (`named`) that is
/// empty or looks broken is refused; in a folder it is left.
pub(crate) fn recognise(path: &Path, named: bool) -> Result<Result<(What, Form), Why>, ImportError> {
    let unreadable = |e| ImportError::file(show(path), FileProblem::Unreadable(e));
    let mut head = Vec::new();
    File::open(path).map_err(unreadable)?.take(1 << 16).read_to_end(&mut head).map_err(unreadable)?;
    if head.is_empty() {
        return if named { Err(ImportError::file(show(path), FileProblem::Empty)) } else { Ok(Err(Why::Empty)) };
    }
    if head.starts_with(b"PAR1") {
        let known = columns::has_value_columns(path)?;
        return Ok(if known { Ok((What::Values, Form::Parquet)) } else { Err(Why::OtherTable) });
    }
    if head.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        // The head may end inside a packed block: what came out so far is enough to recognise.
        let broken = MultiGzDecoder::new(Cursor::new(&head)).take(1 << 16).read_to_end(&mut text).err();
        return match broken {
            Some(e) if text.is_empty() && named => {
                Err(ImportError::file(show(path), FileProblem::Truncated(unpacking(&e))))
            }
            _ => Ok(table_of(&text)),
        };
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if text.trim_ascii_start().first().is_some_and(|b| matches!(b, b'{' | b'[')) {
        return pages::recognise(path, text, named);
    }
    Ok(table_of(text))
}

/// The table a header announces.
fn table_of(head: &[u8]) -> Result<(What, Form), Why> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    if line.contains(&0) {
        return Err(Why::OtherForm);
    }
    let Ok(line) = std::str::from_utf8(line) else { return Err(Why::OtherForm) };
    let names: Vec<String> = columns_in(line);
    let has = |wanted: &[&str]| wanted.iter().all(|w| names.iter().any(|n| n == w));
    let what = if has(&["kpi"]) && (has(&["value"]) || has(&["gender"])) {
        What::Values
    } else if has(&["group_id", "member_id"]) {
        What::Groups
    } else if has(&["municipality", "similar_municipality"]) {
        What::Similar
    } else if has(&["municipality", "kolada_region_id"]) {
        What::Municipalities
    } else if has(&["id", "title", "municipality_type"]) {
        What::Catalogue
    } else if has(&["kpi", "groups"]) {
        What::List
    } else if has(&["id", "title", "type"]) {
        What::Areas
    } else if names.len() > 1 && names.iter().all(|n| !n.is_empty() && n.len() < 60) {
        return Err(Why::OtherTable);
    } else {
        return Err(Why::OtherForm);
    };
    Ok((what, Form::Csv))
}

/// The separator a header line uses.
pub(crate) fn separator(line: &str) -> u8 {
    let count = |c: char| line.matches(c).count();
    [(b';', count(';')), (b'\t', count('\t')), (b',', count(','))]
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .map_or(b',', |(c, _)| c)
}

/// The column names in a header line, as the program compares them.
pub(crate) fn columns_in(line: &str) -> Vec<String> {
    let separator = char::from(separator(line));
    line.trim_end_matches('\r').split(separator).map(plain_name).collect()
}

pub(crate) fn plain_name(name: &str) -> String {
    clip(&name.trim().trim_matches('"').trim().to_lowercase(), 100)
}

/// Refuses names that stand twice, also by two names for one thing: which column is meant?
pub(crate) fn once(names: &[String]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    let one = |name: &String| match name.as_str() {
        "period" => "year".to_owned(),
        "is_deleted" => "isdeleted".to_owned(),
        _ => name.clone(),
    };
    match names.iter().find(|name| !name.is_empty() && !seen.insert(one(name))) {
        Some(twice) => Err(twice.clone()),
        None => Ok(()),
    }
}

/// What went wrong at unpacking.
pub(crate) fn unpacking(e: &io::Error) -> Words {
    tracing::debug!(error = %e, "cannot be unpacked");
    match e.kind() {
        io::ErrorKind::UnexpectedEof => Words::new("den slutar mitt i", "it ends in the middle"),
        _ => Words::new("den går inte att packa upp", "it cannot be unpacked"),
    }
}
