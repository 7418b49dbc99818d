//! A receiver who opens what goes with a letter: a mail server (Debian's `python3-aiosmtpd`, as
//! `testkit::Mailbox`, which reads letters of one part only) that takes every letter apart by Python's own
//! library.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// One letter a file; one thing a line, its values in hexadecimal.
const SERVER: &str = r#"
import asyncio, email, email.policy, os, sys
from aiosmtpd.smtp import SMTP

folder = sys.argv[1]

def line(what, *values):
    raw = [value if isinstance(value, bytes) else value.encode('utf-8', 'surrogateescape') for value in values]
    return '\t'.join([what, *(value.hex() for value in raw)])

class Handler:
    async def handle_DATA(self, server, session, envelope):
        raw = envelope.original_content
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        lines = [line('raw', raw), *(line('to', address) for address in envelope.rcpt_tos)]
        lines += [line('header', name, value) for name, value in letter.items()]
        for part in letter.walk():
            defects = [*part.defects, *(defect for value in part.values() for defect in value.defects)]
            lines += [line('defect', repr(defect)) for defect in defects]
            if not part.is_multipart():
                values = part.get_content_type(), part.get_content_disposition() or '', part.get_filename() or ''
                lines.append(line('part', *values, part.get_payload(decode=True)))
        with open(os.path.join(folder, f'{len(os.listdir(folder)):06}'), 'w') as file:
            file.write('\n'.join(lines))
        return '250 OK, kept'

async def main():
    factory = lambda: SMTP(Handler(), enable_SMTPUTF8=True, hostname='mail.example')
    server = await asyncio.get_running_loop().create_server(factory, '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The system closes the standard input however the test process ends.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)

asyncio.run(main())
"#;

/// The server and what it has taken.
pub struct Receiver {
    server: Child,
    port: u16,
    folder: TempDir,
}

/// A letter, taken apart.
#[derive(Debug, Default)]
pub struct Opened {
    /// Byte for byte.
    pub raw: String,
    /// Whom the server was told it is to.
    pub to: Vec<String>,
    /// The headers, decoded.
    pub headers: Vec<(String, String)>,
    /// What it is made of, decoded.
    pub parts: Vec<Part>,
    /// What is not as the rules have it.
    pub defects: Vec<String>,
}

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub kind: String,
    pub disposition: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Receiver {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new(python())
            .args(["-c", SERVER])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Self { server, port: port.trim().parse().unwrap(), folder }
    }

    pub fn address(&self) -> String {
        format!("smtp://localhost:{}", self.port)
    }

    /// What has arrived, the first first.
    pub fn letters(&self) -> Vec<Opened> {
        let mut paths: Vec<_> = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| opened(&fs::read_to_string(path).unwrap())).collect()
    }

    /// The one letter that has arrived last.
    pub fn last(&self) -> Opened {
        self.letters().pop().unwrap()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        let _ = self.server.wait();
    }
}

impl Opened {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

fn opened(lines: &str) -> Opened {
    let mut letter = Opened::default();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let what = fields.next().unwrap();
        let values: Vec<Vec<u8>> = fields.map(bytes).collect();
        let text = |n: usize| String::from_utf8(values[n].clone()).unwrap();
        match what {
            "raw" => letter.raw = text(0),
            "to" => letter.to.push(text(0)),
            "header" => letter.headers.push((text(0), text(1))),
            "defect" => letter.defects.push(text(0)),
            _ => {
                letter.parts.push(Part { kind: text(0), disposition: text(1), name: text(2), bytes: values[3].clone() })
            }
        }
    }
    letter
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap()).collect()
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
