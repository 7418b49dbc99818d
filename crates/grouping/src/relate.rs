//! What is known between two organisations, by position: who may meet whom, who belongs together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Ask, Id, Pair, Rule, Who};

/// Relations by position. Those of a rule that is switched off are not here.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Links {
    met: BTreeSet<(usize, usize)>,
    had: BTreeSet<(usize, usize)>,
    /// Conflict or apart, and because of which.
    parties: BTreeMap<(usize, usize), Rule>,
    /// Party and mentor.
    mentored: BTreeMap<(usize, usize), Rule>,
    /// Mentor and who backs it, both ways.
    mentors: BTreeSet<(usize, usize)>,
    /// For each party, the smallest position of those who are in one group with it by force.
    block: Vec<usize>,
    /// Which mentors lead each party by force; more than one: it cannot be done.
    led: BTreeMap<usize, BTreeSet<usize>>,
}

impl Links {
    /// Whether two parties have been in a group before.
    pub(crate) fn met(&self, one: usize, other: usize) -> bool {
        self.met.contains(&ordered(one, other))
    }

    /// Whether a party has had a mentor before.
    pub(crate) fn had(&self, party: usize, mentor: usize) -> bool {
        self.had.contains(&(party, mentor))
    }

    /// The rule that keeps two parties from meeting, if any: [`Rule::Conflict`] or [`Rule::Apart`].
    pub(crate) fn keeps(&self, one: usize, other: usize) -> Option<Rule> {
        self.parties.get(&ordered(one, other)).copied()
    }

    /// The rule that keeps a party from a mentor, if any: [`Rule::Conflict`] or [`Rule::Apart`].
    pub(crate) fn keeps_from_mentor(&self, party: usize, mentor: usize) -> Option<Rule> {
        self.mentored.get(&(party, mentor)).copied()
    }

    /// Whether a conflict keeps one mentor from backing another.
    pub(crate) fn keeps_from_backing(&self, mentor: usize, support: usize) -> bool {
        self.mentors.contains(&ordered(mentor, support))
    }

    /// For each party the smallest position of those it must be in one group with; its own if none.
    pub(crate) fn block(&self) -> &[usize] {
        &self.block
    }

    /// Who must lead a party.
    pub(crate) fn led(&self, party: usize) -> Option<&BTreeSet<usize>> {
        self.led.get(&party)
    }
}

const fn ordered(one: usize, other: usize) -> (usize, usize) {
    if one <= other { (one, other) } else { (other, one) }
}

/// Reads the relations of what is asked.
pub(crate) fn links(ask: &Ask, index: &BTreeMap<Id, Who>) -> Links {
    let who = |id: &Id| index.get(id).copied();
    let mut links = Links { block: (0..ask.parties.len()).collect(), ..Links::default() };
    for Pair(one, other) in &ask.relations.met {
        if let (Some(Who::Party(a)), Some(Who::Party(b))) = (who(one), who(other)) {
            links.met.insert(ordered(a, b));
        }
    }
    for it in &ask.relations.mentored {
        if let (Some(Who::Party(a)), Some(Who::Mentor(k))) = (who(&it.party), who(&it.mentor)) {
            links.had.insert((a, k));
        }
    }
    // Conflicts last: where both hold, the conflict is what one is told.
    for (rule, pairs) in [(Rule::Apart, &ask.relations.apart), (Rule::Conflict, &ask.relations.conflicts)] {
        for Pair(one, other) in pairs.iter().filter(|_| ask.rules.on(rule)) {
            if let (Some(one), Some(other)) = (who(one), who(other)) {
                links.part(rule, one, other);
            }
        }
    }
    if ask.rules.on(Rule::Together) {
        for Pair(one, other) in &ask.relations.together {
            if let (Some(one), Some(other)) = (who(one), who(other)) {
                links.join(one, other);
            }
        }
    }
    if ask.rules.on(Rule::Locked) {
        for lock in &ask.relations.locks {
            let all: Vec<Who> = lock.members.iter().chain(&lock.mentor).filter_map(who).collect();
            for other in all.iter().skip(1) {
                links.join(all[0], *other);
            }
        }
    }
    links.spread();
    links
}

impl Links {
    fn part(&mut self, rule: Rule, one: Who, other: Who) {
        match (one, other) {
            (Who::Party(a), Who::Party(b)) => _ = self.parties.insert(ordered(a, b), rule),
            (Who::Party(a), Who::Mentor(k)) | (Who::Mentor(k), Who::Party(a)) => {
                self.mentored.insert((a, k), rule);
            }
            (Who::Mentor(k), Who::Mentor(s)) => _ = self.mentors.insert(ordered(k, s)),
        }
    }

    fn join(&mut self, one: Who, other: Who) {
        match (one, other) {
            (Who::Party(a), Who::Party(b)) => {
                let (a, b) = (self.block[a], self.block[b]);
                let (keep, go) = ordered(a, b);
                self.block.iter_mut().filter(|it| **it == go).for_each(|it| *it = keep);
            }
            (Who::Party(a), Who::Mentor(k)) | (Who::Mentor(k), Who::Party(a)) => {
                self.led.entry(a).or_default().insert(k);
            }
            (Who::Mentor(_), Who::Mentor(_)) => {}
        }
    }

    /// Who leads one of a block leads all of it.
    fn spread(&mut self) {
        let mut by_block: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (party, mentors) in &self.led {
            by_block.entry(self.block[*party]).or_default().extend(mentors);
        }
        let block = &self.block;
        self.led = (0..block.len()).filter_map(|it| Some((it, by_block.get(&block[it])?.clone()))).collect();
    }
}
