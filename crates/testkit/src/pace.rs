//! A clock that moves only when somebody waits.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

/// Begins at a fixed time; waiting moves it on at once and is noted.
#[derive(Debug)]
pub struct FakePace {
    inner: Mutex<(Timestamp, Vec<Duration>)>,
}

impl FakePace {
    /// A clock that begins at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { inner: Mutex::new((now, Vec::new())) }
    }

    /// Every wait so far.
    pub fn waits(&self) -> Vec<Duration> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl figures::kolada::Pace for FakePace {
    fn now(&self) -> Timestamp {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn wait(&self, time: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let moved = SignedDuration::try_from(time).ok().and_then(|t| inner.0.checked_add(t).ok());
        inner.0 = moved.unwrap_or(inner.0);
        inner.1.push(time);
    }
}
