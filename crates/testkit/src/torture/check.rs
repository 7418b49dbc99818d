//! What is there in the end, held against what was said: by the storage's own eyes, not by pages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use programme::{Account, Assignment, Document, Id, Organisation, Person, PersonId, Record};
use storage::{Action, Entry, Job, JobState, Store, token_hash};

use super::ledger::{Answered, Deed, MARK, What};
use crate::{Mailbox, mailbox::Received};

/// More jobs than any run makes.
const ALL: i64 = 10_000_000;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// What is not as it should be.
    pub faults: Vec<String>,
    /// Letters that arrived, each counted once.
    pub letters: usize,
    /// Letters that arrived once more.
    pub again: usize,
    /// Letters still held by a worker that was killed.
    pub held: usize,
    /// Changes, records and entries of the journal.
    pub sizes: (i64, i64, i64),
}

impl Found {
    fn fault(&mut self, fault: impl Into<String>) {
        self.faults.push(fault.into());
    }

    fn holds(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.fault(fault());
        }
    }

    /// Done: once. Refused: not at all. Not known: at most once.
    fn times(&mut self, times: usize, answered: &Answered, what: &What) {
        let right = match answered {
            Answered::Yes => times == 1,
            Answered::No(_) => times == 0,
            Answered::Nothing => times <= 1,
        };
        self.holds(right, || format!("answered {answered:?}, but there {times} times: {what:?}"));
    }
}

/// The storage with what has been read from it.
struct Look<'a> {
    store: &'a Store,
    histories: BTreeMap<Id, Vec<Entry>>,
    accounts: BTreeMap<String, (Id, PersonId)>,
    by_email: BTreeMap<String, Vec<Id>>,
    letters: BTreeMap<Id, Vec<Job>>,
}

/// Holds everything against the ledger. `cookies` are of the sessions left open, `now` the time of the
/// program.
///
/// # Panics
/// When the storage cannot be read.
pub async fn check(store: &Store, deeds: &[Deed], cookies: &[String], mailbox: &Mailbox, now: Timestamp) -> Found {
    let mut found = Found::default();
    let report = store.verify().await.unwrap();
    found.sizes = (report.changes, report.records, report.entries);
    for finding in &report.findings {
        found.fault(format!("verify: {finding}"));
    }
    let jobs = jobs(store).await;
    let mut look = Look::new(store, &jobs).await;
    organisations(&look, deeds, &mut found).await;
    invitations(&mut look, deeds, &mut found).await;
    documents(&mut look, deeds, &mut found).await;
    corrections(&mut look, deeds, &mut found).await;
    sessions(store, deeds, cookies, &mut found, now).await;
    letters(&mut look, &jobs, &mailbox.letters(), &mut found, now).await;
    found
}

async fn jobs(store: &Store) -> Vec<(JobState, Job)> {
    let mut jobs = Vec::new();
    for state in JobState::ALL {
        jobs.extend(store.jobs(state, ALL).await.unwrap().into_iter().map(|job| (state, job)));
    }
    jobs
}

impl<'a> Look<'a> {
    async fn new(store: &'a Store, jobs: &[(JobState, Job)]) -> Self {
        let mut look = Self {
            store,
            histories: BTreeMap::new(),
            accounts: BTreeMap::new(),
            by_email: BTreeMap::new(),
            letters: BTreeMap::new(),
        };
        for account in store.list::<Account>().await.unwrap() {
            look.accounts.insert(account.id.to_string(), (account.id.into(), account.body.person));
            look.by_email.entry(account.body.email.as_str().to_owned()).or_default().push(account.id.into());
        }
        for (_, job) in jobs.iter().filter(|(_, job)| job.kind == "letter") {
            look.letters.entry(job.change).or_default().push(job.clone());
        }
        look
    }

    async fn history(&mut self, id: Id) -> &[Entry] {
        if !self.histories.contains_key(&id) {
            let history = self.store.history(id).await.unwrap();
            self.histories.insert(id, history);
        }
        &self.histories[&id]
    }

    fn letters_of(&self, change: Id) -> &[Job] {
        self.letters.get(&change).map_or(&[], Vec::as_slice)
    }
}

fn body<T: Record>(text: Option<&String>) -> Option<T> {
    text.and_then(|text| serde_json::from_str(text).ok())
}

async fn organisations(look: &Look<'_>, deeds: &[Deed], found: &mut Found) {
    let mut there: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for it in look.store.list::<Organisation>().await.unwrap() {
        if it.body.name.starts_with(MARK) {
            let history = look.store.history(it.id).await.unwrap();
            let once = history.len() == 1 && history[0].action == Action::Made;
            found.holds(once, || format!("{} has {} entries in the journal", it.body.name, history.len()));
            there.entry(it.body.name).or_default().push(it.id.into());
        }
    }
    for deed in deeds {
        if let What::Added { name } = &deed.what {
            found.times(there.remove(name).map_or(0, |all| all.len()), &deed.answered, &deed.what);
        }
    }
    for name in there.keys() {
        found.fault(format!("an organisation nobody asked for: {name}"));
    }
}

/// A person, an account, an assignment and a letter in one change, or none of them.
async fn invitations(look: &mut Look<'_>, deeds: &[Deed], found: &mut Found) {
    let mut assignments: BTreeMap<PersonId, Vec<Id>> = BTreeMap::new();
    for assignment in look.store.list::<Assignment>().await.unwrap() {
        assignments.entry(assignment.body.person).or_default().push(assignment.id.into());
    }
    let (mut asked, mut made) = (BTreeSet::new(), 0);
    for deed in deeds {
        let What::Invited { email } = &deed.what else { continue };
        asked.insert(email.clone());
        let accounts = look.by_email.get(email).cloned().unwrap_or_default();
        found.times(accounts.len(), &deed.answered, &deed.what);
        for account in accounts {
            made += 1;
            let person = look.accounts[&account.to_string()].1;
            let of_person = assignments.get(&person).cloned().unwrap_or_default();
            let change = look.history(account).await.first().map(|entry| entry.change);
            let Some(change) = change else {
                found.fault(format!("{email}: no journal"));
                continue;
            };
            let mut whole = of_person.len() == 1;
            for id in [account, person.into()].into_iter().chain(of_person) {
                let history = look.history(id).await;
                whole &= history.len() == 1 && history[0].change == change;
            }
            let jobs = look.letters_of(change);
            whole &= jobs.len() == 1 && jobs[0].record == Some(person.into());
            found.holds(whole, || format!("half an invitation: {email}"));
        }
    }
    let people = look.store.list::<Person>().await.unwrap();
    let invited = people.iter().filter(|person| person.body.name.starts_with(MARK)).count();
    found.holds(invited == made, || format!("{made} accounts of invited people, but {invited} people"));
    let strange: Vec<String> = look
        .by_email
        .keys()
        .filter(|email| email.starts_with('i') && email[1..2].parse::<u8>().is_ok())
        .cloned()
        .collect();
    for email in strange.iter().filter(|email| !asked.contains(*email)) {
        found.fault(format!("an account nobody asked for: {email}"));
    }
}

async fn documents(look: &mut Look<'_>, deeds: &[Deed], found: &mut Found) {
    // Removed ones are in no list: they are found by what was asked of them, and by the organisation.
    let mut by_name: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for document in look.store.list::<Document>().await.unwrap() {
        by_name.entry(document.body.name).or_default().push(document.id.into());
    }
    let mut removed: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let touched: BTreeSet<Id> = deeds
        .iter()
        .filter_map(|deed| match &deed.what {
            What::Shown { file, .. } | What::Removed { file, .. } => file.parse().ok(),
            _ => None,
        })
        .collect();
    for id in touched {
        let Some(head) = look.store.head(id).await.unwrap() else {
            found.fault(format!("file {id} was on a page, and is not there"));
            continue;
        };
        if head.state == storage::State::Removed {
            removed.entry(head.name).or_default().push(id);
        }
    }
    for deed in deeds {
        match &deed.what {
            What::Attached { organisation, name, text } => {
                let all: Vec<Id> =
                    [&by_name, &removed].into_iter().filter_map(|m| m.get(name)).flatten().copied().collect();
                found.times(all.len(), &deed.answered, &deed.what);
                for id in all {
                    let history = look.history(id).await.to_vec();
                    let first: Option<Document> = history.first().and_then(|entry| body(entry.after.as_ref()));
                    let Some(first) = first else {
                        found.fault(format!("file {name}: no first version"));
                        continue;
                    };
                    let made = history.iter().filter(|entry| entry.action == Action::Made).count() == 1;
                    let content = look.store.content(&first.content).await.unwrap();
                    let whole = made
                        && first.organisation.to_string() == *organisation
                        && content.as_deref() == Some(text.as_bytes());
                    found.holds(whole, || format!("file {name} is not what was sent"));
                }
            }
            What::Shown { file, version, to } => {
                let Ok(id) = file.parse() else { continue };
                let next = look.history(id).await.iter().find(|entry| entry.version == version + 1).cloned();
                let done = next.is_some_and(|entry| {
                    matches!(entry.action, Action::Shown | Action::Withdrawn) && entry.visibility.code() == to
                });
                // Refused, the same may have been done by another.
                if deed.answered == Answered::Yes {
                    found.times(done.into(), &deed.answered, &deed.what);
                }
            }
            What::Removed { file, version } => {
                let Ok(id) = file.parse() else { continue };
                let next = look.history(id).await.iter().find(|entry| entry.version == version + 1).cloned();
                let done = next.is_some_and(|entry| entry.action == Action::Removed);
                if deed.answered == Answered::Yes {
                    found.times(done.into(), &deed.answered, &deed.what);
                }
            }
            _ => {}
        }
    }
}

/// Each new title in exactly one version, the one after that which was read; a new address in the
/// account by the same change, with a letter to the old one.
async fn corrections(look: &mut Look<'_>, deeds: &[Deed], found: &mut Found) {
    for deed in deeds {
        let What::Corrected { account, version, title, email } = &deed.what else { continue };
        let Some((account, person)) = look.accounts.get(account).copied() else {
            found.fault(format!("account {account} is gone"));
            continue;
        };
        let wrote = |entry: &&Entry| {
            let title_in = |text: Option<&String>| body::<Person>(text).and_then(|person| person.title);
            title_in(entry.after.as_ref()).as_ref() == Some(title)
                && title_in(entry.before.as_ref()).as_ref() != Some(title)
        };
        let versions: Vec<(i64, Id)> =
            look.history(person.into()).await.iter().filter(wrote).map(|entry| (entry.version, entry.change)).collect();
        found.times(versions.len(), &deed.answered, &deed.what);
        for (there, change) in versions {
            found.holds(there == version + 1, || format!("{title} was read at {version} and saved as {there}"));
            let Some(email) = email else { continue };
            let same = look.history(account).await.iter().find(|entry| entry.change == change).cloned();
            let moved = same.and_then(|entry| body::<Account>(entry.after.as_ref()));
            let whole =
                moved.is_some_and(|account| account.email.as_str() == email) && look.letters_of(change).len() == 1;
            found.holds(whole, || format!("half a new address: {email}"));
        }
    }
    let people = look.store.list::<Person>().await.unwrap();
    for person in people {
        let history = look.history(person.id.into()).await;
        let consecutive = history.iter().zip(1..).all(|(entry, version)| entry.version == version);
        let last = i64::try_from(history.len()) == Ok(person.version);
        found.holds(consecutive && last, || format!("the versions of person {} have holes", person.id));
    }
}

async fn sessions(store: &Store, deeds: &[Deed], cookies: &[String], found: &mut Found, now: Timestamp) {
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut perhaps: BTreeSet<&str> = BTreeSet::new();
    for deed in deeds {
        match (&deed.what, &deed.answered) {
            (What::SignedIn { cookie }, Answered::Yes) => {
                open.insert(cookie);
            }
            (What::SignedOut { cookie }, Answered::Yes) => {
                open.remove(cookie.as_str());
                let session = store.session(&token_hash(cookie)).await.unwrap();
                found.holds(session.is_none_or(|session| !session.holds(now)), || {
                    "a session that was ended holds".into()
                });
            }
            (What::SignedOut { cookie }, _) => {
                perhaps.insert(cookie);
            }
            _ => {}
        }
    }
    for cookie in open.into_iter().filter(|cookie| !perhaps.contains(cookie)).chain(cookies.iter().map(String::as_str))
    {
        let session = store.session(&token_hash(cookie)).await.unwrap();
        found.holds(session.is_some_and(|session| session.holds(now)), || "a session that was begun is lost".into());
    }
}

/// Every letter job is done and its letter arrived, or it is still a killed worker's; every letter is
/// one of them, to somebody who is there, with a link that holds.
async fn letters(
    look: &mut Look<'_>,
    jobs: &[(JobState, Job)],
    arrived: &[Received],
    found: &mut Found,
    now: Timestamp,
) {
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut addresses = BTreeSet::new();
    let accounts: Vec<Id> = look.accounts.values().map(|(id, _)| *id).collect();
    for id in accounts {
        let history = look.history(id).await;
        addresses.extend(
            history
                .iter()
                .filter_map(|entry| body::<Account>(entry.after.as_ref()))
                .map(|it| it.email.as_str().to_owned()),
        );
    }
    for letter in arrived {
        let id = letter.header("Message-ID").unwrap_or("").trim_start_matches('<').split('@').next().unwrap_or("");
        *by_id.entry(id.to_owned()).or_default() += 1;
        let to = letter.header("X-Envelope-To").unwrap_or("");
        found.holds(addresses.contains(to), || format!("a letter to nobody: {to}"));
        for mark in ["/sv/inbjudan/", "/en/invitation/"] {
            let Some((_, link)) = letter.text.split_once(mark) else { continue };
            let token = link.split_whitespace().next().unwrap_or("");
            let there = look.store.ceremony(&token_hash(token), "invitation", now).await.unwrap();
            found.holds(there.is_some(), || format!("the link of a letter to {to} leads nowhere"));
        }
    }
    for (state, job) in jobs {
        if job.kind != "letter" {
            let held = *state == JobState::Running && job.claimed_until.is_some();
            // The day's reminders wait for the morning.
            let ahead = *state == JobState::Waiting && job.attempts == 0 && job.run_at > now;
            found.holds(held || ahead || *state == JobState::Done, || {
                format!("the job {} is {state:?}: {job:?}", job.kind)
            });
            continue;
        }
        let times = by_id.remove(&job.id.to_string()).unwrap_or(0);
        match state {
            JobState::Done => found.holds(times >= 1, || format!("a letter is lost: {job:?}")),
            // Sent perhaps, and not yet said so: the next worker has it when the time of this one is over.
            JobState::Running if job.claimed_until.is_some() => found.held += 1,
            JobState::Waiting if job.attempts == 0 => found.fault(format!("a letter was not sent yet: {job:?}")),
            _ => found.fault(format!("a letter was not sent: {state:?} {job:?}")),
        }
        found.letters += usize::from(times > 0);
        found.again += times.saturating_sub(1);
        let most = usize::try_from(job.attempts).unwrap_or(0);
        found.holds(times <= most, || format!("a letter was tried {most} times and came {times} times"));
    }
    for id in by_id.keys() {
        found.fault(format!("a letter without a job: {id}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::torture::{now, open, wait_for};

    /// What was promised and is not there is found; what nobody was told may be missing.
    #[test]
    fn a_lost_write_is_found() {
        let (folder, mailbox) = (tempfile::tempdir().unwrap(), Mailbox::start());
        let file = "019c0000-0000-7000-8000-000000000000".to_owned();
        let promised = [
            What::Added { name: "Prov 1".into() },
            What::Invited { email: "i2@exempel.example".into() },
            What::Attached { organisation: String::new(), name: "Prov-3.txt".into(), text: String::new() },
            What::Shown { file: file.clone(), version: 1, to: "group".into() },
            What::Removed { file, version: 1 },
            What::Corrected { account: "x".into(), version: 1, title: "Prov 4".into(), email: None },
            What::SignedIn { cookie: "x".into() },
        ];
        wait_for(async {
            let store = open(&folder.path().join("x.db").display().to_string()).await;
            for what in promised {
                let deed = Deed { what: what.clone(), answered: Answered::Yes };
                let found = check(&store, &[deed], &[], &mailbox, now()).await;
                assert_ne!(found.faults, [""; 0], "{what:?}");
                if matches!(what, What::Added { .. } | What::Invited { .. } | What::Attached { .. }) {
                    let deed = Deed { what, answered: Answered::Nothing };
                    assert_eq!(check(&store, &[deed], &[], &mailbox, now()).await.faults, [""; 0]);
                }
            }
            store.close().await;
        });
    }
}
