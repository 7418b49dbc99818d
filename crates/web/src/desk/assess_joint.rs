//! The joint answer: a sheet of it at a time, an item of it at a time, who agrees, who can see it.

use super::assess::{
    Asking, crumbs, heading, level_field, level_named, level_said, of_item, of_joint, of_joint_sheet, of_own, of_staff,
    question, question_rows, questions_sent, read_at, sheet_in, statuses, to_questions, waits_said,
};
use super::form::Sent;
use super::sheet::{Block, Cell, Field, FieldKind, Form, Rows, Sheet};
use super::spot::Spot;
use super::step::{Proving, attaching, evidence, evidence_within, evidence_written, read_evidence};
use super::{Desk, Reply};
use i18n::{Arg, texts};
use office::{
    AssessAt, AssessItem, Earlier, JointForm, JointItemView, JointLine, JointView, SaidLine, Since, Trouble, WouldAsk,
};
use programme::{Movement, StaffSum, Visibility};

/// What the button that saves and goes on sends.
const NEXT: &str = "next";

/// A sheet of it.
pub async fn page(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (at, rest) = read_at(id)?;
    let view = desk.office.joint_assessment(desk.me()?, &at, sheet_in(&rest).as_ref(), desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("joint-title", "step", &view.place.title));
    sheet.crumbs = crumbs(desk, &view.place);
    sheet.seen = seen(desk, view.visibility);
    sheet.lead = standing(desk, &view);
    let blocks = &mut sheet.blocks;
    if let Some(code) = view.walk.as_ref().filter(|_| view.may_write) {
        let mut links = vec![(desk.at(of_item(&at, code)), desk.s("joint-walk"))];
        links.extend(view.may_agree.then(|| (agreeing(desk, &at), desk.s("joint-to-agree"))));
        blocks.push(Block::Links(links));
    }
    before(desk, &view, blocks);
    ways(desk, &at, &view, blocks);
    blocks.push(Block::Heading("sheet", view.sheet.name.clone()));
    if view.of_team && !view.sees_others {
        blocks.push(Block::Text(desk.s("joint-apart")));
    }
    if view.sheet.lines.is_empty() {
        blocks.push(Block::Text(desk.s("joint-no-sheet")));
    } else {
        blocks.push(items(desk, &at, &view));
    }
    if let Some(sum) = view.sheet.sum {
        blocks.push(Block::Text(desk.with("joint-sum", "n", sum.to_string())));
    }
    new_sheets(desk, &at, &view, sent, blocks);
    statuses(desk, &view.statuses, blocks);
    settling(desk, &at, &view, sent, blocks);
    showing(desk, &at, &view, blocks);
    Ok(sheet)
}

/// Where all agree.
fn agreeing(desk: &Desk, at: &AssessAt) -> String {
    format!("{}#agree", desk.at(of_joint(at)))
}

/// Who can see the answer.
fn seen(desk: &Desk, visibility: Visibility) -> String {
    desk.pair(visibility.who())
}

/// Where the answer is, in a sentence.
fn standing(desk: &Desk, view: &JointView) -> String {
    let Some(day) = view.agreed else { return desk.s("joint-draft") };
    let names: Vec<String> = view.agreed_by.iter().map(|name| erased(desk, name)).collect();
    desk.with2("joint-agreed", ("day", &day.to_string()), ("names", &names.join(", ")))
}

fn erased(desk: &Desk, name: &str) -> String {
    if name.is_empty() { desk.s("person-erased") } else { name.to_owned() }
}

/// Who has answered, what has moved.
fn before(desk: &Desk, view: &JointView, blocks: &mut Vec<Block>) {
    if let Some(waits) = &view.waits {
        blocks.push(Block::Text(waits_said(desk, waits)));
    }
    if view.sees_others && !view.team.is_empty() {
        let rows = view.team.iter().map(|it| {
            let has = it.handed.unwrap_or_default();
            let handed = desk.s(if has { "joint-has-handed" } else { "joint-has-not-handed" });
            vec![Cell::Text(it.name.clone()), Cell::Text(desk.pair(it.role.title())), Cell::Text(handed)]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("joint-team"),
            heads: ["head-name", "head-role", "assess-head-mine"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    let moved = view.moved.iter().map(|(how, n)| (capital(&desk.pair(how.title())), n.to_string()));
    let moved: Vec<(String, String)> = moved.collect();
    if moved.is_empty() && view.earlier.is_none() {
        return;
    }
    blocks.push(Block::Heading("since", desk.s("joint-head-since")));
    if let Some(earlier) = &view.earlier {
        blocks.push(Block::Quiet(since_when(desk, earlier)));
    }
    if !moved.is_empty() {
        blocks.push(Block::Facts(moved));
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// To the sheets, one's own answers, the staff's, the questions, the history.
fn ways(desk: &Desk, at: &AssessAt, view: &JointView, blocks: &mut Vec<Block>) {
    let mut links = Vec::new();
    if view.sheets.len() > 1 {
        links.extend(view.sheets.iter().map(|it| {
            let (n, all) = (it.answered.to_string(), it.items.to_string());
            let values = [("name", Arg::Text(&it.name)), ("n", Arg::Text(&n)), ("all", Arg::Text(&all))];
            (desk.at(of_joint_sheet(at, &it.code)), texts(desk.lang()).with("assess-sheet", &values))
        }));
    }
    if view.of_team {
        links.push((desk.at(of_own(at)), desk.s("assess-to-own")));
        links.push((desk.at(of_staff(at)), desk.s("assess-to-staff")));
    }
    links.extend(to_questions(desk, at, view.questions));
    if let Some(group) = view.group {
        links.push((super::beside::of(desk, &group.to_string(), &at.step), desk.s("beside")));
    }
    if let Some(id) = view.id.filter(|_| view.of_team) {
        links.push((desk.at(Spot::History(id.to_string())), desk.s("history")));
    }
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
}

/// What the answer stands beside.
pub fn since_when(desk: &Desk, earlier: &Earlier) -> String {
    let place =
        earlier.round.as_ref().map_or_else(|| earlier.title.clone(), |round| format!("{}, {round}", earlier.title));
    let mut said = desk.with2("joint-since", ("title", &place), ("day", &earlier.agreed.to_string()));
    if let Some(name) = &earlier.instrument {
        said = format!("{said} {}", desk.with("joint-since-other", "name", name));
    }
    if let Some(why) = &earlier.why {
        said = format!("{said} {why}");
    }
    said
}

/// The items of the sheet, one under the other.
fn items(desk: &Desk, at: &AssessAt, view: &JointView) -> Block {
    let staff = view.sheet.lines.iter().any(|it| it.staff.is_some());
    let since = view.sheet.lines.iter().any(|it| !it.since.is_empty());
    let mut heads = vec!["head-point"];
    if view.sees_others {
        heads.push("joint-head-apart");
    }
    if staff {
        heads.push("joint-head-staff");
    }
    heads.push("assess-head-joint");
    if since {
        heads.push("joint-head-since");
    }
    heads.push("joint-head-evidence");
    let rows = view.sheet.lines.iter().map(|it| {
        let mut cells =
            vec![Cell::LinkTwo(desk.at(of_item(at, &it.item.code)), heading(&it.item), it.item.block.clone())];
        if view.sees_others {
            cells.push(apart(desk, it));
        }
        if staff {
            cells.push(Cell::List(staff_lines(desk, &it.item, it.staff.as_ref())));
        }
        cells.push(Cell::Text(level(desk, it)));
        if since {
            cells.push(Cell::List(since_lines(desk, &it.since)));
        }
        cells.push(Cell::Text(evidence_count(desk, it)));
        cells
    });
    Block::Rows(Rows {
        caption: desk.s("joint-items"),
        rows: rows.collect(),
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
    })
}

/// What each said for themselves, marked where they see it differently.
fn apart(desk: &Desk, it: &JointLine) -> Cell {
    let said = |one: &SaidLine| {
        let level = one.level.map_or_else(|| desk.s("assess-unknown-short"), |level| level.to_string());
        format!("{} {level}", desk.pair(one.role.title()))
    };
    let all = it.said.iter().map(said).collect::<Vec<_>>().join(", ");
    if it.disagree { Cell::Mark(desk.with("joint-disagree", "said", all)) } else { Cell::Text(all) }
}

/// The level the team agrees on.
fn level(desk: &Desk, it: &JointLine) -> String {
    if it.answered { level_named(desk, &it.item, it.level) } else { desk.s("assess-unanswered-yet") }
}

fn evidence_count(desk: &Desk, it: &JointLine) -> String {
    if it.evidence == 0 { String::new() } else { desk.count("joint-evidence", it.evidence) }
}

/// How many of the staff said what.
pub fn staff_lines(desk: &Desk, item: &AssessItem, sum: Option<&StaffSum>) -> Vec<(Option<String>, String)> {
    let Some(sum) = sum else { return vec![(None, desk.s("staff-too-few"))] };
    let mut lines = Vec::new();
    for it in item.levels.iter().rev() {
        let n = sum.levels.get(&it.level).copied().unwrap_or_default();
        if n > 0 {
            lines.push((None, format!("{} {}: {n}", it.level, it.name)));
        }
    }
    if sum.unknown > 0 {
        lines.push((None, format!("{}: {}", desk.s("assess-unknown"), sum.unknown)));
    }
    if sum.rest > 0 {
        let key = if lines.is_empty() { "staff-all-together" } else { "staff-rest" };
        lines.push((None, desk.with(key, "n", sum.rest.to_string())));
    }
    lines
}

/// What has moved, or why that cannot be said.
pub fn since_lines(desk: &Desk, since: &[Since]) -> Vec<(Option<String>, String)> {
    let line = |it: &Since| match it {
        Since::Moved { how, before } => {
            let how_said = desk.pair(how.title());
            match before.filter(|_| matches!(how, Movement::Up | Movement::Down)) {
                Some(before) => desk.with2("joint-moved", ("how", &how_said), ("before", &before.to_string())),
                None => how_said,
            }
        }
        Since::Apart { why, then: Some((name, level)) } => {
            let level = level.to_string();
            let values = [("name", Arg::Text(name)), ("level", Arg::Text(&level)), ("why", Arg::Text(why))];
            texts(desk.lang()).with("joint-near", &values)
        }
        Since::Apart { why, then: None } => why.clone(),
    };
    since.iter().map(|it| (None, line(it))).collect()
}

/// A sheet for one more committee.
fn new_sheets(desk: &Desk, at: &AssessAt, view: &JointView, sent: &Sent, blocks: &mut Vec<Block>) {
    if !view.may_write {
        if view.of_team && view.agreed.is_some() && !view.by_committee.is_empty() {
            blocks.push(Block::Quiet(desk.s("joint-new-sheet-later")));
        }
        return;
    }
    for (part, name) in &view.by_committee {
        let again = sent.get("act") == "sheet" && sent.get("part") == part.as_str();
        blocks.push(Block::Form(
            Form::button(desk.at(of_joint(at)), "sheet", desk.s("joint-new-sheet"))
                .keyed(part)
                .with("part", part)
                .part(desk.with("assess-new-sheet", "part", name), "")
                .field(
                    Field::text("of", desk.s("assess-committee"))
                        .hint(desk.s("assess-committee-hint"))
                        .value(if again { sent.get("of") } else { "" }),
                )
                .back(),
        ));
    }
}

/// That all agree, or that it is opened again.
fn settling(desk: &Desk, at: &AssessAt, view: &JointView, sent: &Sent, blocks: &mut Vec<Block>) {
    let here = desk.at(of_joint(at));
    if view.may_agree {
        blocks.push(Block::Heading("agree", desk.s("joint-agree")));
        blocks.push(Block::Text(desk.s("joint-agree-lead")));
        would_ask(desk, at, view, blocks);
        let again = sent.get("act") == "agree";
        let mut form = Form::button(&here, "agree", desk.s("joint-agree")).with("version", view.version);
        for it in &view.team {
            let name = format!("by-{}", it.id);
            let label = format!("{}, {}", it.name, desk.pair(it.role.title()));
            let value = if again && sent.ticked(&name) { "yes" } else { "" };
            form = form.field(Field::new(name, label, FieldKind::Check).value(value).optional());
        }
        blocks.push(Block::Form(form.noted(desk.note("joint_answer"))));
    }
    if view.may_reopen {
        blocks.push(Block::Heading("reopen", desk.s("joint-reopen")));
        blocks.push(Block::Quiet(desk.s("joint-reopen-lead")));
        blocks.push(Block::Form(
            Form::button(&here, "reopen", desk.s("joint-reopen")).with("version", view.version).back(),
        ));
    }
}

/// What would be asked about if all agreed now, each with the way to the item.
fn would_ask(desk: &Desk, at: &AssessAt, view: &JointView, blocks: &mut Vec<Block>) {
    if view.raises.is_empty() {
        return;
    }
    let link = |it: &WouldAsk| {
        let name = heading(&it.item);
        let name = if view.sheets.len() > 1 { format!("{name}, {}", it.sheet) } else { name };
        let key = if it.grows { "joint-would-ask-grows" } else { "joint-would-ask-little" };
        let level = level_named(desk, &it.item, Some(it.level));
        (desk.at(of_item(at, &it.item.code)), desk.with2(key, ("name", &name), ("level", &level)))
    };
    blocks.push(Block::Text(desk.count("joint-would-ask", view.raises.len())));
    blocks.push(Block::Links(view.raises.iter().map(link).collect()));
}

/// Showing it to more, or withdrawing it.
fn showing(desk: &Desk, at: &AssessAt, view: &JointView, blocks: &mut Vec<Block>) {
    if !view.may_move {
        return;
    }
    let levels = Visibility::ALL.map(|level| (level.code().to_owned(), desk.pair(level.who()))).into();
    blocks.push(Block::Heading("show", desk.s("joint-show")));
    blocks.push(Block::Form(
        Form::button(desk.at(of_joint(at)), "show", desk.s("joint-show-go"))
            .with("version", view.version)
            .field(
                Field::new("to", desk.s("field-visibility"), FieldKind::Choice(levels)).value(view.visibility.code()),
            )
            .noted(desk.note("visibility"))
            .back(),
    ));
}

/// An item of it: who said what, what the team says, what shows it.
pub async fn item(desk: &Desk, id: &str, sent: &Sent) -> Result<Sheet, Trouble> {
    let (at, code) = read_at(id)?;
    let view = desk.office.joint_item(desk.me()?, &at, &code, desk.lang()).await?;
    let it = &view.line;
    let mut sheet = desk.sheet(heading(&it.item));
    sheet.crumbs = crumbs(desk, &view.place);
    sheet.crumbs.push((
        desk.at(of_joint_sheet(&at, &view.code)),
        format!("{}, {}", desk.with("joint-title", "step", &view.place.title), view.sheet),
    ));
    sheet.seen = seen(desk, view.visibility);
    sheet.lead = question(desk, &it.item);
    let here = desk.at(of_item(&at, &it.item.code));
    let blocks = &mut sheet.blocks;
    let mut links = neighbours(desk, &at, &view);
    if let Some(id) = view.id.filter(|_| view.of_team) {
        links.push((desk.at(Spot::History(id.to_string())), desk.s("history")));
    }
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
    said(desk, &view, blocks);
    blocks.push(Block::Heading("joint", desk.s("assess-head-joint")));
    if !it.since.is_empty() {
        if let Some(earlier) = &view.earlier {
            blocks.push(Block::Quiet(since_when(desk, earlier)));
        }
        blocks.push(Block::Points(since_lines(desk, &it.since).into_iter().map(|(_, text)| text).collect()));
    }
    if view.may_write {
        let proving = Proving {
            here: &here,
            with: ("was", view.was.clone()),
            documents: &view.documents,
            organisation: at.organisation,
            area: view.area.as_deref().unwrap_or_default(),
        };
        blocks.push(Block::Form(answer_form(desk, &proving, &view, sent)));
        blocks.push(Block::Links(vec![attaching(desk, at.organisation)]));
    } else {
        blocks.push(Block::Text(level(desk, it)));
        if !it.comment.is_empty() {
            blocks.push(Block::Lines(it.comment.clone()));
        }
        blocks.push(levels(desk, &it.item));
    }
    proofs(desk, &here, &view, blocks);
    if let Some((question, may_reply)) = &view.question {
        let asking = Asking { here: &here, items: None, may_reply: *may_reply };
        blocks.push(Block::Heading("question", desk.s("assess-questions-caption")));
        blocks.push(question_rows(desk, &asking, &[vec![question]], sent));
    }
    let links = neighbours(desk, &at, &view);
    if !links.is_empty() {
        blocks.push(Block::Links(links));
    }
    Ok(sheet)
}

/// To the items before and after; after the last, to where all agree.
fn neighbours(desk: &Desk, at: &AssessAt, view: &JointItemView) -> Vec<(String, String)> {
    let link = |key: &str, it: &Option<(String, String)>| {
        it.as_ref().map(|(code, name)| (desk.at(of_item(at, code)), desk.with(key, "name", name)))
    };
    let mut links: Vec<(String, String)> =
        link("joint-previous", &view.previous).into_iter().chain(link("joint-next", &view.next)).collect();
    if view.next.is_none() && view.may_write {
        links.push((agreeing(desk, at), desk.s("joint-back-agree")));
    }
    links
}

/// What those of the team said for themselves, and the staff together: before the joint answer.
fn said(desk: &Desk, view: &JointItemView, blocks: &mut Vec<Block>) {
    if !view.of_team {
        return;
    }
    blocks.push(Block::Heading("apart", desk.s("joint-head-apart")));
    if !view.sees_others {
        blocks.push(Block::Text(desk.s("joint-apart")));
    } else if view.line.said.is_empty() {
        blocks.push(Block::Text(desk.s("joint-nobody-said")));
    } else {
        if view.line.disagree {
            blocks.push(Block::Text(desk.s("joint-talk")));
        }
        let rows = view.line.said.iter().map(|it| {
            vec![
                Cell::Two(erased(desk, &it.name), desk.pair(it.role.title())),
                Cell::Text(level_named(desk, &view.line.item, it.level)),
                Cell::Text(it.comment.clone()),
            ]
        });
        blocks.push(Block::Rows(Rows {
            caption: desk.s("joint-head-apart"),
            heads: ["head-who", "assess-head-level", "assess-head-comment"].map(|key| desk.s(key)).into(),
            rows: rows.collect(),
        }));
    }
    if let Some(sum) = &view.line.staff {
        let lines = staff_lines(desk, &view.line.item, Some(sum)).into_iter().map(|(_, text)| text);
        blocks.push(Block::Heading("staff", desk.s("joint-head-staff")));
        blocks.push(Block::Points(lines.collect()));
    }
}

/// What one would see at each level.
fn levels(desk: &Desk, item: &AssessItem) -> Block {
    let rows = item
        .levels
        .iter()
        .map(|it| vec![Cell::Text(format!("{} {}", it.level, it.name)), Cell::Text(it.means.clone())]);
    Block::Rows(Rows {
        caption: desk.s("assess-levels"),
        heads: ["assess-head-level", "assess-head-means"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    })
}

/// The answer, with what stands behind it: one form, so that nothing that is written is lost when something
/// of it is saved.
fn answer_form(desk: &Desk, proving: &Proving<'_>, view: &JointItemView, sent: &Sent) -> Form {
    let it = &view.line;
    let again = sent.get("act") == "answer";
    // What another form of the page has sent is none of this one's.
    let nothing = Sent::default();
    let sent = if again { sent } else { &nothing };
    let saved = if it.answered { level_said(it.level) } else { String::new() };
    let value = |name: &str, saved: String| if again { sent.get(name).to_owned() } else { saved };
    let form = Form::button(proving.here, "answer", desk.s("save"))
        .with(proving.with.0, &proving.with.1)
        .under()
        .field(level_field(desk, "level".into(), &it.item, &value("level", saved)))
        .field(
            Field::new("comment", desk.s("assess-head-comment"), FieldKind::Lines(4))
                .hint(desk.s("joint-comment-hint"))
                .value(value("comment", it.comment.clone()))
                .optional(),
        );
    let on = if view.next.is_some() { "joint-save-next" } else { "joint-save-agree" };
    evidence_within(desk, proving, sent, form).also(NEXT, desk.s(on)).noted(desk.note("joint_answer"))
}

/// What stands behind the answer.
fn proofs(desk: &Desk, here: &str, view: &JointItemView, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("evidence", desk.s("joint-head-evidence")));
    if view.evidence.is_empty() {
        blocks.push(Block::Text(desk.s("evidence-none")));
        return;
    }
    let rows = view.evidence.iter().enumerate().map(|(place, it)| {
        let (address, text) = evidence(desk, it);
        let name = match address {
            Some(address) => Cell::Link(address, text.clone()),
            None => Cell::Text(text.clone()),
        };
        let mut cells = vec![name, Cell::Text(desk.pair(it.evidence.title()))];
        if view.may_write {
            let remove = Form::button(here, "remove", desk.s("remove"))
                .keyed(place)
                .with("place", place)
                .with("was", &view.was)
                .back()
                .aloud(desk.with("remove-name", "name", &text));
            cells.push(Cell::Acts(Vec::new(), vec![remove]));
        }
        cells
    });
    let mut heads = vec!["joint-head-evidence", "head-kind"];
    if view.may_write {
        heads.push("head-do");
    }
    blocks.push(Block::Rows(Rows {
        caption: desk.s("joint-head-evidence"),
        rows: rows.collect(),
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
    }));
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let version = sent.number("version");
    match (&desk.spot, sent.get("act")) {
        (Spot::JointAssessment(id), "sheet") => {
            let (at, _) = read_at(id)?;
            let code = office.joint_committee(me, &at, sent.get("part"), sent.get("of")).await?;
            Ok(Reply::To(desk.at(of_item(&at, &code))))
        }
        (Spot::JointAssessment(id), "agree") => {
            let (at, _) = read_at(id)?;
            let by = sent.beginning("by-").into_iter().filter(|(_, value)| value == "yes").map(|(id, _)| id);
            office.agree_joint(me, &at, version, &by.collect::<Vec<String>>()).await?;
            Ok(Reply::To(desk.at_done(of_joint(&at), "joint-agreed")))
        }
        (Spot::JointAssessment(id), "reopen") => {
            let (at, _) = read_at(id)?;
            office.reopen_joint(me, &at, version).await?;
            Ok(Reply::To(desk.at_done(of_joint(&at), "joint-reopened")))
        }
        (Spot::JointAssessment(id), "show") => {
            let (at, _) = read_at(id)?;
            office.show_joint(me, &at, version, sent.get("to")).await?;
            Ok(Reply::To(desk.at_done(of_joint(&at), "joint-shown")))
        }
        (Spot::JointItem(id), act) => {
            let (at, code) = read_at(id)?;
            item_act(desk, sent, act, &at, &code).await
        }
        _ => Err(Trouble::Nothing),
    }
}

async fn item_act(desk: &Desk, sent: &Sent, act: &str, at: &AssessAt, code: &str) -> Result<Reply, Trouble> {
    let (office, me) = (&desk.office, desk.me()?);
    let was = sent.get("was");
    let said = match act {
        "reply" => {
            office.answer_questions(me, &questions_sent(sent)?, sent.get("text")).await?;
            "question-answered"
        }
        "answer" => {
            let form = JointForm { level: sent.get("level").into(), comment: sent.get("comment").into() };
            office.save_joint(me, at, code, was, &form).await?;
            let added = evidence_written(sent);
            for kind in &added {
                let saved = office.joint_item(me, at, code, desk.lang()).await?;
                office.add_proof(me, at, code, &saved.was, &read_evidence(sent, kind)).await?;
            }
            if sent.get("also") == NEXT {
                return onwards(desk, at, code).await;
            }
            if added.is_empty() { "joint-saved" } else { "evidence-added" }
        }
        "remove" => {
            let place = sent.get("place").parse().map_err(|_| Trouble::Nothing)?;
            office.remove_proof(me, at, code, was, place).await?;
            "evidence-removed"
        }
        _ => return Err(Trouble::Nothing),
    };
    Ok(Reply::To(desk.at_done(of_item(at, code), said)))
}

/// To the next item of the sheet; after the last, to where all agree.
async fn onwards(desk: &Desk, at: &AssessAt, code: &str) -> Result<Reply, Trouble> {
    let saved = desk.office.joint_item(desk.me()?, at, code, desk.lang()).await?;
    Ok(Reply::To(match saved.next {
        Some((next, _)) => desk.at_done(of_item(at, &next), "joint-saved"),
        None => format!("{}#agree", desk.at_done(of_joint(at), "joint-saved")),
    }))
}
