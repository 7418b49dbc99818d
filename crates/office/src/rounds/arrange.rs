//! Making a round, changing it, leading it from state to state.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::civil::Date;
use method::Library;
use programme::{
    Application, ApplicationState, Calendar, Capacity, Edition, EditionId, Meeting, MeetingState, Organisation,
    OrganisationId, OrganisationKind, Role, Round, RoundId, RoundState, Track,
    permit::{Action, Object},
};
use storage::{Change, Stored};

use super::{day, lines, object_of_round, told};
use crate::{Office, Trouble, Visitor, letters};

/// A model one can choose for a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The number of days of a deadline that a round may choose for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// The deadline's id in the model.
    pub id: String,
    /// What is to be done by then.
    pub name: String,
    /// The round's own number, or the model's.
    pub days: u16,
}

/// A round, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundForm {
    /// What it is called.
    pub title: String,
    /// The model's id; only for a new one.
    pub model: String,
    /// For whom: [`Track::code`].
    pub tracks: Vec<String>,
    /// Days, by the fields of [`Calendar`].
    pub days: BTreeMap<String, String>,
    /// The fee in kronor, or nothing.
    pub fee: String,
    /// The invitation.
    pub invitation: String,
    /// Days of deadlines, by their id.
    pub deadlines: BTreeMap<String, String>,
}

impl Office {
    /// The organisations for which the visitor runs rounds.
    pub async fn runs_for(&self, visitor: &Visitor) -> Result<Vec<(OrganisationId, String)>, Trouble> {
        let mut found = Vec::new();
        for standing in &visitor.actor.standings {
            let object = Object { owners: [standing.organisation].into(), ..Object::default() };
            let there = found.iter().any(|(id, _)| *id == standing.organisation);
            if !there
                && self.may(visitor, Action::ManageRound, &object)
                && let Some(it) = self.store.get::<Organisation>(standing.organisation).await?
            {
                found.push((it.id, it.body.name));
            }
        }
        Ok(found)
    }

    /// Refuses who runs no rounds.
    ///
    /// # Errors
    /// Why not.
    pub fn may_run_rounds(&self, visitor: &Visitor) -> Result<(), Trouble> {
        self.allow(Some(visitor), Action::ManageRound, &Object::default()).map(|_| ())
    }

    /// The models there are, newest first.
    pub fn models(&self, lang: Lang) -> Vec<ModelChoice> {
        let mut choices: Vec<ModelChoice> = Library::built_in()
            .models()
            .map(|model| ModelChoice { id: model.id.to_string(), name: told(&model.name, lang) })
            .collect();
        choices.reverse();
        choices
    }

    /// Makes a round in draft, bound to the newest edition of its model.
    ///
    /// # Errors
    /// When the visitor may not, or something is missing or out of order.
    pub async fn add_round(
        &self,
        visitor: &Visitor,
        organiser: OrganisationId,
        form: &RoundForm,
    ) -> Result<RoundId, Trouble> {
        let object = Object { owners: [organiser].into(), ..Object::default() };
        self.allow(Some(visitor), Action::ManageRound, &object)?;
        let there = self.store.get::<Organisation>(organiser).await?.ok_or(Trouble::Nothing)?;
        if there.body.kind != OrganisationKind::Organiser {
            return Err(Trouble::NoTrack);
        }
        let mut change = self.change(visitor.author());
        let edition = self.edition_for(&mut change, &form.model).await?;
        let empty = Round::draft(organiser, edition);
        let id = self.id();
        change.insert(id, &filled(empty, form)?)?;
        self.store.write(&change).await?;
        Ok(id)
    }

    /// The edition of a model as it is today: the record there is, or a new one in the change.
    pub(crate) async fn edition_for(&self, change: &mut Change, model: &str) -> Result<EditionId, Trouble> {
        let library = Library::built_in();
        let (Some(edition), Some(text)) = (library.edition(model), library.edition_text(model)) else {
            return Err(Trouble::Missing("model"));
        };
        if let Some(known) = self.store.by_key::<Edition>(&Edition::key_of(&edition.fingerprint)).await? {
            return Ok(known.id);
        }
        let id = self.id();
        let record = Edition {
            model: edition.model.to_string(),
            version: edition.version,
            fingerprint: edition.fingerprint,
            text,
        };
        change.insert(id, &record)?;
        Ok(id)
    }

    /// A round as a form has it, with its version.
    ///
    /// # Errors
    /// When the visitor does not run it.
    pub async fn round_form(&self, visitor: &Visitor, id: RoundId) -> Result<(i64, RoundForm), Trouble> {
        let round = self.my_round(visitor, id).await?;
        let bound = self.bound(round.body.edition).await?;
        let form = RoundForm {
            title: round.body.title,
            model: bound.model.id.to_string(),
            tracks: round.body.tracks.iter().map(|track| track.code().to_owned()).collect(),
            days: round
                .body
                .calendar
                .days()
                .into_iter()
                .filter_map(|(field, day)| day.map(|day| (field.to_owned(), day.to_string())))
                .collect(),
            fee: round.body.fee.map(|fee| fee.to_string()).unwrap_or_default(),
            invitation: round.body.invitation,
            deadlines: round.body.deadlines.iter().map(|(id, days)| (id.clone(), days.to_string())).collect(),
        };
        Ok((round.version, form))
    }

    /// The deadlines of a round's model that it may choose for itself.
    ///
    /// # Errors
    /// When the visitor does not run it.
    pub async fn timings(&self, visitor: &Visitor, id: RoundId, lang: Lang) -> Result<Vec<Timing>, Trouble> {
        let round = self.my_round(visitor, id).await?;
        let bound = self.bound(round.body.edition).await?;
        let own = &round.body.deadlines;
        Ok(bound
            .model
            .deadlines
            .iter()
            .filter(|deadline| deadline.adjustable)
            .map(|deadline| Timing {
                id: deadline.id.to_string(),
                name: told(&deadline.name, lang),
                days: own.get(deadline.id.as_str()).copied().unwrap_or(deadline.days),
            })
            .collect())
    }

    /// Changes a round read at `version`; its model stays.
    ///
    /// # Errors
    /// A conflict when somebody else was there since; [`Trouble::RoundRests`] when it is archived;
    /// [`Trouble::TrackInUse`] when a track would go in which somebody has applied or takes part.
    pub async fn edit_round(
        &self,
        visitor: &Visitor,
        id: RoundId,
        version: i64,
        form: &RoundForm,
    ) -> Result<(), Trouble> {
        let round = self.my_round(visitor, id).await?;
        if round.body.state == RoundState::Archived {
            return Err(Trouble::RoundRests(round.body.state));
        }
        let bound = self.bound(round.body.edition).await?;
        let changed = filled(round.body.clone(), form)?;
        self.keeps_tracks(&round, &changed).await?;
        for deadline in changed.deadlines.keys() {
            if !bound.model.deadline(deadline).is_some_and(|it| it.adjustable) {
                return Err(Trouble::Missing("deadlines"));
            }
        }
        let mut change = self.change(visitor.author());
        change.update(id, version, &changed)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Refuses to take a track away in which somebody has applied or takes part. Mentors may be of any.
    async fn keeps_tracks(&self, round: &Stored<Round>, changed: &Round) -> Result<(), Trouble> {
        let gone: Vec<Track> = round.body.tracks.iter().copied().filter(|it| !changed.tracks.contains(it)).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let sent = self.applications_to(round.id).await?.into_iter().filter(|it| it.body.state.is_sent());
        let mut used: Vec<Track> = sent.map(|it| it.body.track).collect();
        let there = self.participations_of(round.id).await?.into_iter();
        used.extend(there.filter(|it| it.body.capacity == Capacity::Participant).filter_map(|it| it.body.track));
        gone.into_iter().find(|it| used.contains(it)).map_or(Ok(()), |track| Err(Trouble::TrackInUse(track)))
    }

    /// Leads a round to another state. The organisations it is for get a letter when it is announced, and
    /// one when it opens.
    ///
    /// # Errors
    /// [`Trouble::Undecided`] when it would begin with applications nobody has decided on;
    /// [`Trouble::MeetingsAhead`] when it would close before its meetings have been.
    pub async fn move_round(&self, visitor: &Visitor, id: RoundId, version: i64, to: &str) -> Result<(), Trouble> {
        let round = self.my_round(visitor, id).await?;
        let to = RoundState::from_code(to).ok_or(Trouble::Missing("state"))?;
        let moved = round.body.moved_to(to, self.today()).map_err(storage::Error::from)?;
        if to == RoundState::Running {
            let undecided = self.undecided(id).await?;
            if undecided > 0 {
                return Err(Trouble::Undecided(undecided));
            }
        }
        if to == RoundState::Closed {
            let ahead = self.meetings_ahead(id).await?;
            if ahead > 0 {
                return Err(Trouble::MeetingsAhead(ahead));
            }
        }
        if to == RoundState::Draft && !self.applications_to(id).await?.is_empty() {
            return Err(Trouble::RoundRests(round.body.state));
        }
        let mut change = self.change(visitor.author());
        change.update(id, version, &moved)?;
        self.announce(&mut change, &round, to).await?;
        self.store.write(&change).await?;
        Ok(())
    }

    pub(crate) async fn applications_to(&self, round: RoundId) -> Result<Vec<Stored<Application>>, Trouble> {
        Ok(self.store.pointing_at::<Application>("round", round).await?)
    }

    async fn undecided(&self, round: RoundId) -> Result<usize, Trouble> {
        let open =
            |it: &Stored<Application>| matches!(it.body.state, ApplicationState::Sent | ApplicationState::Returned);
        Ok(self.applications_to(round).await?.iter().filter(|it| open(it)).count())
    }

    /// How many meetings have no day yet, or have not ended.
    async fn meetings_ahead(&self, round: RoundId) -> Result<usize, Trouble> {
        let now = self.now();
        let ahead = |it: &Meeting| match it.state {
            MeetingState::Poll => true,
            MeetingState::Fixed => it.when.is_none_or(|slot| now < slot.instants().1),
            MeetingState::Held | MeetingState::Cancelled => false,
        };
        let all = self.store.pointing_at::<Meeting>("round", round).await?;
        Ok(all.iter().filter(|it| ahead(&it.body)).count())
    }

    /// Letters to managers and strategists of every organisation the round is for, once each: when it is
    /// announced, and when it opens. When its last day has passed there is nothing to ask them to.
    async fn announce(&self, change: &mut Change, round: &Stored<Round>, to: RoundState) -> Result<(), Trouble> {
        let (today, from) = (self.today(), round.body.state);
        let announced = (from, to) == (RoundState::Draft, RoundState::Invited);
        let over = round.body.calendar.closes.is_some_and(|last| last < today);
        if over || !(announced || to == RoundState::Open) {
            return Ok(());
        }
        let what = if announced { "round-invited" } else { "round-opens" };
        for (organisation, there) in self.every_organisation().await? {
            if !Track::of(there.kind).is_some_and(|track| round.body.tracks.contains(&track)) {
                continue;
            }
            for held in self.holders(organisation, &[Role::Manager, Role::Strategist]).await? {
                let (person, account) = (&held.person.body, &held.account);
                let letter = if announced {
                    letters::round_invited(self, person, account, round, today)
                } else {
                    letters::round_opens(self, person, account, round, today)
                };
                let once = format!("{what}:{}:{}", round.id, held.person.id);
                self.enqueue_letter_once(change, held.person.id, &letter, &once)?;
            }
        }
        Ok(())
    }

    /// Whether the visitor runs the round.
    pub(crate) fn runs(&self, visitor: Option<&Visitor>, round: &Stored<Round>) -> bool {
        self.allow(visitor, Action::ManageRound, &object_of_round(round)).is_ok()
    }
}

/// The round with what a form says.
fn filled(round: Round, form: &RoundForm) -> Result<Round, Trouble> {
    let date =
        |field: &str| -> Result<Option<Date>, Trouble> { form.days.get(field).map_or(Ok(None), |text| day(text)) };
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| Trouble::NoNumber(text.to_owned()));
    let mut deadlines = BTreeMap::new();
    for (id, days) in form.deadlines.iter().filter(|(_, days)| !days.trim().is_empty()) {
        let days = number(days)?;
        let days = u16::try_from(days).ok().filter(|days| *days <= 366).ok_or(Trouble::NoNumber(days.to_string()))?;
        deadlines.insert(id.clone(), days);
    }
    Ok(Round {
        title: form.title.trim().to_owned(),
        tracks: Track::ALL.into_iter().filter(|it| form.tracks.iter().any(|code| code == it.code())).collect(),
        calendar: Calendar {
            invited: date("invited")?,
            opens: date("opens")?,
            closes: date("closes")?,
            answer: date("answer")?,
            starts: date("starts")?,
            ends: date("ends")?,
        },
        fee: if form.fee.trim().is_empty() { None } else { Some(number(&form.fee)?) },
        invitation: lines(&form.invitation),
        deadlines,
        ..round
    })
}
