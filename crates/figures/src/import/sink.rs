//! Where rows of a source go: checked, put into a draft, duplicates noticed.

use std::collections::BTreeMap;

use crate::{
    AreaId, Cell, Draft, ImportError, KpiId, Sex, State, Words,
    draft::{MOST_CELLS, Put},
    error::CellProblem,
    words::clip,
};

/// Most key figures in one source: beyond this it is no source of figures.
const MOST_FIGURES: usize = 32_000;

/// Most areas in one source: Kolada has some three hundred.
const MOST_AREAS: usize = 1000;

/// Rows of one file or one live import on their way into a draft.
pub(crate) struct Sink {
    pub file: String,
    pub draft: Draft,
    /// Rows that repeated an earlier one.
    pub identical: u64,
    /// Rows put for the first time.
    pub fresh: u64,
    /// Rows about groups of municipalities, which are computed here when needed.
    pub groups_left: u64,
    unknown_status: BTreeMap<String, u64>,
    figures: usize,
    last: Option<(KpiId, usize)>,
}

impl Sink {
    pub fn new(file: String) -> Self {
        Self {
            file,
            draft: Draft::new(),
            identical: 0,
            fresh: 0,
            groups_left: 0,
            unknown_status: BTreeMap::new(),
            figures: 0,
            last: None,
        }
    }

    /// The error at a place of this source.
    pub fn wrong(&self, row: u64, column: &str, problem: CellProblem) -> ImportError {
        ImportError::cell(&self.file, row, column, problem)
    }

    /// The table of a key figure.
    pub fn table(&mut self, kpi: KpiId, row: u64) -> Result<usize, ImportError> {
        if let Some((last, table)) = self.last
            && last == kpi
        {
            return Ok(table);
        }
        let table = self.draft.table(kpi);
        self.figures = self.figures.max(table + 1);
        if self.figures > MOST_FIGURES {
            return Err(self.wrong(row, "kpi", CellProblem::Figures { most: MOST_FIGURES }));
        }
        self.last = Some((kpi, table));
        Ok(table)
    }

    /// The number of an area.
    pub fn slot(&mut self, area: AreaId, row: u64) -> Result<usize, ImportError> {
        let slot = self.draft.slot(area);
        if slot >= MOST_AREAS {
            return Err(self.wrong(row, "municipality", CellProblem::Areas { most: MOST_AREAS }));
        }
        Ok(slot)
    }

    /// Puts a cell. `table` and `slot` come from this sink's draft.
    #[inline]
    pub fn put(
        &mut self,
        row: u64,
        key: (KpiId, usize),
        area: (AreaId, usize),
        year: i16,
        sex: Sex,
        cell: Cell,
    ) -> Result<(), ImportError> {
        match self.draft.put(key.1, area.1, year, sex, cell) {
            Put::Full => return Err(self.wrong(row, "year", CellProblem::Cells { most: MOST_CELLS })),
            Put::New => self.fresh += 1,
            Put::Same => self.identical += 1,
            Put::Conflict(first) => {
                let key = format!("{} {} {year} {}", key.0, area.0, sex.code());
                return Err(self.wrong(
                    row,
                    "value",
                    CellProblem::Conflict { key, first: show(first), second: show(cell) },
                ));
            }
        }
        Ok(())
    }

    /// What a status word makes of a value. Words nobody has documented leave the value as it is
    /// and are counted.
    pub fn judge(&mut self, value: Cell, status: &str, deleted: bool) -> Cell {
        if deleted {
            return Cell::none(State::Deleted);
        }
        match status.trim() {
            "" => value,
            known => match state_of_word(known) {
                Some(state) => Cell::none(state),
                None => {
                    // Few different words are real; a hostile file must not fill the memory.
                    if self.unknown_status.len() < 100 || self.unknown_status.contains_key(known) {
                        *self.unknown_status.entry(clip(known, 40)).or_default() += 1;
                    }
                    value
                }
            },
        }
    }

    pub fn finish(mut self) -> Draft {
        let file = &self.file;
        let notes = &mut self.draft.notes;
        for (word, count) in &self.unknown_status {
            notes.push(Words::new(
                format!("{file}: {count} värden med den okända statusen \"{word}\" togs som de är"),
                format!("{file}: {count} values with the unknown status \"{word}\" were taken as they are"),
            ));
        }
        if self.groups_left > 0 {
            let left = self.groups_left;
            notes.push(Words::new(
                format!("{file}: {left} rader om grupper av kommuner lämnades utanför"),
                format!("{file}: {left} rows about groups of municipalities were left out"),
            ));
        }
        if self.identical > 0 {
            let same = self.identical;
            notes.push(Words::new(
                format!("{file}: {same} rader stod mer än en gång med samma innehåll"),
                format!("{file}: {same} rows stood more than once with the same contents"),
            ));
        }
        self.draft
    }
}

fn show(cell: Cell) -> String {
    cell.get().map_or_else(|| format!("{:?}", cell.state).to_lowercase(), |v| v.to_string())
}

fn state_of_word(word: &str) -> Option<State> {
    Some(match word {
        "-" | "–" | "missing" | "bortfall" => State::Missing,
        "." | "not_applicable" | "not applicable" | "ej tillämplig" => State::NotApplicable,
        ".." | "secret" | "sekretess" => State::Secret,
        "deleted" | "borttagen" => State::Deleted,
        _ => return None,
    })
}

/// The cell a text of a value column stands for.
pub(crate) fn cell_of_text(text: &str, decimal_comma: bool) -> Result<Cell, CellProblem> {
    let text = text.trim();
    match text {
        "" | "NA" | "null" | "NULL" => return Ok(Cell::none(State::Missing)),
        _ => {}
    }
    if let Some(state) = state_of_word(text) {
        return Ok(Cell::none(state));
    }
    let parsed =
        if decimal_comma && text.contains(',') { text.replacen(',', ".", 1).parse::<f64>() } else { text.parse() };
    match parsed {
        Ok(v) if v.is_finite() => Ok(Cell::of(v)),
        Ok(_) => Err(CellProblem::NotFinite),
        Err(_) => Err(CellProblem::Number(short(text))),
    }
}

/// The year in a number, checked.
pub(crate) fn year_of_number(year: i64) -> Result<i16, CellProblem> {
    i16::try_from(year).ok().filter(|y| (1900..=2100).contains(y)).ok_or(CellProblem::YearRange(year))
}

/// The year in a text, checked.
pub(crate) fn year_of_text(text: &str) -> Result<i16, CellProblem> {
    let text = text.trim();
    year_of_number(text.parse().map_err(|_| CellProblem::Year(short(text)))?)
}

/// The area in a text; `None` for a group of municipalities ("G123"). Lost leading zeros are put
/// back.
pub(crate) fn area_of_text(text: &str) -> Result<Option<AreaId>, CellProblem> {
    let text = text.trim();
    if let Some(id) = AreaId::from_bytes(text.as_bytes()) {
        return Ok(Some(id));
    }
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if text.len() < 4 && digits(text) {
        return Ok(text.parse().ok().and_then(AreaId::from_number));
    }
    match text.strip_prefix('G') {
        Some(rest) if digits(rest) => Ok(None),
        _ => Err(CellProblem::Area(short(text))),
    }
}

pub(crate) fn sex_of_text(text: &str) -> Result<Sex, CellProblem> {
    Sex::from_code(text.trim()).ok_or_else(|| CellProblem::Gender(short(text)))
}

pub(crate) fn kpi_of_text(text: &str) -> Result<KpiId, CellProblem> {
    KpiId::from_bytes(text.trim().as_bytes()).ok_or_else(|| CellProblem::Kpi(short(text)))
}

pub(crate) fn flag_of_text(text: &str) -> Result<bool, CellProblem> {
    match text.trim() {
        "1" | "True" | "true" | "TRUE" => Ok(true),
        "0" | "False" | "false" | "FALSE" | "" => Ok(false),
        other => Err(CellProblem::Flag(short(other))),
    }
}

pub(crate) fn short(text: &str) -> String {
    clip(text, 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_their_cells() {
        for (text, cell) in [
            ("0", Cell::of(0.0)),
            (" -1.5 ", Cell::of(-1.5)),
            ("", Cell::none(State::Missing)),
            ("NA", Cell::none(State::Missing)),
            ("-", Cell::none(State::Missing)),
            (".", Cell::none(State::NotApplicable)),
            ("..", Cell::none(State::Secret)),
        ] {
            assert_eq!(cell_of_text(text, false), Ok(cell), "{text}");
        }
        assert_eq!(cell_of_text("1,5", true), Ok(Cell::of(1.5)));
        assert_eq!(cell_of_text("1,5", false), Err(CellProblem::Number("1,5".into())));
        for text in ["NaN", "inf", "-inf", "1e999"] {
            assert_eq!(cell_of_text(text, false), Err(CellProblem::NotFinite), "{text}");
        }
        assert_eq!(year_of_text("20222"), Err(CellProblem::YearRange(20222)));
        assert_eq!(area_of_text("114"), Ok(AreaId::new("0114").ok()));
        assert_eq!(area_of_text("G123"), Ok(None));
        assert!(area_of_text("12345").is_err());
        assert_eq!(sex_of_text("F"), Err(CellProblem::Gender("F".into())));
    }
}
