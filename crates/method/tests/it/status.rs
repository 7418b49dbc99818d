//! May a participant call itself a model? The rules on their borders.

use method::{
    AnswerFault, Criterion, Id, Instrument, Judgement, Lang, Levels, Library, Scope, Sheet, Standing, Status, Verdict,
    judge,
};
use proptest::prelude::*;

fn rule(model: &str, id: &str) -> &'static Status {
    Library::built_in().model(model).unwrap().statuses.iter().find(|it| it.id.as_str() == id).unwrap()
}

fn instrument(id: &str) -> &'static Instrument {
    Library::built_in().instrument(id).unwrap()
}

/// Levels of the ten items in order; 0 is unanswered.
fn sheet(instrument: &Instrument, levels: &[u8]) -> Sheet {
    let items = instrument.items.iter().zip(levels).filter(|(_, level)| **level > 0);
    let levels: Levels = items.map(|(item, level)| (item.id.clone(), *level)).collect();
    Sheet { part: instrument.parts[0].id.clone(), of: None, levels }
}

fn of_2018(levels: &[u8]) -> Judgement {
    let instrument = instrument("sjalvskattning-2018");
    let standing = Standing { sheets: vec![sheet(instrument, levels)], ..Standing::default() };
    judge(rule("modell-2018", "egen-bedomning"), instrument, &standing).unwrap()
}

fn sentences(judgement: &Judgement, lang: Lang) -> Vec<&str> {
    judgement.reasons.iter().map(|reason| reason.sentence.get(lang)).collect()
}

#[test]
fn no_ones_and_threes_on_more_than_half() {
    use Verdict::{CannotTell, Met, NotMet};
    let cases: &[([u8; 10], Verdict)] = &[
        ([3, 3, 3, 3, 3, 3, 2, 2, 2, 2], Met),
        ([3; 10], Met),
        // Just half is not more than half.
        ([3, 3, 3, 3, 3, 2, 2, 2, 2, 2], NotMet),
        // One one is enough to say no, however many threes.
        ([3, 3, 3, 3, 3, 3, 3, 3, 3, 1], NotMet),
        ([2; 10], NotMet),
        ([1; 10], NotMet),
        // Unanswered items could tip it, or could not.
        ([0; 10], CannotTell),
        ([3, 3, 3, 3, 3, 3, 2, 2, 2, 0], CannotTell),
        ([3, 3, 3, 3, 3, 0, 2, 2, 2, 2], CannotTell),
        ([3, 3, 3, 3, 0, 0, 2, 2, 2, 2], CannotTell),
        ([3, 3, 3, 3, 2, 0, 2, 2, 2, 2], NotMet),
        ([3, 3, 3, 3, 3, 3, 3, 3, 1, 0], NotMet),
    ];
    for (levels, verdict) in cases {
        assert_eq!(of_2018(levels).verdict, *verdict, "{levels:?}");
    }
}

#[test]
fn the_reasons_are_told_in_words() {
    let met = of_2018(&[3, 3, 3, 3, 3, 3, 2, 2, 2, 2]);
    assert_eq!(
        sentences(&met, Lang::Sv),
        ["Ingen punkt står på 1.", "6 av 10 punkter står på 3. Det är mer än hälften."]
    );
    assert_eq!(
        sentences(&met, Lang::En),
        ["No item stands at 1.", "6 of 10 items stand at 3. That is more than half."]
    );
    let not = of_2018(&[1, 3, 3, 3, 3, 3, 2, 2, 2, 1]);
    assert_eq!(
        sentences(&not, Lang::Sv),
        [
            "2 punkter står på 1: Politiskt beslut; Arbetssättet går att föra vidare.",
            "5 av 10 punkter står på 3. Det krävs mer än hälften."
        ]
    );
    let one = of_2018(&[1, 3, 3, 3, 3, 3, 3, 2, 2, 2]);
    assert_eq!(sentences(&one, Lang::En)[0], "1 item stands at 1: Political decision.");
    let open = of_2018(&[3, 3, 3, 3, 3, 0, 2, 2, 2, 2]);
    assert_eq!(
        sentences(&open, Lang::Sv),
        [
            "Ingen besvarad punkt står på 1, men 1 punkt är inte besvarad.",
            "5 av 10 punkter står på 3, och 1 punkt är inte besvarad. Det krävs mer än hälften."
        ]
    );
    let open = of_2018(&[3, 3, 3, 3, 0, 0, 2, 2, 2, 2]);
    assert_eq!(
        sentences(&open, Lang::En),
        [
            "No answered item stands at 1, but 2 items are unanswered.",
            "4 of 10 items stand at 3, and 2 items are unanswered. More than half is needed."
        ]
    );
}

#[test]
fn a_round_and_then_mentoring() {
    let rule = rule("modell-2019", "omgang-och-mentorskap");
    let instrument = instrument("sjalvskattning-2018");
    for (round_completed, mentored, verdict) in [
        (true, true, Verdict::Met),
        (true, false, Verdict::NotMet),
        (false, true, Verdict::NotMet),
        (false, false, Verdict::NotMet),
    ] {
        // The levels do not matter.
        let standing = Standing { sheets: vec![sheet(instrument, &[1; 10])], round_completed, mentored };
        assert_eq!(judge(rule, instrument, &standing).unwrap().verdict, verdict);
    }
    let judgement = judge(rule, instrument, &Standing { round_completed: true, ..Standing::default() }).unwrap();
    assert_eq!(
        sentences(&judgement, Lang::Sv),
        ["Omgången är genomförd.", "Ni har inte varit mentor i en senare omgång än."]
    );
}

#[test]
fn a_rule_says_nothing_of_another_scale() {
    let rule = rule("modell-2018", "egen-bedomning");
    let fault = judge(rule, instrument("sjalvskattning-2023"), &Standing::default()).unwrap_err();
    assert_eq!(fault, AnswerFault::OtherScale { rule: 3, scale: 4 });
    assert_eq!(
        fault.sentence(Lang::Sv),
        "Regeln är gjord för en skala till 3, och den här går till 4; de går inte att jämföra."
    );
    assert_eq!(fault.sentence(Lang::En), "The rule was made for a scale to 3, and this one goes to 4.");
}

#[test]
fn answers_must_belong_to_the_self_assessment() {
    let instrument = instrument("sjalvskattning-2023");
    let rule = rule("modell-2023", "omgang-och-mentorskap");
    let fault = |sheets: Vec<Sheet>| judge(rule, instrument, &Standing { sheets, ..Standing::default() }).unwrap_err();
    let sheet = |part: &str, of: Option<&str>, item: &str, level| Sheet {
        part: part.into(),
        of: of.map(str::to_owned),
        levels: Levels::from([(item.into(), level)]),
    };
    assert_eq!(fault(vec![sheet("bolag", None, "statistik", 1)]), AnswerFault::NoPart("bolag".into()));
    assert_eq!(fault(vec![sheet("namnd", None, "statistik", 1)]), AnswerFault::WhoseAnswers("namnd".into()));
    assert_eq!(fault(vec![sheet("overgripande", None, "kaffe", 1)]), AnswerFault::NoItem("kaffe".into()));
    for level in [0, 5, 255] {
        let expected = AnswerFault::OutsideScale { item: "statistik".into(), level };
        assert_eq!(fault(vec![sheet("overgripande", None, "statistik", level)]), expected);
    }
    let twice =
        vec![sheet("namnd", Some("Socialnämnden"), "analys", 1), sheet("namnd", Some("Socialnämnden"), "analys", 2)];
    assert_eq!(fault(twice), AnswerFault::Twice("namnd".into()));
    assert_eq!(AnswerFault::Twice("namnd".into()).sentence(Lang::Sv), "Delen ’namnd’ är besvarad två gånger.");
}

/// A rule of somebody's own: no ones anywhere, committees included.
fn everywhere(scope: Scope) -> Status {
    let mut rule = rule("modell-2018", "egen-bedomning").clone();
    rule.scope = scope;
    rule.criterion = vec![Criterion::NoItemAt { level: 1, highest: 4 }];
    rule
}

#[test]
fn committees_count_where_the_rule_says_so() {
    let instrument = instrument("sjalvskattning-2023");
    let mut overall = sheet(instrument, &[4; 10]);
    overall.part = "overgripande".into();
    let committee = |name: &str, level| Sheet {
        part: "namnd".into(),
        of: Some(name.to_owned()),
        ..sheet(instrument, &[level; 10])
    };
    let standing = Standing {
        sheets: vec![overall, committee("Socialnämnden", 2), committee("Skolnämnden", 1)],
        ..Standing::default()
    };
    let judgement = judge(&everywhere(Scope::Overall), instrument, &standing).unwrap();
    assert_eq!((judgement.verdict, sentences(&judgement, Lang::Sv)), (Verdict::Met, vec!["Ingen punkt står på 1."]));
    let judgement = judge(&everywhere(Scope::Every), instrument, &standing).unwrap();
    assert_eq!(judgement.verdict, Verdict::NotMet);
    let told = sentences(&judgement, Lang::Sv);
    assert_eq!(told[..2], ["Övergripande nivå: Ingen punkt står på 1.", "Socialnämnden: Ingen punkt står på 1."]);
    assert!(told[2].starts_with("Skolnämnden: 10 punkter står på 1: Politiskt beslut; "), "{}", told[2]);
}

#[test]
fn a_part_nobody_has_answered_cannot_be_told() {
    let judgement = judge(&everywhere(Scope::Every), instrument("sjalvskattning-2023"), &Standing::default()).unwrap();
    assert_eq!(judgement.verdict, Verdict::CannotTell);
    assert_eq!(
        sentences(&judgement, Lang::Sv),
        ["Övergripande nivå: Ingen besvarad punkt står på 1, men 10 punkter är inte besvarade."]
    );
}

proptest! {
    /// As the rule is written, counted by hand.
    #[test]
    fn the_rule_of_2018_is_counted_right(levels in proptest::collection::vec(1_u8..=3, 10)) {
        let ones = levels.iter().filter(|level| **level == 1).count();
        let threes = levels.iter().filter(|level| **level == 3).count();
        let met = ones == 0 && threes * 2 > levels.len();
        prop_assert_eq!(of_2018(&levels).verdict == Verdict::Met, met);
        prop_assert_ne!(of_2018(&levels).verdict, Verdict::CannotTell);
    }

    /// A verdict on part of the answers stands whatever the rest turn out to be.
    #[test]
    fn what_has_been_told_is_not_taken_back(
        levels in proptest::collection::vec(1_u8..=3, 10),
        known in proptest::collection::vec(any::<bool>(), 10),
    ) {
        let partly: Vec<u8> = levels.iter().zip(&known).map(|(level, known)| if *known { *level } else { 0 }).collect();
        let early = of_2018(&partly).verdict;
        if early != Verdict::CannotTell {
            prop_assert_eq!(early, of_2018(&levels).verdict);
        }
    }

    /// One item raised from 2 to 3 never takes the title away.
    #[test]
    fn getting_better_never_hurts(levels in proptest::collection::vec(1_u8..=3, 10), at in 0_usize..10) {
        let mut better = levels.clone();
        better[at] = (better[at] + 1).min(3);
        prop_assert!(of_2018(&better).verdict <= of_2018(&levels).verdict);
    }
}

#[test]
fn sums_are_of_whole_sheets() {
    let instrument = instrument("sjalvskattning-2017");
    let of = |level: u8| instrument.sum(&sheet(instrument, &[level; 13]).levels);
    assert_eq!((of(1), of(2), of(3)), (Some(13), Some(26), Some(39)));
    let mut levels = sheet(instrument, &[3; 13]).levels;
    levels.remove(&Id::from("kompetens"));
    assert_eq!(instrument.sum(&levels), None);
}
