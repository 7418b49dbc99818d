//! Whether the points and commas of a column can be read in one way only.
//!
//! In a file with semicolons both are met as decimal signs, and the point also between thousands. What can
//! be read in two ways is told, never guessed: 1.500 is a thousand times 1,5.

use super::{Cell, number};

/// Why a column of numbers can be read in two ways. Cells are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// Points here and commas there.
    Mixed {
        /// The first cell with a point.
        point: usize,
        /// The first cell with a comma.
        comma: usize,
    },
    /// Every point is followed by three digits: decimals, or thousands?
    Thousands {
        /// The first cell with a point.
        point: usize,
    },
}

/// Looks through the cells that are numbers where a comma may be the decimal sign.
#[must_use]
pub fn unclear(cells: &[&Cell]) -> Option<Unclear> {
    let texts = || {
        cells.iter().enumerate().filter_map(|(at, cell)| match cell {
            Cell::Text(text) => Some((at, text.trim())),
            _ => None,
        })
    };
    let point = texts().find(|(_, text)| text.contains('.') && (number(text, true).is_some() || grouped(text)))?.0;
    if let Some((comma, _)) = texts().find(|(_, text)| text.contains(',') && number(text, true).is_some()) {
        return Some(Unclear::Mixed { point, comma });
    }
    let all = texts().filter(|(_, text)| text.contains('.')).all(|(_, text)| grouped(text));
    all.then_some(Unclear::Thousands { point })
}

/// 1.500 and 12.345.678, but not 0.500: no thousands begin with nought.
fn grouped(text: &str) -> bool {
    let mut parts = text.trim_start_matches(['-', '−', '+']).split('.');
    let first = parts.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && parts.all(|part| part.len() == 3 && digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_in_two_ways_is_found() {
        let mixed = Some(Unclear::Mixed { point: 0, comma: 1 });
        for (texts, expected) in [
            (vec!["1.500", "2.500", "700"], Some(Unclear::Thousands { point: 0 })),
            (vec!["7", "-1.234.567"], Some(Unclear::Thousands { point: 1 })),
            (vec!["1.5", "2,5"], mixed),
            (vec!["1.500", "2,5"], mixed),
            (vec!["1.500", "2.25"], None),
            (vec!["0.125", "0.250"], None),
            (vec!["0.125", "1.250"], None),
            (vec!["1,500", "2,5"], None),
            (vec!["1 500", "12"], None),
            (vec!["kl. 7", "man, 3"], None),
            (vec![], None),
        ] {
            let cells: Vec<Cell> = texts.iter().map(|it| Cell::Text((*it).into())).collect();
            assert_eq!(unclear(&cells.iter().collect::<Vec<_>>()), expected, "{texts:?}");
        }
    }
}
