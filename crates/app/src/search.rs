//! Finding areas and figures by what somebody types.

use crate::Found;
use crate::peers::area_ref;
use crate::world::World;
use figures::AreaMatch;
use i18n::{Lang, fold, sort_names_by};

/// At most so many of each.
const MOST: usize = 30;

/// Areas and figures whose name, code or id looks like `text`.
#[must_use]
pub fn search(world: &World, text: &str, lang: Lang) -> Found {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Found::default();
    }
    let exact = world.snapshot.areas().iter().filter(|area| fold(&area.title) == wanted || area.id.as_str() == wanted);
    let mut areas: Vec<_> = exact.map(area_ref).collect();
    if areas.is_empty() {
        let mut like: Vec<_> = world
            .snapshot
            .areas()
            .iter()
            .zip(&world.folded)
            .filter(|(_, name)| name.contains(&wanted))
            .map(|(area, _)| area_ref(area))
            .collect();
        sort_names_by(&mut like, |area| &area.name);
        areas = like;
    }
    if areas.is_empty() {
        areas = match world.snapshot.find_area(text) {
            AreaMatch::One(area) => vec![area_ref(area)],
            AreaMatch::Several(found) | AreaMatch::None(found) => found.into_iter().map(area_ref).collect(),
        };
    }
    areas.truncate(MOST);
    Found { areas, figures: figures_like(world, &wanted, lang) }
}

fn figures_like(world: &World, wanted: &str, lang: Lang) -> Vec<(String, String)> {
    let split = world.figures.iter().map(|figure| (figure.block, &figure.words, figure.curated));
    let totals = world.totals.iter().map(|total| (total.block, &total.words, true));
    let mut found: Vec<(bool, String, String)> = split
        .chain(totals)
        .filter_map(|(block, words, curated)| {
            let title = world.snapshot.block_at(block).map_or(String::new(), |block| fold(&block.kpi.title));
            let short = words.short(lang);
            let fits =
                words.id.to_ascii_lowercase() == wanted || fold(short).contains(wanted) || title.contains(wanted);
            fits.then(|| (!curated, words.id.clone(), short.to_owned()))
        })
        .collect();
    found.sort();
    found.into_iter().take(MOST).map(|(_, id, short)| (id, short)).collect()
}
