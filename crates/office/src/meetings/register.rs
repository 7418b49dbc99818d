//! Who comes, how, and what they need; who was there.

use std::collections::{BTreeMap, BTreeSet};

use programme::{
    Comes, Meeting, MeetingId, MeetingState, Needs, OrganisationId, Person, PersonId, PollAnswer, Registration, Role,
    Round, RoundId, permit::Action,
};
use storage::{Change, Stored};

use super::{
    called::{Called, Gathering},
    roll::Roll,
};
use crate::{Office, Trouble, Visitor};

/// A registration as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationForm {
    /// [`Comes::code`].
    pub comes: String,
    /// A hearing loop.
    pub hearing_loop: bool,
    /// To get in and around with a wheelchair.
    pub wheelchair: bool,
    /// What they eat or do not eat.
    pub diet: String,
    /// Anything else.
    pub other: String,
}

/// Somebody at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// What the organisation is called.
    pub place: String,
    /// As what.
    pub role: Role,
    /// How they come; `None`: they have not said.
    pub comes: Option<Comes>,
    /// Whether they were there; `None`: not noted.
    pub attended: Option<bool>,
    /// Whether it is the visitor.
    pub me: bool,
}

/// What somebody needs, for the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedLine {
    /// Name.
    pub name: String,
    /// A hearing loop.
    pub hearing_loop: bool,
    /// To get in and around with a wheelchair.
    pub wheelchair: bool,
    /// What they eat or do not eat.
    pub diet: String,
    /// Anything else.
    pub other: String,
}

/// How many, of all called, of a role or of an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// Called.
    pub called: usize,
    /// Come to the place.
    pub in_room: usize,
    /// Take part on screen.
    pub remote: usize,
    /// Do not come.
    pub no: usize,
    /// Have not said.
    pub silent: usize,
    /// Were there.
    pub attended: usize,
}

impl Count {
    pub(crate) fn add(&mut self, it: &Attendee, called: bool) {
        self.called += usize::from(called);
        match it.comes {
            Some(Comes::InRoom) => self.in_room += 1,
            Some(Comes::Remote) => self.remote += 1,
            Some(Comes::No) => self.no += 1,
            None => self.silent += 1,
        }
        self.attended += usize::from(it.attended == Some(true));
    }

    fn join(&mut self, other: &Self) {
        self.called += other.called;
        self.in_room += other.in_room;
        self.remote += other.remote;
        self.no += other.no;
        self.silent += other.silent;
        self.attended += other.attended;
    }
}

/// Who was at the meetings of a round, in numbers.
#[derive(Debug, Clone, Default)]
pub struct RoundAttendance {
    /// The round.
    pub title: String,
    /// All meetings together, by role, in the order of tables.
    pub by_role: Vec<(Role, Count)>,
    /// All meetings together, by organisation, by name.
    pub by_organisation: Vec<(String, Count)>,
    /// Meeting by meeting.
    pub meetings: Vec<AttendanceLine>,
}

/// Who was at a meeting, in numbers.
#[derive(Debug, Clone)]
pub struct AttendanceLine {
    /// The meeting.
    pub meeting: MeetingId,
    /// What it is called.
    pub title: String,
    /// What its group is called; `None`: everybody in the round.
    pub group: Option<String>,
    /// Of a round's meeting: the one track it is for.
    pub track: Option<programme::Track>,
    /// When it was.
    pub when: Option<programme::Slot>,
    /// Everybody.
    pub all: Count,
}

impl RegistrationForm {
    fn needs(&self, meeting: MeetingId, person: PersonId) -> Needs {
        Needs {
            meeting,
            person,
            hearing_loop: self.hearing_loop,
            wheelchair: self.wheelchair,
            diet: self.diet.trim().to_owned(),
            other: self.other.trim().to_owned(),
        }
    }

    /// What stands in the form of somebody who has registered.
    pub(crate) fn of(registration: &Registration, needs: Option<&Needs>) -> Self {
        let mut form = Self { comes: registration.comes.code().into(), ..Self::default() };
        if let Some(needs) = needs {
            (form.hearing_loop, form.wheelchair) = (needs.hearing_loop, needs.wheelchair);
            (form.diet, form.other) = (needs.diet.clone(), needs.other.clone());
        }
        form
    }
}

impl Office {
    /// Says whether the visitor comes, how, and what they need there. Said again it takes the place of
    /// what was said; needs that were said before are erased.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::MeetingRests`] unless the day is set; [`Trouble::HasBegun`];
    /// [`Trouble::RoundRests`].
    pub async fn register(&self, visitor: &Visitor, id: MeetingId, form: &RegistrationForm) -> Result<(), Trouble> {
        let it = self.gathering(visitor, id).await?;
        self.allow(Some(visitor), Action::JoinMeeting, &it.object)?;
        self.alive(&it.round.body)?;
        if it.body().state != MeetingState::Fixed {
            return Err(Trouble::MeetingRests(it.body().state));
        }
        if self.has_begun(it.body()) {
            return Err(Trouble::HasBegun);
        }
        let comes = Comes::from_code(&form.comes).ok_or(Trouble::Missing("comes"))?;
        let (organisation, role) = self.as_whom(visitor, Action::JoinMeeting, &it.object).ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        // Nobody registers for a day that was moved meanwhile.
        change.only_if_still(id, it.meeting.version);
        match self.registration(id, visitor.person).await? {
            Some(there) if there.body.organisation == organisation => {
                change.update(there.id, there.version, &Registration { comes, role, ..there.body })?;
            }
            // Whoever has moved to another organisation comes for that one.
            there => {
                if let Some(there) = there {
                    change.remove(there.id, there.version);
                }
                let new =
                    Registration { meeting: id, person: visitor.person, organisation, role, comes, attended: None };
                change.insert(self.id(), &new)?;
            }
        }
        let needs = form.needs(id, visitor.person);
        let wanted = (comes != Comes::No && !needs.is_empty()).then_some(needs);
        self.put_needs(&mut change, id, visitor.person, wanted).await?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Puts needs in place of those there were. What was said before is erased, not kept in a history.
    async fn put_needs(
        &self,
        change: &mut Change,
        meeting: MeetingId,
        person: PersonId,
        wanted: Option<Needs>,
    ) -> Result<(), Trouble> {
        let there = self.needs_of(meeting, person).await?;
        if there.as_ref().map(|it| &it.body) == wanted.as_ref() {
            return Ok(());
        }
        if let Some(there) = there {
            change.erase(there.id);
        }
        if let Some(wanted) = wanted {
            change.insert(self.id(), &wanted)?;
        }
        Ok(())
    }

    /// Takes back who has said that they come, and erases what they need: it was for another day.
    pub(crate) async fn forget_registrations(&self, change: &mut Change, meeting: MeetingId) -> Result<(), Trouble> {
        for it in self.registrations(meeting).await? {
            change.remove(it.id, it.version);
        }
        for it in self.store.pointing_at::<Needs>("meeting", meeting).await? {
            change.erase(it.id);
        }
        Ok(())
    }

    /// Notes who was there, once the meeting has begun: everybody who is called or has registered either
    /// was, or was not.
    ///
    /// # Errors
    /// When the visitor may not plan the meeting; [`Trouble::NotBegun`]; [`Trouble::MeetingRests`].
    pub async fn note_attendance(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        there: &BTreeSet<PersonId>,
    ) -> Result<(), Trouble> {
        let it = self.to_plan(visitor, id).await?;
        it.kept()?;
        if !matches!(it.body().state, MeetingState::Fixed | MeetingState::Held) {
            return Err(Trouble::MeetingRests(it.body().state));
        }
        if !self.has_begun(it.body()) {
            return Err(Trouble::NotBegun);
        }
        let bound = self.bound(it.round.body.edition).await?;
        let registered = self.registrations(id).await?;
        let mut change = self.change(visitor.author());
        for known in &registered {
            let attended = Some(there.contains(&known.body.person));
            change.update(known.id, known.version, &Registration { attended, ..known.body.clone() })?;
        }
        for person in self.called_to(&it, &bound).await? {
            if there.contains(&person.person) && !registered.iter().any(|it| it.body.person == person.person) {
                let Called { person, organisation, role, .. } = person;
                let new = Registration {
                    meeting: id,
                    person,
                    organisation,
                    role,
                    comes: Comes::InRoom,
                    attended: Some(true),
                };
                change.insert(self.id(), &new)?;
            }
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Who was at the meetings of a round, in numbers: for who runs it.
    ///
    /// # Errors
    /// When the visitor does not run the round.
    pub async fn attendance_of_round(&self, visitor: &Visitor, round: RoundId) -> Result<RoundAttendance, Trouble> {
        let round = self.my_round(visitor, round).await?;
        let bound = self.bound(round.body.edition).await?;
        let mut meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        meetings.retain(|it| matches!(it.body.state, MeetingState::Fixed | MeetingState::Held));
        super::plan::in_order(&mut meetings);
        let names = self.every_organisation().await?;
        let place = |id: OrganisationId| names.get(&id).map(|it| it.name.clone()).unwrap_or_default();
        let (gatherings, roll, registered) = self.rolled(meetings, &round).await?;
        let mut sum = RoundAttendance { title: round.body.title, ..RoundAttendance::default() };
        let mut by_role: BTreeMap<Role, Count> = BTreeMap::new();
        let mut by_organisation: BTreeMap<String, Count> = BTreeMap::new();
        for it in gatherings {
            let called = self.called_of(&roll, &it, &bound.model);
            let there = registered.get(&it.id()).map_or(&[][..], Vec::as_slice);
            // Numbers only: nobody's name is needed.
            let attendees = attendees(&called, there, &BTreeMap::new(), visitor.person, &place);
            let (all, roles, organisations) = counts(&attendees, &called);
            for (role, count) in &roles {
                by_role.entry(*role).or_default().join(count);
            }
            for (name, count) in organisations {
                by_organisation.entry(name).or_default().join(&count);
            }
            sum.meetings.push(AttendanceLine {
                meeting: it.id(),
                title: it.body().title.clone(),
                group: it.group.as_ref().map(|group| group.body.name.clone()),
                track: it.body().track,
                when: it.body().when,
                all,
            });
        }
        sum.by_role = by_role.into_iter().collect();
        sum.by_organisation = by_organisation.into_iter().collect();
        sum.by_organisation.sort_by(|a, b| i18n::compare_names(&a.0, &b.0));
        Ok(sum)
    }

    /// Meetings of a round with who stands for whom and who has registered, each read once.
    pub(crate) async fn rolled(
        &self,
        meetings: Vec<Stored<Meeting>>,
        round: &Stored<Round>,
    ) -> Result<(Vec<Gathering>, Roll, BTreeMap<MeetingId, Vec<Stored<Registration>>>), Trouble> {
        let mut registered: BTreeMap<MeetingId, Vec<Stored<Registration>>> = BTreeMap::new();
        for one in self.store.pointing_at_any::<Registration>("meeting", meetings.iter().map(|it| it.id)).await? {
            registered.entry(one.body.meeting).or_default().push(one);
        }
        let gatherings = self.gathered_all(meetings, round).await?;
        let places: BTreeSet<OrganisationId> =
            gatherings.iter().flat_map(|it| it.organisations.iter().map(|(id, _)| *id)).collect();
        Ok((gatherings, self.roll(places).await?, registered))
    }

    /// Everybody called, and who has registered beside them: how they come and whether they were there.
    pub(crate) async fn attendees(
        &self,
        it: &Gathering,
        called: &[Called],
        me: PersonId,
        place: &impl Fn(OrganisationId) -> String,
    ) -> Result<Vec<Attendee>, Trouble> {
        let registered = self.registrations(it.id()).await?;
        let invited: BTreeSet<PersonId> = called.iter().map(|it| it.person).collect();
        let others = registered.iter().map(|said| said.body.person).filter(|person| !invited.contains(person));
        let names = self.store.many::<Person>(others).await?;
        Ok(attendees(called, &registered, &names, me, place))
    }

    /// What those who come need, by name: for the host alone.
    pub(crate) async fn needs_at(&self, meeting: MeetingId, attendees: &[Attendee]) -> Result<Vec<NeedLine>, Trouble> {
        let mut lines = Vec::new();
        for needs in self.store.pointing_at::<Needs>("meeting", meeting).await? {
            let Needs { person, hearing_loop, wheelchair, diet, other, .. } = needs.body;
            let name = attendees.iter().find(|it| it.person == person).map(|it| it.name.clone()).unwrap_or_default();
            lines.push(NeedLine { name, hearing_loop, wheelchair, diet, other });
        }
        lines.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
        Ok(lines)
    }

    pub(crate) async fn registrations(&self, meeting: MeetingId) -> Result<Vec<Stored<Registration>>, Trouble> {
        Ok(self.store.pointing_at::<Registration>("meeting", meeting).await?)
    }

    pub(crate) async fn registration(
        &self,
        meeting: MeetingId,
        person: PersonId,
    ) -> Result<Option<Stored<Registration>>, Trouble> {
        Ok(self.store.by_key::<Registration>(&PollAnswer::key_of(meeting, person)).await?)
    }

    pub(crate) async fn needs_of(
        &self,
        meeting: MeetingId,
        person: PersonId,
    ) -> Result<Option<Stored<Needs>>, Trouble> {
        Ok(self.store.by_key::<Needs>(&PollAnswer::key_of(meeting, person)).await?)
    }
}

/// Everybody called, and who has registered beside them, by the names that are known of them.
fn attendees(
    called: &[Called],
    registered: &[Stored<Registration>],
    names: &BTreeMap<PersonId, Stored<Person>>,
    me: PersonId,
    place: &impl Fn(OrganisationId) -> String,
) -> Vec<Attendee> {
    let known: BTreeMap<PersonId, &Registration> = registered.iter().map(|it| (it.body.person, &it.body)).collect();
    let invited = called.iter().map(|person| {
        let said = known.get(&person.person);
        Attendee {
            person: person.person,
            name: person.name.clone(),
            organisation: person.organisation,
            place: place(person.organisation),
            role: person.role,
            comes: said.map(|it| it.comes),
            attended: said.and_then(|it| it.attended),
            me: person.person == me,
        }
    });
    let mut all: Vec<Attendee> = invited.collect();
    let invited: BTreeSet<PersonId> = called.iter().map(|it| it.person).collect();
    all.extend(known.values().filter(|said| !invited.contains(&said.person)).map(|said| Attendee {
        person: said.person,
        // Who has been erased since was there all the same.
        name: names.get(&said.person).map(|it| it.body.name.clone()).unwrap_or_default(),
        organisation: said.organisation,
        place: place(said.organisation),
        role: said.role,
        comes: Some(said.comes),
        attended: said.attended,
        me: said.person == me,
    }));
    all
}

/// How many: of all, by role, by organisation.
type Counts = (Count, Vec<(Role, Count)>, Vec<(String, Count)>);

/// How many of all, of each role and of each organisation come, do not, were there.
pub(crate) fn counts(attendees: &[Attendee], called: &[Called]) -> Counts {
    let invited: BTreeSet<PersonId> = called.iter().map(|it| it.person).collect();
    let mut all = Count::default();
    let mut by_role: BTreeMap<Role, Count> = BTreeMap::new();
    let mut by_place: Vec<(OrganisationId, String, Count)> = Vec::new();
    for it in attendees {
        let was_called = invited.contains(&it.person);
        all.add(it, was_called);
        by_role.entry(it.role).or_default().add(it, was_called);
        let known = by_place.iter().position(|(id, ..)| *id == it.organisation);
        let at = known.unwrap_or_else(|| {
            by_place.push((it.organisation, it.place.clone(), Count::default()));
            by_place.len() - 1
        });
        by_place[at].2.add(it, was_called);
    }
    (all, by_role.into_iter().collect(), by_place.into_iter().map(|(_, name, count)| (name, count)).collect())
}
