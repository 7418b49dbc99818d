//! Published cases too large to be carried along, from `../shared/verification`, asked as anybody would ask.

use calc::{Asked, Line, Table, recipe};

/// The answer over a shared file; none where there is none.
fn ask(method: &str, file: &str, args: &str) -> Option<Vec<Line>> {
    let path = std::path::Path::new("../../../shared/verification").join(file);
    if !path.exists() {
        assert!(std::env::var_os("JAMSIDES_REAL_DATA").is_none(), "{file} is missing");
        eprintln!("SKIPPED: no ../shared/verification");
        return None;
    }
    let table = Table::read(&path).unwrap();
    Some(Asked::new(recipe(method).unwrap()).args(args).unwrap().run(Some(&table)).unwrap())
}

fn holds(lines: &[Line], what: &str, key: &str, expected: f64, within: f64) {
    let line = lines.iter().find(|line| line.word("what") == Some(what)).unwrap_or_else(|| panic!("{what}: {lines:?}"));
    let got = line.number(key).unwrap();
    assert!((got - expected).abs() <= within, "{what} {key}: {got} {expected}");
}

#[test]
fn wages_in_chicago_in_three_parts() {
    let args = "--value real.wage --group foreign.born --groups 0,1 --x age,female,LTHS,some.college,college,advanced.degree --missing skip";
    let Some(three) = ask("oaxaca", "oaxaca_chicago_input.csv", &format!("{args} --threefold")) else { return };
    holds(&three, "endowments", "value", 1.616_533_9, 5e-8);
    holds(&three, "coefficients", "value", 2.833_326_1, 5e-8);
    holds(&three, "interaction", "value", -1.434_285_7, 5e-8);
    let Some(two) = ask("oaxaca", "oaxaca_chicago_input.csv", &format!("{args} --reference neumark")) else { return };
    holds(&two, "explained", "value", 1.355_722_2, 5e-8);
    holds(&two, "unexplained", "value", 1.659_852_0, 5e-8);
}

#[test]
fn minimum_wages_by_start_and_year() {
    let args = "--value lemp --unit countyreal --time year --cohort first.treat";
    let Some(lines) = ask("did", "did_mpdta_input.csv", args) else { return };
    holds(&lines, "overall", "value", -0.039_951, 5e-7);
    holds(&lines, "att 2004 2006", "value", -0.1373, 5e-5);
    holds(&lines, "event 0", "value", -0.0199, 5e-5);
    holds(&lines, "overall, by start", "value", -0.0310, 5e-5);
    holds(&lines, "overall, by event", "value", -0.0772, 5e-5);
}

#[test]
fn cigarettes_in_california() {
    let args = "--value PacksPerCapita --unit State --time Year --treated treated --reps 5";
    for (method, effect) in [("synthetic-did", -15.6), ("synthetic-control", -19.6), ("two-way-did", -27.3)] {
        let Some(lines) = ask(method, "synth_california_prop99_input.csv", args) else { return };
        holds(&lines, "effect", "value", effect, 0.05);
    }
}

#[test]
fn rates_of_five_birth_orders_at_once() {
    let args = "--events count --population population --standard standard --by birth_order --per 100000";
    let Some(lines) = ask("fay-feuer", "dsr_fayfeuer_input.csv", args) else { return };
    let first = &lines[0];
    assert_eq!(first.by.clone().map(|it| it.1).as_deref(), Some("1"));
    assert!((first.number("value").unwrap() - 92.304_525_533).abs() < 1e-6, "{first:?}");
    assert_eq!(lines.len(), 5);
}
