//! Personal data: taken out, corrected, erased.

use i18n::Lang;
use jiff::ToSpan as _;
use office::{MyData, NewInvitation, Trouble};
use programme::{Account, Assignment, Person, Role};

use crate::rig::{PASSWORD, Rig, caller, contains, on_both};

on_both! {
    everything_that_is_kept_is_taken_out
    a_new_address_is_the_one_to_sign_in_with
    erased_everywhere
    an_organiser_erases_who_asks
}

async fn everything_that_is_kept_is_taken_out(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    let data = rig.office.person_data(&visitor, visitor.person).await.unwrap();
    let corrected = MyData { phone: "0612-800 00".into(), title: "strateg".into(), ..data };
    rig.office.correct(&visitor, visitor.person, &corrected).await.unwrap();
    let all = rig.office.take_out_my_data(&visitor).await.unwrap();
    assert_eq!(all["person"]["name"], "Åsa Öberg");
    assert_eq!(all["person"]["phone"], "0612-800 00");
    assert_eq!(all["person"]["title"], "strateg");
    assert_eq!(all["person"]["language"], "sv");
    assert_eq!(all["account"]["email"], "asa@kramfors.example");
    assert_eq!(all["assignments"][0]["organisation"], "Länsförbundet");
    assert_eq!(all["assignments"][0]["role"], "organiser");
    assert_eq!(all["assignments"][0]["from"], "2026-02-02");
    assert!(all["password_set_at"].is_string());
    assert_eq!(all["codes_on_paper"], 8);
    assert_eq!(all["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(all["sessions"][0]["browser"], "Firefox");
    // Person (made, corrected), account, assignment.
    let history = all["history"].as_array().unwrap();
    assert_eq!(history.len(), 4, "{history:?}");
    assert!(history.iter().any(|entry| entry["after"]["phone"] == "0612-800 00"));
    assert!(history.iter().any(|entry| entry["after"]["role"] == "organiser"));
    // But no secret.
    let text = all.to_string();
    for secret in ["argon2", asa.codes.as_str(), asa.cookie.as_str(), visitor.session.as_str()] {
        assert!(!text.contains(secret), "{text}");
    }
}

async fn a_new_address_is_the_one_to_sign_in_with(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let bo = rig.member("Bo Ek", "bo@kramfors.example", &[Role::Reader]).await;
    rig.new_letters().await;
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    let data = rig.office.person_data(&visitor, visitor.person).await.unwrap();
    assert_eq!((data.name.as_str(), data.language.as_str(), data.version), ("Åsa Öberg", "sv", 1));
    let taken = MyData { email: "BO@kramfors.example".into(), ..data.clone() };
    let refused = rig.office.correct(&visitor, visitor.person, &taken).await;
    assert!(matches!(refused, Err(Trouble::Storage(storage::Error::Taken { .. }))), "{refused:?}");

    let moved = MyData { name: "Åsa Öberg Ek".into(), email: "asa@sollefteå.example".into(), ..data.clone() };
    rig.office.correct(&visitor, visitor.person, &moved).await.unwrap();
    let code = rig.code(&asa.codes);
    assert!(matches!(rig.enter(&asa.email, PASSWORD, &code).await, Err(Trouble::Wrong)));
    rig.enter("asa@sollefteå.example", PASSWORD, &code).await.unwrap();
    // The old address is told.
    let letters = rig.new_letters().await;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].to.as_str(), letters[0].name.as_str()), ("asa@kramfors.example", "Åsa Öberg"));
    assert!(letters[0].text.contains("asa@sollefteå.example"));

    // What was read before is a conflict now.
    let refused = rig.office.correct(&visitor, visitor.person, &data).await;
    assert!(matches!(refused, Err(Trouble::Storage(storage::Error::Conflict(_)))), "{refused:?}");
    // A while after signing in, the name may be corrected, the address not.
    rig.pass(15.minutes());
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    let data = rig.office.person_data(&visitor, visitor.person).await.unwrap();
    let named = MyData { name: "Åsa Ek".into(), ..data.clone() };
    rig.office.correct(&visitor, visitor.person, &named).await.unwrap();
    let moved = MyData { email: "asa@kramfors.example".into(), version: data.version + 1, ..data };
    let stale = rig.office.correct(&visitor, visitor.person, &moved).await;
    assert!(matches!(stale, Err(Trouble::Stale)), "{stale:?}");
    assert!(rig.visit(&bo.cookie).await.is_some());
}

async fn erased_everywhere(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa.oberg@kramfors.example", &[Role::Organiser, Role::Operator]).await;
    let bo = rig.member("Bo Ek", "bo@kramfors.example", &[Role::Organiser]).await;
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    // She leaves traces: another name and address before, a forgotten password, an invitation in her
    // name, somebody else's letter that never left, a file, an attempt to sign in.
    let data = rig.office.person_data(&visitor, visitor.person).await.unwrap();
    let named = MyData { name: "Åsa Öberg Ek".into(), phone: "0612-800 00".into(), ..data };
    rig.office.correct(&visitor, visitor.person, &named).await.unwrap();
    rig.office.forgot(&asa.email, &caller()).await.unwrap();
    let cia = NewInvitation {
        name: "Cia Lund".into(),
        email: "cia@x.example".into(),
        role: "reader".into(),
        ..Default::default()
    };
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    rig.office.invite(&visitor, asa.organisation, &cia).await.unwrap();
    rig.office.attach(&visitor, asa.organisation, "plan.txt", b"Plan\n").await.unwrap();
    rig.work().await;
    rig.office.forgot(&asa.email, &caller()).await.unwrap();
    rig.office.sign_in(&asa.email, "fel", &caller()).await.unwrap_err();
    let traces = ["Öberg", "asa.oberg", "0612-800 00"];
    let before = rig.backup().await;
    assert!(traces.iter().all(|trace| contains(&before, trace)));

    let wrong = rig.office.erase(&visitor, visitor.person, "Åsa").await;
    assert!(matches!(wrong, Err(Trouble::Missing("your_name"))), "{wrong:?}");
    rig.office.erase(&visitor, visitor.person, " åsa öberg ek ").await.unwrap();
    // The account is gone, and so are its sessions; that there was somebody stays.
    assert!(rig.visit(&asa.cookie).await.is_none());
    let refused = rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await;
    assert!(matches!(refused, Err(Trouble::Wrong)), "{refused:?}");
    assert!(rig.store.get::<Account>(asa.account).await.unwrap().is_none());
    assert!(rig.store.get::<Person>(visitor.person).await.unwrap().is_none());
    assert!(rig.store.secrets(asa.account).await.unwrap().is_empty());
    let hers = rig.store.pointing_at::<Assignment>("person", programme::Id::from(visitor.person)).await.unwrap();
    assert!(hers.len() == 2 && hers.iter().all(|it| it.body.to == Some(rig.office.today())), "{hers:?}");
    let organiser = rig.visit(&bo.cookie).await.unwrap();
    let history = rig.office.history(&organiser, asa.organisation.into(), Lang::Sv).await.unwrap();
    assert!(!history.lines.is_empty());
    let people = rig.office.organisation(&organiser, asa.organisation).await.unwrap().people;
    assert!(people.iter().any(|line| line.erased && line.name.is_none()));

    // What was waiting finds nobody, and leaves nothing.
    rig.work().await;
    let after = rig.backup().await;
    for trace in traces {
        let at = after.windows(trace.len()).position(|window| window == trace.as_bytes());
        let near = at.map(|at| {
            String::from_utf8_lossy(&after[at.saturating_sub(300)..(at + 100).min(after.len())]).into_owned()
        });
        assert_eq!(near, None, "{trace}");
    }
    let report = rig.store.verify().await.unwrap();
    assert!(report.findings.is_empty(), "{report:?}");
    // The address may come back, as somebody else's.
    rig.member("Åsa Öberg", "asa.oberg@kramfors.example", &[Role::Reader]).await;
}

async fn an_organiser_erases_who_asks(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let (asa, _) = rig.somebody("Åsa Öberg", place, Role::Strategist).await;
    let organiser = rig.guest("Bo Ek", rig.place("Länsförbundet").await, Role::Organiser).await;
    let boss = rig.guest("Disa Berg", place, Role::Manager).await;
    let refused = rig.office.erase(&boss, asa, "Åsa Öberg").await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");
    rig.office.erase(&organiser, asa, "Åsa Öberg").await.unwrap();
    assert!(!contains(&rig.backup().await, "Öberg"));
    let again = rig.office.erase(&organiser, asa, "Åsa Öberg").await;
    assert!(matches!(again, Err(Trouble::Nothing)), "{again:?}");
    // Undoing does not bring it back.
    let last = rig.store.last_undoable(&organiser.author()).await.unwrap();
    assert_eq!(last, None);
}
