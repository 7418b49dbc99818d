//! Forming groups: the organiser says what must hold and what is wished, the crate `grouping` looks for the best
//! groups in the background, the organiser changes and compares, and publishes one proposal as the groups of the
//! round.
//!
//! # Where things are
//! `scene` is what the round stands on, `known` what of it the records say, `rules` what is asked, `ask` and `matrix` put both to `grouping`, `work`
//! does so in the background, `proposal` shows what came of it, `reasons` why, and `changes` what has happened
//! since, `relax` takes a contradiction away, `hand` changes a proposal, `publish` makes it the groups of the
//! round. How groups are chosen and what explains them stands in `grouping`, the sentences in
//! `app::grouping::words`; groups set by hand without a proposal in `rounds::groups`.

mod ask;
mod changes;
mod fault;
mod hand;
mod hand_fault;
mod known;
mod matrix;
mod proposal;
mod publish;
mod reasons;
mod relax;
mod rules;
mod scene;
mod work;

use std::collections::BTreeMap;

pub use fault::FormingFault;
pub use hand::HandStep;
pub use hand_fault::{HandFault, PairFault};
pub use proposal::{Beside, CostLine, ProposalLine, ProposalView, ProposedGroup, Quality, RelaxLine};
pub use publish::PublishForm;
pub use reasons::{MOST_EXPLAINED, Reasons};
pub use relax::WayOut;
pub use rules::{FormingForm, FormingView, HardLine, OfferLine, PairKind, PairLine, SeekingLine, WishLine};
pub(crate) use work::Bench;

/// What is known of an area, for forming groups.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceFacts {
    /// Where its middle lies, degrees north (WGS 84).
    pub lat: f64,
    /// The same, degrees east.
    pub lon: f64,
    /// How many live there.
    pub people: Option<u64>,
    /// Its type by SKR's grouping; empty: not known.
    pub class: String,
    /// How strong it is in each area of the figures, 0 (weak) to 100 (strong).
    pub profile: BTreeMap<String, u8>,
}

/// Where organisations lie and what they are like, by Kolada's codes. Implemented where maps and figures are.
pub trait Places: Send + Sync {
    /// What is known of an area; `None`: not where it lies.
    fn facts(&self, area: &str) -> Option<PlaceFacts>;

    /// The areas it is usually compared with, by code.
    fn similar(&self, area: &str) -> Vec<String>;
}
