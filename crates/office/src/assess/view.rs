//! What pages show of an item: the question, what each level looks like, who said what.

use i18n::Lang;
use method::{Instrument, Item};
use programme::{OrganisationId, Role, RoundId};

use super::{Seat, SheetCode, code_of};
use crate::{Trouble, rounds::told};

/// Where a page of the self-assessment belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessPlace {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// The step, by its id; nothing on the page of all occasions.
    pub step: String,
    /// What the model calls it.
    pub title: String,
    /// What the self-assessment is called.
    pub instrument: String,
    /// What it is.
    pub summary: String,
    /// What is not known of it for certain.
    pub notes: Vec<String>,
}

/// A level of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessLevel {
    /// Its number.
    pub level: u8,
    /// What it is called.
    pub name: String,
    /// What one would see in the organisation.
    pub means: String,
}

/// An item on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessItem {
    /// Its id.
    pub id: String,
    /// The key of its answers.
    pub code: String,
    /// The number people know it by.
    pub number: u16,
    /// Its heading.
    pub name: String,
    /// The question.
    pub text: String,
    /// A remark, where something is not known for certain.
    pub note: String,
    /// The heading it stands under; nothing where there is none.
    pub block: String,
    /// What each level looks like, from low to high.
    pub levels: Vec<AssessLevel>,
}

/// What somebody of the team said of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// Who; nothing where their data was erased.
    pub name: String,
    /// As what.
    pub role: Role,
    /// The level; `None`: does not know.
    pub level: Option<u8>,
    /// Why.
    pub comment: String,
}

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamLine {
    /// The person's id.
    pub id: String,
    /// Who.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Whether their own answers are handed in; `None`: not told, before one's own are.
    pub handed: Option<bool>,
}

/// Who is waited for: of those who are asked to answer, who has not handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// How many are waited for; never nobody.
    pub open: usize,
    /// How many are asked.
    pub asked: usize,
    /// Who they are; `None`: not told, before one's own answers are handed in.
    pub names: Option<Vec<String>>,
}

/// Where a page of an organisation's self-assessment belongs.
pub(crate) fn place_of(seat: &Seat, step: Option<&str>, lang: Lang) -> Result<AssessPlace, Trouble> {
    let instrument = seat.instrument()?;
    let title = match step {
        Some(id) => told(&seat.step(id)?.name, lang),
        None => String::new(),
    };
    let notes = [&instrument.note, &instrument.scale.note].into_iter().flatten().map(|it| told(it, lang)).collect();
    Ok(AssessPlace {
        round: seat.round.id,
        round_title: seat.round.body.title.clone(),
        organisation: seat.organisation,
        name: seat.place.clone(),
        step: step.unwrap_or_default().to_owned(),
        title,
        instrument: told(&instrument.name, lang),
        summary: told(&instrument.summary, lang),
        notes,
    })
}

/// What a sheet is called: its part, or the committee that answers it.
pub(crate) fn sheet_name(instrument: &Instrument, sheet: &SheetCode, lang: Lang) -> String {
    match &sheet.of {
        Some(of) => of.clone(),
        None => instrument.part(&sheet.part).map(|it| told(&it.name, lang)).unwrap_or_default(),
    }
}

/// An item on a sheet.
pub(crate) fn item_of(instrument: &Instrument, sheet: &SheetCode, item: &Item, lang: Lang) -> AssessItem {
    let block = item.block.as_ref().and_then(|id| instrument.blocks.iter().find(|it| it.id == *id));
    let means = |level: &method::Level| {
        let anchor = instrument.anchor(item.id.as_str(), &sheet.part, level.level);
        told(anchor.unwrap_or(&level.text), lang)
    };
    let levels = instrument.scale.levels.iter().map(|level| AssessLevel {
        level: level.level,
        name: told(&level.name, lang),
        means: means(level),
    });
    AssessItem {
        id: item.id.to_string(),
        code: code_of(instrument, sheet, item.id.as_str()),
        number: item.number,
        name: told(&item.name, lang),
        text: told(&item.text, lang),
        note: item.note.as_ref().map(|it| told(it, lang)).unwrap_or_default(),
        block: block.map(|it| told(&it.name, lang)).unwrap_or_default(),
        levels: levels.collect(),
    }
}

/// The items of a sheet, as they stand in the self-assessment.
pub(crate) fn items_of(instrument: &Instrument, sheet: &SheetCode, lang: Lang) -> Vec<AssessItem> {
    instrument.items.iter().map(|item| item_of(instrument, sheet, item, lang)).collect()
}
