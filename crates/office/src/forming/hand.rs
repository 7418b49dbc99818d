//! Changing a proposal by hand: one thing at a time, and back again.

use grouping::explain::{self, Edit, EditFault, Where};
use programme::{Formed, Forming, FormingId, FormingState, OrganisationId};

use super::{HandFault, ask, proposal::Told};
use crate::{Office, Trouble, Visitor};

/// One thing done by hand. Groups are counted from nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandStep {
    /// Somebody moves to another group; to the one after the last: to a group of its own.
    Move {
        /// Who.
        who: OrganisationId,
        /// Where to.
        to: usize,
    },
    /// Two change places.
    Swap {
        /// The one.
        one: OrganisationId,
        /// The other.
        other: OrganisationId,
    },
    /// A group gets another mentor, or none.
    Mentor {
        /// Which group.
        group: usize,
        /// Who leads it.
        mentor: Option<OrganisationId>,
    },
    /// A group gets another supporting mentor, or none.
    Support {
        /// Which group.
        group: usize,
        /// Who backs its mentor.
        support: Option<OrganisationId>,
    },
}

/// What `grouping` calls a step. It tells a group by one of its members.
///
/// # Errors
/// [`Trouble::Missing`] for a group that is not there.
fn edit(groups: &[Formed], step: HandStep) -> Result<Edit, Trouble> {
    let of = |group: usize, what| {
        let first = groups.get(group).and_then(|it| it.members.first());
        first.map(ToString::to_string).ok_or(Trouble::Missing(what))
    };
    Ok(match step {
        HandStep::Move { who, to } if to == groups.len() => Edit::Move { who: who.to_string(), to: Where::Own },
        HandStep::Move { who, to } => {
            // To where it is: told by itself, which `grouping` says changes nothing.
            let there = groups.get(to).is_some_and(|it| it.members.contains(&who));
            let with = if there { who.to_string() } else { of(to, "to")? };
            Edit::Move { who: who.to_string(), to: Where::With(with) }
        }
        HandStep::Swap { one, other } => Edit::Swap { one: one.to_string(), other: other.to_string() },
        HandStep::Mentor { group, mentor } => {
            Edit::Mentor { of: of(group, "group")?, mentor: mentor.map(|it| it.to_string()) }
        }
        HandStep::Support { group, support } => {
            Edit::Support { of: of(group, "group")?, support: support.map(|it| it.to_string()) }
        }
    })
}

/// Why a step cannot be done, with names.
fn cannot(told: &Told, fault: &EditFault, step: HandStep) -> Trouble {
    let name = |id: OrganisationId| told.problem.name(&id.to_string()).to_owned();
    Trouble::ByHand(match (fault, step) {
        (EditFault::Nothing, HandStep::Move { who, .. }) => HandFault::There(name(who)),
        (EditFault::Nothing, HandStep::Swap { one, other }) if one == other => HandFault::Itself(name(one)),
        (EditFault::Nothing, HandStep::Swap { one, other }) => HandFault::SameGroup(name(one), name(other)),
        (EditFault::Nothing, _) => HandFault::SoAlready,
        (EditFault::BacksItself { id }, HandStep::Support { .. }) => {
            HandFault::LeadsIt(told.problem.name(id).to_owned())
        }
        (EditFault::BacksItself { id }, _) => HandFault::BacksIt(told.problem.name(id).to_owned()),
        (EditFault::NobodyToBack, _) => HandFault::NobodyToBack,
        (EditFault::NoMentor { id }, _) => HandFault::NoMentor(told.problem.name(id).to_owned()),
        (EditFault::NoParty { .. } | EditFault::NoGroup { .. }, _) => return Trouble::Missing("organisation"),
    })
}

impl Office {
    /// Does one thing by hand with a proposal read at `version`. That it breaks a rule is told, and not
    /// refused: who forms groups may know better.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::NoProposal`] where there are no groups
    /// to change; [`Trouble::Missing`] for who is not in them; [`Trouble::ByHand`]; a conflict when somebody else was there since.
    pub async fn step_forming(
        &self,
        visitor: &Visitor,
        id: FormingId,
        version: i64,
        step: HandStep,
    ) -> Result<(), Trouble> {
        let found = self.groups_to_change(visitor, id).await?;
        let told = super::proposal::read(&found)?;
        let edit = edit(found.groups(), step)?;
        let before = told.arrangement(found.groups());
        let changed = explain::change(&told.problem, &before, &edit).map_err(|fault| cannot(&told, &fault, step))?;
        let after = ask::formed(&changed.arrangement);
        self.write_forming(visitor, id, version, &found.stepped(after)).await
    }

    /// Takes the last thing done by hand back.
    ///
    /// # Errors
    /// As [`Office::step_forming`]; [`Trouble::NothingToUndo`].
    pub async fn undo_forming(&self, visitor: &Visitor, id: FormingId, version: i64) -> Result<(), Trouble> {
        let found = self.groups_to_change(visitor, id).await?;
        let back = found.undone().ok_or(Trouble::NothingToUndo)?;
        self.write_forming(visitor, id, version, &back).await
    }

    /// A proposal that may be changed.
    async fn groups_to_change(&self, visitor: &Visitor, id: FormingId) -> Result<Forming, Trouble> {
        let (found, round) = self.the_proposal(visitor, id).await?;
        self.alive(&round.body)?;
        if found.body.state == FormingState::Done { Ok(found.body) } else { Err(Trouble::NoProposal) }
    }

    pub(super) async fn write_forming(
        &self,
        visitor: &Visitor,
        id: FormingId,
        version: i64,
        body: &Forming,
    ) -> Result<(), Trouble> {
        let mut change = self.change(visitor.author());
        change.update(id, version, body)?;
        self.store.write(&change).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use programme::Id;

    fn id(n: u8) -> OrganisationId {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }

    fn group(members: &[u8]) -> Formed {
        Formed { members: members.iter().map(|n| id(*n)).collect(), ..Formed::default() }
    }

    #[test]
    fn a_group_is_told_by_its_first_member() {
        let groups = [group(&[1, 2]), group(&[3, 4])];
        let name = |n: u8| id(n).to_string();
        let edit = |step| edit(&groups, step);
        let moved = edit(HandStep::Move { who: id(1), to: 1 }).unwrap();
        assert_eq!(moved, Edit::Move { who: name(1), to: Where::With(name(3)) });
        // After the last: a group of its own.
        assert_eq!(edit(HandStep::Move { who: id(1), to: 2 }).unwrap(), Edit::Move { who: name(1), to: Where::Own });
        let there = edit(HandStep::Move { who: id(1), to: 0 }).unwrap();
        assert_eq!(there, Edit::Move { who: name(1), to: Where::With(name(1)) });
        let led = edit(HandStep::Mentor { group: 1, mentor: None }).unwrap();
        assert_eq!(led, Edit::Mentor { of: name(3), mentor: None });
        let backed = edit(HandStep::Support { group: 0, support: Some(id(9)) }).unwrap();
        assert_eq!(backed, Edit::Support { of: name(1), support: Some(name(9)) });
        for (nowhere, what) in
            [(HandStep::Move { who: id(1), to: 3 }, "to"), (HandStep::Mentor { group: 2, mentor: None }, "group")]
        {
            assert!(matches!(edit(nowhere), Err(Trouble::Missing(missing)) if missing == what), "{nowhere:?}");
        }
    }
}
