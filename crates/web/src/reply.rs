//! From content to an HTTP response: types, names of files, validators, compression.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::OnceLock;

/// How long an answer may be kept by others. Pages never write the header themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Pages and downloads: keep it, but ask each time whether it is still the same. A new
    /// snapshot or a new version must be seen at once, and "still the same" costs next to nothing.
    AskAgain,
    /// Assets: the address holds a hash of the content, so it never changes.
    Forever,
    /// Errors, health and redirects that depend on the reader.
    Never,
}

impl CachePolicy {
    /// The header.
    pub const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::AskAgain => "public, no-cache",
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        })
    }
}

/// What kind of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Html,
    /// Comma separated values with a header, UTF-8.
    Csv,
    /// JSON.
    Json,
    /// A problem told in JSON (RFC 9457).
    ProblemJson,
    /// An Excel workbook.
    Xlsx,
    /// A document.
    Pdf,
}

impl Kind {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Json => "application/json",
            Self::ProblemJson => "application/problem+json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether compression pays: a workbook is a zip already, a PDF is compressed inside.
    const fn is_text(self) -> bool {
        !matches!(self, Self::Xlsx | Self::Pdf)
    }
}

/// What a page function answers.
#[derive(Debug)]
pub enum Content {
    /// A page.
    Page(String),
    /// A page that will soon say something else: not remembered.
    Passing(String),
    /// A file to save; with a readable name, where it has one (`Kramfors 2022.csv`).
    File(Kind, Option<String>, Vec<u8>),
    /// The same thing lives at this address of ours.
    Moved(String),
}

/// An answer ready to be sent many times.
#[derive(Debug)]
pub struct Stored {
    status: StatusCode,
    kind: Kind,
    location: Option<HeaderValue>,
    disposition: Option<HeaderValue>,
    tag: String,
    /// The bytes as they are.
    pub body: Bytes,
    gzip: OnceLock<Bytes>,
    /// Whether it is right for as long as the program runs.
    pub lasts: bool,
}

impl From<Content> for Stored {
    fn from(content: Content) -> Self {
        let lasts = !matches!(content, Content::Passing(_));
        let (status, kind, name, location, body) = match content {
            Content::Page(text) | Content::Passing(text) => (StatusCode::OK, Kind::Html, None, None, text.into_bytes()),
            Content::File(kind, name, bytes) => (StatusCode::OK, kind, name, None, bytes),
            Content::Moved(address) => (StatusCode::SEE_OTHER, Kind::Html, None, Some(address), Vec::new()),
        };
        Self {
            status,
            kind,
            location: location.and_then(|address| HeaderValue::try_from(address).ok()),
            disposition: name.and_then(|name| HeaderValue::try_from(disposition(&name)).ok()),
            tag: tag(&body),
            body: Bytes::from(body),
            gzip: OnceLock::new(),
            lasts,
        }
    }
}

impl Stored {
    /// Whether sending it compressed needs work first.
    pub fn must_compress(&self, asked: &HeaderMap) -> bool {
        self.compresses() && self.gzip.get().is_none() && takes_gzip(asked)
    }

    /// Does that work.
    pub fn compress(&self) {
        self.gzip.get_or_init(|| gzip(&self.body));
    }

    fn compresses(&self) -> bool {
        // Below one packet nothing is won.
        self.kind.is_text() && self.body.len() > 1200
    }

    /// The response to a request with these headers.
    pub fn response(&self, method: &Method, asked: &HeaderMap) -> Response<Body> {
        let zipped = self.compresses() && takes_gzip(asked);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, CachePolicy::AskAgain.header());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(location) = &self.location {
            headers.insert(header::LOCATION, location.clone());
            return response;
        }
        let end = if zipped { "-gzip\"" } else { "\"" };
        if let Ok(tag) = HeaderValue::try_from(format!("\"{}{end}", self.tag)) {
            headers.insert(header::ETAG, tag);
        }
        if is_known(asked, &self.tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind.media_type()));
        if let Some(disposition) = &self.disposition {
            headers.insert(header::CONTENT_DISPOSITION, disposition.clone());
        }
        let body = if zipped {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            self.gzip.get_or_init(|| gzip(&self.body)).clone()
        } else {
            self.body.clone()
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        if method != Method::HEAD {
            *response.body_mut() = Body::from(body);
        }
        response
    }
}

/// A response that is made for one reader and kept by nobody.
pub fn once(status: StatusCode, kind: Kind, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type()));
    headers.insert(header::CACHE_CONTROL, CachePolicy::Never.header());
    response
}

/// What a browser may do with a file, should it show it all the same: nothing, and as nobody's page.
const LOCKED: &str = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file for one reader: saved, never shown in place, and nothing in it runs.
pub fn save(name: &str, media_type: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let plain = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::try_from(media_type).unwrap_or(plain));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(LOCKED));
    if let Ok(disposition) = HeaderValue::try_from(disposition(name)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, CachePolicy::Never.header());
    response
}

/// A short name of the content: the first half of its SHA-256.
pub fn tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(12).fold(String::with_capacity(24), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Compresses; an empty answer when that fails, which in memory it cannot.
pub fn gzip(bytes: &[u8]) -> Bytes {
    let room = Vec::with_capacity(bytes.len() / 4);
    let mut encoder = flate2::write::GzEncoder::new(room, flate2::Compression::new(6));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    Bytes::from(written.unwrap_or_default())
}

/// Whether the reader takes gzip: named with a weight above nought.
pub fn takes_gzip(asked: &HeaderMap) -> bool {
    let Some(header) = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    header.split(',').any(|part| {
        let mut fields = part.split(';');
        let name = fields.next().unwrap_or("").trim();
        let refused =
            fields.any(|field| field.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0));
        (name.eq_ignore_ascii_case("gzip") || name == "*") && !refused
    })
}

/// Whether the reader already has the content with this tag, compressed or not.
pub fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/").trim_matches('"'))
        .any(|one| one == "*" || one.strip_suffix("-gzip").unwrap_or(one) == tag)
}

/// `attachment` with a name every browser understands: plain letters first (RFC 6266), the true
/// name after it (RFC 5987/8187).
fn disposition(name: &str) -> String {
    let plain: String = i18n_plain(name);
    let mut text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// The name in ASCII that is safe on every disk: å and ä become a, ö becomes o.
fn i18n_plain(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'å' | 'ä' | 'á' | 'à' => 'a',
            'Å' | 'Ä' => 'A',
            'ö' => 'o',
            'Ö' => 'O',
            'é' | 'è' => 'e',
            plain if plain.is_ascii_alphanumeric() || " -._".contains(plain) => plain,
            _ => '-',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn gzip_only_when_asked() {
        for (value, expected) in [
            ("gzip, deflate, br", true),
            ("br;q=1, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip;q=0.000", false),
            ("identity", false),
            ("*", true),
        ] {
            assert_eq!(takes_gzip(&headers(header::ACCEPT_ENCODING, value)), expected, "{value}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn validators() {
        for (value, expected) in
            [("\"abc\"", true), ("W/\"abc-gzip\"", true), ("\"x\", \"abc\"", true), ("*", true), ("\"abcd\"", false)]
        {
            assert_eq!(is_known(&headers(header::IF_NONE_MATCH, value), "abc"), expected, "{value}");
        }
    }

    #[test]
    fn names_of_files() {
        assert_eq!(
            disposition("Örnsköldsvik \"2022\".pdf"),
            "attachment; filename=\"Ornskoldsvik -2022-.pdf\"; filename*=UTF-8''%C3%96rnsk%C3%B6ldsvik%20%222022%22.pdf"
        );
    }
}
