//! Publishing a proposal: it becomes the groups of the round, all in one change, with a letter to everybody.

use std::collections::{BTreeMap, BTreeSet};

use programme::{Assignment, Capacity, Formed, Forming, FormingId, FormingState, OrganisationId, Role, Round, RoundId};
use storage::{Change, Stored};

use super::proposal;
use crate::{
    Office, Trouble, Visitor,
    letters::{self, Settled},
    rounds::{NewGroup, written},
};

/// Who gets a letter when the groups are settled: whoever works in one.
const TOLD: [Role; 5] = [Role::Politician, Role::Manager, Role::Strategist, Role::Mentor, Role::MentorSupport];

/// What a proposal is published as: names and themes in the order of its groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishForm {
    /// What the groups are called.
    pub names: Vec<String>,
    /// What they work on together; empty: nothing in particular.
    pub themes: Vec<String>,
    /// Why it is published though it breaks rules.
    pub why: String,
}

impl Office {
    /// Makes the groups of the round of a proposal read at `version`, and writes to everybody in them: the round, and
    /// whether letters leave at all.
    ///
    /// # Errors
    /// When the visitor does not run the round or it rests; [`Trouble::NoProposal`] where there are no
    /// groups; [`Trouble::BreaksRules`] where rules are broken and nobody has said why;
    /// [`Trouble::NotTakingPart`] for who has left since; [`Trouble::AlreadyThere`] for who is in a group of
    /// the round already; a conflict when somebody else was there since.
    pub async fn publish_forming(
        &self,
        visitor: &Visitor,
        id: FormingId,
        version: i64,
        form: &PublishForm,
    ) -> Result<(RoundId, bool), Trouble> {
        let (found, round) = self.the_proposal(visitor, id).await?;
        self.alive(&round.body)?;
        if found.body.state != FormingState::Done {
            return Err(Trouble::NoProposal);
        }
        let told = proposal::read(&found.body)?;
        let why = written(&form.why);
        let breaches = told.breaches(found.body.groups());
        if breaches > 0 && why.is_none() {
            return Err(Trouble::BreaksRules(breaches));
        }
        let groups = wanted(&found.body, form);
        let mut change = self.change(visitor.author());
        let ids = self.set_groups(&mut change, &round, &groups).await?;
        let body = Forming {
            state: FormingState::Published,
            published: Some(self.today()),
            why: why.filter(|_| breaches > 0),
            ..found.body
        };
        change.update(id, version, &body)?;
        // If the round moves meanwhile, nothing of this is saved.
        change.only_if_still(round.id, round.version);
        self.tell_groups(&mut change, &round, &groups, &ids).await?;
        self.write_seats(&change).await?;
        Ok((round.id, self.sends_letters()))
    }

    /// Who gets a letter when these groups are published: name and organisation, in the Swedish order of
    /// organisations and names.
    pub(super) async fn told_of_groups(&self, groups: &[Formed]) -> Result<Vec<(String, String)>, Trouble> {
        let ids = groups.iter().flat_map(|it| it.members.iter().chain(&it.mentor).chain(&it.support));
        let ids: BTreeSet<OrganisationId> = ids.copied().collect();
        let names = self.organisation_names(ids.iter().copied()).await?;
        let today = self.today();
        let held = self.store.list_of_any::<Assignment>(ids).await?;
        let held = held.into_iter().filter(|it| it.body.holds(today) && TOLD.contains(&it.body.role));
        let mut told = Vec::new();
        // Somebody with two roles in an organisation gets one letter for it.
        for (organisation, person) in held.map(|it| (it.body.organisation, it.body.person)).collect::<BTreeSet<_>>() {
            let organisation = names.get(&organisation).cloned().unwrap_or_default();
            told.extend(self.held(person).await?.map(|it| (it.person.body.name, organisation)));
        }
        told.sort_by(|a, b| i18n::compare_names(&a.1, &b.1).then_with(|| i18n::compare_names(&a.0, &b.0)));
        Ok(told)
    }

    /// A letter to everybody in the groups, for each of them once.
    async fn tell_groups(
        &self,
        change: &mut Change,
        round: &Stored<Round>,
        groups: &[NewGroup],
        ids: &[programme::GroupId],
    ) -> Result<(), Trouble> {
        let everybody = groups.iter().flat_map(|it| &it.wanted).map(|(id, _)| *id);
        let names = self.organisation_names(everybody).await?;
        for (group, id) in groups.iter().zip(ids) {
            let settled = settled(group, *id, &names);
            for (organisation, _) in &group.wanted {
                let name = names.get(organisation).map(String::as_str).unwrap_or_default();
                for held in self.holders(*organisation, &TOLD).await? {
                    let letter = letters::grouped(self, &held.person.body, &held.account, round, name, &settled);
                    self.enqueue_letter(change, held.person.id, &letter)?;
                }
            }
        }
        Ok(())
    }
}

/// The groups with their names; one without is counted.
fn wanted(proposal: &Forming, form: &PublishForm) -> Vec<NewGroup> {
    let said = |of: &[String], n: usize| of.get(n).map(|it| it.trim().to_owned()).unwrap_or_default();
    let group = |(n, it): (usize, &Formed)| {
        let mut wanted: Vec<(OrganisationId, Capacity)> =
            it.members.iter().map(|id| (*id, Capacity::Participant)).collect();
        wanted.extend(it.mentor.map(|id| (id, Capacity::Mentor)));
        wanted.extend(it.support.map(|id| (id, Capacity::Support)));
        let name = match said(&form.names, n) {
            name if name.is_empty() => format!("Grupp {}", n + 1),
            name => name,
        };
        NewGroup { name, theme: said(&form.themes, n), wanted }
    };
    proposal.groups().iter().enumerate().map(group).collect()
}

fn settled(group: &NewGroup, id: programme::GroupId, names: &BTreeMap<OrganisationId, String>) -> Settled {
    let of = |wanted: &dyn Fn(Capacity) -> bool| {
        let there = group.wanted.iter().filter(|(_, capacity)| wanted(*capacity));
        let mut names: Vec<String> = there.filter_map(|(id, _)| names.get(id).cloned()).collect();
        i18n::sort_names_by(&mut names, |it| it);
        names
    };
    Settled {
        id,
        name: group.name.clone(),
        theme: written(&group.theme),
        participants: of(&|it| it == Capacity::Participant),
        mentors: of(&|it| it != Capacity::Participant),
    }
}
