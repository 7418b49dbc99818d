//! Several workers on the same jobs.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::ToSpan as _;
use office::{NewInvitation, Post};
use programme::Role;
use storage::JobState;

use crate::rig::{Pigeonhole, Rig, on_both};

on_both! {
    two_workers_send_each_letter_once
    the_worker_ends_when_it_is_told
    without_a_mail_server_letters_wait
    a_job_of_a_newer_program_waits
}

const LETTERS: usize = 200;

async fn invite(rig: &Rig, many: usize) {
    for i in 0..many {
        let new = NewInvitation { name: format!("Nr {i}"), email: format!("nr{i}@x.example"), ..Default::default() };
        rig.office.create_user("Länsförbundet", &new, &[Role::Reader]).await.unwrap();
    }
}

async fn two_workers_send_each_letter_once(rig: Rig) {
    invite(&rig, LETTERS).await;
    let workers: Vec<_> = [Arc::clone(&rig.office), Arc::new(rig.another().await)]
        .into_iter()
        .enumerate()
        .map(|(i, office)| {
            let post = Arc::clone(&rig.post);
            tokio::spawn(async move {
                let (name, mut done) = (format!("worker {i}"), 0);
                while office.work_once(&name, Some(&*post)).await.unwrap() {
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut shares = Vec::new();
    for worker in workers {
        shares.push(worker.await.unwrap());
    }
    let sent = rig.post.all();
    assert_eq!(sent.len(), LETTERS);
    assert_eq!(sent.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().len(), LETTERS);
    assert_eq!(sent.iter().map(|(_, letter)| letter.to.clone()).collect::<BTreeSet<_>>().len(), LETTERS);
    let jobs = rig.jobs("letter").await;
    assert!(jobs.iter().all(|job| job.state == JobState::Done && job.attempts == 1));
    // Both had their part.
    assert!(shares.iter().all(|share| *share > 0), "{shares:?}");
}

async fn the_worker_ends_when_it_is_told(rig: Rig) {
    invite(&rig, 3).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let post: Arc<dyn Post> = Arc::clone(&rig.post) as Arc<dyn Post>;
    let worker = tokio::spawn(Arc::clone(&rig.office).work(Some(post), async {
        let _ = stopped.await;
    }));
    for _ in 0..500 {
        if rig.post.all().len() == 3 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(rig.post.all().len(), 3);
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(20), worker).await.unwrap().unwrap();
    assert!(rig.jobs("letter").await.iter().all(|job| job.state == JobState::Done));
}

async fn without_a_mail_server_letters_wait(rig: Rig) {
    invite(&rig, 1).await;
    while rig.office.work_once("worker", None).await.unwrap() {}
    let jobs = rig.jobs("letter").await;
    assert_eq!((jobs[0].state, jobs[0].attempts), (JobState::Waiting, 1));
    rig.pass(1.minute());
    rig.work().await;
    assert_eq!(rig.post.letters().len(), 1);
}

async fn a_job_of_a_newer_program_waits(rig: Rig) {
    let job = storage::NewJob::new(rig.id(), "of the future", &1).unwrap();
    rig.write(|change| change.enqueue(job)).await;
    let post = Pigeonhole::default();
    while rig.office.work_once("worker", Some(&post)).await.unwrap() {}
    assert_eq!(rig.jobs("of the future").await[0].state, JobState::Waiting);
}
