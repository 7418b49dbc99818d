//! Attached files: what is known of them. The content lies in the storage, by its hash.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Field, Id, OrganisationId, Problem, Record, Rule};

/// The SHA-256 of a content: 64 hexadecimal digits, lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ContentHash {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 64 && text.bytes().all(hex) { Ok(Self(text)) } else { Err("not a SHA-256") }
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.0
    }
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name it came with, without folders: "Handlingsplan.pdf".
    pub name: String,
    /// Its content.
    pub content: ContentHash,
    /// What the content is, found by looking at it: "application/pdf".
    pub media_type: String,
    /// How many bytes.
    pub bytes: u64,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The record it is attached to.
    pub about: Option<Id>,
}

impl Record for Document {
    type Id = DocumentId;
    const KIND: &'static str = "document";

    fn owner(&self, _: DocumentId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation))];
        refs.extend(self.about.map(|id| ("about", id)));
        refs
    }

    fn contents(&self) -> Vec<ContentHash> {
        vec![self.content.clone()]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("name"), &self.name, 200)?;
        if self.name.contains(['/', '\\']) {
            return Err(Rule::Unprintable.of(Field("name")));
        }
        Rule::text(Field("media_type"), &self.media_type, 100)
    }
}
