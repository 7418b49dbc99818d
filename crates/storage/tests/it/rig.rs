//! A store for a test, on either engine, with a clock and lots of its own.

use std::{
    future::Future,
    sync::{
        Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::Timestamp;
use programme::{
    AreaCode, Email, Id, KINDS, Language, Organisation, OrganisationId, OrganisationKind, Person, PersonId, Random,
};
use storage::{Address, Author, Change, Done, Error, Store};
use tempfile::TempDir;
use testkit::Postgres;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Numbers from a seed (splitmix64).
pub struct Lots(pub u64);

impl Random for Lots {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

pub struct Rig {
    pub engine: Engine,
    pub address: Address,
    pub store: Store,
    pub folder: TempDir,
    clock: AtomicI64,
    lots: Mutex<Lots>,
}

impl Rig {
    pub async fn new(engine: Engine) -> Self {
        Self::seeded(engine, 1).await
    }

    pub async fn seeded(engine: Engine, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = match engine {
            Engine::Sqlite => Address::Sqlite(folder.path().join("jamsides.db")),
            Engine::Postgres => Address::Postgres(Postgres::shared().database()),
        };
        let store = Store::open(&address, KINDS, start()).await.unwrap();
        Self {
            engine,
            address,
            store,
            folder,
            clock: AtomicI64::new(start().as_microsecond()),
            lots: Mutex::new(Lots(seed)),
        }
    }

    /// A second later every time it is asked.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.clock.fetch_add(1_000_000, Ordering::SeqCst)).unwrap()
    }

    pub fn id<T: From<Id>>(&self) -> T {
        let now = self.now();
        T::from(Id::new(now, &mut *self.lots.lock().unwrap()))
    }

    pub fn change(&self) -> Change {
        self.change_by(Author::Operator)
    }

    pub fn change_by(&self, author: Author) -> Change {
        let now = self.now();
        Change::new(author, now, &mut *self.lots.lock().unwrap())
    }

    /// One change that does what `make` says.
    pub async fn write(&self, make: impl FnOnce(&mut Change)) -> Result<Done, Error> {
        let mut change = self.change();
        make(&mut change);
        self.store.write(&change).await
    }

    pub async fn organisation(&self, name: &str) -> OrganisationId {
        let id = self.id();
        self.write(|change| change.insert(id, &municipality(name)).unwrap()).await.unwrap();
        id
    }

    pub async fn person(&self, name: &str) -> PersonId {
        let id = self.id();
        self.write(|change| change.insert(id, &person(name)).unwrap()).await.unwrap();
        id
    }

    /// A second process on the same data.
    pub async fn another(&self) -> Store {
        Store::open(&self.address, KINDS, start()).await.unwrap()
    }

    /// A second process that does not start anew.
    pub async fn another_reading(&self) -> Store {
        Store::attach(&self.address, KINDS).await.unwrap()
    }

    /// Runs a statement behind the program's back.
    pub async fn tamper(&self, sql: &'static str) {
        match &self.address {
            Address::Sqlite(path) => {
                use sqlx::Connection as _;
                let mut connection =
                    sqlx::SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
                sqlx::raw_sql("PRAGMA foreign_keys = OFF").execute(&mut connection).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
            Address::Postgres(url) => {
                use sqlx::Connection as _;
                let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
                connection.close().await.unwrap();
            }
        }
    }
}

pub fn start() -> Timestamp {
    "2026-02-02T08:00:00Z".parse().unwrap()
}

pub fn municipality(name: &str) -> Organisation {
    Organisation { kind: OrganisationKind::Municipality, name: name.to_owned(), area: None, parent: None }
}

pub fn with_area(name: &str, code: &str) -> Organisation {
    Organisation { area: Some(AreaCode::try_from(code.to_owned()).unwrap()), ..municipality(name) }
}

pub fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        email: Email::try_from(format!("{}@kommun.se", name.to_lowercase().replace(' ', "."))).unwrap(),
        phone: None,
        title: None,
        language: Language::Sv,
    }
}

pub fn run<F: Future<Output = ()>>(engine: Engine, story: impl FnOnce(Rig) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        story(Rig::new(engine).await).await;
    });
}

/// Each story on both engines.
macro_rules! on_both {
    ($($(#[$note:meta])* $story:ident)*) => {
        mod sqlite {
            $(#[test] $(#[$note])* fn $story() { crate::rig::run(crate::rig::Engine::Sqlite, super::$story); })*
        }
        mod postgres {
            $(#[test] $(#[$note])* fn $story() { crate::rig::run(crate::rig::Engine::Postgres, super::$story); })*
        }
    };
}
pub(crate) use on_both;
