//! Numbers to accessible SVG.
//!
//! Pure: no language, no file, no clock. Titles, descriptions and labels come in as texts, the
//! numbers on the axes through a function of the caller. Every chart is a plain struct and a
//! function that takes it with a [`Frame`] and returns an [`Svg`].
//!
//! On a page: draw each chart twice, [`Width::Wide`] and [`Width::Narrow`], join them with
//! [`pair`], and put [`CSS`] into the style sheet. In a PDF: draw once with [`Theme::Print`].

#[cfg(test)]
mod check;
mod draw;
mod dumbbell;
mod family;
mod funnel;
#[cfg(test)]
mod fuzz;
mod genealogy;
mod interval_rows;
mod lines;
mod quarters;
mod run;
mod scale;
mod small_bar;
mod small_levels;
mod strip;
mod text;
mod tiles;
mod ways;

pub use dumbbell::{Dumbbell, DumbbellRow, Value, dumbbell};
pub use family::{Family, FamilyNode, family};
pub use funnel::{Funnel, FunnelDot, FunnelLimit, FunnelThis, funnel};
pub use genealogy::{Genealogy, GenealogyEdge, GenealogyNode, GenealogyRound, Tie, TieWords, genealogy};
pub use interval_rows::{IntervalRow, IntervalRows, interval_rows};
pub use lines::{Lines, Series, YearPoint, lines};
pub use quarters::{QuarterDot, QuarterThis, Quarters, quarters};
pub use run::{Run, RunChange, RunMedian, RunPoint, RunSeries, RunSignal, RunTarget, run};
pub use scale::nice_ticks;
pub use small_bar::{SmallBar, small_bar};
pub use small_levels::{SmallLevels, small_levels};
pub use strip::{Strip, StripDot, StripThis, strip};
pub use text::escape;
pub use tiles::{Tile, TileClass, TileShape, Tiles, tiles};
pub use ways::{Degrees, Way, WayMark, WayPanel, WayPlace, WayWords, Ways, ways};

/// The rules for the classes the charts use. Colours come from the custom properties `--women`,
/// `--men`, `--women-text`, `--men-text`, `--ink`, `--quiet`, `--line`, `--paper` and `--link`,
/// each with the light scheme's colour to fall back on.
pub const CSS: &str = include_str!("chart.css");

/// The custom properties [`CSS`] reads, for the light and the dark scheme. For a page that does
/// not set them itself.
pub const PALETTE: &str = include_str!("palette.css");

/// Where the chart will stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// On a page: classes only, coloured by [`CSS`]; fit for a strict content security policy.
    #[default]
    Page,
    /// In a PDF: literal colours and the font Source Sans 3, because there is no style sheet.
    Print,
}

/// Which of its two forms a chart takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// For a column of at least 640 px (the small charts: 400 px).
    #[default]
    Wide,
    /// For a telephone: 320 units wide, text readable from 280 px.
    Narrow,
}

/// What all charts need to know about the place they will stand in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Prefix of the ids in the chart, unique on the page. The two widths of one chart may share
    /// it: the ids also carry the width.
    pub id: &'a str,
    /// Page or print.
    pub theme: Theme,
    /// Wide or narrow.
    pub width: Width,
}

/// Whose value it is. Women are purple, a circle and a solid line; men orange, a square and a
/// dashed line; the total is grey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Who {
    /// Women, girls.
    Women,
    /// Men, boys.
    Men,
    /// Everybody, or a group not parted by sex.
    #[default]
    Total,
}

/// A text that was placed, and the room it takes, in units of the view box.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    /// The text as drawn (it may have been cut to fit).
    pub text: String,
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// A finished chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Svg {
    /// The `<svg>` element; safe to put into a page as it is.
    pub markup: String,
    /// Width of the view box; its natural width in CSS px.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The texts that were placed; for tests.
    pub labels: Vec<Label>,
}

/// The two forms of a chart in one box in which [`CSS`] shows the fitting one.
pub fn pair(wide: &Svg, narrow: &Svg) -> String {
    format!("<div class=\"chart-box\">{}{}</div>", wide.markup, narrow.markup)
}
