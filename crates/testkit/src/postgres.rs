//! A PostgreSQL server of the test's own: in a temporary folder, on a Unix socket, gone with the
//! test process however that ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test without its server stops, and says why")]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use tempfile::TempDir;

/// A server. [`Postgres::shared`] is one for the whole test process.
#[derive(Debug)]
pub struct Postgres {
    bin: PathBuf,
    folder: PathBuf,
    databases: AtomicU32,
    running: Mutex<Option<Running>>,
    // Removed by the guard as well, which outlives a test process that is killed.
    _temporary: TempDir,
}

/// The guard process waits for its standard input to end, then stops the server and tidies up. The
/// system closes that input however the test process ends.
#[derive(Debug)]
struct Running {
    guard: Child,
    _alive: ChildStdin,
}

const GUARD: &str = r#"
trap '' INT TERM HUP
"$@" >"$FOLDER/log" 2>&1 &
server=$!
echo started
read -r order
case "$order" in
  crash) kill -KILL "$server" ;;
  *) kill -INT "$server" ;;
esac
wait "$server"
[ "$order" = crash ] || [ "$order" = stop ] || rm -rf "$FOLDER"
"#;

impl Postgres {
    /// The server of this test process: one for all its tests.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// A server of one's own, to stop and start.
    pub fn start() -> Self {
        let bin = find().unwrap_or_else(|| panic!("PostgreSQL is not installed: apt-get install postgresql"));
        let temporary = TempDir::with_prefix("jamsides-pg-").unwrap();
        let folder = temporary.path().to_owned();
        let owner = unprivileged();
        if let Some(user) = &owner {
            run(Command::new("chown").arg(user).arg(&folder));
        }
        run(as_user(owner.as_deref(), &bin.join("initdb"))
            .args(["--username=jamsides", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(folder.join("data"))
            .current_dir(&folder));
        let server =
            Self { bin, folder, databases: AtomicU32::new(0), running: Mutex::new(None), _temporary: temporary };
        server.resume();
        server
    }

    /// An empty database of the test's own; its address.
    pub fn database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.address(&name)
    }

    /// The address of a database.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://jamsides@localhost/{name}?host={}", self.folder.display())
    }

    /// Runs a statement in a database by `psql`; what it printed.
    pub fn sql(&self, database: &str, statement: &str) -> String {
        run(Command::new(self.bin.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "jamsides", "-d", database, "-c", statement])
            .arg("-h")
            .arg(&self.folder))
    }

    /// Stops the server as its administrator would.
    pub fn stop(&self) {
        self.order("stop");
    }

    /// Kills the server as a power failure would.
    pub fn crash(&self) {
        self.order("crash");
    }

    fn order(&self, word: &str) {
        use std::io::Write as _;
        if let Some(Running { mut guard, _alive: mut input }) = self.lock().take() {
            writeln!(input, "{word}").unwrap();
            drop(input);
            guard.wait().unwrap();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a stopped server again.
    pub fn resume(&self) {
        let mut guard = as_user(unprivileged().as_deref(), Path::new("sh"))
            .args(["-c", GUARD, "guard"])
            .arg(self.bin.join("postgres"))
            .arg("-D")
            .arg(self.folder.join("data"))
            .arg("-k")
            .arg(&self.folder)
            .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=32MB"])
            .env("FOLDER", &self.folder)
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let alive = guard.stdin.take().unwrap();
        let mut line = String::new();
        BufReader::new(guard.stdout.take().unwrap()).read_line(&mut line).unwrap();
        *self.lock() = Some(Running { guard, _alive: alive });
        self.wait_until_ready();
    }

    fn wait_until_ready(&self) {
        for _ in 0..600 {
            let ready = Command::new(self.bin.join("pg_isready")).arg("-q").arg("-h").arg(&self.folder).status();
            if ready.is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start:\n{log}");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.order("end");
    }
}

/// The folder with all we need: on the path, or the newest where the distributions put it.
fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|folder| complete(folder));
    on_path.or_else(|| {
        let mut found: Vec<(u32, PathBuf)> = ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/postgresql"]
            .iter()
            .filter_map(|root| fs::read_dir(root).ok())
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
            .filter(|(_, bin)| complete(bin))
            .collect();
        found.sort();
        found.pop().map(|(_, bin)| bin)
    })
}

fn complete(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready", "psql"].iter().all(|program| folder.join(program).is_file())
}

/// PostgreSQL refuses to run as root; then it runs as somebody else.
fn unprivileged() -> Option<String> {
    let root = run(Command::new("id").arg("-u")).trim() == "0";
    root.then(|| {
        let known = Command::new("id").arg("postgres").output().is_ok_and(|out| out.status.success());
        if known { "postgres".to_owned() } else { "nobody".to_owned() }
    })
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    match user {
        None => Command::new(program),
        Some(user) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", user, "--regid"]).arg(group_of(user)).arg("--clear-groups").arg("--").arg(program);
            command
        }
    }
}

fn group_of(user: &str) -> String {
    run(Command::new("id").args(["-g", user])).trim().to_owned()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}
