//! Forming groups: what is handed in beside the problem, and what comes out.

use serde::{Deserialize, Serialize};

use crate::{Arrangement, Problem, Score, check, score, solve};

/// How much work may be done. Counted, not timed: the same effort gives the same answer on every machine. Who wants
/// a time limit answers [`Go::Stop`] when the time is up, and accepts that the answer may then be another tomorrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Effort {
    /// How many steps at most, of every kind; a step is a few microseconds of an optimised build.
    pub steps: u64,
    /// The seed of what is left to chance in the search (never the bound, never the proof).
    pub seed: u64,
    /// Stop when the gap is at most so many millionths; 0: only when the optimum is proven.
    pub gap: u64,
}

impl Default for Effort {
    /// A minute or two of an optimised build at most; most rounds are proven long before.
    fn default() -> Self {
        Self { steps: 20_000_000, seed: 1, gap: 0 }
    }
}

/// What the work is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Finding first groups, and a first bound.
    Start,
    /// Raising the bound.
    Bound,
    /// Looking for something better.
    Search,
    /// Proving that there is nothing better.
    Proof,
}

impl Phase {
    /// The stable name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Bound => "bound",
            Self::Search => "search",
            Self::Proof => "proof",
        }
    }
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What it is at.
    pub phase: Phase,
    /// The total of the best arrangement so far, if there is one.
    pub best: Option<i64>,
    /// No arrangement costs less than this.
    pub bound: i64,
    /// Steps done.
    pub done: u64,
    /// Steps there may be.
    pub steps: u64,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// Go on.
    On,
    /// Stop, with the best there is.
    Stop,
}

/// Groups, and how good they are known to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The groups.
    pub arrangement: Arrangement,
    /// What they cost.
    pub score: Score,
    /// No arrangement of this problem costs less than this: equal to the total where that is proven.
    pub bound: i64,
    /// Whether nothing cheaper exists.
    pub proven: bool,
    /// How it was found.
    pub how: How,
}

impl Outcome {
    /// How much cheaper the best could be at most, as a share of the total: 0 where the optimum is proven.
    pub fn gap(&self) -> f64 {
        let (total, bound) = (self.score.total, self.bound);
        // Points are far below 2^53.
        if total <= bound || total <= 0 { 0.0 } else { (total - bound) as f64 / total as f64 }
    }
}

/// How an answer was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// Steps done.
    pub steps: u64,
    /// Times the bound was computed anew.
    pub bounds: u64,
    /// Branches that were looked into.
    pub branches: u64,
    /// How many groups (with a mentor each) could still be part of something better when the proof began.
    pub columns: u64,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

/// There are no groups to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoGroups {
    /// It is proven that no arrangement keeps all the rules.
    Impossible {
        /// Who fits in no group at all, each by itself; may be empty though the whole is impossible.
        homeless: Vec<crate::Id>,
        /// How it was found.
        how: How,
    },
    /// None was found within the effort; it is not known whether there is one.
    NotFound {
        /// How far it came.
        how: How,
    },
}

/// Finds the cheapest groups there are, or the best it can within the effort. The same problem (in any order) and
/// effort give the same answer, unless `tell` stops it. `tell` is called every now and then, at least every few
/// tens of milliseconds of an optimised build.
///
/// # Errors
/// [`NoGroups`] where there is nothing to show.
pub fn form(problem: &Problem, effort: &Effort, tell: &mut dyn FnMut(&Progress) -> Go) -> Result<Outcome, NoGroups> {
    solve::solve(problem, effort, tell)
}

/// Whether any arrangement keeps all the rules: quicker than [`form`], since wishes do not count.
/// `None`: not known within the effort.
pub fn possible(problem: &Problem, effort: &Effort, tell: &mut dyn FnMut(&Progress) -> Go) -> Option<bool> {
    let mut bare = problem.ask().clone();
    bare.wishes = crate::Wishes::only([]);
    let effort = Effort { gap: 1_000_000, ..*effort };
    match Problem::new(bare).map(|it| form(&it, &effort, tell)) {
        Ok(Ok(_)) => Some(true),
        Ok(Err(NoGroups::Impossible { .. })) => Some(false),
        Ok(Err(NoGroups::NotFound { .. })) | Err(_) => None,
    }
}

/// Makes an outcome of groups: scored and checked anew, whatever the solver believes.
pub(crate) fn outcome(problem: &Problem, arrangement: Arrangement, bound: i64, how: How) -> Option<Outcome> {
    let arrangement = arrangement.canonical();
    if !check(problem, &arrangement).is_empty() {
        return None;
    }
    let score = score(problem, &arrangement);
    let bound = bound.min(score.total);
    Some(Outcome { proven: bound == score.total, arrangement, score, bound, how })
}
