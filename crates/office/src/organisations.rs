//! Organisations: their facts, and what the page of one shows.

use programme::{
    AreaCode, Organisation, OrganisationId, OrganisationKind,
    permit::{Action, Object},
};

use crate::{DocumentLine, Office, PersonLine, Trouble, Visitor};

/// An organisation in a list.
#[derive(Debug, Clone)]
pub struct OrganisationLine {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// The visitor's roles there today.
    pub mine: Vec<programme::Role>,
}

/// The facts of an organisation, as a form has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationFacts {
    /// [`OrganisationKind::code`].
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Kolada's code of its area, or nothing.
    pub area: String,
    /// The organisation it is part of, or nothing.
    pub parent: String,
}

/// The page of an organisation.
#[derive(Debug, Clone)]
pub struct OrganisationView {
    /// Its id.
    pub id: OrganisationId,
    /// Its version.
    pub version: i64,
    /// Its facts.
    pub facts: Organisation,
    /// The name of the organisation it is part of.
    pub parent: Option<String>,
    /// The people there, those of today first.
    pub people: Vec<PersonLine>,
    /// The attached files the visitor may read.
    pub documents: Vec<DocumentLine>,
    /// Whether the visitor may change the facts.
    pub may_edit: bool,
    /// The roles the visitor may give there.
    pub may_give: Vec<programme::Role>,
    /// Whether the visitor may attach files.
    pub may_attach: bool,
    /// Whether the visitor may see the history.
    pub may_see_history: bool,
    /// Whether the visitor may take out everything.
    pub may_export: bool,
}

impl Office {
    /// Every organisation, by name in the reader's order; the visitor's own first.
    ///
    /// # Errors
    /// [`Trouble::SignIn`].
    pub async fn organisations(&self, visitor: &Visitor) -> Result<Vec<OrganisationLine>, Trouble> {
        self.allow(Some(visitor), Action::SeeOrganisation, &Object::default())?;
        let mut lines: Vec<OrganisationLine> = self
            .store
            .list::<Organisation>()
            .await?
            .into_iter()
            .map(|it| OrganisationLine {
                id: it.id,
                name: it.body.name,
                kind: it.body.kind,
                mine: visitor.actor.standings.iter().filter(|s| s.organisation == it.id).map(|s| s.role).collect(),
            })
            .collect();

        lines.sort_by(|a, b| {
            a.mine.is_empty().cmp(&b.mine.is_empty()).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        Ok(lines)
    }

    /// The page of an organisation.
    ///
    /// # Errors
    /// [`Trouble::Nothing`].
    pub async fn organisation(&self, visitor: &Visitor, id: OrganisationId) -> Result<OrganisationView, Trouble> {
        let object = self.object_of(id).await?;
        self.allow(Some(visitor), Action::SeeOrganisation, &object)?;
        let there = self.store.get::<Organisation>(id).await?.ok_or(Trouble::Nothing)?;
        let parent = match there.body.parent {
            Some(parent) => self.store.get::<Organisation>(parent).await?.map(|parent| parent.body.name),
            None => None,
        };
        let gives = |role: &programme::Role| {
            self.may(visitor, Action::InvitePerson, &Object { role: Some(*role), ..object.clone() })
        };
        Ok(OrganisationView {
            id,
            version: there.version,
            parent,
            people: self.people(visitor, id).await?,
            documents: self.documents(Some(visitor), id).await?,
            may_edit: self.may(visitor, Action::EditOrganisation, &object),
            may_give: programme::Role::ALL.into_iter().filter(gives).collect(),
            may_attach: self.may(visitor, Action::Attach, &object),
            may_see_history: self.may(visitor, Action::SeeHistory, &object),
            may_export: self.may(visitor, Action::ExportOrganisation, &object),
            facts: there.body,
        })
    }

    /// Whether the visitor may add organisations.
    pub fn may_add_organisation(&self, visitor: &Visitor) -> bool {
        self.may(visitor, Action::CreateOrganisation, &Object::default())
    }

    /// Refuses who may not change an organisation's facts.
    ///
    /// # Errors
    /// Why not.
    pub async fn may_edit_organisation(&self, visitor: &Visitor, id: OrganisationId) -> Result<(), Trouble> {
        self.allow(Some(visitor), Action::EditOrganisation, &self.object_of(id).await?).map(|_| ())
    }

    /// Refuses who may not give a role in an organisation.
    ///
    /// # Errors
    /// Why not.
    pub async fn may_invite(
        &self,
        visitor: &Visitor,
        id: OrganisationId,
        role: programme::Role,
    ) -> Result<(), Trouble> {
        let object = Object { role: Some(role), ..self.object_of(id).await? };
        self.allow(Some(visitor), Action::InvitePerson, &object).map(|_| ())
    }

    /// Adds an organisation.
    ///
    /// # Errors
    /// When the visitor may not, or a fact is not right.
    pub async fn add_organisation(
        &self,
        visitor: &Visitor,
        facts: &OrganisationFacts,
    ) -> Result<OrganisationId, Trouble> {
        self.allow(Some(visitor), Action::CreateOrganisation, &Object::default())?;
        let id = self.id();
        let mut change = self.change(visitor.author());
        change.insert(id, &organisation(facts)?)?;
        self.store.write(&change).await?;
        Ok(id)
    }

    /// Changes an organisation's facts, read at `version`.
    ///
    /// # Errors
    /// A conflict when somebody else was there since: nothing is overwritten.
    pub async fn edit_organisation(
        &self,
        visitor: &Visitor,
        id: OrganisationId,
        version: i64,
        facts: &OrganisationFacts,
    ) -> Result<(), Trouble> {
        self.allow(Some(visitor), Action::EditOrganisation, &self.object_of(id).await?)?;
        let mut change = self.change(visitor.author());
        change.update(id, version, &organisation(facts)?)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// Everything that belongs to an organisation, as one file.
    ///
    /// # Errors
    /// When the visitor may not, or the storage fails.
    pub async fn export_organisation(&self, visitor: &Visitor, id: OrganisationId) -> Result<Vec<u8>, Trouble> {
        self.allow(Some(visitor), Action::ExportOrganisation, &self.object_of(id).await?)?;
        let ours = |error: std::io::Error| Trouble::Ours(error.to_string());
        let folder = tempfile::tempdir().map_err(ours)?;
        let path = folder.path().join("export.zip");
        self.store.export_organisation(id, &path, self.now()).await?;
        std::fs::read(&path).map_err(ours)
    }
}

/// The facts of a form, read.
fn organisation(facts: &OrganisationFacts) -> Result<Organisation, Trouble> {
    let kind =
        OrganisationKind::ALL.into_iter().find(|kind| kind.code() == facts.kind).ok_or(Trouble::Missing("kind"))?;
    let written = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let area = written(&facts.area).map(AreaCode::try_from).transpose().map_err(|_| Trouble::NoArea)?;
    let parent = written(&facts.parent).map(|id| id.parse()).transpose().map_err(|_| Trouble::Missing("parent"))?;
    Ok(Organisation { kind, name: facts.name.trim().to_owned(), area, parent })
}
