//! Planning a meeting: a new one, one to be changed, its day, calling it off.

use super::form::Sent;
use super::meeting::{read_meeting, read_slot, seen, slot_fields};
use super::round::read_id;
use super::sheet::{Block, Field, FieldKind, Form, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{AgendaForm, MeetingForm, MeetingSheet, SlotForm, Trouble};
use programme::{GroupId, MeetingState, Track};

/// So many empty rows for more.
const MORE: usize = 3;
/// No form has more rows: what else comes is nobody's honest form.
const MOST: usize = 60;

fn read_group(id: &str) -> Result<GroupId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// A new meeting of everybody in a round.
pub async fn of_round(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let it = desk.office.new_meeting(desk.me()?, read_id(id)?, None, desk.lang()).await?;
    Ok(new(desk, Spot::NewMeeting(id.to_owned()), &it, sent))
}

/// A new meeting of a group.
pub async fn of_group(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let group = read_group(id)?;
    let round = desk.office.group(me, group).await?.round;
    let it = desk.office.new_meeting(me, round, Some(group), desk.lang()).await?;
    Ok(new(desk, Spot::NewGroupMeeting(id.to_owned()), &it, sent))
}

fn new(desk: &Desk, here: Spot, it: &MeetingSheet, sent: &Sent) -> Sheet {
    let mut sheet = frame(desk, it, desk.s("meeting-new"));
    sheet.lead = desk.s("meeting-new-lead");
    let shown = if sent.is_empty() { it.form.clone() } else { read(sent) };
    let form = Form::button(desk.at(here), "plan", desk.s("meeting-plan"));
    let form = details(desk, form, it, &shown);
    let form = times(desk, form, &shown);
    let form = agenda(desk, form, &shown);
    sheet.blocks.push(Block::Form(form.noted(desk.note("meeting"))));
    sheet
}

fn frame(desk: &Desk, it: &MeetingSheet, heading: String) -> Sheet {
    let mut sheet = desk.sheet(heading);
    sheet.crumbs = vec![(desk.at(Spot::Round(it.round.to_string())), it.round_title.clone())];
    if let Some((id, name)) = &it.group {
        sheet.crumbs.push((desk.at(Spot::Group(id.to_string())), name.clone()));
    }
    sheet.seen = seen(desk, it.group.is_some());
    sheet
}

/// A meeting, to be changed.
pub async fn edit(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let it = desk.office.planned_meeting(desk.me()?, read_meeting(id)?, desk.lang()).await?;
    let mut sheet = frame(desk, &it, desk.with("meeting-edit-title", "name", &it.form.title));
    sheet.crumbs.push((desk.at(Spot::Meeting(id.to_owned())), it.form.title.clone()));
    let here = desk.at(Spot::EditMeeting(id.to_owned()));
    let sent_as = |act: &str| sent.get("act") == act;
    let state = it.state.unwrap_or(MeetingState::Poll);
    if matches!(state, MeetingState::Poll | MeetingState::Fixed) {
        let shown = if sent_as("save") { read(sent) } else { it.form.clone() };
        let form = Form::button(&here, "save", desk.s("save")).with("version", it.version);
        let mut form = details(desk, form, &it, &shown);
        if state == MeetingState::Poll {
            form = times(desk, form, &shown);
        }
        let form = agenda(desk, form, &shown);
        sheet.blocks.push(Block::Form(form.noted(desk.note("meeting"))));
    }
    if matches!(state, MeetingState::Poll | MeetingState::Fixed | MeetingState::Cancelled) {
        sheet.blocks.push(Block::Heading("day", desk.s("meeting-day")));
        sheet.blocks.push(Block::Text(desk.s(if state == MeetingState::Cancelled {
            "meeting-revive"
        } else {
            "meeting-day-lead"
        })));
        let shown = if sent_as("set-day") { read_slot(sent, "") } else { SlotForm::default() };
        let form = Form::button(&here, "set-day", desk.s("poll-set")).with("version", it.version).back();
        sheet.blocks.push(Block::Form(slot_fields(desk, form, "", &shown, true)));
    }
    if matches!(state, MeetingState::Fixed | MeetingState::Cancelled) {
        sheet.blocks.push(Block::Heading("ask", desk.s("meeting-ask-again")));
        sheet.blocks.push(Block::Text(desk.s("meeting-ask-lead")));
        let shown = if sent_as("ask-again") { read(sent) } else { MeetingForm::default() };
        let form = Form::button(&here, "ask-again", desk.s("meeting-ask-go")).with("version", it.version).back();
        sheet.blocks.push(Block::Form(times(desk, form, &shown)));
    }
    if matches!(state, MeetingState::Poll | MeetingState::Fixed) {
        sheet.blocks.push(Block::Heading("cancel", desk.s("meeting-cancel")));
        sheet.blocks.push(Block::Form(
            Form::button(&here, "cancel", desk.s("meeting-cancel"))
                .with("version", it.version)
                .field(
                    Field::text("why", desk.s("field-why-cancelled"))
                        .hint(desk.s("field-why-cancelled-hint"))
                        .value(sent.get("why")),
                )
                .back(),
        ));
    }
    if state == MeetingState::Held {
        sheet.lead = desk.s("meeting-held-lead");
    }
    Ok(sheet)
}

/// What it is, where, who receives.
fn details(desk: &Desk, form: Form, it: &MeetingSheet, shown: &MeetingForm) -> Form {
    let mut hosts = vec![(String::new(), desk.s("nobody"))];
    hosts.extend(it.hosts.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let text =
        |name: &'static str, value: &str| Field::text(name, desk.s(&format!("field-{name}"))).value(value).optional();
    let form = form.field(
        Field::new("occasion", desk.s("field-occasion"), FieldKind::Choice(it.occasions.clone()))
            .value(&shown.occasion),
    );
    for_whom(desk, form, &it.tracks, &shown.track)
        .field(
            Field::text("title", desk.s("field-meeting-title"))
                .hint(desk.s("field-meeting-title-hint"))
                .value(&shown.title)
                .optional(),
        )
        .field(text("place", &shown.place).hint(desk.s("field-place-hint")))
        .field(text("link", &shown.link).hint(desk.s("field-link-hint")))
        .field(
            Field::new("host", desk.s("field-host"), FieldKind::Choice(hosts))
                .hint(desk.s("field-host-hint"))
                .value(&shown.host)
                .optional(),
        )
        .field(text("pays", &shown.pays))
        .field(
            Field::new("invitation", desk.s("field-meeting-invitation"), FieldKind::Lines(5))
                .hint(desk.s("field-meeting-invitation-hint"))
                .value(&shown.invitation)
                .optional(),
        )
}

/// Everybody in the round or those of one track, where there are several.
fn for_whom(desk: &Desk, form: Form, tracks: &[Track], chosen: &str) -> Form {
    if tracks.is_empty() {
        return form;
    }
    let mut choices = vec![(String::new(), desk.s("meeting-for-round"))];
    choices.extend(tracks.iter().map(|track| (track.code().to_owned(), desk.pair(track.title()))));
    form.field(Field::new("track", desk.s("meeting-for"), FieldKind::Choice(choices)).value(chosen).optional())
}

/// One row for each time and some for more.
fn times(desk: &Desk, form: Form, shown: &MeetingForm) -> Form {
    let mut form = form.part(desk.s("times"), desk.s("times-lead"));
    let rows = shown.slots.len() + MORE;
    for place in 0..rows.min(MOST) {
        if place > 0 {
            form = form.part(desk.with("time-nth", "n", (place + 1).to_string()), "");
        }
        let slot = shown.slots.get(place).cloned().unwrap_or_default();
        form = slot_fields(desk, form, &format!("time-{}-", place + 1), &slot, false);
    }
    form.part(desk.s("answer-by"), "").field(
        Field::new("answer_by", desk.s("field-answer-by"), FieldKind::Input("date"))
            .hint(desk.s("field-answer-by-hint"))
            .value(&shown.answer_by)
            .optional(),
    )
}

fn agenda(desk: &Desk, form: Form, shown: &MeetingForm) -> Form {
    let mut form = form.part(desk.s("field-agenda"), desk.s("agenda-lead"));
    let rows = shown.agenda.len() + MORE;
    for place in 0..rows.min(MOST) {
        let point = shown.agenda.get(place).cloned().unwrap_or_default();
        let n = (place + 1).to_string();
        let label = |key: &str| desk.with(key, "n", &n);
        let name = |what: &str| format!("item-{n}-{what}");
        form = form
            .field(Field::text(name("title"), label("agenda-title")).value(point.title).optional())
            .field(
                Field::new(name("minutes"), label("agenda-minutes"), FieldKind::Number).value(point.minutes).optional(),
            )
            .field(Field::text(name("leader"), label("agenda-leader")).value(point.leader).optional());
    }
    form
}

fn read(sent: &Sent) -> MeetingForm {
    let get = |name: &str| sent.get(name).to_owned();
    let slots = (1..=MOST).map(|n| read_slot(sent, &format!("time-{n}-"))).filter(|slot| *slot != SlotForm::default());
    let point = |n: usize| AgendaForm {
        title: get(&format!("item-{n}-title")),
        minutes: get(&format!("item-{n}-minutes")),
        leader: get(&format!("item-{n}-leader")),
    };
    MeetingForm {
        title: get("title"),
        occasion: get("occasion"),
        track: get("track"),
        slots: slots.collect(),
        answer_by: get("answer_by"),
        place: get("place"),
        link: get("link"),
        host: get("host"),
        pays: get("pays"),
        invitation: get("invitation"),
        agenda: (1..=MOST).map(point).filter(|point| *point != AgendaForm::default()).collect(),
    }
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let version = sent.number("version");
    match (&desk.spot, sent.get("act")) {
        (Spot::NewMeeting(id), _) => {
            let meeting = office.plan_meeting(me, read_id(id)?, None, &read(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Meeting(meeting.to_string()), "planned")))
        }
        (Spot::NewGroupMeeting(id), _) => {
            let group = read_group(id)?;
            let round = office.group(me, group).await?.round;
            let meeting = office.plan_meeting(me, round, Some(group), &read(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Meeting(meeting.to_string()), "planned")))
        }
        (Spot::EditMeeting(address), act) => {
            let id = read_meeting(address)?;
            let said = match act {
                "save" => {
                    office.edit_meeting(me, id, version, &read(sent)).await?;
                    "changed"
                }
                "set-day" => {
                    office.set_day(me, id, version, &read_slot(sent, "")).await?;
                    "day-set"
                }
                "ask-again" => {
                    let form = read(sent);
                    office.ask_again(me, id, version, &form.slots, &form.answer_by).await?;
                    "asked-again"
                }
                "cancel" => {
                    office.cancel_meeting(me, id, version, sent.get("why")).await?;
                    "cancelled"
                }
                _ => return Err(Trouble::Nothing),
            };
            Ok(Reply::To(desk.at_done(Spot::Meeting(address.clone()), said)))
        }
        _ => Err(Trouble::Nothing),
    }
}
