//! Rounds from files: what is read, what is refused and how that is told, and that examples run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers: a failure is a failed test")]

use app::grouping::answer;
use app::grouping::example;
use app::grouping::read::{self, Facts, File, Known, Read};
use app::grouping::words::Teller;
use grouping::{Arrangement, Effort, Go, Group, Kind, Pair, Problem, Travel, Unit, form, score};
use i18n::Lang;

fn file(name: &str, text: impl AsRef<[u8]>) -> File {
    File { name: name.into(), bytes: text.as_ref().to_vec() }
}

fn csv(text: &str) -> Read {
    read::read(&[file("o.csv", text)], None, None).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Everything that is wrong, told in a language: by the reader, else by the solver's check.
fn wrong(files: &[File], travel: Option<&File>, lang: Lang) -> Vec<String> {
    match read::read(files, travel, None) {
        Err(faults) => faults.iter().map(|it| it.told(lang)).collect(),
        Ok(read) => match Problem::new(read.ask.clone()) {
            Err(faults) => faults.iter().map(|it| read.told(it, lang)).collect(),
            Ok(_) => Vec::new(),
        },
    }
}

#[test]
fn the_examples_run_and_toml_and_csv_say_the_same_of_organisations() {
    for lang in Lang::ALL {
        let toml = read::read(&[file("r.toml", example::toml(lang))], None, None).unwrap();
        let sheet = csv(example::csv(lang));
        assert_eq!(toml.ask.parties, sheet.ask.parties);
        assert_eq!(toml.ask.mentors, sheet.ask.mentors);
        assert_eq!(toml.ask.relations.conflicts, sheet.ask.relations.conflicts);
        assert_eq!(toml.ask.relations.mentored, sheet.ask.relations.mentored);
        assert_eq!((toml.ask.parties.len(), toml.ask.mentors.len()), (11, 4));
        let problem = Problem::new(toml.ask.clone()).unwrap();
        let found = form(&problem, &Effort::default(), &mut |_| Go::On).unwrap();
        assert!(found.proven);
        assert_eq!(found.arrangement.unplaced, Vec::<String>::new());
        let teller = Teller::new(lang, &toml.ask);
        let mut told = answer::formed(&problem, &found, &toml.title, &teller);
        answer::explain_all(&mut told, &problem, &teller);
        assert!(told.groups.iter().all(|it| !it.why.is_empty() && it.next.is_some()));
        assert!(told.organisations.iter().all(|it| !it.fared.is_empty() && it.gave_up.is_some()));
        let burdens: i64 = told.organisations.iter().map(|it| it.burden).sum();
        assert_eq!(burdens, score(&problem, &found.arrangement).parties.values().map(|it| it.total).sum::<i64>());
    }
}

#[test]
fn a_swedish_spreadsheet_is_read() {
    let read = csv("\u{feff}roll;kod;namn;invånare;teman;värd;skattning: Styrning;leder;ny\r\n\
         deltagare;114;Upplands Väsby;49 262;\"skola, omsorg\";ja;4;;\r\n\
         ;;Region Gävleborg;;;nej;1,0;;\r\n\
         mentor;;Lunds kommun;;;;2,5;2;ja\r\n\r\n;;;;;;;;\r\n");
    let [one, region] = read.ask.parties.as_slice() else { panic!("{:?}", read.ask.parties) };
    assert_eq!((one.id.as_str(), one.name.as_str(), one.size), ("0114", "Upplands Väsby", Some(49_262)));
    assert_eq!(one.themes.iter().collect::<Vec<_>>(), ["omsorg", "skola"]);
    assert_eq!((one.profile["Styrning"], region.profile["Styrning"]), (100, 0));
    assert_eq!((region.id.as_str(), region.kind, region.can_host), ("0021", Kind::Region, false));
    let place = one.place.unwrap();
    assert!((place.lat - 59.52).abs() < 0.05 && (place.lon - 17.91).abs() < 0.05, "{place:?}");
    let [mentor] = read.ask.mentors.as_slice() else { panic!("{:?}", read.ask.mentors) };
    assert_eq!((mentor.id.as_str(), mentor.leads, mentor.new, mentor.profile["Styrning"]), ("1281", 2, true, 50));
}

#[test]
fn rules_wishes_and_relations_are_read() {
    let text = r#"
        [round]
        largest = 4
        support = "all"
        scale = [0, 10]
        [rules]
        theme = true
        everyone = false
        longest = 120
        [wishes]
        travel = 7
        [relations]
        together = [["Kramfors", "2283"]]
        met = [["Kramfors", "Ankeborg"]]
        [[locked]]
        members = ["sollefteå kommun"]
        mentor = "Umeå"
        [[organisation]]
        code = "2282"
        scores = { a = 3 }
        [[organisation]]
        name = "Sollefteå"
        [[organisation]]
        name = "Stadsdelen Väst"
        lat = 62.4
        lon = 17.3
        seats = 2
        kind = "annan"
        [[mentor]]
        name = "Umeå"
        beside = ["Vännäs"]
    "#;
    let read = read::read(&[file("r.toml", text)], None, None).unwrap();
    let ask = &read.ask;
    assert_eq!((ask.shape.smallest, ask.shape.largest, ask.shape.support), (2, 4, grouping::Support::All));
    assert!(ask.rules.on(grouping::Rule::Theme) && !ask.rules.on(grouping::Rule::Everyone));
    assert_eq!((ask.rules.longest, ask.wishes.weight(grouping::Wish::Travel)), (Some(120), 7));
    assert_eq!(ask.relations.together, [Pair::of("2282", "2283")]);
    assert_eq!(ask.relations.met, [Pair::of("2282", "ankeborg")]);
    assert_eq!(ask.relations.locks.len(), 1);
    assert_eq!(ask.relations.locks[0].mentor.as_deref(), Some("2480"));
    assert_eq!(ask.parties[0].profile["a"], 30);
    assert_eq!(
        (ask.parties[2].id.as_str(), ask.parties[2].seats.0, ask.parties[2].kind),
        ("stadsdelen-vast", 2, Kind::Other)
    );
    assert_eq!(ask.mentors[0].beside[0].id, "2460");
}

#[test]
fn the_order_of_rows_and_files_changes_nothing() {
    let text = example::csv(Lang::Sv);
    let (head, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let (some, others) = rows.split_at(4);
    let files = [
        file("a.csv", format!("{head}\n{}\n", some.join("\n"))),
        file("b.csv", format!("{head}\n{}\n", others.join("\n"))),
    ];
    let turned = read::read(&files, None, None).unwrap();
    let (one, other) = (Problem::new(csv(text).ask).unwrap(), Problem::new(turned.ask).unwrap());
    assert_eq!(one.ask(), other.ask());
}

#[test]
fn ways_are_read_long_and_square() {
    let parties = "namn\nKramfors\nSollefteå\nTimrå\n";
    let both = |ways: &str| {
        let read = read::read(&[file("o.csv", parties)], Some(&file("w.csv", ways)), None).unwrap();
        let Travel::Matrix { unit, mut legs } = read.ask.travel else { panic!("no matrix") };
        legs.sort();
        (unit, legs.into_iter().map(|it| (it.from, it.to, it.value)).collect::<Vec<_>>())
    };
    let (unit, long) =
        both("från;till;minuter\nKramfors;2283;41,2\n2282;Timrå;75\nTimrå;Sollefteå;98\nTimrå;Ankeborg;5\n");
    let leg = |a: &str, b: &str, value| (a.to_owned(), b.to_owned(), value);
    assert_eq!(unit, Unit::Minutes);
    assert_eq!(
        long,
        [leg("2262", "2283", 98), leg("2262", "ankeborg", 5), leg("2282", "2262", 75), leg("2282", "2283", 42)]
    );
    let (unit, square) = both("km,Kramfors,Sollefteå,Timrå\nKramfors,0,40,70\nSollefteå,,0,95\nTimrå,,,0\n");
    assert_eq!(unit, Unit::Kilometres);
    assert_eq!(square, [leg("2282", "2262", 70), leg("2282", "2283", 40), leg("2283", "2262", 95)]);
    let missing = wrong(
        &[file("o.csv", "roll,namn\n,Kramfors\n,Sollefteå\nmentor,Timrå\n")],
        Some(&file("w.csv", "from,to,minutes\nKramfors,Timrå,75\nSollefteå,Timrå,98\n")),
        Lang::Sv,
    );
    assert_eq!(missing, ["Restidsmatrisen saknar 1 sträcka: Kramfors–Sollefteå. Lägg till den."]);
}

#[test]
fn hostile_files_get_a_sentence_each() {
    let thousand: String = (0..1000).map(|n| format!("ort {n},60.{n:03},15\n")).collect();
    let cases: &[(&str, Vec<u8>, &[&str])] = &[
        ("tom.csv", b"  \n".to_vec(), &["tom.csv: Filen är tom."]),
        ("a.csv", b"namn\nKramfors\nS\xf6derhamn\n".to_vec(), &["a.csv, rad 3: Här finns tecken som inte är UTF-8."]),
        ("b.csv", "namn;kod\nKramfors;9999\n".into(), &["b.csv, rad 2, kod: Ingen kommun eller region har koden ”9999”."]),
        ("c.csv", "namn;kod\nTimrå;2282\n".into(), &["Koden 2282 är Kramfors, men namnet är ”Timrå”."]),
        (
            "d.csv",
            "roll;namn;leder;platser\nmentor;Umeå;-1;\n;Kramfors;;1e99\n;Timrå;;två\n;Sollefteå;2;1,5\n".into(),
            &[
                "d.csv, rad 2, leder: -1 går inte. Talet ska vara från 0 till 1\u{a0}000\u{a0}000.",
                "d.csv, rad 3, platser: 1e99 går inte.",
                "d.csv, rad 4, platser: ”två” är inget tal.",
                "d.csv, rad 5, leder: Bara en mentor leder",
                "d.csv, rad 5, platser: ”1,5” är inget heltal.",
            ],
        ),
        ("e.csv", "namn;invonare\nKramfors;1\n".into(), &["e.csv, rad 1, invonare: Det namnet är inte känt. Menade du invånare?"]),
        ("f.csv", "namn;namn\nKramfors;x\n".into(), &["Kolumnen finns två gånger."]),
        ("g.csv", "namn\nKramfors;1;2\n".into(), &["Raden har 3 celler, men det finns 1 kolumn."]),
        ("h.csv", "färg;pris\nröd;2\n".into(), &["Första raden ska ha kolumnernas namn"]),
        ("i.csv", "namn;värd\nKramfors;kanske\n".into(), &["i.csv, rad 2, värd: ”kanske” är varken ja eller nej."]),
        ("j.csv", "namn;roll\nKramfors;chef\n".into(), &["”chef” går inte. Skriv något av: deltagare, mentor."]),
        ("k.csv", "namn;jäv\nKramfors;Sundsval\nSundsvall;\n".into(), &["k.csv, rad 2, jäv: ”Sundsval” finns inte bland omgångens deltagare och mentorer. Menade du Sundsvall?"]),
        ("l.csv", "namn\nKramfårs\nTimrå\n".into(), &["l.csv, rad 2, namn: Ingen kommun eller region heter ”Kramfårs”. Menade du Kramfors?"]),
        ("m.csv", "namn;lat;lon\nByn;95;15\nOrten;60;\n".into(), &["m.csv, rad 2, lat: 95 går inte.", "m.csv, rad 3, lat: Ange både lat och lon"]),
        ("n.csv", "namn\nKramfors\nKramfors\n".into(), &["n.csv, rad 3: Kramfors står med två gånger."]),
        ("o.csv", format!("namn,lat,lon\n{thousand}").into_bytes(), &["men det går att räkna på högst 400. Dela upp omgången."]),
        ("p.csv", format!("namn\n\"Kramfors\n{}", "Timrå\n".repeat(30)).into_bytes(), &["Raden går inte att läsa som CSV."]),
        ("q.toml", "[round\n".into(), &["q.toml, rad 1: Det här går inte att läsa som TOML"]),
        ("r.toml", "[rouns]\n".into(), &["r.toml, rad 1, rouns: Det namnet är inte känt. Menade du round?"]),
        (
            "s.toml",
            "[round]\nlargest = 900\nsupport = \"some\"\nmentors = 2\n[rules]\ntravle = true\nlongest = -5\n[wishes]\ntheme = \"tung\"\n".into(),
            &[
                "s.toml, rad 2, largest: 900 går inte. Talet ska vara från 0 till 255.",
                "s.toml, rad 3, support: ”some” går inte. Skriv något av: none (inga), new (nya), all (alla).",
                "s.toml, rad 4, mentors: ”2” är varken ja eller nej.",
                "s.toml, rad 6, travle: Det namnet är inte känt. Menade du travel?",
                "s.toml, rad 7, longest: -5 går inte.",
                "s.toml, rad 9, theme: ”tung” är inget tal.",
            ],
        ),
        ("t.toml", "[organisation]\nname = \"Kramfors\"\n".into(), &["Skriv en tabell för var och en, med dubbla hakar"]),
        ("u.toml", "[relations]\napart = [[\"a\"]]\n[round]\nscale = [4, 1]\n".into(), &["Här ska stå par", "Här ska stå två tal"]),
        ("v.toml", "[wishes]\ntravel = 101\n[[organisation]]\nname = \"Kramfors\"\n[[mentor]]\nname = \"Umeå\"\n".into(), &["Önskemålet ”Korta vägar” väger 101. Högst 100 går att räkna med"]),
        ("w.toml", "[round]\nname = \"x\"\n".into(), &["Det finns ingen att bilda grupper av."]),
        ("x.csv", vec![b'a'; read::MOST_BYTES + 1], &["x.csv: Filen är för stor. Högst 4 MB läses."]),
        ("y.csv", "namn;lat;lon\nByn;nan;inf\n".into(), &["”nan” är inget tal.", "”inf” är inget tal."]),
        ("z.csv", "namn\n\u{1b}[31mByn\u{7}\n".into(), &["Det är inte känt var"]),
    ];
    for (name, bytes, wanted) in cases {
        let told = wrong(&[file(name, bytes)], None, Lang::Sv);
        for words in *wanted {
            assert!(told.iter().any(|it| it.contains(words)), "{name}: {words}: {told:#?}");
        }
        let english = wrong(&[file(name, bytes)], None, Lang::En);
        assert_eq!(english.len(), told.len(), "{name}");
        assert!(english.iter().zip(&told).all(|(en, sv)| en != sv), "{name}: {english:#?}");
    }
}

#[test]
fn what_is_known_elsewhere_fills_in_and_never_overrules() {
    struct Some;
    impl Facts for Some {
        fn of(&self, code: &str) -> Known {
            assert!(["2282", "2283"].contains(&code));
            Known {
                size: Option::Some(17_000),
                class: Option::Some("C7".into()),
                similar: vec!["2283".into()],
                profile: vec![("skola".into(), 80)],
            }
        }
    }
    let text = "namn;invånare;skattning: skola\nKramfors;5;1\nSollefteå;;\nByn;;\n";
    let read = read::read(&[file("o.csv", text)], None, Option::Some(&Some)).unwrap();
    let of = |at: usize| &read.ask.parties[at];
    assert_eq!((of(0).size, of(0).class.as_str(), of(0).profile["skola"]), (Option::Some(5), "C7", 0));
    assert_eq!((of(1).size, of(1).profile["skola"]), (Option::Some(17_000), 80));
    assert_eq!((of(2).size, of(2).class.as_str()), (None, ""));
    assert_eq!(read.filled, ["2282", "2283"]);
}

#[test]
fn an_arrangement_is_read_in_every_form_it_can_have() {
    let read = read::read(&[file("r.toml", example::toml(Lang::Sv))], None, None).unwrap();
    let wanted = Arrangement {
        groups: vec![Group { members: vec!["2282".into(), "2283".into()], mentor: Some("2281".into()), support: None }],
        unplaced: vec!["2262".into()],
    };
    let json = serde_json::json!({ "arrangement": wanted, "total": 3 }).to_string();
    let toml = "unplaced = [\"Timrå\"]\n[[groups]]\nmembers = [\"Sollefteå\", \"Kramfors\"]\nmentor = \"Sundsvall\"\n";
    let sheet = read::written(&wanted, &|id| id.to_owned());
    for (name, text) in [("a.json", json.as_str()), ("a.toml", toml), ("a.csv", sheet.as_str())] {
        assert_eq!(read::arrangement(&file(name, text), &read.ask).unwrap(), wanted, "{name}");
    }
    for (name, text, words) in [
        ("a.json", "{}", "Filen är ingen indelning i grupper"),
        ("a.json", "{\"groups\": 3}", "Filen är ingen indelning i grupper"),
        ("a.csv", "a;b\n1;2\n", "Första raden ska ha kolumnernas namn"),
        (
            "a.csv",
            "grupp;namn;roll\n10;Kramfors;\n10;Umeå;mentor\n10;Sundsvall;mentor\n",
            "a.csv, rad 4: Grupp 10 har redan en med den rollen. Ge Sundsvall",
        ),
        ("a.csv", "grupp;namn;roll\n1;Kramfors;chef\n", "”chef” går inte. Skriv något av: deltagare, mentor, stöd."),
    ] {
        let told = read::arrangement(&file(name, text), &read.ask).unwrap_err();
        assert!(told[0].told(Lang::Sv).contains(words), "{text}: {told:?}");
    }
}

#[test]
fn files_are_read_as_people_write_them() {
    let toml = "[round]\nmentors = \"nej\"\nsupport = \"Alla\"\n[rules]\ntravel = \"nej\"\n[[organisation]]\nname = \"Kramfors\"\n";
    let read = read::read(&[file("r.txt", toml)], None, None).unwrap();
    assert_eq!(read.ask.shape.mentoring, grouping::Mentoring::None);
    assert_eq!(read.ask.shape.support, grouping::Support::All);
    assert!(read.ask.rules.off.contains(&grouping::Rule::Travel));
    // Everything wrong is told as one goes through the files.
    let files = [file("a.csv", "namn;värd\nKramfors;kanske\nTimrå;\n"), file("b.csv", "namn;platser\nTimrå;två\n;3\n")];
    let told = wrong(&files, None, Lang::Sv);
    let places: Vec<&str> = told.iter().map(|it| it.split(':').next().unwrap()).collect();
    assert_eq!(places, ["a.csv, rad 2, värd", "b.csv, rad 2, platser", "b.csv, rad 3"]);
    // A matrix says what it measures, and a row of it is whole.
    let ways = |text: &str| wrong(&[file("o.csv", "namn\nKramfors\nTimrå\n")], Some(&file("w.csv", text)), Lang::Sv);
    assert_eq!(
        ways("timmar,Kramfors,Timrå\nKramfors,0,1\n"),
        ["w.csv, rad 1: ”timmar” är inget mått. Skriv minuter eller km i hörnet längst upp till vänster."]
    );
    assert!(ways("från;till;timmar\nKramfors;Timrå;1\n")[0].starts_with("w.csv, rad 1: Restiderna ska ha kolumnerna"));
    assert!(ways("km,Kramfors,Timrå\nKramfors,0\n")[0].starts_with("w.csv, rad 2: Raden har 2 celler"));
}

#[test]
fn breaches_and_contradictions_are_told() {
    let text = "roll;namn;jäv;leder\n;Kramfors;Sollefteå;\n;Sollefteå;;\n;Timrå;;\nmentor;Umeå;;1\n";
    let read = csv(text);
    let problem = Problem::new(read.ask.clone()).unwrap();
    let group = |members: &[&str]| Group {
        members: members.iter().map(|it| (*it).to_owned()).collect(),
        mentor: Some("2480".into()),
        support: None,
    };
    let all = Arrangement { groups: vec![group(&["2262", "2282", "2283"])], unplaced: Vec::new() };
    let told = answer::about(&problem, &all, "", &Teller::new(Lang::Sv, &read.ask));
    let sentences: Vec<&str> = told.breaches.iter().map(|it| it.sentence.as_str()).collect();
    assert_eq!(sentences, ["Grupp 1: det råder jäv mellan Kramfors och Sollefteå."]);
    assert_eq!(told.breaches[0].rule, Some(grouping::Rule::Conflict));
    assert!(!told.allowed);
    let standing = grouping::explain::standing(&problem, &grouping::explain::Care::default());
    for (lang, words) in [
        (Lang::Sv, "Det råder jäv mellan Kramfors och Sollefteå."),
        (Lang::En, "There is a conflict of interest between Kramfors and Sollefteå."),
    ] {
        let told = Teller::new(lang, &read.ask).standing(&standing);
        assert!(told.iter().any(|it| it == words), "{told:#?}");
        assert!(told.iter().any(|it| it.starts_with('•')), "something is enough to relax: {told:#?}");
    }
}

#[test]
fn words_keep_their_spelling_and_compare_without_it() {
    let read = csv("namn;teman;skattning: Vård;roll\n\
         Kramfors;\"VARD, äldreomsorg\";4;\n\
         Sollefteå;vård;1;\n\
         Timrå;;4;mentor\n");
    let themes: Vec<Vec<&str>> =
        read.ask.parties.iter().map(|it| it.themes.iter().map(String::as_str).collect()).collect();
    assert_eq!(themes, [vec!["vård", "äldreomsorg"], vec!["vård"]]);
    let areas: Vec<&str> = read.ask.parties[0].profile.keys().map(String::as_str).collect();
    assert_eq!(areas.iter().map(|it| i18n::fold(it)).collect::<Vec<_>>(), ["vard"]);
    assert!(areas[0].ends_with("ård"), "{areas:?}");
}

#[test]
fn advice_keeps_names_and_a_shortage_is_counted() {
    let read = csv("roll;namn;leder\n;Kramfors;\n;Örnsköldsvik;\nmentor;Umeå;1\n");
    let apart = grouping::explain::Relax::Drop {
        demand: grouping::explain::Demand::Pair { rule: grouping::Rule::Apart, pair: Pair::of("2282", "2284") },
    };
    let short = grouping::explain::Shortage {
        scarce: grouping::explain::Scarce::Mentors,
        parties: 40,
        wanted: 40,
        groups: 12,
        largest: 3,
    };
    for (lang, drop, told) in [
        (
            Lang::Sv,
            "Ta bort det här: Kramfors och Örnsköldsvik ska vara isär.",
            "Det finns 40 deltagare men bara 36 platser: mentorerna kan leda 12 grupper med högst 3 i varje.",
        ),
        (
            Lang::En,
            "Drop this: Kramfors and Örnsköldsvik are to be apart.",
            "There are 40 participants but only 36 places: the mentors can lead 12 groups of at most 3 each.",
        ),
    ] {
        let teller = Teller::new(lang, &read.ask);
        assert_eq!(teller.relax(&apart), drop);
        assert_eq!(teller.shortage(&short), told);
    }
}

#[test]
fn toml_in_swedish_says_the_same() {
    let english = "[round]\nname = \"Ö\"\nsmallest = 2\nsupport = \"new\"\n[rules]\ntheme = true\ncapacity = false\nlongest = 250\n\
        [wishes]\nfairness = 7\ntheme = 3\n[relations]\nconflicts = [[\"Kramfors\", \"Timrå\"]]\n\
        [[organisation]]\nname = \"Kramfors\"\nlanguages = [\"sv\"]\nscores = { jämställdhet = 3 }\n\
        [[organisation]]\nname = \"Sollefteå\"\n[[mentor]]\nname = \"Timrå\"\nleads = 2\n[[locked]]\nmembers = [\"Sollefteå\"]\nmentor = \"Timrå\"\n";
    let swedish = "[omgång]\nnamn = \"Ö\"\nminst = 2\nstöd = \"nya\"\n[regler]\ntema = true\nkapacitet = false\nlängsta_väg = 250\n\
        [önskemål]\nrättvisa = 7\ntema = 3\n[relationer]\njäv = [[\"Kramfors\", \"Timrå\"]]\n\
        [[organisation]]\nnamn = \"Kramfors\"\nspråk = [\"sv\"]\nskattning = { jämställdhet = 3 }\n\
        [[organisation]]\nnamn = \"Sollefteå\"\n[[mentor]]\nnamn = \"Timrå\"\nleder = 2\n[[låst]]\ndeltagare = [\"Sollefteå\"]\nmentor = \"Timrå\"\n";
    let [one, other] = [english, swedish].map(|text| read::read(&[file("r.toml", text)], None, None).unwrap());
    assert_eq!(one.ask, other.ask);
    assert_eq!(one.ask.rules.longest, Some(250));
    assert!(one.ask.rules.on(grouping::Rule::Theme) && !one.ask.rules.on(grouping::Rule::Capacity));
    // What is not known is told with its line, in the file as it was written.
    let told = wrong(&[file("r.toml", "# å\n[önskemål]\nrättvisaa = 1\n")], None, Lang::Sv);
    assert_eq!(
        told,
        ["r.toml, rad 3, rättvisaa: Det namnet är inte känt. Menade du rättvisa? Rätta det eller ta bort det."]
    );
}

#[test]
fn a_misspelt_name_is_told_where_it_stands_and_nowhere_else() {
    let sheet = file("o.csv", "roll;namn\n;Leksandd\n;Mora\nmentor;Falun\n");
    let rules = file("r.toml", "[relations]\nconflicts = [[\"Leksand\", \"Mora\"]]\n");
    let told = wrong(&[rules, sheet], None, Lang::Sv);
    assert_eq!(
        told,
        [
            "o.csv, rad 2, namn: Ingen kommun eller region heter ”Leksandd”. Menade du Leksand? Är det någon annan, ange lat och lon."
        ]
    );
    let placed = csv("roll;namn;lat;lon\n;Leksandd;60,7;15,0\n;Mora;;\nmentor;Falun;;\n");
    assert_eq!(placed.ask.parties[0].name, "Leksandd");
}

#[test]
fn what_follows_from_a_file_that_cannot_be_read_is_not_told() {
    let rules = file("r.toml", "[relations]\nconflicts = [[\"Leksand\", \"Mora\"]]\n");
    for (bytes, why) in [(b"".as_slice(), "Filen är tom."), (b"namn\nH\xe4rjedalen\n".as_slice(), "Här finns tecken")]
    {
        let told = wrong(&[rules.clone(), file("o.csv", bytes)], None, Lang::Sv);
        assert!(told.len() == 1 && told[0].starts_with("o.csv") && told[0].contains(why), "{told:?}");
    }
}

#[test]
fn an_arrangement_written_by_hand_is_read() {
    let ask = csv("roll;namn\n;Kramfors\n;Sollefteå\n;Lund\n;Malmö\nmentor;Timrå\nmentor;Helsingborg\n").ask;
    let read = |name: &str, text: &str| read::arrangement(&file(name, text), &ask);
    let id = |name: &str| {
        let parties = ask.parties.iter().map(|it| (&it.id, &it.name));
        parties.chain(ask.mentors.iter().map(|it| (&it.id, &it.name))).find(|it| it.1 == name).unwrap().0.clone()
    };
    let group = |members: [&str; 2], mentor: &str| Group {
        members: members.map(id).to_vec(),
        mentor: Some(id(mentor)),
        support: None,
    };
    // The second group in the file has the lowest number, and the code column is empty.
    let text = "grupp;roll;kod;namn\n3;deltagare;;Lund\n3;deltagare;;Malmö\n3;mentor;;Helsingborg\n\
        1;deltagare;;Sollefteå\n1;deltagare;2282;\n1;mentor;;Timrå\n";
    let there = read("g.csv", text).unwrap();
    assert_eq!(there.groups, [group(["Kramfors", "Sollefteå"], "Timrå"), group(["Malmö", "Lund"], "Helsingborg")]);
    let named = text.replace("\n3;", "\nSöder;").replace("\n1;", "\nNorr;");
    let there = read("g.csv", &named).unwrap();
    assert_eq!(there.groups[0], group(["Malmö", "Lund"], "Helsingborg"), "as they stand in the file");
    // What is wrong is told with its row.
    let told =
        |name: &str, text: &str| read(name, text).unwrap_err().iter().map(|it| it.told(Lang::Sv)).collect::<Vec<_>>();
    assert_eq!(
        told("g.csv", "grupp;namn\n1;Lund\n2;\n"),
        ["g.csv, rad 3: Raden säger inte vem det gäller. Ange kod eller namn."]
    );
    let none = told("g.csv", "grupp;namn\n;Lund\n");
    assert!(none.len() == 1 && none[0].starts_with("g.csv: Ingen har någon grupp i filen."), "{none:?}");
    let bad = told("g.toml", "[[groups]]\nmembers = [\"Lund\"]\n[[groups]]\nmemers = [\"Malmö\"]\n");
    assert!(bad.len() == 1 && bad[0].starts_with("g.toml, rad "), "{bad:?}");
}

#[test]
fn the_manual_names_rules_and_wishes_as_the_program_does() {
    use app::grouping::words;
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/groups.md")).unwrap();
    let row = |key: &str, own: &str, sv: &str, en: &str| {
        let row = format!("| `{key}` | `{own}` | {sv} | {en} |");
        assert!(manual.contains(&row), "not in the manual: {row}");
    };
    for it in grouping::Rule::ALL {
        row(it.key(), words::rule_key(it), words::rule(it, Lang::Sv), words::rule(it, Lang::En));
    }
    for it in grouping::Wish::ALL {
        row(it.key(), words::wish_key(it), words::wish(it, Lang::Sv), words::wish(it, Lang::En));
    }
}

#[test]
fn a_year_is_nobody() {
    let sheet = "roll;namn;haft;träffat\n;Kramfors;Timrå, Gävle;\n;Lund;2019;\n;Malmö;;2282\nmentor;Timrå;;\n";
    let told = wrong(&[file("o.csv", sheet)], None, Lang::Sv);
    assert!(
        told.len() == 1 && told[0].starts_with("o.csv, rad 3, haft: Ingen kommun eller region har koden ”2019”."),
        "{told:?}"
    );
}
