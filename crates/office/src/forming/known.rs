//! What the records of the round say that forming groups needs, so that nobody has to type it: what was wished in
//! the application, who hosts, conflicts of interest that follow from recusals, how strong each is by the
//! self-assessment it has shown.

use std::collections::{BTreeMap, BTreeSet};

use method::{Bound, ConditionKind, Hosting, Instrument};
use programme::{Application, Assignment, ItemCode, JointAnswer, OrganisationId, Pair, Recusal, Round, Visibility};
use storage::Stored;

use crate::{Office, Trouble};

/// Who can receive the others, as the model says who hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hosts {
    /// The participants.
    pub(super) members: bool,
    /// The mentors.
    pub(super) mentors: bool,
}

impl Hosts {
    pub(super) const fn of(hosting: Hosting) -> Self {
        match hosting {
            Hosting::Rotates => Self { members: true, mentors: true },
            Hosting::Mentor => Self { members: false, mentors: true },
            Hosting::Organiser => Self { members: false, mentors: false },
        }
    }
}

/// How strong an organisation is, by area: 0 (weak) to 100 (strong).
pub(super) type Profile = BTreeMap<String, u8>;

impl Office {
    /// What each organisation that applied has written of the group it wishes for.
    pub(super) async fn wishes_said(
        &self,
        round: &Stored<Round>,
        bound: &Bound,
    ) -> Result<BTreeMap<OrganisationId, String>, Trouble> {
        let asked: Vec<&str> = bound
            .model
            .conditions
            .iter()
            .filter(|it| it.kind == ConditionKind::Wish)
            .map(|it| it.id.as_str())
            .collect();
        let said = |it: &Application| {
            let texts = asked.iter().filter_map(|id| it.answers.get(*id)?.text.clone());
            let texts: Vec<String> = texts.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
            (!texts.is_empty()).then(|| texts.join(" "))
        };
        let applications = self.applications_to(round.id).await?;
        let sent = applications.iter().filter(|it| it.body.state.is_sent());
        Ok(sent.filter_map(|it| Some((it.body.organisation, said(&it.body)?))).collect())
    }

    /// Who should not meet because somebody in the one has said that they cannot judge the other.
    pub(super) async fn recused(&self, round: &Stored<Round>) -> Result<BTreeSet<Pair>, Trouble> {
        let today = self.today();
        let recusals = self.store.pointing_at::<Recusal>("round", round.id).await?;
        let mut pairs = BTreeSet::new();
        for it in &recusals {
            let assignments: Vec<Stored<Assignment>> = self.assignments_of(it.body.person).await?;
            let of = assignments.iter().filter(|there| there.body.holds(today)).map(|there| there.body.organisation);
            // The organiser's own sit in no group.
            let of = of.filter(|there| *there != it.body.organisation && *there != round.body.organiser);
            pairs.extend(of.map(|there| Pair::of(there, it.body.organisation)));
        }
        Ok(pairs)
    }

    /// How strong each is by the newest joint self-assessment the organiser may see: shown to a round of the same
    /// organiser, or to everybody. What is shown to fewer is not read.
    pub(super) async fn profiles(
        &self,
        round: &Stored<Round>,
        of: impl IntoIterator<Item = OrganisationId>,
    ) -> Result<BTreeMap<OrganisationId, Profile>, Trouble> {
        let mine = self.store.list_of::<Round>(round.body.organiser).await?;
        let mut newest: BTreeMap<OrganisationId, Stored<JointAnswer>> = BTreeMap::new();
        for it in self.store.pointing_at_any::<JointAnswer>("organisation", of).await? {
            let ours = mine.iter().any(|there| there.id == it.body.round);
            if it.body.agreed.is_none() || !is_seen(it.visibility, ours) {
                continue;
            }
            let older = |known: &Stored<JointAnswer>| known.body.agreed < it.body.agreed;
            if newest.get(&it.body.organisation).is_none_or(older) {
                newest.insert(it.body.organisation, it);
            }
        }
        let mut profiles = BTreeMap::new();
        for (organisation, it) in newest {
            let Some(of) = self.store.get::<Round>(it.body.round).await? else { continue };
            let bound = self.bound(of.body.edition).await?;
            if let Some(instrument) = &bound.instrument
                && instrument.id.as_str() == it.body.instrument
            {
                profiles.insert(organisation, profile(instrument, &it.body.levels()));
            }
        }
        Ok(profiles)
    }
}

/// Whether the organiser of the round reads what is shown so far.
fn is_seen(visibility: Visibility, ours: bool) -> bool {
    match visibility {
        Visibility::Public => true,
        Visibility::Round => ours,
        Visibility::Own | Visibility::Group => false,
    }
}

/// By block of the instrument, where it has any, otherwise by item: where the levels lie on the scale, on average.
fn profile(instrument: &Instrument, levels: &BTreeMap<String, u8>) -> Profile {
    let scale = &instrument.scale;
    let (low, wide) = (u32::from(scale.lowest), u32::from(scale.highest.saturating_sub(scale.lowest)));
    if wide == 0 {
        return Profile::new();
    }
    let mut sums: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (code, level) in levels {
        let id = ItemCode::read(code).item;
        let Some(item) = instrument.items.iter().find(|it| it.id.as_str() == id) else { continue };
        let block = item.block.as_ref().and_then(|id| instrument.blocks.iter().find(|it| it.id == *id));
        // The language of areas is Swedish, as that of the themes of the figures.
        let area = block.map_or(&item.name, |it| &it.name).sv.clone();
        let on = u32::from(*level).saturating_sub(low).min(wide);
        let sum = sums.entry(area).or_default();
        *sum = (sum.0 + 100 * on, sum.1 + wide);
    }
    sums.into_iter()
        .map(|(area, (sum, of))| (area, u8::try_from((sum + of / 2) / of).unwrap_or(100).min(100)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_to_fewer_is_not_read() {
        let seen = |ours| Visibility::ALL.map(|it| is_seen(it, ours));
        assert_eq!(seen(true), [false, false, true, true]);
        assert_eq!(seen(false), [false, false, false, true]);
    }

    #[test]
    fn hosting_is_the_models() {
        let hosts = |it| (Hosts::of(it).members, Hosts::of(it).mentors);
        assert_eq!(hosts(Hosting::Rotates), (true, true));
        assert_eq!(hosts(Hosting::Mentor), (false, true));
        assert_eq!(hosts(Hosting::Organiser), (false, false));
    }

    #[test]
    fn levels_become_a_profile_by_where_they_lie_on_the_scale() {
        let bound = method::Library::built_in();
        let instrument = bound.instruments().next().expect("there is a self-assessment").clone();
        let all = |level: u8| -> BTreeMap<String, u8> {
            instrument.items.iter().map(|it| (it.id.as_str().to_owned(), level)).collect()
        };
        let lowest = profile(&instrument, &all(instrument.scale.lowest));
        let highest = profile(&instrument, &all(instrument.scale.highest));
        assert!(!lowest.is_empty() && lowest.values().all(|it| *it == 0), "{lowest:?}");
        assert!(highest.keys().eq(lowest.keys()) && highest.values().all(|it| *it == 100), "{highest:?}");
        assert_eq!(profile(&instrument, &BTreeMap::from([("inget".to_owned(), 1)])), Profile::new());
    }
}
