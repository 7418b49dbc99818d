//! What the check refuses.

use history::{Fault, FaultKind, File, History};
use proptest::prelude::*;

/// The files with one of them changed: `from` must be there, and becomes `to` the first time it stands.
fn changed(path: &str, from: &str, to: &str) -> Vec<File> {
    let mut files = History::built_in_files();
    let file = files.iter_mut().find(|file| file.path == path).unwrap();
    assert!(file.text.contains(from), "{path}: {from}");
    file.text = file.text.replacen(from, to, 1);
    files
}

fn faults(path: &str, from: &str, to: &str) -> Vec<Fault> {
    History::from_files(&changed(path, from, to)).unwrap_err()
}

#[track_caller]
fn refused(path: &str, from: &str, to: &str, place: &str, wanted: impl Fn(&FaultKind) -> bool) {
    let faults = faults(path, from, to);
    assert!(faults.iter().any(|it| it.place.contains(place) && wanted(&it.kind)), "{faults:#?}");
}

const ROUND: &str = "rounds/omgang-2017.toml";
const SECOND: &str = "rounds/kommuner-2019.toml";

#[test]
fn broken_references() {
    refused(ROUND, r#"organisation = "hedemora""#, r#"organisation = "hedemoora""#, "group eskilstuna", |it| {
        *it == FaultKind::NoOrganisation { id: "hedemoora".into() }
    });
    refused(ROUND, r#"mentors = ["umea"]"#, r#"mentors = ["umeaa"]"#, "group umea", |it| {
        matches!(it, FaultKind::NoOrganisation { .. })
    });
    refused(ROUND, r#"sources = ["skl-2018-08"]"#, r#"sources = ["skl-2018-09"]"#, "event 2018-05", |it| {
        *it == FaultKind::NoSource { id: "skl-2018-09".into() }
    });
    refused("disagreements.toml", r#"rounds = ["pilot-2015"]"#, r#"rounds = ["pilot-2016"]"#, "pilotens-ar", |it| {
        *it == FaultKind::NoRound { id: "pilot-2016".into() }
    });
    refused("disagreements.toml", r#"organisations = ["kalmar"]"#, r#"organisations = ["kallmar"]"#, "sju", |it| {
        matches!(it, FaultKind::NoOrganisation { .. })
    });
}

#[test]
fn every_fact_has_a_source_and_every_round_one_that_can_be_followed() {
    for (from, place) in [
        (r#"sources = ["skl-2018-08", "lulea"]"#, "event 2017-01"),
        (r#"sources = ["skl-2016-10", "skl-2018-08", "lulea", "folkbladet-2016"]"#, "round"),
        (r#"sources = ["skl-2018-08", "folkbladet-2016"]"#, "group umea"),
    ] {
        refused(ROUND, from, "sources = []", place, |it| *it == FaultKind::Unsourced);
    }
    let fee = "note.en = \"Government support lowered the fee from the ordinary amount. Participants paid their own \
               travel, and the host of a meeting bore its costs.\"\nsources = [\"skr-2020-09-30\"]";
    let none = fee.replace("\"skr-2020-09-30\"", "");
    refused("rounds/omgang-2020.toml", fee, &none, "fee", |it| *it == FaultKind::Unsourced);
    let mut files = History::built_in_files();
    for file in files.iter_mut().filter(|file| file.path == "rounds/omgang-2023.toml") {
        file.text =
            file.text.replace("blekinge-2023-03-08", "hedemora-2018").replace("skr-konceptet-2024-02", "hedemora-2018");
    }
    let faults = History::from_files(&files).unwrap_err();
    assert!(faults.iter().any(|it| it.kind == FaultKind::NoAddress), "{faults:#?}");
    // And what nobody cites any more is told, too.
    assert!(faults.iter().any(|it| it.kind == FaultKind::Unused { id: "skr-konceptet-2024-02".into() }));
    let address = "https://regionblekinge.se/";
    for bad in ["javascript:alert(1)//", "ftp://regionblekinge.se/", "https:///", "https:// regionblekinge.se/"] {
        refused("sources.toml", address, bad, "blekinge", |it| *it == FaultKind::Address);
    }
}

#[test]
fn nobody_stands_twice_or_on_both_sides() {
    refused(ROUND, r#"organisation = "norrtalje""#, r#"organisation = "hedemora""#, "groups", |it| {
        *it == FaultKind::TwiceInRound { organisation: "hedemora".into() }
    });
    // In another group of the same round.
    refused(ROUND, r#"organisation = "linkoping""#, r#"organisation = "hedemora""#, "groups", |it| {
        *it == FaultKind::TwiceInRound { organisation: "hedemora".into() }
    });
    // Eskilstuna mentors and is mentored by Umeå: a circle begins with this.
    refused(ROUND, r#"organisation = "lycksele""#, r#"organisation = "eskilstuna""#, "group eskilstuna", |it| {
        *it == FaultKind::BothSides { organisation: "eskilstuna".into() }
    });
    refused(ROUND, r#"mentors = ["umea"]"#, r#"mentors = ["vannas"]"#, "group umea", |it| {
        *it == FaultKind::BothSides { organisation: "vannas".into() }
    });
    refused(SECOND, r#"support = ["umea"]"#, r#"support = ["vannas"]"#, "group vannas", |it| {
        *it == FaultKind::TwiceInRound { organisation: "vannas".into() }
    });
    // Who has not taken part before.
    refused(ROUND, r#"mentors = ["umea"]"#, r#"mentors = ["kramfors"]"#, "group umea", |it| {
        *it == FaultKind::MentorTooSoon { organisation: "kramfors".into() }
    });
}

#[test]
fn times() {
    for (date, whole) in [("2017-01", "2016-12"), ("2017-01", "2018-06"), ("2017-01", "2019")] {
        refused(ROUND, &format!("date = \"{date}\""), &format!("date = \"{whole}\""), "event", |it| {
            matches!(it, FaultKind::Outside { .. })
        });
    }
    for bad in ["2017-13", "2017-02-30", "januari 2017", "17"] {
        refused(ROUND, "date = \"2017-01\"", &format!("date = \"{bad}\""), "file", |it| {
            matches!(it, FaultKind::Unreadable { .. })
        });
    }
    // Invitations go out before, but not years before.
    refused(SECOND, "2018-09-24", "2017-09-24", "event", |it| matches!(it, FaultKind::Outside { .. }));
    refused(ROUND, "until = \"2018-05\"", "until = \"2016\"", "round", |it| *it == FaultKind::Backwards);
    refused(SECOND, "until = \"2020-02-05\"\nwhat", "until = \"2020-02-03\"\nwhat", "event", |it| {
        *it == FaultKind::Backwards
    });
    refused(SECOND, "date = \"2018-09-24\"", "date = \"2018-12-24\"", "events", |it| *it == FaultKind::Order);
    refused(SECOND, "gone_by = \"2019-07\"", "gone_by = \"2021-07\"", "ostersund", |it| {
        matches!(it, FaultKind::Outside { .. })
    });
    refused(SECOND, "joined_by = \"2019-07\"", "joined_by = \"2019-07\"\ngone_by = \"2019-03\"", "kalmar", |it| {
        *it == FaultKind::Backwards
    });
}

#[test]
fn replacements_lead_somewhere() {
    for to in [r#"replaced_by = "ostersund""#, r#"replaced_by = "sodertalje""#, r#"replaced_by = "umea""#] {
        refused(SECOND, r#"replaced_by = "kalmar""#, to, "ostersund", |it| matches!(it, FaultKind::Replacement { .. }));
    }
    // In a circle: each in the other's place.
    let mut files = changed(
        SECOND,
        "joined_by = \"2019-07\"",
        "joined_by = \"2019-07\"\ngone_by = \"2019-08\"\nreplaced_by = \"ostersund\"",
    );
    for file in files.iter_mut().filter(|file| file.path == SECOND) {
        file.text = file.text.replacen("gone_by = \"2019-07\"", "joined_by = \"2019-06\"\ngone_by = \"2019-07\"", 1);
    }
    let faults = History::from_files(&files).unwrap_err();
    assert!(faults.iter().any(|it| matches!(it.kind, FaultKind::Replacement { .. })), "{faults:#?}");
}

#[test]
fn pairing_and_inference_say_what_they_are() {
    for (path, from, to) in [
        (ROUND, "pairing = \"known\"\nmentors = [\"umea\"]", "pairing = \"known\""),
        (ROUND, "pairing = \"known\"", "pairing = \"unknown\""),
        (ROUND, "pairing = \"known\"", "pairing = \"none-named\""),
        ("rounds/omgang-2020.toml", "pairing = \"unknown\"", "pairing = \"unknown\"\nmentors = [\"kalmar\"]"),
        ("rounds/omgang-2020.toml", "pairing = \"unknown\"", "pairing = \"unknown\"\nsupport = [\"kalmar\"]"),
    ] {
        refused(path, from, to, "group", |it| *it == FaultKind::Pairing);
    }
    refused("rounds/regioner-2019.toml", "inferred = true\nnote.sv = \"Ingen", "note.sv = \"Ingen", "group", |it| {
        *it == FaultKind::Inferred
    });
    refused(ROUND, "inferred = true\n", "", "model", |it| *it == FaultKind::Inferred);
    refused("disagreements.toml", "Our inference: SKL's", "SKL's", "pilotens-ar", |it| *it == FaultKind::Inferred);
}

#[test]
fn ids_names_codes_and_files() {
    refused("organisations.toml", "id = \"boden\"", "id = \"Boden\"", "organisations", |it| {
        *it == FaultKind::NoId { found: "Boden".into() }
    });
    refused("organisations.toml", "id = \"boden\"", "id = \"askersund\"", "organisations", |it| {
        *it == FaultKind::Twice { id: "askersund".into() }
    });
    for bad in ["\"25\"", "\"25 82\"", "\"25821\""] {
        refused("organisations.toml", "\"2582\"", bad, "boden", |it| *it == FaultKind::Area);
    }
    refused("organisations.toml", "kind = \"association\"", "kind = \"region\"", "norrbottens", |it| {
        *it == FaultKind::Area
    });
    refused("organisations.toml", "name = \"Boden\"", "name = \" \"", "boden", |it| *it == FaultKind::Empty);
    refused(ROUND, "name.sv = \"Omgången 2017\"", "name.sv = \"\"", "round", |it| *it == FaultKind::Empty);
    refused(ROUND, "name.en = \"The round of 2017\"\n", "", "file", |it| matches!(it, FaultKind::Unreadable { .. }));
    refused(ROUND, "track = ", "trak = ", "file", |it| matches!(it, FaultKind::Unreadable { .. }));
    refused(ROUND, "id = \"omgang-2017\"", "id = \"omgang-2018\"", "file", |it| {
        *it == FaultKind::FileName { id: "omgang-2018".into() }
    });
    refused(ROUND, "format = \"round/1\"", "format = \"round/2\"", "file", |it| {
        *it == FaultKind::Format { found: "round/2".into() }
    });
    refused(ROUND, "\n[[event]]", "\nperson = \"somebody\"\n[[event]]", "file", |it| {
        matches!(it, FaultKind::Unreadable { .. })
    });
    let mut files = History::built_in_files();
    files.push(files[3].clone());
    let twice = History::from_files(&files).unwrap_err();
    assert!(twice.iter().any(|it| it.kind == FaultKind::Twice { id: "pilot-2015".into() }), "{twice:#?}");
    files.retain(|file| file.path != "sources.toml");
    let none = History::from_files(&files).unwrap_err();
    assert!(none.iter().any(|it| it.kind == FaultKind::Files { format: "sources/1", found: 0 }));
    assert!(History::from_files(&[]).is_err());
    assert_eq!(none[0].to_string(), "history: folder: there must be exactly one file of sources/1, not 0");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Taking lines out, or putting words in, is read or refused; nothing falls.
    #[test]
    fn no_file_makes_it_fall(at in 0..10_usize, line in 0..400_usize, gone in 0..4_usize, more in "[a-z\"=\\[\\]\n ]{0,20}") {
        let mut files = History::built_in_files();
        let file = &mut files[at];
        let mut lines: Vec<&str> = file.text.lines().collect();
        let from = line % lines.len();
        let until = (from + gone).min(lines.len());
        lines.splice(from..until, [more.as_str()]);
        file.text = lines.join("\n");
        if let Ok(history) = History::from_files(&files) {
            let genealogy = history.genealogy();
            for it in history.organisations() {
                let inspired = genealogy.inspired(&it.id);
                prop_assert!(!inspired.contains(it.id.as_str()));
                let direct = genealogy.mentored_by(&it.id).filter(|it| it.certainty == history::Certainty::Known);
                for one in direct {
                    prop_assert!(inspired.contains(one.participant) || one.sort == history::Sort::Support);
                }
            }
        }
    }

    #[test]
    fn nothing_written_makes_it_fall(text in any::<String>(), name in any::<String>()) {
        let _ = History::from_files(&[File { path: name, text }]);
    }
}
