//! The workbook, unzipped and read back.

use crate::sample;
use app::Printer;
use i18n::Lang;
use reports::Press;
use std::io::Read;

/// The text of one file in the workbook.
fn part(book: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Shared strings, in order.
fn strings(book: &[u8]) -> Vec<String> {
    part(book, "xl/sharedStrings.xml")
        .split("<si>")
        .skip(1)
        .map(|item| {
            let inner = item.split_once('>').unwrap().1.split("</t>").next().unwrap();
            inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
        })
        .collect()
}

/// What stands in a cell of a sheet: a text, a number as written, or nothing.
fn cell(book: &[u8], sheet: usize, place: &str) -> Option<String> {
    let xml = part(book, &format!("xl/worksheets/sheet{sheet}.xml"));
    let rest = xml.split_once(&format!("<c r=\"{place}\""))?.1;
    let (head, rest) = rest.split_once('>')?;
    let value = rest.split_once("<v>")?.1.split_once("</v>")?.0;
    if rest.find("</c>")? < rest.find("<v>")? {
        return None;
    }
    Some(if head.contains("t=\"s\"") {
        strings(book)[value.parse::<usize>().unwrap()].clone()
    } else {
        value.to_owned()
    })
}

#[test]
fn numbers_are_numbers_and_gaps_are_words() {
    let book = Press::default().workbook(&sample::rows(), Lang::Sv).unwrap();
    if let Some(folder) = std::env::var_os("JAMSIDES_PRINT_TO") {
        std::fs::write(std::path::Path::new(&folder).join("rows.xlsx"), &book).unwrap();
    }
    let at = |place: &str| cell(&book, 1, place);
    assert_eq!(at("A1").as_deref(), Some("Mått"));
    assert_eq!(at("F1").as_deref(), Some("Kvinnor"));
    assert_eq!(at("A2").as_deref(), Some("N00206"));
    assert_eq!(at("B2").as_deref(), Some("Heltidsanställda månadsavlönade, kommun, andel (%)"));
    assert_eq!(at("C2").as_deref(), Some("Kramfors"));
    assert_eq!(at("D2").as_deref(), Some("2282"), "a code is a text, and keeps its noughts");
    assert_eq!(at("E2").as_deref(), Some("2022"));
    assert_eq!(at("F2").unwrap().parse::<f64>().unwrap(), 95.123_456_789);
    assert_eq!(at("I2").unwrap().parse::<f64>().unwrap(), 1.723_456_789);
    assert_eq!(at("N2").as_deref(), Some("slump från år till år"));
    assert_eq!(at("S2").as_deref(), Some("nej"));
    assert_eq!(at("AE2").as_deref(), Some("ja"));
    assert_eq!(at("AK2").as_deref(), Some("minskar uppåt: de som hade sämre har fått bättre"));
    assert_eq!(at("AR2").as_deref(), Some("mindre än i gruppen"));
    assert_eq!(at("F3").as_deref(), Some("sekretess"));
    assert_eq!(at("G3").as_deref(), Some("0"), "zero is a value");
    assert_eq!(at("H3").as_deref(), Some("uppgift saknas"));
    assert_eq!(at("I3"), None);
    assert_eq!(at("AS3").as_deref(), Some("=HYPERLINK(\"http://evil\")"), "never a formula");
    assert!(!part(&book, "xl/worksheets/sheet1.xml").contains("<f>"));
}

#[test]
fn head_is_frozen_and_filters_and_the_second_sheet_explains_every_column() {
    for lang in Lang::ALL {
        let book = Press::default().workbook(&sample::rows(), lang).unwrap();
        let sheet = part(&book, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<autoFilter ref=\"A1:AT3\""), "{lang}");
        assert!(sheet.contains("state=\"frozen\""));
        assert!(part(&book, "xl/workbook.xml").contains(lang.pick("Så läser du", "How to read this")));
        for text in strings(&book) {
            assert!(!text.starts_with("report-"), "{text} has no text in {lang}");
        }
        for line in 6..52 {
            for column in ["A", "B", "C"] {
                assert!(cell(&book, 2, &format!("{column}{line}")).is_some(), "{column}{line}");
            }
        }
        assert!(strings(&book).iter().any(|text| text.contains("hämtad 2024-08-30")));
    }
}

#[test]
fn same_rows_same_bytes() {
    let press = Press::default();
    assert_eq!(press.workbook(&sample::rows(), Lang::Sv), press.workbook(&sample::rows(), Lang::Sv));
    let book = press.workbook(&sample::rows(), Lang::Sv).unwrap();
    assert!(part(&book, "docProps/core.xml").contains("2024-08-30"));
    assert!(press.workbook(&[], Lang::En).is_ok());
}
