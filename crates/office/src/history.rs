//! The history of anything, told to people; undoing one's own last change.

use i18n::Lang;
use jiff::Timestamp;
use programme::{
    Account, ApplicationState, Assessment, Assignment, CheckIn, Direction, Document, Evidence, Filled, HandIn, Id,
    Idea, Improvement, ImprovementState, JointAnswer, Measurement, MeetingState, MentorAnswer, Minutes, Organisation,
    Person, PersonId, Point, Query, Record as _, Role, RoundState, StepWork, Visibility, Words, WorkState,
    permit::{Action, Object},
};
use serde_json::Value;
use storage::{Author, Conflict, Entry, Head, State};

use crate::{Office, Trouble, Visitor, improve, said};

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// What people call the field.
    pub field: String,
    /// What stood there; nothing where there was nothing.
    pub before: String,
    /// What stands there.
    pub after: String,
}

/// A line of a history.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// The version it made.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What was done, in a few words.
    pub what: Words,
    /// Who could see it from then on.
    pub visibility: Visibility,
    /// Whether that was changed.
    pub moved: bool,
    /// The fields that changed.
    pub shifts: Vec<Shift>,
    /// The visitor's own last change, which they can undo.
    pub undo: Option<Id>,
}

/// A field in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What people call the field.
    pub field: String,
    /// What both began with.
    pub base: String,
    /// What the other saved.
    pub theirs: String,
    /// What was to be saved.
    pub yours: String,
}

/// The history of an object.
#[derive(Debug, Clone)]
pub struct HistoryView {
    /// The object.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Words,
    /// Who can see it now.
    pub visibility: Visibility,
    /// Whether it has such a thing: what is shown to more by its owner.
    pub shown: bool,
    /// The organisation it belongs to.
    pub owner: Option<programme::OrganisationId>,
    /// The newest first.
    pub lines: Vec<HistoryLine>,
}

impl Office {
    /// The history of an object.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] also for what the visitor may not know of.
    pub async fn history(&self, visitor: &Visitor, id: Id, lang: Lang) -> Result<HistoryView, Trouble> {
        let head = self.store.head(id).await?.ok_or(Trouble::Nothing)?;
        self.may_see_history(visitor, &head).await?;
        let mut last = self.store.last_undoable(&visitor.author()).await?;
        // What was done by agreeing is led back by opening the joint answer.
        if head.kind == StepWork::KIND
            && let Some(change) = last
            && self.store.records_of(change).await?.len() > 1
        {
            last = None;
        }
        let may_undo =
            self.may(visitor, Action::UndoOwn, &Object { person: Some(visitor.person), ..Object::default() });
        let mut lines = Vec::new();
        let mut seen = Visibility::Own;
        for entry in self.store.history(id).await? {
            lines.push(HistoryLine {
                version: entry.version,
                at: entry.at,
                who: self.who(&entry.author, lang).await?,
                what: what(&entry),
                visibility: entry.visibility,
                moved: entry.visibility != seen,
                shifts: match head.kind.as_str() {
                    Filled::KIND => self.form_shifts(&entry, lang).await?,
                    _ => self.shifts(&entry, lang).await?,
                },
                undo: (may_undo && entry.version == head.version && UNDOABLE.contains(&head.kind.as_str()))
                    .then_some(&entry)
                    .filter(|it| head.kind != JointAnswer::KIND || !settles(it))
                    .map(|it| it.change)
                    .filter(|it| Some(*it) == last),
            });
            seen = entry.visibility;
        }
        lines.reverse();
        let kind = programme::kind(&head.kind).map_or(Words::new("uppgift", "record"), |kind| kind.title);
        let name = self.name_of(&head, lang).await?;
        Ok(HistoryView {
            id,
            name,
            kind,
            visibility: head.visibility,
            shown: matches!(
                head.kind.as_str(),
                Document::KIND | Filled::KIND | Idea::KIND | Improvement::KIND | JointAnswer::KIND
            ),
            owner: head.owner,
            lines,
        })
    }

    /// Undoes the visitor's last change, which was shown to them as `change`.
    ///
    /// # Errors
    /// [`Trouble::NothingToUndo`], [`Trouble::ChangedSince`].
    pub async fn undo(&self, visitor: &Visitor, change: Id) -> Result<(), Trouble> {
        let mine = Object { person: Some(visitor.person), ..Object::default() };
        self.allow(Some(visitor), Action::UndoOwn, &mine)?;
        // Who has left an organisation has no hand in it any more.
        for record in self.store.records_of(change).await? {
            let head = self.store.head(record).await?.ok_or(Trouble::NothingToUndo)?;
            self.may_see_history(visitor, &head).await.map_err(|_| Trouble::NothingToUndo)?;
            self.may_redo(visitor, &head).await?;
        }
        match self.store.undo_if_last(self.change(visitor.author()), change).await? {
            storage::Undo::Done { .. } => Ok(()),
            storage::Undo::Nothing => Err(Trouble::NothingToUndo),
            storage::Undo::ChangedSince { .. } => Err(Trouble::ChangedSince),
            storage::Undo::InUse(error) => Err(error.into()),
        }
    }

    /// One's own data has a history one may read; for the rest the role decides, and for files that
    /// they are shown as far.
    async fn may_see_history(&self, visitor: &Visitor, head: &Head) -> Result<(), Trouble> {
        let hidden = |_| Trouble::Nothing;
        if head.id == visitor.person.into() || head.id == visitor.account.into() {
            return Ok(());
        }
        if let Some(sees) = self.may_see_meeting_history(visitor, head).await? {
            return if sees { Ok(()) } else { Err(Trouble::Nothing) };
        }
        if let Some(sees) = self.may_see_assessment_history(visitor, head).await? {
            return if sees { Ok(()) } else { Err(Trouble::Nothing) };
        }
        let Some(owner) = head.owner else { return Err(Trouble::Nothing) };
        let object = Object { visibility: head.visibility, ..self.object_of(owner).await? };
        if matches!(head.kind.as_str(), StepWork::KIND | Query::KIND) {
            // Who runs a round sees numbers of it alone, also where that is in the organisation itself.
            self.allow(Some(visitor), Action::ReadWork, &object).map_err(hidden)?;
        }
        self.allow(Some(visitor), Action::SeeHistory, &object).map(|_| ()).map_err(hidden)
    }

    /// What people call an author.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn author_name(&self, author: &Author, lang: Lang) -> Result<String, Trouble> {
        self.who(author, lang).await
    }

    /// The fields in which two versions of the same thing differ, as people read them.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn both_versions(&self, both: &Conflict, lang: Lang) -> Result<Vec<Compared>, Trouble> {
        if both.kind == Filled::KIND {
            return self.form_versions(both, lang).await;
        }
        let read = |body: &str| serde_json::from_str::<Value>(body).unwrap_or(Value::Null);
        let (yours, theirs) = (read(&both.yours), read(&both.theirs));
        let base = both.base.as_deref().map_or(Value::Null, read);
        let mut rows = Vec::new();
        // Those people expect first, then whatever else the kind has.
        let mut fields: Vec<&str> = ORDER.into();
        for field in theirs.as_object().into_iter().flat_map(|object| object.keys()) {
            if !fields.contains(&field.as_str()) && !UNTOLD.contains(&field.as_str()) {
                fields.push(field);
            }
        }
        for field in fields {
            let [base, theirs, yours] = [&base, &theirs, &yours].map(|body| body.get(field).unwrap_or(&Value::Null));
            if theirs != yours {
                rows.push(Compared {
                    field: said::field_name(field, lang).to_owned(),
                    base: self.shown(field, base, lang).await?,
                    theirs: self.shown(field, theirs, lang).await?,
                    yours: self.shown(field, yours, lang).await?,
                });
            }
        }
        Ok(rows)
    }

    /// Undoing is doing the opposite: it takes the same right.
    async fn may_redo(&self, visitor: &Visitor, head: &Head) -> Result<(), Trouble> {
        if head.kind == Account::KIND {
            return self.freshly(visitor);
        }
        // What people decide in rounds goes by its own steps: it is led back, not undone.
        if !UNDOABLE.contains(&head.kind.as_str()) {
            return Err(Trouble::NothingToUndo);
        }
        if let Some(may) = self.may_redo_meeting(visitor, head).await? {
            return if may { Ok(()) } else { Err(Trouble::NothingToUndo) };
        }
        if head.kind == JointAnswer::KIND && self.store.history(head.id).await?.last().is_none_or(settles) {
            return Err(Trouble::NothingToUndo);
        }
        let Some(owner) = head.owner else { return Ok(()) };
        let mut object = Object { visibility: head.visibility, ..self.object_of(owner).await? };
        let action = match head.kind.as_str() {
            Organisation::KIND => Action::EditOrganisation,
            StepWork::KIND | JointAnswer::KIND | Measurement::KIND => Action::WritePiece,
            CheckIn::KIND | Filled::KIND | Idea::KIND | Improvement::KIND => {
                match self.store.history(head.id).await?.last().map(|it| it.action) {
                    Some(storage::Action::Shown | storage::Action::Withdrawn) => Action::MoveVisibility,
                    _ => Action::WritePiece,
                }
            }
            Assignment::KIND => {
                if let Some(it) = self.store.get::<Assignment>(head.id.into()).await? {
                    (object.person, object.role) = (Some(it.body.person), Some(it.body.role));
                }
                // To end less than one did is to give.
                Action::InvitePerson
            }
            _ => match self.store.history(head.id).await?.last().map(|entry| entry.action) {
                Some(storage::Action::Shown | storage::Action::Withdrawn) => Action::MoveVisibility,
                _ => Action::Attach,
            },
        };
        self.allow(Some(visitor), action, &object).map(|_| ())
    }

    pub(crate) async fn who(&self, author: &Author, lang: Lang) -> Result<String, Trouble> {
        Ok(match author {
            Author::Person(id) => match self.store.get::<Person>(*id).await? {
                Some(person) => person.body.name,
                None => lang.pick("någon vars uppgifter har raderats", "somebody whose data was erased").to_owned(),
            },
            Author::Operator => lang.pick("driftansvarig, vid datorn", "the operator, at the machine").to_owned(),
            Author::System(_) => lang.pick("programmet", "the program").to_owned(),
        })
    }

    async fn name_of(&self, head: &Head, lang: Lang) -> Result<String, Trouble> {
        if head.state == State::Erased {
            return Ok(lang.pick("raderad", "erased").to_owned());
        }
        if head.kind == "assignment"
            && let Some(assignment) = self.store.get::<Assignment>(head.id.into()).await?
        {
            let role = assignment.body.role.title();
            let person = self.who(&Author::Person(assignment.body.person), lang).await?;
            return Ok(format!("{}, {person}", lang.pick(role.sv, role.en)));
        }
        if head.kind == "account" {
            return Ok(lang.pick("ditt konto", "your account").to_owned());
        }
        // The texts of ideas and cards are for who may read them.
        if matches!(
            head.kind.as_str(),
            Idea::KIND | Improvement::KIND | Assessment::KIND | JointAnswer::KIND | Query::KIND
        ) {
            return Ok(
                programme::kind(&head.kind).map_or_else(String::new, |it| lang.pick(it.title.sv, it.title.en).into())
            );
        }
        if head.kind == Filled::KIND
            && let Some(it) = self.store.get::<Filled>(head.id.into()).await?
            && let Some(name) = self.form_name(&it.body, lang).await?
        {
            return Ok(name);
        }
        if head.kind == StepWork::KIND
            && let Some(name) = self.work_name(head.id.into(), lang).await?
        {
            return Ok(name);
        }
        Ok(head.name.clone())
    }

    /// What a record that is pointed at is called.
    async fn name_by_id(&self, id: Id, lang: Lang) -> Result<String, Trouble> {
        match self.store.head(id).await? {
            Some(head) => self.name_of(&head, lang).await,
            None => Ok(String::new()),
        }
    }

    async fn shifts(&self, entry: &Entry, lang: Lang) -> Result<Vec<Shift>, Trouble> {
        let read = |body: &Option<String>| body.as_deref().and_then(|body| serde_json::from_str::<Value>(body).ok());
        let (before, after) = (read(&entry.before), read(&entry.after));
        // A record's fields stand in the order of its struct, but JSON's are sorted: take those there are.
        let mut fields: Vec<String> = Vec::new();
        for body in [&after, &before].into_iter().flatten() {
            for field in body.as_object().into_iter().flat_map(|object| object.keys()) {
                if !fields.contains(field) && !UNTOLD.contains(&field.as_str()) {
                    fields.push(field.clone());
                }
            }
        }
        fields.sort_by_key(|field| ORDER.iter().position(|known| known == field).unwrap_or(ORDER.len()));
        let mut shifts = Vec::new();
        for field in fields {
            let value =
                |body: &Option<Value>| body.as_ref().and_then(|body| body.get(&field)).cloned().unwrap_or(Value::Null);
            let (old, new) = (value(&before), value(&after));
            if old != new {
                let (before, after) = (self.shown(&field, &old, lang).await?, self.shown(&field, &new, lang).await?);
                shifts.push(Shift { field: said::field_name(&field, lang).to_owned(), before, after });
            }
        }
        Ok(shifts)
    }

    /// A value as people read it.
    async fn shown(&self, field: &str, value: &Value, lang: Lang) -> Result<String, Trouble> {
        let words = |words: Words| lang.pick(words.sv, words.en).to_owned();
        Ok(match (field, value) {
            (_, Value::Null) => String::new(),
            (_, Value::Bool(yes)) => lang.pick(["nej", "ja"], ["no", "yes"])[usize::from(*yes)].to_owned(),
            ("role", Value::String(code)) => Role::ALL
                .into_iter()
                .find(|role| role.code() == code)
                .map_or_else(|| code.clone(), |role| words(role.title())),
            ("kind", Value::String(code)) => programme::OrganisationKind::ALL
                .into_iter()
                .find(|kind| kind.code() == code)
                .map(programme::OrganisationKind::title)
                .or_else(|| Evidence::KINDS.iter().find(|(kind, _)| kind == code).map(|(_, words)| *words))
                .or_else(|| (code == "own").then_some(Words::new("egna ord", "own words")))
                .map_or_else(|| code.clone(), words),
            ("language", Value::String(code)) => match code.as_str() {
                "sv" => lang.pick("svenska", "Swedish").to_owned(),
                _ => lang.pick("engelska", "English").to_owned(),
            },
            ("person", Value::String(id)) => match id.parse::<PersonId>() {
                Ok(id) => self.who(&Author::Person(id), lang).await?,
                Err(_) => id.clone(),
            },
            ("organisation" | "parent", Value::String(id)) => match id.parse() {
                Ok(id) => match self.store.get::<Organisation>(id).await? {
                    Some(it) => it.body.name,
                    // What an idea was made from is no organisation.
                    None => self.name_by_id(id.into(), lang).await?,
                },
                Err(_) => id.clone(),
            },
            ("good", Value::String(code)) => {
                Direction::from_code(code).map_or_else(|| code.clone(), |it| words(it.title()))
            }
            ("answer", Value::String(code)) => {
                MentorAnswer::from_code(code).map_or_else(|| code.clone(), |it| words(it.title()))
            }
            ("lives", Value::Object(said)) => improve::lives_said(said, lang),
            ("origin", Value::Object(_)) => self.origin_said(value, lang).await?,
            ("state" | "outcome", Value::String(code)) => state_words(code).map_or_else(|| code.clone(), words),
            (_, Value::String(text)) => match text.parse::<Id>() {
                Ok(id) => self.name_by_id(id, lang).await?,
                Err(_) => text.clone(),
            },
            (_, Value::Array(items)) => {
                let mut parts = Vec::new();
                for item in items {
                    parts.push(Box::pin(self.shown(field, item, lang)).await?);
                }
                parts.join("; ")
            }
            (_, Value::Object(fields)) => {
                let mut parts = Vec::new();
                for (name, value) in fields {
                    let value = Box::pin(self.shown(name, value, lang)).await?;
                    if !value.is_empty() {
                        parts.push(format!("{}: {value}", said::field_name(name, lang)));
                    }
                }
                parts.join(", ")
            }
            (_, other) => other.to_string(),
        })
    }
}

/// What people call a state of an application, a round or a meeting.
fn state_words(code: &str) -> Option<Words> {
    ApplicationState::from_code(code)
        .map(ApplicationState::title)
        .or_else(|| RoundState::from_code(code).map(RoundState::title))
        .or_else(|| MeetingState::ALL.into_iter().find(|it| it.code() == code).map(MeetingState::title))
        .or_else(|| WorkState::from_code(code).map(WorkState::title))
        .or_else(|| ImprovementState::from_code(code).map(ImprovementState::title))
}

/// The kinds whose last change its author may undo.
const UNDOABLE: &[&str] = &[
    Account::KIND,
    Assignment::KIND,
    CheckIn::KIND,
    Document::KIND,
    Filled::KIND,
    HandIn::KIND,
    Idea::KIND,
    Improvement::KIND,
    JointAnswer::KIND,
    Measurement::KIND,
    Minutes::KIND,
    Organisation::KIND,
    Person::KIND,
    Point::KIND,
    StepWork::KIND,
];

/// Whether a change of a joint answer says that it is agreed on, or no longer: that is led back by an act of
/// its own.
fn settles(entry: &Entry) -> bool {
    let agreed = |body: &Option<String>| {
        let body = body.as_deref().and_then(|body| serde_json::from_str::<Value>(body).ok());
        body.and_then(|body| body.get("agreed").cloned()).is_some_and(|day| !day.is_null())
    };
    agreed(&entry.before) || agreed(&entry.after)
}

/// What a reader has no use for.
const UNTOLD: [&str; 5] = ["content", "media_type", "about", "instrument", "fingerprint"];

/// The order people expect.
const ORDER: [&str; 14] = [
    "name",
    "kind",
    "area",
    "parent",
    "person",
    "role",
    "organisation",
    "from",
    "to",
    "title",
    "email",
    "phone",
    "language",
    "closed",
];

fn what(entry: &Entry) -> Words {
    use storage::Action::*;
    match entry.action {
        Made => Words::new("lades till", "added"),
        Changed => Words::new("ändrades", "changed"),
        Shown => Words::new("visades för fler", "shown to more"),
        Withdrawn => Words::new("drogs tillbaka", "withdrawn"),
        Removed => Words::new("togs bort", "removed"),
        Undone => Words::new("en ändring ångrades", "a change was undone"),
        Erased => Words::new("personuppgifterna raderades", "personal data was erased"),
        Reduced => Words::new("kom med i en annan organisations export", "came with another organisation's export"),
    }
}
