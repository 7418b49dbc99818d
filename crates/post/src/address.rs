//! Addresses as the operator writes them: of the mail server, of who writes; and of who gets a letter.

use std::fmt;

use lettre::{
    Address,
    message::Mailbox,
    transport::smtp::{authentication::Credentials, client::TlsParameters},
};
use url::{Host, Url};

/// What is not right with an address. Never holds the address itself: there may be a password in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Not an address at all.
    #[error("the address of the mail server cannot be read: write smtp+starttls://user:password@host:587")]
    Unreadable,
    /// Begins with something else.
    #[error("a mail server's address begins with smtp://, smtp+starttls:// or smtps://, not {0}://")]
    Scheme(String),
    /// Names no server.
    #[error("the address of the mail server names no host")]
    NoHost,
    /// A user without a password, or the other way round.
    #[error("user and password of the mail server belong together: one of them is missing")]
    HalfAUser,
    /// A password that anybody could read on its way.
    #[error("smtp:// would send the password in the open: use smtp+starttls:// or smtps://")]
    InTheOpen,
    /// Letters cannot come from there.
    #[error("letters cannot come from {0:?}: write an address, or Name <address>")]
    Sender(String),
    /// The system's certificates cannot be used.
    #[error("no encrypted connection can be set up: {0}")]
    Certificates(String),
}

/// How the connection is kept from others.
pub(crate) enum Cover {
    /// Not at all.
    Open,
    /// From the first byte.
    Tls(TlsParameters),
    /// From the server's consent on, and never without it.
    StartTls(TlsParameters),
}

/// A mail server.
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) cover: Cover,
    pub(crate) user: Option<Credentials>,
}

impl Server {
    pub(crate) fn read(text: &str) -> Result<Self, BadAddress> {
        let url = Url::parse(text.trim()).map_err(|_| BadAddress::Unreadable)?;
        let usual = match url.scheme() {
            "smtp" => 25,
            "smtp+starttls" => 587,
            "smtps" => 465,
            // Without "//" the user's name would be taken for the scheme: say nothing of what stands there.
            _ if !url.has_authority() => return Err(BadAddress::Unreadable),
            other => return Err(BadAddress::Scheme(other.to_owned())),
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(BadAddress::Unreadable);
        }
        let host = match url.host().ok_or(BadAddress::NoHost)? {
            Host::Domain(name) => match Host::parse(&decoded(name)).map_err(|_| BadAddress::NoHost)? {
                Host::Domain(name) => name,
                Host::Ipv4(number) => number.to_string(),
                Host::Ipv6(number) => number.to_string(),
            },
            Host::Ipv4(number) => number.to_string(),
            Host::Ipv6(number) => number.to_string(),
        };
        let user = match (decoded(url.username()), url.password().map(decoded)) {
            (name, Some(password)) if !name.is_empty() && !password.is_empty() => {
                Some(Credentials::new(name, password))
            }
            (name, None) if name.is_empty() => None,
            _ => return Err(BadAddress::HalfAUser),
        };
        let tls = || TlsParameters::new(host.clone()).map_err(|why| BadAddress::Certificates(why.to_string()));
        let cover = match url.scheme() {
            "smtps" => Cover::Tls(tls()?),
            "smtp+starttls" => Cover::StartTls(tls()?),
            _ if user.is_some() => return Err(BadAddress::InTheOpen),
            _ => Cover::Open,
        };
        Ok(Self { port: url.port().unwrap_or(usual), host, cover, user })
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.cover {
            Cover::Open => "smtp",
            Cover::Tls(_) => "smtps",
            Cover::StartTls(_) => "smtp+starttls",
        };
        let Self { host, port, .. } = self;
        if host.contains(':') { write!(f, "{scheme}://[{host}]:{port}") } else { write!(f, "{scheme}://{host}:{port}") }
    }
}

/// In whose name letters leave.
pub(crate) struct Sender {
    pub(crate) mailbox: Mailbox,
}

impl Sender {
    pub(crate) fn read(text: &str) -> Result<Self, BadAddress> {
        let bad = || BadAddress::Sender(text.to_owned());
        let (name, address) = match text.trim().strip_suffix('>') {
            Some(rest) => rest.rsplit_once('<').ok_or_else(bad)?,
            None => (office::SERVICE, text.trim()),
        };
        let name = one_line(name.trim().trim_matches('"'));
        let email = mail_address(address).ok_or_else(bad)?;
        Ok(Self { mailbox: Mailbox::new((!name.is_empty()).then_some(name), email) })
    }
}

/// An address of mail with its domain as the net knows it (`åre.se` is `xn--re-xia.se`), so that every
/// server understands it.
pub(crate) fn mail_address(text: &str) -> Option<Address> {
    let (name, domain) = text.trim().rsplit_once('@')?;
    match Host::parse(domain).ok()? {
        Host::Domain(domain) => Address::new(name, domain).ok(),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

/// A text for a header: no newline or other control sign can begin a header of its own.
pub(crate) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands percent-encoded in an address.
fn decoded(text: &str) -> String {
    // `url` decodes forms, where three signs mean something else.
    let escaped = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(escaped.as_bytes()).map(|(plain, _)| plain.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str) -> Result<String, BadAddress> {
        Server::read(text).map(|server| server.to_string())
    }

    #[test]
    fn addresses_of_servers() {
        for (text, expected) in [
            ("smtp://localhost:2525", "smtp://localhost:2525"),
            ("smtp://mail.kommun.se", "smtp://mail.kommun.se:25"),
            ("smtp://127.0.0.1", "smtp://127.0.0.1:25"),
            ("smtp://[::1]:25", "smtp://[::1]:25"),
            ("smtp://post.åre.se", "smtp://post.xn--re-xia.se:25"),
            ("smtp+starttls://bo:hemligt@mail.kommun.se", "smtp+starttls://mail.kommun.se:587"),
            ("smtps://bo%40kommun.se:hem%2Flig%3At@mail.kommun.se/", "smtps://mail.kommun.se:465"),
            ("smtps://mail.kommun.se:4465", "smtps://mail.kommun.se:4465"),
        ] {
            assert_eq!(server(text), Ok(expected.to_owned()), "{text}");
        }
        for (text, expected) in [
            ("", BadAddress::Unreadable),
            ("mail.kommun.se", BadAddress::Unreadable),
            ("bo:hemligt@mail.kommun.se", BadAddress::Unreadable),
            ("https://mail.kommun.se", BadAddress::Scheme("https".into())),
            ("smtp:///", BadAddress::NoHost),
            ("smtp://mail.kommun.se/x", BadAddress::Unreadable),
            ("smtp://mail.kommun.se?tls=no", BadAddress::Unreadable),
            ("smtps://bo@mail.kommun.se", BadAddress::HalfAUser),
            ("smtps://bo:@mail.kommun.se", BadAddress::HalfAUser),
            ("smtps://:hemligt@mail.kommun.se", BadAddress::HalfAUser),
            ("smtp://bo:hemligt@mail.kommun.se", BadAddress::InTheOpen),
        ] {
            let error = server(text).unwrap_err();
            assert_eq!(error, expected, "{text}");
            assert!(!format!("{error} {error:?}").contains("hemligt"), "{error}");
        }
    }

    #[test]
    fn what_is_percent_encoded() {
        assert_eq!(decoded("bo%40kommun.se"), "bo@kommun.se");
        assert_eq!(decoded("a+b&c=d%20%C3%A5"), "a+b&c=d å");
    }

    #[test]
    fn senders() {
        let read = |text| Sender::read(text).map(|it| (it.mailbox.name, it.mailbox.email.to_string()));
        let named = |name: &str, email: &str| Ok((Some(name.to_owned()), email.to_owned()));
        assert_eq!(read("post@kommun.se"), named("Jämsides", "post@kommun.se"));
        assert_eq!(read(" Jämsides i Åre <post@åre.se> "), named("Jämsides i Åre", "post@xn--re-xia.se"));
        assert_eq!(read("\"Öberg, Åsa\" <asa@x.se>"), named("Öberg, Åsa", "asa@x.se"));
        assert_eq!(read("<post@kommun.se>"), Ok((None, "post@kommun.se".into())));
        assert_eq!(read("a\r\nBcc: x@y.se <post@kommun.se>"), named("a Bcc: x@y.se", "post@kommun.se"));
        for bad in ["", "post", "post@", "@kommun.se", "Bo post@kommun.se>", "a@b.se, c@d.se", "a@b.se\r\nBcc: c@d.se"]
        {
            assert_eq!(read(bad), Err(BadAddress::Sender(bad.into())), "{bad}");
        }
    }
}
