//! Where municipalities and regions lie: the centroid of their surface, once made from the map's geometry
//! (`cargo xtask prepare places`) and built into the program.

use grouping::Place;
use i18n::fold;
use serde::Deserialize;
use std::sync::OnceLock;

const PLACES: &str = include_str!("../../../../assets/map/places.json");

/// A municipality or a region, and where it lies.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Spot {
    /// Kolada's code: `2282`, `0022`.
    pub code: String,
    /// Its name: `Kramfors`, `Region Västernorrland`.
    pub name: String,
    /// Degrees east of Greenwich.
    pub lon: f64,
    /// Degrees north of the equator.
    pub lat: f64,
}

impl Spot {
    /// Where it lies.
    #[must_use]
    pub const fn place(&self) -> Place {
        Place { lat: self.lat, lon: self.lon }
    }

    /// Whether it is a region.
    #[must_use]
    pub fn is_region(&self) -> bool {
        self.code.starts_with("00")
    }
}

/// Every municipality and region, in order of their codes.
#[must_use]
pub fn all() -> &'static [Spot] {
    #[derive(Default, Deserialize)]
    struct File {
        places: Vec<Spot>,
    }
    static ALL: OnceLock<Vec<Spot>> = OnceLock::new();
    // The file is our own: a test reads it.
    ALL.get_or_init(|| serde_json::from_str::<File>(PLACES).unwrap_or_default().places)
}

/// The one with this code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Spot> {
    all().binary_search_by(|spot| spot.code.as_str().cmp(code)).ok().and_then(|at| all().get(at))
}

/// The one with this name, written as people do: `Kramfors`, `kramfors kommun`, `Region Gävleborg`.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Spot> {
    let wanted = fold(name);
    let is = |it: &&Spot, wanted: &str| fold(&it.name) == wanted;
    if let Some(found) = all().iter().find(|it| is(it, &wanted)) {
        return Some(found);
    }
    let bare = ["s kommun", "s stad", " kommun", " stad", " municipality"]
        .into_iter()
        .filter_map(|ending| wanted.strip_suffix(ending))
        .collect::<Vec<_>>();
    all().iter().filter(|it| !it.is_region()).find(|it| bare.iter().any(|bare| is(it, bare)))
}

/// Names that look like this one, the most alike first; at most three.
#[must_use]
pub fn like(name: &str) -> Vec<&'static str> {
    let wanted = fold(name);
    let most = wanted.chars().count() / 3;
    let mut near: Vec<(usize, &str)> = all()
        .iter()
        .map(|it| (distance(&fold(&it.name), &wanted), it.name.as_str()))
        .filter(|(far, _)| *far <= most.max(1))
        .collect();
    near.sort();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// How many letters must be changed, added or taken away (Levenshtein 1966).
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_municipality_of_the_map_has_a_place_in_the_country() {
        let map: Value = serde_json::from_str(crate::MAP).unwrap();
        let tiles: Vec<&str> =
            map["tiles"].as_array().unwrap().iter().map(|tile| tile["code"].as_str().unwrap()).collect();
        assert_eq!(tiles.len(), 290);
        for code in tiles {
            let spot = by_code(code).unwrap_or_else(|| panic!("{code} has no place"));
            assert!((55.0..69.5).contains(&spot.lat) && (10.5..24.5).contains(&spot.lon), "{spot:?}");
            assert!(!spot.is_region());
        }
        assert_eq!(all().iter().filter(|it| it.is_region()).count(), 21);
        assert!(all().windows(2).all(|two| two[0].code < two[1].code), "in order of codes");
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let code = |name: &str| by_name(name).map(|it| it.code.as_str());
        assert_eq!(code("Kramfors"), Some("2282"));
        assert_eq!(code(" kramfors KOMMUN "), Some("2282"));
        assert_eq!(code("Lunds kommun"), Some("1281"));
        assert_eq!(code("Alingsås kommun"), Some("1489"));
        assert_eq!(code("Region Västernorrland"), Some("0022"));
        assert_eq!(code("Kramfårs"), None);
        assert_eq!(like("Kramfårs"), ["Kramfors"]);
        assert_eq!(like("Ankeborg"), Vec::<&str>::new());
        assert_eq!(by_code("2282").map(|it| it.name.as_str()), Some("Kramfors"));
        assert_eq!(by_code("9999"), None);
    }

    #[test]
    fn letters_are_counted() {
        assert_eq!((distance("kitten", "sitting"), distance("", "abc"), distance("a", "a")), (3, 3, 0));
    }
}
