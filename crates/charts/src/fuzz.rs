//! Any input gives a sound chart.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::check::assert_sound;
use crate::*;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -100.0..100.0,
        1 => any::<f64>(),
        1 => prop_oneof![
            Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(f64::MAX), Just(f64::MIN),
            Just(0.0), Just(-0.0), Just(1e-300), Just(42.0), Just(1e12), Just(1e12 + 1.0),
        ],
    ]
}

fn interval() -> impl Strategy<Value = Option<(f64, f64)>> {
    proptest::option::of((number(), number()))
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-ZÅÄÖ][a-zåäö]{0,12}( [a-zåäö0-9]{1,9}){0,6}",
        1 => Just(String::new()),
        1 => any::<String>(),
        1 => Just("<&>\"'\u{0}\u{ffff}\n 359\u{a0}200 \u{2212}9,5".to_owned()),
        1 => "[A-Za-zåäö]{60,90}",
    ]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![Just(Who::Women), Just(Who::Men), Just(Who::Total)]
}

fn value() -> impl Strategy<Value = Option<Value>> {
    proptest::option::of((number(), words(), interval()).prop_map(|(value, label, interval)| Value {
        value,
        label,
        interval,
    }))
}

fn frame() -> impl Strategy<Value = Frame<'static>> {
    let id = prop_oneof![Just("a"), Just("å \"<b")];
    (id, any::<bool>(), any::<bool>()).prop_map(|(id, print, narrow)| Frame {
        id,
        theme: if print { Theme::Print } else { Theme::Page },
        width: if narrow { Width::Narrow } else { Width::Wide },
    })
}

/// Ticks as long as a caller might make them.
fn tick(value: f64) -> String {
    assert!(value.is_finite());
    format!("{value} kronor")
}

fn day() -> impl Strategy<Value = i32> {
    prop_oneof![9 => 0..900_i32, 1 => any::<i32>()]
}

fn class() -> impl Strategy<Value = TileClass> {
    prop_oneof![
        any::<u8>().prop_map(TileClass::Level),
        Just(TileClass::Missing),
        Just(TileClass::Secret),
        Just(TileClass::NotApplicable)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dumbbell_is_sound(
        title in words(), desc in words(), unit in words(), key in (words(), words()),
        from_zero: bool, ticks: bool, frame in frame(),
        rows in vec((words(), value(), value(), any::<bool>(), words()), 0..5),
    ) {
        let rows = rows.into_iter()
            .map(|(name, women, men, strong, no_value)| DumbbellRow { name, women, men, strong, no_value })
            .collect();
        assert_sound(&dumbbell(&Dumbbell { title, desc, rows, from_zero, ticks, key, unit }, &frame, &tick));
    }

    #[test]
    fn lines_are_sound(
        title in words(), desc in words(), unit in words(), from_zero: bool, every in 0_u32..4, frame in frame(),
        series in vec((who(), any::<bool>(), words(), words(), vec(
            (prop_oneof![8 => 2000..2025_i32, 1 => any::<i32>()], proptest::option::of(number()), any::<bool>(), interval()),
            0..12,
        )), 0..7),
    ) {
        let series = series.into_iter().map(|(who, strong, label, short, points)| Series {
            who, strong, label, short,
            points: points.into_iter()
                .map(|(year, value, carried, interval)| YearPoint { year, value, carried, interval })
                .collect(),
        }).collect();
        assert_sound(&lines(&Lines { title, desc, series, from_zero, unit, every }, &frame, &tick));
    }

    #[test]
    fn strip_is_sound(
        title in words(), zero in words(), ends in (words(), words()), keys in (words(), words(), words()), frame in frame(),
        dots in vec((number(), words(), any::<bool>()), 0..60),
        this in proptest::option::of((number(), words(), interval())),
    ) {
        let dots = dots.into_iter().map(|(value, name, peer)| StripDot { value, name, peer }).collect();
        let this = this.map(|(value, label, interval)| StripThis { value, label, interval });
        let chart = Strip {
            title, desc: String::new(), dots, this, zero, ends,
            peer_key: keys.0, other_key: keys.1, interval_key: keys.2,
        };
        assert_sound(&strip(&chart, &frame, &tick));
    }

    #[test]
    fn quarters_are_sound(
        title in words(), names in [words(), words(), words(), words()], labels in (words(), words()),
        keys in (words(), words()), split in (number(), number()), frame in frame(),
        dots in vec((number(), number(), words(), words(), any::<bool>()), 0..40),
        this in proptest::option::of((number(), number(), words(), interval(), interval())),
    ) {
        let dots = dots.into_iter().map(|(difference, level, name, label, peer)| QuarterDot {
            difference, level, href: Some(format!("/{name}")), name, label, peer,
        }).collect();
        let this = this.map(|(difference, level, label, difference_interval, level_interval)| QuarterThis {
            difference, level, label, difference_interval, level_interval,
        });
        let chart = Quarters {
            title, desc: String::new(), dots, this, split_difference: split.0, split_level: split.1, names,
            difference_label: labels.0, level_label: labels.1, peer_key: keys.0, other_key: keys.1,
        };
        assert_sound(&quarters(&chart, &frame, &tick, &tick));
    }

    #[test]
    fn funnels_are_sound(
        title in words(), labels in (words(), words()), keys in (words(), words(), words(), words(), words()),
        target in number(), frame in frame(),
        dots in vec((number(), number(), words(), any::<bool>()), 0..40),
        this in proptest::option::of((number(), number(), words())),
        limits in vec((number(), (number(), number()), (number(), number())), 0..20),
    ) {
        let dots = dots.into_iter().map(|(margin, value, name, peer)| FunnelDot { margin, value, name, peer }).collect();
        let this = this.map(|(margin, value, label)| FunnelThis { margin, value, label });
        let limits =
            limits.into_iter().map(|(margin, inner, outer)| FunnelLimit { margin, inner, outer }).collect();
        let chart = Funnel {
            title, desc: String::new(), dots, this, target, limits, value_label: labels.0, margin_label: labels.1,
            target_key: keys.0, inner_key: keys.1, outer_key: keys.2, peer_key: keys.3, other_key: keys.4,
        };
        assert_sound(&funnel(&chart, &frame, &tick, &tick));
    }

    #[test]
    fn tiles_are_sound(
        title in words(), hex: bool, frame in frame(), key in vec((class(), words()), 0..6),
        list in vec((prop_oneof![9 => 0..20_u16, 1 => any::<u16>()], 0..30_u16, words(), class(), any::<bool>()), 0..40),
    ) {
        let mut list: Vec<Tile> = list.into_iter().map(|(col, row, name, class, highlighted)| Tile {
            col, row, href: Some(format!("/{name}")), name, class, highlighted,
        }).collect();
        list.sort_by_key(|t| (t.row, t.col));
        list.dedup_by_key(|t| (t.row, t.col));
        let shape = if hex { TileShape::Hex } else { TileShape::Square };
        assert_sound(&tiles(&Tiles { title, desc: String::new(), shape, tiles: list, key }, &frame));
    }

    #[test]
    fn small_bar_is_sound(title in words(), frame in frame(), parts in vec((who(), number()), 0..6)) {
        assert_sound(&small_bar(&SmallBar { title, parts }, &frame));
    }

    #[test]
    fn small_levels_are_sound(
        title in words(), desc in words(), label in words(), scale: (u8, u8), frame in frame(),
        levels in vec(proptest::option::of(any::<u8>()), 0..9),
    ) {
        assert_sound(&small_levels(&SmallLevels { title, desc, label, scale, levels }, &frame));
    }

    #[test]
    fn interval_rows_are_sound(
        title in words(), zero in words(), ends in (words(), words()), key in (words(), words()), frame in frame(),
        rows in vec((words(), proptest::option::of(number()), interval(), words(), any::<bool>()), 0..8),
    ) {
        let rows = rows.into_iter()
            .map(|(name, value, interval, label, certain)| IntervalRow { name, value, interval, label, certain })
            .collect();
        let chart = IntervalRows { title, desc: String::new(), rows, zero, ends, key };
        assert_sound(&interval_rows(&chart, &frame, &tick));
    }

    #[test]
    fn genealogy_is_sound(
        title in words(), frame in frame(), rounds in vec((words(), words()), 0..9), left in words(),
        key in (words(), words(), words()), also in (words(), words(), words()),
        nodes in vec((words(), prop_oneof![9 => 0..9_usize, 1 => any::<usize>()], any::<bool>()), 0..40),
        edges in vec((0..40_usize, prop_oneof![9 => 0..40_usize, 1 => any::<usize>()], 0..3_u8), 0..60),
    ) {
        let words = |(mentor, support, possible): (String, String, String)| TieWords { mentor, support, possible };
        let chart = Genealogy {
            title,
            desc: String::new(),
            rounds: rounds.into_iter().map(|(name, short)| GenealogyRound { name, short }).collect(),
            nodes: nodes.into_iter().map(|(name, round, left)| GenealogyNode { name, round, left }).collect(),
            edges: edges.into_iter().map(|(from, to, tie)| GenealogyEdge {
                from, to, tie: [Tie::Mentor, Tie::Support, Tie::Possible][usize::from(tie)],
            }).collect(),
            key: words(key),
            also: words(also),
            left,
        };
        assert_sound(&genealogy(&chart, &frame));
        assert_eq!(genealogy(&chart, &frame), genealogy(&chart, &frame));
    }

    #[test]
    fn family_is_sound(
        title in words(), gone in words(), frame in frame(),
        nodes in vec((words(), proptest::option::of(prop_oneof![9 => 0..60_usize, 1 => any::<usize>()]), any::<bool>()), 0..60),
    ) {
        let nodes = nodes.into_iter().map(|(label, parent, gone)| FamilyNode { label, parent, gone }).collect();
        assert_sound(&family(&Family { title, desc: String::new(), nodes, gone }, &frame));
    }

    #[test]
    fn run_is_sound(
        title in words(), unit in words(), from_zero: bool, frame in frame(),
        changes in vec((day(), words()), 0..5), target in proptest::option::of((number(), words())),
        series in vec((
            (who(), words(), words()),
            vec((day(), words(), proptest::option::of(number())), 0..30),
            proptest::option::of((number(), words(), words(), proptest::option::of(day()))),
            vec((vec(prop_oneof![9 => 0..30_usize, 1 => any::<usize>()], 0..9), words(), any::<bool>()), 0..4),
        ), 0..4),
    ) {
        let series = series.into_iter().map(|((who, label, short), points, median, signals)| RunSeries {
            who, label, short,
            points: points.into_iter().map(|(day, date, value)| RunPoint { day, date, value }).collect(),
            median: median.map(|(value, label, short, until)| RunMedian { value, label, short, until }),
            signals: signals.into_iter()
                .map(|(points, label, candidate)| RunSignal { points, label, candidate })
                .collect(),
        }).collect();
        let chart = Run {
            title, desc: String::new(), unit, from_zero, series,
            changes: changes.into_iter().map(|(day, label)| RunChange { day, label }).collect(),
            target: target.map(|(value, label)| RunTarget { value, label }),
        };
        assert_sound(&run(&chart, &frame, &tick));
        assert_eq!(run(&chart, &frame, &tick), run(&chart, &frame, &tick));
    }

    #[test]
    fn ways_are_sound(
        title in words(), desc in words(), frame in frame(), key in (words(), words(), words(), words(), words()),
        land in vec(vec((number(), number()), 0..5), 0..3),
        places in vec((words(), number(), number(), 0_usize..3), 0..9),
        panels in vec((words(), words(), vec((0_usize..10, 0_usize..10, any::<bool>()), 0..8)), 0..4),
    ) {
        let marks = [WayMark::Lead, WayMark::Same, WayMark::Moves];
        let chart = Ways {
            title, desc,
            lakes: land.iter().take(1).cloned().collect(),
            land,
            places: places.into_iter().map(|(name, lon, lat, mark)| WayPlace { name, at: (lon, lat), mark: marks[mark] }).collect(),
            panels: panels.into_iter().map(|(name, said, ways)| WayPanel {
                name, said,
                ways: ways.into_iter().map(|(from, to, differs)| Way { from, to, differs }).collect(),
            }).collect(),
            key: WayWords { lead: key.0, same: key.1, moves: key.2, alike: key.3, differs: key.4 },
        };
        assert_sound(&ways(&chart, &frame));
    }
}
