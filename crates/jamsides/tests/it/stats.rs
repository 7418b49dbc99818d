//! `stats`: methods by name, their help in both languages, the forms of an answer, faults and codes.

use crate::runner::{run, well};
use std::path::Path;

fn nowhere() -> &'static Path {
    Path::new("/nonexistent/jamsides")
}

#[test]
fn all_methods_are_listed_under_their_families() {
    let (sv, en) = (well(nowhere(), &["stats", "list"]), well(nowhere(), &["stats", "list", "--lang", "en"]));
    for (text, families) in [
        (&sv, ["En grupp", "Förklarade skillnader", "Skydd för enskilda"]),
        (&en, ["One group", "Explained differences", "Disclosure control"]),
    ] {
        assert!(families.iter().all(|family| text.contains(family)), "{text}");
        for method in
            ["wilson", "mantel-haenszel", "oaxaca", "funnel", "bh", "did", "synthetic-did", "gini", "suppress"]
        {
            assert!(text.contains(&format!("\n  {method} ")), "{method}");
        }
    }
    let json = well(nowhere(), &["stats", "list", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json.as_array().unwrap().len() >= 80, "{}", json.as_array().unwrap().len());
}

#[test]
fn help_says_formula_source_and_an_example_in_the_readers_language() {
    let sv = well(nowhere(), &["stats", "newcombe", "--help"]);
    assert!(sv.contains("Formel:") && sv.contains("Källa:") && sv.contains("Exempel som går att köra:"), "{sv}");
    for english in ["Usage", "Options", "default", "aliases", "possible values", "Group (column"] {
        assert!(!sv.contains(english), "{english}\n{sv}");
    }
    let en = well(nowhere(), &["stats", "newcombe", "--help", "--lang", "en"]);
    assert!(en.contains("Formula:") && en.contains("jamsides stats newcombe --x 56,48 --n 70,80"), "{en}");
    let with_file = well(nowhere(), &["stats", "oaxaca", "--help", "--lang", "en"]);
    assert!(with_file.contains("example.csv:\n  y,sex,age,edu"), "{with_file}");
}

#[test]
fn an_answer_has_four_forms() {
    let args = ["stats", "newcombe", "--x", "56,48", "--n", "70,80"];
    let with = |format: &str| run(nowhere(), &[&args[..], &["--format", format]].concat());
    let table = with("table").out;
    assert!(table.contains("0,05243") && table.contains("0,3339") && !table.contains("0,05243147"), "{table}");
    assert!(table.contains("första minus andra"), "{table}");
    assert!(table.replace('\n', " ").contains("Hela intervallet ligger över noll"), "{table}");
    let json: serde_json::Value = serde_json::from_str(&with("json").out).unwrap();
    assert!((json[0]["lower"].as_f64().unwrap() - 0.052_431_472_402).abs() < 1e-9);
    let csv = with("csv").out;
    assert!(csv.starts_with("what,value,lower,upper,confidence,method,n,"), "{csv}");
    assert!(with("xlsx").bytes.starts_with(b"PK"));
}

#[test]
fn examples_run_from_the_command_line() {
    for method in ["wilson", "oaxaca", "did", "suppress", "index"] {
        let (example, json) = (["stats", method, "--example"], ["stats", method, "--example", "--format", "json"]);
        assert!(well(nowhere(), &example).lines().count() >= 2, "{method}");
        let json: serde_json::Value = serde_json::from_str(&well(nowhere(), &json)).unwrap();
        assert!(json[0]["value"].is_number(), "{method}: {json}");
    }
}

#[test]
fn a_file_is_read_and_its_faults_are_told_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.csv");
    std::fs::write(&file, "kön;beviljade;sökande\nman;48;80\nkvinna;56;70\n").unwrap();
    let path = file.to_str().unwrap();
    let args = ["stats", "newcombe", path, "--x", "beviljade", "--n", "sökande", "--group", "kön"];
    let told = well(nowhere(), &args);
    assert!(told.contains("kvinna - man") && told.contains("0,05243 "), "{told}");
    std::fs::write(&file, "kön;beviljade;sökande\nman;48;80\nkvinna;många;70\n").unwrap();
    let ran = run(nowhere(), &args);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("Kolumnen ”beviljade”, rad 3: ”många” är inget tal."), "{}", ran.err);
}

#[test]
fn what_is_not_understood_is_told_in_a_sentence() {
    for (args, words) in [
        (vec!["stats", "wilsson"], "Det finns ingen metod som heter ”wilsson”. Menade du wilson"),
        (vec!["stats", "wilson", "--y", "3"], "--y"),
        (vec!["stats", "wilson", "--x", "3", "--format", "xml"], "Det kan vara: table, json, csv, xlsx."),
    ] {
        let ran = run(nowhere(), &args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    let ran = run(nowhere(), &["stats", "wilson", "--n", "9"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--x behövs. Se --help."), "{}", ran.err);
}

#[test]
fn published_cases_come_out() {
    let ran = run(nowhere(), &["stats", "verify", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);
    assert!(ran.err.contains("published numbers were computed again; 0 do not agree"), "{}", ran.err);
    assert!(ran.out.contains("Penicillin in rabbits"), "{}", ran.out);
}
