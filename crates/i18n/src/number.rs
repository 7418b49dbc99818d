//! Numbers as people read them: Swedish comma, no-break spaces, a true minus.

use crate::Lang;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::locale;
use std::sync::OnceLock;

/// U+2212, the minus sign that stands as high as the digits.
pub const MINUS: char = '\u{2212}';
/// U+00A0, so that a number never parts from its unit at a line end.
pub const NBSP: char = '\u{a0}';

/// Number formats of one language. Made once a language; borrow it with [`Numbers::of`].
pub struct Numbers {
    formatter: Option<DecimalFormatter>,
}

impl Numbers {
    /// The formats of `lang`.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        static SV: OnceLock<Numbers> = OnceLock::new();
        static EN: OnceLock<Numbers> = OnceLock::new();
        match lang {
            Lang::Sv => SV.get_or_init(|| Self::build(lang)),
            Lang::En => EN.get_or_init(|| Self::build(lang)),
        }
    }

    fn build(lang: Lang) -> Self {
        let locale = match lang {
            Lang::Sv => locale!("sv"),
            Lang::En => locale!("en-GB"),
        };
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(GroupingStrategy::Auto);
        Self { formatter: DecimalFormatter::try_new(locale.into(), options).ok() }
    }

    /// `value` with exactly `decimals` decimals, rounded half to even on its decimal expansion;
    /// a value that is not a number is an en dash. Negative numbers carry U+2212 and a value that
    /// rounds to zero has no sign.
    #[must_use]
    pub fn fixed(&self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let plain = format!("{value:.decimals$}");
        let unsigned = plain.trim_start_matches('-');
        let is_zero = unsigned.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let digits = self.group(unsigned);
        if plain.starts_with('-') && !is_zero { format!("{MINUS}{digits}") } else { digits }
    }

    /// Like [`Numbers::fixed`] with a plus sign on positive numbers.
    #[must_use]
    pub fn signed(&self, value: f64, decimals: usize) -> String {
        let text = self.fixed(value, decimals);
        let shows_zero = text.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0');
        if value > 0.0 && !shows_zero { format!("+{text}") } else { text }
    }

    /// A count, grouped by thousands.
    #[must_use]
    pub fn count(&self, value: usize) -> String {
        self.group(&value.to_string())
    }

    fn group(&self, digits: &str) -> String {
        match (&self.formatter, Decimal::try_from_str(digits)) {
            (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
            // Without the locale's data the plain digits are still right, only less pretty.
            _ => digits.to_owned(),
        }
    }
}

/// How many decimals say enough about numbers of this size: none from 100 up, one below;
/// two below 1 (levels of figures, in their own unit).
#[must_use]
pub fn decimals_for(magnitude: f64) -> usize {
    let size = magnitude.abs();
    if size >= 100.0 {
        0
    } else if size >= 1.0 || size == 0.0 {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_and_english_forms() {
        let sv = Numbers::of(Lang::Sv);
        let en = Numbers::of(Lang::En);
        assert_eq!(sv.fixed(-123_456.784, 2), "\u{2212}123\u{a0}456,78");
        assert_eq!(en.fixed(-123_456.784, 2), "\u{2212}123,456.78");
        assert_eq!(sv.fixed(-0.04, 1), "0,0");
        assert_eq!(sv.signed(2.5, 1), "+2,5");
        assert_eq!(sv.signed(0.01, 1), "0,0");
        assert_eq!(sv.fixed(f64::NAN, 1), "–");
        assert_eq!(sv.count(10_521_556), "10\u{a0}521\u{a0}556");
    }

    proptest::proptest! {
        #[test]
        fn digits_survive(value in -1e9f64..1e9, decimals in 0usize..4) {
            let text = Numbers::of(Lang::Sv).fixed(value, decimals);
            let back: String = text
                .chars()
                .filter(|c| *c != NBSP)
                .map(|c| match c { MINUS => '-', ',' => '.', other => other })
                .collect();
            let read: f64 = back.parse().unwrap();
            assert!((read - value).abs() <= 0.5 * 10f64.powi(-(decimals as i32)) + 1e-6);
        }
    }
}
