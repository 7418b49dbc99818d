//! A form of the model, filled in by an organisation in a round. What it asks and what fits where is
//! said by the model; here the answers are JSON that says itself what it is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Field, FilledId, Id, OrganisationId, Problem, Record, RoundId, Rule};

/// The most signs all answers of a form hold together, as JSON.
const MOST: usize = 400_000;

/// A form filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    /// The round.
    pub round: RoundId,
    /// By which organisation.
    pub organisation: OrganisationId,
    /// The form, by its id in the model.
    pub form: String,
    /// By field: `{"kind": "text", "value": "…"}`. What is absent is unanswered.
    pub answers: BTreeMap<String, Value>,
    /// When it was finished; `None`: still being written.
    pub finished: Option<Date>,
}

impl Filled {
    /// The key.
    pub fn key_of(round: RoundId, organisation: OrganisationId, form: &str) -> String {
        format!("{round}:{organisation}:{form}")
    }
}

impl Record for Filled {
    type Id = FilledId;
    const KIND: &'static str = "filled";

    fn owner(&self, _: FilledId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.form.clone()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.organisation, &self.form)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organisation", self.organisation.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("form"), &self.form, 64)?;
        let wrong = |rule: Rule| Err(rule.of(Field("answers")));
        for (field, answer) in &self.answers {
            Rule::text(Field("answers"), field, 64)?;
            if !says_what_it_is(answer) || !is_printable(answer) {
                return wrong(Rule::Unprintable);
            }
        }
        let all: usize = self.answers.values().map(|answer| answer.to_string().chars().count()).sum();
        if all > MOST {
            return wrong(Rule::TooLong { most: MOST });
        }
        if self.finished.is_some() && self.answers.is_empty() { wrong(Rule::Missing) } else { Ok(()) }
    }
}

/// An object of a kind and a value, and nothing else.
fn says_what_it_is(answer: &Value) -> bool {
    let Value::Object(parts) = answer else { return false };
    parts.len() == 2 && parts.get("kind").is_some_and(Value::is_string) && parts.contains_key("value")
}

/// Nothing that cannot be shown, but for the ends of lines.
fn is_printable(value: &Value) -> bool {
    let text = |text: &str| !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    match value {
        Value::String(it) => text(it),
        Value::Array(items) => items.iter().all(is_printable),
        Value::Object(fields) => fields.iter().all(|(name, it)| text(name) && is_printable(it)),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, kind};
    use jiff::{Timestamp, civil::date};
    use serde_json::json;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }
    fn filled(answers: &[(&str, Value)]) -> Filled {
        Filled {
            round: id(1),
            organisation: id(2),
            form: "forbattringsplan".into(),
            answers: answers.iter().map(|(field, answer)| ((*field).to_owned(), answer.clone())).collect(),
            finished: None,
        }
    }
    fn text(value: &str) -> Value {
        json!({ "kind": "text", "value": value })
    }

    #[test]
    fn answers_say_what_they_are() {
        let rows = json!({ "kind": "rows", "value": [{ "vem": { "kind": "text", "value": "Åsa" } }] });
        let good = filled(&[("problem", text("Färre män\nfår hjälp.")), ("utbildade", rows)]);
        assert_eq!(good.check(), Ok(()));
        for (bad, rule) in [
            (filled(&[("problem", json!("bara text"))]), Rule::Unprintable),
            (filled(&[("problem", json!({ "value": "x" }))]), Rule::Unprintable),
            (filled(&[("problem", json!({ "kind": 1, "value": "x" }))]), Rule::Unprintable),
            (filled(&[("problem", json!({ "kind": "text", "value": "x", "more": 1 }))]), Rule::Unprintable),
            (filled(&[("problem", text("\u{7}"))]), Rule::Unprintable),
            (filled(&[("problem", text(&"x".repeat(MOST)))]), Rule::TooLong { most: MOST }),
            (filled(&[("", text("x"))]), Rule::Empty),
            (Filled { finished: Some(date(2026, 5, 1)), ..filled(&[]) }, Rule::Missing),
        ] {
            let broken = bad.check().unwrap_err();
            assert_eq!((broken.field, broken.rule), ("answers", rule));
        }
        assert_eq!(Filled { form: String::new(), ..good }.check().unwrap_err().field, "form");
    }

    #[test]
    fn it_is_kept_and_found() {
        let it = Filled {
            finished: Some(date(2026, 5, 1)),
            ..filled(&[("n", json!({ "kind": "by-sex", "value": { "women": 3.0, "men": null } }))])
        };
        let facts = Facts::of(id(9), &it).unwrap();
        assert_eq!(facts.name, "forbattringsplan");
        assert_eq!(facts.owner, Some(Id::from(it.organisation)));
        assert_eq!(facts.keys, [Filled::key_of(it.round, it.organisation, "forbattringsplan")]);
        let fields: Vec<_> = facts.refs.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["organisation", "round"]);
        assert_eq!(kind("filled").unwrap().read(id(9), &facts.body), Some(facts));
    }
}
