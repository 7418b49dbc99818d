//! Explaining, held against brute force on small problems.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers: a failure is a failed test")]

use std::collections::BTreeSet;

use grouping::{
    Arrangement, Ask, Breach, Effort, Go, Mentor, NoGroups, Pair, Party, Place, Problem, Rule, Wish, check,
    explain::{
        Because, Care, Demand, Edit, Met, NoNext, Proven, Reason, Relax, Standing, Where, change, compare, fared,
        given_up, next_best, next_near, priced, standing, why,
    },
    form, sample, score,
};

fn formed(problem: &Problem) -> Result<grouping::Outcome, NoGroups> {
    form(problem, &Effort::default(), &mut |_| Go::On)
}

/// Small problems that have an answer, with it.
fn solved(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Problem, Arrangement)> {
    seeds.filter_map(|seed| {
        let problem = Problem::new(sample::tiny(seed)).ok()?;
        let found = formed(&problem).ok()?;
        Some((seed, problem, found.arrangement))
    })
}

/// Whether an ask can be met at all.
fn possible(ask: &Ask) -> bool {
    match Problem::new(ask.clone()) {
        Ok(problem) => formed(&problem).is_ok(),
        // Nobody left to place: nothing stands in the way.
        Err(_) => ask.parties.is_empty(),
    }
}

fn found(problem: &Problem) -> Standing {
    standing(problem, &Care::default())
}

#[test]
fn whether_the_rules_can_hold_is_what_the_solver_says() {
    let (mut yes, mut no) = (0, 0);
    for seed in 0..600 {
        let Ok(problem) = Problem::new(sample::tiny(seed)) else { continue };
        match (found(&problem), formed(&problem)) {
            (Standing::Possible, Ok(_)) => yes += 1,
            (Standing::Impossible(_), Err(NoGroups::Impossible { .. })) => no += 1,
            (told, solved) => panic!("seed {seed}: {told:?} beside {solved:?}"),
        }
    }
    assert!(yes > 50 && no > 50, "{yes} and {no}");
}

/// With only these rules on, of those that are.
fn only(ask: &Ask, rules: &BTreeSet<Rule>) -> Ask {
    let mut ask = ask.clone();
    ask.rules.off.extend(Rule::ALL.into_iter().filter(|it| !rules.contains(it)));
    ask
}

fn subsets(of: &[Rule]) -> impl Iterator<Item = BTreeSet<Rule>> + '_ {
    (0_u32..1 << of.len()).map(|mask| (0..of.len()).filter(|at| mask >> at & 1 == 1).map(|at| of[at]).collect())
}

#[test]
fn the_rules_told_contradict_each_other_and_no_fewer_do() {
    let mut told = 0;
    for seed in 0..400 {
        let ask = sample::tiny(seed);
        let Ok(problem) = Problem::new(ask.clone()) else { continue };
        let Standing::Impossible(why) = found(&problem) else { continue };
        assert_eq!(why.rules_proven, Proven::Smallest, "seed {seed}");
        let rules: BTreeSet<Rule> = why.rules.iter().copied().collect();
        assert!(!possible(&only(&ask, &rules)), "seed {seed}: {rules:?}");
        for fewer in subsets(&why.rules).filter(|it| it.len() < rules.len()) {
            assert!(possible(&only(&ask, &fewer)), "seed {seed}: {fewer:?} of {rules:?}");
        }
        // No other set is smaller.
        let on: Vec<Rule> = Rule::ALL.into_iter().filter(|it| problem.on(*it)).collect();
        if told < 20 {
            for other in subsets(&on).filter(|it| it.len() < rules.len()) {
                assert!(possible(&only(&ask, &other)), "seed {seed}: {other:?} is smaller than {rules:?}");
            }
        }
        told += 1;
    }
    assert!(told > 40, "{told}");
}

#[test]
fn each_relaxation_is_enough_and_no_gentler_way_is() {
    let mut tried = 0;
    for seed in 0..400 {
        let ask = sample::tiny(seed);
        let Ok(problem) = Problem::new(ask) else { continue };
        let Standing::Impossible(why) = found(&problem) else { continue };
        for relax in &why.relax {
            assert!(possible(&relax.relaxed(problem.ask())), "seed {seed}: {relax:?}");
            if let Relax::Longest { from, to } = relax {
                assert!(to > from);
                let shorter = Relax::Longest { from: *from, to: to - 1 };
                assert!(!possible(&shorter.relaxed(problem.ask())), "seed {seed}: {shorter:?} is enough");
            }
            tried += 1;
        }
        // A rule that is enough by itself is told.
        for rule in Rule::ALL.into_iter().filter(|it| problem.on(*it)) {
            let off = Relax::Off { rule };
            let enough = possible(&off.relaxed(problem.ask()));
            let single = why.relax.iter().any(|it| match it {
                Relax::Off { rule: told } => *told == rule,
                Relax::Drop { demand } => demand.rule() == rule,
                _ => false,
            });
            assert_eq!(enough, single, "seed {seed}: {rule:?} in {:?}", why.relax);
        }
        if !why.together.is_empty() {
            assert!(why.together.len() > 1, "seed {seed}: {:?}", why.together);
            let all = why.together.iter().fold(problem.ask().clone(), |ask, it| it.dropped(&ask));
            assert!(possible(&all), "seed {seed}: {:?}", why.together);
        }
    }
    assert!(tried > 80, "{tried}");
}

/// A party somewhere along a line north: a degree is 111 kilometres.
fn party(id: &str, lat: f64) -> Party {
    Party { id: id.to_owned(), place: Some(Place { lat, lon: 15.0 }), can_host: true, ..Party::default() }
}

fn mentor(id: &str, lat: f64, leads: u32) -> Mentor {
    Mentor { id: id.to_owned(), place: Some(Place { lat, lon: 15.0 }), leads, can_host: true, ..Mentor::default() }
}

/// Two by two in the south and in the north, each with a mentor nearby.
fn four() -> Ask {
    Ask {
        parties: vec![party("a", 56.0), party("b", 56.5), party("c", 64.0), party("d", 64.5)],
        mentors: vec![mentor("m", 56.2, 1), mentor("n", 64.2, 1)],
        ..Ask::default()
    }
}

#[test]
fn a_contradiction_by_names() {
    let mut ask = four();
    ask.rules.longest = Some(100);
    ask.relations.conflicts.push(Pair::of("a", "b"));
    let Standing::Impossible(why) = found(&Problem::new(ask.clone()).unwrap()) else { panic!("it is possible") };
    assert_eq!(why.rules, [Rule::Travel, Rule::Conflict, Rule::Everyone]);
    assert_eq!((why.rules_proven, why.proven), (Proven::Smallest, Proven::Smallest));
    let conflict = Demand::Pair { rule: Rule::Conflict, pair: Pair::of("a", "b") };
    assert_eq!(why.demands.len(), 3, "{:?}", why.demands);
    assert!(why.demands.contains(&conflict) && why.demands.contains(&Demand::Rule { rule: Rule::Travel }));
    assert!(why.demands.iter().any(|it| matches!(it, Demand::Place { party } if party == "a" || party == "b")));
    assert!(why.whole.is_empty(), "one of four is told by name: {:?}", why.whole);
    assert!(why.relax.contains(&Relax::Drop { demand: conflict.clone() }), "{:?}", why.relax);
    assert!(why.together.is_empty() && why.tried);
    // Without the conflict: the groups anybody would make.
    let priced =
        priced(&Problem::new(ask).unwrap(), &[Relax::Drop { demand: conflict }], &Effort::default(), &mut |_| Go::On);
    let best = formed(&Problem::new(four()).unwrap()).unwrap();
    assert_eq!(priced[0].score.as_ref().map(|it| it.total), Some(best.score.total));
    assert!(priced[0].proven);
}

#[test]
fn too_few_mentors_concern_all() {
    let mut ask = four();
    ask.parties.extend((0..4).map(|at| party(&format!("e{at}"), 60.0)));
    let Standing::Impossible(why) = found(&Problem::new(ask).unwrap()) else { panic!("it is possible") };
    assert_eq!(why.rules, [Rule::Capacity, Rule::Everyone]);
    // Seven of the eight are one too many already for two groups of three.
    assert_eq!((why.demands.len(), why.proven), (9, Proven::Smallest));
    assert_eq!(why.whole, [Rule::Capacity]);
    let relaxed: BTreeSet<&Relax> = why.relax.iter().collect();
    assert!(relaxed.contains(&Relax::Off { rule: Rule::Capacity }), "{relaxed:?}");
    assert!(relaxed.contains(&Relax::Drop { demand: Demand::Capacity { mentor: String::from("m") } }), "{relaxed:?}");
    assert!(relaxed.contains(&Relax::Largest { to: 4 }), "{relaxed:?}");
    assert!(!relaxed.iter().any(|it| matches!(it, Relax::Drop { demand: Demand::Place { .. } })), "{relaxed:?}");
}

/// Every arrangement there is, by taking the first who is left.
fn every(problem: &Problem) -> Vec<Arrangement> {
    let mut all = Vec::new();
    let ids: Vec<String> = problem.parties().iter().map(|it| it.id.clone()).collect();
    grown(problem, &ids, &Arrangement::default(), &mut all);
    all
}

fn grown(problem: &Problem, left: &[String], so_far: &Arrangement, all: &mut Vec<Arrangement>) {
    let Some((first, others)) = left.split_first() else {
        let whole = so_far.clone().canonical();
        if check(problem, &whole).is_empty() {
            all.push(whole);
        }
        return;
    };
    let mentors: Vec<Option<&String>> =
        std::iter::once(None).chain(problem.mentors().iter().map(|it| Some(&it.id))).collect();
    for mask in 0_u32..1 << others.len() {
        let inside = |at: &usize| mask >> at & 1 == 1;
        let mut members = vec![first.clone()];
        members.extend((0..others.len()).filter(inside).map(|at| others[at].clone()));
        let rest: Vec<String> = (0..others.len()).filter(|it| !inside(it)).map(|at| others[at].clone()).collect();
        for mentor in &mentors {
            for support in &mentors {
                let group =
                    grouping::Group { members: members.clone(), mentor: mentor.cloned(), support: support.cloned() };
                let alone = Arrangement { groups: vec![group.clone()], unplaced: rest.clone() };
                let lone = check(problem, &alone);
                let bad = |it: &Breach| {
                    !matches!(it, Breach::LeftOut { .. } | Breach::NotTogether { .. } | Breach::NotLocked { .. })
                };
                if lone.iter().any(bad) {
                    continue;
                }
                let mut more = so_far.clone();
                more.groups.push(group);
                grown(problem, &rest, &more, all);
            }
        }
    }
    if !problem.on(Rule::Everyone) {
        let mut more = so_far.clone();
        more.unplaced.push(first.clone());
        grown(problem, others, &more, all);
    }
}

/// Which demand a breach is of; `None`: of none, it can never be.
fn broken(problem: &Problem, breach: &Breach) -> Option<Demand> {
    let pair = |rule: Rule, pair: &Pair| Some(Demand::Pair { rule, pair: pair.clone() });
    match breach {
        Breach::LeftOut { id } => Some(Demand::Place { party: id.clone() }),
        Breach::Conflict { pair: it, .. } => pair(Rule::Conflict, it),
        Breach::NotApart { pair: it, .. } => pair(Rule::Apart, it),
        Breach::NotTogether { pair: it } => pair(Rule::Together, it),
        Breach::NotLocked { lock } => Some(Demand::Lock { lock: problem.ask().relations.locks[*lock].clone() }),
        Breach::LeadsTooMany { most: 0, .. } | Breach::BacksTooMany { most: 0, .. } => None,
        Breach::LeadsTooMany { mentor, .. } | Breach::BacksTooMany { mentor, .. } => {
            Some(Demand::Capacity { mentor: mentor.clone() })
        }
        other => other.rule().map(|rule| Demand::Rule { rule }),
    }
}

/// A set of demands contradicts itself where every arrangement there is, whatever it breaks, breaks one of them.
#[test]
fn the_demands_told_contradict_each_other_and_no_fewer_do() {
    let mut told = 0;
    for seed in 0..1500 {
        let ask = sample::tiny(seed);
        let relations = &ask.relations;
        // Two rules about one pair are told as one breach.
        let twice = relations.apart.iter().any(|it| relations.conflicts.contains(it));
        if ask.parties.len() > 4 || ask.mentors.len() > 2 || twice {
            continue;
        }
        let Ok(problem) = Problem::new(ask) else { continue };
        let Standing::Impossible(why) = found(&problem) else { continue };
        assert_eq!(why.proven, Proven::Smallest, "seed {seed}");
        let demands: BTreeSet<Demand> = why.demands.iter().cloned().collect();
        let free = Problem::new(only(problem.ask(), &BTreeSet::new())).unwrap();
        let breaks: Vec<BTreeSet<Demand>> = every(&free)
            .iter()
            .map(|it| check(&problem, it).iter().map(|it| broken(&problem, it).unwrap()).collect())
            .collect();
        assert!(breaks.iter().all(|it| !it.is_disjoint(&demands)), "seed {seed}: {demands:?} can hold");
        for one in &demands {
            let mut fewer = demands.clone();
            fewer.remove(one);
            assert!(breaks.iter().any(|it| it.is_disjoint(&fewer)), "seed {seed}: without {one:?} too");
        }
        let rules: BTreeSet<Rule> = why.rules.iter().copied().collect();
        let all: BTreeSet<&Demand> = breaks.iter().flatten().filter(|it| rules.contains(&it.rule())).collect();
        let all: Vec<&Demand> = all.into_iter().collect();
        if all.len() <= 8 {
            for mask in (0_u32..1 << all.len()).filter(|it| (it.count_ones() as usize) < demands.len()) {
                let some: BTreeSet<&Demand> =
                    (0..all.len()).filter(|it| mask >> it & 1 == 1).map(|at| all[at]).collect();
                let holds = breaks.iter().any(|it| it.iter().all(|it| !some.contains(it)));
                assert!(holds, "seed {seed}: {some:?} is smaller than {demands:?}");
            }
        }
        told += 1;
    }
    assert!(told > 40, "{told}");
}

#[test]
fn the_next_best_is_what_brute_force_finds() {
    let (mut met, mut none) = (0, 0);
    for (seed, problem, best) in solved(0..120) {
        if problem.parties().len() > 5 {
            continue;
        }
        let all = every(&problem);
        let here = score(&problem, &best).total;
        assert_eq!(all.iter().map(|it| score(&problem, it).total).min(), Some(here), "seed {seed}");
        for (number, group) in best.groups.iter().enumerate() {
            let parted = |it: &&Arrangement| match group.members.as_slice() {
                [one] => it.group_of(one).is_none_or(|at| it.groups[at].mentor != group.mentor),
                many => {
                    it.group_of(&many[0]).is_none_or(|at| !many.iter().all(|id| it.groups[at].members.contains(id)))
                }
            };
            let expected = all.iter().filter(parted).map(|it| score(&problem, it).total).min();
            match next_best(&problem, &best, number, &Effort::default(), &mut |_| Go::On) {
                Ok(next) => {
                    assert_eq!(Some(next.score.total), expected, "seed {seed}, group {number}");
                    assert!(next.proven && next.more >= 0);
                    assert_eq!(next.more, next.difference.costs.total.by());
                    assert_eq!(check(&problem, &next.arrangement), []);
                    met += 1;
                }
                Err(NoNext::Alone) => assert!(group.members.len() == 1 && group.mentor.is_none()),
                Err(why) => {
                    assert_eq!((why, expected), (NoNext::Impossible, None), "seed {seed}, group {number}");
                    none += 1;
                }
            }
            if let Ok(near) = next_near(&problem, &best, number) {
                assert!(expected.is_some_and(|it| it <= near.score.total), "seed {seed}, group {number}");
                assert_eq!(check(&problem, &near.arrangement), []);
                assert!(parted(&&near.arrangement), "seed {seed}, group {number}");
            }
        }
    }
    assert!(met > 20 && none > 5, "{met} and {none}");
}

#[test]
fn what_a_change_costs_is_what_the_scores_differ() {
    let mut done = 0;
    for (seed, problem, best) in solved(0..150) {
        let before = score(&problem, &best);
        let ids: Vec<String> = problem.parties().iter().map(|it| it.id.clone()).collect();
        let mut edits: Vec<Edit> = Vec::new();
        for who in &ids {
            for to in ids.iter().map(|it| Where::With(it.clone())).chain([Where::Own, Where::Out]) {
                edits.push(Edit::Move { who: who.clone(), to });
            }
            for other in &ids {
                edits.push(Edit::Swap { one: who.clone(), other: other.clone() });
            }
            for it in problem.mentors() {
                edits.push(Edit::Mentor { of: who.clone(), mentor: Some(it.id.clone()) });
                edits.push(Edit::Support { of: who.clone(), support: Some(it.id.clone()) });
            }
            edits.push(Edit::Dissolve { of: who.clone() });
            edits.push(Edit::Lock { of: who.clone() });
        }
        for edit in edits {
            let Ok(changed) = change(&problem, &best, &edit) else { continue };
            let after = score(&problem, &changed.arrangement);
            assert_eq!(changed.costs.total.by(), after.total - before.total, "seed {seed}: {edit:?}");
            let wishes: i64 = changed.costs.wishes.values().map(|it| it.by()).sum();
            assert_eq!(wishes + changed.costs.left_out.by(), changed.costs.total.by(), "seed {seed}: {edit:?}");
            assert_eq!(changed.breaches, check(&problem, &changed.arrangement));
            assert_eq!(changed.new, changed.breaches, "nothing was broken before");
            if changed.breaches.is_empty() {
                assert!(changed.costs.total.by() >= 0, "seed {seed}: better than the best: {edit:?}");
            }
            let mut back = changed.arrangement.clone();
            if matches!(edit, Edit::Lock { .. }) {
                assert_eq!(changed.locks.len(), problem.ask().relations.locks.len() + 1);
            } else {
                for step in &changed.undo {
                    back = change(&problem, &back, step).unwrap().arrangement;
                }
            }
            assert_eq!(back, best, "seed {seed}: {edit:?}");
            done += 1;
        }
    }
    assert!(done > 1000, "{done}");
}

#[test]
fn two_arrangements_side_by_side() {
    let problem = Problem::new(four()).unwrap();
    let best = formed(&problem).unwrap().arrangement;
    let same = compare(&problem, &best, &best);
    assert!(same.is_empty() && same.costs.total.by() == 0 && same.costs.wishes.is_empty());
    assert_eq!((same.same.len(), same.ways.by()), (2, 0));
    let swap = Edit::Swap { one: String::from("b"), other: String::from("c") };
    let changed = change(&problem, &best, &swap).unwrap();
    let there = compare(&problem, &best, &changed.arrangement);
    assert_eq!((there.same.len(), there.gone.len(), there.new.len(), there.moved.len()), (0, 2, 2, 4));
    assert_eq!(there.costs, changed.costs);
    // a–b 56, m–a 22, m–b 33 kilometres and the same in the north; swapped: a–c, b–d 890 each and two of the mentors' ways.
    assert_eq!(there.ways.before, 222);
    assert!(there.ways.after > 3000, "{:?}", there.ways);
    let back = compare(&problem, &changed.arrangement, &best);
    assert_eq!(back.costs.total.by(), -there.costs.total.by());
    let led = Edit::Mentor { of: String::from("a"), mentor: Some(String::from("n")) };
    let led = compare(&problem, &best, &change(&problem, &best, &led).unwrap().arrangement);
    assert_eq!((led.led.len(), led.same.len(), led.moved.len()), (1, 1, 0));
}

#[test]
fn why_these_and_how_wishes_fared() {
    let mut ask = four();
    for (at, theme) in ["school", "school", "care", "work"].into_iter().enumerate() {
        ask.parties[at].themes = BTreeSet::from([theme.to_owned()]);
    }
    ask.parties[0].profile.insert(String::from("steering"), 20);
    ask.parties[1].profile.insert(String::from("steering"), 80);
    let problem = Problem::new(ask).unwrap();
    let best = formed(&problem).unwrap().arrangement;
    let told = why(&problem, &best);
    assert_eq!(told[0].members, ["a", "b"]);
    assert!(matches!(told[0].speaks_for[0].reason, Reason::Near { ways: 111, longest: 56, .. }), "{told:?}");
    let gains: Vec<i64> = told[0].speaks_for.iter().map(|it| it.gain).collect();
    assert!(gains.is_sorted_by(|a, b| a >= b) && gains[0] > 0 && gains.iter().all(|it| *it >= 0), "{gains:?}");
    assert!(
        told[0].speaks_for.iter().any(|it| matches!(&it.reason, Reason::Themes { all, .. } if all.contains("school")))
    );
    let learning = told[0].speaks_for.iter().find_map(|it| match &it.reason {
        Reason::Complement { areas } => areas.first(),
        _ => None,
    });
    let learning = learning.unwrap();
    assert_eq!((learning.weak.get("a"), learning.strong.get("b")), (Some(&20), Some(&80)));
    let fared = fared(&problem, &best);
    let theme = |at: usize| fared[at].wishes.iter().find(|it| it.wish == Wish::Theme).unwrap();
    assert_eq!((theme(0).met, theme(0).because), (Met::Wholly, None));
    // Nobody else works with care; the mentors have stated no theme and fit any.
    assert_eq!((theme(2).met, theme(2).units, theme(2).because), (Met::Partly, 100, Some(Because::Nobody)));
    assert_eq!(theme(2).not_by, BTreeSet::from([String::from("d")]));
    assert_eq!(theme(2).by, BTreeSet::from([String::from("n")]));
}

#[test]
fn what_each_bears_is_the_sum_of_its_wishes() {
    let mut seen = 0;
    for (seed, problem, best) in solved(0..200) {
        let score = score(&problem, &best);
        for it in fared(&problem, &best) {
            let burden = score.parties.get(&it.id).map_or(0, |it| it.total);
            assert_eq!(it.burden, burden, "seed {seed}: {}", it.id);
            for wish in &it.wishes {
                assert!(wish.least <= wish.units, "seed {seed}: {} {wish:?}", it.id);
                assert_eq!(wish.because.is_none(), wish.met == Met::Wholly);
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn nobody_could_do_better_alone_than_its_own_best() {
    let mut gave = 0;
    for (seed, problem, best) in solved(0..100) {
        if problem.parties().len() > 5 {
            continue;
        }
        // Everybody need not be placed: then every group that is allowed at all is in some arrangement.
        let mut free = problem.ask().clone();
        free.rules.off.insert(Rule::Everyone);
        let free = Problem::new(free).unwrap();
        let scores: Vec<_> = every(&free).iter().map(|it| score(&free, it)).collect();
        for it in given_up(&problem, &best) {
            let least = scores.iter().filter_map(|score| score.parties.get(&it.id)).map(|it| it.total).min();
            let Some(own) = it.best else {
                assert_eq!((least, it.got), (None, None), "seed {seed}: {}", it.id);
                continue;
            };
            assert!(own.proven);
            assert!(least.is_some_and(|least| own.burden <= least), "seed {seed}: {} {own:?} {least:?}", it.id);
            if let Some(got) = it.got {
                assert_eq!(it.points, got - own.burden);
                gave += usize::from(it.points > 0);
            }
            assert!(it.points > 0 || it.gainers.is_empty());
        }
    }
    assert!(gave > 5, "{gave}");
}

#[test]
fn who_gave_up_and_who_gained() {
    // b lies between a and c; b and c belong together more cheaply, so a goes with d, far away.
    let ask = Ask {
        parties: vec![party("a", 56.0), party("b", 57.0), party("c", 57.5), party("d", 60.0)],
        mentors: vec![mentor("m", 57.0, 2)],
        ..Ask::default()
    };
    let problem = Problem::new(ask).unwrap();
    let together = |one: &str, other: &str| grouping::Group {
        members: vec![one.to_owned(), other.to_owned()],
        mentor: Some(String::from("m")),
        support: None,
    };
    let now = Arrangement { groups: vec![together("a", "d"), together("b", "c")], unplaced: Vec::new() };
    let given = given_up(&problem, &now);
    let a = given.iter().find(|it| it.id == "a").unwrap();
    assert_eq!(a.best.as_ref().unwrap().group.members, ["a", "b"]);
    // 445 kilometres to d instead of 111 to b, at weight 10; the way to the mentor is the same.
    assert_eq!(a.points, (445 - 111) * 10);
    assert_eq!(a.gainers.len(), 1);
    assert_eq!((a.gainers[0].id.as_str(), a.gainers[0].there.unwrap() - a.gainers[0].now), ("b", 550));
}

/// A round of forty that cannot be: its contradiction within the usual effort.
fn forty(change: impl FnOnce(&mut Ask)) -> grouping::explain::Contradiction {
    let mut ask = sample::round(4, 40, 15, 1);
    change(&mut ask);
    match found(&Problem::new(ask).unwrap()) {
        Standing::Impossible(why) => *why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn forty_are_explained_to_an_end() {
    let why = forty(|ask| ask.mentors.truncate(13));
    assert_eq!(why.rules, [Rule::Capacity, Rule::Everyone]);
    // Thirteen groups of three hold thirty-nine.
    assert_eq!((why.demands.len(), why.proven, why.tried), (53, Proven::Smallest, true));
    assert_eq!(why.whole, [Rule::Capacity, Rule::Everyone]);

    let why = forty(|ask| {
        ask.parties.truncate(39);
        ask.shape.largest = 2;
        ask.mentors.iter_mut().for_each(|it| it.leads = 2);
    });
    // An odd one out of pairs.
    assert_eq!(why.rules, [Rule::Everyone]);
    assert_eq!((why.demands.len(), why.proven, why.tried), (39, Proven::Smallest, true));
    assert!(why.relax.contains(&Relax::Largest { to: 3 }), "{:?}", why.relax);

    let why = forty(|ask| ask.rules.longest = Some(120));
    assert_eq!(why.rules, [Rule::Travel, Rule::Everyone]);
    assert_eq!((why.demands.len(), why.proven), (2, Proven::Smallest));
    assert!(matches!(why.relax[0], Relax::Longest { from: 120, to } if to > 120), "{:?}", why.relax);
}

#[test]
fn to_be_left_without_a_group_is_no_gain() {
    let problem = Problem::new(sample::round(1, 7, 3, 2)).unwrap();
    let before = form(&problem, &Effort::default(), &mut |_| Go::On).unwrap().arrangement;
    let mut after = before.clone();
    let group = after.groups.iter_mut().find(|it| it.members.len() == 3).unwrap();
    let out = group.members.pop().unwrap();
    after.unplaced.push(out.clone());
    let found = compare(&problem, &before, &after).costs;
    assert_eq!((found.loses.as_slice(), found.gains.is_empty()), ([out.clone()].as_slice(), true));
    assert!(!found.parties.contains_key(&out));
    let back = compare(&problem, &after, &before).costs;
    assert_eq!((back.gains, back.loses), (vec![out], Vec::new()));
}
