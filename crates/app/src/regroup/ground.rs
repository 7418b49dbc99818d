//! Where everybody lies, how far it is between them, and the country to draw it on.

use crate::grouping::places;
use ::history::Organisation;
use grouping::Place;
use serde::Deserialize;
use std::sync::OnceLock;

/// Coasts and great lakes, built into the program.
const OUTLINE: &str = include_str!("../../../../assets/map/outline.json");

/// Longitude and latitude in degrees.
pub type Degrees = (f64, f64);

/// The country as rings of degrees.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Outline {
    /// Land, the mainland first.
    pub land: Vec<Vec<Degrees>>,
    /// Lakes.
    pub lakes: Vec<Vec<Degrees>>,
}

/// The country.
#[must_use]
pub fn outline() -> &'static Outline {
    static COUNTRY: OnceLock<Outline> = OnceLock::new();
    // What cannot be read is our own fault, and caught by a test.
    COUNTRY.get_or_init(|| serde_json::from_str(OUTLINE).unwrap_or_default())
}

/// The code of the place an organisation is counted at: its own, or that of the municipality a district
/// belongs to. `None`: it has none, as an association.
#[must_use]
pub fn code(organisation: &Organisation) -> Option<&str> {
    organisation.area.as_deref().or(organisation.part_of.as_ref().map(|part| part.area.as_str()))
}

/// Where an organisation is counted to lie: the middle of the surface of its municipality or county.
#[must_use]
pub fn place(organisation: &Organisation) -> Option<Degrees> {
    places::by_code(code(organisation)?).map(|it| (it.lon, it.lat))
}

/// The way as the crow flies between two places, in whole kilometres.
#[must_use]
pub fn km(from: Degrees, to: Degrees) -> u32 {
    let place = |(lon, lat): Degrees| Place { lat, lon };
    grouping::great_circle(place(from), place(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_111_km_and_one_of_longitude_half_of_it_at_60() {
        // 111.195 and 55.597.
        assert_eq!((km((15.0, 60.0), (15.0, 61.0)), km((15.0, 60.0), (16.0, 60.0))), (111, 56));
        assert_eq!(km((15.0, 60.0), (15.0, 60.0)), 0);
        assert_eq!(km((12.0, 56.0), (20.0, 65.0)), km((20.0, 65.0), (12.0, 56.0)));
    }

    #[test]
    fn the_country_is_there_and_the_mainland_comes_first() {
        let it = outline();
        assert!(it.land[0].len() > 100 && it.land.len() >= 3 && it.lakes.len() >= 3, "{it:?}");
        assert!(it.land.iter().flatten().all(|(lon, lat)| (10.0..25.0).contains(lon) && (55.0..70.0).contains(lat)));
    }
}
