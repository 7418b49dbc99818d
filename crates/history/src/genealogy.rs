//! Who mentored whom, round by round.

use crate::data::{Group, Pairing, Participant, Round};
use crate::history::History;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What one did for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Mentored it.
    Mentor,
    /// Stood behind its mentor.
    Support,
}

/// How sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// A source says so.
    Known,
    /// It is one of those it may be, or the place in the group is our own inference.
    Possible,
}

/// That one mentored another in a round, or stood behind its mentor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentoring<'a> {
    /// The mentor.
    pub mentor: &'a str,
    /// Whom.
    pub participant: &'a str,
    /// In which round.
    pub round: &'a Round,
    /// What.
    pub sort: Sort,
    /// How sure it is.
    pub certainty: Certainty,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Genealogy<'a> {
    /// Everything that one did for another, in order of time.
    pub edges: Vec<Mentoring<'a>>,
    rounds: Vec<&'a Round>,
}

impl<'a> Genealogy<'a> {
    pub(crate) fn of(history: &'a History) -> Self {
        let rounds: Vec<&Round> = history.rounds().collect();
        let edges = rounds.iter().flat_map(|round| edges(round)).collect();
        Self { edges, rounds }
    }

    /// Everything done for an organisation, in order of time.
    pub fn mentors_of(&self, organisation: &str) -> impl Iterator<Item = &Mentoring<'a>> {
        self.edges.iter().filter(move |edge| edge.participant == organisation)
    }

    /// Everything an organisation did for others, in order of time.
    pub fn mentored_by(&self, organisation: &str) -> impl Iterator<Item = &Mentoring<'a>> {
        self.edges.iter().filter(move |edge| edge.mentor == organisation)
    }

    /// Every pair of mentor and participant there has been, each once, with how sure it is: so that
    /// nobody gets the same mentor again. Support counts too, since they have worked together.
    #[must_use]
    pub fn pairs(&self) -> BTreeMap<(&'a str, &'a str), Certainty> {
        let mut pairs = BTreeMap::new();
        for edge in &self.edges {
            let known: &mut Certainty = pairs.entry((edge.mentor, edge.participant)).or_insert(edge.certainty);
            *known = (*known).min(edge.certainty);
        }
        pairs
    }

    /// Whether one has mentored another, or may have.
    #[must_use]
    pub fn has_mentored(&self, mentor: &str, participant: &str) -> bool {
        self.mentored_by(mentor).any(|edge| edge.participant == participant)
    }

    /// Everybody that has learnt from an organisation, directly or through those it mentored: each
    /// step in a later round than the one before. Only what is known for certain; in order of id.
    #[must_use]
    pub fn inspired(&self, organisation: &str) -> BTreeSet<&'a str> {
        // When each was first reached: from then on it can pass on what it learnt.
        let mut reached: BTreeMap<&str, Option<usize>> = BTreeMap::from([(organisation, None)]);
        // The edges stand in order of time, so one walk finds every chain.
        for edge in self.certain() {
            let round = self.place(edge.round);
            let mentor_since = reached.get(edge.mentor);
            let passes_on = mentor_since.is_some_and(|since| since.is_none_or(|since| since < round));
            if passes_on && edge.participant != organisation {
                reached.entry(edge.participant).or_insert(Some(round));
            }
        }
        reached.into_keys().filter(|id| *id != organisation).filter_map(|id| self.known(id)).collect()
    }

    /// How many steps of mentoring led to an organisation, the first time it took part: 1 for those
    /// who began without a mentor anybody knows of. `None` if it has never taken part.
    #[must_use]
    pub fn generation(&self, organisation: &str) -> Option<usize> {
        let round = self.rounds.iter().position(|round| round.group_of(organisation).is_some())?;
        let mentors = self.certain().filter(|edge| edge.participant == organisation && self.place(edge.round) == round);
        // A mentor has taken part before, so each step goes back in time and this ends.
        let earlier = |edge: &Mentoring<'a>| self.first_round(edge.mentor).is_some_and(|first| first < round);
        let before = mentors.filter(|edge| earlier(edge)).filter_map(|edge| self.generation(edge.mentor)).min();
        Some(before.unwrap_or(0) + 1)
    }

    /// How many generations there have been.
    #[must_use]
    pub fn generations(&self) -> usize {
        let all = self.rounds.iter().flat_map(|round| round.participants());
        all.filter_map(|it| self.generation(&it.organisation)).max().unwrap_or(0)
    }

    fn certain(&self) -> impl Iterator<Item = &Mentoring<'a>> {
        self.edges.iter().filter(|edge| edge.sort == Sort::Mentor && edge.certainty == Certainty::Known)
    }

    fn first_round(&self, organisation: &str) -> Option<usize> {
        self.rounds.iter().position(|round| round.group_of(organisation).is_some())
    }

    fn place(&self, round: &Round) -> usize {
        self.rounds.iter().position(|it| it.id == round.id).unwrap_or(usize::MAX)
    }

    fn known(&self, id: &str) -> Option<&'a str> {
        self.edges.iter().find(|edge| edge.participant == id).map(|edge| edge.participant)
    }
}

fn edges(round: &Round) -> impl Iterator<Item = Mentoring<'_>> {
    round.groups.iter().flat_map(move |group| {
        group.participant.iter().flat_map(move |participant| {
            let certainty = certainty(group, participant);
            let mentors = group.mentors.iter().map(|mentor| (mentor, Sort::Mentor));
            let support = group.support.iter().map(|mentor| (mentor, Sort::Support));
            mentors.chain(support).map(move |(mentor, sort)| Mentoring {
                mentor,
                participant: &participant.organisation,
                round,
                sort,
                certainty,
            })
        })
    })
}

fn certainty(group: &Group, participant: &Participant) -> Certainty {
    if group.pairing == Pairing::Known && !participant.inferred { Certainty::Known } else { Certainty::Possible }
}
