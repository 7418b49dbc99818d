//! Made-up problems of any size, from a seed: for tests, examples and measuring. Nothing in them is true of anybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Ask, Id, Kind, Mentor, Mentored, Pair, Party, Place, Relations, Rules, Seats, Shape, Support, Travel, Wish, Wishes,
};

/// A small generator of numbers that look like chance: SplitMix64 (Steele, Lea and Flood 2014, OOPSLA).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where there is none.
    pub const fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    /// Whether, so many times in a hundred.
    pub const fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

const THEMES: [&str; 5] = ["school", "care", "work", "safety", "steering"];
const AREAS: [&str; 4] = ["steering", "figures", "competence", "operations"];

/// A country-like round: parties and mentors in clusters along a long land, each mentor able to lead `leads` groups,
/// one in three of them new, all wishes at their usual weights.
pub fn round(seed: u64, parties: usize, mentors: usize, leads: u32) -> Ask {
    let mut chance = Chance::new(seed);
    let towns: Vec<Place> = (0..12).map(|_| spot(&mut chance)).collect();
    let mut ask = Ask { shape: Shape { support: Support::None, ..Shape::default() }, ..Ask::default() };
    for at in 0..parties {
        ask.parties.push(party(&mut chance, &towns, at));
    }
    for at in 0..mentors {
        let there = party(&mut chance, &towns, at);
        ask.mentors.push(Mentor {
            id: format!("m{at:03}"),
            leads,
            backs: 1,
            new: chance.percent(33),
            place: there.place,
            profile: there.profile,
            can_host: true,
            ..Mentor::default()
        });
    }
    let ids: Vec<Id> = ask.parties.iter().map(|it| it.id.clone()).collect();
    for at in 0..parties {
        let similar: BTreeSet<Id> = (0..7).map(|_| ids[chance.below(parties)].clone()).collect();
        ask.parties[at].similar = similar.into_iter().filter(|it| *it != ids[at]).collect();
        if mentors > 0 && chance.percent(5) {
            let mentor = ask.mentors[chance.below(mentors)].id.clone();
            ask.relations.mentored.push(Mentored { party: ids[at].clone(), mentor });
        }
    }
    ask
}

fn spot(chance: &mut Chance) -> Place {
    // South to north, the land leans to the east: thousandths of a degree.
    let north = chance.below(10_000);
    let lat = 55.5 + north as f64 / 1000.0;
    let lon = 12.0 + north as f64 / 2000.0 + chance.below(4000) as f64 / 1000.0;
    Place { lat, lon }
}

fn party(chance: &mut Chance, towns: &[Place], at: usize) -> Party {
    let town = towns[chance.below(towns.len())];
    let mut off = |width: usize| (chance.below(2 * width) as f64 - width as f64) / 1000.0;
    let place = Place { lat: town.lat + off(900), lon: town.lon + off(1500) };
    Party {
        id: format!("p{at:03}"),
        place: Some(place),
        size: Some(3_000 << chance.below(7)),
        class: format!("class {}", chance.below(4)),
        themes: (0..2).map(|_| THEMES[chance.below(THEMES.len())].to_owned()).collect(),
        profile: AREAS.iter().map(|it| ((*it).to_owned(), chance.below(101) as u8)).collect::<BTreeMap<_, _>>(),
        can_host: true,
        ..Party::default()
    }
}

/// A tiny problem where anything may be: every rule and wish, blocks, conflicts, mentors without capacity to spare.
/// Often nothing is possible. For holding the solver against brute force.
pub fn tiny(seed: u64) -> Ask {
    let mut chance = Chance::new(seed);
    let (n, m) = (1 + chance.below(6), 1 + chance.below(3));
    let towns: Vec<Place> = (0..3).map(|_| spot(&mut chance)).collect();
    let mut ask = Ask::default();
    for at in 0..n {
        let mut it = party(&mut chance, &towns, at);
        it.can_host = chance.percent(60);
        it.seats = Seats(1 + u8::from(chance.percent(8)));
        if chance.percent(15) {
            it.kind = Kind::Region;
        }
        if chance.percent(30) {
            it.languages = (0..1 + chance.below(2)).map(|_| ["sv", "se", "fi"][chance.below(3)].to_owned()).collect();
        }
        ask.parties.push(it);
    }
    for at in 0..m {
        let there = party(&mut chance, &towns, at);
        ask.mentors.push(Mentor {
            id: format!("m{at}"),
            leads: 1 + chance.below(3) as u32,
            backs: chance.below(3) as u32,
            new: chance.percent(50),
            place: there.place,
            themes: there.themes,
            profile: there.profile,
            can_host: chance.percent(50),
            languages: if chance.percent(20) { BTreeSet::from(["sv".to_owned()]) } else { BTreeSet::new() },
            ..Mentor::default()
        });
    }
    tiny_rules(&mut chance, &mut ask);
    if ask.shape.smallest == 1 {
        // Groups of one are many: brute force should come to an end.
        ask.parties.truncate(4);
    }
    tiny_relations(&mut chance, &mut ask);
    ask
}

fn tiny_rules(chance: &mut Chance, ask: &mut Ask) {
    let smallest = 1 + chance.below(2) as u8;
    ask.shape.smallest = smallest;
    ask.shape.largest = (smallest + chance.below(3) as u8).max(2);
    ask.shape.support = [Support::None, Support::NewMentors, Support::All][chance.below(3)];
    if chance.percent(20) {
        ask.shape.mentoring = crate::Mentoring::None;
    }
    if chance.percent(20) {
        ask.shape.most_groups = Some(1 + chance.below(3) as u32);
    }
    ask.rules = Rules { off: BTreeSet::new(), longest: None, host_within: None, left_out: 5_000 };
    for rule in crate::Rule::ALL {
        if chance.percent(if matches!(rule, crate::Rule::Theme | crate::Rule::Host) { 80 } else { 20 }) {
            ask.rules.off.insert(rule);
        }
    }
    if chance.percent(40) {
        ask.rules.longest = Some(200 + chance.below(900) as u32);
    }
    if chance.percent(40) {
        ask.rules.host_within = Some(50 + chance.below(500) as u32);
    }
    for wish in Wish::ALL {
        if chance.percent(40) {
            ask.wishes = std::mem::take(&mut ask.wishes).with(wish, chance.below(20) as u32);
        }
    }
}

fn tiny_relations(chance: &mut Chance, ask: &mut Ask) {
    let (n, m) = (ask.parties.len(), ask.mentors.len());
    let ids: Vec<Id> = ask.parties.iter().map(|it| it.id.clone()).collect();
    let leads: Vec<Id> = ask.mentors.iter().map(|it| it.id.clone()).collect();
    let mut relations = Relations::default();
    for _ in 0..chance.below(4) {
        let (a, b) = (chance.below(n), chance.below(n));
        let with_mentor = chance.percent(40);
        let pair = if with_mentor {
            Pair::of(ids[a].clone(), leads[chance.below(m)].clone())
        } else if a != b {
            Pair::of(ids[a].clone(), ids[b].clone())
        } else {
            continue;
        };
        match chance.below(5) {
            0 => relations.conflicts.push(pair),
            1 => relations.apart.push(pair),
            2 => relations.together.push(pair),
            3 => relations.met.push(pair),
            _ => relations.mentored.push(Mentored { party: ids[a].clone(), mentor: leads[chance.below(m)].clone() }),
        }
    }
    if chance.percent(15) {
        let mentor = chance.percent(50).then(|| leads[chance.below(m)].clone());
        let members = BTreeSet::from([ids[chance.below(n)].clone(), ids[chance.below(n)].clone()]);
        relations.locks.push(crate::Lock { members, mentor });
    }
    if m > 1 && chance.percent(10) {
        relations.conflicts.push(Pair::of(leads[0].clone(), leads[1].clone()));
    }
    ask.relations = relations;
    ask.travel = Travel::GreatCircle;
}

/// Only what the tables of [`crate::Model`] tell: for holding another solver against this one.
pub fn plain(seed: u64, parties: usize, mentors: usize, leads: u32) -> Ask {
    let mut ask = round(seed, parties, mentors, leads);
    ask.wishes = Wishes::default().with(Wish::Host, 0);
    ask
}
