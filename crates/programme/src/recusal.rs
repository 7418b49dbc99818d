//! Conflict of interest (jäv): somebody who judges and should not judge this one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Field, Id, OrganisationId, PersonId, Problem, Record, RecusalId, RoundId, Rule};

/// A person does not judge an organisation's application in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// The round.
    pub round: RoundId,
    /// Who does not judge.
    pub person: PersonId,
    /// Whose application.
    pub organisation: OrganisationId,
    /// Why, in a sentence.
    pub reason: String,
    /// Since when.
    pub on: Date,
}

impl Recusal {
    /// The key.
    pub fn key_of(round: RoundId, person: PersonId, organisation: OrganisationId) -> String {
        format!("{round}:{person}:{organisation}")
    }
}

impl Record for Recusal {
    type Id = RecusalId;
    const KIND: &'static str = "recusal";

    fn owner(&self, _: RecusalId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        String::from("recusal")
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.person, self.organisation)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organisation", self.organisation.into()), ("person", self.person.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("reason"), &self.reason, 500)
    }
}
