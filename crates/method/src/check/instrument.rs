//! Does a self-assessment hang together by itself?

use super::Findings;
use crate::fault::{FaultKind, Thing};
use crate::instrument::{Instrument, Item};
use crate::place::{Way, way};
use crate::text::Id;

/// Everything that does not.
pub(crate) fn instrument(it: &Instrument, out: &mut Findings) {
    out.unique(Thing::Part, &way!["part"], it.parts.iter().map(|part| &part.id));
    out.unique(Thing::Block, &way!["block"], it.blocks.iter().map(|block| &block.id));
    out.unique(Thing::Item, &way!["item"], it.items.iter().map(|item| &item.id));
    out.noted(&Way::new(), it.id.as_str(), it.unconfirmed, it.note.as_ref());
    out.noted(&way!["scale"], "scale", it.scale.unconfirmed, it.scale.note.as_ref());
    for (at, block) in it.blocks.iter().enumerate() {
        out.noted(&way!["block", at], block.id.as_str(), block.unconfirmed, block.note.as_ref());
    }
    let sound = scale(it, out);
    for (at, item) in it.items.iter().enumerate() {
        out.noted(&way!["item", at], item.id.as_str(), item.unconfirmed, item.note.as_ref());
        if it.items[..at].iter().any(|other| other.number == item.number) {
            let kind = FaultKind::NumberTwice { thing: Thing::Item, number: item.number };
            out.tell(way!["item", at, "number"], kind);
        }
        if let Some(block) = &item.block {
            let from = (Thing::Item, item.id.as_str());
            out.known(way!["item", at, "block"], from, (Thing::Block, block), it.blocks.iter().map(|block| &block.id));
        }
        if sound {
            anchors(it, at, item, out);
        }
    }
}

/// Levels from the lowest to the highest, each once.
fn scale(it: &Instrument, out: &mut Findings) -> bool {
    let (lowest, highest) = (it.scale.lowest, it.scale.highest);
    if lowest >= highest {
        out.tell(way!["scale", "highest"], FaultKind::ScaleBackwards { lowest, highest });
        return false;
    }
    let found: Vec<u8> = it.scale.levels.iter().map(|level| level.level).collect();
    let expected: Vec<u8> = (lowest..=highest).collect();
    let sound = found == expected;
    if !sound {
        out.tell(way!["scale", "level"], FaultKind::ScaleLevels { expected, found });
    }
    sound
}

/// One description for each level of each part.
fn anchors(it: &Instrument, at: usize, item: &Item, out: &mut Findings) {
    let several = it.parts.len() > 1;
    let id = || item.id.to_string();
    let (lowest, highest) = (it.scale.lowest, it.scale.highest);
    for (anchor_at, anchor) in item.anchors.iter().enumerate() {
        let here = |key: &'static str| way!["item", at, "anchor", anchor_at, key];
        if !(lowest..=highest).contains(&anchor.level) {
            let kind = FaultKind::AnchorLevel { item: id(), level: anchor.level, lowest, highest };
            out.tell(here("level"), kind);
        }
        match &anchor.part {
            Some(part) => {
                let known = it.parts.iter().map(|part| &part.id);
                out.known(here("part"), (Thing::Item, item.id.as_str()), (Thing::Part, part), known);
            }
            None if several => out.tell(here("level"), FaultKind::AnchorPart { item: id() }),
            None => {}
        }
        if item.anchors[..anchor_at].iter().any(|other| (other.level, &other.part) == (anchor.level, &anchor.part)) {
            let part = anchor.part.as_ref().map(Id::to_string);
            out.tell(here("level"), FaultKind::AnchorTwice { item: id(), level: anchor.level, part });
        }
    }
    for part in &it.parts {
        for level in lowest..=highest {
            if it.anchor(item.id.as_str(), part.id.as_str(), level).is_none() {
                let part = several.then(|| part.id.to_string());
                out.tell(way!["item", at, "id"], FaultKind::AnchorMissing { item: id(), level, part });
            }
        }
    }
}
