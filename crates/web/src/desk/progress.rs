//! How far everybody has come: the organiser's page, and the mentor's part of the group's page.

use super::Desk;
use super::round::read_id;
use super::sheet::{Block, Cell, Rows, Sheet};
use super::spot::Spot;
use crate::words::Words;
use office::{GroupView, JointAtHand, Late, ProgressLine, Stage, Trouble};
use programme::RoundId;

/// The page of a round.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let round = read_id(id)?;
    let lines = desk.office.progress(me, round, desk.lang()).await?;
    let title = desk.office.round_title(me, round).await?;
    let mut sheet = desk.sheet(desk.with("progress-title", "name", &title));
    sheet.crumbs = vec![(desk.at(Spot::Round(id.to_owned())), title)];
    sheet.seen = desk.s("seen-progress");
    sheet.lead = desk.s(if lines.is_empty() { "progress-none" } else { "progress-lead" });
    if !lines.is_empty() {
        sheet.blocks.push(Block::Facts(by_step(desk, &lines)));
        sheet.blocks.push(table(desk, &lines, true));
    }
    sheet.blocks.push(Block::Heading("ways", desk.s("progress-more")));
    sheet.blocks.push(Block::Links(ways(desk, round).await?));
    Ok(sheet)
}

/// Where else who runs a round sees how it goes.
pub async fn ways(desk: &Desk, round: RoundId) -> Result<Vec<(String, String)>, Trouble> {
    let id = round.to_string();
    let mut ways = vec![
        (desk.at(Spot::RoundLevels(id.clone())), desk.s("levels")),
        (desk.at(Spot::Evaluation(id)), desk.s("evaluation")),
    ];
    if desk.office.has_results_in(desk.me()?, round).await? {
        ways.push((desk.at(super::results::of_round(round)), desk.s("results")));
    }
    Ok(ways)
}

/// The mentor's part of a group's page.
pub async fn of_group(desk: &Desk, view: &GroupView, sheet: &mut Sheet) -> Result<(), Trouble> {
    let lines = desk.office.group_progress(desk.me()?, view.id, desk.lang()).await?;
    if !lines.is_empty() {
        sheet.blocks.push(Block::Heading("progress", desk.s("progress-group")));
        sheet.blocks.push(table(desk, &lines, false));
    }
    Ok(())
}

/// How many stand before each step.
fn by_step(desk: &Desk, lines: &[ProgressLine]) -> Vec<(String, String)> {
    let mut steps: Vec<(usize, String, usize)> = Vec::new();
    for line in lines {
        let (place, name) = stage(desk, &line.stage);
        match steps.iter_mut().find(|it| it.0 == place) {
            Some(known) => known.2 += 1,
            None => steps.push((place, name, 1)),
        }
    }
    steps.sort_by_key(|it| it.0);
    steps.into_iter().map(|(_, name, n)| (name, n.to_string())).collect()
}

fn stage(desk: &Desk, stage: &Stage) -> (usize, String) {
    match stage {
        Stage::Before { place, name } => (*place, name.clone()),
        Stage::AllHeld => (usize::MAX, desk.s("progress-all-done")),
    }
}

fn table(desk: &Desk, lines: &[ProgressLine], with_group: bool) -> Block {
    let rows = lines.iter().map(|line| {
        let late: Vec<String> = line.late.iter().map(|late| said(desk, late)).collect();
        let late = if late.is_empty() { Cell::Text(desk.s("progress-on-time")) } else { Cell::Mark(late.join("; ")) };
        let next = match &line.next {
            Some((id, name, day)) => {
                let text = desk.with2("next-on", ("name", name), ("day", &day.to_string()));
                Cell::Link(desk.at(Spot::Meeting(id.to_string())), text)
            }
            None => Cell::Text(desk.s("progress-no-meeting")),
        };
        let mut cells = vec![
            Cell::Link(desk.at(Spot::Organisation(line.organisation.to_string())), line.name.clone()),
            late,
            Cell::Text(stage(desk, &line.stage).1),
            at_hand(desk, line),
            next,
        ];
        if !with_group {
            let said = line.joints.iter().flat_map(|it| [Some(joint(desk, it)), questions(desk, it)]);
            cells.push(Cell::List(said.flatten().collect()));
        }
        if with_group {
            cells.push(match &line.group {
                Some((id, name)) => Cell::Link(desk.at(Spot::Group(id.to_string())), name.clone()),
                None => Cell::Text(desk.s("progress-no-group")),
            });
        }
        cells
    });
    let mut heads = vec!["head-organisation", "progress-late", "progress-step", "progress-work", "progress-next"];
    if with_group {
        heads.push("head-group");
    } else {
        heads.push("progress-joints");
    }
    Block::Rows(Rows {
        caption: desk.s("progress"),
        heads: heads.into_iter().map(|key| desk.s(key)).collect(),
        rows: rows.collect(),
    })
}

/// How far it has come with the step at hand: the numbers for all who see the progress, the way to the
/// work itself for who may read it.
fn at_hand(desk: &Desk, line: &ProgressLine) -> Cell {
    let Some(it) = &line.at_hand else { return Cell::Text(String::new()) };
    let settled = super::step::settled(desk, &it.tally);
    if it.reads {
        let spot = super::step::of_step(it.round, line.organisation, &it.step);
        Cell::LinkTwo(desk.at(spot), settled, it.name.clone())
    } else {
        Cell::Two(settled, it.name.clone())
    }
}

/// Whether the joint answer of an occasion is shown, and the way to it.
fn joint(desk: &Desk, it: &JointAtHand) -> (Option<String>, String) {
    if it.shown {
        (Some(desk.at(super::assess::of_joint(&it.at))), desk.with("progress-joint-shown", "step", &it.name))
    } else {
        (None, desk.with("progress-joint-hidden", "step", &it.name))
    }
}

/// The questions of an occasion that wait for an answer, and the way to them; nothing where none do.
fn questions(desk: &Desk, it: &JointAtHand) -> Option<(Option<String>, String)> {
    let count = it.unanswered.filter(|count| *count > 0)?;
    let text = Words(desk.lang()).count_with("progress-unanswered", count, "step", &it.name);
    Some((Some(desk.at(super::assess::of_questions(&it.at))), text))
}

fn said(desk: &Desk, late: &Late) -> String {
    match late {
        Late::HandIn { name, due } => desk.with2("late-hand-in", ("name", name), ("day", &due.to_string())),
        Late::Task { text: Some(text), due } => desk.with2("late-task", ("text", text), ("day", &due.to_string())),
        Late::Task { text: None, due } => desk.with("late-task-hidden", "day", due.to_string()),
        Late::Registration { on } => desk.with("late-registration", "day", on.to_string()),
    }
}
