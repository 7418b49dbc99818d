//! Forms groups of organisations, finds a mentor for each, and says how good that is.
//!
//! Pure: no file, no clock, no sentence. [`Ask`] is what is asked (plain data), [`Problem`] the same checked and in
//! order, [`Arrangement`] an answer. [`check`] says whether an arrangement is allowed, [`score`] what it costs and for
//! whom, [`form`] finds the cheapest.
//!
//! # The objective, exactly
//! Everything is whole numbers, so that the answer is the same on every machine and any other solver can be held
//! against it. With w(wish) for weights, and the units of each [`Wish`]:
//!
//! - `c(i,j)` = Σ w·units over [`Wish::BETWEEN_TWO`]: what it costs party *i* to be in a group with party *j*
//!   (the same both ways, and **borne by each of the two**);
//! - `m(i,k)` = the same for party *i* with mentor *k*, borne by the party;
//! - `h(g)` = 100·w(host) for each member of a group in which nobody can host all the others;
//! - `s(k,l)` = w(support)·way from mentor *k* to *l* who backs it; 100·w(support) where *k* should be backed, is not,
//!   and [`Rule::Support`] is off.
//!
//! The *burden* of a party is `Σ c(i,j)` over the others in its group, plus `m(i,k)`, plus 100·w(host) where nobody can
//! host. The total is
//!
//! > Σ burdens of all in groups + Σ s(k,l) of all groups + w(fairness) · the heaviest burden + `left_out` · those left
//! > out (only where [`Rule::Everyone`] is off)
//!
//! so that the worst-off organisation counts, not only the sum. [`Model`] is exactly this as tables, for another
//! solver.

mod arrangement;
mod ask;
mod check;
mod distance;
pub mod explain;
mod fault;
mod form;
mod model;
mod problem;
mod relate;
mod rule;
pub mod sample;
mod score;
mod solve;
mod validate;
mod wanted;
mod wish;

pub use arrangement::{Arrangement, Group};
pub use ask::{
    Ask, Companion, Id, Kind, Leg, Lock, Mentor, Mentored, Mentoring, Pair, Party, Place, Relations, Seats, Shape,
    Support, Travel, Unit,
};
pub use check::{Breach, check};
pub use distance::great_circle;
pub use fault::{Fault, List};
pub use form::{Effort, Go, How, NoGroups, Outcome, Phase, Progress, form, possible};
pub use model::Model;
pub use problem::{
    DEAREST, HEAVIEST, LONGEST_LEG, MOST_IN_GROUP, MOST_PAIRS, MOST_PARTIES, Problem, STRONG, WEAK, Who,
};
pub use rule::{Rule, Rules};
pub use score::{GroupScore, PartyScore, Score, score};
pub use wish::{Wish, Wishes};
