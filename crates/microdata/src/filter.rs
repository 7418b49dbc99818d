//! Which rows to take: `age>=65`, `year=2024`, `need!=9`.

use crate::Fault;

/// One condition on one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The column.
    pub column: String,
    /// How it is compared.
    pub sign: Sign,
    /// With what, as written.
    pub value: String,
    /// With what, as a number.
    pub number: Option<f64>,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The same.
    Is,
    /// Another.
    IsNot,
    /// Below.
    Below,
    /// Below or the same.
    AtMost,
    /// Above.
    Above,
    /// Above or the same.
    AtLeast,
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// [`Fault::Condition`].
    pub fn read(text: &str) -> Result<Self, Fault> {
        let bad = || Fault::Condition { text: text.to_owned() };
        let signs = [
            ("!=", Sign::IsNot),
            (">=", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("==", Sign::Is),
            ("=", Sign::Is),
            (">", Sign::Above),
            ("<", Sign::Below),
        ];
        // The first sign in the text, and of those that begin there the longest.
        let (at, mark, sign) = signs
            .iter()
            .filter_map(|(mark, sign)| text.find(mark).map(|at| (at, *mark, *sign)))
            .min_by_key(|(at, mark, _)| (*at, std::cmp::Reverse(mark.len())))
            .ok_or_else(bad)?;
        let (column, value) = (text[..at].trim().to_owned(), text[at + mark.len()..].trim().to_owned());
        let number = value.replace(',', ".").parse().ok().filter(|it: &f64| it.is_finite());
        let ordered = !matches!(sign, Sign::Is | Sign::IsNot);
        if column.is_empty() || value.is_empty() || (ordered && number.is_none()) {
            return Err(bad());
        }
        Ok(Self { column, sign, value, number })
    }

    /// Does it hold for a number? Never for an empty cell, and for text (infinite, as read) only that it is not
    /// a number.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        if !value.is_finite() {
            return self.sign == Sign::IsNot && value.is_infinite();
        }
        match (self.sign, self.number) {
            (Sign::Is, Some(asked)) => value == asked,
            (Sign::IsNot, Some(asked)) => value != asked,
            (Sign::IsNot, None) => true,
            (Sign::Below, Some(asked)) => value < asked,
            (Sign::AtMost, Some(asked)) => value <= asked,
            (Sign::Above, Some(asked)) => value > asked,
            (Sign::AtLeast, Some(asked)) => value >= asked,
            (_, None) => false,
        }
    }

    /// Does it hold for a word?
    #[must_use]
    pub fn holds_word(&self, word: &str) -> bool {
        match self.sign {
            Sign::Is => word == self.value,
            Sign::IsNot => word != self.value,
            _ => word.trim().replace(',', ".").parse().is_ok_and(|it: f64| self.holds(it)),
        }
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = match self.sign {
            Sign::Is => "=",
            Sign::IsNot => "≠",
            Sign::Below => "<",
            Sign::AtMost => "≤",
            Sign::Above => ">",
            Sign::AtLeast => "≥",
        };
        write!(f, "{} {sign} {}", self.column, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_as_people_write_them() {
        let it = Condition::read("age >= 65").unwrap();
        assert_eq!((it.column.as_str(), it.sign), ("age", Sign::AtLeast));
        assert!(it.holds(65.0) && !it.holds(64.9) && !it.holds(f64::NAN) && !it.holds(f64::INFINITY));
        let it = Condition::read("kommun=Åre").unwrap();
        assert!(it.holds_word("Åre") && !it.holds_word("Ånge") && !it.holds(3.0));
        let it = Condition::read("need!=9").unwrap();
        assert!(it.holds(3.0) && !it.holds(9.0) && !it.holds(f64::NAN) && it.holds(f64::INFINITY));
        for bad in ["age", ">=5", "age>", "age>=old", ""] {
            assert!(Condition::read(bad).is_err(), "{bad}");
        }
    }
}
