//! Complaints about arguments, in sentences: what was written, what was meant, where help is.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use i18n::{Arg, Lang, texts};
use storage::Address;

/// What is wrong with the arguments, and what to do.
pub fn sentences(fault: &clap::Error, lang: Lang) -> String {
    let texts = texts(lang);
    // `<KOMMUN>...` is how a usage line says "several"; in a sentence it is noise.
    let all = |kind| -> Vec<String> { all(fault, kind).into_iter().map(|text| text.replace("...", "")).collect() };
    let arg = all(ContextKind::InvalidArg);
    let value = all(ContextKind::InvalidValue).join(" ");
    let named = arg.join(texts.get("cli-word-and-list").as_str());
    let option = arg.first().map(|arg| arg.split([' ', '=']).next().unwrap_or(arg)).unwrap_or("");
    let with = |key: &str, about: &str| texts.with(key, &[("about", Arg::Text(about)), ("value", Arg::Text(&value))]);
    let mut text = match fault.kind() {
        ErrorKind::UnknownArgument => with("cli-usage-unknown", &named),
        ErrorKind::InvalidSubcommand => with("cli-usage-command", &all(ContextKind::InvalidSubcommand).join(" ")),
        ErrorKind::MissingRequiredArgument => with("cli-usage-missing", &named),
        ErrorKind::ArgumentConflict if all(ContextKind::PriorArg) == arg => with("cli-usage-twice", &named),
        ErrorKind::ArgumentConflict => {
            let other = all(ContextKind::PriorArg).join(", ");
            texts.with("cli-usage-conflict", &[("about", Arg::Text(&named)), ("other", Arg::Text(&other))])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => with("cli-usage-no-value", option),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => with("cli-usage-value", option),
        _ => with("cli-usage-other", &named),
    };
    let valid = all(ContextKind::ValidValue).join(", ");
    let hint = format!("cli-usage-form-{}", option.trim_matches(['-', '<', '>', '[', ']', '.']).to_lowercase());
    let suggested: Vec<String> =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .flat_map(all)
            .collect();
    if !valid.is_empty() {
        push(&mut text, &texts.with("cli-usage-valid", &[("values", Arg::Text(&valid))]));
    } else if texts.has(&hint) && !value.is_empty() {
        push(&mut text, &texts.get(&hint));
    } else if let Some(likeliest) = suggested.last() {
        // The likeliest stands last.
        push(&mut text, &texts.with("cli-usage-suggest", &[("about", Arg::Text(likeliest))]));
    }
    format!("{text}\n{}", texts.get("cli-usage-help"))
}

fn push(text: &mut String, more: &str) {
    text.push(' ');
    text.push_str(more);
}

/// What clap knows about one side of the fault.
fn all(fault: &clap::Error, kind: ContextKind) -> Vec<String> {
    let texts = match fault.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    };
    texts.into_iter().map(without_password).collect()
}

/// An address of a database that stands in the wrong place is shown without its password.
fn without_password(text: String) -> String {
    let Some((before, address)) = text.find("postgres").map(|at| text.split_at(at)) else { return text };
    match address.parse() {
        Ok(address @ Address::Postgres(_)) => format!("{before}{address}"),
        Ok(Address::Sqlite(_)) => text,
        Err(_) => format!("{before}postgres…"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_repeated() {
        for (written, shown) in [
            ("postgres://me:secret@db.x.se/j", "postgres://db.x.se/j"),
            ("--databas=postgres://me:secret@db.x.se/j", "--databas=postgres://db.x.se/j"),
            ("postgres:/me:secret@db.x.se/j", "postgres…"),
            ("--kpi", "--kpi"),
            ("postgres.zip", "postgres.zip"),
        ] {
            assert_eq!(without_password(written.to_owned()), shown);
        }
    }
}
