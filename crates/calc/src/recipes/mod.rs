//! The methods, a file a family.

mod disclosed;
mod effects;
mod explained;
mod formula;
mod inequality;
mod many_places;
mod many_tests;
mod model;
mod one_group;
mod ranked;
mod rates_split;
mod standardised;
mod strata;
mod time;
mod two_groups;

use crate::sheet::{Holds, Variable};
use crate::{Fault, Opt, Recipe, Takes};

/// Every family, in the order of the list.
pub(crate) static FAMILIES: &[&[Recipe]] = &[
    one_group::ALL,
    two_groups::ALL,
    ranked::ALL,
    standardised::ALL,
    rates_split::ALL,
    explained::ALL,
    many_places::ALL,
    many_tests::ALL,
    time::ALL,
    effects::ALL,
    inequality::ALL,
    disclosed::ALL,
];

pub(crate) use inequality::indicators;

/// Standard errors of values.
const SE: Opt = Opt::must(
    "se",
    Takes::Numbers,
    "Medelfel för varje värde (kolumn eller tal)",
    "Standard error of each value (column or numbers)",
);

/// Columns that must hold numbers.
fn only_numbers(variables: Vec<Variable>) -> Result<Vec<Vec<f64>>, Fault> {
    let one = |it: Variable| match it.holds {
        Holds::Numbers(values) => Ok(values),
        Holds::Levels(..) => Err(Fault::Own {
            sv: format!("Kolumnen ”{}” ska bara ha tal.", it.name),
            en: format!("Column “{}” must hold numbers only.", it.name),
        }),
    };
    variables.into_iter().map(one).collect()
}
