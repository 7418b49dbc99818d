//! A remark in both languages, and texts of others made fit for a terminal.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Lang;

/// A sentence, or part of one, in Swedish and English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// The same in both languages.
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }

    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }

    /// What a reader of JSON says about its text: the place, without the reader's own English.
    pub(crate) fn json(e: &serde_json::Error) -> Self {
        tracing::debug!(error = %e, "no JSON");
        let (line, column) = (e.line(), e.column());
        if line == 0 {
            return Self::new("innehållet går inte att tyda som JSON", "its contents are not the JSON they should be");
        }
        Self::new(
            format!("innehållet går inte att tyda från rad {line}, tecken {column}"),
            format!("its contents cannot be read from line {line}, character {column}"),
        )
    }
}

/// Older snapshots hold their remarks in English only, as plain texts.
impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Both { sv: String, en: String },
            English(String),
        }
        Ok(match Form::deserialize(from)? {
            Form::Both { sv, en } => Self { sv, en },
            Form::English(en) => Self { sv: en.clone(), en },
        })
    }
}

/// A text of a source without control characters, which a terminal would obey.
pub(crate) fn plain(text: &str) -> String {
    clip(text, usize::MAX)
}

/// The first letters of a text of a source, fit for a sentence.
pub(crate) fn clip(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_of_older_snapshots_are_read() {
        let old: Words = serde_json::from_str("\"one row\"").unwrap();
        assert_eq!(old, Words::new("one row", "one row"));
        let new = Words::new("en rad", "one row");
        assert_eq!(serde_json::from_str::<Words>(&serde_json::to_string(&new).unwrap()).unwrap(), new);
    }

    #[test]
    fn a_terminal_is_told_nothing() {
        assert_eq!(plain("\u{1b}[31mröd\u{7}\u{9b}2J"), " [31mröd  2J");
    }
}
