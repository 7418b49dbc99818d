//! Tables for people: columns aligned, numbers to the right, as wide as the terminal and no wider.

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Names and words. May be cut when the table is too wide.
    Left,
    /// Numbers. Never cut: half a number is another number.
    Right,
}

/// A table: heads, sides, and rows of as many cells.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    heads: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

/// Between two columns.
const GAP: usize = 2;
/// A name is not cut below this many columns.
const LEAST: usize = 12;

impl Table {
    /// A table with these columns.
    pub fn new(heads: impl IntoIterator<Item = (String, Side)>) -> Self {
        Self { heads: heads.into_iter().collect(), rows: Vec::new() }
    }

    /// One more row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // Names come from sources: nothing in them may command the terminal.
        self.rows.push(cells.into_iter().map(|cell| cell.replace(char::is_control, " ")).collect());
    }

    /// The table as text, at most `room` columns wide where names can be cut to that.
    pub fn text(&self, room: usize) -> String {
        let mut widths: Vec<usize> = self.heads.iter().map(|(head, _)| width(head)).collect();
        for row in &self.rows {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = (*wide).max(width(cell));
            }
        }
        self.fit(&mut widths, room);
        let heads: Vec<String> = self.heads.iter().map(|(head, _)| head.clone()).collect();
        let rule: Vec<String> = widths.iter().map(|wide| "─".repeat(*wide)).collect();
        let mut text = String::new();
        for row in [&heads, &rule].into_iter().chain(&self.rows) {
            let line = self.line(row, &widths);
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Narrows the widest columns of words until the table fits.
    fn fit(&self, widths: &mut [usize], room: usize) {
        let total = |widths: &[usize]| widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        while total(widths) > room {
            let widest = (0..widths.len())
                .filter(|at| self.heads[*at].1 == Side::Left && widths[*at] > LEAST)
                .max_by_key(|at| widths[*at]);
            let Some(at) = widest else { return };
            widths[at] -= 1;
        }
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for (at, ((cell, wide), (_, side))) in cells.iter().zip(widths).zip(&self.heads).enumerate() {
            if at > 0 {
                line.push_str("  ");
            }
            let cell = cut(cell, *wide);
            let space = " ".repeat(wide.saturating_sub(width(&cell)));
            match side {
                Side::Left => line.extend([cell.as_str(), &space]),
                Side::Right => line.extend([space.as_str(), &cell]),
            }
        }
        line
    }
}

/// How many columns a text takes: one a letter, none for an accent that stands on the one before.
/// (Names and words here are Swedish and English; no text is in a script of wide letters.)
pub fn width(text: &str) -> usize {
    text.chars()
        .filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{ad}'))
        .count()
}

fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width(&kept) + 1 >= room {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// Words in lines of at most `room` columns, each line after the first begun with `indent`; spaces
/// before the first word stay.
pub fn wrap(text: &str, room: usize, indent: &str) -> String {
    let words = text.trim_start_matches(' ');
    let mut line = " ".repeat(text.len() - words.len());
    let (mut lines, mut begun) = (String::new(), false);
    for word in words.split(' ') {
        if begun && width(&line) + 1 + width(word) > room {
            lines.push_str(&line);
            lines.push('\n');
            line = format!("{indent}{word}");
        } else {
            if begun {
                line.push(' ');
            }
            line.push_str(word);
        }
        begun = true;
    }
    lines + &line
}

/// A table outside a terminal is no wider than this where names can be cut to that.
const PAPER: usize = 160;

/// How wide a table may be: as the terminal, or as wide paper.
pub fn room() -> usize {
    terminal().unwrap_or(PAPER)
}

/// The width of the terminal that standard output goes to; `None` when it is none.
pub fn terminal() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(wide, _)| usize::from(wide.0).max(40))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new([("Kommun".to_owned(), Side::Left), ("Kvinnor".to_owned(), Side::Right)]);
        table.row(["Älvkarleby-Örnsköldsvik".to_owned(), "1 234,5".to_owned()]);
        table.row(["A\u{30a}re".to_owned(), "−7".to_owned()]);
        table
    }

    #[test]
    fn letters_with_dots_and_rings_take_one_column() {
        assert_eq!(width("Åäö"), 3);
        assert_eq!(width("A\u{30a}"), 1);
        assert_eq!(
            sample().text(80),
            "Kommun                   Kvinnor\n\
             ───────────────────────  ───────\n\
             Älvkarleby-Örnsköldsvik  1 234,5\n\
             A\u{30a}re                           −7\n"
        );
    }

    #[test]
    fn a_cell_does_not_command_the_terminal() {
        let mut table = Table::new([("Kommun".to_owned(), Side::Left)]);
        table.row(["A\u{1b}[2JB\u{9b}\n\u{7}C".to_owned()]);
        assert_eq!(table.text(80), "Kommun\n──────────\nA [2JB   C\n");
    }

    #[test]
    fn names_are_cut_and_numbers_are_not() {
        let text = sample().text(24);
        assert!(text.contains("Älvkarleby-Örn…  1 234,5\n"), "{text}");
        // Too narrow for anything: the numbers stay whole.
        assert!(sample().text(5).contains("1 234,5"));
    }

    #[test]
    fn lines_are_folded_between_words() {
        assert_eq!(wrap("en två tre", 6, "  "), "en två\n  tre");
        assert_eq!(wrap("  en två tre", 8, "    "), "  en två\n    tre");
        assert_eq!(wrap("", 6, ""), "");
        assert_eq!(wrap("ordlängreänraden ja", 6, ""), "ordlängreänraden\nja");
    }
}
