//! What a form sends.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest as _, Multipart};
use axum::http::{Request, header};
use office::Trouble;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The most bytes of a form without a file.
const MOST: usize = 256 * 1024;
/// So long a form may take to arrive.
const WRITING: Duration = Duration::from_secs(20);
/// So long one with a file.
const UPLOADING: Duration = Duration::from_secs(300);
/// Beside the file itself: names, boundaries.
const AROUND: usize = 64 * 1024;
/// The most bytes of a form with a file.
const MOST_WITH_FILE: usize = storage_most() + AROUND;

const fn storage_most() -> usize {
    office::MOST_BYTES as usize
}

/// The fields of a form, and the file in it.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    fields: Vec<(String, String)>,
    /// Name and content.
    pub file: Option<(String, Vec<u8>)>,
}

impl Sent {
    /// What a field says; nothing where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Everything said in fields of that name, in the order of the form.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }

    /// The fields whose names begin so, without that beginning.
    pub fn beginning(&self, prefix: &str) -> Vec<(String, String)> {
        let cut =
            |(name, value): &(String, String)| name.strip_prefix(prefix).map(|rest| (rest.to_owned(), value.clone()));
        self.fields.iter().filter_map(cut).collect()
    }

    /// The same as a number.
    pub fn number(&self, name: &str) -> i64 {
        self.get(name).parse().unwrap_or(0)
    }

    /// Whether anything was sent.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// Reads a form.
///
/// # Errors
/// [`Trouble::Form`] when it is too large or broken.
pub async fn read(request: Request<Body>, with_file: bool) -> Result<Sent, Trouble> {
    let patience = if with_file { UPLOADING } else { WRITING };
    let late = |_| Trouble::Form("it took too long to arrive".into());
    tokio::time::timeout(patience, read_all(request, with_file)).await.map_err(late)?
}

async fn read_all(request: Request<Body>, with_file: bool) -> Result<Sent, Trouble> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if with_file && kind.starts_with("multipart/form-data") {
        // A few at a time: each is held in memory whole.
        static PLACES: Semaphore = Semaphore::const_new(4);
        let _place = PLACES.acquire().await.map_err(|why| Trouble::Ours(why.to_string()))?;
        return read_parts(request).await;
    }
    if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Trouble::Form(format!("type {kind}")));
    }
    let body = to_bytes(request.into_body(), MOST).await.map_err(|why| Trouble::Form(why.to_string()))?;
    let fields = url::form_urlencoded::parse(&body).into_owned().collect();
    Ok(Sent { fields, file: None })
}

async fn read_parts(request: Request<Body>) -> Result<Sent, Trouble> {
    let broken = |why: &dyn std::fmt::Display| Trouble::Form(why.to_string());
    let (parts, body) = request.into_parts();
    // Whole before it is looked at: a part that never ends ends here.
    let body = to_bytes(body, MOST_WITH_FILE).await.map_err(|_| too_large())?;
    let request = Request::from_parts(parts, Body::from(body));
    let mut parts = Multipart::from_request(request, &()).await.map_err(|why| broken(&why))?;
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(|why| broken(&why))? {
        let name = part.name().unwrap_or("").to_owned();
        if let Some(file) = part.file_name().map(str::to_owned) {
            let bytes = part.bytes().await.map_err(|why| broken(&why))?;
            sent.file = Some((file, bytes.to_vec()));
        } else {
            sent.fields.push((name, part.text().await.map_err(|why| broken(&why))?));
        }
    }
    Ok(sent)
}

fn too_large() -> Trouble {
    Trouble::too_large(MOST_WITH_FILE as u64)
}
