//! Remembers answers, within a limit.
//!
//! A snapshot is immutable, so an answer is right for as long as the program runs; the only
//! question is room. The oldest answer goes first, unless somebody has asked for it since it was
//! last looked at (a "clock" with second chance): simple, and one pass over junk addresses does
//! not throw out the start page.

use crate::reply::Stored;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// All answers together.
const ROOM: usize = 32 * 1024 * 1024;
/// One answer; a larger one is made anew each time.
const LARGEST: usize = 2 * 1024 * 1024;
/// What an entry costs beside its bytes, roughly.
const OVERHEAD: usize = 512;

struct Entry {
    stored: Arc<Stored>,
    asked_since: AtomicBool,
}

#[derive(Default)]
struct Shelves {
    entries: BTreeMap<Arc<str>, Entry>,
    order: VecDeque<Arc<str>>,
    weight: usize,
}

/// Answers by address.
#[derive(Default)]
pub struct Cache {
    shelves: RwLock<Shelves>,
}

fn weight(key: &str, stored: &Stored) -> usize {
    // The compressed form is made later, when somebody asks; a third is generous.
    key.len() * 2 + stored.body.len() + stored.body.len() / 3 + OVERHEAD
}

impl Cache {
    /// The answer to an address, if it is remembered.
    pub fn get(&self, key: &str) -> Option<Arc<Stored>> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        let entry = shelves.entries.get(key)?;
        if !entry.asked_since.load(Ordering::Relaxed) {
            entry.asked_since.store(true, Ordering::Relaxed);
        }
        Some(Arc::clone(&entry.stored))
    }

    /// Remembers an answer, and forgets others until there is room.
    pub fn put(&self, key: &str, stored: &Arc<Stored>) {
        let new_weight = weight(key, stored);
        if new_weight > LARGEST {
            return;
        }
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        if shelves.entries.contains_key(key) {
            return;
        }
        while shelves.weight + new_weight > ROOM {
            let Some(oldest) = shelves.order.pop_front() else { break };
            let spared =
                shelves.entries.get(&oldest).is_some_and(|entry| entry.asked_since.swap(false, Ordering::Relaxed));
            if spared {
                shelves.order.push_back(oldest);
            } else if let Some(entry) = shelves.entries.remove(&oldest) {
                shelves.weight = shelves.weight.saturating_sub(weight(&oldest, &entry.stored));
            }
        }
        let key: Arc<str> = Arc::from(key);
        shelves.order.push_back(Arc::clone(&key));
        shelves.weight += new_weight;
        let entry = Entry { stored: Arc::clone(stored), asked_since: AtomicBool::new(false) };
        shelves.entries.insert(key, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::{Content, Stored};

    fn page(size: usize) -> Arc<Stored> {
        Arc::new(Stored::from(Content::Page("x".repeat(size))))
    }

    #[test]
    fn stays_within_its_room_and_keeps_what_is_asked_for() {
        let cache = Cache::default();
        cache.put("start", &page(1_000_000));
        for number in 0..200 {
            assert!(cache.get("start").is_some(), "{number}");
            cache.put(&format!("junk {number}"), &page(1_000_000));
        }
        let shelves = cache.shelves.read().unwrap();
        assert!(shelves.weight <= ROOM);
        assert_eq!(shelves.entries.len(), shelves.order.len());
        let sum: usize = shelves.entries.iter().map(|(key, e)| weight(key, &e.stored)).sum();
        assert_eq!(sum, shelves.weight);
    }

    #[test]
    fn what_is_too_large_is_not_remembered() {
        let cache = Cache::default();
        cache.put("large", &page(LARGEST));
        assert!(cache.get("large").is_none());
    }
}
