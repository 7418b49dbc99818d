//! A machine as part of a cluster: Ballista's own scheduler and executor, without anything of ours in them.
//! Those that Ballista gives out do just as well.
//!
//! Neither asks who is there: who reaches their ports can have questions asked about every file they can
//! read. They belong on a net of their own.

use ballista_core::object_store::{
    runtime_env_with_s3_support, session_config_with_s3_support, session_state_with_s3_support,
};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Seconds between an executor's signs of life.
const BEAT: u64 = 2;
/// Seconds without one after which its work is given to others.
const LOST: u64 = 10;
/// Plans nest deeply; the engine walks them on the stack.
const STACK: usize = 32 << 20;

/// How an executor works.
#[derive(Debug, Clone)]
pub struct Executor {
    /// The scheduler's host and port.
    pub scheduler: (String, u16),
    /// Where it listens; the port after it is used, too.
    pub listen: SocketAddr,
    /// Under which name the others reach it; where it listens, where nothing is said.
    pub name: Option<String>,
    /// How many tasks it does at a time; as many as there are cores, where nothing is said.
    pub cores: Option<usize>,
    /// Where it puts what other machines are to fetch; a temporary folder where nothing is said.
    pub folder: Option<PathBuf>,
}

fn run<F: Future<Output = Result<(), String>>>(work: F) -> Result<(), String> {
    tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(|why| why.to_string())?
        .block_on(work)
}

/// Hands out work until it is ended.
///
/// # Errors
/// What Ballista says, such as that the port is taken.
pub fn scheduler(listen: SocketAddr, name: Option<String>) -> Result<(), String> {
    let config = SchedulerConfig {
        bind_host: listen.ip().to_string(),
        bind_port: listen.port(),
        external_host: name.unwrap_or_else(|| listen.ip().to_string()),
        executor_timeout_seconds: LOST,
        no_executors_grace_period_seconds: LOST,
        expire_dead_executor_interval_seconds: BEAT,
        override_config_producer: Some(Arc::new(session_config_with_s3_support)),
        override_session_builder: Some(Arc::new(session_state_with_s3_support)),
        ..SchedulerConfig::default()
    };
    run(async move {
        let cluster = BallistaCluster::new_from_config(&config).await.map_err(|why| why.to_string())?;
        start_server(cluster, listen, Arc::new(config)).await.map_err(|why| why.to_string())
    })
}

/// Does work until it is ended.
///
/// # Errors
/// What Ballista says, such as that no scheduler answers.
pub fn executor(asked: Executor) -> Result<(), String> {
    let grpc_port = asked.listen.port().checked_add(1).ok_or("there is no port after this one")?;
    let usual = ExecutorProcessConfig::default();
    let config = ExecutorProcessConfig {
        bind_host: asked.listen.ip().to_string(),
        external_host: asked.name.or_else(|| Some(asked.listen.ip().to_string())),
        port: asked.listen.port(),
        grpc_port,
        scheduler_host: asked.scheduler.0,
        scheduler_port: asked.scheduler.1,
        scheduler_connect_timeout_seconds: 30,
        vcores: asked.cores.unwrap_or(usual.vcores),
        work_dir: asked.folder.map(|it| it.to_string_lossy().into_owned()),
        executor_heartbeat_interval_seconds: BEAT,
        override_config_producer: Some(Arc::new(session_config_with_s3_support)),
        override_runtime_producer: Some(Arc::new(runtime_env_with_s3_support)),
        ..usual
    };
    run(async move { start_executor_process(Arc::new(config)).await.map_err(|why| why.to_string()) })
}
