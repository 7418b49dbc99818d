//! One thing done to an arrangement by hand, and the edits that take it back.
//!
//! Groups are told by one of their members, not by a number: numbers change when the order does. Nothing here
//! asks whether the rules hold; [`super::change`] tells what an edit breaks and costs.

use serde::{Deserialize, Serialize};

use crate::{Arrangement, Group, Id};

/// Where somebody is moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// To the group this one is a member of.
    With(Id),
    /// To a group of its own.
    Own,
    /// Out of all groups.
    Out,
}

/// One thing done by hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// A member moves; who is left out can be moved in.
    Move {
        /// Who.
        who: Id,
        /// Where to.
        to: Where,
    },
    /// Two members change places; one of them may be left out of all groups.
    Swap {
        /// The one.
        one: Id,
        /// The other.
        other: Id,
    },
    /// A group gets another mentor, or none.
    Mentor {
        /// A member of the group.
        of: Id,
        /// Who leads it.
        mentor: Option<Id>,
    },
    /// A group gets another supporting mentor, or none.
    Support {
        /// A member of the group.
        of: Id,
        /// Who backs its mentor.
        support: Option<Id>,
    },
    /// A group is settled: its members and its mentor stay together in whatever is formed after this.
    Lock {
        /// A member of the group.
        of: Id,
    },
    /// What was settled about this one's group is open again.
    Unlock {
        /// A member of the group.
        of: Id,
    },
    /// A group is dissolved: its members are left out until they are moved.
    Dissolve {
        /// A member of the group.
        of: Id,
    },
}

/// Why an edit cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum EditFault {
    /// Nobody of that id is to be placed.
    NoParty {
        /// The id.
        id: Id,
    },
    /// Nobody of that id could mentor.
    NoMentor {
        /// The id.
        id: Id,
    },
    /// This one has no group.
    NoGroup {
        /// Who.
        id: Id,
    },
    /// The edit would change nothing.
    Nothing,
    /// The same organisation would lead a group and back its mentor.
    BacksItself {
        /// Who.
        id: Id,
    },
    /// The group has no mentor to back.
    NobodyToBack,
}

impl EditFault {
    /// The stable name of the situation.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoParty { .. } => "no_party",
            Self::NoMentor { .. } => "no_mentor",
            Self::NoGroup { .. } => "no_group",
            Self::Nothing => "nothing",
            Self::BacksItself { .. } => "backs_itself",
            Self::NobodyToBack => "nobody_to_back",
        }
    }
}

/// The arrangement after an edit, in its one order. Locks are no part of an arrangement: they leave it as it is.
///
/// # Errors
/// [`EditFault`] for somebody who is not in the arrangement, or where nothing would change. Whether a mentor is
/// known only [`super::change`] can tell.
pub fn edited(before: &Arrangement, edit: &Edit) -> Result<Arrangement, EditFault> {
    let mut after = before.clone();
    match edit {
        Edit::Move { who, to } => moved(&mut after, who, to)?,
        Edit::Swap { one, other } => swapped(&mut after, one, other)?,
        Edit::Mentor { of, mentor } => {
            let group = group_mut(&mut after, of)?;
            if let Some(id) = mentor
                && group.support.as_ref() == Some(id)
            {
                return Err(EditFault::BacksItself { id: id.clone() });
            }
            group.mentor.clone_from(mentor);
            if mentor.is_none() {
                group.support = None;
            }
        }
        Edit::Support { of, support } => {
            let group = group_mut(&mut after, of)?;
            if let Some(id) = support {
                match &group.mentor {
                    None => return Err(EditFault::NobodyToBack),
                    Some(mentor) if mentor == id => return Err(EditFault::BacksItself { id: id.clone() }),
                    Some(_) => {}
                }
            }
            group.support.clone_from(support);
        }
        Edit::Lock { of } | Edit::Unlock { of } => {
            group_mut(&mut after, of)?;
            return Ok(after.canonical());
        }
        Edit::Dissolve { of } => {
            let number = number(&after, of)?;
            let gone = after.groups.remove(number);
            after.unplaced.extend(gone.members);
        }
    }
    let after = after.canonical();
    if after == before.clone().canonical() { Err(EditFault::Nothing) } else { Ok(after) }
}

/// The edits that, done one after the other to what `edit` made of `before`, give `before` back. For a lock:
/// that it is opened, and the other way about.
///
/// # Errors
/// As [`edited`].
pub fn undoing(before: &Arrangement, edit: &Edit) -> Result<Vec<Edit>, EditFault> {
    edited(before, edit)?;
    Ok(match edit {
        Edit::Move { who, .. } => back(before, who),
        Edit::Swap { one, other } => vec![Edit::Swap { one: one.clone(), other: other.clone() }],
        Edit::Mentor { of, mentor } => {
            let group = &before.groups[number(before, of)?];
            let mut edits = led_as_before(group);
            // The supporting mentor only left where nobody was there to back.
            edits.truncate(if mentor.is_none() { 2 } else { 1 });
            edits
        }
        Edit::Support { of, .. } => {
            let support = before.groups[number(before, of)?].support.clone();
            vec![Edit::Support { of: of.clone(), support }]
        }
        Edit::Lock { of } => vec![Edit::Unlock { of: of.clone() }],
        Edit::Unlock { of } => vec![Edit::Lock { of: of.clone() }],
        Edit::Dissolve { of } => rebuilt(&before.groups[number(before, of)?]),
    })
}

fn moved(after: &mut Arrangement, who: &Id, to: &Where) -> Result<(), EditFault> {
    let target = match to {
        Where::With(other) if other == who => return Err(EditFault::Nothing),
        Where::With(other) => Some(number(after, other)?),
        Where::Own if after.groups.iter().any(|it| it.members == [who.as_str()]) => return Err(EditFault::Nothing),
        Where::Own | Where::Out => None,
    };
    taken_out(after, who)?;
    match (to, target) {
        (Where::With(_), Some(target)) => after.groups[target].members.push(who.clone()),
        (Where::Own, _) => after.groups.push(Group { members: vec![who.clone()], ..Group::default() }),
        _ => after.unplaced.push(who.clone()),
    }
    Ok(())
}

fn swapped(after: &mut Arrangement, one: &Id, other: &Id) -> Result<(), EditFault> {
    for id in [one, other] {
        if !stands(after, id) {
            return Err(EditFault::NoParty { id: id.clone() });
        }
    }
    let seats = after.groups.iter_mut().flat_map(|it| it.members.iter_mut()).chain(after.unplaced.iter_mut());
    for seat in seats {
        if seat == one {
            seat.clone_from(other);
        } else if seat == other {
            seat.clone_from(one);
        }
    }
    Ok(())
}

/// Takes somebody out of its group (or from those left out); the group stays where it is, even empty.
fn taken_out(after: &mut Arrangement, who: &Id) -> Result<(), EditFault> {
    if !stands(after, who) {
        return Err(EditFault::NoParty { id: who.clone() });
    }
    for group in &mut after.groups {
        group.members.retain(|it| it != who);
    }
    after.unplaced.retain(|it| it != who);
    Ok(())
}

fn stands(arrangement: &Arrangement, who: &Id) -> bool {
    arrangement.group_of(who).is_some() || arrangement.unplaced.contains(who)
}

fn number(arrangement: &Arrangement, of: &Id) -> Result<usize, EditFault> {
    arrangement.group_of(of).ok_or_else(|| {
        let id = of.clone();
        if arrangement.unplaced.contains(of) { EditFault::NoGroup { id } } else { EditFault::NoParty { id } }
    })
}

fn group_mut<'a>(arrangement: &'a mut Arrangement, of: &Id) -> Result<&'a mut Group, EditFault> {
    let number = number(arrangement, of)?;
    Ok(&mut arrangement.groups[number])
}

/// What brings somebody back to where it was.
fn back(before: &Arrangement, who: &Id) -> Vec<Edit> {
    let Some(group) = before.group_of(who).map(|number| &before.groups[number]) else {
        return vec![Edit::Move { who: who.clone(), to: Where::Out }];
    };
    match group.members.iter().find(|it| *it != who) {
        Some(other) => vec![Edit::Move { who: who.clone(), to: Where::With(other.clone()) }],
        None => rebuilt(group),
    }
}

/// What makes a group again whose members are somewhere else or left out.
fn rebuilt(group: &Group) -> Vec<Edit> {
    let Some((first, others)) = group.members.split_first() else { return Vec::new() };
    let mut edits = vec![Edit::Move { who: first.clone(), to: Where::Own }];
    edits.extend(others.iter().map(|who| Edit::Move { who: who.clone(), to: Where::With(first.clone()) }));
    if group.mentor.is_some() {
        edits.extend(led_as_before(group));
    }
    edits
}

/// What gives a group its mentor and its supporting mentor again, in an order in which nobody backs itself.
fn led_as_before(group: &Group) -> Vec<Edit> {
    let Some(of) = group.members.first() else { return Vec::new() };
    let mut edits = vec![Edit::Mentor { of: of.clone(), mentor: group.mentor.clone() }];
    if group.support.is_some() {
        edits.push(Edit::Support { of: of.clone(), support: group.support.clone() });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(members: &[&str], mentor: Option<&str>, support: Option<&str>) -> Group {
        Group {
            members: members.iter().map(ToString::to_string).collect(),
            mentor: mentor.map(String::from),
            support: support.map(String::from),
        }
    }

    fn before() -> Arrangement {
        Arrangement {
            groups: vec![
                group(&["a", "b"], Some("m"), Some("s")),
                group(&["c", "d", "e"], Some("n"), None),
                group(&["f"], Some("o"), Some("m")),
            ],
            unplaced: vec![String::from("g")],
        }
    }

    fn id(of: &str) -> Id {
        String::from(of)
    }

    /// Does an edit and those that take it back.
    fn there_and_back(edit: &Edit) -> Arrangement {
        let now = edited(&before(), edit).unwrap();
        undoing(&before(), edit).unwrap().iter().fold(now, |now, step| edited(&now, step).unwrap())
    }

    #[test]
    fn every_edit_can_be_taken_back() {
        let all = ["a", "b", "c", "d", "e", "f", "g"];
        let mut edits = Vec::new();
        for who in all {
            let away = all.iter().filter(|it| **it != who);
            edits.extend(away.clone().map(|to| Edit::Move { who: id(who), to: Where::With(id(to)) }));
            edits.extend([Where::Own, Where::Out].map(|to| Edit::Move { who: id(who), to }));
            edits.extend(away.map(|other| Edit::Swap { one: id(who), other: id(other) }));
            for mentor in [None, Some("m"), Some("n"), Some("s")] {
                edits.push(Edit::Mentor { of: id(who), mentor: mentor.map(String::from) });
                edits.push(Edit::Support { of: id(who), support: mentor.map(String::from) });
            }
            edits.push(Edit::Dissolve { of: id(who) });
            edits.push(Edit::Lock { of: id(who) });
        }
        let mut done = 0;
        for edit in &edits {
            if edited(&before(), edit).is_ok() {
                assert_eq!(there_and_back(edit), before(), "{edit:?}");
                done += 1;
            }
        }
        assert!(done > 80, "{done}");
    }

    #[test]
    fn what_cannot_be_done_is_told() {
        let to = |who: &str, to: Where| edited(&before(), &Edit::Move { who: id(who), to });
        assert_eq!(to("x", Where::Out), Err(EditFault::NoParty { id: id("x") }));
        assert_eq!(to("a", Where::With(id("g"))), Err(EditFault::NoGroup { id: id("g") }));
        assert_eq!(to("a", Where::With(id("b"))), Err(EditFault::Nothing));
        assert_eq!(to("g", Where::Out), Err(EditFault::Nothing));
        let mentor = Edit::Mentor { of: id("a"), mentor: Some(id("s")) };
        assert_eq!(edited(&before(), &mentor), Err(EditFault::BacksItself { id: id("s") }));
        let open = edited(&before(), &Edit::Mentor { of: id("a"), mentor: None }).unwrap();
        assert_eq!(open.groups[0], group(&["a", "b"], None, None), "without a mentor nobody is backed");
        let support = Edit::Support { of: id("a"), support: Some(id("s")) };
        assert_eq!(edited(&open, &support), Err(EditFault::NobodyToBack));
    }

    #[test]
    fn who_leaves_a_group_alone_takes_it_along() {
        let after = edited(&before(), &Edit::Move { who: id("f"), to: Where::With(id("a")) }).unwrap();
        assert_eq!(after.groups.len(), 2);
        assert_eq!(after.groups[0].members, ["a", "b", "f"]);
        let after = edited(&before(), &Edit::Dissolve { of: id("d") }).unwrap();
        assert_eq!(after.unplaced, ["c", "d", "e", "g"]);
    }
}
