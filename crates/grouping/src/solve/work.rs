//! How much has been done, and whether to go on.

use crate::{Effort, Go, How, Phase, Progress};

/// Small operations to a step.
const TO_A_STEP: u64 = 500;
/// Steps between two words to whoever waits.
const BETWEEN: u64 = 20_000;

/// The account of the work.
pub(super) struct Work<'a> {
    small: u64,
    limit: u64,
    next: u64,
    steps: u64,
    /// Where it is.
    pub(super) phase: Phase,
    /// The best total so far.
    pub(super) best: Option<i64>,
    /// The bound so far.
    pub(super) bound: i64,
    /// Whether to end.
    pub(super) ended: bool,
    /// How it is going.
    pub(super) how: How,
    tell: &'a mut dyn FnMut(&Progress) -> Go,
}

impl<'a> Work<'a> {
    pub(super) fn new(effort: &Effort, tell: &'a mut dyn FnMut(&Progress) -> Go) -> Self {
        Self {
            small: 0,
            limit: effort.steps.saturating_mul(TO_A_STEP),
            next: 0,
            steps: effort.steps,
            phase: Phase::Start,
            best: None,
            bound: 0,
            ended: false,
            how: How::default(),
            tell,
        }
    }

    /// Notes small operations; whether to go on.
    pub(super) fn spend(&mut self, small: u64) -> bool {
        self.small = self.small.saturating_add(small);
        self.how.steps = self.small / TO_A_STEP;
        if self.small >= self.next && !self.ended {
            self.next = self.small + BETWEEN * TO_A_STEP;
            self.say();
        }
        self.ended |= self.small >= self.limit;
        !self.ended
    }

    /// Tells whoever waits.
    pub(super) fn say(&mut self) {
        let (phase, best, bound) = (self.phase, self.best, self.bound);
        let progress = Progress { phase, best, bound, done: self.how.steps, steps: self.steps };
        if (self.tell)(&progress) == Go::Stop {
            self.ended = true;
            self.how.stopped = true;
        }
    }
}
