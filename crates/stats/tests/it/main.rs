//! The statistics against published numbers, against exact arithmetic, and against themselves.

mod coverage;
mod distributions;
mod properties;
mod published;
mod worked;
