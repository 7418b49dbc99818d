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

    /// `value` rounded at a decimal place as [`place_for`] gives it: −1 tenths, 0 ones, 2 hundreds.
    #[must_use]
    pub fn rounded(&self, value: f64, place: i32) -> String {
        match usize::try_from(-place) {
            Ok(decimals) => self.fixed(value, decimals),
            Err(_) => {
                let step = 10f64.powi(place);
                self.fixed((value / step).round_ties_even() * step, 0)
            }
        }
    }

    /// Like [`Numbers::rounded`] with a plus sign on positive numbers.
    #[must_use]
    pub fn rounded_signed(&self, value: f64, place: i32) -> String {
        let text = self.rounded(value, place);
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

/// `text` with no-break spaces inside its numbers and before a per cent sign: `100 000 män`.
#[must_use]
pub fn no_break(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    // Three digits and no fourth: a group of thousands, not a year after a number.
    let group = |at: usize| (0..3).all(|step| digit(at + step)) && !digit(at + 3);
    letters
        .iter()
        .enumerate()
        .map(|(at, letter)| {
            let inside = *letter == ' ' && at > 0 && digit(at - 1);
            if inside && (group(at + 1) || letters.get(at + 1) == Some(&'%')) { NBSP } else { *letter }
        })
        .collect()
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

/// The decimal place at which a number uncertain by `half_width` is worth writing (−1 tenths,
/// 0 ones, 2 hundreds): at least one and at most two digits of the uncertainty are shown, and
/// between the two the figure's own `decimals` decide. Those alone where nothing is uncertain.
#[must_use]
pub fn place_for(half_width: f64, decimals: usize) -> i32 {
    let own = -i32::try_from(decimals).unwrap_or(0);
    if !half_width.is_finite() || half_width <= 0.0 {
        return own;
    }
    let mut first = 0;
    while 10f64.powi(first + 1) <= half_width {
        first += 1;
    }
    while 10f64.powi(first) > half_width {
        first -= 1;
    }
    own.clamp(first - 1, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_digits_than_the_uncertainty_bears() {
        let sv = Numbers::of(Lang::Sv);
        // Half of −41 900 … −37 533 is 2 184: hundreds.
        assert_eq!(place_for(2_183.5, 0), 2);
        assert_eq!(sv.rounded(-37_533.0, 2), "\u{2212}37\u{a0}500");
        assert_eq!(sv.rounded(225_757.0, 2), "225\u{a0}800");
        assert_eq!(sv.rounded_signed(1.26, -1), "+1,3");
        assert_eq!(sv.rounded_signed(40.0, 2), "0");
        // Shares with one decimal: as published until the interval is ten points to either side.
        assert_eq!([0.9, 2.9, 12.0, 130.0].map(|half| place_for(half, 1)), [-1, -1, 0, 1]);
        // A narrow interval must not be rounded to a point.
        assert_eq!(place_for(0.04, 0), -2);
        assert_eq!((place_for(f64::NAN, 1), place_for(0.0, 0)), (-1, 0));
    }

    #[test]
    fn numbers_do_not_break() {
        assert_eq!(no_break("av 1 100 000 män, 95 %"), "av 1\u{a0}100\u{a0}000 män, 95\u{a0}%");
        assert_eq!(no_break("åk 9 2022, 16-84 år"), "åk 9 2022, 16-84 år");
    }

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
