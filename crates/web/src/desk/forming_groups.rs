//! The groups of a proposal with what there is to say of them: what they cost, a map, why these are together, what
//! was given up for whom, the next best, how each organisation's wishes fared. The sentences are those of the
//! command line: `app::grouping::words`.

use super::Desk;
use super::forming_map;
use super::forming_proposal::number;
use super::sheet::{Block, Cell, Rows};
use app::grouping::words::{self, Teller};
use grouping::explain::NoNext;
use grouping::{Ask, Travel, Wish};
use office::{MOST_EXPLAINED, ProposalView, ProposedGroup, Reasons};
use programme::OrganisationId;

/// Who tells of a proposal, in the reader's language.
pub fn teller(desk: &Desk, ask: &Ask) -> Teller {
    Teller::new(desk.lang(), ask)
}

/// What the last change by hand cost, and what it broke or mended.
pub fn step(desk: &Desk, view: &ProposalView, it: &Reasons, blocks: &mut Vec<Block>) {
    let Some(costs) = &it.step else { return };
    blocks.push(Block::Heading("cost", desk.s("forming-step")));
    let mut said = teller(desk, &it.ask).costs(costs);
    if let Some(before) = view.broken_before.filter(|before| *before != view.breaches) {
        let (before, after) = (before.to_string(), view.breaches.to_string());
        said.push(desk.with2("forming-step-broken", ("before", &before), ("after", &after)));
    }
    blocks.push(Block::Points(said));
}

/// All of it, in the order one reads it.
pub fn groups(desk: &Desk, view: &ProposalView, it: &Reasons, blocks: &mut Vec<Block>) {
    let teller = teller(desk, &it.ask);
    blocks.push(Block::Heading("groups", desk.s("groups")));
    blocks.push(Block::Facts(sums(desk, view, it, &teller)));
    blocks.push(table(desk, view, it, &teller));
    points(desk, view, it, &teller, blocks);
    blocks.extend(forming_map::picture(desk, it).map(Block::Chart));
    if view.ask.parties.len() > MOST_EXPLAINED {
        blocks.push(Block::Quiet(desk.count("forming-many", MOST_EXPLAINED)));
    }
    for (n, group) in view.groups.iter().enumerate() {
        card(desk, (n, group), it, &teller, blocks);
    }
    fared(desk, it, &teller, blocks);
}

/// The rules that are broken, each with its group where it has one.
pub fn broken(desk: &Desk, it: &Reasons, blocks: &mut Vec<Block>) {
    let teller = teller(desk, &it.ask);
    let mut said: Vec<String> = it.breaches_of_all().map(|breach| teller.breach(&it.problem, breach)).collect();
    for n in 0..it.arrangement.groups.len() {
        let group = desk.with("forming-group", "n", (n + 1).to_string());
        said.extend(it.breaches_of(n).map(|breach| {
            let what = teller.breach(&it.problem, breach);
            if what.starts_with(&group) { what } else { format!("{group}: {what}") }
        }));
    }
    if !said.is_empty() {
        blocks.push(Block::Heading("broken", desk.s("forming-broken")));
        blocks.push(Block::Points(said));
    }
}

/// What the points are made of, folded away: by wish, what a point is, what the sum holds beside the groups'.
fn points(desk: &Desk, view: &ProposalView, it: &Reasons, teller: &Teller, blocks: &mut Vec<Block>) {
    let rows = view.wishes.iter().filter(|line| line.points > 0.0);
    let rows: Vec<Vec<Cell>> =
        rows.map(|line| vec![Cell::Text(wish(desk, line.wish)), Cell::Whole(number(desk, line.points, 0))]).collect();
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::FoldBegins(desk.s("forming-points"), false));
    let said = teller.a_point(&it.problem).into_iter().chain([teller.sum(&it.score)]);
    blocks.extend(said.map(Block::Text));
    blocks.push(Block::Rows(Rows {
        caption: desk.s("forming-points"),
        heads: vec![desk.s("forming-head-wish"), desk.s("forming-head-cost")],
        rows,
    }));
    blocks.push(Block::FoldEnds);
}

fn sums(desk: &Desk, view: &ProposalView, it: &Reasons, teller: &Teller) -> Vec<(String, String)> {
    let mut facts = vec![(desk.s("forming-sum"), number(desk, view.score, 0))];
    if !it.score.worst_off.is_empty() {
        let who = teller.list(it.score.worst_off.iter().map(String::as_str));
        facts.push((desk.s("forming-worst"), format!("{who}, {}", teller.points(it.score.worst))));
    }
    if let Some(said) = no_ways(desk, &view.ask) {
        facts.push((desk.s("forming-farthest"), said));
    }
    let longest = (0..view.groups.len()).filter_map(|number| it.longest(number)).max_by_key(|(way, _)| *way);
    if let Some((way, two)) = longest {
        let between = teller.list(two.iter().map(String::as_str));
        facts.push((desk.s("forming-farthest"), format!("{} ({between})", teller.way(u64::from(way)))));
    }
    if !view.unplaced.is_empty() {
        facts.push((desk.s("forming-unplaced"), names(&view.unplaced)));
    }
    facts
}

/// That ways do not count, and whose place is not known; `None`: all are, or there is a file of ways.
pub fn no_ways(desk: &Desk, ask: &Ask) -> Option<String> {
    if !matches!(ask.travel, Travel::GreatCircle) {
        return None;
    }
    let parties = ask.parties.iter().filter(|it| it.place.is_none()).map(|it| it.name.as_str());
    let mentors = ask.mentors.iter().filter(|it| it.place.is_none()).map(|it| it.name.as_str());
    let mut lost: Vec<&str> = parties.chain(mentors).collect();
    i18n::sort_names_by(&mut lost, |it| it);
    lost.dedup();
    (!lost.is_empty()).then(|| desk.with("forming-no-ways", "names", lost.join(", ")))
}

fn names(of: &[(OrganisationId, String)]) -> String {
    of.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// All groups in a table; it is the map's table too.
fn table(desk: &Desk, view: &ProposalView, it: &Reasons, teller: &Teller) -> Block {
    let rows = view.groups.iter().enumerate().map(|(n, group)| {
        let mentor = group.mentor.clone().map(|(_, name)| name).unwrap_or_default();
        let mentor = match &group.support {
            Some(support) => Cell::Two(mentor, desk.with("with-support", "names", support)),
            None => Cell::Text(mentor),
        };
        vec![
            Cell::Whole(desk.with("forming-group", "n", (n + 1).to_string())),
            Cell::Text(names(&group.members)),
            mentor,
            Cell::Whole(it.longest(n).map(|(way, _)| teller.way(u64::from(way))).unwrap_or_default()),
            Cell::Whole(number(desk, group.score, 0)),
        ]
    });
    Block::Rows(Rows {
        caption: desk.s("groups"),
        heads: ["head-group", "head-participants", "head-mentor", "forming-head-way", "forming-head-cost"]
            .map(|key| desk.s(key))
            .into(),
        rows: rows.collect(),
    })
}

/// A group with its reasons; folded away under them what was given up for whom, and the next best.
fn card(desk: &Desk, (n, group): (usize, &ProposedGroup), it: &Reasons, teller: &Teller, blocks: &mut Vec<Block>) {
    let title = desk.with("forming-group", "n", (n + 1).to_string());
    blocks.push(Block::Sub(format!("{title}: {}", names(&group.members))));
    let broken =
        it.breaches_of(n).map(|breach| desk.with("forming-breach", "what", teller.breach(&it.problem, breach)));
    blocks.extend(broken.map(Block::Text));
    if let Some(why) = it.why.iter().find(|why| why.group == n) {
        blocks.push(Block::Points(teller.why(why)));
    }
    let ids = group.members.iter().map(|(id, _)| id.to_string());
    let mut more: Vec<String> = ids.filter_map(|id| it.given_up_by(&id).map(|given| teller.given_up(given))).collect();
    more.extend(next(it, n, teller));
    if !more.is_empty() {
        blocks.push(Block::FoldBegins(desk.s("forming-more"), false));
        blocks.push(Block::Points(more));
        blocks.push(Block::FoldEnds);
    }
}

/// What would be without a group.
fn next(it: &Reasons, n: usize, teller: &Teller) -> Option<String> {
    Some(match it.next.get(n)? {
        Ok(next) => teller.next(next),
        Err(none) => teller.no_next(NoNext::clone(none)).to_owned(),
    })
}

/// How the wishes of each organisation fared, in the Swedish order of names.
fn fared(desk: &Desk, it: &Reasons, teller: &Teller, blocks: &mut Vec<Block>) {
    let mut all: Vec<(&str, Vec<String>)> =
        it.fared.iter().map(|fared| (teller.name(&fared.id), teller.fared(fared))).collect();
    all.retain(|(_, said)| !said.is_empty());
    if all.is_empty() {
        return;
    }
    i18n::sort_names_by(&mut all, |(name, _)| name);
    blocks.push(Block::Heading("fared", desk.s("forming-fared")));
    blocks.push(Block::Text(desk.s("forming-fared-lead")));
    blocks.extend(teller.elsewhere(&it.fared).map(|said| Block::Text(said.to_owned())));
    for (name, said) in all {
        blocks.push(Block::FoldBegins(name.to_owned(), false));
        blocks.push(Block::Points(said));
        blocks.push(Block::FoldEnds);
    }
}

/// What a wish is called.
pub fn wish(desk: &Desk, wish: Wish) -> String {
    words::wish(wish, desk.lang()).to_owned()
}
