//! Growing waits, with jitter from a text so that nothing here draws lots.

use std::time::Duration;

use crate::hash;

const FIRST: u64 = 20;
const LONGEST: u64 = 4_000;

/// The wait before attempt `attempt` (1, 2, …) at something named `seed`: doubles from 20 ms to
/// 4 s, and between half and all of that.
pub(crate) fn before(attempt: u32, seed: &str) -> Duration {
    let full = (FIRST << attempt.saturating_sub(1).min(16)).min(LONGEST);
    Duration::from_millis(full / 2 + full * u64::from(lot(attempt, seed)) / 512)
}

/// The wait before a job's next attempt: from half a minute, doubling, to six hours.
pub(crate) fn of_job(attempts: i64, seed: &str) -> Duration {
    let attempt = u32::try_from(attempts.max(1)).unwrap_or(1);
    let full = (30_u64 << (attempt - 1).min(16)).min(6 * 3600);
    Duration::from_millis(full * 500 + full * 1000 * u64::from(lot(attempt, seed)) / 512)
}

fn lot(attempt: u32, seed: &str) -> u8 {
    let digest = hash::sha256(format!("{seed}:{attempt}").as_bytes());
    u8::from_str_radix(&digest[..2], 16).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_differ() {
        for attempt in 1..20 {
            let (a, b) = (before(attempt, "a"), before(attempt + 3, "a"));
            assert!(a < b || b.as_millis() >= 2_000, "{attempt}: {a:?} {b:?}");
            assert!(a.as_millis() <= 4_000 && a.as_millis() >= 10);
        }
        assert_ne!(before(9, "a"), before(9, "b"));
        assert!(of_job(1, "x").as_secs() >= 15 && of_job(1, "x").as_secs() <= 30);
        assert!(of_job(99, "x").as_secs() >= 3 * 3600);
    }
}
