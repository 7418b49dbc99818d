//! A whole plan: every unit in a column, and what it costs.

use super::{
    backing,
    space::{Column, Space},
};

/// Columns that hold every unit once. Where somebody is left out who may not be, that costs [`Scale::ruin`], more than
/// any allowed arrangement: so that a plan can be bettered step by step until nobody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) columns: Vec<Column>,
    pub(super) total: i64,
}

/// What is larger than anything.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// More than any arrangement costs that is allowed.
    pub(super) ruin: i64,
}

impl Scale {
    pub(super) fn of(space: &Space<'_>) -> Self {
        let n = space.n;
        let pairs = (0..n).map(|u| (0..n).map(|v| space.pair(u, v)).max().unwrap_or(0)).max().unwrap_or(0);
        let inner = space.inner.iter().copied().max().unwrap_or(0);
        let leads = (0..n).flat_map(|u| (0..space.m).map(move |k| (u, k)));
        let lead = leads.map(|(u, k)| space.lead(u, k)).max().unwrap_or(0);
        let back = space.backing.iter().flatten().map(|it| it.0).max().unwrap_or(0);
        let out = space.out.iter().flatten().copied().max().unwrap_or(0);
        let host = space.problem.cost_of_no_host() * i64::from(crate::MOST_IN_GROUP);
        let one = 5 * pairs + inner + lead + host + back + out;
        Self { ruin: 1 + one * (n as i64 + space.fairness) }
    }

    /// More than any one group costs.
    pub(super) fn dear(self, space: &Space<'_>) -> f64 {
        2.0 * (self.ruin / (space.n as i64 + space.fairness)) as f64
    }
}

impl Plan {
    /// A plan that holds these groups, and leaves everybody else out; `None`: more than the mentors can take on.
    pub(super) fn of(space: &Space<'_>, scale: Scale, mut columns: Vec<Column>) -> Option<Self> {
        let mut there = vec![false; space.n];
        columns.iter().flat_map(Column::units).for_each(|unit| there[unit] = true);
        columns.extend((0..space.n).filter(|unit| !there[*unit]).map(|unit| out(space, scale, unit)));
        columns.iter_mut().for_each(|it| it.cuts = 0);
        columns.sort_unstable();
        let total = total(space, &columns).filter(|_| can(space, &columns))?;
        Some(Self { columns, total })
    }

    /// Whether nobody is left out who may not be.
    pub(super) fn holds(&self, scale: Scale) -> bool {
        self.total < scale.ruin
    }
}

/// Whether no mentor leads more than it can, and there are no more groups than there may be.
fn can(space: &Space<'_>, columns: &[Column]) -> bool {
    let mut led = vec![0_u32; space.m];
    columns.iter().filter(|it| !it.is_out()).for_each(|it| led[usize::from(it.mentor)] += 1);
    led.iter().zip(&space.leads).all(|(there, most)| there <= most) && led.iter().sum::<u32>() <= space.most_groups
}

/// One left out, at ruin where that is not allowed.
pub(super) fn out(space: &Space<'_>, scale: Scale, unit: usize) -> Column {
    space.left_out(unit).unwrap_or_else(|| Column::ruin(unit, scale.ruin))
}

/// What columns cost, with fairness and with who backs whom; `None`: there is nobody to back somebody.
pub(super) fn total(space: &Space<'_>, columns: &[Column]) -> Option<i64> {
    let plain: i64 = columns.iter().map(|it| it.cost).sum();
    let worst = columns.iter().map(|it| it.worst).max().unwrap_or(0);
    Some(plain + space.fairness * worst + backed(space, columns)?.0)
}

/// Who backs each column's mentor, in the order of the columns, and what it costs.
pub(super) fn backed(space: &Space<'_>, columns: &[Column]) -> Option<(i64, Vec<Option<usize>>)> {
    if !space.supported {
        return Some((0, vec![None; columns.len()]));
    }
    let groups: Vec<usize> = (0..columns.len()).filter(|at| !columns[*at].is_out()).collect();
    let mentors: Vec<usize> = groups.iter().map(|at| usize::from(columns[*at].mentor)).collect();
    let (cost, by) = backing::cheapest(space, &mentors)?;
    let mut all = vec![None; columns.len()];
    groups.iter().zip(by).for_each(|(at, by)| all[*at] = by);
    Some((cost, all))
}
