//! `import kolada`: files or the live API into a new snapshot.

use super::snapshot::{FEW, about, count};
use super::{Context, now};
use crate::args::{Kolada, Set, Years};
use crate::failure::Failure;
use crate::progress::Progress;
use app::curated::Lists;
use figures::import::{Options, Report, What};
use figures::kolada::{self, Pace, Request, Selection};
use figures::{AreaId, AreaMatch, KpiId, SnapshotId, Store};
use jiff::Timestamp;
use std::path::Path;
use std::time::Duration;

/// Does it.
pub fn run(asked: Kolada, context: &Context) -> Result<(), Failure> {
    if asked.file.is_empty() { live(&asked, context) } else { files(asked, context) }
}

/// Waits shorter than this keep to Kolada's pace and are nothing to tell about.
const SHORT: Duration = Duration::from_millis(900);

/// The clock, for a fetch that has to wait now and then.
struct Clock<'a>(&'a Context);

impl Pace for Clock<'_> {
    fn now(&self) -> Timestamp {
        now()
    }

    fn wait(&self, time: Duration) {
        if time >= SHORT {
            crate::note(&self.0.say("cli-import-wait", &[("seconds", &time.as_secs_f64().round().to_string())]));
        }
        std::thread::sleep(time);
    }
}

fn files(asked: Kolada, context: &Context) -> Result<(), Failure> {
    crate::note(&context.texts().get("cli-import-reading"));
    let store = Store::open(&context.data);
    let options = Options { retrieved: asked.retrieved, fresh: asked.fresh };
    let (id, report) = figures::import::import(&store, &asked.file, &options, now())?;
    context.out.text(&told(&store, &id, &report, context)?)
}

/// What was taken, what was left and why, and what the new snapshot holds.
fn told(store: &Store, id: &SnapshotId, report: &Report, context: &Context) -> Result<String, Failure> {
    let mut text = String::new();
    let mut line = |sentence: String| {
        text.push_str(&sentence);
        text.push('\n');
    };
    // A folder may hold names that would command the terminal.
    let shown = |path: &Path| path.display().to_string().replace(char::is_control, " ");
    for taken in &report.taken {
        let what = context.texts().get(what_key(taken.what));
        line(context.say(
            "cli-import-taken",
            &[("file", &shown(&taken.file)), ("what", &what), ("rows", &count(taken.rows, context))],
        ));
    }
    for (file, why) in &report.left {
        let why = why.sentence(crate::store_lang(context.lang));
        line(context.say("cli-import-left", &[("file", &shown(file)), ("why", why)]));
    }
    for (key, n) in [("cli-import-identical", report.identical), ("cli-import-replaced", report.replaced)] {
        if n > 0 {
            line(context.say(key, &[("n", &count(n, context))]));
        }
    }
    line(String::new());
    text.push_str(&ending(store, id, context)?);
    Ok(text)
}

/// What the new snapshot holds, and its name.
fn ending(store: &Store, id: &SnapshotId, context: &Context) -> Result<String, Failure> {
    let held = about(store.load(id)?.manifest(), FEW, context);
    Ok(format!("{held}\n{}\n", context.say("cli-import-done", &[("id", id.as_str())])))
}

const fn what_key(what: What) -> &'static str {
    match what {
        What::Values => "cli-what-values",
        What::Catalogue => "cli-what-catalogue",
        What::List => "cli-what-list",
        What::Areas => "cli-what-areas",
        What::Municipalities => "cli-what-municipalities",
        What::Groups => "cli-what-groups",
        What::Similar => "cli-what-similar",
    }
}

fn live(asked: &Kolada, context: &Context) -> Result<(), Failure> {
    let store = Store::open(&context.data);
    let request = Request {
        years: Years::flat(&asked.year),
        areas: areas(&store, &asked.area)?,
        from_date: asked.since,
        fresh: asked.fresh,
        base: asked.base_url.clone().unwrap_or_else(|| kolada::BASE.to_owned()),
        ..Request::new(selection(asked)?)
    };
    let mut progress = Progress::new(context);
    let fetched = kolada::import(&store, &request, &Clock(context), &mut progress);
    progress.end();
    let (id, report) = fetched?;
    let mut text = String::new();
    for (key, n) in [("cli-import-fetched", report.asked), ("cli-import-resumed", report.resumed)] {
        if n > 0 {
            text.push_str(&context.say(key, &[("n", &count(n, context)), ("url", &request.base)]));
            text.push('\n');
        }
    }
    text.push_str(&context.say(
        "cli-import-values",
        &[("values", &count(report.values, context)), ("figures", &count(report.figures, context))],
    ));
    text.push_str("\n\n");
    text.push_str(&ending(&store, &id, context)?);
    context.out.text(&text)
}

fn selection(asked: &Kolada) -> Result<Selection, Failure> {
    if asked.all {
        return Ok(Selection::Divided);
    }
    if let Some(set) = asked.set {
        let name = match set {
            Set::Jamstalldhet => "jamstalldhet",
            Set::Karna => "karna",
        };
        let lists = Lists::built_in().map_err(Failure::Ours)?;
        let ids = lists
            .figures
            .iter()
            .filter(|figure| figure.sets.iter().any(|known| known == name))
            .map(|figure| figure.id.as_str());
        return kpis(ids).map(Selection::Kpis);
    }
    if asked.kpi.is_empty() {
        return Err(Failure::Bad("cli-bad-what", String::new()));
    }
    kpis(asked.kpi.iter().map(String::as_str)).map(Selection::Kpis)
}

fn kpis<'a>(ids: impl Iterator<Item = &'a str>) -> Result<Vec<KpiId>, Failure> {
    ids.map(|id| {
        let id = id.trim().to_uppercase();
        // Kolada's ids are a letter and five digits; a word of six letters is somebody's mistake.
        let digits = id.get(1..).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        match id.parse() {
            Ok(kpi) if digits => Ok(kpi),
            _ => Err(Failure::Bad("cli-bad-kpi-id", id)),
        }
    })
    .collect()
}

/// Codes as they are; names by the newest snapshot, if there is one.
fn areas(store: &Store, asked: &[String]) -> Result<Vec<AreaId>, Failure> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let known = store.latest()?;
    asked
        .iter()
        .map(|text| {
            let unknown = || Failure::Bad("cli-bad-area-id", text.clone());
            match (text.trim().parse(), &known) {
                (Ok(id), _) => Ok(id),
                (Err(_), None) => Err(unknown()),
                (Err(_), Some(snapshot)) => match snapshot.find_area(text) {
                    AreaMatch::One(area) => Ok(area.id),
                    AreaMatch::Several(_) | AreaMatch::None(_) => Err(unknown()),
                },
            }
        })
        .collect()
}
