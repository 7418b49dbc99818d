//! What the model asks of an application, held against what it says. Pure: no storage.

use std::collections::{BTreeMap, BTreeSet};

use i18n::Lang;
use method::{Ask, Condition, ConditionKind, Member, Model, Organisation as Kind, Team};
use programme::{Answer, Application, OrganisationKind, PersonId};

use super::told;

/// Something an application does not say yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// A field of a condition.
    Field {
        /// The condition's id.
        condition: String,
        /// Its name, Swedish and English.
        name: [String; 2],
        /// What is asked.
        ask: Ask,
    },
    /// Somebody for a role of the team.
    Person {
        /// The role's id.
        role: String,
        /// Its name, Swedish and English.
        name: [String; 2],
        /// How many more.
        more: usize,
    },
}

impl Lack {
    /// What is missing, in a few words.
    pub fn said(&self, lang: Lang) -> String {
        match self {
            Self::Field { name, ask, .. } => {
                let name = lang.pick(&name[0], &name[1]);
                format!("{name} ({})", ask_words(*ask, lang))
            }
            Self::Person { name, more, .. } => {
                let name = lang.pick(&name[0], &name[1]).to_lowercase();
                match (lang, more) {
                    (Lang::Sv, 1) => format!("en person till som {name}"),
                    (Lang::Sv, n) => format!("{n} personer till som {name}"),
                    (Lang::En, 1) => format!("one more person as {name}"),
                    (Lang::En, n) => format!("{n} more people as {name}"),
                }
            }
        }
    }
}

/// What a field asks for.
fn ask_words(ask: Ask, lang: Lang) -> &'static str {
    match ask {
        Ask::Choice => lang.pick("välj ett alternativ", "choose one"),
        Ask::Date => lang.pick("datum", "date"),
        Ask::Reference => lang.pick("diarienummer eller paragraf", "diary number or paragraph"),
        Ask::Attachment => lang.pick("bifogat dokument", "attached document"),
        Ask::People | Ask::Contact => lang.pick("personer", "people"),
        Ask::Confirmation => lang.pick("bekräftelse", "confirmation"),
        Ask::Amount => lang.pick("belopp", "amount"),
        _ => lang.pick("text", "text"),
    }
}

/// The team an organisation of that kind takes part with: districts and associations as municipalities
/// where the model says nothing of them.
pub(crate) fn team_of(model: &Model, kind: OrganisationKind) -> Option<&Team> {
    let find = |kind: Kind| model.teams.iter().find(|team| team.organisation == kind);
    match kind {
        OrganisationKind::Region => find(Kind::Region),
        OrganisationKind::Municipality => find(Kind::Municipality),
        OrganisationKind::CityDistrict | OrganisationKind::Association => {
            find(Kind::Other).or_else(|| find(Kind::Municipality))
        }
        OrganisationKind::Organiser => None,
    }
}

/// The condition by which an organisation promises to mentor.
pub(crate) fn mentor_condition(model: &Model) -> Option<&Condition> {
    model.conditions.iter().find(|it| it.kind == ConditionKind::MentorCommitment)
}

/// Everything a complete application would say and this one does not, in the order of the model. A
/// condition that need not be met lacks nothing.
#[must_use]
pub fn lacking(model: &Model, kind: OrganisationKind, application: &Application) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for condition in model.conditions.iter().filter(|it| it.required) {
        let said = application.answers.get(condition.id.as_str());
        if condition.kind == ConditionKind::NamedPeople {
            lacks.extend(unnamed(model, kind, application));
            continue;
        }
        for ask in &condition.asks {
            if !says(said, *ask) {
                lacks.push(Lack::Field {
                    condition: condition.id.to_string(),
                    name: [told(&condition.name, Lang::Sv), told(&condition.name, Lang::En)],
                    ask: *ask,
                });
            }
        }
    }
    lacks
}

/// The application with only those people who are there: who has left is as good as not named.
pub(crate) fn with_only(application: &Application, there: &BTreeSet<PersonId>) -> Application {
    let mut left = application.clone();
    left.team.retain(|it| there.contains(&it.person));
    for answer in left.answers.values_mut() {
        answer.person = answer.person.filter(|it| there.contains(it));
    }
    left
}

/// Whether an answer says what is asked for.
fn says(said: Option<&Answer>, ask: Ask) -> bool {
    let Some(said) = said else { return false };
    match ask {
        Ask::Choice => said.choice.is_some(),
        Ask::Date => said.date.is_some(),
        Ask::Reference => said.reference.is_some(),
        Ask::Attachment => said.document.is_some(),
        Ask::People => said.person.is_some(),
        Ask::Confirmation => said.confirmed,
        Ask::Text => said.text.is_some(),
        Ask::Amount => said.amount.is_some(),
        // How people are reached stands with them.
        _ => true,
    }
}

fn unnamed(model: &Model, kind: OrganisationKind, application: &Application) -> Vec<Lack> {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &application.team {
        *named.entry(it.role.as_str()).or_default() += 1;
    }
    let short = |member: &Member| {
        let there = named.get(member.role.as_str()).copied().unwrap_or_default();
        usize::from(member.count).checked_sub(there).filter(|more| member.required && *more > 0)
    };
    let members = team_of(model, kind).map_or(&[][..], |team| team.members.as_slice());
    members
        .iter()
        .filter_map(|member| {
            let role = model.role(member.role.as_str())?;
            short(member).map(|more| Lack::Person {
                role: member.role.to_string(),
                name: [told(&role.name, Lang::Sv), told(&role.name, Lang::En)],
                more,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use method::Library;
    use programme::{ApplicationState, DocumentId, Named, OrganisationId, RoundId, Track};

    fn id<T>(make: fn(Timestamp, &mut dyn programme::Random) -> T, byte: u8) -> T {
        make(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(byte))
    }

    fn empty() -> Application {
        Application {
            round: id(RoundId::new, 1),
            organisation: id(OrganisationId::new, 1),
            track: Track::Municipalities,
            administration: None,
            state: ApplicationState::Draft,
            answers: BTreeMap::new(),
            team: Vec::new(),
            invoice_reference: None,
            sent: None,
            returned: None,
            verdict: None,
            withdrawn: None,
        }
    }

    fn complete(model: &Model) -> Application {
        let mut it = empty();
        for condition in &model.conditions {
            let answer = Answer {
                confirmed: true,
                choice: condition.choices.first().map(|choice| choice.id.to_string()),
                date: Some(date(2018, 6, 18)),
                reference: Some("KF § 91".into()),
                text: None,
                amount: Some(50_000),
                document: Some(id(DocumentId::new, 1)),
                person: Some(id(PersonId::new, 1)),
            };
            it.answers.insert(condition.id.to_string(), answer);
        }
        for (byte, role) in ["politiker", "chef", "strateg"].into_iter().enumerate() {
            it.team.push(Named { role: role.into(), person: id(PersonId::new, byte as u8) });
        }
        it
    }

    #[test]
    fn nothing_said_lacks_everything_that_is_required() {
        let model = Library::built_in().model("modell-2019").unwrap();
        let said: Vec<String> =
            lacking(model, OrganisationKind::Municipality, &empty()).iter().map(|lack| lack.said(Lang::Sv)).collect();
        assert_eq!(
            said,
            [
                "Politiskt beslut (välj ett alternativ)",
                "Politiskt beslut (datum)",
                "Politiskt beslut (diarienummer eller paragraf)",
                "Politiskt beslut (bifogat dokument)",
                "en person till som politiker",
                "en person till som chef",
                "en person till som strateg",
                "Ledningen står bakom (bekräftelse)",
                "Ledningen står bakom (personer)",
                "Tid är avsatt (bekräftelse)",
                "Följa modellen (bekräftelse)",
                "Bli mentor efteråt (bekräftelse)",
            ]
        );
    }

    #[test]
    fn a_region_names_two_managers_where_the_model_says_so() {
        let model = Library::built_in().model("modell-2019").unwrap();
        let application = complete(model);
        assert_eq!(lacking(model, OrganisationKind::Municipality, &application), []);
        let lacks = lacking(model, OrganisationKind::Region, &application);
        assert_eq!(lacks.iter().map(|it| it.said(Lang::En)).collect::<Vec<_>>(), ["one more person as senior manager"]);
    }

    #[test]
    fn who_has_left_is_as_good_as_not_named() {
        let model = Library::built_in().model("modell-2019").unwrap();
        let application = complete(model);
        // The manager and the strategist are there, the politician is not.
        let there = BTreeSet::from([id(PersonId::new, 1), id(PersonId::new, 2)]);
        let lacks = lacking(model, OrganisationKind::Municipality, &with_only(&application, &there));
        assert_eq!(lacks.iter().map(|it| it.said(Lang::Sv)).collect::<Vec<_>>(), ["en person till som politiker"]);
        let nobody = lacking(model, OrganisationKind::Municipality, &with_only(&application, &BTreeSet::new()));
        let nobody: Vec<String> = nobody.iter().map(|it| it.said(Lang::Sv)).collect();
        assert_eq!(
            nobody,
            [
                "en person till som politiker",
                "en person till som chef",
                "en person till som strateg",
                "Ledningen står bakom (personer)",
            ]
        );
    }

    #[test]
    fn every_model_can_be_applied_for_with_a_complete_form() {
        for model in Library::built_in().models() {
            let mut application = complete(model);
            application.team.clear();
            for team in &model.teams {
                for member in &team.members {
                    for count in 0..member.count {
                        let person = id(PersonId::new, count);
                        application.team.push(Named { role: member.role.to_string(), person });
                    }
                }
            }
            for answer in application.answers.values_mut() {
                answer.text = Some("Ja".into());
            }
            for kind in [OrganisationKind::Municipality, OrganisationKind::Region, OrganisationKind::Association] {
                assert_eq!(lacking(model, kind, &application), [], "{} {kind:?}", model.id);
            }
        }
    }
}
