//! What stands in `history/`, by value.

use history::{Certainty, EventKind, History, Kind, Pairing, Role, Sort, Track};
use std::collections::BTreeSet;
use std::path::Path;

fn history() -> &'static History {
    History::built_in()
}

fn names(ids: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    ids.into_iter().map(|id| history().name(id.as_ref()).to_owned()).collect()
}

/// Whom an organisation mentored for certain, in a round.
fn led(mentor: &str, round: &str) -> Vec<String> {
    let genealogy = history().genealogy();
    let mine = genealogy.mentored_by(mentor).filter(|it| it.round.id == round && it.sort == Sort::Mentor);
    names(mine.filter(|it| it.certainty == Certainty::Known).map(|it| it.participant))
}

#[test]
fn every_file_is_sound_and_every_file_of_the_folder_is_built_in() {
    let files = History::built_in_files();
    match History::from_files(&files) {
        Ok(read) => assert_eq!(&read, history()),
        Err(faults) => panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../history");
    let list = |folder: &str| -> Vec<String> {
        let all =
            std::fs::read_dir(home.join(folder)).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        all.filter(|name| name.ends_with(".toml")).map(|name| format!("{folder}{name}")).collect()
    };
    let there: BTreeSet<String> = list("").into_iter().chain(list("rounds/")).collect();
    assert_eq!(there, files.into_iter().map(|file| file.path).collect());
}

#[test]
fn the_rounds_stand_in_order_of_time() {
    let ids: Vec<&str> = history().rounds().map(|it| it.id.as_str()).collect();
    let wanted =
        ["pilot-2015", "omgang-2017", "regioner-2019", "kommuner-2019", "omgang-2020", "omgang-2021", "omgang-2023"];
    assert_eq!(ids, wanted);
    let models: Vec<Option<&str>> = history().rounds().map(|it| it.model.id.as_deref()).collect();
    let wanted = [
        None,
        Some("modell-2017"),
        Some("modell-2019"),
        Some("modell-2019"),
        None,
        Some("modell-2021"),
        Some("modell-2023"),
    ];
    assert_eq!(models, wanted);
    let tracks: Vec<Track> = history().rounds().map(|it| it.track).collect();
    use Track::{Mixed, Municipalities, Regions, Unknown};
    assert_eq!(tracks, [Municipalities, Municipalities, Regions, Municipalities, Municipalities, Mixed, Unknown]);
}

#[test]
fn the_pilot_had_seven_and_no_mentors() {
    let pilot = history().round("pilot-2015").unwrap();
    let who = names(pilot.participants().map(|it| &it.organisation));
    assert_eq!(who, ["Piteå", "Umeå", "Örebro", "Jönköping", "Eskilstuna", "Kalmar", "Malmö"]);
    assert!(pilot.mentors().is_empty());
    assert_eq!(pilot.groups[0].pairing, Pairing::NoneNamed);
    assert_eq!(pilot.from.to_string(), "2015-05-28");
}

#[test]
fn in_2017_there_were_fifteen_and_six_mentors_which_makes_twenty_one() {
    let round = history().round("omgang-2017").unwrap();
    assert_eq!((round.participants().count(), round.mentors().len()), (15, 6));
    let all: BTreeSet<&str> = round.participants().map(|it| it.organisation.as_str()).chain(round.mentors()).collect();
    assert_eq!(all.len(), 21);
    assert!(!all.contains("kalmar"));
    assert_eq!(led("eskilstuna", "omgang-2017"), ["Hedemora", "Norrtälje", "Enskede-Årsta-Vantör"]);
    assert_eq!(led("jonkoping", "omgang-2017"), ["Linköping", "Norrköping"]);
    assert_eq!(led("malmo", "omgang-2017"), ["Halmstad", "Kristianstad"]);
    assert_eq!(led("pitea", "omgang-2017"), ["Luleå", "Boden", "Skellefteå"]);
    assert_eq!(led("umea", "omgang-2017"), ["Lycksele", "Vännäs"]);
    assert_eq!(led("orebro", "omgang-2017"), ["Karlskoga", "Kristinehamn", "Uppsala"]);
}

#[test]
fn in_2019_twelve_municipalities_stayed_with_kalmar_in_place_of_ostersund() {
    let round = history().round("kommuner-2019").unwrap();
    let kind = |id: &str| history().organisation(id).unwrap().kind;
    let stayed: Vec<&str> = round.stayed().map(|it| it.organisation.as_str()).collect();
    let municipalities = stayed.iter().filter(|id| kind(id) == Kind::Municipality).count();
    assert_eq!((stayed.len(), municipalities, round.participants().count()), (13, 12, 14));
    assert!(stayed.contains(&"kalmar") && !stayed.contains(&"ostersund"));
    let gone = round.participants().find(|it| it.organisation == "ostersund").unwrap();
    assert_eq!((gone.replaced_by.as_deref(), gone.gone_by.unwrap().to_string()), (Some("kalmar"), "2019-07".into()));
    assert_eq!(led("hedemora", &round.id), ["Askersund", "Fagersta"]);
    assert_eq!(led("uppsala", &round.id), ["Botkyrka", "Västerås"]);
    assert_eq!(led("vannas", &round.id), ["Nordmaling", "Örnsköldsvik", "Robertsfors"]);
    assert_eq!(led("kristianstad", &round.id), ["Trelleborg", "Olofström", "Östra Göinge"]);
    assert_eq!(led("norrtalje", &round.id), ["Södertälje", "Kalmar"]);
    assert_eq!(led("boden", &round.id), ["Norrbottens Kommuner"]);
    assert_eq!(led("lulea", &round.id), ["Norrbottens Kommuner"]);
    let support: Vec<(&[String], &[String])> =
        round.groups.iter().filter(|it| !it.support.is_empty()).map(|it| (&*it.support, &*it.mentors)).collect();
    let pairs: Vec<(Vec<String>, Vec<String>)> = support.iter().map(|(a, b)| (names(*a), names(*b))).collect();
    let pair = |a: &str, b: &[&str]| (vec![a.to_owned()], b.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    assert_eq!(
        pairs,
        [pair("Umeå", &["Vännäs"]), pair("Malmö", &["Kristianstad"]), pair("Piteå", &["Boden", "Luleå"])]
    );
    let days: Vec<String> = round.events.iter().map(|it| it.date.to_string()).collect();
    assert_eq!(days, ["2018-09-24", "2018-10-30", "2018-11-20", "2019-02-07", "2019-07", "2020-02-04"]);
    assert_eq!(round.events.last().unwrap().until.unwrap().to_string(), "2020-02-05");
    // All since the start: 21 of 2017 and these twelve, as Östra Göinge says.
    assert_eq!(21 + municipalities, 33);
}

#[test]
fn the_regions_were_six_and_then_five() {
    let round = history().round("regioner-2019").unwrap();
    assert_eq!((round.participants().count(), round.stayed().count(), round.mentors().len()), (6, 5, 0));
    let themes: Vec<&str> = round.groups.iter().map(|it| it.theme.as_ref().unwrap().en.as_str()).collect();
    assert_eq!(themes, ["Regional development responsibility", "Public health and social sustainability"]);
    let gone: Vec<&str> =
        round.participants().filter(|it| it.gone_by.is_some()).map(|it| it.organisation.as_str()).collect();
    assert_eq!(gone, ["region-gavleborg"]);
}

#[test]
fn the_later_rounds() {
    let round = history().round("omgang-2020").unwrap();
    let fee = round.fee.as_ref().unwrap();
    assert_eq!((fee.sek, fee.ordinary), (50_000, Some(80_000)));
    assert_eq!(led("kalmar", "omgang-2020"), ["Karlstad", "Karlskrona"]);
    assert_eq!(led("ornskoldsvik", "omgang-2020"), ["Kramfors", "Vaxholm"]);
    let grums = round.group_of("grums").unwrap();
    assert_eq!((grums.pairing, grums.mentors.len()), (Pairing::Unknown, 0));
    let kinds: Vec<EventKind> = round.events.iter().map(|it| it.kind).collect();
    use EventKind::{ApplicationsClosed, Left, PlannedStart, Start};
    assert_eq!(kinds, [PlannedStart, ApplicationsClosed, Start, Left]);

    let mixed = &history().round("omgang-2021").unwrap().groups[0];
    assert_eq!(names(&mixed.mentors), ["Region Värmland", "Region Västerbotten", "Region Norrbotten"]);
    let who = names(mixed.participant.iter().map(|it| &it.organisation));
    assert_eq!(who, ["Region Östergötland", "Region Kronoberg", "Lund"]);

    let last = history().round("omgang-2023").unwrap();
    assert_eq!(names(last.participants().map(|it| &it.organisation)), ["Region Blekinge"]);
    assert!(last.unknown.len() >= 3);
}

#[test]
fn a_chain_of_mentors_is_followed_to_its_end() {
    let genealogy = history().genealogy();
    for (mentor, participant, round) in [
        ("umea", "vannas", "omgang-2017"),
        ("vannas", "ornskoldsvik", "kommuner-2019"),
        ("ornskoldsvik", "kramfors", "omgang-2020"),
        ("ornskoldsvik", "vaxholm", "omgang-2020"),
    ] {
        let known = |it: &&history::Mentoring<'_>| it.round.id == round && it.certainty == Certainty::Known;
        assert!(genealogy.mentored_by(mentor).filter(known).any(|it| it.participant == participant), "{mentor}");
    }
    let inspired: Vec<&str> = genealogy.inspired("umea").into_iter().collect();
    let wanted = ["kramfors", "lycksele", "nordmaling", "ornskoldsvik", "robertsfors", "vannas", "vaxholm"];
    assert_eq!(inspired, wanted);
}

#[test]
fn how_many_each_has_inspired() {
    let genealogy = history().genealogy();
    for (id, count) in [
        // Hedemora 2, Norrtälje 2 (Östersund is our inference and does not count), Kalmar 2.
        ("eskilstuna", 9),
        ("jonkoping", 2),
        ("malmo", 5),
        ("pitea", 4),
        ("umea", 7),
        ("orebro", 5),
        ("vannas", 5),
        ("norrtalje", 4),
        ("kalmar", 2),
        ("lund", 0),
        // Which of the three mentored whom is not known.
        ("region-varmland", 0),
        ("grums", 0),
    ] {
        assert_eq!(genealogy.inspired(id).len(), count, "{id}");
    }
}

#[test]
fn generations() {
    let genealogy = history().genealogy();
    for (id, generation) in [
        ("umea", 1),
        ("vannas", 2),
        ("ornskoldsvik", 3),
        ("kramfors", 4),
        ("vaxholm", 4),
        // First in the pilot, whoever mentored it later.
        ("kalmar", 1),
        ("karlstad", 2),
        ("norrbottens-kommuner", 3),
        ("region-gotland", 1),
        // Nobody knows whose.
        ("lund", 1),
        ("grums", 1),
    ] {
        assert_eq!(genealogy.generation(id), Some(generation), "{id}");
    }
    assert_eq!((genealogy.generation("nowhere"), genealogy.generations()), (None, 4));
}

#[test]
fn pairs_are_remembered_also_those_that_only_may_be() {
    let genealogy = history().genealogy();
    let pairs = genealogy.pairs();
    assert_eq!(pairs.get(&("umea", "vannas")), Some(&Certainty::Known));
    // Stood behind Vännäs, so they have met.
    assert_eq!(pairs.get(&("umea", "ornskoldsvik")), Some(&Certainty::Known));
    assert_eq!(pairs.get(&("region-norrbotten", "lund")), Some(&Certainty::Possible));
    assert_eq!(pairs.get(&("norrtalje", "ostersund")), Some(&Certainty::Possible));
    assert!(genealogy.has_mentored("kalmar", "karlskrona") && !genealogy.has_mentored("karlskrona", "kalmar"));
    let mentor = |sort| genealogy.edges.iter().filter(|it| it.sort == sort).count();
    // 15 + 15 (two mentors of one participant) + 4 + 9 that may be; support of 3 + 3 + 1.
    assert_eq!((mentor(Sort::Mentor), mentor(Sort::Support)), (43, 7));
}

#[test]
fn kalmar_did_three_things() {
    let story = history().story("kalmar").unwrap();
    assert_eq!(story.organisation.area.as_deref(), Some("0880"));
    let did: Vec<(&str, &str)> = story
        .did
        .iter()
        .map(|it| {
            let role = match it.role {
                Role::Participant(_) => "participant",
                Role::Mentor => "mentor",
                Role::Support => "support",
            };
            (it.round.id.as_str(), role)
        })
        .collect();
    assert_eq!(did, [("pilot-2015", "participant"), ("kommuner-2019", "participant"), ("omgang-2020", "mentor")]);
    let Role::Participant(second) = story.did[1].role else { panic!("no participant") };
    assert_eq!(second.joined_by.unwrap().to_string(), "2019-07");
    assert_eq!(names(story.did[1].with("kalmar").map(|it| &it.organisation)), ["Södertälje", "Östersund"]);
    assert_eq!(names(story.mentors.iter().map(|it| it.mentor)), ["Norrtälje"]);
    assert_eq!(names(story.mentored.iter().map(|it| it.participant)), ["Karlstad", "Karlskrona"]);
    let inspired: Vec<&str> = story.inspired.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(inspired, ["Karlskrona", "Karlstad"]);
    let about: Vec<&str> = story.disagreements.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(about, ["sju-eller-sex", "elva-eller-tolv"]);
    assert!(history().story("nowhere").is_none());
}

#[test]
fn a_mentor_a_supporter_and_an_area() {
    let umea = history().story("umea").unwrap();
    assert!(matches!(umea.did.last().unwrap().role, Role::Support));
    assert_eq!((umea.generation, umea.inspired.len()), (Some(1), 7));
    assert_eq!(history().organisation_of_area("2282").unwrap().name, "Kramfors");
    assert!(history().organisation_of_area("9999").is_none());
    let district = history().organisation("enskede-arsta-vantor").unwrap();
    assert_eq!((district.area.as_deref(), district.part_of.as_ref().unwrap().area.as_str()), (None, "0180"));
}

#[test]
fn the_codes_are_those_of_the_areas() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/kolada_municipality.csv");
    let Ok(list) = std::fs::read_to_string(&path) else {
        assert!(std::env::var("JAMSIDES_REAL_DATA").as_deref() != Ok("required"), "{} is missing", path.display());
        eprintln!("SKIPPED: {} is absent", path.display());
        return;
    };
    for it in history().organisations() {
        let (name, area, kind) = match (&it.area, &it.part_of) {
            (Some(area), None) => (&it.name, area, if it.kind == Kind::Region { "L" } else { "K" }),
            (None, Some(part)) => (&part.name, &part.area, "K"),
            _ => continue,
        };
        assert!(list.lines().any(|line| line.trim_end() == format!("{area},{name},{kind}")), "{name}");
    }
}
