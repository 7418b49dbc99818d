//! What stands on the stage: a round half-way through, at an interesting moment (one group ahead, one
//! late, one that lost a member), a new one with applications waiting, one whose groups are about to be
//! formed, and one that ended more than a year ago. Days count from the day it is put up.
//!
//! # Where things are
//! Here are rounds, groups, meetings and applications; `working` what is done in the steps, `assessing`
//! the self-assessments, `forming` the round without groups, `improving` ideas, improvements and what lives on, `writing` the templates,
//! `shown` what stands behind any of it.

mod assessing;
mod forming;
mod improving;
mod shown;
mod working;
mod writing;

use std::collections::BTreeMap;

use jiff::{
    ToSpan as _,
    civil::{Date, time},
};
use programme::{
    AgendaItem, Answer, ApplicationState, Calendar, Capacity, Comes, Document, DocumentId, EditionId, EvaluationPlan,
    Feedback, Group, GroupId, HandIn, Meeting, MeetingId, MeetingState, Member, MentorAnswer, Mentoring, Minutes,
    Moved, Named, Occasion, OrganisationId, Participation, PersonId, Point, PointId, PointKind, PollAnswer,
    Registration, Return, Role, Round, RoundId, RoundState, Slot, Suits, Track, Visibility,
};
use storage::Change;

use crate::{Office, Trouble, rounds::blank};

/// The model all rounds follow.
const MODEL: &str = "modell-2023";

pub(super) use forming::PLACES as NEIGHBOURS;

/// Everybody and everything by name, while the stage is put up.
pub(super) struct Stage<'a> {
    pub(super) office: &'a Office,
    pub(super) change: Change,
    pub(super) places: BTreeMap<&'static str, OrganisationId>,
    /// By organisation and role.
    pub(super) people: BTreeMap<(OrganisationId, Role), PersonId>,
    pub(super) today: Date,
    /// A paper that everybody hands in: text.
    pub(super) paper: Document,
}

/// A group of the running round.
struct Cast {
    name: &'static str,
    theme: &'static str,
    participants: &'static [&'static str],
    mentor: &'static str,
    support: Option<&'static str>,
}

const GROUPS: [Cast; 3] = [
    Cast {
        name: "Fjäll och skog",
        theme: "Heltid i äldreomsorgen",
        participants: &["Laxmora kommun", "Rågköpings kommun"],
        mentor: "Älvhamra kommun",
        support: None,
    },
    Cast {
        name: "Slätten",
        theme: "Hemtjänst efter behov",
        participants: &["Slättköpings kommun", "Kornhärads kommun"],
        mentor: "Strömhärads kommun",
        support: None,
    },
    Cast {
        name: "Kusten",
        theme: "Sjukfrånvaro i egna organisationen",
        participants: &["Skärköpings kommun", "Tångköpings kommun"],
        mentor: "Sjöhamra kommun",
        support: Some("Bokhärads kommun"),
    },
];

/// The key figures the round under way is held against: sick leave, full time, upper secondary school.
const HELD_AGAINST: [&str; 3] = ["N00090", "N00206", "N17461"];

/// Who was in the group Kusten and left.
const LEFT: &str = "Ejderhamra kommun";

impl Stage<'_> {
    fn place(&self, name: &str) -> Result<OrganisationId, Trouble> {
        self.places.get(name).copied().ok_or_else(|| Trouble::Ours(format!("no {name} on the stage")))
    }

    fn person(&self, place: OrganisationId, roles: &[Role]) -> Option<(PersonId, Role)> {
        roles.iter().find_map(|role| self.people.get(&(place, *role)).map(|person| (*person, *role)))
    }

    pub(super) fn day(&self, days: i64) -> Date {
        self.today.saturating_add(days.days())
    }

    /// A time on the next weekday on or after so many days from today.
    fn slot(&self, days: i64) -> Result<Slot, Trouble> {
        let mut day = self.day(days);
        while day.weekday().to_monday_zero_offset() > 4 {
            day = day.tomorrow().map_err(|why| Trouble::Ours(why.to_string()))?;
        }
        let slot = Slot::new(day.to_datetime(time(9, 30, 0, 0)), day.to_datetime(time(15, 0, 0, 0)));
        slot.map_err(|problem| storage::Error::from(problem).into())
    }

    /// All rounds, and what is done in them. Gives the one whose groups are about to be formed.
    pub(super) async fn put_up(&mut self) -> Result<RoundId, Trouble> {
        let edition = self.office.edition_for(&mut self.change, MODEL).await?;
        let before = self.last_round(edition)?;
        let running = self.running(edition)?;
        self.open(edition)?;
        let forming = self.about_to_form(edition)?;
        self.work(before, running)?;
        self.assess(before, running).await?;
        self.improve(before, running)?;
        self.write(before, running)?;
        Ok(forming)
    }

    fn round(
        &self,
        edition: EditionId,
        title: String,
        state: RoundState,
        calendar: Calendar,
    ) -> Result<Round, Trouble> {
        let days = [calendar.invited, calendar.opens, calendar.closes, calendar.starts, calendar.ends];
        let states = &RoundState::ALL[1..];
        let moved = states.iter().zip(days).filter(|(to, _)| **to <= state);
        Ok(Round {
            title,
            organiser: self.place("Förbundet Jämna län")?,
            edition,
            state,
            tracks: Track::ALL.to_vec(),
            moved: moved.filter_map(|(to, day)| day.map(|on| Moved { to: *to, on })).collect(),
            calendar,
            fee: Some(25_000),
            invitation: "Välkomna att jämföra er med andra i länet. Vi träffas i små grupper med en mentor, prövar förbättringar hemma och berättar för varandra hur det gick.".into(),
            deadlines: BTreeMap::new(),
        })
    }

    /// The round before, in which today's mentors promised to mentor. It ended so long ago that one asks
    /// what lives on.
    fn last_round(&mut self, edition: EditionId) -> Result<RoundId, Trouble> {
        let calendar = Calendar { starts: Some(self.day(-1000)), ends: Some(self.day(-400)), ..Calendar::default() };
        let round: RoundId = self.office.id();
        let title = format!("Jämna län {}", self.day(-1000).year());
        let mut body = self.round(edition, title, RoundState::Archived, calendar)?;
        body.moved = vec![Moved { to: RoundState::Archived, on: self.day(-390) }];
        let organiser = body.organiser;
        self.change.insert(round, &body)?;
        for name in
            ["Älvhamra kommun", "Strömhärads kommun", "Sjöhamra kommun", "Bokhärads kommun", "Klöverhamra kommun"]
        {
            let mut there = participation(round, self.place(name)?, Capacity::Participant, self.day(-1000));
            there.promised = Some(self.day(-1040));
            there.mentoring = self.decided(name);
            self.change.insert(self.office.id(), &there)?;
        }
        let (told, held) = (Occasion::Step("resultat".into()), MeetingState::Held);
        self.meeting(round, organiser, None, told, "Resultatkonferens", -412, held)?;
        Ok(round)
    }

    /// What two of them decided about mentoring when they had their results. The others did not, and two of
    /// those mentor all the same.
    fn decided(&self, name: &str) -> Option<Mentoring> {
        let (answer, days, reference, why) = match name {
            "Älvhamra kommun" => (MentorAnswer::Yes, -418, "KS § 131", ""),
            "Klöverhamra kommun" => (
                MentorAnswer::Later,
                -415,
                "KSAU § 58",
                "Vi deltar gärna en gång till, med socialtjänsten, och blir mentor efter det.",
            ),
            _ => return None,
        };
        let (reference, why) = (reference.into(), why.into());
        Some(Mentoring { answer, on: self.day(days), reference, why, document: None })
    }

    /// The round under way.
    fn running(&mut self, edition: EditionId) -> Result<RoundId, Trouble> {
        let calendar = Calendar {
            invited: Some(self.day(-300)),
            opens: Some(self.day(-300)),
            closes: Some(self.day(-260)),
            answer: Some(self.day(-240)),
            starts: Some(self.day(-200)),
            ends: Some(self.day(480)),
        };
        let round: RoundId = self.office.id();
        let body =
            self.round(edition, format!("Jämna län {}", self.day(-200).year()), RoundState::Running, calendar)?;
        let organiser = body.organiser;
        self.change.insert(round, &body)?;
        // What it is to be held against was chosen before it began.
        let plan =
            EvaluationPlan { round, organiser, kpis: HELD_AGAINST.map(str::to_owned).into(), fixed: self.day(-215) };
        self.change.insert(self.office.id(), &plan)?;
        let start = self.meeting(
            round,
            organiser,
            None,
            Occasion::Step("uppstart".into()),
            "Uppstartskonferens",
            -190,
            MeetingState::Held,
        )?;
        let came = ["Laxmora kommun", "Slättköpings kommun", "Skärköpings kommun"];
        self.attended(start, &came, Some("Slättköpings kommun"))?;
        self.meeting(
            round,
            organiser,
            None,
            Occasion::Step("strategtraff-styrning".into()),
            "Strategträff: styrning och ledning",
            -150,
            MeetingState::Held,
        )?;
        for (place, cast) in GROUPS.iter().enumerate() {
            let group = self.group(round, organiser, cast)?;
            match place {
                0 => self.ahead(round, organiser, group)?,
                1 => self.late(round, organiser, group)?,
                _ => self.bereft(round, organiser, group)?,
            }
        }
        Ok(round)
    }

    fn group(&mut self, round: RoundId, organiser: OrganisationId, cast: &Cast) -> Result<GroupId, Trouble> {
        let from = self.day(-235);
        let mut members = Vec::new();
        let mut hosts = Vec::new();
        for name in cast.participants {
            let organisation = self.place(name)?;
            let mut there = participation(round, organisation, Capacity::Participant, from);
            there.promised = Some(from);
            self.change.insert(self.office.id(), &there)?;
            members.push(Member { organisation, capacity: Capacity::Participant, from, to: None });
            hosts.push(organisation);
        }
        if cast.name == "Kusten" {
            let organisation = self.place(LEFT)?;
            let last = Some(self.day(-21));
            let mut there = participation(round, organisation, Capacity::Participant, from);
            (there.to, there.why) = (last, Some("Strategen slutade och tjänsten är vakant.".into()));
            self.change.insert(self.office.id(), &there)?;
            members.push(Member { organisation, capacity: Capacity::Participant, from, to: last });
        }
        let leaders = [(Some(cast.mentor), Capacity::Mentor), (cast.support, Capacity::Support)];
        for (name, capacity) in leaders.into_iter().filter_map(|(name, capacity)| name.map(|name| (name, capacity))) {
            let organisation = self.place(name)?;
            self.change.insert(self.office.id(), &participation(round, organisation, capacity, from))?;
            members.push(Member { organisation, capacity, from, to: None });
            if capacity == Capacity::Mentor {
                hosts.push(organisation);
            }
        }
        let id: GroupId = self.office.id();
        let (name, theme) = (cast.name.to_owned(), Some(cast.theme.to_owned()));
        self.change.insert(id, &Group { round, organiser, name, theme, members, hosts })?;
        Ok(id)
    }

    /// The group that is ahead: it has met, written down what it decided, and meets again next week.
    fn ahead(&mut self, round: RoundId, organiser: OrganisationId, group: GroupId) -> Result<(), Trouble> {
        let cast = &GROUPS[0];
        let met = self.meeting(
            round,
            organiser,
            Some((group, cast)),
            Occasion::Step("traff-styrning".into()),
            "Träff om styrning",
            -100,
            MeetingState::Held,
        )?;
        self.attended(met, &[cast.participants[0], cast.participants[1], cast.mentor], None)?;
        let notes = "Laxmora visade hur budgetanvisningarna frågar efter könsuppdelade mål. Rågköping har målen men följer inte upp dem.\n\nVi tar med oss: frågan i budgetdialogen, och en rad i delårsrapporten.";
        let minutes: programme::MinutesId = self.office.id();
        self.change.insert(minutes, &Minutes { meeting: met, organiser, text: notes.into() })?;
        self.change.show(minutes, 1, Visibility::Group);
        let point = |kind, text: &str, organisation, by, done| Point {
            round,
            group: Some(group),
            meeting: met,
            organiser,
            kind,
            text: text.into(),
            organisation,
            by,
            done,
        };
        let (first, second) = (self.place(cast.participants[0])?, self.place(cast.participants[1])?);
        let points = [
            point(PointKind::Decision, "Alla följer samma tre nyckeltal till nästa träff", None, None, None),
            point(
                PointKind::Task,
                "Skicka uppföljningen av målen till gruppen",
                Some(second),
                Some(self.day(-80)),
                Some(self.day(-84)),
            ),
            point(
                PointKind::Task,
                "Dela upp delårsrapportens personalmått på kvinnor och män",
                Some(first),
                Some(self.day(20)),
                None,
            ),
        ];
        for point in &points {
            self.point(point)?;
        }
        for (name, plus, minus, more) in [
            (
                cast.participants[0],
                "Konkreta exempel, lagom stor grupp.",
                "Ont om tid på slutet.",
                "Hur gör andra med delårsrapporten?",
            ),
            (cast.participants[1], "Att få se riktiga dokument.", "Svårt att höra på distans.", "Budgetdialogen."),
        ] {
            let place = self.place(name)?;
            if let Some((person, _)) = self.person(place, &[Role::Strategist]) {
                let answers = [("plus", plus), ("minus", minus), ("intressant", more)];
                let answers = answers.into_iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
                self.change
                    .insert(self.office.id(), &Feedback { meeting: met, group: Some(group), person, answers })?;
            }
        }
        self.meeting(
            round,
            organiser,
            None,
            Occasion::Step("strategtraff-forbattring".into()),
            "Strategträff: förbättringsarbete",
            -30,
            MeetingState::Held,
        )?;
        let next = self.meeting(
            round,
            organiser,
            Some((group, cast)),
            Occasion::Step("traff-forbattring".into()),
            "Träff om förbättringsarbete",
            9,
            MeetingState::Fixed,
        )?;
        self.hand_in(next, cast.participants[0], -1)?;
        self.coming(next, &[cast.participants[0], cast.mentor])
    }

    /// The group that is late: its first meeting has a day at last, and nobody has prepared.
    fn late(&mut self, round: RoundId, organiser: OrganisationId, group: GroupId) -> Result<(), Trouble> {
        let cast = &GROUPS[1];
        let meeting = self.meeting(
            round,
            organiser,
            Some((group, cast)),
            Occasion::Step("traff-styrning".into()),
            "Träff om styrning",
            4,
            MeetingState::Fixed,
        )?;
        let organisation = Some(self.place(cast.participants[1])?);
        let point = Point {
            round,
            group: Some(group),
            meeting,
            organiser,
            kind: PointKind::Task,
            text: "Utse den som för anteckningar".into(),
            organisation,
            by: Some(self.day(-10)),
            done: None,
        };
        self.point(&point)
    }

    /// The group that lost a member: it looks for a day that suits those who are left.
    fn bereft(&mut self, round: RoundId, organiser: OrganisationId, group: GroupId) -> Result<(), Trouble> {
        let cast = &GROUPS[2];
        let met = self.meeting(
            round,
            organiser,
            Some((group, cast)),
            Occasion::Step("traff-styrning".into()),
            "Träff om styrning",
            -60,
            MeetingState::Held,
        )?;
        self.attended(met, &[cast.participants[0], LEFT, cast.mentor], None)?;
        let polled = self.meeting(
            round,
            organiser,
            Some((group, cast)),
            Occasion::Step("traff-forbattring".into()),
            "Träff om förbättringsarbete",
            35,
            MeetingState::Poll,
        )?;
        let asked = [self.slot(35)?, self.slot(37)?, self.slot(42)?];
        let mentor = self.place(cast.mentor)?;
        if let Some((person, _)) = self.person(mentor, &[Role::Mentor]) {
            let suits = asked.iter().zip([Suits::Yes, Suits::No, Suits::Maybe]);
            let suits = suits.map(|(slot, suits)| (crate::meetings::time_code(slot), suits)).collect();
            self.change
                .insert(self.office.id(), &PollAnswer { meeting: polled, person, organisation: mentor, suits })?;
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "a line of a table")]
    fn meeting(
        &mut self,
        round: RoundId,
        organiser: OrganisationId,
        group: Option<(GroupId, &Cast)>,
        occasion: Occasion,
        title: &str,
        days: i64,
        state: MeetingState,
    ) -> Result<MeetingId, Trouble> {
        let slot = self.slot(days)?;
        let host = match group {
            Some((_, cast)) => self.place(cast.participants[0])?,
            None => organiser,
        };
        let points = [
            ("Välkomna och runda", 30, "Värden"),
            ("Var och en visar sitt läge", 120, "Mentorn"),
            ("Vad tar vi med oss hem", 90, "Mentorn"),
            ("Nästa träff", 30, "Värden"),
        ];
        let agenda =
            points.map(|(title, minutes, leader)| AgendaItem { title: title.into(), minutes, leader: leader.into() });
        let poll = state == MeetingState::Poll;
        let meeting = Meeting {
            round,
            organiser,
            group: group.map(|(id, _)| id),
            track: None,
            occasion,
            title: title.into(),
            state,
            asked: if poll { vec![slot, self.slot(days + 2)?, self.slot(days + 7)?] } else { Vec::new() },
            answer_by: poll.then(|| self.day(6)),
            when: (!poll).then_some(slot),
            place: "Kommunhuset, sal Tallen".into(),
            link: "https://mote.example/jamna-lan".into(),
            host: Some(host),
            pays: "Värden betalar lokal och lunch, var och en sin resa.".into(),
            invitation: "Ta med era budgetanvisningar och en uppföljning som ni är nöjda med.".into(),
            agenda: agenda.into(),
            sequence: 0,
            why: None,
        };
        let id: MeetingId = self.office.id();
        self.change.insert(id, &meeting)?;
        Ok(id)
    }

    /// A decision or a task, shown to whom the meeting was for.
    fn point(&mut self, point: &Point) -> Result<(), Trouble> {
        let id: PointId = self.office.id();
        self.change.insert(id, point)?;
        let reach = if point.group.is_some() { Visibility::Group } else { Visibility::Round };
        self.change.show(id, 1, reach);
        Ok(())
    }

    /// The strategist or mentor of each comes.
    fn coming(&mut self, meeting: MeetingId, names: &[&str]) -> Result<(), Trouble> {
        self.registrations(meeting, names, |_| None)
    }

    /// They came, all but the one that did not.
    fn attended(&mut self, meeting: MeetingId, names: &[&str], absent: Option<&str>) -> Result<(), Trouble> {
        self.registrations(meeting, names, |name| Some(absent != Some(name)))
    }

    fn registrations(
        &mut self,
        meeting: MeetingId,
        names: &[&str],
        was_there: impl Fn(&str) -> Option<bool>,
    ) -> Result<(), Trouble> {
        for name in names {
            let organisation = self.place(name)?;
            if let Some((person, role)) = self.person(organisation, &[Role::Strategist, Role::Mentor]) {
                let (comes, attended) = (Comes::InRoom, was_there(name));
                let there = Registration { meeting, person, organisation, role, comes, attended };
                self.change.insert(self.office.id(), &there)?;
            }
        }
        Ok(())
    }

    fn document(
        &mut self,
        name: &str,
        organisation: OrganisationId,
        about: programme::Id,
    ) -> Result<DocumentId, Trouble> {
        let id: DocumentId = self.office.id();
        let document = Document { name: name.into(), organisation, about: Some(about), ..self.paper.clone() };
        self.change.insert(id, &document)?;
        Ok(id)
    }

    fn hand_in(&mut self, meeting: MeetingId, name: &str, days: i64) -> Result<(), Trouble> {
        let organisation = self.place(name)?;
        let document = self.document("Presentation.txt", organisation, meeting.into())?;
        self.change.show(document, 1, Visibility::Group);
        let on = self.day(days);
        let handed = HandIn { meeting, organisation, deadline: "presentation".into(), document, on };
        self.change.insert(self.office.id(), &handed)?;
        Ok(())
    }

    /// The round that is open, with applications waiting.
    fn open(&mut self, edition: EditionId) -> Result<(), Trouble> {
        let calendar = Calendar {
            invited: Some(self.day(-30)),
            opens: Some(self.day(-25)),
            closes: Some(self.day(20)),
            answer: Some(self.day(45)),
            starts: Some(self.day(100)),
            ends: Some(self.day(830)),
        };
        let round: RoundId = self.office.id();
        let year = self.day(100).year().max(self.day(-200).year() + 1);
        let body = self.round(edition, format!("Jämna län {year}"), RoundState::Open, calendar)?;
        self.change.insert(round, &body)?;
        for (name, state, sent) in [
            ("Granvattna kommun", ApplicationState::Sent, -12),
            ("Klöverhamra kommun", ApplicationState::Sent, -3),
            ("Region Granmark", ApplicationState::Returned, -9),
            ("Fjällvåga kommun", ApplicationState::Draft, 0),
        ] {
            self.application(round, name, state, sent)?;
        }
        Ok(())
    }

    fn application(&mut self, round: RoundId, name: &str, state: ApplicationState, sent: i64) -> Result<(), Trouble> {
        let organisation = self.place(name)?;
        let region = name.starts_with("Region");
        let id: programme::ApplicationId = self.office.id();
        let mut it = blank(round, organisation, if region { Track::Regions } else { Track::Municipalities });
        self.change.insert(id, &it)?;
        let document = self.document("Beslut.txt", organisation, id.into())?;
        it.state = state;
        it.sent = state.is_sent().then(|| self.day(sent));
        it.invoice_reference = Some("ZZ 1020".into());
        for (role, id) in [(Role::Politician, "politiker"), (Role::Manager, "chef"), (Role::Strategist, "strateg")] {
            if let Some((person, _)) = self.person(organisation, &[role]) {
                it.team.push(Named { role: id.into(), person });
            }
        }
        let leader = it.team.first().map(|named| named.person);
        let said = Answer {
            choice: Some("plan".into()),
            date: Some(self.day(-400)),
            reference: Some(format!("KF {} § 64", self.day(-400))),
            document: Some(document),
            ..Answer::default()
        };
        it.answers.insert("politiskt-beslut".into(), said);
        for id in ["ledningen-star-bakom", "tid-avsatt", "folja-modellen", "bli-mentor"] {
            let person = leader.filter(|_| id == "ledningen-star-bakom");
            it.answers.insert(id.into(), Answer { confirmed: true, person, ..Answer::default() });
        }
        if state == ApplicationState::Draft {
            it.answers.remove("bli-mentor");
            it.answers.remove("tid-avsatt");
        }
        if state == ApplicationState::Returned {
            let reason = "En region utser två chefer. Ni har utsett en. Lägg till den andra och skicka igen.".into();
            it.returned = Some(Return { reason, on: self.day(-5), until: self.day(9) });
        }
        self.change.update(id, 1, &it)?;
        Ok(())
    }
}

fn participation(round: RoundId, organisation: OrganisationId, capacity: Capacity, from: Date) -> Participation {
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
