//! An arrangement of groups from a file: the answer of `groups form --format json`, or TOML or CSV written by hand.

use super::asked::Names;
use super::csv;
use super::fault::{Fault, What};
use super::{File, Read, is_toml, text};
use grouping::{Arrangement, Ask, Group};
use i18n::fold;
use serde::Deserialize;
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
        let text = super::toml::quoted(&text);
        ::toml::from_str::<Written>(&text).map_err(|why| {
            let line = why.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            vec![Fault::at(&file.name, line, None, What::NoArrangement { words: why.message().to_owned() })]
        })?
    } else {
        rows(&file.name, &text, &mut faults)
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    if written.groups.is_empty() {
        let rows = !text.trim_start().starts_with('{') && !is_toml(&file.name, &text);
        return Err(if rows { vec![Fault::of(&file.name, What::NoGroups)] } else { wrong("no groups".to_owned()) });
    }
    let id = |name: &String| names.find(name).unwrap_or_else(|_| name.clone());
    let groups = written.groups.iter().map(|group| Group {
        members: group.members.iter().map(id).collect(),
        mentor: group.mentor.as_ref().map(id),
        support: group.support.as_ref().map(id),
    });
    // Groups in the order of the file: what is told of group 3 is of the third there.
    let mut groups: Vec<Group> = groups.filter(|it| !it.members.is_empty()).collect();
    groups.iter_mut().for_each(|it| it.members.sort());
    let mut unplaced: Vec<String> = written.unplaced.iter().map(id).collect();
    unplaced.sort();
    Ok(Arrangement { groups, unplaced })
}

/// Tells of a role that somebody else in the group has already.
fn taken(before: Option<String>, group: &str, who: &str, line: usize, faults: &mut Vec<Fault>, file: &str) {
    if before.is_some_and(|it| it != who) {
        let what = What::SecondMentor { group: group.to_owned(), name: who.to_owned() };
        faults.push(Fault::at(file, line, None, what));
    }
}

/// One row an organisation: group, code or name, and role where it is no member. Groups with numbers come in their
/// order, others as they first stand.
fn rows(name: &str, text: &str, faults: &mut Vec<Fault>) -> Written {
    let table = csv::table(name, text, faults);
    let Some(((line, head), rows)) = table.split_first() else { return Written::default() };
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&fold(cell).as_str()));
    let (code, called) = (at(&["kod", "code"]), at(&["namn", "name"]));
    let group = at(&["grupp", "group"]).filter(|_| code.or(called).is_some());
    let Some(group) = group else {
        faults.push(Fault::at(name, *line, None, What::NoHead));
        return Written::default();
    };
    let role = at(&["roll", "role"]);
    let mut groups: Vec<(String, Group)> = Vec::new();
    let mut written = Written::default();
    for (line, cells) in rows {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let said = [code, called].into_iter().flatten().map(cell).find(|it| !it.is_empty());
        let Some(who) = said else {
            if !cell(group).is_empty() {
                faults.push(Fault::at(name, *line, None, What::NoName));
            }
            continue;
        };
        if cell(group).is_empty() {
            written.unplaced.push(who.to_owned());
            continue;
        }
        if !groups.iter().any(|(label, _)| label == cell(group)) {
            groups.push((cell(group).to_owned(), Group::default()));
        }
        let Some((_, here)) = groups.iter_mut().find(|(label, _)| label == cell(group)) else { continue };
        match role.map(|at| fold(cell(at))).unwrap_or_default().as_str() {
            "" | "deltagare" | "participant" | "member" => here.members.push(who.to_owned()),
            "mentor" => taken(here.mentor.replace(who.to_owned()), cell(group), who, *line, faults, name),
            "stod" | "stodmentor" | "support" => {
                taken(here.support.replace(who.to_owned()), cell(group), who, *line, faults, name);
            }
            _ => {
                let value = role.map_or("", cell).to_owned();
                let words = vec!["deltagare", "mentor", "stöd"];
                let column = role.and_then(|at| head.get(at)).map(String::as_str);
                faults.push(Fault::at(name, *line, column, What::NoSuchWord { value, words }));
            }
        }
    }
    if groups.iter().all(|(label, _)| label.parse::<u32>().is_ok()) {
        groups.sort_by_key(|(label, _)| label.parse::<u32>().unwrap_or(0));
    }
    written.groups = groups.into_iter().map(|(_, group)| group).collect();
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
