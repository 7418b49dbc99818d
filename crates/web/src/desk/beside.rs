//! The organisations of a group side by side: what each says of each item, how it says that it works,
//! what the figures say, how it has gone over the years; and taking ideas home from there.

use super::assess::{heading, level_named};
use super::assess_joint::{since_lines, since_when};
use super::filled::html;
use super::form::Sent;
use super::idea::{at as idea_at, short};
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::step::evidence;
use super::{Desk, Reply};
use crate::address::{Asked, Key, Place};
use i18n::{Arg, texts};
use office::{
    BesideAsk, BesideCell, BesideChoice, BesideColumn, BesideRow, BesideState, BesideTaken, BesideThen, BesideTimes,
    BesideView, Earlier, IdeaForm, Since, Trouble,
};
use programme::{Capacity, GroupId, IdeaId};
use std::fmt::Write as _;

/// What a box that is ticked says.
const TICKED: &str = "yes";
/// What is said once an idea was taken home.
const TAKEN: &str = "taken-home";

fn read_group(id: &str) -> Result<GroupId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// The address of a group side by side at an occasion.
pub fn of(desk: &Desk, group: &str, step: &str) -> String {
    Asked::page(desk.lang(), Place::Desk(Spot::Beside(group.to_owned()))).and(Key::Step, step).address()
}

/// What the address asks for.
fn asked(desk: &Desk) -> BesideAsk {
    let first = |key: Key| desk.asked.first(key).map(str::to_owned);
    BesideAsk {
        step: first(Key::Step),
        part: first(Key::Part),
        item: first(Key::Item),
        apart: desk.asked.first(Key::Which) == Some(TICKED),
        organisations: desk.asked.all(Key::Organisation).map(str::to_owned).collect(),
    }
}

/// The same question about another spot of the group.
fn again(desk: &Desk, spot: Spot) -> Asked {
    let mut asked = Asked::page(desk.lang(), Place::Desk(spot));
    asked.query = desk.asked.query.iter().filter(|(key, _)| *key != Key::Said).cloned().collect();
    asked
}

/// The page.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.beside(desk.me()?, read_group(id)?, &asked(desk), desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("beside-title", "name", &view.group_name));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(view.round.to_string())), view.round_title.clone()),
        (desk.at(Spot::Group(id.to_owned())), view.group_name.clone()),
    ];
    sheet.seen = desk.s("seen-beside");
    sheet.lead = desk.with2("beside-lead", ("step", &view.title), ("name", &view.instrument));
    if desk.asked.first(Key::Said) == Some(TAKEN) {
        let newest = view.taken.last();
        sheet.done_way = newest.map(|it| (to_idea(desk, &view, it.idea), desk.s("beside-to-idea")));
    }
    let blocks = &mut sheet.blocks;
    blocks.extend(desk.unconfirmed(&view.notes));
    blocks.push(Block::Ask(filter(desk, id, &view)));
    let wanted = asked(desk).organisations;
    let wanted = view.members.iter().filter(|it| wanted.contains(&it.organisation.to_string())).count();
    if wanted == 1 {
        blocks.push(Block::Text(desk.s("beside-too-few")));
    } else if wanted > view.columns.len() {
        blocks.push(Block::Text(desk.s("beside-too-many")));
    }
    if view.prints {
        let pdf = again(desk, Spot::BesidePdf(id.to_owned())).address();
        blocks.push(Block::Links(vec![(pdf, desk.s("beside-pdf"))]));
    }
    blocks.push(Block::Heading("who", desk.s("beside-who")));
    blocks.push(who(desk, &view));
    if view.sheets.is_empty() {
        blocks.push(Block::Text(desk.s(if view.apart { "beside-none-apart" } else { "beside-none" })));
    }
    for (n, part) in view.sheets.iter().enumerate() {
        blocks.push(Block::Part(format!("part-{n}"), part.name.clone()));
        blocks.push(table(desk, id, &view, n, sent));
    }
    describing(desk, &view, blocks);
    differences(desk, &view, blocks);
    over_time(desk, &view, blocks);
    Ok(sheet)
}

/// Where an idea that was taken home stands.
fn to_idea(desk: &Desk, view: &BesideView, idea: IdeaId) -> String {
    idea_at(desk, view.round, &idea.to_string())
}

/// Where an item stands on the page, by its code: what an address does not bear is written as a number.
fn anchor(code: &str) -> String {
    let mut text = String::from("item-");
    for letter in code.chars() {
        if letter.is_ascii_alphanumeric() {
            text.push(letter);
        } else {
            // A String takes whatever is written to it.
            let _ = write!(text, "-{:x}-", u32::from(letter));
        }
    }
    text
}

/// What can be asked for.
fn filter(desk: &Desk, id: &str, view: &BesideView) -> Form {
    let lang = desk.lang();
    let one = |key: Key, label: &str, all: Option<&str>, of: &[BesideChoice]| {
        let mut choices: Vec<(String, String)> = all.iter().map(|key| (String::new(), desk.s(key))).collect();
        choices.extend(of.iter().map(|it| (it.id.clone(), it.name.clone())));
        let chosen = of.iter().find(|it| it.chosen).map(|it| it.id.clone()).unwrap_or_default();
        Field::new(key.name(lang), desk.s(label), FieldKind::Choice(choices)).value(chosen).later()
    };
    let mut form = Form::button(desk.at(Spot::Beside(id.to_owned())), "ask", desk.s("beside-ask")).field(one(
        Key::Step,
        "beside-step",
        None,
        &view.steps,
    ));
    if view.parts.len() > 1 {
        form = form.field(one(Key::Part, "beside-part", Some("beside-every-part"), &view.parts));
    }
    form = form.field(one(Key::Item, "beside-item", Some("beside-every-item"), &view.items)).field(
        Field::new(Key::Which.name(lang), desk.s("beside-only-apart"), FieldKind::Check)
            .value(if view.apart { TICKED } else { "" })
            .later(),
    );
    if view.members.len() > 2 {
        let members = view.members.iter().map(|it| {
            let name = format!("{} ({})", it.name, desk.pair(it.capacity.title()));
            (it.organisation.to_string(), name, it.chosen)
        });
        let field =
            Field::new(Key::Organisation.name(lang), desk.s("beside-members"), FieldKind::Checks(members.collect()));
        form = form.field(field.hint(desk.s("beside-members-hint")).later());
    }
    form
}

/// What a column is called: the mentor's is marked.
fn name_of(desk: &Desk, it: &BesideColumn) -> String {
    match it.capacity {
        Capacity::Participant => it.name.clone(),
        Capacity::Mentor | Capacity::Support => format!("{} ({})", it.name, desk.pair(it.capacity.title())),
    }
}

/// Who they are, and what there is of each.
fn who(desk: &Desk, view: &BesideView) -> Block {
    let rows = view.columns.iter().map(|it| {
        let state = match it.state {
            BesideState::Hidden => desk.s("beside-hidden"),
            BesideState::Unanswered => desk.s("assess-unanswered-yet"),
            BesideState::Draft => desk.s("assess-draft"),
            BesideState::Agreed { on, .. } => desk.with("assess-agreed-on", "day", on.to_string()),
        };
        let beside = match (&it.of, &it.earlier) {
            (Some(of), _) => desk.with("beside-of", "time", time(of)),
            (None, Some(earlier)) => since_when(desk, earlier),
            (None, None) => String::new(),
        };
        vec![
            Cell::Link(desk.at(Spot::Organisation(it.organisation.to_string())), it.name.clone()),
            Cell::Text(desk.pair(it.capacity.title())),
            Cell::Text(state),
            Cell::Text(beside),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("beside-who"),
        heads: ["head-organisation", "head-as", "assess-head-joint", "joint-head-since"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// "Lärandeträff: styrning, Modellkommuner 2026, 2026-03-01".
fn time(it: &Earlier) -> String {
    let parts = [Some(it.title.clone()), it.round.clone(), Some(it.agreed.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The items of a part, the organisations beside each other.
fn table(desk: &Desk, id: &str, view: &BesideView, n: usize, sent: &Sent) -> Block {
    let part = &view.sheets[n];
    let rows = part.rows.iter().enumerate().map(|(at, row)| {
        let under = if row.apart { desk.with("beside-apart", "text", &row.item.text) } else { row.item.text.clone() };
        let mut cells = vec![Cell::At(anchor(&row.item.code), heading(&row.item), under)];
        cells.extend(view.columns.iter().zip(&row.cells).enumerate().map(|(c, (column, it))| {
            let forms = taking(desk, id, view, (column, row), &format!("{n}-{at}-{c}"), sent);
            said(desk, view, (column, row), it, forms)
        }));
        cells
    });
    let heads = [desk.s("head-point")].into_iter().chain(view.columns.iter().map(|it| name_of(desk, it)));
    Block::Rows(Rows { caption: part.name.clone(), heads: heads.collect(), rows: rows.collect() })
}

/// What an organisation says of an item.
fn said(
    desk: &Desk,
    view: &BesideView,
    (column, row): (&BesideColumn, &BesideRow),
    it: &BesideCell,
    forms: Vec<Form>,
) -> Cell {
    if column.state == BesideState::Hidden {
        return Cell::Text(desk.s("beside-hidden"));
    }
    let gist = match (it.answered, it.then.is_empty()) {
        (true, _) => level_named(desk, &row.item, it.level),
        (false, false) => desk.s("beside-not-comparable"),
        (false, true) => desk.s("assess-unanswered-yet"),
    };
    let means = row.item.levels.iter().find(|level| it.answered && Some(level.level) == it.level);
    let mut text: Vec<String> = means.map(|level| level.means.clone()).into_iter().collect();
    text.push(it.comment.clone());
    if it.differ {
        text.push(desk.s("beside-differ"));
    }
    text.retain(|it| !it.is_empty());
    let mut points = since_lines(desk, &it.since);
    points.extend(then_lines(desk, &it.then).into_iter().map(|text| (None, text)));
    points.extend(it.evidence.iter().map(|piece| evidence(desk, piece)));
    let here =
        |it: &&BesideTaken| it.from == column.organisation && (it.item == row.item.code || it.item == row.item.id);
    let taken = view.taken.iter().filter(here);
    points.extend(
        taken.map(|it| (Some(to_idea(desk, view, it.idea)), desk.with("beside-taken", "text", short(&it.text)))),
    );
    Cell::Said(gist, text, points, forms)
}

/// What cannot be compared, and why.
fn then_lines(desk: &Desk, then: &[BesideThen]) -> Vec<String> {
    let since: Vec<Since> =
        then.iter().map(|(why, then)| Since::Apart { why: why.clone(), then: then.clone() }).collect();
    since_lines(desk, &since).into_iter().map(|(_, text)| text).collect()
}

/// The form that takes an idea home from what another says: nothing for who writes for nobody else there.
fn taking(
    desk: &Desk,
    id: &str,
    view: &BesideView,
    (column, row): (&BesideColumn, &BesideRow),
    key: &str,
    sent: &Sent,
) -> Vec<Form> {
    let takers: Vec<_> = view.mine.iter().filter(|(id, _)| *id != column.organisation).collect();
    if takers.is_empty() || matches!(column.state, BesideState::Hidden | BesideState::Unanswered) {
        return Vec::new();
    }
    let from = column.organisation.to_string();
    let mine = sent.get("act") == "take" && sent.get("from") == from && sent.get("item") == row.item.code;
    let form = Form::button(again(desk, Spot::Beside(id.to_owned())).address(), "take", desk.s("beside-take"))
        .keyed(key)
        .with("from", from)
        .with("item", &row.item.code)
        .field(
            Field::new("text", desk.s("field-idea"), FieldKind::Lines(3))
                .hint(desk.s("beside-take-hint"))
                .value(if mine { sent.get("text") } else { "" }),
        )
        .aloud(desk.with2("beside-take-name", ("name", &column.name), ("item", &row.item.name)))
        .noted(desk.note("idea"))
        .open(mine)
        .back();
    let form = match takers.as_slice() {
        [(only, _)] => form.with("organisation", only),
        several => {
            let choices = several.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
            form.field(Field::new("organisation", desk.s("field-into"), FieldKind::Choice(choices)))
        }
    };
    vec![form]
}

/// How each says that it works.
fn describing(desk: &Desk, view: &BesideView, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("describes", desk.s("beside-describes")));
    if view.columns.iter().all(|it| it.forms.is_empty()) {
        blocks.push(Block::Text(desk.s("beside-describes-none")));
        return;
    }
    blocks.push(Block::Quiet(desk.s("beside-describes-lead")));
    for it in view.columns.iter().filter(|it| !it.forms.is_empty()) {
        blocks.push(Block::Sub(name_of(desk, it)));
        for form in &it.forms {
            let whole = desk.at(Spot::Form(format!("{}_{}_{}", view.round, it.organisation, form.form)));
            let name =
                if form.finished { form.name.clone() } else { desk.with("beside-form-unfinished", "name", &form.name) };
            blocks.push(Block::Links(vec![(whole, name)]));
            for (question, said) in &form.said {
                blocks.push(Block::Quiet(question.clone()));
                blocks.push(Block::Rich(html(desk, said, question)));
            }
        }
    }
}

/// Where women and men fare differently, as the figures have it.
fn differences(desk: &Desk, view: &BesideView, blocks: &mut Vec<Block>) {
    if view.columns.iter().all(|it| it.differences.is_empty()) {
        return;
    }
    blocks.push(Block::Heading("differences", desk.s("beside-differences")));
    for it in view.columns.iter().filter(|it| !it.differences.is_empty()) {
        blocks.push(Block::Sub(name_of(desk, it)));
        let rows = it.differences.iter().map(|one| {
            let cells = [&one.women, &one.men, &one.difference, &one.year, &one.verdict];
            let cells = cells.into_iter().map(|text| Cell::Text(text.clone()));
            [Cell::Text(one.figure.clone())].into_iter().chain(cells).collect::<Vec<Cell>>()
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.with("beside-differences-of", "name", &it.name),
            heads: [
                "beside-figure",
                "beside-women",
                "beside-men",
                "beside-difference",
                "beside-year",
                "beside-verdict",
            ]
            .map(|key| desk.s(key))
            .into(),
            rows: rows.collect(),
        }));
        if !it.source.is_empty() {
            blocks.push(Block::Quiet(it.source.clone()));
        }
    }
}

/// The levels of each over the years.
fn over_time(desk: &Desk, view: &BesideView, blocks: &mut Vec<Block>) {
    if view.columns.iter().all(|it| it.times.is_none()) {
        return;
    }
    blocks.push(Block::Heading("time", desk.s("beside-time")));
    blocks.push(Block::Quiet(desk.s("beside-time-lead")));
    for it in &view.columns {
        let Some(times) = &it.times else { continue };
        blocks.push(Block::Sub(name_of(desk, it)));
        blocks.push(levels_then(desk, &it.name, times));
    }
}

fn levels_then(desk: &Desk, name: &str, times: &BesideTimes) -> Block {
    let heads = [desk.s("head-point")].into_iter().chain(times.times.iter().map(time));
    let rows = times.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|(level, then)| match level {
            Some(level) => Cell::Text(level.to_string()),
            None if then.is_empty() => Cell::Text(String::new()),
            None => Cell::Said(desk.s("beside-not-comparable"), then_lines(desk, then), Vec::new(), Vec::new()),
        });
        [Cell::Text(heading(&row.item))].into_iter().chain(cells).collect::<Vec<Cell>>()
    });
    Block::Rows(Rows {
        caption: desk.with("beside-time-of", "name", name),
        heads: heads.collect(),
        rows: rows.collect(),
    })
}

/// The PDF.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let (name, kind, bytes) = desk.office.beside_file(desk.me()?, read_group(id)?, &asked(desk), desk.lang()).await?;
    Ok(Reply::File(name, kind, bytes))
}

/// What the forms of the page ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    match sent.get("act") {
        "take" => {
            let group = office.group(me, read_group(id)?).await?;
            let organisation = sent.get("organisation").parse().map_err(|_| Trouble::Missing("organisation"))?;
            let get = |name: &str| sent.get(name).to_owned();
            // Only from another: one's own is written on the page of ideas.
            let form = IdeaForm { text: get("text"), place: get("from"), item: get("item"), past: String::new() };
            office.add_idea(me, group.round, organisation, &form).await?;
            // Back to where it was seen.
            let page = again(desk, Spot::Beside(id.to_owned())).and(Key::Said, TAKEN).address();
            Ok(Reply::To(format!("{page}#{}", anchor(sent.get("item")))))
        }
        _ => Err(Trouble::Nothing),
    }
}

/// A sentence with three values: for the pages beside this one.
pub fn with3(desk: &Desk, key: &str, values: [(&str, &str); 3]) -> String {
    let values = values.map(|(name, value)| (name, Arg::Text(value)));
    texts(desk.lang()).with(key, &values)
}
