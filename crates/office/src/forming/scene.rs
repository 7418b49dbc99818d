//! What forming groups in a round stands on today: who takes part, who could mentor, what is known of each,
//! who has met before.

use std::collections::{BTreeMap, BTreeSet};

use ::history::History;
use method::Bound;
use programme::{
    Capacity, FormingRules, FormingRulesId, Group, MentorAnswer, Mentors, Organisation, OrganisationId,
    OrganisationKind, Participation, Round, RoundId, permit::Action,
};
use storage::Stored;

use super::{
    PlaceFacts, Places,
    known::{Hosts, Profile},
};
use crate::{Office, Trouble, Visitor, rounds::object_of_round};

/// Somebody whose group is to be found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Taking {
    pub(super) id: OrganisationId,
    pub(super) name: String,
    pub(super) kind: OrganisationKind,
    pub(super) area: Option<String>,
    pub(super) facts: Option<PlaceFacts>,
    /// The areas it is usually compared with.
    pub(super) similar: Vec<String>,
    /// What it has written in its application of the group it wishes for; empty: nothing.
    pub(super) said: String,
    /// How strong it is, by the figures and by the self-assessment it has shown.
    pub(super) profile: Profile,
}

/// Somebody who could mentor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offering {
    pub(super) id: OrganisationId,
    pub(super) name: String,
    pub(super) area: Option<String>,
    pub(super) facts: Option<PlaceFacts>,
    pub(super) can: Mentors,
    /// How strong it is, by the figures and by the self-assessment it has shown.
    pub(super) profile: Profile,
    /// Whether it is in the round as a mentor already; otherwise it has promised to be one.
    pub(super) inside: bool,
}

/// Two who have met before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    /// In the same group.
    Together(OrganisationId, OrganisationId),
    /// The second mentored the first.
    Mentored(OrganisationId, OrganisationId),
}

/// Everything that forming groups stands on.
pub(super) struct Scene {
    pub(super) round: Stored<Round>,
    pub(super) bound: std::sync::Arc<Bound>,
    pub(super) rules: FormingRules,
    /// The rules' record, where there is one: its id and version.
    pub(super) saved: Option<(FormingRulesId, i64)>,
    /// Who takes part today, by name in the Swedish order.
    pub(super) taking: Vec<Taking>,
    /// Who could mentor, likewise.
    pub(super) offering: Vec<Offering>,
    pub(super) met: BTreeSet<Met>,
    /// Between whom there is a conflict of interest because somebody has said so of themselves.
    pub(super) recused: BTreeSet<programme::Pair>,
    /// Who receives the others.
    pub(super) hosts: Hosts,
    pub(super) groups: Vec<Stored<Group>>,
    pub(super) names: BTreeMap<OrganisationId, String>,
}

impl Scene {
    /// What an organisation is called.
    pub(super) fn name(&self, id: OrganisationId) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    /// Those whose groups are to be found now: all that take part but those left out.
    pub(super) fn seeking(&self) -> impl Iterator<Item = &Taking> {
        self.taking.iter().filter(|it| !self.rules.wished.get(&it.id).is_some_and(|wished| wished.out))
    }
}

impl Office {
    /// A round whose groups the visitor may form.
    pub(super) async fn to_form(&self, visitor: &Visitor, id: RoundId) -> Result<Stored<Round>, Trouble> {
        let round = self.the_round(Some(visitor), id).await?;
        self.allow(Some(visitor), Action::FormGroups, &object_of_round(&round))?;
        Ok(round)
    }

    /// Reads the scene of a round the visitor forms groups in.
    pub(super) async fn scene(&self, visitor: &Visitor, id: RoundId) -> Result<Scene, Trouble> {
        let round = self.to_form(visitor, id).await?;
        self.scene_of(round).await
    }

    /// The same, whoever asks.
    pub(super) async fn scene_of(&self, round: Stored<Round>) -> Result<Scene, Trouble> {
        let (id, today) = (round.id, self.today());
        let bound = self.bound(round.body.edition).await?;
        let saved = self.store.by_key::<FormingRules>(&FormingRules::key_of(id)).await?;
        let rules = match &saved {
            Some(it) => it.body.clone(),
            None => FormingRules::usual(id, round.body.organiser),
        };
        let organisations = self.every_organisation().await?;
        let here = self.participations_of(id).await?;
        let everywhere = self.store.list::<Participation>().await?;
        let everybody = self.store.list::<Group>().await?;
        let mut taking = Vec::new();
        for it in here.iter().filter(|it| it.body.capacity == Capacity::Participant && it.body.holds(today)) {
            if let Some(there) = organisations.get(&it.body.organisation) {
                taking.push(self.taking(it.body.organisation, there));
            }
        }
        let offers = self.offers(&round, &here, &everywhere, &organisations, &rules).await?;
        let mut offering: Vec<Offering> =
            offers.into_iter().filter(|it| !taking.iter().any(|there| there.id == it.id)).collect();
        self.fill_in(&round, &bound, &mut taking, &mut offering).await?;
        let recused = self.recused(&round).await?;
        i18n::sort_names_by(&mut taking, |it| &it.name);
        i18n::sort_names_by(&mut offering, |it| &it.name);
        let mut met = met_here(&everybody, id);
        met.extend(met_before(&organisations));
        let (groups, _): (Vec<_>, Vec<_>) = everybody.into_iter().partition(|it| it.body.round == id);
        let hosts = Hosts::of(bound.model.group.hosting);
        Ok(Scene {
            saved: saved.map(|it| (it.id, it.version)),
            names: organisations.into_iter().map(|(id, it)| (id, it.name)).collect(),
            round,
            bound,
            rules,
            taking,
            offering,
            met,
            recused,
            hosts,
            groups,
        })
    }

    fn taking(&self, id: OrganisationId, there: &Organisation) -> Taking {
        let area = there.area.as_ref().map(|code| code.as_str().to_owned());
        let (facts, similar) = self.known_of(area.as_deref());
        let (name, kind) = (there.name.clone(), there.kind);
        let profile = facts.as_ref().map(|it| it.profile.clone()).unwrap_or_default();
        Taking { id, name, kind, area, facts, similar, said: String::new(), profile }
    }

    /// Adds what applications and self-assessments say.
    async fn fill_in(
        &self,
        round: &Stored<Round>,
        bound: &Bound,
        taking: &mut [Taking],
        offering: &mut [Offering],
    ) -> Result<(), Trouble> {
        let mut said = self.wishes_said(round, bound).await?;
        let ids: Vec<OrganisationId> = taking.iter().map(|it| it.id).chain(offering.iter().map(|it| it.id)).collect();
        let assessed = self.profiles(round, ids).await?;
        for it in taking {
            it.said = said.remove(&it.id).unwrap_or_default();
            it.profile.extend(assessed.get(&it.id).cloned().unwrap_or_default());
        }
        for it in offering {
            it.profile.extend(assessed.get(&it.id).cloned().unwrap_or_default());
        }
        Ok(())
    }

    /// What is known of an area, where somebody knows.
    fn known_of(&self, area: Option<&str>) -> (Option<PlaceFacts>, Vec<String>) {
        let door: Option<&dyn Places> = self.places.as_deref();
        match (door, area) {
            (Some(door), Some(area)) => (door.facts(area), door.similar(area)),
            _ => (None, Vec::new()),
        }
    }

    /// Who could mentor: those who are in the round for it, and those who promised in an earlier round and
    /// have not said no since.
    async fn offers(
        &self,
        round: &Stored<Round>,
        here: &[Stored<Participation>],
        everywhere: &[Stored<Participation>],
        organisations: &BTreeMap<OrganisationId, Organisation>,
        rules: &FormingRules,
    ) -> Result<Vec<Offering>, Trouble> {
        let today = self.today();
        let mut ids: BTreeMap<OrganisationId, (bool, Capacity)> = BTreeMap::new();
        for it in here.iter().filter(|it| it.body.capacity != Capacity::Participant && it.body.holds(today)) {
            ids.insert(it.body.organisation, (true, it.body.capacity));
        }
        for it in self.promises(round, organisations).await? {
            let wants = it.decided.is_none_or(|decided| decided.answer == MentorAnswer::Yes);
            if it.kept.is_empty() && wants {
                ids.entry(it.organisation).or_insert((false, Capacity::Mentor));
            }
        }
        let led = |id: OrganisationId| {
            let mentored =
                |it: &&Stored<Participation>| it.body.organisation == id && it.body.capacity == Capacity::Mentor;
            everywhere.iter().filter(mentored).any(|it| it.body.round != round.id)
        };
        let mut offering = Vec::new();
        for (id, (inside, capacity)) in ids {
            let Some(there) = organisations.get(&id) else { continue };
            let backs = capacity == Capacity::Support;
            let usual = Mentors { leads: u8::from(!backs), backs: u8::from(backs), new: !led(id) && !backs };
            let area = there.area.as_ref().map(|code| code.as_str().to_owned());
            let (facts, _) = self.known_of(area.as_deref());
            let can = rules.mentors.get(&id).copied().unwrap_or(usual);
            let profile = facts.as_ref().map(|it| it.profile.clone()).unwrap_or_default();
            offering.push(Offering { id, name: there.name.clone(), area, facts, can, profile, inside });
        }
        Ok(offering)
    }
}

/// Who has been in a group together, and who mentored whom, in other rounds here.
fn met_here(groups: &[Stored<Group>], but: RoundId) -> BTreeSet<Met> {
    let mut met = BTreeSet::new();
    for group in groups.iter().filter(|it| it.body.round != but) {
        let of = |capacity: Capacity| group.body.members.iter().filter(move |it| it.capacity == capacity);
        for one in of(Capacity::Participant) {
            for other in of(Capacity::Participant) {
                if one.organisation < other.organisation {
                    met.insert(Met::Together(one.organisation, other.organisation));
                }
            }
            for mentor in of(Capacity::Mentor) {
                met.insert(Met::Mentored(one.organisation, mentor.organisation));
            }
        }
    }
    met
}

/// Who mentored whom, and who shared a group, in the rounds that really were, by their areas. What is only
/// possible counts as well: rather somebody new than the same one perhaps.
fn met_before(organisations: &BTreeMap<OrganisationId, Organisation>) -> BTreeSet<Met> {
    let history = History::built_in();
    let by_area: BTreeMap<&str, OrganisationId> =
        organisations.iter().filter_map(|(id, it)| it.area.as_ref().map(|area| (area.as_str(), *id))).collect();
    let here = |id: &str| {
        let area = history.organisation(id)?.area.as_deref()?;
        by_area.get(area).copied()
    };
    let mut met = BTreeSet::new();
    for (mentor, participant) in history.genealogy().pairs().into_keys() {
        if let (Some(mentor), Some(participant)) = (here(mentor), here(participant)) {
            met.insert(Met::Mentored(participant, mentor));
        }
    }
    for group in history.rounds().flat_map(|round| &round.groups) {
        let there: Vec<OrganisationId> = group.participant.iter().filter_map(|it| here(&it.organisation)).collect();
        for one in &there {
            met.extend(there.iter().filter(|other| one < *other).map(|other| Met::Together(*one, *other)));
        }
    }
    met
}
