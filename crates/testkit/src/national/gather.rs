//! The meetings of a round: found by a poll, prepared for, held, written down, thought about. Each step is a
//! change for all groups.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday, time};
use programme::{
    AgendaItem, Comes, Feedback, HandIn, Meeting, MeetingState, Minutes, Needs, Occasion, Point, PointKind, PollAnswer,
    Registration, Role, RoundState, Slot, Suits, Visibility,
};
use storage::{Author, Error};

use super::{
    country::{Country, Place, Somebody},
    day,
    rounds::Run,
    writer::{Kept, Pen, Writer},
};

/// A step with a meeting: its id in the model, title, days from the start of the round, deadline.
struct Wave {
    step: &'static str,
    title: &'static str,
    days: i64,
    deadline: Option<&'static str>,
    of_groups: bool,
}

const WAVES: [Wave; 5] = [
    Wave { step: "uppstart", title: "Uppstartskonferens", days: 30, deadline: Some("fakta"), of_groups: false },
    Wave {
        step: "traff-styrning",
        title: "Träff om styrning",
        days: 90,
        deadline: Some("presentation"),
        of_groups: true,
    },
    Wave {
        step: "traff-forbattring",
        title: "Träff om förbättringsarbete",
        days: 170,
        deadline: Some("presentation"),
        of_groups: true,
    },
    Wave {
        step: "traff-uppfoljning",
        title: "Träff om uppföljning",
        days: 255,
        deadline: Some("presentation"),
        of_groups: true,
    },
    Wave { step: "resultat", title: "Resultatkonferens", days: 340, deadline: None, of_groups: false },
];

/// What has become of a meeting by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Polled,
    Set,
    Held,
}

/// A meeting with all that hangs on it.
pub(super) struct Gathering {
    pub(super) meeting: Kept<Meeting>,
    pub(super) wave: usize,
    /// The number of the group; `None`: everybody.
    pub(super) group: Option<usize>,
    fate: Fate,
    day: Date,
    called: Vec<Somebody>,
    hands_in: Vec<programme::OrganisationId>,
    answers: Vec<Kept<PollAnswer>>,
    registrations: Vec<Kept<Registration>>,
    needs: Vec<Kept<Needs>>,
    feedback: Vec<Kept<Feedback>>,
    minutes: Option<Kept<Minutes>>,
    points: Vec<Kept<Point>>,
}

/// What happens when, in days from the wave's own day; the last of a group meets ten days after it.
const STEPS: [(i64, Step); 9] = [
    (-60, Step::Answer),
    (-45, Step::Set),
    (-30, Step::Prepare),
    (-22, Step::Register),
    (-18, Step::HandIn),
    (11, Step::Hold),
    (12, Step::Think),
    (16, Step::Correct),
    (60, Step::Tick),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Answer,
    Set,
    Prepare,
    Register,
    HandIn,
    Hold,
    Think,
    Correct,
    Tick,
}

/// Every meeting of a round, as far as it has come.
pub(super) async fn all(writer: &mut Writer<'_>, country: &Country, run: &Run) -> Result<Vec<Gathering>, Error> {
    let mut all = Vec::new();
    for (number, wave) in WAVES.iter().enumerate() {
        let middle = day(run.starts, wave.days);
        let planned = day(middle, -70);
        let mut pen = writer.pen(country.author(), planned, 9);
        let mut gatherings = Vec::new();
        if wave.of_groups {
            for group in 0..run.groups.len() {
                gatherings.extend(plan(&mut pen, country, run, number, Some(group), writer.today)?);
            }
        } else {
            gatherings.extend(plan(&mut pen, country, run, number, None, writer.today)?);
        }
        writer.save(pen).await?;
        for (days, step) in STEPS {
            let on = day(middle, days);
            // The newest steps of meetings that have been come as near to today as need be.
            if on < writer.today {
                take(writer, country, on, step, &mut gatherings).await?;
            }
        }
        retain(writer, middle, &mut gatherings).await?;
        all.extend(gatherings);
    }
    Ok(all)
}

/// What has become of the meeting of a group by today; `None`: nobody has planned it.
fn fate(run: &Run, wave: usize, group: Option<usize>, middle: Date, today: Date) -> Option<(Fate, Date)> {
    let spread = group.map_or(0, |group| group as i64 % 21 - 10);
    let on = weekday(day(middle, spread));
    let newest = run.round.body.state == RoundState::Running && run.ends >= today;
    let Some(group) = group.filter(|_| newest) else {
        return Some((if on < today { Fate::Held } else { Fate::Set }, on));
    };
    match (wave, group) {
        // Nobody has noted that it has been.
        (1, group) if group % 29 == 0 => Some((Fate::Set, on)),
        // No day found in time; put off to next week.
        (2, group) if group % 10 == 0 => Some((Fate::Polled, on)),
        (2, group) if group % 10 == 5 => Some((Fate::Set, weekday(day(today, 8)))),
        (3, group) if group % 4 == 0 => None,
        (3, group) if group % 4 == 3 => Some((Fate::Polled, on.max(day(today, 12)))),
        _ => Some((if on < today { Fate::Held } else { Fate::Set }, on)),
    }
}

fn plan(
    pen: &mut Pen,
    country: &Country,
    run: &Run,
    wave: usize,
    group: Option<usize>,
    today: Date,
) -> Result<Option<Gathering>, Error> {
    let kind = &WAVES[wave];
    let Some((fate, on)) = fate(run, wave, group, day(run.starts, kind.days), today) else { return Ok(None) };
    let places: Vec<&Place> = match group {
        Some(group) => run.places(country, group),
        None => country.places.iter().collect(),
    };
    let hosts = group.map_or(0, |group| run.seating.groups[group].participants.len());
    let host = if hosts == 0 { country.organiser } else { places[wave % hosts].id };
    let asked = match group {
        Some(_) => vec![slot(on)?, slot(weekday(day(on, 2)))?, slot(weekday(day(on, 7)))?],
        None => Vec::new(),
    };
    let meeting = Meeting {
        round: run.id(),
        organiser: country.organiser,
        group: group.map(|group| run.group(group)),
        track: None,
        occasion: Occasion::Step(kind.step.into()),
        title: kind.title.into(),
        state: if group.is_some() { MeetingState::Poll } else { MeetingState::Fixed },
        answer_by: group.map(|_| day(on, if on < today { -20 } else { -6 })),
        asked,
        when: if group.is_some() { None } else { Some(slot(on)?) },
        place: String::new(),
        link: String::new(),
        host: Some(host),
        pays: "Värden betalar lokal och lunch, var och en sin resa.".into(),
        invitation: "Ta med era budgetanvisningar och en uppföljning som ni är nöjda med.".into(),
        agenda: Vec::new(),
        sequence: 0,
        why: None,
    };
    let called = places.iter().flat_map(|place| place.called().cloned()).collect();
    let hands_in = places.iter().map(|place| place.id).take(if hosts == 0 { places.len() } else { hosts }).collect();
    Ok(Some(Gathering {
        meeting: pen.put(meeting)?,
        wave,
        group,
        fate,
        day: on,
        called,
        hands_in,
        answers: Vec::new(),
        registrations: Vec::new(),
        needs: Vec::new(),
        feedback: Vec::new(),
        minutes: None,
        points: Vec::new(),
    }))
}

/// A step of all that have come so far, in one change.
async fn take(
    writer: &mut Writer<'_>,
    country: &Country,
    on: Date,
    step: Step,
    gatherings: &mut [Gathering],
) -> Result<(), Error> {
    let hour = if step == Step::Hold { 17 } else { 12 };
    let mut pen = writer.pen(country.author(), on, hour);
    for it in gatherings {
        let set = it.fate != Fate::Polled;
        match step {
            Step::Answer if it.group.is_some() => it.answer(&mut pen)?,
            Step::Set if it.group.is_some() && set => it.set(&mut pen)?,
            Step::Prepare if set => it.prepare(&mut pen)?,
            Step::Register if set => it.register(&mut pen)?,
            Step::HandIn if set => it.hand_in(&mut pen, country, on)?,
            Step::Hold if it.fate == Fate::Held => it.hold(&mut pen, on)?,
            Step::Think if it.fate == Fate::Held => it.think(&mut pen)?,
            Step::Correct if it.fate == Fate::Held => it.correct(&mut pen)?,
            Step::Tick => it.tick(&mut pen, on)?,
            _ => {}
        }
    }
    writer.save(pen).await
}

/// Erases something of a meeting.
type Erase = fn(&mut Pen, &mut Gathering);

/// Erases what the rules have had erased by today.
async fn retain(writer: &mut Writer<'_>, middle: Date, gatherings: &mut [Gathering]) -> Result<(), Error> {
    let rules: [(i64, Erase); 3] = [
        (13, |pen, it| it.needs.drain(..).for_each(|kept| pen.erase(&kept))),
        (310, |pen, it| it.answers.drain(..).for_each(|kept| pen.erase(&kept))),
        (745, |pen, it| it.feedback.drain(..).for_each(|kept| pen.erase(&kept))),
    ];
    for (days, erase) in rules {
        let on = day(middle, days);
        if on < writer.today {
            let mut pen = writer.pen(Author::System("retention".into()), on, 3);
            for it in gatherings.iter_mut().filter(|it| it.day < writer.today) {
                erase(&mut pen, it);
            }
            writer.save(pen).await?;
        }
    }
    Ok(())
}

impl Gathering {
    fn reach(&self) -> Visibility {
        if self.group.is_some() { Visibility::Group } else { Visibility::Round }
    }

    /// Every second says which times suit.
    fn answer(&mut self, pen: &mut Pen) -> Result<(), Error> {
        for it in self.called.iter().step_by(2) {
            let suits = [Suits::Yes, Suits::Maybe, Suits::No];
            let turn = pen.lots.below(3) as usize;
            let asked = self.meeting.body.asked.iter().enumerate();
            let suits: BTreeMap<String, Suits> = asked
                .map(|(n, slot)| (slot.start.strftime("%Y-%m-%dT%H:%M").to_string(), suits[(n * turn) % 3]))
                .collect();
            let (meeting, person, organisation) = (self.meeting.id, it.person, it.organisation);
            self.answers.push(pen.put(PollAnswer { meeting, person, organisation, suits })?);
        }
        Ok(())
    }

    fn set(&mut self, pen: &mut Pen) -> Result<(), Error> {
        let when = slot(self.day)?;
        pen.amend(&mut self.meeting, |it| {
            (it.state, it.when) = (MeetingState::Fixed, Some(when));
            it.sequence += 1;
        })
    }

    /// Place, link and agenda.
    fn prepare(&mut self, pen: &mut Pen) -> Result<(), Error> {
        let points = [
            ("Välkomna och runda", 30, "Värden"),
            ("Var och en visar sitt läge", 120, "Mentorn"),
            ("Vad tar vi med oss hem", 90, "Mentorn"),
            ("Nästa träff", 30, "Värden"),
        ];
        let agenda =
            points.map(|(title, minutes, leader)| AgendaItem { title: title.into(), minutes, leader: leader.into() });
        pen.amend(&mut self.meeting, |it| {
            it.place = "Kommunhuset, sal Tallen".into();
            it.link = "https://mote.example/rundan".into();
            it.agenda = agenda.into();
            it.sequence += 1;
        })
    }

    /// Everybody called to what has been; most of those called to what comes.
    fn register(&mut self, pen: &mut Pen) -> Result<(), Error> {
        for it in &self.called {
            if self.fate == Fate::Set && pen.lots.below(4) == 0 {
                continue;
            }
            let comes = match pen.lots.below(10) {
                0 => Comes::No,
                1 | 2 => Comes::Remote,
                _ => Comes::InRoom,
            };
            let (meeting, person, organisation, role) = (self.meeting.id, it.person, it.organisation, it.role);
            let there = Registration { meeting, person, organisation, role, comes, attended: None };
            self.registrations.push(pen.put(there)?);
            if comes != Comes::No && pen.lots.below(12) == 0 {
                let (diet, other) = ("vegetariskt".into(), String::new());
                let needs = Needs { meeting, person, hearing_loop: false, wheelchair: false, diet, other };
                self.needs.push(pen.put(needs)?);
            }
        }
        Ok(())
    }

    /// Everybody's material for what has been, half of it for what comes, and what the host gives out.
    fn hand_in(&mut self, pen: &mut Pen, country: &Country, on: Date) -> Result<(), Error> {
        let about = Some(self.meeting.id.into());
        if let Some(deadline) = WAVES[self.wave].deadline {
            for organisation in self.hands_in.clone() {
                if self.fate == Fate::Set && pen.lots.below(2) == 0 {
                    continue;
                }
                let mut file = pen.put(country.document("Presentation.txt", organisation, about))?;
                pen.show(&mut file, self.reach());
                let (meeting, document) = (self.meeting.id, file.id);
                pen.put(HandIn { meeting, organisation, deadline: deadline.into(), document, on })?;
            }
        }
        let host = self.meeting.body.host.unwrap_or(country.organiser);
        let mut file = pen.put(country.document("Underlag till träffen.txt", host, about))?;
        pen.show(&mut file, self.reach());
        Ok(())
    }

    /// Who was there, what was said, what is to be done.
    fn hold(&mut self, pen: &mut Pen, on: Date) -> Result<(), Error> {
        for it in &mut self.registrations {
            let was_there = it.body.comes != Comes::No && pen.lots.below(12) != 0;
            pen.amend(it, |it| it.attended = Some(was_there))?;
        }
        pen.amend(&mut self.meeting, |it| it.state = MeetingState::Held)?;
        let (reach, meeting, organiser) = (self.reach(), self.meeting.id, self.meeting.body.organiser);
        let mut minutes = pen.put(Minutes { meeting, organiser, text: NOTES.into() })?;
        pen.show(&mut minutes, reach);
        self.minutes = Some(minutes);
        let doers: Vec<_> = self.hands_in.iter().copied().take(2).collect();
        let tasks = doers.iter().enumerate().map(|(n, doer)| (PointKind::Task, TASKS[n % 2], Some(*doer)));
        let decision = (PointKind::Decision, "Alla följer samma tre nyckeltal till nästa träff", None);
        for (kind, text, organisation) in [decision].into_iter().chain(tasks) {
            let by = organisation.map(|_| day(on, 40));
            let (round, group) = (self.meeting.body.round, self.meeting.body.group);
            let text = text.into();
            let point = Point { round, group, meeting, organiser, kind, text, organisation, by, done: None };
            let mut point = pen.put(point)?;
            pen.show(&mut point, reach);
            self.points.push(point);
        }
        Ok(())
    }

    /// Six in ten say what they thought of a group's meeting, four in ten of everybody's.
    fn think(&mut self, pen: &mut Pen) -> Result<(), Error> {
        let share = if self.group.is_some() { 6 } else { 4 };
        for it in &self.registrations {
            if it.body.attended == Some(true) && pen.lots.below(10) < share {
                let said = [("plus", PLUS), ("minus", MINUS), ("intressant", MORE)];
                let answers = said.map(|(field, texts)| {
                    (field.to_owned(), texts[pen.lots.below(texts.len() as u64) as usize].to_owned())
                });
                let (meeting, group, person) = (self.meeting.id, self.meeting.body.group, it.body.person);
                self.feedback.push(pen.put(Feedback { meeting, group, person, answers: answers.into() })?);
            }
        }
        Ok(())
    }

    fn correct(&mut self, pen: &mut Pen) -> Result<(), Error> {
        match &mut self.minutes {
            Some(minutes) => pen.amend(minutes, |it| it.text.push_str("\n\nRättat efter synpunkter från gruppen.")),
            None => Ok(()),
        }
    }

    /// Nearly every task is done; every tenth stays open.
    fn tick(&mut self, pen: &mut Pen, on: Date) -> Result<(), Error> {
        for it in &mut self.points {
            if it.body.kind == PointKind::Task && pen.lots.below(10) != 0 {
                pen.amend(it, |it| it.done = Some(day(on, -5)))?;
            }
        }
        Ok(())
    }

    /// Whether somebody with that role is called, and who.
    pub(super) fn called_as(&self, role: Role) -> Option<&Somebody> {
        self.called.iter().find(|it| it.role == role)
    }

    /// Whether it has been noted that it was held.
    pub(super) fn is_held(&self) -> bool {
        self.meeting.body.state == MeetingState::Held
    }

    /// Whether its day is set and not over.
    pub(super) fn is_to_come(&self, today: Date) -> bool {
        self.meeting.body.state == MeetingState::Fixed && self.day > today
    }

    /// Whether a day is asked about.
    pub(super) fn is_polled(&self) -> bool {
        self.meeting.body.state == MeetingState::Poll
    }
}

/// The day, or the Monday after it.
fn weekday(mut day: Date) -> Date {
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.tomorrow().unwrap_or(day);
    }
    day
}

fn slot(day: Date) -> Result<Slot, Error> {
    Ok(Slot::new(day.to_datetime(time(9, 30, 0, 0)), day.to_datetime(time(15, 0, 0, 0)))?)
}

const NOTES: &str = "Var och en visade sitt läge. Den första visade hur budgetanvisningarna frågar efter mål för \
    kvinnor och män; den andra har målen men följer inte upp dem.\n\nVi talade länge om hur frågan ställs i \
    budgetdialogen, vem som ställer den och vad som händer med svaret. Två av oss har en rad i delårsrapporten som \
    ingen läser.\n\nVi tar med oss: frågan i budgetdialogen, en rad i delårsrapporten som någon läser, och att prova \
    i en verksamhet först. Mentorn skickar sitt exempel.\n\nNästa gång visar var och en vad som har prövats hemma, \
    också det som inte gick.";
const TASKS: [&str; 2] =
    ["Skicka budgetanvisningarna till gruppen", "Dela upp delårsrapportens personalmått på kvinnor och män"];
const PLUS: &[&str] = &["Konkreta exempel, lagom stor grupp.", "Att få se riktiga dokument.", "God stämning."];
const MINUS: &[&str] = &["Ont om tid på slutet.", "Svårt att höra på distans.", "Lite mycket på en gång."];
const MORE: &[&str] = &["Hur gör andra med delårsrapporten?", "Budgetdialogen.", "Vem frågar efter svaret?"];
