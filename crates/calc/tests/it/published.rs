//! What is published comes out, and every example runs.

use calc::{Asked, Datum, cases, recipes};
use std::collections::BTreeSet;

#[test]
fn every_published_case_comes_out_to_the_digits_published() {
    let cases = cases::cases().unwrap();
    let mut off = Vec::new();
    let mut numbers = 0;
    for case in &cases {
        match case.check() {
            Ok(checked) => {
                numbers += checked.len();
                off.extend(checked.into_iter().filter(|it| !it.agrees()).map(|it| format!("{it:?}")));
            }
            Err(fault) => off.push(format!("{}: {fault}", case.title)),
        }
    }
    assert!(off.is_empty(), "{}", off.join("\n"));
    assert!(numbers >= 15, "{numbers}");
}

#[test]
fn every_example_runs_and_answers_with_finite_numbers() {
    for recipe in recipes() {
        let lines = Asked::new(recipe).args(recipe.example).unwrap().run(None);
        let lines = lines.unwrap_or_else(|fault| panic!("{}: {fault}", recipe.key));
        assert!(!lines.is_empty(), "{}", recipe.key);
        for line in &lines {
            for (key, datum) in &line.data {
                if let Datum::Number(value) = datum {
                    assert!(!value.is_nan(), "{} {key}", recipe.key);
                }
            }
        }
    }
}

#[test]
fn names_are_told_apart_and_have_words() {
    let mut seen = BTreeSet::new();
    for recipe in recipes() {
        for name in std::iter::once(&recipe.key).chain(recipe.also) {
            assert!(seen.insert(*name), "{name} twice");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
        }
        assert!(!recipe.sv.is_empty() && !recipe.en.is_empty() && recipe.sv != recipe.en, "{}", recipe.key);
        assert!(!recipe.formula.is_empty() && !recipe.reference.is_empty(), "{}", recipe.key);
        let mut options = BTreeSet::new();
        for option in recipe.every_option() {
            assert!(options.insert(option.name), "{} --{} twice", recipe.key, option.name);
            assert!(option.sv != option.en, "{} --{}", recipe.key, option.name);
        }
    }
}
