//! Answers about the sample: the same values in every format, and the right word for what is not
//! there.

use crate::runner::{run, sample, well};
use serde_json::Value;

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

/// A CSV as (column → cell) by line. The sample's cells hold no line breaks.
fn csv(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut lines = text.split_terminator("\r\n");
    let head: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    let cells = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().unwrap().push(other),
            }
        }
        cells
    };
    lines
        .map(|line| {
            let cells = cells(line);
            assert_eq!(cells.len(), head.len(), "{line}");
            head.iter().cloned().zip(cells).collect()
        })
        .collect()
}

#[test]
fn a_figure_has_the_same_values_in_every_format() {
    let Some(data) = sample() else { return };
    // From kolada_mini_sample.csv itself.
    let args = |format| ["figure", "N00209", "--area", "Upplands Väsby", "--year", "2018", "--format", format];
    let rows = json(&well(data, &args("json")));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["kpi"], "N00209");
    assert_eq!(rows[0]["area"], "0114");
    assert_eq!(rows[0]["women"], 70.881864);
    assert_eq!(rows[0]["men"], 84.263959);
    assert_eq!(rows[0]["total"], 74.185464);
    assert!((rows[0]["difference"]["value"].as_f64().unwrap() - (70.881864 - 84.263959)).abs() < 1e-9);
    let lines = csv(&well(data, &args("csv")));
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0]["women"].as_str(), lines[0]["men"].as_str()), ("70.881864", "84.263959"));
    assert_eq!(lines[0]["women_state"], "value");
    let table = well(data, &args("table"));
    assert!(table.contains("70,9") && table.contains("84,3") && table.contains("−13,4"), "{table}");
    assert!(
        table.contains("Källa: Kolada") && table.contains("Egen beräkning") || table.contains("egen beräkning"),
        "{table}"
    );
    let english = well(data, &["--lang", "en", "figure", "N00209", "--area", "Upplands Väsby", "--year", "2018"]);
    assert!(english.contains("70.9") && english.contains("Women"), "{english}");
    let book = run(data, &args("xlsx"));
    assert_eq!(book.code, 0, "{}", book.err);
    assert_eq!(&book.bytes[..4], b"PK\x03\x04");
}

#[test]
fn years_of_an_area_and_areas_of_a_year() {
    let Some(data) = sample() else { return };
    let years: Vec<i64> = json(&well(data, &["figure", "N00209", "--area", "0114", "--format", "json"]))
        .iter()
        .map(|row| row["year"].as_i64().unwrap())
        .collect();
    assert_eq!(years, [2018, 2019, 2020, 2021, 2022]);
    let areas = json(&well(data, &["figure", "N00209", "--format", "json"]));
    assert_eq!(areas.len(), 10);
    assert!(areas.iter().all(|row| row["year"] == areas[0]["year"]));
}

#[test]
fn a_scan_tells_and_counts() {
    let Some(data) = sample() else { return };
    let told = well(data, &["scan", "upplands vasby"]);
    assert!(told.starts_with("Upplands Väsby (0114)\n"), "{told}");
    assert!(told.contains("mått är uppdelade på kön här:"), "{told}");
    let rows = json(&well(data, &["scan", "0114", "--format", "json"]));
    let lines = csv(&well(data, &["scan", "0114", "--format", "csv"]));
    assert!(!rows.is_empty());
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        assert_eq!(row["kpi"].as_str().unwrap(), line["kpi"]);
        for name in ["women", "men", "total"] {
            assert_eq!(row[name].as_f64(), line[name].parse().ok(), "{name} of {}", line["kpi"]);
        }
        assert_eq!(row["difference"]["flagged"].as_bool(), line["flagged"].parse().ok());
    }
    // Every municipality with a value, one line each.
    let all = well(data, &["scan", "--all"]);
    assert!(all.contains("0114") && all.contains("Större än liknande"), "{all}");
}

#[test]
fn rows_have_the_fields_of_the_schema() {
    let Some(data) = sample() else { return };
    let schema: Value = serde_json::from_str(&well(data, &["schema"])).unwrap();
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let row = &schema["items"]["properties"];
    for found in json(&well(data, &["scan", "--all", "--format", "json"])) {
        assert_eq!(keys(&found), keys(row));
        for part in ["difference", "peers", "trend", "total_only"] {
            if found[part].is_object() {
                assert_eq!(keys(&found[part]), keys(&schema["$defs"][part]["properties"]), "{part}");
            }
        }
    }
}

#[test]
fn a_comparison_puts_areas_side_by_side() {
    let Some(data) = sample() else { return };
    let rows = json(&well(data, &["compare", "0114", "0115", "--kpi", "N00209", "--format", "json"]));
    let areas: Vec<&str> = rows.iter().map(|row| row["area"].as_str().unwrap()).collect();
    assert!(areas.contains(&"0114"), "{areas:?}");
    let told = well(data, &["compare", "0114", "0115", "--mentor", "0115"]);
    assert!(told.contains("Vallentuna (mentor)"), "{told}");
    let ran = run(data, &["compare", "0114"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("mellan två, tre eller fyra"), "{}", ran.err);
}

#[test]
fn documents_for_the_meeting() {
    let Some(data) = sample() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (kind, extra) in [("board", &[][..]), ("comparison", &["--with", "0115"]), ("figure", &["--kpi", "N00209"])] {
        let path = folder.path().join(format!("{kind}.pdf"));
        let args: Vec<&str> =
            ["report", "0114", "--kind", kind, "-o", path.to_str().unwrap()].iter().chain(extra).copied().collect();
        well(data, &args);
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(&bytes[..5], b"%PDF-", "{kind}");
    }
    for (args, words) in [
        (vec!["report", "0114", "--kind", "comparison"], "--with"),
        (vec!["report", "0114", "--kind", "figure"], "--kpi"),
    ] {
        let ran = run(data, &args);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn what_is_not_there_is_told_with_suggestions() {
    let Some(data) = sample() else { return };
    let ran = run(data, &["scan", "Kramfros"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("”Kramfros”") && ran.err.contains("Menade du Kramfors"), "{}", ran.err);
    let ran = run(data, &["--lang", "en", "scan", "Kramfros"]);
    assert!(ran.err.contains("Did you mean Kramfors"), "{}", ran.err);
    assert_eq!(run(data, &["figure", "N99999"]).code, 1);
    assert_eq!(run(data, &["figure", "N00209", "--year", "1999"]).code, 1);
    assert_eq!(run(data, &["scan", "0114", "--peers", "similar:grannarna"]).code, 2);
    // One word that is neither a group nor an area.
    assert_eq!(run(data, &["scan", "0114", "--peers", "grannarna"]).code, 2);
}

#[test]
fn a_reader_that_goes_is_no_error() {
    let Some(data) = sample() else { return };
    use std::process::Stdio;
    let mut child = crate::runner::command(data)
        .args(["scan", "--all", "--ended", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(ended.stderr.is_empty());
}
