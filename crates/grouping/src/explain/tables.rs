//! What the searches of this room read: the tables of the model, and what is not in them.

use crate::{Model, Problem, check, model};

/// A problem and its tables.
pub(crate) struct Tables<'a> {
    pub problem: &'a Problem,
    pub model: Model,
}

impl<'a> Tables<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Self {
        Self { problem, model: Model::new(problem) }
    }

    /// All who have to be in one group with a party, itself among them.
    pub(crate) fn block(&self, party: usize) -> Vec<usize> {
        let block = &self.model.block;
        (0..block.len()).filter(|it| block[*it] == block[party]).collect()
    }

    /// Places taken.
    pub(crate) fn seats(&self, members: &[usize]) -> u32 {
        members.iter().map(|it| u32::from(self.model.seats[*it])).sum()
    }

    /// Whether no block is torn and any two may meet.
    pub(crate) fn whole(&self, members: &[usize]) -> bool {
        members.iter().enumerate().all(|(nth, one)| {
            members[nth + 1..].iter().all(|other| self.model.allowed[*one][*other])
                && self.block(*one).iter().all(|it| members.contains(it))
        })
    }

    /// Who may lead these, each pair by itself; `None` alone where groups have no mentors.
    pub(crate) fn leaders(&self, members: &[usize]) -> Vec<Option<usize>> {
        if !self.model.mentored {
            return vec![None];
        }
        (0..self.model.mentors.len())
            .filter(|mentor| self.model.leads[*mentor] > 0 && self.backable(*mentor))
            .filter(|mentor| members.iter().all(|it| self.model.mentor_allowed[*it][*mentor]))
            .filter(|mentor| self.free_beside(members, *mentor))
            .map(Some)
            .collect()
    }

    /// Whether a mentor has a group to lead besides those it has to lead for others who are bound to it.
    fn free_beside(&self, members: &[usize], mentor: usize) -> bool {
        let bound = (0..self.model.parties.len()).filter(|it| {
            let only = || (0..self.model.mentors.len()).all(|k| k == mentor || !self.model.mentor_allowed[*it][k]);
            self.model.led[*it] && self.model.mentor_allowed[*it][mentor] && !members.contains(it) && only()
        });
        let seats: u32 = bound.map(|it| u32::from(self.model.seats[it])).sum();
        seats.div_ceil(u32::from(self.model.largest).max(1)) < self.model.leads[mentor]
    }

    /// Whether a mentor who has to be backed can be at all.
    fn backable(&self, mentor: usize) -> bool {
        !self.model.wants_support[mentor]
            || self.model.no_support.is_some()
            || self.model.support_cost[mentor].iter().any(Option::is_some)
    }

    /// What each member bears besides what pairs tell; `None`: the group is not allowed as a whole.
    pub(crate) fn besides(&self, members: &[usize], mentor: Option<usize>) -> Option<i64> {
        if self.model.groupwise {
            return model::besides(self.problem, members, mentor);
        }
        let without = self.problem.weight(crate::Wish::Host) > 0 && check::without_host(self.problem, members, mentor);
        Some(if without { self.problem.cost_of_no_host() } else { 0 })
    }

    /// What one member of a group bears; `None`: the group is not allowed as a whole.
    pub(crate) fn burden(&self, members: &[usize], mentor: Option<usize>, member: usize) -> Option<i64> {
        let between: i64 = members.iter().filter(|it| **it != member).map(|it| self.model.cost[member][*it]).sum();
        let led = mentor.map_or(0, |it| self.model.mentor_cost[member][it]);
        Some(between + led + self.besides(members, mentor)?)
    }
}
