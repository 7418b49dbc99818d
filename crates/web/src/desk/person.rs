//! Personal data: one's own, or somebody's who asked for it, corrected, taken out, erased.

use super::form::Sent;
use super::sheet::{Block, Field, FieldKind, Form, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Place};
use office::{MyData, Trouble};
use programme::PersonId;

/// My data.
pub async fn mine(desk: &Desk, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let mut sheet = sheet(desk, me.person, Spot::MyData, sent).await?;
    sheet.crumbs = vec![(desk.at(Spot::Mine), desk.s("my-pages"))];
    sheet.blocks.insert(
        0,
        Block::Links(vec![
            (desk.at(Spot::MyDataFile), desk.s("my-data-file")),
            (desk.at(Spot::History(me.person.to_string())), desk.s("history")),
            (Asked::page(desk.lang(), Place::PersonalData).address(), desk.s("personal-title")),
        ]),
    );
    Ok(sheet)
}

/// Somebody's data.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    desk.me()?;
    let person: PersonId = id.parse().map_err(|_| Trouble::Nothing)?;
    sheet(desk, person, Spot::Person(id.to_owned()), sent).await
}

async fn sheet(desk: &Desk, person: PersonId, here: Spot, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let data = desk.office.person_data(me, person).await?;
    let own = me.person == person;
    let mut sheet = desk.sheet(if own { desk.s("my-data") } else { desk.with("person-title", "name", &data.name) });
    sheet.lead = desk.s(if own { "my-data-lead" } else { "person-lead" });
    sheet.seen = desk.s(if own { "seen-contact" } else { "seen-organiser" });
    let filled = |name: &str, there: &str| {
        if sent.get("act") == "correct" { sent.get(name).to_owned() } else { there.to_owned() }
    };
    let input = |name, label: &str, kind, value: &str| {
        Field::new(name, desk.s(label), FieldKind::Input(kind)).value(filled(name, value))
    };
    let languages = vec![("sv".to_owned(), desk.s("language-sv")), ("en".to_owned(), desk.s("language-en"))];
    sheet.blocks.push(Block::Heading("correct", desk.s("correct-title")));
    sheet.blocks.push(Block::Form(
        Form::button(desk.at(here.clone()), "correct", desk.s("save"))
            .with("version", data.version)
            .field(input("name", "field-name", "text", &data.name).auto("name"))
            .field(input("title", "field-title", "text", &data.title).optional().auto("organization-title"))
            .field(
                input("email", "field-email", "email", &data.email).hint(desk.s("field-email-own-hint")).auto("email"),
            )
            .field(input("phone", "field-phone", "tel", &data.phone).optional().auto("tel"))
            .field(
                Field::new("language", desk.s("field-language"), FieldKind::Choice(languages))
                    .value(filled("language", &data.language)),
            )
            .noted(desk.note("person")),
    ));
    sheet.blocks.push(Block::Heading("erase", desk.s("erase-title")));
    sheet.blocks.push(Block::Text(desk.s(if own { "erase-own" } else { "erase-other" })));
    sheet.blocks.push(Block::Form(
        Form::button(desk.at(here), "erase", desk.s("erase-go"))
            .field(Field::text("your_name", desk.with("erase-name", "name", &data.name)))
            .back(),
    ));
    Ok(sheet)
}

/// My data as a file.
pub async fn file(desk: &Desk) -> Result<Reply, Trouble> {
    let data = desk.office.take_out_my_data(desk.me()?).await?;
    let text = serde_json::to_string_pretty(&data).map_err(|why| Trouble::Ours(why.to_string()))?;
    Ok(Reply::File(desk.s("my-data-file-name"), "application/json".into(), text.into_bytes()))
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let me = desk.me()?;
    let (person, here) = match &desk.spot {
        Spot::Person(id) => (id.parse().map_err(|_| Trouble::Nothing)?, desk.spot.clone()),
        _ => (me.person, Spot::MyData),
    };
    match sent.get("act") {
        "correct" => {
            let new = MyData {
                version: sent.number("version"),
                name: sent.get("name").into(),
                title: sent.get("title").into(),
                email: sent.get("email").into(),
                phone: sent.get("phone").into(),
                language: sent.get("language").into(),
            };
            desk.office.correct(me, person, &new).await?;
            Ok(Reply::To(desk.at_done(here, "corrected")))
        }
        "erase" => {
            desk.office.erase(me, person, sent.get("your_name")).await?;
            if person == me.person {
                return Ok(Reply::ToOut(desk.at_done(Spot::SignIn, "erased")));
            }
            Ok(Reply::To(desk.at_done(Spot::Organisations, "erased")))
        }
        _ => Err(Trouble::Nothing),
    }
}
