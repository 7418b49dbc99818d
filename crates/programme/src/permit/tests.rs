use super::*;
use crate::Id;
use jiff::Timestamp;
use proptest::prelude::*;

fn id(n: u8) -> Id {
    Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n))
}
fn person(n: u8) -> PersonId {
    id(n).into()
}
fn standing(role: Role, organisation: u8, groups: &[u8], rounds: &[u8]) -> Standing {
    Standing {
        organisation: id(organisation).into(),
        role,
        groups: groups.iter().map(|n| id(*n).into()).collect(),
        rounds: rounds.iter().map(|n| id(*n).into()).collect(),
    }
}
fn actor(standings: Vec<Standing>) -> Actor {
    Actor { person: Some(person(1)), standings }
}
/// A piece of organisation 1, in group 1 and round 1.
fn piece(visibility: Visibility) -> Object {
    Object {
        owners: [id(1).into()].into(),
        groups: [id(1).into()].into(),
        rounds: [id(1).into()].into(),
        visibility,
        ..Object::default()
    }
}

#[test]
fn the_table_has_each_action_once_and_in_order() {
    for (i, row) in TABLE.iter().enumerate() {
        assert_eq!(row.action as usize, i);
    }
    assert_eq!(TABLE.len(), Action::FormGroups as usize + 1);
    for (i, role) in Role::ALL.into_iter().enumerate() {
        assert_eq!(role as usize, i);
    }
}

#[test]
fn who_reads_a_piece() {
    let own = standing(Role::Strategist, 1, &[1], &[1]);
    let group = standing(Role::Strategist, 2, &[1], &[1]);
    let mentor = standing(Role::Mentor, 3, &[1, 2], &[1]);
    let round = standing(Role::Strategist, 4, &[2], &[1]);
    let organiser = standing(Role::Organiser, 5, &[], &[1, 2]);
    let outside = standing(Role::Strategist, 6, &[3], &[2]);
    let operator = standing(Role::Operator, 1, &[1], &[1]);
    let all = [own, group, mentor, round, organiser, outside, operator];
    let readers = |visibility| -> Vec<bool> {
        let read = |s: &Standing| may(&actor(vec![s.clone()]), Action::ReadPiece, &piece(visibility)).is_ok();
        all.iter().map(read).collect()
    };
    assert_eq!(readers(Visibility::Own), [true, false, false, false, false, false, false]);
    assert_eq!(readers(Visibility::Group), [true, true, true, false, false, false, false]);
    assert_eq!(readers(Visibility::Round), [true, true, true, true, true, false, false]);
    assert_eq!(readers(Visibility::Public), [true; 7]);
    assert_eq!(may(&Actor::default(), Action::ReadPiece, &piece(Visibility::Round)), Err(Denial::SignIn));
    assert_eq!(may(&Actor::default(), Action::ReadPiece, &piece(Visibility::Public)), Ok(Ground::Published));
}

#[test]
fn the_reason_is_the_nearest() {
    let piece = piece(Visibility::Own);
    let try_as = |standings| may(&actor(standings), Action::ReadPiece, &piece);
    assert_eq!(try_as(vec![]), Err(Denial::NoAssignment));
    assert_eq!(try_as(vec![standing(Role::Operator, 1, &[], &[])]), Err(Denial::NotThisRole));
    assert_eq!(
        try_as(vec![standing(Role::Operator, 1, &[], &[]), standing(Role::Reader, 2, &[1], &[1])]),
        Err(Denial::NotShown)
    );
    assert_eq!(
        try_as(vec![standing(Role::Operator, 1, &[], &[]), standing(Role::Reader, 1, &[], &[])]),
        Ok(Ground::Role { role: Role::Reader, near: Scope::Own })
    );
    assert_eq!(
        may(&actor(vec![standing(Role::Strategist, 2, &[1], &[1])]), Action::WritePiece, &piece),
        Err(Denial::TooFar { reaches: Scope::Own })
    );
}

#[test]
fn roles_are_given_by_those_who_may() {
    let invite = |role, organisation, given| {
        let object = Object { owners: [id(1).into()].into(), role: Some(given), ..Object::default() };
        may(&actor(vec![standing(role, organisation, &[], &[])]), Action::InvitePerson, &object)
    };
    assert!(invite(Role::Strategist, 1, Role::Politician).is_ok());
    assert_eq!(invite(Role::Strategist, 1, Role::Organiser), Err(Denial::NotGiven { role: Role::Organiser }));
    assert_eq!(invite(Role::Strategist, 2, Role::Reader), Err(Denial::TooFar { reaches: Scope::Own }));
    assert!(invite(Role::Organiser, 2, Role::Mentor).is_ok());
    assert_eq!(invite(Role::Organiser, 2, Role::Operator), Err(Denial::NotGiven { role: Role::Operator }));
    assert!(invite(Role::Operator, 2, Role::Operator).is_ok());
    assert_eq!(invite(Role::Operator, 2, Role::Reader), Err(Denial::NotGiven { role: Role::Reader }));
    assert_eq!(invite(Role::Politician, 1, Role::Reader), Err(Denial::NotThisRole));
    let end = |role, given, whose| {
        let object = Object {
            owners: [id(1).into()].into(),
            role: Some(given),
            person: Some(person(whose)),
            ..Object::default()
        };
        may(&actor(vec![standing(role, 1, &[], &[])]), Action::EndAssignment, &object)
    };
    assert!(end(Role::Politician, Role::Politician, 1).is_ok());
    assert_eq!(end(Role::Politician, Role::Politician, 2), Err(Denial::TooFar { reaches: Scope::Self_ }));
    assert!(end(Role::Mentor, Role::Mentor, 1).is_ok());
    assert_eq!(end(Role::Mentor, Role::Mentor, 2), Err(Denial::NotGiven { role: Role::Mentor }));
    // Nobody gives themselves more.
    let object = Object {
        owners: [id(1).into()].into(),
        role: Some(Role::Organiser),
        person: Some(person(1)),
        ..Object::default()
    };
    assert_eq!(
        may(&actor(vec![standing(Role::Strategist, 1, &[], &[])]), Action::InvitePerson, &object),
        Err(Denial::NotGiven { role: Role::Organiser })
    );
}

#[test]
fn own_data_needs_no_assignment() {
    let mine = Object { person: Some(person(1)), ..Object::default() };
    let theirs = Object { person: Some(person(2)), ..Object::default() };
    for action in [Action::EditPerson, Action::ExportPerson, Action::ErasePerson, Action::SeeContact] {
        assert_eq!(may(&actor(vec![]), action, &mine), Ok(Ground::Own), "{action:?}");
        assert_eq!(may(&actor(vec![]), action, &theirs), Err(Denial::NoAssignment), "{action:?}");
    }
    assert_eq!(may(&actor(vec![]), Action::UndoOwn, &mine), Err(Denial::NoAssignment));
}

#[test]
fn who_reads_the_work_and_who_answers_for_themselves() {
    // As each role: in the organisation, in another of its group, elsewhere in the round.
    let of = |action, organisation: u8, groups: &[u8], visibility| -> Vec<Role> {
        let able =
            |role: &Role| may(&actor(vec![standing(*role, organisation, groups, &[1])]), action, &piece(visibility));
        Role::ALL.into_iter().filter(|role| able(role).is_ok()).collect()
    };
    use Role::{KeyPerson, Manager, Mentor, MentorSupport, Politician, Reader, Strategist};
    for seen in Visibility::ALL {
        let own = of(Action::ReadWork, 1, &[1], seen);
        assert_eq!(own, [Politician, Manager, Strategist, KeyPerson, Mentor, MentorSupport, Reader]);
        // To its group it is its mentors' alone, and no showing makes it anybody else's.
        assert_eq!(of(Action::ReadWork, 2, &[1], seen), [Mentor, MentorSupport]);
        assert_eq!(of(Action::ReadWork, 3, &[2], seen), []);
        assert_eq!(of(Action::Assess, 1, &[1], seen), [Politician, Manager, Strategist, KeyPerson]);
        assert_eq!(of(Action::Assess, 2, &[1], seen), []);
        assert_eq!(of(Action::AgreeJoint, 1, &[1], seen), [Politician, Manager, Strategist]);
        assert_eq!(of(Action::AgreeJoint, 2, &[1], seen), []);
    }
    // Having answered once gives nothing from another organisation.
    let mine = Object { person: Some(person(1)), ..piece(Visibility::Own) };
    assert!(may(&actor(vec![standing(Politician, 2, &[1], &[1])]), Action::Assess, &mine).is_err());
}

#[test]
fn the_printed_table_is_the_one_in_the_documentation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, markdown()).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(kept == markdown(), "docs/permissions.md is old: UPDATE_DOCS=1 cargo test -p programme");
}

fn any_standing() -> impl Strategy<Value = Standing> {
    let few = || proptest::collection::vec(1_u8..4, 0..3);
    (0_usize..9, 1_u8..5, few(), few())
        .prop_map(|(role, org, groups, rounds)| standing(Role::ALL[role], org, &groups, &rounds))
}
fn any_object() -> impl Strategy<Value = Object> {
    let few = || proptest::collection::vec(1_u8..4, 0..3);
    (1_u8..5, few(), few(), 0_usize..4, proptest::option::of(1_u8..3)).prop_map(
        |(owner, groups, rounds, seen, about)| Object {
            owners: [id(owner).into()].into(),
            person: about.map(person),
            groups: groups.iter().map(|n| id(*n).into()).collect(),
            rounds: rounds.iter().map(|n| id(*n).into()).collect(),
            visibility: Visibility::ALL[seen],
            role: None,
        },
    )
}
fn any_actor() -> impl Strategy<Value = Actor> {
    proptest::collection::vec(any_standing(), 0..3).prop_map(actor)
}

proptest! {
    #[test]
    fn nobody_outside_reads_what_is_the_organisations_own(actor in any_actor(), mut object in any_object()) {
        object.visibility = Visibility::Own;
        object.person = None;
        if actor.standings.iter().all(|s| !object.owners.contains(&s.organisation)) {
            for action in [Action::ReadPiece, Action::ReadAttachment, Action::SeeHistory] {
                prop_assert!(may(&actor, action, &object).is_err());
            }
        }
    }

    #[test]
    fn only_the_owner_moves_visibility(actor in any_actor(), object in any_object()) {
        if may(&actor, Action::MoveVisibility, &object).is_ok() {
            prop_assert!(actor.standings.iter().any(|s| object.owners.contains(&s.organisation)));
        }
    }

    #[test]
    fn showing_wider_never_takes_a_reader_away(actor in any_actor(), object in any_object()) {
        let read = |visibility| may(&actor, Action::ReadPiece, &Object { visibility, ..object.clone() }).is_ok();
        let seen: Vec<bool> = Visibility::ALL.into_iter().map(read).collect();
        prop_assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", seen);
    }

    #[test]
    fn an_operator_sees_no_content(organisation in 1_u8..5, object in any_object()) {
        let operator = actor(vec![standing(Role::Operator, organisation, &[1, 2, 3], &[1, 2, 3])]);
        if object.visibility != Visibility::Public {
            for action in [Action::ReadPiece, Action::ReadAttachment, Action::SeeHistory, Action::WritePiece] {
                prop_assert!(may(&operator, action, &object).is_err());
            }
        }
    }

    #[test]
    fn one_more_assignment_never_takes_anything_away(actor in any_actor(), more in any_standing(), object in any_object()) {
        let richer = Actor { standings: [actor.standings.clone(), vec![more]].concat(), ..actor.clone() };
        for row in TABLE {
            if may(&actor, row.action, &object).is_ok() {
                prop_assert!(may(&richer, row.action, &object).is_ok());
            }
        }
    }
}
