//! The texts of a page, in short.

use i18n::{Arg, Lang, Numbers, texts};
use std::borrow::Borrow;

/// The texts of one language, with names short enough for templates. The methods take values and
/// references alike, because templates pass fields by reference and results by value.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Lang);

impl Words {
    /// A text.
    pub fn s(&self, key: impl AsRef<str>) -> String {
        texts(self.0).get(key.as_ref())
    }

    /// A text with one value put in.
    pub fn with(&self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        texts(self.0).with(key, &[(name, Arg::Text(value.as_ref()))])
    }

    /// A text with two values put in.
    pub fn with2(&self, key: &str, one: &str, first: impl AsRef<str>, two: &str, second: impl AsRef<str>) -> String {
        let values = [(one, Arg::Text(first.as_ref())), (two, Arg::Text(second.as_ref()))];
        texts(self.0).with(key, &values)
    }

    /// A text with several values put in.
    pub fn with_all<const N: usize>(&self, key: &str, values: [(&str, String); N]) -> String {
        let values: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
        texts(self.0).with(key, &values)
    }

    /// A text about a number of things: `$n` chooses the form, `$shown` is how it looks.
    pub fn count(&self, key: &str, n: impl Borrow<usize>) -> String {
        self.counted(key, *n.borrow(), None)
    }

    /// The same with one value put in.
    pub fn count_with(&self, key: &str, n: impl Borrow<usize>, name: &str, value: impl AsRef<str>) -> String {
        self.counted(key, *n.borrow(), Some((name, value.as_ref())))
    }

    fn counted(&self, key: &str, n: usize, more: Option<(&str, &str)>) -> String {
        let shown = self.number(n);
        // Counts are far below 2^52, where every whole number is an f64.
        #[allow(clippy::cast_precision_loss)]
        let number = n as f64;
        let mut values = vec![("n", Arg::Number(number)), ("shown", Arg::Text(&shown))];
        values.extend(more.map(|(name, value)| (name, Arg::Text(value))));
        texts(self.0).with(key, &values)
    }

    /// A count as people read it.
    pub fn number(&self, n: impl Borrow<usize>) -> String {
        Numbers::of(self.0).count(*n.borrow())
    }

    /// A number with a fixed number of decimals.
    pub fn decimals(&self, value: impl Borrow<f64>, decimals: usize) -> String {
        Numbers::of(self.0).fixed(*value.borrow(), decimals)
    }

    /// A share in per cent, one decimal and the sign; a dash of nothing.
    pub fn percent(&self, value: impl Borrow<f64>) -> String {
        if !value.borrow().is_finite() {
            return "–".to_owned();
        }
        let number = Numbers::of(self.0).fixed(*value.borrow(), 1);
        match self.0 {
            Lang::Sv => format!("{number}{}%", i18n::NBSP),
            Lang::En => format!("{number}%"),
        }
    }
}
