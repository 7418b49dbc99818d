//! Two self-assessments beside each other, as far as that is honest.

use method::{Comparison, Id, Instrument, Levels, Library, Mapping, Pair, Relation, Text};
use proptest::prelude::*;
use proptest::sample::select;

fn all(id: &str, level: u8) -> Levels {
    let instrument = Library::built_in().instrument(id).unwrap();
    instrument.items.iter().map(|item| (item.id.clone(), level)).collect()
}

#[test]
fn only_the_same_question_on_the_same_scale_moves() {
    let mapping = Library::built_in().mapping("sjalvskattning-2017", "sjalvskattning-2018").unwrap();
    let rows = mapping.beside(&all("sjalvskattning-2017", 1), &all("sjalvskattning-2018", 3));
    let moved: Vec<(&str, Option<i16>)> = rows
        .iter()
        .filter_map(|row| match row.comparison {
            Comparison::Moved { levels } => Some((row.from.as_ref().unwrap().as_str(), levels)),
            _ => None,
        })
        .collect();
    assert_eq!(
        moved,
        [("politiskt-beslut", Some(2)), ("synligt-i-styrdokument", Some(2)), ("beslutsunderlag", Some(2))]
    );
    let rows = mapping.beside(&all("sjalvskattning-2017", 3), &Levels::new());
    assert!(rows.iter().any(|row| row.comparison == Comparison::Moved { levels: None } && row.from_level == Some(3)));
}

#[test]
fn three_levels_and_four_are_never_compared() {
    let library = Library::built_in();
    for from in ["sjalvskattning-2017", "sjalvskattning-2018"] {
        let mapping = library.mapping(from, "sjalvskattning-2023").unwrap();
        let rows = mapping.beside(&all(from, 3), &all("sjalvskattning-2023", 3));
        assert!(rows.iter().all(|row| !matches!(row.comparison, Comparison::Moved { .. })), "{from}");
        // The same question is still not comparable, and says why.
        let same = mapping.pairs.iter().position(|pair| pair.relation == Relation::Same);
        if let Some(at) = same {
            assert_eq!(rows[at].comparison, Comparison::NotComparable { why: mapping.levels_why.clone() });
        }
    }
    // Nobody has said how the new relates to the old, backwards.
    assert!(library.mapping("sjalvskattning-2023", "sjalvskattning-2018").is_none());
}

#[test]
fn what_has_no_counterpart_says_so() {
    let mapping = Library::built_in().mapping("sjalvskattning-2018", "sjalvskattning-2023").unwrap();
    let rows = mapping.beside(&all("sjalvskattning-2018", 2), &all("sjalvskattning-2023", 2));
    let alone: Vec<&str> = rows
        .iter()
        .filter(|row| matches!(row.comparison, Comparison::NoCounterpart { .. }))
        .filter_map(|row| row.from.as_ref().or(row.to.as_ref()).map(|id| id.as_str()))
        .collect();
    assert_eq!(alone, ["kompetens", "systematiskt-forbattringsarbete"]);
}

/// Items said to have the same question on the same scale must have the same descriptions of the levels.
#[test]
fn comparable_items_are_described_alike() {
    let library = Library::built_in();
    let mut seen = 0;
    for mapping in library.mappings().filter(|mapping| mapping.levels_comparable) {
        for pair in mapping.pairs.iter().filter(|pair| pair.relation == Relation::Same) {
            let item = |instrument: &Id, id: &Option<Id>| {
                let instrument = library.instrument(instrument.as_str()).unwrap();
                instrument.item(id.as_ref().unwrap().as_str()).unwrap().anchors.clone()
            };
            assert_eq!(item(&mapping.from, &pair.from), item(&mapping.to, &pair.to));
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
}

/// Answers to any of the items of a self-assessment, on its own scale.
fn answers(instrument: &'static Instrument) -> impl Strategy<Value = Levels> {
    let scale = instrument.scale.lowest..=instrument.scale.highest;
    proptest::collection::vec(proptest::option::of(scale), instrument.items.len()).prop_map(move |levels| {
        let item = |(item, level): (&method::Item, Option<u8>)| Some((item.id.clone(), level?));
        instrument.items.iter().zip(levels).filter_map(item).collect::<Levels>()
    })
}

fn of(id: &Id) -> &'static Instrument {
    Library::built_in().instrument(id.as_str()).unwrap()
}

/// A mapping that comes with the program, with answers to both of its sides.
fn answered() -> impl Strategy<Value = (&'static Mapping, Levels, Levels)> {
    let all: Vec<&'static Mapping> = Library::built_in().mappings().collect();
    select(all).prop_flat_map(|mapping| (Just(mapping), answers(of(&mapping.from)), answers(of(&mapping.to))))
}

fn letter() -> impl Strategy<Value = Id> {
    select(vec!["a", "b", "c", "d"]).prop_map(Id::from)
}

/// Any mapping at all, also one that no file could hold.
fn any_mapping() -> impl Strategy<Value = Mapping> {
    let relation = select(vec![Relation::Same, Relation::Near, Relation::None]);
    let side = || proptest::option::of(letter());
    let pair = (side(), side(), relation).prop_map(|(from, to, relation)| Pair {
        from,
        to,
        relation,
        why: Text::new("Därför.", "Because."),
    });
    (any::<bool>(), proptest::collection::vec(pair, 0..9)).prop_map(|(levels_comparable, pairs)| Mapping {
        format: "mapping/1".to_owned(),
        id: Id::from("prov"),
        version: 1,
        from: Id::from("forr"),
        to: Id::from("nu"),
        levels_comparable,
        levels_why: Text::new("Olika skalor.", "Different scales."),
        pairs,
    })
}

fn any_levels() -> impl Strategy<Value = Levels> {
    proptest::collection::btree_map(letter(), 1_u8..=4, 0..5)
}

/// Every level is one that was given to that very item, and movement is told of the same question alone,
/// where the levels can be compared.
fn invents_nothing(mapping: &Mapping, from: &Levels, to: &Levels) -> Result<(), TestCaseError> {
    let rows = mapping.beside(from, to);
    prop_assert_eq!(rows.len(), mapping.pairs.len());
    for (pair, row) in mapping.pairs.iter().zip(&rows) {
        let given = |id: &Option<Id>, levels: &Levels| id.as_ref().and_then(|id| levels.get(id)).copied();
        let (before, after) = (given(&pair.from, from), given(&pair.to, to));
        prop_assert_eq!((&row.from, &row.to), (&pair.from, &pair.to));
        prop_assert_eq!((row.from_level, row.to_level), (before, after));
        match &row.comparison {
            Comparison::Moved { levels } => {
                prop_assert!(pair.relation == Relation::Same && mapping.levels_comparable);
                prop_assert_eq!(*levels, before.zip(after).map(|(a, b)| i16::from(b) - i16::from(a)));
            }
            Comparison::NotComparable { why } => {
                prop_assert_ne!(pair.relation, Relation::None);
                let expected = if pair.relation == Relation::Same { &mapping.levels_why } else { &pair.why };
                prop_assert_eq!(why, expected);
            }
            Comparison::NoCounterpart { .. } => prop_assert_eq!(pair.relation, Relation::None),
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_mapping_of_ours_invents_nothing((mapping, from, to) in answered()) {
        invents_nothing(mapping, &from, &to)?;
        // What moves is measured with the same scale, in words as in numbers.
        let moves = |it: &method::Beside| matches!(it.comparison, Comparison::Moved { .. });
        if mapping.beside(&from, &to).iter().any(moves) {
            prop_assert_eq!(&of(&mapping.from).scale.levels, &of(&mapping.to).scale.levels);
        }
        // An item is beside itself or nothing: no level of one is told of two as the same.
        for (item, level) in &from {
            let rows = mapping.beside(&from, &to);
            let told: Vec<_> = rows.iter().filter(|it| it.from.as_ref() == Some(item)).collect();
            prop_assert!(told.iter().all(|it| it.from_level == Some(*level)));
            prop_assert!(told.iter().filter(|it| moves(it)).count() <= 1);
        }
    }

    #[test]
    fn nor_does_any_other(mapping in any_mapping(), from in any_levels(), to in any_levels()) {
        invents_nothing(&mapping, &from, &to)?;
    }

    /// What is not answered is not told, and says nothing of the rest.
    #[test]
    fn an_answer_left_out_changes_its_own_rows_alone((mapping, from, to) in answered(), which in 0_usize..40) {
        let Some(left) = from.keys().nth(which % from.len().max(1)).cloned() else { return Ok(()) };
        let without: Levels = from.iter().filter(|(id, _)| **id != left).map(|(id, it)| (id.clone(), *it)).collect();
        for (row, less) in mapping.beside(&from, &to).iter().zip(mapping.beside(&without, &to)) {
            if row.from.as_ref() == Some(&left) {
                prop_assert_eq!(less.from_level, None);
                let moved = matches!(less.comparison, Comparison::Moved { levels: Some(_) });
                prop_assert!(!moved, "moved");
            } else {
                prop_assert_eq!(row, &less);
            }
        }
    }
}
