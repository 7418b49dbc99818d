//! `figure`: one key figure, in every municipality or over the years of some.

use super::Context;
use crate::args::{Figure, Years};
use crate::failure::Failure;
use crate::output::finding::{heading, paragraph, source, told};
use crate::output::rows;
use app::view::{FigureView, TotalFigureView};
use app::{App, Ask, RowsAsk, Situation};

/// Does it.
pub fn run(asked: &Figure, context: &Context) -> Result<(), Failure> {
    // The numbers of people are those behind one area's share.
    if asked.n.is_some() && (asked.area.len() != 1 || asked.peers.is_some()) {
        return Err(Failure::Bad("cli-bad-n-areas", String::new()));
    }
    let app = context.app()?;
    if let Some(view) = total(&app, asked, context)? {
        if asked.n.is_some() {
            return Err(Failure::Bad("cli-bad-n-share", view.total.short));
        }
        return run_total(&app, &view, asked, context);
    }
    let years: Vec<i32> = Years::flat(&asked.year).into_iter().map(i32::from).collect();
    let n = asked.n.map(|people| (people.women, people.men));
    // Judged as of the newest year asked for; the first years have no past to be judged by.
    let (view, as_of_year) = match view(&app, asked, years.last().copied(), n, context) {
        Err(Situation::NoYear { .. }) => (view(&app, asked, None, n, context)?, None),
        found => (found?, years.last().copied()),
    };
    if n.is_some() && !view.share {
        return Err(Failure::Bad("cli-bad-n-share", view.short));
    }
    let areas = areas(&app, asked, context)?;
    let rows = app.rows(&RowsAsk {
        lang: context.lang,
        // Every year of the areas named; of a whole group or the country only the newest.
        every_year: years.is_empty() && !asked.area.is_empty() && asked.peers.is_none(),
        areas,
        kpis: vec![view.kpi.clone()],
        years: years.clone(),
        peers: asked.peers.clone(),
        n,
        as_of_year,
        ended: true,
    })?;
    if rows.is_empty()
        && let Some(year) = years.first()
    {
        let mut known: Vec<i32> = view.years.iter().map(|row| row.year).collect();
        known.sort_unstable_by(|left, right| right.cmp(left));
        return Err(Situation::NoYear { year: *year, years: known }.into());
    }
    rows::put(context, &rows, || {
        let mut text = told_figure(&view, asked);
        text.push_str(&rows::table(&app, &rows, context.lang));
        text.push('\n');
        let reading = view.finding.as_ref().map_or("", |finding| &finding.covers);
        text.push_str(&source(&view.source, reading));
        Ok(text)
    })
}

/// A figure for all together: nothing is tested, so it has words and a table of its own.
fn run_total(app: &App, view: &TotalFigureView, asked: &Figure, context: &Context) -> Result<(), Failure> {
    let years: Vec<i32> = Years::flat(&asked.year).into_iter().map(i32::from).collect();
    let rows = app.rows(&RowsAsk {
        lang: context.lang,
        areas: areas(app, asked, context)?,
        kpis: vec![view.total.kpi.clone()],
        every_year: years.is_empty() && !asked.area.is_empty() && asked.peers.is_none(),
        years,
        peers: asked.peers.clone(),
        ended: true,
        ..RowsAsk::default()
    })?;
    rows::put(context, &rows, || {
        let mut text = heading(&format!("{} ({})", view.total.short, view.total.kpi));
        text.push_str(&paragraph(&view.total.title));
        for line in [&view.definition, &view.owner, &view.direction].into_iter().chain(&view.caveats) {
            if !line.is_empty() {
                text.push_str(&paragraph(line));
            }
        }
        text.push('\n');
        if asked.area.len() == 1 {
            text.push_str(&paragraph(&format!("{} {}", view.total.headline, view.total.sentences.join(" "))));
            text.push('\n');
        }
        text.push_str(&rows::totals(app, &rows, context.lang));
        text.push('\n');
        text.push_str(&source(&view.source, &view.total.untested));
        Ok(text)
    })
}

fn total(app: &App, asked: &Figure, context: &Context) -> Result<Option<TotalFigureView>, Situation> {
    let year = Years::flat(&asked.year).last().copied().map(i32::from);
    let ask = Ask { lang: context.lang, peers: asked.peers.clone(), year, ..Ask::default() };
    app.total(&asked.kpi, asked.area.first().map(String::as_str), &ask)
}

fn view(
    app: &App,
    asked: &Figure,
    year: Option<i32>,
    n: Option<(f64, f64)>,
    context: &Context,
) -> Result<FigureView, Situation> {
    let ask = Ask { lang: context.lang, peers: asked.peers.clone(), year, n, ..Ask::default() };
    app.figure(&asked.kpi, asked.area.first().map(String::as_str), &ask)
}

/// The areas named, and those they are compared with when that is asked for.
fn areas(app: &App, asked: &Figure, context: &Context) -> Result<Vec<String>, Failure> {
    let mut codes = Vec::new();
    if asked.peers.is_none() {
        return Ok(asked.area.clone());
    }
    for area in &asked.area {
        let ask = Ask { lang: context.lang, peers: asked.peers.clone(), ..Ask::default() };
        let (area, peers) = match app.total(&asked.kpi, Some(area), &ask)? {
            Some(view) => (view.area, view.peers),
            None => app.figure(&asked.kpi, Some(area), &ask).map(|view| (view.area, view.peers))?,
        };
        let group = peers.map(|peers| peers.members).unwrap_or_default();
        for area in area.into_iter().chain(group) {
            if !codes.contains(&area.code) {
                codes.push(area.code);
            }
        }
    }
    Ok(codes)
}

fn told_figure(view: &FigureView, asked: &Figure) -> String {
    let mut text = heading(&format!("{} ({})", view.short, view.kpi));
    text.push_str(&paragraph(&view.title));
    for line in [&view.definition, &view.owner, &view.direction] {
        if !line.is_empty() {
            text.push_str(&paragraph(line));
        }
    }
    for caveat in &view.caveats {
        text.push_str(&paragraph(caveat));
    }
    if asked.area.len() == 1
        && let Some(finding) = &view.finding
    {
        text.push('\n');
        text.push_str(&told(1, finding));
    }
    text.push('\n');
    text
}
