//! Use cases of the programme.

mod said;

pub use said::{Said, said};
