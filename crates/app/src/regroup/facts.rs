//! What is known of a round, as a question of who sits with whom.

use super::WhyNothing;
use super::ground::{self, Degrees};
use ::history::{Group, History, Kind, Pairing, Participant, Round, Track};

/// A round as a question.
pub(super) struct Facts {
    /// The leaders of the groups; `None` for a group nobody leads.
    pub mentors: Vec<Option<Who>>,
    /// Who takes part.
    pub members: Vec<Who>,
    /// The least and the greatest number of participants in a group.
    pub sizes: (usize, usize),
    /// The group of each participant as it was; `None`: not known.
    pub was: Option<Vec<usize>>,
    /// What is not counted.
    pub apart: Vec<Apart>,
    /// What was taken for granted.
    pub assumed: Vec<Assumed>,
}

/// An organisation and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Who {
    /// Its id.
    pub id: &'static str,
    /// Longitude and latitude.
    pub at: Degrees,
}

/// A part of the round that is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Who took part in it.
    pub participants: Vec<&'static str>,
    /// Who led it.
    pub mentors: Vec<&'static str>,
    /// Why it is not counted.
    pub why: WhyApart,
}

/// Why a part of a round is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyApart {
    /// Its participants have no place of their own: an association of many municipalities.
    NoPlace,
    /// It is not known in which group they were to be.
    NoGroup,
}

/// What was taken for granted beside the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// A district is counted where its municipality lies.
    District {
        /// The district.
        organisation: &'static str,
        /// The name of the municipality.
        within: &'static str,
    },
    /// Regions are counted in the middle of their counties.
    Regions,
    /// The place is counted with who had it last.
    Seat {
        /// Who had it first.
        first: &'static str,
        /// Who had it last.
        last: &'static str,
    },
    /// It is counted with, though it did not stay to the end.
    LeftLater {
        /// Who.
        organisation: &'static str,
    },
    /// Mentors behind mentors are not counted: how far they travelled is not known.
    Support {
        /// They.
        organisations: Vec<&'static str>,
    },
    /// Each mentor has one participant, where it is not known who led whom.
    OneEach,
}

/// Reads a round.
pub(super) fn read(round: &'static Round) -> Result<Facts, WhyNothing> {
    let history = History::built_in();
    let mut apart = Vec::new();
    let mut groups: Vec<(&'static Group, Vec<Who>)> = Vec::new();
    for group in &round.groups {
        match seated(history, group) {
            Ok(members) => groups.push((group, members)),
            Err(why) => apart.push(Apart {
                participants: group.participant.iter().map(|it| it.organisation.as_str()).collect(),
                mentors: group.mentors.iter().map(String::as_str).collect(),
                why,
            }),
        }
    }
    let unknown = groups.iter().any(|(group, _)| group.pairing == Pairing::Unknown);
    let (mentors, was, sizes) = if unknown { one_each(history, &groups)? } else { as_it_was(history, &groups)? };
    let members: Vec<Who> = groups.iter().flat_map(|(_, members)| members).copied().collect();
    let assumed = assumed(history, round, &members, &mentors, unknown);
    Ok(Facts { mentors, members, sizes, was, apart, assumed })
}

/// Leaders, the group of each participant, and how small and large the groups are.
type Shape = (Vec<Option<Who>>, Option<Vec<usize>>, (usize, usize));

fn as_it_was(history: &'static History, groups: &[(&'static Group, Vec<Who>)]) -> Result<Shape, WhyNothing> {
    if groups.is_empty() {
        return Err(WhyNothing::TooLittleKnown);
    }
    if groups.len() == 1 {
        return Err(WhyNothing::OneGroup);
    }
    let mentors = groups.iter().map(|(group, _)| group.mentors.first().and_then(|id| who(history, id))).collect();
    let of_each = groups.iter().enumerate().flat_map(|(at, (_, members))| members.iter().map(move |_| at));
    let sizes = || groups.iter().map(|(_, members)| members.len());
    let sizes = (sizes().min().unwrap_or(0), sizes().max().unwrap_or(0));
    Ok((mentors, Some(of_each.collect()), sizes))
}

/// Where it is not known who led whom: each mentor one.
fn one_each(history: &'static History, groups: &[(&'static Group, Vec<Who>)]) -> Result<Shape, WhyNothing> {
    let members: usize = groups.iter().map(|(_, members)| members.len()).sum();
    let mentors: Vec<Option<Who>> =
        groups.iter().flat_map(|(group, _)| &group.mentors).filter_map(|id| who(history, id)).map(Some).collect();
    if mentors.len() < 2 || mentors.len() != members {
        return Err(WhyNothing::TooLittleKnown);
    }
    Ok((mentors, None, (1, 1)))
}

/// Who had each place of a group last, or why it cannot be counted.
fn seated(history: &'static History, group: &'static Group) -> Result<Vec<Who>, WhyApart> {
    let seats: Vec<&Participant> = group.participant.iter().filter(|it| it.replaced_by.is_none()).collect();
    let seats: Option<Vec<Who>> = seats.into_iter().map(|it| who(history, &it.organisation)).collect();
    // One that was announced alone and had gone before anything more is known never sat with anybody.
    let alone = group.pairing == Pairing::Unknown && group.mentors.is_empty();
    match seats {
        _ if alone => Err(WhyApart::NoGroup),
        None => Err(WhyApart::NoPlace),
        Some(seats) => Ok(seats),
    }
}

fn who(history: &'static History, id: &str) -> Option<Who> {
    let it = history.organisation(id)?;
    Some(Who { id: &it.id, at: ground::place(it)? })
}

fn assumed(
    history: &'static History,
    round: &'static Round,
    members: &[Who],
    mentors: &[Option<Who>],
    unknown: bool,
) -> Vec<Assumed> {
    let counted = |id: &str| members.iter().chain(mentors.iter().flatten()).any(|it| it.id == id);
    let mut all = Vec::new();
    for it in history.organisations().iter().filter(|it| counted(&it.id)) {
        if let Some(part) = &it.part_of {
            all.push(Assumed::District { organisation: &it.id, within: &part.name });
        }
    }
    let region = |id: &str| history.organisation(id).is_some_and(|it| it.kind == Kind::Region);
    if round.track != Track::Municipalities && members.iter().any(|it| region(it.id)) {
        all.push(Assumed::Regions);
    }
    for it in round.participants() {
        match &it.replaced_by {
            Some(last) => all.push(Assumed::Seat { first: &it.organisation, last }),
            None if it.gone_by.is_some() && counted(&it.organisation) => {
                all.push(Assumed::LeftLater { organisation: &it.organisation });
            }
            None => {}
        }
    }
    let support = round.supporters();
    if !support.is_empty() {
        all.push(Assumed::Support { organisations: support });
    }
    if unknown {
        all.push(Assumed::OneEach);
    }
    all
}
