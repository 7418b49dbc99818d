//! An office for a test, on either engine, with a clock and lots of its own.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Span, Timestamp, tz::TimeZone};
use keys::CodeKey;
use office::{
    Caller, Handed, Letter, NewInvitation, Office, Post, PostError, Settings, SignedIn, Surroundings, Trouble, Visitor,
    Way,
};
use programme::{
    Account, AccountId, Assignment, AssignmentId, Email, Id, KINDS, Language, Organisation, OrganisationId,
    OrganisationKind, Person, PersonId, Role,
};
use storage::{Address, Author, Change, Job, JobState, NewSession, Store, token_hash};
use tempfile::TempDir;
use testkit::{Lots, Postgres};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A clock that goes a millisecond every time it is asked, besides being moved, and lots from a seed.
pub struct Around {
    now: Mutex<Timestamp>,
    lots: Mutex<Lots>,
}

impl Surroundings for Around {
    fn now(&self) -> Timestamp {
        let mut now = self.now.lock().unwrap();
        *now += SignedDuration::from_millis(1);
        *now
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.lots.lock().unwrap().fill(bytes);
    }
}

/// Keeps what it is given.
#[derive(Default)]
pub struct Pigeonhole(Mutex<Vec<(Id, Letter)>>);

impl Pigeonhole {
    pub fn all(&self) -> Vec<(Id, Letter)> {
        self.0.lock().unwrap().clone()
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.all().into_iter().map(|(_, letter)| letter).collect()
    }
}

impl Post for Pigeonhole {
    fn send<'a>(
        &'a self,
        id: Id,
        letter: &'a Letter,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>> {
        Box::pin(async move {
            // A server takes its time: others have their chance meanwhile.
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            self.0.lock().unwrap().push((id, letter.clone()));
            Ok(())
        })
    }
}

pub struct Rig {
    pub address: Address,
    pub office: Arc<Office>,
    pub store: Store,
    pub around: Arc<Around>,
    pub post: Arc<Pigeonhole>,
    pub folder: TempDir,
}

/// Somebody who has set up how they sign in.
pub struct Member {
    pub email: String,
    pub codes: CodeKey,
    pub paper: Vec<String>,
    pub cookie: String,
    pub account: AccountId,
    pub organisation: OrganisationId,
}

pub const PASSWORD: &str = "snö över höga kusten";

impl Rig {
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = match engine {
            Engine::Sqlite => Address::Sqlite(folder.path().join("jamsides.db")),
            Engine::Postgres => Address::Postgres(Postgres::shared().database()),
        };
        let around = Arc::new(Around { now: Mutex::new(start()), lots: Mutex::new(Lots(1)) });
        let office = Arc::new(open(&address, &around).await);
        let store = Store::open(&address, KINDS, start()).await.unwrap();
        Self { address, office, store, around, post: Arc::default(), folder }
    }

    /// Another process on the same data, in the same time.
    pub async fn another(&self) -> Office {
        open(&self.address, &self.around).await
    }

    /// Other lots from now on.
    pub fn seed(&self, seed: u64) {
        *self.around.lots.lock().unwrap() = Lots(seed);
    }

    /// The clock shows another time from now on.
    pub fn set(&self, time: Timestamp) {
        *self.around.now.lock().unwrap() = time;
    }

    pub fn pass(&self, span: Span) {
        let mut now = self.around.now.lock().unwrap();
        *now = now.to_zoned(TimeZone::UTC).checked_add(span).unwrap().timestamp();
    }

    pub fn id<T: From<Id>>(&self) -> T {
        let mut lots = |bytes: &mut [u8]| self.around.fill(bytes);
        T::from(Id::new(self.around.now(), &mut lots))
    }

    /// Behind the office's back.
    pub async fn write(&self, make: impl FnOnce(&mut Change)) {
        let mut lots = |bytes: &mut [u8]| self.around.fill(bytes);
        let mut change = Change::new(Author::Operator, self.around.now(), &mut lots);
        make(&mut change);
        self.store.write(&change).await.unwrap();
    }

    pub async fn place(&self, name: &str) -> OrganisationId {
        let id = self.id();
        let body = Organisation { kind: OrganisationKind::Municipality, name: name.into(), area: None, parent: None };
        self.write(|change| change.insert(id, &body).unwrap()).await;
        id
    }

    /// Somebody with a role in a place and nothing to sign in with.
    pub async fn somebody(&self, name: &str, place: OrganisationId, role: Role) -> (PersonId, AssignmentId) {
        let (person, account, assignment) = (self.id(), self.id::<AccountId>(), self.id());
        let email = Email::try_from(format!("p{}@kommun.example", Id::from(person))).unwrap();
        let body = Person { name: name.into(), email: email.clone(), phone: None, title: None, language: Language::Sv };
        let today = self.office.today();
        self.write(|change| {
            change.insert(person, &body).unwrap();
            change.insert(account, &Account { person, email, closed: false }).unwrap();
            let held = Assignment { person, organisation: place, role, from: today, to: None };
            change.insert(assignment, &held).unwrap();
        })
        .await;
        (person, assignment)
    }

    /// Somebody with a role in a place, signed in just now.
    pub async fn guest(&self, name: &str, place: OrganisationId, role: Role) -> Visitor {
        let (person, _) = self.somebody(name, place, role).await;
        self.sign_in(person).await
    }

    pub async fn sign_in(&self, person: PersonId) -> Visitor {
        let account = self.store.by_key::<Account>(&Account::key_of_person(person)).await.unwrap().unwrap();
        let now = self.around.now();
        let cookie = Id::from(self.id::<AccountId>()).to_string();
        let expires_at = now.checked_add(SignedDuration::from_hours(24 * 14)).unwrap();
        let token_hash = token_hash(&cookie);
        let record = account.id.into();
        self.write(|change| {
            change.start_session(NewSession { token_hash, record, now, expires_at, agent: "Firefox".into() });
        })
        .await;
        self.visit(&cookie).await.unwrap()
    }

    pub async fn visit(&self, cookie: &str) -> Option<Visitor> {
        self.office.visitor(cookie).await.unwrap()
    }

    pub async fn email_of(&self, person: PersonId) -> String {
        self.store.get::<Person>(person).await.unwrap().unwrap().body.email.as_str().to_owned()
    }

    /// Invited at the machine, and set up with a password and codes.
    pub async fn member(&self, name: &str, email: &str, roles: &[Role]) -> Member {
        let new = NewInvitation { name: name.into(), email: email.into(), ..NewInvitation::default() };
        let (handed, organisation) = self.office.create_user("Länsförbundet", &new, roles).await.unwrap();
        let link = token_of(&handed);
        let (signed_in, codes, paper) = self.enrol(&link, PASSWORD).await;
        Member {
            email: email.into(),
            codes,
            paper,
            cookie: signed_in.token.as_str().into(),
            account: signed_in.account,
            organisation,
        }
    }

    pub async fn enrol(&self, link: &str, password: &str) -> (SignedIn, CodeKey, Vec<String>) {
        let way = Way::Link(link);
        let half = self.office.enrol_password(way, password, password, &caller()).await.unwrap();
        let codes = CodeKey::kept(&half.typed.replace(' ', ""));
        let done = self.office.enrol_code(way, half.token.as_str(), &self.code(&codes), &caller()).await.unwrap();
        // The next code is another.
        self.pass(Span::new().seconds(60));
        (done.signed_in.unwrap(), codes, done.paper)
    }

    pub fn code(&self, codes: &CodeKey) -> String {
        codes.at(self.around.now().as_second().unsigned_abs()).unwrap()
    }

    /// Password and code.
    pub async fn enter(&self, email: &str, password: &str, code: &str) -> Result<SignedIn, Trouble> {
        let half = self.office.sign_in(email, password, &caller()).await?;
        self.office.sign_in_code(half.as_str(), code, &caller()).await
    }

    /// Does all that is due.
    pub async fn work(&self) {
        while self.office.work_once("worker", Some(&*self.post)).await.unwrap() {}
    }

    /// The letters that came since it was asked last, all work done.
    pub async fn new_letters(&self) -> Vec<Letter> {
        self.work().await;
        let mut kept = self.post.0.lock().unwrap();
        std::mem::take(&mut *kept).into_iter().map(|(_, letter)| letter).collect()
    }

    pub async fn jobs(&self, kind: &str) -> Vec<Job> {
        let mut all = Vec::new();
        for state in JobState::ALL {
            all.extend(self.store.jobs(state, 10_000).await.unwrap());
        }
        all.retain(|job| job.kind == kind);
        all
    }

    /// Everything there is in a backup, unpacked.
    pub async fn backup(&self) -> Vec<u8> {
        use std::io::Read as _;
        let path = self.folder.path().join(format!("backup-{}.zip", Id::from(self.id::<AccountId>())));
        self.store.export(&path, self.around.now()).await.unwrap();
        let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut all = Vec::new();
        for i in 0..archive.len() {
            archive.by_index(i).unwrap().read_to_end(&mut all).unwrap();
        }
        all
    }
}

async fn open(address: &Address, around: &Arc<Around>) -> Office {
    let store = Store::open(address, KINDS, start()).await.unwrap();
    let settings = Settings { address: "https://jamsides.example".parse().unwrap(), demonstration: false, posts: true };
    Office::new(store, Arc::clone(around) as Arc<dyn Surroundings>, settings)
}

pub fn start() -> Timestamp {
    "2026-02-02T08:00:00Z".parse().unwrap()
}

pub fn caller() -> Caller {
    Caller { address: "192.0.2.1".into(), agent: "Firefox".into() }
}

/// The token in a link.
pub fn token_of(handed: &Handed) -> String {
    let Handed::Link(link) = handed else { panic!("no link: {handed:?}") };
    link.rsplit('/').next().unwrap().to_owned()
}

/// The token in a letter's link.
pub fn token_in(letter: &Letter) -> String {
    let line = letter.text.lines().find(|line| line.starts_with("https://jamsides.example/")).unwrap();
    line.rsplit('/').next().unwrap().to_owned()
}

pub fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub fn run<F: Future<Output = ()>>(engine: Engine, story: impl FnOnce(Rig) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        story(Rig::new(engine).await).await;
    });
}

/// Each story on both engines.
macro_rules! on_both {
    ($($story:ident)*) => {
        mod sqlite {
            $(#[test] fn $story() { crate::rig::run(crate::rig::Engine::Sqlite, super::$story); })*
        }
        mod postgres {
            $(#[test] fn $story() { crate::rig::run(crate::rig::Engine::Postgres, super::$story); })*
        }
    };
}
pub(crate) use on_both;
