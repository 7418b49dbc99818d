//! Nothing is read by more of itself: whatever people do in the steps, whoever comes, leaves or is followed by
//! somebody else, whatever is closed, archived and erased, a record gets readers only when those whose it is
//! show it to them.
//!
//! Everything written carries a mark of its own, and everybody looks at everything after each act: who sees the
//! mark reads the record, wherever it stands.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use i18n::Lang;
use jiff::{Span, ToSpan as _, civil::date};
use office::{
    AssessAt, CheckInForm, FieldWritten, FilledForm, FormKey, GivenForm, IdeaForm, IdeaSource, JointForm, Leaving,
    MeasureForm, MoveForm, NewInvitation, SheetCode, StorageError, TaskKey, Trouble, Visitor, WorkForm,
};
use programme::{
    Account, Assessment, Assignment, CheckIn, Document, Filled, Id, Idea, Improvement, JointAnswer, OrganisationId,
    Participation, Person, PersonId, Role, Round, RoundState, StepWork, Visibility, WorkState,
};

use crate::{
    acts::Dice,
    circle::Circle,
    rig::{Engine, Rig},
};

const STEP: &str = "traff-styrning";
const TASKS: [&str; 3] = ["nulage", "omraden", "film"];
const ITEMS: [&str; 3] = ["overgripande/statistik", "overgripande/styrkedjan", "overgripande/analys"];
const FORM: &str = "forbattringsplan";
/// Who answers the self-assessment.
const TEAM: [Role; 4] = [Role::Politician, Role::Manager, Role::Strategist, Role::KeyPerson];
/// Who does things; two of three of them in the same organisation.
const ACTORS: [&str; 6] = ["politician", "manager", "strategist", "strategist", "key", "vaxholm"];
const CAST: [&str; 11] = [
    "organiser",
    "politician",
    "manager",
    "strategist",
    "key",
    "reader",
    "operator",
    "vaxholm",
    "mentor",
    "beside",
    "outside",
];

/// Whom a record is for before anybody has shown it to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Born {
    /// Who wrote it; the team once it is handed in.
    Alone,
    /// The organisation.
    Own,
    /// The organisation and its mentor.
    Mentored,
    /// Everybody in the round: that is said where it is written.
    Shown,
}

/// A record, and who reads it.
#[derive(Debug)]
struct Kept {
    owner: OrganisationId,
    author: PersonId,
    born: Born,
    /// Persons, and nobody signed in.
    readers: BTreeSet<Option<PersonId>>,
}

/// What an act did of which more may come to read something.
#[derive(Debug, Default)]
struct Deed {
    /// What was shown, or brought back as it was.
    shown: Vec<Id>,
    /// What was written.
    wrote: Option<Id>,
    /// Who belongs to an organisation by it.
    came: Vec<PersonId>,
}

impl Deed {
    fn wrote(id: Id) -> Self {
        Self { wrote: Some(id), ..Self::default() }
    }

    fn shown(id: Id) -> Self {
        Self { shown: vec![id], ..Self::default() }
    }
}

/// What can be shown to more.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Joint,
    Card,
    Idea,
    Form,
    Document,
}

const PIECES: [Piece; 5] = [Piece::Joint, Piece::Card, Piece::Idea, Piece::Form, Piece::Document];

struct Play {
    it: Circle,
    /// Everybody there is or was: where, and as what.
    people: BTreeMap<PersonId, (OrganisationId, Role)>,
    marks: Vec<(String, Id)>,
    drawn: usize,
    kept: BTreeMap<Id, Kept>,
    /// Measurements by their card: they are shown with it.
    kin: BTreeMap<Id, Id>,
    done: BTreeMap<&'static str, usize>,
}

impl Play {
    async fn new(rig: Rig) -> Self {
        let it = Circle::new(rig).await;
        let people = CAST.iter().map(|who| {
            let visitor = it.who(who);
            let standing = &visitor.actor.standings[0];
            (visitor.person, (standing.organisation, standing.role))
        });
        let people = people.collect();
        Self {
            people,
            marks: Vec::new(),
            drawn: 0,
            kept: BTreeMap::new(),
            kin: BTreeMap::new(),
            done: BTreeMap::new(),
            it,
        }
    }

    /// Signs in: what one is may be another thing since. `None`: nothing is kept of them any more.
    async fn enter(&self, person: PersonId) -> Option<Visitor> {
        let key = Account::key_of_person(person);
        self.it.rig.store.by_key::<Account>(&key).await.unwrap()?;
        Some(self.it.rig.sign_in(person).await)
    }

    async fn actor(&self, who: &str) -> (Visitor, OrganisationId) {
        let person = self.it.who(who).person;
        (self.enter(person).await.unwrap(), self.people[&person].0)
    }

    fn at(&self, organisation: OrganisationId) -> AssessAt {
        AssessAt { round: self.it.round, organisation, step: STEP.into() }
    }

    fn form(&self, organisation: OrganisationId) -> FormKey {
        FormKey { round: self.it.round, organisation, form: FORM.into() }
    }

    /// A mark no other text has, nor begins with.
    fn mark(&mut self) -> String {
        self.drawn += 1;
        format!("MARK{:05}X", self.drawn)
    }

    fn wrote(&mut self, mark: String, id: Id, (me, owner): (&Visitor, OrganisationId), born: Born) -> Deed {
        self.marks.push((mark, id));
        let author = me.person;
        self.kept.entry(id).or_insert(Kept { owner, author, born, readers: BTreeSet::new() });
        Deed::wrote(id)
    }

    async fn work(&mut self, me: &Visitor, home: OrganisationId, dice: &mut Dice) -> Result<Deed, Trouble> {
        let task = TASKS[dice.of(TASKS.len())];
        let key = TaskKey { round: self.it.round, organisation: home, step: STEP.into(), task: task.into() };
        let code = StepWork::key_of(self.it.round, home, STEP, task);
        let there = self.it.rig.store.by_key::<StepWork>(&code).await?;
        let mark = self.mark();
        let form = WorkForm { state: WorkState::NotRelevant.code().into(), why: mark.clone(), ..WorkForm::default() };
        self.it.rig.office.set_work(me, &key, there.map_or(0, |it| it.version), &form).await?;
        let there = self.it.rig.store.by_key::<StepWork>(&code).await?.unwrap();
        Ok(self.wrote(mark, there.id.into(), (me, home), Born::Mentored))
    }

    async fn answer(&mut self, me: &Visitor, home: OrganisationId, dice: &mut Dice) -> Result<Deed, Trouble> {
        let mark = self.mark();
        let given = GivenForm { level: (dice.of(4) + 1).to_string(), comment: mark.clone() };
        let sheet = SheetCode { part: "overgripande".into(), of: None };
        let forms = BTreeMap::from([("statistik".to_owned(), given)]);
        self.it.rig.office.save_assessment(me, &self.at(home), &sheet, &forms).await?;
        let key = Assessment::key_of(self.it.round, home, STEP, me.person);
        let there = self.it.rig.store.by_key::<Assessment>(&key).await?.unwrap();
        Ok(self.wrote(mark, there.id.into(), (me, home), Born::Alone))
    }

    async fn hand_in(&self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        self.it.rig.office.hand_in_assessment(me, &self.at(home), true).await?;
        Ok(Deed::default())
    }

    async fn settle(
        &mut self,
        me: &Visitor,
        home: OrganisationId,
        (item, level): (&str, usize),
    ) -> Result<Deed, Trouble> {
        let at = self.at(home);
        let was = self.it.rig.office.joint_item(me, &at, item, Lang::Sv).await?.was;
        let mark = self.mark();
        let form = JointForm { level: level.to_string(), comment: mark.clone() };
        self.it.rig.office.save_joint(me, &at, item, &was, &form).await?;
        let (id, _) = self.joint(home).await?;
        Ok(self.wrote(mark, id, (me, home), Born::Own))
    }

    async fn joint(&self, home: OrganisationId) -> Result<(Id, i64), Trouble> {
        let key = JointAnswer::key_of(self.it.round, home, STEP);
        let there = self.it.rig.store.by_key::<JointAnswer>(&key).await?.ok_or(Trouble::Nothing)?;
        Ok((there.id.into(), there.version))
    }

    async fn agree(&self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let (_, version) = self.joint(home).await?;
        self.it.rig.office.agree_joint(me, &self.at(home), version, &[me.person.to_string()]).await?;
        Ok(Deed::default())
    }

    async fn reopen(&self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let (_, version) = self.joint(home).await?;
        self.it.rig.office.reopen_joint(me, &self.at(home), version).await?;
        Ok(Deed::default())
    }

    async fn reply(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let asked = self.it.rig.office.assess_questions(me, &self.at(home), Lang::Sv).await?;
        let question = asked.questions.first().ok_or(Trouble::Nothing)?;
        let mark = self.mark();
        self.it.rig.office.answer_question(me, question.id, question.version, &mark).await?;
        Ok(self.wrote(mark, question.id.into(), (me, home), Born::Mentored))
    }

    async fn start(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        // A few cards are enough to look at.
        if self.it.rig.store.list_of::<Improvement>(home).await?.len() > 1 {
            return Err(Trouble::Nothing);
        }
        let mark = self.mark();
        let id = self.it.rig.office.start_improvement(me, self.it.round, home, &mark, "").await?;
        Ok(self.wrote(mark, id.into(), (me, home), Born::Own))
    }

    async fn measure(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let cards = self.it.rig.store.list_of::<Improvement>(home).await?;
        let card = cards.first().ok_or(Trouble::Nothing)?.id;
        let mark = self.mark();
        let on = date(2025, 1, 1).checked_add(Span::new().days(i64::try_from(self.drawn).unwrap())).unwrap();
        let form = MeasureForm {
            on: on.to_string(),
            women: "12".into(),
            women_n: "12".into(),
            note: mark.clone(),
            ..MeasureForm::default()
        };
        let id = self.it.rig.office.add_measurement(me, card, &form).await?;
        self.kin.insert(id.into(), card.into());
        Ok(self.wrote(mark, card.into(), (me, home), Born::Own))
    }

    async fn lead_card(&self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let cards = self.it.rig.store.list_of::<Improvement>(home).await?;
        let card = cards.first().ok_or(Trouble::Nothing)?;
        let to = MoveForm { to: "testing".into(), ..MoveForm::default() };
        self.it.rig.office.move_improvement(me, card.id, card.version, &to).await?;
        Ok(Deed::default())
    }

    async fn think(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        if self.it.rig.store.list_of::<Idea>(home).await?.len() > 1 {
            return Err(Trouble::Nothing);
        }
        let mark = self.mark();
        let form = IdeaForm { text: mark.clone(), ..IdeaForm::default() };
        let id = self.it.rig.office.add_idea(me, self.it.round, home, &form).await?;
        Ok(self.wrote(mark, id.into(), (me, home), Born::Own))
    }

    /// Takes somebody's idea home, in words of one's own.
    async fn take_home(&mut self, me: &Visitor, home: OrganisationId, dice: &mut Dice) -> Result<Deed, Trouble> {
        let mut ideas = self.it.rig.store.list::<Idea>().await?;
        ideas.retain(|it| it.body.organisation != home);
        if ideas.is_empty() {
            return Err(Trouble::Nothing);
        }
        let from = IdeaSource::Idea(ideas[dice.of(ideas.len())].id);
        let mark = self.mark();
        let id = self.it.rig.office.take_home(me, self.it.round, home, from, &mark).await?;
        Ok(self.wrote(mark, id.into(), (me, home), Born::Own))
    }

    async fn fill_in(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let key = self.form(home);
        let version = self.it.rig.office.form(Some(me), &key, Lang::Sv).await?.version;
        let mark = self.mark();
        let said = FieldWritten { value: mark.clone(), ..FieldWritten::default() };
        let sent = FilledForm { fields: BTreeMap::from([("problem".to_owned(), said)]) };
        let id = self.it.rig.office.save_form(me, &key, version, &sent, Lang::Sv).await?;
        Ok(self.wrote(mark, id.into(), (me, home), Born::Own))
    }

    async fn attach(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        if self.it.rig.store.list_of::<Document>(home).await?.len() > 1 {
            return Err(Trouble::Nothing);
        }
        let mark = self.mark();
        let id = self.it.rig.office.attach(me, home, &format!("{mark}.txt"), b"Planen.\n").await?;
        Ok(self.wrote(mark, id.into(), (me, home), Born::Own))
    }

    /// Shows the newest of a kind to more, or withdraws it.
    async fn show(&self, me: &Visitor, home: OrganisationId, piece: Piece, level: Visibility) -> Result<Deed, Trouble> {
        let (office, store, to) = (&self.it.rig.office, &self.it.rig.store, level.code());
        let id: Id = match piece {
            Piece::Joint => {
                let (id, version) = self.joint(home).await?;
                office.show_joint(me, &self.at(home), version, to).await?;
                id
            }
            Piece::Card => {
                let all = store.list_of::<Improvement>(home).await?;
                let card = all.first().ok_or(Trouble::Nothing)?;
                office.show_improvement(me, card.id, card.version, to).await?;
                card.id.into()
            }
            Piece::Idea => {
                let all = store.list_of::<Idea>(home).await?;
                let idea = all.last().ok_or(Trouble::Nothing)?;
                office.show_idea(me, idea.id, idea.version, to).await?;
                idea.id.into()
            }
            Piece::Form => {
                let key = Filled::key_of(self.it.round, home, FORM);
                let filled = store.by_key::<Filled>(&key).await?.ok_or(Trouble::Nothing)?;
                office.show_form(me, &self.form(home), filled.version, to).await?;
                filled.id.into()
            }
            Piece::Document => {
                let all = store.list_of::<Document>(home).await?;
                let document = all.last().ok_or(Trouble::Nothing)?;
                office.show_document(me, document.id, document.version, to).await?;
                document.id.into()
            }
        };
        Ok(Deed::shown(id))
    }

    async fn take_away(&self, me: &Visitor, home: OrganisationId, dice: &mut Dice) -> Result<Deed, Trouble> {
        let (office, store) = (&self.it.rig.office, &self.it.rig.store);
        match dice.of(3) {
            0 => {
                let all = store.list_of::<Idea>(home).await?;
                let idea = all.last().ok_or(Trouble::Nothing)?;
                office.remove_idea(me, idea.id, idea.version).await?;
            }
            1 => {
                let all = store.list_of::<Document>(home).await?;
                let document = all.last().ok_or(Trouble::Nothing)?;
                office.remove_document(me, document.id, document.version).await?;
            }
            _ => {
                let all = store.list_of::<programme::Measurement>(home).await?;
                let measurement = all.last().ok_or(Trouble::Nothing)?;
                office.remove_measurement(me, measurement.id, measurement.version).await?;
            }
        }
        Ok(Deed::default())
    }

    /// Takes back what one did last: what one took away or withdrew is there again as it was.
    async fn undo(&self, me: &Visitor) -> Result<Deed, Trouble> {
        let store = &self.it.rig.store;
        let last = store.last_undoable(&me.author()).await?.ok_or(Trouble::NothingToUndo)?;
        let mut shown = store.records_of(last).await?;
        let mut came = Vec::new();
        for id in &shown {
            if let Some(held) = store.get::<Assignment>((*id).into()).await.ok().flatten() {
                came.push(held.body.person);
            }
        }
        self.it.rig.office.undo(me, last).await?;
        let kin: Vec<Id> = shown.iter().filter_map(|id| self.kin.get(id).copied()).collect();
        shown.extend(kin);
        Ok(Deed { shown, came, wrote: None })
    }

    /// Somebody is to have no more to do with it after today.
    async fn end(&self, me: &Visitor, dice: &mut Dice) -> Result<Deed, Trouble> {
        let person = self.it.who(["key", "politician"][dice.of(2)]).person;
        let held = self.it.rig.store.pointing_at::<Assignment>("person", person).await?;
        let held = held.first().ok_or(Trouble::Nothing)?;
        let today = self.it.rig.office.today().to_string();
        self.it.rig.office.end_assignment(me, held.id, held.version, &today).await?;
        Ok(Deed::default())
    }

    /// Somebody new takes over.
    async fn hand_over(&mut self, me: &Visitor, home: OrganisationId, dice: &mut Dice) -> Result<Deed, Trouble> {
        if self.people.len() > CAST.len() + 1 {
            return Err(Trouble::Nothing);
        }
        self.drawn += 1;
        let email = format!("ny{}@kommun.example", self.drawn);
        let role = [Role::KeyPerson, Role::Politician, Role::Reader][dice.of(3)];
        let (name, code) = (format!("Ny {}", self.drawn), role.code().to_owned());
        let new = NewInvitation { name, email: email.clone(), role: code, ..NewInvitation::default() };
        self.it.rig.office.invite(me, home, &new).await?;
        let all = self.it.rig.store.list::<Person>().await?;
        let person = all.iter().find(|it| it.body.email.as_str() == email).unwrap().id;
        self.people.insert(person, (home, role));
        Ok(Deed { came: vec![person], ..Deed::default() })
    }

    async fn check_in(&mut self, me: &Visitor, home: OrganisationId) -> Result<Deed, Trouble> {
        let cards = self.it.rig.store.list_of::<Improvement>(home).await?;
        let mark = self.mark();
        let lives = cards.iter().map(|it| (it.id.to_string(), "yes".to_owned())).collect();
        let form = CheckInForm { months: 12, version: 0, lives, comment: mark.clone() };
        self.it.rig.office.answer_check_in(me, self.it.round, home, &form).await?;
        let key = CheckIn::key_of(self.it.round, home, 12);
        let there = self.it.rig.store.by_key::<CheckIn>(&key).await?.unwrap();
        Ok(self.wrote(mark, there.id.into(), (me, home), Born::Shown))
    }

    /// Time goes, and what is to be done by itself is done.
    async fn wait(&mut self, days: i64) {
        self.it.rig.pass(days.days());
        self.it.rig.work().await;
        self.look("time", &Deed::default()).await;
    }

    /// Somebody tries something. A refusal is as good as a deed; a fault of ours is not.
    async fn act(&mut self, dice: &mut Dice) {
        let person = self.it.who(ACTORS[dice.of(ACTORS.len())]).person;
        let (home, _) = self.people[&person];
        let Some(me) = self.enter(person).await else { return };
        let (name, tried) = match dice.of(24) {
            0 | 1 => ("work", self.work(&me, home, dice).await),
            2 => ("answer", self.answer(&me, home, dice).await),
            3 => ("hand in", self.hand_in(&me, home).await),
            4 | 5 => {
                let (item, level) = (ITEMS[dice.of(ITEMS.len())], dice.of(4) + 1);
                ("settle", self.settle(&me, home, (item, level)).await)
            }
            6 => ("agree", self.agree(&me, home).await),
            7 => ("reopen", self.reopen(&me, home).await),
            8 => ("reply", self.reply(&me, home).await),
            9 => ("start", self.start(&me, home).await),
            10 => ("measure", self.measure(&me, home).await),
            11 => ("think", self.think(&me, home).await),
            12 => ("take home", self.take_home(&me, home, dice).await),
            13 => ("fill in", self.fill_in(&me, home).await),
            14 => ("attach", self.attach(&me, home).await),
            15..=18 => {
                let (piece, level) = (PIECES[dice.of(PIECES.len())], Visibility::ALL[dice.of(4)]);
                ("show", self.show(&me, home, piece, level).await)
            }
            19 => ("take away", self.take_away(&me, home, dice).await),
            20 => ("undo", self.undo(&me).await),
            21 => ("end", self.end(&me, dice).await),
            22 => ("hand over", self.hand_over(&me, home, dice).await),
            _ => {
                self.wait(i64::try_from(dice.of(5)).unwrap()).await;
                return;
            }
        };
        match tried {
            Ok(deed) => {
                *self.done.entry(name).or_default() += 1;
                self.look(name, &deed).await;
            }
            Err(why) => not_ours(&why),
        }
    }

    /// Something that is to be done, with a look afterwards.
    async fn must(&mut self, name: &'static str, tried: Result<Deed, Trouble>) {
        let deed = tried.unwrap_or_else(|why| panic!("{name}: {why:?}"));
        self.look(name, &deed).await;
    }

    /// One of everything, shown to the group where it can be shown.
    async fn prologue(&mut self, dice: &mut Dice) {
        let (politician, home) = self.actor("politician").await;
        let (manager, _) = self.actor("manager").await;
        let (me, _) = self.actor("strategist").await;
        let done = self.answer(&politician, home, dice).await;
        self.must("answer", done).await;
        let done = self.answer(&manager, home, dice).await;
        self.must("answer", done).await;
        let own: Vec<BTreeSet<_>> = self.kept.values().map(|it| it.readers.clone()).collect();
        assert!(own.contains(&BTreeSet::from([Some(politician.person)])), "{own:?}");
        let done = self.hand_in(&politician, home).await;
        self.must("hand in", done).await;
        let done = self.work(&me, home, dice).await;
        self.must("work", done).await;
        let done = self.settle(&me, home, (ITEMS[0], 4)).await;
        self.must("settle", done).await;
        let done = self.agree(&me, home).await;
        self.must("agree", done).await;
        let done = self.reply(&me, home).await;
        self.must("reply", done).await;
        let done = self.start(&me, home).await;
        self.must("start", done).await;
        let done = self.measure(&me, home).await;
        self.must("measure", done).await;
        let done = self.lead_card(&me, home).await;
        self.must("lead", done).await;
        let done = self.think(&me, home).await;
        self.must("think", done).await;
        let done = self.fill_in(&me, home).await;
        self.must("fill in", done).await;
        let done = self.attach(&me, home).await;
        self.must("attach", done).await;
        let neighbour = Some(self.it.who("vaxholm").person);
        assert_eq!(self.read_by(neighbour), 0, "nothing is shown");
        for piece in PIECES {
            let done = self.show(&me, home, piece, Visibility::Group).await;
            self.must("show", done).await;
        }
        assert_eq!(self.read_by(neighbour), PIECES.len());
        assert_eq!((self.read_by(Some(self.it.who("beside").person)), self.read_by(None)), (0, 0));
        // Work and questions as well, but what nobody has shown.
        assert_eq!(self.read_by(Some(self.it.who("mentor").person)), PIECES.len() + 2);
    }

    /// The round is closed, asked about, archived, and its time goes by.
    async fn epilogue(&mut self, dice: &mut Dice) {
        let head = self.it.who("organiser").person;
        let organiser = self.enter(head).await.unwrap();
        let part = self.it.rig.store.list_of::<Participation>(self.it.lund).await.unwrap().remove(0);
        self.it.rig.office.leave(&organiser, part.id, &Leaving::default()).await.unwrap();
        self.look("leave", &Deed::default()).await;
        self.lead(RoundState::Closed).await;
        for _ in 0..6 {
            self.act(dice).await;
        }
        self.wait(370).await;
        let alone = self.kept.values().filter(|it| it.born == Born::Alone && !it.readers.is_empty()).count();
        assert_eq!(alone, 0, "what people said for themselves is erased");
        let (me, home) = self.actor("strategist").await;
        let done = self.check_in(&me, home).await;
        self.must("check in", done).await;
        self.lead(RoundState::Archived).await;
        for _ in 0..6 {
            self.act(dice).await;
        }
        self.wait(370).await;
        self.histories_are_their_own().await;
    }

    /// Who wrote what when is read where it was written, however far it is or was shown.
    async fn histories_are_their_own(&self) {
        for (person, (home, _)) in &self.people {
            let Some(me) = self.enter(*person).await else { continue };
            for (id, kept) in self.kept.iter().filter(|(_, kept)| kept.owner != *home) {
                let seen = told(self.it.rig.office.history(&me, *id, Lang::Sv).await);
                assert_eq!(seen, "", "{} reads the history of {kept:?}", me.name);
            }
        }
    }

    async fn lead(&mut self, to: RoundState) {
        let organiser = self.enter(self.it.who("organiser").person).await.unwrap();
        let version = self.it.rig.store.get::<Round>(self.it.round).await.unwrap().unwrap().version;
        self.it.rig.office.move_round(&organiser, self.it.round, version, to.code()).await.unwrap();
        self.look(to.code(), &Deed::default()).await;
    }

    /// How many records somebody reads.
    fn read_by(&self, who: Option<PersonId>) -> usize {
        self.kept.values().filter(|it| it.readers.contains(&who)).count()
    }

    /// Everybody looks at everything, and nobody reads more than before but by what the deed says.
    async fn look(&mut self, act: &str, deed: &Deed) {
        let mut now: BTreeMap<Id, BTreeSet<Option<PersonId>>> = BTreeMap::new();
        let everybody: Vec<Option<PersonId>> = self.people.keys().copied().map(Some).chain([None]).collect();
        for who in everybody {
            let visitor = match who {
                Some(person) => match self.enter(person).await {
                    Some(visitor) => Some(visitor),
                    None => continue,
                },
                None => None,
            };
            let seen = self.seen_by(visitor.as_ref()).await;
            for (mark, id) in &self.marks {
                if seen.contains(mark.as_str()) {
                    now.entry(*id).or_default().insert(who);
                }
            }
        }
        let assessments = self.it.rig.store.list::<Assessment>().await.unwrap();
        let handed: BTreeSet<Id> =
            assessments.iter().filter(|it| it.body.handed.is_some()).map(|it| it.id.into()).collect();
        for (id, kept) in &self.kept {
            let readers = now.get(id).cloned().unwrap_or_default();
            for who in readers.difference(&kept.readers) {
                let may = self.may_come_to_read((*id, kept), *who, deed, handed.contains(id));
                let who = who.map(|person| self.people[&person]);
                assert!(may, "by {act}: {who:?} comes to read {id}, {kept:?}, {deed:?}");
            }
        }
        for (id, kept) in &mut self.kept {
            kept.readers = now.remove(id).unwrap_or_default();
        }
    }

    fn may_come_to_read(&self, (id, kept): (Id, &Kept), who: Option<PersonId>, deed: &Deed, handed: bool) -> bool {
        let Some(person) = who else { return deed.shown.contains(&id) };
        let (home, role) = self.people[&person];
        let colleague = home == kept.owner;
        // Who comes into an organisation reads what it has been shown.
        let colleagues_read = kept.readers.iter().flatten().any(|other| self.people[other].0 == home);
        match kept.born {
            // Handing in is showing it to the team, of whom each reads it when their own is handed in.
            Born::Alone => person == kept.author || (handed && colleague && TEAM.contains(&role)),
            _ if deed.shown.contains(&id) => true,
            _ if deed.came.contains(&person) => colleague || colleagues_read,
            _ if deed.wrote != Some(id) => false,
            Born::Own => colleague,
            Born::Mentored => colleague || home == self.it.mentor,
            Born::Shown => true,
        }
    }

    /// All that somebody can look at, as one text.
    async fn seen_by(&self, who: Option<&Visitor>) -> String {
        let (office, store, round) = (&self.it.rig.office, &self.it.rig.store, self.it.round);
        let places = [self.it.kramfors, self.it.vaxholm];
        let mut seen = told(office.ideas(who, round, Lang::Sv).await);
        seen += &told(office.shown_improvements(who, round).await);
        for it in store.list::<Improvement>().await.unwrap() {
            seen += &told(office.improvement(who, it.id, Lang::Sv).await);
        }
        for it in store.list::<Document>().await.unwrap() {
            seen += &told(office.document(who, it.id).await);
        }
        for place in places {
            seen += &told(office.form(who, &self.form(place), Lang::Sv).await);
        }
        let Some(me) = who else { return seen };
        for place in places {
            let at = self.at(place);
            seen += &told(office.step(me, round, place, STEP, Lang::Sv).await);
            seen += &told(office.own_assessment(me, &at, None, Lang::Sv).await);
            seen += &told(office.joint_assessment(me, &at, None, Lang::Sv).await);
            seen += &told(office.assess_questions(me, &at, Lang::Sv).await);
            seen += &told(office.improvements(me, round, place).await);
            seen += &told(office.check_ins(me, round, place).await);
        }
        seen
    }
}

/// What is shown, or nothing.
fn told<T: Debug>(read: Result<T, Trouble>) -> String {
    match read {
        Ok(view) => format!("{view:?}"),
        Err(why) => {
            not_ours(&why);
            String::new()
        }
    }
}

fn not_ours(why: &Trouble) {
    assert!(!matches!(why, Trouble::Ours(_) | Trouble::Storage(StorageError::Bug { .. })), "{why:?}");
}

fn plays(engine: Engine, seeds: std::ops::Range<u64>, acts: usize) -> BTreeMap<&'static str, usize> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut done: BTreeMap<&'static str, usize> = BTreeMap::new();
        for seed in seeds {
            let mut dice = Dice(testkit::Lots(seed));
            let mut play = Play::new(Rig::new(engine).await).await;
            play.prologue(&mut dice).await;
            for _ in 0..acts {
                play.act(&mut dice).await;
            }
            play.epilogue(&mut dice).await;
            for (name, times) in play.done {
                *done.entry(name).or_default() += times;
            }
        }
        done
    })
}

#[test]
fn nothing_is_read_by_more_of_itself() {
    let done = plays(Engine::Sqlite, 0..2, 45);
    // The plays get somewhere: there was something to show, and it was shown, withdrawn and taken away.
    assert!(done.values().sum::<usize>() > 40, "{done:?}");
    for name in ["work", "show", "hand over", "take away", "undo"] {
        assert!(done.contains_key(name), "nobody has come to {name}: {done:?}");
    }
}

#[test]
fn nor_on_postgres() {
    let done = plays(Engine::Postgres, 7..8, 10);
    assert!(!done.is_empty(), "{done:?}");
}
