//! One model, self-assessment, mapping, charter or checklist. What `method::show` says, and beside
//! it what reads better as a table: the steps of a model, the items of a self-assessment by level,
//! the pairs of a mapping.

use super::outline::{Fact, Linked, Part, Remark, method_lang, name};
use super::{capital, html, models};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use askama::Template;
use method::{
    Deadline, HeldBy, Id, Instrument, Library, Mapping, Model, Organisation, Page, Relation, Step, StepKind, Text, When,
};

/// How many may be meant where an id is unknown.
const SUGGESTIONS: usize = 6;

/// The page.
#[derive(Template)]
#[template(path = "model.html", whitespace = "minimize")]
struct ModelPage {
    /// The frame.
    shell: Shell,
    /// What it is.
    lead: String,
    /// More about it.
    more: Vec<String>,
    /// What is not confirmed about all of it.
    remark: Option<Remark>,
    /// How many things in it are not confirmed.
    unconfirmed: usize,
    /// Facts.
    facts: Vec<Fact>,
    /// What changed, from the one before and to the next.
    changes: Vec<Linked>,
    /// The parts.
    chapters: Vec<Chapter>,
}

/// A part, and the table that stands in it.
struct Chapter {
    /// The heading and what is under it.
    part: Part,
    /// The table and what follows it.
    inside: Inside,
}

/// What stands in a chapter beside its part.
enum Inside {
    /// Nothing.
    Nothing,
    /// The steps: a table, then each.
    Steps(Vec<StepRow>, Vec<Part>),
    /// The items by level, a table for each part of the organisation.
    Items(Vec<Matrix>),
    /// The pairs.
    Pairs(Pairs),
}

/// A step in the table.
struct StepRow {
    /// Its anchor.
    anchor: String,
    /// Its name.
    name: String,
    /// Meeting, work at home or course, in words.
    kind: String,
    /// Who comes.
    who: String,
    /// What is to be done by when.
    deadlines: Vec<String>,
    /// Whether something about it is not confirmed.
    unconfirmed: bool,
}

/// The items of a self-assessment by level.
struct Matrix {
    /// What is assessed, where there is more than one such part.
    title: Option<String>,
    /// The levels: `1 Inte påbörjat`.
    levels: Vec<String>,
    /// The items.
    rows: Vec<ItemRow>,
}

/// An item.
struct ItemRow {
    /// Its anchor; only the first table has them.
    anchor: Option<String>,
    /// Number and name.
    head: String,
    /// The block it stands under.
    block: Option<String>,
    /// The question; only in the first table.
    text: Option<String>,
    /// A remark; likewise.
    remark: Option<Remark>,
    /// What each level looks like.
    cells: Vec<String>,
}

/// The pairs of a mapping.
struct Pairs {
    /// The self-assessments, as heads of columns.
    from: String,
    /// As `from`.
    to: String,
    /// Item, item, relation, why.
    rows: Vec<[String; 4]>,
}

impl Chapter {
    /// What the contents list under it: anchor and words.
    fn contents(&self) -> Vec<(String, String)> {
        match &self.inside {
            Inside::Steps(_, parts) => parts.iter().map(|part| (part.id.clone(), part.title.clone())).collect(),
            Inside::Items(tables) => {
                let rows = tables.iter().flat_map(|table| &table.rows);
                rows.filter_map(|row| Some((row.anchor.clone()?, row.head.clone()))).collect()
            }
            Inside::Nothing | Inside::Pairs(_) => Vec::new(),
        }
    }
}

/// `/sv/modell/{id}`, `/en/model/{id}`.
pub fn page(house: &House, asked: &Asked, id: &str) -> Result<Content, Problem> {
    let library = Library::built_in();
    let lang = method_lang(asked.lang);
    let shown = method::show(library, id, lang).ok_or_else(|| unknown(asked, id))?;
    let shell = Shell::new(house, asked, shown.title.as_str());
    let told = Told { shell: &shell, library, lang };
    let remark = Remark::of(shown.note.as_ref(), shown.unconfirmed);
    let unconfirmed = models::unconfirmed(&shown).saturating_sub(usize::from(shown.unconfirmed));
    let mut lines = shown.lead.iter().cloned();
    let lead = lines.next().unwrap_or_default();
    // A model's facts say the rest of its lead as labels and values.
    let more = if library.model(id).is_some() { Vec::new() } else { lines.collect() };
    let (facts, changes) = (told.facts(id), told.changes(id));
    let chapters = told.chapters(id, shown);
    html(&ModelPage { lead, more, remark, unconfirmed, facts, changes, chapters, shell })
}

/// Nothing has this id: what may have been meant.
pub fn unknown(asked: &Asked, id: &str) -> Problem {
    let library = Library::built_in();
    let wanted = i18n::fold(id);
    let like = |known: &&str| {
        let title = name(known, asked.lang).unwrap_or_default();
        wanted.chars().count() > 2 && (known.contains(&wanted) || i18n::fold(&title).contains(&wanted))
    };
    let likeliest = library.likeliest(id);
    let mut ids: Vec<&str> = likeliest.as_deref().into_iter().collect();
    ids.extend(library.ids().map(Id::as_str).filter(like).filter(|known| likeliest.as_deref() != Some(*known)));
    ids.truncate(SUGGESTIONS);
    let suggestions = ids.into_iter().filter_map(|id| Some((id.to_owned(), name(id, asked.lang)?))).collect();
    Problem::NoModel { asked: id.to_owned(), suggestions }
}

/// What is told in one language.
struct Told<'a> {
    shell: &'a Shell,
    library: &'static Library,
    lang: method::Lang,
}

impl Told<'_> {
    fn t(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn fact(&self, key: &str, values: Vec<Linked>) -> Option<Fact> {
        (!values.is_empty()).then(|| Fact { label: self.shell.s(key), values })
    }

    fn facts(&self, id: &str) -> Vec<Fact> {
        let all: Vec<Option<Fact>> = if let Some(it) = self.library.model(id) {
            self.model_facts(it)
        } else if let Some(it) = self.library.instrument(id) {
            self.instrument_facts(it)
        } else if let Some(it) = self.library.mappings().find(|it| it.id.as_str() == id) {
            let link = |id: &Id| vec![Linked::thing(self.shell, id.as_str())];
            vec![self.fact("model-from", link(&it.from)), self.fact("model-to", link(&it.to))]
        } else {
            Vec::new()
        };
        all.into_iter().flatten().collect()
    }

    fn model_facts(&self, it: &Model) -> Vec<Option<Fact>> {
        let shell = self.shell;
        let line = |text: String| vec![Linked::plain(text)];
        let steps = shell.count("models-steps-count", it.steps.len());
        let meetings = shell.count("models-meetings-count", models::meetings(it));
        let edition = self.library.edition(it.id.as_str()).map(|edition| {
            let short = edition.fingerprint.get(..12).unwrap_or_default();
            let version = edition.version.to_string();
            Linked::plain(format!("{}, {}", it.id, shell.with2("model-version", "version", version, "content", short)))
        });
        let link = |id: &Id| Linked::thing(shell, id.as_str());
        vec![
            self.fact("models-period", it.period.iter().map(|text| Linked::plain(self.t(text))).collect()),
            self.fact("models-length", line(shell.count("models-months", usize::from(it.duration_months)))),
            self.fact("model-organisations", line(self.organisations(it))),
            self.fact("models-steps", line(format!("{steps}, {meetings}"))),
            self.fact("models-instrument", vec![link(&it.instrument)]),
            self.fact("model-based-on", it.based_on.iter().map(link).collect()),
            self.fact("model-source", it.source.iter().map(|text| Linked::plain(self.t(text))).collect()),
            self.fact("model-id", edition.into_iter().collect()),
        ]
    }

    fn organisations(&self, it: &Model) -> String {
        let names = it.organisations.iter().map(|kind| {
            self.shell.s(match kind {
                Organisation::Municipality => "model-municipalities",
                Organisation::Region => "model-regions",
                Organisation::Other => "model-others",
            })
        });
        capital(&self.list(names.collect()))
    }

    fn list(&self, names: Vec<String>) -> String {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        app::words::list(&names, &self.shell.s("and"))
    }

    fn instrument_facts(&self, it: &Instrument) -> Vec<Option<Fact>> {
        let link = |id: &Id| Linked::thing(self.shell, id.as_str());
        let models = models::generations().into_iter().filter(|model| model.instrument == it.id);
        let mappings = self.library.mappings().filter(|mapping| mapping.from == it.id || mapping.to == it.id);
        vec![
            self.fact("model-used-by", models.map(|model| link(&model.id)).collect()),
            self.fact("model-mappings", mappings.map(|mapping| link(&mapping.id)).collect()),
        ]
    }

    fn changes(&self, id: &str) -> Vec<Linked> {
        let shell = self.shell;
        if let Some(it) = self.library.mappings().find(|it| it.id.as_str() == id) {
            let href = shell.model_diff(it.from.as_str(), it.to.as_str());
            return vec![Linked { text: shell.s("model-word-by-word"), href: Some(href) }];
        }
        let Some(it) = self.library.model(id) else { return Vec::new() };
        let before = it.based_on.as_ref().map(|base| models::changed(shell, base.as_str(), id));
        let after = self.library.models().filter(|next| next.based_on.as_ref() == Some(&it.id)).map(|next| Linked {
            text: shell.with("models-changed-until", "name", self.t(&next.name)),
            href: Some(shell.model_diff(id, next.id.as_str())),
        });
        before.into_iter().chain(after).collect()
    }

    /// The sections of the page; those that a table says better, as that table.
    fn chapters(&self, id: &str, shown: Page) -> Vec<Chapter> {
        let mut chapters: Vec<Chapter> = Vec::new();
        for (at, section) in shown.sections.into_iter().enumerate() {
            let kind = section.id.clone();
            let part = Part::of(self.shell, section, at);
            if kind.starts_with("step-") {
                match chapters.last_mut().map(|chapter| &mut chapter.inside) {
                    Some(Inside::Steps(_, parts)) => parts.push(part),
                    _ => chapters.extend(self.steps(id, part)),
                }
            } else if kind.starts_with("item-") {
                if !chapters.iter().any(|chapter| matches!(chapter.inside, Inside::Items(_))) {
                    chapters.extend(self.library.instrument(id).map(|it| self.items(it)));
                }
            } else if kind == "pairs" {
                let mapping = self.library.mappings().find(|it| it.id.as_str() == id);
                chapters.extend(mapping.map(|it| self.pairs(it, part)));
            } else {
                chapters.push(Chapter { part, inside: Inside::Nothing });
            }
        }
        chapters
    }

    fn heading(&self, id: &str, title: &str, lead: &str) -> Part {
        let (title, lead) = (self.shell.s(title), vec![self.shell.s(lead)]);
        Part { id: id.to_owned(), title, lead, remark: None, entries: None }
    }

    fn steps(&self, id: &str, first: Part) -> Option<Chapter> {
        let model = self.library.model(id)?;
        let rows = model.steps.iter().map(|step| self.step(model, step)).collect();
        let part = self.heading("steps", "model-steps", "model-steps-lead");
        Some(Chapter { part, inside: Inside::Steps(rows, vec![first]) })
    }

    fn step(&self, model: &Model, step: &Step) -> StepRow {
        let kind = self.shell.s(match (step.kind, step.held_by) {
            (StepKind::Meeting, Some(HeldBy::Group)) => "step-group",
            (StepKind::Meeting, Some(HeldBy::Organiser)) => "step-all",
            (StepKind::Meeting, None) => "step-meeting",
            (StepKind::Home, _) => "step-home",
            (StepKind::Course, _) => "step-course",
        });
        let role = |id: &Id| model.role(id.as_str()).map(|role| self.t(&role.name).to_lowercase());
        let who = capital(&self.list(step.attends.iter().filter_map(role).collect()));
        let deadlines = model.deadlines.iter().filter(|it| it.steps.contains(&step.id));
        StepRow {
            anchor: format!("step-{}", step.id),
            name: self.t(&step.name),
            kind,
            who: if who.is_empty() { "–".to_owned() } else { who },
            deadlines: deadlines.map(|it| self.deadline(it)).collect(),
            unconfirmed: step.unconfirmed,
        }
    }

    fn deadline(&self, it: &Deadline) -> String {
        let when = match it.side {
            When::Before => "step-days-before",
            When::During => "step-days-during",
            When::After => "step-days-after",
        };
        format!("{}: {}", self.shell.count(when, usize::from(it.days)), self.t(&it.name))
    }

    fn items(&self, it: &Instrument) -> Chapter {
        let levels = it.scale.levels.iter().map(|level| format!("{} {}", level.level, self.t(&level.name)));
        let levels: Vec<String> = levels.collect();
        let tables = it.parts.iter().enumerate().map(|(at, part)| Matrix {
            title: (it.parts.len() > 1).then(|| self.t(&part.name)),
            levels: levels.clone(),
            rows: it.items.iter().map(|item| self.item(it, item, part.id.as_str(), at == 0)).collect(),
        });
        let part = self.heading("items", "model-items", "model-items-lead");
        Chapter { part, inside: Inside::Items(tables.collect()) }
    }

    fn item(&self, it: &Instrument, item: &method::Item, part: &str, first: bool) -> ItemRow {
        let block = item.block.as_ref().and_then(|id| it.blocks.iter().find(|block| block.id == *id));
        let note = item.note.as_ref().map(|note| {
            let key = if item.unconfirmed { "remark-unconfirmed" } else { "remark-other" };
            self.shell.with(key, "text", self.t(note))
        });
        let anchor = |level: &method::Level| it.anchor(item.id.as_str(), part, level.level);
        let cells =
            it.scale.levels.iter().map(|level| anchor(level).map_or_else(|| "–".to_owned(), |text| self.t(text)));
        ItemRow {
            anchor: first.then(|| format!("item-{}", item.id)),
            head: format!("{}. {}", item.number, self.t(&item.name)),
            block: block.map(|block| self.t(&block.name)),
            text: first.then(|| self.t(&item.text)),
            remark: Remark::of(note.as_ref(), item.unconfirmed).filter(|_| first),
            cells: cells.collect(),
        }
    }

    /// The table instead of the entries, which say the same.
    fn pairs(&self, it: &Mapping, mut part: Part) -> Chapter {
        part.entries = None;
        let item = |instrument: &Id, id: Option<&Id>| {
            let item = id.and_then(|id| self.library.instrument(instrument.as_str())?.item(id.as_str()));
            item.map_or_else(|| "–".to_owned(), |item| format!("{}. {}", item.number, self.t(&item.name)))
        };
        let rows = it.pairs.iter().map(|pair| {
            let relation = match pair.relation {
                Relation::Same if it.levels_comparable => "pair-same",
                Relation::Same => "pair-same-not",
                Relation::Near => "pair-near",
                Relation::None => "pair-none",
            };
            let (from, to) = (item(&it.from, pair.from.as_ref()), item(&it.to, pair.to.as_ref()));
            [from, to, self.shell.s(relation), self.t(&pair.why)]
        });
        let heads = [&it.from, &it.to].map(|id| name(id.as_str(), self.shell.asked.lang).unwrap_or_default());
        let [from, to] = heads;
        Chapter { part, inside: Inside::Pairs(Pairs { from, to, rows: rows.collect() }) }
    }
}
