//! An arrangement of groups from a file: the answer of `groups form --format json`, or TOML or CSV written by hand.

use super::asked::Names;
use super::csv;
use super::fault::{Fault, What};
use super::{File, Read, is_toml, text};
use grouping::{Arrangement, Ask, Group};
use i18n::fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// As it stands in JSON and TOML: groups of ids or names.
#[derive(Default, Deserialize)]
struct Written {
    #[serde(default)]
    groups: Vec<Group>,
    #[serde(default)]
    unplaced: Vec<String>,
}

/// An answer has the arrangement inside it.
#[derive(Deserialize)]
struct Answer {
    arrangement: Written,
}

/// Reads an arrangement; organisations by id, code or name. Who is not asked about keeps the name as its id, so that
/// a check can say so.
///
/// # Errors
/// What cannot be read.
pub fn arrangement(file: &File, ask: &Ask) -> Result<Arrangement, Vec<Fault>> {
    let mut faults = Vec::new();
    let Some(text) = text(file, &mut faults) else { return Err(faults) };
    let read = Read { ask: ask.clone(), ..Read::default() };
    let names = Names::of(&read);
    let wrong = |words: String| vec![Fault::of(&file.name, What::NoArrangement { words })];
    let written = if text.trim_start().starts_with('{') {
        let answer = serde_json::from_str::<Answer>(&text).map(|it| it.arrangement);
        answer.or_else(|_| serde_json::from_str::<Written>(&text)).map_err(|why| wrong(why.to_string()))?
    } else if is_toml(&file.name, &text) {
        ::toml::from_str::<Written>(&text).map_err(|why| wrong(why.message().to_owned()))?
    } else {
        rows(&file.name, &text, &mut faults)
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    if written.groups.is_empty() {
        return Err(wrong("no groups".to_owned()));
    }
    let id = |name: &String| names.find(name).unwrap_or_else(|_| name.clone());
    let groups = written.groups.iter().map(|group| Group {
        members: group.members.iter().map(id).collect(),
        mentor: group.mentor.as_ref().map(id),
        support: group.support.as_ref().map(id),
    });
    let named = Arrangement { groups: groups.collect(), unplaced: written.unplaced.iter().map(id).collect() };
    Ok(named.canonical())
}

/// Tells of a role that somebody else in the group has already.
fn taken(before: Option<String>, group: &str, who: &str, line: usize, faults: &mut Vec<Fault>, file: &str) {
    if before.is_some_and(|it| it != who) {
        let what = What::SecondMentor { group: group.to_owned(), name: who.to_owned() };
        faults.push(Fault::at(file, line, None, what));
    }
}

/// One row an organisation: group, name, and role where it is no member.
fn rows(name: &str, text: &str, faults: &mut Vec<Fault>) -> Written {
    let table = csv::table(name, text, faults);
    let Some(((line, head), rows)) = table.split_first() else { return Written::default() };
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&fold(cell).as_str()));
    let (Some(group), Some(who)) = (at(&["grupp", "group"]), at(&["kod", "code"]).or_else(|| at(&["namn", "name"])))
    else {
        faults.push(Fault::at(name, *line, None, What::NoHead));
        return Written::default();
    };
    let role = at(&["roll", "role"]);
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut written = Written::default();
    for (line, cells) in rows {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        if cell(who).is_empty() {
            continue;
        }
        if cell(group).is_empty() {
            written.unplaced.push(cell(who).to_owned());
            continue;
        }
        let here = groups.entry(cell(group).to_owned()).or_default();
        match role.map(|at| fold(cell(at))).unwrap_or_default().as_str() {
            "" | "deltagare" | "participant" | "member" => here.members.push(cell(who).to_owned()),
            "mentor" => taken(here.mentor.replace(cell(who).to_owned()), cell(group), cell(who), *line, faults, name),
            "stod" | "stodmentor" | "support" => {
                taken(here.support.replace(cell(who).to_owned()), cell(group), cell(who), *line, faults, name);
            }
            _ => {
                let value = role.map_or("", cell).to_owned();
                let words = vec!["deltagare", "mentor", "stöd"];
                let column = role.and_then(|at| head.get(at)).map(String::as_str);
                faults.push(Fault::at(name, *line, column, What::NoSuchWord { value, words }));
            }
        }
    }
    written.groups = groups.into_values().collect();
    written
}

/// An arrangement as CSV that is read back: group, role, id, name.
#[must_use]
pub fn written(arrangement: &Arrangement, name: &dyn Fn(&str) -> String) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut text = String::from("group,role,code,name\r\n");
    let mut row = |group: &str, role: &str, id: &str| {
        let _ = write!(text, "{group},{role},{},{}\r\n", quoted(id), quoted(&name(id)));
    };
    for (number, group) in (1..).zip(&arrangement.groups) {
        let number = number.to_string();
        for (role, id) in [("mentor", &group.mentor), ("support", &group.support)] {
            if let Some(id) = id {
                row(&number, role, id);
            }
        }
        for id in &group.members {
            row(&number, "participant", id);
        }
    }
    for id in &arrangement.unplaced {
        row("", "participant", id);
    }
    text
}
