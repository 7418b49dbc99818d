//! Figures being gathered, before they become a snapshot.
use jiff::Timestamp;
use crate::{AreaId, Catalogue, Cell, KpiId, Sex, Snapshot, Source, StoreError};

/// A table being filled. Rows may come in any order; nothing is written until
/// [`crate::Store::publish`], and nothing needs a disk with [`Draft::into_snapshot`].
#[derive(Debug, Default)]
pub struct Draft {
    /// What the sources say besides values, in any order.
    pub catalogue: Catalogue,
    /// Where the rows come from.
    pub sources: Vec<Source>,
    /// Remarks for the manifest.
    pub notes: Vec<String>,
}

impl Draft {
    /// An empty draft.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a cell, replacing what stood there.
    pub fn set(&mut self, kpi: KpiId, area: AreaId, year: i16, sex: Sex, cell: Cell) {
        let _ = (kpi, area, year, sex, cell);
    }

    /// The cell as it stands.
    pub fn get(&self, kpi: KpiId, area: AreaId, year: i16, sex: Sex) -> Cell {
        let _ = (kpi, area, year, sex);
        Cell::ABSENT
    }

    /// A snapshot in memory, for tests and the demonstration.
    ///
    /// # Errors
    /// [`StoreError::TooMany`].
    pub fn into_snapshot(self, now: Timestamp) -> Result<Snapshot, StoreError> {
        let _ = now;
        Err(StoreError::TooMany { what: "", found: 0, most: 0 })
    }
}
