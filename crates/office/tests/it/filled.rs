//! Templates that fill themselves: what is known is there with its source, what is missing is told by name,
//! nobody writes over anybody, and nobody sees more than they may.

use std::{collections::BTreeMap, sync::Arc};

use i18n::Lang;
use jiff::civil::date;
use method::{Answer, BySex, FieldKind, Given, Library};
use office::{
    CardForm, CellWritten, FieldWritten, FiguresDoor, FilledForm, FormFieldView, FormFile, FormKey, FormPaper,
    FormSaid, FormView, GroupForm, Joining, KnownFigures, MeasureForm, Office, Paper, Press, RoundForm, StorageError,
    Trouble, Visitor, markdown,
};
use programme::{
    Evidence, Filled, Id, Idea, IdeaId, Improvement, ImprovementId, ImprovementState, Joint, JointAnswer,
    JointAnswerId, Measurement, MeasurementId, Organisation, OrganisationId, OrganisationKind, Origin, Role, RoundId,
    RoundState, StepWork, StepWorkId, Visibility, WorkState,
};

use crate::{
    circle::follows,
    rig::{Rig, on_both},
    rounds::{World, lead, round_form},
};

on_both! {
    what_is_known_is_in_with_its_source
    answers_come_again_and_what_is_missing_is_told
    nobody_writes_over_anybody
    it_is_seen_as_far_as_it_is_shown
    names_are_asked_for_and_never_kept
    an_idea_of_another_round_stays_there
    what_does_not_fit_is_refused_and_scripts_are_text
    it_is_printed_as_it_is_read
    a_key_figure_stands_beside_nothing_that_was_measured
}

/// What the figures say of one area.
struct Told;

impl FiguresDoor for Told {
    fn known(&self, area: &str, lang: Lang) -> Result<KnownFigures, String> {
        if area != "2280" {
            return Err(format!("{area} is not there"));
        }
        let given = |answer| Given { answer, source: Some("Källa: Kolada, hämtad 2026-01-12.".into()), date: None };
        let row = BTreeMap::from([
            ("figure".into(), Answer::Text(lang.pick("Heltid", "Full time").into())),
            ("value".into(), Answer::BySex(BySex { women: Some(61.2), men: Some(78.0) })),
            // The form does not show it.
            ("verdict".into(), Answer::Text("större än i liknande kommuner".into())),
        ]);
        Ok(KnownFigures {
            population: Some(given(Answer::BySex(BySex { women: Some(12_340.0), men: Some(12_411.0) }))),
            elected: Some(given(Answer::Text("46,2 procent kvinnor".into()))),
            employees: None,
            differences: Some(given(Answer::Rows(vec![row]))),
        })
    }

    fn by_sex(&self, kpi: &str, _: &str, _: u16) -> Option<BySex> {
        (kpi == "N00206").then_some(BySex { women: Some(61.2), men: Some(78.0) })
    }

    fn named(&self, _: &str, _: &str) -> Option<(String, String)> {
        None
    }
}

/// A running round with a group of two participants and a mentor, and one in another group.
struct Scene {
    world: World,
    round: RoundId,
    /// Own, in the same group, its mentor, in another group.
    places: [OrganisationId; 4],
}

async fn scene(rig: Rig) -> Scene {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let head = world.organiser().await;
    let office = world.rig.office.clone();
    let form = RoundForm {
        model: "modell-2023".into(),
        ..round_form("Modellkommuner 2026", &["municipalities"], &[("closes", "2027-03-31")])
    };
    let round = office.add_round(&head, world.organiser, &form).await.unwrap();
    for to in [RoundState::Invited, RoundState::Open, RoundState::Admission, RoundState::Running] {
        lead(&world, round, to).await;
    }
    let mut places = [world.organiser; 4];
    for (place, name) in places.iter_mut().zip(["Härnösands kommun", "Kramfors kommun", "Umeå kommun", "Vännäs kommun"])
    {
        *place = world.place(name, OrganisationKind::Municipality).await;
    }
    let own = world.rig.store.get::<Organisation>(places[0]).await.unwrap().unwrap();
    let body = Organisation { area: Some("2280".to_owned().try_into().unwrap()), ..own.body };
    world.rig.write(|change| change.update(places[0], own.version, &body).unwrap()).await;
    let head = world.organiser().await;
    for place in [places[0], places[1], places[3]] {
        let joining = Joining { organisation: place.to_string(), capacity: "participant".into(), ..Joining::default() };
        office.take_in(&head, round, &joining).await.unwrap();
    }
    let group = |name: &str, participants: &[OrganisationId], mentors: &[OrganisationId]| GroupForm {
        name: name.into(),
        participants: participants.iter().map(ToString::to_string).collect(),
        mentors: mentors.iter().map(ToString::to_string).collect(),
        ..GroupForm::default()
    };
    office.set_group(&head, round, None, &group("Norr", &places[..2], &places[2..3])).await.unwrap();
    office.set_group(&head, round, None, &group("Söder", &places[3..], &[])).await.unwrap();
    Scene { world, round, places }
}

impl Scene {
    fn rig(&self) -> &Rig {
        &self.world.rig
    }

    /// An office that knows the figures.
    async fn knowing(&self) -> Office {
        self.rig().another().await.knowing(Arc::new(Told))
    }

    fn key(&self, form: &str) -> FormKey {
        FormKey { round: self.round, organisation: self.places[0], form: form.into() }
    }

    async fn guest(&self, place: usize, role: Role) -> Visitor {
        self.rig().guest(&format!("{} i {place}", role.code()), self.places[place], role).await
    }

    fn id<T: From<Id>>(&self) -> T {
        self.rig().id()
    }
}

fn field<'a>(view: &'a FormView, id: &str) -> &'a FormFieldView {
    view.sections.iter().flat_map(|section| &section.fields).find(|field| field.id == id).unwrap()
}

fn said(view: &FormView, id: &str) -> Option<String> {
    field(view, id).said.as_ref().map(|it| it.plain(Lang::Sv))
}

fn text(value: &str) -> FieldWritten {
    FieldWritten { value: value.into(), ..FieldWritten::default() }
}

fn form<const N: usize>(fields: [(&str, FieldWritten); N]) -> FilledForm {
    FilledForm { fields: fields.into_iter().map(|(id, said)| (id.to_owned(), said)).collect() }
}

/// What stands in a form, as its page would send it back, with an answer to everything that is missing.
pub fn complete(view: &FormView) -> FilledForm {
    let mut fields = BTreeMap::new();
    for field in view.sections.iter().flat_map(|section| &section.fields).filter(|it| it.kind != FieldKind::Facts) {
        let mut said = field.written.clone();
        if field.missing {
            match field.kind {
                FieldKind::BySex => (said.women, said.men) = ("12,5".into(), "11".into()),
                FieldKind::Several => said.chosen.push(field.options[0].0.clone()),
                FieldKind::Choice => said.value.clone_from(&field.options[0].0),
                FieldKind::Date => said.value = "2026-09-01".into(),
                FieldKind::Number => said.value = "3".into(),
                FieldKind::Table => {
                    let column = field.columns.iter().find(|it| matches!(it.kind, FieldKind::Text | FieldKind::Line));
                    let cell = CellWritten { value: "Ett svar".into(), ..CellWritten::default() };
                    said.rows.push(BTreeMap::from([(column.unwrap().id.clone(), cell)]));
                }
                _ => said.value = "Ett svar".into(),
            }
        }
        fields.insert(field.id.clone(), said);
    }
    FilledForm { fields }
}

async fn what_is_known_is_in_with_its_source(rig: Rig) {
    let it = scene(rig).await;
    let office = it.knowing().await;
    let strategist = it.guest(0, Role::Strategist).await;
    it.guest(0, Role::Politician).await;
    it.guest(0, Role::Reader).await;

    // The figures, with their source; the team by name, but not who only reads.
    let view = office.form(Some(&strategist), &it.key("organisationsfakta"), Lang::Sv).await.unwrap();
    assert_eq!((view.version, view.id, view.may_write, view.finished), (0, None, true, None));
    assert_eq!(said(&view, "organisation").as_deref(), Some("Härnösands kommun"));
    assert_eq!(said(&view, "invanare").as_deref(), Some("kvinnor 12\u{a0}340, män 12\u{a0}411 (personer)"));
    assert_eq!(field(&view, "invanare").source.as_deref(), Some("Källa: Kolada, hämtad 2026-01-12."));
    assert_eq!(said(&view, "fortroendevalda").as_deref(), Some("46,2 procent kvinnor"));
    assert_eq!((said(&view, "anstallda"), field(&view, "anstallda").source.clone()), (None, None));
    assert_eq!(said(&view, "nyckelskillnader").as_deref(), Some("Heltid, kvinnor 61,2, män 78"));
    let team = field(&view, "lag");
    assert_eq!(said(&view, "lag").as_deref(), Some("politician i 0; strategist i 0"));
    assert_eq!((team.kind, &team.written), (FieldKind::Facts, &FieldWritten::default()));
    assert!(team.source.as_deref().unwrap().contains("2026-09-01"), "{:?}", team.source);
    assert!(!view.missing.iter().any(|it| it.field == "lag"));
    // Of an organisation without an area the figures say nothing, and the form is there all the same.
    let other = FormKey { organisation: it.places[1], ..it.key("organisationsfakta") };
    let neighbour = it.guest(1, Role::Strategist).await;
    let view = office.form(Some(&neighbour), &other, Lang::Sv).await.unwrap();
    assert_eq!((said(&view, "invanare"), said(&view, "organisation").as_deref()), (None, Some("Kramfors kommun")));

    // What the team has assessed, done and improved.
    worked(&it).await;
    let view = office.form(Some(&strategist), &it.key("presentation-forbattring"), Lang::Sv).await.unwrap();
    let Some(FormSaid::Table { rows, .. }) = &field(&view, "sjalvskattning").said else { panic!("no levels") };
    assert_eq!(rows.len(), 1);
    let level = said(&view, "sjalvskattning").unwrap();
    assert!(level.contains('2') && level.contains('4'), "before and now: {level}");
    assert!(field(&view, "sjalvskattning").source.as_deref().unwrap().ends_with("2026-08-20."));
    let done = said(&view, "gjort").unwrap();
    assert!(done.contains("gjort") && done.contains("https://harnosand.se/plan"), "{done}");
    let improved = said(&view, "forbattringar").unwrap();
    assert!(improved.contains("Färre män söker hjälp") && improved.contains("Umeå kommun"), "{improved}");
    assert!(improved.contains("män 31") && !improved.contains("99"), "few behind it: {improved}");
}

async fn a_key_figure_stands_beside_nothing_that_was_measured(rig: Rig) {
    let it = scene(rig).await;
    let office = it.knowing().await;
    let me = it.guest(0, Role::Strategist).await;
    let card = office.start_improvement(&me, it.round, it.places[0], "Färre kvinnor på heltid", "").await.unwrap();
    let plain = office.improvement(Some(&me), card, Lang::Sv).await.unwrap();
    let (kpi, year) = ("N00206".into(), "2022".into());
    let form = CardForm { kpi, year, area: "2280".into(), ..CardForm::of(&plain.body) };
    office.save_improvement(&me, card, plain.version, &form).await.unwrap();
    // Problem, idea, whose, baseline, latest.
    let row = async || {
        let view = office.form(Some(&me), &it.key("slutrapport"), Lang::Sv).await.unwrap();
        let Some(FormSaid::Table { rows, .. }) = &field(&view, "forbattringar").said else { panic!("{view:?}") };
        rows[0].iter().map(|cell| cell.plain(Lang::Sv)).collect::<Vec<_>>()
    };
    let figure = "Nyckeltalet N00206, 2022: kvinnor 61,2, män 78. Källa: Kolada.";
    let cells = row().await;
    assert!(cells[0].contains(figure), "{cells:?}");
    assert_eq!((cells[3].as_str(), cells[4].as_str()), ("kvinnor 61,2, män 78", ""));
    let measure = async |on: &str, women: &str, men: &str| {
        let (on, women, men) = (on.into(), women.into(), men.into());
        let (women_n, men_n) = ("20".into(), "20".into());
        let form = MeasureForm { on, women, men, women_n, men_n, ..MeasureForm::default() };
        office.add_measurement(&me, card, &form).await.unwrap();
    };
    // One measurement is the latest, and has nothing of its own to stand beside.
    measure("2026-08-01", "40", "55").await;
    let cells = row().await;
    assert_eq!((cells[3].as_str(), cells[4].as_str()), ("", "kvinnor 40, män 55"));
    measure("2026-08-20", "44", "54").await;
    let cells = row().await;
    assert_eq!((cells[3].as_str(), cells[4].as_str()), ("kvinnor 40, män 55", "kvinnor 44, män 54"));
    let days = "Utgångsläget är mätt 2026-08-01, det senaste 2026-08-20.";
    assert!(cells[0].contains(figure) && cells[0].contains(days), "{cells:?}");
}

/// A joint answer at two occasions, a task done, an improvement measured.
async fn worked(it: &Scene) {
    let model = Library::built_in().model("modell-2023").unwrap();
    let step = model.steps.iter().find(|step| !step.tasks.is_empty()).unwrap();
    let (round, organisation) = (it.round, it.places[0]);
    let person = it.world.head;
    let joint = |step: &str, level, day| JointAnswer {
        round,
        organisation,
        instrument: model.instrument.to_string(),
        fingerprint: "f".repeat(64),
        step: step.into(),
        answers: BTreeMap::from([(
            "overgripande/politiskt-beslut".to_owned(),
            Joint { level: Some(level), open: false, comment: "Beslut i fullmäktige".into(), evidence: Vec::new() },
        )]),
        agreed: Some(day),
        agreed_by: vec![person],
        first_agreed: None,
    };
    let (first, second): (JointAnswerId, JointAnswerId) = (it.id(), it.id());
    let (work, idea, improvement): (StepWorkId, IdeaId, ImprovementId) = (it.id(), it.id(), it.id());
    let (one, two): (MeasurementId, MeasurementId) = (it.id(), it.id());
    let measured = |day, men, men_n| Measurement {
        improvement,
        organisation,
        on: day,
        women: Some(40.0),
        men: Some(men),
        women_n: Some(50),
        men_n: Some(men_n),
        note: String::new(),
    };
    it.rig()
        .write(|change| {
            change.insert(first, &joint("traff-styrning", 2, date(2026, 5, 4))).unwrap();
            change.insert(second, &joint("traff-forbattring", 4, date(2026, 8, 20))).unwrap();
            let done = StepWork {
                round,
                organisation,
                step: step.id.to_string(),
                task: step.tasks[0].id.to_string(),
                state: WorkState::Done,
                why: None,
                owner: None,
                due: None,
                done: Some(date(2026, 8, 1)),
                evidence: vec![Evidence::Link { url: "https://harnosand.se/plan".into(), title: "Planen".into() }],
                joint: None,
            };
            change.insert(work, &done).unwrap();
            let seen = Origin::Organisation { id: it.places[2], item: None };
            let body = Idea { organisation, round: Some(round), text: "Ring upp".into(), origin: seen, parent: None };
            change.insert(idea, &body).unwrap();
            let body = Improvement {
                organisation,
                round: Some(round),
                problem: "Färre män söker hjälp".into(),
                baseline: None,
                cause: String::new(),
                idea: Some(idea),
                test: String::new(),
                owner: None,
                starts: None,
                ends: None,
                state: ImprovementState::Testing,
                result: String::new(),
                decision: String::new(),
                spread: Vec::new(),
                unit: "procent".into(),
                good: programme::Direction::More,
            };
            change.insert(improvement, &body).unwrap();
            change.insert(one, &measured(date(2026, 6, 1), 31.0, 20)).unwrap();
            // So few that the number tells of individuals.
            change.insert(two, &measured(date(2026, 8, 1), 99.0, 4)).unwrap();
        })
        .await;
}

async fn answers_come_again_and_what_is_missing_is_told(rig: Rig) {
    let it = scene(rig).await;
    let office = it.rig().office.clone();
    let me = it.guest(0, Role::Strategist).await;
    let list = async || office.forms(Some(&me), it.round, it.places[0], Lang::Sv).await.unwrap();
    let all = list().await;
    assert_eq!((all.lines.len(), all.may_write, all.place.as_str()), (10, true, "Härnösands kommun"));
    // In the order the model needs them, each with what is missing.
    assert_eq!(all.lines.first().unwrap().form, "organisationsfakta");
    assert_eq!(all.lines.last().unwrap().form, "slutrapport");
    assert!(all.lines.iter().all(|line| !line.begun && line.missing > 0 && !line.uses.is_empty()), "{all:?}");

    // Nothing needs to be complete to be saved; it is not finished, and says why by name.
    let plan = it.key("forbattringsplan");
    let half = form([
        ("problem", text("Färre **män** söker hjälp.")),
        ("matt", text("Andel som söker")),
        ("nulage", FieldWritten { women: "40,5".into(), men: "31".into(), ..FieldWritten::default() }),
    ]);
    office.save_form(&me, &plan, 0, &half, Lang::Sv).await.unwrap();
    let view = office.form(Some(&me), &plan, Lang::Sv).await.unwrap();
    assert_eq!((view.version, said(&view, "problem").as_deref()), (1, Some("Färre män söker hjälp.")));
    assert_eq!(field(&view, "nulage").written.women, "40,5");
    let missing = view.missing.clone();
    assert!(missing.iter().any(|it| it.field == "tecken") && !missing.iter().any(|it| it.field == "problem"));
    let refused = office.finish_form(&me, &plan, view.version).await.unwrap_err();
    let Trouble::FormLacks(lacks) = &refused else { panic!("{refused:?}") };
    assert_eq!(lacks.len(), missing.len());
    let told = refused.said(Lang::Sv);
    assert!(missing.iter().all(|it| told.sentence.contains(&it.name)), "{told:?}");
    assert_eq!(told.status, 409);

    // The next form begins with it, and says from where.
    let next = office.form(Some(&me), &it.key("uppfoljning"), Lang::Sv).await.unwrap();
    assert_eq!(said(&next, "problem").as_deref(), Some("Färre män söker hjälp."));
    assert!(matches!(field(&next, "problem").said, Some(FormSaid::Text(_))), "as it was written");
    assert_eq!(said(&next, "fore").as_deref(), Some("kvinnor 40,5, män 31"));
    let source = field(&next, "problem").source.clone().unwrap();
    assert_eq!(source, format!("Källa: ert svar i ”{}”, 2026-09-01.", view.name));
    // What is known is not written.
    let fact = form([("problem", text("Något annat"))]);
    let refused = office.save_form(&me, &it.key("uppfoljning"), 0, &fact, Lang::Sv).await;
    assert!(matches!(refused, Err(Trouble::Misfits(_))), "{refused:?}");

    // Complete it is finished, and taken up again by changing it.
    office.save_form(&me, &plan, 1, &complete(&view), Lang::Sv).await.unwrap();
    let view = office.form(Some(&me), &plan, Lang::Sv).await.unwrap();
    assert_eq!(view.missing, []);
    office.finish_form(&me, &plan, view.version).await.unwrap();
    let view = office.form(Some(&me), &plan, Lang::Sv).await.unwrap();
    assert_eq!(view.finished, Some(date(2026, 9, 1)));
    let line = list().await.lines.into_iter().find(|line| line.form == plan.form).unwrap();
    assert_eq!((line.begun, line.missing, line.finished), (true, 0, Some(date(2026, 9, 1))));
    office.reopen_form(&me, &plan, view.version).await.unwrap();
    assert_eq!(office.form(Some(&me), &plan, Lang::Sv).await.unwrap().finished, None);

    // There is no such form, and none of who does not take part.
    for key in [it.key("finns-inte"), FormKey { organisation: it.world.organiser, ..plan.clone() }] {
        let refused = office.form(Some(&me), &key, Lang::Sv).await;
        assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    }
    // What was archived is read, not written.
    for to in [RoundState::Closed, RoundState::Archived] {
        lead(&it.world, it.round, to).await;
    }
    let view = office.form(Some(&me), &plan, Lang::Sv).await.unwrap();
    assert!(!view.may_write);
    let late = office.save_form(&me, &plan, view.version, &complete(&view), Lang::Sv).await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
}

async fn nobody_writes_over_anybody(rig: Rig) {
    let it = scene(rig).await;
    let office = it.rig().office.clone();
    let (strategist, manager) = (it.guest(0, Role::Strategist).await, it.guest(0, Role::Manager).await);
    let plan = it.key("forbattringsplan");
    let mine = form([("problem", text("Mitt")), ("verksamhet", text("Skolan"))]);
    let theirs = form([("problem", text("Deras")), ("verksamhet", text("Skolan"))]);
    office.save_form(&strategist, &plan, 0, &mine, Lang::Sv).await.unwrap();
    // Who opened it empty as well finds both versions.
    let Err(Trouble::Storage(StorageError::Conflict(both))) =
        office.save_form(&manager, &plan, 0, &theirs, Lang::Sv).await
    else {
        panic!("no conflict")
    };
    let told = office.both_versions(&both, Lang::Sv).await.unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].yours.as_str(), told[0].theirs.as_str()), ("Deras", "Mitt"));
    let view = office.form(Some(&manager), &plan, Lang::Sv).await.unwrap();
    assert_eq!(told[0].field, field(&view, "problem").name);
    // Knowingly it can be saved over; nothing is lost, the history has both.
    office.save_form(&manager, &plan, view.version, &theirs, Lang::Sv).await.unwrap();
    let history = office.history(&strategist, view.id.unwrap().into(), Lang::Sv).await.unwrap();
    assert_eq!((history.name.as_str(), history.lines.len()), (view.name.as_str(), 2));
    let shift = &history.lines[0].shifts[0];
    assert_eq!((shift.before.as_str(), shift.after.as_str()), ("Mitt", "Deras"));
    // The manager takes it back.
    let undo = office.history(&manager, view.id.unwrap().into(), Lang::Sv).await.unwrap().lines[0].undo.unwrap();
    office.undo(&manager, undo).await.unwrap();
    let view = office.form(Some(&strategist), &plan, Lang::Sv).await.unwrap();
    assert_eq!(said(&view, "problem").as_deref(), Some("Mitt"));
    let stale = office.show_form(&strategist, &plan, 1, "group").await.unwrap_err();
    assert!(matches!(stale, Trouble::Storage(StorageError::Conflict(_))), "{stale:?}");
    let stale = office.finish_form(&strategist, &plan, 1).await.unwrap_err();
    assert!(matches!(stale, Trouble::FormLacks(_)), "{stale:?}");
}

async fn it_is_seen_as_far_as_it_is_shown(rig: Rig) {
    let it = scene(rig).await;
    worked(&it).await;
    let office = it.knowing().await;
    let strategist = it.guest(0, Role::Strategist).await;
    let report = it.key("presentation-forbattring");
    let view = office.form(Some(&strategist), &report, Lang::Sv).await.unwrap();
    office.save_form(&strategist, &report, 0, &complete(&view), Lang::Sv).await.unwrap();
    let readers = [
        (it.guest(0, Role::Reader).await, Visibility::Own),
        (it.guest(1, Role::Strategist).await, Visibility::Group),
        (it.guest(2, Role::Mentor).await, Visibility::Group),
        (it.guest(3, Role::Strategist).await, Visibility::Round),
        (it.world.organiser().await, Visibility::Round),
    ];
    let mut version = 1;
    for shown in [Visibility::Own, Visibility::Group, Visibility::Round, Visibility::Public, Visibility::Own] {
        if shown != Visibility::Own || version > 1 {
            office.show_form(&strategist, &report, version, shown.code()).await.unwrap();
            version += 1;
        }
        for (reader, near) in &readers {
            let read = office.form(Some(reader), &report, Lang::Sv).await;
            assert_eq!(read.is_ok(), shown >= *near, "{} at {shown:?}: {read:?}", reader.name);
            let listed = office.forms(Some(reader), it.round, it.places[0], Lang::Sv).await;
            assert_eq!(listed.is_ok(), shown >= *near, "{} at {shown:?}", reader.name);
            let Ok(view) = read else { continue };
            assert!(!view.may_write && !view.may_move, "{}", reader.name);
            // What stands in it because it is known elsewhere is shown no further than there.
            let levels = said(&view, "sjalvskattning").is_some();
            assert_eq!(levels, *near == Visibility::Own, "{} at {shown:?}", reader.name);
            assert_eq!(said(&view, "forbattringar").is_some(), *near == Visibility::Own);
            let mentor_or_own = reader.is(Role::Mentor) || *near == Visibility::Own;
            assert_eq!(said(&view, "gjort").is_some(), mentor_or_own, "{} at {shown:?}", reader.name);
        }
        let nobody = office.form(None, &report, Lang::Sv).await;
        assert_eq!(nobody.is_ok(), shown == Visibility::Public, "{nobody:?}");
        if shown != Visibility::Public {
            assert!(matches!(nobody, Err(Trouble::SignIn)));
        }
    }
    // Only who the table lets writes, shows and withdraws.
    for (role, writes, moves) in [
        (Role::Politician, true, true),
        (Role::Manager, true, true),
        (Role::KeyPerson, true, false),
        (Role::Reader, false, false),
    ] {
        let somebody = it.guest(0, role).await;
        let view = office.form(Some(&somebody), &report, Lang::Sv).await.unwrap();
        assert_eq!((view.may_write, view.may_move), (writes, moves), "{role:?}");
        let saved = office.save_form(&somebody, &report, view.version, &complete(&view), Lang::Sv).await;
        assert_eq!(saved.is_ok(), writes, "{role:?} {saved:?}");
        let version = office.form(Some(&strategist), &report, Lang::Sv).await.unwrap().version;
        let shown = office.show_form(&somebody, &report, version, "group").await;
        assert_eq!(shown.is_ok(), moves, "{role:?} {shown:?}");
    }
    // To a neighbour who cannot see it there is nothing to write in.
    let plan = it.key("forbattringsplan");
    let refused = office.save_form(&readers[1].0, &plan, 0, &FilledForm::default(), Lang::Sv).await;
    assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    let kept = it.rig().store.by_key::<Filled>(&Filled::key_of(it.round, it.places[0], &plan.form)).await.unwrap();
    assert!(kept.is_none());
}

async fn names_are_asked_for_and_never_kept(rig: Rig) {
    let it = scene(rig).await;
    let office = it.rig().office.clone();
    let me = it.guest(0, Role::Strategist).await;
    let report = it.key("slutrapport");
    let view = office.form(Some(&me), &report, Lang::Sv).await.unwrap();
    assert_eq!(said(&view, "lag").as_deref(), Some("strategist i 0"));
    office.save_form(&me, &report, 0, &complete(&view), Lang::Sv).await.unwrap();
    office.finish_form(&me, &report, 1).await.unwrap();
    office.show_form(&me, &report, 2, "public").await.unwrap();
    let kept = it.rig().store.list_of::<Filled>(it.places[0]).await.unwrap().remove(0).body;
    assert!(!kept.answers.contains_key("lag"), "{:?}", kept.answers.keys());
    assert!(!serde_json::to_string(&kept).unwrap().contains("strategist i 0"));
    // Who comes later is there, also in what is finished; to everybody else nobody is named.
    it.guest(0, Role::Politician).await;
    let view = office.form(Some(&me), &report, Lang::Sv).await.unwrap();
    assert_eq!(said(&view, "lag").as_deref(), Some("politician i 0; strategist i 0"));
    let public = office.form(None, &report, Lang::Sv).await.unwrap();
    assert_eq!((said(&public, "lag"), field(&public, "lag").missing), (None, false));
    assert_eq!(said(&public, "organisation").as_deref(), Some("Härnösands kommun"));
    // Nor is a name that somebody sends there.
    let sent = form([("lag", FieldWritten { chosen: vec!["Åsa Ek".into()], ..FieldWritten::default() })]);
    let refused = office.save_form(&me, &report, view.version, &sent, Lang::Sv).await;
    assert!(matches!(refused, Err(Trouble::Misfits(_))), "{refused:?}");
}

async fn an_idea_of_another_round_stays_there(rig: Rig) {
    let it = scene(rig).await;
    worked(&it).await;
    let office = it.rig().office.clone();
    let before = follows(it.rig(), it.world.organiser, "modell-2023", "Modellkommuner 2024").await;
    let idea = it.rig().store.list_of::<Idea>(it.places[0]).await.unwrap().remove(0);
    let card = it.rig().store.list_of::<Improvement>(it.places[0]).await.unwrap().remove(0);
    let body = Idea { round: Some(before), ..idea.body.clone() };
    it.rig()
        .write(|change| {
            change.update(idea.id, idea.version, &body).unwrap();
            change.show(idea.id, idea.version + 1, Visibility::Group);
            change.show(card.id, card.version, Visibility::Group);
        })
        .await;
    let me = it.guest(0, Role::Strategist).await;
    let slides = it.key("presentation-forbattring");
    let view = office.form(Some(&me), &slides, Lang::Sv).await.unwrap();
    office.save_form(&me, &slides, 0, &complete(&view), Lang::Sv).await.unwrap();
    office.show_form(&me, &slides, 1, "group").await.unwrap();
    let neighbour = it.guest(1, Role::Strategist).await;
    let mut told = Vec::new();
    for reader in [&me, &neighbour] {
        let view = office.form(Some(reader), &slides, Lang::Sv).await.unwrap();
        let improved = said(&view, "forbattringar").unwrap();
        told.push((improved.contains("Färre män söker hjälp"), improved.contains("Umeå kommun")));
    }
    // The card is shown to this group, the idea to the group of another round.
    assert_eq!(told, [(true, true), (true, false)]);
}

async fn what_does_not_fit_is_refused_and_scripts_are_text(rig: Rig) {
    let it = scene(rig).await;
    let office = it.rig().office.clone();
    let me = it.guest(0, Role::Strategist).await;
    let plan = it.key("forbattringsplan");
    for wrong in [
        form([("finns-inte", text("x"))]),
        form([("borjar", text("i höst"))]),
        form([("nulage", FieldWritten { women: "många".into(), ..FieldWritten::default() })]),
        form([("problem", text(&"å".repeat(method::MOST_TEXT + 1)))]),
    ] {
        let refused = office.save_form(&me, &plan, 0, &wrong, Lang::Sv).await.unwrap_err();
        let Trouble::Misfits(misfits) = &refused else { panic!("{refused:?}") };
        assert_eq!(misfits.len(), 1, "{misfits:?}");
        assert_eq!(refused.said(Lang::En).status, 422);
    }
    assert_eq!(it.rig().store.list_of::<Filled>(it.places[0]).await.unwrap().len(), 0, "nothing was saved");

    let hostile = "<script>alert(1)</script>\n\n[klicka](javascript:alert(1)) ![x](https://ond.example/i.png)\n\n\
                   <img src=x onerror=alert(1)>\u{7}";
    office.save_form(&me, &plan, 0, &form([("problem", text(hostile))]), Lang::Sv).await.unwrap();
    for form in ["forbattringsplan", "uppfoljning"] {
        let view = office.form(Some(&me), &it.key(form), Lang::Sv).await.unwrap();
        let Some(FormSaid::Text(blocks)) = &field(&view, "problem").said else { panic!("no text") };
        let drawn = markdown::html(blocks, 4);
        assert!(drawn.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{drawn}");
        assert!(
            !drawn.contains("<script") && !drawn.contains("<img") && !drawn.contains("href=\"javascript"),
            "{drawn}"
        );
        assert_eq!(drawn.matches("<a ").count(), 1, "the picture is a link: {drawn}");
    }
}

/// Keeps what it is to print.
#[derive(Default)]
struct Witness(std::sync::Mutex<Vec<(&'static str, FormPaper)>>);

impl Press for Witness {
    fn print(&self, _: &Paper) -> Result<Vec<u8>, String> {
        Err("no letters here".into())
    }

    fn print_form(&self, paper: &FormPaper) -> Result<Vec<u8>, String> {
        self.0.lock().unwrap().push(("form", paper.clone()));
        Ok(b"%PDF form".to_vec())
    }

    fn print_docx(&self, paper: &FormPaper) -> Result<Vec<u8>, String> {
        self.0.lock().unwrap().push(("docx", paper.clone()));
        Ok(b"PK docx".to_vec())
    }
}

async fn it_is_printed_as_it_is_read(rig: Rig) {
    let it = scene(rig).await;
    let me = it.guest(0, Role::Strategist).await;
    let facts = it.key("organisationsfakta");
    // Where nobody prints there is nothing to fetch.
    let none = it.rig().office.form_file(Some(&me), &facts, FormFile::Pdf, Lang::Sv).await;
    assert!(matches!(none, Err(Trouble::Nothing)), "{none:?}");
    let witness = Arc::new(Witness::default());
    let office = it.knowing().await.printing(Arc::clone(&witness) as Arc<dyn Press>);
    let view = office.form(Some(&me), &facts, Lang::En).await.unwrap();
    assert!(view.prints && view.has_slides);
    for (as_what, ending, kind) in [
        (FormFile::Pdf, "pdf", "application/pdf"),
        (FormFile::Docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ] {
        let (name, media_type, bytes) = office.form_file(Some(&me), &facts, as_what, Lang::En).await.unwrap();
        assert_eq!((name, media_type.as_str()), (format!("{} Härnösands kommun.{ending}", view.name), kind));
        assert!(!bytes.is_empty());
    }
    // What the press cannot do is told as our fault, not as the reader's.
    let slides = office.form_file(Some(&me), &facts, FormFile::Slides, Lang::En).await;
    assert!(matches!(slides, Err(Trouble::Ours(_))), "{slides:?}");
    let papers = witness.0.lock().unwrap().clone();
    assert_eq!(papers.iter().map(|(what, _)| *what).collect::<Vec<_>>(), ["form", "docx"]);
    let paper = &papers[0].1;
    assert_eq!((paper.sender.as_str(), paper.about.as_str()), ("Härnösands kommun", "Modellkommuner 2026"));
    assert_eq!((paper.heading.as_str(), paper.date.as_str()), (view.name.as_str(), "2026-09-01"));
    assert!(paper.draft.starts_with("Draft: "), "{}", paper.draft);
    let fields = || paper.sections.iter().flat_map(|section| &section.fields);
    let residents = fields().find(|it| it.heading == "Residents").unwrap();
    assert_eq!(residents.source, "Källa: Kolada, hämtad 2026-01-12.");
    assert_eq!(residents.said.as_ref().unwrap().plain(Lang::En), "women 12,340, men 12,411 (people)");
    assert_eq!(fields().count(), view.sections.iter().map(|section| section.fields.len()).sum::<usize>());
    // A neighbour gets no paper of what is not shown to them.
    let neighbour = it.guest(1, Role::Strategist).await;
    let refused = office.form_file(Some(&neighbour), &facts, FormFile::Pdf, Lang::Sv).await;
    assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
}
