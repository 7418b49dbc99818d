//! docs/stats.md is what the registry says: every method with its options, formula and source.

use calc::{Lang, Need, Recipe, recipes};
use std::fmt::Write as _;

fn page(recipe: &Recipe) -> String {
    let mut text = format!("### {}\n\n{}", recipe.key, recipe.title(Lang::En));
    if !recipe.also.is_empty() {
        write!(text, " (also: {})", recipe.also.join(", ")).unwrap();
    }
    write!(text, ".\n\n    {}\n\n{}\n\n", recipe.formula, recipe.reference).unwrap();
    for option in recipe.options {
        let need = if option.need == Need::Must { " **needed**" } else { "" };
        let also: Vec<String> = recipe.also_of(option).iter().map(|it| format!("`--{it}`")).collect();
        let also = if also.is_empty() { String::new() } else { format!(" (or {})", also.join(", ")) };
        writeln!(text, "- `--{}`{also}: {}{need}", option.name, option.help(Lang::En)).unwrap();
    }
    let file = if recipe.csv.is_some() { "example.csv " } else { "" };
    write!(text, "\n```\njamsides stats {} {file}{}\n```\n\n", recipe.key, recipe.example).unwrap();
    text
}

fn markdown() -> String {
    let mut text = "<!-- Printed from the methods of crates/calc: UPDATE_DOCS=1 cargo test -p calc -->\n\n# Statistical methods\n\nAll know `--by`, `--where` and `--missing skip` too; `jamsides stats METHOD --example` computes the example.\n\n".to_owned();
    let mut family = None;
    for recipe in recipes() {
        if family != Some(recipe.family) {
            family = Some(recipe.family);
            write!(text, "## {}\n\n", recipe.family.name(Lang::En)).unwrap();
        }
        text += &page(recipe);
    }
    text
}

#[test]
fn the_list_in_docs_is_what_the_methods_say() {
    let path = std::path::Path::new("../../docs/stats.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, markdown()).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == markdown(), "docs/stats.md is old: UPDATE_DOCS=1 cargo test -p calc");
}
