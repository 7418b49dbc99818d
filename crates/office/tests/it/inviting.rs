//! Inviting, and what links are worth.

use jiff::ToSpan as _;
use office::{Handed, NewInvitation, Trouble, Way};
use programme::{Assignment, Role};

use crate::rig::{PASSWORD, Rig, caller, on_both, token_in, token_of};

on_both! {
    an_invitation_is_good_once
    a_newer_one_voids_the_older
    an_invitation_lasts_fourteen_days
    who_is_known_gets_a_role_more
    an_invitation_is_ended_not_undone
    the_same_role_twice_is_refused
}

fn asa() -> NewInvitation {
    NewInvitation {
        name: " Åsa Öberg ".into(),
        email: "asa@kramfors.example".into(),
        title: "utvecklingsstrateg".into(),
        role: "strategist".into(),
        ..NewInvitation::default()
    }
}

async fn an_invitation_is_good_once(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    let handed = rig.office.invite(&boss, place, &asa()).await.unwrap();
    assert_eq!(handed, Handed::Posted("asa@kramfors.example".into()));
    let letters = rig.new_letters().await;
    assert_eq!(letters.len(), 1);
    let link = token_in(&letters[0]);
    let invited = rig.office.invited(&link).await.unwrap();
    assert_eq!((invited.name.as_str(), invited.email.as_str()), ("Åsa Öberg", "asa@kramfors.example"));
    assert_eq!(invited.roles, [("Kramfors kommun".to_owned(), Role::Strategist)]);

    // Two windows are opened; the first to finish has used it.
    let way = Way::Link(&link);
    let one = rig.office.enrol_password(way, PASSWORD, PASSWORD, &caller()).await.unwrap();
    let two = rig.office.enrol_password(way, PASSWORD, PASSWORD, &caller()).await.unwrap();
    let code = |half: &office::Enrolling| rig.code(&keys::CodeKey::kept(&half.typed.replace(' ', "")));
    let wrong = rig.office.enrol_code(way, one.token.as_str(), "000000", &caller()).await;
    assert!(matches!(wrong, Err(Trouble::WrongCode)), "{wrong:?}");
    assert_eq!(rig.office.enrol_again(one.token.as_str()).await.unwrap().typed, one.typed);
    let crossed = rig.office.enrol_code(way, one.token.as_str(), &code(&two), &caller()).await;
    assert!(matches!(crossed, Err(Trouble::WrongCode)), "{crossed:?}");
    let done = rig.office.enrol_code(way, one.token.as_str(), &code(&one), &caller()).await.unwrap();
    let visitor = rig.visit(done.signed_in.unwrap().token.as_str()).await.unwrap();
    assert!(visitor.is(Role::Strategist));
    for refused in [
        rig.office.enrol_code(way, two.token.as_str(), &code(&two), &caller()).await.map(|_| ()),
        rig.office.enrol_code(way, one.token.as_str(), &code(&one), &caller()).await.map(|_| ()),
        rig.office.enrol_password(way, PASSWORD, PASSWORD, &caller()).await.map(|_| ()),
        rig.office.invited(&link).await.map(|_| ()),
        rig.office.invited("nonsense").await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Trouble::Spent)), "{refused:?}");
    }
}

async fn a_newer_one_voids_the_older(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    rig.office.invite(&boss, place, &asa()).await.unwrap();
    let older = token_in(&rig.new_letters().await[0]);
    let half = rig.office.enrol_password(Way::Link(&older), PASSWORD, PASSWORD, &caller()).await.unwrap();
    let assignment = rig.store.list_of::<Assignment>(place).await.unwrap().pop().unwrap();
    rig.office.invite_again(&boss, assignment.id).await.unwrap();
    let newer = token_in(&rig.new_letters().await[0]);
    assert!(matches!(rig.office.invited(&older).await, Err(Trouble::Spent)));
    // Who was half way with the older one does not get in either, by whatever link.
    let code = rig.code(&keys::CodeKey::kept(&half.typed.replace(' ', "")));
    for link in [&older, &newer] {
        let refused = rig.office.enrol_code(Way::Link(link), half.token.as_str(), &code, &caller()).await;
        assert!(matches!(refused, Err(Trouble::Spent)), "{refused:?}");
    }
    rig.enrol(&newer, PASSWORD).await;
    // Who can sign in is not invited again.
    let again = rig.office.invite_again(&boss, assignment.id).await;
    assert!(matches!(again, Err(Trouble::Nothing)), "{again:?}");
}

async fn an_invitation_lasts_fourteen_days(rig: Rig) {
    let (handed, _) = rig.office.create_user("Länsförbundet", &asa(), &[Role::Organiser]).await.unwrap();
    let link = token_of(&handed);
    rig.pass(13.days().hours(23).minutes(59));
    rig.office.invited(&link).await.unwrap();
    rig.pass(1.minute());
    assert!(matches!(rig.office.invited(&link).await, Err(Trouble::Spent)));
}

async fn who_is_known_gets_a_role_more(rig: Rig) {
    let known = rig.member("Åsa Öberg", "asa@kramfors.example", &[Role::Organiser]).await;
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    rig.new_letters().await;
    let handed = rig.office.invite(&boss, place, &asa()).await.unwrap();
    assert_eq!(handed, Handed::Known);
    let visitor = rig.visit(&known.cookie).await.unwrap();
    assert!(visitor.is(Role::Strategist) && visitor.is(Role::Organiser));
    let letters = rig.new_letters().await;
    assert_eq!(letters[0].subject, "Nytt uppdrag i Jämsides");
    // The name is the person's own, whatever was written in the form.
    assert_eq!(letters[0].name, "Åsa Öberg");
}

/// The letter has left: a record that comes back does not bring it back.
async fn an_invitation_is_ended_not_undone(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    rig.office.invite(&boss, place, &asa()).await.unwrap();
    let link = token_in(&rig.new_letters().await[0]);
    assert_eq!(rig.store.last_undoable(&boss.author()).await.unwrap(), None);
    let assignment = rig.store.list_of::<Assignment>(place).await.unwrap().pop().unwrap();
    let change = rig.store.history(assignment.id).await.unwrap()[0].change;
    let refused = rig.office.undo(&boss, change).await;
    assert!(matches!(refused, Err(Trouble::NothingToUndo)), "{refused:?}");
    // Ended the day it began, it is over the next day, for who comes by the link as well.
    rig.office.end_assignment(&boss, assignment.id, 1, "").await.unwrap();
    rig.pass(24.hours());
    assert_eq!(rig.office.invited(&link).await.unwrap().roles, []);
    let (signed_in, _, _) = rig.enrol(&link, PASSWORD).await;
    assert!(rig.visit(signed_in.token.as_str()).await.unwrap().actor.standings.is_empty());
}

async fn the_same_role_twice_is_refused(rig: Rig) {
    let place = rig.place("Kramfors kommun").await;
    let boss = rig.guest("Bo Ek", place, Role::Manager).await;
    rig.office.invite(&boss, place, &asa()).await.unwrap();
    let twice = rig.office.invite(&boss, place, &asa()).await;
    assert!(matches!(twice, Err(Trouble::Storage(storage::Error::Taken { .. }))), "{twice:?}");
    for (new, field) in [
        (NewInvitation { role: "king".into(), ..asa() }, "role is missing"),
        (NewInvitation { email: "asa".into(), ..asa() }, "not an e-mail address: asa"),
        (NewInvitation { from: "i morgon".into(), ..asa() }, "not a date: i morgon"),
        (NewInvitation { name: "  ".into(), email: "ny@x.example".into(), ..asa() }, "name is empty"),
    ] {
        assert_eq!(rig.office.invite(&boss, place, &new).await.unwrap_err().to_string(), field);
    }
}
