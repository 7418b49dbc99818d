//! The methods, a file a family.

mod one_group;
mod two_groups;

use crate::Recipe;

/// Every family, in the order of the list.
pub(crate) static FAMILIES: &[&[Recipe]] = &[one_group::ALL, two_groups::ALL];
