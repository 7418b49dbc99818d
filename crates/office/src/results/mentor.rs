//! The decision whether to mentor: taken by the organisation when it has its results, kept beside what it
//! promised when it applied ([`programme::Participation`]) and told to who runs the round.

use std::collections::BTreeMap;

use jiff::civil::Date;
use programme::{
    Capacity, DocumentId, MentorAnswer, Mentoring, OrganisationId, Participation, ParticipationId, Round, RoundId,
    RoundState,
    permit::{Action, Object},
};
use storage::Stored;

use crate::{
    Office, Trouble, Visitor,
    rounds::{day, lines},
};

/// A decision whether to mentor, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MentoringForm {
    /// [`MentorAnswer::code`].
    pub answer: String,
    /// When it was decided; empty: today.
    pub on: String,
    /// The reference of the decision, or nothing.
    pub reference: String,
    /// Why; asked for where it is no.
    pub why: String,
    /// The decision among the organisation's files, by id, or nothing.
    pub document: String,
}

/// What an organisation promised and decided about mentoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentoringView {
    /// Its part in the round.
    pub participation: ParticipationId,
    /// The version of that.
    pub version: i64,
    /// The day it promised, when it applied.
    pub promised: Option<Date>,
    /// What was decided.
    pub decided: Option<Mentoring>,
    /// The later rounds it mentors in, whatever was noted.
    pub mentors: Vec<String>,
    /// The decision as a file: id and name, where the visitor may read it.
    pub document: Option<(DocumentId, String)>,
    /// The organisation's files, for who may note the decision.
    pub documents: Vec<(DocumentId, String)>,
    /// Whether the visitor may note it.
    pub may_decide: bool,
}

impl Office {
    /// What was promised and decided, for who belongs to the organisation or runs the round.
    pub(super) async fn mentoring_of(
        &self,
        visitor: &Visitor,
        round: &Stored<Round>,
        part: &Stored<Participation>,
    ) -> Result<MentoringView, Trouble> {
        let organisation = part.body.organisation;
        let may_decide = takes_decisions(round.body.state) && self.may(visitor, Action::Apply, &own(organisation));
        let decided = part.body.mentoring.clone();
        let attached = decided.as_ref().and_then(|it| it.document);
        let mut documents: Vec<(DocumentId, String)> = Vec::new();
        if may_decide || attached.is_some() {
            let known = self.documents(Some(visitor), organisation).await?;
            documents.extend(known.into_iter().map(|it| (it.id, it.name)));
        }
        let mentors =
            self.mentors_since([(organisation, part.body.from)]).await?.remove(&organisation).unwrap_or_default();
        Ok(MentoringView {
            mentors,
            participation: part.id,
            version: part.version,
            promised: part.body.promised,
            document: documents.iter().find(|(id, _)| Some(*id) == attached).cloned(),
            decided,
            documents: if may_decide { documents } else { Vec::new() },
            may_decide,
        })
    }

    /// The rounds that organisations have come to mentor in since the day each took part from, by
    /// organisation, the first to begin first. Who mentors in a round is told to everybody once it is open.
    pub(super) async fn mentors_since(
        &self,
        parts: impl IntoIterator<Item = (OrganisationId, Date)>,
    ) -> Result<BTreeMap<OrganisationId, Vec<String>>, Trouble> {
        let since: BTreeMap<OrganisationId, Date> = parts.into_iter().collect();
        let mut held = self.store.list_of_any::<Participation>(since.keys().copied()).await?;
        held.retain(|it| {
            let later = since.get(&it.body.organisation).is_some_and(|from| *from < it.body.from);
            later && it.body.capacity == Capacity::Mentor
        });
        held.sort_by_key(|it| (it.body.from, it.id));
        let rounds = self.store.many::<Round>(held.iter().map(|it| it.body.round)).await?;
        let mut mentors: BTreeMap<OrganisationId, Vec<String>> = BTreeMap::new();
        for it in held {
            let Some(round) = rounds.get(&it.body.round).filter(|it| it.body.state.is_public()) else { continue };
            let titles = mentors.entry(it.body.organisation).or_default();
            if !titles.contains(&round.body.title) {
                titles.push(round.body.title.clone());
            }
        }
        Ok(mentors)
    }

    /// Notes what an organisation has decided about mentoring, read at `version` of its participation. Noted
    /// again, the decision is another.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who does not belong there; when the visitor may not apply for it;
    /// [`Trouble::Missing`] without an answer, or for a file that is not the organisation's; a rule where it
    /// is no and nothing says why; [`Trouble::RoundRests`] before the round runs and once it is archived; a
    /// conflict when somebody else was there since.
    pub async fn decide_mentoring(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
        form: &MentoringForm,
    ) -> Result<(), Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let part = self.part_that_compares(round.id, organisation).await?.ok_or(Trouble::Nothing)?;
        self.allow(Some(visitor), Action::ReadPiece, &own(organisation)).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::Apply, &own(organisation))?;
        if !takes_decisions(round.body.state) {
            return Err(Trouble::RoundRests(round.body.state));
        }
        let mentoring = Mentoring {
            answer: MentorAnswer::from_code(&form.answer).ok_or(Trouble::Missing("answer"))?,
            on: day(&form.on)?.unwrap_or_else(|| self.today()),
            reference: form.reference.trim().to_owned(),
            why: lines(&form.why),
            document: self.decision_file(visitor, organisation, &form.document).await?,
        };
        let mut change = self.change(visitor.author());
        change.update(part.id, version, &Participation { mentoring: Some(mentoring), ..part.body })?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// The file that was chosen among the organisation's.
    async fn decision_file(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
        chosen: &str,
    ) -> Result<Option<DocumentId>, Trouble> {
        if chosen.trim().is_empty() {
            return Ok(None);
        }
        let id: DocumentId = chosen.trim().parse().map_err(|_| Trouble::Missing("document"))?;
        let known = self.documents(Some(visitor), organisation).await?;
        if known.iter().any(|it| it.id == id) { Ok(Some(id)) } else { Err(Trouble::Missing("document")) }
    }
}

/// Whether it is decided then: from when a round runs until it is archived.
const fn takes_decisions(state: RoundState) -> bool {
    matches!(state, RoundState::Running | RoundState::Closed)
}

fn own(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}
