//! Jämsides on the command line: reads arguments, asks `app`, hands the answer to the terminal, a
//! file or the web. Nothing is worked out here.
//!
//! # Exit codes
//! 0 done, 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
//!
//! # How to add a command
//! Its shape in `args`, one file in `commands` and one line in `commands::run`; its texts in
//! `locales/{sv,en}/cli.ftl` (a test names those that are missing).

mod args;
mod commands;
mod failure;
mod help;
mod lang;
mod output;
mod place;
mod progress;
mod usage;

use args::Cli;
use clap::FromArgMatches as _;
use clap::error::ErrorKind;
use commands::Context;
use i18n::Lang;
use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use tracing_subscriber::filter::LevelFilter;

/// The exit code of a bad request.
const BAD_REQUEST: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let env = |name: &str| std::env::var(name).ok();
    let lang = lang::choose(args.get(1..).unwrap_or_default(), env);
    listen_to_ourselves();
    let read = help::command(lang).try_get_matches_from(&args).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match read {
        Ok(cli) => cli,
        Err(fault) => return not_a_command(&fault, lang),
    };
    let context = Context::new(cli.global, lang, place::usual(env));
    match commands::run(cli.command, &context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(sentences) = failure.sentences(lang) {
                note(&sentences);
            }
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Help and version are answers; everything else is a complaint about the arguments.
fn not_a_command(fault: &clap::Error, lang: Lang) -> ExitCode {
    match fault.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone is no error.
            let _ = fault.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = fault.print();
            ExitCode::from(BAD_REQUEST)
        }
        _ => {
            note(&usage::sentences(fault, lang));
            ExitCode::from(BAD_REQUEST)
        }
    }
}

/// A sentence beside the result: to standard error, so that a pipe gets results only.
fn note(text: &str) {
    // Nobody is left to tell when this fails.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// The two languages as `figures` calls them.
const fn store_lang(lang: Lang) -> figures::Lang {
    match lang {
        Lang::Sv => figures::Lang::Sv,
        Lang::En => figures::Lang::En,
    }
}

/// The log, for operators: errors, or what is at the level `JAMSIDES_LOG` names (error, warn, info, debug).
fn listen_to_ourselves() {
    let level = std::env::var("JAMSIDES_LOG").ok().and_then(|text| text.parse().ok()).unwrap_or(LevelFilter::ERROR);
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_max_level(level).with_ansi(colours).with_writer(std::io::stderr).init();
}
