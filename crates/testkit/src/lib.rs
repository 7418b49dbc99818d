//! Builders and fixture servers for tests.
//!
//! `Kolada` speaks version 3 of Kolada's API from the real values kept beside the project
//! (`../shared/data`), truthfully or not: see `Mode`. [`Postgres`] is a server of the test's own.

#[cfg(feature = "kolada")]
mod kolada;
#[cfg(feature = "kolada")]
mod pace;
mod postgres;

use std::path::{Path, PathBuf};

#[cfg(feature = "kolada")]
pub use kolada::{Kolada, Mode};
#[cfg(feature = "kolada")]
pub use pace::FakePace;
pub use postgres::Postgres;

/// The folder of real figures beside the project; `None` where it is absent. A test that needs
/// it says so and returns.
pub fn shared_data() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    path.is_dir().then_some(path)
}
