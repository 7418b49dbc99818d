//! A measurement over time with its median: did the change make a difference?

use crate::draw::{Anchor, Canvas, Look, Paint, Type, font_size, x_tick_labels};
use crate::scale::{Scale, extent, nice_ticks, sane, spread};
use crate::{Frame, Svg, Who, Width};

/// One measurement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunPoint {
    /// The day, counted from any day the caller likes.
    pub day: i32,
    /// The day in words, under the axis: "mars 24".
    pub date: String,
    /// The value in the unit of the chart; `None` breaks the line.
    pub value: Option<f64>,
}

/// The median of a [`RunSeries`], or whatever line its sides are taken from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunMedian {
    /// Its height, in the unit of the chart.
    pub value: f64,
    /// The text beside it: "median 12". Empty: none.
    pub label: String,
    /// The text beside it in the narrow form, where but a number fits. Empty: none.
    pub short: String,
    /// The last day of the baseline it was taken from; from there on it is dotted, since it was not
    /// taken from what stands there. `None`: it was taken from all points.
    pub until: Option<i32>,
}

/// Something found in a [`RunSeries`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunSignal {
    /// The points it covers: places in [`RunSeries::points`]. Each gets a ring in the shape of its
    /// mark.
    pub points: Vec<usize>,
    /// What it is, with who and when, since it may stand under the picture: "Kvinnor: sex i rad under
    /// medianen, mars–augusti". Empty: rings alone.
    pub label: String,
    /// No more than a candidate, for somebody to judge: the ring is dashed.
    pub candidate: bool,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunSeries {
    /// Decides colour, mark and dash.
    pub who: Who,
    /// The text at the end of the line: "Kvinnor 9 timmar".
    pub label: String,
    /// The text at the end of the line in the narrow form, where but a number fits: "9". The whole
    /// `label` then stands in a key under the chart.
    pub short: String,
    /// The measurements, in order of time.
    pub points: Vec<RunPoint>,
    /// Its median; `None` where there are too few points for one.
    pub median: Option<RunMedian>,
    /// What was found.
    pub signals: Vec<RunSignal>,
}

/// A change that was made: an upright line with its text on top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunChange {
    /// From which day on.
    pub day: i32,
    /// What was changed: "Ny rutin, 1 mars".
    pub label: String,
}

/// What is aimed at: a level line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunTarget {
    /// Its height, in the unit of the chart.
    pub value: f64,
    /// The text beside it: "mål 8".
    pub label: String,
}

/// A run chart of one or two series (women, men).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// What the axis shows ("dagar"), written over it. Empty: nothing.
    pub unit: String,
    /// Begin the axis at zero: for amounts.
    pub from_zero: bool,
    /// The lines; women before men.
    pub series: Vec<RunSeries>,
    /// The changes made, in any order.
    pub changes: Vec<RunChange>,
    /// What is aimed at.
    pub target: Option<RunTarget>,
}

/// Draws a [`Run`]; `tick` writes the numbers on the value axis.
pub fn run(chart: &Run, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 760.0 };
    let quiet = Type::new(size, Paint::Quiet);
    let drawn: Vec<Drawn<'_>> = chart.series.iter().map(Drawn::new).collect();
    let target = chart.target.as_ref().and_then(|target| Some((sane(target.value)?, target)));

    // Value axis.
    let mut values: Vec<f64> = drawn.iter().flat_map(Drawn::values).chain(target.map(|t| t.0)).collect();
    if chart.from_zero {
        values.push(0.0);
    }
    let (lo, hi) = extent(values);
    let ticks = nice_ticks(lo, hi, if narrow { 4 } else { 5 });
    let domain = (ticks.first().copied().unwrap_or(lo).min(lo), ticks.last().copied().unwrap_or(hi).max(hi));
    let tick_room = if narrow { 70.0 } else { 110.0 };
    let tick_texts: Vec<String> = ticks.iter().map(|t| quiet.fit(&tick(*t), tick_room)).collect();
    let tick_column = tick_texts.iter().map(|t| quiet.width(t)).fold(18.0, f64::max);

    // What stands to the right, beside what it names.
    let ends = ends(&drawn, target, size, narrow);
    let end_column = ends
        .iter()
        .flat_map(|end| end.lines.iter().map(|line| end.kind.width(line)))
        .fold(if narrow { 12.0 } else { 26.0 }, f64::max);
    let ends_height: f64 = ends.iter().map(End::height).sum();
    let (x0, x1) = (tick_column + 16.0, width - end_column - 18.0);

    let days = drawn.iter().flat_map(|d| d.points.iter().map(|p| p.day)).chain(chart.changes.iter().map(|c| c.day));
    let first = days.clone().min().unwrap_or(0);
    let last = days.max().unwrap_or(0);
    let x_scale = Scale::new((f64::from(first), f64::from(last)), (x0 + 10.0, x1 - 2.0));

    // What was changed, on top of the picture.
    let unit = quiet.fit(&chart.unit, width);
    let mut top = if unit.is_empty() { 0.0 } else { size * 1.5 };
    let flags = flags(&chart.changes, &x_scale, (x0, width), narrow, size);
    let ink = Type::new(size, Paint::Ink);
    let rows = flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0);
    let mut feet = vec![0.0; rows];
    for (row, foot) in feet.iter_mut().enumerate().rev() {
        let lines = flags.iter().filter(|flag| flag.row == row).map(|flag| flag.lines.len()).max().unwrap_or(0);
        top += lines as f64 * ink.leading() + 5.0;
        *foot = top - 5.0;
    }
    top += size * 0.9;
    let bottom = top + ends_height.max(if narrow { 220.0 } else { 290.0 });
    let y_scale = Scale::new(domain, (bottom, top));

    canvas.text(0.0, size, Anchor::Start, quiet, &unit);
    for (t, text) in ticks.iter().zip(&tick_texts) {
        let y = y_scale.at(*t);
        let look = if *t == 0.0 { Look::stroke(Paint::Quiet, 1.5) } else { Look::stroke(Paint::Line, 1.0) };
        canvas.line(x0, y, x1, y, look);
        canvas.text(tick_column, y + size * 0.34, Anchor::End, quiet, text);
    }
    dates(&mut canvas, &drawn, &x_scale, bottom, width, quiet);

    let foot = |flag: &Flag| feet.get(flag.row).copied().unwrap_or(top);
    for flag in &flags {
        canvas.line(flag.x, foot(flag) + 1.0, flag.x, bottom, Look::stroke(Paint::Ink, 1.25));
    }
    if let Some((value, _)) = target {
        let y = y_scale.at(value);
        canvas.line(x0, y, x1, y, Look::stroke(Paint::Link, 1.5).dashed("12 4"));
    }
    for d in &drawn {
        d.draw_median(&mut canvas, &x_scale, &y_scale, (x0, x1));
    }
    // The men's dashes over the women's line: where the two run together both are seen.
    for d in &drawn {
        d.draw_line(&mut canvas, &x_scale, &y_scale);
    }
    let radius = radius(&drawn, &x_scale);
    for d in &drawn {
        d.draw_marks(&mut canvas, &x_scale, &y_scale, radius);
    }
    for d in &drawn {
        d.draw_rings(&mut canvas, &x_scale, &y_scale, radius);
    }

    // Texts: over the lines, with a rim.
    for flag in &flags {
        let first = foot(flag) - (flag.lines.len() as f64 - 1.0) * ink.leading() - size * 0.25;
        canvas.text_lines(flag.left, first, Anchor::Start, ink.halo(), &flag.lines);
    }
    write_ends(&mut canvas, &ends, &y_scale, (top, bottom), x1, size);
    let under = if narrow {
        drawn.iter().flat_map(|d| d.source.signals.iter().map(move |signal| (d, signal))).collect()
    } else {
        let levels: Vec<f64> = drawn.iter().filter_map(|d| d.median).map(|m| m.0).chain(target.map(|t| t.0)).collect();
        let room = (x0, top, x1, bottom);
        write_signals(&mut canvas, &drawn, (&x_scale, &y_scale), room, (&flags, &levels), radius, size)
    };

    let mut y = bottom + size * 1.6 + 9.0;
    let mut below = Below { canvas: &mut canvas, width, y: y + size };
    if narrow {
        for d in drawn.iter().filter(|d| d.last.is_some()) {
            below.line(d, Type::new(size, Paint::text(d.source.who)).bold(true));
        }
    }
    for (d, signal) in under {
        below.signal(d, signal, ink);
    }
    if below.y > y + size {
        y = below.y - size;
    }
    canvas.finish((width, y.max(1.0)), "run", false, false, &chart.title, &chart.desc)
}

/// Marks shrink where the points stand close.
fn radius(drawn: &[Drawn<'_>], x: &Scale) -> f64 {
    let steps = drawn.iter().flat_map(|d| d.points.windows(2)).filter_map(|pair| match pair {
        [a, b] => Some(x.at(f64::from(b.day)) - x.at(f64::from(a.day))),
        _ => None,
    });
    (steps.fold(99.0, f64::min) * 0.4).clamp(2.0, 4.5)
}

/// The dates under the axis: those of the measurements, the last one first in line for room.
fn dates(canvas: &mut Canvas<'_>, drawn: &[Drawn<'_>], x: &Scale, bottom: f64, width: f64, quiet: Type) {
    let mut all: Vec<(i32, &str)> =
        drawn.iter().flat_map(|d| d.source.points.iter().map(|p| (p.day, p.date.as_str()))).collect();
    all.sort_by_key(|(day, _)| *day);
    all.dedup_by_key(|(day, _)| *day);
    for (day, _) in &all {
        let at = x.at(f64::from(*day));
        canvas.line(at, bottom, at, bottom + 4.0, Look::stroke(Paint::TotalSoft, 1.0));
    }
    // As many as there is room for, evenly, counted back from the last.
    let widest = all.iter().map(|(_, date)| quiet.width(&crate::text::clean(date))).fold(1.0, f64::max);
    let span = match (all.first(), all.last()) {
        (Some((a, _)), Some((b, _))) => x.at(f64::from(*b)) - x.at(f64::from(*a)),
        _ => 0.0,
    };
    let room = (span / (widest + 14.0)).max(1.0) as usize;
    let step = all.len().saturating_sub(1).div_ceil(room.max(1)).max(1);
    let labels: Vec<(f64, String)> =
        all.iter().rev().step_by(step).map(|(day, date)| (x.at(f64::from(*day)), (*date).to_owned())).collect();
    x_tick_labels(canvas, &labels, bottom + quiet.size + 9.0, (0.0, width), quiet, Vec::new());
}

/// A text to the right of the picture, at the height of what it names.
struct End {
    value: f64,
    lines: Vec<String>,
    kind: Type,
    /// What ties it to its height.
    tie: Paint,
}

impl End {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.kind.leading()
    }
}

fn ends(drawn: &[Drawn<'_>], target: Option<(f64, &RunTarget)>, size: f64, narrow: bool) -> Vec<End> {
    let (room, most) = if narrow { (64.0, 1) } else { (200.0, 2) };
    let mut ends = Vec::new();
    let mut push = |value: f64, text: &str, kind: Type, tie: Paint, most: usize| {
        let lines = kind.wrap(text, room, most);
        if !lines.is_empty() {
            ends.push(End { value, lines, kind, tie });
        }
    };
    for d in drawn {
        let kind = Type::new(size, Paint::text(d.source.who));
        if let Some((_, value)) = d.last {
            let text = if narrow { &d.source.short } else { &d.source.label };
            push(value, text, kind.bold(true), Paint::mark(d.source.who, true), most);
        }
        if let Some((value, median)) = d.median {
            let text = if narrow { &median.short } else { &median.label };
            push(value, text, kind, Paint::mark(d.source.who, false), most);
        }
    }
    if let Some((value, target)) = target {
        push(value, &target.label, Type::new(size, Paint::Link), Paint::Link, 2);
    }
    ends
}

/// Writes what stands to the right, spread so that none touches another, each tied to its height.
fn write_ends(canvas: &mut Canvas<'_>, ends: &[End], y: &Scale, (top, bottom): (f64, f64), x1: f64, size: f64) {
    let wanted: Vec<(f64, f64)> = ends.iter().map(|end| (y.at(end.value), end.height())).collect();
    let air = size * 0.5;
    for ((end, middle), (at, height)) in ends.iter().zip(spread(&wanted, top - air, bottom + air)).zip(&wanted) {
        if (middle - at).abs() > 2.0 {
            let tie = [(x1 + 2.0, *at), (x1 + 5.0, *at), (x1 + 14.0, middle)];
            canvas.path(&tie, false, Look::stroke(end.tie, 1.0), "", "");
        }
        let first = middle - height / 2.0 + end.kind.leading() / 2.0 + size * 0.34;
        canvas.text_lines(x1 + 17.0, first, Anchor::Start, end.kind, &end.lines);
    }
}

/// A change's place: its line, its text, and in which row over the picture, 0 the lowest.
struct Flag {
    x: f64,
    left: f64,
    right: f64,
    row: usize,
    lines: Vec<String>,
}

/// Places the texts of the changes. From the right, each in the lowest row where it touches none:
/// so no line goes through the text of a change before it, whose text lies higher.
fn flags(changes: &[RunChange], x: &Scale, (x0, width): (f64, f64), narrow: bool, size: f64) -> Vec<Flag> {
    let kind = Type::new(size, Paint::Ink);
    let room = if narrow { 180.0_f64 } else { 260.0 }.min(width - x0);
    let mut order: Vec<&RunChange> = changes.iter().collect();
    order.sort_by_key(|change| std::cmp::Reverse(change.day));
    let mut flags: Vec<Flag> = Vec::new();
    for change in order {
        let at = x.at(f64::from(change.day));
        // To the right of its line, over more lines where the room is small; else pushed to the left.
        let beside = kind.wrap(&change.label, room.min(width - at), 3);
        let cut = beside.is_empty() || beside.iter().any(|line| line.ends_with('…'));
        let lines = if cut { kind.wrap(&change.label, room, 2) } else { beside };
        let wide = lines.iter().map(|line| kind.width(line)).fold(0.0, f64::max);
        let left = (at - 1.0).min(width - wide).max(0.0);
        let right = left + wide;
        let above =
            flags.iter().filter(|flag| left < flag.right + 8.0 && right > flag.left - 8.0).map(|flag| flag.row + 1);
        let row = above.max().unwrap_or(0);
        flags.push(Flag { x: at, left, right, row, lines });
    }
    flags
}

/// What stands under the picture.
struct Below<'c, 'a> {
    canvas: &'c mut Canvas<'a>,
    width: f64,
    /// The next base line.
    y: f64,
}

impl Below<'_, '_> {
    /// A sample of a line with its name.
    fn line(&mut self, d: &Drawn<'_>, kind: Type) {
        let lines = kind.wrap(&d.source.label, self.width - 48.0, 2);
        if lines.is_empty() {
            return;
        }
        let middle = self.y - kind.size * 0.32;
        self.canvas.line(0.0, middle, 38.0, middle, d.line_look());
        self.canvas.mark(d.source.who, 19.0, middle, 4.5, Look::fill(Paint::mark(d.source.who, true)));
        self.y = self.canvas.text_lines(48.0, self.y, Anchor::Start, kind, &lines) + 4.0;
    }

    /// A sample of a ring with what it means.
    fn signal(&mut self, d: &Drawn<'_>, signal: &RunSignal, kind: Type) {
        let lines = kind.wrap(&signal.label, self.width - 28.0, 4);
        if lines.is_empty() {
            return;
        }
        let middle = self.y - kind.size * 0.32;
        self.canvas.mark(d.source.who, 10.0, middle, 4.5, Look::fill(Paint::mark(d.source.who, true)));
        self.canvas.mark(d.source.who, 10.0, middle, 4.5 + RING, ring(d.source.who, signal.candidate));
        self.y = self.canvas.text_lines(28.0, self.y, Anchor::Start, kind, &lines) + 4.0;
    }
}

/// From a mark to the ring around it.
const RING: f64 = 3.5;

fn ring(who: Who, candidate: bool) -> Look {
    let look = Look::stroke(Paint::mark(who, true), 1.5);
    if candidate { look.dashed("3 2") } else { look }
}

/// Writes what was found beside its rings where there is room; gives what found none.
fn write_signals<'d, 's>(
    canvas: &mut Canvas<'_>,
    drawn: &'d [Drawn<'s>],
    (x, y): (&Scale, &Scale),
    (left, top, right, bottom): (f64, f64, f64, f64),
    (flags, levels): (&[Flag], &[f64]),
    radius: f64,
    size: f64,
) -> Vec<(&'d Drawn<'s>, &'s RunSignal)> {
    let kind = Type::new(size, Paint::Ink).halo();
    let place = |p: &Point| (x.at(f64::from(p.day)), y.at(p.value));
    // What a text may not lie on: marks with their rings, lines, changes.
    let reach = radius + RING + 2.0;
    let marks: Vec<(f64, f64)> = drawn.iter().flat_map(|d| d.points.iter().map(place)).collect();
    let ways = drawn.iter().flat_map(|d| d.points.windows(2)).filter_map(|pair| match pair {
        [a, b] if !b.gap => Some((place(a), place(b))),
        _ => None,
    });
    let level = levels.iter().map(|value| ((left, y.at(*value)), (right, y.at(*value))));
    let ways: Vec<((f64, f64), (f64, f64))> = ways.chain(level).collect();
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut under = Vec::new();
    for d in drawn {
        for signal in &d.source.signals {
            let ringed: Vec<(f64, f64)> =
                d.points.iter().filter(|p| signal.points.contains(&p.at)).map(place).collect();
            let lines = kind.wrap(&signal.label, 240.0, 2);
            let wide = lines.iter().map(|line| kind.width(line)).fold(0.0, f64::max);
            let tall = lines.len() as f64 * kind.leading();
            let middle = ringed.iter().map(|p| p.0).sum::<f64>() / ringed.len().max(1) as f64;
            let highest = ringed.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
            let lowest = ringed.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
            // Over the rings or under them, in the middle or pushed aside, near before far.
            let free = [0.0, 8.0, 18.0, 30.0, 45.0].into_iter().flat_map(|far| {
                let over = highest - reach - 3.0 - far - tall;
                let below = lowest + reach + 3.0 + far;
                [0.0, -60.0, 60.0, -120.0, 120.0]
                    .into_iter()
                    .flat_map(move |aside| [(middle + aside, over), (middle + aside, below)])
            });
            let fits = |(middle, upper): &(f64, f64)| {
                let area = [middle - wide / 2.0, *upper, middle + wide / 2.0, upper + tall];
                area[0] >= left + 2.0
                    && area[2] <= right - 2.0
                    && area[1] >= top + 2.0
                    && area[3] <= bottom - 2.0
                    && !taken.iter().any(|other| touch(&area, other, 4.0))
                    && !marks.iter().any(|p| touch(&area, &[p.0, p.1, p.0, p.1], reach))
                    && !ways.iter().any(|(a, b)| crosses(&area, *a, *b))
                    && !flags.iter().any(|flag| touch(&area, &[flag.x, top, flag.x, bottom], 3.0))
            };
            let whole = !lines.is_empty() && lines.iter().all(|line| !line.ends_with('…'));
            let found = if whole && !ringed.is_empty() { free.into_iter().find(fits) } else { None };
            let Some((middle, upper)) = found else {
                under.push((d, signal));
                continue;
            };
            taken.push([middle - wide / 2.0, upper, middle + wide / 2.0, upper + tall]);
            canvas.text_lines(middle, upper + size * 0.92, Anchor::Middle, kind, &lines);
        }
    }
    under
}

/// Whether two areas (left, upper, right, lower edge) come nearer than `air`.
fn touch(a: &[f64; 4], b: &[f64; 4], air: f64) -> bool {
    a[0] < b[2] + air && a[2] > b[0] - air && a[1] < b[3] + air && a[3] > b[1] - air
}

/// Whether the way from `a` to `b` goes through an area.
fn crosses(area: &[f64; 4], a: (f64, f64), b: (f64, f64)) -> bool {
    let mut part = (0.0_f64, 1.0_f64);
    for (from, to, lo, hi) in [(a.0, b.0, area[0], area[2]), (a.1, b.1, area[1], area[3])] {
        let way = to - from;
        if way.abs() < 1e-9 {
            if from < lo || from > hi {
                return false;
            }
            continue;
        }
        let (s, t) = ((lo - from) / way, (hi - from) / way);
        part = (part.0.max(s.min(t)), part.1.min(s.max(t)));
    }
    part.0 <= part.1
}

/// A point that can be drawn.
struct Point {
    /// Its place in the source.
    at: usize,
    day: i32,
    value: f64,
    /// Nothing was measured between this point and the one before, though it should have been.
    gap: bool,
}

/// A series with its values sieved and in order.
struct Drawn<'a> {
    source: &'a RunSeries,
    points: Vec<Point>,
    median: Option<(f64, &'a RunMedian)>,
    /// Day and value at the end of the line.
    last: Option<(i32, f64)>,
}

impl<'a> Drawn<'a> {
    fn new(source: &'a RunSeries) -> Self {
        let mut order: Vec<(usize, &RunPoint)> = source.points.iter().enumerate().collect();
        order.sort_by_key(|(_, p)| p.day);
        let mut points: Vec<Point> = Vec::new();
        let mut gap = true;
        for (at, p) in order {
            match p.value.and_then(sane) {
                Some(value) => {
                    points.push(Point { at, day: p.day, value, gap });
                    gap = false;
                }
                None => gap = true,
            }
        }
        let last = points.last().map(|p| (p.day, p.value));
        let median = source.median.as_ref().and_then(|median| Some((sane(median.value)?, median)));
        Self { source, points, median, last }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().map(|p| p.value).chain(self.median.map(|m| m.0))
    }

    fn line_look(&self) -> Look {
        let look = Look::stroke(Paint::mark(self.source.who, true), 2.25);
        if self.source.who == Who::Men { look.dashed("8 4") } else { look }
    }

    fn draw_median(&self, canvas: &mut Canvas<'_>, x: &Scale, y: &Scale, (x0, x1): (f64, f64)) {
        let Some((value, median)) = self.median else { return };
        let at = y.at(value);
        let look = Look::stroke(Paint::mark(self.source.who, false), 1.25);
        let look = if self.source.who == Who::Men { look.dashed("5 3") } else { look };
        let until = median.until.map_or(x1, |day| x.at(f64::from(day)));
        canvas.line(x0, at, until, at, look);
        if until < x1 {
            // Dotted, as all that is carried forward.
            canvas.line(until, at, x1, at, Look { width: 1.5, ..look.dashed("1.5 4") });
        }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, x: &Scale, y: &Scale) {
        for stretch in self.points.chunk_by(|_, b| !b.gap) {
            let points: Vec<(f64, f64)> = stretch.iter().map(|p| (x.at(f64::from(p.day)), y.at(p.value))).collect();
            if points.len() > 1 {
                canvas.path(&points, false, self.line_look(), "", "");
            }
        }
    }

    fn draw_marks(&self, canvas: &mut Canvas<'_>, x: &Scale, y: &Scale, radius: f64) {
        let who = self.source.who;
        for p in &self.points {
            let (at_x, at_y) = (x.at(f64::from(p.day)), y.at(p.value));
            canvas.mark(who, at_x, at_y, radius, Look::fill(Paint::mark(who, true)).outlined(Paint::Paper, 1.0));
        }
    }

    fn draw_rings(&self, canvas: &mut Canvas<'_>, x: &Scale, y: &Scale, radius: f64) {
        let who = self.source.who;
        for p in &self.points {
            let mut mine = self.source.signals.iter().filter(|signal| signal.points.contains(&p.at)).peekable();
            if mine.peek().is_some() {
                // One ring, whatever the number of signals; whole if any of them is more than a candidate.
                let candidate = mine.all(|signal| signal.candidate);
                let (at_x, at_y) = (x.at(f64::from(p.day)), y.at(p.value));
                canvas.mark(who, at_x, at_y, radius + RING, ring(who, candidate));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    const MONTHS: [&str; 12] = ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"];

    fn points(values: &[Option<f64>]) -> Vec<RunPoint> {
        (0..)
            .zip(values)
            .map(|(i, value)| RunPoint {
                day: 30 * i,
                date: format!("{} {}", MONTHS[usize::try_from(i).unwrap() % 12], 24 + i / 12),
                value: *value,
            })
            .collect()
    }

    fn example() -> Run {
        let women = [19.0, 22.0, 20.0, 23.0, 21.0, 20.0, 22.0, 21.0, 16.0, 15.0, 17.0, 14.0, 13.0, 12.0, 12.0];
        let men = [14.0, 12.0, 15.0, 13.0, 14.0, 12.0, 13.0, 15.0, 13.0, 12.0, 29.0, 12.0, 13.0, 11.0, 12.0];
        let mut men: Vec<Option<f64>> = men.into_iter().map(Some).collect();
        men[4] = None;
        let median = |value: f64, until| {
            let number = sv(value);
            Some(RunMedian { value, label: format!("median före {number}"), short: format!("md {number}"), until })
        };
        Run {
            title: "Kvinnor väntar nu lika länge som män".into(),
            desc: "Väntetiden för kvinnor föll från 21 till 12 dagar efter den nya rutinen i september 2024.".into(),
            unit: "dagar från ansökan till beslut".into(),
            from_zero: true,
            series: vec![
                RunSeries {
                    who: Who::Women,
                    label: "Kvinnor 12 dagar".into(),
                    short: "12".into(),
                    points: points(&women.map(Some)),
                    median: median(21.0, Some(210)),
                    signals: vec![RunSignal {
                        points: (8..15).collect(),
                        label: "Kvinnor: sju i rad under medianen, sedan september".into(),
                        candidate: false,
                    }],
                },
                RunSeries {
                    who: Who::Men,
                    label: "Män 12 dagar".into(),
                    short: "12".into(),
                    points: points(&men),
                    median: median(13.0, Some(210)),
                    signals: vec![RunSignal {
                        points: vec![10],
                        label: "Män: november avviker, vad hände då?".into(),
                        candidate: true,
                    }],
                },
            ],
            changes: vec![
                RunChange { day: 225, label: "Ny rutin: alla ringer inom en vecka, 1\u{a0}september".into() },
                RunChange { day: 330, label: "Påminnelse till handläggarna".into() },
            ],
            target: Some(RunTarget { value: 10.0, label: "mål 10".into() }),
        }
    }

    fn drawn(chart: &Run, width: Width) -> Svg {
        run(chart, &Frame { id: "vantetid", width, ..Frame::default() }, &sv)
    }

    fn has(svg: &Svg, text: &str) -> bool {
        svg.labels.iter().any(|label| label.text.contains(text))
    }

    #[test]
    fn looks_as_agreed() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = drawn(&example(), width);
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    #[test]
    fn every_text_is_there_in_both_forms() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = drawn(&example(), width);
            for text in
                ["Kvinnor 12", "Män 12", "Ny rutin", "Påminnelse", "mål 10", "sju i rad", "vad hände då", "mars 25"]
            {
                assert!(has(&svg, text), "{width:?} {text}: {:?}", svg.labels);
            }
            assert!(svg.labels.iter().all(|label| !label.text.contains('…')), "{:?}", svg.labels);
        }
    }

    #[test]
    fn every_point_of_a_signal_has_a_ring_and_a_candidate_a_dashed_one() {
        let print = Frame { theme: crate::Theme::Print, ..Frame::default() };
        let svg = run(&example(), &print, &sv);
        let rings = |start: &str, end: &str| {
            let shapes = svg.markup.split('<').filter(|tag| tag.starts_with(start) && tag.contains("fill=\"none\""));
            shapes.filter(|tag| tag.contains(end)).count()
        };
        // Each has its text in the picture, or under it with a sample.
        let sample = |who: &str| usize::from(svg.labels.iter().any(|it| it.left == 28.0 && it.text.starts_with(who)));
        assert_eq!(rings("circle", "stroke-width=\"1.5\""), 7 + sample("Kvinnor"));
        assert_eq!(rings("rect", "stroke-dasharray=\"3 2\""), 1 + sample("Män"));
    }

    #[test]
    fn a_text_with_room_stands_at_its_rings_and_one_without_under_the_picture() {
        let mut chart = example();
        chart.series.truncate(1);
        chart.changes.truncate(1);
        chart.target = None;
        let find = |chart: &Run, width| {
            let svg = drawn(chart, width);
            svg.labels.iter().find(|it| it.text.starts_with("Kvinnor: sju")).cloned().unwrap()
        };
        let beside = find(&chart, Width::Wide);
        assert!(beside.left > 300.0, "{beside:?}");
        assert_eq!(find(&chart, Width::Narrow).left, 28.0);
        chart.series[0].signals[0].label = "Kvinnor: sju i rad under medianen. ".repeat(8);
        assert_eq!(find(&chart, Width::Wide).left, 28.0);
    }

    #[test]
    fn a_missing_point_breaks_the_line_and_a_frozen_median_goes_on_as_dots() {
        let svg = drawn(&example(), Width::Wide);
        let lines =
            |who: &str| svg.markup.matches(&format!("class=\"s-{who}\" fill=\"none\" stroke-width=\"2.25\"")).count();
        assert_eq!((lines("women"), lines("men")), (1, 2));
        assert_eq!(svg.markup.matches("stroke-dasharray=\"1.5 4\"").count(), 2);
    }

    #[test]
    fn changes_close_to_each_other_stand_in_rows() {
        let mut chart = example();
        chart.changes =
            (0..5).map(|i| RunChange { day: 200 + 20 * i, label: format!("Ändring nummer {i} av rutinen") }).collect();
        for width in [Width::Wide, Width::Narrow] {
            let svg = drawn(&chart, width);
            assert_sound(&svg);
            assert!((0..5).all(|i| has(&svg, &format!("nummer {i}"))));
        }
    }

    #[test]
    fn nothing_measured_yet_is_no_trouble() {
        for width in [Width::Wide, Width::Narrow] {
            assert_sound(&drawn(&Run::default(), width));
            let mut one = example();
            one.series.iter_mut().for_each(|series| series.points.truncate(1));
            assert_sound(&drawn(&one, width));
        }
    }
}
