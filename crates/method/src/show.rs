//! A page of whatever has an id.

use crate::charter::{Article, Charter};
use crate::decision::{Decision, EndingKind, Question, UsedBy};
use crate::form::{Column, Field, FieldKind, Form, FormSection};
use crate::instrument::{Instrument, Mapping, Relation};
use crate::library::Library;
use crate::model::*;
use crate::origin::Origin;
use crate::page::{Entry, Page, Section};
use crate::text::{Id, Lang, Text};

/// The page of what has this id; `None` where nothing has.
#[must_use]
pub fn show(library: &Library, id: &str, lang: Lang) -> Option<Page> {
    let shown = Shown { library, lang };
    if let Some(it) = library.model(id) {
        return Some(shown.model(it));
    }
    if let Some(it) = library.instrument(id) {
        return Some(shown.instrument(it));
    }
    if let Some(it) = library.mappings().find(|it| it.id.as_str() == id) {
        return Some(shown.mapping(it));
    }
    if let Some(it) = library.charter(id) {
        return Some(shown.charter(it));
    }
    if let Some(it) = library.form(id) {
        return Some(shown.form(it));
    }
    library.decision(id).map(|it| shown.decision(it))
}

struct Shown<'a> {
    library: &'a Library,
    lang: Lang,
}

/// A remark with its word before it.
pub(crate) fn remark(unconfirmed: bool, note: Option<&Text>, lang: Lang) -> Option<String> {
    let word = if unconfirmed { lang.pick("Obekräftat", "Unconfirmed") } else { lang.pick("Anmärkning", "Remark") };
    match note {
        Some(note) => Some(format!("{word}: {}", note.get(lang))),
        None => unconfirmed.then(|| format!("{word}.")),
    }
}

impl Shown<'_> {
    fn say(&self, sv: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(sv, en)
    }

    fn t<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    fn entry(&self, head: &str, text: &str, unconfirmed: bool, note: Option<&Text>) -> Entry {
        Entry { note: remark(unconfirmed, note, self.lang), unconfirmed, ..Entry::new(head, text) }
    }

    fn section(&self, id: &str, sv: &'static str, en: &'static str, entries: Vec<Entry>) -> Option<Section> {
        let (id, title) = (id.to_owned(), self.say(sv, en).to_owned());
        (!entries.is_empty()).then_some(Section { id, title, entries, ..Section::default() })
    }

    fn page(&self, name: &Text, lead: Vec<String>, unconfirmed: bool, note: Option<&Text>) -> Page {
        let note = remark(unconfirmed, note, self.lang);
        Page { title: self.t(name).to_owned(), lead, note, unconfirmed, sections: Vec::new() }
    }

    fn outcomes(&self, all: &[Outcome]) -> Vec<Entry> {
        all.iter().map(|it| self.entry("", self.t(&it.text), it.unconfirmed, it.note.as_ref())).collect()
    }

    fn lead(&self, summary: &Text, rest: [Option<String>; 2]) -> Vec<String> {
        std::iter::once(self.t(summary).to_owned()).chain(rest.into_iter().flatten()).collect()
    }

    fn source(&self, source: Option<&Text>) -> Option<String> {
        source.map(|source| format!("{}: {}", self.say("Källa", "Source"), self.t(source)))
    }

    fn model(&self, model: &Model) -> Page {
        let period = model.period.as_ref().map(|it| format!("{}: {}.", self.say("Tid", "Period"), self.t(it)));
        let mut lead = self.lead(&model.summary, [period, self.source(model.source.as_ref())]);
        lead.extend(self.library.edition(model.id.as_str()).map(|edition| {
            let short = edition.fingerprint.get(..12).unwrap_or_default().to_owned();
            format!(
                "{} {}, version {} ({} {short}). {}: {}.",
                self.say("Beteckning", "Id"),
                edition.model,
                edition.version,
                self.say("innehåll", "content"),
                self.say("Längd i månader", "Length in months"),
                model.duration_months
            )
        }));
        let mut sections = self.about(model);
        sections.extend(self.section("people", "Vilka som deltar", "Who takes part", self.people(model)));
        sections.extend(self.section("conditions", "Villkor", "Conditions", self.conditions(model)));
        sections.extend(model.steps.iter().map(|step| self.step(model, step)));
        let modules = model.modules.iter();
        let modules =
            modules.map(|it| self.entry(self.t(&it.name), self.t(&it.purpose), it.unconfirmed, it.note.as_ref()));
        sections.extend(self.section("modules", "Fördjupande moduler", "Modules that go deeper", modules.collect()));
        sections.extend(self.section("deadlines", "Frister", "Deadlines", self.deadlines(model)));
        sections.extend(self.section("materials", "Material", "Materials", self.materials(model)));
        sections.extend(self.feedback(model));
        sections.extend(self.section(
            "checklist",
            "Arrangörens checklista",
            "The organiser's checklist",
            self.checklists(model),
        ));
        sections.extend(self.section(
            "status",
            "När ni får kalla er modell",
            "When you may call yourselves a model",
            self.statuses(model),
        ));
        sections.extend(self.section("results", "Väntade resultat", "Expected results", self.outcomes(&model.results)));
        sections.extend(self.self_assessment(model));
        Page { sections, ..self.page(&model.name, lead, model.unconfirmed, model.note.as_ref()) }
    }

    /// The longer text, its headings as sections.
    fn about(&self, model: &Model) -> Vec<Section> {
        let Some(text) = self.library.about(model.id.as_str()) else { return Vec::new() };
        let mut sections: Vec<Section> = Vec::new();
        for block in self.t(text).split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
            if let Some(title) = block.strip_prefix('#') {
                let title = title.trim_start_matches('#').trim();
                // The first heading is the model's name, which stands above already.
                let title = if sections.is_empty() { self.say("Om modellen", "About the model") } else { title };
                sections.push(Section { title: title.to_owned(), ..Section::default() });
            } else if let Some(last) = sections.last_mut() {
                last.lead.push(block.replace('\n', " "));
            } else {
                let title = self.say("Om modellen", "About the model").to_owned();
                sections.push(Section { title, lead: vec![block.replace('\n', " ")], ..Section::default() });
            }
        }
        sections
    }

    fn role(&self, model: &Model, id: &Id) -> String {
        model.role(id.as_str()).map_or_else(|| id.to_string(), |role| self.t(&role.name).to_lowercase())
    }

    fn roles(&self, model: &Model, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.role(model, id)).collect(), self.lang)
    }

    fn people(&self, model: &Model) -> Vec<Entry> {
        let mut all = Vec::new();
        for team in &model.teams {
            let head = match team.organisation {
                Organisation::Municipality => self.say("En kommun", "A municipality"),
                Organisation::Region => self.say("En region", "A region"),
                Organisation::Other => self.say("En annan organisation", "Another organisation"),
            };
            let members = team.members.iter().map(|member| {
                let role = self.role(model, &member.role);
                match (member.required, member.count) {
                    (false, _) => format!("{role} ({})", self.say("vid behov", "when needed")),
                    (true, 1) => role,
                    (true, count) => format!("{role} ({count} {})", self.say("personer", "people")),
                }
            });
            all.push(Entry::new(head, list(members.collect(), self.lang)));
        }
        let group = &model.group;
        all.push(self.entry(
            self.say("Gruppen", "The group"),
            self.t(&group.text),
            group.unconfirmed,
            group.note.as_ref(),
        ));
        all.extend(
            model
                .roles
                .iter()
                .map(|it| self.entry(self.t(&it.name), self.t(&it.does), it.unconfirmed, it.note.as_ref())),
        );
        all
    }

    fn conditions(&self, model: &Model) -> Vec<Entry> {
        let conditions = model.conditions.iter();
        conditions
            .map(|it| {
                let optional = self.say(" (frivilligt)", " (optional)");
                let head = format!("{}{}", self.t(&it.name), if it.required { "" } else { optional });
                let under = self.outcomes(&it.choices);
                Entry { under, ..self.entry(&head, self.t(&it.text), it.unconfirmed, it.note.as_ref()) }
            })
            .collect()
    }

    fn step(&self, model: &Model, step: &Step) -> Section {
        let mut lead = vec![self.t(&step.purpose).to_owned()];
        lead.extend(match step.kind {
            StepKind::Meeting => None,
            StepKind::Home => Some(
                self.say("Arbete hemma, fram till nästa träff.", "Work at home, until the next meeting.").to_owned(),
            ),
            StepKind::Course => {
                Some(self.say("En kurs före nästa träff.", "A course before the next meeting.").to_owned())
            }
        });
        lead.extend(step.held_by.map(|holder| {
            let (sv, en) = match holder {
                HeldBy::Organiser => (
                    "Organisatören ordnar träffen, för alla grupper på en gång.",
                    "The organiser arranges the meeting, for all groups at once.",
                ),
                HeldBy::Group => ("Gruppen ordnar träffen.", "The group arranges the meeting."),
            };
            self.say(sv, en).to_owned()
        }));
        if !step.attends.is_empty() {
            lead.push(format!("{}: {}.", self.say("Med är", "Taking part"), self.roles(model, &step.attends)));
        }
        if !step.materials.is_empty() {
            let names = step.materials.iter().filter_map(|id| model.material(id.as_str()));
            let names = list(names.map(|it| self.t(&it.name).to_owned()).collect(), self.lang);
            lead.push(format!("{}: {names}.", self.say("Material", "Materials")));
        }
        let mut entries = Vec::new();
        for (when, sv, en) in
            [(When::Before, "Före", "Before"), (When::During, "Under", "During"), (When::After, "Efter", "After")]
        {
            let tasks: Vec<Entry> =
                step.tasks.iter().filter(|task| task.when == when).map(|task| self.task(model, task)).collect();
            if !tasks.is_empty() {
                entries.push(Entry { under: tasks, ..Entry::new(self.say(sv, en), "") });
            }
        }
        if !step.outcomes.is_empty() {
            let under = self.outcomes(&step.outcomes);
            entries.push(Entry { under, ..Entry::new(self.say("Det har ni sedan", "What you then have"), "") });
        }
        Section {
            id: format!("step-{}", step.id),
            title: self.t(&step.name).to_owned(),
            lead,
            note: remark(step.unconfirmed, step.note.as_ref(), self.lang),
            unconfirmed: step.unconfirmed,
            entries,
        }
    }

    fn task(&self, model: &Model, task: &Task) -> Entry {
        let who = self.roles(model, &task.who);
        let until = task.deadline.as_ref().and_then(|id| model.deadline(id.as_str()));
        let until = until.map(|deadline| self.by(deadline)).unwrap_or_default();
        self.entry(&capital(&who), &format!("{}{until}", self.t(&task.text)), task.unconfirmed, task.note.as_ref())
    }

    /// " Senast 14 dagar före träffen."
    fn by(&self, deadline: &Deadline) -> String {
        format!(
            " {} {} {}.",
            self.say("Senast", "At the latest"),
            self.days(deadline),
            self.say("träffen", "the meeting")
        )
    }

    fn days(&self, deadline: &Deadline) -> String {
        let word = if deadline.days == 1 { self.say("dag", "day") } else { self.say("dagar", "days") };
        let side = match deadline.side {
            When::Before => self.say("före", "before"),
            When::During => self.say("under", "during"),
            When::After => self.say("efter", "after"),
        };
        format!("{} {word} {side}", deadline.days)
    }

    fn deadlines(&self, model: &Model) -> Vec<Entry> {
        let mut all = Vec::new();
        for it in &model.deadlines {
            let steps = it.steps.iter().filter_map(|id| model.step(id.as_str()));
            let steps = list(steps.map(|step| self.t(&step.name).to_owned()).collect(), self.lang);
            let mut text = format!("{} {steps}.", self.days(it));
            if it.ours {
                text.push_str(self.say(" Antalet dagar är vårt.", " The number of days is ours."));
            }
            if it.adjustable {
                text.push_str(self.say(" Omgången får ändra det.", " The round may change it."));
            }
            all.push(self.entry(self.t(&it.name), &text, it.unconfirmed, it.note.as_ref()));
        }
        all
    }

    fn materials(&self, model: &Model) -> Vec<Entry> {
        let materials = model.materials.iter();
        materials
            .map(|it| {
                let form = it.form.as_ref();
                let under =
                    form.map(|id| Entry::new(self.say("Fylls i med mallen", "Filled in with the form"), id.as_str()));
                let address = it.address.as_deref().unwrap_or_default();
                let entry = self.entry(self.t(&it.name), address, it.unconfirmed, it.note.as_ref());
                Entry { under: under.into_iter().collect(), ..entry }
            })
            .collect()
    }

    fn feedback(&self, model: &Model) -> Option<Section> {
        let feedback = model.feedback.as_ref()?;
        let fields = feedback.fields.iter().map(|it| Entry::new(self.t(&it.name), self.t(&it.text)));
        Some(Section {
            id: "feedback".to_owned(),
            title: self.t(&feedback.name).to_owned(),
            lead: vec![self.t(&feedback.text).to_owned()],
            entries: fields.collect(),
            ..Section::default()
        })
    }

    fn checklists(&self, model: &Model) -> Vec<Entry> {
        let lists = model.checklists.iter();
        lists
            .map(|list| {
                let under = list
                    .items
                    .iter()
                    .map(|item| Entry::new(capital(&self.roles(model, &item.who)), self.t(&item.text)));
                Entry { under: under.collect(), ..Entry::new(self.t(&list.name), "") }
            })
            .collect()
    }

    fn statuses(&self, model: &Model) -> Vec<Entry> {
        let mut all = Vec::new();
        for it in &model.statuses {
            let period = it.period.as_ref().map(|period| format!(" ({})", self.t(period))).unwrap_or_default();
            let head = format!("{}{period}", self.t(&it.name));
            all.push(self.entry(&head, self.t(&it.text), it.unconfirmed, it.note.as_ref()));
        }
        if all.is_empty() {
            all.push(Entry::new("", self.say("Ingen regel är känd.", "No rule is known.")));
        }
        all
    }

    fn self_assessment(&self, model: &Model) -> Option<Section> {
        let instrument = self.library.instrument(model.instrument.as_str())?;
        self.section(
            "self-assessment",
            "Självskattning",
            "Self-assessment",
            vec![Entry::new(self.t(&instrument.name), format!("{} ({})", self.t(&instrument.summary), instrument.id))],
        )
    }

    fn instrument(&self, it: &Instrument) -> Page {
        let lead = self.lead(&it.summary, [self.source(it.source.as_ref()), None]);
        let levels = it.scale.levels.iter();
        let levels =
            levels.map(|level| Entry::new(format!("{} {}", level.level, self.t(&level.name)), self.t(&level.text)));
        let mut scale = self.section("scale", "Skala", "Scale", levels.collect());
        if let Some(scale) = &mut scale {
            scale.note = remark(it.scale.unconfirmed, it.scale.note.as_ref(), self.lang);
            scale.unconfirmed = it.scale.unconfirmed;
        }
        let mut sections: Vec<Section> = scale.into_iter().collect();
        let blocks = it.blocks.iter().filter(|block| block.unconfirmed || block.note.is_some());
        let blocks = blocks.map(|block| self.entry(self.t(&block.name), "", block.unconfirmed, block.note.as_ref()));
        sections.extend(self.section("blocks", "Block", "Blocks", blocks.collect()));
        for item in &it.items {
            let block = item.block.as_ref().and_then(|id| it.blocks.iter().find(|block| block.id == *id));
            let mut lead = vec![self.t(&item.text).to_owned()];
            lead.extend(block.map(|block| format!("{}: {}.", self.say("Block", "Block"), self.t(&block.name))));
            let mut entries = Vec::new();
            for part in &it.parts {
                let mut anchors = Vec::new();
                for level in it.scale.lowest..=it.scale.highest {
                    let anchor = it.anchor(item.id.as_str(), part.id.as_str(), level);
                    anchors.extend(anchor.map(|text| Entry::new(level.to_string(), self.t(text))));
                }
                if it.parts.len() > 1 {
                    entries.push(Entry { under: anchors, ..Entry::new(self.t(&part.name), "") });
                } else {
                    entries.extend(anchors);
                }
            }
            sections.push(Section {
                id: format!("item-{}", item.id),
                title: format!("{}. {}", item.number, self.t(&item.name)),
                lead,
                note: remark(item.unconfirmed, item.note.as_ref(), self.lang),
                unconfirmed: item.unconfirmed,
                entries,
            });
        }
        Page { sections, ..self.page(&it.name, lead, it.unconfirmed, it.note.as_ref()) }
    }

    fn mapping(&self, it: &Mapping) -> Page {
        let name = |id: &Id| self.library.instrument(id.as_str()).map_or(id.as_str(), |it| self.t(&it.name)).to_owned();
        let can = if it.levels_comparable {
            self.say(
                "Nivåerna går att jämföra där frågan är densamma.",
                "Levels can be compared where the question is the same.",
            )
        } else {
            self.say("Nivåerna går inte att jämföra.", "Levels cannot be compared.")
        };
        Page {
            title: format!("{} → {}", name(&it.from), name(&it.to)),
            lead: vec![can.to_owned(), self.t(&it.levels_why).to_owned()],
            sections: self.section("pairs", "Punkt för punkt", "Item by item", self.pairs(it)).into_iter().collect(),
            ..Page::default()
        }
    }

    fn pairs(&self, it: &Mapping) -> Vec<Entry> {
        let item = |instrument: &Id, id: Option<&Id>| {
            let found = id.and_then(|id| self.library.instrument(instrument.as_str())?.item(id.as_str()));
            found.map_or_else(|| "–".to_owned(), |item| format!("{}. {}", item.number, self.t(&item.name)))
        };
        let pairs = it.pairs.iter();
        pairs
            .map(|pair| {
                let word = match pair.relation {
                    Relation::Same if it.levels_comparable => self.say("jämförbar", "comparable"),
                    Relation::Same => self.say("nivåerna går inte att jämföra", "levels cannot be compared"),
                    Relation::Near => self.say("inte jämförbar", "not comparable"),
                    Relation::None => self.say("saknar motsvarighet", "no counterpart"),
                };
                let head = format!("{} → {}", item(&it.from, pair.from.as_ref()), item(&it.to, pair.to.as_ref()));
                Entry::new(head, format!("{word}. {}", self.t(&pair.why)))
            })
            .collect()
    }

    fn charter(&self, it: &Charter) -> Page {
        let mut sections: Vec<Section> = Vec::new();
        sections.extend(self.section("principles", "Principer", "Principles", self.outcomes(&it.principles)));
        sections.extend(self.section("obligations", "Åtaganden", "Obligations", self.outcomes(&it.obligations)));
        sections.extend(self.section("signing", "Så undertecknar man", "How to sign", self.outcomes(&it.signing)));
        for area in &it.areas {
            let articles = it.articles.iter().filter(|article| article.area == area.id);
            let entries = articles.map(|article| self.article(article)).collect();
            let (id, title) = (format!("area-{}", area.id), self.t(&area.name).to_owned());
            sections.push(Section { id, title, entries, ..Section::default() });
        }
        let lead = self.lead(&it.summary, [self.source(Some(&it.source)), None]);
        Page { sections, ..self.page(&it.name, lead, false, None) }
    }

    fn article(&self, article: &Article) -> Entry {
        let number = match (article.number, article.number_from, article.number_to) {
            (Some(number), ..) => number.to_string(),
            (None, Some(from), Some(to)) => format!("{from}–{to}"),
            _ => String::new(),
        };
        self.entry(&number, self.t(&article.name), article.unconfirmed, article.note.as_ref())
    }

    fn decision(&self, it: &Decision) -> Page {
        let used = match it.used_by {
            UsedBy::Elected => self.say("För förtroendevalda.", "For elected representatives."),
            UsedBy::Officer => self.say("För handläggare.", "For case officers."),
        };
        let mut lead = self.lead(&it.summary, [Some(used.to_owned()), self.source(it.source.as_ref())]);
        lead.extend(it.follow_up.as_ref().map(|text| self.t(text).to_owned()));
        let questions = it.questions.iter().map(|question| self.question(it, question)).collect();
        let endings = it.outcomes.iter().map(|ending| {
            let kind = match ending.kind {
                EndingKind::NotApplicable => self.say("gäller inte", "does not apply"),
                EndingKind::ReferBack => self.say("skicka tillbaka", "send back"),
                EndingKind::Complete => self.say("komplettera", "complete"),
                EndingKind::GoAhead => self.say("gå vidare", "go ahead"),
            };
            Entry::new(format!("{} ({kind})", self.t(&ending.name)), self.t(&ending.text))
        });
        let mut sections: Vec<Section> = Vec::new();
        sections.extend(self.section("questions", "Frågor", "Questions", questions));
        sections.extend(self.section("outcomes", "Utfall", "Outcomes", endings.collect()));
        Page { sections, ..self.page(&it.name, lead, it.unconfirmed, it.note.as_ref()) }
    }

    fn question(&self, it: &Decision, question: &Question) -> Entry {
        let place = |id: &Id| {
            let ending =
                it.outcomes.iter().find(|ending| ending.id == *id).map(|ending| self.t(&ending.name).to_owned());
            ending.or_else(|| {
                it.questions.iter().find(|other| other.id == *id).map(|other| self.t(&other.text).to_owned())
            })
        };
        let ways = question.ways().map(|(key, to)| {
            let word = match key {
                "yes" => self.say("Ja", "Yes"),
                "no" => self.say("Nej", "No"),
                _ => self.say("Sedan", "Then"),
            };
            Entry::new(word, place(to).unwrap_or_else(|| to.to_string()))
        });
        let help = question.help.as_ref().map_or("", |help| self.t(help));
        let under = ways.collect();
        Entry { under, ..self.entry(self.t(&question.text), help, question.unconfirmed, question.note.as_ref()) }
    }
}

/// Forms.
impl Shown<'_> {
    fn form(&self, it: &Form) -> Page {
        let mut lead = self.lead(&it.summary, [self.source(it.source.as_ref()), None]);
        let used = self
            .library
            .models()
            .filter(|model| model.materials.iter().any(|material| material.form.as_ref() == Some(&it.id)));
        let used: Vec<String> = used.map(|model| self.t(&model.name).to_owned()).collect();
        if !used.is_empty() {
            lead.push(format!("{}: {}.", self.say("Används i", "Used in"), list(used, self.lang)));
        }
        let sections = it.sections.iter().map(|section| self.form_section(section)).collect();
        Page { sections, ..self.page(&it.name, lead, it.unconfirmed, it.note.as_ref()) }
    }

    fn form_section(&self, it: &FormSection) -> Section {
        let mut lead: Vec<String> = it.text.iter().map(|text| self.t(text).to_owned()).collect();
        if it.slide {
            lead.push(self.say("En bild i presentationen.", "A slide of the presentation.").to_owned());
        }
        lead.extend(self.asked_of(&it.asked_of));
        Section {
            id: format!("section-{}", it.id),
            title: self.t(&it.name).to_owned(),
            lead,
            note: remark(it.unconfirmed, it.note.as_ref(), self.lang),
            unconfirmed: it.unconfirmed,
            entries: it.fields.iter().map(|field| self.field(field)).collect(),
        }
    }

    /// "Frågas bara av regioner."
    fn asked_of(&self, all: &[Organisation]) -> Option<String> {
        let words = all.iter().map(|it| match it {
            Organisation::Municipality => self.say("kommuner", "municipalities"),
            Organisation::Region => self.say("regioner", "regions"),
            Organisation::Other => self.say("andra organisationer", "other organisations"),
        });
        let words: Vec<String> = words.map(str::to_owned).collect();
        let only = self.say("Frågas bara av", "Asked only of");
        (!words.is_empty()).then(|| format!("{only} {}.", list(words, self.lang)))
    }

    fn field(&self, it: &Field) -> Entry {
        let mut said: Vec<String> = it.help.iter().map(|help| self.t(help).to_owned()).collect();
        said.push(self.answered(it));
        said.extend(it.from.as_ref().map(|origin| self.filled(origin, it.is_read_only())));
        if it.required {
            said.push(self.say("Måste fyllas i.", "Must be filled in.").to_owned());
        }
        said.extend(self.asked_of(&it.asked_of));
        let options = self.outcomes(&it.options);
        let columns = it.columns.iter().map(|column| self.column(column));
        let under = options.into_iter().chain(columns).collect();
        let text: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
        Entry { under, ..self.entry(self.t(&it.name), &text.join(" "), it.unconfirmed, it.note.as_ref()) }
    }

    fn column(&self, it: &Column) -> Entry {
        let mut text = self.kind(it.kind.field()).to_owned();
        if let Some(unit) = &it.unit {
            text.push_str(&format!(" ({})", self.t(unit)));
        }
        if !it.options.is_empty() {
            let all = it.options.iter().map(|option| self.t(&option.text)).collect::<Vec<_>>();
            text.push_str(&format!(": {}", all.join("; ")));
        }
        Entry::new(self.t(&it.name), text)
    }

    /// "Fritext, omkring 100 ord."
    fn answered(&self, it: &Field) -> String {
        if it.is_read_only() {
            return String::new();
        }
        let mut text = capital(self.kind(it.kind));
        if let Some(words) = it.words {
            text.push_str(&format!(", {} {words} {}", self.say("omkring", "about"), self.say("ord", "words")));
        }
        if let Some(unit) = &it.unit {
            text.push_str(&format!(" ({})", self.t(unit)));
        }
        text + "."
    }

    fn kind(&self, kind: FieldKind) -> &'static str {
        match kind {
            FieldKind::Text => self.say("fritext", "free text"),
            FieldKind::Line => self.say("en rad", "one line"),
            FieldKind::Choice => self.say("ett val", "one choice"),
            FieldKind::Several => self.say("ett eller flera val", "one or more choices"),
            FieldKind::Number => self.say("ett tal", "a number"),
            FieldKind::BySex => self.say("ett tal för kvinnor och ett för män", "a number for women and one for men"),
            FieldKind::Date => self.say("ett datum", "a date"),
            FieldKind::People => self.say("personer", "people"),
            FieldKind::Table => self.say("en tabell", "a table"),
            FieldKind::Facts => self.say("uppgifter som redan finns", "what is known already"),
        }
    }

    /// "Hämtas från era förbättringar."
    fn filled(&self, origin: &Origin, read_only: bool) -> String {
        let what = match origin {
            Origin::Organisation => self.say("organisationens namn", "the organisation's name").to_owned(),
            Origin::Population => self
                .say("folkmängden i den senaste ögonblicksbilden", "the population of the newest snapshot")
                .to_owned(),
            Origin::Elected => self
                .say("de förtroendevalda i den senaste ögonblicksbilden", "the elected of the newest snapshot")
                .to_owned(),
            Origin::Employees => self
                .say("de anställda i den senaste ögonblicksbilden", "the employees of the newest snapshot")
                .to_owned(),
            Origin::KeyDifferences => self
                .say(
                    "de skillnader som säger mest i den senaste ögonblicksbilden",
                    "the differences that say most in the newest snapshot",
                )
                .to_owned(),
            Origin::People(None) => self.say("personerna i laget", "the people of the team").to_owned(),
            Origin::People(Some(role)) => {
                format!("{} ’{role}’", self.say("personerna i rollen", "the people of the role"))
            }
            Origin::Answer { form, field } => self.answer(form, field),
            Origin::Assessment(None) => {
                self.say("självskattningens gemensamma svar", "the joint answers of the self-assessment").to_owned()
            }
            Origin::Assessment(Some(item)) => {
                format!("{} ’{item}’", self.say("självskattningens punkt", "the self-assessment's item"))
            }
            Origin::Work(None) => self.say("det ni har gjort i stegen", "what you have done in the steps").to_owned(),
            Origin::Work(Some(step)) => {
                format!("{} ’{step}’", self.say("det ni har gjort i steget", "what you have done in the step"))
            }
            Origin::Improvements => self.say("era förbättringar", "your improvements").to_owned(),
            Origin::Ideas => self.say("era idéer, med vems de var", "your ideas, with whose they were").to_owned(),
            Origin::Mentoring => {
                self.say("det ni har bestämt om att bli mentor", "what you have decided about mentoring").to_owned()
            }
        };
        let verb =
            if read_only { self.say("Visar", "Shows") } else { self.say("Förslag hämtas från", "Suggested from") };
        format!("{verb} {what}.")
    }

    fn answer(&self, form: &Id, field: &Id) -> String {
        let Some(form) = self.library.form(form.as_str()) else { return format!("{form}.{field}") };
        let name = form.field(field.as_str()).map_or(field.as_str(), |field| self.t(&field.name));
        let name = name.trim_end_matches(['?', '.']);
        match self.lang {
            Lang::Sv => format!("svaret på ”{name}” i ”{}”", form.name.sv),
            Lang::En => format!("the answer to “{name}” in “{}”", form.name.en),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "a, b och c".
fn list(all: Vec<String>, lang: Lang) -> String {
    match all.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} {} {last}", many.join(", "), lang.pick("och", "and")),
    }
}
