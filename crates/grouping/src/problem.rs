//! A problem that has been checked: sorted, so that the order of what is asked never matters, and with the tables
//! the rest reads: who may meet whom, and what it costs in points.

use std::collections::BTreeMap;

use crate::{
    Ask, Fault, Id, Mentor, Mentoring, Party, Rule, Support, Wish, distance,
    relate::{self, Links},
    validate, wanted,
};

/// The most parties, and the most mentors, that are worked on. Sweden has 290 municipalities and 21 regions.
pub const MOST_PARTIES: usize = 400;
/// The most pairs, locks or such in one list.
pub const MOST_PAIRS: usize = 20_000;
/// The most places in a group.
pub const MOST_IN_GROUP: u8 = 5;
/// The longest leg in a matrix.
pub const LONGEST_LEG: u32 = 100_000;
/// The heaviest a wish may be.
pub const HEAVIEST: u32 = 100;
/// The most it may cost to leave one organisation out.
pub const DEAREST: u32 = 100_000_000;
/// A score below this is weak.
pub const WEAK: u8 = 40;
/// A score of this or more is strong.
pub const STRONG: u8 = 60;

/// A problem: what is asked, checked and put in order. Parties and mentors are known by their positions in
/// [`Problem::parties`] and [`Problem::mentors`], which are sorted by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    ask: Ask,
    index: BTreeMap<Id, Who>,
    links: Links,
    ways: Ways,
    costs: Costs,
}

/// Whom an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The party at this position.
    Party(usize),
    /// The mentor at this position, or one beside it.
    Mentor(usize),
}

/// How far it is, in whole kilometres or minutes; 0 where ways do not count.
#[derive(Debug, Clone, Default, PartialEq)]
struct Ways {
    parties: Vec<u32>,
    mentored: Vec<u32>,
    mentors: Vec<u32>,
}

/// What it costs one party, in points, to be with another or with a mentor, all wishes between two together; and what
/// a mentor costs with another behind it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Costs {
    parties: Vec<i64>,
    mentored: Vec<i64>,
    support: Vec<i64>,
}

impl Problem {
    /// Checks what is asked and puts it in order.
    ///
    /// # Errors
    /// Every [`Fault`] there is, sorted.
    pub fn new(ask: Ask) -> Result<Self, Vec<Fault>> {
        let faults = validate::faults(&ask);
        if !faults.is_empty() {
            return Err(faults);
        }
        let ask = sorted(ask);
        let index = index(&ask);
        let ways = ways(&ask)?;
        let links = relate::links(&ask, &index);
        let mut problem = Self { ask, index, links, ways, costs: Costs::default() };
        problem.costs = costs(&problem);
        Ok(problem)
    }

    /// What is asked, in order. Clone it, change it, and make a new problem of it to see what would be otherwise.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// The parties, by id.
    pub fn parties(&self) -> &[Party] {
        &self.ask.parties
    }

    /// The mentors, by id.
    pub fn mentors(&self) -> &[Mentor] {
        &self.ask.mentors
    }

    /// Whom an id stands for.
    pub fn who(&self, id: &str) -> Option<Who> {
        self.index.get(id).copied()
    }

    /// What somebody is called: the name, or the id where there is none.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let name = match self.who(id) {
            Some(Who::Party(at)) => &self.ask.parties[at].name,
            Some(Who::Mentor(at)) => {
                let mentor = &self.ask.mentors[at];
                mentor.beside.iter().find(|it| it.id == id).map_or(&mentor.name, |it| &it.name)
            }
            None => "",
        };
        if name.is_empty() { id } else { name }
    }

    /// Whether a rule holds.
    pub fn on(&self, rule: Rule) -> bool {
        self.ask.rules.on(rule)
    }

    /// The weight of a wish.
    pub fn weight(&self, wish: Wish) -> u32 {
        self.ask.wishes.weight(wish)
    }

    /// Whether groups have mentors.
    pub fn mentored(&self) -> bool {
        self.ask.shape.mentoring == Mentoring::Each
    }

    /// Whether somebody should back this mentor.
    pub fn wants_support(&self, mentor: usize) -> bool {
        match self.ask.shape.support {
            Support::None => false,
            Support::NewMentors => self.ask.mentors[mentor].new,
            Support::All => true,
        }
    }

    /// The way between two parties, in kilometres or minutes.
    pub fn way(&self, one: usize, other: usize) -> u32 {
        self.ways.parties[one * self.ask.parties.len() + other]
    }

    /// The way between a party and a mentor: to the furthest of those who mentor together.
    pub fn way_to_mentor(&self, party: usize, mentor: usize) -> u32 {
        self.ways.mentored[party * self.ask.mentors.len() + mentor]
    }

    /// The way between a mentor and one who backs it.
    pub fn way_to_support(&self, mentor: usize, support: usize) -> u32 {
        self.ways.mentors[mentor * self.ask.mentors.len() + support]
    }

    /// What a wish costs one party with another in its group, in points. The other bears the same.
    pub fn wish_between(&self, wish: Wish, one: usize, other: usize) -> i64 {
        i64::from(self.weight(wish)) * wanted::between(self, wish, one, other)
    }

    /// What a wish costs a party with a mentor, in points.
    pub fn wish_with_mentor(&self, wish: Wish, party: usize, mentor: usize) -> i64 {
        i64::from(self.weight(wish)) * wanted::with_mentor(self, wish, party, mentor)
    }

    /// What all wishes between two cost one party with another, in points.
    pub fn cost_between(&self, one: usize, other: usize) -> i64 {
        self.costs.parties[one * self.ask.parties.len() + other]
    }

    /// What all wishes cost a party with a mentor, in points.
    pub fn cost_with_mentor(&self, party: usize, mentor: usize) -> i64 {
        self.costs.mentored[party * self.ask.mentors.len() + mentor]
    }

    /// What it costs to have one mentor back another, in points.
    pub fn cost_of_support(&self, mentor: usize, support: usize) -> i64 {
        self.costs.support[mentor * self.ask.mentors.len() + support]
    }

    /// What it costs when nobody backs a mentor who should be backed and [`Rule::Support`] is off.
    pub fn cost_of_no_support(&self) -> i64 {
        100 * i64::from(self.weight(Wish::Support))
    }

    /// What each member bears in a group nobody in which can host all the others.
    pub fn cost_of_no_host(&self) -> i64 {
        100 * i64::from(self.weight(Wish::Host))
    }

    /// What is known between two, by position.
    pub(crate) fn links(&self) -> &Links {
        &self.links
    }
}

fn sorted(mut ask: Ask) -> Ask {
    ask.parties.sort_by(|a, b| a.id.cmp(&b.id));
    ask.mentors.sort_by(|a, b| a.id.cmp(&b.id));
    for mentor in &mut ask.mentors {
        mentor.beside.sort_by(|a, b| a.id.cmp(&b.id));
    }
    if let crate::Travel::Matrix { legs, .. } = &mut ask.travel {
        legs.sort();
        legs.dedup();
    }
    let relations = &mut ask.relations;
    for pairs in [&mut relations.conflicts, &mut relations.together, &mut relations.apart, &mut relations.met] {
        for pair in pairs.iter_mut() {
            *pair = crate::Pair::of(std::mem::take(&mut pair.0), std::mem::take(&mut pair.1));
        }
        pairs.sort();
        pairs.dedup();
    }
    relations.mentored.sort();
    relations.mentored.dedup();
    relations.locks.sort();
    relations.locks.dedup();
    ask
}

fn index(ask: &Ask) -> BTreeMap<Id, Who> {
    let mut index = BTreeMap::new();
    for (at, mentor) in ask.mentors.iter().enumerate() {
        index.insert(mentor.id.clone(), Who::Mentor(at));
        index.extend(mentor.beside.iter().map(|it| (it.id.clone(), Who::Mentor(at))));
    }
    index.extend(ask.parties.iter().enumerate().map(|(at, it)| (it.id.clone(), Who::Party(at))));
    index
}

/// Whether ways count at all.
pub(crate) fn ways_count(ask: &Ask) -> bool {
    let rules = &ask.rules;
    let host = rules.host_within.is_some() && (rules.on(Rule::Host) || ask.wishes.weight(Wish::Host) > 0);
    ask.wishes.weight(Wish::Travel) > 0 || (rules.on(Rule::Travel) && rules.longest.is_some()) || host
}

/// Whether the ways between mentors and those who back them count.
pub(crate) fn support_counts(ask: &Ask) -> bool {
    ask.shape.support != Support::None && ask.wishes.weight(Wish::Support) > 0
}

fn ways(ask: &Ask) -> Result<Ways, Vec<Fault>> {
    let (n, m) = (ask.parties.len(), ask.mentors.len());
    let mut ways = Ways { parties: vec![0; n * n], mentored: vec![0; n * m], mentors: vec![0; m * m] };
    let meet = ask.shape.mentoring == Mentoring::Each;
    let mut measure = distance::Measure::new(ask);
    if ways_count(ask) {
        for (i, one) in ask.parties.iter().enumerate() {
            for (j, other) in ask.parties.iter().enumerate().skip(i + 1) {
                let way = measure.between((&one.id, one.place), (&other.id, other.place));
                ways.parties[i * n + j] = way;
                ways.parties[j * n + i] = way;
            }
            for (k, mentor) in ask.mentors.iter().enumerate().filter(|(_, it)| meet && it.leads > 0) {
                ways.mentored[i * m + k] = measure.way_to_mentor((&one.id, one.place), mentor);
            }
        }
    }
    if support_counts(ask) {
        for (k, mentor) in ask.mentors.iter().enumerate().filter(|(_, it)| it.leads > 0) {
            for (s, support) in ask.mentors.iter().enumerate().filter(|(s, it)| *s != k && it.backs > 0) {
                ways.mentors[k * m + s] = measure.way_to_mentor((&support.id, support.place), mentor);
            }
        }
    }
    measure.faults().map_or(Ok(ways), |fault| Err(vec![fault]))
}

fn costs(problem: &Problem) -> Costs {
    let (n, m) = (problem.parties().len(), problem.mentors().len());
    let mut costs = Costs { parties: vec![0; n * n], mentored: vec![0; n * m], support: vec![0; m * m] };
    for i in 0..n {
        for j in i + 1..n {
            let cost = Wish::BETWEEN_TWO.into_iter().map(|it| problem.wish_between(it, i, j)).sum();
            costs.parties[i * n + j] = cost;
            costs.parties[j * n + i] = cost;
        }
        for k in 0..m {
            costs.mentored[i * m + k] =
                Wish::BETWEEN_TWO.into_iter().map(|it| problem.wish_with_mentor(it, i, k)).sum();
        }
    }
    for k in 0..m {
        for s in 0..m {
            let weight = i64::from(problem.weight(Wish::Support));
            costs.support[k * m + s] = weight * i64::from(problem.way_to_support(k, s));
        }
    }
    costs
}
