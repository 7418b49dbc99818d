//! An organisation's part in a round, for who runs it: the invoice, leaving; and who promised to mentor.

use super::form::Sent;
use super::round::{read_id, time_there};
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{Leaving, ParticipantLine, PromiseLine, Trouble};
use programme::{Capacity, ParticipationId, Round};

fn read_participation(id: &str) -> Result<ParticipationId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// The page of one.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (round, it) = desk.office.participation(desk.me()?, read_participation(id)?).await?;
    let mut sheet = desk.sheet(desk.with2("participation-title", ("name", &it.name), ("round", &round.body.title)));
    sheet.crumbs = vec![(desk.at(Spot::Round(round.id.to_string())), round.body.title.clone())];
    sheet.seen = desk.s("seen-judges");
    sheet.blocks.push(Block::Facts(facts(desk, &it)));
    let organisation = desk.at(Spot::Organisation(it.organisation.to_string()));
    let mut links = vec![(organisation, it.name.clone())];
    if it.application.is_some() {
        let application = Spot::Application(format!("{}_{}", round.id, it.organisation));
        links.push((desk.at(application), desk.with("application-title", "name", &it.name)));
    }
    if it.capacity == Capacity::Participant && desk.office.has_results(&round.body).await? {
        links.push((desk.at(super::results::of(round.id, it.organisation)), desk.s("results")));
    }
    sheet.blocks.push(Block::Links(links));
    if !round.body.state.is_kept() && it.capacity == Capacity::Participant {
        sheet.blocks.push(Block::Heading("invoice", desk.s("invoice-note")));
        sheet.blocks.push(Block::Form(invoice(desk, id, &round.body, &it, sent)));
    }
    if round.body.state.is_alive() {
        let (heading, lead) = if it.to.is_none() { ("leave", "leave-lead") } else { ("last-day", "last-day-lead") };
        sheet.blocks.push(Block::Heading("leave", desk.s(heading)));
        sheet.blocks.push(Block::Quiet(desk.s(lead)));
        sheet.blocks.push(Block::Form(leaving(desk, id, &it, sent)));
    }
    Ok(sheet)
}

fn facts(desk: &Desk, it: &ParticipantLine) -> Vec<(String, String)> {
    let mut facts =
        vec![(desk.s("head-as"), desk.pair(it.capacity.title())), (desk.s("head-time"), time_there(desk, it))];
    let mut fact = |key: &str, value: Option<String>| facts.extend(value.map(|value| (desk.s(key), value)));
    fact("head-group", (!it.groups.is_empty()).then(|| it.groups.join(", ")));
    fact("field-administration", it.administration.clone());
    fact("field-replaces", it.replaces.clone());
    fact("field-why", it.why.clone());
    fact("head-promised", it.promised.map(|day| day.to_string()));
    fact("head-mentoring", it.mentoring.as_ref().map(|decided| super::results::decided(desk, Some(decided), &[])));
    fact(
        "head-invoice",
        it.invoice.as_ref().map(|it| {
            let amount = i18n::Numbers::of(desk.lang()).fixed(f64::from(it.amount), 0);
            format!("{}, {}, {}", it.reference, desk.with("kronor", "n", amount), it.on)
        }),
    );
    facts
}

fn invoice(desk: &Desk, id: &str, round: &Round, it: &ParticipantLine, sent: &Sent) -> Form {
    let there = it.invoice.as_ref();
    let written = sent.get("act") == "invoice";
    let known = |name: &str, saved: String| if written { sent.get(name).to_owned() } else { saved };
    let amount = there.map(|it| it.amount).or(round.fee).map(|n| n.to_string()).unwrap_or_default();
    let reference = there.map(|it| it.reference.clone()).unwrap_or_default();
    Form::button(desk.at(Spot::Participation(id.to_owned())), "invoice", desk.s("save"))
        .with("version", it.version)
        .field(Field::text("reference", desk.s("field-invoice-reference")).value(known("reference", reference)))
        .field(Field::new("amount", desk.s("field-amount"), FieldKind::Number).value(known("amount", amount)))
        .noted(desk.note("participation"))
}

fn leaving(desk: &Desk, id: &str, it: &ParticipantLine, sent: &Sent) -> Form {
    let written = sent.get("act") == "leave";
    let known = |name: &str, saved: String| if written { sent.get(name).to_owned() } else { saved };
    let last = it.to.unwrap_or_else(|| desk.office.today()).to_string();
    let why = it.why.clone().unwrap_or_default();
    let submit = match it.to {
        Some(_) => desk.s("last-day-save"),
        None => desk.with("leave-name", "name", &it.name),
    };
    Form::button(desk.at(Spot::Participation(id.to_owned())), "leave", submit)
        .field(Field::new("last", desk.s("field-last-day"), FieldKind::Input("date")).value(known("last", last)))
        .field(
            Field::text("why", desk.s("field-why"))
                .hint(desk.s("field-why-left-hint"))
                .value(known("why", why))
                .optional(),
        )
        .back()
}

/// Who promised in earlier rounds to mentor.
pub async fn promises(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let (title, promises) = desk.office.promises_before(desk.me()?, read_id(id)?).await?;
    let mut sheet = desk.sheet(desk.s("promises"));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), title)];
    sheet.seen = desk.s("seen-judges");
    sheet.lead = desk.s(if promises.is_empty() { "promises-none" } else { "promises-lead" });
    if !promises.is_empty() {
        sheet.blocks.push(table(desk, &promises));
    }
    Ok(sheet)
}

fn table(desk: &Desk, promises: &[PromiseLine]) -> Block {
    let rows = promises.iter().map(|it| {
        let kept = if it.kept.is_empty() { desk.s("promise-open") } else { it.kept.join(", ") };
        vec![
            Cell::Link(desk.at(Spot::Organisation(it.organisation.to_string())), it.name.clone()),
            Cell::Text(it.round.clone()),
            Cell::Whole(it.on.to_string()),
            Cell::Text(super::results::decided(desk, it.decided.as_ref(), &it.kept)),
            Cell::Text(kept),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("promises"),
        heads: ["head-organisation", "head-promised-in", "head-promised", "head-mentoring", "head-mentored"]
            .map(|key| desk.s(key))
            .into(),
        rows: rows.collect(),
    })
}

/// What the forms of an organisation's part in a round ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let participation = read_participation(id)?;
    match sent.get("act") {
        "leave" => {
            let leaving = Leaving { last: sent.get("last").into(), why: sent.get("why").into() };
            office.leave(me, participation, &leaving).await?;
            Ok(Reply::To(desk.at_done(Spot::Participation(id.to_owned()), "left")))
        }
        "invoice" => {
            let (reference, amount) = (sent.get("reference"), sent.get("amount"));
            office.note_invoice(me, participation, sent.number("version"), reference, amount).await?;
            Ok(Reply::To(desk.at_done(Spot::Participation(id.to_owned()), "invoiced")))
        }
        _ => Err(Trouble::Nothing),
    }
}
