//! How far it is between two points on the earth.

use std::collections::BTreeMap;

use crate::{Ask, Fault, Id, Mentor, Place, Travel};

/// The earth's mean radius in kilometres (IUGG).
const RADIUS: f64 = 6371.0088;

/// The great-circle distance in whole kilometres, by the haversine formula (Sinnott 1984, Sky and Telescope 68:159),
/// which is exact for near neighbours too. The earth as a sphere: at most half a per cent off.
pub fn great_circle(one: Place, other: Place) -> u32 {
    let (lat1, lat2) = (one.lat.to_radians(), other.lat.to_radians());
    let half = |a: f64, b: f64| {
        let sine = libm::sin((b - a) / 2.0);
        sine * sine
    };
    let h = half(lat1, lat2) + libm::cos(lat1) * libm::cos(lat2) * half(one.lon.to_radians(), other.lon.to_radians());
    let km = 2.0 * RADIUS * libm::asin(h.clamp(0.0, 1.0).sqrt());
    whole(km)
}

/// The nearest whole number; what is no number or negative is nought.
fn whole(value: f64) -> u32 {
    let value = libm::round(value);
    // At most half the earth's girth, 20 016 km: far inside u32.
    if value > 0.0 && value < f64::from(u32::MAX) { value as u32 } else { 0 }
}

/// Measures ways between those who are asked about, and notes where it cannot.
pub(crate) struct Measure<'a> {
    legs: Option<BTreeMap<(&'a str, &'a str), u32>>,
    missing: Vec<(Id, Id)>,
    all: usize,
}

/// The most missing pairs that are named.
const NAMED: usize = 20;

impl<'a> Measure<'a> {
    pub(crate) fn new(ask: &'a Ask) -> Self {
        let legs = match &ask.travel {
            Travel::GreatCircle => None,
            Travel::Matrix { legs, .. } => {
                let mut table: BTreeMap<(&str, &str), u32> = BTreeMap::new();
                for leg in legs {
                    let longest = table.entry(key(&leg.from, &leg.to)).or_default();
                    *longest = (*longest).max(leg.value);
                }
                Some(table)
            }
        };
        Self { legs, missing: Vec::new(), all: 0 }
    }

    /// The way between two; where it is not known it is noted, and nought.
    pub(crate) fn between(&mut self, one: (&str, Option<Place>), other: (&str, Option<Place>)) -> u32 {
        let way = match &self.legs {
            Some(legs) => legs.get(&key(one.0, other.0)).copied(),
            None => one.1.zip(other.1).map(|(a, b)| great_circle(a, b)),
        };
        way.unwrap_or_else(|| {
            self.all += 1;
            if self.missing.len() < NAMED {
                let (a, b) = key(one.0, other.0);
                self.missing.push((a.to_owned(), b.to_owned()));
            }
            0
        })
    }

    /// The way to the furthest of those who mentor together.
    pub(crate) fn way_to_mentor(&mut self, one: (&str, Option<Place>), mentor: &Mentor) -> u32 {
        let first = self.between(one, (&mentor.id, mentor.place));
        mentor.beside.iter().fold(first, |longest, it| longest.max(self.between(one, (&it.id, it.place))))
    }

    /// What was missing, if anything.
    pub(crate) fn faults(self) -> Option<Fault> {
        (self.all > 0).then_some(Fault::NoLegs { pairs: self.missing, all: self.all })
    }
}

fn key<'b>(one: &'b str, other: &'b str) -> (&'b str, &'b str) {
    if one <= other { (one, other) } else { (other, one) }
}
