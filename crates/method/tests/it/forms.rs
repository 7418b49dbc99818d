//! Forms: those that come with the program, faults in others', what is missing, what is known already.

use crate::{changed, told};
use jiff::civil::date;
use method::{
    Answer, Answers, BySex, Field, FieldKind, File, Form, Given, Id, Known, Lang, Library, MaterialKind, MisfitKind,
    Organisation, Origin, Text, begin, fill, fits, misfits, missing, show,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A small form with every kind of field.
const FORM: &str = r#"
format = "form/1"
id = "prov-mall"
version = 1
name.sv = "Prov"
name.en = "Trial"
summary.sv = "En liten mall. Den prövar allt."
summary.en = "A small form. It tries everything."

[[section]]
id = "forst"
slide = true
name.sv = "Först"
name.en = "First"
text.sv = "Börja här."
text.en = "Begin here."
[[section.field]]
id = "fritext"
kind = "text"
required = true
words = 100
name.sv = "Berätta"
name.en = "Tell"
help.sv = "Med egna ord."
help.en = "In your own words."
[[section.field]]
id = "rad"
kind = "line"
required = true
from = "organisation"
name.sv = "Vem"
name.en = "Who"
[[section.field]]
id = "val"
kind = "choice"
required = true
name.sv = "Välj ett"
name.en = "Choose one"
[[section.field.option]]
id = "ja"
text.sv = "Ja"
text.en = "Yes"
[[section.field.option]]
id = "nej"
text.sv = "Nej"
text.en = "No"
[[section.field]]
id = "flera"
kind = "several"
required = true
name.sv = "Välj flera"
name.en = "Choose several"
[[section.field.option]]
id = "a"
text.sv = "Ena"
text.en = "One"
[[section.field.option]]
id = "b"
text.sv = "Andra"
text.en = "Other"

[[section]]
id = "sedan"
name.sv = "Sedan"
name.en = "Then"
[[section.field]]
id = "antal"
kind = "number"
required = true
name.sv = "Hur många"
name.en = "How many"
unit.sv = "personer"
unit.en = "people"
[[section.field]]
id = "kon"
kind = "by-sex"
required = true
from = "population"
name.sv = "Invånare"
name.en = "Residents"
[[section.field]]
id = "dag"
kind = "date"
required = true
name.sv = "När"
name.en = "When"
[[section.field]]
id = "laget"
kind = "people"
required = true
role = "strateg"
# Named by hand.
name.sv = "Laget"
name.en = "The team"
[[section.field]]
id = "tabell"
kind = "table"
required = true
from = "work:all"
name.sv = "Gjort"
name.en = "Done"
[[section.field.column]]
id = "task"
kind = "line"
name.sv = "Vad"
name.en = "What"
[[section.field.column]]
id = "egen"
kind = "number"
name.sv = "Eget tal"
name.en = "Own number"
[[section.field]]
id = "skillnader"
kind = "facts"
from = "key-differences"
name.sv = "Skillnader"
name.en = "Differences"
[[section.field.column]]
id = "figure"
kind = "line"
name.sv = "Nyckeltal"
name.en = "Key figure"
[[section.field.column]]
id = "value"
kind = "by-sex"
name.sv = "Värde"
name.en = "Value"
[[section.field]]
id = "region"
kind = "text"
required = true
asked_of = ["region"]
name.sv = "Bara regioner"
name.en = "Only regions"
[[section.field]]
id = "strateger"
kind = "people"
from = "people:strateg"
name.sv = "Strateger"
name.en = "Strategists"
"#;

fn form() -> Form {
    let library = Library::built_in().with(&[File::new("f.toml", FORM)]).unwrap();
    library.form("prov-mall").unwrap().clone()
}

fn id(text: &str) -> Id {
    Id::from(text)
}

fn all_but(left_out: &str) -> Answers {
    let text = |text: &str| Answer::Text(text.to_owned());
    let both = BySex { women: Some(101.0), men: Some(99.5) };
    let all = [
        ("fritext", text("Hej\n\n* där")),
        ("rad", text("Åsele")),
        ("val", Answer::Choice(id("ja"))),
        ("flera", Answer::Several(vec![id("b"), id("a")])),
        ("antal", Answer::Number(0.0)),
        ("kon", Answer::BySex(both)),
        ("dag", Answer::Date(date(2026, 3, 1))),
        ("laget", Answer::People(vec!["Åsa Ek".to_owned()])),
        ("tabell", Answer::Rows(vec![BTreeMap::from([(id("task"), text("Läst")), (id("egen"), Answer::Number(2.0))])])),
        ("region", text("Ja")),
    ];
    all.into_iter().filter(|(name, _)| *name != left_out).map(|(name, answer)| (id(name), answer)).collect()
}

#[test]
fn the_forms_that_come_with_the_program_are_all_in_use_and_marked_as_ours() {
    let library = Library::built_in();
    for form in library.forms() {
        // What no source confirms says so.
        let note = form.note.as_ref().is_some_and(|note| note.sv.contains("formulerade för Jämsides"));
        assert!(form.unconfirmed && note, "{}", form.id);
        assert!(form.source.is_some() && form.slides().next().is_some(), "{}", form.id);
        // Two sentences, and something that has to be answered.
        assert_eq!(form.summary.sv.matches(['.', '?']).count(), 2, "{}", form.summary.sv);
        assert!(form.fields().any(|(_, field)| field.required), "{}", form.id);
        let used = library.models().any(|model| library.forms_of(model).contains(&form));
        // What a round has led to is asked whatever its model, and so is in none.
        assert_eq!(used, form.id.as_str() != method::EVALUATION, "{}", form.id);
        for (section, field) in form.fields() {
            let name = format!("{}/{}/{}", form.id, section.id, field.id);
            // Free text says how much is enough; a number says what it counts.
            assert_eq!(field.words.is_some(), field.kind == FieldKind::Text, "{name}");
            assert!(field.kind != FieldKind::Number || field.unit.is_some(), "{name}");
            for lang in Lang::ALL {
                let said = field.name.get(lang);
                assert!(!said.ends_with(['.', ' ']) && said.chars().next().unwrap().is_uppercase(), "{name}: {said}");
                let help = field.help.as_ref().map_or("Hjälp.", |help| help.get(lang));
                assert!(help.ends_with(['.', '?']), "{name}: {help}");
            }
        }
        // They are to fit any model: no role, no step, no item by its name.
        for (_, field) in form.fields() {
            let named = matches!(
                field.from,
                Some(Origin::People(Some(_)) | Origin::Work(Some(_)) | Origin::Assessment(Some(_)))
            );
            assert!(!named && field.role.is_none(), "{}/{}", form.id, field.id);
        }
    }
}

#[test]
fn every_model_has_its_forms() {
    let library = Library::built_in();
    for model in library.models() {
        let linked: BTreeSet<&str> = model.materials.iter().filter_map(|it| it.form.as_ref()).map(Id::as_str).collect();
        for form in [
            "organisationsfakta",
            "styrsystem",
            "presentation-styrning",
            "presentation-forbattring",
            "presentation-uppfoljning",
            "forbattringsplan",
            "uppfoljning",
            "sakringsplan",
            "slutrapport",
        ] {
            assert!(linked.contains(form), "{} {form}", model.id);
        }
        // Whom to tell is asked from 2018, not in 2019's text, and again from 2021.
        let told = linked.contains("intressentanalys");
        assert_eq!(told, !matches!(model.id.as_str(), "modell-2017" | "modell-2019"), "{}", model.id);
        for material in &model.materials {
            let filled = matches!(material.kind, MaterialKind::Template | MaterialKind::Presentation);
            assert_eq!(material.form.is_some(), filled, "{} {}", model.id, material.id);
            // Somebody is asked to fill it in, in a step that has it.
            if material.form.is_some() {
                let asked = model.steps.iter().any(|step| {
                    step.materials.contains(&material.id)
                        && step.tasks.iter().any(|task| task.fills.as_ref() == Some(&material.id))
                });
                assert!(asked, "{} {}", model.id, material.id);
            }
        }
        // Nothing is taken up from a form that nobody is asked to fill in.
        let reached: BTreeSet<&str> = library.forms_of(model).iter().map(|form| form.id.as_str()).collect();
        assert_eq!(reached, linked, "{}", model.id);
    }
}

#[test]
fn the_final_report_asks_municipalities_and_regions_differently() {
    let report = Library::built_in().form("slutrapport").unwrap();
    let fields = |kind| -> BTreeSet<Id> { report.asked_of(kind).fields().map(|(_, field)| field.id.clone()).collect() };
    let (municipality, region) = (fields(Organisation::Municipality), fields(Organisation::Region));
    let only = |a: &BTreeSet<Id>, b: &BTreeSet<Id>| a.difference(b).map(Id::to_string).collect::<Vec<_>>();
    assert_eq!(only(&municipality, &region), ["kommunverksamheter"]);
    assert_eq!(only(&region, &municipality), ["regionverksamheter", "samverkan"]);
    assert_eq!(fields(Organisation::Other), municipality);
}

#[test]
fn a_form_is_shown_with_what_fills_it() {
    let library = Library::built_in().with(&[File::new("f.toml", FORM)]).unwrap();
    let page = show(&library, "prov-mall", Lang::Sv).unwrap().text(200);
    for line in [
        "Först\n─────\nBörja här.\nEn bild i presentationen.\n",
        "• Berätta: Med egna ord. Fritext, omkring 100 ord. Måste fyllas i.\n",
        "• Vem: En rad. Förslag hämtas från organisationens namn. Måste fyllas i.\n",
        "• Välj ett: Ett val. Måste fyllas i.\n  • Ja\n  • Nej\n",
        "• Hur många: Ett tal (personer). Måste fyllas i.\n",
        "• Skillnader: Visar de skillnader som säger mest i den senaste ögonblicksbilden.\n  • Nyckeltal: en rad\n",
        "• Bara regioner: Fritext. Måste fyllas i. Frågas bara av regioner.\n",
        "• Strateger: Visar personerna i rollen ’strateg’.",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let page = show(&library, "uppfoljning", Lang::En).unwrap().text(200);
    assert!(
        page.contains("• The problem: Shows the answer to “What is the problem, and for whom” in “Improvement plan”."),
        "{page}"
    );
    assert!(page.contains("Used in: Model municipalities 2017, "), "{page}");
    let page = show(&library, "modell-2023", Lang::Sv).unwrap().text(200);
    assert!(page.contains("• Slutrapport\n  Obekräftat: Namnet är känt, men innehållet har vi inte sett. Mallen här är vår.\n  • Fylls i med mallen: slutrapport\n"), "{page}");
}

#[test]
fn two_forms_are_compared_field_by_field() {
    let text = FORM.replacen("prov-mall", "ny-mall", 1).replacen("words = 100", "words = 60", 1);
    let library = Library::built_in().with(&[File::new("f.toml", FORM), File::new("g.toml", text)]).unwrap();
    let difference = method::diff(&library, "prov-mall", "ny-mall").unwrap();
    let places: Vec<String> = difference.changes.iter().map(|change| change.place.join("/")).collect();
    assert_eq!(places, ["section/forst/field/fritext/words"]);
    let page = method::diff_page(&library, &difference, Lang::Sv).text(100);
    assert!(page.contains("Avsnitt\n") && page.contains("Berätta › antal ord: ändrat."), "{page}");
    assert!(method::diff(&library, "prov-mall", "modell-2023").is_none());
    // What is only in one of them is told by what it is called.
    let difference = method::diff(&library, "uppfoljning", "prov-mall").unwrap();
    let page = method::diff_page(&library, &difference, Lang::Sv).text(200);
    assert!(page.contains("• Först: tillagt. Börja här.\n"), "{page}");
    assert!(
        page.contains("• Sedan: tillagt. Hur många Invånare När Laget Gjort Skillnader Bara regioner Strateger\n"),
        "{page}"
    );
}

#[test]
fn what_is_printed_is_said_to_who_reads_it() {
    let library = Library::built_in();
    for id in
        ["styrsystem", "presentation-styrning", "presentation-forbattring", "presentation-uppfoljning", "slutrapport"]
    {
        for (_, field) in library.form(id).unwrap().fields() {
            for lang in Lang::ALL {
                assert!(!field.heading().get(lang).ends_with('?'), "{id}/{}: a question to who wrote it", field.id);
            }
        }
    }
    let heading = |id: &str| library.form("slutrapport").unwrap().field(id).unwrap().heading().clone();
    assert_eq!(heading("svart"), Text::new("Det var svårt", "What was hard"));
    // What has no heading of its own is called what it is called.
    assert_eq!(heading("sjalvskattning"), Text::new("Självskattningen", "The self-assessment"));
}

/// Changes one thing in the small form and says what the check tells of it.
#[test]
fn every_fault_in_a_form_has_its_sentence_and_line() {
    let known = "organisation, population, elected, employees, key-differences, improvements, ideas, mentoring, people:<role>, answer:<form>.<field>, assessment:<item>, work:<step>";
    let unknown = format!("’from’ kan inte vara ’väder’; det kan vara {known}.");
    let cases: &[(&str, &str, &str, &str)] = &[
        ("words = 100", "word = 100", "word = 100", "nyckeln ’word’ finns inte här; menade du ’words’?"),
        ("words = 100", "words = 5", "words = 5", "’words’ är 5 men måste vara mellan 10 och 1000."),
        ("kind = \"line\"", "kind = \"lin\"", "kind = \"lin\"", "’kind’ kan inte vara ’lin’; menade du ’line’?"),
        ("help.en = \"In your own words.\"\n", "", "help.sv", "’help’ saknar engelsk text; lägg till help.en."),
        (
            "name.en = \"Tell\"\n",
            "name.en = \"Tell\"\nheading.sv = \"Sagt\"\n",
            "heading.sv",
            "’heading’ saknar engelsk text; lägg till heading.en.",
        ),
        (
            "from = \"organisation\"",
            "from = \"organisaton\"",
            "from = \"organisaton\"",
            "’from’ kan inte vara ’organisaton’; menade du ’organisation’?",
        ),
        ("from = \"organisation\"", "from = \"väder\"", "from = \"väder\"", unknown.as_str()),
        (
            "from = \"work:all\"",
            "from = \"wrk:all\"",
            "from = \"wrk:all\"",
            "’from’ kan inte vara ’wrk:all’; menade du ’work:all’?",
        ),
        (
            "kind = \"line\"\nrequired",
            "kind = \"line\"\nwords = 20\nrequired",
            "words = 20",
            "fältet ’rad’ är av slaget line och kan inte ha words.",
        ),
        (
            "kind = \"line\"\nrequired",
            "kind = \"line\"\nrole = \"chef\"\nrequired",
            "role = \"chef\"",
            "fältet ’rad’ är av slaget line och kan inte ha role.",
        ),
        (
            "kind = \"choice\"",
            "kind = \"line\"",
            "[[section.field.option]]",
            "fältet ’val’ är av slaget line och kan inte ha option.",
        ),
        (
            "kind = \"facts\"",
            "kind = \"facts\"\nrequired = true",
            "required = true\nfrom = \"key",
            "fältet ’skillnader’ är av slaget facts och kan inte ha required.",
        ),
        (
            "id = \"fritext\"\nkind = \"text\"\nrequired = true\nwords = 100",
            "id = \"fritext\"\nkind = \"choice\"",
            "kind = \"choice\"",
            "fältet ’fritext’ har inget att välja bland; lägg till [[section.field.option]].",
        ),
        (
            "id = \"egen\"\nkind = \"number\"",
            "id = \"egen\"\nkind = \"choice\"",
            "kind = \"choice\"\nname.sv = \"Eget",
            "kolumnen ’egen’ i fältet ’tabell’ har inget att välja bland; lägg till [[section.field.column.option]].",
        ),
        (
            "kind = \"text\"\nrequired = true\nwords = 100",
            "kind = \"table\"",
            "kind = \"table\"",
            "fältet ’fritext’ har inga kolumner; lägg till [[section.field.column]].",
        ),
        (
            "kind = \"text\"\nrequired = true\nwords = 100",
            "kind = \"facts\"",
            "kind = \"facts\"",
            "fältet ’fritext’ visar det som redan är känt men säger inte vad; lägg till from.",
        ),
        (
            "from = \"population\"",
            "from = \"improvements\"",
            "from = \"improvements\"",
            "fältet ’kon’ är av slaget by-sex och kan inte fyllas från improvements.",
        ),
        (
            "id = \"figure\"\nkind = \"line\"",
            "id = \"figur\"\nkind = \"line\"",
            "id = \"figur\"",
            "kolumnen ’figur’ i fältet ’skillnader’ finns inte i key-differences; menade du ’figure’?",
        ),
        (
            "id = \"figure\"\nkind = \"line\"",
            "id = \"figure\"\nkind = \"date\"",
            "kind = \"date\"\nname.sv = \"Nyckeltal\"",
            "kolumnen ’figure’ i fältet ’skillnader’ fylls från key-differences och måste vara av slaget line.",
        ),
        (
            "from = \"organisation\"",
            "from = \"answer:prov-mall.fritext\"",
            "from = \"answer",
            "fältet ’rad’ kan inte fyllas från sin egen mall; from ska nämna en annan.",
        ),
        (
            "from = \"organisation\"",
            "from = \"answer:slutraport.vidare\"",
            "from = \"answer",
            "fältet ’rad’ hänvisar till mallen ’slutraport’ som inte finns; menade du ’slutrapport’?",
        ),
        (
            "from = \"organisation\"",
            "from = \"answer:slutrapport.mentorskapet\"",
            "from = \"answer",
            "fältet ’rad’ hänvisar till fältet ’mentorskapet’ som inte finns; menade du ’mentorskap’?",
        ),
        (
            "from = \"organisation\"",
            "from = \"answer:uppfoljning.resultat\"",
            "from = \"answer",
            "fältet ’rad’ är av slaget line, men uppfoljning.resultat är av slaget choice; gör dem lika, eller facts.",
        ),
        (
            "id = \"sedan\"",
            "id = \"sedan\"\nasked_of = [\"municipality\"]",
            "asked_of = [\"region\"]",
            "fältet ’region’ frågas av andra än avsnittet; ingen får svara på det.",
        ),
        (
            "slide = true",
            "slide = true\nunconfirmed = true",
            "unconfirmed = true",
            "forst är märkt unconfirmed = true men saknar note; skriv vad som inte är bekräftat.",
        ),
    ];
    let mut wrong = Vec::new();
    for (from, to, place, sentence) in cases {
        assert!(FORM.contains(from), "{from}");
        let text = FORM.replacen(from, to, 1);
        let row = text[..text.find(place).unwrap_or_else(|| panic!("{place}"))].matches('\n').count() + 1;
        let told = told(&[File::new("f.toml", text)]);
        let expected = format!("f.toml rad {row}: {sentence}");
        wrong.extend((!told.contains(&expected)).then(|| format!("{expected}\n   {told:#?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_id_is_unique_in_its_form_section_options_and_columns() {
    let line = |text: &str, what: &str| text[..text.find(what).unwrap()].matches('\n').count() + 1;
    let twice = |from: &str, to: &str| told(&[File::new("f.toml", FORM.replacen(from, to, 1))]);
    // Also in another section.
    let first = line(FORM, "id = \"fritext\"");
    assert_eq!(
        twice("id = \"antal\"", "id = \"fritext\""),
        [format!(
            "f.toml rad {}: fältet ’fritext’ finns redan på rad {first}; ge en av dem ett annat id.",
            line(FORM, "id = \"antal\"")
        )]
    );
    assert!(twice("id = \"sedan\"", "id = \"forst\"")[0].contains("avsnittet ’forst’ finns redan på rad"));
    assert!(twice("id = \"nej\"", "id = \"ja\"")[0].contains("alternativet ’ja’ finns redan på rad"));
    assert!(twice("id = \"egen\"", "id = \"task\"")[0].contains("kolumnen ’task’ finns redan på rad"));
    assert!(
        twice("prov-mall", "slutrapport")[0]
            .ends_with("mallen ’slutrapport’ finns redan i Jämsides; välj ett annat id.")
    );
}

#[test]
fn what_a_model_says_of_a_form_is_held_against_it() {
    let with = |change: &[(&str, &str)], form: &str| {
        let mut files = changed(change);
        files.push(File::new("f.toml", form));
        told(&files)
    };
    let link = |to: &str| format!("form = \"{to}\"");
    let linked = link("slutrapport");
    assert_eq!(with(&[(&linked, &link("prov-mall"))], FORM), [""; 0]);
    let sentence = |change: &[(&str, &str)], form: &str| {
        let all = with(change, form);
        assert_eq!(all.len(), 1, "{all:#?}");
        all[0].split_once(": ").unwrap().1.to_owned()
    };
    assert_eq!(
        sentence(&[(&linked, &link("slutraport"))], FORM),
        "materialet ’slutrapport’ hänvisar till mallen ’slutraport’ som inte finns; menade du ’slutrapport’?"
    );
    assert_eq!(
        sentence(&[("kind = \"feedback\"", "kind = \"feedback\"\nform = \"prov-mall\"")], FORM),
        "materialet ’aterkoppling’ kan inte ha form; det kan bara template och presentation."
    );
    assert_eq!(
        sentence(
            &[("kind = \"template\"", "kind = \"presentation\""), (&linked, &link("prov-mall"))],
            &FORM.replacen("slide = true\n", "", 1)
        ),
        "materialet ’slutrapport’ är en presentation, men mallen ’prov-mall’ har inga bilder; skriv slide = true i minst ett avsnitt."
    );
    for (from, to, lacked) in [
        ("role = \"strateg\"", "role = \"controller\"", "rollen ’controller’ till fältet ’laget’"),
        ("from = \"people:strateg\"", "from = \"people:vard\"", "rollen ’vard’ till fältet ’strateger’"),
        ("from = \"work:all\"", "from = \"work:mitt\"", "steget ’mitt’ till fältet ’tabell’"),
        (
            "kind = \"number\"\nrequired = true",
            "kind = \"number\"\nrequired = true\nfrom = \"assessment:mod\"",
            "punkten ’mod’ till fältet ’antal’",
        ),
    ] {
        assert_eq!(
            sentence(&[(&linked, &link("prov-mall"))], &FORM.replacen(from, to, 1)),
            format!(
                "mallen ’prov-mall’ behöver {lacked}, men modellen har ingen sådan; välj en annan mall eller lägg till den."
            )
        );
    }
}

#[test]
fn a_half_finished_form_says_what_is_missing() {
    let region = form().asked_of(Organisation::Region);
    let names = |form: &Form, answers: &Answers| {
        missing(form, answers).iter().map(|it| it.field.to_string()).collect::<Vec<_>>()
    };
    let required = ["fritext", "rad", "val", "flera", "antal", "kon", "dag", "laget", "tabell", "region"];
    assert_eq!(names(&region, &Answers::new()), required);
    assert_eq!(names(&region, &all_but("")), [""; 0]);
    for field in required {
        assert_eq!(names(&region, &all_but(field)), [field]);
    }
    // What is asked of regions is not missing in a municipality.
    assert_eq!(names(&form().asked_of(Organisation::Municipality), &all_but("region")), [""; 0]);
    let first = missing(&region, &all_but("kon")).remove(0);
    assert_eq!((first.section, first.name), (id("sedan"), Text::new("Invånare", "Residents")));
    // Nothing said is nothing; a nought and a half-answer of a by-sex field are what they are.
    let half = BySex { women: Some(1.0), men: None };
    for (field, answer, is_missing) in [
        ("fritext", Answer::Text(" \n\t".to_owned()), true),
        ("flera", Answer::Several(Vec::new()), true),
        ("laget", Answer::People(vec![String::new(), " ".to_owned()]), true),
        ("tabell", Answer::Rows(Vec::new()), true),
        ("tabell", Answer::Rows(vec![BTreeMap::new()]), true),
        ("tabell", Answer::Rows(vec![BTreeMap::from([(id("task"), Answer::Text(" ".to_owned()))])]), true),
        ("kon", Answer::BySex(half), true),
        ("kon", Answer::BySex(BySex { women: Some(0.0), men: Some(0.0) }), false),
        ("antal", Answer::Number(0.0), false),
    ] {
        let mut answers = all_but(field);
        answers.insert(id(field), answer.clone());
        assert_eq!(!names(&region, &answers).is_empty(), is_missing, "{field} {answer:?}");
    }
}

#[test]
fn an_answer_is_held_against_its_field() {
    let form = form();
    assert_eq!(misfits(&form, &all_but("")), []);
    let text = |text: &str| Answer::Text(text.to_owned());
    let row = |column: &str, cell| Answer::Rows(vec![BTreeMap::new(), BTreeMap::from([(id(column), cell)])]);
    let cases = [
        ("skillnader", text("Egen"), "”Skillnader”: uppgiften hämtas av sig själv och kan inte skrivas."),
        (
            "strateger",
            Answer::People(vec!["Åsa Ek".to_owned()]),
            "”Strateger”: uppgiften hämtas av sig själv och kan inte skrivas.",
        ),
        ("fritext", Answer::Number(1.0), "”Berätta”: svara med text."),
        ("antal", text("7"), "”Hur många”: svara med ett tal."),
        ("antal", Answer::Number(f64::NAN), "”Hur många”: skriv ett tal."),
        ("kon", Answer::BySex(BySex { women: None, men: Some(f64::INFINITY) }), "”Invånare”: skriv ett tal."),
        ("val", Answer::Choice(id("kanske")), "”Välj ett”: välj något av alternativen."),
        ("val", Answer::Several(vec![id("ja")]), "”Välj ett”: svara med ett av alternativen."),
        ("flera", Answer::Several(vec![id("a"), id("a")]), "”Välj flera”: samma alternativ är valt två gånger."),
        ("flera", Answer::Several(vec![id("c")]), "”Välj flera”: välj något av alternativen."),
        ("rad", text("två\nrader"), "”Vem”: skriv på en enda rad."),
        ("rad", text(&"å".repeat(301)), "”Vem”: korta texten till högst 300 tecken."),
        ("fritext", text(&"å".repeat(20_001)), "”Berätta”: korta texten till högst 20000 tecken."),
        ("laget", Answer::People(vec![String::new(); 201]), "”Laget”: här får det vara högst 200."),
        ("laget", Answer::People(vec!["a\nb".to_owned()]), "”Laget”: skriv på en enda rad."),
        ("tabell", Answer::Rows(vec![BTreeMap::new(); 201]), "”Gjort”: här får det vara högst 200."),
        ("tabell", row("vem", text("x")), "”Gjort”, rad 2: tabellen har ingen kolumn som heter ’vem’."),
        ("tabell", row("egen", text("x")), "”Gjort”, rad 2, ”Eget tal”: svara med ett tal."),
        ("tabell", row("task", Answer::Rows(Vec::new())), "”Gjort”, rad 2, ”Vad”: svara med text."),
        ("finns-inte", text("x"), "”finns-inte”: fältet finns inte i mallen."),
    ];
    for (field, answer, sentence) in cases {
        let found = misfits(&form, &Answers::from([(id(field), answer)]));
        assert_eq!(found.len(), 1, "{field}");
        assert_eq!(found[0].sentence(Lang::Sv), sentence);
        assert!(found[0].sentence(Lang::En).ends_with('.') && found[0].sentence(Lang::En) != sentence);
        assert_eq!(found[0].name.is_none(), found[0].kind == MisfitKind::NoField);
    }
    // Letters are counted, not bytes.
    assert!(fits(form.field("rad").unwrap(), &text(&"å".repeat(300))).is_ok());
}

#[test]
fn an_answer_says_itself_what_it_is() {
    for (_, answer) in all_but("") {
        let text = serde_json::to_string(&answer).unwrap();
        assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer, "{text}");
    }
    let date = serde_json::to_string(&Answer::Date(date(2026, 3, 1))).unwrap();
    assert_eq!(date, r#"{"kind":"date","value":"2026-03-01"}"#);
    // A text that looks like a date is a text.
    let text = serde_json::to_string(&Answer::Text("2026-03-01".to_owned())).unwrap();
    assert!(matches!(serde_json::from_str(&text).unwrap(), Answer::Text(_)));
    for bad in ["\"x\"", "7", "null", r#"{"kind":"text"}"#, r#"{"kind":"prat","value":"x"}"#] {
        assert!(serde_json::from_str::<Answer>(bad).is_err(), "{bad}");
    }
    // Rows within rows without end do not overflow.
    let deep = r#"{"kind":"rows","value":[{"a":"#.repeat(5_000);
    assert!(serde_json::from_str::<Answer>(&deep).is_err());
}

/// Knows a little of everything, and now and then something that does not fit.
struct Somebody;

impl Known for Somebody {
    fn known(&self, origin: &Origin, field: &Field) -> Option<Given> {
        let answer = match origin {
            Origin::Organisation => Answer::Text("Åsele".to_owned()),
            // For a field by sex it has both; a number would not fit.
            Origin::Population if field.kind == FieldKind::BySex => {
                Answer::BySex(BySex { women: Some(1_370.0), men: Some(1_450.0) })
            }
            Origin::People(Some(role)) => Answer::People(vec![format!("Åsa ({role})")]),
            Origin::Work(None) => Answer::Rows(vec![BTreeMap::from([
                (id("task"), Answer::Text("Läst".to_owned())),
                (id("day"), Answer::Date(date(2026, 2, 1))),
            ])]),
            // The wrong kind: left out.
            Origin::KeyDifferences => Answer::Number(1.0),
            _ => return None,
        };
        Some(Given { answer, source: Some("Källa: Kolada".to_owned()), date: Some(date(2026, 1, 2)) })
    }
}

#[test]
fn what_is_known_fills_the_form() {
    let form = form();
    let filled = fill(&form, &Somebody);
    let names: Vec<&str> = filled.keys().map(Id::as_str).collect();
    assert_eq!(names, ["kon", "rad", "strateger", "tabell"]);
    assert_eq!(filled[&id("kon")].source.as_deref(), Some("Källa: Kolada"));
    assert_eq!(filled[&id("strateger")].answer, Answer::People(vec!["Åsa (strateg)".to_owned()]));
    // Columns the table does not have are left out.
    let row = BTreeMap::from([(id("task"), Answer::Text("Läst".to_owned()))]);
    assert_eq!(filled[&id("tabell")].answer, Answer::Rows(vec![row]));
    let begun = begin(&form, &Somebody);
    // Nobody's name is taken into an answer.
    assert!(!begun.contains_key(&id("strateger")));
    assert_eq!((begun.len(), misfits(&form, &begun)), (3, Vec::new()));
    let left: Vec<String> = missing(&form, &begun).iter().map(|it| it.field.to_string()).collect();
    assert_eq!(left, ["fritext", "val", "flera", "antal", "dag", "laget", "region"]);
}

/// Knows whatever is asked for, as [`Origin::columns`] says.
struct Everything;

impl Known for Everything {
    fn known(&self, origin: &Origin, field: &Field) -> Option<Given> {
        let simple = |kind: FieldKind| match kind {
            FieldKind::Number => Answer::Number(3.0),
            FieldKind::BySex => Answer::BySex(BySex { women: Some(1.0), men: Some(2.0) }),
            FieldKind::Date => Answer::Date(date(2026, 1, 1)),
            _ => Answer::Text("Känt".to_owned()),
        };
        let columns = origin.columns();
        let answer = match field.kind {
            FieldKind::People => Answer::People(vec!["Åsa".to_owned()]),
            _ if !columns.is_empty() => {
                let row = columns.iter().map(|(column, kind)| (id(column), simple(kind.field())));
                Answer::Rows(vec![row.collect()])
            }
            kind => simple(kind),
        };
        Some(Given { answer, source: None, date: None })
    }
}

#[test]
fn whatever_a_form_of_the_program_asks_for_can_be_filled() {
    for form in Library::built_in().forms() {
        let filled = fill(form, &Everything);
        for (section, field) in form.fields() {
            assert_eq!(filled.contains_key(&field.id), field.from.is_some(), "{}/{}/{}", form.id, section.id, field.id);
        }
        let begun = begin(form, &Everything);
        assert!(begun.keys().all(|id| !form.field(id.as_str()).unwrap().is_read_only()));
        assert_eq!(misfits(form, &begun), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A form with anything cut out is answered, and with a sentence; what is read from it is sound.
    #[test]
    fn a_torn_form_is_answered(at in 0_usize..4000, long in 1_usize..200) {
        let letters: Vec<char> = FORM.chars().collect();
        let at = at % letters.len();
        let torn: String = letters[..at].iter().chain(&letters[(at + long).min(letters.len())..]).collect();
        match Library::built_in().with(&[File::new("f.toml", torn)]) {
            Ok(library) => {
                let page = library.forms().map(|form| show(&library, form.id.as_str(), Lang::Sv));
                prop_assert!(page.flatten().count() >= 10);
            }
            Err(faults) => {
                for fault in faults {
                    prop_assert!(fault.line >= 1 && fault.column >= 1);
                    prop_assert!(fault.sentence(Lang::Sv).ends_with(['.', '?']), "{}", fault.sentence(Lang::Sv));
                    prop_assert!(fault.sentence(Lang::En).ends_with(['.', '?']), "{}", fault.sentence(Lang::En));
                }
            }
        }
    }

    /// Whatever is said of where a field is known from, it is read as it was written or refused.
    #[test]
    fn any_origin_is_read_back_or_refused(text in "[a-z:.-]{0,40}") {
        if let Some(origin) = Origin::read(&text) {
            prop_assert_eq!(origin.to_string(), text);
        }
    }
}
