//! The demonstration: the same every time it is put up on the same day, on any database, whatever the lots.

use std::{collections::BTreeMap, io::Read as _, sync::Arc};

use i18n::Lang;
use jiff::civil::{Date, date};
use office::{Late, Office, ProgressLine, RoundLine, Settings, Surroundings, Trouble, Visitor};
use programme::{ApplicationState, Id, KINDS, MeetingState, RoundState};
use serde_json::Value;
use storage::Store;

use crate::rig::{Engine, Rig, caller, on_both, run, start};

on_both! {
    the_moment_is_an_interesting_one
}

/// An office where anybody may sign in as an invented person.
async fn theatre(rig: &Rig) -> Office {
    let store = Store::open(&rig.address, KINDS, start()).await.unwrap();
    let settings = Settings { address: "https://jamsides.example".parse().unwrap(), demonstration: true, posts: false };
    Office::new(store, Arc::clone(&rig.around) as Arc<dyn Surroundings>, settings)
}

/// Noon in Sweden.
fn noon(rig: &Rig, day: Date) {
    rig.set(day.at(12, 0, 0, 0).to_zoned(programme::sweden()).unwrap().timestamp());
}

/// Everything there is after the stage has been put up, as one file.
async fn staged(engine: Engine, seed: u64, day: Date) -> Vec<u8> {
    let rig = Rig::new(engine).await;
    rig.seed(seed);
    noon(&rig, day);
    theatre(&rig).await.set_the_stage().await.unwrap();
    let path = rig.folder.path().join("staged.zip");
    rig.store.export(&path, start()).await.unwrap();
    std::fs::read(&path).unwrap()
}

/// What a file of everything says, file by file and line by line: without what is made of lots (hashes
/// with their salt), and with every id replaced by the place where it is first met. Lines are sorted by
/// id, and ids by the time they were made.
fn told(zip: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.sort_unstable();
    let mut known = BTreeMap::new();
    let mut all = BTreeMap::new();
    for name in names {
        // Sizes and hashes of the other files.
        if name == "manifest.json" {
            continue;
        }
        let mut bytes = Vec::new();
        archive.by_name(name.as_str()).unwrap().read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines = if name.ends_with(".ndjson") {
            text.lines().map(|line| numbered(&without_lots(line), &mut known)).collect()
        } else {
            vec![text]
        };
        all.insert(name, lines);
    }
    all
}

fn without_lots(line: &str) -> String {
    let mut line: Value = serde_json::from_str(line).unwrap();
    for field in ["seal", "salt", "body_hash", "hash"] {
        line.as_object_mut().unwrap().remove(field);
    }
    line.to_string()
}

/// The text with its ids replaced by numbers.
fn numbered(text: &str, known: &mut BTreeMap<String, usize>) -> String {
    const LONG: usize = 36;
    let mut said = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        match rest.get(..LONG).filter(|word| word.parse::<Id>().is_ok()) {
            Some(id) => {
                let next = known.len();
                let number = *known.entry(id.to_owned()).or_insert(next);
                said.push_str(&format!("<{number}>"));
                rest = &rest[LONG..];
            }
            None => {
                said.push(sign);
                rest = &rest[sign.len_utf8()..];
            }
        }
    }
    said
}

/// Ids of records, as they are.
fn ids(zip: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut text = String::new();
    archive.by_name("records/organisation.ndjson").unwrap().read_to_string(&mut text).unwrap();
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    text.lines().map(id).collect()
}

#[test]
fn put_up_twice_it_is_the_same() {
    run(Engine::Sqlite, |_| async {
        let today = date(2026, 2, 2);
        let first = staged(Engine::Sqlite, 1, today).await;
        // With the same lots: the same to the byte.
        assert!(staged(Engine::Sqlite, 1, today).await == first, "the same lots, another file");
        // With others: other ids, and everything else the same, on the other database too.
        let there = told(&first);
        let count = |kind: &str| there[&format!("records/{kind}.ndjson")].len();
        assert_eq!(
            (count("organisation"), count("person"), count("round"), count("group"), count("application")),
            (16, 35, 3, 3, 4)
        );
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let other = staged(engine, 4711, today).await;
            let same = ids(&first).into_iter().filter(|id| ids(&other).contains(id)).count();
            assert_eq!((ids(&other).len(), same), (16, 0), "ids are lots");
            let other = told(&other);
            assert_eq!(other.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>(), "{engine:?}");
            for (name, lines) in &other {
                assert_eq!(lines, &there[name], "{name} on {engine:?}");
            }
        }
    });
}

/// The days of it count from the day it is put up: any day will do.
#[test]
fn it_can_be_put_up_on_any_day() {
    run(Engine::Sqlite, |_| async {
        let days = [
            date(2026, 1, 1),
            // The nights the clock is moved, days when 200 days ago or in 100 days it is another year.
            date(2026, 3, 29),
            date(2026, 7, 19),
            date(2026, 9, 22),
            date(2026, 10, 25),
            date(2026, 12, 31),
            date(2028, 2, 29),
        ];
        for day in days {
            let rig = Rig::new(Engine::Sqlite).await;
            noon(&rig, day);
            let office = theatre(&rig).await;
            office.set_the_stage().await.unwrap();
            let states: Vec<RoundState> = office.rounds(None).await.unwrap().into_iter().map(|it| it.state).collect();
            // Those under way first, the one that begins last before the others.
            assert_eq!(states, [RoundState::Open, RoundState::Running, RoundState::Archived], "{day}");
        }
    });
}

async fn act(office: &Office, name: &str) -> Visitor {
    let cast = office.cast().await.unwrap();
    let acted = cast.iter().find(|it| it.name == name).unwrap();
    let signed_in = office.act_as(acted.account, &caller()).await.unwrap();
    office.visitor(signed_in.token.as_str()).await.unwrap().unwrap()
}

fn with(rounds: &[RoundLine], state: RoundState) -> &RoundLine {
    rounds.iter().find(|it| it.state == state).unwrap()
}

async fn the_moment_is_an_interesting_one(rig: Rig) {
    // Nobody puts it up where people are real.
    assert!(matches!(rig.office.set_the_stage().await, Err(Trouble::OnlyDemonstration)));
    let today = date(2026, 2, 2);
    noon(&rig, today);
    let office = theatre(&rig).await;
    office.set_the_stage().await.unwrap();
    assert!(office.is_stage().await.unwrap());
    let solveig = act(&office, "Solveig Granqvist").await;
    let rounds = office.rounds(Some(&solveig)).await.unwrap();
    let titles: Vec<(&str, RoundState)> = rounds.iter().map(|it| (it.title.as_str(), it.state)).collect();
    assert_eq!(
        titles,
        [
            ("Jämna län 2026", RoundState::Open),
            ("Jämna län 2025", RoundState::Running),
            ("Jämna län 2023", RoundState::Archived),
        ]
    );

    // A running round: one group ahead, one late, one that lost a member.
    let running = with(&rounds, RoundState::Running).id;
    let lines = office.progress(&solveig, running, Lang::Sv).await.unwrap();
    let late: Vec<&str> = lines.iter().filter(|it| !it.late.is_empty()).map(|it| it.name.as_str()).collect();
    assert_eq!(late, ["Kornhärads kommun", "Slättköpings kommun"]);
    let of = |name: &str| -> &ProgressLine { lines.iter().find(|it| it.name == name).unwrap() };
    let task = Late::Task { text: None, due: date(2026, 1, 23) };
    assert!(of("Kornhärads kommun").late.contains(&task), "{:?}", of("Kornhärads kommun").late);
    assert!(of("Slättköpings kommun").late.contains(&Late::Registration { on: date(2026, 2, 6) }));
    let group = |name: &str| of(name).group.as_ref().unwrap().1.clone();
    assert_eq!(
        (group("Laxmora kommun"), group("Slättköpings kommun"), group("Skärköpings kommun")),
        ("Fjäll och skog".into(), "Slätten".into(), "Kusten".into())
    );
    assert!(!lines.iter().any(|it| it.name == "Ejderhamra kommun"), "who has left is not late");
    let view = office.round(None, running, Lang::Sv).await.unwrap();
    let coast = view.groups.iter().find(|it| it.name == "Kusten").unwrap();
    let gone: Vec<_> = coast.members.iter().filter(|it| !it.today).map(|it| (it.name.as_str(), it.to)).collect();
    assert_eq!(gone, [("Ejderhamra kommun", Some(date(2026, 1, 12)))]);
    // That it left everybody may know, and why only who runs the round or is in it.
    let told = office.round(Some(&solveig), running, Lang::Sv).await.unwrap();
    for (view, left) in [
        (&view, "Ejderhamra kommun lämnar omgången."),
        (&told, "Ejderhamra kommun lämnar omgången. Strategen slutade och tjänsten är vakant."),
    ] {
        assert!(view.log.iter().any(|it| it.on == date(2026, 1, 12) && it.what == left), "{:?}", view.log);
    }
    // The one ahead has held a meeting and has set the next; the one that lost a member asks which day suits.
    let meetings = async |name: &str| {
        let group = view.groups.iter().find(|it| it.name == name).unwrap().id;
        let meetings = office.meetings_of_group(&solveig, group).await.unwrap();
        meetings.iter().map(|it| it.state).collect::<Vec<_>>()
    };
    assert_eq!(meetings("Fjäll och skog").await, [MeetingState::Held, MeetingState::Fixed]);
    assert_eq!(meetings("Slätten").await, [MeetingState::Fixed]);
    assert_eq!(meetings("Kusten").await, [MeetingState::Held, MeetingState::Poll]);

    // A new round with applications waiting: what is only a draft is not told of.
    let open = with(&rounds, RoundState::Open).id;
    let waiting: Vec<_> = office
        .applications(&solveig, open)
        .await
        .unwrap()
        .into_iter()
        .map(|it| (it.name, it.state, it.lacks))
        .collect();
    assert_eq!(
        waiting,
        [
            ("Granvattna kommun".to_owned(), ApplicationState::Sent, 0),
            ("Klöverhamra kommun".to_owned(), ApplicationState::Sent, 0),
            ("Region Granmark".to_owned(), ApplicationState::Returned, 1),
        ]
    );
    // Today's mentors promised to mentor in the round before; one who did has applied anew instead.
    let (_, promises) = office.promises_before(&solveig, running).await.unwrap();
    let kept: Vec<(&str, bool)> = promises.iter().map(|it| (it.name.as_str(), !it.kept.is_empty())).collect();
    assert_eq!(
        kept,
        [
            ("Bokhärads kommun", false),
            ("Klöverhamra kommun", false),
            ("Sjöhamra kommun", true),
            ("Strömhärads kommun", true),
            ("Älvhamra kommun", true),
        ]
    );
}
