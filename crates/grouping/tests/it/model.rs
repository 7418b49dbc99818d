//! What arrangements cost, and what is wrong with what is asked.

use grouping::{Effort, Fault, Go, Problem, check, form, sample, score};

#[test]
fn parts_add_up() {
    for seed in 0..300 {
        let Ok(problem) = Problem::new(sample::tiny(seed)) else { continue };
        let Ok(found) = form(&problem, &Effort::default(), &mut |_| Go::On) else { continue };
        assert!(found.proven, "seed {seed}");
        assert_eq!(check(&problem, &found.arrangement), []);
        let score = score(&problem, &found.arrangement);
        assert_eq!(score, found.score);
        assert_eq!(score.total, score.wishes.values().sum::<i64>() + score.left_out);
        let groups: i64 = score.groups.iter().map(|it| it.total).sum();
        assert_eq!(score.total, groups + score.fairness + score.left_out);
        assert_eq!(score.worst, score.parties.values().map(|it| it.total).max().unwrap_or(0));
        for party in score.parties.values() {
            assert_eq!(party.total, party.wishes.values().sum::<i64>());
        }
        for group in &score.groups {
            assert_eq!(group.total, group.wishes.values().sum::<i64>());
        }
    }
}

#[test]
fn nobody_is_a_fault() {
    let faults = Problem::new(grouping::Ask::default()).unwrap_err();
    assert!(faults.contains(&Fault::Nobody), "{faults:?}");
}
