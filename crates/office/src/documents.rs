//! Attached files: put down, shown, withdrawn, taken away, read.

use jiff::Timestamp;
use programme::{
    Application, Document, DocumentId, Id, Meeting, OrganisationId, Round, Visibility,
    permit::{Action, Object},
};
use storage::Stored;

use crate::{Office, Trouble, Visitor, meetings::object_of_file, rounds::decision_letter};

/// An attached file in a list.
#[derive(Debug, Clone)]
pub struct DocumentLine {
    /// Its id.
    pub id: DocumentId,
    /// Its version.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// How many bytes.
    pub bytes: u64,
    /// Who can see it.
    pub visibility: Visibility,
    /// When it was attached.
    pub added: Timestamp,
    /// Whether the visitor may show it to more, or withdraw it.
    pub may_move: bool,
    /// Whether the visitor may take it away.
    pub may_remove: bool,
    /// Whether the visitor may see its history.
    pub may_see_history: bool,
}

impl DocumentLine {
    /// The line of a file with which nothing is to be done but read it.
    pub(crate) fn read_only(document: Stored<Document>) -> Self {
        Self {
            id: document.id,
            version: document.version,
            bytes: document.body.bytes,
            visibility: document.visibility,
            added: document.created_at,
            may_move: false,
            may_remove: false,
            may_see_history: false,
            name: document.body.name,
        }
    }
}

impl Office {
    /// The files of an organisation that the visitor (or nobody) may read, the newest first.
    pub(crate) async fn documents(
        &self,
        visitor: Option<&Visitor>,
        organisation: OrganisationId,
    ) -> Result<Vec<DocumentLine>, Trouble> {
        let mut lines = Vec::new();
        let owner = self.object_of(organisation).await?;
        let documents = self.store.list_of::<Document>(organisation).await?;
        let meetings =
            self.store.many::<Meeting>(documents.iter().filter_map(|it| it.body.about).map(Into::into)).await?;
        for document in documents {
            let meeting = document.body.about.and_then(|id| meetings.get(&id.into()));
            let object = match meeting.map(|it| object_of_file(&document, &it.body)) {
                Some(object) => object,
                None => Object { visibility: document.visibility, ..owner.clone() },
            };
            let may = |action| self.allow(visitor, action, &object).is_ok();
            if may(Action::ReadAttachment) {
                lines.push(DocumentLine {
                    id: document.id,
                    version: document.version,
                    bytes: document.body.bytes,
                    visibility: document.visibility,
                    added: document.created_at,
                    may_move: may(Action::MoveVisibility),
                    may_remove: may(Action::Attach),
                    may_see_history: may(Action::SeeHistory),
                    name: document.body.name,
                });
            }
        }
        lines.reverse();
        Ok(lines)
    }

    pub(crate) async fn object_of_document(&self, document: &Stored<Document>) -> Result<Object, Trouble> {
        if let Some(object) = self.object_of_meeting_file(document).await? {
            return Ok(object);
        }
        Ok(Object { visibility: document.visibility, ..self.object_of(document.body.organisation).await? })
    }

    /// Attaches a file to an organisation, seen by it alone.
    ///
    /// # Errors
    /// When the visitor may not, or the file is too large or of a kind that may not be attached.
    pub async fn attach(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        name: &str,
        bytes: &[u8],
    ) -> Result<DocumentId, Trouble> {
        self.allow(Some(visitor), Action::Attach, &self.object_of(organisation).await?)?;
        let document = self.new_document(organisation, None, (name, bytes)).await?;
        let id = self.id();
        let mut change = self.change(visitor.author());
        change.insert(id, &document)?;
        self.store.write(&change).await?;
        Ok(id)
    }

    /// A file put down, ready to be inserted. Its content lies in the storage already.
    pub(crate) async fn new_document(
        &self,
        organisation: OrganisationId,
        about: Option<Id>,
        (name, bytes): (&str, &[u8]),
    ) -> Result<Document, Trouble> {
        // Some browsers send folders as well.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        if name.is_empty() {
            return Err(Trouble::Missing("file"));
        }
        let info = self.store.put_content(name, bytes, self.now()).await?;
        Ok(Document {
            name: name.to_owned(),
            content: info.hash,
            media_type: info.media_type,
            bytes: info.bytes,
            organisation,
            about,
        })
    }

    /// A file: its name, what it is, its bytes. To nobody signed in: if it is public.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn document(
        &self,
        visitor: Option<&Visitor>,
        id: DocumentId,
    ) -> Result<(String, String, Vec<u8>), Trouble> {
        // To who is not signed in, what is hidden and what is not there look the same.
        let hidden = || if visitor.is_none() { Trouble::SignIn } else { Trouble::Nothing };
        let document = self.store.get::<Document>(id).await?.ok_or_else(hidden)?;
        let by_itself = self.allow(visitor, Action::ReadAttachment, &self.object_of_document(&document).await?).is_ok();
        if !by_itself && !self.reads_with_application(visitor, &document).await? {
            return Err(hidden());
        }
        let bytes = self.store.content(&document.body.content).await?.ok_or(Trouble::Nothing)?;
        Ok((document.body.name, document.body.media_type, bytes))
    }

    /// What is attached to an application is read by who may read that: all of it by who writes it, what
    /// was last sent and the decision by others.
    async fn reads_with_application(
        &self,
        visitor: Option<&Visitor>,
        document: &Stored<Document>,
    ) -> Result<bool, Trouble> {
        let Some(about) = document.body.about else { return Ok(false) };
        let Some(application) = self.store.get::<Application>(about.into()).await? else { return Ok(false) };
        let Some(round) = self.store.get::<Round>(application.body.round).await? else { return Ok(false) };
        let object = self.object_of_application(&round, document.body.organisation, Some(&application.body));
        if self.allow(visitor, Action::ReadApplication, &object).is_err() {
            return Ok(false);
        }
        if self.allow(visitor, Action::Apply, &object).is_ok() {
            return Ok(true);
        }
        let sent = self.as_sent(&application).await?;
        let asked_for = sent.answers.values().any(|it| it.document == Some(document.id));
        Ok(asked_for || decision_letter(&application.body) == Some(document.id))
    }

    /// Shows a file to more, or withdraws it.
    ///
    /// # Errors
    /// When the visitor may not.
    pub async fn show_document(
        &self,
        visitor: &Visitor,
        id: DocumentId,
        version: i64,
        to: &str,
    ) -> Result<OrganisationId, Trouble> {
        let to = Visibility::from_code(to).ok_or(Trouble::Missing("visibility"))?;
        let document = self.store.get::<Document>(id).await?.ok_or(Trouble::Nothing)?;
        self.readable(visitor, &document, Action::MoveVisibility).await?;
        let mut change = self.change(visitor.author());
        change.show(id, version, to);
        self.store.write(&change).await?;
        Ok(document.body.organisation)
    }

    /// Takes a file away; undoing brings it back.
    ///
    /// # Errors
    /// When the visitor may not.
    pub async fn remove_document(
        &self,
        visitor: &Visitor,
        id: DocumentId,
        version: i64,
    ) -> Result<OrganisationId, Trouble> {
        let document = self.store.get::<Document>(id).await?.ok_or(Trouble::Nothing)?;
        self.readable(visitor, &document, Action::Attach).await?;
        let mut change = self.change(visitor.author());
        change.remove(id, version);
        self.store.write(&change).await?;
        Ok(document.body.organisation)
    }

    /// Asks for an action; that there is such a file is told only to who may read it.
    async fn readable(&self, visitor: &Visitor, document: &Stored<Document>, action: Action) -> Result<(), Trouble> {
        let object = self.object_of_document(document).await?;
        self.allow(Some(visitor), Action::ReadAttachment, &object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), action, &object)?;
        Ok(())
    }
}
