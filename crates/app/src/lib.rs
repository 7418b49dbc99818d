//! Use cases: the one place where the parts meet.
//!
//! Here live: opening the data, choosing peers, scanning, comparing, and turning results into
//! views in the reader's language. Not here: HTTP (`web`), arguments (`jamsides`), arithmetic
//! (`stats`, `findings`), drawing (`charts`), files of figures (`figures`).

pub mod cases;
mod compare;
mod country;
pub mod curated;
mod data;
mod demonstration;
pub mod explaining;
mod figure;
mod finding;
pub mod flat;
pub mod grouping;
mod known;
mod lies;
mod links;
mod moment;
mod municipality;
mod numbers;
mod peers;
mod pictures;
mod print;
mod promise;
pub mod regroup;
mod rows;
mod rules;
mod sampling;
mod search;
pub mod selection;
mod situation;
mod small;
mod total;
mod usual;
pub mod view;
pub mod words;
mod world;

pub use lies::Lies;
pub use print::Printer;
pub use situation::Situation;

use figures::{SnapshotId, Store};
use i18n::{Lang, sort_names_by};
use promise::Kept;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;
use view::{CompareView, CountryView, DataView, FigureRow, FigureView, MunicipalityView, PromiseView, TotalFigureView};
use world::World;

/// How somebody wants to see a thing.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Ask {
    /// Language of texts and numbers.
    pub lang: Lang,
    /// Comparison group: `similar`, `similar:grundskola`, `county`, `class`, `all`, or areas with
    /// commas; the similar municipalities overall when none is named.
    pub peers: Option<String>,
    /// Year; the newest when none is named.
    pub year: Option<i32>,
    /// Charts for paper (plain colours) instead of the page (style sheet).
    pub print: bool,
    /// How many women and men stand behind the values, where the reader knows: the interval of a
    /// share is then about sampling instead of chance from year to year.
    pub n: Option<(f64, f64)>,
    /// Whether a municipality's figure is to be read with small numbers in mind; where nothing is said, it is
    /// where numbers are small.
    pub small: Option<bool>,
}

/// What was found by a search.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Found {
    /// Areas, best first.
    pub areas: Vec<view::AreaRef>,
    /// Key figures: id, short name.
    pub figures: Vec<(String, String)>,
}

/// Which rows of the figures somebody wants.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RowsAsk {
    /// Areas by code or name; all municipalities when empty.
    pub areas: Vec<String>,
    /// Key figures by id; all split by sex when empty.
    pub kpis: Vec<String>,
    /// Years; the newest of each figure when empty.
    pub years: Vec<i32>,
    /// Every year (overrides `years`).
    pub every_year: bool,
    /// Comparison group, as in [`Ask::peers`].
    pub peers: Option<String>,
    /// How many women and men stand behind the values, as in [`Ask::n`].
    pub n: Option<(f64, f64)>,
    /// Judge with what was known as of this year; the newest when none is named.
    pub as_of_year: Option<i32>,
    /// Also figures that the source has ended or not renewed for years.
    pub ended: bool,
    /// Language of [`view::FigureRow::source`], the only words in a row.
    pub lang: Lang,
}

/// The grid of the country map, built into the program.
const MAP: &str = include_str!("../../../assets/map/sweden.json");

/// The open data and everything that can be asked of it. Share it behind an `Arc`.
pub struct App {
    world: World,
    replication: OnceLock<Kept>,
}

impl App {
    /// Opens the newest snapshot of a data folder, or the newest made on or before the day
    /// `as_of` (`2024-08-30`), or the snapshot of that name.
    ///
    /// # Errors
    /// [`Situation::NoSnapshot`], [`Situation::TooEarly`], [`Situation::NoSuchSnapshot`],
    /// [`Situation::NoSuchDay`], [`Situation::BadData`].
    pub fn open(data: &Path, as_of: Option<&str>) -> Result<Self, Situation> {
        let start = Instant::now();
        let store = Store::open(data);
        let found = match as_of {
            None => store.latest(),
            Some(text) => match (SnapshotId::new(text), text.parse()) {
                (Some(id), _) => store.load(&id).map(Some),
                (None, Ok(day)) => store.as_of(day),
                (None, Err(_)) => return Err(Situation::NoSuchDay { asked: text.to_owned() }),
            },
        };
        let snapshot = match found? {
            Some(snapshot) => snapshot,
            None => return Err(none_there(&store, as_of)),
        };
        tracing::info!(duration_ms = start.elapsed().as_secs_f64() * 1e3, snapshot.id = %snapshot.id(), "opened the snapshot");
        Ok(Self { world: World::new(snapshot, tiles()?, false)?, replication: OnceLock::new() })
    }

    /// The demonstration: invented municipalities from a seed, kept in memory.
    ///
    /// # Errors
    /// [`Situation::Ours`] when the generator's data cannot be read.
    pub fn demo(seed: u64) -> Result<Self, Situation> {
        Self::demo_with(seed, demo::Options::default())
    }

    /// The demonstration with or without its planted differences: without them, every flag is a
    /// false alarm, which is how the promise on false alarms is tested.
    ///
    /// # Errors
    /// As [`App::demo`].
    pub fn demo_with(seed: u64, options: demo::Options) -> Result<Self, Situation> {
        let (snapshot, tiles) = demonstration::snapshot(seed, options)?;
        Ok(Self { world: World::new(snapshot, tiles, true)?, replication: OnceLock::new() })
    }

    /// Works out models, the national scan and the check of the promises now, so that no reader
    /// need wait.
    pub fn warm(&self) {
        let _ = self.world.now();
        let _ = self.kept();
    }

    fn kept(&self) -> &Kept {
        self.replication.get_or_init(|| promise::replicate(&self.world))
    }

    /// How often the promises have held, where that has been worked out already (see [`App::warm`]).
    #[must_use]
    pub fn promise_if_ready(&self, lang: Lang) -> Option<PromiseView> {
        self.replication.get().map(|kept| promise::view(&self.world, kept, lang))
    }

    /// The start page.
    ///
    /// # Errors
    /// As [`App::municipality`].
    pub fn country(&self, ask: &Ask) -> Result<CountryView, Situation> {
        country::country(&self.world, ask)
    }

    /// Areas and figures whose name, code or id looks like `text`.
    #[must_use]
    pub fn search(&self, text: &str, lang: Lang) -> Found {
        search::search(&self.world, text, lang)
    }

    /// Every area, for lists and forms, in Swedish order.
    #[must_use]
    pub fn areas(&self) -> Vec<view::AreaRef> {
        let mut areas: Vec<view::AreaRef> = self.world.snapshot.areas().iter().map(peers::area_ref).collect();
        sort_names_by(&mut areas, |area| &area.name);
        areas
    }

    /// Where an area lies and what it is like; `None` where that is not known.
    #[must_use]
    pub fn lies(&self, area: &str) -> Option<Lies> {
        lies::lies(&self.world, area)
    }

    /// One municipality (or region, or the nation).
    ///
    /// # Errors
    /// [`Situation::NoArea`], [`Situation::NoPeers`], [`Situation::NoYear`].
    pub fn municipality(&self, area: &str, ask: &Ask) -> Result<MunicipalityView, Situation> {
        municipality::municipality(&self.world, area, ask)
    }

    /// One key figure, with an area in focus or the nation.
    ///
    /// # Errors
    /// [`Situation::NoFigure`] and as [`App::municipality`].
    pub fn figure(&self, kpi: &str, area: Option<&str>, ask: &Ask) -> Result<FigureView, Situation> {
        figure::figure(&self.world, kpi, area, ask)
    }

    /// What could be examined about a figure's difference, and the figures that stand beside it.
    ///
    /// # Errors
    /// As [`App::figure`].
    pub fn explain(&self, kpi: &str, area: Option<&str>, ask: &Ask) -> Result<view::ExplainView, Situation> {
        explaining::explain(self, kpi, area, ask)
    }

    /// One key figure that the source gives for all together only; `None` for any other.
    ///
    /// # Errors
    /// As [`App::municipality`].
    pub fn total(&self, kpi: &str, area: Option<&str>, ask: &Ask) -> Result<Option<TotalFigureView>, Situation> {
        total::figure(&self.world, kpi, area, ask)
    }

    /// Two to four areas side by side; all curated outcomes when `kpis` is empty.
    ///
    /// # Errors
    /// [`Situation::HowMany`] and as [`App::figure`].
    pub fn compare(
        &self,
        areas: &[String],
        mentor: Option<&str>,
        kpis: &[String],
        ask: &Ask,
    ) -> Result<CompareView, Situation> {
        compare::compare(&self.world, areas, mentor, kpis, ask)
    }

    /// Rows for machines.
    ///
    /// # Errors
    /// As [`App::figure`].
    pub fn rows(&self, ask: &RowsAsk) -> Result<Vec<FigureRow>, Situation> {
        rows::rows(&self.world, ask)
    }

    /// Every key figure split by sex, and what is known of it.
    #[must_use]
    pub fn figures(&self, lang: Lang) -> Vec<view::KnownFigure> {
        known::figures(&self.world, lang)
    }

    /// What a key figure split by sex is called, with its unit, and what an area is called, by their codes;
    /// `None`: one of them is not known.
    #[must_use]
    pub fn named(&self, kpi: &str, area: &str) -> Option<(String, String)> {
        known::named(&self.world, kpi, area)
    }

    /// A theme by its id; called by that where it has no name.
    #[must_use]
    pub fn theme(&self, id: &str, lang: Lang) -> view::ThemeRef {
        finding::theme_ref(&self.world, id, lang)
    }

    /// How many key figures and years there are: what an answer for one area can hold at most.
    #[must_use]
    pub fn extent(&self) -> (usize, usize) {
        let first = self.world.figures.iter().map(|figure| figure.first_year).min().unwrap_or(self.world.newest);
        let years = usize::try_from(self.world.newest - first).unwrap_or(0) + 1;
        (self.world.figures.len() + self.world.totals.len(), years)
    }

    /// About the data.
    #[must_use]
    pub fn data(&self, lang: Lang) -> DataView {
        data::data(&self.world, lang)
    }

    /// How often the promises have held; worked out once (some seconds), then remembered.
    ///
    /// # Errors
    /// None at present; the type leaves room for data too short to look back on.
    pub fn promise(&self, lang: Lang) -> Result<PromiseView, Situation> {
        Ok(promise::view(&self.world, self.kept(), lang))
    }

    /// Whether everything is invented (demonstration).
    #[must_use]
    pub fn invented(&self) -> bool {
        self.world.invented
    }
}

/// Why there is no snapshot, newest or of the day asked for: none at all, or none that old.
#[must_use]
pub fn none_there(store: &Store, as_of: Option<&str>) -> Situation {
    let first = store.ids().ok().and_then(|ids| ids.first()?.created());
    match (as_of, first) {
        (Some(asked), Some(first)) => {
            let first = first.strftime("%Y-%m-%d").to_string();
            Situation::TooEarly { asked: asked.to_owned(), first }
        }
        _ => Situation::NoSnapshot { folder: store.data().display().to_string() },
    }
}

/// Grid positions of the municipalities.
fn tiles() -> Result<world::Places, Situation> {
    #[derive(serde::Deserialize)]
    struct Tile {
        code: String,
        col: u16,
        row: u16,
    }
    #[derive(serde::Deserialize)]
    struct Map {
        tiles: Vec<Tile>,
    }
    let map: Map = serde_json::from_str(MAP)
        .map_err(|fault| Situation::Ours { what: format!("assets/map/sweden.json: {fault}") })?;
    Ok(map.tiles.into_iter().map(|tile| (tile.code, tile.col, tile.row)).collect())
}
