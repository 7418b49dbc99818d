//! What is known about one value: a number, or why there is none.

use serde::{Deserialize, Serialize};

/// What a cell holds. Zero is a value; the other five are different kinds of nothing and are kept
/// apart from import to page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum State {
    /// No row: the source said nothing about this key figure, area, year and sex.
    #[default]
    Absent = 0,
    /// A number, zero included.
    Value = 1,
    /// The source returned an empty value and no reason ("-", bortfall).
    Missing = 2,
    /// Held back because few persons stand behind it ("..", sekretess).
    Secret = 3,
    /// The question does not apply to the area (".", ej tillämplig).
    NotApplicable = 4,
    /// Published once, then withdrawn by the source.
    Deleted = 5,
}

impl State {
    /// Every state, in the order of its byte.
    pub const ALL: [Self; 6] =
        [Self::Absent, Self::Value, Self::Missing, Self::Secret, Self::NotApplicable, Self::Deleted];

    /// The state a byte of `figures.arrow` stands for; `None` for a byte that stands for none.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }

    /// The byte of this state in `figures.arrow`.
    pub fn byte(self) -> u8 {
        self as u8
    }
}

/// Whom a value is about. Women stand first, everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Women and girls, `K` at Kolada.
    Women = 0,
    /// Men and boys, `M` at Kolada.
    Men = 1,
    /// Everybody, `T` at Kolada.
    Total = 2,
}

impl Sex {
    /// Women, men, total.
    pub const ALL: [Self; 3] = [Self::Women, Self::Men, Self::Total];

    /// The sex of Kolada's code `K`, `M` or `T`; `None` for every other text.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "K" => Some(Self::Women),
            "M" => Some(Self::Men),
            "T" => Some(Self::Total),
            _ => None,
        }
    }

    /// Kolada's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Women => "K",
            Self::Men => "M",
            Self::Total => "T",
        }
    }
}

/// One value with its state; `value` is a finite number exactly when `state` is [`State::Value`],
/// NaN otherwise. In the unit of the key figure.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// The number, or NaN.
    pub value: f64,
    /// Whether there is one, and if not why.
    pub state: State,
}

impl Cell {
    /// No row.
    pub const ABSENT: Self = Self { value: f64::NAN, state: State::Absent };

    /// A number (a NaN or infinity becomes [`State::Missing`]: importers refuse those before).
    pub fn of(value: f64) -> Self {
        if value.is_finite() { Self { value, state: State::Value } } else { Self::none(State::Missing) }
    }

    /// No number, for the reason given ([`State::Value`] becomes [`State::Missing`]).
    pub fn none(state: State) -> Self {
        let state = if state == State::Value { State::Missing } else { state };
        Self { value: f64::NAN, state }
    }

    /// The number, if there is one.
    pub fn get(self) -> Option<f64> {
        (self.state == State::Value).then_some(self.value)
    }
}

/// Same state and, for values, the same bits.
impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && (self.state != State::Value || self.value.to_bits() == other.value.to_bits())
    }
}
impl Eq for Cell {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_codes_go_round() {
        for state in State::ALL {
            assert_eq!(State::from_byte(state.byte()), Some(state));
        }
        assert_eq!(State::from_byte(6), None);
        for sex in Sex::ALL {
            assert_eq!(Sex::from_code(sex.code()), Some(sex));
        }
        assert_eq!(Sex::from_code("F"), None);
        assert_eq!(Cell::of(0.0).get(), Some(0.0));
        assert_ne!(Cell::of(0.0), Cell::none(State::Missing));
        assert_eq!(Cell::of(f64::NAN).state, State::Missing);
    }
}
