//! What the columns of a case file mean: codes, kinds, limits, units, thresholds.
//!
//! ```toml
//! # All of it may be left out: then custom decides.
//! [sex]
//! women = ["2", "K"]
//! men = ["1", "M"]
//! other = ["3"]          # a third legal sex: counted and told, never guessed
//! unknown = ["9", ""]
//!
//! [column.hours]
//! sv = "beviljade timmar i månaden"
//! en = "hours granted a month"
//! unit = "h"
//! least = 0
//! most = 744
//!
//! [column.need]
//! kind = "category"      # or "number"
//! missing = ["99"]
//!
//! [disclosure]
//! least_cases = 10       # of each sex in a place, for the place to be shown
//! least_events = 3       # yes and no of each sex in a place, where the outcome is one of two; 0: never mind
//! percent = 10           # nobody may be able to tell the largest amount of a place this closely; 0: never mind
//! ```

use crate::{Fault, Rules};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The legal sex of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Women, girls.
    Women,
    /// Men, boys.
    Men,
    /// A third option, where law or file has one.
    Other,
    /// Not known.
    Unknown,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number.
    Number,
    /// A code whose order and size mean nothing.
    Category,
}

/// A column, as the codebook describes it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What it is, in Swedish.
    pub sv: Option<String>,
    /// What it is, in English.
    pub en: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// What it holds; custom decides where nothing is said (words are categories, numbers are numbers).
    pub kind: Option<Kind>,
    /// No smaller value is believed.
    pub least: Option<f64>,
    /// No larger value is believed.
    pub most: Option<f64>,
    /// Codes that stand for no answer.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Names of codes.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sexes {
    #[serde(default)]
    women: Vec<String>,
    #[serde(default)]
    men: Vec<String>,
    #[serde(default)]
    other: Vec<String>,
    #[serde(default)]
    unknown: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Protection {
    least_cases: u64,
    least_events: u64,
    percent: f64,
}

impl Default for Protection {
    fn default() -> Self {
        Self { least_cases: 10, least_events: 3, percent: 10.0 }
    }
}

/// A codebook.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    #[serde(default)]
    sex: Sexes,
    #[serde(default)]
    column: BTreeMap<String, About>,
    #[serde(default)]
    disclosure: Protection,
}

/// What the reader of TOML says, with the line, in Swedish and English.
fn of_toml(text: &str, why: &toml::de::Error) -> (String, String) {
    let line = why.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.matches('\n').count() + 1);
    let message = why.message();
    let mut named = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
    let sv = match named.next() {
        Some(wrong) if unknown => {
            let known: Vec<&str> = named.collect();
            format!("rad {line}: ”{wrong}” är inget som kodboken känner. Det kan vara: {}", known.join(", "))
        }
        _ => format!(
            "rad {line} är inte skriven som i docs/cases.md. Text ska stå inom citattecken, listor inom hakparenteser, och namn med å, ä eller ö inom citattecken"
        ),
    };
    (sv, format!("line {line}: {}", message.trim_end()))
}

impl Codebook {
    /// Reads one.
    ///
    /// # Errors
    /// [`Fault::Codebook`] with the line and what is wrong there.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let read: Self = toml::from_str(text).map_err(|why| Fault::Codebook { why: of_toml(text, &why) })?;
        let bad = |sv: String, en: String| Err(Fault::Codebook { why: (sv, en) });
        for (name, about) in &read.column {
            let limits = [about.least, about.most];
            if limits.iter().flatten().any(|it| !it.is_finite()) {
                return bad(
                    format!("column.{name}: least och most ska vara vanliga tal"),
                    format!("column.{name}: least and most must be finite"),
                );
            }
            if let [Some(least), Some(most)] = limits
                && least > most
            {
                return bad(
                    format!("column.{name}: least är större än most"),
                    format!("column.{name}: least is larger than most"),
                );
            }
        }
        if !(0.0..=100.0).contains(&read.disclosure.percent) {
            return bad(
                "disclosure: percent ska vara från 0 till 100".to_owned(),
                "disclosure: percent must be from 0 to 100".to_owned(),
            );
        }
        let mut codes: Vec<&String> =
            [&read.sex.women, &read.sex.men, &read.sex.other, &read.sex.unknown].into_iter().flatten().collect();
        codes.sort();
        match codes.windows(2).find(|two| two[0] == two[1]) {
            Some(two) => bad(
                format!("sex: koden ”{}” står två gånger", two[0]),
                format!("sex: the code {:?} stands twice", two[0]),
            ),
            None => Ok(read),
        }
    }

    /// What is said of a column.
    #[must_use]
    pub fn about(&self, column: &str) -> Option<&About> {
        self.column.get(column)
    }

    /// What a place needs to be shown.
    #[must_use]
    pub fn protection(&self) -> Rules {
        let own = &self.disclosure;
        Rules { least_cases: own.least_cases, least_events: own.least_events, percent: own.percent / 100.0 }
    }

    /// Whether a code of a column stands for no answer.
    #[must_use]
    pub fn is_missing(&self, column: &str, code: &str) -> bool {
        self.about(column).is_some_and(|about| about.missing.iter().any(|it| it == code))
    }

    /// The legal sex that a code stands for. Without codes of its own: Statistics Sweden's 1 man, 2 woman;
    /// K, M; words in Swedish and English.
    #[must_use]
    pub fn sex(&self, code: &str) -> Option<Sex> {
        let own = &self.sex;
        let lists =
            [(&own.women, Sex::Women), (&own.men, Sex::Men), (&own.other, Sex::Other), (&own.unknown, Sex::Unknown)];
        if let Some((_, sex)) = lists.into_iter().find(|(list, _)| list.iter().any(|it| it == code)) {
            return Some(sex);
        }
        let usual = match code.trim().to_lowercase().as_str() {
            "2" | "k" | "kvinna" | "kvinnor" | "flicka" | "flickor" | "w" | "f" | "woman" | "women" | "female"
            | "girl" | "girls" => Some(Sex::Women),
            "1" | "m" | "man" | "män" | "pojke" | "pojkar" | "men" | "male" | "boy" | "boys" => Some(Sex::Men),
            "3" | "x" | "annat" | "other" => Some(Sex::Other),
            "" | "0" | "9" | "okänt" | "unknown" => Some(Sex::Unknown),
            _ => None,
        };
        // Who gives codes of their own for women or men has said all of those.
        usual.filter(|sex| match sex {
            Sex::Women => own.women.is_empty(),
            Sex::Men => own.men.is_empty(),
            Sex::Other | Sex::Unknown => own.women.is_empty() && own.men.is_empty(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_by_custom_and_by_book() {
        let custom = Codebook::default();
        for (code, sex) in
            [("1", Sex::Men), ("2", Sex::Women), ("K", Sex::Women), ("Kvinna", Sex::Women), ("3", Sex::Other)]
        {
            assert_eq!(custom.sex(code), Some(sex), "{code}");
        }
        assert_eq!(custom.sex("7"), None);
        let book =
            Codebook::read("[sex]\nwomen = [\"1\"]\nmen = [\"2\"]\nunknown = [\"\"]\n[disclosure]\nleast_cases = 5")
                .unwrap();
        assert_eq!(book.sex("1"), Some(Sex::Women));
        assert_eq!(book.sex("K"), None);
        assert_eq!(book.sex(""), Some(Sex::Unknown));
        assert_eq!(book.protection(), Rules { least_cases: 5, least_events: 3, percent: 0.1 });
    }

    #[test]
    fn a_bad_codebook_is_told() {
        for (text, expected) in [
            ("[column.a]\nleast = 5\nmost = 1", "least is larger than most"),
            ("[sex]\nwomen = [\"1\"]\nmen = [\"1\"]", "stands twice"),
            ("[column.a]\nkind = \"colour\"", "unknown variant"),
            ("nonsense = 1", "unknown field"),
            ("[disclosure]\npercent = 200", "from 0 to 100"),
        ] {
            let fault = Codebook::read(text).unwrap_err();
            assert!(fault.to_string().contains(expected), "{fault}");
        }
        let fault = Codebook::read("[column.a]\nsvv = \"b\"").unwrap_err().sentence(stats::Lang::Sv);
        assert!(
            fault.starts_with("Kodboken går inte att läsa: rad 2: ”svv” är inget som kodboken känner. Det kan vara: "),
            "{fault}"
        );
        assert!(fault.contains(" sv,") && !fault.contains("expected"), "{fault}");
    }
}
