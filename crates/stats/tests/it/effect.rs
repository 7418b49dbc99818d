//! Effects of taking part: published cases.

use std::collections::BTreeMap;

use stats::effect::staggered::{Against, By, Effects, Panel, effects};
use stats::effect::synthetic::{Form, Places, placebo, synthetic};
use stats::propensity::Kind;

use crate::published::rows;

fn mpdta(known: bool) -> Option<Panel> {
    let input = rows("did_mpdta_input.csv")?;
    let mut counties: BTreeMap<i64, (Vec<f64>, f64, f64)> = BTreeMap::new();
    for row in &input {
        let entry = counties.entry(row.get("countyreal") as i64).or_default();
        entry.0.push(row.get("lemp"));
        entry.1 = row.get("first.treat");
        entry.2 = row.get("lpop");
    }
    assert_eq!(counties.len(), 500);
    Some(Panel {
        years: (2003..=2007).collect(),
        outcomes: counties.values().map(|c| c.0.clone()).collect(),
        started: counties.values().map(|c| if c.1 > 0.0 { Some(c.1 as i32) } else { None }).collect(),
        known: if known { counties.values().map(|c| vec![c.2]).collect() } else { Vec::new() },
        ..Panel::default()
    })
}

fn error(e: stats::Estimate) -> f64 {
    (e.upper - e.lower) / 2.0 / 1.959_963_984_540_054
}

#[test]
fn minimum_wages() {
    let (Some(expected), Some(plain), Some(adjusted)) = (rows("did_mpdta_expected.csv"), mpdta(false), mpdta(true))
    else {
        return;
    };
    let mut cache: BTreeMap<(String, String, String), Effects> = BTreeMap::new();
    let mut checked = 0;
    for row in &expected {
        let key = ["control_group", "est_method", "xformla"].map(|c| row.text(c).to_owned());
        let found = cache.entry(key.clone().into()).or_insert_with(|| {
            let against = if key[0] == "never_treated" { Against::Never } else { Against::NotYet };
            let kind = match key[1].as_str() {
                "reg" => Kind::Adjusted,
                "ipw" => Kind::Weighted,
                // diff-diff, which the file comes from, leaves the weights as they are.
                _ => Kind::DoublyRobustPlain,
            };
            effects(if key[2] == "1" { &plain } else { &adjusted }, kind, against, 0.95).unwrap()
        });
        let at = |column: &str| row.number(column).map(|v| v as i32);
        let one = |by| {
            let wanted = at("time_or_event").or(at("group")).unwrap();
            found.together(by, 0, 0).unwrap().each.iter().find(|e| e.0 == wanted).unwrap().1
        };
        let got = match row.text("type") {
            "att_gt" => {
                let (g, t) = (at("group").unwrap(), at("time_or_event").unwrap());
                found.cells.iter().find(|c| c.start == g && c.year == t).unwrap().estimate
            }
            "dynamic" => one(By::SinceStart),
            "group" => one(By::Start),
            _ => found.together(By::Simple, 0, 0).unwrap().overall,
        };
        let what = format!("{key:?} {} {:?} {:?}", row.text("type"), at("group"), at("time_or_event"));
        let (value, se) = (row.get("estimate"), row.get("analytic_se"));
        assert!((got.value - value).abs() < 1e-13, "{what}: {} {value}", got.value);
        assert!((error(got) / se - 1.0).abs() < 1e-12, "{what}: error {} {se}", error(got));
        if let Some(published) = row.number("published_4dp") {
            assert!((got.value - published).abs() < 5.1e-5, "{what}: {} {published}", got.value);
        }
        checked += 1;
    }
    assert_eq!(checked, 184);
}

#[test]
fn tobacco_in_california() {
    let (Some(input), Some(expected)) =
        (rows("synth_california_prop99_input.csv"), rows("synth_california_prop99_expected.csv"))
    else {
        return;
    };
    let mut states: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in &input {
        states.entry(row.text("State")).or_default().push(row.get("PacksPerCapita"));
    }
    let treated = vec![states.remove("California").unwrap()];
    let places = Places { others: states.into_values().collect(), treated, before: 19 };
    assert_eq!(places.others.len(), 38);
    let mut checked = 0;
    for row in &expected {
        let form = match row.text("estimator") {
            "sdid" => Form::Both,
            "sc" => Form::Control,
            _ => Form::Plain,
        };
        let found = synthetic(&places, form).unwrap();
        let place = row.number("label").map_or(0, |v| if v >= 1970.0 { v - 1970.0 } else { v } as usize);
        let got = match row.text("quantity") {
            "att" => found.value,
            "omega" => found.places[place],
            _ => found.years[place],
        };
        let value = row.get("value");
        assert!((got - value).abs() < 1e-9, "{form:?} {} {place}: {got} {value}", row.text("quantity"));
        if let Some(published) = row.number("published_AER2021_table1") {
            assert!((got - published).abs() < 0.0501, "{got} {published}");
        }
        // Theirs is drawn with a seed not told; ours takes each other state once.
        if let Some(error) = row.number("published_placebo_se") {
            let own = placebo(&places, form, 0.95, 0, 0).unwrap().error;
            println!("placebo {form:?}: {own} {error}");
            assert!((own / error - 1.0).abs() < 0.15, "{form:?}: {own} {error}");
        }
        checked += 1;
    }
    assert_eq!(checked, 98);
}
