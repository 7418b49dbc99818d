//! What every kind of record answers, so that the storage can keep any of them.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Account, Application, Assessment, Assignment, CheckIn, ContentHash, Document, Edition, EvaluationPlan, Feedback,
    Filled, Forming, FormingRules, Group, HandIn, Id, Idea, Improvement, JointAnswer, Measurement, Meeting, Minutes,
    Needs, Organisation, OrganisationId, Participation, Person, Point, PollAnswer, Problem, Query, Recusal,
    Registration, Round, StaffAnswer, StepWork, Words, fold,
};

/// A kind of record. The crate documentation tells how to add one.
pub trait Record: Serialize + DeserializeOwned + Clone + PartialEq + fmt::Debug + Send + Sync {
    /// Its id, which the compiler keeps apart from others.
    type Id: Copy + From<Id> + Into<Id> + Send;
    /// The stable name of the kind, in the database and in exports.
    const KIND: &'static str;
    /// Goes up by one when a field or a key is added.
    const FORMAT: i64 = 1;
    /// The organisation it belongs to; `None`: the instance.
    fn owner(&self, id: Self::Id) -> Option<OrganisationId>;
    /// What people call it; all that is left of it where only a pointer to it may be shown.
    /// Holds nothing personal unless the kind itself is a person.
    fn name(&self) -> String;
    /// Texts no other record of the kind may have.
    fn keys(&self) -> Vec<String> {
        Vec::new()
    }
    /// The records it points at, by field. None of them can vanish while it does.
    fn refs(&self) -> Vec<(&'static str, Id)> {
        Vec::new()
    }
    /// The attached contents it needs.
    fn contents(&self) -> Vec<ContentHash> {
        Vec::new()
    }
    /// The rules it can be held against by itself.
    ///
    /// # Errors
    /// The first rule it breaks.
    fn check(&self) -> Result<(), Problem>;
}

/// A record without its type: what the storage needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// [`Record::KIND`].
    pub kind: &'static str,
    /// [`Record::FORMAT`].
    pub format: i64,
    /// [`Record::owner`].
    pub owner: Option<Id>,
    /// [`Record::name`].
    pub name: String,
    /// The name folded, for look-ups.
    pub folded: String,
    /// [`Record::keys`], sorted.
    pub keys: Vec<String>,
    /// [`Record::refs`], sorted.
    pub refs: Vec<(&'static str, Id)>,
    /// [`Record::contents`], sorted.
    pub contents: Vec<ContentHash>,
    /// The body: JSON with the fields in the order of the struct.
    pub body: String,
}

impl Facts {
    /// The facts of a record that breaks no rule.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn of<T: Record>(id: T::Id, record: &T) -> Result<Self, Problem> {
        record.check()?;
        // Struct of texts, numbers and lists: always JSON.
        Ok(Self::unchecked(id, record, serde_json::to_string(record).unwrap_or_default()))
    }

    fn unchecked<T: Record>(id: T::Id, record: &T, body: String) -> Self {
        let name = record.name();
        let (mut keys, mut refs, mut contents) = (record.keys(), record.refs(), record.contents());
        keys.sort();
        keys.dedup();
        refs.sort();
        refs.dedup();
        contents.sort();
        contents.dedup();
        Self {
            kind: T::KIND,
            format: T::FORMAT,
            owner: record.owner(id).map(Id::from),
            folded: fold(&name),
            name,
            keys,
            refs,
            contents,
            body,
        }
    }
}

/// A kind of record, known by name.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// [`Record::KIND`].
    pub name: &'static str,
    /// [`Record::FORMAT`].
    pub format: i64,
    /// What people call the kind.
    pub title: Words,
    read: fn(Id, &str) -> Option<Facts>,
}

impl Kind {
    /// The kind of `T`.
    pub const fn of<T: Record>(title: Words) -> Self {
        Self { name: T::KIND, format: T::FORMAT, title, read: read::<T> }
    }

    /// The facts of a stored body, written anew; `None` when it is no such record. A body of this
    /// program's own format comes back as the same text: anything else would lose something.
    pub fn read(&self, id: Id, body: &str) -> Option<Facts> {
        (self.read)(id, body)
    }
}

fn read<T: Record>(id: Id, body: &str) -> Option<Facts> {
    let record: T = serde_json::from_str(body).ok()?;
    let body = serde_json::to_string(&record).ok()?;
    Some(Facts::unchecked(id.into(), &record, body))
}

/// Every kind there is.
pub const KINDS: &[Kind] = &[
    Kind::of::<Account>(Words::new("konto", "account")),
    Kind::of::<Application>(Words::new("ansökan", "application")),
    Kind::of::<Assessment>(Words::new("egen självskattning", "own self-assessment")),
    Kind::of::<Assignment>(Words::new("uppdrag", "assignment")),
    Kind::of::<CheckIn>(Words::new("uppföljning efter omgången", "check-in after the round")),
    Kind::of::<Document>(Words::new("bifogad fil", "attached file")),
    Kind::of::<Edition>(Words::new("utgåva av en modell", "edition of a model")),
    Kind::of::<EvaluationPlan>(Words::new("nyckeltal att utvärdera med", "key figures to evaluate by")),
    Kind::of::<Feedback>(Words::new("återkoppling", "feedback")),
    Kind::of::<Filled>(Words::new("ifylld mall", "filled-in template")),
    Kind::of::<Forming>(Words::new("förslag till grupper", "proposal of groups")),
    Kind::of::<FormingRules>(Words::new("regler för att bilda grupper", "rules for forming groups")),
    Kind::of::<Group>(Words::new("grupp", "group")),
    Kind::of::<HandIn>(Words::new("inlämnat underlag", "handed-in material")),
    Kind::of::<Idea>(Words::new("idé", "idea")),
    Kind::of::<Improvement>(Words::new("förbättring", "improvement")),
    Kind::of::<JointAnswer>(Words::new("gemensam självskattning", "joint self-assessment")),
    Kind::of::<Measurement>(Words::new("mätning", "measurement")),
    Kind::of::<Meeting>(Words::new("träff", "meeting")),
    Kind::of::<Minutes>(Words::new("anteckningar", "notes")),
    Kind::of::<Needs>(Words::new("behov vid en träff", "needs at a meeting")),
    Kind::of::<Organisation>(Words::new("organisation", "organisation")),
    Kind::of::<Participation>(Words::new("deltagande", "participation")),
    Kind::of::<Person>(Words::new("person", "person")),
    Kind::of::<Point>(Words::new("beslut eller uppgift", "decision or task")),
    Kind::of::<PollAnswer>(Words::new("svar om tider", "answer about times")),
    Kind::of::<Query>(Words::new("fråga om självskattningen", "question about the self-assessment")),
    Kind::of::<Recusal>(Words::new("jäv", "conflict of interest")),
    Kind::of::<Registration>(Words::new("anmälan till en träff", "registration for a meeting")),
    Kind::of::<Round>(Words::new("omgång", "round")),
    Kind::of::<StaffAnswer>(Words::new("medarbetares svar utan namn", "staff's answer without a name")),
    Kind::of::<StepWork>(Words::new("arbete i ett steg", "work in a step")),
];

/// A field by which a record points at another that may be taken away all the same, with its kind: what an
/// idea was made from is its owner's to take away, whoever has taken it home.
pub const LETS_GO: (&str, &str) = (Idea::KIND, "parent");

/// The kind of that name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted_and_known_once() {
        assert!(KINDS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert_eq!(kind("person").map(|k| k.title.sv), Some("person"));
        assert!(kind("nothing").is_none());
    }
}
