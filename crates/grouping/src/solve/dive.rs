//! A plan from the relaxation: take for good the groups it takes most of, let it choose anew among what fits beside them,
//! and so on to the end; what is left over is put right by [`super::improve`] (diving with column generation: Sadykov,
//! Vanderbeck, Pessoa, Tahiri and Uchoa 2019, INFORMS Journal on Computing 31:251).

use super::{
    dual::Whole,
    master::Master,
    price::{FINE, Pricing},
    prove::Proof,
    space::{Column, Space},
    work::Work,
};

/// Looks for new groups between two fixings.
const LOOKS: usize = 4;
/// New groups of a mentor at a time.
const EACH: usize = 6;
/// The price of a unit that has its group: no other is worth that.
const NEVER: i64 = -(1 << 50);
/// The most groups written down for a neighbourhood, and the most branches.
const WRITTEN: usize = 3_000;
const BRANCHES: u64 = 150;
/// Of a group the relaxation takes more of than this there is no doubt.
const SURE: f64 = 0.99;
/// Of one it takes more of than this there is little.
const LIKELY: f64 = 0.75;

/// Groups for most of the units, those kept among them, none of whose members bears more than a cap. A first group in `not` is not taken
/// first: another way is tried (limited discrepancy: Harvey and Ginsberg 1995, IJCAI-95, 607).
pub(super) fn dive(
    space: &Space<'_>,
    master: &mut Master<'_, '_>,
    (cap, kept): (i64, &[Column]),
    not: &mut Vec<Column>,
    work: &mut Work<'_>,
) -> Vec<Column> {
    master.set_cap(cap);
    let mut chosen: Vec<Column> = kept.to_vec();
    let (mut leads, mut groups) = (space.leads.clone(), space.most_groups);
    for column in kept.iter().filter(|it| !it.is_out()) {
        let lead = &mut leads[usize::from(column.mentor)];
        *lead = lead.saturating_sub(1);
        groups = groups.saturating_sub(1);
    }
    master.extend(kept.iter().copied());
    master.fix(kept);
    loop {
        for _ in 0..LOOKS {
            if !master.solve(work) || !fresh(space, master, cap, work) {
                break;
            }
        }
        if work.ended {
            break;
        }
        let mut taken: Vec<(f64, Column)> = master
            .shares()
            .into_iter()
            .filter(|(column, _)| !column.is_out() && !column.units().any(|unit| master.fixed()[unit]))
            .filter(|(column, share)| *share > SURE || !not.contains(column))
            .map(|(column, share)| (share, column))
            .collect();
        taken.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some(first) = taken.first() else { break };
        if first.0 <= SURE {
            not.push(first.1);
        }
        let most = 1 + taken.len() / 40;
        let mut doubtful = 0;
        let mut now: Vec<Column> = Vec::new();
        let mut busy = vec![false; space.n];
        for (share, column) in taken {
            let lead = &mut leads[usize::from(column.mentor)];
            let fits = groups > 0 && *lead > 0 && !column.units().any(|unit| busy[unit]);
            if fits && (share > SURE || now.is_empty() || (share > LIKELY && doubtful < most)) {
                doubtful += usize::from(share <= SURE);
                *lead -= 1;
                groups -= 1;
                column.units().for_each(|unit| busy[unit] = true);
                now.push(column);
            }
        }
        if now.is_empty() {
            break;
        }
        master.fix(&now);
        chosen.extend(now);
    }
    master.release();
    chosen
}

/// The best that can be made of the units whose groups are not kept, as far as a few branches tell: the relaxation of
/// what is left, every group that could be part of something better at its prices, and a branch and bound over these
/// ([`super::prove`]).
pub(super) fn renew(
    space: &Space<'_>,
    master: &mut Master<'_, '_>,
    (best, spare, cap): (i64, i64, i64),
    kept: &[Column],
    work: &mut Work<'_>,
) -> Option<Vec<Column>> {
    master.set_cap(cap);
    master.extend(kept.iter().copied());
    master.fix(kept);
    for _ in 0..4 * LOOKS {
        if !master.solve(work) || !fresh(space, master, cap, work) {
            break;
        }
    }
    let mut room = (spare - master.value() as i64).max(1);
    let mut columns = None;
    for _ in 0..4 {
        columns = written(space, master, (cap, room), work);
        if columns.is_some() || work.ended {
            break;
        }
        room /= 3;
    }
    let mut prices = master.prices();
    (prices.cut, prices.cuts) = (Vec::new(), Vec::new());
    master.release();
    let mut proof = Proof::new(space, best, BRANCHES);
    proof.rest(kept, columns?, &prices, cap, work);
    proof.found
}

/// Every group of the units that are left that is at most so much too dear; `None`: too many.
fn written(
    space: &Space<'_>,
    master: &Master<'_, '_>,
    (cap, room): (i64, i64),
    work: &mut Work<'_>,
) -> Option<Vec<Column>> {
    let whole = left(space, master);
    let mut all = Vec::new();
    for mentor in (0..space.m).filter(|it| space.leads[*it] > 0) {
        let Some(lead) = whole.lead(space, mentor) else { continue };
        let rent = super::price::fine(master.rent(mentor));
        let most = WRITTEN.checked_sub(all.len())?;
        let pricing = Pricing::new(space, mentor, &whole, cap);
        all.extend(pricing.every(room * FINE - lead - rent + 1, most, work)?.into_iter().map(|it| it.1));
        if work.ended {
            return None;
        }
    }
    let outs = (0..space.n).filter(|unit| !master.fixed()[*unit]).filter_map(|unit| space.left_out(unit));
    all.extend(outs);
    Some(all)
}

/// The master's prices, at which no unit that has its group is worth another.
fn left(space: &Space<'_>, master: &Master<'_, '_>) -> Whole {
    let mut whole = master.prices().whole(space);
    for (price, _) in whole.unit.iter_mut().zip(master.fixed()).filter(|(_, fixed)| **fixed) {
        *price = NEVER;
    }
    whole
}

/// Looks for groups of the units that are left that would make the master cheaper; whether there were any.
fn fresh(space: &Space<'_>, master: &mut Master<'_, '_>, cap: i64, work: &mut Work<'_>) -> bool {
    let whole = left(space, master);
    let mut found = Vec::new();
    for mentor in (0..space.m).filter(|it| space.leads[*it] > 0) {
        let Some(lead) = whole.lead(space, mentor) else { continue };
        let rent = super::price::fine(master.rent(mentor));
        let cheap = Pricing::new(space, mentor, &whole, cap).cheapest(-lead - rent, work);
        found.extend(cheap.into_iter().take(EACH).map(|it| it.1));
        if work.ended {
            return false;
        }
    }
    master.extend(found)
}
