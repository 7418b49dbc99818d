//! Brute force: every arrangement of a tiny problem there is, by the words of the rules alone.

use std::collections::BTreeMap;

use grouping::{Arrangement, Breach, Effort, Go, Group, NoGroups, Problem, Rule, check, form, possible, sample, score};

/// For members that have been asked about, who may lead and back them.
type Known = BTreeMap<Vec<String>, Vec<(Option<String>, Option<String>)>>;

/// Every arrangement: each party in turn joins a group that is there, begins one, or is left out; then each group gets
/// each mentor and each back-up there is.
fn every(problem: &Problem, look: &mut dyn FnMut(&Arrangement)) {
    place(problem, 0, &mut Arrangement::default(), &mut Known::new(), look);
}

fn place(
    problem: &Problem,
    at: usize,
    so_far: &mut Arrangement,
    known: &mut Known,
    look: &mut dyn FnMut(&Arrangement),
) {
    let Some(party) = problem.parties().get(at) else {
        lead(problem, 0, so_far, known, look);
        return;
    };
    for group in 0..so_far.groups.len() {
        if so_far.groups[group].members.len() < usize::from(problem.ask().shape.largest) {
            so_far.groups[group].members.push(party.id.clone());
            place(problem, at + 1, so_far, known, look);
            so_far.groups[group].members.pop();
        }
    }
    so_far.groups.push(Group { members: vec![party.id.clone()], ..Group::default() });
    place(problem, at + 1, so_far, known, look);
    so_far.groups.pop();
    if !problem.on(Rule::Everyone) {
        so_far.unplaced.push(party.id.clone());
        place(problem, at + 1, so_far, known, look);
        so_far.unplaced.pop();
    }
}

/// The mentors and back-ups a group may have by itself: what is wrong with one group stays wrong.
fn leads(problem: &Problem, members: &[String]) -> Vec<(Option<String>, Option<String>)> {
    let mut ids = vec![None];
    ids.extend(problem.mentors().iter().map(|it| Some(it.id.clone())));
    let mut may = Vec::new();
    for mentor in &ids {
        for support in &ids {
            let (mentor, support) = (mentor.clone(), support.clone());
            let group = Group { members: members.to_vec(), mentor: mentor.clone(), support: support.clone() };
            let alone = Arrangement { groups: vec![group], unplaced: Vec::new() };
            let elsewhere = |it: &Breach| {
                matches!(it, Breach::LeftOut { .. } | Breach::NotTogether { .. } | Breach::NotLocked { .. })
            };
            if check(problem, &alone).iter().all(elsewhere) {
                may.push((mentor, support));
            }
        }
    }
    may
}

fn lead(problem: &Problem, at: usize, so_far: &mut Arrangement, known: &mut Known, look: &mut dyn FnMut(&Arrangement)) {
    let Some(group) = so_far.groups.get(at) else {
        look(so_far);
        return;
    };
    let members = group.members.clone();
    let may = known.entry(members.clone()).or_insert_with(|| leads(problem, &members)).clone();
    for (mentor, support) in may {
        (so_far.groups[at].mentor, so_far.groups[at].support) = (mentor, support);
        lead(problem, at + 1, so_far, known, look);
    }
    (so_far.groups[at].mentor, so_far.groups[at].support) = (None, None);
}

/// The least total of all that are allowed.
fn least(problem: &Problem) -> Option<i64> {
    let mut least = None;
    every(problem, &mut |it| {
        if check(problem, it).is_empty() {
            let total = score(problem, it).total;
            least = Some(least.map_or(total, |so_far: i64| so_far.min(total)));
        }
    });
    least
}

fn agree(seed: u64) -> bool {
    let Ok(problem) = Problem::new(sample::tiny(seed)) else { return false };
    let brute = least(&problem);
    match (form(&problem, &Effort::default(), &mut |_| Go::On), brute) {
        (Ok(found), Some(least)) => {
            assert_eq!(found.score.total, least, "seed {seed}");
            assert_eq!(found.bound, least, "seed {seed}: the bound");
            assert!(found.proven, "seed {seed}");
            assert_eq!(check(&problem, &found.arrangement), [], "seed {seed}");
            assert_eq!(possible(&problem, &Effort::default(), &mut |_| Go::On), Some(true), "seed {seed}");
        }
        (Err(NoGroups::Impossible { .. }), None) => {
            assert_eq!(possible(&problem, &Effort::default(), &mut |_| Go::On), Some(false), "seed {seed}");
        }
        (found, brute) => panic!("seed {seed}: {found:?}, brute force {brute:?}"),
    }
    brute.is_some()
}

#[test]
fn brute_force_agrees() {
    let possible = (0..2_000).filter(|seed| agree(*seed)).count();
    // Both kinds are there in number.
    assert!((400..1_900).contains(&possible), "{possible}");
}
