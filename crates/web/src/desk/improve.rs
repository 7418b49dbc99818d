//! Improvements: the list of an organisation's, the card of one with its run chart, and what lives on
//! after the round.

use super::form::Sent;
use super::idea::{origin_said, read_takers, taking};
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Key, Place};
use app::RowsAsk;
use charts::{Frame, Run, RunChange, RunMedian, RunPoint, RunSeries, RunSignal, Who, Width};
use i18n::{Arg, Numbers};
use jiff::civil::Date;
use office::{
    CardForm, CardIdea, CardView, CheckInAsked, CheckInForm, CheckInView, IdeaSource, ImprovementLine, ImprovementStep,
    MeasureForm, MeasureLine, MeasuredSex, MoveForm, RunFinding, RunFindingKind, RunReading, Trouble,
};
use programme::{
    Baseline, Direction, GroupId, ImprovementId, ImprovementState, Lives, OrganisationId, RoundId, Visibility,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the button of a way on sends before the state.
const MOVE: &str = "move.";
/// What the button of a measurement sends.
const MEASURE: &str = "measure";
/// The fields of a measurement that are empty until somebody writes in them.
const MEASURED: [&str; 5] = ["women", "women_n", "men", "men_n", "note"];

/// Reads the round and the organisation in an address.
fn read_place(id: &str) -> Result<(RoundId, OrganisationId), Trouble> {
    let (round, organisation) = id.split_once('_').ok_or(Trouble::Nothing)?;
    Ok((read_id(round)?, organisation.parse().map_err(|_| Trouble::Nothing)?))
}

fn read_card(id: &str) -> Result<ImprovementId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// The improvements of an organisation in a round.
pub fn of(round: RoundId, organisation: OrganisationId) -> Spot {
    Spot::Improvements(format!("{round}_{organisation}"))
}

/// A number as people read it, with as few decimals as it needs, at most four.
fn number(desk: &Desk, value: f64) -> String {
    let whole = |decimals: &usize| {
        let shifted = value * 10f64.powi(i32::try_from(*decimals).unwrap_or(0));
        (shifted - shifted.round()).abs() < 1e-6
    };
    let decimals = (0..4).find(whole).unwrap_or(4);
    Numbers::of(desk.lang()).fixed(value, decimals)
}

/// The cards of an organisation.
pub async fn list(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let (round, organisation) = read_place(id)?;
    let view = desk.office.improvements(me, round, organisation).await?;
    let mut sheet = desk.sheet(desk.with("improvements-of", "name", &view.place));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(round.to_string())), view.round_title.clone()),
        (desk.at(Spot::Organisation(organisation.to_string())), view.place.clone()),
    ];
    sheet.seen = desk.s(if view.own { "seen-improvements" } else { "seen-improvements-others" });
    sheet.lead = desk.s(if view.own { "improvements-lead" } else { "improvements-lead-others" });
    if view.lines.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("improvements-none")));
    } else {
        sheet.blocks.push(cards(desk, &view.lines, view.own));
    }
    let mut links = vec![(desk.at(Spot::Ideas(round.to_string())), desk.s("ideas-link"))];
    if view.own && view.checks_in {
        links.push((desk.at(Spot::CheckIn(id.to_owned())), desk.s("check-ins-link")));
    }
    sheet.blocks.push(Block::Links(links));
    if view.may_start {
        sheet.blocks.push(Block::Heading("start", desk.s("improvement-start")));
        let mut form =
            Form::button(desk.at(Spot::Improvements(id.to_owned())), "start", desk.s("improvement-start-go")).field(
                Field::new("problem", desk.s("field-problem"), FieldKind::Lines(2))
                    .hint(desk.s("field-problem-hint"))
                    .value(sent.get("problem")),
            );
        if !view.ideas.is_empty() {
            form = form.field(idea_field(desk, &view.ideas, sent.get("idea")));
        }
        sheet.blocks.push(Block::Form(form.noted(desk.note("improvement"))));
    }
    Ok(sheet)
}

/// A table of cards: what they wait for to their own, whose they are to others.
fn cards(desk: &Desk, lines: &[ImprovementLine], own: bool) -> Block {
    let rows = lines.iter().map(|line| {
        let to = desk.at(Spot::Improvement(line.id.to_string()));
        let state = Cell::Text(desk.pair(line.state.title()));
        if own {
            let next = line.next.map(|step| step_said(desk, step)).unwrap_or_default();
            let seen = Cell::Text(desk.pair(line.visibility.who()));
            vec![Cell::Link(to, line.problem.clone()), state, Cell::Text(next), seen]
        } else {
            vec![Cell::LinkTwo(to, line.problem.clone(), line.place.clone()), state]
        }
    });
    let heads: &[&str] = if own {
        &["head-improvement", "head-state", "head-next-step", "head-seen-by"]
    } else {
        &["head-improvement", "head-state"]
    };
    Block::Rows(Rows {
        caption: desk.s("improvements"),
        heads: heads.iter().map(|key| desk.s(key)).collect(),
        rows: rows.collect(),
    })
}

/// What a card waits for.
fn step_said(desk: &Desk, step: ImprovementStep) -> String {
    match step {
        ImprovementStep::DescribeTest => desk.s("improvement-next-test"),
        ImprovementStep::SetOwner => desk.s("improvement-next-owner"),
        ImprovementStep::SetDays => desk.s("improvement-next-days"),
        ImprovementStep::Begins(day) => desk.with("improvement-next-begins", "day", day.to_string()),
        ImprovementStep::Begin => desk.s("improvement-next-begin"),
        ImprovementStep::Measure => desk.s("improvement-next-measure"),
        ImprovementStep::MeasureOn => desk.s("improvement-next-measure-on"),
        ImprovementStep::WriteResult => desk.s("improvement-next-result"),
        ImprovementStep::Decide => desk.s("improvement-next-decide"),
        ImprovementStep::Spread => desk.s("improvement-next-spread"),
    }
}

/// The improvements of a round that are shown to the reader; nothing where there are none.
pub async fn shown(desk: &Desk, round: RoundId) -> Result<Vec<Block>, Trouble> {
    let lines = desk.office.shown_improvements(desk.visitor.as_ref(), round).await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let ideas = (desk.at(Spot::Ideas(round.to_string())), desk.s("ideas-link"));
    Ok(vec![
        Block::Heading("improvements", desk.s("improvements-shown")),
        cards(desk, &lines, false),
        Block::Links(vec![ideas]),
    ])
}

/// Where the improvements of a group are, and the ideas of its round.
pub async fn of_group(desk: &Desk, group: GroupId, round: RoundId) -> Result<Vec<Block>, Trouble> {
    let places = desk.office.improvements_in_group(desk.me()?, group).await?;
    let mut links: Vec<(String, String)> = places
        .into_iter()
        .map(|it| {
            let text = crate::words::Words(desk.lang()).count_with("improvements-in", it.count, "name", &it.place);
            (desk.at(of(it.round, it.organisation)), text)
        })
        .collect();
    links.push((desk.at(Spot::Ideas(round.to_string())), desk.s("ideas-link")));
    Ok(vec![Block::Heading("improvements", desk.s("improvements-group")), Block::Links(links)])
}

/// The card of one.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.improvement(desk.visitor.as_ref(), read_card(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(view.body.problem.clone());
    if let (Some(round), Some(title)) = (view.body.round, &view.round_title) {
        sheet.crumbs.push((desk.at(Spot::Round(round.to_string())), title.clone()));
        if desk.visitor.is_some() {
            let all = desk.with("improvements-of", "name", &view.place);
            sheet.crumbs.push((desk.at(of(round, view.body.organisation)), all));
        }
    }
    sheet.lead = desk.with("improvement-in", "name", &view.place);
    sheet.seen = desk.pair(view.visibility.who());
    let here = desk.at(Spot::Improvement(id.to_owned()));
    let blocks = &mut sheet.blocks;
    blocks.push(Block::Facts(facts(desk, &view)));
    if view.may_see_history {
        blocks.push(Block::Links(vec![(desk.at(Spot::History(id.to_owned())), desk.s("history"))]));
    }
    baseline(desk, &view, blocks).await;
    text(blocks, "cause", desk.s("field-cause"), &view.body.cause);
    idea(desk, &view, blocks);
    text(blocks, "test", desk.s("field-test"), &view.body.test);
    measured(desk, &here, &view, sent, blocks);
    text(blocks, "result", desk.s("field-result"), &view.body.result);
    text(blocks, "decision", desk.s("field-decision"), &view.body.decision);
    spread(desk, &here, &view, sent, blocks);
    if view.may_write {
        blocks.push(Block::Heading("write", desk.s("improvement-write")));
        blocks.push(Block::Form(card_form(desk, &here, &view, sent)));
    }
    if view.may_move {
        blocks.push(Block::Heading("show", desk.s("improvement-show")));
        blocks.push(Block::Quiet(desk.s("improvement-show-how")));
        blocks.push(Block::Form(show_form(desk, &here, view.version, &view.levels, view.visibility)));
    }
    if !view.takers.is_empty() {
        blocks.push(Block::Heading("take", desk.s("idea-take")));
        blocks.push(Block::Text(desk.with("idea-take-how", "name", &view.place)));
        let words = match &view.idea {
            Some(CardIdea::Shown { text, .. }) => text.clone(),
            _ if view.body.test.trim().is_empty() => view.body.problem.clone(),
            _ => view.body.test.clone(),
        };
        let shown = if sent.get("act") == "take" { sent.get("text").to_owned() } else { words };
        blocks.push(Block::Form(taking(desk, &here, &view.takers, &shown)));
    }
    Ok(sheet)
}

/// A text under its heading, where there is any.
fn text(blocks: &mut Vec<Block>, anchor: &'static str, heading: String, text: &str) {
    if !text.trim().is_empty() {
        blocks.push(Block::Heading(anchor, heading));
        blocks.push(Block::Lines(text.to_owned()));
    }
}

fn facts(desk: &Desk, view: &CardView) -> Vec<(String, String)> {
    let mut facts = vec![(desk.s("head-state"), desk.pair(view.body.state.title()))];
    facts.extend(view.next.map(|step| (desk.s("head-next-step"), step_said(desk, step))));
    facts.extend(view.round_title.clone().map(|title| (desk.s("head-round"), title)));
    facts.extend(view.owner.clone().map(|name| (desk.s("field-card-owner"), name)));
    facts.extend(view.body.starts.map(|day| (desk.s("field-test-starts"), day.to_string())));
    facts.extend(view.body.ends.map(|day| (desk.s("field-test-ends"), day.to_string())));
    if !view.body.unit.is_empty() {
        facts.push((desk.s("field-unit"), format!("{}; {}", view.body.unit, desk.pair(view.body.good.title()))));
    }
    facts
}

/// How it was, by a key figure with its numbers or in own words.
async fn baseline(desk: &Desk, view: &CardView, blocks: &mut Vec<Block>) {
    let Some(baseline) = &view.body.baseline else { return };
    blocks.push(Block::Heading("baseline", desk.s("field-baseline")));
    match baseline {
        Baseline::Own { text } => blocks.push(Block::Lines(text.clone())),
        Baseline::Figure { kpi, area, year } => {
            let (text, source) = figure(desk, kpi, area, *year).await;
            blocks.push(Block::Text(text));
            if view.body.began_from_another_measure() && !view.lines.is_empty() {
                blocks.push(Block::Text(desk.s("improvement-figure-apart")));
            }
            if !source.is_empty() {
                blocks.push(Block::Quiet(source));
            }
            let to = Asked::page(desk.lang(), Place::Figure(kpi.clone())).and(Key::Area, area).address();
            blocks.push(Block::Links(vec![(to, desk.with("improvement-figure-link", "kpi", kpi))]));
        }
    }
}

/// What a key figure says for women and men, and its source; where we do not have it, only which it is.
async fn figure(desk: &Desk, kpi: &str, area: &str, year: u16) -> (String, String) {
    let lang = desk.lang();
    let app = Arc::clone(&desk.house.site.app);
    let ask = RowsAsk {
        areas: vec![area.to_owned()],
        kpis: vec![kpi.to_owned()],
        years: vec![i32::from(year)],
        lang,
        ..RowsAsk::default()
    };
    // Figures are computed, not waited for: beside the pages of others.
    let rows = tokio::task::spawn_blocking(move || app.rows(&ask)).await;
    let year = year.to_string();
    let Some(row) = rows.ok().and_then(Result::ok).and_then(|rows| rows.into_iter().next()) else {
        return (desk.with2("improvement-figure", ("kpi", kpi), ("year", &year)), String::new());
    };
    // A tenth is as far as the figures' own pages go for what is counted in people.
    let tenth = |it: f64| number(desk, (it * 10.0).round() / 10.0);
    let shown = |value: Option<f64>| value.map_or_else(|| desk.s("improvement-figure-none"), tenth);
    let (women, men) = (shown(row.women), shown(row.men));
    let values = [
        ("title", Arg::Text(&row.title)),
        ("place", Arg::Text(&row.area_name)),
        ("year", Arg::Text(&year)),
        ("women", Arg::Text(&women)),
        ("men", Arg::Text(&men)),
    ];
    (i18n::texts(lang).with("improvement-figure-said", &values), row.source)
}

/// The idea it tries, and whose it was.
fn idea(desk: &Desk, view: &CardView, blocks: &mut Vec<Block>) {
    let Some(idea) = &view.idea else { return };
    blocks.push(Block::Heading("idea", desk.s("field-idea")));
    match idea {
        CardIdea::Hidden => blocks.push(Block::Text(desk.s("idea-hidden"))),
        CardIdea::Shown { text, origin, round, visibility, .. } => {
            blocks.push(Block::Lines(text.clone()));
            blocks.push(Block::Text(origin_said(desk, origin)));
            if *visibility < view.visibility {
                let who = desk.pair(visibility.who());
                blocks.push(Block::Quiet(desk.with("idea-shown-less", "who", who)));
            }
            if let Some(round) = round {
                let to = desk.at(Spot::Ideas(round.to_string()));
                blocks.push(Block::Links(vec![(to, desk.s("ideas-link"))]));
            }
        }
    }
}

/// What was measured: what a run chart says, the chart, the table; and the forms.
fn measured(desk: &Desk, here: &str, view: &CardView, sent: &Sent, blocks: &mut Vec<Block>) {
    if view.lines.is_empty() && !view.may_write {
        return;
    }
    blocks.push(Block::Heading("measured", desk.s("measurements")));
    if view.lines.is_empty() {
        blocks.push(Block::Text(desk.s("measurements-none")));
    }
    if !view.readings.is_empty() {
        blocks.push(Block::Facts(view.readings.iter().map(|it| reading_said(desk, it)).collect()));
        blocks.push(Block::Quiet(desk.s("run-means")));
        blocks.push(Block::Chart(chart(desk, view)));
    }
    if !view.lines.is_empty() {
        // A correction that was refused is not hidden.
        let open = sent.get("act") == "measure-save";
        blocks.push(Block::FoldBegins(desk.count("measurements-table", view.lines.len()), open));
        blocks.push(lines(desk, here, view, sent));
        if view.lines.iter().any(|it| it.women_few || it.men_few) {
            blocks.push(Block::Quiet(desk.s("measure-few-means")));
        }
        blocks.push(Block::FoldEnds);
    }
}

/// Whose measurements.
fn who(desk: &Desk, of: MeasuredSex) -> String {
    desk.s(match of {
        MeasuredSex::Women => "run-women",
        MeasuredSex::Men => "run-men",
    })
}

/// Whose, and what a run chart says of them in sentences.
fn reading_said(desk: &Desk, reading: &RunReading) -> (String, String) {
    let said: Vec<String> = reading.findings.iter().map(|it| whole_sentence(desk, it)).collect();
    (who(desk, reading.of), said.join(" "))
}

/// Something a run chart says, with when, and whether it is the good way.
fn whole_sentence(desk: &Desk, finding: &RunFinding) -> String {
    let sentence = finding_said(desk, finding);
    let dated = match finding.kind {
        RunFindingKind::TooFew | RunFindingKind::Same => format!("{sentence}."),
        _ if finding.from == finding.to => format!("{sentence} ({}).", finding.from),
        _ => format!("{sentence} ({}–{}).", finding.from, finding.to),
    };
    match finding.good {
        Some(true) => format!("{dated} {}", desk.s("run-good")),
        Some(false) => format!("{dated} {}", desk.s("run-bad")),
        None => dated,
    }
}

/// Something a run chart says, without its full stop.
fn finding_said(desk: &Desk, finding: &RunFinding) -> String {
    let up = finding.up == Some(true);
    let key = match finding.kind {
        RunFindingKind::TooFew => "run-too-few",
        RunFindingKind::Same => "run-same",
        RunFindingKind::Shift if up => "run-shift-up",
        RunFindingKind::Shift => "run-shift-down",
        RunFindingKind::Trend if up => "run-trend-up",
        RunFindingKind::Trend => "run-trend-down",
        RunFindingKind::TooFewRuns => "run-too-few-runs",
        RunFindingKind::TooManyRuns => "run-too-many-runs",
        RunFindingKind::Odd if up => "run-odd-up",
        RunFindingKind::Odd => "run-odd-down",
    };
    desk.count(key, finding.count)
}

/// Whether it says that something has changed.
fn is_change(finding: &RunFinding) -> bool {
    !matches!(finding.kind, RunFindingKind::TooFew | RunFindingKind::Same | RunFindingKind::Odd)
}

/// The run chart, in both its widths.
fn chart(desk: &Desk, view: &CardView) -> String {
    let first = view.lines.first().map_or(Date::ZERO, |line| line.on);
    let last = view.lines.last().map_or(Date::ZERO, |line| line.on);
    let day = |on: Date| (on - first).get_days();
    let all = view.readings.iter().flat_map(|it| it.findings.iter().map(move |finding| (it.of, finding)));
    let told = all.clone().find(|(_, finding)| is_change(finding)).or_else(|| all.clone().next());
    let title = told.map(|(of, finding)| named(desk, of, finding)).unwrap_or_default();
    let starts = view.body.starts.filter(|day| *day <= last);
    let run = Run {
        title,
        desc: view.readings.iter().map(|it| described(desk, view, it)).collect::<Vec<_>>().join(" "),
        unit: view.body.unit.clone(),
        from_zero: begins_at_zero(&view.lines),
        series: view.readings.iter().map(|it| series(desk, view, it, day)).collect(),
        changes: starts
            .map(|on| RunChange { day: day(on), label: desk.with("run-change", "day", on.to_string()) })
            .into_iter()
            .collect(),
        target: None,
    };
    let tick = |value: f64| number(desk, value);
    let [wide, narrow] = [Width::Wide, Width::Narrow]
        .map(|width| charts::run(&run, &Frame { id: "run", width, ..Frame::default() }, &tick));
    charts::pair(&wide, &narrow)
}

/// "Kvinnor och flickor: Sex mätningar i rad ligger under medianen: något har ändrats".
fn named(desk: &Desk, of: MeasuredSex, finding: &RunFinding) -> String {
    desk.with2("run-title", ("who", &who(desk, of)), ("text", &finding_said(desk, finding)))
}

/// Amounts begin at zero, but where that would press the lines together.
fn begins_at_zero(lines: &[MeasureLine]) -> bool {
    let values = || lines.iter().flat_map(|line| [line.women, line.men]).flatten();
    let (least, most) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    least >= 0.0 && least < most / 2.0
}

fn series(desk: &Desk, view: &CardView, reading: &RunReading, day: impl Fn(Date) -> i32) -> RunSeries {
    let point =
        |line: &MeasureLine| RunPoint { day: day(line.on), date: line.on.to_string(), value: line.value(reading.of) };
    let newest = view.lines.iter().rev().find_map(|line| line.value(reading.of));
    let short = newest.map(|value| number(desk, value)).unwrap_or_default();
    let signal = |finding: &RunFinding| RunSignal {
        points: finding.rows.clone(),
        label: named(desk, reading.of, finding),
        candidate: finding.kind == RunFindingKind::Odd,
    };
    RunSeries {
        who: match reading.of {
            MeasuredSex::Women => Who::Women,
            MeasuredSex::Men => Who::Men,
        },
        label: format!("{} {short}", who(desk, reading.of)),
        short,
        points: view.lines.iter().map(point).collect(),
        median: reading.median.map(|value| RunMedian {
            value,
            label: desk.with("run-median", "value", number(desk, value)),
            short: desk.with("run-median-short", "value", number(desk, value)),
            until: reading.baseline.map(&day),
        }),
        signals: reading.findings.iter().filter(|it| !it.rows.is_empty()).map(signal).collect(),
    }
}

/// How many measurements, from what to what, and the median.
fn described(desk: &Desk, view: &CardView, reading: &RunReading) -> String {
    let shown = |line: Option<&MeasureLine>| {
        line.and_then(|line| Some(format!("{} ({})", number(desk, line.value(reading.of)?), line.on)))
            .unwrap_or_default()
    };
    let measured = || view.lines.iter().filter(|line| line.value(reading.of).is_some());
    let (who, n) = (who(desk, reading.of), reading.n.to_string());
    let (from, to) = (shown(measured().next()), shown(measured().next_back()));
    let values = [("who", Arg::Text(&who)), ("n", Arg::Text(&n)), ("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
    let mut text = i18n::texts(desk.lang()).with("run-desc", &values);
    if let Some(median) = reading.median {
        let key = if reading.baseline.is_some() { "run-desc-baseline" } else { "run-desc-median" };
        text.push(' ');
        text.push_str(&desk.with(key, "value", number(desk, median)));
    }
    text
}

/// The table of the measurements, with what is to be done to each.
fn lines(desk: &Desk, here: &str, view: &CardView, sent: &Sent) -> Block {
    let value = |value: Option<f64>, few: bool| match (value, few) {
        (Some(value), true) => Cell::Two(number(desk, value), desk.s("measure-few-own")),
        (Some(value), false) => Cell::Whole(number(desk, value)),
        (None, true) => Cell::Text(desk.s("measure-few")),
        (None, false) => Cell::Text(String::new()),
    };
    let people = |n: Option<u32>| Cell::Whole(n.map(|n| n.to_string()).unwrap_or_default());
    let rows = view.lines.iter().map(|line| {
        let mut cells = vec![
            Cell::Whole(line.on.to_string()),
            value(line.women, line.women_few),
            people(line.women_n),
            value(line.men, line.men_few),
            people(line.men_n),
            Cell::Text(line.note.clone()),
        ];
        if view.may_write {
            cells.push(Cell::Acts(Vec::new(), measure_acts(desk, here, line, sent)));
        }
        cells
    });
    let keys = ["head-day", "run-women", "head-women-n", "run-men", "head-men-n", "head-remark"];
    let mut heads: Vec<String> = keys.map(|key| desk.s(key)).into();
    if view.may_write {
        heads.push(desk.s("head-do"));
    }
    Block::Rows(Rows { caption: desk.s("measurements"), heads, rows: rows.collect() })
}

fn measure_acts(desk: &Desk, here: &str, line: &MeasureLine, sent: &Sent) -> Vec<Form> {
    let day = line.on.to_string();
    let of = |act, text: String| {
        Form::button(here, act, text).keyed(line.id).with("measurement", line.id).with("version", line.version).back()
    };
    let written = |value: Option<f64>| value.map(|value| number(desk, value)).unwrap_or_default();
    let people = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let mine = sent.get("act") == "measure-save" && sent.get("measurement") == line.id.to_string();
    let shown = if mine {
        read_measure(sent)
    } else {
        MeasureForm {
            on: day.clone(),
            women: written(line.women),
            women_n: people(line.women_n),
            men: written(line.men),
            men_n: people(line.men_n),
            note: line.note.clone(),
        }
    };
    vec![
        measure_fields(desk, of("measure-save", desk.s("measure-correct")), &shown)
            .aloud(desk.with("measure-correct-name", "day", &day))
            .open(mine),
        of("measure-remove", desk.s("remove")).aloud(desk.with("remove-name", "name", &day)),
    ]
}

fn measure_fields(desk: &Desk, form: Form, shown: &MeasureForm) -> Form {
    let number = |name: &'static str, key: &str, value: &str| Field::text(name, desk.s(key)).value(value).optional();
    let people = |name: &'static str, key: &str, value: &str| {
        Field::new(name, desk.s(key), FieldKind::Number).hint(desk.s("field-n-hint")).value(value).optional()
    };
    form.field(Field::new("on", desk.s("field-measured-on"), FieldKind::Input("date")).value(&shown.on))
        .field(number("women", "field-women", &shown.women).hint(desk.s("field-women-hint")))
        .field(people("women_n", "field-women-n", &shown.women_n))
        .field(number("men", "field-men", &shown.men))
        .field(people("men_n", "field-men-n", &shown.men_n))
        .field(Field::text("note", desk.s("field-measure-note")).value(&shown.note).optional())
}

fn read_measure(sent: &Sent) -> MeasureForm {
    let get = |name: &str| sent.get(name).to_owned();
    MeasureForm {
        on: get("on"),
        women: get("women"),
        women_n: get("women_n"),
        men: get("men"),
        men_n: get("men_n"),
        note: get("note"),
    }
}

/// Where it has spread, and noting where else.
fn spread(desk: &Desk, here: &str, view: &CardView, sent: &Sent, blocks: &mut Vec<Block>) {
    let may_add = view.may_write && view.body.state == ImprovementState::Secured;
    if view.body.spread.is_empty() && !may_add {
        return;
    }
    blocks.push(Block::Heading("spread", desk.s("improvement-spread")));
    if !view.body.spread.is_empty() {
        let rows = view.body.spread.iter().enumerate().map(|(at, it)| {
            let mut cells = vec![Cell::Text(it.place.clone()), Cell::Whole(it.on.to_string())];
            if view.may_write {
                let remove = Form::button(here, "spread-remove", desk.s("remove"))
                    .keyed(at)
                    .with("at", at)
                    .with("version", view.version)
                    .back()
                    .aloud(desk.with("remove-name", "name", &it.place));
                cells.push(Cell::Acts(Vec::new(), vec![remove]));
            }
            cells
        });
        let mut heads = vec![desk.s("head-spread"), desk.s("head-since")];
        if view.may_write {
            heads.push(desk.s("head-do"));
        }
        blocks.push(Block::Rows(Rows { caption: desk.s("improvement-spread"), heads, rows: rows.collect() }));
    }
    if may_add {
        let value = |name: &str| if sent.get("act") == "spread" { sent.get(name) } else { "" };
        blocks.push(Block::Form(
            Form::button(here, "spread", desk.s("improvement-spread-add"))
                .with("version", view.version)
                .field(
                    Field::text("place", desk.s("head-spread")).hint(desk.s("field-spread-hint")).value(value("place")),
                )
                .field(
                    Field::new("since", desk.s("head-since"), FieldKind::Input("date"))
                        .value(value("since"))
                        .optional(),
                ),
        ));
    }
}

/// The ways on from the state it is in, with the texts they ask for: buttons of the card's form, so that what
/// is written there is saved first.
fn on(desk: &Desk, view: &CardView, shown: &CardForm, form: Form) -> Form {
    let (state, next) = (view.body.state, view.body.state.next());
    let begun = state != ImprovementState::Planned;
    let mut form = form.part(desk.s("improvement-on"), "");
    let lines = |name: &'static str, key: &str, rows: u8, value: Option<&str>| {
        Field::new(name, desk.s(key), FieldKind::Lines(rows))
            .hint(desk.s(&format!("{key}-hint")))
            .value(value.unwrap_or_default())
            .optional()
    };
    // What came of it is asked for once there is something to say, or to go on.
    if begun || next.iter().any(|to| matches!(to, ImprovementState::Studied | ImprovementState::Secured)) {
        form = form.field(lines("result", "field-result", 4, shown.result.as_deref()));
    }
    if begun || next.iter().any(|to| to.is_decided()) {
        form = form.field(lines("decision", "field-decision", 3, shown.decision.as_deref()));
    }
    for to in next {
        let text = desk.s(&format!("improvement-move-{}-{}", state.code(), to.code()));
        form = form.also(format!("{MOVE}{}", to.code()), text);
    }
    form
}

fn idea_field(desk: &Desk, ideas: &[(programme::IdeaId, String)], value: &str) -> Field {
    let mut choices = vec![(String::new(), desk.s("idea-none-chosen"))];
    choices.extend(ideas.iter().map(|(id, text)| (id.to_string(), text.clone())));
    Field::new("idea", desk.s("field-idea"), FieldKind::Choice(choices)).value(value).optional()
}

/// Fields that can be folded away: what is written already is read above.
fn fold(name: &'static str, label: String, open: bool) -> Field {
    Field::new(name, label, FieldKind::FoldBegins(open)).optional()
}

fn fold_end(name: &'static str) -> Field {
    Field::new(name, "", FieldKind::FoldEnds).optional()
}

/// The whole card as a form.
fn card_form(desk: &Desk, here: &str, view: &CardView, sent: &Sent) -> Form {
    let again = sent.get("act") == "save";
    let shown = if again { read_card_form(sent) } else { CardForm::of(&view.body) };
    let mut people = vec![(String::new(), desk.s("nobody"))];
    people.extend(view.people.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let directions = Direction::ALL.map(|it| (it.code().to_owned(), desk.pair(it.title()))).into();
    let lines = |name: &'static str, key: &str, rows: u8, value: &str| {
        Field::new(name, desk.s(key), FieldKind::Lines(rows))
            .hint(desk.s(&format!("{key}-hint")))
            .value(value)
            .optional()
    };
    let day = |name: &'static str, key: &str, value: &str| {
        Field::new(name, desk.s(key), FieldKind::Input("date")).value(value).optional()
    };
    let area = if shown.area.is_empty() { view.area.clone().unwrap_or_default() } else { shown.area.clone() };
    let kpi_hint = format!("{} {}", desk.s("improvement-baseline-how"), desk.s("field-kpi-hint"));
    let mut form = Form::button(here, "save", desk.s("save"))
        .with("version", view.version)
        .under()
        .field(
            Field::new("problem", desk.s("field-problem"), FieldKind::Lines(2))
                .hint(desk.s("field-problem-hint"))
                .value(&shown.problem),
        )
        .field(fold("baseline-fold", desk.s("field-baseline"), again || view.body.baseline.is_none()))
        .field(Field::text("kpi", desk.s("field-kpi")).hint(kpi_hint).value(&shown.kpi).optional())
        .field(Field::new("year", desk.s("field-kpi-year"), FieldKind::Number).value(&shown.year).optional())
        .field(Field::text("area", desk.s("field-area")).value(area).optional())
        .field(lines("baseline", "field-baseline-own", 3, &shown.baseline))
        .field(fold_end("baseline-end"))
        .field(fold("think-fold", desk.s("improvement-think"), again || view.body.cause.trim().is_empty()))
        .field(lines("cause", "field-cause", 3, &shown.cause));
    if !view.ideas.is_empty() {
        form = form.field(idea_field(desk, &view.ideas, &shown.idea));
    }
    form = form
        .field(lines("new_idea", "field-new-idea", 2, &shown.new_idea))
        .field(fold_end("think-end"))
        .field(fold("test-fold", desk.s("improvement-plan"), again || view.body.test.trim().is_empty()))
        .field(lines("test", "field-test", 4, &shown.test))
        .field(
            Field::new("owner", desk.s("field-card-owner"), FieldKind::Choice(people)).value(&shown.owner).optional(),
        )
        .field(day("starts", "field-test-starts", &shown.starts))
        .field(day("ends", "field-test-ends", &shown.ends))
        .field(fold_end("test-end"))
        .field(fold("unit-fold", desk.s("improvement-unit"), again || view.body.unit.is_empty()))
        .field(Field::text("unit", desk.s("field-unit")).hint(desk.s("field-unit-hint")).value(&shown.unit).optional())
        .field(Field::new("good", desk.s("field-good"), FieldKind::Choice(directions)).value(&shown.good))
        .field(fold_end("unit-end"));
    let today = || MeasureForm { on: desk.office.today().to_string(), ..MeasureForm::default() };
    let measured = if again { read_measure(sent) } else { today() };
    form = measure_fields(desk, form.field(fold("measure-fold", desk.s("measure-new"), again)), &measured);
    form = form.field(Field::new("measure", desk.s("measure-add"), FieldKind::More).value(MEASURE).optional());
    form = form.field(fold_end("measure-end")).above(desk.note("measurement"));
    on(desk, view, &shown, form).noted(desk.note("improvement"))
}

fn read_card_form(sent: &Sent) -> CardForm {
    let get = |name: &str| sent.get(name).to_owned();
    let asked = |name: &str| sent.all(name).into_iter().next();
    CardForm {
        problem: get("problem"),
        kpi: get("kpi"),
        // The area stands there for a key figure; without one it says nothing.
        area: get("area"),
        year: get("year"),
        baseline: get("baseline"),
        cause: get("cause"),
        idea: get("idea"),
        new_idea: get("new_idea"),
        test: get("test"),
        owner: get("owner"),
        starts: get("starts"),
        ends: get("ends"),
        unit: get("unit"),
        good: get("good"),
        result: asked("result"),
        decision: asked("decision"),
    }
}

/// Showing something to more.
pub fn show_form(desk: &Desk, here: &str, version: i64, levels: &[Visibility], now: Visibility) -> Form {
    let choices = levels.iter().map(|level| (level.code().to_owned(), desk.pair(level.who()))).collect();
    Form::button(here, "show", desk.s("improvement-show-go"))
        .with("version", version)
        .field(Field::new("to", desk.s("field-visibility"), FieldKind::Choice(choices)).value(now.code()))
        .noted(desk.note("visibility"))
        .back()
}

/// What lives on after a round.
pub async fn check_in(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (round, organisation) = read_place(id)?;
    let view = desk.office.check_ins(desk.me()?, round, organisation).await?;
    let mut sheet = desk.sheet(desk.with("check-ins-of", "name", &view.place));
    sheet.crumbs = vec![(desk.at(Spot::Round(round.to_string())), view.round_title.clone())];
    sheet.seen = desk.pair(view.visibility.who());
    sheet.lead = desk.s("check-ins-lead");
    let mut facts = Vec::new();
    facts.extend(view.ended.map(|day| (desk.s("check-in-ended"), day.to_string())));
    facts.extend(view.next.map(|(months, day)| {
        let what = desk.with2("check-in-next-on", ("months", &months.to_string()), ("day", &day.to_string()));
        (desk.s("check-in-next"), what)
    }));
    if !facts.is_empty() {
        sheet.blocks.push(Block::Facts(facts));
    }
    if view.asked.is_empty() {
        let key = if view.ended.is_some() { "check-ins-none" } else { "check-ins-running" };
        sheet.blocks.push(Block::Text(desk.s(key)));
    }
    for asked in &view.asked {
        asked_after(desk, id, &view, asked, sent, &mut sheet.blocks);
    }
    Ok(sheet)
}

/// One check-in: what was answered, and the form.
fn asked_after(desk: &Desk, id: &str, view: &CheckInView, asked: &CheckInAsked, sent: &Sent, blocks: &mut Vec<Block>) {
    let anchor = match asked.months {
        12 => "after-12",
        24 => "after-24",
        _ => "after-36",
    };
    blocks.push(Block::Heading(anchor, desk.with("check-in-months", "months", asked.months.to_string())));
    match asked.answered {
        Some(day) => {
            blocks.push(Block::Text(desk.with("check-in-answered", "day", day.to_string())));
            if !asked.lines.is_empty() {
                blocks.push(living(desk, asked));
            }
            if !asked.comment.is_empty() {
                blocks.push(Block::Lines(asked.comment.clone()));
            }
            let seen = desk.pair(asked.visibility.who());
            blocks.push(Block::Quiet(desk.with("check-in-seen", "who", &seen)));
        }
        None => blocks.push(Block::Text(desk.with("check-in-unanswered", "day", asked.due.to_string()))),
    }
    if view.may_answer {
        let form = check_in_form(desk, id, asked, sent);
        if asked.answered.is_some() {
            // The answer stands above: the form is for who wants to correct it.
            let name = desk.with("check-in-correct-months", "months", asked.months.to_string());
            blocks.push(Block::FoldBegins(name, form.open));
            blocks.push(Block::Form(form));
            blocks.push(Block::FoldEnds);
        } else {
            blocks.push(Block::Form(form));
        }
    }
    if asked.may_move {
        let here = desk.at(Spot::CheckIn(id.to_owned()));
        let months = asked.months.to_string();
        let form = show_form(desk, &here, asked.version, &view.levels, asked.visibility);
        let name = desk.with("check-in-show-name", "months", &months);
        blocks.push(Block::Form(form.keyed(&months).with("months", &months).aloud(name)));
    }
}

fn living(desk: &Desk, asked: &CheckInAsked) -> Block {
    let rows = asked.lines.iter().map(|line| {
        let what = match &line.improvement {
            Some((id, problem)) => Cell::Link(desk.at(Spot::Improvement(id.to_string())), problem.clone()),
            None => Cell::Text(desk.s("improvement-hidden")),
        };
        let lives = line.lives.map_or_else(|| desk.s("check-in-unsaid"), |lives| desk.pair(lives.title()));
        vec![what, Cell::Text(lives)]
    });
    Block::Rows(Rows {
        caption: desk.with("check-in-months", "months", asked.months.to_string()),
        heads: ["head-improvement", "head-lives"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

fn check_in_form(desk: &Desk, id: &str, asked: &CheckInAsked, sent: &Sent) -> Form {
    let mine = sent.get("act") == "answer" && sent.get("months") == asked.months.to_string();
    let go = if asked.answered.is_some() { "check-in-correct" } else { "check-in-go" };
    let mut form = Form::button(desk.at(Spot::CheckIn(id.to_owned())), "answer", desk.s(go))
        .keyed(asked.months)
        .open(mine)
        .with("months", asked.months)
        .with("version", asked.version);
    for line in &asked.lines {
        let Some((improvement, problem)) = &line.improvement else { continue };
        let name = format!("lives-{improvement}");
        let mut choices = vec![(String::new(), desk.s("check-in-choose"))];
        choices.extend(Lives::ALL.map(|it| (it.code().to_owned(), desk.pair(it.title()))));
        let said = line.lives.map_or("", Lives::code);
        let value = if mine { sent.get(&name).to_owned() } else { said.to_owned() };
        form = form.field(Field::new(name, problem.clone(), FieldKind::Choice(choices)).value(value));
    }
    let comment = if mine { sent.get("comment") } else { &asked.comment };
    form.field(
        Field::new("comment", desk.s("field-check-in-comment"), FieldKind::Lines(3))
            .hint(desk.s("field-check-in-comment-hint"))
            .value(comment)
            .optional(),
    )
    .noted(desk.note("check_in"))
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    match &desk.spot {
        Spot::Improvements(id) => {
            let (round, organisation) = read_place(id)?;
            let (problem, idea) = (sent.get("problem"), sent.get("idea"));
            let card = desk.office.start_improvement(desk.me()?, round, organisation, problem, idea).await?;
            Ok(Reply::To(desk.at_done(Spot::Improvement(card.to_string()), "improvement-started")))
        }
        Spot::Improvement(id) => act_on_card(desk, id, sent).await,
        Spot::CheckIn(id) => {
            let (round, organisation) = read_place(id)?;
            let months: u16 = sent.get("months").parse().map_err(|_| Trouble::Missing("months"))?;
            let (version, here) = (sent.number("version"), Spot::CheckIn(id.clone()));
            if sent.get("act") == "show" {
                let (me, to) = (desk.me()?, sent.get("to"));
                desk.office.show_check_in(me, round, organisation, (months, version), to).await?;
                return Ok(Reply::To(desk.at_done(here, "check-in-shown")));
            }
            let form = CheckInForm {
                months,
                version,
                lives: sent.beginning("lives-").into_iter().collect::<BTreeMap<String, String>>(),
                comment: sent.get("comment").into(),
            };
            let shown = desk.office.answer_check_in(desk.me()?, round, organisation, &form).await?;
            let said = if shown < Visibility::Round { "checked-in-own" } else { "checked-in" };
            Ok(Reply::To(desk.at_done(here, said)))
        }
        _ => Err(Trouble::Nothing),
    }
}

async fn act_on_card(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let (card, version) = (read_card(id)?, sent.number("version"));
    let measurement = || sent.get("measurement").parse::<programme::MeasurementId>().map_err(|_| Trouble::Nothing);
    let said = match sent.get("act") {
        "save" => {
            let saved = office.save_improvement(me, card, version, &read_card_form(sent)).await?;
            let measures = sent.get("also") == MEASURE || MEASURED.iter().any(|it| !sent.get(it).is_empty());
            if measures {
                office.add_measurement(me, card, &read_measure(sent)).await?;
            }
            match sent.get("also").strip_prefix(MOVE) {
                Some(to) => {
                    // What it asks for is saved with the card already.
                    let form = MoveForm { to: to.into(), ..MoveForm::default() };
                    office.move_improvement(me, card, saved, &form).await?;
                    "improvement-moved"
                }
                None if measures => "measured",
                None => "changed",
            }
        }
        "measure-save" => {
            office.correct_measurement(me, measurement()?, version, &read_measure(sent)).await?;
            "measured"
        }
        "measure-remove" => {
            let measurement = measurement()?;
            office.remove_measurement(me, measurement, version).await?;
            // Where it can be undone.
            return Ok(Reply::To(desk.at_done(Spot::History(measurement.to_string()), "removed")));
        }
        "spread" => {
            office.add_spread(me, card, version, sent.get("place"), sent.get("since")).await?;
            "added"
        }
        "spread-remove" => {
            let at = sent.get("at").parse().map_err(|_| Trouble::Nothing)?;
            office.remove_spread(me, card, version, at).await?;
            "changed"
        }
        "show" => {
            office.show_improvement(me, card, version, sent.get("to")).await?;
            "improvement-shown"
        }
        "take" => {
            let (round, organisation) = read_takers(sent)?;
            let from = IdeaSource::Improvement(card);
            office.take_home(me, round, organisation, from, sent.get("text")).await?;
            return Ok(Reply::To(desk.at_done(Spot::Ideas(round.to_string()), "taken-home")));
        }
        _ => return Err(Trouble::Nothing),
    };
    Ok(Reply::To(desk.at_done(Spot::Improvement(id.to_owned()), said)))
}
