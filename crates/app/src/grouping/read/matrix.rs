//! Ways as somebody has measured them: `från;till;minuter` on each line, or a square with names along two sides.

use super::asked::{Names, id_of};
use super::cell::{Said, number};
use super::csv;
use super::fault::{Fault, What};
use super::{Origin, Read};
use grouping::{LONGEST_LEG, Leg, Travel, Unit};
use i18n::fold;

type Line = (usize, Vec<String>);

/// Reads the ways into what is asked.
pub fn read(name: &str, text: &str, read: &mut Read, faults: &mut Vec<Fault>) {
    let table = csv::table(name, text, faults);
    let Some(((line, head), rows)) = table.split_first() else { return };
    let names = Names::of(read);
    let known = |called: &str| names.find(called).unwrap_or_else(|_| id_of(called));
    let mut ways = Ways { name, legs: Vec::new(), origins: Vec::new(), faults };
    let unit = match long(head) {
        Some((from, to, way, unit)) => {
            ways.long((from, to, way), head, rows, &known);
            unit
        }
        None if head.len() > 2 && !is_column(head) => match corner(head) {
            Some(unit) => {
                ways.square(head, rows, &known);
                unit
            }
            None => {
                let corner = head.first().cloned().unwrap_or_default();
                ways.faults.push(Fault::at(name, *line, None, What::NoUnit { corner }));
                return;
            }
        },
        _ => {
            ways.faults.push(Fault::at(name, *line, None, What::NoMatrix));
            return;
        }
    };
    read.origins.legs = ways.origins;
    read.ask.travel = Travel::Matrix { unit, legs: ways.legs };
}

fn unit(word: &str) -> Option<Unit> {
    match fold(word).as_str() {
        "minuter" | "min" | "minutes" | "restid" | "tid" | "time" => Some(Unit::Minutes),
        "km" | "kilometer" | "kilometres" | "avstand" | "distance" => Some(Unit::Kilometres),
        _ => None,
    }
}

/// What a square is measured in, from its corner; minutes where the corner is empty.
fn corner(head: &[String]) -> Option<Unit> {
    match head.first().map(|cell| cell.trim()) {
        None | Some("") => Some(Unit::Minutes),
        Some(word) => unit(word),
    }
}

/// Whether a name along the top is that of a column: then it is no square, but the long form with a column missing.
fn is_column(head: &[String]) -> bool {
    head.iter().any(|cell| matches!(fold(cell).as_str(), "fran" | "from" | "till" | "to"))
}

/// The columns of the long form.
fn long(head: &[String]) -> Option<(usize, usize, usize, Unit)> {
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&fold(cell).as_str()));
    let (way, unit) = head.iter().enumerate().find_map(|(at, cell)| Some((at, unit(cell)?)))?;
    Some((at(&["fran", "from"])?, at(&["till", "to"])?, way, unit))
}

struct Ways<'a> {
    name: &'a str,
    legs: Vec<Leg>,
    origins: Vec<Origin>,
    faults: &'a mut Vec<Fault>,
}

impl Ways<'_> {
    fn leg(&mut self, from: String, to: String, cell: &str, line: usize, column: &str) {
        // What nobody has measured is left empty.
        if cell.trim().is_empty() || from == to {
            return;
        }
        match number(&Said::Text(cell.to_owned()), 0, i64::from(LONGEST_LEG)) {
            Ok(value) => {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within limits")]
                let value = value.ceil() as u32;
                self.legs.push(Leg { from, to, value });
                self.origins.push(Origin { file: self.name.to_owned(), line });
            }
            Err(what) => self.faults.push(Fault::at(self.name, line, Some(column), what)),
        }
    }

    fn long(&mut self, at: (usize, usize, usize), head: &[String], rows: &[Line], known: &dyn Fn(&str) -> String) {
        let (from, to, way) = at;
        for (line, cells) in rows.iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())) {
            let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
            if cell(from).is_empty() || cell(to).is_empty() {
                self.faults.push(Fault::at(self.name, *line, None, What::NoName));
                continue;
            }
            let column = head.get(way).map_or("", String::as_str);
            if cell(way).is_empty() {
                let value = String::new();
                self.faults.push(Fault::at(self.name, *line, Some(column), What::NoNumber { value }));
                continue;
            }
            self.leg(known(cell(from)), known(cell(to)), cell(way), *line, column);
        }
    }

    fn square(&mut self, head: &[String], rows: &[Line], known: &dyn Fn(&str) -> String) {
        let across: Vec<String> = head.iter().skip(1).map(|cell| known(cell)).collect();
        for (line, cells) in rows {
            let Some(own) = cells.first().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else { continue };
            // A short row would leave out ways without a word: spreadsheets write every cell, also the empty ones.
            if cells.len() != head.len() {
                let (cells, columns) = (cells.len(), head.len());
                self.faults.push(Fault::at(self.name, *line, None, What::Ragged { cells, columns }));
                continue;
            }
            let own = known(own);
            for ((to, cell), named) in across.iter().zip(cells.iter().skip(1)).zip(head.iter().skip(1)) {
                self.leg(own.clone(), to.clone(), cell, *line, named);
            }
        }
    }
}
