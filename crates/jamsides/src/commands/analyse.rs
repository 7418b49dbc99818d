//! `analyse`: case data to an explained difference; or synthetic cases to try it on.
//!
//! The cases stay where they lie: they are read, added up and forgotten. Nothing is written beside them, and
//! nothing of them enters the program's data.

use super::Context;
use super::pass::{Clusters, is_sql, pass};
use crate::args::{Analyse, Example, Format};
use crate::failure::Failure;
use crate::output::csv;
use crate::output::finding::{heading, paragraph};
use crate::output::table::{Side, Table, room};
use app::cases::{self, CasesView, Estimated, Flat, Made, PlaceRow};
use app::{Ask, Printer as _};
use i18n::Numbers;
use microdata::{Asked, Codebook, Condition, Plan};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// More places than this are left to the other formats.
const MOST_PLACES: usize = 40;

/// Does it.
pub fn run(asked: &Analyse, context: &Context) -> Result<(), Failure> {
    if let Some(example) = asked.example {
        return make(example, asked, context);
    }
    let (Some(path), Some(outcome)) = (&asked.cases, &asked.outcome) else {
        return Err(Failure::Bad("cli-bad-cases", String::new()));
    };
    context.out.spares(path)?;
    if inside(path, &context.data) {
        crate::note(&context.say("cli-analyse-inside", &[("path", &context.data.display().to_string())]));
    }
    let clusters = Clusters::read(&asked.cluster)?;
    let plan = plan(asked, outcome, clusters.column, context)?;
    let how = how(asked, &plan)?;
    let fault = |fault: microdata::Fault| told(&fault, context);
    let cells = pass(path, &plan, clusters.at.as_deref()).map_err(fault)?;
    let answer = microdata::analyse(&cells, &how).map_err(fault)?;
    let file = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let pdf = wants_pdf(context);
    let made = Made { file: &file, plan: &plan, cells: &cells, asked: &how, answer: &answer };
    let view = cases::cases(&made, &Ask { lang: context.lang, print: pdf, ..Ask::default() });
    put(&view, pdf, context)
}

/// `-o answer.pdf` asks for a document.
fn wants_pdf(context: &Context) -> bool {
    let end = context.out.path().and_then(Path::extension).and_then(|it| it.to_str());
    end.is_some_and(|it| it.eq_ignore_ascii_case("pdf"))
}

fn put(view: &CasesView, pdf: bool, context: &Context) -> Result<(), Failure> {
    let press = reports::Press::default();
    if pdf {
        return context.out.document(&press.cases(view, context.lang).map_err(Failure::Ours)?);
    }
    match context.format() {
        Format::Table => context.out.text(&words(view, context)),
        Format::Json => {
            let text = serde_json::to_string_pretty(view).map_err(|fault| Failure::Ours(fault.to_string()))?;
            context.out.text(&(text + "\n"))
        }
        Format::Csv => {
            let (head, rows) = cases::flat(view);
            let cell = |it: Flat| match it {
                Flat::Number(number) => number.map_or_else(String::new, |it| it.to_string()),
                Flat::Word(word) => word,
            };
            context.out.text(&csv::table(&head, rows.into_iter().map(|row| row.into_iter().map(cell).collect())))
        }
        Format::Xlsx => context.out.document(&press.cases_workbook(view, context.lang).map_err(Failure::Ours)?),
    }
}

/// What is asked of the files.
fn plan(asked: &Analyse, outcome: &str, cluster: Option<String>, context: &Context) -> Result<Plan, Failure> {
    let fault = |fault: microdata::Fault| told(&fault, context);
    let book = match &asked.codebook {
        None => Codebook::default(),
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|_| Failure::Bad("cli-bad-codebook", path.display().to_string()))?;
            Codebook::read(&text).map_err(fault)?
        }
    };
    let (sql, simple): (Vec<&String>, Vec<&String>) = asked.filter.iter().partition(|it| is_sql(it));
    let conditions = simple.into_iter().map(|it| Condition::read(it)).collect::<Result<_, _>>().map_err(fault)?;
    if !(0.0..=1.0).contains(&asked.bad_rows) {
        return Err(Failure::Bad("cli-bad-share", "--bad-rows".to_owned()));
    }
    Ok(Plan {
        outcome: outcome.to_owned(),
        by: asked.by.clone(),
        place: asked.place.clone(),
        cluster,
        weight: asked.weight.clone(),
        adjust: asked.adjust.clone(),
        conditions,
        sql: sql.into_iter().cloned().collect(),
        book,
        bad_allowed: asked.bad_rows,
    })
}

/// What is asked of the sums.
fn how(asked: &Analyse, plan: &Plan) -> Result<Asked, Failure> {
    for (option, share) in [("--confidence", asked.confidence), ("--level", asked.level)] {
        if !(share > 0.0 && share < 1.0) {
            return Err(Failure::Bad("cli-bad-share", option.to_owned()));
        }
    }
    if asked.reps > 0 && plan.cluster.is_none() {
        return Err(Failure::Bad("cli-bad-reps", String::new()));
    }
    Ok(Asked {
        confidence: asked.confidence,
        reference: asked.reference.into(),
        level: asked.level,
        clustered: plan.cluster.is_some(),
        repetitions: asked.reps,
        seed: asked.seed,
        rules: plan.book.protection(),
    })
}

/// A fault of the files is bad data; of the question, a bad request.
fn told(fault: &microdata::Fault, context: &Context) -> Failure {
    use microdata::Fault;
    let words = cases::fault(fault, context.lang);
    match fault {
        Fault::NoColumn { .. } | Fault::Twice { .. } | Fault::Condition { .. } | Fault::NoFiles { .. } => {
            Failure::Bad("cli-cases-fault", words)
        }
        _ => Failure::Cases(words),
    }
}

/// Do the cases lie in the program's own folder?
fn inside(cases: &Path, data: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(cases).zip(real(data)).is_some_and(|(cases, data)| cases.starts_with(data))
}

fn words(view: &CasesView, context: &Context) -> String {
    let texts = context.texts();
    let mut text = heading(&view.heading);
    text.push_str(&paragraph(&view.findings.join(" ")));
    text.push_str(&paragraph(&view.caution));
    if !view.parts.is_empty() {
        text.push('\n');
        text.push_str(&heading(&texts.get("cases-head-parts")));
        text.push_str(&parts(view, context));
        text.push_str(&paragraph(&view.constant_note));
    }
    if !view.places_found.is_empty() {
        text.push('\n');
        text.push_str(&heading(&texts.get("cases-head-places")));
        text.push_str(&paragraph(&view.places_found.join(" ")));
        text.push_str(&places(view, context));
    }
    for (key, lines) in [("left-out", &view.left_out), ("how", &view.how)] {
        text.push('\n');
        text.push_str(&heading(&texts.get(&format!("cases-head-{key}"))));
        text.push_str(&paragraph(&lines.join(" ")));
    }
    text
}

fn head(context: &Context, key: &str, side: Side) -> (String, Side) {
    (context.texts().get(&format!("cases-col-{key}")), side)
}

fn parts(view: &CasesView, context: &Context) -> String {
    let names = [
        ("what", Side::Left),
        ("women", Side::Right),
        ("men", Side::Right),
        ("explained", Side::Right),
        ("left", Side::Right),
    ];
    let mut table = Table::new(names.map(|(key, side)| head(context, key, side)));
    for it in &view.parts {
        let [women, men] = it.means_shown.clone();
        let name = if it.level.is_some() { format!("  {}", it.name) } else { it.name.clone() };
        table.row([name, women, men, it.explained.text.clone(), it.unexplained.text.clone()]);
    }
    if let Some(it) = &view.constant {
        let none = || "–".to_owned();
        table.row([context.texts().get("cases-constant"), none(), none(), none(), it.text.clone()]);
    }
    if let (Some(explained), Some(left)) = (&view.explained, &view.unexplained) {
        let [women, men] = view.means_shown.clone();
        table.row([context.texts().get("cases-all-together"), women, men, explained.text.clone(), left.text.clone()]);
    }
    table.text(room())
}

fn places(view: &CasesView, context: &Context) -> String {
    if view.places.is_empty() {
        return String::new();
    }
    let names = [
        ("place", Side::Left),
        ("cases", Side::Right),
        ("women", Side::Right),
        ("men", Side::Right),
        ("raw", Side::Right),
        ("same", Side::Right),
        ("shrunk", Side::Right),
        ("verdict", Side::Left),
    ];
    let mut table = Table::new(names.map(|(key, side)| head(context, key, side)));
    // All of them stand by name; of many, the most certain.
    let rows: Vec<&PlaceRow> =
        if view.places.len() > MOST_PLACES { view.most_certain() } else { view.places.iter().collect() };
    let shown = rows.len().min(MOST_PLACES);
    let numbers = Numbers::of(context.lang);
    let count = |n: u64| numbers.count(usize::try_from(n).unwrap_or(usize::MAX));
    let text = |it: Option<&Estimated>| it.map_or_else(|| "–".to_owned(), |it| it.text.clone());
    for it in rows.into_iter().take(shown) {
        let [women, men] = it.means_shown.clone();
        table.row([
            it.name.clone(),
            format!("{} / {}", count(it.cases[0]), count(it.cases[1])),
            women,
            men,
            it.raw.short.clone(),
            text(it.unexplained.as_ref()),
            it.shrunk.as_ref().map_or_else(|| "–".to_owned(), |it| it.short.clone()),
            it.verdict.clone(),
        ]);
    }
    let mut told = table.text(room());
    if shown < view.places.len() {
        let (shown, all) = (numbers.count(shown), numbers.count(view.places.len()));
        told.push_str(&paragraph(&context.say("cases-most-places", &[("shown", &shown), ("all", &all)])));
    }
    told
}

/// Writes the example.
fn make(example: Example, asked: &Analyse, context: &Context) -> Result<(), Failure> {
    let Example::HomeCare = example;
    let Some(path) = context.out.path() else {
        return Err(Failure::Bad("cli-bad-example", String::new()));
    };
    let write = |fault: std::io::Error| Failure::write(path, fault);
    // Beside the place it is to have, renamed when it is whole.
    let folder: PathBuf = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    let mut file = tempfile::Builder::new().prefix(".jamsides-").tempfile_in(folder).map_err(write)?;
    let to = std::io::BufWriter::new(file.as_file_mut());
    microdata::example::home_care(to, asked.rows, asked.seed).map_err(|fault| told(&fault, context))?;
    file.flush().map_err(write)?;
    file.persist(path).map_err(|fault| Failure::write(path, fault.error))?;
    crate::note(&context.say("cli-analyse-made", &[("path", &path.display().to_string())]));
    Ok(())
}
