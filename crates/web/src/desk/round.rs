//! Rounds: the list, the page of one for everybody and for its organiser, making and changing one.

use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Place};
use jiff::civil::Date;
use office::{Joining, LogLine, ParticipantLine, RoundForm, RoundLine, RoundView, Trouble};
use programme::{Calendar, Capacity, Round, RoundId, RoundState, Track};
use std::collections::BTreeMap;

/// So many of the newest events stand on a round's page; all have a page of their own.
const NEWEST: usize = 8;

/// The id of a round in an address.
pub fn read_id(id: &str) -> Result<RoundId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// Every round one may know of.
pub async fn list(desk: &Desk) -> Result<Sheet, Trouble> {
    let mut sheet = desk.sheet(desk.s("rounds"));
    sheet.lead = desk.s("rounds-lead");
    sheet.seen = desk.s("seen-all");
    let all = desk.office.rounds(desk.visitor.as_ref()).await?;
    if all.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("rounds-none")));
    } else {
        let rows = all.into_iter().map(|it| line(desk, it)).collect();
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("rounds"),
            heads: ["head-round", "head-state", "head-for", "head-starts"].map(|key| desk.s(key)).into(),
            rows,
        }));
    }
    let mut links = vec![(Asked::page(desk.lang(), Place::History).address(), desk.s("rounds-history"))];
    if let Some(me) = &desk.visitor
        && !desk.office.runs_for(me).await?.is_empty()
    {
        links.insert(0, (desk.at(Spot::NewRound), desk.s("round-new")));
    }
    sheet.blocks.push(Block::Links(links));
    Ok(sheet)
}

fn line(desk: &Desk, it: RoundLine) -> Vec<Cell> {
    let mine = match (it.runs, it.mine) {
        (true, _) => desk.s("round-runs"),
        (_, true) => desk.s("round-mine"),
        _ => it.organiser,
    };
    vec![
        Cell::LinkTwo(desk.at(Spot::Round(it.id.to_string())), it.title, mine),
        Cell::Text(desk.pair(it.state.title())),
        Cell::Text(tracks(desk, &it.tracks)),
        Cell::Whole(it.calendar.starts.map(|day| day.to_string()).unwrap_or_default()),
    ]
}

fn tracks(desk: &Desk, tracks: &[Track]) -> String {
    tracks.iter().map(|track| desk.pair(track.title())).collect::<Vec<_>>().join(", ")
}

/// The page of one.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.round(desk.visitor.as_ref(), read_id(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(view.body.title.clone());
    sheet.crumbs = vec![(desk.at(Spot::Rounds), desk.s("rounds"))];
    sheet.seen = desk.s(if view.body.state == RoundState::Draft { "seen-round-organiser" } else { "seen-round" });
    sheet.lead = standing(desk, &view);
    if !view.body.invitation.is_empty() {
        sheet.blocks.push(Block::Lines(view.body.invitation.clone()));
    }
    sheet.blocks.push(Block::Facts(facts(desk, &view)));
    applying(desk, &view, &mut sheet);
    let mut ways = links(desk, id, &view);
    ways.extend(super::assess::of_round(desk, &view).await?);
    ways.extend(super::results::from_round(desk, view.id, &view.body).await?);
    sheet.blocks.push(Block::Links(ways));
    if view.runs {
        organiser(desk, id, &view, &mut sheet);
    }
    groups(desk, id, &view, &mut sheet);
    let meetings = match &desk.visitor {
        Some(me) if view.inside || view.runs => desk.office.meetings_of(me, view.id).await?,
        _ => Vec::new(),
    };
    if !meetings.is_empty() || (view.runs && view.body.state.is_alive()) {
        sheet.blocks.push(Block::Heading("meetings", desk.s("round-meetings")));
        sheet.blocks.extend(super::meeting::table(desk, &meetings));
        if view.runs && view.body.state.is_alive() {
            sheet.blocks.push(Block::Links(vec![(desk.at(Spot::NewMeeting(id.to_owned())), desk.s("meeting-new"))]));
        }
    }
    participants(desk, id, &view, &mut sheet, sent);
    published(desk, &view, &mut sheet);
    sheet.blocks.extend(super::improve::shown(desk, view.id).await?);
    sheet.blocks.extend(super::meeting_minutes::shown(desk, view.id).await?);
    if !view.log.is_empty() {
        sheet.blocks.push(Block::Heading("log", desk.s("round-log")));
        sheet.blocks.push(events(desk, view.log.iter().take(NEWEST)));
        if view.log.len() > NEWEST {
            let all = desk.with("round-log-all", "n", view.log.len().to_string());
            sheet.blocks.push(Block::Links(vec![(desk.at(Spot::RoundLog(id.to_owned())), all)]));
        }
    }
    Ok(sheet)
}

fn events<'a>(desk: &Desk, lines: impl Iterator<Item = &'a LogLine>) -> Block {
    Block::Rows(Rows {
        caption: desk.s("round-log"),
        heads: vec![desk.s("head-day"), desk.s("head-what")],
        rows: lines.map(|it| vec![Cell::Whole(it.on.to_string()), Cell::Text(it.what.clone())]).collect(),
    })
}

/// Everything that has happened in one.
pub async fn log(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let view = desk.office.round(desk.visitor.as_ref(), read_id(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("round-log-title", "name", &view.body.title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), view.body.title.clone())];
    sheet.seen = desk.s(if view.body.state == RoundState::Draft { "seen-round-organiser" } else { "seen-round" });
    if view.log.is_empty() {
        sheet.lead = desk.s("round-log-none");
    } else {
        sheet.blocks.push(events(desk, view.log.iter()));
    }
    Ok(sheet)
}

/// What holds now, in a sentence.
fn standing(desk: &Desk, view: &RoundView) -> String {
    let Calendar { opens, closes, answer, .. } = &view.body.calendar;
    match view.body.state {
        RoundState::Draft => desk.s("standing-draft"),
        RoundState::Invited => desk.dated("standing-invited", *opens),
        RoundState::Open if view.open => desk.dated("standing-open", *closes),
        RoundState::Open => desk.s("standing-shut"),
        RoundState::Admission => desk.dated("standing-admission", *answer),
        RoundState::Running => desk.dated("standing-running", began(&view.body)),
        RoundState::Closed => desk.s("standing-closed"),
        RoundState::Archived => desk.s("standing-archived"),
    }
}

/// The day a round began, as it was and not as it was planned.
fn began(round: &Round) -> Option<Date> {
    round.moved.iter().rfind(|it| it.to == RoundState::Running).map(|it| it.on)
}

fn facts(desk: &Desk, view: &RoundView) -> Vec<(String, String)> {
    let mut facts = vec![
        (desk.s("field-organiser"), view.organiser.clone()),
        (desk.s("head-for"), tracks(desk, &view.body.tracks)),
        (desk.s("field-model"), format!("{} ({} {})", view.model_name, desk.s("version"), view.model_version)),
    ];
    for (field, day) in view.body.calendar.days() {
        if let Some(day) = day {
            facts.push((desk.s(&format!("field-{field}")), day.to_string()));
        }
    }
    if let Some(fee) = view.body.fee {
        let fee = i18n::Numbers::of(desk.lang()).fixed(f64::from(fee), 0);
        facts.push((desk.s("field-fee"), desk.with("kronor", "n", fee)));
    }
    facts
}

/// The ways to one's own application.
fn applying(desk: &Desk, view: &RoundView, sheet: &mut Sheet) {
    if desk.visitor.is_none() && view.open {
        sheet.blocks.push(Block::Text(desk.s("apply-sign-in")));
        sheet.blocks.push(Block::Links(vec![(desk.sign_in_first(), desk.s("sign-in"))]));
    }
    for it in &view.applying {
        let to = desk.at(Spot::Application(format!("{}_{}", view.id, it.organisation)));
        let text = match it.state {
            None => desk.with("apply-for", "name", &it.name),
            Some(state) => desk.with2("application-of", ("name", &it.name), ("state", &desk.pair(state.title()))),
        };
        sheet.blocks.push(Block::Links(vec![(to, text)]));
    }
}

fn links(desk: &Desk, id: &str, view: &RoundView) -> Vec<(String, String)> {
    let model = Asked::page(desk.lang(), Place::Model(view.model.clone())).address();
    let mut links = vec![(model, desk.with("round-model", "name", &view.model_name))];
    if view.runs {
        links.push((desk.at(Spot::EditRound(id.to_owned())), desk.s("round-edit")));
        links.push((desk.at(Spot::Applications(id.to_owned())), desk.s("applications")));
        links.push((desk.at(Spot::Forming(id.to_owned())), desk.s("forming")));
        links.push((desk.at(Spot::Progress(id.to_owned())), desk.s("progress")));
        links.push((desk.at(Spot::RoundLevels(id.to_owned())), desk.s("levels")));
        links.push((desk.at(Spot::RoundAttendance(id.to_owned())), desk.s("attendance-page")));
        links.push((desk.at(Spot::RoundFeedback(id.to_owned())), desk.s("feedback")));
        links.push((desk.at(Spot::Evaluation(id.to_owned())), desk.s("evaluation")));
        links.push((desk.at(Spot::Promises(id.to_owned())), desk.s("promises")));
        links.push((desk.at(Spot::History(id.to_owned())), desk.s("history")));
    }
    links
}

/// What its organiser does: leads it on, sees applications and promises.
fn organiser(desk: &Desk, id: &str, view: &RoundView, sheet: &mut Sheet) {
    let here = desk.at(Spot::Round(id.to_owned()));
    sheet.blocks.push(Block::Heading("lead", desk.s("round-lead")));
    if !view.counts.is_empty() {
        let counts = view.counts.iter().map(|(state, n)| (desk.pair(state.title()), n.to_string())).collect();
        sheet.blocks.push(Block::Facts(counts));
    }
    for to in &view.next {
        let form = Form::button(&here, "move", desk.s(&format!("move-{}-{}", view.body.state.code(), to.code())))
            .keyed(to.code())
            .with("to", to.code())
            .with("version", view.version);
        // Back is possible, but not what one comes for.
        sheet.blocks.push(Block::Form(if to < &view.body.state { form.back() } else { form }));
    }
}

fn groups(desk: &Desk, id: &str, view: &RoundView, sheet: &mut Sheet) {
    let may_make = view.runs && view.body.state.is_alive();
    if view.groups.is_empty() && !may_make {
        return;
    }
    sheet.blocks.push(Block::Heading("groups", desk.s("groups")));
    if view.groups.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("groups-none")));
    } else {
        let rows = view.groups.iter().map(|group| {
            let names = |capacity: Capacity| {
                let there = group.members.iter().filter(|it| it.capacity == capacity && it.today);
                there.map(|it| it.name.clone()).collect::<Vec<_>>().join(", ")
            };
            let mentors = match names(Capacity::Support) {
                support if support.is_empty() => Cell::Text(names(Capacity::Mentor)),
                support => Cell::Two(names(Capacity::Mentor), desk.with("with-support", "names", support)),
            };
            let name = if group.sees {
                Cell::LinkTwo(
                    desk.at(Spot::Group(group.id.to_string())),
                    group.name.clone(),
                    group.theme.clone().unwrap_or_default(),
                )
            } else {
                Cell::Two(group.name.clone(), group.theme.clone().unwrap_or_default())
            };
            vec![name, Cell::Text(names(Capacity::Participant)), mentors]
        });
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("groups"),
            heads: ["head-group", "head-participants", "head-mentor"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if may_make {
        sheet.blocks.push(Block::Links(vec![
            (desk.at(Spot::Forming(id.to_owned())), desk.s("forming")),
            (desk.at(Spot::NewGroup(id.to_owned())), desk.s("group-new")),
        ]));
    }
}

fn participants(desk: &Desk, id: &str, view: &RoundView, sheet: &mut Sheet, sent: &Sent) {
    let alive = view.runs && view.body.state.is_alive();
    if view.participants.is_empty() && !alive {
        return;
    }
    let here = desk.at(Spot::Round(id.to_owned()));
    sheet.blocks.push(Block::Heading("participants", desk.s("participants")));
    if view.participants.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("participants-none")));
    } else {
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("participants"),
            heads: ["head-organisation", "head-as", "head-time", "head-group"].map(|key| desk.s(key)).into(),
            rows: view.participants.iter().map(|it| participant(desk, view, it)).collect(),
        }));
    }
    if alive {
        sheet.blocks.push(Block::Heading("take-in", desk.s("take-in")));
        sheet.blocks.push(Block::Quiet(desk.s("take-in-lead")));
        sheet.blocks.push(Block::Form(take_in(desk, &here, view, sent)));
    }
}

fn participant(desk: &Desk, view: &RoundView, it: &ParticipantLine) -> Vec<Cell> {
    let mut under = Vec::new();
    under.extend(it.administration.clone());
    under.extend(it.replaces.as_ref().map(|name| desk.with("replaces", "name", name)));
    under.extend(it.why.clone());
    if view.runs {
        under.extend(it.invoice.as_ref().map(|invoice| desk.with("invoice-noted", "reference", &invoice.reference)));
        under.extend(it.promised.map(|day| desk.with("promised-on", "day", day.to_string())));
        under.extend(
            it.mentoring
                .as_ref()
                .map(|decided| desk.with("mentoring-said", "said", super::results::decided(desk, Some(decided), &[]))),
        );
    }
    let time = time_there(desk, it);
    let under = under.join(". ");
    let name = if view.runs {
        Cell::LinkTwo(desk.at(Spot::Participation(it.id.to_string())), it.name.clone(), under)
    } else if desk.visitor.is_some() {
        Cell::LinkTwo(desk.at(Spot::Organisation(it.organisation.to_string())), it.name.clone(), under)
    } else {
        Cell::Two(it.name.clone(), under)
    };
    vec![name, Cell::Text(desk.pair(it.capacity.title())), Cell::Whole(time), Cell::Text(it.groups.join(", "))]
}

/// From when to when an organisation takes part.
pub fn time_there(desk: &Desk, it: &ParticipantLine) -> String {
    match it.to {
        Some(to) => format!("{}–{to}", it.from),
        None => desk.with("since", "day", it.from.to_string()),
    }
}

fn take_in(desk: &Desk, here: &str, view: &RoundView, sent: &Sent) -> Form {
    let others = view.others.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    let capacities = Capacity::ALL.map(|it| (it.code().to_owned(), desk.pair(it.title()))).into();
    let mut left = vec![(String::new(), desk.s("replaces-nobody"))];
    left.extend(view.left.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let from = if sent.get("from").is_empty() { desk.office.today().to_string() } else { sent.get("from").to_owned() };
    Form::button(here, "take-in", desk.s("take-in"))
        .field(
            Field::new("organisation", desk.s("head-organisation"), FieldKind::Choice(others))
                .value(sent.get("organisation")),
        )
        .field(Field::new("capacity", desk.s("head-as"), FieldKind::Choice(capacities)).value(sent.get("capacity")))
        .field(Field::new("from", desk.s("field-from"), FieldKind::Input("date")).value(from))
        .field(
            Field::new("replaces", desk.s("field-replaces"), FieldKind::Choice(left))
                .hint(desk.s("field-replaces-hint"))
                .value(sent.get("replaces"))
                .optional(),
        )
        .noted(desk.note("participation"))
}

/// What those in the round show to everybody.
fn published(desk: &Desk, view: &RoundView, sheet: &mut Sheet) {
    if view.published.is_empty() {
        return;
    }
    sheet.blocks.push(Block::Heading("published", desk.s("round-published")));
    let rows = view.published.iter().map(|(name, file)| {
        vec![
            Cell::Link(desk.at(Spot::File(file.id.to_string())), file.name.clone()),
            Cell::Text(name.clone()),
            Cell::Whole(office::swedish(file.added).date().to_string()),
        ]
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("round-published"),
        heads: ["head-file", "head-organisation", "head-day"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
}

/// A new one.
pub async fn new(desk: &Desk, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let organisers = desk.office.runs_for(me).await?;
    if organisers.is_empty() {
        return Err(desk.office.may_run_rounds(me).err().unwrap_or(Trouble::Nothing));
    }
    let mut sheet = desk.sheet(desk.s("round-new"));
    sheet.crumbs = vec![(desk.at(Spot::Rounds), desk.s("rounds"))];
    sheet.lead = desk.s("round-new-lead");
    sheet.seen = desk.s("seen-round-organiser");
    let models = desk.office.models(desk.lang()).into_iter().map(|it| (it.id, it.name)).collect();
    let organisers = organisers.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let mut form = Form::button(desk.at(Spot::NewRound), "add", desk.s("round-add"))
        .field(
            Field::new("organiser", desk.s("field-organiser"), FieldKind::Choice(organisers))
                .value(sent.get("organiser")),
        )
        .field(
            Field::new("model", desk.s("field-model"), FieldKind::Choice(models))
                .hint(desk.s("field-model-hint"))
                .value(sent.get("model")),
        );
    form = with_facts(desk, form, &read(sent));
    sheet.blocks.push(Block::Form(form.noted(desk.note("round"))));
    Ok(sheet)
}

/// One, to be changed.
pub async fn edit(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let round = read_id(id)?;
    let (version, saved) = desk.office.round_form(me, round).await?;
    let mut sheet = desk.sheet(desk.with("round-edit-title", "name", &saved.title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), saved.title.clone())];
    sheet.seen = desk.s("seen-round");
    let shown = if sent.is_empty() { saved } else { read(sent) };
    let form = Form::button(desk.at(Spot::EditRound(id.to_owned())), "save", desk.s("save")).with("version", version);
    let mut form = with_facts(desk, form, &shown);
    for timing in desk.office.timings(me, round, desk.lang()).await? {
        let days = shown.deadlines.get(&timing.id).cloned().unwrap_or_else(|| timing.days.to_string());
        let label = desk.with("field-deadline", "name", &timing.name);
        form =
            form.field(Field::new(format!("deadline-{}", timing.id), label, FieldKind::Number).value(days).optional());
    }
    sheet.blocks.push(Block::Form(form.noted(desk.note("round"))));
    Ok(sheet)
}

fn with_facts(desk: &Desk, mut form: Form, facts: &RoundForm) -> Form {
    form = form.field(
        Field::text("title", desk.s("field-round-title")).hint(desk.s("field-round-title-hint")).value(&facts.title),
    );
    for track in Track::ALL {
        let ticked = facts.tracks.iter().any(|code| code == track.code());
        form = form.field(
            Field::new(
                format!("track-{}", track.code()),
                desk.s(&format!("field-track-{}", track.code())),
                FieldKind::Check,
            )
            .value(if ticked { "yes" } else { "" })
            .optional(),
        );
    }
    for (field, _) in Calendar::default().days() {
        let value = facts.days.get(field).cloned().unwrap_or_default();
        form = form.field(
            Field::new(format!("day-{field}"), desk.s(&format!("field-{field}")), FieldKind::Input("date"))
                .value(value)
                .optional(),
        );
    }
    form.field(Field::new("fee", desk.s("field-fee"), FieldKind::Number).value(&facts.fee).optional()).field(
        Field::new("invitation", desk.s("field-invitation"), FieldKind::Lines(8))
            .hint(desk.s("field-invitation-hint"))
            .value(&facts.invitation)
            .optional(),
    )
}

fn read(sent: &Sent) -> RoundForm {
    let get = |name: &str| sent.get(name).to_owned();
    let tracks = sent.beginning("track-").into_iter().filter(|(_, value)| value == "yes").map(|(code, _)| code);
    let map = |prefix: &str| -> BTreeMap<String, String> { sent.beginning(prefix).into_iter().collect() };
    RoundForm {
        title: get("title"),
        model: get("model"),
        tracks: tracks.collect(),
        days: map("day-"),
        fee: get("fee"),
        invitation: get("invitation"),
        deadlines: map("deadline-"),
    }
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    match (&desk.spot, sent.get("act")) {
        (Spot::NewRound, _) => {
            let organiser = sent.get("organiser").parse().map_err(|_| Trouble::Missing("organisation"))?;
            let id = office.add_round(me, organiser, &read(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Round(id.to_string()), "added")))
        }
        (Spot::EditRound(id), _) => {
            office.edit_round(me, read_id(id)?, sent.number("version"), &read(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Round(id.clone()), "changed")))
        }
        (Spot::Round(id), "move") => {
            office.move_round(me, read_id(id)?, sent.number("version"), sent.get("to")).await?;
            Ok(Reply::To(desk.at_done(Spot::Round(id.clone()), "round-moved")))
        }
        (Spot::Round(id), "take-in") => {
            let get = |name: &str| sent.get(name).to_owned();
            let joining = Joining {
                organisation: get("organisation"),
                capacity: get("capacity"),
                from: get("from"),
                replaces: get("replaces"),
            };
            office.take_in(me, read_id(id)?, &joining).await?;
            Ok(Reply::To(desk.at_done(Spot::Round(id.clone()), "taken-in")))
        }
        _ => Err(Trouble::Nothing),
    }
}
