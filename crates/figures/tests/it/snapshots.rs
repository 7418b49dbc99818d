//! Written, opened, compared, verified, pruned.

use figures::{Cell, Draft, Sex, State, Store, StoreError, Words, import};
use jiff::{SignedDuration, civil::date};
use proptest::prelude::*;

use crate::{area, kpi, names_in, now, store};

fn small(value: f64) -> Draft {
    let mut draft = Draft::new();
    draft.set(kpi("N1"), area("0114"), 2020, Sex::Women, Cell::of(value));
    draft
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        3 => any::<f64>().prop_filter("finite", |v| v.is_finite()).prop_map(Cell::of),
        1 => Just(Cell::of(0.0)),
        1 => prop::sample::select(vec![State::Missing, State::Secret, State::NotApplicable, State::Deleted]).prop_map(Cell::none),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn what_is_written_is_read(cells in prop::collection::btree_map((0_u8..4, 0_u16..60, 1990_i16..2024, 0_usize..3), any_cell(), 1..200)) {
        let (_dir, store) = store();
        let key = |k: u8, a: u16| (kpi(&format!("N{k}")), area(&format!("{:04}", a * 7)));
        let mut draft = Draft::new();
        for ((k, a, year, sex), cell) in &cells {
            let (k, a) = key(*k, *a);
            draft.set(k, a, *year, Sex::ALL[*sex], *cell);
        }
        let made = store.publish(draft, false, now()).unwrap();
        let snapshot = store.load(made.id()).unwrap();
        let mut found = 0;
        for block in snapshot.blocks() {
            for (index, place) in block.areas().iter().enumerate() {
                for year in block.first_year - 1..=block.last_year() + 1 {
                    for (s, sex) in Sex::ALL.into_iter().enumerate() {
                        let cell = block.cell(index, year, sex);
                        let written = cells.iter().find(|((k, a, y, x), _)| key(*k, *a) == (block.kpi.id, place.id) && (*y, *x) == (year, s)).map_or(Cell::ABSENT, |(_, c)| *c);
                        prop_assert_eq!(cell, written);
                        found += usize::from(cell.state != State::Absent);
                    }
                }
            }
        }
        prop_assert_eq!(found, cells.len());
        prop_assert_eq!(store.verify(snapshot.id()).unwrap().faults, Vec::new());
    }
}

#[test]
fn later_imports_lie_over_earlier_ones() {
    let (_dir, store) = store();
    assert!(store.latest().unwrap().is_none());
    let first = store.publish(small(1.0), false, now()).unwrap().id().clone();
    // The clock stands still: the second is a second later all the same.
    let mut draft = small(2.0);
    draft.set(kpi("N2"), area("0000"), 2021, Sex::Total, Cell::none(State::Deleted));
    let second = store.publish(draft, false, now()).unwrap();
    assert_eq!(second.manifest().based_on.as_ref(), Some(&first));
    assert!(second.id() > &first);
    assert_eq!(second.manifest().notes.len(), 1);
    assert_eq!(second.figure(&kpi("N1")).unwrap().cell(1, 2020, Sex::Women), Cell::of(2.0));
    assert_eq!(second.figure(&kpi("N2")).unwrap().cell(0, 2021, Sex::Total), Cell::none(State::Deleted));
    let third = store.publish(small(3.0), true, now() + SignedDuration::from_hours(48)).unwrap();
    assert!(third.figure(&kpi("N2")).is_none());

    assert_eq!(store.as_of(date(2024, 8, 29)).unwrap().map(|s| s.id().clone()), None);
    assert_eq!(store.as_of(date(2024, 8, 31)).unwrap().unwrap().id(), second.id());
    assert_eq!(store.latest().unwrap().unwrap().id(), third.id());
    assert_eq!(store.list().unwrap().len(), 3);
    assert_eq!(store.prune(1).unwrap(), vec![first.clone(), second.id().clone()]);
    assert_eq!(names_in(&store.data().join("snapshots")), vec![third.id().to_string()]);
    // An open snapshot outlives its folder.
    assert_eq!(second.figure(&kpi("N1")).unwrap().women[second.figure(&kpi("N1")).unwrap().years], 2.0);
    assert!(matches!(store.load(&first), Err(StoreError::NoSnapshot { .. })));
}

#[test]
fn damage_is_found() {
    let (_dir, store) = store();
    let id = store.publish(small(1.0), false, now()).unwrap().id().clone();
    let dir = store.data().join("snapshots").join(id.as_str());
    let figures = dir.join("figures.arrow");
    let bytes = std::fs::read(&figures).unwrap();
    // Every byte turned over: found by verify, and opening never panics.
    for at in 0..bytes.len() {
        let mut bent = bytes.clone();
        bent[at] ^= 0xff;
        std::fs::write(&figures, &bent).unwrap();
        let changed = Words::new("figures.arrow har ändrats", "figures.arrow has been changed");
        assert_eq!(store.verify(&id).unwrap().faults, [changed], "byte {at}");
        let _ = store.load(&id);
    }
    std::fs::write(&figures, &bytes[..bytes.len() - 1]).unwrap();
    assert!(matches!(store.load(&id), Err(StoreError::Damaged { .. })));
    assert_eq!(store.verify(&id).unwrap().faults.len(), 1);
    std::fs::write(&figures, &bytes).unwrap();
    std::fs::write(dir.join("extra"), "x").unwrap();
    let extra = Words::new("extra hör inte dit", "extra does not belong there");
    assert_eq!(store.verify(&id).unwrap().faults, [extra]);
}

/// One manifest is damaged: the others are listed, verified and read all the same.
#[test]
fn damage_to_one_hides_no_other() {
    let (_dir, store) = store();
    let first = store.publish(small(1.0), false, now()).unwrap().id().clone();
    let second = store.publish(small(2.0), false, now()).unwrap().id().clone();
    let manifest = store.data().join("snapshots").join(first.as_str()).join("manifest.json");
    std::fs::write(&manifest, "{\"format\": 1,").unwrap();
    let listed = store.list().unwrap();
    assert_eq!(listed.iter().map(|l| &l.id).collect::<Vec<_>>(), [&first, &second]);
    assert!(matches!(&listed[0].info, Err(StoreError::Damaged { .. })));
    assert_eq!(listed[1].info.as_ref().unwrap().figures, 1);
    assert_eq!(store.latest().unwrap().unwrap().id(), &second);
    // It is no obstacle to the next import, since that is laid over the newest.
    store.publish(small(3.0), false, now()).unwrap();
    // Damage to the newest is told with the way out, in both languages.
    let newest = store.ids().unwrap().pop().unwrap();
    std::fs::write(store.data().join("snapshots").join(newest.as_str()).join("catalogue.json"), "{").unwrap();
    let error = store.publish(small(4.0), false, now()).unwrap_err();
    let said = error.sentence(figures::Lang::Sv);
    assert!(said.contains(newest.as_str()) && said.contains("innehållet går inte att tyda från rad 1"), "{said}");
    assert!(said.ends_with("Med --fresh börjar importen om utan den."), "{said}");
    store.publish(small(4.0), true, now()).unwrap();
}

/// A snapshot keeps the raw answers it took in and no others, so that removing the old frees them.
#[test]
fn raw_answers_leave_with_their_snapshot() {
    let (_dir, store) = store();
    let dir = tempfile::tempdir().unwrap();
    let raw = |id: &figures::SnapshotId| names_in(&store.data().join("snapshots").join(id.as_str()).join("raw"));
    let mut ids = Vec::new();
    for year in [2020, 2021, 2022] {
        let path = dir.path().join(format!("{year}.csv"));
        std::fs::write(&path, format!("kpi,municipality,year,gender,value\nN1,0114,{year},K,1\n")).unwrap();
        ids.push(import::import(&store, &[path], &Default::default(), now()).unwrap().0);
    }
    for id in &ids {
        assert_eq!(raw(id).len(), 1, "{id}");
        assert_eq!(store.verify(id).unwrap().faults, Vec::new());
    }
    let last = store.load(&ids[2]).unwrap();
    let sources = &last.manifest().sources;
    assert_eq!(sources.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["2020.csv", "2021.csv", "2022.csv"]);
    assert_eq!(sources.iter().map(|s| s.kept_in.as_ref()).collect::<Vec<_>>(), [Some(&ids[0]), Some(&ids[1]), None]);
    assert_eq!(last.figure(&kpi("N1")).unwrap().years, 3, "the figures stay");
    store.prune(1).unwrap();
    assert_eq!(raw(&ids[2]).len(), 1);
    assert_eq!(store.verify(&ids[2]).unwrap().faults, Vec::new());
}

#[test]
fn a_newer_format_and_left_overs() {
    let (_dir, store) = store();
    let id = store.publish(small(1.0), false, now()).unwrap().id().clone();
    let root = store.data().join("snapshots");
    std::fs::create_dir(root.join(".new-killed")).unwrap();
    std::fs::create_dir(root.join("notes")).unwrap();
    assert_eq!(store.list().unwrap().len(), 1);
    store.publish(small(2.0), false, now()).unwrap();
    assert!(!root.join(".new-killed").exists());
    let manifest = root.join(id.as_str()).join("manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap().replace("\"format\": 1", "\"format\": 2");
    std::fs::write(&manifest, text).unwrap();
    assert!(matches!(store.load(&id), Err(StoreError::Format { found: 2, known: 1, .. })));
}

#[test]
fn two_imports_do_not_collide() {
    let (_dir, store) = store();
    store.publish(small(1.0), false, now()).unwrap();
    let lock = std::fs::File::options().append(true).open(store.data().join(".lock")).unwrap();
    lock.lock().unwrap();
    assert!(matches!(Store::open(store.data()).publish(small(2.0), false, now()), Err(StoreError::Busy { .. })));
    lock.unlock().unwrap();
    assert_eq!(store.list().unwrap().len(), 1);
}
