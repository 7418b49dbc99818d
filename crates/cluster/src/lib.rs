//! The sums of [`microdata::pass`], made by DataFusion: on this machine, or on many by Ballista.
//!
//! Here live the question as SQL ([`Question`]) and the way back from its rows to [`microdata::Cells`]; with
//! the cargo feature `engine` also what asks it ([`pass`]) and what makes a machine part of a cluster
//! ([`serve`]). Not here: what is made of the sums (crate `microdata`), arguments and sentences.
//!
//! The question has nothing but built-in functions and aggregates, so that the schedulers and executors that
//! Ballista itself gives out can serve. Values are centred and scaled before they are squared. Machines add up
//! in whatever order they finish: answers agree with those of one machine to [`DIGITS`] digits, not to all.

#[cfg(feature = "engine")]
mod engine;
mod question;
#[cfg(feature = "engine")]
mod register;
#[cfg(feature = "engine")]
pub mod serve;
mod table;
mod words;

#[cfg(feature = "engine")]
pub use engine::pass;
pub use question::{Measure, Question, Row, Second};
pub use table::{Field, Kind, Table};

/// So many digits of an answer are the same on a cluster as on one machine.
pub const DIGITS: i32 = 9;

/// Where a scheduler listens, where its address does not say.
pub const PORT: u16 = 50050;

/// Is this an address in a store (`s3://…`, `file://…`, `https://…`) and no path?
#[must_use]
pub fn is_address(cases: &str) -> bool {
    cases.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"+-.".contains(&sign))
    })
}

/// Is a condition SQL, and not one of the simple ones (`age>=65`)? It is when it has a quotation mark or one
/// of SQL's words in capitals, or cannot be read as a simple one.
#[must_use]
pub fn is_sql(condition: &str) -> bool {
    const WORDS: [&str; 8] = ["AND", "OR", "NOT", "IN", "LIKE", "BETWEEN", "IS", "CASE"];
    condition.contains(['\'', '"'])
        || condition.split(|sign: char| !sign.is_alphanumeric() && sign != '_').any(|word| WORDS.contains(&word))
        || microdata::Condition::read(condition).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_conditions_stay_simple() {
        for simple in ["age>=65", "kommun=Upplands-Bro", "kommun=Mo i Rana", "need!=9", "kommun=Foo (bar)", "x=ORSA"] {
            assert!(!is_sql(simple), "{simple}");
        }
        for sql in
            ["age >= 65 AND need < 3", "sex = 'K'", "need IN (1, 2)", "age BETWEEN 65 AND 70", "alone", "a IS NULL"]
        {
            assert!(is_sql(sql), "{sql}");
        }
    }

    #[test]
    fn addresses_and_paths() {
        assert!(is_address("s3://bucket/cases/") && is_address("file:///cases.parquet"));
        for path in ["cases.parquet", "/a/b", "C:\\cases.csv", "://x", "ä b://x"] {
            assert!(!is_address(path), "{path}");
        }
    }
}
