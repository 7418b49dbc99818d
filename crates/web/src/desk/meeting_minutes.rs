//! The notes of a meeting: text, decisions, tasks, and who can see them.

use super::form::Sent;
use super::meeting::{for_whom, points, read_meeting};
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{MinutesView, PointForm, Trouble, slot_said};
use programme::{PointId, PointKind, RoundId};

/// The page.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.minutes(desk.visitor.as_ref(), read_meeting(id)?).await?;
    let mut sheet = desk.sheet(desk.with("notes-title", "title", &view.title));
    sheet.seen = desk.pair(view.visibility.who());
    sheet.lead = view.when.map(|slot| slot_said(&slot, desk.lang())).unwrap_or_default();
    if view.sees_meeting {
        sheet.crumbs = vec![
            (desk.at(Spot::Round(view.round.to_string())), view.round_title.clone()),
            (desk.at(Spot::Meeting(id.to_owned())), view.title.clone()),
        ];
    }
    let whose =
        view.group.as_ref().map_or_else(|| view.round_title.clone(), |group| format!("{}, {group}", view.round_title));
    sheet.blocks.push(Block::Facts(vec![(desk.s("meeting-for"), whose)]));
    if view.text.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("notes-none")));
    } else {
        sheet.blocks.push(Block::Lines(view.text.clone()));
    }
    let here = desk.at(Spot::Minutes(id.to_owned()));
    if !view.points.is_empty() {
        sheet.blocks.push(Block::Heading("points", desk.s("points")));
        sheet.blocks.push(points(desk, &here, &view.points, &desk.s("points")));
    }
    if view.may_write {
        writing(desk, &here, &view, sent, &mut sheet.blocks);
    }
    if view.may_move {
        let levels = view.levels.iter().map(|level| (level.code().to_owned(), desk.pair(level.who()))).collect();
        sheet.blocks.push(Block::Heading("show", desk.s("notes-show")));
        sheet.blocks.push(Block::Form(
            Form::button(&here, "show", desk.s("notes-show-go"))
                .with("version", view.version)
                .field(
                    Field::new("to", desk.s("field-visibility"), FieldKind::Choice(levels))
                        .value(view.visibility.code()),
                )
                .noted(desk.note("visibility"))
                .back(),
        ));
    }
    Ok(sheet)
}

/// The notes of a round's meetings that are shown to the reader; nothing where there are none.
pub async fn shown(desk: &Desk, round: RoundId) -> Result<Vec<Block>, Trouble> {
    let notes = desk.office.shown_minutes(desk.visitor.as_ref(), round).await?;
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let rows = notes.into_iter().map(|it| {
        let group = for_whom(desk, it.group.as_deref(), it.track);
        vec![
            Cell::LinkTwo(desk.at(Spot::Minutes(it.meeting.to_string())), it.title, group),
            Cell::Text(it.when.map(|slot| slot_said(&slot, desk.lang())).unwrap_or_default()),
        ]
    });
    let rows = Rows {
        caption: desk.s("notes-shown"),
        heads: ["head-meeting", "head-when"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    };
    Ok(vec![Block::Heading("shown-notes", desk.s("notes-shown")), Block::Rows(rows)])
}

fn writing(desk: &Desk, here: &str, view: &MinutesView, sent: &Sent, blocks: &mut Vec<Block>) {
    let text = if sent.get("act") == "write" { sent.get("text") } else { &view.text };
    blocks.push(Block::Heading("write", desk.s("notes-write")));
    blocks.push(Block::Form(
        Form::button(here, "write", desk.s("save"))
            .with("version", view.version)
            .field(Field::new("text", desk.s("notes"), FieldKind::Lines(14)).hint(desk.s("notes-hint")).value(text))
            .noted(desk.note("minutes")),
    ));
    let kinds = PointKind::ALL.map(|kind| (kind.code().to_owned(), desk.pair(kind.title()))).into();
    let mut organisations = vec![(String::new(), desk.s("point-all"))];
    organisations.extend(view.organisations.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let value = |name: &str| if sent.get("act") == "point" { sent.get(name) } else { "" };
    // Most of what is written down is to be done by somebody: a decision is said to be one.
    let kind = if value("kind").is_empty() { PointKind::Task.code() } else { value("kind") };
    blocks.push(Block::Heading("add", desk.s("point-add")));
    blocks.push(Block::Form(
        Form::button(here, "point", desk.s("point-add"))
            .field(Field::new("kind", desk.s("head-kind"), FieldKind::Choice(kinds)).value(kind))
            .field(Field::text("point-text", desk.s("field-point")).value(value("point-text")))
            .field(
                Field::new("organisation", desk.s("field-point-who"), FieldKind::Choice(organisations))
                    .value(value("organisation"))
                    .optional(),
            )
            .field(Field::new("by", desk.s("field-by"), FieldKind::Input("date")).value(value("by")).optional())
            .noted(desk.note("point")),
    ));
}

/// What the forms of the page ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let Spot::Minutes(address) = &desk.spot else { return Err(Trouble::Nothing) };
    let id = read_meeting(address)?;
    let version = sent.number("version");
    let point = || sent.get("point").parse::<PointId>().map_err(|_| Trouble::Nothing);
    let said = match sent.get("act") {
        "write" => {
            office.write_minutes(me, id, version, sent.get("text")).await?;
            "noted"
        }
        "point" => {
            let form = PointForm {
                kind: sent.get("kind").into(),
                text: sent.get("point-text").into(),
                organisation: sent.get("organisation").into(),
                by: sent.get("by").into(),
            };
            office.add_point(me, id, &form).await?;
            "point"
        }
        act @ ("done" | "undone") => {
            office.tick_point(me, point()?, version, act == "done").await?;
            "ticked"
        }
        "remove-point" => {
            let point = point()?;
            office.remove_point(me, point, version).await?;
            // Where it can be undone.
            return Ok(Reply::To(desk.at_done(Spot::History(point.to_string()), "removed")));
        }
        "show" => {
            office.show_minutes(me, id, version, sent.get("to")).await?;
            "shown"
        }
        _ => return Err(Trouble::Nothing),
    };
    Ok(Reply::To(desk.at_done(Spot::Minutes(address.clone()), said)))
}
