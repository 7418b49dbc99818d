//! The arrangement with the shortest ways.

use super::compare::between_all;
use super::facts::{Facts, Who};

/// The group of each participant.
pub(super) fn shortest(facts: &Facts) -> Option<Vec<usize>> {
    // One table over all sets of participants: 2^n rows.
    if facts.members.len() > 16 {
        return None;
    }
    let all = (1_usize << facts.members.len()) - 1;
    let mut rows: Vec<Option<(u32, Vec<usize>)>> = vec![None; all + 1];
    rows[0] = Some((0, Vec::new()));
    for mentor in &facts.mentors {
        let groups: Vec<(usize, u32)> = (1..=all)
            .filter(|set| (facts.sizes.0..=facts.sizes.1).contains(&(set.count_ones() as usize)))
            .map(|set| (set, km(facts, mentor.as_ref(), set)))
            .collect();
        let mut next: Vec<Option<(u32, Vec<usize>)>> = vec![None; all + 1];
        for (have, row) in rows.iter().enumerate() {
            let Some((cost, chosen)) = row else { continue };
            for (set, more) in groups.iter().filter(|(set, _)| set & have == 0) {
                let cost = cost + more;
                let there = &mut next[have | set];
                if there.as_ref().is_none_or(|(least, _)| cost < *least) {
                    *there = Some((cost, chosen.iter().copied().chain([*set]).collect()));
                }
            }
        }
        rows = next;
    }
    let (_, chosen) = rows.pop()??;
    Some((0..facts.members.len()).map(|it| chosen.iter().position(|set| set >> it & 1 == 1).unwrap_or(0)).collect())
}

fn km(facts: &Facts, mentor: Option<&Who>, set: usize) -> u32 {
    let members = facts.members.iter().enumerate().filter(|(it, _)| set >> it & 1 == 1).map(|(_, it)| it);
    between_all(&mentor.into_iter().chain(members).copied().collect::<Vec<_>>())
}
