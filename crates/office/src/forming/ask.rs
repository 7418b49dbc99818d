//! Between the records and the crate `grouping`: what is asked of it, and the groups it and the records speak of.
//! Organisations are called by their ids there.

use std::collections::{BTreeMap, BTreeSet};

use grouping::{
    Arrangement, Ask, Group, Kind, Lock, Mentor, Mentored, Mentoring, Pair, Party, Place, Problem, Relations, Rule,
    Rules, Seats, Shape, Support, Travel, Wish, Wishes,
};
use programme::{Formed, OrganisationId, OrganisationKind};

use super::{
    PlaceFacts,
    fault::FormingFault,
    matrix,
    scene::{Met, Offering, Scene, Taking},
};
use crate::Trouble;

/// What is asked, as the round stands now.
///
/// # Errors
/// [`Trouble::Matrix`] where the times that were uploaded fit no longer.
pub(super) fn ask(scene: &Scene) -> Result<Ask, Trouble> {
    let rules = &scene.rules;
    let seeking: Vec<&Taking> = scene.seeking().collect();
    let mentors: Vec<&Offering> = scene.offering.iter().filter(|it| it.can.leads > 0 || it.can.backs > 0).collect();
    let ways = rules.matrix.is_empty();
    // Where it is not known of everybody where they lie, the way cannot count: that is told on the page.
    let placed = seeking.iter().all(|it| it.facts.is_some()) && mentors.iter().all(|it| it.facts.is_some());
    let mut weights: BTreeMap<Wish, u32> =
        rules.weights.iter().filter_map(|(key, n)| Some((Wish::from_key(key)?, u32::from(*n)))).collect();
    let mut off: BTreeSet<Rule> = rules.off.iter().filter_map(|key| Rule::from_key(key)).collect();
    let mut longest = rules.longest.map(u32::from);
    let mut host_within = rules.host_within.map(u32::from);
    if ways && !placed {
        weights.insert(Wish::Travel, 0);
        weights.insert(Wish::Support, 0);
        off.insert(Rule::Travel);
        longest = None;
        host_within = None;
    }
    if host_within.is_none() {
        // Whoever is near enough at any distance is no wish.
        weights.insert(Wish::Host, 0);
    }
    let spelled = spelled(scene);
    let here: BTreeSet<OrganisationId> = seeking.iter().map(|it| it.id).chain(mentors.iter().map(|it| it.id)).collect();
    Ok(Ask {
        parties: seeking.iter().map(|it| party(scene, it, &spelled)).collect(),
        mentors: mentors.iter().map(|it| mentor(scene, it)).collect(),
        shape: shape(scene, &mentors),
        travel: if ways {
            Travel::GreatCircle
        } else {
            matrix::travel(scene, &rules.matrix).map_err(Trouble::Matrix)?
        },
        rules: Rules { off, longest, host_within, ..Rules::default() },
        wishes: Wishes(weights),
        relations: relations(scene, &here),
    })
}

fn shape(scene: &Scene, mentors: &[&Offering]) -> Shape {
    let group = &scene.bound.model.group;
    let backed = group.supporting_mentor && mentors.iter().any(|it| it.can.backs > 0);
    Shape {
        smallest: group.participants_min.max(1),
        largest: group.participants_max,
        mentoring: if group.mentors_max == 0 || (mentors.is_empty() && group.mentors_min == 0) {
            Mentoring::None
        } else {
            Mentoring::Each
        },
        support: if backed { Support::NewMentors } else { Support::None },
        most_groups: None,
    }
}

fn place(facts: Option<&PlaceFacts>) -> Option<Place> {
    facts.map(|it| Place { lat: it.lat, lon: it.lon })
}

const fn kind(kind: OrganisationKind) -> Kind {
    match kind {
        OrganisationKind::Municipality | OrganisationKind::CityDistrict => Kind::Municipality,
        OrganisationKind::Region => Kind::Region,
        OrganisationKind::Association => Kind::Association,
        OrganisationKind::Organiser => Kind::Other,
    }
}

/// Each theme as it was written first, by how themes are compared: "heltid" and "Heltid" are one.
fn spelled(scene: &Scene) -> BTreeMap<String, String> {
    let mut spelled = BTreeMap::new();
    for theme in scene.rules.wished.values().flat_map(|it| &it.themes) {
        spelled.entry(programme::fold(theme)).or_insert_with(|| theme.clone());
    }
    spelled
}

fn party(scene: &Scene, it: &Taking, spelled: &BTreeMap<String, String>) -> Party {
    let wished = scene.rules.wished.get(&it.id).cloned().unwrap_or_default();
    let facts = it.facts.clone().unwrap_or_default();
    let similar = |area: &&String| scene.taking.iter().find(|there| there.area.as_ref() == Some(*area));
    Party {
        id: it.id.to_string(),
        name: it.name.clone(),
        kind: kind(it.kind),
        seats: Seats(1),
        place: place(it.facts.as_ref()),
        size: facts.people,
        class: facts.class,
        languages: (!wished.language.is_empty()).then(|| programme::fold(&wished.language)).into_iter().collect(),
        themes: wished.themes.iter().filter_map(|theme| spelled.get(&programme::fold(theme)).cloned()).collect(),
        profile: it.profile.clone(),
        similar: it.similar.iter().filter_map(|area| similar(&area)).map(|there| there.id.to_string()).collect(),
        can_host: scene.hosts.members,
    }
}

fn mentor(scene: &Scene, it: &Offering) -> Mentor {
    Mentor {
        id: it.id.to_string(),
        name: it.name.clone(),
        leads: u32::from(it.can.leads),
        backs: u32::from(it.can.backs),
        new: it.can.new,
        place: place(it.facts.as_ref()),
        profile: it.profile.clone(),
        can_host: scene.hosts.mentors,
        ..Mentor::default()
    }
}

fn relations(scene: &Scene, here: &BTreeSet<OrganisationId>) -> Relations {
    let rules = &scene.rules;
    let both = |pair: &&programme::Pair| here.contains(&pair.0) && here.contains(&pair.1);
    let pairs = |of: &BTreeSet<programme::Pair>| -> Vec<Pair> {
        of.iter().filter(both).map(|it| Pair::of(it.0.to_string(), it.1.to_string())).collect()
    };
    let (mut met, mut mentored) = (Vec::new(), Vec::new());
    for it in &scene.met {
        match it {
            Met::Together(one, other) if here.contains(one) && here.contains(other) => {
                met.push(Pair::of(one.to_string(), other.to_string()));
            }
            Met::Mentored(party, mentor) if here.contains(party) && here.contains(mentor) => {
                mentored.push(Mentored { party: party.to_string(), mentor: mentor.to_string() });
            }
            Met::Together(..) | Met::Mentored(..) => {}
        }
    }
    Relations {
        conflicts: pairs(&rules.conflicts.union(&scene.recused).copied().collect()),
        together: pairs(&rules.together),
        apart: pairs(&rules.apart),
        met,
        mentored,
        locks: rules.locked.iter().filter(both).map(|it| lock(scene, it)).collect(),
    }
}

/// Two who are locked: participants stay in one group, a mentor leads it.
pub(super) fn lock(scene: &Scene, pair: &programme::Pair) -> Lock {
    let mut lock = Lock::default();
    for id in [pair.0, pair.1] {
        if scene.taking.iter().any(|it| it.id == id) {
            lock.members.insert(id.to_string());
        } else {
            lock.mentor = Some(id.to_string());
        }
    }
    lock
}

/// What stands in the way of forming groups.
pub(super) fn faults(scene: &Scene) -> Vec<FormingFault> {
    match ask(scene) {
        Ok(ask) => match Problem::new(ask) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(FormingFault::Asked).collect(),
        },
        Err(Trouble::Matrix(fault)) => vec![fault],
        Err(_) => Vec::new(),
    }
}

/// The problem that is asked.
///
/// # Errors
/// [`Trouble::CannotForm`].
pub(super) fn problem(ask: &Ask) -> Result<Problem, Trouble> {
    Problem::new(ask.clone())
        .map_err(|faults| Trouble::CannotForm(faults.into_iter().map(FormingFault::Asked).collect()))
}

/// Groups of the records as `grouping` speaks of them.
pub(super) fn arrangement(ask: &Ask, groups: &[Formed]) -> Arrangement {
    let seated: BTreeSet<String> = groups.iter().flat_map(|it| &it.members).map(ToString::to_string).collect();
    let group = |it: &Formed| Group {
        members: it.members.iter().map(ToString::to_string).collect(),
        mentor: it.mentor.map(|id| id.to_string()),
        support: it.support.map(|id| id.to_string()),
    };
    Arrangement {
        groups: groups.iter().map(group).collect(),
        unplaced: ask.parties.iter().map(|it| it.id.clone()).filter(|id| !seated.contains(id)).collect(),
    }
}

/// Groups of `grouping` as the records keep them.
pub(super) fn formed(arrangement: &Arrangement) -> Vec<Formed> {
    let id = |text: &String| text.parse::<OrganisationId>().ok();
    let group = |it: &Group| Formed {
        members: it.members.iter().filter_map(id).collect(),
        mentor: it.mentor.as_ref().and_then(id),
        support: it.support.as_ref().and_then(id),
    };
    arrangement.groups.iter().map(group).collect()
}
