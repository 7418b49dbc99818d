//! The pages, from the outside: a sentence with the address, an answer, an end when asked.

use crate::runner::command;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Only what this test has started.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn the_demonstration_answers_and_ends_when_asked() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Ended(
        command(data.path())
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--lang", "en"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut said = String::new();
    let mut words = BufReader::new(server.0.stderr.take().unwrap());
    words.read_line(&mut said).unwrap();
    let address = said.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert!(said.starts_with("Invented municipalities are shown at http://127.0.0.1:"), "{said}");
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // A second server cannot have the same address.
    let second = command(data.path()).args(["serve", "--demo", "--listen", &address]).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("--listen"));
    let pid = server.0.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
}
