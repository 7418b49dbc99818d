//! Why these are together, how wishes fared, what was given up, and what the next best would be.

use super::{Teller, wish};
use grouping::Wish;
use grouping::explain::{Because, Fared, Gains, GivenUp, Met, Next, NoNext, Reason, Why, WishFared};
use i18n::Lang;

/// The most names that are told of many.
const FEW: usize = 3;
/// So long a way is near: kilometres, or minutes.
const NEAR: i64 = 90;

/// Whether ways are shorter than by lot, and so much that it is worth telling: a twentieth.
const fn shorter(ways: i64, usual: i64) -> bool {
    ways * 20 <= usual * 19
}

impl Teller {
    /// Who is in a group and who leads it, in a sentence.
    #[must_use]
    pub fn seated(&self, members: &[String], mentor: Option<&str>, support: Option<&str>) -> String {
        let who = self.list(members.iter().map(String::as_str));
        let mut text = match (mentor, self.lang) {
            (Some(mentor), Lang::Sv) => format!("{who}, med {} som mentor", self.name(mentor)),
            (Some(mentor), Lang::En) => format!("{who}, with {} as mentor", self.name(mentor)),
            (None, _) => who,
        };
        if let Some(support) = support {
            text += &match self.lang {
                Lang::Sv => format!(" och {} bakom mentorn", self.name(support)),
                Lang::En => format!(" and {} behind the mentor", self.name(support)),
            };
        }
        text + "."
    }

    /// Why these are together, a sentence a reason; what speaks against it last.
    #[must_use]
    pub fn why(&self, why: &Why) -> Vec<String> {
        let mut told: Vec<String> = why.speaks_for.iter().map(|it| self.reason(&it.reason)).collect();
        if !why.speaks_against.is_empty() {
            let what: Vec<String> =
                why.speaks_against.iter().map(|(of, _)| crate::words::small(wish(*of, self.lang))).collect();
            let what: Vec<&str> = what.iter().map(String::as_str).collect();
            let what = crate::words::list(&what, self.and());
            told.push(match self.lang {
                Lang::Sv => format!("Sämre än vid lottning: {what}."),
                Lang::En => format!("Worse than by lot: {what}."),
            });
        }
        if told.is_empty() {
            told.push(
                self.pick(
                    "Inget särskilt talar för just de här: de blir tillsammans när resten har fallit på plats.",
                    "Nothing in particular speaks for these: they are together once the rest has fallen into place.",
                )
                .to_owned(),
            );
        }
        told
    }

    /// A reason, in a sentence.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        match self.lang {
            Lang::Sv => self.reason_sv(reason),
            Lang::En => self.reason_en(reason),
        }
    }

    fn reason_sv(&self, reason: &Reason) -> String {
        match reason {
            Reason::Settled { rule: grouping::Rule::Locked, who } => {
                format!("Det är bestämt för hand för {}.", self.ids(who))
            }
            Reason::Settled { who, .. } => format!("{} ska vara tillsammans.", self.ids(who)),
            Reason::Near { ways, longest, usual } if !shorter(*ways, *usual) => {
                format!("Längst mellan två som träffas är det {}.", self.long(*longest))
            }
            Reason::Near { ways, longest, usual } => format!(
                "{}: längst är det {}, och alla vägar blir {} mot {} om man hade dragit lott.",
                if *longest <= NEAR { "De har nära till varandra" } else { "Vägarna är kortare än de brukar bli" },
                self.long(*longest),
                self.long(*ways),
                self.long(*usual)
            ),
            Reason::Themes { all, some } if !all.is_empty() => {
                let themes: Vec<&str> = all.iter().map(String::as_str).collect();
                let more = if some.is_empty() { String::new() } else { format!(" {}", self.some_themes(some)) };
                format!("Gemensamt tema: {}.{more}", crate::words::list(&themes, "och"))
            }
            Reason::Themes { some, .. } => self.some_themes(some),
            Reason::Sizes { smallest, largest } => {
                format!("De är ungefär lika stora: {} till {} invånare.", self.whole(*smallest), self.whole(*largest))
            }
            Reason::Class { class } => format!("De är av samma typ: {}.", self.class(class)),
            Reason::Similar { pairs, of } if pairs.len() == *of => {
                "De liknar alla varandra enligt RKA:s liknande kommuner.".into()
            }
            Reason::Similar { pairs, .. } => {
                let pairs: Vec<String> =
                    pairs.iter().take(FEW).map(|it| format!("{} och {}", self.name(&it.0), self.name(&it.1))).collect();
                format!("Enligt RKA:s liknande kommuner liknar {} varandra.", pairs.join(", liksom "))
            }
            Reason::Complement { areas } => {
                let told: Vec<String> = areas
                    .iter()
                    .take(FEW)
                    .map(|it| {
                        format!(
                            "i {} kan {} lära av {}",
                            self.area(&it.area),
                            self.ids(it.weak.keys()),
                            self.ids(it.strong.keys())
                        )
                    })
                    .collect();
                format!("Det finns något att lära: {}.", told.join("; "))
            }
            Reason::NewAcquaintances => "Ingen har träffat någon av de andra i en grupp förut.".into(),
            Reason::Hosts { who } => format!("Gruppen kan träffas hos {}.", self.ids(who)),
            Reason::Support { way } => format!("Från mentorn till den som står bakom den är det {}.", self.long(*way)),
        }
    }

    fn reason_en(&self, reason: &Reason) -> String {
        match reason {
            Reason::Settled { rule: grouping::Rule::Locked, who } => {
                format!("It is settled by hand for {}.", self.ids(who))
            }
            Reason::Settled { who, .. } => format!("{} have to be together.", self.ids(who)),
            Reason::Near { ways, longest, usual } if !shorter(*ways, *usual) => {
                format!("The longest way between two who meet is {}.", self.long(*longest))
            }
            Reason::Near { ways, longest, usual } => format!(
                "{}: the longest way is {}, and all ways come to {} against {} by lot.",
                if *longest <= NEAR { "They are close to each other" } else { "The ways are shorter than usual" },
                self.long(*longest),
                self.long(*ways),
                self.long(*usual)
            ),
            Reason::Themes { all, some } if !all.is_empty() => {
                let themes: Vec<&str> = all.iter().map(String::as_str).collect();
                let more = if some.is_empty() { String::new() } else { format!(" {}", self.some_themes(some)) };
                format!("Theme in common: {}.{more}", crate::words::list(&themes, "and"))
            }
            Reason::Themes { some, .. } => self.some_themes(some),
            Reason::Sizes { smallest, largest } => {
                format!(
                    "They are of much the same size: {} to {} inhabitants.",
                    self.whole(*smallest),
                    self.whole(*largest)
                )
            }
            Reason::Class { class } => format!("They are of the same type: {}.", self.class(class)),
            Reason::Similar { pairs, of } if pairs.len() == *of => {
                "They all resemble each other by RKA's similar municipalities.".into()
            }
            Reason::Similar { pairs, .. } => {
                let pairs: Vec<String> =
                    pairs.iter().take(FEW).map(|it| format!("{} and {}", self.name(&it.0), self.name(&it.1))).collect();
                format!("By RKA's similar municipalities, {} resemble each other.", pairs.join(", as well as "))
            }
            Reason::Complement { areas } => {
                let told: Vec<String> = areas
                    .iter()
                    .take(FEW)
                    .map(|it| {
                        format!(
                            "in {}, {} can learn from {}",
                            self.area(&it.area),
                            self.ids(it.weak.keys()),
                            self.ids(it.strong.keys())
                        )
                    })
                    .collect();
                format!("There is something to learn: {}.", told.join("; "))
            }
            Reason::NewAcquaintances => "Nobody has met any of the others in a group before.".into(),
            Reason::Hosts { who } => format!("The group can meet at {}.", self.ids(who)),
            Reason::Support { way } => format!("From the mentor to who backs it: {}.", self.long(*way)),
        }
    }

    fn some_themes(&self, some: &std::collections::BTreeMap<String, std::collections::BTreeSet<String>>) -> String {
        let told: Vec<String> =
            some.iter().take(FEW).map(|(theme, who)| format!("{} ({theme})", self.ids(who))).collect();
        match self.lang {
            Lang::Sv => format!("Några delar tema: {}.", told.join("; ")),
            Lang::En => format!("Some share a theme: {}.", told.join("; ")),
        }
    }

    /// A type with its code, where its name is known.
    fn class(&self, code: &str) -> String {
        super::class(code, self.lang).map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"))
    }

    /// Names of a set of ids.
    pub(super) fn ids<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> String {
        let names: Vec<&str> = ids.into_iter().map(|id| self.name(id)).collect();
        crate::words::list(&names, self.and())
    }

    /// A way that comes with a sign.
    fn long(&self, way: i64) -> String {
        self.way(way.unsigned_abs())
    }

    /// How the wishes of one organisation fared: a sentence for each that was not met in full, then one for all that
    /// were.
    #[must_use]
    pub fn fared(&self, fared: &Fared) -> Vec<String> {
        let (met, unmet): (Vec<_>, Vec<_>) = fared.wishes.iter().partition(|it| it.met == Met::Wholly);
        let mut told: Vec<String> = unmet.into_iter().map(|it| self.wish_fared(it)).collect();
        let met: Vec<String> = met.iter().map(|it| crate::words::small(wish(it.wish, self.lang))).collect();
        if !met.is_empty() {
            let met: Vec<&str> = met.iter().map(String::as_str).collect();
            let lead = self.pick("Helt uppfyllt", "Met in full");
            told.push(format!("{lead}: {}.", crate::words::list(&met, self.and())));
        }
        told
    }

    /// What holds for every wish that was not met and of which nothing else is said, once for all; `None`: there is
    /// no such wish.
    #[must_use]
    pub fn elsewhere<'f>(&self, all: impl IntoIterator<Item = &'f Fared>) -> Option<&'static str> {
        let any = |it: &Fared| it.wishes.iter().any(|it| it.because == Some(Because::Elsewhere));
        all.into_iter().any(any).then(|| {
            self.pick(
                "Där ett önskemål inte är helt uppfyllt och inget annat sägs, sitter de som hade passat bättre i andra grupper, för att summan för alla ska bli så låg som möjligt.",
                "Where a wish is not met in full and nothing else is said, those who would have suited better are in other groups, so that the sum for all is as low as it can be.",
            )
        })
    }

    /// How one wish fared.
    #[must_use]
    pub fn wish_fared(&self, fared: &WishFared) -> String {
        let name = wish(fared.wish, self.lang);
        let how = match (fared.met, self.lang) {
            (Met::Wholly, Lang::Sv) => "helt uppfyllt",
            (Met::Wholly, Lang::En) => "met in full",
            (Met::Partly, Lang::Sv) => "delvis uppfyllt",
            (Met::Partly, Lang::En) => "met in part",
            (Met::Not, Lang::Sv) => "inte uppfyllt",
            (Met::Not, Lang::En) => "not met",
        };
        let much = if fared.wish == Wish::Travel {
            match self.lang {
                Lang::Sv => format!(", sammanlagt {} mot som minst {}", self.long(fared.units), self.long(fared.least)),
                Lang::En => {
                    format!(", {} in all against {} at the least", self.long(fared.units), self.long(fared.least))
                }
            }
        } else {
            String::new()
        };
        let because = match (fared.because, self.lang) {
            (None | Some(Because::Elsewhere), _) => String::new(),
            (Some(Because::Nobody), Lang::Sv) => ". Det finns ingen som det hade kunnat bli bättre med".into(),
            (Some(Because::Nobody), Lang::En) => ". There is nobody with whom it could have been better".into(),
            (Some(Because::Some), Lang::Sv) => format!(", inte med {}", self.ids(&fared.not_by)),
            (Some(Because::Some), Lang::En) => format!(", not with {}", self.ids(&fared.not_by)),
        };
        format!("{name}: {how}{much}{because}.")
    }

    /// What one organisation gave up, and for whom.
    #[must_use]
    pub fn given_up(&self, given: &GivenUp) -> String {
        let who = self.name(&given.id);
        let Some(best) = &given.best else {
            return match self.lang {
                Lang::Sv => format!("{who} kan inte vara med i någon tillåten grupp."),
                Lang::En => format!("{who} cannot be in any group that is allowed."),
            };
        };
        if given.got.is_none() {
            return match self.lang {
                Lang::Sv => format!("{who} blev utan grupp."),
                Lang::En => format!("{who} was left without a group."),
            };
        }
        if given.points <= 0 {
            return match self.lang {
                Lang::Sv => format!("{who} kunde inte ha fått det bättre."),
                Lang::En => format!("{who} could not have had it better."),
            };
        }
        let others: Vec<String> = best.group.members.iter().filter(|it| **it != given.id).cloned().collect();
        let with = self.seated(&others, best.group.mentor.as_deref(), None);
        let with = with.trim_end_matches('.');
        let points = self.points(given.points);
        let mut text = match self.lang {
            Lang::Sv if !given.extra.is_empty() => {
                format!(
                    "{who} hade helst suttit utan {}. Det hade varit {points} bättre för {who}.",
                    self.ids(&given.extra)
                )
            }
            Lang::En if !given.extra.is_empty() => {
                format!(
                    "{who} would rather have been without {}. That would have been {points} better for {who}.",
                    self.ids(&given.extra)
                )
            }
            Lang::Sv if given.led => {
                let mentor = self.ids(best.group.mentor.iter());
                format!("{who} hade helst haft {mentor} som mentor. Det hade varit {points} bättre för {who}.")
            }
            Lang::En if given.led => {
                let mentor = self.ids(best.group.mentor.iter());
                format!(
                    "{who} would rather have had {mentor} as its mentor. That would have been {points} better for {who}."
                )
            }
            Lang::Sv => format!("{who} hade helst suttit med {with}. Det hade varit {points} bättre för {who}."),
            Lang::En => {
                format!("{who} would rather have been with {with}. That would have been {points} better for {who}.")
            }
        };
        let companions: Vec<&String> =
            given.gainers.iter().filter(|it| it.how == Gains::Companion).map(|it| &it.id).collect();
        if !companions.is_empty() {
            let names = self.ids(companions);
            text += &match self.lang {
                Lang::Sv => format!(" I stället får {names} det bättre."),
                Lang::En => format!(" In return it is better for {names}."),
            };
        }
        let led: Vec<&String> = given.gainers.iter().filter(|it| it.how == Gains::Mentor).map(|it| &it.id).collect();
        if led.is_empty() && given.gainers.is_empty() {
            text += self.pick(
                " Ingen annan deltagare fick det tydligt bättre i stället; det är summan för alla som har avgjort.",
                " No other participant is clearly better off instead; the sum for all has decided.",
            );
        }
        if !led.is_empty() {
            let names = self.ids(led);
            text += &match self.lang {
                Lang::Sv => format!(" Mentorn gick till {names}."),
                Lang::En => format!(" The mentor went to {names}."),
            };
        }
        text
    }

    /// What the next best arrangement would be without a group, and what it costs.
    #[must_use]
    pub fn next(&self, next: &Next) -> String {
        let groups: Vec<String> = next
            .difference
            .new
            .iter()
            .map(|it| self.seated(&it.members, it.mentor.as_deref(), None).trim_end_matches('.').to_owned())
            .collect();
        let (groups, more) = (groups.join("; "), self.points(next.more.abs()));
        let dearer = match (next.more, self.lang) {
            (0, Lang::Sv) => "kostar lika mycket".to_owned(),
            (0, Lang::En) => "costs as much".to_owned(),
            (1.., Lang::Sv) => format!("kostar {more} mer"),
            (1.., Lang::En) => format!("costs {more} more"),
            (_, Lang::Sv) => format!("kostar {more} mindre"),
            (_, Lang::En) => format!("costs {more} less"),
        };
        let sure = if next.proven {
            ""
        } else {
            self.pick(" Det kan finnas något billigare.", " There may be something cheaper.")
        };
        match self.lang {
            Lang::Sv if next.proven => format!("Det näst bästa utan den här gruppen {dearer}: {groups}."),
            Lang::En if next.proven => format!("The next best without this group {dearer}: {groups}."),
            Lang::Sv => format!("Det billigaste vi hittade utan den här gruppen {dearer}: {groups}.{sure}"),
            Lang::En => format!("The cheapest we found without this group {dearer}: {groups}.{sure}"),
        }
    }

    /// Why there is no next best.
    #[must_use]
    pub fn no_next(&self, none: NoNext) -> &'static str {
        let (sv, en) = match none {
            NoNext::NoGroup => ("Det finns ingen sådan grupp.", "There is no such group."),
            NoNext::Alone => (
                "Den som är ensam i sin grupp har ingen att skiljas från.",
                "Who is alone in a group has nobody to be parted from.",
            ),
            NoNext::Impossible => (
                "Reglerna tillåter inget annat än att de är tillsammans.",
                "The rules allow nothing but that they are together.",
            ),
            NoNext::NotFound => ("Inget annat hittades.", "Nothing else was found."),
        };
        self.lang.pick(sv, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use grouping::explain::{Gainer, OwnBest, Weighed};
    use grouping::{Ask, Group, Party};

    fn teller(lang: Lang) -> Teller {
        let party = |id: &str, name: &str| Party { id: id.into(), name: name.into(), ..Party::default() };
        let parties = vec![party("1", "Åre"), party("2", "Berg"), party("3", "Bräcke"), party("4", "Gävle")];
        Teller::new(lang, &Ask { parties, ..Ask::default() })
    }

    fn reason(reason: Reason) -> (String, String) {
        (teller(Lang::Sv).reason(&reason), teller(Lang::En).reason(&reason))
    }

    #[test]
    fn a_way_is_called_near_only_where_it_is() {
        let (sv, en) = reason(Reason::Near { ways: 120, longest: 70, usual: 300 });
        assert_eq!(
            sv,
            "De har nära till varandra: längst är det 70\u{a0}km, och alla vägar blir 120\u{a0}km mot 300\u{a0}km om man hade dragit lott."
        );
        assert_eq!(
            en,
            "They are close to each other: the longest way is 70\u{a0}km, and all ways come to 120\u{a0}km against 300\u{a0}km by lot."
        );
        let (sv, en) = reason(Reason::Near { ways: 300, longest: 161, usual: 543 });
        assert!(sv.starts_with("Vägarna är kortare än de brukar bli: längst är det 161\u{a0}km, och"), "{sv}");
        assert!(en.starts_with("The ways are shorter than usual: the longest way is 161\u{a0}km, and"), "{en}");
        // Three kilometres less are nothing to tell.
        let (sv, en) = reason(Reason::Near { ways: 540, longest: 170, usual: 543 });
        assert_eq!(sv, "Längst mellan två som träffas är det 170\u{a0}km.");
        assert_eq!(en, "The longest way between two who meet is 170\u{a0}km.");
    }

    #[test]
    fn a_type_is_told_by_name() {
        let (sv, en) = reason(Reason::Class { class: "B5".into() });
        assert_eq!(sv, "De är av samma typ: lågpendlingskommuner nära större stad (B5).");
        assert_eq!(
            en,
            "They are of the same type: municipalities with little commuting near a medium-sized town (B5)."
        );
        assert_eq!(reason(Reason::Class { class: "kust".into() }).0, "De är av samma typ: kust.");
    }

    #[test]
    fn what_speaks_against_a_group_is_told_last() {
        let why = Why {
            group: 0,
            members: vec!["1".into(), "2".into()],
            mentor: None,
            support: None,
            points: 7,
            speaks_for: vec![Weighed { reason: Reason::NewAcquaintances, gain: 3 }],
            speaks_against: vec![(Wish::Size, 9), (Wish::Class, 2)],
        };
        assert_eq!(
            teller(Lang::Sv).why(&why),
            [
                "Ingen har träffat någon av de andra i en grupp förut.",
                "Sämre än vid lottning: ungefär lika stora och samma typ av kommun.",
            ]
        );
    }

    #[test]
    fn wishes_that_were_met_share_a_sentence() {
        let one = |wish: Wish, met: Met, units: i64, because: Option<Because>| WishFared {
            wish,
            met,
            points: units,
            units,
            least: 40,
            by: std::collections::BTreeSet::new(),
            not_by: std::collections::BTreeSet::new(),
            because,
        };
        let fared = Fared {
            id: "1".into(),
            group: Some(0),
            burden: 90,
            wishes: vec![
                one(Wish::Travel, Met::Partly, 60, Some(Because::Elsewhere)),
                one(Wish::Theme, Met::Wholly, 0, None),
                one(Wish::Host, Met::Wholly, 0, None),
            ],
        };
        assert_eq!(
            teller(Lang::Sv).fared(&fared),
            [
                "Korta vägar: delvis uppfyllt, sammanlagt 60\u{a0}km mot som minst 40\u{a0}km.",
                "Helt uppfyllt: gemensamt tema och en värd inom räckhåll.",
            ]
        );
        let said = teller(Lang::Sv).elsewhere([&fared]).unwrap();
        assert!(said.starts_with("Där ett önskemål inte är helt uppfyllt och inget annat sägs, sitter de"), "{said}");
        let wholly = Fared { wishes: vec![one(Wish::Theme, Met::Wholly, 0, None)], ..fared };
        assert_eq!(teller(Lang::Sv).elsewhere([&wholly]), None);
    }

    #[test]
    fn what_was_given_up_names_who_gained() {
        let best = OwnBest {
            group: Group { members: vec!["1".into(), "2".into()], mentor: Some("4".into()), support: None },
            burden: 10,
            proven: true,
        };
        let gainers = vec![
            Gainer { id: "2".into(), how: Gains::Companion, now: 5, there: Some(9) },
            Gainer { id: "3".into(), how: Gains::Mentor, now: 5, there: None },
        ];
        let given = GivenUp {
            id: "1".into(),
            got: Some(30),
            best: Some(best),
            points: 20,
            gainers,
            extra: Vec::new(),
            led: false,
        };
        assert_eq!(
            teller(Lang::Sv).given_up(&given),
            "Åre hade helst suttit med Berg, med Gävle som mentor. Det hade varit 20\u{a0}poäng bättre för Åre. I stället får Berg det bättre. Mentorn gick till Bräcke."
        );
        let without = GivenUp { gainers: Vec::new(), extra: vec!["3".into()], ..given.clone() };
        assert_eq!(
            teller(Lang::Sv).given_up(&without),
            "Åre hade helst suttit utan Bräcke. Det hade varit 20\u{a0}poäng bättre för Åre. Ingen annan deltagare fick det tydligt bättre i stället; det är summan för alla som har avgjort."
        );
        let none = GivenUp { points: 0, gainers: Vec::new(), ..given };
        assert_eq!(teller(Lang::En).given_up(&none), "Åre could not have had it better.");
    }
}
