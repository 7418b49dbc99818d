//! Solving.

use crate::{
    Arrangement, Effort, Go, Group, How, Model, NoGroups, Outcome, Phase, Problem, Progress, form::outcome,
    model::besides,
};

/// A group under trial.
#[derive(Clone)]
struct Chosen {
    members: Vec<usize>,
    mentor: Option<usize>,
    support: Option<usize>,
}

struct Search<'a> {
    problem: &'a Problem,
    model: Model,
    best: Option<(i64, Vec<Chosen>, Vec<usize>)>,
    taken: Vec<bool>,
    leads: Vec<u32>,
    backs: Vec<u32>,
    groups: Vec<Chosen>,
    out: Vec<usize>,
    done: u64,
    effort: Effort,
    stopped: bool,
    tell: &'a mut dyn FnMut(&Progress) -> Go,
}

/// Finds the cheapest groups.
pub(crate) fn solve(
    problem: &Problem,
    effort: &Effort,
    tell: &mut dyn FnMut(&Progress) -> Go,
) -> Result<Outcome, NoGroups> {
    let model = Model::new(problem);
    let (leads, backs) = (model.leads.clone(), model.backs.clone());
    let taken = vec![false; model.parties.len()];
    let effort = *effort;
    let mut search = Search {
        problem,
        model,
        best: None,
        taken,
        leads,
        backs,
        groups: Vec::new(),
        out: Vec::new(),
        done: 0,
        effort,
        stopped: false,
        tell,
    };
    search.go(0, 0);
    let ended = search.stopped;
    let how = How { steps: search.done, stopped: ended, ..How::default() };
    let Some((total, groups, out)) = search.best else {
        return Err(if ended {
            NoGroups::NotFound { how }
        } else {
            NoGroups::Impossible { homeless: Vec::new(), how }
        });
    };
    let id = |at: &usize| problem.mentors()[*at].id.clone();
    let party = |at: &usize| problem.parties()[*at].id.clone();
    let groups = groups.iter().map(|it| Group {
        members: it.members.iter().map(party).collect(),
        mentor: it.mentor.as_ref().map(id),
        support: it.support.as_ref().map(id),
    });
    let arrangement = Arrangement { groups: groups.collect(), unplaced: out.iter().map(party).collect() };
    outcome(problem, arrangement, if ended { 0 } else { total }, how).ok_or(NoGroups::NotFound { how })
}

impl Search<'_> {
    fn go(&mut self, sum: i64, worst: i64) {
        self.done += 1;
        if self.done.is_multiple_of(10_000) {
            let best = self.best.as_ref().map(|it| it.0);
            let progress = Progress { phase: Phase::Proof, best, bound: 0, done: self.done, steps: self.effort.steps };
            self.stopped |= (self.tell)(&progress) == Go::Stop;
        }
        self.stopped |= self.done > self.effort.steps;
        let total = sum + self.model.fairness * worst;
        if self.stopped || self.best.as_ref().is_some_and(|it| it.0 <= total) {
            return;
        }
        let Some(first) = self.taken.iter().position(|it| !it) else {
            self.best = Some((total, self.groups.clone(), self.out.clone()));
            return;
        };
        self.taken[first] = true;
        if self.groups.len() < self.model.most_groups as usize {
            self.grow(&mut vec![first], sum, worst);
        }
        if let Some(cost) = self.model.left_out.filter(|_| !self.model.led[first]) {
            let block: Vec<usize> =
                (0..self.taken.len()).filter(|it| self.model.block[*it] == self.model.block[first]).collect();
            if block[0] == first {
                block.iter().for_each(|it| self.taken[*it] = true);
                self.out.extend(&block);
                self.go(sum + cost * block.len() as i64, worst);
                self.out.truncate(self.out.len() - block.len());
                block.iter().for_each(|it| self.taken[*it] = false);
                self.taken[first] = true;
            }
        }
        self.taken[first] = false;
    }

    fn grow(&mut self, members: &mut Vec<usize>, sum: i64, worst: i64) {
        self.close(members, sum, worst);
        let seats: u32 = members.iter().map(|it| u32::from(self.model.seats[*it])).sum();
        for next in members[members.len() - 1] + 1..self.taken.len() {
            let fits = seats + u32::from(self.model.seats[next]) <= u32::from(self.model.largest);
            if self.taken[next] || !fits || !members.iter().all(|it| self.model.allowed[*it][next]) {
                continue;
            }
            self.taken[next] = true;
            members.push(next);
            self.grow(members, sum, worst);
            members.pop();
            self.taken[next] = false;
        }
    }

    fn close(&mut self, members: &[usize], sum: i64, worst: i64) {
        let seats: u32 = members.iter().map(|it| u32::from(self.model.seats[*it])).sum();
        let whole = (0..self.taken.len())
            .filter(|it| members.iter().any(|m| self.model.block[*m] == self.model.block[*it]))
            .all(|it| members.contains(&it));
        if seats < u32::from(self.model.smallest) || !whole {
            return;
        }
        if !self.model.mentored {
            if members.iter().all(|it| !self.model.led[*it]) {
                self.with(members, None, None, 0, sum, worst);
            }
            return;
        }
        for k in 0..self.leads.len() {
            if self.leads[k] == 0 || !members.iter().all(|it| self.model.mentor_allowed[*it][k]) {
                continue;
            }
            self.leads[k] -= 1;
            if self.model.wants_support[k] {
                if let Some(cost) = self.model.no_support {
                    self.with(members, Some(k), None, cost, sum, worst);
                }
                for s in 0..self.backs.len() {
                    if let Some(cost) = self.model.support_cost[k][s].filter(|_| self.backs[s] > 0) {
                        self.backs[s] -= 1;
                        self.with(members, Some(k), Some(s), cost, sum, worst);
                        self.backs[s] += 1;
                    }
                }
            } else {
                self.with(members, Some(k), None, 0, sum, worst);
            }
            self.leads[k] += 1;
        }
    }

    fn with(
        &mut self,
        members: &[usize],
        mentor: Option<usize>,
        support: Option<usize>,
        extra: i64,
        sum: i64,
        worst: i64,
    ) {
        let Some(besides) = (if self.model.groupwise { besides(self.problem, members, mentor) } else { Some(0) })
        else {
            return;
        };
        let (mut cost, mut heaviest) = (extra, worst);
        for one in members {
            let burden = besides
                + members.iter().filter(|it| *it != one).map(|it| self.model.cost[*one][*it]).sum::<i64>()
                + mentor.map_or(0, |k| self.model.mentor_cost[*one][k]);
            cost += burden;
            heaviest = heaviest.max(burden);
        }
        self.groups.push(Chosen { members: members.to_vec(), mentor, support });
        self.go(sum + cost, heaviest);
        self.groups.pop();
    }
}
