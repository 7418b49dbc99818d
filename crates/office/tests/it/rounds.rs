//! The year of a round: applied for, judged, grouped, changed on the way, closed, remembered.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use office::{
    AnswerForm, ApplicationForm, GroupForm, Joining, Judgement, Late, Leaving, MeetingForm, PointForm,
    RegistrationForm, RoundForm, SlotForm, Stage, Trouble, Visitor,
};
use programme::{
    ApplicationId, ApplicationState, Assignment, Capacity, GroupId, Organisation, OrganisationId, OrganisationKind,
    ParticipationId, PersonId, Role, RoundId, RoundState,
};

use crate::rig::{Rig, on_both};

on_both! {
    applying_takes_several_sittings
    nobody_judges_their_own
    who_is_on_the_reserve_list_comes_in_when_somebody_leaves
    the_round_of_2019
    a_group_is_as_the_model_lets_it
    a_round_keeps_its_model_whatever_becomes_of_it
}

const PDF: &[u8] = b"%PDF-1.7\nbeslut\n%%EOF\n";

/// Somebody who applies: three people, or four in a region.
pub struct Team {
    pub id: OrganisationId,
    pub strategist: Visitor,
    pub people: BTreeMap<&'static str, Vec<PersonId>>,
}

/// A world with an organiser, whose clock is set to a day.
pub struct World {
    pub rig: Rig,
    pub organiser: OrganisationId,
    pub head: PersonId,
    pub places: BTreeMap<String, OrganisationId>,
}

impl World {
    pub async fn new(rig: Rig, today: Date) -> Self {
        let mut it = Self { rig, organiser: none(), head: none(), places: BTreeMap::new() };
        it.on(today);
        it.organiser = it.place("SKL", OrganisationKind::Organiser).await;
        it.head = it.somebody("Organisatören", it.organiser, Role::Organiser).await;
        it
    }

    /// Noon in Sweden on a day.
    pub fn on(&self, day: Date) {
        let noon = day.at(12, 0, 0, 0).to_zoned(programme::sweden()).unwrap().timestamp();
        self.rig.set(noon);
    }

    pub async fn place(&mut self, name: &str, kind: OrganisationKind) -> OrganisationId {
        let id = self.rig.id();
        let body = Organisation { kind, name: name.into(), area: None, parent: None };
        self.rig.write(|change| change.insert(id, &body).unwrap()).await;
        self.places.insert(name.into(), id);
        id
    }

    pub async fn somebody(&self, name: &str, place: OrganisationId, role: Role) -> PersonId {
        self.rig.somebody(name, place, role).await.0
    }

    /// Signs in: the time has moved on since, and sessions do not last a year.
    pub async fn enter(&self, person: PersonId) -> Visitor {
        self.rig.sign_in(person).await
    }

    pub async fn organiser(&self) -> Visitor {
        self.enter(self.head).await
    }

    pub async fn team(&mut self, name: &str, kind: OrganisationKind) -> Team {
        let id = match self.places.get(name) {
            Some(id) => *id,
            None => self.place(name, kind).await,
        };
        let mut people: BTreeMap<&'static str, Vec<PersonId>> = BTreeMap::new();
        let managers = if kind == OrganisationKind::Region { 2 } else { 1 };
        let roles =
            [("politiker", Role::Politician, 1), ("chef", Role::Manager, managers), ("strateg", Role::Strategist, 1)];
        for (code, role, count) in roles {
            for n in 0..count {
                people.entry(code).or_default().push(self.somebody(&format!("{code} {n} {name}"), id, role).await);
            }
        }
        let strategist = self.enter(people["strateg"][0]).await;
        Team { id, strategist, people }
    }
}

fn none<T: From<programme::Id>>() -> T {
    programme::Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(0)).into()
}

pub fn form(team: &Team) -> ApplicationForm {
    let yes = AnswerForm { confirmed: true, person: team.people["politiker"][0].to_string(), ..AnswerForm::default() };
    let decision = AnswerForm {
        choice: "cemr".into(),
        date: "2018-06-18".into(),
        reference: "KF 2018-06-18 § 91".into(),
        ..AnswerForm::default()
    };
    let mut answers = BTreeMap::from([("politiskt-beslut".to_owned(), decision)]);
    for id in ["ledningen-star-bakom", "tid-avsatt", "folja-modellen", "bli-mentor"] {
        answers.insert(id.to_owned(), yes.clone());
    }
    ApplicationForm {
        administration: String::new(),
        answers,
        team: team
            .people
            .iter()
            .map(|(role, people)| ((*role).to_owned(), people.iter().map(ToString::to_string).collect()))
            .collect(),
        invoice_reference: "ZZ 4711".into(),
    }
}

pub fn round_form(title: &str, tracks: &[&str], days: &[(&str, &str)]) -> RoundForm {
    RoundForm {
        title: title.into(),
        model: "modell-2019".into(),
        tracks: tracks.iter().map(|it| (*it).to_owned()).collect(),
        days: days.iter().map(|(field, day)| ((*field).to_owned(), (*day).to_owned())).collect(),
        invitation: "Välkomna att söka.".into(),
        ..RoundForm::default()
    }
}

/// Leads a round on, wherever it is.
pub async fn lead(world: &World, round: RoundId, to: RoundState) {
    let me = world.organiser().await;
    let view = world.rig.office.round(Some(&me), round, Lang::Sv).await.unwrap();
    world.rig.office.move_round(&me, round, view.version, to.code()).await.unwrap();
}

/// Applies in one go.
async fn apply(world: &World, round: RoundId, team: &Team) -> ApplicationId {
    let (office, me) = (&world.rig.office, &team.strategist);
    let id = office.save_application(me, round, team.id, 0, &form(team)).await.unwrap();
    office.attach_to_application(me, round, team.id, "politiskt-beslut", ("beslut.pdf", PDF)).await.unwrap();
    let view = office.application(me, round, team.id, Lang::Sv).await.unwrap();
    assert_eq!(view.lacks, [], "{}", view.name);
    office.send_application(me, round, team.id, view.version).await.unwrap();
    id
}

async fn decide(world: &World, round: RoundId, team: &Team, outcome: ApplicationState, reason: &str) {
    let me = world.organiser().await;
    let view = world.rig.office.application(&me, round, team.id, Lang::Sv).await.unwrap();
    let judgement = Judgement { outcome: outcome.code().into(), reason: reason.into(), no_conflict: true };
    world.rig.office.decide(&me, view.id.unwrap(), view.version, &judgement).await.unwrap();
}

async fn group(
    world: &World,
    round: RoundId,
    name: &str,
    participants: &[&str],
    mentors: &[&str],
    supports: &[&str],
) -> GroupId {
    let me = world.organiser().await;
    let ids = |names: &[&str]| names.iter().map(|name| world.places[*name].to_string()).collect();
    let form = GroupForm {
        name: name.into(),
        theme: String::new(),
        participants: ids(participants),
        mentors: ids(mentors),
        supports: ids(supports),
    };
    world.rig.office.set_group(&me, round, None, &form).await.unwrap()
}

async fn applying_takes_several_sittings(rig: Rig) {
    let mut world = World::new(rig, date(2018, 9, 24)).await;
    let days = [
        ("invited", "2018-09-24"),
        ("opens", "2018-09-24"),
        ("closes", "2018-10-30"),
        ("answer", "2018-11-20"),
        ("starts", "2019-02-07"),
    ];
    let head = world.organiser().await;
    let round = world
        .rig
        .office
        .add_round(&head, world.organiser, &round_form("Modellkommuner 2019", &["municipalities"], &days))
        .await
        .unwrap();
    let team = world.team("Askersunds kommun", OrganisationKind::Municipality).await;
    let (office, me) = (world.rig.office.clone(), team.strategist.clone());
    // A draft of the round is nobody else's to know of.
    assert!(matches!(office.round(Some(&me), round, Lang::Sv).await, Err(Trouble::Nothing)));
    assert!(matches!(office.round(None, round, Lang::Sv).await, Err(Trouble::SignIn)));
    lead(&world, round, RoundState::Invited).await;
    // Announced, but not open.
    assert!(matches!(office.save_application(&me, round, team.id, 0, &form(&team)).await, Err(Trouble::NotOpen)));
    lead(&world, round, RoundState::Open).await;
    // Managers and strategists have the invitation, once.
    world.rig.work().await;
    let invited: Vec<String> =
        world.rig.post.letters().into_iter().map(|it| format!("{}: {}", it.name, it.subject)).collect();
    assert_eq!(
        invited,
        ["chef 0 Askersunds kommun: Inbjudan att ansöka", "strateg 0 Askersunds kommun: Inbjudan att ansöka"]
    );

    // The first sitting: half of it.
    let mut half = form(&team);
    half.answers.remove("bli-mentor");
    half.team.remove("chef");
    office.save_application(&me, round, team.id, 0, &half).await.unwrap();
    let head = world.organiser().await;
    assert!(
        matches!(office.application(&head, round, team.id, Lang::Sv).await, Err(Trouble::Nothing)),
        "a draft is hidden"
    );
    assert_eq!(office.applications(&head, round).await.unwrap().len(), 0);
    let view = office.application(&me, round, team.id, Lang::Sv).await.unwrap();
    let lacks: Vec<String> = view.lacks.iter().map(|it| it.said(Lang::Sv)).collect();
    assert_eq!(
        lacks,
        ["Politiskt beslut (bifogat dokument)", "en person till som chef", "Bli mentor efteråt (bekräftelse)"]
    );
    assert!(
        matches!(office.send_application(&me, round, team.id, view.version).await, Err(Trouble::Lacking(it)) if it.len() == 3)
    );
    // A colleague writes at the same time: neither overwrites the other.
    office.save_application(&me, round, team.id, view.version, &form(&team)).await.unwrap();
    let error = office.save_application(&me, round, team.id, view.version, &half).await.unwrap_err();
    assert!(matches!(error, Trouble::Storage(office::StorageError::Conflict(_))), "{error}");
    // Only one's own people can be named.
    let stranger = world.team("Fagersta kommun", OrganisationKind::Municipality).await;
    let mut foreign = form(&team);
    foreign.team.insert("chef".into(), vec![stranger.people["chef"][0].to_string()]);
    let view = office.application(&me, round, team.id, Lang::Sv).await.unwrap();
    assert!(matches!(
        office.save_application(&me, round, team.id, view.version, &foreign).await,
        Err(Trouble::Missing("person"))
    ));
    assert!(matches!(office.application(&stranger.strategist, round, team.id, Lang::Sv).await, Err(Trouble::Nothing)));

    // The second sitting, on the last evening.
    world.rig.set(date(2018, 10, 30).at(23, 59, 0, 0).to_zoned(programme::sweden()).unwrap().timestamp());
    office.attach_to_application(&me, round, team.id, "politiskt-beslut", ("beslut.pdf", PDF)).await.unwrap();
    let view = office.application(&me, round, team.id, Lang::Sv).await.unwrap();
    office.send_application(&me, round, team.id, view.version).await.unwrap();
    // What is sent is not written in any more; the organiser reads it with its document.
    assert!(matches!(
        office.save_application(&me, round, team.id, view.version + 1, &form(&team)).await,
        Err(Trouble::NotOpen)
    ));
    let head = world.organiser().await;
    let seen = office.application(&head, round, team.id, Lang::Sv).await.unwrap();
    let document = seen.conditions[0].said.document.unwrap();
    assert_eq!(office.document(Some(&head), document).await.unwrap().2, PDF);
    assert!(matches!(office.document(Some(&stranger.strategist), document).await, Err(Trouble::Nothing)));

    // One minute later it is too late for others.
    world.rig.set(date(2018, 10, 31).at(0, 1, 0, 0).to_zoned(programme::sweden()).unwrap().timestamp());
    let late = office.save_application(&stranger.strategist, round, stranger.id, 0, &form(&stranger)).await;
    assert!(matches!(late, Err(Trouble::NotOpen)));

    // Sent back: it can be completed after the last day, until the day said, and not later.
    let head = world.organiser().await;
    let (id, version) = (seen.id.unwrap(), seen.version);
    assert!(matches!(office.refer_back(&head, id, version, " ", "2018-11-09").await, Err(Trouble::Missing("reason"))));
    assert!(matches!(
        office.refer_back(&head, id, version, "Beslutet saknar datum.", "2018-10-01").await,
        Err(Trouble::Missing("until"))
    ));
    office.refer_back(&head, id, version, "Beslutet saknar datum.", "2018-11-09").await.unwrap();
    world.rig.work().await;
    let letter = world.rig.post.letters().into_iter().rfind(|it| it.name.starts_with("politiker")).unwrap();
    assert_eq!(letter.subject, "Er ansökan behöver kompletteras");
    assert!(letter.text.contains("Beslutet saknar datum.") && letter.text.contains("2018-11-09"), "{}", letter.text);
    world.on(date(2018, 11, 9));
    let me = world.enter(team.people["strateg"][0]).await;
    let view = office.application(&me, round, team.id, Lang::Sv).await.unwrap();
    assert_eq!((view.body.state, view.may_send), (ApplicationState::Returned, true));
    office.save_application(&me, round, team.id, view.version, &form(&team)).await.unwrap();
    world.on(date(2018, 11, 10));
    let me = world.enter(team.people["strateg"][0]).await;
    assert!(matches!(office.send_application(&me, round, team.id, view.version + 1).await, Err(Trouble::NotOpen)));
    world.on(date(2018, 11, 9));
    let me = world.enter(team.people["strateg"][0]).await;
    let version = office.application(&me, round, team.id, Lang::Sv).await.unwrap().version;
    office.send_application(&me, round, team.id, version).await.unwrap();
}

async fn nobody_judges_their_own(rig: Rig) {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let days = [("opens", "2026-09-01"), ("closes", "2026-10-30")];
    let head = world.organiser().await;
    let office = world.rig.office.clone();
    let round = office.add_round(&head, world.organiser, &round_form("R", &["municipalities"], &days)).await.unwrap();
    lead(&world, round, RoundState::Invited).await;
    lead(&world, round, RoundState::Open).await;
    let team = world.team("Laxmora kommun", OrganisationKind::Municipality).await;
    let id = apply(&world, round, &team).await;
    let yes =
        |no_conflict| Judgement { outcome: "admitted".into(), reason: "Uppfyller villkoren.".into(), no_conflict };

    // The colleague who once worked there, or is named, or says so, does not judge.
    let friend = world.somebody("Vännen", world.organiser, Role::Organiser).await;
    let assignment = Assignment {
        person: friend,
        organisation: team.id,
        role: Role::Reader,
        from: date(2020, 1, 1),
        to: Some(date(2021, 1, 1)),
    };
    let assignment_id = world.rig.id();
    world.rig.write(|change| change.insert(assignment_id, &assignment).unwrap()).await;
    let friend = world.enter(friend).await;
    let view = office.application(&friend, round, team.id, Lang::Sv).await.unwrap();
    assert_eq!((view.may_judge, view.recused), (false, true));
    assert!(matches!(office.decide(&friend, id, view.version, &yes(true)).await, Err(Trouble::Recused)));
    assert!(matches!(office.refer_back(&friend, id, view.version, "x", "2026-12-01").await, Err(Trouble::Recused)));
    let sister = world.somebody("Systern", world.organiser, Role::Organiser).await;
    let sister = world.enter(sister).await;
    office.recuse(&sister, id, "Min syster är kommunalråd där.").await.unwrap();
    assert!(matches!(office.decide(&sister, id, view.version, &yes(true)).await, Err(Trouble::Recused)));

    // A third judges, and says that there is no conflict.
    let head = world.organiser().await;
    let view = office.application(&head, round, team.id, Lang::Sv).await.unwrap();
    assert_eq!(view.recusals, [("Systern".to_owned(), "Min syster är kommunalråd där.".to_owned())]);
    assert!(matches!(office.decide(&head, id, view.version, &yes(false)).await, Err(Trouble::ConflictUnsaid)));
    let silent = Judgement { reason: " ".into(), ..yes(true) };
    assert!(matches!(office.decide(&head, id, view.version, &silent).await, Err(Trouble::Missing("reason"))));
    office.decide(&head, id, view.version, &yes(true)).await.unwrap();
    // Two judges at once: the second finds it decided.
    assert!(office.decide(&head, id, view.version, &yes(true)).await.is_err());
    // An organiser elsewhere runs nothing here.
    let elsewhere = world.place("Länsförbundet", OrganisationKind::Organiser).await;
    let other = world.somebody("Annan", elsewhere, Role::Organiser).await;
    let other = world.enter(other).await;
    assert!(matches!(office.application(&other, round, team.id, Lang::Sv).await, Err(Trouble::Nothing)));
    assert!(matches!(office.applications(&other, round).await, Err(Trouble::Denied(_))));
}

async fn who_is_on_the_reserve_list_comes_in_when_somebody_leaves(rig: Rig) {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let days = [("opens", "2026-09-01"), ("closes", "2026-10-30"), ("starts", "2027-01-20")];
    let head = world.organiser().await;
    let office = world.rig.office.clone();
    let round = office.add_round(&head, world.organiser, &round_form("R", &["municipalities"], &days)).await.unwrap();
    lead(&world, round, RoundState::Invited).await;
    lead(&world, round, RoundState::Open).await;
    let (a, b, c) = (
        world.team("A kommun", OrganisationKind::Municipality).await,
        world.team("B kommun", OrganisationKind::Municipality).await,
        world.team("C kommun", OrganisationKind::Municipality).await,
    );
    for team in [&a, &b, &c] {
        apply(&world, round, team).await;
    }
    lead(&world, round, RoundState::Admission).await;
    decide(&world, round, &a, ApplicationState::Admitted, "Uppfyller villkoren.").await;
    let head = world.organiser().await;
    let view = office.round(Some(&head), round, Lang::Sv).await.unwrap();
    assert!(matches!(office.move_round(&head, round, view.version, "running").await, Err(Trouble::Undecided(2))));
    decide(&world, round, &b, ApplicationState::Reserve, "Platserna räckte inte.").await;
    decide(&world, round, &c, ApplicationState::Reserve, "Platserna räckte inte.").await;
    let lines: Vec<_> =
        office.applications(&head, round).await.unwrap().into_iter().map(|it| (it.name, it.state, it.place)).collect();
    assert_eq!(
        lines,
        [
            ("B kommun".to_owned(), ApplicationState::Reserve, Some(1)),
            ("C kommun".to_owned(), ApplicationState::Reserve, Some(2)),
            ("A kommun".to_owned(), ApplicationState::Admitted, None),
        ]
    );
    lead(&world, round, RoundState::Running).await;
    world.on(date(2027, 2, 1));
    // A leaves by itself; B is admitted from the list.
    let me = world.enter(a.people["strateg"][0]).await;
    let view = office.application(&me, round, a.id, Lang::Sv).await.unwrap();
    office.withdraw_application(&me, round, a.id, view.version, "Ny organisation från mars.").await.unwrap();
    decide(&world, round, &b, ApplicationState::Admitted, "En plats blev ledig.").await;
    let view = office.round(None, round, Lang::Sv).await.unwrap();
    let there: Vec<_> =
        view.participants.iter().map(|it| (it.name.as_str(), it.today, it.to, it.why.as_deref())).collect();
    // A's last day is today: both are there to its end.
    assert_eq!(
        there,
        [
            ("A kommun", true, Some(date(2027, 2, 1)), Some("Ny organisation från mars.")),
            ("B kommun", true, None, None),
        ]
    );
    world.on(date(2027, 2, 2));
    let me = world.enter(a.people["strateg"][0]).await;
    assert!(me.actor.standings[0].rounds.is_empty(), "who has left stands outside");
    world.rig.work().await;
    let letters = world.rig.post.letters();
    let subjects =
        letters.iter().filter(|it| it.name == "strateg 0 B kommun" && it.subject.starts_with("Beslut")).count();
    assert_eq!(subjects, 2, "the reserve place, and the admission");
}

/// The round of 2019, with its dates, groups, mentors, the replacement, and both tracks.
/// Facts: programme.md, sections 1.1, 2 and 3.1.
async fn the_round_of_2019(rig: Rig) {
    let mut world = World::new(rig, date(2018, 9, 20)).await;
    let office = world.rig.office.clone();
    // Those of earlier rounds who mentor.
    for name in
        ["Hedemora", "Uppsala", "Vännäs", "Umeå", "Kristianstad", "Malmö", "Norrtälje", "Boden", "Luleå", "Piteå"]
    {
        world.place(name, OrganisationKind::Municipality).await;
    }
    let learners = [
        "Askersund",
        "Fagersta",
        "Botkyrka",
        "Västerås",
        "Nordmaling",
        "Örnsköldsvik",
        "Robertsfors",
        "Trelleborg",
        "Olofström",
        "Östra Göinge",
        "Södertälje",
        "Östersund",
    ];
    let regions = ["Gotland", "Värmland", "Västerbotten", "Gävleborg", "Halland", "Norrbotten"];
    let days = [
        ("invited", "2018-09-24"),
        ("opens", "2018-09-24"),
        ("closes", "2018-10-30"),
        ("answer", "2018-11-20"),
        ("starts", "2019-02-05"),
        ("ends", "2020-12-16"),
    ];
    let head = world.organiser().await;
    let form = round_form("Modellkommuner och modellregioner 2019", &["municipalities", "regions"], &days);
    let round = office.add_round(&head, world.organiser, &form).await.unwrap();

    world.on(date(2018, 9, 24));
    lead(&world, round, RoundState::Invited).await;
    lead(&world, round, RoundState::Open).await;
    let mut teams: BTreeMap<&str, Team> = BTreeMap::new();
    for name in learners {
        teams.insert(name, world.team(name, OrganisationKind::Municipality).await);
    }
    teams.insert("Norrbottens Kommuner", world.team("Norrbottens Kommuner", OrganisationKind::Association).await);
    for name in regions {
        let label: &'static str = name;
        let team = world.team(&format!("Region {name}"), OrganisationKind::Region).await;
        teams.insert(label, team);
    }
    world.on(date(2018, 10, 30));
    for (name, team) in &mut teams {
        team.strategist = world.enter(team.people["strateg"][0]).await;
        assert_eq!(team.people["chef"].len(), if regions.contains(name) { 2 } else { 1 });
        apply(&world, round, team).await;
    }
    world.on(date(2018, 10, 31));
    lead(&world, round, RoundState::Admission).await;
    let head = world.organiser().await;
    assert_eq!(office.applications(&head, round).await.unwrap().len(), 19);
    world.on(date(2018, 11, 20));
    for team in teams.values() {
        decide(&world, round, team, ApplicationState::Admitted, "Villkoren är uppfyllda.").await;
    }
    for (name, members, mentors, supports) in [
        ("Mellansverige", &["Askersund", "Fagersta"][..], &["Hedemora"][..], &[][..]),
        ("Mälardalen", &["Botkyrka", "Västerås"], &["Uppsala"], &[]),
        ("Västerbotten", &["Nordmaling", "Örnsköldsvik", "Robertsfors"], &["Vännäs"], &["Umeå"]),
        ("Söder", &["Trelleborg", "Olofström", "Östra Göinge"], &["Kristianstad"], &["Malmö"]),
        ("Öster", &["Södertälje", "Östersund"], &["Norrtälje"], &[]),
        ("Norrbotten", &["Norrbottens Kommuner"], &["Boden", "Luleå"], &["Piteå"]),
        ("Regional utveckling", &["Region Gotland", "Region Värmland", "Region Västerbotten"], &[], &[]),
        ("Folkhälsa", &["Region Gävleborg", "Region Halland", "Region Norrbotten"], &[], &[]),
    ] {
        group(&world, round, name, members, mentors, supports).await;
    }
    world.on(date(2019, 2, 5));
    lead(&world, round, RoundState::Running).await;

    // The start-up: regions in Stockholm on 5 February, municipalities on 7 February.
    let head = world.organiser().await;
    let at = |day: &str, start: &str, end: &str| SlotForm {
        date: day.into(),
        start: start.into(),
        end: end.into(),
        ..SlotForm::default()
    };
    let start = MeetingForm {
        occasion: "step:uppstart".into(),
        title: "Uppstart för kommuner".into(),
        slots: vec![at("2019-02-07", "10:00", "16:00")],
        place: "Stockholm".into(),
        ..MeetingForm::default()
    };
    let started = office.plan_meeting(&head, round, None, &start).await.unwrap();
    world.on(date(2019, 2, 8));
    let head = world.organiser().await;
    let version = office.meeting(&head, started, Lang::Sv).await.unwrap().version;
    office.hold_meeting(&head, started, version).await.unwrap();

    // July 2019: Kalmar stands in Östersund's place.
    world.on(date(2019, 7, 1));
    let kalmar = world.team("Kalmar", OrganisationKind::Municipality).await;
    let head = world.organiser().await;
    let view = office.round(Some(&head), round, Lang::Sv).await.unwrap();
    let left: ParticipationId = view.participants.iter().find(|it| it.name == "Östersund").unwrap().id;
    office.leave(&head, left, &Leaving { last: "2019-06-30".into(), why: "Lämnade omgången.".into() }).await.unwrap();
    let joining = Joining {
        organisation: kalmar.id.to_string(),
        capacity: "participant".into(),
        from: "2019-07-01".into(),
        replaces: left.to_string(),
    };
    office.take_in(&head, round, &joining).await.unwrap();
    let twice = office.take_in(&head, round, &joining).await.unwrap_err();
    assert!(matches!(&twice, Trouble::AlreadyThere(name) if name == "Kalmar"), "{twice}");

    // The group of Östersund meets with Kalmar in it. Norrtälje's people lead.
    let mentor = world.somebody("Mentorn", world.places["Norrtälje"], Role::Mentor).await;
    let mentor = world.enter(mentor).await;
    let view = office.round(Some(&mentor), round, Lang::Sv).await.unwrap();
    let east = view.groups.iter().find(|it| it.name == "Öster").unwrap();
    let there: Vec<_> = east.members.iter().map(|it| (it.name.as_str(), it.capacity, it.today)).collect();
    assert_eq!(
        there,
        [
            ("Norrtälje", Capacity::Mentor, true),
            ("Kalmar", Capacity::Participant, true),
            ("Södertälje", Capacity::Participant, true),
            ("Östersund", Capacity::Participant, false),
        ]
    );
    let met = MeetingForm {
        occasion: "step:traff-styrning".into(),
        title: "Träff om styrning".into(),
        slots: vec![at("2019-09-17", "09:30", "15:30")],
        place: "Norrtälje".into(),
        ..MeetingForm::default()
    };
    let meeting = office.plan_meeting(&mentor, round, Some(east.id), &met).await.unwrap();
    // Kalmar sees it, Östersund's strategist does not know of it.
    let me = world.enter(kalmar.people["strateg"][0]).await;
    assert_eq!(office.meeting(&me, meeting, Lang::Sv).await.unwrap().title, "Träff om styrning");
    let gone = world.enter(teams["Östersund"].people["strateg"][0]).await;
    assert!(matches!(office.meeting(&gone, meeting, Lang::Sv).await, Err(Trouble::Nothing)));

    // Ten days before: the presentation is not due, the registration is not late. Six days before: both.
    world.on(date(2019, 9, 7));
    let head = world.organiser().await;
    let late =
        |lines: &[office::ProgressLine], name: &str| lines.iter().find(|it| it.name == name).unwrap().late.clone();
    assert_eq!(late(&office.progress(&head, round, Lang::Sv).await.unwrap(), "Kalmar"), []);
    world.on(date(2019, 9, 11));
    let head = world.organiser().await;
    let lines = office.progress(&head, round, Lang::Sv).await.unwrap();
    assert_eq!(
        late(&lines, "Kalmar"),
        [
            Late::HandIn { name: "Er presentation är upplagd".into(), due: date(2019, 9, 10) },
            Late::Registration { on: date(2019, 9, 17) },
        ]
    );
    assert_eq!(lines[0].late.len(), 2, "late things first");
    // The municipalities and regions all have been to the start.
    assert!(
        lines.iter().all(|it| matches!(&it.stage, Stage::Before { name, .. } if name.contains("styrning"))),
        "{lines:?}"
    );
    let me = world.enter(kalmar.people["strateg"][0]).await;
    office.hand_in(&me, meeting, kalmar.id, "presentation", ("presentation.pdf", PDF)).await.unwrap();
    office
        .register(&me, meeting, &RegistrationForm { comes: "in_room".into(), ..RegistrationForm::default() })
        .await
        .unwrap();
    assert_eq!(late(&office.progress(&head, round, Lang::Sv).await.unwrap(), "Kalmar"), []);
    world.on(date(2019, 9, 18));
    let mentor = world.enter(mentor.person).await;
    let version = office.meeting(&mentor, meeting, Lang::Sv).await.unwrap().version;
    office.hold_meeting(&mentor, meeting, version).await.unwrap();
    let task = PointForm {
        kind: "task".into(),
        text: "Ta fram statistik".into(),
        organisation: kalmar.id.to_string(),
        by: "2019-10-01".into(),
    };
    office.add_point(&mentor, meeting, &task).await.unwrap();
    world.on(date(2019, 10, 2));
    let head = world.organiser().await;
    assert_eq!(
        late(&office.progress(&head, round, Lang::Sv).await.unwrap(), "Kalmar"),
        [Late::Task { text: "Ta fram statistik".into(), due: date(2019, 10, 1) }]
    );

    // The results conference in Jönköping, 4 and 5 February 2020; the regions' own on 16 December.
    world.on(date(2020, 1, 7));
    let head = world.organiser().await;
    for (title, day, place) in
        [("Resultatkonferens", "2020-02-04", "Jönköping"), ("Regionernas resultatkonferens", "2020-12-16", "Stockholm")]
    {
        let form = MeetingForm {
            occasion: "step:resultat".into(),
            title: title.into(),
            slots: vec![at(day, "10:00", "16:00")],
            place: place.into(),
            ..MeetingForm::default()
        };
        office.plan_meeting(&head, round, None, &form).await.unwrap();
    }
    world.on(date(2020, 11, 15));
    let head = world.organiser().await;
    let view = office.round(Some(&head), round, Lang::Sv).await.unwrap();
    let halland = view.participants.iter().find(|it| it.name == "Region Gävleborg").unwrap().id;
    office.leave(&head, halland, &Leaving { last: "2020-11-01".into(), why: String::new() }).await.unwrap();
    world.on(date(2020, 12, 17));
    lead(&world, round, RoundState::Closed).await;
    lead(&world, round, RoundState::Archived).await;

    // What anybody can read of it: twelve municipalities with Kalmar, one association, five regions to
    // the end; ten who mentored or supported; who left, and when.
    let view = office.round(None, round, Lang::Sv).await.unwrap();
    let count = |capacity: Capacity, today: bool| {
        view.participants.iter().filter(|it| it.capacity == capacity && it.today == today).count()
    };
    assert_eq!((count(Capacity::Participant, true), count(Capacity::Participant, false)), (12 + 1 + 5, 2));
    assert_eq!((count(Capacity::Mentor, true), count(Capacity::Support, true)), (7, 3));
    let said: Vec<&str> = view.log.iter().map(|it| it.what.as_str()).filter(|it| it.contains("Kalmar")).collect();
    assert_eq!(said, ["Kalmar kommer med som deltagare i stället för Östersund.", "Kalmar är med i gruppen Öster."]);
    assert_eq!(
        view.log.iter().find(|it| it.what.starts_with("Östersund lämnar omgången")).unwrap().on,
        date(2019, 6, 30)
    );
    assert!(!view.runs && view.promises.is_empty() && view.counts.is_empty(), "not told to everybody");
    // Nothing moves in an archive.
    let head = world.organiser().await;
    let version = office.round(Some(&head), round, Lang::Sv).await.unwrap().version;
    assert!(matches!(
        office.edit_round(&head, round, version, &form).await,
        Err(Trouble::RoundRests(RoundState::Archived))
    ));
    assert!(office.move_round(&head, round, version, "closed").await.is_err());

    // The promise to mentor is there when the next round is prepared; nobody has kept it yet.
    let next = office.add_round(&head, world.organiser, &round_form("2021", &["municipalities"], &[])).await.unwrap();
    let view = office.round(Some(&head), next, Lang::Sv).await.unwrap();
    assert_eq!(view.promises.len(), 12 - 1 + 1 + 5, "not Kalmar, who came without an application; not who left");
    assert!(view.promises.iter().all(|it| it.kept.is_empty() && it.on == date(2018, 11, 20)));
    assert!(view.promises.iter().any(|it| it.name == "Örnsköldsvik"));
}

async fn a_group_is_as_the_model_lets_it(rig: Rig) {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let days = [("opens", "2026-09-01"), ("closes", "2026-10-30")];
    let head = world.organiser().await;
    let office = world.rig.office.clone();
    let form = RoundForm { model: "modell-2023".into(), ..round_form("R", &["municipalities"], &days) };
    let round = office.add_round(&head, world.organiser, &form).await.unwrap();
    let names = ["A", "B", "C", "D", "M", "N"];
    for name in names {
        world.place(name, OrganisationKind::Municipality).await;
    }
    let id = |name: &str| world.places[name].to_string();
    let make = |participants: &[&str], mentors: &[&str]| GroupForm {
        name: "Norr".into(),
        theme: "Hemtjänst".into(),
        participants: participants.iter().map(|it| id(it)).collect(),
        mentors: mentors.iter().map(|it| id(it)).collect(),
        supports: Vec::new(),
    };
    // Not before anybody is admitted.
    assert!(matches!(
        office.set_group(&head, round, None, &make(&["A"], &["M"])).await,
        Err(Trouble::RoundRests(RoundState::Draft))
    ));
    for to in [RoundState::Invited, RoundState::Open, RoundState::Admission] {
        lead(&world, round, to).await;
    }
    assert!(
        matches!(office.set_group(&head, round, None, &make(&["A"], &["M"])).await, Err(Trouble::NotTakingPart(it)) if it == "A")
    );
    for name in ["A", "B", "C", "D"] {
        office
            .take_in(
                &head,
                round,
                &Joining { organisation: id(name), capacity: "participant".into(), ..Joining::default() },
            )
            .await
            .unwrap();
    }
    let most = office.set_group(&head, round, None, &make(&["A", "B", "C", "D"], &["M"])).await.unwrap_err();
    assert!(matches!(most, Trouble::TooManyInGroup { capacity: Capacity::Participant, most: 3 }), "{most}");
    // Who one is today is read anew with each request.
    let head = world.organiser().await;
    let group = office.set_group(&head, round, None, &make(&["A", "B"], &["M"])).await.unwrap();
    // Nobody stands in two groups; nobody is both.
    let other = GroupForm { name: "Söder".into(), ..make(&["B", "C"], &["N"]) };
    assert!(matches!(office.set_group(&head, round, None, &other).await, Err(Trouble::AlreadyThere(it)) if it == "B"));
    let both = GroupForm { name: "Söder".into(), ..make(&["C"], &["D"]) };
    assert!(matches!(office.set_group(&head, round, None, &both).await, Err(Trouble::AlreadyThere(it)) if it == "D"));
    // Put in by mistake and taken out the same day: as if it had never been. Later: with a last day.
    let view = office.group(&head, group).await.unwrap();
    office.set_group(&head, round, Some((group, view.version)), &make(&["A", "B", "C"], &["M"])).await.unwrap();
    let view = office.group(&head, group).await.unwrap();
    office.set_group(&head, round, Some((group, view.version)), &make(&["A", "B"], &["M"])).await.unwrap();
    world.on(date(2026, 10, 1));
    let head = world.organiser().await;
    let view = office.group(&head, group).await.unwrap();
    assert_eq!(view.hosts, ["A", "B", "M"]);
    office.set_group(&head, round, Some((group, view.version)), &make(&["A", "C"], &["M"])).await.unwrap();
    let view = office.group(&head, group).await.unwrap();
    let there: Vec<_> = view.members.iter().map(|it| (it.name.as_str(), it.from, it.to)).collect();
    assert_eq!(
        there,
        [
            ("M", date(2026, 9, 1), None),
            ("A", date(2026, 9, 1), None),
            ("C", date(2026, 10, 1), None),
            ("B", date(2026, 9, 1), Some(date(2026, 9, 30))),
        ]
    );
    assert_eq!(view.hosts, ["A", "M", "C"]);
    office.remove_group(&head, group, view.version).await.unwrap();
    assert!(matches!(office.group(&head, group).await, Err(Trouble::Nothing)));
}

async fn a_round_keeps_its_model_whatever_becomes_of_it(rig: Rig) {
    let world = World::new(rig, date(2026, 9, 1)).await;
    let head = world.organiser().await;
    let office = world.rig.office.clone();
    let round = office.add_round(&head, world.organiser, &round_form("R", &["municipalities"], &[])).await.unwrap();
    let edition = world.rig.store.get::<programme::Round>(round).await.unwrap().unwrap().body.edition;
    let kept = world.rig.store.get::<programme::Edition>(edition).await.unwrap().unwrap();
    // A second round of the same edition shares it.
    let again = office.add_round(&head, world.organiser, &round_form("S", &["regions"], &[])).await.unwrap();
    assert_eq!(world.rig.store.get::<programme::Round>(again).await.unwrap().unwrap().body.edition, edition);
    // A form cannot change it.
    let (version, mut form) = office.round_form(&head, round).await.unwrap();
    form.model = "modell-2023".into();
    form.title = "R 2".into();
    office.edit_round(&head, round, version, &form).await.unwrap();
    let view = office.round(Some(&head), round, Lang::En).await.unwrap();
    assert_eq!((view.model.as_str(), view.body.title.as_str()), ("modell-2019", "R 2"));
    // Damaged, it is told and not taken for another.
    let mut damaged = kept.body.clone();
    damaged.text = damaged.text.replacen("modell-2019", "modell-2020", 1);
    world.rig.write(|change| change.update(edition, kept.version, &damaged).unwrap()).await;
    let office = world.rig.another().await;
    assert!(matches!(office.round(Some(&head), round, Lang::Sv).await, Err(Trouble::ModelLost)));
}
