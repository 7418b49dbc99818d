//! Small cases worked by hand.

use grouping::{
    Arrangement, Ask, Breach, Companion, Effort, Go, Group, Kind, Leg, Lock, Mentor, Mentoring, Pair, Party, Place,
    Problem, Rule, Seats, Shape, Support, Travel, Unit, Wish, Wishes, check, form, great_circle, sample, score,
};

fn party(id: &str) -> Party {
    Party { id: id.to_owned(), ..Party::default() }
}

fn mentor(id: &str, leads: u32) -> Mentor {
    Mentor { id: id.to_owned(), leads, ..Mentor::default() }
}

fn legs(legs: &[(&str, &str, u32)]) -> Travel {
    let legs = legs.iter().map(|(a, b, value)| Leg { from: (*a).to_owned(), to: (*b).to_owned(), value: *value });
    Travel::Matrix { unit: Unit::Minutes, legs: legs.collect() }
}

fn group(members: &[&str], mentor: Option<&str>, support: Option<&str>) -> Group {
    let text = |it: &str| it.to_owned();
    Group { members: members.iter().map(|it| text(it)).collect(), mentor: mentor.map(text), support: support.map(text) }
}

/// Four in a row, ten minutes between neighbours, and two mentors at the ends.
fn row() -> Ask {
    Ask {
        parties: ["a", "b", "c", "d"].map(party).to_vec(),
        mentors: vec![mentor("left", 1), mentor("right", 1)],
        shape: Shape { smallest: 2, largest: 2, ..Shape::default() },
        travel: legs(&[
            ("a", "b", 10),
            ("a", "c", 20),
            ("a", "d", 30),
            ("b", "c", 10),
            ("b", "d", 20),
            ("c", "d", 10),
            ("left", "a", 1),
            ("left", "b", 11),
            ("left", "c", 21),
            ("left", "d", 31),
            ("right", "a", 31),
            ("right", "b", 21),
            ("right", "c", 11),
            ("right", "d", 1),
            ("left", "right", 32),
        ]),
        wishes: Wishes::only([(Wish::Travel, 1)]),
        ..Ask::default()
    }
}

fn best(ask: &Ask) -> grouping::Outcome {
    form(&Problem::new(ask.clone()).unwrap(), &Effort::default(), &mut |_| Go::On).unwrap()
}

#[test]
fn four_in_a_row() {
    let found = best(&row());
    assert_eq!(
        found.arrangement.groups,
        [group(&["a", "b"], Some("left"), None), group(&["c", "d"], Some("right"), None)]
    );
    // In each group ten minutes each way between the two, one and eleven to the mentor.
    assert_eq!(found.score.total, 2 * (10 + 10 + 1 + 11));
    assert_eq!(found.score.parties["b"].total, 21);
    assert_eq!((found.score.worst, found.score.worst_off.len()), (21, 2));
    assert!(found.proven);
}

#[test]
fn fairness_adds_the_worst_burden() {
    let mut ask = row();
    ask.wishes = ask.wishes.with(Wish::Fairness, 5);
    let found = best(&ask);
    assert_eq!(found.score.fairness, 5 * 21);
    assert_eq!(found.score.total, 64 + 105);
}

#[test]
fn each_rule_turns_it() {
    let mut ask = row();
    ask.relations.apart.push(Pair::of("b", "a"));
    // a with c and b with d: 20 each way, and who is nearer to which mentor.
    let found = best(&ask);
    assert_eq!(found.score.total, 20 + 20 + 1 + 21 + 20 + 20 + 21 + 1);
    ask.rules.off.insert(Rule::Apart);
    assert_eq!(best(&ask).score.total, 64);

    let mut ask = row();
    ask.relations.mentored.push(grouping::Mentored { party: "a".to_owned(), mentor: "left".to_owned() });
    assert_eq!(best(&ask).arrangement.groups[0].mentor.as_deref(), Some("right"));

    let mut ask = row();
    ask.relations
        .locks
        .push(Lock { members: ["a".to_owned(), "d".to_owned()].into(), mentor: Some("right".to_owned()) });
    let found = best(&ask);
    assert_eq!(found.arrangement.groups[0], group(&["a", "d"], Some("right"), None));

    let mut ask = row();
    ask.rules.longest = Some(20);
    ask.relations.apart.push(Pair::of("b", "a"));
    let found = form(&Problem::new(ask.clone()).unwrap(), &Effort::default(), &mut |_| Go::On);
    assert!(matches!(found, Err(grouping::NoGroups::Impossible { .. })), "{found:?}");
}

#[test]
fn two_mentors_beside_each_other_take_an_association() {
    // As in 2019: an association by itself, two municipalities who mentor it together, a third behind them.
    let ask = Ask {
        parties: vec![Party { kind: Kind::Association, seats: Seats(2), ..party("association") }],
        mentors: vec![
            Mentor {
                beside: vec![Companion { id: "second".to_owned(), ..Companion::default() }],
                new: true,
                ..mentor("first", 1)
            },
            Mentor { backs: 1, ..mentor("third", 0) },
        ],
        shape: Shape { support: Support::NewMentors, ..Shape::default() },
        travel: legs(&[
            ("association", "first", 30),
            ("association", "second", 40),
            ("third", "first", 50),
            ("third", "second", 60),
            ("association", "third", 9),
        ]),
        wishes: Wishes::only([(Wish::Travel, 2), (Wish::Support, 1)]),
        ..Ask::default()
    };
    let found = best(&ask);
    assert_eq!(found.arrangement.groups, [group(&["association"], Some("first"), Some("third"))]);
    // To the furthest of the two, and from the third to the furthest of the two.
    assert_eq!(found.score.wishes[&Wish::Travel], 2 * 40);
    assert_eq!(found.score.wishes[&Wish::Support], 60);
    // Nobody to back them: impossible, or a hundred units dear.
    let mut ask = ask;
    ask.mentors.truncate(1);
    assert!(form(&Problem::new(ask.clone()).unwrap(), &Effort::default(), &mut |_| Go::On).is_err());
    ask.rules.off.insert(Rule::Support);
    assert_eq!(best(&ask).score.wishes[&Wish::Support], 100);
}

#[test]
fn regions_by_theme_without_mentors() {
    let themed = |id: &str, theme: &str| Party { kind: Kind::Region, themes: [theme.to_owned()].into(), ..party(id) };
    let mut ask = Ask {
        parties: vec![
            themed("1", "health"),
            themed("2", "growth"),
            themed("3", "health"),
            themed("4", "growth"),
            themed("5", "growth"),
            themed("6", "health"),
        ],
        shape: Shape { mentoring: Mentoring::None, smallest: 3, ..Shape::default() },
        wishes: Wishes::only([(Wish::Theme, 1)]),
        ..Ask::default()
    };
    ask.rules.off.remove(&Rule::Theme);
    let found = best(&ask);
    assert_eq!(found.arrangement.groups, [group(&["1", "3", "6"], None, None), group(&["2", "4", "5"], None, None)]);
    assert_eq!(found.score.total, 0);
}

#[test]
fn leaving_out_costs_what_it_says() {
    let mut ask = row();
    ask.mentors.truncate(1);
    ask.rules.off.insert(Rule::Everyone);
    ask.rules.left_out = 7;
    // Left out for 7 each is cheaper than any way.
    let found = best(&ask);
    assert_eq!((found.score.total, found.arrangement.groups.len()), (28, 0));
    ask.rules.left_out = 1_000;
    let found = best(&ask);
    assert_eq!(found.arrangement.unplaced, ["c", "d"]);
    assert_eq!(found.score.total, 32 + 2_000);
}

#[test]
fn a_wrong_arrangement_is_told_what_is_wrong() {
    let mut ask = row();
    ask.shape.largest = 3;
    ask.rules.longest = Some(20);
    ask.relations.together.push(Pair::of("a", "b"));
    ask.relations.conflicts.push(Pair::of("right", "c"));
    let problem = Problem::new(ask).unwrap();
    let arrangement = Arrangement {
        groups: vec![
            group(&["a"], Some("left"), None),
            group(&["b", "c", "x"], Some("right"), Some("right")),
            group(&["c"], Some("left"), None),
        ],
        unplaced: vec![],
    };
    let found = check(&problem, &arrangement);
    for breach in [
        Breach::Stranger { group: Some(1), id: "x".to_owned() },
        Breach::Twice { id: "c".to_owned() },
        Breach::LeftOut { id: "d".to_owned() },
        Breach::Size { group: 0, seats: 1, smallest: 2, largest: 3 },
        Breach::TooFar { group: 1, pair: Pair::of("b", "right"), way: 21, longest: 20 },
        Breach::Conflict { group: 1, pair: Pair::of("c", "right") },
        Breach::NotTogether { pair: Pair::of("a", "b") },
        Breach::LeadsTooMany { mentor: "left".to_owned(), leads: 2, most: 1 },
        Breach::BacksNobody { group: 1, id: "right".to_owned() },
    ] {
        assert!(found.contains(&breach), "{breach:?} is not in {found:?}");
        assert!(!breach.key().is_empty());
    }
    assert_eq!(score(&problem, &arrangement).groups.len(), 3);
}

#[test]
fn ways_on_the_earth() {
    let place = |lat, lon| Place { lat, lon };
    // A degree along a meridian, a quarter and half of the earth.
    assert_eq!(great_circle(place(59.0, 18.0), place(60.0, 18.0)), 111);
    assert_eq!(great_circle(place(0.0, 0.0), place(90.0, 0.0)), 10_008);
    assert_eq!(great_circle(place(0.0, -90.0), place(0.0, 90.0)), 20_015);
    assert_eq!(great_circle(place(57.7, 11.97), place(57.7, 11.97)), 0);
    // Stockholm and Göteborg.
    assert_eq!(great_circle(place(59.3293, 18.0686), place(57.7089, 11.9746)), 397);
}

/// Forty organisations and fifteen mentors who lead two groups: mostly pairs, where without odd sets the relaxation
/// lies 5 per cent too low. The totals were found, unproven, by an earlier method too, which had no such cuts.
#[test]
fn forty_are_proven() {
    for (seed, least) in [(3, 107_531), (6, 120_271)] {
        let problem = Problem::new(sample::round(seed, 40, 15, 2)).unwrap();
        let found = form(&problem, &Effort::default(), &mut |_| Go::On).unwrap();
        assert!(found.proven, "seed {seed}: {} to {}", found.bound, found.score.total);
        assert_eq!((found.score.total, found.bound), (least, least), "seed {seed}");
    }
}
