//! Who stands for organisations, read once for as many meetings as there are.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use method::Model;
use programme::{Assignment, Capacity, Occasion, OrganisationId, Person};

use super::called::{CALLED, Called, roles_of};
use crate::{Office, Trouble};

/// Somebody who stands for an organisation, from when to when.
#[derive(Debug, Clone)]
struct Standing {
    called: Called,
    from: Date,
    to: Option<Date>,
}

/// Everybody who can be called from some organisations: by organisation, sorted by role and name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roll(BTreeMap<OrganisationId, Vec<Standing>>);

impl Roll {
    /// Everybody who is called on a day: once each, sorted by organisation as it is given, then by role
    /// and name. To a group's meeting mentors come from who mentors it; to a round's from everybody.
    pub(crate) fn called(
        &self,
        model: &Model,
        occasion: &Occasion,
        organisations: &[(OrganisationId, Capacity)],
        in_group: bool,
        day: Date,
    ) -> Vec<Called> {
        let roles = roles_of(model, occasion);
        let mut seen = BTreeSet::new();
        let there = |it: &&Standing| it.from <= day && it.to.is_none_or(|last| day <= last);
        let standing = organisations.iter().flat_map(|(id, as_what)| {
            let has_place = move |it: &&Standing| !in_group || as_what.has_place_for(it.called.role);
            self.0.get(id).into_iter().flatten().filter(has_place).filter(there)
        });
        let mut called: Vec<Called> = standing.map(|it| it.called.clone()).collect();
        called.retain(|it| roles.contains(&it.role) && seen.insert(it.person));
        called
    }
}

impl Office {
    /// Who stands, stood or will stand for these organisations.
    pub(crate) async fn roll(&self, places: impl IntoIterator<Item = OrganisationId>) -> Result<Roll, Trouble> {
        let mut held = self.store.list_of_any::<Assignment>(places).await?;
        held.retain(|it| CALLED.contains(&it.body.role));
        let people = self.store.many::<Person>(held.iter().map(|it| it.body.person)).await?;
        let mut roll: BTreeMap<OrganisationId, Vec<Standing>> = BTreeMap::new();
        for it in held {
            let Assignment { person, organisation, role, from, to } = it.body;
            // Who has been erased is called to nothing.
            let Some(known) = people.get(&person) else { continue };
            let called = Called { person, name: known.body.name.clone(), organisation, role };
            roll.entry(organisation).or_default().push(Standing { called, from, to });
        }
        for there in roll.values_mut() {
            there.sort_by(|a, b| {
                let (a, b) = (&a.called, &b.called);
                a.role.cmp(&b.role).then_with(|| i18n::compare_names(&a.name, &b.name))
            });
        }
        Ok(Roll(roll))
    }
}
