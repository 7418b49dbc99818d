//! The self-assessment: answered apart and agreed on together, shown by an act alone; the staff never under
//! five; questions to high answers; rounds on different models beside each other.

use std::{collections::BTreeMap, sync::Arc};

use i18n::Lang;
use jiff::civil::{Date, date};
use method::Verdict;
use office::{
    AssessAt, EvidenceForm, GivenForm, JointForm, JointView, Office, Outcomes, RegistrationForm, SheetCode, Since,
    TaskJoint, TaskKey, Todo, TodoKind, TodoPlace, Trouble, UNKNOWN, Visitor, Waits, WorkForm,
};
use programme::{
    Assessment, Calendar, Capacity, Comes, FigureRef, JointAnswer, MIN_STAFF, Movement, OrganisationId, Query, Role,
    Round, RoundId, RoundState, StaffAnswer, Stays, Visibility, WorkState,
};
use serde_json::Value;

use crate::{
    circle::{Circle, follows, meeting, slot, take_part},
    rig::{Rig, caller, contains, on_both},
};

on_both! {
    each_answers_apart
    handing_in_is_asked_about_and_taken_back
    the_team_agrees_and_moves
    words_and_evidence_alone_are_no_answer
    the_steps_task_is_done_by_agreeing
    shown_by_an_act_alone
    committees_have_sheets_of_their_own
    committees_are_there_again_the_next_time
    the_staff_is_never_shown_under_five
    an_answer_of_the_staff_leads_to_nobody
    the_staffs_link_is_limited
    high_answers_are_asked_about
    equal_questions_are_answered_at_once
    rounds_on_three_models_side_by_side
    what_people_said_is_erased_when_its_time_is_over
    what_somebody_said_is_their_own
    what_waits_for_whom
    a_mentor_sees_what_the_group_waits_for
    nothing_is_answered_where_the_round_rests
}

const STEP: &str = "traff-styrning";
const NEXT: &str = "traff-forbattring";
/// An item of the whole organisation.
const STATISTICS: &str = "overgripande/statistik";
const CHAIN: &str = "overgripande/styrkedjan";

fn at(it: &Circle, step: &str) -> AssessAt {
    AssessAt { round: it.round, organisation: it.kramfors, step: step.into() }
}

fn overall() -> SheetCode {
    SheetCode { part: "overgripande".into(), of: None }
}

fn forms(levels: &[(&str, &str)]) -> BTreeMap<String, GivenForm> {
    let form = |level: &str| GivenForm { level: level.into(), comment: String::new() };
    levels.iter().map(|(item, level)| ((*item).to_owned(), form(level))).collect()
}

/// Somebody answers for themselves on the sheet of the whole organisation.
async fn answer(it: &Circle, who: &str, step: &str, levels: &[(&str, &str)]) {
    it.rig.office.save_assessment(it.who(who), &at(it, step), &overall(), &forms(levels)).await.unwrap();
}

async fn hand_in(it: &Circle, who: &str, step: &str) {
    it.rig.office.hand_in_assessment(it.who(who), &at(it, step), true).await.unwrap();
}

async fn joint(it: &Circle, who: &str, step: &str) -> JointView {
    it.rig.office.joint_assessment(it.who(who), &at(it, step), None, Lang::Sv).await.unwrap()
}

/// What the team says of an item, whatever it said before.
pub async fn settle(office: &Office, who: &Visitor, at: &AssessAt, code: &str, level: &str) {
    let was = office.joint_item(who, at, code, Lang::Sv).await.unwrap().was;
    let form = JointForm { level: level.into(), comment: "Vi har sett efter.".into() };
    office.save_joint(who, at, code, &was, &form).await.unwrap();
}

/// The visitor alone agrees.
pub async fn agree(office: &Office, who: &Visitor, at: &AssessAt) {
    let version = office.joint_assessment(who, at, None, Lang::Sv).await.unwrap().version;
    office.agree_joint(who, at, version, &[who.person.to_string()]).await.unwrap();
}

/// What each said of an item, by role, as far as somebody sees it.
fn said(view: &JointView, code: &str) -> Vec<(Role, Option<u8>)> {
    let line = view.sheet.lines.iter().find(|it| it.item.code == code).unwrap();
    line.said.iter().map(|it| (it.role, it.level)).collect()
}

fn disagree(view: &JointView, code: &str) -> bool {
    view.sheet.lines.iter().find(|it| it.item.code == code).unwrap().disagree
}

async fn each_answers_apart(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    use Role::{Manager, Politician};

    // Saved as often as one likes, each sheet by itself, and seen by nobody else.
    answer(&it, "politician", STEP, &[("statistik", "3"), ("analys", "2")]).await;
    let secret = GivenForm { level: "4".into(), comment: "Hemlig tanke".into() };
    let again: BTreeMap<String, GivenForm> =
        [("statistik".to_owned(), secret), ("analys".to_owned(), GivenForm::default())].into();
    office.save_assessment(it.who("politician"), &here, &overall(), &again).await.unwrap();
    answer(&it, "manager", STEP, &[("statistik", "2")]).await;
    answer(&it, "strategist", STEP, &[("statistik", UNKNOWN)]).await;
    let own = office.own_assessment(it.who("politician"), &here, None, Lang::Sv).await.unwrap();
    let statistics = own.items.iter().find(|it| it.item.code == STATISTICS).unwrap();
    assert_eq!(statistics.given.as_ref().map(|it| (it.level, it.comment.as_str())), Some((Some(4), "Hemlig tanke")));
    assert_eq!(statistics.item.levels.len(), 4);
    assert!(statistics.item.levels.iter().all(|it| !it.means.is_empty()));
    assert_eq!((own.sheets[0].answered, own.sheets[0].items, own.may_write), (1, 10, true));
    for who in ["politician", "manager", "strategist", "key"] {
        let view = joint(&it, who, STEP).await;
        assert!(said(&view, STATISTICS).is_empty(), "{who}");
        assert!(!view.sees_others && view.of_team && view.team.iter().all(|it| it.handed.is_none()), "{who}");
        assert_eq!(view.waits, Some(Waits { open: 3, asked: 3, names: None }), "{who}");
        assert!(!format!("{view:?}").contains("Hemlig"), "{who}");
    }

    // Who has handed in sees who else has; the others nothing.
    hand_in(&it, "politician", STEP).await;
    assert_eq!(said(&joint(&it, "politician", STEP).await, STATISTICS), [(Politician, Some(4))]);
    assert!(said(&joint(&it, "manager", STEP).await, STATISTICS).is_empty());
    hand_in(&it, "manager", STEP).await;
    for who in ["politician", "manager"] {
        let view = joint(&it, who, STEP).await;
        assert_eq!(said(&view, STATISTICS), [(Politician, Some(4)), (Manager, Some(2))], "{who}");
        assert!(disagree(&view, STATISTICS) && view.sees_others, "{who}");
        assert_eq!(view.team.iter().filter(|it| it.handed == Some(true)).count(), 2);
        let strategist = Some(Waits { open: 1, asked: 3, names: Some(vec!["Åsa Strateg".into()]) });
        let list = office.assessments(it.who(who), it.round, it.kramfors, Lang::Sv).await.unwrap();
        assert_eq!((&view.waits, &list.lines[0].waits), (&strategist, &strategist), "{who}");
    }
    for who in ["strategist", "key"] {
        let view = joint(&it, who, STEP).await;
        assert!(said(&view, STATISTICS).is_empty() && view.team.iter().all(|it| it.handed.is_none()), "{who}");
        // Nor who they are: how many is told.
        let list = office.assessments(it.who(who), it.round, it.kramfors, Lang::Sv).await.unwrap();
        let count = Some(Waits { open: 1, asked: 3, names: None });
        assert_eq!((&view.waits, &list.lines[0].waits), (&count, &count), "{who}");
    }
    let item = office.joint_item(it.who("strategist"), &here, STATISTICS, Lang::Sv).await.unwrap();
    assert!(item.line.said.is_empty() && !item.sees_others);

    // What is handed in does not change any more.
    let late = office.save_assessment(it.who("manager"), &here, &overall(), &forms(&[("statistik", "4")])).await;
    assert!(matches!(late, Err(Trouble::HandedIn)), "{late:?}");
    let twice = office.hand_in_assessment(it.who("manager"), &here, true).await;
    assert!(matches!(twice, Err(Trouble::HandedIn)), "{twice:?}");
    let nothing = office.hand_in_assessment(it.who("key"), &here, true).await;
    assert!(matches!(nothing, Err(Trouble::Missing("answers"))), "{nothing:?}");

    // Levels are those of the scale, items those of the self-assessment.
    for (level, item) in [("5", "statistik"), ("0", "statistik"), ("tre", "statistik"), ("3", "kompetens")] {
        let odd = office.save_assessment(it.who("key"), &here, &overall(), &forms(&[(item, level)])).await;
        assert!(matches!(odd, Err(Trouble::Missing(_) | Trouble::NoNumber(_))), "{item} {level}: {odd:?}");
    }
    for step in ["hemma-styrning", "borta"] {
        let odd = office.own_assessment(it.who("key"), &at(&it, step), None, Lang::Sv).await;
        assert!(matches!(odd, Err(Trouble::Nothing)), "{step}");
    }

    // Nobody else answers, or reads what the team said for itself.
    for who in ["reader", "operator", "mentor", "organiser", "vaxholm", "beside", "outside"] {
        let denied = office.own_assessment(it.who(who), &here, None, Lang::Sv).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
        let denied = office.save_assessment(it.who(who), &here, &overall(), &forms(&[("analys", "1")])).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
        let denied = office.hand_in_assessment(it.who(who), &here, true).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
        if let Ok(view) = office.joint_assessment(it.who(who), &here, None, Lang::Sv).await {
            assert_eq!((who, view.of_team, view.team.len()), ("reader", false, 0));
            assert!(!format!("{view:?}").contains("Pia"), "{view:?}");
        }
    }

    // Once they agree all that is handed in is open, and the rest comes too late.
    settle(office, it.who("strategist"), &here, STATISTICS, "3").await;
    agree(office, it.who("strategist"), &here).await;
    let view = joint(&it, "key", STEP).await;
    assert_eq!(said(&view, STATISTICS), [(Politician, Some(4)), (Manager, Some(2))]);
    assert_eq!(view.waits, None, "it is too late");
    let late = office.hand_in_assessment(it.who("strategist"), &here, true).await;
    assert!(matches!(late, Err(Trouble::Agreed)), "{late:?}");
    assert_eq!(said(&joint(&it, "strategist", STEP).await, STATISTICS).last().unwrap().0, Manager);
    let strategist = office.own_assessment(it.who("strategist"), &here, None, Lang::Sv).await.unwrap();
    assert!(strategist.agreed && !strategist.may_write);
}

async fn handing_in_is_asked_about_and_taken_back(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let own = async |who: &str| office.own_assessment(it.who(who), &here, None, Lang::Sv).await.unwrap();
    let back = async |who: &str| office.take_back_assessment(it.who(who), &here).await;

    // With items open it takes a second word; what is answered is saved all the same.
    answer(&it, "politician", STEP, &[("statistik", "3"), ("analys", UNKNOWN)]).await;
    let asked = office.hand_in_assessment(it.who("politician"), &here, false).await;
    assert!(matches!(asked, Err(Trouble::ItemsOpen(8))), "{asked:?}");
    let view = own("politician").await;
    assert_eq!((view.handed, view.open.len(), view.open[0].untouched), (None, 1, false));
    assert_eq!((view.open[0].items.len(), view.open[0].name.as_str()), (8, view.name.as_str()));
    assert!(view.open[0].items.iter().all(|it| it.code != STATISTICS && it.code != "overgripande/analys"));
    let nothing = back("politician").await;
    assert!(matches!(nothing, Err(Trouble::StaysHandedIn(Stays::NotHandedIn))), "{nothing:?}");
    hand_in(&it, "politician", STEP).await;
    let view = own("politician").await;
    assert_eq!((view.may_take_back, view.stays, view.may_write), (true, None, false));

    // While nobody else has handed in it is taken back, changed and handed in again.
    answer(&it, "manager", STEP, &[("statistik", "2")]).await;
    back("politician").await.unwrap();
    let view = own("politician").await;
    assert_eq!((view.handed, view.may_write, view.sheets[0].answered), (None, true, 2));
    let all = own("key").await.items.into_iter().map(|it| it.item.id).collect::<Vec<_>>();
    let all: Vec<(&str, &str)> = all.iter().map(|item| (item.as_str(), "2")).collect();
    answer(&it, "politician", STEP, &all).await;
    office.hand_in_assessment(it.who("politician"), &here, false).await.unwrap();
    assert!(own("politician").await.open.is_empty());

    // Others have handed in, too: each may have seen what the other said.
    hand_in(&it, "manager", STEP).await;
    for who in ["politician", "manager"] {
        let view = own(who).await;
        assert_eq!((view.may_take_back, view.stays), (false, Some(Stays::OthersToo)), "{who}");
        let stays = back(who).await;
        assert!(matches!(stays, Err(Trouble::StaysHandedIn(Stays::OthersToo))), "{who}: {stays:?}");
    }

    // Nor once the joint answer is begun.
    let next = at(&it, NEXT);
    answer(&it, "manager", NEXT, &[("statistik", "2")]).await;
    hand_in(&it, "manager", NEXT).await;
    settle(office, it.who("key"), &next, STATISTICS, "3").await;
    let stays = office.take_back_assessment(it.who("manager"), &next).await;
    assert!(matches!(stays, Err(Trouble::StaysHandedIn(Stays::JointBegun))), "{stays:?}");
    for who in ["reader", "mentor", "outside"] {
        let denied = back(who).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
    }
}

async fn the_team_agrees_and_moves(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let (here, next) = (at(&it, STEP), at(&it, NEXT));
    let me = it.who("politician");

    // Item by item; who answers one that somebody else has answered since is told.
    let form = |level: &str| JointForm { level: level.into(), comment: "Målen följs upp.".into() };
    office.save_joint(me, &here, STATISTICS, "", &form("2")).await.unwrap();
    let overtaken = office.save_joint(it.who("key"), &here, STATISTICS, "", &form("4")).await;
    assert!(matches!(overtaken, Err(Trouble::Overtaken)), "{overtaken:?}");
    settle(office, it.who("key"), &here, "overgripande/analys", "3").await;
    let item = office.joint_item(me, &here, STATISTICS, Lang::Sv).await.unwrap();
    assert_eq!((item.line.level, item.line.comment.as_str(), item.line.answered), (Some(2), "Målen följs upp.", true));
    assert_eq!(item.next.as_ref().map(|(code, _)| code.as_str()), Some("overgripande/analys"));

    // What shows it.
    let link = EvidenceForm {
        kind: "link".into(),
        url: "https://kramfors.example/statistik".into(),
        title: "Statistik efter kön".into(),
        ..EvidenceForm::default()
    };
    office.add_proof(me, &here, STATISTICS, &item.was, &link).await.unwrap();
    let item = office.joint_item(me, &here, STATISTICS, Lang::Sv).await.unwrap();
    assert_eq!((item.evidence.len(), item.line.evidence, item.line.level), (1, 1, Some(2)));
    let unsafe_link = EvidenceForm { url: "javascript:alert(1)".into(), ..link };
    assert!(office.add_proof(me, &here, STATISTICS, &item.was, &unsafe_link).await.is_err());

    // Who agrees is noted; it takes somebody, of the team, and the role for it.
    let version = joint(&it, "politician", STEP).await.version;
    let ids = |names: &[&str]| names.iter().map(|who| it.who(who).person.to_string()).collect::<Vec<_>>();
    let denied = office.agree_joint(it.who("key"), &here, version, &ids(&["key"])).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    for wrong in [ids(&[]), ids(&["mentor"]), ids(&["reader"])] {
        let refused = office.agree_joint(me, &here, version, &wrong).await;
        assert!(matches!(refused, Err(Trouble::Missing("agreed_by"))), "{refused:?}");
    }
    office.agree_joint(me, &here, version, &ids(&["strategist", "politician", "politician"])).await.unwrap();
    let view = joint(&it, "manager", STEP).await;
    assert_eq!(
        (view.agreed, view.agreed_by),
        (Some(date(2026, 2, 2)), vec!["Åsa Strateg".into(), "Pia Politiker".into()])
    );
    assert_eq!((view.earlier, view.moved.len()), (None, 0));
    let fixed = office.save_joint(me, &here, STATISTICS, &item.was, &form("4")).await;
    assert!(matches!(fixed, Err(Trouble::Agreed)), "{fixed:?}");
    let again = office.agree_joint(me, &here, version + 1, &ids(&["manager"])).await;
    assert!(matches!(again, Err(Trouble::Agreed)), "{again:?}");

    // Before the next meeting it is answered anew: movement, not only level.
    for (code, level) in [(STATISTICS, "3"), ("overgripande/analys", "3"), (CHAIN, "1")] {
        settle(office, me, &next, code, level).await;
    }
    let view = joint(&it, "key", NEXT).await;
    let earlier = view.earlier.clone().unwrap();
    assert_eq!((earlier.round, earlier.instrument, earlier.why), (None, None, None));
    assert_eq!(earlier.title, "Lärandeträff: styrning och ledning");
    let moved: Vec<_> = view.moved.iter().map(|(how, n)| (*how, *n)).collect();
    assert_eq!(moved, [(Movement::Up, 1), (Movement::Same, 1), (Movement::New, 1)]);
    let line = view.sheet.lines.iter().find(|it| it.item.code == STATISTICS).unwrap();
    assert_eq!(line.since, [Since::Moved { how: Movement::Up, before: Some(2) }]);
    assert_eq!(view.sheet.sum, None, "seven items are unanswered");

    // The rules of the model: nobody has completed a round yet.
    let verdicts: Vec<Verdict> = view.statuses.iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::NotMet]);
    assert_eq!(view.statuses[0].reasons.len(), 2);
    let page = office.assessments(me, it.round, it.kramfors, Lang::Sv).await.unwrap();
    assert_eq!(page.lines.iter().map(|it| it.agreed.is_some()).collect::<Vec<_>>(), [true, false, false, false]);

    // Opened again it is a draft, and the next one stands beside nothing.
    let version = joint(&it, "strategist", STEP).await.version;
    let denied = office.reopen_joint(it.who("key"), &here, version).await;
    assert!(matches!(denied, Err(Trouble::Denied(_))), "{denied:?}");
    office.reopen_joint(it.who("strategist"), &here, version).await.unwrap();
    let view = joint(&it, "strategist", STEP).await;
    assert_eq!((view.agreed, view.agreed_by.len(), view.may_write), (None, 0, true));
    assert_eq!(joint(&it, "key", NEXT).await.earlier, None);
    // All have seen what the others said: who has not handed in does not answer apart any more.
    let own = office.own_assessment(it.who("politician"), &here, None, Lang::Sv).await.unwrap();
    assert_eq!((own.agreed, own.may_write), (true, false));
    let late = office.save_assessment(it.who("politician"), &here, &overall(), &forms(&[("statistik", "1")])).await;
    assert!(matches!(late, Err(Trouble::Agreed)), "{late:?}");
    assert!(matches!(office.hand_in_assessment(it.who("politician"), &here, true).await, Err(Trouble::Agreed)));
    // Agreed on again, the first day is the first.
    let key = JointAnswer::key_of(it.round, it.kramfors, STEP);
    let first = it.rig.store.by_key::<JointAnswer>(&key).await.unwrap().unwrap().body.first_agreed;
    it.rig.pass(jiff::Span::new().days(2));
    agree(office, it.who("strategist"), &here).await;
    let again = it.rig.store.by_key::<JointAnswer>(&key).await.unwrap().unwrap().body;
    assert!(first.is_some() && again.first_agreed == first && again.agreed > first, "{again:?}");
}

async fn the_steps_task_is_done_by_agreeing(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me, here) = (&it.rig.office, it.who("strategist"), at(&it, STEP));
    let key = |step: &str| TaskKey {
        round: it.round,
        organisation: it.kramfors,
        step: step.into(),
        task: "sjalvskattning".into(),
    };
    let task = async |who: &str| office.task(it.who(who), &key(STEP), Lang::Sv).await.unwrap().line;
    let version = async |step: &str| joint(&it, "strategist", step).await.version;
    settle(office, me, &here, STATISTICS, "2").await;
    assert_eq!(task("key").await.state, WorkState::Untouched);
    agree(office, me, &here).await;
    let by = TaskJoint { agreed: Some(date(2026, 2, 2)), by: vec!["Åsa Strateg".into()] };
    for (who, reads) in [("politician", true), ("reader", true), ("mentor", false)] {
        let line = task(who).await;
        assert_eq!((line.state, line.done, line.late), (WorkState::Done, Some(date(2026, 2, 2)), false), "{who}");
        assert_eq!(line.joint, reads.then(|| by.clone()), "{who}");
    }
    // It is led back by opening the answer, not undone by itself.
    let record = task("key").await.record.unwrap();
    let history = office.history(me, record.into(), Lang::Sv).await.unwrap();
    assert!(history.lines.iter().all(|it| it.undo.is_none()));
    office.reopen_joint(me, &here, version(STEP).await).await.unwrap();
    let line = task("key").await;
    assert_eq!((line.state, line.done, line.joint), (WorkState::UnderWay, None, None));
    agree(office, me, &here).await;
    assert_eq!(task("key").await.state, WorkState::Done);

    // Said otherwise since: that stays, also as the answer is opened and agreed on again.
    let form = WorkForm { state: WorkState::LookedAt.code().into(), ..WorkForm::default() };
    let line = task("key").await;
    office.set_work(it.who("key"), &key(STEP), line.version, &form).await.unwrap();
    assert_eq!(task("key").await.joint, None);
    office.reopen_joint(me, &here, version(STEP).await).await.unwrap();
    agree(office, me, &here).await;
    assert_eq!(task("key").await.state, WorkState::LookedAt);

    // Ticked off before anybody agreed: the answer neither closes nor opens it.
    office.tick_work(me, &key(NEXT), 0).await.unwrap();
    let next = at(&it, NEXT);
    settle(office, me, &next, STATISTICS, "2").await;
    agree(office, me, &next).await;
    office.reopen_joint(me, &next, version(NEXT).await).await.unwrap();
    let line = office.task(me, &key(NEXT), Lang::Sv).await.unwrap().line;
    assert_eq!((line.state, line.joint), (WorkState::Done, None));
}

async fn shown_by_an_act_alone(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let me = it.who("strategist");
    answer(&it, "strategist", STEP, &[("statistik", "1")]).await;
    hand_in(&it, "strategist", STEP).await;
    settle(office, me, &here, STATISTICS, "3").await;
    let sees = async |who: &str| -> bool {
        match office.joint_assessment(it.who(who), &here, None, Lang::Sv).await {
            Ok(view) => {
                // What each said for themselves is shown to nobody outside, whatever is shown.
                assert!(who == "key" || said(&view, STATISTICS).is_empty(), "{who}");
                true
            }
            Err(Trouble::Nothing) => false,
            Err(other) => panic!("{who}: {other:?}"),
        }
    };
    let outside = ["vaxholm", "mentor", "organiser", "beside", "outside", "operator"];
    let all = async || -> Vec<bool> {
        let mut all = Vec::new();
        for who in outside {
            all.push(sees(who).await);
        }
        all
    };
    assert_eq!(all().await, [false; 6]);
    assert!(sees("key").await);

    // A draft is nobody else's.
    let version = joint(&it, "strategist", STEP).await.version;
    let draft = office.show_joint(me, &here, version, "group").await;
    assert!(matches!(draft, Err(Trouble::NotAgreed)), "{draft:?}");
    agree(office, me, &here).await;
    assert_eq!(all().await, [false; 6], "agreeing shows nothing");
    let version = joint(&it, "strategist", STEP).await.version;
    for who in ["key", "reader"] {
        let denied = office.show_joint(it.who(who), &here, version, "group").await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
    }
    let hidden = office.show_joint(it.who("vaxholm"), &here, version, "public").await;
    assert!(matches!(hidden, Err(Trouble::Nothing)), "{hidden:?}");
    office.show_joint(me, &here, version, "group").await.unwrap();
    assert_eq!(all().await, [true, true, false, false, false, false], "the group and its mentor");
    let shown = joint(&it, "vaxholm", STEP).await;
    assert!(!shown.of_team && shown.team.is_empty() && shown.statuses.is_empty() && shown.questions.is_none());
    assert!(!shown.may_write && !shown.may_agree && !shown.may_reopen && !shown.may_move);
    let refused = office.save_joint(it.who("vaxholm"), &here, CHAIN, "", &JointForm::default()).await;
    assert!(matches!(refused, Err(Trouble::Denied(_))), "{refused:?}");
    office.show_joint(me, &here, version + 1, "round").await.unwrap();
    assert_eq!(all().await, [true, true, true, true, false, false]);

    // What came before in the round is shown by an act of its own: no movement of what one may not read.
    let next = at(&it, NEXT);
    settle(office, me, &next, STATISTICS, "4").await;
    agree(office, me, &next).await;
    let version = joint(&it, "strategist", NEXT).await.version;
    office.show_joint(me, &next, version, "group").await.unwrap();
    assert!(joint(&it, "vaxholm", NEXT).await.earlier.is_some());
    let version = joint(&it, "strategist", STEP).await.version;
    office.show_joint(me, &here, version, "own").await.unwrap();
    let view = joint(&it, "vaxholm", NEXT).await;
    assert_eq!((view.earlier, view.moved.len()), (None, 0));

    // Opened again it is withdrawn, too.
    let version = joint(&it, "strategist", NEXT).await.version;
    office.reopen_joint(me, &next, version).await.unwrap();
    let hidden = office.joint_assessment(it.who("vaxholm"), &next, None, Lang::Sv).await;
    assert!(matches!(hidden, Err(Trouble::Nothing)), "{hidden:?}");
    let key = JointAnswer::key_of(it.round, it.kramfors, NEXT);
    let there = it.rig.store.by_key::<JointAnswer>(&key).await.unwrap().unwrap();
    assert_eq!(there.visibility, Visibility::Own);
}

async fn words_and_evidence_alone_are_no_answer(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me, here) = (&it.rig.office, it.who("strategist"), at(&it, STEP));
    let read = async |code: &str| office.joint_item(me, &here, code, Lang::Sv).await.unwrap();
    let answered = async || joint(&it, "strategist", STEP).await.sheets[0].answered;
    // Words without a level.
    let words = |level: &str| JointForm { level: level.into(), comment: "Vi återkommer".into() };
    office.save_joint(me, &here, STATISTICS, "", &words("")).await.unwrap();
    let item = read(STATISTICS).await;
    assert_eq!((item.line.answered, item.line.level, item.line.comment.as_str()), (false, None, "Vi återkommer"));
    // Evidence before there is a level.
    let link = EvidenceForm {
        kind: "link".into(),
        url: "https://kramfors.example/statistik".into(),
        title: "Statistik efter kön".into(),
        ..EvidenceForm::default()
    };
    office.add_proof(me, &here, CHAIN, "", &link).await.unwrap();
    let chain = read(CHAIN).await;
    assert_eq!((chain.line.answered, chain.line.level, chain.line.evidence), (false, None, 1));
    assert_eq!(answered().await, 0);
    // Nothing of it can be agreed on.
    let version = joint(&it, "strategist", STEP).await.version;
    let refused = office.agree_joint(me, &here, version, &[me.person.to_string()]).await;
    assert!(matches!(refused, Err(Trouble::Missing("answers"))), "{refused:?}");
    // Not to know is an answer; taken back, the words stay.
    office.save_joint(me, &here, STATISTICS, &item.was, &words(UNKNOWN)).await.unwrap();
    let item = read(STATISTICS).await;
    assert_eq!((item.line.answered, item.line.level, answered().await), (true, None, 1));
    office.save_joint(me, &here, STATISTICS, &item.was, &words("")).await.unwrap();
    assert_eq!((read(STATISTICS).await.line.answered, answered().await), (false, 0));
    // The last piece of evidence taken away leaves nothing, and can be brought back while it is a draft.
    office.remove_proof(me, &here, CHAIN, &chain.was, 0).await.unwrap();
    assert_eq!(read(CHAIN).await.was, "");
    let record = read(CHAIN).await.id.unwrap();
    let undo = async || office.history(me, record.into(), Lang::Sv).await.unwrap().lines[0].undo;
    office.undo(me, undo().await.unwrap()).await.unwrap();
    assert_eq!(read(CHAIN).await.evidence.len(), 1);
    // What was agreed on is opened again, not undone.
    settle(office, me, &here, CHAIN, "2").await;
    agree(office, me, &here).await;
    assert_eq!(undo().await, None);
    let version = joint(&it, "strategist", STEP).await.version;
    office.reopen_joint(me, &here, version).await.unwrap();
    assert_eq!(undo().await, None);
}

async fn committees_have_sheets_of_their_own(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let of = |name: &str| SheetCode { part: "namnd".into(), of: Some(name.into()) };
    let saved = office
        .save_assessment(it.who("manager"), &here, &of("  Social-\n nämnden "), &forms(&[("statistik", "3")]))
        .await
        .unwrap();
    assert_eq!(saved, of("Social- nämnden"));
    // Another's spelling of the same goes by the name there is.
    let saved = office
        .save_assessment(it.who("politician"), &here, &of("social- NÄMNDEN"), &forms(&[("statistik", "1")]))
        .await;
    assert_eq!(saved.unwrap(), of("Social- nämnden"));
    let nameless = office.save_assessment(it.who("key"), &here, &of(" "), &forms(&[("statistik", "1")])).await;
    assert!(matches!(nameless, Err(Trouble::Missing("committee"))), "{nameless:?}");
    let odd = SheetCode { part: "overgripande".into(), of: Some("Nämnd".into()) };
    let odd = office.save_assessment(it.who("key"), &here, &odd, &forms(&[("statistik", "1")])).await;
    assert!(matches!(odd, Err(Trouble::Nothing)), "{odd:?}");
    // That a colleague has named one is not told before it is handed in.
    let view = joint(&it, "key", STEP).await;
    assert_eq!(view.sheets.iter().map(|it| it.code.code()).collect::<Vec<_>>(), ["overgripande"]);
    hand_in(&it, "manager", STEP).await;
    hand_in(&it, "politician", STEP).await;
    let view = office.joint_assessment(it.who("manager"), &here, Some(&of("Social- nämnden")), Lang::Sv).await.unwrap();
    assert_eq!(view.sheet.name, "Social- nämnden");
    assert!(disagree(&view, "namnd/statistik/Social- nämnden"));
    let code = office.joint_committee(it.who("key"), &here, "namnd", "Skola").await.unwrap();
    assert_eq!(code, "namnd/politiskt-beslut/Skola");
    settle(office, it.who("key"), &here, &code, "2").await;
    let view = joint(&it, "key", STEP).await;
    assert_eq!(view.sheets.iter().map(|it| it.code.code()).collect::<Vec<_>>(), ["overgripande", "namnd/Skola"]);
}

async fn committees_are_there_again_the_next_time(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me) = (&it.rig.office, it.who("strategist"));
    let (here, next) = (at(&it, STEP), at(&it, NEXT));
    let code = "namnd/statistik/Skola";
    settle(office, me, &here, STATISTICS, "3").await;
    settle(office, me, &here, code, "2").await;
    let own = async |who: &str| -> Vec<String> {
        let view = office.own_assessment(it.who(who), &next, None, Lang::Sv).await.unwrap();
        view.sheets.iter().map(|it| it.code.code()).collect()
    };
    let together = async |who: &str| -> Vec<String> {
        joint(&it, who, NEXT).await.sheets.iter().map(|it| it.code.code()).collect()
    };
    assert_eq!(own("manager").await, ["overgripande"], "a draft is nothing to go by");
    agree(office, me, &here).await;
    for who in ["manager", "key"] {
        assert_eq!(own(who).await, ["overgripande", "namnd/Skola"], "{who}");
        assert_eq!(together(who).await, ["overgripande", "namnd/Skola"], "{who}");
    }
    assert_eq!(together("reader").await, ["overgripande"]);

    // Gone through in a row: the items of the whole, then those of the committee.
    let view = joint(&it, "key", NEXT).await;
    let first = view.walk.clone().unwrap();
    assert_eq!(first, view.sheet.lines[0].item.code);
    let last = view.sheet.lines.last().unwrap().item.code.clone();
    let item = office.joint_item(it.who("key"), &next, &last, Lang::Sv).await.unwrap();
    let (after, name) = item.next.unwrap();
    assert_eq!(after, "namnd/politiskt-beslut/Skola");
    assert!(name.ends_with(", Skola"), "{name}");
    let item = office.joint_item(it.who("key"), &next, &after, Lang::Sv).await.unwrap();
    assert_eq!(item.previous.map(|(code, _)| code), Some(last));
    settle(office, me, &next, &first, "2").await;
    assert_eq!(joint(&it, "key", NEXT).await.walk, Some(view.sheet.lines[1].item.code.clone()));

    // By the same name, however it is written: so that what has moved is seen.
    let written = SheetCode { part: "namnd".into(), of: Some("SKOLA".into()) };
    let saved = office.save_assessment(it.who("manager"), &next, &written, &forms(&[("statistik", "4")])).await;
    assert_eq!(saved.unwrap().code(), "namnd/Skola");
    let first = office.joint_committee(it.who("key"), &next, "namnd", "skola").await.unwrap();
    assert_eq!(first, "namnd/politiskt-beslut/Skola");
    settle(office, me, &next, code, "4").await;
    let line = office.joint_item(it.who("key"), &next, code, Lang::Sv).await.unwrap().line;
    assert_eq!(line.since, [Since::Moved { how: Movement::Up, before: Some(2) }]);

    // Where a committee does not answer the next time, a successor reads what it answered last.
    let told = async || {
        let view = office.handover(me, it.round, it.kramfors, Lang::Sv).await.unwrap();
        view.lines.iter().find(|line| line.name == "Självskattningen nu").unwrap().count
    };
    let was = office.joint_item(me, &next, code, Lang::Sv).await.unwrap().was;
    office.save_joint(me, &next, code, &was, &JointForm::default()).await.unwrap();
    settle(office, me, &next, STATISTICS, "4").await;
    assert_eq!(told().await, 2, "of the first time: the whole and the committee");
    agree(office, me, &next).await;
    assert_eq!(told().await, 3, "the whole of now, and the committee of then");
    assert_eq!(together("key").await, ["overgripande"], "who has agreed has answered what they answered");
}

/// The address of the form behind a link.
fn behind(link: &str) -> String {
    link.rsplit('/').next().unwrap().to_owned()
}

fn levels(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(code, level)| ((*code).to_owned(), (*level).to_owned())).collect()
}

async fn the_staff_is_never_shown_under_five(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let me = it.who("strategist");
    let sums = async |who: &str| -> Vec<u32> {
        let view = office.staff_assessment(it.who(who), &here, Lang::Sv).await.unwrap();
        view.sheets.iter().flat_map(|it| &it.items).filter_map(|it| it.sum.as_ref()).map(|it| it.answered).collect()
    };
    for who in ["politician", "manager", "key", "reader", "mentor", "vaxholm", "organiser"] {
        let denied = office.open_staff(it.who(who), &here, Lang::Sv).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
    }
    let first = office.open_staff(me, &here, Lang::Sv).await.unwrap();
    assert!(first.starts_with("https://jamsides.example/sv/personal/"), "{first}");
    let form = office.staff_form(&behind(&first), Lang::Sv).await.unwrap();
    assert_eq!((form.name.as_str(), form.sheets.len(), form.sheets[0].1.len()), ("Kramfors kommun", 1, 10));
    let link = behind(&office.open_staff(me, &here, Lang::Sv).await.unwrap());
    let old = office.staff_form(&behind(&first), Lang::Sv).await;
    assert!(matches!(old, Err(Trouble::Nothing)), "the first leads nowhere any more");

    // Four, of whom three also answer a second item; words and other items are not kept.
    for n in 0..4 {
        let mut answer = levels(&[(STATISTICS, "2"), ("namnd/statistik/Skola", "1"), ("comment", "Det var jag")]);
        if n > 0 {
            answer.insert(CHAIN.into(), UNKNOWN.into());
        }
        office.answer_as_staff(&caller(), &link, &answer).await.unwrap();
    }
    let nothing = office.answer_as_staff(&caller(), &link, &levels(&[(STATISTICS, "")])).await;
    assert!(matches!(nothing, Err(Trouble::Missing("answers"))), "{nothing:?}");
    let outside = office.answer_as_staff(&caller(), &link, &levels(&[(STATISTICS, "9")])).await;
    assert!(matches!(outside, Err(Trouble::Missing("level"))), "{outside:?}");
    let view = office.staff_assessment(me, &here, Lang::Sv).await.unwrap();
    assert_eq!((view.answered, view.opened.is_some()), (None, true));
    assert!(sums("strategist").await.is_empty());

    // Closed with four: nothing is shown, so it may be opened again.
    office.close_staff(me, &here).await.unwrap();
    assert!(sums("strategist").await.is_empty());
    let dead = office.answer_as_staff(&caller(), &link, &levels(&[(STATISTICS, "2")])).await;
    assert!(matches!(dead, Err(Trouble::Nothing)), "{dead:?}");
    let link = behind(&office.open_staff(me, &here, Lang::Sv).await.unwrap());
    office.answer_as_staff(&caller(), &link, &levels(&[(STATISTICS, "4"), (CHAIN, "1")])).await.unwrap();
    let view = office.staff_assessment(me, &here, Lang::Sv).await.unwrap();
    assert_eq!(view.answered, Some(MIN_STAFF as usize));
    assert!(sums("strategist").await.is_empty(), "not while it is open");
    office.close_staff(me, &here).await.unwrap();
    // Five of the one item, four of the other.
    assert_eq!(sums("politician").await, [5]);
    let item = office.joint_item(it.who("manager"), &here, STATISTICS, Lang::Sv).await.unwrap();
    let sum = item.line.staff.unwrap();
    // That four said the same would tell what the fifth did not say.
    assert_eq!((sum.answered, sum.levels.len(), sum.unknown, sum.rest), (5, 0, 0, 5));
    let item = office.joint_item(it.who("manager"), &here, CHAIN, Lang::Sv).await.unwrap();
    assert_eq!(item.line.staff, None);
    // A sixth answer would be what is left when the five are taken from the six.
    let again = office.open_staff(me, &here, Lang::Sv).await;
    assert!(matches!(again, Err(Trouble::StaffShown)), "{again:?}");
    assert!(office.open_staff(me, &at(&it, NEXT), Lang::Sv).await.is_ok(), "but of the next occasion");

    // The sums are the team's alone, also when the joint answer is shown.
    settle(office, me, &here, STATISTICS, "2").await;
    agree(office, me, &here).await;
    let version = joint(&it, "strategist", STEP).await.version;
    office.show_joint(me, &here, version, "public").await.unwrap();
    let shown = joint(&it, "vaxholm", STEP).await;
    assert!(shown.sheet.lines.iter().all(|it| it.staff.is_none()));
    for who in ["vaxholm", "mentor", "reader", "organiser"] {
        let denied = office.staff_assessment(it.who(who), &here, Lang::Sv).await;
        assert!(matches!(denied, Err(Trouble::Denied(_))), "{who}: {denied:?}");
    }
}

async fn an_answer_of_the_staff_leads_to_nobody(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let link = behind(&office.open_staff(it.who("strategist"), &here, Lang::Sv).await.unwrap());
    let opened = office.staff_assessment(it.who("strategist"), &here, Lang::Sv).await.unwrap().opened.unwrap();
    for level in ["1", "2", "3"] {
        it.rig.pass(jiff::Span::new().hours(3));
        office.answer_as_staff(&caller(), &link, &levels(&[(STATISTICS, level)])).await.unwrap();
    }
    let there = it.rig.store.list::<StaffAnswer>().await.unwrap();
    assert_eq!(there.len(), 3);
    for one in &there {
        assert!(one.id.to_string().starts_with("00000000-0000-7000-"), "{}", one.id);
        assert_eq!((one.created_at, one.changed_at), (opened, opened), "the hour of the link, not of the answer");
        let entries = it.rig.store.history(one.id).await.unwrap();
        assert!(entries.iter().all(|it| it.author.to_string() == "system:staff answer"), "{entries:?}");
        for who in ["strategist", "manager", "organiser", "operator"] {
            let history = office.history(it.who(who), one.id.into(), Lang::Sv).await;
            assert!(matches!(history, Err(Trouble::Nothing)), "{who}");
        }
    }
    // The secret is kept as a hash, and nothing of the caller.
    let kept = it.rig.backup().await;
    let secret = link.split_once('.').unwrap().1;
    assert!(!contains(&kept, secret) && !contains(&kept, "192.0.2.1"));
    assert!(it.rig.store.verify().await.unwrap().findings.is_empty());
}

async fn the_staffs_link_is_limited(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let odd = format!("{}.hemlig", it.kramfors);
    let answer = levels(&[(STATISTICS, "2")]);
    for _ in 0..200 {
        let nowhere = office.answer_as_staff(&caller(), &odd, &answer).await;
        assert!(matches!(nowhere, Err(Trouble::Nothing)), "{nowhere:?}");
    }
    let limited = office.answer_as_staff(&caller(), &odd, &answer).await;
    assert!(matches!(limited, Err(Trouble::TooMany { .. })), "{limited:?}");
    assert!(it.rig.store.list::<StaffAnswer>().await.unwrap().is_empty());
    for nothing in ["", ".", "x", "x.y", &it.kramfors.to_string()] {
        assert!(matches!(office.staff_form(nothing, Lang::Sv).await, Err(Trouble::Nothing)), "{nothing}");
    }
}

/// In every area the difference in one figure grows.
struct Growing;

impl Outcomes for Growing {
    fn growing(&self, area: &str, kpis: &[String]) -> Vec<FigureRef> {
        let figure = |kpi: &String| FigureRef {
            kpi: kpi.clone(),
            area: area.into(),
            from_year: 2019,
            to_year: 2024,
            difference_then: 2.1,
            difference_now: 5.5,
        };
        kpis.iter().filter(|kpi| *kpi == "N15428").map(figure).collect()
    }
}

async fn high_answers_are_asked_about(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = it.rig.another().await.measuring(Arc::new(Growing));
    let here = at(&it, STEP);
    let me = it.who("strategist");
    let figure = |kpi: &str| EvidenceForm {
        kind: "figure".into(),
        kpi: kpi.into(),
        area: "2282".into(),
        ..EvidenceForm::default()
    };
    let prove = async |code: &str, form: &EvidenceForm| {
        let was = office.joint_item(me, &here, code, Lang::Sv).await.unwrap().was;
        office.add_proof(me, &here, code, &was, form).await.unwrap();
    };
    // High with nothing behind it; high with a figure where the difference grows; high with one where it
    // does not; in the lower half with nothing behind it.
    settle(&office, me, &here, STATISTICS, "4").await;
    settle(&office, me, &here, CHAIN, "3").await;
    prove(CHAIN, &figure("n15428")).await;
    settle(&office, me, &here, "overgripande/analys", "4").await;
    prove("overgripande/analys", &figure("N15419")).await;
    settle(&office, me, &here, "overgripande/beslutsunderlag", "2").await;
    // What would be asked is told before, to who may agree.
    let raises = async |who: &str| {
        let view = office.joint_assessment(it.who(who), &here, None, Lang::Sv).await.unwrap();
        view.raises.into_iter().map(|it| (it.item.code, it.level, it.grows)).collect::<Vec<_>>()
    };
    assert_eq!(raises("strategist").await, [(CHAIN.to_owned(), 3, true), (STATISTICS.to_owned(), 4, false)]);
    assert!(raises("key").await.is_empty(), "who may not agree");
    agree(&office, me, &here).await;
    assert!(raises("strategist").await.is_empty(), "it is asked");
    let asked = async |who: &str| office.assess_questions(it.who(who), &here, Lang::Sv).await;
    for who in ["politician", "manager", "strategist", "key", "reader", "mentor"] {
        let view = asked(who).await.unwrap();
        let told: Vec<_> =
            view.questions.iter().map(|it| (it.item.code.as_str(), it.level, it.figures.len())).collect();
        assert_eq!(told, [(CHAIN, 3, 1), (STATISTICS, 4, 0)], "{who}");
        let writes = matches!(who, "politician" | "manager" | "strategist" | "key");
        assert_eq!(view.may_reply, writes, "{who}");
        assert_eq!((view.questions[0].figures[0].difference_then, view.questions[0].figures[0].to_year), (2.1, 2024));
    }
    // Never to anybody else: not to the rest of the group, nor to who runs the round.
    for who in ["vaxholm", "organiser", "beside", "outside", "operator"] {
        assert!(matches!(asked(who).await, Err(Trouble::Nothing)), "{who}");
    }
    let there = it.rig.store.list::<Query>().await.unwrap();
    assert!(there.len() == 2 && there.iter().all(|it| it.visibility == Visibility::Own));
    // The mentor reads the questions, and not the answers they are about.
    assert!(office.joint_assessment(it.who("mentor"), &here, None, Lang::Sv).await.is_err());
    let page = office.assessments(it.who("mentor"), it.round, it.kramfors, Lang::Sv).await.unwrap();
    assert_eq!((page.of_team, page.lines[0].questions, page.lines[0].joint), (false, Some((2, 2)), None));

    // The team answers.
    let chain = asked("key").await.unwrap().questions[0].clone();
    let empty = office.answer_question(it.who("key"), chain.id, chain.version, "  ").await;
    assert!(matches!(empty, Err(Trouble::Storage(_))), "{empty:?}");
    for (who, hidden) in [("mentor", false), ("reader", false), ("vaxholm", true)] {
        let refused = office.answer_question(it.who(who), chain.id, chain.version, "Nej").await.unwrap_err();
        assert_eq!(matches!(refused, Trouble::Nothing), hidden, "{who}: {refused:?}");
    }
    let back = office.answer_question(it.who("key"), chain.id, chain.version, "Vi ser det och prövar.").await.unwrap();
    assert_eq!(back, here);
    let view = asked("mentor").await.unwrap();
    let reply = view.questions.iter().find_map(|it| it.reply.clone()).unwrap();
    assert_eq!(reply, ("Vi ser det och prövar.".into(), "Nils Nyckel".into(), office.today()));

    // Opened again and agreed on at another level, an unanswered question is asked of that.
    let version = office.joint_assessment(me, &here, None, Lang::Sv).await.unwrap().version;
    office.reopen_joint(me, &here, version).await.unwrap();
    settle(&office, me, &here, STATISTICS, "3").await;
    agree(&office, me, &here).await;
    let levels: Vec<_> =
        asked("key").await.unwrap().questions.iter().map(|it| (it.item.code.clone(), it.level)).collect();
    assert_eq!(levels, [(STATISTICS.to_owned(), 3), (CHAIN.to_owned(), 3)]);

    // Opened again and given what was asked for: the unanswered question goes, the answered one stays.
    let version = office.joint_assessment(me, &here, None, Lang::Sv).await.unwrap().version;
    office.reopen_joint(me, &here, version).await.unwrap();
    let decision =
        EvidenceForm { kind: "decision".into(), text: "Antogs".into(), date: "2026-01-12".into(), ..figure("") };
    prove(STATISTICS, &decision).await;
    agree(&office, me, &here).await;
    let view = asked("strategist").await.unwrap();
    assert_eq!(view.questions.iter().map(|it| it.item.code.as_str()).collect::<Vec<_>>(), [CHAIN]);
}

async fn equal_questions_are_answered_at_once(rig: Rig) {
    let it = Circle::new(rig).await;
    let (office, me, here) = (&it.rig.office, it.who("strategist"), at(&it, STEP));
    let codes = ["overgripande/analys", STATISTICS, CHAIN];
    for code in codes {
        settle(office, me, &here, code, "4").await;
    }
    agree(office, me, &here).await;
    let asked = async || office.assess_questions(it.who("key"), &here, Lang::Sv).await.unwrap();
    let sizes = async || asked().await.alike().iter().map(Vec::len).collect::<Vec<_>>();
    let view = asked().await;
    assert_eq!((sizes().await, view.opens), (vec![3], true));
    assert!(!office.assess_questions(it.who("mentor"), &here, Lang::Sv).await.unwrap().opens);
    let ids: Vec<_> = view.questions.iter().map(|it| (it.id, it.version)).collect();
    assert_eq!(office.answer_questions(it.who("key"), &ids, "Vi har beslut.").await.unwrap(), here);
    let view = asked().await;
    assert!(view.questions.iter().all(|it| it.reply.as_ref().is_some_and(|(text, ..)| text == "Vi har beslut.")));
    assert_eq!(sizes().await, [3]);

    // One by one on the item.
    let item = office.joint_item(it.who("key"), &here, CHAIN, Lang::Sv).await.unwrap();
    let (question, may_reply) = item.question.unwrap();
    assert!(may_reply && question.item.code == CHAIN);
    office.answer_question(it.who("key"), question.id, question.version, "Här är det annorlunda.").await.unwrap();
    let mut found = sizes().await;
    found.sort_unstable();
    assert_eq!(found, [1, 2]);

    // All of one occasion, or nothing; what somebody has answered since is not written over.
    let stale = office.answer_questions(it.who("key"), &ids, "Igen").await;
    assert!(matches!(stale, Err(Trouble::Storage(_))), "{stale:?}");
    let next = at(&it, NEXT);
    settle(office, me, &next, STATISTICS, "4").await;
    agree(office, me, &next).await;
    let other = office.assess_questions(me, &next, Lang::Sv).await.unwrap().questions[0].clone();
    let view = asked().await;
    let mixed = [(view.questions[0].id, view.questions[0].version), (other.id, other.version)];
    for ids in [&mixed[..], &[]] {
        let refused = office.answer_questions(it.who("key"), ids, "Båda").await;
        assert!(matches!(refused, Err(Trouble::Nothing)), "{refused:?}");
    }
    assert_eq!(office.assess_questions(me, &next, Lang::Sv).await.unwrap().questions[0].reply, None);
}

/// A round of another model, in which Kramfors takes part; and the strategist, who is in it now.
async fn another_round(it: &Circle, model: &str) -> (RoundId, Visitor) {
    let round = follows(&it.rig, it.organiser, model, model).await;
    take_part(&it.rig, round, it.kramfors, Capacity::Participant).await;
    (round, it.rig.sign_in(it.who("strategist").person).await)
}

async fn rounds_on_three_models_side_by_side(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let of = |round: RoundId| AssessAt { round, organisation: it.kramfors, step: STEP.into() };
    let (old, me) = another_round(&it, "modell-2017").await;
    for (code, level) in [("politiskt-beslut", "2"), ("synligt-i-styrdokument", "3"), ("kompetens", "1")] {
        settle(office, &me, &of(old), code, level).await;
    }
    let outside = office.save_joint(&me, &of(old), CHAIN, "", &JointForm::default()).await;
    assert!(matches!(outside, Err(Trouble::Nothing)), "an item of the other: {outside:?}");
    agree(office, &me, &of(old)).await;
    let view = office.joint_assessment(&me, &of(old), None, Lang::Sv).await.unwrap();
    assert_eq!((view.sheet.lines.len(), view.sheets.len(), view.by_committee.len()), (13, 1, 0));
    assert!(view.statuses.is_empty() && view.earlier.is_none());

    // Another scale and other questions: set beside each other, never counted as movement.
    settle(office, &me, &of(it.round), CHAIN, "2").await;
    let view = office.joint_assessment(&me, &of(it.round), None, Lang::Sv).await.unwrap();
    assert_eq!((view.sheet.lines.len(), view.moved.len()), (10, 0));
    let earlier = view.earlier.clone().unwrap();
    assert_eq!((earlier.round.as_deref(), earlier.why), (Some("modell-2017"), None));
    assert_eq!(earlier.instrument.as_deref(), Some("Självskattning 2017, tretton punkter"));
    let chain = view.sheet.lines.iter().find(|it| it.item.code == CHAIN).unwrap();
    assert_eq!(chain.level, Some(2));
    let then: Vec<_> = chain
        .since
        .iter()
        .map(|it| match it {
            Since::Apart { why, then } => (!why.is_empty(), then.as_ref().map(|(_, level)| *level)),
            Since::Moved { .. } => panic!("a movement between two scales"),
        })
        .collect();
    assert_eq!(then, [(true, Some(3)), (true, None), (true, None)], "three near items of then, one of them answered");
    // No level of the one has come into the other.
    let levels: Vec<Option<u8>> = view.sheet.lines.iter().map(|it| it.level).collect();
    assert_eq!(levels.iter().flatten().count(), 1);

    // The same questions on the same scale are comparable, also between two models.
    let (newer, me) = another_round(&it, "modell-2018").await;
    settle(office, &me, &of(newer), "politiskt-beslut", "3").await;
    let view = office.joint_assessment(&me, &of(newer), None, Lang::Sv).await.unwrap();
    let decision = view.sheet.lines.iter().find(|it| it.item.code == "politiskt-beslut").unwrap();
    assert_eq!(decision.since, [Since::Moved { how: Movement::Up, before: Some(2) }]);
    assert_eq!(view.moved.get(&Movement::Up), Some(&1));
    // Its rule asks for most of the items, of which one is answered.
    assert_eq!(view.statuses[0].name, "Egen bedömning");
    assert_eq!(view.statuses[0].verdict, Verdict::CannotTell);
}

/// The round has these days and is in this state.
async fn round_of(it: &Circle, round: RoundId, state: RoundState, ends: Option<Date>) {
    let there = it.rig.store.get::<Round>(round).await.unwrap().unwrap();
    let calendar = Calendar { ends, ..there.body.calendar.clone() };
    let body = Round { state, calendar, ..there.body };
    it.rig.write(|change| change.update(round, there.version, &body).unwrap()).await;
}

async fn what_people_said_is_erased_when_its_time_is_over(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    answer(&it, "politician", STEP, &[("statistik", "4")]).await;
    answer(&it, "manager", STEP, &[("statistik", "2")]).await;
    hand_in(&it, "manager", STEP).await;
    let link = behind(&office.open_staff(it.who("strategist"), &here, Lang::Sv).await.unwrap());
    office.answer_as_staff(&caller(), &link, &levels(&[(STATISTICS, "2")])).await.unwrap();
    settle(office, it.who("strategist"), &here, STATISTICS, "3").await;
    agree(office, it.who("strategist"), &here).await;
    let store = &it.rig.store;
    let count = async || {
        let own = store.list::<Assessment>().await.unwrap().len();
        let staff = store.list::<StaffAnswer>().await.unwrap().len();
        (own, staff, store.list::<JointAnswer>().await.unwrap().len())
    };
    // Nobody knows when it ends: nothing goes.
    it.at(date(2028, 1, 1), 12);
    it.rig.work().await;
    assert_eq!(count().await, (2, 1, 1));
    round_of(&it, it.round, RoundState::Running, Some(date(2027, 6, 30))).await;
    // Late, it goes on: only when nobody has closed it for a year is it over, and a year later they are erased.
    for day in [date(2028, 6, 30), date(2029, 6, 29)] {
        it.at(day, 12);
        it.rig.work().await;
        assert_eq!(count().await, (2, 1, 1), "{day}");
    }
    it.at(date(2029, 6, 30), 12);
    it.rig.work().await;
    assert_eq!(count().await, (0, 0, 1), "what the organisation stands for stays");
    assert!(store.verify().await.unwrap().findings.is_empty());
}

async fn what_somebody_said_is_their_own(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let words = GivenForm { level: "4".into(), comment: "Min egen tanke".into() };
    let mine: BTreeMap<String, GivenForm> = [("statistik".to_owned(), words)].into();
    office.save_assessment(it.who("politician"), &here, &overall(), &mine).await.unwrap();
    let key = Assessment::key_of(it.round, it.kramfors, STEP, it.who("politician").person);
    let own = it.rig.store.by_key::<Assessment>(&key).await.unwrap().unwrap();
    // Its history is one's own alone, also after it is handed in.
    hand_in(&it, "politician", STEP).await;
    answer(&it, "manager", STEP, &[("statistik", "2")]).await;
    hand_in(&it, "manager", STEP).await;
    let history = office.history(it.who("politician"), own.id.into(), Lang::Sv).await.unwrap();
    assert_eq!((history.lines.len(), history.name.as_str()), (2, "egen självskattning"));
    for who in ["manager", "strategist", "key", "reader", "organiser", "mentor", "operator"] {
        let hidden = office.history(it.who(who), own.id.into(), Lang::Sv).await;
        assert!(matches!(hidden, Err(Trouble::Nothing)), "{who}");
    }
    // It comes with one's data, and in no export of the organisation.
    let data: Value = office.take_out_my_data(it.who("politician")).await.unwrap();
    assert!(data.to_string().contains("Min egen tanke"), "{data}");
    let data: Value = office.take_out_my_data(it.who("manager")).await.unwrap();
    assert!(!data.to_string().contains("Min egen tanke"), "{data}");
    let export = office.export_organisation(it.who("strategist"), it.kramfors).await.unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(export)).unwrap();
    for i in 0..archive.len() {
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(i).unwrap(), &mut text).unwrap();
        assert!(!contains(&text, "Min egen tanke"));
    }
    // Who is erased takes it along; that they agreed stays, without the name.
    settle(office, it.who("politician"), &here, STATISTICS, "3").await;
    agree(office, it.who("politician"), &here).await;
    office.erase(it.who("politician"), it.who("politician").person, "Pia Politiker").await.unwrap();
    assert!(it.rig.store.by_key::<Assessment>(&key).await.unwrap().is_none());
    assert!(!contains(&it.rig.backup().await, "Min egen tanke"));
    let view = joint(&it, "manager", STEP).await;
    assert!(view.agreed.is_some());
    assert_eq!(view.agreed_by, [String::new()]);
    assert_eq!(said(&view, STATISTICS), [(Role::Manager, Some(2))]);
}

async fn what_waits_for_whom(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let todos = async |who: &str| -> Vec<(bool, TodoPlace)> {
        let all = office.todos(it.who(who)).await.unwrap().into_iter();
        all.filter(|it| {
            matches!(it.kind, TodoKind::Assess { .. } | TodoKind::AgreeJoint { .. } | TodoKind::Questions { .. })
        })
        .map(|it| (it.late, it.to))
        .collect()
    };
    assert!(todos("politician").await.is_empty(), "no day is set");
    let form = meeting(&[slot("2026-03-10", "09:30", "15:00")]);
    office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    for who in ["politician", "manager", "strategist"] {
        assert_eq!(todos(who).await, [(false, TodoPlace::OwnAssessment(here.clone()))], "{who}");
    }
    for who in ["key", "reader", "mentor", "organiser", "beside"] {
        assert!(todos(who).await.is_empty(), "{who}");
    }
    let page = office.assessments(it.who("key"), it.round, it.kramfors, Lang::Sv).await.unwrap();
    assert_eq!(page.lines.len(), 4);
    assert_eq!((page.lines[0].until, page.lines[1].until), (Some(date(2026, 3, 10)), None));
    // Handed in: what remains is to agree; and that remains when the meeting has been.
    answer(&it, "manager", STEP, &[("statistik", "4")]).await;
    hand_in(&it, "manager", STEP).await;
    assert_eq!(todos("manager").await, [(false, TodoPlace::JointAssessment(here.clone()))]);
    assert_eq!(todos("politician").await, [(false, TodoPlace::OwnAssessment(here.clone()))]);
    it.at(date(2026, 3, 11), 9);
    assert_eq!(todos("politician").await, [(true, TodoPlace::JointAssessment(here.clone()))]);
    // Agreed: a question waits for who coordinates.
    settle(office, it.who("manager"), &here, STATISTICS, "4").await;
    agree(office, it.who("manager"), &here).await;
    assert!(todos("politician").await.is_empty() && todos("manager").await.is_empty());
    assert_eq!(todos("strategist").await, [(false, TodoPlace::Questions(here.clone()))]);
    it.round_is(RoundState::Archived).await;
    assert!(todos("strategist").await.is_empty());
}

async fn a_mentor_sees_what_the_group_waits_for(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let (here, me) = (at(&it, STEP), it.who("strategist"));
    let todos = async || office.todos(it.who("mentor")).await.unwrap();
    let lines = async |who: &str| {
        let all = office.group_progress(it.who(who), it.group, Lang::Sv).await.unwrap();
        let line = all.into_iter().find(|line| line.organisation == it.kramfors).unwrap();
        line.joints.into_iter().map(|it| (it.at.step, it.shown, it.unanswered)).collect::<Vec<_>>()
    };
    assert!(todos().await.is_empty(), "no day is set");
    assert_eq!(lines("mentor").await, []);
    let form = meeting(&[slot("2026-03-10", "09:30", "15:00")]);
    let meeting = office.plan_meeting(it.who("mentor"), it.round, Some(it.group), &form).await.unwrap();
    let day = Some(date(2026, 3, 10));
    let not_shown = |todo: &Todo| match &todo.kind {
        TodoKind::NotShown { group, step, count } => Some((group.clone(), step.sv.clone(), *count)),
        _ => None,
    };
    // To register tells of the meeting; once that is done the meeting itself does.
    let all = todos().await;
    assert!(!all.iter().any(|todo| matches!(todo.kind, TodoKind::Lead { .. })));
    let coming = RegistrationForm { comes: Comes::InRoom.code().into(), ..RegistrationForm::default() };
    office.register(it.who("mentor"), meeting, &coming).await.unwrap();
    let all = todos().await;
    let lead = all.iter().find(|todo| matches!(todo.kind, TodoKind::Lead { .. })).unwrap();
    assert_eq!((lead.to.clone(), lead.until, lead.late), (TodoPlace::Meeting(meeting), day, false));
    let hidden = all.iter().find(|todo| matches!(todo.kind, TodoKind::NotShown { .. })).unwrap();
    assert_eq!((hidden.to.clone(), hidden.until), (TodoPlace::Group(it.group), day));
    assert_eq!(not_shown(hidden).unwrap(), ("Norr".into(), "Lärandeträff: styrning och ledning".into(), 2));
    assert_eq!(lines("mentor").await, [(STEP.to_owned(), false, Some(0))]);

    // Agreed on, it raises a question; shown, one is left who has shown nothing.
    settle(office, me, &here, STATISTICS, "4").await;
    agree(office, me, &here).await;
    assert_eq!(lines("mentor").await, [(STEP.to_owned(), false, Some(1))]);
    let version = joint(&it, "strategist", STEP).await.version;
    office.show_joint(me, &here, version, "group").await.unwrap();
    let all = todos().await;
    assert_eq!(all.iter().find_map(not_shown).unwrap().2, 1);
    let asked: Vec<_> = all.iter().filter(|it| matches!(it.kind, TodoKind::Unanswered { count: 1, .. })).collect();
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].to.clone(), asked[0].organisation), (TodoPlace::Questions(here.clone()), Some(it.kramfors)));
    assert_eq!(lines("mentor").await, [(STEP.to_owned(), true, Some(1))]);
    // Who runs the round sees neither what is the group's nor that there are questions.
    assert_eq!(lines("organiser").await, [(STEP.to_owned(), false, None)]);
    let told = |todo: &Todo| matches!(todo.kind, TodoKind::NotShown { .. } | TodoKind::Unanswered { .. });
    for who in ["strategist", "vaxholm", "organiser", "beside"] {
        assert!(!office.todos(it.who(who)).await.unwrap().iter().any(told), "{who}");
    }
    let question = office.assess_questions(me, &here, Lang::Sv).await.unwrap().questions[0].clone();
    office.answer_question(me, question.id, question.version, "Vi ser efter.").await.unwrap();
    assert_eq!(lines("mentor").await, [(STEP.to_owned(), true, Some(0))]);
    it.round_is(RoundState::Archived).await;
    assert!(todos().await.is_empty());
}

async fn nothing_is_answered_where_the_round_rests(rig: Rig) {
    let it = Circle::new(rig).await;
    let office = &it.rig.office;
    let here = at(&it, STEP);
    let me = it.who("strategist");
    answer(&it, "strategist", STEP, &[("statistik", "3")]).await;
    settle(office, me, &here, STATISTICS, "3").await;
    let link = behind(&office.open_staff(me, &here, Lang::Sv).await.unwrap());
    agree(office, me, &here).await;
    let version = joint(&it, "strategist", STEP).await.version;
    let organisations: Vec<OrganisationId> = office
        .assessed_in(it.who("mentor"), it.round, Some(it.group))
        .await
        .unwrap()
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(organisations, [it.kramfors, it.vaxholm]);
    assert_eq!(office.assessed_in(me, it.round, None).await.unwrap().len(), 1);
    assert!(office.assessed_in(it.who("vaxholm"), it.round, Some(it.group)).await.unwrap().len() == 1);
    for state in [RoundState::Closed, RoundState::Archived] {
        it.round_is(state).await;
        let next = at(&it, NEXT);
        let saved = office.save_assessment(me, &next, &overall(), &forms(&[("statistik", "1")])).await;
        let form = JointForm { level: "1".into(), comment: String::new() };
        let written = office.save_joint(me, &next, STATISTICS, "", &form).await;
        for refused in [saved.map(drop), written, office.reopen_joint(me, &here, version).await] {
            assert!(matches!(refused, Err(Trouble::RoundRests(_))), "{state:?}: {refused:?}");
        }
        assert!(matches!(office.staff_form(&link, Lang::Sv).await, Err(Trouble::Nothing)), "{state:?}");
    }
    // Kept to be read: by the organisation itself, and by nobody for having been in the round.
    let shown = office.show_joint(me, &here, version, "group").await;
    assert!(matches!(shown, Err(Trouble::RoundRests(RoundState::Archived))), "{shown:?}");
    assert!(joint(&it, "reader", STEP).await.agreed.is_some());
    assert!(office.assessments(it.who("mentor"), it.round, it.kramfors, Lang::Sv).await.is_err());
}
