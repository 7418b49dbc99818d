//! Forming groups: what an organiser asks of the groups of a round, and the proposals that came of it.
//!
//! Here lives what is kept. How groups are chosen, and what a rule or a wish means, stands in the crate
//! `grouping`, which these records know by the names of its rules alone; the groups that a proposal
//! becomes are [`crate::Group`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Field, FormingId, FormingRulesId, Id, OrganisationId, Problem, Record, RoundId, Rule};

/// The most pairs that are to be together, to be apart or in conflict, each.
pub const MOST_PAIRS: usize = 200;
/// The longest a proposal may be worked on: seconds.
pub const MOST_SECONDS: u16 = 600;
/// The heaviest a wish may be; 0: it is switched off.
pub const MOST_WEIGHT: u16 = 100;
/// The most steps by hand that can be undone.
pub const MOST_STEPS: usize = 50;

/// A pair of organisations; which stands first does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pair(pub OrganisationId, pub OrganisationId);

impl Pair {
    /// The pair with the smaller id first.
    pub fn of(one: OrganisationId, other: OrganisationId) -> Self {
        if one <= other { Self(one, other) } else { Self(other, one) }
    }

    /// Whether it is one of the two.
    pub fn has(&self, organisation: OrganisationId) -> bool {
        self.0 == organisation || self.1 == organisation
    }
}

/// What is known of an organisation for forming groups, beside what is known of it anyhow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wished {
    /// What it wants to work with; each a theme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// The language its group has to meet in; empty: any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Whether it is left out, though it takes part: it gets a group later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub out: bool,
}

/// What a mentor can take on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentors {
    /// How many groups it can lead; 0: none.
    pub leads: u8,
    /// How many groups it can back as a supporting mentor; 0: none.
    pub backs: u8,
    /// Whether it has not mentored before, so that somebody should back it.
    pub new: bool,
}

/// What an organiser asks of the groups of a round: one for each round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormingRules {
    /// The round.
    pub round: RoundId,
    /// Who runs it.
    pub organiser: OrganisationId,
    /// The hard rules that are switched off, by their names in `grouping`.
    pub off: BTreeSet<String>,
    /// The longest way between two who meet, in kilometres (minutes where a matrix is given); `None`: any.
    pub longest: Option<u16>,
    /// How far a host may be, likewise; `None`: hosts are no matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_within: Option<u16>,
    /// The weights of wishes that are other than usual, by their names; 0: switched off.
    pub weights: BTreeMap<String, u16>,
    /// Who have to be in the same group.
    pub together: BTreeSet<Pair>,
    /// Who must not be.
    pub apart: BTreeSet<Pair>,
    /// Between whom there is a conflict of interest.
    pub conflicts: BTreeSet<Pair>,
    /// What each organisation wishes.
    pub wished: BTreeMap<OrganisationId, Wished>,
    /// What each mentor can take on; who is not there is not asked.
    pub mentors: BTreeMap<OrganisationId, Mentors>,
    /// Who leads whom, whatever else is chosen: a participant and a mentor.
    pub locked: BTreeSet<Pair>,
    /// Times by road or rail as they were uploaded: CSV; empty: great circle.
    pub matrix: String,
    /// How long to work at most: seconds.
    pub seconds: u16,
}

impl FormingRules {
    /// The key: one for each round.
    pub fn key_of(round: RoundId) -> String {
        round.to_string()
    }

    /// What nobody has changed yet: a shared theme is a wish, and hosts are no matter.
    pub fn usual(round: RoundId, organiser: OrganisationId) -> Self {
        Self {
            round,
            organiser,
            off: ["host", "theme"].map(str::to_owned).into(),
            longest: None,
            host_within: None,
            weights: BTreeMap::new(),
            together: BTreeSet::new(),
            apart: BTreeSet::new(),
            conflicts: BTreeSet::new(),
            wished: BTreeMap::new(),
            mentors: BTreeMap::new(),
            locked: BTreeSet::new(),
            matrix: String::new(),
            seconds: 30,
        }
    }
}

impl Record for FormingRules {
    type Id = FormingRulesId;
    const KIND: &'static str = "forming_rules";

    fn owner(&self, _: FormingRulesId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        String::from("forming_rules")
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organiser", self.organiser.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        for pairs in [&self.together, &self.apart, &self.conflicts, &self.locked] {
            if pairs.len() > MOST_PAIRS {
                return Err(Rule::Unwanted.of(Field("pairs")));
            }
            if pairs.iter().any(|it| it.0 == it.1) {
                return Err(Rule::Twice.of(Field("pairs")));
            }
        }
        for wished in self.wished.values() {
            for theme in &wished.themes {
                Rule::text(Field("themes"), theme, 120)?;
            }
            if !wished.language.is_empty() {
                Rule::text(Field("language"), &wished.language, 60)?;
            }
        }
        if self.weights.values().any(|it| *it > MOST_WEIGHT) {
            return Err(Rule::Unwanted.of(Field("weights")));
        }
        if self.seconds == 0 || self.seconds > MOST_SECONDS { Err(Rule::Unwanted.of(Field("seconds"))) } else { Ok(()) }
    }
}

/// Where a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormingState {
    /// It is being worked on.
    Running,
    /// It is there.
    Done,
    /// No groups keep all the rules.
    Impossible,
    /// It ended without groups: stopped, or the time was up before any were found.
    Stopped,
    /// The groups of the round were made of it.
    Published,
}

/// A group of a proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Formed {
    /// Who compare themselves in it, in order of their ids.
    pub members: Vec<OrganisationId>,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentor: Option<OrganisationId>,
    /// Who backs the one who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<OrganisationId>,
}

/// A proposal of groups for a round: what was asked, what was found, and what was changed by hand since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forming {
    /// The round.
    pub round: RoundId,
    /// Who runs it.
    pub organiser: OrganisationId,
    /// Which of the proposals of the round, from 1.
    pub number: u32,
    /// Where it is.
    pub state: FormingState,
    /// When the work began.
    pub started: Timestamp,
    /// How long it may go on: seconds.
    pub seconds: u16,
    /// What was asked, as `grouping` reads and writes it: JSON. It is never changed, so that the proposal
    /// can be understood when everything around it is another.
    pub problem: String,
    /// What was found, as `grouping` tells it: JSON; empty until then.
    pub answer: String,
    /// The groups as they were found; empty until then.
    pub found: Vec<Formed>,
    /// The groups after each step by hand, the last one last.
    pub steps: Vec<Vec<Formed>>,
    /// Why it was published though it breaks rules.
    pub why: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

impl Forming {
    /// The groups as they are now.
    pub fn groups(&self) -> &[Formed] {
        self.steps.last().unwrap_or(&self.found)
    }

    /// With a step by hand. Of very many the oldest is forgotten.
    #[must_use]
    pub fn stepped(mut self, mut groups: Vec<Formed>) -> Self {
        for group in &mut groups {
            group.members.sort_unstable();
        }
        groups.retain(|it| *it != Formed::default());
        if self.steps.len() == MOST_STEPS {
            self.steps.remove(0);
        }
        self.steps.push(groups);
        self
    }

    /// Without the last step by hand; `None`: there is none.
    pub fn undone(mut self) -> Option<Self> {
        self.steps.pop().map(|_| self)
    }

    /// Whether nobody works on it any more, though it says so: the program was restarted meanwhile. Half a
    /// minute is granted for writing it down.
    pub fn is_lost(&self, now: Timestamp) -> bool {
        let over = now.duration_since(self.started).as_secs();
        self.state == FormingState::Running && over > i64::from(self.seconds) + 30
    }
}

impl Record for Forming {
    type Id = FormingId;
    const KIND: &'static str = "forming";

    fn owner(&self, _: FormingId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        self.number.to_string()
    }

    fn keys(&self) -> Vec<String> {
        vec![format!("{}:{}", self.round, self.number)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organiser", self.organiser.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        if self.problem.is_empty() {
            return Err(Rule::Empty.of(Field("problem")));
        }
        let has_groups = matches!(self.state, FormingState::Done | FormingState::Published);
        if has_groups == self.found.is_empty() {
            return Err(if has_groups { Rule::Missing } else { Rule::Unwanted }.of(Field("found")));
        }
        if (self.state == FormingState::Published) != self.published.is_some() {
            return Err(Rule::Missing.of(Field("published")));
        }
        if let Some(why) = &self.why {
            Rule::text(Field("why"), why, 1000)?;
        }
        // Nobody sits in two groups, whoever has moved them there.
        let mut seated = BTreeSet::new();
        let twice = self.groups().iter().flat_map(|it| &it.members).any(|it| !seated.insert(*it));
        if twice { Err(Rule::Twice.of(Field("groups"))) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, kind};
    use jiff::civil::date;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }

    fn group(members: &[u8], mentor: u8) -> Formed {
        Formed { members: members.iter().map(|n| id(*n)).collect(), mentor: Some(id(mentor)), support: None }
    }

    fn proposal() -> Forming {
        Forming {
            round: id(1),
            organiser: id(2),
            number: 3,
            state: FormingState::Done,
            started: Timestamp::UNIX_EPOCH,
            seconds: 30,
            problem: "{}".into(),
            answer: "{}".into(),
            found: vec![group(&[10, 11], 20), group(&[12, 13], 21)],
            steps: Vec::new(),
            why: None,
            published: None,
        }
    }

    #[test]
    fn steps_by_hand_are_kept_and_undone() {
        let it = proposal();
        let found = it.found.clone();
        let moved = it.stepped(vec![group(&[12, 10], 20), group(&[11, 13], 21), Formed::default()]);
        assert_eq!(moved.groups(), [group(&[10, 12], 20), group(&[11, 13], 21)], "sorted, without the empty one");
        assert_eq!(moved.check(), Ok(()));
        let back = moved.clone().undone().unwrap();
        assert_eq!(back.groups(), found);
        assert_eq!(back.undone(), None);
        let mut many = moved;
        for _ in 0..MOST_STEPS {
            many = many.stepped(found.clone());
        }
        assert_eq!((many.steps.len(), many.groups()), (MOST_STEPS, found.as_slice()));
    }

    #[test]
    fn a_proposal_breaks_no_rule_of_its_own() {
        let it = proposal();
        let facts = Facts::of(id(9), &it).unwrap();
        assert_eq!(facts.keys, [format!("{}:3", it.round)]);
        assert_eq!(kind("forming").unwrap().read(id(9), &facts.body), Some(facts));
        let twice = it.clone().stepped(vec![group(&[10, 11], 20), group(&[10, 13], 21)]);
        let running = Forming { state: FormingState::Running, ..it.clone() };
        let bare = Forming { found: Vec::new(), ..it.clone() };
        let dated = Forming { published: Some(date(2026, 2, 2)), ..it.clone() };
        let empty = Forming { problem: String::new(), ..it };
        for (bad, field, rule) in [
            (twice, "groups", Rule::Twice),
            (running, "found", Rule::Unwanted),
            (bare, "found", Rule::Missing),
            (dated, "published", Rule::Missing),
            (empty, "problem", Rule::Empty),
        ] {
            let broken = bad.check().unwrap_err();
            assert_eq!((broken.field, broken.rule), (field, rule));
        }
    }

    #[test]
    fn what_nobody_works_on_any_more_is_lost() {
        let running = Forming { state: FormingState::Running, found: Vec::new(), ..proposal() };
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!((running.is_lost(at(60)), running.is_lost(at(61))), (false, true));
        assert!(!proposal().is_lost(at(1000)));
    }

    #[test]
    fn the_rules_of_a_round_are_kept_once() {
        let mut it = FormingRules::usual(id(1), id(2));
        it.together.insert(Pair::of(id(8), id(7)));
        it.mentors.insert(id(20), Mentors { leads: 1, backs: 0, new: true });
        it.wished.insert(id(10), Wished { themes: vec!["Heltid".into()], ..Wished::default() });
        let facts = Facts::of(id(9), &it).unwrap();
        assert_eq!(facts.keys, [FormingRules::key_of(it.round)]);
        assert_eq!(kind("forming_rules").unwrap().read(id(9), &facts.body), Some(facts));
        assert_eq!(it.together.first(), Some(&Pair(id(7), id(8))));
        let with = |change: fn(&mut FormingRules)| {
            let mut it = FormingRules::usual(id(1), id(2));
            change(&mut it);
            let broken = it.check().unwrap_err();
            (broken.field, broken.rule)
        };
        assert_eq!(with(|it| it.seconds = 0), ("seconds", Rule::Unwanted));
        assert_eq!(with(|it| it.seconds = MOST_SECONDS + 1), ("seconds", Rule::Unwanted));
        assert_eq!(with(|it| _ = it.apart.insert(Pair(id(7), id(7)))), ("pairs", Rule::Twice));
        assert_eq!(with(|it| _ = it.weights.insert("theme".into(), 101)), ("weights", Rule::Unwanted));
    }
}
