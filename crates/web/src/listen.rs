//! Taking connections: how many at once, and how long one may take to say what it wants.

use crate::desk::caller::Peer;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// Connections open at once; the next waits until one is closed. Well under the usual limit of
/// open files, so that snapshots can always be read.
const MOST: usize = 900;
/// So long a connection may take to send the head of a request, or stay open without one.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long may a connection live at all: who reads an answer a byte at a time must come back.
const LONGEST: Duration = Duration::from_secs(600);
/// After a failure to take a connection (no more files may be opened), before the next try.
const BREATH: Duration = Duration::from_millis(100);

/// Answers requests until `shutdown` is done; what is under way is finished first.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST));
    let under_way = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let mut shutdown = pin!(shutdown);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, taken) = tokio::select! {
            next = next => next,
            () = &mut shutdown => break,
        };
        let Ok((stream, peer)) = taken else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            request.map(Body::new)
        });
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = under_way.watch(connection);
        tokio::spawn(async move {
            // A reader who goes away in the middle, or never reads to the end, is no fault of ours.
            let _ = tokio::time::timeout(LONGEST, connection).await;
            drop(place);
        });
    }
    drop(listener);
    under_way.shutdown().await;
}
