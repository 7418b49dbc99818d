//! `serve`: the pages.

use super::{Context, programme};
use crate::args::Serve;
use crate::failure::Failure;
use app::App;
use app::cases::CaseRoom;
use reports::Press;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use web::{Operator, Site};

/// So long may a page that is on its way keep the program from ending.
const LATEST: Duration = Duration::from_secs(10);

/// Does it; ends when asked to by the system.
pub fn run(asked: &Serve, context: &Context) -> Result<(), Failure> {
    let app = Arc::new(if asked.demo { App::demo(asked.seed)? } else { context.app()? });
    // Before anything else: who points at cases wants to know at once whether they can be read.
    let cases = asked.cases.as_deref().map(|folder| cases(folder, context)).transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|fault| Failure::Ours(fault.to_string()))?;
    let ended = runtime.block_on(answer(asked, &app, cases, context));
    // Documents under way may take seconds; nobody waits for them any more.
    runtime.shutdown_background();
    ended
}

/// Reads and answers the questions of a folder of cases.
fn cases(folder: &Path, context: &Context) -> Result<Arc<CaseRoom>, Failure> {
    let room = CaseRoom::open(folder).map_err(|fault| Failure::Cases(fault.sentence(context.lang)))?;
    crate::note(&context.say("cli-serve-cases", &[("folder", &folder.display().to_string())]));
    Ok(Arc::new(room))
}

async fn answer(asked: &Serve, app: &Arc<App>, cases: Option<Arc<CaseRoom>>, context: &Context) -> Result<(), Failure> {
    let no_address = |fault: std::io::Error| taken(asked.listen, &fault, context);
    let listener = tokio::net::TcpListener::bind(asked.listen).await.map_err(no_address)?;
    let address = listener.local_addr().map_err(no_address)?;
    let stopped = stopped().map_err(|fault| Failure::Ours(fault.to_string()))?;
    let warm = Arc::clone(app);
    // The first reader asks for the scan as well and waits for it then; this saves that wait.
    std::thread::Builder::new()
        .name("warm".to_owned())
        .spawn(move || warm.warm())
        .map_err(|fault| Failure::Ours(fault.to_string()))?;
    let key = if asked.demo { "cli-serve-demo" } else { "cli-serve-data" };
    let programme = programme::open(asked, address.port(), app, context).await?;
    let office = Arc::clone(&programme.office);
    crate::note(
        &context
            .say(key, &[("address", &format!("http://{address}/")), ("folder", &context.data.display().to_string())]),
    );
    let mut site = Site::new(Arc::clone(app), Arc::new(Press::default()), env!("CARGO_PKG_VERSION"));
    site.operator = operator(asked);
    site.office = Some(Arc::clone(&office));
    site.cases = cases;
    site.behind_proxy = asked.behind_proxy;
    let (tell, told) = tokio::sync::oneshot::channel();
    let (rest, resting) = tokio::sync::oneshot::channel::<()>();
    let worker = tokio::spawn(office.work(programme.post.clone(), async {
        // Ended as well when nobody can tell any more.
        let _ = resting.await;
    }));
    let asked_to_end = async move {
        stopped.await;
        let _ = rest.send(());
        // Nobody listens when the pages have ended by themselves.
        let _ = tell.send(());
    };
    let too_late = async {
        if told.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(LATEST).await;
    };
    tokio::select! {
        () = async {
            web::serve(listener, site, asked_to_end).await;
            // A letter on its way is finished first.
            let _ = worker.await;
        } => {}
        () = too_late => {}
    }
    drop(programme);
    crate::note(&context.texts().get("cli-serve-ended"));
    Ok(())
}

/// Who runs the site, named in the accessibility statement.
fn operator(asked: &Serve) -> Option<Operator> {
    let (name, email) = asked.operator.clone().zip(asked.operator_email.clone())?;
    Some(Operator { name, email })
}

fn taken(address: SocketAddr, fault: &std::io::Error, context: &Context) -> Failure {
    Failure::Bad(
        "cli-bad-listen",
        context.say("cli-bad-listen-why", &[("address", &address.to_string()), ("why", &fault.to_string())]),
    )
}

/// Done when the system or the keyboard asks the program to end. Listens from now on.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut keyboard = signal(SignalKind::interrupt())?;
    let mut system = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = keyboard.recv() => {}
            _ = system.recv() => {}
        }
    })
}

/// Done when the keyboard asks the program to end.
#[cfg(not(unix))]
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
