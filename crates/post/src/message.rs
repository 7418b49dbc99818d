//! A letter as a message: plain text in UTF-8, and nothing that tells the sender whether it was read.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0},
    },
};
use office::{Enclosed, Letter, PostError};
use programme::Id;

use crate::address::{Sender, mail_address, one_line};

/// Tells machines that a machine wrote it, so that none answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The receiver's address and the message. The same job gives the same `Message-ID` every time, so that
/// the receiving side can tell a letter that was sent twice.
pub(crate) fn compose(
    from: &Sender,
    id: Id,
    letter: &Letter,
    now: Option<Timestamp>,
) -> Result<(Address, Vec<u8>), PostError> {
    let to = mail_address(&letter.to).ok_or_else(|| PostError::Never("not an address of mail".into()))?;
    let name = one_line(&letter.name);
    let message = now
        .map_or_else(Message::builder, |now| Message::builder().date(SystemTime::from(now)))
        .message_id(Some(format!("<{id}@{}>", from.mailbox.email.domain())))
        .from(from.mailbox.clone())
        .to(Mailbox::new((!name.is_empty()).then_some(name), to.clone()))
        .subject(one_line(&letter.subject))
        .header(AutoSubmitted)
        .header(MIME_VERSION_1_0);
    let message = match letter.enclosed.as_ref().filter(|file| !file.bytes.is_empty()) {
        None => message.header(ContentType::TEXT_PLAIN).body(letter.text.clone()),
        Some(file) => message.multipart(with_file(letter, file)?),
    };
    let message = message.map_err(|why| PostError::Never(why.to_string()))?;
    Ok((to, message.formatted()))
}

/// The text, and the file beside it.
fn with_file(letter: &Letter, file: &Enclosed) -> Result<MultiPart, PostError> {
    let kind = ContentType::parse(&file.media_type).map_err(|why| PostError::Never(why.to_string()))?;
    let file = Attachment::new(one_line(&file.name)).body(file.bytes.clone(), kind);
    Ok(MultiPart::mixed().singlepart(SinglePart::plain(letter.text.clone())).singlepart(file))
}
