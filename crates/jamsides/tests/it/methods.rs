//! `method`: check, show, diff, new.

use crate::runner::{run, well};
use std::path::Path;

fn nowhere() -> &'static Path {
    Path::new("/nonexistent/jamsides")
}

#[test]
fn what_comes_with_the_program_is_sound() {
    assert_eq!(well(nowhere(), &["method", "check"]), "37 filer granskade. Inget att anmärka.\n");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../method");
    let told = well(nowhere(), &["method", "check", own.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(told, "37 files checked. Nothing to remark on.\n");
}

#[test]
fn a_model_of_ones_own_is_begun_checked_broken_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("lanets-modell");
    let (out, path) = (folder.path().to_str().unwrap(), home.to_str().unwrap());
    let begun = run(nowhere(), &["method", "new", "lanets-modell", "-o", out]);
    assert_eq!((begun.code, begun.out.as_str()), (0, ""));
    assert!(begun.err.contains(path), "{}", begun.err);
    assert_eq!(well(nowhere(), &["method", "check", path]), "3 filer granskade. Inget att anmärka.\n");
    let page = well(nowhere(), &["method", "show", "lanets-modell", "--with", path]);
    assert!(page.starts_with("Vår modell\n══════════\n"), "{page}");
    // Nobody's work is written over.
    assert_eq!(run(nowhere(), &["method", "new", "lanets-modell", "-o", out]).code, 2);

    let file = home.join("model.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let broken = text.replacen("who = [\"organisator\"]", "who = [\"organisatoren\"]", 1);
    let line = broken[..broken.find("organisatoren").unwrap()].matches('\n').count() + 1;
    std::fs::write(&file, broken).unwrap();
    let ran = run(nowhere(), &["method", "check", path]);
    assert_eq!(ran.code, 3);
    assert_eq!(
        ran.out,
        format!(
            "{}/model.toml rad {line}: steget ’start’ hänvisar till rollen ’organisatoren’ som inte finns; menade du ’organisator’?\n\
             Antal fel: 1. Ändra och granska igen.\n",
            home.display()
        )
    );
    let ran = run(nowhere(), &["method", "check", path, "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &told["faults"][0]["line"]), (3, &serde_json::json!(line)));
    assert_eq!(told["faults"][0]["kind"]["fault"], "no-such");
    let ran = run(nowhere(), &["method", "show", "lanets-modell", "--with", path]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));

    std::fs::write(&file, b"format = \"model/1\"\n# \xff\n").unwrap();
    let ran = run(nowhere(), &["method", "check", path]);
    assert!(ran.out.contains("model.toml rad 2: filen går inte att läsa (UTF-8)."), "{}", ran.out);
    assert_eq!(ran.code, 3);
}

#[test]
fn models_are_listed_shown_and_compared() {
    let list = well(nowhere(), &["method", "show"]);
    assert!(
        list.contains("modell-2017 ") && list.contains("cemr-2022 ") && list.contains("Modellkonceptet 2023"),
        "{list}"
    );
    let page = well(nowhere(), &["method", "show", "modell-2023", "--lang", "en"]);
    assert!(page.starts_with("The model concept 2023\n") && page.contains("Unconfirmed: "), "{page}");
    let text = well(nowhere(), &["method", "diff", "modell-2021", "modell-2023"]);
    assert!(text.contains("• före: 12\n") && text.contains("• efter: 24\n"), "{text}");
    let told = well(nowhere(), &["method", "diff", "modell-2021", "modell-2023", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["from"], &told["mapping"]["levels_comparable"]), (&"modell-2021".into(), &false.into()));
}

#[test]
fn what_is_not_there_is_told_in_a_sentence() {
    for (args, code, words) in [
        (vec!["method", "show", "model-2023"], 1, "Det finns inget som heter ”model-2023”. Menade du modell-2023?"),
        (vec!["method", "show", "kaffekokaren"], 1, "Det finns inget som heter ”kaffekokaren”."),
        (vec!["method", "diff", "modell-2017", "cemr-2006"], 2, "de är av olika slag"),
        (vec!["method", "check", "/nonexistent/model"], 2, "Det går inte att läsa /nonexistent/model"),
        (vec!["method", "new", "Vår modell"], 2, "’Vår modell’ går inte att använda som id"),
        (vec!["method", "new", "modell-2017"], 2, "Det finns redan något som heter ’modell-2017’"),
        (vec!["method", "show", "modell-2017", "--format", "csv"], 2, "Det här går att få som: table, json."),
        (vec!["method", "diff", "modell-2017"], 2, "Det saknas något"),
    ] {
        let ran = run(nowhere(), &args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
    let empty = tempfile::tempdir().unwrap();
    let ran = run(nowhere(), &["method", "check", empty.path().to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Här finns inga modeller."), "{}", ran.err);
}
