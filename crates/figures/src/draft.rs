//! Figures being gathered, before they become a snapshot.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use arrow_buffer::{Buffer, ScalarBuffer};
use jiff::Timestamp;

use crate::{
    Area, AreaId, AreaKind, Catalogue, Cell, KeyFigure, KpiId, Manifest, Mismatch, Sex, Snapshot, SnapshotId, Source,
    State, StateCounts, StoreError, Unit, Words,
    snapshot::{Columns, Span},
    words::plain,
};

/// Most key figures a snapshot holds: their numbers are 16-bit in `figures.arrow`.
const MOST: usize = 32_000;
/// Most areas: Kolada has some three hundred.
const MOST_AREAS: usize = 2000;
/// Most rows (key figure × area × year, holes included) of one source, and of a snapshot. All that
/// Kolada publishes by sex since 1994 makes eight million; more would fill the memory.
pub(crate) const MOST_CELLS: usize = 20_000_000;
/// With fewer rows to look at, a share of misfits says nothing.
const FEWEST_CHECKED: u64 = 50;

/// A table being filled. Rows may come in any order; nothing is written until
/// [`crate::Store::publish`], and nothing needs a disk with [`Draft::into_snapshot`].
#[derive(Debug, Default)]
pub struct Draft {
    /// What the sources say besides values, in any order; later entries win.
    pub catalogue: Catalogue,
    /// Where the rows come from.
    pub sources: Vec<Source>,
    /// Remarks for the manifest.
    pub notes: Vec<Words>,
    /// Chosen lists of key figures: they fill gaps and add themes, and never overrule a catalogue.
    pub(crate) lists: Vec<KeyFigure>,
    /// Raw answers by the index of their source.
    pub(crate) raw: Vec<(usize, Raw)>,
    /// Groups of key figures the sources told whole: who is not named is no member any more.
    pub(crate) whole_themes: BTreeSet<String>,
    slots: Slots,
    index: BTreeMap<KpiId, usize>,
    tables: Vec<Table>,
    /// Rows the tables have room for.
    cells: usize,
}

/// An answer as it came, to be kept with the snapshot: as it is when it is compressed already, else
/// compressed.
#[derive(Debug)]
pub(crate) struct Raw {
    pub path: PathBuf,
    pub name: String,
}

/// Areas in order of first appearance; found by their number without any search.
#[derive(Debug, Default)]
struct Slots {
    of_number: Vec<u16>,
    areas: Vec<AreaId>,
}

impl Slots {
    fn find(&self, area: AreaId) -> Option<usize> {
        self.of_number.get(area.number()).filter(|s| **s != u16::MAX).map(|s| usize::from(*s))
    }

    fn find_or_add(&mut self, area: AreaId) -> usize {
        if let Some(slot) = self.find(area) {
            return slot;
        }
        if self.of_number.is_empty() {
            self.of_number = vec![u16::MAX; 10_000];
        }
        let slot = self.areas.len();
        // At most ten thousand codes exist, so the slot always fits.
        self.of_number[area.number()] = slot as u16;
        self.areas.push(area);
        slot
    }
}

#[derive(Debug)]
struct Table {
    id: KpiId,
    first_year: i16,
    years: Vec<Year>,
}

/// All areas of one key figure and year, by slot.
#[derive(Debug, Default, Clone)]
struct Year {
    values: Vec<[f64; 3]>,
    states: Vec<[u8; 3]>,
}

/// What putting a cell met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    New,
    Same,
    /// Something else stood there; it still stands.
    Conflict(Cell),
    /// There is no room for more.
    Full,
}

/// What laying one draft over another did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overlay {
    /// Cells that were absent.
    pub added: u64,
    /// Cells that held the same.
    pub same: u64,
    /// Cells that held something else and were replaced.
    pub replaced: u64,
    /// The first replaced cell.
    pub example: Option<(KpiId, AreaId, i16)>,
}

impl Table {
    fn year(&self, year: i16) -> Option<&Year> {
        usize::try_from(i32::from(year) - i32::from(self.first_year)).ok().and_then(|i| self.years.get(i))
    }

    /// The year, made with all between it and those there are; and how many were made.
    fn year_mut(&mut self, year: i16) -> (&mut Year, usize) {
        let were = self.years.len();
        if self.years.is_empty() {
            self.first_year = year;
        }
        let before = i32::from(self.first_year) - i32::from(year);
        if before > 0 {
            self.years.splice(0..0, std::iter::repeat_n(Year::default(), before as usize));
            self.first_year = year;
        }
        let at = (i32::from(year) - i32::from(self.first_year)) as usize;
        if at >= self.years.len() {
            self.years.resize(at + 1, Year::default());
        }
        let made = self.years.len() - were;
        (&mut self.years[at], made)
    }
}

impl Year {
    /// Makes room for the area number `slot`; how many rows were added. `known`: so many areas are
    /// likely to come.
    fn reserve(&mut self, slot: usize, known: usize) -> usize {
        let were = self.states.len();
        if slot < were {
            return 0;
        }
        if slot >= self.states.capacity() {
            let more = known.max(slot + 1) - were;
            self.values.reserve(more);
            self.states.reserve(more);
        }
        self.values.resize(slot + 1, [f64::NAN; 3]);
        self.states.resize(slot + 1, [State::Absent.byte(); 3]);
        slot + 1 - were
    }

    fn cell(&self, slot: usize, sex: usize) -> Cell {
        match (self.values.get(slot), self.states.get(slot)) {
            (Some(v), Some(s)) => Cell { value: v[sex], state: State::from_byte(s[sex]).unwrap_or_default() },
            _ => Cell::ABSENT,
        }
    }
}

impl Draft {
    /// An empty draft.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a cell, replacing what stood there. An absent cell takes the row away.
    pub fn set(&mut self, kpi: KpiId, area: AreaId, year: i16, sex: Sex, cell: Cell) {
        let (table, slot) = (self.table(kpi), self.slot(area));
        let y = self.room(table, slot, year);
        y.values[slot][sex as usize] = cell.value;
        y.states[slot][sex as usize] = cell.state.byte();
    }

    /// The cell as it stands.
    pub fn get(&self, kpi: KpiId, area: AreaId, year: i16, sex: Sex) -> Cell {
        let cell = || {
            let table = &self.tables[*self.index.get(&kpi)?];
            Some(table.year(year)?.cell(self.slots.find(area)?, sex as usize))
        };
        cell().unwrap_or(Cell::ABSENT)
    }

    /// Whether any row was set.
    pub fn has_rows(&self) -> bool {
        !self.tables.is_empty()
    }

    /// The number of a key figure's table, made when there is none.
    pub(crate) fn table(&mut self, kpi: KpiId) -> usize {
        *self.index.entry(kpi).or_insert_with(|| {
            self.tables.push(Table { id: kpi, first_year: 0, years: Vec::new() });
            self.tables.len() - 1
        })
    }

    /// The number of an area, given when it has none.
    pub(crate) fn slot(&mut self, area: AreaId) -> usize {
        self.slots.find_or_add(area)
    }

    /// The year of a table, with room for an area.
    fn room(&mut self, table: usize, slot: usize, year: i16) -> &mut Year {
        let known = self.slots.areas.len();
        let (y, years) = self.tables[table].year_mut(year);
        // A year takes the room of two rows, however empty.
        self.cells += 2 * years + y.reserve(slot, known);
        y
    }

    /// Puts a cell unless something else stands there. `table` and `slot` are this draft's own.
    pub(crate) fn put(&mut self, table: usize, slot: usize, year: i16, sex: Sex, cell: Cell) -> Put {
        if self.cells > MOST_CELLS {
            return Put::Full;
        }
        let y = self.room(table, slot, year);
        let sex = sex as usize;
        let old = y.states[slot][sex];
        if old == State::Absent.byte() {
            y.values[slot][sex] = cell.value;
            y.states[slot][sex] = cell.state.byte();
            return Put::New;
        }
        let old = y.cell(slot, sex);
        if old == cell { Put::Same } else { Put::Conflict(old) }
    }

    /// Lays `newer` over this draft: its cells win, its catalogue entries win, its sources follow.
    pub fn overlay(&mut self, newer: Draft) -> Overlay {
        let mut done = Overlay::default();
        self.leave_themes(&newer.whole_themes);
        let slots: Vec<usize> = newer.slots.areas.iter().map(|a| self.slot(*a)).collect();
        for table in newer.tables {
            let into = self.table(table.id);
            for (i, from) in table.years.into_iter().enumerate() {
                let year = table.first_year + i as i16;
                for (slot, states) in from.states.iter().enumerate().filter(|(_, s)| **s != [0; 3]) {
                    let to = slots[slot];
                    let y = self.room(into, to, year);
                    for sex in (0..3).filter(|sex| states[*sex] != 0) {
                        let (old, new) = (y.cell(to, sex), from.cell(slot, sex));
                        if old == new {
                            done.same += 1;
                            continue;
                        }
                        if old.state == State::Absent {
                            done.added += 1;
                        } else {
                            done.replaced += 1;
                            done.example.get_or_insert((table.id, newer.slots.areas[slot], year));
                        }
                        y.values[to][sex] = new.value;
                        y.states[to][sex] = new.state.byte();
                    }
                }
            }
        }
        let sources = self.sources.len();
        self.raw.extend(newer.raw.into_iter().map(|(i, raw)| (i + sources, raw)));
        self.sources.extend(newer.sources);
        self.notes.extend(newer.notes);
        self.whole_themes.extend(newer.whole_themes);
        self.lists.extend(newer.lists);
        self.catalogue.figures.extend(newer.catalogue.figures);
        self.catalogue.areas.extend(newer.catalogue.areas);
        self.catalogue.groups.extend(newer.catalogue.groups);
        self.catalogue.similar.extend(newer.catalogue.similar);
        self.catalogue.descriptions.extend(newer.catalogue.descriptions);
        done
    }

    /// Takes all members out of these groups of key figures: newer ones follow.
    fn leave_themes(&mut self, whole: &BTreeSet<String>) {
        for figure in self.catalogue.figures.iter_mut().chain(&mut self.lists) {
            figure.themes.retain(|theme| !whole.contains(theme));
        }
    }

    /// The contents of a snapshot, to lay something over. Its raw answers stay where they are: each
    /// snapshot keeps those it took in, so that removing it frees them.
    ///
    /// # Errors
    /// [`StoreError`] when its descriptions cannot be read.
    pub(crate) fn from_snapshot(snapshot: &Snapshot) -> Result<Self, StoreError> {
        let mut draft = Self { catalogue: snapshot.catalogue.clone(), ..Self::default() };
        draft.catalogue.descriptions = match &snapshot.dir {
            Some(dir) => crate::store::read_descriptions(dir)?,
            None => snapshot.catalogue.descriptions.clone(),
        };
        for area in snapshot.areas() {
            draft.slot(area.id);
        }
        for block in snapshot.blocks() {
            let table = draft.table(block.kpi.id);
            for offset in 0..block.years {
                let (y, _) = draft.tables[table].year_mut(block.first_year + offset as i16);
                let rows = || (0..block.area_count).map(|a| a * block.years + offset);
                y.values = rows().map(|i| [block.women[i], block.men[i], block.total[i]]).collect();
                y.states =
                    rows().map(|i| [block.women_states[i], block.men_states[i], block.total_states[i]]).collect();
            }
        }
        for source in &snapshot.manifest.sources {
            let mut source = source.clone();
            if source.raw.is_some() && source.kept_in.is_none() {
                source.kept_in = Some(snapshot.id.clone());
            }
            draft.sources.push(source);
        }
        draft.notes.clone_from(&snapshot.manifest.notes);
        Ok(draft)
    }

    /// A snapshot in memory, for tests and the demonstration. Its name ends in eight zeros.
    ///
    /// # Errors
    /// [`StoreError::TooMany`].
    pub fn into_snapshot(self, now: Timestamp) -> Result<Snapshot, StoreError> {
        Ok(self.build(now, None)?.0)
    }

    /// The snapshot as it will be, and the raw answers to keep with it.
    pub(crate) fn build(
        mut self,
        now: Timestamp,
        based_on: Option<SnapshotId>,
    ) -> Result<(Snapshot, Vec<(usize, Raw)>), StoreError> {
        tame(&mut self.catalogue, &mut self.lists);
        settle(&mut self.catalogue);
        let kpis: Vec<KpiId> = self.index.keys().copied().collect();
        apply_lists(&mut self.catalogue.figures, &self.lists, &kpis);
        add_areas(&mut self.catalogue.areas, &self.slots.areas);
        for (what, found, most) in
            [("key figures", self.catalogue.figures.len(), MOST), ("areas", self.catalogue.areas.len(), MOST_AREAS)]
        {
            if found > most {
                return Err(StoreError::TooMany { what, found, most });
            }
        }
        let (spans, columns) = self.columns()?;
        let manifest = Manifest {
            format: Manifest::FORMAT,
            created: now,
            tool: concat!("jamsides ", env!("CARGO_PKG_VERSION")).to_owned(),
            based_on,
            rows: columns.rows() as u64,
            figures_with_rows: spans.len() as u64,
            first_year: spans.iter().map(|s| s.first_year).min(),
            last_year: spans.iter().map(|s| s.first_year + s.years as i16 - 1).max(),
            sources: self.sources,
            women: StateCounts::of(columns.states[0].as_slice()),
            men: StateCounts::of(columns.states[1].as_slice()),
            total: StateCounts::of(columns.states[2].as_slice()),
            mismatches: Vec::new(),
            notes: self.notes,
            files: Vec::new(),
        };
        let mut snapshot = Snapshot {
            id: SnapshotId::at(now, "00000000"),
            catalogue: self.catalogue,
            spans,
            columns,
            dir: None,
            manifest,
            descriptions: std::sync::OnceLock::new(),
        };
        snapshot.manifest.mismatches = mismatches(&snapshot);
        Ok((snapshot, self.raw))
    }

    /// Dense blocks, key figure by key figure. Takes the tables apart as it goes, so that a year
    /// is never held twice for long.
    fn columns(&mut self) -> Result<(Vec<Span>, Columns), StoreError> {
        let areas = &self.catalogue.areas;
        let slot_of: Vec<Option<usize>> = areas.iter().map(|a| self.slots.find(a.id)).collect();
        let figures = &self.catalogue.figures;
        let mut spans = Vec::with_capacity(self.tables.len());
        let mut plan = Vec::with_capacity(self.tables.len());
        let mut offset = 0;
        for (id, number) in &self.index {
            let table = &self.tables[*number];
            let used = |y: &Year, slot: usize| y.states.get(slot).is_some_and(|s| *s != [0; 3]);
            let filled = |y: &Year| y.states.iter().any(|s| *s != [0; 3]);
            let (Some(first), Some(last)) = (table.years.iter().position(filled), table.years.iter().rposition(filled))
            else {
                continue;
            };
            let years = &table.years[first..=last];
            let area_count = slot_of
                .iter()
                .rposition(|slot| slot.is_some_and(|s| years.iter().any(|y| used(y, s))))
                .map_or(0, |i| i + 1);
            let Ok(figure) = figures.binary_search_by(|f| f.id.cmp(id)) else { continue };
            let span = Span {
                figure,
                offset,
                first_year: table.first_year + first as i16,
                years: years.len(),
                areas: area_count,
            };
            offset += span.rows();
            spans.push(span);
            plan.push((*number, first));
        }
        if offset > MOST_CELLS {
            return Err(StoreError::TooMany { what: "rows", found: offset, most: MOST_CELLS });
        }
        let mut values = [(); 3].map(|()| Vec::with_capacity(offset));
        let mut states = [(); 3].map(|()| Vec::with_capacity(offset));
        for (span, (number, first)) in spans.iter().zip(plan) {
            let years = std::mem::take(&mut self.tables[number].years);
            let years = &years[first..first + span.years];
            for slot in &slot_of[..span.areas] {
                for year in years {
                    let (v, s) = match slot.and_then(|s| Some((year.values.get(s)?, year.states.get(s)?))) {
                        Some((v, s)) => (*v, *s),
                        None => ([f64::NAN; 3], [0; 3]),
                    };
                    for sex in 0..3 {
                        values[sex].push(v[sex]);
                        states[sex].push(s[sex]);
                    }
                }
            }
        }
        Ok((spans, Columns { values: values.map(ScalarBuffer::from), states: states.map(Buffer::from_vec) }))
    }
}

/// Titles of a source are shown on terminals: they hold no control characters.
fn tame(catalogue: &mut Catalogue, lists: &mut [KeyFigure]) {
    for figure in catalogue.figures.iter_mut().chain(lists) {
        figure.title = plain(&figure.title);
        for text in [&mut figure.auspice, &mut figure.operating_area, &mut figure.perspective].into_iter().flatten() {
            *text = plain(text);
        }
        for theme in &mut figure.themes {
            *theme = plain(theme);
        }
    }
    for area in &mut catalogue.areas {
        area.title = plain(&area.title);
        for text in [&mut area.county_name, &mut area.class, &mut area.class_name].into_iter().flatten() {
            *text = plain(text);
        }
    }
    for group in &mut catalogue.groups {
        group.title = plain(&group.title);
    }
    for (_, text) in &mut catalogue.descriptions {
        // A description has lines.
        *text = text.split('\n').map(plain).collect::<Vec<_>>().join("\n");
    }
}

/// Sorts every list and lets the last entry of a code win, gaps filled from the earlier ones.
fn settle(catalogue: &mut Catalogue) {
    let mut figures: BTreeMap<KpiId, KeyFigure> = BTreeMap::new();
    for new in catalogue.figures.drain(..) {
        match figures.entry(new.id) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(new);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let old = std::mem::replace(place.get_mut(), new);
                fill(place.get_mut(), &old);
            }
        }
    }
    catalogue.figures = figures.into_values().collect();

    let mut areas: BTreeMap<AreaId, Area> = BTreeMap::new();
    for new in catalogue.areas.drain(..) {
        match areas.entry(new.id) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(new);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let old = std::mem::replace(place.get_mut(), new);
                let area = place.get_mut();
                if area.title == area.id.as_str() {
                    area.title = old.title;
                }
                area.county = area.county.or(old.county);
                area.county_name = area.county_name.take().or(old.county_name);
                area.class = area.class.take().or(old.class);
                area.class_name = area.class_name.take().or(old.class_name);
                area.population = area.population.or(old.population);
            }
        }
    }
    catalogue.areas = areas.into_values().collect();

    let groups: BTreeMap<String, crate::Group> = catalogue.groups.drain(..).map(|g| (g.id.clone(), g)).collect();
    for mut group in groups.into_values() {
        match similar_of(&group, &catalogue.areas) {
            Some(similar) => catalogue.similar.push(similar),
            None => {
                group.members.sort();
                group.members.dedup();
                catalogue.groups.push(group);
            }
        }
    }
    let similar: BTreeMap<(String, i16, AreaId), crate::Similar> =
        catalogue.similar.drain(..).map(|s| ((s.field.clone(), s.year, s.municipality), s)).collect();
    catalogue.similar = similar.into_values().collect();
    let texts: BTreeMap<KpiId, String> = catalogue.descriptions.drain(..).collect();
    catalogue.descriptions = texts.into_iter().collect();
}

/// The API has no field for similar municipalities: they are groups called "Liknande kommuner
/// socioekonomi, Arboga, 2024". A title of another build stays a group.
fn similar_of(group: &crate::Group, areas: &[Area]) -> Option<crate::Similar> {
    let rest = group.title.strip_prefix("Liknande kommuner")?;
    let (rest, year) = rest.rsplit_once(',')?;
    let (field, name) = rest.rsplit_once(',')?;
    let year = year.trim().parse().ok()?;
    let municipality = areas.iter().find(|a| a.kind == AreaKind::Municipality && a.title == name.trim())?.id;
    let field = field.trim_matches([' ', ',']);
    let field = if field.is_empty() { "övergripande" } else { field }.to_owned();
    Some(crate::Similar { field, year, municipality, similar: group.members.clone() })
}

/// Takes from `old` what `new` does not say.
fn fill(new: &mut KeyFigure, old: &KeyFigure) {
    if new.title == new.id.as_str() {
        new.title.clone_from(&old.title);
    }
    new.level = new.level.or(old.level);
    for (to, from) in [
        (&mut new.auspice, &old.auspice),
        (&mut new.operating_area, &old.operating_area),
        (&mut new.perspective, &old.perspective),
        (&mut new.prel_publication_date, &old.prel_publication_date),
        (&mut new.publication_date, &old.publication_date),
        (&mut new.publ_period, &old.publ_period),
    ] {
        if to.is_none() {
            to.clone_from(from);
        }
    }
    new.themes.extend(old.themes.iter().cloned());
    new.themes.sort();
    new.themes.dedup();
}

fn apply_lists(figures: &mut Vec<KeyFigure>, lists: &[KeyFigure], with_rows: &[KpiId]) {
    let mut all: BTreeMap<KpiId, KeyFigure> = figures.drain(..).map(|f| (f.id, f)).collect();
    for listed in lists {
        match all.get_mut(&listed.id) {
            Some(known) => fill(known, listed),
            None => {
                all.insert(listed.id, listed.clone());
            }
        }
    }
    for id in with_rows {
        all.entry(*id).or_insert_with(|| KeyFigure::new(*id, id.as_str()));
    }
    figures.extend(all.into_values());
}

/// Areas that have rows but no entry get one by their code.
fn add_areas(areas: &mut Vec<Area>, used: &[AreaId]) {
    for id in used {
        if let Err(at) = areas.binary_search_by(|a| a.id.cmp(id)) {
            let kind = match id.number() {
                0 => AreaKind::Nation,
                1..=99 => AreaKind::Region,
                _ => AreaKind::Municipality,
            };
            let title = if kind == AreaKind::Nation { "Riket" } else { id.as_str() };
            areas.insert(at, Area::new(*id, title, kind));
        }
    }
}

/// Counts totals that do not fit: for counts T ≠ K + M (by more than 0.5), for shares T outside
/// K…M (by more than 0.5 percentage points). Other units have no such rule.
fn mismatches(snapshot: &Snapshot) -> Vec<Mismatch> {
    let mut all = Vec::new();
    for block in snapshot.blocks() {
        let sum = match block.kpi.unit() {
            Unit::Count => true,
            Unit::Share => false,
            _ => continue,
        };
        let (mut checked, mut off, mut example) = (0_u64, 0_u64, None);
        for (i, ((k, m), t)) in block.women.iter().zip(block.men).zip(block.total).enumerate() {
            // NaN where there is no value: the sum tells whether all three are there.
            if (k + m + t).is_nan() {
                continue;
            }
            checked += 1;
            let wrong = if sum { (t - (k + m)).abs() > 0.5 } else { *t < k.min(*m) - 0.5 || *t > k.max(*m) + 0.5 };
            if wrong {
                off += 1;
                example.get_or_insert(i);
            }
        }
        if let Some(i) = example {
            let area = block.areas()[i / block.years].id;
            let year = block.first_year + (i % block.years) as i16;
            all.push(Mismatch {
                kpi: block.kpi.id,
                sum,
                checked,
                off,
                example: (area, year),
                suspicious: checked >= FEWEST_CHECKED && off * 20 > checked,
            });
        }
    }
    all.sort_by(|a, b| (b.off * a.checked).cmp(&(a.off * b.checked)).then(a.kpi.cmp(&b.kpi)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_any_order_become_dense_blocks() {
        let mut draft = Draft::new();
        let (kpi, only_regions) = (KpiId::new("N1").unwrap(), KpiId::new("N2").unwrap());
        let area = |t| AreaId::new(t).unwrap();
        draft.set(kpi, area("0180"), 2020, Sex::Women, Cell::of(1.0));
        draft.set(kpi, area("0000"), 2018, Sex::Total, Cell::of(0.0));
        draft.set(kpi, area("0114"), 2021, Sex::Men, Cell::none(State::Secret));
        draft.set(only_regions, area("0001"), 2020, Sex::Women, Cell::of(2.0));
        let snapshot = draft.into_snapshot(Timestamp::UNIX_EPOCH).unwrap();
        let block = snapshot.figure(&kpi).unwrap();
        assert_eq!((block.first_year, block.years, block.area_count), (2018, 4, 4));
        assert_eq!(snapshot.figure(&only_regions).unwrap().area_count, 2);
        assert_eq!(block.cell(0, 2018, Sex::Total), Cell::of(0.0));
        assert_eq!(block.cell(2, 2021, Sex::Men), Cell::none(State::Secret));
        assert_eq!(block.cell(3, 2020, Sex::Women), Cell::of(1.0));
        assert_eq!(block.cell(3, 2022, Sex::Women), Cell::ABSENT);
        assert_eq!(block.cell(9, 2020, Sex::Women), Cell::ABSENT);
        assert_eq!(snapshot.manifest().women.value, 2);
        assert_eq!(snapshot.manifest().men.secret, 1);
    }

    #[test]
    fn the_newer_wins_and_is_counted() {
        let (kpi, area) = (KpiId::new("N1").unwrap(), AreaId::NATION);
        let with = |cells: &[(i16, Cell)]| {
            let mut d = Draft::new();
            for (year, cell) in cells {
                d.set(kpi, area, *year, Sex::Women, *cell);
            }
            d
        };
        let mut base = with(&[(2020, Cell::of(1.0)), (2021, Cell::of(2.0))]);
        let done =
            base.overlay(with(&[(2019, Cell::of(0.5)), (2020, Cell::of(1.0)), (2021, Cell::none(State::Deleted))]));
        assert_eq!((done.added, done.same, done.replaced, done.example), (1, 1, 1, Some((kpi, area, 2021))));
        assert_eq!(base.get(kpi, area, 2021, Sex::Women).state, State::Deleted);
        assert_eq!(base.get(kpi, area, 2019, Sex::Women), Cell::of(0.5));
    }
}
