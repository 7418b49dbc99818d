//! Rows to a workbook: true numbers on the first sheet, what they mean on the second.

use crate::clean::cut;
use crate::date::Day;
use app::view::{FigureRow, TotalNumbers};
use app::words::interval_explained;
use i18n::{Lang, texts};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Excel has 1 048 576 rows; one of them is the head.
const MOST_ROWS: usize = 1_048_575;
/// Excel's longest text.
const MOST_CHARS: usize = 32_000;

/// What stands in a cell.
enum Cell {
    /// Nothing to say.
    Empty,
    /// A number, with the format of its column.
    Number(f64),
    /// Words.
    Words(String),
}

/// How the numbers of a column look. The number itself is never rounded.
#[derive(Clone, Copy)]
enum Look {
    Text,
    Year,
    Value,
    Small,
    Share,
    Whole,
}

impl Look {
    /// Excel writes these with the reader's own comma and spaces.
    const fn code(self) -> &'static str {
        match self {
            Self::Text => "General",
            Self::Year | Self::Whole => "0",
            Self::Value => "#,##0.0",
            Self::Small => "0.0000",
            Self::Share => "0.00",
        }
    }
}

/// A column: its key in `reports.ftl`, its name in CSV and JSON, width, look, and what it shows.
struct Column {
    key: &'static str,
    name: &'static str,
    width: f64,
    look: Look,
    cell: fn(&FigureRow, Lang) -> Cell,
}

const fn column(
    key: &'static str,
    name: &'static str,
    width: f64,
    look: Look,
    cell: fn(&FigureRow, Lang) -> Cell,
) -> Column {
    Column { key, name, width, look, cell }
}

const COLUMNS: [Column; 46] = [
    column("kpi", "kpi", 10.0, Look::Text, |row, _| Cell::Words(row.kpi.clone())),
    column("title", "title", 44.0, Look::Text, |row, _| Cell::Words(row.title.clone())),
    column("area-name", "area_name", 16.0, Look::Text, |row, _| Cell::Words(row.area_name.clone())),
    column("area", "area", 9.0, Look::Text, |row, _| Cell::Words(row.area.clone())),
    column("year", "year", 7.0, Look::Year, |row, _| Cell::Number(f64::from(row.year))),
    column("women", "women", 13.0, Look::Value, |row, lang| value(row.women, row.women_state, lang)),
    column("men", "men", 13.0, Look::Value, |row, lang| value(row.men, row.men_state, lang)),
    column("total", "total", 13.0, Look::Value, |row, lang| value(row.total, row.total_state, lang)),
    column("difference", "difference.value", 11.0, Look::Value, |row, _| {
        number(row.difference.as_ref().map(|d| d.value))
    }),
    column("lasting", "difference.lasting", 13.0, Look::Value, |row, _| {
        number(row.difference.as_ref().and_then(|d| d.lasting))
    }),
    column("lower", "difference.lower", 12.0, Look::Value, |row, _| {
        number(row.difference.as_ref().and_then(|d| d.lower))
    }),
    column("upper", "difference.upper", 12.0, Look::Value, |row, _| {
        number(row.difference.as_ref().and_then(|d| d.upper))
    }),
    column("confidence", "difference.confidence", 11.0, Look::Share, |row, _| {
        number(row.difference.as_ref().map(|d| d.confidence))
    }),
    column("covers", "difference.covers", 21.0, Look::Text, |row, lang| {
        word("covers", row.difference.as_ref().map(|d| d.covers), lang)
    }),
    column("method", "difference.method", 14.0, Look::Text, |row, _| plain(row.difference.as_ref().map(|d| d.method))),
    column("se", "difference.se", 10.0, Look::Small, |row, _| number(row.difference.as_ref().and_then(|d| d.se))),
    column("p", "difference.p", 9.0, Look::Small, |row, _| number(row.difference.as_ref().and_then(|d| d.p))),
    column("q", "difference.q", 9.0, Look::Small, |row, _| number(row.difference.as_ref().and_then(|d| d.q))),
    column("flagged", "difference.flagged", 15.0, Look::Text, |row, lang| {
        yes(row.difference.as_ref().map(|d| d.flagged), lang)
    }),
    column("smallest", "difference.smallest_visible", 12.0, Look::Value, |row, _| {
        number(row.difference.as_ref().and_then(|d| d.smallest_visible))
    }),
    column("ratio", "ratio", 9.0, Look::Small, |row, _| number(row.ratio)),
    column("peers-n", "peers.n", 14.0, Look::Whole, |row, _| number(row.peers.as_ref().map(|p| count(p.n)))),
    column("peers-mean", "peers.mean", 17.0, Look::Value, |row, _| number(row.peers.as_ref().map(|p| p.mean))),
    column("peers-weighted", "peers.weighted_mean", 21.0, Look::Value, |row, _| {
        number(row.peers.as_ref().and_then(|p| p.weighted_mean))
    }),
    column("peers-lasting", "peers.lasting_mean", 18.0, Look::Value, |row, _| {
        number(row.peers.as_ref().and_then(|p| p.lasting_mean))
    }),
    column("excess", "peers.excess", 20.0, Look::Value, |row, _| number(row.peers.as_ref().map(|p| p.excess))),
    column("excess-lower", "peers.lower", 18.0, Look::Value, |row, _| number(row.peers.as_ref().and_then(|p| p.lower))),
    column("excess-upper", "peers.upper", 18.0, Look::Value, |row, _| number(row.peers.as_ref().and_then(|p| p.upper))),
    column("excess-p", "peers.p", 15.0, Look::Small, |row, _| number(row.peers.as_ref().and_then(|p| p.p))),
    column("excess-q", "peers.q", 15.0, Look::Small, |row, _| number(row.peers.as_ref().and_then(|p| p.q))),
    column("excess-flagged", "peers.flagged", 27.0, Look::Text, |row, lang| {
        yes(row.peers.as_ref().map(|p| p.flagged), lang)
    }),
    column("percentile", "peers.percentile", 20.0, Look::Whole, |row, _| {
        number(row.peers.as_ref().and_then(|p| p.percentile))
    }),
    column("trend-slope", "trend.slope", 15.0, Look::Small, |row, _| number(row.trend.as_ref().map(|t| t.slope))),
    column("trend-p", "trend.p", 11.0, Look::Small, |row, _| number(row.trend.as_ref().and_then(|t| t.p))),
    column("trend-n", "trend.n", 17.0, Look::Whole, |row, _| number(row.trend.as_ref().map(|t| count(t.n)))),
    column("trend-from", "trend.from", 14.0, Look::Year, |row, _| {
        number(row.trend.as_ref().map(|t| f64::from(t.from)))
    }),
    column("trend-code", "trend.code", 24.0, Look::Text, |row, lang| {
        word("trend", row.trend.as_ref().map(|t| t.code), lang)
    }),
    column("total-of", "total_only.of", 12.0, Look::Text, |row, _| plain(row.total_only.as_ref().and_then(|t| t.of))),
    column("even", "total_only.even", 11.0, Look::Value, |row, _| total(row, |t| t.even)),
    column("total-peers", "total_only.peers_mean", 13.0, Look::Value, |row, _| total(row, |t| t.peers_mean)),
    column("pair-women", "total_only.pair_women", 12.0, Look::Value, |row, _| total(row, |t| t.pair_women)),
    column("pair-men", "total_only.pair_men", 12.0, Look::Value, |row, _| total(row, |t| t.pair_men)),
    column("pair-difference", "total_only.pair_difference", 12.0, Look::Value, |row, _| {
        total(row, |t| t.pair_difference)
    }),
    column("verdict", "verdict", 22.0, Look::Text, |row, lang| word("verdict", row.verdict, lang)),
    column("source", "source", 60.0, Look::Text, |row, _| Cell::Words(row.source.clone())),
    column("state", "women_state, men_state, total_state", 24.0, Look::Text, |row, _| Cell::Words(states(row))),
];

/// The workbook as bytes; the same rows give the same bytes.
pub(crate) fn write(rows: &[FigureRow], lang: Lang) -> Result<Vec<u8>, String> {
    if rows.len() > MOST_ROWS {
        return Err(format!("{} rows are more than the {MOST_ROWS} a sheet can hold", rows.len()));
    }
    build(rows, lang).map_err(|error| error.to_string())
}

fn build(rows: &[FigureRow], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let texts = texts(lang);
    let sources = sources(rows);
    let day =
        Day::newest_of(&sources).unwrap_or_else(|| Day::last_of(rows.iter().map(|row| row.year).max().unwrap_or(2000)));
    let created =
        ExcelDateTime::from_ymd(day.year, day.month, day.day).or_else(|_| ExcelDateTime::from_ymd(day.year, 1, 1))?;
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(texts.get("report-book-title"))
        .set_author(texts.get("product"))
        .set_creation_datetime(&created);
    book.set_properties(&properties);
    numbers(book.add_worksheet(), rows, lang)?;
    reading(book.add_worksheet(), &sources, lang)?;
    book.save_to_buffer()
}

fn numbers(sheet: &mut Worksheet, rows: &[FigureRow], lang: Lang) -> Result<(), XlsxError> {
    let texts = texts(lang);
    sheet.set_name(texts.get("report-sheet-rows"))?;
    let (head, quiet) = (head(), Format::new().set_font_color(0x004F_5B64).set_align(FormatAlign::Right));
    for (at, column) in (0u16..).zip(&COLUMNS) {
        let format = Format::new().set_num_format(column.look.code());
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, texts.get(&format!("report-col-{}", column.key)), &head)?;
        for (line, row) in (1u32..).zip(rows) {
            match (column.cell)(row, lang) {
                Cell::Number(number) if number.is_finite() => {
                    sheet.write_number_with_format(line, at, number, &format)?;
                }
                Cell::Words(words) if !matches!(column.look, Look::Text) => {
                    sheet.write_string_with_format(line, at, words, &quiet)?;
                }
                Cell::Words(words) => {
                    sheet.write_string(line, at, cut(&words, MOST_CHARS))?;
                }
                Cell::Empty | Cell::Number(_) => {}
            }
        }
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(COLUMNS.len()).unwrap_or(1).saturating_sub(1);
    sheet.autofilter(0, 0, last, last_column)?;
    sheet.set_freeze_panes(1, 5)?;
    sheet.set_row_height(0, 32)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn reading(sheet: &mut Worksheet, sources: &[String], lang: Lang) -> Result<(), XlsxError> {
    let texts = texts(lang);
    let get = |key: &str| texts.get(&format!("report-{key}"));
    sheet.set_name(get("sheet-reading"))?;
    let (head, bold) = (head(), Format::new().set_bold().set_font_size(14));
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 30)?.set_column_width(1, 90)?.set_column_width(2, 36)?;
    sheet.write_string_with_format(0, 0, get("sheet-reading"), &bold)?;
    sheet.write_string(1, 0, get("book-intro"))?;
    sheet.write_string(2, 0, get("book-states"))?;
    for (at, key) in (0u16..).zip(["book-column", "book-meaning", "book-name"]) {
        sheet.write_string_with_format(4, at, get(key), &head)?;
    }
    let mut line = 5;
    for column in &COLUMNS {
        sheet.write_string_with_format(line, 0, get(&format!("col-{}", column.key)), &wrap)?;
        sheet.write_string_with_format(line, 1, get(&format!("col-{}-means", column.key)), &wrap)?;
        sheet.write_string_with_format(line, 2, column.name, &wrap)?;
        line += 1;
    }
    line += 1;
    let parts = [
        (get("book-how"), vec![get("method-test"), interval_explained(lang).to_owned(), get("method-overlap")]),
        (get("book-sources"), sources.to_vec()),
    ];
    for (title, lines) in parts {
        sheet.write_string_with_format(line, 0, title, &bold)?;
        line += 1;
        for text in lines {
            sheet.write_string(line, 0, cut(&text, MOST_CHARS))?;
            line += 1;
        }
        line += 1;
    }
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn head() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(0x00F6_F4EF)
        .set_border_bottom(FormatBorder::Medium)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Source lines, each once, at most forty.
fn sources(rows: &[FigureRow]) -> Vec<String> {
    let all: std::collections::BTreeSet<&String> = rows.iter().map(|row| &row.source).collect();
    all.into_iter().filter(|source| !source.is_empty()).take(40).cloned().collect()
}

/// A number of a figure that has a total only.
fn total(row: &FigureRow, take: fn(&TotalNumbers) -> Option<f64>) -> Cell {
    number(row.total_only.as_ref().and_then(take))
}

fn number(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

/// A value, or the words that say why there is none.
fn value(value: Option<f64>, state: &str, lang: Lang) -> Cell {
    value.map_or_else(|| word("state", Some(state), lang), Cell::Number)
}

fn plain(text: Option<&str>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::Words(text.to_owned()))
}

/// A stable word as people say it; the word itself where there is no text.
fn word(kind: &str, code: Option<&str>, lang: Lang) -> Cell {
    let Some(code) = code else { return Cell::Empty };
    let key = format!("report-{kind}-{code}");
    let texts = texts(lang);
    Cell::Words(if texts.has(&key) { texts.get(&key) } else { code.to_owned() })
}

fn yes(value: Option<bool>, lang: Lang) -> Cell {
    value.map_or(Cell::Empty, |yes| Cell::Words(texts(lang).get(if yes { "report-yes" } else { "report-no" })))
}

fn states(row: &FigureRow) -> String {
    format!("{} {} {}", row.women_state, row.men_state, row.total_state)
}

#[expect(clippy::cast_precision_loss, reason = "counts of areas and years")]
const fn count(n: usize) -> f64 {
    n as f64
}
