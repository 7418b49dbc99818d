//! The self-assessment from outside: every page and every act as every role, on the own organisation and on
//! a foreign one, held against `programme::permit`; and what the pages say to whom.

use super::gatherings::{Rounds, refused};
use super::town::{Answer, Browser, between};
use axum::http::StatusCode;
use programme::permit::{Action, Object};
use programme::{JointAnswer, Role, Visibility};

const STEP: &str = "traff-styrning";
/// An item of the whole organisation, as it stands in an address.
const ITEM: &str = "overgripande.2fstatistik";

/// The occasions of the own organisation (0) or the foreign one (1).
fn all(it: &Rounds, which: usize) -> String {
    format!("/sv/skattning/{}_{}", it.round, it.town.places[which].id)
}

/// A page of an occasion.
fn page(it: &Rounds, which: usize, page: &str) -> String {
    format!("{}_{STEP}/{page}", all(it, which))
}

/// The page of an item of the joint answer.
fn item(it: &Rounds, which: usize) -> String {
    format!("{}_{STEP}_{ITEM}/punkt", all(it, which))
}

fn work(it: &Rounds, which: usize) -> Object {
    let owners = [it.town.places[which].id].into();
    Object { owners, groups: [it.groups[which]].into(), rounds: [it.round].into(), ..Object::default() }
}

async fn as_role(it: &Rounds, role: Role) -> Browser {
    it.town.browser(&it.town.places[0].people[&role]).await
}

fn fields<'a>(pairs: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn own_answer(level: &str, comment: &str) -> Vec<(&'static str, String)> {
    vec![
        ("act", "assess".into()),
        ("part", "overgripande".into()),
        ("level-statistik", level.into()),
        ("comment-statistik", comment.into()),
    ]
}

/// The same, handed in although items are unanswered.
fn handing_in(level: &str, comment: &str) -> Vec<(&'static str, String)> {
    [own_answer(level, comment), vec![("also", "hand-in-anyway".into())]].concat()
}

/// What a form carries unseen.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    between(page, &format!("name=\"{name}\" value=\""), "\"").unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        let object = work(&it, which);
        let pages = [
            (page(&it, which, "egen"), Action::Assess),
            (page(&it, which, "gemensam"), Action::ReadPiece),
            (item(&it, which), Action::ReadPiece),
            (page(&it, which, "fragor"), Action::ReadWork),
            (page(&it, which, "personal"), Action::Assess),
            (
                page(&it, which, "egen").replace("/sv/skattning/", "/en/assessment/").replace("/egen", "/own"),
                Action::Assess,
            ),
        ];
        for role in Role::ALL {
            let browser = as_role(&it, role).await;
            let may = |action| it.permitted(role, action, &object);
            let answer = browser.get(&all(&it, which)).await;
            let expected = may(Action::Assess) || may(Action::ReadWork);
            assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {which}: {}", answer.status);
            for (address, action) in &pages {
                let answer = browser.get(address).await;
                assert_eq!(answer.status == StatusCode::OK, may(*action), "{role:?} {address}: {}", answer.status);
                assert!(may(*action) || refused(&answer), "{role:?} {address}: {}", answer.status);
                seen[usize::from(may(*action))] += 1;
            }
            // The round leads there whom it is for.
            let round = browser.get(&format!("/sv/omgang/{}", it.round)).await.text;
            assert_eq!(round.contains(&format!("href=\"{}\"", all(&it, which))), expected && which == 0, "{role:?}");
        }
    }
    assert!(seen[0] > 50 && seen[1] > 20, "{seen:?}");
    let visitor = it.town.visitor();
    for address in [all(&it, 0), page(&it, 0, "egen"), page(&it, 0, "gemensam"), item(&it, 0), page(&it, 0, "fragor")] {
        assert!(visitor.get(&address).await.location.starts_with("/sv/logga-in?vidare="), "{address}");
    }
    let me = as_role(&it, Role::Strategist).await;
    for nothing in [
        format!("{}_hemma-styrning/egen", all(&it, 0)),
        format!("{}_{STEP}_borta/egen", all(&it, 0)),
        format!("{}_{STEP}_borta/punkt", all(&it, 0)),
        format!("{}_{STEP}_a.zz/punkt", all(&it, 0)),
        "/sv/skattning/0190-ab".into(),
        "/sv/personal/0190-ab".into(),
    ] {
        assert_eq!(me.get(&nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        let object = work(&it, which);
        for role in Role::ALL {
            let browser = as_role(&it, role).await;
            let acts = [
                (page(&it, which, "egen"), own_answer("3", role.code()), Action::Assess),
                (page(&it, which, "egen"), handing_in("3", role.code()), Action::Assess),
            ];
            for (address, fields, action) in acts {
                check(&it, &browser, role, (&address, &fields), it.permitted(role, action, &object), &mut seen).await;
            }
            // The mark of the answer that is there, for who may see it.
            let was = browser.get(&item(&it, which)).await.text;
            let was = hidden(&was, "was").to_owned();
            let form = [("act", "answer".into()), ("was", was), ("level", "2".into()), ("comment", role.code().into())];
            let writes = it.permitted(role, Action::WritePiece, &object);
            check(&it, &browser, role, (&item(&it, which), &form), writes, &mut seen).await;
        }
    }
    assert!(seen[0] > 30 && seen[1] > 10, "{seen:?}");
}

/// What is permitted is done; what is not is refused and changes nothing.
async fn check(
    it: &Rounds,
    browser: &Browser,
    role: Role,
    (address, fields): (&str, &[(&str, String)]),
    expected: bool,
    seen: &mut [usize; 2],
) {
    let before = it.town.changes().await;
    let answer: Answer = browser.post(address, fields).await;
    assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{role:?} {address} {fields:?}: {}", answer.text);
    assert!(expected || refused(&answer), "{role:?} {address}: {}", answer.status);
    assert_eq!(it.town.changes().await > before, expected, "{role:?} {address} {fields:?}");
    seen[usize::from(expected)] += 1;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_anothers_answers_before_ones_own_are_handed_in() {
    let it = Rounds::new().await;
    let politician = as_role(&it, Role::Politician).await;
    let manager = as_role(&it, Role::Manager).await;
    let secret = "Hemlig tanke <script>alert(1)</script>";
    let own = page(&it, 0, "egen");

    // The form: each item a group of buttons with its question, each level with what it looks like.
    let form = politician.get(&own).await.text;
    assert_eq!((form.matches("<fieldset").count(), form.matches("<legend>").count()), (10, 10), "{form}");
    assert_eq!(form.matches("type=\"radio\"").count(), 10 * 6);
    assert!(
        form.contains("id=\"assess-level-statistik-2\" type=\"radio\" name=\"level-statistik\" value=\"1\""),
        "{form}"
    );
    assert!(form.contains("aria-describedby=\"assess-level-statistik-2-means\""), "{form}");
    assert!(form.contains("<label for=\"assess-level-statistik-2\">1 Inte påbörjat</label>"), "{form}");

    let saved = politician.post(&own, &own_answer("4", secret)).await;
    let sheet = format!("{}_{STEP}_overgripande/egen", all(&it, 0));
    assert_eq!(saved.location, format!("{sheet}?sagt=assessed"));
    let form = politician.get(&saved.location).await.text;
    assert!(form.contains("Hemlig tanke &#60;script&#62;"), "{form}");
    assert!(
        form.contains("Dina svar är sparade. De är inte inlämnade än.") && form.contains("9 punkter är inte besvarade")
    );
    assert_eq!(form.matches(" checked").count(), 10);
    let pages = [own.clone(), page(&it, 0, "gemensam"), item(&it, 0), page(&it, 0, "personal"), all(&it, 0)];
    let told = async |browser: &Browser| -> bool {
        let mut told = false;
        for address in &pages {
            told |= browser.get(address).await.text.contains("Hemlig tanke");
        }
        told
    };
    assert!(!told(&manager).await);
    assert!(form.contains("name=\"also\" value=\"hand-in\">Lämna in mina svar</button>"), "{form}");
    // The first press asks: what is unanswered, each with its way, and nothing is lost.
    let asked = politician.post(&own, &[own_answer("3", secret), vec![("also", "hand-in".into())]].concat()).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    for part in [
        "9 punkter är obesvarade".to_owned(),
        format!("href=\"{sheet}#assess-level-analys-1\""),
        "id=\"assess-level-analys-1\"".to_owned(),
        "value=\"hand-in-anyway\">Lämna in ändå</button>".to_owned(),
        "Hemlig tanke &#60;script&#62;".to_owned(),
    ] {
        assert!(asked.text.contains(&part), "{part}: {}", asked.text);
    }
    assert!(!asked.text.contains("#assess-level-statistik-1") && !told(&manager).await, "{}", asked.text);
    // Handed in anyway, and taken back while nobody else has handed in.
    let joint = format!("{}?sagt=assess-handed", page(&it, 0, "gemensam"));
    assert_eq!(politician.post(&own, &handing_in("3", secret)).await.location, joint);
    let locked = politician.get(&own).await.text;
    assert!(locked.contains("inte besvarad") && !locked.contains("Svarar senare"), "{locked}");
    assert!(locked.contains("Ta tillbaka mina svar"), "{locked}");
    let taken = politician.post(&own, &fields(&[("act", "take-back")])).await;
    assert_eq!(taken.location, format!("{own}?sagt=assess-taken-back"));
    assert!(!told(&manager).await);
    politician.post(&own, &handing_in("4", secret)).await;
    assert!(!told(&manager).await, "not before one's own are handed in");
    let apart = manager.get(&item(&it, 0)).await.text;
    assert!(apart.contains("De andras svar visas när du har lämnat in dina egna."), "{apart}");

    // What was never saved before is not lost by handing in.
    let late = manager.post(&own, &handing_in("2", "Vi saknar siffror")).await;
    assert_eq!(late.location, format!("{}?sagt=assess-handed", page(&it, 0, "gemensam")));
    let joint = manager.get(&item(&it, 0)).await.text;
    assert!(joint.contains("Hemlig tanke &#60;script&#62;") && !joint.contains("<script>alert"), "{joint}");
    assert!(joint.contains("Ni ser olika på det här."), "{joint}");
    let list = manager.get(&page(&it, 0, "gemensam")).await.text;
    assert!(list.contains("olika: politiker 4, chef 2"), "{list}");
    let kept = manager.get(&own).await.text;
    assert!(kept.contains("Vi saknar siffror") && kept.contains("2 Påbörjat"), "{kept}");
    // Both have handed in: the page says why it stays so.
    assert!(kept.contains("går inte att ta tillbaka, för fler har lämnat in"), "{kept}");
    let stays = manager.post(&own, &fields(&[("act", "take-back")])).await;
    assert_eq!(stays.status, StatusCode::CONFLICT);
    // Who has not answered, and who is not of the team, read none of it.
    for role in [Role::Strategist, Role::KeyPerson, Role::Reader, Role::Organiser, Role::Operator] {
        assert!(!told(&as_role(&it, role).await).await, "{role:?}");
    }
    // Handed in it stays: the page again, with what is wrong.
    let refused = manager.post(&own, &own_answer("3", "")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Dina svar är inlämnade"), "{}", refused.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_agrees_and_shows() {
    let it = Rounds::new().await;
    let strategist = as_role(&it, Role::Strategist).await;
    let neighbour = it.town.browser(&it.town.places[1].people[&Role::Strategist]).await;
    let here = item(&it, 0);
    let joint = page(&it, 0, "gemensam");
    let answer = fields(&[("act", "answer"), ("was", ""), ("level", "4"), ("comment", "Vi följer upp.")]);
    assert_eq!(strategist.post(&here, &answer).await.location, format!("{here}?sagt=joint-saved"));
    let overtaken = strategist.post(&here, &answer).await;
    assert_eq!(overtaken.status, StatusCode::CONFLICT);
    assert!(overtaken.text.contains("Någon annan hann före"), "{}", overtaken.text);

    // A link that no browser should open is told about, with what was written.
    let form = strategist.get(&here).await.text;
    let fold =
        between(&form, "<details class=\"field-fold\"><summary>Lägg till underlag</summary>", "</details>").unwrap();
    assert_eq!(fold.matches("value=\"add-").count(), form.matches("value=\"add-").count(), "{form}");
    assert!(!fold.contains(">Spara</button>") && form.contains(">Spara</button>"), "{form}");
    let was = hidden(&form, "was").to_owned();
    let link = |url: &str, was: &str| {
        let said = [("level", "4"), ("comment", "Vi följer upp."), ("also", "add-link")];
        let said = [&[("act", "answer"), ("url", url), ("title", "Rapporten"), ("was", was)][..], &said].concat();
        fields(&said)
    };
    let refused = strategist.post(&here, &link("javascript:alert(1)", &was)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("value=\"Rapporten\"") && !refused.text.contains("href=\"javascript"));
    assert!(refused.text.contains("<details class=\"field-fold\" open>"), "{}", refused.text);
    let added = strategist.post(&here, &link("https://egenby.example/rapport", &was)).await;
    assert_eq!(added.location, format!("{here}?sagt=evidence-added"));
    let shown = strategist.get(&here).await.text;
    assert!(shown.contains("href=\"https://egenby.example/rapport\""), "{shown}");

    // Taken away it is said so, and it is undone in the history.
    let was = hidden(&shown, "was").to_owned();
    let remove = fields(&[("act", "remove"), ("place", "0"), ("was", &was)]);
    assert_eq!(strategist.post(&here, &remove).await.location, format!("{here}?sagt=evidence-removed"));
    let page_ = strategist.get(&here).await.text;
    let history = between(&page_, "href=\"/sv/historik/", "\"").unwrap();
    let undo = strategist.get(&format!("/sv/historik/{history}")).await.text;
    assert!(undo.contains("value=\"undo\""), "{undo}");

    // A level and words are saved by the button of the evidence, and by the one that goes on.
    let was = hidden(&page_, "was").to_owned();
    let mut both = link("https://egenby.example/rapport", &was);
    both.retain(|(name, _)| *name != "comment");
    both.push(("comment", "Vi följer upp varje kvartal.".into()));
    assert_eq!(strategist.post(&here, &both).await.location, format!("{here}?sagt=evidence-added"));
    let shown = strategist.get(&here).await.text;
    assert!(shown.contains("Vi följer upp varje kvartal.</textarea>"), "{shown}");
    assert!(shown.contains("href=\"https://egenby.example/rapport\""), "{shown}");
    let was = hidden(&shown, "was").to_owned();
    let on =
        [("act", "answer"), ("was", was.as_str()), ("level", "4"), ("comment", "Vi följer upp."), ("also", "next")];
    let next = strategist.post(&here, &fields(&on)).await.location;
    let analysis = here.replace("statistik", "analys");
    assert_eq!(next, format!("{analysis}?sagt=joint-saved"));
    let list = strategist.get(&joint).await.text;
    assert!(list.contains(">Gå igenom punkterna</a>") && list.contains(&format!("href=\"{joint}#agree\"")), "{list}");
    let mut links = list.rsplit("href=\"").filter_map(|it| it.split('"').next());
    let last = links.find(|it| it.ends_with("/punkt")).unwrap().to_owned();
    let form = strategist.get(&last).await.text;
    assert!(form.contains("Spara och gå till ”Vi är överens”"), "{form}");
    assert!(form.contains("Tillbaka till det gemensamma svaret för att enas</a>"), "{form}");
    // Evidence alone is no answer.
    let alone = [("act", "answer"), ("was", ""), ("level", ""), ("comment", "Sedan"), ("also", "next")];
    assert_eq!(strategist.post(&last, &fields(&alone)).await.location, format!("{joint}?sagt=joint-saved#agree"));
    let form = strategist.get(&last).await.text;
    assert!(form.contains("name=\"level\" value=\"\" checked"), "{form}");

    // Somebody must agree.
    let list = strategist.get(&joint).await.text;
    let version = hidden(&list, "version").to_owned();
    let nobody = strategist.post(&joint, &fields(&[("act", "agree"), ("version", &version)])).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let me = it.town.places[0].people[&Role::Strategist].person;
    let by = format!("by-{me}");
    assert!(list.contains(&format!("name=\"{by}\"")), "{list}");
    let agreed = [("act", "agree".to_owned()), ("version", version), (by.as_str(), "yes".to_owned())];
    assert_eq!(strategist.post(&joint, &agreed).await.location, format!("{joint}?sagt=joint-agreed"));
    assert_eq!(neighbour.get(&joint).await.status, StatusCode::NOT_FOUND);

    // High, and something shows it: no question. Shown to the round by an act.
    let list = strategist.get(&joint).await.text;
    assert!(list.contains("Strategist Egenbyson") && !list.contains("name=\"by-"), "{list}");
    let version = hidden(&list, "version").to_owned();
    let show = fields(&[("act", "show"), ("version", &version), ("to", "round")]);
    assert_eq!(strategist.post(&joint, &show).await.location, format!("{joint}?sagt=joint-shown"));
    let seen = neighbour.get(&joint).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.contains("4 På plats och följs upp") && !seen.text.contains("name=\"version\""), "{}", seen.text);
    assert!(neighbour.get(&all(&it, 0)).await.text.contains("alla i omgången och organisatören"));
    let key = JointAnswer::key_of(it.round, it.town.places[0].id, STEP);
    let there = it.town.store.by_key::<JointAnswer>(&key).await.unwrap().unwrap();
    assert_eq!(there.visibility, Visibility::Round);
    assert_eq!(neighbour.get(&page(&it, 0, "fragor")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_questions_stand_together() {
    let it = Rounds::new().await;
    let strategist = as_role(&it, Role::Strategist).await;
    let (joint, asked) = (page(&it, 0, "gemensam"), page(&it, 0, "fragor"));
    let items = [item(&it, 0), item(&it, 0).replace("statistik", "analys")];
    for address in &items {
        let answer = fields(&[("act", "answer"), ("was", ""), ("level", "4"), ("comment", "")]);
        assert_eq!(strategist.post(address, &answer).await.location, format!("{address}?sagt=joint-saved"));
    }
    // Before they agree: what would be asked, with the way to each item.
    let list = strategist.get(&joint).await.text;
    assert!(list.contains("Om ni enas nu frågar vi om 2 punkter."), "{list}");
    assert!(list.contains("”4 På plats och följs upp”, utan underlag</a>"), "{list}");
    let by = format!("by-{}", it.town.places[0].people[&Role::Strategist].person);
    let version = hidden(&list, "version").to_owned();
    strategist
        .post(&joint, &[("act", "agree".to_owned()), ("version", version), (by.as_str(), "yes".to_owned())])
        .await;
    // One question with both, and one field that answers them.
    let form = strategist.get(&asked).await.text;
    assert_eq!((form.matches("name=\"text\"").count(), form.matches("name=\"question\"").count()), (1, 2), "{form}");
    assert!(items.iter().all(|address| form.contains(&format!("href=\"{address}\""))), "{form}");
    assert!(form.contains("Svara på alla på en gång"), "{form}");
    let values = |name: &str| -> Vec<String> {
        let begins = format!("name=\"{name}\" value=\"");
        let parts = form.split(&begins).skip(1);
        parts.filter_map(|it| it.split('"').next()).map(str::to_owned).collect()
    };
    let mut reply = fields(&[("act", "reply"), ("text", "Vi har beslut.")]);
    for (id, version) in values("question").into_iter().zip(values("version")) {
        reply.extend([("question", id), ("version", version)]);
    }
    assert_eq!(strategist.post(&asked, &reply).await.location, format!("{asked}?sagt=question-answered"));
    for address in &items {
        assert!(strategist.get(address).await.text.contains("Vi har beslut."), "{address}");
    }
    // And one by itself, on its item.
    let there = strategist.get(&items[0]).await.text;
    let one = [("act", "reply"), ("question", hidden(&there, "question")), ("version", hidden(&there, "version"))];
    let one = [fields(&one), fields(&[("text", "Här mäter vi.")])].concat();
    assert_eq!(strategist.post(&items[0], &one).await.location, format!("{}?sagt=question-answered", items[0]));
    assert!(strategist.get(&items[1]).await.text.contains("Vi har beslut."));
    assert!(strategist.get(&items[0]).await.text.contains("Här mäter vi."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_staff_answers_without_an_account() {
    let it = Rounds::new().await;
    let strategist = as_role(&it, Role::Strategist).await;
    let here = page(&it, 0, "personal");
    let manager = as_role(&it, Role::Manager).await;
    let denied = manager.post(&here, &fields(&[("act", "open")])).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let made = strategist.post(&here, &fields(&[("act", "open")])).await;
    assert_eq!(made.status, StatusCode::OK);
    let address = between(&made.text, "<code>", "</code>").unwrap().to_owned();
    let form = address.strip_prefix("http://localhost").unwrap();
    assert!(!strategist.get(&here).await.text.contains(&address), "shown this once");

    let staff = it.town.visitor();
    let page = staff.get(form).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["cache-control"], "no-store");
    assert!(page.text.contains("Egenby kommun") && !page.text.contains("<textarea"), "{}", page.text);
    let english = staff.get(&form.replace("/sv/personal/", "/en/staff/")).await;
    assert!(english.text.contains("You answer without a name."), "{}", english.text);
    let answer = fields(&[("act", "answer"), ("level-overgripande/statistik", "2"), ("comment", "Det var jag")]);
    for n in 0..5 {
        let done = staff.post(form, &answer).await;
        assert_eq!(done.location, format!("{form}?sagt=staff-thanks"), "{}", done.text);
        let thanks = staff.get(&done.location).await.text;
        assert!(thanks.contains("Tack.") && !thanks.contains("type=\"radio\""), "{thanks}");
        let open = strategist.get(&here).await.text;
        assert_eq!(open.contains("färre än fem"), n < 4, "{n}");
        assert!(!open.contains("2 Påbörjat: "), "{open}");
    }
    let empty = staff.post(form, &fields(&[("act", "answer")])).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(strategist.get(&here).await.text.contains("Den gamla länken slutar fungera direkt."));
    strategist.post(&here, &fields(&[("act", "close")])).await;
    assert_eq!(staff.get(form).await.status, StatusCode::NOT_FOUND);
    let shown = manager.get(&here).await.text;
    assert!(shown.contains("2 Påbörjat: 5"), "{shown}");
    let again = strategist.post(&here, &fields(&[("act", "open")])).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains("skulle avslöja vad de sista svarade"), "{}", again.text);
}
