//! Any bytes whatever: an answer or a sentence, never a panic, never a number that is none.

use microdata::{Asked, Codebook, Condition, Plan, Rules, analyse, example, pass};
use proptest::prelude::*;
use stats::explained::oaxaca::Reference;
use std::path::Path;

const ASKED: Asked = Asked {
    confidence: 0.95,
    reference: Reference::Pooled,
    level: 0.05,
    clustered: true,
    repetitions: 200,
    seed: 3,
    rules: Rules { least_cases: 2, least_events: 0, percent: 0.0 },
};

fn plan() -> Plan {
    Plan {
        outcome: "hours".to_owned(),
        by: "sex".to_owned(),
        place: Some("municipality".to_owned()),
        cluster: None,
        weight: None,
        adjust: vec!["age".to_owned()],
        conditions: Vec::new(),
        sql: Vec::new(),
        book: Codebook::default(),
        bad_allowed: 1.0,
    }
}

/// Reads and answers; a fault has a sentence in both languages.
fn sound(path: &Path, plan: &Plan) {
    match pass(path, plan).and_then(|cells| analyse(&cells, &ASKED)) {
        Ok(it) => {
            for place in &it.shown.places {
                assert!(place.raw.value.is_finite() && place.cases.iter().all(|it| *it >= 2));
                assert!(place.q.is_none_or(|q| (0.0..=1.0).contains(&q)));
            }
            assert!(it.raw.value.is_finite(), "{:?}", it.raw);
        }
        Err(fault) => {
            for lang in [stats::Lang::Sv, stats::Lang::En] {
                assert!(fault.sentence(lang).len() > 10, "{fault:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cells_in_csv(
        rows in prop::collection::vec((0..4_u8, prop::sample::select(vec!["K", "M", "1", "2", "3", "", "é", "\"", "x\"y"]),
            prop::sample::select(vec!["70", "1e308", "-1e308", "NaN", "inf", "", "8,5", "1e-300", "x", "-0"]),
            prop::sample::select(vec!["0", "3", "1e308", "-5", "4,5", "", "\u{0}", "9e15"])), 0..40)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases.csv");
        let mut csv = String::from("municipality;sex;age;hours\n");
        for (place, sex, age, hours) in rows {
            csv += &format!("{place};{sex};{age};{hours}\n");
        }
        std::fs::write(&path, csv).unwrap();
        sound(&path, &plan());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), parquet in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases");
        let mut all = if parquet { b"PAR1".to_vec() } else { b"municipality,sex,age,hours\n".to_vec() };
        all.extend(bytes);
        std::fs::write(&path, all).unwrap();
        sound(&path, &plan());
    }

    #[test]
    fn a_condition_or_a_codebook_of_any_words(text in "\\PC{0,30}") {
        if let Ok(it) = Condition::read(&text) {
            prop_assert!(!it.column.is_empty() && !it.value.is_empty());
        }
        if let Ok(book) = Codebook::read(&text) {
            prop_assert_eq!(book.about("no such column"), None);
        }
    }
}

#[test]
fn a_file_cut_short_or_spoilt_is_told() {
    let mut bytes = Vec::new();
    example::home_care(&mut bytes, 3_000, 5).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.parquet");
    for cut in [4, 20, bytes.len() / 2, bytes.len() - 1] {
        std::fs::write(&path, &bytes[..cut]).unwrap();
        assert!(pass(&path, &plan()).is_err(), "{cut}");
    }
    for at in (0..bytes.len()).step_by(bytes.len() / 60) {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 0xff;
        std::fs::write(&path, &spoilt).unwrap();
        sound(&path, &plan());
    }
}
