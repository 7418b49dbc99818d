//! Compared as if groups and places were composed alike: direct and indirect standardisation,
//! Mantel–Haenszel over strata, and inequality along a scale.

pub mod direct;
pub mod indirect;
pub mod mantel_haenszel;
pub mod slope_index;
