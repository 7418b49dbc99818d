//! An organisation's levels over the years, across self-assessments as far as that is honest.

use std::collections::BTreeMap;

use i18n::Lang;
use method::Instrument;

use super::view::{BesideThen, BesideTimeRow, BesideTimes};
use crate::{
    AssessItem, Earlier, Since,
    assess::{Before, Seat, between, earlier},
};

/// What an answer of another time says in the words of this self-assessment: the levels that are the
/// same question on the same scale, and of the others why they cannot be compared.
#[derive(Debug, Default)]
pub(super) struct Translated {
    pub(super) levels: BTreeMap<String, u8>,
    pub(super) apart: BTreeMap<String, Vec<BesideThen>>,
}

/// An answer of then, held against the self-assessment of now. No level is ever made into another.
pub(super) fn translated(
    (then, levels): (&Instrument, &BTreeMap<String, u8>),
    now: &Instrument,
    lang: Lang,
) -> Translated {
    let mut out = Translated::default();
    // Held against nothing at all, what comes back is what was.
    for (code, said) in between((then, levels), (now, &BTreeMap::new()), lang) {
        for one in said {
            match one {
                Since::Moved { before: Some(level), .. } => {
                    out.levels.insert(code.clone(), level);
                }
                Since::Moved { before: None, .. } => {}
                Since::Apart { why, then } => out.apart.entry(code.clone()).or_default().push((why, then)),
            }
        }
    }
    out
}

/// The levels of these times, the oldest first; `None` where there are fewer than two.
pub(super) fn over_time(seat: &Seat, times: &[Before], items: &[AssessItem], lang: Lang) -> Option<BesideTimes> {
    let now = seat.bound.instrument.as_ref()?;
    let mut known: Vec<(Earlier, Translated)> = Vec::new();
    for before in times {
        let then = before.bound.instrument.as_ref()?;
        let of = earlier(before, seat, lang)?;
        known.push((of, translated((then, &before.joint.body.levels()), now, lang)));
    }
    if known.len() < 2 {
        return None;
    }
    let row = |item: &AssessItem| {
        let cell = |(_, it): &(Earlier, Translated)| {
            (it.levels.get(&item.code).copied(), it.apart.get(&item.code).cloned().unwrap_or_default())
        };
        BesideTimeRow { item: item.clone(), cells: known.iter().map(cell).collect() }
    };
    let said = |it: &BesideTimeRow| it.cells.iter().any(|(level, apart)| level.is_some() || !apart.is_empty());
    let rows = items.iter().map(row).filter(said).collect();
    Some(BesideTimes { rows, times: known.into_iter().map(|(of, _)| of).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::{Comparison, Library};

    /// The part that is answered once for the organisation, as a key begins.
    fn key(instrument: &Instrument, item: &str) -> String {
        match instrument.parts.len() {
            1 => item.to_owned(),
            _ => format!("{}/{item}", instrument.parts.iter().find(|it| !it.repeated).unwrap().id),
        }
    }

    /// Every pair of self-assessments, every level: what stands there is what was said, and only where the
    /// mapping says that it is the same question on the same scale.
    #[test]
    fn no_level_is_made_up() {
        let library = Library::built_in();
        let ids = ["sjalvskattning-2017", "sjalvskattning-2018", "sjalvskattning-2023"];
        let all = ids.map(|id| library.instrument(id).unwrap());
        let (mut same, mut none) = (0, 0);
        for then in all {
            for now in all {
                for level in then.scale.lowest..=then.scale.highest {
                    let levels: BTreeMap<String, u8> =
                        then.items.iter().map(|it| (key(then, it.id.as_str()), level)).collect();
                    let found = translated((then, &levels), now, Lang::Sv);
                    if then.id == now.id {
                        assert_eq!(found.levels, levels);
                        continue;
                    }
                    let Some(mapping) = library.mapping(then.id.as_str(), now.id.as_str()) else {
                        assert!(found.levels.is_empty() && found.apart.is_empty());
                        continue;
                    };
                    let of: method::Levels = then.items.iter().map(|it| (it.id.clone(), level)).collect();
                    for pair in mapping.beside(&of, &method::Levels::new()) {
                        let Some(to) = pair.to else { continue };
                        let code = key(now, to.as_str());
                        match pair.comparison {
                            Comparison::Moved { .. } => {
                                assert_eq!(found.levels.get(&code), Some(&level), "{code}");
                                same += 1;
                            }
                            Comparison::NotComparable { .. } | Comparison::NoCounterpart { .. } => {
                                assert!(found.apart.get(&code).is_some_and(|it| !it.is_empty()), "{code}");
                                none += 1;
                            }
                        }
                    }
                }
            }
        }
        assert!(same > 0 && none > 0, "{same} {none}");
    }
}
