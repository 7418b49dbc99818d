//! Who travels to whom, on the ground: the country once for each arrangement, with a line for each way.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, font_size};
use crate::scale::sane;
use crate::{Frame, Label, Svg, Width};

/// Longitude and latitude in degrees.
pub type Degrees = (f64, f64);

/// What a place is in the arrangements that are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WayMark {
    /// It leads a group: a square.
    Lead,
    /// It comes to the same group in all of them: a disc.
    #[default]
    Same,
    /// It comes to another group: a hollow diamond.
    Moves,
}

/// A place somebody travels from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WayPlace {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub at: Degrees,
    /// What it is.
    pub mark: WayMark,
}

/// A line between two places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Way {
    /// From: a place in [`Ways::places`].
    pub from: usize,
    /// To: likewise.
    pub to: usize,
    /// It is not in all the arrangements: a dashed line in a colour, instead of a thin solid one.
    pub differs: bool,
}

/// An arrangement: one drawing of the country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WayPanel {
    /// Its heading: "Som det blev".
    pub name: String,
    /// What it comes to: "2 820 km".
    pub said: String,
    /// The lines.
    pub ways: Vec<Way>,
}

/// What the marks and lines mean. Empty words: not in the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WayWords {
    /// The square.
    pub lead: String,
    /// The disc.
    pub same: String,
    /// The diamond.
    pub moves: String,
    /// The solid line.
    pub alike: String,
    /// The dashed line.
    pub differs: String,
}

/// Who travels to whom, in one or more arrangements of the same places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ways {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// Rings of land.
    pub land: Vec<Vec<Degrees>>,
    /// Rings of water in it.
    pub lakes: Vec<Vec<Degrees>>,
    /// The places.
    pub places: Vec<WayPlace>,
    /// The arrangements: beside each other, or, on a telephone, under each other.
    pub panels: Vec<WayPanel>,
    /// The key.
    pub key: WayWords,
}

/// Between two panels, and between the drawing and its key.
const GAP: f64 = 20.0;
/// Radius of a mark.
const MARK: f64 = 4.5;
/// From the middle of a mark to its name.
const BESIDE: f64 = 8.0;

/// Draws [`Ways`].
pub fn ways(chart: &Ways, frame: &Frame<'_>) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let (width, tall) = if narrow { (320.0, 560.0) } else { (760.0, 640.0) };
    let across = if narrow { 1 } else { chart.panels.len().clamp(1, 2) };
    let wide = (width - GAP * (across as f64 - 1.0)) / across as f64;
    let scale = Ground::of(chart, wide, tall);
    let mut bottom = 0.0;
    for row in chart.panels.chunks(across) {
        let top = if bottom > 0.0 { bottom + GAP } else { 0.0 };
        // Headings of a row end at the same height, so that the maps stand level.
        let places = |at: usize| (at as f64) * (wide + GAP);
        let heads = row.iter().enumerate().map(|(at, it)| head(&mut canvas, it, (places(at), top), wide, size));
        let under = heads.fold(top, f64::max);
        for (at, panel) in row.iter().enumerate() {
            Drawing { canvas: &mut canvas, chart, scale: &scale, left: places(at), top: under, size }.draw(panel);
        }
        bottom = under + scale.tall;
    }
    let y = bottom + size + 8.0;
    let after = canvas.key(0.0, width, y, size, &key(chart));
    let height = if after > y { after - size } else { bottom };
    canvas.finish((width, height.max(1.0)), "ways", false, false, &chart.title, &chart.desc)
}

/// Writes the heading of a panel; gives where it ends.
fn head(canvas: &mut Canvas<'_>, panel: &WayPanel, (x, y): (f64, f64), room: f64, size: f64) -> f64 {
    let bold = Type::new(size, Paint::Ink).bold(true);
    let plain = Type::new(size, Paint::Ink);
    let names = bold.wrap(&panel.name, room, 2);
    let said = plain.wrap(&panel.said, room, 3);
    let next = canvas.text_lines(x, y + size, Anchor::Start, bold, &names);
    let next = canvas.text_lines(x, next, Anchor::Start, plain, &said);
    if names.is_empty() && said.is_empty() { y } else { next - size + 6.0 }
}

/// What is in use, in the order of the key.
fn key(chart: &Ways) -> Vec<(Glyph, &str)> {
    let has = |mark| chart.places.iter().any(|it| it.mark == mark);
    let line = |differs| chart.panels.iter().flat_map(|it| &it.ways).any(|it| it.differs == differs);
    let words = &chart.key;
    let all = [
        (has(WayMark::Lead), Sample::Mark(WayMark::Lead), &words.lead),
        (has(WayMark::Same), Sample::Mark(WayMark::Same), &words.same),
        (has(WayMark::Moves), Sample::Mark(WayMark::Moves), &words.moves),
        (line(false), Sample::Line(false), &words.alike),
        (line(true), Sample::Line(true), &words.differs),
    ];
    all.into_iter().filter(|(used, ..)| *used).map(|(_, glyph, text)| (Glyph::Way(glyph), text.as_str())).collect()
}

/// What the key shows of this chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    /// A place.
    Mark(WayMark),
    /// A line; whether it differs.
    Line(bool),
}

impl Sample {
    /// Room before the words of the key.
    pub(crate) fn room(self) -> f64 {
        match self {
            Self::Mark(_) => 19.0,
            Self::Line(_) => 33.0,
        }
    }
}

/// Draws a sample for the key.
pub(crate) fn sample(canvas: &mut Canvas<'_>, what: Sample, x: f64, y: f64) {
    match what {
        Sample::Mark(it) => mark(canvas, it, (x + 7.0, y), ""),
        Sample::Line(differs) => canvas.line(x, y, x + 26.0, y, line(differs)),
    }
}

fn line(differs: bool) -> Look {
    if differs { Look::stroke(Paint::Link, 2.5).dashed("7 4") } else { Look::stroke(Paint::TotalSoft, 1.75) }
}

fn mark(canvas: &mut Canvas<'_>, what: WayMark, (x, y): (f64, f64), tip: &str) {
    match what {
        WayMark::Lead => {
            let half = MARK * 1.1;
            let corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
            canvas.path(&corners, true, Look::fill(Paint::Ink).outlined(Paint::Paper, 1.0), "", tip);
        }
        WayMark::Same => canvas.circle(x, y, MARK, Look::fill(Paint::Quiet).outlined(Paint::Paper, 1.0), tip),
        WayMark::Moves => {
            canvas.diamond(x, y, MARK * 1.35, Look::fill(Paint::Paper).outlined(Paint::Link, 2.25), tip);
        }
    }
}

/// From degrees to a panel. True along every parallel, as much so as one country needs.
struct Ground {
    /// The meridian that stands straight.
    middle: f64,
    /// Least x and y before scaling.
    from: (f64, f64),
    /// Units of the view box per degree of latitude.
    by: f64,
    /// What is left at the side of the map in its panel, halved.
    aside: f64,
    /// Width of a panel.
    wide: f64,
    /// Height of a panel.
    tall: f64,
}

/// Room for marks and names at the edges of a panel.
const EDGE: f64 = 12.0;

impl Ground {
    fn of(chart: &Ways, wide: f64, tall: f64) -> Self {
        let rings = chart.land.iter().flatten();
        let all: Vec<Degrees> = rings.copied().chain(chart.places.iter().map(|it| it.at)).collect();
        let lons = all.iter().filter_map(|it| sane(it.0));
        let (low, high) = lons.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(it), b.max(it)));
        let middle = sane((low + high) / 2.0).unwrap_or(0.0);
        let flat: Vec<(f64, f64)> = all.iter().map(|it| flatten(middle, *it)).collect();
        let ends = |pick: fn(&(f64, f64)) -> f64| {
            let ends = flat.iter().map(pick);
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(it), b.max(it)))
        };
        let ((x0, x1), (y0, y1)) = (ends(|it| it.0), ends(|it| it.1));
        let room = (wide - 2.0 * EDGE, tall - 2.0 * EDGE);
        let fits = (room.0 / (x1 - x0).max(1e-9)).min(room.1 / (y1 - y0).max(1e-9));
        // A single place has no extent, and nothing at all has none either.
        let by = if fits.is_finite() { fits.min(200.0) } else { 1.0 };
        let aside = if flat.is_empty() { 0.0 } else { (room.0 - (x1 - x0) * by) / 2.0 };
        let tall = if flat.is_empty() { 0.0 } else { (y1 - y0) * by + 2.0 * EDGE };
        Self { middle, from: (sane(x0).unwrap_or(0.0), sane(y0).unwrap_or(0.0)), by, aside, wide, tall }
    }

    /// Within a panel whose upper left corner is 0, 0.
    fn place(&self, at: Degrees) -> (f64, f64) {
        let (x, y) = flatten(self.middle, at);
        ((x - self.from.0) * self.by + EDGE + self.aside, (y - self.from.1) * self.by + EDGE)
    }
}

/// Degrees to degrees of latitude eastwards and southwards.
fn flatten(middle: f64, (lon, lat): Degrees) -> (f64, f64) {
    // Nobody lives beyond the poles; whatever comes in, what goes out can be drawn.
    let lat = sane(lat).unwrap_or(0.0).clamp(-89.0, 89.0);
    let lon = sane(lon).unwrap_or(0.0).clamp(-360.0, 360.0);
    ((lon - middle) * libm::cos(lat.to_radians()), -lat)
}

/// One panel under way.
struct Drawing<'d, 'c> {
    canvas: &'d mut Canvas<'c>,
    chart: &'d Ways,
    scale: &'d Ground,
    left: f64,
    top: f64,
    size: f64,
}

/// A stretch from one point to another.
type Stretch = ((f64, f64), (f64, f64));

impl Drawing<'_, '_> {
    fn place(&self, at: Degrees) -> (f64, f64) {
        let (x, y) = self.scale.place(at);
        (x + self.left, y + self.top)
    }

    fn draw(mut self, panel: &WayPanel) {
        self.country();
        let spots: Vec<(f64, f64)> = self.chart.places.iter().map(|it| self.place(it.at)).collect();
        let known = |way: &&Way| way.from < spots.len() && way.to < spots.len();
        let mut ways: Vec<&Way> = panel.ways.iter().filter(known).collect();
        // What differs lies on top.
        ways.sort_by_key(|way| way.differs);
        let lines: Vec<Stretch> = ways.iter().map(|way| (spots[way.from], spots[way.to])).collect();
        for (way, (a, b)) in ways.iter().zip(&lines) {
            self.canvas.line(a.0, a.1, b.0, b.1, line(way.differs));
        }
        self.names(&spots, &lines);
        for (it, spot) in self.chart.places.iter().zip(&spots) {
            mark(self.canvas, it.mark, *spot, &it.name);
        }
    }

    fn country(&mut self) {
        for (rings, paint) in [(&self.chart.land, Paint::Tile(0)), (&self.chart.lakes, Paint::Paper)] {
            for ring in rings {
                let corners: Vec<(f64, f64)> = ring.iter().map(|it| self.place(*it)).collect();
                self.canvas.path(&corners, true, Look::fill(paint), "", "");
            }
        }
    }

    /// Writes the names where there is room, those that lead first. A name without room is left to the
    /// mark's own and the table.
    fn names(&mut self, spots: &[(f64, f64)], lines: &[Stretch]) {
        let mut order: Vec<usize> = (0..spots.len()).collect();
        // Then from north to south, which keeps the leaders from crossing.
        order.sort_by(|a, b| {
            let rank = |at: usize| (self.chart.places[at].mark != WayMark::Lead, spots[at].1);
            rank(*a).0.cmp(&rank(*b).0).then(rank(*a).1.total_cmp(&rank(*b).1)).then(a.cmp(b))
        });
        let mut taken = Taken { marks: spots.to_vec(), lines: lines.to_vec(), ..Taken::default() };
        for at in order {
            let place = &self.chart.places[at];
            let kind = Type::new(self.size, Paint::Ink).bold(place.mark == WayMark::Lead).halo();
            let name = kind.fit(&place.name, self.scale.wide * 0.5);
            if name.is_empty() {
                continue;
            }
            let room = Room {
                left: self.left,
                top: self.top,
                right: self.left + self.scale.wide,
                bottom: self.top + self.scale.tall,
            };
            let wide = kind.width(&name);
            let Some(found) = taken.find(at, (wide, self.size), &room) else { continue };
            if let Some((a, b)) = found.leader {
                self.canvas.line(a.0, a.1, b.0, b.1, Look::stroke(Paint::Quiet, 0.75));
            }
            self.canvas.text(found.box_.left, found.base, Anchor::Start, kind, &name);
            taken.take(found);
        }
    }
}

/// A box on the drawing.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Room {
    fn of(label: &Label) -> Self {
        Self { left: label.left, top: label.top, right: label.right, bottom: label.bottom }
    }

    fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    fn holds(&self, other: &Self) -> bool {
        other.left >= self.left && other.right <= self.right && other.top >= self.top && other.bottom <= self.bottom
    }

    fn touches(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a stretch runs through it (Liang and Barsky 1984).
    fn is_crossed_by(&self, ((x1, y1), (x2, y2)): Stretch) -> bool {
        let (dx, dy) = (x2 - x1, y2 - y1);
        let sides = [(-dx, x1 - self.left), (dx, self.right - x1), (-dy, y1 - self.top), (dy, self.bottom - y1)];
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (step, room) in sides {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                from = from.max(room / step);
            } else {
                to = to.min(room / step);
            }
        }
        from < to
    }
}

/// Where a name can stand.
#[derive(Debug, Clone, Copy)]
struct Found {
    box_: Room,
    base: f64,
    leader: Option<Stretch>,
}

/// What must not, or should not, be written over.
#[derive(Debug, Default)]
struct Taken {
    marks: Vec<(f64, f64)>,
    lines: Vec<Stretch>,
    names: Vec<Room>,
    leaders: Vec<Stretch>,
}

/// How far aside and how far up or down a name may stand from its mark.
const ASIDE: [f64; 5] = [BESIDE, 22.0, 44.0, 72.0, 104.0];
const UP_OR_DOWN: i32 = 16;
const STEP: f64 = 7.0;
/// Air around a name: its rim would wipe out the feet of another.
const HALO: f64 = 2.5;
/// What it costs, in units of the view box, to write over a way; to be crossed by or cross a leader.
const OVER_A_WAY: f64 = 9.0;
const OVER_A_LEADER: f64 = 60.0;

impl Taken {
    /// The best of the places where a name so wide and so large can stand.
    fn find(&self, at: usize, (wide, size): (f64, f64), room: &Room) -> Option<Found> {
        let (x, y) = self.marks[at];
        let mut best: Option<(f64, Found)> = None;
        for east in [true, false] {
            for aside in ASIDE {
                for step in -UP_OR_DOWN..=UP_OR_DOWN {
                    let base = y + size * 0.32 + f64::from(step) * STEP;
                    let left = if east { x + aside } else { x - aside - wide };
                    let box_ = boxed(left, base, wide, size);
                    let found = Found { box_, base, leader: self.leader((x, y), &box_, aside, step, east) };
                    let Some(cost) = self.cost(at, &found, room) else { continue };
                    let far = aside + f64::from(step).abs() * STEP;
                    let cost = cost + far;
                    if best.is_none_or(|(least, _)| cost < least) {
                        best = Some((cost, found));
                    }
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// The thin line from a mark to a name that does not stand beside it.
    fn leader(&self, (x, y): (f64, f64), box_: &Room, aside: f64, step: i32, east: bool) -> Option<Stretch> {
        if aside <= BESIDE && step.abs() <= 1 {
            return None;
        }
        let end = if east { box_.left - 1.0 } else { box_.right + 1.0 };
        Some(((x, y), (end, (box_.top + box_.bottom) / 2.0)))
    }

    /// What it costs beside the distance; `None`: it cannot stand there.
    fn cost(&self, at: usize, found: &Found, room: &Room) -> Option<f64> {
        let box_ = &found.box_;
        let on_a_mark = self.marks.iter().any(|(x, y)| {
            let half = MARK * 1.35;
            box_.touches(&Room { left: x - half, top: y - half, right: x + half, bottom: y + half })
        });
        if !room.holds(box_) || on_a_mark || self.names.iter().any(|it| it.touches(&box_.grown(HALO))) {
            return None;
        }
        let over = self.lines.iter().filter(|line| box_.is_crossed_by(**line)).count();
        let mut crossed = self.leaders.iter().filter(|line| box_.is_crossed_by(**line)).count();
        if let Some(leader) = found.leader {
            let others = self.marks.iter().enumerate().filter(|(it, _)| *it != at);
            let near = others.filter(|(_, (x, y))| {
                Room { left: *x, top: *y, right: *x, bottom: *y }.grown(MARK + 1.0).is_crossed_by(leader)
            });
            crossed += near.count() + self.names.iter().filter(|it| it.is_crossed_by(leader)).count();
            crossed += self.leaders.iter().filter(|it| cross(**it, leader)).count();
        }
        Some(over as f64 * OVER_A_WAY + crossed as f64 * OVER_A_LEADER)
    }

    fn take(&mut self, found: Found) {
        self.names.push(found.box_);
        self.leaders.extend(found.leader);
    }
}

/// The room of a text, as the canvas will remember it.
fn boxed(left: f64, base: f64, wide: f64, size: f64) -> Room {
    Room::of(&Label {
        text: String::new(),
        left,
        top: base - size * crate::text::ASCENT,
        right: left + wide,
        bottom: base + size * crate::text::DESCENT,
    })
}

/// Whether two stretches cross.
fn cross((a, b): Stretch, (c, d): Stretch) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::assert_sound;

    fn example() -> Ways {
        let place = |name: &str, at, mark| WayPlace { name: name.into(), at, mark };
        let way = |from, to, differs| Way { from, to, differs };
        Ways {
            title: "Kortaste vägen hade sparat 40 km".into(),
            desc: "Två kartor: som det blev, och som det hade blivit.".into(),
            land: vec![vec![(12.0, 55.5), (18.0, 60.0), (24.0, 66.0), (20.0, 69.0), (12.5, 62.0), (11.5, 59.0)]],
            lakes: vec![vec![(13.0, 59.0), (14.0, 59.0), (13.5, 58.5)]],
            places: vec![
                place("Umeå", (20.0, 64.0), WayMark::Lead),
                place("Vännäs", (19.6, 63.9), WayMark::Same),
                place("Skellefteå", (20.5, 64.9), WayMark::Moves),
                place("Piteå", (21.2, 65.4), WayMark::Lead),
                place("Enskede-Årsta-Vantör", (18.0, 59.3), WayMark::Same),
            ],
            panels: vec![
                WayPanel {
                    name: "Som det blev".into(),
                    said: "300 km".into(),
                    ways: vec![way(1, 0, false), way(2, 3, true), way(4, 0, false)],
                },
                WayPanel {
                    name: "Kortaste vägen".into(),
                    said: "260 km".into(),
                    ways: vec![way(1, 0, false), way(2, 0, true), way(4, 0, false)],
                },
            ],
            key: WayWords {
                lead: "mentor".into(),
                same: "samma grupp".into(),
                moves: "annan grupp".into(),
                alike: "lika i båda".into(),
                differs: "skiljer sig".into(),
            },
        }
    }

    fn framed(width: Width) -> Frame<'static> {
        Frame { id: "vagar", width, ..Frame::default() }
    }

    #[test]
    fn looks_as_agreed() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = ways(&example(), &framed(width));
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    #[test]
    fn maps_stand_beside_each_other_or_under_each_other_on_a_telephone() {
        let spots = |width| -> Vec<(f64, f64)> {
            let svg = ways(&example(), &framed(width));
            let named = svg.labels.iter().filter(|it| it.text == "Skellefteå");
            named.map(|it| (it.left, it.top)).collect()
        };
        let (wide, narrow) = (spots(Width::Wide), spots(Width::Narrow));
        assert_eq!((wide.len(), narrow.len()), (2, 2));
        assert!((wide[1].0 - wide[0].0 - 390.0).abs() < 0.01 && wide[0].1 == wide[1].1, "{wide:?}");
        assert!(narrow[0].0 == narrow[1].0 && narrow[1].1 > narrow[0].1 + 500.0, "{narrow:?}");
        assert_eq!(ways(&example(), &framed(Width::Narrow)).width, 320.0);
    }

    #[test]
    fn the_north_is_up_the_east_is_right_and_a_degree_east_is_shorter_in_the_north() {
        let ground = Ground::of(&example(), 370.0, 640.0);
        let (south, north) = (ground.place((15.0, 56.0)), ground.place((15.0, 66.0)));
        assert!(north.1 < south.1 && ground.place((16.0, 56.0)).0 > south.0);
        let degree = |lat| ground.place((17.0, lat)).0 - ground.place((16.0, lat)).0;
        // cos 60° is a half.
        let north_south = ground.place((17.0, 59.0)).1 - ground.place((17.0, 60.0)).1;
        assert!((degree(60.0) / north_south - 0.5).abs() < 1e-9);
        assert!(degree(66.0) < degree(60.0));
    }

    #[test]
    fn what_differs_is_told_by_dash_and_shape_too() {
        let svg = ways(&example(), &Frame { theme: crate::Theme::Print, ..framed(Width::Wide) });
        // One in each map and one in the key.
        assert_eq!(svg.markup.matches("stroke-dasharray=\"7 4\"").count(), 3);
        // Hollow diamonds: likewise.
        assert_eq!(svg.markup.matches("fill=\"#FFFFFF\" stroke=\"#0B5A6F\"").count(), 3);
        for words in ["mentor", "samma grupp", "annan grupp", "lika i båda", "skiljer sig"] {
            assert!(svg.labels.iter().any(|it| it.text == words), "{words}");
        }
        let mut alike = example();
        alike.panels.iter_mut().flat_map(|it| &mut it.ways).for_each(|way| way.differs = false);
        alike.places[2].mark = WayMark::Same;
        let svg = ways(&alike, &framed(Width::Wide));
        assert!(!svg.markup.contains("7 4") && !svg.labels.iter().any(|it| it.text == "annan grupp"));
    }

    #[test]
    fn crowded_names_keep_apart_and_a_line_leads_to_those_that_had_to_move() {
        let mut chart = example();
        for n in 0..9 {
            let at = (18.0 + f64::from(n % 3) * 0.2, 59.2 + f64::from(n / 3) * 0.1);
            chart.places.push(WayPlace { name: format!("Kommun {n}"), at, mark: WayMark::Same });
        }
        for width in [Width::Wide, Width::Narrow] {
            let svg = ways(&chart, &framed(width));
            assert_sound(&svg);
            for n in 0..9 {
                assert_eq!(svg.labels.iter().filter(|it| it.text == format!("Kommun {n}")).count(), 2);
            }
            assert!(svg.markup.contains("stroke-width=\"0.75\""));
        }
    }

    #[test]
    fn a_line_to_nowhere_is_not_drawn() {
        let mut chart = example();
        chart.panels[0].ways = vec![Way { from: 0, to: 99, differs: false }];
        chart.panels.truncate(1);
        chart.key = WayWords::default();
        let svg = ways(&chart, &framed(Width::Narrow));
        assert_sound(&svg);
        assert!(!svg.markup.contains("stroke-width=\"1.75\""), "{}", svg.markup);
        assert_sound(&ways(&Ways::default(), &framed(Width::Wide)));
    }
}
