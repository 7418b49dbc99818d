//! A round on the stage whose groups are about to be formed: sixteen that have been admitted, six mentors,
//! what they wish, and two who had better not meet.

use std::collections::BTreeMap;

use jiff::civil::Date;
use programme::{
    Answer, ApplicationId, ApplicationState, Calendar, Capacity, EditionId, FormingRules, FormingRulesId, Mentors,
    OrganisationId, OrganisationKind, Pair, PersonId, Role, RoundId, RoundState, Track, Verdict, Wished,
};

use super::{Stage, participation};
use crate::{Trouble, demonstration::Place, demonstration::place, rounds::blank};

/// Municipalities of the invented country that take part nowhere else on the stage, so that nothing there
/// is another for their coming.
pub(in crate::demonstration) const PLACES: [Place; 22] = [
    municipality("Myrlunda kommun", "9102"),
    municipality("Tjäderfors kommun", "9105"),
    municipality("Tallhärads kommun", "9110"),
    municipality("Forsvattna kommun", "9202"),
    municipality("Timmervåga kommun", "9203"),
    municipality("Kvarnhärads kommun", "9209"),
    municipality("Älvhärads kommun", "9212"),
    municipality("Gäddhamra kommun", "9302"),
    municipality("Almhärads kommun", "9304"),
    municipality("Kransköpings kommun", "9308"),
    municipality("Ekhamra kommun", "9312"),
    municipality("Vetehamra kommun", "9402"),
    municipality("Havrelunda kommun", "9407"),
    municipality("Rapsköpings kommun", "9411"),
    municipality("Fyrhamra kommun", "9505"),
    municipality("Salthärads kommun", "9506"),
    municipality("Hjortsele kommun", "9108"),
    municipality("Brostrands kommun", "9210"),
    municipality("Ålhamra kommun", "9309"),
    municipality("Lärkhärads kommun", "9405"),
    municipality("Strandköpings kommun", "9508"),
    municipality("Briggeby kommun", "9512"),
];

const fn municipality(name: &'static str, area: &'static str) -> Place {
    place(name, OrganisationKind::Municipality, Some(area))
}

/// So many of them take part; the others mentor.
const TAKE_PART: usize = 16;

/// What they want to work with.
const THEMES: [&str; 4] = ["Heltid", "Skola", "Socialtjänst", "Samhällsplanering"];

/// Who leads how many groups, backs how many, and is new to it.
const MENTORS: [(&str, u8, u8, bool); 6] = [
    ("Hjortsele kommun", 1, 0, false),
    ("Brostrands kommun", 2, 0, false),
    ("Ålhamra kommun", 1, 0, false),
    ("Lärkhärads kommun", 1, 0, false),
    ("Strandköpings kommun", 1, 1, false),
    ("Briggeby kommun", 1, 0, true),
];

impl Stage<'_> {
    /// The round whose groups are about to be formed.
    pub(super) fn about_to_form(&mut self, edition: EditionId) -> Result<RoundId, Trouble> {
        let calendar = Calendar {
            invited: Some(self.day(-120)),
            opens: Some(self.day(-110)),
            closes: Some(self.day(-30)),
            answer: Some(self.day(-14)),
            starts: Some(self.day(40)),
            ends: Some(self.day(770)),
        };
        let round: RoundId = self.office.id();
        let title = format!("Nya grannar {}", self.day(40).year());
        let mut body = self.round(edition, title, RoundState::Admission, calendar)?;
        body.tracks = vec![Track::Municipalities];
        let organiser = body.organiser;
        self.change.insert(round, &body)?;
        let judge = self.person(organiser, &[Role::Organiser]).map(|(person, _)| person);
        let judge = judge.ok_or_else(|| Trouble::Ours("no organiser on the stage".into()))?;
        let came = self.day(-14);
        for it in &PLACES[..TAKE_PART] {
            let application = self.admitted(round, it.name, judge, came)?;
            let mut there = participation(round, self.place(it.name)?, Capacity::Participant, came);
            (there.application, there.promised) = (Some(application), Some(came));
            self.change.insert(self.office.id(), &there)?;
        }
        for it in &PLACES[TAKE_PART..] {
            let there = participation(round, self.place(it.name)?, Capacity::Mentor, came);
            self.change.insert(self.office.id(), &there)?;
        }
        let rules = self.asked(round, organiser)?;
        self.change.insert(self.office.id::<FormingRulesId>(), &rules)?;
        Ok(round)
    }

    /// An application that was sent and admitted.
    fn admitted(&mut self, round: RoundId, name: &str, judge: PersonId, on: Date) -> Result<ApplicationId, Trouble> {
        let organisation = self.place(name)?;
        let id: ApplicationId = self.office.id();
        let mut it = blank(round, organisation, Track::Municipalities);
        it.state = ApplicationState::Admitted;
        it.sent = Some(self.day(-40));
        it.invoice_reference = Some("ZZ 1020".into());
        for condition in ["ledningen-star-bakom", "tid-avsatt", "folja-modellen", "bli-mentor"] {
            it.answers.insert(condition.into(), Answer { confirmed: true, ..Answer::default() });
        }
        it.verdict = Some(Verdict {
            outcome: ApplicationState::Admitted,
            reason: "Villkoren är uppfyllda.".into(),
            place: None,
            on,
            by: judge,
            letter: None,
        });
        self.change.insert(id, &it)?;
        Ok(id)
    }

    /// What the organiser has asked of the groups so far.
    fn asked(&self, round: RoundId, organiser: OrganisationId) -> Result<FormingRules, Trouble> {
        let mut rules = FormingRules::usual(round, organiser);
        let mut wished = BTreeMap::new();
        for (n, it) in PLACES[..TAKE_PART].iter().enumerate() {
            let themes = vec![THEMES[n % THEMES.len()].to_owned()];
            wished.insert(self.place(it.name)?, Wished { themes, ..Wished::default() });
        }
        rules.wished = wished;
        for (name, leads, backs, new) in MENTORS {
            rules.mentors.insert(self.place(name)?, Mentors { leads, backs, new });
        }
        let two = |one: &str, other: &str| Ok::<_, Trouble>(Pair::of(self.place(one)?, self.place(other)?));
        rules.apart.insert(two("Kvarnhärads kommun", "Älvhärads kommun")?);
        rules.together.insert(two("Havrelunda kommun", "Vetehamra kommun")?);
        rules.conflicts.insert(two("Salthärads kommun", "Strandköpings kommun")?);
        Ok(rules)
    }
}
