//! Builders and fixture servers for tests.
//!
//! [`Kolada`] speaks version 3 of Kolada's API from a few invented values ([`small`]), truthfully
//! or not: see [`Mode`].

mod kolada;
mod pace;
mod real;
pub mod small;

pub use kolada::{Kolada, Mode};
pub use pace::FakePace;
pub use real::{REQUIRED, real_data};
