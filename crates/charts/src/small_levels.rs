//! Levels over a few occasions: one small picture of many beside each other, all drawn alike.

use crate::draw::{Anchor, Canvas, Look, Paint, Type};
use crate::scale::Scale;
use crate::{Frame, Svg};

/// Levels of one organisation over the occasions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmallLevels {
    /// The accessible name: whose it is, and the finding.
    pub title: String,
    /// The accessible description: every level.
    pub desc: String,
    /// What stands over the picture: whose it is.
    pub label: String,
    /// The lowest and the highest level of the scale.
    pub scale: (u8, u8),
    /// The level at each occasion; `None`: not known.
    pub levels: Vec<Option<u8>>,
}

/// How wide and how high: small enough for a telephone, so both widths are the same.
const SIZE: (f64, f64) = (200.0, 96.0);

/// Draws a [`SmallLevels`]: a line for every level of the scale, a dot for every level that is known, and
/// a line between dots of occasions that follow each other. What is not known is left open, not bridged.
pub fn small_levels(chart: &SmallLevels, frame: &Frame<'_>) -> Svg {
    let mut canvas = Canvas::new(frame);
    let (width, height) = SIZE;
    let (quiet, name) = (Type::new(14.0, Paint::Quiet), Type::new(15.0, Paint::Ink).bold(true));
    canvas.text(2.0, 15.0, Anchor::Start, name, &name.fit(&chart.label, width - 4.0));
    let (low, high) = (chart.scale.0.min(chart.scale.1), chart.scale.0.max(chart.scale.1));
    let (left, right, top, bottom) = (40.0, width - 44.0, 32.0, height - 14.0);
    let y = Scale::new((f64::from(low), f64::from(high)), (bottom, top));
    let steps = u32::try_from(chart.levels.len().saturating_sub(1)).unwrap_or(0);
    let x = Scale::new((0.0, f64::from(steps)), (left, right));
    // So many lines as can be told apart; a scale of more is drawn with its ends.
    let all = high - low <= 6;
    for level in (low..=high).filter(|it| all || *it == low || *it == high) {
        let at = y.at(f64::from(level));
        canvas.line(left - 8.0, at, right + 8.0, at, Look::stroke(Paint::Line, 1.0));
    }
    canvas.text(left - 14.0, bottom + 5.0, Anchor::End, quiet, &low.to_string());
    if high > low {
        canvas.text(left - 14.0, top + 5.0, Anchor::End, quiet, &high.to_string());
    }
    let known: Vec<Option<(f64, f64)>> = (0_u32..)
        .zip(&chart.levels)
        .map(|(n, level)| level.map(|it| (x.at(f64::from(n)), y.at(f64::from(it)))))
        .collect();
    for pair in known.windows(2) {
        if let [Some(from), Some(to)] = pair {
            canvas.line(from.0, from.1, to.0, to.1, Look::stroke(Paint::Ink, 2.0));
        }
    }
    for (cx, cy) in known.iter().flatten() {
        canvas.circle(*cx, *cy, 4.0, Look::fill(Paint::Ink), "");
    }
    let last =
        known.iter().zip(&chart.levels).rev().find_map(|(place, level)| Some((place.as_ref()?, level.as_ref()?)));
    if let Some(((_, cy), level)) = last {
        let kind = Type::new(15.0, Paint::Ink).bold(true);
        canvas.text(right + 14.0, cy + 5.0, Anchor::Start, kind, &level.to_string());
    }
    canvas.finish((width, height), "small-levels", true, false, &chart.title, &chart.desc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::assert_sound;

    fn chart(levels: &[Option<u8>]) -> SmallLevels {
        SmallLevels {
            title: "Kramfors: från 2 till 3".into(),
            desc: "Styrning 2, förbättring 2, uppföljning 3.".into(),
            label: "Kramfors kommun".into(),
            scale: (1, 4),
            levels: levels.to_vec(),
        }
    }

    #[test]
    fn dots_for_what_is_known_and_no_line_over_what_is_not() {
        for (levels, dots, lines) in [
            (&[Some(2), Some(2), Some(3)][..], 3, 2),
            (&[Some(2), None, Some(3)], 2, 0),
            (&[None, None, Some(4)], 1, 0),
            (&[Some(1)], 1, 0),
            (&[], 0, 0),
        ] {
            let svg = small_levels(&chart(levels), &Frame::default());
            assert_sound(&svg);
            assert_eq!(svg.markup.matches("<circle").count(), dots, "{levels:?}");
            // A line for each of the four levels.
            assert_eq!(svg.markup.matches("<line").count(), 4 + lines, "{levels:?}");
            assert!(svg.markup.contains("<title") && svg.markup.contains("<desc"));
            let last = levels.iter().rev().flatten().next().map(ToString::to_string);
            let texts: Vec<&str> = svg.labels.iter().map(|it| it.text.as_str()).collect();
            assert_eq!(texts[..3], ["Kramfors kommun", "1", "4"]);
            assert_eq!(texts.get(3).copied(), last.as_deref());
        }
    }

    #[test]
    fn any_scale_and_any_name_fit() {
        for scale in [(0, 0), (1, 4), (1, 10), (0, 255), (9, 3)] {
            for label in ["", "Å", "En kommun med ett namn som aldrig tycks ta slut"] {
                let chart = SmallLevels { scale, label: label.into(), ..chart(&[Some(0), Some(255), None]) };
                assert_sound(&small_levels(&chart, &Frame::default()));
            }
        }
    }
}
