//! What is protected withstands the attacker; what is rounded adds up; nothing breaks.

use disclosure::attack::{Shown, attack};
use disclosure::audit::{Limits, audit};
use disclosure::cube::{Cube, Dimension};
use disclosure::protect::{self, Cost, Suppression};
use disclosure::rule::{Need, Rule, primary};
use disclosure::{Cell, Equation, Error, Table, gauss, round};
use proptest::prelude::*;

/// The attacker, who knows nothing of the proofs, cannot get closer than was needed.
fn withstands(table: &Table, needs: &[Need], safe: &Suppression) -> Result<(), TestCaseError> {
    prop_assert_eq!(safe.check(table), Ok(()));
    let cells: Vec<Shown> = table
        .cells()
        .iter()
        .zip(&safe.hidden)
        .map(|(cell, hidden)| {
            if *hidden {
                Shown::Hidden { low: 0.0, high: f64::INFINITY }
            } else {
                Shown::Value { value: cell.value, slack: 0.0 }
            }
        })
        .collect();
    let result = attack(&cells, table.equations(), table.whole_numbers());
    let none = result.contradictions.is_empty();
    prop_assert!(none);
    for b in &result.bounds {
        let value = table.cells()[b.cell].value;
        let holds = b.low <= value + 1e-6 && value <= b.high + 1e-6;
        prop_assert!(holds, "{:?} does not hold the truth {}", b, value);
    }
    for need in needs {
        let value = table.cells()[need.cell].value;
        let b = result.bounds.iter().find(|b| b.cell == need.cell).unwrap();
        let safe = b.low <= value - need.down + 1e-6 && b.high >= value + need.up - 1e-6;
        prop_assert!(safe, "{:?} {:?}", need, b);
    }
    prop_assert_eq!(gauss::follows(table, &safe.hidden), Vec::<usize>::new());
    Ok(())
}

/// No cell hidden as too small is known to be small either.
fn none_surely_small(table: &Table, safe: &Suppression, least: f64) -> Result<(), TestCaseError> {
    let cells: Vec<Shown> = table
        .cells()
        .iter()
        .zip(&safe.hidden)
        .map(|(cell, hidden)| match hidden {
            true => Shown::Hidden { low: 0.0, high: f64::INFINITY },
            false => Shown::Value { value: cell.value, slack: 0.0 },
        })
        .collect();
    let found = audit(&cells, table.equations(), true, Limits { least, width: 0.0 }).unwrap();
    let known: Vec<_> = found.given_away.iter().filter(|it| safe.primary.contains(&it.cell)).collect();
    prop_assert!(known.is_empty(), "{:?}", known);
    prop_assert_eq!(found.small_published, Vec::<usize>::new());
    Ok(())
}

fn counts(size: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![0..6u32, 5..60u32].prop_map(f64::from), size)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn three_dimensions(counts in counts(24)) {
        let leaves: Vec<Cell> = counts.into_iter().map(Cell::count).collect();
        let cube = Cube::add_up(vec![Dimension::flat(4), Dimension::flat(2), Dimension::flat(3)], &leaves).unwrap();
        let needs = primary(cube.table(), &[Rule::Threshold { least: 5.0, range: 0.3 }]).unwrap();
        // A table with next to nobody in it cannot be protected, and that is said.
        match protect::cube(&cube, &needs, Cost::Persons) {
            Ok(safe) => {
                withstands(cube.table(), &needs, &safe)?;
                none_surely_small(cube.table(), &safe, 5.0)?;
            }
            Err(error) => {
                let said = matches!(error, Error::CannotProtect { .. });
                prop_assert!(said);
            }
        }
    }

    #[test]
    fn a_tree_of_counties(counts in counts(12)) {
        // Six municipalities in two counties (6 and 7) of a country (8), by sex.
        let tree = Dimension::tree(vec![Some(6), Some(6), Some(6), Some(7), Some(7), Some(7), Some(8), Some(8), None]).unwrap();
        let leaves: Vec<Cell> = counts.into_iter().map(Cell::count).collect();
        let cube = Cube::add_up(vec![tree, Dimension::flat(2)], &leaves).unwrap();
        let needs = primary(cube.table(), &[Rule::Threshold { least: 5.0, range: 0.3 }]).unwrap();
        if let Ok(safe) = protect::cube(&cube, &needs, Cost::Cells) {
            withstands(cube.table(), &needs, &safe)?;
        }
    }

    #[test]
    fn linked_tables_together(counts in counts(18)) {
        // Municipality × sex × age (3 × 2 × 3), published as municipality × sex and as municipality × age, which
        // share the municipalities and their total.
        let value = |m: usize, s: usize, a: usize| counts[m * 6 + s * 3 + a];
        let mut cells = Vec::new();
        let mut equations = Vec::new();
        let sum = |ms: &[usize], ss: &[usize], ages: &[usize]| -> f64 {
            ms.iter().flat_map(|m| ss.iter().flat_map(move |s| ages.iter().map(move |a| value(*m, *s, *a)))).sum()
        };
        let all_m = [vec![0], vec![1], vec![2], vec![0, 1, 2]];
        for m in &all_m {
            let first = cells.len();
            cells.push(Cell::count(sum(m, &[0, 1], &[0, 1, 2])));
            for s in 0..2 { cells.push(Cell::count(sum(m, &[s], &[0, 1, 2]))); }
            for a in 0..3 { cells.push(Cell::count(sum(m, &[0, 1], &[a]))); }
            equations.push(Equation { total: first, parts: vec![first + 1, first + 2] });
            equations.push(Equation { total: first, parts: vec![first + 3, first + 4, first + 5] });
        }
        for column in 0..6 {
            equations.push(Equation { total: 18 + column, parts: vec![column, 6 + column, 12 + column] });
        }
        let table = Table::new(cells, equations).unwrap();
        let needs = primary(&table, &[Rule::Threshold { least: 8.0, range: 0.3 }]).unwrap();
        if let Ok(safe) = protect::table(&table, &needs, Cost::Persons) {
            withstands(&table, &needs, &safe)?;
            none_surely_small(&table, &safe, 8.0)?;
        }
    }

    #[test]
    fn rounded_tables_add_up(counts in counts(20)) {
        let leaves: Vec<Cell> = counts.into_iter().map(Cell::count).collect();
        let cube = Cube::add_up(vec![Dimension::flat(5), Dimension::flat(4)], &leaves).unwrap();
        let rounded = round::controlled(cube.table(), 5.0).unwrap();
        for (cell, value) in cube.table().cells().iter().zip(&rounded) {
            prop_assert!(value % 5.0 == 0.0 && (value - cell.value).abs() < 5.0);
            prop_assert!(cell.value % 5.0 != 0.0 || *value == cell.value);
        }
        for equation in cube.table().equations() {
            let sum: f64 = equation.terms().map(|(cell, sign)| sign * rounded[cell]).sum();
            prop_assert_eq!(sum, 0.0);
        }
    }

    #[test]
    fn no_published_table_breaks_the_audit(values in prop::collection::vec((any::<f64>(), any::<f64>(), any::<bool>()), 0..9),
                                           sums in prop::collection::vec((0..9usize, prop::collection::vec(0..9usize, 0..4)), 0..5), whole in any::<bool>()) {
        let cells: Vec<Shown> = values.iter().map(|(a, b, hidden)| if *hidden { Shown::Hidden { low: *a, high: *b } } else { Shown::Value { value: *a, slack: b.abs() } }).collect();
        let equations: Vec<Equation> = sums.into_iter().map(|(total, parts)| Equation { total, parts }).collect();
        if let Ok(found) = audit(&cells, &equations, whole, Limits { least: 5.0, width: 2.0 }) {
            let numbers = found.attack.bounds.iter().all(|b| !b.low.is_nan() && !b.high.is_nan());
            prop_assert!(numbers);
        }
    }
}

#[test]
fn a_small_count_must_be_able_to_reach_the_limit() {
    let table = Table::new(vec![Cell::count(3.0), Cell::count(4.0), Cell::amount(10.0, 3.0, vec![])], vec![]).unwrap();
    let needs = Rule::Threshold { least: 5.0, range: 0.3 }.needs(&table).unwrap();
    // Three up by two and four by two (30 % of it, in whole persons); an amount is no count.
    let expected = [(0, 1.0, 2.0), (1, 2.0, 2.0), (2, 3.0, 3.0)].map(|(cell, down, up)| Need { cell, down, up });
    assert_eq!(needs, expected);
}

#[test]
fn nought_is_a_small_amount_and_is_not_left_to_subtraction() {
    let cells =
        vec![Cell::amount(10.5, 22.0, vec![]), Cell::amount(0.0, 2.0, vec![]), Cell::amount(10.5, 20.0, vec![])];
    let table = Table::new(cells, vec![Equation { total: 0, parts: vec![1, 2] }]).unwrap();
    let needs = Rule::Threshold { least: 5.0, range: 0.3 }.needs(&table).unwrap();
    assert_eq!(needs, [Need { cell: 1, down: 0.0, up: 0.3 * 10.5 }]);
    let safe = protect::table(&table, &needs, Cost::Persons).unwrap();
    withstands(&table, &needs, &safe).unwrap();
    let hidden = safe.hidden.iter().filter(|it| **it).count();
    assert_eq!(hidden, 2);
}

#[test]
fn dominance_and_percent() {
    let cell = |contributions: &[f64]| {
        Cell::amount(contributions.iter().sum(), contributions.len() as f64, contributions.to_vec())
    };
    let table = Table::new(vec![cell(&[90.0, 5.0, 5.0]), cell(&[30.0, 40.0, 30.0])], Vec::new()).unwrap();
    // The two largest are 95 of 100: above 85 %. To fall to 85 % the value must be able to be 95/0.85.
    let needs = Rule::Dominance { n: 2, share: 0.85 }.needs(&table).unwrap();
    assert_eq!(needs, [Need { cell: 0, down: 12.0, up: 12.0 }]);
    // The second of the first cell knows the largest within 5 of 90, less than 10 %: 9 are lacking 4.
    let needs = Rule::Percent { p: 0.1 }.needs(&table).unwrap();
    assert_eq!(needs, [Need { cell: 0, down: 4.0, up: 4.0 }]);
    assert!(matches!(Rule::Percent { p: f64::NAN }.needs(&table), Err(Error::BadParameter { .. })));
}

#[test]
fn what_does_not_fit_is_said() {
    let cells = vec![Cell::count(1.0), Cell::count(2.0), Cell::count(4.0)];
    let wrong = Table::new(cells.clone(), vec![Equation { total: 2, parts: vec![0, 1] }]);
    assert_eq!(wrong, Err(Error::DoesNotAddUp { equation: 0, parts: 3.0, total: 4.0 }));
    assert_eq!(Table::new(cells, vec![Equation { total: 9, parts: vec![0] }]), Err(Error::BadEquation { equation: 0 }));
    // 12 in all, 15 men: the women cannot be −3.
    let shown = [
        Shown::Hidden { low: 0.0, high: f64::INFINITY },
        Shown::Value { value: 15.0, slack: 0.0 },
        Shown::Value { value: 12.0, slack: 0.0 },
    ];
    let found =
        audit(&shown, &[Equation { total: 2, parts: vec![0, 1] }], true, Limits { least: 5.0, width: 2.0 }).unwrap();
    assert_eq!((found.attack.contradictions, found.given_away.len()), (vec![0], 0));
    assert_eq!(Dimension::tree(vec![Some(1), Some(0), None]), Err(Error::BadTree));
}
