//! A bound that holds, in whole numbers, over all groups there are: column generation around [`super::dual`].

use super::{
    cuts,
    dual::{Pool, Prices, Rest, Whole},
    master::Master,
    price::{FINE, Pricing},
    space::{Column, Space},
    work::Work,
};

/// The most columns of a mentor kept between rounds.
const POOL: usize = 400;
/// Columns of a mentor that are taken in at once.
const AT_ONCE: usize = 25;
/// Turns of the volume algorithm between two looks at all groups.
const TURNS: usize = 150;
/// The most looks at all groups for one bound.
const LOOKS: usize = 60;

/// The most rounds of the master problem for one bound.
const ROUNDS: usize = 200;
/// As near the master's value as this share is there.
const NEAR: f64 = 3e-5;

/// A bound on the plain cost (without fairness) of all arrangements none of whose members bears more than a cap.
#[derive(Clone)]
pub(super) struct Bound {
    /// The bound: fine.
    pub(super) value: i64,
    /// At these prices.
    pub(super) whole: Whole,
    /// The same, to go on from.
    pub(super) prices: Prices,
    /// What each group of a mentor costs at least beyond the prices, where that is below nought: fine.
    pub(super) rents: Vec<i64>,
}

/// The bound at these prices, computed over all groups; cheap groups are put in `found`.
pub(super) fn at(
    space: &Space<'_>,
    prices: &Prices,
    cap: i64,
    found: &mut Vec<Column>,
    work: &mut Work<'_>,
) -> Option<Bound> {
    let whole = prices.whole(space);
    let mut value = whole.base(space, &prices.cuts);
    let mut rents = vec![0; space.m];
    work.how.bounds += 1;
    for mentor in (0..space.m).filter(|it| space.leads[*it] > 0) {
        let Some(lead) = whole.lead(space, mentor) else { continue };
        // A group is cheap if it costs less than nothing with its lead.
        let cheap = Pricing::new(space, mentor, &whole, cap).cheapest(-lead, work);
        let Some((least, _)) = cheap.first() else { continue };
        rents[mentor] = least + lead;
        value += i64::from(space.leads[mentor]) * (least + lead);
        found.extend(cheap.iter().take(AT_ONCE).map(|(_, it)| *it));
        if work.ended {
            return None;
        }
    }
    Some(Bound { value, whole, prices: prices.clone(), rents })
}

/// Raises the bound from these prices until it no longer rises, or passes `enough` (fine).
pub(super) fn raise(
    space: &Space<'_>,
    pool: &mut Pool,
    from: &Prices,
    (cap, target, enough): (i64, i64, i64),
    work: &mut Work<'_>,
) -> Option<Bound> {
    let rest = Rest::all(space, cap);
    let mut found = Vec::new();
    let mut best = at(space, from, cap, &mut found, work)?;
    let mut idle = 0;
    for _ in 0..LOOKS {
        if best.value >= enough || work.ended {
            break;
        }
        pool.extend(found.drain(..));
        pool.tidy(&best.prices, POOL);
        let (hoped, prices, _) = pool.ascend(space, &best.prices, (&rest, target as f64 / FINE as f64, TURNS), work);
        let Some(next) = at(space, &prices, cap, &mut found, work) else { break };
        let gain = next.value - best.value;
        let left = hoped * FINE as f64 - best.value.max(next.value) as f64;
        if gain > 0 {
            best = next;
        }
        idle = if gain > target.abs() / 20_000 { 0 } else { idle + 1 };
        // Nothing dearer is left out of the pool, and the turns bring no more.
        if idle >= 4 || (idle >= 2 && left < target as f64 / 20_000.0) {
            break;
        }
    }
    pool.extend(found);
    Some(best)
}

/// Raises the bound to what the relaxation over all groups is worth, but for a hair: the master problem is solved
/// exactly over the groups it knows, and groups that would make it cheaper are looked for at prices between its own
/// and those of the best bound (smoothing: Wentges 1997, International Transactions in Operational Research 4:151;
/// Pessoa, Sadykov, Uchoa and Vanderbeck 2018, INFORMS Journal on Computing 30:339).
pub(super) fn converge(
    space: &Space<'_>,
    master: &mut Master<'_, '_>,
    mut best: Bound,
    (cap, enough): (i64, i64),
    work: &mut Work<'_>,
) -> Bound {
    master.set_cap(cap);
    let mut share: f64 = 0.5;
    for _ in 0..ROUNDS {
        if best.value >= enough || !master.solve(work) {
            break;
        }
        let own = master.prices();
        let left = master.value() * FINE as f64 - best.value as f64;
        if left < (best.value as f64 * NEAR).max(1.0) {
            break;
        }
        let mut found = Vec::new();
        let Some(bound) = at(space, &own.towards(&best.prices, share), cap, &mut found, work) else { break };
        let known = master.len();
        let useful = master.extend(found.drain(..));
        share = if useful { share.max(0.3) } else { share / 2.0 };
        if bound.value > best.value {
            best = bound;
        }
        if share > 0.05 {
            continue;
        }
        // The groups found are none the master would take: asked with its own prices.
        let Some(bound) = at(space, &own, cap, &mut found, work) else { break };
        master.extend(found);
        if bound.value > best.value {
            best = bound;
        }
        if master.len() == known {
            break;
        }
        share = 0.5;
    }
    best
}

/// The same with cuts: those that are broken are taken in, the bound raised, and so on while it helps.
pub(super) fn tighten(
    space: &Space<'_>,
    master: &mut Master<'_, '_>,
    mut best: Bound,
    (cap, enough): (i64, i64),
    most: usize,
    work: &mut Work<'_>,
) -> Bound {
    // Of four and more a price on two is not what is paid for the whole.
    if space.largest > 3 {
        return best;
    }
    let mut idle = 0;
    while best.value < enough && !work.ended && idle < 3 {
        let room = most.saturating_sub(master.cuts()).min(space.n / 4 + 8);
        let shares = master.shares();
        let mut broken = cuts::broken(space.n, &shares, room, work);
        broken.extend(cuts::odd(space.n, &shares, (cuts::WIDE, room - broken.len()), work));
        if broken.is_empty() {
            break;
        }
        master.cut(&broken);
        let before = best.value;
        best = converge(space, master, best, (cap, enough), work);
        idle = if best.value - before > before.abs() / 5_000 { 0 } else { idle + 1 };
    }
    best
}
