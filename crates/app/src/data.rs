//! About the data: what the snapshot holds and where it came from.

use crate::view::{DataView, Fact};
use crate::world::World;
use figures::StateCounts;
use i18n::{Lang, Numbers};

/// At most so many key figures whose total does not fit are named.
const MOST_MISMATCHES: usize = 20;

/// About the data.
#[must_use]
pub fn data(world: &World, lang: Lang) -> DataView {
    let manifest = world.snapshot.manifest();
    let numbers = Numbers::of(lang);
    let count = |n: u64| usize::try_from(n).map_or_else(|_| n.to_string(), |n| numbers.count(n));
    let fact = |sv: &str, en: &str, value: String| Fact { label: lang.pick(sv, en).to_owned(), value };
    let mut snapshot = vec![
        fact("Ögonblicksbild", "Snapshot", world.snapshot.id().to_string()),
        fact("Gjord", "Made", moment(manifest.created)),
        fact("Mått med värden", "Figures with values", count(manifest.figures_with_rows)),
        fact("Mått uppdelade på kön", "Figures split by sex", numbers.count(world.figures.len())),
        fact("Rader (mått, område och år)", "Rows (figure, area and year)", count(manifest.rows)),
    ];
    if let (Some(first), Some(last)) = (manifest.first_year, manifest.last_year) {
        snapshot.push(fact("År", "Years", format!("{first}–{last}")));
    }
    for (sv, en, states) in [
        ("Värden för kvinnor", "Values for women", &manifest.women),
        ("Värden för män", "Values for men", &manifest.men),
        ("Värden för alla", "Values for all", &manifest.total),
    ] {
        snapshot.push(fact(sv, en, states_in_words(states, lang, &count)));
    }
    let sources = manifest
        .sources
        .iter()
        .map(|source| {
            vec![
                fact("Namn", "Name", source.name.clone()),
                fact("Vad", "What", kind(&source.kind, lang)),
                match source.file_date {
                    true => fact("Filens datum", "Date of the file", moment(source.retrieved)),
                    false => fact("Hämtad", "Fetched", moment(source.retrieved)),
                },
                fact("Rader", "Rows", count(source.rows)),
                fact("Kontrollsumma (SHA-256)", "Checksum (SHA-256)", source.sha256.clone()),
            ]
        })
        .collect();
    DataView { snapshot, sources, remarks: remarks(world, lang), invented: world.invented }
}

/// What a source holds, in words: the manifest says it in English, `values (parquet)`.
fn kind(written: &str, lang: Lang) -> String {
    let (what, form) = written.split_once(' ').unwrap_or((written, ""));
    let (sv, en) = match what {
        "values" => ("värden", "values"),
        "catalogue" => ("katalog över nyckeltal", "catalogue of key figures"),
        "list" => ("utvalda nyckeltal", "chosen key figures"),
        "areas" => ("kommuner och regioner", "municipalities and regions"),
        "municipalities" => {
            ("kommuner med län, grupp och invånare", "municipalities with county, class and inhabitants")
        }
        "groups" => ("grupper av kommuner eller nyckeltal", "groups of municipalities or key figures"),
        "similar" => ("liknande kommuner", "similar municipalities"),
        "kolada" => ("Koladas öppna gränssnitt, version 3", "Kolada's open interface, version 3"),
        // What a newer program wrote.
        _ => return written.to_owned(),
    };
    match form {
        "(csv)" => format!("{} (CSV)", lang.pick(sv, en)),
        "(json)" => format!("{} (JSON)", lang.pick(sv, en)),
        "(parquet)" => format!("{} (Parquet)", lang.pick(sv, en)),
        _ => lang.pick(sv, en).to_owned(),
    }
}

fn moment(time: jiff::Timestamp) -> String {
    let text = time.to_string();
    let minute: String = text.chars().take(16).collect();
    format!("{} UTC", minute.replace('T', " "))
}

fn states_in_words(states: &StateCounts, lang: Lang, count: &impl Fn(u64) -> String) -> String {
    match lang {
        Lang::Sv => format!(
            "{} värden, {} saknas, {} sekretess, {} ej tillämpliga, {} borttagna",
            count(states.value),
            count(states.missing),
            count(states.secret),
            count(states.not_applicable),
            count(states.deleted)
        ),
        Lang::En => format!(
            "{} values, {} missing, {} secret, {} not applicable, {} withdrawn",
            count(states.value),
            count(states.missing),
            count(states.secret),
            count(states.not_applicable),
            count(states.deleted)
        ),
    }
}

fn remarks(world: &World, lang: Lang) -> Vec<String> {
    let manifest = world.snapshot.manifest();
    let numbers = Numbers::of(lang);
    let mismatches = manifest.mismatches.iter().filter(|mismatch| mismatch.suspicious).take(MOST_MISMATCHES);
    mismatches
        .map(|mismatch| {
            let share = 100.0 * mismatch.off as f64 / mismatch.checked.max(1) as f64;
            let share = numbers.fixed(share, 0);
            match (lang, mismatch.sum) {
                (Lang::Sv, true) => format!(
                    "{}: antalet för alla är inte summan av kvinnor och män i {share} procent av raderna.",
                    mismatch.kpi
                ),
                (Lang::Sv, false) => format!(
                    "{}: värdet för alla ligger utanför kvinnornas och männens i {share} procent av raderna.",
                    mismatch.kpi
                ),
                (Lang::En, true) => format!(
                    "{}: the number for all is not the sum of women and men in {share} per cent of the rows.",
                    mismatch.kpi
                ),
                (Lang::En, false) => format!(
                    "{}: the value for all lies outside women's and men's in {share} per cent of the rows.",
                    mismatch.kpi
                ),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_in_both_languages() {
        assert_eq!(kind("values (parquet)", Lang::Sv), "värden (Parquet)");
        assert_eq!(kind("similar (csv)", Lang::En), "similar municipalities (CSV)");
        assert_eq!(kind("kolada api v3", Lang::Sv), "Koladas öppna gränssnitt, version 3");
        assert_eq!(kind("something new", Lang::Sv), "something new");
    }
}
