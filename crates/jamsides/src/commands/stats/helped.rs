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
    let example = pasteable(&format!("jamsides stats {} {file}{}", recipe.key, recipe.example));
    lines.push(format!("{}\n  {example}", texts.get("cli-stats-example")));
    if let Some(csv) = recipe.csv {
        lines.push(format!("example.csv:\n  {}", csv.trim_end().replace('\n', "\n  ")));
    }
    lines.join("\n\n")
}

/// A command longer than this is broken into lines.
const LONGEST: usize = 76;

/// A command that can be taken from the help and pasted as it stands: broken before options with a backslash, never
/// between an option and what it is told.
fn pasteable(command: &str) -> String {
    if command.chars().count() <= LONGEST {
        return command.to_owned();
    }
    let mut parts = command.split(" --");
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut column = text.chars().count();
    for part in parts {
        let long = part.chars().count() + 7;
        // Where even a line of its own is too short, an equals sign keeps the two together.
        let part = if long > LONGEST { part.replacen(' ', "=", 1) } else { part.to_owned() };
        if column + long > LONGEST {
            text.push_str(" \\\n    --");
            column = 4;
        } else {
            text.push_str(" --");
        }
        text.push_str(&part);
        column += long;
    }
    text
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

#[cfg(test)]
mod tests {
    use super::pasteable;

    #[test]
    fn options_are_never_parted_from_what_they_are_told() {
        assert_eq!(pasteable("jamsides stats wilson --x 3 --n 9"), "jamsides stats wilson --x 3 --n 9");
        let long = format!("jamsides stats empirical-bayes --value {} --se 1.6,1.2", "12,".repeat(12) + "9");
        assert_eq!(
            pasteable(&long),
            format!("jamsides stats empirical-bayes \\\n    --value {} --se 1.6,1.2", "12,".repeat(12) + "9")
        );
        let longest = format!("jamsides stats bh --p {} --name a,b", "0.01,".repeat(20) + "1");
        let told = pasteable(&longest);
        assert!(told.contains("--p=0.01,") && told.lines().all(|line| !line.ends_with("--p")), "{told}");
        // Without the breaks it is the same command.
        assert_eq!(told.replace(" \\\n   ", "").replace("--p=", "--p "), longest);
    }
}
