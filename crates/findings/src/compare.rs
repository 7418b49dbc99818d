//! An area's difference beside the differences of others.

use crate::model::Model;
use crate::truth::cell;
use crate::{Comparison, Covers, Grid, Weights, Why};

/// A comparison with nothing in it.
#[must_use]
pub(crate) fn nothing(weights: Weights, why: Why) -> Comparison {
    Comparison {
        weights,
        peer_difference: f64::NAN,
        peer_women: f64::NAN,
        peer_men: f64::NAN,
        excess: f64::NAN,
        error: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
        p: f64::NAN,
        percentile: f64::NAN,
        n: 0,
        covers: Covers::Nothing(why),
    }
}

/// Compares an area with the mean of `peers` that have a value in the area's latest true year.
/// The area itself and indices that do not exist are passed over. `population` is needed for
/// [`Weights::Population`] only; peers of unknown population are then passed over too.
#[must_use]
pub fn compare(
    model: &Model,
    grid: &Grid<'_>,
    area: usize,
    peers: &[u16],
    weights: Weights,
    population: &[f64],
) -> Comparison {
    if area >= model.areas() || model.years[area] == 0 {
        return nothing(weights, Why::NoValue);
    }
    let position = usize::from(model.latest[area]);
    let Some(&column) = model.true_years.get(position) else {
        return nothing(weights, Why::NoValue);
    };
    let own = model.lasting[area];
    let (mut total, mut women, mut men, mut lasting, mut noise) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut n, mut below) = (0_u16, 0.0);
    for &peer in peers {
        let peer = usize::from(peer);
        if peer == area || peer >= model.areas() {
            continue;
        }
        let Some((w, m)) = cell(grid, peer, column) else {
            continue;
        };
        let weight = match weights {
            Weights::Equal => 1.0,
            Weights::Population => population.get(peer).copied().unwrap_or(f64::NAN),
        };
        if !(weight > 0.0 && weight.is_finite()) {
            continue;
        }
        total += weight;
        women += weight * w;
        men += weight * m;
        lasting += weight * model.lasting[peer];
        noise += weight * weight * model.compared_square(peer);
        n += 1;
        if model.lasting[peer] < own {
            below += 1.0;
        } else if model.lasting[peer] == own {
            below += 0.5;
        }
    }
    if n == 0 {
        return nothing(weights, Why::NoPeers);
    }
    let mut out = nothing(weights, Why::NoPeers);
    out.n = n;
    out.peer_women = women / total;
    out.peer_men = men / total;
    out.peer_difference = out.peer_women - out.peer_men;
    out.excess = own - lasting / total;
    out.percentile = 100.0 * below / f64::from(n);
    if let Some(why) = model.none {
        out.covers = Covers::Nothing(why);
        return out;
    }
    out.error = (model.compared_square(area) + noise / (total * total)).sqrt();
    out.low = out.excess - model.multiplier_95 * out.error;
    out.high = out.excess + model.multiplier_95 * out.error;
    out.p = model.p(out.excess, out.error);
    out.covers = Covers::YearToYear;
    out
}
