//! Does a file have the keys and values its format says? Walks the file beside the JSON Schema and tells
//! everything that is wrong, each with its place; serde would stop at the first.

use crate::fault::{FaultKind, Shape, likeliest};
use crate::origin::{ORIGIN_PATTERN, Origin};
use crate::text::{ID_PATTERN, Id};
use serde_json::Value;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A fault at a place in the text.
pub(crate) type Found = (Range<usize>, FaultKind);

/// Everything in `table` that is not as `schema` says.
pub(crate) fn check(table: &Spanned<DeTable<'_>>, schema: &Value) -> Vec<Found> {
    let mut walk = Walk { root: schema, found: Vec::new() };
    walk.table(table.get_ref(), table.span(), schema, "");
    walk.found
}

struct Walk<'s> {
    root: &'s Value,
    found: Vec<Found>,
}

impl<'s> Walk<'s> {
    fn tell(&mut self, at: Range<usize>, kind: FaultKind) {
        self.found.push((at, kind));
    }

    /// Follows references and leaves out "or nothing".
    fn plain(&self, mut schema: &'s Value) -> &'s Value {
        loop {
            if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
                schema = &self.root["$defs"][name];
            } else if let Some(any) = schema["anyOf"].as_array() {
                let Some(one) = any.iter().find(|one| one["type"] != "null") else { return schema };
                schema = one;
            } else {
                return schema;
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'s Value, key: &str) {
        let schema = self.plain(schema);
        if let Some(all) = schema["oneOf"].as_array() {
            return if all.iter().any(|one| one["properties"].is_object()) {
                self.tagged(value, all, key)
            } else {
                let known = all.iter().filter_map(|one| one["const"].as_str()).collect();
                self.word(value, known, key)
            };
        }
        if let Some(all) = schema["enum"].as_array() {
            return self.word(value, all.iter().filter_map(Value::as_str).collect(), key);
        }
        if let Some(only) = schema["const"].as_str() {
            return self.word(value, vec![only], key);
        }
        match (expected(schema), value.get_ref()) {
            (Shape::Table, DeValue::Table(table)) => self.table(table, value.span(), schema, key),
            (Shape::List, DeValue::Array(items)) => {
                if items.is_empty() {
                    self.tell(value.span(), FaultKind::EmptyList { key: key.to_owned() });
                }
                for item in items {
                    self.value(item, &schema["items"], key);
                }
            }
            (Shape::Text, DeValue::String(text)) => self.text(text, value.span(), schema, key),
            (Shape::Number, DeValue::Integer(number)) => {
                let read = i64::from_str_radix(number.as_str(), number.radix());
                self.number(read.unwrap_or(i64::MAX), value.span(), schema, key);
            }
            (Shape::YesNo, DeValue::Boolean(_)) => {}
            (expected, other) => {
                let found = found(other);
                self.tell(value.span(), FaultKind::WrongShape { key: key.to_owned(), expected, found });
            }
        }
    }

    fn table(&mut self, table: &DeTable<'_>, at: Range<usize>, schema: &'s Value, name: &str) {
        let Some(keys) = schema["properties"].as_object() else { return };
        let mut meant = Vec::new();
        for (key, value) in table {
            let word: &str = key.get_ref();
            match keys.get(word) {
                Some(inner) => self.value(value, inner, word),
                None => {
                    let free = || keys.keys().filter(|key| !table.contains_key(key.as_str()));
                    let mut known: Vec<String> = free().cloned().collect();
                    known.sort();
                    let likeliest = likeliest(word, free().map(String::as_str));
                    meant.extend(likeliest.clone());
                    self.tell(key.span(), FaultKind::UnknownKey { key: shortened(word), likeliest, known });
                }
            }
        }
        let bilingual = keys.len() == 2 && keys.contains_key("sv") && keys.contains_key("en");
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            // A slip of the pen is told once.
            if table.contains_key(required) || meant.iter().any(|key| key == required) {
                continue;
            }
            let kind = if bilingual {
                FaultKind::MissingLanguage { key: name.to_owned(), missing: required.to_owned() }
            } else {
                FaultKind::MissingKey { key: required.to_owned() }
            };
            self.tell(at.clone(), kind);
        }
    }

    /// A table whose `kind` says which keys it has.
    fn tagged(&mut self, value: &Spanned<DeValue<'_>>, all: &'s [Value], key: &str) {
        let DeValue::Table(table) = value.get_ref() else {
            let found = found(value.get_ref());
            let kind = FaultKind::WrongShape { key: key.to_owned(), expected: Shape::Table, found };
            return self.tell(value.span(), kind);
        };
        let Some(kind) = table.get("kind") else {
            return self.tell(value.span(), FaultKind::MissingKey { key: "kind".to_owned() });
        };
        let name = |one: &'s Value| one["properties"]["kind"]["const"].as_str();
        let said = kind.get_ref().as_str();
        match all.iter().find(|one| name(one).is_some() && name(one) == said) {
            Some(one) => self.table(table, value.span(), one, key),
            None => self.word(kind, all.iter().filter_map(name).collect(), "kind"),
        }
    }

    /// One of a few words.
    fn word(&mut self, value: &Spanned<DeValue<'_>>, known: Vec<&str>, key: &str) {
        let kind = match value.get_ref() {
            DeValue::String(text) if known.contains(&text.as_ref()) => return,
            DeValue::String(text) => FaultKind::UnknownValue {
                key: key.to_owned(),
                value: shortened(text),
                likeliest: likeliest(text, known.iter().copied()),
                known: known.into_iter().map(str::to_owned).collect(),
            },
            other => FaultKind::WrongShape { key: key.to_owned(), expected: Shape::Text, found: found(other) },
        };
        self.tell(value.span(), kind);
    }

    fn text(&mut self, text: &str, at: Range<usize>, schema: &Value, key: &str) {
        if schema["pattern"] == ID_PATTERN {
            if !Id::is_one(text) {
                self.tell(at, FaultKind::NoId { key: key.to_owned(), value: shortened(text) });
            }
        } else if schema["pattern"] == ORIGIN_PATTERN {
            if Origin::read(text).is_none() {
                let kind = FaultKind::UnknownValue {
                    key: key.to_owned(),
                    value: shortened(text),
                    likeliest: Origin::likeliest(text),
                    known: Origin::known(),
                };
                self.tell(at, kind);
            }
        } else if text.trim().is_empty() {
            self.tell(at, FaultKind::Empty { key: key.to_owned() });
        }
    }

    fn number(&mut self, value: i64, at: Range<usize>, schema: &Value, key: &str) {
        let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
        let most = schema["maximum"].as_i64().unwrap_or_else(|| i64::from(u32::MAX));
        if value < least || value > most {
            self.tell(at, FaultKind::OutOfRange { key: key.to_owned(), value, least, most });
        }
    }
}

/// What a schema wants.
fn expected(schema: &Value) -> Shape {
    let said = match &schema["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).find(|one| *one != "null"),
        one => one.as_str(),
    };
    match said {
        Some("string") => Shape::Text,
        Some("integer") => Shape::Number,
        Some("boolean") => Shape::YesNo,
        Some("array") => Shape::List,
        _ => Shape::Table,
    }
}

/// What stands in the file.
fn found(value: &DeValue<'_>) -> Shape {
    match value {
        DeValue::String(_) => Shape::Text,
        DeValue::Integer(_) => Shape::Number,
        DeValue::Float(_) => Shape::Decimal,
        DeValue::Boolean(_) => Shape::YesNo,
        DeValue::Datetime(_) => Shape::Date,
        DeValue::Array(_) => Shape::List,
        DeValue::Table(_) => Shape::Table,
    }
}

/// Enough of a text to know it by.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(MOST).collect::<String>())
    }
}
