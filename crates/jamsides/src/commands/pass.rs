//! Which engine adds up the cases of `analyse`: our own, or with the feature `cluster` DataFusion, on this
//! machine or on many.

use crate::failure::Failure;
use microdata::{Cells, Fault, Plan};
use std::path::Path;

/// What `--cluster` says: the column of groups, and the address of machines.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// The column.
    pub column: Option<String>,
    /// The address.
    pub at: Option<String>,
}

impl Clusters {
    /// Sorts what was written: what begins with `df://` is an address.
    pub fn read(written: &[String]) -> Result<Self, Failure> {
        let mut sorted = Self::default();
        for it in written {
            let own = if it.starts_with("df://") { &mut sorted.at } else { &mut sorted.column };
            if own.replace(it.clone()).is_some() {
                return Err(Failure::Bad("cli-bad-clusters", it.clone()));
            }
        }
        match sorted.at {
            Some(at) if !cfg!(feature = "cluster") => Err(Failure::Bad("cli-bad-no-cluster", at)),
            at => Ok(Self { at, ..sorted }),
        }
    }
}

/// Is a condition SQL? Without an engine that reads it none is.
#[cfg(feature = "cluster")]
pub fn is_sql(condition: &str) -> bool {
    cluster::is_sql(condition)
}

#[cfg(not(feature = "cluster"))]
pub const fn is_sql(_condition: &str) -> bool {
    false
}

/// Is it an address in a store, and no path?
#[cfg(feature = "cluster")]
fn is_address(cases: &Path) -> bool {
    cases.to_str().is_some_and(cluster::is_address)
}

/// The sums of the cases.
#[cfg(feature = "cluster")]
pub fn pass(cases: &Path, plan: &Plan, at: Option<&str>) -> Result<Cells, Fault> {
    if at.is_none() && !is_address(cases) && plan.sql.is_empty() {
        return microdata::pass(cases, plan);
    }
    let Some(cases) = cases.to_str() else {
        let file = cases.display().to_string();
        return Err(Fault::Unreadable {
            file,
            why: ("namnet är inte UTF-8".to_owned(), "its name is not UTF-8".to_owned()),
        });
    };
    cluster::pass(cases, plan, at)
}

#[cfg(not(feature = "cluster"))]
pub fn pass(cases: &Path, plan: &Plan, _at: Option<&str>) -> Result<Cells, Fault> {
    microdata::pass(cases, plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_and_an_address_do_not_mix() {
        let read = |written: &[&str]| Clusters::read(&written.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        assert_eq!(read(&["municipality"]).unwrap().column.as_deref(), Some("municipality"));
        assert_eq!(read(&[]).unwrap(), Clusters::default());
        assert!(matches!(read(&["a", "b"]), Err(Failure::Bad("cli-bad-clusters", _))));
        let at = read(&["municipality", "df://localhost:50050"]);
        if cfg!(feature = "cluster") {
            assert_eq!(at.unwrap().at.as_deref(), Some("df://localhost:50050"));
        } else {
            assert!(matches!(at, Err(Failure::Bad("cli-bad-no-cluster", _))));
        }
    }
}
