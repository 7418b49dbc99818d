//! Explaining: facts from which sentences are made, for every question an organiser asks of an arrangement.
//!
//! | question | function |
//! |---|---|
//! | why are these together? | [`why`] |
//! | how did each organisation's wishes fare? | [`fared`] |
//! | what was given up, and for whom? | [`given_up`] |
//! | what would the next best have been, and what does it cost? | [`next_near`] (at once), [`next_best`] (exact) |
//! | why is there no arrangement, and what is to be relaxed? | [`standing`], then [`priced`] |
//! | are there simply too few places? | [`shortage`] |
//! | what does it cost to change this one thing? | [`change`]; [`Changed::undo`] takes it back |
//! | how far do they have to each other? | [`farthest`] |
//! | what differs between two arrangements? | [`compare`] |
//!
//! No sentence stands here, and nothing is decided: ids, whole points, kilometres or minutes.

mod change;
mod compare;
mod contradiction;
mod cover;
mod edit;
mod fared;
mod farthest;
mod given;
mod minimal;
mod next;
mod rules;
mod shortage;
mod tables;

pub use change::{Changed, change};
pub use compare::{Costs, Difference, Led, Moved, Shift, compare};
pub use contradiction::{Care, Contradiction, Proven, Relax, Relaxed, Standing, priced, standing};
pub use edit::{Edit, EditFault, Where, edited, undoing};
pub use fared::{Because, Fared, Learning, Met, Reason, Weighed, Why, WishFared, fared, why};
pub use farthest::farthest;
pub use given::{Gainer, Gains, GivenUp, OwnBest, given_up};
pub use next::{MOST_SOLVED, NEXT_EFFORT, Next, NoNext, next_best, next_near};
pub use rules::Demand;
pub use shortage::{Scarce, Shortage, shortage};
