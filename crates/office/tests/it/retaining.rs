//! What is kept no longer than needed.

use std::sync::Arc;

use jiff::ToSpan as _;
use programme::{Account, Assignment, Person, Role};
use storage::JobState;

use crate::rig::{Rig, contains, on_both};

on_both! {
    accounts_go_after_a_year_and_names_after_two
    once_a_day_however_many_work
}

async fn accounts_go_after_a_year_and_names_after_two(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    let (asa, assignment) = rig.somebody("Åsa Öberg", place, Role::Strategist).await;
    rig.office.end_assignment(&boss, assignment, 1, "2026-02-28").await.unwrap();
    let has = async |person| {
        let account = rig.store.by_key::<Account>(&Account::key_of_person(person)).await.unwrap().is_some();
        (account, rig.store.get::<Person>(person).await.unwrap().is_some())
    };
    for (day, expected) in [
        ("2026-02-28", (true, true)),
        ("2027-02-27", (true, true)),
        ("2027-02-28", (false, true)),
        ("2028-02-27", (false, true)),
        ("2028-02-28", (false, false)),
    ] {
        let day: jiff::civil::Date = day.parse().unwrap();
        rig.pass((day - rig.office.today()).get_days().days());
        rig.work().await;
        assert_eq!(rig.office.today(), day);
        assert_eq!(has(asa).await, expected, "{day}");
        // Who still has an assignment stays.
        assert_eq!(has(boss.person).await, (true, true), "{day}");
    }
    assert!(!contains(&rig.backup().await, "Öberg"));
    // That the organisation had a strategist stays.
    assert!(rig.store.get::<Assignment>(assignment).await.unwrap().is_some());
    // A session that ended long ago is gone too.
    assert!(rig.store.sessions(boss.account).await.unwrap().is_empty());
}

async fn once_a_day_however_many_work(rig: Rig) {
    let rig = Arc::new(rig);
    let mut offices = vec![Arc::clone(&rig.office)];
    for _ in 0..2 {
        offices.push(Arc::new(rig.another().await));
    }
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    for day in 1..=3 {
        let workers: Vec<_> = offices
            .iter()
            .enumerate()
            .map(|(i, office)| {
                let office = Arc::clone(office);
                tokio::spawn(async move {
                    let name = format!("worker {i}");
                    for _ in 0..3 {
                        while office.work_once(&name, None).await.unwrap() {}
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        let jobs = rig.jobs("retention").await;
        assert_eq!(jobs.len(), day);
        assert!(jobs.iter().all(|job| job.state == JobState::Done && job.attempts == 1), "{jobs:?}");
        rig.pass(24.hours());
    }
    assert!(rig.store.get::<Person>(boss.person).await.unwrap().is_some());
}
