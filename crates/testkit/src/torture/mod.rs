//! The long proof of the storage, behind the real program: people at work in the demonstration while
//! the program is killed, the database falls, the disk fills; then everything is held against what they
//! were told.
//!
//! Used by `cargo xtask torture` (hundreds of kills) and by the tests of crate `jamsides` (a few).

mod check;
pub mod client;
mod disk;
mod killed;
mod ledger;
pub mod server;
mod two;
mod users;

use std::{sync::Arc, thread::JoinHandle, time::Duration};

use jiff::Timestamp;
use programme::KINDS;
use storage::{Address, JobState, Store};

pub use check::Found;
pub use disk::{full, limited, read_only};
pub use killed::{Engine, Killed, Plan, killed};
pub use two::{Two, two_servers};

use crate::lots::Lots;
use users::{Acted, Arena, User};

/// The system's clock, which the program went by as well.
#[allow(clippy::disallowed_methods, reason = "what the program did is held against the clock it did it by")]
fn now() -> Timestamp {
    Timestamp::now()
}

fn wait_for<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}

async fn open(database: &str) -> Store {
    Store::open(&database.parse::<Address>().unwrap(), KINDS, now()).await.unwrap()
}

/// Users at work.
struct Crowd(Vec<JoinHandle<Option<String>>>);

impl Crowd {
    fn gather(arena: &Arc<Arena>, cast: &[Acted], most: usize, lots: &mut Lots) -> Self {
        let threads = (0..most).map(|user| {
            let (arena, acted, lots) = (Arc::clone(arena), cast[user % cast.len()].clone(), Lots(lots.draw()));
            std::thread::spawn(move || User::new(&arena, acted, lots).work())
        });
        Self(threads.collect())
    }

    /// Ends the work; the cookies of the sessions left open.
    fn send_home(self, arena: &Arena) -> Vec<String> {
        arena.end();
        self.0.into_iter().filter_map(|user| user.join().unwrap_or_else(|why| std::panic::resume_unwind(why))).collect()
    }
}

/// Waits until every job that is due is done, at the most so long.
async fn drain(store: &Store, patience: Duration) {
    let pause = Duration::from_millis(500);
    for _ in 0..=patience.as_millis() / pause.as_millis() {
        if !is_due(store).await && store.jobs(JobState::Running, 1).await.unwrap().is_empty() {
            return;
        }
        tokio::time::sleep(pause).await;
    }
}

/// Waits until no job that is due is waiting: what is left is held by workers that are gone.
async fn drain_waiting(store: &Store, patience: Duration) {
    let pause = Duration::from_millis(200);
    for _ in 0..=patience.as_millis() / pause.as_millis() {
        if !is_due(store).await {
            return;
        }
        tokio::time::sleep(pause).await;
    }
}

/// Whether a job waits whose time has come. Before seven in the morning the day's reminders wait for theirs.
async fn is_due(store: &Store) -> bool {
    store.jobs(JobState::Waiting, 1).await.unwrap().first().is_some_and(|job| job.run_at <= now())
}
