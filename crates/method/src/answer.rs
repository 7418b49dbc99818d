//! Answers to a form: do they fit, what is missing, what is known already.

use crate::form::{Column, Field, FieldKind, Form};
use crate::model::Outcome;
use crate::origin::Origin;
use crate::text::{Id, Lang, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// No free text is longer, in letters.
pub const MOST_TEXT: usize = 20_000;
/// No line is longer, in letters.
pub const MOST_LINE: usize = 300;
/// No table has more rows, and no field more people.
pub const MOST_ROWS: usize = 200;

/// The answer to a field, written as `{"kind": "text", "value": "…"}`: it says itself what it is, so that
/// nothing is taken for anything else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Answer {
    /// Free text in Markdown, or one line.
    Text(String),
    /// A number.
    Number(f64),
    /// A number for women and one for men.
    BySex(BySex),
    /// One of the options.
    Choice(Id),
    /// Any of the options.
    Several(Vec<Id>),
    /// A day.
    Date(Date),
    /// People, as they are to be named.
    People(Vec<String>),
    /// Rows: what stands in each column.
    Rows(Vec<BTreeMap<Id, Answer>>),
}

/// A number for women and one for men. One of them may be unknown, or too small a group to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BySex {
    /// Women, or girls.
    pub women: Option<f64>,
    /// Men, or boys.
    pub men: Option<f64>,
}

/// Answers by field.
pub type Answers = BTreeMap<Id, Answer>;

impl Answer {
    /// Is nothing said? A number for one sex only is half an answer and counts as none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::BySex(both) => both.women.is_none() || both.men.is_none(),
            Self::Several(chosen) => chosen.is_empty(),
            Self::People(names) => names.iter().all(|name| name.trim().is_empty()),
            Self::Rows(rows) => rows.iter().all(|row| row.values().all(Self::is_empty)),
            Self::Number(_) | Self::Choice(_) | Self::Date(_) => false,
        }
    }
}

/// A field that has to be answered and is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Its section.
    pub section: Id,
    /// The field.
    pub field: Id,
    /// What it is called.
    pub name: Text,
}

/// What a form lacks before it is finished, in its order. Ask the form as it is asked of the organisation
/// ([`Form::asked_of`]).
#[must_use]
pub fn missing(form: &Form, answers: &Answers) -> Vec<Missing> {
    let unanswered = |field: &Field| answers.get(&field.id).is_none_or(Answer::is_empty);
    let all = form.fields().filter(|(_, field)| field.required && !field.is_read_only() && unanswered(field));
    all.map(|(section, field)| Missing {
        section: section.id.clone(),
        field: field.id.clone(),
        name: field.name.clone(),
    })
    .collect()
}

/// An answer that does not belong to its field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misfit {
    /// The field.
    pub field: Id,
    /// What it is called; nothing where the form has no such field.
    pub name: Option<Text>,
    /// The row, from 1, where it is a table.
    pub row: Option<usize>,
    /// The heading of the column.
    pub column: Option<Text>,
    /// What is wrong.
    pub kind: MisfitKind,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "misfit", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MisfitKind {
    /// The form has no such field.
    NoField,
    /// What is known already is not written.
    ReadOnly,
    /// Another kind of answer.
    OtherKind {
        /// The kind of the field.
        expected: FieldKind,
    },
    /// No such option.
    NoOption {
        /// What was chosen.
        id: Id,
    },
    /// The same option twice.
    OptionTwice {
        /// What was chosen.
        id: Id,
    },
    /// No such column.
    NoColumn {
        /// What was named.
        id: Id,
    },
    /// Not a number that can be written down.
    NoNumber,
    /// Too many letters.
    TooLong {
        /// The most there may be.
        most: usize,
    },
    /// More than one line.
    SeveralLines,
    /// Too many rows or people.
    TooMany {
        /// The most there may be.
        most: usize,
    },
}

impl Misfit {
    /// What is wrong, in a sentence that says what to do.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let name = self.name.as_ref().map_or(self.field.as_str(), |name| name.get(lang));
        let mut place = either(lang, format!("”{name}”"), format!("“{name}”"));
        if let Some(row) = self.row {
            place.push_str(&format!(", {} {row}", lang.pick("rad", "row")));
        }
        if let Some(column) = &self.column {
            place.push_str(&either(lang, format!(", ”{}”", column.sv), format!(", “{}”", column.en)));
        }
        let what = match (&self.kind, lang) {
            (MisfitKind::NoField, Lang::Sv) => "fältet finns inte i mallen.".to_owned(),
            (MisfitKind::NoField, Lang::En) => "the form has no such field.".to_owned(),
            (MisfitKind::ReadOnly, Lang::Sv) => "uppgiften hämtas av sig själv och kan inte skrivas.".to_owned(),
            (MisfitKind::ReadOnly, Lang::En) => "this is filled in by itself and cannot be written.".to_owned(),
            (MisfitKind::OtherKind { expected }, _) => {
                let (sv, en) = wanted(*expected);
                either(lang, format!("svara med {sv}."), format!("answer with {en}."))
            }
            (MisfitKind::NoOption { .. }, Lang::Sv) => "välj något av alternativen.".to_owned(),
            (MisfitKind::NoOption { .. }, Lang::En) => "choose one of the options.".to_owned(),
            (MisfitKind::OptionTwice { .. }, Lang::Sv) => "samma alternativ är valt två gånger.".to_owned(),
            (MisfitKind::OptionTwice { .. }, Lang::En) => "the same option is chosen twice.".to_owned(),
            (MisfitKind::NoColumn { id }, Lang::Sv) => format!("tabellen har ingen kolumn som heter ’{id}’."),
            (MisfitKind::NoColumn { id }, Lang::En) => format!("the table has no column called ‘{id}’."),
            (MisfitKind::NoNumber, Lang::Sv) => "skriv ett tal.".to_owned(),
            (MisfitKind::NoNumber, Lang::En) => "write a number.".to_owned(),
            (MisfitKind::TooLong { most }, Lang::Sv) => format!("korta texten till högst {most} tecken."),
            (MisfitKind::TooLong { most }, Lang::En) => format!("shorten the text to at most {most} letters."),
            (MisfitKind::SeveralLines, Lang::Sv) => "skriv på en enda rad.".to_owned(),
            (MisfitKind::SeveralLines, Lang::En) => "write on a single line.".to_owned(),
            (MisfitKind::TooMany { most }, Lang::Sv) => format!("här får det vara högst {most}."),
            (MisfitKind::TooMany { most }, Lang::En) => format!("there may be at most {most} here."),
        };
        format!("{place}: {what}")
    }
}

fn either(lang: Lang, sv: String, en: String) -> String {
    match lang {
        Lang::Sv => sv,
        Lang::En => en,
    }
}

const fn wanted(kind: FieldKind) -> (&'static str, &'static str) {
    match kind {
        FieldKind::Text | FieldKind::Line => ("text", "text"),
        FieldKind::Choice => ("ett av alternativen", "one of the options"),
        FieldKind::Several => ("ett eller flera av alternativen", "one or more of the options"),
        FieldKind::Number => ("ett tal", "a number"),
        FieldKind::BySex => ("ett tal för kvinnor och ett för män", "a number for women and one for men"),
        FieldKind::Date => ("ett datum", "a date"),
        FieldKind::People => ("namn på personer", "names of people"),
        FieldKind::Table | FieldKind::Facts => ("rader", "rows"),
    }
}

/// Everything in the answers that does not belong to the form.
#[must_use]
pub fn misfits(form: &Form, answers: &Answers) -> Vec<Misfit> {
    let one = |(id, answer): (&Id, &Answer)| match form.field(id.as_str()) {
        Some(field) => fits(field, answer).err(),
        None => Some(Misfit { field: id.clone(), name: None, row: None, column: None, kind: MisfitKind::NoField }),
    };
    answers.iter().filter_map(one).collect()
}

/// Does the answer belong to the field?
///
/// # Errors
/// What is wrong with it.
pub fn fits(field: &Field, answer: &Answer) -> Result<(), Misfit> {
    if field.is_read_only() {
        return Err(misfit(field, None, None, MisfitKind::ReadOnly));
    }
    agrees(field, answer)
}

fn misfit(field: &Field, row: Option<usize>, column: Option<&Column>, kind: MisfitKind) -> Misfit {
    let column = column.map(|column| column.name.clone());
    Misfit { field: field.id.clone(), name: Some(field.name.clone()), row, column, kind }
}

/// As [`fits`], for what is known already too.
fn agrees(field: &Field, answer: &Answer) -> Result<(), Misfit> {
    let wrong = |kind| misfit(field, None, None, kind);
    match (field.kind, answer) {
        (FieldKind::People, Answer::People(names)) | (FieldKind::Facts, Answer::People(names)) => {
            if names.len() > MOST_ROWS {
                return Err(wrong(MisfitKind::TooMany { most: MOST_ROWS }));
            }
            names.iter().try_for_each(|name| line(name)).map_err(wrong)
        }
        (FieldKind::Table | FieldKind::Facts, Answer::Rows(all)) => rows(field, all),
        // What is known may be anything simple, unless the field says what its columns are.
        (FieldKind::Facts, answer) if field.columns.is_empty() => {
            let kind = match answer {
                Answer::Text(_) => FieldKind::Text,
                Answer::Number(_) => FieldKind::Number,
                Answer::BySex(_) => FieldKind::BySex,
                // The options are those of the other form.
                _ => return Ok(()),
            };
            simple(kind, &[], answer).map_err(wrong)
        }
        (kind, answer) => simple(kind, &field.options, answer).map_err(wrong),
    }
}

fn rows(field: &Field, rows: &[BTreeMap<Id, Answer>]) -> Result<(), Misfit> {
    if rows.len() > MOST_ROWS {
        return Err(misfit(field, None, None, MisfitKind::TooMany { most: MOST_ROWS }));
    }
    // Of another form's table, shown whole.
    let whole = field.is_read_only() && field.columns.is_empty();
    for (at, row) in rows.iter().enumerate() {
        for (id, cell) in row {
            let wrong = |column, kind| misfit(field, Some(at + 1), column, kind);
            match field.column(id.as_str()) {
                Some(column) => {
                    simple(column.kind.field(), &column.options, cell).map_err(|kind| wrong(Some(column), kind))?
                }
                None if whole && !matches!(cell, Answer::Rows(_)) => {}
                None => return Err(wrong(None, MisfitKind::NoColumn { id: id.clone() })),
            }
        }
    }
    Ok(())
}

fn simple(kind: FieldKind, options: &[Outcome], answer: &Answer) -> Result<(), MisfitKind> {
    let option = |id: &Id| {
        let there = options.iter().any(|option| option.id == *id);
        if there { Ok(()) } else { Err(MisfitKind::NoOption { id: id.clone() }) }
    };
    let number = |number: f64| if number.is_finite() { Ok(()) } else { Err(MisfitKind::NoNumber) };
    match (kind, answer) {
        (FieldKind::Text, Answer::Text(text)) => short(text, MOST_TEXT),
        (FieldKind::Line, Answer::Text(text)) => line(text),
        (FieldKind::Choice, Answer::Choice(id)) => option(id),
        (FieldKind::Several, Answer::Several(ids)) => {
            for (at, id) in ids.iter().enumerate() {
                option(id)?;
                if ids[..at].contains(id) {
                    return Err(MisfitKind::OptionTwice { id: id.clone() });
                }
            }
            Ok(())
        }
        (FieldKind::Number, Answer::Number(it)) => number(*it),
        (FieldKind::BySex, Answer::BySex(both)) => both.women.into_iter().chain(both.men).try_for_each(number),
        (FieldKind::Date, Answer::Date(_)) => Ok(()),
        (expected, _) => Err(MisfitKind::OtherKind { expected }),
    }
}

fn short(text: &str, most: usize) -> Result<(), MisfitKind> {
    if text.chars().nth(most).is_some() { Err(MisfitKind::TooLong { most }) } else { Ok(()) }
}

fn line(text: &str) -> Result<(), MisfitKind> {
    if text.contains(['\n', '\r']) {
        return Err(MisfitKind::SeveralLines);
    }
    short(text, MOST_LINE)
}

/// What is known of an organisation. Whoever holds figures, people and answers knows.
pub trait Known {
    /// What fills the field, in the reader's language; `None` where nothing is known. Rows have the columns
    /// of [`Origin::columns`]; those the field does not show are left out.
    fn known(&self, origin: &Origin, field: &Field) -> Option<Given>;
}

/// Something known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// What.
    pub answer: Answer,
    /// From where, in words: "Källa: Kolada".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Of which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

/// What is known of a form, by field: what the facts say, and suggestions for what people write. What does
/// not belong to its field is left out.
#[must_use]
pub fn fill(form: &Form, known: &dyn Known) -> BTreeMap<Id, Given> {
    let one = |field: &Field| {
        let mut given = known.known(field.from.as_ref()?, field)?;
        if let Answer::Rows(rows) = &mut given.answer
            && !field.columns.is_empty()
        {
            rows.iter_mut().for_each(|row| row.retain(|id, _| field.column(id.as_str()).is_some()));
        }
        agrees(field, &given.answer).ok()?;
        Some((field.id.clone(), given))
    };
    form.fields().filter_map(|(_, field)| one(field)).collect()
}

/// The answers a new form begins with: what is known of the fields that people write. Nobody's name is
/// among them: what is kept of that, people have written themselves.
#[must_use]
pub fn begin(form: &Form, known: &dyn Known) -> Answers {
    let written = |id: &Id| form.field(id.as_str()).is_some_and(|it| !it.is_read_only() && !it.names_people());
    fill(form, known).into_iter().filter(|(id, _)| written(id)).map(|(id, given)| (id, given.answer)).collect()
}
