//! Sessions: how long they last, the list of one's own, ending them; assignments that end.

use jiff::ToSpan as _;
use office::Trouble;
use programme::{Assignment, Role};

use crate::rig::{PASSWORD, Rig, on_both};

on_both! {
    twelve_hours_without_a_word
    fourteen_days_at_the_most
    ones_own_are_listed_and_ended
    an_assignment_that_ends_counts_no_more
}

async fn twelve_hours_without_a_word(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    for _ in 0..3 {
        rig.pass(11.hours().minutes(50));
        assert!(rig.visit(&asa.cookie).await.is_some());
    }
    rig.pass(12.hours());
    assert!(rig.visit(&asa.cookie).await.is_none());
    // It does not come back.
    assert!(rig.visit(&asa.cookie).await.is_none());
}

async fn fourteen_days_at_the_most(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    for time in 1..=28 {
        rig.pass(11.hours().minutes(50));
        assert!(rig.visit(&asa.cookie).await.is_some(), "{time}");
    }
    // Thirteen days, nineteen hours and twenty minutes, and the minute setting up took.
    rig.pass(4.hours().minutes(35));
    assert!(rig.visit(&asa.cookie).await.is_some());
    rig.pass(5.minutes());
    assert!(rig.visit(&asa.cookie).await.is_none());
}

async fn ones_own_are_listed_and_ended(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let bo = rig.member("Bo Ek", "bo@kramfors.example", &[Role::Reader]).await;
    let mut cookies = vec![asa.cookie.clone()];
    for _ in 0..3 {
        rig.pass(1.minute());
        let signed_in = rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await.unwrap();
        cookies.push(signed_in.token.as_str().to_owned());
    }
    let visitor = rig.visit(&cookies[1]).await.unwrap();
    let lines = rig.office.security(&visitor).await.unwrap().sessions;
    let this: Vec<bool> = lines.iter().map(|line| line.this).collect();
    // The newest first.
    assert_eq!(this, [false, false, true, false]);
    assert!(lines.iter().all(|line| line.agent == "Firefox"));
    assert!(lines.windows(2).all(|pair| pair[0].begun > pair[1].begun));

    let others = rig.visit(&bo.cookie).await.unwrap();
    assert!(matches!(rig.office.end_session(&others, &lines[0].id).await, Err(Trouble::Nothing)));
    rig.office.end_session(&visitor, &lines[0].id).await.unwrap();
    let held = |cookies: Vec<String>| {
        let rig = &rig;
        async move {
            let mut held = Vec::new();
            for cookie in &cookies {
                held.push(rig.visit(cookie).await.is_some());
            }
            held
        }
    };
    assert_eq!(held(cookies.clone()).await, [true, true, true, false]);
    assert_eq!(rig.office.security(&visitor).await.unwrap().sessions.len(), 3);
    rig.office.end_other_sessions(&visitor).await.unwrap();
    assert_eq!(held(cookies).await, [false, true, false, false]);
    assert!(rig.visit(&bo.cookie).await.is_some());
    assert_eq!(rig.office.security(&visitor).await.unwrap().sessions.len(), 1);
}

async fn an_assignment_that_ends_counts_no_more(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    let (person, assignment) = rig.somebody("Åsa Öberg", place, Role::Strategist).await;
    let asa = rig.sign_in(person).await;
    assert_eq!(asa.actor.standings.len(), 1);
    // The last day counts: until midnight in Sweden.
    rig.office.end_assignment(&boss, assignment, 1, "").await.unwrap();
    rig.pass(14.hours().minutes(58));
    assert_eq!(rig.sign_in(person).await.actor.standings.len(), 1);
    rig.pass(2.minutes());
    let asa = rig.sign_in(person).await;
    assert!(asa.actor.standings.is_empty());
    let facts = office::OrganisationFacts { kind: "municipality".into(), name: "X".into(), ..Default::default() };
    let refused = rig.office.edit_organisation(&asa, place, 1, &facts).await;
    assert!(matches!(refused, Err(Trouble::Denied(programme::permit::Denial::NoAssignment))), "{refused:?}");
    // Ended by a day that is past, the very next request has none.
    let (other, assignment) = rig.somebody("Ek Bo", place, Role::Reader).await;
    let from = rig.office.today();
    rig.pass(48.hours());
    let boss = rig.sign_in(boss.person).await;
    rig.office.end_assignment(&boss, assignment, 1, &from.to_string()).await.unwrap();
    assert!(rig.sign_in(other).await.actor.standings.is_empty());
    // What has ended is neither moved nor brought back: that is for who invites anew.
    for day in ["2020-01-01", "2099-12-31"] {
        let again = rig.office.end_assignment(&boss, assignment, 2, day).await;
        assert!(matches!(again, Err(Trouble::Denied(programme::permit::Denial::NotGiven { .. }))), "{again:?}");
    }
    let stored = rig.store.get::<Assignment>(assignment).await.unwrap().unwrap();
    assert_eq!(stored.body.to, Some(from));
}
