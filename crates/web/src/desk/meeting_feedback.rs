//! What people thought of a meeting, and of all meetings of a round; who was there, in numbers.

use super::form::Sent;
use super::meeting::read_meeting;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{Count, FeedbackSum, Trouble, slot_said};
use std::collections::BTreeMap;

/// The page of a meeting's feedback.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let view = desk.office.feedback(me, read_meeting(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("feedback-title", "title", &view.title));
    sheet.crumbs = vec![(desk.at(Spot::Meeting(id.to_owned())), view.title.clone())];
    sheet.seen = desk.s("seen-feedback");
    if view.early {
        sheet.lead = desk.s("feedback-early");
    }
    if view.may_answer {
        sheet.lead = desk.s(if view.mine.is_empty() { "feedback-lead" } else { "feedback-done" });
        let mut form = Form::button(desk.at(Spot::Feedback(id.to_owned())), "feedback", desk.s("feedback-send"));
        for question in &view.questions {
            let name = format!("answer-{}", question.id);
            let there = view.mine.get(&question.id).map_or("", String::as_str);
            let value = if sent.get("act") == "feedback" { sent.get(&name) } else { there };
            form = form.field(
                Field::new(name.clone(), question.name.clone(), FieldKind::Lines(4))
                    .hint(question.text.clone())
                    .value(value)
                    .optional(),
            );
        }
        sheet.blocks.push(Block::Form(form.noted(desk.note("feedback"))));
    }
    if let Some(sum) = &view.sum {
        sheet.blocks.push(Block::Heading("sum", desk.s("feedback-sum")));
        sheet.blocks.push(Block::Facts(numbers(desk, sum.called, sum.attended, sum.answered)));
        for answered in &sum.answers {
            sheet.blocks.push(Block::Text(format!("{}: {}", answered.question.name, answered.question.text)));
            if answered.texts.is_empty() {
                sheet.blocks.push(Block::Quiet(desk.s("feedback-no-answers")));
            } else {
                sheet.blocks.push(Block::Points(answered.texts.clone()));
            }
        }
    }
    Ok(sheet)
}

fn numbers(desk: &Desk, called: usize, attended: usize, answered: usize) -> Vec<(String, String)> {
    [("count-called", called), ("count-attended", attended), ("count-answered", answered)]
        .map(|(key, n)| (desk.s(key), n.to_string()))
        .into()
}

/// What everybody in a round thought, by meeting and group, and summed up.
pub async fn of_round(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let it = desk.office.feedback_of_round(desk.me()?, read_id(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("feedback-round-title", "name", &it.title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), it.title.clone())];
    sheet.seen = desk.s("seen-judges");
    sheet.lead = desk.s(if it.meetings.is_empty() { "feedback-round-none" } else { "feedback-round-lead" });
    if it.meetings.is_empty() {
        return Ok(sheet);
    }
    sheet.blocks.push(Block::Facts(numbers(desk, it.called, it.attended, it.answered)));
    let rows = it.meetings.iter().map(|sum| {
        let mut cells = vec![name(desk, sum)];
        cells.extend([sum.called, sum.attended, sum.answered].map(|n| Cell::Whole(n.to_string())));
        cells
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("feedback-by-meeting"),
        heads: ["head-meeting", "count-called", "count-attended", "count-answered"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
    sheet.blocks.push(Block::Heading("answers", desk.s("feedback-answers")));
    let mut rows = Vec::new();
    for sum in &it.meetings {
        for answered in &sum.answers {
            for text in &answered.texts {
                rows.push(vec![name(desk, sum), Cell::Text(answered.question.name.clone()), Cell::Text(text.clone())]);
            }
        }
    }
    if rows.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("feedback-no-answers")));
    } else {
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("feedback-answers"),
            heads: ["head-meeting", "head-question", "head-answer"].map(|key| desk.s(key)).into(),
            rows,
        }));
    }
    Ok(sheet)
}

fn name(desk: &Desk, sum: &FeedbackSum) -> Cell {
    let group = sum.group.clone().unwrap_or_else(|| desk.s("meeting-for-round"));
    Cell::LinkTwo(desk.at(Spot::Feedback(sum.meeting.to_string())), sum.title.clone(), group)
}

/// Who was at the meetings of a round, in numbers.
pub async fn attendance(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let round = read_id(id)?;
    let lines = desk.office.attendance_of_round(me, round).await?;
    let title = desk.office.round_title(me, round).await?;
    let mut sheet = desk.sheet(desk.with("attendance-title", "name", &title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), title)];
    sheet.seen = desk.s("seen-judges");
    sheet.lead = desk.s(if lines.is_empty() { "attendance-none" } else { "attendance-lead" });
    let mut rows = Vec::new();
    for line in &lines {
        let group = line.group.clone().unwrap_or_else(|| desk.s("meeting-for-round"));
        let link = desk.at(Spot::Meeting(line.meeting.to_string()));
        let when = line.when.map(|slot| slot_said(&slot, desk.lang())).unwrap_or_default();
        let mut row = vec![Cell::LinkTwo(link, line.title.clone(), group), Cell::Text(when)];
        row.extend(cells(&line.all));
        rows.push(row);
        for (role, count) in &line.by_role {
            let mut row = vec![Cell::Text(desk.pair(role.title())), Cell::Text(String::new())];
            row.extend(cells(count));
            rows.push(row);
        }
        for (place, count) in &line.by_organisation {
            let mut row = vec![Cell::Text(place.clone()), Cell::Text(String::new())];
            row.extend(cells(count));
            rows.push(row);
        }
    }
    if !rows.is_empty() {
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.with("attendance-title", "name", &sheet.crumbs[0].1),
            heads: [
                "head-meeting",
                "head-when",
                "count-called",
                "count-in-room",
                "count-remote",
                "count-no",
                "count-attended",
            ]
            .map(|key| desk.s(key))
            .into(),
            rows,
        }));
    }
    Ok(sheet)
}

fn cells(count: &Count) -> [Cell; 5] {
    [count.called, count.in_room, count.remote, count.no, count.attended].map(|n| Cell::Whole(n.to_string()))
}

/// What the form of a meeting's feedback asks for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let me = desk.me()?;
    let Spot::Feedback(id) = &desk.spot else { return Err(Trouble::Nothing) };
    let answers: BTreeMap<String, String> = sent.beginning("answer-").into_iter().collect();
    desk.office.give_feedback(me, read_meeting(id)?, &answers).await?;
    Ok(Reply::To(desk.at_done(Spot::Feedback(id.clone()), "feedback")))
}
