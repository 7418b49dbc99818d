//! A plan from prices: fix the groups the prices like best, price again, and so on to the end; what is left over is
//! put right by [`super::improve`] (diving: Wedelin 1995, Annals of Operations Research 57:283; Sadykov et al. 2019,
//! INFORMS Journal on Computing 31:251).

use super::{
    dual::{Pool, Prices, Rest},
    space::{Column, Space},
    work::Work,
};

/// Turns of the volume algorithm at first, and between two fixings.
const FIRST_TURNS: usize = 100;
const TURNS: usize = 25;

/// Groups for most of the units, none of whose members bears more than a cap.
pub(super) fn dive(
    space: &Space<'_>,
    pool: &Pool,
    from: &Prices,
    (cap, target): (i64, f64),
    work: &mut Work<'_>,
) -> Vec<Column> {
    let mut rest = Rest::all(space, cap);
    let mut columns: Vec<Column> = pool.columns().filter(|it| it.worst <= cap).copied().collect();
    let (mut chosen, mut prices, mut left) = (Vec::new(), from.clone(), target);
    let mut turns = FIRST_TURNS;
    while !columns.is_empty() && chosen.len() < space.most_groups as usize {
        let mut now = Pool::new(space);
        now.extend(columns.iter().copied());
        prices = now.ascend(space, &prices, (&rest, left, turns), work).1;
        if work.ended {
            break;
        }
        turns = TURNS;
        let lead = |k: usize| space.backing[k].first().map_or(0, |it| it.0) as f64;
        let reduced = |it: &Column| it.cost as f64 + lead(usize::from(it.mentor)) - prices.paid(it);
        let mut best: Vec<(f64, Column)> = columns.iter().map(|it| (reduced(it), *it)).collect();
        best.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let free = rest.free.iter().filter(|it| **it).count();
        let mut fixed = 0;
        for (_, column) in best {
            if fixed > free / 40 || chosen.len() >= space.most_groups as usize {
                break;
            }
            let room = &mut rest.leads[usize::from(column.mentor)];
            if *room > 0 && column.units().all(|unit| rest.free[unit]) {
                *room -= 1;
                column.units().for_each(|unit| rest.free[unit] = false);
                column.units().for_each(|unit| prices.unit[unit] = 0.0);
                left -= column.cost as f64;
                chosen.push(column);
                fixed += 1;
            }
        }
        columns.retain(|it| rest.leads[usize::from(it.mentor)] > 0 && it.units().all(|unit| rest.free[unit]));
        work.spend(30 * columns.len() as u64);
    }
    chosen
}
