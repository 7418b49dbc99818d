//! The work in the steps from outside: every page and every act as every role, on the own organisation
//! and on a foreign one, held against `programme::permit`; and what the pages say.

use super::gatherings::{Rounds, refused};
use super::town::{Browser, PDF, between};
use axum::http::StatusCode;
use programme::permit::{Action, Object};
use programme::{Role, StepWork, WorkState};

const STEP: &str = "traff-styrning";

impl Rounds {
    /// The steps of the own organisation (0) or the foreign one (1).
    fn steps(&self, which: usize) -> String {
        format!("/sv/steg/{}_{}", self.round, self.town.places[which].id)
    }

    fn step(&self, which: usize, step: &str) -> String {
        format!("{}_{step}", self.steps(which))
    }

    fn work(&self, which: usize) -> Object {
        let owners = [self.town.places[which].id].into();
        Object { owners, groups: [self.groups[which]].into(), rounds: [self.round].into(), ..Object::default() }
    }

    /// The version of a task's record; nought where there is none.
    async fn version(&self, which: usize, step: &str, task: &str) -> i64 {
        let key = StepWork::key_of(self.round, self.town.places[which].id, step, task);
        self.town.store.by_key::<StepWork>(&key).await.unwrap().map_or(0, |it| it.version)
    }

    async fn as_role(&self, role: Role) -> Browser {
        self.town.browser(&self.town.places[0].people[&role]).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        let step = it.step(which, STEP);
        let english = it.steps(which).replace("/sv/steg/", "/en/steps/");
        let pages =
            [it.steps(which), english, step.clone(), it.step(which, "hemma-styrning"), format!("{step}_nulage")];
        for role in Role::ALL {
            let browser = it.as_role(role).await;
            let expected = it.permitted(role, Action::ReadWork, &it.work(which));
            for address in &pages {
                let answer = browser.get(address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(expected)] += 1;
            }
            // What leads there leads only who may go there.
            let links = |text: &str| text.contains(&format!("href=\"{}\"", it.steps(which)));
            let organisation = browser.get(&format!("/sv/organisation/{}", it.town.places[which].id)).await.text;
            assert_eq!(links(&organisation), expected, "{role:?} {which}");
            assert_eq!(links(&browser.get("/sv/mina-sidor").await.text), expected && which == 0, "{role:?} {which}");
        }
        for address in &pages {
            let location = it.town.visitor().get(address).await.location;
            assert!(location.starts_with("/sv/logga-in?") || location.starts_with("/en/sign-in?"), "{address}");
        }
    }
    assert!(seen[0] > 50 && seen[1] > 20, "{seen:?}");
    // Addresses that lead nowhere.
    let strategist = it.as_role(Role::Strategist).await;
    for rest in ["_finns-inte", "_traff-styrning_nasta", "_traff-styrning_nulage_mer", "_"] {
        let answer = strategist.get(&format!("{}{rest}", it.steps(0))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{rest}");
    }
    assert_eq!(strategist.get(&format!("/sv/steg/{}", it.round)).await.status, StatusCode::NOT_FOUND);
}

/// The acts: where, fields.
fn acts(number: usize) -> Option<(&'static str, Vec<(&'static str, &'static str)>)> {
    let link = [("act", "evidence"), ("kind", "link"), ("url", "https://egenby.example/plan"), ("title", "Planen")];
    Some(match number {
        0 => ("", vec![("act", "tick"), ("task", "nulage")]),
        1 => ("_nulage", vec![("act", "save"), ("state", "under_way"), ("due", "2026-03-01")]),
        2 => ("_nulage", link.into()),
        3 => ("_nulage", vec![("act", "remove"), ("place", "0")]),
        _ => return None,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for role in Role::ALL {
        let browser = it.as_role(role).await;
        for which in [0, 1] {
            let may = |action| it.permitted(role, action, &it.work(which));
            let expected = may(Action::ReadWork) && may(Action::WritePiece);
            for number in 0.. {
                let Some((rest, fields)) = acts(number) else { break };
                let version = it.version(which, STEP, "nulage").await;
                let mut fields: Vec<(&str, String)> = fields.into_iter().map(|(a, b)| (a, b.to_owned())).collect();
                fields.push(("version", version.to_string()));
                let before = it.town.changes().await;
                let answer = browser.post(&format!("{}{rest}", it.step(which, STEP)), &fields).await;
                let what = format!("{role:?} {which} {fields:?}: {}", answer.text);
                assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{} {what}", answer.status);
                assert!(expected || refused(&answer), "{} {what}", answer.status);
                assert_eq!(it.town.changes().await - before, i64::from(expected), "{what}");
                seen[usize::from(expected)] += 1;
            }
        }
    }
    assert!(seen[0] > 40 && seen[1] > 16, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_from_the_list_to_what_shows_it() {
    let it = Rounds::new().await;
    let people = &it.town.places[0].people;
    let strategist = it.as_role(Role::Strategist).await;
    let list = strategist.get(&it.steps(0)).await.text;
    for part in ["Stegen för Egenby kommun", "Lärandeträff: styrning och ledning", "0 av 13 klara", "Här är arbetet nu"]
    {
        assert!(list.contains(part), "{part}: {list}");
    }
    let here = it.step(0, STEP);
    let page = strategist.get(&here).await.text;
    for part in
        ["Före träffen", "På träffen", "Efter träffen", "Vad andra gör i steget", "Bestäm nästa datum och värd."]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    // Not relevant without a reason: the page again, with what was chosen.
    let task = format!("{here}_nulage");
    let manager = people[&Role::Manager].person.to_string();
    let save = |version: i64, state: &str, why: &str| {
        vec![
            ("act", "save".to_owned()),
            ("version", version.to_string()),
            ("state", state.to_owned()),
            ("why", why.to_owned()),
            ("owner", manager.clone()),
            ("due", "2026-03-04".to_owned()),
        ]
    };
    let answer = strategist.post(&task, &save(0, "not_relevant", "")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    for kept in ["value=\"not_relevant\" selected", "value=\"2026-03-04\"", "behöver fyllas i"] {
        assert!(answer.text.contains(kept), "{kept}: {}", answer.text);
    }
    assert_eq!(it.version(0, STEP, "nulage").await, 0);
    let answer = strategist.post(&task, &save(0, "not_relevant", "Vi har inget <b>styrsystem</b>.")).await;
    assert_eq!(answer.location, format!("{here}?sagt=work-saved"));
    let page = strategist.get(&here).await.text;
    assert!(page.contains("Vi har inget &#60;b&#62;styrsystem") && page.contains("1 av 13 klara"), "{page}");
    assert!(page.contains(&people[&Role::Manager].name), "{page}");

    // Two at once: the second is shown both, and may decide.
    let politician = it.as_role(Role::Politician).await;
    assert_eq!(politician.post(&task, &save(1, "under_way", "")).await.status, StatusCode::SEE_OTHER);
    let answer = strategist.post(&task, &save(1, "looked_at", "")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for both in ["pågår", "tittat på men inte gjort", "value=\"looked_at\" selected", "name=\"version\" value=\"2\""]
    {
        assert!(answer.text.contains(both), "{both}: {}", answer.text);
    }
    // On My pages of who sees to it, with its day.
    let mine = it.as_role(Role::Manager).await.get("/sv/mina-sidor").await.text;
    assert!(mine.contains(&format!("href=\"{task}\"")) && mine.contains("2026-03-04"), "{mine}");

    // What shows it: a file, and a link that is one.
    let organisation = format!("/sv/organisation/{}", it.town.places[0].id);
    strategist.post_file(&organisation, "attach", "Underlag.pdf", PDF).await;
    let form = strategist.get(&task).await.text;
    assert!(form.contains("Underlag.pdf</option>"), "{form}");
    // Folded, so that one button saves: open where something of it comes back.
    let fold =
        between(&form, "<details class=\"field-fold\"><summary>Lägg till underlag</summary>", "</details>").unwrap();
    assert_eq!(fold.matches("<form class=\"work work-back\"").count(), 4, "{fold}");
    let evidence = |version: i64, more: &[(&'static str, &str)]| {
        let mut fields = vec![("act", "evidence".to_owned()), ("version", version.to_string())];
        fields.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        fields
    };
    let script = [("kind", "link"), ("url", "javascript:alert(1)"), ("title", "Planen")];
    let answer = strategist.post(&task, &evidence(2, &script)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("value=\"javascript:alert(1)\"") && !answer.text.contains("href=\"javascript"));
    assert!(answer.text.contains("<details class=\"field-fold\" open>"), "{}", answer.text);
    let link = [("kind", "link"), ("url", "https://egenby.example/plan"), ("title", "Planen")];
    let answer = strategist.post(&task, &evidence(2, &link)).await;
    assert_eq!(answer.location, format!("{task}?sagt=evidence-added"));
    let figure = [("kind", "figure"), ("kpi", "N15428"), ("area", "2282"), ("year", "")];
    strategist.post(&task, &evidence(3, &figure)).await;
    let page = strategist.get(&here).await.text;
    for part in ["href=\"https://egenby.example/plan\">Planen</a>", "/N15428"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let remove = [("act", "remove".to_owned()), ("version", "4".to_owned()), ("place", "0".to_owned())];
    let answer = strategist.post(&task, &remove).await;
    assert_eq!(answer.location, format!("{task}?sagt=evidence-removed"));
    assert!(!strategist.get(&here).await.text.contains("egenby.example/plan"));

    // Ticked off on the page of the step.
    let tick = [("act", "tick".to_owned()), ("task", "nulage".to_owned()), ("version", "5".to_owned())];
    assert_eq!(politician.post(&here, &tick).await.location, format!("{here}?sagt=work-saved"));
    let key = StepWork::key_of(it.round, it.town.places[0].id, STEP, "nulage");
    let there = it.town.store.by_key::<StepWork>(&key).await.unwrap().unwrap();
    assert_eq!((there.body.state, there.body.evidence.len()), (WorkState::Done, 1));
    assert!(strategist.get(&here).await.text.contains("gjort 2026-02-02"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_work_at_home_asks_and_who_runs_the_round_sees_numbers() {
    let it = Rounds::new().await;
    let strategist = it.as_role(Role::Strategist).await;
    let home = it.step(0, "hemma-styrning");
    for (address, parts) in [
        (
            home.clone(),
            ["I början", "Under tiden", "I slutet", "välj: Vilket problem", "hitta orsaker: Varför är det så"],
        ),
        (
            home.replace("/sv/steg/", "/en/steps/"),
            ["At the beginning", "Along the way", "At the end", "choose: Which problem", "find causes: Why is it so"],
        ),
    ] {
        let page = strategist.get(&address).await.text;
        let places: Vec<usize> =
            parts.iter().map(|part| page.find(part).unwrap_or_else(|| panic!("{part}: {page}"))).collect();
        // The questions stand under the part they belong to.
        assert!(places[0] < places[3] && places[3] < places[1] && places[1] < places[4] && places[4] < places[2]);
    }
    // At a meeting nothing of the loop is asked.
    assert!(!strategist.get(&it.step(0, STEP)).await.text.contains("hitta orsaker"));
    let save = [
        ("act", "save".to_owned()),
        ("version", "0".to_owned()),
        ("state", "not_relevant".to_owned()),
        ("why", "Hemligt skäl".to_owned()),
    ];
    let answer = strategist.post(&format!("{}_ga-kursen", it.step(0, "webbkurs")), &save).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let organiser = it.as_role(Role::Organiser).await;
    let progress = organiser.get(&format!("/sv/omgang/{}/laget", it.round)).await.text;
    for part in ["Arbetet nu", "0 av 4 klara", "Uppstartskonferens"] {
        assert!(progress.contains(part), "{part}: {progress}");
    }
    assert!(!progress.contains("Hemligt") && !progress.contains("/sv/steg/"), "{progress}");
    // Nor does the history tell, though the organisation is the organiser's own.
    let key = StepWork::key_of(it.round, it.town.places[0].id, "webbkurs", "ga-kursen");
    let record = it.town.store.by_key::<StepWork>(&key).await.unwrap().unwrap().id;
    let history = format!("/sv/historik/{record}");
    assert_eq!(organiser.get(&history).await.status, StatusCode::NOT_FOUND);
    let told = strategist.get(&history).await.text;
    assert!(told.contains("Förberedande webbkurs: Gå kursen") && told.contains("Hemligt skäl"), "{told}");
}
