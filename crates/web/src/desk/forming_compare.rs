//! Two proposals of groups side by side: what differs, the points, who is with whom. Either may be as it was before
//! anything was changed by hand.

use super::Desk;
use super::forming_change::read_id;
use super::forming_groups::{teller, wish};
use super::forming_proposal::{how_good, number};
use super::sheet::{Block, Cell, Rows, Sheet};
use super::spot::Spot;
use office::{Beside, ProposalView, Trouble};
use programme::{FormingId, OrganisationId};

/// After an id in the address: as it was found.
const FIRST: &str = "-0";

/// Links to the page: with how it was before it was changed by hand, and with each other proposal.
pub fn links(desk: &Desk, view: &ProposalView, blocks: &mut Vec<Block>) {
    let here = view.id.to_string();
    let at = |one: String, other: String| desk.at(Spot::Proposals(format!("{one}_{other}")));
    let mut links = Vec::new();
    if view.steps > 0 {
        links.push((at(format!("{here}{FIRST}"), here.clone()), desk.s("forming-compare-first")));
    }
    links.extend(view.others.iter().map(|(id, n)| {
        let text = desk.with("forming-compare-with", "n", n.to_string());
        let (older, newer) =
            if *n < view.number { (id.to_string(), here.clone()) } else { (here.clone(), id.to_string()) };
        (at(older, newer), text)
    }));
    if !links.is_empty() {
        blocks.push(Block::Heading("beside", desk.s("forming-compare-head")));
        blocks.push(Block::Links(links));
    }
}

fn read(version: &str) -> Result<(FormingId, bool), Trouble> {
    let id = version.strip_suffix(FIRST);
    Ok((read_id(id.unwrap_or(version))?, id.is_some()))
}

/// What one of the two is called.
fn called(desk: &Desk, view: &ProposalView) -> String {
    let key = if view.first { "forming-proposal-first" } else { "forming-proposal" };
    desk.with(key, "n", view.number.to_string())
}

/// The page of two.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (one, other) = id.split_once('_').ok_or(Trouble::Nothing)?;
    let both = desk.office.proposals_beside(desk.me()?, (read(one)?, read(other)?)).await?;
    let (one, other) = (&both.one, &both.other);
    let names = [called(desk, one), called(desk, other)];
    let mut sheet = desk.sheet(desk.with2("forming-compare", ("one", &names[0]), ("other", &names[1])));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(one.round.to_string())), one.title.clone()),
        (desk.at(Spot::Forming(one.round.to_string())), desk.s("forming")),
    ];
    sheet.lead = desk.s("forming-compare-lead");
    sheet.seen = desk.s("seen-forming");
    differs(desk, &both, &mut sheet.blocks);
    points(desk, &both, &names, &mut sheet.blocks);
    company(desk, &both, &names, &mut sheet.blocks);
    let mut links: Vec<(String, String)> = Vec::new();
    for it in [one, other] {
        let to = desk.at(Spot::Proposal(it.id.to_string()));
        if !links.iter().any(|(there, _)| *there == to) {
            links.push((to, desk.with("forming-proposal", "n", it.number.to_string())));
        }
    }
    sheet.blocks.push(Block::Links(links));
    Ok(sheet)
}

fn differs(desk: &Desk, both: &Beside, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("differs", desk.s("forming-compare-differs")));
    match &both.difference {
        Some(it) => {
            blocks.push(Block::Points(teller(desk, &both.one.ask).difference(it)));
            if both.other_rules {
                blocks.push(Block::Text(desk.s("forming-compare-rules")));
            }
        }
        None => blocks.push(Block::Text(desk.s("forming-compare-other-rules"))),
    }
}

/// The points by wish, and how much more or less they are in the other.
fn points(desk: &Desk, both: &Beside, names: &[String; 2], blocks: &mut Vec<Block>) {
    let (one, other) = (&both.one, &both.other);
    let whole = |points: f64| Cell::Whole(number(desk, points, 0));
    let by = |points: f64| {
        Cell::Whole(match points {
            0.0 => desk.s("forming-compare-same"),
            more if more > 0.0 => format!("+{}", number(desk, more, 0)),
            less => number(desk, less, 0),
        })
    };
    let row = |what: String, left: f64, right: f64| vec![Cell::Text(what), whole(left), whole(right), by(right - left)];
    let mut rows = vec![row(desk.s("forming-sum"), one.score, other.score)];
    let wishes = one.wishes.iter().zip(&other.wishes).filter(|(left, right)| left.points > 0.0 || right.points > 0.0);
    rows.extend(wishes.map(|(left, right)| row(wish(desk, left.wish), left.points, right.points)));
    rows.push(vec![
        Cell::Text(desk.s("forming-head-good")),
        Cell::Text(how_good(desk, one.quality.as_ref())),
        Cell::Text(how_good(desk, other.quality.as_ref())),
        Cell::Text(String::new()),
    ]);
    blocks.push(Block::Heading("cost", desk.s("forming-compare-cost")));
    blocks.push(Block::Rows(Rows {
        caption: desk.s("forming-compare-cost"),
        heads: vec![desk.s("forming-head-wish"), names[0].clone(), names[1].clone(), desk.s("forming-compare-by")],
        rows,
    }));
}

/// With whom each is, of those for whom it differs; the others by name alone.
fn company(desk: &Desk, both: &Beside, names: &[String; 2], blocks: &mut Vec<Block>) {
    let (moved, still): (Vec<_>, Vec<_>) =
        beside(desk, &both.one, &both.other).into_iter().partition(|(_, left, right)| left != right);
    blocks.push(Block::Heading("who", desk.s("forming-compare-who")));
    if !moved.is_empty() {
        let rows =
            moved.into_iter().map(|(name, left, right)| vec![Cell::Text(name), Cell::Text(left), Cell::Text(right)]);
        blocks.push(Block::Rows(Rows {
            caption: desk.s("forming-compare-who"),
            heads: vec![desk.s("head-organisation"), names[0].clone(), names[1].clone()],
            rows: rows.collect(),
        }));
    }
    if !still.is_empty() {
        let names: Vec<&str> = still.iter().map(|(name, ..)| name.as_str()).collect();
        blocks.push(Block::Text(desk.with("forming-compare-still", "names", names.join(", "))));
    }
}

/// With whom each is in the one and in the other: its group's others, and its mentor named as that.
fn beside(desk: &Desk, one: &ProposalView, other: &ProposalView) -> Vec<(String, String, String)> {
    let company = |view: &ProposalView, id: OrganisationId| {
        let Some(group) = view.groups.iter().find(|it| it.members.iter().any(|(there, _)| *there == id)) else {
            return desk.s("forming-unplaced");
        };
        let others = group.members.iter().filter(|(there, _)| *there != id).map(|(_, name)| name.clone());
        let mentor = group.mentor.iter().map(|(_, name)| desk.with("forming-mentor", "name", name));
        others.chain(mentor).collect::<Vec<_>>().join(", ")
    };
    let placed = one.groups.iter().chain(&other.groups).flat_map(|it| &it.members);
    let mut all: Vec<(OrganisationId, String)> = placed.chain(&one.unplaced).chain(&other.unplaced).cloned().collect();
    all.sort_by(|a, b| i18n::compare_names(&a.1, &b.1).then(a.0.cmp(&b.0)));
    all.dedup();
    all.into_iter().map(|(id, name)| (name, company(one, id), company(other, id))).collect()
}
