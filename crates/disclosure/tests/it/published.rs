//! sdcTable's worked table, and Skolverket's published figures, from ../shared.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use disclosure::attack::{Shown, attack};
use disclosure::audit::{Finding, Limits, audit};
use disclosure::cube::{Cube, Dimension};
use disclosure::protect::{self, Cost};
use disclosure::rule::{Rule, primary};
use disclosure::{Cell, Equation, gauss};

/// The lines of a file in ../shared, without those that tell its source; `None` where it is absent.
fn lines(name: &str) -> Option<Vec<Vec<String>>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        let required = std::env::var("JAMSIDES_REAL_DATA").is_ok_and(|value| value == "required");
        assert!(!required, "JAMSIDES_REAL_DATA=required, but {} is absent", path.display());
        let _ = writeln!(std::io::stderr(), "SKIPPED: no ../shared/{name}");
        return None;
    };
    println!("ran on published data: {name}");
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    Some(rows.map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

/// The cell of a region and a sex in sdcTable's 4 × 2 with totals.
fn at(name: &str) -> usize {
    let (region, sex) = name.split_once('-').unwrap();
    let region = ["A", "B", "C", "D"].iter().position(|r| *r == region).unwrap();
    region * 3 + usize::from(sex == "male")
}

fn sdc_table(forced: Option<&str>) -> Option<Cube> {
    let rows = lines("verification/sdc_sdctable_2x4_input.csv")?;
    let mut leaves = vec![Cell::count(0.0); 8];
    for row in rows {
        let number = at(&format!("{}-{}", row[0], row[1]));
        leaves[number / 3 * 2 + number % 3] = Cell::count(row[2].parse().unwrap());
    }
    let dimensions = vec![Dimension::flat(4), Dimension::flat(2)];
    let summed = Cube::add_up(dimensions.clone(), &leaves).unwrap();
    // The margins are published, and a cell that is forced.
    let cells = summed.table().cells().iter().enumerate().map(|(number, cell)| {
        let margin = number % 3 == 2 || number >= 12;
        if margin || forced.is_some_and(|name| at(name) == number) { cell.clone().published() } else { cell.clone() }
    });
    Some(Cube::new(dimensions, cells.collect()).unwrap())
}

fn pattern(cells: &str) -> Vec<usize> {
    let mut cells: Vec<usize> = cells.split(';').map(at).collect();
    cells.sort_unstable();
    cells
}

fn hidden_cells(hidden: &[bool]) -> Vec<usize> {
    (0..hidden.len()).filter(|cell| hidden[*cell]).collect()
}

#[test]
fn sdctable_patterns_and_intervals() {
    let Some(expected) = lines("verification/sdc_sdctable_expected.csv") else { return };
    let mut seen = 0;
    for row in &expected {
        let (method, cells) = (row[0].as_str(), row[1].as_str());
        match method {
            "OPT" | "HITAS" | "HYPERCUBE" | "SIMPLEHEURISTIC" => {
                let cube = sdc_table(None).unwrap();
                let needs = primary(cube.table(), &[Rule::Threshold { least: 5.0, range: 0.3 }]).unwrap();
                for safe in [
                    protect::cube(&cube, &needs, Cost::Persons).unwrap(),
                    protect::table(cube.table(), &needs, Cost::Persons).unwrap(),
                ] {
                    assert_eq!(hidden_cells(&safe.hidden), pattern(cells), "{method}");
                    assert_eq!(safe.check(cube.table()), Ok(()));
                }
            }
            "GAUSS" | "GAUSS_with_D-male_z" => {
                let cube = sdc_table((method != "GAUSS").then_some("D-male")).unwrap();
                let hidden = gauss::suppress(cube.table(), &[at("A-female")], &[]);
                assert_eq!(hidden_cells(&hidden), pattern(cells), "{method}");
                assert_eq!(gauss::follows(cube.table(), &hidden), Vec::<usize>::new());
            }
            _ => intervals(method, cells),
        }
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// `A-female in [0;12] A-male in [8;20] …` under the pattern those cells make.
fn intervals(method: &str, text: &str) {
    assert!(method.starts_with("FEASIBILITY"), "{method}");
    let cube = sdc_table(None).unwrap();
    let words: Vec<&str> = text.split(' ').collect();
    let asked: Vec<(usize, f64, f64)> = words
        .windows(3)
        .filter(|three| three[1] == "in")
        .map(|three| {
            let (low, high) = three[2].trim_matches(['[', ']']).split_once(';').unwrap();
            (at(three[0]), low.parse().unwrap(), high.parse().unwrap())
        })
        .collect();
    assert_eq!(asked.len(), 4);
    let cells: Vec<Shown> = cube
        .table()
        .cells()
        .iter()
        .enumerate()
        .map(|(number, cell)| {
            if asked.iter().any(|row| row.0 == number) {
                Shown::Hidden { low: 0.0, high: f64::INFINITY }
            } else {
                Shown::Value { value: cell.value, slack: 0.0 }
            }
        })
        .collect();
    let result = attack(&cells, cube.table().equations(), true);
    for (cell, low, high) in asked {
        let found = result.bounds.iter().find(|b| b.cell == cell).unwrap();
        assert_eq!((found.low, found.high, found.tight), (low, high, true), "{method} {cell}");
    }
}

/// In Skolverket's figures zeros by sex for independent schools are hidden numbers. Total = municipal +
/// independent and so on for all organisers there are, and all = girls + boys.
#[test]
fn skolverket_hides_what_its_own_sums_tell() {
    let Some(rows) = lines("data/skolverket_eligibility_2018_19_by_sex.csv") else { return };
    let mut places: BTreeMap<String, BTreeMap<(String, String), f64>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row[4] == "Total") {
        if let Ok(value) = row[5].parse() {
            places.entry(row[0].clone()).or_default().insert((row[2].clone(), row[3].clone()), value);
        }
    }
    let (mut exact, mut contradictions, mut hidden) = (0, 0, 0);
    let mut ale = None;
    for (place, figures) in &places {
        let keys: Vec<&(String, String)> = figures.keys().collect();
        let number = |sex: &str, organiser: &str| keys.iter().position(|k| k.0 == sex && k.1 == organiser);
        let is_hidden = |key: &(String, String)| key.0 != "T" && key.1 == "Enskild" && figures[key] == 0.0;
        let any = figures.get(&("T".to_owned(), "Enskild".to_owned())).is_some_and(|all| *all > 0.0);
        let cells: Vec<Shown> = keys
            .iter()
            .map(|key| {
                if any && is_hidden(key) {
                    Shown::Hidden { low: 0.0, high: f64::INFINITY }
                } else {
                    Shown::Value { value: figures[*key], slack: 0.0 }
                }
            })
            .collect();
        let mut equations = Vec::new();
        for sex in ["T", "K", "M"] {
            let parts: Vec<usize> =
                keys.iter().enumerate().filter(|(_, k)| k.0 == sex && k.1 != "Samtliga").map(|(n, _)| n).collect();
            if let (Some(total), true) = (number(sex, "Samtliga"), parts.len() > 1) {
                equations.push(Equation { total, parts });
            }
        }
        for organiser in ["Samtliga", "Kommunal", "Enskild"] {
            if let (Some(total), Some(k), Some(m)) =
                (number("T", organiser), number("K", organiser), number("M", organiser))
            {
                equations.push(Equation { total, parts: vec![k, m] });
            }
        }
        let found = audit(&cells, &equations, true, Limits { least: 5.0, width: 3.0 }).unwrap();
        hidden += cells.iter().filter(|cell| matches!(cell, Shown::Hidden { .. })).count();
        contradictions += usize::from(!found.attack.contradictions.is_empty());
        exact += found.given_away.iter().filter(|g| g.finding == Finding::Exact).count();
        if place == "1440" {
            ale = found.given_away.iter().find(|g| keys[g.cell].0 == "K").map(|g| (g.low, g.high));
        }
    }
    println!("{hidden} hidden numbers, {exact} follow exactly; the sums of {contradictions} places do not hold");
    // Ale: 173 girls in all, 156 in municipal schools.
    assert_eq!(ale, Some((17.0, 17.0)));
    assert!(exact > 0 && exact <= hidden);
}
