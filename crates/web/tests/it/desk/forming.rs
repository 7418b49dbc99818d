//! Forming groups from outside: the pages and acts as every role, held against `programme::permit`; what the page
//! of rules says and keeps; a proposal made, changed by hand, compared and published through its forms.

use super::gatherings::{Rounds, refused};
use super::town::{Answer, Browser, between};
use axum::http::StatusCode;
use jiff::civil::date;
use programme::permit::{Action, Object};
use programme::{
    Capacity, Forming, FormingState, Group, Organisation, OrganisationId, OrganisationKind, Participation,
};
use programme::{ParticipationId, Role, Track};

impl Rounds {
    fn rules(&self) -> String {
        format!("/sv/omgang/{}/bilda-grupper", self.round)
    }

    fn forming_object(&self) -> Object {
        Object { owners: [self.town.places[0].id].into(), rounds: [self.round].into(), ..Object::default() }
    }

    /// A municipality that is in the round as that.
    async fn comes(&self, name: &str, capacity: Capacity) -> OrganisationId {
        let (id, part) = (self.id(), self.id::<ParticipationId>());
        let there = Organisation { kind: OrganisationKind::Municipality, name: name.into(), area: None, parent: None };
        let body = Participation {
            round: self.round,
            organisation: id,
            capacity,
            track: Some(Track::Municipalities),
            administration: None,
            application: None,
            from: date(2026, 1, 1),
            to: None,
            why: None,
            replaces: None,
            promised: None,
            invoice: None,
            mentoring: None,
        };
        self.write(|change| {
            change.insert(id, &there).unwrap();
            change.insert(part, &body).unwrap();
        })
        .await;
        id
    }

    /// Nobody in the round has a group yet.
    async fn without_groups(&self) {
        for group in self.town.store.pointing_at::<Group>("round", self.round).await.unwrap() {
            self.write(|change| change.remove(group.id, group.version)).await;
        }
    }
}

/// The acts of the page of rules, and what they send.
fn acts(one: OrganisationId, other: OrganisationId) -> Vec<Vec<(&'static str, String)>> {
    let act = |act: &str| ("act", act.to_owned());
    let two = |name: &'static str| {
        vec![
            act(name),
            ("version", "0".into()),
            ("kind", "apart".into()),
            ("one", one.to_string()),
            ("other", other.to_string()),
        ]
    };
    vec![
        vec![act("save"), ("version", "0".into()), ("seconds", "20".into()), ("rule-everyone", "yes".into())],
        two("pair"),
        two("unpair"),
        vec![act("no-matrix"), ("version", "0".into())],
        vec![act("start")],
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_and_act_as_every_role() {
    let it = Rounds::new().await;
    let places = [it.town.places[0].id, it.town.places[1].id];
    let mut seen = [0, 0];
    for which in [0, 1] {
        for role in Role::ALL {
            let browser = it.town.browser(&it.town.places[which].people[&role]).await;
            let expected = which == 0 && it.permitted(role, Action::FormGroups, &it.forming_object());
            for address in [it.rules(), format!("/en/round/{}/form-groups", it.round)] {
                let answer = browser.get(&address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(expected)] += 1;
            }
            if !expected {
                for fields in acts(places[0], places[1]) {
                    let before = it.town.changes().await;
                    let answer = browser.post(&it.rules(), &fields).await;
                    assert!(refused(&answer), "{role:?} {fields:?}: {}", answer.status);
                    assert_eq!(it.town.changes().await, before, "{role:?} {fields:?}");
                }
            }
        }
    }
    assert_eq!(seen, [17 * 2, 2]);
    let answer = it.town.visitor().get(&it.rules()).await;
    assert!(answer.location.starts_with("/sv/logga-in"), "{}", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_is_kept_and_what_is_missing_is_told() {
    let it = Rounds::new().await;
    let organiser = it.town.browser(&it.town.places[0].people[&Role::Organiser]).await;
    let page = organiser.get(&it.rules()).await.text;
    for said in ["Bilda grupper", "ingen mentor kan leda någon", "Alla får en grupp", "Egenby kommun", "2 till 3"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("value=\"start\""), "nothing can be started: {page}");
    // Started all the same: the same is said, and nothing is done.
    let before = it.town.changes().await;
    let answer = organiser.post(&it.rules(), &[("act", "start".into())]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Det går inte att bilda grupper än"), "{}", answer.text);
    assert_eq!(it.town.changes().await, before);
    // A rule switched off, a weight and a longest way are kept.
    let names = ["everyone", "capacity", "conflict", "together", "apart", "locked", "travel"];
    let names = names.map(|rule| format!("rule-{rule}"));
    let mut fields: Vec<(&str, String)> = names.iter().map(|name| (name.as_str(), "yes".to_owned())).collect();
    fields.extend([
        ("act", "save".to_owned()),
        ("version", "0".to_owned()),
        ("seconds", "20".to_owned()),
        ("longest", "150".to_owned()),
        ("weight-theme", "25".to_owned()),
    ]);
    let answer = organiser.post(&it.rules(), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = organiser.get(&it.rules()).await.text;
    assert!(page.contains("name=\"rule-everyone\" value=\"yes\" checked"), "{page}");
    assert!(page.contains("name=\"rule-kind\" value=\"yes\" aria"), "{page}");
    assert!(page.contains("name=\"longest\" value=\"150\"") && page.contains("name=\"weight-theme\" value=\"25\""));
    // What is no number comes back with what was written.
    fields.retain(|(name, _)| *name != "longest");
    fields.push(("longest", "långt".to_owned()));
    let answer = organiser.post(&it.rules(), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("value=\"långt\""), "{}", answer.text);
    // The field is marked, and there is a way to it.
    assert!(answer.text.contains("href=\"#save-longest\">Till fältet: Längsta väg</a>"), "{}", answer.text);
    assert_eq!(answer.text.matches("aria-invalid=\"true\"").count(), 1, "{}", answer.text);
}

/// The page of a proposal, once it is there.
async fn there(it: &Rounds, browser: &Browser, address: &str) -> Answer {
    let id = address.rsplit('/').next().unwrap().split('?').next().unwrap();
    loop {
        let kept = it.town.store.get::<Forming>(id.parse().unwrap()).await.unwrap().unwrap();
        if kept.body.state != FormingState::Running {
            return browser.get(address).await;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_from_its_making_to_the_groups_of_the_round() {
    let it = Rounds::new().await;
    it.without_groups().await;
    for name in ["Fjärran kommun", "Mittemellan kommun"] {
        it.comes(name, Capacity::Participant).await;
    }
    let mentor = it.comes("Mentorby kommun", Capacity::Mentor).await;
    it.comes("Ledarby kommun", Capacity::Mentor).await;
    let organiser = it.town.browser(&it.town.places[0].people[&Role::Organiser]).await;
    let start = organiser.post(&it.rules(), &[("act", "start".into())]).await;
    assert!(start.location.starts_with("/sv/gruppforslag/"), "{} {}", start.status, start.text);
    let here = start.location.split('?').next().unwrap().to_owned();
    let page = there(&it, &organiser, &here).await;
    assert_eq!(page.headers.get("refresh"), None);
    for said in ["Bevisat bäst", "Egenby kommun", "Mentorby kommun", "Ledarby kommun", "Grupp 2", "Summa, poäng"] {
        assert!(page.text.contains(said), "{said} in {}", page.text);
    }
    // Others do not learn that it is there.
    let other = it.town.browser(&it.town.places[1].people[&Role::Organiser]).await;
    assert_eq!(other.get(&here).await.status, StatusCode::NOT_FOUND);
    let english = here.replace("/sv/gruppforslag/", "/en/group-proposal/");
    assert!(organiser.get(&english).await.text.contains("Proven best"));

    // The mentor of the first group leaves it: told as a breach, with what it costs, and taken back.
    let version = |text: &str| between(text, "name=\"version\" value=\"", "\"").unwrap().to_owned();
    let fields = [
        ("act", "lead".to_owned()),
        ("version", version(&page.text)),
        ("group", "0".to_owned()),
        ("as", "mentor".to_owned()),
        ("who", String::new()),
    ];
    assert_eq!(organiser.post(&here, &fields).await.status, StatusCode::SEE_OTHER);
    let page = organiser.get(&here).await.text;
    assert!(page.contains("har ingen mentor.") && page.contains("Vad er senaste ändring gör"), "{page}");
    let publish = [("act", "publish".to_owned()), ("version", version(&page)), ("name", "Norr".to_owned())];
    let answer = organiser.post(&here, &publish).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("En regel hålls inte."), "{}", answer.text);
    let undo = [("act", "undo".to_owned()), ("version", version(&page))];
    assert_eq!(organiser.post(&here, &undo).await.status, StatusCode::SEE_OTHER);

    // A second one, beside the first.
    let start = organiser.post(&it.rules(), &[("act", "start".into())]).await;
    let second = start.location.split('?').next().unwrap().to_owned();
    there(&it, &organiser, &second).await;
    let list = organiser.get(&second).await.text;
    let mut links = list.split("href=\"").filter_map(|it| it.split('"').next());
    let compare = links.find(|it| it.contains("/gruppforslag/") && it.ends_with("/jamfor")).unwrap();
    let beside = organiser.get(compare).await.text;
    assert!(beside.contains("Förslag 1 och Förslag 2") && beside.contains("Fjärran kommun"), "{beside}");
    assert!(beside.contains("Oförändrat för:") && !beside.contains("<th scope=\"row\">Fjärran kommun"), "{beside}");
    assert!(beside.contains("De två är samma indelning."), "{beside}");

    // Published: the groups of the round, with names and mentor, and the page of the round says so.
    let page = organiser.get(&here).await.text;
    let publish = [
        ("act", "publish".to_owned()),
        ("version", version(&page)),
        ("name", "Norra gruppen".to_owned()),
        ("name", "Södra gruppen".to_owned()),
    ];
    let answer = organiser.post(&here, &publish).await;
    assert!(answer.location.starts_with(&format!("/sv/omgang/{}", it.round)), "{} {}", answer.status, answer.text);
    let groups = it.town.store.pointing_at::<Group>("round", it.round).await.unwrap();
    let mut names: Vec<&str> = groups.iter().map(|it| it.body.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Norra gruppen", "Södra gruppen"]);
    assert!(groups.iter().any(|it| it.body.of(Capacity::Mentor, date(2026, 2, 2)).any(|id| id == mentor)));
    let page = organiser.get(&here).await.text;
    assert!(!page.contains("value=\"publish\"") && page.contains("Mentorby kommun"), "{page}");
}
