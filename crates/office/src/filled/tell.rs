//! A form's history and two versions of it, told by the fields' own names.

use std::collections::BTreeSet;

use i18n::Lang;
use method::{Answer, Form};
use programme::{Filled, Round};
use serde_json::Value;
use storage::{Conflict, Entry};

use super::view;
use crate::{Compared, Office, Shift, Trouble, evaluate::known_form, rounds::told, said::field_name};

impl Office {
    /// What an entry changed in a form.
    pub(crate) async fn form_shifts(&self, entry: &Entry, lang: Lang) -> Result<Vec<Shift>, Trouble> {
        let (before, after) = (read(entry.before.as_deref()), read(entry.after.as_deref()));
        let form = self.form_of([&after, &before]).await?;
        let rows = rows(form.as_ref(), [&before, &after], lang);
        Ok(rows.into_iter().map(|(field, [before, after])| Shift { field, before, after }).collect())
    }

    /// The fields in which two versions of a form differ.
    pub(crate) async fn form_versions(&self, both: &Conflict, lang: Lang) -> Result<Vec<Compared>, Trouble> {
        let (base, theirs, yours) = (read(both.base.as_deref()), read(Some(&both.theirs)), read(Some(&both.yours)));
        let form = self.form_of([&theirs, &yours]).await?;
        let rows = rows(form.as_ref(), [&base, &theirs, &yours], lang);
        let differ = rows.into_iter().filter(|(_, [_, theirs, yours])| theirs != yours);
        Ok(differ.map(|(field, [base, theirs, yours])| Compared { field, base, theirs, yours }).collect())
    }

    /// What people call a form, by what was filled in.
    pub(crate) async fn form_name(&self, filled: &Filled, lang: Lang) -> Result<Option<String>, Trouble> {
        let Some(round) = self.store.get::<Round>(filled.round).await? else { return Ok(None) };
        let bound = self.bound(round.body.edition).await?;
        Ok(known_form(&bound, &filled.form).map(|form| told(&form.name, lang)))
    }

    async fn form_of(&self, versions: [&Option<Filled>; 2]) -> Result<Option<Form>, Trouble> {
        let Some(filled) = versions.into_iter().flatten().next() else { return Ok(None) };
        let Some(round) = self.store.get::<Round>(filled.round).await? else { return Ok(None) };
        let bound = self.bound(round.body.edition).await?;
        Ok(known_form(&bound, &filled.form).cloned())
    }
}

fn read(body: Option<&str>) -> Option<Filled> {
    serde_json::from_str(body?).ok()
}

/// The fields in which any version differs from another, in the order of the form, in words.
fn rows<const N: usize>(form: Option<&Form>, versions: [&Option<Filled>; N], lang: Lang) -> Vec<(String, [String; N])> {
    let mut rows = Vec::new();
    let mut ids: Vec<&str> = form.into_iter().flat_map(Form::fields).map(|(_, field)| field.id.as_str()).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    let all = versions.into_iter().flatten().flat_map(|it| it.answers.keys().map(String::as_str));
    let strange: BTreeSet<&str> = all.filter(|id| !known.contains(id)).collect();
    ids.extend(strange);
    for id in ids {
        let values = versions.map(|it| it.as_ref().and_then(|it| it.answers.get(id)));
        if values.windows(2).any(|pair| pair[0] != pair[1]) {
            let field = form.and_then(|form| form.field(id));
            let name = field.map_or_else(|| id.to_owned(), |field| told(&field.name, lang));
            rows.push((name, values.map(|value| words(form, id, value, lang))));
        }
    }
    let finished = versions.map(|it| it.as_ref().and_then(|it| it.finished));
    if finished.windows(2).any(|pair| pair[0] != pair[1]) {
        let name = field_name("finished", lang).to_owned();
        rows.push((name, finished.map(|day| day.map(|day| day.to_string()).unwrap_or_default())));
    }
    rows
}

/// An answer in words; what is of no kind we know, as it is.
fn words(form: Option<&Form>, id: &str, value: Option<&Value>, lang: Lang) -> String {
    let Some(value) = value else { return String::new() };
    let field = form.and_then(|form| form.field(id));
    match (field, serde_json::from_value::<Answer>(value.clone())) {
        (Some(field), Ok(answer)) => {
            view::said(field, field, &answer, lang).map(|said| said.plain(lang)).unwrap_or_default()
        }
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use method::Library;
    use programme::Id;
    use serde_json::json;

    fn id<T: From<Id>>() -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(1)).into()
    }

    #[test]
    fn what_differs_is_told_by_the_names_of_the_fields() {
        let form = Library::built_in().form("organisationsfakta").unwrap();
        let filled = |answers: &[(&str, Value)]| {
            Some(Filled {
                round: id(),
                organisation: id(),
                form: "organisationsfakta".into(),
                answers: answers.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect(),
                finished: None,
            })
        };
        let text = |value: &str| json!({ "kind": "text", "value": value });
        let before = filled(&[("om-oss", text("Vi är *små*.")), ("tid", text("Halvtid"))]);
        let after = filled(&[("om-oss", text("Vi är stora.")), ("tid", text("Halvtid")), ("gammalt", json!(1))]);
        let told = rows(Some(form), [&before, &after], Lang::Sv);
        assert_eq!(
            told,
            [
                ("Vad behöver de andra veta om er?".to_owned(), ["Vi är små.".to_owned(), "Vi är stora.".to_owned()]),
                ("gammalt".to_owned(), [String::new(), "1".to_owned()]),
            ]
        );
        let done = before.clone().map(|it| Filled { finished: Some(date(2026, 5, 1)), ..it });
        let told = rows(Some(form), [&before, &done], Lang::En);
        assert_eq!(told, [("Finished".to_owned(), [String::new(), "2026-05-01".to_owned()])]);
        assert!(rows(Some(form), [&before, &before], Lang::Sv).is_empty());
    }
}
