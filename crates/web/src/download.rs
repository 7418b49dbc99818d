//! Pages as files: CSV, JSON and XLSX hold the rows behind a page, PDF the page for a meeting.

use crate::address::{Asked, Format, Key};
use crate::house::House;
use crate::pages::{ask, cases as questions, compare};
use crate::people;
use crate::problem::Problem;
use crate::reply::{Content, Kind};
use app::view::{AreaRef, FigureRow};
use app::{Ask, RowsAsk, Situation};

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
        as_of_year: ask.year,
        peers: ask.peers,
        lang: asked.lang,
        ..RowsAsk::default()
    })?;
    rows_as(house, asked, &name, &rows)
}

/// One figure: every municipality in the newest year (or the year asked for), and every year of
/// the area in focus.
pub fn figure(house: &House, asked: &Asked, kpi: &str) -> Result<Content, Problem> {
    let n = asked.first(Key::Area).and_then(|_| people::read(asked));
    let ask = Ask { n, ..ask(asked)? };
    let app = &house.site.app;
    let focus = asked.first(Key::Area);
    let (kpi, short, area) = match app.total(kpi, focus, &ask)? {
        // Nothing of it is made for paper: no finding to bring to a meeting.
        Some(_) if asked.format == Format::Pdf => return Err(Situation::NoPage.into()),
        Some(view) => (view.total.kpi, view.total.short, view.area),
        None => {
            let view = app.figure(kpi, focus, &ask)?;
            if asked.format == Format::Pdf {
                let bytes = house.site.printer.figure(&view, asked.lang).map_err(Problem::ours)?;
                return Ok(pdf(&named(&view.kpi, &view.short, view.area.as_ref()), bytes));
            }
            (view.kpi, view.short, view.area)
        }
    };
    let name = named(&kpi, &short, area.as_ref());
    let everybody = RowsAsk {
        kpis: vec![kpi],
        as_of_year: ask.year,
        peers: ask.peers.clone(),
        lang: asked.lang,
        ..RowsAsk::default()
    };
    let mut rows = app.rows(&everybody)?;
    if let Some(area) = area {
        // The numbers of people are about this area's share, in the year it is judged.
        let own = app.rows(&RowsAsk { areas: vec![area.code], every_year: true, n: ask.n, ..everybody })?;
        for row in own {
            match rows.iter_mut().find(|known| known.area == row.area && known.year == row.year) {
                Some(known) => *known = row,
                None => rows.push(row),
            }
        }
    }
    rows_as(house, asked, &name, &rows)
}

/// The name of a figure's file.
fn named(kpi: &str, short: &str, area: Option<&AreaRef>) -> String {
    area.map_or_else(|| format!("{kpi} {short}"), |area| format!("{kpi} {short} {}", area.name))
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
    // The rows are those of the comparison, no more.
    let kpis: Vec<String> = view.themes.iter().flat_map(|(_, rows)| rows).map(|row| row.kpi.clone()).collect();
    if kpis.is_empty() {
        return rows_as(house, asked, &name, &[]);
    }
    let rows = app.rows(&RowsAsk {
        areas: view.areas.iter().map(|area| area.code.clone()).collect(),
        kpis,
        as_of_year: ask.year,
        peers: ask.peers,
        lang: asked.lang,
        ..RowsAsk::default()
    })?;
    rows_as(house, asked, &name, &rows)
}

/// The answer to a question about cases: on paper, as a workbook, or as it is.
pub fn cases(house: &House, asked: &Asked, id: &str) -> Result<Content, Problem> {
    let (link, view) = questions::answer(house, asked, id)?;
    let printer = &house.site.printer;
    match asked.format {
        Format::Pdf => Ok(pdf(&link.name, printer.cases(&view, asked.lang).map_err(Problem::ours)?)),
        Format::Xlsx => {
            let book = printer.cases_workbook(&view, asked.lang).map_err(Problem::ours)?;
            Ok(Content::File(Kind::Xlsx, Some(format!("{}.xlsx", link.name)), book))
        }
        Format::Json => {
            let text = serde_json::to_vec(&view).map_err(|fault| Problem::ours(fault.to_string()))?;
            Ok(Content::File(Kind::Json, None, text))
        }
        // The workbook has two sheets; a file of one would leave out half.
        Format::Csv | Format::Html => Err(Situation::NoPage.into()),
    }
}

fn pdf(name: &str, bytes: Vec<u8>) -> Content {
    Content::File(Kind::Pdf, Some(format!("{name}.pdf")), bytes)
}

/// Rows in the format asked for.
pub fn rows_as(house: &House, asked: &Asked, name: &str, rows: &[FigureRow]) -> Result<Content, Problem> {
    let (kind, bytes) = match asked.format {
        Format::Csv => (Kind::Csv, app::flat::csv(rows).into_bytes()),
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
