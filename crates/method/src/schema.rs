//! The JSON Schemas of the files, made from the types that read them.

use crate::charter::Charter;
use crate::decision::Decision;
use crate::form::Form;
use crate::instrument::{Instrument, Mapping};
use crate::model::Model;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// A kind of file, named in its first line: `format = "model/1"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A model.
    Model,
    /// A self-assessment.
    Instrument,
    /// How two self-assessments relate.
    Mapping,
    /// The CEMR Charter.
    Charter,
    /// A decision checklist.
    Decision,
    /// A form.
    Form,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Model, Self::Instrument, Self::Mapping, Self::Charter, Self::Decision, Self::Form];

    /// What stands after `format =`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Model => "model/1",
            Self::Instrument => "instrument/1",
            Self::Mapping => "mapping/1",
            Self::Charter => "charter/1",
            Self::Decision => "decision/1",
            Self::Form => "form/1",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The name of its schema file.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("{}.json", self.name().trim_end_matches("/1"))
    }

    /// Its JSON Schema.
    #[must_use]
    pub fn schema(self) -> &'static Value {
        static ALL: OnceLock<[Value; 6]> = OnceLock::new();
        &ALL.get_or_init(|| Self::ALL.map(Self::make))[self as usize]
    }

    fn make(self) -> Value {
        let mut schema = match self {
            Self::Model => schemars::schema_for!(Model),
            Self::Instrument => schemars::schema_for!(Instrument),
            Self::Mapping => schemars::schema_for!(Mapping),
            Self::Charter => schemars::schema_for!(Charter),
            Self::Decision => schemars::schema_for!(Decision),
            Self::Form => schemars::schema_for!(Form),
        }
        .to_value();
        schema["properties"]["format"] = json!({
            "type": "string",
            "const": self.name(),
            "description": "The kind of file and the version of the format.",
        });
        schema
    }
}
