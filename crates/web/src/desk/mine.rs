//! My pages: what I am, where, and how I sign in.

use super::enrol::{new_key, paper, password_form, set_up};
use super::form::Sent;
use super::sheet::{Block, Cell, Form, Rows, Sheet};
use super::sign_in::question_json;
use super::spot::Spot;
use super::{Desk, Reply};
use office::{Trouble, Way};
use programme::Role;

/// The first page after signing in.
pub async fn page(desk: &Desk) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let mut sheet = desk.sheet(desk.with("mine-title", "name", &me.name));
    next(desk, &mut sheet).await?;
    let mine: Vec<_> = desk.office.organisations(me).await?.into_iter().filter(|it| !it.mine.is_empty()).collect();
    if mine.is_empty() {
        sheet.lead = desk.s("mine-none");
    } else {
        sheet.blocks.push(Block::Heading("roles", desk.s("mine-roles")));
        let rows = mine.into_iter().map(|it| {
            let roles: Vec<String> = it.mine.iter().map(|role| desk.pair(role.title())).collect();
            vec![Cell::Link(desk.at(Spot::Organisation(it.id.to_string())), it.name), Cell::Text(roles.join(", "))]
        });
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("mine-roles"),
            heads: vec![desk.s("head-organisation"), desk.s("head-role")],
            rows: rows.collect(),
        }));
    }
    let mut links = vec![
        (desk.at(Spot::Rounds), desk.s("rounds")),
        (desk.at(Spot::Feeds), desk.s("feeds")),
        (desk.at(Spot::Organisations), desk.s("organisations")),
        (desk.at(Spot::MyData), desk.s("my-data")),
        (desk.at(Spot::Security), desk.s("security")),
    ];
    if me.is(Role::Operator) {
        links.push((desk.at(Spot::Operator), desk.s("operator")));
    }
    sheet.blocks.push(Block::Heading("more", desk.s("mine-more")));
    sheet.blocks.push(Block::Links(links));
    Ok(sheet)
}

/// What waits for me, until when, and for whom; and the groups I am in.
async fn next(desk: &Desk, sheet: &mut Sheet) -> Result<(), Trouble> {
    let me = desk.me()?;
    let todos = desk.office.todos(me).await?;
    sheet.blocks.push(Block::Heading("next", desk.s("mine-next")));
    if todos.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("mine-next-none")));
    } else {
        let names = desk.office.organisation_names(todos.iter().filter_map(|it| it.organisation)).await?;
        let rows = todos.iter().map(|todo| {
            let (to, text) = super::todo::said(desk, todo);
            let until = todo.until.map(|day| day.to_string()).unwrap_or_default();
            let until =
                if todo.late { Cell::Mark(format!("{until} ({})", desk.s("todo-late"))) } else { Cell::Whole(until) };
            let whom = todo.organisation.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| desk.s("todo-you"));
            vec![Cell::Link(to, text), until, Cell::Text(whom)]
        });
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("mine-next"),
            heads: ["head-todo", "head-until", "head-whom"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    let (groups, rounds) = desk.office.my_places(me).await?;
    let mut links: Vec<(String, String)> = groups
        .into_iter()
        .map(|(id, name)| (desk.at(Spot::Group(id.to_string())), desk.with("mine-group", "name", name)))
        .collect();
    let (run, others): (Vec<_>, Vec<_>) = rounds.into_iter().partition(|(.., runs)| *runs);
    links.extend(others.into_iter().map(|(id, title, _)| (desk.at(Spot::Round(id.to_string())), title)));
    if !links.is_empty() {
        sheet.blocks.push(Block::Links(links));
    }
    for (id, title, _) in run {
        let mut ways = vec![
            (desk.at(Spot::Round(id.to_string())), desk.s("mine-round")),
            (desk.at(Spot::Progress(id.to_string())), desk.with("mine-progress", "name", &title)),
        ];
        ways.extend(super::progress::ways(desk, id).await?);
        sheet.blocks.push(Block::Part(format!("round-{id}"), title));
        sheet.blocks.push(Block::Links(ways));
    }
    sheet.blocks.extend(super::year::mine(desk).await?);
    Ok(())
}

/// How I sign in, and where I am signed in.
pub async fn security(desk: &Desk) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let it = desk.office.security(me).await?;
    let mut sheet = desk.sheet(desk.s("security"));
    sheet.crumbs = vec![(desk.at(Spot::Mine), desk.s("my-pages"))];
    if !it.fresh {
        sheet.lead = desk.s("security-stale");
        sheet.blocks.push(Block::Links(vec![(desk.sign_in_first(), desk.s("sign-in-again"))]));
    }
    sheet.blocks.push(Block::Heading("keys", desk.s("passkeys")));
    if it.keys.is_empty() {
        sheet.blocks.push(Block::Text(desk.s("passkeys-none")));
    } else {
        let rows = it.keys.iter().map(|key| {
            let used = key.used.map_or_else(|| desk.s("never"), |time| desk.when(time));
            let drop = Form::button(desk.at(Spot::Security), "drop-key", desk.s("remove"))
                .with("key", key.id)
                .back()
                .aloud(desk.with("remove-name", "name", &key.label));
            vec![
                Cell::Text(key.label.clone()),
                Cell::Whole(desk.when(key.made)),
                Cell::Text(used),
                Cell::Acts(Vec::new(), if it.fresh { vec![drop] } else { Vec::new() }),
            ]
        });
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s("passkeys"),
            heads: ["head-name", "head-made", "head-used", "head-do"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if it.fresh && desk.office.has_keys() {
        sheet.blocks.push(new_key(desk, Spot::SecurityKey, Spot::Security));
        sheet.script = desk.script();
    }
    sheet.blocks.push(Block::Heading("password", desk.s("password-and-codes")));
    let set =
        it.password.map_or_else(|| desk.s("password-none"), |time| desk.with("password-set", "when", desk.when(time)));
    sheet.blocks.push(Block::Text(set));
    sheet.blocks.push(Block::Text(desk.with("paper-left", "n", it.paper.to_string())));
    if it.fresh {
        sheet.blocks.push(Block::Form(password_form(desk, Spot::Security, &it.email)));
        sheet.blocks.push(Block::Form(Form::button(desk.at(Spot::Security), "paper", desk.s("paper-new")).back()));
    }
    sheet.blocks.push(Block::Heading("sessions", desk.s("sessions")));
    sheet.blocks.push(Block::Quiet(desk.s("sessions-how")));
    let several = it.sessions.len() > 1;
    let rows = it.sessions.into_iter().map(|session| {
        let end = Form::button(desk.at(Spot::Security), "end-session", desk.s("session-end"))
            .with("session", &session.id)
            .back()
            .aloud(desk.with("session-end-name", "name", format!("{}, {}", session.agent, desk.when(session.begun))));
        let ends = if session.this { Vec::new() } else { vec![end] };
        let agent = if session.this { desk.with("session-this", "agent", &session.agent) } else { session.agent };
        vec![
            Cell::Text(agent),
            Cell::Whole(desk.when(session.begun)),
            Cell::Whole(desk.when(session.seen)),
            Cell::Acts(Vec::new(), ends),
        ]
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.s("sessions"),
        heads: ["head-browser", "head-begun", "head-seen", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
    if several {
        sheet
            .blocks
            .push(Block::Form(Form::button(desk.at(Spot::Security), "end-others", desk.s("sessions-end")).back()));
    }
    Ok(sheet)
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let done = |said| Ok(Reply::To(desk.at_done(Spot::Security, said)));
    if desk.spot == Spot::SecurityKey {
        let (token, question) = office.new_key_question(Way::In(me), &desk.caller).await?;
        return Ok(Reply::Json(question_json(token.as_str(), &question)));
    }
    match sent.get("act") {
        "drop-key" => {
            office.drop_key(me, sent.get("key").parse().map_err(|_| Trouble::Nothing)?).await?;
            done("key-gone")
        }
        "end-session" => {
            office.end_session(me, sent.get("session")).await?;
            done("session")
        }
        "end-others" => {
            office.end_other_sessions(me).await?;
            done("sessions")
        }
        "paper" => Ok(Reply::Page(Box::new(paper(desk, office.new_paper(me).await?).await?))),
        _ => set_up(desk, Way::In(me), Spot::Security, sent).await,
    }
}
