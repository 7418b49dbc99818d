//! Every municipality as a dot on the axis of differences.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, ends, font_size, x_tick_labels, zero_label};
use crate::scale::{Scale, extent, nice_ticks, sane, sane_interval};
use crate::{Frame, Svg, Width};

/// One municipality among many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripDot {
    /// The difference, in the unit of the chart.
    pub value: f64,
    /// Its name, shown when the pointer rests on it. Empty: nothing.
    pub name: String,
    /// Belongs to the comparison group: link colour and a diamond.
    pub peer: bool,
}

/// The municipality the page is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripThis {
    /// The difference, in the unit of the chart.
    pub value: f64,
    /// Name and value: "Kramfors 1,7".
    pub label: String,
    /// Lower and upper end of the interval of the difference.
    pub interval: Option<(f64, f64)>,
}

/// Every municipality as a dot on the axis of differences.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The others; this one is not among them.
    pub dots: Vec<StripDot>,
    /// This one, where it has a value.
    pub this: Option<StripThis>,
    /// The words at zero: "ingen skillnad".
    pub zero: String,
    /// The words at the left and right end of the axis: "lägre för kvinnor", "högre för kvinnor".
    /// Empty: nothing.
    pub ends: (String, String),
    /// The key to the diamonds: "liknande kommuner". Empty: no key.
    pub peer_key: String,
    /// The key to the dots: "andra kommuner". Empty: no key.
    pub other_key: String,
    /// The key to the interval: "95 % konfidensintervall". Empty: no key.
    pub interval_key: String,
}

/// Draws a [`Strip`]; `tick` writes the numbers on the axis.
pub fn strip(chart: &Strip, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let narrow = frame.width == Width::Narrow;
    let width = if narrow { 320.0 } else { 760.0 };
    let quiet = Type::new(size, Paint::Quiet);
    let (x0, x1) = (12.0, width - 12.0);

    let this = chart.this.as_ref().and_then(|t| Some((t, sane(t.value)?)));
    let interval = this.and_then(|(t, _)| sane_interval(t.interval));
    // Peers lie at the bottom of their stacks, beside this one, where they are easy to find.
    let mut dots: Vec<(f64, &StripDot)> = chart.dots.iter().filter_map(|d| Some((sane(d.value)?, d))).collect();
    dots.sort_by(|a, b| b.1.peer.cmp(&a.1.peer).then(a.0.total_cmp(&b.0)).then_with(|| a.1.name.cmp(&b.1.name)));

    let all =
        dots.iter().map(|d| d.0).chain(this.map(|t| t.1)).chain(interval.map(|i| i.0)).chain(interval.map(|i| i.1));
    let (lo, hi) = extent(all.chain([0.0]));
    let air = (hi - lo) * 0.02;
    let (lo, hi) = (lo - air, hi + air);
    let scale = Scale::new((lo, hi), (x0, x1));
    let ticks = nice_ticks(lo, hi, if narrow { 4 } else { 7 });

    let stacks = Stacks::new(
        &dots,
        &scale,
        (x0, x1),
        if narrow { 3.6 } else { 4.6 },
        if narrow { 130.0 } else { 150.0 },
        this.map(|t| t.1),
    );
    let zero = scale.at(0.0);

    // From above: what the directions mean, the name of this one, the dots, its interval, the axis.
    let mut y = ends(&mut canvas, &chart.ends, (0.0, width), size, quiet);
    let named = this.map(|(t, value)| {
        let kind = Type::new(size, Paint::Ink).bold(true).halo();
        (kind.fit(&t.label, width - 24.0), scale.at(value), kind)
    });
    let name_y = y + 2.0;
    if named.is_some() {
        y += size * 1.5;
    }
    let top = y - size * 0.8;
    let base = top + stacks.height + 8.0;
    let lane = base + 15.0;
    let axis = if interval.is_some() { lane + 13.0 } else { base + 8.0 };

    for t in ticks.iter().filter(|t| scale.holds(**t)) {
        let x = scale.at(*t);
        canvas.line(x, axis, x, axis + 5.0, Look::stroke(Paint::TotalSoft, 1.0));
    }
    canvas.line(zero, top - 4.0, zero, axis + 5.0, Look::stroke(Paint::Ink, 1.5));
    canvas.line(0.0, axis, width, axis, Look::stroke(Paint::TotalSoft, 1.0));
    for (dot, (x, rank)) in dots.iter().zip(&stacks.places) {
        let y = base - stacks.radius - rank * stacks.pitch;
        if dot.1.peer {
            // Larger than the dots, with a rim, so that its shape is seen among them.
            canvas.diamond(
                *x,
                y,
                stacks.radius + 1.4,
                Look::fill(Paint::Link).outlined(Paint::Paper, 0.75),
                &dot.1.name,
            );
        } else {
            canvas.circle(*x, y, stacks.radius, Look::fill(Paint::Dot), &dot.1.name);
        }
    }
    if let Some((label, x, kind)) = named {
        let y = base - stacks.radius;
        canvas.line(x, name_y + size * 0.35, x, y, Look::stroke(Paint::Paper, 4.0));
        canvas.line(x, name_y + size * 0.35, x, y, Look::stroke(Paint::Ink, 1.5));
        canvas.circle(x, y, stacks.radius + 2.8, Look::fill(Paint::Ink).outlined(Paint::Paper, 1.5), "");
        // On the side away from zero, whose line it must not seem to name.
        let wide = kind.width(&label);
        let left = if x >= zero { x - 5.0 } else { x + 5.0 - wide };
        let left = left.min(width - wide).max(0.0);
        canvas.text(left, name_y, Anchor::Start, kind, &label);
        if let Some((lo, hi)) = interval {
            canvas.interval(scale.at(lo), scale.at(hi), None, lane, true);
            canvas.circle(x, lane, 4.0, Look::fill(Paint::Ink), "");
        }
    }

    y = axis + size + 8.0;
    let zero_words = quiet.fit(&chart.zero, width / 2.0);
    let taken = zero_label(&mut canvas, zero, y, (0.0, width), quiet, &zero_words);
    let labels: Vec<(f64, String)> = ticks
        .iter()
        .filter(|t| scale.holds(**t) && (zero_words.is_empty() || **t != 0.0))
        .map(|t| (scale.at(*t), tick(*t)))
        .collect();
    x_tick_labels(&mut canvas, &labels, y, (0.0, width), quiet, taken);
    y += size * 0.6;
    let key = [
        (Glyph::Diamond, chart.peer_key.as_str()),
        (Glyph::Dot, chart.other_key.as_str()),
        (Glyph::Reach, if interval.is_some() { chart.interval_key.as_str() } else { "" }),
    ];
    let after = canvas.key(0.0, width, y + size + 4.0, size, &key);
    let height = if after > y + size + 4.0 { after - size } else { y };
    canvas.finish((width, height), "strip", false, false, &chart.title, &chart.desc)
}

/// Dots piled up in columns.
struct Stacks {
    radius: f64,
    /// From one dot of a column up to the next.
    pitch: f64,
    /// Height of the tallest column.
    height: f64,
    /// Middle of the column and place in it, for each dot.
    places: Vec<(f64, f64)>,
}

impl Stacks {
    /// Piles the dots up, as large as `radius` or as small as needed to stay under `tallest`. The
    /// lowest place of the column of `this` is kept free.
    fn new(
        dots: &[(f64, &StripDot)],
        scale: &Scale,
        (x0, x1): (f64, f64),
        radius: f64,
        tallest: f64,
        this: Option<f64>,
    ) -> Self {
        let mut radius = radius;
        loop {
            let column = radius * 2.0 + 0.8;
            let columns = ((x1 - x0) / column).floor().max(1.0) as usize;
            let mut filled = vec![0_u32; columns];
            let find = |value: f64| (((scale.at(value) - x0) / column) as usize).min(columns - 1);
            if let Some(n) = this.and_then(|value| filled.get_mut(find(value))) {
                *n = 1;
            }
            let places: Vec<(f64, f64)> = dots
                .iter()
                .map(|(value, _)| {
                    let i = find(*value);
                    let rank = filled.get_mut(i).map_or(0, |n| {
                        *n += 1;
                        *n - 1
                    });
                    (x0 + (i as f64 + 0.5) * column, f64::from(rank))
                })
                .collect();
            let most = f64::from(filled.iter().max().copied().unwrap_or(0).max(2));
            let pitch = column;
            if most * pitch <= tallest || radius <= 2.0 {
                // Smaller than this no dot is seen; from here on they may overlap.
                let pitch = pitch.min(tallest / most);
                return Self { radius, pitch, height: most * pitch + radius, places };
            }
            radius -= 0.4;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{assert_sound, sv};

    #[test]
    fn looks_as_agreed() {
        let dot = |value, name: &str, peer| StripDot { value, name: name.into(), peer };
        let chart = Strip {
            title: "Kramfors bland alla kommuner".into(),
            desc: "Kvinnors andel minus mäns.".into(),
            dots: vec![
                dot(-8.0, "Vännäs", true),
                dot(-8.1, "Åmål", false),
                dot(-3.0, "Ånge", false),
                dot(f64::NAN, "Öckerö", false),
            ],
            this: Some(StripThis { value: 1.7, label: "Kramfors 1,7".into(), interval: Some((-0.8, 4.2)) }),
            zero: "ingen skillnad".into(),
            ends: ("lägre för kvinnor".into(), "högre för kvinnor".into()),
            peer_key: "liknande kommuner".into(),
            other_key: "andra kommuner".into(),
            interval_key: "95 % konfidensintervall".into(),
        };
        for width in [Width::Wide, Width::Narrow] {
            let svg = strip(&chart, &Frame { id: "alla", width, ..Frame::default() }, &sv);
            assert_sound(&svg);
            assert!(!svg.markup.contains("Öckerö"));
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    #[test]
    fn a_thousand_equal_dots_stay_in_the_picture() {
        let dots = (0..1000).map(|_| StripDot { value: 3.0, ..StripDot::default() }).collect();
        let svg = strip(&Strip { dots, ..Strip::default() }, &Frame::default(), &sv);
        assert_sound(&svg);
        assert!(svg.height < 260.0, "{}", svg.height);
    }
}
