//! The year of a round: applied for, judged, grouped, changed on the way, closed, remembered.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use office::{
    AgendaForm, AnswerForm, ApplicationForm, GroupForm, Joining, Judgement, Late, Leaving, MeetingForm, PointForm,
    RegistrationForm, RoundForm, SlotForm, Stage, Trouble, Visitor,
};
use programme::{
    ApplicationId, ApplicationState, Assignment, Capacity, Comes, GroupId, MeetingState, Organisation, OrganisationId,
    OrganisationKind, ParticipationId, PersonId, PointKind, Role, RoundId, RoundState,
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

pub const PDF: &[u8] = b"%PDF-1.7\nbeslut\n%%EOF\n";

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
pub async fn apply(world: &World, round: RoundId, team: &Team) -> ApplicationId {
    let (office, me) = (&world.rig.office, &team.strategist);
    let id = office.save_application(me, round, team.id, 0, &form(team)).await.unwrap();
    office.attach_to_application(me, round, team.id, "politiskt-beslut", ("beslut.pdf", PDF)).await.unwrap();
    let view = office.application(me, round, team.id, Lang::Sv).await.unwrap();
    assert_eq!(view.lacks, [], "{}", view.name);
    office.send_application(me, round, team.id, view.version).await.unwrap();
    id
}

pub async fn decide(world: &World, round: RoundId, team: &Team, outcome: ApplicationState, reason: &str) {
    let me = world.organiser().await;
    let view = world.rig.office.application(&me, round, team.id, Lang::Sv).await.unwrap();
    let judgement =
        Judgement { outcome: outcome.code().into(), reason: reason.into(), no_conflict: true, ..Judgement::default() };
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
    // Managers and strategists have the invitation, once, and hear once that one can apply.
    world.rig.work().await;
    let invited: Vec<String> =
        world.rig.post.letters().into_iter().map(|it| format!("{}: {}", it.name, it.subject)).collect();
    assert_eq!(
        invited,
        [
            "chef 0 Askersunds kommun: Inbjudan till en omgång",
            "strateg 0 Askersunds kommun: Inbjudan till en omgång",
            "chef 0 Askersunds kommun: Inbjudan att ansöka",
            "strateg 0 Askersunds kommun: Inbjudan att ansöka",
        ]
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
    let yes = |no_conflict| Judgement {
        outcome: "admitted".into(),
        reason: "Uppfyller villkoren.".into(),
        no_conflict,
        ..Judgement::default()
    };

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
    let view = office.round(Some(&head), round, Lang::Sv).await.unwrap();
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
    let mut regional_start = None;
    for (track, title, day, called) in [
        ("regions", "Uppstart för regioner", "2019-02-05", 6 * 4),
        ("municipalities", "Uppstart för kommuner", "2019-02-07", 13 * 3),
    ] {
        let start = MeetingForm {
            occasion: "step:uppstart".into(),
            track: track.into(),
            title: title.into(),
            slots: vec![at(day, "10:00", "16:00")],
            place: "Stockholm".into(),
            ..MeetingForm::default()
        };
        let started = office.plan_meeting(&head, round, None, &start).await.unwrap();
        assert_eq!(office.meeting(&head, started, Lang::Sv).await.unwrap().counts.called, called, "{title}");
        regional_start.get_or_insert(started);
    }
    world.on(date(2019, 2, 8));
    let head = world.organiser().await;
    for line in office.meetings_of(&head, round).await.unwrap() {
        let version = office.meeting(&head, line.id, Lang::Sv).await.unwrap().version;
        office.hold_meeting(&head, line.id, version).await.unwrap();
    }
    let regional_start = regional_start.unwrap();
    let task = PointForm {
        kind: "task".into(),
        text: "Skicka slutrapporten".into(),
        organisation: teams["Värmland"].id.to_string(),
        by: "2020-12-31".into(),
    };
    office.add_point(&head, regional_start, &task).await.unwrap();

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
    // The municipalities and the regions have been to their own starts.
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
        [Late::Task { text: None, due: date(2019, 10, 1) }],
        "what a group agrees on is its own"
    );

    // Called to the results conference in Jönköping, 4 and 5 February 2020: three of each municipality and of
    // the association, and the mentor; the regions have one of their own. Östersund has left; Kalmar has not.
    world.on(date(2020, 1, 7));
    world.rig.new_letters().await;
    let head = world.organiser().await;
    let conference_form = MeetingForm {
        occasion: "step:resultat".into(),
        track: "municipalities".into(),
        title: "Resultatkonferens".into(),
        slots: vec![SlotForm { last: "2020-02-05".into(), ..at("2020-02-04", "10:00", "15:00") }],
        place: "Jönköping".into(),
        agenda: vec![AgendaForm {
            title: "Grupperna berättar".into(),
            minutes: "120".into(),
            leader: "Mentorn".into(),
        }],
        ..MeetingForm::default()
    };
    let conference = office.plan_meeting(&head, round, None, &conference_form).await.unwrap();
    let letters = world.rig.new_letters().await;
    let everybody = 13 * 3 + 1;
    assert_eq!(letters.len(), everybody);
    let told = |it: &office::Letter| {
        it.subject == "Resultatkonferens: tisdag 4 februari 2020"
            && it.text.contains("tisdag 4 februari 2020 kl. 10.00 – onsdag 5 februari 2020 kl. 15.00")
            && it.text.contains("Plats: Jönköping")
    };
    assert!(letters.iter().all(told), "{}", letters[0].text);
    let of = |name: &str| letters.iter().filter(|it| it.name.ends_with(name)).count();
    assert_eq!((of("Kalmar"), of("Östersund"), of("Region Gotland"), of("Mentorn")), (3, 0, 0, 1));
    let gone = world.enter(teams["Östersund"].people["strateg"][0]).await;
    assert!(matches!(office.meeting(&gone, conference, Lang::Sv).await, Err(Trouble::Nothing)));
    let me = world.enter(kalmar.people["strateg"][0]).await;
    let seen = office.meeting(&me, conference, Lang::Sv).await.unwrap();
    assert_eq!((seen.is_called, seen.counts.called, seen.people.len()), (true, everybody, 0));
    let comes = |how: Comes| RegistrationForm { comes: how.code().into(), ..RegistrationForm::default() };
    office.register(&me, conference, &comes(Comes::InRoom)).await.unwrap();
    let away = world.enter(teams["Fagersta"].people["politiker"][0]).await;
    office.register(&away, conference, &comes(Comes::No)).await.unwrap();

    // The day before everybody who has not said no is reminded; nothing has been yet.
    world.on(date(2020, 2, 3));
    let reminded: Vec<String> = world.rig.new_letters().await.into_iter().map(|it| it.subject).collect();
    assert_eq!(reminded, vec!["Påminnelse: Resultatkonferens, tisdag 4 februari 2020"; everybody - 1]);
    let head = world.organiser().await;
    let version = office.meeting(&head, conference, Lang::Sv).await.unwrap().version;
    let early = office.note_attendance(&head, conference, &BTreeSet::new()).await;
    assert!(matches!(early, Err(Trouble::NotBegun)), "{early:?}");
    assert!(matches!(office.hold_meeting(&head, conference, version).await, Err(Trouble::NotBegun)));

    // Who was there, by role: all but one politician and one manager.
    world.on(date(2020, 2, 6));
    let head = world.organiser().await;
    let mut missing: BTreeSet<PersonId> = teams["Askersund"].people["chef"].iter().copied().collect();
    missing.insert(away.person);
    let seen = office.meeting(&head, conference, Lang::Sv).await.unwrap();
    let there: BTreeSet<PersonId> =
        seen.people.iter().map(|it| it.person).filter(|person| !missing.contains(person)).collect();
    assert_eq!(there.len(), everybody - 2);
    office.note_attendance(&head, conference, &there).await.unwrap();
    office.hold_meeting(&head, conference, seen.version).await.unwrap();
    let line = office.meeting(&head, conference, Lang::Sv).await.unwrap();
    assert_eq!(line.state, MeetingState::Held);
    assert_eq!((line.counts.called, line.counts.attended, line.counts.no), (everybody, everybody - 2, 1));
    let by_role: Vec<_> = line.by_role.iter().map(|(role, it)| (*role, it.called, it.attended)).collect();
    assert_eq!(
        by_role,
        [(Role::Politician, 13, 12), (Role::Manager, 13, 12), (Role::Strategist, 13, 13), (Role::Mentor, 1, 1)]
    );
    let of = |name: &str| {
        let (_, count) = line.by_organisation.iter().find(|(there, _)| there == name).unwrap();
        (count.called, count.attended)
    };
    assert_eq!((of("Askersund"), of("Fagersta"), of("Kalmar")), ((3, 2), (3, 2), (3, 3)));

    // Noted: read by those who took part, and by everybody once the organiser shows it.
    office.write_minutes(&head, conference, 0, "Tolv kommuner och ett förbund visade sina resultat.").await.unwrap();
    let decision =
        PointForm { kind: "decision".into(), text: "Resultaten sprids i länen".into(), ..PointForm::default() };
    office.add_point(&head, conference, &decision).await.unwrap();
    for (name, by) in [("Örnsköldsvik", "2020-03-01"), ("Trelleborg", "2020-12-31")] {
        let organisation = teams[name].id.to_string();
        let text = "Skicka slutrapporten".into();
        let task = PointForm { kind: "task".into(), text, organisation, by: by.into() };
        office.add_point(&head, conference, &task).await.unwrap();
    }
    let me = world.enter(kalmar.people["strateg"][0]).await;
    let notes = office.minutes(Some(&me), conference).await.unwrap();
    assert_eq!(notes.text, "Tolv kommuner och ett förbund visade sina resultat.");
    assert!(!notes.may_write && !notes.may_move);
    assert!(matches!(office.minutes(None, conference).await, Err(Trouble::SignIn)));
    let gone = world.enter(teams["Östersund"].people["strateg"][0]).await;
    assert!(matches!(office.minutes(Some(&gone), conference).await, Err(Trouble::Nothing)));
    let version = office.minutes(Some(&head), conference).await.unwrap().version;
    office.show_minutes(&head, conference, version, "public").await.unwrap();
    let public = office.minutes(None, conference).await.unwrap();
    let said: Vec<_> = public.points.iter().map(|it| (it.kind, it.text.as_str())).collect();
    assert_eq!(
        said,
        [
            (PointKind::Decision, "Resultaten sprids i länen"),
            (PointKind::Task, "Skicka slutrapporten"),
            (PointKind::Task, "Skicka slutrapporten"),
        ]
    );
    // One has done its task.
    world.on(date(2020, 2, 28));
    let me = world.enter(teams["Örnsköldsvik"].people["strateg"][0]).await;
    let view = office.meeting(&me, conference, Lang::Sv).await.unwrap();
    let mine = view.points.iter().find(|it| it.by == Some(date(2020, 3, 1))).unwrap();
    office.tick_point(&me, mine.id, mine.version, true).await.unwrap();

    // A region leaves before the end; the regions' own conference is on 16 December 2020.
    world.on(date(2020, 11, 15));
    let head = world.organiser().await;
    let view = office.round(Some(&head), round, Lang::Sv).await.unwrap();
    let gavleborg = view.participants.iter().find(|it| it.name == "Region Gävleborg").unwrap().id;
    office.leave(&head, gavleborg, &Leaving { last: "2020-11-01".into(), why: String::new() }).await.unwrap();
    let regional_form = MeetingForm {
        occasion: "step:resultat".into(),
        track: "regions".into(),
        title: "Regionernas resultatkonferens".into(),
        slots: vec![at("2020-12-16", "10:00", "16:00")],
        place: "Stockholm".into(),
        ..MeetingForm::default()
    };
    let regional = office.plan_meeting(&head, round, None, &regional_form).await.unwrap();
    world.on(date(2020, 12, 17));
    let head = world.organiser().await;
    let seen = office.meeting(&head, regional, Lang::Sv).await.unwrap();
    let carried: Vec<_> =
        seen.carried.iter().map(|it| (it.text.as_str(), it.organisation.as_ref().unwrap().1.as_str())).collect();
    // From the regions' own start, not from the municipalities' conference.
    assert_eq!(carried, [("Skicka slutrapporten", "Region Värmland")]);
    assert_eq!(seen.previous.as_ref().map(|(id, _)| *id), Some(regional_start));
    let there: BTreeSet<PersonId> = seen.people.iter().map(|it| it.person).collect();
    assert_eq!(there.len(), 5 * 4);
    office.note_attendance(&head, regional, &there).await.unwrap();
    office.hold_meeting(&head, regional, seen.version).await.unwrap();
    let line = office.meeting(&head, regional, Lang::Sv).await.unwrap();
    let by_role: Vec<_> = line.by_role.iter().map(|(role, it)| (*role, it.attended)).collect();
    assert_eq!(by_role, [(Role::Politician, 5), (Role::Manager, 10), (Role::Strategist, 5)]);
    // Meeting by meeting, as the organiser sums it up.
    let sum = office.attendance_of_round(&head, round).await.unwrap();
    let attended: Vec<_> = sum.meetings.iter().map(|it| (it.title.as_str(), it.all.attended)).collect();
    assert_eq!(
        attended,
        [
            ("Uppstart för regioner", 0),
            ("Uppstart för kommuner", 0),
            ("Träff om styrning", 0),
            ("Resultatkonferens", everybody - 2),
            ("Regionernas resultatkonferens", 20),
        ]
    );

    lead(&world, round, RoundState::Closed).await;
    lead(&world, round, RoundState::Archived).await;
    // Everything that was is there to be read, and nothing is planned or written any more.
    let head = world.organiser().await;
    let meetings: Vec<_> =
        office.meetings_of(&head, round).await.unwrap().into_iter().map(|it| (it.title, it.state)).collect();
    let held = |title: &str| (title.to_owned(), MeetingState::Held);
    assert_eq!(
        meetings,
        [
            held("Uppstart för regioner"),
            held("Uppstart för kommuner"),
            held("Träff om styrning"),
            held("Resultatkonferens"),
            held("Regionernas resultatkonferens"),
        ]
    );
    let public = office.minutes(None, conference).await.unwrap();
    assert_eq!(public.text, "Tolv kommuner och ett förbund visade sina resultat.");
    let late = office.plan_meeting(&head, round, None, &regional_form).await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
    let late = office.write_minutes(&head, conference, public.version, "Ändrat efteråt").await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");
    let late = office.note_attendance(&head, conference, &BTreeSet::new()).await;
    assert!(matches!(late, Err(Trouble::RoundRests(RoundState::Archived))), "{late:?}");

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
    assert!(!view.runs && view.counts.is_empty(), "not told to everybody");
    let moved: Vec<_> = view.body.moved.iter().map(|it| (it.to, it.on)).collect();
    assert_eq!(
        moved,
        [
            (RoundState::Invited, date(2018, 9, 24)),
            (RoundState::Open, date(2018, 9, 24)),
            (RoundState::Admission, date(2018, 10, 31)),
            (RoundState::Running, date(2019, 2, 5)),
            (RoundState::Closed, date(2020, 12, 17)),
            (RoundState::Archived, date(2020, 12, 17)),
        ]
    );
    // Nothing moves in an archive.
    let head = world.organiser().await;
    let version = office.round(Some(&head), round, Lang::Sv).await.unwrap().version;
    assert!(matches!(
        office.edit_round(&head, round, version, &form).await,
        Err(Trouble::RoundRests(RoundState::Archived))
    ));
    assert!(office.move_round(&head, round, version, "closed").await.is_err());

    // The promise to mentor is there when the next round is prepared; nobody has kept it yet.
    let days = [("closes", "2021-01-29")];
    let next = office.add_round(&head, world.organiser, &round_form("2021", &["municipalities"], &days)).await.unwrap();
    let (title, promises) = office.promises_before(&head, next).await.unwrap();
    assert_eq!(
        (title.as_str(), promises.len()),
        ("2021", 12 - 1 + 1 + 5),
        "not Kalmar, who came without an application"
    );
    assert!(promises.iter().all(|it| it.kept.is_empty() && it.on == date(2018, 11, 20)));
    assert!(promises.iter().any(|it| it.name == "Örnsköldsvik") && promises.iter().all(|it| it.name != "Östersund"));
    // One of them mentors in it: the promise is kept, and stands after those that are not.
    for to in [RoundState::Invited, RoundState::Open, RoundState::Admission] {
        lead(&world, next, to).await;
    }
    let organisation = teams["Örnsköldsvik"].id.to_string();
    let mentoring = Joining { organisation, capacity: "mentor".into(), ..Joining::default() };
    office.take_in(&head, next, &mentoring).await.unwrap();
    let (_, promises) = office.promises_before(&head, next).await.unwrap();
    let kept: Vec<_> = promises.iter().filter(|it| !it.kept.is_empty()).map(|it| (&it.name, &it.kept)).collect();
    assert_eq!(kept, [(&"Örnsköldsvik".to_owned(), &vec!["2021".to_owned()])]);
    let last = promises.last().unwrap();
    assert_eq!((promises.len(), last.name.as_str()), (17, "Örnsköldsvik"));
    assert_eq!(last.round, "Modellkommuner och modellregioner 2019");
    // What was promised is nobody's to read but the organiser's.
    let me = world.enter(kalmar.people["strateg"][0]).await;
    assert!(matches!(office.promises_before(&me, next).await, Err(Trouble::Denied(_))));
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
