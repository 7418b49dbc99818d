//! How much of a difference is explained by what the groups differ in, and how much is not.
//!
//! "Explained" is arithmetic, not acquittal: a difference in working hours explains a difference in pay and may
//! itself be what should be asked about. All differences are women minus men.

pub mod dasgupta;
pub mod oaxaca;
pub mod reweight;
pub mod shares;
