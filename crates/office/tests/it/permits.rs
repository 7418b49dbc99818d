//! Who may do what, asked of every use case: nine roles, near and far. The table here is written by
//! hand; that it is the one of `programme::permit` is asked, too.

use i18n::Lang;
use office::{MyData, NewInvitation, OrganisationFacts, Trouble, Visitor};
use programme::{
    Account, AssignmentId, DocumentId, Id, OrganisationId, PersonId, Role,
    permit::{Action, Scope, gives, row_of},
};

use crate::rig::{Rig, on_both};

on_both! {
    every_use_case_asks_the_table
    nobody_signed_in_sees_only_what_is_public
    without_an_assignment_ones_own_data_only
}

/// A use case, the action of the table it asks for, and who may: a sign for each role in the order of
/// [`Role::ALL`] (organiser, politician, manager, strategist, key person, mentor, mentor support,
/// reader, operator), in the own organisation and in a foreign one.
const ASKED: &[(&str, Action, &str, &str)] = &[
    ("organisations", Action::SeeOrganisation, "xxxxxxxxx", "xxxxxxxxx"),
    ("organisation", Action::SeeOrganisation, "xxxxxxxxx", "xxxxxxxxx"),
    ("see contact", Action::SeeContact, "xxxxxxxx.", "........."),
    ("add_organisation", Action::CreateOrganisation, "x........", "x........"),
    ("edit_organisation", Action::EditOrganisation, "x.xx.x...", "x........"),
    ("export_organisation", Action::ExportOrganisation, "x.xx.x...", "........."),
    ("history of organisation", Action::SeeHistory, "xxxxxxxx.", "........."),
    ("history of assignment", Action::SeeHistory, "xxxxxxxx.", "........."),
    ("history of own document", Action::SeeHistory, "xxxxxxxx.", "........."),
    ("invite reader", Action::InvitePerson, "x.xx.x...", "x........"),
    ("invite mentor", Action::InvitePerson, "x........", "x........"),
    ("invite organiser", Action::InvitePerson, "x........", "x........"),
    ("invite operator", Action::InvitePerson, "........x", "........x"),
    ("invite_again reader", Action::InvitePerson, "x.xx.x...", "x........"),
    ("end_assignment of reader", Action::EndAssignment, "x.xx.x...", "x........"),
    ("end_assignment of mentor", Action::EndAssignment, "x........", "x........"),
    ("end_assignment of operator", Action::EndAssignment, "........x", "........x"),
    ("person_data", Action::EditPerson, "x........", "x........"),
    ("correct", Action::EditPerson, "x........", "x........"),
    ("erase", Action::ErasePerson, "x........", "x........"),
    ("attach", Action::Attach, "xxxxxxx..", "........."),
    ("document own", Action::ReadAttachment, "xxxxxxxx.", "........."),
    ("document group", Action::ReadAttachment, "xxxxxxxx.", "........."),
    ("document round", Action::ReadAttachment, "xxxxxxxx.", "........."),
    ("document public", Action::ReadAttachment, "xxxxxxxxx", "xxxxxxxxx"),
    ("show_document own", Action::MoveVisibility, "xxxx.x...", "........."),
    ("show_document public", Action::MoveVisibility, "xxxx.x...", "........."),
    ("remove_document own", Action::Attach, "xxxxxxx..", "........."),
    ("remove_document public", Action::Attach, "xxxxxxx..", "........."),
    ("operator", Action::SeeJobs, "........x", "........x"),
    ("retry_job", Action::RetryJob, "........x", "........x"),
    ("verify_storage", Action::SeeStorage, "........x", "........x"),
    ("account_state", Action::ManageAccounts, "........x", "........x"),
    ("unlock_account", Action::ManageAccounts, "........x", "........x"),
    ("close_account", Action::ManageAccounts, "........x", "........x"),
    ("start_over", Action::ManageAccounts, "........x", "........x"),
];

/// The same, about oneself: there is no near and far.
const ABOUT_ONESELF: &[(&str, Action, &str)] = &[
    ("end_assignment", Action::EndAssignment, "xxxxxxxxx"),
    ("person_data", Action::EditPerson, "xxxxxxxxx"),
    ("correct", Action::EditPerson, "xxxxxxxxx"),
    ("take_out_my_data", Action::ExportPerson, "xxxxxxxxx"),
    ("erase", Action::ErasePerson, "xxxxxxxxx"),
    ("undo", Action::UndoOwn, "xxxxxxxx."),
    ("history of oneself", Action::SeeHistory, "xxxxxxxxx"),
    ("history of the account", Action::SeeHistory, "xxxxxxxxx"),
    ("see contact", Action::SeeContact, "xxxxxxxxx"),
    ("security", Action::ExportPerson, "xxxxxxxxx"),
    ("end_other_sessions", Action::ExportPerson, "xxxxxxxxx"),
    ("new_paper", Action::ExportPerson, "xxxxxxxxx"),
];

async fn every_use_case_asks_the_table(rig: Rig) {
    for (name, action, own, foreign) in ASKED {
        let (mut near, mut far) = (String::new(), String::new());
        for role in Role::ALL {
            near.push(sign(about_another(&rig, role, name, true).await, name, role));
            far.push(sign(about_another(&rig, role, name, false).await, name, role));
        }
        assert_eq!((near.as_str(), far.as_str()), (*own, *foreign), "{name}");
        assert_eq!(
            (near, far),
            (by_the_table(name, *action, Scope::Own), by_the_table(name, *action, Scope::All)),
            "{name}"
        );
    }
    for (name, action, expected) in ABOUT_ONESELF {
        let mut seen = String::new();
        for role in Role::ALL {
            seen.push(sign(about_oneself(&rig, role, name).await, name, role));
        }
        assert_eq!(seen, *expected, "{name}");
        // One's own history is one's own data; for the rest the table's row reaches at least oneself.
        let row = row_of(*action);
        let reaches = |role: &Role| if row.scopes[*role as usize] >= Scope::Self_ { 'x' } else { '.' };
        if *action != Action::SeeHistory {
            assert_eq!(seen, Role::ALL.iter().map(reaches).collect::<String>(), "{name}");
        }
    }
}

/// What `programme::permit` says of a use case that far away.
fn by_the_table(name: &str, action: Action, near: Scope) -> String {
    let row = row_of(action);
    let given = Role::ALL.into_iter().find(|role| name.ends_with(&format!(" {}", role.code())));
    let asks_for_role = matches!(action, Action::InvitePerson | Action::EndAssignment);
    let may = |role: &Role| {
        let reaches =
            row.scopes[*role as usize] >= near || everywhere(action) && row.scopes[*role as usize] > Scope::No;
        let shown = !row.by_visibility || near == Scope::Own;
        let gives = !asks_for_role || given.is_none_or(|given| gives(*role).contains(&given));
        (row.by_visibility && name.ends_with("public")) || (reaches && shown && gives)
    };
    Role::ALL.iter().map(|role| if may(role) { 'x' } else { '.' }).collect()
}

/// Asked of no organisation.
fn everywhere(action: Action) -> bool {
    action == Action::CreateOrganisation
}

fn sign(answer: Result<(), Trouble>, name: &str, role: Role) -> char {
    match answer {
        Ok(()) => 'x',
        Err(Trouble::Denied(_) | Trouble::Nothing) => '.',
        Err(other) => panic!("{name} as {}: {other:?}", role.code()),
    }
}

/// No two organisations have the same.
fn name_of_a_place(rig: &Rig) -> String {
    format!("Ort {}", Id::from(rig.id::<PersonId>()))
}

fn facts(rig: &Rig) -> OrganisationFacts {
    OrganisationFacts { kind: "municipality".into(), name: name_of_a_place(rig), ..OrganisationFacts::default() }
}

async fn document(rig: &Rig, place: OrganisationId, shown: &str) -> DocumentId {
    let owner = rig.guest("Den som äger", place, Role::Strategist).await;
    let id = rig.office.attach(&owner, place, "plan.txt", b"Plan\n").await.unwrap();
    if shown != "own" {
        rig.office.show_document(&owner, id, 1, shown).await.unwrap();
    }
    id
}

async fn version_of(rig: &Rig, id: impl Into<Id>) -> i64 {
    rig.store.head(id).await.unwrap().unwrap().version
}

/// One use case by somebody with a role: with what belongs to their organisation, or to another.
async fn about_another(rig: &Rig, role: Role, name: &str, near: bool) -> Result<(), Trouble> {
    let (office, home) = (&rig.office, rig.place(&name_of_a_place(rig)).await);
    let place = if near { home } else { rig.place(&name_of_a_place(rig)).await };
    let visitor = rig.guest("Den som frågar", home, role).await;
    let (what, rest) = name.split_once(' ').unwrap_or((name, ""));
    let other_role = |code: &str| Role::ALL.into_iter().find(|it| code.ends_with(it.code())).unwrap_or(Role::Reader);
    let (other, theirs): (PersonId, AssignmentId) = rig.somebody("Den andra", place, other_role(rest)).await;
    let email = rig.email_of(other).await;
    match what {
        "organisations" => office.organisations(&visitor).await.map(drop),
        "organisation" => office.organisation(&visitor, place).await.map(drop),
        "see" => contact_of(rig, &visitor, place, other).await,
        "add_organisation" => office.add_organisation(&visitor, &facts(rig)).await.map(drop),
        "edit_organisation" => office.edit_organisation(&visitor, place, 1, &facts(rig)).await,
        "export_organisation" => office.export_organisation(&visitor, place).await.map(drop),
        "history" => {
            let id: Id = match rest {
                "of organisation" => place.into(),
                "of assignment" => theirs.into(),
                _ => document(rig, place, "own").await.into(),
            };
            office.history(&visitor, id, Lang::Sv).await.map(drop)
        }
        "invite" => {
            let new = NewInvitation {
                name: "Ny".into(),
                email: format!("ny-{email}"),
                role: rest.into(),
                ..Default::default()
            };
            office.invite(&visitor, place, &new).await.map(drop)
        }
        "invite_again" => office.invite_again(&visitor, theirs).await.map(drop),
        "end_assignment" => office.end_assignment(&visitor, theirs, 1, "").await.map(drop),
        "person_data" => office.person_data(&visitor, other).await.map(drop),
        "correct" => office.correct(&visitor, other, &renamed(1, &email)).await,
        "erase" => office.erase(&visitor, other, "Den andra").await,
        "attach" => office.attach(&visitor, place, "plan.txt", b"Plan\n").await.map(drop),
        "document" => office.document(Some(&visitor), document(rig, place, rest).await).await.map(drop),
        "show_document" => {
            let id = document(rig, place, rest).await;
            let to = if rest == "public" { "own" } else { "public" };
            office.show_document(&visitor, id, version_of(rig, id).await, to).await.map(drop)
        }
        "remove_document" => {
            let id = document(rig, place, rest).await;
            office.remove_document(&visitor, id, version_of(rig, id).await).await.map(drop)
        }
        "operator" => office.operator(&visitor).await.map(drop),
        "retry_job" => office.retry_job(&visitor, dead_job(rig).await).await,
        "verify_storage" => office.verify_storage(&visitor).await.map(drop),
        "account_state" => office.account_state(&visitor, &email).await.map(drop),
        "unlock_account" => office.unlock_account(&visitor, &email).await,
        "close_account" => office.close_account(&visitor, &email, true).await,
        "start_over" => office.start_over(&visitor, &email).await.map(drop),
        other => panic!("no such use case: {other}"),
    }
}

async fn about_oneself(rig: &Rig, role: Role, name: &str) -> Result<(), Trouble> {
    let (office, place) = (&rig.office, rig.place(&name_of_a_place(rig)).await);
    let (person, assignment) = rig.somebody("Den som frågar", place, role).await;
    let visitor = rig.sign_in(person).await;
    let email = rig.email_of(person).await;
    match name {
        "end_assignment" => office.end_assignment(&visitor, assignment, 1, "").await.map(drop),
        "person_data" => office.person_data(&visitor, person).await.map(drop),
        "correct" => office.correct(&visitor, person, &renamed(1, &email)).await,
        "take_out_my_data" => office.take_out_my_data(&visitor).await.map(drop),
        "erase" => office.erase(&visitor, person, "Den som frågar").await,
        "undo" => {
            office.correct(&visitor, person, &renamed(1, &email)).await.unwrap();
            let last = rig.store.last_undoable(&visitor.author()).await.unwrap().unwrap();
            office.undo(&visitor, last).await
        }
        "history of oneself" => office.history(&visitor, person.into(), Lang::Sv).await.map(drop),
        "history of the account" => office.history(&visitor, visitor.account.into(), Lang::Sv).await.map(drop),
        "see contact" => contact_of(rig, &visitor, place, person).await,
        "security" => office.security(&visitor).await.map(drop),
        "end_other_sessions" => office.end_other_sessions(&visitor).await,
        "new_paper" => office.new_paper(&visitor).await.map(drop),
        other => panic!("no such use case: {other}"),
    }
}

/// Seeing a contact is no use case of its own: it stands on the organisation's page, or does not.
async fn contact_of(rig: &Rig, visitor: &Visitor, place: OrganisationId, person: PersonId) -> Result<(), Trouble> {
    let people = rig.office.organisation(visitor, place).await?.people;
    let line = people.into_iter().find(|line| line.person == person).unwrap();
    line.contact.map(drop).ok_or(Trouble::Nothing)
}

fn renamed(version: i64, email: &str) -> MyData {
    MyData { version, name: "Ny Namnsson".into(), email: email.into(), language: "en".into(), ..MyData::default() }
}

async fn dead_job(rig: &Rig) -> Id {
    let id = rig.id();
    let job = storage::NewJob::new(id, "of a test", &1).unwrap();
    rig.write(|change| change.enqueue(job)).await;
    // Whatever else is due is taken first.
    loop {
        let wait = std::time::Duration::from_secs(60);
        let claim = rig.store.claim_job("a test", rig.office.now(), wait).await.unwrap().unwrap();
        if claim.id == id {
            let why = storage::JobError::Never("tried".into());
            rig.store.fail_job(&claim, rig.office.now(), why).await.unwrap();
            return id;
        }
        rig.store.finish_job(&claim, rig.office.now()).await.unwrap();
    }
}

async fn nobody_signed_in_sees_only_what_is_public(rig: Rig) {
    let place = rig.place("Hemma").await;
    for (shown, expected) in [("own", false), ("group", false), ("round", false), ("public", true)] {
        let id = document(&rig, place, shown).await;
        let answer = rig.office.document(None, id).await;
        assert_eq!(answer.is_ok(), expected, "{shown}: {answer:?}");
        assert!(expected || matches!(answer, Err(Trouble::SignIn)), "{answer:?}");
    }
}

async fn without_an_assignment_ones_own_data_only(rig: Rig) {
    let place = rig.place("Hemma").await;
    let (person, assignment) = rig.somebody("Den som frågar", place, Role::Organiser).await;
    let boss = rig.guest("Bo Ek", place, Role::Organiser).await;
    rig.office.end_assignment(&boss, assignment, 1, "").await.unwrap();
    rig.pass(jiff::Span::new().days(1));
    let visitor = rig.sign_in(person).await;
    assert!(visitor.actor.standings.is_empty());
    assert!(matches!(rig.office.organisations(&visitor).await, Err(Trouble::Denied(_))));
    assert!(matches!(rig.office.attach(&visitor, place, "plan.txt", b"Plan\n").await, Err(Trouble::Denied(_))));
    assert!(matches!(rig.office.person_data(&visitor, boss.person).await, Err(Trouble::Denied(_))));
    rig.office.person_data(&visitor, person).await.unwrap();
    rig.office.take_out_my_data(&visitor).await.unwrap();
    rig.office.history(&visitor, person.into(), Lang::Sv).await.unwrap();
    rig.office.erase(&visitor, person, "Den som frågar").await.unwrap();
    assert!(rig.store.by_key::<Account>(&Account::key_of_person(person)).await.unwrap().is_none());
}
