//! Codes of key figures and areas: short, checked, `Copy`.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Longest code of a key figure, in bytes.
const KPI_MAX: usize = 15;

/// A text that is no code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadId {
    /// Not 1–15 ASCII letters and digits beginning with a letter.
    #[error("\"{0}\" is not a key figure code (such as N15428)")]
    Kpi(String),
    /// Not four ASCII digits.
    #[error("\"{0}\" is not an area code (four digits, such as 0114)")]
    Area(String),
}

/// The code of a key figure, `N15428`: 1 to 15 ASCII letters and digits, a letter first.
///
/// Stored inline so that it is `Copy` and costs no allocation per row. Sorts as text does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KpiId {
    // Padded with zero bytes, which sort before every letter: the derived order is text order.
    bytes: [u8; KPI_MAX],
    len: u8,
}

impl KpiId {
    /// The code in `text`.
    ///
    /// # Errors
    /// [`BadId::Kpi`] when it is no code.
    pub fn new(text: &str) -> Result<Self, BadId> {
        Self::from_bytes(text.as_bytes()).ok_or_else(|| BadId::Kpi(shorten(text)))
    }

    /// The code in `bytes`, or `None` when it is no code.
    pub fn from_bytes(raw: &[u8]) -> Option<Self> {
        if raw.is_empty()
            || raw.len() > KPI_MAX
            || !raw[0].is_ascii_alphabetic()
            || !raw.iter().all(u8::is_ascii_alphanumeric)
        {
            return None;
        }
        let mut bytes = [0; KPI_MAX];
        bytes[..raw.len()].copy_from_slice(raw);
        Some(Self { bytes, len: raw.len() as u8 })
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        // Only ASCII gets in, so the default is never taken.
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

/// The code of an area: four digits. `0000` is the nation, `0001`–`0025` the regions, the rest
/// municipalities as SCB numbers them. (Kolada's region `0001` is SCB's county `01`.)
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId([u8; 4]);

impl AreaId {
    /// The nation, Riket.
    pub const NATION: Self = Self(*b"0000");

    /// The code in `text`.
    ///
    /// # Errors
    /// [`BadId::Area`] when it is not four digits.
    pub fn new(text: &str) -> Result<Self, BadId> {
        Self::from_bytes(text.as_bytes()).ok_or_else(|| BadId::Area(shorten(text)))
    }

    /// The code in `bytes`, or `None` when it is not four digits.
    pub fn from_bytes(raw: &[u8]) -> Option<Self> {
        let bytes: [u8; 4] = raw.try_into().ok()?;
        bytes.iter().all(u8::is_ascii_digit).then_some(Self(bytes))
    }

    /// The code for a number, as in files that lost the leading zeros: 114 is `0114`.
    pub fn from_number(number: i64) -> Option<Self> {
        let n = u16::try_from(number).ok().filter(|n| *n <= 9999)?;
        let digit = |d: u16| b'0' + (n / d % 10) as u8;
        Some(Self([digit(1000), digit(100), digit(10), digit(1)]))
    }

    /// The code as a number, 0 to 9999: an index for direct-mapped tables.
    pub fn number(&self) -> usize {
        self.0.iter().fold(0, |n, b| n * 10 + usize::from(b - b'0'))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        // Only digits get in, so the default is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

macro_rules! text_like {
    ($name:ident, $what:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        $name::new(text).map_err(E::custom)
                    }
                }
                from.deserialize_str(Text)
            }
        }
    };
}
text_like!(KpiId, "a key figure code");
text_like!(AreaId, "an area code");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_checked_and_sort_as_text() {
        assert_eq!(KpiId::new("N15428").unwrap().to_string(), "N15428");
        for bad in ["", "15428", "N 1", "Ö1", "N123456789012345"] {
            assert!(KpiId::new(bad).is_err(), "{bad}");
        }
        assert!(KpiId::new("N1").unwrap() < KpiId::new("N10").unwrap());
        assert_eq!(AreaId::from_number(114), AreaId::new("0114").ok());
        assert_eq!(AreaId::from_number(-1), None);
        assert_eq!(AreaId::from_number(10_000), None);
        assert_eq!(AreaId::new("2584").unwrap().number(), 2584);
        for bad in ["114", "G123", "01145", "０１１４"] {
            assert!(AreaId::new(bad).is_err(), "{bad}");
        }
    }
}
