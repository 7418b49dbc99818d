//! `export`: what belongs to one organisation, in one file.

use super::database::{address, may_write, open_to_read, shown, wait_for};
use super::{Context, now};
use crate::args::Export;
use crate::failure::Failure;
use crate::output::finding::paragraph;
use app::words::list;
use figures::fold::{distance, fold as plain};
use i18n::sort_names_by;
use programme::{Organisation, OrganisationId, fold};
use storage::{Store, Stored};

/// At most so many names are suggested.
const MOST: usize = 5;

/// Does it.
pub fn run(asked: &Export, context: &Context) -> Result<(), Failure> {
    let address = address(&asked.database, context)?;
    may_write(&asked.file, asked.force, &address)?;
    let organisation = wait_for(async {
        let store = open_to_read(&address).await?;
        let written = write(&store, asked, context).await;
        store.close().await;
        written
    })?;
    context.out.text(&paragraph(
        &context.say("cli-export-done", &[("file", &shown(&asked.file)), ("organisation", &organisation.body.name)]),
    ))
}

async fn write(store: &Store, asked: &Export, context: &Context) -> Result<Stored<Organisation>, Failure> {
    let all = store.list::<Organisation>().await?;
    let organisation = find(&all, &asked.organisation, context)?.clone();
    store.export_organisation(organisation.id, &asked.file, now()).await?;
    Ok(organisation)
}

/// The organisation with that id, area code or name.
fn find<'a>(
    all: &'a [Stored<Organisation>],
    asked: &str,
    context: &Context,
) -> Result<&'a Stored<Organisation>, Failure> {
    let asked = asked.trim();
    let (id, wanted) = (asked.parse::<OrganisationId>().ok(), fold(asked));
    let by_code = |one: &&Stored<Organisation>| {
        Some(one.id) == id || one.body.area.as_ref().is_some_and(|area| area.as_str() == asked)
    };
    let named: Vec<_> = all.iter().filter(|one| fold(&one.body.name) == wanted).collect();
    match (all.iter().find(by_code), named.as_slice()) {
        (Some(one), _) => Ok(one),
        (None, [one]) => Ok(*one),
        (None, []) => Err(unknown(all, asked, context)),
        (None, several) => {
            // The same name, for example of a municipality and an association: only the ids differ.
            let told = |one: &&Stored<Organisation>| {
                let kind = one.body.kind.title();
                format!("{} ({})", context.lang.pick(kind.sv, kind.en), one.id)
            };
            let several: Vec<String> = several.iter().map(told).collect();
            Err(Failure::Bad("cli-export-several", several.join(", ")))
        }
    }
}

fn unknown(all: &[Stored<Organisation>], asked: &str, context: &Context) -> Failure {
    let alike = alike(all.iter().map(|one| one.body.name.as_str()), asked);
    let text = if alike.is_empty() {
        context.say("cli-export-unknown", &[("name", asked)])
    } else {
        let alike = list(&alike, context.lang.pick("eller", "or"));
        context.say("cli-export-unknown-alike", &[("name", asked), ("alike", &alike)])
    };
    crate::note(&text);
    Failure::Nothing
}

/// Names with the same beginning of a word, or that a slip of the pen tells apart: å, ä and ö may be
/// written a and o, and "kommun" left out.
fn alike<'a>(names: impl Iterator<Item = &'a str>, asked: &str) -> Vec<&'a str> {
    let wanted = plain(asked);
    if wanted.is_empty() {
        return Vec::new();
    }
    let far = |name: &str| {
        let name = plain(name);
        let begins = name.split(' ').any(|word| word.starts_with(&wanted)) || name.starts_with(&wanted);
        let short = name.trim_end_matches(" kommun");
        let short_wanted = wanted.trim_end_matches(" kommun");
        if begins { 0 } else { distance(&name, &wanted).min(distance(short, short_wanted)) }
    };
    let most = 1 + wanted.chars().count() / 4;
    let mut scored: Vec<(usize, &str)> = names.map(|name| (far(name), name)).filter(|(far, _)| *far <= most).collect();
    sort_names_by(&mut scored, |(_, name)| name);
    scored.sort_by_key(|(far, _)| *far);
    scored.into_iter().map(|(_, name)| name).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_were_meant() {
        let names =
            ["Örnsköldsviks kommun", "Kramfors kommun", "Kramforsbygdens förbund", "Åre kommun", "Region Skåne"];
        let alike = |asked| alike(names.into_iter(), asked);
        assert_eq!(alike("Kramfros"), ["Kramfors kommun"]);
        assert_eq!(alike("kramfors"), ["Kramfors kommun", "Kramforsbygdens förbund"]);
        assert_eq!(alike("Are"), ["Åre kommun"]);
        assert_eq!(alike("Skane"), ["Region Skåne"]);
        assert_eq!(alike("ornskoldsvik"), ["Örnsköldsviks kommun"]);
        assert_eq!(alike("Göteborg"), Vec::<&str>::new());
        assert_eq!(alike(" "), Vec::<&str>::new());
    }
}
