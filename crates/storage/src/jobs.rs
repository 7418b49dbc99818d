//! Jobs and mail: put down in the same transaction as the change that wants them, taken by one
//! worker at a time, tried again with growing waits, given up in view of the operator.
//!
//! A mail is a job whose payload is the finished message: one life for both. A job that is done keeps
//! no payload: there would lie people's names and addresses, and links that still open something.
//!
//! *At most once and at least once.* A job whose work is a change in this storage does it exactly
//! once: [`Change::finish`]. A job whose work is outside (a mail) is done at least once: a worker
//! that dies between sending and saying so leaves it to the next, so a mail carries the job's id as
//! its Message-ID and the receiving side can tell.

use std::{fmt, time::Duration};

use jiff::Timestamp;
use programme::Id;
use serde::Serialize;

use crate::{
    Change, Error, Store,
    change::json,
    dialect,
    engine::Tx,
    record::time,
    statements::{self as sql, Statement},
    value::{Row, Value, values},
    wait,
};

/// How often a job is tried before it is given up: about three days.
pub const ATTEMPTS: i64 = 16;

/// A job to be done.
#[derive(Clone)]
pub struct NewJob {
    pub(crate) id: Id,
    pub(crate) kind: &'static str,
    pub(crate) payload: String,
    pub(crate) record: Option<Id>,
    pub(crate) key: Option<String>,
    pub(crate) run_at: Option<i64>,
}

impl NewJob {
    /// A job of a kind, with what it needs to know.
    ///
    /// # Errors
    /// [`Error::Bug`] when the payload is not JSON.
    pub fn new(id: Id, kind: &'static str, payload: &impl Serialize) -> Result<Self, Error> {
        Ok(Self { id, kind, payload: json(payload)?, record: None, key: None, run_at: None })
    }

    /// Whom or what it is about: erased with it.
    #[must_use]
    pub fn about(mut self, record: impl Into<Id>) -> Self {
        self.record = Some(record.into());
        self
    }

    /// Only one job with this key is ever put down.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Not before this time.
    #[must_use]
    pub fn not_before(mut self, time: Timestamp) -> Self {
        self.run_at = Some(time.as_microsecond());
        self
    }
}

impl fmt::Debug for NewJob {
    /// Without the payload, which may hold a person's address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewJob {} {}", self.kind, self.id)
    }
}

/// A job a worker has taken.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// The job.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// What it needs to know, as JSON.
    pub payload: String,
    /// Whom or what it is about.
    pub record: Option<Id>,
    /// Which try this is, from 1.
    pub attempt: i64,
    worker: String,
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claim {} {} attempt {} by {}", self.kind, self.id, self.attempt, self.worker)
    }
}

/// What has become of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobState {
    /// To be done.
    Waiting,
    /// A worker is at it.
    Running,
    /// Done.
    Done,
    /// Given up after [`ATTEMPTS`], or because trying again would not help.
    Dead,
    /// Not to be done any more.
    Cancelled,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Dead, Self::Cancelled];

    /// The stable name, as in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_code(code: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|s| s.code() == code).ok_or_else(|| Error::damaged(format!("job state {code}")))
    }
}

/// A job as the operator sees it: without the payload, which may hold content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// Whom or what it is about.
    pub record: Option<Id>,
    /// The change that wanted it.
    pub change: Id,
    /// What has become of it.
    pub state: JobState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is or was due.
    pub run_at: Timestamp,
    /// Who is at it.
    pub worker: Option<String>,
    /// Until when nobody else takes it.
    pub claimed_until: Option<Timestamp>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was put down.
    pub created_at: Timestamp,
    /// When it was done or given up.
    pub finished_at: Option<Timestamp>,
}

impl Job {
    fn read(row: &Row) -> Result<Self, Error> {
        let mut c = row.columns();
        Ok(Self {
            id: c.id()?,
            kind: c.text()?,
            record: c.maybe_id()?,
            change: c.id()?,
            state: JobState::from_code(&c.text()?)?,
            attempts: c.int()?,
            run_at: time(c.int()?)?,
            worker: c.maybe_text()?,
            claimed_until: c.maybe_int()?.map(time).transpose()?,
            last_error: c.maybe_text()?,
            created_at: time(c.int()?)?,
            finished_at: c.maybe_int()?.map(time).transpose()?,
        })
    }
}

/// Whether another try may help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobError {
    /// Later, with a longer wait each time.
    Again(String),
    /// Never: the job is given up at once.
    Never(String),
}

impl Store {
    /// Takes the next job that is due, for `lease`. `None`: nothing to do. A job whose worker let
    /// its lease run out is taken over; after [`ATTEMPTS`] it is given up.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn claim_job(&self, worker: &str, now: Timestamp, lease: Duration) -> Result<Option<Claim>, Error> {
        let now_at = now.as_microsecond();
        let bury = values![now_at, "the worker disappeared", ATTEMPTS];
        self.put(&sql::JOBS_BURY, bury).await?;
        let values = values![worker, until(now, lease), now_at];
        let Some(row) = self.put_returning(self.engine.pick(&dialect::JOB_CLAIM), values).await? else {
            return Ok(None);
        };
        let mut c = row.columns();
        Ok(Some(Claim {
            id: c.id()?,
            kind: c.text()?,
            payload: c.text()?,
            record: c.maybe_id()?,
            attempt: c.int()?,
            worker: worker.to_owned(),
        }))
    }

    /// Says that the worker is still at it.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has it: stop.
    pub async fn extend_job(&self, job: &Claim, now: Timestamp, lease: Duration) -> Result<(), Error> {
        self.settle(&sql::JOB_EXTEND, job, &[until(now, lease).into()]).await
    }

    /// The job is done.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has it.
    pub async fn finish_job(&self, job: &Claim, now: Timestamp) -> Result<(), Error> {
        self.settle(&sql::JOB_FINISH, job, &[now.as_microsecond().into()]).await
    }

    /// The job failed: it waits for another try, or is given up.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has it.
    pub async fn fail_job(&self, job: &Claim, now: Timestamp, why: JobError) -> Result<(), Error> {
        let now_at = now.as_microsecond();
        match why {
            JobError::Again(why) if job.attempt < ATTEMPTS => {
                let again = until(now, wait::of_job(job.attempt, &job.id.to_string()));
                self.settle(&sql::JOB_AGAIN, job, &[again.into(), why.into()]).await
            }
            JobError::Again(why) | JobError::Never(why) => {
                self.settle(&sql::JOB_DIE, job, &[now_at.into(), why.into()]).await
            }
        }
    }

    async fn settle(&self, statement: &Statement, job: &Claim, rest: &[Value]) -> Result<(), Error> {
        let mut values = values![job.id, &job.worker, job.attempt].to_vec();
        values.extend_from_slice(rest);
        if self.put(statement, &values).await? == 0 { Err(Error::LeaseLost) } else { Ok(()) }
    }

    /// Jobs in a state, those due first first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn jobs(&self, state: JobState, most: i64) -> Result<Vec<Job>, Error> {
        let rows = self.rows(&sql::JOBS_IN_STATE, values![state.code(), most]).await?;
        rows.iter().map(Job::read).collect()
    }

    /// A job.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn job(&self, id: Id) -> Result<Option<Job>, Error> {
        self.row(&sql::JOB_BY_ID, values![id]).await?.map(|row| Job::read(&row)).transpose()
    }

    /// How many jobs are in each state that has any.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn job_counts(&self) -> Result<Vec<(JobState, i64)>, Error> {
        let read = |row: &Row| {
            let mut c = row.columns();
            Ok((JobState::from_code(&c.text()?)?, c.int()?))
        };
        self.rows(&sql::JOBS_COUNT, &[]).await?.iter().map(read).collect()
    }
}

fn until(now: Timestamp, wait: Duration) -> i64 {
    now.as_microsecond().saturating_add(i64::try_from(wait.as_micros()).unwrap_or(i64::MAX))
}

pub(crate) async fn enqueue(tx: &mut Tx<'_>, change: &Change, job: &NewJob) -> Result<(), Error> {
    let values = values![
        job.id,
        job.kind,
        &job.payload,
        job.record,
        change.id,
        job.key.clone(),
        job.run_at.unwrap_or(change.at),
        change.at,
    ];
    tx.run(&sql::JOB_INSERT, values).await?;
    Ok(())
}

pub(crate) async fn finish_in(tx: &mut Tx<'_>, change: &Change, job: &Claim) -> Result<(), Error> {
    // Only one that is still running: finished before, its work was done before.
    let running = tx.one(&sql::JOB_BY_ID, values![job.id]).await?.map(|row| Job::read(&row)).transpose()?;
    if running.is_none_or(|job| job.state != JobState::Running) {
        return Err(Error::LeaseLost);
    }
    let values = values![job.id, &job.worker, job.attempt, change.at];
    if tx.run(&sql::JOB_FINISH, values).await? == 0 { Err(Error::LeaseLost) } else { Ok(()) }
}

pub(crate) async fn retry(tx: &mut Tx<'_>, change: &Change, job: Id) -> Result<(), Error> {
    match tx.run(&sql::JOB_RETRY, values![job, change.at]).await? {
        0 => Err(Error::Gone { id: job }),
        _ => Ok(()),
    }
}
