//! Does a decision checklist lead from its first question to an end, whatever is answered?

use super::Findings;
use crate::decision::{AnswerKind, Decision};
use crate::fault::{FaultKind, Thing};
use crate::place::{Way, way};
use crate::text::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that does not.
pub(crate) fn decision(it: &Decision, out: &mut Findings) {
    out.unique(Thing::Heading, &way!["group"], it.groups.iter().map(|it| &it.id));
    out.unique(Thing::Question, &way!["question"], it.questions.iter().map(|it| &it.id));
    out.unique(Thing::Ending, &way!["outcome"], it.outcomes.iter().map(|it| &it.id));
    out.noted(&Way::new(), it.id.as_str(), it.unconfirmed, it.note.as_ref());
    let before = out.0.len();
    ways(it, out);
    if out.0.len() == before {
        reach(it, out);
    }
}

/// Every answer leads to a question or an outcome that exists.
fn ways(it: &Decision, out: &mut Findings) {
    let known: Vec<&Id> = it.questions.iter().map(|it| &it.id).chain(it.outcomes.iter().map(|it| &it.id)).collect();
    for (at, question) in it.questions.iter().enumerate() {
        let name = question.id.to_string();
        out.noted(&way!["question", at], question.id.as_str(), question.unconfirmed, question.note.as_ref());
        if let Some(group) = &question.group {
            let known = it.groups.iter().map(|it| &it.id);
            out.known(way!["question", at, "group"], (Thing::Question, &name), (Thing::Heading, group), known);
        }
        let needed: &[&'static str] = match question.answer {
            AnswerKind::YesNo => &["yes", "no"],
            AnswerKind::Text => &["next"],
        };
        for (key, to) in question.ways() {
            if !needed.contains(&key) {
                let kind = FaultKind::WayUnused { question: name.clone(), key: key.to_owned() };
                out.tell(way!["question", at, key], kind);
            }
            out.known(
                way!["question", at, key],
                (Thing::Question, &name),
                (Thing::Question, to),
                known.iter().copied(),
            );
        }
        for key in needed {
            if !question.ways().any(|(there, _)| there == *key) {
                let kind = FaultKind::WayMissing { question: name.clone(), key: (*key).to_owned() };
                out.tell(way!["question", at, "id"], kind);
            }
        }
    }
}

/// No circles, and nothing that is never asked. Walks without recursion: a file may be as long as it likes.
fn reach(it: &Decision, out: &mut Findings) {
    let at: BTreeMap<&str, usize> = it.questions.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    // The path from the first question, each with the answers still to follow.
    let mut path: Vec<(&str, Vec<&str>)> = Vec::new();
    let open = |id: &str| -> Vec<&str> {
        at.get(id).map(|at| it.questions[*at].ways().map(|(_, to)| to.as_str()).collect()).unwrap_or_default()
    };
    let Some(first) = it.questions.first() else { return };
    reached.insert(first.id.as_str());
    path.push((first.id.as_str(), open(first.id.as_str())));
    while let Some((here, left)) = path.last_mut() {
        let Some(to) = left.pop() else {
            done.insert(here);
            path.pop();
            continue;
        };
        reached.insert(to);
        if let Some(start) = path.iter().position(|(id, _)| *id == to) {
            let questions = path[start..].iter().map(|(id, _)| (*id).to_owned()).chain([to.to_owned()]).collect();
            return out.tell(way!["question", at.get(to).copied().unwrap_or(0), "id"], FaultKind::Circle { questions });
        }
        if at.contains_key(to) && !done.contains(to) {
            path.push((to, open(to)));
        }
    }
    for (at, question) in it.questions.iter().enumerate() {
        if !reached.contains(question.id.as_str()) {
            let kind = FaultKind::NeverAsked { thing: Thing::Question, id: question.id.to_string() };
            out.tell(way!["question", at, "id"], kind);
        }
    }
    for (at, ending) in it.outcomes.iter().enumerate() {
        if !reached.contains(ending.id.as_str()) {
            let kind = FaultKind::NeverAsked { thing: Thing::Ending, id: ending.id.to_string() };
            out.tell(way!["outcome", at, "id"], kind);
        }
    }
}
