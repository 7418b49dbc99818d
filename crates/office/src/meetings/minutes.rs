//! What comes of a meeting: notes, decisions, and tasks that come back until they are done.

use std::collections::BTreeMap;

use jiff::civil::Date;
use programme::{
    Meeting, MeetingId, MeetingState, Minutes, Organisation, OrganisationId, Point, PointId, PointKind, RoundId,
    Visibility,
    permit::{Action, Object},
};
use storage::Stored;

use super::called::Gathering;
use crate::{
    Office, Trouble, Visitor,
    rounds::{day, lines},
};

/// A decision or a task as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PointForm {
    /// [`PointKind::code`].
    pub kind: String,
    /// What.
    pub text: String,
    /// Which organisation does it: an id, or nothing for all of them.
    pub organisation: String,
    /// By when.
    pub by: String,
}

/// A decision or a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointLine {
    /// Its id.
    pub id: PointId,
    /// Its version.
    pub version: i64,
    /// The meeting it comes from.
    pub meeting: MeetingId,
    /// What it is.
    pub kind: PointKind,
    /// What.
    pub text: String,
    /// Which organisation does it; `None`: all of them.
    pub organisation: Option<(OrganisationId, String)>,
    /// By when.
    pub by: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// Whether it should have been done.
    pub late: bool,
    /// Whether the visitor may say that it is done, or is not.
    pub may_tick: bool,
    /// Whether the visitor may take it away.
    pub may_remove: bool,
}

/// The notes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesView {
    /// The meeting.
    pub meeting: MeetingId,
    /// What it is called.
    pub title: String,
    /// When it was.
    pub when: Option<programme::Slot>,
    /// The round.
    pub round: RoundId,
    /// What the round is called.
    pub round_title: String,
    /// What the group is called; `None`: everybody in the round.
    pub group: Option<String>,
    /// The version of the text; nought before anybody has written.
    pub version: i64,
    /// The text.
    pub text: String,
    /// Who can see it.
    pub visibility: Visibility,
    /// How far it may be shown, narrow to wide.
    pub levels: Vec<Visibility>,
    /// Decisions and tasks of this meeting.
    pub points: Vec<PointLine>,
    /// Who may do a task: id and name.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Whether the visitor may see the meeting itself.
    pub sees_meeting: bool,
    /// Whether the visitor may write.
    pub may_write: bool,
    /// Whether the visitor may show it to more, or withdraw it.
    pub may_move: bool,
}

/// Notes in a list of those that are shown to more than who was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMinutes {
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
}

/// How far notes may be shown: never less than to who was there.
fn levels(of_group: bool) -> Vec<Visibility> {
    if of_group {
        vec![Visibility::Group, Visibility::Round, Visibility::Public]
    } else {
        vec![Visibility::Round, Visibility::Public]
    }
}

impl Office {
    /// The notes of a meeting, for whoever (or nobody signed in) they are shown to.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, also for what the visitor may not know of.
    pub async fn minutes(&self, visitor: Option<&Visitor>, id: MeetingId) -> Result<MinutesView, Trouble> {
        let hidden = || if visitor.is_none() { Trouble::SignIn } else { Trouble::Nothing };
        let it =
            self.gathering_of(id).await.map_err(|why| if matches!(why, Trouble::Nothing) { hidden() } else { why })?;
        let written = self.minutes_of(id).await?;
        let sees_meeting = self.allow(visitor, Action::SeeMeeting, &it.object).is_ok();
        let reads = written.as_ref().is_some_and(|there| self.reads(visitor, &it, there.visibility));
        let (action, object) = it.writing();
        let may_write = self.allow(visitor, action, &object).is_ok();
        // Where nothing is written yet, who may write sees the empty page.
        let empty_page = written.is_none() && sees_meeting;
        if !(reads || empty_page) {
            return Err(hidden());
        }
        let visibility = written.as_ref().map_or(it.reach(), |there| there.visibility);
        let names = self.every_organisation().await?;
        let mut organisations: Vec<(OrganisationId, String)> = it
            .organisations
            .iter()
            .filter_map(|(id, _)| names.get(id).map(|there| (*id, there.name.clone())))
            .collect();
        organisations.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
        let points = self.points_at(visitor, &it).await?;
        let may_move = written.is_some() && self.allow(visitor, Action::MoveVisibility, &it.piece()).is_ok();
        Ok(MinutesView {
            meeting: id,
            title: it.body().title.clone(),
            when: it.body().when,
            round: it.round.id,
            round_title: it.round.body.title.clone(),
            group: it.group.as_ref().map(|group| group.body.name.clone()),
            version: written.as_ref().map_or(0, |there| there.version),
            text: written.map(|there| there.body.text).unwrap_or_default(),
            visibility,
            levels: levels(it.group.is_some()),
            points,
            organisations,
            sees_meeting,
            may_write: may_write && it.kept().is_ok() && has_notes(it.body()),
            may_move,
        })
    }

    /// The notes of a round's meetings that are shown to the visitor (or to nobody signed in) by their
    /// owners' act: to everybody in the round, or to all. The meeting, its title, its group and its time.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn shown_minutes(&self, visitor: Option<&Visitor>, round: RoundId) -> Result<Vec<ShownMinutes>, Trouble> {
        let round = self.the_round(visitor, round).await?;
        let mut far = BTreeMap::new();
        for to in [Visibility::Round, Visibility::Public] {
            for written in self.store.list_shown::<Minutes>(to).await? {
                if written.body.organiser == round.body.organiser {
                    far.insert(written.body.meeting, to);
                }
            }
        }
        let mut meetings: Vec<Stored<Meeting>> =
            self.store.many::<Meeting>(far.keys().copied()).await?.into_values().collect();
        meetings.retain(|it| it.body.round == round.id);
        let mut shown = Vec::new();
        for it in self.gathered_all(meetings, &round).await? {
            if far.get(&it.id()).is_some_and(|to| self.reads(visitor, &it, *to)) {
                shown.push(ShownMinutes {
                    meeting: it.id(),
                    title: it.body().title.clone(),
                    group: it.group.as_ref().map(|group| group.body.name.clone()),
                    track: it.body().track,
                    when: it.body().when,
                });
            }
        }
        shown.sort_by_key(|it| (it.when.is_none(), it.when, it.meeting));
        Ok(shown)
    }

    /// Writes the notes, read at `version` (nought: there were none).
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::MeetingRests`] while no day is set; a conflict when somebody
    /// else was there since.
    pub async fn write_minutes(
        &self,
        visitor: &Visitor,
        id: MeetingId,
        version: i64,
        text: &str,
    ) -> Result<(), Trouble> {
        let it = self.to_note(visitor, id).await?;
        let minutes = Minutes { meeting: id, organiser: it.round.body.organiser, text: lines(text) };
        let mut change = self.change(visitor.author());
        match self.minutes_of(id).await? {
            // A version of nought is another than any there is: what both wrote is shown side by side.
            Some(there) => change.update(there.id, version, &minutes)?,
            None => {
                let new = self.id();
                change.insert(new, &minutes)?;
                change.show(new, 1, it.reach());
            }
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Shows notes, decisions and tasks of a meeting to more, or withdraws them as far as to who was there.
    ///
    /// # Errors
    /// When the visitor belongs neither to the mentors nor to the host.
    pub async fn show_minutes(&self, visitor: &Visitor, id: MeetingId, version: i64, to: &str) -> Result<(), Trouble> {
        let it = self.gathering_of(id).await?;
        let there = self.minutes_of(id).await?.ok_or(Trouble::Nothing)?;
        if !self.reads(Some(visitor), &it, there.visibility) {
            return Err(Trouble::Nothing);
        }
        self.allow(Some(visitor), Action::MoveVisibility, &it.piece())?;
        let known = levels(it.group.is_some());
        let to = Visibility::from_code(to).filter(|to| known.contains(to)).ok_or(Trouble::Missing("visibility"))?;
        let mut change = self.change(visitor.author());
        change.show(there.id, version, to);
        for point in self.store.pointing_at::<Point>("meeting", id).await? {
            change.show(point.id, point.version, to);
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Adds a decision or a task.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::MeetingRests`] while no day is set.
    pub async fn add_point(&self, visitor: &Visitor, id: MeetingId, form: &PointForm) -> Result<PointId, Trouble> {
        let it = self.to_note(visitor, id).await?;
        let kind = PointKind::from_code(&form.kind).ok_or(Trouble::Missing("kind"))?;
        let organisation = match form.organisation.trim() {
            "" => None,
            id => {
                let id: OrganisationId = id.parse().map_err(|_| Trouble::Missing("organisation"))?;
                let there = it.organisations.iter().any(|(place, _)| *place == id);
                Some(id).filter(|_| there).map(Some).ok_or(Trouble::Missing("organisation"))?
            }
        };
        let point = Point {
            round: it.round.id,
            group: it.group.as_ref().map(|group| group.id),
            meeting: id,
            organiser: it.round.body.organiser,
            kind,
            text: form.text.trim().to_owned(),
            organisation,
            by: day(&form.by)?,
            done: None,
        };
        let reach = self.minutes_of(id).await?.map_or(it.reach(), |there| there.visibility);
        let new = self.id();
        let mut change = self.change(visitor.author());
        change.insert(new, &point)?;
        change.show(new, 1, reach);
        self.store.write(&change).await?;
        Ok(new)
    }

    /// Says that a task is done, or is not after all. Also whoever is to do it may.
    ///
    /// # Errors
    /// When the visitor may not; a conflict when somebody else was there since.
    pub async fn tick_point(
        &self,
        visitor: &Visitor,
        id: PointId,
        version: i64,
        done: bool,
    ) -> Result<MeetingId, Trouble> {
        let (point, it) = self.the_point(visitor, id).await?;
        if !self.may_tick(Some(visitor), &it, &point.body) {
            let (action, object) = it.writing();
            self.allow(Some(visitor), action, &object)?;
        }
        it.kept()?;
        if point.body.kind != PointKind::Task {
            return Err(Trouble::Nothing);
        }
        let done = done.then(|| self.today());
        let meeting = point.body.meeting;
        let mut change = self.change(visitor.author());
        change.update(id, version, &Point { done, ..point.body })?;
        self.store.write(&change).await?;
        Ok(meeting)
    }

    /// Takes a decision or a task away.
    ///
    /// # Errors
    /// When the visitor may not.
    pub async fn remove_point(&self, visitor: &Visitor, id: PointId, version: i64) -> Result<MeetingId, Trouble> {
        let (point, it) = self.the_point(visitor, id).await?;
        let (action, object) = it.writing();
        self.allow(Some(visitor), action, &object)?;
        it.kept()?;
        let mut change = self.change(visitor.author());
        change.remove(id, version);
        self.store.write(&change).await?;
        Ok(point.body.meeting)
    }

    /// The open tasks of the group (or the round) from meetings before this one.
    pub(crate) async fn carried(
        &self,
        visitor: &Visitor,
        it: &Gathering,
        before: &[MeetingId],
    ) -> Result<Vec<PointLine>, Trouble> {
        let mut points = self.points_in(it.round.id, it.body()).await?;
        points.retain(|point| {
            let reads = self.reads(Some(visitor), it, point.visibility);
            reads && point.body.is_open() && before.contains(&point.body.meeting)
        });
        let mut lines = self.point_lines(Some(visitor), it, points).await?;
        lines.sort_by_key(|line| (line.by.is_none(), line.by, line.id));
        Ok(lines)
    }

    /// The points of a meeting, for who may see it.
    pub(crate) async fn points_at(&self, visitor: Option<&Visitor>, it: &Gathering) -> Result<Vec<PointLine>, Trouble> {
        let mut points = self.store.pointing_at::<Point>("meeting", it.id()).await?;
        points.retain(|point| self.reads(visitor, it, point.visibility));
        self.point_lines(visitor, it, points).await
    }

    async fn points_in(&self, round: RoundId, of: &Meeting) -> Result<Vec<Stored<Point>>, Trouble> {
        let mut points = match of.group {
            Some(group) => self.store.pointing_at::<Point>("group", group).await?,
            None => self.store.pointing_at::<Point>("round", round).await?,
        };
        points.retain(|it| it.body.group == of.group);
        Ok(points)
    }

    async fn point_lines(
        &self,
        visitor: Option<&Visitor>,
        it: &Gathering,
        points: Vec<Stored<Point>>,
    ) -> Result<Vec<PointLine>, Trouble> {
        let places = self.store.many::<Organisation>(points.iter().filter_map(|it| it.body.organisation)).await?;
        let (action, object) = it.writing();
        let kept = it.kept().is_err();
        let may_write = self.allow(visitor, action, &object).is_ok();
        let line = |point: Stored<Point>| {
            let may_tick = !kept && point.body.kind == PointKind::Task && self.may_tick(visitor, it, &point.body);
            let Point { kind, text, organisation, by, done, meeting, .. } = point.body;
            let place = |id| places.get(&id).map(|it| it.body.name.clone()).unwrap_or_default();
            PointLine {
                id: point.id,
                version: point.version,
                meeting,
                kind,
                text,
                organisation: organisation.map(|id| (id, place(id))),
                by,
                done,
                late: done.is_none() && kind == PointKind::Task && by.is_some_and(|by| by < self.today()),
                may_tick,
                may_remove: !kept && may_write,
            }
        };
        Ok(points.into_iter().map(line).collect())
    }

    /// Whether the visitor may say that a task is done: who writes in the group, or who is to do it.
    fn may_tick(&self, visitor: Option<&Visitor>, it: &Gathering, point: &Point) -> bool {
        let (action, object) = it.writing();
        let doer = Object { owners: point.organisation.into_iter().collect(), ..Object::default() };
        self.allow(visitor, action, &object).is_ok() || self.allow(visitor, Action::WritePiece, &doer).is_ok()
    }

    /// Whether notes and points that are shown so far are shown to the visitor.
    pub(crate) fn reads(&self, visitor: Option<&Visitor>, it: &Gathering, visibility: Visibility) -> bool {
        self.allow(visitor, Action::ReadPiece, &Object { visibility, ..it.piece() }).is_ok()
    }

    async fn the_point(&self, visitor: &Visitor, id: PointId) -> Result<(Stored<Point>, Gathering), Trouble> {
        let point = self.store.get::<Point>(id).await?.ok_or(Trouble::Nothing)?;
        let it = self.gathering(visitor, point.body.meeting).await?;
        if !self.reads(Some(visitor), &it, point.visibility) {
            return Err(Trouble::Nothing);
        }
        Ok((point, it))
    }

    async fn to_note(&self, visitor: &Visitor, id: MeetingId) -> Result<Gathering, Trouble> {
        let it = self.gathering(visitor, id).await?;
        let (action, object) = it.writing();
        self.allow(Some(visitor), action, &object)?;
        it.kept()?;
        if has_notes(it.body()) { Ok(it) } else { Err(Trouble::MeetingRests(it.body().state)) }
    }

    pub(crate) async fn minutes_of(&self, meeting: MeetingId) -> Result<Option<Stored<Minutes>>, Trouble> {
        Ok(self.store.by_key::<Minutes>(&meeting.to_string()).await?)
    }
}

/// Whether notes are taken at it: once the day is set.
pub(crate) fn has_notes(meeting: &Meeting) -> bool {
    matches!(meeting.state, MeetingState::Fixed | MeetingState::Held)
}
