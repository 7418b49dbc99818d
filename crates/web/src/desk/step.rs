//! The steps at work: what an organisation does in each step of its round's model, who sees to it, by
//! when, and what shows it. The list, the page of a step, the page of a task.

use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Key, Place};
use method::{MaterialKind, StepKind, When};
use office::{
    AssessAt, EvidenceForm, EvidenceLine, FormKey, GroupView, StepLine, StepView, StepsPlace, TaskKey, TaskLine,
    TaskView, TemplateState, Trouble, WorkForm, evidence_name, slot_said,
};
use programme::{Capacity, DocumentId, Evidence, OrganisationId, Phase, RoundId, Tally, WorkState};

/// What an address leads to.
enum Leads {
    /// Every step.
    All,
    /// One of them.
    One(String),
    /// A task of it.
    Task(TaskKey),
}

/// Reads the round, the organisation and what it leads to.
fn read(id: &str) -> Result<(RoundId, OrganisationId, Leads), Trouble> {
    let parts: Vec<&str> = id.split('_').collect();
    let [round, organisation, rest @ ..] = parts.as_slice() else { return Err(Trouble::Nothing) };
    let round: RoundId = round.parse().map_err(|_| Trouble::Nothing)?;
    let organisation: OrganisationId = organisation.parse().map_err(|_| Trouble::Nothing)?;
    let leads = match rest {
        [] => Leads::All,
        [step] => Leads::One((*step).to_owned()),
        [step, task] => {
            Leads::Task(TaskKey { round, organisation, step: (*step).to_owned(), task: (*task).to_owned() })
        }
        _ => return Err(Trouble::Nothing),
    };
    Ok((round, organisation, leads))
}

/// The steps of an organisation in a round.
pub fn of_all(place: &StepsPlace) -> Spot {
    Spot::Steps(format!("{}_{}", place.round, place.organisation))
}

/// One of them.
pub fn of_step(round: RoundId, organisation: OrganisationId, step: &str) -> Spot {
    Spot::Steps(format!("{round}_{organisation}_{step}"))
}

/// A task of it.
pub fn of_task(key: &TaskKey) -> Spot {
    Spot::Steps(format!("{}_{}_{}_{}", key.round, key.organisation, key.step, key.task))
}

/// The page.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    match read(id)? {
        (round, organisation, Leads::All) => list(desk, round, organisation).await,
        (round, organisation, Leads::One(step)) => one(desk, (round, organisation), &step).await,
        (.., Leads::Task(key)) => task(desk, &key, sent).await,
    }
}

/// Every step.
async fn list(desk: &Desk, round: RoundId, organisation: OrganisationId) -> Result<Sheet, Trouble> {
    let view = desk.office.steps(desk.me()?, round, organisation, desk.lang()).await?;
    let StepsPlace { name, round_title, .. } = &view.place;
    let mut sheet = desk.sheet(desk.with("steps-title", "name", name));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(round.to_string())), round_title.clone()),
        (desk.at(Spot::Organisation(organisation.to_string())), name.clone()),
    ];
    sheet.seen = desk.s("seen-work");
    sheet.lead = desk.with2("steps-lead", ("round", round_title), ("model", &view.model));
    let rows = view.steps.iter().map(|it| {
        let kind = desk.s(kind_key(it.kind));
        let under = if it.here { format!("{kind}. {}", desk.s("steps-here")) } else { kind };
        let when = it.meeting.as_ref().map(|meeting| match meeting.when {
            Some(slot) => slot_said(&slot, desk.lang()),
            None => desk.pair(meeting.state.title()),
        });
        vec![
            Cell::LinkTwo(desk.at(of_step(round, organisation, &it.id)), it.name.clone(), under),
            Cell::Text(when.unwrap_or_default()),
            Cell::Text(settled(desk, &it.tally)),
            Cell::Text(begun(desk, &it.tally)),
            late(desk, it.late),
        ]
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("steps"),
        heads: ["head-step", "head-when", "head-settled", "head-at-it", "progress-late"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
    sheet.blocks.extend(super::year::of_steps(desk, &view.place).await?);
    Ok(sheet)
}

const fn kind_key(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Meeting => "step-kind-meeting",
        StepKind::Home => "step-kind-home",
        StepKind::Course => "step-kind-course",
    }
}

/// "3 av 9 klara"; other words where nothing is asked of those who take part.
pub fn settled(desk: &Desk, tally: &Tally) -> String {
    match tally.all() {
        0 => desk.s("tally-nothing"),
        all => desk.with2("tally-settled", ("n", &tally.settled().to_string()), ("all", &all.to_string())),
    }
}

/// "2 pågår, 1 tittat på men inte gjort": what is neither settled nor untouched.
fn begun(desk: &Desk, tally: &Tally) -> String {
    let parts = [(tally.under_way, WorkState::UnderWay), (tally.looked_at, WorkState::LookedAt)];
    let said = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, state)| format!("{n} {}", desk.pair(state.title())));
    said.collect::<Vec<_>>().join(", ")
}

fn late(desk: &Desk, n: usize) -> Cell {
    if n > 0 { Cell::Mark(desk.count("tasks-late", n)) } else { Cell::Text(String::new()) }
}

/// One step.
async fn one(desk: &Desk, (round, organisation): (RoundId, OrganisationId), step: &str) -> Result<Sheet, Trouble> {
    let view = desk.office.step(desk.me()?, round, organisation, step, desk.lang()).await?;
    let mut sheet = desk.sheet(view.line.name.clone());
    sheet.crumbs = vec![
        (desk.at(Spot::Round(round.to_string())), view.place.round_title.clone()),
        (desk.at(of_all(&view.place)), desk.with("steps-title", "name", &view.place.name)),
    ];
    sheet.seen = desk.s("seen-work");
    sheet.lead = view.purpose.clone();
    let blocks = &mut sheet.blocks;
    let mut notes: Vec<String> = view.note.iter().cloned().collect();
    notes.extend(view.tasks.iter().filter_map(|it| it.note.as_ref().map(|note| format!("{}: {note}", it.text))));
    blocks.extend(desk.unconfirmed(&notes));
    blocks.push(Block::Facts(facts(desk, &view)));
    blocks.push(Block::Links(ways(desk, &view)));
    if view.line.kind == StepKind::Home {
        blocks.push(Block::Text(desk.s("home-loop")));
    }
    for when in [When::Before, When::During, When::After] {
        section(desk, &view, when, blocks);
    }
    others(desk, &view, blocks);
    if !view.outcomes.is_empty() {
        blocks.push(Block::Heading("outcomes", desk.s("step-outcomes")));
        blocks.push(Block::Points(view.outcomes.clone()));
    }
    material(desk, &view, blocks);
    Ok(sheet)
}

fn facts(desk: &Desk, view: &StepView) -> Vec<(String, String)> {
    let StepLine { kind, meeting, tally, late, .. } = &view.line;
    let mut facts =
        vec![(desk.s("head-organisation"), view.place.name.clone()), (desk.s("head-kind"), desk.s(kind_key(*kind)))];
    if let Some(meeting) = meeting {
        let when = meeting.when.map_or_else(|| desk.pair(meeting.state.title()), |slot| slot_said(&slot, desk.lang()));
        facts.push((desk.s("head-meeting"), format!("{}, {when}", meeting.title)));
    }
    facts.push((desk.s("head-settled"), settled(desk, tally)));
    let begun = begun(desk, tally);
    if !begun.is_empty() {
        facts.push((desk.s("head-at-it"), begun));
    }
    if *late > 0 {
        facts.push((desk.s("progress-late"), desk.count("tasks-late", *late)));
    }
    facts
}

/// To the meeting, to the steps before and after.
fn ways(desk: &Desk, view: &StepView) -> Vec<(String, String)> {
    let StepsPlace { round, organisation, .. } = view.place;
    let step = |key: &str, it: &Option<(String, String)>| {
        it.as_ref().map(|(id, name)| (desk.at(of_step(round, organisation, id)), desk.with(key, "name", name)))
    };
    let mut links = Vec::new();
    if let Some(meeting) = view.line.meeting.as_ref().filter(|it| it.sees) {
        links.push((desk.at(Spot::Meeting(meeting.id.to_string())), desk.s("step-to-meeting")));
    }
    links.extend(step("step-previous", &view.previous));
    links.extend(step("step-next", &view.next));
    if view.closes {
        links.push((desk.at(super::results::of(round, organisation)), desk.s("step-results")));
    }
    links
}

/// The heading of what is done before, during or after; and its anchor.
fn part(kind: StepKind, when: When) -> (&'static str, &'static str) {
    match (kind, when) {
        (StepKind::Meeting, When::Before) => ("before", "step-before-meeting"),
        (StepKind::Meeting, When::During) => ("during", "step-during-meeting"),
        (StepKind::Meeting, When::After) => ("after", "step-after-meeting"),
        (StepKind::Home, When::Before) => ("before", "step-before-home"),
        (StepKind::Home, When::During) => ("during", "step-during-home"),
        (StepKind::Home, When::After) => ("after", "step-after-home"),
        (StepKind::Course, When::Before) => ("before", "step-before-course"),
        (StepKind::Course, When::During) => ("during", "step-during-course"),
        (StepKind::Course, When::After) => ("after", "step-after-course"),
    }
}

/// The phases of the work at home that belong to its beginning, middle and end.
const fn phases(when: When) -> &'static [Phase] {
    match when {
        When::Before => &[Phase::Choose],
        When::During => &[Phase::Gather, Phase::FindCauses, Phase::PlanTest, Phase::Test, Phase::Study],
        When::After => &[Phase::Secure, Phase::Spread],
    }
}

/// What is done before, during or after; at home with the questions of the loop.
fn section(desk: &Desk, view: &StepView, when: When, blocks: &mut Vec<Block>) {
    let tasks: Vec<&TaskLine> = view.tasks.iter().filter(|it| it.when == when).collect();
    let asked: &[Phase] = if view.line.kind == StepKind::Home { phases(when) } else { &[] };
    if tasks.is_empty() && asked.is_empty() {
        return;
    }
    let (anchor, heading) = part(view.line.kind, when);
    blocks.push(Block::Heading(anchor, desk.s(heading)));
    if !asked.is_empty() {
        let asks = |phase: &Phase| {
            desk.with2("home-phase", ("phase", &desk.pair(phase.title())), ("asks", &desk.pair(phase.asks())))
        };
        blocks.push(Block::Points(asked.iter().map(asks).collect()));
    }
    if tasks.is_empty() {
        return;
    }
    let here = desk.at(of_step(view.place.round, view.place.organisation, &view.line.id));
    let mut heads = vec!["head-task", "head-owner", "head-until", "head-state", "head-evidence"];
    if view.may_write {
        heads.push("head-do");
    }
    blocks.push(Block::Rows(Rows {
        caption: desk.s(heading),
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
        rows: tasks.into_iter().map(|it| row(desk, &here, it, view.may_write)).collect(),
    }));
}

fn row(desk: &Desk, here: &str, it: &TaskLine, may_write: bool) -> Vec<Cell> {
    let under = under(desk, it);
    let mut cells = vec![
        Cell::LinkTwo(desk.at(of_task(&it.key)), it.text.clone(), under),
        Cell::Text(owner(desk, it)),
        due(desk, it),
        state(desk, it),
        Cell::List(
            closing(desk, it).into_iter().chain(it.evidence.iter().map(|piece| evidence(desk, piece))).collect(),
        ),
    ];
    if may_write {
        let tick = Form::button(here, "tick", desk.s("work-tick"))
            .keyed(&it.key.task)
            .with("task", &it.key.task)
            .with("version", it.version)
            .back()
            .aloud(desk.with("work-tick-name", "text", &it.text));
        let ticks = if it.state.is_settled() { Vec::new() } else { vec![tick] };
        cells.push(Cell::Acts(filling(desk, it).into_iter().collect(), ticks));
    }
    cells
}

/// Who does it, what it fills in.
fn under(desk: &Desk, it: &TaskLine) -> String {
    let mut parts = vec![it.who.join(", ")];
    parts.extend(it.fills.as_ref().map(|fills| desk.with("task-fills", "name", &fills.name)));
    let said = parts.join(". ");
    if it.fills.as_ref().is_some_and(|fills| fills.assesses) {
        // The model says that it is done together: here that is the second half of it.
        return format!("{}. {}", said.trim_end_matches('.'), desk.s("task-assess-apart"));
    }
    said
}

/// The way to what a task fills in, for who may go there.
fn filling(desk: &Desk, it: &TaskLine) -> Option<(String, String)> {
    let fills = it.fills.as_ref().filter(|fills| fills.opens)?;
    let TaskKey { round, organisation, step, .. } = it.key.clone();
    let spot = match &fills.form {
        _ if fills.assesses => super::assess::of_own(&AssessAt { round, organisation, step }),
        Some(form) => super::filled::of(&FormKey { round, organisation, form: form.clone() }),
        None => return None,
    };
    Some((desk.at(spot), desk.with("task-fill-in", "name", &fills.name)))
}

fn owner(desk: &Desk, it: &TaskLine) -> String {
    match &it.owner {
        Some((_, Some(name))) => name.clone(),
        Some((_, None)) => desk.s("person-erased"),
        None => desk.s("nobody"),
    }
}

fn due(desk: &Desk, it: &TaskLine) -> Cell {
    let day = it.due.map(|day| day.to_string()).unwrap_or_default();
    if it.late { Cell::Mark(format!("{day} ({})", desk.s("todo-late"))) } else { Cell::Whole(day) }
}

fn state(desk: &Desk, it: &TaskLine) -> Cell {
    let title = desk.pair(it.state.title());
    let title = it.done.map_or_else(|| title.clone(), |day| format!("{title} {day}"));
    if let Some(why) = &it.why {
        return Cell::Two(title, why.clone());
    }
    // The file that was handed in and the template are two things: one says nothing of the other.
    let mut under: Vec<String> = Vec::new();
    under.extend(it.handed.map(|day| desk.with("task-handed-in", "day", day.to_string())));
    under.extend(template(desk, it).map(|state| desk.with("task-template", "state", state)));
    if under.is_empty() { Cell::Text(title) } else { Cell::Two(title, under.join(". ")) }
}

/// How far the template that a task fills in has come, in words.
fn template(desk: &Desk, it: &TaskLine) -> Option<String> {
    Some(match it.fills.as_ref()?.template? {
        TemplateState::Untouched => desk.s("form-not-begun"),
        TemplateState::Begun { answered, asked } => {
            desk.with2("task-template-begun", ("n", &answered.to_string()), ("all", &asked.to_string()))
        }
        TemplateState::Finished => desk.s("task-template-finished"),
    })
}

/// The joint answer a task was done by: the way to it and who agreed, for who may read it.
fn closing(desk: &Desk, it: &TaskLine) -> Option<(Option<String>, String)> {
    let joint = it.joint.as_ref()?;
    let day = joint.agreed?;
    let TaskKey { round, organisation, step, .. } = it.key.clone();
    let name = |name: &String| if name.is_empty() { desk.s("person-erased") } else { name.clone() };
    let names: Vec<String> = joint.by.iter().map(name).collect();
    let said = desk.with2("assess-task-agreed", ("day", &day.to_string()), ("names", &names.join(", ")));
    Some((Some(desk.at(super::assess::of_joint(&AssessAt { round, organisation, step }))), said))
}

/// Where a piece of evidence is, and what it says.
pub fn evidence(desk: &Desk, it: &EvidenceLine) -> (Option<String>, String) {
    let (to, named) = match &it.evidence {
        Evidence::Document { .. } => (it.document.as_ref().map(|(id, _)| desk.at(Spot::File(id.to_string()))), None),
        Evidence::Link { url, .. } => (Some(url.clone()), None),
        Evidence::Figure { kpi, area, .. } => {
            let page = Asked::page(desk.lang(), Place::Figure(kpi.clone())).and(Key::Area, area);
            (Some(page.address()), desk.house.site.app.named(kpi, area))
        }
        Evidence::Decision { .. } => (None, None),
        Evidence::Form { .. } => (it.form.as_ref().map(|(key, _)| desk.at(super::filled::of(key))), None),
    };
    let file = match &it.evidence {
        Evidence::Form { .. } => {
            it.form.as_ref().map_or_else(|| desk.s("evidence-form-hidden"), |(_, name)| name.clone())
        }
        _ => it.document.as_ref().map_or_else(|| desk.s("evidence-hidden"), |(_, name)| name.clone()),
    };
    let figure = named.as_ref().map(|(title, place)| (title.as_str(), place.as_str()));
    (to, evidence_name(&it.evidence, &file, figure, desk.lang()))
}

/// What mentors, hosts and the organiser do.
fn others(desk: &Desk, view: &StepView, blocks: &mut Vec<Block>) {
    if view.others.is_empty() {
        return;
    }
    let rows = view.others.iter().map(|it| {
        vec![
            Cell::Two(it.text.clone(), desk.s(part(view.line.kind, it.when).1)),
            Cell::Text(it.who.join(", ")),
            Cell::Whole(it.due.map(|day| day.to_string()).unwrap_or_default()),
        ]
    });
    blocks.push(Block::Heading("others", desk.s("step-others")));
    blocks.push(Block::Rows(Rows {
        caption: desk.s("step-others"),
        heads: ["head-task", "head-who", "head-until"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
}

/// What is used in the step, with the way to it; what there is no way to is handed out.
fn material(desk: &Desk, view: &StepView, blocks: &mut Vec<Block>) {
    if view.materials.is_empty() {
        return;
    }
    blocks.push(Block::Heading("material", desk.s("step-material")));
    let links: Vec<(String, String)> =
        view.materials.iter().filter_map(|it| Some((material_at(desk, view, it)?, it.name.clone()))).collect();
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
    let key = if view.line.kind == StepKind::Meeting { "material-at-meeting" } else { "material-asked-for" };
    let rest = view.materials.iter().filter(|it| material_at(desk, view, it).is_none());
    let rest: Vec<String> = rest.map(|it| desk.with(key, "name", &it.name)).collect();
    if !rest.is_empty() {
        blocks.push(Block::Points(rest));
    }
}

/// Where a material is: its source, the template of those whose it is or what the model says of it, the
/// self-assessment, the page of the meeting for what is done there.
fn material_at(desk: &Desk, view: &StepView, it: &office::MaterialView) -> Option<String> {
    let (round, organisation) = (view.place.round, view.place.organisation);
    if let Some(form) = it.form.clone() {
        let place = if view.may_write {
            Place::Desk(super::filled::of(&FormKey { round, organisation, form }))
        } else {
            Place::Model(form)
        };
        return Some(Asked::page(desk.lang(), place).address());
    }
    match it.kind {
        MaterialKind::SelfAssessment => Some(desk.at(super::assess::of_all(round, organisation))),
        MaterialKind::Feedback => {
            let meeting = view.line.meeting.as_ref().filter(|it| it.sees)?;
            Some(desk.at(Spot::Meeting(meeting.id.to_string())))
        }
        _ => it.address.clone(),
    }
}

/// A task: how far it has come, and what shows it.
async fn task(desk: &Desk, key: &TaskKey, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.task(desk.me()?, key, desk.lang()).await?;
    let it = &view.line;
    let mut sheet = desk.sheet(it.text.clone());
    sheet.crumbs = vec![
        (desk.at(Spot::Round(key.round.to_string())), view.place.round_title.clone()),
        (desk.at(of_all(&view.place)), desk.with("steps-title", "name", &view.place.name)),
        (desk.at(of_step(key.round, key.organisation, &key.step)), view.step.clone()),
    ];
    sheet.seen = desk.s("seen-work");
    sheet.lead = under(desk, it);
    let here = desk.at(of_task(key));
    let blocks = &mut sheet.blocks;
    blocks.extend(desk.unconfirmed(it.note.as_slice()));
    let mut links: Vec<(String, String)> = filling(desk, it).into_iter().collect();
    if view.may_see_history
        && let Some(id) = it.record
    {
        links.push((desk.at(Spot::History(id.to_string())), desk.s("history")));
    }
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
    blocks.push(Block::Facts(task_facts(desk, &view)));
    if view.may_write {
        blocks.push(Block::Heading("work", desk.s("work-how")));
        blocks.push(Block::Form(work_form(desk, &here, &view, sent)));
    }
    blocks.push(Block::Heading("evidence", desk.s("head-evidence")));
    pieces(desk, &here, &view, blocks);
    if view.may_write {
        let proving = Proving {
            here: &here,
            with: ("version", it.version.to_string()),
            documents: &view.documents,
            organisation: key.organisation,
            area: &view.area,
        };
        evidence_forms(desk, &proving, sent, blocks);
    }
    Ok(sheet)
}

fn task_facts(desk: &Desk, view: &TaskView) -> Vec<(String, String)> {
    let it = &view.line;
    let title = desk.pair(it.state.title());
    let mut facts = vec![
        (desk.s("head-organisation"), view.place.name.clone()),
        (desk.s("head-state"), it.done.map_or_else(|| title.clone(), |day| format!("{title} {day}"))),
        (desk.s("head-owner"), owner(desk, it)),
    ];
    facts.extend(it.why.clone().map(|why| (desk.s("field-work-why"), why)));
    if let Some(day) = it.due {
        let day = if it.late { format!("{day} ({})", desk.s("todo-late")) } else { day.to_string() };
        facts.push((desk.s("head-until"), day));
    }
    if let (Some(day), Some(_)) = (it.by_model, it.own_day) {
        facts.push((desk.s("work-by-model"), day.to_string()));
    }
    facts.extend(it.handed.map(|day| (desk.s("head-file-handed-in"), day.to_string())));
    facts.extend(template(desk, it).map(|state| (desk.s("head-template"), state)));
    facts
}

fn work_form(desk: &Desk, here: &str, view: &TaskView, sent: &Sent) -> Form {
    let it = &view.line;
    let again = sent.get("act") == "save";
    let value = |name: &str, saved: String| if again { sent.get(name).to_owned() } else { saved };
    let states = WorkState::ALL.map(|state| (state.code().to_owned(), desk.pair(state.title()))).into();
    let mut people = vec![(String::new(), desk.s("nobody"))];
    people.extend(view.people.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let day = match it.by_model {
        Some(day) => desk.with("field-work-due-hint", "day", day.to_string()),
        None => desk.s("field-work-due-hint-none"),
    };
    Form::button(here, "save", desk.s("save"))
        .with("version", it.version)
        .field(
            Field::new("state", desk.s("head-state"), FieldKind::Choice(states))
                .hint(desk.s("field-work-state-hint"))
                .value(value("state", it.state.code().to_owned())),
        )
        .field(
            Field::new("why", desk.s("field-work-why"), FieldKind::Lines(3))
                .hint(desk.s("field-work-why-hint"))
                .value(value("why", it.why.clone().unwrap_or_default()))
                .optional(),
        )
        .field(
            Field::new("owner", desk.s("head-owner"), FieldKind::Choice(people))
                .value(value("owner", it.owner.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default()))
                .optional(),
        )
        .field(
            Field::new("due", desk.s("field-work-due"), FieldKind::Input("date"))
                .hint(day)
                .value(value("due", it.own_day.map(|day| day.to_string()).unwrap_or_default()))
                .optional(),
        )
        .noted(desk.note("step_work"))
}

/// The evidence there is, with a button each for who may take it away.
fn pieces(desk: &Desk, here: &str, view: &TaskView, blocks: &mut Vec<Block>) {
    let joint = closing(desk, &view.line);
    if view.line.evidence.is_empty() && joint.is_none() {
        blocks.push(Block::Text(desk.s("evidence-none")));
        return;
    }
    let joint = joint.map(|(address, text)| {
        let name = match address {
            Some(address) => Cell::Link(address, text),
            None => Cell::Text(text),
        };
        let mut cells = vec![name, Cell::Text(desk.s("assess-task-kind"))];
        if view.may_write {
            // Opening the answer takes it away.
            cells.push(Cell::Text(String::new()));
        }
        cells
    });
    let rows = view.line.evidence.iter().enumerate().map(|(place, it)| {
        let (address, text) = evidence(desk, it);
        let remove = Form::button(here, "remove", desk.s("remove"))
            .keyed(place)
            .with("place", place)
            .with("version", view.line.version)
            .back()
            .aloud(desk.with("remove-name", "name", &text));
        let mut cells = vec![
            address.map_or_else(|| Cell::Text(text.clone()), |address| Cell::Link(address, text.clone())),
            Cell::Text(desk.pair(it.evidence.title())),
        ];
        if view.may_write {
            cells.push(Cell::Acts(Vec::new(), vec![remove]));
        }
        cells
    });
    let mut heads = vec!["head-evidence", "head-kind"];
    if view.may_write {
        heads.push("head-do");
    }
    blocks.push(Block::Rows(Rows {
        caption: desk.s("head-evidence"),
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
        rows: joint.into_iter().chain(rows).collect(),
    }));
}

/// What the button of a kind of evidence within another form sends before the kind.
const ADD: &str = "add-";

/// What the forms for evidence are about.
pub struct Proving<'a> {
    /// Where they go.
    pub here: &'a str,
    /// What goes with them unseen: the version that was read.
    pub with: (&'static str, String),
    /// The files to choose among.
    pub documents: &'a [(DocumentId, String)],
    /// Whose they are.
    pub organisation: OrganisationId,
    /// The code of its area; nothing where it has none.
    pub area: &'a str,
}

/// The kinds of evidence, as forms name them.
const KINDS: [&str; 4] = ["document", "link", "figure", "decision"];

/// A form for each kind of evidence, folded.
fn evidence_forms(desk: &Desk, it: &Proving<'_>, sent: &Sent, blocks: &mut Vec<Block>) {
    let form = |kind: &'static str| {
        Form::button(it.here, "evidence", desk.s(&format!("evidence-add-{kind}")))
            .keyed(kind)
            .with("kind", kind)
            .with(it.with.0, &it.with.1)
            .part(desk.s(&format!("evidence-part-{kind}")), desk.s(&format!("evidence-lead-{kind}")))
            .under()
            .back()
    };
    // It stands open where something of it comes back with what was wrong.
    blocks.push(Block::FoldBegins(desk.s("evidence-add"), sent.get("act") == "evidence"));
    if it.documents.is_empty() {
        blocks.push(Block::Quiet(desk.s("evidence-no-documents")));
    }
    blocks.push(Block::Links(vec![attaching(desk, it.organisation)]));
    for kind in KINDS {
        let again = sent.get("act") == "evidence" && sent.get("kind") == kind;
        let fields = evidence_fields(desk, it, kind, &|name| if again { sent.get(name) } else { "" });
        if !fields.is_empty() {
            blocks.push(Block::Form(fields.into_iter().fold(form(kind), Form::field)));
        }
    }
    blocks.push(Block::FoldEnds);
}

/// Where files are attached, so that they can be evidence.
pub fn attaching(desk: &Desk, organisation: OrganisationId) -> (String, String) {
    (desk.at(Spot::Organisation(organisation.to_string())), desk.s("evidence-attach"))
}

/// The same within another form: nothing in it must be filled in, and a button for each kind adds what is
/// written, as `also`, once the rest is saved.
pub fn evidence_within(desk: &Desk, it: &Proving<'_>, sent: &Sent, form: Form) -> Form {
    let open = !evidence_written(sent).is_empty();
    let begins = Field::new("fold-evidence", desk.s("evidence-add"), FieldKind::FoldBegins(open));
    let mut form = form.field(begins.optional());
    for kind in KINDS {
        let fields = evidence_fields(desk, it, kind, &|name| sent.get(name));
        if fields.is_empty() {
            continue;
        }
        form = form.part(desk.s(&format!("evidence-part-{kind}")), desk.s(&format!("evidence-lead-{kind}")));
        // What this kind asks for is not asked of who adds nothing.
        form =
            fields.into_iter().map(|field| if field.required { field.later() } else { field }).fold(form, Form::field);
        let add = Field::new(format!("add-{kind}"), desk.s(&format!("evidence-add-{kind}")), FieldKind::More);
        form = form.field(add.value(format!("{ADD}{kind}")).optional());
    }
    form.field(Field::new("fold-evidence-ends", "", FieldKind::FoldEnds).optional())
}

/// The kinds of evidence that such a form brings: whose button was pressed, and in whose fields something is
/// written, so that nobody loses it by pressing another button.
pub fn evidence_written(sent: &Sent) -> Vec<&'static str> {
    let pressed = sent.get("also").strip_prefix(ADD).unwrap_or_default();
    let telling = |kind: &str| match kind {
        "link" => &["url", "title"][..],
        "figure" => &["kpi"],
        "decision" => &["text", "reference"],
        // One of the files is always chosen.
        _ => &[],
    };
    let written = |kind: &str| telling(kind).iter().any(|name| !sent.get(name).trim().is_empty());
    KINDS.into_iter().filter(|kind| *kind == pressed || written(kind)).collect()
}

/// The fields of a kind of evidence; none where there is nothing to choose.
fn evidence_fields<'v>(
    desk: &Desk,
    it: &Proving<'_>,
    kind: &str,
    value: &dyn Fn(&'static str) -> &'v str,
) -> Vec<Field> {
    let text = |name: &'static str, key: &str| Field::text(name, desk.s(key)).value(value(name));
    match kind {
        "document" if it.documents.is_empty() => Vec::new(),
        "document" => {
            let documents = it.documents.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
            let field = Field::new("document", desk.s("head-file"), FieldKind::Choice(documents));
            vec![field.value(value("document"))]
        }
        "link" => vec![
            text("url", "field-evidence-url").hint(desk.s("field-link-hint")),
            text("title", "field-evidence-title"),
        ],
        "figure" => {
            let area = Some(value("area")).filter(|written| !written.is_empty()).unwrap_or(it.area);
            vec![
                text("kpi", "field-evidence-kpi").hint(desk.s("field-evidence-kpi-hint")),
                Field::text("area", desk.s("field-area")).value(area),
                text("year", "field-evidence-year").hint(desk.s("field-evidence-year-hint")).optional(),
            ]
        }
        _ => vec![
            text("text", "field-evidence-decision"),
            Field::new("date", desk.s("head-day"), FieldKind::Input("date")).value(value("date")).optional(),
            text("reference", "field-evidence-reference").hint(desk.s("field-evidence-reference-hint")).optional(),
        ],
    }
}

/// The ways to the steps of those in a group whose work the reader may read.
pub fn of_group(desk: &Desk, view: &GroupView) -> Vec<(String, String)> {
    let there = view.members.iter().filter(|it| it.capacity == Capacity::Participant && it.today);
    there
        .filter(|it| view.reads_work.contains(&it.organisation))
        .map(|it| {
            let spot = Spot::Steps(format!("{}_{}", view.round, it.organisation));
            (desk.at(spot), desk.with("steps-title", "name", &it.name))
        })
        .collect()
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let version = sent.number("version");
    let (round, organisation, leads) = read(id)?;
    match (leads, sent.get("act")) {
        (Leads::One(step), "tick") => {
            let key = TaskKey { round, organisation, step, task: sent.get("task").to_owned() };
            office.tick_work(me, &key, version).await?;
            Ok(Reply::To(desk.at_done(Spot::Steps(id.to_owned()), "work-saved")))
        }
        (Leads::Task(key), "save") => {
            office.set_work(me, &key, version, &read_work(sent)).await?;
            Ok(Reply::To(desk.at_done(of_step(round, organisation, &key.step), "work-saved")))
        }
        (Leads::Task(key), "evidence") => {
            office.add_evidence(me, &key, version, &read_evidence(sent, sent.get("kind"))).await?;
            Ok(Reply::To(desk.at_done(of_task(&key), "evidence-added")))
        }
        (Leads::Task(key), "remove") => {
            let place = sent.get("place").parse().map_err(|_| Trouble::Nothing)?;
            office.remove_evidence(me, &key, version, place).await?;
            Ok(Reply::To(desk.at_done(of_task(&key), "evidence-removed")))
        }
        _ => Err(Trouble::Nothing),
    }
}

fn read_work(sent: &Sent) -> WorkForm {
    WorkForm {
        state: sent.get("state").into(),
        why: sent.get("why").into(),
        owner: sent.get("owner").into(),
        due: sent.get("due").into(),
    }
}

/// A piece of evidence of a kind as it was sent.
pub fn read_evidence(sent: &Sent, kind: &str) -> EvidenceForm {
    EvidenceForm {
        kind: kind.into(),
        document: sent.get("document").into(),
        url: sent.get("url").into(),
        title: sent.get("title").into(),
        kpi: sent.get("kpi").into(),
        area: sent.get("area").into(),
        year: sent.get("year").into(),
        text: sent.get("text").into(),
        date: sent.get("date").into(),
        reference: sent.get("reference").into(),
    }
}
