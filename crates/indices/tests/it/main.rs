//! The definitions in curated/indices, computed, and EIGE's own numbers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests: a failure is a failed test")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use indices::{Certainty, Data, Definition, Error, compute};
use proptest::prelude::*;

fn definition(name: &str) -> Definition {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../curated/indices").join(format!("{name}.toml"));
    Definition::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Header and rows of EIGE's file; `None` where it is absent.
fn eige() -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/verification/eige_gei_2021.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        let required = std::env::var("JAMSIDES_REAL_DATA").is_ok_and(|value| value == "required");
        assert!(!required, "JAMSIDES_REAL_DATA=required, but {} is absent", path.display());
        let _ = writeln!(std::io::stderr(), "SKIPPED: no published case in ../shared/verification/eige_gei_2021.csv");
        return None;
    };
    println!("ran on published data: eige_gei_2021.csv");
    let mut lines = text.lines().filter(|line| !line.is_empty()).skip(1);
    let header = cells(lines.next().unwrap());
    Some((header, lines.map(cells).collect()))
}

/// Comma-separated cells, quotes around those with commas in them.
fn cells(line: &str) -> Vec<String> {
    let (mut out, mut now, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut now)),
            _ => now.push(letter),
        }
    }
    out.push(now);
    out
}

fn number(cell: &str) -> f64 {
    cell.replace(',', "").parse().unwrap()
}

/// A domain, its column, and its parts with theirs.
type Domain = (&'static str, usize, &'static [(&'static str, usize)]);

const DOMAINS: [Domain; 6] = [
    ("work", 5, &[("participation", 6), ("segregation-quality", 9)]),
    ("money", 13, &[("resources", 14), ("economic-situation", 17)]),
    ("knowledge", 20, &[("attainment", 21), ("study-segregation", 24)]),
    ("time", 26, &[("care", 27), ("social", 30)]),
    ("power", 33, &[("political", 34), ("economic", 38), ("social-power", 41)]),
    ("health", 45, &[("status", 46), ("behaviour", 50), ("access", 53)]),
];

#[test]
fn eige_index_from_domains_and_domains_from_sub_domains() {
    let Some((_, rows)) = eige() else { return };
    let gei = definition("gei-2013-2024");
    let (mut domains, mut subs) = (Data::new("gei-2013-2024"), Data::new("gei-2013-2024"));
    for row in &rows {
        for (domain, column, parts) in DOMAINS {
            domains.set_all(&row[3], domain, number(&row[column]));
            for (part, column) in parts {
                subs.set_all(&row[3], part, number(&row[*column]));
            }
        }
    }
    let (index, by_sub) = (compute(&gei, &domains).unwrap(), compute(&gei, &subs).unwrap());
    let (mut worst_index, mut worst_domain) = (0.0_f64, 0.0_f64);
    for row in &rows {
        worst_index = worst_index.max((index.by_place[&row[3]]["gei"].value - number(&row[4])).abs());
        for (domain, column, _) in DOMAINS {
            worst_domain = worst_domain.max((by_sub.by_place[&row[3]][domain].value - number(&row[column])).abs());
        }
    }
    println!("index within {worst_index:.3}, domains within {worst_domain:.3}, {} places", rows.len());
    assert_eq!(rows.len(), 28);
    assert!(worst_index < 0.2, "{worst_index}");
    assert!(worst_domain < 0.1, "{worst_domain}");
}

#[test]
fn eige_access_from_its_indicators() {
    let Some((header, rows)) = eige() else { return };
    let text = std::fs::read_to_string(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../curated/indices/gei-2013-2024.toml"),
    )
    .unwrap();
    // The part of the definition by itself, as an index of its own.
    let whole: toml::Table = toml::from_str(&text).unwrap();
    let find = |parts: &toml::Value, id: &str| {
        parts.as_array().unwrap().iter().find(|p| p["id"].as_str() == Some(id)).unwrap().clone()
    };
    let access = find(&find(&whole["root"]["part"], "health")["part"], "access");
    let mut own = whole.clone();
    own.insert("root".to_owned(), access);
    let access = Definition::read(&toml::to_string(&own).unwrap()).unwrap();
    let column = |name: &str| header.iter().position(|h| h == &format!("{name} W")).unwrap();
    let (medical, dental) = (
        column("Population without unmet needs for medical examination (%)"),
        column("Population without unmet needs for dental examination (%)"),
    );
    let mut data = Data::new("gei-2013-2024");
    for row in &rows {
        for (id, at) in [("medical", medical), ("dental", dental)] {
            data.set(&row[3], id, number(&row[at]), number(&row[at + 1]), Some(number(&row[at + 2])));
        }
    }
    let scores = compute(&access, &data).unwrap();
    for row in &rows {
        let score = scores.by_place[&row[3]]["access"];
        assert!((score.value - number(&row[53])).abs() < 0.06, "{} {} {}", row[3], score.value, row[53]);
        // Without the level a country is never worse than with it.
        assert!(score.gap_only.unwrap() >= score.value);
    }
}

#[test]
fn sweden_as_published() {
    let mut data = Data::new("gei-2013-2024");
    for (domain, value) in
        [("work", 83.1), ("money", 85.4), ("knowledge", 75.2), ("time", 90.1), ("power", 84.5), ("health", 94.6)]
    {
        data.set_all("SE", domain, value);
    }
    let scores = compute(&definition("gei-2013-2024"), &data).unwrap();
    assert!((scores.by_place["SE"]["gei"].value - 83.9).abs() < 0.2);
}

#[test]
fn editions_are_never_mixed() {
    let gei = definition("gei-2013-2024");
    let mut data = Data::new("gei-2025");
    data.set_all("SE", "work", 80.0);
    assert!(matches!(compute(&gei, &data), Err(Error::OtherEdition { .. })));
    assert!(matches!(compute(&definition("gei-2025"), &data), Err(Error::NotComputable { .. })));
    let scores = |edition: &str, value: f64, comparable: bool| indices::Scores {
        edition: edition.to_owned(),
        years_comparable: comparable,
        by_place: BTreeMap::from([(
            "SE".to_owned(),
            BTreeMap::from([("gei".to_owned(), indices::Score { value, gap_only: None })]),
        )]),
    };
    let (old, new) = (scores("gei-2013-2024", 82.0, true), scores("gei-2025", 73.0, true));
    assert!(matches!(new.change_from(&old, "gei"), Err(Error::EditionsDiffer { .. })));
    let later = scores("gei-2013-2024", 83.5, true);
    assert_eq!(later.change_from(&old, "gei").unwrap()["SE"], 1.5);
    let ranks = scores("jamindex-2009", 1.0, false);
    assert!(ranks.change_from(&ranks, "gei").is_err());
}

#[test]
fn all_definitions_read_and_say_how_sure_they_are() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../curated/indices");
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let one = definition(&name);
            assert_eq!(one.edition, name);
            // Not one of them was read whole in its publisher's own text.
            assert!(one.certainty() > Certainty::Verified, "{name}");
            found += 1;
        }
    }
    assert_eq!(found, 7);
    assert_eq!(definition("gei-2013-2024").indicators().len(), 31);
    assert_eq!(definition("jamindex-2009").indicators().len(), 15);
    assert_eq!(definition("gggi-2023").indicators().len(), 14);
}

#[test]
fn inequality_index_by_hand() {
    let mut data = Data::new("gii-2010");
    data.set_all("X", "maternal", 40.0);
    data.set_all("X", "births", 25.0);
    data.set("X", "seats", 40.0, 60.0, None);
    data.set("X", "secondary", 90.0, 60.0, None);
    data.set("X", "labour", 60.0, 75.0, None);
    let got = compute(&definition("gii-2010"), &data).unwrap().by_place["X"]["gii"].value;
    // h = √(10/40 · 1/25) = 0.1; empowerment 60 and 60; G_F = (0.1·60·60)^⅓, G_M = (60·75)^⅓.
    let (f, m) = (360.0_f64.cbrt(), 4500.0_f64.cbrt());
    let expected = 1.0 - (2.0 / (1.0 / f + 1.0 / m)) / (0.55_f64 * 60.0 * 67.5).cbrt();
    assert!((got - expected).abs() < 1e-12, "{got} {expected}");
}

#[test]
fn development_and_gap_index_by_hand() {
    let mut data = Data::new("gdi-2014");
    data.set("X", "life", 87.5, 82.5, None);
    data.set("X", "expected", 18.0, 9.0, None);
    data.set("X", "mean-years", 15.0, 7.5, None);
    data.set("X", "income", 75000.0, 75000.0, None);
    let got = compute(&definition("gdi-2014"), &data).unwrap().by_place["X"]["gdi"].value;
    assert!((got - 2.0_f64.cbrt()).abs() < 1e-12, "{got}");
    let gggi = definition("gggi-2023");
    let mut data = Data::new("gggi-2023");
    for node in gggi.indicators() {
        data.set("X", &node.id, 2.0, 1.0, None);
    }
    // More women than men counts as parity, and at birth and in healthy years as the cap.
    let score = &compute(&gggi, &data).unwrap().by_place["X"];
    assert!((score["health"].value - (0.693 * 0.944 + 0.307 * 1.06)).abs() < 1e-12);
    assert!((score["economy"].value - 1.0).abs() < 1e-12);
}

#[test]
fn norway_as_published() {
    let mut data = Data::new("ssb-2008");
    for node in ["council", "leaders", "public", "private", "programmes"] {
        data.set("Norge", node, 0.39, 0.61, None);
    }
    for (node, women, men) in [
        ("labour", 75.4, 80.1),
        ("income", 397_500.0, 567_400.0),
        ("part-time", 1.0, 1.0),
        ("higher-education", 1.0, 1.0),
    ] {
        data.set("Norge", node, women, men, None);
    }
    let scores = compute(&definition("ssb-2008"), &data).unwrap();
    let round = |node: &str| (scores.by_place["Norge"][node].value * 100.0).round() / 100.0;
    assert_eq!((round("council"), round("labour"), round("income")), (0.78, 0.94, 0.70));
}

#[test]
fn ranks_share_ties() {
    let jam = definition("jamindex-2009");
    let mut data = Data::new("jamindex-2009");
    for node in jam.indicators() {
        for (place, women, men) in [("A", 50.0, 50.0), ("B", 40.0, 60.0), ("C", 60.0, 40.0)] {
            data.set(place, &node.id, women, men, None);
        }
    }
    let scores = compute(&jam, &data).unwrap();
    assert_eq!(scores.by_place["A"]["education"].value, 1.0);
    assert_eq!(scores.by_place["B"]["education"].value, 2.5);
    assert_eq!(scores.by_place["B"]["income-level"].value, 2.0);
    assert_eq!(scores.by_place["A"]["income-level"].gap_only, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_breaks_it(values in prop::collection::vec((any::<f64>(), any::<f64>()), 31), name in 0..6usize) {
        let name = ["gei-2013-2024", "gggi-2023", "gii-2010", "gdi-2014", "jamindex-2009", "ssb-2008"][name];
        let one = definition(name);
        let mut data = Data::new(name);
        for (node, (women, men)) in one.indicators().iter().zip(values.iter().cycle()) {
            data.set("X", &node.id, *women, *men, None);
        }
        if let Ok(scores) = compute(&one, &data) {
            prop_assert!(scores.by_place["X"].values().all(|score| score.value.is_finite()));
        }
    }

    #[test]
    fn the_gap_does_not_know_which_sex(values in prop::collection::vec((1.0..90.0f64, 1.0..90.0f64), 31), factor in 0.1..10.0f64) {
        let gei = definition("gei-2013-2024");
        let make = |swap: bool, by: f64| {
            let mut data = Data::new("gei-2013-2024");
            for (node, (women, men)) in gei.indicators().iter().zip(&values) {
                let (a, b) = if swap { (men, women) } else { (women, men) };
                data.set("X", &node.id, a * by, b * by, None);
            }
            compute(&gei, &data).unwrap().by_place["X"]["gei"]
        };
        let (one, other, scaled) = (make(false, 1.0), make(true, 1.0), make(false, factor));
        prop_assert!((one.value - other.value).abs() < 1e-9);
        prop_assert!((one.gap_only.unwrap() - scaled.gap_only.unwrap()).abs() < 1e-9);
        prop_assert!(one.gap_only.unwrap() >= one.value - 1e-9 && one.value >= 1.0);
    }
}
