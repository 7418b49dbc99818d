//! Levels of a category that few women or men have are put together before anything is computed, so that neither
//! their shares nor what they explain tell of single persons; levels that nobody has after the filter go.

use crate::{Cells, Fault, Layout};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Sums with rare levels put together.
pub(crate) struct Folded<'c> {
    pub cells: Cow<'c, Cells>,
    /// Columns with the levels that were put together.
    pub together: Vec<(String, Vec<String>)>,
    /// Columns whose levels may not be told of: they have two, one of them rare.
    pub untold: BTreeSet<String>,
    /// Columns that are the same for all, and so explain nothing.
    pub alike: Vec<String>,
}

/// A level and how many women and men have it.
#[derive(Debug, Clone)]
struct Level {
    name: String,
    cases: [f64; 2],
    /// Its number in a row; none for the base.
    at: Option<usize>,
}

/// Puts levels together that fewer than `least` of either sex have.
pub(crate) fn folded(cells: &Cells, least: u64) -> Result<Folded<'_>, Fault> {
    let all = cells.all()?;
    #[allow(clippy::cast_precision_loss, reason = "a small number of cases")]
    let least = least as f64;
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    let (mut together, mut untold, mut alike) = (Vec::new(), BTreeSet::new(), Vec::new());
    for variable in &cells.layout.adjust {
        if variable.levels.is_empty() {
            columns.push(vec![variable.first]);
            names.push((variable.name.clone(), Vec::new()));
            continue;
        }
        let levels = levels(cells, variable, [all[0].rows(), all[1].rows()]);
        if levels.len() < 2 {
            alike.push(variable.name.clone());
            continue;
        }
        let rare = rare(&levels, least);
        if rare.len() == levels.len() {
            untold.insert(variable.name.clone());
        }
        let (kept, rare): (Vec<Level>, Vec<Level>) = if rare.len() == levels.len() {
            (levels, Vec::new())
        } else {
            levels.into_iter().partition(|it| !rare.contains(&it.name))
        };
        let mut own: Vec<(String, Vec<Option<usize>>)> = kept.into_iter().map(|it| (it.name, vec![it.at])).collect();
        if !rare.is_empty() {
            let members: Vec<String> = rare.iter().map(|it| it.name.clone()).collect();
            own.push((members.join(" + "), rare.iter().map(|it| it.at).collect()));
            together.push((variable.name.clone(), members));
        }
        // The level that holds what had no number of its own is the base; where nobody has that, any will do.
        let base = own.iter().position(|(_, at)| at.contains(&None)).unwrap_or(0);
        own[..=base].rotate_right(1);
        columns.extend(own.iter().skip(1).map(|(_, at)| at.iter().copied().flatten().collect::<Vec<usize>>()));
        names.push((variable.name.clone(), own.into_iter().map(|(name, _)| name).collect()));
    }
    let layout = Layout::new(names, cells.layout.outcome.clone());
    if layout == cells.layout {
        return Ok(Folded { cells: Cow::Borrowed(cells), together, untold, alike });
    }
    columns.push(vec![cells.layout.outcome_at()]);
    let sums =
        cells.cells.iter().map(|(key, sexes)| (key.clone(), [sexes[0].summed(&columns), sexes[1].summed(&columns)]));
    let counts = [0, 1].map(|sex| {
        let of = |at: &usize| cells.counts[sex].get(*at).copied().unwrap_or(0.0);
        columns.iter().map(|own| own.iter().map(of).sum()).collect()
    });
    let cells = Cells { layout, cells: sums.collect(), counts, ..cells.clone() };
    Ok(Folded { cells: Cow::Owned(cells), together, untold, alike })
}

/// The levels that somebody has.
fn levels(cells: &Cells, variable: &crate::Column, rows: [f64; 2]) -> Vec<Level> {
    let count = |sex: usize, at: usize| cells.counts[sex].get(at).copied().unwrap_or(0.0);
    let numbered = variable.first..variable.first + variable.width();
    let base = [0, 1].map(|sex| rows[sex] - numbered.clone().map(|at| count(sex, at)).sum::<f64>());
    let cases = std::iter::once((None, base)).chain(numbered.map(|at| (Some(at), [count(0, at), count(1, at)])));
    let all = variable.levels.iter().zip(cases).map(|(name, (at, cases))| Level { name: name.clone(), cases, at });
    all.filter(|it| it.cases.iter().sum::<f64>() > 0.5).collect()
}

/// Those that few women or men have, and the next rarest with them until they are several that together are enough.
/// A level that no man has tells of the women in it: it counts as rare.
fn rare(levels: &[Level], least: f64) -> BTreeSet<String> {
    let fewest = |it: &Level| it.cases[0].min(it.cases[1]);
    let mut order: Vec<&Level> = levels.iter().collect();
    order.sort_by(|a, b| fewest(a).total_cmp(&fewest(b)).then_with(|| a.name.cmp(&b.name)));
    let few = order.iter().filter(|it| fewest(it) < least).count();
    if few == 0 {
        return BTreeSet::new();
    }
    let sum = |n: usize, sex: usize| order[..n].iter().map(|it| it.cases[sex]).sum::<f64>();
    let enough = |n: &usize| *n >= 2 && sum(*n, 0) >= least && sum(*n, 1) >= least;
    let n = (few..=order.len()).find(enough).unwrap_or(order.len());
    order[..n].iter().map(|it| it.name.clone()).collect()
}
