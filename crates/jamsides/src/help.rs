//! Puts the reader's language into the command: every help text, heading and usage line comes from
//! `locales/*/cli.ftl`, by the name of what it explains.
//!
//! - `cli-cmd-import-kolada`: a command in one sentence; `cli-cmd-import-kolada-more`: what stands
//!   under its help (examples), where there is something.
//! - `cli-opt-import-kolada-file`: an option or argument of a command; `cli-opt-file` serves every
//!   command that has none of its own.

use crate::args::Cli;
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use i18n::{Lang, Texts, texts};

/// The command in the language of the reader.
pub fn command(lang: Lang) -> Command {
    let texts = texts(lang);
    let mut command = Cli::command();
    // Global options come to the commands when the command is built; translated afterwards.
    command.build();
    translate(command, texts, &[])
}

fn translate(command: Command, texts: &Texts, path: &[String]) -> Command {
    let name = if path.is_empty() { "top".to_owned() } else { path.join("-") };
    let mut command = command
        .about(texts.get(&format!("cli-cmd-{name}")))
        .disable_help_subcommand(true)
        .subcommand_value_name(texts.get("cli-word-command"))
        .subcommand_help_heading(texts.get("cli-head-commands"))
        .mut_args(|arg| explain(arg, texts, &name));
    let usage = usage(&mut command, texts);
    command = command.override_usage(usage).help_template(template(texts));
    let more = format!("cli-cmd-{name}-more");
    if texts.has(&more) {
        command = command.after_help(texts.get(&more));
    }
    command.mut_subcommands(|sub| {
        let path: Vec<String> = path.iter().cloned().chain([sub.get_name().to_owned()]).collect();
        translate(sub, texts, &path)
    })
}

/// The key of the text for an option of a command.
fn key(texts: &Texts, command: &str, id: &str) -> String {
    let id = id.replace('_', "-");
    let own = format!("cli-opt-{command}-{id}");
    if texts.has(&own) { own } else { format!("cli-opt-{id}") }
}

fn explain(arg: Arg, texts: &Texts, command: &str) -> Arg {
    let heading = texts.get(if arg.is_positional() {
        "cli-head-arguments"
    } else if arg.is_global_set() || matches!(arg.get_action(), ArgAction::Help | ArgAction::Version) {
        "cli-head-global"
    } else {
        "cli-head-options"
    });
    let names: Vec<String> = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| {
            let key = format!("cli-value-{}", name.to_ascii_lowercase().replace(['|', ','], "-"));
            if texts.has(&key) { texts.get(&key) } else { name.to_string() }
        })
        .collect();
    let help = texts.get(&key(texts, command, arg.get_id().as_str()));
    let takes = arg.get_action().takes_values();
    let arg = arg.help(help).help_heading(heading);
    if takes && !names.is_empty() { arg.value_names(names) } else { arg }
}

/// The usage line without its heading, in the reader's words.
fn usage(command: &mut Command, texts: &Texts) -> String {
    let text = command.render_usage().to_string();
    let line = text.strip_prefix("Usage: ").unwrap_or(&text).trim();
    line.replace("[OPTIONS]", &format!("[{}]", texts.get("cli-word-options")))
}

fn template(texts: &Texts) -> String {
    format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", texts.get("cli-word-usage"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command and option, by the key of its text.
    fn keys(command: &Command, texts: &Texts, path: &[String], found: &mut Vec<String>) {
        let name = if path.is_empty() { "top".to_owned() } else { path.join("-") };
        found.push(format!("cli-cmd-{name}"));
        for arg in command.get_arguments() {
            found.push(key(texts, &name, arg.get_id().as_str()));
        }
        for sub in command.get_subcommands() {
            let path: Vec<String> = path.iter().cloned().chain([sub.get_name().to_owned()]).collect();
            keys(sub, texts, &path, found);
        }
    }

    #[test]
    fn every_command_and_option_is_explained_in_both_languages() {
        let mut command = Cli::command();
        command.build();
        for lang in Lang::ALL {
            let texts = texts(lang);
            let mut found = Vec::new();
            keys(&command, texts, &[], &mut found);
            let missing: Vec<&String> = found.iter().filter(|key| !texts.has(key)).collect();
            assert!(missing.is_empty(), "{lang}: {missing:?}");
        }
    }

    #[test]
    fn the_translated_command_is_sound() {
        for lang in Lang::ALL {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn no_english_word_of_clap_is_left_in_swedish_help() {
        fn all(command: &mut Command, seen: &mut Vec<String>) {
            seen.push(command.render_long_help().to_string());
            for sub in command.get_subcommands_mut() {
                all(sub, seen);
            }
        }
        let mut seen = Vec::new();
        all(&mut command(Lang::Sv), &mut seen);
        assert!(seen.len() > 12);
        for help in seen {
            for word in [
                "Usage",
                "Options",
                "Commands",
                "Arguments",
                "Print ",
                "possible values",
                "default:",
                "[OPTIONS]",
                "cli-",
            ] {
                assert!(!help.contains(word), "{word} in\n{help}");
            }
        }
    }
}
