//! The groups that could be part of something better as an integer programme, solved through `good_lp`: by microlp, or
//! by HiGHS with the feature `highs`.
//!
//! The solvers reckon with floating numbers and promise no optimum that could be relied on, so what comes back is a
//! suggestion: a plan that is scored in whole numbers like any other. Nothing is proven here.

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, variable};

use super::space::{Column, Space};

/// The most columns that are handed over.
#[cfg(not(feature = "highs"))]
pub(super) const MOST: usize = 60;
/// The most columns that are handed over.
#[cfg(feature = "highs")]
pub(super) const MOST: usize = 20_000;

/// The best choice of these columns, as far as the solver knows; `None`: it found none.
pub(super) fn solve(space: &Space<'_>, columns: &[Column], (low, high): (i64, i64)) -> Option<Vec<Column>> {
    let mut variables = ProblemVariables::new();
    let chosen: Vec<Variable> = columns.iter().map(|_| variables.add(variable().binary())).collect();
    // Points are far below 2^53; an open interval has no upper limit.
    let most = high.min(columns.iter().map(|it| it.worst).max().unwrap_or(0)).max(low);
    let heaviest = variables.add(variable().min(low as f64).max(most as f64));
    let mut total: Expression = columns.iter().zip(&chosen).map(|(it, x)| it.cost as f64 * *x).sum();
    total += space.fairness as f64 * heaviest;
    let sum = |holds: &dyn Fn(&Column) -> bool| -> Expression {
        columns.iter().zip(&chosen).filter(|(it, _)| holds(it)).map(|(_, x)| Expression::from(*x)).sum()
    };
    let mut rules = Vec::new();
    for unit in 0..space.n {
        rules.push(constraint!(sum(&|it| it.units().any(|there| there == unit)) == 1));
        if space.fairness > 0 {
            let bears: Expression = columns
                .iter()
                .zip(&chosen)
                .filter(|(it, _)| it.units().any(|there| there == unit))
                .map(|(it, x)| it.worst as f64 * *x)
                .sum();
            rules.push(constraint!(bears <= heaviest));
        }
    }
    let mut backs: Vec<Expression> = vec![Expression::default(); space.backs.len()];
    for mentor in 0..space.m {
        let led = sum(&|it| usize::from(it.mentor) == mentor);
        rules.push(constraint!(led.clone() <= f64::from(space.leads[mentor])));
        if space.backing[mentor] == [(0, None)] {
            continue;
        }
        let mut backed = Expression::default();
        for (cost, who) in &space.backing[mentor] {
            let times = variables.add(variable().min(0.0).max(f64::from(space.leads[mentor])));
            total += *cost as f64 * times;
            backed += times;
            if let Some(who) = who {
                backs[*who] += times;
            }
        }
        rules.push(constraint!(backed == led));
    }
    for (there, room) in backs.into_iter().zip(&space.backs) {
        rules.push(constraint!(there <= f64::from(*room)));
    }
    rules.push(constraint!(sum(&|it| !it.is_out()) <= f64::from(space.most_groups)));
    let problem = variables.minimise(total);
    #[cfg(not(feature = "highs"))]
    let mut model = problem.using(good_lp::microlp);
    #[cfg(feature = "highs")]
    let mut model = problem.using(good_lp::highs);
    for rule in rules {
        model = model.with(rule);
    }
    let solution = model.solve().ok()?;
    let taken = columns.iter().zip(&chosen).filter(|(_, x)| solution.value(**x) > 0.5).map(|(it, _)| *it);
    let taken: Vec<Column> = taken.collect();
    whole(space, &taken).then_some(taken)
}

/// Whether these hold every unit once, and no mentor leads more than it can: asked of whole numbers.
fn whole(space: &Space<'_>, columns: &[Column]) -> bool {
    let mut times = vec![0_u32; space.n];
    columns.iter().flat_map(Column::units).for_each(|unit| times[unit] += 1);
    let mut led = vec![0_u32; space.m];
    columns.iter().filter(|it| !it.is_out()).for_each(|it| led[usize::from(it.mentor)] += 1);
    times.iter().all(|it| *it == 1)
        && led.iter().zip(&space.leads).all(|(there, most)| there <= most)
        && columns.iter().filter(|it| !it.is_out()).count() <= space.most_groups as usize
}
