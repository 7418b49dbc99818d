//! What pages and papers show of organisations side by side: plain data in the reader's language.

use jiff::civil::Date;
use programme::{Capacity, GroupId, IdeaId, OrganisationId, RoundId, Visibility};

use crate::{AssessItem, Earlier, EvidenceLine, FormSaid, SheetCode, Since};

/// What of a group is asked for. What is not there is left out, as if it had not been asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BesideAsk {
    /// The occasion: a step, by its id. `None`: the latest with an answer the visitor may read.
    pub step: Option<String>,
    /// One part of the self-assessment alone, by its id.
    pub part: Option<String>,
    /// One item alone, by its id.
    pub item: Option<String>,
    /// Only where the levels differ by [`programme::APART`] or more.
    pub apart: bool,
    /// Two to four of the group's organisations, by their ids. Fewer: all of them.
    pub organisations: Vec<String>,
}

/// Something to choose among.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideChoice {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether it is what is shown.
    pub chosen: bool,
}

/// An organisation of the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideMember {
    /// Which.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// As what it is in the group.
    pub capacity: Capacity,
    /// Whether it is one of those shown.
    pub chosen: bool,
}

/// What there is of an organisation's joint answer for the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BesideState {
    /// Not shown to the visitor: whether there is one at all is not told.
    Hidden,
    /// Nobody has begun one, as its own organisation knows.
    Unanswered,
    /// A draft, for its own organisation alone.
    Draft,
    /// Agreed on.
    Agreed {
        /// When.
        on: Date,
        /// Who can see it.
        visibility: Visibility,
    },
}

/// A form in which an organisation describes how it works, as far as it is shown to the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideForm {
    /// Its id in the model.
    pub form: String,
    /// What it is called.
    pub name: String,
    /// Whether it is finished.
    pub finished: bool,
    /// What is said in its slides: headings and answers.
    pub said: Vec<(String, FormSaid)>,
}

/// A key figure that differs between women and men.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideDifference {
    /// The key figure with its unit.
    pub figure: String,
    /// Women's value; nothing where there is none.
    pub women: String,
    /// Men's.
    pub men: String,
    /// The difference with its unit.
    pub difference: String,
    /// The year.
    pub year: String,
    /// What can be said of it.
    pub verdict: String,
}

/// What cannot be compared: why, and the item of then with its level where it is near this one.
pub type BesideThen = (String, Option<(String, u8)>);

/// An item over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideTimeRow {
    /// The item, as it is asked in this round.
    pub item: AssessItem,
    /// The level at each time, and why it cannot be told where that is so.
    pub cells: Vec<(Option<u8>, Vec<BesideThen>)>,
}

/// An organisation's levels over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideTimes {
    /// The times, the oldest first.
    pub times: Vec<Earlier>,
    /// The items that have a level or something to say.
    pub rows: Vec<BesideTimeRow>,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideColumn {
    /// Which.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// As what it is in the group.
    pub capacity: Capacity,
    /// Whether the visitor belongs to it.
    pub own: bool,
    /// What there is of its joint answer for the visitor.
    pub state: BesideState,
    /// Of which time the answer is, where it is of another than the occasion that is asked for.
    pub of: Option<Earlier>,
    /// The time before, beside which it has moved.
    pub earlier: Option<Earlier>,
    /// How it says that it works, as far as it is shown to the visitor.
    pub forms: Vec<BesideForm>,
    /// Its key figures that differ most between women and men.
    pub differences: Vec<BesideDifference>,
    /// Where these are known from.
    pub source: String,
    /// Its levels over the years; `None` where the visitor sees fewer than two times.
    pub times: Option<BesideTimes>,
}

/// What an organisation says of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BesideCell {
    /// Whether it has answered; never where its answer is not shown.
    pub answered: bool,
    /// The level; `None`: does not know, has not answered, or it cannot be compared.
    pub level: Option<u8>,
    /// Why.
    pub comment: String,
    /// What shows it.
    pub evidence: Vec<EvidenceLine>,
    /// What has moved since the time before.
    pub since: Vec<Since>,
    /// Whether those of the team saw it differently; for the team alone.
    pub differ: bool,
    /// Why what was said cannot be compared, where it was said in another self-assessment.
    pub then: Vec<BesideThen>,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideRow {
    /// The item.
    pub item: AssessItem,
    /// Whether the levels differ by [`programme::APART`] or more.
    pub apart: bool,
    /// What each organisation says, in the order of the columns.
    pub cells: Vec<BesideCell>,
}

/// A part of the self-assessment, or what one committee answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideSheet {
    /// Which.
    pub code: SheetCode,
    /// What it is called.
    pub name: String,
    /// Its items.
    pub rows: Vec<BesideRow>,
}

/// An idea that the visitor's organisation has taken home from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideTaken {
    /// Which.
    pub idea: IdeaId,
    /// With whom it was seen.
    pub from: OrganisationId,
    /// At which item: its code, or its id where the idea was written down elsewhere.
    pub item: String,
    /// Its words.
    pub text: String,
}

/// Organisations of a group side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideView {
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_title: String,
    /// The group.
    pub group: GroupId,
    /// What it is called.
    pub group_name: String,
    /// What the self-assessment is called.
    pub instrument: String,
    /// What is not known of it for certain.
    pub notes: Vec<String>,
    /// The occasion, by its step's id.
    pub step: String,
    /// What the model calls it.
    pub title: String,
    /// The occasions there are.
    pub steps: Vec<BesideChoice>,
    /// The parts of the self-assessment.
    pub parts: Vec<BesideChoice>,
    /// Its items.
    pub items: Vec<BesideChoice>,
    /// Whether only what differs is shown.
    pub apart: bool,
    /// Who is in the group and could stand there.
    pub members: Vec<BesideMember>,
    /// Those who do.
    pub columns: Vec<BesideColumn>,
    /// The table, part by part.
    pub sheets: Vec<BesideSheet>,
    /// The visitor's organisations in the group, for which ideas can be taken home.
    pub mine: Vec<(OrganisationId, String)>,
    /// What has been taken home for them from the others in this round, the oldest first.
    pub taken: Vec<BesideTaken>,
    /// Whether somebody prints.
    pub prints: bool,
}
