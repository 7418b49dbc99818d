//! Setting up how to sign in: by an invitation, or anew after a lost phone; a new password by letter.

use super::form::Sent;
use super::sheet::{Block, Field, FieldKind, Form, Passkey, Sheet};
use super::sign_in::question_json;
use super::spot::Spot;
use super::{Desk, Reply};
use office::{Enrolled, Enrolling, Recovered, Trouble, Way};

/// Whom the link invites, and the two ways to sign in.
pub async fn invitation(desk: &Desk, link: &str) -> Result<Sheet, Trouble> {
    let invited = desk.office.invited(link).await?;
    let mut sheet = desk.sheet(desk.with("invitation-title", "name", &invited.name));
    sheet.lead = desk.s("invitation-lead");
    sheet.seen = desk.s("seen-you");
    let mut facts = vec![(desk.s("field-email"), invited.email.clone())];
    for (organisation, role) in &invited.roles {
        facts.push((organisation.clone(), desk.pair(role.title())));
    }
    sheet.blocks.push(Block::Facts(facts));
    sheet.blocks.push(Block::Quiet(desk.note("person")));
    if desk.office.has_keys() {
        sheet.blocks.push(Block::Heading("passkey", desk.s("passkey-title")));
        sheet.blocks.push(Block::Text(desk.s("passkey-text")));
        sheet.blocks.push(new_key(desk, Spot::InvitationKey(link.to_owned()), Spot::Invitation(link.to_owned())));
        sheet.script = desk.script();
    }
    sheet.blocks.push(Block::Heading("password", desk.s("password-title")));
    sheet.blocks.push(Block::Text(desk.s("password-text")));
    sheet.blocks.push(Block::Form(password_form(desk, Spot::Invitation(link.to_owned()), &invited.email)));
    Ok(sheet)
}

/// The button for a new passkey, with a name for it.
pub fn new_key(desk: &Desk, question: Spot, answer: Spot) -> Block {
    Block::Passkey(Passkey {
        what: "create",
        question: desk.at(question),
        form: Form::button(desk.at(answer), "new-key", desk.s("passkey-new"))
            .with("token", "")
            .with("answer", "")
            .field(Field::text("label", desk.s("field-key-name")).hint(desk.s("field-key-name-hint")).optional()),
        missing: desk.s("passkey-failed"),
        stopped: desk.s("passkey-stopped"),
    })
}

/// The form for a new password, twice.
pub fn password_form(desk: &Desk, to: Spot, email: &str) -> Form {
    Form::button(desk.at(to), "password", desk.s("go-on"))
        .with("email", email)
        .field(
            Field::new("password", desk.s("field-new-password"), FieldKind::Input("password"))
                .hint(desk.s("field-new-password-hint"))
                .auto("new-password"),
        )
        .field(Field::new("again", desk.s("field-again"), FieldKind::Input("password")).auto("new-password"))
}

/// The key for codes, to be taken into the phone, and the first code.
pub fn codes(desk: &Desk, to: Spot, half: &Enrolling) -> Sheet {
    let mut sheet = desk.sheet(desk.s("codes-title"));
    sheet.lead = desk.s("codes-lead");
    sheet.seen = desk.s("seen-you");
    sheet.blocks.push(Block::Picture(half.picture.clone(), desk.s("codes-picture")));
    sheet.blocks.push(Block::Text(desk.s("codes-typed")));
    sheet.blocks.push(Block::Codes(vec![half.typed.clone()]));
    sheet.blocks.push(Block::Links(vec![(half.address.clone(), desk.s("codes-here"))]));
    sheet.blocks.push(Block::Form(
        Form::button(desk.at(to), "code", desk.s("codes-go")).with("half", half.token.as_str()).field(
            Field::new("code", desk.s("field-first-code"), FieldKind::Code).hint(desk.s("field-first-code-hint")),
        ),
    ));
    sheet
}

/// Done: the codes to keep on paper, shown once, with what they are for.
pub async fn paper(desk: &Desk, codes: Vec<String>) -> Result<Sheet, Trouble> {
    let email = desk.office.security(desk.me()?).await?.email;
    let mut sheet = desk.sheet(desk.s("paper-title"));
    sheet.lead = desk.s("paper-lead");
    sheet.seen = desk.s("seen-you");
    sheet.blocks.push(Block::Facts(vec![(desk.s("paper-for"), format!("{}, {email}", office::SERVICE))]));
    sheet.blocks.push(Block::Codes(codes));
    sheet.blocks.push(Block::Text(desk.s("paper-how")));
    sheet.blocks.push(Block::Links(vec![(desk.at(Spot::Mine), desk.s("paper-on"))]));
    Ok(sheet)
}

/// A new password by letter: password and a code.
pub async fn recover(desk: &Desk, link: &str) -> Result<Sheet, Trouble> {
    desk.office.recovery_holds(link).await?;
    let mut sheet = desk.sheet(desk.s("recover-title"));
    sheet.lead = desk.s("recover-lead");
    sheet.seen = desk.s("seen-you");
    let form = password_form(desk, Spot::Recover(link.to_owned()), "")
        .field(Field::new("code", desk.s("field-code"), FieldKind::Code).hint(desk.s("field-code-hint")));
    sheet.blocks.push(Block::Form(form));
    Ok(sheet)
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    match &desk.spot {
        Spot::InvitationKey(link) => {
            let (token, question) = desk.office.new_key_question(Way::Link(link), &desk.caller).await?;
            Ok(Reply::Json(question_json(token.as_str(), &question)))
        }
        Spot::Invitation(link) => set_up(desk, Way::Link(link), Spot::Invitation(link.clone()), sent).await,
        Spot::Recover(link) => {
            let (password, again) = (sent.get("password"), sent.get("again"));
            match desk.office.recover(link, password, again, sent.get("code"), &desk.caller).await? {
                Recovered::In(signed_in) => Ok(Reply::ToIn(desk.at_done(Spot::Mine, "changed"), signed_in)),
                Recovered::SetUp(token) => Ok(Reply::To(desk.at(Spot::Invitation(token.as_str().to_owned())))),
            }
        }
        _ => Err(Trouble::Nothing),
    }
}

/// The steps of setting up, by whichever way.
pub async fn set_up(desk: &Desk, way: Way<'_>, here: Spot, sent: &Sent) -> Result<Reply, Trouble> {
    let office = &desk.office;
    match sent.get("act") {
        "new-key" => {
            let label = match sent.get("label").trim() {
                "" => desk.caller.agent.clone(),
                label => label.to_owned(),
            };
            let enrolled = office.new_key(way, sent.get("token"), sent.get("answer"), &label, &desk.caller).await?;
            done(desk, enrolled, "key").await
        }
        "code" => match office.enrol_code(way, sent.get("half"), sent.get("code"), &desk.caller).await {
            Ok(enrolled) => done(desk, enrolled, "changed").await,
            // A slip of the finger: the same key is shown again.
            Err(trouble @ Trouble::WrongCode) => {
                let mut sheet = codes(desk, here, &office.enrol_again(sent.get("half")).await?);
                sheet.trouble = Some(trouble.said(desk.lang()));
                Ok(Reply::Page(Box::new(sheet)))
            }
            Err(other) => Err(other),
        },
        "password" => {
            let half = office.enrol_password(way, sent.get("password"), sent.get("again"), &desk.caller).await?;
            Ok(Reply::Page(Box::new(codes(desk, here, &half))))
        }
        _ => Err(Trouble::Nothing),
    }
}

async fn done(desk: &Desk, enrolled: Enrolled, said: &str) -> Result<Reply, Trouble> {
    Ok(match (enrolled.signed_in, enrolled.paper) {
        (Some(signed_in), codes) => {
            // The page is already the new session's: with its name and its word.
            let cookie = signed_in.token.as_str().to_owned();
            let inside = desk.inside(desk.office.visitor(&cookie).await?, cookie);
            Reply::PageIn(Box::new(paper(&inside, codes).await?), signed_in)
        }
        (None, codes) if codes.is_empty() => Reply::To(desk.at_done(Spot::Security, said)),
        (None, codes) => Reply::Page(Box::new(paper(desk, codes).await?)),
    })
}
