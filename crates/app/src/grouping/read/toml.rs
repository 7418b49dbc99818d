//! TOML: the round, rules, wishes, organisations, mentors and what is known between them.

use super::super::words;
use super::Origin;
use super::asked::{Gathered, Joined, PairKind, Said as Told, Scale};
use super::cell::{Cell, Row, Said, flag, number, whole};
use super::column::{Column, likeliest};
use super::fault::{Fault, Sort, What};
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use grouping::{Mentoring, Rule, Support, Wish};
use std::ops::Range;

/// The tables a file can have, in English and Swedish.
const TABLES: [(&str, &str); 7] = [
    ("round", "omgång"),
    ("rules", "regler"),
    ("wishes", "önskemål"),
    ("relations", "relationer"),
    ("organisation", "organisation"),
    ("mentor", "mentor"),
    ("locked", "låst"),
];
/// The keys of a round, likewise.
const ROUND: [(&str, &str); 7] = [
    ("name", "namn"),
    ("smallest", "minst"),
    ("largest", "störst"),
    ("mentors", "mentorer"),
    ("support", "stöd"),
    ("most_groups", "flest_grupper"),
    ("scale", "skala"),
];
/// The keys beside the names of rules, likewise.
const LIMITS: [(&str, &str); 3] =
    [("longest", "längsta_väg"), ("host_within", "värd_inom"), ("left_out", "utan_grupp")];
/// The keys of what is settled by hand, likewise.
const LOCKED: [(&str, &str); 2] = [("members", "deltagare"), ("mentor", "mentor")];
/// The largest weight, distance or count that is read; smaller limits are the solver's to say.
const MOST: i64 = 1_000_000_000;

/// Everything a file says.
pub fn read(name: &str, text: &str, gathered: &mut Gathered, faults: &mut Vec<Fault>) {
    let quoted = quoted(text);
    let text = quoted.as_str();
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
        match english(key.get_ref(), &TABLES) {
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
            other => walk.unknown(key.span(), other, both(&TABLES)),
        }
    }
    if has_rules {
        if gathered.rules_in.is_some() {
            faults.push(Fault::of(name, What::SecondToml));
        }
        gathered.rules_in = Some(name.to_owned());
    }
}

/// A key in English, where it is one of these in either language; otherwise as it stands.
fn english<'k>(key: &'k str, known: &[(&'static str, &str)]) -> &'k str {
    known.iter().find(|(en, sv)| same(key, en) || same(key, sv)).map_or(key, |(en, _)| en)
}

/// Whether two keys are one: capitals, accents and what is between words do not matter.
fn same(one: &str, other: &str) -> bool {
    let plain = |key: &str| i18n::fold(key).replace(['_', '-'], " ");
    plain(one) == plain(other)
}

fn both(known: &[(&'static str, &'static str)]) -> impl Iterator<Item = &'static str> {
    known.iter().flat_map(|(en, sv)| [*en, *sv])
}

fn rule_of(key: &str) -> Option<Rule> {
    Rule::ALL.into_iter().find(|it| same(key, it.key()) || same(key, words::rule_key(*it)))
}

fn wish_of(key: &str) -> Option<Wish> {
    Wish::ALL.into_iter().find(|it| same(key, it.key()) || same(key, words::wish_key(*it)))
}

/// The same text with keys that have å, ä, ö or the like in quotation marks: TOML takes no such letters in a bare
/// key, and nobody who writes Swedish expects that. Lines stay where they are.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let piece = match first {
            '"' | '\'' => string(rest),
            '#' => rest.split_inclusive('\n').next().unwrap_or(rest),
            it if is_key(it) => {
                let end = rest.find(|it: char| !is_key(it)).unwrap_or(rest.len());
                let word = &rest[..end];
                let is_key =
                    matches!(rest[end..].trim_start_matches([' ', '\t']).chars().next(), Some('=' | '.' | ']'));
                if !word.is_ascii() && is_key {
                    out.push('"');
                    out.push_str(word);
                    out.push('"');
                    rest = &rest[end..];
                    continue;
                }
                word
            }
            other => &rest[..other.len_utf8()],
        };
        out.push_str(piece);
        rest = &rest[piece.len()..];
    }
    out
}

/// What a bare key is made of, and letters of other languages.
fn is_key(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '-')
}

/// A quoted text, from its first quotation mark to its last; to the end of the line or file where there is none.
fn string(text: &str) -> &str {
    for (mark, escapes) in [("\"\"\"", true), ("'''", false), ("\"", true), ("'", false)] {
        if !text.starts_with(mark) {
            continue;
        }
        let mut at = mark.len();
        while let Some(next) = text[at..].chars().next() {
            if text[at..].starts_with(mark) {
                return &text[..at + mark.len()];
            }
            if mark.len() == 1 && next == '\n' {
                break;
            }
            at += next.len_utf8();
            if escapes && next == '\\' {
                at += text[at..].chars().next().map_or(0, char::len_utf8);
            }
        }
        return &text[..at];
    }
    text
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
        for (key, span, value) in self.table(value, "round") {
            match english(&key, &ROUND) {
                "name" => gathered.title = self.text(value, &key).unwrap_or_default(),
                "smallest" | "largest" => {
                    let places = self.whole(value, &key, 0, 255).and_then(|it| u8::try_from(it).ok());
                    let shape = &mut gathered.shape;
                    match places {
                        Some(places) if english(&key, &ROUND) == "smallest" => shape.smallest = places,
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
                other => self.unknown(span, other, both(&ROUND)),
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
        for (key, span, value) in self.table(value, "rules") {
            match (english(&key, &LIMITS), rule_of(&key)) {
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
                    let rules = Rule::ALL.iter().flat_map(|it| [it.key(), words::rule_key(*it)]);
                    self.unknown(span, other, rules.chain(both(&LIMITS)));
                }
            }
        }
    }

    fn wishes(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        for (key, span, value) in self.table(value, "wishes") {
            match wish_of(&key) {
                Some(wish) => {
                    if let Some(weight) = self.whole32(value, &key) {
                        gathered.wishes.0.insert(wish, weight);
                    }
                }
                None => {
                    self.unknown(span, &key, Wish::ALL.iter().flat_map(|it| [it.key(), words::wish_key(*it)]));
                }
            }
        }
    }

    fn relations(&mut self, value: &Spanned<DeValue<'_>>, gathered: &mut Gathered) {
        for (key, span, value) in self.table(value, "relations") {
            let Some(kind) = PairKind::from_key(&key) else {
                self.unknown(span, &key, PairKind::ALL.iter().flat_map(|kind| [kind.key(), kind.swedish()]));
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
                match english(&key, &LOCKED) {
                    "members" => match said(value.get_ref()) {
                        Said::List(names) => joined.members = names.into_iter().map(told).collect(),
                        _ => self.wrong(value.span(), &key, What::WrongSort { wanted: Sort::List }),
                    },
                    "mentor" => joined.mentor = self.text(value, &key).map(told),
                    other => self.unknown(span, other, both(&LOCKED)),
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

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn swedish_keys_are_quoted_and_nothing_else() {
        for (written, read) in [
            ("språk = [\"sv\"]", "\"språk\" = [\"sv\"]"),
            ("[önskemål]\nrättvisa = 4", "[\"önskemål\"]\n\"rättvisa\" = 4"),
            ("scores = { jämställdhet = 3, styrning = 2 }", "scores = { \"jämställdhet\" = 3, styrning = 2 }"),
            ("skattning.mål=1", "skattning.\"mål\"=1"),
            ("[[låst]]", "[[\"låst\"]]"),
            // Neither texts nor remarks nor what is quoted already.
            ("name = \"Åre = Ö\" # är = ja", "name = \"Åre = Ö\" # är = ja"),
            ("\"språk\" = 'ä = \\'", "\"språk\" = 'ä = \\'"),
            ("a = \"\"\"\nå = 1 \\\"\"\"\"", "a = \"\"\"\nå = 1 \\\"\"\"\""),
            // A text without marks stays wrong.
            ("name = Åre", "name = Åre"),
        ] {
            assert_eq!(quoted(written), read);
        }
    }
}
