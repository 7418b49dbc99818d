//! The list of key figures: what the scan knows of each before it looks at a value.

use crate::curated::{Class, Design, Direction};
use crate::peers::area_ref;
use crate::view::KnownFigure;
use crate::world::{Figure, World};
use findings::Kind;
use i18n::Lang;

/// Every key figure split by sex, by id.
pub fn figures(world: &World, lang: Lang) -> Vec<KnownFigure> {
    world.figures.iter().map(|figure| known(world, figure, lang)).collect()
}

/// What a key figure is called, with its unit, and what an area is, by their codes.
pub fn named(world: &World, kpi: &str, area: &str) -> Option<(String, String)> {
    let figure = world.figures.iter().find(|it| it.words.id == kpi)?;
    let title = world.block(figure)?.kpi.title.clone();
    let place = world.snapshot.areas().iter().map(area_ref).find(|it| it.code == area)?;
    Some((title, place.name))
}

fn known(world: &World, figure: &Figure, lang: Lang) -> KnownFigure {
    let input = world.input(figure, world.newest);
    let words = &figure.words;
    KnownFigure {
        kpi: words.id.clone(),
        title: world.block(figure).map(|block| block.kpi.title.clone()).unwrap_or_default(),
        name: words.short(lang).to_owned(),
        theme: words.theme.clone(),
        kind: match input.kind {
            Kind::Share => "share",
            Kind::Rate => "rate",
            Kind::Amount => "amount",
            Kind::Count => "count",
            Kind::Score => "score",
            Kind::Other => "other",
        },
        class: match words.class {
            Class::Outcome => "outcome",
            Class::Background => "background",
        },
        direction: match words.direction {
            Direction::High => "high",
            Direction::Low => "low",
            Direction::None => "none",
        },
        design: match words.design {
            Design::Register => "register",
            Design::Survey => "survey",
            Design::Election => "election",
            Design::Pooled => "pooled",
        },
        per: input.per.is_finite().then_some(input.per as u32),
        pooled_years: input.pooled,
        first_year: i32::from(figure.first_year),
        last_year: i32::from(figure.last_year),
        tested: input.class == findings::Class::Outcome,
    }
}
