//! Who calls: the network address, and the browser in a few words.

use axum::http::{HeaderMap, header};
use i18n::Lang;
use office::Caller;
use std::net::SocketAddr;

/// The other end of the connection, put into every request by [`crate::listen`].
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Reads who calls. Behind a proxy of ours the last address it added is the caller's.
pub fn read(headers: &HeaderMap, peer: Option<Peer>, behind_proxy: bool, lang: Lang) -> Caller {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .map(|value| value.trim().to_owned())
        .filter(|_| behind_proxy);
    let address = forwarded.or_else(|| peer.map(|peer| peer.0.ip().to_string())).unwrap_or_default();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    Caller { address, agent: browser(agent, lang) }
}

/// "Firefox, Windows": enough to recognise one's own, and no more is kept.
fn browser(agent: &str, lang: Lang) -> String {
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    // In this order: each pretends to be those after it.
    let browser = find(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => lang.pick("annat program", "another program").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_in_a_few_words() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
                "Edge, Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
                "Safari, iPhone",
            ),
            ("curl/8", "annat program"),
        ] {
            assert_eq!(browser(agent, Lang::Sv), expected);
        }
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_our_own_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 10.1.2.3".parse().unwrap());
        let peer = Some(Peer("127.0.0.1:5000".parse().unwrap()));
        assert_eq!(read(&headers, peer, false, Lang::Sv).address, "127.0.0.1");
        assert_eq!(read(&headers, peer, true, Lang::Sv).address, "10.1.2.3");
    }
}
