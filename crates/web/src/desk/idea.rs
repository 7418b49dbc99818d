//! The ideas of a round: written down, taken home from each other, and their families drawn and listed.

use super::form::Sent;
use super::improve::show_form;
use super::round::read_id;
use super::sheet::{Block, Branch, Cell, Field, FieldKind, Form, Rows, Sheet, Tree};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Place};
use charts::{Family, FamilyNode, Frame, Width};
use office::{FamilyIdea, IdeaBranch, IdeaForm, IdeaLine, IdeaOrigin, IdeaSource, IdeasView, Taker, Trouble};
use programme::{IdeaId, OrganisationId, RoundId};

fn read_idea(sent: &Sent) -> Result<IdeaId, Trouble> {
    sent.get("idea").parse().map_err(|_| Trouble::Nothing)
}

/// Whose an idea was, in a sentence.
pub fn origin_said(desk: &Desk, origin: &IdeaOrigin) -> String {
    match origin {
        IdeaOrigin::Own => desk.s("idea-own"),
        IdeaOrigin::Organisation { place, item: None, .. } => desk.with("idea-seen-with", "name", place),
        IdeaOrigin::Organisation { place, item: Some(item), .. } => {
            desk.with2("idea-seen-at", ("name", place), ("item", item))
        }
        IdeaOrigin::History { place, round_title, .. } => {
            desk.with2("idea-from-before", ("name", place), ("round", round_title))
        }
    }
}

/// The page.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.ideas(desk.visitor.as_ref(), read_id(id)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("ideas-of", "name", &view.round_title));
    sheet.crumbs = vec![
        (desk.at(Spot::Rounds), desk.s("rounds")),
        (desk.at(Spot::Round(id.to_owned())), view.round_title.clone()),
    ];
    sheet.lead = desk.s("ideas-lead");
    sheet.seen = desk.s(if desk.visitor.is_some() { "seen-ideas" } else { "seen-all" });
    let here = desk.at(Spot::Ideas(id.to_owned()));
    if view.lines.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("ideas-none")));
    } else {
        sheet.blocks.push(Block::Heading("ideas", desk.s("ideas")));
        sheet.blocks.push(lines(desk, &here, &view, sent));
    }
    if !view.family.is_empty() {
        sheet.blocks.push(Block::Heading("family", desk.s("idea-family")));
        sheet.blocks.push(Block::Text(desk.s("idea-family-lead")));
        sheet.blocks.push(Block::Chart(family(desk, &view.family)));
        sheet.blocks.push(Block::Tree(tree(desk, view.round, &view.family)));
    }
    if !view.mine.is_empty() {
        sheet.blocks.push(Block::Heading("add", desk.s("idea-add")));
        sheet.blocks.push(Block::Form(add_form(desk, &here, &view, sent)));
    }
    Ok(sheet)
}

/// Every idea with whose it was, what has come of it and what is to be done with it.
fn lines(desk: &Desk, here: &str, view: &IdeasView, sent: &Sent) -> Block {
    let rows = view.lines.iter().map(|line| {
        let origin = match &line.origin {
            IdeaOrigin::History { organisation, .. } => {
                let to = Asked::page(desk.lang(), Place::HistoryOrganisation(organisation.clone())).address();
                Cell::Link(to, origin_said(desk, &line.origin))
            }
            _ => Cell::Text(origin_said(desk, &line.origin)),
        };
        let tried = line.cards.iter().map(|(id, problem, state)| {
            let text = format!("{problem} ({})", desk.pair(state.title()));
            (Some(desk.at(Spot::Improvement(id.to_string()))), text)
        });
        vec![
            Cell::At(anchor(&line.id.to_string()), line.text.clone(), line.place.clone()),
            origin,
            Cell::List(tried.collect()),
            Cell::Text(desk.pair(line.visibility.who())),
            acts(desk, here, view, line, sent),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("ideas"),
        heads: ["head-idea", "head-whose", "head-tried", "head-seen-by", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// What can be done with an idea: one's own is changed, shown and taken away; others' are taken home.
fn acts(desk: &Desk, here: &str, view: &IdeasView, line: &IdeaLine, sent: &Sent) -> Cell {
    let name = format!("{}, {}", short(&line.text), line.place);
    let of =
        |form: Form, key: &str| form.keyed(line.id).with("idea", line.id).back().aloud(desk.with(key, "name", &name));
    let mine = |act: &str| sent.get("act") == act && sent.get("idea") == line.id.to_string();
    let text = |act: &str| if mine(act) { sent.get("text").to_owned() } else { line.text.clone() };
    let (mut links, mut forms) = (Vec::new(), Vec::new());
    if line.may_see_history {
        links.push((desk.at(Spot::History(line.id.to_string())), desk.s("history")));
    }
    if line.may_write {
        let edit = Form::button(here, "edit", desk.s("idea-edit"))
            .with("version", line.version)
            .field(Field::new("text", desk.s("field-idea"), FieldKind::Lines(3)).value(text("edit")))
            .open(mine("edit"));
        forms.push(of(edit, "idea-edit-name"));
    }
    if line.may_move {
        let show = show_form(desk, here, line.version, &view.levels, line.visibility).open(mine("show"));
        forms.push(of(show, "idea-show-name"));
    }
    // What is tried or taken home stays, so that one can see where that came from.
    if line.may_write && line.cards.is_empty() {
        let remove = Form::button(here, "remove", desk.s("remove")).with("version", line.version);
        forms.push(of(remove, "remove-name"));
    }
    let takers: Vec<Taker> = view.takers.iter().filter(|it| it.organisation != line.organisation).cloned().collect();
    if !line.may_write && !takers.is_empty() {
        forms.push(of(taking(desk, here, &takers, &text("take")).open(mine("take")), "idea-take-name"));
    }
    Cell::Acts(links, forms)
}

/// Where an idea stands on the page of a round's ideas.
pub fn at(desk: &Desk, round: RoundId, idea: &str) -> String {
    format!("{}#{}", desk.at(Spot::Ideas(round.to_string())), anchor(idea))
}

fn anchor(idea: &str) -> String {
    format!("idea-{idea}")
}

/// The beginning of an idea, for who hears a button or a link alone.
pub fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The form that takes something home: for which organisation and round, in which words.
pub fn taking(desk: &Desk, here: &str, takers: &[Taker], text: &str) -> Form {
    let value = |it: &Taker| format!("{}_{}", it.round, it.organisation);
    let form = Form::button(here, "take", desk.s("idea-take")).field(
        Field::new("text", desk.s("idea-words"), FieldKind::Lines(3)).hint(desk.s("idea-words-hint")).value(text),
    );
    let form = match takers {
        [one] => form.with("into", value(one)),
        several => {
            let choices = several.iter().map(|it| (value(it), format!("{}, {}", it.place, it.round_title))).collect();
            form.field(Field::new("into", desk.s("field-into"), FieldKind::Choice(choices)))
        }
    };
    form.noted(desk.note("idea"))
}

/// For which round and organisation something is taken home.
pub fn read_takers(sent: &Sent) -> Result<(RoundId, OrganisationId), Trouble> {
    let (round, organisation) = sent.get("into").split_once('_').ok_or(Trouble::Missing("organisation"))?;
    Ok((read_id(round)?, organisation.parse().map_err(|_| Trouble::Missing("organisation"))?))
}

/// An idea that is written down, and where it was seen.
fn add_form(desk: &Desk, here: &str, view: &IdeasView, sent: &Sent) -> Form {
    let value = |name: &str| if sent.get("act") == "add" { sent.get(name) } else { "" };
    let none = |key: &str| vec![(String::new(), desk.s(key))];
    let mut places = none("idea-nowhere");
    places.extend(view.places.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let mut items = none("idea-no-item");
    items.extend(view.items.iter().cloned());
    let mut past = none("idea-no-past");
    past.extend(view.past.iter().cloned());
    let mut form = Form::button(here, "add", desk.s("save"))
        .field(Field::new("text", desk.s("field-idea"), FieldKind::Lines(3)).value(value("text")));
    form = match view.mine.as_slice() {
        [one] => form.with("organisation", one.organisation),
        several => {
            let choices = several.iter().map(|it| (it.organisation.to_string(), it.place.clone())).collect();
            form.field(
                Field::new("organisation", desk.s("field-into"), FieldKind::Choice(choices))
                    .value(value("organisation")),
            )
        }
    };
    form.part(desk.s("idea-where"), desk.s("idea-where-how"))
        .field(
            Field::new("place", desk.s("field-idea-place"), FieldKind::Choice(places)).value(value("place")).optional(),
        )
        .field(Field::new("item", desk.s("field-idea-item"), FieldKind::Choice(items)).value(value("item")).optional())
        .field(Field::new("past", desk.s("field-idea-past"), FieldKind::Choice(past)).value(value("past")).optional())
        .noted(desk.note("idea"))
}

/// What stands for an idea in the drawing and in the list: what, whose and from when.
fn label(desk: &Desk, idea: Option<&FamilyIdea>) -> String {
    match idea {
        Some(it) => format!("{}, {}", short(&it.text), it.place),
        None => desk.s("idea-one-hidden"),
    }
}

/// The trees drawn, in both widths.
fn family(desk: &Desk, branches: &[IdeaBranch]) -> String {
    let mut nodes = Vec::new();
    for branch in branches {
        plant(desk, branch, None, &mut nodes);
    }
    let made = nodes.iter().filter(|it| it.parent.is_some()).count();
    let title = desk.count("idea-family-title", made);
    let gone = if nodes.iter().any(|it| it.gone) { desk.s("idea-gone") } else { String::new() };
    let chart = Family { title, desc: desk.s("idea-family-desc"), nodes, gone };
    let [wide, narrow] = [Width::Wide, Width::Narrow]
        .map(|width| charts::family(&chart, &Frame { id: "family", width, ..Frame::default() }));
    charts::pair(&wide, &narrow)
}

/// Puts a branch with everything under it among the nodes.
fn plant(desk: &Desk, branch: &IdeaBranch, parent: Option<usize>, nodes: &mut Vec<FamilyNode>) {
    let gone = branch.idea.as_ref().is_some_and(|it| it.gone);
    let at = nodes.len();
    nodes.push(FamilyNode { label: label(desk, branch.idea.as_ref()), parent, gone });
    for under in &branch.under {
        plant(desk, under, Some(at), nodes);
    }
}

/// The same trees as a list within lists.
fn tree(desk: &Desk, round: RoundId, branches: &[IdeaBranch]) -> Tree {
    let branch = |it: &IdeaBranch| {
        let under = tree(desk, round, &it.under);
        Branch {
            href: it.idea.as_ref().and_then(|idea| elsewhere(desk, round, idea)),
            text: label(desk, it.idea.as_ref()),
            note: it.idea.as_ref().map(|idea| note(desk, idea)).unwrap_or_default(),
            under: (!under.branches.is_empty()).then_some(under),
        }
    };
    Tree { branches: branches.iter().map(branch).collect() }
}

/// The ideas of the other round, for one that is not of this.
fn elsewhere(desk: &Desk, round: RoundId, idea: &FamilyIdea) -> Option<String> {
    idea.round.filter(|it| *it != round).map(|it| desk.at(Spot::Ideas(it.to_string())))
}

/// In which round it was written, where it came from before that, and whether it lives.
fn note(desk: &Desk, idea: &FamilyIdea) -> String {
    let mut parts = Vec::new();
    if !idea.round_title.is_empty() {
        parts.push(idea.round_title.clone());
    }
    if let Some((organisation, round)) = &idea.before {
        let history = ::history::History::built_in();
        let title =
            history.round(round).map_or_else(|| round.clone(), |it| ::history::said::text(desk.lang(), &it.name));
        parts.push(desk.with2("idea-began", ("name", history.name(organisation)), ("round", &title)));
    }
    if idea.gone {
        parts.push(desk.s("idea-gone"));
    }
    parts.join("; ")
}

/// What the forms of the page ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me, round) = (&desk.office, desk.me()?, read_id(id)?);
    let version = sent.number("version");
    let here = Spot::Ideas(id.to_owned());
    let said = match sent.get("act") {
        "add" => {
            let organisation = sent.get("organisation").parse().map_err(|_| Trouble::Missing("organisation"))?;
            let get = |name: &str| sent.get(name).to_owned();
            let form = IdeaForm { text: get("text"), place: get("place"), item: get("item"), past: get("past") };
            office.add_idea(me, round, organisation, &form).await?;
            "added"
        }
        "edit" => {
            office.edit_idea(me, read_idea(sent)?, version, sent.get("text")).await?;
            "changed"
        }
        "show" => {
            office.show_idea(me, read_idea(sent)?, version, sent.get("to")).await?;
            "idea-shown"
        }
        "remove" => {
            let idea = read_idea(sent)?;
            office.remove_idea(me, idea, version).await?;
            // Where it can be undone.
            return Ok(Reply::To(desk.at_done(Spot::History(idea.to_string()), "removed")));
        }
        "take" => {
            let (into, organisation) = read_takers(sent)?;
            let from = IdeaSource::Idea(read_idea(sent)?);
            office.take_home(me, into, organisation, from, sent.get("text")).await?;
            return Ok(Reply::To(desk.at_done(Spot::Ideas(into.to_string()), "taken-home")));
        }
        _ => return Err(Trouble::Nothing),
    };
    Ok(Reply::To(desk.at_done(here, said)))
}
