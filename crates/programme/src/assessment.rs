//! The self-assessment: each person's own answers, the staff's without names, and the one the team
//! agrees on. What the levels mean, and which there are, the instrument in the model says.

use std::{collections::BTreeMap, fmt};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    AssessmentId, Evidence, Field, Id, JointAnswerId, OrganisationId, PersonId, Problem, Random, Record, Role, RoundId,
    Rule, StaffAnswerId, Words,
};

/// The fewest staff whose answers are shown together.
pub const MIN_STAFF: u32 = 5;
/// How far apart two levels are when people see the matter differently and not just round it so.
pub const APART: u8 = 2;

/// What an answer is about, as the key of the answers: an item of the instrument; where it has several
/// parts, the item in one of them; where a part is answered by each committee, by which.
///
/// Written `item`, `part/item` or `part/item/committee`. Ids of the model hold no slash; the name of a
/// committee may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemCode<'a> {
    /// The item's id.
    pub item: &'a str,
    /// The part's id.
    pub part: Option<&'a str>,
    /// The committee or administration; never without a part.
    pub of: Option<&'a str>,
}

impl<'a> ItemCode<'a> {
    /// An item of an instrument in one part.
    pub const fn new(item: &'a str) -> Self {
        Self { item, part: None, of: None }
    }

    /// What a key of the answers says.
    pub fn read(code: &'a str) -> Self {
        let mut pieces = code.splitn(3, '/');
        match (pieces.next(), pieces.next(), pieces.next()) {
            (Some(part), Some(item), of) => Self { item, part: Some(part), of },
            _ => Self::new(code),
        }
    }
}

impl fmt::Display for ItemCode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.part, self.of) {
            (None, _) => f.write_str(self.item),
            (Some(part), None) => write!(f, "{part}/{}", self.item),
            (Some(part), Some(of)) => write!(f, "{part}/{}/{of}", self.item),
        }
    }
}

/// One person's answer to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The level; `None`: does not know.
    pub level: Option<u8>,
    /// Why.
    pub comment: String,
}

/// One person's own answers. Nobody else sees them until they are handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The round.
    pub round: RoundId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// The instrument, by its id.
    pub instrument: String,
    /// The fingerprint of the edition it was answered in.
    pub fingerprint: String,
    /// The occasion: the step, by its id.
    pub step: String,
    /// Whose answers.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// By item ([`ItemCode`]). What is absent is unanswered.
    pub answers: BTreeMap<String, Given>,
    /// When they were handed in.
    pub handed: Option<Date>,
}

impl Assessment {
    /// The key.
    pub fn key_of(round: RoundId, organisation: OrganisationId, step: &str, person: PersonId) -> String {
        format!("{round}:{organisation}:{step}:{person}")
    }

    /// The levels by item, without what is unanswered or not known.
    pub fn levels(&self) -> BTreeMap<String, u8> {
        self.answers.iter().filter_map(|(item, it)| Some((item.clone(), it.level?))).collect()
    }
}

/// Whether `person` is told what others of an occasion have handed in, and who has: once one's own answers are
/// handed in, or when the joint answer is `agreed`.
pub fn sees_others<'a>(assessments: impl IntoIterator<Item = &'a Assessment>, person: PersonId, agreed: bool) -> bool {
    agreed || assessments.into_iter().any(|it| it.person == person && it.handed.is_some())
}

/// Which answers of an occasion `person` sees: their own; those of others once handed in, but not before
/// one's own are, so that all answer apart; when the joint answer is `agreed`, all that are handed in.
pub fn seen<'a>(
    assessments: impl IntoIterator<Item = &'a Assessment>,
    person: PersonId,
    agreed: bool,
) -> Vec<&'a Assessment> {
    let all: Vec<&Assessment> = assessments.into_iter().collect();
    let open = sees_others(all.iter().copied(), person, agreed);
    all.into_iter().filter(|it| it.person == person || (open && it.handed.is_some())).collect()
}

/// Why somebody's own answers cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// They are not handed in.
    NotHandedIn,
    /// The team has begun its joint answer, with what was handed in beside it.
    JointBegun,
    /// Somebody else has handed in, too: each may have seen what the other said.
    OthersToo,
}

impl Stays {
    /// The reason, as people read it.
    pub const fn why(self) -> Words {
        match self {
            Self::NotHandedIn => Words::new("Svaren är inte inlämnade.", "The answers are not handed in."),
            Self::JointBegun => Words::new(
                "Svaren går inte att ta tillbaka, för laget har börjat på det gemensamma svaret.",
                "The answers cannot be taken back, because the team has begun the joint answer.",
            ),
            Self::OthersToo => Words::new(
                "Svaren går inte att ta tillbaka, för fler har lämnat in och ni kan ha sett varandras svar.",
                "The answers cannot be taken back, because others have handed in and you may have seen each other's answers.",
            ),
        }
    }
}

/// Whether `person` may take back the own answers they have handed in: only as long as nobody can have seen
/// another's, so that all still answer apart. That is while nobody else has handed in and nobody has `begun`
/// the joint answer.
///
/// # Errors
/// Why they stay.
pub fn take_back<'a>(
    assessments: impl IntoIterator<Item = &'a Assessment>,
    person: PersonId,
    begun: bool,
) -> Result<(), Stays> {
    let (mine, others): (Vec<&Assessment>, Vec<&Assessment>) =
        assessments.into_iter().filter(|it| it.handed.is_some()).partition(|it| it.person == person);
    match (mine.is_empty(), begun, others.is_empty()) {
        (true, ..) => Err(Stays::NotHandedIn),
        (_, true, _) => Err(Stays::JointBegun),
        (.., false) => Err(Stays::OthersToo),
        (false, false, true) => Ok(()),
    }
}

impl Record for Assessment {
    type Id = AssessmentId;
    const KIND: &'static str = "assessment";

    /// No organisation's: colleagues do not find it in their export. What the organisation stands for is
    /// the joint answer.
    fn owner(&self, _: AssessmentId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        self.step.clone()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.organisation, &self.step, self.person)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organisation", self.organisation.into()), ("person", self.person.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        of_edition(&self.instrument, &self.fingerprint, &self.step)?;
        if self.handed.is_some() && self.answers.is_empty() {
            return Err(Rule::Missing.of(Field("answers")));
        }
        self.answers.iter().try_for_each(|(item, it)| {
            Rule::text(Field("item"), item, 400)?;
            Rule::lines(Field("comment"), &it.comment, 2_000)
        })
    }
}

/// What one of the staff answered. Holds nothing that leads to a person: no name, no role, no day, and
/// no words of their own, since a way of writing tells who it is. Its id is [`StaffAnswerId::unordered`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffAnswer {
    /// The round.
    pub round: RoundId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// The instrument, by its id.
    pub instrument: String,
    /// The fingerprint of the edition it was answered in.
    pub fingerprint: String,
    /// The occasion: the step, by its id.
    pub step: String,
    /// The level by item ([`ItemCode`]); `None`: does not know. What is absent is unanswered.
    pub answers: BTreeMap<String, Option<u8>>,
}

impl StaffAnswerId {
    /// A new one that does not tell when it was made: an ordinary id begins with the time, and so would
    /// put the answers in the order they came.
    pub fn unordered(random: &mut dyn Random) -> Self {
        Self::new(Timestamp::UNIX_EPOCH, random)
    }
}

impl Record for StaffAnswer {
    type Id = StaffAnswerId;
    const KIND: &'static str = "staff_answer";

    /// No organisation's: an export would show the answers one by one.
    fn owner(&self, _: StaffAnswerId) -> Option<OrganisationId> {
        None
    }

    fn name(&self) -> String {
        self.step.clone()
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        vec![("organisation", self.organisation.into()), ("round", self.round.into())]
    }

    fn check(&self) -> Result<(), Problem> {
        of_edition(&self.instrument, &self.fingerprint, &self.step)?;
        if self.answers.is_empty() {
            return Err(Rule::Missing.of(Field("answers")));
        }
        self.answers.keys().try_for_each(|item| Rule::text(Field("item"), item, 400))
    }
}

/// The team's answer to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    /// The level; `None`: they do not know, or it is still `open`.
    pub level: Option<u8>,
    /// Whether nobody has answered yet: there are words or evidence, and no level. Never with a level.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// Why.
    pub comment: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl Joint {
    /// Whether the team has answered: with a level, or that they do not know.
    pub const fn answered(&self) -> bool {
        !self.open
    }
}

/// The answer the team agrees on, item by item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointAnswer {
    /// The round.
    pub round: RoundId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// The instrument, by its id.
    pub instrument: String,
    /// The fingerprint of the edition it was answered in.
    pub fingerprint: String,
    /// The occasion: the step, by its id.
    pub step: String,
    /// By item ([`ItemCode`]). What is absent or open is unanswered.
    pub answers: BTreeMap<String, Joint>,
    /// When they agreed; `None`: a draft.
    pub agreed: Option<Date>,
    /// Who agreed; only then.
    pub agreed_by: Vec<PersonId>,
    /// When they agreed first, also where it was opened again since: from then on all have seen what the others
    /// said, and nobody answers apart any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_agreed: Option<Date>,
}

impl JointAnswer {
    /// Whether the team has agreed, now or before: then own answers come too late.
    pub fn was_agreed(&self) -> bool {
        self.agreed.is_some() || self.first_agreed.is_some()
    }

    /// The key.
    pub fn key_of(round: RoundId, organisation: OrganisationId, step: &str) -> String {
        format!("{round}:{organisation}:{step}")
    }

    /// The levels by item, without what is unanswered or not known.
    pub fn levels(&self) -> BTreeMap<String, u8> {
        self.answers.iter().filter_map(|(item, it)| Some((item.clone(), it.level?))).collect()
    }
}

impl Record for JointAnswer {
    type Id = JointAnswerId;
    const KIND: &'static str = "joint_answer";
    const FORMAT: i64 = 2;

    fn owner(&self, _: JointAnswerId) -> Option<OrganisationId> {
        Some(self.organisation)
    }

    fn name(&self) -> String {
        self.step.clone()
    }

    fn keys(&self) -> Vec<String> {
        vec![Self::key_of(self.round, self.organisation, &self.step)]
    }

    fn refs(&self) -> Vec<(&'static str, Id)> {
        let mut refs = vec![("organisation", Id::from(self.organisation)), ("round", self.round.into())];
        refs.extend(self.agreed_by.iter().map(|id| ("agreed_by", (*id).into())));
        refs.extend(self.answers.values().flat_map(|it| Evidence::refs(&it.evidence)));
        refs
    }

    fn check(&self) -> Result<(), Problem> {
        of_edition(&self.instrument, &self.fingerprint, &self.step)?;
        for (item, it) in &self.answers {
            Rule::text(Field("item"), item, 400)?;
            Rule::lines(Field("comment"), &it.comment, 5_000)?;
            if it.open && it.level.is_some() {
                return Err(Rule::Unwanted.of(Field("level")));
            }
            Evidence::check_all(&it.evidence)?;
        }
        match (self.agreed.is_some(), self.agreed_by.is_empty()) {
            (true, true) => return Err(Rule::Missing.of(Field("agreed_by"))),
            (false, false) => return Err(Rule::Unwanted.of(Field("agreed_by"))),
            _ => {}
        }
        if self.agreed.is_some() && !self.answers.values().any(Joint::answered) {
            return Err(Rule::Missing.of(Field("answers")));
        }
        let twice = (1..self.agreed_by.len()).any(|i| self.agreed_by[..i].contains(&self.agreed_by[i]));
        if twice { Err(Rule::Twice.of(Field("agreed_by"))) } else { Ok(()) }
    }
}

fn of_edition(instrument: &str, fingerprint: &str, step: &str) -> Result<(), Problem> {
    Rule::text(Field("instrument"), instrument, 100)?;
    Rule::text(Field("fingerprint"), fingerprint, 64)?;
    Rule::text(Field("step"), step, 100)
}

/// What one person said of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// The level; `None`: does not know.
    pub level: Option<u8>,
    /// Why.
    pub comment: String,
}

/// What the team said of an item, before it agrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Views {
    /// Who said what, by role.
    pub said: Vec<Said>,
    /// The lowest and the highest level.
    pub range: Option<(u8, u8)>,
    /// Whether there is something to talk about: levels [`APART`], or somebody does not know what others
    /// do.
    pub disagree: bool,
}

/// What was said of an item in the answers that are handed in. The others count for nothing here.
pub fn spread<'a>(assessments: impl IntoIterator<Item = &'a Assessment>, item: &str) -> Views {
    let handed = assessments.into_iter().filter(|it| it.handed.is_some());
    let mut said: Vec<Said> = handed
        .filter_map(|it| {
            let Given { level, comment } = it.answers.get(item)?.clone();
            Some(Said { person: it.person, role: it.role, level, comment })
        })
        .collect();
    said.sort_by_key(|it| (it.role, it.person));
    let levels = || said.iter().filter_map(|it| it.level);
    let range = levels().min().zip(levels().max());
    let unknown = said.iter().any(|it| it.level.is_none());
    let disagree = range.is_some_and(|(low, high)| high - low >= APART || unknown);
    Views { range, disagree, said }
}

/// The fewest who are told to have said the same of an item.
pub const MIN_SAME: u32 = 3;

/// What the staff answered to an item, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSum {
    /// How many answered it, also that they do not know.
    pub answered: u32,
    /// How many said which level, where that can be told.
    pub levels: BTreeMap<u8, u32>,
    /// How many do not know, where that can be told.
    pub unknown: u32,
    /// How many said something else: what so few said that it is told only together. Nought: everything is
    /// told by itself.
    pub rest: u32,
}

impl StaffSum {
    /// The same with what fewer than [`MIN_SAME`] said put together, and with it what the fewest of the others
    /// said: the number of one alone would be what is left of all. All levels are treated alike, and what is put
    /// together holds a small number and one that is not: whichever of them is whose, it can be another's.
    fn merged(mut self) -> Self {
        let counts = || self.levels.values().copied().chain([self.unknown]);
        if !counts().any(|n| n > 0 && n < MIN_SAME) {
            return self;
        }
        let most = counts().filter(|n| *n >= MIN_SAME).min().unwrap_or(MIN_SAME - 1);
        let told: u32 = counts().filter(|n| *n > most).sum();
        self.rest = self.answered - told;
        self.levels.retain(|_, n| *n > most);
        if self.unknown <= most {
            self.unknown = 0;
        }
        self
    }
}

/// What the staff answered to an item together; `None` where it would tell what one of them said: under
/// [`MIN_STAFF`] answers to that item. What fewer than [`MIN_SAME`] said is told only together with more.
///
/// Only of answers to which none are added any more: who has seen two sums takes one from the other and has
/// the rest. Sums of two occasions are not held against each other: everybody answers anew, and what is left
/// when one is taken from the other is nobody's answer.
pub fn staff_sum<'a>(answers: impl IntoIterator<Item = &'a StaffAnswer>, item: &str) -> Option<StaffSum> {
    let mut sum = StaffSum { answered: 0, levels: BTreeMap::new(), unknown: 0, rest: 0 };
    for level in answers.into_iter().filter_map(|it| it.answers.get(item)) {
        sum.answered += 1;
        match level {
            Some(level) => *sum.levels.entry(*level).or_default() += 1,
            None => sum.unknown += 1,
        }
    }
    (sum.answered >= MIN_STAFF).then(|| sum.merged())
}

/// How an item has moved from one occasion to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// To a higher level.
    Up,
    /// To a lower level.
    Down,
    /// The same level.
    Same,
    /// It has a level now and had none.
    New,
    /// It had a level and has none now.
    Gone,
}

impl Movement {
    /// Every movement.
    pub const ALL: [Self; 5] = [Self::Up, Self::Down, Self::Same, Self::New, Self::Gone];

    /// The stable name, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Same => "same",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Self::Up => Words::new("upp", "up"),
            Self::Down => Words::new("ner", "down"),
            Self::Same => Words::new("oförändrat", "unchanged"),
            Self::New => Words::new("nytt", "new"),
            Self::Gone => Words::new("inte besvarat den här gången", "not answered this time"),
        }
    }
}

/// How each item has moved. Both must be of the same instrument in the same edition: between two, the
/// mapping in the model says what can be compared.
pub fn movement(before: &BTreeMap<String, u8>, after: &BTreeMap<String, u8>) -> BTreeMap<String, Movement> {
    let mut moved: BTreeMap<String, Movement> =
        before.keys().filter(|item| !after.contains_key(*item)).map(|item| (item.clone(), Movement::Gone)).collect();
    for (item, now) in after {
        let how = match before.get(item) {
            None => Movement::New,
            Some(then) if now > then => Movement::Up,
            Some(then) if now < then => Movement::Down,
            Some(_) => Movement::Same,
        };
        moved.insert(item.clone(), how);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, kind};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }
    fn print() -> String {
        "ab".repeat(32)
    }
    /// Answers to the item "mal".
    fn own(person: u8, role: Role, level: Option<u8>, handed: bool) -> Assessment {
        Assessment {
            round: id(1),
            organisation: id(2),
            instrument: "sjalvskattning-2023".into(),
            fingerprint: print(),
            step: "traff-styrning".into(),
            person: id(person),
            role,
            answers: [("mal".into(), Given { level, comment: format!("Nummer {person}.") })].into(),
            handed: handed.then(|| date(2026, 5, 1)),
        }
    }
    fn staff(levels: &[Option<u8>]) -> Vec<StaffAnswer> {
        levels
            .iter()
            .map(|level| StaffAnswer {
                round: id(1),
                organisation: id(2),
                instrument: "sjalvskattning-2023".into(),
                fingerprint: print(),
                step: "traff-styrning".into(),
                answers: [("mal".into(), *level)].into(),
            })
            .collect()
    }
    fn joint() -> JointAnswer {
        let evidence = vec![Evidence::Document { id: id(7) }];
        JointAnswer {
            round: id(1),
            organisation: id(2),
            instrument: "sjalvskattning-2023".into(),
            fingerprint: print(),
            step: "traff-styrning".into(),
            answers: [(
                "mal".into(),
                Joint { level: Some(3), open: false, comment: "Målen följs upp.".into(), evidence },
            )]
            .into(),
            agreed: Some(date(2026, 5, 2)),
            agreed_by: vec![id(3), id(4)],
            first_agreed: None,
        }
    }

    #[test]
    fn they_are_kept_as_they_are() {
        let one = Facts::of(id(9), &own(3, Role::Politician, None, true)).unwrap();
        assert_eq!(one.owner, None);
        assert_eq!(kind("assessment").unwrap().read(id(9), &one.body), Some(one));
        let joint = Facts::of(id(9), &joint()).unwrap();
        let fields: Vec<_> = joint.refs.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["agreed_by", "agreed_by", "document", "organisation", "round"]);
        // What was kept before anybody asked when it was first is read as it was.
        assert!(!joint.body.contains("first_agreed"), "{}", joint.body);
        assert_eq!(kind("joint_answer").unwrap().read(id(9), &joint.body), Some(joint));
    }

    #[test]
    fn an_answer_of_before_is_no_open_one() {
        let before = r#"{"level":null,"comment":"Svårt att säga.","evidence":[]}"#;
        let known: Joint = serde_json::from_str(before).unwrap();
        assert_eq!((known.answered(), known.level), (true, None));
        assert_eq!(serde_json::to_string(&known).unwrap(), before);
        let open = Joint { open: true, ..known };
        assert!(!open.answered());
        assert_eq!(serde_json::from_str::<Joint>(&serde_json::to_string(&open).unwrap()).unwrap(), open);
        let odd = Joint { level: Some(2), ..open.clone() };
        let with = |answer: Joint| JointAnswer { answers: [("mal".into(), answer)].into(), ..joint() };
        assert_eq!(with(odd).check().unwrap_err().to_string(), "level should not be there");
        assert_eq!(with(open).check().unwrap_err().to_string(), "answers is missing");
    }

    #[test]
    fn nothing_of_a_staff_answer_leads_to_a_person() {
        let answers = staff(&[Some(2)]);
        let mut chance = |bytes: &mut [u8]| bytes.fill(0xa5);
        let made = StaffAnswerId::unordered(&mut chance);
        assert!(made.to_string().starts_with("00000000-0000-7000-"), "{made}");
        let facts = Facts::of(made, &answers[0]).unwrap();
        assert_eq!((facts.owner, facts.keys.len()), (None, 0));
        assert!(facts.refs.iter().all(|(field, _)| ["organisation", "round"].contains(field)));
        let body: serde_json::Value = serde_json::from_str(&facts.body).unwrap();
        let mut fields: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
        fields.sort();
        assert_eq!(fields, ["answers", "fingerprint", "instrument", "organisation", "round", "step"]);
        assert_eq!(kind("staff_answer").unwrap().read(made.into(), &facts.body), Some(facts));
    }

    #[test]
    fn what_is_agreed_says_by_whom() {
        let good = joint();
        assert_eq!(good.check(), Ok(()));
        for (bad, says) in [
            (JointAnswer { agreed_by: Vec::new(), ..good.clone() }, "agreed_by is missing"),
            (JointAnswer { agreed: None, ..good.clone() }, "agreed_by should not be there"),
            (JointAnswer { agreed_by: vec![id(3), id(3)], ..good.clone() }, "agreed_by holds the same one twice"),
            (JointAnswer { answers: BTreeMap::new(), ..good.clone() }, "answers is missing"),
        ] {
            assert_eq!(bad.check().unwrap_err().to_string(), says);
        }
        let draft = JointAnswer { agreed: None, agreed_by: Vec::new(), ..good };
        assert_eq!((draft.check(), draft.was_agreed()), (Ok(()), false));
        let again = JointAnswer { first_agreed: Some(date(2026, 5, 2)), ..draft };
        assert_eq!((again.check(), again.was_agreed()), (Ok(()), true));
        let facts = Facts::of(id(9), &again).unwrap();
        assert_eq!(kind("joint_answer").unwrap().read(id(9), &facts.body), Some(facts));
        let empty = Assessment { answers: BTreeMap::new(), ..own(3, Role::Manager, None, true) };
        assert_eq!(empty.check().unwrap_err().field, "answers");
        assert_eq!(Assessment { handed: None, ..empty }.check(), Ok(()));
    }

    #[test]
    fn all_answer_apart() {
        let all = [
            own(3, Role::Politician, Some(4), true),
            own(4, Role::Manager, Some(2), false),
            own(5, Role::Strategist, Some(1), true),
        ];
        let seen = |person: u8, agreed| -> Vec<PersonId> {
            seen(&all, id(person), agreed).iter().map(|it| it.person).collect()
        };
        assert_eq!(seen(3, false), [id(3), id(5)]);
        assert_eq!(seen(4, false), [id(4)]);
        assert_eq!(seen(6, false), []);
        assert_eq!(seen(4, true), [id(3), id(4), id(5)]);
        assert_eq!(seen(6, true), [id(3), id(5)]);
    }

    #[test]
    fn who_has_handed_in_is_told_to_those_who_have() {
        let all = [own(3, Role::Politician, Some(4), true), own(4, Role::Manager, Some(2), false)];
        for (person, agreed, expected) in
            [(3, false, true), (4, false, false), (6, false, false), (4, true, true), (6, true, true)]
        {
            assert_eq!(sees_others(&all, id(person), agreed), expected, "{person} {agreed}");
        }
    }

    #[test]
    fn answers_are_taken_back_while_nobody_has_seen_anothers() {
        let one = |person, handed| own(person, Role::Politician, Some(3), handed);
        for (others, mine, begun, expected) in [
            (vec![], None, false, Err(Stays::NotHandedIn)),
            (vec![], Some(false), false, Err(Stays::NotHandedIn)),
            (vec![], Some(true), false, Ok(())),
            (vec![false, false], Some(true), false, Ok(())),
            (vec![false, true], Some(true), false, Err(Stays::OthersToo)),
            (vec![true], Some(false), false, Err(Stays::NotHandedIn)),
            (vec![], Some(true), true, Err(Stays::JointBegun)),
            (vec![true], Some(true), true, Err(Stays::JointBegun)),
            (vec![true], None, true, Err(Stays::NotHandedIn)),
        ] {
            let mut all: Vec<Assessment> =
                others.iter().zip(4..).map(|(handed, person)| one(person, *handed)).collect();
            all.extend(mine.map(|handed| one(3, handed)));
            assert_eq!(take_back(&all, id(3), begun), expected, "{others:?} {mine:?} {begun}");
            // Where it may be done, nobody sees a word of another's.
            if expected.is_ok() {
                assert!(all.iter().all(|it| seen(&all, it.person, false).len() == 1), "{others:?}");
            }
        }
    }

    #[test]
    fn when_a_team_disagrees() {
        use Role::{Manager, Politician, Strategist};
        for (levels, range, disagree) in [
            (vec![], None, false),
            (vec![Some(3)], Some((3, 3)), false),
            (vec![Some(3), Some(2)], Some((2, 3)), false),
            (vec![Some(4), Some(3), Some(2)], Some((2, 4)), true),
            (vec![Some(3), None], Some((3, 3)), true),
            (vec![None, None], None, false),
        ] {
            let all: Vec<Assessment> = levels
                .iter()
                .zip([Politician, Manager, Strategist])
                .zip(3..)
                .map(|((level, role), person)| own(person, role, *level, true))
                .collect();
            let views = spread(&all, "mal");
            assert_eq!((views.range, views.disagree, views.said.len()), (range, disagree, levels.len()), "{levels:?}");
            assert_eq!(spread(&all, "annat").said, []);
        }
    }

    #[test]
    fn five_staff_or_nothing() {
        let sum = |n: usize| staff_sum(&staff(&vec![Some(2); n]), "mal");
        assert_eq!(sum(4), None);
        let five = sum(5).unwrap();
        assert_eq!((five.answered, &five.levels), (5, &[(2, 5)].into()));
        let unsure = staff_sum(&staff(&[Some(2), Some(2), Some(2), Some(2), None]), "mal").unwrap();
        assert_eq!((unsure.answered, unsure.unknown, unsure.levels.len(), unsure.rest), (5, 0, 0, 5));
        // It is the item that must have five, not the form.
        assert_eq!(staff_sum(&staff(&[Some(1); 9]), "annat"), None);
    }

    /// Answers with so many at the levels 1, 2, 3 and so on, and the last who do not know.
    fn cast(counts: &[u32]) -> Vec<Option<u8>> {
        let level = |at: usize| (at + 1 < counts.len()).then(|| u8::try_from(at + 1).unwrap());
        counts.iter().enumerate().flat_map(|(at, n)| (0..*n).map(move |_| level(at))).collect()
    }

    #[test]
    fn what_few_said_is_told_together() {
        for (counts, levels, unknown, rest) in [
            (&[5, 0, 0, 0][..], &[(1, 5)][..], 0, 0),
            (&[3, 4, 0, 3], &[(1, 3), (2, 4)], 3, 0),
            (&[0, 3, 4, 1, 1], &[(3, 4)], 0, 5),
            (&[1, 8, 0, 0], &[], 0, 9),
            (&[1, 5, 8, 0], &[(3, 8)], 0, 6),
            (&[2, 3, 3, 5], &[], 5, 8),
            (&[2, 2, 2, 2], &[], 0, 8),
        ] {
            let sum = staff_sum(&staff(&cast(counts)), "mal").unwrap();
            let told = (sum.levels, sum.unknown, sum.rest);
            assert_eq!(told, (levels.iter().copied().collect(), unknown, rest), "{counts:?}");
        }
    }

    /// Everything that four levels and not knowing can come to: who knows the rule and what is told cannot
    /// work out a number under three.
    #[test]
    fn no_small_number_can_be_worked_out() {
        type Told = (u32, BTreeMap<u8, u32>, u32, u32);
        let mut told: BTreeMap<Told, Vec<[u32; 5]>> = BTreeMap::new();
        for n in 0..8_u32.pow(5) {
            let counts = [0, 1, 2, 3, 4].map(|at| n / 8_u32.pow(at) % 8);
            let all: u32 = counts.iter().sum();
            if (MIN_STAFF..=11).contains(&all) {
                let sum = staff_sum(&staff(&cast(&counts)), "mal").unwrap();
                told.entry((sum.answered, sum.levels, sum.unknown, sum.rest)).or_default().push(counts);
            }
        }
        for (sum, worlds) in &told {
            let (_, levels, unknown, rest) = sum;
            assert!(levels.values().chain([unknown]).all(|n| *n == 0 || *n >= MIN_SAME), "{sum:?}");
            for at in 0..5 {
                let first = worlds[0][at];
                let known = worlds.iter().all(|world| world[at] == first);
                assert!(!known || *rest == 0 || first == 0 || first >= MIN_SAME, "{at} of {sum:?}: {first}");
            }
        }
    }

    fn levels() -> impl Strategy<Value = BTreeMap<String, u8>> {
        proptest::collection::btree_map("[a-e]", 1_u8..5, 0..6)
    }

    proptest! {
        #[test]
        fn a_code_says_what_it_is_about(item in "[a-z0-9-]{1,9}", part in "[a-z0-9-]{1,9}", of in "\\PC{1,20}") {
            let one = ItemCode::new(&item);
            let two = ItemCode { part: Some(&part), ..one };
            let three = ItemCode { of: Some(&of), ..two };
            for code in [one, two, three] {
                let written = code.to_string();
                prop_assert_eq!(ItemCode::read(&written), code);
            }
        }

        /// What is not handed in changes nothing, and the order changes nothing.
        #[test]
        fn only_what_is_handed_in_counts(
            given in proptest::collection::vec((proptest::option::of(1_u8..5), any::<bool>(), 0_usize..9), 0..8),
        ) {
            let all: Vec<Assessment> = given.iter().zip(10_u8..)
                .map(|((level, handed, role), person)| own(person, Role::ALL[*role], *level, *handed))
                .collect();
            let views = spread(&all, "mal");
            prop_assert_eq!(&views, &spread(all.iter().filter(|it| it.handed.is_some()), "mal"));
            prop_assert_eq!(&views, &spread(all.iter().rev(), "mal"));
            let levels: Vec<_> = given.iter().filter(|it| it.1).map(|it| it.0).collect();
            let known: Vec<u8> = levels.iter().flatten().copied().collect();
            let far = known.iter().any(|a| known.iter().any(|b| a.abs_diff(*b) >= APART));
            let unsure = !known.is_empty() && known.len() < levels.len();
            prop_assert_eq!(views.disagree, far || unsure);
        }

        /// However many answer: no sum of under five, and everybody is counted once.
        #[test]
        fn everybody_is_counted_once_or_nobody(
            came in proptest::collection::vec(proptest::option::of(1_u8..5), 0..60),
        ) {
            let sum = staff_sum(&staff(&came), "mal");
            prop_assert_eq!(sum.is_some(), came.len() >= MIN_STAFF as usize);
            if let Some(sum) = sum {
                prop_assert_eq!(sum.answered as usize, came.len());
                prop_assert_eq!(sum.levels.values().sum::<u32>() + sum.unknown + sum.rest, sum.answered);
                prop_assert!(sum.levels.values().chain([&sum.unknown]).all(|n| *n == 0 || *n >= MIN_SAME));
                prop_assert!(sum.rest == 0 || sum.rest >= MIN_SAME);
            }
        }

        #[test]
        fn a_movement_is_the_other_one_backwards(before in levels(), after in levels()) {
            let (there, back) = (movement(&before, &after), movement(&after, &before));
            prop_assert_eq!(there.len(), back.len());
            for (item, how) in &there {
                let turned = match how {
                    Movement::Up => Movement::Down,
                    Movement::Down => Movement::Up,
                    Movement::Same => Movement::Same,
                    Movement::New => Movement::Gone,
                    Movement::Gone => Movement::New,
                };
                prop_assert_eq!(back[item], turned);
                prop_assert!(before.contains_key(item) || after.contains_key(item));
            }
            prop_assert!(movement(&before, &before).values().all(|how| *how == Movement::Same));
        }
    }
}
