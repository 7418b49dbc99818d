//! 2×2 tables: one a stratum, from four cells a row, counts by group, or a row a person.

use crate::sheet::Sheet;
use crate::{Fault, Opt, Takes};
use stats::proportion::Share;
use stats::stratum::Stratum;

/// The four cells of a table.
pub(super) const CELLS: [Opt; 4] = [
    Opt::may(
        "a",
        Takes::Numbers,
        "Första gruppen, med händelsen (kolumn eller tal); en tabell på varje rad",
        "First group, with the event (column or numbers); a table a row",
    ),
    Opt::may("b", Takes::Numbers, "Första gruppen, utan händelsen", "First group, without the event"),
    Opt::may("c", Takes::Numbers, "Andra gruppen, med händelsen", "Second group, with the event"),
    Opt::may("d", Takes::Numbers, "Andra gruppen, utan händelsen", "Second group, without the event"),
];

/// The names of the two groups, and each stratum's table under its name.
pub(super) type Tables = ([String; 2], Vec<(String, Stratum)>);

/// Without a number of persons each row is one. A larger number of events tells that the rows are sums.
fn persons(sheet: &Sheet<'_>, x: &[f64]) -> Result<Vec<f64>, Fault> {
    match x.iter().position(|it| *it > 1.0) {
        None => Ok(vec![1.0; x.len()]),
        Some(at) => {
            let (row, events) = (sheet.row(at), x[at]);
            Err(Fault::Own {
                sv: format!(
                    "Rad {row} har {events} händelser, alltså flera personer. Säg med --n i vilken kolumn antalet personer står. Utan --n är varje rad en person, med 0 eller 1."
                ),
                en: format!(
                    "Row {row} has {events} events, so several persons. Say with --n in which column the number of persons stands. Without --n each row is a person, with 0 or 1."
                ),
            })
        }
    }
}

/// The tables, a stratum each, in the order of the file.
pub(super) fn tables(sheet: &Sheet<'_>) -> Result<Tables, Fault> {
    if sheet.has("a") {
        let (a, b, c, d) = (sheet.numbers("a")?, sheet.numbers("b")?, sheet.numbers("c")?, sheet.numbers("d")?);
        for at in 0..a.len() {
            Stratum::new(a[at], b[at], c[at], d[at]).map_err(|error| Fault::from(error).at(sheet.row(at)))?;
        }
        let groups = if sheet.has("strata") {
            sheet.groups("strata")?
        } else {
            (0..a.len()).map(|at| (sheet.row(at).to_string(), vec![at])).collect()
        };
        let sum = |of: &[f64], rows: &[usize]| rows.iter().map(|at| of[*at]).sum::<f64>();
        let one = |(name, rows): (String, Vec<usize>)| {
            let it = Stratum::new(sum(&a, &rows), sum(&b, &rows), sum(&c, &rows), sum(&d, &rows))?;
            Ok((name, it))
        };
        let tables = groups.into_iter().map(one).collect::<Result<_, Fault>>()?;
        return Ok((["1".to_owned(), "2".to_owned()], tables));
    }
    let x = sheet.numbers("x")?;
    let n = match sheet.some_numbers("n")? {
        Some(n) => n,
        None => persons(sheet, &x)?,
    };
    let two = sheet.two_groups()?;
    let strata =
        if sheet.has("strata") { sheet.groups("strata")? } else { vec![("all".to_owned(), (0..x.len()).collect())] };
    let mut tables = Vec::with_capacity(strata.len());
    for (name, rows) in strata {
        let mut cells = [[0.0; 2]; 2];
        for at in rows {
            let share = Share::new(x[at], n[at]).map_err(|error| Fault::from(error).at(sheet.row(at)))?;
            if let Some(group) = two.of[at] {
                cells[group][0] += share.count;
                cells[group][1] += share.rest();
            }
        }
        let [[a, b], [c, d]] = cells;
        tables.push((name, Stratum::new(a, b, c, d)?));
    }
    Ok((two.names, tables))
}
