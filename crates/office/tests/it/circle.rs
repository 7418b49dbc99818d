//! A round with a group of two participants and a mentor, a group beside it, and somebody outside.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use method::Library;
use office::{AgendaForm, MeetingForm, SlotForm, Visitor};
use programme::{
    Capacity, Edition, EditionId, Group, GroupId, Language, Member, OrganisationId, Participation, ParticipationId,
    Person, Role, Round, RoundId, RoundState, Track,
};

use crate::rig::Rig;

/// The first day of everything.
pub const FIRST: Date = date(2026, 2, 2);

pub struct Circle {
    pub rig: Rig,
    pub organiser: OrganisationId,
    pub kramfors: OrganisationId,
    pub vaxholm: OrganisationId,
    pub mentor: OrganisationId,
    pub lund: OrganisationId,
    pub round: RoundId,
    pub group: GroupId,
    people: BTreeMap<&'static str, Visitor>,
}

impl Circle {
    pub async fn new(rig: Rig) -> Self {
        let organiser = rig.place("SKR").await;
        let kramfors = rig.place("Kramfors kommun").await;
        let vaxholm = rig.place("Vaxholms stad").await;
        let mentor = rig.place("Örnsköldsviks kommun").await;
        let lund = rig.place("Lunds kommun").await;
        let outside = rig.place("Umeå kommun").await;
        let round = bound(&rig, organiser).await;
        for (place, capacity) in [
            (kramfors, Capacity::Participant),
            (vaxholm, Capacity::Participant),
            (mentor, Capacity::Mentor),
            (lund, Capacity::Participant),
        ] {
            take_part(&rig, round, place, capacity).await;
        }
        let group = grouped(&rig, round, organiser, "Norr", &[kramfors, vaxholm], mentor, &[vaxholm, kramfors]).await;
        // The mentor leads both.
        grouped(&rig, round, organiser, "Söder", &[lund], mentor, &[]).await;
        let mut people = BTreeMap::new();
        for (who, name, place, role) in [
            ("organiser", "Ottilia Organisatör", organiser, Role::Organiser),
            ("politician", "Pia Politiker", kramfors, Role::Politician),
            ("manager", "Malte Chef", kramfors, Role::Manager),
            ("strategist", "Åsa Strateg", kramfors, Role::Strategist),
            ("key", "Nils Nyckel", kramfors, Role::KeyPerson),
            ("reader", "Lars Läsare", kramfors, Role::Reader),
            ("operator", "Drago Drift", kramfors, Role::Operator),
            ("vaxholm", "Vera Vaxholm", vaxholm, Role::Strategist),
            ("mentor", "Mona Mentor", mentor, Role::Mentor),
            ("beside", "Sven Söder", lund, Role::Strategist),
            ("outside", "Ulla Umeå", outside, Role::Strategist),
        ] {
            people.insert(who, rig.guest(name, place, role).await);
        }
        Self { rig, organiser, kramfors, vaxholm, mentor, lund, round, group, people }
    }

    /// Somebody, as they are since the beginning.
    pub fn who(&self, who: &str) -> &Visitor {
        &self.people[who]
    }

    /// Noon in Sweden on a day, or another hour.
    pub fn at(&self, day: Date, hour: i8) {
        self.rig.set(day.at(hour, 0, 0, 0).to_zoned(programme::sweden()).unwrap().timestamp());
    }

    /// Somebody reads English from now on.
    pub async fn english(&self, who: &str) {
        let id = self.who(who).person;
        let person = self.rig.store.get::<Person>(id).await.unwrap().unwrap();
        let body = Person { language: Language::En, ..person.body };
        self.rig.write(|change| change.update(id, person.version, &body).unwrap()).await;
    }

    /// The round in another state.
    pub async fn round_is(&self, state: RoundState) {
        let round = self.rig.store.get::<Round>(self.round).await.unwrap().unwrap();
        let body = Round { state, ..round.body };
        self.rig.write(|change| change.update(self.round, round.version, &body).unwrap()).await;
    }
}

async fn bound(rig: &Rig, organiser: OrganisationId) -> RoundId {
    follows(rig, organiser, "modell-2023", "Modellkommuner 2026").await
}

/// A round under way that follows a model.
pub async fn follows(rig: &Rig, organiser: OrganisationId, model: &str, title: &str) -> RoundId {
    let library = Library::built_in();
    let edition = library.edition(model).unwrap();
    let body = Edition {
        model: edition.model.to_string(),
        version: edition.version,
        fingerprint: edition.fingerprint,
        text: library.edition_text(model).unwrap(),
    };
    // Rounds of the same edition share it.
    let known = rig.store.list::<Edition>().await.unwrap();
    let known = known.into_iter().find(|it| it.body.fingerprint == body.fingerprint).map(|it| it.id);
    let (id, round): (EditionId, RoundId) = (known.unwrap_or_else(|| rig.id()), rig.id());
    let running = Round {
        title: title.into(),
        organiser,
        edition: id,
        state: RoundState::Running,
        tracks: vec![Track::Municipalities],
        calendar: programme::Calendar::default(),
        fee: None,
        invitation: String::new(),
        deadlines: BTreeMap::new(),
        moved: Vec::new(),
    };
    rig.write(|change| {
        if known.is_none() {
            change.insert(id, &body).unwrap();
        }
        change.insert(round, &running).unwrap();
    })
    .await;
    round
}

pub async fn take_part(rig: &Rig, round: RoundId, organisation: OrganisationId, capacity: Capacity) {
    let id: ParticipationId = rig.id();
    let body = Participation {
        round,
        organisation,
        capacity,
        track: Some(Track::Municipalities),
        administration: None,
        application: None,
        from: FIRST,
        to: None,
        why: None,
        replaces: None,
        promised: None,
        invoice: None,
        mentoring: None,
    };
    rig.write(|change| change.insert(id, &body).unwrap()).await;
}

pub async fn grouped(
    rig: &Rig,
    round: RoundId,
    organiser: OrganisationId,
    name: &str,
    participants: &[OrganisationId],
    mentor: OrganisationId,
    hosts: &[OrganisationId],
) -> GroupId {
    let id = rig.id();
    let member = |organisation, capacity| Member { organisation, capacity, from: FIRST, to: None };
    let mut members: Vec<Member> = participants.iter().map(|it| member(*it, Capacity::Participant)).collect();
    members.push(member(mentor, Capacity::Mentor));
    let body = Group { round, organiser, name: name.into(), theme: None, members, hosts: hosts.into() };
    rig.write(|change| change.insert(id, &body).unwrap()).await;
    id
}

pub fn slot(day: &str, start: &str, end: &str) -> SlotForm {
    SlotForm { date: day.into(), start: start.into(), end: end.into(), last: String::new() }
}

/// A learning meeting with these times.
pub fn meeting(slots: &[SlotForm]) -> MeetingForm {
    MeetingForm {
        occasion: "step:traff-styrning".into(),
        slots: slots.to_vec(),
        place: "Stadshuset, Kramfors".into(),
        link: "https://mote.example/styrning".into(),
        agenda: vec![
            AgendaForm { title: "Välkommen".into(), minutes: "15".into(), leader: "Mona Mentor".into() },
            AgendaForm {
                title: "Styrning; mål, budget\\uppföljning".into(),
                minutes: "90".into(),
                leader: String::new(),
            },
            AgendaForm::default(),
        ],
        ..MeetingForm::default()
    }
}
