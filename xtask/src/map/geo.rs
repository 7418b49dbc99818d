//! Boundaries in, centroids and neighbours out.

use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::BTreeMap;

/// A municipality on the ground.
pub struct Area {
    pub code: String,
    pub name: String,
    /// Centroid, in kilometres; x eastwards, y southwards.
    pub at: (f64, f64),
    /// Surface, in square kilometres.
    pub km2: f64,
}

/// Municipalities and the borders between them.
pub struct Country {
    pub areas: Vec<Area>,
    /// Pairs (smaller index first) that share a border, or are an island's nearest shore.
    pub borders: Vec<Border>,
    /// Index of each municipality's county.
    pub county: Vec<usize>,
    /// The areas of each county.
    pub counties: Vec<Vec<usize>>,
    /// Steps over borders between any two.
    pub hops: Vec<Vec<u8>>,
}

/// A border.
pub struct Border {
    pub a: usize,
    pub b: usize,
    /// Direction from a to b on the ground, of length one.
    pub toward: (f64, f64),
    /// Over open sea (Gotland): near, but not touching.
    pub sea: bool,
}

/// Reads the GeoJSON of boundaries.
pub fn read(text: &str) -> anyhow::Result<Country> {
    let doc: Value = serde_json::from_str(text).context("the boundaries are not JSON")?;
    let features = doc["features"].as_array().context("the boundaries hold no features")?;
    let mut areas = Vec::new();
    let mut corners: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut at_corner: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for feature in features {
        let code = feature["properties"]["kommun_kod"].as_str().context("a boundary without kommun_kod")?;
        let name = feature["properties"]["kommun"].as_str().context("a boundary without kommun")?;
        let (mut sum_x, mut sum_y, mut sum) = (0.0, 0.0, 0.0);
        let mut own = Vec::new();
        for polygon in feature["geometry"]["coordinates"].as_array().context("no coordinates")? {
            for ring in polygon.as_array().context("a polygon is no list")? {
                let points = ring_points(ring)?;
                for (lon, lat) in &points {
                    let key = ((lon * 1e4).round() as i64, (lat * 1e4).round() as i64);
                    let here = at_corner.entry(key).or_default();
                    if !here.contains(&areas.len()) {
                        here.push(areas.len());
                    }
                }
                let flat: Vec<(f64, f64)> = points.iter().map(|p| project(*p)).collect();
                for pair in flat.windows(2) {
                    let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
                    let cross = ax * by - bx * ay;
                    sum += cross;
                    sum_x += (ax + bx) * cross;
                    sum_y += (ay + by) * cross;
                }
                own.extend(flat);
            }
        }
        ensure!(sum != 0.0, "{code} {name} has no surface");
        areas.push(Area {
            code: code.to_owned(),
            name: name.to_owned(),
            at: (sum_x / (3.0 * sum), sum_y / (3.0 * sum)),
            km2: sum.abs() / 2.0,
        });
        corners.push(own);
    }
    ensure!(areas.len() == 290, "{} municipalities instead of 290", areas.len());
    let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for here in at_corner.values() {
        for (n, a) in here.iter().enumerate() {
            for b in &here[n + 1..] {
                *shared.entry((*a.min(b), *a.max(b))).or_default() += 1;
            }
        }
    }
    // One common corner is a meeting of four, not a border.
    let mut pairs: Vec<(usize, usize, bool)> =
        shared.into_iter().filter(|(_, n)| *n >= 2).map(|((a, b), _)| (a, b, false)).collect();
    join_islands(&corners, &mut pairs);
    pairs.sort_unstable();
    let borders: Vec<Border> = pairs
        .into_iter()
        .map(|(a, b, sea)| Border { a, b, toward: direction(areas[a].at, areas[b].at), sea })
        .collect();
    let (county, counties) = group(&areas);
    let hops = hops(areas.len(), &borders);
    Ok(Country { areas, borders, county, counties, hops })
}

pub fn ring_points(ring: &Value) -> anyhow::Result<Vec<(f64, f64)>> {
    ring.as_array()
        .context("a ring is no list")?
        .iter()
        .map(|point| Some((point[0].as_f64()?, point[1].as_f64()?)))
        .collect::<Option<Vec<_>>>()
        .context("a point is no pair of numbers")
}

/// One degree of latitude, in kilometres.
const KM: f64 = 111.2;
/// The meridian that x is counted from.
const MIDDLE: f64 = 16.0;

/// Degrees to kilometres, true along every parallel; good enough for one country.
pub fn project((lon, lat): (f64, f64)) -> (f64, f64) {
    ((lon - MIDDLE) * cosine(lat * std::f64::consts::PI / 180.0) * KM, -lat * KM)
}

/// Kilometres back to degrees: longitude, latitude.
pub fn unproject((x, y): (f64, f64)) -> (f64, f64) {
    let lat = -y / KM;
    (MIDDLE + x / (cosine(lat * std::f64::consts::PI / 180.0) * KM), lat)
}

/// Cosine by its series: the same digits on every machine, exact enough up to 1.3.
fn cosine(x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..12 {
        term *= -x * x / f64::from((2 * n - 1) * (2 * n));
        sum += term;
    }
    sum
}

/// From a to b, of length one.
pub fn direction(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    let far = (x * x + y * y).sqrt().max(1e-9);
    (x / far, y / far)
}

/// Ties whatever hangs loose to its nearest shore, until the country is one piece.
fn join_islands(corners: &[Vec<(f64, f64)>], pairs: &mut Vec<(usize, usize, bool)>) {
    loop {
        let piece = pieces(corners.len(), pairs);
        let sizes = piece.iter().fold(BTreeMap::<usize, usize>::new(), |mut sizes, p| {
            *sizes.entry(*p).or_default() += 1;
            sizes
        });
        let Some(main) = sizes.iter().max_by_key(|(_, n)| **n).map(|(p, _)| *p) else {
            return;
        };
        let mut best: Option<(f64, usize, usize)> = None;
        for (i, own) in corners.iter().enumerate() {
            if piece[i] == main {
                continue;
            }
            for (j, other) in corners.iter().enumerate() {
                if piece[j] != main {
                    continue;
                }
                let far = shore(own, other);
                if best.is_none_or(|(d, ..)| far < d) {
                    best = Some((far, i, j));
                }
            }
        }
        let Some((far, i, j)) = best else { return };
        pairs.push((i.min(j), i.max(j), far > 40.0));
        // Narrow waters: an island belongs to every shore as near as that.
        for (other, shape) in corners.iter().enumerate() {
            let narrow = far <= 40.0 && other != i && other != j && shore(&corners[i], shape) < far + 1.5;
            if narrow && !pairs.contains(&(i.min(other), i.max(other), false)) {
                pairs.push((i.min(other), i.max(other), false));
            }
        }
    }
}

fn shore(a: &[(f64, f64)], b: &[(f64, f64)]) -> f64 {
    let mut best = f64::INFINITY;
    for (ax, ay) in a {
        for (bx, by) in b {
            let far = (ax - bx) * (ax - bx) + (ay - by) * (ay - by);
            best = best.min(far);
        }
    }
    best.sqrt()
}

fn pieces(n: usize, pairs: &[(usize, usize, bool)]) -> Vec<usize> {
    let mut piece: Vec<usize> = (0..n).collect();
    loop {
        let mut changed = false;
        for (a, b, _) in pairs {
            let low = piece[*a].min(piece[*b]);
            changed |= piece[*a] != low || piece[*b] != low;
            piece[*a] = low;
            piece[*b] = low;
        }
        if !changed {
            return piece;
        }
    }
}

fn group(areas: &[Area]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut by_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, area) in areas.iter().enumerate() {
        by_code.entry(area.code.get(..2).unwrap_or("")).or_default().push(i);
    }
    let counties: Vec<Vec<usize>> = by_code.into_values().collect();
    let mut county = vec![0; areas.len()];
    for (n, members) in counties.iter().enumerate() {
        for i in members {
            county[*i] = n;
        }
    }
    (county, counties)
}

fn hops(n: usize, borders: &[Border]) -> Vec<Vec<u8>> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); n];
    for border in borders {
        next[border.a].push(border.b);
        next[border.b].push(border.a);
    }
    (0..n)
        .map(|from| {
            let mut far = vec![u8::MAX; n];
            far[from] = 0;
            let mut edge = vec![from];
            while let Some(step) = edge.first().map(|i| far[*i].saturating_add(1)) {
                let mut further = Vec::new();
                for i in edge {
                    for j in &next[i] {
                        if far[*j] == u8::MAX {
                            far[*j] = step;
                            further.push(*j);
                        }
                    }
                }
                edge = further;
            }
            far
        })
        .collect()
}
