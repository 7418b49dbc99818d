//! The map of a proposal: where everybody lies, and who travels to whom. Its numbers stand in the table of groups.

use super::Desk;
use app::regroup;
use charts::{Degrees, Frame, Way, WayMark, WayPanel, WayPlace, WayWords, Ways, Width};
use grouping::{Group, Place};
use office::Reasons;

/// The map in both its widths; `None` where it is not known where everybody lies.
pub fn picture(desk: &Desk, it: &Reasons) -> Option<String> {
    let chart = chart(desk, it)?;
    let [wide, narrow] = [Width::Wide, Width::Narrow]
        .map(|width| charts::ways(&chart, &Frame { id: "ways", width, ..Frame::default() }));
    Some(charts::pair(&wide, &narrow))
}

fn chart(desk: &Desk, it: &Reasons) -> Option<Ways> {
    let groups = &it.arrangement.groups;
    let led = groups.iter().any(|group| group.mentor.is_some());
    let mut places: Vec<WayPlace> = Vec::new();
    let mut ways: Vec<Way> = Vec::new();
    for group in groups {
        let at: Vec<usize> = seats(it, group)?.into_iter().map(|seat| placed(&mut places, seat)).collect();
        ways.extend(ways_of(&at, group.mentor.is_some()));
    }
    // Invented municipalities lie beside each other as they should, but not in Sweden.
    let country = (!desk.house.invented).then(regroup::outline).cloned().unwrap_or_default();
    let n = groups.len();
    Some(Ways {
        title: title(desk, it),
        desc: desk.count(if led { "forming-map-desc" } else { "forming-map-desc-none" }, n),
        land: country.land,
        lakes: country.lakes,
        places,
        panels: vec![WayPanel { ways, ..WayPanel::default() }],
        key: WayWords {
            lead: desk.s("forming-map-lead"),
            same: desk.s("forming-map-member"),
            alike: desk.s(if led { "forming-map-way" } else { "forming-map-way-none" }),
            ..WayWords::default()
        },
    })
}

/// Who sits in a group, the mentor first where there is one. A mentor of several groups comes in each of them.
fn seats(it: &Reasons, group: &Group) -> Option<Vec<WayPlace>> {
    let (parties, mentors) = (it.problem.parties(), it.problem.mentors());
    let lead = match &group.mentor {
        Some(id) => {
            let mentor = mentors.iter().find(|it| it.id == *id)?;
            Some(WayPlace { name: mentor.name.clone(), at: degrees(mentor.place?), mark: WayMark::Lead })
        }
        None => None,
    };
    let member = |id: &String| {
        let party = parties.iter().find(|it| it.id == *id)?;
        Some(WayPlace { name: party.name.clone(), at: degrees(party.place?), mark: WayMark::Same })
    };
    lead.into_iter().map(Some).chain(group.members.iter().map(member)).collect()
}

const fn degrees(it: Place) -> Degrees {
    (it.lon, it.lat)
}

/// Where in the list somebody stands: whoever is in several groups is drawn once.
fn placed(places: &mut Vec<WayPlace>, seat: WayPlace) -> usize {
    let known = places.iter().position(|it| it.name == seat.name && it.mark == seat.mark);
    known.unwrap_or_else(|| {
        places.push(seat);
        places.len() - 1
    })
}

/// From every participant to the mentor, who is the first; where nobody leads, between all.
fn ways_of(at: &[usize], led: bool) -> Vec<Way> {
    let way = |from: usize, to: usize| Way { from, to, differs: false };
    match at.split_first() {
        Some((lead, members)) if led => members.iter().map(|from| way(*from, *lead)).collect(),
        _ => at.iter().enumerate().flat_map(|(n, from)| at.iter().skip(n + 1).map(|to| way(*from, *to))).collect(),
    }
}

/// The longest way of all, which is what one looks for on a map of ways.
fn title(desk: &Desk, it: &Reasons) -> String {
    let teller = super::forming_groups::teller(desk, &it.ask);
    let all = (0..it.arrangement.groups.len()).filter_map(|number| it.longest(number));
    match all.max_by_key(|(way, _)| *way) {
        Some((way, two)) => {
            let between = teller.list(two.iter().map(String::as_str));
            desk.with2("forming-map-title", ("way", &teller.way(u64::from(way))), ("two", &between))
        }
        None => desk.s("forming-map-title-none"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_travels_to_the_mentor_or_to_each_other() {
        let ends = |led| ways_of(&[4, 5, 6], led).iter().map(|it| (it.from, it.to)).collect::<Vec<_>>();
        assert_eq!(ends(true), [(5, 4), (6, 4)]);
        assert_eq!(ends(false), [(4, 5), (4, 6), (5, 6)]);
        assert_eq!(ways_of(&[0], false), []);
    }

    #[test]
    fn a_mentor_of_two_groups_is_drawn_once() {
        let seat = |name: &str, mark| WayPlace { name: name.into(), at: (14.0, 62.0), mark };
        let mut places = Vec::new();
        let all = [("Ö", WayMark::Lead), ("A", WayMark::Same), ("Ö", WayMark::Lead), ("Ö", WayMark::Same)];
        assert_eq!(all.map(|(name, mark)| placed(&mut places, seat(name, mark))), [0, 1, 0, 2]);
    }
}
