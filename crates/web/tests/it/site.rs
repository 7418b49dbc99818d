//! The site under test, and a reader that checks what every answer must hold.

use app::view::{CompareView, FigureRow, FigureView, MunicipalityView};
use app::{App, Printer};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{HeaderMap, HeaderName};
use axum::http::{Method, Request, StatusCode};
use i18n::Lang;
use std::sync::{Arc, OnceLock};
use tower::ServiceExt;

/// Says which document would have been set. The real printer takes Typst and half a minute of
/// linking; its own crate tests it.
struct Press;

impl Printer for Press {
    fn board_sheet(&self, view: &MunicipalityView, lang: Lang) -> Result<Vec<u8>, String> {
        Ok(format!("board {} {lang}", view.area.code).into_bytes())
    }
    fn comparison(&self, view: &CompareView, lang: Lang) -> Result<Vec<u8>, String> {
        Ok(format!("comparison of {} {lang}", view.areas.len()).into_bytes())
    }
    fn figure(&self, view: &FigureView, lang: Lang) -> Result<Vec<u8>, String> {
        Ok(format!("figure {} {lang}", view.kpi).into_bytes())
    }
    fn workbook(&self, rows: &[FigureRow], lang: Lang) -> Result<Vec<u8>, String> {
        Ok(format!("workbook of {} {lang}", rows.len()).into_bytes())
    }
}

/// The open demonstration, once for all tests.
pub fn app() -> Arc<App> {
    static APP: OnceLock<Arc<App>> = OnceLock::new();
    Arc::clone(APP.get_or_init(|| {
        let app = App::demo(1).unwrap();
        app.warm();
        Arc::new(app)
    }))
}

/// The whole site.
pub fn router() -> Router {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    ROUTER.get_or_init(|| web::router(web::Site::new(app(), Arc::new(Press), "9.9.9"))).clone()
}

/// A site of its own on other data, for tests of what comes and goes.
pub fn fresh_router(app: &Arc<App>) -> Router {
    web::router(web::Site::new(Arc::clone(app), Arc::new(Press), "9.9.9"))
}

/// A site with a programme.
pub fn router_with(office: Arc<office::Office>) -> Router {
    let mut site = web::Site::new(app(), Arc::new(Press), "9.9.9");
    site.office = Some(office);
    web::router(site)
}

/// A site with cases.
pub fn router_with_cases(cases: Arc<app::cases::CaseRoom>) -> Router {
    let mut site = web::Site::new(app(), Arc::new(Press), "9.9.9");
    site.cases = Some(cases);
    web::router(site)
}

/// Reads a page of such a site.
pub async fn read(site: &Router, address: &str) -> String {
    let request = Request::builder().uri(address).body(Body::empty()).unwrap();
    let response = site.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub fn header(&self, name: impl AsRef<str>) -> &str {
        self.headers.get(name.as_ref()).map_or("", |value| value.to_str().unwrap())
    }
}

/// Asks with a method and headers.
pub async fn ask(method: Method, address: &str, headers: &[(HeaderName, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let response = router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// Reads an address.
pub async fn get(address: &str) -> Answer {
    ask(Method::GET, address, &[]).await
}

/// Reads an address that must be a page.
pub async fn page(address: &str) -> String {
    let answer = get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.header("location"));
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{address}");
    answer.text().to_owned()
}

/// A municipality of the demonstration, and two more.
pub fn three_codes() -> [String; 3] {
    let codes: Vec<String> = app()
        .areas()
        .into_iter()
        .filter(|area| area.level == app::view::Level::Municipality)
        .map(|area| area.code)
        .take(3)
        .collect();
    codes.try_into().unwrap()
}

/// A key figure that the demonstration has for that municipality.
pub fn a_kpi() -> String {
    let [code, ..] = three_codes();
    let view = app().municipality(&code, &app::Ask::default()).unwrap();
    view.themes.iter().flat_map(|theme| &theme.findings).map(|it| it.kpi.clone()).next().unwrap()
}
