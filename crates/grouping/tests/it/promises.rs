//! What holds for every problem: order does not matter, rules only cost, the same input gives the same answer.

use grouping::{
    Ask, Effort, Go, NoGroups, Outcome, Pair, Problem, Rule, Wish, check, form, sample, sample::Chance, score,
};

fn formed(ask: Ask) -> Result<Outcome, NoGroups> {
    form(&Problem::new(ask).unwrap(), &Effort::default(), &mut |_| Go::On)
}

fn total(ask: Ask) -> Option<i64> {
    let found = formed(ask);
    assert!(!matches!(found, Err(NoGroups::NotFound { .. })), "{found:?}");
    found.ok().map(|it| {
        assert!(it.proven);
        it.score.total
    })
}

/// A list in another order.
fn shuffled<T>(list: &mut [T], chance: &mut Chance) {
    for at in (1..list.len()).rev() {
        list.swap(at, chance.below(at + 1));
    }
}

fn upside_down(ask: &Ask, seed: u64) -> Ask {
    let mut chance = Chance::new(seed);
    let mut ask = ask.clone();
    shuffled(&mut ask.parties, &mut chance);
    shuffled(&mut ask.mentors, &mut chance);
    let relations = &mut ask.relations;
    for pairs in [&mut relations.conflicts, &mut relations.together, &mut relations.apart, &mut relations.met] {
        shuffled(pairs, &mut chance);
        for pair in pairs {
            *pair = Pair(pair.1.clone(), pair.0.clone());
        }
    }
    shuffled(&mut relations.mentored, &mut chance);
    shuffled(&mut relations.locks, &mut chance);
    ask
}

#[test]
fn the_order_of_what_is_asked_does_not_matter() {
    for seed in 0..150 {
        let ask = sample::tiny(seed);
        let Ok(problem) = Problem::new(ask.clone()) else { continue };
        let other = upside_down(&ask, seed);
        assert_eq!(Problem::new(other.clone()).unwrap(), problem, "seed {seed}");
        assert_eq!(formed(other), formed(ask), "seed {seed}");
    }
    let ask = sample::round(3, 20, 8, 1);
    assert_eq!(formed(upside_down(&ask, 1)), formed(ask));
}

#[test]
fn the_same_input_gives_the_same_answer_with_little_effort_too() {
    let problem = Problem::new(sample::round(5, 60, 25, 1)).unwrap();
    let effort = Effort { steps: 150_000, ..Effort::default() };
    let once = form(&problem, &effort, &mut |_| Go::On).unwrap();
    assert_eq!(form(&problem, &effort, &mut |_| Go::On).unwrap(), once);
    assert!(once.bound <= once.score.total);
    assert!(!once.how.stopped);
}

#[test]
fn a_rule_more_never_makes_it_cheaper() {
    let mut dearer = 0;
    for seed in 0..250 {
        let ask = sample::tiny(seed);
        if Problem::new(ask.clone()).is_err() {
            continue;
        }
        let strict = total(ask.clone());
        for rule in ask.rules.off.iter().copied().take(3) {
            // To be allowed to be without costs something of its own, but never more than not to be allowed.
            let mut more = ask.clone();
            more.rules.off.remove(&rule);
            match (strict, total(more)) {
                (Some(without), Some(with)) => {
                    assert!(with >= without, "seed {seed}, {rule:?}: {with} < {without}");
                    dearer += u32::from(with > without);
                }
                (None, with) => assert_eq!(with, None, "seed {seed}, {rule:?}"),
                (Some(_), None) => dearer += 1,
            }
        }
    }
    assert!(dearer > 20, "{dearer}");
}

#[test]
fn a_conflict_more_never_makes_it_cheaper() {
    for seed in 0..100 {
        let ask = sample::tiny(seed);
        if Problem::new(ask.clone()).is_err() || ask.parties.len() < 2 {
            continue;
        }
        let mut more = ask.clone();
        more.relations.conflicts.push(Pair::of(ask.parties[0].id.clone(), ask.parties[1].id.clone()));
        if let (Some(before), Some(after)) = (total(ask), total(more)) {
            assert!(after >= before, "seed {seed}");
        }
    }
}

#[test]
fn a_round_of_forty_is_proven() {
    let problem = Problem::new(sample::round(2, 40, 15, 1)).unwrap();
    let found = form(&problem, &Effort::default(), &mut |_| Go::On).unwrap();
    assert!(found.proven);
    assert_eq!(found.bound, found.score.total);
    assert_eq!(check(&problem, &found.arrangement), []);
    assert_eq!(score(&problem, &found.arrangement), found.score);
    // Nothing that is moved by hand is cheaper: any two members changing places.
    for one in 0..found.arrangement.groups.len() {
        for other in one + 1..found.arrangement.groups.len() {
            let mut moved = found.arrangement.clone();
            let (a, b) = (moved.groups[one].members[0].clone(), moved.groups[other].members[0].clone());
            (moved.groups[one].members[0], moved.groups[other].members[0]) = (b, a);
            if check(&problem, &moved).is_empty() {
                assert!(score(&problem, &moved).total >= found.score.total);
            }
        }
    }
}

#[test]
fn the_worst_off_counts() {
    let ask = sample::round(4, 18, 7, 1);
    let weighed = |weight: u32| {
        let mut ask = ask.clone();
        ask.wishes = ask.wishes.with(Wish::Fairness, weight);
        formed(ask).unwrap().score
    };
    let (sum_only, fair) = (weighed(0), weighed(100));
    assert_eq!(sum_only.fairness, 0);
    assert_eq!(fair.fairness, 100 * fair.worst);
    assert!(fair.worst <= sum_only.worst);
    assert!(fair.total - fair.fairness >= sum_only.total);
}

#[test]
fn who_waits_can_stop_it() {
    let problem = Problem::new(sample::round(6, 60, 25, 1)).unwrap();
    let mut words = 0;
    let found = form(&problem, &Effort::default(), &mut |it| {
        words += 1;
        assert!(it.best.is_none_or(|best| best >= it.bound));
        if it.best.is_some() { Go::Stop } else { Go::On }
    })
    .unwrap();
    assert!(words >= 1);
    assert!(found.how.stopped);
    assert_eq!(check(&problem, &found.arrangement), []);
    // Stopped at once there is nothing, and nothing is claimed.
    let none = form(&problem, &Effort::default(), &mut |_| Go::Stop);
    assert!(matches!(none, Err(NoGroups::NotFound { .. })), "{none:?}");
}

#[test]
fn wherever_it_is_stopped_it_is_honest() {
    let problem = Problem::new(sample::round(2, 40, 15, 1)).unwrap();
    let mut words = 0;
    let best = form(&problem, &Effort::default(), &mut |_| {
        words += 1;
        Go::On
    })
    .unwrap();
    assert!(best.proven && !best.how.stopped);
    let (mut with, mut open) = (0, 0);
    for last in (1..words).step_by(2) {
        let mut said = 0;
        let found = form(&problem, &Effort::default(), &mut |_| {
            said += 1;
            if said > last { Go::Stop } else { Go::On }
        });
        let found = match found {
            Ok(found) => found,
            // Stopped before there was anything.
            Err(none) => {
                assert!(matches!(none, NoGroups::NotFound { how } if how.stopped), "{none:?}");
                continue;
            }
        };
        with += 1;
        open += u32::from(!found.proven);
        assert_eq!(check(&problem, &found.arrangement), [], "stopped after {last}");
        assert_eq!(score(&problem, &found.arrangement), found.score);
        assert!(found.score.total >= best.score.total);
        assert!(found.bound <= best.score.total, "{} above what there is", found.bound);
        assert_eq!(found.proven, found.bound == found.score.total);
        let gap = (found.score.total - found.bound) as f64 / found.score.total as f64;
        assert_eq!(found.gap().to_bits(), gap.max(0.0).to_bits());
    }
    assert!(with > 0 && open > 0, "{with} with groups, {open} open, of {words} words");
}

#[test]
fn little_effort_gives_an_honest_gap_and_more_closes_it() {
    let problem = Problem::new(sample::round(6, 40, 15, 1)).unwrap();
    let with = |steps: u64| form(&problem, &Effort { steps, ..Effort::default() }, &mut |_| Go::On).unwrap();
    let best = with(Effort::default().steps);
    assert!(best.proven);
    assert_eq!(best.score.total, 174_289);
    let short = with(60_000);
    assert!(!short.proven && !short.how.stopped);
    assert_eq!(check(&problem, &short.arrangement), []);
    assert!(short.bound < best.score.total && best.score.total <= short.score.total);
}

#[test]
fn a_gap_that_is_asked_for_is_enough() {
    let problem = Problem::new(sample::round(6, 40, 15, 1)).unwrap();
    let found = form(&problem, &Effort { gap: 100_000, ..Effort::default() }, &mut |_| Go::On).unwrap();
    assert!(found.gap() <= 0.1, "{}", found.gap());
    assert_eq!(check(&problem, &found.arrangement), []);
}

#[test]
fn names_go_there_and_back() {
    for rule in Rule::ALL {
        assert_eq!(Rule::from_key(rule.key()), Some(rule));
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.key());
    }
    for wish in Wish::ALL {
        assert_eq!(Wish::from_key(wish.key()), Some(wish));
        assert_eq!(serde_json::to_value(wish).unwrap(), wish.key());
    }
    let ask = sample::tiny(7);
    let text = serde_json::to_string(&ask).unwrap();
    assert_eq!(serde_json::from_str::<Ask>(&text).unwrap(), ask);
    let empty: Ask = serde_json::from_str("{}").unwrap();
    assert_eq!(empty, Ask::default());
}
