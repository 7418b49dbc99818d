//! Templates from outside: every page and every act as every role, held against `programme::permit`; rows
//! added without scripts, what is missing with its anchors, scripts in texts that do nothing.

use super::gatherings::{Rounds, refused};
use super::town::{Browser, between};
use axum::http::StatusCode;
use programme::permit::{Action, Object};
use programme::{Filled, Role, Visibility};

const FORM: &str = "organisationsfakta";

impl Rounds {
    fn forms(&self, which: usize) -> String {
        format!("/sv/mallar/{}_{}", self.round, self.town.places[which].id)
    }

    fn form(&self, which: usize) -> String {
        format!("/sv/mall/{}_{}_{FORM}", self.round, self.town.places[which].id)
    }

    fn form_object(&self, which: usize, visibility: Visibility) -> Object {
        let owners = [self.town.places[which].id].into();
        let (groups, rounds) = ([self.groups[which]].into(), [self.round].into());
        Object { owners, groups, rounds, visibility, ..Object::default() }
    }

    async fn form_browser(&self, which: usize, role: Role) -> Browser {
        self.town.browser(&self.town.places[which].people[&role]).await
    }

    /// What was filled in, and its version; nought where there is nothing.
    async fn form_version(&self, which: usize) -> i64 {
        let key = Filled::key_of(self.round, self.town.places[which].id, FORM);
        self.town.store.by_key::<Filled>(&key).await.unwrap().map_or(0, |it| it.version)
    }
}

/// A form with one answer.
fn saving(version: i64, text: &str) -> Vec<(&'static str, String)> {
    vec![("act", "save".into()), ("version", version.to_string()), ("f.om-oss", text.into())]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        let english = [
            it.forms(which).replace("/sv/mallar/", "/en/templates/"),
            it.form(which).replace("/sv/mall/", "/en/template/"),
        ];
        for role in Role::ALL {
            let browser = it.form_browser(0, role).await;
            let expected = it.permitted(role, Action::ReadPiece, &it.form_object(which, Visibility::Own));
            for address in [it.forms(which), it.form(which)].iter().chain(&english) {
                let answer = browser.get(address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(expected)] += 1;
            }
            // Nobody prints here, so there is nothing to fetch and no way to it.
            for file in ["pdf", "bilder", "docx"] {
                assert!(refused(&browser.get(&format!("{}/{file}", it.form(which))).await), "{role:?} {file}");
            }
        }
        for address in [it.forms(which), it.form(which)] {
            let answer = it.town.visitor().get(&address).await;
            assert!(answer.location.starts_with("/sv/logga-in"), "{address}: {}", answer.status);
        }
    }
    assert!(seen[0] > 20 && seen[1] > 20, "{seen:?}");
    for address in ["/sv/mall/x", "/sv/mall/x_y", "/sv/mallar/x", &format!("{}-inte", it.form(0))] {
        assert!(refused(&it.form_browser(0, Role::Strategist).await.get(address).await), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let it = Rounds::new().await;
    for which in [0, 1] {
        for role in Role::ALL {
            let browser = it.form_browser(0, role).await;
            let object = it.form_object(which, Visibility::Own);
            let reads = it.permitted(role, Action::ReadPiece, &object);
            for (act, action) in [("save", Action::WritePiece), ("show", Action::MoveVisibility)] {
                let expected = reads && it.permitted(role, action, &object);
                let version = it.form_version(which).await;
                let before = it.town.changes().await;
                let fields = match act {
                    "save" => saving(version, &format!("Skrivet av {}", role.code())),
                    _ => vec![("act", "show".into()), ("version", version.to_string()), ("to", "own".into())],
                };
                let answer = browser.post(&it.form(which), &fields).await;
                assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{role:?} {act} {which}: {}", answer.text);
                if !expected {
                    assert!(refused(&answer), "{role:?} {act} {which}: {}", answer.status);
                    assert_eq!(it.town.changes().await, before, "{role:?} {act} {which}");
                }
            }
        }
    }
    assert!(it.form_version(0).await > 3 && it.form_version(1).await == 0);
    let stranger = it.town.visitor().post(&it.form(0), &saving(0, "x")).await;
    assert!(stranger.status != StatusCode::SEE_OTHER && stranger.status != StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_written_row_by_row_and_says_what_is_missing() {
    let it = Rounds::new().await;
    let me = it.form_browser(0, Role::Strategist).await;
    let (list, here) = (it.forms(0), it.form(0));
    let text = me.get(&list).await.text;
    assert!(text.contains(&format!("href=\"{here}\"")) && text.contains("inte påbörjad"), "{text}");

    // Every kind of field, each with its label; what is missing leads there.
    let page = me.get(&here).await.text;
    for (id, kind) in [
        ("save-f.om-oss", "<textarea"),
        ("save-f.beslutsdag", "type=\"date\""),
        ("save-f.tid", "type=\"text\""),
        ("save-w.utbildade", "type=\"text\""),
        ("save-m.utbildade", "type=\"text\""),
        ("save-c.kompetenser.0.omrade", "<select"),
        ("save-c.kompetenser.0.behov", "<textarea"),
    ] {
        let field =
            page.split('<').find(|it| it.contains(&format!("id=\"{id}\""))).unwrap_or_else(|| panic!("{id}: {page}"));
        assert!(format!("<{field}").contains(kind), "{id}: {field}");
        assert!(page.contains(&format!("<label for=\"{id}\"")), "{id}");
    }
    assert!(page.contains("<h2 class=\"part\">Mandatet</h2>") && page.contains("<h3>Er organisation</h3>"), "{page}");
    assert!(page.contains("Egenby kommun") && page.contains("Källa: uppgifterna om organisationen"), "{page}");
    assert!(page.contains("Strategist Egenbyson") && !page.contains("name=\"o.lag\""), "the team, told: {page}");
    for id in ["save-f.om-oss", "save-c.kompetenser.0.omrade"] {
        assert!(page.contains(&format!("href=\"#{id}\"")) && page.contains(&format!("id=\"{id}\"")), "{id}: {page}");
    }
    assert!(!page.contains("href=\"#save-f.diarienummer\""), "nobody has to answer that");
    let english = me.get(&here.replace("/sv/mall/", "/en/template/")).await.text;
    assert!(english.contains("What do the others need to know about you?") && english.contains("This is missing"));

    // A row is added by saving, and what was written is there.
    let rows = [
        ("act", "save".to_owned()),
        ("version", "0".into()),
        ("also", "row.kompetenser".into()),
        ("f.om-oss", "Vi är *små*.".into()),
        ("w.utbildade", "12,5".into()),
        ("c.kompetenser.0.omrade", "budget".into()),
        ("c.kompetenser.0.vilka", "Ekonomerna".into()),
    ];
    let answer = me.post(&here, &rows).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(answer.location, format!("{here}?sagt=form-saved#save-t.kompetenser"));
    let page = me.get(&here).await.text;
    assert!(page.contains("value=\"Ekonomerna\"") && page.contains("name=\"c.kompetenser.1.vilka\""), "{page}");
    assert!(page.contains("name=\"c.kompetenser.3.vilka\"") && !page.contains("name=\"c.kompetenser.4.vilka\""));
    assert!(page.contains("<legend>Rad 1</legend>") && page.contains("<legend>Rad 4</legend>"), "{page}");
    assert!(page.contains("value=\"drop.kompetenser.0\"") && !page.contains("value=\"drop.kompetenser.1\""));
    assert!(page.contains("value=\"12,5\""), "{page}");
    assert!(!page.contains("href=\"#save-f.om-oss\""), "no longer missing");
    assert!(me.get(&list).await.text.contains("svar saknas"));

    // What does not fit is told by name, and nothing that was written is lost.
    let before = it.town.changes().await;
    let wrong = [
        ("act", "save".to_owned()),
        ("version", "1".into()),
        ("f.om-oss", "Skrivet nu".into()),
        ("f.beslutsdag", "i går".into()),
        ("c.kompetenser.0.vilka", "Ekonomerna".into()),
        ("c.kompetenser.1.vilka", "Vi".into()),
    ];
    let answer = me.post(&here, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("”När togs det?”: svara med ett datum."), "{}", answer.text);
    assert!(answer.text.contains(">Skrivet nu</textarea>") && answer.text.contains("name=\"c.kompetenser.2.vilka\""));
    assert_eq!(it.town.changes().await, before);

    // Somebody else was first: both versions, and what was written.
    let other = it.form_browser(0, Role::Manager).await;
    let answer = other.post(&here, &saving(0, "Deras")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Vi är små.") && answer.text.contains(">Deras</textarea>"), "{}", answer.text);

    // A row is taken away by its own button, and the others stay.
    let rows = [
        ("act", "save".to_owned()),
        ("version", "1".into()),
        ("also", "drop.kompetenser.0".into()),
        ("f.om-oss", "Skrivet nu".into()),
        ("c.kompetenser.0.vilka", "Ekonomerna".into()),
        ("c.kompetenser.1.vilka", "Vi".into()),
    ];
    assert_eq!(me.post(&here, &rows).await.location, format!("{here}?sagt=form-saved#save-t.kompetenser"));
    let page = me.get(&here).await.text;
    assert!(!page.contains("value=\"Ekonomerna\"") && page.contains("value=\"Vi\""), "{page}");

    // It is saved before it is found not to be finished.
    let mut finish = saving(2, "Nästan klar");
    finish.push(("also", "finish".into()));
    let answer = me.post(&here, &finish).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("”Hur lyder beslutet?”"), "{}", answer.text);
    assert_eq!(it.form_version(0).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_to_all_is_read_and_scripts_do_nothing() {
    let it = Rounds::new().await;
    let me = it.form_browser(0, Role::Strategist).await;
    let here = it.form(0);
    let hostile = "<script>alert(1)</script>\n\n[klicka](javascript:alert(2)) **fet**\n\n<img src=x onerror=alert(3)>";
    assert_eq!(me.post(&here, &saving(0, hostile)).await.status, StatusCode::SEE_OTHER);
    let show = [("act", "show".to_owned()), ("version", "1".into()), ("to", "public".into())];
    assert_eq!(me.post(&here, &show).await.status, StatusCode::SEE_OTHER);
    let page = it.town.visitor().get(&here).await;
    assert_eq!(page.status, StatusCode::OK);
    let said = between(&page.text, "<h3>Vad behöver de andra veta om er?</h3>", "<h3>").unwrap();
    assert!(said.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && said.contains("<strong>fet</strong>"), "{said}");
    for bad in ["<script", "<img", "href=\"javascript", "onerror=\""] {
        assert!(!said.contains(bad), "{bad}: {said}");
    }
    assert!(!page.text.contains("<form class=\"work"), "nobody signed in writes nothing");
    // In the box it is the text that was written.
    let box_ = me.get(&here).await.text;
    assert!(box_.contains("&#60;script&#62;alert(1)") || box_.contains("&lt;script&gt;alert(1)"), "{box_}");
    assert!(!box_.contains("<script>alert"));
    // Written in again it is the round's alone, and that is said.
    let again = me.post(&here, &saving(2, "Nytt")).await;
    assert_eq!(again.location, format!("{here}?sagt=form-saved-withdrawn"));
    assert!(me.get(&again.location).await.text.contains("men inte längre alla"));
    assert_ne!(it.town.visitor().get(&here).await.status, StatusCode::OK);
    let show = [("act", "show".to_owned()), ("version", "4".into()), ("to", "public".into())];
    assert_eq!(me.post(&here, &show).await.status, StatusCode::SEE_OTHER);
    // The neighbour finds it too, and reads it without its names.
    let neighbour = it.form_browser(1, Role::Reader).await;
    let list = neighbour.get(&it.forms(0)).await;
    assert_eq!((list.status, list.text.matches("/sv/mall/").count()), (StatusCode::OK, 1), "{}", list.text);
}
