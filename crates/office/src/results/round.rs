//! The results of a round: the conference with its programme, the reports that are handed in or published,
//! who has not, and what was decided about mentoring.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::Lang;
use jiff::civil::Date;
use method::Bound;
use programme::{
    Capacity, Filled, Meeting, MeetingId, MeetingState, Mentoring, Occasion, Organisation, OrganisationId,
    Participation, Round, RoundId, RoundState, Slot, Visibility,
    permit::{Action, Object},
};
use storage::Stored;

use super::{ReportState, closing};
use crate::{
    AgendaLine, Office, Trouble, Visitor,
    filled::hidden,
    meetings::{agenda, in_order},
    rounds::{object_of_round, told},
};

/// Where results belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultPlace {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What that is called.
    pub name: String,
}

/// The meeting at which results are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its id.
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// When it is; `None`: the day is not set.
    pub when: Option<Slot>,
    /// Where.
    pub place: String,
    /// Its programme.
    pub agenda: Vec<AgendaLine>,
}

/// A report that the reader may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultLine {
    /// Whose.
    pub organisation: OrganisationId,
    /// What that is called.
    pub name: String,
    /// When it was finished.
    pub on: Date,
    /// Whether everybody may read it.
    pub published: bool,
}

/// What an organisation promised and decided about mentoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultDecision {
    /// Which.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// The day it promised.
    pub promised: Option<Date>,
    /// What it decided.
    pub decided: Option<Mentoring>,
    /// The later rounds it mentors in, whatever was noted.
    pub mentors: Vec<String>,
}

/// The results of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultsView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The meeting at which results are told, as the model calls it.
    pub conference: String,
    /// What the report is called in the model.
    pub report: String,
    /// That meeting, where one is planned that the visitor may see; one for each track at the most.
    pub meetings: Vec<Conference>,
    /// The reports the visitor may read, by name.
    pub lines: Vec<ResultLine>,
    /// Who has handed in none, by name; for who takes part or runs the round.
    pub waiting: Vec<String>,
    /// The names of those who have handed one in that the visitor may not read, for who is in the round.
    pub unseen: Vec<String>,
    /// What was promised and decided about mentoring, by name; for who runs the round.
    pub decisions: Vec<ResultDecision>,
    /// The visitor's organisations that compare themselves in it.
    pub mine: Vec<ResultPlace>,
    /// Whether the visitor takes part or runs the round.
    pub inside: bool,
    /// Whether the round is archived: nothing more is handed in.
    pub archived: bool,
    /// Whether somebody prints.
    pub prints: bool,
}

/// The reports of a round, read once.
pub(super) struct Reported {
    pub(super) round: Stored<Round>,
    pub(super) bound: Arc<Bound>,
    /// Who compares or compared itself, to the end, once each.
    pub(super) parts: BTreeMap<OrganisationId, Stored<Participation>>,
    pub(super) organisations: BTreeMap<OrganisationId, Organisation>,
    /// The reports the visitor may read.
    pub(super) readable: BTreeMap<OrganisationId, Stored<Filled>>,
    /// Who has handed one in, whoever may read it now.
    pub(super) handed_in: BTreeSet<OrganisationId>,
    pub(super) inside: bool,
}

impl Reported {
    /// What an organisation is called.
    pub(super) fn name(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).map(|it| it.name.clone()).unwrap_or_default()
    }

    /// The names of those in the round who have handed in none, sorted; outside it, of those who have
    /// published none.
    pub(super) fn without(&self) -> Vec<String> {
        let has = |id: &OrganisationId| {
            if self.inside { self.handed_in.contains(id) } else { self.readable.contains_key(id) }
        };
        let mut names: Vec<String> = self.parts.keys().filter(|id| !has(id)).map(|id| self.name(*id)).collect();
        names.sort_by(|a, b| i18n::compare_names(a, b));
        names
    }

    /// The names of those who have handed one in that the reader may not read, sorted.
    fn unseen(&self) -> Vec<String> {
        let unseen = self.parts.keys().filter(|id| self.handed_in.contains(id) && !self.readable.contains_key(id));
        let mut names: Vec<String> = unseen.map(|id| self.name(*id)).collect();
        names.sort_by(|a, b| i18n::compare_names(a, b));
        names
    }
}

impl Office {
    /// The results of a round, as far as the visitor (or nobody signed in) may see them: what is published
    /// for everybody, what is handed in for who takes part and who runs it.
    ///
    /// # Errors
    /// [`Trouble::Nothing`], or [`Trouble::SignIn`] for nobody, for a round of which the visitor may not
    /// know, and where its model has no report.
    pub async fn results(&self, visitor: Option<&Visitor>, round: RoundId, lang: Lang) -> Result<ResultsView, Trouble> {
        let it = self.reported(visitor, round).await?;
        let closing = closing(&it.bound).ok_or_else(|| hidden(visitor))?;
        let meetings = self.conferences(visitor, &it.round, closing.step.id.as_str()).await?;
        let lines = it.readable.iter().filter_map(|(id, report)| {
            let state = ReportState::of(Some(report));
            let published = matches!(state, ReportState::Published(_));
            Some(ResultLine { organisation: *id, name: it.name(*id), on: state.handed_in()?, published })
        });
        let mut lines: Vec<ResultLine> = lines.collect();
        lines.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
        let mut decisions = Vec::new();
        if self.runs(visitor, &it.round) {
            let mut mentors = self.mentors_since(it.parts.iter().map(|(id, part)| (*id, part.body.from))).await?;
            decisions.extend(it.parts.iter().map(|(id, part)| ResultDecision {
                organisation: *id,
                name: it.name(*id),
                promised: part.body.promised,
                decided: part.body.mentoring.clone(),
                mentors: mentors.remove(id).unwrap_or_default(),
            }));
            decisions.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
        }
        let standings = visitor.iter().flat_map(|it| &it.actor.standings);
        let mine: BTreeSet<OrganisationId> = standings
            .map(|standing| standing.organisation)
            .filter(|id| it.parts.contains_key(id) && self.allow(visitor, Action::ReadPiece, &own(*id)).is_ok())
            .collect();
        let place = |organisation| ResultPlace {
            round,
            round_title: it.round.body.title.clone(),
            organisation,
            name: it.name(organisation),
        };
        Ok(ResultsView {
            round,
            round_title: it.round.body.title.clone(),
            conference: told(&closing.step.name, lang),
            report: told(&closing.form.name, lang),
            meetings,
            lines,
            waiting: if it.inside { it.without() } else { Vec::new() },
            unseen: if it.inside { it.unseen() } else { Vec::new() },
            decisions,
            mine: mine.into_iter().map(place).collect(),
            inside: it.inside,
            archived: it.round.body.state.is_kept(),
            prints: self.press.is_some(),
        })
    }

    /// The published reports of an organisation, in every round.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn published_reports(&self, organisation: OrganisationId) -> Result<Vec<ResultPlace>, Trouble> {
        let mut all = self.store.list_of::<Filled>(organisation).await?;
        all.retain(|it| matches!(ReportState::of(Some(it)), ReportState::Published(_)));
        let rounds = self.store.many::<Round>(all.iter().map(|it| it.body.round)).await?;
        let name = self.place_name(organisation).await?;
        let mut places = Vec::new();
        for report in all {
            let Some(round) = rounds.get(&report.body.round).filter(|it| it.body.state.is_public()) else { continue };
            let bound = self.bound(round.body.edition).await?;
            if closing(&bound).is_some_and(|it| it.form.id.as_str() == report.body.form) {
                let round_title = round.body.title.clone();
                places.push(ResultPlace { round: round.id, round_title, organisation, name: name.clone() });
            }
        }
        Ok(places)
    }

    /// Whether the model of a round has a report, and where the results of the round are.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn has_results(&self, round: &Round) -> Result<bool, Trouble> {
        let begun = matches!(round.state, RoundState::Running | RoundState::Closed | RoundState::Archived);
        Ok(begun && closing(&*self.bound(round.edition).await?).is_some())
    }

    /// The same of a round by its id.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for a round of which the visitor may not know.
    pub async fn has_results_in(&self, visitor: &Visitor, round: RoundId) -> Result<bool, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.has_results(&round.body).await
    }

    /// The reports of a round that the visitor may read.
    pub(super) async fn reported(&self, visitor: Option<&Visitor>, round: RoundId) -> Result<Reported, Trouble> {
        let round = self.the_round(visitor, round).await?;
        let bound = self.bound(round.body.edition).await?;
        let inside = self.allow(visitor, Action::SeeRound, &object_of_round(&round)).is_ok();
        let form = closing(&bound).ok_or_else(|| hidden(visitor))?.form.id.to_string();
        let mut parts: BTreeMap<OrganisationId, Stored<Participation>> = BTreeMap::new();
        // Who takes part is told to everybody once the round has begun.
        if inside || self.has_results(&round.body).await? {
            for it in self.participations_of(round.id).await? {
                if it.body.capacity == Capacity::Participant && it.body.to.is_none() {
                    parts.insert(it.body.organisation, it);
                }
            }
        }
        let mut filled = self.store.pointing_at::<Filled>("round", round.id).await?;
        filled.retain(|it| {
            let handed_in = it.body.finished.is_some() && it.visibility >= Visibility::Round;
            it.body.form == form && handed_in
        });
        let handed_in = filled.iter().map(|it| it.body.organisation).collect();
        filled.retain(|it| self.reads_report(visitor, &round, it));
        let readable: BTreeMap<OrganisationId, Stored<Filled>> =
            filled.into_iter().map(|it| (it.body.organisation, it)).collect();
        let named = parts.keys().chain(readable.keys()).copied();
        let organisations = self.store.many::<Organisation>(named).await?;
        Ok(Reported {
            round,
            bound,
            parts,
            organisations: organisations.into_iter().map(|(id, it)| (id, it.body)).collect(),
            readable,
            handed_in,
            inside,
        })
    }

    /// Whether a report that is handed in is shown to the visitor. Shown to a round it is for it while the
    /// round is.
    fn reads_report(&self, visitor: Option<&Visitor>, round: &Stored<Round>, it: &Stored<Filled>) -> bool {
        let rounds = if round.body.state.is_kept() { BTreeSet::new() } else { [round.id].into() };
        let owners = [it.body.organisation].into();
        let object = Object { owners, rounds, visibility: it.visibility, ..Object::default() };
        self.allow(visitor, Action::ReadPiece, &object).is_ok()
    }

    /// The meetings of a round at which its results are told, of those the visitor may see.
    pub(super) async fn conferences(
        &self,
        visitor: Option<&Visitor>,
        round: &Stored<Round>,
        step: &str,
    ) -> Result<Vec<Conference>, Trouble> {
        let Some(visitor) = visitor else { return Ok(Vec::new()) };
        let mut meetings = self.store.pointing_at::<Meeting>("round", round.id).await?;
        meetings.retain(|it| {
            let called_off = it.body.state == MeetingState::Cancelled;
            !called_off && it.body.occasion == Occasion::Step(step.to_owned())
        });
        in_order(&mut meetings);
        let mut gatherings = self.gathered_all(meetings, round).await?;
        gatherings.retain(|it| self.may(visitor, Action::SeeMeeting, &it.object));
        let conference = |meeting: &Meeting, id| Conference {
            id,
            title: meeting.title.clone(),
            when: meeting.when.filter(|_| meeting.state != MeetingState::Poll),
            place: meeting.place.clone(),
            agenda: agenda(meeting),
        };
        Ok(gatherings.iter().map(|it| conference(it.body(), it.id())).collect())
    }
}

fn own(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}
