//! Groups: the page of one, where its meetings are, and setting one by hand.

use super::form::Sent;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{GroupForm, GroupView, RoundView, Trouble};
use programme::{Capacity, GroupId};

fn read_group(id: &str) -> Result<GroupId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// So many places a form has at least, for who comes to take.
const PLACES: [(Capacity, &str, usize); 3] =
    [(Capacity::Participant, "participant", 3), (Capacity::Mentor, "mentor", 2), (Capacity::Support, "support", 1)];

/// The page of one.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let view = desk.office.group(me, read_group(id)?).await?;
    let mut sheet = desk.sheet(view.name.clone());
    sheet.crumbs = vec![
        (desk.at(Spot::Rounds), desk.s("rounds")),
        (desk.at(Spot::Round(view.round.to_string())), view.round_title.clone()),
    ];
    sheet.lead = view.theme.clone().map(|theme| desk.with("group-theme", "theme", theme)).unwrap_or_default();
    sheet.seen = desk.s("seen-group");
    for misfit in &view.misfits {
        let text = desk.count(&format!("group-misfit-{}", misfit.capacity.code()), usize::from(misfit.least));
        sheet.blocks.push(Block::Quiet(text));
    }
    sheet.blocks.push(Block::Heading("meetings", desk.s("group-meetings")));
    let meetings = desk.office.meetings_of_group(me, view.id).await?;
    if meetings.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("group-meetings-none")));
    }
    sheet.blocks.extend(super::meeting::table(desk, &meetings));
    let mut links = vec![(desk.at(Spot::Beside(id.to_owned())), desk.s("beside"))];
    if view.may_plan {
        links.push((desk.at(Spot::NewGroupMeeting(id.to_owned())), desk.s("meeting-new")));
    }
    if view.may_manage {
        links.push((desk.at(Spot::EditGroup(id.to_owned())), desk.s("group-edit")));
    }
    links.extend(super::step::of_group(desk, &view));
    links.extend(super::assess::of_group(desk, &view).await?);
    sheet.blocks.push(Block::Links(links));
    if view.may_see_progress {
        super::progress::of_group(desk, &view, &mut sheet).await?;
    }
    sheet.blocks.extend(super::improve::of_group(desk, view.id, view.round).await?);
    sheet.blocks.push(Block::Heading("members", desk.s("group-members")));
    sheet.blocks.push(members(desk, &view));
    if !view.hosts.is_empty() {
        sheet.blocks.push(Block::Text(desk.with("group-hosts", "names", view.hosts.join(", "))));
    }
    Ok(sheet)
}

fn members(desk: &Desk, view: &GroupView) -> Block {
    let rows = view.members.iter().map(|it| {
        let time = match it.to {
            Some(to) => format!("{}–{to}", it.from),
            None => desk.with("since", "day", it.from.to_string()),
        };
        vec![
            Cell::Link(desk.at(Spot::Organisation(it.organisation.to_string())), it.name.clone()),
            Cell::Text(desk.pair(it.capacity.title())),
            Cell::Whole(time),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("group-members"),
        heads: ["head-organisation", "head-as", "head-time"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// A new one.
pub async fn new(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let round = desk.office.round_to_group(me, read_id(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.s("group-new"));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), round.body.title.clone())];
    sheet.lead = desk.s("group-new-lead");
    sheet.seen = desk.s("seen-round");
    let form = Form::button(desk.at(Spot::NewGroup(id.to_owned())), "add", desk.s("save"));
    sheet.blocks.push(Block::Form(fields(desk, form, &round, &read(sent)).noted(desk.note("group"))));
    Ok(sheet)
}

/// One, to be changed.
pub async fn edit(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let view = desk.office.group(me, read_group(id)?).await?;
    let round = desk.office.round_to_group(me, view.round, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("group-edit-title", "name", &view.name));
    sheet.crumbs = vec![(desk.at(Spot::Group(id.to_owned())), view.name.clone())];
    sheet.lead = desk.s("group-edit-lead");
    sheet.seen = desk.s("seen-round");
    // A removal that was refused leaves the group as it is saved.
    let shown = if sent.get("act") == "save" { read(sent) } else { saved(&view) };
    let here = desk.at(Spot::EditGroup(id.to_owned()));
    let form = Form::button(&here, "save", desk.s("save")).with("version", view.version);
    sheet.blocks.push(Block::Form(fields(desk, form, &round, &shown).noted(desk.note("group"))));
    sheet
        .blocks
        .push(Block::Form(Form::button(&here, "remove", desk.s("group-remove")).with("version", view.version).back()));
    Ok(sheet)
}

fn saved(view: &GroupView) -> GroupForm {
    let of = |capacity: Capacity| {
        let there = view.members.iter().filter(|it| it.capacity == capacity && it.today);
        there.map(|it| it.organisation.to_string()).collect()
    };
    GroupForm {
        name: view.name.clone(),
        theme: view.theme.clone().unwrap_or_default(),
        participants: of(Capacity::Participant),
        mentors: of(Capacity::Mentor),
        supports: of(Capacity::Support),
    }
}

fn fields(desk: &Desk, form: Form, round: &RoundView, shown: &GroupForm) -> Form {
    let mut form = form.field(Field::text("name", desk.s("field-group-name")).value(&shown.name)).field(
        Field::text("theme", desk.s("field-theme")).hint(desk.s("field-theme-hint")).value(&shown.theme).optional(),
    );
    for (capacity, name, places) in PLACES {
        let chosen = match capacity {
            Capacity::Participant => &shown.participants,
            Capacity::Mentor => &shown.mentors,
            Capacity::Support => &shown.supports,
        };
        let choices = choices(desk, round, capacity);
        for place in 0..places.max(chosen.len()) {
            let label = desk.with(&format!("field-group-{name}"), "n", (place + 1).to_string());
            form = form.field(
                Field::new(name, label, FieldKind::Choice(choices.clone()))
                    .nth(place)
                    .value(chosen.get(place).cloned().unwrap_or_default())
                    .optional(),
            );
        }
    }
    form
}

/// Participants of the round for their places; anybody else for the mentors'.
fn choices(desk: &Desk, round: &RoundView, capacity: Capacity) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), desk.s("nobody"))];
    let participant = |it: Capacity| it == Capacity::Participant;
    let there = round.participants.iter().filter(|it| it.today && participant(it.capacity) == participant(capacity));
    choices.extend(there.map(|it| (it.organisation.to_string(), it.name.clone())));
    if capacity != Capacity::Participant {
        choices.extend(round.others.iter().map(|(id, name)| (id.to_string(), name.clone())));
        choices[1..].sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
    }
    choices
}

fn read(sent: &Sent) -> GroupForm {
    GroupForm {
        name: sent.get("name").into(),
        theme: sent.get("theme").into(),
        participants: sent.all("participant"),
        mentors: sent.all("mentor"),
        supports: sent.all("support"),
    }
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    match (&desk.spot, sent.get("act")) {
        (Spot::NewGroup(id), _) => {
            let group = office.set_group(me, read_id(id)?, None, &read(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Group(group.to_string()), "group-saved")))
        }
        (Spot::EditGroup(id), "remove") => {
            let round = office.remove_group(me, read_group(id)?, sent.number("version")).await?;
            Ok(Reply::To(desk.at_done(Spot::Round(round.to_string()), "group-removed")))
        }
        (Spot::EditGroup(id), _) => {
            let group = read_group(id)?;
            let round = office.group(me, group).await?.round;
            office.set_group(me, round, Some((group, sent.number("version"))), &read(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Group(id.clone()), "group-saved")))
        }
        _ => Err(Trouble::Nothing),
    }
}
