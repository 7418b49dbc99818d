//! The unit of a key figure, guessed from its title: the source has no field for it.

use serde::{Deserialize, Serialize};

/// The kind of number a key figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Per cent of a group ("andel (%)"); mostly 0–100.
    Share,
    /// Events or persons per so many inhabitants ("antal/1000 inv").
    Rate,
    /// Money ("kr", "kr/inv", "tkr").
    Amount,
    /// A whole number of persons or things ("antal"), where women and men add up to the total.
    Count,
    /// Points, marks, an index, a mean on a scale.
    Score,
    /// Days, years, kilograms, percentage points and what the title does not tell.
    Other,
}

/// The unit a title speaks of, and its words as the title has them ("andel (%)", "kr/inv").
pub fn unit_of(title: &str) -> (Unit, &str) {
    let title = without_end(title);
    let last = title.rsplit(',').next().unwrap_or(title).trim().trim_end_matches('.');
    let low = last.to_lowercase();
    let all = title.to_lowercase();
    let has = |what: &str| low.contains(what);
    let unit = if has("procentenhet") {
        Unit::Other
    } else if has("%") || has("andel") || has("procent") {
        Unit::Share
    } else if money(&low) {
        Unit::Amount
    } else if low.starts_with("antal") && has(" per ") {
        // "Antal invånare per förtroendevald": women and men do not add up.
        Unit::Rate
    } else if low.starts_with("antal/")
        || low.starts_with("fall/")
        || has("/1000 inv")
        || has("/10 000")
        || has("/100 000")
    {
        Unit::Rate
    } else if low.starts_with("antal") && !["dag", "median", "medel", "genomsnitt", "timm", "år"].iter().any(|w| has(w))
    {
        Unit::Count
    } else if ["index", "poäng", "meritvärde", "betyg", "balanstal"].iter().any(|w| all.contains(w))
        || low.ends_with("=0)")
        || low.ends_with("= 0)")
    {
        Unit::Score
    } else if all.contains("andel (%)") {
        // "…, andel (%), 16-64 år": the unit is not last.
        Unit::Share
    } else if all.ends_with("antal") {
        Unit::Count
    } else if all.split(',').any(|part| money(part.trim())) {
        Unit::Amount
    } else {
        Unit::Other
    };
    (unit, last)
}

fn money(part: &str) -> bool {
    let first = part.split([' ', '/']).next().unwrap_or_default();
    matches!(first, "kr" | "tkr" | "mkr" | "kronor" | "mnkr")
        || part.contains("miljoner kronor")
        || part.starts_with("1000 kr")
}

/// The year after which the source stopped the key figure: "(-2021)" at the end of the title.
pub fn ended(title: &str) -> Option<i16> {
    let inner = end_mark(title)?;
    inner.parse().ok()
}

fn end_mark(title: &str) -> Option<&str> {
    let inner = title.trim_end().trim_end_matches('.').strip_suffix(')')?;
    let (_, inner) = inner.rsplit_once('(')?;
    let year = inner.trim().strip_prefix(['-', '–'])?.trim();
    (year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())).then_some(year)
}

fn without_end(title: &str) -> &str {
    match end_mark(title).and_then(|_| title.rfind('(')) {
        Some(at) => title[..at].trim_end().trim_end_matches(','),
        None => title.trim_end(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_titles() {
        for (title, unit, words) in [
            ("Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)", Unit::Share, "andel (%)"),
            ("Månadsavlönade totalt, kommun, antal", Unit::Count, "antal"),
            ("Personalkostnader, kr/inv", Unit::Amount, "kr/inv"),
            ("Anmälda våldsbrott, antal/100 000 inv", Unit::Rate, "antal/100 000 inv"),
            ("Elever i åk. 9, meritvärde hemkommun, genomsnitt (17 ämnen)", Unit::Score, "genomsnitt (17 ämnen)"),
            ("Ohälsotal, antal dagar", Unit::Other, "antal dagar"),
            ("Brukartid hemtjänst äldreomsorg, andel (%) (- 2024)", Unit::Share, "andel (%)"),
            ("Antal invånare per förtroendevald", Unit::Rate, "Antal invånare per förtroendevald"),
            ("", Unit::Other, ""),
        ] {
            assert_eq!(unit_of(title), (unit, words), "{title}");
        }
        assert_eq!(ended("Något, andel (%) (-2021)"), Some(2021));
        assert_eq!(ended("Något, andel (%) (- 2024)"), Some(2024));
        assert_eq!(ended("Något, andel (%)"), None);
    }
}
