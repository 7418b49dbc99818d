//! TOML: the round, rules, wishes, organisations, mentors and what is known between them.

use super::Origin;
use super::asked::{Gathered, Joined, PairKind, Said as Told, Scale};
use super::cell::{Cell, Row, Said, flag, number, whole};
use super::column::{Column, likeliest};
use super::fault::{Fault, Sort, What};
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use grouping::{Mentoring, Rule, Support, Wish};
use std::ops::Range;

/// The tables a file can have.
const TABLES: [&str; 7] = ["round", "rules", "wishes", "relations", "organisation", "mentor", "locked"];
/// The largest weight, distance or count that is read; smaller limits are the solver's to say.
const MOST: i64 = 1_000_000_000;

/// Everything a file says.
pub fn read(name: &str, text: &str, gathered: &mut Gathered, faults: &mut Vec<Fault>) {
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(why) => {
            let line = why.span().map_or(1, |span| line_of(text, span.start));
            let words = why.message().lines().collect::<Vec<_>>().join(" ");
            faults.push(Fault::at(name, line, None, What::NotToml { words }));
            return;
        }
    };
    let mut walk = Walk { name, text, faults };
    let mut has_rules = false;
    for (key, value) in root.get_ref().iter() {
        match key.get_ref().as_ref() {
            "organisation" => walk.rows(value, "participant", gathered),
            "mentor" => walk.rows(value, "mentor", gathered),
            "round" => {
                has_rules = true;
                walk.round(value, gathered);
            }
            "rules" => {
                has_rules = true;
                walk.rules(value, gathered);
            }
            "wishes" => {
                has_rules = true;
                walk.wishes(value, gathered);
            }
            "relations" => walk.relations(value, gathered),
            "locked" => walk.locked(value, gathered),
            other => walk.unknown(key.span(), other, TABLES),
        }
    }
    if has_rules {
        if gathered.rules_in.is_some() {
            faults.push(Fault::of(name, What::SecondToml));
        }
        gathered.rules_in = Some(name.to_owned());
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

struct Walk<'a> {
    name: &'a str,
    text: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl Walk<'_> {
    fn wrong(&mut self, span: Range<usize>, column: &str, what: What) {
        let line = line_of(self.text, span.start);
        self.faults.push(Fault::at(self.name, line, Some(column), what));
    }

    fn unknown<'w>(&mut self, span: Range<usize>, key: &str, known: impl IntoIterator<Item = &'w str>) {
        let likeliest = likeliest(key, known).map(str::to_owned);
        self.wrong(span, key, What::UnknownColumn { likeliest });
    }

    /// The entries of a table; what is none is told.
    fn table<'v>(
        &mut self,
        value: &'v Spanned<DeValue<'v>>,
        named: &str,
    ) -> Vec<(String, Range<usize>, &'v Spanned<DeValue<'v>>)> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value.span(), named, What::WrongSort { wanted: Sort::Table });
            return Vec::new();
        };
        table.iter().map(|(key, value)| (key.get_ref().to_string(), key.span(), value)).collect()
    }

    /// The tables of a list; what is none is told.
    fn tables<'v>(&mut self, value: &'v Spanned<DeValue<'v>>, named: &str) -> Vec<&'v Spanned<DeValue<'v>>> {
        match value.get_ref().as_array() {
            Some(list) if list.iter().all(|it| it.get_ref().is_table()) => list.iter().collect(),
            _ => {
                self.wrong(value.span(), named, What::WrongSort { wanted: Sort::Tables });
                Vec::new()
            }
        }
    }

    fn rows(&mut self, value: &Spanned<DeValue<'_>>, role: &str, gathered: &mut Gathered) {
        for one in self.tables(value, if role == "mentor" { "mentor" } else { "organisation" }) {
            let line = line_of(self.text, one.span().start);
            let mut row = Row { file: self.name.to_owned(), line, cells: Vec::new() };
            let role = Said::Text(role.to_owned());
            row.cells.push(Cell { column: Column::Role, named: "role".into(), line, said: role });
            for (key, span, value) in self.table(one, "organisation") {
                self.cell(&mut row, &key, span, value);
            }
            gathered.rows.push(row);
        }
    }

    fn cell(&mut self, row: &mut Row, key: &str, span: Range<usize>, value: &Spanned<DeValue<'_>>) {
        if matches!(key, "scores" | "skattning") {
            for (area, span, value) in self.table(value, key) {
                let line = line_of(self.text, span.start);
                let named = format!("{key}.{area}");
                row.cells.push(Cell {
                    column: Column::Score(i18n::fold(&area)),
                    named,
                    line,
                    said: said(value.get_ref()),
                });
            }
            return;
        }
        let line = line_of(self.text, span.start);
        match Column::named(key) {
            Some(Column::Role | Column::Score(_)) | None => {
                let likeliest = Column::likeliest(key).map(str::to_owned);
                self.wrong(span, key, What::UnknownColumn { likeliest });
            }
            Some(column) if row.cells.iter().any(|cell| cell.column == column) => {
                self.wrong(span, key, What::ColumnTwice);
            }
            Some(column) => {
                row.cells.push(Cell { column, named: key.to_owned(), line, said: said(value.get_ref()) });
            }
        }
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>, named: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value.span(), named, What::WrongSort { wanted: Sort::Text });
        }
        text
    }

    fn whole(&mut self, value: &Spanned<DeValue<'_>>, named: &str, least: i64, most: i64) -> Option<u64> {
        match whole(&said(value.get_ref()), least, most) {
            Ok(number) => Some(number),
            Err(what) => {
                self.wrong(value.span(), named, what);
                None
            }
        }
    }

    fn flag(&mut self, value: &Spanned<DeValue<'_>>, named: &str) -> Option<bool> {
        let read = flag(&said(value.get_ref()));
        read.map_err(|what| self.wrong(value.span(), named, what)).ok()
    }

    fn whole32(&mut self, value: &Spanned<DeValue<'_>>, named: &str) -> Option<u32> {
        self.whole(value, named, 0, MOST).and_then(|it| u32::try_from(it).ok())
    }

    fn round(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        const KEYS: [&str; 7] = ["name", "smallest", "largest", "mentors", "support", "most_groups", "scale"];
        for (key, span, value) in self.table(value, "round") {
            match key.as_str() {
                "name" => gathered.title = self.text(value, &key).unwrap_or_default(),
                "smallest" | "largest" => {
                    let places = self.whole(value, &key, 0, 255).and_then(|it| u8::try_from(it).ok());
                    let shape = &mut gathered.shape;
                    match places {
                        Some(places) if key == "smallest" => shape.smallest = places,
                        Some(places) => shape.largest = places,
                        None => {}
                    }
                }
                "mentors" => match self.flag(value, &key) {
                    Some(true) => gathered.shape.mentoring = Mentoring::Each,
                    Some(false) => gathered.shape.mentoring = Mentoring::None,
                    None => {}
                },
                "support" => match i18n::fold(value.get_ref().as_str().unwrap_or_default()).as_str() {
                    "none" | "inga" | "ingen" => gathered.shape.support = Support::None,
                    "new" | "nya" => gathered.shape.support = Support::NewMentors,
                    "all" | "alla" => gathered.shape.support = Support::All,
                    _ => {
                        let words = vec!["none (inga)", "new (nya)", "all (alla)"];
                        self.wrong(value.span(), &key, What::NoSuchWord { value: short(value), words });
                    }
                },
                "most_groups" => gathered.shape.most_groups = self.whole32(value, &key),
                "scale" => self.scale(value, gathered),
                other => self.unknown(span, other, KEYS),
            }
        }
    }

    fn scale(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        let limits: Vec<f64> = value
            .get_ref()
            .as_array()
            .map(|list| list.iter().filter_map(|it| number(&said(it.get_ref()), -1000, 1000).ok()).collect())
            .unwrap_or_default();
        match limits.as_slice() {
            [low, high] if low < high => gathered.scale = Scale(*low, *high),
            _ => self.wrong(value.span(), "scale", What::WrongSort { wanted: Sort::Scale }),
        }
    }

    fn rules(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        let keys = ["longest", "host_within", "left_out"];
        for (key, span, value) in self.table(value, "rules") {
            match (key.as_str(), Rule::from_key(&key)) {
                ("longest", _) => gathered.rules.longest = self.whole32(value, &key),
                ("host_within", _) => gathered.rules.host_within = self.whole32(value, &key),
                ("left_out", _) => {
                    if let Some(points) = self.whole32(value, &key) {
                        gathered.rules.left_out = points;
                    }
                }
                (_, Some(rule)) => match self.flag(value, &key) {
                    Some(true) => drop(gathered.rules.off.remove(&rule)),
                    Some(false) => drop(gathered.rules.off.insert(rule)),
                    None => {}
                },
                (other, None) => {
                    self.unknown(span, other, Rule::ALL.iter().map(|rule| rule.key()).chain(keys));
                }
            }
        }
    }

    fn wishes(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        for (key, span, value) in self.table(value, "wishes") {
            match Wish::from_key(&key) {
                Some(wish) => {
                    if let Some(weight) = self.whole32(value, &key) {
                        gathered.wishes.0.insert(wish, weight);
                    }
                }
                None => self.unknown(span, &key, Wish::ALL.iter().map(|wish| wish.key())),
            }
        }
    }

    fn relations(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        for (key, span, value) in self.table(value, "relations") {
            let Some(kind) = PairKind::from_key(&key) else {
                self.unknown(span, &key, PairKind::ALL.iter().map(|kind| kind.key()));
                continue;
            };
            let Some(list) = value.get_ref().as_array() else {
                self.wrong(value.span(), &key, What::WrongSort { wanted: Sort::Pairs });
                continue;
            };
            for pair in list.iter() {
                let line = line_of(self.text, pair.span().start);
                match said(pair.get_ref()) {
                    Said::List(two) if two.len() == 2 => {
                        let told = |at: usize| Told {
                            name: two.get(at).cloned().unwrap_or_default(),
                            origin: Origin { file: self.name.to_owned(), line },
                            column: key.clone(),
                        };
                        gathered.pairs.push((kind, told(0), told(1)));
                    }
                    _ => self.wrong(pair.span(), &key, What::WrongSort { wanted: Sort::Pairs }),
                }
            }
        }
    }

    fn locked(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        for one in self.tables(value, "locked") {
            let origin = Origin { file: self.name.to_owned(), line: line_of(self.text, one.span().start) };
            let mut joined = Joined { members: Vec::new(), mentor: None, origin: origin.clone() };
            for (key, span, value) in self.table(one, "locked") {
                let line = line_of(self.text, span.start);
                let told = |name: String| Told {
                    name,
                    origin: Origin { file: origin.file.clone(), line },
                    column: key.clone(),
                };
                match key.as_str() {
                    "members" => match said(value.get_ref()) {
                        Said::List(names) => joined.members = names.into_iter().map(told).collect(),
                        _ => self.wrong(value.span(), &key, What::WrongSort { wanted: Sort::List }),
                    },
                    "mentor" => joined.mentor = self.text(value, &key).map(told),
                    other => self.unknown(span, other, ["members", "mentor"]),
                }
            }
            gathered.locks.push(joined);
        }
    }
}

/// A value as a cell says it.
fn said(value: &DeValue<'_>) -> Said {
    match value {
        DeValue::String(text) => Said::Text(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Said::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Said::Number(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Said::Flag(*flag),
        DeValue::Array(list) => {
            let texts: Option<Vec<String>> = list
                .iter()
                .map(|it| match said(it.get_ref()) {
                    Said::Text(text) | Said::Number(text) => Some(text),
                    _ => None,
                })
                .collect();
            texts.map_or(Said::Other, Said::List)
        }
        _ => Said::Other,
    }
}

/// A value as it is told in a complaint.
fn short(value: &Spanned<DeValue<'_>>) -> String {
    match said(value.get_ref()) {
        Said::Text(text) | Said::Number(text) => text,
        Said::Flag(flag) => flag.to_string(),
        Said::List(_) | Said::Other => "[…]".into(),
    }
}
