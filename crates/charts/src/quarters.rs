//! Level against difference.

use crate::{Frame, Svg};

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
    let _ = (chart, frame, tick_difference, tick_level);
    Svg::default()
}
