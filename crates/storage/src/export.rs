//! Backup and export: the whole instance, or one organisation, as it was at one moment, while
//! others go on working.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::Timestamp;
use programme::{Id, OrganisationId};

use crate::{
    Error, Store,
    archive::{Scope, Writer},
    contents,
    engine::Tx,
    journal::JournalRow,
    lines::{
        CeremonyLine, ChangeLine, ContentLine, JobLine, JournalLine, PointedLine, RecordLine, SecretLine, SessionLine,
        TableLine, ThrottleLine,
    },
    migrate,
    record::RecordRow,
    statements::{self as sql, Statement},
    value::{Value, values},
};

const PAGE: i64 = 500;

impl Store {
    /// Writes everything into one file: a backup, and the way to another database. Holds password
    /// hashes and personal data: keep it as safe as the database.
    ///
    /// # Errors
    /// When the storage cannot be read or the file not written; then there is no file.
    pub async fn export(&self, path: &Path, now: Timestamp) -> Result<(), Error> {
        let mut tx = self.engine.begin_reading().await?;
        let mut writer = Writer::create(path)?;
        let changes: Vec<ChangeLine> = table(&mut tx, &sql::CHANGES_PAGE).await?;
        writer.lines("changes.ndjson", &changes)?;
        let ids = ids(&mut tx, &sql::RECORD_IDS, &[]).await?;
        records(&mut tx, &mut writer, &ids).await?;
        let contents: Vec<ContentLine> = table(&mut tx, &sql::CONTENTS_PAGE).await?;
        attachments(&mut tx, &mut writer, &contents).await?;
        writer.lines::<SecretLine>("secrets.ndjson", &table(&mut tx, &sql::SECRETS_PAGE).await?)?;
        writer.lines::<SessionLine>("sessions.ndjson", &table(&mut tx, &sql::SESSIONS_PAGE).await?)?;
        writer.lines::<CeremonyLine>("ceremonies.ndjson", &table(&mut tx, &sql::CEREMONIES_PAGE).await?)?;
        writer.lines::<ThrottleLine>("throttles.ndjson", &throttles(&mut tx).await?)?;
        writer.lines::<JobLine>("jobs.ndjson", &table(&mut tx, &sql::JOBS_PAGE).await?)?;
        tx.commit().await?;
        writer.finish(migrate::SCHEMA, now, Scope::Instance, None)
    }

    /// Writes what belongs to one organisation into one file, with its history and attached
    /// contents. What it points at outside is there by id, kind and name only; no secrets,
    /// sessions, jobs or mail.
    ///
    /// # Errors
    /// [`Error::Gone`] when there is no such organisation; else as [`Store::export`].
    pub async fn export_organisation(&self, id: OrganisationId, path: &Path, now: Timestamp) -> Result<(), Error> {
        let id = Id::from(id);
        let mut tx = self.engine.begin_reading().await?;
        let ids = ids(&mut tx, &sql::RECORD_IDS_OWNED, values![id]).await?;
        if !ids.iter().any(|(owned, _)| *owned == id) {
            return Err(Error::Gone { id });
        }
        let mut writer = Writer::create(path)?;
        writer.lines("changes.ndjson", &changes_of(&mut tx, &ids).await?)?;
        records(&mut tx, &mut writer, &ids).await?;
        let contents = contents_of(&mut tx, &ids).await?;
        attachments(&mut tx, &mut writer, &contents).await?;
        writer.lines("pointed_at.ndjson", &pointed_at(&mut tx, &ids).await?)?;
        tx.commit().await?;
        writer.finish(migrate::SCHEMA, now, Scope::Organisation, Some(id))
    }
}

type Ids = BTreeSet<(Id, String)>;

/// Every row of a table, in the order of its key.
async fn table<T: TableLine>(tx: &mut Tx<'_>, page: &Statement) -> Result<Vec<T>, Error> {
    let mut lines: Vec<T> = Vec::new();
    loop {
        let after = lines.last().map(T::key).unwrap_or_default();
        let rows = tx.all(page, values![after, PAGE]).await?;
        for row in &rows {
            lines.push(T::read(row)?);
        }
        if (rows.len() as i64) < PAGE {
            return Ok(lines);
        }
    }
}

async fn throttles(tx: &mut Tx<'_>) -> Result<Vec<ThrottleLine>, Error> {
    tx.all(&sql::THROTTLES_ALL, &[]).await?.iter().map(ThrottleLine::read).collect()
}

async fn ids(tx: &mut Tx<'_>, page: &Statement, fixed: &[Value]) -> Result<Ids, Error> {
    let mut ids = Ids::new();
    let mut after = String::new();
    loop {
        let mut values = fixed.to_vec();
        values.extend_from_slice(values![&after, PAGE]);
        let rows = tx.all(page, &values).await?;
        for row in &rows {
            let mut c = row.columns();
            let id = c.id()?;
            after = id.to_string();
            ids.insert((id, c.text()?));
        }
        if (rows.len() as i64) < PAGE {
            return Ok(ids);
        }
    }
}

/// A file for each kind, and the journal.
async fn records(tx: &mut Tx<'_>, writer: &mut Writer, ids: &Ids) -> Result<(), Error> {
    let mut kinds: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for (id, kind) in ids {
        kinds.entry(kind).or_default().push(*id);
    }
    for (kind, ids) in kinds {
        let mut lines = Vec::with_capacity(ids.len());
        for id in ids {
            lines.push(RecordLine::of(found(tx, id).await?)?);
        }
        writer.lines(&format!("records/{kind}.ndjson"), &lines)?;
    }
    let mut lines = Vec::new();
    for (id, _) in ids {
        for row in tx.all(&sql::JOURNAL_OF, values![*id]).await? {
            lines.push(JournalLine::of(JournalRow::read(&row)?)?);
        }
    }
    writer.lines("journal.ndjson", &lines)
}

async fn found(tx: &mut Tx<'_>, id: Id) -> Result<RecordRow, Error> {
    RecordRow::find(tx, id).await?.ok_or(Error::Gone { id })
}

async fn attachments(tx: &mut Tx<'_>, writer: &mut Writer, lines: &[ContentLine]) -> Result<(), Error> {
    writer.lines("contents.ndjson", lines)?;
    for line in lines {
        let bytes = contents::read(tx, &line.sha256, line.bytes.unsigned_abs()).await?;
        writer.file(&format!("attachments/{}", line.sha256), &bytes)?;
    }
    Ok(())
}

async fn changes_of(tx: &mut Tx<'_>, ids: &Ids) -> Result<Vec<ChangeLine>, Error> {
    let mut changes = BTreeSet::new();
    for (id, _) in ids {
        for row in tx.all(&sql::JOURNAL_OF, values![*id]).await? {
            changes.insert(JournalRow::read(&row)?.change);
        }
    }
    let mut lines = Vec::with_capacity(changes.len());
    for id in &changes {
        let row = tx.one(&sql::CHANGE_BY_ID, values![*id]).await?.ok_or(Error::Gone { id: *id })?;
        let mut line = ChangeLine::read(&row)?;
        line.undoes = line.undoes.filter(|undone| changes.contains(undone));
        lines.push(line);
    }
    Ok(lines)
}

async fn contents_of(tx: &mut Tx<'_>, ids: &Ids) -> Result<Vec<ContentLine>, Error> {
    let mut hashes = BTreeSet::new();
    for (id, _) in ids {
        for row in tx.all(&sql::NEEDS_OF, values![*id]).await? {
            hashes.insert(row.columns().text()?);
        }
    }
    let mut lines = Vec::with_capacity(hashes.len());
    for hash in hashes {
        let row = tx.one(&sql::CONTENT_BY_HASH, values![&hash]).await?;
        lines.push(ContentLine::read(&row.ok_or_else(|| Error::damaged(format!("content {hash} is missing")))?)?);
    }
    Ok(lines)
}

async fn pointed_at(tx: &mut Tx<'_>, ids: &Ids) -> Result<Vec<PointedLine>, Error> {
    let own: BTreeSet<Id> = ids.iter().map(|(id, _)| *id).collect();
    let mut targets = BTreeSet::new();
    for id in &own {
        for row in tx.all(&sql::REFS_OF, values![*id]).await? {
            let mut c = row.columns();
            c.text()?;
            targets.insert(c.id()?);
        }
    }
    let mut lines = Vec::new();
    for target in targets.difference(&own) {
        let row = found(tx, *target).await?;
        lines.push(PointedLine { id: row.id, kind: row.kind, name: row.name });
    }
    Ok(lines)
}
