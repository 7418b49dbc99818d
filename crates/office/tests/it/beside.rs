//! Organisations side by side: as far as each has shown and no further, on the page, on paper and in the
//! table; movement, years and other self-assessments; everybody for who runs the round.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use i18n::Lang;
use jiff::civil::date;
use method::{Answer, BySex, Given};
use office::{
    AssessAt, BesideAsk, BesideColumn, BesidePaper, BesideState, BesideTaken, BesideView, FieldWritten, FiguresDoor,
    FilledForm, FormKey, IdeaForm, IdeaOrigin, KnownFigures, LevelsAsk, LevelsLine, LevelsSort, LevelsState, Paper,
    Press, Since, Trouble, Visitor,
};
use programme::{
    Capacity, Filled, JointAnswer, Movement, Organisation, OrganisationId, Role, RoundState, Track, Visibility,
};

use crate::{
    assess::{agree, settle},
    circle::{Circle, follows, take_part},
    rig::{Rig, on_both},
};

on_both! {
    nothing_is_shown_that_its_owner_has_not_shown
    only_where_they_differ_and_what_has_moved
    a_mentors_answer_of_another_round_is_never_made_up
    how_they_steer_and_what_the_figures_say
    what_is_taken_home_has_its_origin
    everybody_for_who_runs_the_round
    once_archived_it_is_everybodys_own
}

const STEP: &str = "traff-styrning";
const NEXT: &str = "traff-forbattring";
const STATISTICS: &str = "overgripande/statistik";
const CHAIN: &str = "overgripande/styrkedjan";
/// What `settle` writes beside a level.
const COMMENT: &str = "Vi har sett efter.";

fn at(it: &Circle, organisation: OrganisationId, step: &str) -> AssessAt {
    AssessAt { round: it.round, organisation, step: step.into() }
}

/// Somebody of an organisation answers, agrees alone and shows it.
async fn answered(it: &Circle, who: &Visitor, at: &AssessAt, levels: &[(&str, &str)], to: Visibility) {
    let office = &it.rig.office;
    for (code, level) in levels {
        settle(office, who, at, code, level).await;
    }
    agree(office, who, at).await;
    show(it, who, at, to).await;
}

async fn show(it: &Circle, who: &Visitor, at: &AssessAt, to: Visibility) {
    let key = JointAnswer::key_of(at.round, at.organisation, &at.step);
    let there = it.rig.store.by_key::<JointAnswer>(&key).await.unwrap().unwrap();
    if there.visibility != to {
        it.rig.office.show_joint(who, at, there.version, to.code()).await.unwrap();
    }
}

async fn see(it: &Circle, who: &Visitor, ask: &BesideAsk) -> Result<BesideView, Trouble> {
    it.rig.office.beside(who, it.group, ask, Lang::Sv).await
}

fn of(view: &BesideView, organisation: OrganisationId) -> (usize, &BesideColumn) {
    view.columns.iter().enumerate().find(|(_, it)| it.organisation == organisation).unwrap()
}

/// The level each column has at an item.
fn levels(view: &BesideView, code: &str) -> Vec<Option<u8>> {
    let row = view.sheets.iter().flat_map(|it| &it.rows).find(|it| it.item.code == code).unwrap();
    row.cells.iter().map(|it| it.level).collect()
}

/// Keeps what it is to print.
#[derive(Default)]
struct Witness(Mutex<Vec<BesidePaper>>);

impl Press for Witness {
    fn print(&self, _: &Paper) -> Result<Vec<u8>, String> {
        Err("no letters here".into())
    }

    fn print_beside(&self, paper: &BesidePaper) -> Result<Vec<u8>, String> {
        self.0.lock().unwrap().push(paper.clone());
        Ok(b"%PDF beside".to_vec())
    }
}

async fn nothing_is_shown_that_its_owner_has_not_shown(rig: Rig) {
    let it = Circle::new(rig).await;
    let here = at(&it, it.kramfors, STEP);
    let me = it.who("strategist");
    settle(&it.rig.office, me, &here, STATISTICS, "3").await;
    let ask = BesideAsk::default();

    // A draft is its own organisation's.
    let own = see(&it, me, &ask).await.unwrap();
    assert_eq!(
        (of(&own, it.kramfors).1.state, of(&own, it.vaxholm).1.state),
        (BesideState::Draft, BesideState::Hidden)
    );
    agree(&it.rig.office, me, &here).await;

    let witness = Arc::new(Witness::default());
    let printing = it.rig.another().await.printing(Arc::clone(&witness) as Arc<dyn Press>);
    // How far it is shown, and who of these sees it then.
    let inside = ["key", "reader", "vaxholm", "mentor", "organiser"];
    for (to, expected) in [
        (Visibility::Own, [true, true, false, false, false]),
        (Visibility::Group, [true, true, true, true, false]),
        (Visibility::Round, [true, true, true, true, true]),
        (Visibility::Public, [true, true, true, true, true]),
        (Visibility::Group, [true, true, true, true, false]),
        (Visibility::Own, [true, true, false, false, false]),
    ] {
        show(&it, me, &here, to).await;
        for (who, sees) in inside.into_iter().zip(expected) {
            let view = see(&it, it.who(who), &ask).await.unwrap();
            let (place, column) = of(&view, it.kramfors);
            let shown = BesideState::Agreed { on: date(2026, 2, 2), visibility: to };
            assert_eq!(column.state, if sees { shown } else { BesideState::Hidden }, "{who} {to:?}");
            assert_eq!(levels(&view, STATISTICS)[place], sees.then_some(3), "{who} {to:?}");
            // Neither a word of it, nor how much there is.
            assert_eq!(format!("{view:?}").contains(COMMENT), sees, "{who} {to:?}");
            let cells = view.sheets.iter().flat_map(|it| &it.rows).map(|it| &it.cells[place]);
            assert_eq!(cells.filter(|it| it.answered).count(), usize::from(sees), "{who} {to:?}");

            let file = printing.beside_file(it.who(who), it.group, &ask, Lang::Sv).await.unwrap();
            assert_eq!((file.0.as_str(), file.1.as_str()), ("Sida vid sida Norr.pdf", "application/pdf"));
            let paper = witness.0.lock().unwrap().pop().unwrap();
            assert_eq!(format!("{paper:?}").contains(COMMENT), sees, "{who} {to:?}");
        }
        for who in ["beside", "outside", "operator"] {
            let nothing = see(&it, it.who(who), &ask).await;
            assert!(matches!(nothing, Err(Trouble::Nothing)), "{who} {to:?}: {nothing:?}");
            let nothing = printing.beside_file(it.who(who), it.group, &ask, Lang::Sv).await;
            assert!(matches!(nothing, Err(Trouble::Nothing)), "{who} {to:?}");
        }
        let (_, kind, table) = csv(&it, "organiser").await;
        let table = String::from_utf8(table).unwrap();
        let row = table.lines().find(|it| it.starts_with("Kramfors")).unwrap();
        let shown = to >= Visibility::Round;
        assert_eq!(kind, "text/csv; charset=utf-8");
        assert_eq!(row.contains(",visat,"), shown, "{to:?}: {row}");
        assert_eq!(row.contains(",3,1,"), shown, "{to:?}: {row}");
    }
    // Where nobody prints there is nothing to fetch.
    let none = it.rig.office.beside_file(me, it.group, &ask, Lang::Sv).await;
    assert!(matches!(none, Err(Trouble::Nothing)), "{none:?}");
}

async fn csv(it: &Circle, who: &str) -> (String, String, Vec<u8>) {
    it.rig.office.round_levels_file(it.who(who), it.round, &LevelsAsk::default(), Lang::Sv).await.unwrap()
}

async fn only_where_they_differ_and_what_has_moved(rig: Rig) {
    let it = Circle::new(rig).await;
    let (own, other) = (it.who("strategist"), it.who("vaxholm"));
    let group = Visibility::Group;
    answered(&it, own, &at(&it, it.kramfors, STEP), &[(STATISTICS, "1"), (CHAIN, "2")], group).await;
    answered(&it, other, &at(&it, it.vaxholm, STEP), &[(STATISTICS, "4"), (CHAIN, "3")], group).await;

    let view = see(&it, own, &BesideAsk::default()).await.unwrap();
    let names: Vec<&str> = view.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Kramfors kommun", "Vaxholms stad"], "the mentor has no answer to show");
    assert_eq!((view.step.as_str(), view.steps.len(), view.items.len()), (STEP, 4, 10));
    assert_eq!((levels(&view, STATISTICS), levels(&view, CHAIN)), (vec![Some(1), Some(4)], vec![Some(2), Some(3)]));
    assert_eq!(view.sheets[0].rows.len(), 10);
    assert!(view.columns.iter().all(|it| it.times.is_none() && it.earlier.is_none()));

    let codes = async |ask: BesideAsk| -> Vec<String> {
        let view = see(&it, own, &ask).await.unwrap();
        view.sheets.iter().flat_map(|it| &it.rows).map(|it| it.item.code.clone()).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(codes(BesideAsk { apart: true, ..BesideAsk::default() }).await, [STATISTICS]);
    assert_eq!(codes(BesideAsk { item: some("styrkedjan"), ..BesideAsk::default() }).await, [CHAIN]);
    assert_eq!(codes(BesideAsk { apart: true, item: some("styrkedjan"), ..BesideAsk::default() }).await.len(), 0);
    assert_eq!(codes(BesideAsk { part: some("overgripande"), ..BesideAsk::default() }).await.len(), 10);
    assert_eq!(codes(BesideAsk { part: some("namnd"), ..BesideAsk::default() }).await.len(), 0, "no committee yet");
    // What is not there is not asked for.
    let odd = BesideAsk { part: some("x"), item: some("x"), step: some("x"), ..BesideAsk::default() };
    assert_eq!(codes(odd).await.len(), 10);
    let one = BesideAsk { organisations: vec![it.vaxholm.to_string(), it.lund.to_string()], ..BesideAsk::default() };
    assert_eq!(see(&it, own, &one).await.unwrap().columns.len(), 2, "one alone is no comparison");

    // The next time: what has moved, as far as the time before may be read.
    answered(&it, other, &at(&it, it.vaxholm, NEXT), &[(STATISTICS, "3"), (CHAIN, "4")], group).await;
    let view = see(&it, own, &BesideAsk::default()).await.unwrap();
    assert_eq!(view.step, STEP, "where there are two to compare");
    let next = BesideAsk { step: some(NEXT), ..BesideAsk::default() };
    let view = see(&it, own, &next).await.unwrap();
    assert_eq!(view.step, NEXT);
    let (place, column) = of(&view, it.vaxholm);
    let moved = |view: &BesideView, code: &str, place: usize| {
        let row = view.sheets[0].rows.iter().find(|it| it.item.code == code).unwrap();
        row.cells[place].since.clone()
    };
    assert_eq!(moved(&view, STATISTICS, place), [Since::Moved { how: Movement::Down, before: Some(4) }]);
    assert_eq!(moved(&view, CHAIN, place), [Since::Moved { how: Movement::Up, before: Some(3) }]);
    assert_eq!(column.earlier.as_ref().unwrap().title, "Lärandeträff: styrning och ledning");
    let times = column.times.as_ref().unwrap();
    let chain = times.rows.iter().find(|it| it.item.code == CHAIN).unwrap();
    assert_eq!((times.times.len(), chain.cells.clone()), (2, vec![(Some(3), Vec::new()), (Some(4), Vec::new())]));
    assert_eq!(of(&view, it.kramfors).1.state, BesideState::Unanswered);
    let others = see(&it, it.who("mentor"), &next).await.unwrap();
    assert_eq!(of(&others, it.kramfors).1.state, BesideState::Hidden, "not answered and not shown look the same");
    // The time before is withdrawn: no movement of what one may not read.
    show(&it, other, &at(&it, it.vaxholm, STEP), Visibility::Own).await;
    let view = see(&it, own, &next).await.unwrap();
    let (place, column) = of(&view, it.vaxholm);
    assert_eq!((moved(&view, CHAIN, place), column.earlier.clone(), column.times.clone()), (Vec::new(), None, None));
}

async fn a_mentors_answer_of_another_round_is_never_made_up(rig: Rig) {
    let it = Circle::new(rig).await;
    let old = follows(&it.rig, it.organiser, "modell-2017", "Modellkommuner 2017").await;
    take_part(&it.rig, old, it.mentor, Capacity::Participant).await;
    let me = it.rig.guest("Sigge Strateg", it.mentor, Role::Strategist).await;
    let then = AssessAt { round: old, organisation: it.mentor, step: STEP.into() };
    answered(&it, &me, &then, &[("synligt-i-styrdokument", "3"), ("kompetens", "2")], Visibility::Round).await;
    let group = Visibility::Group;
    answered(&it, it.who("strategist"), &at(&it, it.kramfors, STEP), &[(CHAIN, "2")], group).await;

    // What was shown to another round is shown to nobody by the mentor's being here; its own see it.
    let ask = BesideAsk::default();
    assert_eq!(see(&it, it.who("vaxholm"), &ask).await.unwrap().columns.len(), 2);
    assert_eq!(see(&it, it.who("mentor"), &ask).await.unwrap().columns.len(), 3);
    show(&it, &me, &then, Visibility::Public).await;
    let view = see(&it, it.who("vaxholm"), &ask).await.unwrap();
    let (place, column) = of(&view, it.mentor);
    assert_eq!((place, column.capacity), (2, Capacity::Mentor));
    let of_then = column.of.clone().unwrap();
    assert_eq!(of_then.round.as_deref(), Some("Modellkommuner 2017"));
    assert_eq!(of_then.instrument.as_deref(), Some("Självskattning 2017, tretton punkter"));
    let row = view.sheets[0].rows.iter().find(|it| it.item.code == CHAIN).unwrap();
    let cell = &row.cells[place];
    assert_eq!((cell.answered, cell.level, cell.comment.as_str()), (false, None, ""));
    assert!(cell.then.iter().all(|(why, _)| !why.is_empty()) && !cell.then.is_empty());
    assert!(cell.then.iter().any(|(_, near)| near.as_ref().is_some_and(|(_, level)| *level == 3)));
    // No level of the one has come into the other, and none counts as a difference.
    assert!(view.sheets.iter().flat_map(|it| &it.rows).all(|it| it.cells[place].level.is_none() && !it.apart));
    let both = BesideAsk { organisations: vec![it.kramfors.to_string(), it.mentor.to_string()], ..ask };
    let chosen = see(&it, it.who("vaxholm"), &both).await.unwrap();
    assert_eq!(chosen.columns.iter().map(|it| it.organisation).collect::<Vec<_>>(), [it.kramfors, it.mentor]);
    assert_eq!(chosen.members.iter().filter(|it| it.chosen).count(), 2);
}

/// What the figures say of one area.
struct Told;

impl FiguresDoor for Told {
    fn known(&self, area: &str, _: Lang) -> Result<KnownFigures, String> {
        if area != "2282" {
            return Err(format!("{area} is not there"));
        }
        let row = BTreeMap::from([
            ("figure".into(), Answer::Text("Heltid (procent)".into())),
            ("value".into(), Answer::BySex(BySex { women: Some(61.2), men: Some(78.0) })),
            ("verdict".into(), Answer::Text("större än i liknande kommuner".into())),
        ]);
        let source = Some("Källa: Kolada, hämtad 2026-01-12.".into());
        let differences = Some(Given { answer: Answer::Rows(vec![row]), source, date: None });
        Ok(KnownFigures { differences, ..KnownFigures::default() })
    }

    fn by_sex(&self, _: &str, _: &str, _: u16) -> Option<BySex> {
        None
    }

    fn named(&self, _: &str, _: &str) -> Option<(String, String)> {
        None
    }
}

async fn how_they_steer_and_what_the_figures_say(rig: Rig) {
    let it = Circle::new(rig).await;
    let own = it.rig.store.get::<Organisation>(it.kramfors).await.unwrap().unwrap();
    let body = Organisation { area: Some("2282".to_owned().try_into().unwrap()), ..own.body };
    it.rig.write(|change| change.update(it.kramfors, own.version, &body).unwrap()).await;
    let office = it.rig.another().await.knowing(Arc::new(Told));
    let key = FormKey { round: it.round, organisation: it.kramfors, form: "styrsystem".into() };
    let written = FieldWritten { value: "Budgeten styr.".into(), ..FieldWritten::default() };
    let form = FilledForm { fields: [("modell".to_owned(), written)].into() };
    let me = it.who("strategist");
    office.save_form(me, &key, 0, &form, Lang::Sv).await.unwrap();

    let seen = async |who: &str| -> (usize, String) {
        let view = office.beside(it.who(who), it.group, &BesideAsk::default(), Lang::Sv).await.unwrap();
        let (_, column) = of(&view, it.kramfors);
        let said = column.forms.iter().flat_map(|it| &it.said).map(|(_, said)| said.plain(Lang::Sv));
        (column.differences.len(), said.collect())
    };
    // The figures are everybody's, the form is its owner's.
    assert_eq!(seen("key").await, (1, "Budgeten styr.".to_owned()));
    assert_eq!(seen("vaxholm").await, (1, String::new()));
    let there = it.rig.store.by_key::<Filled>(&Filled::key_of(it.round, it.kramfors, "styrsystem")).await;
    let version = there.unwrap().unwrap().version;
    office.show_form(me, &key, version, "group").await.unwrap();
    for who in ["vaxholm", "mentor"] {
        assert_eq!(seen(who).await, (1, "Budgeten styr.".to_owned()), "{who}");
    }
    assert_eq!(seen("organiser").await, (1, String::new()));
    let view = office.beside(it.who("vaxholm"), it.group, &BesideAsk::default(), Lang::Sv).await.unwrap();
    let one = &of(&view, it.kramfors).1;
    assert_eq!(one.source, "Källa: Kolada, hämtad 2026-01-12.");
    assert_eq!((one.differences[0].women.as_str(), one.differences[0].men.as_str()), ("61,2", "78,0"));
    assert!(of(&view, it.vaxholm).1.differences.is_empty(), "no area is known");
}

async fn what_is_taken_home_has_its_origin(rig: Rig) {
    let it = Circle::new(rig).await;
    let here = at(&it, it.kramfors, STEP);
    answered(&it, it.who("strategist"), &here, &[(STATISTICS, "4")], Visibility::Group).await;
    let me = it.who("vaxholm");
    let view = see(&it, me, &BesideAsk::default()).await.unwrap();
    assert_eq!(view.mine, [(it.vaxholm, "Vaxholms stad".to_owned())]);
    assert!(see(&it, it.who("reader"), &BesideAsk::default()).await.unwrap().mine.is_empty());
    let form = IdeaForm {
        text: "Statistik till varje nämnd".into(),
        place: it.kramfors.to_string(),
        item: STATISTICS.into(),
        past: String::new(),
    };
    let id = it.rig.office.add_idea(me, view.round, it.vaxholm, &form).await.unwrap();
    let ideas = it.rig.office.ideas(Some(me), it.round, Lang::Sv).await.unwrap();
    let line = ideas.lines.iter().find(|it| it.id == id).unwrap();
    let IdeaOrigin::Organisation { id: from, item, .. } = &line.origin else { panic!("{:?}", line.origin) };
    assert_eq!((*from, line.visibility), (it.kramfors, Visibility::Own));
    assert!(item.as_deref().is_some_and(|it| !it.is_empty()), "{item:?}");
    // It stands where it was seen, for those who took it home and for nobody else.
    let taken = see(&it, me, &BesideAsk::default()).await.unwrap().taken;
    let words = "Statistik till varje nämnd".to_owned();
    assert_eq!(taken, [BesideTaken { idea: id, from: it.kramfors, item: STATISTICS.into(), text: words }]);
    for who in ["strategist", "mentor", "organiser"] {
        assert_eq!(see(&it, it.who(who), &BesideAsk::default()).await.unwrap().taken, [], "{who}");
    }
}

fn line(lines: &[LevelsLine], organisation: OrganisationId) -> &LevelsLine {
    lines.iter().find(|it| it.organisation == organisation).unwrap()
}

async fn everybody_for_who_runs_the_round(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let round = Visibility::Round;
    let (own, other, lund) = (it.who("strategist"), it.who("vaxholm"), it.who("beside"));
    answered(&it, own, &at(&it, it.kramfors, STEP), &[(STATISTICS, "1"), (CHAIN, "3")], round).await;
    answered(&it, own, &at(&it, it.kramfors, NEXT), &[(STATISTICS, "2"), (CHAIN, "2")], round).await;
    answered(&it, other, &at(&it, it.vaxholm, STEP), &[(STATISTICS, "4")], Visibility::Group).await;

    for who in ["strategist", "vaxholm", "mentor", "outside", "operator", "beside"] {
        let denied = office.round_levels(it.who(who), it.round, &LevelsAsk::default(), Lang::Sv).await;
        assert!(denied.is_err(), "{who}: {denied:?}");
    }
    let see = async |ask: &LevelsAsk| office.round_levels(it.who("organiser"), it.round, ask, Lang::Sv).await.unwrap();
    let view = see(&LevelsAsk::default()).await;
    assert_eq!((view.shown, view.hidden, view.unanswered, view.lines.len()), (1, 1, 1, 3));
    assert_eq!((view.scale, view.parts.len(), view.steps.len()), ((1, 4), 2, 4));
    let kramfors = line(&view.lines, it.kramfors);
    assert_eq!((kramfors.cells[0].level, kramfors.cells[0].known, kramfors.moved), (Some(2), 2, Some((1, 1))));
    assert_eq!(kramfors.over, [Some(1), Some(2), None, None]);
    assert_eq!(kramfors.group.as_ref().map(|(_, name)| name.as_str()), Some("Norr"));
    let vaxholm = line(&view.lines, it.vaxholm);
    assert_eq!((vaxholm.state, vaxholm.latest.clone(), vaxholm.moved), (LevelsState::Hidden, None, None));
    assert!(vaxholm.cells.iter().all(|it| it.level.is_none() && it.known == 0) && vaxholm.over == [None; 4]);
    assert_eq!(line(&view.lines, it.lund).state, LevelsState::Unanswered);

    // One item alone; the other track; in another order.
    let chain = see(&LevelsAsk { item: Some("styrkedjan".into()), ..LevelsAsk::default() }).await;
    let kramfors = line(&chain.lines, it.kramfors);
    assert_eq!((kramfors.cells[0].level, kramfors.cells[0].known, kramfors.moved), (Some(2), 1, Some((0, 1))));
    assert_eq!(kramfors.over, [Some(3), Some(2), None, None]);
    let regions = see(&LevelsAsk { track: Some(Track::Regions), ..LevelsAsk::default() }).await;
    assert_eq!((regions.lines.len(), regions.hidden), (0, 0));
    answered(&it, lund, &at(&it, it.lund, STEP), &[(STATISTICS, "4")], round).await;
    let order = async |sort: LevelsSort| -> Vec<OrganisationId> {
        let view = see(&LevelsAsk { sort, ..LevelsAsk::default() }).await;
        view.lines.iter().map(|it| it.organisation).collect()
    };
    assert_eq!(order(LevelsSort::Name).await, [it.kramfors, it.lund, it.vaxholm]);
    assert_eq!(order(LevelsSort::Level).await, [it.lund, it.kramfors, it.vaxholm]);
    assert_eq!(order(LevelsSort::Movement).await, [it.kramfors, it.lund, it.vaxholm]);
    assert_eq!(order(LevelsSort::Missing).await, [it.vaxholm, it.kramfors, it.lund]);
}

async fn once_archived_it_is_everybodys_own(rig: Rig) {
    let it = Circle::new(rig).await;
    let here = at(&it, it.kramfors, STEP);
    answered(&it, it.who("strategist"), &here, &[(STATISTICS, "4")], Visibility::Round).await;
    it.round_is(RoundState::Archived).await;
    let ask = BesideAsk::default();
    let own = see(&it, it.who("strategist"), &ask).await.unwrap();
    assert_eq!(levels(&own, STATISTICS)[of(&own, it.kramfors).0], Some(4));
    assert!(own.mine.is_empty(), "nothing is begun in it any more");
    for who in ["vaxholm", "mentor", "organiser"] {
        match see(&it, it.who(who), &ask).await {
            Ok(view) => assert_eq!(of(&view, it.kramfors).1.state, BesideState::Hidden, "{who}"),
            Err(Trouble::Nothing) => {}
            Err(other) => panic!("{who}: {other:?}"),
        }
    }
}
