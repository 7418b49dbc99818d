//! The joint answers of everybody in a round, for who runs it: a table, and a small picture of each.

use super::beside::with3;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Key, Place};
use charts::{Frame, SmallLevels, small_levels};
use office::{LevelsAsk, LevelsCell, LevelsLine, LevelsSort, LevelsState, LevelsView, Trouble};
use programme::Track;

/// So many pictures stand on a page: what one looks at in one go.
const PICTURES: usize = 24;

/// What the address asks for.
fn asked(desk: &Desk) -> LevelsAsk {
    LevelsAsk {
        item: desk.asked.first(Key::Item).map(str::to_owned),
        track: desk.asked.first(Key::Track).and_then(Track::from_code),
        sort: desk.asked.first(Key::Order).and_then(LevelsSort::from_code).unwrap_or_default(),
    }
}

/// The same question about another spot of the round.
fn again(desk: &Desk, spot: Spot) -> Asked {
    let mut asked = Asked::page(desk.lang(), Place::Desk(spot));
    asked.query.clone_from(&desk.asked.query);
    asked
}

/// The page.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let ask = asked(desk);
    let view = desk.office.round_levels(desk.me()?, read_id(id)?, &ask, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("levels-title", "name", &view.round_title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), view.round_title.clone())];
    sheet.seen = desk.s("seen-levels");
    sheet.lead = desk.with("levels-lead", "name", &view.instrument);
    let blocks = &mut sheet.blocks;
    blocks.push(Block::Facts(vec![
        (desk.s("levels-shown"), view.shown.to_string()),
        (desk.s("levels-hidden"), view.hidden.to_string()),
        (desk.s("levels-unanswered"), view.unanswered.to_string()),
    ]));
    blocks.push(Block::Ask(filter(desk, id, &view, &ask)));
    if view.lines.is_empty() {
        blocks.push(Block::Text(desk.s("levels-none")));
        return Ok(sheet);
    }
    let csv = again(desk, Spot::RoundLevelsFile(id.to_owned())).but(Key::Page, None).address();
    blocks.push(Block::Links(vec![(csv, desk.s("levels-csv"))]));
    blocks.push(Block::Heading("table", desk.s("levels-table")));
    blocks.push(Block::Quiet(desk.s("levels-middle")));
    blocks.push(table(desk, &view));
    pictures(desk, id, &view, blocks);
    Ok(sheet)
}

/// What can be asked for.
fn filter(desk: &Desk, id: &str, view: &LevelsView, ask: &LevelsAsk) -> Form {
    let lang = desk.lang();
    let mut items = vec![(String::new(), desk.s("beside-every-item"))];
    items.extend(view.items.iter().map(|it| (it.id.clone(), it.name.clone())));
    let mut form = Form::button(desk.at(Spot::RoundLevels(id.to_owned())), "ask", desk.s("beside-ask")).field(
        Field::new(Key::Item.name(lang), desk.s("beside-item"), FieldKind::Choice(items))
            .value(view.item.clone().unwrap_or_default())
            .later(),
    );
    if view.tracks.len() > 1 {
        let mut tracks = vec![(String::new(), desk.s("levels-every-track"))];
        tracks.extend(view.tracks.iter().map(|it| (it.code().to_owned(), desk.pair(it.title()))));
        let chosen = ask.track.map(Track::code).unwrap_or_default();
        form = form.field(
            Field::new(Key::Track.name(lang), desk.s("head-track"), FieldKind::Choice(tracks)).value(chosen).later(),
        );
    }
    let orders = LevelsSort::ALL.map(|it| (it.code().to_owned(), desk.s(&format!("levels-sort-{}", it.code()))));
    form.field(
        Field::new(Key::Order.name(lang), desk.s("levels-sort"), FieldKind::Choice(orders.into()))
            .value(ask.sort.code())
            .later(),
    )
}

fn table(desk: &Desk, view: &LevelsView) -> Block {
    let rows = view.lines.iter().map(|it| {
        let mut names = vec![(Some(desk.at(Spot::Organisation(it.organisation.to_string()))), it.name.clone())];
        let group = it.group.as_ref();
        names.extend(group.map(|(id, name)| (Some(desk.at(Spot::Group(id.to_string()))), name.clone())));
        let mut cells = vec![Cell::List(names)];
        cells.push(match (&it.latest, it.state) {
            (Some((title, day)), _) => Cell::LinkTwo(
                desk.at(super::assess::of_all(view.round, it.organisation)),
                title.clone(),
                desk.with("assess-agreed-on", "day", day.to_string()),
            ),
            (None, LevelsState::Unanswered) => Cell::Mark(desk.s("levels-is-unanswered")),
            (None, _) => Cell::Text(desk.s("beside-hidden")),
        });
        cells.extend(it.cells.iter().map(|cell| Cell::Text(level(desk, view, *cell))));
        cells.push(Cell::Text(moved(desk, it)));
        let over = it.over.iter().map(|level| level.map_or_else(|| "–".to_owned(), |it| it.to_string()));
        let over = over.collect::<Vec<_>>().join(", ");
        cells.push(Cell::Whole(if it.state == LevelsState::Shown { over } else { String::new() }));
        cells
    });
    let heads = [desk.s("head-organisation"), desk.s("levels-latest")].into_iter();
    let heads = heads.chain(view.parts.iter().cloned()).chain(["levels-moved", "levels-over"].map(|key| desk.s(key)));
    Block::Rows(Rows { caption: desk.s("levels-table"), heads: heads.collect(), rows: rows.collect() })
}

/// "3 (10 punkter)"; the level alone where one item is asked for.
fn level(desk: &Desk, view: &LevelsView, cell: LevelsCell) -> String {
    match cell.level {
        None => String::new(),
        Some(level) if view.item.is_some() && cell.known == 1 => level.to_string(),
        Some(level) => format!("{level} ({})", desk.count("levels-known", cell.known)),
    }
}

fn moved(desk: &Desk, it: &LevelsLine) -> String {
    match it.moved {
        None => String::new(),
        Some((up, down)) => desk.with2("levels-up-down", ("up", &up.to_string()), ("down", &down.to_string())),
    }
}

/// A small picture of each that shows something, so many at a time.
fn pictures(desk: &Desk, id: &str, view: &LevelsView, blocks: &mut Vec<Block>) {
    let drawn: Vec<&LevelsLine> = view.lines.iter().filter(|it| it.over.iter().any(Option::is_some)).collect();
    if drawn.is_empty() {
        return;
    }
    let pages = drawn.len().div_ceil(PICTURES);
    let asked = desk.asked.first(Key::Page).and_then(|it| it.parse::<usize>().ok()).unwrap_or(1);
    let page = asked.clamp(1, pages);
    blocks.push(Block::Heading("pictures", desk.s("levels-pictures")));
    blocks.push(Block::Quiet(desk.with("levels-pictures-lead", "steps", view.steps.join(", "))));
    let here = drawn.iter().skip((page - 1) * PICTURES).take(PICTURES).enumerate();
    blocks.push(Block::Charts(here.map(|(n, it)| picture(desk, view, n, it)).collect()));
    if pages > 1 {
        blocks.push(Block::Text(desk.with2("levels-page", ("n", &page.to_string()), ("all", &pages.to_string()))));
        let to = |page: usize| {
            let address = again(desk, Spot::RoundLevels(id.to_owned())).but(Key::Page, Some(&page.to_string()));
            format!("{}#pictures", address.address())
        };
        let mut links = Vec::new();
        if page > 1 {
            links.push((to(page - 1), desk.s("levels-before")));
        }
        if page < pages {
            links.push((to(page + 1), desk.s("levels-after")));
        }
        blocks.push(Block::Links(links));
    }
}

fn picture(desk: &Desk, view: &LevelsView, n: usize, it: &LevelsLine) -> String {
    let known: Vec<u8> = it.over.iter().flatten().copied().collect();
    let said = |level: &Option<u8>| level.map_or_else(|| desk.s("levels-no-level"), |it| it.to_string());
    let title = match (known.first(), known.last()) {
        (Some(first), Some(last)) if known.len() > 1 => with3(
            desk,
            "levels-picture",
            [("name", &it.name), ("first", &first.to_string()), ("last", &last.to_string())],
        ),
        (_, last) => {
            let level = last.map(ToString::to_string).unwrap_or_default();
            desk.with2("levels-picture-one", ("name", &it.name), ("level", &level))
        }
    };
    let steps = view.steps.iter().zip(&it.over).map(|(step, level)| format!("{step}: {}", said(level)));
    let chart = SmallLevels {
        title,
        desc: steps.collect::<Vec<_>>().join(". "),
        label: it.name.clone(),
        scale: view.scale,
        levels: it.over.clone(),
    };
    small_levels(&chart, &Frame { id: &format!("levels-{n}"), ..Frame::default() }).markup
}

/// The table to save.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let (name, kind, bytes) =
        desk.office.round_levels_file(desk.me()?, read_id(id)?, &asked(desk), desk.lang()).await?;
    Ok(Reply::File(name, kind, bytes))
}
