//! All models, self-assessments, mappings, charters, decision checklists and forms together.

use crate::charter::Charter;
use crate::check::{self, Finding, Findings};
use crate::decision::Decision;
use crate::fault::{Fault, FaultKind, Thing, likeliest};
use crate::form::Form;
use crate::instrument::{Instrument, Mapping};
use crate::model::Model;
use crate::origin::Origin;
use crate::place::{Way, line_column, span, way};
use crate::schema::Format;
use crate::shape;
use crate::text::{Id, Text};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use toml::Spanned;
use toml::de::DeTable;

/// The form that asks what a round has led to. It is no model's, so that every round is asked the same,
/// whatever its model.
pub const EVALUATION: &str = "utvardering";

/// No file may be larger.
pub const MOST_BYTES: usize = 2_000_000;

/// A file, as the caller read it. Nothing here opens files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, as faults will name it; parts divided by `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// A file.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, name)| name)
    }
}

/// One version of one model with all it refers to: what a round is bound to for life.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Edition {
    /// The model.
    pub model: Id,
    /// Its version.
    pub version: u32,
    /// SHA-256 over the content of model, texts, self-assessment and forms, in hexadecimal. Comments, order of
    /// keys and line breaks do not change it.
    pub fingerprint: String,
}

/// Everything known about method.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    models: BTreeMap<Id, Model>,
    about: BTreeMap<Id, Text>,
    instruments: BTreeMap<Id, Instrument>,
    mappings: BTreeMap<Id, Mapping>,
    charters: BTreeMap<Id, Charter>,
    decisions: BTreeMap<Id, Decision>,
    forms: BTreeMap<Id, Form>,
}

macro_rules! built_in {
    ($path:literal) => {
        ($path, include_str!(concat!("../../../method/", $path)))
    };
}

/// The files of `method/`, built into the program. A test compares the list with the folder.
pub(crate) const BUILT_IN: &[(&str, &str)] = &[
    built_in!("models/modell-2017/model.toml"),
    built_in!("models/modell-2017/sv.md"),
    built_in!("models/modell-2017/en.md"),
    built_in!("models/modell-2018/model.toml"),
    built_in!("models/modell-2018/sv.md"),
    built_in!("models/modell-2018/en.md"),
    built_in!("models/modell-2019/model.toml"),
    built_in!("models/modell-2019/sv.md"),
    built_in!("models/modell-2019/en.md"),
    built_in!("models/modell-2021/model.toml"),
    built_in!("models/modell-2021/sv.md"),
    built_in!("models/modell-2021/en.md"),
    built_in!("models/modell-2023/model.toml"),
    built_in!("models/modell-2023/sv.md"),
    built_in!("models/modell-2023/en.md"),
    built_in!("instruments/sjalvskattning-2017.toml"),
    built_in!("instruments/sjalvskattning-2018.toml"),
    built_in!("instruments/sjalvskattning-2023.toml"),
    built_in!("instruments/mappings/2017-2018.toml"),
    built_in!("instruments/mappings/2017-2023.toml"),
    built_in!("instruments/mappings/2018-2023.toml"),
    built_in!("charter/2006.toml"),
    built_in!("charter/2022.toml"),
    built_in!("decisions/beslut-fem-steg.toml"),
    built_in!("decisions/underlag-fyra-steg.toml"),
    built_in!("decisions/underlag-kalmar.toml"),
    built_in!("forms/forbattringsplan.toml"),
    built_in!("forms/intressentanalys.toml"),
    built_in!("forms/organisationsfakta.toml"),
    built_in!("forms/presentation-forbattring.toml"),
    built_in!("forms/presentation-styrning.toml"),
    built_in!("forms/presentation-uppfoljning.toml"),
    built_in!("forms/sakringsplan.toml"),
    built_in!("forms/slutrapport.toml"),
    built_in!("forms/styrsystem.toml"),
    built_in!("forms/uppfoljning.toml"),
    built_in!("forms/utvardering.toml"),
];

impl Library {
    /// What comes with the program. That every file of it is sound is seen to by a test.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LIBRARY: OnceLock<Library> = OnceLock::new();
        LIBRARY.get_or_init(|| {
            let files: Vec<File> = BUILT_IN.iter().map(|(path, text)| File::new(*path, *text)).collect();
            // A fault here is our own and is caught by the tests; what is sound is used all the same.
            read(&Self::default(), &files).0
        })
    }

    /// The files that come with the program, as they are written.
    pub fn built_in_files() -> impl Iterator<Item = (&'static str, &'static str)> {
        BUILT_IN.iter().copied()
    }

    /// A library of these files alone.
    ///
    /// # Errors
    /// Everything that is wrong in any of them, by file and line.
    pub fn from_files(files: &[File]) -> Result<Self, Vec<Fault>> {
        Self::default().with(files)
    }

    /// This library and more files, which may refer to what is here but not take its ids.
    ///
    /// # Errors
    /// Everything that is wrong in any of them, by file and line.
    pub fn with(&self, files: &[File]) -> Result<Self, Vec<Fault>> {
        let (library, faults) = read(self, files);
        if faults.is_empty() { Ok(library) } else { Err(faults) }
    }

    /// The models, by id.
    pub fn models(&self) -> impl Iterator<Item = &Model> {
        self.models.values()
    }

    /// A model.
    #[must_use]
    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.get(id)
    }

    /// The longer text about a model, in Markdown.
    #[must_use]
    pub fn about(&self, model: &str) -> Option<&Text> {
        self.about.get(model)
    }

    /// The self-assessments, by id.
    pub fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.values()
    }

    /// A self-assessment.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instruments.get(id)
    }

    /// The mappings, by id.
    pub fn mappings(&self) -> impl Iterator<Item = &Mapping> {
        self.mappings.values()
    }

    /// How two self-assessments relate. `None`: nobody has said, so they are not comparable.
    #[must_use]
    pub fn mapping(&self, from: &str, to: &str) -> Option<&Mapping> {
        self.mappings.values().find(|it| it.from.as_str() == from && it.to.as_str() == to)
    }

    /// The editions of the CEMR Charter, by id.
    pub fn charters(&self) -> impl Iterator<Item = &Charter> {
        self.charters.values()
    }

    /// An edition of the CEMR Charter.
    #[must_use]
    pub fn charter(&self, id: &str) -> Option<&Charter> {
        self.charters.get(id)
    }

    /// The decision checklists, by id.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.values()
    }

    /// A decision checklist.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decisions.get(id)
    }

    /// The forms, by id.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.forms.values()
    }

    /// A form.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(id)
    }

    /// The forms a model is filled in with, by id: those its materials name, and those whose answers these
    /// take up.
    #[must_use]
    pub fn forms_of(&self, model: &Model) -> Vec<&Form> {
        let mut found: BTreeMap<&Id, &Form> = BTreeMap::new();
        let mut left: Vec<&Id> = model.materials.iter().filter_map(|it| it.form.as_ref()).collect();
        while let Some(id) = left.pop() {
            let Some(form) = self.forms.get(id).filter(|_| !found.contains_key(id)) else { continue };
            found.insert(&form.id, form);
            left.extend(form.fields().filter_map(|(_, field)| match &field.from {
                Some(Origin::Answer { form, .. }) => Some(form),
                _ => None,
            }));
        }
        found.into_values().collect()
    }

    /// Everything that has an id of its own, for suggestions.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        let all = self.models.keys().chain(self.instruments.keys()).chain(self.mappings.keys());
        all.chain(self.charters.keys()).chain(self.decisions.keys()).chain(self.forms.keys())
    }

    /// The id most like one that does not exist.
    #[must_use]
    pub fn likeliest(&self, written: &str) -> Option<String> {
        likeliest(written, self.ids().map(Id::as_str))
    }

    /// What a round that takes this model is bound to.
    #[must_use]
    pub fn edition(&self, id: &str) -> Option<Edition> {
        let model = self.model(id)?;
        let fingerprint = fingerprint(&self.edition_text(id)?);
        Some(Edition { model: model.id.clone(), version: model.version, fingerprint })
    }

    /// The edition whole, as text to keep: its SHA-256 is the fingerprint. [`Bound::read`] reads it back.
    #[must_use]
    pub fn edition_text(&self, id: &str) -> Option<String> {
        let model = self.model(id)?;
        let (about, instrument) = (self.about(id), self.instrument(model.instrument.as_str()));
        let forms = self.forms_of(model);
        // A model without forms keeps the fingerprint it had before there were any.
        if forms.is_empty() {
            return serde_json::to_string(&(model, about, instrument)).ok();
        }
        serde_json::to_string(&(model, about, instrument, forms)).ok()
    }
}

/// SHA-256 in hexadecimal.
fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An edition read back from the text that was kept: what a round goes by, whatever has become of the
/// model since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The model.
    pub model: Model,
    /// The longer text about it.
    pub about: Option<Text>,
    /// Its self-assessment.
    pub instrument: Option<Instrument>,
    /// Its forms, by id.
    pub forms: Vec<Form>,
}

impl Bound {
    /// Reads the text of [`Library::edition_text`]. `None`: it is not that of the fingerprint, or not
    /// of a format this program knows.
    #[must_use]
    pub fn read(text: &str, expected: &str) -> Option<Self> {
        if fingerprint(text) != expected {
            return None;
        }
        if let Ok((model, about, instrument, forms)) = serde_json::from_str(text) {
            return Some(Self { model, about, instrument, forms });
        }
        // Without forms, as all were until there were any.
        let (model, about, instrument) = serde_json::from_str(text).ok()?;
        Some(Self { model, about, instrument, forms: Vec::new() })
    }

    /// The form with this id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id.as_str() == id)
    }
}

/// A file that could be read.
enum Document {
    Model(Box<Model>),
    Instrument(Box<Instrument>),
    Mapping(Box<Mapping>),
    Charter(Box<Charter>),
    Decision(Box<Decision>),
    Form(Box<Form>),
}

impl Document {
    fn name(&self) -> (Thing, &Id) {
        match self {
            Self::Model(it) => (Thing::Model, &it.id),
            Self::Instrument(it) => (Thing::Instrument, &it.id),
            Self::Mapping(it) => (Thing::Mapping, &it.id),
            Self::Charter(it) => (Thing::Charter, &it.id),
            Self::Decision(it) => (Thing::Decision, &it.id),
            Self::Form(it) => (Thing::Form, &it.id),
        }
    }

    /// What is wrong within it.
    fn check(&self, out: &mut Findings) {
        match self {
            Self::Model(it) => check::model(it, out),
            Self::Instrument(it) => check::instrument(it, out),
            Self::Mapping(it) => check::mapping(it, out),
            Self::Charter(it) => check::charter(it, out),
            Self::Decision(it) => check::decision(it, out),
            Self::Form(it) => check::form(it, out),
        }
    }

    /// What is wrong with what it says of others.
    fn check_references(&self, library: &Library, out: &mut Findings) {
        match self {
            Self::Model(it) => {
                check::references(&**it, library, out);
                if let Some(kind) = check::base_circles(it, library) {
                    out.tell(way!["based_on"], kind);
                }
            }
            Self::Mapping(it) => check::references(&**it, library, out),
            Self::Form(it) => check::references(&**it, library, out),
            Self::Instrument(_) | Self::Charter(_) | Self::Decision(_) => {}
        }
    }
}

/// The library with what is sound in `files`, and everything that is wrong.
fn read(base: &Library, files: &[File]) -> (Library, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut library = base.clone();
    let mut places: BTreeMap<(Thing, Id), &str> = BTreeMap::new();
    let mut documents = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".toml")) {
        match document(file) {
            Ok(document) => documents.push((file, document)),
            Err(found) => faults.extend(found),
        }
    }
    let unread = !faults.is_empty();
    for (file, document) in &documents {
        let (thing, id) = document.name();
        let other = places.get(&(thing, id.clone())).copied();
        match other.or_else(|| base.has(thing, id).then_some("Jämsides")) {
            Some(other) => {
                let kind = FaultKind::TwiceInLibrary { thing, id: id.to_string(), other: other.to_owned() };
                faults.extend(located(file, [Finding { way: way!["id"], first: None, kind }]));
            }
            None => {
                places.insert((thing, id.clone()), &file.path);
                library.add(document);
            }
        }
    }
    prose(files, &documents, &mut library, &mut faults);
    for (file, document) in &documents {
        let mut findings = Findings::default();
        document.check(&mut findings);
        // What a file refers to may stand in one that could not be read.
        if !unread {
            document.check_references(&library, &mut findings);
        }
        faults.extend(located(file, findings.0));
    }
    faults.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    (library, faults)
}

impl Library {
    fn has(&self, thing: Thing, id: &Id) -> bool {
        match thing {
            Thing::Model => self.models.contains_key(id),
            Thing::Instrument => self.instruments.contains_key(id),
            Thing::Mapping => self.mappings.contains_key(id),
            Thing::Charter => self.charters.contains_key(id),
            Thing::Form => self.forms.contains_key(id),
            _ => self.decisions.contains_key(id),
        }
    }

    fn add(&mut self, document: &Document) {
        let id = document.name().1.clone();
        match document {
            Document::Model(it) => drop(self.models.insert(id, (**it).clone())),
            Document::Instrument(it) => drop(self.instruments.insert(id, (**it).clone())),
            Document::Mapping(it) => drop(self.mappings.insert(id, (**it).clone())),
            Document::Charter(it) => drop(self.charters.insert(id, (**it).clone())),
            Document::Decision(it) => drop(self.decisions.insert(id, (**it).clone())),
            Document::Form(it) => drop(self.forms.insert(id, (**it).clone())),
        }
    }
}

/// `sv.md` and `en.md` beside a model: both, or neither.
fn prose(files: &[File], documents: &[(&File, Document)], library: &mut Library, faults: &mut Vec<Fault>) {
    let find = |folder: &str, name: &str| files.iter().find(|file| file.folder() == folder && file.name() == name);
    let fault = |file: &File, kind| Fault { file: file.path.clone(), line: 1, column: 1, kind };
    let mut told = Vec::new();
    for (file, document) in documents {
        let Document::Model(model) = document else { continue };
        let both = (find(file.folder(), "sv.md"), find(file.folder(), "en.md"));
        for text in [both.0, both.1].into_iter().flatten() {
            told.push(text.path.as_str());
            if text.text.trim().is_empty() {
                faults.push(fault(text, FaultKind::Empty { key: text.name().to_owned() }));
            } else if text.text.len() > MOST_BYTES {
                faults.push(fault(text, FaultKind::TooLarge { bytes: text.text.len(), most: MOST_BYTES }));
            }
        }
        match both {
            (Some(sv), Some(en)) => {
                library.about.insert(model.id.clone(), Text::new(sv.text.as_str(), en.text.as_str()));
            }
            (Some(there), None) | (None, Some(there)) => {
                let missing = if there.name() == "sv.md" { "en.md" } else { "sv.md" };
                let (there_name, missing) = (there.name().to_owned(), missing.to_owned());
                faults.push(fault(there, FaultKind::OnlyOneLanguageFile { there: there_name, missing }));
            }
            (None, None) => {}
        }
    }
    for file in files.iter().filter(|file| matches!(file.name(), "sv.md" | "en.md")) {
        // Beside a model that could not be read it is no fault of the text.
        let beside = files.iter().any(|other| other.path.ends_with(".toml") && other.folder() == file.folder());
        if !beside && !told.contains(&file.path.as_str()) {
            faults.push(fault(file, FaultKind::TextWithoutModel));
        }
    }
}

/// Reads one file.
fn document(file: &File) -> Result<Document, Vec<Fault>> {
    let fault = |at: usize, kind| {
        let (line, column) = line_column(&file.text, at);
        Fault { file: file.path.clone(), line, column, kind }
    };
    let bytes = file.text.len();
    if bytes > MOST_BYTES {
        return Err(vec![fault(0, FaultKind::TooLarge { bytes, most: MOST_BYTES })]);
    }
    let table = DeTable::parse(&file.text).map_err(|why| {
        let at = why.span().map_or(0, |span| span.start);
        let why = why.message().lines().next().unwrap_or_default().to_owned();
        vec![fault(at, FaultKind::NotToml { why })]
    })?;
    let format = format(&table).map_err(|(at, kind)| vec![fault(at, kind)])?;
    let found = shape::check(&table, format.schema());
    if !found.is_empty() {
        return Err(found.into_iter().map(|(at, kind)| fault(at.start, kind)).collect());
    }
    let read = match format {
        Format::Model => typed(&file.text).map(|it| Document::Model(Box::new(it))),
        Format::Instrument => typed(&file.text).map(|it| Document::Instrument(Box::new(it))),
        Format::Mapping => typed(&file.text).map(|it| Document::Mapping(Box::new(it))),
        Format::Charter => typed(&file.text).map(|it| Document::Charter(Box::new(it))),
        Format::Decision => typed(&file.text).map(|it| Document::Decision(Box::new(it))),
        Format::Form => typed(&file.text).map(|it| Document::Form(Box::new(it))),
    };
    read.map_err(|(at, why)| vec![fault(at, FaultKind::NotToml { why })])
}

/// What the file says it is.
fn format(table: &Spanned<DeTable<'_>>) -> Result<Format, (usize, FaultKind)> {
    let said = table.get_ref().get("format").ok_or((0, FaultKind::NoFormat))?;
    let word = said.get_ref().as_str().unwrap_or_default();
    Format::named(word).ok_or_else(|| {
        let known = Format::ALL.map(Format::name);
        let likeliest = likeliest(word, known);
        let known = known.map(str::to_owned).to_vec();
        let found = word.chars().take(60).collect();
        (said.span().start, FaultKind::UnknownFormat { found, likeliest, known })
    })
}

fn typed<T: DeserializeOwned>(text: &str) -> Result<T, (usize, String)> {
    toml::from_str(text).map_err(|why| (why.span().map_or(0, |span| span.start), why.message().to_owned()))
}

/// Findings with their lines and columns.
fn located(file: &File, findings: impl IntoIterator<Item = Finding>) -> Vec<Fault> {
    let findings: Vec<Finding> = findings.into_iter().collect();
    if findings.is_empty() {
        return Vec::new();
    }
    let table = DeTable::parse(&file.text).ok();
    let place = |way: &Way| line_column(&file.text, table.as_ref().map_or(0, |table| span(table, way).start));
    findings
        .into_iter()
        .map(|mut finding| {
            let (line, column) = place(&finding.way);
            if let (FaultKind::Twice { first, .. }, Some(way)) = (&mut finding.kind, &finding.first) {
                *first = place(way).0;
            }
            Fault { file: file.path.clone(), line, column, kind: finding.kind }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_read_back_as_it_was() {
        let library = Library::built_in();
        for model in library.models() {
            let id = model.id.as_str();
            let (edition, text) = (library.edition(id).unwrap(), library.edition_text(id).unwrap());
            let bound = Bound::read(&text, &edition.fingerprint).unwrap();
            assert_eq!(&bound.model, model);
            assert_eq!(bound.about.as_ref(), library.about(id));
            assert_eq!(bound.instrument.as_ref(), library.instrument(model.instrument.as_str()));
            assert!(bound.forms.iter().eq(library.forms_of(model)) && !bound.forms.is_empty());
            assert_eq!(bound.form("slutrapport"), library.form("slutrapport"));
            assert_eq!(Bound::read(&text.replacen("\"id\"", "\"di\"", 1), &edition.fingerprint), None);
        }
    }

    #[test]
    fn an_edition_kept_before_there_were_forms_is_read() {
        let library = Library::built_in();
        let mut model = library.model("modell-2018").unwrap().clone();
        model.materials.iter_mut().for_each(|material| material.form = None);
        let instrument = library.instrument("sjalvskattning-2018");
        let text = serde_json::to_string(&(&model, library.about("modell-2018"), instrument)).unwrap();
        let bound = Bound::read(&text, &fingerprint(&text)).unwrap();
        assert_eq!((bound.model.clone(), bound.forms.len(), bound.form("slutrapport")), (model.clone(), 0, None));
        // And a model without forms is still written so: its fingerprint does not change with the program.
        let mut without = library.clone();
        without.models.insert(model.id.clone(), model);
        assert_eq!(without.edition_text("modell-2018").unwrap(), text);
    }
}
