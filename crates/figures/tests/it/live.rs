//! The live import against a server that speaks version 3 from real values.

use std::{panic::AssertUnwindSafe, time::Duration};

use figures::{
    ImportError, Lang, LiveProblem, Sex, State, Store,
    kolada::{Progress, Request, Selection, Step, import},
};
use testkit::{FakePace, Kolada, Mode};

use crate::{area, kpi, now, store};

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
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    let pace = FakePace::new(now());
    let (id, report) = import(&store, &request(&server), &pace, &mut ()).unwrap();
    same_values(&store, &server);
    let snapshot = store.load(&id).unwrap();
    let told = server.snapshot();
    assert_eq!(snapshot.figures().len(), told.figures().len());
    assert_eq!(snapshot.areas(), told.areas());
    assert_eq!(snapshot.areas().len(), 14);
    assert_eq!(snapshot.description(&kpi("N15428")).unwrap(), Some("Så räknas N15428."));
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
    assert_eq!(store.verify(&id).unwrap().faults, Vec::<figures::Words>::new());
    let source = &snapshot.manifest().sources[0];
    assert_eq!((source.kind.as_str(), source.rows), ("kolada api v3", report.values));
    let raw = store.data().join("snapshots").join(id.as_str()).join(source.raw.as_ref().unwrap());
    let text = String::from_utf8(zstd::decode_all(std::fs::File::open(raw).unwrap()).unwrap()).unwrap();
    assert_eq!(text.matches("\"retrieved\"").count(), server.requests().len());
}

#[test]
fn areas_and_parts_of_twenty_five() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    let base = request(&server);
    let themed = Request {
        select: Selection::Divided,
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
    let none = Request { select: Selection::Kpis(Vec::new()), ..base };
    assert!(matches!(import(&store, &none, &FakePace::new(now()), &mut ()), Err(ImportError::NothingSelected)));
}

#[test]
fn trouble_that_passes() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    for (mode, waits) in [
        (Mode::Busy { times: 2, retry_after: Some("7") }, vec![7, 7]),
        // A wish shorter than the growing wait does not stop it growing.
        (Mode::Busy { times: 4, retry_after: Some("0") }, vec![1, 2, 4, 8]),
        (Mode::Busy { times: 3, retry_after: Some("nonsense") }, vec![1, 2, 4]),
        // Two minutes after the clock of the test, less what it has waited already.
        (Mode::Busy { times: 1, retry_after: Some("Fri, 30 Aug 2024 10:17:00 GMT") }, vec![119]),
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
    let server = Kolada::start(Mode::Honest, 10).unwrap();
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
        (Mode::Bomb, Box::new(|e| live(e, &|p| *p == LiveProblem::TooLarge))),
        (
            Mode::Redirect,
            Box::new(|e| live(e, &|p| matches!(p, LiveProblem::Elsewhere(to) if to.ends_with("/v3/elsewhere")))),
        ),
        (Mode::TwoValues, Box::new(|e| live(e, &|p| *p == LiveProblem::Twice("value".into())))),
        (Mode::ListStatus, Box::new(|e| cell(e, "status"))),
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
    assert!(!server.requests().iter().any(|r| r.contains("elsewhere")), "nobody goes where a redirect leads");
    // The lies are forgotten: the truth is asked for again and taken.
    server.set_mode(Mode::Honest);
    import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    same_values(&store, &server);
}

#[test]
fn withdrawn_values_stay_known_as_such() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
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
    let server = Kolada::start(Mode::Honest, 10).unwrap();
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

#[test]
fn a_long_wish_ends_the_import_and_says_until_when() {
    let server = Kolada::start(Mode::Busy { times: 1, retry_after: Some("3600") }, 10).unwrap();
    let (_dir, store) = store();
    let pace = FakePace::new(now());
    let error = import(&store, &request(&server), &pace, &mut ()).unwrap_err();
    assert!(matches!(&error, ImportError::Live { problem: LiveProblem::Later { .. }, .. }), "{error}");
    assert!(error.sentence(Lang::Sv).contains("Försök igen 2024-08-30 11:15 UTC"), "{}", error.sentence(Lang::Sv));
    assert!(pace.waits().iter().all(|w| *w < Duration::from_secs(1)), "{:?}", pace.waits());
    // The pages that came are kept.
    let (_, report) = import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    assert_eq!(report.resumed, 4);
}

#[test]
fn nothing_found_publishes_nothing() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    let (first, _) = import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    let unknown = Request { select: Selection::Kpis(vec![kpi("N99999")]), ..request(&server) };
    let error = import(&store, &unknown, &FakePace::new(now()), &mut ()).unwrap_err();
    assert!(matches!(error, ImportError::NoValues), "{error}");
    server.set_mode(Mode::Nothing);
    import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap_err();
    assert_eq!(store.ids().unwrap(), [first]);
    assert!(crate::names_in(&store.data().join("imports")).is_empty());
}

/// Killed at its fourth page and again later: the pages of two days are never mixed, and the import
/// is dated by its oldest page.
#[test]
fn after_a_stale_page_nothing_is_used_and_the_oldest_page_dates_the_import() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    let hours = |n| now() + jiff::SignedDuration::from_hours(n);
    let killed = |start, after| {
        std::panic::catch_unwind(AssertUnwindSafe(|| {
            import(&store, &request(&server), &FakePace::new(start), &mut KilledAfter(after))
        }))
        .unwrap_err();
    };
    killed(now(), 3);
    // Twenty hours later it goes on with the three and fetches two more.
    killed(hours(20), 5);
    // The first three are stale now, the two are not; yet they belong to those three.
    let (id, report) = import(&store, &request(&server), &FakePace::new(hours(30)), &mut ()).unwrap();
    assert_eq!(report.resumed, 0);
    assert_eq!(store.load(&id).unwrap().manifest().sources[0].retrieved, hours(30));

    killed(now(), 3);
    let (id, report) = import(&store, &request(&server), &FakePace::new(hours(20)), &mut ()).unwrap();
    assert_eq!(report.resumed, 3);
    let retrieved = store.load(&id).unwrap().manifest().sources[1].retrieved;
    assert!(retrieved < hours(1), "{retrieved}: changes since then must not be missed");
}

#[test]
fn an_import_given_up_does_not_stay() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    let given_up = Request { years: vec![2020], ..request(&server) };
    std::panic::catch_unwind(AssertUnwindSafe(|| {
        import(&store, &given_up, &FakePace::new(now()), &mut KilledAfter(3))
    }))
    .unwrap_err();
    let folder = store.data().join("imports");
    let soon = now() + jiff::SignedDuration::from_hours(1);
    import(&store, &request(&server), &FakePace::new(soon), &mut ()).unwrap();
    assert_eq!(crate::names_in(&folder).len(), 1, "it may still go on");
    let late = now() + jiff::SignedDuration::from_hours(25);
    import(&store, &request(&server), &FakePace::new(late), &mut ()).unwrap();
    assert_eq!(crate::names_in(&folder), Vec::<String>::new());
}

#[test]
fn a_damaged_base_is_told_before_anything_is_fetched() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    let (id, _) = import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    let asked = server.requests().len();
    std::fs::write(store.data().join("snapshots").join(id.as_str()).join("manifest.json"), "{").unwrap();
    let error = import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap_err();
    assert!(matches!(&error, ImportError::Store(figures::StoreError::Base { .. })), "{error}");
    assert!(error.sentence(Lang::Sv).contains("--fresh") && error.sentence(Lang::Sv).contains(id.as_str()));
    assert_eq!(server.requests().len(), asked);
    let fresh = Request { fresh: true, ..request(&server) };
    let (anew, _) = import(&store, &fresh, &FakePace::new(now()), &mut ()).unwrap();
    assert!(anew > id);
    same_values(&store, &server);
}

/// A key figure that has left its group at the source leaves it here.
#[test]
fn who_leaves_a_group_is_gone() {
    let server = Kolada::start(Mode::Honest, 10).unwrap();
    let (_dir, store) = store();
    import(&store, &request(&server), &FakePace::new(now()), &mut ()).unwrap();
    let themes = |code: &str| store.latest().unwrap().unwrap().key_figure(&kpi(code)).unwrap().themes.clone();
    assert_eq!(themes("N15428"), ["Jämställdhet"]);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("groups.json");
    let text = r#"{"values":[{"id":"G2KPI0","title":"Jämställdhet","members":[{"member_id":"N00209","member_title":"Ett"}]}]}"#;
    std::fs::write(&path, text).unwrap();
    figures::import::import(&store, &[path], &Default::default(), now()).unwrap();
    assert_eq!(themes("N00209"), ["Jämställdhet"]);
    assert_eq!(themes("N15428"), Vec::<String>::new());
}
