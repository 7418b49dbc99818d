//! Brute force: every arrangement of a tiny problem there is, by the words of the rules alone.

use grouping::{Arrangement, Effort, Go, Group, NoGroups, Problem, check, form, possible, sample, score};

/// Every arrangement: each party in turn joins a group that is there, begins one, or is left out; then each group gets
/// each mentor and each back-up there is.
fn every(problem: &Problem, look: &mut dyn FnMut(&Arrangement)) {
    place(problem, 0, &mut Arrangement::default(), look);
}

fn place(problem: &Problem, at: usize, so_far: &mut Arrangement, look: &mut dyn FnMut(&Arrangement)) {
    let Some(party) = problem.parties().get(at) else {
        lead(problem, 0, so_far, look);
        return;
    };
    for group in 0..so_far.groups.len() {
        if so_far.groups[group].members.len() < usize::from(problem.ask().shape.largest) {
            so_far.groups[group].members.push(party.id.clone());
            place(problem, at + 1, so_far, look);
            so_far.groups[group].members.pop();
        }
    }
    so_far.groups.push(Group { members: vec![party.id.clone()], ..Group::default() });
    place(problem, at + 1, so_far, look);
    so_far.groups.pop();
    so_far.unplaced.push(party.id.clone());
    place(problem, at + 1, so_far, look);
    so_far.unplaced.pop();
}

fn lead(problem: &Problem, group: usize, so_far: &mut Arrangement, look: &mut dyn FnMut(&Arrangement)) {
    if group == so_far.groups.len() {
        look(so_far);
        return;
    }
    let mut ids = vec![None];
    ids.extend(problem.mentors().iter().map(|it| Some(it.id.clone())));
    for mentor in &ids {
        for support in &ids {
            so_far.groups[group].mentor = mentor.clone();
            so_far.groups[group].support = support.clone();
            // What is wrong with one group stays wrong.
            let alone = Arrangement { groups: vec![so_far.groups[group].clone()], unplaced: Vec::new() };
            let wrong = check(problem, &alone).iter().any(|it| match it {
                grouping::Breach::LeftOut { .. }
                | grouping::Breach::NotTogether { .. }
                | grouping::Breach::NotLocked { .. } => false,
                _ => true,
            });
            if !wrong {
                lead(problem, group + 1, so_far, look);
            }
        }
    }
    so_far.groups[group].mentor = None;
    so_far.groups[group].support = None;
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
