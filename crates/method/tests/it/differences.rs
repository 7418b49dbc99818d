//! What differs between two models.

use method::{Lang, Library, What, diff, diff_page};

fn places(from: &str, to: &str) -> Vec<String> {
    let difference = diff(Library::built_in(), from, to).unwrap();
    let word = |what: &What| match what {
        What::Added { .. } => "+",
        What::Removed { .. } => "-",
        What::Changed { .. } => "~",
        What::Moved { .. } => ">",
    };
    difference.changes.iter().map(|change| format!("{} {}", word(&change.what), change.place.join("/"))).collect()
}

#[test]
fn nothing_differs_from_itself() {
    for model in Library::built_in().models() {
        assert_eq!(places(model.id.as_str(), model.id.as_str()), [""; 0]);
    }
}

#[test]
fn the_new_instrument_and_the_new_rule_of_2018() {
    let all = places("modell-2017", "modell-2018");
    for expected in ["~ instrument", "+ status/egen-bedomning", "~ group/mentors_min", "+ step/uppstart/task/mandat"] {
        assert!(all.contains(&expected.to_owned()), "{expected}\n{all:#?}");
    }
    assert!(!all.iter().any(|line| line.starts_with("- step") || line.starts_with("> step")), "{all:#?}");
}

#[test]
fn the_swapped_meetings_of_2019_are_moved_not_gone() {
    let all = places("modell-2018", "modell-2019");
    assert!(
        all.contains(&"+ team/region".to_owned()) && all.contains(&"+ condition/bli-mentor".to_owned()),
        "{all:#?}"
    );
    assert!(all.contains(&"+ status/omgang-och-mentorskap".to_owned()));
    assert!(all.contains(&"+ role/stodmentor".to_owned()));
    let moved: Vec<&String> = all.iter().filter(|line| line.starts_with("> step")).collect();
    assert!(
        !moved.is_empty() && moved.iter().all(|line| line.contains("traff-") || line.contains("hemma-")),
        "{moved:?}"
    );
    assert!(!all.iter().any(|line| line == "- step/traff-forbattring" || line == "- step/traff-uppfoljning"));
}

#[test]
fn the_two_years_of_2023_come_with_another_scale() {
    let difference = diff(Library::built_in(), "modell-2021", "modell-2023").unwrap();
    let change = difference.changes.iter().find(|change| change.place == ["duration_months"]).unwrap();
    assert_eq!(change.what, What::Changed { from: 12.into(), to: 24.into() });
    let mapping = difference.mapping.as_ref().unwrap();
    assert_eq!((mapping.from.as_str(), mapping.levels_comparable), ("sjalvskattning-2018", false));
    let text = diff_page(Library::built_in(), &difference, Lang::Sv).text(100);
    assert!(text.starts_with("Modellkonceptet 2021 → Modellkonceptet 2023\n"), "{text}");
    assert!(
        text.contains("Längd i månader\n") && text.contains("före: 12\n") && text.contains("efter: 24\n"),
        "{text}"
    );
    assert!(text.contains("nivåer och summor går inte att räkna om"), "{text}");
}

#[test]
fn charters_and_self_assessments_differ_too() {
    let all = places("cemr-2006", "cemr-2022");
    assert_eq!(all.iter().filter(|line| line.starts_with("+ article/")).count(), 9);
    assert!(!all.iter().any(|line| line.starts_with("- article")));
    let all = places("sjalvskattning-2017", "sjalvskattning-2018");
    assert!(
        all.contains(&"- item/bild-av-styrsystemet".to_owned())
            && all.contains(&"+ item/statistik-och-analys".to_owned())
    );
}

#[test]
fn unlike_things_have_no_difference() {
    let library = Library::built_in();
    assert!(diff(library, "modell-2017", "cemr-2006").is_none());
    assert!(diff(library, "modell-2017", "modell-1917").is_none());
}

/// What is added one way is removed the other.
#[test]
fn backwards_is_the_same_backwards() {
    for (a, b) in [("modell-2017", "modell-2018"), ("modell-2018", "modell-2019"), ("modell-2019", "modell-2023")] {
        let sorted = |from, to, swap: bool| {
            let turn = |line: String| match (swap, line.split_at(1)) {
                (true, ("+", rest)) => format!("-{rest}"),
                (true, ("-", rest)) => format!("+{rest}"),
                (_, (sign, rest)) => format!("{sign}{rest}"),
            };
            let all: Vec<String> =
                places(from, to).into_iter().map(turn).filter(|line| !line.starts_with('>')).collect();
            let mut all = all;
            all.sort();
            all
        };
        assert_eq!(sorted(a, b, false), sorted(b, a, true), "{a} {b}");
    }
}

#[test]
fn a_difference_is_told_by_names() {
    let library = Library::built_in();
    let text = |from, to| diff_page(library, &diff(library, from, to).unwrap(), Lang::Sv).text(1000);
    let page = text("modell-2017", "modell-2018");
    assert!(page.contains("• Politiskt beslut: är nu bekräftat.\n"), "{page}");
    assert!(page.contains("• minst antal mentorer: ändrat.\n  • före: 1\n  • efter: 0\n"), "{page}");
    let page = text("modell-2018", "modell-2019");
    assert!(page.contains("Andra benchmarkingträffen: följa upp och analysera resultaten"), "{page}");
    assert!(page.contains(": flyttat, kommer nu efter "), "{page}");
    assert!(page.contains("• regioner: tillagt. politiker (1), chef (2), strateg (1), nyckelpersoner (1)\n"), "{page}");
    assert!(page.contains("• Stöd till mentorn: tillagt. En mentor från en tidigare omgång"), "{page}");
    assert!(page.contains("ändrat.\n  • tillkommit: Film om styrkedjan\n"), "{page}");
    // The same meetings in another order are the same meetings; a step is called what it is called now.
    assert!(
        !page.contains("gäller stegen") && !page.contains("Andra benchmarkingträffen: förbättringsarbete ›"),
        "{page}"
    );
}
