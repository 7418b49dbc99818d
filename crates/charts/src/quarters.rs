//! Level against difference.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, font_size, own_mark, x_tick_labels};
use crate::scale::{Scale, extent, nice_ticks, sane, sane_interval};
use crate::{Frame, Svg, Width};

/// One area among many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuarterDot {
    /// The difference, along the x axis.
    pub difference: f64,
    /// The level, along the y axis.
    pub level: f64,
    /// Its name, shown when the pointer rests on it. Empty: nothing.
    pub name: String,
    /// A few words written beside it where there is room for them. Empty: nothing. Dots that come
    /// first in the list are first in line for room.
    pub label: String,
    /// Where it leads. Only addresses of this site and http(s) become links; those of dots without
    /// a label on the picture are no stops for the keyboard, so a table must have them too.
    pub href: Option<String>,
    /// Belongs to the comparison group: link colour and a diamond.
    pub peer: bool,
}

/// The area the page is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuarterThis {
    /// The difference, along the x axis.
    pub difference: f64,
    /// The level, along the y axis.
    pub level: f64,
    /// Its name, written beside its mark.
    pub label: String,
    /// Interval of the difference.
    pub difference_interval: Option<(f64, f64)>,
    /// Interval of the level.
    pub level_interval: Option<(f64, f64)>,
}

/// Level against difference, cut into four named quarters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quarters {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The others; this one is not among them.
    pub dots: Vec<QuarterDot>,
    /// This one, where it has values.
    pub this: Option<QuarterThis>,
    /// The difference that parts left from right (often the median of the country).
    pub split_difference: f64,
    /// The level that parts upper from lower.
    pub split_level: f64,
    /// The names of the quarters: upper left, upper right, lower left, lower right.
    pub names: [String; 4],
    /// What the x axis shows.
    pub difference_label: String,
    /// What the y axis shows; written over it.
    pub level_label: String,
    /// The key to the diamonds: "liknande kommuner". Empty: no key.
    pub peer_key: String,
    /// The key to the dots: "andra kommuner". Empty: no key.
    pub other_key: String,
}

/// Draws [`Quarters`]; the two functions write the numbers on the two axes.
pub fn quarters(
    chart: &Quarters,
    frame: &Frame<'_>,
    tick_difference: &dyn Fn(f64) -> String,
    tick_level: &dyn Fn(f64) -> String,
) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 760.0 };
    let quiet = Type::new(size, Paint::Quiet);

    let dots: Vec<(f64, f64, &QuarterDot)> =
        chart.dots.iter().filter_map(|d| Some((sane(d.difference)?, sane(d.level)?, d))).collect();
    let this = chart.this.as_ref().and_then(|t| Some((sane(t.difference)?, sane(t.level)?, t)));
    let split_x = sane(chart.split_difference).unwrap_or(0.0);
    let split_y = sane(chart.split_level).unwrap_or(0.0);
    let x_interval = this.and_then(|t| sane_interval(t.2.difference_interval));
    let y_interval = this.and_then(|t| sane_interval(t.2.level_interval));

    let xs =
        dots.iter().map(|d| d.0).chain(this.map(|t| t.0)).chain(x_interval.map(|i| i.0)).chain(x_interval.map(|i| i.1));
    let ys =
        dots.iter().map(|d| d.1).chain(this.map(|t| t.1)).chain(y_interval.map(|i| i.0)).chain(y_interval.map(|i| i.1));
    let (x_lo, x_hi) = padded(extent(xs.chain([split_x])));
    let (y_lo, y_hi) = padded(extent(ys.chain([split_y])));
    let x_ticks = nice_ticks(x_lo, x_hi, if narrow { 4 } else { 6 });
    let y_ticks = nice_ticks(y_lo, y_hi, 5);
    let tick_room = if narrow { 70.0 } else { 110.0 };
    let y_texts: Vec<String> = y_ticks.iter().map(|t| quiet.fit(&tick_level(*t), tick_room)).collect();
    let column = y_texts.iter().map(|t| quiet.width(t)).fold(18.0, f64::max);

    // What the y axis shows; the names of the upper quarters; the picture; the names of the lower
    // quarters; the axis. The names stand outside, where no dot can lie under them.
    let (x0, x1) = (column + 12.0, width - 4.0);
    let half = (x1 - x0) / 2.0 - 8.0;
    let home = this.map(|t| (usize::from(t.1 < split_y)) * 2 + usize::from(t.0 >= split_x));
    let name_type = |i: usize| {
        let here = home == Some(i);
        Type::new(size, if here { Paint::Ink } else { Paint::Quiet }).bold(here)
    };
    let names: Vec<Vec<String>> = chart
        .names
        .iter()
        .enumerate()
        .map(|(i, name)| name_type(i).wrap(name, half, if narrow { 3 } else { 2 }))
        .collect();
    let lines = |a: usize, b: usize| {
        let count = |i: usize| names.get(i).map_or(0, Vec::len);
        count(a).max(count(b)) as f64
    };
    let write_names = |canvas: &mut Canvas<'_>, left: usize, right: usize, y: f64| {
        for (i, x, anchor) in [(left, x0, Anchor::Start), (right, x1, Anchor::End)] {
            if let Some(text) = names.get(i) {
                canvas.text_lines(x, y, anchor, name_type(i), text);
            }
        }
    };
    let mut y = size;
    let label = quiet.wrap(&chart.level_label, width, 2);
    y = canvas.text_lines(0.0, y, Anchor::Start, quiet, &label);
    if !label.is_empty() {
        y += 5.0;
    }
    write_names(&mut canvas, 0, 1, y);
    let top = y + lines(0, 1) * quiet.leading() - size * 0.75;
    let bottom = top + if narrow { 250.0 } else { 360.0 };
    let x_scale = Scale::new((x_lo, x_hi), (x0, x1));
    let y_scale = Scale::new((y_lo, y_hi), (bottom, top));
    let (at_x, at_y) = (x_scale.at(split_x), y_scale.at(split_y));

    // The quarter of this one on a tint.
    if let Some(home) = home {
        let (left, right) = if home % 2 == 0 { (x0, at_x) } else { (at_x, x1) };
        let (upper, lower) = if home < 2 { (top, at_y) } else { (at_y, bottom) };
        canvas.rect(left, upper, right - left, lower - upper, Look::fill(Paint::Tint));
    }
    canvas.rect(x0, top, x1 - x0, bottom - top, Look::stroke(Paint::Line, 1.0));
    canvas.line(at_x, top, at_x, bottom, Look::stroke(Paint::Quiet, 1.25));
    canvas.line(x0, at_y, x1, at_y, Look::stroke(Paint::Quiet, 1.25));

    let radius = if narrow { 3.2 } else { 4.2 };
    let places: Vec<(f64, f64)> = dots.iter().map(|d| (x_scale.at(d.0), y_scale.at(d.1))).collect();
    let (most, wide) = if narrow { (4, 150.0) } else { (10, 330.0) };
    let room = Room { wide, left: x0 + 2.0, top, right: x1 - 2.0, bottom, most };
    let home_at = this.map(|t| (x_scale.at(t.0), y_scale.at(t.1)));
    let labels = place_labels(&dots, &places, home_at, &room, Type::new(size, Paint::Link).halo(), radius);
    let mut links = false;
    // Dots with a label last, on top of the others.
    for (labelled, peers) in [(false, false), (false, true), (true, false), (true, true)] {
        for ((at, (_, _, dot)), label) in places.iter().zip(&dots).zip(&labels) {
            if dot.peer != peers || label.is_some() != labelled {
                continue;
            }
            let link = canvas.open_link_at(dot.href.as_deref(), &dot.name, labelled);
            links |= link;
            // A link carries the name itself.
            let name = if link { "" } else { dot.name.as_str() };
            draw_dot(&mut canvas, *at, radius, (peers, labelled), name);
            if let Some(label) = label {
                canvas.text_lines(label.left, label.line, Anchor::Start, label.kind, &label.text);
            }
            if link {
                canvas.close_link();
            }
        }
    }
    if let Some((x, y, source)) = this {
        let (x, y) = (x_scale.at(x), y_scale.at(y));
        let look = Look::stroke(Paint::Ink, 1.75);
        if let Some((lo, hi)) = x_interval {
            canvas.whisker(x_scale.at(lo), x_scale.at(hi), y, 4.0, look);
        }
        if let Some((lo, hi)) = y_interval {
            let (lo, hi) = (y_scale.at(lo), y_scale.at(hi));
            canvas.line(x, lo, x, hi, look);
            canvas.line(x - 4.0, lo, x + 4.0, lo, look);
            canvas.line(x - 4.0, hi, x + 4.0, hi, look);
        }
        own_mark(&mut canvas, (x, y), radius + 3.0, ((x0, x1), (top, bottom)), size, &source.label);
    }

    for (t, text) in y_ticks.iter().zip(&y_texts).filter(|(t, _)| y_scale.holds(**t)) {
        let y = y_scale.at(*t);
        canvas.line(x0 - 4.0, y, x0, y, Look::stroke(Paint::TotalSoft, 1.0));
        // Not so near the corners that it would touch the names of the quarters.
        if y > top + size * 0.2 && y < bottom - size * 0.2 {
            canvas.text(column, y + size * 0.34, Anchor::End, quiet, text);
        }
    }
    y = bottom + size * 1.2;
    let labels: Vec<(f64, String)> =
        x_ticks.iter().filter(|t| x_scale.holds(**t)).map(|t| (x_scale.at(*t), tick_difference(*t))).collect();
    for (x, _) in &labels {
        canvas.line(*x, bottom, *x, bottom + 4.0, Look::stroke(Paint::TotalSoft, 1.0));
    }
    let below = y + 2.0;
    x_tick_labels(&mut canvas, &labels, below, (0.0, width), quiet, Vec::new());
    let name_line = below + quiet.leading() + 2.0;
    write_names(&mut canvas, 2, 3, name_line);
    y = name_line + lines(2, 3) * quiet.leading() + 3.0;
    let label = quiet.wrap(&chart.difference_label, width, 2);
    y = canvas.text_lines(width, y, Anchor::End, quiet, &label);
    let key = [(Glyph::Diamond, chart.peer_key.as_str()), (Glyph::Dot, chart.other_key.as_str())];
    y = canvas.key(0.0, width, y + 4.0, size, &key);
    canvas.finish((width, y - size * 0.6), "quarters", false, links, &chart.title, &chart.desc)
}

/// One dot; those with a label are darker.
fn draw_dot(canvas: &mut Canvas<'_>, (x, y): (f64, f64), radius: f64, (peer, labelled): (bool, bool), name: &str) {
    if peer {
        canvas.diamond(x, y, radius + 1.8, Look::fill(Paint::Link).outlined(Paint::Paper, 1.0), name);
    } else if labelled {
        canvas.circle(x, y, radius + 0.8, Look::fill(Paint::Link).outlined(Paint::Paper, 1.0), name);
    } else {
        canvas.circle(x, y, radius, Look::fill(Paint::Dot).outlined(Paint::Paper, 0.75), name);
    }
}

/// A label may hide the edge of so many other dots; all of them stand in the table.
const COVERED: usize = 2;

/// Where labels may stand, how many, and how wide a line of one may be.
struct Room {
    wide: f64,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    most: usize,
}

/// A label that has found its place: its lines, and the base line of the first.
struct Placed {
    left: f64,
    line: f64,
    kind: Type,
    text: Vec<String>,
    wide: f64,
}

impl Placed {
    /// Left, upper, right and lower edge.
    fn area(&self) -> (f64, f64, f64, f64) {
        let size = self.kind.size;
        let last = self.line + self.kind.leading() * self.text.len().saturating_sub(1) as f64;
        (self.left, self.line - size * crate::text::ASCENT, self.left + self.wide, last + size * crate::text::DESCENT)
    }

    fn is_inside(&self, room: &Room) -> bool {
        let (left, top, right, bottom) = self.area();
        left >= room.left && right <= room.right && top >= room.top + 1.0 && bottom <= room.bottom - 1.0
    }

    /// Whether a dot at this place would lie under the text.
    fn covers(&self, (x, y): (f64, f64), radius: f64) -> bool {
        let (left, top, right, bottom) = self.area();
        x > left - radius && x < right + radius && y > top - radius && y < bottom + radius
    }

    fn touches(&self, other: &Self) -> bool {
        let ((left, top, right, bottom), (l, t, r, b)) = (self.area(), other.area());
        left < r + 4.0 && right > l - 4.0 && top < b && bottom > t
    }
}

/// Gives the dots that want one a label, in their order, where it covers no other label and no
/// other dot that has one, and as few of the rest as can be: to the right of the dot, or to its left,
/// over or under it.
fn place_labels(
    dots: &[(f64, f64, &QuarterDot)],
    places: &[(f64, f64)],
    home: Option<(f64, f64)>,
    room: &Room,
    kind: Type,
    radius: f64,
) -> Vec<Option<Placed>> {
    let mut placed: Vec<Option<Placed>> = dots.iter().map(|_| None).collect();
    // The name of the place the page is about is written later, and near its mark.
    if home.is_some() {
        return placed;
    }
    let mut marks: Vec<(f64, f64)> = Vec::new();
    for (at, (dot, place)) in dots.iter().zip(places).enumerate() {
        if marks.len() == room.most {
            break;
        }
        let text = kind.wrap(&dot.2.label, room.wide, 2);
        // Only whole: half a name says nothing.
        if text.is_empty() || text.iter().any(|line| line.ends_with('…')) {
            continue;
        }
        let wide = text.iter().map(|line| kind.width(line)).fold(0.0, f64::max);
        let found = spots(*place, (wide, text.len() as f64), kind, radius)
            .into_iter()
            .map(|(left, line)| Placed { left, line, kind, text: text.clone(), wide })
            .filter(|label| label.is_inside(room))
            .filter(|label| !placed.iter().flatten().any(|other| label.touches(other)))
            .filter(|label| !marks.iter().any(|mark| label.covers(*mark, radius)))
            .filter(|label| places.iter().filter(|dot| label.covers(**dot, radius)).count() <= COVERED)
            .min_by_key(|label| places.iter().filter(|dot| label.covers(**dot, radius)).count());
        if let Some(label) = found
            && !placed.iter().flatten().any(|other| other.covers(*place, radius))
        {
            marks.push(*place);
            if let Some(slot) = placed.get_mut(at) {
                *slot = Some(label);
            }
        }
    }
    placed
}

/// The places a label of so many lines may have around its dot, the best first: left edge and first
/// base line.
fn spots((x, y): (f64, f64), (wide, lines): (f64, f64), kind: Type, radius: f64) -> [(f64, f64); 6] {
    let away = radius + 5.0;
    let more = kind.leading() * (lines - 1.0);
    let middle = y + kind.size * 0.34 - more / 2.0;
    let (over, under) = (y - away - more, y + away + kind.size * 0.8);
    [
        (x + away, middle),
        (x - away - wide, middle),
        (x - wide / 2.0, over),
        (x - wide / 2.0, under),
        (x - wide, over),
        (x - wide, under),
    ]
}

/// A little air on both sides, so that no mark lies on the frame.
fn padded((lo, hi): (f64, f64)) -> (f64, f64) {
    let air = (hi - lo) * 0.05;
    (lo - air, hi + air)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    #[test]
    fn looks_as_agreed() {
        let dot = |difference, level, peer| QuarterDot { difference, level, peer, ..QuarterDot::default() };
        let chart = Quarters {
            title: "Hög nivå, liten skillnad".into(),
            desc: "Kramfors ligger i fältet uppe till vänster.".into(),
            dots: vec![
                dot(8.0, 80.0, true),
                dot(3.0, 84.0, false),
                dot(12.0, 71.0, false),
                dot(f64::INFINITY, 1.0, false),
            ],
            this: Some(QuarterThis {
                difference: 1.7,
                level: 93.1,
                label: "Kramfors".into(),
                difference_interval: Some((-0.8, 4.2)),
                level_interval: None,
            }),
            split_difference: 5.0,
            split_level: 82.0,
            names: [
                "hög nivå, liten skillnad",
                "hög nivå, stor skillnad",
                "låg nivå, liten skillnad",
                "låg nivå, stor skillnad",
            ]
            .map(String::from),
            difference_label: "skillnad, procentenheter".into(),
            level_label: "lägsta andel heltid, procent".into(),
            peer_key: "liknande kommuner".into(),
            other_key: "andra kommuner".into(),
        };
        for width in [Width::Wide, Width::Narrow] {
            let svg = quarters(&chart, &Frame { id: "falt", width, ..Frame::default() }, &sv, &sv);
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    /// Five figures of one place: three want a label, two of those are links.
    fn crowd() -> Quarters {
        let dot = |difference, level, label: &str, href: Option<&str>| QuarterDot {
            difference,
            level,
            name: format!("{label}: nivå {level}"),
            label: label.into(),
            href: href.map(String::from),
            peer: false,
        };
        Quarters {
            title: "Nivå och skillnad".into(),
            dots: vec![
                dot(2.0, -1.0, "Heltid", Some("/sv/matt/N00206?kommun=2282&jamfor=county")),
                dot(1.6, 0.6, "Behöriga till yrkesprogram, hemkommun, alla", Some("/sv/matt/N1")),
                dot(3.9, 1.0, "Sjukfrånvaro", Some("javascript:alert(1)")),
                dot(0.5, 0.5, "", Some("/sv/matt/N2")),
                dot(0.1, -2.0, "", None),
            ],
            split_difference: 1.0,
            ..Quarters::default()
        }
    }

    #[test]
    fn dots_lead_somewhere_and_only_those_with_a_label_are_stops() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = quarters(&crowd(), &Frame { width, ..Frame::default() }, &sv, &sv);
            assert_sound(&svg);
            assert!(svg.markup.contains("role=\"group\""));
            assert!(
                svg.markup.contains("href=\"/sv/matt/N00206?kommun=2282&amp;jamfor=county\" class=\"chart-link\">")
            );
            assert!(svg.markup.contains("href=\"/sv/matt/N2\" class=\"chart-link\" tabindex=\"-1\">"));
            assert!(!svg.markup.contains("javascript"));
            let written = |text: &str| svg.labels.iter().any(|label| label.text == text);
            assert!(written("Heltid") && written("Sjukfrånvaro"));
            // Only whole names: this one is longer than two lines of the narrow form.
            assert_eq!(svg.labels.iter().any(|label| label.text.starts_with("Behöriga")), width == Width::Wide);
        }
        let print = quarters(&crowd(), &Frame { theme: crate::Theme::Print, ..Frame::default() }, &sv, &sv);
        assert!(!print.markup.contains("<a") && print.markup.contains("role=\"img\""));
    }
}
