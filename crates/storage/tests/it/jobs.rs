//! Jobs: put down with the change, taken once, tried again, given up in view.

use std::{collections::BTreeMap, time::Duration};

use jiff::SignedDuration;
use programme::{Id, Organisation, OrganisationId};
use storage::{ATTEMPTS, Error, JobError, JobState, NewJob};

use crate::{
    records::join_all,
    rig::{Rig, municipality, on_both},
};

on_both! {
    a_job_is_there_when_its_change_is
    two_workers_never_take_the_same
    a_failed_job_waits_longer_each_time
    a_worker_that_disappears_is_relieved
    what_a_job_does_is_done_once
    only_one_of_a_key
    not_before_its_time
}

const LEASE: Duration = Duration::from_secs(60);

async fn put(rig: &Rig, kind: &'static str) -> Id {
    let id: Id = rig.id();
    rig.write(|c| c.enqueue(NewJob::new(id, kind, &BTreeMap::from([("to", "a@b.se")])).unwrap())).await.unwrap();
    id
}

async fn a_job_is_there_when_its_change_is(rig: Rig) {
    let there = rig.organisation("Kramfors").await;
    let id: Id = rig.id();
    let refused = rig
        .write(|c| {
            c.enqueue(NewJob::new(id, "mail", &"x").unwrap());
            c.update(there, 7, &municipality("Nej")).unwrap();
        })
        .await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert_eq!(rig.store.job(id).await.unwrap(), None);

    let id = put(&rig, "mail").await;
    let claim = rig.store.claim_job("w1", rig.now(), LEASE).await.unwrap().unwrap();
    assert_eq!(
        (claim.id, claim.kind.as_str(), claim.payload.as_str(), claim.attempt),
        (id, "mail", "{\"to\":\"a@b.se\"}", 1)
    );
    assert_eq!(rig.store.claim_job("w2", rig.now(), LEASE).await.unwrap(), None);
    rig.store.extend_job(&claim, rig.now(), LEASE).await.unwrap();
    rig.store.finish_job(&claim, rig.now()).await.unwrap();
    // Said twice, as after a lost answer.
    rig.store.finish_job(&claim, rig.now()).await.unwrap();
    assert_eq!(rig.store.job_counts().await.unwrap(), [(JobState::Done, 1)]);
}

async fn two_workers_never_take_the_same(rig: Rig) {
    let mut ids = Vec::new();
    for _ in 0..40 {
        ids.push(put(&rig, "mail").await);
    }
    let other = rig.another().await;
    let now = rig.now();
    let workers = (0..8).map(|worker| {
        let store = if worker % 2 == 0 { &rig.store } else { &other };
        async move {
            let mut taken = Vec::new();
            while let Some(claim) = store.claim_job(&format!("w{worker}"), now, LEASE).await.unwrap() {
                taken.push(claim.id);
                store.finish_job(&claim, now).await.unwrap();
            }
            taken
        }
    });
    let mut taken: Vec<Id> = join_all(workers.collect()).await.concat();
    taken.sort();
    ids.sort();
    assert_eq!(taken, ids);
}

async fn a_failed_job_waits_longer_each_time(rig: Rig) {
    let id = put(&rig, "mail").await;
    let mut now = rig.now();
    let mut waits = Vec::new();
    for attempt in 1..=ATTEMPTS {
        let claim = rig.store.claim_job("w", now, LEASE).await.unwrap().unwrap();
        assert_eq!(claim.attempt, attempt);
        rig.store.fail_job(&claim, now, JobError::Again("greylisted".into())).await.unwrap();
        let job = rig.store.job(id).await.unwrap().unwrap();
        if attempt < ATTEMPTS {
            assert_eq!((job.state, job.last_error.as_deref()), (JobState::Waiting, Some("greylisted")));
            assert_eq!(rig.store.claim_job("w", job.run_at - SignedDuration::from_secs(1), LEASE).await.unwrap(), None);
            waits.push(job.run_at.duration_since(now).as_secs());
            now = job.run_at;
        } else {
            assert_eq!(job.state, JobState::Dead);
        }
    }
    assert!(waits[0] >= 15 && waits[0] <= 30, "{waits:?}");
    assert!(waits.windows(3).all(|w| w[2] > w[0] || w[0] > 3 * 3600), "{waits:?}");
    assert_eq!(rig.store.claim_job("w", now + SignedDuration::from_hours(99), LEASE).await.unwrap(), None);
    assert_eq!(rig.store.jobs(JobState::Dead, 10).await.unwrap()[0].id, id);

    // The operator tries again.
    rig.write(|c| c.retry_job(id)).await.unwrap();
    let claim = rig.store.claim_job("w", rig.now() + SignedDuration::from_hours(1), LEASE).await.unwrap().unwrap();
    assert_eq!((claim.id, claim.attempt), (id, 1));
    rig.store.fail_job(&claim, now, JobError::Never("no such address".into())).await.unwrap();
    assert_eq!(rig.store.job(id).await.unwrap().unwrap().state, JobState::Dead);
    let waiting = put(&rig, "mail").await;
    assert!(matches!(rig.write(|c| c.retry_job(waiting)).await, Err(Error::Gone { .. })));
}

async fn a_worker_that_disappears_is_relieved(rig: Rig) {
    let id = put(&rig, "mail").await;
    let now = rig.now();
    let first = rig.store.claim_job("w1", now, LEASE).await.unwrap().unwrap();
    let later = now + SignedDuration::from_secs(61);
    let second = rig.store.claim_job("w2", later, LEASE).await.unwrap().unwrap();
    assert_eq!((second.id, second.attempt), (id, 2));
    // The first wakes up: too late for everything.
    for answer in [
        rig.store.extend_job(&first, later, LEASE).await,
        rig.store.finish_job(&first, later).await,
        rig.store.fail_job(&first, later, JobError::Never("x".into())).await,
    ] {
        assert!(matches!(answer, Err(Error::LeaseLost)), "{answer:?}");
    }
    rig.store.finish_job(&second, later).await.unwrap();

    // One that brings every worker down is given up in the end.
    let id = put(&rig, "poison").await;
    let mut now = later;
    for _ in 0..ATTEMPTS {
        assert!(rig.store.claim_job("w", now, LEASE).await.unwrap().is_some());
        now += SignedDuration::from_secs(61);
    }
    assert_eq!(rig.store.claim_job("w", now, LEASE).await.unwrap(), None);
    let job = rig.store.job(id).await.unwrap().unwrap();
    assert_eq!((job.state, job.last_error.as_deref()), (JobState::Dead, Some("the worker disappeared")));
}

async fn what_a_job_does_is_done_once(rig: Rig) {
    put(&rig, "make").await;
    let now = rig.now();
    let first = rig.store.claim_job("w1", now, LEASE).await.unwrap().unwrap();
    let later = now + SignedDuration::from_secs(61);
    let second = rig.store.claim_job("w2", later, LEASE).await.unwrap().unwrap();
    for (claim, expected) in [(&first, false), (&second, true), (&second, false)] {
        let id: OrganisationId = rig.id();
        let made = rig
            .write(|c| {
                c.finish(claim);
                c.insert(id, &municipality(&format!("by {id}"))).unwrap();
            })
            .await;
        assert_eq!(made.is_ok(), expected, "{made:?}");
        if !expected {
            assert!(matches!(made, Err(Error::LeaseLost)));
        }
    }
    assert_eq!(rig.store.list::<Organisation>().await.unwrap().len(), 1);
}

async fn only_one_of_a_key(rig: Rig) {
    let (first, second): (Id, Id) = (rig.id(), rig.id());
    for id in [first, second] {
        rig.write(|c| c.enqueue(NewJob::new(id, "reminder", &1).unwrap().once("reminder:2026-02"))).await.unwrap();
    }
    assert!(rig.store.job(first).await.unwrap().is_some());
    assert_eq!(rig.store.job(second).await.unwrap(), None);
}

async fn not_before_its_time(rig: Rig) {
    let id: Id = rig.id();
    let then = rig.now() + SignedDuration::from_hours(5);
    rig.write(|c| c.enqueue(NewJob::new(id, "reminder", &1).unwrap().not_before(then))).await.unwrap();
    assert_eq!(rig.store.claim_job("w", rig.now(), LEASE).await.unwrap(), None);
    assert_eq!(rig.store.claim_job("w", then, LEASE).await.unwrap().unwrap().id, id);
}
