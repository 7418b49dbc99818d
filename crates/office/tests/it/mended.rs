//! What a review found in the year of a round: seats, reserves, second thoughts, what is shown to whom, letters.

use std::sync::{Arc, Mutex};

use i18n::Lang;
use jiff::civil::{Date, date};
use office::{
    ApplicationForm, GroupForm, Joining, Judgement, Lack, Leaving, Letter, MeetingForm, Paper, Press, SlotForm,
    StorageError, Trouble,
};
use programme::{
    Account, Application, ApplicationState, Assignment, Capacity, Document, Group, GroupId, Language, Meeting,
    OrganisationKind, Participation, ParticipationId, Person, PersonId, Role, Round, RoundId, RoundState, Track,
    Withdrawal,
};

use crate::{
    rig::{Rig, on_both},
    rounds::{PDF, Team, World, apply, decide, form, lead, round_form},
};

on_both! {
    a_seat_is_that_of_the_last_day
    a_reserve_takes_the_place_of_who_left
    nobody_is_taken_in_past_an_application_or_by_their_own
    who_judges_reads_what_was_sent
    a_withdrawal_has_a_reason_and_is_told
    two_at_once_do_not_sit_twice
    a_track_in_use_stays
    who_has_left_is_neither_counted_nor_written_to
    a_decision_is_printed_for_its_readers
    a_round_is_announced_and_opened_to_each_once
    a_round_closes_when_its_meetings_have_been
    the_last_day_can_be_another
}

/// A round for both tracks, open since the first of September.
async fn opened(rig: Rig) -> (World, RoundId) {
    let world = World::new(rig, date(2026, 9, 1)).await;
    let days = [("opens", "2026-09-01"), ("closes", "2026-10-30"), ("starts", "2027-01-20")];
    let form = round_form("R", &["municipalities", "regions"], &days);
    let head = world.organiser().await;
    let round = world.rig.office.add_round(&head, world.organiser, &form).await.unwrap();
    lead(&world, round, RoundState::Invited).await;
    lead(&world, round, RoundState::Open).await;
    (world, round)
}

/// The same, with municipalities of these names taken in.
async fn seated(rig: Rig, names: &[&str]) -> (World, RoundId) {
    let (mut world, round) = opened(rig).await;
    lead(&world, round, RoundState::Admission).await;
    for name in names {
        world.place(name, OrganisationKind::Municipality).await;
        take_in(&world, round, name, "participant", None).await.unwrap();
    }
    (world, round)
}

async fn take_in(
    world: &World,
    round: RoundId,
    name: &str,
    capacity: &str,
    replaces: Option<ParticipationId>,
) -> Result<(), Trouble> {
    let joining = Joining {
        organisation: world.places[name].to_string(),
        capacity: capacity.into(),
        from: String::new(),
        replaces: replaces.map(|it| it.to_string()).unwrap_or_default(),
    };
    world.rig.office.take_in(&world.organiser().await, round, &joining).await
}

/// Makes a group, or sets one anew.
async fn seat(
    world: &World,
    round: RoundId,
    name: &str,
    known: Option<GroupId>,
    participants: &[&str],
) -> Result<GroupId, Trouble> {
    let ids = participants.iter().map(|it| world.places[*it].to_string()).collect();
    let form = GroupForm { name: name.into(), participants: ids, ..GroupForm::default() };
    let known = match known {
        Some(id) => Some((id, world.rig.store.get::<Group>(id).await?.unwrap().version)),
        None => None,
    };
    world.rig.office.set_group(&world.organiser().await, round, known, &form).await
}

/// Who sat in a group from when to when, as they came.
async fn members(world: &World, id: GroupId) -> Vec<(String, Date, Option<Date>)> {
    let group = world.rig.store.get::<Group>(id).await.unwrap().unwrap().body;
    let name = |id| world.places.iter().find(|(_, place)| **place == id).unwrap().0.clone();
    group.members.iter().map(|it| (name(it.organisation), it.from, it.to)).collect()
}

async fn part_of(world: &World, round: RoundId, name: &str) -> ParticipationId {
    let all = world.rig.store.list_of::<Participation>(world.places[name]).await.unwrap();
    all.into_iter().rfind(|it| it.body.round == round).unwrap().id
}

async fn english(rig: &Rig, id: PersonId) {
    let person = rig.store.get::<Person>(id).await.unwrap().unwrap();
    let body = Person { language: Language::En, ..person.body };
    rig.write(|change| change.update(id, person.version, &body).unwrap()).await;
}

/// The names of who got letters with this subject.
fn told<'a>(letters: &'a [Letter], subject: &str) -> Vec<&'a str> {
    let mut names: Vec<&str> = letters.iter().filter(|it| it.subject == subject).map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names
}

fn said(lacks: &[Lack]) -> Vec<String> {
    lacks.iter().map(|it| it.said(Lang::Sv)).collect()
}

fn sv(name: &str, from: Date, to: Option<Date>) -> (String, Date, Option<Date>) {
    (name.to_owned(), from, to)
}

async fn a_seat_is_that_of_the_last_day(rig: Rig) {
    let (mut world, round) = seated(rig, &["A", "B"]).await;
    for name in ["C", "D"] {
        world.place(name, OrganisationKind::Municipality).await;
    }
    let north = seat(&world, round, "Norr", None, &["A"]).await.unwrap();
    let south = seat(&world, round, "Söder", None, &["B"]).await.unwrap();
    // A moves to the other group, and leaves from there.
    world.on(date(2026, 9, 10));
    seat(&world, round, "Norr", Some(north), &[]).await.unwrap();
    seat(&world, round, "Söder", Some(south), &["A", "B"]).await.unwrap();
    world.on(date(2026, 9, 20));
    let a = part_of(&world, round, "A").await;
    let leaving = Leaving { last: "2026-09-19".into(), why: String::new() };
    world.rig.office.leave(&world.organiser().await, a, &leaving).await.unwrap();

    // Who took part to compare itself is not replaced by a mentor.
    let other = take_in(&world, round, "C", "mentor", Some(a)).await;
    assert!(matches!(other, Err(Trouble::OtherCapacity(Capacity::Participant))), "{other:?}");
    take_in(&world, round, "C", "participant", Some(a)).await.unwrap();
    let (first, moved) = (date(2026, 9, 1), date(2026, 9, 10));
    assert_eq!(members(&world, north).await, [sv("A", first, Some(date(2026, 9, 9)))]);
    assert_eq!(
        members(&world, south).await,
        [sv("B", first, None), sv("A", moved, Some(date(2026, 9, 19))), sv("C", date(2026, 9, 20), None),]
    );
    // The place is taken once, and the day it became free stays.
    let again = take_in(&world, round, "D", "participant", Some(a)).await;
    assert!(matches!(again, Err(Trouble::PlaceTaken)), "{again:?}");
    let late = world.rig.office.leave(&world.organiser().await, a, &Leaving::default()).await;
    assert!(matches!(late, Err(Trouble::PlaceTaken)), "{late:?}");
}

async fn a_reserve_takes_the_place_of_who_left(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let b = world.team("B kommun", OrganisationKind::Municipality).await;
    apply(&world, round, &a).await;
    let id = apply(&world, round, &b).await;
    lead(&world, round, RoundState::Admission).await;
    decide(&world, round, &a, ApplicationState::Admitted, "Uppfyller villkoren.").await;
    decide(&world, round, &b, ApplicationState::Reserve, "Platserna räckte inte.").await;
    let group = seat(&world, round, "Norr", None, &["A kommun"]).await.unwrap();
    lead(&world, round, RoundState::Running).await;
    world.on(date(2027, 2, 1));
    let (office, head) = (world.rig.office.clone(), world.organiser().await);
    let view = office.application(&head, round, b.id, Lang::Sv).await.unwrap();
    assert!(view.free_places.is_empty(), "nobody has left");
    let left = part_of(&world, round, "A kommun").await;
    let leaving = Leaving { last: "2027-01-31".into(), why: "Ny ledning.".into() };
    office.leave(&head, left, &leaving).await.unwrap();
    let view = office.application(&head, round, b.id, Lang::Sv).await.unwrap();
    assert_eq!(view.free_places, [(left, "A kommun".to_owned())]);
    world.rig.new_letters().await;
    let judgement = Judgement {
        outcome: "admitted".into(),
        reason: "En plats blev ledig.".into(),
        no_conflict: true,
        replaces: left.to_string(),
    };
    office.decide(&head, id, view.version, &judgement).await.unwrap();

    // Seat, turn to host, line of the log, promise and letter are those of any admission.
    let today = date(2027, 2, 1);
    let taken = world.rig.store.list_of::<Participation>(b.id).await.unwrap().remove(0).body;
    assert_eq!(
        (taken.from, taken.application, taken.promised, taken.replaces, taken.track),
        (today, Some(id), Some(today), Some(left), Some(Track::Municipalities))
    );
    assert_eq!(
        members(&world, group).await,
        [sv("A kommun", date(2026, 9, 1), Some(date(2027, 1, 31))), sv("B kommun", today, None)]
    );
    let hosts = world.rig.store.get::<Group>(group).await.unwrap().unwrap().body.hosts;
    assert_eq!(hosts, [b.id]);
    let letters = world.rig.new_letters().await;
    assert_eq!(
        told(&letters, "Beslut om er ansökan"),
        ["chef 0 B kommun", "politiker 0 B kommun", "strateg 0 B kommun"]
    );
    let link = format!("https://jamsides.example/sv/ansokan/{round}_{}", b.id);
    assert_eq!(letters.iter().filter(|it| it.text.lines().any(|line| line == link)).count(), 3);

    // That A left everybody is told, and why only who runs the round or is in it.
    let inside = world.enter(b.people["strateg"][0]).await;
    for (who, why) in [(None, None), (Some(&inside), Some("Ny ledning.")), (Some(&head), Some("Ny ledning."))] {
        let view = office.round(who, round, Lang::Sv).await.unwrap();
        let line = view.participants.iter().find(|it| it.name == "A kommun").unwrap();
        assert_eq!(line.why.as_deref(), why);
        let log: Vec<&str> = view.log.iter().map(|it| it.what.as_str()).collect();
        assert!(log.contains(&"B kommun kommer med som deltagare i stället för A kommun."), "{log:?}");
        let left = why.map_or("A kommun lämnar omgången.", |_| "A kommun lämnar omgången. Ny ledning.");
        assert!(log.contains(&left), "{log:?}");
    }
}

async fn nobody_is_taken_in_past_an_application_or_by_their_own(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let b = world.place("B kommun", OrganisationKind::Municipality).await;
    apply(&world, round, &a).await;
    lead(&world, round, RoundState::Admission).await;
    let past = take_in(&world, round, "A kommun", "participant", None).await;
    assert!(matches!(&past, Err(Trouble::HasApplied(name)) if name == "A kommun"), "{past:?}");
    let friend = world.somebody("Vännen", world.organiser, Role::Organiser).await;
    let (from, to) = (date(2020, 1, 1), Some(date(2021, 1, 1)));
    let once = Assignment { person: friend, organisation: b, role: Role::Reader, from, to };
    let assignment = world.rig.id();
    world.rig.write(|change| change.insert(assignment, &once).unwrap()).await;
    let friend = world.enter(friend).await;
    let joining = Joining { organisation: b.to_string(), capacity: "participant".into(), ..Joining::default() };
    let own = world.rig.office.take_in(&friend, round, &joining).await;
    assert!(matches!(own, Err(Trouble::Recused)), "{own:?}");
    take_in(&world, round, "B kommun", "participant", None).await.unwrap();
    // Who was declined is admitted after all: the decision is another, the application the same.
    for (outcome, place) in [
        (ApplicationState::Declined, None),
        (ApplicationState::Reserve, Some(1)),
        (ApplicationState::Declined, None),
        (ApplicationState::Admitted, None),
    ] {
        decide(&world, round, &a, outcome, "Vi har tänkt om.").await;
        let view = world.rig.office.application(&a.strategist, round, a.id, Lang::Sv).await.unwrap();
        assert_eq!((view.body.state, view.body.verdict.unwrap().place), (outcome, place));
    }
}

async fn who_judges_reads_what_was_sent(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let id = apply(&world, round, &a).await;
    let (office, head, me) = (world.rig.office.clone(), world.organiser().await, a.strategist.clone());
    let later = |reference: &str| ApplicationForm { invoice_reference: reference.into(), ..form(&a) };
    let sent = office.application(&head, round, a.id, Lang::Sv).await.unwrap();
    let first = sent.conditions[0].said.document.unwrap();
    office.refer_back(&head, id, sent.version, "Datum saknas.", "2026-09-10").await.unwrap();
    let version = office.application(&me, round, a.id, Lang::Sv).await.unwrap().version;
    office.save_application(&me, round, a.id, version, &later("ZZ 9")).await.unwrap();
    let file = ("beslut-2.pdf", PDF);
    let second = office.attach_to_application(&me, round, a.id, "politiskt-beslut", file).await.unwrap();

    // Half-written text and its file are the applicant's alone; what was sent is there as it was.
    for (who, reference, document) in [(&head, "ZZ 4711", first), (&me, "ZZ 9", second)] {
        let view = office.application(who, round, a.id, Lang::Sv).await.unwrap();
        assert_eq!(view.body.state, ApplicationState::Returned);
        assert_eq!(view.body.invoice_reference.as_deref(), Some(reference));
        assert_eq!(view.conditions[0].said.document, Some(document));
        assert_eq!(office.document(Some(who), document).await.unwrap().2, PDF);
    }
    assert!(matches!(office.document(Some(&head), second).await, Err(Trouble::Nothing)));
    // Nor does it come out where two were there at once.
    let no =
        Judgement { outcome: "declined".into(), reason: "Skäl.".into(), no_conflict: true, ..Judgement::default() };
    let stale = office.decide(&head, id, sent.version, &no).await;
    assert!(matches!(stale, Err(Trouble::Overtaken)), "{stale:?}");

    // Another last day; what has been written since stays.
    let version = office.application(&head, round, a.id, Lang::Sv).await.unwrap().version;
    office.refer_back(&head, id, version, "Datum saknas.", "2026-09-20").await.unwrap();
    let mine = office.application(&me, round, a.id, Lang::Sv).await.unwrap();
    assert_eq!(mine.body.returned.as_ref().map(|it| it.until), Some(date(2026, 9, 20)));
    assert_eq!(mine.body.invoice_reference.as_deref(), Some("ZZ 9"));
    office.send_application(&me, round, a.id, mine.version).await.unwrap();
    let seen = office.application(&head, round, a.id, Lang::Sv).await.unwrap();
    assert_eq!(seen.body.invoice_reference.as_deref(), Some("ZZ 9"));
    assert_eq!(office.document(Some(&head), second).await.unwrap().2, PDF);
    assert!(matches!(office.document(Some(&head), first).await, Err(Trouble::Nothing)), "another took its place");

    // Decided on is what was sent.
    office.refer_back(&head, id, seen.version, "Datum saknas.", "2026-09-20").await.unwrap();
    let version = office.application(&me, round, a.id, Lang::Sv).await.unwrap().version;
    office.save_application(&me, round, a.id, version, &later("ZZ 10")).await.unwrap();
    decide(&world, round, &a, ApplicationState::Declined, "Inget svar kom.").await;
    let kept = world.rig.store.get::<Application>(id).await.unwrap().unwrap().body;
    assert_eq!((kept.state, kept.invoice_reference.as_deref()), (ApplicationState::Declined, Some("ZZ 9")));
}

async fn a_withdrawal_has_a_reason_and_is_told(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    apply(&world, round, &a).await;
    world.rig.new_letters().await;
    let (office, me) = (world.rig.office.clone(), a.strategist.clone());
    let view = async || office.application(&me, round, a.id, Lang::Sv).await.unwrap();
    let withdraw = async |why: &str| {
        let version = view().await.version;
        office.withdraw_application(&me, round, a.id, version, why).await
    };
    withdraw(" Ny ledning. ").await.unwrap();
    let why = Some(Withdrawal { why: Some("Ny ledning.".into()), on: date(2026, 9, 1) });
    assert_eq!((view().await.body.state, view().await.body.withdrawn), (ApplicationState::Withdrawn, why));
    let letters = world.rig.new_letters().await;
    assert_eq!(told(&letters, "En ansökan har dragits tillbaka"), ["Organisatören"]);
    let link = format!("https://jamsides.example/sv/ansokan/{round}_{}", a.id);
    for part in ["A kommun har dragit tillbaka sin ansökan till R.", "Ny ledning.", link.as_str()] {
        assert!(letters[0].text.contains(part), "{}", letters[0].text);
    }
    // Sent again, it is as if it had not been.
    office.send_application(&me, round, a.id, view().await.version).await.unwrap();
    assert_eq!((view().await.body.state, view().await.body.withdrawn), (ApplicationState::Sent, None));
    let letters = world.rig.new_letters().await;
    assert!(letters[0].text.lines().any(|line| line == link), "{}", letters[0].text);

    // Who is admitted leaves a round that is alive; nobody leaves one that is only kept.
    decide(&world, round, &a, ApplicationState::Admitted, "Uppfyller villkoren.").await;
    assert!(!view().await.may_withdraw);
    let early = withdraw("").await;
    assert!(matches!(early, Err(Trouble::RoundRests(RoundState::Open))), "{early:?}");
    lead(&world, round, RoundState::Admission).await;
    assert!(view().await.may_withdraw);
    let there = world.rig.store.get::<Round>(round).await.unwrap().unwrap();
    let kept = Round { state: RoundState::Archived, ..there.body };
    world.rig.write(|change| change.update(round, there.version, &kept).unwrap()).await;
    assert!(!view().await.may_withdraw);
    let late = withdraw("").await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
}

async fn two_at_once_do_not_sit_twice(rig: Rig) {
    let (mut world, round) = seated(rig, &["A"]).await;
    world.place("B", OrganisationKind::Municipality).await;
    let one = |tried: Vec<Result<(), Trouble>>, name: &str| {
        assert_eq!(tried.iter().filter(|it| it.is_ok()).count(), 1, "{tried:?}");
        let refused = tried.into_iter().find_map(Result::err);
        assert!(matches!(&refused, Some(Trouble::AlreadyThere(it)) if it == name), "{refused:?}");
    };
    let (x, y) = tokio::join!(
        take_in(&world, round, "B", "participant", None),
        take_in(&world, round, "B", "participant", None)
    );
    one(vec![x, y], "B");
    let (x, y) = tokio::join!(seat(&world, round, "Norr", None, &["A"]), seat(&world, round, "Söder", None, &["A"]));
    one(vec![x.map(|_| ()), y.map(|_| ())], "A");
    // Behind the back of both: the storage itself knows no second seat.
    let there = world.rig.store.list_of::<Participation>(world.places["A"]).await.unwrap().remove(0).body;
    let again = Participation { from: date(2026, 9, 2), capacity: Capacity::Mentor, ..there };
    let mut lots = |bytes: &mut [u8]| bytes.fill(7);
    let mut change = storage::Change::new(storage::Author::Operator, world.rig.office.now(), &mut lots);
    change.insert(world.rig.id(), &again).unwrap();
    let taken = world.rig.store.write(&change).await;
    assert!(matches!(&taken, Err(StorageError::Taken { key, .. }) if key.ends_with(":now")), "{taken:?}");

    // Two who are put on the reserve list at once have a place each.
    lead(&world, round, RoundState::Open).await;
    let c = world.team("C kommun", OrganisationKind::Municipality).await;
    let d = world.team("D kommun", OrganisationKind::Municipality).await;
    let reserve = async |team: &Team| {
        let head = world.organiser().await;
        let view = world.rig.office.application(&head, round, team.id, Lang::Sv).await.unwrap();
        let (outcome, reason) = ("reserve".into(), "Platserna räckte inte.".into());
        let judgement = Judgement { outcome, reason, no_conflict: true, ..Judgement::default() };
        world.rig.office.decide(&head, view.id.unwrap(), view.version, &judgement).await
    };
    for team in [&c, &d] {
        apply(&world, round, team).await;
    }
    let (x, y) = tokio::join!(reserve(&c), reserve(&d));
    for (tried, team) in [(x, &c), (y, &d)] {
        if let Err(why) = tried {
            assert!(matches!(why, Trouble::Overtaken), "{why:?}");
            reserve(team).await.unwrap();
        }
    }
    let all = world.rig.store.list::<Application>().await.unwrap();
    let mut places: Vec<u16> = all.iter().filter_map(|it| it.body.verdict.as_ref()?.place).collect();
    places.sort_unstable();
    assert_eq!(places, [1, 2]);
}

async fn a_track_in_use_stays(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let town = world.team("A kommun", OrganisationKind::Municipality).await;
    let region = world.team("Region R", OrganisationKind::Region).await;
    apply(&world, round, &town).await;
    let office = world.rig.office.clone();
    office.save_application(&region.strategist, round, region.id, 0, &form(&region)).await.unwrap();
    let head = world.organiser().await;
    let (version, mut facts) = office.round_form(&head, round).await.unwrap();
    facts.tracks = vec!["regions".into()];
    let refused = office.edit_round(&head, round, version, &facts).await;
    assert!(matches!(refused, Err(Trouble::TrackInUse(Track::Municipalities))), "{refused:?}");
    // A draft holds no track, and is still there to be read.
    facts.tracks = vec!["municipalities".into()];
    office.edit_round(&head, round, version, &facts).await.unwrap();
    let view = office.application(&region.strategist, round, region.id, Lang::Sv).await.unwrap();
    assert_eq!((view.body.track, view.may_write, view.may_send), (Track::Regions, false, false));
    let other = world.team("Region S", OrganisationKind::Region).await;
    let none = office.application(&other.strategist, round, other.id, Lang::Sv).await;
    assert!(matches!(none, Err(Trouble::NoTrack)), "{none:?}");
}

async fn who_has_left_is_neither_counted_nor_written_to(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let id = apply(&world, round, &a).await;
    world.on(date(2026, 9, 2));
    world.rig.new_letters().await;
    // The strategist's last day was yesterday, and the manager's account is closed.
    let held = world.rig.store.pointing_at::<Assignment>("person", a.people["strateg"][0]).await.unwrap().remove(0);
    let ended = Assignment { to: Some(date(2026, 9, 1)), ..held.body };
    let key = Account::key_of_person(a.people["chef"][0]);
    let account = world.rig.store.by_key::<Account>(&key).await.unwrap().unwrap();
    let closed = Account { closed: true, ..account.body };
    world
        .rig
        .write(|change| {
            change.update(held.id, held.version, &ended).unwrap();
            change.update(account.id, account.version, &closed).unwrap();
        })
        .await;
    let (office, head) = (world.rig.office.clone(), world.organiser().await);
    let view = office.application(&head, round, a.id, Lang::Sv).await.unwrap();
    assert_eq!(said(&view.lacks), ["en person till som strateg"]);
    assert_eq!(office.applications(&head, round).await.unwrap()[0].lacks, 1);
    let yes = Judgement {
        outcome: "admitted".into(),
        reason: "Uppfyller villkoren.".into(),
        no_conflict: true,
        ..Judgement::default()
    };
    let refused = office.decide(&head, id, view.version, &yes).await.unwrap_err();
    assert!(matches!(&refused, Trouble::Incomplete(lacks) if said(lacks) == ["en person till som strateg"]));
    let told_so = refused.said(Lang::Sv);
    assert_eq!(told_so.sentence, "Ansökan saknar en person till som strateg, den kan inte antas. Inget har ändrats.");
    assert_eq!(told_so.advice, "Skicka tillbaka den för komplettering.");
    office.refer_back(&head, id, view.version, "Strategen har slutat.", "2026-09-20").await.unwrap();
    let letters = world.rig.new_letters().await;
    assert_eq!(told(&letters, "Er ansökan behöver kompletteras"), ["politiker 0 A kommun"]);
}

/// Keeps what it is given to print.
#[derive(Default)]
struct Witness(Mutex<Vec<Paper>>);

impl Press for Witness {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, String> {
        self.0.lock().unwrap().push(paper.clone());
        Ok(PDF.to_vec())
    }
}

async fn a_decision_is_printed_for_its_readers(rig: Rig) {
    let (mut world, round) = opened(rig).await;
    let a = world.team("A kommun", OrganisationKind::Municipality).await;
    let id = apply(&world, round, &a).await;
    english(&world.rig, a.people["politiker"][0]).await;
    world.rig.new_letters().await;
    let witness = Arc::new(Witness::default());
    let office = world.rig.another().await.printing(Arc::clone(&witness) as Arc<dyn Press>);
    let head = world.organiser().await;
    let version = office.application(&head, round, a.id, Lang::Sv).await.unwrap().version;
    let yes = Judgement {
        outcome: "admitted".into(),
        reason: "Uppfyller villkoren.".into(),
        no_conflict: true,
        ..Judgement::default()
    };
    office.decide(&head, id, version, &yes).await.unwrap();
    let papers: Vec<Lang> = witness.0.lock().unwrap().iter().map(|it| it.lang).collect();
    assert_eq!(papers, [Lang::Sv, Lang::En]);
    let letters = world.rig.new_letters().await;
    let mut files: Vec<(&str, &str)> = letters
        .iter()
        .map(|it| (it.name.as_str(), it.enclosed.as_ref().map(|file| file.name.as_str()).unwrap_or_default()))
        .collect();
    files.sort_unstable();
    assert_eq!(
        files,
        [
            ("chef 0 A kommun", "beslut-2026-09-01.pdf"),
            ("politiker 0 A kommun", "decision-2026-09-01.pdf"),
            ("strateg 0 A kommun", "beslut-2026-09-01.pdf"),
        ]
    );
    // The Swedish one is the letter: read by both, and nobody takes it away.
    let kept = office.application(&head, round, a.id, Lang::Sv).await.unwrap().letter.unwrap();
    let document = world.rig.store.get::<Document>(kept).await.unwrap().unwrap();
    assert_eq!(document.body.name, "beslut-2026-09-01.pdf");
    for who in [&head, &a.strategist] {
        assert_eq!(office.document(Some(who), kept).await.unwrap().2, PDF);
    }
    let gone = office.remove_document(&a.strategist, kept, document.version).await;
    assert!(matches!(gone, Err(Trouble::Storage(StorageError::InUse { .. }))), "{gone:?}");
}

async fn a_round_is_announced_and_opened_to_each_once(rig: Rig) {
    let mut world = World::new(rig, date(2026, 8, 20)).await;
    world.team("A kommun", OrganisationKind::Municipality).await;
    let (office, head) = (world.rig.office.clone(), world.organiser().await);
    let days = [("opens", "2026-09-01"), ("closes", "2026-10-30")];
    let form = round_form("R", &["municipalities"], &days);
    let round = office.add_round(&head, world.organiser, &form).await.unwrap();
    for (to, subject, text) in [
        (
            RoundState::Invited,
            "Inbjudan till en omgång",
            "Ni är inbjudna till R. Det går att ansöka från och med 2026-09-01 till och med 2026-10-30.",
        ),
        (
            RoundState::Open,
            "Inbjudan att ansöka",
            "Från och med 2026-09-01 går det att ansöka till R, till och med 2026-10-30.",
        ),
    ] {
        lead(&world, round, to).await;
        let letters = world.rig.new_letters().await;
        assert_eq!(told(&letters, subject), ["chef 0 A kommun", "strateg 0 A kommun"]);
        assert!(letters.len() == 2 && letters.iter().all(|it| it.text.contains(text)), "{}", letters[0].text);
    }
    for to in [RoundState::Invited, RoundState::Draft, RoundState::Invited, RoundState::Open] {
        lead(&world, round, to).await;
    }
    assert_eq!(world.rig.new_letters().await, []);
    // When the last day has passed there is nothing to ask anybody to.
    let form = round_form("S", &["municipalities"], &[("closes", "2026-08-19")]);
    let late = office.add_round(&head, world.organiser, &form).await.unwrap();
    lead(&world, late, RoundState::Invited).await;
    lead(&world, late, RoundState::Open).await;
    assert_eq!(world.rig.new_letters().await, []);
}

async fn a_round_closes_when_its_meetings_have_been(rig: Rig) {
    let (world, round) = opened(rig).await;
    lead(&world, round, RoundState::Admission).await;
    lead(&world, round, RoundState::Running).await;
    let office = world.rig.office.clone();
    let slot =
        |day: &str| SlotForm { date: day.into(), start: "09:30".into(), end: "15:00".into(), ..SlotForm::default() };
    let planned = async |days: &[&str]| {
        let form = MeetingForm {
            occasion: "other".into(),
            title: "Träff".into(),
            slots: days.iter().map(|day| slot(day)).collect(),
            ..MeetingForm::default()
        };
        office.plan_meeting(&world.organiser().await, round, None, &form).await.unwrap()
    };
    let close = async || {
        let version = world.rig.store.get::<Round>(round).await.unwrap().unwrap().version;
        office.move_round(&world.organiser().await, round, version, "closed").await
    };
    planned(&["2026-10-01"]).await;
    let ahead = close().await;
    assert!(matches!(ahead, Err(Trouble::MeetingsAhead(1))), "{ahead:?}");
    let asked = planned(&["2026-10-08", "2026-10-09"]).await;
    let ahead = close().await;
    assert!(matches!(ahead, Err(Trouble::MeetingsAhead(2))), "{ahead:?}");
    // One has been; the other will not be.
    world.on(date(2026, 10, 2));
    let ahead = close().await;
    assert!(matches!(ahead, Err(Trouble::MeetingsAhead(1))), "{ahead:?}");
    let version = world.rig.store.get::<Meeting>(asked).await.unwrap().unwrap().version;
    office.cancel_meeting(&world.organiser().await, asked, version, "Få kunde.").await.unwrap();
    close().await.unwrap();
}

async fn the_last_day_can_be_another(rig: Rig) {
    let (world, round) = seated(rig, &["A", "B"]).await;
    let group = seat(&world, round, "Norr", None, &["A", "B"]).await.unwrap();
    world.on(date(2026, 9, 20));
    let (office, part) = (world.rig.office.clone(), part_of(&world, round, "A").await);
    for (last, why, kept) in [
        ("2026-09-10", "Ny ledning.", "Ny ledning."),
        ("2026-09-15", "", "Ny ledning."),
        ("2026-09-12", "Tjänsten drogs in.", "Tjänsten drogs in."),
    ] {
        let leaving = Leaving { last: last.into(), why: why.into() };
        office.leave(&world.organiser().await, part, &leaving).await.unwrap();
        let there = world.rig.store.get::<Participation>(part).await.unwrap().unwrap().body;
        let day: Date = last.parse().unwrap();
        assert_eq!((there.to, there.why.as_deref()), (Some(day), Some(kept)));
        let first = date(2026, 9, 1);
        assert_eq!(members(&world, group).await, [sv("A", first, Some(day)), sv("B", first, None)]);
    }
    // Who has come back since had left before that.
    take_in(&world, round, "A", "participant", None).await.unwrap();
    let leaving = Leaving { last: "2026-09-25".into(), why: String::new() };
    let late = office.leave(&world.organiser().await, part, &leaving).await;
    assert!(matches!(&late, Err(Trouble::AlreadyThere(name)) if name == "A"), "{late:?}");
}

#[test]
fn sentences_say_what_is_so() {
    for (trouble, sv, en) in [
        (
            Trouble::NotOpen,
            "Ansökan är inte öppen, eller så har tiden gått ut. Det som var sparat sedan tidigare finns kvar.",
            "Applications are not open, or the time is over. What was saved before is still there.",
        ),
        (
            Trouble::GroupHasMet,
            "En grupp som har träffar, hållna eller planerade, kan inte tas bort. Då skulle historien gå förlorad.",
            "A group that has meetings, held or planned, cannot be removed. Its history would be lost.",
        ),
        (
            Trouble::MeetingsAhead(1),
            "En träff har inte varit eller har ingen dag, så omgången kan inte avslutas.",
            "One meeting has not been or has no day, so the round cannot be closed.",
        ),
        (
            Trouble::OtherCapacity(Capacity::Mentor),
            "Den som lämnade var med som mentor, och platsen går bara att ta över som det. Inget har ändrats.",
            "Who left was there as mentor, and the place is only taken over as that. Nothing was changed.",
        ),
    ] {
        assert_eq!((trouble.said(Lang::Sv).sentence.as_str(), trouble.said(Lang::En).sentence.as_str()), (sv, en));
    }
}
