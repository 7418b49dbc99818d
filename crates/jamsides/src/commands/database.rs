//! The programme's database as the commands use it: where it lies, to look at, to take a file into.

use super::{Context, now};
use crate::args::Database;
use crate::failure::Failure;
use programme::{KINDS, Organisation, Random};
use std::path::Path;
use storage::{Address, Author, Change, Error, Imported, Scope, Store};
use tempfile::TempPath;

/// The database in the data folder when nobody says.
const USUAL: &str = "programmet.db";

/// Where the programme's data lies.
pub fn address(asked: &Database, context: &Context) -> Result<Address, Failure> {
    match asked.database.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => Ok(text.parse()?),
        None => Ok(Address::Sqlite(context.data.join(USUAL))),
    }
}

/// Does what waits for a database, here and now.
pub fn wait_for<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|fault| Failure::Ours(fault.to_string()))?;
    runtime.block_on(work)
}

/// A database that is there, to look at as it is.
pub async fn open_to_read(address: &Address) -> Result<Store, Failure> {
    if absent(address).is_some() {
        return Err(Failure::Bad("cli-database-none", address.to_string()));
    }
    Ok(Store::attach(address, KINDS).await?.attempts(1))
}

/// The path of a database file that is not there.
fn absent(address: &Address) -> Option<&Path> {
    match address {
        Address::Sqlite(path) => matches!(path.try_exists(), Ok(false)).then_some(path),
        Address::Postgres(_) => None,
    }
}

/// Makes the data folder, where the database lies in it; another folder is not ours to make.
pub fn make_folder(address: &Address, context: &Context) -> Result<(), Failure> {
    match address {
        Address::Sqlite(path) if path.parent() == Some(context.data.as_path()) => {
            let not_there = |source| Error::File { path: path.clone(), source };
            Ok(std::fs::create_dir_all(&context.data).map_err(not_there)?)
        }
        _ => Ok(()),
    }
}

/// A database to write to.
pub async fn open_to_write(address: &Address, context: &Context) -> Result<Store, Failure> {
    make_folder(address, context)?;
    // Opening waits for minutes where nobody answers, as a server should. A look tells at once.
    let look = Store::attach(address, KINDS).await?.attempts(1);
    let seen = look.by_key::<Organisation>("").await;
    look.close().await;
    match seen {
        Ok(_) | Err(Error::NoTables { .. }) => Ok(Store::open(address, KINDS, now()).await?),
        Err(fault) => Err(fault.into()),
    }
}

/// Takes in a file of that scope. A file of the other scope is refused with the text of the key.
pub async fn take_in(
    file: &Path,
    scope: Scope,
    other: &'static str,
    address: &Address,
    context: &Context,
) -> Result<Imported, Failure> {
    let about = storage::look_into(file).map_err(|fault| refused(fault, file, context))?;
    if about.scope != scope {
        return Err(Failure::Bad(other, shown(file)));
    }
    let change = change()?;
    match absent(address) {
        Some(path) => take_into_new(file, path, &change, context).await,
        None => {
            let store = open_to_write(address, context).await?;
            let imported = store.import(file, &change).await;
            store.close().await;
            imported.map_err(|fault| refused(fault, file, context))
        }
    }
}

/// A new database file is made beside its place and moved there when the file has come in: when it
/// is refused, nothing is left.
async fn take_into_new(file: &Path, path: &Path, change: &Change, context: &Context) -> Result<Imported, Failure> {
    let not_there = |source| Error::File { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder == context.data {
        std::fs::create_dir_all(folder).map_err(not_there)?;
    }
    let beside = tempfile::Builder::new().prefix(".jamsides-").tempdir_in(folder).map_err(not_there)?;
    let new = beside.path().join(USUAL);
    let store = Store::open(&Address::Sqlite(new.clone()), KINDS, now()).await?;
    let imported = store.import(file, change).await;
    store.close().await;
    let imported = imported.map_err(|fault| refused(fault, file, context))?;
    // What SQLite has not yet put into the file itself would be lost with the folder.
    let log = beside.path().join(format!("{USUAL}-wal"));
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        return Err(Failure::Ours(format!("{} is left", log.display())));
    }
    let new = TempPath::try_from_path(new).map_err(not_there)?;
    new.persist_noclobber(path).map_err(|fault| not_there(fault.error))?;
    Ok(imported)
}

/// A file that is damaged is not the database that is.
fn refused(fault: Error, file: &Path, context: &Context) -> Failure {
    let Error::Damaged { what } = fault else { return fault.into() };
    crate::note(&context.say("cli-database-file-damaged", &[("file", &shown(file)), ("why", &what)]));
    Failure::Faults
}

/// A change by whoever runs the command.
fn change() -> Result<Change, Failure> {
    let mut failed = None;
    let mut random = |bytes: &mut [u8]| failed = failed.take().or(getrandom::fill(bytes).err());
    let change = Change::new(Author::Operator, now(), &mut random as &mut dyn Random);
    failed.map_or(Ok(change), |fault| Err(Failure::Ours(fault.to_string())))
}

/// Refuses a file that is there already, unless it may be written over; the database never may.
pub fn may_write(file: &Path, force: bool, address: &Address) -> Result<(), Failure> {
    if file.symlink_metadata().is_err() {
        return Ok(());
    }
    if is_the_database(file, address) {
        return Err(Failure::Bad("cli-database-itself", shown(file)));
    }
    if force { Ok(()) } else { Err(Failure::Bad("cli-database-file-there", shown(file))) }
}

/// Whether a file is one of those that SQLite keeps the data in.
fn is_the_database(file: &Path, address: &Address) -> bool {
    let Address::Sqlite(path) = address else { return false };
    let (Ok(file), Ok(path)) = (file.canonicalize(), path.canonicalize()) else { return false };
    ["", "-wal", "-shm"].iter().any(|end| {
        let mut one = path.clone().into_os_string();
        one.push(end);
        file.as_path() == Path::new(&one)
    })
}

/// A path in a sentence: nothing in it may command the terminal.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace(char::is_control, " ")
}
