//! The rules of the programme: organisations, people, what they may do, who sees what, how long it
//! is kept. Pure: no file, clock, socket or database; time and randomness are parameters.
//!
//! # Add a kind of record
//!
//! Everything the programme remembers is a [`Record`]: a typed body with an owner, a name, unique
//! keys and pointers to other records. The crate `storage` keeps any of them, with history, undo,
//! conflicts, backup and export, without a table or a statement of its own. So:
//!
//! 1. An id in `id.rs`: one line in the macro `ids!`.
//! 2. A file of its own with the struct and its `impl Record` (here `Wish`, invented):
//!
//! ```
//! use programme::{Field, Id, OrganisationId, Problem, Record, Rule};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, Clone, Copy, PartialEq, Eq)]
//! struct WishId(Id);
//! impl From<Id> for WishId { fn from(id: Id) -> Self { Self(id) } }
//! impl From<WishId> for Id { fn from(id: WishId) -> Self { id.0 } }
//!
//! #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
//! struct Wish { title: String, organisation: OrganisationId }
//!
//! impl Record for Wish {
//!     type Id = WishId;
//!     const KIND: &'static str = "wish";
//!     fn owner(&self, _: WishId) -> Option<OrganisationId> { Some(self.organisation) }
//!     fn name(&self) -> String { self.title.clone() }
//!     fn keys(&self) -> Vec<String> { vec![format!("title:{}", programme::fold(&self.title))] }
//!     fn refs(&self) -> Vec<(&'static str, Id)> { vec![("organisation", self.organisation.into())] }
//!     fn check(&self) -> Result<(), Problem> { Rule::text(Field("title"), &self.title, 200) }
//! }
//! ```
//!
//! 3. A line in [`KINDS`], so that `verify`, `backup` and `import` know it.
//! 4. A line in [`retention::RULES`] and, if people fill in a form for it, in
//!    [`public_record::NOTES`], and names for them in `locales/*/programme.ftl` (`kept-…`, `noted-…`):
//!    tests ask for all of it.
//! 5. What may be done with it and by whom: rows in [`permit`].
//!
//! **Changing a kind later.** A new field gets `#[serde(default)]` and [`Record::FORMAT`] goes up
//! by one. A program that knows only the older format can still read the record (it does not see
//! the new field) but is refused when it wants to write it, so that nothing is lost while old and
//! new processes run side by side. A field is never renamed and never changes its meaning.

mod account;
mod application;
mod assessment;
mod assignment;
mod attendance;
mod checkin;
mod claim;
mod document;
mod edition;
mod evaluation;
mod evidence;
mod filled;
mod fold;
mod forming;
mod group;
mod home;
mod id;
mod idea;
mod improvement;
mod meeting;
mod minutes;
mod organisation;
mod participation;
pub mod permit;
mod person;
mod problem;
pub mod public_record;
mod record;
mod recusal;
pub mod retention;
mod role;
mod round;
mod step_work;
mod visibility;
mod words;

pub use account::Account;
pub use application::{Answer, Application, ApplicationState, Named, Return, Verdict, Withdrawal};
pub use assessment::{
    APART, Assessment, Given, ItemCode, Joint, JointAnswer, MIN_SAME, MIN_STAFF, Movement, Said, StaffAnswer, StaffSum,
    Stays, Views, movement, seen, sees_others, spread, staff_sum, take_back,
};
pub use assignment::Assignment;
pub use attendance::{Comes, Needs, PollAnswer, Registration, Suits};
pub use checkin::{CHECK_IN_MONTHS, CheckIn, Lives, due_checkins};
pub use claim::{FigureRef, Query, Reason, Reply, queries};
pub use document::{ContentHash, Document};
pub use edition::Edition;
pub use evaluation::{EvaluationPlan, MOST_PLANNED, YearsAround};
pub use evidence::{Evidence, MOST_EVIDENCE};
pub use filled::Filled;
pub use fold::fold;
pub use forming::{
    Formed, Forming, FormingRules, FormingState, MOST_PAIRS, MOST_SECONDS, MOST_STEPS, MOST_WEIGHT, Mentors, Pair,
    Wished,
};
pub use group::{Group, Member};
pub use home::Phase;
pub use id::{
    AccountId, ApplicationId, AssessmentId, AssignmentId, BadId, CheckInId, DocumentId, EditionId, EvaluationPlanId,
    FeedbackId, FilledId, FormingId, FormingRulesId, GroupId, HandInId, Id, IdeaId, ImprovementId, JointAnswerId,
    MeasurementId, MeetingId, MinutesId, NeedsId, OrganisationId, ParticipationId, PersonId, PointId, PollAnswerId,
    QueryId, Random, RecusalId, RegistrationId, RoundId, StaffAnswerId, StepWorkId,
};
pub use idea::{Family, Idea, Kin, Knot, Origin, family};
pub use improvement::{Baseline, Direction, Improvement, ImprovementState, MIN_MEASURED, Measurement, Spread, few};
pub use meeting::{AgendaItem, Meeting, MeetingState, Occasion, Slot, sweden};
pub use minutes::{Feedback, HandIn, Minutes, Point, PointKind};
pub use organisation::{AreaCode, Organisation, OrganisationKind};
pub use participation::{Capacity, Invoice, MentorAnswer, Mentoring, Participation};
pub use person::{Email, Language, Person};
pub use problem::{Field, Problem, Rule};
pub use record::{Facts, KINDS, Kind, LETS_GO, Record, kind};
pub use recusal::Recusal;
pub use role::Role;
pub use round::{Calendar, Moved, Round, RoundState, Track};
pub use step_work::{StepWork, Tally, WorkState, is_late};
pub use visibility::Visibility;
pub use words::Words;
