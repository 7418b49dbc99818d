//! Who reaches what of a round: nine roles in the organiser's organisation, in a participant's, in the
//! mentor's, in another group's and outside, asked of each use case and held against the table.

use i18n::Lang;
use jiff::civil::date;
use office::{ApplicationForm, GroupForm, Joining, MeetingForm, PointForm, RoundForm, SlotForm, Trouble, Visitor};
use programme::{
    GroupId, MeetingId, OrganisationId, OrganisationKind, Role, RoundId, RoundState,
    permit::{self, Action, Object},
};

use crate::{
    rig::{Rig, on_both},
    rounds::{World, lead, round_form},
};

on_both! {
    every_use_case_of_a_round_asks_the_table
}

struct Scene {
    world: World,
    round: RoundId,
    group: GroupId,
    meeting: MeetingId,
    participant: OrganisationId,
    /// Organiser, participant, mentor, in another group, outside.
    places: [OrganisationId; 5],
}

async fn scene(rig: Rig) -> Scene {
    let mut world = World::new(rig, date(2026, 9, 1)).await;
    let head = world.organiser().await;
    let office = world.rig.office.clone();
    let form = round_form("R", &["municipalities"], &[("closes", "2026-12-01")]);
    let round = office.add_round(&head, world.organiser, &form).await.unwrap();
    for to in [RoundState::Invited, RoundState::Open, RoundState::Admission, RoundState::Running] {
        lead(&world, round, to).await;
    }
    let mut places = [world.organiser; 5];
    for (place, name) in places[1..].iter_mut().zip(["Deltagaren", "Mentorn", "Grannen", "Utanför"]) {
        *place = world.place(name, OrganisationKind::Municipality).await;
    }
    let head = world.organiser().await;
    for place in [places[1], places[3]] {
        let joining = Joining { organisation: place.to_string(), capacity: "participant".into(), ..Joining::default() };
        office.take_in(&head, round, &joining).await.unwrap();
    }
    let seat = |name: &str, participant: OrganisationId, mentors: Vec<String>| GroupForm {
        name: name.into(),
        participants: vec![participant.to_string()],
        mentors,
        ..GroupForm::default()
    };
    let group =
        office.set_group(&head, round, None, &seat("Norr", places[1], vec![places[2].to_string()])).await.unwrap();
    office.set_group(&head, round, None, &seat("Söder", places[3], Vec::new())).await.unwrap();
    let slot =
        SlotForm { date: "2026-10-01".into(), start: "09:30".into(), end: "15:00".into(), ..SlotForm::default() };
    let form = MeetingForm {
        occasion: "step:traff-styrning".into(),
        title: "Träff".into(),
        slots: vec![slot],
        host: places[1].to_string(),
        ..MeetingForm::default()
    };
    let meeting = office.plan_meeting(&head, round, Some(group), &form).await.unwrap();
    Scene { participant: places[1], world, round, group, meeting, places }
}

/// The use cases, what they ask for.
const CASES: [(&str, Action); 12] = [
    ("edit_round", Action::ManageRound),
    ("set_group", Action::ManageRound),
    ("plan for all", Action::ManageRound),
    ("applications", Action::JudgeApplication),
    ("save_application", Action::Apply),
    ("progress", Action::SeeProgress),
    ("group_progress", Action::SeeProgress),
    ("group", Action::SeeMeeting),
    ("meeting", Action::SeeMeeting),
    ("plan for the group", Action::PlanMeeting),
    ("add_point", Action::WriteMinutes),
    ("feedback_of_round", Action::ManageRound),
];

impl Scene {
    fn object(&self, name: &str) -> Object {
        let of_round = Object { owners: [self.places[0]].into(), rounds: [self.round].into(), ..Object::default() };
        let of_group = Object { groups: [self.group].into(), rounds: [self.round].into(), ..Object::default() };
        match name {
            "save_application" => Object { owners: [self.participant].into(), ..Object::default() },
            "group_progress" | "group" | "meeting" | "plan for the group" | "add_point" => of_group,
            _ => of_round,
        }
    }

    async fn try_it(&self, visitor: &Visitor, name: &str) -> Result<(), Trouble> {
        let (office, round) = (&self.world.rig.office, self.round);
        let wrong = MeetingForm { occasion: "step:finns-inte".into(), ..MeetingForm::default() };
        match name {
            // A version that is not there: whoever may finds a conflict, and nothing is changed.
            "edit_round" => {
                let form =
                    RoundForm { title: "R".into(), tracks: vec!["municipalities".into()], ..RoundForm::default() };
                office.edit_round(visitor, round, 0, &form).await
            }
            "set_group" => office
                .set_group(
                    visitor,
                    round,
                    Some((self.group, 0)),
                    &GroupForm { name: "Norr".into(), ..GroupForm::default() },
                )
                .await
                .map(drop),
            "plan for all" => office.plan_meeting(visitor, round, None, &wrong).await.map(drop),
            "plan for the group" => office.plan_meeting(visitor, round, Some(self.group), &wrong).await.map(drop),
            "applications" => office.applications(visitor, round).await.map(drop),
            "save_application" => office
                .save_application(visitor, round, self.participant, 0, &ApplicationForm::default())
                .await
                .map(drop),
            "progress" => office.progress(visitor, round, Lang::Sv).await.map(drop),
            "group_progress" => office.group_progress(visitor, self.group, Lang::Sv).await.map(drop),
            "group" => office.group(visitor, self.group).await.map(drop),
            "meeting" => office.meeting(visitor, self.meeting, Lang::Sv).await.map(drop),
            "add_point" => office.add_point(visitor, self.meeting, &PointForm::default()).await.map(drop),
            "feedback_of_round" => office.feedback_of_round(visitor, round, Lang::Sv).await.map(drop),
            other => panic!("no such case: {other}"),
        }
    }
}

async fn every_use_case_of_a_round_asks_the_table(rig: Rig) {
    let scene = scene(rig).await;
    let (mut may, mut may_not) = (0, 0);
    for (place, organisation) in scene.places.into_iter().enumerate() {
        for role in Role::ALL {
            let visitor = scene.world.rig.guest("Den som frågar", organisation, role).await;
            // Only who takes part, and what the organiser runs, stands near; outside nobody does.
            let standing = &visitor.actor.standings[0];
            let near = (standing.groups.len(), standing.rounds.len());
            let expected = match (place, role) {
                (0, Role::Organiser) => (0, 1),
                (0 | 4, _) | (_, Role::Organiser) => (0, 0),
                // A mentor's are the groups their organisation mentors, not those it compares itself in.
                (1 | 3, Role::Mentor | Role::MentorSupport) => (0, 1),
                _ => (1, 1),
            };
            assert_eq!(near, expected, "{role:?} at {place}");
            for (name, action) in CASES {
                let expected = permit::may(&visitor.actor, action, &scene.object(name)).is_ok();
                let answer = scene.try_it(&visitor, name).await;
                let let_in = !matches!(answer, Err(Trouble::Denied(_) | Trouble::Nothing));
                assert_eq!(let_in, expected, "{name} as {role:?} at {place}: {answer:?}");
                if expected { may += 1 } else { may_not += 1 }
            }
        }
    }
    // Five places, nine roles, twelve cases; the table permits some and refuses most.
    assert_eq!(may + may_not, 5 * 9 * 12);
    assert!(may > 45 && may_not > 300, "{may} and {may_not}");
}
