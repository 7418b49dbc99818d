//! The evaluation from outside: its page, its file and its form as every role, held against
//! `programme::permit`; and what the page says where there is little to say.

use super::gatherings::{Rounds, refused};
use axum::http::StatusCode;
use programme::Role;
use programme::permit::{Action, Object};

impl Rounds {
    fn evaluation(&self) -> String {
        format!("/sv/utvardering/{}", self.round)
    }

    fn evaluation_object(&self) -> Object {
        Object { owners: [self.town.places[0].id].into(), rounds: [self.round].into(), ..Object::default() }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_and_act_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        for role in Role::ALL {
            let browser = it.town.browser(&it.town.places[which].people[&role]).await;
            // The round is the first place's to run; a role of the second reaches nothing of it.
            let expected = which == 0 && it.permitted(role, Action::Evaluate, &it.evaluation_object());
            let english = it.evaluation().replace("/sv/utvardering/", "/en/evaluation/");
            for address in
                [it.evaluation(), format!("{}/fil", it.evaluation()), english.clone(), format!("{english}/file")]
            {
                let answer = browser.get(&address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(expected)] += 1;
            }
            // The round runs: nobody fixes anything, and who may not see it does not learn why.
            let before = it.town.changes().await;
            let fields = [("act", "fix".to_owned()), ("version", "0".to_owned()), ("kpi", "N00206".to_owned())];
            let answer = browser.post(&it.evaluation(), &fields).await;
            assert_eq!(answer.status == StatusCode::CONFLICT, expected, "{role:?}: {}", answer.status);
            assert!(expected || refused(&answer), "{role:?}: {}", answer.status);
            assert_eq!(it.town.changes().await, before, "{role:?}");
        }
    }
    assert_eq!(seen, [17 * 4, 4]);
    let visitor = it.town.visitor();
    for address in [it.evaluation(), format!("{}/fil", it.evaluation())] {
        let answer = visitor.get(&address).await;
        assert!(answer.location.starts_with("/sv/logga-in"), "{address}: {}", answer.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_it_cannot_show() {
    let it = Rounds::new().await;
    let browser = it.town.browser(&it.town.places[0].people[&Role::Organiser]).await;
    let page = browser.get(&it.evaluation()).await.text;
    for said in [
        "Utvärdering av Modellkommuner 2026",
        "Inget på den här sidan bevisar vad omgången har lett till",
        "0 av 2",
        "Deltagarna får frågorna tre månader innan",
        "Inga nyckeltal valdes innan omgången började",
        "Har inte svarat båda gångerna",
        "Egenby kommun",
        "kan inte avgöras",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("name=\"kpi\""), "nothing to choose once it has begun");
    let english = browser.get(&it.evaluation().replace("/sv/utvardering/", "/en/evaluation/")).await.text;
    assert!(english.contains("Nothing on this page proves what the round has led to"), "{english}");
    let file = browser.get(&format!("{}/fil", it.evaluation())).await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("attachment"));
    assert!(file.text.trim_start_matches('\u{feff}').starts_with("Del,Id,Namn,Mått,Värde,Kod\r\n"), "{}", file.text);
    assert!(
        file.text.contains("Vad som är gjort,assessed,Gemensamma självskattningar,av så många,2,done/of\r\n"),
        "{}",
        file.text
    );
    // Where nobody prints nothing leads to a paper, and there is none.
    assert!(!page.contains("/pdf\""), "{page}");
    assert_eq!(browser.get(&format!("{}/pdf", it.evaluation())).await.status, StatusCode::NOT_FOUND);
    let other = it.town.browser(&it.town.places[1].people[&Role::Strategist]).await;
    assert!(refused(&other.get(&format!("{}/pdf", it.evaluation())).await));
    // The way there stands on the round's page, for who runs it alone.
    let round = format!("/sv/omgang/{}", it.round);
    assert!(browser.get(&round).await.text.contains(&it.evaluation()));
    let other = it.town.browser(&it.town.places[1].people[&Role::Strategist]).await;
    assert!(!other.get(&round).await.text.contains(&it.evaluation()));
    // And on My pages and the page of how far all have come, with what else is read there.
    for from in ["/sv/mina-sidor".to_owned(), format!("{round}/laget")] {
        let text = browser.get(&from).await.text;
        for way in ["utvardering", "skattningar", "resultat"] {
            assert!(text.contains(&format!("href=\"/sv/{way}/{}\"", it.round)), "{way}: {text}");
        }
    }
    assert!(!other.get("/sv/mina-sidor").await.text.contains(&it.evaluation()));
}
