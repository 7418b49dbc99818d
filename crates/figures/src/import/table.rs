//! Tables as text: comma, semicolon or tab separated, plain or gzip, with or without BOM.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use csv::ByteRecord;
use flate2::read::MultiGzDecoder;

use super::{
    What, recognise, show,
    sink::{self, Sink},
};
use crate::{
    Area, AreaId, AreaKind, Group, ImportError, KeyFigure, Level, Population, Similar, Words,
    error::{CellProblem, FileProblem},
};

/// Longest row: a description has a few thousand bytes; more is no table.
const LONGEST: u64 = 1 << 20;

/// Reads a table of the kind `what`; the number of rows.
pub(crate) fn read(path: &Path, what: What, sink: &mut Sink) -> Result<u64, ImportError> {
    let mut table = Table::open(path, what)?;
    match what {
        What::Values => values(&mut table, sink)?,
        What::Catalogue => catalogue(&mut table, sink)?,
        What::List => list(&mut table, sink)?,
        What::Areas => areas(&mut table, sink)?,
        What::Municipalities => municipalities(&mut table, sink)?,
        What::Groups => groups(&mut table, sink)?,
        What::Similar => similar(&mut table, sink)?,
    }
    Ok(table.rows)
}

struct Table {
    file: String,
    names: Vec<String>,
    reader: csv::Reader<Guard<Box<dyn Read>>>,
    record: ByteRecord,
    rows: u64,
    line: u64,
    decimal_comma: bool,
    /// Whether the last line must end as every line does. A list made by hand may not.
    whole_lines: bool,
}

impl Table {
    fn open(path: &Path, what: What) -> Result<Self, ImportError> {
        let file = show(path);
        let unreadable = |e| ImportError::file(show(path), FileProblem::Unreadable(e));
        let mut raw = BufReader::with_capacity(1 << 16, File::open(path).map_err(unreadable)?);
        let mut magic = [0; 2];
        let is_gzip = io::BufRead::fill_buf(&mut raw).map_err(unreadable)?.get(..2).is_some_and(|m| {
            magic.copy_from_slice(m);
            magic == [0x1f, 0x8b]
        });
        let mut text: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(raw)) } else { Box::new(raw) };
        // The first line by hand: it tells the separator.
        let mut guard = Guard::new(&mut text);
        let mut head = Vec::new();
        let mut byte = [0];
        loop {
            match guard.read(&mut byte) {
                Ok(0) => break,
                Ok(_) if byte[0] == b'\n' => break,
                Ok(_) => head.push(byte[0]),
                Err(e) => return Err(broken(&file, e, 1)),
            }
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        let head = std::str::from_utf8(head).map_err(|_| ImportError::cell(&file, 1, "1", CellProblem::NotUtf8))?;
        let separator = recognise::separator(head);
        let names = recognise::columns_in(head);
        recognise::once(&names).map_err(|twice| ImportError::file(&file, FileProblem::TwiceColumn(twice)))?;
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(Guard::new(text));
        Ok(Self {
            file,
            names,
            reader,
            record: ByteRecord::new(),
            rows: 0,
            line: 1,
            decimal_comma: separator != b',',
            whole_lines: what == What::Values,
        })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    fn columns<const N: usize>(&self, wanted: [&'static str; N]) -> Result<[usize; N], ImportError> {
        let missing: Vec<&'static str> = wanted.into_iter().filter(|w| self.column(w).is_none()).collect();
        if !missing.is_empty() {
            return Err(ImportError::file(&self.file, FileProblem::Header { missing }));
        }
        Ok(wanted.map(|w| self.column(w).unwrap_or_default()))
    }

    /// The next row, if there is one.
    fn next(&mut self) -> Result<bool, ImportError> {
        loop {
            let begin = self.reader.position().clone();
            self.reader.get_mut().record = begin.byte();
            let more = self.reader.read_byte_record(&mut self.record);
            // The header was read by hand, so the reader counts from line 2.
            self.line = self.record.position().map_or(self.line, |p| p.line() + 1);
            match more {
                Ok(false) => return Ok(false),
                // An empty last line is no row.
                Ok(true) if self.record.len() == 1 && self.record.get(0).is_some_and(|f| f.trim_ascii().is_empty()) => {
                }
                Ok(true) => break,
                Err(e) => {
                    return Err(match e.into_kind() {
                        csv::ErrorKind::Io(e) => broken(&self.file, e, begin.line() + 1),
                        other => {
                            tracing::debug!(error = ?other, "no table");
                            let what = Words::new("raderna går inte att skilja åt", "its rows cannot be told apart");
                            ImportError::file(&self.file, FileProblem::Broken(what))
                        }
                    });
                }
            }
        }
        self.check_end()?;
        self.rows += 1;
        if self.record.len() != self.names.len() {
            return Err(self.wrong(
                self.record.len().min(self.names.len().saturating_sub(1)),
                CellProblem::Fields { found: self.record.len(), wanted: self.names.len() },
            ));
        }
        Ok(true)
    }

    /// Refuses a row that only the end of the file ended.
    fn check_end(&self) -> Result<(), ImportError> {
        let text = self.reader.get_ref();
        let problem = match (text.ended, text.last) {
            (false, _) => return Ok(()),
            // The line did end, but inside quotes.
            (true, b'\n') => FileProblem::OpenQuote { line: self.line },
            (true, _) if self.whole_lines => FileProblem::CutOff,
            (true, _) => return Ok(()),
        };
        Err(ImportError::file(&self.file, problem))
    }

    fn wrong(&self, column: usize, problem: CellProblem) -> ImportError {
        let name = self.names.get(column).map_or("?", String::as_str);
        ImportError::cell(&self.file, self.line, name, problem)
    }

    fn text(&self, column: usize) -> Result<&str, ImportError> {
        std::str::from_utf8(self.record.get(column).unwrap_or_default())
            .map_err(|_| self.wrong(column, CellProblem::NotUtf8))
    }

    fn optional(&self, column: Option<usize>) -> Result<Option<String>, ImportError> {
        let Some(column) = column else { return Ok(None) };
        let text = self.text(column)?.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    fn parse<T>(&self, column: usize, read: impl Fn(&str) -> Result<T, CellProblem>) -> Result<T, ImportError> {
        read(self.text(column)?).map_err(|problem| self.wrong(column, problem))
    }

    fn area(&self, column: usize) -> Result<AreaId, ImportError> {
        let group = || CellProblem::Area(sink::short(self.text(column).unwrap_or_default()));
        self.parse(column, |t| sink::area_of_text(t)?.ok_or_else(group))
    }
}

fn broken(file: &str, e: io::Error, line: u64) -> ImportError {
    let problem = if e.kind() == io::ErrorKind::FileTooLarge {
        FileProblem::LongLine { line }
    } else {
        FileProblem::Truncated(recognise::unpacking(&e))
    };
    ImportError::file(file, problem)
}

/// Stops at a row longer than [`LONGEST`], so that no row is ever held that does not fit. A row
/// may have many lines, inside quotes: whoever reads the rows says where each begins.
struct Guard<R> {
    inner: R,
    /// Bytes handed out.
    given: u64,
    /// Where the row that is being read begins.
    record: u64,
    /// The last byte.
    last: u8,
    /// Whether the end has been met.
    ended: bool,
}

impl<R: Read> Guard<R> {
    fn new(inner: R) -> Self {
        Self { inner, given: 0, record: 0, last: b'\n', ended: false }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        match buf[..n].last() {
            Some(last) => self.last = *last,
            None => self.ended = true,
        }
        self.given += n as u64;
        // The reader asks for more only when the row goes on beyond what it has.
        if self.given - self.record > LONGEST + buf.len() as u64 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(n)
    }
}

fn values(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let period = table.column("year").is_none() && table.column("period").is_some();
    let [kpi, area, year, gender, value] =
        table.columns(["kpi", "municipality", if period { "period" } else { "year" }, "gender", "value"])?;
    let status = table.column("status");
    let deleted = table.column("isdeleted").or_else(|| table.column("is_deleted"));
    while table.next()? {
        let line = table.line;
        let id = table.parse(kpi, sink::kpi_of_text)?;
        let Some(place) = table.parse(area, sink::area_of_text)? else {
            sink.groups_left += 1;
            continue;
        };
        let y = table.parse(year, sink::year_of_text)?;
        let sex = table.parse(gender, sink::sex_of_text)?;
        let cell = table.parse(value, |t| sink::cell_of_text(t, table.decimal_comma))?;
        let gone = deleted.map_or(Ok(false), |c| table.parse(c, sink::flag_of_text))?;
        let word = status.map_or(Ok(""), |c| table.text(c))?;
        let cell = sink.judge(cell, word, gone);
        let key = (id, sink.table(id, line)?);
        let slot = sink.slot(place, line)?;
        sink.put(line, key, (place, slot), y, sex, cell)?;
    }
    Ok(())
}

fn level(text: &str) -> Option<Level> {
    match text.trim() {
        "K" => Some(Level::Municipality),
        "L" => Some(Level::Region),
        "A" => Some(Level::Both),
        _ => None,
    }
}

fn catalogue(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let [id, title, kind] = table.columns(["id", "title", "municipality_type"])?;
    let c = |name| table.column(name);
    let (description, divided, auspice, area) =
        (c("description"), c("is_divided_by_gender"), c("auspice"), c("operating_area"));
    let (perspective, prel, publication, period, units) =
        (c("perspective"), c("prel_publication_date"), c("publication_date"), c("publ_period"), c("has_ou_data"));
    while table.next()? {
        let mut figure = KeyFigure::new(table.parse(id, sink::kpi_of_text)?, table.text(title)?.trim());
        figure.level = level(table.text(kind)?);
        figure.divided = divided.map_or(Ok(false), |c| table.parse(c, sink::flag_of_text))?;
        figure.has_ou_data = units.map_or(Ok(false), |c| table.parse(c, sink::flag_of_text))?;
        figure.auspice = table.optional(auspice)?;
        figure.operating_area = table.optional(area)?;
        figure.perspective = table.optional(perspective)?;
        figure.prel_publication_date = table.optional(prel)?;
        figure.publication_date = table.optional(publication)?;
        figure.publ_period = table.optional(period)?;
        if let Some(text) = table.optional(description)? {
            sink.draft.catalogue.descriptions.push((figure.id, text));
        }
        sink.draft.catalogue.figures.push(figure);
    }
    Ok(())
}

fn list(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let [kpi, groups] = table.columns(["kpi", "groups"])?;
    let c = |name| table.column(name);
    let (name, kind, divided, area, perspective) =
        (c("name"), c("municipality_type"), c("is_divided_by_gender"), c("operating_area"), c("perspective"));
    while table.next()? {
        let id = table.parse(kpi, sink::kpi_of_text)?;
        let title = table.optional(name)?.unwrap_or_else(|| id.to_string());
        let mut figure = KeyFigure::new(id, title);
        figure.level = table.optional(kind)?.as_deref().and_then(level);
        figure.divided = divided.map_or(Ok(false), |c| table.parse(c, sink::flag_of_text))?;
        figure.operating_area = table.optional(area)?;
        figure.perspective = table.optional(perspective)?;
        figure.themes =
            table.text(groups)?.split('|').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect();
        sink.draft.lists.push(figure);
    }
    Ok(())
}

/// The kind of an area, told by its code: Kolada gives nation and regions the same letter.
pub(crate) fn kind_of(id: AreaId) -> AreaKind {
    match id.number() {
        0 => AreaKind::Nation,
        1..=99 => AreaKind::Region,
        _ => AreaKind::Municipality,
    }
}

fn areas(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let [id, title] = table.columns(["id", "title"])?;
    while table.next()? {
        let id = table.area(id)?;
        let title = table.text(title)?.trim().to_owned();
        sink.draft.catalogue.areas.push(Area::new(id, title, kind_of(id)));
    }
    Ok(())
}

fn municipalities(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let [id, name, county] = table.columns(["municipality", "name", "kolada_region_id"])?;
    let c = |name: &str| table.column(name);
    let (county_name, class, class_name) = (
        c("county"),
        table.names.iter().position(|n| n.starts_with("skr_class") && n != "skr_class_name"),
        c("skr_class_name"),
    );
    // "pop2022_k": the year stands in the name.
    let year: Option<i16> = table.names.iter().find_map(|n| n.strip_prefix("pop")?.strip_suffix("_t")?.parse().ok());
    let population =
        year.and_then(|y| Some((y, c(&format!("pop{y}_k"))?, c(&format!("pop{y}_m"))?, c(&format!("pop{y}_t"))?)));
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| CellProblem::Number(sink::short(text)));
    while table.next()? {
        let id = table.area(id)?;
        let mut area = Area::new(id, table.text(name)?.trim(), kind_of(id));
        area.county = Some(table.area(county)?);
        area.county_name = table.optional(county_name)?;
        area.class = table.optional(class)?;
        area.class_name = table.optional(class_name)?;
        if let Some((year, k, m, t)) = population {
            area.population = Some(Population {
                year,
                women: table.parse(k, number)?,
                men: table.parse(m, number)?,
                total: table.parse(t, number)?,
            });
        }
        sink.draft.catalogue.areas.push(area);
    }
    Ok(())
}

fn groups(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let [id, title, member] = table.columns(["group_id", "group_title", "member_id"])?;
    let mut all: std::collections::BTreeMap<String, Group> = std::collections::BTreeMap::new();
    while table.next()? {
        let member = table.area(member)?;
        let id = table.text(id)?.trim().to_owned();
        let title = table.text(title)?.trim();
        let group = all.entry(id.clone()).or_insert_with(|| Group { id, title: title.to_owned(), members: Vec::new() });
        if let Err(at) = group.members.binary_search(&member) {
            group.members.insert(at, member);
        }
    }
    sink.draft.catalogue.groups.extend(all.into_values());
    Ok(())
}

fn similar(table: &mut Table, sink: &mut Sink) -> Result<(), ImportError> {
    let [field, year, municipality, other] =
        table.columns(["domain", "year", "municipality", "similar_municipality"])?;
    let mut all: std::collections::BTreeMap<(String, i16, AreaId), Vec<AreaId>> = std::collections::BTreeMap::new();
    while table.next()? {
        let key =
            (table.text(field)?.trim().to_owned(), table.parse(year, sink::year_of_text)?, table.area(municipality)?);
        let other = table.area(other)?;
        let others = all.entry(key).or_default();
        if !others.contains(&other) {
            others.push(other);
        }
    }
    let similar =
        all.into_iter().map(|((field, year, municipality), similar)| Similar { field, year, municipality, similar });
    sink.draft.catalogue.similar.extend(similar);
    Ok(())
}
