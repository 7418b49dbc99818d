//! The answer of an analysis of case data as a workbook: numbers on the first sheet, sentences on the second.

use crate::clean::cut;
use app::cases::{CasesView, Flat, flat};
use i18n::{Arg, Lang, texts};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Excel's longest text.
const MOST_CHARS: usize = 32_000;

/// The workbook as bytes; the same answer gives the same bytes.
pub(crate) fn write(view: &CasesView, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let texts = texts(lang);
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 12, 31)?;
    let properties =
        DocProperties::new().set_title(&view.heading).set_author(texts.get("product")).set_creation_datetime(&created);
    book.set_properties(&properties);
    let bold = Format::new().set_bold();
    let (head, rows) = flat(view);
    let sheet = book.add_worksheet();
    sheet.set_name(texts.get("cases-sheet-numbers"))?;
    for (at, name) in (0u16..).zip(&head) {
        sheet.write_string_with_format(0, at, *name, &bold)?;
        sheet.set_column_width(at, if at == 1 { 20.0 } else { 12.0 })?;
    }
    for (line, row) in (1u32..).zip(&rows) {
        for (at, cell) in (0u16..).zip(row) {
            match cell {
                Flat::Number(Some(number)) if number.is_finite() => {
                    sheet.write_number(line, at, *number)?;
                }
                Flat::Word(word) if !word.is_empty() => {
                    sheet.write_string(line, at, cut(word, MOST_CHARS))?;
                }
                Flat::Number(_) | Flat::Word(_) => {}
            }
        }
    }
    sheet.set_freeze_panes(1, 3)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let sheet = book.add_worksheet();
    sheet.set_name(texts.get("cases-sheet-reading"))?;
    sheet.set_column_width(0, 110)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let source = vec![texts.with("cases-from", &[("file", Arg::Text(&view.file))])];
    let caution = vec![view.caution.clone()];
    let parts = [
        (view.heading.clone(), &view.findings),
        (String::new(), &caution),
        (texts.get("cases-head-places"), &view.places_found),
        (texts.get("cases-head-left-out"), &view.left_out),
        (texts.get("cases-head-how"), &view.how),
        (String::new(), &source),
    ];
    let mut line = 0;
    for (title, lines) in parts.into_iter().filter(|it| !it.1.is_empty()) {
        if !title.is_empty() {
            sheet.write_string_with_format(line, 0, title, &bold)?;
            line += 1;
        }
        for text in lines {
            sheet.write_string_with_format(line, 0, cut(text, MOST_CHARS), &wrap)?;
            line += 1;
        }
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}
