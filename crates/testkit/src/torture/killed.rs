//! The program killed again and again while people work.

use std::{
    collections::BTreeSet,
    fmt,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    Crowd, Found, Lots, drain, drain_waiting,
    ledger::Answered,
    now, open,
    server::Program,
    users::{Arena, cast},
    wait_for,
};
use crate::{Mailbox, Postgres};

/// The people of the demonstration who have a role today.
const CAST: usize = 39;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server of its own.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The program.
    pub program: &'a Path,
    /// The database.
    pub engine: Engine,
    /// How often it is killed.
    pub kills: u64,
    /// Which lots are drawn.
    pub seed: u64,
    /// How many people work.
    pub users: usize,
    /// So long after the last kill the letters of killed workers may take: two minutes and a little,
    /// for all of them to be sent again; otherwise it is seen to that somebody holds them.
    pub patience: Duration,
}

/// What came of it.
#[derive(Debug)]
pub struct Killed {
    /// Counts, in a line.
    pub summary: String,
    /// What is not as it should be.
    pub faults: Vec<String>,
}

/// Where the data lies, as long as it is needed.
enum Place {
    Folder(TempDir),
    Server { address: String, _running: Box<Postgres> },
}

impl Place {
    fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::Folder(TempDir::with_prefix("jamsides-torture-").unwrap()),
            Engine::Postgres => {
                let server = Postgres::start();
                let address = server.database();
                Self::Server { address, _running: Box::new(server) }
            }
        }
    }

    fn address(&self) -> String {
        match self {
            Self::Folder(folder) => folder.path().join("jamsides.db").display().to_string(),
            Self::Server { address, .. } => address.clone(),
        }
    }

    /// What was wrong can be looked into.
    fn keep(self) -> Option<String> {
        match self {
            Self::Folder(folder) => Some(folder.keep().display().to_string()),
            Self::Server { .. } => None,
        }
    }
}

/// A port below those the system gives to whoever connects, and that no other run of this process has:
/// nobody takes it between two starts.
fn free_port(lots: &mut Lots) -> u16 {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let ports = (0..100).filter_map(|_| u16::try_from(20_000 + lots.below(10_000)).ok());
    let mut free = ports.filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
    free.find(|port| given.insert(*port)).unwrap_or_else(|| panic!("no port is free"))
}

/// Runs it. `tell` hears how it goes.
///
/// # Panics
/// When the program or a server of the test does not start.
pub fn killed(plan: Plan<'_>, tell: impl Fn(&str)) -> Killed {
    let begun = Instant::now();
    let mut lots = Lots(plan.seed);
    let (place, mailbox) = (Place::new(plan.engine), Mailbox::start());
    let program = Program::demonstration(plan.program, place.address()).mailing(mailbox.address());
    let mut faults = Vec::new();

    // First while the tables are made and the stage is set: all of it or nothing.
    let at_first = (plan.kills / 20).min(10);
    for _ in 0..at_first {
        let mut server = program.launch(0);
        std::thread::sleep(Duration::from_millis(lots.below(400)));
        server.kill();
    }
    let (mut server, port) = program.start(free_port(&mut lots));
    let cast = cast(port);
    if cast.len() != CAST {
        faults.push(format!("{} people on the stage instead of {CAST}", cast.len()));
    }

    let arena = Arc::new(Arena::new(vec![port], false));
    let crowd = Crowd::gather(&arena, &cast, plan.users, &mut lots);
    let mut kills = at_first;
    let mut answers = true;
    while kills < plan.kills {
        if answers {
            arena.open(true);
            std::thread::sleep(Duration::from_millis(lots.below(800)));
        } else {
            // Already while it starts.
            std::thread::sleep(Duration::from_millis(lots.below(200)));
        }
        if server.has_ended() {
            faults.push(format!("the program ended by itself:\n{}", server.log()));
        }
        server.kill();
        arena.open(false);
        kills += 1;
        server = program.launch(port);
        answers = kills == plan.kills || lots.below(10) > 0;
        if answers && server.ready().is_none() {
            faults.push(format!("the program did not start again:\n{}", server.log()));
            break;
        }
        if kills.is_multiple_of(50) {
            let done = arena.ledger.count(|answered| *answered == Answered::Yes);
            tell(&format!("{}: {kills} kills, {done} acknowledged, {} s", plan.engine, begun.elapsed().as_secs()));
        }
    }
    // And a while in peace.
    arena.open(true);
    std::thread::sleep(Duration::from_millis(500));
    let cookies = crowd.send_home(&arena);
    tell(&format!("{}: the work is over after {} s", plan.engine, begun.elapsed().as_secs()));

    let found = wait_for(async {
        let store = open(&place.address()).await;
        drain_waiting(&store, Duration::from_secs(120)).await;
        drain(&store, plan.patience).await;
        if !server.end() {
            faults.push(format!("the program did not end well:\n{}", server.log()));
        }
        let found = super::check::check(&store, &arena.ledger.deeds(), &cookies, &mailbox, now()).await;
        store.close().await;
        found
    });
    let Found { letters, again, held, sizes, .. } = found;
    faults.extend(arena.ledger.faults());
    faults.extend(found.faults);
    if again as u64 > kills {
        faults.push(format!("{again} letters came twice after {kills} kills"));
    }
    if held as u64 > kills || (held > 0 && plan.patience > Duration::from_secs(120)) {
        faults.push(format!("{held} letters are still held by workers that are gone"));
    }
    let summary = format!(
        "{}: {kills} kills, {} acknowledged, {} refused, {} unknown, {letters} letters, {again} of them \
         twice, {held} held, {} changes, {} records, {} entries, {} s, {} faults",
        plan.engine,
        arena.ledger.count(|answered| *answered == Answered::Yes),
        arena.ledger.count(|answered| matches!(answered, Answered::No(_))),
        arena.ledger.count(|answered| *answered == Answered::Nothing),
        sizes.0,
        sizes.1,
        sizes.2,
        begun.elapsed().as_secs(),
        faults.len(),
    );
    if !faults.is_empty()
        && let Some(kept) = place.keep()
    {
        faults.push(format!("the database is kept in {kept}"));
    }
    Killed { summary, faults }
}
