//! The desk: the pages where people work, signed in, and the ways there.
//!
//! Here live addresses, forms, cookies and sheets. Not here: who may do what and what is done
//! (crate `office`). A page asks the office for what it shows and turns it into a [`sheet::Sheet`]; a
//! form is read, handed to the office, and answered with a redirect, or with the page again and what
//! was wrong. Nothing of it is ever kept by a cache.
//!
//! # How to add a page
//! A line in `spot::TABLE`, a function from [`Desk`] to a sheet in the file of its subject, its line
//! in [`show`] and, when it has forms, its acts in [`act`]; texts in `locales/{sv,en}/desk.ftl`.

mod application;
mod assess;
mod assess_joint;
mod beside;
mod calendar;
pub mod caller;
mod cookie;
mod enrol;
mod evaluate;
mod filled;
mod form;
mod forming;
mod forming_change;
mod forming_compare;
mod forming_groups;
mod forming_map;
mod forming_none;
mod forming_proposal;
mod group;
mod handover;
mod history;
mod idea;
mod improve;
mod levels;
mod meeting;
mod meeting_feedback;
mod meeting_minutes;
mod meeting_plan;
mod mine;
mod operator;
mod organisation;
mod participation;
mod person;
mod progress;
mod results;
mod round;
pub mod sheet;
mod sign_in;
pub mod spot;
mod staff;
mod step;
mod todo;
mod year;

use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::reply::{CachePolicy, Kind, once, save};
use crate::shell::{Shell, Signed};
use crate::words::Words;
use askama::Template as _;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use caller::Peer;
use form::Sent;
use i18n::Lang;
use jiff::civil::Date;
use office::{Caller, Office, Said, SignedIn, Trouble, Visitor};
use programme::Words as Pair;
use sheet::{Block, Sheet};
use spot::Spot;
use std::sync::Arc;

/// What a page or an act has at hand.
#[derive(Clone)]
pub struct Desk {
    house: Arc<House>,
    office: Arc<Office>,
    asked: Asked,
    spot: Spot,
    visitor: Option<Visitor>,
    cookie: Option<String>,
    caller: Caller,
}

/// What comes back.
pub enum Reply {
    /// A page.
    Page(Box<Sheet>),
    /// A page, with a new session.
    PageIn(Box<Sheet>, SignedIn),
    /// On to a page.
    To(String),
    /// On to a page, with a new session.
    ToIn(String, SignedIn),
    /// On to a page, signed out.
    ToOut(String),
    /// A file to save: name, type, content.
    File(String, String, Vec<u8>),
    /// For our script.
    Json(String),
}

/// Answers a request for a spot.
pub async fn answer(
    house: Arc<House>,
    office: Arc<Office>,
    asked: Asked,
    spot: Spot,
    request: Request<Body>,
) -> Response<Body> {
    let headers = request.headers();
    let peer = request.extensions().get::<Peer>().copied();
    let caller = caller::read(headers, peer, house.site.behind_proxy, asked.lang);
    let cookie = cookie::read(&office, headers);
    let visitor = match &cookie {
        Some(token) => office.visitor(token).await,
        None => Ok(None),
    };
    let (visitor, trouble) = match visitor {
        Ok(visitor) => (visitor, None),
        Err(trouble) => (None, Some(trouble)),
    };
    let cookie = cookie.filter(|_| visitor.is_some());
    let desk = Desk { house, office, asked, spot, visitor, cookie, caller };
    if let Some(trouble) = trouble {
        return desk.failed(trouble);
    }
    if request.method() == Method::POST {
        // A file only from who is signed in, and only where one is asked for.
        let with_file = desk.visitor.is_some()
            && matches!(desk.spot, Spot::Organisation(_) | Spot::Application(_) | Spot::Meeting(_) | Spot::Forming(_));
        match form::read(request, with_file).await {
            Ok(sent) => desk.post(&sent).await,
            Err(trouble) => desk.failed(trouble),
        }
    } else {
        match desk.show(&Sent::default()).await {
            Ok(reply) => desk.respond(StatusCode::OK, reply),
            Err(Trouble::SignIn) => desk.respond(StatusCode::OK, Reply::To(desk.sign_in_first())),
            Err(trouble) => desk.failed(trouble),
        }
    }
}

impl Desk {
    /// A page. `sent` refills the form after something was wrong with it.
    async fn show(&self, sent: &Sent) -> Result<Reply, Trouble> {
        let page = |sheet| Ok(Reply::Page(Box::new(sheet)));
        match &self.spot {
            Spot::SignIn => page(sign_in::page(self, sent).await?),
            Spot::Forgot => page(sign_in::forgot(self, sent)),
            Spot::Recover(link) => page(enrol::recover(self, link).await?),
            Spot::Invitation(link) => page(enrol::invitation(self, link).await?),
            Spot::Mine => page(mine::page(self).await?),
            Spot::Security => page(mine::security(self).await?),
            Spot::MyData => page(person::mine(self, sent).await?),
            Spot::MyDataFile => person::file(self).await,
            Spot::Person(id) => page(person::page(self, id, sent).await?),
            Spot::Organisations => page(organisation::list(self).await?),
            Spot::NewOrganisation => page(organisation::new(self, sent).await?),
            Spot::Organisation(id) => page(organisation::page(self, id).await?),
            Spot::EditOrganisation(id) => page(organisation::edit(self, id, sent).await?),
            Spot::Invite(id) => page(organisation::invite(self, id, sent).await?),
            Spot::OrganisationFile(id) => organisation::file(self, id).await,
            Spot::File(id) => organisation::document(self, id).await,
            Spot::History(id) => page(history::page(self, id).await?),
            Spot::Operator => page(operator::page(self, sent).await?),
            Spot::Rounds => page(round::list(self).await?),
            Spot::NewRound => page(round::new(self, sent).await?),
            Spot::Round(id) => page(round::page(self, id, sent).await?),
            Spot::EditRound(id) => page(round::edit(self, id, sent).await?),
            Spot::RoundLog(id) => page(round::log(self, id).await?),
            Spot::Promises(id) => page(participation::promises(self, id).await?),
            Spot::Participation(id) => page(participation::page(self, id, sent).await?),
            Spot::Applications(id) => page(application::list(self, id).await?),
            Spot::Application(id) => page(application::page(self, id, sent).await?),
            Spot::NewGroup(id) => page(group::new(self, id, sent).await?),
            Spot::Forming(id) => page(forming::page(self, id, sent).await?),
            Spot::Proposal(id) => page(forming_proposal::page(self, id, sent).await?),
            Spot::Proposals(id) => page(forming_compare::page(self, id).await?),
            Spot::Group(id) => page(group::page(self, id).await?),
            Spot::EditGroup(id) => page(group::edit(self, id, sent).await?),
            Spot::Progress(id) => page(progress::page(self, id).await?),
            Spot::NewMeeting(id) => page(meeting_plan::of_round(self, id, sent).await?),
            Spot::NewGroupMeeting(id) => page(meeting_plan::of_group(self, id, sent).await?),
            Spot::RoundFeedback(id) => page(meeting_feedback::of_round(self, id).await?),
            Spot::RoundAttendance(id) => page(meeting_feedback::attendance(self, id).await?),
            Spot::Meeting(id) => page(meeting::page(self, id, sent).await?),
            Spot::EditMeeting(id) => page(meeting_plan::edit(self, id, sent).await?),
            Spot::Minutes(id) => page(meeting_minutes::page(self, id, sent).await?),
            Spot::Feedback(id) => page(meeting_feedback::page(self, id, sent).await?),
            Spot::MeetingFile(id) => calendar::file(self, id).await,
            Spot::Feeds => page(calendar::page(self).await?),
            Spot::Feed(address) => calendar::feed(self, address).await,
            Spot::Steps(id) => page(step::page(self, id, sent).await?),
            Spot::Assessments(id) => page(assess::occasions(self, id).await?),
            Spot::OwnAssessment(id) => page(assess::own(self, id, sent).await?),
            Spot::JointAssessment(id) => page(assess_joint::page(self, id, sent).await?),
            Spot::JointItem(id) => page(assess_joint::item(self, id, sent).await?),
            Spot::AssessQuestions(id) => page(assess::questions(self, id, sent).await?),
            Spot::AssessStaff(id) => page(staff::page(self, id).await?),
            Spot::StaffForm(address) => page(staff::form(self, address, sent).await?),
            Spot::Improvements(id) => page(improve::list(self, id, sent).await?),
            Spot::Improvement(id) => page(improve::page(self, id, sent).await?),
            Spot::Ideas(id) => page(idea::page(self, id, sent).await?),
            Spot::CheckIn(id) => page(improve::check_in(self, id, sent).await?),
            Spot::Forms(id) => page(filled::list(self, id).await?),
            Spot::Form(id) => page(filled::page(self, id, sent).await?),
            Spot::FormPdf(id) => filled::file(self, id, office::FormFile::Pdf).await,
            Spot::FormSlides(id) => filled::file(self, id, office::FormFile::Slides).await,
            Spot::FormDocx(id) => filled::file(self, id, office::FormFile::Docx).await,
            Spot::Beside(id) => page(beside::page(self, id, sent).await?),
            Spot::BesidePdf(id) => beside::file(self, id).await,
            Spot::RoundLevels(id) => page(levels::page(self, id).await?),
            Spot::RoundLevelsFile(id) => levels::file(self, id).await,
            Spot::Evaluation(id) => page(evaluate::page(self, id, sent).await?),
            Spot::EvaluationFile(id) => evaluate::file(self, id).await,
            Spot::EvaluationPdf(id) => evaluate::paper(self, id).await,
            Spot::Results(id) => page(results::page(self, id, sent).await?),
            Spot::ResultsPdf(id) => results::file(self, id).await,
            Spot::Handover(id) => page(handover::page(self, id).await?),
            Spot::HandoverPdf(id) => handover::file(self, id).await,
            // Only answers to forms.
            Spot::Code
            | Spot::KeyQuestion
            | Spot::KeyAnswer
            | Spot::InvitationKey(_)
            | Spot::SecurityKey
            | Spot::SignOut => Err(Trouble::Nothing),
        }
    }

    /// What a form asks for.
    async fn act(&self, sent: &Sent) -> Result<Reply, Trouble> {
        match &self.spot {
            Spot::SignIn | Spot::Code | Spot::KeyQuestion | Spot::KeyAnswer | Spot::SignOut | Spot::Forgot => {
                sign_in::act(self, sent).await
            }
            Spot::Recover(_) | Spot::Invitation(_) | Spot::InvitationKey(_) => enrol::act(self, sent).await,
            Spot::Security | Spot::SecurityKey => mine::act(self, sent).await,
            Spot::MyData | Spot::Person(_) => person::act(self, sent).await,
            Spot::NewOrganisation | Spot::Organisation(_) | Spot::EditOrganisation(_) | Spot::Invite(_) => {
                organisation::act(self, sent).await
            }
            Spot::History(_) => history::act(self, sent).await,
            Spot::Operator => operator::act(self, sent).await,
            Spot::NewRound | Spot::Round(_) | Spot::EditRound(_) => round::act(self, sent).await,
            Spot::Participation(id) => participation::act(self, id, sent).await,
            Spot::Application(_) => application::act(self, sent).await,
            Spot::NewGroup(_) | Spot::EditGroup(_) => group::act(self, sent).await,
            Spot::Forming(id) => forming::act(self, id, sent).await,
            Spot::Proposal(id) => forming_change::act(self, id, sent).await,
            Spot::Meeting(_) => meeting::act(self, sent).await,
            Spot::NewMeeting(_) | Spot::NewGroupMeeting(_) | Spot::EditMeeting(_) => {
                meeting_plan::act(self, sent).await
            }
            Spot::Minutes(_) => meeting_minutes::act(self, sent).await,
            Spot::Feedback(_) => meeting_feedback::act(self, sent).await,
            Spot::Feeds => calendar::act(self, sent).await,
            Spot::Steps(id) => step::act(self, id, sent).await,
            Spot::OwnAssessment(_) | Spot::AssessQuestions(_) => assess::act(self, sent).await,
            Spot::JointAssessment(_) | Spot::JointItem(_) => assess_joint::act(self, sent).await,
            Spot::AssessStaff(_) | Spot::StaffForm(_) => staff::act(self, sent).await,
            Spot::Improvements(_) | Spot::Improvement(_) | Spot::CheckIn(_) => improve::act(self, sent).await,
            Spot::Ideas(id) => idea::act(self, id, sent).await,
            Spot::Form(id) => filled::act(self, id, sent).await,
            Spot::Beside(id) => beside::act(self, id, sent).await,
            Spot::Evaluation(id) => evaluate::act(self, id, sent).await,
            Spot::Results(id) => results::act(self, id, sent).await,
            Spot::Mine
            | Spot::MyDataFile
            | Spot::Organisations
            | Spot::OrganisationFile(_)
            | Spot::File(_)
            | Spot::Rounds
            | Spot::RoundLog(_)
            | Spot::Promises(_)
            | Spot::Applications(_)
            | Spot::Proposals(_)
            | Spot::Group(_)
            | Spot::Progress(_)
            | Spot::RoundFeedback(_)
            | Spot::RoundAttendance(_)
            | Spot::MeetingFile(_)
            | Spot::Assessments(_)
            | Spot::Forms(_)
            | Spot::FormPdf(_)
            | Spot::FormSlides(_)
            | Spot::FormDocx(_)
            | Spot::BesidePdf(_)
            | Spot::RoundLevels(_)
            | Spot::RoundLevelsFile(_)
            | Spot::EvaluationFile(_)
            | Spot::EvaluationPdf(_)
            | Spot::ResultsPdf(_)
            | Spot::Handover(_)
            | Spot::HandoverPdf(_)
            | Spot::Feed(_) => Err(Trouble::Nothing),
        }
    }

    async fn post(&self, sent: &Sent) -> Response<Body> {
        let trouble = match self.checked(sent) {
            Ok(()) => match self.act(sent).await {
                Ok(reply) => return self.respond(StatusCode::OK, reply),
                Err(trouble) => trouble,
            },
            Err(trouble) => trouble,
        };
        if matches!(self.spot, Spot::KeyQuestion | Spot::InvitationKey(_) | Spot::SecurityKey) {
            return self.failed(trouble);
        }
        // The page again, with what was written and what was wrong.
        let back = Self { spot: self.page_of(), ..self.clone() };
        let status = StatusCode::from_u16(trouble.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if matches!(trouble, Trouble::SignIn | Trouble::Nothing | Trouble::Denied(_)) {
            return self.failed(trouble);
        }
        match back.show(sent).await {
            Ok(Reply::Page(mut sheet)) => {
                sheet.trouble = Some(self.tell(&trouble));
                let wrong = trouble.field().and_then(|field| sheet.mark(field));
                sheet.way = wrong.map_or_else(
                    || self.way(&trouble),
                    |(at, label)| Some((format!("#{at}"), self.with("to-field", "field", label))),
                );
                sheet.done = None;
                sheet.done_way = None;
                if let Trouble::Storage(office::StorageError::Conflict(both)) = &trouble {
                    sheet.blocks.splice(0..0, history::conflict(self, both).await);
                }
                self.respond(status, Reply::Page(sheet))
            }
            _ => self.failed(trouble),
        }
    }

    /// Forms of who is signed in carry a word that only our own pages know.
    fn checked(&self, sent: &Sent) -> Result<(), Trouble> {
        match &self.cookie {
            Some(cookie) if sent.get("word") != self.office.form_word(cookie) => Err(Trouble::Forged),
            _ => Ok(()),
        }
    }

    /// The page a form stood on.
    fn page_of(&self) -> Spot {
        match &self.spot {
            Spot::Code | Spot::KeyAnswer | Spot::SignOut => Spot::SignIn,
            other => other.clone(),
        }
    }

    /// The same desk for who has just come in.
    fn inside(&self, visitor: Option<Visitor>, cookie: String) -> Self {
        Self { visitor, cookie: Some(cookie), ..self.clone() }
    }

    fn tell(&self, trouble: &Trouble) -> Said {
        let said = trouble.said(self.lang());
        if said.status >= 500 {
            tracing::error!(%trouble, "could not be done");
        }
        said
    }

    /// Where to go from a trouble.
    fn way(&self, trouble: &Trouble) -> Option<(String, String)> {
        match trouble {
            Trouble::Stale | Trouble::SignIn => Some((self.sign_in_first(), self.s("sign-in"))),
            Trouble::Denied(_) => Some((Asked::page(self.lang(), Place::WhoMay).address(), self.s("who-may-title"))),
            Trouble::Spent => Some((self.at(Spot::SignIn), self.s("sign-in"))),
            _ => None,
        }
    }

    /// A page that says what could not be done.
    fn failed(&self, trouble: Trouble) -> Response<Body> {
        let said = self.tell(&trouble);
        let status = StatusCode::from_u16(said.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if matches!(self.spot, Spot::KeyQuestion | Spot::InvitationKey(_) | Spot::SecurityKey) {
            return once(
                status,
                Kind::Json,
                serde_json::json!({ "title": said.title, "detail": said.sentence }).to_string(),
            );
        }
        let mut sheet = self.sheet(said.title.clone());
        sheet.lead.clone_from(&said.sentence);
        sheet.blocks.push(Block::Text(said.advice));
        let mut ways = vec![(self.at(Spot::Mine), self.s("my-pages"))];
        ways.splice(0..0, self.way(&trouble));
        sheet.blocks.push(Block::Links(ways));
        self.respond(status, Reply::Page(Box::new(sheet)))
    }

    fn respond(&self, status: StatusCode, reply: Reply) -> Response<Body> {
        let mut signed_in = None;
        let mut out = false;
        let refresh = match &reply {
            Reply::Page(sheet) => sheet.refresh,
            _ => None,
        };
        let mut response = match reply {
            Reply::Page(sheet) => page(status, &sheet),
            Reply::PageIn(sheet, session) => {
                signed_in = Some(session);
                page(status, &sheet)
            }
            Reply::To(address) => to(&address),
            Reply::ToIn(address, session) => {
                signed_in = Some(session);
                to(&address)
            }
            Reply::ToOut(address) => {
                out = true;
                to(&address)
            }
            Reply::File(name, kind, bytes) => save(&name, &kind, bytes),
            Reply::Json(text) => once(status, Kind::Json, text),
        };
        let cookie = match &signed_in {
            Some(session) => cookie::set(&self.office, session.token.as_str()),
            None if out => cookie::clear(&self.office),
            None => None,
        };
        let headers = response.headers_mut();
        if let Some(cookie) = cookie {
            headers.insert(header::SET_COOKIE, cookie);
        }
        if let Some(seconds) = refresh {
            headers.insert(header::REFRESH, HeaderValue::from(seconds));
        }
        headers.insert(header::CACHE_CONTROL, CachePolicy::Never.header());
        response
    }

    /// Whoever is signed in.
    fn me(&self) -> Result<&Visitor, Trouble> {
        self.visitor.as_ref().ok_or(Trouble::SignIn)
    }

    fn lang(&self) -> Lang {
        self.asked.lang
    }

    /// A text.
    fn s(&self, key: &str) -> String {
        Words(self.lang()).s(key)
    }

    /// A text with a value put in.
    fn with(&self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        Words(self.lang()).with(key, name, value)
    }

    /// A text with two values put in.
    fn with2(&self, key: &str, one: (&str, &str), other: (&str, &str)) -> String {
        Words(self.lang()).with2(key, one.0, one.1, other.0, other.1)
    }

    /// A text about a number of things.
    fn count(&self, key: &str, n: usize) -> String {
        Words(self.lang()).count(key, n)
    }

    /// A text that ends in a day; another where the day is not known.
    fn dated(&self, key: &str, day: Option<Date>) -> String {
        match day {
            Some(day) => self.with(key, "day", day.to_string()),
            None => self.s(&format!("{key}-undated")),
        }
    }

    /// One of a pair.
    fn pair(&self, words: Pair) -> String {
        self.lang().pick(words.sv, words.en).to_owned()
    }

    /// The address of a spot.
    fn at(&self, spot: Spot) -> String {
        Asked::page(self.lang(), Place::Desk(spot)).address()
    }

    /// The address of a spot that says what was done.
    fn at_done(&self, spot: Spot, said: &str) -> String {
        Asked::page(self.lang(), Place::Desk(spot)).and(Key::Said, said).address()
    }

    /// The sign-in page, from which one comes back here.
    fn sign_in_first(&self) -> String {
        let next = Asked::page(self.lang(), Place::Desk(self.page_of())).address();
        Asked::page(self.lang(), Place::Desk(Spot::SignIn)).and(Key::Next, &next).address()
    }

    /// What is not known for certain of the model behind a page, folded away under one line; nothing where there
    /// is nothing.
    fn unconfirmed(&self, notes: &[String]) -> Vec<Block> {
        if notes.is_empty() {
            return Vec::new();
        }
        vec![
            Block::FoldBegins(self.count("unconfirmed-in-model", notes.len()), false),
            Block::Points(notes.to_vec()),
            Block::FoldEnds,
        ]
    }

    /// The note on public records of a form.
    fn note(&self, form: &str) -> String {
        programme::public_record::note(form).map(|words| self.pair(words)).unwrap_or_default()
    }

    /// A day and a time in Sweden.
    fn when(&self, time: jiff::Timestamp) -> String {
        office::swedish(time).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// An empty page, seen by nobody but the reader.
    fn sheet(&self, heading: impl Into<String>) -> Sheet {
        let heading = heading.into();
        let mut shell = Shell::new(&self.house, &self.asked, heading.clone());
        shell.signed = self
            .visitor
            .as_ref()
            .map(|me| Signed { name: me.name.clone(), operator: me.is(programme::Role::Operator) });
        shell.word = self.cookie.as_ref().map(|cookie| self.office.form_word(cookie));
        let done =
            self.asked.first(Key::Said).filter(|said| SAID.contains(said)).map(|said| self.s(&format!("said-{said}")));
        Sheet {
            shell,
            crumbs: Vec::new(),
            heading,
            lead: String::new(),
            seen: self.s(if self.visitor.is_some() { "seen-you" } else { "seen-all" }),
            trouble: None,
            way: None,
            done,
            done_way: None,
            blocks: Vec::new(),
            script: None,
            refresh: None,
        }
    }

    fn script(&self) -> Option<String> {
        self.office.has_keys().then(|| crate::assets::assets().script.clone())
    }
}

/// What may be said to have been done: `said-…` in the texts.
const SAID: &[&str] = &[
    "answered",
    "asked-again",
    "attended",
    "cancelled",
    "day-set",
    "feed-closed",
    "feedback",
    "handed-in",
    "held",
    "noted",
    "planned",
    "point",
    "registered",
    "ticked",
    "application-saved",
    "application-sent",
    "application-withdrawn",
    "decided",
    "forming-started",
    "forming-stopped",
    "forming-relaxed",
    "forming-stepped",
    "forming-undone",
    "forming-published",
    "forming-published-unsent",
    "group-removed",
    "group-saved",
    "invoiced",
    "left",
    "recused",
    "returned",
    "round-moved",
    "taken-in",
    "added",
    "changed",
    "closed",
    "codes",
    "corrected",
    "ended",
    "erased",
    "forgot",
    "invited",
    "known",
    "key",
    "key-gone",
    "opened",
    "out",
    "removed",
    "retried",
    "session",
    "sessions",
    "shown",
    "undone",
    "unlocked",
    "assessed",
    "assess-handed",
    "joint-saved",
    "joint-agreed",
    "joint-reopened",
    "joint-shown",
    "question-answered",
    "staff-closed",
    "staff-thanks",
    "work-saved",
    "evidence-added",
    "evidence-removed",
    "improvement-started",
    "improvement-moved",
    "improvement-shown",
    "measured",
    "taken-home",
    "idea-shown",
    "checked-in",
    "checked-in-own",
    "check-in-shown",
    "form-saved",
    "form-saved-withdrawn",
    "form-finished",
    "form-reopened",
    "form-reopened-withdrawn",
    "form-shown",
    "final-in",
    "final-published",
    "final-withdrawn",
    "mentoring-noted",
];

fn page(status: StatusCode, sheet: &Sheet) -> Response<Body> {
    match sheet.render() {
        Ok(text) => once(status, Kind::Html, text),
        Err(why) => {
            tracing::error!(%why, "a template failed");
            once(StatusCode::INTERNAL_SERVER_ERROR, Kind::Html, String::new())
        }
    }
}

fn to(address: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(location) = HeaderValue::try_from(address) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
