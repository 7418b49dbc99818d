//! The seven most like each: near in population, and of the same class.

use crate::{DemoArea, Similar};

const PEERS: usize = 7;
/// What another class costs, in log population.
const OTHER_CLASS: f64 = 0.4;

/// For every municipality, in order.
pub(crate) fn all(areas: &[DemoArea]) -> Vec<Similar> {
    areas
        .iter()
        .map(|area| {
            let mut far: Vec<(f64, &str)> = areas
                .iter()
                .filter(|other| other.code != area.code)
                .map(|other| (distance(area, other), other.code.as_str()))
                .collect();
            far.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
            let peers = far.into_iter().take(PEERS).map(|(_, code)| code.to_owned()).collect();
            Similar { area: area.code.clone(), peers }
        })
        .collect()
}

fn distance(a: &DemoArea, b: &DemoArea) -> f64 {
    let people = |area: &DemoArea| f64::from(area.population_women + area.population_men).max(1.0);
    let class = if a.skr_class == b.skr_class { 0.0 } else { OTHER_CLASS };
    (libm::log(people(a)) - libm::log(people(b))).abs() + class
}
