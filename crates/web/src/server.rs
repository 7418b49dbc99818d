//! Routes and the walk of a request.

use crate::address::{Asked, Place, Unreadable};
use crate::assets::assets;
use crate::desk;
use crate::house::{House, Site};
use crate::pages;
use crate::problem::Problem;
use crate::reply::{CachePolicy, Stored};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode, Uri};
use axum::middleware::map_response;
use axum::routing::get;
use i18n::Lang;
use std::future::Future;
use std::sync::Arc;
use tower_http::csrf::CsrfLayer;

/// Longer addresses are nobody's honest question: the longest of ours names four areas.
const LONGEST_ADDRESS: usize = 2000;

/// What browsers may do with our pages.
const GUARDS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        // Nothing by default; only our own style sheet, fonts, scripts and forms. `data:` images
        // are for marks inside the style sheet. Nobody may frame us or change our base address.
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
         script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    // A CSV is never a script.
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // What somebody searched for is not told to other sites.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// The whole site as a service.
pub fn router(site: Site) -> Router {
    let house = Arc::new(House::new(site));
    let refused = Arc::clone(&house);
    // What was asked for is not known here, so neither is the language: Swedish first.
    let elsewhere = move |_| Problem::Elsewhere.response(&refused, &Asked::page(Lang::Sv, Place::Start));
    Router::new()
        .route("/", get(entrance))
        .route("/health", get(health))
        .route("/static/{*path}", get(asset))
        // The pages have one reader of addresses, `Asked::read`, for links, twins and routes alike.
        .fallback(page)
        .method_not_allowed_fallback(wrong_method)
        // A form from another site does nothing, whatever cookie comes with it.
        .layer(CsrfLayer::new().with_rejection_response(elsewhere))
        .layer(map_response(guard))
        .with_state(house)
}

/// Answers requests until `shutdown` is done; what is under way is finished first.
///
/// See [`crate::listen`] for how many and how slow readers may be.
pub async fn serve(listener: tokio::net::TcpListener, site: Site, shutdown: impl Future<Output = ()> + Send + 'static) {
    crate::listen::serve(listener, router(site), shutdown).await;
}

async fn guard(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in GUARDS {
        // A file has a stricter policy of its own.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn reader_lang(headers: &HeaderMap) -> Lang {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(Lang::Sv, Lang::from_accept_language)
}

fn redirect(status: StatusCode, address: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    if let Ok(location) = HeaderValue::try_from(address) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, CachePolicy::Never.header());
    response
}

async fn entrance(headers: HeaderMap) -> Response<Body> {
    let start = Asked::page(reader_lang(&headers), Place::Start).address();
    let mut response = redirect(StatusCode::SEE_OTHER, &start);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

async fn health(State(house): State<Arc<House>>) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("ok {}\n", house.site.version)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, CachePolicy::Never.header());
    response
}

async fn asset(State(house): State<Arc<House>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let path = uri.path().strip_prefix("/static/").unwrap_or("");
    assets().response(path, &headers).unwrap_or_else(|| stranger(&house, &uri, &headers, &Unreadable::NoPage.into()))
}

async fn wrong_method(State(house): State<Arc<House>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    stranger(&house, &uri, &headers, &Problem::Method)
}

/// An error page for an address that is none of ours: the language is that of the address, if
/// that much can be read, otherwise the reader's.
fn stranger(house: &House, uri: &Uri, headers: &HeaderMap, problem: &Problem) -> Response<Body> {
    let lang =
        uri.path().split('/').nth(1).and_then(|first| first.parse().ok()).unwrap_or_else(|| reader_lang(headers));
    let place = if uri.path().starts_with("/api/") { Place::ApiFigures } else { Place::Start };
    let mut response = problem.response(house, &Asked::page(lang, place));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

async fn page(State(house): State<Arc<House>>, request: Request) -> Response<Body> {
    if let Some(office) = &house.site.office
        && request.uri().path().len() < LONGEST_ADDRESS
        && let Ok(asked) = Asked::read(request.uri().path(), request.uri().query().unwrap_or(""))
        && let Place::Desk(spot) = asked.place.clone()
        && [Method::GET, Method::HEAD, Method::POST].contains(request.method())
    {
        let office = Arc::clone(office);
        return desk::answer(house, office, asked, spot, request).await;
    }
    let (parts, _) = request.into_parts();
    let (uri, method, headers) = (&parts.uri, &parts.method, &parts.headers);
    let key = uri.path_and_query().map_or("", |address| address.as_str());
    if method != Method::GET && method != Method::HEAD {
        return stranger(&house, uri, headers, &Problem::Method);
    }
    if key.len() > LONGEST_ADDRESS {
        return stranger(&house, uri, headers, &Problem::TooLong);
    }
    if let Some(stored) = house.cache.get(key)
        && !stored.must_compress(headers)
    {
        return stored.response(method, headers);
    }
    let asked = match Asked::read(uri.path(), uri.query().unwrap_or("")) {
        Ok(asked) => asked,
        Err(why) => {
            return slash(uri)
                .map(|address| redirect(StatusCode::PERMANENT_REDIRECT, &address))
                .unwrap_or_else(|| stranger(&house, uri, headers, &why.into()));
        }
    };
    match made(&house, &asked, key, headers).await {
        Ok(stored) => stored.response(method, headers),
        Err(problem) => problem.response(&house, &asked),
    }
}

/// Makes an answer in a thread that may take its time, compressed if that was asked for.
async fn made(house: &Arc<House>, asked: &Asked, key: &str, headers: &HeaderMap) -> Result<Arc<Stored>, Problem> {
    // Held until the document is set; an error means the program is shutting down.
    let _press = match asked.format {
        crate::address::Format::Pdf => house.presses.acquire().await.ok(),
        _ => None,
    };
    let known = house.cache.get(key);
    let (house_there, asked) = (Arc::clone(house), asked.clone());
    let headers = headers.clone();
    let work = move || -> Result<Arc<Stored>, Problem> {
        let stored = match known {
            Some(stored) => stored,
            None => Arc::new(Stored::from(pages::answer(&house_there, &asked)?)),
        };
        if stored.must_compress(&headers) {
            stored.compress();
        }
        Ok(stored)
    };
    let stored = tokio::task::spawn_blocking(work).await.map_err(|fault| Problem::ours(fault.to_string()))??;
    if stored.lasts {
        house.cache.put(key, &stored);
    }
    Ok(stored)
}

/// The address with the slash at its end taken away or put there, when that is one of ours.
fn slash(uri: &Uri) -> Option<String> {
    let path = uri.path();
    let other = match path.strip_suffix('/') {
        Some(shorter) => shorter.to_owned(),
        None => format!("{path}/"),
    };
    // `//elsewhere.example/` would be another site.
    if other.starts_with("//") {
        return None;
    }
    Asked::read(&other, uri.query().unwrap_or("")).ok().map(|asked| asked.address())
}
