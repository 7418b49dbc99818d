//! What people thought of a meeting, and of all meetings of a round; who was there, in numbers.

use super::form::Sent;
use super::meeting::{for_whom, read_meeting};
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{Count, FeedbackSum, Trouble, slot_said};
use std::collections::BTreeMap;

/// The answers of so many of the newest meetings stand on the round's page; each meeting's are on its own.
const NEWEST: usize = 20;

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
    let with_answers: Vec<&FeedbackSum> = it.meetings.iter().rev().filter(|sum| sum.answered > 0).collect();
    if with_answers.len() > NEWEST {
        let many =
            desk.with2("feedback-newest", ("shown", &NEWEST.to_string()), ("all", &with_answers.len().to_string()));
        sheet.blocks.push(Block::Quiet(many));
    }
    let mut rows = Vec::new();
    for sum in with_answers.into_iter().take(NEWEST) {
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
    let group = for_whom(desk, sum.group.as_deref(), sum.track);
    Cell::LinkTwo(desk.at(Spot::Feedback(sum.meeting.to_string())), sum.title.clone(), group)
}

/// Who was at the meetings of a round, in numbers: by role, by organisation, meeting by meeting.
pub async fn attendance(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let sum = desk.office.attendance_of_round(desk.me()?, read_id(id)?).await?;
    let mut sheet = desk.sheet(desk.with("attendance-title", "name", &sum.title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), sum.title.clone())];
    sheet.seen = desk.s("seen-judges");
    sheet.lead = desk.s(if sum.meetings.is_empty() { "attendance-none" } else { "attendance-lead" });
    if sum.meetings.is_empty() {
        return Ok(sheet);
    }
    let roles = sum.by_role.iter().map(|(role, count)| row(vec![Cell::Text(desk.pair(role.title()))], count));
    sheet.blocks.push(counted(desk, "attendance-by-role", &["head-as"], roles.collect()));
    let meetings = sum.meetings.iter().map(|line| {
        let group = for_whom(desk, line.group.as_deref(), line.track);
        let link = desk.at(Spot::Meeting(line.meeting.to_string()));
        let when = line.when.map(|slot| slot_said(&slot, desk.lang())).unwrap_or_default();
        row(vec![Cell::LinkTwo(link, line.title.clone(), group), Cell::Text(when)], &line.all)
    });
    let meetings = meetings.collect();
    sheet.blocks.push(counted(desk, "attendance-by-meeting", &["head-meeting", "head-when"], meetings));
    let places = sum.by_organisation.iter().map(|(name, count)| row(vec![Cell::Text(name.clone())], count));
    sheet.blocks.push(counted(desk, "attendance-by-organisation", &["head-organisation"], places.collect()));
    Ok(sheet)
}

fn counted(desk: &Desk, caption: &str, first: &[&str], rows: Vec<Vec<Cell>>) -> Block {
    let numbers = ["count-called", "count-in-room", "count-remote", "count-no", "count-attended"];
    Block::Rows(Rows {
        caption: desk.s(caption),
        heads: first.iter().chain(&numbers).map(|key| desk.s(key)).collect(),
        rows,
    })
}

fn row(mut cells: Vec<Cell>, count: &Count) -> Vec<Cell> {
    let numbers = [count.called, count.in_room, count.remote, count.no, count.attended];
    cells.extend(numbers.map(|n| Cell::Whole(n.to_string())));
    cells
}

/// What the form of a meeting's feedback asks for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let me = desk.me()?;
    let Spot::Feedback(id) = &desk.spot else { return Err(Trouble::Nothing) };
    let answers: BTreeMap<String, String> = sent.beginning("answer-").into_iter().collect();
    desk.office.give_feedback(me, read_meeting(id)?, &answers).await?;
    Ok(Reply::To(desk.at_done(Spot::Feedback(id.clone()), "feedback")))
}
