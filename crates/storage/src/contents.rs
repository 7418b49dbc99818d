//! Attached contents: by hash, in the database, a part at a time.
//!
//! In the database on both engines, so that a content and the record that needs it are saved in the
//! same way, backed up in the same snapshot, and seen by every process. What may be attached is
//! decided by looking at it.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use programme::ContentHash;

use crate::{Error, Store, engine::Tx, hash, sniff, statements as sql, value::values, wait};

/// The most bytes of a content.
pub const MOST_BYTES: u64 = 25 * 1024 * 1024;

/// A multiple of three, so that the parts are base64 without padding but the last.
const PART: usize = 192 * 1024;

/// What is known of a stored content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentInfo {
    /// Its hash.
    pub hash: ContentHash,
    /// How many bytes.
    pub bytes: u64,
    /// What it is, found by looking at it. Serve it as that, with `X-Content-Type-Options:
    /// nosniff` and `Content-Disposition: attachment`.
    pub media_type: String,
}

impl Store {
    /// Stores a content that came under the name `name`. The same content is stored once. A record
    /// must come to need it within a day, or it is pruned.
    ///
    /// # Errors
    /// [`Error::TooLarge`]; [`Error::WrongType`] when it may not be attached or is not what its
    /// name says.
    pub async fn put_content(&self, name: &str, bytes: &[u8], now: Timestamp) -> Result<ContentInfo, Error> {
        let size = bytes.len() as u64;
        if size > MOST_BYTES {
            return Err(Error::TooLarge { bytes: size, most: MOST_BYTES });
        }
        let media_type = sniff::media_type(name, bytes)?;
        let hash = hash::sha256(bytes);
        let mut attempt = 0;
        loop {
            // It may safely be run twice.
            let put = async {
                let mut tx = self.engine.begin_change().await?;
                insert(&mut tx, &hash, media_type, bytes, now.as_microsecond()).await?;
                tx.commit().await
            };
            match put.await {
                Err(error) if error.passes() && attempt + 1 < self.attempts => {
                    attempt += 1;
                    tokio::time::sleep(wait::before(attempt, &hash)).await;
                }
                answer => break answer?,
            }
        }
        Ok(ContentInfo { hash: hash_of(hash)?, bytes: size, media_type: media_type.to_owned() })
    }

    /// What is known of a content.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn content_info(&self, hash: &ContentHash) -> Result<Option<ContentInfo>, Error> {
        let Some(row) = self.row(&sql::CONTENT_BY_HASH, values![hash.as_str()]).await? else { return Ok(None) };
        let mut c = row.columns();
        let hash = hash_of(c.text()?)?;
        Ok(Some(ContentInfo { hash, bytes: c.int()?.unsigned_abs(), media_type: c.text()? }))
    }

    /// A content, held against its hash.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is not what was stored.
    pub async fn content(&self, hash: &ContentHash) -> Result<Option<Vec<u8>>, Error> {
        let Some(info) = self.content_info(hash).await? else { return Ok(None) };
        let mut bytes = Vec::new();
        for part in 0..parts(info.bytes) {
            let row = self.row(&sql::PART_BY_NUMBER, values![hash.as_str(), part]).await?;
            bytes.extend(decode(row.map(|row| row.columns().text()).transpose()?, hash.as_str())?);
        }
        checked(hash.as_str(), bytes).map(Some)
    }
}

pub(crate) async fn insert(tx: &mut Tx<'_>, hash: &str, media_type: &str, bytes: &[u8], at: i64) -> Result<(), Error> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    tx.run(&sql::CONTENT_INSERT, values![hash, size, media_type, at]).await?;
    insert_parts(tx, hash, bytes).await
}

pub(crate) async fn insert_parts(tx: &mut Tx<'_>, hash: &str, bytes: &[u8]) -> Result<(), Error> {
    for (part, data) in bytes.chunks(PART).enumerate() {
        tx.run(&sql::PART_INSERT, values![hash, part as i64, BASE64_STANDARD.encode(data)]).await?;
    }
    Ok(())
}

/// The content as it is in this transaction.
pub(crate) async fn read(tx: &mut Tx<'_>, hash: &str, size: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for part in 0..parts(size) {
        let row = tx.one(&sql::PART_BY_NUMBER, values![hash, part]).await?;
        bytes.extend(decode(row.map(|row| row.columns().text()).transpose()?, hash)?);
    }
    checked(hash, bytes)
}

fn parts(bytes: u64) -> i64 {
    bytes.div_ceil(PART as u64) as i64
}

fn decode(data: Option<String>, hash: &str) -> Result<Vec<u8>, Error> {
    let data = data.ok_or_else(|| Error::damaged(format!("content {hash} lacks a part")))?;
    BASE64_STANDARD.decode(data).map_err(|error| Error::damaged(format!("content {hash}: {error}")))
}

fn checked(hash: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    if hash::sha256(&bytes) == hash { Ok(bytes) } else { Err(Error::damaged(format!("content {hash} is another"))) }
}

fn hash_of(text: String) -> Result<ContentHash, Error> {
    ContentHash::try_from(text).map_err(Error::damaged)
}
