//! The style sheet, the fonts and the mark, built into the program.
//!
//! Their addresses hold a hash of their content (`/static/<hash>/jamsides.css`), so a browser may
//! keep them for ever and still gets the new one at once.

use crate::reply::{CachePolicy, gzip, tag, takes_gzip};
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(RustEmbed)]
#[folder = "../../assets/css"]
struct Css;

/// The one script there is.
const PASSKEY: &str = include_str!("../../../assets/js/passkey.js");

#[derive(RustEmbed)]
#[folder = "../../assets/fonts/web"]
struct Fonts;

/// The mark: two bars side by side, slightly unequal. It carries its own dark scheme because an
/// icon sees no style sheet.
const MARK: &str = concat!(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 28 28\">",
    "<style>.w{fill:#5B2A86}.m{fill:#B85C00}",
    "@media(prefers-color-scheme:dark){.w{fill:#C3A6EC}.m{fill:#F0A35E}}</style>",
    "<rect class=\"w\" x=\"1\" y=\"4\" width=\"26\" height=\"9\"/>",
    "<rect class=\"m\" x=\"1\" y=\"16\" width=\"20\" height=\"9\"/></svg>"
);

/// The order in which the parts of the style sheet are put together.
const SHEETS: [&str; 7] = ["tokens.css", "base.css", "layout.css", "parts.css", "models.css", "desk.css", "print.css"];

struct Asset {
    hash: String,
    media_type: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

/// All assets, and the addresses templates need.
pub struct Assets {
    files: BTreeMap<String, Asset>,
    /// Address of the style sheet.
    pub css: String,
    /// Address of the font.
    pub font: String,
    /// Address of the mark.
    pub mark: String,
    /// Address of the script that asks for passkeys.
    pub script: String,
}

/// The assets; put together once.
pub fn assets() -> &'static Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(Assets::build)
}

impl Assets {
    fn build() -> Self {
        let mut assets = Self {
            files: BTreeMap::new(),
            css: String::new(),
            font: String::new(),
            mark: String::new(),
            script: String::new(),
        };
        for name in Fonts::iter() {
            let media_type = if name.ends_with(".woff2") { "font/woff2" } else { "text/plain; charset=utf-8" };
            if let Some(file) = Fonts::get(&name) {
                let address = assets.add(&name, media_type, file.data.into_owned());
                if media_type == "font/woff2" {
                    assets.font = address;
                }
            }
        }
        let mut css = String::new();
        for name in SHEETS {
            let Some(file) = Css::get(name) else { continue };
            css.push_str(&String::from_utf8_lossy(&file.data));
            if name == "base.css" {
                // Before our parts, so that a part may say something about a chart in it.
                css.push_str(charts::CSS);
            }
        }
        let css = css.replace("{font}", &assets.font);
        assets.css = assets.add("jamsides.css", "text/css; charset=utf-8", css.into_bytes());
        assets.script = assets.add("passkey.js", "text/javascript; charset=utf-8", PASSKEY.as_bytes().to_vec());
        assets.mark = assets.add("mark.svg", "image/svg+xml", MARK.as_bytes().to_vec());
        assets
    }

    fn add(&mut self, name: &str, media_type: &'static str, bytes: Vec<u8>) -> String {
        let hash = tag(&bytes);
        let address = format!("/static/{hash}/{name}");
        let gzip = (media_type != "font/woff2").then(|| gzip(&bytes));
        self.files.insert(name.to_owned(), Asset { hash, media_type, plain: bytes.into(), gzip });
        address
    }

    /// The response for `hash/name`, or nothing when there is no such asset.
    pub fn response(&self, path: &str, asked: &HeaderMap) -> Option<Response<Body>> {
        let (hash, name) = path.split_once('/')?;
        let asset = self.files.get(name)?;
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        // An old hash comes from a page made by an older version: it gets what there is now, but
        // must not keep it under the old name.
        let policy = if hash == asset.hash { CachePolicy::Forever } else { CachePolicy::Never };
        headers.insert(header::CACHE_CONTROL, policy.header());
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let body = match &asset.gzip {
            Some(zipped) if takes_gzip(asked) => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                zipped.clone()
            }
            _ => asset.plain.clone(),
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.status_mut() = StatusCode::OK;
        *response.body_mut() = Body::from(body);
        Some(response)
    }
}
