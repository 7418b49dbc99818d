//! Files of every kind, small.

use figures::{
    AreaKind, Cell, Lang, Level, Sex, State, Unit,
    import::{Form, What, Why},
};

use crate::{area, kpi, names_in, now, read_one, read_text, store};

const HEAD: &str = "kpi,municipality,year,gender,value\n";

#[test]
fn states_stay_apart_in_csv() {
    let text = "\u{feff}year;gender;kpi;value;municipality;status;isdeleted\r\n\
        2020;K;N1;0;0114;;0\r\n2020;M;N1;1,5;0114;;0\r\n2020;T;N1;;0114;;0\r\n\
        2021;K;N1;..;0114;;0\r\n2021;M;N1;.;0114;;0\r\n2021;T;N1;;0114;;1\r\n\
        2022;K;N1;7;0114;..;0\r\n2022;M;N1;7;0114;odd;0\r\n2022;T;N1;7;G123;;0\r\n";
    let snapshot = read_one("x.csv", text.as_bytes());
    let block = snapshot.figure(&kpi("N1")).unwrap();
    let cell = |year, sex| block.cell(0, year, sex);
    assert_eq!(cell(2020, Sex::Women), Cell::of(0.0));
    assert_eq!(cell(2020, Sex::Men), Cell::of(1.5));
    assert_eq!(cell(2020, Sex::Total).state, State::Missing);
    assert_eq!(cell(2021, Sex::Women).state, State::Secret);
    assert_eq!(cell(2021, Sex::Men).state, State::NotApplicable);
    assert_eq!(cell(2021, Sex::Total).state, State::Deleted);
    assert_eq!(cell(2022, Sex::Women).state, State::Secret, "a secret value must not leak");
    assert_eq!(cell(2022, Sex::Men), Cell::of(7.0));
    assert_eq!(cell(2022, Sex::Total).state, State::Absent);
    assert_eq!(snapshot.manifest().notes.len(), 2, "{:?}", snapshot.manifest().notes);
}

#[test]
fn both_versions_of_the_api() {
    let v3 = br#"{"values":[{"kpi":"N1","municipality":"0114","period":2021,"values":[
        {"gender":"K","count":1,"status":"","value":1.5,"isdeleted":false},{"gender":"M","count":1,"status":"","value":null,"isdeleted":false},
        {"gender":"T","count":1,"status":"","value":null,"isdeleted":true}]}],"next_url":null}"#;
    let v2 = br#"{"count":1,"values":[{"kpi":"N1","municipality":"0114","period":"2021","values":[
        {"gender":"K","count":1,"status":"","value":1.5},{"gender":"M","count":1,"status":"","value":null},{"gender":"T","count":1,"value":null,"is_deleted":true}]}]}"#;
    for text in [v3.as_slice(), v2.as_slice()] {
        let snapshot = read_one("x.json", text);
        let row = snapshot.figure(&kpi("N1")).unwrap().row(0, 2021);
        assert_eq!((row.women, row.men.state, row.total.state), (Cell::of(1.5), State::Missing, State::Deleted));
    }
    let catalogue = r#"{"values":[{"id":"N15428","title":"Elever, andel (%) (-2021)","description":"Text","is_divided_by_gender":1,"municipality_type":"A","auspices":"T"}]}"#;
    let snapshot = read_one("x.json", catalogue.as_bytes());
    let figure = snapshot.key_figure(&kpi("N15428")).unwrap();
    assert_eq!(
        (figure.level, figure.divided, figure.unit(), figure.ended()),
        (Some(Level::Both), true, Unit::Share, Some(2021))
    );
    assert_eq!(snapshot.description(&figure.id).unwrap(), Some("Text"));
}

#[test]
fn similar_municipalities_are_groups_by_name() {
    let text = r#"[{"values":[{"id":"1984","title":"Arboga","type":"K"},{"id":"0319","title":"Älvkarleby","type":"K"}]},
        {"values":[{"id":"G1","title":"Liknande kommuner socioekonomi, Arboga, 2024","members":[{"member_id":"0319","member_title":"Älvkarleby"}]},
        {"id":"G2","title":"Alla","members":[{"id":"1984","title":"Arboga"},{"id":"0319","title":"Älvkarleby"}]}]},
        {"values":[{"id":"G3","title":"Jämställdhet","members":[{"member_id":"N1","member_title":"Ett"}]}]}]"#;
    let snapshot = read_one("x.json", text.as_bytes());
    assert_eq!(snapshot.similar("Socioekonomi", area("1984")), [area("0319")]);
    assert_eq!(snapshot.groups().len(), 1);
    assert_eq!(snapshot.groups()[0].members, [area("0319"), area("1984")]);
    assert_eq!(snapshot.key_figure(&kpi("N1")).unwrap().themes, ["Jämställdhet"]);
}

#[test]
fn a_folder_is_sorted_out() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    put("a.csv", &format!("{HEAD}N1,0114,2020,K,1\nN1,0114,2020,K,1\n"));
    put("b.txt", &format!("{HEAD}N1,0114,2020,K,1\nN1,0114,2020,M,2\n"));
    put("c.csv", "municipality,year,gender,age,count\n0114,2019,M,0,271\n");
    put("d.geojson", r#"{"type":"FeatureCollection"}"#);
    put("e.json", r#"{"version":"2.0","class":"dataset"}"#);
    put("f.px", "CHARSET=\"ANSI\";\n");
    put("g", "");
    put(".hidden", "x");
    let store = store();
    let (id, report) = figures::import::import(&store.1, &[dir.path().to_owned()], &Default::default(), now()).unwrap();
    let name = |p: &std::path::Path| p.file_name().unwrap().to_str().unwrap().to_owned();
    let taken: Vec<_> = report.taken.iter().map(|t| (name(&t.file), t.what, t.form, t.rows)).collect();
    assert_eq!(
        taken,
        [("a.csv".to_owned(), What::Values, Form::Csv, 2), ("b.txt".to_owned(), What::Values, Form::Csv, 2)]
    );
    let left: Vec<_> = report.left.iter().map(|(p, why)| (name(p), *why)).collect();
    assert_eq!(
        left,
        [
            ("c.csv", Why::OtherTable),
            ("d.geojson", Why::Geometry),
            ("e.json", Why::OtherJson),
            ("f.px", Why::OtherForm),
            ("g", Why::Empty)
        ]
        .map(|(n, w)| (n.to_owned(), w))
    );
    assert_eq!((report.values, report.identical, report.replaced), (4, 2, 0));
    let raw = store.1.data().join("snapshots").join(id.as_str()).join("raw");
    assert_eq!(names_in(&raw).len(), 2);
    assert_eq!(store.1.verify(&id).unwrap().faults, Vec::<figures::Words>::new());
    // Rebuilt from what is kept: the same figures.
    let text = zstd::decode_all(std::fs::File::open(raw.join(&names_in(&raw)[0])).unwrap()).unwrap();
    assert!(text.starts_with(HEAD.as_bytes()));
    let sources = store.1.load(&id).unwrap().manifest().sources.clone();
    assert!(
        sources.iter().all(|s| s.raw.as_ref().is_some_and(|r| store
            .1
            .data()
            .join("snapshots")
            .join(id.as_str())
            .join(r)
            .exists()))
    );
}

#[test]
fn between_files_the_later_wins_and_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let (a, b) = (dir.path().join("a.csv"), dir.path().join("b.csv"));
    std::fs::write(&a, format!("{HEAD}N1,0114,2020,K,1\n")).unwrap();
    std::fs::write(&b, format!("{HEAD}N1,0114,2020,K,2\n")).unwrap();
    let options = figures::import::Options { retrieved: Some(now()), fresh: false };
    let (draft, report) = figures::import::read(&[a, b], &options).unwrap();
    assert_eq!(draft.get(kpi("N1"), area("0114"), 2020, Sex::Women), Cell::of(2.0));
    assert_eq!(report.replaced, 1);
    let note = figures::Words::new(
        "1 värden i b.csv ersatte dem i tidigare filer, först N1 0114 2020",
        "1 values of b.csv replaced those of earlier files, first N1 0114 2020",
    );
    assert_eq!(report.notes, [note]);
}

#[test]
fn a_named_file_must_be_kolada_s() {
    let error = read_text("x.csv", b"municipality,year,value\n0114,2020,1\n").unwrap_err();
    assert_eq!(
        error.sentence(Lang::Sv),
        "x.csv: är inte Koladas: en tabell utan Koladas nyckeltalskoder. Ange en fil från Kolada."
    );
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("x.csv"), "a,b\n1,2\n").unwrap();
    let error = figures::import::read(&[dir.path().to_owned()], &Default::default()).unwrap_err();
    assert!(matches!(error, figures::ImportError::Nothing { looked_at: 1 }));
}

#[test]
fn municipalities_know_county_class_and_population() {
    let text = "municipality,name,county_code,county,kolada_region_id,skr_class_2023,skr_class_name,size_class,pop2022_T,pop2022_K,pop2022_M\n\
        0114,Upplands Väsby,01,Stockholms län,0001,A2,Pendlingskommun nära storstad,50 000 - 99 999,49262,24406,24856\n";
    let snapshot = read_one("x.csv", text.as_bytes());
    let found = snapshot.area(area("0114")).unwrap();
    assert_eq!(found.kind, AreaKind::Municipality);
    assert_eq!(found.class.as_deref(), Some("A2"));
    assert_eq!(found.class_name.as_deref(), Some("Pendlingskommun nära storstad"));
    assert_eq!(found.population.map(|p| (p.year, p.women, p.men, p.total)), Some((2022, 24406, 24856, 49262)));
    assert_eq!(snapshot.county_members(area("0001")), [area("0114")]);
    assert_eq!(snapshot.class_members("A2"), [area("0114")]);
}
