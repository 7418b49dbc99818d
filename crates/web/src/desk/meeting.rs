//! Meetings: the list, and the page of one: when and where, which times suit, who comes, what is handed
//! in, what came of it.

use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::words::Words;
use office::{
    Count, MeetingLine, MeetingView, PointLine, RegistrationForm, SlotForm, Trouble, day_said, slot_said, time_said,
};
use programme::{Comes, DocumentId, MeetingId, MeetingState, OrganisationId, PersonId, Suits, Track};

/// Reads the id in an address.
pub fn read_meeting(id: &str) -> Result<MeetingId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// Meetings one after the other; nothing where there are none.
pub fn table(desk: &Desk, meetings: &[MeetingLine]) -> Vec<Block> {
    if meetings.is_empty() {
        return Vec::new();
    }
    let rows = meetings.iter().map(|it| {
        let group = it.group.as_ref().map(|(_, name)| name.as_str());
        // Everybody's needs no word.
        let for_some = group.is_some() || it.track.is_some();
        let under = if for_some { for_whom(desk, group, it.track) } else { String::new() };
        let when = match it.when {
            Some(slot) => slot_said(&slot, desk.lang()),
            None => it
                .answer_by
                .map(|day| desk.with("meeting-answer-by", "day", day_said(day, desk.lang())))
                .unwrap_or_default(),
        };
        let host = if it.host.is_empty() { String::new() } else { desk.with("meeting-host", "name", &it.host) };
        let place = if it.place.is_empty() { Cell::Text(host) } else { Cell::Two(it.place.clone(), host) };
        let state = desk.pair(it.state.title());
        let state = match (it.late, it.missing) {
            (true, 0) => Cell::Mark(desk.with("meeting-late", "state", state)),
            (true, n) => Cell::Mark(Words(desk.lang()).count("meeting-missing", n)),
            (false, _) => Cell::Text(state),
        };
        vec![
            Cell::LinkTwo(desk.at(Spot::Meeting(it.id.to_string())), it.title.clone(), under),
            Cell::Text(when),
            place,
            state,
            Cell::Text(you(desk, it)),
        ]
    });
    vec![Block::Rows(Rows {
        caption: desk.s("meetings"),
        heads: ["head-meeting", "head-when", "head-place", "head-meeting-state", "head-you"]
            .map(|key| desk.s(key))
            .into(),
        rows: rows.collect(),
    })]
}

/// Whether the reader comes; of what has been, whether they were there, or what they had said.
fn you(desk: &Desk, it: &MeetingLine) -> String {
    match (it.begun, it.attended, it.mine) {
        (true, Some(true), _) => desk.s("you-were-there"),
        (true, Some(false), _) => desk.s("you-were-not"),
        (true, None, Some(Comes::InRoom | Comes::Remote)) => desk.s("you-registered"),
        (true, None, Some(Comes::No)) => desk.s("you-declined"),
        (false, _, Some(comes)) => desk.pair(comes.title()),
        (_, _, None) => String::new(),
    }
}

/// Those a meeting is for: a group, everybody in the round, or those of one track.
pub fn for_whom(desk: &Desk, group: Option<&str>, track: Option<Track>) -> String {
    match (group, track) {
        (Some(name), _) => name.to_owned(),
        (None, Some(track)) => desk.with("meeting-for-track", "track", desk.pair(track.title())),
        (None, None) => desk.s("meeting-for-round"),
    }
}

/// The way up from a meeting: its round, its group.
pub fn crumbs(desk: &Desk, view: &MeetingView) -> Vec<(String, String)> {
    let mut crumbs = vec![(desk.at(Spot::Round(view.round.to_string())), view.round_title.clone())];
    if let Some((id, name)) = &view.group {
        crumbs.push((desk.at(Spot::Group(id.to_string())), name.clone()));
    }
    crumbs
}

/// Who sees what is everybody's who is there.
pub fn seen(desk: &Desk, of_group: bool) -> String {
    desk.s(if of_group { "seen-group" } else { "seen-meeting-round" })
}

/// The page of one.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.meeting(desk.me()?, read_meeting(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(view.title.clone());
    sheet.crumbs = crumbs(desk, &view);
    sheet.seen = seen(desk, view.group.is_some());
    sheet.lead = standing(desk, &view);
    let blocks = &mut sheet.blocks;
    blocks.push(Block::Facts(facts(desk, &view)));
    blocks.push(Block::Links(links(desk, id, &view)));
    if !view.invitation.is_empty() {
        blocks.push(Block::Lines(view.invitation.clone()));
    }
    poll(desk, id, &view, sent, blocks);
    registration(desk, id, &view, sent, blocks);
    agenda(desk, &view, blocks);
    material(desk, id, &view, blocks);
    outcome(desk, id, &view, blocks);
    people(desk, &view, blocks);
    afterwards(desk, id, &view, blocks);
    Ok(sheet)
}

/// Where the meeting is on its way, in a sentence.
fn standing(desk: &Desk, view: &MeetingView) -> String {
    let when = view.when.map(|slot| slot_said(&slot, desk.lang())).unwrap_or_default();
    match view.state {
        MeetingState::Poll => match view.answer_by {
            Some(day) => desk.with("meeting-poll-until", "day", day_said(day, desk.lang())),
            None => desk.s("meeting-poll"),
        },
        MeetingState::Fixed | MeetingState::Held => when,
        MeetingState::Cancelled => desk.with("meeting-cancelled", "why", view.why.as_deref().unwrap_or_default()),
    }
}

fn facts(desk: &Desk, view: &MeetingView) -> Vec<(String, String)> {
    let mut facts = vec![
        (desk.s("head-meeting-state"), desk.pair(view.state.title())),
        (desk.s("field-occasion"), view.occasion_title.clone()),
    ];
    let group = view.group.as_ref().map(|(_, name)| name.as_str());
    facts.push((desk.s("meeting-for"), for_whom(desk, group, view.track)));
    if let (MeetingState::Cancelled, Some(slot)) = (view.state, view.when) {
        facts.push((desk.s("meeting-was"), slot_said(&slot, desk.lang())));
    }
    let mut fact = |key: &str, text: &str| {
        if !text.is_empty() {
            facts.push((desk.s(key), text.to_owned()));
        }
    };
    fact("field-place", &view.place);
    fact("field-host", view.host.as_ref().map_or("", |(_, name)| name));
    fact("field-pays", &view.pays);
    facts
}

fn links(desk: &Desk, id: &str, view: &MeetingView) -> Vec<(String, String)> {
    let mut links = Vec::new();
    if !view.link.is_empty() {
        links.push((view.link.clone(), desk.s("meeting-link")));
    }
    if view.when.is_some() {
        links.push((desk.at(Spot::MeetingFile(id.to_owned())), desk.s("meeting-file")));
    }
    if view.may_plan {
        links.push((desk.at(Spot::EditMeeting(id.to_owned())), desk.s("meeting-edit")));
    }
    if let Some((group, _)) = &view.group {
        links.push((desk.at(Spot::Beside(group.to_string())), desk.s("beside")));
    }
    if view.may_see_history {
        links.push((desk.at(Spot::History(id.to_owned())), desk.s("history")));
    }
    if let Some((previous, title)) = &view.previous {
        links.push((desk.at(Spot::Meeting(previous.to_string())), desk.with("meeting-previous", "title", title)));
    }
    if let Some((next, title)) = &view.next {
        links.push((desk.at(Spot::Meeting(next.to_string())), desk.with("meeting-next", "title", title)));
    }
    links
}

/// Which times suit: one's own answers, everybody's, and the day to set.
fn poll(desk: &Desk, id: &str, view: &MeetingView, sent: &Sent, blocks: &mut Vec<Block>) {
    if view.state != MeetingState::Poll {
        return;
    }
    let here = desk.at(Spot::Meeting(id.to_owned()));
    blocks.push(Block::Heading("times", desk.s("poll")));
    if view.may_join {
        let mut form = Form::button(&here, "answer", desk.s("poll-send"));
        for time in &view.asked {
            let name = format!("suits-{}", time.code);
            let said = view.my_answers.get(&time.code).map_or("", |suits| suits.code());
            let value = if sent.get("act") == "answer" { sent.get(&name) } else { said };
            let mut choices = vec![(String::new(), desk.s("poll-unsaid"))];
            choices.extend(Suits::ALL.map(|suits| (suits.code().to_owned(), desk.pair(suits.title()))));
            let label = slot_said(&time.slot, desk.lang());
            form = form.field(Field::new(name.clone(), label, FieldKind::Choice(choices)).value(value).optional());
        }
        blocks.push(Block::Form(form.noted(desk.note("poll_answer"))));
    }
    let rows = view.asked.iter().map(|time| {
        let slot = slot_said(&time.slot, desk.lang());
        let name = if time.best { Cell::Two(slot.clone(), desk.s("poll-best")) } else { Cell::Text(slot.clone()) };
        let mut cells = vec![name];
        cells.extend([time.yes, time.maybe, time.no].map(|n| Cell::Whole(n.to_string())));
        if view.may_plan {
            let SlotForm { date, start, end, last } = SlotForm::of(&time.slot);
            let set = Form::button(&here, "set-day", desk.s("poll-set"))
                .keyed(&time.code)
                .with("version", view.version)
                .with("date", date)
                .with("start", start)
                .with("end", end)
                .with("last", last)
                .back()
                .aloud(desk.with("poll-set-name", "time", slot));
            cells.push(Cell::Acts(Vec::new(), vec![set]));
        }
        cells
    });
    let mut heads: Vec<String> = ["head-when", "suits-yes", "suits-maybe", "suits-no"].map(|key| desk.s(key)).into();
    if view.may_plan {
        heads.push(desk.s("head-do"));
    }
    blocks.push(Block::Rows(Rows { caption: desk.s("poll-sum"), heads, rows: rows.collect() }));
    if !view.answers.is_empty() {
        blocks.push(answers(desk, view));
    }
}

fn answers(desk: &Desk, view: &MeetingView) -> Block {
    let mut heads = vec![desk.s("head-name")];
    heads.extend(view.asked.iter().map(|time| slot_said(&time.slot, desk.lang())));
    let rows =
        view.answers.iter().map(|line| {
            let mut cells = vec![Cell::Text(line.name.clone())];
            cells.extend(line.suits.iter().map(|suits| {
                Cell::Text(suits.map_or_else(|| desk.s("poll-unsaid"), |suits| desk.pair(suits.title())))
            }));
            cells
        });
    Block::Rows(Rows { caption: desk.s("poll-everybody"), heads, rows: rows.collect() })
}

/// Whether one comes, and what one needs.
fn registration(desk: &Desk, id: &str, view: &MeetingView, sent: &Sent, blocks: &mut Vec<Block>) {
    if !matches!(view.state, MeetingState::Fixed) || !view.may_join {
        return;
    }
    blocks.push(Block::Heading("register", desk.s("register")));
    let shown =
        if sent.get("act") == "register" { read_registration(sent) } else { view.mine.clone().unwrap_or_default() };
    blocks.push(Block::Text(desk.s(if view.mine.is_some() { "register-done" } else { "register-lead" })));
    let choices = Comes::ALL.map(|comes| (comes.code().to_owned(), desk.s(&format!("comes-{}", comes.code())))).into();
    let check = |name: &'static str, label: &str, ticked: bool| {
        Field::new(name, desk.s(label), FieldKind::Check).value(if ticked { "yes" } else { "" }).optional()
    };
    let form = Form::button(desk.at(Spot::Meeting(id.to_owned())), "register", desk.s("save"))
        .field(Field::new("comes", desk.s("field-comes"), FieldKind::Choice(choices)).value(&shown.comes))
        .part(desk.s("needs"), desk.s("needs-lead"))
        .field(check("hearing_loop", "field-hearing-loop", shown.hearing_loop))
        .field(check("wheelchair", "field-wheelchair", shown.wheelchair))
        .field(Field::text("diet", desk.s("field-diet")).value(&shown.diet).optional())
        .field(Field::text("other", desk.s("field-other")).value(&shown.other).optional())
        .noted(format!("{} {}", desk.note("needs"), desk.note("registration")));
    blocks.push(Block::Form(form));
}

fn read_registration(sent: &Sent) -> RegistrationForm {
    RegistrationForm {
        comes: sent.get("comes").into(),
        hearing_loop: sent.ticked("hearing_loop"),
        wheelchair: sent.ticked("wheelchair"),
        diet: sent.get("diet").into(),
        other: sent.get("other").into(),
    }
}

fn agenda(desk: &Desk, view: &MeetingView, blocks: &mut Vec<Block>) {
    if view.agenda.is_empty() {
        return;
    }
    blocks.push(Block::Heading("agenda", desk.s("field-agenda")));
    let timed = view.agenda.iter().any(|line| line.at.is_some());
    let rows = view.agenda.iter().map(|line| {
        let minutes =
            if line.minutes == 0 { String::new() } else { desk.with("minutes-long", "n", line.minutes.to_string()) };
        let mut cells = vec![Cell::Text(line.title.clone())];
        if timed {
            cells.push(Cell::Whole(line.at.map(time_said).unwrap_or_default()));
        }
        cells.push(Cell::Whole(minutes));
        cells.push(Cell::Text(line.leader.clone()));
        cells
    });
    let mut heads = vec![desk.s("head-point")];
    if timed {
        heads.push(desk.s("head-time"));
    }
    heads.extend([desk.s("head-minutes"), desk.s("head-leader")]);
    blocks.push(Block::Rows(Rows { caption: desk.s("field-agenda"), heads, rows: rows.collect() }));
    if let Some(over) = view.over {
        blocks.push(Block::Quiet(desk.count("agenda-over", usize::try_from(over).unwrap_or_default())));
    }
}

/// What is handed in before, and the material of who arranges it.
fn material(desk: &Desk, id: &str, view: &MeetingView, blocks: &mut Vec<Block>) {
    let here = desk.at(Spot::Meeting(id.to_owned()));
    if !view.hand_ins.is_empty() {
        blocks.push(Block::Heading("hand-in", desk.s("hand-in")));
        blocks.push(Block::Points(view.dues.iter().map(|due| said_due(desk, due)).collect()));
        if view.hand_ins.iter().any(|line| line.may) {
            blocks.push(Block::Quiet(desk.note("hand_in")));
        }
        let name = |deadline: &str| {
            view.dues
                .iter()
                .find(|due| due.deadline == deadline)
                .map(|due| due.name.get(model_lang(desk)).to_owned())
                .unwrap_or_default()
        };
        let rows = view.hand_ins.iter().map(|line| {
            let what = name(&line.deadline);
            let file = match &line.document {
                Some((document, name)) => Cell::Link(desk.at(Spot::File(document.to_string())), name.clone()),
                None => Cell::Text(String::new()),
            };
            let status = match (line.on, line.late) {
                (Some(on), false) => Cell::Text(desk.with("handed-in-on", "day", on.to_string())),
                (Some(on), true) => Cell::Mark(desk.with("handed-in-late", "day", on.to_string())),
                (None, true) => Cell::Mark(desk.s("hand-in-missing")),
                (None, false) => Cell::Text(desk.s("hand-in-not-yet")),
            };
            let hand_in = line.may.then(|| {
                let key = if line.on.is_some() { "hand-in-anew" } else { "hand-in-go" };
                Form::button(&here, "hand-in", desk.s(key))
                    .keyed(format!("{}-{}", line.organisation, line.deadline))
                    .with("organisation", line.organisation)
                    .with("deadline", &line.deadline)
                    .field(Field::new("file", desk.s("field-file"), FieldKind::File).hint(desk.s("field-file-shown")))
                    .back()
                    .aloud(desk.with2(&format!("{key}-name"), ("what", &what), ("name", &line.place)))
            });
            vec![
                Cell::Two(line.place.clone(), what.clone()),
                file,
                status,
                Cell::Acts(Vec::new(), hand_in.into_iter().collect()),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("hand-in"),
            heads: ["head-organisation", "head-file", "head-handed-in", "head-do"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if view.materials.is_empty() && !view.may_plan {
        return;
    }
    blocks.push(Block::Heading("material", desk.s("material")));
    if view.materials.is_empty() {
        blocks.push(Block::Text(desk.s("material-none")));
    } else {
        let rows = view.materials.iter().map(|file| {
            let remove = file.may_remove.then(|| {
                Form::button(&here, "remove-material", desk.s("remove"))
                    .keyed(file.id)
                    .with("file", file.id)
                    .with("version", file.version)
                    .back()
                    .aloud(desk.with("remove-name", "name", &file.name))
            });
            vec![
                Cell::Link(desk.at(Spot::File(file.id.to_string())), file.name.clone()),
                Cell::Text(file.place.clone()),
                Cell::Acts(Vec::new(), remove.into_iter().collect()),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("material"),
            heads: ["head-file", "head-organisation", "head-do"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if view.may_plan {
        blocks.push(Block::Form(
            Form::button(&here, "material", desk.s("attach"))
                .field(Field::new("file", desk.s("field-file"), FieldKind::File).hint(desk.s("field-file-shown")))
                .noted(desk.note("document"))
                .back(),
        ));
    }
}

fn said_due(desk: &Desk, due: &office::Due) -> String {
    let name = due.name.get(model_lang(desk));
    match due.on {
        Some(on) => desk.with2("hand-in-by", ("name", name), ("day", &day_said(on, desk.lang()))),
        None => desk.with("hand-in-some-day", "name", name),
    }
}

fn model_lang(desk: &Desk) -> method::Lang {
    desk.lang().pick(method::Lang::Sv, method::Lang::En)
}

/// What came of it, and what is still open from before.
fn outcome(desk: &Desk, id: &str, view: &MeetingView, blocks: &mut Vec<Block>) {
    let notes = desk.at(Spot::Minutes(id.to_owned()));
    if !view.carried.is_empty() {
        blocks.push(Block::Heading("carried", desk.s("carried-over")));
        blocks.push(Block::Text(desk.s("carried-over-lead")));
        blocks.push(points(desk, &notes, &view.carried, &desk.s("carried-over")));
    }
    if view.has_minutes || view.may_write || !view.points.is_empty() {
        blocks.push(Block::Heading("notes", desk.s("notes")));
        if !view.points.is_empty() {
            blocks.push(points(desk, &notes, &view.points, &desk.s("points")));
        }
        let key = match (view.has_minutes, view.may_write) {
            (true, _) => "notes-read",
            (false, true) => "notes-write",
            (false, false) => "notes-page",
        };
        if view.has_minutes || view.may_write {
            blocks.push(Block::Links(vec![(notes, desk.s(key))]));
        }
    }
}

/// Decisions and tasks; ticking goes to the page `to`.
pub fn points(desk: &Desk, to: &str, points: &[PointLine], caption: &str) -> Block {
    let rows = points.iter().map(|point| {
        let who = point.organisation.as_ref().map_or_else(
            || if point.kind == programme::PointKind::Task { desk.s("point-all") } else { String::new() },
            |(_, name)| name.clone(),
        );
        let by = point.by.map(|by| by.to_string()).unwrap_or_default();
        let by = match point.done {
            Some(done) => Cell::Text(desk.with("point-done-on", "day", done.to_string())),
            None if point.late => Cell::Mark(desk.with("point-late", "day", by)),
            None => Cell::Whole(by),
        };
        let act = |act: &'static str, key: &str| {
            Form::button(to, act, desk.s(key))
                .keyed(point.id)
                .with("point", point.id)
                .with("version", point.version)
                .back()
                .aloud(format!("{}: {}", desk.s(key), point.text))
        };
        let mut acts = Vec::new();
        if point.may_tick {
            acts.push(if point.done.is_some() { act("undone", "point-undone") } else { act("done", "point-done") });
        }
        if point.may_remove {
            acts.push(act("remove-point", "remove"));
        }
        vec![
            Cell::Two(point.text.clone(), desk.pair(point.kind.title())),
            Cell::Text(who),
            by,
            Cell::Acts(Vec::new(), acts),
        ]
    });
    Block::Rows(Rows {
        caption: caption.to_owned(),
        heads: ["head-what", "head-who", "head-by", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// Who comes, or was there; for the host what they need.
fn people(desk: &Desk, view: &MeetingView, blocks: &mut Vec<Block>) {
    if !matches!(view.state, MeetingState::Fixed | MeetingState::Held) {
        return;
    }
    blocks.push(Block::Heading("people", desk.s("meeting-people")));
    blocks.push(Block::Facts(count_facts(desk, &view.counts, view.begun)));
    if view.people.is_empty() {
        blocks.push(counts(desk, view));
    } else {
        let rows = view.people.iter().map(|it| {
            let comes = it.comes.map_or_else(|| desk.s("comes-unsaid"), |comes| desk.pair(comes.title()));
            let comes = match it.attended {
                Some(true) => desk.s("was-there"),
                Some(false) => desk.s("was-not-there"),
                None => comes,
            };
            vec![
                Cell::Text(if it.name.is_empty() { desk.s("person-erased") } else { it.name.clone() }),
                Cell::Text(it.place.clone()),
                Cell::Text(desk.pair(it.role.title())),
                Cell::Text(comes),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("meeting-people"),
            heads: ["head-name", "head-organisation", "head-role", "head-comes"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if view.sees_needs && view.state == MeetingState::Fixed {
        blocks.push(Block::Heading("needs", desk.s("needs-of-all")));
        if view.needs.is_empty() {
            blocks.push(Block::Text(desk.s("needs-none")));
            return;
        }
        blocks.push(Block::Quiet(desk.s("needs-seen")));
        let rows = view.needs.iter().map(|it| {
            let mut needs = Vec::new();
            if it.hearing_loop {
                needs.push(desk.s("field-hearing-loop"));
            }
            if it.wheelchair {
                needs.push(desk.s("field-wheelchair"));
            }
            vec![
                Cell::Text(it.name.clone()),
                Cell::Text(needs.join(", ")),
                Cell::Text(it.diet.clone()),
                Cell::Text(it.other.clone()),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("needs-of-all"),
            heads: ["head-name", "head-access", "head-diet", "head-other"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
}

fn count_facts(desk: &Desk, count: &Count, begun: bool) -> Vec<(String, String)> {
    let mut facts = vec![
        (desk.s("count-called"), count.called.to_string()),
        (desk.s("count-in-room"), count.in_room.to_string()),
        (desk.s("count-remote"), count.remote.to_string()),
        (desk.s("count-no"), count.no.to_string()),
        (desk.s("count-silent"), count.silent.to_string()),
    ];
    if begun {
        facts.push((desk.s("count-attended"), count.attended.to_string()));
    }
    facts
}

/// Of a round's meeting: how many of each role.
fn counts(desk: &Desk, view: &MeetingView) -> Block {
    let rows = view.by_role.iter().map(|(role, count)| {
        let mut cells = vec![Cell::Text(desk.pair(role.title()))];
        let numbers = [count.called, count.in_room, count.remote, count.no, count.attended];
        cells.extend(numbers.map(|n| Cell::Whole(n.to_string())));
        cells
    });
    Block::Rows(Rows {
        caption: desk.s("meeting-people"),
        heads: ["head-role", "count-called", "count-in-room", "count-remote", "count-no", "count-attended"]
            .map(|key| desk.s(key))
            .into(),
        rows: rows.collect(),
    })
}

/// Once it has begun: who was there, that it has been, what people thought.
fn afterwards(desk: &Desk, id: &str, view: &MeetingView, blocks: &mut Vec<Block>) {
    if !view.begun || !matches!(view.state, MeetingState::Fixed | MeetingState::Held) {
        return;
    }
    let here = desk.at(Spot::Meeting(id.to_owned()));
    if view.may_plan {
        blocks.push(Block::Heading("attendance", desk.s("attendance")));
        let mut form = Form::button(&here, "attend", desk.s("attendance-save")).back();
        for it in view.people.iter().filter(|it| !it.name.is_empty()) {
            // Until somebody has noted who was there, those who said they would come are ticked.
            let there = it.attended.unwrap_or(matches!(it.comes, Some(Comes::InRoom | Comes::Remote)));
            let label = format!("{}, {}", it.name, it.place);
            let field = Field::new(format!("there-{}", it.person), label, FieldKind::Check);
            form = form.field(field.value(if there { "yes" } else { "" }).optional());
        }
        blocks.push(Block::Form(form));
        if view.state == MeetingState::Fixed {
            blocks.push(Block::Form(Form::button(&here, "hold", desk.s("meeting-hold")).with("version", view.version)));
        }
    }
    if view.may_give_feedback || view.sees_feedback {
        blocks.push(Block::Heading("feedback", desk.s("feedback")));
        let key = if view.may_give_feedback { "feedback-give" } else { "feedback-read" };
        blocks.push(Block::Links(vec![(desk.at(Spot::Feedback(id.to_owned())), desk.s(key))]));
    }
}

/// What the forms of the page ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let Spot::Meeting(address) = &desk.spot else { return Err(Trouble::Nothing) };
    let id = read_meeting(address)?;
    let done = |said| Ok(Reply::To(desk.at_done(Spot::Meeting(address.clone()), said)));
    match sent.get("act") {
        "answer" => {
            let mut answers = sent.beginning("suits-");
            answers.retain(|(_, said)| !said.is_empty());
            office.answer_poll(me, id, &answers).await?;
            done("answered")
        }
        "set-day" => {
            office.set_day(me, id, sent.number("version"), &read_slot(sent, "")).await?;
            done("day-set")
        }
        "register" => {
            office.register(me, id, &read_registration(sent)).await?;
            done("registered")
        }
        "attend" => {
            let ticked = sent.beginning("there-").into_iter().filter(|(_, value)| value == "yes");
            let people = ticked.filter_map(|(person, _)| person.parse::<PersonId>().ok()).collect();
            office.note_attendance(me, id, &people).await?;
            done("attended")
        }
        "hold" => {
            office.hold_meeting(me, id, sent.number("version")).await?;
            done("held")
        }
        "hand-in" => {
            let organisation: OrganisationId =
                sent.get("organisation").parse().map_err(|_| Trouble::Missing("organisation"))?;
            let (name, bytes) = sent.file.as_ref().ok_or(Trouble::Missing("file"))?;
            office.hand_in(me, id, organisation, sent.get("deadline"), (name, bytes)).await?;
            done("handed-in")
        }
        "material" => {
            let (name, bytes) = sent.file.as_ref().ok_or(Trouble::Missing("file"))?;
            office.attach_material(me, id, (name, bytes)).await?;
            done("added")
        }
        "remove-material" => {
            let file: DocumentId = sent.get("file").parse().map_err(|_| Trouble::Nothing)?;
            office.remove_document(me, file, sent.number("version")).await?;
            Ok(Reply::To(desk.at_done(Spot::History(file.to_string()), "removed")))
        }
        _ => Err(Trouble::Nothing),
    }
}

/// A time of a form: its fields begin with `prefix`.
pub fn read_slot(sent: &Sent, prefix: &str) -> SlotForm {
    let get = |name: &str| sent.get(&format!("{prefix}{name}")).to_owned();
    SlotForm { date: get("date"), start: get("start"), end: get("end"), last: get("last") }
}

/// The fields of a time.
pub fn slot_fields(desk: &Desk, mut form: Form, prefix: &str, shown: &SlotForm, required: bool) -> Form {
    for (name, label, kind, value, needed) in [
        ("date", "field-date", "date", &shown.date, required),
        ("start", "field-start", "time", &shown.start, required),
        ("end", "field-end", "time", &shown.end, required),
        ("last", "field-last", "date", &shown.last, false),
    ] {
        let mut field = Field::new(format!("{prefix}{name}"), desk.s(label), FieldKind::Input(kind)).value(value);
        if !needed {
            field = field.optional();
        }
        if name == "last" {
            field = field.hint(desk.s("field-last-hint"));
        }
        form = form.field(field);
    }
    form
}
