//! A proposal that could not be made: which rules contradict each other, and each way out with a button where it is
//! the organiser's to take.

use super::Desk;
use super::forming_groups::teller;
use super::sheet::{Block, Form, Sheet};
use app::grouping::words::Teller;
use grouping::explain::{Contradiction, Standing};
use office::ProposalView;

/// What the sentences begin ways out with.
const WAY_OUT: char = '•';

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
    sheet.blocks.push(Block::Points(without_ways_out(teller.contradiction(it))));
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
                let button = Form::button(here, "relax", desk.s("forming-relax-do")).aloud(what);
                Block::Form(button.keyed(nth).with("nth", nth).above(said).back())
            } else {
                Block::Text(said)
            });
        }
    } else if !it.together.is_empty() {
        sheet.blocks.push(Block::Heading("relax", desk.s("forming-relax")));
        let said = teller.contradiction(it).into_iter().filter_map(|it| Some(it.strip_prefix(WAY_OUT)?.trim().into()));
        sheet.blocks.push(Block::Text(desk.s("forming-relax-together")));
        sheet.blocks.push(Block::Points(said.collect()));
        sheet
            .blocks
            .push(Block::Form(Form::button(here, "relax", desk.s("forming-relax-all")).with("nth", "all").back()));
    }
}

/// What contradicts what. The ways out, and the line that leads to them, stand by their buttons instead.
fn without_ways_out(told: Vec<String>) -> Vec<String> {
    let first = told.iter().position(|it| it.starts_with(WAY_OUT));
    let keep = first.map_or(told.len(), |at| at.saturating_sub(1));
    told.into_iter().take(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_out_stand_by_their_buttons_and_nowhere_else() {
        let told = |lines: &[&str]| without_ways_out(lines.iter().map(ToString::to_string).collect());
        assert_eq!(told(&["Det går inte.", "Räcker:", "• Det ena.", "• Det andra."]), ["Det går inte."]);
        assert_eq!(told(&["Det går inte.", "Det räcker inte."]), ["Det går inte.", "Det räcker inte."]);
    }
}
