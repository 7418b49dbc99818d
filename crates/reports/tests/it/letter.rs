//! Letters: what a decision looks like to the one who gets it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use i18n::Lang;
use office::{Paper, Press as _};
use reports::Press;

use crate::paper::{is_tagged, keep, missing, pages, says, text};
use crate::sample::HOSTILE;

const REASON: &str = "Ansökan visar att arbetet har stöd i nämnden.\nDet finns tid och pengar för det.\n\nStyrgruppen har vägt in:\n– att två förvaltningar deltar\n– att uppföljningen är planerad";

fn admitted(lang: Lang) -> Paper {
    let pair = |sv: &str, en: &str| lang.pick(sv, en).to_owned();
    Paper {
        lang,
        sender: "Sveriges Kommuner och Regioner".to_owned(),
        receiver: "Härnösands kommun".to_owned(),
        date: "2026-03-02".to_owned(),
        heading: pair("Ni är antagna", "You are admitted"),
        facts: vec![
            (pair("Omgång", "Round"), "Modellkoncept 2026".to_owned()),
            (pair("Sökande", "Applicant"), "Härnösands kommun".to_owned()),
            (pair("Ansökan inkom", "Application received"), "2026-02-13".to_owned()),
        ],
        paragraphs: vec![
            pair(
                "Härnösands kommun är antagen till Modellkoncept 2026.",
                "Härnösands kommun is admitted to Modellkoncept 2026.",
            ),
            REASON.to_owned(),
            pair("Avgiften är 20\u{a0}000 kronor.", "The fee is SEK 20,000."),
        ],
        signed: pair(
            "Beslutat av Åsa Öberg, Sveriges Kommuner och Regioner",
            "Decided by Åsa Öberg, Sveriges Kommuner och Regioner",
        ),
    }
}

fn print(paper: &Paper) -> Vec<u8> {
    Press::strict().print(paper).unwrap()
}

/// What `program` (poppler-utils) says of a document; `None` where it is not installed.
pub fn asked(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        missing(&format!("{program} (poppler-utils)"));
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    // It cuts some titles in the middle of a sign.
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The structure as a screen reader walks it: one element a line, texts in quotes.
pub fn structure(pdf: &[u8]) -> Option<Vec<String>> {
    let said = asked("pdfinfo", &["-enc", "UTF-8", "-struct-text", "-"], pdf)?;
    Some(said.lines().map(|line| line.trim().replace('\u{a0}', " ")).filter(|line| !line.is_empty()).collect())
}

#[test]
fn a_decision_is_one_accessible_page() {
    for lang in Lang::ALL {
        let pdf = print(&admitted(lang));
        keep(&format!("letter-{lang}.pdf"), &pdf);
        assert_eq!(pages(&pdf), 1);
        is_tagged(&pdf, lang, &["H1", "P", "Table", "TR", "TH", "TD"]);
        says(
            &pdf,
            &[
                "Sveriges Kommuner och Regioner",
                "2026-03-02",
                lang.pick("Till Härnösands kommun", "To Härnösands kommun"),
                lang.pick("Ni är antagna", "You are admitted"),
                lang.pick("Ansökan inkom", "Application received"),
                "2026-02-13",
                "att arbetet har stöd i nämnden. Det finns tid",
                lang.pick("Avgiften är 20 000 kronor.", "The fee is SEK 20,000."),
                lang.pick("Beslutat av Åsa Öberg", "Decided by Åsa Öberg"),
                lang.pick("Gjord med Jämsides. Beslutet finns också där", "The decision is there too"),
                lang.pick("Sida 1 (1)", "Page 1 (1)"),
            ],
        );
        if let Some(about) = asked("pdfinfo", &["-enc", "UTF-8", "-isodates", "-"], &pdf) {
            let line = |name: &str| {
                let line = about.lines().find_map(|line| line.strip_prefix(&format!("{name}:"))).unwrap_or_default();
                line.trim().to_owned()
            };
            assert_eq!(line("Title"), lang.pick("Ni är antagna", "You are admitted"));
            assert_eq!(line("Author"), "Sveriges Kommuner och Regioner");
            assert!(line("CreationDate").starts_with("2026-03-02"), "{about}");
            assert!(line("Page size").contains("A4"), "{about}");
            assert!(!line("Keywords").contains("Kolada"), "no figures stand in it: {about}");
        }
    }
}

#[test]
fn a_reader_hears_it_in_order() {
    let Some(lines) = structure(&print(&admitted(Lang::Sv))) else { return };
    let all = lines.join("\n");
    let mut from = 0;
    for part in [
        "\"Sveriges Kommuner och Regioner\"",
        "\"2026-03-02\"",
        "\"Till\"",
        "\"Härnösands kommun\"",
        "H1",
        "\"Ni är antagna\"",
        "Table",
        "\"Omgång\"",
        "\"Modellkoncept 2026\"",
        "\"Ansökan inkom\"",
        "är antagen till",
        "har stöd i nämnden",
        "Det finns tid och pengar",
        "Styrgruppen har vägt in:",
        "att uppföljningen är planerad",
        "Avgiften",
        "Beslutat av",
    ] {
        let at = all.get(from..).and_then(|rest| rest.find(part));
        from += at.unwrap_or_else(|| panic!("{part} is not there, or not in its place:\n{all}"));
    }
    let count = |kind: &str| lines.iter().filter(|line| line.split([' ', ':']).next() == Some(kind)).count();
    assert_eq!((count("H1"), count("Table"), count("TR"), count("TH"), count("TD")), (1, 1, 3, 3, 3), "{all}");
    assert_eq!(all.matches("/Scope /Row").count(), 3, "each name heads its row: {all}");
    // Sender, date, "Till", receiver; four paragraphs with their lines; who decided.
    assert_eq!(count("P"), 9, "{all}");
    let reason = "P (block)\n\"Ansökan visar att arbetet har stöd i nämnden.\"\n\"Det finns tid och pengar för det.\"\nP (block)\n\"Styrgruppen har vägt in:\"\n\"– att två förvaltningar deltar\"\n\"– att uppföljningen är planerad\"\nP (block)";
    assert!(all.contains(reason), "{all}");
}

#[test]
fn hostile_texts_are_texts() {
    for times in [1, 3, 40] {
        let bad = HOSTILE.repeat(times);
        let paper = Paper {
            sender: bad.clone(),
            receiver: bad.clone(),
            heading: bad.clone(),
            facts: vec![(bad.clone(), bad.clone()), (String::new(), bad.clone()), (bad.clone(), String::new())],
            paragraphs: vec![bad.clone(), format!("{bad}\r\n{bad}\r\n\r\n{bad}"), "å".repeat(3000)],
            signed: bad.clone(),
            ..admitted(Lang::Sv)
        };
        let pdf = print(&paper);
        keep(&format!("letter-hostile-{times}.pdf"), &pdf);
        is_tagged(&pdf, Lang::Sv, &["H1", "P", "Table"]);
        if let Some(text) = text(&pdf) {
            // Every word of it, wherever lines and pages end.
            let whole = text.replace([' ', '\u{ad}'], "");
            for part in
                ["#import", "\"x\"", "#panic()", "*fet*", "_kursiv_", "$x^2$", "<b>&amp;", "@ref", "`kod`", "Rubrik"]
            {
                assert_eq!(whole.matches(part).count(), 12 * times, "{part}: {text}");
            }
            assert_eq!(whole.matches('å').count(), 3000 + whole.matches("också").count());
            assert!(!text.contains(|c: char| c.is_control() || c == '\u{202e}' || c == '\u{e000}'));
        }
    }
}

#[test]
fn little_or_nothing_said_is_still_a_document() {
    let blank = "\u{200b} \n\u{feff}".to_owned();
    for (text, facts) in [(String::new(), Vec::new()), (blank.clone(), vec![(blank.clone(), blank)])] {
        let paper = Paper {
            sender: text.clone(),
            receiver: text.clone(),
            heading: text.clone(),
            facts,
            paragraphs: vec![text.clone(); 3],
            signed: text,
            ..admitted(Lang::En)
        };
        let pdf = print(&paper);
        assert_eq!(pages(&pdf), 1);
        is_tagged(&pdf, Lang::En, &["H1"]);
        if let Some(about) = asked("pdfinfo", &["-enc", "UTF-8", "-"], &pdf) {
            assert!(about.contains("Title:           Jämsides"), "{about}");
        }
    }
    assert_eq!(pages(&print(&Paper { paragraphs: vec!["#👩‍👩‍👧".to_owned()], ..admitted(Lang::Sv) })), 1);
}

#[test]
fn a_long_reason_goes_on_over_pages_and_nothing_is_left_out() {
    for lang in Lang::ALL {
        let lines: Vec<String> =
            (1..=1500).map(|n| format!("Skäl nummer {n}: nämnden har inte avsatt tid för arbetet.")).collect();
        let one = lines.join(" ");
        let reason = lines.chunks(7).map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n");
        let mut paper = admitted(lang);
        paper.paragraphs = vec![one, reason, "Slutet".to_owned()];
        let pdf = print(&paper);
        keep(&format!("letter-long-{lang}.pdf"), &pdf);
        let pages = pages(&pdf);
        assert!(pages > 20, "{pages}");
        if let Some(text) = text(&pdf) {
            assert!(!text.contains('…'));
            for n in 1..=1500 {
                assert!(text.matches(&format!(" {n}:")).count() == 2, "{n}");
            }
            for n in [1, 2, pages] {
                let foot = format!("{} {n} ({pages})", lang.pick("Sida", "Page"));
                assert!(text.contains(&foot), "{foot}");
            }
        }
    }
}

/// Who decided never stands alone on a page of its own.
#[test]
fn the_signature_keeps_company() {
    for lines in 10..70 {
        let mut paper = admitted(Lang::Sv);
        let reason = vec!["En rad av skälen."; lines].join("\n");
        paper.paragraphs = vec![reason, "Ni kan söka igen nästa år.\nAvgiften faktureras.".to_owned()];
        let pdf = print(&paper);
        let Some(said) = asked("pdftotext", &["-layout", "-", "-"], &pdf) else { return };
        let signed = said.split('\u{c}').find(|page| page.contains("Beslutat av")).unwrap();
        assert!(signed.contains("Avgiften faktureras."), "{lines} lines:\n{signed}");
    }
}

#[test]
fn a_letter_without_a_day_is_none() {
    for date in ["", "i dag", "2026-03-02T08:00", "2026-3-2"] {
        let error = Press::default().print(&Paper { date: date.to_owned(), ..admitted(Lang::Sv) }).unwrap_err();
        assert!(error.contains("no day"), "{error}");
    }
}

#[test]
fn same_paper_same_bytes() {
    let press: Box<dyn office::Press> = Box::new(Press::default());
    for lang in Lang::ALL {
        let first = press.print(&admitted(lang)).unwrap();
        let _ = press.print(&admitted(lang.other())).unwrap();
        assert_eq!(first, press.print(&admitted(lang)).unwrap());
        assert!(String::from_utf8_lossy(&first).contains("2026-03-02"), "dated by its day");
    }
}
