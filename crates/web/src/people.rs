//! How many women and men stand behind a share, as a reader writes it: two whole numbers, or what
//! is wrong with them.

use crate::address::{Asked, Key};
use crate::shell::Shell;

/// More people than any key figure is about.
const MOST: f64 = 20_000_000.0;

/// A field of the form: what stands in it, and what is wrong with it.
pub struct Field {
    /// For ids.
    pub id: &'static str,
    /// Its label.
    pub label: String,
    /// How it is called in the address.
    pub name: &'static str,
    /// What was written.
    pub value: String,
    /// What is wrong, in a sentence.
    pub error: Option<String>,
}

/// The numbers in an address: `None` where none or only one is written, or one is no number.
pub fn read(asked: &Asked) -> Option<(f64, f64)> {
    Some((number(asked.first(Key::Women)?)?, number(asked.first(Key::Men)?)?))
}

/// Whether something was written at all.
pub fn is_written(asked: &Asked) -> bool {
    asked.first(Key::Women).or(asked.first(Key::Men)).is_some()
}

/// The two fields, women first, with what was written and what is wrong.
pub fn fields(shell: &Shell, women_word: &str, men_word: &str) -> [Field; 2] {
    let written = is_written(&shell.asked);
    let field = |id, key, name, word: &str| {
        let value = shell.asked.first(key).unwrap_or("");
        let error = match value {
            "" if written => Some(shell.with("people-missing", "who", word)),
            "" => None,
            text => number(text).is_none().then(|| shell.with("people-no-number", "asked", text)),
        };
        Field { id, label: shell.with("people-label", "who", word), name, value: value.to_owned(), error }
    };
    [
        field("people-women", Key::Women, shell.field_women(), women_word),
        field("people-men", Key::Men, shell.field_men(), men_word),
    ]
}

/// A whole number from 1, with or without spaces between thousands.
fn number(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: f64 = plain.then(|| digits.parse().ok())??;
    (1.0..=MOST).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_from_one() {
        for (text, expected) in [
            ("92", Some(92.0)),
            (" 1 200 ", Some(1200.0)),
            ("1\u{a0}200", Some(1200.0)),
            ("0", None),
            ("-3", None),
            ("3,5", None),
            ("många", None),
            ("99999999999", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
