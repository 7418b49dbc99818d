//! What taking part has done: differences in differences, and comparisons put together from many places.
//!
//! None of it proves anything by itself: places choose to take part. Each method says what must hold.

pub mod imputation;
pub mod staggered;
pub mod synthetic;
