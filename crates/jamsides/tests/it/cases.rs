//! `analyse`: from invented cases to an answer in every form.

use super::runner::{run, well};
use std::path::Path;

/// Invented cases, and where they lie.
fn made(folder: &Path, rows: &str) -> String {
    let path = folder.join("cases.parquet").display().to_string();
    let ran = run(folder, &["analyse", "--example", "home-care", "--rows", rows, "-o", &path]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    path
}

const BOOK: &str = "[column.hours]\nsv = \"beviljade timmar\"\nen = \"hours granted\"\nunit = \"h\"\n\
    [column.need]\nsv = \"behov\"\nen = \"need\"\nkind = \"category\"\n";

#[test]
fn the_answer_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let cases = made(folder.path(), "60000");
    let book = folder.path().join("book.toml");
    std::fs::write(&book, BOOK).unwrap();
    let book = book.display().to_string();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    let ask = |lang: &str, more: &[&str]| {
        let mut args = vec![
            "--lang",
            lang,
            "analyse",
            &cases,
            "--outcome",
            "hours",
            "--place",
            "municipality",
            "--adjust",
            "age,need,alone",
            "--cluster",
            "municipality",
            "--codebook",
            &book,
            "--where",
            "age>=66",
        ];
        args.extend_from_slice(more);
        well(&data, &args)
    };
    let sv = ask("sv", &[]);
    for part in [
        "Beviljade timmar: kvinnor och män",
        "Rakt av ligger kvinnor",
        "högre än män",
        "I samma situation ligger kvinnor",
        "inget frikännande",
        "pekar skillnaden åt ett håll",
        "behov: 5",
        "Lika stort för alla (konstanten)",
        "blir den ”Allt tillsammans”",
        "age ≥ 66",
    ] {
        assert!(sv.replace('\n', " ").contains(part), "{part}\n{sv}");
    }
    assert!(!sv.contains("--codebook"), "the outcome has a name in both languages");
    assert!(!sv.contains("cases-") && !sv.contains("cli-") && !sv.contains('{'), "{sv}");
    let en = ask("en", &["--reps", "200"]);
    assert!(en.replace('\n', " ").contains("arithmetic, not acquittal") && en.contains("200 draws"), "{en}");
    assert!(!en.contains("cases-") && !en.contains('{'), "{en}");
    let json: serde_json::Value = serde_json::from_str(&ask("en", &["--format", "json"])).unwrap();
    let left = &json["unexplained"];
    assert!(json["raw"]["value"].as_f64().unwrap() > 1.0);
    assert!((left["value"].as_f64().unwrap() + 2.0).abs() < 0.6, "{left}");
    let parts = json["parts"].as_array().unwrap();
    let whole = parts.iter().filter(|it| it["level"].is_null()).map(|it| it["unexplained"]["value"].as_f64().unwrap());
    let constant = json["constant"]["value"].as_f64().unwrap();
    assert!((whole.sum::<f64>() + constant - left["value"].as_f64().unwrap()).abs() < 1e-9, "{constant}");
    assert!(json["constant_note"].as_str().unwrap().contains("“All together”"));
    let shown = json["places"].as_array().unwrap();
    assert!(shown.iter().all(|it| it["cases"][0].as_u64().unwrap() >= 10 && it["cases"][1].as_u64().unwrap() >= 10));
    // Nothing that may be chance stands before what is certain, however far from the others it lies.
    let certain = shown.iter().filter(|it| it["standing"] != "chance" && !it["standing"].is_null()).count();
    let rows: Vec<&str> = sv.lines().filter(|line| line.contains(" / ")).collect();
    let first_chance = rows.iter().position(|line| line.contains("kan bero på slumpen")).unwrap_or(rows.len());
    assert_eq!(first_chance, certain.min(rows.len()), "{sv}");
    let csv = ask("en", &["--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 3 + json["parts"].as_array().unwrap().len() + shown.len());
    assert!(lines.iter().all(|line| line.split(',').count() == 24), "{}", lines[1]);
    let all: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(all[13].parse::<f64>().unwrap(), left["value"].as_f64().unwrap());
    for (end, mark) in [("pdf", &b"%PDF"[..]), ("xlsx", &b"PK"[..])] {
        let path = data.join(format!("answer.{end}"));
        ask("sv", &["-o", path.to_str().unwrap()]);
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(mark));
        ask("sv", &["-o", path.to_str().unwrap()]);
        assert_eq!(bytes, std::fs::read(&path).unwrap(), "the same answer is the same bytes");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before, "nothing is written beside the cases");
}

#[test]
fn what_cannot_be_answered_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.csv");
    std::fs::write(&path, "sex,hours\nK,3\nM,4\nM,x\n").unwrap();
    let path = path.to_str().unwrap();
    for (args, code, words) in [
        (vec!["analyse", path, "--outcome", "minutes"], 2, "har ingen kolumn ”minutes”"),
        (vec!["analyse", path, "--outcome", "hours"], 3, "--bad-rows"),
        (vec!["analyse", path, "--outcome", "hours", "--bad-rows", "0.5"], 3, "färre än 10 kvinnor"),
        (vec!["analyse", path, "--outcome", "hours", "--reps", "5"], 2, "--cluster"),
        (vec!["analyse", path, "--outcome", "hours", "--confidence", "95"], 2, "mellan 0 och 1"),
        (vec!["analyse", path, "--outcome", "hours", "--where", "age"], 2, "age"),
        (vec!["analyse", path], 2, "--outcome"),
        (vec!["analyse", "no-such-file.csv", "--outcome", "hours"], 3, "no-such-file.csv"),
        (vec!["analyse", "--example", "home-care"], 2, "-o"),
    ] {
        let ran = run(&folder.path().join("data"), &[&["--lang", "sv"], args.as_slice()].concat());
        assert_eq!(ran.code, code, "{args:?}\n{}{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{args:?}\n{}", ran.err);
    }
}

#[test]
fn cases_in_the_programs_own_folder_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let cases = made(folder.path(), "3000");
    let ran = run(folder.path(), &["--lang", "en", "analyse", &cases, "--outcome", "granted", "--adjust", "need"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("the program's own data folder"), "{}", ran.err);
    assert!(ran.out.contains("percentage points"), "{}", ran.out);
    assert!(ran.out.contains("--codebook"), "{}", ran.out);
    let elsewhere = folder.path().join("data");
    std::fs::create_dir(&elsewhere).unwrap();
    assert_eq!(run(&elsewhere, &["analyse", &cases, "--outcome", "granted"]).err, "");
}
