//! Answers of the API, version 2 and 3, saved or just come: pages of values, key figures, areas
//! and groups.

use std::{fs::File, io, path::Path};

use serde_json::{Map, Value};

use super::{
    Form, What, Why, json, show,
    sink::{self, Sink},
    table::kind_of,
};
use crate::{
    Area, AreaId, Cell, Group, ImportError, KeyFigure, KpiId, Level, State, Words,
    error::{CellProblem, FileProblem},
    files,
    words::plain,
};

/// Largest saved page.
const LARGEST: u64 = 256 << 20;

/// What a JSON file is. `head` is its beginning.
pub(crate) fn recognise(path: &Path, head: &[u8], named: bool) -> Result<Result<(What, Form), Why>, ImportError> {
    let start = String::from_utf8_lossy(&head[..head.len().min(4096)]).into_owned();
    if start.contains("FeatureCollection") {
        return Ok(Err(Why::Geometry));
    }
    let looks_ours = start.contains("\"values\"")
        && ["\"kpi\"", "\"member", "\"municipality_type\"", "\"type\""].iter().any(|w| start.contains(w));
    match load(path) {
        Err(e) if named || looks_ours => Err(e),
        Err(_) => Ok(Err(Why::OtherJson)),
        Ok(value) => {
            let found = pages_of(&value).iter().flatten().find_map(|entries| what(entries));
            Ok(found.map(|w| (w, Form::Json)).ok_or(Why::OtherJson))
        }
    }
}

fn load(path: &Path) -> Result<Value, ImportError> {
    let refuse = |problem| ImportError::file(show(path), problem);
    let file = File::open(path).map_err(|e| refuse(FileProblem::Unreadable(e)))?;
    let bytes = files::read_at_most(file, LARGEST).map_err(|e| match e.kind() {
        io::ErrorKind::FileTooLarge => refuse(FileProblem::TooLarge),
        _ => refuse(FileProblem::Unreadable(e)),
    })?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if let Err(e) = std::str::from_utf8(text) {
        let line = text[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() as u64 + 1;
        return Err(ImportError::cell(&show(path), line, "?", CellProblem::NotUtf8));
    }
    json::parse(text).map_err(|problem| {
        refuse(match problem {
            json::Problem::Broken(what) => FileProblem::Truncated(what),
            json::Problem::Twice(name) => FileProblem::TwiceName(name),
        })
    })
}

/// The entries of each page in a file: one page, or a list of them. `None` for what is no page.
fn pages_of(value: &Value) -> Vec<Option<&[Value]>> {
    match value {
        Value::Array(pages) => pages.iter().map(entries_of).collect(),
        page => vec![entries_of(page)],
    }
}

fn entries_of(page: &Value) -> Option<&[Value]> {
    page.get("values")?.as_array().map(Vec::as_slice)
}

/// What the entries of a page are about; `None` when they are nothing known, or there are none.
pub(crate) fn what(entries: &[Value]) -> Option<What> {
    let first = entries.first()?.as_object()?;
    let has = |names: &[&str]| names.iter().all(|n| first.contains_key(*n));
    if has(&["kpi", "municipality", "period", "values"]) {
        Some(What::Values)
    } else if has(&["id", "title", "members"]) {
        Some(What::Groups)
    } else if has(&["id", "title", "municipality_type"]) {
        Some(What::Catalogue)
    } else if has(&["id", "title", "type"]) {
        Some(What::Areas)
    } else {
        None
    }
}

/// Reads a saved answer; the number of entries (for values: of values).
pub(crate) fn read_file(path: &Path, sink: &mut Sink) -> Result<u64, ImportError> {
    let value = load(path)?;
    let (mut rows, mut before) = (0, 0);
    for (number, entries) in pages_of(&value).into_iter().enumerate() {
        let entries = entries.ok_or_else(|| {
            let n = number + 1;
            let what = Words::new(format!("sida {n} saknar \"values\""), format!("page {n} lacks \"values\""));
            ImportError::file(show(path), FileProblem::Broken(what))
        })?;
        if entries.is_empty() {
            continue;
        }
        let what = what(entries).ok_or_else(|| sink.wrong(before + 1, "values", CellProblem::Entry))?;
        rows += read(entries, what, before, sink, &mut |_| None)?;
        before += entries.len() as u64;
    }
    Ok(rows)
}

/// Key figure, area and year of an entry.
pub(crate) struct Key {
    pub kpi: KpiId,
    pub area: AreaId,
    pub year: i16,
}

/// Reads the entries of a page. `before` entries came on earlier pages of the same file. `asked`
/// says what of an entry of values was not asked for.
pub(crate) fn read(
    entries: &[Value],
    what: What,
    before: u64,
    sink: &mut Sink,
    asked: &mut dyn FnMut(&Key) -> Option<ImportError>,
) -> Result<u64, ImportError> {
    let mut rows = 0;
    for (i, entry) in entries.iter().enumerate() {
        let at = Place { row: before + i as u64 + 1, file: sink.file.clone() };
        let entry =
            entry.as_object().ok_or_else(|| at.wrong("values", CellProblem::JsonType { wanted: "an object" }))?;
        rows += match what {
            What::Values => values(entry, &at, sink, asked)?,
            What::Groups => group(entry, &at, sink)?,
            What::Areas | What::Municipalities => area(entry, &at, sink)?,
            _ => figure(entry, &at, sink)?,
        };
    }
    Ok(rows)
}

/// Where an entry stands.
struct Place {
    row: u64,
    file: String,
}

impl Place {
    fn wrong(&self, column: &str, problem: CellProblem) -> ImportError {
        ImportError::cell(&self.file, self.row, column, problem)
    }

    fn text<'a>(&self, entry: &'a Map<String, Value>, name: &str) -> Result<&'a str, ImportError> {
        entry
            .get(name)
            .and_then(Value::as_str)
            .ok_or_else(|| self.wrong(name, CellProblem::JsonType { wanted: "a text" }))
    }

    /// A text that may be missing or null. A number is a text, too: version 2 wrote periods so.
    fn optional(&self, entry: &Map<String, Value>, name: &str) -> Result<Option<String>, ImportError> {
        match entry.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(self.wrong(name, CellProblem::JsonType { wanted: "a text or null" })),
        }
    }

    fn list<'a>(&self, entry: &'a Map<String, Value>, name: &str) -> Result<&'a [Value], ImportError> {
        entry
            .get(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .ok_or_else(|| self.wrong(name, CellProblem::JsonType { wanted: "a list" }))
    }

    /// A flag: version 3 writes true, version 2 wrote 1.
    fn flag(&self, entry: &Map<String, Value>, name: &str) -> Result<bool, ImportError> {
        match entry.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(b)) => Ok(*b),
            Some(Value::Number(n)) if n.as_i64() == Some(0) => Ok(false),
            Some(Value::Number(n)) if n.as_i64() == Some(1) => Ok(true),
            _ => Err(self.wrong(name, CellProblem::JsonType { wanted: "true or false" })),
        }
    }

    fn year(&self, entry: &Map<String, Value>) -> Result<i16, ImportError> {
        let year = match entry.get("period") {
            Some(Value::Number(n)) => {
                n.as_i64().ok_or_else(|| CellProblem::Year(n.to_string())).and_then(sink::year_of_number)
            }
            Some(Value::String(text)) => sink::year_of_text(text),
            _ => Err(CellProblem::Year(String::new())),
        };
        year.map_err(|problem| self.wrong("period", problem))
    }
}

fn values(
    entry: &Map<String, Value>,
    at: &Place,
    sink: &mut Sink,
    asked: &mut dyn FnMut(&Key) -> Option<ImportError>,
) -> Result<u64, ImportError> {
    let kpi = sink::kpi_of_text(at.text(entry, "kpi")?).map_err(|p| at.wrong("kpi", p))?;
    let area = sink::area_of_text(at.text(entry, "municipality")?).map_err(|p| at.wrong("municipality", p))?;
    let year = at.year(entry)?;
    let values = at.list(entry, "values")?;
    let Some(area) = area else {
        sink.groups_left += values.len() as u64;
        return Ok(0);
    };
    if let Some(refusal) = asked(&Key { kpi, area, year }) {
        return Err(refusal);
    }
    let table = sink.table(kpi, at.row)?;
    let slot = sink.slot(area, at.row)?;
    for value in values {
        let value =
            value.as_object().ok_or_else(|| at.wrong("values", CellProblem::JsonType { wanted: "an object" }))?;
        let sex = sink::sex_of_text(at.text(value, "gender")?).map_err(|p| at.wrong("gender", p))?;
        let cell = match value.get("value") {
            None | Some(Value::Null) => Cell::none(State::Missing),
            Some(Value::Number(n)) => n
                .as_f64()
                .filter(|v| v.is_finite())
                .map(Cell::of)
                .ok_or_else(|| at.wrong("value", CellProblem::NotFinite))?,
            Some(_) => return Err(at.wrong("value", CellProblem::JsonType { wanted: "a number or null" })),
        };
        // A status that cannot be read may hold a value back.
        let status = match value.get("status") {
            None | Some(Value::Null) => "",
            Some(Value::String(word)) => word,
            Some(_) => return Err(at.wrong("status", CellProblem::JsonType { wanted: "a text or null" })),
        };
        let deleted = at.flag(value, "isdeleted")? || at.flag(value, "is_deleted")?;
        let cell = sink.judge(cell, status, deleted);
        sink.put(at.row, (kpi, table), (area, slot), year, sex, cell)?;
    }
    Ok(values.len() as u64)
}

fn figure(entry: &Map<String, Value>, at: &Place, sink: &mut Sink) -> Result<u64, ImportError> {
    let id = sink::kpi_of_text(at.text(entry, "id")?).map_err(|p| at.wrong("id", p))?;
    let mut figure = KeyFigure::new(id, at.text(entry, "title")?.trim());
    figure.level = match at.optional(entry, "municipality_type")?.as_deref() {
        Some("K") => Some(Level::Municipality),
        Some("L") => Some(Level::Region),
        Some("A") => Some(Level::Both),
        _ => None,
    };
    figure.divided = at.flag(entry, "is_divided_by_gender")?;
    figure.has_ou_data = at.flag(entry, "has_ou_data")?;
    figure.auspice = at.optional(entry, "auspice")?.or(at.optional(entry, "auspices")?);
    figure.operating_area = at.optional(entry, "operating_area")?;
    figure.perspective = at.optional(entry, "perspective")?;
    figure.prel_publication_date = at.optional(entry, "prel_publication_date")?;
    figure.publication_date = at.optional(entry, "publication_date")?;
    figure.publ_period = at.optional(entry, "publ_period")?;
    if let Some(text) = at.optional(entry, "description")? {
        sink.draft.catalogue.descriptions.push((id, text));
    }
    sink.draft.catalogue.figures.push(figure);
    Ok(1)
}

fn area(entry: &Map<String, Value>, at: &Place, sink: &mut Sink) -> Result<u64, ImportError> {
    let id = sink::area_of_text(at.text(entry, "id")?).map_err(|p| at.wrong("id", p))?;
    // The list of areas may hold groups, which come by their own address.
    if let Some(id) = id {
        let title = at.text(entry, "title")?.trim().to_owned();
        sink.draft.catalogue.areas.push(Area::new(id, title, kind_of(id)));
    }
    Ok(1)
}

/// A group: of municipalities, or (its members are key figures) a theme.
fn group(entry: &Map<String, Value>, at: &Place, sink: &mut Sink) -> Result<u64, ImportError> {
    let (id, title) = (at.text(entry, "id")?.trim().to_owned(), plain(at.text(entry, "title")?.trim()));
    let mut members = Vec::new();
    sink.draft.whole_themes.insert(title.clone());
    for member in at.list(entry, "members")? {
        let member =
            member.as_object().ok_or_else(|| at.wrong("members", CellProblem::JsonType { wanted: "an object" }))?;
        // Version 3 says member_id, version 2 said id.
        let code = at.text(member, if member.contains_key("member_id") { "member_id" } else { "id" })?;
        if let Ok(kpi) = sink::kpi_of_text(code) {
            let name = at.optional(member, "member_title")?.or(at.optional(member, "title")?);
            let name = name.unwrap_or_else(|| kpi.to_string());
            let mut figure = KeyFigure::new(kpi, name);
            figure.themes.push(title.clone());
            sink.draft.lists.push(figure);
            continue;
        }
        members.extend(sink::area_of_text(code).map_err(|p| at.wrong("member_id", p))?);
    }
    if !members.is_empty() {
        // The order is kept: for similar municipalities it is the source's.
        sink.draft.catalogue.groups.push(Group { id, title, members });
    }
    Ok(1)
}
