//! The country as shapes of equal size.

use crate::draw::{Canvas, Glyph, Look, Paint, font_size};
use crate::{Frame, Svg, Width};

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
    /// Step 0 (least) to 4 (most) of a neutral scale: a stronger and larger field in the tile. More
    /// is read as 4.
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
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let most = if narrow { 320.0 } else { 760.0 };
    let span = |values: &mut dyn Iterator<Item = u16>| {
        let (mut lo, mut hi) = (u16::MAX, 0);
        for v in values {
            lo = lo.min(v);
            hi = hi.max(v);
        }
        (lo.min(hi), f64::from(hi.saturating_sub(lo)) + 1.0)
    };
    let (col0, cols) = span(&mut chart.tiles.iter().map(|t| t.col));
    let (row0, rows) = span(&mut chart.tiles.iter().map(|t| t.row));

    // Rows of hexagons interlock: each adds three quarters of a hexagon's height, and odd rows
    // are half a tile to the right. 2/√3 = 1.1547.
    const TALL: f64 = 1.1547;
    let (wide, high) = match chart.shape {
        TileShape::Square => (cols, rows),
        TileShape::Hex => (cols + 0.5, rows * TALL * 0.75 + TALL * 0.25),
    };
    // Room for the rim of the marked tile and for the focus.
    const RIM: f64 = 4.0;
    let cell = ((most - 2.0 * RIM) / wide).min(if narrow { 640.0 } else { 960.0 } / high).min(64.0);
    // No empty field beside a tall country; the key still gets its room.
    let width = if narrow { most } else { (2.0 * RIM + wide * cell).clamp(480.0, most) };
    let place = |tile: &Tile| {
        let (col, row) = (f64::from(tile.col - col0), f64::from(tile.row - row0));
        let shift = match chart.shape {
            TileShape::Hex if tile.row % 2 == 1 => 0.5,
            _ => 0.0,
        };
        let y = match chart.shape {
            TileShape::Square => row + 0.5,
            TileShape::Hex => row * TALL * 0.75 + TALL / 2.0,
        };
        (RIM + (col + shift + 0.5) * cell, RIM + y * cell)
    };

    let mut links = false;
    // In the caller's order, also the marked ones: it is the order of the keyboard.
    for tile_ in &chart.tiles {
        let (x, y) = place(tile_);
        let link = canvas.open_link(tile_.href.as_deref(), &tile_.name);
        links |= link;
        // A link carries the name itself.
        let name = if link { "" } else { tile_.name.as_str() };
        tile(&mut canvas, chart.shape, (x, y), cell, tile_.class, tile_.highlighted, name);
        if link {
            canvas.close_link();
        }
    }
    let bottom = if chart.tiles.is_empty() { 0.0 } else { RIM * 2.0 + high * cell };
    let key: Vec<(Glyph, &str)> = chart.key.iter().map(|(class, text)| (Glyph::Tile(*class), text.as_str())).collect();
    let after = canvas.key(0.0, width, bottom + size + 6.0, size, &key);
    let height = if after > bottom + size + 6.0 { after - size } else { bottom };
    canvas.finish((width, height.max(1.0)), "tiles", false, links, &chart.title, &chart.desc)
}

/// How much of a tile the field of a step fills, from side to side: neither colour nor lightness
/// stands alone.
const FIELDS: [f64; 5] = [0.0, 0.36, 0.58, 0.79, 1.0];

/// Draws one tile around a middle; `cell` is the distance to the next tile, `tip` its name.
pub(crate) fn tile(
    canvas: &mut Canvas<'_>,
    shape: TileShape,
    (x, y): (f64, f64),
    cell: f64,
    class: TileClass,
    marked: bool,
    tip: &str,
) {
    let half = (cell / 2.0 - (cell * 0.04).min(1.0)).max(0.1);
    let outline = outline(shape, (x, y), half);
    let thin = (cell * 0.06).min(1.25);
    let base = match class {
        TileClass::Level(_) => Look::fill(Paint::Tile(0)),
        TileClass::Missing => Look::fill(Paint::Paper).outlined(Paint::TotalSoft, thin).dashed("3 3"),
        TileClass::Secret | TileClass::NotApplicable => Look::fill(Paint::Paper).outlined(Paint::TotalSoft, thin),
    };
    canvas.path(&outline, true, base, "chart-tile", tip);
    let stroke = Look::stroke(Paint::TotalSoft, (cell * 0.09).min(1.75));
    let arm = (half * 0.4).min(6.0);
    match class {
        TileClass::Level(level) => {
            let level = level.min(4);
            let share = FIELDS.get(usize::from(level)).copied().unwrap_or(1.0);
            if share > 0.0 {
                canvas.path(&self::outline(shape, (x, y), half * share), true, Look::fill(Paint::Tile(level)), "", "");
            }
        }
        TileClass::Missing => {}
        TileClass::Secret => canvas.line(x - arm, y + arm, x + arm, y - arm, stroke),
        TileClass::NotApplicable => {
            canvas.line(x - arm, y + arm, x + arm, y - arm, stroke);
            canvas.line(x - arm, y - arm, x + arm, y + arm, stroke);
        }
    }
    if marked {
        // A dark rim with a light one inside it: seen on every step of the scale.
        let inner: Vec<(f64, f64)> =
            outline.iter().map(|(px, py)| (x + (px - x) * 0.86, y + (py - y) * 0.86)).collect();
        canvas.path(&inner, true, Look::stroke(Paint::Paper, (cell * 0.1).min(2.0)), "", "");
        canvas.path(&outline, true, Look::stroke(Paint::Ink, (cell * 0.16).min(3.5)), "", "");
    }
}

/// The corners of a shape around a middle; `half` is from the middle to a side.
fn outline(shape: TileShape, (x, y): (f64, f64), half: f64) -> Vec<(f64, f64)> {
    match shape {
        TileShape::Square => vec![(-half, -half), (half, -half), (half, half), (-half, half)],
        TileShape::Hex => {
            let (r, s) = (half * 1.1547, half * 0.57735);
            vec![(0.0, -r), (half, -s), (half, s), (0.0, r), (-half, s), (-half, -s)]
        }
    }
    .into_iter()
    .map(|(dx, dy)| (x + dx, y + dy))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::assert_sound;

    fn example(shape: TileShape) -> Tiles {
        let tile = |col, row, short: &str, class, href: Option<&str>| Tile {
            col,
            row,
            name: format!("{short}: värde"),
            href: href.map(String::from),
            class,
            highlighted: short == "Kr",
        };
        Tiles {
            title: "Skillnaden i landet".into(),
            desc: "Störst i norr.".into(),
            shape,
            tiles: vec![
                tile(3, 2, "Kr", TileClass::Level(0), Some("/kommun/kramfors?a=1&b=2")),
                tile(4, 2, "Hä", TileClass::Level(4), Some("javascript:alert(1)")),
                tile(3, 3, "Su", TileClass::Secret, None),
                tile(4, 3, "Ti", TileClass::NotApplicable, None),
                tile(5, 3, "Ån", TileClass::Missing, None),
            ],
            key: vec![(TileClass::Level(0), "högst 5".into()), (TileClass::Missing, "uppgift saknas".into())],
        }
    }

    #[test]
    fn looks_as_agreed() {
        for shape in [TileShape::Square, TileShape::Hex] {
            let svg = tiles(&example(shape), &Frame { id: "karta", ..Frame::default() });
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    #[test]
    fn links_are_safe_and_seen_by_screen_readers() {
        let svg = tiles(&example(TileShape::Hex), &Frame::default());
        assert!(svg.markup.contains("role=\"group\"") && svg.markup.contains("href=\"/kommun/kramfors?a=1&amp;b=2\""));
        assert!(!svg.markup.contains("javascript"));
        let print = tiles(&example(TileShape::Hex), &Frame { theme: crate::Theme::Print, ..Frame::default() });
        assert!(print.markup.contains("font-family=\"&#39;Source Sans 3&#39;, sans-serif\""));
        assert!(!print.markup.contains("<a") && print.markup.contains("role=\"img\""));
    }
}
