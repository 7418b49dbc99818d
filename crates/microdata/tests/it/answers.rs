//! Sums to answers: what the synthetic cases were made with is found again.

use microdata::{Analysis, Apart, Asked, Codebook, Fault, Plan, Standing, analyse, example, pass};
use stats::explained::oaxaca::{self, Errors, Reference};
use stats::moments::Moments;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const ASKED: Asked = Asked {
    confidence: 0.95,
    reference: Reference::Pooled,
    level: 0.05,
    clustered: false,
    repetitions: 0,
    seed: 1,
    least_cases: 10,
};

fn plan(outcome: &str, adjust: &[&str]) -> Plan {
    Plan {
        outcome: outcome.to_owned(),
        by: "sex".to_owned(),
        place: Some("municipality".to_owned()),
        cluster: None,
        weight: None,
        adjust: adjust.iter().map(|it| (*it).to_owned()).collect(),
        conditions: Vec::new(),
        sql: Vec::new(),
        book: Codebook::default(),
        bad_allowed: 0.05,
    }
}

/// The example, written once for all tests.
fn example_file() -> &'static Path {
    static FILE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases.parquet");
        example::home_care(std::fs::File::create(&path).unwrap(), 400_000, 11).unwrap();
        (folder, path)
    });
    path
}

fn by_need() -> Plan {
    let book = Codebook::read("[column.need]\nkind = \"category\"").unwrap();
    Plan { book, ..plan("hours", &["age", "need", "alone"]) }
}

fn found(plan: &Plan, asked: &Asked) -> Analysis {
    analyse(&pass(example_file(), plan).unwrap(), asked).unwrap()
}

#[test]
fn the_truth_of_the_example_is_found_and_the_raw_sign_is_wrong() {
    let it = found(&by_need(), &ASKED);
    assert!(it.raw.lower > 1.0, "women get more raw: {:?}", it.raw);
    let left = it.unexplained.unwrap();
    assert!((left.value + example::LESS).abs() < 0.3, "{left:?}");
    assert!(left.upper < -1.5 && left.lower > -2.6, "{left:?}");
    let explained = it.explained.unwrap();
    assert!((explained.value + left.value - it.raw.value).abs() < 1e-9);
    let standard = it.standardised.unwrap();
    assert!((standard.means[0] - standard.means[1] - standard.difference.value).abs() < 1e-9);
    assert!((standard.difference.value + example::LESS).abs() < 0.3);
    // A whole category is the sum of its levels, and all parts the whole.
    let level: f64 =
        it.parts.iter().filter(|p| p.column == "need" && p.level.is_some()).map(|p| p.explained.value).sum();
    let need = it.parts.iter().find(|p| p.column == "need" && p.level.is_none()).unwrap();
    assert!((level - need.explained.value).abs() < 1e-9);
    let whole: f64 = it.parts.iter().filter(|p| p.level.is_none()).map(|p| p.explained.value).sum();
    assert!((whole - explained.value).abs() < 1e-9);
    assert!(need.explained.value > 2.0, "most is need: {}", need.explained.value);
    assert!(!it.binary);
}

#[test]
fn places_that_differ_stand_out_and_those_alike_do_not() {
    let it = found(&by_need(), &ASKED);
    let truth = |place: &str| example::less(place.parse::<usize>().unwrap() - 1);
    let (mut much, mut found_much, mut alike, mut false_alarms, mut apart_wrong, mut without) = (0, 0, 0, 0, 0, 0);
    for place in &it.shown.places {
        let truth = truth(&place.place);
        // Small places cannot show what they do.
        let large = place.cases.iter().all(|cases| *cases >= 150) && place.unexplained.is_some();
        if truth == example::MUCH_LESS && large {
            much += 1;
            found_much += usize::from(place.apart == Some(Apart::Below) && place.standing == Some(Standing::WomenLess));
        }
        if truth == 0.0 {
            alike += 1;
            false_alarms += usize::from(place.standing != Some(Standing::Chance));
        }
        apart_wrong +=
            usize::from(truth == example::LESS && place.apart.is_some() && place.apart != Some(Apart::AsOthers));
        // A place may lack a level of need among women or men; it has no line of its own then.
        let Some((q, p)) = place.q.zip(place.p) else {
            assert!(place.unexplained.is_none() && place.standing.is_none());
            without += 1;
            continue;
        };
        assert!(q >= p && (q <= 0.05) == (place.standing != Some(Standing::Chance)));
    }
    assert!(without < 30, "{without}");
    assert!(much >= 5 && alike >= 5, "{much} {alike}");
    assert_eq!(found_much, much);
    assert!(false_alarms <= 1, "{false_alarms} of {alike}");
    assert!(apart_wrong <= 3, "{apart_wrong}");
    // Drawn together, a place lies between its own value and what is common.
    let (common, between) = it.shown.common.unwrap();
    assert!((common.value + 2.1).abs() < 0.4 && between > 0.3, "{common:?} {between}");
    for place in &it.shown.places {
        let Some((own, shrunk)) = place.unexplained.zip(place.shrunk) else { continue };
        let (own, shrunk) = (own.value, shrunk.value);
        assert!((shrunk - common.value).abs() <= (own - common.value).abs() + 1e-9);
    }
}

#[test]
fn sums_give_what_rows_give() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.csv");
    let (mut csv, mut women, mut men) =
        (String::from("municipality,sex,age,hours\n"), Moments::new(2), Moments::new(2));
    for at in 0_u32..400 {
        let age = 65.0 + f64::from(at * 7 % 31);
        let woman = at % 3 != 0;
        let hours = 0.4 * age + f64::from(at * 13 % 17) - if woman { 3.0 } else { 0.0 };
        writeln!(csv, "{},{},{age},{hours}", at % 5, if woman { "K" } else { "M" }).unwrap();
        (if woman { &mut women } else { &mut men }).add(&[age, hours], 1.0).unwrap();
    }
    std::fs::write(&path, csv).unwrap();
    let cells = pass(&path, &plan("hours", &["age"])).unwrap();
    for reference in [Reference::Men, Reference::Women, Reference::Pooled, Reference::Neumark, Reference::Cotton] {
        let it = analyse(&cells, &Asked { reference, ..ASKED }).unwrap();
        let split = oaxaca::decompose(&women, &men, &cells.layout.model(), reference, Errors::Classical, 0.95).unwrap();
        for (own, rows) in [(it.unexplained, split.all.unexplained), (it.explained, split.all.explained)] {
            let own = own.unwrap();
            assert!((own.value - rows.value).abs() < 1e-9 && (own.lower - rows.lower).abs() < 1e-9);
        }
    }
    // Clusters: each place is one, and drawing them anew with the same seed is the same.
    let clustered = Asked { clustered: true, ..ASKED };
    let formula = analyse(&cells, &clustered).unwrap();
    assert_eq!(formula.clusters, Some(5));
    let drawn = Asked { repetitions: 200, ..clustered };
    let one = analyse(&cells, &drawn).unwrap();
    assert_eq!(one, analyse(&cells, &drawn).unwrap());
    assert_ne!(one.unexplained, analyse(&cells, &Asked { seed: 2, ..drawn }).unwrap().unexplained);
    assert_eq!(one.unexplained.unwrap().value, formula.unexplained.unwrap().value);
    // Nothing to explain by: the raw difference and its clustered interval.
    let bare = pass(&path, &plan("hours", &[])).unwrap();
    let raw = analyse(&bare, &ASKED).unwrap();
    assert!(raw.unexplained.is_none() && raw.standardised.is_none() && raw.parts.is_empty());
    assert!((raw.raw.value - (women.mean(1) - men.mean(1))).abs() < 1e-9);
    let grouped = analyse(&bare, &clustered).unwrap();
    assert!(grouped.raw.lower != raw.raw.lower && grouped.unexplained.is_none() && grouped.clusters == Some(5));
}

#[test]
fn digits_do_not_hang_on_threads() {
    let asked = Asked { clustered: true, repetitions: 50, ..ASKED };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| found(&by_need(), &asked))
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(4));
}

#[test]
fn shares_and_counts() {
    let it = found(&plan("granted", &["age", "need", "alone"]), &ASKED);
    assert!(it.binary);
    assert!(it.means.iter().all(|it| (0.5..1.0).contains(it)));
    let count = found(&plan("need", &["age", "alone"]), &ASKED);
    assert!(!count.binary && count.raw.lower > 0.0);
}

#[test]
fn a_row_of_weight_two_is_two_rows_in_what_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) =
        (String::from("municipality,sex,age,w,hours\n"), String::from("municipality,sex,age,w,hours\n"));
    for at in 0..60 {
        let row = |w| format!("1,{},{},{w},{}\n", 1 + at % 2, 70 + at % 7, at * 5 % 11);
        let twice = at % 3 == 0;
        one += &row(if twice { 2 } else { 1 });
        two += &row(1).repeat(if twice { 2 } else { 1 });
    }
    let read = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let plan = Plan { weight: Some("w".to_owned()), ..plan("hours", &["age"]) };
        analyse(&pass(&path, &plan).unwrap(), &ASKED).unwrap()
    };
    let (weighed, repeated) = (read("one.csv", &one), read("two.csv", &two));
    assert!((weighed.raw.value - repeated.raw.value).abs() < 1e-9);
    assert!((weighed.unexplained.unwrap().value - repeated.unexplained.unwrap().value).abs() < 1e-9);
    assert_eq!(weighed.cases, [30, 30]);
}

/// Cases of places with so many women and men each.
fn places(sizes: &[(usize, usize)]) -> String {
    let mut csv = String::from("municipality,sex,age,level,hours\n");
    for (place, (women, men)) in sizes.iter().enumerate() {
        for at in 0..*women + *men {
            let (sex, level) =
                (if at < *women { "K" } else { "M" }, if at % 29 == 5 { "rare" } else { ["a", "b"][at % 2] });
            writeln!(csv, "{place},{sex},{},{level},{}", 70 + at * 3 % 13, at * 7 % 19).unwrap();
        }
    }
    csv
}

fn answered(csv: &str, adjust: &[&str]) -> Result<Analysis, Fault> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.csv");
    std::fs::write(&path, csv).unwrap();
    analyse(&pass(&path, &plan("hours", adjust)).unwrap(), &ASKED)
}

#[test]
fn small_places_are_kept_back_and_cannot_be_worked_out() {
    // One small place alone would be the whole less the others: the smallest of the others goes with it.
    let it = answered(&places(&[(40, 40), (4, 30), (25, 25), (60, 60)]), &["age"]).unwrap();
    let shown: Vec<&str> = it.shown.places.iter().map(|it| it.place.as_str()).collect();
    assert_eq!((shown, it.shown.kept_back, it.shown.kept_with), (vec!["0", "3"], 1, 1));
    // Two that are together as many as one must be hide each other.
    let it = answered(&places(&[(40, 40), (8, 30), (30, 9), (60, 60)]), &["age"]).unwrap();
    assert_eq!((it.shown.places.len(), it.shown.kept_back, it.shown.kept_with), (2, 2, 0));
    // Two that are not do not.
    let it = answered(&places(&[(40, 40), (2, 3), (3, 2), (60, 60)]), &["age"]).unwrap();
    assert_eq!((it.shown.places.len(), it.shown.kept_back, it.shown.kept_with), (1, 2, 1));
    // What is left of all after what is shown is never few.
    for sizes in [[(40, 40), (4, 30), (25, 25)], [(9, 9), (9, 9), (25, 25)], [(1, 50), (50, 1), (12, 12)]] {
        let it = answered(&places(&sizes), &["age"]).unwrap();
        for sex in 0..2 {
            let left = it.cases[sex] - it.shown.places.iter().map(|it| it.cases[sex]).sum::<u64>();
            assert!(left >= 10, "{sizes:?}: {left}");
        }
    }
    assert!(matches!(answered(&places(&[(5, 4), (4, 5)]), &["age"]), Err(Fault::TooFewToShow { least: 10 })));
}

#[test]
fn a_rare_level_does_not_tell_how_many_there_are() {
    let it = answered(&places(&[(80, 80), (70, 70)]), &["level"]).unwrap();
    let levels: Vec<_> = it.parts.iter().filter(|it| it.level.is_some()).collect();
    assert_eq!(levels.len(), 3);
    let hidden: Vec<&str> =
        levels.iter().filter(|it| it.mean_women.is_none()).filter_map(|it| it.level.as_deref()).collect();
    assert!(hidden.contains(&"rare") && hidden.len() == 2, "{hidden:?}");
    assert!(levels.iter().all(|it| it.mean_men.is_none() == it.mean_women.is_none()));
}
