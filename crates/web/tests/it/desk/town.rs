//! Two municipalities, an organiser, somebody in every role, and a browser of a sort.

use crate::site::router_with;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use office::{NewInvitation, Office, Settings, Surroundings};
use programme::{
    Account, Assignment, Document, Email, KINDS, Organisation, OrganisationId, PersonId, Role, Visibility,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use storage::{Author, Change, Store};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A morning that goes on by two milliseconds each time somebody looks: what comes later is later.
fn now() -> Timestamp {
    static LOOKS: AtomicI64 = AtomicI64::new(0);
    let morning: Timestamp = "2026-02-02T08:00:00Z".parse().unwrap();
    Timestamp::from_millisecond(morning.as_millisecond() + 2 * LOOKS.fetch_add(1, Ordering::Relaxed)).unwrap()
}

/// That time; chance from a counter.
pub struct Still(AtomicU64);

impl Surroundings for Still {
    fn now(&self) -> Timestamp {
        now()
    }
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let n = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            *byte = (n ^ (n >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9).to_le_bytes()[7];
        }
    }
}

/// Somebody with a role in an organisation.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub person: PersonId,
    pub name: String,
    pub email: String,
}

/// An organisation and its own.
pub struct Place {
    pub id: OrganisationId,
    pub name: String,
    pub people: BTreeMap<Role, Somebody>,
    /// A file by visibility: id and name.
    pub files: BTreeMap<Visibility, (String, String)>,
}

pub struct Town {
    pub router: Router,
    pub office: Arc<Office>,
    pub store: Store,
    /// The own one and the foreign one.
    pub places: [Place; 2],
    _folder: TempDir,
}

pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

impl Town {
    pub async fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = storage::Address::Sqlite(folder.path().join("town.db"));
        let store = Store::open(&address, KINDS, now()).await.unwrap();
        let settings = Settings { address: "http://localhost/".parse().unwrap(), demonstration: true, posts: false };
        let around = Arc::new(Still(AtomicU64::new(7)));
        let inner = Store::open(&address, KINDS, now()).await.unwrap();
        let office = Arc::new(Office::new(inner, around, settings));
        let router = router_with(Arc::clone(&office));
        let mut places = Vec::new();
        for name in ["Egenby kommun", "Grannby kommun"] {
            places.push(place(&office, &store, name).await);
        }
        let places = places.try_into().unwrap_or_else(|_| panic!("two places"));
        Self { router, office, store, places, _folder: folder }
    }

    /// A browser signed in as somebody.
    pub async fn browser(&self, who: &Somebody) -> Browser {
        let email = Email::try_from(who.email.clone()).unwrap();
        let account = self.store.by_key::<Account>(&Account::key_of(&email)).await.unwrap().unwrap().id;
        let mut browser = Browser { router: self.router.clone(), cookie: None, word: String::new() };
        let form = [("act", "act-as".to_owned()), ("account", account.to_string())];
        let answer = browser.post("/sv/logga-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser.cookie = Some(answer.cookie.unwrap());
        let page = browser.get("/sv/mina-sidor").await;
        browser.word = between(&page.text, "name=\"word\" value=\"", "\"").unwrap().to_owned();
        browser
    }

    /// A browser of nobody.
    pub fn visitor(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None, word: String::new() }
    }

    /// How often anything has changed.
    pub async fn changes(&self) -> i64 {
        self.store.verify().await.unwrap().changes
    }

    pub async fn assignment(&self, place: usize, role: Role) -> (String, i64) {
        let person = self.places[place].people[&role].person;
        let all = self.store.pointing_at::<Assignment>("person", person).await.unwrap();
        let there = all.into_iter().find(|it| it.body.role == role).unwrap();
        (there.id.to_string(), there.version)
    }
}

async fn place(office: &Office, store: &Store, name: &str) -> Place {
    let mut people = BTreeMap::new();
    let mut id = None;
    for role in Role::ALL {
        let who = format!("{} {}son", capital(role.code()), name.split(' ').next().unwrap());
        let email = format!("{}@{}.example", role.code(), name.split(' ').next().unwrap().to_lowercase());
        let new = NewInvitation { name: who.clone(), email: email.clone(), ..NewInvitation::default() };
        let (_, organisation) = office.create_user(name, &new, &[role]).await.unwrap();
        id = Some(organisation);
        let key = Account::key_of(&Email::try_from(email.clone()).unwrap());
        let account = store.by_key::<Account>(&key).await.unwrap().unwrap();
        people.insert(role, Somebody { person: account.body.person, name: who, email });
    }
    let id: OrganisationId = id.unwrap();
    let mut files = BTreeMap::new();
    for visibility in Visibility::ALL {
        let file = format!("hemligt-{}-{}.pdf", visibility.code(), name.split(' ').next().unwrap());
        let bytes = [PDF, file.as_bytes()].concat();
        let info = store.put_content(&file, &bytes, now()).await.unwrap();
        let mut chance = {
            let mut n =
                id.to_string().bytes().fold(visibility as u64, |n, b| n.wrapping_mul(31).wrapping_add(b.into()));
            move |bytes: &mut [u8]| {
                for byte in bytes {
                    n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    *byte = n.to_le_bytes()[6];
                }
            }
        };
        let mut change = Change::new(Author::Operator, now(), &mut chance);
        let document = programme::DocumentId::new(now(), &mut chance);
        let body = Document {
            name: file.clone(),
            content: info.hash,
            media_type: info.media_type,
            bytes: info.bytes,
            organisation: id,
            about: None,
        };
        change.insert(document, &body).unwrap();
        if visibility != Visibility::Own {
            change.show(document, 1, visibility);
        }
        store.write(&change).await.unwrap();
        files.insert(visibility, (document.to_string(), file));
    }
    assert!(store.get::<Organisation>(id).await.unwrap().is_some());
    Place { id, name: name.to_owned(), people, files }
}

fn capital(word: &str) -> String {
    word.chars()
        .enumerate()
        .map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c })
        .filter(|c| *c != '_')
        .collect()
}

/// Keeps a cookie, and the word that forms carry.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    pub word: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub text: String,
    pub location: String,
    pub cookie: Option<String>,
    pub headers: axum::http::HeaderMap,
}

impl Browser {
    pub async fn get(&self, address: &str) -> Answer {
        self.send(self.request("GET", address).body(Body::empty()).unwrap()).await
    }

    /// Posts a form with the word of the session.
    pub async fn post(&self, address: &str, fields: &[(&str, String)]) -> Answer {
        let mut fields = fields.to_vec();
        if self.cookie.is_some() && !fields.iter().any(|(name, _)| *name == "word") {
            fields.push(("word", self.word.clone()));
        }
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        let request = self.request("POST", address).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await
    }

    /// Posts a form with a file.
    pub async fn post_file(&self, address: &str, act: &str, name: &str, bytes: &[u8]) -> Answer {
        self.post_file_with(address, &[("act", act.to_owned())], name, bytes).await
    }

    /// The same with any fields beside it.
    pub async fn post_file_with(&self, address: &str, fields: &[(&str, String)], name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        let word = [("word", self.word.clone())];
        for (field, value) in word.iter().chain(fields) {
            body.extend(
                format!("--xyz\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(
            format!("--xyz\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n--xyz--\r\n");
        let request = self.request("POST", address).header("content-type", "multipart/form-data; boundary=xyz");
        self.send(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await
    }

    pub fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(address).header("host", "localhost");
        match &self.cookie {
            Some(cookie) => request.header("cookie", format!("jamsides={cookie}")),
            None => request,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let headers = response.headers().clone();
        let text = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let cookie = between(&text("set-cookie"), "jamsides=", ";").map(str::to_owned);
        let location = text("location");
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for (seen, heard) in spoken(&text) {
            assert!(heard.contains(&seen), "“{heard}” is heard where “{seen}” is seen");
        }
        Answer { status, text, location, cookie, headers }
    }
}

/// What is seen and what is heard of every link, button and summary that has a name of its own: whoever
/// speaks to the page says what is seen, so that the one must hold the other.
pub fn spoken(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for tag in ["a", "button", "summary"] {
        let (open, close) = (format!("<{tag} "), format!("</{tag}>"));
        for rest in page.split(open.as_str()).skip(1) {
            let Some((head, inner)) = rest.split_once('>') else { continue };
            let Some(heard) = between(head, "aria-label=\"", "\"") else { continue };
            let seen = inner.split(close.as_str()).next().unwrap_or("");
            found.push((plain(seen), plain(heard)));
        }
    }
    found
}

/// The text alone, in small letters, with one space between words.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let length = text[start..].find(after)?;
    Some(&text[start..start + length])
}
