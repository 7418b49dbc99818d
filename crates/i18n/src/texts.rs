//! The texts of `locales/`, in Fluent, built into the program.

use crate::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;

/// Every text file, Swedish and English side by side. A new file is added here once.
const FILES: &[(&str, &str, &str)] = &[
    ("common", include_str!("../../../locales/sv/common.ftl"), include_str!("../../../locales/en/common.ftl")),
    ("pages", include_str!("../../../locales/sv/pages.ftl"), include_str!("../../../locales/en/pages.ftl")),
    ("desk", include_str!("../../../locales/sv/desk.ftl"), include_str!("../../../locales/en/desk.ftl")),
    ("rounds", include_str!("../../../locales/sv/rounds.ftl"), include_str!("../../../locales/en/rounds.ftl")),
    ("meetings", include_str!("../../../locales/sv/meetings.ftl"), include_str!("../../../locales/en/meetings.ftl")),
    ("filled", include_str!("../../../locales/sv/filled.ftl"), include_str!("../../../locales/en/filled.ftl")),
    ("steps", include_str!("../../../locales/sv/steps.ftl"), include_str!("../../../locales/en/steps.ftl")),
    ("assess", include_str!("../../../locales/sv/assess.ftl"), include_str!("../../../locales/en/assess.ftl")),
    ("beside", include_str!("../../../locales/sv/beside.ftl"), include_str!("../../../locales/en/beside.ftl")),
    ("improve", include_str!("../../../locales/sv/improve.ftl"), include_str!("../../../locales/en/improve.ftl")),
    ("evaluate", include_str!("../../../locales/sv/evaluate.ftl"), include_str!("../../../locales/en/evaluate.ftl")),
    ("forming", include_str!("../../../locales/sv/forming.ftl"), include_str!("../../../locales/en/forming.ftl")),
    ("results", include_str!("../../../locales/sv/results.ftl"), include_str!("../../../locales/en/results.ftl")),
    ("programme", include_str!("../../../locales/sv/programme.ftl"), include_str!("../../../locales/en/programme.ftl")),
    ("history", include_str!("../../../locales/sv/history.ftl"), include_str!("../../../locales/en/history.ftl")),
    ("reports", include_str!("../../../locales/sv/reports.ftl"), include_str!("../../../locales/en/reports.ftl")),
    ("cases", include_str!("../../../locales/sv/cases.ftl"), include_str!("../../../locales/en/cases.ftl")),
    ("cli", include_str!("../../../locales/sv/cli.ftl"), include_str!("../../../locales/en/cli.ftl")),
];

/// A value put into a text. Numbers choose the plural form; how they look is decided by
/// [`crate::Numbers`], so pass a formatted text beside the number where it is shown.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// A text, already formatted.
    Text(&'a str),
    /// A number, for plural rules.
    Number(f64),
}

/// The texts of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

/// The texts of `lang`.
#[must_use]
pub fn texts(lang: Lang) -> &'static Texts {
    static SV: OnceLock<Texts> = OnceLock::new();
    static EN: OnceLock<Texts> = OnceLock::new();
    match lang {
        Lang::Sv => SV.get_or_init(|| Texts::build(lang)),
        Lang::En => EN.get_or_init(|| Texts::build(lang)),
    }
}

impl Texts {
    fn build(lang: Lang) -> Self {
        let id = lang.pick("sv", "en-GB").parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        for (_, sv, en) in FILES {
            // A file with a fault still gives its good messages; the tests refuse the fault.
            let resource = match FluentResource::try_new(lang.pick(*sv, *en).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The text `key`; the key itself when there is none (a test finds every key that is missing).
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text `key` with values put in.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            let value = match value {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set((*name).to_owned(), value);
        }
        let mut faults = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned()
    }

    /// Whether there is such a text.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The keys of a Fluent text, and the variables each uses.
    fn keys(source: &str) -> Vec<(String, BTreeSet<String>)> {
        let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in source.lines() {
            let is_key = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((key, _)) = line.split_once('=').filter(|_| is_key) {
                found.push((key.trim().to_owned(), BTreeSet::new()));
            }
            if let Some((_, variables)) = found.last_mut() {
                for part in line.split('$').skip(1) {
                    let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                    variables.insert(name);
                }
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        for (file, sv, en) in FILES {
            let (mut left, mut right) = (keys(sv), keys(en));
            left.sort();
            right.sort();
            assert_eq!(left, right, "locales/*/{file}.ftl");
        }
    }

    #[test]
    fn every_file_parses_and_no_key_stands_twice() {
        for lang in Lang::ALL {
            let mut seen = BTreeSet::new();
            for (file, sv, en) in FILES {
                let source = lang.pick(*sv, *en);
                if let Err((_, faults)) = FluentResource::try_new(source.to_owned()) {
                    panic!("locales/{lang}/{file}.ftl: {faults:?}");
                }
                for (key, _) in keys(source) {
                    assert!(texts(lang).has(&key), "{key}");
                    assert!(seen.insert(key.clone()), "{key} stands twice in {lang}");
                }
            }
        }
    }

    #[test]
    fn plural_forms() {
        let text = texts(Lang::Sv).with("figures-count", &[("n", Arg::Number(1.0)), ("shown", Arg::Text("1"))]);
        assert_eq!(text, "1 mått");
    }
}
