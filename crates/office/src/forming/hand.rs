//! Changing a proposal by hand: one thing at a time, and back again.

use programme::{Formed, Forming, FormingId, FormingState, OrganisationId};

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

/// The groups after a step.
///
/// # Errors
/// [`Trouble::Missing`] for who or what is not in them, and for a step that changes nothing.
pub(super) fn stepped(groups: &[Formed], step: HandStep) -> Result<Vec<Formed>, Trouble> {
    let mut after = groups.to_vec();
    let seat = |who: OrganisationId| {
        groups
            .iter()
            .enumerate()
            .find_map(|(n, group)| group.members.iter().position(|it| *it == who).map(|place| (n, place)))
            .ok_or(Trouble::Missing("organisation"))
    };
    match step {
        HandStep::Move { who, to } => {
            let (from, place) = seat(who)?;
            if to > groups.len() || to == from {
                return Err(Trouble::Missing("to"));
            }
            if to == groups.len() {
                after.push(Formed::default());
            }
            after[from].members.remove(place);
            after[to].members.push(who);
        }
        HandStep::Swap { one, other } => {
            let ((n, place), (m, spot)) = (seat(one)?, seat(other)?);
            if n == m {
                return Err(Trouble::Missing("other"));
            }
            (after[n].members[place], after[m].members[spot]) = (other, one);
        }
        HandStep::Mentor { group, mentor } => {
            let it = after.get_mut(group).ok_or(Trouble::Missing("group"))?;
            if it.mentor == mentor || (mentor.is_some() && it.support == mentor) {
                return Err(Trouble::Missing("mentor"));
            }
            it.mentor = mentor;
        }
        HandStep::Support { group, support } => {
            let it = after.get_mut(group).ok_or(Trouble::Missing("group"))?;
            if it.support == support || (support.is_some() && it.mentor == support) {
                return Err(Trouble::Missing("mentor"));
            }
            it.support = support;
        }
    }
    // A group that everybody has left is none, whoever was to lead it.
    after.retain(|it| !it.members.is_empty());
    Ok(after)
}

impl Office {
    /// Does one thing by hand with a proposal read at `version`. That it breaks a rule is told, and not
    /// refused: who forms groups may know better.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::NoProposal`] where there are no groups
    /// to change; [`Trouble::Missing`] for who is not in them; a conflict when somebody else was there since.
    pub async fn step_forming(
        &self,
        visitor: &Visitor,
        id: FormingId,
        version: i64,
        step: HandStep,
    ) -> Result<(), Trouble> {
        let found = self.groups_to_change(visitor, id).await?;
        let told = super::proposal::read(&found)?;
        let mentor = match step {
            HandStep::Mentor { mentor, .. } => mentor,
            HandStep::Support { support, .. } => support,
            HandStep::Move { .. } | HandStep::Swap { .. } => None,
        };
        if mentor.is_some_and(|it| !told.has_mentor(it)) {
            return Err(Trouble::Missing("mentor"));
        }
        let after = stepped(found.groups(), step)?;
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

    fn group(members: &[u8], mentor: u8) -> Formed {
        Formed { members: members.iter().map(|n| id(*n)).collect(), mentor: Some(id(mentor)), support: None }
    }

    #[test]
    fn one_thing_at_a_time() {
        let before = [group(&[1, 2], 20), group(&[3, 4], 21), group(&[5], 22)];
        let step = |step| stepped(&before, step).unwrap();
        assert_eq!(
            step(HandStep::Move { who: id(1), to: 1 }),
            [group(&[2], 20), group(&[3, 4, 1], 21), group(&[5], 22)]
        );
        // Who was alone in a group leaves none behind.
        assert_eq!(step(HandStep::Move { who: id(5), to: 0 }), [group(&[1, 2, 5], 20), group(&[3, 4], 21)]);
        let alone = step(HandStep::Move { who: id(1), to: 3 });
        assert_eq!(alone[3], Formed { members: vec![id(1)], ..Formed::default() });
        assert_eq!(
            step(HandStep::Swap { one: id(1), other: id(4) }),
            [group(&[4, 2], 20), group(&[3, 1], 21), group(&[5], 22)]
        );
        assert_eq!(step(HandStep::Mentor { group: 0, mentor: Some(id(22)) })[0], group(&[1, 2], 22));
        assert_eq!(step(HandStep::Mentor { group: 0, mentor: None })[0].mentor, None);
        assert_eq!(step(HandStep::Support { group: 1, support: Some(id(20)) })[1].support, Some(id(20)));
        for (nothing, what) in [
            (HandStep::Move { who: id(9), to: 0 }, "organisation"),
            (HandStep::Move { who: id(1), to: 0 }, "to"),
            (HandStep::Move { who: id(1), to: 4 }, "to"),
            (HandStep::Swap { one: id(1), other: id(2) }, "other"),
            (HandStep::Mentor { group: 3, mentor: None }, "group"),
            (HandStep::Mentor { group: 0, mentor: Some(id(20)) }, "mentor"),
            (HandStep::Support { group: 0, support: Some(id(20)) }, "mentor"),
        ] {
            let Err(Trouble::Missing(missing)) = stepped(&before, nothing) else { panic!("{nothing:?}") };
            assert_eq!(missing, what, "{nothing:?}");
        }
    }
}
