//! The operator's page: jobs and mail, accounts by address, the storage, the figures, the version.

use super::form::Sent;
use super::organisation::link_sheet;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use i18n::Lang;
use office::{Handed, OperatorView, Trouble};

/// The operator's page.
pub async fn page(desk: &Desk, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.operator(desk.me()?).await?;
    let mut sheet = desk.sheet(desk.s("operator"));
    sheet.crumbs = vec![(desk.at(Spot::Mine), desk.s("my-pages"))];
    sheet.seen = desk.s("seen-operators");
    sheet.lead = desk.s("operator-lead");
    sheet.blocks.push(Block::Heading("state", desk.s("operator-state")));
    sheet.blocks.push(Block::Facts(state(desk, &view)));
    sheet.blocks.push(Block::Heading("jobs", desk.s("jobs")));
    sheet.blocks.push(Block::Quiet(desk.s("jobs-how")));
    sheet.blocks.push(Block::Facts(
        view.counts.iter().map(|(state, n)| (desk.s(&format!("job-{}", state.code())), n.to_string())).collect(),
    ));
    for (id, title, jobs) in [("dead", "jobs-dead", &view.dead), ("waiting", "jobs-waiting", &view.waiting)] {
        if jobs.is_empty() {
            continue;
        }
        sheet.blocks.push(Block::Heading(id, desk.s(title)));
        let rows = jobs.iter().map(|job| {
            let retry = Form::button(desk.at(Spot::Operator), "retry", desk.s("job-retry")).with("job", job.id).back();
            vec![
                Cell::Two(desk.s(&format!("job-kind-{}", job.kind)), job.id.to_string()),
                Cell::Text(job.attempts.to_string()),
                Cell::Whole(desk.when(job.run_at)),
                Cell::Text(job.last_error.clone().unwrap_or_default()),
                Cell::Acts(Vec::new(), if id == "dead" { vec![retry] } else { Vec::new() }),
            ]
        });
        sheet.blocks.push(Block::Rows(Rows {
            caption: desk.s(title),
            heads: ["head-job", "head-attempts", "head-due", "head-error", "head-do"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    accounts(desk, sent, &mut sheet).await?;
    sheet.blocks.push(Block::Heading("storage", desk.s("storage")));
    sheet.blocks.push(Block::Text(desk.s("storage-how")));
    sheet.blocks.push(Block::Form(Form::button(desk.at(Spot::Operator), "verify", desk.s("storage-verify")).back()));
    Ok(sheet)
}

fn state(desk: &Desk, view: &OperatorView) -> Vec<(String, String)> {
    let yes = |it: bool| desk.s(if it { "yes" } else { "no" });
    let data = desk.house.site.app.data(desk.lang());
    let mut facts = vec![
        (desk.s("state-version"), desk.house.site.version.clone()),
        (desk.s("state-database"), view.database.clone()),
        (desk.s("state-address"), view.address.clone()),
        (desk.s("state-mail"), yes(view.posts)),
        (desk.s("state-keys"), yes(view.keys)),
        (desk.s("state-clock"), desk.when(view.now)),
    ];
    // Which snapshot, and when it was made; the page about the figures tells the rest.
    facts.extend(data.snapshot.into_iter().take(2).map(|fact| (fact.label, fact.value)));
    facts
}

async fn accounts(desk: &Desk, sent: &Sent, sheet: &mut Sheet) -> Result<(), Trouble> {
    sheet.blocks.push(Block::Heading("accounts", desk.s("accounts")));
    sheet.blocks.push(Block::Text(desk.s("accounts-how")));
    let here = desk.at(Spot::Operator);
    sheet.blocks.push(Block::Form(
        Form::button(&here, "look", desk.s("account-look"))
            .field(Field::new("email", desk.s("field-email"), FieldKind::Input("email")).value(sent.get("email"))),
    ));
    Ok(())
}

/// The state of one account, and what can be done with it.
async fn account(desk: &Desk, email: &str) -> Result<Sheet, Trouble> {
    let it = desk.office.account_state(desk.me()?, email).await?;
    let mut sheet = desk.sheet(it.email.clone());
    sheet.crumbs = vec![(desk.at(Spot::Operator), desk.s("operator"))];
    sheet.seen = desk.s("seen-operators");
    let yes = |it: bool| desk.s(if it { "yes" } else { "no" });
    sheet.blocks.push(Block::Facts(vec![
        (desk.s("account-joined"), yes(it.joined)),
        (desk.s("account-closed"), yes(it.closed)),
    ]));
    let here = desk.at(Spot::Operator);
    let (act, text) = if it.closed { ("open", "account-open") } else { ("close", "account-close") };
    for (act, text) in [("unlock", "account-unlock"), (act, text), ("start-over", "account-start-over")] {
        sheet.blocks.push(Block::Text(desk.s(&format!("{text}-how"))));
        sheet.blocks.push(Block::Form(Form::button(&here, act, desk.s(text)).with("email", &it.email).back()));
    }
    Ok(sheet)
}

/// What the forms of this page ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let done = |said| Ok(Reply::To(desk.at_done(Spot::Operator, said)));
    let email = sent.get("email");
    match sent.get("act") {
        "retry" => {
            office.retry_job(me, sent.get("job").parse().map_err(|_| Trouble::Nothing)?).await?;
            done("retried")
        }
        "look" => Ok(Reply::Page(Box::new(account(desk, email).await?))),
        "unlock" => {
            office.unlock_account(me, email).await?;
            done("unlocked")
        }
        "close" => {
            office.close_account(me, email, true).await?;
            done("closed")
        }
        "open" => {
            office.close_account(me, email, false).await?;
            done("opened")
        }
        "start-over" => match office.start_over(me, email).await? {
            Handed::Link(link) => Ok(Reply::Page(Box::new(link_sheet(desk, link, Spot::Operator)))),
            _ => done("invited"),
        },
        "verify" => verified(desk).await,
        _ => Err(Trouble::Nothing),
    }
}

async fn verified(desk: &Desk) -> Result<Reply, Trouble> {
    let report = desk.office.verify_storage(desk.me()?).await?;
    let mut sheet = desk.sheet(desk.s(if report.findings.is_empty() { "verify-well" } else { "verify-wrong" }));
    sheet.crumbs = vec![(desk.at(Spot::Operator), desk.s("operator"))];
    sheet.seen = desk.s("seen-operators");
    let count = |n: i64| i18n::Numbers::of(desk.lang()).count(usize::try_from(n).unwrap_or(0));
    sheet.blocks.push(Block::Facts(vec![
        (desk.s("verify-changes"), count(report.changes)),
        (desk.s("verify-records"), count(report.records)),
        (desk.s("verify-entries"), count(report.entries)),
        (desk.s("verify-contents"), count(report.contents)),
        (desk.s("verify-jobs"), count(report.jobs)),
    ]));
    for finding in &report.findings {
        let text = match desk.lang() {
            Lang::Sv => format!("{}: {}", finding.place, desk.s(&format!("fault-{:?}", finding.fault).to_lowercase())),
            Lang::En => finding.to_string(),
        };
        sheet.blocks.push(Block::Text(text));
    }
    Ok(Reply::Page(Box::new(sheet)))
}
