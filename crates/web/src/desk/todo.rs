//! What waits for somebody, in words and with the way there.

use super::Desk;
use super::spot::Spot;
use crate::words::Words;
use office::{Todo, TodoKind, TodoPlace};

/// Where it is done, and what it is.
pub fn said(desk: &Desk, todo: &Todo) -> (String, String) {
    (desk.at(place(todo.to)), text(desk, &todo.kind))
}

fn place(to: TodoPlace) -> Spot {
    match to {
        TodoPlace::Application(round, organisation) => Spot::Application(format!("{round}_{organisation}")),
        TodoPlace::Applications(round) => Spot::Applications(round.to_string()),
        TodoPlace::Meeting(id) => Spot::Meeting(id.to_string()),
        TodoPlace::Feedback(id) => Spot::Feedback(id.to_string()),
        TodoPlace::Minutes(id) => Spot::Minutes(id.to_string()),
    }
}

fn text(desk: &Desk, kind: &TodoKind) -> String {
    match kind {
        TodoKind::Apply { title } => desk.with("todo-apply", "name", title),
        TodoKind::Complete { title } => desk.with("todo-complete", "name", title),
        TodoKind::Judge { title, count } => Words(desk.lang()).count_with("todo-judge", count, "name", title),
        TodoKind::AnswerPoll { title } => desk.with("todo-poll", "name", title),
        TodoKind::SetDay { title } => desk.with("todo-set-day", "name", title),
        TodoKind::Register { title, when } => {
            desk.with2("todo-register", ("name", title), ("when", &office::slot_said(when, desk.lang())))
        }
        TodoKind::HandIn { title, what } => {
            let what = what.get(desk.lang().pick(method::Lang::Sv, method::Lang::En));
            desk.with2("todo-hand-in", ("name", title), ("what", what))
        }
        TodoKind::NoteHeld { title } => desk.with("todo-note-held", "name", title),
        TodoKind::Feedback { title } => desk.with("todo-feedback", "name", title),
        TodoKind::Task { title, text } => desk.with2("todo-task", ("name", title), ("text", text)),
    }
}
