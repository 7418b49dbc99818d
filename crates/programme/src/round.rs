//! Rounds: from draft to archive, bound for life to one edition of a model.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{EditionId, Field, Id, OrganisationId, OrganisationKind, Problem, Record, RoundId, Rule, Words};

/// Where a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// Known to its organiser alone.
    Draft,
    /// Announced; nobody can apply yet.
    Invited,
    /// Applications come in.
    Open,
    /// Applications are judged.
    Admission,
    /// Groups meet and work.
    Running,
    /// The results are in; nothing new begins.
    Closed,
    /// Kept to be read.
    Archived,
}

impl RoundState {
    /// Every state, in the order a round goes through them.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Invited, Self::Open, Self::Admission, Self::Running, Self::Closed, Self::Archived];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Invited => "invited",
            Self::Open => "open",
            Self::Admission => "admission",
            Self::Running => "running",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Draft => Words::new("utkast", "draft"),
            Self::Invited => Words::new("inbjudan är ute", "invitation is out"),
            Self::Open => Words::new("öppen för ansökan", "open for applications"),
            Self::Admission => Words::new("antagning pågår", "admission under way"),
            Self::Running => Words::new("pågår", "running"),
            Self::Closed => Words::new("avslutad", "closed"),
            Self::Archived => Words::new("arkiverad", "archived"),
        }
    }

    /// Where it may go from here: on, or back one step where nothing is lost by that. An archived
    /// round stays as it is.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Invited],
            Self::Invited => &[Self::Open, Self::Draft],
            Self::Open => &[Self::Admission, Self::Invited],
            Self::Admission => &[Self::Running, Self::Open],
            Self::Running => &[Self::Closed, Self::Admission],
            Self::Closed => &[Self::Archived, Self::Running],
            Self::Archived => &[],
        }
    }

    /// Whether everybody may know of it.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }

    /// Whether groups, meetings and who takes part may change.
    pub fn is_alive(self) -> bool {
        matches!(self, Self::Admission | Self::Running)
    }

    /// Whether applications to it are judged.
    pub fn is_judged(self) -> bool {
        matches!(self, Self::Open | Self::Admission | Self::Running)
    }

    /// Whether it is only kept, to be read.
    pub fn is_kept(self) -> bool {
        self == Self::Archived
    }
}

/// Whom a round is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// Municipalities, city districts, associations of municipalities.
    Municipalities,
    /// Regions.
    Regions,
}

impl Track {
    /// Every track.
    pub const ALL: [Self; 2] = [Self::Municipalities, Self::Regions];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Municipalities => "municipalities",
            Self::Regions => "regions",
        }
    }

    /// The track of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|track| track.code() == code)
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Municipalities => Words::new("kommuner", "municipalities"),
            Self::Regions => Words::new("regioner", "regions"),
        }
    }

    /// The track an organisation applies in; `None`: its kind takes part in none.
    pub const fn of(kind: OrganisationKind) -> Option<Self> {
        match kind {
            OrganisationKind::Municipality | OrganisationKind::CityDistrict | OrganisationKind::Association => {
                Some(Self::Municipalities)
            }
            OrganisationKind::Region => Some(Self::Regions),
            OrganisationKind::Organiser => None,
        }
    }
}

/// The days of a round, in the order they come. Those that are set must not go backwards.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The invitation goes out.
    pub invited: Option<Date>,
    /// The first day to apply.
    pub opens: Option<Date>,
    /// The last day to apply, to its end in Sweden.
    pub closes: Option<Date>,
    /// Applicants have their answer.
    pub answer: Option<Date>,
    /// The round begins.
    pub starts: Option<Date>,
    /// The round ends.
    pub ends: Option<Date>,
}

impl Calendar {
    /// The days by field, in order.
    pub fn days(&self) -> [(&'static str, Option<Date>); 6] {
        [
            ("invited", self.invited),
            ("opens", self.opens),
            ("closes", self.closes),
            ("answer", self.answer),
            ("starts", self.starts),
            ("ends", self.ends),
        ]
    }
}

/// A step from one state to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// To which state.
    pub to: RoundState,
    /// On which day, in Sweden.
    pub on: Date,
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What it is called.
    pub title: String,
    /// Who runs it.
    pub organiser: OrganisationId,
    /// The edition of the model it follows. Never changes.
    pub edition: EditionId,
    /// Where it is.
    pub state: RoundState,
    /// For whom.
    pub tracks: Vec<Track>,
    /// Its days.
    pub calendar: Calendar,
    /// The fee in kronor; `None`: nothing is said.
    pub fee: Option<u32>,
    /// The invitation, as people read it.
    pub invitation: String,
    /// Days before or after a meeting that the round has chosen for itself, by the model's deadline.
    pub deadlines: BTreeMap<String, u16>,
    /// When it went from state to state.
    pub moved: Vec<Moved>,
}

impl Round {
    /// A round of which nothing is known but who runs it and by which edition.
    #[must_use]
    pub fn draft(organiser: OrganisationId, edition: EditionId) -> Self {
        Self {
            title: String::new(),
            organiser,
            edition,
            state: RoundState::Draft,
            tracks: Vec::new(),
            calendar: Calendar::default(),
            fee: None,
            invitation: String::new(),
            deadlines: BTreeMap::new(),
            moved: Vec::new(),
        }
    }

    /// Whether an application may be sent on this day.
    pub fn takes_applications(&self, today: Date) -> bool {
        let Calendar { opens, closes, .. } = &self.calendar;
        self.state == RoundState::Open
            && opens.is_none_or(|first| first <= today)
            && closes.is_none_or(|last| today <= last)
    }

    /// The round in another state from `today`.
    ///
    /// # Errors
    /// [`Rule::NotFromHere`] where the states know no such way; [`Rule::Missing`] where a day is needed
    /// first.
    pub fn moved_to(&self, to: RoundState, today: Date) -> Result<Self, Problem> {
        if !self.state.next().contains(&to) {
            return Err(Rule::NotFromHere.of(Field("state")));
        }
        if to == RoundState::Open && self.calendar.closes.is_none() {
            return Err(Rule::Missing.of(Field("closes")));
        }
        let mut moved = self.clone();
        moved.state = to;
        moved.moved.push(Moved { to, on: today });
        Ok(moved)
    }
}

impl Record for Round {
    type Id = RoundId;
    const KIND: &'static str = "round";

    fn owner(&self, _: RoundId) -> Option<OrganisationId> {
        Some(self.organiser)
    }

    fn name(&self) -> String {
        self.title.clone()
    }

    fn keys(&self) -> Vec<String> {
        vec![format!("title:{}:{}", self.organiser, crate::fold(&self.title))]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("edition", self.edition.into()), ("organiser", self.organiser.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        Rule::text(Field("title"), &self.title, 200)?;
        Rule::lines(Field("invitation"), &self.invitation, 10_000)?;
        if self.tracks.is_empty() {
            return Err(Rule::Missing.of(Field("tracks")));
        }
        let mut before: Option<Date> = None;
        for (field, day) in self.calendar.days() {
            if let (Some(before), Some(day)) = (before, day)
                && day < before
            {
                return Err(Rule::BeforeTheOneBefore.of(Field(field)));
            }
            before = day.or(before);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn round() -> Round {
        let mut zero = |bytes: &mut [u8]| bytes.fill(0);
        let now = Timestamp::UNIX_EPOCH;
        Round {
            title: "Kommuner 2019".into(),
            organiser: OrganisationId::new(now, &mut zero),
            edition: EditionId::new(now, &mut zero),
            state: RoundState::Draft,
            tracks: vec![Track::Municipalities],
            calendar: Calendar {
                invited: Some(date(2018, 9, 24)),
                opens: Some(date(2018, 9, 24)),
                closes: Some(date(2018, 10, 30)),
                answer: Some(date(2018, 11, 20)),
                starts: Some(date(2019, 2, 7)),
                ends: Some(date(2020, 2, 5)),
            },
            fee: None,
            invitation: String::new(),
            deadlines: BTreeMap::new(),
            moved: Vec::new(),
        }
    }

    #[test]
    fn applications_come_in_to_the_end_of_the_last_day() {
        let mut it = round();
        it.state = RoundState::Open;
        let open: Vec<bool> = [date(2018, 9, 23), date(2018, 9, 24), date(2018, 10, 30), date(2018, 10, 31)]
            .map(|day| it.takes_applications(day))
            .to_vec();
        assert_eq!(open, [false, true, true, false]);
        it.state = RoundState::Admission;
        assert!(!it.takes_applications(date(2018, 10, 1)));
    }

    #[test]
    fn days_come_in_order() {
        assert_eq!(round().check(), Ok(()));
        let mut late = round();
        late.calendar.closes = Some(date(2018, 9, 23));
        assert_eq!(late.check().unwrap_err().to_string(), "closes lies before the day before it");
        late.calendar.closes = None;
        assert_eq!(late.check(), Ok(()));
        late.calendar.ends = Some(date(2019, 2, 6));
        assert_eq!(late.check().unwrap_err().field, "ends");
    }

    #[test]
    fn one_cannot_open_without_a_last_day() {
        let mut it = round();
        it.state = RoundState::Invited;
        it.calendar.closes = None;
        assert_eq!(it.moved_to(RoundState::Open, date(2018, 9, 24)).unwrap_err().to_string(), "closes is missing");
        it.state = RoundState::Archived;
        assert_eq!(
            it.moved_to(RoundState::Closed, date(2018, 9, 24)).unwrap_err().to_string(),
            "state does not lead there from here"
        );
    }

    proptest! {
        /// Whatever is tried, a round is in a state there is a way to, its log says how it got there,
        /// and it keeps its model.
        #[test]
        fn no_sequence_leaves_the_known_states(tries in proptest::collection::vec(0_usize..7, 0..40)) {
            let start = round();
            let mut it = start.clone();
            let mut way = vec![RoundState::Draft];
            for (day, index) in tries.into_iter().enumerate() {
                let to = RoundState::ALL[index];
                let today = date(2018, 1, 1).checked_add(jiff::ToSpan::days(day as i64)).unwrap();
                let allowed = it.state.next().contains(&to);
                match it.moved_to(to, today) {
                    Ok(moved) => {
                        prop_assert!(allowed);
                        way.push(to);
                        it = moved;
                    }
                    Err(_) => prop_assert!(!allowed),
                }
            }
            prop_assert_eq!(it.state, *way.last().unwrap());
            prop_assert_eq!(it.moved.len(), way.len() - 1);
            prop_assert!(it.moved.windows(2).all(|pair| pair[0].on <= pair[1].on));
            prop_assert_eq!(it.edition, start.edition);
        }
    }
}
