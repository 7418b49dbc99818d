//! A crawler signed in as each role follows every link of the desk there is, and finds nothing it may
//! not see: no name, address or file of the foreign municipality beyond what the table lets through.

use super::town::{Browser, Town};
use axum::http::StatusCode;
use programme::{Role, Visibility};
use std::collections::BTreeSet;

/// Every page of the desk that can be reached by links, and the files.
async fn walk(browser: &Browser) -> Vec<(String, String)> {
    let mut waiting = vec!["/sv/mina-sidor".to_owned(), "/en/my-pages".to_owned(), "/sv/logga-in".to_owned()];
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = waiting.pop() {
        let answer = browser.get(&address).await;
        assert!(
            matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER),
            "a link leads to {} at {address}",
            answer.status
        );
        for link in links(&answer.text).into_iter().chain([answer.location.clone()]) {
            let link = link.replace("&#38;", "&").replace("&amp;", "&");
            let path = link.split(['?', '#']).next().unwrap_or("").to_owned();
            if is_desk(&path) && known.insert(path.clone()) {
                waiting.push(path);
            }
        }
        pages.push((address, answer.text));
    }
    pages
}

fn links(text: &str) -> Vec<String> {
    text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn is_desk(path: &str) -> bool {
    web::address::Asked::read(path, "").is_ok_and(|asked| matches!(asked.place, web::address::Place::Desk(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawler_finds_nothing_it_may_not_see() {
    let town = Town::build().await;
    let foreign = &town.places[1];
    for role in Role::ALL {
        let me = &town.places[0].people[&role];
        let pages = walk(&town.browser(me).await).await;
        let all: String = pages.iter().map(|(_, text)| text.as_str()).collect();
        assert!(pages.len() >= 12, "{role:?} {}", pages.len());
        assert!(all.contains(&foreign.name), "{role:?} sees that others take part");
        // The sign-in page of a demonstration names everybody: nobody learns more there than a visitor.
        let others: String = pages
            .iter()
            .filter(|(at, _)| !at.contains("logga-in") && !at.contains("sign-in"))
            .map(|(_, text)| text.as_str())
            .collect();
        // An organiser and an operator may end assignments anywhere, and so see names; never contacts.
        let names = matches!(role, Role::Organiser | Role::Operator);
        // What is asked for to be corrected is an organiser's to see, on the page for that alone.
        let elsewhere = |text: &str| {
            pages.iter().any(|(at, page)| {
                !at.contains("/person/") && !at.contains("logga-in") && !at.contains("sign-in") && page.contains(text)
            })
        };
        for somebody in foreign.people.values() {
            assert!(role == Role::Organiser || !others.contains(&somebody.email), "{role:?} sees {}", somebody.email);
            assert!(!elsewhere(&somebody.email), "{role:?} sees {}", somebody.email);
            if !names {
                assert!(!others.contains(&somebody.name), "{role:?} sees {}", somebody.name);
            }
        }
        for (visibility, (id, name)) in &foreign.files {
            let shown = *visibility == Visibility::Public && role != Role::Operator;
            let shown = shown || *visibility == Visibility::Public;
            assert_eq!(others.contains(name.as_str()), shown, "{role:?} {name}");
            assert_eq!(others.contains(id.as_str()), shown, "{role:?} {id}");
        }
        for (visibility, (_, name)) in &town.places[0].files {
            let mine = role != Role::Operator || *visibility == Visibility::Public;
            assert_eq!(others.contains(name.as_str()), mine, "{role:?} {name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawler_without_an_account_finds_the_sign_in_page() {
    let town = Town::build().await;
    let pages = walk(&town.visitor()).await;
    let found: BTreeSet<&str> = pages.iter().map(|(at, _)| at.as_str()).filter(|at| at.starts_with("/sv/")).collect();
    assert_eq!(found, BTreeSet::from(["/sv/glomt-losenord", "/sv/logga-in", "/sv/mina-sidor", "/sv/omgangar"]));
    for place in &town.places {
        for (_, name) in place.files.values() {
            assert!(pages.iter().all(|(_, text)| !text.contains(name.as_str())), "{name}");
        }
    }
}
