//! A mail server of the test's own (Debian's `python3-aiosmtpd`): on a free port of this machine, gone
//! with the test process however that ends. It keeps what it takes, and reads it as the receiver's
//! program would, by Python's own library.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test without its server stops, and says why")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tempfile::TempDir;

/// How the server lets its guests in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody, in the open.
    Open,
    /// Encrypted from the first byte, with [`USER`] and [`PASSWORD`].
    Tls,
    /// Encrypted after STARTTLS, with [`USER`] and [`PASSWORD`].
    StartTls,
}

/// Who may send where the door asks.
pub const USER: &str = "jämsides@kommun.example";
/// With what.
pub const PASSWORD: &str = "hemligt/lösen:ord+1";

/// A mail server and what it has taken.
#[derive(Debug)]
pub struct Mailbox {
    python: &'static str,
    door: Door,
    port: u16,
    folder: TempDir,
    running: Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    server: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// A letter as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Byte for byte.
    pub raw: String,
    /// The headers, decoded.
    pub headers: Vec<(String, String)>,
    /// The text, decoded.
    pub text: String,
}

impl Received {
    /// A header, decoded; `X-Envelope-From` and `X-Envelope-To` are what the server was told.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Reads orders from its standard input and ends with it: the system closes that however the test
/// process ends.
const SERVER: &str = r#"
import asyncio, email, email.policy, os, shutil, ssl, sys, threading
from aiosmtpd.smtp import SMTP, AuthResult

folder, port, door, user, password = sys.argv[1:]
busy, refused, count = False, set(), 0

class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if busy:
            return '451 4.7.1 Greylisted, try again later'
        if address in refused:
            return '550 5.1.1 No such user here'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        global count
        raw = envelope.original_content
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        lines = [f'X-Envelope-From: {envelope.mail_from}', f'X-Envelope-To: {", ".join(envelope.rcpt_tos)}']
        lines += [f'{name}: {value}' for name, value in letter.items()]
        count = len(os.listdir(folder))
        for name, content in [('raw', raw), ('read', '\n'.join([*lines, '', letter.get_body(('plain',)).get_content()]).encode())]:
            path = os.path.join(folder, f'{count:06}.{name}')
            with open(path + '.new', 'wb') as file:
                file.write(content)
            os.rename(path + '.new', path)
        return '250 OK, kept'

def known(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (user.encode(), password.encode())
    return AuthResult(success=right, handled=False)

def factory():
    options = dict(enable_SMTPUTF8=True, hostname='mail.example')
    if door == 'open':
        return SMTP(Handler(), **options)
    options |= dict(auth_required=True, authenticator=known)
    if door == 'tls':
        return SMTP(Handler(), auth_require_tls=False, **options)
    return SMTP(Handler(), tls_context=context, require_starttls=True, **options)

if door != 'open':
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, '..', 'certificate.pem'), os.path.join(folder, '..', 'key.pem'))

async def main():
    tls = context if door == 'tls' else None
    server = await asyncio.get_running_loop().create_server(factory, '127.0.0.1', int(port), ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

def obey():
    global busy
    for order in sys.stdin:
        word, _, rest = order.strip().partition(' ')
        if word == 'stop':
            os._exit(0)
        elif word == 'busy':
            busy = rest == 'yes'
        elif word == 'refuse':
            refused.add(rest)
        print('done', flush=True)
    shutil.rmtree(os.path.join(folder, '..'), ignore_errors=True)
    os._exit(0)

threading.Thread(target=obey, daemon=True).start()
asyncio.run(main())
"#;

impl Mailbox {
    /// A server that takes letters from anybody.
    pub fn start() -> Self {
        Self::behind(Door::Open)
    }

    /// A server behind a door; where that is encrypted, with a certificate it signed itself.
    pub fn behind(door: Door) -> Self {
        let python = python();
        let folder = TempDir::with_prefix("jamsides-mail-").unwrap();
        fs::create_dir(folder.path().join("letters")).unwrap();
        let mut mailbox = Self { python, door, port: 0, folder, running: Mutex::new(None) };
        if door != Door::Open {
            mailbox.sign();
        }
        mailbox.port = mailbox.run();
        mailbox
    }

    /// The address, with user and password where the door asks for them.
    pub fn address(&self) -> String {
        let who = "j%C3%A4msides%40kommun.example:hemligt%2Fl%C3%B6sen%3Aord+1";
        match self.door {
            Door::Open => format!("smtp://localhost:{}", self.port),
            Door::Tls => format!("smtps://{who}@localhost:{}", self.port),
            Door::StartTls => format!("smtp+starttls://{who}@localhost:{}", self.port),
        }
    }

    /// The file of the certificate, for who wants to trust it.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// What has arrived, the first first.
    pub fn letters(&self) -> Vec<Received> {
        let mut paths: Vec<PathBuf> = fs::read_dir(self.folder.path().join("letters"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "read"))
            .collect();
        paths.sort();
        paths.iter().map(|path| received(path)).collect()
    }

    /// From now on every receiver is refused for a while (451), or no more.
    pub fn busy(&self, busy: bool) {
        self.order(if busy { "busy yes" } else { "busy no" });
    }

    /// From now on this receiver is unknown (550).
    pub fn refuse(&self, address: &str) {
        self.order(&format!("refuse {address}"));
    }

    /// Stops the server; what has arrived stays.
    pub fn stop(&self) {
        if let Some(mut running) = self.lock().take() {
            // It may be gone already.
            let _ = writeln!(running.orders, "stop");
            running.server.wait().unwrap();
        }
    }

    /// Starts a stopped server again, at the same address.
    pub fn resume(&self) {
        self.run();
    }

    fn order(&self, order: &str) {
        let mut running = self.lock();
        let running = running.as_mut().unwrap();
        writeln!(running.orders, "{order}").unwrap();
        let mut answer = String::new();
        running.answers.read_line(&mut answer).unwrap();
        assert_eq!(answer, "done\n", "the mail server has ended");
    }

    fn run(&self) -> u16 {
        let door = match self.door {
            Door::Open => "open",
            Door::Tls => "tls",
            Door::StartTls => "starttls",
        };
        let mut server = Command::new(self.python)
            .args(["-c", SERVER])
            .arg(self.folder.path().join("letters"))
            .args([&self.port.to_string(), door, USER, PASSWORD])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = server.stdin.take().unwrap();
        let mut answers = BufReader::new(server.stdout.take().unwrap());
        let mut port = String::new();
        answers.read_line(&mut port).unwrap();
        let port = port.trim().parse().unwrap_or_else(|_| panic!("the mail server did not start"));
        *self.lock() = Some(Running { server, orders, answers });
        port
    }

    fn sign(&self) {
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
            .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", "key.pem", "-out", "certificate.pem"])
            .current_dir(&self.folder)
            .output()
            .unwrap_or_else(|error| panic!("openssl: {error}"));
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }

    fn lock(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.stop();
    }
}

fn received(path: &Path) -> Received {
    let raw = String::from_utf8(fs::read(path.with_extension("raw")).unwrap()).unwrap();
    let read = fs::read_to_string(path).unwrap();
    let (head, text) = read.split_once("\n\n").unwrap();
    let header = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        (name.to_owned(), value.to_owned())
    };
    Received { raw, headers: head.lines().map(header).collect(), text: text.to_owned() }
}

/// The Python that knows the server: the system's may hide behind another on the path.
fn python() -> &'static str {
    let knows = |python: &&str| {
        let asked = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"].into_iter().find(knows);
    found.unwrap_or_else(|| panic!("the mail server is not installed: apt-get install python3-aiosmtpd"))
}
