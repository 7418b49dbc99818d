//! Secrets, sessions, one-time tokens, throttles, pruning.

use jiff::SignedDuration;
use programme::Id;
use storage::{Error, NewCeremony, NewSecret, NewSession, token_hash};

use crate::{
    records::join_all,
    rig::{Rig, on_both},
};

on_both! {
    secrets_are_set_and_replaced
    a_session_begins_and_ends
    a_token_is_used_once
    attempts_are_counted
    what_is_of_no_use_is_pruned
}

fn secret(rig: &Rig, record: Id, kind: &'static str, value: &str) -> NewSecret {
    NewSecret { id: rig.id(), record, kind, label: "min".into(), value: value.into(), only_one: kind == "password" }
}

async fn secrets_are_set_and_replaced(rig: Rig) {
    let person: Id = rig.person("Åsa Öberg").await.into();
    let key = secret(&rig, person, "passkey", "k1");
    for secret in [
        secret(&rig, person, "password", "h1"),
        key.clone(),
        secret(&rig, person, "passkey", "k2"),
        secret(&rig, person, "password", "h2"),
    ] {
        rig.write(|c| c.put_secret(secret)).await.unwrap();
    }
    let values =
        async || -> Vec<String> { rig.store.secrets(person).await.unwrap().into_iter().map(|s| s.value).collect() };
    assert_eq!(values().await, ["k1", "k2", "h2"]);
    rig.store.secret_used(key.id, "k1 counted on", rig.now()).await.unwrap();
    assert_eq!(values().await, ["k1 counted on", "k2", "h2"]);
    rig.write(|c| c.drop_secret(person, key.id)).await.unwrap();
    assert_eq!(values().await, ["k2", "h2"]);
    // What rests on a secret is refused once it is gone or another.
    let left = rig.store.secrets(person).await.unwrap().remove(0);
    rig.write(|c| c.only_if_secret(person, left.id, "k2")).await.unwrap();
    for (id, value) in [(key.id, "k1 counted on"), (left.id, "k1")] {
        let refused = rig.write(|c| c.only_if_secret(person, id, value)).await;
        assert!(matches!(refused, Err(Error::Gone { .. })), "{value}: {refused:?}");
    }
    let again = rig.write(|c| c.drop_secret(person, key.id)).await;
    assert!(matches!(again, Err(Error::Gone { .. })), "{again:?}");
    // Never in the history, and never printed.
    assert_eq!(rig.store.history(person).await.unwrap().len(), 1);
    assert!(!format!("{:?}", rig.store.secrets(person).await.unwrap()).contains("h2"));
}

async fn a_session_begins_and_ends(rig: Rig) {
    let person: Id = rig.person("Åsa Öberg").await.into();
    let now = rig.now();
    let begin = |token: &str| NewSession {
        token_hash: token_hash(token),
        record: person,
        now,
        expires_at: now + SignedDuration::from_hours(12),
        agent: "Firefox ".repeat(40),
    };
    for token in ["a", "b", "c"] {
        rig.store.start_session(&begin(token)).await.unwrap();
    }
    let session = rig.store.session(&token_hash("a")).await.unwrap().unwrap();
    assert_eq!((session.record, session.agent.len()), (person, 120));
    assert!(session.holds(now) && !session.holds(session.expires_at));
    assert_eq!(rig.store.session("a").await.unwrap(), None);

    rig.store.session_seen(&token_hash("a"), now + SignedDuration::from_mins(5)).await.unwrap();
    assert_eq!(rig.store.session(&token_hash("a")).await.unwrap().unwrap().seen_at, now + SignedDuration::from_mins(5));
    rig.store.revoke_session(&token_hash("b"), rig.now()).await.unwrap();
    rig.write(|c| c.revoke_sessions(person, Some(token_hash("a")))).await.unwrap();
    let holds: Vec<bool> = rig.store.sessions(person).await.unwrap().iter().map(|s| s.holds(now)).collect();
    assert_eq!(holds.iter().filter(|h| **h).count(), 1);
    assert!(rig.store.session(&token_hash("a")).await.unwrap().unwrap().holds(now));
}

async fn a_token_is_used_once(rig: Rig) {
    let person: Id = rig.person("Åsa Öberg").await.into();
    let now = rig.now();
    let begin = |token: &str| NewCeremony {
        token_hash: token_hash(token),
        kind: "invitation",
        record: Some(person),
        state: "{}".into(),
        now,
        expires_at: now + SignedDuration::from_hours(72),
    };
    for token in ["a", "b", "c"] {
        rig.store.start_ceremony(&begin(token)).await.unwrap();
    }
    // Twenty at once: one gets it.
    let uses = (0..20).map(|_| {
        let user: Id = rig.id();
        let store = &rig.store;
        async move { store.use_ceremony(&token_hash("a"), "invitation", now, user).await.unwrap().is_some() }
    });
    let used = join_all(uses.collect()).await;
    assert_eq!(used.iter().filter(|used| **used).count(), 1);

    let look = async |token: &str, kind: &str, at| rig.store.ceremony(&token_hash(token), kind, at).await.unwrap();
    assert_eq!(look("a", "invitation", now).await, None);
    assert_eq!(look("b", "recovery", now).await, None);
    assert_eq!(look("b", "invitation", now + SignedDuration::from_hours(72)).await, None);
    assert_eq!(look("b", "invitation", now).await.unwrap().record, Some(person));

    // Within a change: the change is refused whole.
    let accept = async |token: &str| {
        let id: programme::OrganisationId = rig.id();
        let name = format!("{token} {id}");
        rig.write(|c| {
            c.insert(id, &crate::rig::municipality(&name)).unwrap();
            c.use_ceremony(token_hash(token), "invitation");
        })
        .await
    };
    assert!(accept("b").await.is_ok());
    assert!(matches!(accept("b").await, Err(Error::Used)));
    assert_eq!(rig.store.list::<programme::Organisation>().await.unwrap().len(), 1);
    rig.write(|c| c.void_ceremonies(person, "invitation")).await.unwrap();
    assert!(matches!(accept("c").await, Err(Error::Used)));
}

async fn attempts_are_counted(rig: Rig) {
    let hour = rig.now();
    for expected in 1..=3 {
        assert_eq!(rig.store.count("password", "asa@kommun.se", hour).await.unwrap(), expected);
    }
    assert_eq!(rig.store.count("password", "bo@kommun.se", hour).await.unwrap(), 1);
    assert_eq!(rig.store.counted("password", "asa@kommun.se", hour).await.unwrap(), 3);
    assert_eq!(rig.store.counted("password", "asa@kommun.se", hour + SignedDuration::from_hours(1)).await.unwrap(), 0);
    rig.store.clear_count("password", "asa@kommun.se").await.unwrap();
    assert_eq!(rig.store.counted("password", "asa@kommun.se", hour).await.unwrap(), 0);
}

async fn what_is_of_no_use_is_pruned(rig: Rig) {
    let person: Id = rig.person("Åsa Öberg").await.into();
    let now = rig.now();
    for (token, hours) in [("old", 1), ("new", 1000)] {
        let session = NewSession {
            token_hash: token_hash(token),
            record: person,
            now,
            expires_at: now + SignedDuration::from_hours(hours),
            agent: String::new(),
        };
        rig.store.start_session(&session).await.unwrap();
    }
    rig.store.put_content("x.txt", b"nobody needs this", now).await.unwrap();
    assert_eq!(
        rig.store.prune(now + SignedDuration::from_hours(2), now + SignedDuration::from_hours(2)).await.unwrap(),
        2
    );
    assert_eq!(
        rig.store.prune(now + SignedDuration::from_hours(2), now + SignedDuration::from_hours(2)).await.unwrap(),
        0
    );
    assert!(rig.store.session(&token_hash("old")).await.unwrap().is_none());
    assert!(rig.store.session(&token_hash("new")).await.unwrap().is_some());
    assert_eq!(rig.store.verify().await.unwrap().contents, 0);
}
