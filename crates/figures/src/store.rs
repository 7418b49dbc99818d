//! Snapshots on disk: `<data>/snapshots/<time>-<hash>/`.
//!
//! A folder holds `figures.arrow`, `catalogue.json`, `descriptions.json`, `manifest.json` and
//! `raw/`. It is written under another name, flushed, and renamed, so that it appears whole or
//! not at all; after that nothing in it changes.

use std::{
    fmt,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    Draft, FileHash, KpiId, Lang, Manifest, Snapshot, StoreError, Words, disk, draft::Raw, error::reason, files,
    words::plain,
};

/// The name of a snapshot, also of its folder: `2024-08-30T101500Z-1a2b3c4d`. Sorts by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SnapshotId(String);

impl SnapshotId {
    /// The name in `text`; `None` when it is not built like one.
    pub fn new(text: &str) -> Option<Self> {
        if text.len() != 27
            || !text.is_ascii()
            || text.as_bytes()[18] != b'-'
            || !text[19..].bytes().all(|b| b.is_ascii_hexdigit())
        {
            return None;
        }
        let id = Self(text.to_owned());
        id.created().is_some().then_some(id)
    }

    pub(crate) fn at(time: Timestamp, hash: &str) -> Self {
        Self(format!("{}-{hash}", time.strftime("%Y-%m-%dT%H%M%SZ")))
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

/// A snapshot in a list: damage to one does not hide the others.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub id: SnapshotId,
    /// Its line; an error where its manifest cannot be read.
    pub info: Result<SnapshotInfo, StoreError>,
}

/// The result of a verification: empty `faults` means that every byte is as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The snapshot.
    pub id: SnapshotId,
    /// Files read and compared.
    pub files: usize,
    /// What is wrong, one clause each.
    pub faults: Vec<Words>,
}

/// The data folder.
#[derive(Debug, Clone)]
pub struct Store {
    data: PathBuf,
}

/// Held while an import writes; let go when dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
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

    fn root(&self) -> PathBuf {
        self.data.join("snapshots")
    }

    /// The names of all snapshots, oldest first. Looks into none of them.
    ///
    /// # Errors
    /// [`StoreError`] when the folder cannot be read.
    pub fn ids(&self) -> Result<Vec<SnapshotId>, StoreError> {
        let root = self.root();
        let entries = match fs::read_dir(&root) {
            Ok(entries) => entries,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(StoreError::disk(root, "read", source)),
        };
        let mut ids = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|e| StoreError::disk(&root, "read", e))?;
            ids.extend(entry.file_name().to_str().and_then(SnapshotId::new));
        }
        ids.sort();
        Ok(ids)
    }

    /// Every snapshot, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the folder cannot be read.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let info = |id: SnapshotId| {
            let dir = self.root().join(id.as_str());
            let manifest = disk::read_manifest(&dir)?;
            Ok(SnapshotInfo {
                created: manifest.created,
                rows: manifest.rows,
                figures: manifest.figures_with_rows,
                years: manifest.first_year.zip(manifest.last_year),
                bytes: manifest.files.iter().map(|f| f.bytes).sum(),
                id,
            })
        };
        Ok(self.ids()?.into_iter().map(|id| Listed { info: info(id.clone()), id }).collect())
    }

    /// The newest snapshot; `None` when there is none yet.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn latest(&self) -> Result<Option<Snapshot>, StoreError> {
        self.ids()?.last().map(|id| self.load(id)).transpose()
    }

    /// The newest snapshot made on or before `day` (UTC).
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn as_of(&self, day: Date) -> Result<Option<Snapshot>, StoreError> {
        self.id_as_of(day)?.map(|id| self.load(&id)).transpose()
    }

    /// The name of the newest snapshot made on or before `day` (UTC).
    ///
    /// # Errors
    /// [`StoreError`] when the folder cannot be read.
    pub fn id_as_of(&self, day: Date) -> Result<Option<SnapshotId>, StoreError> {
        let by = |id: &SnapshotId| id.created().is_some_and(|t| t.to_zoned(TimeZone::UTC).date() <= day);
        Ok(self.ids()?.into_iter().rfind(by))
    }

    /// The snapshot of this name. Mapped, not read: cheap whatever its size.
    ///
    /// # Errors
    /// [`StoreError`] when there is none or it cannot be read.
    pub fn load(&self, id: &SnapshotId) -> Result<Snapshot, StoreError> {
        disk::open(&self.existing(id)?, id)
    }

    fn existing(&self, id: &SnapshotId) -> Result<PathBuf, StoreError> {
        let dir = self.root().join(id.as_str());
        if dir.is_dir() { Ok(dir) } else { Err(StoreError::NoSnapshot { id: id.to_string() }) }
    }

    /// Reads every file of a snapshot and compares it with the manifest; looks for files that do
    /// not belong and for state bytes that stand for nothing.
    ///
    /// # Errors
    /// [`StoreError`] when there is no such snapshot or its manifest is unreadable. Damage is a
    /// result, not an error.
    pub fn verify(&self, id: &SnapshotId) -> Result<Check, StoreError> {
        let dir = self.existing(id)?;
        let manifest = disk::read_manifest(&dir)?;
        let mut check = Check { id: id.clone(), files: manifest.files.len(), faults: Vec::new() };
        let mut fault = |sv: String, en: String| check.faults.push(Words::new(sv, en));
        for file in &manifest.files {
            let path = plain(&file.path);
            match files::hash(&dir.join(&file.path)) {
                Err(e) => fault(
                    format!("{path} går inte att läsa: {}", reason(&e, Lang::Sv)),
                    format!("{path} cannot be read: {}", reason(&e, Lang::En)),
                ),
                Ok((bytes, _)) if bytes != file.bytes => fault(
                    format!("{path} har {bytes} byte i stället för {}", file.bytes),
                    format!("{path} has {bytes} bytes instead of {}", file.bytes),
                ),
                Ok((_, sha256)) if sha256 != file.sha256 => {
                    fault(format!("{path} har ändrats"), format!("{path} has been changed"));
                }
                Ok(_) => {}
            }
        }
        for name in files::names(&dir).map_err(|e| StoreError::disk(&dir, "read", e))? {
            if name != "manifest.json" && !manifest.files.iter().any(|f| f.path == name) {
                let name = plain(&name);
                fault(format!("{name} hör inte dit"), format!("{name} does not belong there"));
            }
        }
        if id.created().is_none_or(|t| t.as_second() != manifest.created.as_second())
            || !id.as_str().ends_with(&short_hash(&manifest.files))
        {
            fault(
                "manifest.json hör inte till en ögonblicksbild med det namnet".to_owned(),
                "manifest.json does not belong to a snapshot of this name".to_owned(),
            );
        }
        if check.faults.is_empty() {
            match disk::open(&dir, id) {
                Err(e) => check.faults.push(Words::new(e.sentence(Lang::Sv), e.sentence(Lang::En))),
                Ok(snapshot) => {
                    if snapshot
                        .columns
                        .states
                        .iter()
                        .any(|s| s.as_slice().iter().any(|b| crate::State::from_byte(*b).is_none()))
                    {
                        check.faults.push(Words::new(
                            "figures.arrow innehåller tillstånd som inte betyder något",
                            "figures.arrow holds states that stand for nothing",
                        ));
                    }
                }
            }
        }
        Ok(check)
    }

    /// Removes all but the newest `keep` snapshots (at least one stays); names those removed.
    ///
    /// # Errors
    /// [`StoreError`] when a folder cannot be removed, or an import is running.
    pub fn prune(&self, keep: usize) -> Result<Vec<SnapshotId>, StoreError> {
        let ids = self.ids()?;
        let gone = ids.len().saturating_sub(keep.max(1));
        if gone == 0 {
            return Ok(Vec::new());
        }
        let _lock = self.lock()?;
        let mut removed = Vec::new();
        for id in ids.into_iter().take(gone) {
            // Renamed first: a removal broken off half-way must not look like a snapshot.
            let (dir, trash) = (self.root().join(id.as_str()), self.root().join(format!(".trash-{id}")));
            fs::rename(&dir, &trash).map_err(|e| StoreError::disk(&dir, "removed", e))?;
            fs::remove_dir_all(&trash).map_err(|e| StoreError::disk(&trash, "removed", e))?;
            removed.push(id);
        }
        Ok(removed)
    }

    /// The lock of the data folder; one import at a time.
    pub(crate) fn lock(&self) -> Result<Lock, StoreError> {
        let root = self.root();
        fs::create_dir_all(&root).map_err(|e| StoreError::disk(&root, "written", e))?;
        let path = self.data.join(".lock");
        let file =
            File::options().create(true).append(true).open(&path).map_err(|e| StoreError::disk(&path, "written", e))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(StoreError::Busy { data: self.data.clone() }),
            Err(fs::TryLockError::Error(e)) => Err(StoreError::disk(path, "locked", e)),
        }
    }

    /// Lays `draft` over the newest snapshot (or, `fresh`, over nothing) and publishes the result
    /// as a new snapshot made at `now` (a second after the newest one, should the clock be
    /// behind it).
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written or another import is running; the old snapshot
    /// then stays the newest and nothing is left behind.
    pub fn publish(&self, draft: Draft, fresh: bool, now: Timestamp) -> Result<Snapshot, StoreError> {
        let lock = self.lock()?;
        let base = self.base(fresh)?;
        self.publish_locked(draft, base, now, &lock)
    }

    /// The newest snapshot, to lay something over; none where there is none or one starts `fresh`.
    ///
    /// # Errors
    /// [`StoreError::Base`] when it cannot be read.
    pub(crate) fn base(&self, fresh: bool) -> Result<Option<Snapshot>, StoreError> {
        let Some(id) = self.ids()?.pop().filter(|_| !fresh) else { return Ok(None) };
        let whole = |snapshot: Snapshot| read_descriptions(&self.root().join(id.as_str())).map(|_| snapshot);
        let wrap = |why| StoreError::Base { id: id.to_string(), why: Box::new(why) };
        self.load(&id).and_then(whole).map(Some).map_err(wrap)
    }

    pub(crate) fn publish_locked(
        &self,
        draft: Draft,
        base: Option<Snapshot>,
        now: Timestamp,
        _lock: &Lock,
    ) -> Result<Snapshot, StoreError> {
        self.sweep();
        let newest = self.ids()?.pop();
        let now = match newest.as_ref().and_then(SnapshotId::created) {
            Some(last) if last.as_second() >= now.as_second() => {
                last.saturating_add(SignedDuration::from_secs(1)).unwrap_or(now)
            }
            _ => now,
        };
        let (draft, based_on) = match base {
            None => (draft, None),
            Some(snapshot) => {
                let id = snapshot.id().clone();
                let mut base = Draft::from_snapshot(&snapshot)?;
                // Let go of the map before the new columns are made.
                drop(snapshot);
                let done = base.overlay(draft);
                if let Some((kpi, area, year)) = done.example {
                    let n = done.replaced;
                    base.notes.push(Words::new(
                        format!("{n} uppgifter i {id} ersattes av senare, först {kpi} {area} {year}"),
                        format!("{n} cells of {id} were replaced by later ones, first {kpi} {area} {year}"),
                    ));
                }
                (base, Some(id))
            }
        };
        let (snapshot, raw) = draft.build(now, based_on)?;
        let root = self.root();
        let temporary = tempfile::Builder::new()
            .prefix(".new-")
            .tempdir_in(&root)
            .map_err(|e| StoreError::disk(&root, "written", e))?;
        let id = write(temporary.path(), snapshot, &raw, now)?;
        let dir = root.join(id.as_str());
        fs::rename(temporary.path(), &dir).map_err(|e| StoreError::disk(&dir, "renamed", e))?;
        // The folder has moved: there is nothing left to remove at the old name.
        let _ = temporary.keep();
        files::sync_dir(&root).map_err(|e| StoreError::disk(&root, "flushed", e))?;
        disk::open(&dir, &id)
    }

    /// Removes what an import or a removal that was killed left behind.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(self.root()) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if name.to_str().is_some_and(|n| n.starts_with(".new-") || n.starts_with(".trash-"))
                && let Err(error) = fs::remove_dir_all(entry.path())
            {
                tracing::warn!(path = %entry.path().display(), %error, "a left-over folder stays");
            }
        }
    }
}

/// The hash in a snapshot's name: of the hashes of figures, catalogue and descriptions.
fn short_hash(files: &[FileHash]) -> String {
    let all: String = files.iter().filter(|f| !f.path.starts_with("raw/")).map(|f| f.sha256.as_str()).collect();
    files::sha256(all.as_bytes())[..8].to_owned()
}

/// Writes all files into `dir` and flushes them; the manifest comes last.
fn write(dir: &Path, snapshot: Snapshot, raw: &[(usize, Raw)], now: Timestamp) -> Result<SnapshotId, StoreError> {
    let mut manifest = snapshot.manifest.clone();
    manifest.files = disk::write(dir, &snapshot)?;
    // The columns are on disk; let go of them before the raw files are compressed.
    drop(snapshot);
    let raw_dir = dir.join("raw");
    fs::create_dir(&raw_dir).map_err(|e| StoreError::disk(&raw_dir, "written", e))?;
    for (source, raw) in raw {
        let name = keep_raw(&raw_dir, raw)?;
        if let Some(source) = manifest.sources.get_mut(*source) {
            source.raw = Some(format!("raw/{name}"));
        }
        if !manifest.files.iter().any(|f| f.path == format!("raw/{name}")) {
            let path = raw_dir.join(&name);
            let (bytes, sha256) = files::hash(&path).map_err(|e| StoreError::disk(&path, "read", e))?;
            manifest.files.push(FileHash { path: format!("raw/{name}"), bytes, sha256 });
        }
    }
    manifest.files.sort_by(|a, b| a.path.cmp(&b.path));
    let id = SnapshotId::at(now, &short_hash(&manifest.files));
    disk::write_json(&dir.join("manifest.json"), &manifest, true)?;
    for folder in [&raw_dir, dir] {
        files::sync_dir(folder).map_err(|e| StoreError::disk(folder, "flushed", e))?;
    }
    Ok(id)
}

/// Puts a raw answer into `raw_dir` and says under which name.
fn keep_raw(raw_dir: &Path, raw: &Raw) -> Result<String, StoreError> {
    let Raw { path, name } = raw;
    let packed = ["parquet", "gz", "zst"].iter().any(|end| name.ends_with(&format!(".{end}")));
    let name = if packed { name.clone() } else { format!("{name}.zst") };
    let to = raw_dir.join(&name);
    if !to.exists() {
        let done = if packed { files::copy(path, &to) } else { files::compress(path, &to) };
        done.map_err(|e| StoreError::disk(path, "copied", e))?;
    }
    Ok(name)
}

pub(crate) fn read_descriptions(dir: &Path) -> Result<Vec<(KpiId, String)>, StoreError> {
    disk::read_json(&dir.join("descriptions.json"))
}

impl Manifest {
    pub(crate) fn file(&self, path: &str) -> Option<&FileHash> {
        self.files.iter().find(|f| f.path == path)
    }
}
