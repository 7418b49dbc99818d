//! Everything together: reads the files and looks things up.

use crate::check::{self, Findings};
use crate::data::{Disagreement, Disagreements, Organisation, Organisations, Round, Source, Sources};
use crate::fault::{Fault, FaultKind};
use crate::genealogy::Genealogy;
use crate::story::Story;
use serde::de::DeserializeOwned;
use std::sync::OnceLock;

/// A file, as the caller read it. Nothing here opens files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, as faults will name it; parts divided by `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

macro_rules! built_in {
    ($path:literal) => {
        ($path, include_str!(concat!("../../../history/", $path)))
    };
}

/// The files of `history/`, built into the program. A test compares the list with the folder.
const BUILT_IN: &[(&str, &str)] = &[
    built_in!("organisations.toml"),
    built_in!("sources.toml"),
    built_in!("disagreements.toml"),
    built_in!("rounds/pilot-2015.toml"),
    built_in!("rounds/omgang-2017.toml"),
    built_in!("rounds/regioner-2019.toml"),
    built_in!("rounds/kommuner-2019.toml"),
    built_in!("rounds/omgang-2020.toml"),
    built_in!("rounds/omgang-2021.toml"),
    built_in!("rounds/omgang-2023.toml"),
];

/// The rounds, who took part in them, and where that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    rounds: Vec<Round>,
    organisations: Vec<Organisation>,
    sources: Vec<Source>,
    disagreements: Vec<Disagreement>,
}

impl History {
    /// What comes with the program. That it is sound is seen to by a test.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        // A fault here is our own and is caught by the tests; what can be read is used all the same.
        HISTORY.get_or_init(|| read(&Self::built_in_files()).0)
    }

    /// The files that come with the program, as they are written.
    #[must_use]
    pub fn built_in_files() -> Vec<File> {
        BUILT_IN.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() }).collect()
    }

    /// A history of these files.
    ///
    /// # Errors
    /// Everything that is wrong in any of them.
    pub fn from_files(files: &[File]) -> Result<Self, Vec<Fault>> {
        let (history, faults) = read(files);
        if faults.is_empty() { Ok(history) } else { Err(faults) }
    }

    /// The rounds in order of time.
    pub fn rounds(&self) -> impl DoubleEndedIterator<Item = &Round> + ExactSizeIterator {
        self.rounds.iter()
    }

    /// A round.
    #[must_use]
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.rounds.iter().find(|it| it.id == id)
    }

    /// The organisations: municipalities by name, then regions, then others, as in the file.
    #[must_use]
    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    /// An organisation.
    #[must_use]
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        self.organisations.iter().find(|it| it.id == id)
    }

    /// The organisation with a code in Kolada, if it has taken part.
    #[must_use]
    pub fn organisation_of_area(&self, area: &str) -> Option<&Organisation> {
        self.organisations.iter().find(|it| it.area.as_deref() == Some(area))
    }

    /// The name of an organisation; the id where there is no such.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.organisation(id).map_or(id, |it| &it.name)
    }

    /// A source.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|it| it.id == id)
    }

    /// What the sources disagree about.
    #[must_use]
    pub fn disagreements(&self) -> &[Disagreement] {
        &self.disagreements
    }

    /// Everything an organisation did.
    #[must_use]
    pub fn story(&self, organisation: &str) -> Option<Story<'_>> {
        Story::of(self, organisation)
    }

    /// Who mentored whom.
    #[must_use]
    pub fn genealogy(&self) -> Genealogy<'_> {
        Genealogy::of(self)
    }
}

/// The history with everything that could be read, and everything that is wrong.
fn read(files: &[File]) -> (History, Vec<Fault>) {
    let (mut history, mut faults) = (History::default(), Vec::new());
    let mut counts = [("organisations/1", 0), ("sources/1", 0), ("disagreements/1", 0)];
    for file in files {
        match one(file, &mut history) {
            Ok(format) => counts.iter_mut().filter(|(name, _)| *name == format).for_each(|(_, count)| *count += 1),
            Err(kind) => faults.push(Fault { file: file.path.clone(), place: "file".to_owned(), kind }),
        }
    }
    history.rounds.sort_by(|a, b| (a.from.first(), &a.id).cmp(&(b.from.first(), &b.id)));
    // What a file speaks of may stand in one that could not be read: told when all can be.
    if faults.is_empty() {
        let wrong = counts.iter().filter(|(_, found)| *found != 1);
        faults.extend(wrong.map(|(format, found)| Fault {
            file: "history".to_owned(),
            place: "folder".to_owned(),
            kind: FaultKind::Files { format, found: *found },
        }));
        check(&history, &mut faults);
    }
    (history, faults)
}

/// Reads one file into the history; gives its format.
fn one(file: &File, history: &mut History) -> Result<String, FaultKind> {
    let unreadable = |why: toml::de::Error| FaultKind::Unreadable { why: why.to_string() };
    let table: toml::Table = toml::from_str(&file.text).map_err(unreadable)?;
    let format = table.get("format").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    match format.as_str() {
        "organisations/1" => history.organisations.extend(typed::<Organisations>(&file.text)?.organisation),
        "sources/1" => history.sources.extend(typed::<Sources>(&file.text)?.source),
        "disagreements/1" => history.disagreements.extend(typed::<Disagreements>(&file.text)?.disagreement),
        "round/1" => {
            let round: Round = typed(&file.text)?;
            let name = file.path.rsplit('/').next().unwrap_or_default();
            if name.strip_suffix(".toml") != Some(round.id.as_str()) {
                return Err(FaultKind::FileName { id: round.id });
            }
            history.rounds.push(round);
        }
        _ => return Err(FaultKind::Format { found: format.chars().take(60).collect() }),
    }
    Ok(format)
}

fn typed<T: DeserializeOwned>(text: &str) -> Result<T, FaultKind> {
    toml::from_str(text).map_err(|why| FaultKind::Unreadable { why: why.to_string() })
}

/// Everything wrong with what could be read.
fn check(history: &History, faults: &mut Vec<Fault>) {
    check::organisations(&history.organisations, history, &mut Findings::new("organisations.toml", faults));
    check::sources(&history.sources, history, &mut Findings::new("sources.toml", faults));
    check::disagreements(&history.disagreements, history, &mut Findings::new("disagreements.toml", faults));
    for (at, round) in history.rounds.iter().enumerate() {
        let file = format!("rounds/{}.toml", round.id);
        let mut out = Findings::new(&file, faults);
        if history.rounds.iter().take(at).any(|other| other.id == round.id) {
            out.tell("round", FaultKind::Twice { id: round.id.clone() });
        }
        check::round(round, history, &mut out);
    }
}
