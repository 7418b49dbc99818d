//! Judging applications: sent back with a reason, admitted, put on the reserve list, declined. Nobody
//! judges where they have a conflict of interest.

use i18n::Lang;
use programme::{
    Application, ApplicationId, ApplicationState, Capacity, Document, DocumentId, Id, Organisation, OrganisationId,
    Participation, Person, PersonId, Recusal, Return, Role, Round, RoundId, RoundState, Track, Verdict, permit::Action,
};
use storage::{Author, Change, Stored};

use super::{
    ApplicationLine, Held, Paper, conditions::mentor_condition, day, decision::paper, lacking, lines, object_of_round,
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
}

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
        let mut found = Vec::new();
        for it in self.applications_to(round.id).await? {
            if !it.body.state.is_sent() {
                continue;
            }
            let Some(there) = organisations.get(&it.body.organisation) else { continue };
            let declared =
                recusals.iter().any(|r| r.body.person == visitor.person && r.body.organisation == it.body.organisation);
            found.push(ApplicationLine {
                id: it.id,
                organisation: it.body.organisation,
                name: there.name.clone(),
                administration: it.body.administration.clone(),
                track: it.body.track,
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
                lacks: lacking(&bound.model, there.kind, &it.body).len(),
                recused: declared || mine.contains(&it.body.organisation) || names(&it.body, visitor.person),
            });
        }
        found.sort_by(|a, b| {
            let rank = |it: &ApplicationLine| (rank(it.state), it.place);
            rank(a).cmp(&rank(b)).then_with(|| i18n::compare_names(&a.name, &b.name))
        });
        Ok(found)
    }

    /// Sends an application back to be completed by a day.
    ///
    /// # Errors
    /// [`Trouble::Recused`]; when a reason or a day to come is missing.
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
        self.store.write(&change).await?;
        Ok(())
    }

    /// Decides on an application. Who is admitted takes part from today; everybody named gets the
    /// decision with its reasons, as a letter with a PDF.
    ///
    /// # Errors
    /// [`Trouble::Recused`], [`Trouble::ConflictUnsaid`]; when a reason is missing.
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
        let outcome = ApplicationState::from_code(&judgement.outcome)
            .filter(|it| {
                matches!(it, ApplicationState::Admitted | ApplicationState::Reserve | ApplicationState::Declined)
            })
            .ok_or(Trouble::Missing("outcome"))?;
        let reason = lines(&judgement.reason);
        if reason.is_empty() {
            return Err(Trouble::Missing("reason"));
        }
        let bound = self.bound(round.body.edition).await?;
        // The conditions are checked again: people may have left since it was sent.
        let lacks = lacking(&bound.model, there.body.kind, &found.body);
        if outcome == ApplicationState::Admitted && !lacks.is_empty() {
            return Err(Trouble::Lacking(lacks));
        }
        let mut decided = found.body.moved_to(outcome).map_err(storage::Error::from)?;
        let place = match outcome {
            ApplicationState::Reserve => Some(self.next_reserve(round.id, found.body.track).await?),
            _ => None,
        };
        let today = self.today();
        decided.verdict = Some(Verdict { outcome, reason, place, on: today, by: visitor.person });
        let mut change = self.change(visitor.author());
        if outcome == ApplicationState::Admitted {
            let promise = mentor_condition(&bound.model).is_some_and(|it| decided.promises(it.id.as_str()));
            let taken = Participation {
                round: round.id,
                organisation: found.body.organisation,
                capacity: Capacity::Participant,
                track: Some(found.body.track),
                administration: found.body.administration.clone(),
                application: Some(id),
                from: today,
                to: None,
                why: None,
                replaces: None,
                promised: promise.then_some(today),
                invoice: None,
            };
            change.insert(self.id(), &taken)?;
        }
        change.update(id, version, &decided)?;
        self.tell_decision(&mut change, &round, &there, id, &decided, &visitor.name).await?;
        self.store.write(&change).await?;
        Ok(())
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
        if self.is_recused(visitor.person, &round, &found.body).await? {
            return Err(Trouble::Recused);
        }
        if !matches!(round.body.state, RoundState::Open | RoundState::Admission | RoundState::Running) {
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
    async fn close_to(&self, person: PersonId) -> Result<Vec<OrganisationId>, Trouble> {
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

    /// Whoever is told of what becomes of an application: those it names, and those in charge.
    async fn told_of(&self, application: &Application) -> Result<Vec<Held>, Trouble> {
        let mut told = self.holders(application.organisation, &TOLD).await?;
        for named in &application.team {
            if told.iter().any(|held| held.person.id == named.person) {
                continue;
            }
            let person = self.store.get::<Person>(named.person).await?;
            let account = self.account_of(named.person).await?;
            if let (Some(person), Some(account)) = (person, account) {
                told.push(Held { person, account });
            }
        }
        Ok(told)
    }

    /// The letters of a decision, each with the PDF; the PDF stays with the organisation, too.
    async fn tell_decision(
        &self,
        change: &mut Change,
        round: &Stored<Round>,
        there: &Stored<Organisation>,
        id: ApplicationId,
        decided: &Application,
        judge: &str,
    ) -> Result<(), Trouble> {
        let Some(verdict) = &decided.verdict else { return Ok(()) };
        let organiser = self.store.get::<Organisation>(round.body.organiser).await?.ok_or(Trouble::Nothing)?;
        let make = |lang: Lang| -> Paper {
            paper(&organiser.body.name, &round.body, &there.body, decided, verdict, judge, lang)
        };
        let file = self.printed(make(Lang::Sv)).await?;
        let mut enclosed = None;
        if let Some(bytes) = file {
            let name = format!("{}-{}.pdf", Lang::Sv.pick("beslut", "decision"), verdict.on);
            let document = self.new_document(there.id, Some(id.into()), (&name, &bytes)).await?;
            enclosed = Some(letters::Enclosed {
                name,
                media_type: document.media_type.clone(),
                content: document.content.clone(),
                bytes: Vec::new(),
            });
            let document_id: DocumentId = self.id();
            change.insert(document_id, &document)?;
        }
        for held in self.told_of(decided).await? {
            let lang = letters::lang(held.person.body.language);
            let mut letter = letters::decision(self, &held.person.body, &held.account, round, &make(lang));
            letter.enclosed.clone_from(&enclosed);
            self.enqueue_letter(change, held.person.id, &letter)?;
        }
        Ok(())
    }

    /// The newest decision letter of an application.
    pub(crate) async fn decision_letter(
        &self,
        id: Option<ApplicationId>,
        application: &Application,
    ) -> Result<Option<DocumentId>, Trouble> {
        let Some(id) = id else { return Ok(None) };
        let asked_for: Vec<DocumentId> = application.answers.values().filter_map(|it| it.document).collect();
        let attached = self.store.pointing_at::<Document>("about", Id::from(id)).await?;
        Ok(attached.into_iter().map(|it| it.id).rfind(|it| !asked_for.contains(it)))
    }
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
