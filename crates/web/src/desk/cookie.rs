//! The cookie of a session. Over https it has the prefix that binds it to this host and to https
//! (`__Host-`); over plain http, on one's own machine, it cannot.

use axum::http::HeaderMap;
use axum::http::header::{self, HeaderValue};
use office::Office;

fn name(office: &Office) -> &'static str {
    if is_https(office) { "__Host-jamsides" } else { "jamsides" }
}

fn is_https(office: &Office) -> bool {
    office.settings().address.scheme() == "https"
}

/// The token in a request's cookie.
pub fn read(office: &Office, headers: &HeaderMap) -> Option<String> {
    let name = name(office);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The header that sets a token.
pub fn set(office: &Office, token: &str) -> Option<HeaderValue> {
    let secure = if is_https(office) { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}", name(office));
    HeaderValue::try_from(text).ok()
}

/// The header that takes it away.
pub fn clear(office: &Office) -> Option<HeaderValue> {
    let secure = if is_https(office) { "; Secure" } else { "" };
    let text = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", name(office));
    HeaderValue::try_from(text).ok()
}
