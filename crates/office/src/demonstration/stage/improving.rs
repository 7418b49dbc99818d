//! Ideas and where they come from, cards in every state with what was measured, and what lives on of a
//! round that is over.

use std::collections::BTreeMap;

use programme::{
    Baseline, CheckIn, CheckInId, Direction, Idea, IdeaId, Improvement, ImprovementId, ImprovementState, Lives,
    Measurement, MeasurementId, OrganisationId, Origin, PersonId, Role, RoundId, Spread, Visibility,
};

use super::{Stage, shown::area};
use crate::Trouble;

/// The item of the self-assessment at which the budget questions were seen.
const STEERING: &str = "overgripande/styrkedjan";

const LAXMORA: &str = "Laxmora kommun";
const RAGKOPING: &str = "Rågköpings kommun";
const SKARKOPING: &str = "Skärköpings kommun";
const TANGKOPING: &str = "Tångköpings kommun";
const SLATTKOPING: &str = "Slättköpings kommun";
const ALVHAMRA: &str = "Älvhamra kommun";
const KLOVERHAMRA: &str = "Klöverhamra kommun";

/// What was measured at even intervals, and how many people were behind it.
struct Series<'a> {
    /// Days from today to the first.
    first: i64,
    /// Days between two.
    every: i64,
    women: &'a [f64],
    men: &'a [f64],
    women_n: u32,
    men_n: u32,
    /// What is to be known about the last.
    note: &'a str,
}

/// The ideas that others are made from.
struct Ideas {
    questions: IdeaId,
    grants: IdeaId,
    sick: IdeaId,
}

impl Stage<'_> {
    /// Everything that is improved, in the archived round and the running one.
    pub(super) fn improve(&mut self, before: RoundId, running: RoundId) -> Result<(), Trouble> {
        let ideas = self.family(before, running)?;
        self.lived(before)?;
        self.of_laxmora(running, &ideas)?;
        self.of_ragkoping(running, &ideas)?;
        self.of_skarkoping(running, &ideas)?;
        self.of_others(running)
    }

    /// Three generations: from before this program to a mentor, to one that took it home, to two that took
    /// it from there.
    fn family(&mut self, before: RoundId, running: RoundId) -> Result<Ideas, Trouble> {
        let (alvhamra, laxmora) = (self.place(ALVHAMRA)?, self.place(LAXMORA)?);
        let pilot = Origin::History { organisation: "umea".into(), round: "pilot-2015".into() };
        let seen_with = |id| Origin::Organisation { id, item: Some(STEERING.into()) };
        let budget = self.idea(
            (ALVHAMRA, before),
            "Ställ samma fyra frågor om kvinnor och män, flickor och pojkar till varje nämnd innan den får sin budget: vem når pengarna, vad skiljer sig, varför, och vad gör ni åt det?",
            (pilot, None),
            Visibility::Public,
        )?;
        let questions = self.idea(
            (LAXMORA, running),
            "Två av Älvhamras fyra frågor i budgetanvisningarna: vem når pengarna, och vad gör ni åt det som skiljer sig? Fyra frågor orkar våra nämnder inte första året.",
            (seen_with(alvhamra), Some(budget)),
            Visibility::Round,
        )?;
        let grants = self.idea(
            (RAGKOPING, running),
            "Ställ frågan vem pengarna når om bara en sak, föreningsbidragen, och låt föreningarna själva svara när de söker.",
            (seen_with(laxmora), Some(questions)),
            Visibility::Group,
        )?;
        let sick = self.idea(
            (SKARKOPING, running),
            "Gör om Laxmoras budgetfrågor till frågor om sjukfrånvaro: vem är sjuk, vad skiljer sig, och vad gör vi åt det innan fjorton dagar har gått?",
            (seen_with(laxmora), Some(questions)),
            Visibility::Round,
        )?;
        Ok(Ideas { questions, grants, sick })
    }

    /// The cards of the round that is over, and whether they live a year later.
    fn lived(&mut self, round: RoundId) -> Result<(), Trouble> {
        let organisation = self.place(ALVHAMRA)?;
        let dialogue = Improvement {
            baseline: Some(own("Vid elva dialoger kom 214 män och 131 kvinnor, och män talade tre gånger så länge.")),
            cause: "Dialogerna låg klockan 18 i kommunhuset. De som kom var de som alltid hade kommit. Småbarnsföräldrar sa att de gärna hade svarat, men inte där och inte då.".into(),
            test: "Tre dialoger på förskolan vid hämtning, med en halv timme, fika och tre frågor på lappar.".into(),
            owner: self.whose(organisation, Role::Mentor),
            starts: Some(self.day(-760)),
            ends: Some(self.day(-640)),
            state: ImprovementState::Secured,
            result: "Till de tre dialogerna kom 58 kvinnor och 49 män. Med lappar fick vi fler synpunkter från kvinnor än på de elva dialogerna tillsammans.".into(),
            decision: "Kommunstyrelsen beslutade att varje dialog ska ha en del där människor redan är, och att alla ska kunna svara skriftligt.".into(),
            spread: vec![Spread { place: "Översiktsplaneringen".into(), on: self.day(-560) }],
            unit: "deltagare på en dialog".into(),
            ..Improvement::planned(organisation, Some(round), "Fler män än kvinnor kommer till tals i våra medborgardialoger.")
        };
        let dialogue = self.card(&dialogue, Visibility::Public)?;
        self.measured(
            dialogue,
            organisation,
            &Series {
                first: -850,
                every: 40,
                women: &[12.0, 11.0, 13.0, 20.0, 18.0, 20.0],
                men: &[20.0, 19.0, 21.0, 17.0, 15.0, 17.0],
                women_n: 18,
                men_n: 17,
                note: "De tre sista är de på förskolan.",
            },
        )?;
        let homework = Improvement {
            baseline: Some(Baseline::Figure { kpi: "N15507".into(), area: area(ALVHAMRA)?, year: 2020 }),
            cause: "Pojkarna gick hem när bussen gick. Bussen gick tio minuter efter sista lektionen.".into(),
            test: "En senare buss två dagar i veckan och läxhjälp till dess, på en skola.".into(),
            owner: self.whose(organisation, Role::MentorSupport),
            starts: Some(self.day(-700)),
            ends: Some(self.day(-540)),
            state: ImprovementState::Secured,
            result: "Dubbelt så många pojkar gick på läxhjälpen. Meritvärdet hann inte ändra sig.".into(),
            decision: "Barn- och utbildningsnämnden gjorde den senare bussen permanent för ett läsår i taget.".into(),
            unit: "elever på läxhjälpen".into(),
            good: Direction::More,
            ..Improvement::planned(
                organisation,
                Some(round),
                "Pojkar går mer sällan på läxhjälpen än flickor och har lägre meritvärde i nian.",
            )
        };
        let homework = self.card(&homework, Visibility::Round)?;
        let checked: CheckInId = self.office.id();
        let body = CheckIn {
            round,
            organisation,
            months: 12,
            on: self.day(-20),
            lives: BTreeMap::from([(dialogue, Lives::Yes), (homework, Lives::No)]),
            comment: "Dialogerna på förskolan lever utan oss: de står i rutinen, och en ny samordnare har tagit över. Den senare bussen försvann när skolskjutsen upphandlades om. Ingen hade skrivit in den i underlaget. Det är den dyraste lärdomen vi har.".into(),
        };
        self.change.insert(checked, &body)?;
        self.change.show(checked, 1, Visibility::Round);

        let organisation = self.place(KLOVERHAMRA)?;
        let study = Improvement {
            baseline: Some(Baseline::Figure { kpi: "N15507".into(), area: area(KLOVERHAMRA)?, year: 2018 }),
            cause: "Pojkarna fick veta att de låg efter när betygen sattes, och då var det för sent.".into(),
            test: "Samtal i oktober i stället för i januari, i två klasser, med ett enda nästa steg per elev.".into(),
            owner: self.whose(organisation, Role::Manager),
            starts: Some(self.day(-720)),
            ends: Some(self.day(-560)),
            state: ImprovementState::Secured,
            result: "Pojkarnas meritvärde steg och flickornas med, om än mindre.".into(),
            decision: "Nämnden lade samtalen i oktober för alla årskurs nio.".into(),
            spread: vec![Spread { place: "Årskurs 8".into(), on: self.day(-480) }],
            unit: "meritvärde".into(),
            good: Direction::More,
            ..Improvement::planned(
                organisation,
                Some(round),
                "Pojkar i nian får veta för sent att de riskerar att inte nå målen.",
            )
        };
        let study = self.card(&study, Visibility::Public)?;
        self.measured(
            study,
            organisation,
            &Series {
                first: -740,
                every: 80,
                women: &[231.0, 232.0, 235.0],
                men: &[203.0, 209.0, 214.0],
                women_n: 24,
                men_n: 26,
                note: "Två klasser, efter läsårets slut.",
            },
        )
    }

    /// One with a signal, and one that is kept and has spread.
    fn of_laxmora(&mut self, round: RoundId, ideas: &Ideas) -> Result<(), Trouble> {
        let organisation = self.place(LAXMORA)?;
        let phone = self.idea(
            (LAXMORA, round),
            "Hemtjänsten ringer själv tre veckor efter varje beslut och frågar om behovet har ändrats, i stället för att vänta på att någon hör av sig.",
            (Origin::Own, None),
            Visibility::Group,
        )?;
        let waiting = Improvement {
            baseline: Some(own("De tio veckorna före testet väntade kvinnor 22,5 dagar och män 14 dagar, i median.")),
            cause: "Män har oftare en hustru som ringer. Kvinnor bor oftare ensamma, och ärendet ligger tills någon frågar. Handläggarna prioriterar den som hör av sig.".into(),
            idea: Some(phone),
            test: "Två handläggare ringer upp alla i sitt område tre veckor efter beslut, efter samma fem frågor.".into(),
            owner: self.whose(organisation, Role::Manager),
            starts: Some(self.day(-59)),
            ends: Some(self.day(25)),
            state: ImprovementState::Testing,
            unit: "dagar, median".into(),
            good: Direction::Less,
            ..Improvement::planned(organisation, Some(round), "Kvinnor med hemtjänst väntar längre än män på ett nytt beslut när behovet har ökat.")
        };
        let waiting = self.card(&waiting, Visibility::Group)?;
        self.measured(
            waiting,
            organisation,
            &Series {
                first: -129,
                every: 7,
                women: &[
                    23.0, 22.0, 20.0, 24.0, 21.0, 25.0, 22.0, 21.0, 23.0, 24.0, 19.0, 17.0, 18.0, 16.0, 17.0, 15.0,
                    16.0, 14.0,
                ],
                men: &[
                    15.0, 16.0, 13.0, 14.0, 13.0, 15.0, 16.0, 14.0, 13.0, 14.0, 15.0, 15.0, 13.0, 14.0, 16.0, 13.0,
                    12.0, 15.0,
                ],
                women_n: 17,
                men_n: 9,
                note: "En handläggare var sjuk, så den andra ringde för båda.",
            },
        )?;
        let budget = Improvement {
            baseline: Some(own("I förra budgeten hade 2 av 7 nämnder beskrivit vem pengarna når.")),
            cause: "Anvisningarna frågade efter ’ett jämställdhetsperspektiv’. Ingen visste vad det var, så alla skrev samma mening som året innan.".into(),
            idea: Some(ideas.questions),
            test: "Socialnämnden och tekniska nämnden svarar på två frågor på en halv sida. Controllern läser och frågar vidare en gång.".into(),
            owner: self.whose(organisation, Role::KeyPerson),
            starts: Some(self.day(-88)),
            ends: Some(self.day(-40)),
            state: ImprovementState::Secured,
            result: "Båda svarade. Tekniska upptäckte att nio av tio timmar i ishallen går till pojklag. Det hade de aldrig räknat på.".into(),
            decision: "Kommunstyrelsen tog in de två frågorna i budgetanvisningarna för alla nämnder.".into(),
            spread: vec![
                Spread { place: "Kultur- och fritidsförvaltningen".into(), on: self.day(-28) },
                Spread { place: "Barn- och utbildningsförvaltningen".into(), on: self.day(-15) },
            ],
            ..Improvement::planned(organisation, Some(round), "Nämnderna får sin budget utan att någon ser om pengarna når kvinnor och män, flickor och pojkar lika.")
        };
        self.card(&budget, Visibility::Round)?;
        Ok(())
    }

    /// One that is planned, and one that was studied and showed nothing.
    fn of_ragkoping(&mut self, round: RoundId, ideas: &Ideas) -> Result<(), Trouble> {
        let organisation = self.place(RAGKOPING)?;
        let grants = Improvement {
            baseline: Some(own("Av aktivitetsstödet gick 62 procent till pojkars aktiviteter och 38 till flickors. Av dem mellan 13 och 16 år är ungefär hälften flickor.")),
            cause: "Stödet räknas per träff och pojklagen har fler träffar. Ridning och gymnastik har långa köer men får bara betalt för dem som ryms.".into(),
            idea: Some(ideas.grants),
            test: "Sex föreningar skriver i ansökan hur många flickor och pojkar de nådde och hur många som står i kö. Bidraget ändras inte under testet.".into(),
            owner: self.whose(organisation, Role::Strategist),
            starts: Some(self.day(14)),
            ends: Some(self.day(100)),
            unit: "kronor per ung i målgruppen".into(),
            ..Improvement::planned(organisation, Some(round), "Flickor får en mindre del av föreningsbidraget än pojkar, och fler flickor står i kö till det de vill göra.")
        };
        self.card(&grants, Visibility::Group)?;
        let leave = Improvement {
            baseline: Some(own("Föräldralediga män hos oss är hemma fyra dagar i månaden, kvinnor fjorton. Så har det varit i fem år.")),
            cause: "Cheferna frågar kvinnor när de ska gå på ledighet och män om de ska göra det. Det sa nio av tolv pappor.".into(),
            test: "Alla chefer på tekniska ställer samma tre frågor till den som väntar barn. HR skickar dem i förväg.".into(),
            owner: self.whose(organisation, Role::Manager),
            starts: Some(self.day(-80)),
            ends: Some(self.day(-8)),
            state: ImprovementState::Studied,
            result: "Ingen skillnad syns i uttaget, varken för kvinnor eller för män. Papporna säger att frågan var bra men kom för sent: de hade bestämt sig hemma. Nästa test börjar vid mödravården.".into(),
            unit: "dagar per månad".into(),
            good: Direction::Neither,
            ..Improvement::planned(organisation, Some(round), "Män bland våra anställda tar ut mycket färre föräldradagar än kvinnor.")
        };
        let leave = self.card(&leave, Visibility::Group)?;
        self.measured(
            leave,
            organisation,
            &Series {
                first: -164,
                every: 14,
                women: &[14.1, 14.3, 13.2, 13.5, 14.6, 13.9, 13.4, 13.6, 14.2, 14.5, 13.8, 14.4],
                men: &[4.1, 3.6, 3.8, 4.4, 3.5, 4.2, 3.7, 4.3, 4.0, 3.6, 3.8, 4.2],
                women_n: 31,
                men_n: 19,
                note: "",
            },
        )
    }

    /// One with few men behind the numbers, and one that was dropped.
    fn of_skarkoping(&mut self, round: RoundId, ideas: &Ideas) -> Result<(), Trouble> {
        let organisation = self.place(SKARKOPING)?;
        let sick = Improvement {
            baseline: Some(own("När vi började mäta var kvinnorna på de två avdelningarna sjuka tre dagar i månaden. Männen är för få för att räkna på.")),
            cause: "Undersköterskorna får sina scheman tio dagar i förväg och byter pass med varandra när barnen är sjuka. Fastighetsskötarna kan flytta sin arbetstid själva. Det är nästan bara kvinnor i det ena yrket och män i det andra.".into(),
            idea: Some(ideas.sick),
            test: "Chefen på två avdelningar ringer efter fjorton dagar och ställer fem frågor. Vikarie sätts in redan första dagen.".into(),
            owner: self.whose(organisation, Role::Strategist),
            starts: Some(self.day(-45)),
            ends: Some(self.day(60)),
            state: ImprovementState::Testing,
            unit: "sjukdagar per månad".into(),
            good: Direction::Less,
            ..Improvement::planned(organisation, Some(round), "Kvinnor i våra vårdyrken är sjukskrivna allt mer, män i våra tekniska yrken är det inte.")
        };
        let sick = self.card(&sick, Visibility::Round)?;
        self.measured(
            sick,
            organisation,
            &Series {
                first: -72,
                every: 14,
                women: &[2.9, 3.1, 2.8, 2.6, 2.7],
                men: &[1.4, 1.1, 1.6, 1.2, 1.3],
                women_n: 46,
                men_n: 4,
                note: "Det är fyra män på de två avdelningarna.",
            },
        )?;
        let snow = Improvement {
            baseline: Some(Baseline::Figure { kpi: "N60986".into(), area: area(SKARKOPING)?, year: 2022 }),
            cause: "Kvinnor går och cyklar oftare till arbetet, och gångvägar röjs sist. De flesta fallen sker före sju på morgonen.".into(),
            test: "Gångvägar, skolor och hållplatser före bilvägar i två stadsdelar, december till februari.".into(),
            owner: self.whose(organisation, Role::Manager),
            starts: Some(self.day(-58)),
            ends: Some(self.day(-14)),
            state: ImprovementState::Dropped,
            result: "Entreprenören körde den nya ordningen tre av nio gånger. Det snöade för lite för att säga något om skadorna.".into(),
            decision: "Tekniska nämnden avslutade testet: avtalet ersätter per kilometer bilväg, och innan det är omförhandlat prövar vi något som inte går att göra. Frågan tas upp i nästa upphandling.".into(),
            unit: "fallskador före klockan nio".into(),
            good: Direction::Less,
            ..Improvement::planned(organisation, Some(round), "Fler kvinnor än män skadar sig på gångvägar som röjs efter bilvägarna.")
        };
        self.card(&snow, Visibility::Group)?;
        Ok(())
    }

    /// Two that nobody else sees: one is planned, of one there is only the problem.
    fn of_others(&mut self, round: RoundId) -> Result<(), Trouble> {
        let organisation = self.place(TANGKOPING)?;
        let hiring = Improvement {
            baseline: Some(Baseline::Figure { kpi: "N03920".into(), area: area(TANGKOPING)?, year: 2022 }),
            cause: "Annonserna till hamn och teknik beskriver verktygen, inte arbetet. Kvinnor som vi frågade trodde att de måste ha körkort för truck redan när de söker.".into(),
            test: "Fyra annonser skrivs om tillsammans med arbetsmarknadsenheten, och körkortet läggs under ’du får lära dig’.".into(),
            owner: self.whose(organisation, Role::Strategist),
            starts: Some(self.day(21)),
            ends: Some(self.day(140)),
            unit: "sökande per annons".into(),
            good: Direction::More,
            ..Improvement::planned(organisation, Some(round), "Kvinnor utan arbete söker inte de lediga jobben i hamnen och på tekniska.")
        };
        self.card(&hiring, Visibility::Own)?;
        let organisation = self.place(SLATTKOPING)?;
        let hours = Improvement {
            baseline: Some(Baseline::Figure { kpi: "N21704".into(), area: area(SLATTKOPING)?, year: 2022 }),
            ..Improvement::planned(
                organisation,
                Some(round),
                "Kvinnor över åttio har hemtjänst mycket oftare än män, och vi vet inte om timmarna följer behoven.",
            )
        };
        self.card(&hours, Visibility::Own)?;
        Ok(())
    }

    fn whose(&self, organisation: OrganisationId, role: Role) -> Option<PersonId> {
        self.person(organisation, &[role]).map(|(person, _)| person)
    }

    /// An idea of somebody in a round, whose it was and what it was made from.
    fn idea(
        &mut self,
        (name, round): (&str, RoundId),
        text: &str,
        (origin, parent): (Origin, Option<IdeaId>),
        reach: Visibility,
    ) -> Result<IdeaId, Trouble> {
        let id: IdeaId = self.office.id();
        let organisation = self.place(name)?;
        self.change.insert(id, &Idea { organisation, round: Some(round), text: text.into(), origin, parent })?;
        self.change.show(id, 1, reach);
        Ok(id)
    }

    fn card(&mut self, card: &Improvement, reach: Visibility) -> Result<ImprovementId, Trouble> {
        let id: ImprovementId = self.office.id();
        self.change.insert(id, card)?;
        if reach != Visibility::Own {
            self.change.show(id, 1, reach);
        }
        Ok(id)
    }

    fn measured(
        &mut self,
        improvement: ImprovementId,
        organisation: OrganisationId,
        series: &Series<'_>,
    ) -> Result<(), Trouble> {
        let mut days = series.first;
        let last = series.women.len().saturating_sub(1);
        for (place, (women, men)) in series.women.iter().zip(series.men).enumerate() {
            let body = Measurement {
                improvement,
                organisation,
                on: self.day(days),
                women: Some(*women),
                men: Some(*men),
                women_n: Some(series.women_n),
                men_n: Some(series.men_n),
                note: if place == last { series.note.into() } else { String::new() },
            };
            let id: MeasurementId = self.office.id();
            self.change.insert(id, &body)?;
            days += series.every;
        }
        Ok(())
    }
}

fn own(text: &str) -> Baseline {
    Baseline::Own { text: text.into() }
}
