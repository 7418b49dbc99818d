//! A benchmarking model: who takes part, on which conditions, in which steps, by when.

use crate::text::{Id, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) const fn is_false(value: &bool) -> bool {
    !*value
}

pub(crate) const fn yes() -> bool {
    true
}

pub(crate) const fn is_true(value: &bool) -> bool {
    *value
}

/// A model. Steps come in the order they are taken; nothing knows a step by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// `model/1`.
    pub format: String,
    /// The model's id: `modell-2023`. Never changes.
    pub id: Id,
    /// Raised when anything in the model changes after a round has begun with it.
    pub version: u32,
    /// The model this one was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<Id>,
    /// Who can take part.
    pub organisations: Vec<Organisation>,
    /// How long a round is, in months.
    pub duration_months: u16,
    /// The self-assessment used.
    pub instrument: Id,
    /// The model's name.
    pub name: Text,
    /// What it is, in two sentences.
    pub summary: Text,
    /// When it was, or is, in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Text>,
    /// Where what is said here is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The roles steps and checklists speak of.
    #[serde(rename = "role")]
    pub roles: Vec<Role>,
    /// Whom each kind of organisation takes part with.
    #[serde(rename = "team")]
    pub teams: Vec<Team>,
    /// What a group looks like.
    pub group: Group,
    /// What is asked of those who apply.
    #[serde(rename = "condition", default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Days before or after a meeting.
    #[serde(rename = "deadline", default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// What steps use and fill in.
    #[serde(rename = "material", default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// The steps, in order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// Courses that go deeper, taken when they fit.
    #[serde(rename = "module", default, skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<Module>,
    /// What is asked after a meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
    /// What whoever arranges a meeting ticks off.
    #[serde(rename = "checklist", default, skip_serializing_if = "Vec::is_empty")]
    pub checklists: Vec<Checklist>,
    /// When a participant may call itself a model. More than one where the rule changed on the way.
    #[serde(rename = "status", default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<Status>,
    /// What taking part is expected to give.
    #[serde(rename = "result", default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Outcome>,
}

impl Model {
    /// The step with this id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }

    /// The role with this id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id.as_str() == id)
    }

    /// The material with this id.
    #[must_use]
    pub fn material(&self, id: &str) -> Option<&Material> {
        self.materials.iter().find(|material| material.id.as_str() == id)
    }

    /// The deadline with this id.
    #[must_use]
    pub fn deadline(&self, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.id.as_str() == id)
    }
}

/// A kind of organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Organisation {
    /// A municipality.
    Municipality,
    /// A region.
    Region,
    /// An association of municipalities, a city district, a company.
    Other,
}

/// Somebody who does something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The role's id.
    pub id: Id,
    /// Whose side it is on.
    pub side: Side,
    /// What it is called.
    pub name: Text,
    /// What it does.
    pub does: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Whose side a role is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// In an organisation that takes part.
    Participant,
    /// In an organisation that mentors.
    Mentor,
    /// Whoever receives a meeting of the group.
    Host,
    /// Whoever runs the round.
    Organiser,
}

/// Whom a kind of organisation takes part with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Which kind.
    pub organisation: Organisation,
    /// Who.
    #[serde(rename = "member")]
    pub members: Vec<Member>,
}

/// How many of a role are in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Which role.
    pub role: Id,
    /// How many.
    pub count: u8,
    /// Must they be there? Yes unless it says no.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub required: bool,
}

/// What a group looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Fewest mentors.
    pub mentors_min: u8,
    /// Most mentors.
    pub mentors_max: u8,
    /// Fewest participants.
    pub participants_min: u8,
    /// Most participants.
    pub participants_max: u8,
    /// May a mentor from an earlier round back a new one?
    #[serde(default, skip_serializing_if = "is_false")]
    pub supporting_mentor: bool,
    /// May kinds of organisation be mixed?
    #[serde(default, skip_serializing_if = "is_false")]
    pub mixed: bool,
    /// Who hosts the group's meetings.
    pub hosting: Hosting,
    /// The same in words.
    pub text: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Who hosts the group's meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hosting {
    /// The members in turn.
    Rotates,
    /// The mentor.
    Mentor,
    /// Whoever runs the round.
    Organiser,
}

/// Something asked of those who apply. An application form shows one part for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The condition's id.
    pub id: Id,
    /// What it is about.
    pub kind: ConditionKind,
    /// Which fields the form shows.
    pub asks: Vec<Ask>,
    /// Must it be met? Yes unless it says no.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub required: bool,
    /// Its heading.
    pub name: Text,
    /// What is asked.
    pub text: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What to choose from, where `asks` has `choice`.
    #[serde(rename = "choice", default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Outcome>,
}

/// What a condition is about. The list can grow; a round only needs to know which kinds it must check
/// before it lets anybody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ConditionKind {
    /// A political decision has been taken.
    PoliticalDecision,
    /// People are named for the roles of the team.
    NamedPeople,
    /// The top leadership stands behind it.
    Leadership,
    /// The organisation will mentor others afterwards.
    MentorCommitment,
    /// Time is set aside.
    Time,
    /// A fee is paid.
    Fee,
    /// Something else the organisation promises.
    Promise,
    /// A wish; never a reason to say no.
    Wish,
}

/// A field of an application form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Ask {
    /// One of the condition's choices.
    Choice,
    /// A day.
    Date,
    /// A reference: diary number, paragraph.
    Reference,
    /// A document.
    Attachment,
    /// Names, by role in the team.
    People,
    /// How the people are reached.
    Contact,
    /// A box to tick.
    Confirmation,
    /// Free text.
    Text,
    /// A sum in kronor.
    Amount,
}

/// Days before or after a meeting. The date is worked out by [`Deadline::on`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The deadline's id.
    pub id: Id,
    /// How many days; at most 366.
    #[schemars(range(max = 366))]
    pub days: u16,
    /// Before or after the meeting.
    pub side: When,
    /// The meetings it holds for.
    pub steps: Vec<Id>,
    /// May a round change the number of days?
    #[serde(default, skip_serializing_if = "is_false")]
    pub adjustable: bool,
    /// Is the number our own, where the source gives none?
    #[serde(default, skip_serializing_if = "is_false")]
    pub ours: bool,
    /// What is to be done by then.
    pub name: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// When something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Before the meeting, or at the beginning of work at home.
    Before,
    /// At the meeting, or in the middle of work at home.
    During,
    /// After the meeting, or at the end of work at home.
    After,
}

/// Something a step uses or fills in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// The material's id.
    pub id: Id,
    /// What it is.
    pub kind: MaterialKind,
    /// What it is called.
    pub name: Text,
    /// The form it is filled in with, where it is a template or a presentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Id>,
    /// Where it is, where it is on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// What a material is. The list can grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MaterialKind {
    /// The model's self-assessment.
    SelfAssessment,
    /// The model's feedback form.
    Feedback,
    /// The model's checklist for whoever arranges a meeting.
    Checklist,
    /// A form to fill in.
    Template,
    /// Slides to fill in.
    Presentation,
    /// Something to read.
    Document,
    /// Guidance.
    Guidance,
    /// A film.
    Film,
    /// A course.
    Course,
}

/// A step of the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The step's id.
    pub id: Id,
    /// What kind of step it is.
    pub kind: StepKind,
    /// Who arranges it, where it is a meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_by: Option<HeldBy>,
    /// The roles that come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attends: Vec<Id>,
    /// The materials used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Id>,
    /// What it is called.
    pub name: Text,
    /// What it is for, in two sentences.
    pub purpose: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What is done before, during and after.
    #[serde(rename = "task", default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// What has come of it when it is over.
    #[serde(rename = "outcome", default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
}

/// What kind of step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A meeting: it has a day, and deadlines count from it.
    Meeting,
    /// Work at home, until the next meeting.
    Home,
    /// A course, taken before the next meeting.
    Course,
}

/// Who arranges a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeldBy {
    /// Whoever runs the round; everybody at once.
    Organiser,
    /// The group; every group by itself.
    Group,
}

/// Something to do. Becomes a to-do item whose id is the step's id, `/`, the task's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The task's id, unique in its step.
    pub id: Id,
    /// When.
    pub when: When,
    /// The roles that do it.
    pub who: Vec<Id>,
    /// The material it fills in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fills: Option<Id>,
    /// The deadline it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Id>,
    /// What to do.
    pub text: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A sentence with an id: an outcome, a choice, an expected result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its id.
    pub id: Id,
    /// The sentence.
    pub text: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A course that goes deeper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// The module's id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// What is asked after a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// After which steps.
    pub steps: Vec<Id>,
    /// Its heading.
    pub name: Text,
    /// Who reads it, and when to answer.
    pub text: Text,
    /// What is asked.
    #[serde(rename = "field")]
    pub fields: Vec<FeedbackField>,
}

/// A question of the feedback form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackField {
    /// The field's id.
    pub id: Id,
    /// Its heading.
    pub name: Text,
    /// The question.
    pub text: Text,
}

/// A part of the checklist for whoever arranges a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// The part's id.
    pub id: Id,
    /// For which meetings.
    pub steps: Vec<Id>,
    /// Its heading.
    pub name: Text,
    /// What to tick off.
    #[serde(rename = "item")]
    pub items: Vec<ChecklistItem>,
}

/// A thing to tick off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// The item's id, unique in its part.
    pub id: Id,
    /// When.
    pub when: When,
    /// The roles that see to it.
    pub who: Vec<Id>,
    /// The deadline it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Id>,
    /// What should be so.
    pub text: Text,
}

/// When a participant may call itself a model. Evaluated by [`crate::judge`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The rule's id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The rule in words.
    pub text: Text,
    /// When the rule held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Text>,
    /// Which answers are looked at.
    #[serde(default, skip_serializing_if = "Scope::is_overall")]
    pub scope: Scope,
    /// Something here is not confirmed; `note` says what.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unconfirmed: bool,
    /// A remark shown beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What must all be so.
    pub criterion: Vec<Criterion>,
}

/// Which answers a status rule looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The parts assessed once for the organisation.
    #[default]
    Overall,
    /// Every sheet, those of committees and administrations included.
    Every,
}

impl Scope {
    const fn is_overall(&self) -> bool {
        matches!(self, Self::Overall)
    }
}

/// One thing that must be so. `highest` is the top of the scale the rule was made for: used with another
/// scale the rule says nothing, and the check refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Criterion {
    /// No item stands at this level.
    NoItemAt {
        /// The level.
        level: u8,
        /// The top of the scale.
        highest: u8,
    },
    /// More than this share of all items stands at exactly this level.
    MoreThan {
        /// The share. Half is 50, and just half is not more.
        #[schemars(range(max = 100))]
        percent: u8,
        /// The level.
        level: u8,
        /// The top of the scale.
        highest: u8,
    },
    /// A whole round has been completed.
    RoundCompleted,
    /// A mentor in a round after its own.
    Mentored,
}
