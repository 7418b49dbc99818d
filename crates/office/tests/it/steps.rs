//! The steps at work: what is set is kept, who reads it, what is late, what is reminded of; and rounds on
//! different models beside each other.

use i18n::Lang;
use jiff::civil::{Date, date};
use method::{StepKind, When};
use office::{
    EvidenceForm, Leaving, ProgressLine, StepAtHand, StepView, StepsView, TaskKey, TaskLine, Todo, TodoKind, TodoPlace,
    Trouble, WorkForm,
};
use programme::{
    Assignment, Capacity, Evidence, OrganisationId, Participation, PersonId, Role, RoundId, RoundState, StepWork,
    StepWorkId, Tally, WorkState,
};
use storage::Error;

use crate::{
    circle::{Circle, follows, grouped, meeting, slot, take_part},
    rig::{Rig, on_both},
};

on_both! {
    a_task_from_untouched_to_done
    two_at_once_see_both
    what_shows_it
    who_reads_and_who_writes
    who_has_left_works_no_more
    days_are_counted_from_the_meeting_of_the_step
    reminders_of_tasks_come_once
    as_many_questions_however_many_are_reminded
    what_waits_for_whom
    rounds_on_two_models_side_by_side
    numbers_for_who_runs_the_round
    what_a_person_sees_to_is_in_their_data
}

const PDF: &[u8] = b"%PDF-1.7\nplan\n%%EOF\n";
const STEP: &str = "traff-styrning";

fn key(it: &Circle, task: &str) -> TaskKey {
    at(it, STEP, task)
}

fn at(it: &Circle, step: &str, task: &str) -> TaskKey {
    TaskKey { round: it.round, organisation: it.kramfors, step: step.into(), task: task.into() }
}

fn form(state: WorkState) -> WorkForm {
    WorkForm { state: state.code().into(), ..WorkForm::default() }
}

async fn step(it: &Circle, who: &str, step: &str) -> StepView {
    it.rig.office.step(it.who(who), it.round, it.kramfors, step, Lang::Sv).await.unwrap()
}

async fn task(it: &Circle, who: &str, key: &TaskKey) -> TaskLine {
    it.rig.office.task(it.who(who), key, Lang::Sv).await.unwrap().line
}

async fn steps_of(it: &Circle, who: &str, round: RoundId, organisation: OrganisationId) -> StepsView {
    it.rig.office.steps(it.who(who), round, organisation, Lang::Sv).await.unwrap()
}

/// A meeting of the group for the step, with its day.
async fn fixed(it: &Circle, day: &str) {
    let form = meeting(&[slot(day, "09:30", "15:00")]);
    it.rig.office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
}

async fn a_task_from_untouched_to_done(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let key = key(&it, "nulage");
    let view = step(&it, "reader", STEP).await;
    assert_eq!((view.line.kind, view.line.tally, view.line.late), (StepKind::Meeting, untouched(13), 0));
    assert!(view.purpose.starts_with("Ni prövar om ert sätt att styra och leda"), "{}", view.purpose);
    assert!(!view.may_write && step(&it, "politician", STEP).await.may_write);
    let before = view.tasks.iter().find(|line| line.key == key).unwrap();
    assert_eq!((before.when, before.state, before.version), (When::Before, WorkState::Untouched, 0));
    assert_eq!(before.who, ["Strateg", "Chef"]);
    assert_eq!(before.fills.as_ref().map(|it| it.name.as_str()), Some("Beskrivning av styrsystemet"));
    // The mentor's and the host's are theirs, and in no number.
    let others: Vec<_> = view.others.iter().map(|other| other.text.as_str()).collect();
    assert_eq!(others.len(), 4, "{others:?}");
    assert!(others.contains(&"Bestäm nästa datum och värd."), "{others:?}");
    assert!(office.task(it.who("strategist"), &self::key(&it, "nasta"), Lang::Sv).await.is_err());

    // Nobody has begun, but somebody sees to it by a day.
    let owner = it.who("manager").person.to_string();
    let planned = WorkForm { owner: owner.clone(), due: "2026-02-20".into(), ..form(WorkState::Untouched) };
    office.set_work(it.who("strategist"), &key, 0, &planned).await.unwrap();
    let line = task(&it, "mentor", &key).await;
    assert_eq!((line.state, line.due, line.own_day, line.late), (WorkState::Untouched, day(20), day(20), false));
    assert_eq!(line.owner, Some((it.who("manager").person, Some("Malte Chef".into()))));
    assert_eq!(step(&it, "key", STEP).await.line.tally, untouched(13));
    it.at(date(2026, 2, 21), 9);
    let late = step(&it, "key", STEP).await;
    assert_eq!(late.line.late, 1);
    assert!(late.tasks.iter().filter(|line| line.late).all(|line| line.key == key));

    // Looked at is not done; not relevant needs a reason, and only that has one.
    office.set_work(it.who("key"), &key, 1, &form(WorkState::LookedAt)).await.unwrap();
    let silent = office.set_work(it.who("key"), &key, 2, &form(WorkState::NotRelevant)).await;
    assert_eq!(broken(silent), ("why", "is missing".to_owned()));
    let reasoned = WorkForm { why: "Vi har inget\r\nstyrsystem.".into(), ..form(WorkState::NotRelevant) };
    office.set_work(it.who("key"), &key, 2, &reasoned).await.unwrap();
    assert_eq!(task(&it, "reader", &key).await.why.as_deref(), Some("Vi har inget\nstyrsystem."));
    let stray = WorkForm { why: "Något annat".into(), ..form(WorkState::UnderWay) };
    assert_eq!(
        broken(office.set_work(it.who("key"), &key, 3, &stray).await),
        ("why", "should not be there".to_owned())
    );
    // What stood there goes with the state it belonged to.
    let begun = WorkForm { why: "Vi har inget\r\nstyrsystem.".into(), ..form(WorkState::UnderWay) };
    office.set_work(it.who("key"), &key, 3, &begun).await.unwrap();
    assert_eq!(task(&it, "reader", &key).await.why, None);
    office.tick_work(it.who("politician"), &key, 4).await.unwrap();
    let line = task(&it, "mentor", &key).await;
    assert_eq!((line.state, line.done, line.late), (WorkState::Done, day(21), false));
    // Saved again later, it was done when it was.
    it.at(date(2026, 3, 1), 9);
    office.set_work(it.who("key"), &key, 5, &form(WorkState::Done)).await.unwrap();
    assert_eq!(task(&it, "key", &key).await.done, day(21));
    assert_eq!(step(&it, "key", STEP).await.line.tally, Tally { done: 1, ..untouched(12) });

    // Whoever sees to it stands for the organisation.
    for owner in [it.who("vaxholm").person.to_string(), "x".into()] {
        let foreign = WorkForm { owner, ..form(WorkState::UnderWay) };
        let refused = office.set_work(it.who("key"), &self::key(&it, "film"), 0, &foreign).await;
        assert!(matches!(refused, Err(Trouble::Missing("owner"))), "{refused:?}");
    }
    let nameless = office.set_work(it.who("key"), &self::key(&it, "film"), 0, &WorkForm::default()).await;
    assert!(matches!(nameless, Err(Trouble::Missing("state"))), "{nameless:?}");
    // A round that is kept is read, not written.
    it.round_is(RoundState::Archived).await;
    let kept = office.set_work(it.who("key"), &key, 6, &form(WorkState::UnderWay)).await;
    assert!(matches!(kept, Err(Trouble::RoundRests(RoundState::Archived))), "{kept:?}");
    assert!(!step(&it, "key", STEP).await.may_write);
    // Nor by the group any more: its mentor's part in it is over.
    let mentor = it.who("mentor");
    let over = office.steps(mentor, it.round, it.kramfors, Lang::Sv).await;
    assert!(matches!(over, Err(Trouble::Nothing)), "{over:?}");
    assert_eq!(office.steps_of(mentor, it.kramfors).await.unwrap(), []);
    assert!(office.group(mentor, it.group).await.unwrap().reads_work.is_empty());
    let pack = office.handover(mentor, it.round, it.kramfors, Lang::Sv).await;
    assert!(matches!(pack, Err(Trouble::Nothing)), "{pack:?}");
}

fn untouched(n: usize) -> Tally {
    Tally { untouched: n, ..Tally::default() }
}

/// A day of February.
fn day(day: i8) -> Option<Date> {
    Some(date(2026, 2, day))
}

/// The field and the rule that were broken.
fn broken(result: Result<(), Trouble>) -> (&'static str, String) {
    match result {
        Err(Trouble::Storage(Error::Invalid(problem))) => (problem.field, problem.rule.to_string()),
        other => panic!("{other:?}"),
    }
}

async fn two_at_once_see_both(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let key = key(&it, "omraden");
    // Both opened it while nobody had been there.
    office.set_work(it.who("strategist"), &key, 0, &form(WorkState::UnderWay)).await.unwrap();
    let second = office.set_work(it.who("manager"), &key, 0, &form(WorkState::LookedAt)).await;
    let Err(Trouble::Storage(Error::Conflict(both))) = &second else { panic!("{second:?}") };
    let rows = office.both_versions(both, Lang::Sv).await.unwrap();
    let state = rows.iter().find(|row| row.field == "Läge").unwrap();
    assert_eq!((state.theirs.as_str(), state.yours.as_str()), ("pågår", "tittat på men inte gjort"));
    assert_eq!(task(&it, "key", &key).await.state, WorkState::UnderWay, "nothing is overwritten");
    office.set_work(it.who("manager"), &key, 1, &form(WorkState::LookedAt)).await.unwrap();
    // Also a tick and a piece of evidence rest on what was read.
    let stale = office.tick_work(it.who("key"), &key, 1).await;
    assert!(matches!(stale, Err(Trouble::Storage(Error::Conflict(_)))), "{stale:?}");
    // The last change is taken back by who made it, and told in words.
    let record = task(&it, "key", &key).await.record.unwrap();
    let history = office.history(it.who("manager"), record.into(), Lang::Sv).await.unwrap();
    assert!(history.name.starts_with("Lärandeträff: styrning och ledning: Välj vilka områden"), "{}", history.name);
    let shift = &history.lines[0].shifts[0];
    assert_eq!(
        (shift.field.as_str(), shift.before.as_str(), shift.after.as_str()),
        ("Läge", "pågår", "tittat på men inte gjort")
    );
    let change = history.lines[0].undo.unwrap();
    office.undo(it.who("manager"), change).await.unwrap();
    assert_eq!(task(&it, "key", &key).await.state, WorkState::UnderWay);
    let hidden = office.history(it.who("mentor"), record.into(), Lang::Sv).await;
    assert!(matches!(hidden, Err(Trouble::Nothing)), "{hidden:?}");
}

async fn what_shows_it(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let key = key(&it, "siffror");
    let file = office.attach(it.who("strategist"), it.kramfors, "Plan.pdf", PDF).await.unwrap();
    let foreign = office.attach(it.who("vaxholm"), it.vaxholm, "Annan.pdf", PDF).await.unwrap();
    let piece = |kind: &str| EvidenceForm { kind: kind.into(), ..EvidenceForm::default() };
    let document = |id: String| EvidenceForm { document: id, ..piece("document") };
    let link = |url: &str| EvidenceForm { url: url.into(), title: "Handlingsplan".into(), ..piece("link") };
    let figure = EvidenceForm { kpi: "n15428".into(), area: "2282".into(), year: "2024".into(), ..piece("figure") };
    let decision = EvidenceForm {
        text: "Planen antogs".into(),
        date: "2026-02-10".into(),
        reference: "KS 2026/12 § 4".into(),
        ..piece("decision")
    };
    for (version, form) in
        [document(file.to_string()), link("https://kramfors.example/plan"), figure, decision].iter().enumerate()
    {
        office.add_evidence(it.who("key"), &key, version as i64, form).await.unwrap();
    }
    let line = task(&it, "strategist", &key).await;
    assert_eq!((line.version, line.state), (4, WorkState::Untouched));
    let kinds: Vec<&str> = line.evidence.iter().map(|piece| piece.evidence.code()).collect();
    assert_eq!(kinds, ["document", "link", "figure", "decision"]);
    assert_eq!(line.evidence[0].document, Some((file, "Plan.pdf".into())));
    let expected = Evidence::Figure { kpi: "N15428".into(), area: "2282".into(), year: Some(2024) };
    assert_eq!(line.evidence[2].evidence, expected);
    // A document is read by those it is shown to: that there is one is seen, not what it is called.
    assert_eq!(task(&it, "mentor", &key).await.evidence[0].document, None);
    office.show_document(it.who("strategist"), file, 1, "group").await.unwrap();
    assert_eq!(task(&it, "mentor", &key).await.evidence[0].document, Some((file, "Plan.pdf".into())));
    // It is not taken away from under it.
    let in_use = office.remove_document(it.who("strategist"), file, 2).await;
    assert!(matches!(in_use, Err(Trouble::Storage(Error::InUse { .. }))), "{in_use:?}");

    for form in [document(foreign.to_string()), document("x".into()), document(String::new())] {
        let refused = office.add_evidence(it.who("key"), &key, 4, &form).await;
        assert!(matches!(refused, Err(Trouble::Missing("document"))), "{refused:?}");
    }
    for (form, field) in [
        (link("javascript:alert(1)"), "url"),
        (link("http://kramfors.example"), "url"),
        (EvidenceForm { kpi: "<b>".into(), area: "2282".into(), ..piece("figure") }, "kpi"),
        (EvidenceForm { kpi: "N15428".into(), area: "22".into(), ..piece("figure") }, "area"),
        (piece("decision"), "text"),
        // The same once more.
        (link("https://kramfors.example/plan"), "evidence"),
    ] {
        assert_eq!(broken(office.add_evidence(it.who("key"), &key, 4, &form).await).0, field, "{form:?}");
    }
    let no_year = EvidenceForm { year: "i fjol".into(), kpi: "N15428".into(), area: "2282".into(), ..piece("figure") };
    let refused = office.add_evidence(it.who("key"), &key, 4, &no_year).await;
    assert!(matches!(refused, Err(Trouble::NoNumber(_))), "{refused:?}");
    let unknown = office.add_evidence(it.who("key"), &key, 4, &piece("rumour")).await;
    assert!(matches!(unknown, Err(Trouble::Missing("evidence"))), "{unknown:?}");

    office.remove_evidence(it.who("key"), &key, 4, 1).await.unwrap();
    let stale = office.remove_evidence(it.who("key"), &key, 4, 0).await;
    assert!(matches!(stale, Err(Trouble::Storage(Error::Conflict(_)))), "{stale:?}");
    let nothing = office.remove_evidence(it.who("key"), &key, 5, 3).await;
    assert!(matches!(nothing, Err(Trouble::Nothing)), "{nothing:?}");
    // How far it has come does not touch what shows it.
    office.tick_work(it.who("key"), &key, 5).await.unwrap();
    let kinds: Vec<&str> = task(&it, "key", &key).await.evidence.iter().map(|piece| piece.evidence.code()).collect();
    assert_eq!(kinds, ["document", "figure", "decision"]);
}

async fn who_reads_and_who_writes(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let key = key(&it, "film");
    office.set_work(it.who("strategist"), &key, 0, &form(WorkState::UnderWay)).await.unwrap();
    for (who, reads, writes) in [
        ("politician", true, true),
        ("manager", true, true),
        ("strategist", true, true),
        ("key", true, true),
        ("reader", true, false),
        ("mentor", true, false),
        // In the same group, in another, outside; who runs the round, who runs the program.
        ("vaxholm", false, false),
        ("beside", false, false),
        ("outside", false, false),
        ("organiser", false, false),
        ("operator", false, false),
    ] {
        let me = it.who(who);
        let list = office.steps(me, it.round, it.kramfors, Lang::Sv).await;
        let page = office.step(me, it.round, it.kramfors, STEP, Lang::Sv).await;
        let one = office.task(me, &key, Lang::Sv).await;
        assert_eq!([list.is_ok(), page.is_ok(), one.is_ok()], [reads; 3], "{who}");
        let answer = office.set_work(me, &key, 9, &form(WorkState::Done)).await;
        match (reads, writes) {
            (false, _) => assert!(matches!(answer, Err(Trouble::Nothing)), "{who}: {answer:?}"),
            (true, false) => assert!(matches!(answer, Err(Trouble::Denied(_))), "{who}: {answer:?}"),
            // A version that never was: nothing is changed.
            (true, true) => {
                assert!(matches!(answer, Err(Trouble::Storage(Error::Conflict(_)))), "{who}: {answer:?}");
            }
        }
        let group = office.group(me, it.group).await;
        assert_eq!(group.is_ok_and(|view| view.reads_work.contains(&it.kramfors)), reads, "{who}");
        let places = office.steps_of(me, it.kramfors).await.unwrap();
        assert_eq!(places.iter().map(|place| place.round).collect::<Vec<_>>(), vec![it.round; usize::from(reads)]);
        let own = matches!(who, "politician" | "manager" | "strategist" | "key" | "reader" | "vaxholm" | "beside");
        assert_eq!(office.my_steps(me).await.unwrap().len(), usize::from(own), "{who}");
    }
    // Mentors and outsiders have no steps of their own in it, and no step has another name.
    for (organisation, step) in [(it.mentor, STEP), (it.kramfors, "finns-inte")] {
        let none = office.step(it.who("mentor"), it.round, organisation, step, Lang::Sv).await;
        assert!(matches!(none, Err(Trouble::Nothing)), "{none:?}");
    }
    assert_eq!(it.rig.store.list::<StepWork>().await.unwrap().len(), 1);
}

async fn days_are_counted_from_the_meeting_of_the_step(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let presentation = key(&it, "presentation");
    assert_eq!(task(&it, "key", &presentation).await.due, None);
    fixed(&it, "2026-03-20").await;
    let view = step(&it, "strategist", STEP).await;
    let meeting = view.line.meeting.clone().unwrap();
    assert_eq!((meeting.when.unwrap().day(), meeting.sees), (date(2026, 3, 20), true));
    assert!(step(&it, "mentor", STEP).await.line.meeting.unwrap().sees);
    let line = task(&it, "key", &presentation).await;
    assert_eq!((line.due, line.by_model), (Some(date(2026, 3, 13)), Some(date(2026, 3, 13))));
    // The call is the host's and the mentor's, with its own day.
    let call = view.others.iter().find(|other| other.due.is_some()).unwrap();
    assert_eq!((call.due, call.who.len()), (Some(date(2026, 3, 6)), 2));
    // The organisation's own day goes before the model's.
    let own = WorkForm { due: "2026-03-10".into(), ..form(WorkState::Untouched) };
    office.set_work(it.who("key"), &presentation, 0, &own).await.unwrap();
    let line = task(&it, "key", &presentation).await;
    assert_eq!((line.due, line.by_model), (Some(date(2026, 3, 10)), Some(date(2026, 3, 13))));
    it.at(date(2026, 3, 14), 9);
    assert!(task(&it, "key", &presentation).await.late);
    // What is handed in is not late, though nobody has ticked it off.
    let id = meeting.id;
    office.hand_in(it.who("strategist"), id, it.kramfors, "presentation", ("a.pdf", PDF)).await.unwrap();
    let line = task(&it, "key", &presentation).await;
    assert_eq!((line.late, line.handed, line.state), (false, Some(date(2026, 3, 14)), WorkState::Untouched));
    // Called off, there is no day to count from.
    let version = office.meeting(it.who("mentor"), id, Lang::Sv).await.unwrap().version;
    office.cancel_meeting(it.who("mentor"), id, version, "Storm").await.unwrap();
    let line = task(&it, "key", &presentation).await;
    assert_eq!((line.by_model, line.handed), (None, None));
    assert!(step(&it, "key", STEP).await.line.meeting.is_none());
}

/// The letters of each day: day, name, subject.
async fn days(it: &Circle, from: Date, last: Date) -> Vec<(Date, String, String)> {
    let mut sent = Vec::new();
    let mut day = from;
    while day <= last {
        it.at(day, 12);
        for letter in it.rig.new_letters().await {
            sent.push((day, letter.name, letter.subject));
        }
        day = day.tomorrow().unwrap();
    }
    sent
}

async fn reminders_of_tasks_come_once(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    it.english("manager").await;
    let owner = it.who("manager").person.to_string();
    let due = |day: &str| WorkForm { due: day.into(), ..form(WorkState::UnderWay) };
    let owned = WorkForm { owner, ..due("2026-02-20") };
    office.set_work(it.who("key"), &key(&it, "nulage"), 0, &owned).await.unwrap();
    office.set_work(it.who("key"), &key(&it, "omraden"), 0, &due("2026-02-20")).await.unwrap();
    // Done, looked at long ago, far off: no letters.
    let done = WorkForm { state: "done".into(), ..due("2026-02-20") };
    office.set_work(it.who("key"), &key(&it, "film"), 0, &done).await.unwrap();
    office.set_work(it.who("key"), &key(&it, "siffror"), 0, &due("2026-01-02")).await.unwrap();
    office.set_work(it.who("key"), &key(&it, "vagledning"), 0, &due("2026-06-01")).await.unwrap();
    it.rig.new_letters().await;
    let sent = days(&it, date(2026, 2, 16), date(2026, 3, 10)).await;
    let step = ["Lärandeträff: styrning och ledning", "Learning meeting: steering and leadership"];
    let expected = [
        (date(2026, 2, 17), "Malte Chef", format!("Due soon: {}", step[1])),
        (date(2026, 2, 17), "Åsa Strateg", format!("Snart dags: {}", step[0])),
        (date(2026, 2, 21), "Malte Chef", format!("Should have been done: {}", step[1])),
        (date(2026, 2, 21), "Åsa Strateg", format!("Skulle ha varit klart: {}", step[0])),
    ];
    let mut sent: Vec<(Date, &str, String)> = sent.iter().map(|it| (it.0, it.1.as_str(), it.2.clone())).collect();
    sent.sort_unstable();
    assert_eq!(sent, expected);

    // A new day is reminded of anew, to the page where it is done; who has left is not written to.
    it.at(date(2026, 3, 11), 12);
    let moved = WorkForm { owner: it.who("manager").person.to_string(), ..due("2026-03-14") };
    office.set_work(it.who("key"), &key(&it, "nulage"), 1, &moved).await.unwrap();
    let held = it.rig.store.pointing_at::<Assignment>("person", it.who("manager").person).await.unwrap();
    let ended = Assignment { to: Some(date(2026, 3, 10)), ..held[0].body.clone() };
    it.rig.write(|change| change.update(held[0].id, held[0].version, &ended).unwrap()).await;
    let letters = it.rig.new_letters().await;
    assert_eq!(letters.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Åsa Strateg"]);
    let there = format!("https://jamsides.example/sv/steg/{}_{}_traff-styrning_nulage", it.round, it.kramfors);
    for part in ["lördag 14 mars 2026", "Beskriv hur ni styr och leder.", there.as_str()] {
        assert!(letters[0].text.contains(part), "{part}: {}", letters[0].text);
    }
    it.at(date(2026, 3, 12), 12);
    assert!(it.rig.new_letters().await.is_empty());
    // Of what is handed in there are the meeting's own reminders, and no others.
    fixed(&it, "2026-05-20").await;
    it.rig.new_letters().await;
    let sent = days(&it, date(2026, 5, 9), date(2026, 5, 11)).await;
    let about: Vec<&str> = sent.iter().map(|it| it.2.as_str()).collect();
    assert_eq!(about, ["Snart dags: Er presentation är upplagd"; 2]);
    // In a round that has closed nobody is reminded of tasks, only asked what the meeting was like.
    it.round_is(RoundState::Closed).await;
    it.at(date(2026, 5, 31), 12);
    let feedback = ["Vad tyckte du?", "What did you think?"];
    let letters = it.rig.new_letters().await;
    assert!(letters.iter().all(|it| feedback.iter().any(|start| it.subject.starts_with(start))), "{letters:?}");
}

/// So many organisations take part beside, each with somebody to write to.
async fn take_part_beside(it: &Circle, numbers: std::ops::Range<usize>) -> Vec<(OrganisationId, PersonId)> {
    let mut all = Vec::new();
    for n in numbers {
        let place = it.rig.place(&format!("Ort {n} kommun")).await;
        take_part(&it.rig, it.round, place, Capacity::Participant).await;
        let (person, _) = it.rig.somebody(&format!("Sigrid Nummer {n}"), place, Role::Strategist).await;
        all.push((place, person));
    }
    all
}

/// A task of each is to be done on a day; every other has somebody of its own to see to it.
async fn all_due(it: &Circle, places: &[(OrganisationId, PersonId)], task: &str, day: Date) {
    for (n, (organisation, person)) in places.iter().enumerate() {
        let id: StepWorkId = it.rig.id();
        let body = StepWork {
            state: WorkState::UnderWay,
            owner: (n % 2 == 0).then_some(*person),
            due: Some(day),
            ..StepWork::untouched(it.round, *organisation, STEP, task)
        };
        it.rig.write(|change| change.insert(id, &body).unwrap()).await;
    }
}

async fn as_many_questions_however_many_are_reminded(rig: Rig) {
    let it = Circle::new(rig).await;
    // The model is read once.
    it.at(date(2026, 2, 16), 12);
    it.rig.new_letters().await;
    let mut places = take_part_beside(&it, 0..3).await;
    let asked = async |day: Date| {
        it.at(day, 12);
        let before = it.rig.office.questions_asked();
        let letters = it.rig.new_letters().await;
        (letters.len(), it.rig.office.questions_asked() - before)
    };
    all_due(&it, &places, "nulage", date(2026, 2, 20)).await;
    let (letters, few) = asked(date(2026, 2, 17)).await;
    assert_eq!(letters, 3);
    places.extend(take_part_beside(&it, 3..30).await);
    all_due(&it, &places, "omraden", date(2026, 2, 27)).await;
    // Of the first task of three there is one more letter: its day is over.
    let (letters, many) = asked(date(2026, 2, 24)).await;
    assert_eq!(letters, 33);
    assert!(few > 0);
    assert_eq!(many, few);
}

async fn what_waits_for_whom(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let todos = async |who: &str| -> Vec<Todo> {
        let mut all = office.todos(it.who(who)).await.unwrap();
        all.retain(|todo| matches!(todo.kind, TodoKind::Work { .. } | TodoKind::Unowned { .. }));
        all
    };
    // Nobody sees to the one task of the step where they are: one line, for the strategist.
    let all = todos("strategist").await;
    assert_eq!(all.len(), 1);
    assert!(matches!(&all[0].kind, TodoKind::Unowned { count: 1, step } if step.sv == "Förberedande webbkurs"));
    assert_eq!(all[0].to, TodoPlace::Step(it.round, it.kramfors, "webbkurs".into()));
    assert!(todos("politician").await.is_empty() && todos("reader").await.is_empty());
    assert!(todos("mentor").await.is_empty() && todos("organiser").await.is_empty());

    let politician = it.who("politician").person.to_string();
    let mine = WorkForm { owner: politician, due: "2026-02-20".into(), ..form(WorkState::UnderWay) };
    office.set_work(it.who("key"), &at(&it, "webbkurs", "ga-kursen"), 0, &mine).await.unwrap();
    // A day of nobody's, near; and one far off.
    let nobodys = |day: &str| WorkForm { due: day.into(), ..form(WorkState::Untouched) };
    office.set_work(it.who("key"), &key(&it, "film"), 0, &nobodys("2026-02-10")).await.unwrap();
    office.set_work(it.who("key"), &key(&it, "plan"), 0, &nobodys("2026-06-10")).await.unwrap();
    it.at(date(2026, 2, 11), 9);
    let all = todos("politician").await;
    assert_eq!((all.len(), all[0].until, all[0].late), (1, day(20), false));
    assert_eq!(all[0].organisation, Some(it.kramfors));
    let all = todos("strategist").await;
    let told: Vec<_> = all.iter().map(|todo| (todo.late, todo.to.clone())).collect();
    assert_eq!(told, [(true, TodoPlace::Task(key(&it, "film")))], "far off is not told, the course is somebody's");
    office.tick_work(it.who("strategist"), &key(&it, "film"), 1).await.unwrap();
    assert!(todos("strategist").await.is_empty());
    // The course is done: what comes then is the start-up, where nobody sees to anything yet.
    office.tick_work(it.who("politician"), &at(&it, "webbkurs", "ga-kursen"), 1).await.unwrap();
    assert!(todos("politician").await.is_empty());
    let all = todos("strategist").await;
    assert_eq!((all.len(), &all[0].to), (1, &TodoPlace::Step(it.round, it.kramfors, "uppstart".into())));
    // What is handed in before a meeting stands there as that.
    fixed(&it, "2026-02-25").await;
    let all = office.todos(it.who("strategist")).await.unwrap();
    let of_presentation = |todo: &&Todo| match &todo.kind {
        TodoKind::HandIn { .. } => true,
        TodoKind::Work { text, .. } => text.sv.starts_with("Fyll i mallen"),
        _ => false,
    };
    assert_eq!(all.iter().filter(of_presentation).count(), 1);
    it.round_is(RoundState::Archived).await;
    assert!(todos("strategist").await.is_empty());
}

async fn who_has_left_works_no_more(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let (me, key) = (it.who("strategist"), key(&it, "film"));
    let part = it.rig.store.list_of::<Participation>(it.kramfors).await.unwrap().remove(0);
    office.leave(it.who("organiser"), part.id, &Leaving::default()).await.unwrap();
    // On its last day it is there.
    office.set_work(me, &key, 0, &form(WorkState::UnderWay)).await.unwrap();
    it.at(date(2026, 2, 3), 9);
    let late = office.tick_work(me, &key, 1).await;
    assert!(matches!(&late, Err(Trouble::NotTakingPart(name)) if name == "Kramfors kommun"), "{late:?}");
    let view = step(&it, "strategist", STEP).await;
    assert_eq!((view.may_write, view.line.tally.under_way), (false, 1), "it is read");
}

async fn rounds_on_two_models_side_by_side(rig: Rig) {
    let it = Circle::new(rig).await;
    let (rig, office) = (&it.rig, &it.rig.office);
    let old = follows(rig, it.organiser, "modell-2017", "Modellkommuner 2017").await;
    take_part(rig, old, it.kramfors, Capacity::Participant).await;
    take_part(rig, old, it.mentor, Capacity::Mentor).await;
    grouped(rig, old, it.organiser, "Äldre", &[it.kramfors], it.mentor, &[]).await;
    let asa = rig.sign_in(it.who("strategist").person).await;
    let ids = |view: &StepsView| view.steps.iter().map(|step| step.id.clone()).collect::<Vec<_>>();
    let then = office.steps(&asa, old, it.kramfors, Lang::En).await.unwrap();
    let now = office.steps(&asa, it.round, it.kramfors, Lang::En).await.unwrap();
    assert_eq!((then.steps.len(), now.steps.len()), (8, 12));
    assert!(ids(&now).contains(&"webbkurs".to_owned()) && !ids(&then).contains(&"webbkurs".to_owned()));
    assert_eq!(then.steps.iter().position(|step| step.here), Some(0));
    assert_eq!((then.model.as_str(), now.model.as_str()), (&*name("modell-2017"), &*name("modell-2023")));
    // The same step and task by name, but another round: each has its own.
    let task = |round: RoundId| TaskKey { round, ..key(&it, "nulage") };
    office.set_work(&asa, &task(it.round), 0, &form(WorkState::Done)).await.unwrap();
    let tally = async |round: RoundId| office.step(&asa, round, it.kramfors, STEP, Lang::Sv).await.unwrap().line.tally;
    assert_eq!((tally(it.round).await.done, tally(old).await), (1, untouched(10)));
    // What the one model has and the other has not is nothing there.
    let missing = TaskKey { step: "webbkurs".into(), task: "ga-kursen".into(), ..task(old) };
    let refused = office.set_work(&asa, &missing, 0, &form(WorkState::Done)).await;
    assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    let rounds: Vec<RoundId> = office.steps_of(&asa, it.kramfors).await.unwrap().iter().map(|it| it.round).collect();
    assert_eq!(rounds, [old, it.round]);
    // Work at home is a step without a day of its own, in both.
    for round in [old, it.round] {
        let home = office.step(&asa, round, it.kramfors, "hemma-styrning", Lang::Sv).await.unwrap();
        assert_eq!((home.line.kind, home.line.tally.all(), home.others.len()), (StepKind::Home, 9, 0));
        assert!(home.tasks.iter().all(|line| line.due.is_none()));
    }
}

fn name(model: &str) -> String {
    method::Library::built_in().model(model).unwrap().name.en.clone()
}

async fn numbers_for_who_runs_the_round(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let course = at(&it, "webbkurs", "ga-kursen");
    let why = WorkForm { why: "Hemligt skäl".into(), ..form(WorkState::NotRelevant) };
    office.set_work(it.who("strategist"), &course, 0, &why).await.unwrap();
    office.set_work(it.who("strategist"), &at(&it, "uppstart", "utse"), 0, &form(WorkState::UnderWay)).await.unwrap();
    let lines = office.progress(it.who("organiser"), it.round, Lang::Sv).await.unwrap();
    let of = |lines: &[ProgressLine], id: OrganisationId| {
        lines.iter().find(|line| line.organisation == id).unwrap().at_hand.clone().unwrap()
    };
    let kramfors = of(&lines, it.kramfors);
    // The course is settled, so the start-up is at hand; numbers alone.
    assert_eq!((kramfors.step.as_str(), kramfors.reads), ("uppstart", false));
    assert_eq!(kramfors.tally, Tally { under_way: 1, ..untouched(3) });
    assert_eq!((of(&lines, it.lund).step.as_str(), of(&lines, it.lund).tally), ("webbkurs", untouched(1)));
    assert!(!format!("{lines:?}").contains("Hemligt"));
    // The mentor sees the group's, and may read on.
    let lines = office.group_progress(it.who("mentor"), it.group, Lang::Sv).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(of(&lines, it.kramfors), StepAtHand { reads: true, ..kramfors });
    let list = steps_of(&it, "mentor", it.round, it.kramfors).await;
    let here: Vec<&str> = list.steps.iter().filter(|step| step.here).map(|step| step.id.as_str()).collect();
    assert_eq!(here, ["uppstart"]);
}

async fn what_a_person_sees_to_is_in_their_data(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let owned = WorkForm {
        owner: it.who("key").person.to_string(),
        why: "Hemligt skäl".into(),
        ..form(WorkState::NotRelevant)
    };
    office.set_work(it.who("strategist"), &key(&it, "film"), 0, &owned).await.unwrap();
    let nils = it.rig.sign_in(it.who("key").person).await;
    let data = office.take_out_my_data(&nils).await.unwrap();
    let said = data["said_and_named"].as_array().unwrap();
    assert_eq!(said.len(), 1);
    assert_eq!((&said[0]["kind"], &said[0]["says"]["task"]), (&"step_work".into(), &"film".into()));
    // The reasons are the organisation's.
    assert!(!said[0].to_string().contains("Hemligt"), "{said:?}");
    // Erased, the name is gone, and the work stays.
    let olga = it.rig.guest("Olga", it.kramfors, Role::Manager).await;
    it.rig.write(|change| change.erase(it.who("key").person)).await;
    let line = office.task(&olga, &key(&it, "film"), Lang::Sv).await.unwrap().line;
    assert_eq!((line.owner, line.state), (Some((it.who("key").person, None)), WorkState::NotRelevant));
}
