//! The live API of Kolada, version 3.
//!
//! An import walks a plan: the catalogue, the areas, the groups, then the values in parts of at
//! most 25 codes. Every page is kept under `<data>/imports/<hash of the request>/` once it has
//! been found sound, so that an import that was killed goes on where it was. When all pages are
//! there they become a snapshot, and the folder goes away.

mod client;
pub(crate) mod work;

use std::{collections::BTreeSet, time::Duration};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use serde_json::Value;

use crate::{
    AreaId, ImportError, KpiId, SnapshotId, Source, Store,
    draft::Raw,
    error::LiveProblem,
    files,
    import::{What, json, pages, sink::Sink},
};
use client::Client;
use work::Work;

/// Kolada's own address.
pub const BASE: &str = "https://api.kolada.se/v3";

/// Codes in one part of an address; the API refuses more.
const PART: usize = 25;

/// First year asked for where no years are given: Kolada has nothing earlier.
const FIRST_YEAR: i16 = 1990;

/// Most pages of one chain. Five thousand entries each: far beyond everything Kolada has.
const MOST_PAGES: usize = 20_000;

/// The clock and the way to wait: real in the program, pretended in tests.
pub trait Pace {
    /// The time.
    fn now(&self) -> Timestamp;
    /// Waits for so long.
    fn wait(&self, time: Duration);
}

/// Told about every page.
pub trait Progress {
    /// A page has been read.
    fn page(&mut self, step: &Step<'_>);
}

impl Progress for () {
    fn page(&mut self, _: &Step<'_>) {}
}

/// How far a live import has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step<'a> {
    /// Pages read so far, those of an earlier run included.
    pub pages: u64,
    /// Parts of the plan that are done (a part has one or more pages).
    pub parts_done: u64,
    /// Parts in all, once the catalogue has been read.
    pub parts: Option<u64>,
    /// Values read so far.
    pub values: u64,
    /// Pages a second asked for in this run; `None` before time has passed.
    pub pages_per_second: Option<f64>,
    /// Whether this page was on disk from an earlier run.
    pub resumed: bool,
    /// The page's address.
    pub url: &'a str,
}

/// Which key figures to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Selection {
    /// These.
    Kpis(Vec<KpiId>),
    /// All that the catalogue says are divided by gender.
    Divided,
}

/// What to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Base address, [`BASE`] or another server's.
    pub base: String,
    /// Key figures.
    pub select: Selection,
    /// Years; empty: all from 1990 to the current one.
    pub years: Vec<i16>,
    /// Areas; empty: all.
    pub areas: Vec<AreaId>,
    /// Only what has changed since that day.
    #[serde(serialize_with = "day")]
    pub from_date: Option<Date>,
    /// Start anew instead of laying over the newest snapshot.
    pub fresh: bool,
    /// Entries on a page, at most 5000.
    pub per_page: u16,
}

fn day<S: serde::Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.collect_str(day),
        None => to.serialize_none(),
    }
}

impl Request {
    /// Everything about the key figures of `select` from Kolada itself.
    pub fn new(select: Selection) -> Self {
        Self {
            base: BASE.to_owned(),
            select,
            years: Vec::new(),
            areas: Vec::new(),
            from_date: None,
            fresh: false,
            per_page: 5000,
        }
    }
}

/// What a live import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveReport {
    /// Pages asked for in this run.
    pub asked: u64,
    /// Pages that were on disk from an earlier run.
    pub resumed: u64,
    /// Key figures asked for.
    pub figures: u64,
    /// Values read.
    pub values: u64,
}

/// Fetches what `request` asks for and publishes a new snapshot.
///
/// # Errors
/// [`ImportError`]; no snapshot has been made then. After a broken connection the same call goes
/// on where it was.
pub fn import(
    store: &Store,
    request: &Request,
    pace: &dyn Pace,
    progress: &mut dyn Progress,
) -> Result<(SnapshotId, LiveReport), ImportError> {
    let client = Client::new(&request.base, pace)?;
    let lock = store.lock()?;
    // Before hours of fetching: what the figures are to be laid over must be sound.
    let base = store.base(request.fresh)?;
    work::sweep(store.data(), pace.now());
    let text = serde_json::to_string(request).unwrap_or_default();
    let work = Work::open(store.data(), &text, pace.now())?;
    let sink = Sink::new(request.base.clone());
    let mut walk = Walk {
        request,
        client,
        pace,
        progress,
        work,
        sink,
        report: LiveReport::default(),
        pages: 0,
        parts_done: 0,
        parts: None,
        started: pace.now(),
    };
    walk.all()?;
    let Walk { work, mut sink, report, client, .. } = walk;
    if report.values == 0 {
        work.remove();
        return Err(ImportError::NoValues);
    }
    sink.file = client.base().to_owned();
    let (bundle, bytes, sha256) = work.bundle()?;
    let mut draft = sink.finish();
    draft.raw.push((0, Raw { path: bundle, name: format!("{}-pages.zst", &sha256[..8]) }));
    draft.sources.push(Source {
        name: client.base().to_owned(),
        kind: "kolada api v3".to_owned(),
        retrieved: work.oldest(),
        file_date: false,
        sha256,
        bytes,
        rows: report.values,
        raw: None,
        kept_in: None,
    });
    let snapshot = store.publish_locked(draft, base, pace.now(), &lock)?;
    work.remove();
    Ok((snapshot.id().clone(), report))
}

/// What a chain of pages may contain.
enum Asked<'a> {
    Catalogue(What),
    Values { kpis: &'a [KpiId], years: &'a [i16], areas: &'a [AreaId] },
}

struct Walk<'a> {
    request: &'a Request,
    client: Client<'a>,
    pace: &'a dyn Pace,
    progress: &'a mut dyn Progress,
    work: Work,
    sink: Sink,
    report: LiveReport,
    pages: u64,
    parts_done: u64,
    parts: Option<u64>,
    started: Timestamp,
}

impl Walk<'_> {
    fn all(&mut self) -> Result<(), ImportError> {
        let per_page = self.request.per_page.clamp(1, 5000);
        for (path, what) in [
            ("kpi", What::Catalogue),
            ("kpi_groups", What::Groups),
            ("municipality", What::Areas),
            ("municipality_groups", What::Groups),
        ] {
            let url = format!("{}/{path}?per_page={per_page}", self.client.base());
            self.chain(url, &Asked::Catalogue(what))?;
            self.parts_done += 1;
        }
        let kpis = self.selected()?;
        self.report.figures = kpis.len() as u64;
        let now = self.pace.now().to_zoned(TimeZone::UTC).year();
        let years: Vec<i16> = if self.request.years.is_empty() {
            (FIRST_YEAR..=now).rev().collect()
        } else {
            sorted(&self.request.years)
        };
        let areas = sorted(&self.request.areas);
        let area_parts: Vec<&[AreaId]> = if areas.is_empty() { vec![&[]] } else { areas.chunks(PART).collect() };
        let parts = kpis.len().div_ceil(PART) * years.len().div_ceil(PART) * area_parts.len();
        self.parts = Some(self.parts_done + parts as u64);
        for kpis in kpis.chunks(PART) {
            for areas in &area_parts {
                for years in years.chunks(PART) {
                    let url = self.values_url(kpis, areas, years, per_page);
                    self.chain(url, &Asked::Values { kpis, years, areas })?;
                    self.parts_done += 1;
                }
            }
        }
        Ok(())
    }

    fn values_url(&self, kpis: &[KpiId], areas: &[AreaId], years: &[i16], per_page: u16) -> String {
        let mut url = format!("{}/data/kpi/{}", self.client.base(), list(kpis));
        if !areas.is_empty() {
            url.push_str(&format!("/municipality/{}", list(areas)));
        }
        url.push_str(&format!("/year/{}?per_page={per_page}", list(years)));
        if let Some(day) = self.request.from_date {
            url.push_str(&format!("&from_date={day}"));
        }
        url
    }

    fn selected(&self) -> Result<Vec<KpiId>, ImportError> {
        let draft = &self.sink.draft;
        let kpis: Vec<KpiId> = match &self.request.select {
            Selection::Kpis(kpis) => kpis.clone(),
            Selection::Divided => draft.catalogue.figures.iter().filter(|f| f.divided).map(|f| f.id).collect(),
        };
        if kpis.is_empty() { Err(ImportError::NothingSelected) } else { Ok(sorted(&kpis)) }
    }

    /// Reads a page and those that follow it. Where an answer turns out to be unsound, the
    /// chain's pages are forgotten, so that the next run asks for all of them again.
    fn chain(&mut self, start: String, asked: &Asked<'_>) -> Result<(), ImportError> {
        let first = self.work.position();
        let done = self.follow(start, asked);
        if let Err(e) = &done {
            let transient = matches!(
                e,
                ImportError::Store(_)
                    | ImportError::Live {
                        problem: LiveProblem::Unreachable { .. }
                            | LiveProblem::Status { .. }
                            | LiveProblem::Later { .. },
                        ..
                    }
            );
            if !transient {
                self.work.forget_from(first);
            }
        }
        done
    }

    fn follow(&mut self, start: String, asked: &Asked<'_>) -> Result<(), ImportError> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut counts: Vec<(Option<u64>, u64)> = Vec::new();
        let mut before: Vec<Value> = Vec::new();
        let mut url = start.clone();
        loop {
            let live = |problem| ImportError::Live { url: url.clone(), problem };
            if seen.len() >= MOST_PAGES || !seen.insert(url.clone()) {
                return Err(live(LiveProblem::Cycle));
            }
            let kept = self.work.next(&url);
            let resumed = kept.as_ref().map(|(_, retrieved)| *retrieved);
            let body = match kept {
                Some((body, _)) => body,
                None => {
                    self.report.asked += 1;
                    self.client.get(&url)?
                }
            };
            let mut page = match json::parse(&body) {
                Ok(Value::Object(page)) => page,
                Err(json::Problem::Twice(name)) => return Err(live(LiveProblem::Twice(name))),
                _ => return Err(live(LiveProblem::NotJson)),
            };
            let next = match page.get("next_url") {
                None | Some(Value::Null) => None,
                Some(Value::String(next)) if next.is_empty() => None,
                Some(Value::String(next)) => Some(self.client.resolve(next).map_err(live)?),
                Some(_) => return Err(live(LiveProblem::Shape("next_url"))),
            };
            let count = match page.get("count") {
                None | Some(Value::Null) => None,
                Some(count) => Some(count.as_u64().ok_or_else(|| live(LiveProblem::Shape("count")))?),
            };
            let Some(Value::Array(entries)) = page.remove("values") else {
                return Err(live(LiveProblem::Shape("values")));
            };
            if next.is_some() && (entries.is_empty() || entries == before) {
                return Err(live(LiveProblem::Repeats));
            }
            counts.push((count, entries.len() as u64));
            self.take(&url, &entries, asked, !before.is_empty())?;
            match resumed {
                Some(retrieved) => {
                    self.report.resumed += 1;
                    self.work.keep_next(retrieved);
                }
                None => self.work.store_next(&url, &body, self.pace.now())?,
            }
            self.pages += 1;
            self.tell(&url, resumed.is_some());
            match next {
                Some(next) => url = next,
                None => break,
            }
            before = entries;
        }
        check_counts(&start, &counts)
    }

    fn take(&mut self, url: &str, entries: &[Value], asked: &Asked<'_>, later: bool) -> Result<(), ImportError> {
        let live = |problem| ImportError::Live { url: url.to_owned(), problem };
        url.clone_into(&mut self.sink.file);
        if entries.is_empty() {
            return Ok(());
        }
        let found = pages::what(entries).ok_or_else(|| live(LiveProblem::Shape("values")))?;
        match asked {
            Asked::Catalogue(what) => {
                if found != *what {
                    return Err(live(LiveProblem::NotAsked(format!("{found:?}").to_lowercase())));
                }
                pages::read(entries, found, 0, &mut self.sink, &mut |_| None)?;
            }
            Asked::Values { kpis, years, areas } => {
                if found != What::Values {
                    return Err(live(LiveProblem::NotAsked(format!("{found:?}").to_lowercase())));
                }
                let fresh = self.sink.fresh;
                let values = pages::read(entries, found, 0, &mut self.sink, &mut |key| {
                    let fits = kpis.contains(&key.kpi)
                        && years.contains(&key.year)
                        && (areas.is_empty() || areas.contains(&key.area));
                    (!fits).then(|| live(LiveProblem::NotAsked(format!("{} {} {}", key.kpi, key.area, key.year))))
                })?;
                if later && values > 0 && self.sink.fresh == fresh {
                    return Err(live(LiveProblem::Repeats));
                }
                self.report.values += values;
            }
        }
        Ok(())
    }

    fn tell(&mut self, url: &str, resumed: bool) {
        let seconds = self.pace.now().duration_since(self.started).as_secs_f64();
        let step = Step {
            pages: self.pages,
            parts_done: self.parts_done,
            parts: self.parts,
            values: self.report.values,
            pages_per_second: (seconds > 0.0).then(|| self.report.asked as f64 / seconds),
            resumed,
            url,
        };
        self.progress.page(&step);
    }
}

/// `count` may be the page's or the whole chain's: both are accepted, anything else is not.
fn check_counts(url: &str, counts: &[(Option<u64>, u64)]) -> Result<(), ImportError> {
    let came: u64 = counts.iter().map(|(_, n)| n).sum();
    let said: Vec<(u64, u64)> = counts.iter().filter_map(|(said, n)| said.map(|s| (s, *n))).collect();
    if said.iter().all(|(s, n)| s == n) || said.iter().all(|(s, _)| *s == came) {
        return Ok(());
    }
    let said = said.first().map_or(0, |(s, _)| *s);
    Err(ImportError::Live { url: url.to_owned(), problem: LiveProblem::Count { said, came } })
}

fn sorted<T: Ord + Clone>(all: &[T]) -> Vec<T> {
    let mut all = all.to_vec();
    all.sort();
    all.dedup();
    all
}

fn list<T: ToString>(all: &[T]) -> String {
    all.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

pub(crate) fn request_hash(text: &str) -> String {
    files::sha256(text.as_bytes())[..16].to_owned()
}
