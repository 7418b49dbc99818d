//! Women and men at one time, one row a place.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, font_size, x_tick_labels};
use crate::scale::{Scale, extent, nice_ticks, sane, sane_interval, spread};
use crate::{Frame, Svg, Who, Width};

/// A value with its text and, where known, its interval. Numbers are in the unit of the chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Value {
    /// Where the mark stands.
    pub value: f64,
    /// The value as the reader shall see it, for example `93` or `359 200`. Empty: no label.
    pub label: String,
    /// Lower and upper end of the interval.
    pub interval: Option<(f64, f64)>,
}

/// One place in a [`Dumbbell`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DumbbellRow {
    /// The place: "Kramfors", "Liknande".
    pub name: String,
    /// The women's value; `None` when there is none.
    pub women: Option<Value>,
    /// The men's value; `None` when there is none.
    pub men: Option<Value>,
    /// This place (drawn strong) or one it is compared with (drawn light).
    pub strong: bool,
    /// What to say when one or both values are missing: "uppgift saknas", "män: sekretess".
    pub no_value: String,
}

/// Women (circle) and men (square) at one time, one row a place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dumbbell {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description: all values in words.
    pub desc: String,
    /// The rows, in the order shown.
    pub rows: Vec<DumbbellRow>,
    /// Begin the axis at zero: for amounts and shares.
    pub from_zero: bool,
    /// Draw tick labels under the rows.
    pub ticks: bool,
    /// The key to the marks, women then men ("kvinnor", "män"); both empty: no key.
    pub key: (String, String),
    /// What the numbers are ("procent, 2022"); stands after the key. Empty: nothing.
    pub unit: String,
}

/// Draws a [`Dumbbell`]; `tick` writes the numbers on the axis.
pub fn dumbbell(chart: &Dumbbell, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 470.0 };
    let rows: Vec<Row<'_>> = chart.rows.iter().map(Row::new).collect();

    // The names stand in a column of their own, or in the narrow form over their rows.
    let name_type = |row: &Row<'_>| Type::new(size, Paint::Ink).bold(row.source.strong);
    let column = if narrow {
        0.0
    } else {
        rows.iter()
            .map(|row| name_type(row).width(&crate::text::clean(&row.source.name)))
            .fold(0.0, f64::max)
            .min(140.0)
    };
    let (x0, x1) = if narrow { (14.0, width - 14.0) } else { (column + 22.0, width - 14.0) };

    let mut values: Vec<f64> = rows.iter().flat_map(Row::values).collect();
    if chart.from_zero {
        values.push(0.0);
    }
    let (lo, hi) = extent(values);
    let ticks = nice_ticks(lo, hi, if narrow { 3 } else { 4 });
    let domain = (ticks.first().copied().unwrap_or(lo).min(lo), ticks.last().copied().unwrap_or(hi).max(hi));
    let scale = Scale::new(domain, (x0, x1));

    let mut y = 0.0;
    // Where the axis lines run.
    let mut rules: Vec<(f64, f64)> = Vec::new();
    let mut texts: Vec<RowTexts> = Vec::new();
    for row in &rows {
        let kind = name_type(row);
        let lines = kind.wrap(&row.source.name, if narrow { width } else { column + 1.0 }, 2);
        let lines_height = lines.len() as f64 * kind.leading();
        let above = if narrow { lines_height } else { 0.0 };
        let labels = if row.has_labels() { 22.0 } else { 0.0 };
        let middle = y + above + labels + 14.0;
        let below = if row.has_intervals() { 24.0 } else { 12.0 };
        let note = if row.is_complete() || row.drawn.is_empty() { 0.0 } else { kind.leading() + 2.0 };
        let bottom = (middle + below + note).max(if narrow { 0.0 } else { middle + lines_height - size * 0.5 });
        rules.push((y + above + 2.0, bottom));
        texts.push(RowTexts { lines, middle, top: y, below });
        y = bottom + 6.0;
    }
    let bottom = y;
    // With the names beside the rows the axis lines run through.
    if !narrow && let (Some(first), Some(last)) = (rules.first(), rules.last()) {
        rules = vec![(first.0, last.1 + 4.0)];
    }

    // The axis first, so that everything else lies over it.
    if chart.ticks && !rows.is_empty() {
        for (from, to) in &rules {
            for t in &ticks {
                let x = scale.at(*t);
                canvas.line(x, *from, x, *to, Look::stroke(Paint::Line, 1.0));
            }
        }
    }
    for (row, texts) in rows.iter().zip(&texts) {
        draw_row(&mut canvas, row, texts, &scale, (x0, x1), size, name_type(row), narrow);
    }
    if chart.from_zero && scale.holds(0.0) {
        let x = scale.at(0.0);
        for (from, to) in &rules {
            canvas.line(x, *from, x, *to, Look::stroke(Paint::Quiet, 1.5));
        }
    }
    y = bottom;
    if chart.ticks && !rows.is_empty() {
        y += size;
        let labels: Vec<(f64, String)> = ticks.iter().map(|t| (scale.at(*t), tick(*t))).collect();
        x_tick_labels(&mut canvas, &labels, y, (0.0, width), Type::new(size, Paint::Quiet), Vec::new());
        y += size * 0.6;
    }
    let key = [
        (Glyph::Mark(Who::Women), chart.key.0.as_str()),
        (Glyph::Mark(Who::Men), chart.key.1.as_str()),
        (Glyph::None, chart.unit.as_str()),
    ];
    let after = canvas.key(if narrow { 0.0 } else { x0 - 7.0 }, width, y + size + 4.0, size, &key);
    let height = if after > y + size + 4.0 { after - size } else { y };
    canvas.finish((width, height.max(1.0)), "dumbbell", true, false, &chart.title, &chart.desc)
}

/// A value that can be drawn.
struct Drawn<'a> {
    who: Who,
    value: f64,
    label: &'a str,
    interval: Option<(f64, f64)>,
}

/// A row with its values sieved.
struct Row<'a> {
    source: &'a DumbbellRow,
    drawn: Vec<Drawn<'a>>,
}

/// Where the parts of a row stand.
struct RowTexts {
    lines: Vec<String>,
    middle: f64,
    top: f64,
    below: f64,
}

impl<'a> Row<'a> {
    fn new(source: &'a DumbbellRow) -> Self {
        let drawn = [(Who::Women, &source.women), (Who::Men, &source.men)]
            .into_iter()
            .filter_map(|(who, value)| {
                let value = value.as_ref()?;
                Some(Drawn {
                    who,
                    value: sane(value.value)?,
                    label: &value.label,
                    interval: sane_interval(value.interval),
                })
            })
            .collect();
        Self { source, drawn }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.drawn.iter().flat_map(|d| [Some(d.value), d.interval.map(|i| i.0), d.interval.map(|i| i.1)]).flatten()
    }

    fn has_labels(&self) -> bool {
        self.drawn.iter().any(|d| !crate::text::clean(d.label).is_empty())
    }

    fn has_intervals(&self) -> bool {
        self.drawn.iter().any(|d| d.interval.is_some())
    }

    fn is_complete(&self) -> bool {
        self.drawn.len() == 2
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one picture, used once")]
fn draw_row(
    canvas: &mut Canvas<'_>,
    row: &Row<'_>,
    texts: &RowTexts,
    scale: &Scale,
    (x0, x1): (f64, f64),
    size: f64,
    name: Type,
    narrow: bool,
) {
    let strong = row.source.strong;
    let middle = texts.middle;
    let first_line = if narrow { texts.top + size } else { middle + size * 0.34 };
    canvas.text_lines(0.0, first_line, Anchor::Start, name, &texts.lines);
    if row.drawn.is_empty() {
        canvas.line(x0, middle, x1, middle, Look::stroke(Paint::Line, 1.0).dashed("2 4"));
    } else {
        canvas.line(x0, middle, x1, middle, Look::stroke(Paint::Line, 1.0));
    }

    let places: Vec<f64> = row.drawn.iter().map(|d| scale.at(d.value)).collect();
    let mut lift = 0.0;
    if let [a, b] = places.as_slice() {
        let (paint, width) = if strong { (Paint::Ink, 4.0) } else { (Paint::TotalSoft, 2.0) };
        canvas.line(*a, middle, *b, middle, Look::stroke(paint, width));
        // Marks that would hide each other stand above and below the line: the place along the
        // axis must stay true.
        if (a - b).abs() < 10.0 {
            lift = 6.5;
        }
    }
    let radius = if strong { 7.0 } else { 6.0 };
    for (drawn, x) in row.drawn.iter().zip(&places) {
        let women = drawn.who == Who::Women;
        if let Some((lo, hi)) = drawn.interval {
            // Under the marks, each sex on a line of its own: intervals that overlap stay readable.
            let y = middle + if women { 12.5 } else { 19.5 };
            let look = Look::stroke(Paint::mark(drawn.who, strong), 2.0);
            let look = if women { look } else { look.dashed("4 3") };
            canvas.whisker(scale.at(lo), scale.at(hi), y, 3.0, look);
        }
        let y = middle + if women { -lift } else { lift };
        let look = Look::fill(Paint::mark(drawn.who, strong)).outlined(Paint::Paper, 1.0);
        canvas.mark(drawn.who, *x, y, radius, look);
    }

    // Labels: beside each other over their marks, pushed apart where they would touch.
    let room = (x1 - x0) / 2.0;
    let labels: Vec<(Who, String)> = row
        .drawn
        .iter()
        .map(|d| (d.who, Type::new(size, Paint::text(d.who)).bold(strong).fit(d.label, room - 8.0)))
        .collect();
    let kind = |who| Type::new(size, Paint::text(who)).bold(strong).halo();
    let wanted: Vec<(f64, f64)> = labels
        .iter()
        .zip(&places)
        .map(|((who, label), x)| {
            let wide = if label.is_empty() { 0.0 } else { kind(*who).width(label) + 8.0 };
            (*x, wide)
        })
        .collect();
    for ((who, label), x) in labels.iter().zip(spread(&wanted, x0 - 12.0, x1 + 12.0)) {
        canvas.text(x, middle - 13.0 - lift / 2.0, Anchor::Middle, kind(*who), label);
    }
    if !row.is_complete() {
        let note = Type::new(size, Paint::Quiet);
        // Clear of the zero line.
        let (x, room) = (x0 + 9.0, x1 - x0 - 9.0);
        let text = note.fit(&row.source.no_value, room);
        // With nothing on the line the words stand on it, where one looks for the marks.
        let y = if row.drawn.is_empty() { middle + size * 0.34 } else { middle + texts.below + size * 0.7 };
        canvas.text(x, y, Anchor::Start, note.halo(), &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    fn value(value: f64, label: &str) -> Option<Value> {
        Some(Value { value, label: label.into(), interval: None })
    }

    pub(crate) fn example() -> Dumbbell {
        Dumbbell {
            title: "Lika många kvinnor som män har heltid".into(),
            desc: "Kramfors: kvinnor 95, män 93 procent.".into(),
            rows: vec![
                DumbbellRow {
                    name: "Kramfors".into(),
                    women: value(94.9, "95"),
                    men: value(93.1, "93"),
                    strong: true,
                    no_value: String::new(),
                },
                DumbbellRow {
                    name: "Liknande".into(),
                    women: value(81.0, ""),
                    men: value(88.0, ""),
                    strong: false,
                    no_value: String::new(),
                },
                DumbbellRow {
                    name: "Örnsköldsvik".into(),
                    women: None,
                    men: None,
                    strong: false,
                    no_value: "uppgift saknas".into(),
                },
            ],
            from_zero: true,
            ticks: true,
            key: ("kvinnor".into(), "män".into()),
            unit: "procent, 2022".into(),
        }
    }

    #[test]
    fn looks_as_agreed() {
        let frame = Frame { id: "heltid", ..Frame::default() };
        let svg = dumbbell(&example(), &frame, &sv);
        assert_sound(&svg);
        insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
    }

    #[test]
    fn equal_values_keep_both_marks_and_both_labels() {
        let mut chart = example();
        chart.rows.truncate(1);
        chart.rows[0].men = value(94.9, "95");
        let svg = dumbbell(&chart, &Frame::default(), &sv);
        assert_sound(&svg);
        assert_eq!(svg.labels.iter().filter(|l| l.text == "95").count(), 2);
        // Women to the left when nothing else decides.
        assert!(svg.markup.find("f-women-text") < svg.markup.find("f-men-text"));
    }

    #[test]
    fn a_row_without_values_says_so() {
        let svg = dumbbell(&example(), &Frame { width: Width::Narrow, ..Frame::default() }, &sv);
        assert!(svg.labels.iter().any(|l| l.text == "uppgift saknas"));
    }
}
