//! The staff's answers: without names, by a link, levels only.
//!
//! The link's secret is kept as a hash, as a calendar's is; it belongs to the participation. While it is
//! open nobody sees a sum, and once five or more have answered and it is closed it stays closed: no two
//! sums of one occasion are ever shown, so none can be taken from the other. All answers of an occasion
//! are saved as of the moment the link was made, in ids that do not follow one another: neither the order
//! nor the hour tells who it was.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use jiff::Timestamp;
use method::Instrument;
use programme::{
    MIN_STAFF, Participation, ParticipationId, Role, StaffAnswer, StaffAnswerId, StaffSum, permit::Denial, staff_sum,
};
use storage::{Author, Change, NewSecret, Secret, token_hash};

use super::{
    AssessAt, AssessItem, AssessPlace, Seat, SheetCode, code_of, level_of,
    view::{items_of, place_of, sheet_name},
};
use crate::{
    Caller, Office, Trouble, Visitor,
    limits::{STAFF_ADDRESS, STAFF_LINK},
};

/// The kind of secret the link is.
const SECRET: &str = "staff";
/// Who saves an answer: nobody in particular.
const AUTHOR: &str = "staff answer";

/// An item with what the staff said of it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffItem {
    /// The item.
    pub item: AssessItem,
    /// What was said; `None`: fewer than five answered it, or it is still open.
    pub sum: Option<StaffSum>,
}

/// A sheet of the staff's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSheet {
    /// What it is called.
    pub name: String,
    /// Its items.
    pub items: Vec<StaffItem>,
}

/// The page where the team asks its staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffView {
    /// Where the page belongs.
    pub place: AssessPlace,
    /// When the link was made, while it is open.
    pub opened: Option<Timestamp>,
    /// How many have answered; `None`: fewer than five.
    pub answered: Option<usize>,
    /// The sheets, with sums once it is closed.
    pub sheets: Vec<StaffSheet>,
    /// Whether the visitor may make a link.
    pub may_open: bool,
    /// Whether the visitor may close it.
    pub may_close: bool,
}

/// The form the staff fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffForm {
    /// The organisation.
    pub name: String,
    /// What the self-assessment is called.
    pub instrument: String,
    /// What is asked, sheet by sheet.
    pub sheets: Vec<(String, Vec<AssessItem>)>,
}

/// What is behind a link.
struct Behind {
    seat: Seat,
    step: String,
    secret: Secret,
}

/// What the staff are asked: what is answered once for the organisation. Of a single committee they would
/// be too few.
fn asked(instrument: &Instrument) -> Vec<SheetCode> {
    let parts = instrument.parts.iter().filter(|it| !it.repeated);
    parts.map(|it| SheetCode { part: it.id.to_string(), of: None }).collect()
}

impl Office {
    /// The page where the team asks its staff, for the team.
    ///
    /// # Errors
    /// When the visitor is not of the team.
    pub async fn staff_assessment(&self, visitor: &Visitor, at: &AssessAt, lang: Lang) -> Result<StaffView, Trouble> {
        let seat = self.sitting_of_team(visitor, at).await?;
        let instrument = seat.instrument()?;
        let opened = self.staff_secret(&seat, &at.step).await?.map(|it| it.created_at);
        let answers = self.staff_answers(&seat, &at.step).await?;
        let enough = answers.len() >= MIN_STAFF as usize;
        let sums = self.staff_sums(&seat, &at.step).await?;
        let item = |item: AssessItem| StaffItem { sum: sums.get(&item.code).cloned(), item };
        let sheet = |sheet: SheetCode| StaffSheet {
            name: sheet_name(instrument, &sheet, lang),
            items: items_of(instrument, &sheet, lang).into_iter().map(item).collect(),
        };
        let leads = is_strategist(visitor, &seat);
        let asks = !asked(instrument).is_empty();
        Ok(StaffView {
            place: place_of(&seat, Some(&at.step), lang)?,
            opened,
            answered: enough.then_some(answers.len()),
            sheets: asked(instrument).into_iter().map(sheet).collect(),
            may_open: leads && asks && (opened.is_some() || !enough) && self.at_work(&seat).is_ok(),
            may_close: leads && opened.is_some(),
        })
    }

    /// Makes the link by which the staff answer; one made before leads nowhere any more, and what was
    /// answered by it stays. It is shown this once.
    ///
    /// # Errors
    /// When the visitor is not a strategist of the organisation; [`Trouble::StaffShown`] when the answers
    /// are closed and shown; [`Trouble::Nothing`] where there is nothing to ask the staff.
    pub async fn open_staff(&self, visitor: &Visitor, at: &AssessAt, lang: Lang) -> Result<String, Trouble> {
        let seat = self.to_ask_staff(visitor, at).await?;
        self.at_work(&seat)?;
        if asked(seat.instrument()?).is_empty() {
            return Err(Trouble::Nothing);
        }
        let known = self.staff_secret(&seat, &at.step).await?;
        if known.is_none() && self.staff_answers(&seat, &at.step).await?.len() >= MIN_STAFF as usize {
            return Err(Trouble::StaffShown);
        }
        let token = self.token();
        let mut change = self.change(visitor.author());
        change.put_secret(NewSecret {
            id: known.map_or_else(|| self.id(), |it| it.id),
            record: seat.participation.id.into(),
            kind: SECRET,
            label: at.step.clone(),
            value: token_hash(token.as_str()),
            only_one: false,
        });
        self.store.write(&change).await?;
        let folder = lang.pick("/sv/personal/", "/en/staff/");
        Ok(self.link(&format!("{folder}{}.{}", seat.participation.id, token.as_str())))
    }

    /// Closes it: the link leads nowhere any more, and where five or more have answered the sums are shown.
    ///
    /// # Errors
    /// When the visitor is not a strategist of the organisation; [`Trouble::Nothing`] when it is not open.
    pub async fn close_staff(&self, visitor: &Visitor, at: &AssessAt) -> Result<(), Trouble> {
        let seat = self.to_ask_staff(visitor, at).await?;
        let secret = self.staff_secret(&seat, &at.step).await?.ok_or(Trouble::Nothing)?;
        let mut change = self.change(visitor.author());
        change.drop_secret(seat.participation.id, secret.id);
        self.store.write(&change).await?;
        Ok(())
    }

    /// The form behind a link: `<participation>.<token>`. To anybody who has it.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for a link that leads nowhere, or no longer.
    pub async fn staff_form(&self, address: &str, lang: Lang) -> Result<StaffForm, Trouble> {
        let behind = self.behind_link(address).await?;
        let instrument = behind.seat.instrument()?;
        let sheet = |sheet: SheetCode| (sheet_name(instrument, &sheet, lang), items_of(instrument, &sheet, lang));
        Ok(StaffForm {
            name: behind.seat.place.clone(),
            instrument: crate::rounds::told(&instrument.name, lang),
            sheets: asked(instrument).into_iter().map(sheet).collect(),
        })
    }

    /// Saves what one of the staff answers: a level by the key of each item, nothing else.
    ///
    /// # Errors
    /// [`Trouble::TooMany`]; [`Trouble::Nothing`] for a link that leads nowhere; [`Trouble::Missing`] when
    /// nothing is answered; a level outside the scale.
    pub async fn answer_as_staff(
        &self,
        caller: &Caller,
        address: &str,
        levels: &BTreeMap<String, String>,
    ) -> Result<(), Trouble> {
        self.limit(STAFF_ADDRESS, &caller.address).await?;
        let Behind { seat, step, secret } = self.behind_link(address).await?;
        self.limit(STAFF_LINK, &format!("{}:{step}", seat.participation.id)).await?;
        let instrument = seat.instrument()?;
        let mut answers = BTreeMap::new();
        for sheet in asked(instrument) {
            for item in &instrument.items {
                let code = code_of(instrument, &sheet, item.id.as_str());
                let written = levels.get(&code).map(String::as_str).unwrap_or_default();
                if let Some(level) = level_of(instrument, written)? {
                    answers.insert(code, level);
                }
            }
        }
        if answers.is_empty() {
            return Err(Trouble::Missing("answers"));
        }
        let answer = StaffAnswer {
            round: seat.round.id,
            organisation: seat.organisation,
            instrument: instrument.id.to_string(),
            fingerprint: self.fingerprint(&seat).await?,
            step,
            answers,
        };
        let id = StaffAnswerId::unordered(&mut self.chance());
        let mut change = Change::new(Author::System(AUTHOR.into()), secret.created_at, &mut self.chance());
        // Closed by now, it is summed up: one more answer would be what is left between two sums.
        change.only_if_secret(seat.participation.id, secret.id, secret.value);
        change.insert(id, &answer)?;
        match self.store.write(&change).await {
            Err(storage::Error::Gone { .. }) => Err(Trouble::Nothing),
            other => Ok(other.map(drop)?),
        }
    }

    /// What the staff said together of an occasion, by key: nothing while it is open.
    pub(crate) async fn staff_sums(&self, seat: &Seat, step: &str) -> Result<BTreeMap<String, StaffSum>, Trouble> {
        if self.staff_secret(seat, step).await?.is_some() {
            return Ok(BTreeMap::new());
        }
        let answers = self.staff_answers(seat, step).await?;
        let instrument = seat.instrument()?;
        let mut sums = BTreeMap::new();
        for sheet in asked(instrument) {
            for item in &instrument.items {
                let code = code_of(instrument, &sheet, item.id.as_str());
                // Closed with so many that anything is shown it is never opened again: this is the only
                // sum there will be.
                if let Some(sum) = staff_sum(&answers, &code) {
                    sums.insert(code, sum);
                }
            }
        }
        Ok(sums)
    }

    /// The secret of the link of an occasion, while it is open.
    pub(crate) async fn staff_secret(&self, seat: &Seat, step: &str) -> Result<Option<Secret>, Trouble> {
        let secrets = self.store.secrets(seat.participation.id).await?;
        Ok(secrets.into_iter().find(|it| it.kind == SECRET && it.label == step))
    }

    /// The steps at which the staff can answer now.
    pub(crate) async fn staff_open(&self, seat: &Seat) -> Result<BTreeSet<String>, Trouble> {
        let secrets = self.store.secrets(seat.participation.id).await?;
        Ok(secrets.into_iter().filter(|it| it.kind == SECRET).map(|it| it.label).collect())
    }

    async fn staff_answers(&self, seat: &Seat, step: &str) -> Result<Vec<StaffAnswer>, Trouble> {
        let answers = self.store.pointing_at::<StaffAnswer>("organisation", seat.organisation).await?;
        let same = |it: &StaffAnswer| it.round == seat.round.id && it.step == step;
        Ok(answers.into_iter().map(|it| it.body).filter(same).collect())
    }

    /// An occasion, for a strategist of the organisation.
    async fn to_ask_staff(&self, visitor: &Visitor, at: &AssessAt) -> Result<Seat, Trouble> {
        let seat = self.sitting_of_team(visitor, at).await?;
        if is_strategist(visitor, &seat) { Ok(seat) } else { Err(Trouble::Denied(Denial::NotThisRole)) }
    }

    /// What is behind a link.
    async fn behind_link(&self, address: &str) -> Result<Behind, Trouble> {
        let (participation, token) = address.split_once('.').ok_or(Trouble::Nothing)?;
        let id: ParticipationId = participation.parse().map_err(|_| Trouble::Nothing)?;
        let hash = token_hash(token);
        let secrets = self.store.secrets(id).await?;
        let secret = secrets.into_iter().find(|it| it.kind == SECRET && it.value == hash).ok_or(Trouble::Nothing)?;
        let there = self.store.get::<Participation>(id).await?.ok_or(Trouble::Nothing)?;
        let Participation { round, organisation, .. } = there.body;
        let at = AssessAt { round, organisation, step: secret.label.clone() };
        let seat = self.sitting(&at).await?;
        if seat.participation.id != id || self.at_work(&seat).is_err() {
            return Err(Trouble::Nothing);
        }
        Ok(Behind { seat, step: secret.label.clone(), secret })
    }
}

/// Whether the visitor is a strategist of the organisation: it is theirs to ask the staff.
fn is_strategist(visitor: &Visitor, seat: &Seat) -> bool {
    visitor.actor.standings.iter().any(|it| it.organisation == seat.organisation && it.role == Role::Strategist)
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn the_staff_are_asked_about_the_whole() {
        let library = Library::built_in();
        for (instrument, expected) in [("sjalvskattning-2017", "hela"), ("sjalvskattning-2023", "overgripande")] {
            let found: Vec<String> =
                asked(library.instrument(instrument).unwrap()).iter().map(SheetCode::code).collect();
            assert_eq!(found, [expected]);
        }
    }
}
