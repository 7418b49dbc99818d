//! The self-assessment: the occasions, one's own answers, the friendly questions. What the pages of the
//! joint answer and the staff's share stands here as well.

use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Key, Place};
use crate::words::Words;
use i18n::{Arg, texts};
use method::Verdict;
use office::{
    AssessAt, AssessItem, AssessLine, AssessPlace, AssessQuestion, GivenForm, GroupView, OwnView, RoundView, SheetCode,
    StatusView, Trouble, UNKNOWN, Waits, slot_said,
};
use programme::{FigureRef, OrganisationId, QueryId, RoundId};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the button that hands in sends.
const HAND_IN: &str = "hand-in";
/// What the button that hands in although items are unanswered sends.
const ANYWAY: &str = "hand-in-anyway";

/// What an address is about: `round_organisation`, then `_` and the step, then `_` and what on its page.
pub fn read_at(id: &str) -> Result<(AssessAt, String), Trouble> {
    let mut parts = id.splitn(4, '_');
    let mut next = || parts.next().unwrap_or_default();
    let round: RoundId = next().parse().map_err(|_| Trouble::Nothing)?;
    let organisation: OrganisationId = next().parse().map_err(|_| Trouble::Nothing)?;
    let step = next().to_owned();
    let rest = unplain(next()).ok_or(Trouble::Nothing)?;
    Ok((AssessAt { round, organisation, step }, rest))
}

/// A text as it can stand in an address: letters and digits as they are, everything else as `.` and the
/// byte in hexadecimal.
fn plain(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            written.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(written, ".{byte:02x}");
        }
    }
    written
}

/// The text again; `None`: nobody wrote that.
fn unplain(written: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut parts = written.split('.');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend(rest.bytes());
    }
    String::from_utf8(bytes).ok()
}

fn base(at: &AssessAt) -> String {
    format!("{}_{}_{}", at.round, at.organisation, at.step)
}

/// The occasions of an organisation in a round.
pub fn of_all(round: RoundId, organisation: OrganisationId) -> Spot {
    Spot::Assessments(format!("{round}_{organisation}"))
}

/// One's own answers.
pub fn of_own(at: &AssessAt) -> Spot {
    Spot::OwnAssessment(base(at))
}

fn of_own_sheet(at: &AssessAt, sheet: &SheetCode) -> Spot {
    Spot::OwnAssessment(format!("{}_{}", base(at), plain(&sheet.code())))
}

/// The joint answer.
pub fn of_joint(at: &AssessAt) -> Spot {
    Spot::JointAssessment(base(at))
}

/// A sheet of it.
pub fn of_joint_sheet(at: &AssessAt, sheet: &SheetCode) -> Spot {
    Spot::JointAssessment(format!("{}_{}", base(at), plain(&sheet.code())))
}

/// An item of it.
pub fn of_item(at: &AssessAt, code: &str) -> Spot {
    Spot::JointItem(format!("{}_{}", base(at), plain(code)))
}

/// The questions about it.
pub fn of_questions(at: &AssessAt) -> Spot {
    Spot::AssessQuestions(base(at))
}

/// Where the staff is asked.
pub fn of_staff(at: &AssessAt) -> Spot {
    Spot::AssessStaff(base(at))
}

/// The sheet that what follows in an address names.
pub fn sheet_in(rest: &str) -> Option<SheetCode> {
    (!rest.is_empty()).then(|| SheetCode::read(rest))
}

/// The way up: the round, the organisation's occasions.
pub fn crumbs(desk: &Desk, place: &AssessPlace) -> Vec<(String, String)> {
    let mut crumbs = vec![(desk.at(Spot::Round(place.round.to_string())), place.round_title.clone())];
    if !place.step.is_empty() {
        let all = desk.at(of_all(place.round, place.organisation));
        crumbs.push((all, desk.with("assess-title", "name", &place.name)));
    }
    crumbs
}

/// The occasions.
pub async fn occasions(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (at, _) = read_at(id)?;
    let view = desk.office.assessments(desk.me()?, at.round, at.organisation, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("assess-title", "name", &view.place.name));
    sheet.crumbs = crumbs(desk, &view.place);
    sheet.seen = desk.s(if view.of_team { "seen-assess-team" } else { "seen-assess-shown" });
    sheet.lead = view.place.summary.clone();
    let blocks = &mut sheet.blocks;
    blocks.extend(desk.unconfirmed(&view.place.notes));
    if view.of_team {
        blocks.push(Block::Text(desk.s(if view.open { "assess-lead" } else { "assess-rests" })));
    }
    let mut heads = vec!["head-step", "head-when"];
    if view.of_team {
        heads.extend(["assess-head-mine", "assess-head-team"]);
    }
    heads.extend(["assess-head-joint", "head-do"]);
    let rows = view.lines.iter().map(|it| row(desk, &view.place, it, view.of_team));
    blocks.push(Block::Rows(Rows {
        caption: desk.s("assess-occasions"),
        rows: rows.collect(),
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
    }));
    statuses(desk, &view.statuses, blocks);
    Ok(sheet)
}

fn row(desk: &Desk, place: &AssessPlace, it: &AssessLine, of_team: bool) -> Vec<Cell> {
    let at = AssessAt { round: place.round, organisation: place.organisation, step: it.step.clone() };
    let when = match (&it.meeting, it.until) {
        (Some((_, slot)), Some(day)) if day != slot.day() => {
            Cell::Two(slot_said(slot, desk.lang()), desk.with("assess-until", "day", day.to_string()))
        }
        (Some((_, slot)), _) => Cell::Text(slot_said(slot, desk.lang())),
        (None, _) => Cell::Text(desk.s("assess-no-day")),
    };
    let mut cells = vec![Cell::Text(it.title.clone()), when];
    if of_team {
        cells.push(Cell::Text(match (it.handed, it.begun) {
            (Some(day), _) => desk.with("assess-handed-on", "day", day.to_string()),
            (None, true) => desk.s("assess-begun"),
            (None, false) => desk.s("assess-not-begun"),
        }));
        let (handed, team) = it.of_team.unwrap_or_default();
        let said = desk.with2("assess-team-handed", ("n", &handed.to_string()), ("all", &team.to_string()));
        let mut lines = vec![(None, said)];
        lines.extend(it.waits.as_ref().map(|waits| (None, waits_said(desk, waits))));
        lines.extend(it.staff_open.then(|| (None, desk.s("staff-is-open"))));
        cells.push(Cell::List(lines));
    }
    cells.push(match (it.joint, it.agreed) {
        (Some(seen), Some(day)) => {
            Cell::Two(desk.with("assess-agreed-on", "day", day.to_string()), desk.pair(seen.who()))
        }
        (Some(_), None) => Cell::Text(desk.s("assess-draft")),
        (None, _) => Cell::Text(String::new()),
    });
    let mut links = Vec::new();
    if of_team {
        links.push((desk.at(of_own(&at)), desk.s("assess-to-own")));
    }
    if of_team || it.joint.is_some() {
        links.push((desk.at(of_joint(&at)), desk.s("assess-to-joint")));
    }
    if of_team {
        links.push((desk.at(of_staff(&at)), desk.s("assess-to-staff")));
    }
    links.extend(to_questions(desk, &at, it.questions));
    cells.push(Cell::Acts(links, Vec::new()));
    cells
}

/// Who is waited for: by name for who is told, in numbers for the others.
pub fn waits_said(desk: &Desk, it: &Waits) -> String {
    match &it.names {
        Some(names) => desk.with("assess-waits-names", "names", names.join(", ")),
        None => desk.with2("assess-waits-count", ("n", &it.open.to_string()), ("all", &it.asked.to_string())),
    }
}

/// The way to the questions, where there are any for the reader.
pub fn to_questions(desk: &Desk, at: &AssessAt, counts: Option<(usize, usize)>) -> Option<(String, String)> {
    let (all, open) = counts.filter(|(all, _)| *all > 0)?;
    let text = if open > 0 { desk.count("assess-questions-open", open) } else { desk.count("assess-questions", all) };
    Some((desk.at(of_questions(at)), text))
}

/// What the model's status rules say, and why.
pub fn statuses(desk: &Desk, rules: &[StatusView], blocks: &mut Vec<Block>) {
    if rules.is_empty() {
        return;
    }
    blocks.push(Block::Heading("status", desk.s("assess-status")));
    blocks.push(Block::Quiet(desk.s("assess-status-lead")));
    for rule in rules {
        let name = if rule.period.is_empty() { rule.name.clone() } else { format!("{} ({})", rule.name, rule.period) };
        blocks.push(Block::Text(format!("{name}: {}", desk.s(verdict(rule.verdict)))));
        blocks.push(Block::Quiet(rule.text.clone()));
        let why = |(met, sentence): &(Verdict, String)| format!("{}: {sentence}", desk.s(verdict(*met)));
        blocks.push(Block::Points(rule.reasons.iter().map(why).collect()));
        if !rule.note.is_empty() {
            blocks.push(Block::Quiet(desk.with("step-unconfirmed", "note", &rule.note)));
        }
    }
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "verdict-met",
        Verdict::CannotTell => "verdict-cannot-tell",
        Verdict::NotMet => "verdict-not-met",
    }
}

/// One's own answers.
pub async fn own(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (at, rest) = read_at(id)?;
    let view = desk.office.own_assessment(desk.me()?, &at, sheet_in(&rest).as_ref(), desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("assess-own-title", "step", &view.place.title));
    sheet.crumbs = crumbs(desk, &view.place);
    sheet.seen = desk.s(if view.handed.is_some() { "seen-assess-handed" } else { "seen-you" });
    sheet.lead = match (view.handed, view.may_write) {
        (Some(day), _) => handed_said(desk, &view, &day.to_string()),
        (None, true) => desk.s("assess-own-lead"),
        (None, false) if view.agreed => desk.s("assess-own-late"),
        (None, false) => desk.s("assess-rests"),
    };
    let blocks = &mut sheet.blocks;
    blocks.extend(desk.unconfirmed(&view.place.notes));
    // Handing in was asked for, and there is something left.
    if view.may_write && sent.get("act") == "assess" && sent.get("also") == HAND_IN && !view.open.is_empty() {
        blocks.push(Block::Heading("open", desk.s("assess-open")));
        blocks.push(Block::Links(open_items(desk, &at, &view)));
    }
    ways(desk, &at, &view, blocks);
    if view.may_take_back {
        let here = desk.at(of_own(&at));
        blocks.push(Block::Form(Form::button(here, "take-back", desk.s("assess-take-back")).back()));
    }
    let name = if view.name.is_empty() { desk.s("assess-committee") } else { view.name.clone() };
    blocks.push(Block::Heading("sheet", name));
    if view.may_write {
        blocks.push(Block::Form(sheet_form(desk, &at, &view, sent)));
    } else {
        blocks.push(given(desk, &view));
    }
    Ok(sheet)
}

/// That they are handed in, and whether they can be taken back.
fn handed_said(desk: &Desk, view: &OwnView, day: &str) -> String {
    let handed = desk.with("assess-own-handed", "day", day);
    let more = match view.stays {
        Some(why) => desk.pair(why.why()),
        None if view.may_take_back => desk.s("assess-take-back-lead"),
        None => return handed,
    };
    format!("{handed} {more}")
}

/// The unanswered items, each with the way to it; of a sheet that nobody has begun the way to the sheet.
fn open_items(desk: &Desk, at: &AssessAt, view: &OwnView) -> Vec<(String, String)> {
    let several = view.sheets.len() > 1;
    let mut links = Vec::new();
    for sheet in &view.open {
        let address = desk.at(of_own_sheet(at, &sheet.code));
        if sheet.untouched && several {
            let n = sheet.items.len().to_string();
            links.push((address, desk.with2("assess-open-sheet", ("name", &sheet.name), ("n", &n))));
            continue;
        }
        links.extend(sheet.items.iter().map(|item| {
            let name = heading(item);
            let name = if several { format!("{name}, {}", sheet.name) } else { name };
            (format!("{address}#assess-level-{}-1", item.id), name)
        }));
    }
    links
}

/// To the other sheets, where there are several, and to the joint answer.
fn ways(desk: &Desk, at: &AssessAt, view: &OwnView, blocks: &mut Vec<Block>) {
    let mut links = Vec::new();
    if view.sheets.len() > 1 || !view.by_committee.is_empty() {
        links.extend(view.sheets.iter().map(|it| {
            let text = texts(desk.lang()).with(
                "assess-sheet",
                &[
                    ("name", Arg::Text(&it.name)),
                    ("n", Arg::Text(&it.answered.to_string())),
                    ("all", Arg::Text(&it.items.to_string())),
                ],
            );
            (desk.at(of_own_sheet(at, &it.code)), text)
        }));
    }
    if view.may_write {
        links.extend(view.by_committee.iter().map(|(part, name)| {
            let sheet = SheetCode { part: part.clone(), of: Some(String::new()) };
            (desk.at(of_own_sheet(at, &sheet)), desk.with("assess-new-sheet", "part", name))
        }));
    }
    links.push((desk.at(of_joint(at)), desk.s("assess-to-joint")));
    blocks.push(Block::Links(links));
}

/// A sheet to fill in.
fn sheet_form(desk: &Desk, at: &AssessAt, view: &OwnView, sent: &Sent) -> Form {
    let again = sent.get("act") == "assess";
    let here = desk.at(of_own_sheet(at, &view.sheet));
    let mut form = Form::button(here, "assess", desk.s("assess-save")).with("part", &view.sheet.part);
    form = match view.sheet.of.as_deref() {
        Some("") => form.field(
            Field::text("of", desk.s("assess-committee")).hint(desk.s("assess-committee-hint")).value(if again {
                sent.get("of")
            } else {
                ""
            }),
        ),
        Some(of) => form.with("of", of),
        None => form,
    };
    let mut block = String::new();
    for it in &view.items {
        if it.item.block != block {
            block.clone_from(&it.item.block);
            form = form.part(&block, "");
        }
        let (level, comment) = (format!("level-{}", it.item.id), format!("comment-{}", it.item.id));
        let (said, why) = match &it.given {
            Some(given) => (level_said(given.level), given.comment.clone()),
            None => (String::new(), String::new()),
        };
        let said = if again { sent.get(&level).to_owned() } else { said };
        form = form.field(level_field(desk, level, &it.item, &said));
        if view.comments {
            let why = if again { sent.get(&comment).to_owned() } else { why };
            let label = desk.with("assess-comment", "name", &it.item.name);
            form = form.field(Field::new(comment, label, FieldKind::Lines(2)).value(why).optional());
        }
    }
    let asked = again && sent.get("also") == HAND_IN;
    handing_in(desk, view, asked, form).noted(desk.note("assessment"))
}

/// What is not answered yet, what handing in means, and the button: what is written is saved first. Who has
/// `asked` to hand in with something left is offered to do so anyway.
fn handing_in(desk: &Desk, view: &OwnView, asked: bool, form: Form) -> Form {
    let mut form = form;
    let untouched = view.sheets.iter().filter(|it| it.answered == 0 && it.code != view.sheet);
    let untouched: Vec<&str> = untouched.map(|it| it.name.as_str()).collect();
    if !untouched.is_empty() {
        form = form.above(desk.with("assess-sheets-not-begun", "names", untouched.join(", ")));
    }
    let missing: usize = view.open.iter().map(|it| it.items.len()).sum();
    if missing > 0 {
        form = form.above(desk.count("assess-missing", missing));
    }
    let (also, text) =
        if asked && missing > 0 { (ANYWAY, "assess-hand-in-anyway") } else { (HAND_IN, "assess-hand-in") };
    let lead = if view.returns { "assess-hand-in-lead" } else { "assess-hand-in-lead-stays" };
    form.above(desk.s(lead)).also(also, desk.s(text))
}

/// A level as forms have it.
pub fn level_said(level: Option<u8>) -> String {
    level.map_or_else(|| UNKNOWN.to_owned(), |level| level.to_string())
}

/// The levels of an item to choose among, each with what one would see in the organisation.
pub fn level_field(desk: &Desk, name: String, item: &AssessItem, value: &str) -> Field {
    let mut options = vec![(String::new(), desk.s("assess-unanswered"), String::new())];
    let level =
        |it: &office::AssessLevel| (it.level.to_string(), format!("{} {}", it.level, it.name), it.means.clone());
    options.extend(item.levels.iter().map(level));
    options.push((UNKNOWN.to_owned(), desk.s("assess-unknown"), String::new()));
    Field::new(name, heading(item), FieldKind::Radio(options)).hint(question(desk, item)).value(value).later()
}

/// "4. Styrkedjan".
pub fn heading(item: &AssessItem) -> String {
    format!("{}. {}", item.number, item.name)
}

/// The question, and what is not known of it for certain.
pub fn question(desk: &Desk, item: &AssessItem) -> String {
    if item.note.is_empty() {
        return item.text.clone();
    }
    format!("{} {}", item.text, desk.with("step-unconfirmed", "note", &item.note))
}

/// A level with its name; words where there is none.
pub fn level_named(desk: &Desk, item: &AssessItem, level: Option<u8>) -> String {
    let Some(level) = level else { return desk.s("assess-unknown") };
    let name = item.levels.iter().find(|it| it.level == level).map(|it| it.name.as_str()).unwrap_or_default();
    format!("{level} {name}")
}

/// One's own answers, to be read.
fn given(desk: &Desk, view: &OwnView) -> Block {
    let rows = view.items.iter().map(|it| {
        let level = it.given.as_ref().map(|given| level_named(desk, &it.item, given.level));
        let comment = it.given.as_ref().map(|given| given.comment.clone()).unwrap_or_default();
        vec![
            Cell::Two(heading(&it.item), it.item.text.clone()),
            Cell::Text(level.unwrap_or_else(|| desk.s("assess-not-answered"))),
            Cell::Text(comment),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("assess-mine"),
        heads: ["head-point", "assess-head-level", "assess-head-comment"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// The friendly questions.
pub async fn questions(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (at, _) = read_at(id)?;
    let view = desk.office.assess_questions(desk.me()?, &at, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("assess-questions-title", "step", &view.place.title));
    sheet.crumbs = crumbs(desk, &view.place);
    sheet.seen = desk.s("seen-assess-questions");
    if view.questions.is_empty() {
        sheet.lead = desk.s("assess-questions-none");
        return Ok(sheet);
    }
    sheet.lead = desk.s("assess-questions-lead");
    let asking =
        Asking { here: &desk.at(of_questions(&at)), items: view.opens.then_some(&at), may_reply: view.may_reply };
    sheet.blocks.push(question_rows(desk, &asking, &view.alike(), sent));
    sheet.blocks.push(Block::Quiet(desk.note("query")));
    Ok(sheet)
}

/// Where questions are shown.
pub struct Asking<'a> {
    /// Where their forms go.
    pub here: &'a str,
    /// The occasion to whose items they lead; `None`: to none.
    pub items: Option<&'a AssessAt>,
    /// Whether the reader may answer.
    pub may_reply: bool,
}

/// Questions, those that ask the same in one row: with the items, what is asked, what is answered, and a field
/// that answers them all.
pub fn question_rows(desk: &Desk, asking: &Asking<'_>, alike: &[Vec<&AssessQuestion>], sent: &Sent) -> Block {
    let mut rows = Vec::new();
    for group in alike {
        let Some(first) = group.first() else { continue };
        let answer = match &first.reply {
            Some((text, who, day)) => Cell::Two(text.clone(), signed(desk, who, &day.to_string())),
            None => Cell::Text(desk.s("assess-unanswered-yet")),
        };
        let mut cells = vec![asked_about(desk, asking, group), asked(desk, first), answer];
        if asking.may_reply {
            cells.push(Cell::Acts(Vec::new(), vec![reply(desk, asking.here, group, sent)]));
        }
        rows.push(cells);
    }
    let mut heads = vec!["head-point", "head-question", "head-answer"];
    if asking.may_reply {
        heads.push("head-do");
    }
    Block::Rows(Rows {
        caption: desk.s("assess-questions-caption"),
        rows,
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
    })
}

/// The items that are asked about, each with its level and, where there is one, the way to it.
fn asked_about(desk: &Desk, asking: &Asking<'_>, group: &[&AssessQuestion]) -> Cell {
    let under = |it: &AssessQuestion| format!("{}, {}", it.sheet, level_named(desk, &it.item, Some(it.level)));
    let way = |it: &AssessQuestion| asking.items.map(|at| desk.at(of_item(at, &it.item.code)));
    if let [it] = group {
        return match way(it) {
            Some(address) => Cell::LinkTwo(address, heading(&it.item), under(it)),
            None => Cell::Two(heading(&it.item), under(it)),
        };
    }
    Cell::List(group.iter().map(|it| (way(it), format!("{}, {}", heading(&it.item), under(it)))).collect())
}

/// Who wrote something, and when.
fn signed(desk: &Desk, who: &str, day: &str) -> String {
    if who.is_empty() { day.to_owned() } else { desk.with2("assess-signed", ("name", who), ("day", day)) }
}

/// What is asked, with the figures it is about.
fn asked(desk: &Desk, it: &AssessQuestion) -> Cell {
    let mut lines = vec![(None, desk.pair(it.asks))];
    lines.extend(it.figures.iter().map(|figure| {
        let page = Asked::page(desk.lang(), Place::Figure(figure.kpi.clone())).and(Key::Area, &figure.area);
        (Some(page.address()), grown(desk, figure))
    }));
    Cell::List(lines)
}

fn grown(desk: &Desk, it: &FigureRef) -> String {
    let words = Words(desk.lang());
    let (then, now) = (words.decimals(it.difference_then, 1), words.decimals(it.difference_now, 1));
    let (from, to) = (it.from_year.to_string(), it.to_year.to_string());
    let named = desk.house.site.app.named(&it.kpi, &it.area);
    let mut values =
        vec![("from", Arg::Text(&from)), ("to", Arg::Text(&to)), ("then", Arg::Text(&then)), ("now", Arg::Text(&now))];
    let key = match &named {
        Some((title, place)) => {
            values.extend([("title", Arg::Text(title)), ("place", Arg::Text(place))]);
            "assess-grown-named"
        }
        None => {
            values.push(("kpi", Arg::Text(&it.kpi)));
            "assess-grown"
        }
    };
    texts(desk.lang()).with(key, &values)
}

/// The form that answers questions in the same words.
fn reply(desk: &Desk, here: &str, group: &[&AssessQuestion], sent: &Sent) -> Form {
    let first = group.first().map(|it| it.id.to_string()).unwrap_or_default();
    let mine = sent.get("question") == first;
    let saved = group.first().and_then(|it| it.reply.as_ref()).map(|(text, ..)| text.as_str());
    let key = match (saved, group.len()) {
        (Some(_), _) => "assess-reply-again",
        (None, 0 | 1) => "assess-reply",
        (None, _) => "assess-reply-all",
    };
    let saved = saved.unwrap_or_default();
    let names: Vec<String> = group.iter().map(|it| heading(&it.item)).collect();
    let mut form = Form::button(here, "reply", desk.s(key)).keyed(first);
    for it in group {
        form = form.with("question", it.id).with("version", it.version);
    }
    form.aloud(format!("{}: {}", desk.s(key), names.join(", ")))
        .field(Field::new("text", desk.s("head-answer"), FieldKind::Lines(4)).value(if mine {
            sent.get("text")
        } else {
            saved
        }))
        .open(mine)
        .back()
}

/// The ways to the occasions of the reader's own organisations in a round.
pub async fn of_round(desk: &Desk, view: &RoundView) -> Result<Vec<(String, String)>, Trouble> {
    let Some(me) = &desk.visitor else { return Ok(Vec::new()) };
    let all = desk.office.assessed_in(me, view.id, None).await?;
    Ok(all.into_iter().map(|(id, name)| way(desk, view.id, id, &name)).collect())
}

/// The ways to the occasions of those in a group, as far as the reader may look at them.
pub async fn of_group(desk: &Desk, view: &GroupView) -> Result<Vec<(String, String)>, Trouble> {
    let Some(me) = &desk.visitor else { return Ok(Vec::new()) };
    let all = desk.office.assessed_in(me, view.round, Some(view.id)).await?;
    Ok(all.into_iter().map(|(id, name)| way(desk, view.round, id, &name)).collect())
}

fn way(desk: &Desk, round: RoundId, organisation: OrganisationId, name: &str) -> (String, String) {
    (desk.at(of_all(round, organisation)), desk.with("assess-title", "name", name))
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    match (&desk.spot, sent.get("act")) {
        (Spot::OwnAssessment(id), "assess") => {
            let (at, _) = read_at(id)?;
            let of = sent.all("of").pop();
            let sheet = SheetCode { part: sent.get("part").into(), of };
            let mut answers: BTreeMap<String, GivenForm> = BTreeMap::new();
            for (item, level) in sent.beginning("level-") {
                let comment = sent.get(&format!("comment-{item}")).to_owned();
                answers.insert(item, GivenForm { level, comment });
            }
            let saved = office.save_assessment(me, &at, &sheet, &answers).await?;
            if matches!(sent.get("also"), HAND_IN | ANYWAY) {
                office.hand_in_assessment(me, &at, sent.get("also") == ANYWAY).await?;
                return Ok(Reply::To(desk.at_done(of_joint(&at), "assess-handed")));
            }
            Ok(Reply::To(desk.at_done(of_own_sheet(&at, &saved), "assessed")))
        }
        (Spot::OwnAssessment(id), "take-back") => {
            let (at, _) = read_at(id)?;
            office.take_back_assessment(me, &at).await?;
            Ok(Reply::To(desk.at_done(of_own(&at), "assess-taken-back")))
        }
        (Spot::AssessQuestions(_), "reply") => {
            let at = office.answer_questions(me, &questions_sent(sent)?, sent.get("text")).await?;
            Ok(Reply::To(desk.at_done(of_questions(&at), "question-answered")))
        }
        _ => Err(Trouble::Nothing),
    }
}

/// The questions that are answered, each with the version that was read.
pub fn questions_sent(sent: &Sent) -> Result<Vec<(QueryId, i64)>, Trouble> {
    let versions = sent.all("version").into_iter().map(|version| version.parse::<i64>().unwrap_or_default());
    let one = |(id, version): (String, i64)| -> Result<(QueryId, i64), Trouble> {
        let id: QueryId = id.parse().map_err(|_| Trouble::Nothing)?;
        Ok((id, version))
    };
    sent.all("question").into_iter().zip(versions).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_stands_in_an_address_and_comes_back() {
        for text in ["", "hela", "namnd/Socialnämnden", "namnd/Barn & unga_2", "a.b%/c", "."] {
            let written = plain(text);
            assert!(written.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.'), "{written}");
            assert_eq!(unplain(&written).as_deref(), Some(text), "{written}");
        }
        for nobody in [".", "a.", "a.4", "a.zz", "a.é"] {
            assert_eq!(unplain(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn an_address_says_what_it_is_about() {
        let (round, organisation) = ("017f22e2-79b0-7800-bfff-ffffffffffff", "017f22e2-79b0-7800-bfff-fffffffffffe");
        let at = AssessAt {
            round: round.parse().unwrap(),
            organisation: organisation.parse().unwrap(),
            step: "traff-styrning".into(),
        };
        let Spot::JointItem(id) = of_item(&at, "namnd/analys/Vård_omsorg") else { panic!("an item") };
        assert_eq!(read_at(&id).unwrap(), (at.clone(), "namnd/analys/Vård_omsorg".to_owned()));
        assert_eq!(read_at(&base(&at)).unwrap(), (at, String::new()));
        assert!(read_at(round).is_err());
    }
}
