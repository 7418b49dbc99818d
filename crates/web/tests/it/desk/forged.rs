//! What is forged, replayed or comes from another site changes nothing.

use super::town::{Answer, Browser, Town, between};
use axum::body::Body;
use axum::http::StatusCode;
use programme::Role;

fn title(version: i64, title: &str, word: Option<&str>) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("act", "correct".to_owned()),
        ("name", "Strategist Egenbyson".to_owned()),
        ("email", "strategist@egenby.example".to_owned()),
        ("title", title.to_owned()),
        ("version", version.to_string()),
        ("language", "sv".to_owned()),
    ];
    fields.extend(word.map(|word| ("word", word.to_owned())));
    fields
}

async fn now(town: &Town) -> (i64, Option<String>) {
    let person = town.places[0].people[&Role::Strategist].person;
    let there = town.store.get::<programme::Person>(person).await.unwrap().unwrap();
    (there.version, there.body.title)
}

const DATA: &str = "/sv/mina-sidor/uppgifter";

async fn from_site(browser: &Browser, fields: &[(&str, String)], headers: &[(&str, &str)]) -> Answer {
    let mut fields = fields.to_vec();
    fields.push(("word", browser.word.clone()));
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let mut request = browser.request("POST", DATA).header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_forms_change_nothing() {
    let town = Town::build().await;
    let me = town.browser(&town.places[0].people[&Role::Strategist]).await;
    let again = town.browser(&town.places[0].people[&Role::Strategist]).await;
    let other = town.browser(&town.places[1].people[&Role::Organiser]).await;
    for word in ["", "x", other.word.as_str(), again.word.as_str()] {
        let answer = me.post(DATA, &title(1, "kapad", Some(word))).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{word}");
        assert!(answer.text.contains("Formuläret är för gammalt"), "{}", answer.text);
        assert_eq!(now(&town).await, (1, None), "{word}");
    }
    // With a right word, but sent by another site: the browser says so.
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example")],
        &[("origin", "null")],
    ] {
        let answer = from_site(&me, &title(1, "kapad", None), headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(now(&town).await, (1, None), "{headers:?}");
    }
    let answer = from_site(&me, &title(1, "strateg", None), &[("origin", "http://localhost")]).await;
    assert_eq!(answer.location, "/sv/mina-sidor/uppgifter?sagt=corrected");
    assert_eq!(now(&town).await, (2, Some("strateg".into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_form_does_nothing_twice() {
    let town = Town::build().await;
    let me = town.browser(&town.places[0].people[&Role::Strategist]).await;
    me.post(DATA, &title(1, "strateg", None)).await;
    // The same once more is so already; anything else that rests on the old version is refused.
    me.post(DATA, &title(1, "strateg", None)).await;
    assert_eq!(now(&town).await, (2, Some("strateg".into())));
    assert_eq!(me.post(DATA, &title(1, "annat", None)).await.status, StatusCode::CONFLICT);
    assert_eq!(now(&town).await, (2, Some("strateg".into())));
    // Undoing twice undoes once: the second would have undone what came before.
    me.post(DATA, &title(2, "utredare", None)).await;
    let history = format!("/sv/historik/{}", town.places[0].people[&Role::Strategist].person);
    let page = me.get(&history).await.text;
    let change = between(&page, "name=\"change\" value=\"", "\"").unwrap().to_owned();
    let undo = [("act", "undo".to_owned()), ("change", change)];
    assert_eq!(me.post(&history, &undo).await.location, format!("{history}?sagt=undone"));
    assert_eq!(now(&town).await, (4, Some("strateg".into())));
    assert_eq!(me.post(&history, &undo).await.status, StatusCode::CONFLICT);
    assert_eq!(now(&town).await, (4, Some("strateg".into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_opens_nothing() {
    let town = Town::build().await;
    let me = town.browser(&town.places[0].people[&Role::Strategist]).await;
    assert_eq!(me.get("/sv/mina-sidor").await.status, StatusCode::OK);
    let out = me.post("/sv/logga-ut", &[]).await;
    assert_eq!((out.status, out.cookie.as_deref()), (StatusCode::SEE_OTHER, Some("")));
    assert_eq!(me.get("/sv/mina-sidor").await.location, "/sv/logga-in?vidare=%2Fsv%2Fmina-sidor");
    let answer = me.post(DATA, &title(1, "kapad", None)).await;
    assert_eq!((answer.status, now(&town).await), (StatusCode::UNAUTHORIZED, (1, None)));
    // A cookie made up, or cut, is nobody's.
    for cookie in ["", "x", &me.cookie.clone().unwrap()[1..]] {
        let mut made_up = town.visitor();
        made_up.cookie = Some(cookie.to_owned());
        assert_eq!(made_up.get("/sv/mina-sidor").await.status, StatusCode::SEE_OTHER, "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_signing_in_one_goes_nowhere_else() {
    let town = Town::build().await;
    let me = &town.places[0].people[&Role::Strategist];
    let account = {
        let email = programme::Email::try_from(me.email.clone()).unwrap();
        town.store.by_key::<programme::Account>(&programme::Account::key_of(&email)).await.unwrap().unwrap().id
    };
    for (next, expected) in [
        ("https://elsewhere.example/", "/sv/mina-sidor"),
        ("//elsewhere.example/sv/mina-sidor", "/sv/mina-sidor"),
        ("/sv/logga-ut", "/sv/mina-sidor"),
        ("javascript:alert(1)", "/sv/mina-sidor"),
        ("/sv/organisationer", "/sv/organisationer"),
    ] {
        let form = [("act", "act-as".to_owned()), ("account", account.to_string()), ("next", next.to_owned())];
        assert_eq!(town.visitor().post("/sv/logga-in", &form).await.location, expected, "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_the_same_both_see_both() {
    let town = Town::build().await;
    let place = &town.places[0];
    let [one, two] =
        [town.browser(&place.people[&Role::Strategist]).await, town.browser(&place.people[&Role::Manager]).await];
    let edit = format!("/sv/organisation/{}/andra", place.id);
    let facts = |name: &str, version: i64| {
        [
            ("act", "save".to_owned()),
            ("name", name.to_owned()),
            ("kind", "organiser".to_owned()),
            ("version", version.to_string()),
        ]
    };
    assert_eq!(one.post(&edit, &facts("Egenby stad", 1)).await.status, StatusCode::SEE_OTHER);
    let answer = two.post(&edit, &facts("Nya Egenby", 1)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for part in ["Någon annan hann före", "Egenby stad", "Nya Egenby", "Egenby kommun", "Strategist Egenbyson"] {
        assert!(answer.text.contains(part), "{part} is not in {}", answer.text);
    }
    let there = town.store.get::<programme::Organisation>(place.id).await.unwrap().unwrap();
    assert_eq!((there.version, there.body.name.as_str()), (2, "Egenby stad"));
    // The form now rests on what was shown.
    let version = between(&answer.text, "name=\"version\" value=\"", "\"").unwrap().parse().unwrap();
    assert_eq!(two.post(&edit, &facts("Nya Egenby", version)).await.status, StatusCode::SEE_OTHER);
}
