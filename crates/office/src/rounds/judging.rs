//! Judging applications: sent back with a reason, admitted, put on the reserve list, declined. Nobody
//! judges where they have a conflict of interest.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use method::Model;
use programme::{
    Application, ApplicationId, ApplicationState, Capacity, DocumentId, Organisation, OrganisationId, Participation,
    PersonId, Record as _, Recusal, Return, Role, Round, RoundId, Track, Verdict, permit::Action,
};
use storage::{Author, Change, Stored};

use super::{
    ApplicationLine, Held, Lack, Paper,
    conditions::{mentor_condition, with_only},
    day,
    decision::paper,
    lacking, lines, object_of_round,
    taking_part::{fits_in, newcomer, whose_place},
};
use crate::{Office, Trouble, Visitor, letters};

/// A decision, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// [`ApplicationState::code`] of admitted, reserve or declined.
    pub outcome: String,
    /// The reasons, as the applicant reads them.
    pub reason: String,
    /// Whether it is said that there is no conflict of interest.
    pub no_conflict: bool,
    /// Of an admission: the participation whose place it takes, or nothing.
    pub replaces: String,
}

/// Somebody who comes into the round by a decision, and whose place they take.
struct Coming {
    joined: Participation,
    replaced: Option<Stored<Participation>>,
}

/// The decision on paper, by the language it is in: the file it is kept as, and what goes with letters.
type Printed = BTreeMap<Lang, (DocumentId, letters::Enclosed)>;

/// Who gets letters about an application, besides those it names.
const TOLD: [Role; 3] = [Role::Politician, Role::Manager, Role::Strategist];

impl Office {
    /// The applications to a round, those waiting for a decision first.
    ///
    /// # Errors
    /// When the visitor does not judge the round.
    pub async fn applications(&self, visitor: &Visitor, round: RoundId) -> Result<Vec<ApplicationLine>, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        self.allow(Some(visitor), Action::JudgeApplication, &object_of_round(&round))?;
        let bound = self.bound(round.body.edition).await?;
        let organisations = self.every_organisation().await?;
        let mine = self.close_to(visitor.person).await?;
        let recusals = self.store.pointing_at::<Recusal>("round", round.id).await?;
        let all = self.applications_to(round.id).await?;
        let people = self.people_in(all.iter().map(|it| it.body.organisation).collect()).await?;
        let nobody = BTreeSet::new();
        let mut found = Vec::new();
        for it in all {
            if !it.body.state.is_sent() {
                continue;
            }
            let Some(there) = organisations.get(&it.body.organisation) else { continue };
            let sent = self.as_sent(&it).await?;
            let here = people.get(&it.body.organisation).unwrap_or(&nobody);
            let declared =
                recusals.iter().any(|r| r.body.person == visitor.person && r.body.organisation == it.body.organisation);
            found.push(ApplicationLine {
                id: it.id,
                organisation: it.body.organisation,
                name: there.name.clone(),
                administration: sent.administration.clone(),
                track: sent.track,
                state: it.body.state,
                sent: it.body.sent,
                until: it
                    .body
                    .returned
                    .as_ref()
                    .filter(|_| it.body.state == ApplicationState::Returned)
                    .map(|r| r.until),
                place: it
                    .body
                    .verdict
                    .as_ref()
                    .and_then(|v| v.place)
                    .filter(|_| it.body.state == ApplicationState::Reserve),
                lacks: lacking(&bound.model, there.kind, &with_only(&sent, here)).len(),
                recused: declared || mine.contains(&it.body.organisation) || names(&sent, visitor.person),
            });
        }
        found.sort_by(|a, b| {
            let rank = |it: &ApplicationLine| (rank(it.state), it.place);
            rank(a).cmp(&rank(b)).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        Ok(found)
    }

    /// Sends an application back to be completed by a day; once more, to another day.
    ///
    /// # Errors
    /// [`Trouble::Recused`]; [`Trouble::Overtaken`] when it was changed since; when a reason or a day to
    /// come is missing.
    pub async fn refer_back(
        &self,
        visitor: &Visitor,
        id: ApplicationId,
        version: i64,
        reason: &str,
        until: &str,
    ) -> Result<(), Trouble> {
        let (round, found, there) = self.to_judge(visitor, id).await?;
        let reason = lines(reason);
        if reason.is_empty() {
            return Err(Trouble::Missing("reason"));
        }
        let until = day(until)?.filter(|last| self.today() <= *last).ok_or(Trouble::Missing("until"))?;
        let mut returned = found.body.moved_to(ApplicationState::Returned).map_err(storage::Error::from)?;
        returned.returned = Some(Return { reason: reason.clone(), on: self.today(), until });
        let mut change = self.change(visitor.author());
        change.update(id, version, &returned)?;
        for held in self.told_of(&found.body).await? {
            let letter = letters::to_complete(
                self,
                &held.person.body,
                &held.account,
                &round,
                (there.id, &there.body.name),
                &reason,
                until,
            );
            self.enqueue_letter(&mut change, held.person.id, &letter)?;
        }
        self.write_judged(&change).await
    }

    /// Decides on an application, as it was last sent. Who is admitted takes part from today, in the place
    /// of somebody who has left where the form says so; everybody named gets the decision with its
    /// reasons, as a letter with a PDF.
    ///
    /// # Errors
    /// [`Trouble::Recused`], [`Trouble::ConflictUnsaid`]; [`Trouble::Incomplete`] when somebody it names
    /// has left since; [`Trouble::AlreadyThere`], [`Trouble::OtherCapacity`] and [`Trouble::PlaceTaken`]
    /// when it cannot take part; [`Trouble::Overtaken`] when it was changed since; when a reason is missing.
    pub async fn decide(
        &self,
        visitor: &Visitor,
        id: ApplicationId,
        version: i64,
        judgement: &Judgement,
    ) -> Result<(), Trouble> {
        let (round, found, there) = self.to_judge(visitor, id).await?;
        if !judgement.no_conflict {
            return Err(Trouble::ConflictUnsaid);
        }
        let outcome = outcome_of(judgement)?;
        let reason = lines(&judgement.reason);
        if reason.is_empty() {
            return Err(Trouble::Missing("reason"));
        }
        // What was written after it was sent back was never sent, so nothing is decided on it.
        let sent = self.as_sent(&found).await?;
        let mut decided = sent.moved_to(outcome).map_err(storage::Error::from)?;
        let coming = match outcome {
            ApplicationState::Admitted => Some(self.coming(&round, &there, (id, &sent), &judgement.replaces).await?),
            _ => None,
        };
        let place = match outcome {
            ApplicationState::Reserve => Some(self.next_reserve(round.id, sent.track).await?),
            _ => None,
        };
        let mut verdict = Verdict { outcome, reason, place, on: self.today(), by: visitor.person, letter: None };
        let told = self.told_of(&decided).await?;
        let papers = self.papers(&round, &there.body, (&decided, &verdict), &visitor.name, &told).await?;
        let mut change = self.change(visitor.author());
        let printed = self.keep_papers(&mut change, (id, there.id), &papers).await?;
        verdict.letter = printed.get(&Lang::Sv).map(|(document, _)| *document);
        decided.verdict = Some(verdict);
        // Before the seat: who decides at the same time as a colleague hears that it is decided.
        change.update(id, version, &decided)?;
        if let Some(Coming { joined, replaced }) = coming {
            self.seat(&mut change, joined, replaced.as_ref()).await?;
        }
        for held in &told {
            let lang = letters::lang(held.person.body.language);
            let Some(paper) = papers.get(&lang) else { continue };
            let mut letter = letters::decision(self, &held.person.body, &held.account, &round, there.id, paper);
            letter.enclosed = printed.get(&lang).map(|(_, file)| file.clone());
            self.enqueue_letter(&mut change, held.person.id, &letter)?;
        }
        self.write_judged(&change).await
    }

    /// How an applicant comes into the round. The conditions are checked again: people may have left since
    /// it was sent.
    async fn coming(
        &self,
        round: &Stored<Round>,
        there: &Stored<Organisation>,
        (id, application): (ApplicationId, &Application),
        replaces: &str,
    ) -> Result<Coming, Trouble> {
        let bound = self.bound(round.body.edition).await?;
        let lacks = self.lacks(&bound.model, there, application).await?;
        if !lacks.is_empty() {
            return Err(Trouble::Incomplete(lacks));
        }
        let today = self.today();
        let known = self.participations_of(round.id).await?;
        let replaced = whose_place(&known, replaces, Capacity::Participant)?.cloned();
        if replaced.is_some() {
            self.alive(&round.body)?;
        }
        let promises = mentor_condition(&bound.model).is_some_and(|it| application.promises(it.id.as_str()));
        let joined = Participation {
            track: Some(application.track),
            administration: application.administration.clone(),
            application: Some(id),
            promised: promises.then_some(today),
            ..newcomer(round.id, there, Capacity::Participant, today)?
        };
        fits_in(&round.body, &there.body.name, &known, &joined)?;
        Ok(Coming { joined, replaced })
    }

    /// What an application lacks today: who has left the organisation since is as good as not named.
    pub(crate) async fn lacks(
        &self,
        model: &Model,
        there: &Stored<Organisation>,
        application: &Application,
    ) -> Result<Vec<Lack>, Trouble> {
        let people = self.people_in(vec![there.id]).await?.remove(&there.id).unwrap_or_default();
        Ok(lacking(model, there.body.kind, &with_only(application, &people)))
    }

    /// Saves what a judge does. Where the applicant was there since, both versions are not laid side by
    /// side: what they are writing is theirs until they send it.
    async fn write_judged(&self, change: &Change) -> Result<(), Trouble> {
        match self.write_seats(change).await {
            Err(Trouble::Storage(storage::Error::Conflict(both))) if both.kind == Application::KIND => {
                Err(Trouble::Overtaken)
            }
            saved => saved,
        }
    }

    /// Declares that the visitor does not judge an organisation's application, and why.
    ///
    /// # Errors
    /// When the visitor does not judge the round.
    pub async fn recuse(&self, visitor: &Visitor, id: ApplicationId, reason: &str) -> Result<(), Trouble> {
        let found = self.store.get::<Application>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.the_round(Some(visitor), found.body.round).await?;
        let object = self.object_of_application(&round, found.body.organisation, Some(&found.body));
        self.allow(Some(visitor), Action::ReadApplication, &object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::JudgeApplication, &object)?;
        let recusal = Recusal {
            round: round.id,
            person: visitor.person,
            organisation: found.body.organisation,
            reason: reason.trim().to_owned(),
            on: self.today(),
        };
        let mut change = self.change(visitor.author());
        change.insert(self.id(), &recusal)?;
        self.store.write(&change).await?;
        Ok(())
    }

    /// What is needed to judge, for who may: not with a conflict of interest.
    async fn to_judge(
        &self,
        visitor: &Visitor,
        id: ApplicationId,
    ) -> Result<(Stored<Round>, Stored<Application>, Stored<Organisation>), Trouble> {
        let found = self.store.get::<Application>(id).await?.ok_or(Trouble::Nothing)?;
        let round = self.the_round(Some(visitor), found.body.round).await?;
        let object = self.object_of_application(&round, found.body.organisation, Some(&found.body));
        self.allow(Some(visitor), Action::ReadApplication, &object).map_err(|_| Trouble::Nothing)?;
        self.allow(Some(visitor), Action::JudgeApplication, &object)?;
        if self.is_recused(visitor.person, &round, &self.as_sent(&found).await?).await? {
            return Err(Trouble::Recused);
        }
        if !round.body.state.is_judged() {
            return Err(Trouble::RoundRests(round.body.state));
        }
        let there = self.store.get::<Organisation>(found.body.organisation).await?.ok_or(Trouble::Nothing)?;
        Ok((round, found, there))
    }

    /// Whether somebody must not judge: by their own word, because they belong or belonged to the
    /// organisation, or because the application names them.
    pub(crate) async fn is_recused(
        &self,
        person: PersonId,
        round: &Stored<Round>,
        application: &Application,
    ) -> Result<bool, Trouble> {
        let key = Recusal::key_of(round.id, person, application.organisation);
        Ok(names(application, person)
            || self.store.by_key::<Recusal>(&key).await?.is_some()
            || self.close_to(person).await?.contains(&application.organisation))
    }

    /// The organisations a person holds or held a role in.
    pub(crate) async fn close_to(&self, person: PersonId) -> Result<Vec<OrganisationId>, Trouble> {
        Ok(self.assignments_of(person).await?.into_iter().map(|it| it.body.organisation).collect())
    }

    /// Who has declared a conflict about an organisation, and why.
    pub(crate) async fn recusals(
        &self,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<Vec<(String, String)>, Trouble> {
        let mut found = Vec::new();
        for it in self.store.pointing_at::<Recusal>("round", round).await? {
            if it.body.organisation == organisation {
                found.push((self.author_name(&Author::Person(it.body.person), lang).await?, it.body.reason));
            }
        }
        Ok(found)
    }

    /// The next place on the reserve list of a track.
    async fn next_reserve(&self, round: RoundId, track: Track) -> Result<u16, Trouble> {
        let places = self.applications_to(round).await?.into_iter().filter_map(|it| {
            let on = it.body.state == ApplicationState::Reserve && it.body.track == track;
            it.body.verdict.and_then(|verdict| verdict.place).filter(|_| on)
        });
        Ok(places.max().unwrap_or(0).saturating_add(1))
    }

    /// Whoever is told of what becomes of an application: those it names who are there today, and those
    /// in charge.
    async fn told_of(&self, application: &Application) -> Result<Vec<Held>, Trouble> {
        let organisation = application.organisation;
        let mut told = self.holders(organisation, &TOLD).await?;
        let here = self.people_in(vec![organisation]).await?.remove(&organisation).unwrap_or_default();
        for named in &application.team {
            let known = told.iter().any(|held| held.person.id == named.person);
            if !known && here.contains(&named.person) {
                told.extend(self.held(named.person).await?);
            }
        }
        Ok(told)
    }

    /// What the decision says, in Swedish and in every language that somebody who is told of it reads.
    async fn papers(
        &self,
        round: &Stored<Round>,
        there: &Organisation,
        (decided, verdict): (&Application, &Verdict),
        judge: &str,
        told: &[Held],
    ) -> Result<BTreeMap<Lang, Paper>, Trouble> {
        let organiser = self.store.get::<Organisation>(round.body.organiser).await?.ok_or(Trouble::Nothing)?;
        let reads = |held: &Held| letters::lang(held.person.body.language);
        let wanted = Lang::ALL.into_iter().filter(|lang| *lang == Lang::Sv || told.iter().any(|it| reads(it) == *lang));
        let make = |lang: Lang| paper(&organiser.body.name, &round.body, there, decided, verdict, judge, lang);
        Ok(wanted.map(|lang| (lang, make(lang))).collect())
    }

    /// The papers as PDF, put down with the organisation, where somebody prints.
    async fn keep_papers(
        &self,
        change: &mut Change,
        (id, organisation): (ApplicationId, OrganisationId),
        papers: &BTreeMap<Lang, Paper>,
    ) -> Result<Printed, Trouble> {
        let mut printed = Printed::new();
        for (lang, paper) in papers {
            let Some(bytes) = self.printed(paper.clone()).await? else { continue };
            let name = format!("{}-{}.pdf", lang.pick("beslut", "decision"), paper.date);
            let document = self.new_document(organisation, Some(id.into()), (&name, &bytes)).await?;
            let kept: DocumentId = self.id();
            change.insert(kept, &document)?;
            let enclosed = letters::Enclosed {
                name,
                media_type: document.media_type,
                content: document.content,
                bytes: Vec::new(),
            };
            printed.insert(*lang, (kept, enclosed));
        }
        Ok(printed)
    }
}

/// The letter of what was decided last; `None`: nothing is decided, or nobody prints.
pub(crate) fn decision_letter(application: &Application) -> Option<DocumentId> {
    application.verdict.as_ref().and_then(|verdict| verdict.letter)
}

/// What is decided.
fn outcome_of(judgement: &Judgement) -> Result<ApplicationState, Trouble> {
    use ApplicationState::{Admitted, Declined, Reserve};
    ApplicationState::from_code(&judgement.outcome)
        .filter(|it| matches!(it, Admitted | Reserve | Declined))
        .ok_or(Trouble::Missing("outcome"))
}

/// Whether an application names a person.
fn names(application: &Application, person: PersonId) -> bool {
    application.team.iter().any(|it| it.person == person)
        || application.answers.values().any(|it| it.person == Some(person))
}

/// What waits stands first.
fn rank(state: ApplicationState) -> u8 {
    match state {
        ApplicationState::Sent => 0,
        ApplicationState::Returned => 1,
        ApplicationState::Reserve => 2,
        ApplicationState::Admitted => 3,
        ApplicationState::Declined => 4,
        ApplicationState::Withdrawn => 5,
        ApplicationState::Draft => 6,
    }
}
