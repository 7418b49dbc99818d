//! Sentences made from numbers, in Swedish and English.

use i18n::Lang;

/// `a, b och c`.
#[must_use]
pub fn list(lang: Lang, items: &[&str], last_word: &str) -> String {
    let _ = lang;
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [start @ .., last] => format!("{} {last_word} {last}", start.join(", ")),
    }
}
