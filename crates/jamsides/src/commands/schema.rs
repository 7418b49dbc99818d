//! `schema`: what the rows of JSON hold.

use super::Context;
use crate::failure::Failure;
use crate::output::json::SCHEMA;

/// Does it.
pub fn run(context: &Context) -> Result<(), Failure> {
    context.out.text(SCHEMA)
}
