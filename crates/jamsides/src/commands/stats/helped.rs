//! The arguments of each method as a command of clap, with its help in the reader's language.

use super::{Context, lang};
use crate::args::Format;
use calc::{Need, Recipe, Takes};
use clap::{Arg, ArgAction, Command, builder::EnumValueParser};
use std::path::PathBuf;

/// `stats list`.
pub fn list(context: &Context) -> Command {
    plain("list", context.texts().get("cli-cmd-stats-list"), context)
}

/// `stats verify`.
pub fn verify(context: &Context) -> Command {
    plain("verify", context.texts().get("cli-cmd-stats-verify"), context)
}

/// `stats METHOD`.
pub fn method(recipe: &'static Recipe, context: &Context) -> Command {
    let texts = context.texts();
    let file = Arg::new("file")
        .value_name(texts.get("cli-value-file"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(texts.get("cli-opt-stats-file"))
        .help_heading(texts.get("cli-head-arguments"));
    let mut command = plain(recipe.key, recipe.title(lang(context)).to_owned(), context).arg(file);
    for option in recipe.every_option() {
        let mut help = option.help(lang(context));
        if option.need == Need::Must {
            help = format!("{help} ({})", texts.get("cli-stats-needed"));
        }
        let arg = Arg::new(option.name)
            .long(option.name)
            .aliases(recipe.also_of(option))
            .help(help)
            .help_heading(texts.get("cli-head-options"));
        command = command.arg(match option.takes {
            Takes::Flag => arg.action(ArgAction::SetTrue),
            takes => arg.value_name(texts.get(value_name(takes))).allow_hyphen_values(true),
        });
    }
    let example = Arg::new("example")
        .long("example")
        .action(ArgAction::SetTrue)
        .help(texts.get("cli-opt-stats-example"))
        .help_heading(texts.get("cli-head-options"));
    command.arg(example).after_help(more(recipe, context))
}

const fn value_name(takes: Takes) -> &'static str {
    match takes {
        Takes::Numbers => "cli-value-column-numbers",
        Takes::Columns => "cli-value-columns",
        Takes::Words => "cli-value-column",
        Takes::Number(_) | Takes::Whole(_) => "cli-value-number",
        Takes::Choice(_) | Takes::Text | Takes::Flag => "cli-value-text",
    }
}

/// Formula, reference and an example that runs.
fn more(recipe: &Recipe, context: &Context) -> String {
    let texts = context.texts();
    let mut lines = vec![
        format!("{}\n  {}", texts.get("cli-stats-formula"), recipe.formula_in(lang(context))),
        format!("{}\n  {}", texts.get("cli-stats-reference"), recipe.reference),
    ];
    if !recipe.also.is_empty() {
        lines.push(format!("{}\n  {}", texts.get("cli-stats-also"), recipe.also.join(", ")));
    }
    lines.extend(recipe.more(lang(context)));
    let file = if recipe.csv.is_some() { "example.csv " } else { "" };
    lines.push(format!("{}\n  jamsides stats {} {file}{}", texts.get("cli-stats-example"), recipe.key, recipe.example));
    if let Some(csv) = recipe.csv {
        lines.push(format!("example.csv:\n  {}", csv.trim_end().replace('\n', "\n  ")));
    }
    lines.join("\n\n")
}

fn plain(name: &'static str, about: String, context: &Context) -> Command {
    let texts = context.texts();
    let heading = texts.get("cli-head-global");
    let format = Arg::new("format")
        .long("format")
        .value_parser(EnumValueParser::<Format>::new())
        .hide_possible_values(true)
        .value_name(texts.get("cli-value-format"))
        .help(texts.get("cli-opt-format"))
        .help_heading(&heading);
    let output = Arg::new("output")
        .short('o')
        .long("output")
        .value_parser(clap::value_parser!(PathBuf))
        .value_name(texts.get("cli-value-file"))
        .help(texts.get("cli-opt-output"))
        .help_heading(&heading);
    // Read before everything else by `crate::lang`.
    let lang = Arg::new("lang").long("lang").value_name("sv|en").help(texts.get("cli-opt-lang")).help_heading(&heading);
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(texts.get("cli-opt-help"))
        .help_heading(&heading);
    let usage = format!("jamsides stats {name} [{}]", texts.get("cli-word-options"));
    let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", texts.get("cli-word-usage"));
    Command::new(name)
        .no_binary_name(false)
        .about(about)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .override_usage(usage)
        .help_template(template)
        .args([format, output, lang, help])
}
