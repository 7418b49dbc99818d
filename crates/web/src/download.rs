//! Pages as files: CSV, JSON and XLSX hold the rows behind a page, PDF the page for a meeting.

use crate::address::{Asked, Format, Key};
use crate::house::House;
use crate::pages::{ask, compare};
use crate::problem::Problem;
use crate::reply::{Content, Kind};
use app::view::FigureRow;
use app::{RowsAsk, Situation};
use std::fmt::Write as _;

/// The columns of CSV, in the order of [`FigureRow`], nested parts with an underscore. Numbers
/// have a decimal point and no thousands mark; what is missing is empty, and the `*_state`
/// columns say why. The text is UTF-8 without a byte order mark, lines end in CRLF (RFC 4180).
pub const COLUMNS: [&str; 35] = [
    "kpi",
    "area",
    "year",
    "women",
    "men",
    "total",
    "women_state",
    "men_state",
    "total_state",
    "difference",
    "difference_lower",
    "difference_upper",
    "difference_confidence",
    "difference_method",
    "difference_covers",
    "difference_se",
    "difference_p",
    "difference_flagged",
    "ratio",
    "peers_n",
    "peers_mean",
    "peers_weighted_mean",
    "peers_excess",
    "peers_lower",
    "peers_upper",
    "peers_p",
    "peers_flagged",
    "peers_percentile",
    "trend_n",
    "trend_from",
    "trend_slope",
    "trend_p",
    "trend_code",
    "verdict",
    "source",
];

/// The board sheet, or the rows of one area.
pub fn municipality(house: &House, asked: &Asked, area: &str) -> Result<Content, Problem> {
    let ask = ask(asked)?;
    let view = house.site.app.municipality(area, &ask)?;
    let name = format!("{} {}", view.area.name, view.year);
    if asked.format == Format::Pdf {
        let bytes = house.site.printer.board_sheet(&view, asked.lang).map_err(Problem::ours)?;
        return Ok(pdf(&name, bytes));
    }
    let rows = house.site.app.rows(&RowsAsk {
        areas: vec![view.area.code],
        years: ask.year.into_iter().collect(),
        peers: ask.peers,
        ..RowsAsk::default()
    })?;
    rows_as(house, asked, &name, &rows)
}

/// One figure: every municipality in the newest year (or the year asked for), and every year of
/// the area in focus.
pub fn figure(house: &House, asked: &Asked, kpi: &str) -> Result<Content, Problem> {
    let ask = ask(asked)?;
    let app = &house.site.app;
    let view = app.figure(kpi, asked.first(Key::Area), &ask)?;
    let name = match &view.area {
        Some(area) => format!("{} {} {}", view.kpi, view.short, area.name),
        None => format!("{} {}", view.kpi, view.short),
    };
    if asked.format == Format::Pdf {
        let bytes = house.site.printer.figure(&view, asked.lang).map_err(Problem::ours)?;
        return Ok(pdf(&name, bytes));
    }
    let everybody = RowsAsk {
        kpis: vec![view.kpi.clone()],
        years: ask.year.into_iter().collect(),
        peers: ask.peers.clone(),
        ..RowsAsk::default()
    };
    let mut rows = app.rows(&everybody)?;
    if let Some(area) = view.area {
        let own = app.rows(&RowsAsk { areas: vec![area.code], every_year: true, ..everybody })?;
        for row in own {
            if !rows.iter().any(|known| known.area == row.area && known.year == row.year) {
                rows.push(row);
            }
        }
    }
    rows_as(house, asked, &name, &rows)
}

/// The comparison, or its rows.
pub fn comparison(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let ask = ask(asked)?;
    let app = &house.site.app;
    let (areas, mentor) = compare::chosen(asked);
    let kpis: Vec<String> = asked.all(Key::Figure).map(str::to_owned).collect();
    let view = app.compare(&areas, mentor.as_deref(), &kpis, &ask)?;
    let names: Vec<&str> = view.areas.iter().map(|area| area.name.as_str()).collect();
    let name = names.join(" ");
    if asked.format == Format::Pdf {
        let bytes = house.site.printer.comparison(&view, asked.lang).map_err(Problem::ours)?;
        return Ok(pdf(&name, bytes));
    }
    let rows = app.rows(&RowsAsk {
        areas: view.areas.iter().map(|area| area.code.clone()).collect(),
        kpis,
        years: ask.year.into_iter().collect(),
        peers: ask.peers,
        ..RowsAsk::default()
    })?;
    rows_as(house, asked, &name, &rows)
}

fn pdf(name: &str, bytes: Vec<u8>) -> Content {
    Content::File(Kind::Pdf, Some(format!("{name}.pdf")), bytes)
}

/// Rows in the format asked for.
pub fn rows_as(house: &House, asked: &Asked, name: &str, rows: &[FigureRow]) -> Result<Content, Problem> {
    let (kind, bytes) = match asked.format {
        Format::Csv => (Kind::Csv, csv(rows).into_bytes()),
        Format::Json => (Kind::Json, serde_json::to_vec(rows).map_err(|fault| Problem::ours(fault.to_string()))?),
        Format::Xlsx => {
            let book = house.site.printer.workbook(rows, asked.lang).map_err(Problem::ours)?;
            (Kind::Xlsx, book)
        }
        Format::Html | Format::Pdf => return Err(Situation::NoPage.into()),
    };
    // JSON is read in the browser as often as it is saved.
    let name = (kind != Kind::Json).then(|| format!("{name}.{}", asked.format.extension()));
    Ok(Content::File(kind, name, bytes))
}

/// Rows as CSV; see [`COLUMNS`].
fn csv(rows: &[FigureRow]) -> String {
    let mut line = Line { text: String::with_capacity(256 + rows.len() * 160), begun: false };
    for column in COLUMNS {
        line.text_cell(column);
    }
    line.end();
    for row in rows {
        line.text_cell(&row.kpi);
        line.text_cell(&row.area);
        line.plain(row.year);
        for value in [row.women, row.men, row.total] {
            line.number(value);
        }
        for state in [row.women_state, row.men_state, row.total_state] {
            line.text_cell(state);
        }
        let difference = row.difference.as_ref();
        line.number(difference.map(|it| it.value));
        line.number(difference.and_then(|it| it.lower));
        line.number(difference.and_then(|it| it.upper));
        line.number(difference.map(|it| it.confidence));
        line.text_cell(difference.map_or("", |it| it.method));
        line.text_cell(difference.map_or("", |it| it.covers));
        line.number(difference.and_then(|it| it.se));
        line.number(difference.and_then(|it| it.p));
        line.flag(difference.map(|it| it.flagged));
        line.number(row.ratio);
        let peers = row.peers.as_ref();
        line.text_cell(&peers.map_or_else(String::new, |it| it.n.to_string()));
        line.number(peers.map(|it| it.mean));
        line.number(peers.and_then(|it| it.weighted_mean));
        line.number(peers.map(|it| it.excess));
        line.number(peers.and_then(|it| it.lower));
        line.number(peers.and_then(|it| it.upper));
        line.number(peers.and_then(|it| it.p));
        line.flag(peers.map(|it| it.flagged));
        line.number(peers.and_then(|it| it.percentile));
        let trend = row.trend.as_ref();
        line.text_cell(&trend.map_or_else(String::new, |it| it.n.to_string()));
        line.text_cell(&trend.map_or_else(String::new, |it| it.from.to_string()));
        line.number(trend.map(|it| it.slope));
        line.number(trend.and_then(|it| it.p));
        line.text_cell(trend.map_or("", |it| it.code));
        line.text_cell(row.verdict.unwrap_or(""));
        line.text_cell(&row.source);
        line.end();
    }
    line.text
}

/// Writes cells one after another.
struct Line {
    text: String,
    begun: bool,
}

impl Line {
    fn comma(&mut self) {
        if self.begun {
            self.text.push(',');
        }
        self.begun = true;
    }

    fn text_cell(&mut self, cell: &str) {
        self.comma();
        if cell.contains([',', '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }

    fn plain(&mut self, value: impl std::fmt::Display) {
        self.comma();
        // Writing into a String cannot fail.
        let _ = write!(self.text, "{value}");
    }

    fn number(&mut self, value: Option<f64>) {
        match value.filter(|value| value.is_finite()) {
            Some(value) => self.plain(value),
            None => self.comma(),
        }
    }

    fn flag(&mut self, value: Option<bool>) {
        match value {
            Some(value) => self.plain(value),
            None => self.comma(),
        }
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.begun = false;
    }
}
