//! Places in a file: from a path through its tables to a line and a column.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One turn on the way through a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Key(&'static str),
    At(usize),
}

impl From<&'static str> for Turn {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Turn {
    fn from(at: usize) -> Self {
        Self::At(at)
    }
}

/// The way to a place in a file.
pub(crate) type Way = Vec<Turn>;

/// `way!["step", 3, "id"]`.
macro_rules! way {
    ($($turn:expr),* $(,)?) => { vec![$($crate::place::Turn::from($turn)),*] };
}
pub(crate) use way;

/// Where a way leads in the text: its end, or the last place on it that exists.
pub(crate) fn span(root: &Spanned<DeTable<'_>>, way: &[Turn]) -> Range<usize> {
    let Some((Turn::Key(key), rest)) = way.split_first() else { return 0..0 };
    let Some(mut value) = root.get_ref().get(*key) else { return 0..0 };
    for turn in rest {
        let next = match (turn, value.get_ref()) {
            (Turn::Key(key), DeValue::Table(table)) => table.get(*key),
            (Turn::At(at), DeValue::Array(items)) => items.get(*at),
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    value.span()
}

/// Line and column of an offset, both from 1; the column in letters.
pub(crate) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        assert_eq!(line_column("åäö\nå = 1", 0), (1, 1));
        assert_eq!(line_column("åäö\nå = 1", "åäö\nå ".len()), (2, 3));
        assert_eq!(line_column("åäö", 1), (1, 1));
        assert_eq!(line_column("", 9), (1, 1));
    }

    #[test]
    fn a_way_leads_to_its_end_or_as_far_as_it_goes() {
        let text = "[[step]]\nid = \"a\"\nwho = [\"x\", \"y\"]\n";
        let root = DeTable::parse(text).unwrap();
        let at = |way: Way| line_column(text, span(&root, &way).start);
        assert_eq!(at(way!["step", 0, "who", 1]), (3, 13));
        assert_eq!(at(way!["step", 0, "who", 9]), (3, 7));
        assert_eq!(at(way!["step", 7]), (1, 1));
        assert_eq!(at(way!["nothing"]), (1, 1));
        assert_eq!(at(Way::new()), (1, 1));
    }
}
