//! Texts in both languages, and ids.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// British English.
    En,
}

impl Lang {
    /// Both, Swedish first.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// `sv` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.pick("sv", "en")
    }

    /// Picks the text in this language from a pair.
    #[must_use]
    pub const fn pick<T: Copy>(self, sv: T, en: T) -> T {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }
}

/// The same words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    #[must_use]
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }

    /// The words in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.sv, &self.en)
    }
}

/// What ids look like: `modell-2023`, `valj-omrade`.
pub(crate) const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// No id is longer.
pub(crate) const ID_LENGTH: usize = 64;

/// A name for machines: small letters a to z, digits and single hyphens. It never changes, so that what
/// has been bound to it (a round, a to-do item, an answer) stays bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Is this text an id?
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        text.len() <= ID_LENGTH && text.split('-').all(word)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": ID_PATTERN, "maxLength": ID_LENGTH })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_small_letters_digits_and_single_hyphens() {
        for good in ["a", "modell-2023", "1", "valj-omrade"] {
            assert!(Id::is_one(good), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "välj", "a b", "a_b", &"x".repeat(65)] {
            assert!(!Id::is_one(bad), "{bad}");
        }
    }
}
