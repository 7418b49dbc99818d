//! Planning: a meeting is made, changed, given a day, moved, cancelled, held.

use std::collections::BTreeMap;

use i18n::Lang;
use method::{HeldBy, Hosting, Model};
use programme::{
    AgendaItem, Capacity, Field, Group, GroupId, Meeting, MeetingId, MeetingState, Needs, Occasion, OrganisationId,
    RoundId, Rule, Slot, Track,
};
use storage::{Change, Stored};

use super::{
    called::{Gathering, is_meeting, roles_of},
    letters::{News, worth_telling},
    when::SlotForm,
};
use crate::{
    Office, Trouble, Visitor,
    rounds::{day, lines, object_of_round, told},
};

/// A point of the agenda as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgendaForm {
    /// What.
    pub title: String,
    /// How many minutes.
    pub minutes: String,
    /// Who leads it.
    pub leader: String,
}

/// A meeting as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingForm {
    /// What it is called; empty: as the step it is.
    pub title: String,
    /// What it is: `step:…`, `strategists:…`, `other`.
    pub occasion: String,
    /// Of a round's meeting: the one track it is for, by [`Track::code`]; empty: all.
    pub track: String,
    /// When it may be. One time: the day is set. Several: those called are asked which suit.
    pub slots: Vec<SlotForm>,
    /// The last day to answer.
    pub answer_by: String,
    /// Where, for those who come.
    pub place: String,
    /// Where, for those on screen.
    pub link: String,
    /// Who receives: an id, or nothing.
    pub host: String,
    /// Who pays for what.
    pub pays: String,
    /// What is to be known before.
    pub invitation: String,
    /// The agenda.
    pub agenda: Vec<AgendaForm>,
}

/// A form for a meeting, and what can be chosen in it.
#[derive(Debug, Clone)]
pub struct MeetingSheet {
    /// The round.
    pub round: RoundId,
    /// What the round is called.
    pub round_title: String,
    /// The group and what it is called; `None`: everybody in the round.
    pub group: Option<(GroupId, String)>,
    /// The version that was read; nought for a new one.
    pub version: i64,
    /// Where it is; a new one is nowhere yet.
    pub state: Option<MeetingState>,
    /// What stands in the form.
    pub form: MeetingForm,
    /// What it may be: value and name.
    pub occasions: Vec<(String, String)>,
    /// Who may receive: id and name.
    pub hosts: Vec<(OrganisationId, String)>,
    /// The tracks a round's meeting may be for, where there is more than one.
    pub tracks: Vec<Track>,
}

/// The value of an occasion in a form.
pub(crate) fn occasion_code(occasion: &Occasion) -> String {
    match occasion {
        Occasion::Step(step) => format!("step:{step}"),
        Occasion::Strategists(step) => format!("strategists:{step}"),
        Occasion::Other => "other".into(),
    }
}

fn occasion_of(model: &Model, code: &str) -> Result<Occasion, Trouble> {
    let occasion = match code.split_once(':') {
        None if code == "other" => Occasion::Other,
        Some(("step", step)) => Occasion::Step(step.to_owned()),
        Some(("strategists", step)) => Occasion::Strategists(step.to_owned()),
        _ => return Err(Trouble::Missing("occasion")),
    };
    match occasion.step() {
        Some(step) if !is_meeting(model, step) => Err(Trouble::Missing("occasion")),
        _ => Ok(occasion),
    }
}

/// What an occasion is called.
pub(crate) fn occasion_title(model: &Model, occasion: &Occasion, lang: Lang) -> String {
    let step = |id: &str| model.step(id).map_or_else(|| id.to_owned(), |step| told(&step.name, lang));
    match (occasion, lang) {
        (Occasion::Step(id), _) => step(id),
        (Occasion::Strategists(id), Lang::Sv) => format!("Strategträff inför {}", step(id)),
        (Occasion::Strategists(id), Lang::En) => format!("Strategists’ meeting before {}", step(id)),
        (Occasion::Other, Lang::Sv) => "Annan träff".into(),
        (Occasion::Other, Lang::En) => "Another meeting".into(),
    }
}

/// What a meeting of a group, or of the whole round, may be: its steps first, strategists before each,
/// anything else.
fn occasions(model: &Model, of_group: bool, lang: Lang) -> Vec<(String, String)> {
    let held_by = if of_group { HeldBy::Group } else { HeldBy::Organiser };
    let meetings = || model.steps.iter().filter(|step| is_meeting(model, step.id.as_str()));
    let steps = meetings()
        .filter(|step| step.held_by.is_none_or(|by| by == held_by))
        .map(|step| Occasion::Step(step.id.to_string()));
    let mut all: Vec<Occasion> = steps.collect();
    // Where strategists' meetings are steps of their own, they are in the list already.
    let of_their_own = meetings().any(|step| {
        let roles = roles_of(model, &Occasion::Step(step.id.to_string()));
        !roles.contains(&programme::Role::Politician)
    });
    if !of_their_own {
        all.extend(meetings().map(|step| Occasion::Strategists(step.id.to_string())));
    }
    all.push(Occasion::Other);
    all.iter().map(|it| (occasion_code(it), occasion_title(model, it, lang))).collect()
}

/// An agenda to begin with.
fn first_agenda(occasion: &Occasion, lang: Lang) -> Vec<AgendaForm> {
    let points: &[(&str, &str, u16)] = match occasion {
        Occasion::Strategists(_) => &[
            ("Läget hos var och en", "How things stand with everybody", 30),
            ("Inför träffen: vad ska vara klart?", "Before the meeting: what should be done?", 30),
            ("Frågor och nästa steg", "Questions and next steps", 15),
        ],
        Occasion::Step(_) => &[
            ("Välkommen: syfte och dagens upplägg", "Welcome: purpose and plan of the day", 15),
            ("Var och en visar sitt arbete", "Everybody shows their work", 90),
            ("Vad skiljer, och vad kan vi lära av det?", "What differs, and what can we learn from it?", 60),
            ("Vad tar vi med oss hem?", "What do we take home?", 45),
            ("Uppgifter, nästa träff och värd", "Tasks, next meeting and host", 15),
        ],
        Occasion::Other => &[],
    };
    let line = |(sv, en, minutes): &(&str, &str, u16)| AgendaForm {
        title: lang.pick(*sv, *en).to_owned(),
        minutes: minutes.to_string(),
        leader: String::new(),
    };
    points.iter().map(line).collect()
}

impl AgendaForm {
    fn is_empty(&self) -> bool {
        [&self.title, &self.minutes, &self.leader].iter().all(|text| text.trim().is_empty())
    }

    fn read(&self) -> Result<AgendaItem, Trouble> {
        let minutes = match self.minutes.trim() {
            "" => 0,
            text => text.parse().ok().filter(|n| *n <= 24 * 60).ok_or_else(|| Trouble::NoNumber(text.to_owned()))?,
        };
        Ok(AgendaItem { title: self.title.trim().to_owned(), minutes, leader: self.leader.trim().to_owned() })
    }

    fn of(item: &AgendaItem) -> Self {
        Self {
            title: item.title.clone(),
            minutes: if item.minutes == 0 { String::new() } else { item.minutes.to_string() },
            leader: item.leader.clone(),
        }
    }
}

impl MeetingForm {
    /// The times that are written, in order, each once.
    fn times(&self) -> Result<Vec<Slot>, Trouble> {
        let mut slots = Vec::new();
        for slot in &self.slots {
            slots.extend(slot.read()?);
        }
        slots.sort();
        slots.dedup();
        Ok(slots)
    }

    /// A meeting in a form.
    fn of(meeting: &Meeting) -> Self {
        Self {
            title: meeting.title.clone(),
            occasion: occasion_code(&meeting.occasion),
            track: meeting.track.map(|track| track.code().to_owned()).unwrap_or_default(),
            slots: meeting.asked.iter().map(SlotForm::of).collect(),
            answer_by: meeting.answer_by.map(|day| day.to_string()).unwrap_or_default(),
            place: meeting.place.clone(),
            link: meeting.link.clone(),
            host: meeting.host.map(|id| id.to_string()).unwrap_or_default(),
            pays: meeting.pays.clone(),
            invitation: meeting.invitation.clone(),
            agenda: meeting.agenda.iter().map(AgendaForm::of).collect(),
        }
    }

    /// What the form says beside the times, put into a meeting.
    fn put_into(
        &self,
        meeting: &mut Meeting,
        model: &Model,
        hosts: &[OrganisationId],
        lang: Lang,
    ) -> Result<(), Trouble> {
        meeting.occasion = occasion_of(model, &self.occasion)?;
        meeting.title = match self.title.trim() {
            "" => occasion_title(model, &meeting.occasion, lang),
            title => title.to_owned(),
        };
        self.place.trim().clone_into(&mut meeting.place);
        self.link.trim().clone_into(&mut meeting.link);
        meeting.host = match self.host.trim() {
            "" => None,
            // The host sees what people need: nobody from outside.
            id => Some(id.parse().ok().filter(|id| hosts.contains(id)).ok_or(Trouble::Missing("host"))?),
        };
        self.pays.trim().clone_into(&mut meeting.pays);
        meeting.invitation = lines(&self.invitation);
        let points = self.agenda.iter().filter(|point| !point.is_empty());
        meeting.agenda = points.map(AgendaForm::read).collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// What a calendar shows of a meeting beside its time.
fn shown_in_calendar(meeting: &Meeting) -> (&str, &str, &str, Vec<(&str, u16)>) {
    let agenda = meeting.agenda.iter().map(|item| (item.title.as_str(), item.minutes)).collect();
    (&meeting.title, &meeting.place, &meeting.link, agenda)
}

impl Office {
    /// A form for a new meeting of a group, or of everybody in the round.
    ///
    /// # Errors
    /// When the visitor may not plan it; [`Trouble::RoundRests`].
    pub async fn new_meeting(
        &self,
        visitor: &Visitor,
        round: RoundId,
        group: Option<GroupId>,
        lang: Lang,
    ) -> Result<MeetingSheet, Trouble> {
        let (round, group) = self.planned_in(visitor, round, group).await?;
        let bound = self.bound(round.body.edition).await?;
        let model = &bound.model;
        let held = self.meetings_in(round.id, group.as_ref().map(|it| it.id)).await?;
        let occasions = occasions(model, group.is_some(), lang);
        // The first step nobody has planned a meeting for.
        let planned: Vec<String> = held.iter().map(|it| occasion_code(&it.body.occasion)).collect();
        let next = occasions.iter().find(|(code, _)| !planned.contains(code)).map(|(code, _)| code.clone());
        let occasion = next.unwrap_or_else(|| "other".into());
        let host = self.next_host(&round.body.organiser, group.as_ref(), model, &held);
        let pays = lang.pick(
            "Värden betalar lokal och mat. Var och en betalar sin resa.",
            "The host pays for the venue and food. Everybody pays for their own travel.",
        );
        let form = MeetingForm {
            agenda: first_agenda(&occasion_of(model, &occasion)?, lang),
            occasion,
            host: host.map(|id| id.to_string()).unwrap_or_default(),
            pays: pays.into(),
            ..MeetingForm::default()
        };
        let hosts = self.hosts(&round, group.as_ref(), host).await?;
        let tracks = tracks(&round, group.as_ref());
        Ok(MeetingSheet {
            round: round.id,
            round_title: round.body.title,
            group: group.map(|it| (it.id, it.body.name)),
            version: 0,
            state: None,
            form,
            occasions,
            hosts,
            tracks,
        })
    }

    /// A form for a meeting as it is.
    ///
    /// # Errors
    /// When the visitor may not plan it.
    pub async fn planned_meeting(&self, visitor: &Visitor, id: MeetingId, lang: Lang) -> Result<MeetingSheet, Trouble> {
        let it = self.to_plan(visitor, id).await?;
        let bound = self.bound(it.round.body.edition).await?;
        let hosts = self.hosts(&it.round, it.group.as_ref(), it.body().host).await?;
        Ok(MeetingSheet {
            round: it.round.id,
            round_title: it.round.body.title.clone(),
            group: it.group.as_ref().map(|group| (group.id, group.body.name.clone())),
            version: it.meeting.version,
            state: Some(it.body().state),
            form: MeetingForm::of(it.body()),
            occasions: {
                let mut all = occasions(&bound.model, it.group.is_some(), lang);
                let there = occasion_code(&it.body().occasion);
                if !all.iter().any(|(code, _)| *code == there) {
                    all.insert(0, (there, occasion_title(&bound.model, &it.body().occasion, lang)));
                }
                all
            },
            hosts,
            // Whom it is for stays: they have been called.
            tracks: Vec::new(),
        })
    }

    /// Makes a meeting: with one time the day is set, with several those called are asked. Everybody
    /// called gets a letter.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::RoundRests`]; [`Trouble::Missing`] without any time.
    pub async fn plan_meeting(
        &self,
        visitor: &Visitor,
        round: RoundId,
        group: Option<GroupId>,
        form: &MeetingForm,
    ) -> Result<MeetingId, Trouble> {
        let (round, group) = self.planned_in(visitor, round, group).await?;
        let bound = self.bound(round.body.edition).await?;
        let times = form.times()?;
        let mut meeting = Meeting {
            round: round.id,
            organiser: round.body.organiser,
            group: group.as_ref().map(|it| it.id),
            track: track_of(&form.track, &round, group.as_ref())?,
            occasion: Occasion::Other,
            title: String::new(),
            state: MeetingState::Poll,
            asked: Vec::new(),
            answer_by: day(&form.answer_by)?,
            when: None,
            place: String::new(),
            link: String::new(),
            host: None,
            pays: String::new(),
            invitation: String::new(),
            agenda: Vec::new(),
            sequence: 0,
            why: None,
        };
        let hosts = may_host(&round, &self.there_today(&round, group.as_ref(), None).await?, None);
        form.put_into(&mut meeting, &bound.model, &hosts, crate::letters::lang(visitor.language))?;
        match times.as_slice() {
            [] => return Err(Trouble::Missing("when")),
            [one] => (meeting.when, meeting.state, meeting.answer_by) = (Some(*one), MeetingState::Fixed, None),
            _ => meeting.asked = times,
        }
        let id = self.id();
        let organisations = self.there_today(&round, group.as_ref(), meeting.track).await?;
        let roll = self.roll(organisations.iter().map(|(id, _)| *id)).await?;
        let called = roll.called(&bound.model, &meeting.occasion, &organisations, group.is_some(), self.today());
        let mut change = self.change(visitor.author());
        change.insert(id, &meeting)?;
        // The round must not have closed meanwhile.
        change.only_if_still(round.id, round.version);
        let news = if meeting.state == MeetingState::Poll { News::Asked } else { News::Set };
        if worth_telling(meeting.when, self.now()) {
            self.tell_called(&mut change, &called, (id, &meeting), &news).await?;
        }
        self.store.write(&change).await?;
        Ok(id)
    }

    /// Changes a meeting, read at `version`: everything but the day that is set. While days are asked
    /// about, also those. Another place or link goes out as a letter.
    ///
    /// # Errors
    /// [`Trouble::MeetingRests`] when it has been or is cancelled; a conflict when somebody else was
    /// there since.
    pub async fn edit_meeting(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        version: i64,
        form: &MeetingForm,
    ) -> Result<(), Trouble> {
        let it = self.to_change(visitor, id).await?;
        if !matches!(it.body().state, MeetingState::Poll | MeetingState::Fixed) {
            return Err(Trouble::MeetingRests(it.body().state));
        }
        let bound = self.bound(it.round.body.edition).await?;
        let mut new = it.body().clone();
        let there = self.there_today(&it.round, it.group.as_ref(), None).await?;
        let hosts = may_host(&it.round, &there, it.body().host);
        form.put_into(&mut new, &bound.model, &hosts, crate::letters::lang(visitor.language))?;
        if new.state == MeetingState::Poll {
            (new.asked, new.answer_by) = (form.times()?, day(&form.answer_by)?);
            if new.asked.is_empty() {
                return Err(Trouble::Missing("when"));
            }
        } else if shown_in_calendar(&new) != shown_in_calendar(it.body()) {
            new.sequence += 1;
        }
        let mut change = self.change(visitor.author());
        change.update(id, version, &new)?;
        if new.host != it.body().host {
            self.forget_needs(&mut change, (id, &new)).await?;
        }
        let elsewhere = (&new.place, &new.link) != (&it.body().place, &it.body().link);
        if new.state == MeetingState::Fixed && elsewhere && worth_telling(new.when, self.now()) {
            let called = self.called_to(&it, &bound).await?;
            self.tell_called(&mut change, &called, (id, &new), &News::Elsewhere).await?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Sets the day, from the poll or of one's own choice, moves it, or brings a cancelled meeting back.
    ///
    /// # Errors
    /// [`Trouble::MeetingRests`] when it has been; a conflict when somebody else was there since.
    pub async fn set_day(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        version: i64,
        form: &SlotForm,
    ) -> Result<(), Trouble> {
        let it = self.to_change(visitor, id).await?;
        let slot = form.read()?.ok_or(Trouble::Missing("when"))?;
        let old = it.body();
        if old.state == MeetingState::Fixed && old.when == Some(slot) {
            return Ok(());
        }
        let mut new = self.moved(old, MeetingState::Fixed)?;
        (new.when, new.why, new.asked, new.answer_by) = (Some(slot), None, Vec::new(), None);
        let news = match (old.state, old.when) {
            (MeetingState::Fixed, Some(from)) => News::Moved { from },
            _ => News::Set,
        };
        self.write_and_tell(visitor, &it, version, &new, &news).await
    }

    /// Asks again which times suit: the day that was set no longer holds.
    ///
    /// # Errors
    /// [`Trouble::MeetingRests`]; [`Trouble::Missing`] without any time.
    pub async fn ask_again(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        version: i64,
        slots: &[SlotForm],
        answer_by: &str,
    ) -> Result<(), Trouble> {
        let it = self.to_change(visitor, id).await?;
        let times = MeetingForm { slots: slots.to_vec(), ..MeetingForm::default() }.times()?;
        if times.is_empty() {
            return Err(Trouble::Missing("when"));
        }
        let mut new = self.moved(it.body(), MeetingState::Poll)?;
        // The day that was stays with it, so that calendars can be told that it no longer holds.
        (new.asked, new.answer_by, new.why) = (times, day(answer_by)?, None);
        self.write_and_tell(visitor, &it, version, &new, &News::Asked).await
    }

    /// Cancels a meeting. What people need there is erased the next night.
    ///
    /// # Errors
    /// [`Trouble::Missing`] without a reason; [`Trouble::MeetingRests`].
    pub async fn cancel_meeting(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        version: i64,
        why: &str,
    ) -> Result<(), Trouble> {
        let it = self.to_change(visitor, id).await?;
        let why = why.trim();
        if why.is_empty() {
            return Err(Trouble::Missing("why"));
        }
        Rule::text(Field("why"), why, 500).map_err(storage::Error::Invalid)?;
        let mut new = self.moved(it.body(), MeetingState::Cancelled)?;
        new.why = Some(why.to_owned());
        self.write_and_tell(visitor, &it, version, &new, &News::Cancelled).await
    }

    /// Notes that a meeting has been.
    ///
    /// # Errors
    /// [`Trouble::NotBegun`] before it begins; [`Trouble::MeetingRests`].
    pub async fn hold_meeting(&self, visitor: &Visitor, id: MeetingId, version: i64) -> Result<(), Trouble> {
        let it = self.to_plan(visitor, id).await?;
        it.kept()?;
        let new = self.moved(it.body(), MeetingState::Held)?;
        if !self.has_begun(it.body()) {
            return Err(Trouble::NotBegun);
        }
        let mut change = self.change(visitor.author());
        change.update(id, version, &new)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Whether the time that is set has come.
    pub(crate) fn has_begun(&self, meeting: &Meeting) -> bool {
        meeting.when.is_some_and(|slot| slot.instants().0 <= self.now())
    }

    /// The meetings of a group, or those of the whole round, in the order they come: those without a
    /// day last, as they were made.
    pub(crate) async fn meetings_in(
        &self,
        round: RoundId,
        group: Option<GroupId>,
    ) -> Result<Vec<Stored<Meeting>>, Trouble> {
        let mut meetings = match group {
            Some(group) => self.store.pointing_at::<Meeting>("group", group).await?,
            None => self.store.pointing_at::<Meeting>("round", round).await?,
        };
        meetings.retain(|it| it.body.group == group);
        in_order(&mut meetings);
        Ok(meetings)
    }

    fn moved(&self, meeting: &Meeting, to: MeetingState) -> Result<Meeting, Trouble> {
        meeting.moved_to(to).map_err(|_| Trouble::MeetingRests(meeting.state))
    }

    async fn write_and_tell(
        &self,
        visitor: &Visitor,
        it: &Gathering,
        version: i64,
        new: &Meeting,
        news: &News,
    ) -> Result<(), Trouble> {
        let mut change = self.change(visitor.author());
        change.update(it.id(), version, new)?;
        // Who has said that they come said so about the time that was.
        let was = it.body().when;
        if new.state == MeetingState::Poll || was.is_some_and(|was| new.when != Some(was)) {
            self.forget_registrations(&mut change, it.id()).await?;
        }
        // While times are asked about, a day that was set before holds no longer: it is told of nowhere.
        let holds = match new.state {
            MeetingState::Poll => false,
            MeetingState::Cancelled => it.body().state != MeetingState::Poll,
            MeetingState::Fixed | MeetingState::Held => true,
        };
        let told = Meeting { when: new.when.filter(|_| holds), ..new.clone() };
        // Neither a new time that is over nor that what is over is cancelled.
        if worth_telling(told.when, self.now()) {
            self.tell_everybody(&mut change, it, &told, news).await?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// What people need was said to the host: where that is another, it is erased, and who had said
    /// something is told.
    async fn forget_needs(&self, change: &mut Change, (id, new): (MeetingId, &Meeting)) -> Result<(), Trouble> {
        for needs in self.store.pointing_at::<Needs>("meeting", id).await? {
            change.erase(needs.id);
            self.tell(change, needs.body.person, (id, new), &News::NewHost, None).await?;
        }
        Ok(())
    }

    async fn tell_everybody(
        &self,
        change: &mut Change,
        it: &Gathering,
        new: &Meeting,
        news: &News,
    ) -> Result<(), Trouble> {
        let bound = self.bound(it.round.body.edition).await?;
        let called = self.called_to(it, &bound).await?;
        self.tell_called(change, &called, (it.id(), new), news).await
    }

    /// A meeting the visitor may plan.
    pub(crate) async fn to_plan(&self, visitor: &Visitor, id: MeetingId) -> Result<Gathering, Trouble> {
        let it = self.gathering(visitor, id).await?;
        let (action, object) = it.planning();
        self.allow(Some(visitor), action, &object)?;
        Ok(it)
    }

    /// The same, while the round runs.
    async fn to_change(&self, visitor: &Visitor, id: MeetingId) -> Result<Gathering, Trouble> {
        let it = self.to_plan(visitor, id).await?;
        self.alive(&it.round.body)?;
        Ok(it)
    }

    /// The round and the group the visitor may plan a meeting in.
    async fn planned_in(
        &self,
        visitor: &Visitor,
        round: RoundId,
        group: Option<GroupId>,
    ) -> Result<(Stored<programme::Round>, Option<Stored<Group>>), Trouble> {
        use programme::permit::Action;
        let round = self.the_round(Some(visitor), round).await?;
        let group = match group {
            Some(id) => {
                let there = self.store.get::<Group>(id).await?.filter(|it| it.body.round == round.id);
                let group = there.ok_or(Trouble::Nothing)?;
                self.allow(Some(visitor), Action::PlanMeeting, &self.object_of_group(id, &group.body))?;
                Some(group)
            }
            None => {
                self.allow(Some(visitor), Action::ManageRound, &object_of_round(&round))?;
                None
            }
        };
        self.alive(&round.body)?;
        Ok((round, group))
    }

    /// Whose turn it is to receive.
    fn next_host(
        &self,
        organiser: &OrganisationId,
        group: Option<&Stored<Group>>,
        model: &Model,
        held: &[Stored<Meeting>],
    ) -> Option<OrganisationId> {
        let Some(group) = group else { return Some(*organiser) };
        let today = self.today();
        let mentor = || group.body.of(Capacity::Mentor, today).next();
        match model.group.hosting {
            Hosting::Organiser => Some(*organiser),
            Hosting::Mentor => mentor(),
            Hosting::Rotates => {
                let turn = held.iter().filter(|it| it.body.state != MeetingState::Cancelled).count();
                group.body.host_of(turn, today).or_else(|| {
                    // Nobody has said in which order: those who compare themselves, as they came.
                    let members: Vec<_> = group.body.of(Capacity::Participant, today).collect();
                    if members.is_empty() { mentor() } else { Some(members[turn % members.len()]) }
                })
            }
        }
    }

    /// Who may receive, by name.
    async fn hosts(
        &self,
        round: &Stored<programme::Round>,
        group: Option<&Stored<Group>>,
        there: Option<OrganisationId>,
    ) -> Result<Vec<(OrganisationId, String)>, Trouble> {
        let ids = may_host(round, &self.there_today(round, group, None).await?, there);
        let names: BTreeMap<OrganisationId, programme::Organisation> = self.every_organisation().await?;
        let mut hosts: Vec<(OrganisationId, String)> =
            ids.into_iter().filter_map(|id| names.get(&id).map(|it| (id, it.name.clone()))).collect();
        hosts.sort_by(|a, b| i18n::compare_names(&a.1, &b.1).then(a.0.cmp(&b.0)));
        hosts.dedup();
        Ok(hosts)
    }
}

/// The tracks a round's meeting may be for: none to choose of where there is one, or a group.
fn tracks(round: &Stored<programme::Round>, group: Option<&Stored<Group>>) -> Vec<Track> {
    if group.is_none() && round.body.tracks.len() > 1 { round.body.tracks.clone() } else { Vec::new() }
}

/// The track a form names; `None`: all.
fn track_of(
    code: &str,
    round: &Stored<programme::Round>,
    group: Option<&Stored<Group>>,
) -> Result<Option<Track>, Trouble> {
    match code.trim() {
        "" => Ok(None),
        code => {
            let known = tracks(round, group).into_iter().find(|track| track.code() == code);
            known.map(Some).ok_or(Trouble::Missing("track"))
        }
    }
}

/// Who may receive: everybody there, the organiser, and who does so already.
fn may_host(
    round: &Stored<programme::Round>,
    organisations: &[(OrganisationId, Capacity)],
    there: Option<OrganisationId>,
) -> Vec<OrganisationId> {
    let mut ids: Vec<OrganisationId> = organisations.iter().map(|(id, _)| *id).collect();
    ids.push(round.body.organiser);
    ids.extend(there);
    ids
}

/// Sorts meetings as they come: those without a day last, as they were made.
pub(crate) fn in_order(meetings: &mut [Stored<Meeting>]) {
    meetings.sort_by_key(|it| {
        let slot = it.body.when.filter(|_| it.body.state != MeetingState::Poll);
        (slot.is_none(), slot, it.id)
    });
}
