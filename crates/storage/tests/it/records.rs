//! Records: made, changed, shown, taken away; conflicts; keys and pointers; the history.

use programme::{Assignment, Id, Organisation, OrganisationId, OrganisationKind, PersonId, Role, Visibility};
use storage::{Action, Author, Change, Error, State, Store};

use crate::rig::{Rig, municipality, on_both, person, with_area};

on_both! {
    a_record_lives
    two_people_change_the_same
    the_same_text_is_no_conflict
    keys_are_unique_and_follow_the_body
    nothing_pointed_at_vanishes
    visibility_is_moved_and_logged
    a_change_is_whole_or_not_at_all
    a_change_runs_once_however_often
    a_change_rests_on_what_it_read
    an_owner_never_changes
    lists_are_complete
    many_at_once_are_the_same
    many_writers_lose_nothing
}

/// What web handlers need.
#[test]
fn futures_can_move_between_threads() {
    fn send<T: Send>(_: fn(&'static Store, &'static Change) -> T) {}
    send(|store, change| store.write(change));
    send(|store, change| store.undo_last(change.clone()));
    send(|store, _| {
        store.get::<Organisation>(OrganisationId::from("017f22e2-79b0-7800-bfff-ffffffffffff".parse::<Id>().unwrap()))
    });
    send(|store, _| store.export(std::path::Path::new("x"), jiff::Timestamp::UNIX_EPOCH));
    send(|store, change| store.import(std::path::Path::new("x"), change));
    send(|store, _| store.verify());
    send(|store, _| store.claim_job("x", jiff::Timestamp::UNIX_EPOCH, std::time::Duration::ZERO));
}

async fn a_record_lives(rig: Rig) {
    let id: OrganisationId = rig.id();
    let made_at = rig.now();
    let done = rig.write(|c| c.insert(id, &municipality("Kramfors kommun")).unwrap()).await.unwrap();
    assert_eq!(done.versions, [(Id::from(id), 1)].into());

    let kramfors = rig.store.get::<Organisation>(id).await.unwrap().unwrap();
    assert_eq!((kramfors.version, kramfors.visibility), (1, Visibility::Own));
    assert_eq!(kramfors.body, municipality("Kramfors kommun"));
    assert_eq!(kramfors.created_at, made_at + jiff::SignedDuration::from_secs(1));

    let mut body = kramfors.body;
    body.name = "Kramfors".into();
    rig.write(|c| c.update(id, 1, &body).unwrap()).await.unwrap();
    rig.write(|c| c.remove(id, 2)).await.unwrap();
    assert_eq!(rig.store.get::<Organisation>(id).await.unwrap(), None);
    let head = rig.store.head(id).await.unwrap().unwrap();
    assert_eq!((head.state, head.version, head.name.as_str()), (State::Removed, 3, "Kramfors"));

    let history = rig.store.history(id).await.unwrap();
    let line: Vec<_> = history.iter().map(|e| (e.version, e.action, e.author.clone())).collect();
    let by = Author::Operator;
    assert_eq!(line, [(1, Action::Made, by.clone()), (2, Action::Changed, by.clone()), (3, Action::Removed, by)]);
    let json = |name: &str| Some(serde_json::to_string(&municipality(name)).unwrap());
    assert_eq!((&history[0].before, &history[0].after), (&None, &json("Kramfors kommun")));
    assert_eq!((&history[1].before, &history[1].after), (&json("Kramfors kommun"), &json("Kramfors")));
    assert_eq!(history[2].state, State::Removed);

    // Not found is no error; another kind is not found.
    let nobody: OrganisationId = rig.id();
    assert_eq!(rig.store.get::<Organisation>(nobody).await.unwrap(), None);
    assert_eq!(rig.store.get::<programme::Person>(Id::from(id).into()).await.unwrap(), None);
    assert!(rig.store.history(nobody).await.unwrap().is_empty());
    assert!(rig.store.verify().await.unwrap().findings.is_empty());
}

async fn two_people_change_the_same(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    let asa = Author::Person(rig.id());
    let mut first = rig.change_by(asa.clone());
    first.update(id, 1, &municipality("Kramfors kommun")).unwrap();
    rig.store.write(&first).await.unwrap();

    let refused = rig.write(|c| c.update(id, 1, &municipality("Kramfors stad")).unwrap()).await;
    let Err(Error::Conflict(both)) = refused else { panic!("{refused:?}") };
    let json = |name: &str| serde_json::to_string(&municipality(name)).unwrap();
    assert_eq!((both.id, both.kind.as_str(), both.version), (id.into(), "organisation", 2));
    assert_eq!(
        (both.yours, both.theirs, both.base),
        (json("Kramfors stad"), json("Kramfors kommun"), Some(json("Kramfors")))
    );
    assert_eq!(both.by, asa);
    assert_eq!(rig.store.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Kramfors kommun");

    // Knowingly, over theirs.
    rig.write(|c| c.update(id, both.version, &municipality("Kramfors stad")).unwrap()).await.unwrap();
    assert_eq!(rig.store.get::<Organisation>(id).await.unwrap().unwrap().body.name, "Kramfors stad");

    // Taken away meanwhile.
    rig.write(|c| c.remove(id, 3)).await.unwrap();
    let gone = rig.write(|c| c.update(id, 3, &municipality("K")).unwrap()).await;
    assert!(matches!(gone, Err(Error::Gone { id: gone }) if gone == id.into()), "{gone:?}");
}

async fn the_same_text_is_no_conflict(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    rig.write(|c| c.update(id, 1, &municipality("Kramfors kommun")).unwrap()).await.unwrap();
    let done = rig.write(|c| c.update(id, 1, &municipality("Kramfors kommun")).unwrap()).await.unwrap();
    assert!(done.versions.is_empty());
    assert_eq!(rig.store.history(id).await.unwrap().len(), 2);
}

async fn keys_are_unique_and_follow_the_body(rig: Rig) {
    let (first, second): (OrganisationId, OrganisationId) = (rig.id(), rig.id());
    rig.write(|c| c.insert(first, &with_area("Kramfors", "2282")).unwrap()).await.unwrap();
    let taken = rig.write(|c| c.insert(second, &with_area("Sollefteå", "2282")).unwrap()).await;
    assert!(
        matches!(&taken, Err(Error::Taken { kind: "organisation", key, by }) if key == "area:2282" && *by == first.into()),
        "{taken:?}"
    );
    // Refused whole.
    assert_eq!(rig.store.head(second).await.unwrap(), None);
    // The same name, written otherwise.
    let taken = rig.write(|c| c.insert(second, &municipality(" KRAMFORS ")).unwrap()).await;
    assert!(matches!(&taken, Err(Error::Taken { key, .. }) if key == "name:municipality:kramfors"), "{taken:?}");

    let found = rig.store.by_key::<Organisation>("area:2282").await.unwrap().unwrap();
    assert_eq!(found.id, first);
    rig.write(|c| c.update(first, 1, &municipality("Kramfors")).unwrap()).await.unwrap();
    assert_eq!(rig.store.by_key::<Organisation>("area:2282").await.unwrap(), None);
    rig.write(|c| c.insert(second, &with_area("Sollefteå", "2282")).unwrap()).await.unwrap();
}

async fn nothing_pointed_at_vanishes(rig: Rig) {
    let city = rig.organisation("Stockholm").await;
    let district: OrganisationId = rig.id();
    let body =
        Organisation { kind: OrganisationKind::CityDistrict, name: "Farsta".into(), area: None, parent: Some(city) };
    let nobody: OrganisationId = rig.id();
    let lost = Organisation { parent: Some(nobody), ..body.clone() };
    let dangling = rig.write(|c| c.insert(district, &lost).unwrap()).await;
    assert!(
        matches!(&dangling, Err(Error::Dangling { field, target }) if field == "parent" && *target == nobody.to_string())
    );
    rig.write(|c| c.insert(district, &body).unwrap()).await.unwrap();

    let in_use = rig.write(|c| c.remove(city, 1)).await;
    let Err(Error::InUse { id, by }) = in_use else { panic!("{in_use:?}") };
    assert_eq!((id, by.len(), by[0].name.as_str()), (city.into(), 1, "Farsta"));
    let districts = rig.store.pointing_at::<Organisation>("parent", city).await.unwrap();
    assert_eq!(districts.iter().map(|d| d.id).collect::<Vec<_>>(), [district]);
    assert_eq!(rig.store.users_of(city).await.unwrap().len(), 1);

    rig.write(|c| c.remove(district, 1)).await.unwrap();
    rig.write(|c| c.remove(city, 1)).await.unwrap();
    // And nothing new points at what is gone.
    let again = rig.write(|c| c.insert(nobody, &body).unwrap()).await;
    assert!(matches!(again, Err(Error::Dangling { .. })), "{again:?}");
}

async fn visibility_is_moved_and_logged(rig: Rig) {
    let id = rig.organisation("Kramfors").await;
    rig.write(|c| c.show(id, 1, Visibility::Round)).await.unwrap();
    // Changing the body moves nothing.
    rig.write(|c| c.update(id, 2, &municipality("Kramfors kommun")).unwrap()).await.unwrap();
    assert_eq!(rig.store.head(id).await.unwrap().unwrap().visibility, Visibility::Round);
    rig.write(|c| c.show(id, 3, Visibility::Group)).await.unwrap();
    let moves: Vec<_> = rig.store.history(id).await.unwrap().iter().map(|e| (e.action, e.visibility)).collect();
    assert_eq!(
        moves,
        [
            (Action::Made, Visibility::Own),
            (Action::Shown, Visibility::Round),
            (Action::Changed, Visibility::Round),
            (Action::Withdrawn, Visibility::Group)
        ]
    );
    // Nobody shows what somebody else has changed meanwhile.
    let stale = rig.write(|c| c.show(id, 2, Visibility::Public)).await;
    assert!(matches!(&stale, Err(Error::Conflict(both)) if both.version == 4), "{stale:?}");
    assert!(rig.store.verify().await.unwrap().findings.is_empty());
}

async fn a_change_is_whole_or_not_at_all(rig: Rig) {
    let first = rig.organisation("Kramfors").await;
    let (second, third): (OrganisationId, OrganisationId) = (rig.id(), rig.id());
    let refused = rig
        .write(|c| {
            c.insert(second, &municipality("Sollefteå")).unwrap();
            c.update(first, 1, &municipality("Kramfors kommun")).unwrap();
            c.insert(third, &municipality("sollefteå")).unwrap();
        })
        .await;
    assert!(matches!(refused, Err(Error::Taken { .. })), "{refused:?}");
    assert_eq!(rig.store.head(second).await.unwrap(), None);
    assert_eq!(rig.store.head(first).await.unwrap().unwrap().version, 1);
    let report = rig.store.verify().await.unwrap();
    assert_eq!((report.changes, report.records, report.entries), (1, 1, 1));
    // A rule of the kind is told before anything is asked of the database.
    assert!(matches!(rig.change().insert(second, &municipality("")), Err(Error::Invalid(_))));
}

async fn a_change_runs_once_however_often(rig: Rig) {
    let id: PersonId = rig.id();
    let mut change = rig.change();
    change.insert(id, &person("Åsa Öberg")).unwrap();
    let first = rig.store.write(&change).await.unwrap();
    let second = rig.another().await.write(&change).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(rig.store.history(id).await.unwrap().len(), 1);
}

async fn a_change_rests_on_what_it_read(rig: Rig) {
    let (organisation, person) = (rig.organisation("Kramfors").await, rig.person("Åsa Öberg").await);
    let assignment =
        Assignment { person, organisation, role: Role::Strategist, from: "2026-02-01".parse().unwrap(), to: None };
    rig.write(|c| c.update(organisation, 1, &municipality("Kramfors kommun")).unwrap()).await.unwrap();
    let id: programme::AssignmentId = rig.id();
    let stale = rig
        .write(|c| {
            c.only_if_still(organisation, 1);
            c.insert(id, &assignment).unwrap();
        })
        .await;
    assert!(matches!(&stale, Err(Error::Conflict(both)) if both.id == organisation.into()), "{stale:?}");
    rig.write(|c| {
        c.only_if_still(organisation, 2);
        c.insert(id, &assignment).unwrap();
    })
    .await
    .unwrap();
    assert_eq!(rig.store.pointing_at::<Assignment>("person", person).await.unwrap().len(), 1);
    assert_eq!(rig.store.list_of::<Assignment>(organisation).await.unwrap()[0].body, assignment);
}

async fn an_owner_never_changes(rig: Rig) {
    let (here, there, person) = (rig.organisation("A").await, rig.organisation("B").await, rig.person("P P").await);
    let id: programme::AssignmentId = rig.id();
    let at = |organisation| Assignment {
        person,
        organisation,
        role: Role::Reader,
        from: "2026-02-01".parse().unwrap(),
        to: None,
    };
    rig.write(|c| c.insert(id, &at(here)).unwrap()).await.unwrap();
    let moved = rig.write(|c| c.update(id, 1, &at(there)).unwrap()).await;
    assert!(matches!(moved, Err(Error::OwnerMoved { .. })), "{moved:?}");
}

async fn lists_are_complete(rig: Rig) {
    let ids: Vec<PersonId> = (0..1203).map(|_| rig.id()).collect();
    rig.write(|c| {
        for (i, id) in ids.iter().enumerate() {
            c.insert(*id, &person(&format!("Person {i}"))).unwrap();
        }
    })
    .await
    .unwrap();
    let listed: Vec<PersonId> = rig.store.list::<programme::Person>().await.unwrap().iter().map(|p| p.id).collect();
    assert_eq!(listed, ids);
}

/// Twenty at once on one record, each trying again with what it is shown: every addition is there.
async fn many_writers_lose_nothing(rig: Rig) {
    let id = rig.organisation("x").await;
    let other = rig.another().await;
    let stores = [&rig.store, &other];
    let mut tasks = Vec::new();
    for writer in 0..20 {
        let store = stores[writer % 2];
        let rig = &rig;
        tasks.push(async move {
            let mut conflicts = 0;
            for turn in 0..3 {
                loop {
                    let there = store.get::<Organisation>(id).await.unwrap().unwrap();
                    let mut change = rig.change();
                    let name = format!("{}{}", there.body.name, sign(writer, turn));
                    change.update(id, there.version, &municipality(&name)).unwrap();
                    match store.write(&change).await {
                        Ok(_) => break,
                        Err(Error::Conflict(_)) => conflicts += 1,
                        Err(error) => panic!("{error}"),
                    }
                }
            }
            conflicts
        });
    }
    let conflicts: i32 = join_all(tasks).await.into_iter().sum();
    assert!(conflicts > 0, "they did not meet");
    let name = rig.store.get::<Organisation>(id).await.unwrap().unwrap().body.name;
    let mut signs: Vec<char> = name.chars().skip(1).collect();
    signs.sort_unstable();
    let mut expected: Vec<char> = (0..20).flat_map(|w| (0..3).map(move |t| sign(w, t))).collect();
    expected.sort_unstable();
    assert_eq!(signs, expected);
    let report = rig.store.verify().await.unwrap();
    assert_eq!((report.entries, report.findings.len()), (61, 0));
}

/// A sign for each addition.
fn sign(writer: usize, turn: usize) -> char {
    char::from_u32((0x4e00 + 3 * writer + turn) as u32).unwrap()
}

/// Runs futures side by side on this task.
pub async fn join_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    use std::task::Poll;
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut all = true;
        for (future, output) in &mut waiting {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(done) => *output = Some(done),
                    Poll::Pending => all = false,
                }
            }
        }
        if all { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, output)| output).collect()
}

/// Many at once are what one after the other are; what is removed, of another kind or not there is left out.
async fn many_at_once_are_the_same(rig: Rig) {
    let (here, there, gone) = (rig.organisation("A").await, rig.organisation("B").await, rig.organisation("C").await);
    rig.write(|c| c.remove(gone, 1)).await.unwrap();
    let (asa, bo) = (rig.person("Åsa Öberg").await, rig.person("Bo Ek").await);
    let nobody: OrganisationId = rig.id();
    let of_another_kind = OrganisationId::from(Id::from(asa));
    let found = rig.store.many::<Organisation>([there, gone, here, nobody, of_another_kind, here]).await.unwrap();
    let names: Vec<(OrganisationId, &str)> = found.values().map(|it| (it.id, it.body.name.as_str())).collect();
    assert_eq!(names, [(here, "A"), (there, "B")]);
    assert_eq!(found[&here], rig.store.get::<Organisation>(here).await.unwrap().unwrap());
    assert_eq!(rig.store.many::<Organisation>([]).await.unwrap(), [].into());

    for (person, organisation) in [(asa, here), (bo, here), (asa, there)] {
        let from = "2026-02-01".parse().unwrap();
        let assignment = Assignment { person, organisation, role: Role::Strategist, from, to: None };
        rig.write(|c| c.insert(rig.id::<programme::AssignmentId>(), &assignment).unwrap()).await.unwrap();
    }
    let mut one_by_one = rig.store.pointing_at::<Assignment>("organisation", here).await.unwrap();
    one_by_one.extend(rig.store.pointing_at::<Assignment>("organisation", there).await.unwrap());
    one_by_one.sort_by_key(|it| it.id);
    assert_eq!(one_by_one.len(), 3);
    assert_eq!(rig.store.pointing_at_any::<Assignment>("organisation", [there, here, gone]).await.unwrap(), one_by_one);
    // What belongs to them is the same here: each assignment is its organisation's.
    assert_eq!(rig.store.list_of_any::<Assignment>([there, here, gone, here]).await.unwrap(), one_by_one);
    assert_eq!(rig.store.list_of_any::<Assignment>([]).await.unwrap(), []);
    // By that field only, of that kind only, and each once though it points at two of them.
    let people: Vec<PersonId> = vec![asa, bo];
    assert_eq!(rig.store.pointing_at_any::<Assignment>("organisation", people).await.unwrap(), []);
    assert_eq!(rig.store.pointing_at_any::<Organisation>("organisation", [here]).await.unwrap(), []);
    let both: [Id; 2] = [here.into(), asa.into()];
    assert_eq!(rig.store.pointing_at_any::<Assignment>("person", both).await.unwrap().len(), 2);
    assert_eq!(rig.store.pointing_at_any::<Assignment>("person", Vec::<Id>::new()).await.unwrap(), []);
}
