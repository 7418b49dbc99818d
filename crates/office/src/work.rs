//! The worker: takes the jobs that are due, one after the other. Any number of processes may run one.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use storage::{Claim, JobError};

use crate::{
    Office, Trouble,
    letters::{self, Letter, Post, PostError},
    meetings::remind,
    recover, retain,
};

/// So long a job is nobody else's.
const LEASE: Duration = Duration::from_secs(120);
/// Between two looks when there is nothing to do.
const PAUSE: Duration = Duration::from_millis(1000);
/// After the storage failed.
const BREATH: Duration = Duration::from_secs(5);

impl Office {
    /// Works until `shutdown` is done; the job under way is finished first. `post` is the door for
    /// letters; without it none are ever written.
    pub async fn work(self: Arc<Self>, post: Option<Arc<dyn Post>>, shutdown: impl Future<Output = ()>) {
        let worker: programme::Id = self.id();
        let worker = worker.to_string();
        let mut shutdown = pin!(shutdown);
        loop {
            let pause = match self.work_once(&worker, post.as_deref()).await {
                Ok(true) => Duration::ZERO,
                Ok(false) => PAUSE,
                Err(why) => {
                    tracing::warn!(%why, "the worker waits");
                    BREATH
                }
            };
            tokio::select! {
                biased;
                () = &mut shutdown => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Does one job, if one is due.
    ///
    /// # Errors
    /// When the storage fails; a job that fails is no error.
    pub async fn work_once(&self, worker: &str, post: Option<&dyn Post>) -> Result<bool, Trouble> {
        self.plan_retention().await?;
        self.plan_reminders().await?;
        let Some(job) = self.store.claim_job(worker, self.now(), LEASE).await? else { return Ok(false) };
        match self.do_job(&job, post).await {
            Ok(()) => {}
            Err(why) => {
                tracing::warn!(job = %job.id, kind = job.kind, ?why, "a job failed");
                match self.store.fail_job(&job, self.now(), why).await {
                    Ok(()) | Err(storage::Error::LeaseLost) => {}
                    Err(other) => return Err(other.into()),
                }
            }
        }
        Ok(true)
    }

    async fn do_job(&self, job: &Claim, post: Option<&dyn Post>) -> Result<(), JobError> {
        match job.kind.as_str() {
            letters::JOB => self.send(job, post).await,
            recover::JOB => self.look_for_forgetful(job).await.map_err(later),
            retain::JOB => self.retain(job).await.map_err(later),
            remind::JOB => self.remind(job).await.map_err(later),
            // An older program beside a newer one: the newer one will do it.
            other => Err(JobError::Again(format!("this version does not know the job {other}"))),
        }
    }

    async fn send(&self, job: &Claim, post: Option<&dyn Post>) -> Result<(), JobError> {
        let mut letter: Letter = serde_json::from_str(&job.payload).map_err(|e| JobError::Never(e.to_string()))?;
        if let Some(file) = &mut letter.enclosed {
            let again = |why: storage::Error| JobError::Again(why.to_string());
            let bytes = self.store.content(&file.content).await.map_err(again)?;
            // Its owner has taken it away: the letter says what it said.
            file.bytes = bytes.unwrap_or_default();
        }
        let post = post.ok_or_else(|| JobError::Again("no mail server is set (--smtp)".into()))?;
        post.send(job.id, &letter).await.map_err(|why| match why {
            PostError::Later(why) => JobError::Again(why),
            PostError::Never(why) => JobError::Never(why),
        })?;
        match self.store.finish_job(job, self.now()).await {
            // Sent all the same; the one who has it now sends it with the same id.
            Ok(()) | Err(storage::Error::LeaseLost) => Ok(()),
            Err(why) => Err(JobError::Again(why.to_string())),
        }
    }
}

fn later(why: Trouble) -> JobError {
    JobError::Again(why.to_string())
}
