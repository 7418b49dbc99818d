//! Case data: files of single cases (a decision on home care, a salary) too large or too sensitive to be
//! taken into the program, read once and reduced to sums per place, cluster and sex.
//!
//! Here live the codebook ([`Codebook`]), the reading in batches by all cores ([`pass`]), the synthetic
//! example ([`example`]), disclosure control and the analysis made from the sums ([`analyse`]). Not here: the arithmetic of
//! regression and decomposition (crate `stats`), sentences (crate `app`), pages and files written.
//!
//! No case is kept: when a batch has been added to the sums it is gone. The sums of a unit of reading (a
//! row group, a CSV file) are added in the order of the units, so that the digits do not depend on how many
//! threads read.

mod analysis;
mod codebook;
mod columns;
mod elsewhere;
pub mod example;
mod fault;
mod filter;
mod fold;
mod intern;
mod pass;
mod protect;
mod read;
mod state;

pub use analysis::{Analysis, Apart, Asked, FEW_CLUSTERS, Part, PlaceResult, Shown, Standardised, Standing, analyse};
pub use codebook::{About, Codebook, Kind, Sex};
pub use columns::{Column, Layout, Limits};
pub use elsewhere::{Added, layout, limits};
pub use fault::{Fault, Reason};
pub use filter::{Condition, Sign};
pub use pass::{Cells, Key, Plan, Told, pass};
pub use protect::Rules;
pub use state::Values;
