//! What one organisation did.

use crate::data::{Disagreement, Group, Organisation, Participant, Round, Text, once};
use crate::genealogy::{Genealogy, Mentoring};
use crate::history::History;

/// As what an organisation was in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role<'a> {
    /// It took part.
    Participant(&'a Participant),
    /// It led the group; where the pairing is unknown, it may have.
    Mentor,
    /// It stood behind the mentor.
    Support,
}

/// That an organisation was in a group of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Did<'a> {
    /// The round.
    pub round: &'a Round,
    /// The group.
    pub group: &'a Group,
    /// As what.
    pub role: Role<'a>,
}

impl<'a> Did<'a> {
    /// The others who took part in the group, in its order.
    pub fn with(&self, organisation: &str) -> impl Iterator<Item = &'a Participant> {
        self.group.participant.iter().filter(move |it| it.organisation != organisation)
    }

    /// What is remarked of its part: its own remark, or that of its group.
    #[must_use]
    pub fn note(&self) -> Option<&'a Text> {
        let own = match self.role {
            Role::Participant(it) => it.note.as_ref(),
            Role::Mentor | Role::Support => None,
        };
        own.or(self.group.note.as_ref())
    }
}

/// Everything an organisation did.
#[derive(Clone, Debug)]
pub struct Story<'a> {
    /// The organisation.
    pub organisation: &'a Organisation,
    /// In order of time.
    pub did: Vec<Did<'a>>,
    /// Who mentored it or stood behind its mentor, in order of time.
    pub mentors: Vec<Mentoring<'a>>,
    /// Whom it mentored or stood behind, in order of time.
    pub mentored: Vec<Mentoring<'a>>,
    /// How many steps of mentoring led to it; see [`Genealogy::generation`].
    pub generation: Option<usize>,
    /// Everybody that has learnt from it; see [`Genealogy::inspired`].
    pub inspired: Vec<&'a Organisation>,
    /// What the sources disagree about concerning it.
    pub disagreements: Vec<&'a Disagreement>,
}

impl<'a> Story<'a> {
    /// Where everything told of it was read: ids, each once.
    #[must_use]
    pub fn sources(&self) -> Vec<&'a str> {
        let groups = self.did.iter().flat_map(|did| &did.group.sources);
        let says = self.disagreements.iter().flat_map(|it| it.says.iter().map(|says| &says.source));
        once(groups.chain(says))
    }

    pub(crate) fn of(history: &'a History, id: &str) -> Option<Self> {
        let organisation = history.organisation(id)?;
        let genealogy: Genealogy<'a> = history.genealogy();
        let inspired = genealogy.inspired(id);
        Some(Self {
            organisation,
            did: history.rounds().flat_map(|round| did(round, &organisation.id)).collect(),
            mentors: genealogy.mentors_of(id).copied().collect(),
            mentored: genealogy.mentored_by(id).copied().collect(),
            generation: genealogy.generation(id),
            inspired: history.organisations().iter().filter(|it| inspired.contains(it.id.as_str())).collect(),
            disagreements: history
                .disagreements()
                .iter()
                .filter(|it| it.organisations.contains(&organisation.id))
                .collect(),
        })
    }
}

fn did<'a>(round: &'a Round, id: &'a str) -> impl Iterator<Item = Did<'a>> {
    round.groups.iter().filter_map(move |group| {
        let took_part = group.participant.iter().find(|it| it.organisation == id).map(Role::Participant);
        let is = |all: &[String], role: Role<'a>| all.iter().any(|it| it == id).then_some(role);
        let role = took_part.or(is(&group.mentors, Role::Mentor)).or(is(&group.support, Role::Support))?;
        Some(Did { round, group, role })
    })
}
