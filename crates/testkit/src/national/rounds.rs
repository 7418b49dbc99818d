//! A round from draft to archive: applied to, decided on, seated in groups, met in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use programme::{
    Answer, Application, ApplicationId, ApplicationState, Calendar, Capacity, Document, DocumentId, Group, GroupId,
    Invoice, Member, Named, Participation, Role, Round, RoundId, RoundState, Track, Verdict,
};
use storage::{Author, Error};

use super::{
    PLACES,
    country::{Country, Place},
    day, gather, levels,
    writer::{Kept, Writer},
};

/// Steps between neighbours in the order of a round; none has a divisor in common with [`PLACES`].
const STRIDES: [usize; 11] = [1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27];

/// Who sits with whom in a round: places by number.
pub(super) struct Seating {
    pub(super) groups: Vec<Seats>,
}

/// A group's places.
pub(super) struct Seats {
    pub(super) participants: Vec<usize>,
    pub(super) mentor: usize,
    pub(super) support: Option<usize>,
}

impl Seating {
    /// Groups of two and of three in turn, each with a mentor from far off, every sixth with a support.
    pub(super) fn of(round: i64) -> Self {
        let stride = STRIDES[usize::try_from(round).unwrap_or(0) % STRIDES.len()];
        let place = |at: usize| (at % PLACES) * stride % PLACES;
        let (mut at, mut groups) = (0, Vec::new());
        while at < PLACES {
            let size = (2 + groups.len() % 2).min(PLACES - at);
            groups.push(Seats {
                participants: (at..at + size).map(place).collect(),
                mentor: place(at + PLACES / 2),
                support: (groups.len() % 6 == 0).then(|| place(at + PLACES / 4)),
            });
            at += size;
        }
        Self { groups }
    }

    /// The places that mentor, and those that support.
    pub(super) fn leaders(&self) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let mentors = self.groups.iter().map(|it| it.mentor).collect();
        (mentors, self.groups.iter().filter_map(|it| it.support).collect())
    }
}

/// A round as it went.
pub(super) struct Run {
    pub(super) round: Kept<Round>,
    pub(super) starts: Date,
    pub(super) ends: Date,
    pub(super) seating: Seating,
    pub(super) groups: Vec<Kept<Group>>,
    pub(super) applications: Vec<Kept<Application>>,
    pub(super) gatherings: Vec<gather::Gathering>,
}

impl Run {
    pub(super) fn id(&self) -> RoundId {
        self.round.id
    }

    pub(super) fn title(&self) -> String {
        self.round.body.title.clone()
    }

    /// Everything that has happened in a round that starts then and is in that state now.
    pub(super) async fn through(
        writer: &mut Writer<'_>,
        country: &Country,
        number: i64,
        starts: Date,
        state: RoundState,
    ) -> Result<Self, Error> {
        let calendar = Calendar {
            invited: Some(day(starts, -130)),
            opens: Some(day(starts, -125)),
            closes: Some(day(starts, -70)),
            answer: Some(day(starts, -40)),
            starts: Some(starts),
            ends: Some(day(starts, 350)),
        };
        let round = Round {
            title: format!("Nationella rundan {}", starts.year()),
            organiser: country.organiser,
            edition: country.edition,
            state: RoundState::Draft,
            tracks: Track::ALL.to_vec(),
            calendar,
            fee: Some(25_000),
            invitation: INVITATION.into(),
            deadlines: BTreeMap::new(),
            moved: Vec::new(),
        };
        let mut pen = writer.pen(country.author(), day(starts, -150), 9);
        let round = pen.put(round)?;
        writer.save(pen).await?;
        let mut run = Self {
            round,
            starts,
            ends: day(starts, 350),
            seating: Seating::of(number),
            groups: Vec::new(),
            applications: Vec::new(),
            gatherings: Vec::new(),
        };
        run.lead(writer, country, RoundState::Invited, -130).await?;
        run.lead(writer, country, RoundState::Open, -125).await?;
        run.apply(writer, country).await?;
        if state == RoundState::Open {
            return Ok(run);
        }
        run.lead(writer, country, RoundState::Admission, -69).await?;
        run.admit(writer, country).await?;
        run.lead(writer, country, RoundState::Running, 0).await?;
        run.seat(writer, country).await?;
        run.gatherings = gather::all(writer, country, &run).await?;
        if state == RoundState::Running {
            levels::all(writer, country, &run).await?;
        }
        if state == RoundState::Archived {
            run.lead(writer, country, RoundState::Closed, 351).await?;
            run.lead(writer, country, RoundState::Archived, 364).await?;
        }
        Ok(run)
    }

    async fn lead(
        &mut self,
        writer: &mut Writer<'_>,
        country: &Country,
        to: RoundState,
        days: i64,
    ) -> Result<(), Error> {
        let on = day(self.starts, days);
        let moved = self.round.body.moved_to(to, on)?;
        let mut pen = writer.pen(country.author(), on, 8);
        pen.amend(&mut self.round, |it| *it = moved)?;
        writer.save(pen).await
    }

    /// Everybody begins an application, completes it, and sends it, in three sittings.
    async fn apply(&mut self, writer: &mut Writer<'_>, country: &Country) -> Result<(), Error> {
        for (index, place) in country.places.iter().enumerate() {
            let began = day(self.starts, -124 + index as i64 % 12);
            let by = |role| place.as_a(role).map_or(Author::Operator, |it| Author::Person(it.person));
            let mut pen = writer.pen(by(Role::Strategist), began, 10);
            let (id, document): (ApplicationId, DocumentId) = (pen.id(), pen.id());
            let mut it = pen.put_as(id, draft(self.round.id, place))?;
            pen.put_as(document, country.document("Beslut.txt", place.id, Some(id.into())))?;
            writer.save(pen).await?;
            let mut pen = writer.pen(by(Role::Strategist), day(began, 3), 14);
            pen.amend(&mut it, |it| complete(it, place, document, began))?;
            writer.save(pen).await?;
            let sent = day(began, 8);
            let mut pen = writer.pen(by(Role::Manager), sent, 16);
            pen.amend(&mut it, |it| (it.state, it.sent) = (ApplicationState::Sent, Some(sent)))?;
            writer.save(pen).await?;
            self.applications.push(it);
        }
        Ok(())
    }

    /// Everybody is admitted, with a decision on paper; the fee is noted later.
    async fn admit(&mut self, writer: &mut Writer<'_>, country: &Country) -> Result<(), Error> {
        let on = day(self.starts, -45);
        let Some(judge) = country.organisers.first() else { return Ok(()) };
        let mut pen = writer.pen(country.author(), on, 13);
        let mut there = Vec::new();
        for it in &mut self.applications {
            let reason = "Ni uppfyller villkoren och har tid avsatt.".into();
            let outcome = ApplicationState::Admitted;
            let decision = Document {
                content: country.decision.hash.clone(),
                media_type: country.decision.media_type.clone(),
                bytes: country.decision.bytes,
                ..country.document(&format!("beslut-{on}.pdf"), it.body.organisation, Some(it.id.into()))
            };
            let letter = Some(pen.put(decision)?.id);
            pen.amend(it, |it| {
                it.state = outcome;
                it.verdict = Some(Verdict { outcome, reason, place: None, on, by: judge.person, letter });
            })?;
            let mut taken = participation(self.round.id, it.body.organisation, Capacity::Participant, on);
            (taken.application, taken.promised) = (Some(it.id), Some(on));
            there.push(pen.put(taken)?);
        }
        writer.save(pen).await?;
        let on = day(self.starts, 20);
        let mut pen = writer.pen(country.author(), on, 15);
        for (index, it) in there.iter_mut().enumerate() {
            let reference = format!("ZZ {:04}", 1_000 + index);
            pen.amend(it, |it| it.invoice = Some(Invoice { reference, amount: 25_000, on }))?;
        }
        writer.save(pen).await
    }

    /// Groups: first who compares, then who mentors, then what they work on. Everybody compares itself
    /// somewhere, so who mentors takes part already: an organisation does so once at a time.
    async fn seat(&mut self, writer: &mut Writer<'_>, country: &Country) -> Result<(), Error> {
        let from = day(self.starts, 4);
        let places = &country.places;
        let member = |place: usize, capacity| Member { organisation: places[place].id, capacity, from, to: None };
        let mut pen = writer.pen(country.author(), from, 9);
        for (index, seats) in self.seating.groups.iter().enumerate() {
            let group = Group {
                round: self.round.id,
                organiser: country.organiser,
                name: format!("Grupp {}", index + 1),
                theme: None,
                members: seats.participants.iter().map(|place| member(*place, Capacity::Participant)).collect(),
                hosts: seats.participants.iter().map(|place| places[*place].id).collect(),
            };
            self.groups.push(pen.put(group)?);
        }
        writer.save(pen).await?;
        let mut pen = writer.pen(country.author(), from, 15);
        for (group, seats) in self.groups.iter_mut().zip(&self.seating.groups) {
            let leaders = [(Some(seats.mentor), Capacity::Mentor), (seats.support, Capacity::Support)];
            let leaders: Vec<_> = leaders.into_iter().filter_map(|(place, as_what)| Some((place?, as_what))).collect();
            pen.amend(group, |it| {
                it.members.extend(leaders.iter().map(|(place, capacity)| member(*place, *capacity)));
                it.hosts.push(places[seats.mentor].id);
            })?;
        }
        writer.save(pen).await?;
        let mut pen = writer.pen(country.author(), day(from, 30), 9);
        for (index, group) in self.groups.iter_mut().enumerate() {
            pen.amend(group, |it| it.theme = Some(THEMES[index % THEMES.len()].into()))?;
        }
        writer.save(pen).await
    }

    /// The places of a group, mentor and support last.
    pub(super) fn places<'a>(&self, country: &'a Country, group: usize) -> Vec<&'a Place> {
        let seats = &self.seating.groups[group];
        let all = seats.participants.iter().copied().chain([seats.mentor]).chain(seats.support);
        all.map(|place| &country.places[place]).collect()
    }

    /// The id of a group.
    pub(super) fn group(&self, index: usize) -> GroupId {
        self.groups[index].id
    }
}

const INVITATION: &str = "Välkomna att jämföra er med andra. Vi träffas i små grupper med en mentor, prövar \
    förbättringar hemma och berättar för varandra hur det gick.\n\nLäs villkoren och sök tillsammans: en politiker, en \
    chef och en strateg från varje organisation.";
const THEMES: [&str; 6] = [
    "Heltid i äldreomsorgen",
    "Hemtjänst efter behov",
    "Sjukfrånvaro i egna organisationen",
    "Skolresultat och trygghet",
    "Föreningsbidrag",
    "Bemötande och klagomål",
];

fn participation(
    round: RoundId,
    organisation: programme::OrganisationId,
    capacity: Capacity,
    from: Date,
) -> Participation {
    Participation {
        round,
        organisation,
        capacity,
        track: Some(Track::Municipalities),
        administration: None,
        application: None,
        from,
        to: None,
        why: None,
        replaces: None,
        promised: None,
        invoice: None,
        mentoring: None,
    }
}

fn draft(round: RoundId, place: &Place) -> Application {
    Application {
        round,
        organisation: place.id,
        track: Track::Municipalities,
        administration: None,
        state: ApplicationState::Draft,
        answers: BTreeMap::new(),
        team: Vec::new(),
        invoice_reference: None,
        sent: None,
        returned: None,
        verdict: None,
        withdrawn: None,
    }
}

/// Everything the model asks for.
fn complete(it: &mut Application, place: &Place, document: DocumentId, on: Date) {
    let named = [(Role::Politician, "politiker"), (Role::Manager, "chef"), (Role::Strategist, "strateg")];
    for (role, id) in named {
        it.team.extend(place.as_a(role).map(|who| Named { role: id.into(), person: who.person }));
    }
    let decided = Answer {
        choice: Some("plan".into()),
        date: Some(day(on, -200)),
        reference: Some(format!("KF {} § 64", day(on, -200))),
        document: Some(document),
        ..Answer::default()
    };
    it.answers.insert("politiskt-beslut".into(), decided);
    for id in ["ledningen-star-bakom", "tid-avsatt", "folja-modellen", "bli-mentor"] {
        let person = it.team.first().map(|named| named.person).filter(|_| id == "ledningen-star-bakom");
        it.answers.insert(id.into(), Answer { confirmed: true, person, ..Answer::default() });
    }
    let wish = "Gärna med grannar som också vill pröva något i hemtjänsten.".to_owned();
    it.answers.insert("onskemal".into(), Answer { text: Some(wish), ..Answer::default() });
    it.invoice_reference = Some("ZZ 1020".into());
}
