//! Women and men over the years.

use crate::draw::{Anchor, Canvas, Look, Paint, Type, font_size, x_tick_labels};
use crate::scale::{Scale, extent, nice_ticks, sane, sane_interval, spread};
use crate::{Frame, Svg, Who, Width};

/// One year of a [`Series`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct YearPoint {
    /// The year the value is shown for.
    pub year: i32,
    /// The value in the unit of the chart; `None` breaks the line.
    pub value: Option<f64>,
    /// The value was measured an earlier year and is only carried forward: drawn hollow, and the
    /// way to it as dots, because nothing has changed and nothing was measured.
    pub carried: bool,
    /// Lower and upper end of the interval.
    pub interval: Option<(f64, f64)>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Decides colour, mark and dash.
    pub who: Who,
    /// This place (thick, with marks) or the comparison group (thin, without).
    pub strong: bool,
    /// The text at the end of the line: "Kvinnor, Kramfors 95".
    pub label: String,
    /// The text at the end of the line in the narrow form, where only a number fits: "95". The
    /// whole `label` then stands in a key under the chart.
    pub short: String,
    /// The years, in any order.
    pub points: Vec<YearPoint>,
}

/// Lines over the years.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The lines; women before men, this place before others.
    pub series: Vec<Series>,
    /// Begin the axis at zero: for amounts.
    pub from_zero: bool,
    /// What the axis shows ("procent"), written over it. Empty: nothing.
    pub unit: String,
    /// The usual number of years between two measurements; years further apart are not joined.
    /// 0 is read as 1.
    pub every: u32,
}

/// Draws [`Lines`]; `tick` writes the numbers on the value axis.
pub fn lines(chart: &Lines, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 760.0 };
    let quiet = Type::new(size, Paint::Quiet);
    let drawn: Vec<Drawn<'_>> = chart.series.iter().map(|s| Drawn::new(s, chart.every)).collect();

    // Value axis.
    let mut values: Vec<f64> = drawn.iter().flat_map(Drawn::values).collect();
    if chart.from_zero {
        values.push(0.0);
    }
    let (lo, hi) = extent(values);
    let ticks = nice_ticks(lo, hi, if narrow { 4 } else { 5 });
    let domain = (ticks.first().copied().unwrap_or(lo).min(lo), ticks.last().copied().unwrap_or(hi).max(hi));
    let tick_room = if narrow { 70.0 } else { 110.0 };
    let tick_texts: Vec<String> = ticks.iter().map(|t| quiet.fit(&tick(*t), tick_room)).collect();
    let tick_column = tick_texts.iter().map(|t| quiet.width(t)).fold(18.0, f64::max);

    // Labels at the ends of the lines: whole in the wide form, in the narrow one only the number.
    let end_type = |s: &Series| {
        let paint = Paint::text(s.who);
        Type::new(size, if s.strong || s.who != Who::Total { paint } else { Paint::Quiet }).bold(s.strong)
    };
    let end_room = if narrow { 64.0 } else { 230.0 };
    let ends: Vec<Vec<String>> = drawn
        .iter()
        .map(|d| {
            let text = if narrow { &d.source.short } else { &d.source.label };
            if d.last.is_some() {
                end_type(d.source).wrap(text, end_room, if narrow { 1 } else { 2 })
            } else {
                Vec::new()
            }
        })
        .collect();
    let end_column = drawn
        .iter()
        .zip(&ends)
        .flat_map(|(d, lines)| lines.iter().map(|l| end_type(d.source).width(l)))
        .fold(if narrow { 12.0 } else { 26.0 }, f64::max);
    let labels_height: f64 = ends.iter().map(|l| l.len() as f64 * quiet.leading()).sum();

    let (x0, x1) = (tick_column + 16.0, width - end_column - 18.0);
    let unit = quiet.fit(&chart.unit, width);
    let top = if unit.is_empty() { size * 0.8 } else { size * 2.4 };
    let bottom = top + labels_height.max(if narrow { 210.0 } else { 280.0 });
    let y_scale = Scale::new(domain, (bottom, top));
    let years: Vec<i32> = drawn.iter().flat_map(|d| d.points.iter().map(|p| p.year)).collect();
    let first = years.iter().min().copied().unwrap_or(0);
    let last = years.iter().max().copied().unwrap_or(0);
    let x_scale = Scale::new((f64::from(first), f64::from(last)), (x0 + 8.0, x1));

    // Grid and axes.
    canvas.text(0.0, size, Anchor::Start, quiet, &unit);
    for (t, text) in ticks.iter().zip(&tick_texts) {
        let y = y_scale.at(*t);
        let zero = *t == 0.0;
        let look = if zero { Look::stroke(Paint::Quiet, 1.5) } else { Look::stroke(Paint::Line, 1.0) };
        canvas.line(x0, y, x1, y, look);
        canvas.text(tick_column, y + size * 0.34, Anchor::End, quiet, text);
    }
    if !years.is_empty() {
        let labels = year_ticks(first, last, (x1 - x0) / (quiet.width("2000") + 14.0));
        let labels: Vec<(f64, String)> =
            labels.into_iter().map(|y| (x_scale.at(f64::from(y)), y.to_string())).collect();
        for (x, _) in &labels {
            canvas.line(*x, bottom, *x, bottom + 5.0, Look::stroke(Paint::TotalSoft, 1.0));
        }
        x_tick_labels(&mut canvas, &labels, bottom + size + 9.0, (0.0, width), quiet, Vec::new());
    }

    // Bands under all lines, comparison under this place.
    for d in &drawn {
        d.draw_bands(&mut canvas, &x_scale, &y_scale);
    }
    for strong in [false, true] {
        // The men's dashes over the women's line: where the two run together both are seen.
        for d in drawn.iter().filter(|d| d.source.strong == strong) {
            d.draw_line(&mut canvas, &x_scale, &y_scale);
        }
    }

    // Labels, spread so that none touches another, each tied to its line where it had to move.
    let wanted: Vec<(f64, f64)> = drawn
        .iter()
        .zip(&ends)
        .map(|(d, lines)| {
            let y = d.last.map_or(bottom, |(_, value)| y_scale.at(value));
            (y, lines.len() as f64 * quiet.leading())
        })
        .collect();
    let air = size * 0.5;
    for (((d, text), y), (at, height)) in
        drawn.iter().zip(&ends).zip(spread(&wanted, top - air, bottom + air)).zip(&wanted)
    {
        let Some((year, _)) = d.last else { continue };
        if text.is_empty() {
            continue;
        }
        let end = x_scale.at(f64::from(year)) + if d.source.strong { 6.0 } else { 2.0 };
        if (y - at).abs() > 4.0 || end < x1 - 1.0 {
            let tie = [(end, *at), (x1 + 4.0_f64.max(end - x1), *at), (x1 + 14.0, y)];
            canvas.path(&tie, false, Look::stroke(Paint::mark(d.source.who, false), 1.0), "", "");
        }
        let first_line = y - height / 2.0 + quiet.leading() / 2.0 + size * 0.34;
        canvas.text_lines(x1 + 17.0, first_line, Anchor::Start, end_type(d.source), text);
    }

    let mut y = bottom + size * 1.6 + 6.0;
    if narrow {
        y += size;
        for d in drawn.iter().filter(|d| d.last.is_some()) {
            let lines = end_type(d.source).wrap(&d.source.label, width - 48.0, 2);
            if lines.is_empty() {
                continue;
            }
            let middle = y - size * 0.32;
            canvas.line(0.0, middle, 38.0, middle, d.line_look());
            if d.source.strong {
                canvas.mark(d.source.who, 19.0, middle, 4.5, Look::fill(Paint::mark(d.source.who, true)));
            }
            y = canvas.text_lines(48.0, y, Anchor::Start, end_type(d.source), &lines) + 4.0;
        }
        y -= size;
    }
    canvas.finish((width, y.max(1.0)), "lines", false, false, &chart.title, &chart.desc)
}

/// Years to write under the axis, at most about `room` of them. Counted back from the last one:
/// the latest year is the one the reader asks for.
fn year_ticks(first: i32, last: i32, room: f64) -> Vec<i32> {
    let span = i64::from(last) - i64::from(first);
    let mut step: i64 = 1;
    let room = (room.max(1.0)) as i64;
    for (i, factor) in [1, 2, 5].into_iter().cycle().take(30).enumerate() {
        let tens = (0..i / 3).fold(1_i64, |n, _| n.saturating_mul(10));
        step = tens.saturating_mul(factor);
        if span / step < room {
            break;
        }
    }
    let mut years: Vec<i32> =
        (0..=span / step).filter_map(|i| i32::try_from(i64::from(last) - i * step).ok()).take(100).collect();
    years.reverse();
    // The last year first in line for room.
    years
}

/// A point that can be drawn.
struct Point {
    year: i32,
    value: f64,
    carried: bool,
    interval: Option<(f64, f64)>,
    /// Something is known to be missing between this point and the one before.
    gap: bool,
}

/// A series with its values sieved and in order.
struct Drawn<'a> {
    source: &'a Series,
    points: Vec<Point>,
    every: i64,
    /// Year and value at the end of the line.
    last: Option<(i32, f64)>,
}

impl<'a> Drawn<'a> {
    fn new(source: &'a Series, every: u32) -> Self {
        let mut order: Vec<&YearPoint> = source.points.iter().collect();
        order.sort_by_key(|p| p.year);
        // The same year twice would stand on itself.
        order.dedup_by_key(|p| p.year);
        let mut points: Vec<Point> = Vec::new();
        let mut gap = true;
        for p in order {
            let Some(value) = p.value.and_then(sane) else {
                gap = true;
                continue;
            };
            points.push(Point { year: p.year, value, carried: p.carried, interval: sane_interval(p.interval), gap });
            gap = false;
        }
        let last = points.last().map(|p| (p.year, p.value));
        Self { source, points, every: i64::from(every.max(1)), last }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().flat_map(|p| [Some(p.value), p.interval.map(|i| i.0), p.interval.map(|i| i.1)]).flatten()
    }

    /// Whether two neighbours follow each other in the rhythm of the measurement.
    fn joined(&self, a: &Point, b: &Point) -> bool {
        !b.gap && i64::from(b.year) - i64::from(a.year) <= self.every
    }

    fn line_look(&self) -> Look {
        let (who, strong) = (self.source.who, self.source.strong);
        let look = Look::stroke(Paint::mark(who, strong), if strong { 3.0 } else { 1.75 });
        match (who, strong) {
            (Who::Men, true) => look.dashed("8 4"),
            (Who::Men, false) => look.dashed("5 3"),
            _ => look,
        }
    }

    /// The stretches of measured points that hang together.
    fn stretches(&self) -> Vec<&[Point]> {
        self.points.chunk_by(|a, b| !a.carried && !b.carried && self.joined(a, b)).collect()
    }

    fn draw_bands(&self, canvas: &mut Canvas<'_>, x: &Scale, y: &Scale) {
        let paint = Paint::mark(self.source.who, self.source.strong);
        for stretch in self.stretches() {
            for run in stretch.chunk_by(|a, b| a.interval.is_some() == b.interval.is_some()) {
                let ends: Vec<(f64, f64, f64)> = run
                    .iter()
                    .filter(|p| !p.carried)
                    .filter_map(|p| p.interval.map(|(lo, hi)| (x.at(f64::from(p.year)), y.at(lo), y.at(hi))))
                    .collect();
                if let [(at, lo, hi)] = ends.as_slice() {
                    // A single year has no band: a standing whisker.
                    let look = Look::stroke(Paint::mark(self.source.who, false), 1.5);
                    canvas.line(*at, *lo, *at, *hi, look);
                    canvas.line(at - 3.0, *lo, at + 3.0, *lo, look);
                    canvas.line(at - 3.0, *hi, at + 3.0, *hi, look);
                    continue;
                }
                let upper: Vec<(f64, f64)> = ends.iter().map(|(at, _, hi)| (*at, *hi)).collect();
                let lower: Vec<(f64, f64)> = ends.iter().map(|(at, lo, _)| (*at, *lo)).collect();
                let around: Vec<(f64, f64)> = upper.iter().chain(lower.iter().rev()).copied().collect();
                canvas.path(&around, true, Look { fill_opacity: 0.14, ..Look::fill(paint) }, "", "");
                // Its rim, so that two bands over each other can be told apart in black.
                let rim = Look::stroke(Paint::mark(self.source.who, false), 0.75);
                let rim = if self.source.who == Who::Men { rim.dashed("3 3") } else { rim };
                canvas.path(&upper, false, rim, "", "");
                canvas.path(&lower, false, rim, "", "");
            }
        }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, x: &Scale, y: &Scale) {
        let (who, strong) = (self.source.who, self.source.strong);
        let place = |p: &Point| (x.at(f64::from(p.year)), y.at(p.value));
        for stretch in self.stretches() {
            let points: Vec<(f64, f64)> = stretch.iter().map(place).collect();
            if points.len() > 1 {
                canvas.path(&points, false, self.line_look(), "", "");
            }
        }
        // To a carried year only dots: nothing was measured on the way.
        for pair in self.points.windows(2) {
            if let [a, b] = pair
                && b.carried
                && self.joined(a, b)
            {
                let (from, to) = (place(a), place(b));
                canvas.line(from.0, from.1, to.0, to.1, Look::stroke(Paint::mark(who, strong), 1.5).dashed("1.5 4"));
            }
        }
        // Marks shrink where the years stand close.
        let places: Vec<(f64, f64)> = self.points.iter().map(place).collect();
        let closest = places.windows(2).map(|w| if let [a, b] = w { b.0 - a.0 } else { 99.0 }).fold(99.0, f64::min);
        let radius = (closest * 0.4).clamp(2.0, 5.0);
        for (i, p) in self.points.iter().enumerate() {
            let before =
                i.checked_sub(1).and_then(|i| self.points.get(i)).is_some_and(|a| !a.carried && self.joined(a, p));
            let after = self.points.get(i + 1).is_some_and(|b| !b.carried && self.joined(p, b));
            // The comparison has marks only where it has no line.
            if !strong && !p.carried && (before || after) {
                continue;
            }
            let (at_x, at_y) = place(p);
            let paint = Paint::mark(who, strong);
            let r = if strong { radius } else { radius.min(3.0) };
            let look = if p.carried {
                Look::fill(Paint::Paper).outlined(paint, 1.75)
            } else {
                Look::fill(paint).outlined(Paint::Paper, 1.0)
            };
            canvas.mark(who, at_x, at_y, r, look);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    fn series(who: Who, strong: bool, label: &str, values: &[Option<f64>]) -> Series {
        Series {
            who,
            strong,
            label: label.into(),
            short: label.rsplit(' ').next().unwrap().into(),
            points: (2018..)
                .zip(values)
                .map(|(year, value)| YearPoint { year, value: *value, ..YearPoint::default() })
                .collect(),
        }
    }

    fn example() -> Lines {
        Lines {
            title: "Heltid: så försvann skillnaden".into(),
            desc: "Kvinnor från 90 till 95 procent.".into(),
            series: vec![
                series(
                    Who::Women,
                    true,
                    "Kvinnor, Kramfors 95",
                    &[Some(90.0), Some(91.0), None, Some(94.5), Some(94.9)],
                ),
                series(
                    Who::Men,
                    true,
                    "Män, Kramfors 93",
                    &[Some(90.0), Some(89.0), Some(93.1), Some(93.0), Some(93.1)],
                ),
                series(
                    Who::Men,
                    false,
                    "Män, liknande 93",
                    &[Some(86.0), Some(87.0), Some(87.2), Some(88.0), Some(93.0)],
                ),
            ],
            from_zero: false,
            unit: "procent".into(),
            every: 1,
        }
    }

    #[test]
    fn looks_as_agreed() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = lines(&example(), &Frame { id: "heltid", width, ..Frame::default() }, &sv);
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    fn strong_paths(svg: &Svg) -> usize {
        svg.markup.matches("s-women\" fill=\"none\" stroke-width=\"3\"").count()
    }

    #[test]
    fn a_missing_year_breaks_the_line() {
        // 2018–2019 and 2021–2022.
        assert_eq!(strong_paths(&lines(&example(), &Frame::default(), &sv)), 2);
    }

    #[test]
    fn years_further_apart_than_the_rhythm_are_not_joined() {
        let mut chart = example();
        chart.series.truncate(1);
        chart.series[0].points.retain(|p| p.year != 2020);
        assert_eq!(strong_paths(&lines(&chart, &Frame::default(), &sv)), 2);
        chart.every = 2;
        assert_eq!(strong_paths(&lines(&chart, &Frame::default(), &sv)), 1);
    }

    #[test]
    fn a_carried_year_is_hollow_and_no_line_leads_to_it() {
        let mut chart = example();
        chart.series.truncate(1);
        chart.series[0].points[4].carried = true;
        let svg = lines(&chart, &Frame::default(), &sv);
        assert_eq!(strong_paths(&svg), 1);
        assert_eq!(svg.markup.matches("f-paper s-women\"").count(), 1);
    }

    #[test]
    fn the_last_year_is_always_written() {
        assert_eq!(year_ticks(2009, 2022, 7.0), [2010, 2012, 2014, 2016, 2018, 2020, 2022]);
        assert_eq!(year_ticks(2022, 2022, 7.0), [2022]);
        assert_eq!(year_ticks(i32::MIN, i32::MAX, 4.0).last(), Some(&i32::MAX));
    }
}
