//! All of the method: the models of every generation, the self-assessments and how they relate, the
//! Charter, the decision checklists; and the form that chooses two to compare.

use super::html;
use super::outline::{Linked, Remark, method_lang};
use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use askama::Template;
use method::{Charter, Decision, Instrument, Library, Mapping, Model, Relation, StepKind, Text, UsedBy};

/// The page.
#[derive(Template)]
#[template(path = "models.html", whitespace = "minimize")]
struct ModelsPage {
    /// The frame.
    shell: Shell,
    /// The models, newest first.
    models: Vec<ModelCard>,
    /// Self-assessments, mappings, charters, checklists.
    shelves: Vec<Shelf>,
    /// What can be compared.
    groups: Vec<ChoiceGroup>,
}

/// A model in short.
struct ModelCard {
    /// Where it is.
    href: String,
    /// Its name.
    name: String,
    /// When it was in use.
    period: String,
    /// How long a round is.
    length: String,
    /// How many steps.
    steps: usize,
    /// How many of them are meetings.
    meetings: usize,
    /// The self-assessment.
    instrument: Linked,
    /// What is special.
    summary: String,
    /// What is not confirmed about all of it.
    remark: Option<Remark>,
    /// How many things in it are not confirmed.
    unconfirmed: usize,
    /// What changed from the one before.
    before: Option<Linked>,
}

/// Things of one kind under a heading.
struct Shelf {
    /// Its anchor.
    id: &'static str,
    /// Its heading.
    title: String,
    /// What stands under it.
    lead: String,
    /// The things.
    things: Vec<Thing>,
}

/// A thing on a shelf.
struct Thing {
    /// Its name, with a link to it.
    name: Linked,
    /// What it is.
    summary: String,
    /// A line of facts.
    facts: String,
    /// What is not confirmed about all of it.
    remark: Option<Remark>,
    /// What changed from the one before.
    before: Option<Linked>,
}

/// Choices of one kind.
pub struct ChoiceGroup {
    /// What they are.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// Something to compare.
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is chosen as the one.
    pub from: bool,
    /// Whether it is chosen as the other.
    pub to: bool,
}

/// `/sv/modeller`, `/en/models`; with two chosen, on to what differs between them.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let (from, to) = (asked.first(Key::From), asked.first(Key::To));
    if let (Some(from), Some(to)) = (from, to) {
        let place = Place::ModelDiff(from.to_owned(), to.to_owned());
        return Ok(Content::Moved(Asked::page(asked.lang, place).address()));
    }
    let shell = Shell::new(house, asked, "");
    let title = shell.s("nav-models");
    let shell = shell.titled(title);
    let models = generations().into_iter().map(|model| card(&shell, model)).collect();
    let chosen = first_choice();
    let groups = groups(&shell, from.unwrap_or(&chosen.0), to.unwrap_or(&chosen.1));
    html(&ModelsPage { models, shelves: shelves(&shell), groups, shell })
}

/// The models, those made from others before these: newest first.
pub fn generations() -> Vec<&'static Model> {
    let library = Library::built_in();
    let most = library.models().count();
    let depth = |model: &Model| {
        let mut here = Some(model);
        let earlier = std::iter::from_fn(|| {
            here = here.and_then(|model| library.model(model.based_on.as_ref()?.as_str()));
            here
        });
        // A circle is refused when models are read; here it would only end.
        earlier.take(most).count()
    };
    let mut all: Vec<&Model> = library.models().collect();
    all.sort_by(|a, b| depth(b).cmp(&depth(a)).then_with(|| b.id.cmp(&a.id)));
    all
}

/// What the form has chosen at first: the newest model beside the one it was made from.
fn first_choice() -> (String, String) {
    let newest = generations().into_iter().find(|model| model.based_on.is_some());
    let both = newest.and_then(|model| Some((model.based_on.as_ref()?.to_string(), model.id.to_string())));
    both.unwrap_or_default()
}

/// How many things of a page are said not to be confirmed.
pub fn unconfirmed(page: &method::Page) -> usize {
    fn entries(all: &[method::Entry]) -> usize {
        all.iter().map(|it| usize::from(it.unconfirmed) + entries(&it.under)).sum()
    }
    let sections = page.sections.iter().map(|it| usize::from(it.unconfirmed) + entries(&it.entries));
    usize::from(page.unconfirmed) + sections.sum::<usize>()
}

/// How many steps of a model are meetings.
pub fn meetings(model: &Model) -> usize {
    model.steps.iter().filter(|step| step.kind == StepKind::Meeting).count()
}

fn card(shell: &Shell, model: &Model) -> ModelCard {
    let lang = method_lang(shell.asked.lang);
    let page = method::show(Library::built_in(), model.id.as_str(), lang).unwrap_or_default();
    ModelCard {
        href: shell.model(model.id.as_str()),
        name: model.name.get(lang).to_owned(),
        period: model.period.as_ref().map_or("–", |period| period.get(lang)).to_owned(),
        length: shell.count("models-months", usize::from(model.duration_months)),
        steps: model.steps.len(),
        meetings: meetings(model),
        instrument: Linked::thing(shell, model.instrument.as_str()),
        summary: model.summary.get(lang).to_owned(),
        remark: Remark::of(page.note.as_ref(), page.unconfirmed),
        unconfirmed: unconfirmed(&page).saturating_sub(usize::from(page.unconfirmed)),
        before: model.based_on.as_ref().map(|base| changed(shell, base.as_str(), model.id.as_str())),
    }
}

/// A link to what changed from one to another.
pub fn changed(shell: &Shell, from: &str, to: &str) -> Linked {
    let name = super::outline::name(from, shell.asked.lang).unwrap_or_else(|| from.to_owned());
    Linked { text: shell.with("models-changed-since", "name", name), href: Some(shell.model_diff(from, to)) }
}

fn shelves(shell: &Shell) -> Vec<Shelf> {
    let library = Library::built_in();
    let mut instruments: Vec<&Instrument> = library.instruments().collect();
    instruments.reverse();
    let mut charters: Vec<&Charter> = library.charters().collect();
    charters.sort_by_key(|it| std::cmp::Reverse(it.year));
    let earlier = |it: &Charter| charters.iter().find(|other| other.year < it.year).map(|other| other.id.to_string());
    let shelf = |id, title, lead, things| Shelf { id, title: shell.s(title), lead: shell.s(lead), things };
    let all = [
        shelf(
            "instruments",
            "models-instruments",
            "models-instruments-lead",
            instruments.into_iter().map(|it| instrument(shell, it)).collect(),
        ),
        shelf(
            "forms",
            "models-forms",
            "models-forms-lead",
            library
                .forms()
                .map(|it| {
                    let fields = shell.count("models-fields", it.fields().count());
                    thing(shell, it.id.as_str(), &it.summary, fields)
                })
                .collect(),
        ),
        shelf(
            "mappings",
            "models-mappings",
            "models-mappings-lead",
            library.mappings().map(|it| mapping(shell, it)).collect(),
        ),
        shelf(
            "charters",
            "models-charters",
            "models-charters-lead",
            charters.iter().map(|it| charter(shell, it, earlier(it))).collect(),
        ),
        shelf(
            "decisions",
            "models-decisions",
            "models-decisions-lead",
            library.decisions().map(|it| decision(shell, it)).collect(),
        ),
    ];
    all.into_iter().filter(|shelf| !shelf.things.is_empty()).collect()
}

fn thing(shell: &Shell, id: &str, summary: &Text, facts: String) -> Thing {
    let lang = method_lang(shell.asked.lang);
    let page = method::show(Library::built_in(), id, lang).unwrap_or_default();
    let remark = Remark::of(page.note.as_ref(), page.unconfirmed);
    Thing { name: Linked::thing(shell, id), summary: summary.get(lang).to_owned(), facts, remark, before: None }
}

fn instrument(shell: &Shell, it: &Instrument) -> Thing {
    let (lowest, highest) = (it.scale.lowest.to_string(), it.scale.highest.to_string());
    let scale = shell.with2("models-scale", "from", lowest, "to", highest);
    let facts = format!("{}, {scale}", shell.count("models-items", it.items.len()));
    thing(shell, it.id.as_str(), &it.summary, facts)
}

fn mapping(shell: &Shell, it: &Mapping) -> Thing {
    let count = |relation| it.pairs.iter().filter(|pair| pair.relation == relation).count();
    let counts = [
        shell.count("models-same", count(Relation::Same)),
        shell.count("models-near", count(Relation::Near)),
        shell.count("models-none", count(Relation::None)),
    ];
    let can = shell.s(if it.levels_comparable { "models-levels-can" } else { "models-levels-cannot" });
    let mut thing = thing(shell, it.id.as_str(), &it.levels_why, counts.join(", "));
    thing.summary = format!("{can} {}", thing.summary);
    thing
}

fn charter(shell: &Shell, it: &Charter, earlier: Option<String>) -> Thing {
    let facts = shell.count("models-articles", usize::from(it.article_count));
    let before = earlier.map(|from| changed(shell, &from, it.id.as_str()));
    Thing { before, ..thing(shell, it.id.as_str(), &it.summary, facts) }
}

fn decision(shell: &Shell, it: &Decision) -> Thing {
    let who = shell.s(match it.used_by {
        UsedBy::Elected => "models-for-elected",
        UsedBy::Officer => "models-for-officers",
    });
    let facts = format!("{who}, {}", shell.count("models-questions", it.questions.len()));
    thing(shell, it.id.as_str(), &it.summary, facts)
}

/// Everything that can be compared with others of its kind, with two of them chosen.
pub fn groups(shell: &Shell, from: &str, to: &str) -> Vec<ChoiceGroup> {
    let library = Library::built_in();
    let lang = method_lang(shell.asked.lang);
    let choice = |id: &str, name: &Text| Choice {
        id: id.to_owned(),
        name: name.get(lang).to_owned(),
        from: id == from,
        to: id == to,
    };
    let group = |key: &str, choices: Vec<Choice>| ChoiceGroup { label: shell.s(key), choices };
    let all = [
        group("models-generations", generations().iter().map(|it| choice(it.id.as_str(), &it.name)).collect()),
        group("models-instruments", library.instruments().map(|it| choice(it.id.as_str(), &it.name)).collect()),
        group("models-forms", library.forms().map(|it| choice(it.id.as_str(), &it.name)).collect()),
        group("models-charters", library.charters().map(|it| choice(it.id.as_str(), &it.name)).collect()),
        group("models-decisions", library.decisions().map(|it| choice(it.id.as_str(), &it.name)).collect()),
    ];
    all.into_iter().filter(|group| group.choices.len() > 1).collect()
}
