//! Trouble: the disk is full or read-only, the database restarts or is killed under load.

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use programme::{Id, KINDS, Organisation, OrganisationId};
use storage::{Address, Author, Change, Error, JobState, NewJob, Store};
use testkit::Postgres;

use crate::{
    records::join_all,
    rig::{Engine, Lots, Rig, municipality, start},
};

fn run<F: Future<Output = ()>>(story: F) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(story);
}

/// PostgreSQL stopped, and killed, while writers and workers are at it: nobody sees an error,
/// nothing is lost, nothing is done twice.
#[test]
fn postgresql_restarts_under_load() {
    run(async {
        let server = Postgres::start();
        server.sql("postgres", "CREATE DATABASE j");
        let address = Address::Postgres(server.address("j"));
        let (one, two) = (
            Store::open(&address, KINDS, start()).await.unwrap(),
            Store::open(&address, KINDS, start()).await.unwrap(),
        );
        let over = AtomicBool::new(false);
        let trouble = async {
            for turn in 0..4 {
                tokio::time::sleep(Duration::from_millis(700)).await;
                tokio::task::block_in_place(|| {
                    if turn % 2 == 0 {
                        server.stop()
                    } else {
                        server.crash()
                    }
                    std::thread::sleep(Duration::from_millis(300));
                    server.resume();
                });
            }
            over.store(true, Ordering::SeqCst);
            Vec::new()
        };
        let mut tasks: Vec<std::pin::Pin<Box<dyn Future<Output = Vec<String>> + '_>>> = vec![Box::pin(trouble)];
        for writer in 0..6_u64 {
            let (store, over) = (if writer % 2 == 0 { &one } else { &two }, &over);
            tasks.push(Box::pin(async move {
                let mut lots = Lots(writer);
                let mut written = Vec::new();
                while !over.load(Ordering::SeqCst) {
                    let (id, job) = (OrganisationId::new(start(), &mut lots), Id::new(start(), &mut lots));
                    let mut change = Change::new(Author::Operator, start(), &mut lots);
                    change.insert(id, &municipality(&format!("W{writer} {}", written.len()))).unwrap();
                    change.enqueue(NewJob::new(job, "count", &id).unwrap());
                    store.write(&change).await.unwrap();
                    written.push(id.to_string());
                }
                written
            }));
        }
        // Each worker does its job by a change: marks the organisation.
        for worker in 0..2_u64 {
            let (store, over) = (if worker == 0 { &one } else { &two }, &over);
            tasks.push(Box::pin(async move {
                let (mut lots, name) = (Lots(1000 + worker), format!("w{worker}"));
                loop {
                    let Some(claim) = store.claim_job(&name, start(), Duration::from_secs(3600)).await.unwrap() else {
                        if over.load(Ordering::SeqCst) {
                            return Vec::new();
                        }
                        tokio::time::sleep(Duration::from_millis(20)).await;
                        continue;
                    };
                    let id: OrganisationId = serde_json::from_str(&claim.payload).unwrap();
                    let there = store.get::<Organisation>(id).await.unwrap().unwrap();
                    let mut change = Change::new(Author::System(name.clone()), start(), &mut lots);
                    change.finish(&claim);
                    change.update(id, there.version, &municipality(&format!("{}!", there.body.name))).unwrap();
                    store.write(&change).await.unwrap();
                }
            }));
        }
        let mut written = join_all(tasks).await.concat();
        written.sort();
        let there = one.list::<Organisation>().await.unwrap();
        let ids: Vec<String> = there.iter().map(|o| o.id.to_string()).collect();
        assert_eq!(ids, written);
        assert!(written.len() >= 12, "only {}", written.len());
        // A claim whose answer was lost stays with nobody until its lease runs out; all others are
        // done, each once.
        let once = there
            .iter()
            .filter(|o| o.version == 2 && o.body.name.ends_with('!') && !o.body.name.ends_with("!!"))
            .count();
        let untouched = there.iter().filter(|o| o.version == 1).count();
        assert_eq!(once + untouched, there.len());
        let counts = one.job_counts().await.unwrap();
        let running = counts.iter().find(|(state, _)| *state == JobState::Running).map_or(0, |(_, n)| *n);
        assert_eq!((untouched as i64, running <= 8), (running, true), "{counts:?}");
        let report = two.verify().await.unwrap();
        assert_eq!((report.findings.len(), report.records), (0, written.len() as i64));
        println!("{} changes, {running} leases lost", report.changes);
    });
}

#[test]
fn postgresql_out_of_reach_is_told() {
    run(async {
        let server = Postgres::start();
        server.sql("postgres", "CREATE DATABASE j");
        let store = Store::open(&Address::Postgres(server.address("j")), KINDS, start()).await.unwrap().attempts(3);
        server.stop();
        let mut change = Change::new(Author::Operator, start(), &mut Lots(1));
        change.insert(OrganisationId::new(start(), &mut Lots(2)), &municipality("K")).unwrap();
        assert!(matches!(store.write(&change).await, Err(Error::Unreachable { .. })));
        assert!(matches!(store.list::<Organisation>().await, Err(Error::Unreachable { .. })));
        server.resume();
        store.write(&change).await.unwrap();
        assert_eq!(store.list::<Organisation>().await.unwrap().len(), 1);
    });
}

#[test]
fn a_read_only_postgresql_is_told() {
    run(async {
        let rig = Rig::new(Engine::Postgres).await;
        let id = rig.organisation("Kramfors").await;
        let Address::Postgres(url) = &rig.address else { panic!() };
        let name = url.split(['/', '?']).nth(3).unwrap().to_owned();
        Postgres::shared().sql("postgres", &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
        let store = rig.another_reading().await;
        let mut change = rig.change();
        change.update(id, 1, &municipality("Nej")).unwrap();
        let refused = store.write(&change).await;
        assert!(matches!(refused, Err(Error::ReadOnly { .. })), "{refused:?}");
        assert_eq!(store.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Kramfors");
    });
}

/// Writes organisations into a small disk until it is full; then makes room, and goes on.
#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("skipped: a small disk can be mounted as root only");
        return;
    };
    run(async {
        let ballast = disk.0.path().join("ballast");
        std::fs::write(&ballast, vec![0; 1024 * 1024]).unwrap();
        let store = Store::open(&Address::Sqlite(disk.0.path().join("x.db")), KINDS, start()).await.unwrap();
        let mut lots = Lots(1);
        let mut written = Vec::new();
        let full = loop {
            let id = OrganisationId::new(start(), &mut lots);
            let mut change = Change::new(Author::Operator, start(), &mut lots);
            change.insert(id, &municipality(&format!("{id} {}", "x".repeat(150)))).unwrap();
            match store.write(&change).await {
                Ok(_) => written.push(id),
                Err(error) => break error,
            }
            assert!(written.len() < 20_000, "the disk never filled");
        };
        assert!(matches!(full, Error::DiskFull { .. }), "{full:?}");
        let ids = async || -> Vec<OrganisationId> {
            store.list::<Organisation>().await.unwrap().iter().map(|o| o.id).collect()
        };
        let sorted = |mut ids: Vec<OrganisationId>| {
            ids.sort();
            ids
        };
        assert_eq!(ids().await, sorted(written.clone()));
        // A backup onto the full disk: told, and no half file left.
        let backup = disk.0.path().join("backup.zip");
        let refused = store.export(&backup, start()).await;
        assert!(matches!(refused, Err(Error::DiskFull { .. })), "{refused:?}");
        assert!(!backup.exists());
        assert!(
            std::fs::read_dir(disk.0.path()).unwrap().all(|f| !f
                .unwrap()
                .file_name()
                .to_str()
                .unwrap()
                .contains(".jamsides-"))
        );

        std::fs::remove_file(&ballast).unwrap();
        let id = OrganisationId::new(start(), &mut lots);
        let mut change = Change::new(Author::Operator, start(), &mut lots);
        change.insert(id, &municipality("Efteråt")).unwrap();
        store.write(&change).await.unwrap();
        written.push(id);
        assert_eq!(ids().await, sorted(written));
        assert_eq!(store.verify().await.unwrap().findings, []);
        store.close().await;
    });
}

#[test]
fn a_read_only_disk_is_told() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("skipped: a small disk can be mounted as root only");
        return;
    };
    run(async {
        let address = Address::Sqlite(disk.0.path().join("x.db"));
        let store = Store::open(&address, KINDS, start()).await.unwrap();
        let id = OrganisationId::new(start(), &mut Lots(1));
        let mut change = Change::new(Author::Operator, start(), &mut Lots(2));
        change.insert(id, &municipality("Kramfors")).unwrap();
        store.write(&change).await.unwrap();
        store.close().await;
        disk.remount("ro");
        let refused = Store::open(&address, KINDS, start()).await.map(|_| ());
        assert!(matches!(refused, Err(Error::ReadOnly { .. })), "{refused:?}");
        // It can be read all the same.
        let store = Store::attach(&address, KINDS).await.unwrap();
        assert_eq!(store.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Kramfors");
        assert_eq!(store.verify().await.unwrap().findings, []);
        let mut change = Change::new(Author::Operator, start(), &mut Lots(3));
        change.update(id, 1, &municipality("Nej")).unwrap();
        let refused = store.write(&change).await;
        assert!(matches!(refused, Err(Error::ReadOnly { .. })), "{refused:?}");
        store.close().await;
        disk.remount("rw");
        let store = Store::open(&address, KINDS, start()).await.unwrap();
        assert_eq!(store.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Kramfors");
        store.close().await;
    });
}

/// Four megabytes, gone with the test.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        mount(&["-t", "tmpfs", "-o", "size=4m", "jamsides-test"], folder.path()).then(|| Self(folder))
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], self.0.path()));
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    Command::new("mount").args(arguments).arg(place).output().is_ok_and(|out| out.status.success())
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).output();
    }
}
