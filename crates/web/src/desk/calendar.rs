//! Calendars for other programs: the page where their addresses are made, and what is behind them.

use super::form::Sent;
use super::meeting::read_meeting;
use super::sheet::{Block, Cell, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::Trouble;
use programme::GroupId;

/// What calendars are (RFC 5545, 8.1).
const KIND: &str = "text/calendar; charset=utf-8";

/// The page of one's calendars.
pub async fn page(desk: &Desk) -> Result<Sheet, Trouble> {
    let feeds = desk.office.feeds(desk.me()?).await?;
    let mut sheet = desk.sheet(desk.s("feeds"));
    sheet.crumbs = vec![(desk.at(Spot::Mine), desk.s("my-pages"))];
    sheet.lead = desk.s("feeds-lead");
    let here = desk.at(Spot::Feeds);
    let rows = feeds.into_iter().map(|feed| {
        let name = if feed.group.is_none() { desk.s("feed-mine") } else { desk.with("feed-group", "name", &feed.name) };
        let label = feed.group.map(|id| id.to_string()).unwrap_or_default();
        let act = |act: &'static str, key: &str| {
            Form::button(&here, act, desk.s(key))
                .keyed(&label)
                .with("group", &label)
                .back()
                .aloud(format!("{}: {name}", desk.s(key)))
        };
        let mut acts = vec![act("open", if feed.made.is_some() { "feed-anew" } else { "feed-open" })];
        if feed.made.is_some() {
            acts.push(act("close", "feed-close"));
        }
        let made = feed.made.map_or_else(|| desk.s("never"), |made| desk.when(made));
        vec![Cell::Text(name.clone()), Cell::Whole(made), Cell::Acts(Vec::new(), acts)]
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("feeds"),
        heads: ["head-calendar", "head-made", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
    sheet.blocks.push(Block::Quiet(desk.s("feeds-note")));
    Ok(sheet)
}

/// What the forms of the page ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let me = desk.me()?;
    let group = match sent.get("group") {
        "" => None,
        id => Some(id.parse::<GroupId>().map_err(|_| Trouble::Nothing)?),
    };
    match sent.get("act") {
        "open" => {
            let address = desk.office.open_feed(me, group, desk.lang()).await?;
            let mut sheet = desk.sheet(desk.s("feed-address"));
            sheet.lead = desk.s("feed-address-lead");
            sheet.blocks.push(Block::Codes(vec![address]));
            sheet.blocks.push(Block::Quiet(desk.s("feeds-note")));
            sheet.blocks.push(Block::Links(vec![(desk.at(Spot::Feeds), desk.s("go-back"))]));
            Ok(Reply::Page(Box::new(sheet)))
        }
        "close" => {
            desk.office.close_feed(me, group).await?;
            Ok(Reply::To(desk.at_done(Spot::Feeds, "feed-closed")))
        }
        _ => Err(Trouble::Nothing),
    }
}

/// A calendar, to whoever has its address.
pub async fn feed(desk: &Desk, address: &str) -> Result<Reply, Trouble> {
    let text = desk.office.feed(address, desk.lang()).await?;
    Ok(Reply::File("jamsides.ics".into(), KIND.into(), text.into_bytes()))
}

/// A meeting as a calendar file.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let text = desk.office.meeting_file(desk.me()?, read_meeting(id)?, desk.lang()).await?;
    Ok(Reply::File("jamsides.ics".into(), KIND.into(), text.into_bytes()))
}
