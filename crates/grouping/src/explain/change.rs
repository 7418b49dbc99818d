//! One thing changed by hand: what comes of it, what it breaks and what it costs. Nothing is solved, so it takes no
//! more time than to score the groups once.

use serde::Serialize;

use super::{
    compare::{self, Costs},
    edit::{Edit, EditFault, edited, undoing},
};
use crate::{Arrangement, Breach, Id, Lock, Problem, Who, check, score};

/// What comes of an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The arrangement after it, in its one order.
    pub arrangement: Arrangement,
    /// Everything in it that is not allowed, in groups by their new positions; the edit is done all the same, since
    /// who forms groups may know better.
    pub breaches: Vec<Breach>,
    /// Those of the breaches that were not there before, told without the positions of groups.
    pub new: Vec<Breach>,
    /// What it costs: above nought is worse.
    pub costs: Costs,
    /// What is settled by hand after it ([`crate::Relations::locks`]); another than before only for
    /// [`Edit::Lock`] and [`Edit::Unlock`].
    pub locks: Vec<Lock>,
    /// What takes it back: to be done one after the other.
    pub undo: Vec<Edit>,
}

/// Does one thing by hand.
///
/// # Errors
/// [`EditFault`] where it cannot be done. A broken rule is no error: it is told.
pub fn change(problem: &Problem, arrangement: &Arrangement, edit: &Edit) -> Result<Changed, EditFault> {
    known(problem, edit)?;
    let before = arrangement.clone().canonical();
    let after = edited(&before, edit)?;
    let undo = undoing(&before, edit)?;
    let locks = locks(problem, &before, edit)?;
    let breaches = check(problem, &after);
    let old: Vec<Breach> = check(problem, &before).into_iter().map(|it| nowhere(it, &before, problem)).collect();
    let new = breaches.iter().filter(|it| !old.contains(&nowhere((*it).clone(), &after, problem))).cloned().collect();
    let costs = compare::costs(&score(problem, &before), &score(problem, &after));
    Ok(Changed { arrangement: after, breaches, new, costs, locks, undo })
}

/// Whether those an edit names are here.
fn known(problem: &Problem, edit: &Edit) -> Result<(), EditFault> {
    let mentor = |id: &Id| match problem.who(id) {
        Some(Who::Mentor(at)) if problem.mentors()[at].id == *id => Ok(()),
        _ => Err(EditFault::NoMentor { id: id.clone() }),
    };
    match edit {
        Edit::Mentor { mentor: Some(id), .. } | Edit::Support { support: Some(id), .. } => mentor(id),
        _ => Ok(()),
    }
}

/// What is settled after an edit.
fn locks(problem: &Problem, before: &Arrangement, edit: &Edit) -> Result<Vec<Lock>, EditFault> {
    let mut locks = problem.ask().relations.locks.clone();
    let group = |of: &Id| before.group_of(of).map(|number| &before.groups[number]);
    match edit {
        Edit::Lock { of } => {
            let Some(group) = group(of) else { return Err(EditFault::NoGroup { id: of.clone() }) };
            let lock = Lock { members: group.members.iter().cloned().collect(), mentor: group.mentor.clone() };
            if locks.contains(&lock) {
                return Err(EditFault::Nothing);
            }
            locks.push(lock);
            locks.sort();
        }
        Edit::Unlock { of } => {
            let there = locks.len();
            locks.retain(|it| !it.members.contains(of));
            if locks.len() == there {
                return Err(EditFault::Nothing);
            }
        }
        _ => {}
    }
    Ok(locks)
}

/// A breach told by the first member of its group instead of the group's position, which changes with the order.
fn nowhere(breach: Breach, arrangement: &Arrangement, problem: &Problem) -> Breach {
    let first = |group: usize| {
        let id = arrangement.groups.get(group).and_then(|it| it.members.first());
        match id.and_then(|it| problem.who(it)) {
            Some(Who::Party(at)) => at,
            _ => usize::MAX,
        }
    };
    let mut breach = breach;
    if let Some(group) = group_of(&mut breach) {
        *group = first(*group);
    }
    breach
}

const fn group_of(breach: &mut Breach) -> Option<&mut usize> {
    match breach {
        Breach::Stranger { group, .. } => group.as_mut(),
        Breach::Size { group, .. }
        | Breach::NoMentor { group }
        | Breach::UnwantedMentor { group, .. }
        | Breach::NoSupport { group, .. }
        | Breach::BacksNobody { group, .. }
        | Breach::TooFar { group, .. }
        | Breach::NoTheme { group }
        | Breach::NoLanguage { group }
        | Breach::Mixed { group }
        | Breach::NoHost { group }
        | Breach::SameMentor { group, .. }
        | Breach::Conflict { group, .. }
        | Breach::NotApart { group, .. } => Some(group),
        Breach::Twice { .. }
        | Breach::LeftOut { .. }
        | Breach::NotTogether { .. }
        | Breach::NotLocked { .. }
        | Breach::LeadsTooMany { .. }
        | Breach::BacksTooMany { .. }
        | Breach::TooManyGroups { .. } => None,
    }
}
