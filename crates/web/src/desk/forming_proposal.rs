//! A proposal of groups: while it is worked on, when there is none, and when it is there; What is said of its groups is
//! `forming_groups`, why there are none `forming_none`, what is done with it `forming_change`, two side by side
//! `forming_compare`.

use super::Desk;
use super::form::Sent;
use super::forming_change::{by_hand, publish, read_id};
use super::sheet::{Block, Form, Sheet};
use super::spot::Spot;
use super::{forming_compare, forming_groups, forming_none};
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
        forming_groups::broken(desk, reasons, blocks);
        forming_groups::step(desk, view, reasons, blocks);
        forming_groups::groups(desk, view, reasons, blocks);
    }
    if view.state == FormingState::Done && view.alive {
        by_hand(desk, here, view, sent, blocks);
        publish(desk, here, view, sent, blocks);
    }
    forming_compare::links(desk, view, blocks);
    again(desk, view, sheet);
}
