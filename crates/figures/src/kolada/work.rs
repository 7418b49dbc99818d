//! The folder of an unfinished import: one file a page, in the order of the plan.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::request_hash;
use crate::{StoreError, files, manifest::stamp};

/// Pages older than this are fetched anew: values of different days do not belong together.
const FRESH: SignedDuration = SignedDuration::from_hours(24);

/// The first line of a page's file; the answer follows as it came.
#[derive(Serialize, Deserialize)]
struct Head {
    url: String,
    #[serde(with = "stamp")]
    retrieved: Timestamp,
    bytes: usize,
}

pub(super) struct Work {
    dir: PathBuf,
    now: Timestamp,
    /// Pages taken so far.
    done: usize,
}

impl Work {
    /// The folder of the request `text`, made when there is none.
    pub fn open(data: &Path, text: &str, now: Timestamp) -> Result<Self, StoreError> {
        let dir = data.join("imports").join(request_hash(text));
        fs::create_dir_all(&dir).map_err(|e| StoreError::disk(&dir, "written", e))?;
        let request = dir.join("request.json");
        files::write_whole(&request, text.as_bytes()).map_err(|e| StoreError::disk(&request, "written", e))?;
        Ok(Self { dir, now, done: 0 })
    }

    fn path(&self, page: usize) -> PathBuf {
        self.dir.join(format!("{page:06}.zst"))
    }

    /// Pages taken so far.
    pub fn position(&self) -> usize {
        self.done
    }

    /// The answer of the next page, if an earlier run kept it and it is still fresh.
    pub fn next(&self, url: &str) -> Option<Vec<u8>> {
        let mut text = zstd::decode_all(File::open(self.path(self.done)).ok()?).ok()?;
        let line = text.iter().position(|b| *b == b'\n')?;
        let head: Head = serde_json::from_slice(&text[..line]).ok()?;
        let fresh = self.now.duration_since(head.retrieved) < FRESH;
        let mut body = text.split_off(line + 1);
        // The newline that ends the file is ours.
        body.pop();
        (head.url == url && fresh && body.len() == head.bytes).then_some(body)
    }

    /// The next page was taken from an earlier run.
    pub fn keep_next(&mut self) {
        self.done += 1;
    }

    /// Keeps the next page.
    pub fn store_next(&mut self, url: &str, body: &[u8], retrieved: Timestamp) -> Result<(), StoreError> {
        let path = self.path(self.done);
        let write = || {
            let mut text = serde_json::to_vec(&Head { url: url.to_owned(), retrieved, bytes: body.len() })?;
            text.push(b'\n');
            text.extend_from_slice(body);
            text.push(b'\n');
            files::write_whole(&path, &zstd::encode_all(text.as_slice(), 3)?)
        };
        write().map_err(|e| StoreError::disk(&path, "written", e))?;
        self.done += 1;
        Ok(())
    }

    /// Forgets the page `page` and all that follow.
    pub fn forget_from(&mut self, page: usize) {
        for gone in page.. {
            if fs::remove_file(self.path(gone)).is_err() {
                break;
            }
        }
        self.done = page;
    }

    /// All pages in one file: zstd frames one after the other, which any reader of zstd unpacks
    /// as one text. Its path, size and SHA-256.
    pub fn bundle(&self) -> Result<(PathBuf, u64, String), StoreError> {
        let path = self.dir.join("pages.zst");
        let write = || {
            let mut out = File::create(&path)?;
            for page in 0..self.done {
                out.write_all(&fs::read(self.path(page))?)?;
            }
            out.sync_all()?;
            files::hash(&path)
        };
        let (bytes, sha256) = write().map_err(|e| StoreError::disk(&path, "written", e))?;
        Ok((path.clone(), bytes, sha256))
    }

    /// Removes the folder; a folder that stays does no harm.
    pub fn remove(&self) {
        if let Err(error) = fs::remove_dir_all(&self.dir) {
            tracing::warn!(path = %self.dir.display(), %error, "the folder of a finished import stays");
        }
    }
}
