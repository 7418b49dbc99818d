//! Improvements and ideas from outside: every page and every act as every role, on the own organisation
//! and on a foreign one, held against `programme::permit`; what the pages say; and that no number of a
//! small group stands in what a neighbour gets.

use super::gatherings::{Rounds, refused};
use super::town::{Browser, between, spoken};
use axum::http::StatusCode;
use jiff::Span;
use jiff::civil::date;
use programme::permit::{Action, Object};
use programme::{
    Baseline, Direction, Idea, IdeaId, Improvement, ImprovementId, ImprovementState, Measurement, MeasurementId,
    Origin, Role, Visibility,
};

const PROBLEM: &str = "Flickor väntar längre än pojkar på en utredning.";

/// What a card must say to be saved.
const CARD: [(&str, &str); 2] = [("problem", PROBLEM), ("good", "less")];

/// Somebody of the own organisation.
async fn signed_in(it: &Rounds, role: Role) -> Browser {
    it.town.browser(&it.town.places[0].people[&role]).await
}

/// The strategist of the foreign organisation.
async fn neighbour(it: &Rounds) -> Browser {
    it.town.browser(&it.town.places[1].people[&Role::Strategist]).await
}

/// A card under test of the own organisation (0) or the foreign one (1).
async fn card(it: &Rounds, which: usize, shown: Visibility) -> ImprovementId {
    let id = it.id();
    let body = Improvement {
        organisation: it.town.places[which].id,
        round: Some(it.round),
        problem: PROBLEM.into(),
        baseline: None,
        cause: "Remisserna läses i olika ordning.".into(),
        idea: None,
        test: "En mottagning prövar.".into(),
        owner: Some(it.town.places[which].people[&Role::KeyPerson].person),
        starts: Some(date(2026, 2, 2)),
        ends: None,
        state: ImprovementState::Testing,
        result: String::new(),
        decision: String::new(),
        spread: Vec::new(),
        unit: "dagar".into(),
        good: Direction::Less,
    };
    it.write(|change| {
        change.insert(id, &body).unwrap();
        if shown != Visibility::Own {
            change.show(id, 1, shown);
        }
    })
    .await;
    id
}

async fn idea(it: &Rounds, which: usize, text: &str, parent: Option<IdeaId>, shown: Visibility) -> IdeaId {
    let id = it.id();
    let organisation = it.town.places[which].id;
    let origin = match parent {
        Some(_) => Origin::Organisation { id: it.town.places[1 - which].id, item: None },
        None => Origin::Own,
    };
    let body = Idea { organisation, round: Some(it.round), text: text.into(), origin, parent };
    it.write(|change| {
        change.insert(id, &body).unwrap();
        if shown != Visibility::Own {
            change.show(id, 1, shown);
        }
    })
    .await;
    id
}

/// What was measured a week, counted from the fifth of January: women with how many, men with twenty.
async fn measured(
    it: &Rounds,
    card: ImprovementId,
    which: usize,
    week: i64,
    women: (f64, u32),
    men: f64,
) -> MeasurementId {
    let id = it.id();
    let body = Measurement {
        improvement: card,
        organisation: it.town.places[which].id,
        on: date(2026, 1, 5).checked_add(Span::new().weeks(week)).unwrap(),
        women: Some(women.0),
        men: Some(men),
        women_n: Some(women.1),
        men_n: Some(20),
        note: String::new(),
    };
    it.write(|change| change.insert(id, &body).unwrap()).await;
    id
}

/// What is made in the round by the own organisation (0) or the foreign one (1), shown so far.
fn piece(it: &Rounds, which: usize, visibility: Visibility) -> Object {
    Object {
        owners: [it.town.places[which].id].into(),
        groups: [it.groups[which]].into(),
        rounds: [it.round].into(),
        visibility,
        ..Object::default()
    }
}

fn list_of(it: &Rounds, which: usize) -> String {
    format!("/sv/forbattringar/{}_{}", it.round, it.town.places[which].id)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        for visibility in Visibility::ALL {
            let id = card(&it, which, visibility).await;
            for role in Role::ALL {
                let browser = signed_in(&it, role).await;
                let expected = it.permitted(role, Action::ReadPiece, &piece(&it, which, visibility));
                for address in [format!("/sv/forbattring/{id}"), format!("/en/improvement/{id}")] {
                    let answer = browser.get(&address).await;
                    assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {which} {visibility:?}");
                    assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
                    seen[usize::from(expected)] += 1;
                }
            }
            let nobody = it.town.visitor().get(&format!("/sv/forbattring/{id}")).await;
            let public = visibility == Visibility::Public;
            assert_eq!(nobody.status == StatusCode::OK, public);
            assert!(public || nobody.location.starts_with("/sv/logga-in?vidare="), "{}", nobody.location);
        }
    }
    assert!(seen[0] > 30 && seen[1] > 60, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_lead_only_to_what_is_shown() {
    let it = Rounds::new().await;
    let own = card(&it, 0, Visibility::Own).await;
    let hidden = card(&it, 1, Visibility::Own).await;
    for role in Role::ALL {
        let browser = signed_in(&it, role).await;
        // One's own list is there for who belongs, a foreign one only when something in it is shown.
        let belongs = it.permitted(role, Action::ReadPiece, &piece(&it, 0, Visibility::Own));
        let list = browser.get(&list_of(&it, 0)).await;
        assert_eq!(list.status == StatusCode::OK, belongs, "{role:?}");
        assert_eq!(list.text.contains(&own.to_string()), belongs, "{role:?}");
        assert!(refused(&browser.get(&list_of(&it, 1)).await), "{role:?}");
        let check_in = list_of(&it, 0).replace("forbattringar", "uppfoljning");
        assert_eq!(browser.get(&check_in).await.status == StatusCode::OK, belongs, "{role:?}");
        let theirs = list_of(&it, 1).replace("forbattringar", "uppfoljning");
        assert!(refused(&browser.get(&theirs).await), "{role:?}");
        let ideas = browser.get(&format!("/sv/ideer/{}", it.round)).await;
        assert_eq!(ideas.status, StatusCode::OK, "{role:?}");
        // Links stand where they lead somewhere.
        let mine = browser.get("/sv/mina-sidor").await.text;
        assert_eq!(mine.contains(&list_of(&it, 0)), belongs && role != Role::Organiser, "{role:?}");
        for which in [0, 1] {
            let place = browser.get(&format!("/sv/organisation/{}", it.town.places[which].id)).await.text;
            assert_eq!(place.contains(&list_of(&it, which)), belongs && which == 0, "{role:?} {which}");
        }
    }
    let version = it.town.store.get::<Improvement>(hidden).await.unwrap().unwrap().version;
    it.write(|change| change.show(hidden, version, Visibility::Round)).await;
    let strategist = signed_in(&it, Role::Strategist).await;
    let list = strategist.get(&list_of(&it, 1)).await;
    assert!(list.status == StatusCode::OK && list.text.contains(&hidden.to_string()), "{}", list.text);
    assert!(!list.text.contains("name=\"problem\""), "nothing is begun for others: {}", list.text);
    assert!(
        strategist.get(&format!("/sv/organisation/{}", it.town.places[1].id)).await.text.contains(&list_of(&it, 1))
    );
    for nothing in [format!("/sv/forbattringar/{}", it.round), "/sv/forbattring/x".into(), "/sv/ideer/x".into()] {
        assert_eq!(strategist.get(&nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

type Act = (String, Vec<(&'static str, String)>, Action);

/// The acts on something fresh of the own organisation (0) or the foreign one (1).
async fn act(it: &Rounds, which: usize, number: usize) -> Option<Act> {
    let on_card = async || {
        let id = card(it, which, Visibility::Own).await;
        (id, format!("/sv/forbattring/{id}"))
    };
    let ideas = format!("/sv/ideer/{}", it.round);
    let place = it.town.places[which].id.to_string();
    let fields = |act: &'static str, more: &[(&'static str, &str)]| {
        let mut fields = vec![("act", act.to_owned()), ("version", "1".to_owned())];
        fields.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        fields
    };
    let write = Action::WritePiece;
    Some(match number {
        0 => (list_of(it, which), fields("start", &[("problem", PROBLEM)]), write),
        1 => {
            let (_, page) = on_card().await;
            (page, fields("save", &[("problem", "Ett annat problem"), ("good", "more"), ("unit", "dagar")]), write)
        }
        2 => {
            let (_, page) = on_card().await;
            (page, fields("save", &[CARD[0], CARD[1], ("also", "move.studied"), ("result", "Det gick.")]), write)
        }
        3 => {
            let (_, page) = on_card().await;
            let more = [("also", "measure"), ("on", "2026-02-09"), ("women", "31,5"), ("women_n", "12")];
            (page, fields("save", &[&CARD[..], &more].concat()), write)
        }
        4 => {
            let (id, page) = on_card().await;
            let measurement = measured(it, id, which, 0, (3.0, 20), 4.0).await.to_string();
            let more = [("measurement", measurement.as_str()), ("on", "2026-02-09"), ("men", "3")];
            (page, fields("measure-save", &more), write)
        }
        5 => {
            let (id, page) = on_card().await;
            let measurement = measured(it, id, which, 0, (3.0, 20), 4.0).await.to_string();
            (page, fields("measure-remove", &[("measurement", measurement.as_str())]), write)
        }
        6 => {
            let (_, page) = on_card().await;
            (page, fields("spread", &[("place", "Elevhälsan")]), write)
        }
        7 => {
            let (_, page) = on_card().await;
            (page, fields("show", &[("to", "group")]), Action::MoveVisibility)
        }
        8 => (ideas, fields("add", &[("organisation", place.as_str()), ("text", "En idé")]), write),
        9 => {
            let id = idea(it, which, "En idé", None, Visibility::Own).await.to_string();
            (ideas, fields("edit", &[("idea", id.as_str()), ("text", "Bättre sagd")]), write)
        }
        10 => {
            let id = idea(it, which, "En idé", None, Visibility::Own).await.to_string();
            (ideas, fields("show", &[("idea", id.as_str()), ("to", "round")]), Action::MoveVisibility)
        }
        11 => {
            let id = idea(it, which, "En idé", None, Visibility::Own).await.to_string();
            (ideas, fields("remove", &[("idea", id.as_str())]), write)
        }
        12 => {
            // The other's idea, taken home.
            let id = idea(it, 1 - which, "Deras idé", None, Visibility::Public).await.to_string();
            let into = format!("{}_{place}", it.round);
            (ideas, fields("take", &[("idea", id.as_str()), ("into", into.as_str()), ("text", "")]), write)
        }
        _ => return None,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for role in Role::ALL {
        let browser = signed_in(&it, role).await;
        for which in [0, 1] {
            for number in 0.. {
                let Some((address, fields, action)) = act(&it, which, number).await else { break };
                let expected = it.permitted(role, action, &piece(&it, which, Visibility::Own));
                let before = it.town.changes().await;
                let answer = browser.post(&address, &fields).await;
                let what = format!("{role:?} {which} {address} {fields:?}: {} {}", answer.status, answer.text);
                assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{what}");
                if !expected {
                    assert!(refused(&answer), "{what}");
                    assert_eq!(it.town.changes().await, before, "{what}");
                }
                seen[usize::from(expected)] += 1;
            }
        }
    }
    assert!(seen[0] > 100 && seen[1] > 60, "{seen:?}");
    // And never without being signed in.
    let before = it.town.changes().await;
    for address in [list_of(&it, 0), format!("/sv/ideer/{}", it.round)] {
        let answer = it.town.visitor().post(&address, &[("act", "add".into()), ("problem", "X".into())]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{address}");
    }
    assert_eq!(it.town.changes().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_number_of_a_small_group_reaches_a_neighbour() {
    let it = Rounds::new().await;
    let id = card(&it, 0, Visibility::Public).await;
    measured(&it, id, 0, 0, (77.125, 4), 14.0).await;
    for week in 1..6 {
        measured(&it, id, 0, week, (20.0 + f64::from(u32::try_from(week).unwrap()), 12), 13.0).await;
    }
    let own = signed_in(&it, Role::Strategist).await;
    let page = own.get(&format!("/sv/forbattring/{id}")).await.text;
    assert!(page.contains("77,125") && page.contains("färre än fem, visas inte för andra"), "{page}");
    let mut others = vec![neighbour(&it).await, it.town.visitor()];
    others.push(it.town.browser(&it.town.places[1].people[&Role::Mentor]).await);
    for browser in others {
        for address in [
            format!("/sv/forbattring/{id}"),
            format!("/en/improvement/{id}"),
            format!("/sv/omgang/{}", it.round),
            format!("/sv/ideer/{}", it.round),
            list_of(&it, 0),
        ] {
            let text = browser.get(&address).await.text;
            assert!(!text.contains("77,125") && !text.contains("77.125"), "{address}: {text}");
        }
        let page = browser.get(&format!("/sv/forbattring/{id}")).await.text;
        // The row is there, and says why the number is not; the rest is shown, drawn and read.
        assert!(page.contains("färre än fem, visas inte") && !page.contains("visas inte för andra"), "{page}");
        assert!(page.contains("2026-01-05") && page.contains("<svg") && page.contains("Fem mätningar i rad stiger"));
        assert!(!page.contains("name=\"women\"") && !page.contains("name=\"problem\""), "{page}");
    }
    // Nor does it tell those without an account who sees to it.
    let page = it.town.visitor().get(&format!("/sv/forbattring/{id}")).await.text;
    assert!(!page.contains(it.town.places[0].people[&Role::KeyPerson].name.as_str()), "{page}");
}

/// The form of the whole card.
fn page_form(page: &str) -> &str {
    between(page, "name=\"act\" value=\"save\"", "</form>").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_says_what_is_measured_and_what_it_means() {
    let it = Rounds::new().await;
    let id = card(&it, 0, Visibility::Own).await;
    let address = format!("/sv/forbattring/{id}");
    let browser = signed_in(&it, Role::Strategist).await;
    let empty = browser.get(&address).await.text;
    assert!(empty.contains("Inget är mätt än") && !empty.contains("class=\"picture\""), "{empty}");
    let owner = &it.town.places[0].people[&Role::KeyPerson].name;
    assert!(empty.contains("Mät för första gången") && empty.contains(owner.as_str()), "{empty}");
    let women = [21.0, 19.0, 22.0, 21.0, 20.0, 22.0, 21.0, 20.0, 21.0, 23.0, 18.0, 16.0, 17.0, 15.0, 16.0, 14.5];
    let men = [14.0, 15.0, 12.0, 13.0, 14.0, 14.0, 12.0, 13.0, 15.0, 13.0, 14.0, 15.0, 12.0, 13.0, 14.0, 12.0];
    // Ten before the test make a baseline.
    for (week, (women, men)) in (-6_i64..).zip(women.into_iter().zip(men)) {
        measured(&it, id, 0, week, (women, 20), men).await;
    }
    let page = browser.get(&address).await.text;
    let shift =
        "Sex mätningar i rad ligger under medianen: något har ändrats (2026-02-02–2026-03-09). Det är åt rätt håll.";
    for text in [
        shift,
        "De 16 mätningarna varierar, men inget tyder på att något har ändrats.",
        "class=\"picture\"",
        "Testet börjar 2026-02-02",
        "median 21",
        "14,5",
        "<span class=\"whole\">2026-03-09</span>",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let page = browser.get(&format!("/en/improvement/{id}")).await.text;
    assert!(page.contains("Six measurements in a row lie below the median: something has changed"), "{page}");
    assert!(page.contains("That is the right way.") && page.contains("14.5"), "{page}");

    // What a state asks for is said, and what was written stands there.
    let card = |version: &str, more: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let all = [&[("act", "save"), ("version", version)][..], &CARD, more].concat();
        all.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
    };
    let refused =
        browser.post(&address, &card("1", &[("also", "move.studied"), ("result", " "), ("test", "Alla prövar")])).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("”Vad det blev” behöver fyllas i."), "{}", refused.text);
    // What else was written is saved all the same: one form, and no button that forgets the rest of it.
    assert!(browser.get(&address).await.text.contains("Alla prövar</textarea>"));
    for button in ["measure", "move.studied", "move.planned", "move.dropped"] {
        assert!(page_form(&refused.text).contains(&format!("value=\"{button}\"")), "{button}: {}", refused.text);
    }
    for name in ["result", "decision"] {
        assert_eq!(refused.text.matches(&format!("name=\"{name}\"")).count(), 1, "{name}: {}", refused.text);
    }
    let more = [("also", "measure"), ("on", "2026-04-01"), ("women", "tre")];
    let refused = browser.post(&address, &card("2", &more)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Det är inget tal vi kan räkna med") && refused.text.contains("value=\"tre\""));
    // A measurement that is not put right comes back unfolded, with what was written.
    let id = measured(&it, id, 0, 20, (20.0, 20), 14.0).await.to_string();
    let wrong = [("act", "measure-save"), ("measurement", id.as_str()), ("version", "1"), ("women", "tre")];
    let wrong: Vec<(&str, String)> = wrong.map(|(name, value)| (name, value.to_owned())).into();
    let refused = browser.post(&address, &wrong).await.text;
    assert_eq!(refused.matches("<details open>").count(), 1, "{refused}");
    let open = between(&refused, "<details open>", "</details>").unwrap();
    assert!(open.contains("value=\"tre\"") && open.contains(&id), "{open}");
    assert!(!browser.get(&address).await.text.contains("<details open>"));
    // Two write at once: both are shown.
    let save = |cause: &str| {
        let mut fields = vec![("act", "save".to_owned()), ("version", "3".into()), ("good", "less".into())];
        fields.extend([("problem", PROBLEM.to_owned()), ("cause", cause.to_owned())]);
        fields
    };
    assert_eq!(browser.post(&address, &save("Först")).await.location, format!("{address}?sagt=changed"));
    let late = browser.post(&address, &save("Sedan")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains("Först") && late.text.contains("Sedan") && late.text.contains("Orsaken"),
        "{}",
        late.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_to_all_stands_on_the_round_and_families_are_listed() {
    let it = Rounds::new().await;
    let id = card(&it, 0, Visibility::Public).await;
    let round = it.town.visitor().get(&format!("/sv/omgang/{}", it.round)).await.text;
    assert!(round.contains("Förbättringar som deltagarna visar"), "{round}");
    assert!(round.contains(&format!("href=\"/sv/forbattring/{id}\"")) && round.contains(PROBLEM), "{round}");

    let first = idea(&it, 0, "Könsuppdelad köstatistik", None, Visibility::Public).await;
    let second = idea(&it, 1, "Statistik till varje nämnd", Some(first), Visibility::Round).await;
    idea(&it, 0, "Mall med frågor", Some(second), Visibility::Public).await;
    let address = format!("/sv/ideer/{}", it.round);
    let page = neighbour(&it).await.get(&address).await.text;
    let tree = &page[page.find("<ul class=\"tree\">").unwrap()..];
    let at = |text: &str| tree.find(text).unwrap_or_else(|| panic!("{text}: {tree}"));
    assert!(at("Könsuppdelad köstatistik, Egenby kommun") < at("Statistik till varje nämnd, Grannby kommun"));
    assert!(at("Statistik till varje nämnd, Grannby kommun") < at("Mall med frågor, Egenby kommun"));
    assert!(page.contains("Idéer har tagits med hem 2 gånger") && page.contains("Sedd hos Egenby kommun"), "{page}");
    // To nobody signed in, the one in between is a joint without a name.
    let page = it.town.visitor().get(&address).await.text;
    assert!(page.contains("en idé som inte visas för dig") && !page.contains("Statistik till varje nämnd"), "{page}");
    assert!(!page.contains("<form class=\"work"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_figure_is_said_to_be_another_measure() {
    let it = Rounds::new().await;
    let id = card(&it, 0, Visibility::Own).await;
    let figure = Baseline::Figure { kpi: "N15428".into(), area: "2282".into(), year: 2022 };
    let body = it.town.store.get::<Improvement>(id).await.unwrap().unwrap().body;
    it.write(|change| change.update(id, 1, &Improvement { baseline: Some(figure), ..body }).unwrap()).await;
    let browser = signed_in(&it, Role::Strategist).await;
    let pages = [
        (format!("/sv/forbattring/{id}"), "ett annat mått än mätningarna"),
        (format!("/en/improvement/{id}"), "another measure than the measurements"),
    ];
    // As long as nothing is measured there is nothing it could be taken for.
    for (address, words) in &pages {
        assert!(!browser.get(address).await.text.contains(words), "{address}");
    }
    measured(&it, id, 0, 0, (20.0, 20), 14.0).await;
    for (address, words) in &pages {
        let page = browser.get(address).await.text;
        assert!(page.contains(words) && page.contains("N15428"), "{page}");
    }
}

/// Every answer is held against this in `town`; here is what has names of its own, in both languages.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_heard_holds_what_is_seen() {
    let it = Rounds::new().await;
    let id = card(&it, 0, Visibility::Own).await;
    measured(&it, id, 0, 20, (20.0, 20), 14.0).await;
    idea(&it, 0, "Könsuppdelad köstatistik", None, Visibility::Own).await;
    idea(&it, 1, "Statistik till varje nämnd", None, Visibility::Round).await;
    let browser = signed_in(&it, Role::Strategist).await;
    for (ideas, card, change) in [
        ("/sv/ideer", "/sv/forbattring", "ändra vem som kan se"),
        ("/en/ideas", "/en/improvement", "change who can see it"),
    ] {
        let mut named = Vec::new();
        for address in [format!("{ideas}/{}", it.round), format!("{card}/{id}")] {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let here = spoken(&answer.text);
            assert!(!here.is_empty(), "{address}: {}", answer.text);
            named.extend(here);
        }
        assert!(named.iter().all(|(seen, heard)| !seen.is_empty() && heard.contains(seen)), "{named:?}");
        // What unfolds and the button in it.
        let shown: Vec<_> = named.iter().filter(|(seen, _)| seen == change).collect();
        assert_eq!(shown.len(), 2, "{named:?}");
        assert!(shown.iter().all(|(_, heard)| heard.contains("könsuppdelad köstatistik")), "{shown:?}");
    }
    // Where the pages above have nothing to show it on.
    let pairs = [
        ("improvement-show-go", "idea-show-name"),
        ("improvement-show-go", "check-in-show-name"),
        ("idea-edit", "idea-edit-name"),
        ("idea-take", "idea-take-name"),
        ("measure-correct", "measure-correct-name"),
        ("seen-change", "seen-change-name"),
        ("session-end", "session-end-name"),
        ("poll-set", "poll-set-name"),
        ("hand-in-go", "hand-in-go-name"),
        ("hand-in-anew", "hand-in-anew-name"),
        ("form-drop-row", "form-drop-row-name"),
    ];
    for lang in [i18n::Lang::Sv, i18n::Lang::En] {
        for (seen, heard) in pairs {
            let values = ["name", "months", "day", "time", "what", "row"].map(|it| (it, i18n::Arg::Text("x")));
            let (seen, heard) = (i18n::texts(lang).get(seen), i18n::texts(lang).with(heard, &values));
            assert!(heard.to_lowercase().contains(&seen.to_lowercase()), "{heard} {seen}");
        }
    }
}
