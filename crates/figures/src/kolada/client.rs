//! One question at a time, at most five a second, asked again where that helps.

use std::{cell::Cell, io, time::Duration};

use jiff::{Timestamp, fmt::rfc2822};
use ureq::{Agent, Error as Ureq};

use super::Pace;
use crate::{ImportError, error::LiveProblem, files, words::clip};

/// Shortest time between two questions: five a second, as all known clients hold to.
const GAP: Duration = Duration::from_millis(200);
/// How often a question is asked.
const TRIES: u32 = 6;
/// Longest wait between two tries; a server that wishes more is asked another time.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// Largest answer, unpacked.
const LARGEST: u64 = 64 << 20;

pub(super) struct Client<'a> {
    agent: Agent,
    base: String,
    /// Scheme and host of the base address.
    origin: String,
    pace: &'a dyn Pace,
    last: Cell<Option<Timestamp>>,
}

/// What one try came to.
enum Try {
    Answer(Vec<u8>),
    /// Asking again may help; after so long, if the server said.
    Again(LiveProblem, Option<Duration>),
    Never(LiveProblem),
}

impl<'a> Client<'a> {
    pub fn new(base: &str, pace: &'a dyn Pace) -> Result<Self, ImportError> {
        let base = base.trim_end_matches('/').to_owned();
        let Some(origin) = origin_of(&base).map(str::to_owned) else {
            return Err(ImportError::Live { url: base, problem: LiveProblem::BadBase });
        };
        let config = Agent::config_builder()
            .user_agent(concat!("jamsides/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(90)))
            .http_status_as_error(false)
            // An address that leads elsewhere would leave the host and the pace behind.
            .max_redirects(0)
            .build();
        Ok(Self { agent: config.new_agent(), base, origin, pace, last: Cell::new(None) })
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// The whole address of a `next_url`, which must stay on the host of the base address.
    pub fn resolve(&self, next: &str) -> Result<String, LiveProblem> {
        // It is shown on terminals, in progress and errors.
        if next.chars().any(char::is_control) {
            return Err(LiveProblem::Shape("next_url"));
        }
        if next.starts_with('/') && !next.starts_with("//") {
            return Ok(format!("{}{next}", self.origin));
        }
        let host = |origin: &str| origin.split("://").nth(1).unwrap_or_default().to_lowercase();
        match origin_of(next) {
            // Behind a proxy the server may think that it speaks http: our own scheme stays.
            Some(origin) if host(origin) == host(&self.origin) => {
                Ok(format!("{}{}", self.origin, &next[origin.len()..]))
            }
            Some(origin) => Err(LiveProblem::OtherHost(clip(&host(origin), 80))),
            None => Err(LiveProblem::Shape("next_url")),
        }
    }

    /// The answer at `url`.
    pub fn get(&self, url: &str) -> Result<Vec<u8>, ImportError> {
        let refuse = |problem| Err(ImportError::Live { url: url.to_owned(), problem });
        let mut wait = Duration::from_secs(1);
        let mut tries = 0;
        loop {
            self.hold();
            tries += 1;
            let (problem, wished) = match self.once(url, tries) {
                Try::Answer(body) => return Ok(body),
                Try::Never(problem) => return refuse(problem),
                Try::Again(problem, wished) => (problem, wished),
            };
            if tries == TRIES {
                return refuse(problem);
            }
            let time = wished.unwrap_or_default().max(wait);
            if time > LONGEST_WAIT {
                return refuse(LiveProblem::Later {
                    at: self.pace.now().saturating_add(time).unwrap_or(Timestamp::MAX),
                });
            }
            tracing::warn!(
                url,
                tries,
                wait_seconds = time.as_secs(),
                "asked again: {}",
                problem.sentence(crate::Lang::En)
            );
            self.pace.wait(time);
            wait *= 2;
        }
    }

    /// Waits until the next question may be asked.
    fn hold(&self) {
        if let Some(last) = self.last.get() {
            let passed = Duration::try_from(self.pace.now().duration_since(last)).unwrap_or_default();
            if let Some(left) = GAP.checked_sub(passed).filter(|left| !left.is_zero()) {
                self.pace.wait(left);
            }
        }
        self.last.set(Some(self.pace.now()));
    }

    fn once(&self, url: &str, tries: u32) -> Try {
        let unreachable =
            |e: Ureq| Try::Again(LiveProblem::Unreachable { tries, reason: clip(&e.to_string(), 200) }, None);
        let response = match self.agent.get(url).header("Accept", "application/json").call() {
            Ok(response) => response,
            Err(e @ (Ureq::BadUri(_) | Ureq::Http(_))) => {
                return Try::Never(LiveProblem::Unreachable { tries, reason: clip(&e.to_string(), 200) });
            }
            Err(e) => return unreachable(e),
        };
        let status = response.status().as_u16();
        if status == 429 || status >= 500 {
            let wished =
                response.headers().get("retry-after").and_then(|v| wait_of(v.to_str().ok()?.trim(), self.pace.now()));
            return Try::Again(LiveProblem::Status { status, tries }, wished);
        }
        if (300..400).contains(&status) {
            let to = response.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or("?");
            return Try::Never(LiveProblem::Elsewhere(clip(to, 200)));
        }
        if status != 200 {
            return Try::Never(LiveProblem::Status { status, tries });
        }
        // The agent's own limit counts the bytes as they come, packed: a small answer may be vast.
        match files::read_at_most(response.into_body().into_reader(), LARGEST) {
            Ok(body) => Try::Answer(body),
            Err(e) if e.kind() == io::ErrorKind::FileTooLarge => Try::Never(LiveProblem::TooLarge),
            // An answer that breaks off.
            Err(e) => unreachable(e.into()),
        }
    }
}

/// The wait a Retry-After asks for: seconds, or a day and time (RFC 9110, 10.2.3).
fn wait_of(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// Scheme and host of an address.
fn origin_of(url: &str) -> Option<&str> {
    let rest = ["https://", "http://"].iter().find_map(|s| url.strip_prefix(s))?;
    let host = rest.split(['/', '?', '#']).next().filter(|h| !h.is_empty() && !h.contains('@'))?;
    Some(&url[..url.len() - rest.len() + host.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Still;
    impl Pace for Still {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
        fn wait(&self, _: Duration) {}
    }

    #[test]
    fn next_pages_stay_on_the_host() {
        let client = Client::new("https://api.kolada.se/v3/", &Still).unwrap();
        assert_eq!(client.base(), "https://api.kolada.se/v3");
        for next in ["https://api.kolada.se/v3/kpi?page=2", "http://api.kolada.se/v3/kpi?page=2", "/v3/kpi?page=2"] {
            assert_eq!(client.resolve(next).unwrap(), "https://api.kolada.se/v3/kpi?page=2");
        }
        for next in [
            "https://evil.example/v3/kpi?page=2",
            "//evil.example/x",
            "https://api.kolada.se@evil.example/",
            "page=2",
            "/v3/kpi?page=\u{1b}[2J",
            "https://api.kolada.se.evil.example/",
        ] {
            assert!(client.resolve(next).is_err(), "{next}");
        }
        assert!(Client::new("api.kolada.se", &Still).is_err());
    }
}
