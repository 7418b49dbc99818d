//! The evaluation of a round: key figures are fixed before and never after, everything is counted out of
//! everybody, what is no more than chance cannot be told, and nobody sees more than they may.

use std::{collections::BTreeMap, sync::Arc};

use i18n::Lang;
use jiff::civil::date;
use method::{EVALUATION, Library};
use office::{
    DoneKind, EvaluationFigure, EvaluationVerdict, EvaluationView, FieldWritten, FilledForm, FormKey, FormPaper,
    GapWhy, Joining, KeyFigureYear, KeyFigures, Office, Paper, PaperSection, Press, RoundForm, StorageError, TodoKind,
    TodoPlace, Trouble, Visitor, evaluation_csv,
};
use programme::{
    Id, Improvement, ImprovementId, ImprovementState, Joint, JointAnswer, JointAnswerId, Organisation, OrganisationId,
    OrganisationKind, Role, RoundId, RoundState, Track, Visibility,
};

use crate::{
    rig::{Rig, on_both},
    rounds::{World, lead, round_form},
};

on_both! {
    figures_are_fixed_before_the_round_and_never_after
    what_changed_is_told_and_what_may_be_chance_is_not
    everything_is_counted_out_of_everybody
    nobody_else_reads_it
    it_is_printed_for_who_runs_the_round
}

/// So many take part, and so many do not.
const OURS: usize = 6;
const OTHERS: usize = 24;

/// Three figures in which everybody begins with ten between women and men. In the first, those who took part
/// have closed four of it by lifting women; in the second nothing has happened; in the third they have
/// closed as much by lowering men, and women a little. What others do goes up and down by a little.
struct Told;

impl KeyFigures for Told {
    fn known(&self, lang: Lang) -> Vec<EvaluationFigure> {
        ["N1", "N2", "N3"]
            .map(|kpi| EvaluationFigure {
                kpi: kpi.into(),
                name: format!("{} {kpi}", lang.pick("Mått", "Figure")),
                title: "Andel, (%)".into(),
                theme: "Skola".into(),
                high_is_good: Some(true),
            })
            .into()
    }

    fn years(&self, kpis: &[String], of: Track) -> Vec<KeyFigureYear> {
        if of == Track::Regions { Vec::new() } else { kpis.iter().flat_map(|kpi| years_of(kpi)).collect() }
    }

    fn similar(&self, area: &str) -> Vec<String> {
        let n: usize = area.parse().unwrap();
        (0..3).map(|i| other((n + i) % OTHERS)).collect()
    }
}

fn years_of(kpi: &str) -> Vec<KeyFigureYear> {
    let mut rows = Vec::new();
    let mut add = |area: String, women: f64, men: f64| {
        // A year within the round belongs to neither side.
        for (year, women, men) in [(2025, 50.0, 60.0), (2026, 0.0, 90.0), (2028, women, men)] {
            rows.push(KeyFigureYear { kpi: kpi.to_owned(), area: area.clone(), year, women, men });
        }
    };
    for n in 0..OTHERS {
        add(other(n), 50.0 - noise(n), 60.0);
    }
    for n in 0..OURS {
        let (women, men) = match kpi {
            "N1" => (54.0 - noise(n), 60.0),
            "N2" => (50.0 - noise(n), 60.0),
            _ => (49.0 - noise(n), 55.0),
        };
        add(ours(n), women, men);
    }
    rows
}

/// −1, −½, 0, ½, 1 in turn.
fn noise(n: usize) -> f64 {
    (n % 5) as f64 / 2.0 - 1.0
}

fn ours(n: usize) -> String {
    format!("20{n:02}")
}

fn other(n: usize) -> String {
    format!("10{n:02}")
}

/// A round in admission, its six, and an office that knows the figures.
struct Scene {
    world: World,
    office: Office,
    round: RoundId,
    places: Vec<OrganisationId>,
}

async fn scene(rig: Rig) -> Scene {
    let mut world = World::new(rig, date(2026, 3, 2)).await;
    let head = world.organiser().await;
    let days = [("closes", "2026-08-20"), ("starts", "2026-09-01"), ("ends", "2027-06-15")];
    let form =
        RoundForm { model: "modell-2023".into(), ..round_form("Modellkommuner 2026", &["municipalities"], &days) };
    let round = world.rig.office.add_round(&head, world.organiser, &form).await.unwrap();
    let mut places = Vec::new();
    for n in 0..OURS {
        let name = format!("Kommun {n}");
        let id = world.place(&name, OrganisationKind::Municipality).await;
        let there = world.rig.store.get::<Organisation>(id).await.unwrap().unwrap();
        let body = Organisation { area: Some(ours(n).try_into().unwrap()), ..there.body };
        world.rig.write(|change| change.update(id, there.version, &body).unwrap()).await;
        places.push(id);
    }
    let office = world.rig.another().await.comparing(Arc::new(Told));
    Scene { world, office, round, places }
}

impl Scene {
    async fn organiser(&self) -> Visitor {
        self.world.organiser().await
    }

    async fn fix(&self, version: i64, kpis: &[&str]) -> Result<(), Trouble> {
        let kpis: Vec<String> = kpis.iter().map(|it| (*it).to_owned()).collect();
        self.office.fix_figures(&self.organiser().await, self.round, version, &kpis).await
    }

    async fn view(&self) -> EvaluationView {
        self.office.evaluation(&self.organiser().await, self.round, Lang::Sv).await.unwrap()
    }

    async fn lead(&self, to: &[RoundState]) {
        for to in to {
            lead(&self.world, self.round, *to).await;
        }
    }

    /// Begins in September 2026 with everybody.
    async fn begin(&self) {
        self.lead(&[RoundState::Invited, RoundState::Open, RoundState::Admission]).await;
        self.world.on(date(2026, 9, 1));
        self.lead(&[RoundState::Running]).await;
        let head = self.organiser().await;
        for place in &self.places {
            let joining =
                Joining { organisation: place.to_string(), capacity: "participant".into(), ..Joining::default() };
            self.office.take_in(&head, self.round, &joining).await.unwrap();
        }
    }

    /// Ends in June 2027; it is 2029 now.
    async fn end(&self) {
        self.world.on(date(2027, 6, 15));
        self.lead(&[RoundState::Closed]).await;
        self.world.on(date(2029, 2, 1));
    }

    async fn strategist(&self, place: usize) -> Visitor {
        self.world.rig.guest(&format!("Strateg {place}"), self.places[place], Role::Strategist).await
    }

    fn id<T: From<Id>>(&self) -> T {
        self.world.rig.id()
    }
}

async fn figures_are_fixed_before_the_round_and_never_after(rig: Rig) {
    let it = scene(rig).await;
    let view = it.view().await;
    assert_eq!((view.plan.version, view.plan.late, view.plan.fixed, view.plan.choices.len()), (0, false, None, 3));
    // Who runs the round is reminded while they can be chosen.
    let reminded = async || {
        let mut all = it.office.todos(&it.organiser().await).await.unwrap();
        all.retain(|todo| matches!(todo.kind, TodoKind::FixFigures { .. }));
        all.into_iter().map(|todo| (todo.to, todo.until, todo.late)).collect::<Vec<_>>()
    };
    assert_eq!(reminded().await, [(TodoPlace::Evaluation(it.round), Some(date(2026, 9, 1)), false)]);
    assert!(it.world.rig.office.todos(&it.organiser().await).await.unwrap().is_empty(), "nobody knows any figures");
    // Not one that nobody knows.
    assert!(matches!(it.fix(0, &["N1", "N9"]).await, Err(Trouble::Missing("kpis"))));
    it.fix(0, &["N2", "N1", "N2"]).await.unwrap();
    assert_eq!(reminded().await, []);
    let view = it.view().await;
    let kpis: Vec<&str> = view.plan.figures.iter().map(|it| it.kpi.as_str()).collect();
    assert_eq!((kpis, view.plan.fixed), (vec!["N2", "N1"], Some(date(2026, 3, 2))));
    // Who has not read the newest does not write over it.
    assert!(matches!(it.fix(0, &["N3"]).await, Err(Trouble::Storage(StorageError::Conflict(_)))));
    it.world.on(date(2026, 4, 1));
    it.fix(view.plan.version, &["N1"]).await.unwrap();
    it.begin().await;
    let view = it.view().await;
    assert_eq!((view.plan.late, view.plan.fixed), (true, Some(date(2026, 4, 1))));
    assert!(view.plan.choices.is_empty());
    // Begun: too late, also for who leads it back.
    assert!(matches!(it.fix(view.plan.version, &["N2"]).await, Err(Trouble::FiguresStay)));
    it.lead(&[RoundState::Admission]).await;
    assert!(matches!(it.fix(view.plan.version, &["N2"]).await, Err(Trouble::FiguresStay)));
    assert_eq!(it.view().await.plan.figures.len(), 1);
    assert_eq!(it.view().await.gaps[0].why, GapWhy::NotOver);
}

async fn what_changed_is_told_and_what_may_be_chance_is_not(rig: Rig) {
    let it = scene(rig).await;
    it.fix(0, &["N1", "N2", "N3"]).await.unwrap();
    it.begin().await;
    it.end().await;
    let view = it.view().await;
    assert_eq!((view.began, view.ended), (Some(date(2026, 9, 1)), Some(date(2027, 6, 15))));
    assert_eq!(view.gaps.len(), 3);
    let [better, same, down] = [&view.gaps[0], &view.gaps[1], &view.gaps[2]];
    for line in [better, same, down] {
        assert_eq!((line.years, line.track), (Some((2025, 2028)), Track::Municipalities));
        assert_eq!((line.ours.n, line.others.n, line.without.len()), (OURS, OTHERS, 0));
        assert_eq!((line.ours.before, line.others.before), (10.0, 10.0));
    }
    // Six and twenty-four in turns of five: what is left over does not cancel out.
    let ours = (0..OURS).map(noise).sum::<f64>() / OURS as f64;
    let others = (0..OTHERS).map(noise).sum::<f64>() / OTHERS as f64;
    let near = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-9, "got {got}, expected {expected}");
    let shift = better.shift.unwrap();
    near(shift.estimate.value, -4.0 + ours - others);
    assert!(shift.estimate.lower < -3.0 && shift.estimate.upper < -3.0, "{shift:?}");
    assert_eq!((better.told, better.why), (EvaluationVerdict::Better, GapWhy::Shown));
    assert!(better.p.unwrap() <= 0.01);
    near(better.ours.women, 4.0 - ours);
    near(better.ours.men, 0.0);
    let (pairs, matched) = better.matched.unwrap();
    assert_eq!((pairs, matched.arrangements), (OURS, 64));
    assert!(matched.estimate.value < -3.0);
    // Nothing has happened: it cannot be told, and how much could have been seen is said.
    assert_eq!((same.told, same.why), (EvaluationVerdict::CannotTell, GapWhy::Chance));
    near(same.shift.unwrap().estimate.value, ours - others);
    assert!(same.p.unwrap() > 0.05 && same.smallest.unwrap() > 0.5 && same.smallest.unwrap() < 3.0, "{same:?}");
    // As much smaller, but only because men lost: no gain.
    near(down.shift.unwrap().estimate.value, -4.0 + ours - others);
    assert_eq!((down.told, down.why), (EvaluationVerdict::CannotTell, GapWhy::LevelledDown));
    // The same each time.
    assert_eq!(it.view().await.gaps, view.gaps);
    let csv = evaluation_csv(&view, Lang::Sv);
    assert!(csv.starts_with("\u{feff}Del,Id,Namn,Mått,Värde,Kod\r\n"), "{csv}");
    for line in [
        "Nyckeltal före och efter,N1,Mått N1 (kommuner),vad det säger,bättre,key-figures/told/better\r\n",
        "Nyckeltal före och efter,N2,Mått N2 (kommuner),vad det säger,kan inte avgöras,key-figures/told/cannot-tell\r\n",
        "Nyckeltal före och efter,N1,Mått N1 (kommuner),år före,2025,key-figures/year-before\r\n",
        "Vad som är gjort,task-done,Uppgifter i stegen som är gjorda,av så många,6,done/of\r\n",
    ] {
        assert!(csv.contains(line), "{line} in {csv}");
    }
    // The codes are the same in both languages, and as many as there are rows.
    let codes = |csv: &str| -> Vec<String> {
        csv.lines().skip(1).map(|line| line.rsplit(',').next().unwrap_or_default().to_owned()).collect()
    };
    let english = evaluation_csv(&view, Lang::En);
    assert!(english.starts_with("\u{feff}Part,Id,Name,Measure,Value,Code\r\n"), "{english}");
    assert_eq!(codes(&english), codes(&csv));
    assert!(codes(&csv).contains(&"key-figures/why/levelled-down".to_owned()), "{csv}");
    // Nobody knows the figures: nothing is told, and what was fixed is there by its code.
    let head = it.organiser().await;
    let without = it.world.rig.office.evaluation(&head, it.round, Lang::Sv).await.unwrap();
    assert_eq!((without.gaps.len(), without.plan.figures[0].name.as_str()), (0, "N1"));
}

async fn everything_is_counted_out_of_everybody(rig: Rig) {
    let it = scene(rig).await;
    it.begin().await;
    improved(&it).await;
    assessed(&it).await;
    let view = it.view().await;
    assert!(!view.survey.asked);
    it.end().await;
    // The survey is among the templates of everybody now, and counts once it is finished.
    let answers = [
        ("borjat", choice("ja")),
        ("utvecklat", choice("vet-inte")),
        ("utbildat", choice("ja")),
        ("utbildade", FieldWritten { women: "31".into(), men: "12".into(), ..FieldWritten::default() }),
        ("sett-over", choice("ja")),
        ("oversedda", choice("4")),
        ("andrat", choice("nej")),
    ];
    let sent = FilledForm { fields: answers.map(|(id, said)| (id.to_owned(), said)).into() };
    for place in [0, 1] {
        let me = it.strategist(place).await;
        let key = FormKey { round: it.round, organisation: it.places[place], form: EVALUATION.into() };
        let forms = it.office.forms(Some(&me), it.round, it.places[place], Lang::Sv).await.unwrap();
        assert_eq!(forms.lines.last().unwrap().form, EVALUATION);
        it.office.save_form(&me, &key, 0, &sent, Lang::Sv).await.unwrap();
        if place == 0 {
            it.office.finish_form(&me, &key, 1).await.unwrap();
        }
    }
    let view = it.view().await;
    let line = |kind: DoneKind| *view.done.iter().find(|it| it.kind == kind).unwrap();
    for (kind, by, number) in [
        (DoneKind::Assessed, 3, 6),
        (DoneKind::TaskDone, 0, 0),
        (DoneKind::FormFinished, 0, 0),
        (DoneKind::Tried, 2, 2),
        (DoneKind::Secured, 1, 1),
        (DoneKind::Dropped, 1, 1),
    ] {
        let line = line(kind);
        assert_eq!((line.by, line.of, line.number), (by, OURS, number), "{kind:?}");
    }
    // One has answered; the other has only begun.
    let survey = &view.survey;
    assert!(survey.asked);
    assert_eq!((survey.of, survey.answered.clone()), (OURS, vec!["Kommun 0".to_owned()]));
    assert_eq!(survey.silent, ["Kommun 1", "Kommun 2", "Kommun 3", "Kommun 4", "Kommun 5"]);
    let counts: Vec<Vec<usize>> = survey.lines.iter().map(|it| it.chosen.iter().map(|(_, n)| *n).collect()).collect();
    assert_eq!(counts, [[1, 0, 0], [0, 0, 1], [1, 0, 0], [1, 0, 0], [0, 1, 0]]);
    assert_eq!(survey.lines[2].amounts[0].by_sex, Some((31.0, 12.0)));
    assert_eq!((survey.lines[3].amounts[0].all, survey.lines[3].amounts[0].given), (Some(4.0), 1));
    // Two have shown both answers; the third keeps theirs to itself, and is told with those who have none.
    let levels = &view.levels;
    assert_eq!(levels.shown, ["Kommun 0", "Kommun 1"]);
    assert_eq!(levels.silent, ["Kommun 2", "Kommun 3", "Kommun 4", "Kommun 5"]);
    let moved: Vec<_> = levels.lines.iter().filter(|it| it.moved.is_some()).collect();
    assert_eq!(moved.len(), 1);
    assert_eq!((moved[0].up, moved[0].same, moved[0].down, moved[0].apart), (2, 0, 0, 0));
    // Two that went up are no evidence of anything.
    assert_eq!(moved[0].told, EvaluationVerdict::CannotTell);
    assert!((moved[0].p.unwrap() - 0.5).abs() < 1e-12);
    assert!(view.plan.late && view.plan.fixed.is_none() && view.gaps.is_empty());
    // Archived it is counted as it was shown.
    it.lead(&[RoundState::Archived]).await;
    let kept = it.view().await;
    assert_eq!(&kept.levels, levels);
    assert_eq!((kept.survey.answered.clone(), kept.done == view.done), (vec!["Kommun 0".to_owned()], true));
}

fn choice(value: &str) -> FieldWritten {
    FieldWritten { value: value.into(), ..FieldWritten::default() }
}

/// Keeps what it is to print.
#[derive(Default)]
struct Witness(std::sync::Mutex<Vec<FormPaper>>);

impl Press for Witness {
    fn print(&self, _: &Paper) -> Result<Vec<u8>, String> {
        Err("no letters here".into())
    }

    fn print_form(&self, paper: &FormPaper) -> Result<Vec<u8>, String> {
        self.0.lock().unwrap().push(paper.clone());
        Ok(b"%PDF evaluation".to_vec())
    }
}

async fn it_is_printed_for_who_runs_the_round(rig: Rig) {
    let it = scene(rig).await;
    it.begin().await;
    let head = it.organiser().await;
    let heading =
        |text: &str| PaperSection { heading: text.into(), text: String::new(), slide: false, fields: Vec::new() };
    let none = it.office.evaluation_file(&head, it.round, vec![heading("A")], Lang::Sv).await;
    assert!(matches!(none, Err(Trouble::Nothing)), "nobody prints");
    assert!(!it.view().await.prints);
    let witness = Arc::new(Witness::default());
    let office = it.world.rig.another().await.printing(Arc::clone(&witness) as Arc<dyn Press>);
    assert!(office.evaluation(&head, it.round, Lang::Sv).await.unwrap().prints);
    let guest = it.world.rig.guest("Åsa Strateg", it.places[0], Role::Strategist).await;
    let denied = office.evaluation_file(&guest, it.round, vec![heading("A")], Lang::Sv).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    assert!(witness.0.lock().unwrap().is_empty());
    let (name, kind, bytes) =
        office.evaluation_file(&head, it.round, vec![heading("A"), heading("B")], Lang::Sv).await.unwrap();
    assert_eq!(name, "Utvärdering Modellkommuner 2026.pdf");
    assert_eq!((kind.as_str(), bytes.as_slice()), ("application/pdf", b"%PDF evaluation".as_slice()));
    let papers = witness.0.lock().unwrap();
    let told: Vec<&str> = papers[0].sections.iter().map(|it| it.heading.as_str()).collect();
    assert_eq!((papers.len(), papers[0].about.as_str(), told), (1, "Modellkommuner 2026", vec!["A", "B"]));
}

/// One secured, one tested, one dropped, one planned.
async fn improved(it: &Scene) {
    let states = [
        (0, ImprovementState::Secured),
        (1, ImprovementState::Testing),
        (1, ImprovementState::Dropped),
        (2, ImprovementState::Planned),
    ];
    for (place, state) in states {
        let id: ImprovementId = it.id();
        let body = Improvement {
            organisation: it.places[place],
            round: Some(it.round),
            problem: "Färre män söker hjälp.".into(),
            baseline: None,
            cause: "Ingen ringer upp.".into(),
            idea: None,
            test: "Ring upp.".into(),
            owner: Some(it.world.head),
            starts: Some(date(2026, 10, 1)),
            ends: Some(date(2026, 12, 1)),
            state,
            result: "Fler kom.".into(),
            decision: "Nämnden beslutade.".into(),
            spread: Vec::new(),
            unit: "andel i procent".into(),
            good: programme::Direction::More,
        };
        it.world.rig.write(|change| change.insert(id, &body).unwrap()).await;
    }
}

/// The first and the last joint answer of three; two have shown both to the round.
async fn assessed(it: &Scene) {
    let model = Library::built_in().model("modell-2023").unwrap();
    for place in 0..3 {
        for (step, level) in [("traff-styrning", 1), ("resultat", 3)] {
            let id: JointAnswerId = it.id();
            let answer = Joint { level: Some(level), open: false, comment: "Beslut".into(), evidence: Vec::new() };
            let body = JointAnswer {
                round: it.round,
                organisation: it.places[place],
                instrument: model.instrument.to_string(),
                fingerprint: "f".repeat(64),
                step: step.into(),
                answers: BTreeMap::from([("overgripande/politiskt-beslut".to_owned(), answer)]),
                agreed: Some(date(2026, 10, 1)),
                agreed_by: vec![it.world.head],
                first_agreed: None,
            };
            it.world
                .rig
                .write(|change| {
                    change.insert(id, &body).unwrap();
                    if place < 2 {
                        change.show(id, 1, Visibility::Round);
                    }
                })
                .await;
        }
    }
}

async fn nobody_else_reads_it(rig: Rig) {
    let it = scene(rig).await;
    it.begin().await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Operator) {
        let guest = it.world.rig.guest(&format!("{} här", role.code()), it.places[0], role).await;
        let read = it.office.evaluation(&guest, it.round, Lang::Sv).await;
        assert!(matches!(read, Err(Trouble::Denied(_))), "{role:?}");
        let fixed = it.office.fix_figures(&guest, it.round, 0, &["N1".to_owned()]).await;
        assert!(matches!(fixed, Err(Trouble::Denied(_))), "{role:?}");
    }
    // Another organiser's is not theirs either.
    let stranger = it.world.rig.place("Länsstyrelsen").await;
    let guest = it.world.rig.guest("En annan organisatör", stranger, Role::Organiser).await;
    assert!(matches!(it.office.evaluation(&guest, it.round, Lang::Sv).await, Err(Trouble::Denied(_))));
    // While it is a draft nobody learns that there is a round.
    let head = it.organiser().await;
    let form = RoundForm { model: "modell-2023".into(), ..round_form("Nästa", &["municipalities"], &[]) };
    let draft = it.office.add_round(&head, it.world.organiser, &form).await.unwrap();
    assert!(matches!(it.office.evaluation(&guest, draft, Lang::Sv).await, Err(Trouble::Nothing)));
    assert!(it.office.evaluation(&head, draft, Lang::Sv).await.unwrap().places.is_empty());
}
