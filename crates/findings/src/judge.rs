//! The difference in one area, judged.

use crate::model::Model;
use crate::truth::cell;
use crate::{Covers, Finding, Grid, Why};

/// Standard normal quantile at 80 %: the power asked of [`Finding::smallest_visible`].
const POWER: f64 = 0.841_621_233_572_914_4;

/// A finding with nothing in it.
#[must_use]
pub(crate) fn nothing(why: Why) -> Finding {
    Finding {
        year: 0,
        women: f64::NAN,
        men: f64::NAN,
        difference: f64::NAN,
        ratio: f64::NAN,
        lasting: f64::NAN,
        error: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
        next_low: f64::NAN,
        next_high: f64::NAN,
        next_low_998: f64::NAN,
        next_high_998: f64::NAN,
        p: f64::NAN,
        smallest_visible: f64::NAN,
        years: 0,
        covers: Covers::Nothing(why),
    }
}

/// Judges the difference between women and men in one area. `grid` is the one the model was fitted
/// on.
#[must_use]
pub fn judge(model: &Model, grid: &Grid<'_>, area: usize) -> Finding {
    if area >= model.areas() || area >= grid.areas || model.years[area] == 0 {
        return nothing(Why::NoValue);
    }
    let position = usize::from(model.latest[area]);
    let Some((women, men)) = model.true_years.get(position).and_then(|&column| cell(grid, area, column)) else {
        return nothing(Why::NoValue);
    };
    let mut out = nothing(Why::TooFewYears);
    out.year = model.calendar(position);
    out.women = women;
    out.men = men;
    out.difference = women - men;
    out.ratio = if men == 0.0 { f64::NAN } else { women / men };
    out.lasting = model.lasting[area];
    out.years = model.years[area];
    if let Some(why) = model.none {
        out.covers = Covers::Nothing(why);
        return out;
    }
    out.error = model.error_square(area).sqrt();
    let reach = model.multiplier_95 * out.error;
    out.low = out.lasting - reach;
    out.high = out.lasting + reach;
    let next = model.next_square(area).sqrt();
    out.next_low = out.lasting - model.multiplier_95 * next;
    out.next_high = out.lasting + model.multiplier_95 * next;
    out.next_low_998 = out.lasting - model.multiplier_998 * next;
    out.next_high_998 = out.lasting + model.multiplier_998 * next;
    out.p = model.p(out.lasting, out.error);
    out.smallest_visible = (model.multiplier_95 + POWER * model.scale) * out.error;
    out.covers = Covers::YearToYear;
    out
}
