//! Saving a change: whole or not at all, and never twice.

use std::collections::BTreeMap;

use programme::{Facts, Id, Kind, LETS_GO, Visibility};

use crate::{
    Error, State, Store, access,
    change::{Act, Change},
    engine::Tx,
    jobs,
    journal::{self, Action, JournalRow},
    record::{self, Conflict, RecordRow, index, time, unindex},
    statements as sql, undo,
    value::values,
    wait,
};

/// A change that is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its id.
    pub change: Id,
    /// The records it changed, with the versions they have now.
    pub versions: BTreeMap<Id, i64>,
}

/// A failed attempt, and whether it failed at a moment when it may have been saved all the same.
struct Failed {
    error: Error,
    while_saving: bool,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, while_saving: false }
    }
}

impl Store {
    /// Saves a change. Waits, with growing waits, while the database is busy, restarting or out of
    /// reach. When the connection is lost while saving, the change is looked up by its id before
    /// anything is tried again: it is never done twice.
    ///
    /// # Errors
    /// A situation in which nothing was changed, but for [`Error::Unknown`].
    pub async fn write(&self, change: &Change) -> Result<Done, Error> {
        let seed = change.id.to_string();
        let mut unknown = false;
        let mut attempt = 0;
        loop {
            let Failed { error, while_saving } = match self.attempt(change).await {
                Ok(done) => return Ok(done),
                Err(failed) => failed,
            };
            attempt += 1;
            // The next attempt begins with the look-up, so one more is worth it in any case.
            let look_up = while_saving && !unknown;
            unknown |= while_saving;
            if attempt >= self.attempts || !(error.passes() || look_up) {
                // An attempt that got as far as another error had looked the change up: not saved.
                let saved_perhaps = while_saving || (unknown && error.passes());
                return Err(if saved_perhaps { Error::Unknown { change: change.id } } else { error });
            }
            tracing::warn!(attempt, storage.error = %error, "the change is tried again");
            tokio::time::sleep(wait::before(attempt, &seed)).await;
        }
    }

    async fn attempt(&self, change: &Change) -> Result<Done, Failed> {
        let mut tx = self.engine.begin_change().await?;
        let applied = async {
            let fresh = apply_all(&mut tx, self.kinds, change).await?;
            Ok::<_, Error>((fresh, done(&mut tx, change.id).await?))
        };
        match applied.await {
            Ok((true, done)) => match tx.commit().await {
                Ok(()) => Ok(done),
                // A refusal says that nothing was saved; a lost connection or a failing disk does not.
                Err(error) => {
                    let while_saving = matches!(error, Error::Unreachable { .. } | Error::Disk { .. });
                    Err(Failed { error, while_saving })
                }
            },
            // An earlier attempt was saved after all.
            Ok((false, done)) => {
                let _ = tx.give_up().await;
                Ok(done)
            }
            Err(error) => {
                // A connection that cannot even roll back is closed, which does.
                let _ = tx.give_up().await;
                Err(error.into())
            }
        }
    }
}

async fn done(tx: &mut Tx<'_>, change: Id) -> Result<Done, Error> {
    let mut versions = BTreeMap::new();
    for row in tx.all(&sql::CHANGE_VERSIONS, values![change]).await? {
        let mut c = row.columns();
        versions.insert(c.id()?, c.int()?);
    }
    Ok(Done { change, versions })
}

/// `false`: the change is there already.
async fn apply_all(tx: &mut Tx<'_>, kinds: &'static [Kind], change: &Change) -> Result<bool, Error> {
    let undoes = change.acts.iter().find_map(|act| match act {
        Act::Undo { change } => Some(*change),
        _ => None,
    });
    let values = values![change.id, change.at, change.author.to_string(), change.undoable(), undoes];
    if tx.run(&sql::CHANGE_INSERT, values).await? == 0 {
        return Ok(false);
    }
    for act in &change.acts {
        apply(tx, kinds, change, act).await?;
    }
    Ok(true)
}

async fn apply(tx: &mut Tx<'_>, kinds: &'static [Kind], change: &Change, act: &Act) -> Result<(), Error> {
    match act {
        Act::Insert { id, facts, visibility } => insert(tx, change, *id, facts, *visibility).await,
        Act::Update { id, version, facts } => update(tx, kinds, change, *id, *version, facts).await,
        Act::Show { id, version, to } => show(tx, kinds, change, *id, *version, *to).await,
        Act::Remove { id, version } => remove(tx, kinds, change, *id, *version).await,
        Act::Erase { id } => erase(tx, change, *id).await,
        Act::Still { id, version } => still(tx, *id, *version).await.map(|_| ()),
        Act::Undo { change: undone } => undo::apply(tx, kinds, change, *undone).await,
        Act::Enqueue(job) => jobs::enqueue(tx, change, job).await,
        Act::Finish(claim) => jobs::finish_in(tx, change, claim).await,
        Act::Retry { job } => jobs::retry(tx, change, *job).await,
        Act::PutSecret(secret) => access::put_secret(tx, change, secret).await,
        Act::DropSecret { record, secret } => access::drop_secret(tx, *record, *secret).await,
        Act::StillSecret { record, secret, value } => access::still_secret(tx, *record, *secret, value).await,
        Act::StartSession(session) => access::insert_session(tx, session).await,
        Act::RevokeSessions { record, but } => access::revoke_sessions(tx, change.at, *record, but.as_deref()).await,
        Act::StartCeremony(ceremony) => access::insert_ceremony(tx, ceremony).await,
        Act::UseCeremony { token_hash, kind } => access::use_ceremony(tx, change, token_hash, kind).await,
        Act::VoidCeremonies { record, kind } => access::void_ceremonies(tx, change, *record, kind).await,
    }
}

async fn insert(tx: &mut Tx<'_>, change: &Change, id: Id, facts: &Facts, visibility: Visibility) -> Result<(), Error> {
    if RecordRow::find(tx, id).await?.is_some() {
        return Err(Error::Differs { id });
    }
    let mut row = RecordRow {
        id,
        kind: facts.kind.to_owned(),
        format: facts.format,
        owner: facts.owner,
        visibility,
        state: State::Live,
        version: 1,
        name: facts.name.clone(),
        folded: facts.folded.clone(),
        body: facts.body.clone(),
        created_at: change.at,
        changed_at: change.at,
        seal: String::new(),
    };
    put_first(tx, change, &mut row, Some(facts), Action::Made).await
}

/// A record's first version.
pub(crate) async fn put_first(
    tx: &mut Tx<'_>,
    change: &Change,
    row: &mut RecordRow,
    facts: Option<&Facts>,
    action: Action,
) -> Result<(), Error> {
    let entry = journal::entry(change, row, "", action);
    row.seal.clone_from(&entry.hash);
    if row.owner.is_some_and(|owner| owner != row.id) {
        let owner = row.owner.unwrap_or(row.id);
        if RecordRow::find(tx, owner).await?.is_none() {
            return Err(Error::Dangling { field: "owner".into(), target: owner.to_string() });
        }
    }
    row.insert(tx).await?;
    index(tx, row.id, facts).await?;
    entry.insert(tx).await
}

/// A record's next version, made of `before` by `change_row`.
pub(crate) async fn put_next(
    tx: &mut Tx<'_>,
    change: &Change,
    before: RecordRow,
    facts: Option<&Facts>,
    action: Action,
    change_row: impl FnOnce(&mut RecordRow),
) -> Result<(), Error> {
    let (version, seal) = (before.version, before.seal.clone());
    let mut row = before;
    change_row(&mut row);
    row.version = version + 1;
    row.changed_at = change.at;
    let entry = journal::entry(change, &row, &seal, action);
    row.seal.clone_from(&entry.hash);
    row.update(tx, version).await?;
    unindex(tx, row.id).await?;
    index(tx, row.id, facts).await?;
    entry.insert(tx).await
}

/// The live record, if it is of a format this program may write.
async fn writable(tx: &mut Tx<'_>, kinds: &'static [Kind], id: Id) -> Result<(RecordRow, Facts), Error> {
    let row = RecordRow::find(tx, id).await?.filter(|row| row.state == State::Live).ok_or(Error::Gone { id })?;
    let kind = record::writable(kinds, &row.kind, row.format)?;
    let facts = kind.read(id, &row.body).ok_or_else(|| Error::damaged(format!("body of {} {id}", row.kind)))?;
    Ok((row, facts))
}

async fn update(
    tx: &mut Tx<'_>,
    kinds: &'static [Kind],
    change: &Change,
    id: Id,
    version: i64,
    facts: &Facts,
) -> Result<(), Error> {
    let (row, _) = writable(tx, kinds, id).await?;
    if row.kind != facts.kind {
        return Err(Error::Gone { id });
    }
    // The same as what is there: nothing to save, nobody to ask.
    if row.body == facts.body {
        return Ok(());
    }
    if row.owner != facts.owner {
        return Err(Error::OwnerMoved { id });
    }
    if row.version != version {
        return Err(conflict(tx, &row, version, &facts.body).await?);
    }
    put_next(tx, change, row, Some(facts), Action::Changed, |row| {
        row.format = facts.format;
        row.name.clone_from(&facts.name);
        row.folded.clone_from(&facts.folded);
        row.body.clone_from(&facts.body);
    })
    .await
}

async fn conflict(tx: &mut Tx<'_>, row: &RecordRow, version: i64, yours: &str) -> Result<Error, Error> {
    let last = JournalRow::at(tx, row.id, row.version).await?;
    // A version that never was is a mistake of ours, not a conflict; it has no base to show.
    let base = if (1..row.version).contains(&version) { JournalRow::at(tx, row.id, version).await?.body } else { None };
    Ok(Error::Conflict(Box::new(Conflict {
        id: row.id,
        kind: row.kind.clone(),
        yours: yours.to_owned(),
        theirs: row.body.clone(),
        base,
        version: row.version,
        by: last.author.parse()?,
        at: time(last.at)?,
    })))
}

/// The live record, if it is still at that version.
async fn still(tx: &mut Tx<'_>, id: Id, version: i64) -> Result<RecordRow, Error> {
    let row = RecordRow::find(tx, id).await?.filter(|row| row.state == State::Live).ok_or(Error::Gone { id })?;
    if row.version == version {
        return Ok(row);
    }
    let base = if (1..row.version).contains(&version) { JournalRow::at(tx, id, version).await?.body } else { None };
    let yours = base.unwrap_or_default();
    Err(conflict(tx, &row, version, &yours).await?)
}

async fn show(
    tx: &mut Tx<'_>,
    kinds: &'static [Kind],
    change: &Change,
    id: Id,
    version: i64,
    to: Visibility,
) -> Result<(), Error> {
    let row = still(tx, id, version).await?;
    let (_, facts) = writable(tx, kinds, id).await?;
    if row.visibility == to {
        return Ok(());
    }
    let action = if to > row.visibility { Action::Shown } else { Action::Withdrawn };
    put_next(tx, change, row, Some(&facts), action, |row| row.visibility = to).await
}

async fn remove(tx: &mut Tx<'_>, kinds: &'static [Kind], change: &Change, id: Id, version: i64) -> Result<(), Error> {
    let row = still(tx, id, version).await?;
    writable(tx, kinds, id).await?;
    take_away(tx, change, row, Action::Removed).await
}

/// Refused while others point at it, but for those that let it go ([`LETS_GO`]).
pub(crate) async fn take_away(tx: &mut Tx<'_>, change: &Change, row: RecordRow, action: Action) -> Result<(), Error> {
    let mut by = Vec::new();
    let (kind, field) = LETS_GO;
    for pointing in tx.all(&sql::RECORDS_HOLDING, values![row.id, kind, field]).await? {
        by.push(RecordRow::read(&pointing)?.head()?);
    }
    if !by.is_empty() {
        return Err(Error::InUse { id: row.id, by });
    }
    put_next(tx, change, row, None, action, |row| row.state = State::Removed).await
}

async fn erase(tx: &mut Tx<'_>, change: &Change, id: Id) -> Result<(), Error> {
    let row = RecordRow::find(tx, id).await?.ok_or(Error::Gone { id })?;
    if row.state == State::Erased {
        return Ok(());
    }
    for delete in [&sql::SECRETS_DELETE, &sql::SESSIONS_DELETE, &sql::CEREMONIES_DELETE] {
        tx.run(delete, values![id]).await?;
    }
    tx.run(&sql::JOBS_BLANK, values![id, change.at]).await?;
    tx.run(&sql::JOURNAL_BLANK, values![id]).await?;
    put_next(tx, change, row, None, Action::Erased, |row| {
        row.state = State::Erased;
        row.name.clear();
        row.folded.clear();
        "{}".clone_into(&mut row.body);
    })
    .await
}
