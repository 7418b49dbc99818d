//! The schema, one step after the other, each applied once.
//!
//! Steps only add: tables, columns with a default. A program that knows fewer steps goes on
//! working, and starts, beside one that has applied more, because it names its columns and leaves
//! the rest alone.

use jiff::Timestamp;

use programme::Kind;

use crate::{Error, engine::Engine, hash, record, statements as sql, value::values};

struct Step {
    number: i64,
    name: &'static str,
    sql: &'static str,
}

const STEPS: &[Step] = &[
    Step { number: 1, name: "start", sql: include_str!("../migrations/0001_start.sql") },
    Step { number: 2, name: "ways", sql: include_str!("../migrations/0002_ways.sql") },
    Step { number: 3, name: "keys", sql: include_str!("../migrations/0003_keys.sql") },
];

/// The step that gives records keys they did not have.
const KEYS: i64 = 3;

/// The newest step this program knows.
pub(crate) const SCHEMA: i64 = 3;

/// Applies what is missing; all steps in one transaction, one process at a time.
pub(crate) async fn run(engine: &Engine, kinds: &'static [Kind], now: Timestamp) -> Result<(), Error> {
    let mut tx = engine.begin_change().await?;
    tx.run(&sql::MIGRATIONS_CREATE, &[]).await?;
    let mut applied = Vec::new();
    for row in tx.all(&sql::MIGRATIONS_APPLIED, &[]).await? {
        let mut c = row.columns();
        applied.push((c.int()?, c.text()?, c.text()?));
    }
    for step in STEPS {
        let sha256 = hash::sha256(step.sql.as_bytes());
        match applied.iter().find(|(number, ..)| *number == step.number) {
            Some((_, _, found)) if *found == sha256 => {}
            Some((number, name, _)) => {
                return Err(Error::damaged(format!(
                    "step {number} ({name}) of the schema is not the one this program knows"
                )));
            }
            None => {
                tx.script(step.sql).await?;
                if step.number == KEYS {
                    record::keys_anew(&mut tx, kinds).await?;
                }
                let values = values![step.number, step.name, &sha256, now.as_microsecond()];
                tx.run(&sql::MIGRATION_INSERT, values).await?;
            }
        }
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbered_and_portable() {
        for (i, step) in STEPS.iter().enumerate() {
            assert_eq!(step.number, i as i64 + 1);
            for word in step.sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
                let foreign = ["BLOB", "BYTEA", "INTEGER", "SERIAL", "TIMESTAMP", "VARCHAR", "JSON", "JSONB", "REAL"];
                assert!(!foreign.contains(&word), "{word} is not on both databases");
            }
        }
        assert_eq!(SCHEMA, STEPS.len() as i64);
    }
}
