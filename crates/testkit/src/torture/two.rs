//! Two servers on one PostgreSQL that falls twice: nobody notices.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Crowd, Found, Lots, drain_waiting,
    ledger::Answered,
    now, open,
    server::Program,
    users::{Arena, cast},
    wait_for,
};
use crate::{Mailbox, Postgres};

/// What came of it.
#[derive(Debug)]
pub struct Two {
    /// Counts, in a line.
    pub summary: String,
    /// What is not as it should be.
    pub faults: Vec<String>,
}

/// Runs it: `users` take turns between the two servers while the database is killed and is away for
/// each of the `outages`.
///
/// # Panics
/// When the program or a server of the test does not start.
pub fn two_servers(program: &Path, users: usize, outages: &[Duration], seed: u64) -> Two {
    let begun = Instant::now();
    let mut lots = Lots(seed);
    let (postgres, mailbox) = (Postgres::start(), Mailbox::start());
    let address = postgres.database();
    let program = Program::demonstration(program, &address).mailing(mailbox.address());
    let (mut one, first) = program.start(0);
    let (mut two, second) = program.start(0);
    let arena = Arc::new(Arena::new(vec![first, second], true));
    let crowd = Crowd::gather(&arena, &cast(first), users, &mut lots);
    arena.open(true);
    for outage in outages {
        std::thread::sleep(Duration::from_millis(2500 + lots.below(1000)));
        postgres.crash();
        std::thread::sleep(*outage);
        postgres.resume();
    }
    std::thread::sleep(Duration::from_secs(3));
    let cookies = crowd.send_home(&arena);
    let mut faults = Vec::new();
    let found = wait_for(async {
        let store = open(&address).await;
        drain_waiting(&store, Duration::from_secs(60)).await;
        for server in [&mut one, &mut two] {
            if !server.end() {
                faults.push(format!("a server did not end well:\n{}", server.log()));
            }
        }
        let found = super::check::check(&store, &arena.ledger.deeds(), &cookies, &mailbox, now()).await;
        store.close().await;
        found
    });
    let Found { letters, again, held, sizes, .. } = found;
    faults.extend(arena.ledger.faults());
    faults.extend(found.faults);
    if again > 0 {
        faults.push(format!("{again} letters came twice"));
    }
    // A worker whose taking of a job was saved without its knowing leaves it to the next.
    if held > 2 * outages.len() {
        faults.push(format!("{held} letters are held by workers that do not know of it"));
    }
    let summary = format!(
        "two servers: {} crashes, {} acknowledged, {} refused, {} unknown, {letters} letters, {again} of them twice, {held} \
         held, {} changes, {} s, {} faults",
        outages.len(),
        arena.ledger.count(|answered| *answered == Answered::Yes),
        arena.ledger.count(|answered| matches!(answered, Answered::No(_))),
        arena.ledger.count(|answered| *answered == Answered::Nothing),
        sizes.0,
        begun.elapsed().as_secs(),
        faults.len(),
    );
    Two { summary, faults }
}
