//! Does a model hang together by itself?

use super::Findings;
use crate::fault::{FaultKind, Thing};
use crate::model::{Ask, MaterialKind, Model, Organisation, Side, Step, StepKind, When};
use crate::place::{Way, way};
use crate::text::Id;

/// Everything that does not.
pub(crate) fn model(model: &Model, out: &mut Findings) {
    unique(model, out);
    notes(model, out);
    teams(model, out);
    group(model, out);
    conditions(model, out);
    deadlines(model, out);
    forms(model, out);
    for (at, step) in model.steps.iter().enumerate() {
        self::step(model, at, step, out);
    }
    after_meetings(model, out);
    if model.based_on.as_ref() == Some(&model.id) {
        out.tell(way!["based_on"], FaultKind::OneselfAsBase { model: model.id.to_string() });
    }
}

fn unique(model: &Model, out: &mut Findings) {
    out.unique(Thing::Role, &way!["role"], model.roles.iter().map(|it| &it.id));
    out.unique(Thing::Condition, &way!["condition"], model.conditions.iter().map(|it| &it.id));
    out.unique(Thing::Deadline, &way!["deadline"], model.deadlines.iter().map(|it| &it.id));
    out.unique(Thing::Material, &way!["material"], model.materials.iter().map(|it| &it.id));
    out.unique(Thing::Step, &way!["step"], model.steps.iter().map(|it| &it.id));
    out.unique(Thing::Module, &way!["module"], model.modules.iter().map(|it| &it.id));
    out.unique(Thing::Checklist, &way!["checklist"], model.checklists.iter().map(|it| &it.id));
    out.unique(Thing::Status, &way!["status"], model.statuses.iter().map(|it| &it.id));
    out.unique(Thing::Result, &way!["result"], model.results.iter().map(|it| &it.id));
    for (at, condition) in model.conditions.iter().enumerate() {
        out.unique(Thing::Choice, &way!["condition", at, "choice"], condition.choices.iter().map(|it| &it.id));
    }
    for (at, step) in model.steps.iter().enumerate() {
        out.unique(Thing::Task, &way!["step", at, "task"], step.tasks.iter().map(|it| &it.id));
        out.unique(Thing::Outcome, &way!["step", at, "outcome"], step.outcomes.iter().map(|it| &it.id));
    }
    for (at, list) in model.checklists.iter().enumerate() {
        out.unique(Thing::ChecklistItem, &way!["checklist", at, "item"], list.items.iter().map(|it| &it.id));
    }
    if let Some(feedback) = &model.feedback {
        out.unique(Thing::Field, &way!["feedback", "field"], feedback.fields.iter().map(|it| &it.id));
    }
}

fn notes(model: &Model, out: &mut Findings) {
    macro_rules! noted {
        ($list:expr, $key:literal) => {
            for (at, it) in $list.iter().enumerate() {
                out.noted(&way![$key, at], it.id.as_str(), it.unconfirmed, it.note.as_ref());
            }
        };
    }
    out.noted(&Way::new(), model.id.as_str(), model.unconfirmed, model.note.as_ref());
    out.noted(&way!["group"], "group", model.group.unconfirmed, model.group.note.as_ref());
    noted!(model.roles, "role");
    noted!(model.conditions, "condition");
    noted!(model.deadlines, "deadline");
    noted!(model.materials, "material");
    noted!(model.steps, "step");
    noted!(model.modules, "module");
    noted!(model.statuses, "status");
    noted!(model.results, "result");
    for (at, step) in model.steps.iter().enumerate() {
        for (task_at, it) in step.tasks.iter().enumerate() {
            out.noted(&way!["step", at, "task", task_at], it.id.as_str(), it.unconfirmed, it.note.as_ref());
        }
        for (outcome_at, it) in step.outcomes.iter().enumerate() {
            out.noted(&way!["step", at, "outcome", outcome_at], it.id.as_str(), it.unconfirmed, it.note.as_ref());
        }
    }
    for (at, condition) in model.conditions.iter().enumerate() {
        for (choice_at, it) in condition.choices.iter().enumerate() {
            out.noted(&way!["condition", at, "choice", choice_at], it.id.as_str(), it.unconfirmed, it.note.as_ref());
        }
    }
}

const fn name(organisation: Organisation) -> &'static str {
    match organisation {
        Organisation::Municipality => "municipality",
        Organisation::Region => "region",
        Organisation::Other => "other",
    }
}

fn teams(model: &Model, out: &mut Findings) {
    for (at, organisation) in model.organisations.iter().enumerate() {
        if !model.teams.iter().any(|team| team.organisation == *organisation) {
            let organisation = name(*organisation).to_owned();
            out.tell(way!["organisations", at], FaultKind::NoTeam { organisation });
        }
    }
    for (at, team) in model.teams.iter().enumerate() {
        let organisation = || name(team.organisation).to_owned();
        if model.teams[..at].iter().any(|other| other.organisation == team.organisation) {
            out.tell(way!["team", at, "organisation"], FaultKind::TeamTwice { organisation: organisation() });
        }
        if !model.organisations.contains(&team.organisation) {
            out.tell(way!["team", at, "organisation"], FaultKind::TeamNotAllowed { organisation: organisation() });
        }
        for (member_at, member) in team.members.iter().enumerate() {
            let place = || way!["team", at, "member", member_at, "role"];
            out.known(place(), (Thing::Team, &organisation()), (Thing::Role, &member.role), roles(model));
            let role = model.role(member.role.as_str());
            if role.is_some_and(|role| role.side != Side::Participant) {
                out.tell(place(), FaultKind::MemberNotParticipant { role: member.role.to_string() });
            }
            if member.count == 0 {
                let kind = FaultKind::OutOfRange { key: "count".to_owned(), value: 0, least: 1, most: 255 };
                out.tell(way!["team", at, "member", member_at, "count"], kind);
            }
        }
    }
}

fn group(model: &Model, out: &mut Findings) {
    let group = &model.group;
    if group.mentors_min > group.mentors_max {
        let kind = FaultKind::GroupBackwards { what: "mentors", least: group.mentors_min, most: group.mentors_max };
        out.tell(way!["group", "mentors_max"], kind);
    }
    if group.participants_min > group.participants_max || group.participants_max == 0 {
        let (least, most) = (group.participants_min, group.participants_max);
        out.tell(way!["group", "participants_max"], FaultKind::GroupBackwards { what: "participants", least, most });
    }
}

fn conditions(model: &Model, out: &mut Findings) {
    for (at, condition) in model.conditions.iter().enumerate() {
        let asked = condition.asks.contains(&Ask::Choice);
        let id = || condition.id.to_string();
        if asked && condition.choices.is_empty() {
            out.tell(way!["condition", at, "asks"], FaultKind::ChoicesMissing { condition: id() });
        }
        if !asked && !condition.choices.is_empty() {
            out.tell(way!["condition", at, "choice"], FaultKind::ChoicesUnused { condition: id() });
        }
    }
}

fn deadlines(model: &Model, out: &mut Findings) {
    for (at, deadline) in model.deadlines.iter().enumerate() {
        if deadline.side == When::During {
            out.tell(way!["deadline", at, "side"], FaultKind::DeadlineDuring { deadline: deadline.id.to_string() });
        }
        for (step_at, step) in deadline.steps.iter().enumerate() {
            let place = || way!["deadline", at, "steps", step_at];
            out.known(place(), (Thing::Deadline, deadline.id.as_str()), (Thing::Step, step), steps(model));
            if no_meeting(model, step) {
                let kind = FaultKind::DeadlineNoMeeting { deadline: deadline.id.to_string(), step: step.to_string() };
                out.tell(place(), kind);
            }
        }
    }
}

/// Only what is filled in has a form.
fn forms(model: &Model, out: &mut Findings) {
    for (at, material) in model.materials.iter().enumerate() {
        let filled = matches!(material.kind, MaterialKind::Template | MaterialKind::Presentation);
        if material.form.is_some() && !filled {
            out.tell(way!["material", at, "form"], FaultKind::FormUnfit { material: material.id.to_string() });
        }
    }
}

/// The step is there and is no meeting.
fn no_meeting(model: &Model, step: &Id) -> bool {
    model.step(step.as_str()).is_some_and(|step| step.kind != StepKind::Meeting)
}

fn roles(model: &Model) -> impl Iterator<Item = &Id> {
    model.roles.iter().map(|role| &role.id)
}

fn steps(model: &Model) -> impl Iterator<Item = &Id> {
    model.steps.iter().map(|step| &step.id)
}

fn materials(model: &Model) -> impl Iterator<Item = &Id> {
    model.materials.iter().map(|material| &material.id)
}

fn step(model: &Model, at: usize, step: &Step, out: &mut Findings) {
    let meeting = step.kind == StepKind::Meeting;
    let id = || step.id.to_string();
    if meeting && step.held_by.is_none() {
        out.tell(way!["step", at, "id"], FaultKind::MeetingWithoutHolder { step: id() });
    }
    if meeting && step.attends.is_empty() {
        out.tell(way!["step", at, "id"], FaultKind::MeetingWithoutPeople { step: id() });
    }
    if !meeting && step.held_by.is_some() {
        out.tell(way!["step", at, "held_by"], FaultKind::HeldButNoMeeting { step: id() });
    }
    let from = (Thing::Step, step.id.as_str());
    for (role_at, role) in step.attends.iter().enumerate() {
        out.known(way!["step", at, "attends", role_at], from, (Thing::Role, role), roles(model));
    }
    for (material_at, material) in step.materials.iter().enumerate() {
        out.known(way!["step", at, "materials", material_at], from, (Thing::Material, material), materials(model));
    }
    for task_at in 0..step.tasks.len() {
        task(model, (at, step), task_at, out);
    }
}

fn task(model: &Model, (at, step): (usize, &Step), task_at: usize, out: &mut Findings) {
    let task = &step.tasks[task_at];
    let here = |key: &'static str| way!["step", at, "task", task_at, key];
    let name = format!("{}/{}", step.id, task.id);
    let from = (Thing::Task, name.as_str());
    for (role_at, role) in task.who.iter().enumerate() {
        let place = way!["step", at, "task", task_at, "who", role_at];
        // What people look for is the step.
        out.known(place, (Thing::Step, step.id.as_str()), (Thing::Role, role), roles(model));
    }
    if let Some(material) = &task.fills {
        out.known(here("fills"), from, (Thing::Material, material), materials(model));
    }
    let Some(id) = &task.deadline else { return };
    let known = model.deadlines.iter().map(|it| &it.id);
    if !out.known(here("deadline"), from, (Thing::Deadline, id), known) {
        return;
    }
    let (step_id, task_id, deadline_id) = (step.id.to_string(), task.id.to_string(), id.to_string());
    if let Some(deadline) = model.deadline(id.as_str()) {
        if !deadline.steps.contains(&step.id) {
            let kind = FaultKind::DeadlineElsewhere { step: step_id, task: task_id, deadline: deadline_id };
            out.tell(here("deadline"), kind);
        } else if deadline.side != task.when {
            let kind = FaultKind::DeadlineOtherSide { step: step_id, task: task_id, deadline: deadline_id };
            out.tell(here("deadline"), kind);
        }
    }
}

/// The feedback form and the organiser's checklist.
fn after_meetings(model: &Model, out: &mut Findings) {
    if let Some(feedback) = &model.feedback {
        for (at, step) in feedback.steps.iter().enumerate() {
            let place = || way!["feedback", "steps", at];
            out.known(place(), (Thing::Feedback, "feedback"), (Thing::Step, step), steps(model));
            if no_meeting(model, step) {
                out.tell(place(), FaultKind::FeedbackNoMeeting { step: step.to_string() });
            }
        }
    }
    for (at, list) in model.checklists.iter().enumerate() {
        for (step_at, step) in list.steps.iter().enumerate() {
            let place = way!["checklist", at, "steps", step_at];
            out.known(place, (Thing::Checklist, list.id.as_str()), (Thing::Step, step), steps(model));
        }
        for (item_at, item) in list.items.iter().enumerate() {
            let name = format!("{}/{}", list.id, item.id);
            let from = (Thing::ChecklistItem, name.as_str());
            for (role_at, role) in item.who.iter().enumerate() {
                let place = way!["checklist", at, "item", item_at, "who", role_at];
                out.known(place, from, (Thing::Role, role), roles(model));
            }
            if let Some(deadline) = &item.deadline {
                let known = model.deadlines.iter().map(|it| &it.id);
                out.known(way!["checklist", at, "item", item_at, "deadline"], from, (Thing::Deadline, deadline), known);
            }
        }
    }
}
