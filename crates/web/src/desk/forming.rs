//! Forming groups: what the organiser asks of the groups of a round, starting, and the proposals there are.
//! A proposal itself is `forming_proposal`; changing and publishing one `forming_change`.

use super::form::Sent;
use super::forming_groups::{no_ways, teller, wish};
use super::round::read_id;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use app::grouping::words;
use office::{FormingFault, FormingForm, FormingView, PairKind, ProposalLine, Trouble};
use programme::{FormingState, MOST_SECONDS, OrganisationId};
use std::collections::{BTreeMap, BTreeSet};

/// The page of a round.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let view = desk.office.forming(desk.me()?, read_id(id)?).await?;
    let mut sheet = desk.sheet(desk.s("forming"));
    sheet.crumbs =
        vec![(desk.at(Spot::Rounds), desk.s("rounds")), (desk.at(Spot::Round(id.to_owned())), view.title.clone())];
    sheet.lead = desk.s("forming-lead");
    sheet.seen = desk.s("seen-forming");
    let here = desk.at(Spot::Forming(id.to_owned()));
    sheet.blocks.push(Block::Facts(facts(desk, &view)));
    start(desk, &here, &view, &mut sheet.blocks);
    proposals(desk, &view, &mut sheet.blocks);
    if view.alive {
        sheet.blocks.push(Block::Heading("rules", desk.s("forming-rules")));
        sheet.blocks.push(Block::Form(rules(desk, &here, &view, sent)));
        pairs(desk, &here, &view, sent, &mut sheet.blocks);
        matrix(desk, &here, &view, &mut sheet.blocks);
    }
    Ok(sheet)
}

fn facts(desk: &Desk, view: &FormingView) -> Vec<(String, String)> {
    let seeking = view.seeking.iter().filter(|it| !it.wished.out).count();
    let leads: usize = view.offers.iter().map(|it| usize::from(it.can.leads)).sum();
    let (least, most) = (view.size.0.to_string(), view.size.1.to_string());
    vec![
        (desk.s("forming-seeking"), seeking.to_string()),
        (desk.s("forming-places"), leads.to_string()),
        (desk.s("forming-size"), desk.with2("forming-size-of", ("least", &least), ("most", &most))),
    ]
}

/// What stands in the way, or the button.
fn start(desk: &Desk, here: &str, view: &FormingView, blocks: &mut Vec<Block>) {
    if !view.faults.is_empty() {
        blocks.push(Block::Heading("faults", desk.s("forming-faults")));
        blocks.push(Block::Points(view.faults.iter().filter_map(|it| fault(desk, view, it)).collect()));
    } else if view.alive {
        if view.has_groups {
            blocks.push(Block::Quiet(desk.s("forming-has-groups")));
        }
        blocks.extend(view.ask.as_ref().and_then(|ask| no_ways(desk, ask)).map(Block::Text));
        let long = desk.count("forming-start-how", usize::from(view.seconds));
        blocks.push(Block::Form(Form::button(here, "start", desk.s("forming-start")).above(long)));
    }
}

/// What stands in the way, in a sentence.
fn fault(desk: &Desk, view: &FormingView, it: &FormingFault) -> Option<String> {
    match it {
        FormingFault::Asked(fault) => Some(teller(desk, view.ask.as_ref()?).fault(fault)),
        file => file.said(desk.lang()),
    }
}

fn proposals(desk: &Desk, view: &FormingView, blocks: &mut Vec<Block>) {
    if view.proposals.is_empty() {
        return;
    }
    blocks.push(Block::Heading("proposals", desk.s("forming-proposals")));
    let rows = view.proposals.iter().map(|it| {
        let to = desk.at(Spot::Proposal(it.id.to_string()));
        vec![
            Cell::Link(to, desk.with("forming-proposal", "n", it.number.to_string())),
            Cell::Whole(desk.when(it.started)),
            Cell::Text(state(desk, it)),
            Cell::Text(super::forming_proposal::how_good(desk, it.quality.as_ref())),
        ]
    });
    blocks.push(Block::Rows(Rows {
        caption: desk.s("forming-proposals"),
        heads: ["forming-head-proposal", "forming-head-made", "head-state", "forming-head-good"]
            .map(|key| desk.s(key))
            .into(),
        rows: rows.collect(),
    }));
    let there = view.proposals.iter().filter(|it| it.quality.is_some()).count();
    if there > 1 {
        blocks.push(Block::Quiet(desk.s("forming-compare-where")));
    }
}

/// Where a proposal is, in a few words.
fn state(desk: &Desk, it: &ProposalLine) -> String {
    let key = match it.state {
        FormingState::Running if it.lost => "forming-state-lost",
        FormingState::Running => "forming-state-running",
        FormingState::Done if it.steps > 0 => return desk.count("forming-state-changed", it.steps),
        FormingState::Done => "forming-state-done",
        FormingState::Impossible => "forming-state-impossible",
        FormingState::Stopped => "forming-state-stopped",
        FormingState::Published => "forming-state-published",
    };
    desk.s(key)
}

fn rules(desk: &Desk, here: &str, view: &FormingView, sent: &Sent) -> Form {
    let refilled = sent.get("act") == "save";
    let shown = |name: &str, saved: String| if refilled { sent.get(name).to_owned() } else { saved };
    let ticked = |name: &str, saved: bool| {
        let on = if refilled { sent.ticked(name) } else { saved };
        if on { "yes" } else { "" }
    };
    let mut form = Form::button(here, "save", desk.s("forming-save")).with("version", view.version).under();
    form = form.part(desk.s("forming-hard"), desk.s("forming-hard-lead"));
    for it in &view.hard {
        let name = format!("rule-{}", it.code);
        let value = ticked(&name, it.on);
        let label = words::rule(it.rule, desk.lang());
        let hint = desk.s(&format!("rule-{}-how", it.code));
        form = form.field(Field::new(name, label, FieldKind::Check).hint(hint).value(value).optional());
    }
    form = form.field(
        Field::new("longest", desk.s("forming-longest"), FieldKind::Number)
            .hint(desk.s("forming-longest-how"))
            .value(shown("longest", view.longest.map(|it| it.to_string()).unwrap_or_default()))
            .optional(),
    );
    form = form.field(
        Field::new("host_within", desk.s("forming-host-within"), FieldKind::Number)
            .hint(desk.s("forming-host-within-how"))
            .value(shown("host_within", view.host_within.map(|it| it.to_string()).unwrap_or_default()))
            .optional(),
    );
    form = form.part(desk.s("forming-wishes"), desk.s("forming-wishes-lead"));
    for it in &view.wishes {
        let name = format!("weight-{}", it.code);
        let value = shown(&name, it.weight.to_string());
        let hint = desk.with(&format!("wish-{}-how", it.code), "usual", it.usual.to_string());
        form = form.field(Field::new(name, wish(desk, it.wish), FieldKind::Number).hint(hint).value(value));
    }
    form = form.part(desk.s("forming-known"), desk.s("forming-known-lead"));
    form = seeking(desk, form, view, &shown, &ticked);
    form = offers(desk, form, view, &shown, &ticked);
    let most = desk.with("forming-seconds-how", "most", MOST_SECONDS.to_string());
    form.field(
        Field::new("seconds", desk.s("forming-seconds"), FieldKind::Number)
            .hint(most)
            .value(shown("seconds", view.seconds.to_string())),
    )
    .noted(desk.note("forming_rules"))
}

/// What each participant wishes, folded away.
fn seeking(
    desk: &Desk,
    mut form: Form,
    view: &FormingView,
    shown: &impl Fn(&str, String) -> String,
    ticked: &impl Fn(&str, bool) -> &'static str,
) -> Form {
    let words = desk.count("forming-seeking-fold", view.seeking.len());
    form = form.field(Field::new("", words, FieldKind::FoldBegins(false)));
    for it in &view.seeking {
        let (themes, language, out) =
            (format!("themes-{}", it.id), format!("language-{}", it.id), format!("out-{}", it.id));
        let said = (!it.said.is_empty()).then(|| desk.with("forming-said", "text", &it.said));
        let lies = (!it.placed).then(|| desk.s("forming-not-placed"));
        let hint = said.into_iter().chain(lies).collect::<Vec<_>>().join(" ");
        form = form
            .field(Field::new("", it.name.clone(), FieldKind::RowBegins))
            .field(
                Field::text(themes.clone(), desk.s("forming-themes"))
                    .hint(hint)
                    .value(shown(&themes, it.wished.themes.join(", ")))
                    .optional(),
            )
            .field(
                Field::text(language.clone(), desk.s("forming-language"))
                    .value(shown(&language, it.wished.language.clone()))
                    .optional(),
            )
            .field(
                Field::new(out.clone(), desk.s("forming-out"), FieldKind::Check)
                    .value(ticked(&out, it.wished.out))
                    .optional(),
            )
            .field(Field::new("", "", FieldKind::RowEnds));
    }
    form.field(Field::new("", "", FieldKind::FoldEnds))
}

/// What each mentor can take on, folded away.
fn offers(
    desk: &Desk,
    mut form: Form,
    view: &FormingView,
    shown: &impl Fn(&str, String) -> String,
    ticked: &impl Fn(&str, bool) -> &'static str,
) -> Form {
    let words = desk.count("forming-offers-fold", view.offers.len());
    form = form.field(Field::new("", words, FieldKind::FoldBegins(false)));
    for it in &view.offers {
        let (leads, backs, new) = (format!("leads-{}", it.id), format!("backs-{}", it.id), format!("new-{}", it.id));
        let hint = if it.inside { String::new() } else { desk.s("forming-promised") };
        form = form
            .field(Field::new("", it.name.clone(), FieldKind::RowBegins))
            .field(
                Field::new(leads.clone(), desk.s("forming-leads"), FieldKind::Number)
                    .hint(hint)
                    .value(shown(&leads, it.can.leads.to_string())),
            )
            .field(
                Field::new(backs.clone(), desk.s("forming-backs"), FieldKind::Number)
                    .value(shown(&backs, it.can.backs.to_string())),
            )
            .field(
                Field::new(new.clone(), desk.s("forming-new"), FieldKind::Check)
                    .value(ticked(&new, it.can.new))
                    .optional(),
            )
            .field(Field::new("", "", FieldKind::RowEnds));
    }
    form.field(Field::new("", "", FieldKind::FoldEnds))
}

/// Who is joined to whom.
fn pairs(desk: &Desk, here: &str, view: &FormingView, sent: &Sent, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("pairs", desk.s("forming-pairs")));
    blocks.push(Block::Text(desk.s("forming-pairs-lead")));
    if !view.pairs.is_empty() {
        let rows = view.pairs.iter().enumerate().map(|(n, it)| {
            let (one, other) = (&it.names.0, &it.names.1);
            let away = Form::button(here, "unpair", desk.s("forming-unpair"))
                .keyed(n)
                .with("version", view.version)
                .with("kind", it.kind.code())
                .with("one", it.pair.0)
                .with("other", it.pair.1)
                .aloud(desk.with2("forming-unpair-of", ("one", one), ("other", other)))
                .back();
            vec![
                Cell::Text(desk.with2("forming-pair", ("one", one), ("other", other))),
                Cell::Text(desk.s(&format!("pair-{}", it.kind.code()))),
                if it.follows { Cell::Text(desk.s("forming-follows")) } else { Cell::Acts(Vec::new(), vec![away]) },
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("forming-pairs"),
            heads: vec![desk.s("forming-head-who"), desk.s("forming-head-rule"), desk.s("forming-head-do")],
            rows: rows.collect(),
        }));
    }
    let mut who: Vec<(String, String)> = view.seeking.iter().map(|it| (it.id.to_string(), it.name.clone())).collect();
    who.extend(view.offers.iter().map(|it| (it.id.to_string(), desk.with("forming-mentor", "name", &it.name))));
    let kinds = PairKind::ALL.map(|it| (it.code().to_owned(), desk.s(&format!("pair-{}", it.code())))).into();
    let choice = |name: &'static str, options: Vec<(String, String)>| {
        Field::new(name, desk.s(&format!("forming-{name}")), FieldKind::Choice(options)).value(sent.get(name))
    };
    blocks.push(Block::Form(
        Form::button(here, "pair", desk.s("forming-pair-add"))
            .with("version", view.version)
            .field(choice("one", who.clone()))
            .field(choice("kind", kinds))
            .field(choice("other", who)),
    ));
}

/// Times by road or rail.
fn matrix(desk: &Desk, here: &str, view: &FormingView, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("matrix", desk.s("forming-matrix")));
    let key = if view.matrix { "forming-matrix-there" } else { "forming-matrix-none" };
    blocks.push(Block::Text(desk.s(key)));
    blocks.push(Block::Form(
        Form::button(here, "matrix", desk.s("forming-matrix-add")).with("version", view.version).field(
            Field::new("file", desk.s("forming-matrix-file"), FieldKind::File).hint(desk.s("forming-matrix-how")),
        ),
    ));
    if view.matrix {
        blocks.push(Block::Form(
            Form::button(here, "no-matrix", desk.s("forming-matrix-away")).with("version", view.version).back(),
        ));
    }
}

fn read(sent: &Sent) -> FormingForm {
    let map = |prefix: &str| -> BTreeMap<String, String> { sent.beginning(prefix).into_iter().collect() };
    let ticked = |prefix: &str| -> BTreeSet<String> {
        sent.beginning(prefix).into_iter().filter(|(_, value)| value == "yes").map(|(code, _)| code).collect()
    };
    FormingForm {
        on: ticked("rule-"),
        weights: map("weight-"),
        longest: sent.get("longest").into(),
        host_within: sent.get("host_within").into(),
        seconds: sent.get("seconds").into(),
        themes: map("themes-"),
        languages: map("language-"),
        out: ticked("out-"),
        leads: map("leads-"),
        backs: map("backs-"),
        new: ticked("new-"),
    }
}

fn organisation(sent: &Sent, name: &str) -> Result<OrganisationId, Trouble> {
    sent.get(name).parse().map_err(|_| Trouble::Missing("organisation"))
}

/// What the forms of the page ask for.
pub async fn act(desk: &Desk, id: &str, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me, round) = (&desk.office, desk.me()?, read_id(id)?);
    let version = sent.number("version");
    match sent.get("act") {
        "start" => {
            let proposal = office.start_forming(me, round).await?;
            return Ok(Reply::To(desk.at_done(Spot::Proposal(proposal.to_string()), "forming-started")));
        }
        "save" => office.save_forming(me, round, version, &read(sent)).await?,
        "pair" | "unpair" => {
            let kind = PairKind::from_code(sent.get("kind")).ok_or(Trouble::Missing("kind"))?;
            let two = (kind, organisation(sent, "one")?, organisation(sent, "other")?);
            office.pair_forming(me, round, version, two, sent.get("act") == "pair").await?;
        }
        "matrix" => {
            let (_, bytes) = sent.file.as_ref().ok_or(Trouble::Missing("file"))?;
            office.matrix_forming(me, round, version, bytes).await?;
        }
        "no-matrix" => office.matrix_forming(me, round, version, &[]).await?,
        _ => return Err(Trouble::Nothing),
    }
    Ok(Reply::To(desk.at_done(Spot::Forming(id.to_owned()), "changed")))
}
