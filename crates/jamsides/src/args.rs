//! What can be written after `jamsides`. Only shapes: every help text stands in
//! `locales/*/cli.ftl` and is put in by [`crate::help`].

use clap::{Args, Parser, Subcommand, ValueEnum};
use i18n::Lang;
use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(name = "jamsides", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Args)]
pub struct Global {
    #[arg(long, global = true, env = "JAMSIDES_DATA", hide_env = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    #[arg(long, global = true, value_enum, hide_possible_values = true, value_name = "FORMAT")]
    pub format: Option<Format>,
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DAY|ID")]
    pub as_of: Option<String>,
    // Read before everything else by `crate::lang`; declared here so that it is known and helped.
    #[arg(long, global = true, value_parser = lang, value_name = "sv|en")]
    pub lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
    Xlsx,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(subcommand, arg_required_else_help = true)]
    Import(Import),
    #[command(subcommand, arg_required_else_help = true)]
    Snapshot(Snapshot),
    Scan(Scan),
    Compare(Compare),
    Figure(Figure),
    Figures,
    Report(Report),
    #[command(subcommand, arg_required_else_help = true)]
    Method(Method),
    History(History),
    #[command(subcommand, arg_required_else_help = true)]
    Groups(Groups),
    Stats(Stats),
    Analyse(Box<Analyse>),
    #[cfg(feature = "cluster")]
    #[command(subcommand, arg_required_else_help = true)]
    Cluster(Cluster),
    Serve(Serve),
    #[command(subcommand, arg_required_else_help = true)]
    User(User),
    Backup(Backup),
    Restore(Restore),
    Verify(Database),
    Export(Export),
    Doctor,
    Completions {
        #[arg(value_enum, hide_possible_values = true, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    Man,
    Schema {
        #[arg(value_enum, default_value_t = SchemaOf::Rows, hide_default_value = true, hide_possible_values = true, value_name = "WHAT")]
        what: SchemaOf,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    Rows,
    Groups,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    Kolada(Box<Kolada>),
    Programme(Restore),
}

#[derive(Debug, Args)]
pub struct Kolada {
    #[arg(long, num_args = 1.., value_name = "FILE", conflicts_with_all = ["set", "kpi", "all", "since", "base_url", "year", "area"])]
    pub file: Vec<PathBuf>,
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SET", conflicts_with_all = ["kpi", "all"])]
    pub set: Option<Set>,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "KPI", conflicts_with = "all")]
    pub kpi: Vec<String>,
    #[arg(long)]
    pub all: bool,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_parser = years, value_name = "YEAR")]
    pub year: Vec<Years>,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "AREA")]
    pub area: Vec<String>,
    #[arg(long, value_parser = day, value_name = "DAY")]
    pub since: Option<jiff::civil::Date>,
    #[arg(long)]
    pub fresh: bool,
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    #[arg(long, value_parser = moment, value_name = "DAY", requires = "file")]
    pub retrieved: Option<jiff::Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Set {
    Jamstalldhet,
    Karna,
}

#[derive(Debug, Subcommand)]
pub enum Snapshot {
    List,
    Show {
        #[arg(value_name = "ID")]
        id: Option<String>,
    },
    Verify {
        #[arg(value_name = "ID")]
        id: Option<String>,
    },
    Prune {
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..), value_name = "N")]
        keep: u32,
    },
}

#[derive(Debug, Args)]
pub struct Scan {
    #[arg(required_unless_present_any = ["all", "replicate"], value_name = "AREA")]
    pub area: Vec<String>,
    #[arg(long, conflicts_with = "area")]
    pub all: bool,
    #[arg(long, value_parser = year, value_name = "YEAR")]
    pub year: Option<i32>,
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
    #[arg(long, default_value_t = 10, hide_default_value = true, value_name = "N")]
    pub top: usize,
    #[arg(long)]
    pub ended: bool,
    #[arg(long, conflicts_with_all = ["area", "all", "year", "peers", "ended"])]
    pub replicate: bool,
}

#[derive(Debug, Args)]
pub struct Compare {
    #[arg(required = true, value_name = "AREA")]
    pub area: Vec<String>,
    #[arg(long, value_name = "AREA")]
    pub mentor: Option<String>,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "KPI")]
    pub kpi: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Figure {
    #[arg(value_name = "KPI")]
    pub kpi: String,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "AREA")]
    pub area: Vec<String>,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_parser = years, value_name = "YEAR")]
    pub year: Vec<Years>,
    #[arg(long, num_args = 0..=1, default_missing_value = "similar", requires = "area", value_name = "GROUP")]
    pub peers: Option<String>,
    #[arg(long, value_parser = people, requires = "area", value_name = "WOMEN,MEN")]
    pub n: Option<People>,
}

#[derive(Debug, Args)]
pub struct Report {
    #[arg(value_name = "AREA")]
    pub area: String,
    #[arg(long, value_enum, default_value_t = Kind::Board, hide_default_value = true, hide_possible_values = true, value_name = "KIND")]
    pub kind: Kind,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "AREA")]
    pub with: Vec<String>,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "KPI")]
    pub kpi: Vec<String>,
    #[arg(long, value_name = "AREA")]
    pub mentor: Option<String>,
    #[arg(long, value_parser = year, value_name = "YEAR")]
    pub year: Option<i32>,
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Board,
    Comparison,
    Figure,
}

#[derive(Debug, Subcommand)]
pub enum Method {
    Check {
        #[arg(value_name = "FOLDER")]
        path: Option<PathBuf>,
    },
    Show {
        #[arg(value_name = "ID")]
        id: Option<String>,
        #[arg(long, value_name = "FOLDER")]
        with: Option<PathBuf>,
    },
    Diff {
        #[arg(value_name = "ID")]
        from: String,
        #[arg(value_name = "ID")]
        to: String,
        #[arg(long, value_name = "FOLDER")]
        with: Option<PathBuf>,
    },
    New {
        #[arg(value_name = "ID")]
        id: String,
    },
}

#[derive(Debug, Args)]
pub struct History {
    #[arg(value_name = "ROUND|ORGANISATION")]
    pub what: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Groups {
    Form(FormGroups),
    Check(CheckGroups),
    Why(WhyGroups),
    Compare(CompareGroups),
    Example,
    History {
        #[arg(value_name = "ROUND")]
        round: Option<String>,
    },
}

/// What groups are asked of: files, ways, and what the figures know.
#[derive(Debug, Args)]
pub struct AskedGroups {
    // One file each time, so that `groups compare` can be followed by two others.
    #[arg(long, required = true, value_name = "FILE")]
    pub input: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub travel: Option<PathBuf>,
    #[arg(long)]
    pub figures: bool,
    #[arg(long, requires = "figures")]
    pub differences: bool,
}

#[derive(Debug, Args)]
pub struct FormGroups {
    #[command(flatten)]
    pub asked: AskedGroups,
    #[arg(long)]
    pub explain: bool,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=86_400), value_name = "SECONDS")]
    pub time_limit: Option<u32>,
}

#[derive(Debug, Args)]
pub struct CheckGroups {
    #[command(flatten)]
    pub asked: AskedGroups,
    #[arg(long, value_name = "FILE")]
    pub arrangement: PathBuf,
}

#[derive(Debug, Args)]
pub struct WhyGroups {
    #[command(flatten)]
    pub asked: AskedGroups,
    #[arg(long, value_name = "FILE")]
    pub arrangement: Option<PathBuf>,
    #[arg(long, value_name = "ORGANISATION")]
    pub organisation: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=86_400), value_name = "SECONDS")]
    pub time_limit: Option<u32>,
}

#[derive(Debug, Args)]
pub struct CompareGroups {
    #[command(flatten)]
    pub asked: AskedGroups,
    #[arg(value_name = "FILE")]
    pub one: PathBuf,
    #[arg(value_name = "FILE")]
    pub other: PathBuf,
}

/// The method's own arguments are read by `commands::stats`.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct Stats {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true, value_name = "METHOD")]
    pub words: Vec<OsString>,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct Analyse {
    #[arg(value_name = "CASES", required_unless_present = "example")]
    pub cases: Option<PathBuf>,
    #[arg(long, value_name = "COLUMN", required_unless_present = "example")]
    pub outcome: Option<String>,
    #[arg(long, default_value = "sex", hide_default_value = true, value_name = "COLUMN")]
    pub by: String,
    #[arg(long, value_name = "COLUMN")]
    pub place: Option<String>,
    #[arg(long, num_args = 1.., value_delimiter = ',', value_name = "COLUMNS")]
    pub adjust: Vec<String>,
    // A column, or the address of machines: at most one of each.
    #[arg(long, value_name = "COLUMN|ADDRESS")]
    pub cluster: Vec<String>,
    #[arg(long, value_name = "COLUMN")]
    pub weight: Option<String>,
    #[arg(long = "where", value_name = "CONDITION")]
    pub filter: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub codebook: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Reference::Pooled, hide_default_value = true, hide_possible_values = true, value_name = "REFERENCE")]
    pub reference: Reference,
    #[arg(long, default_value_t = 0.95, hide_default_value = true, value_name = "SHARE")]
    pub confidence: f64,
    #[arg(long, default_value_t = 0.05, hide_default_value = true, value_name = "SHARE")]
    pub level: f64,
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100_000), hide_default_value = true, value_name = "N")]
    pub reps: u32,
    #[arg(long, default_value_t = 1, hide_default_value = true, value_name = "N")]
    pub seed: u64,
    #[arg(long, default_value_t = 0.05, hide_default_value = true, value_name = "SHARE")]
    pub bad_rows: f64,
    #[arg(long, value_enum, hide_possible_values = true, conflicts_with_all = ["cases", "outcome"], value_name = "EXAMPLE")]
    pub example: Option<Example>,
    #[arg(long, default_value_t = 100_000, hide_default_value = true, requires = "example", value_name = "N")]
    pub rows: u64,
}

/// This machine as part of a cluster.
#[cfg(feature = "cluster")]
#[derive(Debug, Subcommand)]
pub enum Cluster {
    Scheduler {
        #[arg(long, default_value = "127.0.0.1:50050", hide_default_value = true, value_name = "ADDRESS")]
        listen: SocketAddr,
        #[arg(long, value_name = "ADDRESS")]
        host: Option<String>,
    },
    Executor {
        #[arg(long, default_value = "df://127.0.0.1:50050", hide_default_value = true, value_name = "ADDRESS")]
        scheduler: url::Url,
        #[arg(long, default_value = "127.0.0.1:50051", hide_default_value = true, value_name = "ADDRESS")]
        listen: SocketAddr,
        #[arg(long, value_name = "ADDRESS")]
        host: Option<String>,
        #[arg(long, value_name = "N")]
        cores: Option<usize>,
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// Whose coefficients value the circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reference {
    Men,
    Women,
    Pooled,
    Neumark,
    Cotton,
    Half,
}

impl From<Reference> for stats::explained::oaxaca::Reference {
    fn from(it: Reference) -> Self {
        match it {
            Reference::Men => Self::Men,
            Reference::Women => Self::Women,
            Reference::Pooled => Self::Pooled,
            Reference::Neumark => Self::Neumark,
            Reference::Cotton => Self::Cotton,
            Reference::Half => Self::Share(0.5),
        }
    }
}

/// Synthetic cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Example {
    HomeCare,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[arg(long)]
    pub demo: bool,
    #[arg(long, default_value_t = 1, hide_default_value = true, requires = "demo", value_name = "N")]
    pub seed: u64,
    #[arg(long, default_value = "127.0.0.1:8080", hide_default_value = true, value_name = "ADDRESS")]
    pub listen: SocketAddr,
    #[arg(long, value_name = "FOLDER")]
    pub cases: Option<PathBuf>,
    #[arg(long, env = "JAMSIDES_OPERATOR", hide_env = true, requires = "operator_email", value_name = "NAME")]
    pub operator: Option<String>,
    #[arg(long, env = "JAMSIDES_OPERATOR_EMAIL", hide_env = true, requires = "operator", value_name = "EMAIL")]
    pub operator_email: Option<String>,
    #[arg(long, env = "JAMSIDES_ADDRESS", hide_env = true, value_name = "URL")]
    pub address: Option<String>,
    #[arg(long, env = "JAMSIDES_BEHIND_PROXY", hide_env = true)]
    pub behind_proxy: bool,
    #[command(flatten)]
    pub mail: Mail,
    #[command(flatten)]
    pub database: Database,
}

/// How letters leave. The address is kept as text: a complaint must not show its password.
#[derive(Args)]
pub struct Mail {
    #[arg(long, env = "JAMSIDES_SMTP", hide_env = true, requires = "mail_from", value_name = "SMTP")]
    pub smtp: Option<String>,
    #[arg(long, env = "JAMSIDES_MAIL_FROM", hide_env = true, requires = "smtp", value_name = "EMAIL")]
    pub mail_from: Option<String>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mail")
    }
}

#[derive(Debug, Subcommand)]
pub enum User {
    Create(CreateUser),
}

#[derive(Debug, Args)]
pub struct CreateUser {
    #[arg(long, value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "EMAIL")]
    pub email: String,
    #[arg(long, value_name = "ORGANISATION")]
    pub organisation: String,
    #[arg(long, value_delimiter = ',', default_value = "operator", hide_default_value = true, value_parser = role, value_name = "ROLE")]
    pub role: Vec<programme::Role>,
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TITLE")]
    pub title: String,
    #[arg(long, env = "JAMSIDES_ADDRESS", hide_env = true, value_name = "URL")]
    pub address: Option<String>,
    #[command(flatten)]
    pub database: Database,
}

/// Where the programme's data lies. Read by `commands::database`; kept as text here, since a
/// complaint about an address must not show its password.
#[derive(Args)]
pub struct Database {
    #[arg(long, env = "JAMSIDES_DATABASE", hide_env = true, value_name = "DATABASE")]
    pub database: Option<String>,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Database")
    }
}

#[derive(Debug, Args)]
pub struct Backup {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub database: Database,
}

#[derive(Debug, Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub database: Database,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "ORGANISATION")]
    pub organisation: String,
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub database: Database,
}

/// `2022`, or `2015-2022`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years(pub RangeInclusive<i16>);

impl Years {
    /// Every year of several spans, each once, in order.
    pub fn flat(spans: &[Self]) -> Vec<i16> {
        let all: std::collections::BTreeSet<i16> = spans.iter().flat_map(|span| span.0.clone()).collect();
        all.into_iter().collect()
    }
}

/// How many women and men stand behind the values: `210,180`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People {
    pub women: f64,
    pub men: f64,
}

// What these say on failure is never read: `crate::usage` tells in the reader's language what the
// value should look like.

fn year(text: &str) -> Result<i32, String> {
    one_year(text).map(i32::from).ok_or_else(|| "year".to_owned())
}

fn one_year(text: &str) -> Option<i16> {
    text.trim().parse().ok().filter(|year| (1900..=2100).contains(year))
}

fn years(text: &str) -> Result<Years, String> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    one_year(first)
        .zip(one_year(last))
        .filter(|(first, last)| first <= last)
        .map(|(first, last)| Years(first..=last))
        .ok_or_else(|| "years".to_owned())
}

fn people(text: &str) -> Result<People, String> {
    let read = |text: &str| text.trim().parse::<u32>().ok().filter(|n| *n > 0).map(f64::from);
    text.split_once(',')
        .and_then(|(women, men)| Some(People { women: read(women)?, men: read(men)? }))
        .ok_or_else(|| "people".to_owned())
}

fn role(text: &str) -> Result<programme::Role, String> {
    programme::Role::ALL.into_iter().find(|role| role.code() == text.trim()).ok_or_else(|| "role".to_owned())
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "day".to_owned())
}

/// A moment, or a day (then its beginning in UTC).
fn moment(text: &str) -> Result<jiff::Timestamp, String> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let day: jiff::civil::Date = text.parse().map_err(|_| "moment".to_owned())?;
    let zoned = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| "moment".to_owned())?;
    Ok(zoned.timestamp())
}

fn lang(text: &str) -> Result<Lang, String> {
    text.parse().map_err(|_| "lang".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn verify_cli() {
        Cli::command().debug_assert();
    }

    #[test]
    fn years_are_read_as_people_write_them() {
        assert_eq!(years("2022"), Ok(Years(2022..=2022)));
        assert_eq!(years("2015-2017"), Ok(Years(2015..=2017)));
        assert_eq!(years("2015–2017"), Ok(Years(2015..=2017)));
        for wrong in ["20222", "2017-2015", "", "-", "förra", "2015-"] {
            assert!(years(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Years::flat(&[Years(2016..=2018), Years(2015..=2016)]), [2015, 2016, 2017, 2018]);
    }

    #[test]
    fn people_are_counted_by_sex() {
        assert_eq!(people("210, 180"), Ok(People { women: 210.0, men: 180.0 }));
        for wrong in ["210", "210,0", "-1,5", "1,2,3", ""] {
            assert!(people(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_a_moment_too() {
        assert_eq!(moment("2024-08-30").unwrap().to_string(), "2024-08-30T00:00:00Z");
        assert_eq!(moment("2024-08-30T10:15:00Z").unwrap().to_string(), "2024-08-30T10:15:00Z");
        assert!(moment("30/8").is_err());
    }
}
