//! `groups`: a round from a file to groups, checked, explained and compared; and what goes wrong.

use crate::runner::{run, well};
use serde_json::Value;
use std::path::Path;

fn nowhere() -> &'static Path {
    Path::new("/nonexistent/jamsides")
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&well(nowhere(), args)).unwrap()
}

#[test]
fn groups_from_the_example_to_the_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (round, sheet, answer) = (at("omgang.toml"), at("organisationer.csv"), at("grupper.json"));
    well(nowhere(), &["groups", "example", "-o", &round]);
    well(nowhere(), &["groups", "example", "-o", &sheet]);
    assert!(std::fs::read_to_string(&sheet).unwrap().starts_with("roll;kod;namn;"));
    well(nowhere(), &["groups", "form", "--input", &round, "--explain", "-o", &answer]);
    let formed: Value = serde_json::from_str(&std::fs::read_to_string(&answer).unwrap()).unwrap();
    assert_eq!(
        (&formed["proven"], &formed["allowed"], &formed["gap"]),
        (&Value::Bool(true), &Value::Bool(true), &Value::from(0.0))
    );
    assert_eq!(formed["bound"], formed["total"]);
    let seated: usize =
        formed["groups"].as_array().unwrap().iter().map(|it| it["members"].as_array().unwrap().len()).sum();
    assert_eq!(seated, 11);
    let krokom = formed["groups"]
        .as_array()
        .unwrap()
        .iter()
        .find(|group| group["members"].as_array().unwrap().iter().any(|it| it["name"] == "Krokom"));
    assert_eq!(krokom.unwrap()["mentor"]["name"], "Östersund");

    // What was formed is allowed, costs the same, and is the same as itself.
    let checked = json(&["groups", "check", "--input", &round, "--arrangement", &answer, "--format", "json"]);
    assert_eq!((&checked["total"], &checked["breaches"]), (&formed["total"], &Value::Array(Vec::new())));
    let same = well(nowhere(), &["groups", "compare", "--input", &round, &answer, &answer]);
    assert!(same.starts_with("Den första: Indelningen följer alla regler."), "{same}");
    assert!(same.ends_with("\nDe två är samma indelning.\n"), "{same}");

    let told =
        well(nowhere(), &["groups", "why", "--input", &round, "--arrangement", &answer, "--organisation", "kramfors"]);
    assert!(told.contains("\nKramfors (") && told.contains("Helt uppfyllt:"), "{told}");
    assert!(!told.contains("\nBollnäs ("), "{told}");
    let table = well(nowhere(), &["--lang", "en", "groups", "form", "--input", &round]);
    assert!(table.contains("This is the best arrangement") && table.contains("Short ways"), "{table}");
}

#[test]
fn an_answer_has_the_fields_of_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let round = written(folder.path(), "r.csv", &well(nowhere(), &["groups", "example", "--format", "csv"]));
    let schema = json(&["schema", "groups"]);
    let answer = json(&["groups", "form", "--input", &round, "--explain", "--format", "json"]);
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(keys(&answer), keys(&schema["properties"]));
    for (list, part) in [("groups", "group"), ("organisations", "organisation")] {
        let known = keys(&schema["$defs"][part]["properties"]);
        for one in answer[list].as_array().unwrap() {
            assert!(keys(one).iter().all(|key| known.contains(key)), "{part}: {one}");
        }
    }
}

#[test]
fn a_change_by_hand_is_checked_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "roll,namn,leder\n,Kramfors,\n,Sollefteå,\n,Malmö,\n,Lund,\nmentor,Timrå,1\nmentor,Helsingborg,1\n";
    let round = written(folder.path(), "r.csv", rows);
    let best =
        written(folder.path(), "best.csv", &well(nowhere(), &["groups", "form", "--input", &round, "--format", "csv"]));
    let crossed = written(
        folder.path(),
        "crossed.toml",
        "[[groups]]\nmembers = [\"Kramfors\", \"Lund\"]\nmentor = \"Timrå\"\n[[groups]]\nmembers = [\"Sollefteå\", \"Malmö\"]\nmentor = \"Helsingborg\"\n",
    );
    let told = well(nowhere(), &["groups", "compare", "--input", &round, &best, &crossed]);
    assert!(
        told.contains("Bara i den andra: Lund och Kramfors, med Timrå som mentor.")
            || told.contains("Bara i den andra: Kramfors och Lund, med Timrå som mentor."),
        "{told}"
    );
    assert!(told.contains("poäng mer.") && told.contains("Sämre får det:"), "{told}");
    assert!(told.contains("Den första: Indelningen följer alla regler."), "{told}");
    let one = |path: &str| {
        json(&["groups", "check", "--input", &round, "--arrangement", path, "--format", "json"])["total"]
            .as_i64()
            .unwrap()
    };
    assert!(one(&crossed) > 5 * one(&best), "{} {}", one(&crossed), one(&best));
    let twice = written(
        folder.path(),
        "twice.csv",
        "grupp;namn;roll\n1;Kramfors;\n1;Lund;\n1;Timrå;mentor\n2;Lund;\n2;Ankeborg;\n2;Timrå;mentor\n",
    );
    let ran = run(nowhere(), &["groups", "check", "--input", &round, "--arrangement", &twice]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    for words in [
        "Lund står på två ställen.",
        "Ankeborg kan inte stå här.",
        "Malmö har ingen grupp.",
        "Timrå leder 2 grupper, men kan leda högst 1.",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let alone =
        written(folder.path(), "alone.toml", "[[groups]]\nmembers = [\"Kramfors\", \"Lund\"]\nmentor = \"Timrå\"\n");
    let compared =
        json(&["groups", "compare", "--input", &round, &best, &alone, "--format", "json"])["breaches"].clone();
    assert_eq!(compared["one"].as_array().unwrap().len(), 0, "{compared}");
    assert_eq!(compared["other"].as_array().unwrap().len(), 2, "Sollefteå and Malmö have no group: {compared}");
}

/// Places are counted before anything is searched: 4 participants and one group of 3.
#[test]
fn too_few_places_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "roll,namn,leder\n,Kramfors,\n,Sollefteå,\n,Malmö,\n,Lund,\nmentor,Timrå,1\n";
    let round = written(folder.path(), "r.csv", rows);
    let ran = run(nowhere(), &["groups", "form", "--input", &round]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let words = "Det finns 4 deltagare men bara 3 platser: mentorerna kan leda 1 grupp med högst 3.";
    assert!(ran.out.contains(words), "{}", ran.out);
}

#[test]
fn what_cannot_be_done_is_told_with_what_to_relax() {
    let folder = tempfile::tempdir().unwrap();
    let round = written(
        folder.path(),
        "r.toml",
        "[rules]\nlongest = 100\n[[organisation]]\nname = \"Kiruna\"\n[[organisation]]\nname = \"Ystad\"\n[[mentor]]\nname = \"Gävle\"\n",
    );
    let ran = run(nowhere(), &["groups", "form", "--input", &round]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Längsta väg") && ran.out.contains("• Låt den längsta vägen vara"), "{}", ran.out);
    let answer = run(nowhere(), &["groups", "form", "--input", &round, "--format", "json", "--lang", "en"]);
    let answer: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(answer["groups"], Value::Null);
    assert!(answer["contradiction"]["rules"].as_array().unwrap().contains(&Value::from("travel")), "{answer}");
}

#[test]
fn bad_files_are_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let bad = written(folder.path(), "bad.csv", "namn;kod;leder\nKramfors;9999;-2\n;;\nTimrå;;\n");
    let ran = run(nowhere(), &["groups", "form", "--input", &bad]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    for words in ["rad 2, kod: Ingen kommun eller region har koden ”9999”", "rad 2, leder: -2 går inte."] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    let gone = run(nowhere(), &["groups", "form", "--input", "/nonexistent/x.csv"]);
    assert_eq!(gone.code, 2);
    assert!(gone.err.contains("/nonexistent/x.csv"), "{}", gone.err);
    let none = run(nowhere(), &["groups", "form", "--input", &bad, "--format", "xlsx"]);
    assert_eq!(none.code, 2, "{}", none.err);
    let asked = run(nowhere(), &["groups", "form", "--input", &bad, "--time-limit", "snart"]);
    assert!(asked.code == 2 && asked.err.contains("Skriv ett antal sekunder"), "{}", asked.err);
}
