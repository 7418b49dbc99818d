//! A forgotten password.

use jiff::ToSpan as _;
use office::{Recovered, Trouble, Way};
use programme::Role;
use storage::JobState;

use crate::rig::{Member, PASSWORD, Rig, caller, on_both, token_in};

on_both! {
    nobody_is_told_whether_there_is_an_account
    a_link_holds_an_hour_and_once_and_needs_a_code
    a_newer_link_voids_the_older
    a_code_of_paper_leads_to_setting_up_anew
    who_has_not_set_up_yet_gets_the_invitation_again
    too_many_letters_are_refused_known_or_not
}

const NEW: &str = "en lång väg till havet";

async fn forgotten(rig: &Rig, member: &Member) -> String {
    rig.new_letters().await;
    rig.office.forgot(&member.email, &caller()).await.unwrap();
    let letters = rig.new_letters().await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!((letters[0].to.as_str(), letters[0].name.as_str()), (member.email.as_str(), "Åsa Öberg"));
    token_in(&letters[0])
}

async fn nobody_is_told_whether_there_is_an_account(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let closed = rig.member("Bo Ek", "bo@kramfors.example", &[Role::Operator]).await;
    let operator = rig.visit(&closed.cookie).await.unwrap();
    rig.office.close_account(&operator, &closed.email, true).await.unwrap();
    rig.new_letters().await;
    for email in [asa.email.as_str(), "nobody@kramfors.example", closed.email.as_str()] {
        rig.office.forgot(email, &caller()).await.unwrap();
    }
    // The same job for all: only the worker looks whether there is somebody.
    let jobs = rig.jobs("recover").await;
    assert_eq!(jobs.len(), 3);
    assert!(jobs.iter().all(|job| job.state == JobState::Waiting && job.record.is_none()), "{jobs:?}");
    let letters = rig.new_letters().await;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [asa.email.as_str()]);
    let jobs = rig.jobs("recover").await;
    assert!(jobs.iter().all(|job| job.state == JobState::Done && job.attempts == 1), "{jobs:?}");
    assert!(matches!(rig.office.forgot("ingen adress", &caller()).await, Err(Trouble::NoEmail(_))));
}

async fn a_link_holds_an_hour_and_once_and_needs_a_code(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let link = forgotten(&rig, &asa).await;
    rig.pass(59.minutes());
    rig.office.recovery_holds(&link).await.unwrap();
    rig.pass(1.minute());
    assert!(matches!(rig.office.recovery_holds(&link).await, Err(Trouble::Spent)));
    let late = rig.office.recover(&link, NEW, NEW, &rig.code(&asa.codes), &caller()).await;
    assert!(matches!(late, Err(Trouble::Spent)), "{late:?}");

    let link = forgotten(&rig, &asa).await;
    let wrong = rig.office.recover(&link, NEW, NEW, "000000", &caller()).await;
    assert!(matches!(wrong, Err(Trouble::Wrong)), "{wrong:?}");
    let code = rig.code(&asa.codes);
    // A weak password costs neither the link nor the code.
    let weak = rig.office.recover(&link, "kort", "kort", &code, &caller()).await;
    assert!(matches!(weak, Err(Trouble::Weak(_))), "{weak:?}");
    let before = rig.enter(&asa.email, PASSWORD, &asa.paper[0]).await.unwrap();
    assert!(rig.visit(before.token.as_str()).await.is_some());
    let Recovered::In(inside) = rig.office.recover(&link, NEW, NEW, &code, &caller()).await.unwrap() else {
        panic!("the code was the phone's");
    };
    assert!(rig.visit(inside.token.as_str()).await.is_some());
    for cookie in [asa.cookie.as_str(), before.token.as_str()] {
        assert!(rig.visit(cookie).await.is_none());
    }
    rig.pass(30.seconds());
    let twice = rig.office.recover(&link, NEW, NEW, &rig.code(&asa.codes), &caller()).await;
    assert!(matches!(twice, Err(Trouble::Spent)), "{twice:?}");
    assert!(matches!(rig.office.sign_in(&asa.email, PASSWORD, &caller()).await, Err(Trouble::Wrong)));
    rig.enter(&asa.email, NEW, &rig.code(&asa.codes)).await.unwrap();
    let letters = rig.new_letters().await;
    assert_eq!(
        letters.iter().map(|l| l.subject.as_str()).collect::<Vec<_>>(),
        ["Din inloggning i Jämsides har ändrats"]
    );
}

async fn a_newer_link_voids_the_older(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let older = forgotten(&rig, &asa).await;
    let newer = forgotten(&rig, &asa).await;
    assert!(matches!(rig.office.recovery_holds(&older).await, Err(Trouble::Spent)));
    rig.office.recovery_holds(&newer).await.unwrap();
    // Neither is a link of another kind.
    assert!(matches!(rig.office.invited(&newer).await, Err(Trouble::Spent)));
}

async fn a_code_of_paper_leads_to_setting_up_anew(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let link = forgotten(&rig, &asa).await;
    let answer = rig.office.recover(&link, NEW, NEW, &asa.paper[0], &caller()).await.unwrap();
    let Recovered::SetUp(token) = answer else { panic!("the code was of paper") };
    assert!(matches!(rig.office.recovery_holds(&link).await, Err(Trouble::Spent)));
    // The old ones still hold until the new ones are set up.
    rig.enter(&asa.email, PASSWORD, &asa.paper[1]).await.unwrap();
    let (inside, codes, paper) = rig.enrol(token.as_str(), NEW).await;
    assert!(rig.visit(inside.token.as_str()).await.is_some());
    assert!(rig.visit(&asa.cookie).await.is_none());
    for code in [&rig.code(&asa.codes), &asa.paper[2]] {
        assert!(matches!(rig.enter(&asa.email, NEW, code).await, Err(Trouble::Wrong)));
    }
    rig.enter(&asa.email, NEW, &rig.code(&codes)).await.unwrap();
    rig.enter(&asa.email, NEW, &paper[0]).await.unwrap();
    let again = rig.office.enrol_password(Way::Link(token.as_str()), NEW, NEW, &caller()).await;
    assert!(matches!(again, Err(Trouble::Spent)), "{again:?}");
}

async fn who_has_not_set_up_yet_gets_the_invitation_again(rig: Rig) {
    let new = office::NewInvitation { name: "Åsa Öberg".into(), email: "asa@x.example".into(), ..Default::default() };
    let (first, _) = rig.office.create_user("Länsförbundet", &new, &[Role::Organiser]).await.unwrap();
    rig.new_letters().await;
    rig.office.forgot("asa@x.example", &caller()).await.unwrap();
    let letters = rig.new_letters().await;
    assert_eq!(letters[0].subject, "Ny länk till Jämsides");
    assert!(matches!(rig.office.invited(&crate::rig::token_of(&first)).await, Err(Trouble::Spent)));
    rig.enrol(&token_in(&letters[0]), NEW).await;
}

async fn too_many_letters_are_refused_known_or_not(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    for email in [asa.email.as_str(), "nobody@kramfors.example"] {
        for attempt in 1..=4 {
            match rig.office.forgot(email, &caller()).await {
                Ok(()) if attempt <= 3 => {}
                Err(Trouble::TooMany { .. }) if attempt > 3 => {}
                other => panic!("{email}, {attempt}: {other:?}"),
            }
        }
    }
}
