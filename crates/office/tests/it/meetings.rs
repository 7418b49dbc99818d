//! Meetings: found a day for, registered to, held, written down, thought about; and who sees what.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use office::{
    Letter, MeetingForm, MeetingView, PointForm, RegistrationForm, SlotForm, TodoKind, Trouble, slot_said, time_code,
};
use programme::{
    Comes, Feedback, Meeting, MeetingId, MeetingState, Minutes, Needs, PollAnswer, Registration, Role, RoundState,
    Suits, Visibility,
};
use storage::Error;

use crate::{
    circle::{Circle, meeting, slot},
    ics::parsed,
    rig::{Engine, Rig, contains, on_both, run},
};

on_both! {
    a_day_is_found_by_asking
    a_day_is_moved_asked_about_anew_called_off_and_back
    the_host_goes_round_and_sees_what_is_needed
    needs_are_gone_the_day_after
    who_was_there
    notes_decisions_and_tasks
    what_is_handed_in
    what_people_thought
    calendars_of_other_programs
    reminders_come_once
    what_a_person_said_is_theirs
    nobody_outside_sees_that_there_is_a_meeting
    a_meeting_of_everybody
    todos_and_lists
}

const PDF: &[u8] = b"%PDF-1.7\npresentation\n%%EOF\n";

async fn body(rig: &Rig, id: MeetingId) -> (i64, Meeting) {
    let there = rig.store.get::<Meeting>(id).await.unwrap().unwrap();
    (there.version, there.body)
}

async fn view(it: &Circle, who: &str, id: MeetingId) -> MeetingView {
    it.rig.office.meeting(it.who(who), id, Lang::Sv).await.unwrap()
}

/// A meeting of the group with one time.
async fn fixed(it: &Circle, day: &str) -> MeetingId {
    let form = MeetingForm { host: it.kramfors.to_string(), ..meeting(&[slot(day, "09:30", "15:00")]) };
    it.rig.office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap()
}

fn comes(how: Comes) -> RegistrationForm {
    RegistrationForm { comes: how.code().into(), ..RegistrationForm::default() }
}

fn to(letters: &[Letter]) -> Vec<&str> {
    let mut names: Vec<&str> = letters.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Everybody called to a meeting of the group, by name as bytes sort them.
const CALLED: [&str; 6] = ["Malte Chef", "Mona Mentor", "Nils Nyckel", "Pia Politiker", "Vera Vaxholm", "Åsa Strateg"];

async fn a_day_is_found_by_asking(rig: Rig) {
    let it = Circle::new(rig).await;
    it.english("vaxholm").await;
    let office = &it.rig.office;
    let times = [
        slot("2026-03-12", "09:30", "15:00"),
        slot("2026-03-10", "9.30", "15.00"),
        SlotForm { last: "2026-03-18".into(), ..slot("2026-03-17", "13:00", "11:00") },
    ];
    let form = MeetingForm { answer_by: "2026-02-20".into(), invitation: "Ta med budgeten.".into(), ..meeting(&times) };
    let sheet = office.new_meeting(it.who("mentor"), it.round, Some(it.group), Lang::Sv).await.unwrap();
    assert_eq!(sheet.form.host, it.vaxholm.to_string());
    assert_eq!(sheet.form.occasion, "step:traff-styrning");
    assert!(sheet.form.pays.starts_with("Värden betalar"));
    assert_eq!(sheet.form.agenda.len(), 5);
    let id = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    let (_, there) = body(&it.rig, id).await;
    assert_eq!((there.state, there.sequence, there.when), (MeetingState::Poll, 0, None));
    assert_eq!(there.title, "Lärandeträff: styrning och ledning");
    let days: Vec<String> = there.asked.iter().map(|slot| slot.day().to_string()).collect();
    assert_eq!(days, ["2026-03-10", "2026-03-12", "2026-03-17"]);

    let letters = it.rig.new_letters().await;
    assert_eq!(to(&letters), CALLED);
    let of = |name: &str| letters.iter().find(|it| it.name == name).unwrap();
    let asa = of("Åsa Strateg");
    assert_eq!(asa.subject, "När kan du? Lärandeträff: styrning och ledning");
    for part in [
        "Hej Åsa Strateg",
        "senast fredag 20 februari 2026",
        "torsdag 12 mars 2026 kl. 9.30–15.00",
        "tisdag 17 mars 2026 kl. 13.00 – onsdag 18 mars 2026 kl. 11.00",
        "Ta med budgeten.",
        &format!("https://jamsides.example/sv/traff/{id}"),
    ] {
        assert!(asa.text.contains(part), "{part}: {}", asa.text);
    }
    let vera = of("Vera Vaxholm");
    assert_eq!(vera.subject, "When can you come? Lärandeträff: styrning och ledning");
    assert!(vera.text.contains("Thursday 12 March 2026, 9.30–15.00"), "{}", vera.text);
    assert!(vera.text.contains(&format!("https://jamsides.example/en/meeting/{id}")));

    // Answers: the tenth suits two and is refused by one, the twelfth two and nobody, so the twelfth.
    let codes: Vec<String> = there.asked.iter().map(time_code).collect();
    assert_eq!(codes[0], "2026-03-10T09:30");
    for (who, said) in [
        ("strategist", ["yes", "yes", "no"]),
        ("vaxholm", ["yes", "maybe", "maybe"]),
        ("politician", ["no", "yes", ""]),
        ("mentor", ["maybe", "maybe", "yes"]),
    ] {
        let answers: Vec<(String, String)> =
            codes.iter().cloned().zip(said.map(str::to_owned)).filter(|(_, said)| !said.is_empty()).collect();
        office.answer_poll(it.who(who), id, &answers).await.unwrap();
    }
    let seen = view(&it, "key", id).await;
    let counts: Vec<_> = seen.asked.iter().map(|time| (time.yes, time.maybe, time.no, time.best)).collect();
    assert_eq!(counts, [(2, 1, 1, false), (2, 2, 0, true), (1, 1, 1, false)]);
    assert_eq!(seen.answers.len(), 6);
    let line = seen.answers.iter().find(|line| line.name == "Pia Politiker").unwrap();
    assert_eq!(line.suits, [Some(Suits::No), Some(Suits::Yes), None]);
    // Changed once more: one record, one answer.
    office.answer_poll(it.who("politician"), id, &[(codes[2].clone(), "yes".into())]).await.unwrap();
    let mine = view(&it, "politician", id).await.my_answers;
    assert_eq!(mine, BTreeMap::from([(codes[2].clone(), Suits::Yes)]));
    assert_eq!(it.rig.store.list::<PollAnswer>().await.unwrap().len(), 4);
    // Who may not join may see; nothing is registered while days are asked about.
    let denied = office.answer_poll(it.who("reader"), id, &[(codes[0].clone(), "yes".into())]).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    assert!(!view(&it, "reader", id).await.may_join);
    let early = office.register(it.who("strategist"), id, &comes(Comes::InRoom)).await;
    assert!(matches!(early, Err(Trouble::MeetingRests(MeetingState::Poll))), "{early:?}");

    let version = view(&it, "mentor", id).await.version;
    office.set_day(it.who("manager"), id, version, &times[0]).await.unwrap();
    let (_, there) = body(&it.rig, id).await;
    assert_eq!((there.state, there.sequence, there.asked.len()), (MeetingState::Fixed, 1, 0));
    let letters = it.rig.new_letters().await;
    assert_eq!(to(&letters), CALLED);
    let asa = letters.iter().find(|it| it.name == "Åsa Strateg").unwrap();
    assert_eq!(asa.subject, "Lärandeträff: styrning och ledning: torsdag 12 mars 2026");
    assert!(
        asa.text.contains(
            "Tid: torsdag 12 mars 2026 kl. 9.30–15.00\nPlats: Stadshuset, Kramfors\nLänk: https://mote.example/styrning"
        ),
        "{}",
        asa.text
    );
    // The agenda has its times, and is shorter than the meeting.
    let seen = view(&it, "key", id).await;
    let at: Vec<String> = seen.agenda.iter().map(|line| office::time_said(line.at.unwrap())).collect();
    assert_eq!((at, seen.over), (vec!["9.30".to_owned(), "9.45".to_owned()], None));
    // A day is only answered about while it is asked about.
    let late = office.answer_poll(it.who("key"), id, &[(codes[0].clone(), "yes".into())]).await;
    assert!(matches!(late, Err(Trouble::MeetingRests(MeetingState::Fixed))), "{late:?}");
}

async fn a_day_is_moved_asked_about_anew_called_off_and_back(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let id = fixed(&it, "2026-03-12").await;
    it.rig.new_letters().await;
    let (one, first) = body(&it.rig, id).await;
    // The same day again is nothing.
    office.set_day(it.who("mentor"), id, one, &slot("2026-03-12", "09:30", "15:00")).await.unwrap();
    assert_eq!(body(&it.rig, id).await, (one, first.clone()));
    office.set_day(it.who("mentor"), id, one, &slot("2026-03-27", "09:00", "15:00")).await.unwrap();
    let letters = it.rig.new_letters().await;
    assert_eq!(to(&letters), CALLED);
    assert!(letters[0].subject.starts_with("Ny tid: "), "{}", letters[0].subject);
    assert!(letters[0].text.contains("Den skulle ha varit torsdag 12 mars 2026 kl. 9.30–15.00."));
    assert!(letters[0].text.contains("Tid: fredag 27 mars 2026 kl. 9.00–15.00"));
    // Who read it before is told, with both versions; nothing is overwritten.
    let refused = office.cancel_meeting(it.who("manager"), id, one, "Sjukdom").await;
    assert!(matches!(refused, Err(Trouble::Storage(Error::Conflict(_)))), "{refused:?}");
    assert!(it.rig.new_letters().await.is_empty());

    // Another place goes out, another agenda does not; both raise the sequence.
    let (version, there) = body(&it.rig, id).await;
    let mut form = office.planned_meeting(it.who("mentor"), id, Lang::Sv).await.unwrap().form;
    form.place = "Folkets hus".into();
    office.edit_meeting(it.who("mentor"), id, version, &form).await.unwrap();
    let letters = it.rig.new_letters().await;
    assert!(letters.len() == 6 && letters.iter().all(|it| it.subject.starts_with("Ny plats: ")), "{letters:?}");
    form.agenda.truncate(1);
    form.pays = "Alla delar".into();
    office.edit_meeting(it.who("mentor"), id, version + 1, &form).await.unwrap();
    assert!(it.rig.new_letters().await.is_empty());
    assert_eq!(body(&it.rig, id).await.1.sequence, there.sequence + 2);
    // Only safe links, only hosts of the group, only times there are.
    for (wrong, expected) in [
        (MeetingForm { link: "http://x.example".into(), ..form.clone() }, "not https"),
        (MeetingForm { link: "javascript:alert(1)".into(), ..form.clone() }, "not https"),
        (MeetingForm { host: it.lund.to_string(), ..form.clone() }, "host"),
        (MeetingForm { occasion: "step:hemma-styrning".into(), ..form.clone() }, "occasion"),
    ] {
        let refused = office.edit_meeting(it.who("mentor"), id, version + 2, &wrong).await.unwrap_err();
        let told = match refused {
            Trouble::Storage(Error::Invalid(problem)) => {
                format!("{problem}").replace("link is ", "").replace("not an https address", "not https")
            }
            Trouble::Missing(field) => field.to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(told, expected);
    }

    let times = [slot("2026-04-14", "09:00", "12:00"), slot("2026-04-15", "09:00", "12:00")];
    office.ask_again(it.who("mentor"), id, version + 2, &times, "2026-03-20").await.unwrap();
    let (version, there) = body(&it.rig, id).await;
    assert_eq!((there.state, there.when.map(|slot| slot.day())), (MeetingState::Poll, Some(date(2026, 3, 27))));
    assert_eq!(view(&it, "key", id).await.when, None);
    assert!(it.rig.new_letters().await.iter().all(|it| it.subject.starts_with("När kan du? ")));
    let why = office.cancel_meeting(it.who("mentor"), id, version, "  ").await;
    assert!(matches!(why, Err(Trouble::Missing("why"))), "{why:?}");
    office.cancel_meeting(it.who("mentor"), id, version, "Storm").await.unwrap();
    let letters = it.rig.new_letters().await;
    assert!(letters.len() == 6 && letters[0].subject.starts_with("Inställd: "));
    assert!(letters[0].text.contains("Skäl: Storm"), "{}", letters[0].text);
    let rests = office.edit_meeting(it.who("mentor"), id, version + 1, &form).await;
    assert!(matches!(rests, Err(Trouble::MeetingRests(MeetingState::Cancelled))), "{rests:?}");
    office.set_day(it.who("mentor"), id, version + 1, &slot("2026-04-14", "09:00", "12:00")).await.unwrap();
    let (version, there) = body(&it.rig, id).await;
    assert_eq!((there.state, there.why, there.sequence), (MeetingState::Fixed, None, 6));
    assert_eq!(it.rig.new_letters().await.len(), 6);

    // Not before it has begun; then never anything else.
    let early = office.hold_meeting(it.who("mentor"), id, version).await;
    assert!(matches!(early, Err(Trouble::NotBegun)), "{early:?}");
    it.at(date(2026, 4, 14), 9);
    office.hold_meeting(it.who("mentor"), id, version).await.unwrap();
    let rests = office.set_day(it.who("mentor"), id, version + 1, &slot("2026-05-14", "09:00", "12:00")).await;
    assert!(matches!(rests, Err(Trouble::MeetingRests(MeetingState::Held))), "{rests:?}");
    // Nobody undoes a meeting: letters and calendars have told of it.
    let history = office.history(it.who("mentor"), id.into(), Lang::Sv).await.unwrap();
    assert!(history.lines.iter().all(|line| line.undo.is_none()));

    // A round that rests takes no meetings.
    it.round_is(RoundState::Closed).await;
    let rests = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &meeting(&times)).await;
    assert!(matches!(rests, Err(Trouble::RoundRests(RoundState::Closed))), "{rests:?}");
}

async fn the_host_goes_round_and_sees_what_is_needed(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let mut hosts = Vec::new();
    for day in ["2026-03-10", "2026-04-10", "2026-05-12"] {
        let sheet = office.new_meeting(it.who("mentor"), it.round, Some(it.group), Lang::En).await.unwrap();
        hosts.push(sheet.form.host.clone());
        assert!(sheet.form.pays.starts_with("The host pays"));
        let form = MeetingForm { slots: vec![slot(day, "09:00", "15:00")], ..sheet.form };
        office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    }
    assert_eq!(hosts, [it.vaxholm, it.kramfors, it.vaxholm].map(|id| id.to_string()));
    let lines = office.meetings_of_group(it.who("key"), it.group).await.unwrap();
    let steps: Vec<&str> = lines.iter().map(|line| line.title.as_str()).collect();
    assert_eq!(
        steps,
        [
            "Lärandeträff: styrning och ledning",
            "Lärandeträff: systematiskt förbättringsarbete",
            "Lärandeträff: analys och uppföljning"
        ]
    );
    assert_eq!(lines[0].host, "Vaxholms stad");
    let id = lines[0].id;

    let needs = RegistrationForm { hearing_loop: true, diet: "nötter".into(), ..comes(Comes::InRoom) };
    office.register(it.who("politician"), id, &needs).await.unwrap();
    office.register(it.who("strategist"), id, &comes(Comes::Remote)).await.unwrap();
    office.register(it.who("mentor"), id, &comes(Comes::No)).await.unwrap();
    // A record only where something is needed.
    assert_eq!(it.rig.store.list::<Needs>().await.unwrap().len(), 1);
    let host = view(&it, "vaxholm", id).await;
    assert!(host.sees_needs);
    assert_eq!(
        (host.needs[0].name.as_str(), host.needs[0].hearing_loop, host.needs[0].diet.as_str()),
        ("Pia Politiker", true, "nötter")
    );
    let count = |view: &MeetingView| {
        (view.counts.called, view.counts.in_room, view.counts.remote, view.counts.no, view.counts.silent)
    };
    assert_eq!(count(&host), (6, 1, 1, 1, 3));
    for who in ["strategist", "manager", "key", "reader", "mentor", "organiser"] {
        let seen = view(&it, who, id).await;
        assert!(!seen.sees_needs && seen.needs.is_empty(), "{who}");
        assert!(!format!("{seen:?}").contains("nötter"), "{who}");
    }
    let own = view(&it, "politician", id).await;
    assert_eq!((own.mine.clone().unwrap().diet, own.needs.len()), ("nötter".to_owned(), 0));

    // Said anew: the old is erased, also in the history.
    let anew = RegistrationForm { diet: "gluten".into(), ..comes(Comes::InRoom) };
    office.register(it.who("politician"), id, &anew).await.unwrap();
    assert!(!contains(&it.rig.backup().await, "nötter"));
    assert!(contains(&it.rig.backup().await, "gluten"));
    // Who does not come needs nothing.
    office
        .register(it.who("politician"), id, &RegistrationForm { diet: "gluten".into(), ..comes(Comes::No) })
        .await
        .unwrap();
    assert!(it.rig.store.list::<Needs>().await.unwrap().is_empty());
    assert!(!contains(&it.rig.backup().await, "gluten"));
    assert_eq!(count(&view(&it, "vaxholm", id).await), (6, 0, 1, 2, 3));
    // Too late once it has begun.
    it.at(date(2026, 3, 10), 9);
    let late = office.register(it.who("politician"), id, &comes(Comes::InRoom)).await;
    assert!(matches!(late, Err(Trouble::HasBegun)), "{late:?}");
}

async fn needs_are_gone_the_day_after(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let (one, two) = (fixed(&it, "2026-03-10").await, fixed(&it, "2026-04-10").await);
    let need = |what: &str| RegistrationForm { other: what.into(), ..comes(Comes::InRoom) };
    office.register(it.who("politician"), one, &need("ramp i mars")).await.unwrap();
    office.register(it.who("politician"), two, &need("ramp i april")).await.unwrap();
    let there = async || {
        let all = it.rig.store.list::<Needs>().await.unwrap();
        all.into_iter().map(|it| it.body.other).collect::<Vec<_>>()
    };
    it.at(date(2026, 3, 10), 23);
    it.rig.work().await;
    assert_eq!(there().await, ["ramp i mars", "ramp i april"]);
    // The program was down for the night and the next day: it does so when it comes back.
    it.at(date(2026, 3, 12), 1);
    it.rig.work().await;
    assert_eq!(there().await, ["ramp i april"]);
    assert!(!contains(&it.rig.backup().await, "ramp i mars"));
    let version = body(&it.rig, two).await.0;
    office.cancel_meeting(it.who("mentor"), two, version, "Storm").await.unwrap();
    it.at(date(2026, 3, 13), 1);
    it.rig.work().await;
    assert!(there().await.is_empty());
    assert!(!contains(&it.rig.backup().await, "ramp i"));
    // Whether they came is the organisation's to remember.
    assert_eq!(it.rig.store.list::<Registration>().await.unwrap().len(), 2);
}

async fn who_was_there(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let id = fixed(&it, "2026-03-10").await;
    office.register(it.who("strategist"), id, &comes(Comes::InRoom)).await.unwrap();
    office.register(it.who("politician"), id, &comes(Comes::InRoom)).await.unwrap();
    office.register(it.who("organiser"), id, &comes(Comes::Remote)).await.unwrap();
    let people = |who: &[&str]| who.iter().map(|who| it.who(who).person).collect::<BTreeSet<_>>();
    let early = office.note_attendance(it.who("mentor"), id, &people(&["strategist"])).await;
    assert!(matches!(early, Err(Trouble::NotBegun)), "{early:?}");
    // What one has said is told as what is to come before it, and as what was once it has begun.
    let mine = async |who: &str| {
        let line = office.meetings_of_group(it.who(who), it.group).await.unwrap().remove(0);
        (line.begun, line.mine, line.attended)
    };
    assert_eq!(mine("politician").await, (false, Some(Comes::InRoom), None));
    it.at(date(2026, 3, 10), 16);
    assert_eq!(mine("politician").await, (true, Some(Comes::InRoom), None));
    let there = people(&["strategist", "vaxholm", "organiser"]);
    let denied = office.note_attendance(it.who("politician"), id, &there).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    office.note_attendance(it.who("mentor"), id, &there).await.unwrap();
    assert_eq!(mine("politician").await, (true, Some(Comes::InRoom), Some(false)));
    assert_eq!(mine("strategist").await, (true, Some(Comes::InRoom), Some(true)));
    let seen = view(&it, "key", id).await;
    let attended: Vec<(&str, Option<bool>)> =
        seen.people.iter().filter(|it| it.attended.is_some()).map(|it| (it.name.as_str(), it.attended)).collect();
    assert_eq!(
        attended,
        [
            ("Pia Politiker", Some(false)),
            ("Åsa Strateg", Some(true)),
            ("Vera Vaxholm", Some(true)),
            ("Ottilia Organisatör", Some(true)),
        ]
    );
    // Who was marked by mistake is unmarked.
    office.note_attendance(it.who("mentor"), id, &people(&["strategist", "organiser"])).await.unwrap();
    let sum = office.attendance_of_round(it.who("organiser"), it.round).await.unwrap();
    let lines = &sum.meetings;
    assert_eq!(
        (lines.len(), lines[0].group.as_deref(), lines[0].all.called, lines[0].all.attended),
        (1, Some("Norr"), 6, 2)
    );
    let roles: Vec<(Role, usize)> = sum.by_role.iter().map(|(role, count)| (*role, count.attended)).collect();
    assert_eq!(
        roles,
        [
            (Role::Organiser, 1),
            (Role::Politician, 0),
            (Role::Manager, 0),
            (Role::Strategist, 1),
            (Role::KeyPerson, 0),
            (Role::Mentor, 0)
        ]
    );
    let places: Vec<(&str, usize, usize)> =
        sum.by_organisation.iter().map(|(name, count)| (name.as_str(), count.called, count.attended)).collect();
    assert_eq!(
        places,
        [("Kramfors kommun", 4, 1), ("SKR", 0, 1), ("Vaxholms stad", 1, 0), ("Örnsköldsviks kommun", 1, 0)]
    );
    for who in ["mentor", "strategist"] {
        assert!(matches!(office.attendance_of_round(it.who(who), it.round).await, Err(Trouble::Denied(_))), "{who}");
    }
}

async fn notes_decisions_and_tasks(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let (one, two) = (fixed(&it, "2026-03-10").await, fixed(&it, "2026-04-10").await);
    it.at(date(2026, 3, 10), 16);
    // Nobody has written: who may sees the empty page, and two who begin at once are told.
    let empty = office.minutes(Some(it.who("key")), one).await.unwrap();
    assert_eq!((empty.version, empty.text.as_str(), empty.may_write, empty.may_move), (0, "", true, false));
    office
        .write_minutes(it.who("strategist"), one, 0, "Vi jämförde målen.\r\nKramfors visade sin budget.")
        .await
        .unwrap();
    let both = office.write_minutes(it.who("vaxholm"), one, 0, "Mina anteckningar").await;
    let Err(Trouble::Storage(Error::Conflict(both))) = both else { panic!("{both:?}") };
    let compared = office.both_versions(&both, Lang::Sv).await.unwrap();
    assert_eq!(compared.len(), 1);
    assert_eq!((compared[0].field.as_str(), compared[0].yours.as_str()), ("Text", "Mina anteckningar"));
    let there = office.minutes(Some(it.who("mentor")), one).await.unwrap();
    assert_eq!(there.text, "Vi jämförde målen.\nKramfors visade sin budget.");
    assert_eq!((there.visibility, there.may_move, there.may_write), (Visibility::Group, true, true));
    // Not even the host moves it, nor others in the group; the organiser does not read what is the group's.
    assert!(!office.minutes(Some(it.who("strategist")), one).await.unwrap().may_move, "Kramfors hosts");
    assert!(!office.minutes(Some(it.who("vaxholm")), one).await.unwrap().may_move);
    assert!(matches!(office.minutes(Some(it.who("organiser")), one).await, Err(Trouble::Nothing)));
    let seen = view(&it, "organiser", one).await;
    assert!(!seen.has_minutes && !seen.may_write && !format!("{seen:?}").contains("budget."));

    let task = PointForm {
        kind: "task".into(),
        text: "Pröva checklistan".into(),
        organisation: it.vaxholm.to_string(),
        by: "2026-03-31".into(),
    };
    let task = office.add_point(it.who("mentor"), one, &task).await.unwrap();
    let decision =
        PointForm { kind: "decision".into(), text: "Nästa träff i Kramfors".into(), ..PointForm::default() };
    let decision = office.add_point(it.who("politician"), one, &decision).await.unwrap();
    let foreign =
        PointForm { kind: "task".into(), text: "x".into(), organisation: it.lund.to_string(), ..PointForm::default() };
    let refused = office.add_point(it.who("mentor"), one, &foreign).await;
    assert!(matches!(refused, Err(Trouble::Missing("organisation"))), "{refused:?}");
    let denied = office
        .add_point(it.who("reader"), one, &PointForm { kind: "task".into(), text: "x".into(), ..PointForm::default() })
        .await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    // The task comes along, the decision does not; and it is late once its day has passed.
    let next = view(&it, "key", two).await;
    assert_eq!(next.previous.as_ref().map(|it| it.0), Some(one));
    assert_eq!(next.carried.iter().map(|it| it.id).collect::<Vec<_>>(), [task]);
    let first = view(&it, "key", one).await;
    assert_eq!((first.next.as_ref().map(|it| it.0), first.carried.len(), first.points.len()), (Some(two), 0, 2));
    it.at(date(2026, 4, 1), 8);
    let carried = view(&it, "key", two).await.carried.remove(0);
    assert!(carried.late && carried.may_tick);
    assert_eq!(carried.organisation.as_ref().unwrap().1, "Vaxholms stad");
    office.tick_point(it.who("vaxholm"), task, carried.version, true).await.unwrap();
    assert!(view(&it, "key", two).await.carried.is_empty());
    assert_eq!(view(&it, "key", one).await.points[0].done, Some(date(2026, 4, 1)));
    let again = office.tick_point(it.who("vaxholm"), task, carried.version, false).await;
    assert!(matches!(again, Err(Trouble::Storage(Error::Conflict(_)))), "{again:?}");
    office.tick_point(it.who("key"), task, carried.version + 1, false).await.unwrap();
    assert_eq!(view(&it, "key", two).await.carried.len(), 1);

    // Shown to the round, then to everybody, by who may; the points come along.
    let beside = it.who("beside");
    assert!(matches!(office.minutes(Some(beside), one).await, Err(Trouble::Nothing)));
    assert!(matches!(office.minutes(None, one).await, Err(Trouble::SignIn)));
    let denied = office.show_minutes(it.who("vaxholm"), one, there.version, "public").await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    let own = office.show_minutes(it.who("mentor"), one, there.version, "own").await;
    assert!(matches!(own, Err(Trouble::Missing("visibility"))), "{own:?}");
    office.show_minutes(it.who("mentor"), one, there.version, "round").await.unwrap();
    let read = office.minutes(Some(beside), one).await.unwrap();
    assert_eq!((read.points.len(), read.sees_meeting, read.may_write, read.may_move), (2, false, false, false));
    assert!(office.minutes(Some(it.who("organiser")), one).await.is_ok());
    let shown = async |who: Option<&str>| {
        let shown = office.shown_minutes(who.map(|who| it.who(who)), it.round).await.unwrap();
        shown.into_iter().map(|it| (it.meeting, it.group.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(shown(Some("beside")).await, [(one, "Norr".to_owned())]);
    assert!(shown(None).await.is_empty() && shown(Some("outside")).await.is_empty());
    assert!(matches!(office.minutes(None, one).await, Err(Trouble::SignIn)));
    office.show_minutes(it.who("mentor"), one, there.version + 1, "public").await.unwrap();
    assert_eq!(shown(None).await.len(), 1);
    let public = office.minutes(None, one).await.unwrap();
    assert!(public.text.contains("budget") && public.points.iter().all(|it| !it.may_tick && !it.may_remove));
    office.show_minutes(it.who("mentor"), one, there.version + 2, "group").await.unwrap();
    assert!(matches!(office.minutes(None, one).await, Err(Trouble::SignIn)));
    assert!(matches!(office.minutes(Some(beside), one).await, Err(Trouble::Nothing)));
    // Its history is not the organiser's to read either.
    let id = it.rig.store.list::<Minutes>().await.unwrap()[0].id;
    assert!(matches!(office.history(it.who("organiser"), id.into(), Lang::Sv).await, Err(Trouble::Nothing)));
    assert_eq!(office.history(it.who("vaxholm"), id.into(), Lang::Sv).await.unwrap().lines.len(), 5);
    // A point taken away comes back by undoing, for whoever took it away.
    let version = view(&it, "key", one).await.points.iter().find(|it| it.id == decision).unwrap().version;
    office.remove_point(it.who("key"), decision, version).await.unwrap();
    assert_eq!(view(&it, "key", one).await.points.len(), 1);
    let history = office.history(it.who("key"), decision.into(), Lang::Sv).await.unwrap();
    office.undo(it.who("key"), history.lines[0].undo.unwrap()).await.unwrap();
    assert_eq!(view(&it, "key", one).await.points.len(), 2);
}

async fn what_is_handed_in(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let id = fixed(&it, "2026-03-10").await;
    let seen = view(&it, "key", id).await;
    // A week before; the invitation is not theirs to hand in.
    assert_eq!(seen.dues.len(), 1);
    assert_eq!((seen.dues[0].deadline.as_str(), seen.dues[0].on), ("presentation", Some(date(2026, 3, 3))));
    let lines: Vec<(&str, Option<Date>, bool, bool)> =
        seen.hand_ins.iter().map(|it| (it.place.as_str(), it.on, it.late, it.may)).collect();
    assert_eq!(lines, [("Kramfors kommun", None, false, true), ("Vaxholms stad", None, false, false)]);
    let hand = async |who: &str, place, deadline: &str, name: &str| {
        office.hand_in(it.who(who), id, place, deadline, (name, PDF)).await
    };
    hand("key", it.kramfors, "presentation", "C:\\Kramfors.pdf").await.unwrap();
    let seen = view(&it, "vaxholm", id).await;
    let (first, name) = seen.hand_ins[0].document.clone().unwrap();
    assert_eq!((name.as_str(), seen.hand_ins[0].on), ("Kramfors.pdf", Some(date(2026, 2, 2))));
    // Seen by the group, not by the group beside, which has the same mentor, nor by the organiser.
    assert!(office.document(Some(it.who("vaxholm")), first).await.is_ok());
    assert!(office.document(Some(it.who("mentor")), first).await.is_ok());
    for who in ["beside", "organiser", "outside", "operator"] {
        assert!(matches!(office.document(Some(it.who(who)), first).await, Err(Trouble::Nothing)), "{who}");
    }
    assert!(matches!(office.document(None, first).await, Err(Trouble::SignIn)));
    // Handed in anew, the old one is gone.
    hand("strategist", it.kramfors, "presentation", "Kramfors 2.pdf").await.unwrap();
    assert!(matches!(office.document(Some(it.who("vaxholm")), first).await, Err(Trouble::Nothing)));
    let seen = view(&it, "vaxholm", id).await;
    assert_eq!(seen.hand_ins[0].document.as_ref().unwrap().1, "Kramfors 2.pdf");
    assert!(seen.materials.is_empty());
    // It is not taken away while it is what was handed in.
    let second = seen.hand_ins[0].document.as_ref().unwrap().0;
    let used = office.remove_document(it.who("strategist"), second, 2).await;
    assert!(matches!(used, Err(Trouble::Storage(Error::InUse { .. }))), "{used:?}");
    for (who, place, deadline, expected) in [
        ("vaxholm", it.kramfors, "presentation", "denied"),
        ("reader", it.kramfors, "presentation", "denied"),
        ("mentor", it.mentor, "presentation", "organisation"),
        ("strategist", it.kramfors, "kallelse", "deadline"),
        ("beside", it.lund, "presentation", "nothing"),
    ] {
        let told = match hand(who, place, deadline, "x.pdf").await.unwrap_err() {
            Trouble::Denied(_) => "denied",
            Trouble::Missing(field) => field,
            Trouble::Nothing => "nothing",
            other => panic!("{who}: {other:?}"),
        };
        assert_eq!(told, expected, "{who}");
    }
    // Late from the day after.
    it.at(date(2026, 3, 3), 23);
    assert!(!view(&it, "key", id).await.hand_ins[1].late);
    it.at(date(2026, 3, 4), 0);
    let seen = view(&it, "key", id).await;
    assert_eq!((seen.hand_ins[0].late, seen.hand_ins[1].late), (false, true));
    assert_eq!(office.meetings_of_group(it.who("key"), it.group).await.unwrap()[0].missing, 1);
    hand("vaxholm", it.vaxholm, "presentation", "Vaxholm.pdf").await.unwrap();
    let line = view(&it, "key", id).await.hand_ins.remove(1);
    assert_eq!((line.on, line.late), (Some(date(2026, 3, 4)), true));
    assert_eq!(office.meetings_of_group(it.who("key"), it.group).await.unwrap()[0].missing, 0);
    // Material of who arranges it is seen by the group, too.
    let material = office.attach_material(it.who("mentor"), id, ("Mall.pdf", PDF)).await.unwrap();
    let seen = view(&it, "key", id).await;
    assert_eq!(
        seen.materials.iter().map(|it| (it.id, it.place.as_str())).collect::<Vec<_>>(),
        [(material, "Örnsköldsviks kommun")]
    );
    assert!(matches!(office.document(Some(it.who("beside")), material).await, Err(Trouble::Nothing)));
    let denied = office.attach_material(it.who("politician"), id, ("x.pdf", PDF)).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
}

async fn what_people_thought(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let id = fixed(&it, "2026-03-10").await;
    let answer = |plus: &str, minus: &str| {
        BTreeMap::from([
            ("plus".to_owned(), plus.to_owned()),
            ("minus".to_owned(), minus.to_owned()),
            ("x".to_owned(), "y".to_owned()),
        ])
    };
    let early = office.give_feedback(it.who("key"), id, &answer("bra", "")).await;
    assert!(matches!(early, Err(Trouble::NotBegun)), "{early:?}");
    assert!(office.feedback(it.who("key"), id, Lang::Sv).await.unwrap().early);
    it.at(date(2026, 3, 10), 15);
    office.give_feedback(it.who("politician"), id, &answer("Öppet samtal", "Ont om tid")).await.unwrap();
    office.give_feedback(it.who("vaxholm"), id, &answer("Bra exempel", " ")).await.unwrap();
    office.give_feedback(it.who("key"), id, &answer("Kaffet var ljummet", "")).await.unwrap();
    // Said anew, and taken back.
    office.give_feedback(it.who("vaxholm"), id, &answer("Bra exempel, tack", "")).await.unwrap();
    office.give_feedback(it.who("key"), id, &answer("", " ")).await.unwrap();
    assert_eq!(it.rig.store.list::<Feedback>().await.unwrap().len(), 2);
    assert!(!contains(&it.rig.backup().await, "Kaffet var ljummet"));
    let nothing = office.give_feedback(it.who("key"), id, &answer("", "")).await;
    assert!(matches!(nothing, Err(Trouble::Missing("feedback"))), "{nothing:?}");
    let mentor = office.feedback(it.who("mentor"), id, Lang::Sv).await.unwrap();
    let sum = mentor.sum.clone().unwrap();
    assert_eq!((sum.called, sum.attended, sum.answered), (6, 0, 2));
    let texts: Vec<(&str, Vec<&str>)> = sum
        .answers
        .iter()
        .map(|it| (it.question.name.as_str(), it.texts.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        texts,
        [("Plus", vec!["Bra exempel, tack", "Öppet samtal"]), ("Minus", vec!["Ont om tid"]), ("Intressant", vec![])]
    );
    for name in ["Pia", "Vera"] {
        assert!(!format!("{mentor:?}").contains(name));
    }
    for who in ["politician", "strategist", "manager", "reader"] {
        assert!(office.feedback(it.who(who), id, Lang::Sv).await.unwrap().sum.is_none(), "{who}");
    }
    // The organiser, group by group and summed up.
    let round = office.feedback_of_round(it.who("organiser"), it.round, Lang::En).await.unwrap();
    assert_eq!((round.called, round.answered, round.meetings.len()), (6, 2, 1));
    assert_eq!(round.meetings[0].group.as_deref(), Some("Norr"));
    assert_eq!(round.meetings[0].answers[2].question.name, "Interesting");
    assert!(matches!(office.feedback_of_round(it.who("mentor"), it.round, Lang::Sv).await, Err(Trouble::Denied(_))));
    // Two years on it is erased, and the answers about times after one.
    it.at(date(2028, 3, 9), 12);
    it.rig.work().await;
    assert_eq!(it.rig.store.list::<Feedback>().await.unwrap().len(), 2);
    it.at(date(2028, 3, 10), 12);
    it.rig.work().await;
    assert!(it.rig.store.list::<Feedback>().await.unwrap().is_empty());
    assert!(!contains(&it.rig.backup().await, "Ont om tid"));
}

async fn calendars_of_other_programs(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    // Before and after the clock is put forward; over two days; one asked about only.
    let winter = fixed(&it, "2026-03-27").await;
    let summer = fixed(&it, "2026-03-30").await;
    let two = MeetingForm {
        title:
            "Åretruntkonferens i Örnsköldsvik, med ett långt namn; \"så att raden måste brytas\" någonstans mitt i ord"
                .into(),
        occasion: "other".into(),
        slots: vec![SlotForm { last: "2026-06-03".into(), ..slot("2026-06-02", "10:00", "15:00") }],
        ..meeting(&[])
    };
    let two = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &two).await.unwrap();
    let asked = meeting(&[slot("2026-05-05", "09:00", "12:00"), slot("2026-05-06", "09:00", "12:00")]);
    office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &asked).await.unwrap();
    let need = RegistrationForm { diet: "nötter".into(), ..comes(Comes::InRoom) };
    office.register(it.who("politician"), winter, &need).await.unwrap();

    let strategist = it.who("strategist");
    let address = office.open_feed(strategist, None, Lang::Sv).await.unwrap();
    let path = address.strip_prefix("https://jamsides.example/sv/kalender/").unwrap().to_owned();
    let text = office.feed(&path, Lang::Sv).await.unwrap();
    let read = parsed(&text);
    assert_eq!(read["calendar"]["METHOD"], "PUBLISH");
    assert_eq!(read["calendar"]["VERSION"], "2.0");
    assert_eq!(read["calendar"]["X-WR-CALNAME"], "Jämsides");
    let events = read["events"].as_array().unwrap();
    let of = |id: MeetingId| {
        let uid = format!("{id}@jamsides.example");
        events.iter().find(|it| it["UID"] == uid.as_str()).unwrap_or_else(|| panic!("{uid}: {text}")).clone()
    };
    assert_eq!(events.len(), 3);
    let event = of(winter);
    assert_eq!(
        (event["DTSTART"].as_str(), event["DTEND"].as_str()),
        (Some("2026-03-27T08:30:00Z"), Some("2026-03-27T14:00:00Z"))
    );
    assert_eq!(of(summer)["DTSTART"], "2026-03-30T07:30:00Z");
    assert_eq!(
        (&of(two)["DTSTART"], &of(two)["DTEND"]),
        (&"2026-06-02T08:00:00Z".into(), &"2026-06-03T13:00:00Z".into())
    );
    assert_eq!(
        of(two)["SUMMARY"],
        "Åretruntkonferens i Örnsköldsvik, med ett långt namn; \"så att raden måste brytas\" någonstans mitt i ord"
    );
    assert_eq!((event["STATUS"].as_str(), event["SEQUENCE"].as_i64()), (Some("CONFIRMED"), Some(0)));
    assert_eq!(event["LOCATION"], "Stadshuset, Kramfors");
    assert_eq!(event["URL"], format!("https://jamsides.example/sv/traff/{winter}"));
    let about = event["DESCRIPTION"].as_str().unwrap();
    assert!(about.starts_with("Dagordning\n9.30 Välkommen\n9.45 Styrning; mål, budget\\uppföljning\n\n"), "{about}");
    assert!(about.contains("På distans: https://mote.example/styrning"), "{about}");
    let changed = it.rig.store.get::<Meeting>(winter).await.unwrap().unwrap().changed_at;
    let stamp = changed.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    assert_eq!(
        (event["DTSTAMP"].as_str(), event["LAST-MODIFIED"].as_str()),
        (Some(stamp.as_str()), Some(stamp.as_str()))
    );
    for secret in ["nötter", "Mona", "Pia", "Åsa"] {
        assert!(!text.contains(secret), "{secret}");
    }

    // Moved, called off, asked about anew: the same UID, a higher sequence; what does not hold is cancelled.
    office.set_day(it.who("mentor"), winter, 1, &slot("2026-04-20", "09:30", "15:00")).await.unwrap();
    office.cancel_meeting(it.who("mentor"), summer, 1, "Storm").await.unwrap();
    office
        .ask_again(
            it.who("mentor"),
            two,
            1,
            &[slot("2026-06-09", "09:00", "12:00"), slot("2026-06-10", "09:00", "12:00")],
            "",
        )
        .await
        .unwrap();
    let read = parsed(&office.feed(&path, Lang::Sv).await.unwrap());
    let events = read["events"].as_array().unwrap().clone();
    let of = |id: MeetingId| {
        events.iter().find(|it| it["UID"] == format!("{id}@jamsides.example").as_str()).unwrap().clone()
    };
    assert_eq!(
        (of(winter)["DTSTART"].as_str(), of(winter)["SEQUENCE"].as_i64()),
        (Some("2026-04-20T07:30:00Z"), Some(1))
    );
    for (id, start) in [(summer, "2026-03-30T07:30:00Z"), (two, "2026-06-02T08:00:00Z")] {
        let event = of(id);
        assert_eq!(
            (event["STATUS"].as_str(), event["SEQUENCE"].as_i64(), event["DTSTART"].as_str()),
            (Some("CANCELLED"), Some(1), Some(start))
        );
    }
    // The group's own feed; a new address ends the old one; English where it is asked for in English.
    let group = office.open_feed(strategist, Some(it.group), Lang::En).await.unwrap();
    let path_of = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    assert!(group.starts_with("https://jamsides.example/en/calendar/"));
    let read = parsed(&office.feed(&path_of(&group), Lang::En).await.unwrap());
    assert_eq!(read["calendar"]["X-WR-CALNAME"], "Jämsides: Norr");
    assert!(read["events"][0]["DESCRIPTION"].as_str().unwrap().contains("The page of the meeting"));
    let new = office.open_feed(strategist, None, Lang::Sv).await.unwrap();
    assert!(matches!(office.feed(&path, Lang::Sv).await, Err(Trouble::Nothing)));
    assert!(office.feed(&path_of(&new), Lang::Sv).await.is_ok());
    assert!(office.feed(&path_of(&group), Lang::En).await.is_ok());
    let made: Vec<bool> = office.feeds(strategist).await.unwrap().iter().map(|it| it.made.is_some()).collect();
    assert_eq!(made, [true, true]);
    // Only the hash is kept.
    let token = path_of(&new).split('.').nth(1).unwrap().to_owned();
    assert!(!contains(&it.rig.backup().await, &token));
    // Nobody opens the calendar of a group they are not in; nothing is guessed.
    for who in ["beside", "outside", "organiser"] {
        assert!(
            matches!(office.open_feed(it.who(who), Some(it.group), Lang::Sv).await, Err(Trouble::Nothing)),
            "{who}"
        );
    }
    for wrong in ["", "x", "x.y.ics", &format!("{}.x.ics", strategist.account), path_of(&new).trim_end_matches(".ics")]
    {
        assert!(matches!(office.feed(wrong, Lang::Sv).await, Err(Trouble::Nothing)), "{wrong}");
    }
    let other = it.who("vaxholm").account;
    assert!(matches!(office.feed(&format!("{other}.{token}.ics"), Lang::Sv).await, Err(Trouble::Nothing)));
    office.close_feed(strategist, Some(it.group)).await.unwrap();
    assert!(matches!(office.feed(&path_of(&group), Lang::En).await, Err(Trouble::Nothing)));
    // A single meeting, for who is signed in and may see it.
    let one = parsed(&office.meeting_file(it.who("reader"), winter, Lang::Sv).await.unwrap());
    assert_eq!(one["events"].as_array().unwrap().len(), 1);
    assert!(matches!(office.meeting_file(it.who("beside"), winter, Lang::Sv).await, Err(Trouble::Nothing)));
    // The last role has ended: the address leads nowhere.
    let assignments = it.rig.store.pointing_at::<programme::Assignment>("person", strategist.person).await.unwrap();
    office.end_assignment(it.who("manager"), assignments[0].id, 1, "2026-02-02").await.unwrap();
    assert!(office.feed(&path_of(&new), Lang::Sv).await.is_ok());
    it.at(date(2026, 2, 3), 12);
    assert!(matches!(office.feed(&path_of(&new), Lang::Sv).await, Err(Trouble::Nothing)));
}

/// Works from one day to another, both included, at noon, and gives who got which letter on which day.
async fn days(it: &Circle, from: Date, last: Date) -> Vec<(Date, String, String)> {
    let mut all = Vec::new();
    let mut day = from;
    while day <= last {
        it.at(day, 12);
        for letter in it.rig.new_letters().await {
            all.push((day, letter.name, letter.subject));
        }
        day = day.checked_add(1.day()).unwrap();
    }
    all
}

async fn reminders_come_once(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    it.english("vaxholm").await;
    // Across the night the clock is put forward: 29 March.
    let id = fixed(&it, "2026-04-02").await;
    office.register(it.who("politician"), id, &comes(Comes::No)).await.unwrap();
    office.hand_in(it.who("strategist"), id, it.kramfors, "presentation", ("a.pdf", PDF)).await.unwrap();
    it.rig.new_letters().await;
    let sent = days(&it, date(2026, 2, 3), date(2026, 4, 5)).await;
    let by_day: BTreeMap<Date, Vec<(&str, &str)>> = sent.iter().fold(BTreeMap::new(), |mut all, (day, who, what)| {
        all.entry(*day).or_insert_with(Vec::new).push((who.as_str(), what.as_str()));
        all
    });
    let on = |day: Date| {
        let mut there = by_day.get(&day).cloned().unwrap_or_default();
        there.sort_unstable();
        there
    };
    let known: Vec<Date> = by_day.keys().copied().collect();
    // Due on 26 March: three days before, the day after; a week before; the day before; the day after.
    assert_eq!(known, [date(2026, 3, 23), date(2026, 3, 26), date(2026, 3, 27), date(2026, 4, 1), date(2026, 4, 3)]);
    assert_eq!(on(known[0]), [("Vera Vaxholm", "Due soon: Your presentation is uploaded")]);
    assert_eq!(on(known[2]), [("Vera Vaxholm", "Missing: Your presentation is uploaded")]);
    let title = "Lärandeträff: styrning och ledning";
    for day in [known[1], known[3]] {
        let there = on(day);
        assert_eq!(
            there.iter().map(|it| it.0).collect::<Vec<_>>(),
            ["Malte Chef", "Mona Mentor", "Nils Nyckel", "Vera Vaxholm", "Åsa Strateg"],
            "{day}"
        );
        assert_eq!(there[0].1, format!("Påminnelse: {title}, torsdag 2 april 2026"));
        assert_eq!(there[3].1, format!("Reminder: {title}, Thursday 2 April 2026"));
    }
    assert_eq!(on(known[4]).len(), 5);
    assert!(
        on(known[4]).iter().all(|it| it.1.starts_with("Vad tyckte du? ") || it.1.starts_with("What did you think? "))
    );

    // Nobody is woken: before seven nothing leaves, and the program may have been down for days.
    let id = fixed(&it, "2026-05-20").await;
    it.rig.new_letters().await;
    it.at(date(2026, 5, 13), 6);
    assert!(it.rig.new_letters().await.is_empty());
    it.at(date(2026, 5, 16), 5);
    assert!(it.rig.new_letters().await.is_empty());
    it.at(date(2026, 5, 16), 7);
    let letters = it.rig.new_letters().await;
    let of = |start: &str| letters.iter().filter(|it| it.subject.starts_with(start)).count();
    assert_eq!((of("Påminnelse"), of("Reminder"), of("Saknas"), of("Missing")), (5, 1, 1, 1));
    assert_eq!(letters.len(), 8);
    // Two programs on the same day send nothing twice.
    let another = it.rig.another().await;
    it.at(date(2026, 5, 17), 12);
    while another.work_once("another", Some(&*it.rig.post)).await.unwrap() {}
    assert!(it.rig.new_letters().await.is_empty());
    // Moved, the new day has reminders of its own.
    let version = body(&it.rig, id).await.0;
    office.set_day(it.who("mentor"), id, version, &slot("2026-06-10", "09:30", "15:00")).await.unwrap();
    it.rig.new_letters().await;
    let sent = days(&it, date(2026, 5, 18), date(2026, 6, 3)).await;
    assert_eq!(sent.iter().filter(|it| it.2.starts_with("Påminnelse")).count(), 5, "{sent:?}");
    assert!(sent.iter().filter(|it| it.2.starts_with("Påminnelse")).all(|it| it.0 == date(2026, 6, 3)));

    // Those who have not answered every time, three days before the last day, once.
    let form = MeetingForm {
        answer_by: "2026-06-30".into(),
        ..meeting(&[slot("2026-09-01", "09:00", "12:00"), slot("2026-09-02", "09:00", "12:00")])
    };
    let id = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    let asked = body(&it.rig, id).await.1.asked;
    let all: Vec<(String, String)> = asked.iter().map(|slot| (time_code(slot), "yes".to_owned())).collect();
    office.answer_poll(it.who("politician"), id, &all).await.unwrap();
    office.answer_poll(it.who("strategist"), id, &all[..1]).await.unwrap();
    it.rig.new_letters().await;
    let sent = days(&it, date(2026, 6, 26), date(2026, 7, 3)).await;
    let names: Vec<&str> = sent.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(names.len(), 5, "{sent:?}");
    assert!(sent.iter().all(|it| it.0 == date(2026, 6, 27)) && !names.contains(&"Pia Politiker"), "{sent:?}");
}

async fn what_a_person_said_is_theirs(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let form = meeting(&[slot("2026-03-10", "09:30", "15:00"), slot("2026-03-11", "09:30", "15:00")]);
    let id = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    office.answer_poll(it.who("politician"), id, &[("2026-03-10T09:30".into(), "maybe".into())]).await.unwrap();
    office.set_day(it.who("mentor"), id, 1, &form.slots[0]).await.unwrap();
    let need = RegistrationForm { other: "ledarhund".into(), ..comes(Comes::InRoom) };
    office.register(it.who("politician"), id, &need).await.unwrap();
    it.at(date(2026, 3, 10), 16);
    office
        .give_feedback(it.who("politician"), id, &BTreeMap::from([("plus".into(), "Varmt mottagande".into())]))
        .await
        .unwrap();
    let pia = it.rig.sign_in(it.who("politician").person).await;
    let data = office.take_out_my_data(&pia).await.unwrap();
    let said: BTreeMap<&str, &serde_json::Value> = data["said_and_named"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["kind"].as_str().unwrap(), &it["says"]))
        .collect();
    assert_eq!(said.keys().copied().collect::<Vec<_>>(), ["feedback", "needs", "poll_answer", "registration"]);
    assert_eq!(said["needs"]["other"], "ledarhund");
    assert_eq!(said["poll_answer"]["suits"]["2026-03-10T09:30"], "maybe");
    assert_eq!(said["registration"]["comes"], "in_room");
    assert_eq!(said["feedback"]["answers"]["plus"], "Varmt mottagande");
    // Nobody else's file has it, nor the organisation's export.
    let asa = it.rig.sign_in(it.who("strategist").person).await;
    let other = office.take_out_my_data(&asa).await.unwrap().to_string();
    let export = office.export_organisation(&asa, it.kramfors).await.unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(export)).unwrap();
    let mut all = Vec::new();
    for i in 0..archive.len() {
        std::io::Read::read_to_end(&mut archive.by_index(i).unwrap(), &mut all).unwrap();
    }
    for secret in ["ledarhund", "Varmt mottagande"] {
        assert!(!other.contains(secret) && !contains(&all, secret), "{secret}");
    }
    // Erased with the person; that the organisation was there stays.
    office.erase(&pia, pia.person, "Pia Politiker").await.unwrap();
    let backup = it.rig.backup().await;
    for gone in ["ledarhund", "Varmt mottagande", "Pia Politiker", "\"maybe\""] {
        assert!(!contains(&backup, gone), "{gone}");
    }
    assert_eq!(it.rig.store.list::<Registration>().await.unwrap().len(), 1);
    assert!(it.rig.store.list::<PollAnswer>().await.unwrap().is_empty());
    let seen = view(&it, "key", id).await;
    assert!(seen.people.iter().any(|line| line.name.is_empty() && line.role == Role::Politician), "{:?}", seen.people);
}

async fn nobody_outside_sees_that_there_is_a_meeting(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let id = fixed(&it, "2026-03-10").await;
    let point = office
        .add_point(it.who("mentor"), id, &PointForm { kind: "task".into(), text: "x".into(), ..PointForm::default() })
        .await
        .unwrap();
    let form = meeting(&[slot("2026-03-10", "09:30", "15:00")]);
    it.at(date(2026, 3, 10), 10);
    let before = it.rig.store.verify().await.unwrap().changes;
    for who in ["beside", "outside", "operator"] {
        let me = it.who(who);
        let mut told: Vec<Trouble> = vec![
            office.meeting(me, id, Lang::Sv).await.map(|_| ()).unwrap_err(),
            office.planned_meeting(me, id, Lang::Sv).await.map(|_| ()).unwrap_err(),
            office.edit_meeting(me, id, 1, &form).await.unwrap_err(),
            office.set_day(me, id, 1, &form.slots[0]).await.unwrap_err(),
            office.ask_again(me, id, 1, &form.slots, "").await.unwrap_err(),
            office.cancel_meeting(me, id, 1, "x").await.unwrap_err(),
            office.hold_meeting(me, id, 1).await.unwrap_err(),
            office.answer_poll(me, id, &[]).await.unwrap_err(),
            office.register(me, id, &comes(Comes::InRoom)).await.unwrap_err(),
            office.note_attendance(me, id, &BTreeSet::new()).await.unwrap_err(),
            office.write_minutes(me, id, 0, "x").await.unwrap_err(),
            office.show_minutes(me, id, 1, "public").await.unwrap_err(),
            office.minutes(Some(me), id).await.map(|_| ()).unwrap_err(),
            office.add_point(me, id, &PointForm::default()).await.map(|_| ()).unwrap_err(),
            office.tick_point(me, point, 2, true).await.map(|_| ()).unwrap_err(),
            office.remove_point(me, point, 2).await.map(|_| ()).unwrap_err(),
            office.hand_in(me, id, it.kramfors, "presentation", ("x.pdf", PDF)).await.unwrap_err(),
            office.attach_material(me, id, ("x.pdf", PDF)).await.map(|_| ()).unwrap_err(),
            office.feedback(me, id, Lang::Sv).await.map(|_| ()).unwrap_err(),
            office.give_feedback(me, id, &BTreeMap::new()).await.unwrap_err(),
            office.meeting_file(me, id, Lang::Sv).await.map(|_| ()).unwrap_err(),
            office.history(me, id.into(), Lang::Sv).await.map(|_| ()).unwrap_err(),
            office.history(me, point.into(), Lang::Sv).await.map(|_| ()).unwrap_err(),
            office.meetings_of_group(me, it.group).await.map(|_| ()).unwrap_err(),
        ];
        told.retain(|why| !matches!(why, Trouble::Nothing));
        assert!(told.is_empty(), "{who}: {told:?}");
        assert!(office.my_meetings(me).await.unwrap().is_empty(), "{who}");
        assert!(office.meeting_todos(me).await.unwrap().is_empty(), "{who}");
        assert!(office.meetings_of(me, it.round).await.unwrap().is_empty(), "{who}");
    }
    assert_eq!(it.rig.store.verify().await.unwrap().changes, before);
}

async fn a_meeting_of_everybody(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let form = MeetingForm {
        occasion: "step:strategtraff-styrning".into(),
        ..meeting(&[slot("2026-03-02", "13:00", "14:00")])
    };
    for who in ["mentor", "strategist"] {
        let denied = office.plan_meeting(it.who(who), it.round, None, &form).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
    }
    let sheet = office.new_meeting(it.who("organiser"), it.round, None, Lang::Sv).await.unwrap();
    assert_eq!((sheet.form.occasion.as_str(), sheet.form.host.clone()), ("step:uppstart", it.organiser.to_string()));
    let codes: Vec<&str> = sheet.occasions.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(
        codes,
        [
            "step:uppstart",
            "step:strategtraff-styrning",
            "step:strategtraff-forbattring",
            "step:strategtraff-uppfoljning",
            "step:resultat",
            "other"
        ]
    );
    // A strategists' meeting: strategists and mentors of everybody who takes part.
    let strategists = office.plan_meeting(it.who("organiser"), it.round, None, &form).await.unwrap();
    assert_eq!(to(&it.rig.new_letters().await), ["Mona Mentor", "Sven Söder", "Vera Vaxholm", "Åsa Strateg"]);
    let start = MeetingForm { occasion: "step:uppstart".into(), ..meeting(&[slot("2026-03-03", "10:00", "15:00")]) };
    let start = office.plan_meeting(it.who("organiser"), it.round, None, &start).await.unwrap();
    assert_eq!(it.rig.new_letters().await.len(), 7);
    // Everybody who takes part sees both, names only who plans; who is outside sees nothing.
    let seen = view(&it, "beside", start).await;
    assert_eq!((seen.counts.called, seen.people.len(), seen.may_plan, seen.may_join), (7, 0, false, true));
    assert_eq!(seen.dues[0].on, Some(date(2026, 2, 10)));
    assert_eq!(view(&it, "organiser", start).await.people.len(), 7);
    assert!(matches!(office.meeting(it.who("outside"), start, Lang::Sv).await, Err(Trouble::Nothing)));
    office.register(it.who("beside"), start, &comes(Comes::Remote)).await.unwrap();
    assert!(!format!("{:?}", view(&it, "strategist", start).await).contains("Sven"));
    let mine: Vec<MeetingId> = office.my_meetings(it.who("politician")).await.unwrap().iter().map(|it| it.id).collect();
    assert_eq!(mine, [start]);
    let mine: Vec<MeetingId> = office.my_meetings(it.who("beside")).await.unwrap().iter().map(|it| it.id).collect();
    assert_eq!(mine, [strategists, start]);
    // Handed in to the organiser: everybody in the round sees it.
    office.hand_in(it.who("beside"), start, it.lund, "fakta", ("Lund.pdf", PDF)).await.unwrap();
    let document = view(&it, "key", start)
        .await
        .hand_ins
        .iter()
        .find(|line| line.place == "Lunds kommun")
        .unwrap()
        .document
        .clone()
        .unwrap();
    assert!(office.document(Some(it.who("organiser")), document.0).await.is_ok());
    assert!(matches!(office.document(Some(it.who("outside")), document.0).await, Err(Trouble::Nothing)));
    // The organiser writes the notes of it, nobody else; who takes part reads them.
    it.at(date(2026, 3, 3), 16);
    let denied = office.write_minutes(it.who("strategist"), start, 0, "x").await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    office.write_minutes(it.who("organiser"), start, 0, "Välkomna").await.unwrap();
    assert_eq!(office.minutes(Some(it.who("beside")), start).await.unwrap().visibility, Visibility::Round);
    // A task of one organisation is ticked by that one.
    let task = PointForm {
        kind: "task".into(),
        text: "Skicka fakta".into(),
        organisation: it.lund.to_string(),
        by: String::new(),
    };
    let task = office.add_point(it.who("organiser"), start, &task).await.unwrap();
    let denied = office.tick_point(it.who("strategist"), task, 2, true).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    office.tick_point(it.who("beside"), task, 2, true).await.unwrap();
}

async fn todos_and_lists(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let form = MeetingForm {
        answer_by: "2026-02-10".into(),
        ..meeting(&[slot("2026-03-10", "09:30", "15:00"), slot("2026-03-11", "09:30", "15:00")])
    };
    let id = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    let kinds = async |who: &str| {
        let todos = office.meeting_todos(it.who(who)).await.unwrap();
        let said = |kind: &TodoKind| match kind {
            TodoKind::AnswerPoll { .. } => "answer",
            TodoKind::SetDay { .. } => "set-day",
            TodoKind::Register { .. } => "register",
            TodoKind::HandIn { .. } => "hand-in",
            TodoKind::NoteHeld { .. } => "held",
            TodoKind::Feedback { .. } => "feedback",
            TodoKind::Task { .. } => "task",
            _ => "another",
        };
        todos.iter().map(|it| (said(&it.kind), it.late)).collect::<Vec<_>>()
    };
    assert_eq!(kinds("strategist").await, [("answer", false)]);
    assert_eq!(kinds("reader").await, []);
    it.at(date(2026, 2, 11), 9);
    assert_eq!(kinds("mentor").await, [("answer", true), ("set-day", true)]);
    assert_eq!(kinds("politician").await, [("answer", true)]);
    let line = office.meetings_of_group(it.who("key"), it.group).await.unwrap().remove(0);
    assert!(line.late && line.when.is_none());
    office.set_day(it.who("mentor"), id, 1, &form.slots[0]).await.unwrap();
    // Handing in is due before the meeting, so it stands first.
    assert_eq!(kinds("strategist").await, [("hand-in", false), ("register", false)]);
    assert_eq!(kinds("politician").await, [("register", false)]);
    it.at(date(2026, 3, 4), 9);
    assert_eq!(kinds("vaxholm").await, [("hand-in", true), ("register", false)]);
    office.register(it.who("strategist"), id, &comes(Comes::InRoom)).await.unwrap();
    office.hand_in(it.who("strategist"), id, it.kramfors, "presentation", ("a.pdf", PDF)).await.unwrap();
    assert_eq!(kinds("strategist").await, []);
    let line = office.my_meetings(it.who("strategist")).await.unwrap().remove(0);
    assert_eq!((line.mine, line.missing, line.late), (Some(Comes::InRoom), 1, true));
    assert_eq!(slot_said(&line.when.unwrap(), Lang::Sv), "tisdag 10 mars 2026 kl. 9.30–15.00");
    it.at(date(2026, 3, 11), 9);
    assert_eq!(kinds("mentor").await, [("held", true), ("feedback", false)]);
    assert_eq!(kinds("strategist").await, [("feedback", false)], "to note it is the mentor's and the host's");
    let task = PointForm {
        kind: "task".into(),
        text: "Pröva".into(),
        organisation: it.vaxholm.to_string(),
        by: "2026-03-20".into(),
    };
    office.add_point(it.who("mentor"), id, &task).await.unwrap();
    assert_eq!(kinds("vaxholm").await, [("task", false), ("feedback", false)]);
    assert_eq!(kinds("politician").await, [("feedback", false)]);
    it.at(date(2026, 3, 21), 9);
    assert_eq!(kinds("vaxholm").await, [("task", true), ("feedback", false)]);
    it.at(date(2026, 3, 26), 9);
    assert_eq!(kinds("politician").await, []);
}

/// Whatever is done with a meeting, in whatever order, by whomever: it is in a state there is a way to,
/// its sequence never goes down, and what somebody needs is in nothing that anybody but them and the
/// host is given.
#[test]
fn no_order_of_acts_loses_its_way_or_tells_what_is_needed() {
    for seed in 0..12_u64 {
        run(Engine::Sqlite, move |rig| walk(rig, seed));
    }
}

async fn walk(rig: Rig, seed: u64) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5555;
    let mut lot = move |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let id = fixed(&it, "2026-03-10").await;
    let secret = "jordnötsallergi";
    let people = ["mentor", "strategist", "politician", "vaxholm", "organiser", "key", "reader", "beside"];
    let feed = office.open_feed(it.who("key"), Some(it.group), Lang::Sv).await.unwrap();
    let feed = feed.rsplit('/').next().unwrap().to_owned();
    let (_, mut last) = body(&it.rig, id).await;
    let mut done = 0;
    for step in 0..40 {
        let (version, before) = body(&it.rig, id).await;
        let me = it.who(people[lot(8) as usize]);
        let day = format!("2026-03-{:02}", 3 + lot(25));
        let result = match lot(12) {
            0 => office.set_day(me, id, version, &slot(&day, "09:00", "12:00")).await,
            1 => office.ask_again(me, id, version, &[slot(&day, "09:00", "12:00")], "").await,
            2 => office.cancel_meeting(me, id, version, "skäl").await,
            3 if lot(4) == 0 => office.hold_meeting(me, id, version).await,
            4 => {
                let host = [it.kramfors, it.vaxholm, it.mentor][lot(3) as usize].to_string();
                let form =
                    MeetingForm { host, place: format!("Sal {step}"), ..meeting(&[slot(&day, "09:00", "12:00")]) };
                office.edit_meeting(me, id, version, &form).await
            }
            5..=7 => {
                // Only one person needs something, so that whose it is is known.
                let how = [Comes::InRoom, Comes::Remote, Comes::No][lot(3) as usize];
                let form = RegistrationForm { diet: secret.into(), wheelchair: lot(2) == 0, ..comes(how) };
                office.register(it.who("politician"), id, &form).await
            }
            8 => office.answer_poll(me, id, &[(format!("{day}T09:00"), "yes".into())]).await,
            9 => office.write_minutes(me, id, 0, &format!("anteckning {step}")).await,
            10 => office.give_feedback(me, id, &BTreeMap::from([("plus".into(), format!("bra {step}"))])).await,
            _ => {
                it.rig.pass((12 * lot(4) as i64).hours());
                it.rig.work().await;
                Ok(())
            }
        };
        done += usize::from(result.is_ok());
        let (_, now) = body(&it.rig, id).await;
        assert!(now.sequence >= last.sequence, "{seed}/{step}");
        let known = now.state == before.state || before.state.next().contains(&now.state);
        assert!(known, "{seed}/{step}: {:?} to {:?}", before.state, now.state);
        // A time, a place or a state that calendars show has changed: they are told by the sequence.
        if (now.when, now.state == MeetingState::Fixed, &now.place)
            != (before.when, before.state == MeetingState::Fixed, &before.place)
            && now.when.is_some()
            && now.state != MeetingState::Poll
        {
            assert!(now.sequence > before.sequence || now.state == MeetingState::Held, "{seed}/{step}");
        }
        last = now;
        // The office's host may see it; everybody else but the person never.
        for who in people {
            if who == "politician" {
                continue;
            }
            let me = it.who(who);
            let hosts =
                me.actor.standings.iter().any(|it| Some(it.organisation) == last.host && it.role != Role::Reader);
            let mut given = String::new();
            if let Ok(view) = office.meeting(me, id, Lang::Sv).await {
                assert!(hosts || (!view.sees_needs && view.needs.is_empty()), "{seed}/{step} {who}");
                let MeetingView { needs, .. } = &view;
                let shown = format!("{view:?}");
                assert_eq!(
                    shown.matches(secret).count(),
                    format!("{needs:?}").matches(secret).count(),
                    "{seed}/{step} {who}"
                );
            }
            given += &format!("{:?}", office.my_meetings(me).await.unwrap());
            given += &format!("{:?}", office.minutes(Some(me), id).await.ok());
            given += &format!("{:?}", office.feedback(me, id, Lang::Sv).await.ok());
            given += &format!("{:?}", office.meeting_todos(me).await.unwrap());
            given += &office.take_out_my_data(me).await.unwrap().to_string();
            assert!(!given.contains(secret), "{seed}/{step} {who}: {given}");
        }
        assert!(!office.feed(&feed, Lang::Sv).await.unwrap().contains(secret));
        assert!(it.rig.store.list::<Needs>().await.unwrap().len() <= 1);
    }
    for letter in it.rig.new_letters().await {
        assert!(!letter.text.contains(secret), "{}", letter.text);
    }
    // When all is over nothing of it is left anywhere.
    it.at(date(2026, 12, 1), 12);
    it.rig.work().await;
    assert!(!contains(&it.rig.backup().await, secret), "{seed}");
    assert!(done >= 8, "{seed}: {done}");
    assert_eq!(it.rig.store.verify().await.unwrap().findings, []);
}
