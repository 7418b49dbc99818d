//! The demonstration's snapshot: the invented municipalities of crate `demo`, and a nation made of
//! them, as if they had been imported.

use crate::Situation;
use crate::world::Places;
use demo::{Demo, DemoFigure, Options};
use figures::{
    Area, AreaId, AreaKind, Cell, Draft, KeyFigure, KpiId, Level, Population, Sex, Similar, Snapshot, State,
};
use jiff::Timestamp;

/// The day the demonstration says it was made: the day after its newest year.
const MADE: &str = "2023-01-01T00:00:00Z";

/// A snapshot in memory, and the places of its municipalities on the map.
///
/// # Errors
/// [`Situation::Ours`] when the generator makes something the figures room refuses.
pub fn snapshot(seed: u64, options: Options) -> Result<(Snapshot, Places), Situation> {
    build(seed, options).map_err(|what| Situation::Ours { what: format!("demonstration: {what}") })
}

fn build(seed: u64, options: Options) -> Result<(Snapshot, Places), String> {
    let made = demo::generate(seed, options);
    let mut draft = Draft::new();
    draft.catalogue.areas = areas(&made)?;
    draft.catalogue.similar = similar(&made)?;
    for figure in &made.figures {
        add(&mut draft, &made, figure)?;
    }
    let now: Timestamp = MADE.parse().map_err(|fault| format!("{fault}"))?;
    let snapshot = draft.into_snapshot(now).map_err(|fault| fault.to_string())?;
    let tiles = made
        .areas
        .iter()
        .filter_map(|area| {
            Some((area.code.clone(), u16::try_from(area.tile.0).ok()?, u16::try_from(area.tile.1).ok()?))
        })
        .collect();
    Ok((snapshot, tiles))
}

fn code(text: &str) -> Result<AreaId, String> {
    AreaId::new(text).map_err(|fault| fault.to_string())
}

fn areas(made: &Demo) -> Result<Vec<Area>, String> {
    let year = i16::try_from(demo::LAST_YEAR).unwrap_or_default();
    let people = |women: u32, men: u32| Some(Population { year, women, men, total: women + men });
    let (women, men) =
        made.areas.iter().fold((0, 0), |(women, men), area| (women + area.population_women, men + area.population_men));
    let mut nation = Area::new(AreaId::NATION, "Landet", AreaKind::Nation);
    nation.population = people(women, men);
    let mut all = vec![nation];
    for county in &made.counties {
        all.push(Area::new(code(&format!("00{}", county.code))?, county.name, AreaKind::Region));
    }
    for place in &made.areas {
        let mut area = Area::new(code(&place.code)?, place.name, AreaKind::Municipality);
        area.county = Some(code(&format!("00{}", place.county))?);
        area.county_name =
            made.counties.iter().find(|county| county.code == place.county).map(|county| county.name.to_owned());
        area.class = Some(place.skr_class.to_owned());
        area.class_name = Some(format!("grupp {}", place.skr_class));
        area.population = people(place.population_women, place.population_men);
        all.push(area);
    }
    Ok(all)
}

fn similar(made: &Demo) -> Result<Vec<Similar>, String> {
    made.similar
        .iter()
        .map(|group| {
            Ok(Similar {
                field: crate::world::OVERALL.to_owned(),
                year: i16::try_from(demo::LAST_YEAR).unwrap_or_default(),
                municipality: code(&group.area)?,
                similar: group.peers.iter().map(|peer| code(peer)).collect::<Result<_, String>>()?,
            })
        })
        .collect()
}

fn add(draft: &mut Draft, made: &Demo, figure: &DemoFigure) -> Result<(), String> {
    let id = KpiId::new(figure.id).map_err(|fault| fault.to_string())?;
    let mut entry = KeyFigure::new(id, figure.title);
    entry.operating_area = Some(figure.operating_area.to_owned());
    entry.level = Some(Level::Municipality);
    entry.divided = true;
    draft.catalogue.figures.push(entry);
    for row in &figure.rows {
        let (area, year) = (code(&row.area)?, i16::try_from(row.year).unwrap_or_default());
        for (sex, cell) in [(Sex::Women, row.women), (Sex::Men, row.men), (Sex::Total, row.total)] {
            draft.set(id, area, year, sex, as_cell(cell));
        }
    }
    for year in demo::FIRST_YEAR..=demo::LAST_YEAR {
        for (sex, pick) in [(Sex::Women, women as Pick), (Sex::Men, men), (Sex::Total, total)] {
            if let Some(value) = nation(made, figure, year, pick) {
                draft.set(id, AreaId::NATION, i16::try_from(year).unwrap_or_default(), sex, Cell::of(value));
            }
        }
    }
    Ok(())
}

type Pick = fn(&demo::Row) -> demo::Cell;

fn women(row: &demo::Row) -> demo::Cell {
    row.women
}

fn men(row: &demo::Row) -> demo::Cell {
    row.men
}

fn total(row: &demo::Row) -> demo::Cell {
    row.total
}

/// The nation's value: the sum of counts, otherwise the mean weighted by inhabitants.
fn nation(made: &Demo, figure: &DemoFigure, year: i32, pick: Pick) -> Option<f64> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for area in &made.areas {
        let Some(value) = figure.row(&area.code, year).and_then(|row| pick(row).value()) else { continue };
        let people = f64::from(area.population_women + area.population_men);
        sum += if figure.unit == demo::Unit::Count { value } else { value * people };
        weight += people;
    }
    match figure.unit {
        _ if weight == 0.0 => None,
        demo::Unit::Count => Some(sum),
        demo::Unit::Share | demo::Unit::Mean => Some((sum / weight * 10.0).round() / 10.0),
    }
}

const fn as_cell(cell: demo::Cell) -> Cell {
    match cell {
        demo::Cell::Value(value) => Cell { value, state: State::Value },
        demo::Cell::Missing => Cell { value: f64::NAN, state: State::Missing },
        demo::Cell::Secret => Cell { value: f64::NAN, state: State::Secret },
    }
}
