//! What the page of a round shows, to whom.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::civil::Date;
use programme::{
    ApplicationState, Calendar, Document, Group, GroupId, Organisation, OrganisationId, Participation, ParticipationId,
    Role, Round, RoundId, RoundState, Track, Visibility, permit::Action,
};
use storage::Stored;

use super::{
    GroupView, LogLine, ParticipantLine, PromiseLine,
    log::log,
    object_of_round,
    taking_part::{Insight, left},
    told,
};
use crate::{DocumentLine, Office, Trouble, Visitor};

/// A round in a list.
#[derive(Debug, Clone)]
pub struct RoundLine {
    /// Its id.
    pub id: RoundId,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub state: RoundState,
    /// Who runs it.
    pub organiser: String,
    /// For whom.
    pub tracks: Vec<Track>,
    /// Its days.
    pub calendar: Calendar,
    /// Whether the visitor's organisation is in it.
    pub mine: bool,
    /// Whether the visitor runs it.
    pub runs: bool,
}

/// An organisation of the visitor that may apply, or has.
#[derive(Debug, Clone)]
pub struct MyApplication {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Where its application is; `None`: not begun.
    pub state: Option<ApplicationState>,
}

/// A round with everything its page shows.
#[derive(Debug, Clone)]
pub struct RoundView {
    /// Its id.
    pub id: RoundId,
    /// Its version.
    pub version: i64,
    /// The round.
    pub body: Round,
    /// Who runs it.
    pub organiser: String,
    /// The model's id.
    pub model: String,
    /// The model's name.
    pub model_name: String,
    /// The version of the model it is bound to.
    pub model_version: u32,
    /// Whether it takes applications today.
    pub open: bool,
    /// Who takes or took part; empty while that is not told.
    pub participants: Vec<ParticipantLine>,
    /// Its groups; empty while that is not told.
    pub groups: Vec<GroupView>,
    /// What happened.
    pub log: Vec<LogLine>,
    /// Files that their owners show to everybody.
    pub published: Vec<(String, DocumentLine)>,
    /// The visitor's organisations that may apply, or have.
    pub applying: Vec<MyApplication>,
    /// How many applications are in each state; for the organiser.
    pub counts: Vec<(ApplicationState, usize)>,
    /// Where it can go from here; for the organiser.
    pub next: Vec<RoundState>,
    /// Whether the visitor runs it.
    pub runs: bool,
    /// Whether the visitor's organisation takes part.
    pub inside: bool,
    /// Those of the round who have left and whose place is free.
    pub left: Vec<(ParticipationId, String)>,
    /// Organisations that could be taken in; for the organiser.
    pub others: Vec<(OrganisationId, String)>,
}

impl Office {
    /// The rounds a visitor (or nobody) may know of: those under way first, then the newest.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn rounds(&self, visitor: Option<&Visitor>) -> Result<Vec<RoundLine>, Trouble> {
        let mut lines = Vec::new();
        let mine: BTreeSet<RoundId> =
            visitor.iter().flat_map(|it| &it.actor.standings).flat_map(|it| it.rounds.iter().copied()).collect();
        let rounds = self.store.list::<Round>().await?;
        let organisers = self.organisation_names(rounds.iter().map(|it| it.body.organiser)).await?;
        for round in rounds {
            let runs = self.runs(visitor, &round);
            if !round.body.state.is_public() && !runs {
                continue;
            }
            lines.push(RoundLine {
                id: round.id,
                organiser: organisers.get(&round.body.organiser).cloned().unwrap_or_default(),
                state: round.body.state,
                tracks: round.body.tracks,
                mine: mine.contains(&round.id) && !runs,
                runs,
                title: round.body.title,
                calendar: round.body.calendar,
            });
        }
        let over = |it: &RoundLine| matches!(it.state, RoundState::Closed | RoundState::Archived);
        let begins = |it: &RoundLine| it.calendar.starts.unwrap_or(Date::MAX);
        lines.sort_by(|a, b| {
            over(a).cmp(&over(b)).then(begins(b).cmp(&begins(a))).then_with(|| i18n::compare_names(&a.title, &b.title))
        });
        Ok(lines)
    }

    /// The groups the visitor is in, and the rounds: id, name, whether they run it.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn my_places(
        &self,
        visitor: &Visitor,
    ) -> Result<(Vec<(GroupId, String)>, Vec<(RoundId, String, bool)>), Trouble> {
        let (mut groups, mut rounds) = (BTreeSet::new(), BTreeSet::new());
        for standing in &visitor.actor.standings {
            groups.extend(standing.groups.iter().copied());
            rounds.extend(standing.rounds.iter().copied());
        }
        let mut named = (Vec::new(), Vec::new());
        let groups = self.store.many::<Group>(groups).await?;
        let rounds = self.store.many::<Round>(rounds).await?;
        let kept = |id: &RoundId| rounds.get(id).is_none_or(|it| it.body.state.is_kept());
        for (id, group) in groups {
            if !kept(&group.body.round) {
                named.0.push((id, group.body.name));
            }
        }
        for (id, round) in &rounds {
            if !kept(id) {
                named.1.push((*id, round.body.title.clone(), self.runs(Some(visitor), round)));
            }
        }
        Ok(named)
    }

    /// What organisations are called, by id.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn organisation_names(
        &self,
        ids: impl Iterator<Item = OrganisationId>,
    ) -> Result<BTreeMap<OrganisationId, String>, Trouble> {
        Ok(self.store.many::<Organisation>(ids).await?.into_iter().map(|(id, it)| (id, it.body.name)).collect())
    }

    /// What a round is called, for who may know of it.
    ///
    /// # Errors
    /// [`Trouble::Nothing`].
    pub async fn round_title(&self, visitor: &Visitor, id: RoundId) -> Result<String, Trouble> {
        Ok(self.the_round(Some(visitor), id).await?.body.title)
    }

    /// Who promised in earlier rounds to mentor: for who runs this one.
    ///
    /// # Errors
    /// When the visitor does not run the round.
    pub async fn promises_before(&self, visitor: &Visitor, id: RoundId) -> Result<(String, Vec<PromiseLine>), Trouble> {
        let round = self.my_round(visitor, id).await?;
        let organisations = self.every_organisation().await?;
        let promises = self.promises(&round, &organisations).await?;
        Ok((round.body.title, promises))
    }

    /// The round and an organisation's part in it, for who runs the round.
    ///
    /// # Errors
    /// [`Trouble::Nothing`]; when the visitor does not run the round.
    pub async fn participation(
        &self,
        visitor: &Visitor,
        id: ParticipationId,
    ) -> Result<(Stored<Round>, ParticipantLine), Trouble> {
        let there = self.store.get::<Participation>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.my_round(visitor, there.body.round).await?;
        let all = self.participations_of(round.id).await?;
        let groups = self.groups_of(round.id).await?;
        let names = self.every_organisation().await?;
        let mut lines = self.participants(&all, &groups, &names, Insight::Runs);
        let at = lines.iter().position(|it| it.id == id).ok_or(Trouble::Nothing)?;
        Ok((round, lines.swap_remove(at)))
    }

    /// The page of a round.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for a draft of others.
    pub async fn round(&self, visitor: Option<&Visitor>, id: RoundId, lang: Lang) -> Result<RoundView, Trouble> {
        let round = self.the_round(visitor, id).await?;
        let runs = self.runs(visitor, &round);
        let inside = self.allow(visitor, Action::SeeRound, &object_of_round(&round)).is_ok();
        let begun = matches!(round.body.state, RoundState::Running | RoundState::Closed | RoundState::Archived);
        let bound = self.bound(round.body.edition).await?;
        let organisations = self.every_organisation().await?;
        let (mut participations, mut groups) = (Vec::new(), Vec::new());
        if runs || inside || begun {
            participations = self.participations_of(id).await?;
            groups = self.groups_of(id).await?;
        }
        let insight = match (runs, inside) {
            (true, _) => Insight::Runs,
            (false, true) => Insight::Inside,
            (false, false) => Insight::Public,
        };
        let participants = self.participants(&participations, &groups, &organisations, insight);
        let name = |it: OrganisationId| organisations.get(&it).map(|it| it.name.clone()).unwrap_or_default();
        let nobody = Visitor::nobody();
        let seeing = visitor.unwrap_or(&nobody);
        Ok(RoundView {
            id,
            version: round.version,
            organiser: organisations.get(&round.body.organiser).map(|it| it.name.clone()).unwrap_or_default(),
            model: bound.model.id.to_string(),
            model_name: told(&bound.model.name, lang),
            model_version: bound.model.version,
            open: round.body.takes_applications(self.today()),
            groups: groups
                .iter()
                .map(|group| self.group_view(seeing, &round, group, &bound.model, &organisations))
                .collect(),
            log: log(&round.body, &participations, &groups, &organisations, insight, lang),
            published: self.published(&participants).await?,
            applying: self.applying(visitor, &round).await?,
            counts: if runs { self.counts(id).await? } else { Vec::new() },
            next: if runs { round.body.state.next().to_vec() } else { Vec::new() },
            left: left(&participations, name),
            others: if runs { others(&organisations, &participants) } else { Vec::new() },
            participants,
            runs,
            inside,
            body: round.body,
        })
    }

    /// What those in the round show to everybody, the newest first.
    async fn published(&self, participants: &[ParticipantLine]) -> Result<Vec<(String, DocumentLine)>, Trouble> {
        let mut found = Vec::new();
        if participants.is_empty() {
            return Ok(found);
        }
        for document in self.store.list_shown::<Document>(Visibility::Public).await? {
            let owner = participants.iter().find(|it| it.organisation == document.body.organisation);
            if let Some(owner) = owner {
                found.push((owner.name.clone(), DocumentLine::read_only(document)));
            }
        }
        found.reverse();
        Ok(found)
    }

    /// The visitor's organisations that may apply to a round, or have.
    async fn applying(&self, visitor: Option<&Visitor>, round: &Stored<Round>) -> Result<Vec<MyApplication>, Trouble> {
        let Some(visitor) = visitor else { return Ok(Vec::new()) };
        let mut found: Vec<MyApplication> = Vec::new();
        for standing in &visitor.actor.standings {
            let organisation = standing.organisation;
            let object = self.object_of_application(round, organisation, None);
            if found.iter().any(|it| it.organisation == organisation)
                || !self.may(visitor, Action::ReadApplication, &object)
                || standing.role == Role::Organiser
            {
                continue;
            }
            let Some(there) = self.store.get::<Organisation>(organisation).await? else { continue };
            let in_track = Track::of(there.body.kind).is_some_and(|track| round.body.tracks.contains(&track));
            let state = self.application_of(round.id, organisation).await?.map(|it| it.body.state);
            let may_begin = self.may(visitor, Action::Apply, &object) && round.body.takes_applications(self.today());
            if in_track && (state.is_some() || may_begin) {
                found.push(MyApplication { organisation, name: there.body.name, state });
            }
        }
        Ok(found)
    }

    async fn counts(&self, round: RoundId) -> Result<Vec<(ApplicationState, usize)>, Trouble> {
        let all = self.applications_to(round).await?;
        let count = |state: ApplicationState| all.iter().filter(|it| it.body.state == state).count();
        // Drafts are their writers' alone: not even their number is told.
        let states = ApplicationState::ALL.into_iter().filter(|it| it.is_sent());
        Ok(states.map(|state| (state, count(state))).filter(|(_, n)| *n > 0).collect())
    }
}

/// Organisations that do not take part today.
fn others(
    organisations: &BTreeMap<OrganisationId, Organisation>,
    participants: &[ParticipantLine],
) -> Vec<(OrganisationId, String)> {
    let there = |id: &OrganisationId| participants.iter().any(|it| it.today && it.organisation == *id);
    let mut others: Vec<(OrganisationId, String)> = organisations
        .iter()
        .filter(|(id, it)| !there(id) && Track::of(it.kind).is_some())
        .map(|(id, it)| (*id, it.name.clone()))
        .collect();
    others.sort_by(|a, b| i18n::compare_names(&a.1, &b.1));
    others
}
