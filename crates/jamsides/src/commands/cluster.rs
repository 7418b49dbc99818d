//! `cluster`: this machine as part of a cluster, until it is ended. The work is Ballista's.

use crate::args::Cluster;
use crate::failure::Failure;

/// Does it.
pub fn run(asked: Cluster) -> Result<(), Failure> {
    let done = match asked {
        Cluster::Scheduler { listen, host } => cluster::serve::scheduler(listen, host),
        Cluster::Executor { scheduler, listen, host, cores, folder } => {
            let Some(name) = scheduler.host_str().filter(|_| scheduler.scheme() == "df") else {
                return Err(Failure::Bad("cli-bad-cluster-address", scheduler.to_string()));
            };
            let scheduler = (name.to_owned(), scheduler.port().unwrap_or(cluster::PORT));
            cluster::serve::executor(cluster::serve::Executor { scheduler, listen, name: host, cores, folder })
        }
    };
    done.map_err(|why| Failure::Bad("cli-bad-cluster", why))
}
