//! A proposal of groups: while it is worked on, when there is none, and when it is there; and two proposals side by
//! side. What is said of its groups is `forming_groups`, why there are none `forming_none`, what is done with it
//! `forming_change`.

use super::Desk;
use super::form::Sent;
use super::forming_change::{by_hand, publish, read_id};
use super::sheet::{Block, Cell, Form, Rows, Sheet};
use super::spot::Spot;
use super::{forming_groups, forming_none};
use i18n::Numbers;
use office::{ProposalView, Quality, Trouble};
use programme::FormingState;

/// So often the page of one that is worked on is fetched again: seconds.
const AGAIN: u32 = 3;

/// The page of one.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.proposal(desk.me()?, read_id(id)?, desk.lang()).await?;
    let number = view.number.to_string();
    let mut sheet = desk.sheet(desk.with2("forming-proposal-title", ("n", &number), ("name", &view.title)));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(view.round.to_string())), view.title.clone()),
        (desk.at(Spot::Forming(view.round.to_string())), desk.s("forming")),
    ];
    sheet.seen = desk.s("seen-forming");
    let here = desk.at(Spot::Proposal(id.to_owned()));
    match view.state {
        FormingState::Running => running(desk, &here, &view, &mut sheet),
        FormingState::Impossible => {
            sheet.lead = desk.s("forming-impossible-lead");
            forming_none::none(desk, &here, &view, &mut sheet);
            again(desk, &view, &mut sheet);
        }
        FormingState::Stopped => {
            sheet.lead = desk.s("forming-stopped-lead");
            forming_none::none(desk, &here, &view, &mut sheet);
            again(desk, &view, &mut sheet);
        }
        FormingState::Done | FormingState::Published => groups(desk, &here, &view, sent, &mut sheet),
    }
    Ok(sheet)
}

/// How good a proposal is, honestly: proven best, or how far from it at most.
pub fn how_good(desk: &Desk, quality: Option<&Quality>) -> String {
    match quality {
        None => String::new(),
        Some(it) if it.breaches > 0 => desk.count("forming-good-breaks", it.breaches),
        Some(it) if it.proven => desk.s("forming-good-proven"),
        Some(it) => match it.gap {
            Some(gap) => desk.with("forming-good-gap", "gap", number(desk, gap, 1)),
            None => desk.s("forming-good-unknown"),
        },
    }
}

/// A number as it is read.
pub fn number(desk: &Desk, value: f64, decimals: usize) -> String {
    Numbers::of(desk.lang()).fixed(value, decimals)
}

/// The way back to the rules.
fn again(desk: &Desk, view: &ProposalView, sheet: &mut Sheet) {
    let to = desk.at(Spot::Forming(view.round.to_string()));
    sheet.blocks.push(Block::Links(vec![(to, desk.s("forming-back"))]));
}

/// It is being worked on: how far that has come, and the button that ends it.
fn running(desk: &Desk, here: &str, view: &ProposalView, sheet: &mut Sheet) {
    if view.lost {
        sheet.lead = desk.s("forming-lost-lead");
        return again(desk, view, sheet);
    }
    sheet.lead = desk.s("forming-running-lead");
    sheet.refresh = Some(AGAIN);
    let most = view.seconds.to_string();
    let mut facts = vec![(
        desk.s("forming-elapsed"),
        desk.with2("forming-elapsed-of", ("n", &view.elapsed.to_string()), ("most", &most)),
    )];
    if let Some(best) = view.best {
        facts.push((desk.s("forming-best"), number(desk, best, 0)));
    }
    if let Some(bound) = view.bound {
        facts.push((desk.s("forming-bound"), number(desk, bound, 0)));
    }
    sheet.blocks.push(Block::Facts(facts));
    sheet.blocks.push(Block::Links(vec![(here.to_owned(), desk.s("forming-reload"))]));
    sheet.blocks.push(Block::Form(Form::button(here, "stop", desk.s("forming-stop")).back()));
}

/// The groups: what the last change cost, how good they are, each with its reasons; and what can be done.
fn groups(desk: &Desk, here: &str, view: &ProposalView, sent: &Sent, sheet: &mut Sheet) {
    sheet.lead = how_good(desk, view.quality.as_ref());
    let blocks = &mut sheet.blocks;
    if !view.changes.is_empty() {
        blocks.push(Block::Heading("changed", desk.s("forming-changed")));
        blocks.push(Block::Points(view.changes.clone()));
    }
    if let Some(why) = &view.why {
        blocks.push(Block::Text(desk.with("forming-published-why", "why", why)));
    }
    if let Some(reasons) = &view.reasons {
        forming_groups::step(desk, view, reasons, blocks);
        forming_groups::groups(desk, view, reasons, blocks);
    }
    if view.state == FormingState::Done && view.alive {
        by_hand(desk, here, view, sent, blocks);
        publish(desk, here, view, sent, blocks);
    }
    again(desk, view, sheet);
}

/// Two proposals side by side.
pub async fn compare(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (one, other) = id.split_once('_').ok_or(Trouble::Nothing)?;
    let me = desk.me()?;
    let both = (read_id(one)?, read_id(other)?);
    let (one, other, difference) = desk.office.proposals_beside(me, both).await?;
    let numbers = (one.number.to_string(), other.number.to_string());
    let mut sheet = desk.sheet(desk.with2("forming-compare", ("one", &numbers.0), ("other", &numbers.1)));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(one.round.to_string())), one.title.clone()),
        (desk.at(Spot::Forming(one.round.to_string())), desk.s("forming")),
    ];
    sheet.lead = desk.s("forming-compare-lead");
    sheet.seen = desk.s("seen-forming");
    let heads = |first: &str| {
        let name = |n: &str| desk.with("forming-proposal", "n", n);
        vec![desk.s(first), name(&numbers.0), name(&numbers.1)]
    };
    let mut rows = vec![vec![
        Cell::Text(desk.s("forming-sum")),
        Cell::Whole(number(desk, one.score, 0)),
        Cell::Whole(number(desk, other.score, 0)),
    ]];
    for (line, beside) in one.wishes.iter().zip(&other.wishes) {
        rows.push(vec![
            Cell::Text(forming_groups::wish(desk, line.wish)),
            Cell::Whole(number(desk, line.points, 0)),
            Cell::Whole(number(desk, beside.points, 0)),
        ]);
    }
    rows.push(vec![
        Cell::Text(desk.s("forming-head-good")),
        Cell::Text(how_good(desk, one.quality.as_ref())),
        Cell::Text(how_good(desk, other.quality.as_ref())),
    ]);
    sheet.blocks.push(Block::Heading("differs", desk.s("forming-compare-differs")));
    sheet.blocks.push(match &difference {
        Some(it) => Block::Points(forming_groups::teller(desk, &one.ask).difference(it)),
        None => Block::Text(desk.s("forming-compare-other-rules")),
    });
    sheet.blocks.push(Block::Heading("cost", desk.s("forming-compare-cost")));
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("forming-compare-cost"),
        heads: heads("forming-head-wish"),
        rows,
    }));
    sheet.blocks.push(Block::Heading("who", desk.s("forming-compare-who")));
    let rows = beside(&one, &other).into_iter().map(|(name, left, right)| {
        let moved = left != right;
        let last = if moved { Cell::Mark(right) } else { Cell::Text(right) };
        vec![Cell::Text(name), Cell::Text(left), last]
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("forming-compare-who"),
        heads: heads("head-organisation"),
        rows: rows.collect(),
    }));
    let links = [&one, &other].map(|it| {
        (desk.at(Spot::Proposal(it.id.to_string())), desk.with("forming-proposal", "n", it.number.to_string()))
    });
    sheet.blocks.push(Block::Links(links.into()));
    Ok(sheet)
}

/// With whom each is in the one and in the other: its group's others and mentor.
fn beside(one: &ProposalView, other: &ProposalView) -> Vec<(String, String, String)> {
    let company = |view: &ProposalView, id: programme::OrganisationId| {
        let Some(group) = view.groups.iter().find(|it| it.members.iter().any(|(there, _)| *there == id)) else {
            return String::new();
        };
        let others = group.members.iter().chain(&group.mentor).filter(|(there, _)| *there != id);
        others.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut all: Vec<(programme::OrganisationId, String)> =
        one.groups.iter().chain(&other.groups).flat_map(|it| it.members.iter().cloned()).collect();
    all.sort_by(|a, b| i18n::compare_names(&a.1, &b.1).then(a.0.cmp(&b.0)));
    all.dedup();
    all.into_iter().map(|(id, name)| (name, company(one, id), company(other, id))).collect()
}
