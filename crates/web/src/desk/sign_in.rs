//! Signing in and out; a forgotten password.

use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Passkey, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Key, Place};
use office::Trouble;

/// Address and password; a passkey; in the demonstration, a role.
pub async fn page(desk: &Desk, sent: &Sent) -> Result<Sheet, Trouble> {
    let mut sheet = desk.sheet(desk.s("sign-in"));
    let next = next(desk, sent);
    if desk.office.settings().demonstration {
        sheet.lead = desk.s("sign-in-demo");
        sheet.blocks.push(cast(desk, &next).await?);
        sheet.blocks.push(Block::Heading("password", desk.s("sign-in-real")));
    } else if !desk.office.has_accounts().await? {
        sheet.blocks.push(Block::Text(desk.s("sign-in-nobody")));
    }
    if desk.office.has_keys() {
        sheet.blocks.push(Block::Passkey(Passkey {
            what: "get",
            question: desk.at(Spot::KeyQuestion),
            form: Form::button(desk.at(Spot::KeyAnswer), "key", desk.s("sign-in-key"))
                .with("token", "")
                .with("answer", "")
                .with("next", &next),
            missing: desk.s("passkey-failed"),
            stopped: desk.s("passkey-stopped"),
        }));
        sheet.script = desk.script();
    }
    sheet.blocks.push(Block::Form(
        Form::button(desk.at(Spot::SignIn), "password", desk.s("sign-in-go"))
            .with("next", &next)
            .field(
                Field::new("email", desk.s("field-email"), FieldKind::Input("email"))
                    .value(sent.get("email"))
                    .auto("username"),
            )
            .field(
                Field::new("password", desk.s("field-password"), FieldKind::Input("password")).auto("current-password"),
            ),
    ));
    sheet.blocks.push(Block::Links(vec![(desk.at(Spot::Forgot), desk.s("forgot"))]));
    Ok(sheet)
}

/// The invented people, one button each.
async fn cast(desk: &Desk, next: &str) -> Result<Block, Trouble> {
    let rows = desk.office.cast().await?.into_iter().map(|acted| {
        let role = desk.pair(acted.role.title());
        let form = Form::button(desk.at(Spot::SignIn), "act-as", desk.s("sign-in-as"))
            .with("account", acted.account)
            .with("next", next)
            .aloud(desk.with("sign-in-as-name", "name", format!("{}, {role}", acted.name)));
        vec![
            Cell::Text(acted.name),
            Cell::Text(role),
            Cell::Text(acted.organisation),
            Cell::Acts(Vec::new(), vec![form]),
        ]
    });
    Ok(Block::Rows(Rows {
        caption: desk.s("sign-in-cast"),
        heads: ["head-name", "head-role", "head-organisation", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }))
}

/// The page after the password.
fn code(desk: &Desk, half_way: &str, next: &str) -> Sheet {
    let mut sheet = desk.sheet(desk.s("code-title"));
    sheet.lead = desk.s("code-lead");
    sheet.seen = desk.s("seen-you");
    sheet.blocks.push(Block::Form(
        Form::button(desk.at(Spot::Code), "code", desk.s("sign-in"))
            .with("token", half_way)
            .with("next", next)
            .field(Field::new("code", desk.s("field-code"), FieldKind::Code).hint(desk.s("field-code-hint"))),
    ));
    sheet
}

/// A forgotten password.
pub fn forgot(desk: &Desk, sent: &Sent) -> Sheet {
    let mut sheet = desk.sheet(desk.s("forgot-title"));
    sheet.lead = desk.s("forgot-lead");
    if !desk.office.settings().posts {
        sheet.blocks.push(Block::Text(desk.s("forgot-no-mail")));
        return sheet;
    }
    sheet.blocks.push(Block::Form(Form::button(desk.at(Spot::Forgot), "forgot", desk.s("forgot-go")).field(
        Field::new("email", desk.s("field-email"), FieldKind::Input("email")).value(sent.get("email")).auto("username"),
    )));
    sheet
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let office = &desk.office;
    match (&desk.spot, sent.get("act")) {
        (Spot::SignIn, "act-as") => {
            let account = sent.get("account").parse().map_err(|_| Trouble::Nothing)?;
            Ok(Reply::ToIn(next(desk, sent), office.act_as(account, &desk.caller).await?))
        }
        (Spot::SignIn, _) => {
            let token = office.sign_in(sent.get("email"), sent.get("password"), &desk.caller).await?;
            Ok(Reply::Page(Box::new(code(desk, token.as_str(), &next(desk, sent)))))
        }
        (Spot::Code, _) => match office.sign_in_code(sent.get("token"), sent.get("code"), &desk.caller).await {
            Ok(signed_in) => Ok(Reply::ToIn(next(desk, sent), signed_in)),
            // A slip of the finger: the step is not lost.
            Err(Trouble::Wrong) => {
                let mut sheet = code(desk, sent.get("token"), &next(desk, sent));
                sheet.trouble = Some(Trouble::WrongCode.said(desk.lang()));
                Ok(Reply::Page(Box::new(sheet)))
            }
            Err(other) => Err(other),
        },
        (Spot::KeyQuestion, _) => {
            let (token, question) = office.key_question(&desk.caller).await?;
            Ok(Reply::Json(question_json(token.as_str(), &question)))
        }
        (Spot::KeyAnswer, _) => {
            let signed_in = office.sign_in_key(sent.get("token"), sent.get("answer"), &desk.caller).await?;
            Ok(Reply::ToIn(next(desk, sent), signed_in))
        }
        (Spot::SignOut, _) => {
            // The cookie goes whatever the storage says: the next at this machine is somebody else.
            if let Some(me) = &desk.visitor
                && let Err(why) = office.sign_out(me).await
            {
                tracing::error!(%why, "a session could not be ended");
            }
            Ok(Reply::ToOut(desk.at_done(Spot::SignIn, "out")))
        }
        (Spot::Forgot, _) => {
            office.forgot(sent.get("email"), &desk.caller).await?;
            Ok(Reply::To(desk.at_done(Spot::SignIn, "forgot")))
        }
        _ => Err(Trouble::Nothing),
    }
}

/// A question for our script.
pub fn question_json(token: &str, question: &str) -> String {
    // The question is JSON already.
    format!("{{\"token\":\"{token}\",\"question\":{question}}}")
}

/// Where to go after signing in: a page of the desk, and nowhere else.
fn next(desk: &Desk, sent: &Sent) -> String {
    let asked = if sent.is_empty() { desk.asked.first(Key::Next).unwrap_or("") } else { sent.get("next") };
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    match Asked::read(path, query) {
        Ok(asked) if matches!(&asked.place, Place::Desk(spot) if !matches!(spot, Spot::SignIn | Spot::SignOut)) => {
            asked.address()
        }
        _ => desk.at(Spot::Mine),
    }
}
