//! `doctor`: is everything in its place?

use super::Context;
use super::snapshot::{checked, size};
use crate::failure::Failure;
use crate::output::finding::paragraph;
use figures::Store;
use i18n::{Lang, texts};
use std::fs::File;
use std::path::{Path, PathBuf};

/// An import of everything in ../shared/data takes less than this; a full disk half-way is refused
/// cleanly, but the time is lost.
const ROOM: u64 = 500_000_000;

/// Does it.
pub fn run(context: &Context) -> Result<(), Failure> {
    let mut report = Report { context, text: String::new(), faults: 0 };
    let folder = context.data.display().to_string();
    report.well("cli-doctor-version", &[("version", env!("CARGO_PKG_VERSION")), ("folder", &folder)]);
    report.folder();
    report.room();
    report.snapshots();
    report.built_in();
    let faults = report.faults;
    let last = if faults == 0 { "cli-doctor-well" } else { "cli-doctor-faults" };
    let text = format!("{}\n{}", report.text, paragraph(&context.texts().get(last)));
    context.out.text(&text)?;
    if faults == 0 { Ok(()) } else { Err(Failure::Faults) }
}

struct Report<'a> {
    context: &'a Context,
    text: String,
    faults: usize,
}

impl Report<'_> {
    fn well(&mut self, key: &str, values: &[(&str, &str)]) {
        self.line("✓", key, values);
    }

    fn fault(&mut self, key: &str, values: &[(&str, &str)]) {
        self.faults += 1;
        self.line("✗", key, values);
    }

    fn line(&mut self, mark: &str, key: &str, values: &[(&str, &str)]) {
        let sentence = self.context.say(key, values);
        self.text.push_str(&crate::output::table::wrap(
            &format!("{mark} {sentence}"),
            crate::output::finding::column(),
            "  ",
        ));
        self.text.push('\n');
    }

    fn folder(&mut self) {
        let data = self.context.data.clone();
        let name = data.display().to_string();
        match data.metadata() {
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
                // Nothing has been imported; the folder is made then, if somebody may.
                self.writable(&existing(&data), &name);
            }
            Err(fault) => self.fault("cli-doctor-unreadable", &[("folder", &name), ("why", &fault.to_string())]),
            Ok(found) if !found.is_dir() => self.fault("cli-doctor-no-folder", &[("folder", &name)]),
            Ok(_) => {
                match std::fs::read_dir(&data) {
                    Ok(_) => self.well("cli-doctor-readable", &[("folder", &name)]),
                    Err(fault) => {
                        self.fault("cli-doctor-unreadable", &[("folder", &name), ("why", &fault.to_string())])
                    }
                }
                self.writable(&data, &name);
                self.lock(&data);
            }
        }
    }

    fn writable(&mut self, folder: &Path, name: &str) {
        match tempfile::Builder::new().prefix(".doctor-").tempfile_in(folder) {
            Ok(_) => self.well("cli-doctor-writable", &[("folder", name)]),
            Err(fault) => self.fault("cli-doctor-unwritable", &[("folder", name), ("why", &fault.to_string())]),
        }
    }

    /// The lock of `figures::Store`: held only while an import writes.
    fn lock(&mut self, data: &Path) {
        let free = File::open(data.join(".lock"))
            .map_or(true, |file| !matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock)));
        self.well(if free { "cli-doctor-free" } else { "cli-doctor-busy" }, &[]);
    }

    fn room(&mut self) {
        let Some(free) = free_bytes(&existing(&self.context.data)) else { return };
        let free_words = size(free, self.context);
        if free >= ROOM {
            self.well("cli-doctor-room", &[("free", &free_words)]);
        } else {
            self.fault("cli-doctor-no-room", &[("free", &free_words), ("need", &size(ROOM, self.context))]);
        }
    }

    fn snapshots(&mut self) {
        let store = Store::open(&self.context.data);
        let all = match store.ids() {
            Ok(all) => all,
            Err(fault) => {
                let why = fault.sentence(crate::store_lang(self.context.lang));
                return self.fault("cli-doctor-list", &[("why", &why)]);
            }
        };
        if all.is_empty() {
            // Not a fault: the program is new here.
            return self.well("cli-doctor-empty", &[]);
        }
        for id in all {
            match checked(&store, &id, self.context) {
                Ok(Ok(files)) => {
                    self.well("cli-verify-whole", &[("id", id.as_str()), ("files", &files.to_string())]);
                }
                Ok(Err(why)) => self.fault("cli-verify-damaged", &[("id", id.as_str()), ("why", &why)]),
                // Removed while we looked.
                Err(_) => {}
            }
        }
    }

    /// Texts, curated lists, map and fonts are in the program itself.
    fn built_in(&mut self) {
        let texts_there = Lang::ALL.iter().all(|lang| texts(*lang).has("product") && texts(*lang).has("cli-cmd-top"));
        match app::App::demo(1) {
            Ok(_) if texts_there => self.well("cli-doctor-built-in", &[]),
            Ok(_) => self.fault("cli-doctor-not-built-in", &[("why", "locales")]),
            Err(fault) => self.fault("cli-doctor-not-built-in", &[("why", &fault.to_string())]),
        }
    }
}

/// The folder itself, or the nearest above it that exists.
fn existing(folder: &Path) -> PathBuf {
    let above = folder.ancestors().find(|path| path.is_dir());
    match above {
        Some(path) if !path.as_os_str().is_empty() => path.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let room = rustix::fs::statvfs(folder).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}
