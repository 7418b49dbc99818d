//! Swedish alphabetical order, and folding for search.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use std::cmp::Ordering;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

fn collator() -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    COLLATOR.get_or_init(|| Collator::try_new(locale!("sv").into(), CollatorOptions::default()).ok()).as_ref()
}

/// Compares two names the Swedish way: … z, å, ä, ö.
#[must_use]
pub fn compare_names(left: &str, right: &str) -> Ordering {
    collator().map_or_else(|| left.cmp(right), |collator| collator.compare(left, right))
}

/// Sorts by a name, the Swedish way; equal names keep their order.
pub fn sort_names_by<T>(items: &mut [T], name: impl Fn(&T) -> &str) {
    items.sort_by(|left, right| compare_names(name(left), name(right)));
}

/// Folds a text for search: lower case, no accents (å and ä become a, ö becomes o), one space
/// between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare: String = lower.nfd().filter(|c| !is_combining_mark(*c)).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_order() {
        let mut names = ["Örebro", "Åre", "Zebra", "Ödeshög", "Ängelholm", "Åmål"];
        sort_names_by(&mut names, |name| name);
        assert_eq!(names, ["Zebra", "Åmål", "Åre", "Ängelholm", "Ödeshög", "Örebro"]);
    }

    #[test]
    fn folding() {
        assert_eq!(fold("  Malung-Sälen "), "malung-salen");
        assert_eq!(fold("ÖRNSKÖLDSVIK"), "ornskoldsvik");
    }
}
