//! The programme in a running process: its store, its office, its worker.

use super::Context;
use super::database;
use super::everybody::Everybody;
use super::known::FromFigures;
use super::outcomes::Grown;
use super::places::OnMap;
use crate::args::Serve;
use crate::failure::Failure;
use app::App;
use jiff::Timestamp;
use office::{Office, Post, Settings, Surroundings};
use programme::KINDS;
use reports::Press;
use std::sync::Arc;
use storage::{Address, Error, Store};
use tempfile::TempDir;
use url::Url;

/// The system's time and chance.
pub struct System;

impl Surroundings for System {
    fn now(&self) -> Timestamp {
        super::now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        if let Err(why) = getrandom::fill(bytes) {
            // Tokens that can be guessed would be worse than none.
            tracing::error!(%why, "the system gives no chance");
            std::process::abort();
        }
    }
}

/// The programme, and what it needs to stay.
pub struct Programme {
    /// The use cases.
    pub office: Arc<Office>,
    /// Where letters leave.
    pub post: Option<Arc<dyn Post>>,
    /// The demonstration's database, gone with it.
    _folder: Option<TempDir>,
}

/// The address people reach us by: as said, or this machine's.
pub fn public_address(asked: Option<&str>, port: u16) -> Result<Url, Failure> {
    let text = asked.map_or_else(|| format!("http://localhost:{port}/"), str::to_owned);
    let url = Url::parse(&text).map_err(|_| Failure::Bad("cli-bad-address", text.clone()))?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() == "/" {
        Ok(url)
    } else {
        Err(Failure::Bad("cli-bad-address", text))
    }
}

/// Opens the programme for `serve`.
pub async fn open(asked: &Serve, port: u16, app: &Arc<App>, context: &Context) -> Result<Programme, Failure> {
    let address = public_address(asked.address.as_deref(), port)?;
    let (database, folder) = if asked.demo && asked.database.database.is_none() {
        let folder = tempfile::Builder::new().prefix("jamsides-demo-").tempdir();
        let folder = folder.map_err(|fault| Failure::Ours(fault.to_string()))?;
        (Address::Sqlite(folder.path().join("demo.db")), Some(folder))
    } else {
        (database::address(&asked.database, context)?, None)
    };
    database::make_folder(&database, context)?;
    let store = store(&database, context).await?;
    let post = post(asked)?;
    let settings = Settings { address, demonstration: asked.demo, posts: post.is_some() };
    let office = Office::new(store, Arc::new(System), settings)
        .printing(Arc::new(Press::default()))
        .knowing(Arc::new(FromFigures(Arc::clone(app))))
        .measuring(Arc::new(Grown(Arc::clone(app))))
        .comparing(Arc::new(Everybody(Arc::clone(app))))
        .placing(Arc::new(OnMap::new(Arc::clone(app))));
    let office = Arc::new(office);
    if asked.demo {
        if !office.is_stage().await? {
            return Err(Failure::Bad("cli-demo-real", database.to_string()));
        }
        if !office.has_accounts().await? {
            office.set_the_stage().await?;
        }
    }
    Ok(Programme { office, post, _folder: folder })
}

/// The store; where nothing can be written it is opened as it is, so that it can be read.
async fn store(database: &Address, context: &Context) -> Result<Store, Failure> {
    match Store::open(database, KINDS, super::now()).await {
        Err(fault @ (Error::ReadOnly { .. } | Error::DiskFull { .. })) => {
            let said = office::said(&fault, context.lang);
            crate::note(&format!("{} {}", said.sentence, said.advice));
            Ok(Store::attach(database, KINDS).await?)
        }
        answer => Ok(answer?),
    }
}

fn post(asked: &Serve) -> Result<Option<Arc<dyn Post>>, Failure> {
    if asked.demo && asked.mail.smtp.is_some() && !asked.listen.ip().is_loopback() {
        // Anybody is anybody there, and could write to the world.
        return Err(Failure::Bad("cli-demo-mail", String::new()));
    }
    let Some((smtp, from)) = asked.mail.smtp.as_deref().zip(asked.mail.mail_from.as_deref()) else { return Ok(None) };
    let post = post::Smtp::new(smtp, from).map_err(|why| Failure::Bad("cli-bad-smtp", why.to_string()))?;
    Ok(Some(Arc::new(post)))
}
