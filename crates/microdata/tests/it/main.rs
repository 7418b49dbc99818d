//! One pass over case files, the same sums whatever the form, the order of reading and the threads; and the
//! answers made from them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod answers;
mod hostile;
mod passing;
