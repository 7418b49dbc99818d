//! Small helpers around files: hashes, flushed copies.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Write},
    path::Path,
};

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|d| char::from_digit(u32::from(d), 16)).collect()
}

/// Size and SHA-256 of a file.
pub(crate) fn hash(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Hasher::new(io::sink());
    io::copy(&mut BufReader::with_capacity(1 << 18, File::open(path)?), &mut hasher)?;
    Ok(hasher.finish())
}

/// Counts and hashes what is written through it.
pub(crate) struct Hasher<W> {
    inner: W,
    digest: Sha256,
    bytes: u64,
}

impl<W: Write> Hasher<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, digest: Sha256::new(), bytes: 0 }
    }

    pub fn finish(self) -> (u64, String) {
        (self.bytes, hex(&self.digest.finalize()))
    }

    pub fn get_ref(&self) -> &W {
        &self.inner
    }
}

impl<W: Write> Write for Hasher<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(buf)?;
        self.digest.update(&buf[..n]);
        self.bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Copies a file and flushes the copy.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut out = File::create(to)?;
    io::copy(&mut File::open(from)?, &mut out)?;
    out.sync_all()
}

/// Compresses a file with zstd and flushes the result.
pub(crate) fn compress(from: &Path, to: &Path) -> io::Result<()> {
    let mut out = zstd::Encoder::new(File::create(to)?, 3)?;
    io::copy(&mut File::open(from)?, &mut out)?;
    out.finish()?.sync_all()
}

/// Writes a file whole or not at all.
pub(crate) fn write_whole(to: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(to).map_err(|e| e.error)?;
    Ok(())
}

/// Makes a rename in a folder last.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    // Windows cannot open a folder for flushing, and needs none.
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

/// All files below a folder, with `/` between the parts of a name, sorted.
pub(crate) fn names(dir: &Path) -> io::Result<Vec<String>> {
    let mut all = Vec::new();
    walk(dir, "", &mut all)?;
    all.sort();
    Ok(all)
}

fn walk(dir: &Path, prefix: &str, all: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), all)?;
        } else {
            all.push(name);
        }
    }
    Ok(())
}

/// Reads a file, refusing more than `most` bytes.
pub(crate) fn read_at_most(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {most} bytes")));
    }
    Ok(bytes)
}
