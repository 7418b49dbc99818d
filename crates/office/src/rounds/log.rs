//! The dated log of a round: what happened, read from what is kept about states, participations and groups.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::civil::Date;
use programme::{Group, Organisation, OrganisationId, Participation, Round};
use storage::Stored;

use super::taking_part::Insight;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub on: Date,
    /// What, in a sentence.
    pub what: String,
}

/// What happened in a round, the newest first. Why somebody left is told to who runs it or is in it.
pub(crate) fn log(
    round: &Round,
    participations: &[Stored<Participation>],
    groups: &[Stored<Group>],
    organisations: &BTreeMap<OrganisationId, Organisation>,
    insight: Insight,
    lang: Lang,
) -> Vec<LogLine> {
    let name = |id: OrganisationId| organisations.get(&id).map(|it| it.name.clone()).unwrap_or_default();
    let mut lines: Vec<LogLine> = round
        .moved
        .iter()
        .map(|it| LogLine {
            on: it.on,
            what: match lang {
                Lang::Sv => format!("Omgångens läge: {}.", it.to.title().sv),
                Lang::En => format!("State of the round: {}.", it.to.title().en),
            },
        })
        .collect();
    for it in participations {
        let who = name(it.body.organisation);
        let capacity = lang.pick(it.body.capacity.title().sv, it.body.capacity.title().en);
        let old = it.body.replaces.and_then(|old| participations.iter().find(|other| other.id == old));
        let what = match (lang, old.map(|old| name(old.body.organisation))) {
            (Lang::Sv, Some(old)) => format!("{who} kommer med som {capacity} i stället för {old}."),
            (Lang::En, Some(old)) => format!("{who} joins as {capacity} in place of {old}."),
            (Lang::Sv, None) => format!("{who} kommer med som {capacity}."),
            (Lang::En, None) => format!("{who} joins as {capacity}."),
        };
        lines.push(LogLine { on: it.body.from, what });
        if let Some(last) = it.body.to {
            let why = it.body.why.as_deref().filter(|_| insight >= Insight::Inside).unwrap_or_default();
            let what = match lang {
                Lang::Sv => format!("{who} lämnar omgången. {why}"),
                Lang::En => format!("{who} leaves the round. {why}"),
            };
            lines.push(LogLine { on: last, what: what.trim().to_owned() });
        }
    }
    for group in groups {
        for it in &group.body.members {
            let (who, title) = (name(it.organisation), &group.body.name);
            lines.push(LogLine {
                on: it.from,
                what: match lang {
                    Lang::Sv => format!("{who} är med i gruppen {title}."),
                    Lang::En => format!("{who} is in the group {title}."),
                },
            });
            if let Some(last) = it.to {
                lines.push(LogLine {
                    on: last,
                    what: match lang {
                        Lang::Sv => format!("{who} lämnar gruppen {title}."),
                        Lang::En => format!("{who} leaves the group {title}."),
                    },
                });
            }
        }
    }
    // What happened on the same day stands as it was noted.
    lines.sort_by_key(|it| std::cmp::Reverse(it.on));
    lines
}
