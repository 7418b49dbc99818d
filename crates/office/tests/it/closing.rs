//! What the operator does with accounts.

use office::{Handed, Trouble, Way};
use programme::Role;

use crate::rig::{PASSWORD, Rig, caller, on_both, token_in, token_of};

on_both! {
    a_closed_account_lets_nobody_in
    who_tried_too_often_is_let_in
    who_has_lost_every_way_in_starts_over
}

async fn a_closed_account_lets_nobody_in(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let boss = rig.member("Drago Ek", "drago@kramfors.example", &[Role::Operator]).await;
    let operator = rig.visit(&boss.cookie).await.unwrap();
    // Half way in, with a letter for a new password and with an invitation at once.
    let half = rig.office.sign_in(&asa.email, PASSWORD, &caller()).await.unwrap();
    rig.new_letters().await;
    rig.office.forgot(&asa.email, &caller()).await.unwrap();
    let link = token_in(&rig.new_letters().await[0]);
    let new = office::NewInvitation { name: "Cia Ek".into(), email: "cia@x.example".into(), ..Default::default() };
    let invited = token_of(&rig.office.create_user("Länsförbundet", &new, &[Role::Reader]).await.unwrap().0);

    for email in [asa.email.as_str(), "cia@x.example"] {
        rig.office.close_account(&operator, email, true).await.unwrap();
        assert!(rig.office.account_state(&operator, email).await.unwrap().closed);
    }
    assert!(rig.visit(&asa.cookie).await.is_none());
    let code = rig.code(&asa.codes);
    for refused in [
        rig.enter(&asa.email, PASSWORD, &code).await.map(|_| ()),
        rig.office.sign_in_code(half.as_str(), &code, &caller()).await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Trouble::Wrong)), "{refused:?}");
    }
    for refused in [
        rig.office
            .recover(&link, "en lång väg till havet", "en lång väg till havet", &code, &caller())
            .await
            .map(|_| ()),
        rig.office.invited(&invited).await.map(|_| ()),
        rig.office.enrol_password(Way::Link(&invited), PASSWORD, PASSWORD, &caller()).await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Trouble::Spent)), "{refused:?}");
    }

    rig.office.close_account(&operator, &asa.email, false).await.unwrap();
    assert!(rig.visit(&asa.cookie).await.is_none());
    rig.enter(&asa.email, PASSWORD, &code).await.unwrap();
}

async fn who_tried_too_often_is_let_in(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let boss = rig.member("Drago Ek", "drago@kramfors.example", &[Role::Operator]).await;
    let operator = rig.visit(&boss.cookie).await.unwrap();
    for _ in 0..11 {
        rig.office.sign_in(&asa.email, "fel", &caller()).await.unwrap_err();
    }
    let refused = rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await;
    assert!(matches!(refused, Err(Trouble::TooMany { .. })), "{refused:?}");
    rig.office.unlock_account(&operator, "ASA@kramfors.example").await.unwrap();
    rig.enter(&asa.email, PASSWORD, &rig.code(&asa.codes)).await.unwrap();
    let nobody = rig.office.unlock_account(&operator, "nobody@kramfors.example").await;
    assert!(matches!(nobody, Err(Trouble::Nothing)), "{nobody:?}");
}

async fn who_has_lost_every_way_in_starts_over(rig: Rig) {
    let asa = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let boss = rig.member("Drago Ek", "drago@kramfors.example", &[Role::Operator]).await;
    let operator = rig.visit(&boss.cookie).await.unwrap();
    rig.new_letters().await;
    assert_eq!(rig.office.start_over(&operator, &asa.email).await.unwrap(), Handed::Posted(asa.email.clone()));
    assert!(!rig.office.account_state(&operator, &asa.email).await.unwrap().joined);
    assert!(rig.visit(&asa.cookie).await.is_none());
    for code in [rig.code(&asa.codes), asa.paper[0].clone()] {
        assert!(matches!(rig.enter(&asa.email, PASSWORD, &code).await, Err(Trouble::Wrong)));
    }
    let link = token_in(&rig.new_letters().await[0]);
    let new = "en lång väg till havet";
    let (_, codes, _) = rig.enrol(&link, new).await;
    rig.enter(&asa.email, new, &rig.code(&codes)).await.unwrap();
}
