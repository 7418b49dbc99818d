//! The difference with its interval for many figures of one area.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, ends, font_size, x_tick_labels, zero_label};
use crate::scale::{Scale, extent, nice_ticks, sane, sane_interval};
use crate::{Frame, Svg, Width};

/// One figure of an [`IntervalRows`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRow {
    /// The name of the figure; broken over at most three lines.
    pub name: String,
    /// The difference, in the unit of the chart; `None` when there is none.
    pub value: Option<f64>,
    /// Lower and upper end of the interval.
    pub interval: Option<(f64, f64)>,
    /// The difference as text ("−9", "1,7"), or why there is none ("uppgift saknas").
    pub label: String,
    /// The difference can be told from chance; otherwise it is drawn lighter and hollow.
    pub certain: bool,
}

/// The difference with its interval for many figures of one area. All rows share one unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRows {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The rows, in the order shown.
    pub rows: Vec<IntervalRow>,
    /// The words at zero: "ingen skillnad".
    pub zero: String,
    /// The words over the left and right half: "lägre för kvinnor", "högre för kvinnor".
    pub ends: (String, String),
    /// The key to the two looks: "knappast slump", "kan bero på slumpen". Empty: no key.
    pub key: (String, String),
}

/// Draws [`IntervalRows`]; `tick` writes the numbers on the axis.
pub fn interval_rows(chart: &IntervalRows, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 760.0 };
    let quiet = Type::new(size, Paint::Quiet);

    // Values in a column to the right of the picture; names to its left, or over it.
    let value_type = |row: &IntervalRow| {
        let certain = row.certain && row.value.is_some();
        Type::new(size, if certain { Paint::Ink } else { Paint::Quiet }).bold(certain)
    };
    let value_room = if narrow { 96.0 } else { 130.0 };
    let values: Vec<String> = chart.rows.iter().map(|r| value_type(r).fit(&r.label, value_room)).collect();
    let value_column = chart.rows.iter().zip(&values).map(|(r, v)| value_type(r).width(v)).fold(0.0, f64::max);
    let name_room = if narrow { width } else { 270.0 };
    let (x0, x1) = (if narrow { 8.0 } else { name_room + 18.0 }, width - value_column - 16.0);

    let drawn: Vec<_> = chart.rows.iter().map(|r| (r.value.and_then(sane), sane_interval(r.interval))).collect();
    let all = drawn.iter().flat_map(|(v, i)| [*v, i.map(|i| i.0), i.map(|i| i.1)]).flatten();
    let (lo, hi) = extent(all.chain([0.0]));
    // As wide as the intervals and no wider; the ticks fall where they may.
    let air = (hi - lo) * 0.03;
    let domain = (lo - air, hi + air);
    let ticks: Vec<f64> = nice_ticks(domain.0, domain.1, if narrow { 4 } else { 6 })
        .into_iter()
        .filter(|t| *t >= domain.0 && *t <= domain.1)
        .collect();
    let scale = Scale::new(domain, (x0, x1));
    let zero = scale.at(0.0);

    // The words over the two halves, each on its own line in the narrow form.
    let mut y = size;
    y = ends(&mut canvas, &chart.ends, (if narrow { 0.0 } else { x0 }, if narrow { width } else { x1 }), y, quiet);
    let top = y - size * 0.8;

    let mut places = Vec::new();
    let mut at = top + 6.0;
    for row in &chart.rows {
        let lines = Type::new(size, Paint::Ink).wrap(&row.name, name_room, 3);
        let tall = lines.len() as f64 * quiet.leading();
        let (name_y, middle, next) = if narrow {
            (at + size, at + tall + 14.0, at + tall + 32.0)
        } else {
            let tall = tall.max(20.0) + 12.0;
            let middle = at + tall / 2.0;
            (middle - (lines.len() as f64 - 1.0) * quiet.leading() / 2.0 + size * 0.34, middle, at + tall)
        };
        places.push((lines, name_y, middle, at, next));
        at = next;
    }
    let bottom = at;

    for (_, _, middle, from, to) in &places {
        let (from, to) = if narrow { (middle - 10.0, middle + 10.0) } else { (*from, *to) };
        for t in &ticks {
            let x = scale.at(*t);
            canvas.line(x, from, x, to, Look::stroke(Paint::Line, 1.0));
        }
        canvas.line(zero, from, zero, to, Look::stroke(Paint::Ink, 1.5));
    }
    for (((row, (value, interval)), text), (lines, name_y, middle, _, _)) in
        chart.rows.iter().zip(&drawn).zip(&values).zip(&places)
    {
        let paint = if row.certain { Paint::Ink } else { Paint::Quiet };
        canvas.text_lines(0.0, *name_y, Anchor::Start, Type::new(size, paint), lines);
        match (value, interval) {
            (value, Some((lo, hi))) => {
                canvas.interval(scale.at(*lo), scale.at(*hi), value.map(|v| scale.at(v)), *middle, row.certain);
            }
            (Some(value), None) => canvas.difference(scale.at(*value), *middle, row.certain),
            (None, None) => {}
        }
        canvas.text(width, middle + size * 0.34, Anchor::End, value_type(row), text);
    }

    // The axis, with words instead of 0.
    y = bottom + size + 2.0;
    if !chart.rows.is_empty() {
        let zero_words = quiet.fit(&chart.zero, (x1 - x0).min(width / 2.0));
        let taken = zero_label(&mut canvas, zero, y, (0.0, width), quiet, &zero_words);
        let labels: Vec<(f64, String)> =
            ticks.iter().filter(|t| zero_words.is_empty() || **t != 0.0).map(|t| (scale.at(*t), tick(*t))).collect();
        x_tick_labels(&mut canvas, &labels, y, (0.0, width), quiet, taken);
        y += size * 0.6;
    }
    let key = [(Glyph::Interval(true), chart.key.0.as_str()), (Glyph::Interval(false), chart.key.1.as_str())];
    let after = canvas.key(0.0, width, y + size + 4.0, size, &key);
    let height = if after > y + size + 4.0 { after - size } else { y };
    canvas.finish((width, height.max(1.0)), "interval-rows", false, false, &chart.title, &chart.desc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    #[test]
    fn looks_as_agreed() {
        let row = |name: &str, value: f64, half: f64, label: &str, certain| IntervalRow {
            name: name.into(),
            value: Some(value),
            interval: Some((value - half, value + half)),
            label: label.into(),
            certain,
        };
        let chart = IntervalRows {
            title: "Skillnader i Kramfors".into(),
            desc: "Tre mått.".into(),
            rows: vec![
                row("Heltidsanställda månadsavlönade", 1.7, 2.5, "1,7", false),
                row("Utsatta för kränkande behandling", 9.0, 4.0, "9,0", true),
                IntervalRow { name: "Trygga ute".into(), label: "uppgift saknas".into(), ..IntervalRow::default() },
            ],
            zero: "ingen skillnad".into(),
            ends: ("lägre för kvinnor".into(), "högre för kvinnor".into()),
            key: ("knappast slump".into(), "kan bero på slumpen".into()),
        };
        for width in [Width::Wide, Width::Narrow] {
            let svg = interval_rows(&chart, &Frame { id: "rader", width, ..Frame::default() }, &sv);
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }
}
