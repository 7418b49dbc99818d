//! A snapshot, opened: look-ups over mapped columns.

use std::{path::PathBuf, sync::OnceLock};

use arrow_buffer::{Buffer, ScalarBuffer};

use crate::{
    Area, AreaId, AreaKind, AreaMatch, Catalogue, Cell, Group, KeyFigure, KpiId, Manifest, Sex, Similar, SnapshotId,
    State, StoreError, fold,
};

/// Where a key figure stands in the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// Index into the catalogue's key figures.
    pub figure: usize,
    pub offset: usize,
    pub first_year: i16,
    pub years: usize,
    pub areas: usize,
}

impl Span {
    pub fn rows(&self) -> usize {
        self.areas * self.years
    }
}

/// The seven columns a look-up needs.
#[derive(Debug)]
pub(crate) struct Columns {
    pub values: [ScalarBuffer<f64>; 3],
    pub states: [Buffer; 3],
}

impl Columns {
    pub fn rows(&self) -> usize {
        self.values[0].len()
    }
}

/// An immutable set of figures, mapped read-only; cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) id: SnapshotId,
    pub(crate) catalogue: Catalogue,
    /// Sorted by key figure.
    pub(crate) spans: Vec<Span>,
    pub(crate) columns: Columns,
    /// `None`: lives in memory only.
    pub(crate) dir: Option<PathBuf>,
    pub(crate) manifest: Manifest,
    pub(crate) descriptions: OnceLock<Vec<(KpiId, String)>>,
}

impl Snapshot {
    /// Its name: time of making and a short hash.
    pub fn id(&self) -> &SnapshotId {
        &self.id
    }

    /// What it says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// All key figures of the catalogue by code, also those without values.
    pub fn figures(&self) -> &[KeyFigure] {
        &self.catalogue.figures
    }

    /// The key figure with this code, with or without values.
    pub fn key_figure(&self, id: &KpiId) -> Option<&KeyFigure> {
        let figures = &self.catalogue.figures;
        figures.binary_search_by(|f| f.id.cmp(id)).ok().and_then(|i| figures.get(i))
    }

    /// The long description of a key figure; read from disk at the first call.
    ///
    /// # Errors
    /// [`StoreError`] when the file of descriptions cannot be read.
    pub fn description(&self, id: &KpiId) -> Result<Option<&str>, StoreError> {
        let all = match self.descriptions.get() {
            Some(all) => all,
            None => {
                let read = match &self.dir {
                    Some(dir) => crate::store::read_descriptions(dir)?,
                    None => self.catalogue.descriptions.clone(),
                };
                self.descriptions.get_or_init(|| read)
            }
        };
        Ok(all.binary_search_by(|(k, _)| k.cmp(id)).ok().map(|i| all[i].1.as_str()))
    }

    /// The values of a key figure; `None` when it has none.
    pub fn figure(&self, id: &KpiId) -> Option<Block<'_>> {
        let at = self.spans.binary_search_by(|s| self.catalogue.figures[s.figure].id.cmp(id)).ok()?;
        Some(self.block(&self.spans[at]))
    }

    /// Every key figure with values, by code.
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block<'_>> {
        self.spans.iter().map(|span| self.block(span))
    }

    /// The number of key figures with values.
    pub fn block_count(&self) -> usize {
        self.spans.len()
    }

    /// The `index`-th key figure with values, by code: for scans that share the work out.
    pub fn block_at(&self, index: usize) -> Option<Block<'_>> {
        self.spans.get(index).map(|span| self.block(span))
    }

    fn block(&self, span: &Span) -> Block<'_> {
        let rows = span.offset..span.offset + span.rows();
        let values = |i: usize| &self.columns.values[i][rows.clone()];
        let states = |i: usize| &self.columns.states[i].as_slice()[rows.clone()];
        Block {
            kpi: &self.catalogue.figures[span.figure],
            first_year: span.first_year,
            years: span.years,
            area_count: span.areas,
            women: values(0),
            men: values(1),
            total: values(2),
            women_states: states(0),
            men_states: states(1),
            total_states: states(2),
            all_areas: &self.catalogue.areas,
        }
    }

    /// Every area by code; the position is the area index of all blocks.
    pub fn areas(&self) -> &[Area] {
        &self.catalogue.areas
    }

    /// The index of an area.
    pub fn area_index(&self, id: AreaId) -> Option<usize> {
        self.catalogue.areas.binary_search_by(|a| a.id.cmp(&id)).ok()
    }

    /// The area with this code.
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.area_index(id).map(|i| &self.catalogue.areas[i])
    }

    /// The area a person means by a code or a name: `0180`, `180`, `stockholm`, `Malmo`,
    /// `Region Skåne`, `Upplands V`. Case, å ä ö and hyphens do not matter; for a misspelling the
    /// nearest names come back.
    pub fn find_area(&self, text: &str) -> AreaMatch<'_> {
        fold::find_area(&self.catalogue.areas, text)
    }

    /// Groups of areas the source publishes, by code.
    pub fn groups(&self) -> &[Group] {
        &self.catalogue.groups
    }

    /// The fields in which similar municipalities are known, with the newest year of each.
    pub fn similar_fields(&self) -> Vec<(&str, i16)> {
        let mut fields: Vec<(&str, i16)> = Vec::new();
        for s in &self.catalogue.similar {
            match fields.last_mut() {
                Some(last) if last.0 == s.field => last.1 = s.year,
                _ => fields.push((&s.field, s.year)),
            }
        }
        fields
    }

    /// The similar municipalities of `area` in `field` (newest year), at most seven, in the order
    /// of the source; empty where none are known. Case and å ä ö in `field` do not matter.
    pub fn similar(&self, field: &str, area: AreaId) -> &[AreaId] {
        let wanted = fold::fold(field);
        let found = self.catalogue.similar.iter().filter(|s| s.municipality == area && fold::fold(&s.field) == wanted);
        found.max_by_key(|s| s.year).map(|s| s.similar.as_slice()).unwrap_or_default()
    }

    /// All groupings of similar municipalities, by field, year and municipality.
    pub fn all_similar(&self) -> &[Similar] {
        &self.catalogue.similar
    }

    /// The municipalities of a county, by Kolada's region code (`0001` for Stockholm County).
    pub fn county_members(&self, county: AreaId) -> Vec<AreaId> {
        self.municipalities().filter(|a| a.county == Some(county)).map(|a| a.id).collect()
    }

    /// The municipalities of a class of SKR's grouping, "B4".
    pub fn class_members(&self, class: &str) -> Vec<AreaId> {
        self.municipalities().filter(|a| a.class.as_deref() == Some(class)).map(|a| a.id).collect()
    }

    /// Every municipality by code.
    pub fn municipalities(&self) -> impl Iterator<Item = &Area> {
        self.catalogue.areas.iter().filter(|a| a.kind == AreaKind::Municipality)
    }
}

/// One key figure: a dense area × year table of women, men and total.
///
/// Row `area * years + (year - first_year)` holds area index `area` ([`Snapshot::areas`]) in
/// `year`. A block begins with area 0 (the nation) and goes on to the last area that has a row,
/// so a key figure of regions only has 22 areas and one of municipalities all. Values are NaN
/// where the state is not [`State::Value`]; state bytes are [`State::byte`].
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// The key figure.
    pub kpi: &'a KeyFigure,
    /// The first year with a row.
    pub first_year: i16,
    /// Years in the block, without holes.
    pub years: usize,
    /// Areas in the block: indices `0..area_count`.
    pub area_count: usize,
    /// Women, in the unit of the key figure.
    pub women: &'a [f64],
    /// Men.
    pub men: &'a [f64],
    /// Total.
    pub total: &'a [f64],
    /// State bytes of women.
    pub women_states: &'a [u8],
    /// State bytes of men.
    pub men_states: &'a [u8],
    /// State bytes of the total.
    pub total_states: &'a [u8],
    all_areas: &'a [Area],
}

/// Women, men and total of one area and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Women.
    pub women: Cell,
    /// Men.
    pub men: Cell,
    /// Total.
    pub total: Cell,
}

impl Row {
    /// Women minus men, where both are known.
    pub fn difference(&self) -> Option<f64> {
        Some(self.women.get()? - self.men.get()?)
    }
}

impl<'a> Block<'a> {
    /// The last year with a row.
    pub fn last_year(&self) -> i16 {
        self.first_year + self.years as i16 - 1
    }

    /// The areas of the block, in order of area index.
    pub fn areas(&self) -> &'a [Area] {
        &self.all_areas[..self.area_count]
    }

    /// The position of an area and year in the slices; `None` outside the block.
    pub fn at(&self, area: usize, year: i16) -> Option<usize> {
        let offset = usize::try_from(i32::from(year) - i32::from(self.first_year)).ok()?;
        (area < self.area_count && offset < self.years).then(|| area * self.years + offset)
    }

    /// The positions of all years of an area; empty outside the block.
    pub fn series(&self, area: usize) -> std::ops::Range<usize> {
        if area < self.area_count { area * self.years..(area + 1) * self.years } else { 0..0 }
    }

    /// The values of a sex.
    pub fn values(&self, sex: Sex) -> &'a [f64] {
        match sex {
            Sex::Women => self.women,
            Sex::Men => self.men,
            Sex::Total => self.total,
        }
    }

    /// The state bytes of a sex.
    pub fn states(&self, sex: Sex) -> &'a [u8] {
        match sex {
            Sex::Women => self.women_states,
            Sex::Men => self.men_states,
            Sex::Total => self.total_states,
        }
    }

    /// One cell by area index and year; absent outside the block.
    pub fn cell(&self, area: usize, year: i16, sex: Sex) -> Cell {
        self.at(area, year).map_or(Cell::ABSENT, |i| self.cell_at(i, sex))
    }

    fn cell_at(&self, i: usize, sex: Sex) -> Cell {
        Cell { value: self.values(sex)[i], state: State::from_byte(self.states(sex)[i]).unwrap_or_default() }
    }

    /// Women, men and total of an area and year; absent outside the block.
    pub fn row(&self, area: usize, year: i16) -> Row {
        let cell = |sex| self.cell(area, year, sex);
        Row { women: cell(Sex::Women), men: cell(Sex::Men), total: cell(Sex::Total) }
    }

    /// Whether any area and year has both women and men.
    pub fn by_sex(&self) -> bool {
        let value = State::Value.byte();
        self.women_states.iter().zip(self.men_states).any(|(k, m)| *k == value && *m == value)
    }
}
