//! The longest way anybody in a group has to anybody else in it.

use crate::{Group, Problem, Who};

/// The longest way between two who meet in a group, in kilometres or minutes, and who they are; `None` where nobody
/// has any.
pub fn farthest(problem: &Problem, group: &Group) -> Option<(u32, [String; 2])> {
    let party = |id: &String| match problem.who(id) {
        Some(Who::Party(at)) => Some(at),
        _ => None,
    };
    let mentor = group.mentor.as_ref().and_then(|id| match problem.who(id) {
        Some(Who::Mentor(at)) => Some((at, id)),
        _ => None,
    });
    let mut ways: Vec<(u32, [String; 2])> = Vec::new();
    for (nth, one) in group.members.iter().enumerate() {
        let Some(at) = party(one) else { continue };
        for other in &group.members[nth + 1..] {
            ways.extend(party(other).map(|there| (problem.way(at, there), [one.clone(), other.clone()])));
        }
        ways.extend(mentor.map(|(there, id)| (problem.way_to_mentor(at, there), [one.clone(), id.clone()])));
    }
    // Of several as long, the first.
    ways.into_iter().rev().max_by_key(|(way, _)| *way).filter(|(way, _)| *way > 0)
}
