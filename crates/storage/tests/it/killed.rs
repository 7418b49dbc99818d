//! Processes killed (SIGKILL) at random moments while twenty users write: no acknowledged write is
//! lost, nothing is half-written, the journal is whole. A few times here; `JAMSIDES_KILLS=500` for
//! the long proof.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    time::Duration,
};

use programme::{Id, KINDS, Organisation, OrganisationId, Random as _};
use storage::{Address, Author, Change, JobState, NewJob, Store};

use crate::{
    records::join_all,
    rig::{Engine, Lots, Rig, municipality, run, start},
};

const USERS: u64 = 20;

#[test]
fn sqlite_users_killed_while_writing() {
    run(Engine::Sqlite, |rig| killed(rig, "sqlite"));
}

#[test]
fn postgresql_users_killed_while_writing() {
    run(Engine::Postgres, |rig| killed(rig, "postgresql"));
}

async fn killed(rig: Rig, engine: &str) {
    let kills: u64 = std::env::var("JAMSIDES_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(4);
    let address = match &rig.address {
        Address::Sqlite(path) => path.display().to_string(),
        Address::Postgres(url) => url.clone(),
    };
    let mut lots = Lots(20_260_202);
    let mut acknowledged = BTreeSet::new();
    for kill in 0..kills {
        let mut byte = [0; 2];
        lots.fill(&mut byte);
        let wait = Duration::from_millis(u64::from(u16::from_le_bytes(byte)) % 400);
        acknowledged.extend(tokio::task::block_in_place(|| one(&address, kill, wait)));
    }
    // PostgreSQL may still be saving what a killed process had just asked it to save. Whoever waits for
    // the one turn there is comes after that.
    let now = "2026-02-02T08:00:00Z".parse().unwrap();
    rig.store.put_content("sist.txt", b"sist", now).await.unwrap();
    let report = rig.store.verify().await.unwrap();
    assert_eq!(report.findings, []);
    let there: BTreeSet<String> = rig
        .store
        .list::<Organisation>()
        .await
        .unwrap()
        .iter()
        .map(|organisation| organisation.id.to_string())
        .collect();
    let lost: Vec<&String> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged writes lost: {lost:?}", lost.len(), acknowledged.len());
    // Each change made one record, one entry and one job, or none of them.
    let jobs = rig.store.job_counts().await.unwrap();
    let records = there.len() as i64;
    assert_eq!(
        (report.changes, report.records, report.entries, jobs),
        (records, records, records, vec![(JobState::Waiting, records)])
    );
    assert!(!acknowledged.is_empty());
    println!("{engine}: {kills} kills, {} writes acknowledged, {records} saved, none lost", acknowledged.len());
}

/// Starts this test program as a child that writes, kills it after `wait`, and returns what it had
/// acknowledged.
fn one(address: &str, kill: u64, wait: Duration) -> Vec<String> {
    let mut child: Child = Command::new(std::env::current_exe().unwrap())
        .args(["killed::child_that_writes", "--exact", "--ignored", "--nocapture"])
        .env("JAMSIDES_CHILD", address)
        .env("JAMSIDES_SEED", kill.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("ready") {
        line.clear();
        assert!(lines.read_line(&mut line).unwrap() > 0, "the child did not begin");
    }
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    let mut acknowledged = Vec::new();
    line.clear();
    // A line cut off in the middle was not said.
    while lines.read_line(&mut line).unwrap() > 0 && line.ends_with('\n') {
        acknowledged.extend(line.trim().strip_prefix("saved ").map(ToOwned::to_owned));
        line.clear();
    }
    acknowledged
}

#[test]
#[ignore = "the child of the tests above"]
fn child_that_writes() {
    let Ok(address) = std::env::var("JAMSIDES_CHILD") else { return };
    let seed: u64 = std::env::var("JAMSIDES_SEED").unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&address.parse().unwrap(), KINDS, start()).await.unwrap();
        println!("ready");
        let users = (0..USERS).map(|user| {
            let store = &store;
            async move {
                let mut lots = Lots((seed << 8) | user);
                for _ in 0..u32::MAX {
                    let (id, job) = (OrganisationId::new(start(), &mut lots), Id::new(start(), &mut lots));
                    let mut change = Change::new(Author::Operator, start(), &mut lots);
                    change.insert(id, &municipality(&id.to_string())).unwrap();
                    change.enqueue(NewJob::new(job, "x", &1).unwrap());
                    store.write(&change).await.unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "saved {id}").unwrap();
                    out.flush().unwrap();
                }
            }
        });
        join_all(users.collect()).await;
    });
}
