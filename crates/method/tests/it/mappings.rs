//! Two self-assessments beside each other, as far as that is honest.

use method::{Comparison, Levels, Library, Relation};

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
            let item = |instrument: &method::Id, id: &Option<method::Id>| {
                let instrument = library.instrument(instrument.as_str()).unwrap();
                instrument.item(id.as_ref().unwrap().as_str()).unwrap().anchors.clone()
            };
            assert_eq!(item(&mapping.from, &pair.from), item(&mapping.to, &pair.to));
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
}
