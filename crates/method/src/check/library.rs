//! Do the files hang together with each other?

use super::Findings;
use crate::fault::{FaultKind, Thing};
use crate::instrument::{Instrument, Mapping};
use crate::library::Library;
use crate::model::{Criterion, Model};
use crate::place::way;
use crate::text::Id;

/// What a model or a mapping says of others.
pub(crate) trait References {
    fn check(&self, library: &Library, out: &mut Findings);
}

/// Everything one file says of others that is not so.
pub(crate) fn references(it: &impl References, library: &Library, out: &mut Findings) {
    it.check(library, out);
}

impl References for Model {
    fn check(&self, library: &Library, out: &mut Findings) {
        let from = (Thing::Model, self.id.as_str());
        if let Some(base) = &self.based_on {
            out.known(way!["based_on"], from, (Thing::Model, base), library.models().map(|it| &it.id));
        }
        let known = library.instruments().map(|it| &it.id);
        if !out.known(way!["instrument"], from, (Thing::Instrument, &self.instrument), known) {
            return;
        }
        if let Some(instrument) = library.instrument(self.instrument.as_str()) {
            statuses(self, instrument, out);
        }
    }
}

/// A rule about levels only fits the scale it was made for.
fn statuses(model: &Model, instrument: &Instrument, out: &mut Findings) {
    for (at, status) in model.statuses.iter().enumerate() {
        for (criterion_at, criterion) in status.criterion.iter().enumerate() {
            let (Criterion::NoItemAt { level, highest } | Criterion::MoreThan { level, highest, .. }) = criterion
            else {
                continue;
            };
            let id = || status.id.to_string();
            let here = |key: &'static str| way!["status", at, "criterion", criterion_at, key];
            if *highest != instrument.scale.highest {
                let kind = FaultKind::StatusScale {
                    status: id(),
                    rule: *highest,
                    instrument: instrument.id.to_string(),
                    highest: instrument.scale.highest,
                };
                out.tell(here("highest"), kind);
            } else if !(instrument.scale.lowest..=*highest).contains(level) {
                out.tell(here("level"), FaultKind::StatusLevel { status: id(), level: *level, highest: *highest });
            }
        }
    }
}

impl References for Mapping {
    fn check(&self, library: &Library, out: &mut Findings) {
        let from = (Thing::Mapping, self.id.as_str());
        let known = || library.instruments().map(|it| &it.id);
        let there = out.known(way!["from"], from, (Thing::Instrument, &self.from), known())
            & out.known(way!["to"], from, (Thing::Instrument, &self.to), known());
        let sides = library.instrument(self.from.as_str()).zip(library.instrument(self.to.as_str()));
        let Some((one, other)) = sides.filter(|_| there) else { return };
        items(self, one, "from", |pair| pair.from.as_ref(), out);
        items(self, other, "to", |pair| pair.to.as_ref(), out);
        if self.levels_comparable && (one.scale.lowest, one.scale.highest) != (other.scale.lowest, other.scale.highest)
        {
            let kind = FaultKind::ScalesDiffer { from: one.scale.highest, to: other.scale.highest };
            out.tell(way!["levels_comparable"], kind);
        }
    }
}

/// Every pair names items that exist, and every item is in a pair.
fn items<'a>(
    mapping: &'a Mapping,
    instrument: &Instrument,
    key: &'static str,
    side: impl Fn(&'a crate::instrument::Pair) -> Option<&'a Id>,
    out: &mut Findings,
) {
    for (at, pair) in mapping.pairs.iter().enumerate() {
        if let Some(item) = side(pair) {
            let from = (Thing::Mapping, mapping.id.as_str());
            out.known(way!["pair", at, key], from, (Thing::Item, item), instrument.items.iter().map(|it| &it.id));
        }
    }
    for item in &instrument.items {
        if !mapping.pairs.iter().any(|pair| side(pair) == Some(&item.id)) {
            let kind = FaultKind::ItemUnmapped { item: item.id.to_string(), instrument: instrument.id.to_string() };
            out.tell(way![key], kind);
        }
    }
}

/// Models based on each other in a circle: the circle, told once, at its first model in order of ids.
pub(crate) fn base_circles(model: &Model, library: &Library) -> Option<FaultKind> {
    let mut path = vec![&model.id];
    loop {
        let last = library.model(path.last()?.as_str())?;
        let next = last.based_on.as_ref()?;
        if *next == model.id {
            let first = path.iter().min().is_some_and(|least| **least == model.id);
            path.push(next);
            let models = path.iter().map(|id| id.to_string()).collect();
            return (first && path.len() > 2).then_some(FaultKind::BaseCycle { models });
        }
        if path.contains(&next) {
            return None;
        }
        path.push(next);
    }
}
