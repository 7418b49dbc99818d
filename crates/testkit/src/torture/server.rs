//! The real program as a process: started, killed, asked to end.

use std::{
    ffi::OsString,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use tempfile::TempDir;

/// How to start the program.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    database: String,
    smtp: Option<String>,
    /// Runs before it, in its place: a shell that sets a limit, say.
    around: Vec<OsString>,
    home: TempDir,
}

impl Program {
    /// The demonstration on a database.
    pub fn demonstration(path: &Path, database: impl Into<String>) -> Self {
        let home = TempDir::with_prefix("jamsides-torture-").unwrap();
        Self { path: path.to_owned(), database: database.into(), smtp: None, around: Vec::new(), home }
    }

    /// Letters leave by this server.
    #[must_use]
    pub fn mailing(mut self, smtp: String) -> Self {
        self.smtp = Some(smtp);
        self
    }

    /// Run by another: its arguments come first.
    #[must_use]
    pub fn run_by(mut self, around: &[&str]) -> Self {
        self.around = around.iter().map(Into::into).collect();
        self
    }

    /// Starts it; `0`: on a port of its choice.
    pub fn launch(&self, port: u16) -> Server {
        let mut words = self.around.clone();
        words.push(self.path.clone().into());
        let mut command = Command::new(&words[0]);
        command
            .args(&words[1..])
            .args(["serve", "--demo", "--lang", "en", "--database", &self.database])
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("JAMSIDES_DATA", self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        if let Some(smtp) = &self.smtp {
            command.args(["--smtp", smtp, "--mail-from", "Jämsides <jamsides@kommun.example>"]);
        }
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", self.path.display()));
        let words = BufReader::new(child.stderr.take().unwrap());
        let (tell, address) = channel();
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        // Read to the end, so that it is never held up by what it says.
        std::thread::spawn(move || {
            for line in words.lines().map_while(Result::ok) {
                if let Some(port) = port_in(&line) {
                    // Whoever asked may be gone.
                    let _ = tell.send(port);
                }
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Server { child, address, log }
    }

    /// Starts it and waits until it answers.
    pub fn start(&self, port: u16) -> (Server, u16) {
        let mut server = self.launch(port);
        let port = server.ready().unwrap_or_else(|| panic!("the program did not start:\n{}", server.log()));
        (server, port)
    }
}

fn port_in(line: &str) -> Option<u16> {
    line.split_once("http://127.0.0.1:")?.1.split('/').next()?.parse().ok()
}

/// A running program, killed with its owner.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: Receiver<u16>,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Waits until it says where it is; `None`: it ended, or said nothing for a minute.
    pub fn ready(&mut self) -> Option<u16> {
        self.address.recv_timeout(Duration::from_secs(60)).ok()
    }

    /// Kills it (SIGKILL).
    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to end (SIGTERM); whether it ended well.
    pub fn end(&mut self) -> bool {
        let asked = Command::new("kill").args(["-TERM", &self.id().to_string()]).status();
        asked.is_ok_and(|status| status.success()) && self.child.wait().is_ok_and(|status| status.success())
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// What it has said.
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
