//! Applications: the organiser's list, the page of one for who writes it and for who judges it.

use super::form::Sent;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use method::Ask;
use office::{
    AnswerForm, ApplicationForm, ApplicationLine, ApplicationView, ConditionView, Judgement, RoleView, Trouble,
};
use programme::{Answer, ApplicationId, ApplicationState, OrganisationId, OrganisationKind, RoundId};
use std::collections::BTreeMap;

/// The applications to a round.
pub async fn list(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let round = read_id(id)?;
    let all = desk.office.applications(me, round).await?;
    let title = desk.office.round_title(me, round).await?;
    let mut sheet = desk.sheet(desk.with("applications-title", "name", &title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), title)];
    sheet.seen = desk.s("seen-judges");
    if all.is_empty() {
        sheet.lead = desk.s("applications-none");
        return Ok(sheet);
    }
    let waiting = all.iter().filter(|it| it.state == ApplicationState::Sent).count();
    sheet.lead = match waiting {
        0 => desk.s("applications-decided"),
        1 => desk.s("applications-one-waits"),
        n => desk.with("applications-wait", "n", n.to_string()),
    };
    let rows = all.into_iter().map(|it| line(desk, id, it)).collect();
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("applications"),
        heads: ["head-organisation", "head-track", "head-state", "head-sent", "head-lacks"]
            .map(|key| desk.s(key))
            .into(),
        rows,
    }));
    Ok(sheet)
}

fn line(desk: &Desk, round: &str, it: ApplicationLine) -> Vec<Cell> {
    let state = desk.pair(it.state.title());
    let under = match (it.place, it.until, it.recused) {
        (_, _, true) => desk.s("recused-short"),
        (Some(place), _, _) => desk.with("reserve-place", "n", place.to_string()),
        (_, Some(until), _) => desk.with("complete-by", "day", until.to_string()),
        _ => String::new(),
    };
    let lacks = if it.lacks == 0 { desk.s("complete") } else { desk.count("lacks-n", it.lacks) };
    vec![
        Cell::LinkTwo(
            desk.at(Spot::Application(format!("{round}_{}", it.organisation))),
            it.name,
            it.administration.unwrap_or_default(),
        ),
        Cell::Text(desk.pair(it.track.title())),
        if under.is_empty() { Cell::Text(state) } else { Cell::Two(state, under) },
        Cell::Whole(it.sent.map(|day| day.to_string()).unwrap_or_default()),
        Cell::Text(lacks),
    ]
}

/// The round and the organisation in an address.
fn read_ids(id: &str) -> Result<(RoundId, OrganisationId), Trouble> {
    let (round, organisation) = id.split_once('_').ok_or(Trouble::Nothing)?;
    Ok((read_id(round)?, organisation.parse().map_err(|_| Trouble::Nothing)?))
}

/// The page of one.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (round, organisation) = read_ids(id)?;
    let view = desk.office.application(desk.me()?, round, organisation, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("application-title", "name", &view.name));
    sheet.crumbs = vec![(desk.at(Spot::Round(round.to_string())), view.round_title.clone())];
    sheet.seen = desk.s(if view.body.state.is_sent() { "seen-application-sent" } else { "seen-application-draft" });
    sheet.lead = if is_own(desk, &view) { standing(desk, &view) } else { said_to_others(desk, &view) };
    standing_facts(desk, &view, &mut sheet);
    if view.may_write {
        lacking(desk, &view, &mut sheet);
        documents(desk, id, &view, &mut sheet);
    } else {
        sheet.blocks.push(Block::Heading("said", desk.s("application-said")));
        read_only(desk, &view, &mut sheet);
    }
    if view.may_write || is_written(sent) {
        write(desk, id, &view, &mut sheet, sent);
    }
    if view.may_withdraw {
        sheet.blocks.push(Block::Heading("withdraw", desk.s("withdraw-application")));
        let (lead, hint) = match view.body.state {
            ApplicationState::Admitted => ("withdraw-admitted", "field-why-admitted-hint"),
            _ => ("withdraw-lead", "field-why-withdrawn-hint"),
        };
        sheet.blocks.push(Block::Quiet(desk.s(lead)));
        sheet.blocks.push(Block::Form(
            Form::button(desk.at(Spot::Application(id.to_owned())), "withdraw", desk.s("withdraw-application"))
                .with("version", view.version)
                .field(Field::text("why", desk.s("field-why")).hint(desk.s(hint)).value(sent.get("why")).optional())
                .back(),
        ));
    }
    judging(desk, id, &view, &mut sheet, sent);
    Ok(sheet)
}

/// Whether the reader belongs to who applies.
fn is_own(desk: &Desk, view: &ApplicationView) -> bool {
    let standings = desk.visitor.iter().flat_map(|it| &it.actor.standings);
    standings.map(|it| it.organisation).any(|id| id == view.organisation)
}

/// Where it is, to who judges it.
fn said_to_others(desk: &Desk, view: &ApplicationView) -> String {
    let state = desk.pair(view.body.state.title());
    match view.body.sent {
        Some(day) => desk.with2("application-standing", ("state", &state), ("day", &day.to_string())),
        None => state,
    }
}

/// Where it is, in a sentence to who applies.
fn standing(desk: &Desk, view: &ApplicationView) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match view.body.state {
        ApplicationState::Draft if view.may_write => desk.dated("application-draft", view.closes),
        ApplicationState::Draft => desk.s("application-draft-shut"),
        ApplicationState::Sent => desk.with("application-is-sent", "day", day(view.body.sent)),
        ApplicationState::Returned => {
            desk.with("application-returned", "day", day(view.body.returned.as_ref().map(|it| it.until)))
        }
        ApplicationState::Withdrawn => desk.s("application-is-withdrawn"),
        ApplicationState::Admitted => desk.s("application-admitted"),
        ApplicationState::Reserve => {
            let place = view.body.verdict.as_ref().and_then(|it| it.place).unwrap_or(1);
            desk.with("application-reserve", "n", place.to_string())
        }
        ApplicationState::Declined => desk.s("application-declined"),
    }
}

/// Why it was withdrawn, the reasons of who sent it back or decided, and the letter.
fn standing_facts(desk: &Desk, view: &ApplicationView, sheet: &mut Sheet) {
    if let (ApplicationState::Withdrawn, Some(withdrawn)) = (view.body.state, &view.body.withdrawn) {
        let mut facts = vec![(desk.s("head-withdrawn"), withdrawn.on.to_string())];
        facts.extend(withdrawn.why.clone().map(|why| (desk.s("field-why"), why)));
        sheet.blocks.push(Block::Facts(facts));
    }
    if let (ApplicationState::Returned, Some(returned)) = (view.body.state, &view.body.returned) {
        sheet.blocks.push(Block::Heading("reason", desk.s("returned-why")));
        sheet.blocks.push(Block::Lines(returned.reason.clone()));
    }
    let decided =
        matches!(view.body.state, ApplicationState::Admitted | ApplicationState::Reserve | ApplicationState::Declined);
    if let (true, Some(verdict)) = (decided, &view.body.verdict) {
        sheet.blocks.push(Block::Heading("reason", desk.s("decided-why")));
        sheet.blocks.push(Block::Lines(verdict.reason.clone()));
        let by = view.judge.clone().unwrap_or_default();
        let signed = desk.with2("decided-by", ("day", &verdict.on.to_string()), ("name", &by));
        sheet.blocks.push(Block::Quiet(signed));
        if let Some(letter) = view.letter {
            sheet.blocks.push(Block::Links(vec![(desk.at(Spot::File(letter.to_string())), desk.s("decision-letter"))]));
        }
    }
}

fn lacking(desk: &Desk, view: &ApplicationView, sheet: &mut Sheet) {
    if !view.lacks.is_empty() {
        sheet.blocks.push(Block::Heading("lacks", desk.s("application-lacks")));
        sheet.blocks.push(Block::Points(view.lacks.iter().map(|lack| lack.said(desk.lang())).collect()));
    }
}

/// A document goes by itself, so that what is written elsewhere is not lost with a file that is refused.
fn documents(desk: &Desk, id: &str, view: &ApplicationView, sheet: &mut Sheet) {
    let here = desk.at(Spot::Application(id.to_owned()));
    for condition in view.conditions.iter().filter(|it| it.asks.contains(&Ask::Attachment)) {
        sheet.blocks.push(Block::Heading("attach", desk.with("attach-for", "name", &condition.name)));
        if let Some(name) = &condition.document {
            let file = condition.said.document.map(|id| desk.at(Spot::File(id.to_string()))).unwrap_or_default();
            sheet.blocks.push(Block::Links(vec![(file, name.clone())]));
        }
        let label = desk.s(if condition.document.is_some() { "attach-other" } else { "attach" });
        sheet.blocks.push(Block::Form(
            Form::button(&here, "attach", label)
                .keyed(&condition.id)
                .with("condition", &condition.id)
                .field(Field::new("file", desk.s("field-file"), FieldKind::File).hint(desk.s("field-file-hint")))
                .noted(desk.note("document")),
        ));
    }
}

/// The form of who writes it; also when it came too late, so that nobody loses what they wrote.
fn write(desk: &Desk, id: &str, view: &ApplicationView, sheet: &mut Sheet, sent: &Sent) {
    let here = desk.at(Spot::Application(id.to_owned()));
    sheet.blocks.push(Block::Heading("write", desk.s("application-write")));
    if !view.may_write {
        sheet.blocks.push(Block::Text(desk.s("application-too-late")));
    }
    let mut form = Form::button(&here, "save", desk.s("application-save")).with("version", view.version);
    if view.kind == OrganisationKind::Region {
        let saved = view.body.administration.clone().unwrap_or_default();
        form = form.field(
            Field::text("administration", desk.s("field-administration"))
                .hint(desk.s("field-administration-hint"))
                .value(again(sent, "administration", saved))
                .optional(),
        );
    }
    for condition in &view.conditions {
        form = asked(desk, form, view, condition, sent);
    }
    let saved = view.body.invoice_reference.clone().unwrap_or_default();
    form = form
        .part(desk.s("invoice"), desk.s("invoice-lead"))
        .field(
            Field::text("invoice-reference", desk.s("field-invoice-reference"))
                .value(again(sent, "invoice-reference", saved))
                .optional(),
        )
        .also("send", desk.s("application-send"));
    sheet.blocks.push(Block::Form(form.noted(desk.note("application"))));
    sheet.blocks.push(Block::Quiet(desk.s("application-people")));
    sheet
        .blocks
        .push(Block::Links(vec![(desk.at(Spot::Organisation(view.organisation.to_string())), view.name.clone())]));
}

/// Whether the form was sent: other forms of the page say nothing of what stands in it.
fn is_written(sent: &Sent) -> bool {
    sent.get("act") == "save"
}

/// What was sent, if the form comes back; else what is saved.
fn again(sent: &Sent, name: &str, saved: String) -> String {
    if is_written(sent) { sent.get(name).to_owned() } else { saved }
}

/// The fields of a condition.
fn asked(desk: &Desk, form: Form, view: &ApplicationView, condition: &ConditionView, sent: &Sent) -> Form {
    let mut form = form.part(condition.name.clone(), condition.text.clone());
    if condition.people {
        for role in &view.roles {
            form = named(desk, form, view, role, sent);
        }
        return form;
    }
    let name = |field: &str| format!("{field}-{}", condition.id);
    let said = &condition.said;
    for ask in &condition.asks {
        let (field, kind, label, saved) = match ask {
            Ask::Choice => {
                let mut choices = vec![(String::new(), desk.s("choose"))];
                choices.extend(condition.choices.iter().cloned());
                ("choice", FieldKind::Choice(choices), desk.s("ask-choice"), said.choice.clone().unwrap_or_default())
            }
            Ask::Date => {
                let day = said.date.map(|day| day.to_string()).unwrap_or_default();
                ("date", FieldKind::Input("date"), desk.s("ask-date"), day)
            }
            Ask::Reference => (
                "reference",
                FieldKind::Input("text"),
                desk.s("ask-reference"),
                said.reference.clone().unwrap_or_default(),
            ),
            Ask::Confirmation => {
                let yes = if said.confirmed { "yes" } else { "" };
                ("confirmed", FieldKind::Check, desk.s("ask-confirmation"), yes.to_owned())
            }
            Ask::Text => ("text", FieldKind::Lines(4), desk.s("ask-text"), said.text.clone().unwrap_or_default()),
            Ask::Amount => {
                let amount = said.amount.map(|n| n.to_string()).unwrap_or_default();
                ("amount", FieldKind::Number, desk.s("ask-amount"), amount)
            }
            Ask::People => {
                let who = said.person.map(|id| id.to_string()).unwrap_or_default();
                ("person", FieldKind::Choice(people(desk, view)), desk.s("ask-person"), who)
            }
            // The document goes by itself, and contacts stand with the people.
            _ => continue,
        };
        let value = again(sent, &name(field), saved);
        let field = Field::new(name(field), label, kind).value(value);
        form = form.field(if condition.required { field.later() } else { field.optional() });
    }
    form
}

fn named(desk: &Desk, mut form: Form, view: &ApplicationView, role: &RoleView, sent: &Sent) -> Form {
    let field = format!("team-{}", role.id);
    let written = sent.all(&field);
    for place in 0..usize::from(role.count) {
        let saved = role.named.get(place).map(|id| id.to_string()).unwrap_or_default();
        let value = if is_written(sent) { written.get(place).cloned().unwrap_or_default() } else { saved };
        let label = if role.count > 1 { format!("{} {}", role.name, place + 1) } else { role.name.clone() };
        let field = Field::new(field.clone(), label, FieldKind::Choice(people(desk, view)))
            .nth(place)
            .hint(role.does.clone())
            .value(value);
        form = form.field(if role.required { field.later() } else { field.optional() });
    }
    form
}

fn people(desk: &Desk, view: &ApplicationView) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), desk.s("choose"))];
    choices.extend(view.people.iter().map(|it| {
        let role = it.role.map(|role| format!(", {}", desk.pair(role.title()))).unwrap_or_default();
        (it.id.to_string(), format!("{}{role}", it.name))
    }));
    choices
}

/// What is said, for who only reads.
fn read_only(desk: &Desk, view: &ApplicationView, sheet: &mut Sheet) {
    let mut facts = Vec::new();
    facts.extend(view.body.administration.clone().map(|name| (desk.s("field-administration"), name)));
    for condition in &view.conditions {
        if condition.people {
            for role in &view.roles {
                let names: Vec<String> = role
                    .named
                    .iter()
                    .map(|id| {
                        let known = view.people.iter().find(|it| it.id == *id);
                        known.map_or_else(|| desk.s("person-erased"), |it| format!("{} ({})", it.name, it.contact))
                    })
                    .collect();
                if !names.is_empty() {
                    facts.push((role.name.clone(), names.join("; ")));
                }
            }
        } else {
            facts.push((condition.name.clone(), said(desk, view, condition)));
        }
    }
    facts.extend(view.body.invoice_reference.clone().map(|it| (desk.s("field-invoice-reference"), it)));
    sheet.blocks.push(Block::Facts(facts));
    for condition in &view.conditions {
        if let (Some(id), Some(name)) = (condition.said.document, &condition.document) {
            sheet.blocks.push(Block::Links(vec![(desk.at(Spot::File(id.to_string())), name.clone())]));
        }
    }
}

/// What is said to a condition, in one line.
fn said(desk: &Desk, view: &ApplicationView, condition: &ConditionView) -> String {
    let Answer { confirmed, choice, date, reference, text, amount, person, .. } = &condition.said;
    let mut parts = Vec::new();
    if *confirmed {
        parts.push(desk.s("yes"));
    }
    parts.extend(
        choice.as_ref().and_then(|id| condition.choices.iter().find(|(known, _)| known == id)).map(|it| it.1.clone()),
    );
    parts.extend(date.map(|day| day.to_string()));
    parts.extend(reference.clone());
    parts.extend(amount.map(|n| n.to_string()));
    parts.extend(person.and_then(|id| view.people.iter().find(|it| it.id == id)).map(|it| it.name.clone()));
    parts.extend(text.clone());
    if parts.is_empty() { desk.s("nothing-said") } else { parts.join(", ") }
}

/// What who judges does.
fn judging(desk: &Desk, id: &str, view: &ApplicationView, sheet: &mut Sheet, sent: &Sent) {
    if !view.may_judge && !view.recused && view.recusals.is_empty() {
        return;
    }
    let here = desk.at(Spot::Application(id.to_owned()));
    sheet.blocks.push(Block::Heading("judge", desk.s("judge")));
    if view.recused {
        sheet.blocks.push(Block::Text(desk.s("recused-you")));
    }
    if !view.recusals.is_empty() {
        let facts = view.recusals.clone();
        sheet.blocks.push(Block::Facts(facts));
    }
    let Some(application) = view.id.filter(|_| view.may_judge) else { return };
    if !view.lacks.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("judge-lacks")));
        sheet.blocks.push(Block::Points(view.lacks.iter().map(|lack| lack.said(desk.lang())).collect()));
    }
    let next = view.body.state.next();
    let outcomes: Vec<(String, String)> =
        [ApplicationState::Admitted, ApplicationState::Reserve, ApplicationState::Declined]
            .into_iter()
            .filter(|it| next.contains(it))
            .map(|it| (it.code().to_owned(), desk.s(&format!("outcome-{}", it.code()))))
            .collect();
    if !outcomes.is_empty() {
        let form = Form::button(&here, "decide", desk.s("decide"))
            .with("application", application)
            .with("version", view.version)
            .field(
                Field::new("outcome", desk.s("field-outcome"), FieldKind::Choice(outcomes)).value(sent.get("outcome")),
            )
            .field(
                Field::new("reason", desk.s("field-reason"), FieldKind::Lines(5))
                    .hint(desk.s("field-reason-hint"))
                    .value(sent.get("reason")),
            );
        let no_conflict = Field::new("no-conflict", desk.s("field-no-conflict"), FieldKind::Check);
        sheet.blocks.push(Block::Form(free_place(desk, form, view, sent).field(no_conflict)));
    }
    if next.contains(&ApplicationState::Returned) {
        sheet.blocks.push(Block::Heading("return", desk.s("refer-back")));
        sheet.blocks.push(Block::Form(
            Form::button(&here, "return", desk.s("refer-back"))
                .with("application", application)
                .with("version", view.version)
                .field(Field::new("lacking", desk.s("field-lacking"), FieldKind::Lines(4)).value(sent.get("lacking")))
                .field(Field::new("until", desk.s("field-until"), FieldKind::Input("date")).value(sent.get("until")))
                .back(),
        ));
    }
    sheet.blocks.push(Block::Heading("recuse", desk.s("recuse")));
    sheet.blocks.push(Block::Form(
        Form::button(&here, "recuse", desk.s("recuse"))
            .with("application", application)
            .field(Field::text("conflict", desk.s("field-conflict")).value(sent.get("conflict")))
            .noted(desk.note("recusal"))
            .back(),
    ));
}

/// Whose place the applicant takes, where somebody has left.
fn free_place(desk: &Desk, form: Form, view: &ApplicationView, sent: &Sent) -> Form {
    if view.free_places.is_empty() {
        return form;
    }
    let mut choices = vec![(String::new(), desk.s("replaces-nobody"))];
    choices.extend(view.free_places.iter().map(|(id, name)| (id.to_string(), name.clone())));
    form.field(
        Field::new("replaces", desk.s("field-takes-place"), FieldKind::Choice(choices))
            .hint(desk.s("field-replaces-hint"))
            .value(sent.get("replaces"))
            .optional(),
    )
}

fn read(sent: &Sent) -> ApplicationForm {
    let mut answers: BTreeMap<String, AnswerForm> = BTreeMap::new();
    let mut each = |prefix: &str, set: fn(&mut AnswerForm, String)| {
        for (id, value) in sent.beginning(prefix) {
            set(answers.entry(id).or_default(), value);
        }
    };
    each("confirmed-", |it, value| it.confirmed = value == "yes");
    each("choice-", |it, value| it.choice = value);
    each("date-", |it, value| it.date = value);
    each("text-", |it, value| it.text = value);
    each("amount-", |it, value| it.amount = value);
    each("person-", |it, value| it.person = value);
    each("reference-", |it, value| it.reference = value);
    let mut team: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (role, person) in sent.beginning("team-") {
        team.entry(role).or_default().push(person);
    }
    let get = |name: &str| sent.get(name).to_owned();
    ApplicationForm {
        administration: get("administration"),
        answers,
        team,
        invoice_reference: get("invoice-reference"),
    }
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let Spot::Application(id) = &desk.spot else { return Err(Trouble::Nothing) };
    let (round, organisation) = read_ids(id)?;
    let here = |said: &str| Ok(Reply::To(desk.at_done(Spot::Application(id.clone()), said)));
    let judged = || -> Result<ApplicationId, Trouble> { sent.get("application").parse().map_err(|_| Trouble::Nothing) };
    match sent.get("act") {
        "save" => {
            office.save_application(me, round, organisation, sent.number("version"), &read(sent)).await?;
            if sent.get("also") == "send" {
                // Saved first: what is written stays even where something is missing.
                let view = office.application(me, round, organisation, desk.lang()).await?;
                return match office.send_application(me, round, organisation, view.version).await {
                    Ok(()) => here("application-sent"),
                    Err(trouble) => Err(trouble),
                };
            }
            here("application-saved")
        }
        "attach" => {
            let (name, bytes) = sent.file.as_ref().ok_or(Trouble::Missing("file"))?;
            office.attach_to_application(me, round, organisation, sent.get("condition"), (name, bytes)).await?;
            here("added")
        }
        "withdraw" => {
            office.withdraw_application(me, round, organisation, sent.number("version"), sent.get("why")).await?;
            here("application-withdrawn")
        }
        "decide" => {
            let judgement = Judgement {
                outcome: sent.get("outcome").into(),
                reason: sent.get("reason").into(),
                no_conflict: sent.ticked("no-conflict"),
                replaces: sent.get("replaces").into(),
            };
            office.decide(me, judged()?, sent.number("version"), &judgement).await?;
            here("decided")
        }
        "return" => {
            office.refer_back(me, judged()?, sent.number("version"), sent.get("lacking"), sent.get("until")).await?;
            here("returned")
        }
        "recuse" => {
            office.recuse(me, judged()?, sent.get("conflict")).await?;
            here("recused")
        }
        _ => Err(Trouble::Nothing),
    }
}
