//! The rounds that were, with their groups formed anew: what the organiser did beside what the shortest
//! ways would have given. A test of how groups are formed, on public facts, and no verdict: who formed
//! the groups may have weighed what no source tells of.
//!
//! * What counts is the way as the crow flies between all who meet in a group: every participant and its
//!   mentor, and the participants with each other. Nothing else does.
//! * The mentors are those of the round, as many groups as there were, and no group smaller or larger than
//!   its groups were.
//! * Each place in the round counts once, with the organisation that had it last.
//!
//! [`all`] computes every round once; [`said`] has the words that pages and terminal share. Forming groups
//! is done by the crate `grouping`; drawing by `charts`.

mod compare;
mod facts;
mod ground;
pub mod said;
mod solve;

pub use compare::{Agreement, Journey};
pub use facts::{Apart, Assumed, WhyApart};
pub use ground::{Outline, outline, place};

use ::history::{History, Round};
use std::sync::OnceLock;

/// A round with its groups formed anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Recomputed {
    /// The round.
    pub round: &'static Round,
    /// The least and the greatest number of participants in a group.
    pub sizes: (usize, usize),
    /// As it was; `None`: not known.
    pub was: Option<Arrangement>,
    /// With the shortest ways.
    pub best: Arrangement,
    /// How far the two agree; `None` where it is not known how it was.
    pub agreement: Option<Agreement>,
    /// What the ways would come to on average if lots were drawn for the groups as large as they were,
    /// in kilometres; `None` where it is not known how it was.
    pub by_lot_km: Option<f64>,
    /// Every participant's own way to those it meets.
    pub journeys: Vec<Journey>,
    /// Groups and participants that are not counted, and why.
    pub apart: Vec<Apart>,
    /// What was taken for granted beside the facts.
    pub assumed: Vec<Assumed>,
}

impl Recomputed {
    /// What the shortest ways save, in kilometres.
    #[must_use]
    pub fn saved_km(&self) -> Option<u32> {
        self.was.as_ref().map(|was| was.km.saturating_sub(self.best.km))
    }

    /// What the shortest ways save, in parts of what it was.
    #[must_use]
    pub fn saved_share(&self) -> Option<f64> {
        let was = f64::from(self.was.as_ref()?.km);
        Some(f64::from(self.saved_km()?) / was).filter(|share| share.is_finite())
    }

    /// How much of what could be saved against drawing lots was saved as it was, in parts; at most 1.
    #[must_use]
    pub fn of_what_could_be_saved(&self) -> Option<f64> {
        let (lot, was) = (self.by_lot_km?, f64::from(self.was.as_ref()?.km));
        let could = lot - f64::from(self.best.km);
        (could > 0.0).then(|| (lot - was) / could)
    }

    /// How many participants there are.
    #[must_use]
    pub fn participants(&self) -> usize {
        self.best.groups.iter().map(|it| it.members.len()).sum()
    }
}

/// Who sat with whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// The groups, in the order of the round's.
    pub groups: Vec<Sitting>,
    /// All their ways together, in kilometres.
    pub km: u32,
}

impl Arrangement {
    /// The place of the group that an organisation is a member of.
    #[must_use]
    pub fn group_of(&self, organisation: &str) -> Option<usize> {
        self.groups.iter().position(|it| it.members.contains(&organisation))
    }
}

/// A group of an arrangement. All names are ids of organisations.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// Who led it, where somebody did.
    pub mentor: Option<&'static str>,
    /// Who took part, in the order of the round.
    pub members: Vec<&'static str>,
    /// The ways between all of them, in kilometres.
    pub km: u32,
}

/// What can be said of a round.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its groups were formed anew.
    Formed(Box<Recomputed>),
    /// There is nothing to form: not enough is known, or there was one group alone.
    Nothing {
        /// The round.
        round: &'static Round,
        /// Why.
        why: WhyNothing,
    },
}

impl Outcome {
    /// The round it is about.
    #[must_use]
    pub fn round(&self) -> &'static Round {
        match self {
            Self::Formed(it) => it.round,
            Self::Nothing { round, .. } => round,
        }
    }

    /// The round with its groups formed anew.
    #[must_use]
    pub fn formed(&self) -> Option<&Recomputed> {
        match self {
            Self::Formed(it) => Some(it),
            Self::Nothing { .. } => None,
        }
    }
}

/// Why there is nothing to form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNothing {
    /// All were in one group.
    OneGroup,
    /// Too few participants or mentors are known.
    TooLittleKnown,
}

/// Every round, in order of time. Worked out once.
#[must_use]
pub fn all() -> &'static [Outcome] {
    static ALL: OnceLock<Vec<Outcome>> = OnceLock::new();
    ALL.get_or_init(|| History::built_in().rounds().map(outcome).collect())
}

/// A round by its id.
#[must_use]
pub fn of(round: &str) -> Option<&'static Outcome> {
    all().iter().find(|it| it.round().id == round)
}

fn outcome(round: &'static Round) -> Outcome {
    match facts::read(round).map(|facts| recompute(round, facts)) {
        Ok(Some(found)) => Outcome::Formed(Box::new(found)),
        // Places and rules that fit each other are seen to by a test over all rounds.
        Ok(None) => Outcome::Nothing { round, why: WhyNothing::TooLittleKnown },
        Err(why) => Outcome::Nothing { round, why },
    }
}

fn recompute(round: &'static Round, facts: facts::Facts) -> Option<Recomputed> {
    let best = solve::shortest(&facts)?;
    let best = compare::arranged(&facts, &best);
    let was = facts.was.as_ref().map(|was| compare::arranged(&facts, was));
    // Without mentors a group has no name of its own: the one most like it is called the same.
    let best = match &was {
        Some(was) if facts.mentors.iter().all(Option::is_none) => compare::named_like(was, best),
        _ => best,
    };
    Some(Recomputed {
        round,
        sizes: facts.sizes,
        agreement: was.as_ref().map(|was| compare::agreement(was, &best)),
        by_lot_km: was.as_ref().map(|was| compare::by_lot(&facts, was)),
        journeys: compare::journeys(&facts, was.as_ref(), &best),
        was,
        best,
        apart: facts.apart,
        assumed: facts.assumed,
    })
}

#[cfg(test)]
mod tests;
