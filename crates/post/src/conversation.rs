//! The conversation with the server, step by step: what a refusal means depends on the step. Only a
//! refusal of the receiver or of the letter is for good; whatever else goes wrong, the operator or the
//! server's own can put right, and the letter goes later.

use std::{future::Future, time::Duration};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::DEFAULT_MECHANISMS,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};
use office::PostError;

use crate::address::{Cover, Server};

/// So long each answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long the last one may: some servers look through the letter first, and one that is given up on
/// then would come twice.
const LOOKING_THROUGH: Duration = Duration::from_secs(60);
/// So long all of it may take: less than the worker keeps the job for itself.
const TOGETHER: Duration = Duration::from_secs(100);

/// Hands a message over to the server.
pub(crate) async fn hand_over(server: &Server, from: &Address, to: &Address, message: &[u8]) -> Result<(), PostError> {
    let talk = async {
        let mut talking = connect(server).await?;
        let handed = dictate(&mut talking, from, to, message).await;
        // The letter is theirs or is not: how they take leave changes nothing, and nobody waits for it.
        tokio::spawn(async move {
            let _ = tokio::time::timeout(PATIENCE, talking.abort()).await;
        });
        handed
    };
    tokio::time::timeout(TOGETHER, talk).await.unwrap_or_else(|_| Err(silent("all of it", TOGETHER)))
}

/// A connection, encrypted and signed in as the address says.
async fn connect(server: &Server) -> Result<AsyncSmtpConnection, PostError> {
    let hello = ClientId::default();
    let tls = match &server.cover {
        Cover::Tls(tls) => Some(tls.clone()),
        Cover::Open | Cover::StartTls(_) => None,
    };
    let place = (server.host.as_str(), server.port);
    let connecting = AsyncSmtpConnection::connect_tokio1(place, Some(PATIENCE), &hello, tls, None);
    let mut talking = in_time("connecting", PATIENCE, connecting).await?.map_err(|why| later("connecting", &why))?;
    if let Cover::StartTls(tls) = &server.cover {
        let covering = talking.starttls(tls.clone(), &hello);
        in_time("STARTTLS", PATIENCE, covering).await?.map_err(|why| later("STARTTLS", &why))?;
    }
    if let Some(user) = &server.user {
        let signing_in = talking.auth(DEFAULT_MECHANISMS, user);
        in_time("signing in", PATIENCE, signing_in).await?.map_err(|why| later("signing in", &why))?;
    }
    Ok(talking)
}

/// From whom, to whom, what.
async fn dictate(
    talking: &mut AsyncSmtpConnection,
    from: &Address,
    to: &Address,
    message: &[u8],
) -> Result<(), PostError> {
    let sender = Mail::new(Some(from.clone()), mail_parameters(talking, from, to)?);
    let receiver = Rcpt::new(to.clone(), Vec::new());
    in_time("the sender", PATIENCE, talking.command(sender)).await?.map_err(|why| later("the sender", &why))?;
    in_time("the receiver", PATIENCE, talking.command(receiver)).await?.map_err(|why| sort("the receiver", &why))?;
    in_time("the letter", PATIENCE, talking.command(Data)).await?.map_err(|why| sort("the letter", &why))?;
    let content = talking.message(message);
    in_time("the letter", LOOKING_THROUGH, content).await?.map_err(|why| sort("the letter", &why))?;
    Ok(())
}

/// Names with other signs than ASCII before the "@" need a server that knows them (RFC 6531). Nothing
/// else needs an extension: the message itself is ASCII throughout.
fn mail_parameters(
    talking: &AsyncSmtpConnection,
    from: &Address,
    to: &Address,
) -> Result<Vec<MailParameter>, PostError> {
    if from.to_string().is_ascii() && to.to_string().is_ascii() {
        return Ok(Vec::new());
    }
    if talking.server_info().supports_feature(Extension::SmtpUtfEight) {
        return Ok(vec![MailParameter::SmtpUtfEight]);
    }
    Err(PostError::Never("the server does not know addresses with such signs (SMTPUTF8)".into()))
}

async fn in_time<T>(step: &str, patience: Duration, work: impl Future<Output = T>) -> Result<T, PostError> {
    tokio::time::timeout(patience, work).await.map_err(|_| silent(step, patience))
}

fn silent(step: &str, patience: Duration) -> PostError {
    PostError::Later(format!("{step}: no answer within {} s", patience.as_secs()))
}

/// For good only when the server says so in so many words (5xx).
fn sort(step: &str, why: &Error) -> PostError {
    if why.is_permanent() { PostError::Never(format!("{step}: {why}")) } else { later(step, why) }
}

fn later(step: &str, why: &Error) -> PostError {
    PostError::Later(format!("{step}: {why}"))
}
