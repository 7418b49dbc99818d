//! Improvements: cards led by their rules, what is measured and what it says, few people hidden, ideas with
//! where they came from, who reads what, and what lives on after the round.

use i18n::Lang;
use jiff::civil::{Date, date};
use office::{
    CardForm, CardIdea, CardView, CheckInForm, CheckInView, IdeaBranch, IdeaForm, IdeaOrigin, IdeaSource,
    ImprovementStep, MeasureForm, MeasuredSex, MoveForm, RunFindingKind, TodoKind, Trouble, Visitor,
};
use programme::{
    Baseline, Capacity, Direction, IdeaId, Improvement, ImprovementId, ImprovementState, Lives, Measurement, Moved,
    OrganisationId, Role, Round, RoundId, RoundState, Rule, Visibility,
};
use storage::Error;

use crate::{
    circle::{Circle, follows, grouped, take_part},
    rig::{Rig, on_both},
};

on_both! {
    a_card_is_led_by_its_rules
    a_baseline_is_a_figure_or_own_words
    what_is_measured_is_read_by_sex
    measurements_are_corrected_taken_away_and_brought_back
    few_are_shown_to_nobody_else
    who_reads_and_who_writes
    shown_to_all_it_stands_on_the_round
    an_idea_says_whose_it_was
    the_family_goes_from_round_to_round
    what_others_show_is_taken_home
    what_lives_on_is_asked_after_a_year
    what_a_person_sees_to_is_in_their_data
}

const PROBLEM: &str = "Flickor väntar längre än pojkar på en utredning.";

async fn start(it: &Circle) -> ImprovementId {
    it.rig.office.start_improvement(it.who("strategist"), it.round, it.kramfors, PROBLEM, "").await.unwrap()
}

async fn body(rig: &Rig, id: ImprovementId) -> (i64, Improvement) {
    let there = rig.store.get::<Improvement>(id).await.unwrap().unwrap();
    (there.version, there.body)
}

async fn view(it: &Circle, who: &str, id: ImprovementId) -> CardView {
    it.rig.office.improvement(Some(it.who(who)), id, Lang::Sv).await.unwrap()
}

async fn show(it: &Circle, id: ImprovementId, to: Visibility) {
    let (version, _) = body(&it.rig, id).await;
    it.rig.office.show_improvement(it.who("strategist"), id, version, to.code()).await.unwrap();
}

fn filled(it: &Circle) -> CardForm {
    CardForm {
        problem: "Flickor väntar längre\r\n  än pojkar på en utredning. ".into(),
        baseline: "Flickor väntade 21 dagar, pojkar 14.".into(),
        cause: "Remisserna läses i olika ordning.\r\nIngen har bestämt vilken.".into(),
        new_idea: "Läs remisserna i den ordning de kommer".into(),
        test: "En mottagning prövar i tre månader.".into(),
        owner: it.who("key").person.to_string(),
        starts: "2026-03-02".into(),
        ends: "2026-05-29".into(),
        unit: "dagar från remiss till utredning".into(),
        good: "less".into(),
        ..CardForm::default()
    }
}

/// The field and the rule that was broken.
fn rule<T: std::fmt::Debug>(result: Result<T, Trouble>) -> (&'static str, Rule) {
    match result {
        Err(Trouble::Storage(Error::Invalid(problem))) => (problem.field, problem.rule),
        other => panic!("no rule is broken: {other:?}"),
    }
}

fn missing<T: std::fmt::Debug>(result: Result<T, Trouble>) -> &'static str {
    match result {
        Err(Trouble::Missing(field)) => field,
        other => panic!("nothing is missing: {other:?}"),
    }
}

fn to(state: ImprovementState) -> MoveForm {
    MoveForm { to: state.code().into(), ..MoveForm::default() }
}

async fn a_card_is_led_by_its_rules(rig: Rig) {
    use ImprovementState::{Dropped, Planned, Secured, Studied, Testing};
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let id = start(&it).await;
    let card = view(&it, "strategist", id).await;
    assert_eq!(
        (card.body.state, card.visibility, card.next),
        (Planned, Visibility::Own, Some(ImprovementStep::DescribeTest))
    );
    assert_eq!(rule(office.start_improvement(me, it.round, it.kramfors, " ", "").await), ("problem", Rule::Empty));

    office.save_improvement(me, id, 1, &filled(&it)).await.unwrap();
    let card = view(&it, "strategist", id).await;
    assert_eq!(card.body.problem, PROBLEM);
    assert_eq!(card.body.cause, "Remisserna läses i olika ordning.\nIngen har bestämt vilken.");
    assert_eq!((card.owner.as_deref(), card.body.good), (Some("Nils Nyckel"), Direction::Less));
    assert_eq!(card.next, Some(ImprovementStep::Begins(date(2026, 3, 2))));
    let Some(CardIdea::Shown { text, origin, visibility, .. }) = &card.idea else { panic!("{:?}", card.idea) };
    assert_eq!(
        (text.as_str(), origin, *visibility),
        ("Läs remisserna i den ordning de kommer", &IdeaOrigin::Own, Visibility::Own)
    );
    assert_eq!(CardForm::of(&card.body).new_idea, "");

    // Written by two at once: both versions, and nothing is lost.
    let late = office.save_improvement(me, id, 1, &CardForm { cause: "Annat".into(), ..filled(&it) }).await;
    assert!(matches!(late, Err(Trouble::Storage(Error::Conflict(_)))), "{late:?}");

    // Each state asks for what it says.
    assert_eq!(rule(office.move_improvement(me, id, 2, &to(Studied)).await), ("state", Rule::NotFromHere));
    assert_eq!(missing(office.move_improvement(me, id, 2, &to_code("finished")).await), "state");
    office.move_improvement(me, id, 2, &to(Testing)).await.unwrap();
    assert_eq!(rule(office.move_improvement(me, id, 3, &to(Studied)).await), ("result", Rule::Missing));
    assert_eq!(rule(office.move_improvement(me, id, 3, &to(Dropped)).await), ("decision", Rule::Missing));
    let with_result = MoveForm { result: Some("Skillnaden är borta.".into()), ..to(Studied) };
    office.move_improvement(me, id, 3, &with_result).await.unwrap();
    assert_eq!(rule(office.move_improvement(me, id, 4, &to(Secured)).await), ("decision", Rule::Missing));
    let decided = MoveForm { decision: Some("Nämnden beslutade om ordningen.".into()), ..to(Secured) };
    office.move_improvement(me, id, 4, &decided).await.unwrap();
    assert_eq!(view(&it, "strategist", id).await.next, Some(ImprovementStep::Spread));
    office.add_spread(me, id, 5, "Mottagningen i\nÅdalen", "2026-06-01").await.unwrap();
    office.add_spread(me, id, 6, "Elevhälsan", "").await.unwrap();
    assert_eq!(rule(office.add_spread(me, id, 7, " ", "").await), ("place", Rule::Empty));
    let card = view(&it, "strategist", id).await;
    let spread: Vec<&str> = card.body.spread.iter().map(|it| it.place.as_str()).collect();
    assert_eq!((spread, card.next), (vec!["Elevhälsan", "Mottagningen i Ådalen"], None));
    office.remove_spread(me, id, 7, 0).await.unwrap();
    assert!(matches!(office.remove_spread(me, id, 8, 1).await, Err(Trouble::Nothing)));

    // It did not hold: back, dropped and taken up again, with everything that was written.
    for (version, state) in [(8, Studied), (9, Dropped), (10, Planned)] {
        office.move_improvement(me, id, version, &to(state)).await.unwrap();
    }
    let (_, card) = body(&it.rig, id).await;
    assert_eq!((card.state, card.result.as_str()), (Planned, "Skillnaden är borta."));
    assert_eq!((card.decision.as_str(), card.spread.len()), ("Nämnden beslutade om ordningen.", 1));
    // Nobody has asked for the texts in this form: they stay.
    office.save_improvement(me, id, 11, &CardForm { new_idea: String::new(), ..filled(&it) }).await.unwrap();
    let (_, card) = body(&it.rig, id).await;
    assert_eq!((card.result.as_str(), card.idea), ("Skillnaden är borta.", None));
    let lines = office.history(me, id.into(), Lang::Sv).await.unwrap();
    assert_eq!((lines.name.as_str(), lines.lines.len()), ("förbättring", 12));
    assert!(lines.shown && lines.lines.iter().any(|line| line.shifts.iter().any(|it| it.after == "studerad")));

    // Whoever begins without a day begins today.
    let other = start(&it).await;
    office.move_improvement(me, other, 1, &to(Testing)).await.unwrap();
    assert_eq!(body(&it.rig, other).await.1.starts, Some(office.today()));
}

fn to_code(code: &str) -> MoveForm {
    MoveForm { to: code.into(), ..MoveForm::default() }
}

async fn a_baseline_is_a_figure_or_own_words(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let id = start(&it).await;
    let base = CardForm { baseline: String::new(), new_idea: String::new(), ..filled(&it) };
    let both = CardForm { kpi: "N15428".into(), baseline: "Ord".into(), ..base.clone() };
    assert_eq!(rule(office.save_improvement(me, id, 1, &both).await), ("baseline", Rule::Unwanted));
    let figure = |area: &str, year: &str| CardForm {
        kpi: "n15428 ".into(),
        area: area.into(),
        year: year.into(),
        ..base.clone()
    };
    // The organisation has no code of its own in Kolada.
    assert_eq!(missing(office.save_improvement(me, id, 1, &figure("", "2025")).await), "area");
    assert_eq!(missing(office.save_improvement(me, id, 1, &figure("2282", "")).await), "year");
    let odd = office.save_improvement(me, id, 1, &figure("2282", "25")).await;
    assert!(matches!(odd, Err(Trouble::NoNumber(_))), "{odd:?}");
    assert_eq!(rule(office.save_improvement(me, id, 1, &figure("228", "2025")).await).0, "area");
    office.save_improvement(me, id, 1, &figure("2282", "2025")).await.unwrap();
    let known = Baseline::Figure { kpi: "N15428".into(), area: "2282".into(), year: 2025 };
    assert_eq!(body(&it.rig, id).await.1.baseline, Some(known));
    // Nothing that is not there can be chosen, nor anything of others.
    let theirs = CardForm { owner: it.who("vaxholm").person.to_string(), ..base.clone() };
    assert_eq!(missing(office.save_improvement(me, id, 2, &theirs).await), "owner");
    let idea = office.add_idea(it.who("vaxholm"), it.round, it.vaxholm, &idea("Deras")).await.unwrap();
    let theirs = CardForm { idea: idea.to_string(), ..base.clone() };
    assert_eq!(missing(office.save_improvement(me, id, 2, &theirs).await), "idea");
    let two = CardForm { idea: idea.to_string(), new_idea: "En till".into(), ..base.clone() };
    assert_eq!(rule(office.save_improvement(me, id, 2, &two).await), ("new_idea", Rule::Unwanted));
    assert_eq!(missing(office.save_improvement(me, id, 2, &CardForm { good: "best".into(), ..base }).await), "good");
}

fn idea(text: &str) -> IdeaForm {
    IdeaForm { text: text.into(), ..IdeaForm::default() }
}

fn week(n: usize) -> Date {
    date(2026, 2, 2).checked_add(jiff::Span::new().weeks(i64::try_from(n).unwrap())).unwrap()
}

fn measure(on: Date, women: &str, men: &str) -> MeasureForm {
    let n = |value: &str| if value.is_empty() { String::new() } else { "12".to_owned() };
    MeasureForm {
        on: on.to_string(),
        women: women.into(),
        women_n: n(women),
        men: men.into(),
        men_n: n(men),
        note: String::new(),
    }
}

async fn what_is_measured_is_read_by_sex(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let id = start(&it).await;
    let card = CardForm { starts: week(10).to_string(), ..filled(&it) };
    office.save_improvement(me, id, 1, &card).await.unwrap();
    office.move_improvement(me, id, 2, &to(ImprovementState::Testing)).await.unwrap();
    assert_eq!(view(&it, "strategist", id).await.next, Some(ImprovementStep::Measure));
    let women = ["21", "19", "22", "21", "20", "22", "21", "20", "21", "23", "18", "16", "17", "15", "16", "14,5"];
    let men = ["14", "15", "12", "13", "14", "14", "12", "13", "15", "13", "14", "15", "12", "13", "14", "12"];
    // Written down in no order: read in that of the days.
    for n in [9, 0, 13, 3, 1, 15, 2, 8, 11, 4, 6, 10, 5, 14, 7, 12] {
        office.add_measurement(me, id, &measure(week(n), women[n], men[n])).await.unwrap();
    }
    let card = view(&it, "strategist", id).await;
    let days: Vec<Date> = card.lines.iter().map(|line| line.on).collect();
    assert_eq!(days, (0..16).map(week).collect::<Vec<_>>());
    assert_eq!(card.lines[15].women, Some(14.5));
    let [her, his] = card.readings.as_slice() else { panic!("{:?}", card.readings) };
    // The ten before the test are the baseline.
    assert_eq!((her.of, her.median, her.baseline), (MeasuredSex::Women, Some(21.0), Some(week(9))));
    let shift = &her.findings[0];
    assert_eq!((shift.kind, shift.count, shift.up, shift.good), (RunFindingKind::Shift, 6, Some(false), Some(true)));
    assert_eq!((shift.from, shift.to, shift.rows.as_slice()), (week(10), week(15), &[10, 11, 12, 13, 14, 15][..]));
    assert_eq!((his.of, his.findings.len(), his.findings[0].kind), (MeasuredSex::Men, 1, RunFindingKind::Same));
    assert_eq!(card.next, Some(ImprovementStep::MeasureOn));

    // A card with few says that they are few.
    let other = start(&it).await;
    for (n, value) in women.iter().take(5).enumerate() {
        office.add_measurement(me, other, &measure(week(n), value, "")).await.unwrap();
    }
    let card = view(&it, "strategist", other).await;
    assert_eq!(card.readings.len(), 1);
    let said = &card.readings[0].findings;
    assert_eq!((said.len(), said[0].kind, said[0].count), (1, RunFindingKind::TooFew, 5));
}

async fn measurements_are_corrected_taken_away_and_brought_back(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let id = start(&it).await;
    let first = office.add_measurement(me, id, &measure(week(0), "31,5", "36")).await.unwrap();
    let again = office.add_measurement(me, id, &measure(week(0), "1", "2")).await;
    assert!(matches!(again, Err(Trouble::Storage(Error::Taken { .. }))), "{again:?}");
    for (form, bad) in [(measure(week(1), "tre", "4"), "tre"), (measure(week(1), "4", "1e9"), "1e9")] {
        let refused = office.add_measurement(me, id, &form).await;
        assert!(matches!(&refused, Err(Trouble::NoDecimal(text)) if text == bad), "{refused:?}");
    }
    let people = MeasureForm { women_n: "4,5".into(), ..measure(week(1), "4", "5") };
    assert!(matches!(office.add_measurement(me, id, &people).await, Err(Trouble::NoNumber(_))));
    assert_eq!(rule(office.add_measurement(me, id, &measure(week(1), "", "")).await), ("women", Rule::Missing));
    let of_nobody = MeasureForm { men_n: "7".into(), ..measure(week(1), "4", "") };
    assert_eq!(rule(office.add_measurement(me, id, &of_nobody).await), ("men_n", Rule::Unwanted));
    let undated = MeasureForm { on: String::new(), ..measure(week(1), "4", "5") };
    assert_eq!(missing(office.add_measurement(me, id, &undated).await), "on");

    office.correct_measurement(me, first, 1, &measure(week(2), "30,25", "36")).await.unwrap();
    let late = office.correct_measurement(me, first, 1, &measure(week(2), "29", "36")).await;
    assert!(matches!(late, Err(Trouble::Storage(Error::Conflict(_)))), "{late:?}");
    let line = view(&it, "strategist", id).await.lines.remove(0);
    assert_eq!((line.on, line.women, line.women_n, line.version), (week(2), Some(30.25), Some(12), 2));
    office.remove_measurement(me, first, 2).await.unwrap();
    assert_eq!(view(&it, "strategist", id).await.lines, []);
    let history = office.history(me, first.into(), Lang::Sv).await.unwrap();
    office.undo(me, history.lines[0].undo.unwrap()).await.unwrap();
    assert_eq!(view(&it, "strategist", id).await.lines[0].women, Some(30.25));
    // A neighbour sees neither the card nor its history, also when the card is shown.
    show(&it, id, Visibility::Group).await;
    let neighbour = it.who("vaxholm");
    assert!(matches!(office.history(neighbour, first.into(), Lang::Sv).await, Err(Trouble::Nothing)));
    let refused = office.correct_measurement(neighbour, first, 4, &measure(week(2), "1", "1")).await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");
}

async fn few_are_shown_to_nobody_else(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let id = start(&it).await;
    let few = |on, women: &str, men: &str| MeasureForm { women_n: "4".into(), ..measure(on, women, men) };
    for (n, form) in [
        few(week(0), "77,125", "10"),
        measure(week(1), "20", "11"),
        MeasureForm { men_n: "3".into(), ..measure(week(2), "21", "88,375") },
        measure(week(3), "22", "12"),
        measure(week(4), "23", "13"),
        measure(week(5), "24", "14"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(form.on, week(n).to_string());
        office.add_measurement(me, id, &form).await.unwrap();
    }
    show(&it, id, Visibility::Public).await;
    let own = view(&it, "strategist", id).await;
    assert_eq!((own.lines[0].women, own.lines[0].women_n, own.lines[0].women_few), (Some(77.125), Some(4), true));
    assert_eq!(own.readings[0].n, 6);
    let readers = ["vaxholm", "mentor", "beside", "organiser", "outside", "operator"].map(|who| Some(it.who(who)));
    for visitor in readers.into_iter().chain([None]) {
        let seen = office.improvement(visitor, id, Lang::Sv).await.unwrap();
        let line = &seen.lines[0];
        assert_eq!((line.women, line.women_n, line.women_few), (None, None, true));
        assert_eq!((line.men, line.men_n, line.men_few), (Some(10.0), Some(12), false));
        assert_eq!((seen.lines[2].women, seen.lines[2].men, seen.lines[2].men_n), (Some(21.0), None, None));
        // Nothing that is computed lets it be found again: five values, and their median and trend.
        assert_eq!((seen.readings[0].n, seen.readings[0].median), (5, Some(22.0)));
        assert_eq!(seen.readings[0].findings[0].kind, RunFindingKind::Trend);
        let all = format!("{seen:?}");
        assert!(!all.contains("77.125") && !all.contains("88.375"), "{all}");
    }
    // With the fifth person the number is shown.
    let kept = office.improvement(Some(me), id, Lang::Sv).await.unwrap();
    let five = MeasureForm { women_n: "5".into(), ..measure(week(0), "77,125", "10") };
    office.correct_measurement(me, kept.lines[0].id, 1, &five).await.unwrap();
    assert_eq!(view(&it, "vaxholm", id).await.lines[0].women, Some(77.125));
    let measured = it.rig.store.list_of::<Measurement>(it.kramfors).await.unwrap();
    assert_eq!(measured.len(), 6);
}

/// Everybody there is, and whether they stand in the group, the round or outside; none: nobody signed in.
const PEOPLE: [(&str, Visibility); 10] = [
    ("politician", Visibility::Own),
    ("manager", Visibility::Own),
    ("strategist", Visibility::Own),
    ("key", Visibility::Own),
    ("reader", Visibility::Own),
    ("vaxholm", Visibility::Group),
    ("mentor", Visibility::Group),
    ("beside", Visibility::Round),
    ("organiser", Visibility::Round),
    ("outside", Visibility::Public),
];

async fn who_reads_and_who_writes(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = it.rig.office.clone();
    let id = start(&it).await;
    let idea_id = office.add_idea(it.who("key"), it.round, it.kramfors, &idea("En idé")).await.unwrap();
    for (n, shown) in Visibility::ALL.into_iter().enumerate() {
        if shown != Visibility::Own {
            show(&it, id, shown).await;
            let version = i64::try_from(n).unwrap();
            office.show_idea(it.who("manager"), idea_id, version, shown.code()).await.unwrap();
        }
        for (who, near) in PEOPLE {
            let visitor = it.who(who);
            let reads = near <= shown;
            let card = office.improvement(Some(visitor), id, Lang::Sv).await;
            assert_eq!(card.is_ok(), reads, "{who} {shown:?}");
            assert!(reads || matches!(card, Err(Trouble::Nothing)), "{who} {shown:?}");
            let ideas = office.ideas(Some(visitor), it.round, Lang::Sv).await.unwrap();
            assert_eq!(ideas.lines.iter().any(|line| line.id == idea_id), reads, "{who} {shown:?}");
            let list = office.improvements(visitor, it.round, it.kramfors).await;
            assert_eq!(list.is_ok(), reads, "{who} {shown:?}: {list:?}");
            let places = office.improvement_places(visitor, it.kramfors).await.unwrap();
            assert_eq!(places.first().map(|it| it.count), reads.then_some(1), "{who} {shown:?}");
            // What waits is the organisation's own business.
            let own = near == Visibility::Own;
            assert_eq!(card.is_ok_and(|it| it.next.is_some()), own, "{who} {shown:?}");
            // Writing and showing never reach beyond it.
            let writes = own && who != "reader";
            let wrote = office.add_spread(visitor, id, 0, "X", "").await;
            assert_eq!(matches!(wrote, Err(Trouble::Storage(Error::Conflict(_)))), writes, "{who}: {wrote:?}");
            let moved = office.show_improvement(visitor, id, 0, "own").await;
            let may_move = writes && who != "key";
            assert_eq!(matches!(moved, Err(Trouble::Storage(_))), may_move, "{who}: {moved:?}");
            let edited = office.edit_idea(visitor, idea_id, 0, "X").await;
            assert_eq!(matches!(edited, Err(Trouble::Storage(Error::Conflict(_)))), writes, "{who}: {edited:?}");
        }
        // The operator has no part in it, nor has who is not signed in.
        let public = shown == Visibility::Public;
        assert_eq!(office.improvement(Some(it.who("operator")), id, Lang::Sv).await.is_ok(), public);
        let nobody = office.improvement(None, id, Lang::Sv).await;
        assert!(if public { nobody.is_ok() } else { matches!(nobody, Err(Trouble::SignIn)) }, "{shown:?}");
    }
    // Begun only where one takes part, for one's own.
    let foreign = office.start_improvement(it.who("vaxholm"), it.round, it.kramfors, PROBLEM, "").await;
    assert!(matches!(foreign, Err(Trouble::Denied(_))), "{foreign:?}");
    let outside = it.who("outside");
    let elsewhere = outside.actor.standings[0].organisation;
    let left_out = office.start_improvement(outside, it.round, elsewhere, PROBLEM, "").await;
    assert!(matches!(left_out, Err(Trouble::NotTakingPart(name)) if name == "Umeå kommun"));
    it.round_is(RoundState::Archived).await;
    let over = office.start_improvement(it.who("strategist"), it.round, it.kramfors, PROBLEM, "").await;
    assert!(matches!(over, Err(Trouble::RoundRests(RoundState::Archived))), "{over:?}");
    // What is there is still written on, and read as far as it is shown.
    let (version, _) = body(&it.rig, id).await;
    office.show_improvement(it.who("strategist"), id, version, "group").await.unwrap();
    office.add_spread(it.who("strategist"), id, version + 1, "Skolan", "").await.unwrap();
    // What was shown to the group is for nobody for having been in it; what is shown to the round is read.
    for who in ["vaxholm", "mentor", "beside"] {
        assert!(matches!(office.improvement(Some(it.who(who)), id, Lang::Sv).await, Err(Trouble::Nothing)), "{who}");
    }
    office.show_improvement(it.who("strategist"), id, version + 2, "round").await.unwrap();
    assert_eq!(view(&it, "vaxholm", id).await.body.spread.len(), 1);
    // A name is for those who may see whose it is.
    let (version, _) = body(&it.rig, id).await;
    let form = CardForm { new_idea: String::new(), ..filled(&it) };
    office.save_improvement(it.who("strategist"), id, version, &form).await.unwrap();
    show(&it, id, Visibility::Public).await;
    assert_eq!(view(&it, "manager", id).await.owner.as_deref(), Some("Nils Nyckel"));
    let nobody = office.improvement(None, id, Lang::Sv).await.unwrap();
    assert_eq!((nobody.owner, nobody.body.owner), (None, None));
}

async fn shown_to_all_it_stands_on_the_round(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = it.rig.office.clone();
    let id = start(&it).await;
    let hidden = start(&it).await;
    let shown = async |visitor: Option<&Visitor>| -> Vec<ImprovementId> {
        let lines = office.shown_improvements(visitor, it.round).await.unwrap();
        lines.into_iter().map(|line| line.id).collect()
    };
    assert_eq!(shown(Some(it.who("strategist"))).await, []);
    show(&it, id, Visibility::Group).await;
    // The group sees it in the group, not on the page of the round.
    assert_eq!(shown(Some(it.who("vaxholm"))).await, []);
    let group = office.improvements_in_group(it.who("vaxholm"), it.group).await.unwrap();
    assert_eq!(group.iter().map(|it| (it.place.as_str(), it.count)).collect::<Vec<_>>(), [("Kramfors kommun", 1)]);
    let own = office.improvements_in_group(it.who("strategist"), it.group).await.unwrap();
    assert_eq!(own[0].count, 2);
    assert!(matches!(office.improvements_in_group(it.who("beside"), it.group).await, Err(Trouble::Nothing)));
    show(&it, id, Visibility::Round).await;
    assert_eq!((shown(Some(it.who("beside"))).await, shown(Some(it.who("outside"))).await), (vec![id], vec![]));
    assert_eq!(shown(None).await, []);
    show(&it, id, Visibility::Public).await;
    assert_eq!((shown(Some(it.who("outside"))).await, shown(None).await), (vec![id], vec![id]));
    let line = office.shown_improvements(None, it.round).await.unwrap().remove(0);
    assert_eq!((line.place.as_str(), line.problem.as_str(), line.next), ("Kramfors kommun", PROBLEM, None));
    // In one's own list all stand, with what each waits for.
    let list = office.improvements(it.who("reader"), it.round, it.kramfors).await.unwrap();
    assert_eq!(list.lines.iter().map(|it| it.id).collect::<Vec<_>>(), [id, hidden]);
    assert!(list.own && !list.may_start && list.lines.iter().all(|it| it.next.is_some()));
    let mine = office.my_improvements(it.who("strategist")).await.unwrap();
    assert_eq!(mine.iter().map(|it| (it.round, it.organisation)).collect::<Vec<_>>(), [(it.round, it.kramfors)]);
    assert_eq!(office.my_improvements(it.who("organiser")).await.unwrap(), []);
    assert_eq!(office.my_improvements(it.who("operator")).await.unwrap(), []);
}

async fn an_idea_says_whose_it_was(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let page = office.ideas(Some(me), it.round, Lang::Sv).await.unwrap();
    let places: Vec<&str> = page.places.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(places, ["Vaxholms stad", "Örnsköldsviks kommun"]);
    let (item, name) = page.items.first().cloned().unwrap();
    assert!(page.past.iter().any(|(code, _)| code == "umea:pilot-2015"));
    let seen = IdeaForm { place: it.mentor.to_string(), item, ..idea("Mallen för budgeten") };
    office.add_idea(me, it.round, it.kramfors, &seen).await.unwrap();
    let past = IdeaForm { past: "umea:pilot-2015".into(), ..idea("Kön i direktiven") };
    office.add_idea(me, it.round, it.kramfors, &past).await.unwrap();
    let page = office.ideas(Some(me), it.round, Lang::Sv).await.unwrap();
    let [one, two] = page.lines.as_slice() else { panic!("{:?}", page.lines) };
    let IdeaOrigin::Organisation { id, place, item: Some(at) } = &one.origin else { panic!("{:?}", one.origin) };
    assert_eq!((*id, place.as_str()), (it.mentor, "Örnsköldsviks kommun"));
    assert!(name.ends_with(at.as_str()), "{name} {at}");
    let IdeaOrigin::History { organisation, place, round, .. } = &two.origin else { panic!("{:?}", two.origin) };
    assert_eq!((organisation.as_str(), place.as_str(), round.as_str()), ("umea", "Umeå", "pilot-2015"));
    assert!(page.family.is_empty());

    let refused = async |form: IdeaForm| office.add_idea(me, it.round, it.kramfors, &form).await;
    let of = |place: OrganisationId| IdeaForm { place: place.to_string(), ..idea("X") };
    // Not with oneself, not with somebody in another group, and not from where nobody was.
    assert_eq!(missing(refused(of(it.kramfors)).await), "origin");
    assert_eq!(missing(refused(of(it.lund)).await), "origin");
    assert_eq!(missing(refused(IdeaForm { past: "vannas:pilot-2015".into(), ..idea("X") }).await), "past");
    assert_eq!(missing(refused(IdeaForm { item: "finns-inte".into(), ..of(it.mentor) }).await), "item");
    assert_eq!(rule(refused(IdeaForm { past: "umea:pilot-2015".into(), ..of(it.mentor) }).await).0, "past");
    assert_eq!(rule(refused(IdeaForm { item: "x".into(), ..idea("X") }).await), ("item", Rule::Unwanted));
    assert_eq!(rule(refused(idea(" ")).await), ("text", Rule::Empty));

    office.edit_idea(me, one.id, 1, "Mallen\r\nför budgeten").await.unwrap();
    let page = office.ideas(Some(me), it.round, Lang::En).await.unwrap();
    assert_eq!((page.lines[0].text.as_str(), page.lines[0].version), ("Mallen\nför budgeten", 2));
    assert!(matches!(page.lines[0].origin, IdeaOrigin::Organisation { .. }));
    office.remove_idea(me, two.id, 1).await.unwrap();
    let history = office.history(me, two.id.into(), Lang::Sv).await.unwrap();
    assert_eq!(history.name, "idé");
    office.undo(me, history.lines[0].undo.unwrap()).await.unwrap();
    // A card that tries it holds it.
    let card = office.start_improvement(me, it.round, it.kramfors, PROBLEM, &two.id.to_string()).await.unwrap();
    let held = office.remove_idea(me, two.id, 3).await;
    assert!(matches!(held, Err(Trouble::Storage(Error::InUse { .. }))), "{held:?}");
    let page = office.ideas(Some(me), it.round, Lang::Sv).await.unwrap();
    assert_eq!(page.lines[1].cards, [(card, PROBLEM.to_owned(), ImprovementState::Planned)]);
}

/// Two rounds: in the first Umeå mentors Vännäs, in the second Vännäs mentors Örnsköldsvik.
struct Rounds {
    rig: Rig,
    one: RoundId,
    two: RoundId,
    umea: (OrganisationId, Visitor),
    vannas: (OrganisationId, Visitor),
    ovik: (OrganisationId, Visitor),
}

async fn two_rounds(rig: Rig) -> Rounds {
    let organiser = rig.place("SKR").await;
    let umea = rig.place("Umeå kommun").await;
    let vannas = rig.place("Vännäs kommun").await;
    let ovik = rig.place("Örnsköldsviks kommun").await;
    let one = follows(&rig, organiser, "modell-2019", "Omgång ett").await;
    let two = follows(&rig, organiser, "modell-2023", "Omgång två").await;
    for (round, mentor, participant) in [(one, umea, vannas), (two, vannas, ovik)] {
        take_part(&rig, round, mentor, Capacity::Mentor).await;
        take_part(&rig, round, participant, Capacity::Participant).await;
        grouped(&rig, round, organiser, "Norr", &[participant], mentor, &[]).await;
    }
    let people = [("Ulla Umeå", umea), ("Vera Vännäs", vannas), ("Örjan Övik", ovik)];
    let mut visitors = Vec::new();
    for (name, place) in people {
        visitors.push((place, rig.guest(name, place, Role::Strategist).await));
    }
    let mut visitors = visitors.into_iter();
    let mut next = || visitors.next().unwrap();
    let (umea, vannas, ovik) = (next(), next(), next());
    Rounds { rig, one, two, umea, vannas, ovik }
}

impl Rounds {
    async fn show(&self, of: &Visitor, id: IdeaId, to: Visibility) {
        let version = self.rig.store.get::<programme::Idea>(id).await.unwrap().unwrap().version;
        self.rig.office.show_idea(of, id, version, to.code()).await.unwrap();
    }

    /// The trees a page shows: "Umeå(Vännäs(Örnsköldsvik))"; "?" for one that is not shown.
    async fn trees(&self, visitor: Option<&Visitor>, round: RoundId) -> String {
        fn said(branch: &IdeaBranch) -> String {
            let name = branch.idea.as_ref().map_or("?", |it| it.place.split([' ', 's']).next().unwrap_or(""));
            let under: Vec<String> = branch.under.iter().map(said).collect();
            if under.is_empty() { name.to_owned() } else { format!("{name}({})", under.join(" ")) }
        }
        let page = self.rig.office.ideas(visitor, round, Lang::Sv).await.unwrap();
        page.family.iter().map(said).collect::<Vec<_>>().join(" ")
    }

    async fn seen(&self, visitor: Option<&Visitor>, round: RoundId) -> Vec<IdeaId> {
        let page = self.rig.office.ideas(visitor, round, Lang::Sv).await.unwrap();
        page.lines.into_iter().map(|line| line.id).collect()
    }
}

async fn the_family_goes_from_round_to_round(rig: Rig) {
    let it = two_rounds(rig).await;
    let office = it.rig.office.clone();
    let (umea, vannas, ovik) = (&it.umea.1, &it.vannas.1, &it.ovik.1);
    let past = IdeaForm { past: "umea:pilot-2015".into(), ..idea("Könsuppdelad köstatistik") };
    let first = office.add_idea(umea, it.one, it.umea.0, &past).await.unwrap();
    // Not shown: nobody can take it.
    let blind = office.take_home(vannas, it.one, it.vannas.0, IdeaSource::Idea(first), "").await;
    assert!(matches!(blind, Err(Trouble::Nothing)), "{blind:?}");
    it.show(umea, first, Visibility::Round).await;
    assert_eq!(it.seen(Some(vannas), it.one).await, [first]);
    let second =
        office.take_home(vannas, it.one, it.vannas.0, IdeaSource::Idea(first), "Statistik till varje nämnd").await;
    let second = second.unwrap();

    // It is Vännäs' own: that somebody has taken it home is told to nobody else.
    assert_eq!(it.trees(Some(umea), it.one).await, "");
    assert_eq!(it.trees(Some(vannas), it.one).await, "Umeå(Vännä)");
    // The next round knows of neither, though Vännäs is in it: nothing is shown to more by that.
    it.show(vannas, second, Visibility::Round).await;
    assert_eq!(it.trees(Some(umea), it.one).await, "Umeå(Vännä)");
    assert_eq!((it.seen(Some(ovik), it.one).await, it.trees(Some(ovik), it.one).await), (vec![], String::new()));
    it.show(vannas, second, Visibility::Public).await;
    assert_eq!(
        (it.seen(Some(ovik), it.one).await, it.trees(Some(ovik), it.one).await),
        (vec![second], "?(Vännä)".into())
    );
    let third = office.take_home(ovik, it.two, it.ovik.0, IdeaSource::Idea(second), "").await.unwrap();

    // Both pages tell of the same family, as far as each reader sees.
    assert_eq!(it.trees(Some(ovik), it.two).await, "?(Vännä(Örn))");
    assert_eq!(it.trees(Some(umea), it.one).await, "Umeå(Vännä)");
    it.show(ovik, third, Visibility::Public).await;
    it.show(umea, first, Visibility::Public).await;
    for (visitor, round) in [(Some(umea), it.one), (Some(ovik), it.two), (None, it.one), (None, it.two)] {
        assert_eq!(it.trees(visitor, round).await, "Umeå(Vännä(Örn))");
    }
    let page = office.ideas(None, it.two, Lang::Sv).await.unwrap();
    let root = page.family[0].idea.as_ref().unwrap();
    assert_eq!(root.before, Some(("umea".into(), "pilot-2015".into())));
    assert_eq!((root.round_title.as_str(), root.place.as_str()), ("Omgång ett", "Umeå kommun"));
    let last = page.family[0].under[0].under[0].idea.as_ref().unwrap();
    assert_eq!((last.text.as_str(), last.round_title.as_str()), ("Statistik till varje nämnd", "Omgång två"));
    let IdeaOrigin::Organisation { id, .. } = &page.lines[0].origin else { panic!("{:?}", page.lines) };
    assert_eq!(*id, it.vannas.0);

    // Withdrawn, it is a joint in the families of others.
    it.show(vannas, second, Visibility::Own).await;
    assert_eq!(it.trees(None, it.one).await, "Umeå(?(Örn))");
    // Tried and dropped, it is drawn as gone.
    let card = office.start_improvement(ovik, it.two, it.ovik.0, PROBLEM, &third.to_string()).await.unwrap();
    let gone = MoveForm { decision: Some("Det gick inte.".into()), ..to(ImprovementState::Dropped) };
    office.move_improvement(ovik, card, 1, &gone).await.unwrap();
    let page = office.ideas(Some(ovik), it.two, Lang::Sv).await.unwrap();
    assert!(page.family[0].under[0].under[0].idea.as_ref().unwrap().gone);
    // Others who do not see the card do not see that.
    let page = office.ideas(Some(umea), it.one, Lang::Sv).await.unwrap();
    assert!(!page.family[0].under[0].under[0].idea.as_ref().unwrap().gone);
    // That somebody has taken it home hinders nobody from taking it away, and what was made from it stays.
    office.remove_idea(umea, first, 3).await.unwrap();
    assert_eq!(it.trees(None, it.one).await, "?(Örn)");
    assert_eq!(it.trees(Some(vannas), it.one).await, "Vännä(Örn)");
    office.edit_idea(vannas, second, 4, "Statistik till varje utskott").await.unwrap();
    assert_eq!(it.rig.store.verify().await.unwrap().findings, []);
}

async fn what_others_show_is_taken_home(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = it.rig.office.clone();
    let id = start(&it).await;
    office.save_improvement(it.who("strategist"), id, 1, &filled(&it)).await.unwrap();
    show(&it, id, Visibility::Group).await;
    let card = view(&it, "vaxholm", id).await;
    assert_eq!(card.idea, Some(CardIdea::Hidden));
    assert_eq!(card.takers.iter().map(|it| it.organisation).collect::<Vec<_>>(), [it.vaxholm]);
    assert!(view(&it, "reader", id).await.takers.is_empty());
    let neighbour = it.who("vaxholm");
    let taken = office.take_home(neighbour, it.round, it.vaxholm, IdeaSource::Improvement(id), "").await.unwrap();
    let page = office.ideas(Some(neighbour), it.round, Lang::Sv).await.unwrap();
    assert_eq!(page.lines.len(), 1);
    let line = &page.lines[0];
    // The words of the card; its idea, which is not shown, is a joint in the family.
    assert_eq!((line.id, line.text.as_str()), (taken, "En mottagning prövar i tre månader."));
    let IdeaOrigin::Organisation { id: from, item: None, .. } = &line.origin else { panic!("{:?}", line.origin) };
    assert_eq!(*from, it.kramfors);
    assert!(page.family[0].idea.is_none() && page.family[0].under[0].idea.as_ref().unwrap().id == taken);
    // For one's own organisation only, where it takes part, and never from oneself.
    let foreign = office.take_home(neighbour, it.round, it.lund, IdeaSource::Improvement(id), "").await;
    assert!(matches!(foreign, Err(Trouble::Denied(_))), "{foreign:?}");
    let me = it.who("strategist");
    let own = office.take_home(me, it.round, it.kramfors, IdeaSource::Improvement(id), "").await;
    assert_eq!(rule(own), ("origin", Rule::Unwanted));
    let beside = office.take_home(it.who("beside"), it.round, it.lund, IdeaSource::Improvement(id), "").await;
    assert!(matches!(beside, Err(Trouble::Nothing)), "{beside:?}");
    let mentor = office.take_home(it.who("mentor"), it.round, it.mentor, IdeaSource::Improvement(id), "Vår").await;
    let mentor = mentor.unwrap();
    let page = office.ideas(Some(it.who("mentor")), it.round, Lang::Sv).await.unwrap();
    assert_eq!((page.lines[0].id, page.lines[0].text.as_str()), (mentor, "Vår"));
}

async fn check_ins(it: &Circle, who: &str) -> Result<CheckInView, Trouble> {
    it.rig.office.check_ins(it.who(who), it.round, it.kramfors).await
}

/// The check-ins that wait for somebody: months.
async fn waiting(it: &Circle, who: &str) -> Vec<u16> {
    let todos = it.rig.office.todos(it.who(who)).await.unwrap();
    let months = |kind: &TodoKind| match kind {
        TodoKind::CheckIn { months, .. } => Some(*months),
        _ => None,
    };
    todos.iter().filter_map(|todo| months(&todo.kind)).collect()
}

async fn what_lives_on_is_asked_after_a_year(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (it.rig.office.clone(), it.who("strategist"));
    let tried = start(&it).await;
    office.move_improvement(me, tried, 1, &to(ImprovementState::Testing)).await.unwrap();
    let never = start(&it).await;
    let planned = check_ins(&it, "strategist").await.unwrap();
    assert_eq!((planned.ended, planned.next, planned.asked.len()), (None, None, 0));
    let round = it.rig.store.get::<Round>(it.round).await.unwrap().unwrap();
    let moved = vec![Moved { to: RoundState::Closed, on: date(2026, 3, 1) }];
    let closed = Round { state: RoundState::Closed, moved, ..round.body };
    it.rig.write(|change| change.update(it.round, round.version, &closed).unwrap()).await;

    it.at(date(2027, 2, 28), 9);
    let early = check_ins(&it, "strategist").await.unwrap();
    assert_eq!((early.ended, early.next), (Some(date(2026, 3, 1)), Some((12, date(2027, 3, 1)))));
    assert!(early.asked.is_empty() && !early.may_answer && waiting(&it, "strategist").await.is_empty());
    it.at(date(2027, 3, 1), 9);
    assert_eq!((waiting(&it, "strategist").await, waiting(&it, "vaxholm").await), (vec![12], vec![12]));
    for who in ["manager", "mentor", "organiser", "outside"] {
        assert!(waiting(&it, who).await.is_empty(), "{who}");
    }
    let asked = check_ins(&it, "reader").await.unwrap();
    assert!(!asked.may_answer && asked.asked[0].answered.is_none());
    // What was never tried is not asked about.
    let about: Vec<_> = asked.asked[0].lines.iter().map(|line| line.improvement.as_ref().unwrap().0).collect();
    assert_eq!(about, [tried]);
    assert!(matches!(check_ins(&it, "vaxholm").await, Err(Trouble::Nothing)));

    let form = |months, version, said: &str| CheckInForm {
        months,
        version,
        lives: [(tried.to_string(), said.to_owned()), (never.to_string(), "yes".to_owned())].into(),
        comment: "Två nya chefer har tagit över.".into(),
    };
    let answer =
        async |who: &str, form: CheckInForm| office.answer_check_in(it.who(who), it.round, it.kramfors, &form).await;
    assert_eq!(missing(answer("strategist", form(12, 0, "")).await), "lives");
    assert_eq!(missing(answer("strategist", form(24, 0, "yes")).await), "months");
    for who in ["reader", "vaxholm", "mentor", "organiser"] {
        assert!(matches!(answer(who, form(12, 0, "yes")).await, Err(Trouble::Denied(_))), "{who}");
    }
    // Who may not show it answers for the organisation, and shows nobody.
    assert_eq!(answer("key", form(12, 0, "partly")).await.unwrap(), Visibility::Own);
    assert!(matches!(check_ins(&it, "vaxholm").await, Err(Trouble::Nothing)));
    let own = check_ins(&it, "key").await.unwrap();
    assert_eq!(
        (own.visibility, own.asked[0].visibility, own.asked[0].may_move),
        (Visibility::Own, Visibility::Own, false)
    );
    assert!(waiting(&it, "strategist").await.is_empty());
    let late = answer("manager", form(12, 0, "no")).await;
    assert!(matches!(late, Err(Trouble::Storage(Error::Conflict(_)))), "{late:?}");
    let version = check_ins(&it, "manager").await.unwrap().asked[0].version;
    assert_eq!(answer("manager", form(12, version, "unknown")).await.unwrap(), Visibility::Own);
    let reveal = async |who: &str, version, to: &str| {
        office.show_check_in(it.who(who), it.round, it.kramfors, (12, version), to).await
    };
    assert!(matches!(reveal("key", version + 1, "round").await, Err(Trouble::Denied(_))));
    assert!(matches!(reveal("vaxholm", version + 1, "round").await, Err(Trouble::Nothing)));
    assert!(matches!(reveal("manager", version, "round").await, Err(Trouble::Storage(Error::Conflict(_)))));
    reveal("manager", version + 1, "round").await.unwrap();
    assert_eq!(check_ins(&it, "manager").await.unwrap().visibility, Visibility::Round);
    // A card that is tried since is asked about, and told to nobody else.
    office.move_improvement(me, never, 1, &to(ImprovementState::Testing)).await.unwrap();
    assert_eq!(check_ins(&it, "manager").await.unwrap().asked[0].lines.len(), 2);
    assert_eq!(check_ins(&it, "vaxholm").await.unwrap().asked[0].lines.len(), 1);

    // Everybody in the round reads the answer; which change it is about only who may read that.
    for who in ["vaxholm", "beside", "organiser"] {
        let seen = check_ins(&it, who).await.unwrap();
        let asked = &seen.asked[0];
        assert_eq!((asked.months, asked.answered, seen.may_answer), (12, Some(date(2027, 3, 1)), false), "{who}");
        assert_eq!(asked.comment, "Två nya chefer har tagit över.");
        let line = &asked.lines[0];
        assert_eq!((line.improvement.as_ref(), line.lives), (None, Some(Lives::Unknown)), "{who}");
    }
    assert!(matches!(check_ins(&it, "outside").await, Err(Trouble::Nothing)));
    show(&it, tried, Visibility::Group).await;
    let shown = check_ins(&it, "vaxholm").await.unwrap();
    assert_eq!(shown.asked[0].lines[0].improvement, Some((tried, PROBLEM.to_owned())));
    let id = it.rig.store.list_of::<programme::CheckIn>(it.kramfors).await.unwrap()[0].id;
    let history = office.history(me, id.into(), Lang::Sv).await.unwrap();
    let told: Vec<&str> =
        history.lines.iter().flat_map(|line| &line.shifts).map(|shift| shift.after.as_str()).collect();
    assert!(told.contains(&"vet inte: 1"), "{told:?}");

    // Withdrawn it is the organisation's own again, and the next that somebody who may show it answers is shown.
    reveal("manager", version + 2, "own").await.unwrap();
    assert!(matches!(check_ins(&it, "vaxholm").await, Err(Trouble::Nothing)));
    // A year later the next is asked, and only that.
    it.at(date(2028, 3, 1), 9);
    assert_eq!(waiting(&it, "strategist").await, [24]);
    let asked: Vec<u16> = check_ins(&it, "strategist").await.unwrap().asked.iter().map(|it| it.months).collect();
    assert_eq!(asked, [24, 12]);
    assert_eq!(answer("strategist", form(24, 0, "yes")).await.unwrap(), Visibility::Round);
    let seen: Vec<u16> = check_ins(&it, "vaxholm").await.unwrap().asked.iter().map(|it| it.months).collect();
    assert_eq!(seen, [24]);
    it.at(date(2030, 1, 1), 9);
    assert_eq!(check_ins(&it, "strategist").await.unwrap().next, None);
}

async fn what_a_person_sees_to_is_in_their_data(rig: Rig) {
    let it = Circle::new(rig).await;
    let id = start(&it).await;
    it.rig.office.save_improvement(it.who("strategist"), id, 1, &filled(&it)).await.unwrap();
    let all = it.rig.office.take_out_my_data(it.who("key")).await.unwrap().to_string();
    assert!(all.contains(PROBLEM), "{all}");
    let all = it.rig.office.take_out_my_data(it.who("manager")).await.unwrap().to_string();
    assert!(!all.contains(PROBLEM), "{all}");
}
