//! Plain shortage of places: told by counting, before anything is searched.

use serde::Serialize;

use crate::{Mentoring, Problem, Rule};

/// What there are too few of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scarce {
    /// Groups that may be formed ([`crate::Shape::most_groups`]).
    Groups,
    /// Groups that mentors can lead.
    Mentors,
    /// Groups whose mentor needs nobody behind it, and those that can be backed.
    Backing,
}

/// More places are needed than there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Shortage {
    /// What is scarce.
    pub scarce: Scarce,
    /// How many participants there are.
    pub parties: u64,
    /// How many places they take.
    pub wanted: u64,
    /// How many groups there can be at most.
    pub groups: u64,
    /// How many places a group has at most.
    pub largest: u64,
}

impl Shortage {
    /// How many places there are at most.
    #[must_use]
    pub const fn places(&self) -> u64 {
        self.groups * self.largest
    }
}

/// Whether places are short whatever the groups look like; `None`: counting alone forbids nothing.
#[must_use]
pub fn shortage(problem: &Problem) -> Option<Shortage> {
    if !problem.on(Rule::Everyone) {
        return None;
    }
    let largest = u64::from(problem.ask().shape.largest);
    let wanted = problem.parties().iter().map(|it| u64::from(it.seats.0)).sum();
    let parties = u64::try_from(problem.parties().len()).unwrap_or(u64::MAX);
    let (groups, scarce) = fewest(problem)?;
    (wanted > groups * largest).then_some(Shortage { scarce, parties, wanted, groups, largest })
}

/// The tightest limit on how many groups there can be.
fn fewest(problem: &Problem) -> Option<(u64, Scarce)> {
    let most = problem.ask().shape.most_groups.filter(|_| problem.on(Rule::MostGroups));
    let mut limits: Vec<(u64, Scarce)> = most.map(|it| (u64::from(it), Scarce::Groups)).into_iter().collect();
    if problem.ask().shape.mentoring == Mentoring::Each && problem.on(Rule::Capacity) {
        let mentors = || problem.mentors().iter().enumerate();
        limits.push((mentors().map(|(_, it)| u64::from(it.leads)).sum(), Scarce::Mentors));
        if problem.on(Rule::Support) {
            let alone: u64 =
                mentors().filter(|(at, _)| !problem.wants_support(*at)).map(|(_, it)| u64::from(it.leads)).sum();
            let backs: u64 = mentors().map(|(_, it)| u64::from(it.backs)).sum();
            limits.push((alone + backs, Scarce::Backing));
        }
    }
    limits.into_iter().min()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test helpers: a failure is a failed test")]
mod tests {
    use super::*;
    use crate::{Ask, Mentor, Party, Place, Support};

    fn problem(parties: usize, mentors: usize, change: impl Fn(&mut Ask)) -> Problem {
        let place = Some(Place { lat: 60.0, lon: 15.0 });
        let mut ask = Ask {
            parties: (0..parties).map(|it| Party { id: format!("p{it:02}"), place, ..Party::default() }).collect(),
            mentors: (0..mentors)
                .map(|it| Mentor { id: format!("m{it:02}"), place, leads: 1, ..Mentor::default() })
                .collect(),
            ..Ask::default()
        };
        change(&mut ask);
        Problem::new(ask).unwrap()
    }

    #[test]
    fn places_are_counted() {
        assert_eq!(shortage(&problem(36, 12, |_| {})), None);
        let short = shortage(&problem(37, 12, |_| {})).unwrap();
        assert_eq!((short.scarce, short.parties, short.wanted, short.places()), (Scarce::Mentors, 37, 37, 36));
        let short = shortage(&problem(11, 12, |ask| ask.shape.most_groups = Some(2))).unwrap();
        assert_eq!((short.scarce, short.wanted, short.places()), (Scarce::Groups, 11, 6));
        let backed = |off: bool| {
            problem(11, 12, |ask| {
                ask.shape.support = Support::All;
                ask.mentors[0].backs = 2;
                if off {
                    ask.rules.off.insert(Rule::Support);
                }
            })
        };
        let short = shortage(&backed(false)).unwrap();
        assert_eq!((short.scarce, short.groups, short.places()), (Scarce::Backing, 2, 6));
        assert_eq!(shortage(&backed(true)), None);
    }

    #[test]
    fn who_cannot_be_backed_is_among_the_reasons() {
        let problem = problem(11, 12, |ask| {
            ask.shape.support = Support::All;
            ask.mentors[0].backs = 2;
        });
        let found = super::super::standing(&problem, &super::super::Care::default());
        let super::super::Standing::Impossible(it) = found else { unreachable!("{found:?}") };
        assert!(it.rules.contains(&Rule::Support), "{:?}", it.rules);
    }
}
