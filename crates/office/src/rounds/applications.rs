//! Applying: written in several sittings, completed, sent, withdrawn. By the organisation that applies.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::civil::Date;
use method::{Ask, Condition, ConditionKind, Model};
use programme::{
    Answer, Application, ApplicationId, ApplicationState, Assignment, Capacity, Document, DocumentId, Named,
    Organisation, OrganisationId, OrganisationKind, ParticipationId, Person, PersonId, Role, Round, RoundId,
    RoundState, Track, Withdrawal,
    permit::{Action, Object},
};
use storage::{Change, Stored};

use super::{Lack, conditions::team_of, day, judging::decision_letter, lines, taking_part::left, told, written};
use crate::{Office, Trouble, Visitor, letters};

/// An application in a list.
#[derive(Debug, Clone)]
pub struct ApplicationLine {
    /// Its id.
    pub id: ApplicationId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The one administration, where a region has limited itself.
    pub administration: Option<String>,
    /// In which track.
    pub track: Track,
    /// Where it is.
    pub state: ApplicationState,
    /// When it was last sent.
    pub sent: Option<Date>,
    /// Until when it is to be completed.
    pub until: Option<Date>,
    /// The place on the reserve list.
    pub place: Option<u16>,
    /// How much is missing.
    pub lacks: usize,
    /// Whether the visitor has a conflict of interest here.
    pub recused: bool,
}

/// Somebody who can be named.
#[derive(Debug, Clone)]
pub struct PersonChoice {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Title and address, as far as the visitor may see them.
    pub contact: String,
    /// Their role in the organisation.
    pub role: Option<Role>,
}

/// A role of the team, and who is named for it.
#[derive(Debug, Clone)]
pub struct RoleView {
    /// The role's id in the model.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub does: String,
    /// How many.
    pub count: u8,
    /// Whether they must be there.
    pub required: bool,
    /// Who is named.
    pub named: Vec<PersonId>,
}

/// A condition of the model, and what is said to it.
#[derive(Debug, Clone)]
pub struct ConditionView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub name: String,
    /// What is asked.
    pub text: String,
    /// Whether it must be met.
    pub required: bool,
    /// Whether it is the one about people: then see [`ApplicationView::roles`].
    pub people: bool,
    /// Which fields it has.
    pub asks: Vec<Ask>,
    /// What to choose from: id and text.
    pub choices: Vec<(String, String)>,
    /// What is said.
    pub said: Answer,
    /// The name of the attached document.
    pub document: Option<String>,
}

/// An application with everything its page shows.
#[derive(Debug, Clone)]
pub struct ApplicationView {
    /// Its id; `None`: not begun.
    pub id: Option<ApplicationId>,
    /// Its version.
    pub version: i64,
    /// The round.
    pub round: RoundId,
    /// What the round is called.
    pub round_title: String,
    /// The state of the round.
    pub round_state: RoundState,
    /// The last day to apply.
    pub closes: Option<Date>,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// The application, as it is; for who does not write it, what was last sent of it.
    pub body: Application,
    /// The conditions, in the order of the model.
    pub conditions: Vec<ConditionView>,
    /// The team, in the order of the model.
    pub roles: Vec<RoleView>,
    /// Who can be named, and who is named.
    pub people: Vec<PersonChoice>,
    /// What is missing.
    pub lacks: Vec<Lack>,
    /// Whether the visitor may write in it now.
    pub may_write: bool,
    /// Whether it may be sent now.
    pub may_send: bool,
    /// Whether the visitor may withdraw it now.
    pub may_withdraw: bool,
    /// Whether the visitor may judge it; with a conflict of interest not.
    pub may_judge: bool,
    /// Those who have left the round and whose place nobody has taken; for who may judge.
    pub free_places: Vec<(ParticipationId, String)>,
    /// Whether the visitor judges this round, and has a conflict of interest here.
    pub recused: bool,
    /// The visitor and everybody else who has declared a conflict: names and reasons.
    pub recusals: Vec<(String, String)>,
    /// The decision letter.
    pub letter: Option<DocumentId>,
    /// Who decided.
    pub judge: Option<String>,
}

/// What a form says to one condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerForm {
    /// The box.
    pub confirmed: bool,
    /// The choice.
    pub choice: String,
    /// The day.
    pub date: String,
    /// The reference.
    pub reference: String,
    /// The text.
    pub text: String,
    /// Kronor.
    pub amount: String,
    /// The person.
    pub person: String,
}

/// An application, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicationForm {
    /// The one administration of a region, or nothing.
    pub administration: String,
    /// By condition.
    pub answers: BTreeMap<String, AnswerForm>,
    /// By role: the people.
    pub team: BTreeMap<String, Vec<String>>,
    /// What the invoice is to be marked with.
    pub invoice_reference: String,
}

impl Office {
    /// The page of an organisation's application to a round: the one there is, or an empty one.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who may neither write nor read it; [`Trouble::NoTrack`].
    pub async fn application(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        lang: Lang,
    ) -> Result<ApplicationView, Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Nothing)?;
        let found = self.application_of(round.id, organisation).await?;
        let object = self.object_of_application(&round, organisation, found.as_ref().map(|it| &it.body));
        let writes = self.may(visitor, Action::Apply, &object);
        if !writes && !self.may(visitor, Action::ReadApplication, &object) {
            return Err(Trouble::Nothing);
        }
        if !writes && found.is_none() {
            return Err(Trouble::Nothing);
        }
        let bound = self.bound(round.body.edition).await?;
        let (id, version, body) = match found {
            Some(it) if writes => (Some(it.id), it.version, it.body),
            // What is written while it is open again is the applicant's alone until they send it.
            Some(it) => (Some(it.id), it.version, self.as_sent(&it).await?),
            None => (None, 0, blank(round.id, organisation, track_in(&round.body, there.body.kind)?)),
        };
        let recused = id.is_some() && self.is_recused(visitor.person, &round, &body).await?;
        let judges = self.may(visitor, Action::JudgeApplication, &object);
        let may_judge = judges && !recused && body.state.is_sent() && round.body.state.is_judged();
        let takes = self.takes(&round.body, &body) && round.body.tracks.contains(&body.track);
        let may_write = writes && body.state.is_open() && takes;
        Ok(ApplicationView {
            conditions: self.conditions(&bound.model, &body, lang).await?,
            roles: roles(&bound.model, there.body.kind, &body, lang),
            people: self.people_to_name(&body, organisation).await?,
            lacks: self.lacks(&bound.model, &there, &body).await?,
            may_write,
            may_send: may_write,
            may_withdraw: writes
                && body.state.next().contains(&ApplicationState::Withdrawn)
                && self.lets_go(&round.body, &body).is_ok(),
            may_judge,
            free_places: if may_judge { self.free_places(&round).await? } else { Vec::new() },
            recused: judges && recused,
            recusals: if judges { self.recusals(round.id, organisation, lang).await? } else { Vec::new() },
            letter: decision_letter(&body),
            judge: match &body.verdict {
                Some(verdict) => Some(self.author_name(&storage::Author::Person(verdict.by), lang).await?),
                None => None,
            },
            id,
            version,
            round: round.id,
            round_title: round.body.title,
            round_state: round.body.state,
            closes: round.body.calendar.closes,
            organisation,
            name: there.body.name,
            kind: there.body.kind,
            body,
        })
    }

    /// Saves what is written so far; sent or not.
    ///
    /// # Errors
    /// A conflict when a colleague was there since; [`Trouble::NotOpen`] when it is too late.
    pub async fn save_application(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
        form: &ApplicationForm,
    ) -> Result<ApplicationId, Trouble> {
        let (round, there, found) = self.to_write(visitor, round, organisation).await?;
        let old = match &found {
            Some(it) => it.body.clone(),
            None => blank(round.id, organisation, track_in(&round.body, there.body.kind)?),
        };
        let bound = self.bound(round.body.edition).await?;
        let new = self.filled(&bound.model, &there, old, form).await?;
        let id = found.as_ref().map_or_else(|| self.id(), |it| it.id);
        let mut change = self.change(visitor.author());
        match found {
            Some(_) => change.update(id, version, &new)?,
            None => change.insert(id, &new)?,
        }
        self.store.write(&change).await?;
        Ok(id)
    }

    /// Attaches the document a condition asks for.
    ///
    /// # Errors
    /// As [`Office::save_application`]; when the file is too large or of a kind that may not be attached.
    pub async fn attach_to_application(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        condition: &str,
        file: (&str, &[u8]),
    ) -> Result<DocumentId, Trouble> {
        let (round, there, found) = self.to_write(visitor, round, organisation).await?;
        let bound = self.bound(round.body.edition).await?;
        let asked =
            bound.model.conditions.iter().any(|it| it.id.as_str() == condition && it.asks.contains(&Ask::Attachment));
        if !asked {
            return Err(Trouble::Missing("condition"));
        }
        let mut change = self.change(visitor.author());
        // The document points at the application and the other way round: the application is there first.
        let (id, version, mut body) = match &found {
            Some(it) => (it.id, it.version, it.body.clone()),
            None => {
                let (id, body) = (self.id(), blank(round.id, organisation, track_in(&round.body, there.body.kind)?));
                change.insert(id, &body)?;
                (id, 1, body)
            }
        };
        let document = self.new_document(organisation, Some(id.into()), file).await?;
        let document_id: DocumentId = self.id();
        change.insert(document_id, &document)?;
        let old = body.answers.entry(condition.to_owned()).or_default().document.replace(document_id);
        change.update(id, version, &body)?;
        // What was sent goes on being read as it was, until it is sent again.
        let sent = self.last_sent(id).await?;
        if let Some(old) = old.filter(|it| sent.as_ref().is_none_or(|sent| !attached(sent).contains(it))) {
            self.take_away(&mut change, old).await?;
        }
        self.store.write(&change).await?;
        Ok(document_id)
    }

    /// Takes a file away, if it is still there.
    async fn take_away(&self, change: &mut Change, id: DocumentId) -> Result<(), Trouble> {
        if let Some(it) = self.store.get::<Document>(id).await? {
            change.remove(it.id, it.version);
        }
        Ok(())
    }

    /// Sends the application.
    ///
    /// # Errors
    /// [`Trouble::Lacking`] with everything the model asks for and it does not say.
    pub async fn send_application(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
    ) -> Result<(), Trouble> {
        let (round, there, found) = self.to_write(visitor, round, organisation).await?;
        let found = found.ok_or(Trouble::Nothing)?;
        let bound = self.bound(round.body.edition).await?;
        let lacks = self.lacks(&bound.model, &there, &found.body).await?;
        if !lacks.is_empty() {
            return Err(Trouble::Lacking(lacks));
        }
        let mut sent = found.body.moved_to(ApplicationState::Sent).map_err(storage::Error::from)?;
        (sent.sent, sent.withdrawn) = (Some(self.today()), None);
        let mut change = self.change(visitor.author());
        change.update(found.id, version, &sent)?;
        // The files of what was sent before, which others have taken the place of.
        let before = self.last_sent(found.id).await?.map(|it| attached(&it)).unwrap_or_default();
        let now = attached(&sent);
        for old in before.into_iter().filter(|it| !now.contains(it)) {
            self.take_away(&mut change, old).await?;
        }
        for held in self.holders(round.body.organiser, &[Role::Organiser]).await? {
            let from = (organisation, there.body.name.as_str());
            let letter = letters::application_sent(self, &held.person.body, &held.account, &round, from);
            self.enqueue_letter(&mut change, held.person.id, &letter)?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Withdraws the application; who has been admitted leaves the round by that. Whoever runs the round
    /// is told, with the reason.
    ///
    /// # Errors
    /// When it cannot be withdrawn from the state it is in; [`Trouble::RoundRests`] in an archived round,
    /// and for who is admitted unless the round is alive.
    pub async fn withdraw_application(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
        version: i64,
        why: &str,
    ) -> Result<(), Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let found = self.application_of(round.id, organisation).await?.ok_or(Trouble::Nothing)?;
        let object = self.object_of_application(&round, organisation, Some(&found.body));
        self.allow(Some(visitor), Action::Apply, &object)?;
        self.lets_go(&round.body, &found.body)?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Nothing)?;
        let why = written(&lines(why));
        let mut gone = found.body.moved_to(ApplicationState::Withdrawn).map_err(storage::Error::from)?;
        gone.withdrawn = Some(Withdrawal { why: why.clone(), on: self.today() });
        let mut change = self.change(visitor.author());
        change.update(found.id, version, &gone)?;
        for held in self.holders(round.body.organiser, &[Role::Organiser]).await? {
            let from = (organisation, there.body.name.as_str());
            let (person, account) = (&held.person.body, &held.account);
            let letter = letters::application_withdrawn(self, person, account, &round, from, why.as_deref());
            self.enqueue_letter(&mut change, held.person.id, &letter)?;
        }
        if found.body.state == ApplicationState::Admitted {
            self.leave_all(&mut change, &round, organisation, self.today(), why).await?;
        }
        self.store.write(&change).await?;
        Ok(())
    }

    /// Refuses to withdraw what is only kept, and to leave a round that rests.
    fn lets_go(&self, round: &Round, application: &Application) -> Result<(), Trouble> {
        if round.state.is_kept() {
            return Err(Trouble::RoundRests(round.state));
        }
        if application.state == ApplicationState::Admitted { self.alive(round) } else { Ok(()) }
    }

    /// An application as it was last sent; `None`: it never was. Its history knows.
    pub(crate) async fn last_sent(&self, id: ApplicationId) -> Result<Option<Application>, Trouble> {
        let entries = self.store.history(id).await?;
        let bodies = entries.iter().filter_map(|it| it.after.as_deref());
        let versions: Vec<Application> = bodies.filter_map(|body| serde_json::from_str(body).ok()).collect();
        let sent = |it: &Application| it.state == ApplicationState::Sent;
        // What came in from elsewhere may begin in a later state: then that is what was sent.
        let at = versions.iter().rposition(sent).or_else(|| versions.iter().position(|it| it.state.is_sent()));
        Ok(at.and_then(|at| versions.into_iter().nth(at)))
    }

    /// An application as those read it who do not write it: where it is, and what was last sent of it,
    /// with the files that are still there.
    pub(crate) async fn as_sent(&self, it: &Stored<Application>) -> Result<Application, Trouble> {
        let now = it.body.clone();
        if !now.state.is_open() || !now.state.is_sent() {
            return Ok(now);
        }
        let Some(sent) = self.last_sent(it.id).await? else { return Ok(now) };
        let there = self.store.many::<Document>(attached(&sent)).await?;
        let Application { state, returned, verdict, withdrawn, .. } = now;
        let mut read = Application { state, returned, verdict, withdrawn, ..sent };
        for answer in read.answers.values_mut() {
            answer.document = answer.document.filter(|it| there.contains_key(it));
        }
        Ok(read)
    }

    /// Those who have left the round as participants and whose place nobody has taken, while anybody can.
    async fn free_places(&self, round: &Stored<Round>) -> Result<Vec<(ParticipationId, String)>, Trouble> {
        if !round.body.state.is_alive() {
            return Ok(Vec::new());
        }
        let mut known = self.participations_of(round.id).await?;
        known.retain(|it| it.body.capacity == Capacity::Participant);
        let ids: Vec<OrganisationId> = known.iter().map(|it| it.body.organisation).collect();
        let names = self.organisation_names(ids.into_iter()).await?;
        Ok(left(&known, |id| names.get(&id).cloned().unwrap_or_default()))
    }

    /// The newest application of an organisation to a round.
    pub(crate) async fn application_of(
        &self,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<Option<Stored<Application>>, Trouble> {
        let all = self.store.list_of::<Application>(organisation).await?;
        Ok(all.into_iter().rfind(|it| it.body.round == round))
    }

    /// An application, to be asked about: its organisation's alone until it is sent.
    pub(crate) fn object_of_application(
        &self,
        round: &Stored<Round>,
        organisation: OrganisationId,
        application: Option<&Application>,
    ) -> Object {
        let sent = application.is_some_and(|it| it.state.is_sent());
        let rounds = if sent { [round.id].into() } else { Default::default() };
        Object { owners: [organisation].into(), rounds, ..Object::default() }
    }

    /// What is needed to write in an application, for who may write in it now.
    async fn to_write(
        &self,
        visitor: &Visitor,
        round: RoundId,
        organisation: OrganisationId,
    ) -> Result<(Stored<Round>, Stored<Organisation>, Option<Stored<Application>>), Trouble> {
        let round = self.the_round(Some(visitor), round).await?;
        let there = self.store.get::<Organisation>(organisation).await?.ok_or(Trouble::Nothing)?;
        let found = self.application_of(round.id, organisation).await?;
        let object = self.object_of_application(&round, organisation, None);
        self.allow(Some(visitor), Action::Apply, &object)?;
        // An application there is keeps its track, whatever the round is for by now.
        if found.is_none() {
            track_in(&round.body, there.body.kind)?;
        }
        let blank = blank(round.id, organisation, Track::Municipalities);
        let body = found.as_ref().map_or(&blank, |it| &it.body);
        if !body.state.is_open() || !self.takes(&round.body, body) {
            return Err(Trouble::NotOpen);
        }
        Ok((round, there, found))
    }

    /// Whether the round takes this application today: within its days, or until the day it is to be
    /// completed by.
    pub(crate) fn takes(&self, round: &Round, application: &Application) -> bool {
        let today = self.today();
        let completing = application.state == ApplicationState::Returned
            && matches!(round.state, RoundState::Open | RoundState::Admission)
            && application.returned.as_ref().is_some_and(|it| today <= it.until);
        completing || (application.state != ApplicationState::Returned && round.takes_applications(today))
    }

    /// The application with what a form says. People must be the organisation's own.
    async fn filled(
        &self,
        model: &Model,
        there: &Stored<Organisation>,
        old: Application,
        form: &ApplicationForm,
    ) -> Result<Application, Trouble> {
        let own: Vec<PersonId> = self.people_to_name(&old, there.id).await?.into_iter().map(|it| it.id).collect();
        let person = |text: &str| -> Result<Option<PersonId>, Trouble> {
            match text.trim() {
                "" => Ok(None),
                text => match text.parse() {
                    Ok(id) if own.contains(&id) => Ok(Some(id)),
                    _ => Err(Trouble::Missing("person")),
                },
            }
        };
        let mut answers = BTreeMap::new();
        for condition in &model.conditions {
            let id = condition.id.to_string();
            let document = old.answers.get(&id).and_then(|it| it.document);
            let said = form.answers.get(&id).cloned().unwrap_or_default();
            let answer = answer(condition, &said, document, person(&said.person)?)?;
            if answer != Answer::default() {
                answers.insert(id, answer);
            }
        }
        let mut team = Vec::new();
        for member in team_of(model, there.body.kind).map_or(&[][..], |team| team.members.as_slice()) {
            for text in form.team.get(member.role.as_str()).map_or(&[][..], Vec::as_slice) {
                if let Some(person) = person(text)? {
                    team.push(Named { role: member.role.to_string(), person });
                }
            }
        }
        Ok(Application {
            administration: written(&form.administration),
            answers,
            team,
            invoice_reference: written(&form.invoice_reference),
            ..old
        })
    }

    async fn conditions(
        &self,
        model: &Model,
        application: &Application,
        lang: Lang,
    ) -> Result<Vec<ConditionView>, Trouble> {
        let mut views = Vec::new();
        for condition in &model.conditions {
            let said = application.answers.get(condition.id.as_str()).cloned().unwrap_or_default();
            let document = match said.document {
                Some(id) => self.store.get::<Document>(id).await?.map(|it| it.body.name),
                None => None,
            };
            views.push(ConditionView {
                id: condition.id.to_string(),
                name: told(&condition.name, lang),
                text: told(&condition.text, lang),
                required: condition.required,
                people: condition.kind == ConditionKind::NamedPeople,
                asks: condition.asks.clone(),
                choices: condition.choices.iter().map(|it| (it.id.to_string(), told(&it.text, lang))).collect(),
                said,
                document,
            });
        }
        Ok(views)
    }

    /// Everybody with a role in the organisation today, and whoever is named already.
    async fn people_to_name(
        &self,
        application: &Application,
        organisation: OrganisationId,
    ) -> Result<Vec<PersonChoice>, Trouble> {
        let today = self.today();
        let mut people: Vec<PersonChoice> = Vec::new();
        let mut wanted: Vec<(PersonId, Option<Role>)> = Vec::new();
        for it in self.store.list_of::<Assignment>(organisation).await? {
            if it.body.holds(today) && it.body.role != Role::Operator {
                wanted.push((it.body.person, Some(it.body.role)));
            }
        }
        wanted.extend(application.team.iter().map(|it| (it.person, None)));
        wanted.extend(application.answers.values().filter_map(|it| it.person).map(|it| (it, None)));
        for (id, role) in wanted {
            if people.iter().any(|it| it.id == id) {
                continue;
            }
            // Who has been erased stays named by number only.
            if let Some(person) = self.store.get::<Person>(id).await? {
                let Person { name, email, title, .. } = person.body;
                let contact = title.into_iter().chain([email.as_str().to_owned()]).collect::<Vec<_>>().join(", ");
                people.push(PersonChoice { id, name, contact, role });
            }
        }
        people.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
        Ok(people)
    }
}

/// An application nobody has written in.
pub(crate) fn blank(round: RoundId, organisation: OrganisationId, track: Track) -> Application {
    Application {
        round,
        organisation,
        track,
        administration: None,
        state: ApplicationState::Draft,
        answers: BTreeMap::new(),
        team: Vec::new(),
        invoice_reference: None,
        sent: None,
        returned: None,
        verdict: None,
        withdrawn: None,
    }
}

/// The files an application refers to.
fn attached(application: &Application) -> Vec<DocumentId> {
    application.answers.values().filter_map(|it| it.document).collect()
}

/// The track of a round that an organisation of a kind applies in.
pub(crate) fn track_in(round: &Round, kind: OrganisationKind) -> Result<Track, Trouble> {
    Track::of(kind).filter(|track| round.tracks.contains(track)).ok_or(Trouble::NoTrack)
}

/// An answer with the fields the condition asks for, and no others.
fn answer(
    condition: &Condition,
    said: &AnswerForm,
    document: Option<DocumentId>,
    person: Option<PersonId>,
) -> Result<Answer, Trouble> {
    let asks = |ask: Ask| condition.asks.contains(&ask);
    let choice = written(&said.choice).filter(|_| asks(Ask::Choice));
    if let Some(choice) = &choice
        && !condition.choices.iter().any(|it| it.id.as_str() == choice)
    {
        return Err(Trouble::Missing("choice"));
    }
    let amount = match said.amount.trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| Trouble::NoNumber(text.to_owned()))?),
    };
    Ok(Answer {
        confirmed: said.confirmed && asks(Ask::Confirmation),
        choice,
        date: if asks(Ask::Date) { day(&said.date)? } else { None },
        reference: written(&said.reference).filter(|_| asks(Ask::Reference)),
        text: Some(lines(&said.text)).filter(|text| !text.is_empty() && asks(Ask::Text)),
        amount: amount.filter(|_| asks(Ask::Amount)),
        document: document.filter(|_| asks(Ask::Attachment)),
        person: person.filter(|_| asks(Ask::People)),
    })
}

fn roles(model: &Model, kind: OrganisationKind, application: &Application, lang: Lang) -> Vec<RoleView> {
    let members = team_of(model, kind).map_or(&[][..], |team| team.members.as_slice());
    members
        .iter()
        .filter_map(|member| {
            let role = model.role(member.role.as_str())?;
            Some(RoleView {
                id: member.role.to_string(),
                name: told(&role.name, lang),
                does: told(&role.does, lang),
                count: member.count,
                required: member.required,
                named: application
                    .team
                    .iter()
                    .filter(|it| it.role == member.role.as_str())
                    .map(|it| it.person)
                    .collect(),
            })
        })
        .collect()
}
