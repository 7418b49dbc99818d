//! Every route and every act of a form, as every role, on the own and on a foreign organisation: what
//! happens is what `programme::permit` says, and what is refused changes nothing.

use super::town::{Browser, PDF, Place, Town};
use axum::http::StatusCode;
use programme::permit::{Action, Actor, Object, Standing, may};
use programme::{OrganisationId, PersonId, Role, Visibility};

/// What the table says of a role held in the own organisation.
fn permitted(town: &Town, role: Role, action: Action, object: &Object) -> bool {
    let me = &town.places[0].people[&role];
    let organisation = town.places[0].id;
    let standing = Standing { organisation, role, groups: Default::default(), rounds: Default::default() };
    may(&Actor { person: Some(me.person), standings: vec![standing] }, action, object).is_ok()
}

fn of(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}

fn about(organisation: OrganisationId, person: PersonId, role: Option<Role>) -> Object {
    Object { person: Some(person), role, ..of(organisation) }
}

/// A page: address, what is asked for, of what.
fn pages(place: &Place) -> Vec<(String, Action, Object)> {
    let id = place.id;
    let other = &place.people[&Role::KeyPerson];
    let shown = |visibility| Object { visibility, ..of(id) };
    let mut pages = vec![
        (format!("/sv/organisation/{id}"), Action::SeeOrganisation, of(id)),
        (format!("/sv/organisation/{id}/andra"), Action::EditOrganisation, of(id)),
        (format!("/sv/organisation/{id}/bjud-in"), Action::InvitePerson, Object { role: Some(Role::Reader), ..of(id) }),
        (format!("/sv/organisation/{id}/fil"), Action::ExportOrganisation, of(id)),
        (format!("/sv/historik/{id}"), Action::SeeHistory, of(id)),
        (format!("/sv/person/{}", other.person), Action::EditPerson, about(id, other.person, None)),
        ("/sv/organisationer/ny".into(), Action::CreateOrganisation, Object::default()),
        ("/sv/drift".into(), Action::SeeJobs, Object::default()),
    ];
    for (visibility, (file, _)) in &place.files {
        pages.push((format!("/sv/fil/{file}"), Action::ReadAttachment, shown(*visibility)));
        pages.push((format!("/sv/historik/{file}"), Action::SeeHistory, shown(*visibility)));
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let town = Town::build().await;
    let mut seen = [0, 0];
    for role in Role::ALL {
        let browser = town.browser(&town.places[0].people[&role]).await;
        for place in &town.places {
            for (address, action, object) in pages(place) {
                // The operator alone may not invite readers but may invite operators.
                let object = if role == Role::Operator && action == Action::InvitePerson {
                    Object { role: Some(Role::Operator), ..object }
                } else {
                    object
                };
                let expected = permitted(&town, role, action, &object);
                let answer = browser.get(&address).await;
                let opened = answer.status == StatusCode::OK;
                assert_eq!(opened, expected, "{role:?} {address} {action:?}: {}", answer.status);
                seen[usize::from(opened)] += 1;
                if !opened {
                    assert!(
                        matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                        "{role:?} {address}: {}",
                        answer.status
                    );
                }
            }
        }
    }
    // 9 roles, 2 places, 8 + 4 × 2 pages; and the table permits some and refuses some.
    assert_eq!(seen[0] + seen[1], 9 * 2 * 16);
    assert!(seen[0] > 80 && seen[1] > 80, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_signed_in_is_asked_to() {
    let town = Town::build().await;
    let visitor = town.visitor();
    for (address, action, object) in pages(&town.places[0]) {
        let answer = visitor.get(&address).await;
        if may(&Actor::default(), action, &object).is_ok() {
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert!(address.contains("/fil/"), "{address}");
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
            assert!(answer.location.starts_with("/sv/logga-in?vidare="), "{address}: {}", answer.location);
        }
    }
    for spot in web::desk::spot::Spot::all("0190-ab") {
        let mut path = String::from("/sv/");
        spot.write(i18n::Lang::Sv, &mut path);
        let before = town.changes().await;
        let answer = visitor.post(&path, &[("act", "x".into()), ("email", "a@b.se".into())]).await;
        // A question for a passkey tells nothing and is anybody's.
        assert_eq!(answer.status == StatusCode::OK, path == "/sv/logga-in/nyckel", "{path}");
        // Asking for a letter about a forgotten password is the one thing a stranger may have done.
        let more = i64::from(path == "/sv/glomt-losenord");
        assert_eq!(town.changes().await, before + more, "{path}: {}", answer.status);
    }
}

/// An act of a form: address, fields, what is asked for, of what.
type Act = (String, Vec<(&'static str, String)>, Action, Object);

/// The acts as `role`, each on something fresh enough to be done.
async fn acts(town: &Town, which: usize, role: Role, round: usize) -> Vec<Act> {
    let place = &town.places[which];
    let id = place.id;
    let here = format!("/sv/organisation/{id}");
    let there = town.store.get::<programme::Organisation>(id).await.unwrap().unwrap();
    let other = &place.people[&Role::KeyPerson];
    let person = town.store.get::<programme::Person>(other.person).await.unwrap().unwrap();
    let (assignment, version) = town.assignment(which, Role::KeyPerson).await;
    let today = town.office.today().to_string();
    let mut acts: Vec<Act> = vec![
        (
            format!("{here}/andra"),
            vec![
                ("act", "save".into()),
                ("name", there.body.name.clone()),
                ("kind", "organiser".into()),
                ("version", there.version.to_string()),
            ],
            Action::EditOrganisation,
            of(id),
        ),
        (
            "/sv/organisationer/ny".into(),
            vec![("act", "add".into()), ("name", format!("Ny {round} kommun")), ("kind", "municipality".into())],
            Action::CreateOrganisation,
            Object::default(),
        ),
        (
            here.clone(),
            vec![("act", "end".into()), ("assignment", assignment), ("version", version.to_string()), ("last", today)],
            Action::EndAssignment,
            about(id, other.person, Some(Role::KeyPerson)),
        ),
        (
            format!("/sv/person/{}", other.person),
            vec![
                ("act", "correct".into()),
                ("name", other.name.clone()),
                ("email", other.email.clone()),
                ("title", format!("controller {round}")),
                ("version", person.version.to_string()),
                ("language", "sv".into()),
            ],
            Action::EditPerson,
            about(id, other.person, None),
        ),
        ("/sv/drift".into(), vec![("act", "verify".into())], Action::SeeStorage, Object::default()),
        (
            "/sv/drift".into(),
            vec![("act", "look".into()), ("email", other.email.clone())],
            Action::ManageAccounts,
            Object::default(),
        ),
        (
            "/sv/drift".into(),
            vec![("act", "unlock".into()), ("email", other.email.clone())],
            Action::ManageAccounts,
            Object::default(),
        ),
    ];
    for given in Role::ALL {
        acts.push((
            format!("{here}/bjud-in"),
            vec![
                ("act", "invite".into()),
                ("name", format!("Ny {}", given.code())),
                ("email", format!("ny.{}.{round}@ny.example", given.code())),
                ("role", given.code().into()),
                ("language", "sv".into()),
            ],
            Action::InvitePerson,
            Object { role: Some(given), ..of(id) },
        ));
    }
    for (visibility, (file, _)) in &place.files {
        let there = town.store.get::<programme::Document>(file.parse().unwrap()).await.unwrap().unwrap();
        let object = Object { visibility: *visibility, ..of(id) };
        // Who may not read it may not move it, whatever the role.
        let action = if permitted(town, role, Action::ReadAttachment, &object) {
            Action::MoveVisibility
        } else {
            Action::ReadAttachment
        };
        acts.push((
            here.clone(),
            vec![
                ("act", "show".into()),
                ("file", file.clone()),
                ("version", there.version.to_string()),
                ("to", visibility.code().into()),
            ],
            action,
            object,
        ));
    }
    acts
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let town = Town::build().await;
    let mut seen = [0, 0];
    let mut round = 0;
    for role in Role::ALL {
        let browser = town.browser(&town.places[0].people[&role]).await;
        for which in [0, 1] {
            let count = acts(&town, which, role, 0).await.len();
            for i in 0..count {
                round += 1;
                // Each anew: the one before may have changed the versions.
                let (address, fields, action, object) = acts(&town, which, role, round).await.swap_remove(i);
                let expected = permitted(&town, role, action, &object);
                let before = town.changes().await;
                let answer = browser.post(&address, &fields).await;
                check(
                    &town,
                    &answer.status,
                    expected,
                    before,
                    &format!("{role:?} {which} {address} {fields:?} {action:?}: {}", answer.text),
                )
                .await;
                seen[usize::from(expected)] += 1;
            }
            attach(&town, &browser, role, which, &mut seen).await;
        }
    }
    assert!(seen[0] > 150 && seen[1] > 60, "{seen:?}");
}

async fn attach(town: &Town, browser: &Browser, role: Role, which: usize, seen: &mut [usize; 2]) {
    let id = town.places[which].id;
    let expected = permitted(town, role, Action::Attach, &of(id));
    let before = town.changes().await;
    let answer =
        browser.post_file(&format!("/sv/organisation/{id}"), "attach", &format!("{}.pdf", role.code()), PDF).await;
    check(town, &answer.status, expected, before, &format!("{role:?} attaches to {which}: {}", answer.text)).await;
    seen[usize::from(expected)] += 1;
}

/// What is permitted is done or shown; what is not is refused and changes nothing.
async fn check(town: &Town, status: &StatusCode, expected: bool, before: i64, what: &str) {
    let done = matches!(*status, StatusCode::OK | StatusCode::SEE_OTHER);
    assert_eq!(done, expected, "{status} {what}");
    if !done {
        assert!(matches!(*status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{status} {what}");
        assert_eq!(town.changes().await, before, "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_is_seen_as_far_and_both_moves_are_in_the_history() {
    let town = Town::build().await;
    let own = &town.places[0];
    let strategist = town.browser(&own.people[&Role::Strategist]).await;
    let neighbour = town.browser(&town.places[1].people[&Role::Strategist]).await;
    let (file, name) = &own.files[&Visibility::Own];
    let here = format!("/sv/organisation/{}", own.id);
    let download = format!("/sv/fil/{file}");
    assert_eq!(neighbour.get(&download).await.status, StatusCode::NOT_FOUND);
    let show = |version: i64, to: &str| {
        [("act", "show".to_owned()), ("file", file.clone()), ("version", version.to_string()), ("to", to.to_owned())]
    };
    assert_eq!(strategist.post(&here, &show(1, "public")).await.location, format!("{here}?sagt=shown"));
    for browser in [&neighbour, &town.visitor()] {
        let answer = browser.get(&download).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["content-type"], "application/pdf");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(
            answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"hemligt-own")
        );
        assert!(answer.text.ends_with(name));
    }
    strategist.post(&here, &show(2, "own")).await;
    assert_eq!(neighbour.get(&download).await.status, StatusCode::NOT_FOUND);
    assert!(town.visitor().get(&download).await.location.starts_with("/sv/logga-in"));
    let history = strategist.get(&format!("/sv/historik/{file}")).await.text;
    let who = &own.people[&Role::Strategist].name;
    assert_eq!(history.matches(who.as_str()).count(), 3, "{history}");
    assert!(history.contains("visades för fler") && history.contains("drogs tillbaka"), "{history}");
}
