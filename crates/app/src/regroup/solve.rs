//! The arrangement with the shortest ways, by the crate `grouping`.

use super::facts::{Facts, Who};
use super::ground::km;
use grouping::{Ask, Effort, Go, Leg, Mentor, Mentoring, Party, Problem, Rules, Shape, Travel, Unit, Wish, Wishes};

/// The group of each participant; `None`: no arrangement was proven to be the shortest.
pub(super) fn shortest(facts: &Facts) -> Option<Vec<usize>> {
    let problem = Problem::new(ask(facts)?).ok()?;
    let outcome = grouping::form(&problem, &Effort::default(), &mut |_| Go::On).ok()?;
    let groups = &outcome.arrangement.groups;
    if !outcome.proven || groups.len() != facts.mentors.len() {
        return None;
    }
    let led = |mentor: &Option<String>| {
        let led_by = |it: &Option<Who>| it.map(|it| it.id) == mentor.as_deref();
        facts.mentors.iter().position(led_by)
    };
    let place = |member: &Who| {
        let at = outcome.arrangement.group_of(member.id)?;
        // Groups that nobody leads have no place of their own but that in the answer.
        groups.get(at)?.mentor.as_ref().map_or(Some(at), |it| led(&Some(it.clone())))
    };
    facts.members.iter().map(place).collect()
}

/// What is asked: short ways, and nothing else.
fn ask(facts: &Facts) -> Option<Ask> {
    let mentors: Vec<Who> = facts.mentors.iter().flatten().copied().collect();
    let named = |it: &Who| (it.id.to_owned(), it.id.to_owned());
    let (smallest, largest) = (u8::try_from(facts.sizes.0).ok()?, u8::try_from(facts.sizes.1).ok()?);
    Some(Ask {
        parties: facts.members.iter().map(named).map(|(id, name)| Party { id, name, ..Party::default() }).collect(),
        mentors: mentors
            .iter()
            .map(named)
            .map(|(id, name)| Mentor { id, name, leads: 1, ..Mentor::default() })
            .collect(),
        shape: Shape {
            smallest,
            largest,
            mentoring: if mentors.is_empty() { Mentoring::None } else { Mentoring::Each },
            most_groups: Some(u32::try_from(facts.mentors.len()).ok()?),
            ..Shape::default()
        },
        travel: Travel::Matrix { unit: Unit::Kilometres, legs: legs(facts, &mentors) },
        rules: Rules::default(),
        wishes: Wishes::only([(Wish::Travel, 1)]),
        ..Ask::default()
    })
}

/// The ways between all. `grouping` lets every participant bear its own ways, so that the way between two of
/// them counts for both and that to a mentor once; here the mentor travels too, and its way counts twice.
fn legs(facts: &Facts, mentors: &[Who]) -> Vec<Leg> {
    let leg = |from: &Who, to: &Who, times: u32| Leg {
        from: from.id.to_owned(),
        to: to.id.to_owned(),
        value: km(from.at, to.at) * times,
    };
    let members = &facts.members;
    let each_other =
        members.iter().enumerate().flat_map(|(n, a)| members.iter().skip(n + 1).map(move |b| leg(a, b, 1)));
    let to_mentors = members.iter().flat_map(|a| mentors.iter().map(move |b| leg(a, b, 2)));
    each_other.chain(to_mentors).collect()
}
