//! What differs between two models, two self-assessments, two editions of the Charter.
//!
//! Things with an id are matched by it, so a changed word is told as a changed word and a moved step as
//! moved, not as one thing gone and another come.

use crate::form::FieldKind;
use crate::instrument::{Mapping, Relation};
use crate::library::Library;
use crate::page::{Entry, Page, Section};
use crate::text::Lang;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// What differs between two things.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The id of the one.
    pub from: String,
    /// The id of the other.
    pub to: String,
    /// Everything that differs, in the order of the files.
    pub changes: Vec<Change>,
    /// How their self-assessments relate, where they use different ones and somebody has said.
    pub mapping: Option<Mapping>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Where: keys and ids from the top of the file, as `["step", "uppstart", "purpose"]`.
    pub place: Vec<String>,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum What {
    /// Only the other has it.
    Added {
        /// What it is.
        value: Value,
    },
    /// Only the one has it.
    Removed {
        /// What it was.
        value: Value,
    },
    /// Both have it, otherwise.
    Changed {
        /// What it was.
        from: Value,
        /// What it is.
        to: Value,
    },
    /// Both have it, at another place in the order.
    Moved {
        /// The id it now follows; nothing where it is first.
        after: Option<String>,
    },
}

/// What differs between what has the one id and what has the other. `None` where one is missing, or they
/// are of different kinds.
#[must_use]
pub fn diff(library: &Library, from: &str, to: &str) -> Option<Difference> {
    let (one, other) = (value(library, from)?, value(library, to)?);
    if one["format"] != other["format"] {
        return None;
    }
    let mut changes = Vec::new();
    objects(&one, &other, &mut Vec::new(), &mut changes);
    let instrument = |value: &Value| value["instrument"].as_str().map(str::to_owned);
    let mapping = match (instrument(&one), instrument(&other)) {
        (Some(from), Some(to)) => library.mapping(&from, &to),
        _ => library.mapping(from, to),
    };
    Some(Difference { from: from.to_owned(), to: to.to_owned(), changes, mapping: mapping.cloned() })
}

fn value(library: &Library, id: &str) -> Option<Value> {
    if let Some(it) = library.model(id) {
        return serde_json::to_value(it).ok();
    }
    if let Some(it) = library.instrument(id) {
        return serde_json::to_value(it).ok();
    }
    if let Some(it) = library.charter(id) {
        return serde_json::to_value(it).ok();
    }
    if let Some(it) = library.form(id) {
        return serde_json::to_value(it).ok();
    }
    library.decision(id).and_then(|it| serde_json::to_value(it).ok())
}

/// Keys that differ by nature.
const OWN: [&str; 4] = ["format", "id", "version", "based_on"];

fn objects(one: &Value, other: &Value, place: &mut Vec<String>, out: &mut Vec<Change>) {
    let (Some(a), Some(b)) = (one.as_object(), other.as_object()) else { return };
    let mut keys: Vec<&String> = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))).collect();
    keys.sort_by_key(|key| (rank(key), key.as_str()));
    let top = place.is_empty();
    for key in keys.into_iter().filter(|key| !top || !OWN.contains(&key.as_str())) {
        place.push(key.clone());
        match (a.get(key), b.get(key)) {
            (Some(a), Some(b)) => both(a, b, place, out),
            (None, Some(b)) => alone(b, place, out, |value| What::Added { value }),
            (Some(a), None) => alone(a, place, out, |value| What::Removed { value }),
            (None, None) => {}
        }
        place.pop();
    }
}

/// What only one side has; of a list of things each thing by itself.
fn alone(value: &Value, place: &[String], out: &mut Vec<Change>, what: impl Fn(Value) -> What) {
    match named(value) {
        Some(things) => {
            for (name, thing) in things {
                let place = place.iter().cloned().chain([name]).collect();
                out.push(Change { place, what: what(thing.clone()) });
            }
        }
        None => out.push(Change { place: place.to_vec(), what: what(value.clone()) }),
    }
}

fn both(a: &Value, b: &Value, place: &mut Vec<String>, out: &mut Vec<Change>) {
    if a == b {
        return;
    }
    if let (Some(a), Some(b)) = (named(a), named(b)) {
        return lists(&a, &b, place, out);
    }
    // Ids and words in another order say the same.
    if let (Some(a), Some(b)) = (strings(a), strings(b))
        && a == b
    {
        return;
    }
    let text = |value: &Value| value.get("sv").is_some();
    if a.is_object() && b.is_object() && !text(a) {
        return objects(a, b, place, out);
    }
    out.push(Change { place: place.clone(), what: What::Changed { from: a.clone(), to: b.clone() } });
}

/// The strings of a list of strings, each once.
fn strings(value: &Value) -> Option<BTreeSet<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

/// The things of a list by what they are known by; `None` where it is no list of such things.
fn named(value: &Value) -> Option<Vec<(String, &Value)>> {
    let items = value.as_array()?;
    if items.is_empty() {
        return None;
    }
    items.iter().map(|item| Some((name(item)?, item))).collect()
}

fn name(item: &Value) -> Option<String> {
    if let Some(name) = ["id", "organisation", "role"].iter().find_map(|key| item[*key].as_str()) {
        return Some(name.to_owned());
    }
    let level = item["level"].as_u64()?;
    // A criterion speaks of a level too, but is known by nothing.
    if item.get("kind").is_some() {
        return None;
    }
    Some(item["part"].as_str().map_or_else(|| level.to_string(), |part| format!("{part} {level}")))
}

fn lists(a: &[(String, &Value)], b: &[(String, &Value)], place: &mut Vec<String>, out: &mut Vec<Change>) {
    let find = |list: &[(String, &Value)], name: &str| list.iter().position(|(other, _)| other == name);
    let stayed = in_order(a, b);
    for (name, value) in a {
        place.push(name.clone());
        match find(b, name) {
            None => out.push(Change { place: place.clone(), what: What::Removed { value: (*value).clone() } }),
            Some(at) => {
                if !stayed.contains(&name.as_str()) {
                    let after = at.checked_sub(1).map(|before| b[before].0.clone());
                    out.push(Change { place: place.clone(), what: What::Moved { after } });
                }
                objects(value, b[at].1, place, out);
            }
        }
        place.pop();
    }
    for (name, value) in b.iter().filter(|(name, _)| find(a, name).is_none()) {
        let place = place.iter().cloned().chain([name.clone()]).collect();
        out.push(Change { place, what: What::Added { value: (*value).clone() } });
    }
}

/// The longest run of names that stand in the same order in both lists.
fn in_order<'a>(a: &'a [(String, &Value)], b: &[(String, &Value)]) -> Vec<&'a str> {
    // best[i][j]: how long the run can be from a[i..] and b[j..].
    let mut best = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = if a[i].0 == b[j].0 { best[i + 1][j + 1] + 1 } else { best[i + 1][j].max(best[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut run) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].0 == b[j].0 {
            run.push(a[i].0.as_str());
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    run
}

/// A difference as a page, grouped as the files are.
#[must_use]
pub fn diff_page(library: &Library, difference: &Difference, lang: Lang) -> Page {
    let name = |id: &str| value(library, id).and_then(|it| words(&it["name"], lang)).unwrap_or_else(|| id.to_owned());
    // The newer side first: what both have is called as it is called now.
    let sides: Vec<Value> =
        [&difference.to, &difference.from].into_iter().filter_map(|id| value(library, id)).collect();
    let sides: Vec<&Value> = sides.iter().collect();
    let mut sections: Vec<Section> = Vec::new();
    for change in &difference.changes {
        let key = change.place.first().map_or("", String::as_str);
        let title = key_words(key, lang);
        if sections.last().is_none_or(|section| section.title != title) {
            sections.push(Section { id: key.to_owned(), title: title.to_owned(), ..Section::default() });
        }
        if let Some(section) = sections.last_mut() {
            section.entries.push(entry(change, &sides, lang));
        }
    }
    sections.extend(difference.mapping.as_ref().map(|mapping| self::mapping(mapping, lang)));
    let lead = if difference.changes.is_empty() {
        vec![lang.pick("Ingenting skiljer.", "Nothing differs.").to_owned()]
    } else {
        Vec::new()
    };
    let title = format!("{} → {}", name(&difference.from), name(&difference.to));
    Page { title, lead, sections, ..Page::default() }
}

fn mapping(mapping: &Mapping, lang: Lang) -> Section {
    let count = |relation| mapping.pairs.iter().filter(|pair| pair.relation == relation).count();
    let lines = [
        (Relation::Same, "samma fråga", "the same question"),
        (Relation::Near, "samma ämne men annan fråga", "the same subject but another question"),
        (Relation::None, "utan motsvarighet", "without a counterpart"),
    ];
    Section {
        id: "mapping".to_owned(),
        title: lang.pick("Jämförelse av självskattningarna", "Comparing the self-assessments").to_owned(),
        lead: vec![mapping.levels_why.get(lang).to_owned()],
        entries: lines.map(|(relation, sv, en)| Entry::new(lang.pick(sv, en), count(relation).to_string())).to_vec(),
        ..Section::default()
    }
}

fn entry(change: &Change, sides: &[&Value], lang: Lang) -> Entry {
    let mut place = change.place.as_slice();
    // "No longer unconfirmed" is said of the thing, not of the key.
    let confirmation = place.last().is_some_and(|key| key == "unconfirmed");
    if confirmation && place.len() > 1 {
        place = &place[..place.len() - 1];
    }
    let names = names(sides, place, lang);
    let skip = usize::from(names.len() > 1);
    let head = names[skip..].join(" › ");
    if confirmation {
        let text = match &change.what {
            What::Removed { .. } => lang.pick("är nu bekräftat.", "is now confirmed."),
            _ => lang.pick("är inte bekräftat.", "is not confirmed."),
        };
        return Entry::new(head, text);
    }
    let text = match &change.what {
        What::Added { value } => format!("{} {}", lang.pick("tillagt.", "added."), told(value, lang)),
        What::Removed { value } => format!("{} {}", lang.pick("borttaget.", "removed."), told(value, lang)),
        What::Changed { .. } => lang.pick("ändrat.", "changed.").to_owned(),
        What::Moved { after: Some(after) } => moved(change, after, sides, lang),
        What::Moved { after: None } => lang.pick("flyttat, kommer nu först.", "moved, now first.").to_owned(),
    };
    let mut entry = Entry::new(head, text.trim());
    if let What::Changed { from, to } = &change.what {
        entry.under = come_and_gone(from, to, sides, lang).unwrap_or_else(|| {
            vec![
                Entry::new(lang.pick("före", "before"), told(from, lang)),
                Entry::new(lang.pick("efter", "after"), told(to, lang)),
            ]
        });
    }
    entry
}

fn moved(change: &Change, after: &str, sides: &[&Value], lang: Lang) -> String {
    let list = &change.place[..change.place.len() - 1];
    let place: Vec<String> = list.iter().cloned().chain([after.to_owned()]).collect();
    let name = names(sides, &place, lang).pop();
    format!("{} {}.", lang.pick("flyttat, kommer nu efter", "moved, now after"), name.as_deref().unwrap_or(after))
}

/// The way to a change in words: keys by their words, things by their names where they have one; each by
/// the first side that has it, so that one thing is called the same all through.
fn names(sides: &[&Value], place: &[String], lang: Lang) -> Vec<String> {
    let name = |end: usize| sides.iter().find_map(|side| last_name(side, &place[..end], lang));
    (1..=place.len()).map(|end| name(end).unwrap_or_else(|| place[end - 1].clone())).collect()
}

fn last_name(side: &Value, place: &[String], lang: Lang) -> Option<String> {
    let mut here = side;
    let mut last = None;
    for part in place {
        if let Some(items) = here.as_array() {
            here = items.iter().find(|item| name(item).as_ref() == Some(part))?;
            last = Some(words(&here["name"], lang).unwrap_or_else(|| key_words(part, lang).to_owned()));
        } else {
            here = here.get(part)?;
            last = Some(key_words(part, lang).to_owned());
        }
    }
    last
}

/// What an id in a list is called.
fn label(sides: &[&Value], id: &str, lang: Lang) -> String {
    let list = |key: &str| last_name(sides.first()?, &[key.to_owned(), id.to_owned()], lang);
    let both = |key: &str| list(key).or_else(|| last_name(sides.get(1)?, &[key.to_owned(), id.to_owned()], lang));
    ["material", "step", "role"].iter().find_map(|key| both(key)).unwrap_or_else(|| key_words(id, lang).to_owned())
}

/// What has come and gone in a list of ids.
fn come_and_gone(from: &Value, to: &Value, sides: &[&Value], lang: Lang) -> Option<Vec<Entry>> {
    let (from, to) = (strings(from)?, strings(to)?);
    let told = |ids: Vec<&&str>, word: &str| {
        let names: Vec<String> = ids.into_iter().map(|id| label(sides, id, lang)).collect();
        (!names.is_empty()).then(|| Entry::new(word, names.join("; ")))
    };
    let come = told(to.difference(&from).collect(), lang.pick("tillkommit", "come"));
    let gone = told(from.difference(&to).collect(), lang.pick("borttaget", "gone"));
    Some(come.into_iter().chain(gone).collect())
}

fn words(value: &Value, lang: Lang) -> Option<String> {
    value[lang.code()].as_str().map(str::to_owned)
}

/// A value for people: its words, or its name and what it says.
fn told(value: &Value, lang: Lang) -> String {
    if let Some(words) = words(value, lang) {
        return words;
    }
    match value {
        Value::String(text) => key_words(text, lang).to_owned(),
        Value::Bool(yes) => (if *yes { lang.pick("ja", "yes") } else { lang.pick("nej", "no") }).to_owned(),
        Value::Array(items) => items.iter().map(|item| told(item, lang)).collect::<Vec<_>>().join(", "),
        // A thing's name stands before already.
        Value::Object(keys) => {
            let all = ["purpose", "does", "text", "help"].iter().filter_map(|key| words(keys.get(*key)?, lang));
            let all: Vec<String> = all.collect();
            if all.is_empty() { parts(keys, lang) } else { all.join(" ") }
        }
        other => other.to_string(),
    }
}

/// A thing that says nothing in words: a team by its members, anything else by its values.
fn parts(keys: &serde_json::Map<String, Value>, lang: Lang) -> String {
    if let Some(members) = keys.get("member") {
        return told(members, lang);
    }
    // A section of a form by what its fields are called; a field by its name, which stands before.
    if let Some(fields) = keys.get("field").and_then(Value::as_array) {
        return fields.iter().filter_map(|field| words(&field["name"], lang)).collect::<Vec<_>>().join(" ");
    }
    if keys.get("kind").and_then(Value::as_str).is_some_and(FieldKind::is_one) {
        return keys.get("option").map(|options| told(options, lang)).unwrap_or_default();
    }
    if let (Some(role), Some(count)) = (keys.get("role"), keys.get("count")) {
        return format!("{} ({count})", told(role, lang));
    }
    let mut all: Vec<(&String, &Value)> = keys.iter().filter(|(key, _)| *key != "id" && *key != "name").collect();
    all.sort_by_key(|(key, _)| (rank(key), key.as_str()));
    all.into_iter().map(|(_, value)| told(value, lang)).collect::<Vec<_>>().join(" ")
}

/// The keys in the order they are told, with their words. Others stand as they are, after these.
const KEYS: &[(&str, &str, &str)] = &[
    ("name", "Namn", "Name"),
    ("summary", "Sammanfattning", "Summary"),
    ("period", "Tid", "Period"),
    ("source", "Källa", "Source"),
    ("unconfirmed", "Obekräftat", "Unconfirmed"),
    ("note", "Anmärkning", "Remark"),
    ("organisations", "Vilka som kan delta", "Who can take part"),
    ("duration_months", "Längd i månader", "Length in months"),
    ("instrument", "Självskattning", "Self-assessment"),
    ("role", "Roller", "Roles"),
    ("team", "Lag", "Teams"),
    ("member", "deltagare", "member"),
    ("count", "antal", "number"),
    ("group", "Grupp", "Group"),
    ("mentors_min", "minst antal mentorer", "fewest mentors"),
    ("mentors_max", "flest mentorer", "most mentors"),
    ("participants_min", "minst antal deltagare", "fewest participants"),
    ("participants_max", "flest deltagare", "most participants"),
    ("supporting_mentor", "stöd till mentorn", "support for the mentor"),
    ("mixed", "kommuner och regioner i samma grupp", "municipalities and regions in the same group"),
    ("hosting", "värdskap", "hosting"),
    ("condition", "Villkor", "Conditions"),
    ("choice", "val", "choice"),
    ("asks", "frågar efter", "asks for"),
    ("required", "krävs", "required"),
    ("deadline", "Frister", "Deadlines"),
    ("days", "dagar", "days"),
    ("steps", "gäller stegen", "holds for the steps"),
    ("material", "Material", "Materials"),
    ("form", "mall", "form"),
    ("materials", "material", "materials"),
    ("step", "Steg", "Steps"),
    ("kind", "slag", "kind"),
    ("held_by", "ordnas av", "arranged by"),
    ("attends", "med är", "taking part"),
    ("task", "uppgift", "task"),
    ("outcome", "utfall", "outcome"),
    ("purpose", "syfte", "purpose"),
    ("when", "när", "when"),
    ("who", "vem", "who"),
    ("fills", "fyller i", "fills in"),
    ("text", "text", "text"),
    ("does", "gör", "does"),
    ("module", "Moduler", "Modules"),
    ("feedback", "Återkoppling", "Feedback"),
    ("field", "fråga", "question"),
    ("checklist", "Arrangörens checklista", "The organiser's checklist"),
    ("item", "punkt", "item"),
    ("status", "När ni får kalla er modell", "When you may call yourselves a model"),
    ("criterion", "villkor", "criteria"),
    ("result", "Väntade resultat", "Expected results"),
    ("scale", "Skala", "Scale"),
    ("highest", "högsta nivå", "highest level"),
    ("level", "nivå", "level"),
    ("part", "Delar", "Parts"),
    ("block", "Block", "Blocks"),
    ("anchor", "nivåbeskrivning", "description of level"),
    ("number", "nummer", "number"),
    ("article", "Artiklar", "Articles"),
    ("article_count", "Antal artiklar", "Number of articles"),
    ("area", "Områden", "Areas"),
    ("principle", "Principer", "Principles"),
    ("year", "År", "Year"),
    ("section", "Avsnitt", "Sections"),
    ("slide", "bild i presentationen", "slide of the presentation"),
    ("asked_of", "frågas av", "asked of"),
    ("heading", "rubrik för läsaren", "heading for the reader"),
    ("help", "hjälp", "help"),
    ("words", "antal ord", "number of words"),
    ("unit", "enhet", "unit"),
    ("from", "fylls från", "filled from"),
    ("option", "alternativ", "options"),
    ("column", "kolumn", "columns"),
    ("municipality", "kommuner", "municipalities"),
    ("region", "regioner", "regions"),
    ("other", "andra organisationer", "other organisations"),
];

/// The words for a key; ids stand as they are.
fn key_words(key: &str, lang: Lang) -> &str {
    KEYS.iter().find(|(known, ..)| *known == key).map_or(key, |(_, sv, en)| lang.pick(*sv, *en))
}

/// Where a key stands in order.
fn rank(key: &str) -> usize {
    KEYS.iter().position(|(known, ..)| *known == key).unwrap_or(KEYS.len())
}
