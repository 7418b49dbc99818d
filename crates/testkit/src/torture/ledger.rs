//! What was asked for, and what the program said to it.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Names and addresses that only this load makes begin so.
pub const MARK: &str = "Prov";

/// Something asked for. Every one carries a number of its own, so that it is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Own data, read at a version: a new title, and perhaps a new address.
    Corrected { account: String, version: i64, title: String, email: Option<String> },
    /// A new organisation.
    Added { name: String },
    /// Somebody invited to an organisation.
    Invited { email: String },
    /// A file attached.
    Attached { organisation: String, name: String, text: String },
    /// A file, read at a version, shown to others.
    Shown { file: String, version: i64, to: String },
    /// A file, read at a version, taken away.
    Removed { file: String, version: i64 },
    /// A session begun: its cookie, where it was told.
    SignedIn { cookie: String },
    /// A session ended.
    SignedOut { cookie: String },
}

/// What was said to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// Done.
    Yes,
    /// Not done: the status.
    No(u16),
    /// No answer, or one that says that it is not known.
    Nothing,
}

/// One act of a user.
#[derive(Debug, Clone)]
pub struct Deed {
    /// What.
    pub what: What,
    /// And the answer.
    pub answered: Answered,
}

/// All of it, by everybody.
#[derive(Debug, Default)]
pub struct Ledger {
    deeds: Mutex<Vec<Deed>>,
    faults: Mutex<BTreeMap<String, u64>>,
    numbers: AtomicU64,
}

impl Ledger {
    /// A number nobody else has.
    pub fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Notes an act.
    pub fn note(&self, what: What, answered: Answered) {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner).push(Deed { what, answered });
    }

    /// Notes an answer that should not have come.
    pub fn fault(&self, fault: impl Into<String>) {
        *self.faults.lock().unwrap_or_else(PoisonError::into_inner).entry(fault.into()).or_default() += 1;
    }

    /// Every act so far.
    pub fn deeds(&self) -> Vec<Deed> {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The answers that should not have come, with how often.
    pub fn faults(&self) -> Vec<String> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.iter().map(|(fault, times)| format!("{fault} ({times} times)")).collect()
    }

    /// How many acts were answered so.
    pub fn count(&self, which: impl Fn(&Answered) -> bool) -> usize {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(|deed| which(&deed.answered)).count()
    }
}
