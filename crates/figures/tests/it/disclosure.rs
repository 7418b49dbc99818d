//! Kolada's own figures: where the total and one sex are published, the other "hidden" one follows.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use ::disclosure::Equation;
use ::disclosure::attack::Shown;
use ::disclosure::audit::{Finding, Limits, audit};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int16Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Women, men, total.
type Three = [Option<f64>; 3];

/// The three numbers of a place and year.
type ByPlace = BTreeMap<(String, i16), Three>;

/// All values by figure, place and year; `None` where the file is absent.
fn figures() -> Option<BTreeMap<String, ByPlace>> {
    let name = "data/kolada_by_sex_1994_2022.parquet";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    let Ok(file) = std::fs::File::open(&path) else {
        let required = std::env::var("JAMSIDES_REAL_DATA").is_ok_and(|value| value == "required");
        assert!(!required, "JAMSIDES_REAL_DATA=required, but {} is absent", path.display());
        let _ = writeln!(std::io::stderr(), "SKIPPED: no ../shared/{name}");
        return None;
    };
    let mut all: BTreeMap<String, BTreeMap<(String, i16), Three>> = BTreeMap::new();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().with_batch_size(65_536).build().unwrap();
    for batch in reader {
        let batch = batch.unwrap();
        let column = |name: &str| batch.column_by_name(name).unwrap();
        let (kpi, place, sex) = (
            column("kpi").as_string::<i64>(),
            column("municipality").as_string::<i64>(),
            column("gender").as_string::<i64>(),
        );
        let (year, value) = (column("year").as_primitive::<Int16Type>(), column("value").as_primitive::<Float64Type>());
        let known = value.iter().enumerate().filter_map(|(row, value)| Some((row, value?)));
        for (row, value) in known {
            let figure = if let Some(figure) = all.get_mut(kpi.value(row)) {
                figure
            } else {
                all.entry(kpi.value(row).to_owned()).or_default()
            };
            let side = match sex.value(row) {
                "K" => 0,
                "M" => 1,
                _ => 2,
            };
            figure.entry((place.value(row).to_owned(), year.value(row))).or_default()[side] = Some(value);
        }
    }
    Some(all)
}

/// A figure is a count where women and men make the total in four of five cells that have all three.
fn counts(cells: &BTreeMap<(String, i16), Three>) -> bool {
    let (mut whole, mut adds) = (0, 0);
    for three in cells.values() {
        if let [Some(women), Some(men), Some(total)] = three {
            whole += 1;
            adds += usize::from(*total > 0.0 && (women + men - total).abs() <= 0.5);
        }
    }
    whole > 0 && adds * 5 > whole * 4
}

#[test]
fn kolada_hides_one_sex_and_publishes_the_total() {
    let Some(all) = figures() else { return };
    let (mut one_sex, mut exact, mut contradictions, mut sensitive, mut hidden) = (0, 0, 0, 0, Vec::new());
    let limits = Limits { least: 5.0, width: 1.0 };
    for cells in all.values().filter(|cells| counts(cells)) {
        let mut shown = Vec::new();
        let mut sums = Vec::new();
        for three in cells.values() {
            let [women, men, Some(_)] = three else { continue };
            if women.is_some() == men.is_some() {
                continue;
            }
            one_sex += 1;
            let first = shown.len();
            shown.extend(three.map(|value| match value {
                Some(value) => Shown::Value { value, slack: 0.0 },
                None => Shown::Hidden { low: 0.0, high: f64::INFINITY },
            }));
            sums.push(Equation { total: first + 2, parts: vec![first, first + 1] });
        }
        let found = audit(&shown, &sums, false, limits).unwrap();
        contradictions += found.attack.contradictions.len();
        exact += found.given_away.iter().filter(|g| g.finding == Finding::Exact).count();
        sensitive += found.given_away.iter().filter(|g| g.sensitive(&limits)).count();
        hidden.extend(found.given_away.iter().map(|g| g.low));
    }
    println!(
        "{one_sex} cells with total and one sex: {exact} hidden ones follow exactly, {sensitive} of them from 1 to 4; {contradictions} do not add up"
    );
    // The same by a program of its own (pandas): 306 cells, 7 of them below zero, 173 from 1 to 4.
    assert_eq!((one_sex, exact, contradictions, sensitive), (306, 299, 7, 173));
    hidden.sort_by(f64::total_cmp);
    assert_eq!(hidden[hidden.len() / 2], 2.0);
}
