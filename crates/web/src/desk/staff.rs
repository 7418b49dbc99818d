//! The staff's answers: where the team asks, and the form for whoever has the address.

use super::assess::{crumbs, heading, level_field, of_joint, of_staff, read_at};
use super::assess_joint::staff_lines;
use super::form::Sent;
use super::sheet::{Block, Cell, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::Key;
use office::{AssessAt, StaffView, Trouble};
use std::collections::BTreeMap;

/// Where the team asks.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (at, _) = read_at(id)?;
    let view = desk.office.staff_assessment(desk.me()?, &at, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("staff-title", "step", &view.place.title));
    sheet.crumbs = crumbs(desk, &view.place);
    sheet.seen = desk.s("seen-assess-own");
    sheet.lead = desk.s("staff-lead");
    let blocks = &mut sheet.blocks;
    let answered = view.answered.map_or_else(|| desk.s("staff-under-five"), |n| n.to_string());
    let opened = view.opened.map_or_else(|| desk.s("staff-is-closed"), |_| desk.s("staff-is-open"));
    blocks.push(Block::Facts(vec![(desk.s("head-state"), opened), (desk.s("staff-answered"), answered)]));
    blocks.push(Block::Links(vec![(desk.at(of_joint(&at)), desk.s("assess-to-joint"))]));
    asking(desk, &at, &view, blocks);
    sums(desk, &view, blocks);
    Ok(sheet)
}

/// The buttons to make a link and to close it.
fn asking(desk: &Desk, at: &AssessAt, view: &StaffView, blocks: &mut Vec<Block>) {
    let here = desk.at(of_staff(at));
    if view.may_open {
        if view.opened.is_some() {
            blocks.push(Block::Quiet(desk.s("staff-anew-lead")));
        }
        let key = if view.opened.is_some() { "staff-open-anew" } else { "staff-open" };
        blocks.push(Block::Form(Form::button(&here, "open", desk.s(key))));
    }
    if view.may_close {
        blocks.push(Block::Quiet(desk.s("staff-close-lead")));
        blocks.push(Block::Form(Form::button(&here, "close", desk.s("staff-close")).back()));
    }
    if !view.may_open && !view.may_close && view.opened.is_none() && view.answered.is_none() {
        blocks.push(Block::Quiet(desk.s("staff-strategist")));
    }
}

/// What the staff said together, sheet by sheet, once it is closed.
fn sums(desk: &Desk, view: &StaffView, blocks: &mut Vec<Block>) {
    if view.opened.is_some() {
        blocks.push(Block::Text(desk.s("staff-sums-later")));
        return;
    }
    let shown = view.sheets.iter().flat_map(|it| &it.items).any(|it| it.sum.is_some());
    if !shown {
        // Before anybody was asked it looks the same: nobody is told whether a few have answered.
        if view.may_open && desk.asked.first(Key::Said) == Some("staff-closed") {
            blocks.push(Block::Text(desk.s("staff-closed-few")));
        }
        return;
    }
    blocks.push(Block::Heading("sums", desk.s("staff-sums")));
    for sheet in &view.sheets {
        let rows = sheet.items.iter().map(|it| {
            let answered = it.sum.as_ref().map(|sum| sum.answered.to_string()).unwrap_or_default();
            vec![
                Cell::Two(heading(&it.item), it.item.text.clone()),
                Cell::List(staff_lines(desk, &it.item, it.sum.as_ref())),
                Cell::Whole(answered),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: sheet.name.clone(),
            heads: ["head-point", "assess-head-level", "staff-answered"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
}

/// The form for whoever has the address.
pub async fn form(desk: &Desk, address: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.staff_form(address, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("staff-form-title", "name", &view.name));
    sheet.seen = desk.s("seen-staff");
    if desk.asked.first(Key::Said) == Some("staff-thanks") {
        sheet.lead = desk.s("staff-thanks-lead");
        return Ok(sheet);
    }
    sheet.lead = desk.s("staff-form-lead");
    sheet.blocks.push(Block::Text(desk.with("staff-form-about", "instrument", &view.instrument)));
    let mut form = Form::button(desk.at(Spot::StaffForm(address.to_owned())), "answer", desk.s("staff-send"));
    let several = view.sheets.len() > 1;
    for (name, items) in &view.sheets {
        if several {
            form = form.part(name, "");
        }
        for it in items {
            let field = format!("level-{}", it.code);
            let said = sent.get(&field).to_owned();
            form = form.field(level_field(desk, field, it, &said));
        }
    }
    sheet.blocks.push(Block::Form(form.noted(desk.note("staff_answer"))));
    Ok(sheet)
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    match (&desk.spot, sent.get("act")) {
        (Spot::AssessStaff(id), "open") => {
            let (at, _) = read_at(id)?;
            let address = desk.office.open_staff(desk.me()?, &at, desk.lang()).await?;
            let mut sheet = desk.sheet(desk.s("staff-address"));
            sheet.lead = desk.s("staff-address-lead");
            sheet.blocks.push(Block::Codes(vec![address]));
            sheet.blocks.push(Block::Links(vec![(desk.at(of_staff(&at)), desk.s("go-back"))]));
            Ok(Reply::Page(Box::new(sheet)))
        }
        (Spot::AssessStaff(id), "close") => {
            let (at, _) = read_at(id)?;
            desk.office.close_staff(desk.me()?, &at).await?;
            Ok(Reply::To(desk.at_done(of_staff(&at), "staff-closed")))
        }
        (Spot::StaffForm(address), "answer") => {
            let levels: BTreeMap<String, String> = sent.beginning("level-").into_iter().collect();
            desk.office.answer_as_staff(&desk.caller, address, &levels).await?;
            Ok(Reply::To(desk.at_done(Spot::StaffForm(address.clone()), "staff-thanks")))
        }
        (Spot::StaffForm(_), _) => Err(Trouble::Nothing),
        _ => Err(if desk.visitor.is_none() { Trouble::SignIn } else { Trouble::Nothing }),
    }
}
