//! Results from outside: every page and every act as every role, held against `programme::permit`; a report
//! from empty to published; and that nobody finds it before and after.

use super::gatherings::{Rounds, refused};
use super::town::Browser;
use axum::http::StatusCode;
use programme::permit::{Action, Object};
use programme::{Filled, FilledId, Participation, Role, Round, RoundState, Visibility};
use std::collections::BTreeMap;

impl Rounds {
    fn results(&self) -> String {
        format!("/sv/resultat/{}", self.round)
    }

    fn report(&self, which: usize) -> String {
        format!("/sv/resultat/{}_{}", self.round, self.town.places[which].id)
    }

    fn pack(&self, which: usize) -> String {
        format!("/sv/overlamning/{}_{}", self.round, self.town.places[which].id)
    }

    fn of_place(&self, which: usize, visibility: Visibility) -> Object {
        Object {
            owners: [self.town.places[which].id].into(),
            groups: [self.groups[which]].into(),
            rounds: [self.round].into(),
            visibility,
            ..Object::default()
        }
    }

    async fn result_browser(&self, role: Role) -> Browser {
        self.town.browser(&self.town.places[0].people[&role]).await
    }

    /// A finished report, shown so far.
    async fn finished(&self, which: usize, shown: Visibility) -> FilledId {
        let id = self.id();
        let text = |value: &str| serde_json::json!({ "kind": "text", "value": value });
        let several = serde_json::json!({ "kind": "several", "value": ["styrning"] });
        let mut answers: BTreeMap<String, serde_json::Value> =
            ["sammanfattning", "rorelse", "resultat", "gang", "lyckades", "svart", "gora-om", "vidare"]
                .map(|field| (field.to_owned(), text("Fler **flickor** får hjälp.\n\n<script>alert(1)</script>")))
                .into();
        answers.insert("slag".into(), several);
        let body = Filled {
            round: self.round,
            organisation: self.town.places[which].id,
            form: "slutrapport".into(),
            answers,
            finished: Some(jiff::civil::date(2026, 2, 2)),
        };
        self.write(|change| {
            change.insert(id, &body).unwrap();
            if shown != Visibility::Own {
                change.show(id, 1, shown);
            }
        })
        .await;
        id
    }

    async fn report_version(&self, id: FilledId) -> i64 {
        self.town.store.get::<Filled>(id).await.unwrap().unwrap().version
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    for which in [0, 1] {
        it.finished(which, Visibility::Round).await;
    }
    let mut seen = [0, 0];
    for role in Role::ALL {
        let browser = it.result_browser(role).await;
        // The results of a round are everybody's page.
        for address in [it.results(), it.results().replace("/sv/resultat/", "/en/results/")] {
            assert_eq!(browser.get(&address).await.status, StatusCode::OK, "{role:?} {address}");
        }
        for which in [0, 1] {
            let runs = it.permitted(role, Action::ManageRound, &it.of_place(0, Visibility::Own));
            let reads = it.permitted(role, Action::ReadPiece, &it.of_place(which, Visibility::Round));
            let works = it.permitted(role, Action::ReadWork, &it.of_place(which, Visibility::Own));
            for (address, expected) in [
                (it.report(which), runs || reads),
                (it.report(which).replace("/sv/resultat/", "/en/results/"), runs || reads),
                (it.pack(which), works),
                (it.pack(which).replace("/sv/overlamning/", "/en/handover/"), works),
            ] {
                let answer = browser.get(&address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(expected)] += 1;
            }
            // Nobody prints here, so there is nothing to fetch.
            for address in [it.report(which), it.pack(which), it.results()] {
                assert!(refused(&browser.get(&format!("{address}/pdf")).await), "{role:?} {address}");
            }
        }
    }
    assert!(seen[0] > 10 && seen[1] > 20, "{seen:?}");
    let visitor = it.town.visitor();
    assert_eq!(visitor.get(&it.results()).await.status, StatusCode::OK);
    for address in [it.report(0), it.pack(0)] {
        assert!(visitor.get(&address).await.location.starts_with("/sv/logga-in"), "{address}");
    }
    for address in ["/sv/resultat/x", "/sv/resultat/x_y", "/sv/overlamning/x", &format!("{}_x", it.results())] {
        assert!(refused(&it.result_browser(Role::Strategist).await.get(address).await), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let it = Rounds::new().await;
    let reports = [it.finished(0, Visibility::Own).await, it.finished(1, Visibility::Own).await];
    for which in [0, 1] {
        for role in Role::ALL {
            let browser = it.result_browser(role).await;
            let own = it.of_place(which, Visibility::Own);
            let may = |action| it.permitted(role, action, &own);
            let moves = may(Action::WritePiece) && may(Action::MoveVisibility);
            for (act, expected) in [("hand-in", moves), ("publish", moves), ("withdraw", moves)] {
                let version = it.report_version(reports[which]).await;
                let before = it.town.changes().await;
                let fields = [("act", act.to_owned()), ("version", version.to_string())];
                let answer = browser.post(&it.report(which), &fields).await;
                assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{role:?} {act} {which}: {}", answer.text);
                if !expected {
                    assert!(refused(&answer), "{role:?} {act} {which}: {}", answer.status);
                    assert_eq!(it.town.changes().await, before, "{role:?} {act} {which}");
                }
            }
            let expected = may(Action::ReadPiece) && may(Action::Apply);
            let parts = it.town.store.list_of::<Participation>(it.town.places[which].id).await.unwrap();
            let fields = [
                ("act", "mentoring".to_owned()),
                ("version", parts[0].version.to_string()),
                ("answer", "no".to_owned()),
                ("why", format!("Sagt av {}", role.code())),
            ];
            let answer = browser.post(&it.report(which), &fields).await;
            assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{role:?} mentoring {which}: {}", answer.text);
            assert!(expected || refused(&answer), "{role:?} mentoring {which}: {}", answer.status);
        }
    }
    let stranger = it.town.visitor().post(&it.report(0), &[("act", "publish".into())]).await;
    assert!(stranger.status != StatusCode::SEE_OTHER && stranger.status != StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_is_everybodys_until_it_is_withdrawn() {
    let it = Rounds::new().await;
    let me = it.result_browser(Role::Strategist).await;
    let (visitor, here) = (it.town.visitor(), it.report(0));
    let name = &it.town.places[0].name;

    // Empty it says what is missing, and that is all one can do.
    let empty = me.get(&here).await.text;
    assert!(
        empty.contains("Vad har blivit bättre, och för vem?") && empty.contains("Rapporten är inte påbörjad."),
        "{empty}"
    );
    assert!(!empty.contains("value=\"hand-in\"") && !empty.contains("value=\"publish\""), "{empty}");
    let hurried = me.post(&here, &[("act", "hand-in".into()), ("version", "0".into())]).await;
    assert_eq!(hurried.status, StatusCode::CONFLICT);
    assert!(hurried.text.contains("Det saknas något") && hurried.text.contains("Vad var svårt?"), "{}", hurried.text);

    let id = it.finished(0, Visibility::Own).await;
    let page = me.get(&here).await.text;
    assert!(page.contains("value=\"hand-in\"") && !page.contains("value=\"publish\""), "{page}");
    let send = async |act: &str| {
        let version = it.report_version(id).await.to_string();
        me.post(&here, &[("act", act.to_owned()), ("version", version)]).await.location
    };
    assert_eq!(send("hand-in").await, format!("{here}?sagt=final-in"));
    let inside = me.get(&it.results()).await.text;
    assert!(inside.contains("inlämnad") && inside.contains(&format!("href=\"{here}\"")), "{inside}");
    assert!(inside.contains("Har inte lämnat in än") && inside.contains(&it.town.places[1].name), "{inside}");
    let outside = visitor.get(&it.results()).await.text;
    assert!(outside.contains("Ingen rapport är publicerad än.") && !outside.contains(&here), "{outside}");
    assert!(!visitor.get("/sv/omgangar").await.text.contains(&here));

    // Published: to be read without an account, and what was written does nothing.
    assert_eq!(send("publish").await, format!("{here}?sagt=final-published"));
    let public = visitor.get(&here).await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(public.text.contains(name) && public.text.contains("Fler <strong>flickor</strong>"), "{}", public.text);
    assert!(public.text.contains("&lt;script&gt;") && !public.text.contains("<script>"), "{}", public.text);
    assert!(!public.text.contains("<form method=\"post\" action=\"/sv/resultat"), "{}", public.text);
    let english = visitor.get(&here.replace("/sv/resultat/", "/en/results/")).await.text;
    assert!(english.contains("The report is published."), "{english}");
    // To who reads it the headings tell; the questions were for who wrote.
    assert!(public.text.contains("<h3>Det var svårt</h3>") && !public.text.contains("Vad var svårt?"));
    assert!(english.contains("<h3>What was hard</h3>"), "{english}");
    assert!(visitor.get(&it.results()).await.text.contains(&format!("href=\"{here}\"")));
    let round = visitor.get(&format!("/sv/omgang/{}", it.round)).await.text;
    assert!(round.contains(&format!("href=\"{}\"", it.results())), "{round}");
    let place = me.get(&format!("/sv/organisation/{}", it.town.places[0].id)).await.text;
    assert!(place.contains("Publicerade resultat") && place.contains(&it.pack(0)), "{place}");

    // Withdrawn it is gone for everybody.
    assert_eq!(send("withdraw").await, format!("{here}?sagt=final-withdrawn"));
    assert!(visitor.get(&here).await.location.starts_with("/sv/logga-in"));
    assert!(!visitor.get(&it.results()).await.text.contains(&here));
    assert!(!me.get(&format!("/sv/organisation/{}", it.town.places[0].id)).await.text.contains("Publicerade resultat"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_round_says_that_no_report_was_handed_in() {
    let it = Rounds::new().await;
    let round = it.town.store.get::<Round>(it.round).await.unwrap().unwrap();
    let body = Round { state: RoundState::Archived, ..round.body };
    it.write(|change| change.update(it.round, round.version, &body).unwrap()).await;
    let me = it.result_browser(Role::Strategist).await;
    let page = me.get(&it.report(0)).await.text;
    assert!(page.contains("Omgången är arkiverad, och ni lämnade inte in någon rapport."), "{page}");
    for gone in ["Rapporten är inte påbörjad", "Öppna mallen", "Läs mallen", "Det här saknas", "value=\"hand-in\""]
    {
        assert!(!page.contains(gone), "{gone}: {page}");
    }
    let all = me.get(&it.results()).await.text;
    assert!(all.contains("Ingen rapport är publicerad.") && all.contains("Lämnade inte in någon rapport"), "{all}");
    assert!(!all.contains("Har inte lämnat in än"), "{all}");
    // What was begun and never handed in can still be read.
    it.finished(0, Visibility::Own).await;
    let page = me.get(&it.report(0)).await.text;
    assert!(page.contains("ni lämnade inte in någon rapport") && page.contains("Läs mallen Slutrapport"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_decision_to_mentor_is_seen_where_promises_are() {
    let it = Rounds::new().await;
    let (manager, organiser) = (it.result_browser(Role::Manager).await, it.result_browser(Role::Organiser).await);
    let here = it.report(0);
    let page = manager.get(&here).await.text;
    for label in ["Blir ni mentor?", "Beslutsdag", "Diarienummer eller paragraf", "Beslutet som fil"] {
        assert!(page.contains(label), "{label}: {page}");
    }
    // What was written comes back with what was wrong.
    let fields = |answer: &str, why: &str| {
        [
            ("act", "mentoring".to_owned()),
            ("version", "1".to_owned()),
            ("answer", answer.to_owned()),
            ("on", "2026-02-01".to_owned()),
            ("reference", "KS § 12".to_owned()),
            ("why", why.to_owned()),
        ]
    };
    let refused = manager.post(&here, &fields("no", "")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
    assert!(refused.text.contains("value=\"KS § 12\""), "{}", refused.text);
    let done = manager.post(&here, &fields("yes", "Om vi får en kollega till")).await;
    assert_eq!(done.location, format!("{here}?sagt=mentoring-noted"));
    let said = "ja, i nästa omgång, söndag 1 februari 2026, KS § 12, Om vi får en kollega till";
    let parts = it.town.store.list_of::<Participation>(it.town.places[0].id).await.unwrap();
    for address in [it.results(), here.clone(), format!("/sv/deltagande/{}", parts[0].id)] {
        let text = organiser.get(&address).await.text;
        assert!(text.contains(said), "{address}: {text}");
    }
    let neighbour = it.town.browser(&it.town.places[1].people[&Role::Strategist]).await;
    assert!(!neighbour.get(&it.results()).await.text.contains("kollega"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pack_says_what_it_holds_and_when_to_use_it() {
    let it = Rounds::new().await;
    let me = it.result_browser(Role::Reader).await;
    let page = me.get(&it.pack(0)).await.text;
    for part in ["Vem är vem", "Det som ska göras", "När den används", "Ge den bara till den som behöver den."] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let step = format!("/sv/steg/{}_{}_resultat", it.round, it.town.places[0].id);
    assert!(me.get(&step).await.text.contains(&format!("href=\"{}\"", it.report(0))));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_public_can_be_withdrawn_while_it_is_written() {
    let it = Rounds::new().await;
    let id = it.finished(0, Visibility::Public).await;
    let me = it.result_browser(Role::Strategist).await;
    let form = format!("/sv/mall/{}_{}_slutrapport", it.round, it.town.places[0].id);
    let page = me.get(&form).await.text;
    assert!(
        page.contains("Mallen är publicerad. När ni öppnar den igen kan bara omgången och organisatören läsa den"),
        "{page}"
    );
    let there = it.town.store.get::<Filled>(id).await.unwrap().unwrap();
    // Taken up again, and with something missing.
    let draft = Filled { finished: None, answers: BTreeMap::new(), ..there.body };
    it.write(|change| {
        change.update(id, there.version, &draft).unwrap();
    })
    .await;
    let page = me.get(&it.report(0)).await.text;
    assert!(page.contains("name=\"act\" value=\"withdraw\""), "{page}");
    let fields = [("act", "withdraw".to_owned()), ("version", it.report_version(id).await.to_string())];
    assert_eq!(me.post(&it.report(0), &fields).await.location, format!("{}?sagt=final-withdrawn", it.report(0)));
    assert!(!me.get(&it.report(0)).await.text.contains("name=\"act\" value=\"withdraw\""));
}
