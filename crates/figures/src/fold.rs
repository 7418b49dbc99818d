//! Folding of names, and the area a person means.

use unicode_normalization::UnicodeNormalization;

use crate::{Area, AreaId, AreaMatch};

/// Lower case, without accents (å ä → a, ö → o), every run of other signs one space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// See [`crate::Snapshot::find_area`].
pub fn find_area<'a>(areas: &'a [Area], text: &str) -> AreaMatch<'a> {
    let text = text.trim();
    if !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        let id = text.parse().ok().and_then(AreaId::from_number);
        if let Some(area) = areas.iter().find(|a| Some(a.id) == id) {
            return AreaMatch::One(area);
        }
    }
    let wanted = fold(text);
    let wanted = wanted.trim_end_matches(" kommun").trim_end_matches(" stad");
    if wanted.is_empty() {
        return AreaMatch::None(Vec::new());
    }
    let names: Vec<(String, &Area)> = areas.iter().map(|a| (fold(&a.title), a)).collect();
    let pick = |found: Vec<&'a Area>| match found.as_slice() {
        [] => None,
        [one] => Some(AreaMatch::One(one)),
        _ => Some(AreaMatch::Several(found)),
    };
    let by = |test: &dyn Fn(&str) -> bool| pick(names.iter().filter(|(n, _)| test(n)).map(|(_, a)| *a).collect());
    // "Lidingö stad" and "Region Skåne" are found by their short names, too; the genitive s of
    // "Lunds kommun" comes off last, since "Borås" needs its own.
    by(&|n| n == wanted)
        .or_else(|| by(&|n| text.contains(' ') && wanted.strip_suffix('s').is_some_and(|w| w == n)))
        .or_else(|| by(&|n| n.starts_with(wanted)))
        .or_else(|| by(&|n| n.split(' ').any(|word| word.starts_with(wanted))))
        .unwrap_or_else(|| AreaMatch::None(nearest(&names, wanted)))
}

fn nearest<'a>(names: &[(String, &'a Area)], wanted: &str) -> Vec<&'a Area> {
    let most = 1 + wanted.chars().count() / 4;
    let mut scored: Vec<(usize, &str, &Area)> =
        names.iter().map(|(n, a)| (distance(n, wanted), n.as_str(), *a)).filter(|(d, ..)| *d <= most).collect();
    scored.sort_by_key(|(d, n, _)| (*d, *n));
    scored.truncate(5);
    scored.into_iter().map(|(.., a)| a).collect()
}

/// How many insertions, deletions, changes and swaps of neighbours lead from `a` to `b` (Damerau's
/// distance in its restricted form).
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AreaKind;

    #[test]
    fn a_person_finds_an_area() {
        let areas: Vec<Area> = [
            ("0000", "Riket"),
            ("0012", "Region Skåne"),
            ("0114", "Upplands Väsby"),
            ("0180", "Stockholm"),
            ("1280", "Malmö"),
            ("1281", "Lund"),
            ("1490", "Borås"),
            ("2281", "Sundsvall"),
            ("0183", "Sundbyberg"),
        ]
        .into_iter()
        .map(|(id, title)| Area::new(AreaId::new(id).unwrap(), title, AreaKind::Municipality))
        .collect();
        let one = |text: &str| match find_area(&areas, text) {
            AreaMatch::One(a) => a.title.clone(),
            other => format!("{other:?}"),
        };
        for (text, name) in [
            ("180", "Stockholm"),
            ("0180", "Stockholm"),
            ("malmo", "Malmö"),
            ("MALMÖ kommun", "Malmö"),
            ("skane", "Region Skåne"),
            ("upplands-vasby", "Upplands Väsby"),
            ("Lunds kommun", "Lund"),
            ("boras", "Borås"),
            ("Upplands V", "Upplands Väsby"),
        ] {
            assert_eq!(one(text), name, "{text}");
        }
        assert!(matches!(find_area(&areas, "sund"), AreaMatch::Several(found) if found.len() == 2));
        assert!(matches!(find_area(&areas, "stokcholm"), AreaMatch::None(near) if near[0].title == "Stockholm"));
        assert_eq!(find_area(&areas, "xyzzy"), AreaMatch::None(vec![]));
        assert_eq!(find_area(&areas, ""), AreaMatch::None(vec![]));
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
