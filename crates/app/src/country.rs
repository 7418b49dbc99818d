//! The start page: the country as a map and a list, and what holds everywhere.

use crate::finding::{self, theme_ref};
use crate::links;
use crate::moment::Moment;
use crate::municipality;
use crate::peers::area_ref;
use crate::pictures::both;
use crate::view::{CountryView, Level, Picture, TileView};
use crate::world::World;
use crate::{Ask, Situation};
use charts::{Tile, TileClass, TileShape, Tiles};
use figures::AreaKind;
use i18n::{Lang, sort_names_by};

/// The start page.
///
/// # Errors
/// [`Situation::NoPage`] when the snapshot has no nation.
pub fn country(world: &World, ask: &Ask) -> Result<CountryView, Situation> {
    let lang = ask.lang;
    let moment = world.moment(ask.year)?;
    let mut areas = tiles(world, &moment, lang);
    let map = (!world.tiles.is_empty()).then(|| map(world, &areas, moment.year, ask));
    sort_names_by(&mut areas, |tile| &tile.area.name);
    let findings = match world.snapshot.area_index(figures::AreaId::NATION) {
        Some(_) => municipality::says_most(world, figures::AreaId::NATION.as_str(), ask)?,
        None => Vec::new(),
    };
    let themes = world
        .lists
        .themes
        .iter()
        .map(|theme| {
            let n = world
                .figures
                .iter()
                .filter(|figure| figure.is_current(moment.year) && figure.words.theme == theme.id)
                .count();
            (theme_ref(world, &theme.id, lang), n)
        })
        .filter(|(_, n)| *n > 0)
        .collect();
    Ok(CountryView {
        areas,
        map,
        year: i32::from(moment.year),
        figures: world.figures.iter().filter(|figure| figure.is_current(moment.year)).count(),
        findings,
        themes,
        source: finding::source(world, None, lang),
        invented: world.invented,
    })
}

/// For every municipality: in how many figures the difference is larger than in similar ones.
fn tiles(world: &World, moment: &Moment, lang: Lang) -> Vec<TileView> {
    let counted: Vec<(usize, usize)> = world
        .snapshot
        .areas()
        .iter()
        .enumerate()
        .filter(|(_, area)| area.kind == AreaKind::Municipality)
        .map(|(index, _)| (index, moment.larger.get(index).copied().unwrap_or(0)))
        .collect();
    let limits = steps(counted.iter().map(|(_, larger)| *larger).collect());
    counted
        .into_iter()
        .filter_map(|(index, larger)| {
            let area = area_ref(world.snapshot.areas().get(index)?);
            let place = world.tiles.iter().find(|(code, ..)| *code == area.code);
            let step = limits.iter().filter(|limit| larger > **limit).count();
            let label = match lang {
                Lang::Sv => format!("{}: större skillnad än i liknande kommuner i {larger} mått", area.name),
                Lang::En => {
                    format!("{}: a larger difference than in similar municipalities in {larger} figures", area.name)
                }
            };
            Some(TileView {
                col: place.map_or(0, |(_, col, _)| *col),
                row: place.map_or(0, |(.., row)| *row),
                larger,
                step: u8::try_from(step).unwrap_or(4),
                label,
                area,
            })
        })
        .collect()
}

/// The four limits between five steps: the fifths of the municipalities.
fn steps(mut counts: Vec<usize>) -> [usize; 4] {
    counts.sort_unstable();
    [1, 2, 3, 4].map(|fifth| counts.get(counts.len() * fifth / 5).copied().unwrap_or(0))
}

fn map(world: &World, areas: &[TileView], year: i16, ask: &Ask) -> Picture {
    let lang = ask.lang;
    let placed: Vec<&TileView> =
        areas.iter().filter(|tile| world.tiles.iter().any(|(code, ..)| *code == tile.area.code)).collect();
    let title = lang
        .pick(
            "Kommunerna på en karta där alla är lika stora",
            "The municipalities on a map where all are of equal size",
        )
        .to_owned();
    let desc = match lang {
        Lang::Sv => format!(
            "Ju större fält i rutan, desto fler mått där skillnaden mellan kvinnor och män är större än i liknande kommuner. Varje mått är räknat på sitt nyaste värde, till och med {year}. Samma uppgifter står i listan."
        ),
        Lang::En => format!(
            "The larger the field in the tile, the more figures in which the difference between women and men is larger than in similar municipalities. Each figure is taken at its newest value, up to {year}. The list says the same."
        ),
    };
    let chart = Tiles {
        title: title.clone(),
        desc: desc.clone(),
        shape: TileShape::Hex,
        tiles: placed
            .iter()
            .map(|tile| Tile {
                col: tile.col,
                row: tile.row,
                name: tile.label.clone(),
                href: (tile.area.level == Level::Municipality).then(|| links::area(&tile.area.code, lang)),
                class: TileClass::Level(tile.step),
                highlighted: false,
            })
            .collect(),
        key: key(areas, lang),
    };
    let (wide, narrow) = both("map", ask, |frame| charts::tiles(&chart, frame));
    Picture { title, wide, narrow, caption: desc }
}

/// What each step means: the least and most counts in it.
fn key(areas: &[TileView], lang: Lang) -> Vec<(TileClass, String)> {
    (0..5u8)
        .filter_map(|step| {
            let counts: Vec<usize> = areas.iter().filter(|tile| tile.step == step).map(|tile| tile.larger).collect();
            let (least, most) = (counts.iter().min()?, counts.iter().max()?);
            let text = if least == most { least.to_string() } else { format!("{least}–{most}") };
            Some((TileClass::Level(step), format!("{text} {}", lang.pick("mått", "figures"))))
        })
        .collect()
}
