//! Checks what is asked, whole: every fault at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Ask, DEAREST, Fault, HEAVIEST, Id, LONGEST_LEG, List, MOST_IN_GROUP, MOST_PAIRS, MOST_PARTIES, Mentoring, Pair,
    Place, Travel, Wish,
    problem::{support_counts, ways_count},
};

/// Everything that is wrong, sorted; nothing where a problem can be made of it (but for legs missing in a matrix).
pub(crate) fn faults(ask: &Ask) -> Vec<Fault> {
    let mut faults = Vec::new();
    amounts(ask, &mut faults);
    if !faults.is_empty() {
        // Who hands in a hundred thousand rows need not wait for a word on each of them.
        return faults;
    }
    measures(ask, &mut faults);
    parties(ask, &mut faults);
    mentors(ask, &mut faults);
    let roles = roles(ask, &mut faults);
    pairs(ask, &roles, &mut faults);
    locks(ask, &roles, &mut faults);
    faults.sort();
    faults.dedup();
    faults
}

fn amounts(ask: &Ask, faults: &mut Vec<Fault>) {
    if ask.parties.is_empty() {
        faults.push(Fault::Nobody);
    }
    let legs = match &ask.travel {
        Travel::GreatCircle => 0,
        Travel::Matrix { legs, .. } => legs.len(),
    };
    let most_legs = 4 * MOST_PARTIES * MOST_PARTIES;
    let relations = &ask.relations;
    for (list, there, most) in [
        (List::Parties, ask.parties.len(), MOST_PARTIES),
        (List::Mentors, ask.mentors.len(), MOST_PARTIES),
        (List::Conflicts, relations.conflicts.len(), MOST_PAIRS),
        (List::Together, relations.together.len(), MOST_PAIRS),
        (List::Apart, relations.apart.len(), MOST_PAIRS),
        (List::Locks, relations.locks.len(), MOST_PAIRS),
        (List::Legs, legs, most_legs),
    ] {
        if there > most {
            faults.push(Fault::TooMany { list, most, there });
        }
    }
}

fn measures(ask: &Ask, faults: &mut Vec<Fault>) {
    let shape = &ask.shape;
    if shape.smallest == 0 || shape.smallest > shape.largest || shape.largest > MOST_IN_GROUP {
        let (smallest, largest) = (shape.smallest, shape.largest);
        faults.push(Fault::BadShape { smallest, largest, most: MOST_IN_GROUP });
    }
    for wish in Wish::ALL {
        let weight = ask.wishes.weight(wish);
        if weight > HEAVIEST {
            faults.push(Fault::TooHeavy { wish, weight, most: HEAVIEST });
        }
    }
    if ask.rules.left_out > DEAREST {
        faults.push(Fault::DearLeftOut { points: ask.rules.left_out, most: DEAREST });
    }
    if shape.mentoring == Mentoring::Each && ask.mentors.iter().all(|it| it.leads == 0) {
        faults.push(Fault::NoMentors);
    }
    if let Travel::Matrix { legs, .. } = &ask.travel {
        for (at, leg) in legs.iter().enumerate().filter(|(_, leg)| leg.value > LONGEST_LEG) {
            faults.push(Fault::LongLeg { row: at + 1, value: leg.value, most: LONGEST_LEG });
        }
    }
}

fn parties(ask: &Ask, faults: &mut Vec<Fault>) {
    for (at, party) in ask.parties.iter().enumerate() {
        let (id, row) = (party.id.clone(), at + 1);
        if party.seats.0 == 0 || party.seats.0 > ask.shape.largest {
            let (seats, largest) = (party.seats.0, ask.shape.largest);
            faults.push(Fault::BadSeats { id: id.clone(), row, seats, largest });
        }
        place(ask, party.place, ways_count(ask), (&id, List::Parties, row), faults);
        scores(&party.profile, (&id, List::Parties, row), faults);
    }
}

fn mentors(ask: &Ask, faults: &mut Vec<Fault>) {
    let meets = ask.shape.mentoring == Mentoring::Each && ways_count(ask);
    for (at, mentor) in ask.mentors.iter().enumerate() {
        let (id, row) = (mentor.id.clone(), at + 1);
        if mentor.leads == 0 && mentor.backs == 0 {
            faults.push(Fault::NoCapacity { id: id.clone(), row });
        }
        let needed = (meets && mentor.leads > 0) || support_counts(ask);
        place(ask, mentor.place, needed, (&id, List::Mentors, row), faults);
        for it in &mentor.beside {
            place(ask, it.place, needed, (&it.id, List::Mentors, row), faults);
        }
        scores(&mentor.profile, (&id, List::Mentors, row), faults);
    }
}

fn place(ask: &Ask, place: Option<Place>, needed: bool, (id, list, row): (&Id, List, usize), faults: &mut Vec<Fault>) {
    match place {
        // Ranges hold no NaN, and nothing infinite.
        Some(it) if !(-90.0..=90.0).contains(&it.lat) || !(-180.0..=180.0).contains(&it.lon) => {
            faults.push(Fault::BadPlace { id: id.clone(), list, row });
        }
        None if needed && ask.travel == Travel::GreatCircle => {
            faults.push(Fault::NoPlace { id: id.clone(), list, row });
        }
        _ => {}
    }
}

fn scores(profile: &BTreeMap<String, u8>, (id, list, row): (&Id, List, usize), faults: &mut Vec<Fault>) {
    for (area, score) in profile.iter().filter(|(_, score)| **score > 100) {
        faults.push(Fault::BadScore { id: id.clone(), list, row, area: area.clone(), score: *score });
    }
}

/// What an id is: a party, or part of the mentor on that row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Party,
    Mentor(usize),
}

fn roles<'a>(ask: &'a Ask, faults: &mut Vec<Fault>) -> BTreeMap<&'a str, Role> {
    let mut roles = BTreeMap::new();
    let mut note = |id: &'a Id, role: Role, list: List, row: usize| {
        if id.trim().is_empty() {
            faults.push(Fault::NoId { list, row });
        } else if roles.insert(id.as_str(), role).is_some() {
            faults.push(Fault::Twice { id: id.clone(), list, row });
        }
    };
    for (at, party) in ask.parties.iter().enumerate() {
        note(&party.id, Role::Party, List::Parties, at + 1);
    }
    for (at, mentor) in ask.mentors.iter().enumerate() {
        note(&mentor.id, Role::Mentor(at), List::Mentors, at + 1);
        for it in &mentor.beside {
            note(&it.id, Role::Mentor(at), List::Mentors, at + 1);
        }
    }
    roles
}

fn pairs(ask: &Ask, roles: &BTreeMap<&str, Role>, faults: &mut Vec<Fault>) {
    let relations = &ask.relations;
    for (list, pairs) in [
        (List::Conflicts, &relations.conflicts),
        (List::Together, &relations.together),
        (List::Apart, &relations.apart),
    ] {
        for (at, Pair(one, other)) in pairs.iter().enumerate() {
            let row = at + 1;
            let mut role = |id: &Id| {
                let role = roles.get(id.as_str()).copied();
                if role.is_none() {
                    faults.push(Fault::Unknown { id: id.clone(), list, row });
                }
                role
            };
            let (a, b) = (role(one), role(other));
            match (a, b) {
                _ if one == other => faults.push(Fault::WithItself { id: one.clone(), list, row }),
                (Some(Role::Mentor(a)), Some(Role::Mentor(b))) if a == b => {
                    faults.push(Fault::WithItself { id: one.clone(), list, row });
                }
                (Some(Role::Mentor(_)), Some(Role::Mentor(_))) if list != List::Conflicts => {
                    faults.push(Fault::WrongRole { id: other.clone(), list, row });
                }
                _ => {}
            }
        }
    }
}

fn locks(ask: &Ask, roles: &BTreeMap<&str, Role>, faults: &mut Vec<Fault>) {
    let list = List::Locks;
    for (at, lock) in ask.relations.locks.iter().enumerate() {
        let row = at + 1;
        if lock.members.is_empty() {
            faults.push(Fault::EmptyLock { row });
        }
        let members: BTreeSet<(&Id, bool)> = lock.members.iter().map(|it| (it, true)).collect();
        for (id, member) in members.into_iter().chain(lock.mentor.iter().map(|it| (it, false))) {
            match roles.get(id.as_str()) {
                None => faults.push(Fault::Unknown { id: id.clone(), list, row }),
                Some(role) if (*role == Role::Party) != member => {
                    faults.push(Fault::WrongRole { id: id.clone(), list, row });
                }
                Some(_) => {}
            }
        }
    }
}
