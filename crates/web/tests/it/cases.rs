//! Pages of cases: only where the operator points at them, only what may be told.

use crate::site::{get, read, router_with_cases};
use app::cases::{CaseRoom, QUESTIONS};
use axum::http::StatusCode;
use std::fmt::Write as _;
use std::sync::Arc;

/// Women 30 h and 36 h at need 1 and 2, men 33 and 39; more women have need 2. In Q are four women.
fn room() -> Arc<CaseRoom> {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = String::from("municipality,sex,need,hours\n");
    for place in ["A", "B", "C", "D", "Q"] {
        for (sex, n, heavy) in [("K", if place == "Q" { 4 } else { 40 }, 30), ("M", 40, 10)] {
            for at in 0..n {
                let need = if at < heavy { 2 } else { 1 };
                let hours = 24 + 6 * need + if sex == "M" { 3 } else { 0 } + [-1, 0, 1][at % 3];
                writeln!(csv, "{place},{sex},{need},{hours}").unwrap();
            }
        }
    }
    std::fs::write(folder.path().join("fall.csv"), csv).unwrap();
    let questions = r#"
        [[question]]
        id = "timmar"
        sv = "Beviljade timmar"
        en = "Hours granted"
        figures = ["N00206"]
        files = "fall.csv"
        outcome = "hours"
        place = "municipality"
        adjust = ["need"]
    "#;
    std::fs::write(folder.path().join(QUESTIONS), questions).unwrap();
    Arc::new(CaseRoom::open(folder.path()).unwrap())
}

#[tokio::test]
async fn without_cases_there_are_no_such_pages() {
    for address in ["/sv/arenden", "/en/cases", "/sv/arenden/timmar"] {
        assert_eq!(get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let figure = get("/sv/matt/N00206/forklara").await;
    assert_eq!((figure.status, figure.text().contains("/sv/arenden/")), (StatusCode::OK, false));
}

#[tokio::test]
async fn an_answer_is_told_beside_the_figure_it_explains() {
    let site = router_with_cases(room());
    let explain = read(&site, "/sv/matt/N00206/forklara").await;
    // Figures about pupils stand under their own words.
    let school = read(&site, "/sv/matt/N15428/forklara").await;
    assert!(school.contains("<th scope=\"col\" class=\"n\">Flickor"), "{school}");
    assert!(explain.contains(r#"<a href="/sv/arenden/timmar">Beviljade timmar</a>"#));
    assert_eq!(room().about("N00205", i18n::Lang::Sv), []);
    assert!(read(&site, "/en/cases").await.contains(r#"<a href="/en/cases/timmar">Hours granted</a>"#));
    let page = read(&site, "/sv/arenden/timmar").await;
    // In the same situation women get three hours less, though they get about as much.
    assert!(page.contains("−3,0") || page.contains("3,0 lägre") || page.contains("3,0 mindre"), "{page}");
    assert!(page.contains("Lika stort för alla (konstanten)"), "{page}");
    // Four women are not shown by themselves, and not to be worked out from the whole.
    let rows: Vec<&str> = page.split("<th scope=\"row\">").filter_map(|it| it.split("</th>").next()).collect();
    let shown: Vec<&&str> = ["A", "B", "C", "D", "Q"].iter().filter(|it| rows.contains(it)).collect();
    assert_eq!(shown.len(), 3, "{rows:?}");
    assert!(!shown.contains(&&"Q"));
    assert!(!page.contains("4 / 40"));
    // To take along: what the page shows, no more.
    assert!(page.contains(r#"href="/sv/arenden/timmar.pdf""#));
    assert!(read(&site, "/sv/arenden/timmar.pdf").await.starts_with("cases of 3 places"));
    assert!(read(&site, "/en/cases/timmar.xlsx").await.starts_with("workbook of 3 places"));
    let json: serde_json::Value = serde_json::from_str(&read(&site, "/sv/arenden/timmar.json").await).unwrap();
    let names: Vec<&str> = json["places"].as_array().unwrap().iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, shown.iter().map(|it| **it).collect::<Vec<_>>());
}
