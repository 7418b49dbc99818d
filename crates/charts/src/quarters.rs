//! Level against difference.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, font_size, x_tick_labels};
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
    for peers in [false, true] {
        for (x, y, dot) in dots.iter().filter(|d| d.2.peer == peers) {
            let (x, y) = (x_scale.at(*x), y_scale.at(*y));
            if peers {
                canvas.diamond(x, y, radius + 1.8, Look::fill(Paint::Link).outlined(Paint::Paper, 1.0), &dot.name);
            } else {
                canvas.circle(x, y, radius, Look::fill(Paint::Dot).outlined(Paint::Paper, 0.75), &dot.name);
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
        canvas.circle(x, y, radius + 3.0, Look::fill(Paint::Ink).outlined(Paint::Paper, 1.5), "");
        // Above its mark, to the side where there is more room; over the mark if that is too high.
        let kind = Type::new(size, Paint::Ink).bold(true).halo();
        let name = kind.fit(&source.label, (x1 - x0) - 16.0);
        let wide = kind.width(&name);
        let left = if x + 12.0 + wide <= x1 - 2.0 { x + 10.0 } else { (x - 10.0 - wide).max(x0 + 4.0) };
        let line = if y - 10.0 - size < top { y + 10.0 + size } else { y - 10.0 };
        canvas.text(left, line.min(bottom - size * 0.3), Anchor::Start, kind, &name);
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
    canvas.finish((width, y - size * 0.6), "quarters", false, false, &chart.title, &chart.desc)
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
        let dot = |difference, level, peer| QuarterDot { difference, level, name: String::new(), peer };
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
}
