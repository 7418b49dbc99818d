//! Protects a three-way table of counts from a CSV file (`a,b,c,n`, one line an innermost cell) by FREQ(5,30),
//! and by ZERO(20) or, with `published` as third argument, with empty cells shown as empty (what pytauargus does
//! with cells that no record falls in), for `cargo xtask bench --only disclosure`: writes what it took and what is hidden as JSON to
//! standard output, and the pattern (`a,b,c` by number, the total last) to a second file if one is named.

#![allow(clippy::print_stdout, reason = "a program for the bench, whose answer is its output")]

use disclosure::Cell;
use disclosure::cube::{Cube, Dimension};
use disclosure::protect::{Cost, cube};
use disclosure::rule::{Rule, primary};
use std::fmt::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let text = std::fs::read_to_string(args.next().ok_or("the file of cells is missing")?)?;
    let out = args.next();
    let empty_shown = args.next().as_deref() == Some("published");
    let mut rows: Vec<([usize; 3], f64)> = Vec::new();
    for line in text.lines().skip(1) {
        let parts: Vec<&str> = line.split(',').collect();
        let [a, b, c, n] = parts[..] else { return Err("a line needs four numbers".into()) };
        rows.push(([a.parse()?, b.parse()?, c.parse()?], n.parse()?));
    }
    rows.sort_by_key(|row| row.0);
    let size = |d: usize| rows.iter().map(|row| row.0[d] + 1).max().unwrap_or(0);
    let dimensions: Vec<Dimension> = (0..3).map(|d| Dimension::flat(size(d))).collect();
    let leaves: Vec<Cell> = rows.iter().map(|row| Cell::count(row.1)).collect();
    let summed = Cube::add_up(dimensions.clone(), &leaves)?;
    let shown = |cell: &Cell| if empty_shown && cell.n == 0.0 { cell.clone().published() } else { cell.clone() };
    let table = Cube::new(dimensions, summed.table().cells().iter().map(shown).collect())?;
    let mut rules = vec![Rule::Threshold { least: 5.0, range: 0.3 }];
    if !empty_shown {
        rules.push(Rule::Zero { range: 20.0 });
    }
    let start = std::time::Instant::now();
    let needs = primary(table.table(), &rules)?;
    let safe = cube(&table, &needs, Cost::Persons)?;
    let seconds = start.elapsed().as_secs_f64();
    let proven = safe.check(table.table()).is_ok();
    let persons: f64 = safe.secondary.iter().map(|cell| table.table().cells()[*cell].n).sum();
    println!(
        "{{\"cells\":{},\"seconds\":{seconds:.4},\"primary\":{},\"secondary\":{},\"secondary_persons\":{persons},\"proven\":{proven}}}",
        table.table().cells().len(),
        safe.primary.len(),
        safe.secondary.len(),
    );
    if let Some(out) = out {
        let mut text = String::from("a,b,c,n,hidden,primary,up,down\n");
        for (cell, hidden) in safe.hidden.iter().enumerate() {
            let at = table.categories(cell);
            let need = needs.iter().find(|need| need.cell == cell);
            let (up, down) = need.map_or((0.0, 0.0), |need| (need.up, need.down));
            let (n, hidden, primary) = (table.table().cells()[cell].n, u8::from(*hidden), u8::from(need.is_some()));
            writeln!(text, "{},{},{},{n},{hidden},{primary},{up},{down}", at[0], at[1], at[2])?;
        }
        std::fs::write(out, text)?;
    }
    Ok(())
}
