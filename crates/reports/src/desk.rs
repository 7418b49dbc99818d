//! All that Typst can see: one template, the data, the charts, the fonts. No disk, no network, no
//! clock.

use crate::fonts::fonts;
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

const COMMON: &str = include_str!("../templates/common.typ");

/// The world of one document.
pub(crate) struct Desk {
    main: Source,
    common: Source,
    files: Vec<(FileId, Bytes)>,
}

impl Desk {
    /// Lays out a template, its data (JSON) and its charts (`chart-0.svg`, …).
    pub(crate) fn new(template: &str, data: Vec<u8>, charts: &[String]) -> Result<Self, String> {
        let mut files = vec![(id("data.json")?, Bytes::new(data))];
        for (n, chart) in charts.iter().enumerate() {
            files.push((id(&chart_name(n))?, Bytes::from_string(chart.clone())));
        }
        Ok(Self {
            main: Source::new(id("main.typ")?, template.to_owned()),
            common: Source::new(id("common.typ")?, COMMON.to_owned()),
            files,
        })
    }
}

/// The file name of chart `n`. Names are used again in every document: Typst remembers each name
/// it has seen for ever.
pub(crate) fn chart_name(n: usize) -> String {
    format!("chart-{n}.svg")
}

fn id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|_| format!("{name} is no path"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        LIBRARY.get_or_init(|| {
            // Row headers in tables (`pdf.header-cell`) are still behind this switch.
            let features = [Feature::A11yExtras].into_iter().collect();
            LazyHash::new(Library::builder().with_features(features).build())
        })
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.common].into_iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
