//! `history`: the rounds, one of them, an organisation.

use crate::runner::{run, well};
use serde_json::Value;
use std::path::Path;

fn nowhere() -> &'static Path {
    Path::new("/nonexistent/jamsides")
}

#[test]
fn history_lists_the_rounds_newest_first() {
    let list = well(nowhere(), &["history"]);
    let ids: Vec<&str> = list.lines().skip(2).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(
        ids,
        ["omgang-2023", "omgang-2021", "omgang-2020", "kommuner-2019", "regioner-2019", "omgang-2017", "pilot-2015"]
    );
    assert!(list.contains("15 deltagare, 6 mentorer"), "{list}");
    let english = well(nowhere(), &["history", "--lang", "en"]);
    assert!(english.contains("The pilot of 2015") && english.contains("15 participants, 6 mentors"), "{english}");
}

#[test]
fn history_tells_a_round_and_an_organisation_in_both_languages() {
    let round = well(nowhere(), &["history", "kommuner-2019"]);
    for words in [
        "Modellkommuner 2019",
        "2019-02-07 till 2020-02-05",
        "Mentor: Vännäs. Mentorn hade stöd av Umeå.",
        "Östersund (inte kvar 2019-07, ersatt av Kalmar, vår slutsats)",
        "Var det elva eller tolv kommuner 2019?",
        "https://skl.se/",
    ] {
        assert!(round.contains(words), "{words}: {round}");
    }
    let fee = well(nowhere(), &["history", "omgang-2020", "--lang", "en"]);
    assert!(fee.contains("SEK 50,000; ordinarily SEK 80,000"), "{fee}");
    for what in ["kalmar", "Kalmar", "KALMAR", "0880"] {
        let told = well(nowhere(), &["history", what]);
        for words in ["• Norrtälje (Modellkommuner 2019)", "• Karlskrona (Omgången 2020)", "Deltagare", "Mentor"]
        {
            assert!(told.contains(words), "{what}: {words}: {told}");
        }
    }
    assert!(well(nowhere(), &["history", "Blekinge"]).starts_with("Region Blekinge\n"));
}

#[test]
fn history_as_rows_and_as_json() {
    let csv = well(nowhere(), &["history", "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].starts_with("round,from,until,group,organisation,"), "{}", rows[0]);
    // Seven, 21, six, 14 with six groups' mentors (seven) and three who supported, five and two, three and
    // three, one.
    assert_eq!(rows.len() - 1, 7 + 21 + 6 + 14 + 7 + 3 + 5 + 2 + 3 + 3 + 1);
    let ostersund = rows.iter().find(|row| row.contains(",ostersund,")).unwrap();
    assert_eq!(
        *ostersund,
        "kommuner-2019,2019-02-07,2020-02-05,norrtalje,ostersund,Östersund,2380,participant,possible,,2019-07,kalmar,\
         skl-2018-11-22 skl-2019-07"
    );
    let one = well(nowhere(), &["history", "kalmar", "--format", "csv"]);
    assert_eq!(one.lines().count(), 4);

    let told: Value = serde_json::from_str(&well(nowhere(), &["history", "--format", "json"])).unwrap();
    assert_eq!(told["rounds"].as_array().unwrap().len(), 7);
    assert_eq!(told["mentoring"].as_array().unwrap().len(), 50);
    assert_eq!(told["rounds"][6]["from"], "2015-05-28");
    let told: Value = serde_json::from_str(&well(nowhere(), &["history", "umea", "--format", "json"])).unwrap();
    assert_eq!((told["inspired"].as_array().unwrap().len(), &told["generation"]), (7, &1.into()));
    let told: Value = serde_json::from_str(&well(nowhere(), &["history", "omgang-2017", "--format", "json"])).unwrap();
    assert_eq!(told["round"]["groups"][0]["participants"][0]["organisation"], "hedemora");
    assert!(told["sources"][0]["address"].as_str().unwrap().starts_with("https://"));
}

#[test]
fn history_says_what_is_not_there() {
    for (args, code, words) in [
        (vec!["history", "kommuner-2033"], 1, "Det finns ingen omgång eller organisation som heter ”kommuner-2033”."),
        (vec!["history", "Kramf"], 1, "Menade du Kramfors?"),
        (vec!["history", "--format", "xlsx"], 2, "table, json, csv"),
        (vec!["history", "a", "b"], 2, "b"),
    ] {
        let ran = run(nowhere(), &args);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

#[test]
fn the_groups_of_every_round_are_formed_anew() {
    let list = well(nowhere(), &["groups", "history"]).replace('\u{a0}', " ");
    let line = |id: &str| list.lines().find(|line| line.starts_with(id)).unwrap_or_else(|| panic!("{id}: {list}"));
    for words in ["2 820 km", "2 448 km", "12 av 15"] {
        assert!(line("omgang-2017").contains(words), "{words}: {list}");
    }
    assert!(line("omgang-2021").contains("inte känt"), "{list}");
    assert!(line("pilot-2015").contains("Alla var i en och samma grupp"), "{list}");
    assert!(list.contains("Det här är inget betyg"), "{list}");

    let round = well(nowhere(), &["groups", "history", "omgang-2017", "--lang", "en"]).replace('\u{a0}', " ");
    for words in [
        "12 of 15 participants would have had the same mentor.",
        "Norrtälje, Enskede-Årsta-Vantör and Uppsala",
        "Enskede-Årsta-Vantör is counted where Stockholm lies.",
        "This is no verdict",
    ] {
        assert!(round.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{words}: {round}");
    }
}

#[test]
fn the_groups_formed_anew_as_json_hold_what_the_table_says() {
    let read = |args: &[&str]| -> Value { serde_json::from_str(&well(nowhere(), args)).unwrap() };
    let all = read(&["groups", "history", "--format", "json"]);
    assert_eq!(all["rounds"].as_array().unwrap().len(), 7);
    let it = read(&["groups", "history", "omgang-2017", "--format", "json"]);
    assert_eq!(it["agreement"]["mentor"], serde_json::json!({ "same": 12, "of": 15 }));
    let km = |it: &Value| it["km"].as_u64().unwrap();
    assert_eq!((km(&it["as_it_was"]), km(&it["shortest"]), it["saved_km"].as_u64()), (2820, 2448, Some(372)));
    let sum: u64 = it["shortest"]["groups"].as_array().unwrap().iter().map(km).sum();
    assert_eq!(sum, 2448);
    let pilot = read(&["groups", "history", "pilot-2015", "--format", "json"]);
    assert_eq!(pilot, serde_json::json!({ "round": "pilot-2015", "formed": false, "why": "one-group" }));
    let unknown = read(&["groups", "history", "omgang-2021", "--format", "json"]);
    assert_eq!((&unknown["as_it_was"], &unknown["agreement"]), (&Value::Null, &Value::Null));

    for (args, code, words) in [
        (vec!["groups", "history", "omgang-2033"], 1, "Det finns ingen omgång som heter ”omgang-2033”."),
        (vec!["groups", "history", "--format", "csv"], 2, "table, json"),
    ] {
        let ran = run(nowhere(), &args);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}
