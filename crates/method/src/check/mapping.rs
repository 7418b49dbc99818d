//! Does a mapping between two self-assessments hang together by itself?

use super::Findings;
use crate::fault::FaultKind;
use crate::instrument::{Mapping, Relation};
use crate::place::way;

/// Everything that does not.
pub(crate) fn mapping(it: &Mapping, out: &mut Findings) {
    if it.from == it.to {
        out.tell(way!["to"], FaultKind::MappingToItself { id: it.to.to_string() });
    }
    for (at, pair) in it.pairs.iter().enumerate() {
        let none = pair.relation == Relation::None;
        match (&pair.from, &pair.to) {
            (None, None) => out.tell(way!["pair", at], FaultKind::PairEmpty),
            (Some(item), Some(_)) if none => {
                out.tell(way!["pair", at, "relation"], FaultKind::PairRelation { item: item.to_string(), both: true });
            }
            (Some(item), None) | (None, Some(item)) if !none => {
                out.tell(way!["pair", at, "relation"], FaultKind::PairRelation { item: item.to_string(), both: false });
            }
            (Some(from), Some(to)) => {
                let same = |other: &&crate::instrument::Pair| (&other.from, &other.to) == (&pair.from, &pair.to);
                if it.pairs[..at].iter().any(|other| same(&other)) {
                    let kind = FaultKind::PairTwice { from: from.to_string(), to: to.to_string() };
                    out.tell(way!["pair", at, "from"], kind);
                }
            }
            _ => {}
        }
    }
}
