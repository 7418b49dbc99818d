//! Meetings from outside: every route and every act of their pages, as every role, on a meeting of the
//! own group and of a foreign one, held against `programme::permit`; and what the pages say.

use super::town::{Answer, PDF, Town, between};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::{Date, datetime};
use method::Library;
use programme::permit::{Action, Actor, Object, Standing, may};
use programme::{
    Application, ApplicationId, ApplicationState, Capacity, Edition, EditionId, Group, GroupId, Id, Meeting, MeetingId,
    MeetingState, Member, Minutes, MinutesId, Needs, NeedsId, Occasion, OrganisationId, Participation, ParticipationId,
    Point, PointId, PointKind, Return, Role, Round, RoundId, RoundState, Slot, Track, Visibility,
};
use std::collections::BTreeMap;
use storage::{Author, Change};

/// Two groups of a round: the own one and the foreign one.
pub(super) struct Rounds {
    pub(super) town: Town,
    pub(super) round: RoundId,
    pub(super) groups: [GroupId; 2],
    /// What the own organisation and the foreign one have in the round.
    parts: [ParticipationId; 2],
    lots: std::cell::Cell<u64>,
}

const MORNING: &str = "2026-02-02T08:00:00Z";

impl Rounds {
    pub(super) async fn new() -> Self {
        let it = Self {
            town: Town::build().await,
            round: none(),
            groups: [none(), none()],
            parts: [none(), none()],
            lots: std::cell::Cell::new(1),
        };
        let (edition, round, groups, parts) = (it.id::<EditionId>(), it.id(), [it.id(), it.id()], [it.id(), it.id()]);
        let it = Self { round, groups, parts, ..it };
        let library = Library::built_in();
        let known = library.edition("modell-2023").unwrap();
        let [own, foreign] = [0, 1].map(|i| it.town.places[i].id);
        it.write(|change| {
            let body = Edition {
                model: known.model.to_string(),
                version: known.version,
                fingerprint: known.fingerprint.clone(),
                text: library.edition_text("modell-2023").unwrap(),
            };
            change.insert(edition, &body).unwrap();
            let body = Round {
                title: "Modellkommuner 2026".into(),
                organiser: own,
                edition,
                state: RoundState::Running,
                tracks: vec![Track::Municipalities],
                calendar: programme::Calendar::default(),
                fee: None,
                invitation: String::new(),
                deadlines: BTreeMap::new(),
                moved: Vec::new(),
            };
            change.insert(round, &body).unwrap();
            let day = jiff::civil::date(2026, 1, 1);
            for (place, which, name) in [(own, 0, "Norr"), (foreign, 1, "Söder")] {
                let body = Participation {
                    round,
                    organisation: place,
                    capacity: Capacity::Participant,
                    track: Some(Track::Municipalities),
                    administration: None,
                    application: None,
                    from: day,
                    to: None,
                    why: None,
                    replaces: None,
                    promised: None,
                    invoice: None,
                    mentoring: None,
                };
                change.insert(parts[which], &body).unwrap();
                let member = Member { organisation: place, capacity: Capacity::Participant, from: day, to: None };
                let body = Group {
                    round,
                    organiser: own,
                    name: name.into(),
                    theme: None,
                    members: vec![member],
                    hosts: Vec::new(),
                };
                change.insert(groups[which], &body).unwrap();
            }
        })
        .await;
        it
    }

    pub(super) fn id<T: From<Id>>(&self) -> T {
        let mut lots = |bytes: &mut [u8]| self.fill(bytes);
        T::from(Id::new(MORNING.parse::<Timestamp>().unwrap(), &mut lots))
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let next = self.lots.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.lots.set(next);
            *byte = next.to_le_bytes()[6];
        }
    }

    pub(super) async fn write(&self, make: impl FnOnce(&mut Change)) {
        let mut lots = |bytes: &mut [u8]| self.fill(bytes);
        let mut change = Change::new(Author::Operator, MORNING.parse().unwrap(), &mut lots);
        make(&mut change);
        self.town.store.write(&change).await.unwrap();
    }

    /// A meeting of the own group (0), the foreign one (1) or of everybody (2); it is the group's to host.
    async fn meeting(&self, which: usize, state: MeetingState, day: i8) -> MeetingId {
        let id = self.id();
        let slot =
            |day: i8| Slot::new(datetime(2026, 2, day, 9, 0, 0, 0), datetime(2026, 2, day, 15, 0, 0, 0)).unwrap();
        let asked = state == MeetingState::Poll;
        let body = Meeting {
            round: self.round,
            organiser: self.town.places[0].id,
            group: self.groups.get(which).copied(),
            track: None,
            occasion: Occasion::Step("traff-styrning".into()),
            title: "Lärandeträff".into(),
            state,
            asked: if asked { vec![slot(day), slot(day + 1)] } else { Vec::new() },
            answer_by: None,
            when: (!asked).then(|| slot(day)),
            place: "Stadshuset".into(),
            link: String::new(),
            host: Some(self.town.places[which % 2].id),
            pays: String::new(),
            invitation: String::new(),
            agenda: Vec::new(),
            sequence: 0,
            why: None,
        };
        self.write(|change| change.insert(id, &body).unwrap()).await;
        id
    }

    /// Notes and a task of a meeting.
    async fn noted(&self, which: usize, meeting: MeetingId) -> PointId {
        let (minutes, point) = (self.id::<MinutesId>(), self.id());
        let reach = if which == 2 { Visibility::Round } else { Visibility::Group };
        let organiser = self.town.places[0].id;
        self.write(|change| {
            change.insert(minutes, &Minutes { meeting, organiser, text: "Vi jämförde".into() }).unwrap();
            change.show(minutes, 1, reach);
            let body = Point {
                round: self.round,
                group: self.groups.get(which).copied(),
                meeting,
                organiser,
                kind: PointKind::Task,
                text: "Pröva".into(),
                organisation: None,
                by: None,
                done: None,
            };
            change.insert(point, &body).unwrap();
            change.show(point, 1, reach);
        })
        .await;
        point
    }

    /// The page of an application of the own organisation to another round, to be completed until a day.
    async fn returned(&self, title: &str, until: Date) -> String {
        let there = self.town.store.get::<Round>(self.round).await.unwrap().unwrap();
        let round = Round { title: title.into(), state: RoundState::Open, ..there.body };
        let (id, organisation) = (self.id::<RoundId>(), self.town.places[0].id);
        let on = jiff::civil::date(2026, 1, 10);
        let application = Application {
            round: id,
            organisation,
            track: Track::Municipalities,
            administration: None,
            state: ApplicationState::Returned,
            answers: BTreeMap::new(),
            team: Vec::new(),
            invoice_reference: None,
            sent: Some(on),
            returned: Some(Return { reason: "Diarienumret saknas.".into(), on, until }),
            verdict: None,
            withdrawn: None,
        };
        self.write(|change| {
            change.insert(id, &round).unwrap();
            change.insert(self.id::<ApplicationId>(), &application).unwrap();
        })
        .await;
        format!("/sv/ansokan/{id}_{organisation}")
    }

    /// What the table says of a role in the own organisation, which runs the round and is in the own group.
    pub(super) fn permitted(&self, role: Role, action: Action, object: &Object) -> bool {
        let me = &self.town.places[0].people[&role];
        // A mentor's are the groups their organisation mentors; here it compares itself.
        let elsewhere = matches!(role, Role::Organiser | Role::Mentor | Role::MentorSupport);
        let groups = if elsewhere { Default::default() } else { [self.groups[0]].into() };
        let standing = Standing { organisation: self.town.places[0].id, role, groups, rounds: [self.round].into() };
        may(&Actor { person: Some(me.person), standings: vec![standing] }, action, object).is_ok()
    }

    fn group(&self, which: usize) -> Object {
        Object { groups: [self.groups[which]].into(), rounds: [self.round].into(), ..Object::default() }
    }

    fn run(&self) -> Object {
        Object { owners: [self.town.places[0].id].into(), rounds: [self.round].into(), ..Object::default() }
    }

    fn piece(&self, which: usize) -> Object {
        let owners = [self.town.places[which].id].into();
        Object { owners, visibility: Visibility::Group, ..self.group(which) }
    }
}

fn none<T: From<Id>>() -> T {
    Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(0)).into()
}

fn of(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for which in [0, 1] {
        let meeting = it.meeting(which, MeetingState::Fixed, 20).await;
        it.noted(which, meeting).await;
        let (group, round, part) = (it.groups[which], it.round, it.parts[which]);
        let pages = [
            (format!("/sv/traff/{meeting}"), Action::SeeMeeting, it.group(which)),
            (format!("/en/meeting/{meeting}"), Action::SeeMeeting, it.group(which)),
            (format!("/sv/traff/{meeting}/kalender"), Action::SeeMeeting, it.group(which)),
            (format!("/sv/traff/{meeting}/aterkoppling"), Action::SeeMeeting, it.group(which)),
            (format!("/sv/traff/{meeting}/anteckningar"), Action::ReadPiece, it.piece(which)),
            (format!("/sv/traff/{meeting}/andra"), Action::PlanMeeting, it.group(which)),
            (format!("/sv/historik/{meeting}"), Action::PlanMeeting, it.group(which)),
            (format!("/sv/grupp/{group}/ny-traff"), Action::PlanMeeting, it.group(which)),
            (format!("/sv/omgang/{round}/ny-traff"), Action::ManageRound, it.run()),
            (format!("/sv/omgang/{round}/aterkoppling"), Action::ManageRound, it.run()),
            (format!("/sv/omgang/{round}/narvaro"), Action::ManageRound, it.run()),
            (format!("/sv/omgang/{round}/mentorsloften"), Action::ManageRound, it.run()),
            (format!("/sv/deltagande/{part}"), Action::ManageRound, it.run()),
        ];
        for role in Role::ALL {
            let browser = it.town.browser(&it.town.places[0].people[&role]).await;
            for (address, action, object) in &pages {
                let expected = it.permitted(role, *action, object);
                let answer = browser.get(address).await;
                assert_eq!(answer.status == StatusCode::OK, expected, "{role:?} {address}: {}", answer.status);
                if !expected {
                    assert!(refused(&answer), "{role:?} {address}: {}", answer.status);
                }
                seen[usize::from(expected)] += 1;
            }
            let own = browser.get("/sv/mina-sidor/kalender").await;
            assert_eq!(own.status, StatusCode::OK);
            assert_eq!(
                own.text.contains("Norr"),
                it.permitted(role, Action::SeeMeeting, &it.group(0)) && role != Role::Organiser,
                "{role:?}"
            );
        }
        // Nobody signed in is asked to.
        for (address, ..) in &pages {
            let answer = it.town.visitor().get(address).await;
            assert!(
                answer.location.starts_with("/sv/logga-in?") || answer.location.starts_with("/en/sign-in?"),
                "{address}: {}",
                answer.status
            );
        }
    }
    assert!(seen[0] > 60 && seen[1] > 40, "{seen:?}");
    // What has happened in a round is everybody's to read.
    let log = it.town.visitor().get(&format!("/sv/omgang/{}/handelser", it.round)).await;
    assert!(log.status == StatusCode::OK && log.text.contains("Egenby kommun kommer med"), "{}", log.text);
}

pub(super) fn refused(answer: &Answer) -> bool {
    matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}

/// An act: address, fields, a file, what is asked for, of what.
type Act = (String, Vec<(&'static str, String)>, bool, Action, Object);

/// The acts on the own group's meetings (0) or the foreign group's (1), each on something fresh, and on
/// what its organisation has in the round.
async fn act(it: &Rounds, which: usize, role: Role, number: usize) -> Option<Act> {
    let group = || it.group(which);
    let me = &it.town.places[0].people[&role];
    let fields = |act: &'static str, more: &[(&'static str, &str)]| {
        let mut fields = vec![("act", act.to_owned()), ("version", "1".to_owned())];
        fields.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        fields
    };
    let time = [("date", "2026-02-25"), ("start", "09:00"), ("end", "12:00")];
    let form = [
        ("occasion", "step:traff-styrning"),
        ("time-1-date", "2026-02-25"),
        ("time-1-start", "09:00"),
        ("time-1-end", "12:00"),
    ];
    let coming = async || it.meeting(which, MeetingState::Fixed, 20).await;
    let page = |meeting: MeetingId, rest: &str| format!("/sv/traff/{meeting}{rest}");
    Some(match number {
        0 => {
            let id = it.meeting(which, MeetingState::Poll, 20).await;
            (page(id, ""), fields("answer", &[("suits-2026-02-20T09:00", "yes")]), false, Action::JoinMeeting, group())
        }
        1 => {
            let id = it.meeting(which, MeetingState::Poll, 20).await;
            (page(id, ""), fields("set-day", &time), false, Action::PlanMeeting, group())
        }
        2 => (
            page(coming().await, ""),
            fields("register", &[("comes", "remote"), ("diet", "x")]),
            false,
            Action::JoinMeeting,
            group(),
        ),
        3 => {
            let id = it.meeting(which, MeetingState::Fixed, 1).await;
            let name = format!("there-{}", me.person);
            let mut fields = fields("attend", &[]);
            fields.push((Box::leak(name.into_boxed_str()), "yes".into()));
            // Only who is called can be noted to have been there; the act itself is asked for all the same.
            (page(id, ""), fields, false, Action::PlanMeeting, group())
        }
        4 => (
            page(it.meeting(which, MeetingState::Fixed, 1).await, ""),
            fields("hold", &[]),
            false,
            Action::PlanMeeting,
            group(),
        ),
        5 => {
            let place = it.town.places[which].id;
            let fields = vec![("organisation", place.to_string()), ("deadline", "presentation".into())];
            // Both the meeting and the organisation must be near enough.
            let seen = it.permitted(role, Action::SeeMeeting, &group());
            let (action, object) = if seen { (Action::Attach, of(place)) } else { (Action::SeeMeeting, group()) };
            (page(coming().await, ""), [vec![("act", "hand-in".to_owned())], fields].concat(), true, action, object)
        }
        6 => (page(coming().await, ""), vec![("act", "material".into())], true, Action::PlanMeeting, group()),
        7 => (page(coming().await, "/andra"), fields("save", &form), false, Action::PlanMeeting, group()),
        8 => (page(coming().await, "/andra"), fields("set-day", &time), false, Action::PlanMeeting, group()),
        9 => (page(coming().await, "/andra"), fields("ask-again", &form), false, Action::PlanMeeting, group()),
        10 => {
            (page(coming().await, "/andra"), fields("cancel", &[("why", "Storm")]), false, Action::PlanMeeting, group())
        }
        11 => (
            page(coming().await, "/anteckningar"),
            fields("write", &[("text", "Vi kom fram till")]),
            false,
            Action::WriteMinutes,
            group(),
        ),
        12 => (
            page(coming().await, "/anteckningar"),
            fields("point", &[("kind", "decision"), ("point-text", "Vi träffas igen")]),
            false,
            Action::WriteMinutes,
            group(),
        ),
        13 | 14 => {
            let id = coming().await;
            let point = it.noted(which, id).await.to_string();
            let act = if number == 13 { "done" } else { "remove-point" };
            let fields = vec![("act", act.into()), ("version", "2".into()), ("point", point)];
            (page(id, "/anteckningar"), fields, false, Action::WriteMinutes, group())
        }
        15 => {
            let id = coming().await;
            it.noted(which, id).await;
            let fields = vec![("act", "show".into()), ("version", "2".into()), ("to", "round".into())];
            // Who does not read them does not move them, whatever the role.
            let reads = it.permitted(role, Action::ReadPiece, &it.piece(which));
            let action = if reads { Action::MoveVisibility } else { Action::ReadPiece };
            (page(id, "/anteckningar"), fields, false, action, it.piece(which))
        }
        16 => {
            let id = it.meeting(which, MeetingState::Held, 1).await;
            (
                page(id, "/aterkoppling"),
                fields("feedback", &[("answer-plus", "Bra")]),
                false,
                Action::JoinMeeting,
                group(),
            )
        }
        17 => (
            format!("/sv/grupp/{}/ny-traff", it.groups[which]),
            fields("plan", &form),
            false,
            Action::PlanMeeting,
            group(),
        ),
        18 => {
            (format!("/sv/omgang/{}/ny-traff", it.round), fields("plan", &form), false, Action::ManageRound, it.run())
        }
        19 | 20 => {
            let there = it.town.store.get::<Participation>(it.parts[which]).await.unwrap().unwrap();
            let mut fields = vec![("version", there.version.to_string())];
            fields.extend(if number == 19 {
                [("act", "invoice".to_owned()), ("reference", "F 17".into()), ("amount", "25000".into())]
            } else {
                // Long from now: the others still find it there.
                [("act", "leave".to_owned()), ("last", "2027-06-30".into()), ("why", "Strategen slutar".into())]
            });
            (format!("/sv/deltagande/{}", it.parts[which]), fields, false, Action::ManageRound, it.run())
        }
        _ => return None,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_as_every_role() {
    let it = Rounds::new().await;
    let mut seen = [0, 0];
    for role in Role::ALL {
        let browser = it.town.browser(&it.town.places[0].people[&role]).await;
        for which in [0, 1] {
            for number in 0.. {
                let Some((address, fields, with_file, action, object)) = act(&it, which, role, number).await else {
                    break;
                };
                let expected = it.permitted(role, action, &object);
                let before = it.town.changes().await;
                let answer = if with_file {
                    browser.post_file_with(&address, &fields, "underlag.pdf", PDF).await
                } else {
                    browser.post(&address, &fields).await
                };
                let what = format!("{role:?} {which} {address} {fields:?} {action:?}: {}", answer.text);
                assert_eq!(answer.status == StatusCode::SEE_OTHER, expected, "{} {what}", answer.status);
                let more = it.town.changes().await - before;
                if expected {
                    // Nobody called was there: nothing to note.
                    assert!(more == 1 || number == 3, "{more} {what}");
                } else {
                    assert!(refused(&answer), "{} {what}", answer.status);
                    assert_eq!(more, 0, "{what}");
                }
                seen[usize::from(expected)] += 1;
            }
        }
    }
    assert!(seen[0] > 150 && seen[1] > 80, "{seen:?}");
}

/// What is refused shows what is saved, and what was written where it was not.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_button_leaves_the_form_beside_it_as_it_is_saved() {
    let it = Rounds::new().await;
    let people = &it.town.places[0].people;
    let organiser = it.town.browser(&people[&Role::Organiser]).await;
    it.meeting(0, MeetingState::Fixed, 20).await;
    let group = format!("/sv/grupp/{}/andra", it.groups[0]);
    let answer = organiser.post(&group, &[("act", "remove".into()), ("version", "1".into())]).await;
    let member = format!("value=\"{}\" selected", it.town.places[0].id);
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert!(answer.text.contains("name=\"name\" value=\"Norr\"") && answer.text.contains(&member), "{}", answer.text);

    let strategist = it.town.browser(&people[&Role::Strategist]).await;
    let open = it.returned("Modellkommuner 2027", jiff::civil::date(2026, 3, 1)).await;
    let save = |reference: &str| {
        [("act", "save".to_owned()), ("version", "1".to_owned()), ("invoice-reference", reference.to_owned())]
    };
    let answer = strategist.post(&open, &save("ZZ 1020")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    // By somebody who has not seen what a colleague saved.
    let withdraw = [("act", "withdraw".to_owned()), ("version", "1".into()), ("why", "Vi hinner inte".into())];
    let answer = strategist.post(&open, &withdraw).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for kept in ["value=\"ZZ 1020\"", "value=\"Vi hinner inte\""] {
        assert!(answer.text.contains(kept), "{kept}: {}", answer.text);
    }
    // Who is too late does not lose what they wrote.
    let shut = it.returned("Modellkommuner 2028", jiff::civil::date(2026, 1, 20)).await;
    assert!(!strategist.get(&shut).await.text.contains("name=\"invoice-reference\""));
    let answer = strategist.post(&shut, &save("ZZ 2030")).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    for said in ["value=\"ZZ 2030\"", "Det ni skrev är inte sparat"] {
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_needs_is_the_hosts_to_see() {
    let it = Rounds::new().await;
    // The foreign group's host is foreign; the own group's is the own organisation.
    for (which, host) in [(0, 0), (0, 1)] {
        let meeting = it.meeting(which, MeetingState::Fixed, 20).await;
        let there = it.town.store.get::<Meeting>(meeting).await.unwrap().unwrap();
        let host = it.town.places[host].id;
        let who = it.town.places[0].people[&Role::Politician].person;
        let needs = Needs {
            meeting,
            person: who,
            hearing_loop: false,
            wheelchair: false,
            diet: "jordnötter".into(),
            other: String::new(),
        };
        it.write(|change| {
            change.update(meeting, 1, &Meeting { host: Some(host), ..there.body }).unwrap();
            change.insert(it.id::<NeedsId>(), &needs).unwrap();
        })
        .await;
        for role in Role::ALL {
            let browser = it.town.browser(&it.town.places[0].people[&role]).await;
            let page = browser.get(&format!("/sv/traff/{meeting}")).await;
            let sees = page.status == StatusCode::OK && it.permitted(role, Action::SeeNeeds, &of(host));
            assert_eq!(page.text.contains("jordnötter"), sees, "{role:?} {host}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_from_the_poll_to_the_feedback() {
    let it = Rounds::new().await;
    let people = &it.town.places[0].people;
    let strategist = it.town.browser(&people[&Role::Strategist]).await;
    let politician = it.town.browser(&people[&Role::Politician]).await;
    let new = format!("/sv/grupp/{}/ny-traff", it.groups[0]);
    let page = strategist.get(&new).await.text;
    for part in
        ["name=\"time-3-date\"", "name=\"item-8-leader\"", "Lärandeträff: styrning och ledning", "type=\"time\""]
    {
        assert!(page.contains(part), "{part}");
    }
    let plan = |times: &[(&'static str, &str)]| {
        let mut fields = vec![("act", "plan".to_owned()), ("occasion", "step:traff-styrning".to_owned())];
        fields.extend(times.iter().map(|(name, value)| (*name, (*value).to_owned())));
        fields
    };
    // What is wrong is said over the form, with what was written in it.
    let wrong =
        [("time-1-date", "2026-03-29"), ("time-1-start", "02:30"), ("time-1-end", "04:00"), ("place", "Folkets hus")];
    let answer = strategist.post(&new, &plan(&wrong)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains("klockan ställs fram den natten") && answer.text.contains("value=\"Folkets hus\""));
    let none = strategist.post(&new, &plan(&[])).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text.contains("Tid saknas"), "{}", none.text);
    let two = [
        ("time-1-date", "2026-02-10"),
        ("time-1-start", "09:30"),
        ("time-1-end", "15:00"),
        ("time-2-date", "2026-02-12"),
        ("time-2-start", "09:30"),
        ("time-2-end", "15:00"),
        ("item-1-title", "Välkommen"),
        ("item-1-minutes", "20"),
        ("item-2-title", "Vad lär vi oss?"),
        ("item-2-minutes", "400"),
        ("place", "Stadshuset"),
        ("answer_by", "2026-02-06"),
    ];
    let answer = strategist.post(&new, &plan(&two)).await;
    let meeting = between(&answer.location, "/sv/traff/", "?").unwrap().to_owned();
    let here = format!("/sv/traff/{meeting}");
    let answer = politician
        .post(
            &here,
            &[
                ("act", "answer".into()),
                ("suits-2026-02-12T09:30", "yes".into()),
                ("suits-2026-02-10T09:30", "no".into()),
            ],
        )
        .await;
    assert_eq!(answer.location, format!("{here}?sagt=answered"));
    let page = strategist.get(&here).await.text;
    for part in [
        "senast fredag 6 februari 2026",
        "torsdag 12 februari 2026 kl. 9.30–15.00",
        "passar flest",
        people[&Role::Politician].name.as_str(),
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let set = [("act", "set-day"), ("version", "1"), ("date", "2026-02-12"), ("start", "09:30"), ("end", "15:00")];
    let set: Vec<(&str, String)> = set.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    assert_eq!(strategist.post(&here, &set).await.location, format!("{here}?sagt=day-set"));
    let page = politician.get(&format!("/en/meeting/{meeting}")).await.text;
    for part in [
        "Thursday 12 February 2026, 9.30–15.00",
        "9.50",
        "90 minutes longer than the meeting",
        "Are you coming?",
        "Only you and those who arrange the meeting",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // The calendar file and the feed, which needs no cookie.
    let file = politician.get(&format!("{here}/kalender")).await;
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(
        file.text.starts_with("BEGIN:VCALENDAR\r\n") && file.text.contains("DTSTART:20260212T083000Z\r\n"),
        "{}",
        file.text
    );
    let made = politician.post("/sv/mina-sidor/kalender", &[("act", "open".into()), ("group", String::new())]).await;
    assert_eq!(made.status, StatusCode::OK);
    let feed = between(&made.text, "http://localhost/sv/kalender/", "<").unwrap().to_owned();
    let open = async |feed: String| it.town.visitor().get(&format!("/sv/kalender/{feed}")).await;
    let answer = open(feed.clone()).await;
    assert_eq!(
        (answer.status, answer.headers["content-type"].to_str().unwrap()),
        (StatusCode::OK, "text/calendar; charset=utf-8")
    );
    assert!(answer.text.contains("SUMMARY:Lärandeträff: styrning och ledning\r\n"), "{}", answer.text);
    assert_eq!(answer.headers["cache-control"], "no-store");
    // Shown once; a new one ends it.
    assert!(!politician.get("/sv/mina-sidor/kalender").await.text.contains(&feed));
    politician.post("/sv/mina-sidor/kalender", &[("act", "open".into()), ("group", String::new())]).await;
    for gone in [feed, "x".into(), "x.y.ics".into()] {
        assert_eq!(open(gone).await.status, StatusCode::NOT_FOUND);
    }
    // Two change it at once: the other is shown both.
    let save = |place: &str| {
        vec![
            ("act", "save".to_owned()),
            ("version", "2".to_owned()),
            ("occasion", "other".to_owned()),
            ("title", "Träff".to_owned()),
            ("place", place.to_owned()),
        ]
    };
    assert_eq!(strategist.post(&format!("{here}/andra"), &save("Sal A")).await.status, StatusCode::SEE_OTHER);
    let manager = it.town.browser(&people[&Role::Manager]).await;
    let answer = manager.post(&format!("{here}/andra"), &save("Sal B")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Sal A") && answer.text.contains("Sal B"), "{}", answer.text);

    // One that has been: who was there, notes, what people thought.
    let past = it.meeting(0, MeetingState::Fixed, 1).await;
    let here = format!("/sv/traff/{past}");
    let there = format!("there-{}", people[&Role::Politician].person);
    let answer = strategist.post(&here, &[("act", "attend".into()), (there.as_str(), "yes".into())]).await;
    assert_eq!(answer.location, format!("{here}?sagt=attended"));
    assert!(strategist.get(&here).await.text.contains("var med"));
    strategist
        .post(
            &format!("{here}/anteckningar"),
            &[("act", "write".into()), ("version", "0".into()), ("text", "Rad ett\r\nRad två".into())],
        )
        .await;
    let page = politician.get(&format!("{here}/anteckningar")).await.text;
    assert!(page.contains("Rad ett\nRad två") && page.contains("gruppen och dess mentorer"), "{page}");
    let answer = politician
        .post(&format!("{here}/aterkoppling"), &[("act", "feedback".into()), ("answer-plus", "Öppet samtal".into())])
        .await;
    assert_eq!(answer.location, format!("{here}/aterkoppling?sagt=feedback"));
    let mine = politician.get(&format!("{here}/aterkoppling")).await.text;
    assert!(mine.contains("Öppet samtal") && !mine.contains("Vad alla tyckte"), "{mine}");
    let organiser = it.town.browser(&people[&Role::Organiser]).await;
    let all = organiser.get(&format!("/sv/omgang/{}/aterkoppling", it.round)).await.text;
    assert!(all.contains("Öppet samtal") && !all.contains(&people[&Role::Politician].name), "{all}");
    let counts = organiser.get(&format!("/en/round/{}/attendance", it.round)).await.text;
    assert!(counts.contains("Attendance in Modellkommuner 2026"), "{counts}");
}
