//! A share as a small bar in a line of text or a table cell.

use crate::draw::{Canvas, Look, Paint};
use crate::scale::sane;
use crate::{Frame, Svg, Who};

/// A share of a whole as a small bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SmallBar {
    /// The accessible name ("12 av 40 mått"). Empty: the bar is decoration beside a number in
    /// text, and hidden from screen readers.
    pub title: String,
    /// Whose parts of the whole, 0 to 1, from the left. What goes past 1 is cut.
    pub parts: Vec<(Who, f64)>,
}

/// Draws a [`SmallBar`]: 120 by 14 px, in both widths.
pub fn small_bar(chart: &SmallBar, frame: &Frame<'_>) -> Svg {
    let mut canvas = Canvas::new(frame);
    let (width, height) = (120.0, 14.0);
    let (left, right) = (1.0, width - 1.0);
    canvas.rect(left, 2.0, right - left, 10.0, Look::fill(Paint::Tint));
    let mut x = left;
    for (who, share) in &chart.parts {
        let share = sane(*share).unwrap_or(0.0).max(0.0);
        let to = (x + share * (right - left)).min(right);
        if to <= x {
            continue;
        }
        canvas.rect(x, 2.0, to - x, 10.0, Look::fill(Paint::mark(*who, true)));
        if *who == Who::Men {
            // Stripes: in black and white the two sexes must still differ.
            let mut stripe = x + 4.0;
            while stripe < to - 1.0 {
                canvas.line(stripe, 2.0, stripe, 12.0, Look::stroke(Paint::Paper, 1.5));
                stripe += 5.0;
            }
        }
        x = to;
    }
    canvas.rect(left, 2.0, right - left, 10.0, Look::stroke(Paint::TotalSoft, 1.0));
    canvas.finish((width, height), "small-bar", true, false, &chart.title, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::assert_sound;

    #[test]
    fn parts_follow_each_other_and_stop_at_the_end() {
        let chart = SmallBar {
            title: "12 av 40 mått".into(),
            parts: vec![(Who::Women, 0.5), (Who::Men, 0.25), (Who::Total, 9.0)],
        };
        let svg = small_bar(&chart, &Frame::default());
        assert_sound(&svg);
        insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
    }

    #[test]
    fn without_a_title_it_is_decoration() {
        let svg = small_bar(&SmallBar::default(), &Frame::default());
        assert!(svg.markup.contains("aria-hidden=\"true\"") && !svg.markup.contains("role="));
    }
}
