//! The rounds by value.

use super::*;

fn formed(id: &str) -> &'static Recomputed {
    of(id).and_then(Outcome::formed).unwrap_or_else(|| panic!("{id}"))
}

fn sits(it: &Recomputed, mentor: &str) -> Vec<&'static str> {
    it.best.groups.iter().find(|group| group.mentor == Some(mentor)).unwrap().members.clone()
}

#[test]
fn every_round_is_formed_anew_or_says_why_not() {
    let told: Vec<(&str, Option<WhyNothing>)> = all()
        .iter()
        .map(|it| match it {
            Outcome::Formed(it) => (it.round.id.as_str(), None),
            Outcome::Nothing { round, why } => (round.id.as_str(), Some(*why)),
        })
        .collect();
    assert_eq!(
        told,
        [
            ("pilot-2015", Some(WhyNothing::OneGroup)),
            ("omgang-2017", None),
            ("regioner-2019", None),
            ("kommuner-2019", None),
            ("omgang-2020", None),
            ("omgang-2021", None),
            ("omgang-2023", Some(WhyNothing::TooLittleKnown)),
        ]
    );
    assert_eq!(of("kommuner-2033"), None);
}

#[test]
fn everybody_sits_once_and_no_way_is_shorter_than_the_shortest() {
    for it in all().iter().filter_map(Outcome::formed) {
        let mut members: Vec<&str> = it.best.groups.iter().flat_map(|group| group.members.clone()).collect();
        assert_eq!(members.len(), it.journeys.len(), "{}", it.round.id);
        members.sort_unstable();
        members.dedup();
        assert_eq!(members.len(), it.journeys.len(), "{}", it.round.id);
        for group in &it.best.groups {
            assert!((it.sizes.0..=it.sizes.1).contains(&group.members.len()), "{group:?}");
        }
        if let Some(was) = &it.was {
            assert!(was.km >= it.best.km && it.by_lot_km.unwrap() > f64::from(it.best.km), "{}", it.round.id);
            let mentors = |it: &Arrangement| it.groups.iter().map(|group| group.mentor).collect::<Vec<_>>();
            assert_eq!(mentors(was), mentors(&it.best));
        }
    }
}

#[test]
fn the_round_of_2017_could_have_saved_an_eighth_of_its_ways() {
    let it = formed("omgang-2017");
    assert_eq!((it.sizes, it.participants()), ((2, 3), 15));
    assert_eq!((it.was.as_ref().unwrap().km, it.best.km), (2820, 2448));
    let agreement = it.agreement.unwrap();
    assert_eq!(agreement.mentor, Some((12, 15)));
    assert_eq!(sits(it, "eskilstuna"), ["norrtalje", "enskede-arsta-vantor", "uppsala"]);
    assert_eq!(sits(it, "orebro"), ["hedemora", "karlskoga", "kristinehamn"]);
    assert_eq!(sits(it, "umea"), ["skelleftea", "lycksele", "vannas"]);
    assert_eq!(sits(it, "pitea"), ["lulea", "boden"]);
    // Jönköping and Malmö have theirs.
    assert_eq!(agreement.groups, (2, 6));
    assert_eq!(it.assumed, [Assumed::District { organisation: "enskede-arsta-vantor", within: "Stockholm" }]);
}

#[test]
fn in_2019_an_association_without_a_place_is_not_counted_and_a_place_once() {
    let it = formed("kommuner-2019");
    assert_eq!((it.sizes, it.participants()), ((2, 3), 12));
    assert_eq!(it.agreement.unwrap().mentor, Some((8, 12)));
    assert_eq!(sits(it, "norrtalje"), ["botkyrka", "sodertalje"]);
    assert_eq!(sits(it, "hedemora"), ["fagersta", "vasteras"]);
    assert_eq!(sits(it, "uppsala"), ["askersund", "kalmar"]);
    assert_eq!(
        it.apart,
        [Apart { participants: vec!["norrbottens-kommuner"], mentors: vec!["boden", "lulea"], why: WhyApart::NoPlace }]
    );
    assert_eq!(
        it.assumed,
        [
            Assumed::Seat { first: "ostersund", last: "kalmar" },
            Assumed::Support { organisations: vec!["umea", "malmo", "pitea"] }
        ]
    );
}

#[test]
fn regions_sat_by_theme_and_travelled_almost_twice_as_far() {
    let it = formed("regioner-2019");
    let was = it.was.as_ref().unwrap();
    assert_eq!((it.sizes, it.participants(), it.agreement.unwrap().mentor), ((3, 3), 6, None));
    assert!(it.saved_share().unwrap() > 0.4, "{}", it.saved_share().unwrap());
    // Each group is named after the one it has most in common with.
    assert_eq!(was.groups[0].members, ["region-gotland", "region-varmland", "region-vasterbotten"]);
    assert_eq!(it.best.groups[0].members, ["region-gotland", "region-varmland", "region-halland"]);
    assert_eq!(it.agreement.unwrap().pairs, (2, 6));
    assert!(it.assumed.contains(&Assumed::LeftLater { organisation: "region-gavleborg" }));
}

#[test]
fn in_2020_the_shortest_ways_are_what_was_done() {
    let it = formed("omgang-2020");
    assert_eq!(it.agreement.unwrap(), Agreement { mentor: Some((4, 4)), pairs: (2, 2), groups: (2, 2) });
    assert_eq!((it.saved_km(), it.saved_share(), it.of_what_could_be_saved()), (Some(0), Some(0.0), Some(1.0)));
    assert_eq!(it.apart[0], Apart { participants: vec!["grums"], mentors: vec![], why: WhyApart::NoGroup });
}

#[test]
fn who_led_whom_in_2021_is_not_known_and_not_compared() {
    let it = formed("omgang-2021");
    assert_eq!((&it.was, it.agreement, it.by_lot_km, it.saved_km()), (&None, None, None, None));
    assert!(it.journeys.iter().all(|it| it.was.is_none() && it.best > 0));
    assert!(it.assumed.contains(&Assumed::OneEach) && it.assumed.contains(&Assumed::Regions));
}

#[test]
fn what_everybody_travels_adds_up() {
    // Each way between two participants is travelled by both, and each to a mentor by one.
    let it = formed("omgang-2020");
    let kalmar = it.best.groups[0].km;
    let [a, b] = ["karlstad", "karlskrona"].map(|id| it.journeys.iter().find(|it| it.organisation == id).unwrap().best);
    let between = |a: &str, b: &str| {
        let at = |id: &str| ground::place(History::built_in().organisation(id).unwrap()).unwrap();
        ground::km(at(a), at(b))
    };
    assert_eq!(a + b, kalmar + between("karlstad", "karlskrona"));
    assert!((50..100).contains(&between("kalmar", "karlskrona")));
}

/// The least sum of ways over every way of putting the participants into groups of the sizes there may be, by
/// a table over all sets of participants: another road to the same answer than that of `grouping`.
fn least_km(facts: &facts::Facts) -> u32 {
    let all = (1_usize << facts.members.len()) - 1;
    let km = |mentor: &Option<facts::Who>, set: usize| {
        let members = facts.members.iter().enumerate().filter(|(it, _)| set >> it & 1 == 1).map(|(_, it)| *it);
        compare::between_all(&mentor.iter().copied().chain(members).collect::<Vec<_>>())
    };
    let mut least: Vec<Option<u32>> = vec![None; all + 1];
    least[0] = Some(0);
    for mentor in &facts.mentors {
        let sized = |set: &usize| (facts.sizes.0..=facts.sizes.1).contains(&(set.count_ones() as usize));
        let groups: Vec<(usize, u32)> = (1..=all).filter(sized).map(|set| (set, km(mentor, set))).collect();
        let mut next = vec![None; all + 1];
        for (have, cost) in least.iter().enumerate().filter_map(|(have, cost)| Some((have, (*cost)?))) {
            for (set, more) in groups.iter().filter(|(set, _)| set & have == 0) {
                let there: &mut Option<u32> = &mut next[have | set];
                *there = Some(there.map_or(cost + more, |it| it.min(cost + more)));
            }
        }
        least = next;
    }
    least[all].unwrap()
}

#[test]
fn nothing_shorter_exists_by_another_road() {
    for it in all().iter().filter_map(Outcome::formed) {
        assert_eq!(it.best.km, least_km(&facts::read(it.round).ok().unwrap()), "{}", it.round.id);
    }
}
