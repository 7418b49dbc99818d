//! The short form of the long proof (`cargo xtask torture`): people at work while the program is killed,
//! two programs on one PostgreSQL that falls, a disk that is full, fails or can only be read. What is
//! looked at, and how, stands in `testkit::torture`.
#![cfg(unix)]

use std::{path::Path, time::Duration};
use testkit::torture::{Engine, Plan, full, killed, limited, read_only, two_servers};

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_jamsides"))
}

/// A few kills. The letters of killed workers are not waited for (two minutes): that each is held by
/// somebody is enough here.
fn a_few(engine: Engine) {
    let plan = Plan { program: program(), engine, kills: 8, seed: 1, users: 20, patience: Duration::ZERO };
    let killed = killed(plan, |_| {});
    eprintln!("{}", killed.summary);
    assert_eq!(killed.faults, [""; 0], "{}", killed.summary);
}

#[test]
fn killed_while_people_write_nothing_is_lost_on_sqlite() {
    a_few(Engine::Sqlite);
}

#[test]
fn killed_while_people_write_nothing_is_lost_on_postgresql() {
    a_few(Engine::Postgres);
}

#[test]
fn nobody_notices_when_the_database_of_two_servers_falls() {
    let outages = [Duration::from_secs(1), Duration::from_secs(5)];
    let two = two_servers(program(), 10, &outages, 1);
    eprintln!("{}", two.summary);
    assert_eq!(two.faults, [""; 0], "{}", two.summary);
}

#[test]
fn a_full_disk_is_told_on_the_page_and_nothing_is_lost() {
    if !full(program()) {
        eprintln!("skipped: a small disk can be mounted as root only");
    }
}

#[test]
fn a_disk_that_fails_is_told_on_the_page_and_nothing_is_lost() {
    limited(program());
}

#[test]
fn a_disk_to_read_only_is_told_on_the_page_and_reading_goes_on() {
    if !read_only(program()) {
        eprintln!("skipped: as root, a disk to read only must be mounted, and mounting is not allowed here");
    }
}
