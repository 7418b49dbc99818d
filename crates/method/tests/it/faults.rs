//! What is said when something is wrong: the sentence and the line, word for word.

use crate::{changed, told};
use method::{File, Lang, Library};

/// The line of the starter model where a text stands.
fn line(text: &str) -> usize {
    let files = changed(&[]);
    let at = files[0].text.find(text).unwrap_or_else(|| panic!("{text}"));
    files[0].text[..at].matches('\n').count() + 1
}

#[test]
fn the_starter_has_no_faults() {
    assert_eq!(told(&changed(&[])), [""; 0]);
}

#[test]
fn a_role_that_does_not_exist_is_named_with_the_likeliest() {
    let files = changed(&[("who = [\"organisator\"]", "who = [\"organisatör\"]")]);
    assert_eq!(
        told(&files),
        [format!(
            "modell.toml rad {}: ’organisatör’ går inte att använda som who; skriv små bokstäver a–z, siffror och enkla bindestreck, högst 64 tecken.",
            line("who = [\"organisator\"]")
        )]
    );
    let files = changed(&[("who = [\"organisator\"]", "who = [\"chef\", \"organisatoren\"]")]);
    let fault = Library::built_in().with(&files).unwrap_err().remove(0);
    let row = line("who = [\"organisator\"]");
    assert_eq!((fault.line, fault.column), (row, 16));
    assert_eq!(
        fault.told(Lang::Sv),
        format!(
            "modell.toml rad {row}: steget ’start’ hänvisar till rollen ’organisatoren’ som inte finns; menade du ’organisator’?"
        )
    );
    assert_eq!(
        fault.told(Lang::En),
        format!(
            "modell.toml line {row}: the step ‘start’ refers to the role ‘organisatoren’, which does not exist; did you mean ‘organisator’?"
        )
    );
}

/// Replaces one thing in the starter model and says what the check tells of it.
#[test]
fn every_fault_in_a_model_has_its_sentence_and_line() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // Keys and values.
        ("version = 1", "versoin = 1", "versoin", "nyckeln ’versoin’ finns inte här; menade du ’version’?"),
        (
            "[[role]]\nid = \"chef\"",
            "[[role]]\nid = \"chef\"\nqwertyuiop = 1",
            "qwertyuiop",
            "nyckeln ’qwertyuiop’ finns inte här; det kan vara note, unconfirmed.",
        ),
        ("duration_months = 12\n", "", "# En egen modell", "här saknas ’duration_months’."),
        ("name.en = \"Our model\"\n", "", "name.sv = \"Vår modell\"", "’name’ saknar engelsk text; lägg till name.en."),
        ("name.sv = \"Vår modell\"\n", "", "name.en = \"Our model\"", "’name’ saknar svensk text; lägg till name.sv."),
        (
            "version = 1",
            "version = \"ett\"",
            "version = \"ett\"",
            "’version’ ska vara ett heltal, inte text inom citattecken.",
        ),
        ("version = 1", "version = 1.5", "version = 1.5", "’version’ ska vara ett heltal, inte ett decimaltal."),
        ("version = 1", "version = -1", "version = -1", "’version’ är -1 men måste vara mellan 0 och 4294967295."),
        ("days = 14", "days = 400", "days = 400", "’days’ är 400 men måste vara mellan 0 och 366."),
        ("kind = \"home\"", "kind = \"hom\"", "kind = \"hom\"", "’kind’ kan inte vara ’hom’; menade du ’home’?"),
        (
            "kind = \"home\"",
            "kind = \"utflykt\"",
            "kind = \"utflykt\"",
            "’kind’ kan inte vara ’utflykt’; det kan vara meeting, home, course.",
        ),
        (
            "{ kind = \"round-completed\" }",
            "{ kind = \"round-complete\" }",
            "round-complete\"",
            "’kind’ kan inte vara ’round-complete’; menade du ’round-completed’?",
        ),
        ("{ kind = \"round-completed\" }", "{ level = 1 }", "{ level = 1 }", "här saknas ’kind’."),
        ("who = [\"organisator\"]", "who = []", "who = []", "listan ’who’ är tom; den måste ha något i sig."),
        (
            "name.sv = \"Vår modell\"",
            "name.sv = \" \"",
            "name.sv = \" \"",
            "’sv’ är tom; skriv något eller ta bort nyckeln.",
        ),
        (
            "organisations = [\"municipality\"]",
            "organisations = \"municipality\"",
            "organisations =",
            "’organisations’ ska vara en lista, inte text inom citattecken.",
        ),
        (
            "\nadjustable = true",
            "\nadjustable = \"ja\"",
            "adjustable = \"ja\"",
            "’adjustable’ ska vara true eller false, inte text inom citattecken.",
        ),
        ("version = 1", "version = 2024-01-01", "version = 2024", "’version’ ska vara ett heltal, inte ett datum."),
        (
            "[group]\n",
            "[group]\nunconfirmed = true\n",
            "unconfirmed = true",
            "group är märkt unconfirmed = true men saknar note; skriv vad som inte är bekräftat.",
        ),
        // References.
        (
            "instrument = \"sjalvskattning-2018\"",
            "instrument = \"sjalvskatning-2018\"",
            "instrument =",
            "modellen ’prov’ hänvisar till självskattningen ’sjalvskatning-2018’ som inte finns; menade du ’sjalvskattning-2018’?",
        ),
        (
            "version = 1\n",
            "version = 1\nbased_on = \"modell-1999\"\n",
            "based_on",
            "modellen ’prov’ hänvisar till modellen ’modell-1999’ som inte finns; menade du ’modell-2019’?",
        ),
        (
            "version = 1\n",
            "version = 1\nbased_on = \"prov\"\n",
            "based_on",
            "modellen ’prov’ kan inte bygga på sig själv.",
        ),
        (
            "materials = [\"sjalvskattning\",",
            "materials = [\"film\",",
            "materials = [\"film\"",
            "steget ’start’ hänvisar till materialet ’film’ som inte finns.",
        ),
        (
            "fills = \"sjalvskattning\"",
            "fills = \"sjalvskatning\"",
            "fills = \"sjalvskatning\"",
            "uppgiften ’start/sjalvskattning’ hänvisar till materialet ’sjalvskatning’ som inte finns; menade du ’sjalvskattning’?",
        ),
        (
            "deadline = \"kallelse\"",
            "deadline = \"kalelse\"",
            "deadline = \"kalelse\"",
            "uppgiften ’start/bjud-in’ hänvisar till fristen ’kalelse’ som inte finns; menade du ’kallelse’?",
        ),
        (
            "attends = [\"politiker\", \"chef\", \"strateg\"]",
            "attends = [\"borgmästare\"]",
            "attends = [\"borg",
            "’borgmästare’ går inte att använda som attends; skriv små bokstäver a–z, siffror och enkla bindestreck, högst 64 tecken.",
        ),
        (
            "[feedback]\nsteps = [\"start\",",
            "[feedback]\nsteps = [\"borjan\",",
            "steps = [\"borjan\"",
            "återkopplingen ’feedback’ hänvisar till steget ’borjan’ som inte finns.",
        ),
        (
            "[feedback]\nsteps = [\"start\",",
            "[feedback]\nsteps = [\"hemma\",",
            "steps = [\"hemma\"",
            "återkoppling kan inte lämnas efter steget ’hemma’, som inte är en träff.",
        ),
        // Rules.
        (
            "organisations = [\"municipality\"]",
            "organisations = [\"municipality\", \"region\"]",
            "organisations =",
            "modellen är öppen för regioner men säger inte vilka som deltar; lägg till en [[team]].",
        ),
        (
            "organisation = \"municipality\"",
            "organisation = \"other\"",
            "organisation = \"other\"",
            "det finns en [[team]] för andra organisationer, men modellen är inte öppen för dem.",
        ),
        (
            "role = \"strateg\"",
            "role = \"organisator\"",
            "role = \"organisator\"",
            "rollen ’organisator’ kan inte vara med i ett lag; den har inte side = \"participant\".",
        ),
        ("count = 1", "count = 0", "count = 0", "’count’ är 0 men måste vara mellan 1 och 255."),
        ("mentors_min = 0", "mentors_min = 2", "mentors_max", "gruppen har minst 2 men högst 1 mentorer."),
        (
            "participants_max = 4",
            "participants_max = 1",
            "participants_max = 1",
            "gruppen har minst 2 men högst 1 deltagare.",
        ),
        (
            "held_by = \"organiser\"\n",
            "",
            "id = \"start\"",
            "steget ’start’ är en träff men säger inte vem som ordnar den; lägg till held_by.",
        ),
        (
            "attends = [\"politiker\", \"chef\", \"strateg\"]\n",
            "",
            "id = \"start\"",
            "steget ’start’ är en träff men säger inte vilka som kommer; lägg till attends.",
        ),
        (
            "kind = \"home\"",
            "kind = \"home\"\nheld_by = \"group\"",
            "held_by = \"group\"",
            "steget ’hemma’ är ingen träff; ta bort held_by.",
        ),
        (
            "steps = [\"start\", \"avslut\"]",
            "steps = [\"start\", \"hemma\", \"avslut\"]",
            "steps = [\"start\", \"hemma\"",
            "fristen ’kallelse’ räknas från steget ’hemma’, som inte är en träff.",
        ),
        (
            "side = \"before\"",
            "side = \"during\"",
            "side = \"during\"",
            "fristen ’kallelse’ måste vara before eller after.",
        ),
        (
            "steps = [\"start\", \"avslut\"]",
            "steps = [\"avslut\"]",
            "deadline = \"kallelse\"",
            "uppgiften ’bjud-in’ i steget ’start’ har fristen ’kallelse’, men den gäller inte det steget.",
        ),
        (
            "deadline = \"kallelse\"",
            "deadline = \"svar\"",
            "deadline = \"svar\"",
            "uppgiften ’bjud-in’ i steget ’start’ görs på andra sidan om träffen än fristen ’svar’.",
        ),
        (
            "asks = [\"people\", \"contact\"]",
            "asks = [\"people\", \"choice\"]",
            "asks = [\"people\"",
            "villkoret ’utsedda-personer’ frågar efter choice men har inga val; lägg till [[condition.choice]].",
        ),
        (
            "asks = [\"choice\", ",
            "asks = [",
            "[[condition.choice]]",
            "villkoret ’politiskt-beslut’ har val men frågar inte efter dem; lägg till choice i asks.",
        ),
        (
            "instrument = \"sjalvskattning-2018\"",
            "instrument = \"sjalvskattning-2023\"",
            "{ kind = \"no-item-at\"",
            "statusregeln ’egen-bedomning’ är gjord för en skala till 3, men självskattningen ’sjalvskattning-2023’ går till 4; de går inte att jämföra.",
        ),
        (
            "level = 1, highest = 3",
            "level = 0, highest = 3",
            "level = 0",
            "statusregeln ’egen-bedomning’ talar om nivå 0, men skalan går till 3.",
        ),
    ];
    let mut wrong = Vec::new();
    for (from, to, place, sentence) in cases {
        let files = changed(&[(from, to)]);
        let row =
            files[0].text[..files[0].text.find(place).unwrap_or_else(|| panic!("{place}"))].matches('\n').count() + 1;
        let told = told(&files);
        let expected = format!("modell.toml rad {row}: {sentence}");
        wrong.extend((!told.contains(&expected)).then(|| format!("{expected}\n   {told:#?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn several_faults_are_told_at_once_in_order_of_lines() {
    let files = changed(&[
        ("version = 1", "versoin = 1"),
        ("days = 14", "days = \"14\""),
        ("kind = \"home\"", "kind = \"hem\""),
    ]);
    let all = told(&files);
    assert_eq!(all.len(), 3, "{all:#?}");
    assert!(all[0].contains("versoin") && all[1].contains("’days’") && all[2].contains("’hem’"), "{all:#?}");
}

#[test]
fn an_id_that_stands_twice_names_both_lines() {
    let files = changed(&[("id = \"politiker\"", "id = \"chef\"")]);
    let row = files[0].text.match_indices("id = \"chef\"").map(|(at, _)| files[0].text[..at].matches('\n').count() + 1);
    let rows: Vec<usize> = row.collect();
    let all = told(&files);
    let expected = format!(
        "modell.toml rad {}: rollen ’chef’ finns redan på rad {}; ge en av dem ett annat id.",
        rows[1], rows[0]
    );
    assert!(all.contains(&expected), "{all:#?}");
    // Tasks need only be unique in their step: the starter has three called aterkoppling and bjud-in.
    let files = changed(&[("id = \"prova\"", "id = \"valj\"")]);
    assert!(told(&files)[0].contains("uppgiften ’valj’ finns redan på rad"));
}

#[test]
fn files_are_told_apart_by_their_first_key() {
    let one = |text: &str| told(&[File::new("a/b.toml", text)]);
    assert_eq!(
        one("id = \"x\"\n"),
        ["a/b.toml rad 1: filen måste börja med format, till exempel format = \"model/1\"."]
    );
    assert_eq!(one(""), ["a/b.toml rad 1: filen måste börja med format, till exempel format = \"model/1\"."]);
    assert_eq!(
        one("\nformat = \"modell/1\"\n"),
        ["a/b.toml rad 2: formatet ’modell/1’ finns inte; menade du ’model/1’?"]
    );
    assert_eq!(
        one("format = \"kokbok\"\n"),
        [
            "a/b.toml rad 1: formatet ’kokbok’ finns inte; det kan vara model/1, instrument/1, mapping/1, charter/1, decision/1, form/1."
        ]
    );
    assert_eq!(
        one("format = 7\n"),
        [
            "a/b.toml rad 1: formatet ’’ finns inte; det kan vara model/1, instrument/1, mapping/1, charter/1, decision/1, form/1."
        ]
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let all = told(&[File::new("m.toml", "format = \"model/1\"\nid = \"öppen\nname = 3\n")]);
    assert_eq!(all.len(), 1);
    assert!(all[0].starts_with("m.toml rad 2: raden går inte att läsa som TOML ("), "{all:?}");
    let all = told(&[File::new("m.toml", "format = \"model/1\"\nid = \"a\"\nid = \"b\"\n")]);
    assert!(all[0].starts_with("m.toml rad 3: raden går inte att läsa som TOML (duplicate key"), "{all:?}");
}

#[test]
fn both_language_files_or_neither() {
    let mut files = method::starter("prov", Library::built_in()).unwrap();
    assert_eq!(told(&files), [""; 0]);
    let english = files.pop().unwrap();
    assert_eq!(told(&files), ["prov/sv.md rad 1: sv.md finns men inte en.md; båda språken behövs."]);
    files.push(File::new("prov/en.md", "\n"));
    assert_eq!(told(&files), ["prov/en.md rad 1: ’en.md’ är tom; skriv något eller ta bort nyckeln."]);
    files.truncate(1);
    assert_eq!(told(&files), [""; 0]);
    assert_eq!(
        told(&[english]),
        ["prov/en.md rad 1: texten hör inte till någon modell; lägg en model.toml i samma mapp."]
    );
    // Other files in the folder are nobody's business.
    assert_eq!(told(&[File::new("README.md", "Hej")]), [""; 0]);
}

#[test]
fn ids_of_the_program_are_taken() {
    let mut files = changed(&[("id = \"prov\"", "id = \"modell-2023\"")]);
    assert!(told(&files)[0].ends_with("modellen ’modell-2023’ finns redan i Jämsides; välj ett annat id."));
    files = changed(&[]);
    files.push(File::new("annan.toml", files[0].text.clone()));
    assert!(told(&files)[0].starts_with("annan.toml rad ") && told(&files)[0].contains("finns redan i modell.toml"));
}

#[test]
fn models_based_on_each_other_in_a_circle_are_told_once() {
    let model = |id: &str, base: &str| {
        let files = changed(&[("id = \"prov\"", &format!("id = \"{id}\"\nbased_on = \"{base}\""))]);
        File::new(format!("{id}.toml"), files[0].text.clone())
    };
    let all = told(&[model("a", "b"), model("b", "c"), model("c", "a")]);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(
        all[0].starts_with("a.toml rad ") && all[0].ends_with("modellerna bygger på varandra i ring: a → b → c → a.")
    );
}

fn instrument(change: impl Fn(String) -> String) -> Vec<String> {
    let (_, text) = Library::built_in_files().find(|(path, _)| path.ends_with("sjalvskattning-2018.toml")).unwrap();
    let text = text.replacen("id = \"sjalvskattning-2018\"", "id = \"egen\"", 1);
    let all = told(&[File::new("s.toml", change(text))]);
    all.into_iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn faults_in_a_self_assessment() {
    assert_eq!(instrument(|text| text), [""; 0]);
    let replaced = |from: &'static str, to: &'static str| instrument(move |text| text.replacen(from, to, 1));
    assert_eq!(
        replaced("[[item.anchor]]\nlevel = 3", "[[item.anchor]]\nlevel = 2"),
        [
            "punkten ’politiskt-beslut’ saknar beskrivning av nivå 3.",
            "punkten ’politiskt-beslut’ beskriver nivå 2 två gånger."
        ]
    );
    assert_eq!(
        replaced("[[item.anchor]]\nlevel = 3", "[[item.anchor]]\nlevel = 4"),
        [
            "punkten ’politiskt-beslut’ saknar beskrivning av nivå 3.",
            "punkten ’politiskt-beslut’ beskriver nivå 4, men skalan går från 1 till 3."
        ]
    );
    assert_eq!(
        replaced("highest = 3", "highest = 1"),
        ["skalan går från 1 till 1; det högsta måste vara större än det lägsta."]
    );
    assert_eq!(
        replaced("highest = 3", "highest = 4"),
        ["skalan har nivåerna 1, 2, 3 men ska ha 1, 2, 3, 4, i ordning."]
    );
    assert_eq!(replaced("number = 2\n", "number = 1\n"), ["numret 1 står på två ställen; punkten måste ha ett eget."]);
    assert_eq!(
        replaced("number = 2\n", "number = 2\nblock = \"start\"\n"),
        ["punkten ’politisk-efterfragan’ hänvisar till blocket ’start’ som inte finns."]
    );
    assert_eq!(
        replaced("[[part]]", "[[part]]\nid = \"andra\"\nname.sv = \"Andra\"\nname.en = \"Other\"\n\n[[part]]")[..2],
        [
            "punkten ’politiskt-beslut’ saknar beskrivning av nivå 1 i delen ’andra’.",
            "punkten ’politiskt-beslut’ saknar beskrivning av nivå 2 i delen ’andra’."
        ]
    );
}

fn mapping(from: &str, to: &str) -> Vec<String> {
    let (_, text) = Library::built_in_files().find(|(path, _)| path.ends_with("2017-2018.toml")).unwrap();
    let text = text.replacen("id = \"2017-2018\"", "id = \"egen\"", 1);
    assert!(text.contains(from), "{from}");
    let all = told(&[File::new("j.toml", text.replacen(from, to, 1))]);
    all.into_iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn faults_in_a_mapping() {
    assert_eq!(mapping("version = 1", "version = 1"), [""; 0]);
    assert_eq!(
        mapping("from = \"kompetens\"", "from = \"kompetenz\""),
        [
            "punkten ’kompetens’ i ’sjalvskattning-2017’ är inte med; säg vad den motsvarar, eller none.",
            "jämförelsen ’egen’ hänvisar till punkten ’kompetenz’ som inte finns; menade du ’kompetens’?"
        ]
    );
    assert_eq!(
        mapping("relation = \"same\"", "relation = \"none\""),
        ["punkten ’politiskt-beslut’ har en motsvarighet; relation kan inte vara none."]
    );
    assert_eq!(
        mapping("relation = \"none\"", "relation = \"near\""),
        ["punkten ’bild-av-styrsystemet’ saknar motsvarighet; relation måste vara none."]
    );
    assert_eq!(
        mapping("to = \"sjalvskattning-2018\"", "to = \"sjalvskattning-2017\"")[..1],
        ["jämförelsen går från ’sjalvskattning-2017’ till sig själv."]
    );
    let (_, text) = Library::built_in_files().find(|(path, _)| path.ends_with("2018-2023.toml")).unwrap();
    let text = text.replacen("id = \"2018-2023\"", "id = \"egen\"", 1).replacen(
        "levels_comparable = false",
        "levels_comparable = true",
        1,
    );
    assert!(told(&[File::new("j.toml", text)])[0].ends_with(
        "nivåerna kan inte jämföras när den ena skalan går till 3 och den andra till 4; skriv levels_comparable = false."
    ));
}

fn charter(from: &str, to: &str) -> Vec<String> {
    let (_, text) = Library::built_in_files().find(|(path, _)| path.ends_with("2022.toml")).unwrap();
    let text = text.replacen("id = \"cemr-2022\"", "id = \"egen\"", 1);
    assert!(text.contains(from), "{from}");
    let all = told(&[File::new("c.toml", text.replacen(from, to, 1))]);
    all.into_iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn faults_in_a_charter() {
    assert_eq!(charter("version = 1", "version = 1"), [""; 0]);
    assert_eq!(charter("number = 2\n", "number = 1\n"), ["numret 1 står på två ställen; artikeln måste ha ett eget."]);
    assert_eq!(charter("number = 2\n", "number = 40\n"), ["artikeln ’artikel-2’ har ett nummer utanför 1–39."]);
    assert_eq!(
        charter("number = 2\n", ""),
        ["artikeln ’artikel-2’ ska ha number, eller number_from och number_to där numret inte är känt."]
    );
    assert_eq!(charter("article_count = 39", "article_count = 40"), ["deklarationen ska ha 40 artiklar men har 39."]);
    assert_eq!(
        charter("area = \"politiska-rollen\"", "area = \"politik\""),
        ["artikeln ’artikel-2’ hänvisar till området ’politik’ som inte finns."]
    );
    assert_eq!(
        charter("name.en = \"Cyber violence\"\nunconfirmed = true", "name.en = \"Cyber violence\""),
        ["artikeln ’tillagg-digitalt-vald’ har inget känt nummer och måste märkas unconfirmed = true."]
    );
}

fn decision(from: &str, to: &str) -> Vec<String> {
    let (_, text) = Library::built_in_files().find(|(path, _)| path.ends_with("beslut-fem-steg.toml")).unwrap();
    let text = text.replacen("id = \"beslut-fem-steg\"", "id = \"egen\"", 1);
    assert!(text.contains(from), "{from}");
    let all = told(&[File::new("b.toml", text.replacen(from, to, 1))]);
    all.into_iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn faults_in_a_decision_checklist() {
    assert_eq!(decision("version = 1", "version = 1"), [""; 0]);
    assert_eq!(
        decision("yes = \"konsekvenser\"", "yes = \"konsekvens\""),
        ["frågan ’statistik’ hänvisar till frågan ’konsekvens’ som inte finns; menade du ’konsekvenser’?"]
    );
    assert_eq!(
        decision("yes = \"mal\"", "yes = \"statistik\""),
        ["frågorna leder i ring: statistik → konsekvenser → atgarder → statistik."]
    );
    assert_eq!(decision("no = \"behovs-inte\"\n", ""), ["frågan ’beror’ leder ingenstans; lägg till no."]);
    assert_eq!(
        decision("no = \"behovs-inte\"\n", "no = \"behovs-inte\"\nnext = \"mal\"\n"),
        ["frågan ’beror’ kan inte ha next med det sättet att svara."]
    );
    assert_eq!(
        decision("yes = \"statistik\"", "yes = \"konsekvenser\""),
        ["frågan ’statistik’ nås aldrig från den första frågan."]
    );
    assert_eq!(
        decision("no = \"behovs-inte\"", "no = \"aterremittera\""),
        ["utfallet ’behovs-inte’ nås aldrig från den första frågan."]
    );
}
