//! The API for machines: rows of figures and the list of areas.
//!
//! - `/api/v1/figures?kpi=N00206&area=2282&year=2022&peers=similar` gives rows
//!   ([`app::view::FigureRow`]) as a JSON array; `.csv` and `.xlsx` after `figures` give the same
//!   rows in those forms. `kpi`, `area` and `year` may be repeated or hold commas; `year=all` is
//!   every year. At least a key figure or an area must be named.
//! - `/api/v1/areas` gives code, name and level of every area.
//!
//! Fields are added, never renamed or removed, within `v1`. Numbers and words are the same in both
//! languages; only `source` follows `lang=en`.

use crate::address::{Asked, Format, Key};
use crate::download::rows_as;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::{Content, Kind};
use app::RowsAsk;

/// The most rows of one answer: a figure in every area over its years, an area over all figures.
const MOST_ROWS: usize = 30_000;

/// Rows of figures.
pub fn figures(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let list = |key| -> Vec<String> {
        asked
            .all(key)
            .flat_map(|text| text.split(','))
            .map(|one| one.trim().to_owned())
            .filter(|one| !one.is_empty())
            .collect()
    };
    let (areas, kpis, years) = (list(Key::Area), list(Key::Figure), list(Key::Year));
    let every_year = years.iter().any(|year| year == "all");
    let years = years
        .into_iter()
        .filter(|year| year != "all")
        .map(|year| year.parse().map_err(|_| Problem::Year { asked: year }))
        .collect::<Result<Vec<i32>, _>>()?;
    let or = |n: usize, all: usize| if n == 0 { all } else { n };
    let all_areas = house.site.app.areas().len();
    let (all_figures, all_years) = house.site.app.extent();
    let size = or(areas.len(), all_areas)
        * or(kpis.len(), all_figures)
        * if every_year { all_years } else { years.len().max(1) };
    if (areas.is_empty() && kpis.is_empty()) || size > MOST_ROWS {
        return Err(Problem::TooMuch { most: MOST_ROWS });
    }
    let peers = asked.first(Key::Peers).map(str::to_owned);
    let ask = RowsAsk { areas, kpis, years, every_year, peers, lang: asked.lang, ..RowsAsk::default() };
    let rows = house.site.app.rows(&ask)?;
    rows_as(house, asked, "Jämsides", &rows)
}

/// Every area.
pub fn areas(house: &House, asked: &Asked) -> Result<Content, Problem> {
    debug_assert_eq!(asked.format, Format::Json);
    let text = serde_json::to_vec(&house.site.app.areas()).map_err(|fault| Problem::ours(fault.to_string()))?;
    Ok(Content::File(Kind::Json, None, text))
}
