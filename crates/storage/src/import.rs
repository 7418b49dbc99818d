//! Restoring and importing: a file comes in whole or not at all.
//!
//! The file is held against its manifest first; then everything is put down in one transaction,
//! verified there as [`Store::verify`] does, and only then saved.

use std::path::Path;

use programme::{Id, Visibility, fold};

use crate::{
    Change, Error, State, Store,
    archive::{Reader, Scope},
    contents, dialect,
    engine::Tx,
    journal::Action,
    lines::{
        CeremonyLine, ChangeLine, ContentLine, JobLine, JournalLine, Line, PointedLine, RecordLine, SecretLine,
        SessionLine, ThrottleLine,
    },
    migrate,
    record::{self, RecordRow, index},
    statements as sql,
    value::values,
    verify,
    write::put_first,
};

/// What came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// What the file held.
    pub scope: Scope,
    /// Records that are new here.
    pub records: usize,
    /// Records that were here already, the same.
    pub known: usize,
    /// Records known by id and name only.
    pub reduced: usize,
}

impl Store {
    /// Takes in a file of [`Store::export`], into an empty instance, or one of
    /// [`Store::export_organisation`], beside what is there. `change` says who imports, and when;
    /// it does nothing else.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Newer`], [`Error::NotEmpty`], [`Error::Differs`] and
    /// [`Error::Taken`] refuse the file whole.
    pub async fn import(&self, path: &Path, change: &Change) -> Result<Imported, Error> {
        let mut reader = Reader::open(path)?;
        if reader.manifest.schema > migrate::SCHEMA {
            return Err(Error::Newer { what: format!("{} (schema {})", path.display(), reader.manifest.schema) });
        }
        let mut tx = self.engine.begin_change().await?;
        match self.take_in(&mut tx, &mut reader, change).await {
            Ok(imported) => {
                tx.commit().await?;
                Ok(imported)
            }
            Err(error) => {
                // A connection that cannot even roll back is closed, which does.
                let _ = tx.give_up().await;
                Err(error)
            }
        }
    }

    async fn take_in(&self, tx: &mut Tx<'_>, reader: &mut Reader, change: &Change) -> Result<Imported, Error> {
        let scope = reader.manifest.scope;
        if scope == Scope::Instance && !empty(tx).await? {
            return Err(Error::NotEmpty);
        }
        tx.run(self.engine.pick(&dialect::CHECK_LATER), &[]).await?;
        let new = self.records(tx, reader).await?;
        let pointed = if scope == Scope::Organisation { reader.lines("pointed_at.ndjson")? } else { Vec::new() };
        let reduced = stubs(tx, change, &pointed).await?;
        contents(tx, reader).await?;
        for row in &new.rows {
            self.index(tx, row).await?;
        }
        for line in reader.lines::<JournalLine>("journal.ndjson")? {
            if new.rows.iter().any(|row| row.id == line.record) {
                line.store(tx).await?;
            }
        }
        if scope == Scope::Instance {
            store::<SecretLine>(tx, reader, "secrets.ndjson").await?;
            store::<SessionLine>(tx, reader, "sessions.ndjson").await?;
            store::<CeremonyLine>(tx, reader, "ceremonies.ndjson").await?;
            store::<ThrottleLine>(tx, reader, "throttles.ndjson").await?;
            store::<JobLine>(tx, reader, "jobs.ndjson").await?;
        }
        let findings = verify::findings(tx, &self.engine, self.kinds).await?;
        if let Some(finding) = findings.first() {
            return Err(Error::damaged(finding));
        }
        Ok(Imported { scope, records: new.rows.len(), known: new.known, reduced })
    }

    async fn records(&self, tx: &mut Tx<'_>, reader: &mut Reader) -> Result<New, Error> {
        store::<ChangeLine>(tx, reader, "changes.ndjson").await?;
        let mut new = New { rows: Vec::new(), known: 0 };
        for name in reader.names("records/") {
            for line in reader.lines::<RecordLine>(&name)? {
                let row = line.row()?;
                record::writable(self.kinds, &row.kind, row.format)?;
                match RecordRow::find(tx, row.id).await? {
                    None => row.insert(tx).await?,
                    Some(there) if there == row => {
                        new.known += 1;
                        continue;
                    }
                    Some(there) if there.state == State::Reduced && there.kind == row.kind => fill(tx, &row).await?,
                    Some(_) => return Err(Error::Differs { id: row.id }),
                }
                new.rows.push(row);
            }
        }
        Ok(new)
    }

    async fn index(&self, tx: &mut Tx<'_>, row: &RecordRow) -> Result<(), Error> {
        if row.state != State::Live {
            return Ok(());
        }
        let kind = record::writable(self.kinds, &row.kind, row.format)?;
        let facts = kind.read(row.id, &row.body);
        let facts = facts.ok_or_else(|| Error::damaged(format!("body of {} {}", row.kind, row.id)))?;
        index(tx, row.id, Some(&facts)).await
    }
}

struct New {
    rows: Vec<RecordRow>,
    known: usize,
}

async fn empty(tx: &mut Tx<'_>) -> Result<bool, Error> {
    let Some(row) = tx.one(&sql::COUNTS, &[]).await? else { return Ok(true) };
    let mut c = row.columns();
    Ok(c.int()? == 0 && c.int()? == 0 && c.int()? == 0 && c.int()? == 0 && c.int()? == 0)
}

async fn store<T: Line>(tx: &mut Tx<'_>, reader: &mut Reader, name: &str) -> Result<(), Error> {
    for line in reader.lines::<T>(name)? {
        line.store(tx).await?;
    }
    Ok(())
}

/// What was known by name only becomes the record itself, with its own history.
async fn fill(tx: &mut Tx<'_>, row: &RecordRow) -> Result<(), Error> {
    tx.run(&sql::JOURNAL_DELETE, values![row.id]).await?;
    let values = values![
        row.id,
        &row.kind,
        row.format,
        row.owner,
        row.visibility.code(),
        row.state.code(),
        row.version,
        &row.name,
        &row.folded,
        &row.body,
        row.created_at,
        row.changed_at,
        &row.seal,
    ];
    tx.run(&sql::RECORD_REPLACE, values).await?;
    Ok(())
}

/// Records that are pointed at and not here: id, kind and name.
async fn stubs(tx: &mut Tx<'_>, change: &Change, pointed: &[PointedLine]) -> Result<usize, Error> {
    let mut made = 0;
    for line in pointed {
        if RecordRow::find(tx, line.id).await?.is_some() {
            continue;
        }
        if made == 0 {
            let values = values![change.id, change.at, change.author.to_string(), false, None::<Id>];
            tx.run(&sql::CHANGE_INSERT, values).await?;
        }
        let mut row = RecordRow {
            id: line.id,
            kind: line.kind.clone(),
            format: 1,
            owner: None,
            visibility: Visibility::Own,
            state: State::Reduced,
            version: 1,
            name: line.name.clone(),
            folded: fold(&line.name),
            body: "{}".into(),
            created_at: change.at,
            changed_at: change.at,
            seal: String::new(),
        };
        put_first(tx, change, &mut row, None, Action::Reduced).await?;
        made += 1;
    }
    Ok(made)
}

async fn contents(tx: &mut Tx<'_>, reader: &mut Reader) -> Result<(), Error> {
    for line in reader.lines::<ContentLine>("contents.ndjson")? {
        line.store(tx).await?;
        let bytes = reader.file(&format!("attachments/{}", line.sha256))?;
        contents::insert_parts(tx, &line.sha256, &bytes).await?;
    }
    Ok(())
}
