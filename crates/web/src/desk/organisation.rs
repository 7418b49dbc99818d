//! Organisations: the list, the page of one with its people and files, its facts, invitations.

use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use crate::address::{Asked, Place};
use office::{DocumentLine, Handed, NewInvitation, OrganisationFacts, OrganisationView, PersonLine, Trouble};
use programme::permit::{Action, Object};
use programme::{Language, OrganisationId, OrganisationKind, Role, Visibility};

fn read_id(id: &str) -> Result<OrganisationId, Trouble> {
    id.parse().map_err(|_| Trouble::Nothing)
}

/// Every organisation.
pub async fn list(desk: &Desk) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let mut sheet = desk.sheet(desk.s("organisations"));
    sheet.crumbs = vec![(desk.at(Spot::Mine), desk.s("my-pages"))];
    sheet.seen = desk.s("seen-signed-in");
    let all = desk.office.organisations(me).await?;
    if all.is_empty() {
        sheet.lead = desk.s("organisations-none");
    } else {
        let rows = all.into_iter().map(|it| {
            let roles: Vec<String> = it.mine.iter().map(|role| desk.pair(role.title())).collect();
            vec![
                Cell::Link(desk.at(Spot::Organisation(it.id.to_string())), it.name),
                Cell::Text(desk.pair(it.kind.title())),
                Cell::Text(roles.join(", ")),
            ]
        });
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("organisations"),
            heads: ["head-name", "head-kind", "head-my-role"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if desk.office.may_add_organisation(me) {
        sheet.blocks.push(Block::Links(vec![(desk.at(Spot::NewOrganisation), desk.s("organisation-new"))]));
    }
    Ok(sheet)
}

/// The page of one.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let view = desk.office.organisation(desk.me()?, read_id(id)?).await?;
    let mut sheet = desk.sheet(view.facts.name.clone());
    sheet.crumbs =
        vec![(desk.at(Spot::Mine), desk.s("my-pages")), (desk.at(Spot::Organisations), desk.s("organisations"))];
    sheet.seen = desk.s("seen-organisation");
    sheet.blocks.push(Block::Facts(facts(desk, &view)));
    sheet.blocks.push(Block::Links(links(desk, id, &view)));
    sheet.blocks.extend(super::year::of_organisation(desk, view.id).await?);
    sheet.blocks.extend(super::results::of_organisation(desk, view.id).await?);
    sheet.blocks.push(Block::Heading("people", desk.s("people")));
    if view.people.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("people-none")));
    } else {
        sheet.blocks.push(people(desk, id, &view.people));
    }
    if !view.may_give.is_empty() {
        sheet.blocks.push(Block::Links(vec![(desk.at(Spot::Invite(id.to_owned())), desk.s("invite"))]));
    }
    sheet.blocks.push(Block::Heading("files", desk.s("files")));
    if view.documents.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("files-none")));
    } else {
        sheet.blocks.push(Block::Quiet(desk.note("visibility")));
        sheet.blocks.push(files(desk, id, &view.documents));
    }
    if view.may_attach {
        sheet.blocks.push(Block::Form(
            Form::button(desk.at(Spot::Organisation(id.to_owned())), "attach", desk.s("attach"))
                .field(Field::new("file", desk.s("field-file"), FieldKind::File).hint(desk.s("field-file-hint")))
                .noted(desk.note("document")),
        ));
    }
    Ok(sheet)
}

fn facts(desk: &Desk, view: &OrganisationView) -> Vec<(String, String)> {
    let mut facts = vec![(desk.s("head-kind"), desk.pair(view.facts.kind.title()))];
    facts.extend(view.parent.clone().map(|parent| (desk.s("field-parent"), parent)));
    facts.extend(view.facts.area.as_ref().map(|area| (desk.s("field-area"), area.as_str().to_owned())));
    facts
}

fn links(desk: &Desk, id: &str, view: &OrganisationView) -> Vec<(String, String)> {
    let mut links = Vec::new();
    if let Some(area) = &view.facts.area {
        let figures = Asked::page(desk.lang(), Place::Municipality(area.as_str().to_owned()));
        links.push((figures.address(), desk.s("organisation-figures")));
    }
    if view.may_edit {
        links.push((desk.at(Spot::EditOrganisation(id.to_owned())), desk.s("organisation-edit")));
    }
    if view.may_see_history {
        links.push((desk.at(Spot::History(id.to_owned())), desk.s("history")));
    }
    if view.may_export {
        links.push((desk.at(Spot::OrganisationFile(id.to_owned())), desk.s("organisation-file")));
    }
    links
}

fn people(desk: &Desk, id: &str, people: &[PersonLine]) -> Block {
    let rows = people.iter().map(|line| {
        let name = match &line.name {
            Some(name) => name.clone(),
            None if line.erased => desk.s("person-erased"),
            None => desk.s("person-hidden"),
        };
        let contact = line.contact.as_ref().map_or_else(String::new, |contact| {
            let parts = [contact.title.as_deref(), Some(contact.email.as_str()), contact.phone.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        });
        let name = if line.joined || line.erased { name } else { desk.with("person-invited", "name", name) };
        let who = if contact.is_empty() { Cell::Text(name) } else { Cell::Two(name, contact) };
        let time = match line.to {
            Some(to) => format!("{}–{to}", line.from),
            None => desk.with("since", "day", line.from.to_string()),
        };
        vec![who, Cell::Text(desk.pair(line.role.title())), Cell::Whole(time), acts_on_person(desk, id, line)]
    });
    Block::Rows(Rows {
        caption: desk.s("people"),
        heads: ["head-name", "head-role", "head-time", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

fn acts_on_person(desk: &Desk, id: &str, line: &PersonLine) -> Cell {
    let here = desk.at(Spot::Organisation(id.to_owned()));
    let name = line.name.clone().unwrap_or_default();
    let mut forms = Vec::new();
    if line.may_end {
        let last = Field::new("last", desk.s("field-last-day"), FieldKind::Input("date"))
            .value(desk.office.today().to_string());
        forms.push(
            Form::button(&here, "end", desk.s("assignment-end"))
                .keyed(line.id)
                .with("assignment", line.id)
                .with("version", line.version)
                .field(last)
                .back()
                .aloud(desk.with("assignment-end-name", "name", &name)),
        );
    }
    if line.may_invite_again {
        forms.push(
            Form::button(&here, "again", desk.s("invite-again"))
                .keyed(line.id)
                .with("assignment", line.id)
                .back()
                .aloud(desk.with("invite-again-name", "name", &name)),
        );
    }
    let mut links = Vec::new();
    if line.may_see_history {
        links.push((desk.at(Spot::History(line.id.to_string())), desk.s("history")));
    }
    if line.me {
        links.push((desk.at(Spot::MyData), desk.s("my-data")));
    } else if line.may_correct {
        links.push((desk.at(Spot::Person(line.person.to_string())), desk.s("person-correct")));
    }
    Cell::Acts(links, forms)
}

fn files(desk: &Desk, id: &str, files: &[DocumentLine]) -> Block {
    let here = desk.at(Spot::Organisation(id.to_owned()));
    let levels: Vec<(String, String)> =
        Visibility::ALL.into_iter().map(|level| (level.code().to_owned(), desk.pair(level.who()))).collect();
    let rows = files.iter().map(|file| {
        let mut forms = Vec::new();
        if file.may_move {
            let field = Field::new("to", desk.s("field-visibility"), FieldKind::Choice(levels.clone()));
            forms.push(
                Form::button(&here, "show", desk.s("seen-change"))
                    .keyed(file.id)
                    .with("file", file.id)
                    .with("version", file.version)
                    .field(field.value(file.visibility.code()))
                    .back()
                    .aloud(desk.with("seen-change-name", "name", &file.name)),
            );
        }
        if file.may_remove {
            forms.push(
                Form::button(&here, "remove", desk.s("remove"))
                    .keyed(file.id)
                    .with("file", file.id)
                    .with("version", file.version)
                    .back()
                    .aloud(desk.with("remove-name", "name", &file.name)),
            );
        }
        let history = (desk.at(Spot::History(file.id.to_string())), desk.s("history"));
        let links = if file.may_see_history { vec![history] } else { Vec::new() };
        vec![
            Cell::Link(desk.at(Spot::File(file.id.to_string())), file.name.clone()),
            Cell::Text(size(desk, file.bytes)),
            Cell::Text(desk.pair(file.visibility.who())),
            Cell::Acts(links, forms),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("files"),
        heads: ["head-file", "head-size", "head-seen-by", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// "312 kB", "1,4 MB".
fn size(desk: &Desk, bytes: u64) -> String {
    // A file is far below 2^52 bytes.
    #[allow(clippy::cast_precision_loss)]
    let thousands = bytes as f64 / 1000.0;
    let numbers = i18n::Numbers::of(desk.lang());
    let space = i18n::NBSP;
    if thousands < 1000.0 {
        format!("{}{space}kB", numbers.fixed(thousands.max(1.0), 0))
    } else {
        format!("{}{space}MB", numbers.fixed(thousands / 1000.0, 1))
    }
}

/// A new organisation.
pub async fn new(desk: &Desk, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    desk.office.allow(Some(me), Action::CreateOrganisation, &Object::default())?;
    let mut sheet = desk.sheet(desk.s("organisation-new"));
    sheet.crumbs = vec![(desk.at(Spot::Organisations), desk.s("organisations"))];
    let facts = read_facts(sent);
    sheet.blocks.push(Block::Form(facts_form(desk, Spot::NewOrganisation, "add", &facts, 0).await?));
    Ok(sheet)
}

/// The facts of one, to be changed.
pub async fn edit(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let view = desk.office.organisation(me, read_id(id)?).await?;
    desk.office.may_edit_organisation(me, view.id).await?;
    let mut sheet = desk.sheet(desk.with("organisation-edit-title", "name", &view.facts.name));
    sheet.crumbs = vec![(desk.at(Spot::Organisation(id.to_owned())), view.facts.name.clone())];
    sheet.seen = desk.s("seen-signed-in");
    let facts = if sent.is_empty() {
        OrganisationFacts {
            kind: view.facts.kind.code().into(),
            name: view.facts.name,
            area: view.facts.area.map(String::from).unwrap_or_default(),
            parent: view.facts.parent.map(|id| id.to_string()).unwrap_or_default(),
        }
    } else {
        read_facts(sent)
    };
    let spot = Spot::EditOrganisation(id.to_owned());
    // After a conflict the form rests on the newest version: what stands there was shown.
    sheet.blocks.push(Block::Form(facts_form(desk, spot, "save", &facts, view.version).await?));
    Ok(sheet)
}

async fn facts_form(
    desk: &Desk,
    to: Spot,
    act: &'static str,
    facts: &OrganisationFacts,
    version: i64,
) -> Result<Form, Trouble> {
    let kinds =
        OrganisationKind::ALL.into_iter().map(|kind| (kind.code().to_owned(), desk.pair(kind.title()))).collect();
    let mut parents = vec![(String::new(), desk.s("parent-none"))];
    for it in desk.office.organisations(desk.me()?).await? {
        parents.push((it.id.to_string(), it.name));
    }
    let form = Form::button(desk.at(to), act, desk.s("save"))
        .field(Field::text("name", desk.s("field-organisation")).value(&facts.name))
        .field(Field::new("kind", desk.s("head-kind"), FieldKind::Choice(kinds)).value(&facts.kind))
        .field(Field::text("area", desk.s("field-area")).hint(desk.s("field-area-hint")).value(&facts.area).optional())
        .field(
            Field::new("parent", desk.s("field-parent"), FieldKind::Choice(parents))
                .hint(desk.s("field-parent-hint"))
                .value(&facts.parent)
                .optional(),
        )
        .noted(desk.note("organisation"));
    Ok(if version > 0 { form.with("version", version) } else { form })
}

fn read_facts(sent: &Sent) -> OrganisationFacts {
    let get = |name: &str| sent.get(name).to_owned();
    OrganisationFacts { kind: get("kind"), name: get("name"), area: get("area"), parent: get("parent") }
}

/// An invitation.
pub async fn invite(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let view = desk.office.organisation(me, read_id(id)?).await?;
    if view.may_give.is_empty() {
        desk.office.may_invite(me, view.id, Role::Reader).await?;
    }
    let mut sheet = desk.sheet(desk.with("invite-title", "name", &view.facts.name));
    sheet.crumbs = vec![(desk.at(Spot::Organisation(id.to_owned())), view.facts.name.clone())];
    sheet.lead = desk.s("invite-lead");
    let roles = view.may_give.iter().map(|role| (role.code().to_owned(), desk.pair(role.title()))).collect();
    let languages = vec![("sv".to_owned(), desk.s("language-sv")), ("en".to_owned(), desk.s("language-en"))];
    sheet.blocks.push(Block::Form(
        Form::button(desk.at(Spot::Invite(id.to_owned())), "invite", desk.s("invite-go"))
            .field(Field::text("name", desk.s("field-name")).value(sent.get("name")))
            .field(Field::new("email", desk.s("field-email"), FieldKind::Input("email")).value(sent.get("email")))
            .field(Field::text("title", desk.s("field-title")).value(sent.get("title")).optional())
            .field(Field::new("role", desk.s("head-role"), FieldKind::Choice(roles)).value(sent.get("role")))
            .field(Field::new("from", desk.s("field-from"), FieldKind::Input("date")).value(if sent.is_empty() {
                desk.office.today().to_string()
            } else {
                sent.get("from").to_owned()
            }))
            .field(
                Field::new("language", desk.s("field-language"), FieldKind::Choice(languages))
                    .value(sent.get("language")),
            )
            .noted(desk.note("assignment")),
    ));
    Ok(sheet)
}

/// Everything that belongs to one, as a file.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let bytes = desk.office.export_organisation(desk.me()?, read_id(id)?).await?;
    Ok(Reply::File(format!("jamsides-{}.zip", desk.office.today()), "application/zip".into(), bytes))
}

/// An attached file.
pub async fn document(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let id = id.parse().map_err(|_| Trouble::Nothing)?;
    let (name, kind, bytes) = desk.office.document(desk.visitor.as_ref(), id).await?;
    Ok(Reply::File(name, kind, bytes))
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    match (&desk.spot, sent.get("act")) {
        (Spot::NewOrganisation, _) => {
            let id = office.add_organisation(me, &read_facts(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Organisation(id.to_string()), "added")))
        }
        (Spot::EditOrganisation(id), _) => {
            office.edit_organisation(me, read_id(id)?, sent.number("version"), &read_facts(sent)).await?;
            Ok(Reply::To(desk.at_done(Spot::Organisation(id.clone()), "changed")))
        }
        (Spot::Invite(id), _) => {
            let new = NewInvitation {
                name: sent.get("name").into(),
                email: sent.get("email").into(),
                title: sent.get("title").into(),
                role: sent.get("role").into(),
                language: if sent.get("language") == "en" { Language::En } else { Language::Sv },
                from: sent.get("from").into(),
            };
            let handed = office.invite(me, read_id(id)?, &new).await?;
            Ok(handed_over(desk, id, handed))
        }
        (Spot::Organisation(id), "end") => {
            let assignment = sent.get("assignment").parse().map_err(|_| Trouble::Nothing)?;
            office.end_assignment(me, assignment, sent.number("version"), sent.get("last")).await?;
            Ok(Reply::To(desk.at_done(Spot::Organisation(id.clone()), "ended")))
        }
        (Spot::Organisation(id), "again") => {
            let assignment = sent.get("assignment").parse().map_err(|_| Trouble::Nothing)?;
            let handed = office.invite_again(me, assignment).await?;
            Ok(handed_over(desk, id, handed))
        }
        (Spot::Organisation(id), "attach") => {
            let (name, bytes) = sent.file.as_ref().ok_or(Trouble::Missing("file"))?;
            office.attach(me, read_id(id)?, name, bytes).await?;
            Ok(Reply::To(desk.at_done(Spot::Organisation(id.clone()), "added")))
        }
        (Spot::Organisation(id), "show") => {
            let file = sent.get("file").parse().map_err(|_| Trouble::Nothing)?;
            office.show_document(me, file, sent.number("version"), sent.get("to")).await?;
            Ok(Reply::To(desk.at_done(Spot::Organisation(id.clone()), "shown")))
        }
        (Spot::Organisation(_), "remove") => {
            let file = sent.get("file").parse().map_err(|_| Trouble::Nothing)?;
            office.remove_document(me, file, sent.number("version")).await?;
            // Where it can be undone.
            Ok(Reply::To(desk.at_done(Spot::History(sent.get("file").to_owned()), "removed")))
        }
        _ => Err(Trouble::Nothing),
    }
}

/// How the invitation reaches the person: by letter, or as a link to hand over, shown once.
pub fn handed_over(desk: &Desk, id: &str, handed: Handed) -> Reply {
    let back = Spot::Organisation(id.to_owned());
    match handed {
        Handed::Posted(_) => Reply::To(desk.at_done(back, "invited")),
        Handed::Known => Reply::To(desk.at_done(back, "known")),
        Handed::Link(link) => Reply::Page(Box::new(link_sheet(desk, link, back))),
    }
}

/// A link to hand over.
pub fn link_sheet(desk: &Desk, link: String, back: Spot) -> Sheet {
    let mut sheet = desk.sheet(desk.s("link-title"));
    sheet.lead = desk.s("link-lead");
    sheet.blocks.push(Block::Codes(vec![link]));
    sheet.blocks.push(Block::Quiet(desk.s("link-note")));
    sheet.blocks.push(Block::Links(vec![(desk.at(back), desk.s("go-back"))]));
    sheet
}
