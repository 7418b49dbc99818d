//! Letters through the worker: busy and broken servers cost time, never a letter.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use office::{NewInvitation, Office, Settings, Surroundings};
use programme::{KINDS, Role};
use storage::{Address, Job, JobState, Store};
use tempfile::TempDir;
use testkit::{Lots, Mailbox};

use crate::{smtp, start};

/// A clock that stands until it is moved, and chance from a seed.
struct Around {
    now: Mutex<Timestamp>,
    lots: Mutex<Lots>,
}

impl Surroundings for Around {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.lots.lock().unwrap().fill(bytes);
    }
}

struct Rig {
    office: Office,
    store: Store,
    around: Arc<Around>,
    mailbox: Mailbox,
    _folder: TempDir,
}

impl Rig {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Sqlite(folder.path().join("jamsides.db"));
        let open = || async { Store::open(&address, KINDS, start()).await.unwrap() };
        let around = Arc::new(Around { now: Mutex::new(start()), lots: Mutex::new(Lots(1)) });
        let settings =
            Settings { address: "https://jamsides.example".parse().unwrap(), demonstration: false, posts: true };
        let office = Office::new(open().await, Arc::clone(&around) as Arc<dyn Surroundings>, settings);
        Self { office, store: open().await, around, mailbox: Mailbox::start(), _folder: folder }
    }

    async fn invite(&self, name: &str, email: &str) {
        let new = NewInvitation { name: name.into(), email: email.into(), ..NewInvitation::default() };
        self.office.create_user("Länsförbundet", &new, &[Role::Organiser]).await.unwrap();
    }

    /// Works until nothing is due.
    async fn work(&self) {
        let smtp = smtp(&self.mailbox.address());
        while self.office.work_once("worker", Some(&smtp)).await.unwrap() {}
    }

    fn pass(&self, seconds: i64) {
        let mut now = self.around.now.lock().unwrap();
        *now = now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
    }

    async fn letters(&self, state: JobState) -> Vec<Job> {
        let jobs = self.store.jobs(state, 100).await.unwrap();
        jobs.into_iter().filter(|job| job.kind == "letter").collect()
    }
}

#[tokio::test]
async fn a_busy_server_gets_the_letter_later() {
    let rig = Rig::new().await;
    rig.invite("Åsa Öberg", "asa@kramfors.example").await;
    rig.mailbox.busy(true);
    let mut waits = Vec::new();
    for attempt in 1..=4 {
        rig.work().await;
        let waiting = rig.letters(JobState::Waiting).await;
        assert_eq!((waiting.len(), waiting[0].attempts), (1, attempt));
        assert!(waiting[0].last_error.as_deref().unwrap().contains("Greylisted"), "{:?}", waiting[0]);
        let wait = waiting[0].run_at.duration_since(rig.office.now()).as_secs();
        waits.push(wait);
        // Nothing happens before its time.
        rig.pass(wait - 1);
        rig.work().await;
        assert_eq!(rig.letters(JobState::Waiting).await[0].attempts, attempt);
        rig.pass(2);
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]) && waits[0] < waits[3], "{waits:?}");
    assert!(rig.mailbox.letters().is_empty());
    rig.mailbox.busy(false);
    rig.work().await;
    let done = rig.letters(JobState::Done).await;
    assert_eq!((done.len(), done[0].attempts), (1, 5));
    let letters = rig.mailbox.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].header("Message-ID"), Some(format!("<{}@kommun.example>", done[0].id).as_str()));
    assert_eq!(letters[0].header("To"), Some("Åsa Öberg <asa@kramfors.example>"));
    assert!(letters[0].text.contains("https://jamsides.example/sv/inbjudan/"), "{}", letters[0].text);
}

#[tokio::test]
async fn an_unknown_receiver_is_given_up_at_once() {
    let rig = Rig::new().await;
    rig.mailbox.refuse("fel@kramfors.example");
    rig.invite("Åsa Öberg", "fel@kramfors.example").await;
    rig.invite("Bo Ek", "bo@kramfors.example").await;
    rig.work().await;
    let dead = rig.letters(JobState::Dead).await;
    assert_eq!((dead.len(), dead[0].attempts), (1, 1));
    assert!(dead[0].last_error.as_deref().unwrap().contains("550"), "{:?}", dead[0]);
    assert_eq!(rig.letters(JobState::Done).await.len(), 1);
    assert_eq!(rig.mailbox.letters().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_down_gets_the_letter_when_it_is_up() {
    let rig = Rig::new().await;
    rig.mailbox.stop();
    rig.invite("Åsa Öberg", "asa@kramfors.example").await;
    rig.work().await;
    assert_eq!(rig.letters(JobState::Waiting).await.len(), 1);
    rig.pass(60);
    rig.work().await;
    assert_eq!(rig.letters(JobState::Waiting).await[0].attempts, 2);
    rig.mailbox.resume();
    rig.pass(120);
    rig.work().await;
    assert_eq!(rig.letters(JobState::Done).await.len(), 1);
    assert_eq!(rig.mailbox.letters().len(), 1);
}
