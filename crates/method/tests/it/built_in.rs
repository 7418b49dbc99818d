//! The files that come with the program.

use crate::folder;
use method::{
    Charter, Criterion, Decision, File, Form, Format, Instrument, Lang, Library, Mapping, Model, Organisation, StepKind,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;

/// With this set, files made from the code are written anew instead of compared.
fn updating() -> bool {
    std::env::var_os("METHOD_UPDATE").is_some()
}

fn walk(folder: &Path, found: &mut Vec<String>, top: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found, top);
        } else {
            found.push(path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn every_file_is_sound_and_built_in() {
    let files: Vec<File> = Library::built_in_files().map(|(path, text)| File::new(path, text)).collect();
    let library = Library::from_files(&files).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(|fault| fault.told(Lang::Sv)).collect::<Vec<_>>().join("\n"))
    });
    assert_eq!(&library, Library::built_in());
    let (mut there, top) = (Vec::new(), folder());
    walk(&top, &mut there, &top);
    let there: BTreeSet<String> =
        there.into_iter().filter(|path| !path.starts_with("schema/") && path != "README.md").collect();
    let built_in: BTreeSet<String> = Library::built_in_files().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(there, built_in);
}

#[test]
fn five_generations_three_instruments_two_charters() {
    let library = Library::built_in();
    let ids: Vec<&str> = library.models().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["modell-2017", "modell-2018", "modell-2019", "modell-2021", "modell-2023"]);
    let shapes: Vec<(usize, u8)> = library.instruments().map(|it| (it.items.len(), it.scale.highest)).collect();
    assert_eq!(shapes, [(13, 3), (10, 3), (10, 4)]);
    let parts: Vec<usize> = library.instruments().map(|it| it.parts.len()).collect();
    assert_eq!(parts, [1, 1, 2]);
    let charters: Vec<(u16, usize, usize)> = library
        .charters()
        .map(|it| (it.year, it.articles.len(), it.articles.iter().filter(|it| it.unconfirmed).count()))
        .collect();
    assert_eq!(charters, [(2006, 30, 5), (2022, 39, 14)]);
    assert_eq!(library.decisions().count(), 3);
    assert_eq!(library.forms().count(), 11);
    assert!(library.form(method::EVALUATION).is_some());
}

#[test]
fn what_is_known_of_the_generations_is_there() {
    let library = Library::built_in();
    let model = |id: &str| library.model(id).unwrap();
    let meetings = |id: &str| {
        let steps = model(id).steps.iter().filter(|step| step.kind == StepKind::Meeting);
        steps.map(|step| step.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    // Eight steps, five of them meetings; the second and third benchmarking meetings swap in 2019.
    for id in ["modell-2017", "modell-2018"] {
        assert_eq!(model(id).steps.len(), 8);
        assert_eq!(meetings(id), ["uppstart", "traff-styrning", "traff-forbattring", "traff-uppfoljning", "resultat"]);
    }
    assert_eq!(model("modell-2019").steps.len(), 8);
    assert_eq!(
        meetings("modell-2019"),
        ["uppstart", "traff-styrning", "traff-uppfoljning", "traff-forbattring", "resultat"]
    );
    for id in ["modell-2021", "modell-2023"] {
        let strategists = model(id).steps.iter().filter(|step| step.attends.len() == 1);
        assert_eq!(strategists.filter(|step| step.attends[0].as_str() == "strateg").count(), 3, "{id}");
        assert_eq!(model(id).modules.len(), 3);
        assert!(model(id).steps.iter().any(|step| step.kind == StepKind::Course));
    }
    assert_eq!((model("modell-2021").duration_months, model("modell-2023").duration_months), (12, 24));
    // Regions since 2019, with two managers.
    for it in library.models() {
        let region = it.teams.iter().find(|team| team.organisation == Organisation::Region);
        assert_eq!(region.is_some(), it.id.as_str() >= "modell-2019", "{}", it.id);
        if let Some(team) = region {
            let managers = team.members.iter().find(|member| member.role.as_str() == "chef").unwrap();
            assert_eq!(managers.count, 2);
        }
    }
    // Fourteen days for the invitation, seven for presentations, and our own number for the facts.
    for it in library.models() {
        let days: Vec<(&str, u16, bool, bool)> =
            it.deadlines.iter().map(|it| (it.id.as_str(), it.days, it.ours, it.adjustable)).collect();
        assert_eq!(
            days,
            [("fakta", 21, true, true), ("kallelse", 14, false, false), ("presentation", 7, false, false)]
        );
    }
    // The rule of 2018 and that of 2020, each where it is known or marked.
    let rules = |id: &str| model(id).statuses.iter().map(|it| (it.id.as_str(), it.unconfirmed)).collect::<Vec<_>>();
    assert_eq!(rules("modell-2017"), []);
    assert_eq!(rules("modell-2018"), [("egen-bedomning", false)]);
    assert_eq!(rules("modell-2019"), [("egen-bedomning", false), ("omgang-och-mentorskap", false)]);
    assert_eq!(rules("modell-2023"), [("omgang-och-mentorskap", true)]);
    let rule = &model("modell-2018").statuses[0].criterion;
    assert_eq!(
        rule,
        &[Criterion::NoItemAt { level: 1, highest: 3 }, Criterion::MoreThan { percent: 50, level: 3, highest: 3 }]
    );
    // A political decision is asked of everybody, before anything else.
    assert!(library.models().all(|it| it.conditions[0].id.as_str() == "politiskt-beslut" && it.conditions[0].required));
}

#[test]
fn purposes_are_two_sentences_and_levels_are_described_in_one_or_two() {
    let sentences = |text: &str| text.matches(['.', '?']).count();
    for model in Library::built_in().models() {
        for step in &model.steps {
            for lang in Lang::ALL {
                assert_eq!(
                    sentences(step.purpose.get(lang)),
                    2,
                    "{} {}: {}",
                    model.id,
                    step.id,
                    step.purpose.get(lang)
                );
            }
            assert!(!step.tasks.is_empty() && !step.outcomes.is_empty(), "{} {}", model.id, step.id);
        }
    }
    for instrument in Library::built_in().instruments() {
        for item in &instrument.items {
            for anchor in &item.anchors {
                for lang in Lang::ALL {
                    let text = anchor.text.get(lang);
                    assert!(
                        (1..=2).contains(&sentences(text)) && text.ends_with('.'),
                        "{} {}: {text}",
                        instrument.id,
                        item.id
                    );
                }
            }
            // No two levels of an item read alike.
            let texts: BTreeSet<&str> = item.anchors.iter().map(|it| it.text.sv.as_str()).collect();
            assert_eq!(texts.len(), item.anchors.len(), "{} {}", instrument.id, item.id);
        }
    }
}

#[test]
fn the_two_languages_are_two() {
    for (path, text) in Library::built_in_files().filter(|(path, _)| path.ends_with(".toml")) {
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2) {
            let words = |line: &str, lang: &str| {
                line.split_once(&format!(".{lang} = ")).map(|(key, words)| (key.to_owned(), words.to_owned()))
            };
            if let (Some((key, sv)), Some((other, en))) = (words(pair[0], "sv"), words(pair[1], "en")) {
                assert_eq!(key, other, "{path}: {sv}");
                let same = sv == en;
                // Years and the heading "Plus" are the same word in both; so are Block's "Block".
                assert!(!same || sv.len() < 14, "{path}: {sv}");
                // Names stay as they are.
                let rest = ["Jämsides", "Örnsköldsvik", "Östra Göinge"]
                    .iter()
                    .fold(en.clone(), |text, name| text.replace(name, ""));
                assert!(!rest.contains(['å', 'ä', 'ö']) || rest.contains("kronor"), "{path}: {en}");
            }
        }
    }
}

fn round<T: Serialize + DeserializeOwned + PartialEq + Debug>(it: &T) {
    let text = toml::to_string(it).unwrap();
    assert_eq!(&toml::from_str::<T>(&text).unwrap(), it);
    let text = serde_json::to_string(it).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), it);
}

#[test]
fn what_is_read_and_written_is_read_the_same() {
    let library = Library::built_in();
    library.models().for_each(round::<Model>);
    library.instruments().for_each(round::<Instrument>);
    library.mappings().for_each(round::<Mapping>);
    library.charters().for_each(round::<Charter>);
    library.decisions().for_each(round::<Decision>);
    library.forms().for_each(round::<Form>);
}

#[test]
fn written_models_pass_the_check_too() {
    let rest: Vec<File> = Library::built_in_files()
        .filter(|(path, _)| !path.starts_with("models/"))
        .map(|(path, text)| File::new(path, text))
        .collect();
    let mut files = rest;
    for model in Library::built_in().models() {
        files.push(File::new(format!("models/{}/model.toml", model.id), toml::to_string(model).unwrap()));
    }
    let library = Library::from_files(&files).unwrap();
    assert!(library.models().eq(Library::built_in().models()));
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for format in Format::ALL {
        let path = folder().join("schema").join(format.file_name());
        let made = serde_json::to_string_pretty(format.schema()).unwrap() + "\n";
        if updating() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        // As values: the order of keys depends on how serde_json was built.
        let kept: serde_json::Value = serde_json::from_str(&kept).unwrap_or_default();
        assert!(&kept == format.schema(), "{} is old: METHOD_UPDATE=1 cargo test -p method", path.display());
    }
}

/// A changed model with the same version would change rounds that are bound to it. Raise the version, then
/// write the list anew.
#[test]
fn no_model_changes_under_a_round() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/editions.txt");
    let library = Library::built_in();
    let line = |id: &str| {
        let edition = library.edition(id).unwrap();
        format!("{} {} {}\n", edition.model, edition.version, edition.fingerprint)
    };
    let made: String = library.models().map(|it| line(it.id.as_str())).collect();
    if updating() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), made);
}

#[test]
fn an_edition_is_its_content_and_nothing_else() {
    let files: Vec<File> = Library::built_in_files().map(|(path, text)| File::new(path, text)).collect();
    let edition = |change: &dyn Fn(&File) -> String| {
        let files: Vec<File> = files.iter().map(|file| File::new(file.path.clone(), change(file))).collect();
        Library::from_files(&files).unwrap().edition("modell-2017").unwrap().fingerprint
    };
    let now = edition(&|file| file.text.clone());
    let commented = |file: &File| {
        let toml = file.path.ends_with(".toml");
        if toml { format!("# A comment.\n\n{}", file.text) } else { file.text.clone() }
    };
    assert_eq!(edition(&commented), now);
    let of = |path: &'static str, from: &'static str, to: &'static str| {
        move |file: &File| if file.path == path { file.text.replacen(from, to, 1) } else { file.text.clone() }
    };
    assert_ne!(edition(&of("models/modell-2017/model.toml", "days = 14", "days = 13")), now);
    assert_ne!(edition(&of("models/modell-2017/sv.md", "kopiera", "härma")), now);
    assert_ne!(edition(&of("instruments/sjalvskattning-2017.toml", "Arbetet har inte", "Inget har")), now);
    // The forms its materials name are part of it, and those whose answers these take up.
    assert_ne!(edition(&of("forms/uppfoljning.toml", "words = 100", "words = 90")), now);
    assert_ne!(edition(&of("forms/styrsystem.toml", "words = 120", "words = 90")), now);
    // A form the model has no use for is not.
    assert_eq!(edition(&of("forms/intressentanalys.toml", "words = 50", "words = 40")), now);
    // Another model's self-assessment is no part of it.
    assert_eq!(edition(&of("instruments/sjalvskattning-2023.toml", "Ni har inte börjat", "Ingen har börjat")), now);
}
