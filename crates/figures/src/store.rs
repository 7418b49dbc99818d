//! Snapshots on disk.

use std::{fmt, path::{Path, PathBuf}};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Draft, KpiId, Snapshot, StoreError};

/// The name of a snapshot, also of its folder: `2024-08-30T101500Z-1a2b3c4d`. Sorts by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SnapshotId(pub(crate) String);

impl SnapshotId {
    /// The name in `text`; `None` when it is not built like one.
    pub fn new(text: &str) -> Option<Self> {
        let id = Self(text.to_owned());
        (text.len() == 27 && text.is_ascii() && text.as_bytes()[18] == b'-' && id.created().is_some()
            && text[19..].bytes().all(|b| b.is_ascii_hexdigit())).then_some(id)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The time in the name.
    pub fn created(&self) -> Option<Timestamp> {
        let t = self.0.get(..18)?;
        format!("{}:{}:{}", t.get(..13)?, t.get(13..15)?, t.get(15..)?).parse().ok()
    }
}

impl fmt::Display for SnapshotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One line of a list of snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotInfo {
    /// Its name.
    pub id: SnapshotId,
    /// When it was made.
    pub created: Timestamp,
    /// Rows (key figure × area × year).
    pub rows: u64,
    /// Key figures with rows.
    pub figures: u64,
    /// First and last year.
    pub years: Option<(i16, i16)>,
    /// Bytes on disk, raw answers included.
    pub bytes: u64,
}

/// The result of a verification: empty `faults` means that every byte is as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The snapshot.
    pub id: SnapshotId,
    /// Files read and compared.
    pub files: usize,
    /// What is wrong, one English sentence each.
    pub faults: Vec<String>,
}

/// The data folder.
#[derive(Debug, Clone)]
pub struct Store {
    data: PathBuf,
}

impl Store {
    /// The data folder at `data`; need not exist until something is written.
    pub fn open(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into() }
    }

    /// The folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Every snapshot, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the folder cannot be read.
    pub fn list(&self) -> Result<Vec<SnapshotInfo>, StoreError> {
        Ok(Vec::new())
    }

    /// The newest snapshot; `None` when there is none yet.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn latest(&self) -> Result<Option<Snapshot>, StoreError> {
        Ok(None)
    }

    /// The newest snapshot made on or before `day` (UTC).
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn as_of(&self, day: Date) -> Result<Option<Snapshot>, StoreError> {
        let _ = day;
        Ok(None)
    }

    /// The snapshot of this name.
    ///
    /// # Errors
    /// [`StoreError`] when there is none or it cannot be read.
    pub fn load(&self, id: &SnapshotId) -> Result<Snapshot, StoreError> {
        Err(StoreError::NoSnapshot { id: id.to_string() })
    }

    /// Reads every file of a snapshot and compares it with the manifest.
    ///
    /// # Errors
    /// [`StoreError`] when there is no such snapshot. Damage is a result, not an error.
    pub fn verify(&self, id: &SnapshotId) -> Result<Check, StoreError> {
        Err(StoreError::NoSnapshot { id: id.to_string() })
    }

    /// Removes all but the newest `keep` snapshots (at least one stays); names those removed.
    ///
    /// # Errors
    /// [`StoreError`] when a folder cannot be removed, or an import is running.
    pub fn prune(&self, keep: usize) -> Result<Vec<SnapshotId>, StoreError> {
        let _ = keep;
        Ok(Vec::new())
    }

    /// Lays `draft` over the newest snapshot (or, `fresh`, over nothing) and publishes the result
    /// as a new snapshot made at `now`.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written or another import is running; the old snapshot
    /// then stays the newest and nothing is left behind.
    pub fn publish(&self, draft: Draft, fresh: bool, now: Timestamp) -> Result<Snapshot, StoreError> {
        let _ = (draft, fresh, now);
        Err(StoreError::Busy { data: self.data.clone() })
    }
}

pub(crate) fn read_descriptions(dir: &Path) -> Result<Vec<(KpiId, String)>, StoreError> {
    let _ = dir;
    Ok(Vec::new())
}
