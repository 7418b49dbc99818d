//! Who backs whom: the cheapest way to give every group whose mentor should be backed a supporting mentor, within
//! what each can back. A transportation problem, solved by shortest augmenting paths (Jewell 1958; Ahuja, Magnanti
//! and Orlin, Network Flows, 1993, chapter 9).

use super::space::Space;

/// For each of these groups (by their mentors) who backs it, and what it costs in all; `None`: it cannot be done.
pub(super) fn cheapest(space: &Space<'_>, mentors: &[usize]) -> Option<(i64, Vec<Option<usize>>)> {
    let mut given: Vec<Option<usize>> = vec![None; mentors.len()];
    if mentors.iter().all(|k| space.backing[*k] == [(0, None)]) {
        return Some((0, given));
    }
    // Nobody (free of any limit) stands last.
    let nobody = space.backs.len();
    let mut room: Vec<u32> = space.backs.clone();
    room.push(u32::MAX);
    let cost = |group: usize, by: usize| {
        let ways = &space.backing[mentors[group]];
        ways.iter().find(|(_, who)| who.unwrap_or(nobody) == by).map(|(cost, _)| *cost)
    };
    let mut at: Vec<Option<usize>> = vec![None; mentors.len()];
    for start in 0..mentors.len() {
        augment(start, &mut at, &mut room, &cost)?;
    }
    let mut total = 0;
    for (group, by) in at.iter().enumerate() {
        let by = (*by)?;
        total += cost(group, by)?;
        given[group] = (by != nobody).then_some(by);
    }
    Some((total, given))
}

/// Gives one more group somebody, moving others where that is cheapest (Bellman-Ford over those who back).
fn augment(
    start: usize,
    at: &mut [Option<usize>],
    room: &mut [u32],
    cost: &dyn Fn(usize, usize) -> Option<i64>,
) -> Option<()> {
    let mut least: Vec<Option<(i64, usize)>> =
        (0..room.len()).map(|by| cost(start, by).map(|it| (it, start))).collect();
    loop {
        let mut better = false;
        for (group, by) in at.iter().enumerate().filter_map(|(group, by)| Some((group, (*by)?))) {
            let (Some((so_far, _)), Some(here)) = (least[by], cost(group, by)) else { continue };
            for other in (0..room.len()).filter(|it| *it != by) {
                let Some(there) = cost(group, other) else { continue };
                let way = so_far - here + there;
                if least[other].is_none_or(|(known, _)| way < known) {
                    least[other] = Some((way, group));
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
    let open = (0..room.len()).filter(|by| room[*by] > 0);
    let mut by = open.filter_map(|by| least[by].map(|(cost, _)| (cost, by))).min()?.1;
    room[by] -= 1;
    loop {
        let (_, group) = least[by]?;
        let before = at[group].replace(by);
        match before {
            Some(before) => by = before,
            None => return Some(()),
        }
    }
}
