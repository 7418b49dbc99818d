//! Is everything as it should be? Pointers, keys, bodies, the chain of the journal, contents.

use std::fmt;

use programme::{Id, Kind};

use crate::{
    Error, State, Store, contents, dialect,
    engine::{Engine, Tx},
    journal::{self, Action, JournalRow},
    lines::{ContentLine, TableLine as _},
    record::RecordRow,
    statements as sql,
    value::values,
};

const PAGE: i64 = 500;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The database's own pages.
    Pages,
    /// A pointer to a row that is not there.
    Pointer,
    /// A record of a kind or format only a newer program knows: not looked into.
    Newer,
    /// A body that is not one of its kind.
    Body,
    /// Owner, name, keys, pointers or contents that are not what the body says.
    Facts,
    /// The journal: an entry is missing or altered, or the record is not what its last entry says.
    Journal,
    /// An attached content that is missing or altered.
    Content,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub place: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::Pages => "the database's pages are damaged",
            Fault::Pointer => "a pointer leads nowhere",
            Fault::Newer => "was written by a newer program",
            Fault::Body => "the body cannot be read",
            Fault::Facts => "keys or pointers are not what the body says",
            Fault::Journal => "the journal is broken",
            Fault::Content => "the content is missing or altered",
        };
        write!(f, "{}: {what}", self.place)
    }
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Changes.
    pub changes: i64,
    /// Records.
    pub records: i64,
    /// Entries of the journal.
    pub entries: i64,
    /// Attached contents.
    pub contents: i64,
    /// Jobs.
    pub jobs: i64,
    /// What is wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

impl Store {
    /// Looks at everything as it is at one moment, while others go on working.
    ///
    /// # Errors
    /// When the storage cannot be read at all.
    pub async fn verify(&self) -> Result<Report, Error> {
        let mut tx = self.engine.begin_reading().await?;
        let row = tx.one(&sql::COUNTS, &[]).await?.ok_or_else(|| Error::bug("no counts"))?;
        let mut c = row.columns();
        let (changes, records, entries) = (c.int()?, c.int()?, c.int()?);
        let (contents, jobs) = (c.int()?, c.int()?);
        let findings = findings(&mut tx, &self.engine, self.kinds).await?;
        tx.commit().await?;
        Ok(Report { changes, records, entries, contents, jobs, findings })
    }
}

pub(crate) async fn findings(tx: &mut Tx<'_>, engine: &Engine, kinds: &[Kind]) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let pages = tx.one(engine.pick(&dialect::PAGES), &[]).await?;
    match pages.map(|row| row.columns().text()).transpose()?.as_deref() {
        Some("ok") => {}
        other => findings.push(Finding { fault: Fault::Pages, place: other.unwrap_or("?").to_owned() }),
    }
    if let Some(row) = tx.all(engine.pick(&dialect::CHECK_NOW), &[]).await?.first() {
        findings.push(Finding { fault: Fault::Pointer, place: row.columns().text()? });
    }
    let mut after = String::new();
    loop {
        let rows = tx.all(&sql::RECORD_IDS, values![&after, PAGE]).await?;
        for row in &rows {
            let id = row.columns().id()?;
            after = id.to_string();
            record(tx, kinds, id, &mut findings).await?;
        }
        if (rows.len() as i64) < PAGE {
            break;
        }
    }
    contents(tx, &mut findings).await?;
    Ok(findings)
}

async fn record(tx: &mut Tx<'_>, kinds: &[Kind], id: Id, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let Some(row) = RecordRow::find(tx, id).await? else { return Ok(()) };
    let mut wrong = |fault| findings.push(Finding { fault, place: format!("{} {id}", row.kind) });
    if !chain_holds(tx, &row).await? {
        wrong(Fault::Journal);
    }
    let kind = kinds.iter().find(|kind| kind.name == row.kind).filter(|kind| kind.format >= row.format);
    let Some(kind) = kind else {
        wrong(Fault::Newer);
        return Ok(());
    };
    let facts = match row.state {
        State::Live | State::Removed => match kind.read(id, &row.body) {
            Some(facts) if kind.format > row.format || facts.body == row.body => Some(facts),
            _ => {
                wrong(Fault::Body);
                return Ok(());
            }
        },
        State::Erased | State::Reduced => None,
    };
    if let Some(facts) = &facts
        && (facts.owner != row.owner || facts.name != row.name || facts.folded != row.folded)
    {
        wrong(Fault::Facts);
        return Ok(());
    }
    let live = facts.filter(|_| row.state == State::Live);
    let indexed = Indexed::read(tx, id).await?;
    let expected = live.map_or_else(Indexed::default, |facts| Indexed {
        keys: facts.keys,
        refs: facts.refs.iter().map(|(field, target)| ((*field).to_owned(), *target)).collect(),
        contents: facts.contents.iter().map(|hash| hash.as_str().to_owned()).collect(),
    });
    if indexed != expected {
        wrong(Fault::Facts);
    }
    Ok(())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Indexed {
    keys: Vec<String>,
    refs: Vec<(String, Id)>,
    contents: Vec<String>,
}

impl Indexed {
    async fn read(tx: &mut Tx<'_>, id: Id) -> Result<Self, Error> {
        let mut indexed = Self::default();
        for row in tx.all(&sql::KEYS_OF, values![id]).await? {
            indexed.keys.push(row.columns().text()?);
        }
        for row in tx.all(&sql::REFS_OF, values![id]).await? {
            let mut c = row.columns();
            indexed.refs.push((c.text()?, c.id()?));
        }
        for row in tx.all(&sql::NEEDS_OF, values![id]).await? {
            indexed.contents.push(row.columns().text()?);
        }
        indexed.keys.sort();
        indexed.refs.sort();
        indexed.contents.sort();
        Ok(indexed)
    }
}

/// Every version has its entry, every entry follows from the one before, and the record is what the
/// last one says.
async fn chain_holds(tx: &mut Tx<'_>, record: &RecordRow) -> Result<bool, Error> {
    let mut entries = Vec::new();
    for row in tx.all(&sql::JOURNAL_OF, values![record.id]).await? {
        entries.push(JournalRow::read(&row)?);
    }
    let erased_at = entries.iter().rposition(|entry| entry.action == Action::Erased);
    let mut before = String::new();
    for (i, entry) in entries.iter().enumerate() {
        let body_holds = match (&entry.body, &entry.salt) {
            (Some(body), Some(salt)) => journal::body_hash(salt, body) == entry.body_hash,
            // Only what was erased later may be blank.
            (None, None) => erased_at.is_some_and(|erased| i < erased),
            _ => false,
        };
        if !body_holds || entry.version != i as i64 + 1 || entry.hash != entry.link(&record.kind, &before) {
            return Ok(false);
        }
        before.clone_from(&entry.hash);
    }
    Ok(entries.last().is_some_and(|last| {
        last.version == record.version
            && last.hash == record.seal
            && last.visibility == record.visibility
            && last.state == record.state
            && last.format == record.format
            && last.body.as_deref() == Some(record.body.as_str())
    }))
}

async fn contents(tx: &mut Tx<'_>, findings: &mut Vec<Finding>) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let rows = tx.all(&sql::CONTENTS_PAGE, values![&after, PAGE]).await?;
        for row in &rows {
            let line = ContentLine::read(row)?;
            after.clone_from(&line.sha256);
            match contents::read(tx, &line.sha256, line.bytes.unsigned_abs()).await {
                Ok(bytes) if bytes.len() as i64 == line.bytes => {}
                Ok(_) | Err(Error::Damaged { .. }) => {
                    findings.push(Finding { fault: Fault::Content, place: line.sha256 });
                }
                Err(error) => return Err(error),
            }
        }
        if (rows.len() as i64) < PAGE {
            return Ok(());
        }
    }
}
