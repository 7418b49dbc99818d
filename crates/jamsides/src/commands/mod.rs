//! One file a command. A command reads its arguments, asks a use case, and hands the answer to
//! `output`.

pub mod analyse;
pub mod backup;
#[cfg(feature = "cluster")]
pub mod cluster;
pub mod compare;
pub mod complete;
pub mod database;
pub mod doctor;
pub mod everybody;
pub mod export;
pub mod figure;
pub mod figures;
pub mod groups;
pub mod groups_history;
pub mod history;
pub mod import;
pub mod import_programme;
pub mod known;
pub mod method;
pub mod outcomes;
pub mod pass;
pub mod places;
pub mod programme;
pub mod replicate;
pub mod report;
pub mod restore;
pub mod scan;
pub mod schema;
pub mod serve;
pub mod snapshot;
pub mod stats;
pub mod user;
pub mod verify;

use crate::args::{Command, Format, Global, Groups, Import};
use crate::failure::Failure;
use crate::output::Out;
use app::App;
use i18n::{Arg, Lang, Texts, texts};
use jiff::Timestamp;
use std::path::PathBuf;

/// What every command may use.
#[derive(Debug)]
pub struct Context {
    /// Language of words and tables.
    pub lang: Lang,
    /// The data folder.
    pub data: PathBuf,
    /// The day or snapshot asked for.
    pub as_of: Option<String>,
    /// Where results go.
    pub out: Out,
    format: Option<Format>,
}

impl Context {
    /// From the options that every command takes.
    pub fn new(global: Global, lang: Lang, usual: PathBuf) -> Self {
        Self {
            lang,
            data: global.data.unwrap_or(usual),
            as_of: global.as_of,
            out: Out::new(global.output),
            format: global.format,
        }
    }

    /// The format of rows.
    pub fn format(&self) -> Format {
        self.out.format(self.format)
    }

    /// The same, with the answer in another format or to another place where one is named.
    pub fn to(&self, format: Option<Format>, path: Option<PathBuf>) -> Self {
        Self {
            lang: self.lang,
            data: self.data.clone(),
            as_of: self.as_of.clone(),
            out: path.map_or_else(|| self.out.clone(), |path| Out::new(Some(path))),
            format: format.or(self.format),
        }
    }

    /// The figures.
    pub fn app(&self) -> Result<App, Failure> {
        Ok(App::open(&self.data, self.as_of.as_deref())?)
    }

    /// The texts of the language.
    pub fn texts(&self) -> &'static Texts {
        texts(self.lang)
    }

    /// A text with values put in.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, Arg<'_>)> = values.iter().map(|(name, value)| (*name, Arg::Text(value))).collect();
        self.texts().with(key, &values)
    }
}

/// The clock of the program; everything else is told the time.
#[expect(clippy::disallowed_methods, reason = "the one place where the program looks at the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Does what was asked.
pub fn run(command: Command, context: &Context) -> Result<(), Failure> {
    match command {
        Command::Import(Import::Kolada(asked)) => import::run(*asked, context),
        Command::Import(Import::Programme(asked)) => import_programme::run(&asked, context),
        Command::Snapshot(asked) => snapshot::run(asked, context),
        Command::Scan(asked) => scan::run(&asked, context),
        Command::Compare(asked) => compare::run(&asked, context),
        Command::Figure(asked) => figure::run(&asked, context),
        Command::Figures => figures::run(context),
        Command::Report(asked) => report::run(&asked, context),
        Command::Method(asked) => method::run(asked, context),
        Command::History(asked) => history::run(&asked, context),
        Command::Groups(Groups::Form(asked)) => groups::form(&asked, context),
        Command::Groups(Groups::Check(asked)) => groups::check(&asked, context),
        Command::Groups(Groups::Why(asked)) => groups::why(&asked, context),
        Command::Groups(Groups::Compare(asked)) => groups::compare(&asked, context),
        Command::Groups(Groups::Example) => groups::example(context),
        Command::Groups(Groups::History { round }) => groups_history::run(round.as_deref(), context),
        Command::Stats(asked) => stats::run(&asked, context),
        Command::Analyse(asked) => analyse::run(&asked, context),
        #[cfg(feature = "cluster")]
        Command::Cluster(asked) => cluster::run(asked),
        Command::Serve(asked) => serve::run(&asked, context),
        Command::User(asked) => user::run(&asked, context),
        Command::Backup(asked) => backup::run(&asked, context),
        Command::Restore(asked) => restore::run(&asked, context),
        Command::Verify(asked) => verify::run(&asked, context),
        Command::Export(asked) => export::run(&asked, context),
        Command::Doctor => doctor::run(context),
        Command::Completions { shell } => complete::completions(shell, context),
        Command::Man => complete::man(context),
        Command::Schema { what } => schema::run(what, context),
    }
}
