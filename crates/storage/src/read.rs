//! Looking things up.

use std::{collections::BTreeMap, sync::atomic::Ordering};

use programme::{Id, OrganisationId, Record, Visibility};

use crate::{
    Error, Head, Store, Stored, dialect,
    record::RecordRow,
    statements::{self as sql, Statement},
    value::{Row, Value, values},
    wait,
};

/// How many records a page of a list holds.
const PAGE: i64 = 500;

impl Store {
    /// A record; `None` when there is none of that kind, or it was removed or erased.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn get<T: Record>(&self, id: T::Id) -> Result<Option<Stored<T>>, Error> {
        self.typed(self.row(&sql::RECORD_BY_ID, values![id.into()]).await?)
    }

    /// What is known of a record of any kind and state.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn head(&self, id: impl Into<Id>) -> Result<Option<Head>, Error> {
        let row = self.row(&sql::RECORD_BY_ID, values![id.into()]).await?;
        row.map(|row| RecordRow::read(&row)?.head()).transpose()
    }

    /// The record with one of its [`Record::keys`].
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn by_key<T: Record>(&self, key: &str) -> Result<Option<Stored<T>>, Error> {
        self.typed(self.row(&sql::RECORD_BY_KEY, values![T::KIND, key]).await?)
    }

    /// Every record of a kind, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn list<T: Record>(&self) -> Result<Vec<Stored<T>>, Error> {
        self.paged(&sql::RECORDS_OF_KIND, values![T::KIND]).await
    }

    /// Every record of a kind that is shown that far, no further and no less, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn list_shown<T: Record>(&self, to: Visibility) -> Result<Vec<Stored<T>>, Error> {
        self.paged(&sql::RECORDS_SHOWN, values![T::KIND, to.code()]).await
    }

    /// Every record of a kind that belongs to an organisation, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn list_of<T: Record>(&self, owner: OrganisationId) -> Result<Vec<Stored<T>>, Error> {
        self.paged(&sql::RECORDS_OF_OWNER, values![Id::from(owner), T::KIND]).await
    }

    /// The records of a kind whose field points at `target`, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn pointing_at<T: Record>(&self, field: &str, target: impl Into<Id>) -> Result<Vec<Stored<T>>, Error> {
        let rows = self.rows(&sql::RECORDS_POINTING_BY, values![target.into(), field, T::KIND]).await?;
        rows.into_iter().filter_map(|row| self.typed(Some(row)).transpose()).collect()
    }

    /// Records of a kind by their ids, asked for at once; those that are not there are left out.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn many<T: Record<Id: Ord>>(
        &self,
        ids: impl IntoIterator<Item = T::Id>,
    ) -> Result<BTreeMap<T::Id, Stored<T>>, Error> {
        let Some(ids) = listed(ids) else { return Ok(BTreeMap::new()) };
        let rows = self.rows(self.engine.pick(&dialect::RECORDS_BY_IDS), values![ids, T::KIND]).await?;
        let found = rows.into_iter().filter_map(|row| self.typed::<T>(Some(row)).transpose());
        found.map(|it| it.map(|it| (it.id, it))).collect()
    }

    /// The records of a kind that belong to any of these organisations, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn list_of_any<T: Record>(
        &self,
        owners: impl IntoIterator<Item = OrganisationId>,
    ) -> Result<Vec<Stored<T>>, Error> {
        let Some(owners) = listed(owners) else { return Ok(Vec::new()) };
        let rows = self.rows(self.engine.pick(&dialect::RECORDS_OF_OWNERS), values![owners, T::KIND]).await?;
        rows.into_iter().filter_map(|row| self.typed(Some(row)).transpose()).collect()
    }

    /// The records of a kind whose field points at any of `targets`, each once, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn pointing_at_any<T: Record>(
        &self,
        field: &str,
        targets: impl IntoIterator<Item = impl Into<Id>>,
    ) -> Result<Vec<Stored<T>>, Error> {
        let Some(targets) = listed(targets) else { return Ok(Vec::new()) };
        let statement = self.engine.pick(&dialect::RECORDS_POINTING_BY_ANY);
        let rows = self.rows(statement, values![targets, field, T::KIND]).await?;
        let found = rows.into_iter().filter_map(|row| self.typed::<T>(Some(row)).transpose());
        let mut found: Vec<Stored<T>> = found.collect::<Result<_, _>>()?;
        found.sort_unstable_by_key(|it| it.id.into());
        found.dedup_by_key(|it| it.id.into());
        Ok(found)
    }

    /// Everything that points at `target`.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn users_of(&self, target: impl Into<Id>) -> Result<Vec<Head>, Error> {
        let rows = self.rows(&sql::RECORDS_POINTING_AT, values![target.into()]).await?;
        rows.iter().map(|row| RecordRow::read(row)?.head()).collect()
    }

    fn typed<T: Record>(&self, row: Option<Row>) -> Result<Option<Stored<T>>, Error> {
        row.map_or(Ok(None), |row| RecordRow::read(&row)?.stored())
    }

    async fn paged<T: Record>(&self, statement: &Statement, fixed: &[Value]) -> Result<Vec<Stored<T>>, Error> {
        let mut found = Vec::new();
        let mut after = String::new();
        loop {
            let mut values = fixed.to_vec();
            values.extend_from_slice(values![&after, PAGE]);
            let rows = self.rows(statement, &values).await?;
            let full = rows.len() as i64 == PAGE;
            for row in rows {
                let row = RecordRow::read(&row)?;
                after = row.id.to_string();
                found.extend(row.stored()?);
            }
            if !full {
                return Ok(found);
            }
        }
    }

    /// Every row, tried again while the database is busy or out of reach.
    pub(crate) async fn rows(&self, statement: &Statement, values: &[Value]) -> Result<Vec<Row>, Error> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut attempt = 0;
        loop {
            let read = async { self.engine.reader().await?.all(statement, values).await };
            match read.await {
                Err(error) if error.passes() && attempt + 1 < self.attempts => {
                    attempt += 1;
                    tokio::time::sleep(wait::before(attempt, statement.name)).await;
                }
                answer => return answer,
            }
        }
    }

    /// The first row.
    pub(crate) async fn row(&self, statement: &Statement, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.rows(statement, values).await?.into_iter().next())
    }

    /// One statement that writes and may safely be run twice, tried again likewise.
    pub(crate) async fn put(&self, statement: &Statement, values: &[Value]) -> Result<u64, Error> {
        let mut attempt = 0;
        loop {
            let write = async {
                let mut tx = self.engine.begin().await?;
                let changed = tx.run(statement, values).await?;
                tx.commit().await?;
                Ok(changed)
            };
            match write.await {
                Err(error) if Error::passes(&error) && attempt + 1 < self.attempts => {
                    attempt += 1;
                    tokio::time::sleep(wait::before(attempt, statement.name)).await;
                }
                answer => return answer,
            }
        }
    }

    /// The same, with the row it returns.
    pub(crate) async fn put_returning(&self, statement: &Statement, values: &[Value]) -> Result<Option<Row>, Error> {
        let mut attempt = 0;
        loop {
            let write = async {
                let mut tx = self.engine.begin().await?;
                let row = tx.one(statement, values).await?;
                tx.commit().await?;
                Ok(row)
            };
            match write.await {
                Err(error) if Error::passes(&error) && attempt + 1 < self.attempts => {
                    attempt += 1;
                    tokio::time::sleep(wait::before(attempt, statement.name)).await;
                }
                answer => return answer,
            }
        }
    }
}

/// Ids as a JSON list, each once; `None` when there are none.
fn listed(ids: impl IntoIterator<Item = impl Into<Id>>) -> Option<String> {
    let mut ids: Vec<String> = ids.into_iter().map(|id| format!("\"{}\"", id.into())).collect();
    ids.sort_unstable();
    ids.dedup();
    (!ids.is_empty()).then(|| format!("[{}]", ids.join(",")))
}
