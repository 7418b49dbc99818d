//! Setting up a way in, and signing in by it.

use std::sync::Arc;

use jiff::ToSpan as _;
use office::{Caller, Trouble, Way};
use programme::Role;

use crate::rig::{PASSWORD, Rig, caller, on_both};

on_both! {
    from_an_invitation_to_the_next_morning
    a_half_way_link_is_not_enough
    what_is_wrong_is_not_told
    the_eleventh_attempt_is_refused_known_or_not
    a_code_works_once
    of_two_at_once_one_gets_in
    a_paper_code_works_once
    of_two_with_one_paper_code_one_gets_in
    a_new_password_ends_the_other_sessions
}

async fn from_an_invitation_to_the_next_morning(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa.oberg@kramfors.example", &[Role::Organiser, Role::Operator]).await;
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    assert_eq!((visitor.name.as_str(), visitor.account), ("Åsa Öberg", asa.account));
    assert!(visitor.fresh && visitor.is(Role::Organiser) && visitor.is(Role::Operator) && !visitor.is(Role::Reader));
    assert_eq!(asa.paper.len(), 8);

    rig.pass(13.hours());
    assert!(rig.visit(&asa.cookie).await.is_none());
    let signed_in = rig.enter("Asa.Oberg@KRAMFORS.example ", PASSWORD, &rig.code(&asa.codes)).await.unwrap();
    let visitor = rig.visit(signed_in.token.as_str()).await.unwrap();
    assert_eq!(visitor.account, asa.account);
    rig.office.sign_out(&visitor).await.unwrap();
    assert!(rig.visit(signed_in.token.as_str()).await.is_none());
}

async fn a_half_way_link_is_not_enough(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let half = rig.office.sign_in(&asa.email, PASSWORD, &caller()).await.unwrap();
    assert!(rig.visit(half.as_str()).await.is_none());
    let wrong = rig.office.sign_in_code(half.as_str(), "000000", &caller()).await;
    assert!(matches!(wrong, Err(Trouble::Wrong)), "{wrong:?}");
    // A wrong code does not use the step up; its time does, and so does the right code.
    rig.pass(9.minutes());
    rig.office.sign_in_code(half.as_str(), &rig.code(&asa.codes), &caller()).await.unwrap();
    rig.pass(30.seconds());
    let again = rig.office.sign_in_code(half.as_str(), &rig.code(&asa.codes), &caller()).await;
    assert!(matches!(again, Err(Trouble::Spent)), "{again:?}");

    let half = rig.office.sign_in(&asa.email, PASSWORD, &caller()).await.unwrap();
    rig.pass(10.minutes());
    let late = rig.office.sign_in_code(half.as_str(), &rig.code(&asa.codes), &caller()).await;
    assert!(matches!(late, Err(Trouble::Spent)), "{late:?}");
}

async fn what_is_wrong_is_not_told(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    for (email, password) in [
        (asa.email.as_str(), "fel lösenord, men långt"),
        (asa.email.as_str(), ""),
        ("nobody@kramfors.example", PASSWORD),
        ("ingen adress", PASSWORD),
        ("", ""),
    ] {
        let refused = rig.office.sign_in(email, password, &caller()).await;
        assert!(matches!(refused, Err(Trouble::Wrong)), "{email}: {refused:?}");
    }
}

async fn the_eleventh_attempt_is_refused_known_or_not(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    rig.pass(15.minutes());
    for email in [asa.email.as_str(), "nobody@kramfors.example", "ingen adress"] {
        for attempt in 1..=12 {
            // However it is written, and from wherever, it is the same account.
            let (email, from) = match attempt % 2 {
                0 => (email.to_uppercase(), "192.0.2.1"),
                _ => (email.to_owned(), "2001:db8::1"),
            };
            let from = Caller { address: from.into(), ..caller() };
            let refused = rig.office.sign_in(&email, "fel lösenord, men långt", &from).await;
            match refused {
                Err(Trouble::Wrong) if attempt <= 10 => {}
                Err(Trouble::TooMany { until }) if attempt > 10 => {
                    assert!(until > rig.office.now());
                }
                other => panic!("{email}, attempt {attempt}: {other:?}"),
            }
        }
    }
    // Not even the right one opens now; another's does, and a quarter of an hour later this one.
    let code = rig.code(&asa.codes);
    assert!(matches!(rig.enter(&asa.email, PASSWORD, &code).await, Err(Trouble::TooMany { .. })));
    rig.pass(15.minutes());
    rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await.unwrap();

    // From one address a hundred, whatever the accounts.
    let hall = Caller { address: "198.51.100.7".into(), ..caller() };
    for attempt in 1..=101 {
        let refused = rig.office.sign_in_code("no such step", "000000", &hall).await;
        match refused {
            Err(Trouble::Spent) if attempt <= 100 => {}
            Err(Trouble::TooMany { .. }) if attempt > 100 => {}
            other => panic!("attempt {attempt}: {other:?}"),
        }
    }
}

async fn a_code_works_once(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let code = rig.code(&asa.codes);
    rig.enter(&asa.email, PASSWORD, &code).await.unwrap();
    let replayed = rig.enter(&asa.email, PASSWORD, &code).await;
    assert!(matches!(replayed, Err(Trouble::Wrong)), "{replayed:?}");
    // Nor the one before it, though its time is not over.
    rig.pass(60.seconds());
    let older = rig.code(&asa.codes);
    rig.pass(30.seconds());
    rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await.unwrap();
    assert!(matches!(rig.enter(&asa.email, PASSWORD, &older).await, Err(Trouble::Wrong)));
    // The code that set it all up is used as well.
    let way = rig.visit(&asa.cookie).await.unwrap();
    let half = rig.office.enrol_password(Way::In(&way), PASSWORD, PASSWORD, &caller()).await.unwrap();
    let codes = keys::CodeKey::kept(&half.typed.replace(' ', ""));
    let code = rig.code(&codes);
    rig.office.enrol_code(Way::In(&way), half.token.as_str(), &code, &caller()).await.unwrap();
    assert!(matches!(rig.enter(&asa.email, PASSWORD, &code).await, Err(Trouble::Wrong)));
    rig.pass(30.seconds());
    rig.enter(&asa.email, PASSWORD, &rig.code(&codes)).await.unwrap();
}

async fn of_two_at_once_one_gets_in(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let others = [Arc::clone(&rig.office), Arc::new(rig.another().await)];
    for _ in 0..5 {
        rig.pass(30.seconds());
        let code = rig.code(&asa.codes);
        let mut tries = Vec::new();
        for office in &others {
            let half = office.sign_in(&asa.email, PASSWORD, &caller()).await.unwrap();
            let (office, code) = (Arc::clone(office), code.clone());
            tries.push(async move { office.sign_in_code(half.as_str(), &code, &caller()).await });
        }
        let tries: Vec<_> = tries.into_iter().map(tokio::spawn).collect();
        let mut inside = 0;
        for attempt in tries {
            match attempt.await.unwrap() {
                Ok(_) => inside += 1,
                Err(Trouble::Wrong) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(inside, 1);
    }
}

async fn a_paper_code_works_once(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    rig.enter(&asa.email, PASSWORD, &asa.paper[3].to_uppercase().replace('-', " ")).await.unwrap();
    assert!(matches!(rig.enter(&asa.email, PASSWORD, &asa.paper[3]).await, Err(Trouble::Wrong)));
    let signed_in = rig.enter(&asa.email, PASSWORD, &asa.paper[4]).await.unwrap();
    let visitor = rig.visit(signed_in.token.as_str()).await.unwrap();
    assert_eq!(rig.office.security(&visitor).await.unwrap().paper, 6);
    let new = rig.office.new_paper(&visitor).await.unwrap();
    assert_eq!((new.len(), rig.office.security(&visitor).await.unwrap().paper), (8, 8));
    assert!(matches!(rig.enter(&asa.email, PASSWORD, &asa.paper[5]).await, Err(Trouble::Wrong)));
    rig.enter(&asa.email, PASSWORD, &new[0]).await.unwrap();
    // Another's opens nothing.
    let bo = rig.member("Bo Ek", "bo@kramfors.example", &[Role::Reader]).await;
    assert!(matches!(rig.enter(&bo.email, PASSWORD, &new[1]).await, Err(Trouble::Wrong)));
}

async fn of_two_with_one_paper_code_one_gets_in(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let others = [Arc::clone(&rig.office), Arc::new(rig.another().await)];
    for code in &asa.paper[..4] {
        let mut tries = Vec::new();
        for office in &others {
            let half = office.sign_in(&asa.email, PASSWORD, &caller()).await.unwrap();
            let (office, code) = (Arc::clone(office), code.clone());
            tries.push(tokio::spawn(async move { office.sign_in_code(half.as_str(), &code, &caller()).await }));
        }
        let mut inside = 0;
        for attempt in tries {
            match attempt.await.unwrap() {
                Ok(_) => inside += 1,
                Err(Trouble::Wrong) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(inside, 1);
    }
}

async fn a_new_password_ends_the_other_sessions(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let first = rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await.unwrap();
    rig.new_letters().await;
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    let weak = rig.office.enrol_password(Way::In(&visitor), "kramfors 123!", "kramfors 123!", &caller()).await;
    assert!(matches!(weak, Err(Trouble::Weak(_))), "{weak:?}");
    let way = Way::In(&visitor);
    let unlike = rig.office.enrol_password(way, "ett långt lösenord", "ett annat lösenord", &caller()).await;
    assert!(matches!(unlike, Err(Trouble::Unlike)), "{unlike:?}");

    let new = "en lång väg till havet";
    let half = rig.office.enrol_password(Way::In(&visitor), new, new, &caller()).await.unwrap();
    // Until the first code nothing has changed.
    rig.pass(30.seconds());
    rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await.unwrap();
    let codes = keys::CodeKey::kept(&half.typed.replace(' ', ""));
    rig.office.enrol_code(Way::In(&visitor), half.token.as_str(), &rig.code(&codes), &caller()).await.unwrap();
    assert!(rig.visit(&asa.cookie).await.is_some());
    assert!(rig.visit(first.token.as_str()).await.is_none());
    assert!(matches!(rig.office.sign_in(&asa.email, PASSWORD, &caller()).await, Err(Trouble::Wrong)));
    rig.pass(30.seconds());
    rig.enter(&asa.email, new, &rig.code(&codes)).await.unwrap();
    let letters = rig.new_letters().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "Din inloggning i Jämsides har ändrats");

    // Who signed in a while ago shows again that it is they.
    rig.pass(15.minutes());
    let visitor = rig.visit(&asa.cookie).await.unwrap();
    assert!(!visitor.fresh);
    let stale = rig.office.enrol_password(Way::In(&visitor), new, new, &caller()).await;
    assert!(matches!(stale, Err(Trouble::Stale)), "{stale:?}");
    assert!(matches!(rig.office.new_paper(&visitor).await, Err(Trouble::Stale)));
}
