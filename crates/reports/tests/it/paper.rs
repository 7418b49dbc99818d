//! The PDFs.

use crate::sample;
use app::Printer;
use app::view::{CompareView, FigureView, MunicipalityView};
use i18n::Lang;
use reports::Press;
use std::io::Write;
use std::process::{Command, Stdio};

fn board(view: &MunicipalityView, lang: Lang) -> Vec<u8> {
    Press::strict().board_sheet(view, lang).unwrap()
}

fn comparison(view: &CompareView, lang: Lang) -> Vec<u8> {
    Press::strict().comparison(view, lang).unwrap()
}

fn figure(view: &FigureView, lang: Lang) -> Vec<u8> {
    Press::strict().figure(view, lang).unwrap()
}

/// Keeps a document for the eye, when asked to.
pub fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("JAMSIDES_PRINT_TO") {
        std::fs::write(std::path::Path::new(&folder).join(name), pdf).unwrap();
    }
}

/// The number of pages, as the document's own description states it.
pub fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let (_, rest) = text.split_once("<xmpTPg:NPages>").unwrap();
    rest.split_once('<').unwrap().0.parse().unwrap()
}

/// A word about a program that is not there; where `JAMSIDES_TOOLS` says `required`, that is a fault.
pub fn missing(program: &str) {
    let required = std::env::var("JAMSIDES_TOOLS").as_deref() == Ok("required");
    assert!(!required, "JAMSIDES_TOOLS=required, but {program} is not installed");
    println!("SKIPPED: {program} is not installed, so nothing is compared");
}

/// The text, by pdftotext; `None` (and a word about it) where that is not installed.
pub fn text(pdf: &[u8]) -> Option<String> {
    let child = Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        missing("pdftotext (poppler-utils)");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Some(
        text.replace('\u{200b}', "").split(char::is_whitespace).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "),
    )
}

pub fn says(pdf: &[u8], expected: &[&str]) {
    if let Some(text) = text(pdf) {
        for part in expected {
            let part = part.replace('\u{a0}', " ");
            assert!(text.contains(&part), "{part:?} is not in:\n{text}");
        }
    }
}

/// What a tagged, archivable document has on its sleeve, with charts.
fn is_accessible(pdf: &[u8], lang: Lang) {
    is_tagged(pdf, lang, &["H1", "H2", "Figure", "P"]);
}

/// What a tagged, archivable document has on its sleeve.
pub fn is_tagged(pdf: &[u8], lang: Lang, tags: &[&str]) {
    let raw = String::from_utf8_lossy(pdf);
    for part in [
        "/StructTreeRoot",
        "/MarkInfo",
        "/Marked true",
        "/DisplayDocTitle true",
        "/OutputIntents",
        "<pdfaid:part>2<",
        "<pdfuaid:part>1<",
    ] {
        assert!(raw.contains(part), "{part}");
    }
    assert!(
        raw.contains(lang.pick("/Lang(sv-SE)", "/Lang(en-GB)"))
            || raw.contains(lang.pick("/Lang (sv-SE)", "/Lang (en-GB)")),
        "no /Lang"
    );
    assert!(raw.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "not PDF/A level A");
    assert!(!raw.contains("Typst"), "made by Jämsides, not by its tools");
    for tag in tags {
        assert!(raw.contains(&format!("/S/{tag}")) || raw.contains(&format!("/S /{tag}")), "no {tag}");
    }
}

#[test]
fn board_sheet_is_one_accessible_page_with_the_values() {
    for lang in Lang::ALL {
        let pdf = board(&sample::municipality(), lang);
        keep(&format!("board-{lang}.pdf"), &pdf);
        assert_eq!(pages(&pdf), 1);
        if let Some(text) = text(&pdf) {
            assert_eq!(text.matches("Källa: Kolada").count(), 1, "the source is said once: {text}");
        }
        is_accessible(&pdf, lang);
        says(
            &pdf,
            &[
                "Kramfors",
                "skiljer sig kvinnor och män åt i 148",
                "högst sju falska larm",
                "Lika många kvinnor som män har heltid.",
                "mindre än i liknande kommuner",
                "Sollefteå hade samma skillnad 2014",
                "Källa: Kolada (N00206), hämtad 2024-08-30.",
                lang.pick("Det här säger mest", "What says most"),
                lang.pick("Uppgifternas datum: 2024-08-30.", "Date of the data: 2024-08-30."),
                lang.pick(
                    "Den publicerade skillnaden är årets värden",
                    "The published difference is the year's values",
                ),
                "● kvinnor ■ män",
            ],
        );
    }
}

#[test]
fn board_sheet_stays_one_page_whatever_is_put_on_it() {
    for times in [1, 3, 20] {
        let pdf = board(&sample::hostile_municipality(times), Lang::Sv);
        keep(&format!("board-hostile-{times}.pdf"), &pdf);
        assert_eq!(pages(&pdf), 1, "{times}");
        is_accessible_text(&pdf);
    }
    let mut many = sample::municipality();
    many.findings = many.findings.iter().cycle().take(40).cloned().collect();
    assert_eq!(pages(&board(&many, Lang::En)), 1);
    let mut none = sample::municipality();
    none.findings.clear();
    none.learn_from_us.clear();
    none.facts.clear();
    none.peers.members.clear();
    let pdf = board(&none, Lang::Sv);
    assert_eq!(pages(&pdf), 1);
    says(&pdf, &["Inget mått visar en skillnad"]);
}

/// Markup in data is text on the page.
fn is_accessible_text(pdf: &[u8]) {
    says(pdf, &["Örnsköldsvik-#import \"x\" #panic() *fet* _kursiv_ $x^2$ <b>"]);
}

#[test]
fn board_sheet_of_an_invented_municipality_says_so() {
    let mut view = sample::municipality();
    view.invented = true;
    says(&board(&view, Lang::Sv), &["Påhittad kommun."]);
    says(&board(&view, Lang::En), &["An invented municipality."]);
}

#[test]
fn comparison_of_two_to_four() {
    let names = ["Kramfors", "Härnösand", "Upplands-Bro", "Örnsköldsvik"];
    for lang in Lang::ALL {
        for n in 2..=4 {
            let pdf = comparison(&sample::compare(&names[..n]), lang);
            keep(&format!("comparison-{n}-{lang}.pdf"), &pdf);
            is_accessible(&pdf, lang);
            for tag in ["Table", "TH", "TD"] {
                let raw = String::from_utf8_lossy(&pdf);
                assert!(raw.contains(&format!("/S/{tag}")) || raw.contains(&format!("/S /{tag}")), "{tag}");
            }
            let heading = names[..n - 1].join(", ");
            says(
                &pdf,
                &[
                    &format!(
                        "{heading} {} {} {}",
                        lang.pick("och", "and"),
                        names[n - 1],
                        lang.pick("jämsides", "side by side")
                    ),
                    lang.pick("ingen uppgift", "no data"),
                    lang.pick("Tre att ta med till mötet", "Three to bring to the meeting"),
                    "Trygghet",
                    lang.pick("(mentor)", "(mentor)"),
                ],
            );
        }
    }
}

#[test]
fn comparison_with_hostile_texts() {
    let mut view = sample::compare(&[sample::HOSTILE, "Å"]);
    view.lead = sample::HOSTILE.repeat(40);
    for row in view.bring.iter_mut().chain(view.themes.iter_mut().flat_map(|(_, rows)| rows)) {
        row.short = sample::HOSTILE.to_owned();
        row.sentence = sample::HOSTILE.to_owned();
        row.unit = "Arbetsmarknadsutbildningsverksamhetsutvecklingsansvarig".repeat(2);
        for cell in row.cells.iter_mut().flatten() {
            cell.verdict.text = sample::HOSTILE.to_owned();
            cell.women.text = "1\u{a0}234\u{a0}567,8".to_owned();
        }
    }
    let pdf = comparison(&view, Lang::Sv);
    keep("comparison-hostile.pdf", &pdf);
    says(&pdf, &["#import \"x\" #panic() *fet*"]);
}

#[test]
fn comparison_of_nothing_is_still_a_document() {
    let mut view = sample::compare(&["Kramfors", "Härnösand"]);
    view.bring.clear();
    view.themes.clear();
    view.mentor = None;
    assert_eq!(pages(&comparison(&view, Lang::Sv)), 1);
}

#[test]
fn figure_with_charts_and_table() {
    for lang in Lang::ALL {
        let pdf = figure(&sample::figure(), lang);
        keep(&format!("figure-{lang}.pdf"), &pdf);
        is_accessible(&pdf, lang);
        says(
            &pdf,
            &[
                "Kramfors: Heltid",
                "Heltid: så försvann skillnaden",
                "Skillnaden i alla kommuner",
                "95,0",
                "sekretess",
                lang.pick("2015\u{a0}(upprepat)", "2015\u{a0}(repeated)"),
                "Antal månadsavlönade med heltidsanställning",
                "−0,5 (−2,0 till 1,0)",
                "Källa: Kolada (N00206), hämtad 2024-08-30.",
            ],
        );
    }
}

#[test]
fn figure_with_hostile_or_no_texts() {
    let mut view = sample::figure();
    for text in [
        &mut view.title,
        &mut view.short,
        &mut view.definition,
        &mut view.direction,
        &mut view.unit,
        &mut view.women_word,
    ] {
        *text = sample::HOSTILE.repeat(12);
    }
    view.caveats = vec![sample::HOSTILE.repeat(30); 5];
    let pdf = figure(&view, Lang::Sv);
    keep("figure-hostile.pdf", &pdf);
    says(&pdf, &["#import \"x\" #panic() *fet*"]);

    let mut bare = sample::figure();
    bare.finding = None;
    bare.area = None;
    bare.over_time = None;
    bare.everyone = None;
    bare.years.clear();
    bare.areas.clear();
    bare.caveats.clear();
    bare.definition.clear();
    bare.direction.clear();
    assert_eq!(pages(&figure(&bare, Lang::En)), 1);
}

#[test]
fn same_view_same_bytes() {
    let press = Press::default();
    let (one, two) = (sample::municipality(), sample::compare(&["Kramfors", "Ånge", "Härnösand"]));
    assert_eq!(press.board_sheet(&one, Lang::Sv), press.board_sheet(&one, Lang::Sv));
    assert_eq!(press.comparison(&two, Lang::En), press.comparison(&two, Lang::En));
    assert_eq!(press.figure(&sample::figure(), Lang::Sv), press.figure(&sample::figure(), Lang::Sv));
    let raw = press.board_sheet(&one, Lang::Sv).unwrap();
    assert!(String::from_utf8_lossy(&raw).contains("2024-08-30"), "dated by its data");
}

#[test]
fn two_documents_at_a_time() {
    let views: Vec<MunicipalityView> = (0..4)
        .map(|n| {
            let mut view = sample::municipality();
            view.area.name = format!("Kommun {n}");
            view
        })
        .collect();
    std::thread::scope(|scope| {
        let printing: Vec<_> =
            views.iter().map(|view| scope.spawn(move || (view.area.name.clone(), board(view, Lang::Sv)))).collect();
        for thread in printing {
            let (name, pdf) = thread.join().unwrap();
            says(&pdf, &[&name]);
        }
    });
}
