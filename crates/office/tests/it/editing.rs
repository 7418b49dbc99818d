//! Two at the same thing, and taking back what one did.

use i18n::Lang;
use office::{OrganisationFacts, Trouble};
use programme::{Organisation, Role};
use storage::Error;

use crate::rig::{Rig, on_both};

on_both! {
    the_second_editor_sees_both_versions
    undone_once_however_often_it_is_asked
    what_another_has_changed_since_stays
    a_foreign_history_is_nothing
}

fn named(name: &str) -> OrganisationFacts {
    OrganisationFacts { kind: "municipality".into(), name: name.into(), area: "2282".into(), parent: String::new() }
}

async fn the_second_editor_sees_both_versions(rig: Rig) {
    let place = rig.place("Kramfors").await;
    let asa = rig.guest("Åsa Öberg", place, Role::Strategist).await;
    let bo = rig.guest("Bo Ek", place, Role::Manager).await;
    let read = rig.office.organisation(&asa, place).await.unwrap().version;
    rig.office.edit_organisation(&asa, place, read, &named("Kramfors kommun")).await.unwrap();
    let refused = rig.office.edit_organisation(&bo, place, read, &named("Kramfors stad")).await;
    let Err(Trouble::Storage(Error::Conflict(both))) = refused else { panic!("{refused:?}") };
    assert!(both.yours.contains("Kramfors stad") && both.theirs.contains("Kramfors kommun"), "{both:?}");
    assert!(both.base.as_deref().unwrap().contains("\"Kramfors\""), "{both:?}");
    assert_eq!((both.by.clone(), both.version), (asa.author(), read + 1));
    let there = rig.store.get::<Organisation>(place).await.unwrap().unwrap();
    assert_eq!(there.body.name, "Kramfors kommun");
    // Knowingly over it.
    rig.office.edit_organisation(&bo, place, both.version, &named("Kramfors stad")).await.unwrap();
    for (facts, error) in [
        (OrganisationFacts { kind: "planet".into(), ..named("X") }, "kind is missing"),
        (OrganisationFacts { area: "22".into(), ..named("X") }, "not an area code"),
        (OrganisationFacts { parent: "x".into(), ..named("X") }, "parent is missing"),
        (named("  "), "name is empty"),
    ] {
        let refused = rig.office.edit_organisation(&bo, place, read + 2, &facts).await;
        assert_eq!(refused.unwrap_err().to_string(), error);
    }
}

async fn undone_once_however_often_it_is_asked(rig: Rig) {
    let place = rig.place("Kramfors").await;
    let asa = rig.guest("Åsa Öberg", place, Role::Strategist).await;
    rig.office.edit_organisation(&asa, place, 1, &named("Kramfors kommun")).await.unwrap();
    rig.office.edit_organisation(&asa, place, 2, &named("Kramfors stad")).await.unwrap();
    let history = rig.office.history(&asa, place.into(), Lang::Sv).await.unwrap();
    let undo: Vec<bool> = history.lines.iter().map(|line| line.undo.is_some()).collect();
    assert_eq!(undo, [true, false, false]);
    let last = history.lines[0].undo.unwrap();
    let shifts: Vec<_> = history.lines[0].shifts.iter().map(|s| (s.before.as_str(), s.after.as_str())).collect();
    assert_eq!(shifts, [("Kramfors kommun", "Kramfors stad")]);

    rig.office.undo(&asa, last).await.unwrap();
    let again = rig.office.undo(&asa, last).await;
    assert!(matches!(again, Err(Trouble::NothingToUndo)), "{again:?}");
    let there = rig.store.get::<Organisation>(place).await.unwrap().unwrap();
    assert_eq!((there.body.name.as_str(), there.version), ("Kramfors kommun", 4));
    // Another's change is not for her to undo.
    let bo = rig.guest("Bo Ek", place, Role::Manager).await;
    rig.office.edit_organisation(&bo, place, 4, &named("Kramfors")).await.unwrap();
    let theirs = rig.store.last_undoable(&bo.author()).await.unwrap().unwrap();
    let refused = rig.office.undo(&asa, theirs).await;
    assert!(matches!(refused, Err(Trouble::NothingToUndo)), "{refused:?}");
}

async fn what_another_has_changed_since_stays(rig: Rig) {
    let place = rig.place("Kramfors").await;
    let asa = rig.guest("Åsa Öberg", place, Role::Strategist).await;
    let bo = rig.guest("Bo Ek", place, Role::Manager).await;
    rig.office.edit_organisation(&asa, place, 1, &named("Kramfors kommun")).await.unwrap();
    let last = rig.store.last_undoable(&asa.author()).await.unwrap().unwrap();
    rig.office.edit_organisation(&bo, place, 2, &named("Kramfors stad")).await.unwrap();
    let refused = rig.office.undo(&asa, last).await;
    assert!(matches!(refused, Err(Trouble::ChangedSince)), "{refused:?}");
    let there = rig.store.get::<Organisation>(place).await.unwrap().unwrap();
    assert_eq!(there.body.name, "Kramfors stad");
}

async fn a_foreign_history_is_nothing(rig: Rig) {
    let place = rig.place("Kramfors").await;
    let elsewhere = rig.place("Laxmora").await;
    let (asa, assignment) = rig.somebody("Åsa Öberg", place, Role::Strategist).await;
    let foreign = rig.guest("Bo Ek", elsewhere, Role::Organiser).await;
    let nobody = rig.id::<programme::OrganisationId>();
    for id in [place.into(), assignment.into(), asa.into(), nobody.into()] {
        let refused = rig.office.history(&foreign, id, Lang::Sv).await;
        assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    }
    // One's own has a history, whoever one is.
    let asa = rig.sign_in(asa).await;
    for id in [place.into(), assignment.into(), asa.person.into(), asa.account.into()] {
        rig.office.history(&asa, id, Lang::Sv).await.unwrap();
    }
}
