//! Letters to a real mail server, and through the worker of `office`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests: helpers outside #[test] functions may stop the run too, and say what they saw"
)]

mod doors;
mod enclosed;
mod letters;
mod receiver;
mod worker;

use jiff::Timestamp;
use office::{Letter, Post as _, PostError};
use post::Smtp;
use programme::Id;
use testkit::Mailbox;

const FROM: &str = "Jämsides <post@kommun.example>";

fn start() -> Timestamp {
    "2026-02-02T08:00:00Z".parse().unwrap()
}

fn smtp(address: &str) -> Smtp {
    Smtp::new(address, FROM).unwrap().dated_by(start)
}

fn id(seed: u8) -> Id {
    Id::new(start(), &mut |bytes: &mut [u8]| bytes.fill(seed))
}

fn to_asa() -> Letter {
    Letter {
        to: "asa.oberg@kramfors.example".into(),
        name: "Åsa Öberg".into(),
        subject: "Välj ett nytt lösenord i Jämsides".into(),
        text: "Hej Åsa Öberg,\n\nVänliga hälsningar\nJämsides\n".into(),
        enclosed: None,
    }
}

async fn send(mailbox: &Mailbox, letter: &Letter) -> Result<(), PostError> {
    smtp(&mailbox.address()).send(id(1), letter).await
}
