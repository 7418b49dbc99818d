//! A formula of named numbers: + − × ÷, brackets, nothing else.

use crate::Fault;
use crate::read::number;

/// A formula that was read.
pub(super) struct Formula(Node);

enum Node {
    Number(f64),
    Name(usize),
    Negative(Box<Node>),
    Two(char, Box<Node>, Box<Node>),
}

/// Brackets within brackets, at most.
const DEEPEST: usize = 50;

impl Formula {
    /// Reads it; names are those given.
    ///
    /// # Errors
    /// [`Fault::BadOption`] with what cannot be read.
    pub(super) fn read(text: &str, names: &[String]) -> Result<Self, Fault> {
        let mut reader = Reader { rest: text, names, depth: 0 };
        match reader.sum() {
            Some(node) if reader.rest.trim().is_empty() => Ok(Self(node)),
            _ => Err(Fault::BadOption {
                option: "formula".to_owned(),
                text: text.to_owned(),
                takes: (
                    format!("en formel med + - * / ( ) av {}", names.join(", ")),
                    format!("a formula with + - * / ( ) of {}", names.join(", ")),
                ),
            }),
        }
    }

    /// What it comes to with these values, in the order of the names.
    pub(super) fn of(&self, values: &[f64]) -> f64 {
        self.0.of(values)
    }
}

impl Node {
    fn of(&self, values: &[f64]) -> f64 {
        match self {
            Self::Number(value) => *value,
            Self::Name(at) => values[*at],
            Self::Negative(it) => -it.of(values),
            Self::Two('+', a, b) => a.of(values) + b.of(values),
            Self::Two('-', a, b) => a.of(values) - b.of(values),
            Self::Two('*', a, b) => a.of(values) * b.of(values),
            Self::Two(_, a, b) => a.of(values) / b.of(values),
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
    names: &'t [String],
    depth: usize,
}

impl Reader<'_> {
    fn next_of(&mut self, signs: &[char]) -> Option<char> {
        let rest = self.rest.trim_start();
        let sign = rest.chars().next().filter(|it| signs.contains(it))?;
        self.rest = &rest[sign.len_utf8()..];
        Some(sign)
    }

    fn sum(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut left = self.product()?;
        while let Some(sign) = self.next_of(&['+', '-']) {
            left = Node::Two(sign, Box::new(left), Box::new(self.product()?));
        }
        self.depth -= 1;
        Some(left)
    }

    fn product(&mut self) -> Option<Node> {
        let mut left = self.one()?;
        while let Some(sign) = self.next_of(&['*', '/']) {
            left = Node::Two(sign, Box::new(left), Box::new(self.one()?));
        }
        Some(left)
    }

    fn one(&mut self) -> Option<Node> {
        if self.next_of(&['-']).is_some() {
            self.depth += 1;
            if self.depth > DEEPEST {
                return None;
            }
            let it = self.one()?;
            self.depth -= 1;
            return Some(Node::Negative(Box::new(it)));
        }
        if self.next_of(&['(']).is_some() {
            let it = self.sum()?;
            self.next_of(&[')'])?;
            return Some(it);
        }
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| c.is_whitespace() || "+-*/()".contains(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        self.rest = after;
        match self.names.iter().position(|name| name == word) {
            Some(at) => Some(Node::Name(at)),
            None => number(word, false).map(Node::Number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_as_written() {
        let names = ["a".to_owned(), "b".to_owned()];
        for (text, expected) in [
            ("a*b", 12.0),
            ("a + b * 2", 10.0),
            ("(a+b)*2", 14.0),
            ("a-b-1", 0.0),
            ("12/a/b", 1.0),
            ("-a+b", -1.0),
            ("2*-(a)", -8.0),
        ] {
            assert_eq!(Formula::read(text, &names).unwrap().of(&[4.0, 3.0]), expected, "{text}");
        }
        let deep = "(".repeat(10_000);
        for text in ["", "a+", "c", "a b", "(a", "a)", "a**b", deep.as_str()] {
            assert!(Formula::read(text, &names).is_err(), "{text}");
        }
    }
}
