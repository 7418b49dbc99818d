//! Personal data: erased everywhere, and the journal still holds. And a journal that was meddled
//! with does not.

use std::time::Duration;

use programme::{Assignment, AssignmentId, Id, OrganisationId, Person, PersonId, Role};
use storage::{Action, Error, Fault, JobState, NewCeremony, NewJob, NewSecret, NewSession, State, token_hash};

use crate::rig::{Rig, municipality, on_both, person};

on_both! {
    erasing_leaves_nothing_behind
    erased_is_for_good
    meddling_is_found
}

async fn everything_about(rig: &Rig, person_id: PersonId) {
    let record = Id::from(person_id);
    let now = rig.now();
    let until = now + jiff::SignedDuration::from_hours(1);
    let (secret, job): (Id, Id) = (rig.id(), rig.id());
    rig.write(|c| {
        let value = "argon2".into();
        c.put_secret(NewSecret { id: secret, record, kind: "password", label: "hemlig".into(), value, only_one: true });
        c.start_session(NewSession {
            token_hash: token_hash("t"),
            record,
            now,
            expires_at: until,
            agent: "Firefox".into(),
        });
        c.start_ceremony(NewCeremony {
            token_hash: token_hash("i"),
            kind: "invitation",
            record: Some(record),
            state: "asa@kommun.se".into(),
            now,
            expires_at: until,
        });
        c.enqueue(NewJob::new(job, "mail", &"Hej Åsa Öberg").unwrap().about(record));
    })
    .await
    .unwrap();
}

async fn erasing_leaves_nothing_behind(rig: Rig) {
    let organisation = rig.organisation("Kramfors").await;
    let id = rig.person("Åsa Öberg").await;
    let assignment: AssignmentId = rig.id();
    let body =
        Assignment { person: id, organisation, role: Role::Strategist, from: "2026-02-01".parse().unwrap(), to: None };
    rig.write(|c| c.insert(assignment, &body).unwrap()).await.unwrap();
    rig.write(|c| c.update(id, 1, &Person { phone: Some("0612-80000".into()), ..person("Åsa Öberg-Lind") }).unwrap())
        .await
        .unwrap();
    everything_about(&rig, id).await;

    rig.write(|c| c.erase(id)).await.unwrap();
    assert_eq!(rig.store.get::<Person>(id).await.unwrap(), None);
    let head = rig.store.head(id).await.unwrap().unwrap();
    assert_eq!((head.state, head.name.as_str(), head.version), (State::Erased, "", 3));
    let history = rig.store.history(id).await.unwrap();
    assert_eq!(history.iter().map(|e| e.action).collect::<Vec<_>>(), [Action::Made, Action::Changed, Action::Erased]);
    assert!(history[..2].iter().all(|e| e.before.is_none() && e.after.is_none()));
    assert!(rig.store.secrets(id).await.unwrap().is_empty());
    assert!(rig.store.sessions(id).await.unwrap().is_empty());
    assert_eq!(rig.store.jobs(JobState::Waiting, 9).await.unwrap(), []);
    assert_eq!(rig.store.claim_job("w", rig.now(), Duration::from_secs(1)).await.unwrap(), None);

    // Nowhere in a whole backup, packed or not.
    let path = rig.folder.path().join("backup.zip");
    rig.store.export(&path, rig.now()).await.unwrap();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    for i in 0..archive.len() {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_index(i).unwrap(), &mut text).unwrap();
        for word in ["Åsa", "Öberg", "kommun.se", "0612", "argon2", "Firefox", "hemlig"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
    // What pointed at the person still does, and the chain holds.
    assert_eq!(rig.store.pointing_at::<Assignment>("person", id).await.unwrap().len(), 1);
    assert_eq!(rig.store.verify().await.unwrap().findings, []);
}

async fn erased_is_for_good(rig: Rig) {
    let id = rig.person("Åsa Öberg").await;
    rig.write(|c| c.erase(id)).await.unwrap();
    let version = rig.store.head(id).await.unwrap().unwrap().version;
    rig.write(|c| c.erase(id)).await.unwrap();
    assert_eq!(rig.store.head(id).await.unwrap().unwrap().version, version);
    assert!(matches!(rig.write(|c| c.update(id, 2, &person("B B")).unwrap()).await, Err(Error::Gone { .. })));
    assert!(matches!(rig.store.undo_last(rig.change()).await.unwrap(), storage::Undo::Nothing));
    // A second person is not in the way of the first one's key.
    rig.person("Åsa Öberg").await;
}

async fn meddling_is_found(rig: Rig) {
    let id: OrganisationId = rig.id();
    rig.write(|c| c.insert(id, &municipality("Kramfors")).unwrap()).await.unwrap();
    rig.write(|c| c.update(id, 1, &municipality("Kramfors kommun")).unwrap()).await.unwrap();
    rig.write(|c| c.update(id, 2, &municipality("Kramfors")).unwrap()).await.unwrap();
    assert_eq!(rig.store.verify().await.unwrap().findings, []);
    // Each undone before the next; the last one stays.
    for (meddle, undo, fault) in [
        (
            "UPDATE record SET body = replace(body, 'Kramfors', 'Framkors')",
            "UPDATE record SET body = replace(body, 'Framkors', 'Kramfors')",
            Fault::Journal,
        ),
        (
            "UPDATE journal SET body = replace(body, ' kommun', '') WHERE version = 2",
            "UPDATE journal SET body = replace(body, 'Kramfors', 'Kramfors kommun') WHERE version = 2",
            Fault::Journal,
        ),
        (
            "UPDATE journal SET action = 'undone' WHERE version = 2",
            "UPDATE journal SET action = 'changed' WHERE version = 2",
            Fault::Journal,
        ),
        ("UPDATE change SET at = at + 1", "UPDATE change SET at = at - 1", Fault::Journal),
        ("UPDATE change SET author = 'system:x'", "UPDATE change SET author = 'operator'", Fault::Journal),
        ("UPDATE record SET visibility = 'public'", "UPDATE record SET visibility = 'own'", Fault::Journal),
        ("UPDATE record_key SET key = 'x'", "UPDATE record_key SET key = 'name:municipality:kramfors'", Fault::Facts),
        ("UPDATE record SET name = 'x'", "UPDATE record SET name = 'Kramfors'", Fault::Facts),
        ("UPDATE journal SET body = NULL, salt = NULL WHERE version = 1", "SELECT 1", Fault::Journal),
        ("DELETE FROM journal WHERE version = 1", "SELECT 1", Fault::Journal),
    ] {
        rig.tamper(meddle).await;
        let faults: Vec<Fault> = rig.store.verify().await.unwrap().findings.iter().map(|f| f.fault).collect();
        assert!(faults.contains(&fault), "{meddle}: {faults:?}");
        rig.tamper(undo).await;
    }
    rig.tamper("DELETE FROM journal").await;
    assert_eq!(rig.store.verify().await.unwrap().findings[0].fault, Fault::Journal);
}
