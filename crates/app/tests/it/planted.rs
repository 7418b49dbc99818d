//! The scan finds what is planted, and raises no more false alarms than promised, over many seeds.

use app::{App, Ask, RowsAsk, view::FigureRow};
use demo::{Kind, Options};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=12;

/// The newest row of every figure in every municipality.
fn rows(app: &App) -> Vec<FigureRow> {
    app.rows(&RowsAsk::default()).unwrap()
}

fn flagged(row: &FigureRow) -> bool {
    row.difference.as_ref().is_some_and(|difference| difference.flagged)
}

fn flagged_against_peers(row: &FigureRow) -> bool {
    row.peers.as_ref().is_some_and(|peers| peers.flagged)
}

/// With no difference anywhere, at most one scan in twenty may carry any flag.
#[test]
fn where_nothing_is_planted_hardly_any_scan_has_a_flag() {
    let (mut scans, mut with_flag, mut with_peer_flag) = (0, 0, 0);
    for seed in SEEDS {
        let app = App::demo_with(seed, Options { planted: false, carried: true }).unwrap();
        let rows = rows(&app);
        let mut areas: Vec<&str> = rows.iter().map(|row| row.area.as_str()).collect();
        areas.sort_unstable();
        areas.dedup();
        for area in areas {
            let of = || rows.iter().filter(|row| row.area == area);
            scans += 1;
            with_flag += usize::from(of().any(flagged));
            with_peer_flag += usize::from(of().any(flagged_against_peers));
        }
    }
    println!(
        "{scans} scans without any difference: {with_flag} with a flag, {with_peer_flag} with one against similar"
    );
    assert_eq!(scans, 12 * 60);
    assert!(with_flag * 20 <= scans, "{with_flag} of {scans}");
    assert!(with_peer_flag * 20 <= scans, "{with_peer_flag} of {scans}");
}

/// Every planted difference of a place is found in most seeds, and little else is flagged.
#[test]
fn what_is_planted_is_found_and_little_else() {
    let truth = demo::generate(1, Options::default()).planted;
    let single: Vec<_> = truth
        .iter()
        .filter(|planted| matches!(planted.kind, Kind::RealDifference | Kind::LargerThanPeers | Kind::Growing))
        .collect();
    assert!(single.len() >= 9, "{}", single.len());
    let everywhere: Vec<&str> =
        truth.iter().filter(|planted| planted.area.is_none()).map(|planted| planted.figure).collect();
    let (mut tried, mut found, mut alarms, mut false_alarms) = (0, 0, 0, 0);
    for seed in SEEDS {
        let app = App::demo_with(seed, Options::default()).unwrap();
        let rows = rows(&app);
        let row = |area: &str, kpi: &str| rows.iter().find(|row| row.area == area && row.kpi == kpi);
        for planted in &single {
            let Some(row) = planted.area.and_then(|area| row(area, planted.figure)) else { continue };
            tried += 1;
            // On top of a difference that is everywhere, the comparison must show it.
            let seen = if everywhere.contains(&planted.figure) { flagged_against_peers(row) } else { flagged(row) };
            found += usize::from(seen);
        }
        for row in rows.iter().filter(|row| flagged(row)) {
            alarms += 1;
            let there = everywhere.contains(&row.kpi.as_str())
                || truth.iter().any(|planted| planted.figure == row.kpi && planted.area == Some(row.area.as_str()));
            false_alarms += usize::from(!there);
        }
    }
    println!("planted {found} of {tried} found; {false_alarms} of {alarms} flags where nothing is planted");
    assert!(found * 10 >= tried * 8, "{found} of {tried}");
    assert!(false_alarms * 20 <= alarms, "{false_alarms} of {alarms}");
}

/// What grows is said to grow; what closes, to close upwards or downwards as it was planted. A place
/// that began too late for the last ten years to show it may go untold, but never the wrong way.
#[test]
fn trends_are_told_as_they_were_planted() {
    let truth = demo::generate(1, Options::default()).planted;
    let code = |kind: Kind| match kind {
        Kind::Growing => Some("growing"),
        Kind::ClosingUp => Some("closing-up"),
        Kind::ClosingDown => Some("closing-down"),
        _ => None,
    };
    let moving: Vec<_> =
        truth.iter().filter_map(|planted| Some((planted.figure, planted.area?, code(planted.kind)?))).collect();
    assert!(["growing", "closing-up", "closing-down"].iter().all(|code| moving.iter().any(|it| it.2 == *code)));
    let (mut tried, mut told, mut wrong) = (0, 0, 0);
    for seed in SEEDS {
        let rows = rows(&App::demo_with(seed, Options::default()).unwrap());
        for (kpi, area, code) in &moving {
            let Some(row) = rows.iter().find(|row| row.kpi == *kpi && row.area == *area) else { continue };
            let Some(trend) = &row.trend else { continue };
            tried += 1;
            told += u32::from(trend.code == *code);
            wrong += u32::from(trend.code != *code && trend.code != "cannot-tell" && trend.code != "turned");
            println!("{seed} {kpi} {area}: {} (planted {code})", trend.code);
        }
    }
    println!("{told} of {tried} trends told as planted, {wrong} otherwise");
    assert!(told * 10 >= tried * 6, "{told} of {tried}");
    assert!(wrong * 10 <= tried, "{wrong} of {tried}");
}

/// Laxmora raised women's share of full time: it is one to learn from, and others are sent there.
#[test]
fn the_place_to_learn_from_is_named() {
    let app = App::demo(1).unwrap();
    let laxmora = app.municipality("Laxmora", &Ask::default()).unwrap();
    assert!(laxmora.learn_from_us.iter().any(|finding| finding.kpi == "N00206"));
    let other = app.figure("N00206", Some("Almhärad"), &Ask::default()).unwrap();
    assert!(other.finding.unwrap().lessons.iter().any(|lesson| lesson.area.name == "Laxmora"));
    // Levelling down is not praised.
    let down = app.municipality("Strömhärad", &Ask::default()).unwrap();
    assert!(!down.learn_from_us.iter().any(|finding| finding.kpi == "N17461"));
}
