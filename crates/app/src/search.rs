//! Finding areas and figures by what somebody types.

use crate::Found;
use crate::peers::area_ref;
use crate::world::World;
use figures::AreaMatch;
use i18n::{Lang, fold, sort_names_by};

/// At most so many of each.
const MOST: usize = 30;

/// Areas and figures whose name, code or id looks like `text`.
#[must_use]
pub fn search(world: &World, text: &str, lang: Lang) -> Found {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Found::default();
    }
    let exact = world.snapshot.areas().iter().filter(|area| fold(&area.title) == wanted || area.id.as_str() == wanted);
    let mut areas: Vec<_> = exact.map(area_ref).collect();
    if areas.is_empty() {
        let like = |fits: fn(&str, &str) -> bool| {
            let mut like: Vec<_> = world
                .snapshot
                .areas()
                .iter()
                .zip(&world.folded)
                .filter(|(_, name)| fits(name, &wanted))
                .map(|(area, _)| area_ref(area))
                .collect();
            sort_names_by(&mut like, |area| &area.name);
            like
        };
        // A name is looked for by its beginning; only then by what it holds.
        areas = like(begins);
        if areas.is_empty() {
            areas = like(|name, wanted| name.contains(wanted));
        }
    }
    if areas.is_empty() {
        areas = match world.snapshot.find_area(text) {
            AreaMatch::One(area) => vec![area_ref(area)],
            AreaMatch::Several(found) | AreaMatch::None(found) => found.into_iter().map(area_ref).collect(),
        };
    }
    areas.truncate(MOST);
    Found { areas, figures: figures_like(world, text, lang) }
}

/// Whether some word of a name begins so.
fn begins(name: &str, wanted: &str) -> bool {
    name.match_indices(wanted).any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
}

/// How a word that somebody wrote stands in a text; the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// As a word of its own.
    Whole,
    /// At the beginning of a word: `lön` in `lönegap`.
    Start,
    /// At its end, as in Swedish compounds: `lön` in `medianlön`.
    End,
    /// Somewhere inside: `lön` in `avlönad`. Taken only where nothing fits better.
    Inside,
}

/// How the words written fit a text: as well as the one that fits worst. `None` when one is missing.
fn fit(text: &str, wanted: &[String]) -> Option<Fit> {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    let one = |part: &String| {
        words
            .iter()
            .filter_map(|word| match word {
                word if word == part => Some(Fit::Whole),
                word if word.starts_with(part.as_str()) => Some(Fit::Start),
                word if word.ends_with(part.as_str()) => Some(Fit::End),
                word if word.contains(part.as_str()) => Some(Fit::Inside),
                _ => None,
            })
            .min()
    };
    wanted.iter().map(one).collect::<Option<Vec<Fit>>>()?.into_iter().max()
}

/// Figures by the words of their names. Who writes å, ä or ö means them; where nothing fits so,
/// and for everybody else, the dots do not count.
fn figures_like(world: &World, text: &str, lang: Lang) -> Vec<(String, String)> {
    let lower = |text: &str| text.to_lowercase();
    let exact = if text.is_ascii() { Vec::new() } else { figures_by(world, text, lang, &lower) };
    if exact.is_empty() { figures_by(world, text, lang, &fold) } else { exact }
}

fn figures_by(world: &World, text: &str, lang: Lang, plain: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
    let id = text.trim().to_ascii_uppercase();
    let wanted: Vec<String> = plain(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let split = world.figures.iter().map(|figure| (figure.block, &figure.words, figure.curated));
    let totals = world.totals.iter().map(|total| (total.block, &total.words, true));
    let mut found: Vec<(Fit, bool, bool, &str, &str)> = split
        .chain(totals)
        .filter_map(|(block, words, curated)| {
            let short = words.short(lang);
            let in_short = fit(&plain(short), &wanted);
            let in_title = world.snapshot.block_at(block).and_then(|block| fit(&plain(&block.kpi.title), &wanted));
            let by_id = (words.id == id).then_some(Fit::Whole);
            let best = [by_id, in_short, in_title].into_iter().flatten().min()?;
            let only_in_title = in_short != Some(best);
            Some((best, !curated, only_in_title, words.id.as_str(), short))
        })
        .collect();
    found.sort_unstable();
    let inside_only = found.first().is_some_and(|best| best.0 == Fit::Inside);
    found.retain(|one| inside_only || one.0 != Fit::Inside);
    found.into_iter().take(MOST).map(|(.., id, short)| (id.to_owned(), short.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_before_beginnings_before_endings_before_insides() {
        let wanted = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(fit("lön, kronor", &wanted("lön")), Some(Fit::Whole));
        assert_eq!(fit("lönesumma", &wanted("lön")), Some(Fit::Start));
        assert_eq!(fit("medianlön", &wanted("lön")), Some(Fit::End));
        assert_eq!(fit("månadsavlönade", &wanted("lön")), Some(Fit::Inside));
        assert_eq!(fit("heltid", &wanted("lön")), None);
        assert_eq!(fit("medianlön i kommunen", &wanted("kommun medianlön")), Some(Fit::Start));
        assert_eq!(fit("medianlön", &wanted("kommun medianlön")), None);
    }

    #[test]
    fn a_name_begins_at_any_of_its_words() {
        assert!(begins("upplands vasby", "vas") && begins("malung-salen", "salen") && begins("ale", "ale"));
        assert!(!begins("vasteras", "eras"));
    }
}
