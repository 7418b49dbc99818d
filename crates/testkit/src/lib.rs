//! Builders and fixture servers for tests.
//!
//! `Kolada` speaks version 3 of Kolada's API from a few invented values (`small`), truthfully
//! or not: see `Mode`. [`Postgres`] and [`Mailbox`] are servers of the test's own.

#[cfg(feature = "kolada")]
mod kolada;
mod lots;
pub mod mailbox;
#[cfg(feature = "national")]
pub mod national;
#[cfg(feature = "kolada")]
mod pace;
mod postgres;
mod real;
#[cfg(feature = "kolada")]
pub mod small;
#[cfg(feature = "torture")]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test without its server stops, and says why")]
pub mod torture;

#[cfg(feature = "kolada")]
pub use kolada::{Kolada, Mode};
pub use lots::Lots;
pub use mailbox::Mailbox;
#[cfg(feature = "kolada")]
pub use pace::FakePace;
pub use postgres::Postgres;
pub use real::{REQUIRED, real_data};
