//! Whatever legal acts follow each other: states are those the rules know, nobody is lost, and what
//! somebody has said reaches nobody it is not for.

use std::collections::BTreeMap;

use i18n::Lang;
use jiff::{ToSpan as _, civil::date};
use office::{
    AnswerForm, GroupForm, Joining, Judgement, Leaving, MeetingForm, RegistrationForm, SlotForm, StorageError, Trouble,
    Visitor,
};
use programme::{
    Application, ApplicationState, Feedback, Group, Meeting, MeetingId, MeetingState, OrganisationKind, Participation,
    Person, PersonId, Role, Round, RoundId, RoundState,
};

use crate::{
    rig::{Engine, Rig},
    rounds::{Team, World, form, lead, round_form},
};

/// What only the applicant may read before it is sent, and only the organiser besides after that.
const SECRET: &str = "HEMLIGT-UTKAST";
/// What only who needs it and the host may read.
const NEED: &str = "GLUTENFRITT";
/// What nobody reads with a name.
const THOUGHT: &str = "FÖR-VARMT-I-SALEN";

/// Chance from a seed.
pub struct Dice(pub testkit::Lots);

impl Dice {
    pub fn of(&mut self, sides: usize) -> usize {
        usize::try_from(self.0.below(sides as u64)).unwrap()
    }
}

struct Play {
    world: World,
    teams: Vec<Team>,
    mentor: PersonId,
    round: RoundId,
    /// What each person was called in the beginning.
    names: BTreeMap<PersonId, String>,
    done: usize,
    registered: usize,
}

impl Play {
    async fn new(rig: Rig) -> Self {
        let mut world = World::new(rig, date(2026, 3, 20)).await;
        let teams = vec![
            world.team("A kommun", OrganisationKind::Municipality).await,
            world.team("B kommun", OrganisationKind::Municipality).await,
        ];
        let place = world.place("M kommun", OrganisationKind::Municipality).await;
        let mentor = world.somebody("Mentorn", place, Role::Mentor).await;
        let head = world.organiser().await;
        let days = [("closes", "2027-12-31")];
        let round = world
            .rig
            .office
            .add_round(&head, world.organiser, &round_form("R", &["municipalities"], &days))
            .await
            .unwrap();
        let all = world.rig.store.list::<Person>().await.unwrap();
        let names = all.into_iter().map(|it| (it.id, it.body.name)).collect();
        Self { world, teams, mentor, round, names, done: 0, registered: 0 }
    }

    /// Both teams in one group of a round that runs.
    async fn begun(rig: Rig) -> Self {
        let play = Self::new(rig).await;
        for to in [RoundState::Invited, RoundState::Open, RoundState::Admission, RoundState::Running] {
            lead(&play.world, play.round, to).await;
        }
        let (office, head) = (&play.world.rig.office, play.world.organiser().await);
        for team in &play.teams {
            let organisation = team.id.to_string();
            let joining = Joining { organisation, capacity: "participant".into(), ..Joining::default() };
            office.take_in(&head, play.round, &joining).await.unwrap();
        }
        let participants = play.teams.iter().map(|it| it.id.to_string()).collect();
        let mentors = vec![play.world.places["M kommun"].to_string()];
        let form = GroupForm { name: "Grupp".into(), participants, mentors, ..GroupForm::default() };
        office.set_group(&head, play.round, None, &form).await.unwrap();
        play
    }

    /// Somebody tries something. A refusal is as good as a deed; a fault of ours is not.
    async fn act(&mut self, dice: &mut Dice) {
        let head = self.world.organiser().await;
        let team = dice.of(self.teams.len());
        let me = self.world.enter(self.teams[team].people["strateg"][0]).await;
        let mentor = self.world.enter(self.mentor).await;
        let tried = match dice.of(19) {
            0 | 1 => self.move_round(&head, dice).await,
            2 => self.write(&me, team).await,
            3 => self.send(&me, team).await,
            4 => self.withdraw(&me, team).await,
            5 | 6 => self.judge(&head, team, dice).await,
            7 => self.take_in(&head, team, dice).await,
            8 => self.leave(&head, dice).await,
            9 => self.seat(&head, dice).await,
            10 | 16 => self.plan(if dice.of(2) == 0 { &mentor } else { &head }, dice).await,
            11 => self.move_meeting(&mentor, dice).await,
            12..=15 => {
                let registered = self.register(&me, dice).await;
                self.registered += usize::from(registered.is_ok());
                registered
            }
            _ => self.think(&me, dice).await,
        };
        match tried {
            Ok(()) => self.done += 1,
            Err(Trouble::Ours(why)) => panic!("{why}"),
            Err(Trouble::Storage(why @ StorageError::Bug { .. })) => panic!("{why}"),
            Err(_) => {}
        }
    }

    async fn move_round(&self, head: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let version = self.world.rig.store.get::<Round>(self.round).await?.unwrap().version;
        let to = RoundState::ALL[dice.of(7)];
        // The archive is the end of the play, and what closes early has seen little.
        if to == RoundState::Archived || (to == RoundState::Closed && dice.of(6) > 0) {
            return Ok(());
        }
        self.world.rig.office.move_round(head, self.round, version, to.code()).await
    }

    async fn write(&self, me: &Visitor, team: usize) -> Result<(), Trouble> {
        let (office, team) = (&self.world.rig.office, &self.teams[team]);
        let version = office.application(me, self.round, team.id, Lang::Sv).await?.version;
        let mut form = form(team);
        form.answers
            .insert("onskemal".into(), AnswerForm { text: format!("{SECRET} {}", team.id), ..AnswerForm::default() });
        office.save_application(me, self.round, team.id, version, &form).await?;
        let file = ("beslut.txt", b"Beslutet.\n".as_slice());
        office.attach_to_application(me, self.round, team.id, "politiskt-beslut", file).await?;
        Ok(())
    }

    async fn send(&self, me: &Visitor, team: usize) -> Result<(), Trouble> {
        let (office, id) = (&self.world.rig.office, self.teams[team].id);
        let version = office.application(me, self.round, id, Lang::Sv).await?.version;
        office.send_application(me, self.round, id, version).await
    }

    async fn withdraw(&self, me: &Visitor, team: usize) -> Result<(), Trouble> {
        let (office, id) = (&self.world.rig.office, self.teams[team].id);
        let version = office.application(me, self.round, id, Lang::Sv).await?.version;
        office.withdraw_application(me, self.round, id, version, "").await
    }

    async fn judge(&self, head: &Visitor, team: usize, dice: &mut Dice) -> Result<(), Trouble> {
        let (office, id) = (&self.world.rig.office, self.teams[team].id);
        let view = office.application(head, self.round, id, Lang::Sv).await?;
        let application = view.id.ok_or(Trouble::Nothing)?;
        let outcomes = [
            ApplicationState::Admitted,
            ApplicationState::Admitted,
            ApplicationState::Reserve,
            ApplicationState::Declined,
        ];
        match dice.of(5) {
            4 => {
                let until = office.today().checked_add(10.days()).unwrap().to_string();
                office.refer_back(head, application, view.version, "Komplettera.", &until).await
            }
            n => {
                let left = self.world.rig.store.list::<Participation>().await?;
                let replaces = left.get(dice.of(left.len() + 2)).map(|it| it.id.to_string()).unwrap_or_default();
                let (outcome, reason) = (outcomes[n].code().into(), "Skäl.".into());
                let judgement = Judgement { outcome, reason, no_conflict: true, replaces };
                office.decide(head, application, view.version, &judgement).await
            }
        }
    }

    async fn take_in(&self, head: &Visitor, team: usize, dice: &mut Dice) -> Result<(), Trouble> {
        let left = self.world.rig.store.list::<Participation>().await?;
        let replaces = left.get(dice.of(left.len() + 1)).map(|it| it.id.to_string()).unwrap_or_default();
        let organisation = self.teams[team].id.to_string();
        let joining = Joining { organisation, capacity: "participant".into(), from: String::new(), replaces };
        self.world.rig.office.take_in(head, self.round, &joining).await
    }

    async fn leave(&self, head: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let all = self.world.rig.store.list::<Participation>().await?;
        if all.is_empty() {
            return Ok(());
        }
        self.world.rig.office.leave(head, all[dice.of(all.len())].id, &Leaving::default()).await.map(|_| ())
    }

    async fn seat(&self, head: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let groups = self.world.rig.store.list::<Group>().await?;
        let known = groups.get(dice.of(groups.len() + 1)).map(|it| (it.id, it.version));
        let participants = self.teams.iter().filter(|_| dice.of(3) > 0).map(|it| it.id.to_string()).collect();
        let mentors = vec![self.world.places["M kommun"].to_string()];
        let name = known.map_or_else(|| format!("Grupp {}", groups.len()), |(id, _)| format!("Grupp {id}"));
        let form = GroupForm { name, theme: String::new(), participants, mentors, supports: Vec::new() };
        self.world.rig.office.set_group(head, self.round, known, &form).await.map(|_| ())
    }

    async fn plan(&self, who: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let groups = self.world.rig.store.list::<Group>().await?;
        let group = groups.get(dice.of(groups.len() + 1)).map(|it| it.id);
        let office = &self.world.rig.office;
        let first = dice.of(28) as i64;
        let day = |n: i64| office.today().checked_add((first + n + 1).days()).unwrap().to_string();
        // One day is set at once; several are asked about.
        let slots = (0..=dice.of(4).saturating_sub(2)).map(|n| SlotForm {
            date: day(i64::try_from(n).unwrap()),
            start: "09:30".into(),
            end: "15:00".into(),
            ..SlotForm::default()
        });
        let form = MeetingForm {
            title: "Träff".into(),
            occasion: "other".into(),
            slots: slots.collect(),
            host: self.teams[0].id.to_string(),
            ..MeetingForm::default()
        };
        office.plan_meeting(who, self.round, group, &form).await.map(|_| ())
    }

    async fn some_meeting(&self, dice: &mut Dice) -> Option<(MeetingId, i64, Meeting)> {
        let all = self.world.rig.store.list::<Meeting>().await.unwrap();
        (!all.is_empty()).then(|| {
            // As a rule one of the latest, which has not been yet.
            let of = if dice.of(3) == 0 { all.len() } else { all.len().min(3) };
            let it = &all[all.len() - 1 - dice.of(of)];
            (it.id, it.version, it.body.clone())
        })
    }

    async fn move_meeting(&self, who: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let Some((id, version, _)) = self.some_meeting(dice).await else { return Ok(()) };
        let office = &self.world.rig.office;
        match dice.of(2) {
            0 => office.cancel_meeting(who, id, version, "Sjukdom.").await.map(|_| ()),
            _ => office.hold_meeting(who, id, version).await.map(|_| ()),
        }
    }

    async fn register(&self, me: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let Some((id, ..)) = self.some_meeting(dice).await else { return Err(Trouble::Nothing) };
        let diet = if dice.of(2) == 0 { format!("{NEED} {}", me.person) } else { String::new() };
        let form = RegistrationForm { comes: "in_room".into(), diet, ..RegistrationForm::default() };
        self.world.rig.office.register(me, id, &form).await
    }

    async fn think(&self, me: &Visitor, dice: &mut Dice) -> Result<(), Trouble> {
        let Some((id, ..)) = self.some_meeting(dice).await else { return Ok(()) };
        let answers = BTreeMap::from([("minus".to_owned(), thought_of(me.person))]);
        self.world.rig.office.give_feedback(me, id, &answers).await
    }

    /// What must hold after any act.
    async fn holds(&self) {
        let store = &self.world.rig.store;
        for it in store.list::<Person>().await.unwrap() {
            assert_eq!(Some(&it.body.name), self.names.get(&it.id), "nobody changes or vanishes");
        }
        assert_eq!(store.list::<Person>().await.unwrap().len(), self.names.len());
        let today = self.world.rig.office.today();
        for organisation in self.world.places.values() {
            let mine = store.list_of::<Participation>(*organisation).await.unwrap();
            let now = mine.iter().filter(|it| it.body.to.is_none()).count();
            assert!(now <= 1, "an organisation takes part once at a time");
            let seated = store.pointing_at::<Group>("member", *organisation).await.unwrap();
            let open = |it: &Group| it.members.iter().any(|m| m.organisation == *organisation && m.to.is_none());
            let participant = mine.iter().any(|it| it.body.holds(today));
            assert!(participant || !seated.iter().any(|it| open(&it.body)), "who sits in a group takes part");
        }
        self.history_is_legal().await;
        self.secrets_hold().await;
    }

    /// Every step in the history is one the rules know.
    async fn history_is_legal(&self) {
        let store = &self.world.rig.store;
        let mut rounds = vec![RoundState::Draft];
        for it in store.list::<Round>().await.unwrap() {
            rounds.extend(it.body.moved.iter().map(|moved| moved.to));
            assert_eq!(rounds.last(), Some(&it.body.state));
        }
        assert!(rounds.windows(2).all(|pair| pair[0].next().contains(&pair[1])), "{rounds:?}");
        for it in store.list::<Application>().await.unwrap() {
            let states: Vec<ApplicationState> = self.states::<Application, _>(it.id.into(), |it| it.state).await;
            let legal = |pair: &[ApplicationState]| pair[0] == pair[1] || pair[0].next().contains(&pair[1]);
            assert!(states.windows(2).all(legal), "{states:?}");
        }
        for it in store.list::<Meeting>().await.unwrap() {
            let states: Vec<(MeetingState, u32)> =
                self.states::<Meeting, _>(it.id.into(), |it| (it.state, it.sequence)).await;
            let legal = |pair: &[(MeetingState, u32)]| {
                pair[0].1 <= pair[1].1 && (pair[0].0 == pair[1].0 || pair[0].0.next().contains(&pair[1].0))
            };
            assert!(states.windows(2).all(legal), "{states:?}");
        }
    }

    async fn states<T: programme::Record, S>(&self, id: programme::Id, read: impl Fn(&T) -> S) -> Vec<S> {
        let entries = self.world.rig.store.history(id).await.unwrap();
        entries
            .iter()
            .filter_map(|it| it.after.as_deref())
            .map(|body| read(&serde_json::from_str(body).unwrap()))
            .collect()
    }

    /// Everybody looks at everything there is to look at.
    async fn secrets_hold(&self) {
        let office = &self.world.rig.office;
        let outsider = self.world.enter(self.teams[1].people["politiker"][0]).await;
        let people = [
            self.world.head,
            self.mentor,
            self.teams[0].people["strateg"][0],
            self.teams[1].people["strateg"][0],
            outsider.person,
        ];
        for person in people {
            let who = self.world.enter(person).await;
            let home = who.actor.standings[0].organisation;
            let organiser = person == self.world.head;
            for team in &self.teams {
                if let Ok(view) = office.application(&who, self.round, team.id, Lang::Sv).await {
                    let own = home == team.id;
                    let sent = view.body.state.is_sent();
                    assert!(own || (organiser && sent), "{} reads {:?}", who.name, view.body.state);
                }
            }
            for meeting in self.world.rig.store.list::<Meeting>().await.unwrap() {
                let Ok(view) = office.meeting(&who, meeting.id, Lang::Sv).await else { continue };
                let seen = format!("{view:?}");
                let host = meeting.body.host == Some(home);
                for part in seen.split(NEED).skip(1) {
                    let mine = part.starts_with(&format!(" {person}"));
                    assert!(host || mine, "{} sees what others need", who.name);
                }
                if let Ok(view) = office.feedback(&who, meeting.id, Lang::Sv).await {
                    let told = format!("{view:?}");
                    let reads = organiser || person == self.mentor;
                    for part in told.split(THOUGHT).skip(1) {
                        let mine = part.starts_with(&format!(" {person}"));
                        assert!(reads || mine, "{} reads the others' feedback", who.name);
                    }
                    if reads {
                        for team in &self.teams {
                            let author = team.people["strateg"][0];
                            let beside = told.replace(&thought_of(author), "");
                            assert!(!beside.contains(&author.to_string()), "feedback has no names");
                        }
                    }
                }
            }
            if let Ok(rounds) = office.rounds(Some(&who)).await {
                assert!(!format!("{rounds:?}").contains(SECRET));
            }
            if let Ok(bytes) = office.export_organisation(&who, home).await {
                let text = unpacked(&bytes);
                assert!(
                    !text.contains(NEED) && !text.contains(THOUGHT),
                    "an organisation's export holds no person's needs"
                );
                for team in self.teams.iter().filter(|it| it.id != home) {
                    assert!(
                        !text.contains(&format!("{SECRET} {}", team.id)),
                        "{} takes out others' application",
                        who.name
                    );
                }
            }
        }
        let public = format!("{:?}", office.round(None, self.round, Lang::Sv).await.ok());
        for text in [SECRET, NEED, THOUGHT, "strateg 0"] {
            assert!(!public.contains(text), "{text} is public");
        }
    }
}

/// What somebody thinks: signed, so that one sees whose it was where it should not be.
fn thought_of(person: PersonId) -> String {
    format!("{THOUGHT} {person}")
}

fn unpacked(bytes: &[u8]) -> String {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for i in 0..archive.len() {
        let mut text = Vec::new();
        archive.by_index(i).unwrap().read_to_end(&mut text).unwrap();
        all += &String::from_utf8_lossy(&text);
    }
    all
}

/// Six plays of a hundred and sixty acts, half of them in a round that runs, the clock moving on over
/// both changes of time.
#[test]
fn no_sequence_of_acts_breaks_the_rules() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let (mut done, mut thoughts, mut registered) = (0, 0, 0);
        for seed in 0..6 {
            let mut dice = Dice(testkit::Lots(seed));
            let rig = Rig::new(Engine::Sqlite).await;
            let mut play = if seed % 2 == 0 { Play::new(rig).await } else { Play::begun(rig).await };
            for step in 0..160_i64 {
                play.act(&mut dice).await;
                if dice.of(4) == 0 {
                    play.world.on(date(2026, 3, 20).checked_add((step * 3 / 2).days()).unwrap());
                    play.world.rig.work().await;
                }
                if step % 6 == 0 {
                    play.holds().await;
                }
            }
            play.holds().await;
            done += play.done;
            thoughts += play.world.rig.store.list::<Feedback>().await.unwrap().len();
            registered += play.registered;
        }
        // The plays get somewhere: most acts are refused, but hundreds are done.
        assert!(done > 150, "{done}");
        // And there was something that could have been shown to somebody it is not for.
        assert!(thoughts > 0 && registered > 0, "{thoughts} thoughts, {registered} registrations");
    });
}
