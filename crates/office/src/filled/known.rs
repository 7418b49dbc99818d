//! What is known already when an organisation opens a form: from the figures, the people, the team's
//! self-assessment, the work in the steps, the improvements, and what was answered before.
//!
//! A form shows nobody more than they may see elsewhere: what stands in it because it is known is asked
//! for as the reader, not as who owns the form.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::Lang;
use jiff::civil::Date;
use method::{Answer, Answers, BySex, Field, FieldKind, Form, Given, Known, MOST_LINE, MOST_ROWS, MOST_TEXT, Origin};
use programme::{
    AreaCode, Assignment, Baseline, Document, DocumentId, Evidence, Filled, Idea, Improvement, ItemCode, JointAnswer,
    Measurement, Mentoring, Organisation, OrganisationId, Person, Role, Round, RoundId, StepWork, Visibility,
    WorkState,
    permit::{Action, Object},
};
use storage::Stored;

use super::{FormSeat, view::both_said};
use crate::{Office, Trouble, Visitor, evidence_name, rounds::told, swedish};

/// What the figures know of an organisation's area, as answers with their source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownFigures {
    /// Inhabitants, women and men.
    pub population: Option<Given>,
    /// Elected representatives, as far as there is a figure.
    pub elected: Option<Given>,
    /// Employees, women and men.
    pub employees: Option<Given>,
    /// The differences that say most: rows with the columns of [`Origin::KeyDifferences`].
    pub differences: Option<Given>,
}

/// The figures, for forms. Implemented where they are; without it, forms say nothing of them.
pub trait FiguresDoor: Send + Sync {
    /// What is known of an area, by its code, in the reader's language.
    ///
    /// # Errors
    /// Why nothing can be said of it, for the log.
    fn known(&self, area: &str, lang: Lang) -> Result<KnownFigures, String>;

    /// A key figure for women and men in a year; `None`: there is none.
    fn by_sex(&self, kpi: &str, area: &str, year: u16) -> Option<BySex>;

    /// What a key figure is called, with its unit, and what an area is called; `None`: nobody knows.
    fn named(&self, kpi: &str, area: &str) -> Option<(String, String)>;

    /// Where the figures are from, as a sentence without its point.
    fn source(&self, lang: Lang) -> String {
        lang.pick("Källa: Kolada", "Source: Kolada").to_owned()
    }
}

/// A key figure that is asked for: its code, the code of the area, the year.
pub(crate) type FigureAsked = (String, String, u16);

/// The key figure that a card began from; `None`: it began from none.
pub(crate) fn began_from(card: &Improvement) -> Option<FigureAsked> {
    match &card.baseline {
        Some(Baseline::Figure { kpi, area, year }) => Some((kpi.clone(), area.clone(), *year)),
        Some(Baseline::Own { .. }) | None => None,
    }
}

/// A row of a table.
type Row = BTreeMap<method::Id, Answer>;

/// Somebody with a role in the organisation.
struct Mate {
    name: String,
    /// The role in the model, where it has one of that kind.
    role: Option<method::Id>,
    /// What the role is called.
    title: String,
    position: String,
}

/// A form that was filled in before.
struct Before {
    form: String,
    answers: Answers,
    round: Option<String>,
    on: Date,
}

/// An improvement with what hangs on it.
struct Bettering {
    it: Improvement,
    on: Date,
    idea: Option<(String, String)>,
    owner: Option<String>,
    /// How it was by the team's own measure, as the latest is; by the key figure where nothing is measured.
    baseline: Option<BySex>,
    latest: Option<BySex>,
    /// Of which years and days these are, a sentence each, and the key figure it began from.
    from_when: Vec<String>,
    /// What was measured, a line a day.
    run: Vec<String>,
}

impl Bettering {
    /// The problem, with what the values beside it are.
    fn told_problem(&self) -> String {
        let mut parts = vec![self.it.problem.clone()];
        parts.extend(self.from_when.iter().cloned());
        parts.join("\n\n")
    }
}

/// An idea with whose it was and who has taken it home.
struct Noted {
    idea: String,
    from: String,
    taken_by: Vec<String>,
    on: Date,
}

/// Everything known of an organisation that the reader may know, in the reader's language.
pub(crate) struct Knowledge {
    lang: Lang,
    bound: Arc<method::Bound>,
    place: String,
    place_on: Date,
    figures: KnownFigures,
    people: Vec<Mate>,
    people_on: Option<Date>,
    before: Vec<Before>,
    /// The joint answers the team has agreed on, in the order of the model, each with its day.
    joint: Vec<(JointAnswer, Date)>,
    work: Vec<(StepWork, Date)>,
    improvements: Vec<Bettering>,
    ideas: Vec<Noted>,
    /// What was decided about mentoring.
    mentoring: Option<Mentoring>,
    documents: BTreeMap<DocumentId, String>,
}

impl Office {
    /// Everything these forms ask for that is known and the visitor (or nobody) may know.
    pub(crate) async fn knowledge(
        &self,
        visitor: Option<&Visitor>,
        seat: &FormSeat,
        forms: &[Form],
        lang: Lang,
    ) -> Result<Knowledge, Trouble> {
        let wants = |wanted: fn(&Origin) -> bool| {
            forms.iter().flat_map(Form::fields).any(|(_, field)| field.from.as_ref().is_some_and(wanted))
        };
        let organisation = seat.organisation.id;
        let mut known = Knowledge {
            lang,
            bound: Arc::clone(&seat.bound),
            place: seat.organisation.body.name.clone(),
            place_on: swedish(seat.organisation.changed_at).date(),
            figures: KnownFigures::default(),
            people: Vec::new(),
            people_on: None,
            before: Vec::new(),
            joint: Vec::new(),
            work: Vec::new(),
            improvements: Vec::new(),
            ideas: Vec::new(),
            mentoring: None,
            documents: BTreeMap::new(),
        };
        let figures =
            wants(|it| matches!(it, Origin::Population | Origin::Elected | Origin::Employees | Origin::KeyDifferences));
        if figures {
            known.figures = self.figures_of(seat.organisation.body.area.as_ref(), lang).await;
        }
        // Also those who can be named where nobody is suggested.
        let named = forms.iter().flat_map(Form::fields).any(|(_, field)| field.kind == FieldKind::People);
        if named || wants(|it| matches!(it, Origin::People(_))) {
            (known.people, known.people_on) = self.mates(visitor, seat, lang).await?;
        }
        if wants(|it| matches!(it, Origin::Answer { .. })) {
            known.before = self.answered_before(visitor, seat).await?;
        }
        if wants(|it| matches!(it, Origin::Assessment(_))) {
            known.joint = self.joint_agreed(visitor, seat).await?;
        }
        if wants(|it| matches!(it, Origin::Work(_))) && self.allow(visitor, Action::ReadWork, &seat.object).is_ok() {
            let mut work = self.store.list_of::<StepWork>(organisation).await?;
            work.retain(|it| it.body.round == seat.round.id);
            known.work = work.into_iter().map(|it| (it.body, swedish(it.changed_at).date())).collect();
        }
        if wants(|it| matches!(it, Origin::Improvements)) {
            known.improvements = self.betterings(visitor, seat, lang).await?;
        }
        if wants(|it| matches!(it, Origin::Ideas)) {
            known.ideas = self.noted_ideas(visitor, seat, lang).await?;
        }
        // As on the page of the results: for the organisation and for who runs the round.
        let decides = self.allow(visitor, Action::ReadPiece, &seat.object).is_ok() || self.runs(visitor, &seat.round);
        if decides && wants(|it| matches!(it, Origin::Mentoring)) {
            let part = self.part_that_compares(seat.round.id, organisation).await?;
            known.mentoring = part.and_then(|it| it.body.mentoring);
        }
        known.documents = self.named_documents(visitor, seat, &known).await?;
        Ok(known)
    }

    pub(crate) async fn figures_of(&self, area: Option<&AreaCode>, lang: Lang) -> KnownFigures {
        let (Some(door), Some(area)) = (self.figures.as_ref().map(Arc::clone), area) else {
            return KnownFigures::default();
        };
        let area = area.as_str().to_owned();
        // The first scan after a start takes a while.
        match tokio::task::spawn_blocking(move || door.known(&area, lang)).await {
            Ok(Ok(known)) => known,
            Ok(Err(why)) => {
                tracing::warn!(%why, "the figures say nothing of an area");
                KnownFigures::default()
            }
            Err(why) => {
                tracing::warn!(%why, "the figures could not be asked");
                KnownFigures::default()
            }
        }
    }

    /// Who works with it in the organisation today, and when that was last changed: those whose names the
    /// visitor may see.
    async fn mates(
        &self,
        visitor: Option<&Visitor>,
        seat: &FormSeat,
        lang: Lang,
    ) -> Result<(Vec<Mate>, Option<Date>), Trouble> {
        let (organisation, today) = (seat.organisation.id, self.today());
        let mut held = self.store.list_of::<Assignment>(organisation).await?;
        held.retain(|it| it.body.holds(today) && works(it.body.role));
        held.retain(|it| {
            let object = Object { person: Some(it.body.person), ..seat.object.clone() };
            self.allow(visitor, Action::SeeContact, &object).is_ok()
        });
        let people = self.store.many::<Person>(held.iter().map(|it| it.body.person)).await?;
        let named = match self.application_of(seat.round.id, organisation).await? {
            Some(it) => it.body.team,
            None => Vec::new(),
        };
        let on = held.iter().map(|it| swedish(it.changed_at).date()).max();
        let mut mates: Vec<(Role, Mate)> = Vec::new();
        for it in held {
            let Some(person) = people.get(&it.body.person) else { continue };
            let named = named.iter().find(|one| one.person == it.body.person).map(|one| one.role.as_str());
            let title = it.body.role.title();
            let role = model_role(&seat.bound.model, it.body.role, named);
            mates.push((
                it.body.role,
                Mate {
                    name: person.body.name.clone(),
                    title: match &role {
                        Some(role) => told(&role.name, lang),
                        None => lang.pick(title.sv, title.en).to_owned(),
                    },
                    role: role.map(|role| role.id.clone()),
                    position: person.body.title.clone().unwrap_or_default(),
                },
            ));
        }
        mates.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| i18n::compare_names(&a.1.name, &b.1.name)));
        Ok((mates.into_iter().map(|(_, mate)| mate).collect(), on))
    }

    /// What the organisation has answered in forms: those of this round first, then the newest.
    async fn answered_before(&self, visitor: Option<&Visitor>, seat: &FormSeat) -> Result<Vec<Before>, Trouble> {
        let mut all = self.store.list_of::<Filled>(seat.organisation.id).await?;
        all.retain(|it| {
            let object = if it.body.round == seat.round.id {
                Object { visibility: it.visibility, ..seat.object.clone() }
            } else {
                // Of another round: shown to another group.
                Object { visibility: it.visibility, ..own(seat.organisation.id) }
            };
            self.allow(visitor, Action::ReadPiece, &object).is_ok()
        });
        all.sort_by_key(|it| (it.body.round != seat.round.id, std::cmp::Reverse(it.changed_at)));
        let others = all.iter().map(|it| it.body.round).filter(|id| *id != seat.round.id);
        let rounds = self.store.many::<Round>(others).await?;
        Ok(all
            .into_iter()
            .map(|it| Before {
                answers: answers_of(&it.body),
                round: rounds.get(&it.body.round).map(|round| round.body.title.clone()),
                on: swedish(it.changed_at).date(),
                form: it.body.form,
            })
            .collect())
    }

    /// The joint answers of the round that the team has agreed on, as far as they are shown to the visitor.
    pub(crate) async fn joint_agreed(
        &self,
        visitor: Option<&Visitor>,
        seat: &FormSeat,
    ) -> Result<Vec<(JointAnswer, Date)>, Trouble> {
        let model = &seat.bound.model;
        let mut all = self.store.list_of::<JointAnswer>(seat.organisation.id).await?;
        all.retain(|it| {
            let theirs = it.body.round == seat.round.id && it.body.instrument == model.instrument.as_str();
            theirs && it.body.agreed.is_some() && self.reads_piece(visitor, seat, it.visibility)
        });
        all.sort_by_key(|it| model.steps.iter().position(|step| step.id.as_str() == it.body.step));
        let dated = |it: Stored<JointAnswer>| {
            let on = it.body.agreed.unwrap_or_else(|| swedish(it.changed_at).date());
            (it.body, on)
        };
        Ok(all.into_iter().map(dated).collect())
    }

    /// The improvements of the round that are shown to the visitor. Numbers with few behind them are left
    /// out, also for the organisation itself: a form is made to be shown.
    async fn betterings(
        &self,
        visitor: Option<&Visitor>,
        seat: &FormSeat,
        lang: Lang,
    ) -> Result<Vec<Bettering>, Trouble> {
        let mut all = self.store.list_of::<Improvement>(seat.organisation.id).await?;
        all.retain(|it| it.body.round == Some(seat.round.id) && self.reads_piece(visitor, seat, it.visibility));
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let mut measured = self.store.pointing_at_any::<Measurement>("improvement", all.iter().map(|it| it.id)).await?;
        measured.sort_by_key(|it| it.body.on);
        let ideas = self.store.many::<Idea>(all.iter().filter_map(|it| it.body.idea)).await?;
        // An idea may be of another round, which had groups of its own.
        let circles = self.circles(ideas.values().filter_map(|it| it.body.round)).await?;
        let reads_idea = |it: &Stored<Idea>| {
            let object = circles.object(it.body.organisation, it.body.round, it.visibility);
            self.allow(visitor, Action::ReadPiece, &object).is_ok()
        };
        let owners = self.store.many::<Person>(all.iter().filter_map(|it| it.body.owner)).await?;
        let places = self.every_organisation().await?;
        let sees_people = |id| {
            let object = Object { person: Some(id), ..seat.object.clone() };
            self.allow(visitor, Action::SeeContact, &object).is_ok()
        };
        let figures = self.figures_by_sex(all.iter().filter_map(|it| began_from(&it.body)).collect()).await;
        let (source, mut known) = (self.source_of_figures(lang), Vec::new());
        for it in all {
            let mine: Vec<&Measurement> =
                measured.iter().map(|one| &one.body).filter(|one| one.improvement == it.id).collect();
            let first = mine.first().filter(|_| mine.len() > 1).copied();
            let figure = match &it.body.baseline {
                Some(Baseline::Figure { kpi, year, .. }) => began_from(&it.body)
                    .and_then(|asked| figures.get(&asked).copied())
                    .map(|both| (kpi.as_str(), *year, both)),
                Some(Baseline::Own { .. }) | None => None,
            };
            let (before, latest) = (first.and_then(to_show), mine.last().and_then(|it| to_show(it)));
            let mut from_when: Vec<String> = figure.iter().map(|it| figure_said(it, &source, lang)).collect();
            if let (Some(_), Some(_), Some(first), Some(last)) = (before, latest, first, mine.last()) {
                from_when.push(days_said(first.on, last.on, lang));
            }
            let idea = it.body.idea.and_then(|id| ideas.get(&id));
            let idea = idea.filter(|it| reads_idea(it));
            known.push(Bettering {
                on: swedish(it.changed_at).date(),
                idea: idea.map(|idea| (idea.body.text.clone(), whose(&idea.body.origin, &places, lang))),
                owner: it
                    .body
                    .owner
                    .filter(|id| sees_people(*id))
                    .and_then(|id| owners.get(&id))
                    .map(|it| it.body.name.clone()),
                // A key figure measures another thing than the team does: never the one beside the other.
                baseline: if mine.is_empty() { figure.map(|(.., both)| both) } else { before },
                latest,
                from_when,
                run: mine.iter().filter_map(|it| measured_said(it, lang)).collect(),
                it: it.body,
            });
        }
        Ok(known)
    }

    /// The ideas of the round that are shown to the visitor, and who of those the visitor may know of has
    /// taken them home.
    async fn noted_ideas(&self, visitor: Option<&Visitor>, seat: &FormSeat, lang: Lang) -> Result<Vec<Noted>, Trouble> {
        let mut all = self.store.list_of::<Idea>(seat.organisation.id).await?;
        all.retain(|it| it.body.round == Some(seat.round.id) && self.reads_piece(visitor, seat, it.visibility));
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let places = self.every_organisation().await?;
        let mut taken = self.store.pointing_at_any::<Idea>("parent", all.iter().map(|it| it.id)).await?;
        let rounds: Vec<RoundId> = taken.iter().filter_map(|it| it.body.round).collect();
        let circles = self.circles(rounds).await?;
        taken.retain(|it| {
            let object = circles.object(it.body.organisation, it.body.round, it.visibility);
            it.body.organisation != seat.organisation.id && self.allow(visitor, Action::ReadPiece, &object).is_ok()
        });
        let by = |id| {
            let mut names: Vec<String> = Vec::new();
            for it in taken.iter().filter(|it| it.body.parent == Some(id)) {
                names.extend(places.get(&it.body.organisation).map(|there| there.name.clone()));
            }
            names.sort_by(|a, b| i18n::compare_names(a, b));
            names.dedup();
            names
        };
        let noted = |it: Stored<Idea>| Noted {
            from: whose(&it.body.origin, &places, lang),
            taken_by: by(it.id),
            on: swedish(it.changed_at).date(),
            idea: it.body.text,
        };
        Ok(all.into_iter().map(noted).collect())
    }

    /// Where the figures are from; nothing where there are none.
    pub(crate) fn source_of_figures(&self, lang: Lang) -> String {
        self.figures.as_ref().map(|door| door.source(lang)).unwrap_or_default()
    }

    /// What key figures say for women and men, all asked for at once: those that there are.
    pub(crate) async fn figures_by_sex(&self, asked: BTreeSet<FigureAsked>) -> BTreeMap<FigureAsked, BySex> {
        let Some(door) = self.figures.as_ref().map(Arc::clone).filter(|_| !asked.is_empty()) else {
            return BTreeMap::new();
        };
        let known = move |it: FigureAsked| door.by_sex(&it.0, &it.1, it.2).map(|both| (it, both));
        let read = tokio::task::spawn_blocking(move || asked.into_iter().filter_map(known).collect::<BTreeMap<_, _>>());
        read.await.unwrap_or_default()
    }

    /// The names of the documents that are evidence, of those the visitor may read.
    async fn named_documents(
        &self,
        visitor: Option<&Visitor>,
        seat: &FormSeat,
        known: &Knowledge,
    ) -> Result<BTreeMap<DocumentId, String>, Trouble> {
        let joint = known.joint.iter().flat_map(|(it, _)| it.answers.values()).flat_map(|it| &it.evidence);
        let work = known.work.iter().flat_map(|(it, _)| &it.evidence);
        let ids = joint.chain(work).filter_map(|it| match it {
            Evidence::Document { id } => Some(*id),
            _ => None,
        });
        let documents = self.store.many::<Document>(ids).await?;
        let readable = |it: &Stored<Document>| {
            let object = match it.body.about {
                // Of a meeting, which has a group of its own.
                Some(_) => Object { visibility: it.visibility, ..own(it.body.organisation) },
                None => {
                    Object { owners: [it.body.organisation].into(), visibility: it.visibility, ..seat.object.clone() }
                }
            };
            self.allow(visitor, Action::ReadAttachment, &object).is_ok()
        };
        Ok(documents.into_iter().filter(|(_, it)| readable(it)).map(|(id, it)| (id, it.body.name)).collect())
    }

    fn reads_piece(&self, visitor: Option<&Visitor>, seat: &FormSeat, visibility: Visibility) -> bool {
        self.allow(visitor, Action::ReadPiece, &Object { visibility, ..seat.object.clone() }).is_ok()
    }
}

/// What is an organisation's own, and nobody else's.
fn own(organisation: OrganisationId) -> Object {
    Object { owners: [organisation].into(), ..Object::default() }
}

/// Whether somebody of this role works with it.
const fn works(role: Role) -> bool {
    !matches!(role, Role::Organiser | Role::Reader | Role::Operator)
}

/// The role of the model that somebody has: the one they were named for, or else the one called the same.
fn model_role<'a>(model: &'a method::Model, role: Role, named: Option<&str>) -> Option<&'a method::Role> {
    let called = |it: &&method::Role| it.name.sv.to_lowercase() == role.title().sv;
    named.and_then(|id| model.role(id)).or_else(|| model.roles.iter().find(called))
}

/// Whose idea it was.
pub(crate) fn whose(origin: &programme::Origin, places: &BTreeMap<OrganisationId, Organisation>, lang: Lang) -> String {
    let words = |sv: &str, en: &str| lang.pick(sv, en).to_owned();
    match origin {
        programme::Origin::Own => words("oss själva", "ourselves"),
        programme::Origin::Organisation { id, .. } => {
            places.get(id).map_or_else(|| words("en annan organisation", "another organisation"), |it| it.name.clone())
        }
        programme::Origin::History { organisation, round } => {
            let history = ::history::History::built_in();
            let title = history.round(round).map(|it| ::history::said::text(lang, &it.name));
            format!("{}, {}", history.name(organisation), title.unwrap_or_else(|| round.clone()))
        }
    }
}

/// The key figure an improvement began from, with its year and source.
fn figure_said((kpi, year, both): &(&str, u16, BySex), source: &str, lang: Lang) -> String {
    let both = both_said(*both, lang);
    match lang {
        Lang::Sv => format!("Nyckeltalet {kpi}, {year}: {both}. {source}."),
        Lang::En => format!("Key figure {kpi}, {year}: {both}. {source}."),
    }
}

/// The days on which the first and the last were measured.
fn days_said(first: Date, last: Date, lang: Lang) -> String {
    match lang {
        Lang::Sv => format!("Utgångsläget är mätt {first}, det senaste {last}."),
        Lang::En => format!("The baseline was measured on {first}, the latest on {last}."),
    }
}

/// What was measured on a day, in words; `None` where nothing of it may be shown.
fn measured_said(it: &Measurement, lang: Lang) -> Option<String> {
    to_show(it).map(|both| format!("{}: {}", it.on, both_said(both, lang)))
}

/// What was measured, as it may be shown; `None` where nothing of it may be.
pub(crate) fn to_show(it: &Measurement) -> Option<BySex> {
    let (women, men) = it.to_show();
    (women.is_some() || men.is_some()).then_some(BySex { women, men })
}

/// What an item of the self-assessment is called, by the key of its answers.
pub(crate) fn item_name(bound: &method::Bound, code: &str, lang: Lang) -> String {
    let code = ItemCode::read(code);
    let instrument = bound.instrument.as_ref();
    let item = instrument.and_then(|it| it.item(code.item));
    let mut name = item.map_or_else(|| code.item.to_owned(), |it| told(&it.name, lang));
    if let Some(part) = code.part.and_then(|id| instrument?.part(id)) {
        name = format!("{name} ({})", code.of.map_or_else(|| told(&part.name, lang), str::to_owned));
    }
    name
}

/// The answers as the model knows them. What is of no kind it knows is left out.
pub(crate) fn answers_of(filled: &Filled) -> Answers {
    let one = |(field, value): (&String, &serde_json::Value)| {
        let answer = serde_json::from_value::<Answer>(value.clone()).ok()?;
        Some((method::Id::from(field.as_str()), answer))
    };
    filled.answers.iter().filter_map(one).collect()
}

/// One line of at most as many signs as a line may have.
fn line(text: &str) -> Option<Answer> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| Answer::Text(cut(&text, MOST_LINE)))
}

fn text(text: &str) -> Option<Answer> {
    (!text.trim().is_empty()).then(|| Answer::Text(cut(text.trim(), MOST_TEXT)))
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A row of those columns about which something is known.
fn row<const N: usize>(cells: [(&str, Option<Answer>); N]) -> Row {
    cells.into_iter().filter_map(|(column, answer)| Some((column.into(), answer?))).collect()
}

impl Knowledge {
    fn words(&self, sv: &str, en: &str) -> String {
        self.lang.pick(sv, en).to_owned()
    }

    /// Rows with their source; `None` where there are none.
    fn rows(&self, mut rows: Vec<Row>, source: String, date: Option<Date>) -> Option<Given> {
        rows.retain(|row| !row.is_empty());
        rows.truncate(MOST_ROWS);
        (!rows.is_empty()).then_some(Given { answer: Answer::Rows(rows), source: Some(source), date })
    }

    /// The names of those whom the people of a field can be chosen among.
    pub(crate) fn names(&self, role: Option<&str>) -> Vec<String> {
        let fits = |mate: &&Mate| role.is_none_or(|id| mate.role.as_ref().is_some_and(|it| it.as_str() == id));
        let mut names: Vec<String> = Vec::new();
        for mate in self.people.iter().filter(fits) {
            if !names.contains(&mate.name) {
                names.push(mate.name.clone());
            }
        }
        names
    }

    fn people(&self, role: Option<&method::Id>, field: &Field) -> Option<Given> {
        let role = role.map(method::Id::as_str);
        let source = self.words("Källa: era uppdrag i Jämsides", "Source: your assignments in Jämsides");
        if field.kind == FieldKind::Table || !field.columns.is_empty() {
            let fits = |mate: &&Mate| role.is_none_or(|id| mate.role.as_ref().is_some_and(|it| it.as_str() == id));
            let of = |mate: &Mate| {
                row([("name", line(&mate.name)), ("role", line(&mate.title)), ("position", line(&mate.position))])
            };
            return self.rows(self.people.iter().filter(fits).map(of).collect(), source, self.people_on);
        }
        let mut names = self.names(role);
        names.truncate(MOST_ROWS);
        let names: Vec<String> = names.iter().map(|name| cut(name, MOST_LINE)).collect();
        (!names.is_empty()).then_some(Given {
            answer: Answer::People(names),
            source: Some(source),
            date: self.people_on,
        })
    }

    fn earlier(&self, form: &str, field: &str) -> Option<Given> {
        let (before, answer) = self.before.iter().find_map(|it| {
            let answer = it.answers.get(field).filter(|answer| it.form == form && !answer.is_empty())?;
            Some((it, answer))
        })?;
        let name = self.bound.form(form).map_or_else(|| form.to_owned(), |form| told(&form.name, self.lang));
        let source = match (&before.round, self.lang) {
            (None, Lang::Sv) => format!("Källa: ert svar i ”{name}”"),
            (None, Lang::En) => format!("Source: your answer in “{name}”"),
            (Some(round), Lang::Sv) => format!("Källa: ert svar i ”{name}”, {round}"),
            (Some(round), Lang::En) => format!("Source: your answer in “{name}”, {round}"),
        };
        Some(Given { answer: answer.clone(), source: Some(source), date: Some(before.on) })
    }

    fn joint_source(&self) -> String {
        self.words("Källa: er gemensamma självskattning", "Source: your joint self-assessment")
    }

    /// The level of an item for the organisation as a whole.
    fn level(&self, item: &str) -> Option<Given> {
        let (joint, on) = self.joint.last()?;
        let parts = self.bound.instrument.as_ref().map_or(&[][..], |it| it.parts.as_slice());
        let place = |code: &ItemCode<'_>| parts.iter().position(|part| code.part == Some(part.id.as_str()));
        let codes = joint.answers.iter().map(|(code, answer)| (ItemCode::read(code), answer));
        let (_, answer) =
            codes.filter(|(code, _)| code.item == item && code.of.is_none()).min_by_key(|(code, _)| place(code))?;
        let answer = Answer::Number(f64::from(answer.level?));
        Some(Given { answer, source: Some(self.joint_source()), date: Some(*on) })
    }

    /// The levels of all items, in the order of the instrument, with those of the time before.
    fn levels(&self) -> Option<Given> {
        let (now, on) = self.joint.last()?;
        let before = self.joint.len().checked_sub(2).and_then(|at| self.joint.get(at)).map(|(it, _)| it);
        // Of another edition the levels mean something else.
        let before = before.filter(|it| it.fingerprint == now.fingerprint);
        let earlier = self.joint.len().saturating_sub(1);
        let first = self.joint.iter().take(earlier).map(|(it, _)| it).find(|it| it.fingerprint == now.fingerprint);
        let instrument = self.bound.instrument.as_ref()?;
        let mut codes: Vec<&String> = now.answers.keys().collect();
        for code in [first, before].into_iter().flatten().flat_map(|it| it.answers.keys()) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let place = |code: &str| {
            let code = ItemCode::read(code);
            let item = instrument.items.iter().position(|it| it.id.as_str() == code.item);
            let part = instrument.parts.iter().position(|it| code.part == Some(it.id.as_str()));
            (part, code.of.map(str::to_owned), item)
        };
        codes.sort_by_key(|code| place(code));
        let level = |it: Option<&JointAnswer>, code: &String| {
            let level = it.and_then(|it| it.answers.get(code)).and_then(|it| it.level);
            level.map(|level| Answer::Number(f64::from(level)))
        };
        let of = |code: &&String| {
            let said = now.answers.get(*code);
            row([
                ("item", line(&item_name(&self.bound, code, self.lang))),
                ("first", level(first, code)),
                ("before", level(before, code)),
                ("now", level(Some(now), code)),
                ("comment", said.and_then(|it| text(&it.comment))),
                ("evidence", said.and_then(|it| self.evidence(&it.evidence))),
            ])
        };
        self.rows(codes.iter().map(of).collect(), self.joint_source(), Some(*on))
    }

    /// What is done of a step, or of all, in the order of the model.
    fn done(&self, which: Option<&method::Id>) -> Option<Given> {
        let model = &self.bound.model;
        let mut rows = Vec::new();
        for step in model.steps.iter().filter(|step| which.is_none_or(|id| step.id == *id)) {
            for task in &step.tasks {
                let mine = |(it, _): &&(StepWork, Date)| it.step == step.id.as_str() && it.task == task.id.as_str();
                let Some((work, _)) = self.work.iter().find(mine) else { continue };
                // Somebody was asked to; nobody has begun.
                if work.state == WorkState::Untouched {
                    continue;
                }
                let state = work.state.title();
                rows.push(row([
                    ("step", line(&told(&step.name, self.lang))),
                    ("task", line(&told(&task.text, self.lang))),
                    ("state", line(self.lang.pick(state.sv, state.en))),
                    ("day", work.done.map(Answer::Date)),
                    ("evidence", self.evidence(&work.evidence)),
                ]));
            }
        }
        let on = self.work.iter().map(|(_, on)| *on).max();
        self.rows(rows, self.words("Källa: ert arbete i stegen", "Source: your work in the steps"), on)
    }

    fn improved(&self) -> Option<Given> {
        let of = |known: &Bettering| {
            let it = &known.it;
            let spread: Vec<String> = it.spread.iter().map(|there| format!("{} ({})", there.place, there.on)).collect();
            row([
                ("problem", text(&known.told_problem())),
                ("idea", known.idea.as_ref().and_then(|(idea, _)| text(idea))),
                ("idea-from", known.idea.as_ref().and_then(|(_, from)| line(from))),
                ("baseline", known.baseline.map(Answer::BySex)),
                ("latest", known.latest.map(Answer::BySex)),
                ("run", text(&known.run.join("\n"))),
                ("result", text(&it.result)),
                ("decision", line(&it.decision)),
                ("owner", known.owner.as_deref().and_then(line)),
                ("spread", text(&spread.join("\n"))),
            ])
        };
        let on = self.improvements.iter().map(|it| it.on).max();
        let source = self.words("Källa: era förbättringar", "Source: your improvements");
        self.rows(self.improvements.iter().map(of).collect(), source, on)
    }

    fn noted(&self) -> Option<Given> {
        let of = |it: &Noted| {
            row([("idea", text(&it.idea)), ("from", line(&it.from)), ("taken-by", line(&it.taken_by.join(", ")))])
        };
        let on = self.ideas.iter().map(|it| it.on).max();
        let source = self.words("Källa: era idéer", "Source: your ideas");
        self.rows(self.ideas.iter().map(of).collect(), source, on)
    }

    /// What was decided about mentoring, in a line.
    fn mentors(&self) -> Option<Given> {
        let it = self.mentoring.as_ref()?;
        let answer = it.answer.title();
        let parts = [self.lang.pick(answer.sv, answer.en).to_owned(), it.reference.clone(), it.why.clone()];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let source = self.words("Källa: ert beslut om mentorskap", "Source: your decision about mentoring");
        Some(Given { answer: line(&said.join(", "))?, source: Some(source), date: Some(it.on) })
    }

    /// Evidence in lines.
    fn evidence(&self, evidence: &[Evidence]) -> Option<Answer> {
        let one = |it: &Evidence| {
            let document = match it {
                Evidence::Document { id } => self.documents.get(id).cloned(),
                Evidence::Form { form } => {
                    Some(self.bound.form(form).map_or_else(|| form.clone(), |it| told(&it.name, self.lang)))
                }
                Evidence::Link { .. } | Evidence::Figure { .. } | Evidence::Decision { .. } => None,
            };
            let document = document.unwrap_or_else(|| self.words("ett dokument", "a document"));
            let name = evidence_name(it, &document, None, self.lang);
            match it {
                // What is written in a form is read as Markdown.
                Evidence::Link { url, .. } => format!("{name}: <{url}>"),
                _ => name,
            }
        };
        text(&evidence.iter().map(one).collect::<Vec<_>>().join("\n"))
    }
}

impl Known for Knowledge {
    fn known(&self, origin: &Origin, field: &Field) -> Option<Given> {
        match origin {
            Origin::Organisation => Some(Given {
                answer: line(&self.place)?,
                source: Some(
                    self.words("Källa: uppgifterna om organisationen", "Source: the facts about the organisation"),
                ),
                date: Some(self.place_on),
            }),
            Origin::Population => self.figures.population.clone(),
            Origin::Elected => self.figures.elected.clone(),
            Origin::Employees => self.figures.employees.clone(),
            Origin::KeyDifferences => self.figures.differences.clone(),
            Origin::People(role) => self.people(role.as_ref(), field),
            Origin::Answer { form, field } => self.earlier(form.as_str(), field.as_str()),
            Origin::Assessment(Some(item)) => self.level(item.as_str()),
            Origin::Assessment(None) => self.levels(),
            Origin::Work(step) => self.done(step.as_ref()),
            Origin::Improvements => self.improved(),
            Origin::Ideas => self.noted(),
            Origin::Mentoring => self.mentors(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_and_lines_are_one() {
        assert_eq!(line(" en\nrad  till "), Some(Answer::Text("en rad till".into())));
        assert_eq!((line(" \n"), text("  ")), (None, None));
        let Some(Answer::Text(long)) = line(&"å".repeat(MOST_LINE + 5)) else { panic!("text") };
        assert_eq!((long.chars().count(), long.ends_with("å…")), (MOST_LINE, true));
        assert_eq!(text("en\nrad"), Some(Answer::Text("en\nrad".into())));
    }

    #[test]
    fn a_role_is_the_one_somebody_was_named_for_or_the_one_called_the_same() {
        let model = method::Library::built_in().model("modell-2023").unwrap();
        let role = |role, named| model_role(model, role, named).map(|it| it.id.as_str());
        assert_eq!(role(Role::Strategist, None), Some("strateg"));
        assert_eq!(role(Role::KeyPerson, None), None);
        assert_eq!(role(Role::KeyPerson, Some("nyckelpersoner")), Some("nyckelpersoner"));
        assert_eq!(role(Role::Manager, Some("finns-inte")), Some("chef"));
    }
}
