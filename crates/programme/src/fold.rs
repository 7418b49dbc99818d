//! Folding of names: what counts as the same name.

use unicode_normalization::UnicodeNormalization;

/// Compatibility form, lower case, one space between words. Keeps å, ä and ö (Åre is not Are).
///
/// Kept in the database (unique keys), so it never changes: a new rule would be a new function.
pub fn fold(text: &str) -> String {
    let lower: String = text.nfkc().collect::<String>().to_lowercase().nfkc().collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_name_is_the_same() {
        assert_eq!(fold("  KRAMFORS\u{a0} kommun "), "kramfors kommun");
        assert_eq!(fold("A\u{30a}re"), fold("Åre"));
        assert_ne!(fold("Åre"), fold("Are"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
