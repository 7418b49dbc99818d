//! What is done with a proposal of groups: stopped, changed by hand, published. Its page is
//! `forming_proposal`.

use super::form::Sent;
use super::sheet::{Block, Field, FieldKind, Form};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{HandStep, ProposalView, PublishForm, Trouble, WayOut};
use programme::{FormingId, OrganisationId};

/// The id of a proposal in an address.
pub fn read_id(id: &str) -> Result<FormingId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

fn group_name(desk: &Desk, n: usize) -> String {
    desk.with("forming-group", "n", (n + 1).to_string())
}

fn groups(desk: &Desk, view: &ProposalView) -> Vec<(String, String)> {
    let name = |(n, it): (usize, &office::ProposedGroup)| {
        let members = it.members.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
        (n.to_string(), format!("{}: {members}", group_name(desk, n)))
    };
    view.groups.iter().enumerate().map(name).collect()
}

/// Changing one thing by hand: three small forms, folded away, and the way back.
pub fn by_hand(desk: &Desk, here: &str, view: &ProposalView, sent: &Sent, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("hand", desk.s("forming-hand")));
    blocks.push(Block::Text(desk.s("forming-hand-lead")));
    let mut members: Vec<(String, String)> = view
        .groups
        .iter()
        .flat_map(|it| &it.members)
        .chain(&view.unplaced)
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    members.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
    let open = |act: &str| sent.get("act") == act;
    let choice = |name: &'static str, key: &str, options: Vec<(String, String)>| {
        Field::new(name, desk.s(key), FieldKind::Choice(options)).value(sent.get(name))
    };
    let form = |act: &'static str, key: &str| Form::button(here, act, desk.s(key)).with("version", view.version);
    let mut to = groups(desk, view);
    to.push((view.groups.len().to_string(), desk.s("forming-own-group")));
    blocks.push(Block::FoldBegins(desk.s("forming-move"), open("move")));
    blocks.push(Block::Form(
        form("move", "forming-move-do").field(choice("who", "forming-who", members.clone())).field(choice(
            "to",
            "forming-to",
            to,
        )),
    ));
    blocks.push(Block::FoldEnds);
    blocks.push(Block::FoldBegins(desk.s("forming-swap"), open("swap")));
    blocks.push(Block::Form(
        form("swap", "forming-swap-do").field(choice("who", "forming-who", members.clone())).field(choice(
            "other",
            "forming-with",
            members,
        )),
    ));
    blocks.push(Block::FoldEnds);
    if !view.mentors.is_empty() {
        let mut mentors = vec![(String::new(), desk.s("nobody"))];
        mentors.extend(view.mentors.iter().map(|(id, name)| (id.to_string(), name.clone())));
        let capacities = vec![
            ("mentor".to_owned(), desk.s("forming-as-mentor")),
            ("support".to_owned(), desk.s("forming-as-support")),
        ];
        blocks.push(Block::FoldBegins(desk.s("forming-lead-other"), open("lead")));
        blocks.push(Block::Form(
            form("lead", "forming-lead-do")
                .field(choice("group", "forming-which", groups(desk, view)))
                .field(choice("as", "forming-as", capacities))
                .field(choice("who", "forming-leader", mentors).optional()),
        ));
        blocks.push(Block::FoldEnds);
    }
    if view.steps > 0 {
        let undo = desk.count("forming-undo", view.steps);
        blocks.push(Block::Form(Form::button(here, "undo", undo).with("version", view.version).back()));
    }
}

/// Publishing it.
pub fn publish(desk: &Desk, here: &str, view: &ProposalView, sent: &Sent, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("publish", desk.s("forming-publish")));
    blocks.push(Block::Text(desk.s(if view.posts { "forming-publish-lead" } else { "forming-publish-unsent" })));
    if !view.told.is_empty() {
        blocks.push(Block::FoldBegins(desk.count("forming-told", view.told.len()), false));
        blocks.push(Block::Points(
            view.told.iter().map(|(name, organisation)| format!("{name}, {organisation}")).collect(),
        ));
        blocks.push(Block::FoldEnds);
    }
    let refilled = sent.get("act") == "publish";
    let (names, themes) = (sent.all("name"), sent.all("theme"));
    let does = if view.posts { "forming-publish-do" } else { "forming-publish-only" };
    let mut form = Form::button(here, "publish", desk.s(does)).with("version", view.version);
    form = form.field(Field::new("", desk.s("forming-names"), FieldKind::FoldBegins(refilled)));
    for (n, group) in view.groups.iter().enumerate() {
        let said = |of: &[String], usual: String| if refilled { of.get(n).cloned().unwrap_or_default() } else { usual };
        let members = group.members.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
        let shared = view.reasons.as_ref().map(|it| it.themes(n).join(", ")).unwrap_or_default();
        form = form
            .field(Field::new("", group_name(desk, n), FieldKind::RowBegins))
            .field(
                Field::text("name", desk.s("field-group-name"))
                    .hint(members)
                    .value(said(&names, group_name(desk, n)))
                    .nth(n),
            )
            .field(Field::text("theme", desk.s("field-theme")).value(said(&themes, shared)).nth(n).optional())
            .field(Field::new("", "", FieldKind::RowEnds));
    }
    form = form.field(Field::new("", "", FieldKind::FoldEnds));
    if view.breaches > 0 {
        form = form.field(
            Field::new("why", desk.s("forming-why"), FieldKind::Lines(3))
                .hint(desk.count("forming-why-how", view.breaches))
                .value(sent.get("why")),
        );
    }
    blocks.push(Block::Form(form.noted(desk.note("forming"))));
}

fn organisation(sent: &Sent, name: &'static str) -> Result<OrganisationId, Trouble> {
    sent.get(name).parse().map_err(|_| Trouble::Missing("organisation"))
}

fn count(sent: &Sent, name: &'static str) -> Result<usize, Trouble> {
    sent.get(name).parse().map_err(|_| Trouble::Missing(name))
}

fn step(sent: &Sent) -> Result<HandStep, Trouble> {
    let maybe = || if sent.get("who").is_empty() { Ok(None) } else { organisation(sent, "who").map(Some) };
    match sent.get("act") {
        "move" => Ok(HandStep::Move { who: organisation(sent, "who")?, to: count(sent, "to")? }),
        "swap" => Ok(HandStep::Swap { one: organisation(sent, "who")?, other: organisation(sent, "other")? }),
        "lead" if sent.get("as") == "support" => {
            Ok(HandStep::Support { group: count(sent, "group")?, support: maybe()? })
        }
        "lead" => Ok(HandStep::Mentor { group: count(sent, "group")?, mentor: maybe()? }),
        _ => Err(Trouble::Nothing),
    }
}

/// What the forms of a proposal's page ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me, proposal) = (&desk.office, desk.me()?, read_id(id)?);
    let version = sent.number("version");
    let said = match sent.get("act") {
        "stop" => {
            office.stop_forming(me, proposal).await?;
            "forming-stopped"
        }
        "undo" => {
            office.undo_forming(me, proposal, version).await?;
            "forming-undone"
        }
        "relax" => {
            let way = match sent.get("nth") {
                "all" => WayOut::Together,
                _ => WayOut::One(count(sent, "nth")?),
            };
            let round = office.relax_forming(me, proposal, way).await?;
            return Ok(Reply::To(desk.at_done(Spot::Forming(round.to_string()), "forming-relaxed")));
        }
        "publish" => {
            let form = PublishForm { names: sent.all("name"), themes: sent.all("theme"), why: sent.get("why").into() };
            let (round, sent) = office.publish_forming(me, proposal, version, &form).await?;
            let said = if sent { "forming-published" } else { "forming-published-unsent" };
            return Ok(Reply::To(desk.at_done(Spot::Round(round.to_string()), said)));
        }
        _ => {
            office.step_forming(me, proposal, version, step(sent)?).await?;
            "forming-stepped"
        }
    };
    Ok(Reply::To(desk.at_done(Spot::Proposal(id.to_owned()), said)))
}
