//! Mail by SMTP: the door through which letters leave.
//!
//! Here live: the address of the mail server, a letter as a message (RFC 5322), the conversation with
//! the server, and which of its answers mean "later" and which "never". Not here: what letters say and
//! when they leave (`office`), where the password comes from (`jamsides`).

mod address;
mod conversation;
mod message;

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use jiff::Timestamp;
use office::{Letter, Post, PostError};
use programme::Id;

pub use address::BadAddress;
use address::{Sender, Server};

/// A mail server, and in whose name letters leave by it.
pub struct Smtp {
    server: Server,
    from: Sender,
    now: Option<Clock>,
}

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

impl Smtp {
    /// Letters leave by the server at `address`: `smtp://host:port` in the open (for this machine and
    /// inside walls), `smtp+starttls://user:password@host:587` or `smtps://user:password@host:465`
    /// encrypted. User and password may be left out where the server asks for none; signs with a
    /// meaning in addresses are percent-encoded. `from` is an address, or `Name <address>`.
    ///
    /// # Errors
    /// What is not right with `address` or `from`, never with the password in it.
    pub fn new(address: &str, from: &str) -> Result<Self, BadAddress> {
        Ok(Self { server: Server::read(address)?, from: Sender::read(from)?, now: None })
    }

    /// Letters are dated by this clock instead of the system's.
    #[must_use]
    pub fn dated_by(mut self, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        self.now = Some(Arc::new(now));
        self
    }

    async fn deliver(&self, id: Id, letter: &Letter) -> Result<(), PostError> {
        let (to, bytes) = message::compose(&self.from, id, letter, self.now.as_ref().map(|now| now()))?;
        conversation::hand_over(&self.server, &self.from.mailbox.email, &to, &bytes).await
    }
}

impl Post for Smtp {
    fn send<'a>(
        &'a self,
        id: Id,
        letter: &'a Letter,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>> {
        Box::pin(self.deliver(id, letter))
    }
}

impl fmt::Display for Smtp {
    /// The server without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.server.fmt(f)
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp ({self})")
    }
}
