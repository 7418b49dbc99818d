//! `schema`: what the rows of JSON hold, and an answer about groups.

use super::Context;
use crate::args::SchemaOf;
use crate::failure::Failure;
use crate::output::json::{GROUPS, SCHEMA};

/// Does it.
pub fn run(what: SchemaOf, context: &Context) -> Result<(), Failure> {
    context.out.text(match what {
        SchemaOf::Rows => SCHEMA,
        SchemaOf::Groups => GROUPS,
    })
}
