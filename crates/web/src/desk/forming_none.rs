//! A proposal that could not be made: which rules contradict each other, and each way out with a button where it is
//! the organiser's to take.

use super::Desk;
use super::forming_groups::teller;
use super::sheet::{Block, Form, Sheet};
use app::grouping::words::Teller;
use grouping::explain::{Contradiction, Standing};
use office::ProposalView;

/// Why there are no groups, and what is enough to relax.
pub fn none(desk: &Desk, here: &str, view: &ProposalView, sheet: &mut Sheet) {
    let teller = teller(desk, &view.ask);
    match &view.standing {
        Some(Standing::Impossible(it)) => contradiction(desk, here, view, (it, &teller), sheet),
        // What the rules alone do not tell is told as it is.
        Some(standing) => sheet.blocks.push(Block::Points(teller.standing(standing))),
        None => {}
    }
}

fn contradiction(
    desk: &Desk,
    here: &str,
    view: &ProposalView,
    (it, teller): (&Contradiction, &Teller),
    sheet: &mut Sheet,
) {
    sheet.blocks.push(Block::Heading("why", desk.s("forming-impossible-why")));
    sheet.blocks.push(Block::Points(teller.contradicts(it)));
    if !view.alive {
        return;
    }
    if !view.relax.is_empty() {
        sheet.blocks.push(Block::Heading("relax", desk.s("forming-relax")));
        sheet.blocks.push(Block::Text(desk.s("forming-relax-one")));
        for (nth, line) in view.relax.iter().enumerate() {
            let said = teller.relaxed(&line.relaxed);
            sheet.blocks.push(if line.here {
                let what = teller.relax(&line.relaxed.relax);
                // What is heard begins with what is seen.
                let seen = desk.s("forming-relax-do");
                let button = Form::button(here, "relax", seen.clone()).aloud(format!("{seen}: {what}"));
                Block::Form(button.keyed(nth).with("nth", nth).above(said).back())
            } else {
                Block::Text(said)
            });
        }
    } else if !it.together.is_empty() {
        sheet.blocks.push(Block::Heading("relax", desk.s("forming-relax")));
        sheet.blocks.push(Block::Text(desk.s("forming-relax-together")));
        sheet.blocks.push(Block::Points(it.together.iter().map(|demand| teller.let_go(demand)).collect()));
        sheet
            .blocks
            .push(Block::Form(Form::button(here, "relax", desk.s("forming-relax-all")).with("nth", "all").back()));
    } else {
        sheet.blocks.push(Block::Text(teller.no_way_out(it.tried).to_owned()));
    }
}
