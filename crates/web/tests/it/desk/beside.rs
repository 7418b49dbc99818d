//! Side by side from outside: every page and the one act as every role, held against `programme::permit`;
//! what is shown and what is not, on the page and in the files; an idea that is taken home.

use super::gatherings::{Rounds, refused};
use super::town::{Browser, between};
use axum::http::StatusCode;
use jiff::civil::date;
use programme::permit::{Action, Object};
use programme::{Capacity, Evidence, Group, Idea, Joint, JointAnswer, JointAnswerId, Member, Origin, Role, Visibility};

const STEP: &str = "traff-styrning";
const ITEM: &str = "overgripande/statistik";
const SECRET: &str = "Vi följer upp <script>alert(1)</script>";

fn page(it: &Rounds, which: usize) -> String {
    format!("/sv/sida-vid-sida/{}", it.groups[which])
}

async fn as_role(it: &Rounds, which: usize, role: Role) -> Browser {
    it.town.browser(&it.town.places[which].people[&role]).await
}

/// The foreign organisation sits in the own group, too, from now on.
async fn together(it: &Rounds) {
    let there = it.town.store.get::<Group>(it.groups[0]).await.unwrap().unwrap();
    let other = it.town.store.get::<Group>(it.groups[1]).await.unwrap().unwrap();
    let organisation = it.town.places[1].id;
    let member = Member { organisation, capacity: Capacity::Participant, from: date(2026, 1, 1), to: None };
    let mut both = there.body.clone();
    both.members.push(member);
    it.write(|change| {
        let left = Group { members: Vec::new(), ..other.body };
        change.update(it.groups[1], other.version, &left).unwrap();
        change.update(it.groups[0], there.version, &both).unwrap();
    })
    .await;
}

/// A joint answer of an organisation that it shows that far.
async fn answered(it: &Rounds, which: usize, level: u8, to: Visibility) -> JointAnswerId {
    let id = it.id();
    let place = &it.town.places[which];
    let url = "https://granne.example/rapport".to_owned();
    let evidence = vec![Evidence::Link { url, title: "Rapporten".into() }];
    let said = Joint { level: Some(level), open: false, comment: SECRET.into(), evidence };
    let body = JointAnswer {
        round: it.round,
        organisation: place.id,
        instrument: "sjalvskattning-2023".into(),
        fingerprint: "ab".repeat(32),
        step: STEP.into(),
        answers: [(ITEM.to_owned(), said)].into(),
        agreed: Some(date(2026, 2, 1)),
        agreed_by: vec![place.people[&Role::Strategist].person],
        first_agreed: None,
    };
    it.write(|change| {
        change.insert(id, &body).unwrap();
        if to != Visibility::Own {
            change.show(id, 1, to);
        }
    })
    .await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for role in Role::ALL {
        let browser = as_role(&it, 0, role).await;
        for which in [0, 1] {
            let group = Object { groups: [it.groups[which]].into(), rounds: [it.round].into(), ..Object::default() };
            let expected = it.permitted(role, Action::SeeMeeting, &group);
            for address in [page(&it, which), page(&it, which).replace("/sv/sida-vid-sida/", "/en/side-by-side/")] {
                let answer = browser.get(&address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(expected)] += 1;
            }
            // Nobody prints here: there is no paper for anybody.
            let paper = browser.get(&format!("{}/pdf", page(&it, which))).await;
            assert_eq!(paper.status, StatusCode::NOT_FOUND, "{role:?}");
        }
        let round = Object { owners: [it.town.places[0].id].into(), rounds: [it.round].into(), ..Object::default() };
        let runs = it.permitted(role, Action::SeeProgress, &round);
        for end in ["", "/csv"] {
            let answer = browser.get(&format!("/sv/skattningar/{}{end}", it.round)).await;
            assert_eq!(answer.status == StatusCode::OK, runs, "{role:?}{end}: {}", answer.status);
            assert!(runs || refused(&answer), "{role:?}{end}: {}", answer.status);
        }
    }
    assert!(seen[0] > 5 && seen[1] > 5, "{seen:?}");
    for address in [page(&it, 0), format!("/sv/skattningar/{}", it.round)] {
        let visitor = it.town.visitor().get(&address).await;
        assert!(visitor.location.starts_with("/sv/logga-in?vidare="), "{address}");
    }
    let me = as_role(&it, 0, Role::Strategist).await;
    assert_eq!(me.get("/sv/sida-vid-sida/0190-ab").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_shown_is_not_there() {
    let it = Rounds::new().await;
    together(&it).await;
    let id = answered(&it, 1, 4, Visibility::Own).await;
    answered(&it, 0, 1, Visibility::Own).await;
    let me = as_role(&it, 0, Role::Strategist).await;
    let here = page(&it, 0);
    let hidden = me.get(&here).await.text;
    assert!(hidden.contains("inte visad än") && hidden.contains("1 Inte påbörjat"), "{hidden}");
    assert!(!hidden.contains("granne.example") || hidden.matches("granne.example").count() == 1, "one's own alone");
    assert!(!hidden.contains("4 På plats och följs upp"), "{hidden}");
    assert!(!hidden.contains("name=\"act\" value=\"take\""), "nothing to take home from what is hidden");

    it.write(|change| change.show(id, 1, Visibility::Group)).await;
    let shown = me.get(&here).await.text;
    assert!(shown.contains("4 På plats och följs upp"), "{shown}");
    assert_eq!(shown.matches("granne.example").count(), 2, "{shown}");
    assert!(!shown.contains("<script>alert") && shown.contains("Vi följer upp &#60;script&#62;"), "{shown}");
    assert!(shown.contains("<th scope=\"col\">Grannby kommun</th>"), "{shown}");
    assert!(shown.contains("<th scope=\"row\">"), "{shown}");
    // One alone stands beside nobody; as many as there are do.
    let one = format!("organisation={}", it.town.places[0].id);
    assert!(me.get(&format!("{here}?{one}")).await.text.contains("Välj minst två."));
    let two = me.get(&format!("{here}?{one}&organisation={}", it.town.places[1].id)).await.text;
    assert!(!two.contains("Välj minst två.") && !two.contains("Högst fyra visas samtidigt."), "{two}");
    // Where they differ; one item; one that is alike.
    let rows = |text: &str| text.matches("href=\"https://granne.example/rapport\"").count();
    assert_eq!(rows(&me.get(&format!("{here}?visa=yes")).await.text), 2);
    assert_eq!(rows(&me.get(&format!("{here}?punkt=statistik")).await.text), 2);
    assert_eq!(rows(&me.get(&format!("{here}?punkt=styrkedjan")).await.text), 0);
    let english = me.get(&format!("{}?show=yes", here.replace("/sv/sida-vid-sida/", "/en/side-by-side/"))).await;
    assert!(english.text.contains("What could we take home?"), "{}", english.text);

    // The organiser's own organisation is the own one here: it sees that, and of the other only that it is
    // not shown.
    let organiser = as_role(&it, 0, Role::Organiser).await;
    let table = format!("/sv/skattningar/{}", it.round);
    let text = organiser.get(&table).await.text;
    assert!(text.contains("<dt>Har inte visat</dt><dd>1</dd>"), "{text}");
    let csv = organiser.get(&format!("{table}/csv")).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let line = |text: &str| text.lines().find(|it| it.starts_with("Grannby")).unwrap().to_owned();
    assert!(line(&csv.text).contains("inte visat än") && !line(&csv.text).contains(",4,"), "{}", csv.text);
    it.write(|change| change.show(id, 2, Visibility::Round)).await;
    let csv = organiser.get(&format!("{table}/csv")).await;
    assert!(line(&csv.text).contains(",4,1,"), "{}", csv.text);
    let text = organiser.get(&format!("{table}?ordna=level&punkt=statistik")).await.text;
    assert!(text.contains("<dt>Har inte visat</dt><dd>0</dd>"), "{text}");
    assert!(text.contains("<title id=\"chart-levels-0-wide-title\">Grannby kommun: nivå 4</title>"), "{text}");
    it.write(|change| change.show(id, 3, Visibility::Own)).await;
    assert!(!me.get(&here).await.text.contains("4 På plats och följs upp"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_is_taken_home() {
    let it = Rounds::new().await;
    together(&it).await;
    answered(&it, 1, 4, Visibility::Group).await;
    let here = format!("{}?punkt=statistik", page(&it, 0));
    let own = it.town.places[0].id;
    let fields = |text: &str| {
        vec![
            ("act", "take".to_owned()),
            ("from", it.town.places[1].id.to_string()),
            ("item", ITEM.to_owned()),
            ("organisation", own.to_string()),
            ("text", text.to_owned()),
        ]
    };
    let form = as_role(&it, 0, Role::Strategist).await;
    let text = form.get(&here).await.text;
    assert!(text.contains("aria-label=\"Vad kan vi ta hem? Grannby kommun: "), "{text}");
    assert!(text.contains(&format!("name=\"organisation\" value=\"{own}\"")), "{text}");
    let mut done = 0;
    for role in Role::ALL {
        let browser = as_role(&it, 0, role).await;
        let object = Object { owners: [own].into(), ..Object::default() };
        let group = Object { groups: [it.groups[0]].into(), rounds: [it.round].into(), ..Object::default() };
        let expected =
            it.permitted(role, Action::WritePiece, &object) && it.permitted(role, Action::SeeMeeting, &group);
        let before = it.town.changes().await;
        let answer = browser.post(&here, &fields("Statistik till varje nämnd")).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{role:?}: {} {}", answer.status, answer.text);
        assert_eq!(it.town.changes().await > before, expected, "{role:?}");
        if expected {
            assert_eq!(answer.location, format!("{here}&sagt=taken-home#item-overgripande-2f-statistik"));
            done += 1;
        } else {
            assert!(refused(&answer), "{role:?}: {}", answer.status);
        }
    }
    let ideas = it.town.store.list_of::<Idea>(own).await.unwrap();
    assert!(done > 2 && ideas.len() == done, "{done} {}", ideas.len());
    let from = Origin::Organisation { id: it.town.places[1].id, item: Some(ITEM.into()) };
    assert!(ideas.iter().all(|idea| {
        idea.body.origin == from && idea.body.round == Some(it.round) && idea.visibility == Visibility::Own
    }));
    let said = form.get(&format!("{here}&sagt=taken-home")).await.text;
    assert!(said.contains("class=\"done\""), "{said}");
    // One comes back to the item, where what was taken home stands with a link to it; the message leads there, too.
    assert!(said.contains("id=\"item-overgripande-2f-statistik\""), "{said}");
    let newest = ideas.iter().map(|idea| idea.id).max().unwrap();
    let to = format!("href=\"/sv/ideer/{}#idea-{newest}\"", it.round);
    assert!(between(&said, "class=\"done\"", "</p>").is_some_and(|text| text.contains(&to)), "{said}");
    assert_eq!(said.matches(&to).count(), 2, "{said}");
    assert_eq!(said.matches("Ni har tagit med hem: Statistik till varje nämnd").count(), done, "{said}");
    let listed = form.get(&format!("/sv/ideer/{}", it.round)).await.text;
    assert!(listed.contains(&format!("id=\"idea-{newest}\"")), "{listed}");
    let neighbour = as_role(&it, 1, Role::Strategist).await.get(&page(&it, 0)).await.text;
    assert!(!neighbour.contains("Ni har tagit med hem") && !neighbour.contains("#idea-"), "{neighbour}");
    // Without words: the page again, with what was wrong.
    let empty = form.post(&here, &fields(" ")).await;
    assert!(empty.status.is_client_error() && empty.text.contains("class=\"errors\""), "{}", empty.status);
}
