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
    /// When the oldest page taken was fetched.
    oldest: Option<Timestamp>,
}

impl Work {
    /// The folder of the request `text`, made when there is none.
    pub fn open(data: &Path, text: &str, now: Timestamp) -> Result<Self, StoreError> {
        let dir = data.join("imports").join(request_hash(text));
        fs::create_dir_all(&dir).map_err(|e| StoreError::disk(&dir, "written", e))?;
        let request = dir.join("request.json");
        files::write_whole(&request, text.as_bytes()).map_err(|e| StoreError::disk(&request, "written", e))?;
        Ok(Self { dir, now, done: 0, oldest: None })
    }

    fn path(&self, page: usize) -> PathBuf {
        self.dir.join(page_name(page))
    }

    /// Pages taken so far.
    pub fn position(&self) -> usize {
        self.done
    }

    /// The answer of the next page and when it was fetched, if an earlier run kept it and it is
    /// still fresh. Where it is not, those after it are forgotten too: fetched after a page that
    /// has to be fetched anew, they may tell of another day.
    pub fn next(&mut self, url: &str) -> Option<(Vec<u8>, Timestamp)> {
        let kept = read(&self.path(self.done))
            .filter(|(head, _)| head.url == url && is_fresh(head.retrieved, self.now))
            .map(|(head, body)| (body, head.retrieved));
        if kept.is_none() {
            self.forget_from(self.done);
        }
        kept
    }

    /// The next page, fetched then, was taken from an earlier run.
    pub fn keep_next(&mut self, retrieved: Timestamp) {
        self.took(retrieved);
    }

    fn took(&mut self, retrieved: Timestamp) {
        self.oldest = Some(self.oldest.map_or(retrieved, |oldest| oldest.min(retrieved)));
        self.done += 1;
    }

    /// When the oldest of the pages taken was fetched: the figures are no newer than that.
    pub fn oldest(&self) -> Timestamp {
        self.oldest.unwrap_or(self.now)
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
        self.took(retrieved);
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

/// Removes the folders of imports that were given up: those whose first page is no longer fresh,
/// since nothing in them would be used.
pub(crate) fn sweep(data: &Path, now: Timestamp) {
    let Ok(folders) = fs::read_dir(data.join("imports")) else { return };
    for folder in folders.flatten().map(|entry| entry.path()) {
        if read(&folder.join(page_name(0))).is_some_and(|(head, _)| is_fresh(head.retrieved, now)) {
            continue;
        }
        if let Err(error) = fs::remove_dir_all(&folder) {
            tracing::warn!(path = %folder.display(), %error, "the folder of an import given up stays");
        }
    }
}

fn page_name(page: usize) -> String {
    format!("{page:06}.zst")
}

/// Whether a page fetched at `retrieved` may still be used at `now`. A clock that was far ahead then
/// does not keep a page for ever.
fn is_fresh(retrieved: Timestamp, now: Timestamp) -> bool {
    now.duration_since(retrieved).abs() < FRESH
}

/// A kept page; `None` where there is none or it is damaged.
fn read(path: &Path) -> Option<(Head, Vec<u8>)> {
    let mut text = zstd::decode_all(File::open(path).ok()?).ok()?;
    let line = text.iter().position(|b| *b == b'\n')?;
    let head: Head = serde_json::from_slice(&text[..line]).ok()?;
    let mut body = text.split_off(line + 1);
    // The newline that ends the file is ours.
    body.pop();
    (body.len() == head.bytes).then_some((head, body))
}
