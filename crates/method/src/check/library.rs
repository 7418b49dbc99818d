//! Do the files hang together with each other?

use super::Findings;
use crate::fault::{FaultKind, Thing};
use crate::form::{FieldKind, Form};
use crate::instrument::{Instrument, Mapping};
use crate::library::Library;
use crate::model::{Criterion, MaterialKind, Model};
use crate::origin::Origin;
use crate::place::way;
use crate::text::Id;

/// What a model, a mapping or a form says of others.
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
        forms(self, library, out);
        let known = library.instruments().map(|it| &it.id);
        if !out.known(way!["instrument"], from, (Thing::Instrument, &self.instrument), known) {
            return;
        }
        if let Some(instrument) = library.instrument(self.instrument.as_str()) {
            statuses(self, instrument, out);
        }
    }
}

/// The forms of a model exist, and ask for nothing it does not have.
fn forms(model: &Model, library: &Library, out: &mut Findings) {
    for (at, material) in model.materials.iter().enumerate() {
        let Some(id) = &material.form else { continue };
        let place = || way!["material", at, "form"];
        let from = (Thing::Material, material.id.as_str());
        out.known(place(), from, (Thing::Form, id), library.forms().map(|it| &it.id));
        let Some(form) = library.form(id.as_str()) else { continue };
        if material.kind == MaterialKind::Presentation && form.slides().next().is_none() {
            let kind = FaultKind::NoSlides { material: material.id.to_string(), form: id.to_string() };
            out.tell(place(), kind);
        }
        for (_, field) in form.fields() {
            let mut lacks = |thing, lacked: &Id| {
                let (form, field) = (id.to_string(), field.id.to_string());
                out.tell(place(), FaultKind::FormLacks { form, field, thing, id: lacked.to_string() });
            };
            for role in field.role.iter().filter(|role| model.role(role.as_str()).is_none()) {
                lacks(Thing::Role, role);
            }
            match &field.from {
                Some(Origin::People(Some(role))) if model.role(role.as_str()).is_none() => lacks(Thing::Role, role),
                Some(Origin::Work(Some(step))) if model.step(step.as_str()).is_none() => lacks(Thing::Step, step),
                Some(Origin::Assessment(Some(item))) => {
                    let instrument = library.instrument(model.instrument.as_str());
                    if instrument.is_some_and(|it| it.item(item.as_str()).is_none()) {
                        lacks(Thing::Item, item);
                    }
                }
                _ => {}
            }
        }
    }
}

impl References for Form {
    fn check(&self, library: &Library, out: &mut Findings) {
        for (at, section) in self.sections.iter().enumerate() {
            for (field_at, field) in section.fields.iter().enumerate() {
                let Some(Origin::Answer { form, field: other }) = &field.from else { continue };
                let place = || way!["section", at, "field", field_at, "from"];
                if *form == self.id {
                    out.tell(place(), FaultKind::FromItself { field: field.id.to_string() });
                    continue;
                }
                let from = (Thing::FormField, field.id.as_str());
                out.known(place(), from, (Thing::Form, form), library.forms().map(|it| &it.id));
                let Some(form) = library.form(form.as_str()) else { continue };
                let known = form.fields().map(|(_, it)| &it.id);
                out.known(place(), from, (Thing::FormField, other), known);
                let Some(other) = form.field(other.as_str()) else { continue };
                if field.kind != FieldKind::Facts && field.kind != other.kind {
                    let kind = FaultKind::FromOtherKind {
                        field: field.id.to_string(),
                        from: format!("{}.{}", form.id, other.id),
                        found: other.kind.word().to_owned(),
                        kind: field.kind.word().to_owned(),
                    };
                    out.tell(place(), kind);
                }
            }
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
