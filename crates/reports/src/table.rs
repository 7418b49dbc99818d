//! Tables of what people wrote: how wide their columns are, and rows that are read by themselves.
//!
//! Here live: numbers and texts alone. Not here: how either is drawn (`form`, `docx`); which tables are read
//! row by row (`office::FormSaid::is_read_by_row`).

use std::borrow::Cow;

use i18n::Lang;
use office::{
    FormSaid,
    markdown::{self, Block},
};

use crate::clean::{clean, cut};

/// About so many signs stand on a line of a page, and of one across with small letters.
pub(crate) const LINE: usize = 105;
pub(crate) const LINE_ACROSS: usize = 190;
/// The room beside what stands in a cell, in signs.
const GAP: usize = 5;
/// A column of prose wants no more signs than this: then it has more lines.
const PROSE: usize = 56;
/// A word of so many signs is parted, if it has to be.
const PARTED: usize = 14;
/// Nothing is promised more room than this without being parted, in signs.
const WHOLE: usize = 42;
/// A heading is one line or two, in signs.
const HEADING: usize = 120;

/// A row read by itself.
pub(crate) struct Row<'a> {
    /// What it is about: the first paragraph of its first cell.
    pub(crate) heading: String,
    /// What else is said in its cells, each under the head of its column. Empty ones are left out.
    pub(crate) said: Vec<(&'a str, Cow<'a, FormSaid>)>,
}

/// The rows of a table, each to be read by itself.
pub(crate) fn rows<'a>(heads: &'a [String], rows: &'a [Vec<FormSaid>], lang: Lang) -> Vec<Row<'a>> {
    let row = |(at, cells): (usize, &'a Vec<FormSaid>)| {
        let (name, rest) = cells.first().map(|it| lead(it, lang)).unwrap_or_default();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let short = cut(&name, HEADING);
        let mut cells: Vec<Cow<'a, FormSaid>> = cells.iter().map(Cow::Borrowed).collect();
        // What is too long for a heading stands whole under it.
        if let Some(first) = cells.first_mut().filter(|_| short == name) {
            *first = Cow::Owned(FormSaid::Text(rest));
        }
        let heading = match heads.first() {
            Some(head) if clean(&short).is_empty() => format!("{head} {}", at + 1),
            _ => short,
        };
        let said = heads.iter().map(String::as_str).zip(cells);
        Row { heading, said: said.filter(|(_, it)| !clean(&it.plain(lang)).is_empty()).collect() }
    };
    rows.iter().enumerate().map(row).collect()
}

/// The first paragraph of a cell, and the blocks that follow it.
fn lead(cell: &FormSaid, lang: Lang) -> (String, Vec<Block>) {
    match cell {
        FormSaid::Text(blocks) => match blocks.as_slice() {
            [Block::Paragraph(first), rest @ ..] => (markdown::plain_spans(first), rest.to_vec()),
            _ => (cell.plain(lang), Vec::new()),
        },
        _ => (cell.plain(lang), Vec::new()),
    }
}

/// How wide the columns of a table are where `line` signs stand on a line: room for words that must not be
/// parted, and what is left by how much is said. In signs.
pub(crate) fn widths(heads: &[String], rows: &[Vec<FormSaid>], line: usize, lang: Lang) -> Vec<usize> {
    let column = |(at, head): (usize, &String)| {
        let cells: Vec<String> = rows.iter().filter_map(|row| row.get(at)).map(|it| it.plain(lang)).collect();
        let whole = cells.iter().flat_map(|it| it.split_whitespace()).map(unparted).max().unwrap_or_default();
        // A head is never parted.
        let head_word = head.split_whitespace().map(signs).max().unwrap_or_default();
        let longest = cells.iter().map(|it| signs(it)).max().unwrap_or_default();
        let least = whole.max(head_word).clamp(1, WHOLE) + GAP;
        (least, longest.max(signs(head)).min(PROSE) + GAP)
    };
    let columns: Vec<(usize, usize)> = heads.iter().enumerate().map(column).collect();
    let spare = line.saturating_sub(columns.iter().map(|(least, _)| least).sum());
    let wished: usize = columns.iter().map(|(least, wish)| wish.saturating_sub(*least)).sum();
    let width = |(least, wish): (usize, usize)| {
        let more = wish.saturating_sub(least);
        least + if wished <= spare { more } else { more * spare / wished }
    };
    columns.into_iter().map(width).collect()
}

fn signs(text: &str) -> usize {
    text.chars().count()
}

/// The signs of a word that stay together: an address or a day whole, other words until they can be parted.
fn unparted(word: &str) -> usize {
    let whole = word.contains('@') || word.starts_with(|c: char| c.is_ascii_digit());
    // An address has no narrow spaces in it.
    if whole { signs(word) + signs(word) / 8 } else { signs(word).min(PARTED) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> FormSaid {
        FormSaid::Line(text.to_owned())
    }

    fn heads<const N: usize>(words: [&str; N]) -> Vec<String> {
        words.map(str::to_owned).into()
    }

    #[test]
    fn an_address_has_room_and_prose_has_what_is_left() {
        let heads = heads(["Namn", "Roll", "Tid", "E-post i arbetet"]);
        let mail = "birgitta.myrlund@exempel.example";
        let people = [vec![line("Birgitta Myrlund"), line("politiker"), line("från 2026-05-06"), line(mail)]];
        let [name, role, time, address]: [usize; 4] = widths(&heads, &people, LINE, Lang::Sv).try_into().unwrap();
        assert_eq!(address, mail.len() + mail.len() / 8 + GAP);
        assert!(role < name && role < time && name + role + time + address <= LINE, "{name} {role} {time} {address}");
        let levels = [vec![line("4. Ledning"), line("2 Påbörjat"), line(&"ord ".repeat(60))]];
        let [item, level, comment]: [usize; 3] = widths(&heads[..3], &levels, LINE, Lang::Sv).try_into().unwrap();
        assert!(item < comment && level < comment, "{item} {level} {comment}");
        assert_eq!(widths(&[], &[], LINE, Lang::Sv), Vec::<usize>::new());
        assert_eq!(widths(&heads[..1], &[Vec::new()], LINE, Lang::Sv), ["Namn".len() + GAP]);
    }

    #[test]
    fn a_row_by_itself_has_its_first_cell_as_heading() {
        let heads = heads(["Problem", "Idé", "Beslut"]);
        let long = "Flickor väntar längre ".repeat(8);
        let all = [
            vec![line("Flickor väntar"), line("Ring upp"), line("")],
            vec![line(&long), line(""), line("Ja")],
            vec![line(" "), line("Mät"), line("\u{200b}")],
        ];
        let told: Vec<(String, Vec<(&str, String)>)> = rows(&heads, &all, Lang::Sv)
            .into_iter()
            .map(|row| (row.heading, row.said.into_iter().map(|(head, it)| (head, it.plain(Lang::Sv))).collect()))
            .collect();
        assert_eq!(told[0], ("Flickor väntar".to_owned(), vec![("Idé", "Ring upp".to_owned())]));
        assert!(told[1].0.ends_with('…') && signs(&told[1].0) <= HEADING + 1, "{}", told[1].0);
        assert_eq!(told[1].1, [("Problem", long.clone()), ("Beslut", "Ja".to_owned())]);
        assert_eq!(told[2], ("Problem 3".to_owned(), vec![("Idé", "Mät".to_owned())]));
    }
}
