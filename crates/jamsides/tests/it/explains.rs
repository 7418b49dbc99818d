//! The commands that "Explain the difference" shows: each runs as it stands, on a file with such columns.

use crate::runner::well;
use app::explaining::Catalogue;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a command says: its file, and the columns by option.
fn said(command: &str) -> (Vec<&str>, Option<&str>, BTreeMap<&str, &str>) {
    let words: Vec<&str> = command.split_whitespace().skip(1).collect();
    let file = words.iter().copied().find(|word| word.ends_with(".csv"));
    let pairs = words.windows(2).filter(|pair| pair[0].starts_with("--")).map(|pair| (pair[0], pair[1])).collect();
    (words, file, pairs)
}

/// A small file with the columns: people one by one, or counts of women and men at four levels.
fn sheet(columns: &BTreeMap<&str, &str>) -> String {
    let names: Vec<(&str, &str)> =
        columns.iter().flat_map(|(option, names)| names.split(',').map(|name| (*option, name))).collect();
    let mut text = names.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(";") + "\n";
    let people = !columns.contains_key("--n");
    let rows = if people { 480 } else { 8 };
    for row in 0..rows {
        let (sex, level) = (["kvinna", "man"][row % 2], row / 2 % 4);
        for (at, (option, _)) in names.iter().enumerate() {
            let value = match *option {
                "--by" | "--group" => sex.to_owned(),
                "--strata" | "--place" | "--cluster" | "--name" => format!("nr{level}"),
                "--score" => (level + 1).to_string(),
                "--n" => (200 + 10 * level).to_string(),
                "--std" => (1000 * (level + 1)).to_string(),
                "--x" if people => usize::from((row * 7 + level) % 5 < 2).to_string(),
                "--x" => (60 + 9 * level + 11 * (row % 2)).to_string(),
                _ => (10 + (row * (at + 3) + row % 7 * 5) % 23).to_string(),
            };
            let _ = write!(text, "{}{value}", if at == 0 { "" } else { ";" });
        }
        text.push('\n');
    }
    text
}

#[test]
fn every_command_shown_runs_and_answers_in_numbers() {
    let list = Catalogue::built_in().unwrap();
    let all: Vec<_> = list.subject.iter().flat_map(|subject| &subject.question).collect();
    assert!(all.len() >= 20, "{}", all.len());
    for question in all {
        let (mut words, file, columns) = said(&question.command);
        let method = if words[0] == "analyse" { words[0] } else { words[1] };
        assert_eq!(method, question.method, "{}", question.command);
        // What is asked for in numbers is read with the number of persons behind it.
        let counted = question.needs_sv.contains("Antal") && matches!(method, "mantel-haenszel" | "fisher");
        assert!(!counted || columns.contains_key("--n"), "{}", question.command);
        let folder = tempfile::tempdir().unwrap();
        let path = file.map(|name| folder.path().join(name).display().to_string());
        if let Some(path) = &path {
            std::fs::write(path, sheet(&columns)).unwrap();
            for word in &mut words {
                if word.ends_with(".csv") {
                    *word = path;
                }
            }
        }
        words.extend(["--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&well(folder.path(), &words)).unwrap();
        let text = answer.to_string();
        assert!(text.len() > 60 && text.chars().any(|c| c.is_ascii_digit()) && !text.contains("NaN"), "{text}");
    }
}
