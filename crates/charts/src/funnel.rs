//! Every place by how surely it is measured: a funnel of what chance makes, and who stands outside it.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, font_size, own_mark, x_tick_labels};
use crate::scale::{Scale, extent, nice_ticks, sane};
use crate::{Frame, Svg, Width};

/// One place among many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FunnelDot {
    /// How unsure its value is: half the width of its interval, above zero.
    pub margin: f64,
    /// Its value.
    pub value: f64,
    /// Its name, shown when the pointer rests on it. Empty: nothing.
    pub name: String,
    /// Belongs to the comparison group: link colour and a diamond.
    pub peer: bool,
}

/// The place the page is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FunnelThis {
    /// As [`FunnelDot::margin`].
    pub margin: f64,
    /// Its value.
    pub value: f64,
    /// Its name and value, written beside its mark.
    pub label: String,
}

/// The limits at one margin.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FunnelLimit {
    /// The margin.
    pub margin: f64,
    /// The inner limits (95 %).
    pub inner: (f64, f64),
    /// The outer limits (99.8 %).
    pub outer: (f64, f64),
}

/// Values against how unsure they are, the surest to the right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Funnel {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The others; this one is not among them.
    pub dots: Vec<FunnelDot>,
    /// This one, where it has a value.
    pub this: Option<FunnelThis>,
    /// What the funnel closes around.
    pub target: f64,
    /// The limits, in any order.
    pub limits: Vec<FunnelLimit>,
    /// What the y axis shows; written over it.
    pub value_label: String,
    /// What the x axis shows; written under it.
    pub margin_label: String,
    /// The key to the line in the middle. Empty: no key. So for the following.
    pub target_key: String,
    /// The key to the inner limits.
    pub inner_key: String,
    /// The key to the outer limits.
    pub outer_key: String,
    /// The key to the diamonds.
    pub peer_key: String,
    /// The key to the dots.
    pub other_key: String,
}

/// Dashes of the limits: the inner short, the outer long. The shape says which, not the colour.
const INNER: &str = "3 3";
const OUTER: &str = "8 4";

/// Margins are drawn by their logarithm; smaller than this share of the largest they are drawn as that.
const NARROWEST: f64 = 1e-4;

/// Draws a [`Funnel`]; the functions write the numbers on the two axes.
pub fn funnel(
    chart: &Funnel,
    frame: &Frame<'_>,
    tick_value: &dyn Fn(f64) -> String,
    tick_margin: &dyn Fn(f64) -> String,
) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 760.0 };
    let quiet = Type::new(size, Paint::Quiet);

    let positive = |margin: f64| sane(margin).filter(|it| *it > 0.0);
    let dots: Vec<(f64, f64, &FunnelDot)> =
        chart.dots.iter().filter_map(|it| Some((positive(it.margin)?, sane(it.value)?, it))).collect();
    let this = chart.this.as_ref().and_then(|it| Some((positive(it.margin)?, sane(it.value)?, it)));
    let target = sane(chart.target).unwrap_or(0.0);
    let mut limits: Vec<(f64, [f64; 4])> = chart
        .limits
        .iter()
        .filter_map(|it| {
            let ends = [sane(it.outer.0)?, sane(it.inner.0)?, sane(it.inner.1)?, sane(it.outer.1)?];
            Some((positive(it.margin)?, ends))
        })
        .collect();
    limits.sort_by(|a, b| a.0.total_cmp(&b.0));

    let margins = dots.iter().map(|it| it.0).chain(this.map(|it| it.0)).chain(limits.iter().map(|it| it.0));
    let widest = margins.clone().fold(0.0, f64::max);
    let widest = if widest > 0.0 { widest } else { 1.0 };
    let place = |margin: f64| libm::log(margin.max(widest * NARROWEST));
    let (near, far) = extent(margins.map(place).chain([place(widest)]));
    let air = (far - near) * 0.03;
    let (near, far) = (near - air, far + air);
    let values = dots.iter().map(|it| it.1).chain(this.map(|it| it.1));
    let (lo, hi) = extent(values.chain(limits.iter().flat_map(|it| it.1)).chain([target, 0.0]));
    let air = (hi - lo) * 0.04;
    let (lo, hi) = (lo - air, hi + air);
    let y_ticks = nice_ticks(lo, hi, if narrow { 5 } else { 7 });
    let tick_room = if narrow { 70.0 } else { 110.0 };
    let y_texts: Vec<String> = y_ticks.iter().map(|it| quiet.fit(&tick_value(*it), tick_room)).collect();
    let column = y_texts.iter().map(|it| quiet.width(it)).fold(18.0, f64::max);

    let (x0, x1) = (column + 12.0, width - 4.0);
    let label = quiet.wrap(&chart.value_label, width, 2);
    let mut y = canvas.text_lines(0.0, size, Anchor::Start, quiet, &label);
    let top = y - size * 0.5;
    let bottom = top + if narrow { 250.0 } else { 340.0 };
    // The surest to the right: what is small stands at the end.
    let x_scale = Scale::new((-far, -near), (x0, x1));
    let y_scale = Scale::new((lo, hi), (bottom, top));
    let at = |margin: f64| x_scale.at(-place(margin));

    canvas.rect(x0, top, x1 - x0, bottom - top, Look::stroke(Paint::Line, 1.0));
    if y_scale.holds(0.0) {
        canvas.line(x0, y_scale.at(0.0), x1, y_scale.at(0.0), Look::stroke(Paint::Ink, 1.5));
    }
    canvas.line(x0, y_scale.at(target), x1, y_scale.at(target), Look::stroke(Paint::TotalSoft, 1.5));
    for (side, dash) in [(0, OUTER), (1, INNER), (2, INNER), (3, OUTER)] {
        let line: Vec<(f64, f64)> =
            limits.iter().filter_map(|it| Some((at(it.0), y_scale.at(*it.1.get(side)?)))).collect();
        if line.len() > 1 {
            canvas.path(&line, false, Look::stroke(Paint::Quiet, 1.5).dashed(dash), "", "");
        }
    }
    let radius = if narrow { 2.8 } else { 3.8 };
    for peers in [false, true] {
        for (margin, value, dot) in dots.iter().filter(|it| it.2.peer == peers) {
            let (x, y) = (at(*margin), y_scale.at(*value));
            if peers {
                canvas.diamond(x, y, radius + 2.0, Look::fill(Paint::Link).outlined(Paint::Paper, 0.75), &dot.name);
            } else {
                canvas.circle(x, y, radius, Look::fill(Paint::Dot).outlined(Paint::Paper, 0.75), &dot.name);
            }
        }
    }
    if let Some((margin, value, source)) = this {
        let place = (at(margin), y_scale.at(value));
        own_mark(&mut canvas, place, radius + 3.0, ((x0, x1), (top, bottom)), size, &source.label);
    }

    for (tick, text) in y_ticks.iter().zip(&y_texts).filter(|(it, _)| y_scale.holds(**it)) {
        let y = y_scale.at(*tick);
        canvas.line(x0 - 4.0, y, x0, y, Look::stroke(Paint::TotalSoft, 1.0));
        canvas.text(column, y + size * 0.34, Anchor::End, quiet, text);
    }
    let drawn = |it: &f64| x_scale.holds(-place(*it)) && *it >= widest * NARROWEST;
    let labels: Vec<(f64, String)> =
        steps(widest).into_iter().filter(drawn).map(|it| (at(it), tick_margin(it))).collect();
    for (x, _) in &labels {
        canvas.line(*x, bottom, *x, bottom + 4.0, Look::stroke(Paint::TotalSoft, 1.0));
    }
    y = bottom + size * 1.2 + 2.0;
    x_tick_labels(&mut canvas, &labels, y, (0.0, width), quiet, Vec::new());
    y += quiet.leading() + 2.0;
    let label = quiet.wrap(&chart.margin_label, width, 2);
    y = canvas.text_lines(width, y, Anchor::End, quiet, &label);
    let key = [
        (Glyph::Line(""), chart.target_key.as_str()),
        (Glyph::Line(INNER), chart.inner_key.as_str()),
        (Glyph::Line(OUTER), chart.outer_key.as_str()),
        (Glyph::Diamond, chart.peer_key.as_str()),
        (Glyph::Dot, chart.other_key.as_str()),
    ];
    y = canvas.key(0.0, width, y + 4.0, size, &key);
    canvas.finish((width, y - size * 0.6), "funnel", false, false, &chart.title, &chart.desc)
}

/// Round numbers, 1, 2 and 5 times the powers of ten, from `widest` down to where nothing is drawn.
fn steps(widest: f64) -> Vec<f64> {
    let mut steps = Vec::new();
    for power in -16..=13_i32 {
        // 2 / 10 is the nearest number to 0.2; 2 × 0.1 is not.
        let ten = 10_f64.powi(power.abs());
        for first in [1.0, 2.0, 5.0] {
            let step = if power < 0 { first / ten } else { first * ten };
            if step <= widest * 1.05 && step >= widest * NARROWEST {
                steps.push(step);
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    fn chart() -> Funnel {
        let dot = |margin, value, name: &str, peer| FunnelDot { margin, value, name: name.into(), peer };
        Funnel {
            title: "Inom tratten".into(),
            desc: "En kommun av fyra ligger utanför.".into(),
            dots: vec![
                dot(1.0, -4.0, "Umeå", false),
                dot(8.0, -12.0, "Åsele", true),
                dot(4.0, 9.0, "Ånge", false),
                dot(0.0, 1.0, "Öckerö", false),
                dot(3.0, f64::NAN, "Orsa", false),
            ],
            this: Some(FunnelThis { margin: 6.0, value: 1.7, label: "Kramfors 1,7".into() }),
            target: -3.0,
            limits: [1.0, 2.0, 4.0, 8.0]
                .into_iter()
                .map(|margin| FunnelLimit {
                    margin,
                    inner: (-3.0 - margin, -3.0 + margin),
                    outer: (-3.0 - 1.6 * margin, -3.0 + 1.6 * margin),
                })
                .collect(),
            value_label: "kvinnor minus män, procentenheter".into(),
            margin_label: "felmarginal, procentenheter".into(),
            target_key: "gemensamt".into(),
            inner_key: "95 %".into(),
            outer_key: "99,8 %".into(),
            peer_key: "liknande kommuner".into(),
            other_key: "andra kommuner".into(),
        }
    }

    #[test]
    fn looks_as_agreed() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = funnel(&chart(), &Frame { id: "tratt", width, ..Frame::default() }, &sv, &sv);
            assert_sound(&svg);
            // What has no margin or no value is not drawn.
            assert!(!svg.markup.contains("Öckerö") && !svg.markup.contains("Orsa") && svg.markup.contains("Umeå"));
            let ticks: Vec<&str> = svg.labels.iter().map(|it| it.text.as_str()).collect();
            assert!(["1", "2", "5"].iter().all(|it| ticks.contains(it)), "{ticks:?}");
        }
    }

    /// Narrow margins stand to the right of wide ones.
    #[test]
    fn the_surest_stand_to_the_right() {
        let mut chart = chart();
        chart.dots.truncate(2);
        chart.this = None;
        let svg = funnel(&chart, &Frame::default(), &sv, &sv);
        let circle = svg.markup.split("<circle cx=\"").nth(1).unwrap();
        let sure: f64 = circle.split('"').next().unwrap().parse().unwrap();
        let diamond = svg.markup.split("<title>Åsele").next().unwrap().rsplit("d=\"M").next().unwrap();
        let unsure: f64 = diamond.split(' ').next().unwrap().parse().unwrap();
        assert!(sure > 700.0 && unsure < 120.0, "{sure} {unsure}");
    }

    #[test]
    fn steps_are_one_two_five() {
        assert_eq!(steps(8.0).into_iter().rev().take(4).collect::<Vec<_>>(), [5.0, 2.0, 1.0, 0.5]);
        assert_eq!(steps(0.2).last(), Some(&0.2));
    }
}
