//! What the pages of meetings show: a list, and the page of one with everything on it.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::civil::{Date, DateTime};
use programme::{
    Comes, Group, GroupId, Meeting, MeetingId, MeetingState, Occasion, Organisation, OrganisationId, Person, PersonId,
    Registration, Round, RoundId, Slot, Track, permit::Action,
};
use storage::Stored;

use super::{
    called::Gathering,
    hand_in::{Due, HandInLine, MaterialLine, dues, missing},
    minutes::{PointLine, has_notes},
    plan::occasion_title,
    poll::{AnswerLine, AskedTime, code_of, table, times},
    register::{Attendee, Count, NeedLine, RegistrationForm, counts},
};
use crate::{Office, Trouble, Visitor};

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingLine {
    /// Its id.
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// The round.
    pub round: RoundId,
    /// The group and what it is called; `None`: everybody in the round.
    pub group: Option<(GroupId, String)>,
    /// Of a round's meeting: the one track it is for.
    pub track: Option<Track>,
    /// When it is; `None`: the day is not set.
    pub when: Option<Slot>,
    /// Where it is on its way.
    pub state: MeetingState,
    /// The last day to say which times suit.
    pub answer_by: Option<Date>,
    /// What the host is called.
    pub host: String,
    /// Where.
    pub place: String,
    /// How many hand-ins are missing after their last day.
    pub missing: usize,
    /// Whether something is late: hand-ins, the day after the poll, the word that it has been.
    pub late: bool,
    /// How the visitor comes, where they have said.
    pub mine: Option<Comes>,
    /// Whether the visitor was there; `None`: not noted.
    pub attended: Option<bool>,
    /// Whether it has begun, or has been.
    pub begun: bool,
}

/// A point of the agenda, with its time where the day is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaLine {
    /// When it begins.
    pub at: Option<DateTime>,
    /// What.
    pub title: String,
    /// How many minutes; nought where nobody has said.
    pub minutes: u16,
    /// Who leads it.
    pub leader: String,
}

/// The page of a meeting.
#[derive(Debug, Clone)]
pub struct MeetingView {
    /// Its id.
    pub id: MeetingId,
    /// Its version.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// The round.
    pub round: RoundId,
    /// What the round is called.
    pub round_title: String,
    /// The group and what it is called; `None`: everybody in the round.
    pub group: Option<(GroupId, String)>,
    /// Of a round's meeting: the one track it is for.
    pub track: Option<Track>,
    /// What it is.
    pub occasion: Occasion,
    /// What that is called in the model.
    pub occasion_title: String,
    /// Where it is on its way.
    pub state: MeetingState,
    /// When it is; `None`: the day is not set.
    pub when: Option<Slot>,
    /// Whether it has begun.
    pub begun: bool,
    /// Where, for those who come.
    pub place: String,
    /// Where, for those on screen.
    pub link: String,
    /// The host and what it is called.
    pub host: Option<(OrganisationId, String)>,
    /// Who pays for what.
    pub pays: String,
    /// What is to be known before.
    pub invitation: String,
    /// Why it is cancelled.
    pub why: Option<String>,
    /// The agenda.
    pub agenda: Vec<AgendaLine>,
    /// How many minutes the agenda is longer than the meeting, where it is longer.
    pub over: Option<i64>,

    /// The times asked about, with what was answered.
    pub asked: Vec<AskedTime>,
    /// The last day to answer.
    pub answer_by: Option<Date>,
    /// Everybody's answers; of a round's meeting one's own only, for who does not plan it.
    pub answers: Vec<AnswerLine>,
    /// One's own answers, by the code of the time.
    pub my_answers: BTreeMap<String, programme::Suits>,

    /// One's own registration.
    pub mine: Option<RegistrationForm>,
    /// Everybody called or registered; of a round's meeting nobody, for who does not plan it.
    pub people: Vec<Attendee>,
    /// How many.
    pub counts: Count,
    /// How many of each role.
    pub by_role: Vec<(programme::Role, Count)>,
    /// How many of each organisation.
    pub by_organisation: Vec<(String, Count)>,
    /// What those who come need, for the host.
    pub needs: Vec<NeedLine>,

    /// What is to be handed in before.
    pub dues: Vec<Due>,
    /// Who has handed in what.
    pub hand_ins: Vec<HandInLine>,
    /// The material of who arranges it.
    pub materials: Vec<MaterialLine>,

    /// Decisions and tasks of this meeting.
    pub points: Vec<PointLine>,
    /// Open tasks from meetings before it.
    pub carried: Vec<PointLine>,
    /// Whether there are notes the visitor may read.
    pub has_minutes: bool,
    /// The meeting before it.
    pub previous: Option<(MeetingId, String)>,
    /// The meeting after it.
    pub next: Option<(MeetingId, String)>,

    /// Whether the visitor may plan it.
    pub may_plan: bool,
    /// Whether the visitor may answer about times, or register.
    pub may_join: bool,
    /// Whether the visitor is called.
    pub is_called: bool,
    /// Whether the visitor may write its notes.
    pub may_write: bool,
    /// Whether the visitor sees what people need.
    pub sees_needs: bool,
    /// Whether the visitor sees what people thought of it.
    pub sees_feedback: bool,
    /// Whether the visitor may say what they thought of it now.
    pub may_give_feedback: bool,
    /// Whether the visitor may see its history.
    pub may_see_history: bool,
}

impl Office {
    /// The page of a meeting.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn meeting(&self, visitor: &Visitor, id: MeetingId, lang: Lang) -> Result<MeetingView, Trouble> {
        let it = self.gathering(visitor, id).await?;
        let bound = self.bound(it.round.body.edition).await?;
        let meeting = it.body();
        let names = self.every_organisation().await?;
        let place = |id: OrganisationId| names.get(&id).map(|there| there.name.clone()).unwrap_or_default();
        let (plan, plan_object) = it.planning();
        let may_plan = self.may(visitor, plan, &plan_object) && it.kept().is_ok();
        // Of a round's meeting hundreds are called: names are for who plans it.
        let names_all = it.group.is_some() || may_plan;
        let called = self.called_to(&it, &bound).await?;
        let attendees = self.attendees(&it, &called, visitor.person, &place).await?;
        let (counts, by_role, by_organisation) = counts(&attendees, &called);
        let sees_needs = self.may(visitor, Action::SeeNeeds, &it.needs());
        let needs = if sees_needs { self.needs_at(id, &attendees).await? } else { Vec::new() };

        let answers = self.poll_answers(id).await?;
        let my_answer = answers.iter().find(|one| one.body.person == visitor.person).map(|one| one.body.suits.clone());
        let asking = meeting.state == MeetingState::Poll;
        let mut others: BTreeMap<PersonId, String> = attendees.iter().map(|it| (it.person, it.name.clone())).collect();
        if asking && names_all {
            // Whoever plans it may answer without being called.
            let answered = self.store.many::<Person>(answers.iter().map(|one| one.body.person)).await?;
            others.extend(answered.into_iter().map(|(id, it)| (id, it.body.name)));
        }
        let mut lines = if asking { table(meeting, &answers, &called, &others, visitor.person) } else { Vec::new() };
        lines.retain(|line| names_all || line.me);

        let mine = match self.registration(id, visitor.person).await? {
            Some(there) => {
                let needs = self.needs_of(id, visitor.person).await?;
                Some(RegistrationForm::of(&there.body, needs.as_ref().map(|it| &it.body)))
            }
            None => None,
        };
        let written = self.minutes_of(id).await?;
        let (previous, next, before) = self.neighbours(&it).await?;
        let (write, write_object) = it.writing();
        let (read, read_object) = it.reading_feedback();
        let begun = self.has_begun(meeting);
        let joins = self.may(visitor, Action::JoinMeeting, &it.object);
        let timed = matches!(meeting.state, MeetingState::Fixed | MeetingState::Held);
        Ok(MeetingView {
            id,
            version: it.meeting.version,
            title: meeting.title.clone(),
            round: it.round.id,
            round_title: it.round.body.title.clone(),
            group: it.group.as_ref().map(|group| (group.id, group.body.name.clone())),
            track: meeting.track,
            occasion: meeting.occasion.clone(),
            occasion_title: occasion_title(&bound.model, &meeting.occasion, lang),
            state: meeting.state,
            when: when(meeting),
            begun,
            place: meeting.place.clone(),
            link: meeting.link.clone(),
            host: meeting.host.map(|id| (id, place(id))),
            pays: meeting.pays.clone(),
            invitation: meeting.invitation.clone(),
            why: meeting.why.clone(),
            agenda: agenda(meeting),
            over: meeting.over().filter(|over| timed && *over > 0),
            asked: if asking { times(meeting, &answers) } else { Vec::new() },
            answer_by: meeting.answer_by,
            answers: lines,
            my_answers: my_answer.unwrap_or_default(),
            mine,
            people: if names_all { attendees } else { Vec::new() },
            counts,
            by_role,
            by_organisation,
            needs,
            dues: dues(&bound, &it.round.body.deadlines, meeting),
            hand_ins: self.hand_ins(visitor, &it, &bound, &place).await?,
            materials: self.materials(visitor, &it, &place).await?,
            points: self.points_at(Some(visitor), &it).await?,
            carried: self.carried(visitor, &it, &before).await?,
            has_minutes: written.is_some_and(|there| self.reads(Some(visitor), &it, there.visibility)),
            previous,
            next,
            may_plan,
            may_join: joins && self.alive(&it.round.body).is_ok() && (asking || (timed && !begun)),
            is_called: self.is_called(&visitor.actor, &it, &bound.model),
            may_write: self.may(visitor, write, &write_object) && has_notes(meeting) && it.kept().is_ok(),
            sees_needs,
            sees_feedback: self.may(visitor, read, &read_object),
            may_give_feedback: joins && timed && begun && it.kept().is_ok(),
            may_see_history: self.may(visitor, plan, &plan_object),
        })
    }

    /// The meetings of a round that the visitor may see, in the order they come.
    ///
    /// # Errors
    /// When the visitor may not know of the round.
    pub async fn meetings_of(&self, visitor: &Visitor, round: RoundId) -> Result<Vec<MeetingLine>, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        self.lines_of(visitor, meetings, &round).await
    }

    /// The meetings of a group, in the order they come.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for a group whose meetings the visitor may not know of.
    pub async fn meetings_of_group(&self, visitor: &Visitor, group: GroupId) -> Result<Vec<MeetingLine>, Trouble> {
        let there = self.store.get::<Group>(group).await?.ok_or(Trouble::Nothing)?;
        self.allow(Some(visitor), Action::SeeMeeting, &self.object_of_group(group, &there.body))
            .map_err(|_| Trouble::Nothing)?;
        let round = self.store.get::<Round>(there.body.round).await?.ok_or(Trouble::Nothing)?;
        let meetings = self.store.pointing_at::<Meeting>("group", group).await?;
        self.lines_of(visitor, meetings, &round).await
    }

    /// The meetings the visitor is called to, in every round, in the order they come.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn my_meetings(&self, visitor: &Visitor) -> Result<Vec<MeetingLine>, Trouble> {
        let mut lines = Vec::new();
        let mut rounds: BTreeMap<RoundId, Vec<Stored<Meeting>>> = BTreeMap::new();
        for meeting in self.called_meetings(&visitor.actor).await? {
            rounds.entry(meeting.body.round).or_default().push(meeting);
        }
        for (id, meetings) in rounds {
            if let Some(round) = self.store.get::<Round>(id).await? {
                lines.extend(self.lines_of(visitor, meetings, &round).await?);
            }
        }
        lines.sort_by_key(|line| (line.when.is_none(), line.when, line.id));
        Ok(lines)
    }

    async fn lines_of(
        &self,
        visitor: &Visitor,
        mut meetings: Vec<Stored<Meeting>>,
        round: &Stored<Round>,
    ) -> Result<Vec<MeetingLine>, Trouble> {
        super::plan::in_order(&mut meetings);
        let bound = self.bound(round.body.edition).await?;
        let mut gatherings = self.gathered_all(meetings, round).await?;
        gatherings.retain(|it| self.may(visitor, Action::SeeMeeting, &it.object));
        let coming = |it: &&Gathering| it.body().state == MeetingState::Fixed && !self.has_begun(it.body());
        let handed = self.handed_all(gatherings.iter().filter(coming).map(Gathering::id)).await?;
        let hosts = self.store.many::<Organisation>(gatherings.iter().filter_map(|it| it.body().host)).await?;
        let mine: BTreeMap<MeetingId, (Comes, Option<bool>)> = self
            .store
            .pointing_at::<Registration>("person", visitor.person)
            .await?
            .into_iter()
            .map(|it| (it.body.meeting, (it.body.comes, it.body.attended)))
            .collect();
        let line = |it: &Gathering| {
            let missing = if coming(&it) {
                let there = handed.get(&it.id()).map_or(&[][..], Vec::as_slice);
                missing(&dues(&bound, &round.body.deadlines, it.body()), it, there, self.today())
            } else {
                0
            };
            let host = it.body().host.and_then(|id| hosts.get(&id)).map(|it| it.body.name.clone());
            self.line(it, missing, host.unwrap_or_default(), mine.get(&it.id()).copied())
        };
        Ok(gatherings.iter().map(line).collect())
    }

    fn line(&self, it: &Gathering, missing: usize, host: String, mine: Option<(Comes, Option<bool>)>) -> MeetingLine {
        let (meeting, today) = (it.body(), self.today());
        let late = match meeting.state {
            MeetingState::Poll => meeting.answer_by.is_some_and(|last| last < today),
            MeetingState::Fixed => missing > 0 || meeting.when.is_some_and(|slot| slot.end.date() < today),
            MeetingState::Held | MeetingState::Cancelled => false,
        };
        MeetingLine {
            id: it.id(),
            title: meeting.title.clone(),
            round: it.round.id,
            group: it.group.as_ref().map(|group| (group.id, group.body.name.clone())),
            track: meeting.track,
            when: when(meeting),
            state: meeting.state,
            answer_by: meeting.answer_by,
            host,
            place: meeting.place.clone(),
            missing,
            late,
            mine: mine.map(|(comes, _)| comes),
            attended: mine.and_then(|(_, attended)| attended),
            begun: meeting.state == MeetingState::Held
                || (meeting.state == MeetingState::Fixed && self.has_begun(meeting)),
        }
    }

    /// The meetings before and after, among those of the group or the round (or its track) that are not
    /// cancelled; and all that come before.
    async fn neighbours(
        &self,
        it: &Gathering,
    ) -> Result<(Option<(MeetingId, String)>, Option<(MeetingId, String)>, Vec<MeetingId>), Trouble> {
        let mut all = self.meetings_in(it.round.id, it.body().group).await?;
        let track = it.body().track;
        all.retain(|one| one.id == it.id() || (one.body.is_for(track) && one.body.state != MeetingState::Cancelled));
        let here = all.iter().position(|one| one.id == it.id()).unwrap_or(all.len());
        let named = |one: &Stored<Meeting>| (one.id, one.body.title.clone());
        let before: BTreeSet<MeetingId> = all[..here].iter().map(|one| one.id).collect();
        let previous = here.checked_sub(1).and_then(|at| all.get(at)).map(named);
        Ok((previous, all.get(here + 1).map(named), before.into_iter().collect()))
    }
}

/// The day that is set; a day that was set once and no longer holds is none.
fn when(meeting: &Meeting) -> Option<Slot> {
    meeting.when.filter(|_| meeting.state != MeetingState::Poll)
}

/// The points of the agenda, with their times where the day is set.
pub(crate) fn agenda(meeting: &Meeting) -> Vec<AgendaLine> {
    let timed = matches!(meeting.state, MeetingState::Fixed | MeetingState::Held);
    let times: Vec<DateTime> =
        if timed { meeting.schedule().into_iter().map(|(at, _)| at).collect() } else { Vec::new() };
    meeting
        .agenda
        .iter()
        .enumerate()
        .map(|(index, item)| AgendaLine {
            at: times.get(index).copied(),
            title: item.title.clone(),
            minutes: item.minutes,
            leader: item.leader.clone(),
        })
        .collect()
}

/// What a time is called in forms and answers.
#[must_use]
pub fn time_code(slot: &Slot) -> String {
    code_of(slot.start)
}
