//! Where an area lies and what it is like, for forming groups: its middle, inhabitants, type, and whom it
//! resembles. How groups are formed stands in `grouping`.

use crate::grouping::places;
use crate::world::{OVERALL, World};
use figures::{AreaId, AreaKind};

/// An area on the earth.
#[derive(Clone, Debug, PartialEq)]
pub struct Lies {
    /// The middle, degrees north (WGS 84).
    pub lat: f64,
    /// The same, degrees east.
    pub lon: f64,
    /// How many live there, where a source says so.
    pub people: Option<u64>,
    /// Its type in SKR's grouping, "B4"; empty where no source says so.
    pub class: String,
    /// The municipalities it resembles by RKA, by code.
    pub similar: Vec<String>,
}

/// The north of the invented country, and how much a row and a column of its map are: degrees. A tile is about
/// as far across as a Swedish municipality, forty kilometres.
const NORTH: f64 = 64.0;
const WEST: f64 = 14.0;
const ROW: f64 = 0.36;
const COLUMN: f64 = 0.75;

/// What is known of an area; `None` where it is not known where it lies.
pub(crate) fn lies(world: &World, code: &str) -> Option<Lies> {
    let (lat, lon) = if world.invented { on_map(world, code)? } else { on_earth(code)? };
    let id = AreaId::new(code).ok();
    let area = id.and_then(|id| world.snapshot.area(id));
    Some(Lies {
        lat,
        lon,
        people: area.and_then(|it| it.population).map(|it| u64::from(it.total)),
        class: area.and_then(|it| it.class.clone()).unwrap_or_default(),
        similar: id
            .filter(|_| area.is_some_and(|it| it.kind == AreaKind::Municipality))
            .map(|id| world.snapshot.similar(OVERALL, id).iter().map(|it| it.as_str().to_owned()).collect())
            .unwrap_or_default(),
    })
}

fn on_earth(code: &str) -> Option<(f64, f64)> {
    places::by_code(code).map(|it| (it.lat, it.lon))
}

/// An invented municipality lies where its tile does: odd rows stand half a tile to the right.
fn on_map(world: &World, code: &str) -> Option<(f64, f64)> {
    let (_, column, row) = world.tiles.iter().find(|(tile, ..)| tile == code)?;
    let half = if row % 2 == 1 { 0.5 } else { 0.0 };
    Some((NORTH - ROW * f64::from(*row), WEST + COLUMN * (f64::from(*column) + half)))
}

#[cfg(test)]
mod tests {
    use crate::App;

    #[test]
    fn invented_municipalities_lie_as_on_their_map() {
        let app = App::demo(1).unwrap();
        let place = |code: &str| app.lies(code).unwrap();
        let (north, south) = (place("9101"), place("9512"));
        assert!(north.lat > south.lat, "{north:?} {south:?}");
        // The first of the first county stands in the first row, third column.
        assert_eq!((north.lat, north.lon), (64.0, 15.5));
        assert_eq!(place("9103").class, "C9");
        assert!(place("9104").people.is_some_and(|it| it > 50_000));
        assert!(!place("9104").similar.is_empty() && !place("9104").similar.contains(&"9104".to_owned()));
        assert_eq!(app.lies("0000"), None);
        assert_eq!(app.lies("finns inte"), None);
    }
}
