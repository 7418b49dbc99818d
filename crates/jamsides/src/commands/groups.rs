//! `groups`: forms groups and finds mentors, checks an arrangement, says why, and compares two. Files are read by
//! `app::grouping::read`, groups formed by the crate `grouping`; all words come from `app::grouping::words`.

use super::Context;
use super::snapshot::json;
use crate::args::{AskedGroups, CheckGroups, CompareGroups, FormGroups, Format, WhyGroups};
use crate::failure::Failure;
use crate::output::groups as show;
use crate::progress::Search;
use app::grouping::answer::{self, Answer, GroupAnswer};
use app::grouping::words::Teller;
use app::grouping::{FromFigures, example as round, read};
use grouping::explain::{self, Care, Relaxed, Standing};
use grouping::{Arrangement, Effort, NoGroups, Outcome, Problem};
use std::path::Path;

/// What was asked, ready to be worked on.
struct Asked {
    problem: Problem,
    teller: Teller,
    title: String,
}

/// Forms groups.
pub fn form(wanted: &FormGroups, context: &Context) -> Result<(), Failure> {
    no_sheet(context)?;
    let asked = asked(&wanted.asked, context)?;
    let outcome = formed(&asked, wanted.time_limit, context)?;
    let mut answer = answer::formed(&asked.problem, &outcome, &asked.title, &asked.teller);
    if wanted.explain {
        answer::explain_all(&mut answer, &asked.problem, &asked.teller);
    }
    put(&answer, &asked, context)
}

/// Says whether an arrangement is allowed and what it costs.
pub fn check(wanted: &CheckGroups, context: &Context) -> Result<(), Failure> {
    no_sheet(context)?;
    let asked = asked(&wanted.asked, context)?;
    let arrangement = arrangement(&wanted.arrangement, &asked, context)?;
    let answer = answer::about(&asked.problem, &arrangement, &asked.title, &asked.teller);
    put(&answer, &asked, context)?;
    if answer.allowed { Ok(()) } else { Err(Failure::Faults) }
}

/// Says why the groups are as they are, or why there are none.
pub fn why(wanted: &WhyGroups, context: &Context) -> Result<(), Failure> {
    no_sheet(context)?;
    let asked = asked(&wanted.asked, context)?;
    let mut answer = match &wanted.arrangement {
        Some(path) => {
            let arrangement = arrangement(path, &asked, context)?;
            answer::about(&asked.problem, &arrangement, &asked.title, &asked.teller)
        }
        None => {
            let outcome = formed(&asked, wanted.time_limit, context)?;
            answer::formed(&asked.problem, &outcome, &asked.title, &asked.teller)
        }
    };
    answer::explain_all(&mut answer, &asked.problem, &asked.teller);
    if let Some(who) = &wanted.organisation {
        only(&mut answer, who, context)?;
    }
    put(&answer, &asked, context)
}

/// Says what differs between two arrangements.
pub fn compare(wanted: &CompareGroups, context: &Context) -> Result<(), Failure> {
    super::snapshot::only_table(context)?;
    let asked = asked(&wanted.asked, context)?;
    let one = arrangement(&wanted.one, &asked, context)?;
    let other = arrangement(&wanted.other, &asked, context)?;
    let difference = explain::compare(&asked.problem, &one, &other);
    let checked = |arrangement: &Arrangement, which: &str| {
        let (breaches, total) =
            (grouping::check(&asked.problem, arrangement), grouping::score(&asked.problem, arrangement).total);
        let mut told = vec![format!("{which}: {}", asked.teller.checked(breaches.len(), total))];
        told.extend(breaches.iter().map(|it| format!("{which}: {}", asked.teller.breach(&asked.problem, it))));
        (breaches, told)
    };
    // What is forbidden is told before what is better by it.
    let which = |key: &str| context.say(key, &[]);
    let (broken_one, mut told) = checked(&one, &which("cli-groups-first"));
    let (broken_other, of_other) = checked(&other, &which("cli-groups-second"));
    told.extend(of_other);
    told.extend(asked.teller.difference(&difference));
    if context.format() == Format::Json {
        return json(
            &serde_json::json!({
                "difference": difference,
                "breaches": { "one": broken_one, "other": broken_other },
                "sentences": told,
            }),
            context,
        );
    }
    context.out.text(&told.iter().map(|line| show::bullet(line)).collect::<String>())
}

/// A round to begin from: CSV where that is asked for or named, otherwise TOML.
pub fn example(context: &Context) -> Result<(), Failure> {
    match context.format() {
        Format::Csv => context.out.text(round::csv(context.lang)),
        Format::Table => context.out.text(round::toml(context.lang)),
        Format::Json | Format::Xlsx => Err(Failure::Bad("cli-bad-format", "toml, csv".to_owned())),
    }
}

fn no_sheet(context: &Context) -> Result<(), Failure> {
    match context.format() {
        Format::Xlsx => Err(Failure::Bad("cli-bad-format", "table, json, csv".to_owned())),
        _ => Ok(()),
    }
}

/// A file as it lies on the disk.
fn file(path: &Path) -> Result<read::File, Failure> {
    // The system's own words are English, and say no more than the sentence does.
    let unreadable = |_: std::io::Error| Failure::Bad("cli-bad-file", path.display().to_string());
    let long = path.metadata().map_err(unreadable)?.len();
    // One byte more than is read is enough to be told that it is too large.
    let most = read::MOST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let open = std::fs::File::open(path).map_err(unreadable)?;
    std::io::Read::read_to_end(&mut std::io::Read::take(open, most.min(long.max(1) + most)), &mut bytes)
        .map_err(unreadable)?;
    Ok(read::File { name: path.display().to_string(), bytes })
}

/// Tells everything that is wrong in files, on standard error.
fn refused(faults: impl IntoIterator<Item = String>) -> Failure {
    for line in faults {
        crate::note(&line);
    }
    Failure::Faults
}

fn asked(wanted: &AskedGroups, context: &Context) -> Result<Asked, Failure> {
    let files = wanted.input.iter().map(|path| file(path)).collect::<Result<Vec<_>, _>>()?;
    let travel = wanted.travel.as_deref().map(file).transpose()?;
    let app = wanted.figures.then(|| context.app()).transpose()?;
    let facts = app.as_ref().map(|app| FromFigures::new(app, wanted.differences));
    let facts = facts.as_ref().map(|it| it as &dyn read::Facts);
    let read = read::read(&files, travel.as_ref(), facts)
        .map_err(|faults| refused(faults.iter().map(|it| it.told(context.lang))))?;
    if !read.filled.is_empty() {
        let n = read.filled.len().to_string();
        crate::note(&context.say("cli-groups-filled", &[("n", &n)]));
    }
    let teller = Teller::new(context.lang, &read.ask).with_keys();
    match Problem::new(read.ask.clone()) {
        Ok(problem) => Ok(Asked { problem, teller, title: read.title }),
        Err(faults) => Err(refused(faults.iter().map(|it| read.told(it, context.lang)))),
    }
}

fn arrangement(path: &Path, asked: &Asked, context: &Context) -> Result<Arrangement, Failure> {
    read::arrangement(&file(path)?, asked.problem.ask())
        .map_err(|faults| refused(faults.iter().map(|it| it.told(context.lang))))
}

/// Forms groups, telling how far it has come; where there are none, why.
fn formed(asked: &Asked, limit: Option<u32>, context: &Context) -> Result<Outcome, Failure> {
    // Plain shortage is told at once: a search would only look for what cannot be.
    if let Some(short) = explain::shortage(&asked.problem) {
        let standing = explain::standing(&asked.problem, &Care::default());
        let mut told = vec![asked.teller.shortage(&short)];
        let ways = priced(&standing, asked);
        if let Standing::Impossible(it) = &standing {
            told.extend(asked.teller.contradiction(it, &ways));
        }
        return Err(refusal(&told, None, (&standing, &ways), asked, context));
    }
    let search = Search::new(&asked.teller, limit);
    let mut effort = Effort::default();
    if let Some(seconds) = limit {
        // A step is about a microsecond: the clock stops it first.
        effort.steps = u64::from(seconds).saturating_mul(20_000_000);
    }
    let found = grouping::form(&asked.problem, &effort, &mut |progress| search.tell(progress));
    search.end();
    found.map_err(|none| impossible(&none, asked, context))
}

/// Tells why there are no groups: as an answer, since that was asked too.
fn impossible(none: &NoGroups, asked: &Asked, context: &Context) -> Failure {
    let mut told = vec![asked.teller.no_groups(none)];
    let standing = explain::standing(&asked.problem, &Care::default());
    let ways = priced(&standing, asked);
    told.extend(match &standing {
        Standing::Impossible(it) => asked.teller.contradiction(it, &ways),
        other => asked.teller.standing(other),
    });
    refusal(&told, Some(none), (&standing, &ways), asked, context)
}

/// What groups would cost with each way out by itself.
fn priced(standing: &Standing, asked: &Asked) -> Vec<Relaxed> {
    match standing {
        Standing::Impossible(it) => {
            explain::priced(&asked.problem, &it.relax, &explain::NEXT_EFFORT, &mut |_| grouping::Go::On)
        }
        Standing::Possible | Standing::Unknown => Vec::new(),
    }
}

/// Puts out why there are no groups.
fn refusal(
    told: &[String],
    none: Option<&NoGroups>,
    (standing, ways): (&Standing, &[Relaxed]),
    asked: &Asked,
    context: &Context,
) -> Failure {
    let put = if context.format() == Format::Json {
        let contradiction = match standing {
            Standing::Impossible(it) => Some(it),
            _ => None,
        };
        let answer = serde_json::json!({
            "title": asked.title,
            "groups": serde_json::Value::Null,
            "none": none,
            "shortage": explain::shortage(&asked.problem),
            "contradiction": contradiction,
            "relaxed": ways,
            "sentences": told,
        });
        json(&answer, context)
    } else {
        context.out.text(&told.iter().map(|line| show::bullet(line)).collect::<String>())
    };
    put.err().unwrap_or(Failure::Nothing)
}

/// Keeps what is about one organisation.
fn only(answer: &mut Answer, who: &str, context: &Context) -> Result<(), Failure> {
    let wanted = i18n::fold(who);
    let is = |id: &str, name: &str| i18n::fold(id) == wanted || i18n::fold(name) == wanted;
    let found = answer.organisations.iter().find(|it| is(&it.id, &it.name)).map(|it| (it.id.clone(), it.group));
    // A mentor has no wishes of its own, but groups.
    let leads = |it: &GroupAnswer| it.mentor.iter().chain(&it.support).any(|named| is(&named.id, &named.name));
    match found {
        Some((id, group)) => {
            answer.organisations.retain(|it| it.id == id);
            answer.groups.retain(|it| Some(it.number) == group);
        }
        None if answer.groups.iter().any(leads) => {
            answer.organisations.clear();
            answer.groups.retain(leads);
        }
        None => {
            crate::note(&context.say("cli-groups-nobody", &[("name", who)]));
            return Err(Failure::Nothing);
        }
    }
    // What is of all the round says nothing of one.
    answer.wishes.clear();
    answer.notes.clear();
    let here: Vec<usize> = answer.groups.iter().map(|it| it.number - 1).collect();
    let all = answer.breaches.len();
    let arrangement = &answer.arrangement;
    answer.breaches.retain(|it| it.breach.place(arrangement).is_none_or(|at| here.contains(&at)));
    let others = all - answer.breaches.len();
    if others > 0 {
        answer.notes.push(context.say("cli-groups-others", &[("n", &others.to_string())]));
    }
    Ok(())
}

fn put(answer: &Answer, asked: &Asked, context: &Context) -> Result<(), Failure> {
    match context.format() {
        Format::Json => json(answer, context),
        Format::Csv => {
            let name = |id: &str| asked.teller.name(id).to_owned();
            context.out.text(&read::written(&answer.arrangement, &name))
        }
        Format::Table | Format::Xlsx => context.out.text(&show::answer(answer, &asked.teller, context)),
    }
}
