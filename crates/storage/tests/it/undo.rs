//! Undoing one's own last change.

use std::time::Duration;

use programme::{Id, Organisation, OrganisationId, Visibility};
use storage::{Action, Author, Error, JobState, NewJob, State, Undo};

use crate::rig::{Rig, municipality, on_both, with_area};

on_both! {
    a_change_is_taken_back
    what_was_made_goes_and_comes
    not_when_others_have_been_there
    not_when_others_point_at_it
    only_one_s_own
    jobs_are_cancelled_if_they_can
    secrets_are_not_undone
}

async fn a_change_is_taken_back(rig: Rig) {
    let asa = Author::Person(rig.id());
    let id: OrganisationId = rig.id();
    rig.write(|c| c.insert(id, &with_area("Kramfors", "2282")).unwrap()).await.unwrap();
    let mut change = rig.change_by(asa.clone());
    change.update(id, 1, &municipality("Fel namn")).unwrap();
    change.show(id, 2, Visibility::Public);
    rig.store.write(&change).await.unwrap();

    let Undo::Done { done, jobs_begun } = rig.store.undo_last(rig.change_by(asa.clone())).await.unwrap() else {
        panic!()
    };
    assert_eq!((done.versions, jobs_begun), ([(Id::from(id), 4)].into(), 0));
    let back = rig.store.by_key::<Organisation>("area:2282").await.unwrap().unwrap();
    assert_eq!((back.body, back.visibility), (with_area("Kramfors", "2282"), Visibility::Own));
    let history = rig.store.history(id).await.unwrap();
    assert_eq!(
        history.iter().map(|e| e.action).collect::<Vec<_>>(),
        [Action::Made, Action::Changed, Action::Shown, Action::Undone]
    );
    // Once: an undoing is not undone, and what was before it is not the last.
    assert!(matches!(rig.store.undo_last(rig.change_by(asa)).await.unwrap(), Undo::Nothing));
    assert!(rig.store.verify().await.unwrap().findings.is_empty());
}

async fn what_was_made_goes_and_comes(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    let Undo::Done { .. } = rig.store.undo_last(rig.change()).await.unwrap() else { panic!() };
    assert_eq!(rig.store.head(id).await.unwrap().unwrap().state, State::Removed);
    // The name is free again.
    let other = rig.organisation("Kramfors").await;
    rig.write(|c| c.remove(other, 1)).await.unwrap();
    let Undo::Done { .. } = rig.store.undo_last(rig.change()).await.unwrap() else { panic!() };
    assert_eq!(rig.store.get::<Organisation>(other).await.unwrap().unwrap().version, 3);
    assert_eq!(rig.store.by_key::<Organisation>("name:municipality:kramfors").await.unwrap().unwrap().id, other);
    assert!(rig.store.verify().await.unwrap().findings.is_empty());
}

async fn not_when_others_have_been_there(rig: Rig) {
    let (asa, bo) = (Author::Person(rig.id()), Author::Person(rig.id()));
    let id = rig.organisation("Kramfors").await;
    for (who, version, name) in [(&asa, 1, "Åsas"), (&bo, 2, "Bos")] {
        let mut change = rig.change_by(who.clone());
        change.update(id, version, &municipality(name)).unwrap();
        rig.store.write(&change).await.unwrap();
    }
    let answer = rig.store.undo_last(rig.change_by(asa)).await.unwrap();
    assert!(matches!(answer, Undo::ChangedSince { record } if record == id.into()), "{answer:?}");
    assert_eq!(rig.store.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Bos");
}

async fn not_when_others_point_at_it(rig: Rig) {
    let asa = Author::Person(rig.id());
    let id: OrganisationId = rig.id();
    let mut change = rig.change_by(asa.clone());
    change.insert(id, &municipality("Stockholm")).unwrap();
    rig.store.write(&change).await.unwrap();
    let district = Organisation { parent: Some(id), ..municipality("Farsta") };
    let part: OrganisationId = rig.id();
    rig.write(|c| c.insert(part, &district).unwrap()).await.unwrap();
    let answer = rig.store.undo_last(rig.change_by(asa)).await.unwrap();
    assert!(matches!(&answer, Undo::InUse(Error::InUse { by, .. }) if by[0].id == part.into()), "{answer:?}");
    assert_eq!(rig.store.head(id).await.unwrap().unwrap().version, 1);
}

async fn only_one_s_own(rig: Rig) {
    rig.organisation("Kramfors").await;
    let asa = Author::Person(rig.id());
    assert!(matches!(rig.store.undo_last(rig.change_by(asa)).await.unwrap(), Undo::Nothing));
}

async fn jobs_are_cancelled_if_they_can(rig: Rig) {
    let id: OrganisationId = rig.id();
    let (first, second): (Id, Id) = (rig.id(), rig.id());
    rig.write(|c| {
        c.insert(id, &municipality("Kramfors")).unwrap();
        c.enqueue(NewJob::new(first, "mail", &"a").unwrap());
        c.enqueue(NewJob::new(second, "mail", &"b").unwrap());
    })
    .await
    .unwrap();
    let claim = rig.store.claim_job("w", rig.now(), Duration::from_secs(60)).await.unwrap().unwrap();
    rig.store.finish_job(&claim, rig.now()).await.unwrap();
    let Undo::Done { jobs_begun, .. } = rig.store.undo_last(rig.change()).await.unwrap() else { panic!() };
    assert_eq!(jobs_begun, 1);
    assert_eq!(rig.store.job(first).await.unwrap().unwrap().state, JobState::Done);
    assert_eq!(rig.store.job(second).await.unwrap().unwrap().state, JobState::Cancelled);
    assert_eq!(rig.store.claim_job("w", rig.now(), Duration::from_secs(60)).await.unwrap(), None);
}

async fn secrets_are_not_undone(rig: Rig) {
    let person = rig.person("Åsa Öberg").await;
    let secret: Id = rig.id();
    rig.write(|c| {
        c.put_secret(storage::NewSecret {
            id: secret,
            record: person.into(),
            kind: "password",
            label: String::new(),
            value: "hash".into(),
            only_one: true,
        });
    })
    .await
    .unwrap();
    assert!(matches!(rig.store.undo_last(rig.change()).await.unwrap(), Undo::Nothing));
    assert_eq!(rig.store.secrets(person).await.unwrap().len(), 1);
}
