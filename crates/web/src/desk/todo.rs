//! What waits for somebody, in words and with the way there.

use super::Desk;
use super::spot::Spot;
use crate::words::Words;
use method::Text;
use office::{Todo, TodoKind, TodoPlace};

/// Where it is done, and what it is.
pub fn said(desk: &Desk, todo: &Todo) -> (String, String) {
    (desk.at(place(&todo.to)), text(desk, &todo.kind))
}

fn place(to: &TodoPlace) -> Spot {
    match to {
        TodoPlace::Application(round, organisation) => Spot::Application(format!("{round}_{organisation}")),
        TodoPlace::Applications(round) => Spot::Applications(round.to_string()),
        TodoPlace::Group(id) => Spot::Group(id.to_string()),
        TodoPlace::Evaluation(round) => Spot::Evaluation(round.to_string()),
        TodoPlace::Meeting(id) => Spot::Meeting(id.to_string()),
        TodoPlace::Feedback(id) => Spot::Feedback(id.to_string()),
        TodoPlace::Minutes(id) => Spot::Minutes(id.to_string()),
        TodoPlace::Step(round, organisation, step) => Spot::Steps(format!("{round}_{organisation}_{step}")),
        TodoPlace::OwnAssessment(at) => super::assess::of_own(at),
        TodoPlace::JointAssessment(at) => super::assess::of_joint(at),
        TodoPlace::Questions(at) => super::assess::of_questions(at),
        TodoPlace::Task(key) => super::step::of_task(key),
        TodoPlace::Results(round, organisation) => super::results::of(*round, *organisation),
        TodoPlace::Form(key) => super::filled::of(key),
        TodoPlace::Handover(round, organisation) => super::handover::of(*round, *organisation),
        TodoPlace::CheckIn(round, organisation) => Spot::CheckIn(format!("{round}_{organisation}")),
    }
}

/// A text of the model in the reader's language.
fn told<'a>(desk: &Desk, text: &'a Text) -> &'a str {
    text.get(desk.lang().pick(method::Lang::Sv, method::Lang::En))
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
        TodoKind::HandIn { title, what } => desk.with2("todo-hand-in", ("name", title), ("what", told(desk, what))),
        TodoKind::NoteHeld { title } => desk.with("todo-note-held", "name", title),
        TodoKind::Feedback { title } => desk.with("todo-feedback", "name", title),
        TodoKind::Task { title, text } => desk.with2("todo-task", ("name", title), ("text", text)),
        TodoKind::Assess { step } => desk.with("todo-assess", "step", told(desk, step)),
        TodoKind::AgreeJoint { step } => desk.with("todo-agree", "step", told(desk, step)),
        TodoKind::Questions { step, count } => {
            Words(desk.lang()).count_with("todo-questions", count, "step", told(desk, step))
        }
        TodoKind::Lead { title, when } => {
            desk.with2("todo-lead", ("name", title), ("when", &office::slot_said(when, desk.lang())))
        }
        TodoKind::NotShown { group, step, count } => {
            let step = desk.with2("todo-not-shown-where", ("group", group), ("step", told(desk, step)));
            Words(desk.lang()).count_with("todo-not-shown", count, "where", step)
        }
        TodoKind::Unanswered { step, count } => {
            Words(desk.lang()).count_with("todo-unanswered", count, "step", told(desk, step))
        }
        TodoKind::Work { step, text } => {
            desk.with2("todo-work", ("step", told(desk, step)), ("text", told(desk, text)))
        }
        TodoKind::Unowned { step, count } => {
            Words(desk.lang()).count_with("todo-unowned", count, "step", told(desk, step))
        }
        TodoKind::Report { title, name } => desk.with2("todo-report", ("round", title), ("name", told(desk, name))),
        TodoKind::FixFigures { title } => desk.with("todo-fix-figures", "name", title),
        TodoKind::Mentoring { title } => desk.with("todo-mentoring", "name", title),
        TodoKind::Survey { title } => desk.with("todo-survey", "name", title),
        TodoKind::HandOver { title } => desk.with("todo-hand-over", "name", title),
        TodoKind::CheckIn { title, months } => {
            desk.with2("todo-check-in", ("name", title), ("months", &months.to_string()))
        }
    }
}
