//! JSON in which no name stands twice in one object: of two values for one name, a reader that
//! takes either may publish the wrong one.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::{Words, words::clip};

/// Why a text was not read.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It is no JSON, or breaks off.
    Broken(Words),
    /// This name stands twice in one object.
    Twice(String),
}

/// Reads a text.
pub(crate) fn parse(text: &[u8]) -> Result<Value, Problem> {
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let read = Strict(&twice).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|e| twice.take().map_or_else(|| Problem::Broken(Words::json(&e)), Problem::Twice))
}

/// Reads a value, and notes the first name that stands twice.
#[derive(Clone, Copy)]
struct Strict<'a>(&'a RefCell<Option<String>>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Number::from_f64(v).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::String(v.to_owned()))
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(Value::String(v))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = from.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            if object.contains_key(&name) {
                *self.0.borrow_mut() = Some(clip(&name, 40));
                return Err(A::Error::custom("a name stands twice"));
            }
            let value = from.next_value_seed(self)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_serde_json_but_for_doubles() {
        for text in [r#"{"a":[1,-2,1.5,1e3,"x\u00e5",null,true,{}],"b":{"a":1}}"#, "[]", "7", r#""t""#] {
            assert_eq!(parse(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        }
        for text in [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"c":2,"a":3}}]"#, r#"{"\u0061":1,"a":2}"#] {
            assert!(matches!(parse(text.as_bytes()), Err(Problem::Twice(name)) if name == "a"), "{text}");
        }
        for text in ["", "{", "[1,]", "{} {}", "1e999", "NaN"] {
            assert!(matches!(parse(text.as_bytes()), Err(Problem::Broken(_))), "{text}");
        }
    }
}
