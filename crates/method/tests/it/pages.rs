//! What people see of a model.

use method::{Lang, Library, StarterFault, show, starter};

#[test]
fn everything_with_an_id_has_a_page_in_both_languages() {
    let library = Library::built_in();
    for id in library.ids() {
        let (sv, en) = (show(library, id.as_str(), Lang::Sv).unwrap(), show(library, id.as_str(), Lang::En).unwrap());
        assert!(!sv.title.is_empty() && !sv.sections.is_empty(), "{id}");
        let (sv, en) = (sv.text(80), en.text(80));
        assert_ne!(sv, en);
        // No braces, no key of the format, no id of a role has slipped through.
        for text in [&sv, &en] {
            assert!(!text.contains(['{', '}']) && !text.contains("_by"), "{id}");
        }
        assert!(sv.lines().all(|line| line.chars().count() <= 120), "{id}");
    }
    assert!(show(library, "modell-1917", Lang::Sv).is_none());
}

#[test]
fn what_is_not_confirmed_says_so() {
    let library = Library::built_in();
    let text = |id, lang| show(library, id, lang).unwrap().text(2000);
    let page = text("modell-2023", Lang::Sv);
    assert!(page.contains("Obekräftat: Hur många lärandeträffar de två åren rymmer är inte bekräftat."), "{page}");
    assert!(text("modell-2023", Lang::En).contains("Unconfirmed: How many learning meetings the two years hold"));
    let page = text("cemr-2022", Lang::Sv);
    assert!(page.contains("• 31–39: Klimatförändringar\n  Obekräftat: Ämnet är känt."), "{page}");
    assert!(text("sjalvskattning-2023", Lang::Sv).contains("Obekräftat: Att skalan går från 1 till 4 är känt."));
    // As many marks as there are marked things.
    let marked = library.model("modell-2021").map(|it| serde_json::to_string(it).unwrap()).unwrap();
    let marked = marked.matches("\"unconfirmed\":true").count();
    assert_eq!(text("modell-2021", Lang::Sv).matches("Obekräftat").count(), marked);
}

#[test]
fn a_step_is_told_by_time_and_role() {
    let library = Library::built_in();
    let page = show(library, "modell-2019", Lang::Sv).unwrap();
    let step = page.sections.iter().find(|section| section.title.starts_with("Första benchmarking")).unwrap();
    let heads: Vec<&str> = step.entries.iter().map(|entry| entry.head.as_str()).collect();
    assert_eq!(heads, ["Före", "Under", "Efter", "Det har ni sedan"]);
    let invitation = &step.entries[0].under[0];
    assert_eq!(invitation.head, "Värd och mentor");
    assert_eq!(invitation.text, "Skicka inbjudan, dagordning och material till gruppen. Senast 14 dagar före träffen.");
    let who = page.sections.iter().find(|section| section.title == "Vilka som deltar").unwrap();
    assert_eq!(who.entries[1].head, "En region");
    assert_eq!(who.entries[1].text, "politiker, chef (2 personer), strateg och fler nyckelpersoner (vid behov)");
}

#[test]
fn a_model_without_a_rule_says_that_none_is_known() {
    let page = show(Library::built_in(), "modell-2017", Lang::Sv).unwrap().text(80);
    assert!(
        page.contains("När ni får kalla er modell\n──────────────────────────\n• Ingen regel är känd.\n"),
        "{page}"
    );
}

#[test]
fn a_new_model_passes_the_check_and_has_a_page() {
    let files = starter("lanets-modell", Library::built_in()).unwrap();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["lanets-modell/model.toml", "lanets-modell/sv.md", "lanets-modell/en.md"]);
    let library = Library::built_in().with(&files).unwrap();
    assert_eq!(library.models().count(), 6);
    let page = show(&library, "lanets-modell", Lang::Sv).unwrap();
    assert_eq!((page.title.as_str(), page.sections[0].title.as_str()), ("Vår modell", "Om modellen"));
    // Every line that explains does so in both languages or belongs to both.
    assert!(files[0].text.lines().filter(|line| line.starts_with('#')).count() > 20);
    assert_eq!(starter("modell-2017", &library), Err(StarterFault::Taken("modell-2017".to_owned())));
    assert_eq!(
        starter("Vår modell", &library).unwrap_err().sentence(Lang::Sv),
        "’Vår modell’ går inte att använda som id; skriv små bokstäver a–z, siffror och enkla bindestreck, högst 64 tecken."
    );
}

#[test]
fn the_format_is_documented() {
    let readme = std::fs::read_to_string(crate::folder().join("README.md")).unwrap();
    for format in method::Format::ALL {
        for object in std::iter::once(format.schema()).chain(format.schema()["$defs"].as_object().unwrap().values()) {
            let keys = object["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone());
            let words = object["oneOf"].as_array().into_iter().flatten();
            let words = words.filter_map(|one| {
                one["const"].as_str().or(one["properties"]["kind"]["const"].as_str()).map(str::to_owned)
            });
            for word in keys.chain(words) {
                assert!(
                    readme.contains(&format!("`{word}`")),
                    "`{word}` of {} is not in method/README.md",
                    format.name()
                );
            }
        }
    }
}
