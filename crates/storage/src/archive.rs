//! The file of a backup or an export: a zip archive with `manifest.json`, files of lines (NDJSON:
//! one JSON object a line) and the attached contents. docs/export.md describes it for others.
//!
//! The same data makes the same bytes. Written beside its place and renamed when it is whole.

use std::{
    fs::File,
    io::{self, Read as _, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use programme::{Id, OrganisationId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tempfile::NamedTempFile;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{Error, change::json, hash};

const MANIFEST: &str = "manifest.json";
const FORMAT: i64 = 1;

/// What the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything.
    Instance,
    /// What belongs to one organisation.
    Organisation,
}

/// What a file of a backup or an export says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// What it holds.
    pub scope: Scope,
    /// When it was made.
    pub made_at: Timestamp,
    /// The organisation, when it holds one.
    pub organisation: Option<OrganisationId>,
}

/// Reads a file and holds every part against its manifest; nothing is taken in.
///
/// # Errors
/// [`Error::File`], [`Error::Damaged`], [`Error::Newer`].
pub fn look_into(path: &Path) -> Result<About, Error> {
    let Manifest { scope, made_at, organisation, .. } = Reader::open(path)?.manifest;
    Ok(About { scope, made_at, organisation: organisation.map(OrganisationId::from) })
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileEntry {
    name: String,
    bytes: u64,
    sha256: String,
}

/// The first thing to read in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    program: String,
    format: i64,
    pub(crate) schema: i64,
    pub(crate) made_at: Timestamp,
    pub(crate) scope: Scope,
    pub(crate) organisation: Option<Id>,
    files: Vec<FileEntry>,
}

pub(crate) struct Writer {
    path: PathBuf,
    zip: ZipWriter<Sink>,
    files: Vec<FileEntry>,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // Only its owner can read it: it holds password hashes.
        let file = NamedTempFile::with_prefix_in(".jamsides-", folder).map_err(|error| file_error(path, error))?;
        Ok(Self { path: path.to_owned(), zip: ZipWriter::new(Sink { file, failed: false }), files: Vec::new() })
    }

    pub(crate) fn lines<T: Serialize>(&mut self, name: &str, lines: &[T]) -> Result<(), Error> {
        let mut text = String::new();
        for line in lines {
            text += &json(line)?;
            text.push('\n');
        }
        self.file(name, text.as_bytes())
    }

    pub(crate) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.put(name, bytes)?;
        self.files.push(FileEntry { name: name.to_owned(), bytes: bytes.len() as u64, sha256: hash::sha256(bytes) });
        Ok(())
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600)
            .large_file(bytes.len() as u64 > u64::from(u32::MAX / 2));
        self.zip.start_file(name, options).map_err(|error| zip_error(&self.path, error))?;
        self.zip.write_all(bytes).map_err(|error| file_error(&self.path, error))
    }

    pub(crate) fn finish(
        mut self,
        schema: i64,
        made_at: Timestamp,
        scope: Scope,
        organisation: Option<Id>,
    ) -> Result<(), Error> {
        let files = std::mem::take(&mut self.files);
        let manifest =
            Manifest { program: "jamsides".into(), format: FORMAT, schema, made_at, scope, organisation, files };
        let text = serde_json::to_string_pretty(&manifest).map_err(Error::bug)?;
        self.put(MANIFEST, text.as_bytes())?;
        let path = self.path;
        let file = self.zip.finish().map_err(|error| zip_error(&path, error))?.file;
        file.as_file().sync_all().map_err(|error| file_error(&path, error))?;
        file.persist(&path).map_err(|error| file_error(&path, error.error))?;
        sync_folder(&path)
    }
}

/// The file being written. Once it has failed, and we were told, it takes everything in silence:
/// the archive's writer would else complain on standard error as it is given up.
struct Sink {
    file: NamedTempFile,
    failed: bool,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        self.file.write(bytes).inspect_err(|_| self.failed = true)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed { Ok(()) } else { self.file.flush() }
    }
}

impl Seek for Sink {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if self.failed { Ok(0) } else { self.file.seek(to) }
    }
}

/// The new name lasts, too.
fn sync_folder(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| file_error(path, error))?;
    }
    Ok(())
}

/// A file that was read and found whole.
pub(crate) struct Reader {
    path: PathBuf,
    zip: ZipArchive<File>,
    pub(crate) manifest: Manifest,
}

impl Reader {
    /// Opens a file and holds every part against the manifest, before anything is done with it.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|error| file_error(path, error))?;
        let zip = ZipArchive::new(file).map_err(|error| zip_error(path, error))?;
        let empty = Manifest {
            program: String::new(),
            format: 0,
            schema: 0,
            made_at: Timestamp::UNIX_EPOCH,
            scope: Scope::Instance,
            organisation: None,
            files: Vec::new(),
        };
        let mut reader = Self { path: path.to_owned(), zip, manifest: empty };
        let text = reader.bytes(MANIFEST, 64 * 1024 * 1024)?;
        // The format is read first: a newer one may say more than we can parse.
        #[derive(Deserialize)]
        struct First {
            format: i64,
        }
        let First { format } = serde_json::from_slice(&text).map_err(|error| reader.damaged(MANIFEST, error))?;
        if format > FORMAT {
            return Err(Error::Newer { what: format!("{} (format {format})", path.display()) });
        }
        reader.manifest = serde_json::from_slice(&text).map_err(|error| reader.damaged(MANIFEST, error))?;
        reader.check()?;
        Ok(reader)
    }

    fn check(&mut self) -> Result<(), Error> {
        let files = self.manifest.files.clone();
        if self.zip.len() != files.len() + 1 {
            return Err(self.damaged(MANIFEST, "the number of files is another"));
        }
        for file in files {
            let bytes = self.bytes(&file.name, file.bytes)?;
            if bytes.len() as u64 != file.bytes || hash::sha256(&bytes) != file.sha256 {
                return Err(self.damaged(&file.name, "the content is another"));
            }
        }
        Ok(())
    }

    fn bytes(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let read = match self.zip.by_name(name) {
            Ok(file) => file.take(most + 1).read_to_end(&mut bytes).map(|_| ()).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        read.map_err(|error| self.damaged(name, error))?;
        Ok(bytes)
    }

    pub(crate) fn names(&self, under: &str) -> Vec<String> {
        self.manifest.files.iter().map(|file| file.name.clone()).filter(|name| name.starts_with(under)).collect()
    }

    pub(crate) fn file(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        self.bytes(name, u64::MAX - 1)
    }

    pub(crate) fn lines<T: DeserializeOwned>(&mut self, name: &str) -> Result<Vec<T>, Error> {
        let bytes = self.file(name)?;
        let text = String::from_utf8(bytes).map_err(|error| self.damaged(name, error))?;
        let mut lines = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let parsed = serde_json::from_str(line);
            lines.push(parsed.map_err(|error| self.damaged(name, format!("line {}: {error}", number + 1)))?);
        }
        Ok(lines)
    }

    fn damaged(&self, name: &str, what: impl std::fmt::Display) -> Error {
        Error::damaged(format!("{}, {name}: {what}", self.path.display()))
    }
}

fn file_error(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::StorageFull => Error::DiskFull { detail: format!("{}: {source}", path.display()) },
        io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { detail: format!("{}: {source}", path.display()) },
        _ => Error::File { path: path.to_owned(), source },
    }
}

fn zip_error(path: &Path, error: zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::Io(source) if source.kind() != io::ErrorKind::UnexpectedEof => file_error(path, source),
        other => Error::damaged(format!("{}: {other}", path.display())),
    }
}
