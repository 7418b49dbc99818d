//! On the real figures beside the project: the numbers the source published, and stories that are
//! known to be true. Skipped with a message where the folder is absent.

use app::{App, Ask, RowsAsk};
use i18n::Lang;
use std::sync::OnceLock;

/// Everything real, imported once for all tests; `None` where there is none.
fn app() -> Option<&'static App> {
    static APP: OnceLock<Option<(tempfile::TempDir, App)>> = OnceLock::new();
    APP.get_or_init(|| {
        let data = testkit::real_data("app::real")?;
        let folder = tempfile::tempdir().unwrap();
        let store = figures::Store::open(folder.path());
        let now = "2024-08-30T12:00:00Z".parse().unwrap();
        figures::import::import(&store, &[data], &figures::import::Options::default(), now).unwrap();
        let app = App::open(folder.path(), None).unwrap();
        Some((folder, app))
    })
    .as_ref()
    .map(|(_, app)| app)
}

#[test]
fn the_nation_has_the_published_values() {
    let Some(app) = app() else { return };
    // knowledge/data-sources.md 3.1, Riket 2022.
    for (kpi, women, men) in [
        ("N15428", 86.094_249, 84.570_047),
        ("N15507", 241.0, 219.0),
        ("N00906", 335_500.0, 402_900.0),
        ("N01982", 52.873_233, 39.854_821),
        ("N00938", 12.66, 6.95),
        ("N02267", 80.3, 82.4),
        ("U21468", 85.0, 87.0),
        ("N31814", 49.445_869, 45.233_679),
    ] {
        let ask = RowsAsk {
            areas: vec!["0000".to_owned()],
            kpis: vec![kpi.to_owned()],
            years: vec![2022],
            ..RowsAsk::default()
        };
        let rows = app.rows(&ask).unwrap();
        assert_eq!(rows.len(), 1, "{kpi}");
        let (got_women, got_men) = (rows[0].women.unwrap(), rows[0].men.unwrap());
        assert!((got_women - women).abs() < 1e-6 && (got_men - men).abs() < 1e-6, "{kpi}: {got_women} {got_men}");
    }
}

#[test]
fn differences_over_the_municipalities_are_as_recomputed() {
    let Some(app) = app() else { return };
    // Mean and standard deviation of K − M over 290 municipalities 2022, data-sources.md 3.1.
    for (kpi, n, mean, sd) in
        [("N15428", 290, 2.561, 6.883), ("N00906", 290, -74_214.0, 14_791.0), ("U21468", 284, -0.408, 5.43)]
    {
        let rows = app.rows(&RowsAsk { kpis: vec![kpi.to_owned()], years: vec![2022], ..RowsAsk::default() }).unwrap();
        let values: Vec<f64> = rows.iter().filter_map(|row| row.difference.as_ref()).map(|d| d.value).collect();
        assert_eq!(values.len(), n, "{kpi}");
        let got = values.iter().sum::<f64>() / values.len() as f64;
        let spread = (values.iter().map(|v| (v - got).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt();
        assert!((got - mean).abs() < 6e-4 * mean.abs().max(1.0), "{kpi}: mean {got}");
        assert!((spread - sd).abs() < 1e-3 * sd, "{kpi}: sd {spread}");
    }
}

/// Kramfors made full time the norm: the difference is gone because the women's share rose.
#[test]
fn kramfors_is_one_to_learn_from_in_full_time() {
    let Some(app) = app() else { return };
    let ask = Ask { lang: Lang::Sv, ..Ask::default() };
    let kramfors = app.municipality("Kramfors", &ask).unwrap();
    assert_eq!(kramfors.area.code, "2282");
    println!("{} {}", kramfors.lead, kramfors.lead_false_alarms);
    for finding in kramfors.findings.iter().chain(&kramfors.learn_from_us) {
        println!("  {} [{}] {} — {}", finding.kpi, finding.verdict.text, finding.headline, finding.sentences.join(" "));
        for lesson in &finding.lessons {
            println!("      {}", lesson.sentence);
        }
    }
    assert!(
        kramfors.learn_from_us.iter().any(|finding| finding.kpi == "N00206"),
        "Kramfors should be one to learn from in N00206"
    );
    // And a neighbour is told so.
    let solleftea = app
        .figure("N00206", Some("Sollefteå"), &Ask { peers: Some("Kramfors,Örnsköldsvik".to_owned()), ..ask })
        .unwrap();
    let lessons = solleftea.finding.unwrap().lessons;
    assert!(lessons.iter().any(|lesson| lesson.area.code == "2282" && lesson.relation == "partner"), "{lessons:?}");
}

#[test]
fn what_says_most_is_told_for_any_municipality_in_both_languages() {
    let Some(app) = app() else { return };
    for area in ["0180", "1480", "2403", "0127", "1292", "0012", "0000"] {
        for lang in Lang::ALL {
            let view = app.municipality(area, &Ask { lang, ..Ask::default() }).unwrap();
            println!("{} | {} {}", view.area.name, view.lead, view.lead_false_alarms);
            for finding in &view.findings {
                println!(
                    "  {} [{}] {} — {}",
                    finding.kpi,
                    finding.verdict.text,
                    finding.headline,
                    finding.sentences.join(" ")
                );
                let story = format!("{} {}", finding.headline, finding.sentences.join(" "));
                assert!(!story.contains('{') && !story.contains("NaN") && !story.contains("  "), "{story}");
            }
        }
    }
}

/// Every curated figure for all together that the data hold is shown, as published, and not tested.
#[test]
fn a_figure_for_all_together_is_shown_and_not_tested() {
    let Some(app) = app() else { return };
    let kramfors = app.municipality("Kramfors", &Ask::default()).unwrap();
    let ids: Vec<&str> = kramfors.totals.iter().map(|total| total.kpi.as_str()).collect();
    for kpi in ["N00943", "N00945", "N00952", "N05814", "N05816", "N00925"] {
        assert!(ids.contains(&kpi), "{kpi} is not among {ids:?}");
    }
    assert!(!ids.contains(&"N00923"), "the pair stands once");
    let leave = kramfors.totals.iter().find(|total| total.kpi == "N00943").unwrap();
    assert_eq!((leave.value.value, leave.year), (Some(26.4), 2022));
    assert_eq!(leave.even.as_ref().map(|even| even.with_unit.as_str()), Some("50\u{a0}procent"));
    assert_eq!(leave.headline, "Kvinnor tar ut fler dagar med föräldrapenning än män.");
    assert_eq!(leave.peers.as_ref().map(|mean| mean.text.as_str()), Some("28,2"));
    let life = kramfors.totals.iter().find(|total| total.kpi == "N00925").unwrap().pair.clone().unwrap();
    assert_eq!((life.women.value, life.men.value), (Some(82.82), Some(78.9)));
    assert_eq!(life.difference.text, "+3,9");

    let page = app.total("n00943", Some("Kramfors"), &Ask::default()).unwrap().unwrap();
    assert_eq!(page.total, *leave);
    assert!(page.years.len() > 20 && page.areas.len() > 280, "{} {}", page.years.len(), page.areas.len());
    assert!(page.total.untested.contains("ingen skillnad att pröva"));
    let story = format!("{} {}", page.total.headline, page.total.sentences.join(" "));
    assert!(!story.contains('{') && !story.contains("NaN") && !story.contains("slump"), "{story}");
    assert!(app.total("N00206", None, &Ask::default()).unwrap().is_none());

    let ask =
        RowsAsk { areas: vec!["2282".into()], kpis: vec!["N00943".into(), "N00923".into()], ..RowsAsk::default() };
    let rows = app.rows(&ask).unwrap();
    assert_eq!(rows.len(), 2);
    let pair = rows[0].total_only.as_ref().unwrap();
    assert!((pair.pair_difference.unwrap() - 3.92).abs() < 1e-9);
    let share = rows[1].total_only.as_ref().unwrap();
    assert_eq!((share.of, share.even, rows[1].total), (Some("men"), Some(50.0), Some(26.4)));
    assert!(rows.iter().all(|row| row.difference.is_none() && row.verdict == Some("not-tested")));
}

#[test]
fn an_unknown_figure_is_told_apart() {
    let Some(app) = app() else { return };
    let told = app.figure("N99999", None, &Ask::default()).unwrap_err();
    assert!(matches!(told, app::Situation::NoFigure { .. }));
}

/// Published and lasting difference stand beside each other and are named; the table adds up.
#[test]
fn published_and_lasting_are_told_apart() {
    let Some(app) = app() else { return };
    let view = app.figure("N00905", Some("Kramfors"), &Ask::default()).unwrap();
    let finding = view.finding.unwrap();
    assert_eq!(finding.difference.text, "\u{2212}38\u{a0}900");
    assert!(finding.estimate.starts_with(&format!("{} (", finding.lasting.text)), "{}", finding.estimate);
    assert!(finding.estimate_head.contains("Bestående"));
    let story = finding.sentences.join(" ");
    assert!(story.contains("Skillnaden 2022 är 38\u{a0}900") && story.contains("Den bestående skillnaden"), "{story}");
    let peers = finding.peers.unwrap();
    let sum = peers.lasting.value.unwrap() + peers.excess.value.unwrap();
    assert!((sum - finding.lasting.value.unwrap()).abs() < 1e-6);
    // Four thousand kronor wide: hundreds, no ones.
    assert!(finding.interval.unwrap().text.replace('\u{a0}', "").matches("00").count() >= 2);
}

/// Kramfors closed its difference years ago; that and the trend of the last ten years are one story.
#[test]
fn what_was_closed_and_the_trend_do_not_contradict() {
    let Some(app) = app() else { return };
    let finding = app.figure("N00206", Some("Kramfors"), &Ask::default()).unwrap().finding.unwrap();
    let story = finding.sentences.join(" ");
    assert!(story.contains("Sedan 2014 är den högst hälften så stor"), "{story}");
    assert!(story.contains("Om den fortsätter att ändras går inte att säga"), "{story}");
    assert!(story.contains("åren 2013–2022"), "{story}");
    assert_eq!(story.matches("2013–2022").count(), 1, "the trend is told once: {story}");
}

#[test]
fn with_numbers_from_the_reader_nothing_is_said_of_what_lasts() {
    let Some(app) = app() else { return };
    let ask = Ask { n: Some((92.0, 104.0)), ..Ask::default() };
    let finding = app.figure("N15428", Some("Kramfors"), &ask).unwrap().finding.unwrap();
    let story = format!("{} {} {}", finding.sentences.join(" "), finding.covers, finding.estimate_head);
    assert!(!story.contains("estående"), "{story}");
    assert!(finding.estimate.starts_with(&finding.difference.text));
}

/// Figures of several years together say so.
#[test]
fn several_years_together_are_told() {
    let Some(app) = app() else { return };
    for kpi in ["N02013", "U01413", "N60988", "N60910"] {
        let Ok(view) = app.figure(kpi, Some("0180"), &Ask::default()) else { continue };
        assert!(view.caveats.iter().any(|caveat| caveat.contains("medelvärde över flera år")), "{kpi}");
        let told = view.finding.unwrap();
        assert!(told.sentences.iter().any(|it| it == "Värdet är ett medelvärde över flera år."), "{kpi}");
    }
}

/// A background figure is never said to be chance: it is not tested.
#[test]
fn what_is_not_tested_is_not_called_chance() {
    let Some(app) = app() else { return };
    let view = app.municipality("Kramfors", &Ask::default()).unwrap();
    let employees = view.background.iter().find(|finding| finding.kpi == "N00053").unwrap();
    let story = format!("{} {} {}", employees.headline, employees.sentences.join(" "), employees.verdict.text);
    assert!(!story.contains("slump") && !story.contains("Ungefär lika många"), "{story}");
}
