//! People at work in the demonstration, until they are told to stop.

use std::{
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::{
    Lots,
    client::{Answer, Lost, Sending, ask, between, forms, said, value},
    ledger::{Answered, Ledger, MARK, What},
};

/// Somebody one can sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    /// The account.
    pub account: String,
    /// Name, role and organisation, as the page says them.
    pub line: String,
}

/// Reads the list on the demonstration's sign-in page.
pub fn cast(port: u16) -> Vec<Acted> {
    let page = ask(port, "/sv/logga-in", None, None).unwrap_or_else(|lost| panic!("the sign-in page: {lost:?}"));
    let rows = page.body.split("<tr>").skip(2);
    rows.filter_map(|row| {
        let words: Vec<&str> = row.split('<').filter_map(|piece| Some(piece.split_once('>')?.1.trim())).collect();
        Some(Acted { account: value(row, "account")?.to_owned(), line: words.join(" ") })
    })
    .collect()
}

/// Where the users work, and when.
#[derive(Debug)]
pub struct Arena {
    /// The servers: one after the other is asked.
    pub ports: Vec<u16>,
    /// What they do.
    pub ledger: Ledger,
    /// Whether a request without an answer is a fault, and not a server that was killed.
    pub strict: bool,
    open: Mutex<bool>,
    opened: Condvar,
    over: AtomicBool,
}

impl Arena {
    /// A closed one.
    pub fn new(ports: Vec<u16>, strict: bool) -> Self {
        Self {
            ports,
            ledger: Ledger::default(),
            strict,
            open: Mutex::new(false),
            opened: Condvar::new(),
            over: AtomicBool::new(false),
        }
    }

    /// From now on the users may ask, or must wait.
    pub fn open(&self, open: bool) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = open;
        self.opened.notify_all();
    }

    /// Ends the work.
    pub fn end(&self) {
        self.over.store(true, Ordering::SeqCst);
        self.open(true);
    }

    /// Waits until it is open; `false`: it is over.
    fn enter(&self) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.opened.wait_while(open, |open| !*open).unwrap_or_else(PoisonError::into_inner));
        !self.over.load(Ordering::SeqCst)
    }
}

/// One user.
#[derive(Debug)]
pub struct User<'a> {
    arena: &'a Arena,
    acted: Acted,
    lots: Lots,
    turn: usize,
    cookie: Option<String>,
    word: String,
    organisation: String,
}

/// Why something was not done: the work is over, or the user must begin anew.
struct Stop;

impl<'a> User<'a> {
    /// Somebody who will sign in as one of the cast.
    pub fn new(arena: &'a Arena, acted: Acted, lots: Lots) -> Self {
        let turn = usize::from(lots.clone().below(2) == 1);
        Self { arena, acted, lots, turn, cookie: None, word: String::new(), organisation: String::new() }
    }

    /// Works until the end; returns the cookie of the session that was left open.
    pub fn work(mut self) -> Option<String> {
        while self.arena.enter() {
            if self.cookie.is_none() {
                self.sign_in();
            } else if self.act().is_err() {
                // A little breath: what failed once may fail again at once.
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        self.cookie
    }

    fn is(&self, role: &str) -> bool {
        self.acted.line.contains(role)
    }

    fn leads(&self) -> bool {
        ["chef", "strateg", "mentor"].iter().any(|role| self.is(role)) && !self.is("mentorsstöd")
    }

    fn act(&mut self) -> Result<(), Stop> {
        let lot = self.lots.below(100);
        match lot {
            0 => self.sign_out(),
            1..=9 if self.leads() || self.is("organisatör") => self.invite(),
            10..=69 if self.is("organisatör") => self.add(),
            10..=69 if self.leads() => self.files(),
            _ => self.correct(),
        }
    }

    /// Asks the server whose turn it is; waits while there is none.
    fn ask(&mut self, path: &str, sending: Option<&Sending>) -> Result<Result<Answer, Lost>, Stop> {
        self.turn += 1;
        let port = self.arena.ports[self.turn % self.arena.ports.len()];
        let answer = ask(port, path, self.cookie.as_deref(), sending);
        match &answer {
            Err(lost) if self.arena.strict => self.arena.ledger.fault(format!("{lost:?} at {}", plain(path))),
            Err(Lost::Unsent) => {
                std::thread::sleep(Duration::from_millis(2));
                return Err(Stop);
            }
            Ok(answer) if answer.status >= 500 => {
                self.arena.ledger.fault(format!("{} at {}: {}", answer.status, plain(path), said(&answer.body)));
            }
            _ => {}
        }
        Ok(answer)
    }

    /// A page that must be there.
    fn page(&mut self, path: &str) -> Result<String, Stop> {
        match self.ask(path, None)? {
            Ok(answer) if answer.status == 200 => Ok(answer.body),
            Ok(answer) => {
                if answer.status < 500 {
                    let Answer { status, location, .. } = answer;
                    self.arena.ledger.fault(format!("{status} at {}: {}", plain(path), plain(&location)));
                    self.cookie = None;
                }
                Err(Stop)
            }
            Err(_) => Err(Stop),
        }
    }

    /// Sends a form and notes what was said to it.
    fn send(&mut self, path: &str, sending: &Sending, what: What) -> Result<(), Stop> {
        let out = matches!(what, What::SignedOut { .. });
        let answered = match self.ask(path, Some(sending))? {
            Ok(answer) if answer.status == 303 && (out || !answer.location.starts_with("/sv/logga-in")) => {
                Answered::Yes
            }
            Ok(answer) if answer.body.contains("Vi vet inte om det sparades") => Answered::Nothing,
            Ok(answer) => {
                // Somebody else was there first; too many invitations; taken away by another.
                let gone = answer.status == 404 && matches!(what, What::Shown { .. } | What::Removed { .. });
                // Signed in too long ago for a new address.
                let stale = answer.status == 403 && answer.body.contains("Logga in igen");
                if stale {
                    self.cookie = None;
                } else if answer.status < 500 && !gone && ![409, 429].contains(&answer.status) {
                    self.arena.ledger.fault(format!("{} at {}: {}", answer.status, plain(path), said(&answer.body)));
                    self.cookie = None;
                }
                Answered::No(answer.status)
            }
            Err(_) => Answered::Nothing,
        };
        self.arena.ledger.note(what, answered);
        Ok(())
    }

    fn sign_in(&mut self) {
        let account = self.acted.account.clone();
        let form = Sending::fields(&[("act", "act-as"), ("account", &account), ("next", "/sv/mina-sidor")]);
        let Ok(Ok(answer)) = self.ask("/sv/logga-in", Some(&form)) else { return };
        let Some(cookie) = answer.cookie.filter(|_| answer.status == 303) else {
            if answer.status < 500 {
                self.arena.ledger.fault(format!("{} at signing in", answer.status));
            }
            return;
        };
        self.arena.ledger.note(What::SignedIn { cookie: cookie.clone() }, Answered::Yes);
        self.cookie = Some(cookie);
        self.word.clear();
        self.organisation.clear();
    }

    fn sign_out(&mut self) -> Result<(), Stop> {
        let word = self.word()?;
        let Some(cookie) = self.cookie.clone() else { return Err(Stop) };
        self.send("/sv/logga-ut", &Sending::fields(&[("word", &word)]), What::SignedOut { cookie })?;
        self.cookie = None;
        Ok(())
    }

    /// The word of this session's forms.
    fn word(&mut self) -> Result<String, Stop> {
        if self.word.is_empty() {
            self.data()?;
        }
        Ok(self.word.clone())
    }

    /// The form with one's own data.
    fn data(&mut self) -> Result<String, Stop> {
        let page = self.page("/sv/mina-sidor/uppgifter")?;
        let Some(form) = forms(&page, "correct").first().map(|form| (*form).to_owned()) else {
            self.arena.ledger.fault("no form with one's own data");
            return Err(Stop);
        };
        value(&form, "word").unwrap_or_default().clone_into(&mut self.word);
        Ok(form)
    }

    /// The user's own organisation.
    fn organisation(&mut self) -> Result<String, Stop> {
        if self.organisation.is_empty() {
            let page = self.page("/sv/mina-sidor")?;
            between(&page, "href=\"/sv/organisation/", "\"").unwrap_or_default().clone_into(&mut self.organisation);
        }
        Ok(self.organisation.clone())
    }

    fn correct(&mut self) -> Result<(), Stop> {
        let form = self.data()?;
        let get = |name: &str| value(&form, name).unwrap_or_default().to_owned();
        let (version, number) = (get("version"), self.arena.ledger.number());
        let title = format!("{MARK} {number}");
        // The old address is told by a letter.
        let new = (self.lots.below(20) == 0).then(|| format!("p{number}@exempel.example"));
        let sending = Sending::fields(&[
            ("word", &self.word),
            ("act", "correct"),
            ("version", &version),
            ("name", &get("name")),
            ("title", &title),
            ("email", new.as_ref().unwrap_or(&get("email"))),
            ("phone", &get("phone")),
            ("language", "sv"),
        ]);
        let account = self.acted.account.clone();
        let what = What::Corrected { account, version: version.parse().unwrap_or(0), title, email: new };
        self.send("/sv/mina-sidor/uppgifter", &sending, what)
    }

    fn add(&mut self) -> Result<(), Stop> {
        let (word, name) = (self.word()?, format!("{MARK} {}", self.arena.ledger.number()));
        let sending = Sending::fields(&[
            ("word", &word),
            ("act", "add"),
            ("name", &name),
            ("kind", "municipality"),
            ("area", ""),
            ("parent", ""),
        ]);
        self.send("/sv/organisationer/ny", &sending, What::Added { name })
    }

    fn invite(&mut self) -> Result<(), Stop> {
        let (word, there, number) = (self.word()?, self.organisation()?, self.arena.ledger.number());
        let email = format!("i{number}@exempel.example");
        let sending = Sending::fields(&[
            ("word", &word),
            ("act", "invite"),
            ("name", &format!("{MARK} {number}")),
            ("email", &email),
            ("title", ""),
            ("role", "reader"),
            ("from", ""),
            ("language", if number.is_multiple_of(2) { "sv" } else { "en" }),
        ]);
        self.send(&format!("/sv/organisation/{there}/bjud-in"), &sending, What::Invited { email })
    }

    /// Attaches a file while there are few; otherwise shows, withdraws or takes away one.
    fn files(&mut self) -> Result<(), Stop> {
        let there = self.organisation()?;
        let path = format!("/sv/organisation/{there}");
        let page = self.page(&path)?;
        let (shown, removed) = (forms(&page, "show"), forms(&page, "remove"));
        if shown.len() < 3 || (shown.len() < 8 && self.lots.below(3) == 0) {
            let (word, number) = (self.word()?, self.arena.ledger.number());
            let name = format!("{MARK}-{number}.txt");
            let text = format!("{MARK} {number}\n").repeat(1 + usize::try_from(self.lots.below(300)).unwrap_or(0));
            let sending = Sending::with_file(&[("word", &word), ("act", "attach")], &name, text.as_bytes());
            return self.send(&path, &sending, What::Attached { organisation: there, name, text });
        }
        let remove = self.lots.below(3) == 0;
        let Some(form) = self.lots.one(if remove { &removed } else { &shown }) else { return Err(Stop) };
        let get = |name: &str| value(form, name).unwrap_or_default().to_owned();
        let (word, file, version) = (get("word"), get("file"), get("version"));
        let number = version.parse().unwrap_or(0);
        if remove {
            let fields = [("word", &*word), ("act", "remove"), ("file", &*file), ("version", &*version)];
            return self.send(&path, &Sending::fields(&fields), What::Removed { file: file.clone(), version: number });
        }
        let others: Vec<&str> = ["own", "group", "round", "public"]
            .into_iter()
            .filter(|level| !form.contains(&format!("value=\"{level}\" selected")))
            .collect();
        let to = (*self.lots.one(&others).unwrap_or(&"own")).to_owned();
        let fields = [("word", &*word), ("act", "show"), ("file", &*file), ("version", &*version), ("to", &*to)];
        let what = What::Shown { file: file.clone(), version: number, to: to.clone() };
        self.send(&path, &Sending::fields(&fields), what)
    }
}

/// A path without ids, to be counted by.
fn plain(path: &str) -> String {
    let parts = path.split('?').next().unwrap_or_default().split('/');
    parts.map(|part| if part.len() > 30 { "…" } else { part }).collect::<Vec<_>>().join("/")
}
