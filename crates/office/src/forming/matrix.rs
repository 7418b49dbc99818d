//! Times by road or rail, as a file has them: from, to, minutes. Organisations by name or by Kolada's code.

use std::collections::BTreeMap;

use grouping::{Leg, Travel, Unit};
use programme::fold;

use super::{fault::FormingFault, scene::Scene};

/// The most rows that are read.
const MOST_ROWS: usize = 100_000;

/// Reads such a file: the first row is its heads; columns are told apart by commas, semicolons or tabs. Who is
/// not in the round does no harm.
///
/// # Errors
/// The row and what is wrong with it.
pub(super) fn travel(scene: &Scene, text: &str) -> Result<Travel, FormingFault> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let all = scene.taking.iter().map(|it| (it.id, &it.name, &it.area));
    let all = all.chain(scene.offering.iter().map(|it| (it.id, &it.name, &it.area)));
    for (id, name, area) in all {
        known.insert(fold(name), id.to_string());
        if let Some(area) = area {
            known.insert(area.clone(), id.to_string());
        }
    }
    let first = text.lines().next().unwrap_or_default();
    let mark = [';', '\t'].into_iter().find(|mark| first.contains(*mark)).unwrap_or(',');
    let mut legs = Vec::new();
    for (n, line) in text.lines().enumerate().skip(1) {
        if line.trim().is_empty() {
            continue;
        }
        let row = n + 1;
        if row > MOST_ROWS {
            return Err(FormingFault::LongFile { most: MOST_ROWS });
        }
        let cells: Vec<&str> = line.split(mark).map(|it| it.trim().trim_matches('"')).collect();
        let [from, to, minutes] = cells[..] else { return Err(FormingFault::Columns { row, there: cells.len() }) };
        let value: u32 = minutes
            .parse()
            .map_err(|_| FormingFault::NoMinutes { row, written: minutes.chars().take(40).collect() })?;
        if let (Some(from), Some(to)) = (known.get(&fold(from)), known.get(&fold(to))) {
            legs.push(Leg { from: from.clone(), to: to.clone(), value });
        }
    }
    Ok(Travel::Matrix { unit: Unit::Minutes, legs })
}
