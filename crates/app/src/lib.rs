//! Use cases: the one place where the parts meet.
//!
//! Here live: opening the data, choosing peers, scanning, comparing, and turning results into
//! views in the reader's language. Not here: HTTP (`web`), arguments (`jamsides`), arithmetic
//! (`stats`, `findings`), drawing (`charts`), files of figures (`figures`).

mod print;
mod situation;
pub mod view;
pub mod words;

pub use print::Printer;
pub use situation::Situation;

use i18n::Lang;
use view::{CompareView, CountryView, DataView, FigureRow, FigureView, MunicipalityView, PromiseView};

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
}

/// The open data and everything that can be asked of it. Cheap to share between threads.
pub struct App {}

#[allow(unused_variables, reason = "signatures first")]
impl App {
    /// Opens the newest snapshot of a data folder, or the newest made on or before `as_of`
    /// (`2024-08-30` or a snapshot's id).
    ///
    /// # Errors
    /// [`Situation::NoSnapshot`], [`Situation::BadData`].
    pub fn open(data: &std::path::Path, as_of: Option<&str>) -> Result<Self, Situation> { Err(Situation::NoPage) }
    /// The demonstration: invented municipalities from a seed, no disk.
    ///
    /// # Errors
    /// [`Situation::Ours`] when the generator's data cannot be read.
    pub fn demo(seed: u64) -> Result<Self, Situation> { Err(Situation::NoPage) }
    /// The start page.
    #[must_use]
    pub fn country(&self, ask: &Ask) -> Result<CountryView, Situation> { Err(Situation::NoPage) }
    /// Areas and figures whose name, code or id looks like `text`.
    #[must_use]
    pub fn search(&self, text: &str, lang: Lang) -> Found { Found::default() }
    /// Every area, for lists and forms, in Swedish order.
    #[must_use]
    pub fn areas(&self) -> Vec<view::AreaRef> { Vec::new() }
    /// One municipality (or region, or the nation).
    ///
    /// # Errors
    /// [`Situation::NoArea`], [`Situation::NoPeers`], [`Situation::NoYear`].
    pub fn municipality(&self, area: &str, ask: &Ask) -> Result<MunicipalityView, Situation> { Err(Situation::NoPage) }
    /// One key figure, with an area in focus or the nation.
    ///
    /// # Errors
    /// [`Situation::NoFigure`] and as [`App::municipality`].
    pub fn figure(&self, kpi: &str, area: Option<&str>, ask: &Ask) -> Result<FigureView, Situation> { Err(Situation::NoPage) }
    /// Two to four areas side by side; all curated figures when `kpis` is empty.
    ///
    /// # Errors
    /// [`Situation::HowMany`] and as [`App::figure`].
    pub fn compare(&self, areas: &[String], mentor: Option<&str>, kpis: &[String], ask: &Ask) -> Result<CompareView, Situation> { Err(Situation::NoPage) }
    /// Rows for machines.
    ///
    /// # Errors
    /// As [`App::figure`].
    pub fn rows(&self, ask: &RowsAsk) -> Result<Vec<FigureRow>, Situation> { Err(Situation::NoPage) }
    /// About the data.
    #[must_use]
    pub fn data(&self, lang: Lang) -> DataView { DataView { snapshot: vec![], sources: vec![], remarks: vec![], invented: false } }
    /// How often the promises have held; computed once, then remembered.
    ///
    /// # Errors
    /// [`Situation::Ours`].
    pub fn promise(&self, lang: Lang) -> Result<PromiseView, Situation> { Err(Situation::NoPage) }
}
