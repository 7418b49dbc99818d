//! Sentences about a proposal: rules broken, reasons, what was given up, how each fared.

use std::collections::BTreeSet;

use grouping::{Arrangement, Breach, Group, PartyScore, Rule, Score, Unit, Who, Wish};
use i18n::{Lang, NBSP, Numbers, texts};
use programme::{Formed, OrganisationId};

use super::proposal::{ContradictionLine, Fared, ProposedGroup, Told, unit};

/// So many parties at most for the next best to be looked for: every exchange of two is tried.
const MOST_TRIED: usize = 60;

/// Who tells of a proposal, in the reader's language.
pub(super) struct Teller<'a> {
    told: &'a Told,
    lang: Lang,
}

impl<'a> Teller<'a> {
    pub(super) fn new(told: &'a Told, lang: Lang) -> Self {
        Self { told, lang }
    }

    fn name(&self, id: &str) -> String {
        self.told.problem.name(id).to_owned()
    }

    fn points(&self, points: i64) -> String {
        // Points are far below 2^53.
        Numbers::of(self.lang).fixed(points as f64, 0)
    }

    fn way(&self, way: u32) -> String {
        let unit = match unit(&self.told.asked) {
            Unit::Kilometres => "km",
            Unit::Minutes => self.lang.pick("minuter", "minutes"),
        };
        format!("{}{NBSP}{unit}", self.points(i64::from(way)))
    }

    fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.lang.pick("och", "and")),
        }
    }

    fn rule(&self, rule: Rule) -> String {
        texts(self.lang).get(&format!("rule-{}", rule.key()))
    }

    fn wish(&self, wish: Wish) -> String {
        texts(self.lang).get(&format!("wish-{}", wish.key())).to_lowercase()
    }

    /// Who could mentor, in the Swedish order.
    pub(super) fn mentors(&self) -> Vec<(OrganisationId, String)> {
        let all = self.told.problem.mentors().iter();
        let mut mentors: Vec<(OrganisationId, String)> =
            all.filter_map(|it| Some((it.id.parse().ok()?, it.name.clone()))).collect();
        i18n::sort_names_by(&mut mentors, |it| &it.1);
        mentors
    }

    /// The rules that contradict each other; where it is not known which, that is said.
    pub(super) fn contradiction(&self) -> Vec<ContradictionLine> {
        let rules = self.told.answer.contradiction.iter().filter_map(|key| Rule::from_key(key));
        let mut lines: Vec<ContradictionLine> =
            rules.map(|rule| ContradictionLine { said: self.contradicts(rule), rule: Some(rule.key()) }).collect();
        let shape = self.told.problem.ask().shape;
        let said = match self.lang {
            Lang::Sv => format!("Varje grupp har {} till {} deltagare.", shape.smallest, shape.largest),
            Lang::En => format!("Each group has {} to {} participants.", shape.smallest, shape.largest),
        };
        lines.push(ContradictionLine { said, rule: None });
        lines
    }

    /// A rule with what it says here.
    fn contradicts(&self, rule: Rule) -> String {
        let asked = self.told.problem.ask();
        let name = self.rule(rule);
        let pairs = |of: &[grouping::Pair]| {
            let two = |it: &grouping::Pair| self.list(&[self.name(&it.0), self.name(&it.1)]);
            of.iter().take(5).map(two).collect::<Vec<_>>().join("; ")
        };
        let more = match rule {
            Rule::Travel => asked.rules.longest.map(|it| self.way(it)).unwrap_or_default(),
            Rule::Together => pairs(&asked.relations.together),
            Rule::Apart => pairs(&asked.relations.apart),
            Rule::Conflict => pairs(&asked.relations.conflicts),
            Rule::Capacity => {
                let leads: u32 = asked.mentors.iter().map(|it| it.leads).sum();
                let (n, leads) = (asked.parties.len().to_string(), leads.to_string());
                match self.lang {
                    Lang::Sv => format!("mentorerna kan leda {leads} grupper, och {n} ska ha en grupp"),
                    Lang::En => format!("the mentors can lead {leads} groups, and {n} are to have one"),
                }
            }
            _ => String::new(),
        };
        if more.is_empty() { format!("{name}.") } else { format!("{name}: {more}.") }
    }

    /// Who is worst off, and how much it bears.
    pub(super) fn worst(&self, score: &Score) -> Option<String> {
        let names: Vec<String> = score.worst_off.iter().take(3).map(|id| self.name(id)).collect();
        let points = self.points(score.worst);
        (!names.is_empty()).then(|| match self.lang {
            Lang::Sv => format!("{}, {points} poäng", self.list(&names)),
            Lang::En => format!("{}, {points} points", self.list(&names)),
        })
    }

    /// The longest way between two who meet, and who they are; `None` where no way is known.
    fn farthest(&self, group: &Group) -> Option<(u32, String)> {
        let problem = &self.told.problem;
        let who = |id: &String| match problem.who(id) {
            Some(Who::Party(at)) => Some(at),
            _ => None,
        };
        let mentor = group.mentor.as_ref().and_then(|id| match problem.who(id) {
            Some(Who::Mentor(at)) => Some((at, id)),
            _ => None,
        });
        let mut farthest: Option<(u32, String)> = None;
        let mut note = |way: u32, one: &str, other: &str| {
            if farthest.as_ref().is_none_or(|(longest, _)| *longest < way) {
                farthest = Some((way, self.list(&[self.name(one), self.name(other)])));
            }
        };
        for (n, one) in group.members.iter().enumerate() {
            let Some(at) = who(one) else { continue };
            for other in &group.members[n + 1..] {
                if let Some(there) = who(other) {
                    note(problem.way(at, there), one, other);
                }
            }
            if let Some((there, id)) = mentor {
                note(problem.way_to_mentor(at, there), one, id);
            }
        }
        farthest.filter(|(way, _)| *way > 0)
    }

    /// The longest way of all groups.
    pub(super) fn longest(&self, arrangement: &Arrangement) -> Option<String> {
        let all = arrangement.groups.iter().filter_map(|it| self.farthest(it));
        let (way, between) = all.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)))?;
        Some(format!("{} ({between})", self.way(way)))
    }

    /// How each organisation's wishes fared, in the Swedish order of names.
    pub(super) fn fared(&self, score: &Score, arrangement: &Arrangement) -> Vec<Fared> {
        let mut fared: Vec<Fared> = score
            .parties
            .iter()
            .map(|(id, it)| Fared { name: self.name(id), said: self.bears(id, it, arrangement) })
            .collect();
        i18n::sort_names_by(&mut fared, |it| &it.name);
        fared
    }

    fn bears(&self, id: &str, it: &PartyScore, arrangement: &Arrangement) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(group) = arrangement.groups.get(it.group) {
            let mut others: Vec<String> =
                group.members.iter().filter(|other| *other != id).map(|other| self.name(other)).collect();
            i18n::sort_names_by(&mut others, |it| it);
            let mentor = group.mentor.as_ref().map(|mentor| self.name(mentor));
            said.push(match (self.lang, others.is_empty()) {
                (Lang::Sv, true) => "Är ensam i gruppen.".to_owned(),
                (Lang::En, true) => "Is alone in the group.".to_owned(),
                (Lang::Sv, false) => format!("Är i grupp med {}.", self.list(&others)),
                (Lang::En, false) => format!("Is in a group with {}.", self.list(&others)),
            });
            said.extend(mentor.map(|name| match self.lang {
                Lang::Sv => format!("Har {name} som mentor."),
                Lang::En => format!("Has {name} as its mentor."),
            }));
        }
        let mut costs: Vec<(Wish, i64)> = it.wishes.iter().map(|(wish, points)| (*wish, *points)).collect();
        costs.sort_by_key(|(wish, points)| (std::cmp::Reverse(*points), *wish));
        let met: Vec<String> = Wish::BETWEEN_TWO
            .into_iter()
            .filter(|wish| self.told.problem.weight(*wish) > 0 && !it.wishes.contains_key(wish))
            .filter(|wish| self.is_said(id, *wish))
            .map(|wish| self.wish(wish))
            .collect();
        if !met.is_empty() {
            said.push(match self.lang {
                Lang::Sv => format!("Fick helt: {}.", self.list(&met)),
                Lang::En => format!("Got in full: {}.", self.list(&met)),
            });
        }
        said.extend(costs.into_iter().map(|(wish, points)| {
            let (wish, points) = (self.wish(wish), self.points(points));
            match self.lang {
                Lang::Sv => format!("Det som inte blev helt: {wish}, {points} poäng."),
                Lang::En => format!("Not in full: {wish}, {points} points."),
            }
        }));
        said
    }

    /// Whether anything is known by which a wish could be met or not: what nobody has said is not got.
    fn is_said(&self, id: &str, wish: Wish) -> bool {
        let Some(it) = self.told.problem.parties().iter().find(|it| it.id == id) else { return false };
        match wish {
            Wish::Travel => it.place.is_some(),
            Wish::Theme => !it.themes.is_empty(),
            Wish::Size => it.size.is_some(),
            Wish::Class => !it.class.is_empty(),
            Wish::Similar => !it.similar.is_empty(),
            Wish::Complement => !it.profile.is_empty(),
            Wish::Acquaintance => true,
            Wish::Host | Wish::Support | Wish::Fairness => false,
        }
    }

    /// What a change cost, in a sentence.
    pub(super) fn step(&self, points: i64, (before, after): (usize, usize)) -> String {
        let n = self.points(points.abs());
        let mut said = match (self.lang, points.signum()) {
            (Lang::Sv, 1) => format!("Ändringen kostar {n} poäng."),
            (Lang::Sv, -1) => format!("Ändringen sparar {n} poäng."),
            (Lang::Sv, _) => "Ändringen kostar ingenting.".to_owned(),
            (Lang::En, 1) => format!("The change costs {n} points."),
            (Lang::En, -1) => format!("The change saves {n} points."),
            (Lang::En, _) => "The change costs nothing.".to_owned(),
        };
        if after != before {
            said.push_str(&match self.lang {
                Lang::Sv => format!(" Regler som inte hålls: {before} före, {after} efter."),
                Lang::En => format!(" Rules not kept: {before} before, {after} after."),
            });
        }
        said
    }

    /// A rule that is broken, in a sentence.
    fn breach(&self, breach: &Breach) -> String {
        let two = |pair: &grouping::Pair| self.list(&[self.name(&pair.0), self.name(&pair.1)]);
        let about = match breach {
            Breach::Stranger { id, .. } => return self.about_one(id, ["hör inte hit", "does not belong here"]),
            Breach::Twice { id } => return self.about_one(id, ["är med två gånger", "is there twice"]),
            Breach::UnwantedMentor { id, .. } => {
                return self
                    .about_one(id, ["är mentor fast det inte ska finnas någon", "mentors though nobody should"]);
            }
            Breach::BacksNobody { id, .. } => {
                return self.about_one(id, ["stöder ingen", "backs nobody"]);
            }
            Breach::Size { seats, smallest, largest, .. } => {
                return match self.lang {
                    Lang::Sv => format!("Gruppen har {seats} deltagare. Det ska vara {smallest} till {largest}."),
                    Lang::En => format!("The group has {seats} participants. There should be {smallest} to {largest}."),
                };
            }
            Breach::NoMentor { .. } => {
                return self.lang.pick("Gruppen har ingen mentor.", "The group has no mentor.").to_owned();
            }
            Breach::LeftOut { id } => self.name(id),
            Breach::NoSupport { mentor, .. } => self.name(mentor),
            Breach::TooFar { pair, way, longest, .. } => {
                let (way, longest) = (self.way(*way), self.way(*longest));
                match self.lang {
                    Lang::Sv => format!("{}, {way} mot högst {longest}", two(pair)),
                    Lang::En => format!("{}, {way} against {longest} at most", two(pair)),
                }
            }
            Breach::SameMentor { party, mentor, .. } => self.list(&[self.name(party), self.name(mentor)]),
            Breach::Conflict { pair, .. } | Breach::NotApart { pair, .. } | Breach::NotTogether { pair } => two(pair),
            Breach::LeadsTooMany { mentor, leads, most } | Breach::BacksTooMany { mentor, backs: leads, most } => {
                match self.lang {
                    Lang::Sv => format!("{}, {leads} mot högst {most}", self.name(mentor)),
                    Lang::En => format!("{}, {leads} against {most} at most", self.name(mentor)),
                }
            }
            Breach::NotLocked { lock } => {
                let lock = self.told.problem.ask().relations.locks.get(*lock);
                let ids = lock.into_iter().flat_map(|it| it.members.iter().chain(&it.mentor));
                self.list(&ids.map(|id| self.name(id)).collect::<Vec<_>>())
            }
            Breach::TooManyGroups { groups, most } => match self.lang {
                Lang::Sv => format!("{groups} mot högst {most}"),
                Lang::En => format!("{groups} against {most} at most"),
            },
            Breach::NoTheme { .. } | Breach::NoLanguage { .. } | Breach::Mixed { .. } | Breach::NoHost { .. } => {
                String::new()
            }
        };
        let name = breach.rule().map(|rule| self.rule(rule)).unwrap_or_default();
        if about.is_empty() { format!("{name}.") } else { format!("{name}: {about}.") }
    }

    fn about_one(&self, id: &str, what: [&str; 2]) -> String {
        format!("{} {}.", self.name(id), self.lang.pick(what[0], what[1]))
    }

    /// Themes all members of a group who have stated any have in common.
    fn themes(&self, group: &Group) -> Vec<String> {
        let parties = self.told.problem.parties();
        let stated = group
            .members
            .iter()
            .filter_map(|id| parties.iter().find(|it| it.id == *id))
            .map(|it| &it.themes)
            .filter(|it| !it.is_empty());
        let common = stated.cloned().reduce(|all, more| all.intersection(&more).cloned().collect::<BTreeSet<_>>());
        common.unwrap_or_default().into_iter().collect()
    }

    /// Why these are together: what they have in common and how near they are.
    fn why(&self, group: &Group, themes: &[String]) -> Vec<String> {
        let mut said = Vec::new();
        if let Some((way, between)) = self.farthest(group) {
            let way = self.way(way);
            said.push(match self.lang {
                Lang::Sv => format!("Ingen har längre än {way} till någon annan; längst är det mellan {between}."),
                Lang::En => format!("Nobody has further than {way} to anybody else; the longest is {between}."),
            });
        }
        if !themes.is_empty() && group.members.len() > 1 {
            let themes = self.list(themes);
            said.push(match self.lang {
                Lang::Sv => format!("De vill arbeta med samma sak: {themes}."),
                Lang::En => format!("They want to work with the same thing: {themes}."),
            });
        }
        let parties = self.told.problem.parties();
        let there: Vec<_> = group.members.iter().filter_map(|id| parties.iter().find(|it| it.id == *id)).collect();
        let sizes: Option<Vec<u64>> = there.iter().map(|it| it.size).collect();
        if let Some(sizes) = sizes.filter(|it| it.len() > 1)
            && let (Some(small), Some(large)) = (sizes.iter().min(), sizes.iter().max())
            && *large <= small.saturating_mul(2)
        {
            let count = |n: u64| Numbers::of(self.lang).count(usize::try_from(n).unwrap_or(usize::MAX));
            let (small, large) = (count(*small), count(*large));
            said.push(match self.lang {
                Lang::Sv => format!("De är ungefär lika stora: {small} till {large} invånare."),
                Lang::En => format!("They are much the same size: {small} to {large} inhabitants."),
            });
        }
        for (n, one) in there.iter().enumerate() {
            for other in &there[n + 1..] {
                if one.similar.contains(&other.id) || other.similar.contains(&one.id) {
                    let two = self.list(&[one.name.clone(), other.name.clone()]);
                    said.push(match self.lang {
                        Lang::Sv => format!("{two} liknar varandra enligt RKA."),
                        Lang::En => format!("{two} are similar by RKA."),
                    });
                }
            }
        }
        said.extend(self.bound_by(group));
        said
    }

    /// What the organiser has settled about those in a group.
    fn bound_by(&self, group: &Group) -> Vec<String> {
        let here: BTreeSet<&String> = group.members.iter().chain(&group.mentor).collect();
        let relations = &self.told.problem.ask().relations;
        let together = relations.together.iter().filter(|it| here.contains(&it.0) && here.contains(&it.1));
        let mut said: Vec<String> = together
            .map(|it| {
                let two = self.list(&[self.name(&it.0), self.name(&it.1)]);
                match self.lang {
                    Lang::Sv => format!("Ni har bestämt att {two} ska vara tillsammans."),
                    Lang::En => format!("You have settled that {two} are to be together."),
                }
            })
            .collect();
        let locked =
            relations.locks.iter().filter(|it| it.members.iter().chain(&it.mentor).all(|id| here.contains(id)));
        said.extend(locked.map(|it| {
            let ids: Vec<String> = it.members.iter().chain(&it.mentor).map(|id| self.name(id)).collect();
            let two = self.list(&ids);
            match self.lang {
                Lang::Sv => format!("Ni har låst {two} till varandra."),
                Lang::En => format!("You have locked {two} to each other."),
            }
        }));
        said
    }

    /// What was given up in a group, the dearest first.
    fn given_up(&self, score: &Score, number: usize) -> Vec<String> {
        let Some(group) = score.groups.get(number) else { return Vec::new() };
        let mut costs: Vec<(Wish, i64)> = group.wishes.iter().map(|(wish, points)| (*wish, *points)).collect();
        costs.sort_by_key(|(wish, points)| (std::cmp::Reverse(*points), *wish));
        let said = |(wish, points): (Wish, i64)| {
            let (name, points) = (self.wish(wish), self.points(points));
            // Whoever bears most of it gave most up.
            let most = score
                .parties
                .iter()
                .filter(|(_, it)| it.group == number)
                .filter_map(|(id, it)| it.wishes.get(&wish).map(|points| (*points, self.name(id))))
                .max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
            match (self.lang, most) {
                (Lang::Sv, Some((_, who))) => format!("Fick stå tillbaka: {name}, {points} poäng. Mest för {who}."),
                (Lang::Sv, None) => format!("Fick stå tillbaka: {name}, {points} poäng."),
                (Lang::En, Some((_, who))) => format!("Given up: {name}, {points} points. Most for {who}."),
                (Lang::En, None) => format!("Given up: {name}, {points} points."),
            }
        };
        costs.into_iter().map(said).collect()
    }

    /// The next best for a group by one exchange of two members that keeps the rules, and what it costs.
    fn next(&self, arrangement: &Arrangement, number: usize, total: i64, broken: usize) -> Option<String> {
        if self.told.problem.parties().len() > MOST_TRIED {
            return None;
        }
        let mut best: Option<(i64, String, String)> = None;
        for (place, one) in arrangement.groups.get(number)?.members.iter().enumerate() {
            for (m, group) in arrangement.groups.iter().enumerate().filter(|(m, _)| *m != number) {
                for (spot, other) in group.members.iter().enumerate() {
                    let mut after = arrangement.clone();
                    after.groups[number].members[place].clone_from(other);
                    after.groups[m].members[spot].clone_from(one);
                    let cost = grouping::score(&self.told.problem, &after).total - total;
                    let nearer = best.as_ref().is_none_or(|(least, ..)| cost < *least);
                    if nearer && grouping::check(&self.told.problem, &after).len() <= broken {
                        best = Some((cost, self.name(one), self.name(other)));
                    }
                }
            }
        }
        let (cost, one, other) = best?;
        let points = self.points(cost.abs());
        Some(match (self.lang, cost >= 0) {
            (Lang::Sv, true) => {
                format!("Närmast till hands i övrigt: {one} byter plats med {other}. Det kostar {points} poäng mer.")
            }
            (Lang::Sv, false) => format!("Bättre vore: {one} byter plats med {other}. Det sparar {points} poäng."),
            (Lang::En, true) => {
                format!("The next best exchange: {one} changes places with {other}. That costs {points} points more.")
            }
            (Lang::En, false) => {
                format!("Better would be: {one} changes places with {other}. That saves {points} points.")
            }
        })
    }
}

/// The groups of a proposal, in its order.
pub(super) fn groups(
    teller: &Teller<'_>,
    formed: &[Formed],
    arrangement: &Arrangement,
    score: &Score,
    breaches: &[Breach],
) -> Vec<ProposedGroup> {
    let named = |id: OrganisationId| (id, teller.name(&id.to_string()));
    formed
        .iter()
        .zip(&arrangement.groups)
        .enumerate()
        .map(|(n, (it, group))| {
            let mut members: Vec<(OrganisationId, String)> = it.members.iter().copied().map(named).collect();
            i18n::sort_names_by(&mut members, |it| &it.1);
            let themes = teller.themes(group);
            ProposedGroup {
                members,
                mentor: it.mentor.map(named),
                support: it.support.map(|id| named(id).1),
                way: teller.farthest(group).map(|(way, _)| teller.way(way)).unwrap_or_default(),
                // Points are far below 2^53.
                score: score.groups.get(n).map_or(0, |it| it.total) as f64,
                breaches: breaches.iter().filter(|it| is_of(it, n, group)).map(|it| teller.breach(it)).collect(),
                why: teller.why(group, &themes),
                given_up: teller.given_up(score, n),
                next: teller.next(arrangement, n, score.total, breaches.len()),
                themes,
            }
        })
        .collect()
}

/// Whether a breach is told with a group: it is its own, or of somebody in it.
fn is_of(breach: &Breach, number: usize, it: &Group) -> bool {
    let here = |id: &String| it.members.iter().chain(&it.mentor).chain(&it.support).any(|other| other == id);
    match breach {
        Breach::Stranger { group, .. } => *group == Some(number),
        Breach::Twice { id } => here(id),
        Breach::LeftOut { .. } | Breach::TooManyGroups { .. } => number == 0,
        Breach::Size { group, .. }
        | Breach::NoMentor { group }
        | Breach::UnwantedMentor { group, .. }
        | Breach::NoSupport { group, .. }
        | Breach::BacksNobody { group, .. }
        | Breach::TooFar { group, .. }
        | Breach::NoTheme { group }
        | Breach::NoLanguage { group }
        | Breach::Mixed { group }
        | Breach::NoHost { group }
        | Breach::SameMentor { group, .. }
        | Breach::Conflict { group, .. }
        | Breach::NotApart { group, .. } => *group == number,
        Breach::NotTogether { pair } => here(&pair.0) || here(&pair.1),
        Breach::NotLocked { .. } => number == 0,
        Breach::LeadsTooMany { mentor, .. } | Breach::BacksTooMany { mentor, .. } => here(mentor),
    }
}
