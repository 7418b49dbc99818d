//! The live import against a server that speaks version 3 from real values.

use std::{panic::AssertUnwindSafe, time::Duration};

use figures::{
    ImportError, Lang, LiveProblem, Sex, State, Store,
    kolada::{Progress, Request, Selection, Step, import},
};
use testkit::{FakePace, Kolada, Mode};

use crate::{area, kpi, now, store};

fn server(test: &str, mode: Mode) -> Option<Kolada> {
    crate::real_data(test)?;
    Kolada::start(mode, 10).unwrap()
}

fn request(server: &Kolada) -> Request {
    let kpis = vec![kpi("N00209"), kpi("N15428")];
    Request { base: server.base(), years: vec![2021, 2022], per_page: 5000, ..Request::new(Selection::Kpis(kpis)) }
}

fn data_requests(server: &Kolada) -> usize {
    server.requests().iter().filter(|r| r.starts_with("/v3/data/")).count()
}

fn same_values(store: &Store, server: &Kolada) {
    let got = store.latest().unwrap().unwrap();
    let told = server.snapshot();
    let mut compared = 0;
    for code in ["N00209", "N15428"] {
        let (g, t) = (got.figure(&kpi(code)).unwrap(), told.figure(&kpi(code)).unwrap());
        for (index, place) in told.areas().iter().enumerate() {
            let there = got.area_index(place.id).unwrap();
            for year in [2021, 2022] {
                assert_eq!(g.row(there, year), t.row(index, year), "{code} {} {year}", place.id);
                compared += usize::from(t.row(index, year).women.get().is_some());
            }
            assert_eq!(g.cell(there, 2020, Sex::Women).state, State::Absent);
        }
    }
    assert!(compared > 10, "{compared}");
}

#[test]
fn everything_comes_over() {
    let Some(server) = server("everything_comes_over", Mode::Honest) else { return };
    let (_dir, store) = store();
    let pace = FakePace::new(now());
    let (id, report) = import(&store, &request(&server), &pace, &mut ()).unwrap();
    same_values(&store, &server);
    let snapshot = store.load(&id).unwrap();
    let told = server.snapshot();
    assert_eq!(snapshot.figures().len(), told.figures().len());
    assert_eq!(snapshot.areas().len(), 312);
    assert_eq!(snapshot.groups(), told.groups());
    assert_eq!(snapshot.all_similar(), told.all_similar());
    assert_eq!(snapshot.similar("grundskola", area("1280")).len(), 7);
    assert_eq!(report.figures, 2);
    assert_eq!(report.asked as usize, server.requests().len());
    // Never more than five questions a second.
    let asked = server.requests().len();
    let waited: Duration = pace.waits().iter().sum();
    assert!(waited >= Duration::from_millis(200) * (asked as u32 - 1), "{asked} questions, {waited:?}");
    assert!(!store.data().join("imports").read_dir().unwrap().any(|_| true));
    assert_eq!(store.verify(&id).unwrap().faults, Vec::<String>::new());
    let source = &snapshot.manifest().sources[0];
    assert_eq!((source.kind.as_str(), source.rows), ("kolada api v3", report.values));
    let raw = store.data().join("snapshots").join(id.as_str()).join(source.raw.as_ref().unwrap());
    let text = String::from_utf8(zstd::decode_all(std::fs::File::open(raw).unwrap()).unwrap()).unwrap();
    assert_eq!(text.matches("\"retrieved\"").count(), server.requests().len());
}

#[test]
fn themes_areas_and_parts_of_twenty_five() {
    let Some(server) = server("themes_areas_and_parts_of_twenty_five", Mode::Honest) else { return };
    let (_dir, store) = store();
    let base = request(&server);
    let themed = Request {
        select: Selection::Theme("jamstalldhet".into()),
        areas: vec![area("1280"), area("0180")],
        from_date: Some(jiff::civil::date(2024, 1, 1)),
        ..base.clone()
    };
    let (_, report) = import(&store, &themed, &FakePace::new(now()), &mut ()).unwrap();
    assert_eq!(report.figures, 27);
    let data: Vec<String> = server
        .requests()
        .into_iter()
        .filter(|r| r.starts_with("/v3/data/") && !r.contains("&page=") && !r.contains("?page="))
        .collect();
    assert_eq!(data.len(), 2, "27 key figures are two parts: {data:#?}");
    assert!(
        data.iter()
            .all(|r| r.contains("/municipality/0180,1280/year/2021,2022?") && r.ends_with("&from_date=2024-01-01"))
    );
    let none = Request { select: Selection::Theme("no such".into()), ..base };
    assert!(matches!(import(&store, &none, &FakePace::new(now()), &mut ()), Err(ImportError::NothingSelected)));
}

#[test]
fn trouble_that_passes() {
    let Some(server) = server("trouble_that_passes", Mode::Honest) else { return };
    for (mode, waits) in [
        (Mode::Busy { times: 2, retry_after: Some(7) }, vec![7, 7]),
        (Mode::Busy { times: 3, retry_after: None }, vec![1, 2, 4]),
        (Mode::Failing { times: 2 }, vec![1, 2]),
        (Mode::Truncated { times: 1 }, vec![1]),
        (Mode::Slow(Duration::from_millis(30)), vec![]),
    ] {
        let (_dir, store) = store();
        server.set_mode(mode.clone());
        let pace = FakePace::new(now());
        import(&store, &request(&server), &pace, &mut ()).unwrap_or_else(|e| panic!("{mode:?}: {e}"));
        let long: Vec<u64> =
            pace.waits().iter().filter(|w| **w >= Duration::from_secs(1)).map(Duration::as_secs).collect();
        assert_eq!(long, waits, "{mode:?}");
        same_values(&store, &server);
    }
}

#[test]
fn lies_are_refused() {
    let Some(server) = server("lies_are_refused", Mode::Honest) else { return };
    let (_dir, store) = store();
    let cell = |e: &ImportError, column: &str| matches!(e, ImportError::Cell { column: c, file, .. } if c == column && file.starts_with("http://127.0.0.1"));
    let live = |e: &ImportError, fits: &dyn Fn(&LiveProblem) -> bool| matches!(e, ImportError::Live { problem, url } if fits(problem) && url.contains("/data/kpi/"));
    type Test<'a> = Box<dyn Fn(&ImportError) -> bool + 'a>;
    let cases: Vec<(Mode, Test<'_>)> = vec![
        (Mode::Failing { times: 99 }, Box::new(|e| live(e, &|p| *p == LiveProblem::Status { status: 500, tries: 6 }))),
        (
            Mode::Truncated { times: 99 },
            Box::new(|e| live(e, &|p| matches!(p, LiveProblem::Unreachable { tries: 6, .. }))),
        ),
        (Mode::Looping, Box::new(|e| live(e, &|p| *p == LiveProblem::Cycle))),
        (Mode::Endless, Box::new(|e| live(e, &|p| *p == LiveProblem::Repeats))),
        (Mode::EmptyPages, Box::new(|e| live(e, &|p| *p == LiveProblem::Repeats))),
        (Mode::OtherHost, Box::new(|e| live(e, &|p| *p == LiveProblem::OtherHost("example.org".into())))),
        (Mode::Html, Box::new(|e| live(e, &|p| *p == LiveProblem::NotJson))),
        (Mode::WrongCount, Box::new(|e| live(e, &|p| matches!(p, LiveProblem::Count { said: 123_456, .. })))),
        (
            Mode::OtherKpi,
            Box::new(|e| live(e, &|p| matches!(p, LiveProblem::NotAsked(what) if what.starts_with("N99999")))),
        ),
        (Mode::NoValues, Box::new(|e| live(e, &|p| *p == LiveProblem::Shape("values")))),
        (Mode::TextValues, Box::new(|e| cell(e, "value"))),
        (Mode::OtherGender, Box::new(|e| cell(e, "gender"))),
    ];
    for (mode, fits) in cases {
        server.set_mode(mode.clone());
        let error = import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap_err();
        assert!(fits(&error), "{mode:?}: {error}");
        assert_ne!(error.sentence(Lang::Sv), error.sentence(Lang::En));
        assert!(store.latest().unwrap().is_none());
    }
    // The lies are forgotten: the truth is asked for again and taken.
    server.set_mode(Mode::Honest);
    import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    same_values(&store, &server);
}

#[test]
fn withdrawn_values_stay_known_as_such() {
    let Some(server) = server("withdrawn_values_stay_known_as_such", Mode::Honest) else { return };
    let (_dir, store) = store();
    import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    server.set_mode(Mode::Deleted);
    import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    let snapshot = store.latest().unwrap().unwrap();
    let malmo = snapshot.area_index(area("1280")).unwrap();
    assert_eq!(snapshot.figure(&kpi("N15428")).unwrap().row(malmo, 2022).women.state, State::Deleted);
    assert!(snapshot.manifest().women.deleted > 10);
}

struct KilledAfter(u64);

impl Progress for KilledAfter {
    fn page(&mut self, step: &Step<'_>) {
        assert!(step.pages < self.0, "killed");
    }
}

#[test]
fn a_killed_import_goes_on_where_it_was() {
    let Some(server) = server("a_killed_import_goes_on_where_it_was", Mode::Honest) else { return };
    let (_dir, whole) = store();
    import(&whole, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    let pages = server.requests().len();
    assert!(pages > 7, "{pages}");

    let (_dir, store) = store();
    let kill = pages as u64 - 2;
    std::panic::catch_unwind(AssertUnwindSafe(|| {
        import(&store, &request(&server), &FakePace::new(now()), &mut KilledAfter(kill))
    }))
    .unwrap_err();
    assert!(store.latest().unwrap().is_none());
    assert_eq!(server.requests().len(), 2 * pages - 2);
    let (_, report) = import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    assert_eq!((report.asked, report.resumed), (2, kill));
    assert_eq!(server.requests().len(), 2 * pages, "only the remaining pages are asked for");
    same_values(&store, &server);

    // The same with a server that dies: the pages that came are kept.
    let (_dir, other) = crate::store();
    server.set_mode(Mode::DiesAfter { answers: 1 });
    import(&other, &request(&server), &FakePace::new(now()), &mut ()).unwrap_err();
    server.set_mode(Mode::Honest);
    let before = data_requests(&server);
    import(&other, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    let all = data_requests(&server) - before;
    let (_, fresh) = import(&crate::store().1, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    assert!(fresh.asked > 0 && all + 1 == data_requests(&server) - before - all);

    // A day later nothing of it is used: values of different days do not belong together.
    let (_dir, late) = crate::store();
    std::panic::catch_unwind(AssertUnwindSafe(|| {
        import(&late, &request(&server), &FakePace::new(now()), &mut KilledAfter(3))
    }))
    .unwrap_err();
    let tomorrow = now() + jiff::SignedDuration::from_hours(25);
    let (_, report) = import(&late, &request(&server), &FakePace::new(tomorrow), &mut ()).unwrap();
    assert_eq!(report.resumed, 0);
}
