//! A time as exact as its source gives it.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct When {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day, month or year: write 2019-02-07, 2019-02 or 2019")]
pub struct WhenFault(String);

impl When {
    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The first day it can mean, as year, month and day.
    #[must_use]
    pub fn first(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can mean.
    #[must_use]
    pub fn last(self) -> (u16, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days(self.year, month)))
    }

    /// Whether it is known to the day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.day.is_some()
    }
}

/// How many days a month has; none where there is no such month.
fn days(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A number of exactly so many digits.
fn digits(text: &str, long: usize) -> Option<u16> {
    (text.len() == long && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl TryFrom<String> for When {
    type Error = WhenFault;

    fn try_from(text: String) -> Result<Self, WhenFault> {
        let read = || {
            let mut parts = text.split('-');
            let year = digits(parts.next()?, 4).filter(|year| *year > 0)?;
            let two = |part: Option<&str>| match part {
                Some(part) => digits(part, 2).and_then(|number| u8::try_from(number).ok()).map(Some),
                None => Some(None),
            };
            let (month, day) = (two(parts.next())?, two(parts.next())?);
            let real = match (month, day) {
                (Some(month), Some(day)) => (1..=days(year, month)).contains(&day),
                (Some(month), None) => days(year, month) > 0,
                (None, _) => true,
            };
            (real && parts.next().is_none()).then_some(Self { year, month, day })
        };
        read().ok_or_else(|| WhenFault(text.chars().take(40).collect()))
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<When, WhenFault> {
        When::try_from(text.to_owned())
    }

    #[test]
    fn a_time_is_as_exact_as_it_is_written() {
        let day = read("2019-02-07").unwrap();
        assert_eq!((day.first(), day.last(), day.is_day()), ((2019, 2, 7), (2019, 2, 7), true));
        let month = read("2020-02").unwrap();
        assert_eq!((month.first(), month.last(), month.is_day()), ((2020, 2, 1), (2020, 2, 29), false));
        let year = read("2016").unwrap();
        assert_eq!((year.first(), year.last(), year.year()), ((2016, 1, 1), (2016, 12, 31), 2016));
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "19",
            "0000",
            "2019-",
            "2019-00",
            "2019-13",
            "2019-2",
            "2019-02-29",
            "2019-02-30",
            "2019-02-07-01",
            "+019",
            "2019-+2",
            "2019-02-07 ",
            "vintern 2025",
            "२०१९",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same(text in "[0-9]{4}(-[0-1][0-9](-[0-3][0-9])?)?") {
            if let Ok(when) = read(&text) {
                prop_assert_eq!(when.to_string(), text);
                prop_assert!(when.first() <= when.last());
            }
        }

        #[test]
        fn nothing_makes_it_fall(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
