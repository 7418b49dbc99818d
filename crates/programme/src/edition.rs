//! An edition of a model, whole: what a round is bound to for life.

use serde::{Deserialize, Serialize};

use crate::{EditionId, Field, OrganisationId, Problem, Record, Rule};

/// One version of one model with all it refers to. Written once, never changed: a newer program with
/// a newer model leaves rounds that have begun on theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The model's id: "modell-2023".
    pub model: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of `text`, in hexadecimal.
    pub fingerprint: String,
    /// The model, the text about it and its self-assessment, as `method` writes them.
    pub text: String,
}

impl Edition {
    /// The key of an edition.
    pub fn key_of(fingerprint: &str) -> String {
        format!("fingerprint:{fingerprint}")
    }
}

impl Record for Edition {
    type Id = EditionId;
    const KIND: &'static str = "edition";

    fn owner(&self, _: EditionId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        format!("{} {}", self.model, self.version)
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(&self.fingerprint)]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("model"), &self.model, 100)?;
        Rule::text(Field("fingerprint"), &self.fingerprint, 64)
    }
}
