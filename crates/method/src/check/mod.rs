//! Does what a file says hang together? References, ids, languages, rules; file by file, then all files
//! together. Keys and values have been checked before ([`crate::shape`]).

mod charter;
mod decision;
mod form;
mod instrument;
mod library;
mod mapping;
mod model;

pub(crate) use charter::charter;
pub(crate) use decision::decision;
pub(crate) use form::form;
pub(crate) use instrument::instrument;
pub(crate) use library::{base_circles, references};
pub(crate) use mapping::mapping;
pub(crate) use model::model;

use crate::fault::{FaultKind, Thing, likeliest};
use crate::place::{Way, way};
use crate::text::{Id, Text};

/// A fault, and the way to its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub way: Way,
    /// The way to the first of two with the same id.
    pub first: Option<Way>,
    pub kind: FaultKind,
}

/// Collects findings.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub Vec<Finding>);

impl Findings {
    pub(crate) fn tell(&mut self, way: Way, kind: FaultKind) {
        self.0.push(Finding { way, first: None, kind });
    }

    /// A fault that names the line of an earlier place too.
    pub(crate) fn tell_second(&mut self, way: Way, first: Way, kind: FaultKind) {
        self.0.push(Finding { way, first: Some(first), kind });
    }

    /// No id twice in a list. `list` is the way to the list.
    pub(crate) fn unique<'a>(&mut self, thing: Thing, list: &Way, ids: impl IntoIterator<Item = &'a Id>) {
        let ids: Vec<&Id> = ids.into_iter().collect();
        for (at, id) in ids.iter().enumerate() {
            if let Some(first) = ids[..at].iter().position(|other| other == id) {
                let place = |at: usize| list.iter().copied().chain(way![at, "id"]).collect();
                let kind = FaultKind::Twice { thing, id: id.to_string(), first: 0 };
                self.0.push(Finding { way: place(at), first: Some(place(first)), kind });
            }
        }
    }

    /// A reference must lead to one of `known`.
    pub(crate) fn known<'a>(
        &mut self,
        way: Way,
        from: (Thing, &str),
        to: (Thing, &Id),
        known: impl IntoIterator<Item = &'a Id>,
    ) -> bool {
        let known: Vec<&str> = known.into_iter().map(Id::as_str).collect();
        let there = known.contains(&to.1.as_str());
        if !there {
            let kind = FaultKind::NoSuch {
                from: from.0,
                from_id: from.1.to_owned(),
                to: to.0,
                to_id: to.1.to_string(),
                likeliest: likeliest(to.1.as_str(), known),
            };
            self.tell(way, kind);
        }
        there
    }

    /// What is not confirmed says what.
    pub(crate) fn noted(&mut self, way: &Way, name: &str, unconfirmed: bool, note: Option<&Text>) {
        if unconfirmed && note.is_none() {
            let place = way.iter().copied().chain(way!["unconfirmed"]).collect();
            self.tell(place, FaultKind::NoteMissing { key: name.to_owned() });
        }
    }
}
