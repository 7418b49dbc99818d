//! The booklet of a round's results, and what is handed over: accessible, whole, and hostile texts are texts.

use i18n::Lang;
use office::{BookletChapter, BookletPaper, FormSaid, HandoverPaper, PaperField, PaperSection, Press as _, markdown};
use reports::Press;

use crate::letter::structure;
use crate::paper::{is_tagged, keep, pages, says, text};
use crate::sample::HOSTILE;

fn line(text: &str) -> FormSaid {
    FormSaid::Line(text.to_owned())
}

fn field(heading: &str, said: FormSaid, source: &str) -> PaperField {
    PaperField { heading: heading.to_owned(), said: Some(said), source: source.to_owned() }
}

fn section(heading: &str, fields: Vec<PaperField>) -> PaperSection {
    PaperSection { heading: heading.to_owned(), text: String::new(), slide: true, fields }
}

fn table(heads: &[&str], rows: &[&[&str]]) -> FormSaid {
    FormSaid::Table {
        heads: heads.iter().map(|it| (*it).to_owned()).collect(),
        rows: rows.iter().map(|row| row.iter().map(|it| line(it)).collect()).collect(),
    }
}

fn chapter(name: &str, lang: Lang) -> BookletChapter {
    let summary = FormSaid::Text(markdown::read("Fler **flickor** får hjälp i tid."));
    let before = table(
        &["dagar", lang.pick("Före", "Before"), lang.pick("Efter", "After")],
        &[&[lang.pick("Kvinnor", "Women"), "41", "30"], &[lang.pick("Män", "Men"), "28", "29"]],
    );
    BookletChapter {
        heading: name.to_owned(),
        contact: format!("{}: strateg, {name}", lang.pick("Kontakt", "Contact")),
        sections: vec![
            section(lang.pick("I korthet", "In short"), vec![field("Vad har blivit bättre?", summary, "")]),
            section(
                lang.pick("Förbättringar", "Improvements"),
                vec![field("Flickor väntar längre", before, "Beslut: Nämnden behåller arbetssättet.")],
            ),
        ],
    }
}

fn booklet(lang: Lang) -> BookletPaper {
    let points = table(
        &[lang.pick("Punkt", "Point"), lang.pick("Tid", "Time"), lang.pick("Leds av", "Led by")],
        &[&["Välkomna", "9.30", "Åsa Öberg"], &["Tre kommuner berättar", "10.00", ""]],
    );
    BookletPaper {
        lang,
        sender: "Sveriges Kommuner och Regioner".to_owned(),
        heading: "Modellkommuner 2026".to_owned(),
        about: "Resultatkonferens, torsdag 6 maj 2027 kl. 9.30–15.00, Stockholm".to_owned(),
        date: "2027-05-03".to_owned(),
        programme: Some(section(
            lang.pick("Program", "Programme"),
            vec![field("Resultatkonferens", points, "torsdag 6 maj 2027 kl. 9.30–15.00")],
        )),
        chapters: ["Härnösands kommun", "Örnsköldsviks kommun"].map(|name| chapter(name, lang)).into(),
        without_heading: lang.pick("Har inte publicerat någon rapport", "Have not published a report").to_owned(),
        without: vec!["Kramfors kommun".to_owned()],
    }
}

fn handover(lang: Lang) -> HandoverPaper {
    HandoverPaper {
        lang,
        sender: "Härnösands kommun".to_owned(),
        heading: lang.pick("Överlämning", "Handover").to_owned(),
        about: "Modellkommuner 2026".to_owned(),
        date: "2026-09-01".to_owned(),
        sections: vec![
            section(
                lang.pick("Vem är vem", "Who is who"),
                vec![field(
                    "Personer",
                    table(&["Namn", "Roll", "Tid", "E-post"], &[&["Åsa Ek", "strateg", "2026-02-02–", "a@b.se"]]),
                    "",
                )],
            ),
            PaperSection { text: "Här finns inget i dag.".to_owned(), ..section("Idéer", Vec::new()) },
        ],
    }
}

#[test]
fn a_booklet_has_a_cover_a_programme_and_a_chapter_an_organisation() {
    for lang in Lang::ALL {
        let pdf = Press::strict().print_booklet(&booklet(lang)).unwrap();
        keep(&format!("booklet-{lang}.pdf"), &pdf);
        is_tagged(&pdf, lang, &["H1", "H2", "H3", "H4", "P", "L", "Table", "TR", "TH", "TD"]);
        // Cover, programme, two chapters, who has none.
        assert_eq!(pages(&pdf), 5);
        says(
            &pdf,
            &[
                "Modellkommuner 2026",
                "torsdag 6 maj 2027",
                "Tre kommuner berättar",
                ": strateg, Härnösands kommun",
                "Fler flickor får hjälp i tid.",
                "Beslut: Nämnden behåller arbetssättet.",
                lang.pick("Har inte publicerat någon rapport", "Have not published a report"),
                "Kramfors kommun",
                lang.pick("Sida 1 (5)", "Page 1 (5)"),
            ],
        );
    }
}

#[test]
fn a_reader_hears_the_chapters_in_order() {
    let Some(lines) = structure(&Press::strict().print_booklet(&booklet(Lang::Sv)).unwrap()) else { return };
    let all = lines.join("\n");
    let mut from = 0;
    for part in [
        "H1",
        "Modellkommuner 2026",
        "H2",
        "Innehåll",
        "H2",
        "Program",
        "H3",
        "TH",
        "Punkt",
        "H2",
        "Härnösands",
        "H3",
        "I korthet",
        "H4",
        "H3",
        "Förbättringar",
        "H4",
        "Flickor väntar",
        "TH",
        "Före",
        "H2",
        "Örnsköldsviks",
        "H2",
        "Har inte publicerat",
        "Kramfors",
    ] {
        let at = all.get(from..).and_then(|rest| rest.find(part));
        from += at.unwrap_or_else(|| panic!("{part} is not there, or not in its place:\n{all}"));
    }
    // Three heads of columns in each of the three tables; a head for each of their six rows.
    assert_eq!(all.matches("/Scope /Column").count(), 9, "{all}");
    assert_eq!(all.matches("/Scope /Row").count(), 6, "{all}");
}

#[test]
fn what_is_handed_over_is_an_accessible_document() {
    for lang in Lang::ALL {
        let pdf = Press::strict().print_handover(&handover(lang)).unwrap();
        keep(&format!("handover-{lang}.pdf"), &pdf);
        is_tagged(&pdf, lang, &["H1", "H2", "H3", "P", "Table", "TH"]);
        says(
            &pdf,
            &[
                lang.pick("Överlämning", "Handover"),
                "2026-09-01",
                lang.pick("Ge den bara till den som tar över.", "Give it only to whoever takes over."),
                "Åsa Ek",
                "Här finns inget i dag.",
            ],
        );
    }
}

#[test]
fn hostile_texts_are_texts() {
    for times in [1, 20] {
        let bad = HOSTILE.repeat(times);
        let said = || FormSaid::Text(markdown::read(&format!("# {bad}\n\n<script>alert(1)</script> {bad}")));
        let hostile = || PaperSection {
            text: bad.clone(),
            ..section(&bad, vec![field(&bad, said(), &bad), field("", table(&[&bad, &bad], &[&[&bad, &bad]]), "")])
        };
        let paper = BookletPaper {
            sender: bad.clone(),
            heading: bad.clone(),
            about: bad.clone(),
            programme: Some(hostile()),
            chapters: vec![BookletChapter { heading: bad.clone(), contact: bad.clone(), sections: vec![hostile()] }],
            without: vec![bad.clone(); 2],
            ..booklet(Lang::Sv)
        };
        let over = HandoverPaper { heading: bad.clone(), sections: vec![hostile()], ..handover(Lang::Sv) };
        let press = Press::strict();
        for pdf in [press.print_booklet(&paper).unwrap(), press.print_handover(&over).unwrap()] {
            is_tagged(&pdf, Lang::Sv, &["H1", "H2", "H3", "P", "Table"]);
            if let Some(text) = text(&pdf) {
                assert!(text.contains("#import") && text.contains("alert(1)"), "{text}");
            }
        }
    }
    let nothing = BookletPaper {
        sender: String::new(),
        heading: "\u{200b}".into(),
        about: String::new(),
        programme: None,
        chapters: Vec::new(),
        without: Vec::new(),
        ..booklet(Lang::En)
    };
    assert_eq!(pages(&Press::strict().print_booklet(&nothing).unwrap()), 1);
    assert!(Press::default().print_booklet(&BookletPaper { date: "i dag".into(), ..nothing }).is_err());
    assert!(Press::default().print_handover(&HandoverPaper { date: String::new(), ..handover(Lang::Sv) }).is_err());
}

#[test]
fn same_results_same_bytes() {
    let press = Press::default();
    assert_eq!(press.print_booklet(&booklet(Lang::Sv)), press.print_booklet(&booklet(Lang::Sv)));
    assert_eq!(press.print_handover(&handover(Lang::En)), press.print_handover(&handover(Lang::En)));
}
