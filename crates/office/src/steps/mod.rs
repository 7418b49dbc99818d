//! The steps of a model at work: what an organisation does in each, who sees to it, by when, and what
//! shows that it is done.
//!
//! What is asked for in a step stands in the model that the round follows; what an organisation has done
//! with a task is a record ([`programme::StepWork`]), and what has none is untouched. The own organisation
//! reads it, and the mentors of the group it compares itself in. Who runs the round sees numbers alone
//! (`progress.rs`).
//!
//! # Where things are
//! `part` is what an organisation's steps hang on, read once; `work` is what people do, `view` what pages
//! show, `todo` what waits for somebody, `remind` the letters; `year` is where else an organisation works in
//! a round.

mod part;
mod remind;
mod todo;
mod view;
mod work;
mod year;

pub(crate) use part::{Item, Part, at_hand, is_theirs, object_of_work, tally_of, tasks_of};
pub use view::{
    EvidenceLine, MaterialView, OtherTask, StepLine, StepMeeting, StepView, StepsPlace, StepsView, TaskFills,
    TaskJoint, TaskLine, TaskView, TemplateState, evidence_name,
};
pub use work::{EvidenceForm, TaskKey, WorkForm};
pub use year::OrganisationYear;
