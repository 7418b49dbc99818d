//! Input nobody should hand in: it gets a fault that says what and where, all at once, and never a panic or a hang.

use grouping::{
    Ask, Companion, Effort, Fault, Go, HEAVIEST, Kind, LONGEST_LEG, Leg, List, Lock, MOST_PARTIES, Mentor, Mentoring,
    NoGroups, Pair, Party, Place, Problem, Seats, Shape, Travel, Unit, Wish, form, sample,
};
use proptest::prelude::*;

fn faults(ask: Ask) -> Vec<Fault> {
    Problem::new(ask).unwrap_err()
}

#[test]
fn everything_wrong_is_said_at_once() {
    let mut ask = sample::round(1, 4, 2, 1);
    let id = |at: usize| ask.parties[at].id.clone();
    let (a, b) = (id(0), id(1));
    ask.parties[2].id = a.clone();
    ask.parties[3].place = Some(Place { lat: f64::NAN, lon: 12.0 });
    ask.parties[1].profile.insert("steering".to_owned(), 101);
    ask.parties[1].seats = Seats(0);
    ask.mentors[0].leads = 0;
    ask.mentors[0].backs = 0;
    ask.mentors[1].place = None;
    ask.relations.conflicts.push(Pair::of(a.clone(), "nobody"));
    ask.relations.apart.push(Pair::of(b.clone(), b.clone()));
    ask.relations.locks.push(Lock::default());
    ask.wishes = ask.wishes.with(Wish::Travel, HEAVIEST + 1);
    let mentor = ask.mentors[0].id.clone();
    let bad = ask.parties[3].id.clone();
    let lone = ask.mentors[1].id.clone();
    let found = faults(ask);
    for fault in [
        Fault::Twice { id: a, list: List::Parties, row: 3 },
        Fault::BadPlace { id: bad, list: List::Parties, row: 4 },
        Fault::BadScore { id: b.clone(), list: List::Parties, row: 2, area: "steering".to_owned(), score: 101 },
        Fault::BadSeats { id: b.clone(), row: 2, seats: 0, largest: 3 },
        Fault::NoCapacity { id: mentor, row: 1 },
        Fault::NoPlace { id: lone, list: List::Mentors, row: 2 },
        Fault::Unknown { id: "nobody".to_owned(), list: List::Conflicts, row: 1 },
        Fault::WithItself { id: b, list: List::Apart, row: 1 },
        Fault::EmptyLock { row: 1 },
        Fault::TooHeavy { wish: Wish::Travel, weight: HEAVIEST + 1, most: HEAVIEST },
    ] {
        assert!(found.contains(&fault), "{fault:?} is not in {found:?}");
        assert!(!fault.key().is_empty());
    }
}

#[test]
fn a_thousand_get_a_word() {
    let found = faults(sample::round(1, 1_000, 300, 1));
    assert_eq!(found, [Fault::TooMany { list: List::Parties, most: MOST_PARTIES, there: 1_000 }]);
}

#[test]
fn roles_are_kept_apart() {
    let mut ask = sample::round(1, 4, 3, 1);
    let (party, mentor, other) = (ask.parties[0].id.clone(), ask.mentors[0].id.clone(), ask.mentors[1].id.clone());
    let place = ask.mentors[0].place;
    ask.mentors[0].beside.push(Companion { id: "beside".to_owned(), place, ..Companion::default() });
    ask.relations.together.push(Pair::of(mentor.clone(), other.clone()));
    ask.relations.conflicts.push(Pair::of(mentor.clone(), "beside"));
    ask.relations.locks.push(Lock { members: [mentor.clone()].into(), mentor: Some(party.clone()) });
    let found = faults(ask);
    assert!(found.contains(&Fault::WrongRole { id: mentor.clone(), list: List::Locks, row: 1 }), "{found:?}");
    assert!(found.contains(&Fault::WrongRole { id: party, list: List::Locks, row: 1 }), "{found:?}");
    assert!(found.iter().any(|it| matches!(it, Fault::WrongRole { list: List::Together, .. })), "{found:?}");
    assert!(found.iter().any(|it| matches!(it, Fault::WithItself { list: List::Conflicts, .. })), "{found:?}");
}

#[test]
fn a_matrix_with_holes_says_which() {
    let mut ask = sample::round(1, 3, 1, 1);
    let leg = |a: &str, b: &str, value| Leg { from: a.to_owned(), to: b.to_owned(), value };
    let legs = vec![leg("p000", "p001", 30), leg("m000", "p000", 50), leg("p002", "p001", 20), leg("p001", "p002", 40)];
    ask.travel = Travel::Matrix { unit: Unit::Minutes, legs };
    let pairs = [("p000", "p002"), ("m000", "p001"), ("m000", "p002")];
    let pairs = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    let found = faults(ask.clone());
    let [Fault::NoLegs { pairs: missing, all: 3 }] = &found[..] else { panic!("{found:?}") };
    assert!(pairs.iter().all(|it| missing.contains(it)), "{missing:?}");
    // Where ways do not count, holes do no harm.
    ask.wishes = ask.wishes.with(Wish::Travel, 0);
    assert!(Problem::new(ask.clone()).is_ok());
    let Travel::Matrix { legs, .. } = &mut ask.travel else { unreachable!() };
    legs.push(leg("p000", "p001", LONGEST_LEG + 1));
    assert_eq!(faults(ask), [Fault::LongLeg { row: 5, value: LONGEST_LEG + 1, most: LONGEST_LEG }]);
}

#[test]
fn the_longer_way_counts() {
    let mut ask = sample::round(1, 2, 1, 1);
    let legs = [("p000", "p001", 30), ("p001", "p000", 45), ("p000", "m000", 10), ("m000", "p001", 20)];
    let legs = legs.map(|(from, to, value)| Leg { from: from.to_owned(), to: to.to_owned(), value }).to_vec();
    ask.travel = Travel::Matrix { unit: Unit::Minutes, legs };
    let problem = Problem::new(ask).unwrap();
    assert_eq!((problem.way(0, 1), problem.way(1, 0)), (45, 45));
    assert_eq!((problem.way_to_mentor(0, 0), problem.way_to_mentor(1, 0)), (10, 20));
}

#[test]
fn too_few_mentors_is_impossible_and_proven() {
    let found = form(&Problem::new(sample::round(1, 40, 10, 1)).unwrap(), &Effort::default(), &mut |_| Go::On);
    assert!(matches!(found, Err(NoGroups::Impossible { .. })), "{found:?}");
}

#[test]
fn who_fits_nowhere_is_named() {
    let mut ask = sample::round(1, 12, 5, 1);
    ask.parties[5].kind = Kind::Region;
    let id = ask.parties[5].id.clone();
    let found = form(&Problem::new(ask).unwrap(), &Effort::default(), &mut |_| Go::On);
    let Err(NoGroups::Impossible { homeless, .. }) = found else { panic!("{found:?}") };
    assert_eq!(homeless, [id]);
}

prop_compose! {
    fn any_party()(id in "[a-d]{0,2}", lat in any::<f64>(), lon in -200.0..200.0_f64, placed in any::<bool>(),
                   seats in 0..7_u8, size in any::<Option<u64>>(), score in any::<u8>(), kind in 0..4_u8,
                   theme in "[xy]{0,1}") -> Party {
        let kind = [Kind::Municipality, Kind::Region, Kind::Association, Kind::Other][usize::from(kind)];
        let lat = if lat.is_finite() { lat % 100.0 } else { lat };
        Party { id, kind, size, seats: Seats(if seats > 3 { 1 } else { seats }),
                place: placed.then_some(Place { lat, lon }), profile: [("a".to_owned(), score)].into(),
                themes: [theme].into(), ..Party::default() }
    }
}

prop_compose! {
    fn any_mentor()(id in "[d-f]{0,2}", leads in any::<u32>(), backs in 0..3_u32, new in any::<bool>()) -> Mentor {
        Mentor { id, leads, backs, new, place: Some(Place { lat: 60.0, lon: 15.0 }), ..Mentor::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn anything_gets_faults_or_an_answer(parties in prop::collection::vec(any_party(), 0..6),
                                         mentors in prop::collection::vec(any_mentor(), 0..3),
                                         smallest in 0..4_u8, largest in 0..7_u8, heavy in 0..200_u32,
                                         mentored in any::<bool>(), left_out in any::<u32>(), ids in "[a-f]{2}") {
        let mut ask = Ask { parties, mentors, ..Ask::default() };
        ask.shape = Shape { smallest, largest, ..Shape::default() };
        if !mentored { ask.shape.mentoring = Mentoring::None; }
        ask.wishes = ask.wishes.with(Wish::Size, heavy).with(Wish::Travel, heavy % 7);
        ask.rules.left_out = left_out;
        ask.relations.conflicts.push(Pair::of(ids[..1].to_owned(), ids[1..].to_owned()));
        if heavy % 2 == 0 { ask.relations.conflicts.clear(); }
        match Problem::new(ask) {
            Err(faults) => prop_assert!(!faults.is_empty()),
            Ok(problem) => {
                let found = form(&problem, &Effort::default(), &mut |_| Go::On);
                let unknown = matches!(found, Err(NoGroups::NotFound { .. }));
                prop_assert!(!unknown);
            }
        }
    }
}
