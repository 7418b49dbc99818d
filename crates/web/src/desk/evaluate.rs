//! The evaluation of a round, for its organiser: what was done, what was answered, before and after.

use super::form::Sent;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use charts::{Frame, IntervalRow, IntervalRows, Width};
use i18n::{Arg, Numbers, decimals_for, texts};
use office::{
    EvaluationFigure, EvaluationVerdict, EvaluationView, FormSaid, GapLine, GapSide, LevelLine, LevelsMoved,
    PaperField, PaperSection, Survey, SurveyAmount, SurveyLine, Trouble, evaluation_csv,
};
use std::collections::BTreeMap;

/// A key figure to choose: its code, what it is called, whether it is chosen.
type Choice = (String, String, bool);

/// What the numbers cannot show, and how they were made.
const LIMITS: [&str; 6] = [
    "evaluation-can-chosen",
    "evaluation-can-few",
    "evaluation-can-mean",
    "evaluation-can-slow",
    "evaluation-can-many",
    "evaluation-can-how",
];

/// The page of a round's evaluation.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.evaluation(desk.me()?, read_id(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("evaluation-title", "name", &view.title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), view.title.clone())];
    sheet.seen = desk.s("seen-evaluation");
    sheet.lead = lead(desk, &view);
    let blocks = &mut sheet.blocks;
    blocks.push(Block::Text(desk.s("evaluation-cause")));
    blocks.push(Block::Facts(facts(desk, &view)));
    let mut files = vec![(desk.at(Spot::EvaluationFile(id.to_owned())), desk.s("evaluation-file"))];
    if view.prints {
        files.insert(0, (desk.at(Spot::EvaluationPdf(id.to_owned())), desk.s("evaluation-pdf")));
    }
    blocks.push(Block::Links(files));
    if view.places.is_empty() {
        blocks.push(Block::Text(desk.s("evaluation-none")));
    } else {
        done(desk, &view, blocks);
        survey(desk, &view.survey, blocks);
        levels(desk, &view.levels, blocks);
    }
    gaps(desk, id, &view, sent, blocks);
    blocks.push(Block::Heading("limits", desk.s("evaluation-can")));
    blocks.push(Block::Points(LIMITS.map(|key| desk.s(key)).into()));
    Ok(sheet)
}

/// The same as a file.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let view = desk.office.evaluation(desk.me()?, read_id(id)?, desk.lang()).await?;
    let name = format!("{}.csv", desk.with("evaluation-title", "name", &view.title)).replace(['/', '\\'], "-");
    let csv = evaluation_csv(&view, desk.lang());
    Ok(Reply::File(name, "text/csv; charset=utf-8; header=present".into(), csv.into_bytes()))
}

/// The same on paper.
pub async fn paper(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let sheet = page(desk, id, &Sent::default()).await?;
    let sections = sections(desk, &sheet);
    let (name, kind, bytes) = desk.office.evaluation_file(desk.me()?, read_id(id)?, sections, desk.lang()).await?;
    Ok(Reply::File(name, kind, bytes))
}

/// What a page says, section by section: no links, forms or pictures, whose numbers stand in tables.
fn sections(desk: &Desk, sheet: &Sheet) -> Vec<PaperSection> {
    let section = |heading: String, text: String| PaperSection { heading, text, slide: false, fields: Vec::new() };
    let mut sections = vec![section(desk.s("evaluation-about"), sheet.lead.clone())];
    let mut under: Option<&String> = None;
    for block in &sheet.blocks {
        if let Block::Heading(_, text) = block {
            sections.push(section(text.clone(), String::new()));
            under = None;
            continue;
        }
        let Some(last) = sections.last_mut() else { continue };
        let mut field = |heading: String, said: FormSaid| {
            last.fields.push(PaperField { heading, said: Some(said), source: String::new() });
        };
        match block {
            Block::Sub(text) => under = Some(text),
            Block::Text(text) | Block::Quiet(text) if last.text.is_empty() => last.text.clone_from(text),
            Block::Text(text) | Block::Quiet(text) => last.text = format!("{} {text}", last.text),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    field(name.clone(), FormSaid::Line(value.clone()));
                }
            }
            Block::Points(points) => {
                let heading = under.take().cloned().unwrap_or_else(|| desk.s("evaluation-points"));
                field(heading, FormSaid::List(points.clone()));
            }
            Block::Rows(it) => {
                let line = |cell: &Cell| FormSaid::Line(plain(cell));
                let rows = it.rows.iter().map(|row| row.iter().map(line).collect()).collect();
                let heading = desk.with("evaluation-table", "name", &it.caption);
                field(heading, FormSaid::Table { heads: it.heads.clone(), rows });
            }
            _ => {}
        }
    }
    sections
}

/// A cell of the page on one line.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Whole(text) | Cell::Mark(text) | Cell::Link(_, text) => text.clone(),
        Cell::Two(text, under) | Cell::At(_, text, under) | Cell::LinkTwo(_, text, under) if under.is_empty() => {
            text.clone()
        }
        Cell::Two(text, under) | Cell::At(_, text, under) | Cell::LinkTwo(_, text, under) => {
            format!("{text} ({under})")
        }
        Cell::List(texts) => texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("; "),
        Cell::Acts(..) | Cell::Said(..) => String::new(),
    }
}

/// What the form asks for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    match sent.get("act") {
        "fix" => {
            let (me, kpis) = (desk.me()?, sent.all("kpi"));
            desk.office.fix_figures(me, read_id(id)?, sent.number("version"), &kpis).await?;
            Ok(Reply::To(desk.at_done(Spot::Evaluation(id.to_owned()), "changed")))
        }
        _ => Err(Trouble::Nothing),
    }
}

fn lead(desk: &Desk, view: &EvaluationView) -> String {
    if !view.plan.late {
        desk.s("evaluation-lead-before")
    } else if view.state.is_alive() {
        desk.s("evaluation-lead-running")
    } else {
        desk.dated("evaluation-lead-ended", view.ended)
    }
}

fn facts(desk: &Desk, view: &EvaluationView) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let began =
        if view.began.is_some_and(|day| desk.office.today() < day) { "evaluation-begins" } else { "evaluation-began" };
    for (key, day) in [(began, view.began), ("evaluation-ended", view.ended)] {
        facts.extend(day.map(|day| (desk.s(key), day.to_string())));
    }
    facts.push((desk.s("evaluation-places"), view.places.len().to_string()));
    let left = |it: &office::EvaluationPlace| {
        it.left.map(|day| desk.with2("evaluation-left-on", ("name", &it.name), ("day", &day.to_string())))
    };
    let left: Vec<String> = view.places.iter().filter_map(left).collect();
    if !left.is_empty() {
        facts.push((desk.s("evaluation-left"), left.join(", ")));
    }
    facts
}

fn done(desk: &Desk, view: &EvaluationView, blocks: &mut Vec<Block>) {
    let rows = view.done.iter().map(|it| {
        vec![
            Cell::Text(desk.s(&format!("done-{}", it.kind.code()))),
            Cell::Whole(out_of(desk, it.by, it.of)),
            Cell::Whole(it.number.to_string()),
        ]
    });
    blocks.push(Block::Heading("done", desk.s("evaluation-done")));
    blocks.push(Block::Text(desk.s("evaluation-done-lead")));
    blocks.push(table(
        desk,
        "evaluation-done",
        &["evaluation-head-what", "evaluation-head-by", "evaluation-head-number"],
        rows.collect(),
    ));
}

/// "7 av 12".
fn out_of(desk: &Desk, n: usize, all: usize) -> String {
    desk.with2("evaluation-of", ("n", &n.to_string()), ("all", &all.to_string()))
}

fn table(desk: &Desk, caption: &str, heads: &[&str], rows: Vec<Vec<Cell>>) -> Block {
    let heads = heads.iter().map(|key| desk.s(key)).collect();
    Block::Rows(Rows { caption: desk.s(caption), heads, rows })
}

/// Who has not answered, by name.
fn silent(desk: &Desk, heading: &str, names: &[String], blocks: &mut Vec<Block>) {
    if !names.is_empty() {
        blocks.push(Block::Sub(desk.s(heading)));
        blocks.push(Block::Points(names.to_vec()));
    }
}

fn survey(desk: &Desk, survey: &Survey, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("survey", desk.s("evaluation-survey")));
    if !survey.asked {
        blocks.push(Block::Text(desk.s("evaluation-survey-not-yet")));
        return;
    }
    blocks.push(Block::Text(desk.s("evaluation-survey-lead")));
    blocks.push(Block::Text(desk.s("evaluation-survey-each")));
    let (n, all) = (survey.answered.len().to_string(), survey.of.to_string());
    blocks.push(Block::Text(desk.with2("evaluation-answered", ("n", &n), ("all", &all))));
    if !survey.answered.is_empty() {
        let rows = survey.lines.iter().map(|line| question(desk, line, survey.answered.len())).collect();
        let heads = ["evaluation-head-question", "evaluation-head-answers", "evaluation-head-amounts"];
        blocks.push(table(desk, "evaluation-survey", &heads, rows));
        blocks.push(Block::Quiet(desk.s("evaluation-survey-small")));
    }
    silent(desk, "evaluation-silent", &survey.silent, blocks);
}

fn question(desk: &Desk, line: &SurveyLine, answered: usize) -> Vec<Cell> {
    let all = line.answered.to_string();
    let chosen = line.chosen.iter().map(|(text, n)| {
        let n = n.to_string();
        (None, say(desk, "evaluation-chosen", &[("text", text), ("n", &n), ("all", &all)]))
    });
    let chosen: Vec<(Option<String>, String)> = chosen.collect();
    let amounts = line.amounts.iter().map(|it| (None, amount(desk, it, answered)));
    vec![Cell::Two(line.name.clone(), line.question.clone()), Cell::List(chosen), Cell::List(amounts.collect())]
}

fn amount(desk: &Desk, it: &SurveyAmount, answered: usize) -> String {
    if it.given == 0 {
        return desk.s("evaluation-no-number");
    }
    let (given, all) = (it.given.to_string(), answered.to_string());
    match it.by_sex {
        Some((women, men)) => {
            let (women, men) = (number(desk, women, 0), number(desk, men, 0));
            say(desk, "evaluation-sum-sex", &[("women", &women), ("men", &men), ("given", &given), ("all", &all)])
        }
        None => {
            let n = number(desk, it.all.unwrap_or(0.0), 0);
            say(desk, "evaluation-sum", &[("n", &n), ("unit", &it.unit), ("given", &given), ("all", &all)])
        }
    }
}

fn levels(desk: &Desk, levels: &LevelsMoved, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("levels", desk.s("evaluation-levels")));
    let Some((first, last)) = &levels.occasions else {
        blocks.push(Block::Text(desk.s("evaluation-levels-once")));
        return;
    };
    blocks.push(Block::Text(desk.with2("evaluation-levels-lead", ("first", first), ("last", last))));
    let (n, all) = (levels.shown.len().to_string(), levels.of.to_string());
    blocks.push(Block::Text(desk.with2("evaluation-levels-shown", ("n", &n), ("all", &all))));
    if !levels.shown.is_empty() {
        let heads = ["item", "up", "same", "down", "apart", "told"].map(|it| format!("evaluation-head-{it}"));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let rows = levels.lines.iter().map(|it| level(desk, it)).collect();
        blocks.push(table(desk, "evaluation-levels", &heads, rows));
        blocks.push(Block::Quiet(desk.s("evaluation-levels-can")));
    }
    silent(desk, "evaluation-levels-silent", &levels.silent, blocks);
}

fn level(desk: &Desk, line: &LevelLine) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(format!("{}. {}", line.number, line.name))];
    cells.extend([line.up, line.same, line.down, line.apart].map(|n| Cell::Whole(n.to_string())));
    let share = match &line.moved {
        Some((it, _)) => {
            let percent = |value: f64| number(desk, 100.0 * value, 0);
            let (share, lower, upper) = (percent(it.value), percent(it.lower), percent(it.upper));
            say(desk, "evaluation-share", &[("share", &share), ("lower", &lower), ("upper", &upper)])
        }
        None => desk.s("evaluation-unmoved"),
    };
    cells.push(Cell::Two(told(desk, line.told), share));
    cells
}

fn told(desk: &Desk, verdict: EvaluationVerdict) -> String {
    desk.s(&format!("told-{}", verdict.code()))
}

fn gaps(desk: &Desk, id: &str, view: &EvaluationView, sent: &Sent, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("key-figures", desk.s("evaluation-gaps")));
    blocks.push(Block::Text(desk.s("evaluation-gaps-lead")));
    let plan = &view.plan;
    match plan.fixed {
        Some(day) if !plan.figures.is_empty() => {
            let key = if plan.late { "evaluation-plan-fixed" } else { "evaluation-plan-open" };
            blocks.push(Block::Text(desk.with(key, "day", day.to_string())));
        }
        _ if plan.late => blocks.push(Block::Text(desk.s("evaluation-plan-none"))),
        _ => {}
    }
    if !plan.late {
        if !plan.figures.is_empty() {
            blocks.push(Block::Points(plan.figures.iter().map(named).collect()));
        }
        blocks.push(Block::Sub(desk.s("evaluation-plan-choose")));
        blocks.push(if plan.choices.is_empty() {
            Block::Text(desk.s("evaluation-gaps-unknown"))
        } else {
            Block::Form(plan_form(desk, id, view, sent))
        });
    } else if view.gaps.is_empty() && !plan.figures.is_empty() {
        blocks.push(Block::Points(plan.figures.iter().map(named).collect()));
        blocks.push(Block::Text(desk.s("evaluation-gaps-unknown")));
    }
    if plan.late && !view.gaps.is_empty() {
        results(desk, &view.gaps, blocks);
    }
}

fn named(figure: &EvaluationFigure) -> String {
    if figure.title.is_empty() { figure.name.clone() } else { format!("{}: {}", figure.name, figure.title) }
}

fn plan_form(desk: &Desk, id: &str, view: &EvaluationView, sent: &Sent) -> Form {
    let plan = &view.plan;
    let again = sent.get("act") == "fix";
    let chosen: Vec<String> =
        if again { sent.all("kpi") } else { plan.figures.iter().map(|it| it.kpi.clone()).collect() };
    let choice = |it: &EvaluationFigure| {
        let words = if it.title.is_empty() { it.name.clone() } else { format!("{} ({})", it.name, it.title) };
        (it.kpi.clone(), words, chosen.contains(&it.kpi))
    };
    // Those that are chosen come first and stand open; the rest by what they are about.
    let mut ticked = Vec::new();
    let mut themes: BTreeMap<&str, Vec<Choice>> = BTreeMap::new();
    for it in &plan.choices {
        if chosen.contains(&it.kpi) {
            ticked.push(choice(it));
        } else {
            themes.entry(it.theme.as_str()).or_default().push(choice(it));
        }
    }
    let mut form = Form::button(desk.at(Spot::Evaluation(id.to_owned())), "fix", desk.s("evaluation-plan-go"))
        .with("version", plan.version)
        .under()
        .part(desk.s("evaluation-field-kpis"), desk.with("evaluation-plan-hint", "n", plan.most.to_string()));
    let mut folds: Vec<(String, Vec<Choice>)> = themes
        .into_iter()
        .map(|(name, checks)| match name {
            "" => (desk.s("evaluation-plan-other"), checks),
            name => (name.to_owned(), checks),
        })
        .collect();
    folds.sort_by(|a, b| i18n::compare_names(&a.0, &b.0));
    if !ticked.is_empty() {
        folds.insert(0, (desk.s("evaluation-plan-chosen"), ticked));
    }
    for (n, (name, checks)) in folds.into_iter().enumerate() {
        let open = checks.iter().any(|(.., ticked)| *ticked);
        let begins = Field::new(format!("fold-{n}"), name.clone(), FieldKind::FoldBegins(open));
        let kpis = Field::new("kpi", name, FieldKind::Checks(checks)).nth(n + 1).later();
        let ends = Field::new(format!("fold-end-{n}"), "", FieldKind::FoldEnds);
        form = form.field(begins.optional()).field(kpis).field(ends.optional());
    }
    form.noted(desk.note("evaluation_plan"))
}

fn results(desk: &Desk, lines: &[GapLine], blocks: &mut Vec<Block>) {
    let finding = finding(desk, lines);
    blocks.push(Block::Text(format!("{finding}.")));
    if lines.iter().any(|it| it.shift.is_some() && it.spread.is_some()) {
        blocks.push(Block::Chart(chart(desk, lines, finding)));
    }
    let heads = ["figure", "ours", "others", "shift", "told"].map(|it| format!("evaluation-head-{it}"));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    blocks.push(table(desk, "evaluation-gaps", &heads, lines.iter().map(|it| gap(desk, it)).collect()));
}

/// "Av 3 nyckeltal: 1 bättre, 0 sämre, 2 kan inte avgöras".
fn finding(desk: &Desk, lines: &[GapLine]) -> String {
    let count = |told: EvaluationVerdict| lines.iter().filter(|it| it.told == told).count().to_string();
    let [better, worse, rest] = EvaluationVerdict::ALL.map(count);
    let all = lines.len().to_string();
    say(desk, "evaluation-finding", &[("all", &all), ("better", &better), ("worse", &worse), ("rest", &rest)])
}

fn gap(desk: &Desk, line: &GapLine) -> Vec<Cell> {
    let mut about = vec![desk.pair(line.track.title())];
    if let Some((first, last)) = line.years {
        about.push(desk.with2("evaluation-years", ("first", &first.to_string()), ("last", &last.to_string())));
    }
    if !line.without.is_empty() {
        about.push(desk.with("evaluation-without", "names", line.without.join(", ")));
    }
    vec![
        Cell::Two(named(&line.figure), about.join(", ")),
        Cell::List(side(desk, &line.ours)),
        Cell::List(side(desk, &line.others)),
        Cell::List(shift(desk, line)),
        Cell::Two(told(desk, line.told), desk.s(&format!("why-{}", line.why.code()))),
    ]
}

/// A number of a figure: as many decimals as its size asks for.
fn value(desk: &Desk, value: f64) -> String {
    number(desk, value, decimals_for(value))
}

fn side(desk: &Desk, it: &GapSide) -> Vec<(Option<String>, String)> {
    if it.n == 0 {
        return vec![(None, desk.s("evaluation-side-none"))];
    }
    let signed = |value: f64| Numbers::of(desk.lang()).signed(value, decimals_for(value));
    let (before, after) = (value(desk, it.before), value(desk, it.after));
    let (women, men) = (signed(it.women), signed(it.men));
    vec![
        (None, desk.with2("evaluation-side", ("before", &before), ("after", &after))),
        (None, desk.with2("evaluation-side-sexes", ("women", &women), ("men", &men))),
        (None, desk.with("evaluation-side-n", "n", it.n.to_string())),
    ]
}

fn shift(desk: &Desk, line: &GapLine) -> Vec<(Option<String>, String)> {
    let mut said = Vec::new();
    if let Some(it) = &line.shift {
        let it = &it.estimate;
        said.push(interval(desk, "evaluation-shift", (it.value, it.lower, it.upper), None));
    }
    if let Some(p) = line.p {
        said.push(desk.with("evaluation-p", "p", p_said(desk, p)));
    }
    if let Some((n, it)) = &line.matched {
        let it = &it.estimate;
        said.push(interval(desk, "evaluation-matched", (it.value, it.lower, it.upper), Some(*n)));
    }
    if let Some(smallest) = line.smallest {
        said.push(desk.with("evaluation-smallest", "value", value(desk, smallest)));
    }
    said.into_iter().map(|text| (None, text)).collect()
}

/// A change with its interval, in the unit of the figure.
fn interval(desk: &Desk, key: &str, (value, lower, upper): (f64, f64, f64), pairs: Option<usize>) -> String {
    let signed = |it: f64| Numbers::of(desk.lang()).signed(it, decimals_for(value));
    if !(lower.is_finite() && upper.is_finite()) {
        return format!("{}; {}", signed(value), desk.s("evaluation-unbounded"));
    }
    let [value, lower, upper] = [value, lower, upper].map(signed);
    let n = pairs.map(|n| n.to_string()).unwrap_or_default();
    let mut values = vec![("value", value.as_str()), ("lower", lower.as_str()), ("upper", upper.as_str())];
    if pairs.is_some() {
        values.push(("n", n.as_str()));
    }
    say(desk, key, &values)
}

/// "= 0,032", "< 0,001".
fn p_said(desk: &Desk, p: f64) -> String {
    if p < 0.001 { format!("< {}", number(desk, 0.001, 3)) } else { format!("= {}", number(desk, p, 3)) }
}

/// The changes with their intervals, each in proportion to what is usual for its figure.
fn chart(desk: &Desk, lines: &[GapLine], title: String) -> String {
    let row = |line: &GapLine| {
        let drawn = line.shift.as_ref().zip(line.spread);
        let scaled = drawn.map(|(it, spread)| it.estimate.times(1.0 / spread));
        IntervalRow {
            name: line.figure.name.clone(),
            value: scaled.map(|it| it.value),
            interval: scaled
                .map(|it| (it.lower, it.upper))
                .filter(|(lower, upper)| lower.is_finite() && upper.is_finite()),
            label: match &line.shift {
                Some(it) => Numbers::of(desk.lang()).signed(it.estimate.value, decimals_for(it.estimate.value)),
                None => desk.s("told-cannot-tell"),
            },
            certain: line.told != EvaluationVerdict::CannotTell,
        }
    };
    let rows = IntervalRows {
        title,
        desc: desk.s("evaluation-chart-desc"),
        rows: lines.iter().map(row).collect(),
        zero: desk.s("evaluation-chart-zero"),
        ends: (desk.s("evaluation-chart-less"), desk.s("evaluation-chart-more")),
        key: (desk.s("evaluation-chart-certain"), desk.s("evaluation-chart-chance")),
    };
    let tick = |value: f64| number(desk, value, 1);
    let [wide, narrow] = [Width::Wide, Width::Narrow]
        .map(|width| charts::interval_rows(&rows, &Frame { id: "gaps", width, ..Frame::default() }, &tick));
    charts::pair(&wide, &narrow)
}

fn number(desk: &Desk, value: f64, decimals: usize) -> String {
    Numbers::of(desk.lang()).fixed(value, decimals)
}

/// A text with several values put in.
fn say(desk: &Desk, key: &str, values: &[(&str, &str)]) -> String {
    let values: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
    texts(desk.lang()).with(key, &values)
}
