//! Results: those of a round with the programme of its conference, and those of one organisation: the final
//! report handed in, published and withdrawn, and the decision whether to mentor.

use super::form::Sent;
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{
    Conference, FormFile, MentoringForm, MentoringView, ReportState, ReportView, ResultPlace, ResultsView, Trouble,
    day_said, slot_said, time_said,
};
use programme::{MentorAnswer, Mentoring, OrganisationId, Round, RoundId, Visibility};

/// What an address leads to.
enum Leads {
    /// The results of a round.
    All(RoundId),
    /// Those of one organisation.
    One(RoundId, OrganisationId),
}

fn read(id: &str) -> Result<Leads, Trouble> {
    Ok(match id.split_once('_') {
        None => Leads::All(read_id(id)?),
        Some((round, organisation)) => Leads::One(read_id(round)?, organisation.parse().map_err(|_| Trouble::Nothing)?),
    })
}

/// The results of a round.
pub fn of_round(round: RoundId) -> Spot {
    Spot::Results(round.to_string())
}

/// The results of an organisation in a round.
pub fn of(round: RoundId, organisation: OrganisationId) -> Spot {
    Spot::Results(format!("{round}_{organisation}"))
}

/// The page.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    match read(id)? {
        Leads::All(round) => all(desk, round).await,
        Leads::One(round, organisation) => one(desk, id, round, organisation, sent).await,
    }
}

/// The results of a round.
async fn all(desk: &Desk, round: RoundId) -> Result<Sheet, Trouble> {
    let view = desk.office.results(desk.visitor.as_ref(), round, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("results-title", "round", &view.round_title));
    sheet.crumbs = vec![(desk.at(Spot::Round(round.to_string())), view.round_title.clone())];
    sheet.seen = desk.s(if view.inside { "seen-results-inside" } else { "seen-all" });
    sheet.lead = desk.s(if view.inside { "results-lead-inside" } else { "results-lead" });
    let blocks = &mut sheet.blocks;
    let mine =
        view.mine.iter().map(|it| (desk.at(of(round, it.organisation)), desk.with("results-mine", "name", &it.name)));
    let mut links: Vec<(String, String)> = mine.collect();
    if view.prints && !view.lines.is_empty() {
        links.push((desk.at(Spot::ResultsPdf(round.to_string())), desk.s("results-booklet")));
    }
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
    for it in &view.meetings {
        conference(desk, it, blocks);
    }
    reports(desk, &view, blocks);
    decisions(desk, &view, blocks);
    Ok(sheet)
}

/// When and where the conference is, and its programme.
fn conference(desk: &Desk, it: &Conference, blocks: &mut Vec<Block>) {
    blocks.push(Block::Part(format!("meeting-{}", it.id), it.title.clone()));
    let mut facts = Vec::new();
    facts.extend(it.when.map(|slot| (desk.s("head-when"), slot_said(&slot, desk.lang()))));
    if !it.place.is_empty() {
        facts.push((desk.s("head-place"), it.place.clone()));
    }
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    if it.agenda.is_empty() {
        blocks.push(Block::Text(desk.s("results-no-programme")));
    } else {
        let timed = it.agenda.iter().any(|line| line.at.is_some());
        let rows = it.agenda.iter().map(|line| {
            let mut cells = vec![Cell::Text(line.title.clone())];
            if timed {
                cells.push(Cell::Whole(line.at.map(time_said).unwrap_or_default()));
            }
            cells.push(Cell::Text(line.leader.clone()));
            cells
        });
        let mut heads = vec![desk.s("head-point")];
        if timed {
            heads.push(desk.s("head-time"));
        }
        heads.push(desk.s("head-leader"));
        blocks.push(Block::Rows(Rows { caption: desk.s("results-programme"), heads, rows: rows.collect() }));
    }
    blocks.push(Block::Links(vec![(desk.at(Spot::Meeting(it.id.to_string())), desk.s("results-to-meeting"))]));
}

/// The reports that are to be read, and who has none.
fn reports(desk: &Desk, view: &ResultsView, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("reports", desk.s("results-reports")));
    if view.lines.is_empty() {
        blocks.push(Block::Text(desk.s(match (view.archived, view.inside) {
            (true, _) => "results-none-ever",
            (false, true) => "results-none",
            (false, false) => "results-none-published",
        })));
    } else {
        let rows = view.lines.iter().map(|it| {
            let state = if it.published { "final-published" } else { "final-handed-in" };
            vec![
                Cell::Link(desk.at(of(view.round, it.organisation)), it.name.clone()),
                Cell::Text(desk.s(state)),
                Cell::Whole(it.on.to_string()),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("results-reports"),
            heads: ["head-organisation", "head-state", "head-final-finished"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if !view.unseen.is_empty() {
        blocks.push(Block::Heading("unseen", desk.s("results-unseen")));
        blocks.push(Block::Points(view.unseen.clone()));
    }
    if !view.waiting.is_empty() {
        let waiting = if view.archived { "results-never" } else { "results-waiting" };
        blocks.push(Block::Heading("waiting", desk.s(waiting)));
        blocks.push(Block::Points(view.waiting.clone()));
    }
}

/// What was promised and decided about mentoring, for who runs the round.
fn decisions(desk: &Desk, view: &ResultsView, blocks: &mut Vec<Block>) {
    if view.decisions.is_empty() {
        return;
    }
    blocks.push(Block::Heading("mentoring", desk.s("mentoring")));
    let rows = view.decisions.iter().map(|it| {
        vec![
            Cell::Link(desk.at(of(view.round, it.organisation)), it.name.clone()),
            Cell::Whole(it.promised.map(|day| day.to_string()).unwrap_or_default()),
            Cell::Text(decided(desk, it.decided.as_ref(), &it.mentors)),
        ]
    });
    blocks.push(Block::Rows(Rows {
        caption: desk.s("mentoring"),
        heads: ["head-organisation", "head-promised", "head-mentoring"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
}

/// What was decided about mentoring, in a line. Where nothing was: the later rounds it mentors in all the
/// same, or that nothing is decided.
pub fn decided(desk: &Desk, it: Option<&Mentoring>, mentors: &[String]) -> String {
    let Some(it) = it else {
        return match mentors {
            [] => desk.s("mentoring-none"),
            rounds => desk.with("mentoring-does", "rounds", rounds.join(", ")),
        };
    };
    let parts = [desk.pair(it.answer.title()), day_said(it.on, desk.lang()), it.reference.clone(), it.why.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The results of one organisation.
async fn one(
    desk: &Desk,
    id: &str,
    round: RoundId,
    organisation: OrganisationId,
    sent: &Sent,
) -> Result<Sheet, Trouble> {
    let view = desk.office.report(desk.visitor.as_ref(), round, organisation, desk.lang()).await?;
    let ResultPlace { round_title, name, .. } = &view.place;
    let mut sheet = desk.sheet(desk.with("final-title", "name", name));
    sheet.crumbs = vec![
        (desk.at(Spot::Round(round.to_string())), round_title.clone()),
        (desk.at(of_round(round)), desk.with("results-title", "round", round_title)),
    ];
    let published = matches!(view.state, ReportState::Published(_));
    sheet.seen = if published { desk.s("seen-all") } else { format!("{}.", desk.pair(view.visibility.who())) };
    sheet.lead = standing(desk, &view);
    let blocks = &mut sheet.blocks;
    let links = ways(desk, id, &view);
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
    if view.own {
        steps(desk, id, &view, sent, blocks);
    }
    if let Some(mentoring) = &view.mentoring {
        mentor(desk, id, mentoring, sent, blocks);
    }
    if let Some(report) = &view.report {
        for section in &report.sections {
            super::filled::reading(desk, section, blocks);
        }
    }
    Ok(sheet)
}

/// How far the report has come, in a sentence.
fn standing(desk: &Desk, view: &ReportView) -> String {
    match view.state {
        // Others know only of one that they may read.
        ReportState::Unwritten if view.archived && !view.own => desk.s("final-none-shown"),
        ReportState::Unwritten | ReportState::Draft | ReportState::Finished(_) if view.archived => {
            desk.s("final-never-in")
        }
        ReportState::Unwritten if view.own => desk.s("final-is-new"),
        ReportState::Unwritten => desk.s("final-not-in"),
        ReportState::Draft => desk.s("final-is-draft"),
        ReportState::Finished(day) => desk.with("final-is-finished", "day", day_said(day, desk.lang())),
        ReportState::HandedIn(day) => desk.with("final-is-in", "day", day_said(day, desk.lang())),
        ReportState::Published(day) => desk.with("final-is-public", "day", day_said(day, desk.lang())),
    }
}

fn ways(desk: &Desk, id: &str, view: &ReportView) -> Vec<(String, String)> {
    let place = &view.place;
    let mut links = Vec::new();
    // In a round that is over nobody begins: there is nothing to open where nothing was written.
    if view.own && (!view.archived || view.version > 0) {
        let key = if view.archived { "final-read" } else { "final-write" };
        links.push((desk.at(super::filled::of(&view.key)), desk.with(key, "name", &view.name)));
    }
    if view.report.is_some() && view.prints {
        links.push((desk.at(Spot::ResultsPdf(id.to_owned())), desk.s("form-pdf")));
    }
    if view.hands_over {
        let step = super::step::of_step(place.round, place.organisation, &view.step);
        links.push((desk.at(step), view.conference.clone()));
        links.push((desk.at(super::handover::of(place.round, place.organisation)), desk.s("handover")));
    }
    if view.checks_in {
        let to = Spot::CheckIn(format!("{}_{}", place.round, place.organisation));
        links.push((desk.at(to), desk.with("check-ins-of", "name", &place.name)));
    }
    links
}

/// What the organisation does with its report: hands it in, publishes it, withdraws it.
fn steps(desk: &Desk, id: &str, view: &ReportView, sent: &Sent, blocks: &mut Vec<Block>) {
    let form = |act: &'static str, key: &str, pieces: Option<Field>| {
        let form = Form::button(desk.at(Spot::Results(id.to_owned())), act, desk.s(key)).with("version", view.version);
        let form = match pieces {
            Some(field) => form.field(field),
            None => form,
        };
        form.noted(desk.note("visibility"))
    };
    let chosen = if sent.is_empty() { Vec::new() } else { sent.all("along") };
    let (handed_in, published) = (view.state.handed_in().is_some(), matches!(view.state, ReportState::Published(_)));
    // Whoever sees it now does so also while it is written in anew, or lacks something.
    if view.may_move && view.visibility == Visibility::Public {
        blocks.push(Block::Heading("withdraw", desk.s("final-withdraw")));
        blocks.push(Block::Text(desk.s("final-withdraw-lead")));
        let field = pieces(desk, view, |it| it == Visibility::Public, &chosen, "final-along-back");
        blocks.push(Block::Form(form("withdraw", "final-withdraw", field).back()));
    }
    if !view.missing.is_empty() {
        // In a round that is over nothing is written any more.
        if !view.archived {
            blocks.push(Block::Heading("missing", desk.s("final-missing")));
            blocks.push(Block::Points(view.missing.clone()));
        }
        return;
    }
    if !view.may_move {
        return;
    }
    if view.open && !handed_in && view.version > 0 {
        blocks.push(Block::Heading("hand-in", desk.s("final-hand-in")));
        blocks.push(Block::Text(desk.s("final-hand-in-lead")));
        let field = pieces(desk, view, |it| it < Visibility::Round, &chosen, "final-along");
        blocks.push(Block::Form(form("hand-in", "final-hand-in", field)));
    }
    if view.open && handed_in && !published {
        blocks.push(Block::Heading("publish", desk.s("final-publish")));
        blocks.push(Block::Text(desk.s("final-publish-lead")));
        let field = pieces(desk, view, |it| it < Visibility::Public, &chosen, "final-along");
        blocks.push(Block::Form(form("publish", "final-publish", field)));
    }
}

/// What is shown or withdrawn along with the report; nothing where there is nothing to choose.
fn pieces(
    desk: &Desk,
    view: &ReportView,
    moves: fn(Visibility) -> bool,
    chosen: &[String],
    label: &str,
) -> Option<Field> {
    let options: Vec<(String, String, bool)> = view
        .pieces
        .iter()
        .filter(|it| moves(it.visibility))
        .map(|it| {
            let seen = desk.pair(it.visibility.who());
            let text = desk.with2("final-piece", ("name", &it.name), ("seen", &seen));
            let value = it.id.to_string();
            let ticked = chosen.contains(&value);
            (value, text, ticked)
        })
        .collect();
    let hint = desk.s("final-along-hint");
    (!options.is_empty()).then(|| Field::new("along", desk.s(label), FieldKind::Checks(options)).hint(hint).optional())
}

/// What was promised and decided about mentoring, and noting it.
fn mentor(desk: &Desk, id: &str, view: &MentoringView, sent: &Sent, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("mentoring", desk.s("mentoring")));
    let mut facts = Vec::new();
    facts.extend(view.promised.map(|day| (desk.s("head-promised"), day_said(day, desk.lang()))));
    facts.push((desk.s("head-mentoring"), decided(desk, view.decided.as_ref(), &view.mentors)));
    blocks.push(Block::Facts(facts));
    if let Some((file, name)) = &view.document {
        blocks.push(Block::Links(vec![(desk.at(Spot::File(file.to_string())), name.clone())]));
    }
    if !view.may_decide {
        return;
    }
    let known = view.decided.as_ref();
    let written = sent.get("act") == "mentoring";
    let value = |name: &str, saved: String| if written { sent.get(name).to_owned() } else { saved };
    let mut answers = vec![(String::new(), desk.s("choose"))];
    answers.extend(MentorAnswer::ALL.map(|it| (it.code().to_owned(), desk.pair(it.title()))));
    let mut files = vec![(String::new(), desk.s("mentoring-no-file"))];
    files.extend(view.documents.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let day = known.map_or_else(|| desk.office.today(), |it| it.on).to_string();
    let file = known.and_then(|it| it.document).map(|id| id.to_string()).unwrap_or_default();
    let text = |of: fn(&Mentoring) -> &String| known.map(|it| of(it).clone()).unwrap_or_default();
    blocks.push(Block::Quiet(desk.s("mentoring-lead")));
    blocks.push(Block::Form(
        Form::button(desk.at(Spot::Results(id.to_owned())), "mentoring", desk.s("mentoring-save"))
            .with("version", view.version)
            .field(
                Field::new("answer", desk.s("field-mentoring"), FieldKind::Choice(answers))
                    .value(value("answer", known.map(|it| it.answer.code().to_owned()).unwrap_or_default())),
            )
            .field(Field::new("on", desk.s("field-mentoring-day"), FieldKind::Input("date")).value(value("on", day)))
            .field(
                Field::text("reference", desk.s("field-mentoring-reference"))
                    .hint(desk.s("field-mentoring-reference-hint"))
                    .value(value("reference", text(|it| &it.reference)))
                    .optional(),
            )
            .field(
                Field::new("why", desk.s("field-why"), FieldKind::Lines(3))
                    .hint(desk.s("field-mentoring-why-hint"))
                    .value(value("why", text(|it| &it.why)))
                    .optional(),
            )
            .field(
                Field::new("document", desk.s("field-mentoring-file"), FieldKind::Choice(files))
                    .hint(desk.s("field-mentoring-file-hint"))
                    .value(value("document", file))
                    .optional(),
            )
            .noted(desk.note("participation")),
    ));
}

/// The booklet of a round, or the report of an organisation.
pub async fn file(desk: &Desk, id: &str) -> Result<Reply, Trouble> {
    let visitor = desk.visitor.as_ref();
    let (name, kind, bytes) = match read(id)? {
        Leads::All(round) => desk.office.booklet(visitor, round, desk.lang()).await?,
        Leads::One(round, organisation) => {
            let view = desk.office.report(visitor, round, organisation, desk.lang()).await?;
            if view.report.is_none() {
                return Err(Trouble::Nothing);
            }
            desk.office.form_file(visitor, &view.key, FormFile::Pdf, desk.lang()).await?
        }
    };
    Ok(Reply::File(name, kind, bytes))
}

/// The way from a round to its results.
pub async fn from_round(desk: &Desk, id: RoundId, round: &Round) -> Result<Vec<(String, String)>, Trouble> {
    let there = desk.office.has_results(round).await?;
    Ok(if there { vec![(desk.at(of_round(id)), desk.s("results"))] } else { Vec::new() })
}

/// The published reports of an organisation.
pub async fn of_organisation(desk: &Desk, organisation: OrganisationId) -> Result<Vec<Block>, Trouble> {
    let places = desk.office.published_reports(organisation).await?;
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let link = |it: &ResultPlace| {
        (desk.at(of(it.round, it.organisation)), desk.with("final-in-round", "round", &it.round_title))
    };
    Ok(vec![Block::Heading("results", desk.s("results-published")), Block::Links(places.iter().map(link).collect())])
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let Leads::One(round, organisation) = read(id)? else { return Err(Trouble::Nothing) };
    let (version, also) = (sent.number("version"), sent.all("along"));
    let said = match sent.get("act") {
        "hand-in" => {
            office.hand_in_report(me, round, organisation, version, &also).await?;
            "final-in"
        }
        "publish" => {
            office.publish_report(me, round, organisation, version, &also).await?;
            "final-published"
        }
        "withdraw" => {
            office.withdraw_report(me, round, organisation, version, &also).await?;
            "final-withdrawn"
        }
        "mentoring" => {
            let get = |name: &str| sent.get(name).to_owned();
            let form = MentoringForm {
                answer: get("answer"),
                on: get("on"),
                reference: get("reference"),
                why: get("why"),
                document: get("document"),
            };
            office.decide_mentoring(me, round, organisation, version, &form).await?;
            "mentoring-noted"
        }
        _ => return Err(Trouble::Nothing),
    };
    Ok(Reply::To(desk.at_done(of(round, organisation), said)))
}
