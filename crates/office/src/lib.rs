//! Use cases of the programme: the one place where its rules (`programme`), its models (`method`),
//! what proves who somebody is (`keys`) and its data (`storage`) meet.
//!
//! Here live: signing in and out, invitations, recovery, one's account; organisations, people, roles,
//! attached files; history and undoing; one's own data; letters and jobs; what the operator sees; the
//! demonstration's people. Not here: pages and forms (`web`), arguments (`jamsides`), how mail leaves
//! (`post`), who may do what (`programme::permit`), the figures (`app`).
//!
//! # How to add a use case
//! A function on [`Office`] in the file of its subject: ask [`Office::allow`] first, read, make one
//! [`storage::Change`], write it. What can go wrong is a [`Trouble`], named after the situation. A
//! route or a command calls it; neither asks for permission itself.

mod account;
mod assess;
mod beside;
mod csv;
mod demonstration;
mod documents;
mod enrol;
mod evaluate;
mod filled;
mod forming;
mod history;
mod improve;
mod invite;
mod letters;
mod limits;
mod meetings;
mod mentored;
mod operator;
mod organisations;
mod own_data;
mod people;
mod progress;
mod recover;
mod results;
mod retain;
mod rounds;
mod said;
mod sign_in;
mod steps;
mod trouble;
mod visitor;
mod work;
mod workspace;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use keys::Ring;
use method::Bound;
use programme::{EditionId, Random};
use storage::{Author, Change, Store};
use tokio::sync::Semaphore;
use url::Url;

pub use self::history::{Compared, HistoryLine, HistoryView, Shift};
pub use account::{KeyLine, Security, SessionLine};
pub use assess::{
    AssessAt, AssessItem, AssessLevel, AssessLine, AssessPlace, AssessQuestion, AssessQuestions, AssessmentsView,
    Earlier, GivenForm, JointForm, JointItemView, JointLine, JointSheet, JointView, OpenSheet, Outcomes, OwnItem,
    OwnView, SaidLine, SheetCode, SheetLine, Since, StaffForm, StaffItem, StaffSheet, StaffView, StatusView, TeamLine,
    UNKNOWN, Waits, WouldAsk,
};
pub use beside::*;
pub use demonstration::Acted;
pub use documents::DocumentLine;
pub use enrol::{Enrolled, Enrolling, Invited, Way};
pub use evaluate::*;
pub use filled::*;
pub use forming::*;
pub use improve::*;
pub use invite::{Handed, NewInvitation};
pub use letters::{Enclosed, Letter, Page as LetterPage, Post, PostError, path as letter_path};
pub use meetings::*;
pub use mentored::JointAtHand;
pub use operator::{AccountState, OperatorView};
pub use organisations::{OrganisationFacts, OrganisationLine, OrganisationView};
pub use own_data::MyData;
pub use people::PersonLine;
pub use progress::{Late, ProgressLine, Stage, StepAtHand};
pub use recover::Recovered;
pub use results::*;
pub use rounds::*;
pub use said::{Said, said};
pub use sign_in::{Caller, SignedIn};
pub use steps::*;
pub use storage::{Conflict, Error as StorageError, MOST_BYTES};
pub use trouble::Trouble;
pub use visitor::Visitor;
pub use workspace::{Todo, TodoKind, TodoPlace};

/// Time and chance, from outside: the system's in the program, a test's own in a test.
pub trait Surroundings: Send + Sync + 'static {
    /// The time.
    fn now(&self) -> Timestamp;
    /// Fills `bytes` with chance nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// What the operator has decided.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address people reach us by: links in letters, passkeys.
    pub address: Url,
    /// Whether anybody may sign in as an invented person.
    pub demonstration: bool,
    /// Whether letters leave; otherwise a link is shown to whoever made it, to hand over.
    pub posts: bool,
}

/// The name people see on passkeys, codes and letters.
pub const SERVICE: &str = "Jämsides";

/// How many passwords are tried at once: each takes 19 MiB and a processor for a while.
const HASHING: usize = 2;

/// The use cases.
pub struct Office {
    store: Store,
    ring: Option<Ring>,
    around: Arc<dyn Surroundings>,
    settings: Settings,
    hashing: Semaphore,
    /// The day for which this process has planned the round of retention.
    planned: Mutex<Option<Date>>,
    /// The day for which it has planned the reminders.
    reminded: Mutex<Option<Date>>,
    /// Whether anybody has been seen to have an account.
    peopled: AtomicBool,
    /// The editions of models that rounds follow, read once: they never change.
    bound: Mutex<BTreeMap<EditionId, Arc<Bound>>>,
    /// Who prints papers, where somebody does.
    press: Option<Arc<dyn Press>>,
    /// Who knows what the figures say, where somebody does.
    figures: Option<Arc<dyn FiguresDoor>>,
    /// What has become of differences in key figures, where somebody knows.
    outcomes: Option<Arc<dyn Outcomes>>,
    /// Key figures of everybody, before and after, where somebody knows.
    everybody: Option<Arc<dyn KeyFigures>>,
    /// Where organisations lie and what they are like, where somebody knows.
    places: Option<Arc<dyn Places>>,
    /// The proposals of groups that this process works on.
    bench: forming::Bench,
}

impl fmt::Debug for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Office").field("store", &self.store).field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Office {
    /// Opens the office over a store.
    pub fn new(store: Store, around: Arc<dyn Surroundings>, settings: Settings) -> Self {
        let ring = match Ring::new(&settings.address, SERVICE) {
            Ok(ring) => Some(ring),
            Err(why) => {
                tracing::warn!(%why, "passkeys are not offered");
                None
            }
        };
        Self {
            store,
            ring,
            around,
            settings,
            hashing: Semaphore::new(HASHING),
            planned: Mutex::new(None),
            reminded: Mutex::new(None),
            peopled: AtomicBool::new(false),
            bound: Mutex::default(),
            press: None,
            figures: None,
            outcomes: None,
            everybody: None,
            places: None,
            bench: forming::Bench::default(),
        }
    }

    /// With somebody who prints decision letters as PDF; without, they are texts in letters only.
    #[must_use]
    pub fn printing(mut self, press: Arc<dyn Press>) -> Self {
        self.press = Some(press);
        self
    }

    /// With somebody who knows how differences between women and men have gone; without, a high answer is
    /// asked about for want of evidence alone.
    #[must_use]
    pub fn measuring(mut self, outcomes: Arc<dyn Outcomes>) -> Self {
        self.outcomes = Some(outcomes);
        self
    }

    /// With somebody who knows the key figures of everybody; without, a round is evaluated by what was done
    /// and said in it alone.
    #[must_use]
    pub fn comparing(mut self, figures: Arc<dyn KeyFigures>) -> Self {
        self.everybody = Some(figures);
        self
    }

    /// With somebody who knows where organisations lie; without, groups are formed by all but the way between
    /// those who meet.
    #[must_use]
    pub fn placing(mut self, places: Arc<dyn Places>) -> Self {
        self.places = Some(places);
        self
    }

    /// With somebody who knows what the figures say; without, forms do not fill themselves with them.
    #[must_use]
    pub fn knowing(mut self, figures: Arc<dyn FiguresDoor>) -> Self {
        self.figures = Some(figures);
        self
    }

    /// How many questions the storage has been asked since it was opened: as many for a long list as for a
    /// short one.
    pub fn questions_asked(&self) -> u64 {
        self.store.asked()
    }

    /// What the operator has decided.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether passkeys can be used at this address.
    pub fn has_keys(&self) -> bool {
        self.ring.is_some()
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.around.now()
    }

    /// The day in Sweden: assignments, deadlines and retention go by it.
    pub fn today(&self) -> Date {
        swedish(self.now()).date()
    }

    fn chance(&self) -> impl Random + Send + use<> {
        let around = Arc::clone(&self.around);
        move |bytes: &mut [u8]| around.fill(bytes)
    }

    fn id<T: From<programme::Id>>(&self) -> T {
        programme::Id::new(self.now(), &mut self.chance()).into()
    }

    fn token(&self) -> keys::Token {
        keys::Token::new(&mut self.chance())
    }

    fn change(&self, author: Author) -> Change {
        Change::new(author, self.now(), &mut self.chance())
    }

    /// An address of ours: a path with its language.
    fn link(&self, path: &str) -> String {
        format!("{}{path}", self.settings.address.as_str().trim_end_matches('/'))
    }
}

/// A time in Sweden.
pub fn swedish(time: Timestamp) -> jiff::Zoned {
    time.to_zoned(TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC))
}
