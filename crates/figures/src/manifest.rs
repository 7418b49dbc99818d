//! What a snapshot says about itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AreaId, KpiId, SnapshotId, State, Words};

/// The contents of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout on disk; this program reads [`Manifest::FORMAT`] only.
    pub format: u32,
    /// When the snapshot was made.
    #[serde(with = "stamp")]
    pub created: Timestamp,
    /// Name and version of the program that made it.
    pub tool: String,
    /// The snapshot it was laid over, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<SnapshotId>,
    /// Rows of `figures.arrow` (key figure × area × year, dense).
    pub rows: u64,
    /// Key figures with at least one row from a source.
    pub figures_with_rows: u64,
    /// First year of any row.
    pub first_year: Option<i16>,
    /// Last year of any row.
    pub last_year: Option<i16>,
    /// Where the rows came from, those of the snapshot it was laid over included.
    pub sources: Vec<Source>,
    /// How many cells are in which state: women.
    pub women: StateCounts,
    /// How many cells are in which state: men.
    pub men: StateCounts,
    /// How many cells are in which state: total.
    pub total: StateCounts,
    /// Key figures whose total does not fit women and men, worst first. Reported, never refused.
    pub mismatches: Vec<Mismatch>,
    /// Remarks: duplicates and which won, unknown status words, rows of groups.
    pub notes: Vec<Words>,
    /// Size and SHA-256 of every other file of the snapshot.
    pub files: Vec<FileHash>,
}

impl Manifest {
    /// The layout this program writes and reads.
    pub const FORMAT: u32 = 1;
}

/// A file or address that rows came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// File name, or address at the API.
    pub name: String,
    /// What it was recognised as: "values (parquet)", "catalogue (csv)" …
    pub kind: String,
    /// When the figures were fetched: the answer's time, or the file's date.
    #[serde(with = "stamp")]
    pub retrieved: Timestamp,
    /// Whether [`Source::retrieved`] is only the file's date: nobody said when it was fetched.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub file_date: bool,
    /// SHA-256 of the bytes as they came, hexadecimal.
    pub sha256: String,
    /// Bytes as they came.
    pub bytes: u64,
    /// Rows read from it.
    pub rows: u64,
    /// Where it stands in the `raw/` folder of the snapshot that took it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// That snapshot, where it is an older one; its raw answers go when it is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_in: Option<SnapshotId>,
}

/// Cells by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StateCounts {
    /// No row.
    pub absent: u64,
    /// A number.
    pub value: u64,
    /// Empty, no reason given.
    pub missing: u64,
    /// Held back.
    pub secret: u64,
    /// Does not apply.
    pub not_applicable: u64,
    /// Withdrawn.
    pub deleted: u64,
}

impl StateCounts {
    /// Counts the states of a column of `figures.arrow`.
    pub fn of(bytes: &[u8]) -> Self {
        let mut counts = [0_u64; 256];
        for byte in bytes {
            counts[usize::from(*byte)] += 1;
        }
        let of = |state: State| counts[usize::from(state.byte())];
        Self {
            absent: of(State::Absent),
            value: of(State::Value),
            missing: of(State::Missing),
            secret: of(State::Secret),
            not_applicable: of(State::NotApplicable),
            deleted: of(State::Deleted),
        }
    }
}

/// How often the total of a key figure does not fit its women and men.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mismatch {
    /// The key figure.
    pub kpi: KpiId,
    /// `true`: a count whose total is not women + men. `false`: a share whose total lies
    /// outside the range from women to men by more than 0.5 percentage points.
    pub sum: bool,
    /// Rows with women, men and total.
    pub checked: u64,
    /// Rows that do not fit.
    pub off: u64,
    /// The first such row.
    pub example: (AreaId, i16),
    /// More than one row in twenty, of at least fifty: look at the key figure before using it.
    pub suspicious: bool,
}

/// A file of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHash {
    /// Path inside the snapshot's folder.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Times as ISO text: `2024-08-30T10:15:00Z`.
pub(crate) mod stamp {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(time: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(time)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
