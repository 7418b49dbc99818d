//! Groups of a round, formed by the program: what is asked, what comes of it, what a change costs, what is told
//! when it cannot be done; published in one change; and nobody else reads it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use grouping::{
    Breach, Fault, Pair, Rule, Wish,
    explain::{Demand, Relax, Standing},
};
use i18n::Lang;
use jiff::{Span, civil::date};
use office::{
    FormingFault, FormingForm, FormingView, HandFault, HandStep, Joining, Leaving, Office, PairFault, PairKind,
    PlaceFacts, Places, ProposalView, PublishForm, RelaxLine, RoundForm, StorageError, Trouble, Visitor, WayOut,
};
use programme::{
    Answer, Application, ApplicationId, ApplicationState, Capacity, Forming, FormingId, FormingState, Group,
    Organisation, OrganisationId, OrganisationKind, Recusal, RecusalId, Role, RoundId, RoundState, Track,
};

use crate::{
    rig::{Rig, on_both},
    rounds::{World, lead, round_form},
};

on_both! {
    near_ones_come_together_and_are_published_in_one_change
    a_change_by_hand_is_priced_and_taken_back
    rules_cost_nothing_in_a_comparison
    what_cannot_be_done_is_told_and_relaxed
    what_is_broken_is_not_published_without_a_reason
    what_has_happened_since_is_told
    what_is_asked_is_kept_and_faults_are_told
    what_the_records_say_is_not_typed
    nobody_else_reads_or_does_it
    what_nobody_works_on_any_more_is_stopped
}

/// Three places far apart; in each two participants and a mentor.
const CLUSTERS: usize = 3;

/// Areas are 10, 11, 12 and so on after their cluster's number: "1000" and "1001" lie together, "1100" far away.
struct Line;

impl Places for Line {
    fn facts(&self, area: &str) -> Option<PlaceFacts> {
        let cluster: f64 = area[1..2].parse().unwrap();
        let facts = PlaceFacts { lat: 58.0 + 2.0 * cluster, lon: 15.0, people: Some(20_000), ..PlaceFacts::default() };
        Some(PlaceFacts { class: "B4".into(), ..facts })
    }

    fn similar(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

struct Scene {
    world: World,
    office: Arc<Office>,
    round: RoundId,
    /// Two of each cluster, one after the other.
    places: Vec<OrganisationId>,
    /// One of each cluster.
    mentors: Vec<OrganisationId>,
}

async fn scene(rig: Rig) -> Scene {
    let mut world = World::new(rig, date(2026, 3, 2)).await;
    let head = world.organiser().await;
    let days = [("closes", "2026-08-20"), ("starts", "2026-09-01"), ("ends", "2027-06-15")];
    let form =
        RoundForm { model: "modell-2023".into(), ..round_form("Modellkommuner 2026", &["municipalities"], &days) };
    let round = world.rig.office.add_round(&head, world.organiser, &form).await.unwrap();
    for to in [RoundState::Invited, RoundState::Open, RoundState::Admission] {
        lead(&world, round, to).await;
    }
    let office = Arc::new(world.rig.another().await.placing(Arc::new(Line)));
    let (mut places, mut mentors) = (Vec::new(), Vec::new());
    for cluster in 0..CLUSTERS {
        for n in 0..3 {
            let name = if n == 2 { format!("Mentor {cluster}") } else { format!("Kommun {cluster}{n}") };
            let id = world.place(&name, OrganisationKind::Municipality).await;
            let there = world.rig.store.get::<Organisation>(id).await.unwrap().unwrap();
            let area = format!("1{cluster}0{n}").try_into().unwrap();
            let body = Organisation { area: Some(area), ..there.body };
            world.rig.write(|change| change.update(id, there.version, &body).unwrap()).await;
            let role = if n == 2 { Role::Mentor } else { Role::Strategist };
            world.somebody(&format!("Någon i {name}"), id, role).await;
            let capacity = if n == 2 { Capacity::Mentor } else { Capacity::Participant };
            let joining =
                Joining { organisation: id.to_string(), capacity: capacity.code().into(), ..Joining::default() };
            office.take_in(&head, round, &joining).await.unwrap();
            if n == 2 { mentors.push(id) } else { places.push(id) }
        }
    }
    Scene { world, office, round, places, mentors }
}

impl Scene {
    async fn head(&self) -> Visitor {
        self.world.organiser().await
    }

    fn name(&self, id: OrganisationId) -> String {
        let place = self.places.iter().position(|it| *it == id);
        let mentor = || self.mentors.iter().position(|it| *it == id).unwrap();
        place.map_or_else(|| format!("Mentor {}", mentor()), |n| format!("Kommun {}{}", n / 2, n % 2))
    }

    async fn rules(&self) -> FormingView {
        self.office.forming(&self.head().await, self.round).await.unwrap()
    }

    async fn start(&self) -> Result<FormingId, Trouble> {
        self.office.start_forming(&self.head().await, self.round).await
    }

    /// A proposal, worked on until it is there.
    async fn formed(&self) -> FormingId {
        let id = self.start().await.unwrap();
        while self.kept(id).await.state == FormingState::Running {
            tokio::task::yield_now().await;
        }
        id
    }

    async fn kept(&self, id: FormingId) -> Forming {
        self.world.rig.store.get::<Forming>(id).await.unwrap().unwrap().body
    }

    async fn view(&self, id: FormingId) -> ProposalView {
        self.office.proposal(&self.head().await, id, Lang::Sv).await.unwrap()
    }

    async fn step(&self, id: FormingId, step: HandStep) -> Result<(), Trouble> {
        let version = self.view(id).await.version;
        self.office.step_forming(&self.head().await, id, version, step).await
    }

    async fn pair(&self, kind: PairKind, one: OrganisationId, other: OrganisationId) {
        let version = self.rules().await.version;
        let two = (kind, one, other);
        self.office.pair_forming(&self.head().await, self.round, version, two, true).await.unwrap();
    }

    async fn publish(&self, id: FormingId, why: &str) -> Result<RoundId, Trouble> {
        let version = self.view(id).await.version;
        let form = PublishForm { names: vec!["Norr".into()], themes: vec!["Heltid".into()], why: why.into() };
        self.office.publish_forming(&self.head().await, id, version, &form).await.map(|it| it.0)
    }

    async fn groups(&self) -> Vec<Group> {
        let groups = self.world.rig.store.pointing_at::<Group>("round", self.round).await.unwrap();
        groups.into_iter().map(|it| it.body).collect()
    }
}

/// Who is with whom: names of members and the mentor's, group by group.
fn company(view: &ProposalView) -> BTreeSet<Vec<String>> {
    let names = |it: &office::ProposedGroup| {
        let all = it.members.iter().chain(&it.mentor);
        all.map(|(_, name)| name.clone()).collect()
    };
    view.groups.iter().map(names).collect()
}

fn clusters() -> BTreeSet<Vec<String>> {
    (0..CLUSTERS).map(|n| vec![format!("Kommun {n}0"), format!("Kommun {n}1"), format!("Mentor {n}")]).collect()
}

/// The form as it stands.
fn form(view: &FormingView) -> FormingForm {
    FormingForm {
        on: view.hard.iter().filter(|it| it.on).map(|it| it.code.to_owned()).collect(),
        weights: view.wishes.iter().map(|it| (it.code.to_owned(), it.weight.to_string())).collect(),
        longest: view.longest.map(|it| it.to_string()).unwrap_or_default(),
        host_within: view.host_within.map(|it| it.to_string()).unwrap_or_default(),
        seconds: view.seconds.to_string(),
        ..FormingForm::default()
    }
}

async fn near_ones_come_together_and_are_published_in_one_change(rig: Rig) {
    let it = scene(rig).await;
    let id = it.formed().await;
    let view = it.view(id).await;
    assert_eq!((view.state, view.number, view.breaches), (FormingState::Done, 1, 0));
    // Everybody with their neighbours and the mentor next door: no way, so nothing to pay for, and proven.
    assert_eq!(company(&view), clusters());
    let quality = view.quality.clone().unwrap();
    assert_eq!((view.score, quality.proven, quality.gap), (0.0, true, Some(0.0)));
    assert_eq!(view.changes, Vec::<String>::new());
    // What is next best for a group would mean a way to another cluster.
    let reasons = view.reasons.clone().unwrap();
    let more: Vec<i64> = reasons.next.iter().map(|it| it.as_ref().unwrap().more).collect();
    assert!(more.len() == CLUSTERS && more.iter().all(|it| *it > 0), "{more:?}");
    // Nobody gave anything up, and each is told why and how its wishes fared.
    assert!(reasons.given_up.iter().all(|it| it.points == 0) && reasons.given_up.len() == 2 * CLUSTERS);
    assert_eq!((reasons.why.len(), reasons.fared.len(), reasons.step), (CLUSTERS, 2 * CLUSTERS, None));

    it.world.rig.new_letters().await;
    assert_eq!(it.publish(id, "").await.unwrap(), it.round);
    let groups = it.groups().await;
    assert_eq!(groups.len(), CLUSTERS);
    let today = it.office.today();
    let seated: BTreeMap<Vec<OrganisationId>, Vec<OrganisationId>> = groups
        .iter()
        .map(|it| (it.of(Capacity::Participant, today).collect(), it.of(Capacity::Mentor, today).collect()))
        .collect();
    let expected = (0..CLUSTERS).map(|n| (it.places[2 * n..2 * n + 2].to_vec(), vec![it.mentors[n]])).collect();
    assert_eq!(seated, expected);
    let first = groups.iter().find(|it| it.name == "Norr").unwrap();
    assert_eq!(first.theme.as_deref(), Some("Heltid"));
    assert!(groups.iter().any(|it| it.name == "Grupp 2"), "{groups:?}");
    // Everybody who works in a group has had one letter.
    let letters = it.world.rig.new_letters().await;
    assert_eq!(letters.len(), 3 * CLUSTERS);
    let norr = letters.iter().filter(|it| it.text.contains("gruppen Norr")).count();
    assert_eq!(norr, 3);
    assert!(letters.iter().all(|it| it.subject == "Er grupp är klar" && it.text.contains("/sv/grupp/")), "{letters:?}");
    // It is published once, and changed no more.
    assert_eq!(it.kept(id).await.state, FormingState::Published);
    assert!(matches!(it.publish(id, "").await, Err(Trouble::NoProposal)));
    let step = HandStep::Mentor { group: 0, mentor: None };
    assert!(matches!(it.step(id, step).await, Err(Trouble::NoProposal)));
    // Whoever is in a group already is not put into a second one.
    let again = it.formed().await;
    assert_eq!(it.view(again).await.number, 2);
    assert!(matches!(it.publish(again, "").await, Err(Trouble::AlreadyThere(_))));
    assert_eq!(it.groups().await.len(), CLUSTERS);
}

async fn a_change_by_hand_is_priced_and_taken_back(rig: Rig) {
    let it = scene(rig).await;
    let id = it.formed().await;
    it.step(id, HandStep::Swap { one: it.places[0], other: it.places[2] }).await.unwrap();
    let view = it.view(id).await;
    // Two degrees of latitude are 222 km. Each of the two who moved has that way to the other and to the mentor,
    // those who stayed to the other; the one who is worst off counts four times more.
    let ways = 10.0 * 222.0 * (2.0 * 2.0 + 2.0);
    let fairness = 4.0 * 10.0 * 222.0 * 2.0;
    assert_eq!(view.score, ways + fairness);
    let step = view.reasons.unwrap().step.unwrap();
    let wishes: Vec<(Wish, f64)> = step.wishes.iter().map(|(wish, shift)| (*wish, shift.by() as f64)).collect();
    assert_eq!(wishes, [(Wish::Travel, ways), (Wish::Fairness, fairness)]);
    assert_eq!((step.total.by() as f64, view.broken_before), (ways + fairness, Some(0)));
    assert!(!view.quality.unwrap().proven);
    assert_eq!(view.steps, 1);
    // Beside the first proposal one sees both.
    let lines = it.rules().await.proposals;
    assert_eq!((lines.len(), lines[0].steps), (1, 1));
    let version = view.version;
    it.office.undo_forming(&it.head().await, id, version).await.unwrap();
    let view = it.view(id).await;
    assert_eq!((company(&view), view.score, view.broken_before), (clusters(), 0.0, None));
    let nothing = it.office.undo_forming(&it.head().await, id, view.version).await;
    assert!(matches!(nothing, Err(Trouble::NothingToUndo)));
    // Read before somebody else changed it.
    let (head, step) = (it.head().await, HandStep::Mentor { group: 0, mentor: None });
    let stale = it.office.step_forming(&head, id, version, step).await;
    assert!(matches!(stale, Err(Trouble::Storage(StorageError::Conflict(_)))));
    let stranger = HandStep::Mentor { group: 0, mentor: Some(it.places[0]) };
    let view = it.view(id).await;
    let (first, second) = (&view.groups[0], &view.groups[1]);
    let (one, beside) = (first.members[0].clone(), first.members[1].clone());
    let (leads, backs) = (first.mentor.clone().unwrap(), second.mentor.clone().unwrap());
    let faults = [
        (stranger, HandFault::NoMentor(it.name(it.places[0]))),
        (HandStep::Swap { one: one.0, other: one.0 }, HandFault::Itself(one.1.clone())),
        (HandStep::Swap { one: one.0, other: beside.0 }, HandFault::SameGroup(one.1.clone(), beside.1.clone())),
        (HandStep::Move { who: one.0, to: 0 }, HandFault::There(one.1.clone())),
        (HandStep::Mentor { group: 0, mentor: Some(leads.0) }, HandFault::SoAlready),
        (HandStep::Support { group: 0, support: Some(leads.0) }, HandFault::LeadsIt(leads.1.clone())),
    ];
    for (step, why) in faults {
        let told = it.step(id, step).await;
        assert!(matches!(&told, Err(Trouble::ByHand(there)) if *there == why), "{told:?}");
    }
    let told = HandFault::Itself("Åre".into());
    assert_eq!(Trouble::ByHand(told).said(Lang::Sv).sentence, "Åre kan inte byta plats med sig själv.");
    // Who backs a mentor does not lead the same group; nobody backs a mentor who is not there.
    it.step(id, HandStep::Support { group: 0, support: Some(backs.0) }).await.unwrap();
    let told = it.step(id, HandStep::Mentor { group: 0, mentor: Some(backs.0) }).await;
    assert!(matches!(&told, Err(Trouble::ByHand(HandFault::BacksIt(there))) if *there == backs.1), "{told:?}");
    it.step(id, HandStep::Mentor { group: 0, mentor: None }).await.unwrap();
    let told = it.step(id, HandStep::Support { group: 0, support: Some(backs.0) }).await;
    assert!(matches!(told, Err(Trouble::ByHand(HandFault::NobodyToBack))), "{told:?}");
    // Beside itself as it was found.
    let both = it.office.proposals_beside(&it.head().await, ((id, true), (id, false))).await.unwrap();
    assert_eq!((both.one.first, both.other.first, both.other_rules), (true, false, false));
    assert_eq!((both.one.groups[0].mentor.clone(), both.other.groups[0].mentor.clone()), (Some(leads), None));
    assert_eq!(both.difference.unwrap().costs.total.by() as f64, both.other.score - both.one.score);
    // Who is written to: one of each organisation in a group, and of each mentor.
    let told = it.view(id).await.told;
    assert_eq!(told.len(), 3 * CLUSTERS - 1, "{told:?}");
    assert!(told.iter().all(|(who, place)| *who == format!("Någon i {place}")), "{told:?}");
}

async fn rules_cost_nothing_in_a_comparison(rig: Rig) {
    let it = scene(rig).await;
    let first = it.formed().await;
    it.pair(PairKind::Apart, it.places[0], it.places[1]).await;
    let second = it.formed().await;
    let both = it.office.proposals_beside(&it.head().await, ((first, false), (second, false))).await.unwrap();
    assert!(both.other_rules);
    let by = both.other.score - both.one.score;
    assert!(by > 0.0, "the pair that suits best is parted");
    assert_eq!(both.difference.map(|it| it.costs.total.by() as f64), Some(by));
    assert_eq!(it.view(second).await.others, [(first, 1)]);
    // Another weight, and points mean something else.
    let mut asked = form(&it.rules().await);
    asked.weights.insert("travel".into(), "7".into());
    it.office.save_forming(&it.head().await, it.round, it.rules().await.version, &asked).await.unwrap();
    let third = it.formed().await;
    let both = it.office.proposals_beside(&it.head().await, ((first, false), (third, false))).await.unwrap();
    assert!(both.difference.is_none());
}

async fn what_cannot_be_done_is_told_and_relaxed(rig: Rig) {
    let it = scene(rig).await;
    it.pair(PairKind::Together, it.places[0], it.places[1]).await;
    it.pair(PairKind::Apart, it.places[1], it.places[0]).await;
    let id = it.formed().await;
    let view = it.view(id).await;
    assert_eq!((view.state, view.groups.len()), (FormingState::Impossible, 0));
    let Some(Standing::Impossible(told)) = &view.standing else { panic!("{:?}", view.standing) };
    let pair = Pair::of(it.places[0].to_string(), it.places[1].to_string());
    for rule in [Rule::Apart, Rule::Together] {
        assert!(told.demands.contains(&Demand::Pair { rule, pair: pair.clone() }), "{told:?}");
    }
    // Each way out is enough by itself, and its price is what groups then cost: nothing.
    let ways: Vec<&RelaxLine> = view.relax.iter().filter(|it| it.here).collect();
    let apart = Relax::Drop { demand: Demand::Pair { rule: Rule::Apart, pair } };
    let nth = view.relax.iter().position(|it| it.relaxed.relax == apart).unwrap();
    assert_eq!(view.relax[nth].relaxed.score.as_ref().map(|it| it.total), Some(0));
    assert!(ways.len() >= 2, "{:?}", view.relax);
    assert!(matches!(it.publish(id, "").await, Err(Trouble::NoProposal)));
    let head = it.head().await;
    for nothing in [WayOut::One(99), WayOut::Together] {
        assert!(matches!(it.office.relax_forming(&head, id, nothing).await, Err(Trouble::Missing("rule"))));
    }
    assert_eq!(it.office.relax_forming(&head, id, WayOut::One(nth)).await.unwrap(), it.round);
    // The pair is gone, and the rule holds for others still.
    let rules = it.rules().await;
    assert!(
        rules.pairs.iter().all(|it| it.kind != PairKind::Apart)
            && rules.hard.iter().all(|it| it.on || it.code != "apart")
    );
    // What is done is not done again.
    assert!(matches!(it.office.relax_forming(&head, id, WayOut::One(nth)).await, Err(Trouble::Missing("rule"))));
    let view = it.view(it.formed().await).await;
    assert_eq!((view.state, company(&view)), (FormingState::Done, clusters()));
}

async fn what_is_broken_is_not_published_without_a_reason(rig: Rig) {
    let it = scene(rig).await;
    it.pair(PairKind::Together, it.places[0], it.places[1]).await;
    let id = it.formed().await;
    it.step(id, HandStep::Swap { one: it.places[0], other: it.places[2] }).await.unwrap();
    let view = it.view(id).await;
    assert_eq!(view.breaches, 1);
    let pair = Pair::of(it.places[0].to_string(), it.places[1].to_string());
    assert_eq!(view.reasons.unwrap().breaches, [Breach::NotTogether { pair }]);
    assert!(matches!(it.publish(id, " ").await, Err(Trouble::BreaksRules(1))));
    assert_eq!(it.groups().await, []);
    it.publish(id, "De har kommit överens om det.").await.unwrap();
    let kept = it.kept(id).await;
    assert_eq!(kept.why.as_deref(), Some("De har kommit överens om det."));
    assert_eq!(it.groups().await.len(), CLUSTERS);
}

async fn what_has_happened_since_is_told(rig: Rig) {
    let it = scene(rig).await;
    let id = it.formed().await;
    let head = it.head().await;
    let line = it.office.round(Some(&head), it.round, Lang::Sv).await.unwrap();
    let gone = line.participants.iter().find(|line| line.organisation == it.places[5]).unwrap().id;
    let leaving = Leaving { last: "2026-03-02".into(), why: "Strategen slutade.".into() };
    it.office.leave(&head, gone, &leaving).await.unwrap();
    it.world.rig.pass(Span::new().hours(48));
    let view = it.view(id).await;
    assert_eq!(view.changes, ["Kommun 21 deltar inte längre eller ska inte ha någon grupp nu."]);
    assert!(matches!(it.publish(id, "").await, Err(Trouble::NotTakingPart(name)) if name == "Kommun 21"));
    // Rules that are another now are told where nobody has come or gone.
    let other = it.formed().await;
    it.pair(PairKind::Conflict, it.places[0], it.mentors[2]).await;
    let changes = it.view(other).await.changes;
    assert!(changes.len() == 1 && changes[0].starts_with("Regler, önskemål"), "{changes:?}");
}

async fn what_is_asked_is_kept_and_faults_are_told(rig: Rig) {
    let it = scene(rig).await;
    let head = it.head().await;
    let view = it.rules().await;
    assert_eq!((view.version, view.seeking.len(), view.offers.len(), view.size), (0, 6, 3, (2, 3)));
    assert_eq!(view.faults, []);
    let mut asked = form(&view);
    asked.on.remove("kind");
    asked.longest = "120".into();
    asked.weights.insert("theme".into(), "25".into());
    asked.themes.insert(it.places[0].to_string(), "Heltid, Skola,,".into());
    asked.out.insert(it.places[1].to_string());
    asked.leads.insert(it.mentors[0].to_string(), "0".into());
    it.office.save_forming(&head, it.round, 0, &asked).await.unwrap();
    let view = it.rules().await;
    assert_eq!((view.version, view.longest), (1, Some(120)));
    assert!(view.hard.iter().all(|it| it.on != matches!(it.code, "host" | "kind" | "theme")), "{:?}", view.hard);
    assert!(view.wishes.iter().any(|it| it.code == "theme" && it.weight == 25));
    assert_eq!(view.seeking[0].wished.themes, ["Heltid", "Skola"]);
    assert!(view.seeking[1].wished.out);
    assert_eq!(view.offers[0].can.leads, 0);
    // Somebody else was first; numbers that are none.
    asked.longest = "130".into();
    let stale = it.office.save_forming(&head, it.round, 0, &asked).await;
    assert!(matches!(stale, Err(Trouble::Storage(StorageError::Conflict(_)))), "{stale:?}");
    asked.weights.insert("theme".into(), "101".into());
    let heavy = it.office.save_forming(&head, it.round, 1, &asked).await;
    let Err(wrong) = heavy else { panic!("a weight of 101") };
    assert_eq!(wrong.field(), Some("weight-theme"));
    let said = wrong.said(Lang::Sv).sentence;
    assert_eq!(said, "Det står ”101”. Det ska vara ett helt tal från 0 till 100. Inget har sparats.");
    // Two mentors have nothing to be joined by, and one organisation is no pair.
    let names = [it.mentors[0], it.mentors[1], it.places[0]].map(|id| it.name(id));
    let told = [
        (it.mentors[0], it.mentors[1], PairFault::Mentors(names[0].clone(), names[1].clone())),
        (it.places[0], it.places[0], PairFault::Itself(names[2].clone())),
        (it.places[0], it.world.rig.id(), PairFault::Gone),
    ];
    for (one, other, why) in told {
        let joined = it.office.pair_forming(&head, it.round, 1, (PairKind::Together, one, other), true).await;
        assert!(matches!(&joined, Err(Trouble::Pair(there)) if *there == why), "{joined:?}");
    }
    // Times by road: read by name and code, told by row when they cannot be.
    let bad = it.office.matrix_forming(&head, it.round, 1, "från;till;minuter\nKommun 00;Kommun 01;halv\n".as_bytes());
    let Err(Trouble::Matrix(fault)) = bad.await else { panic!("a time that is none") };
    assert_eq!(fault.said(Lang::Sv).as_deref(), Some("På rad 2 står ”halv” där det ska stå ett helt antal minuter."));
    let some = "från;till;minuter\nKommun 00;1101;35\nUtanför;Kommun 01;10\n";
    it.office.matrix_forming(&head, it.round, 1, some.as_bytes()).await.unwrap();
    let view = it.rules().await;
    assert!(view.matrix);
    assert!(matches!(view.faults[..], [FormingFault::Asked(Fault::NoLegs { .. })]), "{:?}", view.faults);
    assert!(matches!(it.start().await, Err(Trouble::CannotForm(faults)) if faults.len() == 1));
    it.office.matrix_forming(&head, it.round, view.version, &[]).await.unwrap();
    assert_eq!(it.rules().await.faults, []);
}

async fn what_the_records_say_is_not_typed(rig: Rig) {
    let it = scene(rig).await;
    let (applied, drafted, mentor) = (it.places[0], it.places[1], it.mentors[0]);
    // What was sent is read; what is still a draft is its applicant's own.
    for (organisation, state) in [(applied, ApplicationState::Sent), (drafted, ApplicationState::Draft)] {
        let wish = Answer { text: Some("Helst med grannar.".into()), ..Answer::default() };
        let body = Application {
            round: it.round,
            organisation,
            track: Track::Municipalities,
            administration: None,
            state,
            answers: BTreeMap::from([("onskemal".to_owned(), wish)]),
            team: Vec::new(),
            invoice_reference: None,
            sent: None,
            returned: None,
            verdict: None,
            withdrawn: None,
        };
        let id: ApplicationId = it.world.rig.id();
        it.world.rig.write(|change| change.insert(id, &body).unwrap()).await;
    }
    // Somebody of the mentor's has said that they cannot judge the applicant.
    let person = it.world.somebody("Partisk Person", mentor, Role::Mentor).await;
    let on = it.office.today();
    let recusal = Recusal { round: it.round, person, organisation: applied, reason: "Svåger.".into(), on };
    let id: RecusalId = it.world.rig.id();
    it.world.rig.write(|change| change.insert(id, &recusal).unwrap()).await;

    let view = it.rules().await;
    let said: Vec<&str> = view.seeking.iter().map(|it| it.said.as_str()).collect();
    assert_eq!(said, ["Helst med grannar.", "", "", "", "", ""]);
    let follows: Vec<(PairKind, bool, bool)> = view
        .pairs
        .iter()
        .map(|line| (line.kind, line.follows, line.pair == programme::Pair::of(applied, mentor)))
        .collect();
    assert_eq!(follows, [(PairKind::Conflict, true, true)]);
    let ask = view.ask.unwrap();
    assert_eq!(ask.relations.conflicts, [Pair::of(applied.to_string(), mentor.to_string())]);
    // The model lets hosting go round: everybody can, and it counts once somebody has said how far.
    assert!(ask.parties.iter().all(|it| it.can_host) && ask.mentors.iter().all(|it| it.can_host));
    assert_eq!((ask.rules.host_within, ask.wishes.0.get(&Wish::Host)), (None, Some(&0)));
    let asked = FormingForm { host_within: "90".into(), ..form(&it.rules().await) };
    it.office.save_forming(&it.head().await, it.round, 0, &asked).await.unwrap();
    let ask = it.rules().await.ask.unwrap();
    assert_eq!((ask.rules.host_within, ask.wishes.0.get(&Wish::Host)), (Some(90), None));
    // Who cannot meet is led by another.
    let view = it.view(it.formed().await).await;
    let group = view.groups.iter().find(|group| group.members.iter().any(|(id, _)| *id == applied)).unwrap();
    assert!(group.mentor.as_ref().is_some_and(|(id, _)| *id != mentor), "{group:?}");
    assert_eq!(view.breaches, 0);
}

async fn nobody_else_reads_or_does_it(rig: Rig) {
    let it = scene(rig).await;
    let id = it.formed().await;
    let version = it.view(id).await.version;
    let before = it.world.rig.store.verify().await.unwrap().changes;
    for role in Role::ALL {
        let place = if role == Role::Mentor { it.mentors[0] } else { it.places[0] };
        let me = it.world.enter(it.world.somebody("En annan", place, role).await).await;
        let it = &it;
        assert!(it.office.forming(&me, it.round).await.is_err(), "{role:?}");
        assert!(matches!(it.office.proposal(&me, id, Lang::Sv).await, Err(Trouble::Nothing)), "{role:?}");
        assert!(it.office.start_forming(&me, it.round).await.is_err(), "{role:?}");
        assert!(it.office.stop_forming(&me, id).await.is_err(), "{role:?}");
        assert!(it.office.undo_forming(&me, id, version).await.is_err(), "{role:?}");
        let step = HandStep::Mentor { group: 0, mentor: None };
        assert!(it.office.step_forming(&me, id, version, step).await.is_err(), "{role:?}");
        let form = PublishForm::default();
        assert!(it.office.publish_forming(&me, id, version, &form).await.is_err(), "{role:?}");
        assert!(it.office.relax_forming(&me, id, WayOut::One(0)).await.is_err(), "{role:?}");
        assert!(it.office.matrix_forming(&me, it.round, 0, &[]).await.is_err(), "{role:?}");
    }
    let sessions = 3 * Role::ALL.len() as i64;
    let after = it.world.rig.store.verify().await.unwrap().changes;
    // Somebody was made and signed in each time; nothing else was done.
    assert!(after - before <= sessions, "{before} {after}");
    assert_eq!(it.view(id).await.version, version);
}

async fn what_nobody_works_on_any_more_is_stopped(rig: Rig) {
    let it = scene(rig).await;
    let id = it.formed().await;
    assert!(matches!(it.office.stop_forming(&it.head().await, id).await, Err(Trouble::NoProposal)));
    // As a process leaves it that was ended while it worked.
    let found = it.world.rig.store.get::<Forming>(id).await.unwrap().unwrap();
    let lost = Forming { state: FormingState::Running, found: Vec::new(), answer: String::new(), ..found.body };
    it.world.rig.write(|change| change.update(id, found.version, &lost).unwrap()).await;
    assert!(!it.view(id).await.lost);
    it.world.rig.pass(Span::new().seconds(90));
    let view = it.view(id).await;
    assert!(view.lost && view.elapsed == u64::from(view.seconds), "{}", view.elapsed);
    it.office.stop_forming(&it.head().await, id).await.unwrap();
    assert_eq!(it.view(id).await.state, FormingState::Stopped);
}
