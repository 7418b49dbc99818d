//! On the demonstration: what is planted is told, in both languages.

use app::{App, Ask, RowsAsk, Situation};
use i18n::Lang;
use std::collections::BTreeSet;

fn ask(lang: Lang) -> Ask {
    Ask { lang, ..Ask::default() }
}

#[test]
fn every_page_of_the_demonstration_can_be_made() {
    let app = App::demo(1).unwrap();
    for lang in Lang::ALL {
        let country = app.country(&ask(lang)).unwrap();
        assert_eq!(country.areas.len(), 60);
        assert!(country.invented);
        for tile in country.areas.iter().take(8) {
            let view = app.municipality(&tile.area.code, &ask(lang)).unwrap();
            println!("{} | {} {}", view.area.name, view.lead, view.lead_false_alarms);
            for finding in view.findings.iter().chain(&view.learn_from_us) {
                println!("  [{}] {} — {}", finding.verdict.text, finding.headline, finding.sentences.join(" "));
                for lesson in &finding.lessons {
                    println!("      {}", lesson.sentence);
                }
            }
        }
    }
}

#[test]
fn a_misspelt_name_gets_suggestions() {
    let app = App::demo(1).unwrap();
    let name = app.areas().into_iter().find(|area| area.level == app::view::Level::Municipality).unwrap().name;
    let misspelt = format!("{name}x");
    match app.municipality(&misspelt, &ask(Lang::Sv)) {
        Err(Situation::NoArea { suggestions, .. }) => assert!(suggestions.iter().any(|area| area.name == name)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn rows_and_pages_say_the_same() {
    let app = App::demo(1).unwrap();
    let area = app.areas().into_iter().find(|area| area.level == app::view::Level::Municipality).unwrap();
    let view = app.municipality(&area.code, &ask(Lang::Sv)).unwrap();
    let rows = app.rows(&RowsAsk { areas: vec![area.code.clone()], ..RowsAsk::default() }).unwrap();
    for finding in view.themes.iter().flat_map(|theme| &theme.findings) {
        let row = rows.iter().find(|row| row.kpi == finding.kpi).unwrap();
        assert_eq!(row.women, finding.women.value);
        assert_eq!(row.difference.as_ref().map(|d| d.value), finding.difference.value);
        assert_eq!(row.verdict, Some(finding.verdict.code.code()));
    }
}

/// Three to bring wherever three differences are real, from different themes, each with its reason.
#[test]
fn a_comparison_always_brings_three_where_there_are_three() {
    let app = App::demo(1).unwrap();
    let codes: Vec<String> = app.areas().into_iter().map(|area| area.code).collect();
    let mut fallen_back = 0;
    for pair in codes.windows(2).take(40) {
        let view = app.compare(pair, None, &[], &ask(Lang::Sv)).unwrap();
        let real: Vec<_> = view
            .themes
            .iter()
            .flat_map(|(_, rows)| rows)
            .filter(|row| row.cells.iter().flatten().any(|cell| cell.flagged))
            .collect();
        assert!(view.bring.len() >= real.len().min(3), "{pair:?}: {} of {}", view.bring.len(), real.len());
        let themes = |rows: &mut dyn Iterator<Item = &str>| rows.collect::<BTreeSet<_>>().len();
        let brought = themes(&mut view.bring.iter().map(|row| row.theme.id.as_str()));
        let there = themes(&mut real.iter().map(|row| row.theme.id.as_str()));
        assert!(brought >= there.min(3), "{pair:?}: themes {brought} of {there}");
        let figures: BTreeSet<&str> = view.bring.iter().map(|row| row.kpi.as_str()).collect();
        assert_eq!(figures.len(), view.bring.len());
        for row in &view.bring {
            assert!(row.sentence.starts_with("Valt för att "), "{}", row.sentence);
            let apart = row.sentence.contains("Att de skiljer sig åt är knappast slump.");
            assert_eq!(apart, row.sentence.starts_with("Valt för att ni är mest olika här."), "{}", row.sentence);
            fallen_back += usize::from(!apart);
        }
    }
    assert!(fallen_back > 10, "{fallen_back}");
}

/// Rows for machines say of a share with its numbers of people what the page says of it.
#[test]
fn with_numbers_of_people_rows_and_page_agree() {
    let app = App::demo(1).unwrap();
    let mut seen = BTreeSet::new();
    for (women, men) in [(3.0, 2.0), (4000.0, 3000.0)] {
        let n = Some((women, men));
        let view = app.figure("N17473", Some("Almhärad"), &Ask { n, ..ask(Lang::Sv) }).unwrap();
        let areas = vec![view.area.clone().unwrap().code];
        let asked = RowsAsk { areas, kpis: vec!["N17473".to_owned()], n, ..RowsAsk::default() };
        let rows = app.rows(&asked).unwrap();
        let [row] = &rows[..] else { panic!("{rows:?}") };
        let difference = row.difference.as_ref().unwrap();
        assert_eq!(row.verdict, Some(view.finding.unwrap().verdict.code.code()));
        assert_eq!(row.verdict == Some("differs"), difference.flagged);
        seen.insert(difference.flagged);
    }
    assert_eq!(seen.len(), 2, "few people may be chance, many are not");
}

#[test]
fn words_are_found_by_their_beginnings() {
    let app = App::demo(1).unwrap();
    let found = app.search("heltid", Lang::Sv);
    assert_eq!(found.figures.first().map(|(id, _)| id.as_str()), Some("N00206"));
    // No name has it as a word or at the beginning or end of one: then inside will do.
    let inside = app.search("eltidsanst", Lang::Sv).figures;
    assert!(inside.iter().any(|(id, _)| id == "N00206"), "{inside:?}");
    // Names that begin so, not those that hold it.
    let areas = app.search("lax", Lang::Sv).areas;
    assert_eq!(areas.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["Laxmora"]);
}

#[test]
fn groups_are_named_in_swedish_too() {
    let app = App::demo(1).unwrap();
    let key = |peers: &str| {
        let ask = Ask { peers: Some(peers.to_owned()), ..Ask::default() };
        app.municipality("Laxmora", &ask).map(|view| view.peers.key)
    };
    for (peers, expected) in [
        ("liknande", "similar"),
        ("länet", "county"),
        ("lanet", "county"),
        ("Län", "county"),
        ("lan", "county"),
        ("klass", "class"),
        ("kommungrupp", "class"),
        ("alla", "all"),
    ] {
        assert_eq!(key(peers).as_deref(), Ok(expected), "{peers}");
    }
    assert!(key("grannarna").is_err());
}

/// The mentor stands last wherever it was written, on pages, paper and the command line alike.
#[test]
fn the_mentor_stands_last() {
    let app = App::demo(1).unwrap();
    let names = |areas: &[&str], mentor: Option<&str>| -> (Vec<String>, Option<usize>) {
        let areas: Vec<String> = areas.iter().map(|name| (*name).to_owned()).collect();
        let view = app.compare(&areas, mentor, &[], &Ask::default()).unwrap();
        (view.areas.into_iter().map(|area| area.name).collect(), view.mentor)
    };
    let expected = (vec!["Slättköping".to_owned(), "Laxmora".to_owned()], Some(1));
    assert_eq!(names(&["Laxmora", "Slättköping"], Some("Laxmora")), expected);
    assert_eq!(names(&["Slättköping"], Some("Laxmora")), expected);
    assert_eq!(names(&["Laxmora", "Slättköping"], None).1, None);
}

/// A value that is not there is no finding of no difference; and what is usual elsewhere is told where it is needed.
#[test]
fn a_missing_value_is_told_as_missing() {
    let app = App::demo(1).unwrap();
    let view = app.figure("N15428", Some("Fjällvåga"), &ask(Lang::Sv)).unwrap();
    let finding = view.finding.unwrap();
    assert_eq!((finding.women.value, finding.men.value), (None, None));
    assert_eq!(finding.headline, "Uppgift saknas");
    assert!(finding.sentences[0].contains("Fjällvåga"), "{:?}", finding.sentences);
    let small = view.small.unwrap();
    assert!(small.sentences[0].starts_with("Fjällvåga har inga egna värden"), "{:?}", small.sentences);
    assert_eq!(small.own.len(), 1);
    assert!(small.own[0].lower < small.own[0].upper && small.picture.is_some());
    assert!(small.places.iter().all(|it| it.relation != "own"));
}

/// Where an interval passes zero the words have the signs of the tables: women minus men.
#[test]
fn signs_are_the_same_in_words_and_tables() {
    let app = App::demo(1).unwrap();
    let mut seen = 0;
    for area in app.areas().iter().filter(|it| it.level == app::view::Level::Municipality).take(20) {
        let view = app.figure("N15428", Some(&area.code), &ask(Lang::Sv)).unwrap();
        let finding = view.finding.unwrap();
        let Some(interval) = finding.interval.as_ref().filter(|it| it.lower <= 0.0 && it.upper >= 0.0) else {
            continue;
        };
        let told = finding.sentences.join(" ");
        assert!(told.contains(&format!("(intervall {})", interval.text)), "{told} {}", interval.text);
        assert!(told.contains(&format!("är {} (intervall", finding.lasting.text)), "{told}");
        assert!(told.contains(", flickor minus pojkar, är "), "{told}");
        seen += 1;
    }
    assert!(seen > 0);
}
