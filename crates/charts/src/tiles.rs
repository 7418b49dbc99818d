//! The country as shapes of equal size.

use crate::{Frame, Svg};

/// What a tile looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TileShape {
    /// Squares; neighbours share sides.
    #[default]
    Square,
    /// Hexagons standing on a corner; odd rows are moved half a tile to the right.
    Hex,
}

/// What a tile says. Missing, secret and not applicable are different things and look different.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TileClass {
    /// Step 0 (least) to 4 (most) of a neutral scale: darker, and with a longer bar. More is
    /// read as 4.
    Level(u8),
    /// No value has been reported.
    #[default]
    Missing,
    /// There is a value, but too few people for it to be shown.
    Secret,
    /// The question does not arise here.
    NotApplicable,
}

/// One place on the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tile {
    /// Column in the grid, from the west.
    pub col: u16,
    /// Row in the grid, from the north.
    pub row: u16,
    /// A letter or two, written in the tile where there is room for 12 px.
    pub short: String,
    /// Name and value, the accessible name of the tile: "Kramfors: 1,7 procentenheter".
    pub name: String,
    /// Where the tile leads. Only addresses of this site (`/…`, `?…`, `#…`) and http(s) become links.
    pub href: Option<String>,
    /// What the tile says.
    pub class: TileClass,
    /// The place the page is about.
    pub highlighted: bool,
}

/// The country as shapes of equal size.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tiles {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// Squares or hexagons.
    pub shape: TileShape,
    /// The places, in the order the keyboard shall walk through them.
    pub tiles: Vec<Tile>,
    /// The key: what each class in use means ("högst 5", "uppgift saknas").
    pub key: Vec<(TileClass, String)>,
}

/// Draws [`Tiles`].
pub fn tiles(chart: &Tiles, frame: &Frame<'_>) -> Svg {
    let _ = (chart, frame);
    Svg::default()
}
