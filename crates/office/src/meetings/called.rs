//! Who is called to a meeting, and what the meeting hangs on.

use std::collections::BTreeSet;

use jiff::civil::Date;
use method::{Bound, Model, StepKind};
use programme::{
    Account, Capacity, Group, Meeting, MeetingId, MeetingState, Occasion, OrganisationId, Participation, PersonId,
    Role, Round, RoundState, Track,
    permit::{self, Action, Actor, Object},
};
use storage::Stored;

use super::roll::Roll;
use crate::{Office, Trouble, Visitor, rounds::object_of_round};

/// Who is called to a meeting of a group or a round, in the order they stand for their organisation.
pub(crate) const CALLED: [Role; 6] =
    [Role::Politician, Role::Manager, Role::Strategist, Role::KeyPerson, Role::Mentor, Role::MentorSupport];

/// A meeting with what it hangs on, for somebody who may see it.
#[derive(Debug, Clone)]
pub(crate) struct Gathering {
    /// The meeting.
    pub(crate) meeting: Stored<Meeting>,
    /// Its round.
    pub(crate) round: Stored<Round>,
    /// Its group; `None`: everybody in the round.
    pub(crate) group: Option<Stored<Group>>,
    /// The organisations it is for, as what: those of its own day once it has begun.
    pub(crate) organisations: Vec<(OrganisationId, Capacity)>,
    /// Those that are there today.
    pub(crate) today: Vec<(OrganisationId, Capacity)>,
    /// The meeting, to be asked about.
    pub(crate) object: Object,
}

impl Gathering {
    /// Its id.
    pub(crate) fn id(&self) -> MeetingId {
        self.meeting.id
    }

    /// The meeting itself.
    pub(crate) fn body(&self) -> &Meeting {
        &self.meeting.body
    }

    /// What is asked for, of what: one row of the table for groups, another for the whole round.
    fn asked(&self, of_group: Action) -> (Action, Object) {
        match self.group {
            Some(_) => (of_group, self.object.clone()),
            None => (Action::ManageRound, object_of_round(&self.round)),
        }
    }

    /// Planning it.
    pub(crate) fn planning(&self) -> (Action, Object) {
        self.asked(Action::PlanMeeting)
    }

    /// Writing its notes, decisions and tasks.
    pub(crate) fn writing(&self) -> (Action, Object) {
        self.asked(Action::WriteMinutes)
    }

    /// Reading the feedback.
    pub(crate) fn reading_feedback(&self) -> (Action, Object) {
        self.asked(Action::ReadFeedback)
    }

    /// Seeing what those who come need: the host's alone.
    pub(crate) fn needs(&self) -> Object {
        Object { owners: self.body().host.into_iter().collect(), ..Object::default() }
    }

    /// Its pieces (notes, decisions, tasks), to be asked about: they are the mentors' to show, and where
    /// there is none (regions) the host's; a round's are its organiser's.
    pub(crate) fn piece(&self) -> Object {
        let mut owners: BTreeSet<OrganisationId> = BTreeSet::new();
        if self.group.is_some() {
            let mentors = self.today.iter().filter(|(_, as_what)| *as_what == Capacity::Mentor);
            owners.extend(mentors.map(|(id, _)| *id));
            if owners.is_empty() {
                owners.extend(self.body().host);
            }
        } else {
            owners.insert(self.round.body.organiser);
        }
        let groups = self.group.iter().map(|group| group.id).collect();
        Object { owners, groups, rounds: [self.round.id].into(), ..Object::default() }
    }

    /// How far what is written there is shown from the beginning.
    pub(crate) fn reach(&self) -> programme::Visibility {
        if self.group.is_some() { programme::Visibility::Group } else { programme::Visibility::Round }
    }

    /// The organisations that take part to compare themselves.
    pub(crate) fn participants(&self) -> impl Iterator<Item = OrganisationId> {
        self.organisations.iter().filter(|(_, as_what)| *as_what == Capacity::Participant).map(|(id, _)| *id)
    }

    /// Refuses to change what is kept to be read only.
    pub(crate) fn kept(&self) -> Result<(), Trouble> {
        match self.round.body.state {
            RoundState::Archived => Err(Trouble::RoundRests(RoundState::Archived)),
            _ => Ok(()),
        }
    }
}

/// Somebody who is called.
#[derive(Debug, Clone)]
pub(crate) struct Called {
    /// Who.
    pub(crate) person: PersonId,
    /// Name.
    pub(crate) name: String,
    /// For which organisation.
    pub(crate) organisation: OrganisationId,
    /// As what.
    pub(crate) role: Role,
}

/// The roles a meeting is for: all who are called; for strategists' meetings they and the mentors.
pub(crate) fn roles_of(model: &Model, occasion: &Occasion) -> Vec<Role> {
    const STRATEGISTS: [Role; 3] = [Role::Strategist, Role::Mentor, Role::MentorSupport];
    match occasion {
        Occasion::Strategists(_) => STRATEGISTS.into(),
        // In some models a strategists' meeting is a step of its own.
        Occasion::Step(step) if is_for_strategists(model, step) => STRATEGISTS.into(),
        Occasion::Step(_) | Occasion::Other => CALLED.into(),
    }
}

/// Whether only strategists come from the organisations that take part, as far as the roles have the ids
/// of the models that come with the program. A model of one's own with other ids calls everybody.
fn is_for_strategists(model: &Model, step: &str) -> bool {
    let Some(step) = model.step(step) else { return false };
    let mut of_participants = step
        .attends
        .iter()
        .filter(|role| model.role(role.as_str()).is_some_and(|role| role.side == method::Side::Participant));
    of_participants.next().is_some_and(|role| role.as_str() == "strateg") && of_participants.next().is_none()
}

/// Whether a step is a meeting.
pub(crate) fn is_meeting(model: &Model, step: &str) -> bool {
    model.step(step).is_some_and(|step| step.kind == StepKind::Meeting)
}

/// The organisations that are in a group on a day, or in the whole round or one track of it.
fn there_on(
    group: Option<&Stored<Group>>,
    everybody: &[Stored<Participation>],
    track: Option<Track>,
    day: Date,
) -> Vec<(OrganisationId, Capacity)> {
    let mut there: Vec<(OrganisationId, Capacity)> = match group {
        Some(group) => {
            let members = group.body.members.iter().filter(|member| member.holds(day));
            members.map(|member| (member.organisation, member.capacity)).collect()
        }
        None => {
            let in_track = |it: &Participation| track.is_none() || it.track.is_none() || it.track == track;
            let all = everybody.iter().map(|it| &it.body).filter(|it| it.holds(day) && in_track(it));
            all.map(|it| (it.organisation, it.capacity)).collect()
        }
    };
    // Once each, as what comes first: who compares itself in one group may mentor another.
    let mut seen = BTreeSet::new();
    there.sort_by_key(|(_, as_what)| *as_what);
    there.retain(|(id, _)| seen.insert(*id));
    there
}

impl Office {
    /// A meeting that the visitor may see; that there is one is told to nobody else.
    pub(crate) async fn gathering(&self, visitor: &Visitor, id: MeetingId) -> Result<Gathering, Trouble> {
        let gathering = self.gathering_of(id).await?;
        self.allow(Some(visitor), Action::SeeMeeting, &gathering.object).map_err(|_| Trouble::Nothing)?;
        Ok(gathering)
    }

    /// A meeting, whoever asks: what it is asked for is asked by the caller.
    pub(crate) async fn gathering_of(&self, id: MeetingId) -> Result<Gathering, Trouble> {
        let meeting = self.store.get::<Meeting>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.store.get::<Round>(meeting.body.round).await?.ok_or(Trouble::Nothing)?;
        self.gathered(meeting, &round).await
    }

    /// A meeting of a round that is known.
    pub(crate) async fn gathered(&self, meeting: Stored<Meeting>, round: &Stored<Round>) -> Result<Gathering, Trouble> {
        self.gathered_all(vec![meeting], round).await?.pop().ok_or(Trouble::Nothing)
    }

    /// Meetings of a round that is known, in the order they are given. What they hang on is read once,
    /// however many they are; those of a group that was taken away are left out.
    pub(crate) async fn gathered_all(
        &self,
        meetings: Vec<Stored<Meeting>>,
        round: &Stored<Round>,
    ) -> Result<Vec<Gathering>, Trouble> {
        let groups = self.store.many::<Group>(meetings.iter().filter_map(|it| it.body.group)).await?;
        let everybody = if meetings.iter().any(|it| it.body.group.is_none()) {
            self.participations_of(round.id).await?
        } else {
            Vec::new()
        };
        let gathering = |meeting: Stored<Meeting>| {
            let group = match meeting.body.group {
                Some(id) => Some(groups.get(&id)?.clone()),
                None => None,
            };
            let there = |day| there_on(group.as_ref(), &everybody, meeting.body.track, day);
            let organisations = there(self.day_of(&meeting.body));
            let today = there(self.today());
            let object = self.object_of_meeting(round, group.as_ref(), &today);
            Some(Gathering { meeting, round: round.clone(), group, organisations, today, object })
        };
        Ok(meetings.into_iter().filter_map(gathering).collect())
    }

    /// The day on which it counts who is called: its own once it has begun, until then today.
    pub(crate) fn day_of(&self, meeting: &Meeting) -> Date {
        let began = matches!(meeting.state, MeetingState::Fixed | MeetingState::Held) && self.has_begun(meeting);
        meeting.when.filter(|_| began).map_or_else(|| self.today(), |slot| slot.day())
    }

    /// The organisations that are in a group today, or in the whole round or one track of it.
    pub(crate) async fn there_today(
        &self,
        round: &Stored<Round>,
        group: Option<&Stored<Group>>,
        track: Option<Track>,
    ) -> Result<Vec<(OrganisationId, Capacity)>, Trouble> {
        let everybody = if group.is_none() { self.participations_of(round.id).await? } else { Vec::new() };
        Ok(there_on(group, &everybody, track, self.today()))
    }

    /// A meeting to be asked about: a group's is the group's, a round's belongs to its organiser and
    /// everybody who takes part.
    pub(crate) fn object_of_meeting(
        &self,
        round: &Stored<Round>,
        group: Option<&Stored<Group>>,
        organisations: &[(OrganisationId, Capacity)],
    ) -> Object {
        match group {
            Some(group) => self.object_of_group(group.id, &group.body),
            None => {
                let mut object = object_of_round(round);
                object.owners.extend(organisations.iter().map(|(id, _)| *id));
                object
            }
        }
    }

    /// Everybody who is called to a meeting: those of its own day once it has begun.
    pub(crate) async fn called_to(&self, it: &Gathering, bound: &Bound) -> Result<Vec<Called>, Trouble> {
        let roll = self.roll(it.organisations.iter().map(|(id, _)| *id)).await?;
        Ok(self.called_of(&roll, it, &bound.model))
    }

    /// The same, from a roll that was read for more than one meeting.
    pub(crate) fn called_of(&self, roll: &Roll, it: &Gathering, model: &Model) -> Vec<Called> {
        let day = self.day_of(it.body());
        roll.called(model, &it.body().occasion, &it.organisations, it.group.is_some(), day)
    }

    /// The account of somebody called, when it is open.
    pub(crate) async fn account_to_write_to(&self, person: PersonId) -> Result<Option<Stored<Account>>, Trouble> {
        Ok(self.account_of(person).await?.filter(|account| !account.body.closed))
    }

    /// For which organisation, and as what, the visitor does something: the first role that may.
    pub(crate) fn as_whom(&self, visitor: &Visitor, action: Action, object: &Object) -> Option<(OrganisationId, Role)> {
        let may = |standing: &&permit::Standing| {
            let alone = Actor { person: visitor.actor.person, standings: vec![(*standing).clone()] };
            permit::may(&alone, action, object).is_ok()
        };
        let standings = visitor.actor.standings.iter().filter(may);
        // An organiser comes as a guest: who is called comes as what they are called as.
        standings
            .min_by_key(|standing| (standing.role == Role::Organiser, standing.role))
            .map(|standing| (standing.organisation, standing.role))
    }

    /// Whether somebody is called to a meeting, or runs it for everybody.
    pub(crate) fn is_called(&self, actor: &Actor, gathering: &Gathering, model: &Model) -> bool {
        let roles = roles_of(model, &gathering.body().occasion);
        let there = |id: OrganisationId, role| {
            let mut places = gathering.organisations.iter().filter(|(place, _)| *place == id);
            places.any(|(_, as_what)| gathering.group.is_none() || as_what.has_place_for(role))
        };
        actor.standings.iter().any(|standing| {
            let runs = gathering.group.is_none()
                && standing.role == Role::Organiser
                && standing.organisation == gathering.round.body.organiser;
            runs || (roles.contains(&standing.role) && there(standing.organisation, standing.role))
        })
    }

    /// The name of an organisation; nothing where there is none.
    pub(crate) async fn place_name(&self, id: OrganisationId) -> Result<String, Trouble> {
        Ok(self.store.get::<programme::Organisation>(id).await?.map(|it| it.body.name).unwrap_or_default())
    }
}
