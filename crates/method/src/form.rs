//! Forms: what an organisation writes, section by section. What is known already is said to be so, and
//! fills itself ([`crate::fill`]).

use crate::model::{Organisation, Outcome, is_false};
use crate::origin::Origin;
use crate::text::{Id, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A form: a template or the slides of a presentation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// `form/1`.
    pub format: String,
    /// The form's id.
    pub id: Id,
    /// Raised when anything in it changes after somebody has filled it in.
    pub version: u32,
    /// What it is called.
    pub name: Text,
    /// What it is for, in two sentences.
    pub summary: Text,
    /// Where what is said here is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Its sections, in order.
    #[serde(rename = "section")]
    pub sections: Vec<FormSection>,
}

/// A section of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// The section's id.
    pub id: Id,
    /// Its heading.
    pub name: Text,
    /// What stands under the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Does it become a slide of the presentation?
    #[serde(default, skip_serializing_if = "is_false")]
    pub slide: bool,
    /// The kinds of organisation it is asked of; everybody where it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_of: Vec<Organisation>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Its fields, in order.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The field's id, unique in its form: answers hang on it.
    pub id: Id,
    /// How it is answered.
    pub kind: FieldKind,
    /// Its heading, or the question.
    pub name: Text,
    /// Its heading where the answer is read by others, such as on slides; its name where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text>,
    /// Help to answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Is the form unfinished without it?
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// About how many words are enough, where it is free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 10, max = 1000))]
    pub words: Option<u16>,
    /// What a number counts: persons, per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// The role of the model whose people can be named; all of them where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Id>,
    /// What is known already and fills it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Origin>,
    /// The kinds of organisation it is asked of; everybody where it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_of: Vec<Organisation>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What to choose among.
    #[serde(rename = "option", default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Outcome>,
    /// The columns of a table.
    #[serde(rename = "column", default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

/// How a field is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Free text in Markdown.
    Text,
    /// One line.
    Line,
    /// One of the options.
    Choice,
    /// Any of the options.
    Several,
    /// A number.
    Number,
    /// A number for women and one for men.
    BySex,
    /// A day.
    Date,
    /// People, by role in the model.
    People,
    /// Rows added by hand.
    Table,
    /// What is known already: read, not written.
    Facts,
}

impl FieldKind {
    const ALL: [Self; 10] = [
        Self::Text,
        Self::Line,
        Self::Choice,
        Self::Several,
        Self::Number,
        Self::BySex,
        Self::Date,
        Self::People,
        Self::Table,
        Self::Facts,
    ];

    /// Is this the word of one?
    pub(crate) fn is_one(word: &str) -> bool {
        Self::ALL.iter().any(|kind| kind.word() == word)
    }

    /// The word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Line => "line",
            Self::Choice => "choice",
            Self::Several => "several",
            Self::Number => "number",
            Self::BySex => "by-sex",
            Self::Date => "date",
            Self::People => "people",
            Self::Table => "table",
            Self::Facts => "facts",
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The column's id, unique in its table.
    pub id: Id,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Its heading.
    pub name: Text,
    /// What a number counts: persons, per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// What to choose among.
    #[serde(rename = "option", default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Outcome>,
}

/// What stands in a column: one of the simple kinds of [`FieldKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Free text in Markdown.
    Text,
    /// One line.
    Line,
    /// One of the options.
    Choice,
    /// A number.
    Number,
    /// A number for women and one for men.
    BySex,
    /// A day.
    Date,
}

impl ColumnKind {
    /// The kind of field it is like.
    #[must_use]
    pub const fn field(self) -> FieldKind {
        match self {
            Self::Text => FieldKind::Text,
            Self::Line => FieldKind::Line,
            Self::Choice => FieldKind::Choice,
            Self::Number => FieldKind::Number,
            Self::BySex => FieldKind::BySex,
            Self::Date => FieldKind::Date,
        }
    }
}

fn asked(of: &[Organisation], organisation: Organisation) -> bool {
    of.is_empty() || of.contains(&organisation)
}

impl Form {
    /// The section with this id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&FormSection> {
        self.sections.iter().find(|section| section.id.as_str() == id)
    }

    /// The field with this id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().map(|(_, field)| field).find(|field| field.id.as_str() == id)
    }

    /// All fields, each with its section.
    pub fn fields(&self) -> impl Iterator<Item = (&FormSection, &Field)> {
        self.sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)))
    }

    /// The sections that become slides.
    pub fn slides(&self) -> impl Iterator<Item = &FormSection> {
        self.sections.iter().filter(|section| section.slide)
    }

    /// The form as it is asked of a kind of organisation: sections and fields meant for others are left
    /// out.
    #[must_use]
    pub fn asked_of(&self, organisation: Organisation) -> Self {
        let mut form = self.clone();
        for section in &mut form.sections {
            section.fields.retain(|field| asked(&field.asked_of, organisation));
        }
        form.sections.retain(|section| asked(&section.asked_of, organisation) && !section.fields.is_empty());
        form
    }
}

impl Field {
    /// The words over the answer for who reads it and did not write it.
    #[must_use]
    pub fn heading(&self) -> &Text {
        self.heading.as_ref().unwrap_or(&self.name)
    }

    /// The column with this id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id.as_str() == id)
    }

    /// Is it read only? What is known already is, and people who name themselves by their roles: whose names
    /// they are is asked each time somebody reads, and nothing of it is an answer.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.kind == FieldKind::Facts || self.kind == FieldKind::People && self.names_people()
    }

    /// Are people's names what is known of it?
    pub(crate) fn names_people(&self) -> bool {
        matches!(self.from, Some(Origin::People(_)))
    }
}
