//! Meetings: planned, found a day for, registered to, held, written down, thought about.
//!
//! A meeting is a group's, or everybody's in the round. Who may do what with it stands in
//! `programme::permit` and is asked of what [`called::Gathering`] says; that there is a meeting is told
//! to nobody it is not for. What somebody needs to take part is theirs and the host's alone, and is
//! erased the day after (`retain.rs`).
//!
//! # Where things are
//! `plan` makes and moves meetings, `poll` finds a day, `register` says who comes, `minutes` what came
//! of it, `hand_in` what is due before it, `feedback` what people thought of it; `view` is what pages
//! show, `todo` what waits for somebody; `calendar` is for other programs, `letters` and `remind` for
//! the post.

mod calendar;
mod called;
mod feedback;
mod hand_in;
mod keep;
mod letters;
mod minutes;
mod plan;
mod poll;
mod register;
pub(crate) mod remind;
mod roll;
mod todo;
mod view;
mod when;

pub use calendar::FeedLine;
pub(crate) use called::Gathering;
pub use feedback::{Answered, Asking, FeedbackSum, FeedbackView, RoundFeedback};
pub use hand_in::{Due, HandInLine, MaterialLine};
pub(crate) use hand_in::{deadlines, dues, last_day, object_of_file};
pub use minutes::{MinutesView, PointForm, PointLine, ShownMinutes};
pub(crate) use plan::in_order;
pub use plan::{AgendaForm, MeetingForm, MeetingSheet};
pub use poll::{AnswerLine, AskedTime};
pub use register::{AttendanceLine, Attendee, Count, NeedLine, RegistrationForm, RoundAttendance};
pub(crate) use view::agenda;
pub use view::{AgendaLine, MeetingLine, MeetingView, time_code};
pub use when::{SlotForm, day_said, slot_said, time_said};
