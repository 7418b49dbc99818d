//! `stats`: the methods by name. What each asks for comes from `calc`, so its arguments are read
//! here and not in `args`.

mod helped;

use super::Context;
use super::snapshot::json;
use crate::args::{Format, Stats as Asked};
use crate::failure::Failure;
use crate::output::table::{Side, Table, room};
use calc::{Answer, Datum, Recipe, Takes};
use clap::ArgMatches;
use clap::error::ErrorKind;
use serde_json::json;
use std::path::PathBuf;

/// Does it.
pub fn run(asked: &Asked, context: &Context) -> Result<(), Failure> {
    match asked.words.first().and_then(|word| word.to_str()).unwrap_or("list") {
        "list" => list(&read(&helped::list(context), asked, context)?),
        "verify" => verify(&read(&helped::verify(context), asked, context)?),
        "-h" | "--help" => help(context),
        method => match calc::recipe(method) {
            Some(recipe) => compute(recipe, &read(&helped::method(recipe, context), asked, context)?),
            None => unknown(method, context),
        },
    }
}

/// The help of `stats` itself.
fn help(context: &Context) -> Result<(), Failure> {
    let mut all = crate::help::command(context.lang);
    match all.find_subcommand_mut("stats") {
        Some(stats) => context.out.text(&stats.render_help().to_string()),
        None => Err(Failure::Ours("stats".to_owned())),
    }
}

/// The arguments after the method's name, and where the answer goes.
struct Told {
    matches: ArgMatches,
    context: Context,
}

impl Told {
    fn lang(&self) -> calc::Lang {
        lang(&self.context)
    }
}

/// The two languages as `calc` calls them.
pub(super) const fn lang(context: &Context) -> calc::Lang {
    match context.lang {
        i18n::Lang::Sv => calc::Lang::Sv,
        i18n::Lang::En => calc::Lang::En,
    }
}

fn read(command: &clap::Command, asked: &Asked, context: &Context) -> Result<Told, Failure> {
    match command.clone().try_get_matches_from(&asked.words) {
        Ok(matches) => {
            let format = matches.get_one::<Format>("format").copied();
            let output = matches.get_one::<PathBuf>("output").cloned();
            Ok(Told { matches, context: context.to(format, output) })
        }
        Err(fault) if fault.kind() == ErrorKind::DisplayHelp => {
            // A reader that has gone is no error.
            let _ = fault.print();
            Err(Failure::Gone)
        }
        Err(fault) => {
            crate::note(&crate::usage::sentences(&fault, context.lang));
            Err(Failure::Told)
        }
    }
}

fn unknown(method: &str, context: &Context) -> Result<(), Failure> {
    let near = calc::recipes()
        .map(|it| it.key)
        .filter(|key| key.contains(method) || method.contains(key) || key.chars().take(4).eq(method.chars().take(4)));
    let near: Vec<&str> = near.take(3).collect();
    let text = if near.is_empty() {
        context.say("cli-stats-unknown", &[("method", method)])
    } else {
        context.say("cli-stats-unknown-likeliest", &[("method", method), ("likeliest", &near.join(", "))])
    };
    crate::note(&text);
    Err(Failure::Told)
}

fn compute(recipe: &'static Recipe, told: &Told) -> Result<(), Failure> {
    let fault = |fault: calc::Fault| {
        crate::note(&fault.sentence(told.lang()));
        if fault.is_request() { Failure::Told } else { Failure::Faults }
    };
    if told.matches.get_flag("example") {
        return write(&Answer::new(recipe.run_example().map_err(fault)?), Answer::shown, told);
    }
    let table = match told.matches.get_one::<PathBuf>("file") {
        Some(path) => {
            told.context.out.spares(path)?;
            Some(calc::Table::read(path).map_err(fault)?)
        }
        None => None,
    };
    let mut asked = calc::Asked::new(recipe);
    for option in recipe.every_option() {
        if option.takes == Takes::Flag {
            if told.matches.get_flag(option.name) {
                asked = asked.set(option.name, "");
            }
        } else if let Some(text) = told.matches.get_one::<String>(option.name) {
            asked = asked.set(option.name, text);
        }
    }
    write(&Answer::new(asked.run(table.as_ref()).map_err(fault)?), Answer::shown, told)
}

/// How a number is written in a table.
type Shown = fn(f64, calc::Lang) -> String;

fn write(answer: &Answer, shown: Shown, told: &Told) -> Result<(), Failure> {
    let (context, lang) = (&told.context, told.lang());
    let ours = |fault: calc::Fault| Failure::Ours(fault.sentence(lang));
    match context.format() {
        Format::Csv => context.out.text(&answer.csv(lang).map_err(ours)?),
        Format::Xlsx => context.out.document(&answer.xlsx(lang).map_err(ours)?),
        Format::Json => json(&answer.json(lang), context),
        Format::Table => context.out.text(&for_people(answer, shown, lang)),
    }
}

/// More differences than this are not told in sentences: the table tells them.
const MOST_SENTENCES: usize = 3;

/// A table; its differences in words and what should be known of its numbers stand below, each remark once.
fn for_people(answer: &Answer, shown: Shown, lang: calc::Lang) -> String {
    let keys: Vec<String> = answer.keys().into_iter().filter(|key| key != "notes").collect();
    let is_number =
        |key: &String| answer.lines.iter().any(|line| matches!(Answer::datum(line, key, lang), Some(Datum::Number(_))));
    let side = |key: &String| if is_number(key) { Side::Right } else { Side::Left };
    let mut table = Table::new(keys.iter().map(|key| (Answer::head(key, lang), side(key))));
    let mut notes: Vec<String> = Vec::new();
    for line in &answer.lines {
        table.row(keys.iter().map(|key| match Answer::datum(line, key, lang) {
            Some(Datum::Number(value)) => shown(value, lang),
            Some(Datum::Text(text)) => Answer::word(key, &text, lang),
            None => String::new(),
        }));
        let said = line.said(lang);
        if !said.is_empty() && !notes.contains(&said) {
            notes.push(said);
        }
    }
    let mut text = table.text(room());
    let sentences = answer.lines.iter().filter_map(|line| Answer::sentence(line, lang));
    let sentences: Vec<String> = sentences.collect();
    let sentences = if sentences.len() > MOST_SENTENCES { Vec::new() } else { sentences };
    for note in sentences.into_iter().chain(notes) {
        text.push('\n');
        text += &crate::output::finding::paragraph(&note);
    }
    text
}

fn list(told: &Told) -> Result<(), Failure> {
    let (context, lang) = (&told.context, told.lang());
    match context.format() {
        Format::Json => {
            let one = |it: &Recipe| {
                let options: Vec<&str> = it.every_option().map(|option| option.name).collect();
                json!({
                    "method": it.key, "also": it.also, "family": it.family.name(lang), "title": it.title(lang),
                    "formula": it.formula_in(lang), "reference": it.reference, "options": options, "example": it.example,
                })
            };
            json(&json!(calc::recipes().map(one).collect::<Vec<_>>()), context)
        }
        Format::Csv => {
            let row = |it: &'static Recipe| {
                [it.key, it.family.name(lang), it.title(lang), it.reference].map(str::to_owned).to_vec()
            };
            let head = ["method", "family", "title", "reference"];
            context.out.text(&crate::output::csv::table(&head, calc::recipes().map(row)))
        }
        Format::Xlsx => Err(Failure::Bad("cli-bad-format", "table, json, csv".to_owned())),
        Format::Table => {
            let mut text = String::new();
            let mut family = None;
            for it in calc::recipes() {
                if family != Some(it.family) {
                    family = Some(it.family);
                    text += &format!("\n{}\n", it.family.name(lang));
                }
                text += &format!("  {:<24} {}\n", it.key, it.title(lang));
            }
            text += &format!("\n{}\n", context.texts().get("cli-stats-list-more"));
            context.out.text(text.trim_start_matches('\n'))
        }
    }
}

fn verify(told: &Told) -> Result<(), Failure> {
    let (context, lang) = (&told.context, told.lang());
    let ours = |fault: calc::Fault| Failure::Ours(fault.sentence(lang));
    let mut checked = Vec::new();
    for case in calc::cases::cases().map_err(ours)? {
        checked.extend(case.check().map_err(ours)?);
    }
    let lines = checked.iter().map(|it| {
        let line = calc::Line::of(&it.case).text("method", &it.method).text("number", &it.number);
        let line = line.with("expected", it.expected).with_some("got", it.got);
        let agrees = if it.agrees() { ("ja", "yes") } else { ("nej", "no") };
        line.with_some("difference", it.difference())
            .with("within", it.within)
            .text("agrees", lang.pick(agrees.0, agrees.1))
            .text("source", &it.source)
    });
    // What was published is compared digit by digit.
    write(&Answer::new(lines.collect()), Answer::shown_in_full, told)?;
    let off = checked.iter().filter(|it| !it.agrees()).count();
    let (all, off_text) = (checked.len().to_string(), off.to_string());
    crate::note(&context.say("cli-stats-verified", &[("all", &all), ("off", &off_text)]));
    if off == 0 { Ok(()) } else { Err(Failure::Faults) }
}
