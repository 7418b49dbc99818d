//! Does a form hang together by itself?

use super::Findings;
use crate::fault::{FaultKind, Thing, likeliest};
use crate::form::{Column, ColumnKind, Field, FieldKind, Form, FormSection};
use crate::model::Outcome;
use crate::origin::Origin;
use crate::place::{Way, way};
use crate::text::Id;
use std::collections::BTreeMap;

/// Everything that does not.
pub(crate) fn form(it: &Form, out: &mut Findings) {
    out.unique(Thing::FormSection, &way!["section"], it.sections.iter().map(|it| &it.id));
    out.noted(&Way::new(), it.id.as_str(), it.unconfirmed, it.note.as_ref());
    let mut seen: BTreeMap<&Id, Way> = BTreeMap::new();
    for (at, section) in it.sections.iter().enumerate() {
        out.noted(&way!["section", at], section.id.as_str(), section.unconfirmed, section.note.as_ref());
        for (field_at, field) in section.fields.iter().enumerate() {
            let place = Place(at, field_at);
            // Answers hang on a field's id alone: it is unique in the whole form.
            match seen.get(&field.id) {
                Some(first) => {
                    let kind = FaultKind::Twice { thing: Thing::FormField, id: field.id.to_string(), first: 0 };
                    out.tell_second(place.key("id"), first.clone(), kind);
                }
                None => drop(seen.insert(&field.id, place.key("id"))),
            }
            self::field(section, field, place, out);
        }
    }
}

/// Where a field stands: its section, and its place there.
#[derive(Clone, Copy)]
struct Place(usize, usize);

impl Place {
    fn way(self) -> Way {
        way!["section", self.0, "field", self.1]
    }

    fn key(self, key: &'static str) -> Way {
        way!["section", self.0, "field", self.1, key]
    }

    fn column(self, at: usize, key: &'static str) -> Way {
        way!["section", self.0, "field", self.1, "column", at, key]
    }
}

fn field(section: &FormSection, field: &Field, place: Place, out: &mut Findings) {
    out.noted(&place.way(), field.id.as_str(), field.unconfirmed, field.note.as_ref());
    options(&field.options, &place.way(), out);
    out.unique(Thing::Column, &place.key("column"), field.columns.iter().map(|it| &it.id));
    keys(field, place, out);
    for (at, column) in field.columns.iter().enumerate() {
        self::column(field, column, at, place, out);
    }
    if let Some(origin) = &field.from {
        self::origin(field, origin, place, out);
    }
    let both = !section.asked_of.is_empty() && !field.asked_of.is_empty();
    if both && !field.asked_of.iter().any(|it| section.asked_of.contains(it)) {
        out.tell(place.key("asked_of"), FaultKind::AskedOfNobody { field: field.id.to_string() });
    }
}

fn options(options: &[Outcome], way: &Way, out: &mut Findings) {
    let list: Way = way.iter().copied().chain(way!["option"]).collect();
    out.unique(Thing::Alternative, &list, options.iter().map(|it| &it.id));
    for (at, option) in options.iter().enumerate() {
        let place = list.iter().copied().chain(way![at]).collect();
        out.noted(&place, option.id.as_str(), option.unconfirmed, option.note.as_ref());
    }
}

/// Keys that belong to other kinds, and keys that a kind cannot do without.
fn keys(field: &Field, place: Place, out: &mut Findings) {
    use FieldKind::{BySex, Choice, Facts, Number, People, Several, Table, Text};
    let kind = field.kind;
    let rows = field.from.as_ref().is_some_and(|origin| !origin.columns().is_empty());
    let unfit = [
        ("words", field.words.is_some() && kind != Text),
        ("unit", field.unit.is_some() && !matches!(kind, Number | BySex | Facts)),
        ("role", field.role.is_some() && kind != People),
        ("option", !field.options.is_empty() && !matches!(kind, Choice | Several)),
        ("column", !field.columns.is_empty() && kind != Table && !(kind == Facts && rows)),
        ("required", field.required && kind == Facts),
    ];
    for (key, _) in unfit.into_iter().filter(|(_, unfit)| *unfit) {
        let fault =
            FaultKind::KeyUnfit { field: field.id.to_string(), key: key.to_owned(), kind: kind.word().to_owned() };
        out.tell(place.key(key), fault);
    }
    let id = || field.id.to_string();
    if matches!(kind, Choice | Several) && field.options.is_empty() {
        out.tell(place.key("kind"), FaultKind::OptionsMissing { field: id(), column: None });
    }
    if field.columns.is_empty() && (kind == Table || kind == Facts && rows) {
        out.tell(place.key("kind"), FaultKind::ColumnsMissing { field: id() });
    }
    if kind == Facts && field.from.is_none() {
        out.tell(place.key("kind"), FaultKind::FromMissing { field: id() });
    }
}

fn column(field: &Field, column: &Column, at: usize, place: Place, out: &mut Findings) {
    let way = way!["section", place.0, "field", place.1, "column", at];
    options(&column.options, &way, out);
    let unfit = [
        ("unit", column.unit.is_some() && !matches!(column.kind, ColumnKind::Number | ColumnKind::BySex)),
        ("option", !column.options.is_empty() && column.kind != ColumnKind::Choice),
    ];
    for (key, _) in unfit.into_iter().filter(|(_, unfit)| *unfit) {
        let kind = FaultKind::KeyUnfit {
            field: format!("{}/{}", field.id, column.id),
            key: key.to_owned(),
            kind: column.kind.field().word().to_owned(),
        };
        out.tell(place.column(at, key), kind);
    }
    if column.kind == ColumnKind::Choice && column.options.is_empty() {
        let kind = FaultKind::OptionsMissing { field: field.id.to_string(), column: Some(column.id.to_string()) };
        out.tell(place.column(at, "kind"), kind);
    }
}

fn origin(field: &Field, origin: &Origin, place: Place, out: &mut Findings) {
    let (id, from) = (|| field.id.to_string(), || origin.to_string());
    if !origin.fills(field.kind) {
        let kind = FaultKind::FromUnfit { field: id(), from: from(), kind: field.kind.word().to_owned() };
        out.tell(place.key("from"), kind);
        return;
    }
    let known = origin.columns();
    for (at, column) in field.columns.iter().enumerate().filter(|_| !known.is_empty()) {
        match known.iter().find(|(word, _)| *word == column.id.as_str()) {
            Some((_, kind)) if *kind != column.kind => {
                let kind = kind.field().word().to_owned();
                let fault = FaultKind::ColumnKind { field: id(), column: column.id.to_string(), from: from(), kind };
                out.tell(place.column(at, "kind"), fault);
            }
            // In a table people write the rest themselves.
            None if field.kind == FieldKind::Facts => {
                let known = || known.iter().map(|(word, _)| *word);
                let kind = FaultKind::ColumnUnknown {
                    field: id(),
                    column: column.id.to_string(),
                    from: from(),
                    likeliest: likeliest(column.id.as_str(), known()),
                    known: known().map(str::to_owned).collect(),
                };
                out.tell(place.column(at, "id"), kind);
            }
            _ => {}
        }
    }
}
