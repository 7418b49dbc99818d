//! Rounds on models of different years in one store: each goes by its own, and between two self-assessments
//! only what their mapping says is the same question on the same scale counts as movement. No level comes
//! from anywhere but from who gave it.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use method::{Library, Relation};
use office::{AssessAt, JointForm, JointLine, JointView, Since, TaskKey, Trouble, Visitor, WorkForm};
use programme::{
    Capacity, JointAnswer, Movement, OrganisationId, ParticipationId, Role, Round, RoundId, StepWork, WorkState,
};
use serde_json::Value;

use crate::{
    acts::Dice,
    circle::{Circle, follows, take_part},
    rig::{Engine, Rig, on_both},
};

on_both! {
    a_round_of_2017_and_one_of_2023_side_by_side
}

const MODELS: [&str; 5] = ["modell-2017", "modell-2018", "modell-2019", "modell-2021", "modell-2023"];

/// The levels of a joint answer by item, as they were given.
type Given = BTreeMap<String, u8>;

fn instrument(model: &str) -> &'static method::Instrument {
    let library = Library::built_in();
    library.instrument(library.model(model).unwrap().instrument.as_str()).unwrap()
}

async fn read(rig: &Rig, me: &Visitor, at: &AssessAt) -> JointView {
    rig.office.joint_assessment(me, at, None, Lang::Sv).await.unwrap()
}

/// The team's answers to some of the items of the whole organisation, whichever; a few are not known.
async fn answer(rig: &Rig, me: &Visitor, at: &AssessAt, dice: &mut Dice) -> Given {
    let mut given = Given::new();
    for line in read(rig, me, at).await.sheet.lines {
        let levels: Vec<u8> = line.item.levels.iter().map(|it| it.level).collect();
        let level = match dice.of(4) {
            0 => continue,
            1 if dice.of(3) == 0 => None,
            _ => Some(levels[dice.of(levels.len())]),
        };
        let was = rig.office.joint_item(me, at, &line.item.code, Lang::Sv).await.unwrap().was;
        let written = level.map_or_else(|| office::UNKNOWN.to_owned(), |it| it.to_string());
        let form = JointForm { level: written, comment: String::new() };
        rig.office.save_joint(me, at, &line.item.code, &was, &form).await.unwrap();
        if let Some(level) = level {
            given.insert(line.item.id, level);
        }
    }
    given
}

async fn agree(rig: &Rig, me: &Visitor, at: &AssessAt) {
    let view = read(rig, me, at).await;
    if view.version > 0 {
        rig.office.agree_joint(me, at, view.version, &[me.person.to_string()]).await.unwrap();
    }
}

/// What is to stand at an item now, worked out from the mapping's own table.
fn expected((then, before): (&str, &Given), (now, given): (&str, &Given), item: &str) -> Vec<Expected> {
    let (then, now) = (instrument(then), instrument(now));
    let after = given.get(item).copied();
    if then.id == now.id {
        let before = before.get(item).copied();
        return if before.or(after).is_some() { vec![Expected::Moved(before, after)] } else { Vec::new() };
    }
    let Some(mapping) = Library::built_in().mapping(then.id.as_str(), now.id.as_str()) else { return Vec::new() };
    let pairs = mapping.pairs.iter().filter(|it| it.to.as_ref().is_some_and(|to| to.as_str() == item));
    let one = |pair: &method::Pair| {
        let before = pair.from.as_ref().and_then(|from| before.get(from.as_str()).copied());
        match pair.relation {
            Relation::Same if mapping.levels_comparable => {
                before.or(after).is_some().then_some(Expected::Moved(before, after))
            }
            Relation::None => Some(Expected::Apart(None)),
            Relation::Same | Relation::Near => Some(Expected::Apart(before)),
        }
    };
    pairs.filter_map(one).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// From the one level to the other.
    Moved(Option<u8>, Option<u8>),
    /// Beside each other and not compared, with the level of then.
    Apart(Option<u8>),
}

fn said(line: &JointLine) -> Vec<Expected> {
    let one = |it: &Since| match it {
        Since::Moved { how, before } => {
            let after = line.level;
            let right = match (*before, after) {
                (Some(a), Some(b)) if a < b => Movement::Up,
                (Some(a), Some(b)) if b < a => Movement::Down,
                (Some(_), Some(_)) => Movement::Same,
                (Some(_), None) => Movement::Gone,
                (None, _) => Movement::New,
            };
            assert_eq!(*how, right, "{line:?}");
            Expected::Moved(*before, after)
        }
        Since::Apart { why, then } => {
            assert!(!why.is_empty(), "{line:?}");
            Expected::Apart(then.as_ref().map(|(_, level)| *level))
        }
    };
    line.since.iter().map(one).collect()
}

/// An organisation's answers in a round of the one model, then in one of the other.
async fn beside(rig: &Rig, rounds: &[RoundId; 5], (then, now): (usize, usize), dice: &mut Dice) -> usize {
    let place = rig.place(&format!("Kommun {then} {now} {}", dice.of(1_000_000))).await;
    for round in [rounds[then], rounds[now]] {
        take_part(rig, round, place, Capacity::Participant).await;
    }
    let me = rig.guest("Åsa Strateg", place, Role::Strategist).await;
    let at = async |round: usize| {
        let all = rig.office.assessments(&me, rounds[round], place, Lang::Sv).await.unwrap();
        AssessAt { round: rounds[round], organisation: place, step: all.lines[0].step.clone() }
    };
    let (old, new) = (at(then).await, at(now).await);
    let before = answer(rig, &me, &old, dice).await;
    agree(rig, &me, &old).await;
    let given = answer(rig, &me, &new, dice).await;

    let view = read(rig, &me, &new).await;
    let (of_then, of_now) = (instrument(MODELS[then]), instrument(MODELS[now]));
    let items: Vec<&str> = view.sheet.lines.iter().map(|it| it.item.id.as_str()).collect();
    let own: Vec<&str> = of_now.items.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(items, own, "{}", MODELS[now]);
    // What was written before is there, as it was written, in its own round.
    let there: Given =
        read(rig, &me, &old).await.sheet.lines.iter().filter_map(|it| Some((it.item.id.clone(), it.level?))).collect();
    assert_eq!(there, before);
    let begun = view.earlier.is_some();
    let compares =
        of_then.id == of_now.id || Library::built_in().mapping(of_then.id.as_str(), of_now.id.as_str()).is_some();
    if let Some(earlier) = &view.earlier {
        assert_eq!(earlier.why.is_none(), compares, "{} {}", MODELS[then], MODELS[now]);
        assert_eq!(earlier.instrument.is_some(), of_then.id != of_now.id);
    }
    let mut moved = 0;
    for line in &view.sheet.lines {
        assert_eq!(line.level, given.get(&line.item.id).copied(), "{line:?}");
        let expected =
            if begun { expected((MODELS[then], &before), (MODELS[now], &given), &line.item.id) } else { Vec::new() };
        assert_eq!(said(line), expected, "{} {}: {line:?}", MODELS[then], MODELS[now]);
        moved += expected.iter().filter(|it| matches!(it, Expected::Moved(..))).count();
    }
    assert_eq!(view.moved.values().sum::<usize>(), moved);
    moved
}

/// Every model after every other, twice, with answers by lot.
#[test]
fn no_answer_of_any_year_becomes_a_level_of_another() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let rig = Rig::new(Engine::Sqlite).await;
        let organiser = rig.place("SKR").await;
        let mut rounds: Vec<RoundId> = Vec::new();
        for model in MODELS {
            rounds.push(follows(&rig, organiser, model, model).await);
        }
        let rounds: [RoundId; 5] = rounds.try_into().unwrap();
        let mut dice = Dice(testkit::Lots(17));
        let mut moved: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for _ in 0..2 {
            for (then, earlier) in MODELS.iter().enumerate() {
                for (now, later) in MODELS.iter().enumerate().filter(|(now, _)| *now != then) {
                    let pair = (instrument(earlier).id.as_str(), instrument(later).id.as_str());
                    *moved.entry(pair).or_default() += beside(&rig, &rounds, (then, now), &mut dice).await;
                }
            }
        }
        // Three levels and four are never the same, nor does anybody go backwards; the rest is.
        let some: BTreeSet<(&str, &str)> = moved.iter().filter(|(_, n)| **n > 0).map(|(pair, _)| *pair).collect();
        let (a, b) = ("sjalvskattning-2017", "sjalvskattning-2018");
        assert_eq!(some, [(a, b), (b, b)].into(), "{moved:?}");
    });
}

/// The records of a kind in what an organisation takes out.
fn taken_out(bytes: &[u8], kind: &str) -> Vec<Value> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(&format!("records/{kind}.ndjson")).unwrap().read_to_string(&mut text).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What stands in a record that was taken out.
fn body(record: &Value) -> Value {
    match &record["body"] {
        Value::String(text) => serde_json::from_str(text).unwrap(),
        other => other.clone(),
    }
}

async fn a_round_of_2017_and_one_of_2023_side_by_side(rig: Rig) {
    let it = Circle::new(rig).await;
    let (rig, office) = (&it.rig, &it.rig.office);
    let old = follows(rig, it.organiser, "modell-2017", "Modellkommuner 2017").await;
    take_part(rig, old, it.kramfors, Capacity::Participant).await;
    let me = rig.sign_in(it.who("strategist").person).await;
    let rounds = [(old, "modell-2017"), (it.round, "modell-2023")];
    let mut dice = Dice(testkit::Lots(2023));

    // Both are worked in, a little in the one and a little in the other.
    let mut work: BTreeMap<RoundId, BTreeMap<(String, String), WorkState>> = BTreeMap::new();
    for _ in 0..30 {
        let (round, model) = rounds[dice.of(2)];
        let steps = &Library::built_in().model(model).unwrap().steps;
        let step = &steps[dice.of(steps.len())];
        let page = office.step(&me, round, it.kramfors, step.id.as_str(), Lang::Sv).await.unwrap();
        if page.tasks.is_empty() {
            continue;
        }
        let line = &page.tasks[dice.of(page.tasks.len())];
        let state = [WorkState::UnderWay, WorkState::LookedAt, WorkState::Done][dice.of(3)];
        let form = WorkForm { state: state.code().into(), ..WorkForm::default() };
        office.set_work(&me, &line.key, line.version, &form).await.unwrap();
        work.entry(round).or_default().insert((line.key.step.clone(), line.key.task.clone()), state);
    }
    let at = |round: RoundId| AssessAt { round, organisation: it.kramfors, step: "traff-styrning".into() };
    let mut given: BTreeMap<RoundId, Given> = BTreeMap::new();
    for (round, _) in rounds {
        given.insert(round, answer(rig, &me, &at(round), &mut dice).await);
    }

    for (round, model) in rounds {
        let other = rounds.iter().find(|(id, _)| *id != round).unwrap();
        let (model, foreign) = (Library::built_in().model(model).unwrap(), Library::built_in().model(other.1).unwrap());
        // Its own steps, with their own tasks, as far as they have come there.
        let steps = office.steps(&me, round, it.kramfors, Lang::Sv).await.unwrap();
        let ids: Vec<&str> = steps.steps.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, model.steps.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
        assert_eq!(steps.model, model.name.sv);
        for step in &model.steps {
            let page = office.step(&me, round, it.kramfors, step.id.as_str(), Lang::Sv).await.unwrap();
            let own: BTreeSet<&str> = step.tasks.iter().map(|it| it.id.as_str()).collect();
            for line in &page.tasks {
                assert!(own.contains(line.key.task.as_str()), "{:?}", line.key);
                let key = (line.key.step.clone(), line.key.task.clone());
                let state = work.get(&round).and_then(|it| it.get(&key)).copied();
                assert_eq!(line.state, state.unwrap_or(WorkState::Untouched), "{:?}", line.key);
            }
        }
        // Its own items, with the answers given there; the other's are nothing here.
        let view = read(rig, &me, &at(round)).await;
        let levels: Given = view.sheet.lines.iter().filter_map(|it| Some((it.item.id.clone(), it.level?))).collect();
        assert_eq!(levels, given[&round]);
        let own: BTreeSet<&str> = view.sheet.lines.iter().map(|it| it.item.code.as_str()).collect();
        for line in read(rig, &me, &at(other.0)).await.sheet.lines {
            assert!(!own.contains(line.item.code.as_str()), "{}", line.item.code);
            let strange = office.joint_item(&me, &at(round), &line.item.code, Lang::Sv).await;
            assert!(matches!(strange, Err(Trouble::Nothing)), "{}: {strange:?}", line.item.code);
        }
        let only_there = foreign.steps.iter().filter(|it| model.step(it.id.as_str()).is_none());
        for step in only_there {
            let strange = office.step(&me, round, it.kramfors, step.id.as_str(), Lang::Sv).await;
            assert!(matches!(strange, Err(Trouble::Nothing)), "{}", step.id.as_str());
            if let Some(task) = step.tasks.first() {
                let (step, task) = (step.id.to_string(), task.id.to_string());
                let key = TaskKey { round, organisation: it.kramfors, step, task };
                let form = WorkForm { state: WorkState::Done.code().into(), ..WorkForm::default() };
                let strange = office.set_work(&me, &key, 0, &form).await;
                assert!(matches!(strange, Err(Trouble::Nothing)), "{key:?}: {strange:?}");
            }
        }
    }

    // What is taken out holds each with its round: nothing of the one has come into the other.
    let export = office.export_organisation(&me, it.kramfors).await.unwrap();
    let of = |record: &Value| body(record)["round"].as_str().unwrap().to_owned();
    let mut answers = BTreeMap::new();
    for record in taken_out(&export, "joint_answer") {
        let body: JointAnswer = serde_json::from_value(body(&record)).unwrap();
        let item = |code: &String| programme::ItemCode::read(code).item.to_owned();
        let levels: Given = body.levels().iter().map(|(code, level)| (item(code), *level)).collect();
        answers.insert(body.round, levels);
    }
    assert_eq!(answers, given);
    let mut worked: BTreeMap<String, usize> = BTreeMap::new();
    for record in taken_out(&export, "step_work") {
        let _: StepWork = serde_json::from_value(body(&record)).unwrap();
        *worked.entry(of(&record)).or_default() += 1;
    }
    let expected: BTreeMap<String, usize> = work.iter().map(|(round, all)| (round.to_string(), all.len())).collect();
    assert_eq!(worked, expected);

    // Whatever becomes of the one, the other is as it was.
    let before = read(rig, &me, &at(it.round)).await.sheet;
    let there = rig.store.get::<Round>(old).await.unwrap().unwrap();
    let closed = Round { state: programme::RoundState::Archived, ..there.body };
    rig.write(|change| change.update(old, there.version, &closed).unwrap()).await;
    let me = rig.sign_in(me.person).await;
    assert_eq!(read(rig, &me, &at(it.round)).await.sheet, before);
    assert_eq!(parts(&it, it.kramfors).await, 2);
}

/// In how many rounds an organisation takes part.
async fn parts(it: &Circle, organisation: OrganisationId) -> usize {
    let all = it.rig.store.list_of::<programme::Participation>(organisation).await.unwrap();
    all.iter().map(|it| it.id).collect::<BTreeSet<ParticipationId>>().len()
}
