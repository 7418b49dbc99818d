//! Where a field of a form is known from.

use crate::fault::likeliest;
use crate::form::{ColumnKind, FieldKind};
use crate::text::Id;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// What is known already and can fill a field. In a file it is a text: `population`, `people:strateg`,
/// `answer:forbattringsplan.problem`, `work:all`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Origin {
    /// The organisation's name.
    Organisation,
    /// Its inhabitants, women and men, from the newest snapshot.
    Population,
    /// Its elected representatives, women and men, from the newest snapshot.
    Elected,
    /// Its employees, women and men, from the newest snapshot.
    Employees,
    /// The differences that say most, from the newest snapshot.
    KeyDifferences,
    /// The people of a role; `None`: of all roles.
    People(Option<Id>),
    /// What was answered in another form.
    Answer {
        /// The form.
        form: Id,
        /// Its field.
        field: Id,
    },
    /// The joint answer to an item of the self-assessment; `None`: to all items.
    Assessment(Option<Id>),
    /// What is done of a step, with its evidence; `None`: of all steps.
    Work(Option<Id>),
    /// The improvements.
    Improvements,
    /// The ideas: whose they were, and who has taken them home.
    Ideas,
    /// What the organisation has decided about mentoring.
    Mentoring,
}

/// What an origin looks like in a file.
pub(crate) const ORIGIN_PATTERN: &str = "^(organisation|population|elected|employees|key-differences|improvements|ideas|mentoring|(people|assessment|work):[a-z0-9]+(-[a-z0-9]+)*|answer:[a-z0-9]+(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*)$";
/// Everything, of those that can be told apart.
const ALL: &str = "all";

const PLAIN: [(&str, Origin); 8] = [
    ("organisation", Origin::Organisation),
    ("population", Origin::Population),
    ("elected", Origin::Elected),
    ("employees", Origin::Employees),
    ("key-differences", Origin::KeyDifferences),
    ("improvements", Origin::Improvements),
    ("ideas", Origin::Ideas),
    ("mentoring", Origin::Mentoring),
];

/// The words before a colon.
const HEADS: [&str; 4] = ["people", "answer", "assessment", "work"];

impl Origin {
    /// What the text says; `None` where it says nothing that is known.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Some((_, origin)) = PLAIN.iter().find(|(word, _)| *word == text) {
            return Some(origin.clone());
        }
        let (head, rest) = text.split_once(':')?;
        if head == "answer" {
            let (form, field) = rest.split_once('.')?;
            let both = Id::is_one(form) && Id::is_one(field);
            return both.then(|| Self::Answer { form: form.into(), field: field.into() });
        }
        if !Id::is_one(rest) {
            return None;
        }
        let which = (rest != ALL).then(|| Id::from(rest));
        match head {
            "people" => Some(Self::People(which)),
            "assessment" => Some(Self::Assessment(which)),
            "work" => Some(Self::Work(which)),
            _ => None,
        }
    }

    /// What can stand in a file, for sentences.
    pub(crate) fn known() -> Vec<String> {
        let rest = ["people:<role>", "answer:<form>.<field>", "assessment:<item>", "work:<step>"];
        PLAIN.iter().map(|(word, _)| *word).chain(rest).map(str::to_owned).collect()
    }

    /// What was most likely meant by a text that says nothing.
    pub(crate) fn likeliest(text: &str) -> Option<String> {
        match text.split_once(':') {
            Some((head, rest)) => {
                let head = likeliest(head, HEADS)?;
                let meant = format!("{head}:{rest}");
                Self::read(&meant).map(|_| meant)
            }
            None if HEADS.contains(&text) && text != "answer" => Some(format!("{text}:{ALL}")),
            None => likeliest(text, PLAIN.iter().map(|(word, _)| *word)),
        }
    }

    /// The columns it has, where it is rows, each with what stands in it. A field names those it shows.
    #[must_use]
    pub const fn columns(&self) -> &'static [(&'static str, ColumnKind)] {
        use ColumnKind::{BySex, Date, Line, Number, Text};
        match self {
            Self::KeyDifferences => &[
                ("figure", Line),
                ("value", BySex),
                ("difference", Line),
                ("year", Line),
                ("verdict", Line),
                ("source", Line),
            ],
            Self::People(_) => &[("name", Line), ("role", Line), ("position", Line)],
            Self::Assessment(None) => &[
                ("item", Line),
                ("first", Number),
                ("before", Number),
                ("now", Number),
                ("comment", Text),
                ("evidence", Text),
            ],
            Self::Work(_) => &[("step", Line), ("task", Line), ("state", Line), ("day", Date), ("evidence", Text)],
            Self::Improvements => &[
                ("problem", Text),
                ("idea", Text),
                ("idea-from", Line),
                ("baseline", BySex),
                ("latest", BySex),
                ("run", Text),
                ("result", Text),
                ("decision", Line),
                ("owner", Line),
                ("spread", Text),
            ],
            Self::Ideas => &[("idea", Text), ("from", Line), ("taken-by", Line)],
            Self::Organisation
            | Self::Population
            | Self::Elected
            | Self::Employees
            | Self::Answer { .. }
            | Self::Mentoring
            | Self::Assessment(Some(_)) => &[],
        }
    }

    /// Can it fill a field of this kind? Of an answer the other field decides.
    #[must_use]
    pub const fn fills(&self, kind: FieldKind) -> bool {
        match self {
            Self::Organisation => matches!(kind, FieldKind::Line | FieldKind::Facts),
            Self::Population | Self::Elected | Self::Employees => {
                matches!(kind, FieldKind::BySex | FieldKind::Number | FieldKind::Facts)
            }
            Self::People(_) => matches!(kind, FieldKind::People | FieldKind::Table | FieldKind::Facts),
            Self::Assessment(Some(_)) => matches!(kind, FieldKind::Number | FieldKind::Facts),
            Self::KeyDifferences | Self::Assessment(None) | Self::Work(_) | Self::Improvements | Self::Ideas => {
                matches!(kind, FieldKind::Table | FieldKind::Facts)
            }
            // It is decided with the results, and in no form.
            Self::Mentoring => matches!(kind, FieldKind::Facts),
            Self::Answer { .. } => true,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = |id: &Option<Id>| id.as_ref().map_or(ALL.to_owned(), Id::to_string);
        match self {
            Self::People(id) => write!(f, "people:{}", which(id)),
            Self::Assessment(id) => write!(f, "assessment:{}", which(id)),
            Self::Work(id) => write!(f, "work:{}", which(id)),
            Self::Answer { form, field } => write!(f, "answer:{form}.{field}"),
            plain => f.write_str(PLAIN.iter().find(|(_, origin)| origin == plain).map_or("", |(word, _)| word)),
        }
    }
}

impl TryFrom<String> for Origin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).ok_or_else(|| format!("nothing is known from ‘{text}’"))
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.to_string()
    }
}

impl JsonSchema for Origin {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Origin".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": ORIGIN_PATTERN })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        for good in [
            "population",
            "elected",
            "employees",
            "organisation",
            "improvements",
            "ideas",
            "mentoring",
            "key-differences",
            "people:strateg",
            "people:all",
            "assessment:kompetens",
            "assessment:all",
            "work:hemma-styrning",
            "work:all",
            "answer:forbattringsplan.problem",
        ] {
            assert_eq!(Origin::read(good).unwrap().to_string(), good);
        }
        for bad in ["", "people", "people:", "people:Åsa", "answer:a", "answer:a.", "answer:.b", "answer:a.b.c", "x:y"]
        {
            assert_eq!(Origin::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let meant = |text| Origin::likeliest(text);
        assert_eq!(meant("populaton").as_deref(), Some("population"));
        assert_eq!(meant("peple:strateg").as_deref(), Some("people:strateg"));
        assert_eq!(meant("work").as_deref(), Some("work:all"));
        assert_eq!(meant("väder"), None);
        assert_eq!(meant("answer:a"), None);
    }
}
