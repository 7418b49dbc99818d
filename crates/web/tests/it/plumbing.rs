//! HTTP: languages, errors, headers, validators, compression, downloads, the API.

use crate::site::{a_kpi, ask, get, page, three_codes};
use axum::http::header::{self, HeaderName};
use axum::http::{Method, StatusCode};

const GZIP: &[(HeaderName, &str)] = &[(header::ACCEPT_ENCODING, "gzip")];

#[tokio::test]
async fn the_entrance_follows_the_reader() {
    for (wanted, start) in [("sv", "/sv/"), ("en-GB,en;q=0.9", "/en/"), ("fi", "/sv/")] {
        let answer = ask(Method::GET, "/", &[(header::ACCEPT_LANGUAGE, wanted)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), start);
        assert_eq!(answer.header("vary"), "accept-language");
    }
}

#[tokio::test]
async fn slashes_are_mended() {
    for (wrong, right) in [("/sv", "/sv/"), ("/sv/sok/?q=a", "/sv/sok?q=a"), ("/en/compare/", "/en/compare")] {
        let answer = get(wrong).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{wrong}");
        assert_eq!(answer.header("location"), right);
    }
    // Never to another site.
    assert_eq!(get("//sv").await.header("location"), "");
    assert_eq!(get("//example.org/sv/").await.header("location"), "");
}

#[tokio::test]
async fn errors_are_pages_of_ours_in_both_languages() {
    let [a, ..] = three_codes();
    let kpi = a_kpi();
    for (address, status, title) in [
        ("/sv/finns-inte".to_owned(), 404, "Sidan finns inte"),
        ("/en/nowhere".to_owned(), 404, "The page does not exist"),
        ("/static/x/y.css".to_owned(), 404, "Sidan finns inte"),
        ("/sv/kommun/9999".to_owned(), 404, "Vi hittar ingen sådan kommun eller region"),
        ("/en/municipality/9999".to_owned(), 404, "We find no such municipality or region"),
        ("/sv/kommun/9999.pdf".to_owned(), 404, "Vi hittar ingen sådan kommun eller region"),
        ("/sv/matt/N99999".to_owned(), 404, "Vi hittar inget sådant mått"),
        (format!("/sv/kommun/{a}?ar=1871"), 404, "Det finns inga värden för det året"),
        (format!("/sv/kommun/{a}?ar=x"), 400, "Vi förstår inte året"),
        (format!("/en/municipality/{a}?year=x"), 400, "We do not understand the year"),
        (format!("/sv/kommun/{a}?jamfor=similar:nonsens"), 400, "Vi förstår inte vilka ni vill jämföra med"),
        (format!("/sv/matt/{kpi}?kommun=9999"), 404, "Vi hittar ingen sådan kommun eller region"),
        ("/sv/jamfor.csv".to_owned(), 400, "Välj två till fyra att jämföra"),
        ("/sv/sok?q=%ff".to_owned(), 400, "Adressen går inte att läsa"),
        ("/en/search?q=%".to_owned(), 400, "The address cannot be read"),
        (format!("/sv/sok?q={}", "a".repeat(3000)), 414, "Adressen är för lång"),
    ] {
        let answer = get(&address).await;
        let short: String = address.chars().take(60).collect();
        assert_eq!(answer.status.as_u16(), status, "{short}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{short}");
        assert_eq!(answer.header("cache-control"), "no-store", "{short}");
        let html = answer.text();
        assert!(html.contains(&format!("<h1>{title}</h1>")), "{short}: {}", &html[..html.len().min(300)]);
        let lang = if address.starts_with("/en") { "en" } else { "sv" };
        assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{short}");
    }
}

#[tokio::test]
async fn errors_in_other_methods_and_for_machines() {
    for address in ["/sv/", "/", "/sv/sok?q=a"] {
        let answer = ask(Method::POST, address, &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        assert_eq!(answer.header("allow"), "GET, HEAD");
        assert!(answer.text().contains("<h1>Det går inte att göra så här</h1>"));
    }
    let answer = get("/api/v1/figures").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!(told["status"], 400);
    assert_eq!(told["title"], "Det är för mycket på en gång");
    let answer = get("/api/v1/figures?kpi=N99999&lang=en").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!(told["title"], "We find no such figure");
}

#[tokio::test]
async fn what_is_written_is_shown_and_not_run() {
    let html = page("/sv/sok?q=%3Cscript%3Ealert(1)%3C/script%3E%22%26").await;
    assert!(!html.contains("<script"));
    assert!(html.contains("&#60;script&#62;alert(1)"));
    let answer = get("/sv/kommun/%3Cb%3E").await;
    assert!(!answer.text().contains("<b>"));
}

#[tokio::test]
async fn every_answer_is_guarded() {
    for address in ["/", "/sv/", "/sv/nej", "/health", "/api/v1/areas"] {
        let answer = get(address).await;
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "{address}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
    }
}

#[tokio::test]
async fn pages_are_validated_and_compressed_only_when_asked() {
    let plain = get("/sv/sa-raknar-vi").await;
    assert_eq!(plain.header("cache-control"), "public, no-cache");
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.header("vary"), "accept-encoding");
    let tag = plain.header("etag").to_owned();
    assert!(tag.len() > 10);

    let zipped = ask(Method::GET, "/sv/sa-raknar-vi", GZIP).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert_ne!(zipped.header("etag"), tag);
    assert!(zipped.bytes.len() * 2 < plain.bytes.len());
    let mut unzipped = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(zipped.bytes.as_slice()), &mut unzipped).unwrap();
    assert_eq!(unzipped, plain.text());

    for tag in [tag.as_str(), zipped.header("etag")] {
        let again = ask(Method::GET, "/sv/sa-raknar-vi", &[(header::IF_NONE_MATCH, tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.bytes.is_empty());
    }
    let head = ask(Method::HEAD, "/sv/sa-raknar-vi", &[]).await;
    assert!(head.bytes.is_empty());
    assert_eq!(head.header("content-length"), plain.bytes.len().to_string());
}

#[tokio::test]
async fn assets_live_for_ever_under_their_hash() {
    let html = page("/sv/").await;
    let css = html.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = get(css).await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    let font = answer.text().split("src: url(\"").nth(1).unwrap().split('"').next().unwrap();
    let font = get(font).await;
    assert_eq!(font.header("content-type"), "font/woff2");
    assert_eq!(&font.bytes[..4], b"wOF2");
    // A page from before an upgrade gets the new sheet, but must not keep it.
    let old = get("/static/000000000000000000000000/jamsides.css").await;
    assert_eq!(old.status, StatusCode::OK);
    assert_eq!(old.header("cache-control"), "no-store");
}

#[tokio::test]
async fn downloads_have_their_types_and_readable_names() {
    let [a, b, _] = three_codes();
    let kpi = a_kpi();
    let pdf = get(&format!("/sv/kommun/{a}.pdf")).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert_eq!(pdf.text(), format!("board {a} sv"));
    let name = pdf.header("content-disposition");
    assert!(
        name.starts_with("attachment; filename=\"") && name.contains("filename*=UTF-8''") && name.ends_with(".pdf"),
        "{name}"
    );
    assert_eq!(get(&format!("/en/figure/{kpi}.pdf?municipality={a}")).await.text(), format!("figure {kpi} en"));
    assert_eq!(get(&format!("/sv/jamfor.pdf?kommun={a}&kommun={b}")).await.text(), "comparison of 2 sv");

    let json = get(&format!("/sv/kommun/{a}.json")).await;
    assert_eq!(json.header("content-type"), "application/json");
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&json.bytes).unwrap();
    assert!(rows.iter().all(|row| row["area"] == a.as_str()));
    let xlsx = get(&format!("/sv/kommun/{a}.xlsx")).await;
    assert_eq!(xlsx.text(), format!("workbook of {} sv", rows.len()));

    let csv = get(&format!("/sv/kommun/{a}.csv")).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    let mut lines = csv.text().split("\r\n");
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(heads[..heads.len() - 1], app::flat::COLUMNS.map(|(name, _)| name));
    assert_eq!(lines.filter(|line| !line.is_empty()).count(), rows.len());
    // The same numbers in both, with a decimal point.
    let first = csv.text().lines().nth(1).unwrap();
    let cells: Vec<&str> = first.split(',').collect();
    assert_eq!(cells[0], rows[0]["kpi"]);
    assert_eq!(cells[3].parse().ok(), rows[0]["women"].as_f64());
    let english = get(&format!("/en/municipality/{a}.csv")).await;
    assert_eq!(english.text().lines().nth(1).unwrap().split(',').take(30).collect::<Vec<_>>(), cells[..30]);
}

#[tokio::test]
async fn the_api_gives_rows_and_areas() {
    let [a, b, _] = three_codes();
    let kpi = a_kpi();
    let answer = get(&format!("/api/v1/figures?kpi={kpi}&area={a},{b}&year=all")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&answer.bytes).unwrap();
    assert!(rows.len() > 2);
    assert!(
        rows.iter().all(|row| row["kpi"] == kpi.as_str() && (row["area"] == a.as_str() || row["area"] == b.as_str()))
    );
    let areas: Vec<serde_json::Value> = serde_json::from_slice(&get("/api/v1/areas").await.bytes).unwrap();
    assert!(areas.iter().any(|area| area["code"] == a.as_str() && area["level"] == "municipality"));
}

#[tokio::test]
async fn names_lead_to_codes() {
    let area =
        crate::site::app().areas().into_iter().find(|area| area.level == app::view::Level::Municipality).unwrap();
    let word: String = area.name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for (asked, right) in [
        (format!("/sv/kommun/{word}"), format!("/sv/kommun/{}", area.code)),
        (format!("/sv/sok?q={word}"), format!("/sv/kommun/{}", area.code)),
        (format!("/en/search?q={}", area.code), format!("/en/municipality/{}", area.code)),
    ] {
        let answer = get(&asked).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{asked}");
        assert_eq!(answer.header("location"), right);
    }
}

#[tokio::test]
async fn a_comparison_has_one_address() {
    let [a, b, c] = three_codes();
    let names: Vec<String> = crate::site::app()
        .areas()
        .into_iter()
        .filter(|area| [&a, &b].contains(&&area.code))
        .map(|area| area.name.bytes().map(|byte| format!("%{byte:02X}")).collect())
        .collect();
    let asked = format!("/sv/jamfor?kommun={}&kommun=&kommun={}&mentor={c}", names[0], names[1]);
    let answer = get(&asked).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), format!("/sv/jamfor?kommun={a}&kommun={b}&kommun={c}&mentor={c}"));
    let html = page(answer.header("location")).await;
    assert!(html.contains("<ul class=\"side side-3\">"), "no comparison");
}

#[tokio::test]
async fn health_is_plain_and_never_kept() {
    let answer = get("/health").await;
    assert_eq!(answer.text(), "ok 9.9.9\n");
    assert_eq!(answer.header("cache-control"), "no-store");
}
