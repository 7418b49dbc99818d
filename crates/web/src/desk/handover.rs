//! What a successor needs: what the pack holds today, when to use it, and the pack as PDF.

use super::round::read_id;
use super::sheet::{Block, Cell, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{HandoverView, Trouble};
use programme::{OrganisationId, RoundId};

fn read(id: &str) -> Result<(RoundId, OrganisationId), Trouble> {
    let (round, organisation) = id.split_once('_').ok_or(Trouble::Nothing)?;
    Ok((read_id(round)?, organisation.parse().map_err(|_| Trouble::Nothing)?))
}

/// What is handed over of an organisation's part in a round.
pub fn of(round: RoundId, organisation: OrganisationId) -> Spot {
    Spot::Handover(format!("{round}_{organisation}"))
}

/// The page.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (round, organisation) = read(id)?;
    let view = desk.office.handover(desk.me()?, round, organisation, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("handover-title", "name", &view.place.name));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(round.to_string())), view.place.round_title.clone()),
        (desk.at(Spot::Organisation(organisation.to_string())), view.place.name.clone()),
    ];
    sheet.seen = desk.s("seen-handover");
    sheet.lead = desk.s("handover-lead");
    let blocks = &mut sheet.blocks;
    now(desk, &view, blocks);
    if view.prints {
        blocks.push(Block::Links(vec![(desk.at(Spot::HandoverPdf(id.to_owned())), desk.s("handover-pdf"))]));
    }
    blocks.push(Block::Heading("holds", desk.s("handover-holds")));
    let rows = view.lines.iter().map(|it| vec![Cell::Text(it.name.clone()), Cell::Whole(it.count.to_string())]);
    blocks.push(Block::Rows(Rows {
        caption: desk.s("handover-holds"),
        heads: ["head-what", "head-how-many"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
    blocks.push(Block::Heading("use", desk.s("handover-use")));
    blocks.push(Block::Points(["handover-use-1", "handover-use-2", "handover-use-3"].map(|key| desk.s(key)).into()));
    blocks.push(Block::Quiet(desk.s("handover-names")));
    Ok(sheet)
}

/// Why it is time to hand over, where it is.
fn now(desk: &Desk, view: &HandoverView, blocks: &mut Vec<Block>) {
    for (role, day) in &view.left {
        let text = desk.with2("handover-left", ("role", &desk.pair(*role)), ("day", &day.to_string()));
        blocks.push(Block::Text(text));
    }
    if view.ended {
        blocks.push(Block::Text(desk.s("handover-ended")));
    }
}

/// The pack as PDF.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let (round, organisation) = read(id)?;
    let (name, kind, bytes) = desk.office.handover_file(desk.me()?, round, organisation, desk.lang()).await?;
    Ok(Reply::File(name, kind, bytes))
}
