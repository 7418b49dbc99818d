//! The disk is full, or can only be read: what the pages say, that reading goes on, that nothing is
//! lost, and that writing works again afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use programme::Organisation;
use tempfile::TempDir;

use super::{
    client::{Answer, Sending, ask, between, forms, said, value},
    open,
    server::Program,
    users::cast,
    wait_for,
};

/// The organiser at a desk.
struct Desk {
    port: u16,
    cookie: String,
    word: String,
    organisation: String,
}

impl Desk {
    fn sit_down(port: u16) -> Self {
        let cast = cast(port);
        let organiser = cast.iter().find(|acted| acted.line.contains("organisatör")).unwrap();
        let answer = sign_in(port, &organiser.account);
        let mut desk = Self { port, cookie: answer.cookie.unwrap(), word: String::new(), organisation: String::new() };
        desk.organisation = between(&desk.page("/sv/mina-sidor"), "href=\"/sv/organisation/", "\"").unwrap().to_owned();
        let page = desk.page("/sv/mina-sidor/uppgifter");
        desk.word = value(forms(&page, "correct")[0], "word").unwrap().to_owned();
        desk
    }

    fn page(&self, path: &str) -> String {
        let answer = ask(self.port, path, Some(&self.cookie), None).unwrap();
        assert_eq!(answer.status, 200, "{path}: {}", said(&answer.body));
        answer.body
    }

    fn send(&self, path: &str, sending: &Sending) -> Answer {
        ask(self.port, path, Some(&self.cookie), Some(sending)).unwrap()
    }

    fn add(&self, lang: &str, name: &str) -> Answer {
        let path = if lang == "sv" { "/sv/organisationer/ny" } else { "/en/organisations/new" };
        let fields = [("word", &*self.word), ("act", "add"), ("name", name), ("kind", "municipality")];
        self.send(path, &Sending::fields(&fields))
    }

    fn attach(&self, name: &str, text: &str) -> Answer {
        let form = Sending::with_file(&[("word", &self.word), ("act", "attach")], name, text.as_bytes());
        self.send(&format!("/sv/organisation/{}", self.organisation), &form)
    }

    fn reads(&self) {
        for path in ["/sv/mina-sidor", "/en/my-pages/data", "/sv/organisationer", "/sv/", "/sv/logga-in"] {
            self.page(path);
        }
    }
}

fn sign_in(port: u16, account: &str) -> Answer {
    ask(port, "/sv/logga-in", None, Some(&Sending::fields(&[("act", "act-as"), ("account", account)]))).unwrap()
}

/// Fills the disk through the pages; what was saved.
fn fill(desk: &Desk, status: u16) -> Vec<String> {
    let (text, mut saved) = ("å".repeat(100_000), Vec::new());
    let mut answer = desk.attach("0.txt", &text);
    for number in 1..400 {
        if answer.status != 303 {
            break;
        }
        // Each another content: the same would be kept once.
        answer = desk.attach(&format!("{number}.txt"), &format!("{number}{text}"));
    }
    assert_eq!(answer.status, status, "{}", said(&answer.body));
    // The last room.
    for number in 0..2_000 {
        let name = format!("Kommun {number} {}", "x".repeat(150));
        let answer = desk.add("sv", &name);
        if answer.status != 303 {
            assert_eq!(answer.status, status, "{}", said(&answer.body));
            // What was written stands in the form still.
            assert!(answer.body.contains(&name));
            return saved;
        }
        saved.push(name);
    }
    panic!("the disk never filled");
}

/// Writing is refused with this status and one of these pairs of words, and everything can be read.
fn refused(desk: &Desk, status: u16, words: &[[&str; 2]]) {
    let right = |answer: &Answer, lang: usize| {
        let said = said(&answer.body);
        assert_eq!(answer.status, status, "{said}");
        assert!(words.iter().any(|pair| pair[lang] == said), "{said}");
    };
    // A session is small: a few may still have room.
    let account = &cast(desk.port)[0].account;
    let mut sessions = (0..1_000).map(|_| sign_in(desk.port, account));
    right(&sessions.find(|answer| answer.status != 303).unwrap(), 0);
    for (number, lang) in ["sv", "en"].into_iter().enumerate() {
        right(&desk.add(lang, &format!("Nej {}", "x".repeat(150))), number);
    }
    desk.reads();
}

/// Ends the server and looks at what is left: what was saved, and nothing that was refused.
fn there(database: &Path, saved: &[String]) {
    wait_for(async {
        let store = open(&database.display().to_string()).await;
        let names: Vec<String> =
            store.list::<Organisation>().await.unwrap().into_iter().map(|it| it.body.name).collect();
        for name in saved {
            assert_eq!(names.iter().filter(|there| *there == name).count(), 1, "{name}");
        }
        assert!(!names.iter().any(|name| name.starts_with("Nej")));
        assert_eq!(store.verify().await.unwrap().findings, []);
        store.close().await;
    });
}

/// On a disk of twelve megabytes; `false`: it cannot be mounted here, and nothing was tried.
///
/// # Panics
/// When something is not as it should be.
pub fn full(program: &Path) -> bool {
    let Some(disk) = SmallDisk::mount() else { return false };
    let ballast = disk.0.path().join("ballast");
    fs::write(&ballast, vec![0; 4 * 1024 * 1024]).unwrap();
    let database = disk.0.path().join("jamsides.db");
    let (mut server, port) = Program::demonstration(program, database.display().to_string()).start(0);
    let desk = Desk::sit_down(port);
    let mut saved = fill(&desk, 507);
    refused(
        &desk,
        507,
        &[[
            "Disken är full: Det finns inte plats på disken. Ingenting har ändrats och ingenting har gått förlorat.",
            "The disk is full: There is no room on the disk. Nothing was changed and nothing was lost.",
        ]],
    );
    fs::remove_file(&ballast).unwrap();
    let answer = desk.add("sv", "Efteråt");
    assert_eq!(answer.status, 303, "{}", said(&answer.body));
    assert_eq!(desk.attach("after.txt", "Plats igen.").status, 303);
    saved.push("Efteråt".into());
    assert!(server.end());
    there(&database, &saved);
    true
}

/// Under a limit on the size of files, which the system puts on the process: no root is needed. To
/// SQLite that is a failing disk, not a full one, and the pages say so, or that they do not know: a disk
/// that fails while something is saved may have taken it.
///
/// # Panics
/// When something is not as it should be.
pub fn limited(program: &Path) {
    let folder = TempDir::with_prefix("jamsides-torture-").unwrap();
    let database = folder.path().join("jamsides.db");
    // In blocks of 512 bytes; without a trap the first byte too many would be the process's last.
    let limit = ["sh", "-c", "trap '' XFSZ; ulimit -S -f 9000; exec \"$@\"", "sh"];
    let program = Program::demonstration(program, database.display().to_string()).run_by(&limit);
    let (mut server, port) = program.start(0);
    let desk = Desk::sit_down(port);
    let mut saved = fill(&desk, 503);
    refused(
        &desk,
        503,
        &[
            [
                "Disken gör inte som den ska: Det gick inte att läsa eller skriva på disken. Ingenting har ändrats.",
                "The disk does not do as it should: The disk could not be read or written to. Nothing was changed.",
            ],
            [
                "Vi vet inte om det sparades: Databasen försvann medan vi sparade och har inte kommit tillbaka. Antingen sparades allt, eller ingenting; aldrig hälften.",
                "We do not know whether it was saved: The database went away while we were saving and has not come back. Either everything was saved or nothing; never half of it.",
            ],
        ],
    );
    let raised = Command::new("prlimit").args(["--pid", &server.id().to_string(), "--fsize=unlimited:"]).output();
    assert!(raised.is_ok_and(|output| output.status.success()), "prlimit (util-linux) did not raise the limit");
    let answer = desk.add("sv", "Efteråt");
    assert_eq!(answer.status, 303, "{}", said(&answer.body));
    saved.push("Efteråt".into());
    assert!(server.end());
    there(&database, &saved);
}

/// A server started where nothing can be written: signed in before, one goes on reading; started again
/// where it can, one writes. As root on a disk that is mounted so; otherwise in a folder without the right to write.
///
/// `false`: neither can be had here, and nothing was tried.
///
/// # Panics
/// When something is not as it should be.
pub fn read_only(program: &Path) -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let (disk, folder);
    let (place, lock): (PathBuf, Box<dyn Fn(bool)>) = if root {
        let Some(mounted) = SmallDisk::mount() else { return false };
        disk = mounted;
        (disk.0.path().to_owned(), Box::new(|locked| disk.remount(if locked { "ro" } else { "rw" })))
    } else {
        folder = TempDir::with_prefix("jamsides-torture-").unwrap();
        (folder.path().to_owned(), Box::new(|locked| chmod(folder.path(), locked)))
    };
    let database = place.join("jamsides.db");
    let program = Program::demonstration(program, database.display().to_string());
    let (mut server, port) = program.start(0);
    let desk = Desk::sit_down(port);
    assert_eq!(desk.add("sv", "Före").status, 303);
    assert!(server.end());

    lock(true);
    let (mut server, port) = program.start(0);
    let desk = Desk { port, ..desk };
    refused(
        &desk,
        503,
        &[[
            "Det går inte att skriva här: Disken eller databasen går att läsa men inte att skriva i. Ingenting har ändrats.",
            "Nothing can be written here: The disk or the database can be read but not written to. Nothing was changed.",
        ]],
    );
    assert!(server.end());
    // Started again: what began as it is has not looked at its tables either.
    lock(false);
    let (mut server, port) = program.start(0);
    let desk = Desk { port, ..desk };
    let answer = desk.add("sv", "Efteråt");
    assert_eq!(answer.status, 303, "{}", said(&answer.body));
    assert!(server.end());
    there(&database, &["Före".into(), "Efteråt".into()]);
    true
}

fn chmod(folder: &Path, locked: bool) {
    let run = |mode: &str, path: &Path| {
        assert!(Command::new("chmod").arg(mode).arg(path).status().is_ok_and(|status| status.success()));
    };
    for entry in fs::read_dir(folder).unwrap() {
        run(if locked { "400" } else { "600" }, &entry.unwrap().path());
    }
    run(if locked { "500" } else { "700" }, folder);
}

/// A few megabytes, gone with the test.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = TempDir::with_prefix("jamsides-disk-").unwrap();
        mount(&["-t", "tmpfs", "-o", "size=12m", "jamsides-test"], folder.path()).then(|| Self(folder))
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], self.0.path()));
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    Command::new("mount").args(arguments).arg(place).output().is_ok_and(|output| output.status.success())
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Nothing is lost when it stays until the machine ends.
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).output();
    }
}
