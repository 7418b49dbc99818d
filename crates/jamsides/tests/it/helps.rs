//! Help, completions, manual, schema: every command, both languages.

use crate::runner::{run, well};
use std::path::Path;

const COMMANDS: [&str; 18] = [
    "import",
    "snapshot",
    "scan",
    "compare",
    "figure",
    "report",
    "method",
    "history",
    "groups",
    "serve",
    "backup",
    "restore",
    "verify",
    "export",
    "doctor",
    "completions",
    "man",
    "schema",
];

fn nowhere() -> &'static Path {
    Path::new("/nonexistent/jamsides")
}

#[test]
fn help_is_swedish_and_english_on_demand() {
    let swedish = well(nowhere(), &["--help"]);
    let english = well(nowhere(), &["--help", "--lang", "en"]);
    assert!(swedish.contains("Så skriver du: jamsides [FLAGGOR] <KOMMANDO>"), "{swedish}");
    assert!(english.contains("Usage: jamsides [OPTIONS] <COMMAND>"), "{english}");
    for command in COMMANDS {
        assert!(swedish.contains(&format!("\n  {command} ")), "{command}");
        assert!(english.contains(&format!("\n  {command} ")), "{command}");
        let (sv, en) = (well(nowhere(), &[command, "--help"]), well(nowhere(), &["--lang=en", command, "--help"]));
        assert_ne!(sv, en, "{command}");
        assert!(sv.starts_with(|letter: char| letter.is_uppercase()), "{sv}");
    }
}

#[test]
fn the_environment_chooses_the_language() {
    let help = |name: &str, value: &str| {
        let output = crate::runner::command(nowhere()).env(name, value).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(help("LANG", "en_US.UTF-8").contains("Usage:"));
    assert!(help("LANG", "C").contains("Så skriver du:"));
    assert!(help("JAMSIDES_LANG", "en").contains("Usage:"));
}

#[test]
fn bad_requests_are_told_in_a_sentence() {
    for (args, code, words) in [
        (vec!["skan"], 2, "Det finns inget kommando som heter ”skan”. Menade du scan?"),
        (vec!["scan"], 2, "Det saknas något: <KOMMUN>."),
        (
            vec!["scan", "Kramfors", "--year", "20222"],
            2,
            "”20222” går inte att använda för --year. Skriv ett år som 2022",
        ),
        (vec!["scan", "Kramfors", "--format", "xml"], 2, "Det kan vara: table, json, csv, xlsx."),
        (vec!["scan", "Kramfors", "--pers", "all"], 2, "Vi förstår inte ”--pers”. Menade du --peers?"),
        (vec!["scan", "Kramfors", "--all"], 2, "går inte ihop med"),
        (vec!["--lang", "de", "doctor"], 2, "Skriv sv eller en."),
        (vec!["import", "kolada"], 2, "Säg vad som ska hämtas"),
        (vec!["import", "kolada", "--kpi", "heltid"], 2, "är ingen beteckning på ett mått"),
        (vec!["snapshot", "prune", "--keep", "0"], 2, "minst 1"),
        (vec!["doctor", "--format", "csv", "--format", "json"], 2, "står två gånger"),
        (vec!["figure", "N00206", "--area", "0114", "--n", "210"], 2, "Skriv två antal med komma emellan"),
        (
            vec!["figure", "N15428", "--area", "Kramfors", "Sollefteå", "--n", "92,104"],
            2,
            "Skriv --area och en kommun, utan --peers.",
        ),
        (vec!["figure", "N15428", "--area", "Kramfors", "--peers", "--n", "92,104"], 2, "gäller en kommuns värden"),
        (vec!["snapshot", "prune"], 2, "Det saknas något: --keep <ANTAL>"),
    ] {
        let ran = run(nowhere(), &args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
        assert!(!ran.err.contains("error:"), "{}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
    let ran = run(nowhere(), &["--lang", "en", "skan"]);
    assert!(ran.err.contains("There is no command called “skan”. Did you mean scan?"), "{}", ran.err);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = well(nowhere(), &["completions", shell]);
        assert!(text.contains("jamsides") && text.contains("snapshot"), "{shell}");
    }
    assert_eq!(run(nowhere(), &["completions", "sh"]).code, 2);
}

#[test]
fn a_manual_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let first = well(nowhere(), &["man"]);
    assert!(first.starts_with(".ie") || first.contains(".TH JAMSIDES 1"), "{first}");
    well(nowhere(), &["man", "-o", folder.path().to_str().unwrap()]);
    for command in COMMANDS {
        let page = std::fs::read_to_string(folder.path().join(format!("jamsides-{command}.1"))).unwrap();
        assert!(page.contains(".TH"), "{command}");
    }
    assert!(folder.path().join("jamsides-snapshot-verify.1").is_file());
}

#[test]
fn version() {
    assert_eq!(well(nowhere(), &["--version"]), format!("jamsides {}\n", env!("CARGO_PKG_VERSION")));
}
