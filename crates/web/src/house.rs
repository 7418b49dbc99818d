//! What every request may use.

use crate::cache::Cache;
use app::cases::CaseRoom;
use app::view::{AreaRef, Level};
use app::{App, Printer};
use i18n::Lang;
use office::Office;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Who runs this service; named in the accessibility statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The public body: `Kramfors kommun`.
    pub name: String,
    /// An e-mail address for those who find a fault.
    pub email: String,
}

/// What a site is made of.
#[derive(Clone)]
pub struct Site {
    /// The open data.
    pub app: Arc<App>,
    /// Makes PDF and XLSX.
    pub printer: Arc<dyn Printer>,
    /// The version of the program, for the footer.
    pub version: String,
    /// The use cases of the programme; `None`: a site of figures alone.
    pub office: Option<Arc<Office>>,
    /// The cases that the operator has the server answer for; `None`: there are none, and no pages of them.
    pub cases: Option<Arc<CaseRoom>>,
    /// Whether a proxy of ours stands before us and says who calls.
    pub behind_proxy: bool,
    /// Who runs it; the accessibility statement says so when nobody is named.
    pub operator: Option<Operator>,
}

impl Site {
    /// A site that names nobody as its operator.
    pub fn new(app: Arc<App>, printer: Arc<dyn Printer>, version: impl Into<String>) -> Self {
        Self { app, printer, version: version.into(), office: None, cases: None, behind_proxy: false, operator: None }
    }
}

/// The site, and what the server keeps beside it.
pub struct House {
    /// What the site is made of.
    pub site: Site,
    /// Whether the municipalities and figures are invented: said on every page then.
    pub invented: bool,
    /// A municipality of the data to name where a reader is told what can be written.
    pub example: Option<AreaRef>,
    /// Answers already given. The snapshot never changes while the program runs.
    pub cache: Cache,
    /// How many documents may be set at once: a PDF takes a processor for a while, and pages
    /// must not wait behind a queue of them.
    pub presses: Semaphore,
}

impl House {
    /// Opens the house.
    pub fn new(site: Site) -> Self {
        let invented = site.app.data(Lang::Sv).invented;
        let example = example(&site.app.areas());
        Self { site, invented, example, cache: Cache::default(), presses: Semaphore::new(1) }
    }
}

/// The first municipality whose name is one word with an å, ä or ö in it; any, where there is none.
fn example(areas: &[AreaRef]) -> Option<AreaRef> {
    let mut municipalities = areas.iter().filter(|area| area.level == Level::Municipality);
    let telling = |area: &&AreaRef| !area.name.is_ascii() && area.name.chars().all(char::is_alphabetic);
    municipalities.clone().find(telling).or_else(|| municipalities.next()).cloned()
}
