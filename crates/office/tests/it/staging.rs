//! The demonstration: the same every time it is put up on the same day, on any database, whatever the lots.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    sync::Arc,
};

use i18n::Lang;
use jiff::civil::{Date, date};
use method::{Answers, Library, Organisation as Kind};
use office::{
    AssessAt, CardView, FormSaid, Late, MeasuredSex, Office, Press, ProgressLine, ReportState, RoundLine, RunFinding,
    RunFindingKind, Settings, Surroundings, TaskKey, TemplateState, Trouble, Visitor,
};
use programme::{
    ApplicationState, Evidence, Filled, Id, ImprovementState, KINDS, Lives, MeetingState, Movement, OrganisationId,
    RoundId, RoundState, StaffAnswer, StepWork, Tally, Visibility, WorkState,
};
use serde_json::Value;
use storage::Store;

use crate::{
    results::Witness,
    rig::{Engine, Rig, caller, on_both, run, start},
};

on_both! {
    the_moment_is_an_interesting_one
    the_round_is_half_way_through_its_steps
    a_file_handed_in_is_no_template
    teams_have_assessed_themselves
    something_is_improved
    templates_are_filled_in
    the_round_before_has_its_results
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
            (38, 40, 4, 3, 20)
        );
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let other = staged(engine, 4711, today).await;
            let same = ids(&first).into_iter().filter(|id| ids(&other).contains(id)).count();
            assert_eq!((ids(&other).len(), same), (38, 0), "ids are lots");
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
            let expected = [RoundState::Open, RoundState::Admission, RoundState::Running, RoundState::Archived];
            assert_eq!(states, expected, "{day}");
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
            ("Nya grannar 2026", RoundState::Admission),
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
    let of_the_round_before = ["Bokhärads", "Klöverhamra", "Sjöhamra", "Strömhärads", "Älvhamra"];
    let kept: Vec<(&str, bool)> = promises
        .iter()
        // The others wait for the round whose groups are to be formed.
        .filter(|it| of_the_round_before.iter().any(|name| it.name.starts_with(name)))
        .map(|it| (it.name.as_str(), !it.kept.is_empty()))
        .collect();
    assert!(promises.iter().filter(|it| !it.kept.is_empty()).count() == 3, "{promises:?}");
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

/// Today on the stage of the stories below.
const TODAY: Date = date(2026, 2, 2);

/// The stage on that day, with the ids of its rounds: the running and the archived one.
async fn half_way(rig: &Rig) -> (Office, RoundId, RoundId) {
    noon(rig, TODAY);
    let office = theatre(rig).await;
    office.set_the_stage().await.unwrap();
    let rounds = office.rounds(None).await.unwrap();
    let (running, before) = (with(&rounds, RoundState::Running).id, with(&rounds, RoundState::Archived).id);
    (office, running, before)
}

/// The organisation somebody stands for.
fn home(visitor: &Visitor) -> OrganisationId {
    visitor.actor.standings[0].organisation
}

fn occasion(round: RoundId, organisation: OrganisationId, step: &str) -> AssessAt {
    AssessAt { round, organisation, step: step.into() }
}

async fn the_round_is_half_way_through_its_steps(rig: Rig) {
    let (office, running, _) = half_way(&rig).await;
    let (ylva, amina) = (act(&office, "Ylva Orrheim").await, act(&office, "Amina Slättman").await);
    let steps = async |visitor: &Visitor| {
        let view = office.steps(visitor, running, home(visitor), Lang::Sv).await.unwrap();
        let touched = view.steps.into_iter().filter(|it| it.tally.untouched < it.tally.all());
        touched.map(|it| (it.id, it.tally, it.late)).collect::<Vec<_>>()
    };
    let tally = |all: [usize; 5]| {
        let [untouched, under_way, looked_at, done, not_relevant] = all;
        Tally { untouched, under_way, looked_at, done, not_relevant }
    };
    let expected = |lines: &[(&str, [usize; 5])]| -> Vec<(String, Tally, usize)> {
        lines.iter().map(|(step, all)| ((*step).to_owned(), tally(*all), 0)).collect()
    };
    assert_eq!(
        steps(&ylva).await,
        expected(&[
            ("webbkurs", [0, 0, 0, 1, 0]),
            ("uppstart", [0, 0, 0, 4, 0]),
            ("strategtraff-styrning", [0, 0, 0, 2, 0]),
            ("traff-styrning", [0, 0, 2, 10, 1]),
            ("hemma-styrning", [3, 2, 0, 4, 0]),
            ("strategtraff-forbattring", [0, 1, 0, 1, 0]),
            ("traff-forbattring", [7, 1, 0, 1, 0]),
        ])
    );
    let late: Vec<(String, Tally)> = steps(&amina).await.into_iter().map(|(step, tally, _)| (step, tally)).collect();
    assert_eq!(
        late,
        [
            ("webbkurs".to_owned(), tally([0, 0, 0, 1, 0])),
            ("uppstart".to_owned(), tally([3, 0, 1, 0, 0])),
            ("traff-styrning".to_owned(), tally([12, 1, 0, 0, 0])),
        ]
    );
    // Everything one can show something with, and a reason wherever something is nothing for them.
    let works = rig.store.list::<StepWork>().await.unwrap();
    let kinds: BTreeSet<&str> = works.iter().flat_map(|it| &it.body.evidence).map(Evidence::code).collect();
    assert_eq!(kinds, BTreeSet::from(Evidence::KINDS.map(|(code, _)| code)));
    let states: BTreeSet<WorkState> = works.iter().map(|it| it.body.state).collect();
    assert_eq!(states, BTreeSet::from(WorkState::ALL));
    assert_eq!(works.iter().filter(|it| it.body.why.is_some()).count(), 3);
    assert_eq!(rig.store.verify().await.unwrap().findings, []);
}

async fn a_file_handed_in_is_no_template(rig: Rig) {
    let (office, running, _) = half_way(&rig).await;
    let ylva = act(&office, "Ylva Orrheim").await;
    let template = async |who: &Visitor, step: &str, task: &str| {
        let (step, task) = (step.to_owned(), task.to_owned());
        let key = TaskKey { round: running, organisation: home(&ylva), step, task };
        let line = office.task(who, &key, Lang::Sv).await.unwrap().line;
        let fills = line.fills.unwrap();
        (fills.name, fills.template, line.state, line.handed)
    };
    // A file was handed in at the meeting, and nobody has written in the template; its name is the form's.
    let named = |name: &str| format!("Presentation: {name}");
    assert_eq!(
        template(&ylva, "traff-forbattring", "presentation").await,
        (named("förbättringsarbete"), Some(TemplateState::Untouched), WorkState::Done, Some(date(2026, 2, 1)))
    );
    assert_eq!(
        template(&ylva, "traff-styrning", "presentation").await,
        (named("ledning och styrning"), Some(TemplateState::Finished), WorkState::Done, None)
    );
    let (_, plans, ..) = template(&ylva, "hemma-styrning", "planera-test").await;
    assert_eq!(plans, Some(TemplateState::Begun { answered: 7, asked: 9 }));
    // The mentor sees that the task is done, not how far a template of theirs has come.
    let margareta = act(&office, "Margareta Älvmo").await;
    assert_eq!(template(&margareta, "traff-styrning", "presentation").await.1, None);
}

async fn teams_have_assessed_themselves(rig: Rig) {
    let (office, running, before) = half_way(&rig).await;
    let ylva = act(&office, "Ylva Orrheim").await;
    let (johan, margareta) = (act(&office, "Johan Skärlund").await, act(&office, "Margareta Älvmo").await);
    let laxmora = home(&ylva);
    let view = office.assessments(&ylva, running, laxmora, Lang::Sv).await.unwrap();
    let lines: Vec<_> = view
        .lines
        .iter()
        .map(|it| (it.step.as_str(), it.of_team, it.handed, it.agreed, it.joint, it.questions))
        .collect();
    assert_eq!(
        lines,
        [
            (
                "traff-styrning",
                Some((3, 4)),
                Some(date(2025, 10, 12)),
                Some(date(2025, 10, 15)),
                Some(Visibility::Group),
                Some((1, 0))
            ),
            // Two of the three have answered: nobody has agreed on anything.
            ("traff-forbattring", Some((2, 4)), Some(date(2026, 1, 30)), None, None, Some((0, 0))),
            ("traff-uppfoljning", Some((0, 4)), None, None, None, Some((0, 0))),
            ("resultat", Some((0, 4)), None, None, None, Some((0, 0))),
        ]
    );
    let first = occasion(running, laxmora, "traff-styrning");
    let joint = office.joint_assessment(&ylva, &first, None, Lang::Sv).await.unwrap();
    let names: Vec<&str> = joint.sheets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Övergripande nivå", "Socialnämnden"]);
    let apart: Vec<(&str, Option<u8>)> =
        joint.sheet.lines.iter().filter(|it| it.disagree).map(|it| (it.item.id.as_str(), it.level)).collect();
    assert_eq!(apart, [("politisk-efterfragan", Some(2)), ("statistik", Some(3)), ("konkreta-forbattringar", Some(3))]);
    // Nine of the staff have answered in one organisation, and three in another, of whom nothing is shown.
    let sum = joint.sheet.lines[0].staff.clone().unwrap();
    assert_eq!((sum.answered, sum.unknown, sum.levels, sum.rest), (9, 0, [(3, 4)].into(), 5));
    let lisbet = act(&office, "Lisbet Rågstam").await;
    let theirs = occasion(running, home(&lisbet), "traff-styrning");
    let staff = office.staff_assessment(&lisbet, &theirs, Lang::Sv).await.unwrap();
    assert_eq!(staff.answered, None);
    assert!(staff.sheets.iter().flat_map(|it| &it.items).all(|it| it.sum.is_none()));
    assert_eq!(rig.store.list::<StaffAnswer>().await.unwrap().len(), 12);

    // A question that is answered, and one that is not; the mentor reads both.
    let again = occasion(running, home(&lisbet), "traff-forbattring");
    for (at, item, answered) in
        [(&first, "systematiskt-forbattringsarbete", true), (&again, "systematiskt-forbattringsarbete", false)]
    {
        let asked = office.assess_questions(&margareta, at, Lang::Sv).await.unwrap().questions;
        let asked: Vec<(&str, u8, bool)> =
            asked.iter().map(|it| (it.item.id.as_str(), it.level, it.reply.is_some())).collect();
        assert_eq!(asked, [(item, 3, answered)]);
    }
    // What has moved since the first time.
    let joint = office.joint_assessment(&lisbet, &again, None, Lang::Sv).await.unwrap();
    let moved: Vec<(Movement, usize)> = joint.moved.into_iter().collect();
    assert_eq!(moved, [(Movement::Up, 5), (Movement::Same, 5)]);

    // Shown to the round, to the group, to nobody.
    let tangkoping = home(&act(&office, "Elin Tångsten").await);
    assert!(matches!(office.assessments(&johan, running, tangkoping, Lang::Sv).await, Err(Trouble::Nothing)));
    let shown = async |visitor: &Visitor, organisation| -> Vec<(String, Option<Visibility>)> {
        let view = office.assessments(visitor, running, organisation, Lang::Sv).await.unwrap();
        let lines = view.lines.into_iter().filter(|it| it.joint.is_some());
        lines.map(|it| (it.step, it.joint)).collect()
    };
    let ragkoping = home(&lisbet);
    assert_eq!(shown(&johan, ragkoping).await, [("traff-styrning".to_owned(), Some(Visibility::Round))]);
    assert_eq!(
        shown(&ylva, ragkoping).await,
        [
            ("traff-styrning".to_owned(), Some(Visibility::Round)),
            ("traff-forbattring".to_owned(), Some(Visibility::Group)),
        ]
    );
    // The group that is late has nothing.
    let amina = act(&office, "Amina Slättman").await;
    assert!(shown(&amina, home(&amina)).await.is_empty());
    // The mentor's own, from the round before: at the end it is everybody's.
    let last = occasion(before, home(&margareta), "resultat");
    let joint = office.joint_assessment(&ylva, &last, None, Lang::Sv).await.unwrap();
    assert_eq!((joint.agreed, joint.visibility), (Some(date(2024, 12, 9)), Visibility::Public));
    let levels: Vec<Option<u8>> = joint.sheet.lines.iter().map(|it| it.level).collect();
    assert_eq!(levels, [4, 3, 2, 3, 3, 2, 2, 3, 3, 2].map(Some));
}

async fn something_is_improved(rig: Rig) {
    use ImprovementState::{Dropped, Planned, Secured, Studied, Testing};
    let (office, running, before) = half_way(&rig).await;
    let ylva = act(&office, "Ylva Orrheim").await;
    let (lisbet, johan) = (act(&office, "Lisbet Rågstam").await, act(&office, "Johan Skärlund").await);
    let (elin, siv) = (act(&office, "Elin Tångsten").await, act(&office, "Siv Hamrin-Klöv").await);
    let margareta = act(&office, "Margareta Älvmo").await;
    let cards = async |visitor: &Visitor, of: &Visitor| -> Vec<(ImprovementState, Visibility)> {
        let view = office.improvements(visitor, running, home(of)).await.unwrap();
        view.lines.iter().map(|it| (it.state, it.visibility)).collect()
    };
    assert_eq!(cards(&ylva, &ylva).await, [(Testing, Visibility::Group), (Secured, Visibility::Round)]);
    assert_eq!(cards(&ylva, &lisbet).await, [(Planned, Visibility::Group), (Studied, Visibility::Group)]);
    assert_eq!(cards(&johan, &johan).await, [(Testing, Visibility::Round), (Dropped, Visibility::Group)]);
    assert_eq!(cards(&ylva, &johan).await, [(Testing, Visibility::Round)]);
    assert_eq!(cards(&elin, &elin).await, [(Planned, Visibility::Own)]);
    let hidden = office.improvements(&ylva, running, home(&elin)).await;
    assert!(matches!(hidden, Err(Trouble::Nothing)));

    // A shift for women and none for men; nothing at all; too few men to be shown to others.
    let card = async |visitor: &Visitor, of: &Visitor, state: ImprovementState| {
        let view = office.improvements(visitor, running, home(of)).await.unwrap();
        let id = view.lines.iter().find(|it| it.state == state).unwrap().id;
        office.improvement(Some(visitor), id, Lang::Sv).await.unwrap()
    };
    type Said = (RunFindingKind, Option<bool>, usize);
    let said = |card: &CardView| -> Vec<(MeasuredSex, Vec<Said>)> {
        let finding = |it: &RunFinding| (it.kind, it.good, it.count);
        card.readings.iter().map(|it| (it.of, it.findings.iter().map(finding).collect())).collect()
    };
    let waiting = card(&ylva, &ylva, Testing).await;
    assert_eq!(
        said(&waiting),
        [
            (MeasuredSex::Women, vec![(RunFindingKind::Shift, Some(true), 8)]),
            (MeasuredSex::Men, vec![(RunFindingKind::Same, None, 18)]),
        ]
    );
    assert_eq!(waiting.readings[0].median, Some(22.5));
    let leave = card(&lisbet, &lisbet, Studied).await;
    let same = vec![(RunFindingKind::Same, None, 12)];
    assert_eq!(said(&leave), [(MeasuredSex::Women, same.clone()), (MeasuredSex::Men, same)]);
    let sick = card(&ylva, &johan, Testing).await;
    assert!(sick.lines.iter().all(|it| it.women.is_some() && it.men.is_none() && it.men_few), "{:?}", sick.lines);
    assert_eq!(card(&johan, &johan, Testing).await.lines.len(), 5);
    let dropped = card(&johan, &johan, Dropped).await.body;
    assert!(dropped.decision.starts_with("Tekniska nämnden avslutade testet"), "{}", dropped.decision);
    let secured = card(&ylva, &ylva, Secured).await;
    assert_eq!(secured.body.spread.len(), 2);

    // Three generations, across organisations and rounds.
    let ideas = office.ideas(Some(&ylva), running, Lang::Sv).await.unwrap();
    let [root] = ideas.family.as_slice() else { panic!("{:?}", ideas.family) };
    let first = root.idea.as_ref().unwrap();
    assert_eq!((first.place.as_str(), first.round), ("Älvhamra kommun", Some(before)));
    assert_eq!(first.before, Some(("umea".into(), "pilot-2015".into())));
    let [home_taken] = root.under.as_slice() else { panic!("{root:?}") };
    let second = home_taken.idea.as_ref().unwrap();
    assert_eq!((second.place.as_str(), second.round), ("Laxmora kommun", Some(running)));
    let third: Vec<&str> = home_taken.under.iter().map(|it| it.idea.as_ref().unwrap().place.as_str()).collect();
    assert_eq!(third, ["Rågköpings kommun", "Skärköpings kommun"]);
    // Nobody signed in learns that there is more than where it began.
    let family = office.ideas(None, running, Lang::Sv).await.unwrap().family;
    assert_eq!(family, []);

    // A year after the round before: one change lives, one does not; another organisation is asked.
    let asked = office.check_ins(&margareta, before, home(&margareta)).await.unwrap().asked;
    let [year] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((year.months, year.answered), (12, Some(date(2026, 1, 13))));
    let lives: Vec<Option<Lives>> = year.lines.iter().map(|it| it.lives).collect();
    assert_eq!(lives, [Some(Lives::Yes), Some(Lives::No)]);
    let asked = office.check_ins(&siv, before, home(&siv)).await.unwrap().asked;
    let waiting: Vec<_> = asked.iter().map(|it| (it.months, it.answered, it.lines.len())).collect();
    assert_eq!(waiting, [(12, None, 1)]);
}

async fn templates_are_filled_in(rig: Rig) {
    let (office, running, _) = half_way(&rig).await;
    let (ylva, lisbet) = (act(&office, "Ylva Orrheim").await, act(&office, "Lisbet Rågstam").await);
    let forms = async |visitor: &Visitor, of: &Visitor| -> Vec<(String, Option<Date>, Visibility)> {
        let view = office.forms(Some(visitor), running, home(of), Lang::Sv).await.unwrap();
        let begun = view.lines.into_iter().filter(|it| it.begun);
        let mut all: Vec<_> = begun.map(|it| (it.form, it.finished, it.visibility)).collect();
        all.sort();
        all
    };
    let form = |id: &str, finished, visibility| (id.to_owned(), finished, visibility);
    let shown = [
        form("organisationsfakta", Some(date(2025, 7, 5)), Visibility::Group),
        form("presentation-styrning", Some(date(2025, 10, 17)), Visibility::Group),
        form("styrsystem", Some(date(2025, 10, 13)), Visibility::Group),
    ];
    let mut own = vec![form("forbattringsplan", None, Visibility::Own)];
    own.extend(shown.clone());
    assert_eq!(forms(&ylva, &ylva).await, own);
    assert_eq!(forms(&lisbet, &ylva).await, shown);
    // Everything fits where it stands, and what is finished lacks nothing.
    let library = Library::built_in();
    let all = rig.store.list::<Filled>().await.unwrap();
    let of_running = all.iter().filter(|it| it.body.round == running).count();
    assert_eq!((of_running, all.len()), (7, 24));
    for it in all {
        let asked = library.form(&it.body.form).unwrap().asked_of(Kind::Municipality);
        let answers: Answers = it
            .body
            .answers
            .iter()
            .map(|(field, value)| (field.as_str().into(), serde_json::from_value(value.clone()).unwrap()))
            .collect();
        assert_eq!(method::misfits(&asked, &answers), [], "{}", it.body.form);
        let missing = method::missing(&asked, &answers).len();
        assert_eq!(missing == 0, it.body.finished.is_some(), "{}: {missing}", it.body.form);
    }
}

async fn the_round_before_has_its_results(rig: Rig) {
    let (office, _, before) = half_way(&rig).await;
    let (margareta, asta) = (act(&office, "Margareta Älvmo").await, act(&office, "Asta Strömvik").await);
    let (siv, solveig) = (act(&office, "Siv Hamrin-Klöv").await, act(&office, "Solveig Granqvist").await);
    // Everybody reads what is published, and nobody outside who has not handed in.
    let public = office.results(None, before, Lang::Sv).await.unwrap();
    let lines: Vec<_> = public.lines.iter().map(|it| (it.name.as_str(), it.on, it.published)).collect();
    let (first, second) = (date(2024, 11, 28), date(2024, 11, 27));
    assert_eq!(lines, [("Klöverhamra kommun", first, true), ("Älvhamra kommun", second, true)]);
    assert!(public.archived && public.waiting.is_empty() && public.meetings.is_empty());
    let inside = office.results(Some(&solveig), before, Lang::Sv).await.unwrap();
    assert_eq!(inside.waiting, ["Bokhärads kommun", "Sjöhamra kommun"]);
    assert_eq!(inside.meetings.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["Resultatkonferens"]);
    let state =
        async |who: &Visitor, of: &Visitor| office.report(Some(who), before, home(of), Lang::Sv).await.unwrap().state;
    assert_eq!(state(&margareta, &margareta).await, ReportState::Published(second));
    assert_eq!(state(&asta, &asta).await, ReportState::HandedIn(date(2024, 11, 29)));
    // What was shown to the round is for it while the round is.
    assert_eq!(state(&solveig, &asta).await, ReportState::Unwritten);
    // All tasks are done, and those who work in it are nowhere any more.
    for who in [&margareta, &asta, &siv] {
        let steps = office.steps(who, before, home(who), Lang::Sv).await.unwrap().steps;
        assert!(steps.iter().all(|it| it.tally.done == it.tally.all() && !it.here), "{steps:?}");
    }
    let forms = office.forms(Some(&margareta), before, home(&margareta), Lang::Sv).await.unwrap().lines;
    assert!(forms.iter().all(|it| it.finished.is_some()), "{forms:?}");
    // The report says how it is secured; that plan is published along with it.
    let report = office.report(None, before, home(&siv), Lang::Sv).await.unwrap().report.unwrap();
    let mut fields = report.sections.iter().flat_map(|section| &section.fields);
    let secured = fields.find(|it| it.id == "sakrat").unwrap().said.as_ref().unwrap().plain(Lang::Sv);
    assert!(secured.contains("Skolornas läsårsplan"), "{secured}");

    // The booklet for everybody: both by name, each with what was measured for women and men.
    let witness = Arc::new(Witness::default());
    let office = office.printing(Arc::clone(&witness) as Arc<dyn Press>);
    let (name, ..) = office.booklet(None, before, Lang::Sv).await.unwrap();
    assert_eq!(name, "Resultat Jämna län 2023.pdf");
    let papers = witness.booklets.lock().unwrap().clone();
    let [paper] = papers.as_slice() else { panic!("{papers:?}") };
    let chapters: Vec<&str> = paper.chapters.iter().map(|it| it.heading.as_str()).collect();
    assert_eq!(chapters, ["Klöverhamra kommun", "Älvhamra kommun"]);
    assert_eq!(paper.without, ["Bokhärads kommun", "Sjöhamra kommun", "Strömhärads kommun"]);
    let cells: Vec<Vec<String>> = paper
        .chapters
        .iter()
        .map(|it| match &it.sections[1].fields[0].said {
            Some(FormSaid::Table { rows, .. }) => rows.iter().flatten().map(|cell| cell.plain(Lang::Sv)).collect(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        cells,
        [
            ["Kvinnor och flickor", "231", "235", "Män och pojkar", "203", "214"],
            ["Kvinnor och flickor", "12", "20", "Män och pojkar", "20", "17"],
        ]
    );
}
