//! What has happened since a proposal was made that it knows nothing of.

use std::collections::{BTreeMap, BTreeSet};

use grouping::Ask;
use i18n::Lang;
use programme::Formed;

use super::{ask, scene::Scene};

/// What is another now than when the proposal was made, in sentences; `groups` are those of the proposal.
pub(super) fn since(scene: &Scene, then: &Ask, groups: &[Formed], lang: Lang) -> Vec<String> {
    let Ok(now) = ask::ask(scene) else { return Vec::new() };
    let parties = |ask: &Ask| ask.parties.iter().map(|it| (it.id.clone(), it.name.clone())).collect::<BTreeMap<_, _>>();
    let mentors = |ask: &Ask| ask.mentors.iter().map(|it| (it.id.clone(), it.name.clone())).collect::<BTreeMap<_, _>>();
    let mut said = Vec::new();
    for name in missing(&parties(then), &parties(&now)) {
        said.push(match lang {
            Lang::Sv => format!("{name} deltar inte längre eller ska inte ha någon grupp nu."),
            Lang::En => format!("{name} does not take part any more, or is not to have a group now."),
        });
    }
    for name in missing(&parties(&now), &parties(then)) {
        said.push(match lang {
            Lang::Sv => format!("{name} har kommit med och saknar grupp i förslaget."),
            Lang::En => format!("{name} has joined and has no group in the proposal."),
        });
    }
    let leading: BTreeSet<String> =
        groups.iter().flat_map(|it| it.mentor.iter().chain(&it.support)).map(ToString::to_string).collect();
    let gone: BTreeMap<String, String> = mentors(then).into_iter().filter(|(id, _)| leading.contains(id)).collect();
    for name in missing(&gone, &mentors(&now)) {
        said.push(match lang {
            Lang::Sv => format!("{name} kan inte längre vara mentor."),
            Lang::En => format!("{name} can no longer mentor."),
        });
    }
    for name in missing(&mentors(&now), &mentors(then)) {
        said.push(match lang {
            Lang::Sv => format!("{name} kan vara mentor, vilket inte var känt när förslaget gjordes."),
            Lang::En => format!("{name} can mentor, which was not known when the proposal was made."),
        });
    }
    if said.is_empty() && now != *then {
        said.push(
            lang.pick(
                "Regler, önskemål eller uppgifter har ändrats sedan förslaget gjordes. Gör ett nytt för att räkna med dem.",
                "Rules, wishes or facts have changed since the proposal was made. Make a new one to reckon with them.",
            )
            .into(),
        );
    }
    said
}

/// The names of those in the first who are not in the second, in the Swedish order.
fn missing(of: &BTreeMap<String, String>, from: &BTreeMap<String, String>) -> Vec<String> {
    let mut names: Vec<String> =
        of.iter().filter(|(id, _)| !from.contains_key(*id)).map(|(_, it)| it.clone()).collect();
    i18n::sort_names_by(&mut names, |it| it);
    names
}
