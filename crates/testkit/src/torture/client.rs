//! A browser of few words: one request on a connection, forms read from pages, a cookie.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    time::Duration,
};

/// Longer than the program waits for its database.
const PATIENCE: Duration = Duration::from_secs(90);

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Nobody was there to ask: nothing happened.
    Unsent,
    /// It was sent, and the answer did not come: what happened is not known.
    Unanswered,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where to go on.
    pub location: String,
    /// The cookie that was set.
    pub cookie: Option<String>,
    /// The page.
    pub body: String,
}

/// A form's content.
#[derive(Debug)]
pub struct Sending {
    kind: String,
    bytes: Vec<u8>,
}

impl Sending {
    /// Plain fields.
    pub fn fields(fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        Self { kind: "application/x-www-form-urlencoded".into(), bytes: pairs.join("&").into_bytes() }
    }

    /// Fields and a file called `file`.
    pub fn with_file(fields: &[(&str, &str)], name: &str, content: &[u8]) -> Self {
        const LINE: &str = "jamsides-boundary-7d1c";
        let mut bytes = Vec::new();
        for (field, value) in fields {
            bytes.extend_from_slice(
                format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        bytes.extend_from_slice(
            format!(
                "--{LINE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(format!("\r\n--{LINE}--\r\n").as_bytes());
        Self { kind: format!("multipart/form-data; boundary={LINE}"), bytes }
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Asks the server at a port of this machine: `GET`, or `POST` when something is sent.
///
/// # Errors
/// [`Lost`].
pub fn ask(port: u16, path: &str, cookie: Option<&str>, sending: Option<&Sending>) -> Result<Answer, Lost> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(|_| Lost::Unsent)?;
    // A port without a listener can be connected with itself.
    if stream.local_addr().ok() == stream.peer_addr().ok() {
        return Err(Lost::Unsent);
    }
    let unanswered = |_| Lost::Unanswered;
    stream.set_read_timeout(Some(PATIENCE)).map_err(unanswered)?;
    let method = if sending.is_some() { "POST" } else { "GET" };
    let mut asked = format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n");
    if let Some(cookie) = cookie {
        asked.push_str(&format!("Cookie: jamsides={cookie}\r\n"));
    }
    if let Some(Sending { kind, bytes }) = sending {
        asked.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", bytes.len()));
    }
    let mut asked = asked.into_bytes();
    asked.extend_from_slice(b"\r\n");
    asked.extend_from_slice(sending.map_or(&[], |sending| &sending.bytes));
    stream.write_all(&asked).map_err(unanswered)?;
    let mut bytes = Vec::new();
    let whole = stream.read_to_end(&mut bytes).is_ok();
    read(&bytes, whole).ok_or(Lost::Unanswered)
}

/// `None` when it was cut off.
fn read(bytes: &[u8], ended: bool) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let body = &bytes[end + 4..];
    let header = |name: &str| {
        head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.eq_ignore_ascii_case(name))
    };
    let header = |name: &str| header(name).map(|(_, value)| value.trim().to_owned());
    let whole = match header("content-length") {
        Some(length) => length.parse() == Ok(body.len()),
        None => ended,
    };
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let cookie = header("set-cookie")
        .and_then(|cookie| Some(cookie.strip_prefix("jamsides=")?.split(';').next()?.to_owned()))
        .filter(|cookie| !cookie.is_empty());
    whole.then(|| Answer {
        status,
        location: header("location").unwrap_or_default(),
        cookie,
        body: String::from_utf8_lossy(body).into_owned(),
    })
}

/// The text between two others.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = &text[text.find(from)? + from.len()..];
    Some(&rest[..rest.find(to)?])
}

/// What a page says went wrong: title and sentence.
pub fn said(page: &str) -> String {
    let text = match between(page, "role=\"alert\"><h2>", "</p>") {
        Some(text) => text.replace("</h2><p>", ": "),
        None => {
            let title = between(page, "<h1>", "</h1>").unwrap_or_default();
            format!("{title}: {}", between(page, "<p class=\"lead\">", "</p>").unwrap_or_default())
        }
    };
    text.trim().to_owned()
}

/// The forms of a page that ask for an act.
pub fn forms<'a>(page: &'a str, act: &str) -> Vec<&'a str> {
    let pieces = page.split("<form ").skip(1).filter_map(|piece| piece.split("</form>").next());
    pieces.filter(|form| value(form, "act") == Some(act)).collect()
}

/// What a field of a form says.
pub fn value<'a>(form: &'a str, name: &str) -> Option<&'a str> {
    between(form, &format!("name=\"{name}\" value=\""), "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_cut_off_is_none() {
        let text = "HTTP/1.1 303 See Other\r\nlocation: /sv/x\r\nset-cookie: jamsides=abc; Path=/\r\ncontent-length: 2\r\n\r\nok";
        let answer = read(text.as_bytes(), true).unwrap();
        assert_eq!((answer.status, answer.location.as_str(), answer.cookie.as_deref()), (303, "/sv/x", Some("abc")));
        for cut in 0..text.len() {
            assert!(read(&text.as_bytes()[..cut], true).is_none(), "{cut}");
        }
    }

    #[test]
    fn forms_and_fields() {
        let page = r#"<form a><input name="act" value="x"/><input name="version" value="7"/></form><form b></form>"#;
        assert_eq!(forms(page, "x").len(), 1);
        assert_eq!(value(forms(page, "x")[0], "version"), Some("7"));
        assert_eq!(encoded("å b"), "%C3%A5%20b");
    }
}
