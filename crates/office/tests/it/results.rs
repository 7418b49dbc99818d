//! Results and afterwards: a report from empty to published and withdrawn, what goes along with it, the
//! booklet, the decision whether to mentor, what is handed over and to whom, and what waits for whom.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use i18n::Lang;
use jiff::{ToSpan as _, civil::date};
use office::{
    BookletPaper, FormKey, FormSaid, HandoverPaper, MentoringForm, Office, Paper, Press, ReportState, ReportView,
    StorageError, TaskKey, Todo, TodoKind, TodoPlace, Trouble, Visitor, WorkForm,
};
use programme::{
    AgendaItem, Assignment, Capacity, Direction, Filled, FilledId, Idea, IdeaId, Improvement, ImprovementId,
    ImprovementState, Joint, JointAnswer, JointAnswerId, Measurement, MeasurementId, Meeting, MeetingId, MeetingState,
    MentorAnswer, Occasion, Origin, Participation, Role, RoundState, Slot, Visibility, WorkState,
};

use crate::{
    circle::{Circle, FIRST, follows, take_part},
    filled::complete,
    rig::{Rig, on_both},
    rounds::PDF,
};

on_both! {
    from_empty_to_published_and_back
    what_is_published_is_not_written_in_publicly
    what_it_has_led_to_is_asked
    what_goes_along_is_chosen
    what_is_taken_up_again_is_published_no_more
    handing_in_ticks_the_task_that_asks_for_it
    an_archived_round_knows_who_handed_in
    the_booklet_holds_what_its_reader_may_read
    as_many_questions_however_many_reports
    the_decision_goes_before_the_promise
    a_successor_gets_what_they_may_read
    the_end_waits_for_somebody
}

fn key(it: &Circle) -> FormKey {
    FormKey { round: it.round, organisation: it.kramfors, form: "slutrapport".into() }
}

/// The report written, with an answer to everything, and handed in; the version then.
async fn handed_in(it: &Circle, also: &[String]) -> i64 {
    let (office, me) = (&it.rig.office, it.who("strategist"));
    let view = office.form(Some(me), &key(it), Lang::Sv).await.unwrap();
    office.save_form(me, &key(it), 0, &complete(&view), Lang::Sv).await.unwrap();
    office.hand_in_report(me, it.round, it.kramfors, 1, also).await.unwrap();
    report(it, Some(me)).await.unwrap().version
}

async fn report(it: &Circle, who: Option<&Visitor>) -> Result<ReportView, Trouble> {
    it.rig.office.report(who, it.round, it.kramfors, Lang::Sv).await
}

/// What stands in a field of the report as somebody reads it.
fn said(view: &ReportView, field: &str) -> Option<String> {
    let mut fields = view.report.as_ref()?.sections.iter().flat_map(|section| &section.fields);
    fields.find(|it| it.id == field)?.said.as_ref().map(|it| it.plain(Lang::Sv))
}

async fn from_empty_to_published_and_back(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (&it.rig.office, it.who("strategist"));
    let empty = report(&it, Some(me)).await.unwrap();
    assert_eq!((empty.state, empty.version, empty.own, empty.may_move), (ReportState::Unwritten, 0, true, true));
    assert_eq!((empty.conference.as_str(), empty.name.as_str()), ("Resultatkonferens", "Slutrapport"));
    assert!(empty.report.is_none() && !empty.missing.is_empty());

    // Unfinished it is refused, and what is missing is told by name.
    let refused = office.hand_in_report(me, it.round, it.kramfors, 0, &[]).await.unwrap_err();
    let Trouble::FormLacks(lacks) = &refused else { panic!("{refused:?}") };
    assert_eq!(lacks.len(), empty.missing.len());
    assert!(empty.missing.iter().all(|name| refused.said(Lang::Sv).sentence.contains(name)), "{refused:?}");
    assert!(matches!(office.publish_report(me, it.round, it.kramfors, 0, &[]).await, Err(Trouble::FormLacks(_))));

    // A draft is nobody else's.
    let view = office.form(Some(me), &key(&it), Lang::Sv).await.unwrap();
    office.save_form(me, &key(&it), 0, &complete(&view), Lang::Sv).await.unwrap();
    let draft = report(&it, Some(me)).await.unwrap();
    assert_eq!((draft.state, draft.version, draft.missing.len()), (ReportState::Draft, 1, 0));
    for who in ["vaxholm", "mentor", "beside", "outside"] {
        assert!(matches!(report(&it, Some(it.who(who))).await, Err(Trouble::Nothing)), "{who}");
    }
    assert!(matches!(report(&it, None).await, Err(Trouble::SignIn)));
    let seen = report(&it, Some(it.who("organiser"))).await.unwrap();
    assert_eq!((seen.state, seen.report.is_none(), seen.own), (ReportState::Unwritten, true, false));

    // Handed in it is the round's and its organiser's.
    office.hand_in_report(me, it.round, it.kramfors, 1, &[]).await.unwrap();
    let handed = report(&it, Some(me)).await.unwrap();
    assert_eq!((handed.state, handed.visibility), (ReportState::HandedIn(FIRST), Visibility::Round));
    for who in ["vaxholm", "mentor", "beside", "organiser"] {
        assert_eq!(report(&it, Some(it.who(who))).await.unwrap().state, ReportState::HandedIn(FIRST), "{who}");
    }
    assert!(matches!(report(&it, Some(it.who("outside"))).await, Err(Trouble::Nothing)));
    assert!(matches!(report(&it, None).await, Err(Trouble::SignIn)));
    let inside = office.results(Some(it.who("organiser")), it.round, Lang::Sv).await.unwrap();
    let lines: Vec<_> = inside.lines.iter().map(|line| (line.name.as_str(), line.published)).collect();
    assert_eq!(lines, [("Kramfors kommun", false)]);
    assert_eq!((inside.waiting.clone(), inside.inside), (vec!["Lunds kommun".into(), "Vaxholms stad".into()], true));
    let public = office.results(None, it.round, Lang::Sv).await.unwrap();
    assert_eq!((public.lines.len(), public.waiting.len(), public.decisions.len()), (0, 0, 0));

    // Publishing is an act of its own, of who may.
    let version = handed.version;
    let stale = office.publish_report(me, it.round, it.kramfors, 1, &[]).await;
    assert!(matches!(stale, Err(Trouble::Storage(StorageError::Conflict(_)))), "{stale:?}");
    let refused = office.publish_report(it.who("key"), it.round, it.kramfors, version, &[]).await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");
    let refused = office.publish_report(it.who("organiser"), it.round, it.kramfors, version, &[]).await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");
    office.publish_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    let public = report(&it, None).await.unwrap();
    assert_eq!(public.state, ReportState::Published(FIRST));
    assert_eq!(said(&public, "sammanfattning").as_deref(), Some("Ett svar"));
    assert_eq!((public.mentoring.is_none(), public.may_move, public.pieces.len()), (true, false, 0));
    let listed = office.results(None, it.round, Lang::En).await.unwrap();
    assert_eq!((listed.lines.len(), listed.lines[0].published), (1, true));
    let places = office.published_reports(it.kramfors).await.unwrap();
    assert_eq!(places.iter().map(|it| it.round).collect::<Vec<_>>(), [it.round]);

    // Withdrawn it is gone for everybody, not for the round.
    let version = report(&it, Some(me)).await.unwrap().version;
    office.withdraw_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    assert!(matches!(report(&it, None).await, Err(Trouble::SignIn)));
    assert_eq!(office.results(None, it.round, Lang::Sv).await.unwrap().lines, []);
    assert_eq!(office.published_reports(it.kramfors).await.unwrap(), []);
    assert_eq!(report(&it, Some(it.who("vaxholm"))).await.unwrap().state, ReportState::HandedIn(FIRST));
    let again = office.withdraw_report(me, it.round, it.kramfors, version + 1, &[]).await;
    assert!(matches!(again, Err(Trouble::Nothing)), "{again:?}");

    // Taken up again it is a draft; what is archived is handed in no more.
    office.reopen_form(me, &key(&it), version + 1).await.unwrap();
    assert!(matches!(report(&it, Some(it.who("vaxholm"))).await, Err(Trouble::Nothing)));
    it.round_is(RoundState::Archived).await;
    let late = office.hand_in_report(me, it.round, it.kramfors, version + 2, &[]).await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
}

async fn what_is_published_is_not_written_in_publicly(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (&it.rig.office, it.who("strategist"));
    let version = handed_in(&it, &[]).await;
    office.publish_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    let version = report(&it, Some(me)).await.unwrap().version;
    office.reopen_form(me, &key(&it), version).await.unwrap();
    // Nobody publishes by writing.
    let draft = report(&it, Some(me)).await.unwrap();
    assert_eq!((draft.state, draft.visibility), (ReportState::Draft, Visibility::Round));
    // Handing it in anew publishes nothing; that is an act of its own, as before.
    office.hand_in_report(me, it.round, it.kramfors, draft.version, &[]).await.unwrap();
    let handed = report(&it, Some(me)).await.unwrap();
    assert_eq!((handed.state, handed.visibility), (ReportState::HandedIn(FIRST), Visibility::Round));
    office.publish_report(me, it.round, it.kramfors, handed.version, &[]).await.unwrap();
    let again = report(&it, Some(me)).await.unwrap();
    assert_eq!((again.state, again.visibility), (ReportState::Published(FIRST), Visibility::Public));
}

async fn what_it_has_led_to_is_asked(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let asked = async |who: &str| {
        let mut all = office.todos(it.who(who)).await.unwrap();
        all.retain(|todo| matches!(todo.kind, TodoKind::Survey { .. }));
        all.into_iter().map(|todo| todo.to).collect::<Vec<_>>()
    };
    assert_eq!(asked("strategist").await, []);
    it.round_is(RoundState::Closed).await;
    let form = |organisation| FormKey { round: it.round, organisation, form: method::EVALUATION.into() };
    assert_eq!(asked("strategist").await, [TodoPlace::Form(form(it.kramfors))]);
    assert_eq!(asked("vaxholm").await, [TodoPlace::Form(form(it.vaxholm))]);
    for who in ["politician", "manager", "key", "reader", "mentor", "organiser", "outside"] {
        assert_eq!(asked(who).await, [], "{who}");
    }
    let (me, key) = (it.who("strategist"), form(it.kramfors));
    let view = office.form(Some(me), &key, Lang::Sv).await.unwrap();
    office.save_form(me, &key, 0, &complete(&view), Lang::Sv).await.unwrap();
    assert_eq!(asked("strategist").await.len(), 1, "a draft is no answer");
    office.finish_form(me, &key, 1).await.unwrap();
    assert_eq!(asked("strategist").await, []);
}

/// A card with two measurements, an idea and a joint answer of the first occasion, seen by nobody else.
async fn worked(it: &Circle) -> (ImprovementId, JointAnswerId, IdeaId) {
    let (card, idea, joint): (ImprovementId, IdeaId, JointAnswerId) = (it.rig.id(), it.rig.id(), it.rig.id());
    let (one, two): (MeasurementId, MeasurementId) = (it.rig.id(), it.rig.id());
    let (round, organisation) = (it.round, it.kramfors);
    let measured = |on, women, men, men_n| Measurement {
        improvement: card,
        organisation,
        on,
        women: Some(women),
        men: Some(men),
        women_n: Some(40),
        men_n: Some(men_n),
        note: String::new(),
    };
    it.rig
        .write(|change| {
            let body = Improvement {
                organisation,
                round: Some(round),
                problem: "Flickor väntar längre".into(),
                baseline: None,
                cause: String::new(),
                idea: None,
                test: "Läs remisser i tur och ordning".into(),
                owner: None,
                starts: Some(date(2026, 1, 12)),
                ends: None,
                state: ImprovementState::Secured,
                result: "Väntan blev kortare".into(),
                decision: "Nämnden behåller det".into(),
                spread: Vec::new(),
                unit: "dagar".into(),
                good: Direction::Less,
            };
            change.insert(card, &body).unwrap();
            change.insert(one, &measured(date(2026, 1, 5), 41.0, 28.0, 40)).unwrap();
            // So few that the number tells of individuals.
            change.insert(two, &measured(date(2026, 1, 26), 30.0, 99.0, 3)).unwrap();
            let body = Idea {
                organisation,
                round: Some(round),
                text: "Ring upp".into(),
                origin: Origin::Organisation { id: it.vaxholm, item: None },
                parent: None,
            };
            change.insert(idea, &body).unwrap();
            let body = JointAnswer {
                round,
                organisation,
                instrument: "sjalvskattning-2023".into(),
                fingerprint: "f".repeat(64),
                step: "traff-styrning".into(),
                answers: BTreeMap::from([(
                    "overgripande/politiskt-beslut".to_owned(),
                    Joint {
                        level: Some(2), open: false, comment: "Beslut i fullmäktige".into(), evidence: Vec::new()
                    },
                )]),
                agreed: Some(date(2026, 1, 20)),
                agreed_by: vec![it.who("strategist").person],
                first_agreed: None,
            };
            change.insert(joint, &body).unwrap();
        })
        .await;
    (card, joint, idea)
}

async fn what_goes_along_is_chosen(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (&it.rig.office, it.who("strategist"));
    let (card, joint, idea) = worked(&it).await;
    let mine = report(&it, Some(me)).await.unwrap();
    assert_eq!(mine.pieces.len(), 3);
    assert!(mine.pieces.iter().all(|piece| piece.visibility == Visibility::Own));
    assert!(mine.pieces.iter().any(|piece| piece.name == "Förbättring: Flickor väntar längre"), "{:?}", mine.pieces);
    let seen = async |it: &Circle| {
        let all = report(it, Some(it.who("strategist"))).await.unwrap().pieces;
        let of = |id: programme::Id| all.iter().find(|piece| piece.id == id).unwrap().visibility;
        (of(card.into()), of(joint.into()), of(idea.into()))
    };

    // Only the card goes along; the team itself has all of it in its report.
    handed_in(&it, &[card.to_string()]).await;
    assert_eq!(seen(&it).await, (Visibility::Round, Visibility::Own, Visibility::Own));
    let own = report(&it, Some(me)).await.unwrap();
    let told = said(&own, "forbattringar").unwrap();
    assert!(told.contains("2026-01-05: kvinnor 41, män 28") && told.contains("Väntan blev kortare"), "{told}");
    assert!(!told.contains("99"), "few behind it: {told}");
    assert!(said(&own, "ideer").unwrap().contains("Vaxholms stad"));
    assert!(said(&own, "sjalvskattning").is_some());
    let organiser = report(&it, Some(it.who("organiser"))).await.unwrap();
    assert!(said(&organiser, "forbattringar").unwrap().contains("Flickor väntar längre"));
    assert_eq!((said(&organiser, "sjalvskattning"), said(&organiser, "ideer")), (None, None));

    // Published alone it shows nobody the card; what is not the organisation's is not moved by it.
    office.publish_report(me, it.round, it.kramfors, own.version, &["x".into()]).await.unwrap();
    assert_eq!(said(&report(&it, None).await.unwrap(), "forbattringar"), None);
    assert_eq!(seen(&it).await.0, Visibility::Round);
    let version = own.version + 1;
    let also = [card.to_string(), joint.to_string()];
    office.withdraw_report(me, it.round, it.kramfors, version, &also).await.unwrap();
    assert_eq!(seen(&it).await, (Visibility::Round, Visibility::Own, Visibility::Own), "nothing was public");
    office.publish_report(me, it.round, it.kramfors, version + 1, &also).await.unwrap();
    assert_eq!(seen(&it).await, (Visibility::Public, Visibility::Public, Visibility::Own));
    let public = report(&it, None).await.unwrap();
    assert!(said(&public, "forbattringar").is_some() && said(&public, "sjalvskattning").is_some());
    office.withdraw_report(me, it.round, it.kramfors, version + 2, &[card.to_string()]).await.unwrap();
    assert_eq!(seen(&it).await, (Visibility::Round, Visibility::Public, Visibility::Own));
}

async fn what_is_taken_up_again_is_published_no_more(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me, somebody) = (&it.rig.office, it.who("strategist"), it.who("key"));
    let version = handed_in(&it, &[]).await;
    office.publish_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    // Handing it in once more withdraws nothing.
    office.hand_in_report(me, it.round, it.kramfors, version + 1, &[]).await.unwrap();
    assert_eq!(report(&it, None).await.unwrap().state, ReportState::Published(FIRST));

    // Half written it is nobody's outside, and finished again it is the round's until it is published.
    office.reopen_form(somebody, &key(&it), version + 1).await.unwrap();
    let draft = report(&it, Some(me)).await.unwrap();
    assert_eq!((draft.state, draft.visibility, draft.version), (ReportState::Draft, Visibility::Round, version + 3));
    assert!(matches!(report(&it, None).await, Err(Trouble::SignIn)));
    assert!(matches!(office.form(None, &key(&it), Lang::Sv).await, Err(Trouble::SignIn)));
    assert!(matches!(office.forms(None, it.round, it.kramfors, Lang::Sv).await, Err(Trouble::SignIn)));
    office.hand_in_report(me, it.round, it.kramfors, draft.version, &[]).await.unwrap();
    assert_eq!(report(&it, Some(me)).await.unwrap().visibility, Visibility::Round);

    // Nor is anything published by the saving of somebody who may publish nothing.
    let version = report(&it, Some(me)).await.unwrap().version;
    office.publish_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    let view = office.form(Some(somebody), &key(&it), Lang::Sv).await.unwrap();
    assert_eq!((view.visibility, view.may_write, view.may_move), (Visibility::Public, true, false));
    office.save_form(somebody, &key(&it), view.version, &complete(&view), Lang::Sv).await.unwrap();
    assert!(matches!(office.form(None, &key(&it), Lang::Sv).await, Err(Trouble::SignIn)));
    // The same saved twice is no conflict.
    let view = office.form(Some(me), &key(&it), Lang::Sv).await.unwrap();
    office.show_form(me, &key(&it), view.version, "public").await.unwrap();
    office.save_form(somebody, &key(&it), view.version + 1, &complete(&view), Lang::Sv).await.unwrap();
    assert_eq!(office.form(Some(me), &key(&it), Lang::Sv).await.unwrap().visibility, Visibility::Round);
}

async fn handing_in_ticks_the_task_that_asks_for_it(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (&it.rig.office, it.who("strategist"));
    let task =
        TaskKey { round: it.round, organisation: it.kramfors, step: "resultat".into(), task: "slutrapport".into() };
    let stands = async || {
        let line = office.task(me, &task, Lang::Sv).await.unwrap().line;
        let shown: Vec<String> = line.evidence.iter().filter_map(|it| Some(it.form.as_ref()?.1.clone())).collect();
        (line.state, line.done, shown, line.version)
    };
    let report = vec!["Slutrapport".to_owned()];
    assert_eq!(stands().await, (WorkState::Untouched, None, vec![], 0));
    let version = handed_in(&it, &[]).await;
    assert_eq!(stands().await, (WorkState::Done, Some(FIRST), report.clone(), 1));
    // Publishing says nothing more of it; taken up again it is under way; and the same once more.
    office.publish_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    assert_eq!(stands().await.3, 1);
    let version = self::report(&it, Some(me)).await.unwrap().version;
    office.reopen_form(me, &key(&it), version).await.unwrap();
    assert_eq!(stands().await, (WorkState::UnderWay, None, vec![], 2));
    let version = self::report(&it, Some(me)).await.unwrap().version;
    office.finish_form(me, &key(&it), version).await.unwrap();
    assert_eq!(stands().await, (WorkState::Done, Some(FIRST), report, 3));
    // Shown to the group alone it is handed in no more.
    office.show_form(me, &key(&it), version + 1, "group").await.unwrap();
    assert_eq!(stands().await, (WorkState::UnderWay, None, vec![], 4));

    // What somebody has said stands, whatever is handed in.
    let form = WorkForm { state: "looked_at".into(), ..WorkForm::default() };
    office.set_work(me, &task, 4, &form).await.unwrap();
    let version = self::report(&it, Some(me)).await.unwrap().version;
    office.hand_in_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    assert_eq!(stands().await, (WorkState::LookedAt, None, vec![], 5));
    // So does what somebody ticked off by hand.
    office.tick_work(me, &task, 5).await.unwrap();
    let version = self::report(&it, Some(me)).await.unwrap().version;
    office.reopen_form(me, &key(&it), version).await.unwrap();
    assert_eq!(stands().await, (WorkState::Done, Some(FIRST), vec![], 6));
}

async fn an_archived_round_knows_who_handed_in(rig: Rig) {
    let it = Circle::new(rig).await;
    handed_in(&it, &[]).await;
    it.round_is(RoundState::Archived).await;
    // It is shown to nobody but its own any more, and was handed in all the same.
    for who in ["vaxholm", "organiser"] {
        let view = it.rig.office.results(Some(it.who(who)), it.round, Lang::Sv).await.unwrap();
        let waiting: Vec<&str> = view.waiting.iter().map(String::as_str).collect();
        assert_eq!((view.inside, view.lines.len(), waiting), (true, 0, vec!["Lunds kommun", "Vaxholms stad"]), "{who}");
    }
}

/// Keeps what it is to print.
#[derive(Default)]
pub(crate) struct Witness {
    pub(crate) booklets: Mutex<Vec<BookletPaper>>,
    packs: Mutex<Vec<HandoverPaper>>,
}

impl Press for Witness {
    fn print(&self, _: &Paper) -> Result<Vec<u8>, String> {
        Err("no letters here".into())
    }

    fn print_booklet(&self, paper: &BookletPaper) -> Result<Vec<u8>, String> {
        self.booklets.lock().unwrap().push(paper.clone());
        Ok(b"%PDF booklet".to_vec())
    }

    fn print_handover(&self, paper: &HandoverPaper) -> Result<Vec<u8>, String> {
        self.packs.lock().unwrap().push(paper.clone());
        Ok(b"%PDF handover".to_vec())
    }
}

async fn printing(it: &Circle) -> (Office, Arc<Witness>) {
    let witness = Arc::new(Witness::default());
    (it.rig.another().await.printing(Arc::clone(&witness) as Arc<dyn Press>), witness)
}

/// The conference on a day, with a programme.
async fn conference(it: &Circle, day: jiff::civil::Date) -> MeetingId {
    let id = it.rig.id();
    let slot = Slot::new(day.at(9, 30, 0, 0), day.at(15, 0, 0, 0)).unwrap();
    let body = Meeting {
        round: it.round,
        organiser: it.organiser,
        group: None,
        track: None,
        occasion: Occasion::Step("resultat".into()),
        title: "Resultatkonferens".into(),
        state: MeetingState::Fixed,
        asked: Vec::new(),
        answer_by: None,
        when: Some(slot),
        place: "Stockholm".into(),
        link: String::new(),
        host: None,
        pays: String::new(),
        invitation: String::new(),
        agenda: vec![AgendaItem { title: "Kommunerna berättar".into(), minutes: 60, leader: "SKR".into() }],
        sequence: 0,
        why: None,
    };
    it.rig.write(|change| change.insert(id, &body).unwrap()).await;
    id
}

async fn the_booklet_holds_what_its_reader_may_read(rig: Rig) {
    let it = Circle::new(rig).await;
    let (card, ..) = worked(&it).await;
    conference(&it, date(2026, 3, 12)).await;
    let (office, witness) = printing(&it).await;
    let (me, organiser) = (it.who("strategist"), it.who("organiser"));
    // Nothing is to be read yet; and here nobody prints.
    assert!(matches!(office.booklet(Some(organiser), it.round, Lang::Sv).await, Err(Trouble::Nothing)));
    let version = handed_in(&it, &[card.to_string()]).await;
    assert!(matches!(it.rig.office.booklet(Some(organiser), it.round, Lang::Sv).await, Err(Trouble::Nothing)));
    assert!(matches!(office.booklet(None, it.round, Lang::Sv).await, Err(Trouble::Nothing)));

    let (name, kind, bytes) = office.booklet(Some(organiser), it.round, Lang::Sv).await.unwrap();
    assert_eq!((name.as_str(), kind.as_str()), ("Resultat Modellkommuner 2026.pdf", "application/pdf"));
    assert_eq!(bytes, b"%PDF booklet");
    office.publish_report(me, it.round, it.kramfors, version, &[]).await.unwrap();
    office.booklet(None, it.round, Lang::Sv).await.unwrap();
    let papers = witness.booklets.lock().unwrap().clone();
    let [inside, public] = papers.as_slice() else { panic!("{papers:?}") };

    assert_eq!((inside.sender.as_str(), inside.heading.as_str()), ("SKR", "Modellkommuner 2026"));
    assert_eq!(inside.about, "Resultatkonferens, torsdag 12 mars 2026 kl. 9.30–15.00, Stockholm");
    let programme = inside.programme.as_ref().unwrap();
    let points = programme.fields[0].said.as_ref().unwrap().plain(Lang::Sv);
    assert_eq!(points, "Kommunerna berättar, 9.30, SKR");
    assert_eq!(inside.without, ["Lunds kommun", "Vaxholms stad"]);
    let chapter = &inside.chapters[0];
    assert_eq!((chapter.heading.as_str(), inside.chapters.len()), ("Kramfors kommun", 1));
    assert_eq!(chapter.contact, "Kontakt: strateg, Kramfors kommun");
    let headings: Vec<&str> = chapter.sections.iter().map(|it| it.heading.as_str()).collect();
    assert_eq!(headings[..2], ["I korthet", "Förbättringar"], "{headings:?}");
    assert!(!headings.contains(&"Om modellen"), "only what is shown: {headings:?}");
    let improved = &chapter.sections[1].fields[0];
    assert_eq!(
        (improved.heading.as_str(), improved.source.as_str()),
        ("Flickor väntar längre", "Väntan blev kortare. Beslut: Nämnden behåller det. Läge: säkrad.")
    );
    let Some(FormSaid::Table { heads, rows }) = &improved.said else { panic!("{improved:?}") };
    assert_eq!(heads, &["dagar", "Före", "Efter"]);
    let cells: Vec<String> = rows.iter().flatten().map(|cell| cell.plain(Lang::Sv)).collect();
    assert_eq!(cells, ["Kvinnor och flickor", "41", "30", "Män och pojkar", "28", "uppgift saknas"]);

    // Everybody gets what is published: no programme of a meeting they may not see, and not the card.
    assert_eq!((public.programme.is_none(), public.chapters.len()), (true, 1));
    assert!(public.chapters[0].sections.iter().all(|it| it.heading != "Förbättringar"));
    assert_eq!(public.about, "Resultatkonferens");
    assert_ne!(public.without_heading, inside.without_heading);
}

/// So many organisations more with the same report and the same card.
async fn reported_too(it: &Circle, numbers: std::ops::Range<usize>) {
    let reports = it.rig.store.list_of::<Filled>(it.kramfors).await.unwrap();
    let report = reports.into_iter().find(|one| one.body.form == "slutrapport").unwrap().body;
    let card = it.rig.store.list_of::<Improvement>(it.kramfors).await.unwrap().remove(0).body;
    let measured = it.rig.store.list_of::<Measurement>(it.kramfors).await.unwrap().remove(0).body;
    for n in numbers {
        let organisation = it.rig.place(&format!("Ort {n} kommun")).await;
        take_part(&it.rig, it.round, organisation, Capacity::Participant).await;
        it.rig.somebody(&format!("Sigrid Nummer {n}"), organisation, Role::Strategist).await;
        let (written, improved, one): (FilledId, ImprovementId, MeasurementId) =
            (it.rig.id(), it.rig.id(), it.rig.id());
        it.rig
            .write(|change| {
                change.insert(written, &Filled { organisation, ..report.clone() }).unwrap();
                change.show(written, 1, Visibility::Round);
                change.insert(improved, &Improvement { organisation, ..card.clone() }).unwrap();
                change.show(improved, 1, Visibility::Round);
                let body = Measurement { organisation, improvement: improved, ..measured.clone() };
                change.insert(one, &body).unwrap();
            })
            .await;
    }
}

async fn as_many_questions_however_many_reports(rig: Rig) {
    let it = Circle::new(rig).await;
    let (card, ..) = worked(&it).await;
    conference(&it, date(2026, 3, 12)).await;
    let (office, witness) = printing(&it).await;
    handed_in(&it, &[card.to_string()]).await;
    let asked = async || {
        let before = office.questions_asked();
        office.booklet(Some(it.who("organiser")), it.round, Lang::Sv).await.unwrap();
        office.questions_asked() - before
    };
    reported_too(&it, 0..2).await;
    // The model is read once.
    asked().await;
    let few = asked().await;
    reported_too(&it, 2..29).await;
    let many = asked().await;
    assert!(few > 0);
    assert_eq!(many, few);
    let papers = witness.booklets.lock().unwrap().clone();
    let chapters: Vec<usize> = papers.iter().map(|paper| paper.chapters.len()).collect();
    assert_eq!(chapters, [3, 3, 30]);
    assert!(papers[2].chapters.iter().all(|it| it.sections.iter().any(|part| part.heading == "Förbättringar")));
}

async fn the_decision_goes_before_the_promise(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, organiser) = (&it.rig.office, it.who("organiser"));
    let manager = it.who("manager");
    let form = |answer: &str, why: &str, document: String| MentoringForm {
        answer: answer.into(),
        on: "2026-02-01".into(),
        reference: "KS 2026-02-01 § 12".into(),
        why: why.into(),
        document,
    };
    let decide = async |who: &Visitor, version: i64, form: &MentoringForm| {
        office.decide_mentoring(who, it.round, it.kramfors, version, form).await
    };
    let mine = report(&it, Some(manager)).await.unwrap().mentoring.unwrap();
    assert_eq!((mine.version, mine.promised, mine.decided, mine.may_decide), (1, None, None, true));
    let yes = form("yes", "", String::new());
    for (who, form, expected) in [
        ("manager", form("", "", String::new()), "answer"),
        ("manager", form("yes", "", it.round.to_string()), "document"),
    ] {
        let refused = decide(it.who(who), 1, &form).await;
        assert!(matches!(refused, Err(Trouble::Missing(field)) if field == expected), "{refused:?}");
    }
    let refused = decide(manager, 1, &form("no", " ", String::new())).await;
    assert!(matches!(refused, Err(Trouble::Storage(StorageError::Invalid(_)))), "a no says why: {refused:?}");
    assert!(matches!(decide(it.who("key"), 1, &yes).await, Err(Trouble::Denied(_))));
    assert!(matches!(decide(it.who("vaxholm"), 1, &yes).await, Err(Trouble::Nothing)));
    assert!(matches!(decide(organiser, 1, &yes).await, Err(Trouble::Nothing)));

    // Noted with the decision as a file; the organiser sees it where the promises are.
    let file = office.attach(it.who("strategist"), it.kramfors, "beslut.pdf", PDF).await.unwrap();
    decide(manager, 1, &form("yes", "", file.to_string())).await.unwrap();
    let mine = report(&it, Some(manager)).await.unwrap().mentoring.unwrap();
    assert_eq!(mine.document, Some((file, "beslut.pdf".into())));
    let seen = report(&it, Some(organiser)).await.unwrap().mentoring.unwrap();
    assert_eq!((seen.document, seen.may_decide), (None, false), "the file is not shown to them yet");
    let decided = seen.decided.unwrap();
    assert_eq!(
        (decided.answer, decided.on, decided.reference.as_str()),
        (MentorAnswer::Yes, date(2026, 2, 1), "KS 2026-02-01 § 12")
    );
    let all = office.results(Some(organiser), it.round, Lang::Sv).await.unwrap().decisions;
    let said: Vec<_> = all.iter().map(|it| (it.name.as_str(), it.decided.as_ref().map(|it| it.answer))).collect();
    assert_eq!(said, [("Kramfors kommun", Some(MentorAnswer::Yes)), ("Lunds kommun", None), ("Vaxholms stad", None)]);
    let inside = office.results(Some(it.who("vaxholm")), it.round, Lang::Sv).await.unwrap();
    assert_eq!(inside.decisions, [], "nobody else's to read");
    let (_, line) = office.participation(organiser, mine.participation).await.unwrap();
    assert_eq!(line.mentoring.map(|it| it.answer), Some(MentorAnswer::Yes));

    // In the next round it stands beside what was promised; a no goes before an old promise.
    let next = follows(&it.rig, it.organiser, "modell-2023", "Modellkommuner 2028").await;
    let promises = async || office.promises_before(organiser, next).await.unwrap().1;
    let lines = promises().await;
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].name.as_str(), lines[0].on), ("Kramfors kommun", date(2026, 2, 1)));
    let there = it.rig.store.get::<Participation>(mine.participation).await.unwrap().unwrap();
    let body = Participation { promised: Some(date(2025, 11, 3)), ..there.body };
    it.rig.write(|change| change.update(mine.participation, there.version, &body).unwrap()).await;
    decide(manager, there.version + 1, &form("no", "Ingen tid nästa år", String::new())).await.unwrap();
    let lines = promises().await;
    assert_eq!(
        (lines[0].on, lines[0].decided.as_ref().map(|it| it.answer)),
        (date(2025, 11, 3), Some(MentorAnswer::No))
    );
    let kept = it.rig.store.get::<Participation>(mine.participation).await.unwrap().unwrap();
    assert_eq!((kept.body.promised, kept.body.will_mentor()), (Some(date(2025, 11, 3)), None));
    it.round_is(RoundState::Archived).await;
    let late = decide(manager, kept.version, &yes).await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
}

/// All that stands in a pack, on one line.
fn whole(paper: &HandoverPaper) -> String {
    let fields = paper.sections.iter().flat_map(|it| &it.fields);
    let told = fields.map(|it| {
        let said = it.said.as_ref().map(|said| said.plain(Lang::Sv)).unwrap_or_default();
        format!("{}: {said}", it.heading)
    });
    told.collect::<Vec<_>>().join("\n")
}

async fn a_successor_gets_what_they_may_read(rig: Rig) {
    let it = Circle::new(rig).await;
    worked(&it).await;
    conference(&it, date(2026, 3, 12)).await;
    let (office, witness) = printing(&it).await;
    let decided = MentoringForm {
        answer: "no".into(),
        on: "2026-02-01".into(),
        reference: "KS 2026-02-01 § 12".into(),
        why: "Ingen tid nästa år".into(),
        document: String::new(),
    };
    office.decide_mentoring(it.who("manager"), it.round, it.kramfors, 1, &decided).await.unwrap();
    let view = office.handover(it.who("reader"), it.round, it.kramfors, Lang::Sv).await.unwrap();
    let names: Vec<&str> = view.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Var ni är",
            "Det som ska göras",
            "Vem är vem",
            "Träffar som kommer",
            "Det som är bestämt på träffar",
            "Självskattningen nu",
            "Förbättringar",
            "Idéer",
            "Löften",
            "Mallar",
            "Dokument",
        ]
    );
    let count = |name: &str| view.lines.iter().find(|line| line.name == name).unwrap().count;
    assert_eq!((count("Förbättringar"), count("Idéer"), count("Träffar som kommer"), count("Dokument")), (1, 1, 1, 0));
    assert!(view.prints && view.left.is_empty() && !view.ended);
    for who in ["organiser", "vaxholm", "beside", "outside", "operator"] {
        let refused = office.handover_file(it.who(who), it.round, it.kramfors, Lang::Sv).await;
        assert!(matches!(refused, Err(Trouble::Nothing)), "{who}: {refused:?}");
    }
    let (name, kind, bytes) =
        office.handover_file(it.who("strategist"), it.round, it.kramfors, Lang::Sv).await.unwrap();
    assert_eq!((name.as_str(), kind.as_str()), ("Överlämning Kramfors kommun 2026-02-02.pdf", "application/pdf"));
    assert_eq!(bytes, b"%PDF handover");
    // The mentor of the group may read the work, and gets that and no more.
    office.handover_file(it.who("mentor"), it.round, it.kramfors, Lang::Sv).await.unwrap();
    let packs = witness.packs.lock().unwrap().clone();
    let [own, mentor] = packs.as_slice() else { panic!("{packs:?}") };
    assert_eq!((own.sender.as_str(), own.about.as_str()), ("Kramfors kommun", "Modellkommuner 2026"));
    let told = whole(own);
    for part in [
        "Här är ni: Förberedande webbkurs",
        "Åsa Strateg, strateg",
        "Resultatkonferens, torsdag 12 mars 2026 kl. 9.30–15.00, Stockholm",
        "Flickor väntar längre: Läge, säkrad",
        "Nästa steg, Se var mer det kan göras",
        "Senast mätt, 2026-01-26: kvinnor 30, män uppgift saknas",
        "Ring upp, Vaxholms stad",
        "1. Politiskt beslut (Övergripande nivå), 2 Påbörjat, Beslut i fullmäktige",
        "från 20",
        "Slutrapport, inte påbörjad",
        "KS 2026-02-01 § 12. Ingen tid nästa år",
    ] {
        assert!(told.contains(part), "{part:?} is not in:\n{told}");
    }
    let told = whole(mentor);
    assert!(told.contains("Förberedande webbkurs"), "{told}");
    for hidden in ["Flickor väntar", "Ring upp", "Beslut i fullmäktige", "Slutrapport", "KS 2026", "Ingen tid"] {
        assert!(!told.contains(hidden), "{hidden:?} is in:\n{told}");
    }
}

async fn the_end_waits_for_somebody(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let todos = async |who: &str| {
        let mut all = office.todos(it.who(who)).await.unwrap();
        all.retain(|todo| {
            matches!(todo.kind, TodoKind::Report { .. } | TodoKind::Mentoring { .. } | TodoKind::HandOver { .. })
        });
        all
    };
    let kinds = |all: &[Todo]| -> Vec<&'static str> {
        let kind = |todo: &Todo| match todo.kind {
            TodoKind::Report { .. } => "report",
            TodoKind::Mentoring { .. } => "mentoring",
            _ => "hand over",
        };
        all.iter().map(kind).collect()
    };
    // The conference is far away, and nobody has left.
    conference(&it, date(2026, 6, 11)).await;
    assert_eq!(todos("strategist").await, []);
    it.at(date(2026, 5, 4), 12);
    let all = todos("strategist").await;
    assert_eq!((kinds(&all), all[0].until, all[0].late), (vec!["report"], Some(date(2026, 6, 11)), false));
    assert_eq!(all[0].to, TodoPlace::Results(it.round, it.kramfors));
    assert_eq!(kinds(&todos("manager").await), ["mentoring"]);
    assert_eq!((todos("key").await, todos("reader").await), (vec![], vec![]));
    handed_in(&it, &[]).await;
    assert_eq!(todos("strategist").await, []);
    let form = MentoringForm { answer: "later".into(), ..MentoringForm::default() };
    office.decide_mentoring(it.who("manager"), it.round, it.kramfors, 1, &form).await.unwrap();
    assert_eq!(todos("manager").await, []);

    // Somebody leaves: the others are told to hand over, for a while.
    let held = it.rig.store.list_of::<Assignment>(it.kramfors).await.unwrap();
    let left = held.into_iter().find(|held| held.body.role == Role::Politician).unwrap();
    let last = date(2026, 5, 4);
    let body = Assignment { to: Some(last), ..left.body };
    it.rig.write(|change| change.update(left.id, left.version, &body).unwrap()).await;
    assert_eq!(todos("strategist").await, [], "today is their last day");
    it.at(date(2026, 5, 5), 12);
    assert_eq!(todos("key").await, [], "who coordinates and who leads see to it");
    for who in ["strategist", "manager"] {
        let all = todos(who).await;
        assert_eq!((kinds(&all), all[0].until), (vec!["hand over"], Some(last.saturating_add(30.days()))), "{who}");
        assert_eq!(all[0].to, TodoPlace::Handover(it.round, it.kramfors));
    }
    let view = office.handover(it.who("strategist"), it.round, it.kramfors, Lang::Sv).await.unwrap();
    assert_eq!(view.left, [(Role::Politician.title(), last)]);
    // Who has another role there has not left.
    let again = it.rig.id::<programme::AssignmentId>();
    let held = Assignment { role: Role::KeyPerson, from: date(2026, 5, 5), to: None, ..body };
    it.rig.write(|change| change.insert(again, &held).unwrap()).await;
    assert_eq!(todos("strategist").await, []);
    assert_eq!(todos("vaxholm").await.iter().filter(|it| matches!(it.kind, TodoKind::HandOver { .. })).count(), 0);
    it.at(date(2026, 6, 4), 12);
    assert_eq!(todos("manager").await, []);
}
