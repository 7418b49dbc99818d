//! The organisations of a group, item by item beside each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use i18n::{Lang, Numbers, decimals_for};
use method::{Answer, Bound, Instrument, MaterialKind, Model};
use programme::{
    APART, Assessment, Capacity, Document, DocumentId, Evidence, Filled, Group, GroupId, Idea, Joint, JointAnswer,
    Member, Organisation, OrganisationId, Origin, Participation, Round, RoundId,
    permit::{Action, Object},
    seen, spread,
};
use storage::Stored;

use super::{
    time::{over_time, translated},
    view::{
        BesideAsk, BesideCell, BesideChoice, BesideColumn, BesideDifference, BesideForm, BesideMember, BesideRow,
        BesideSheet, BesideState, BesideTaken, BesideThen, BesideView,
    },
};
use crate::{
    AssessItem, EvidenceLine, KnownFigures, Office, SheetCode, Since, Trouble, Visitor,
    assess::{Before, Seat, earlier, items_of, object_of, occasions, sheet_name, sheets, since},
    filled::in_slides,
    rounds::told,
};

/// How many stand beside each other at most: more is no conversation.
const MOST: usize = 4;

/// What is read of a group once, whoever asks.
struct Shelf {
    round: Stored<Round>,
    bound: Arc<Bound>,
    places: BTreeMap<OrganisationId, Stored<Organisation>>,
    /// A participation of each in the round.
    parts: BTreeMap<OrganisationId, Stored<Participation>>,
    groups: Vec<Stored<Group>>,
    /// The joint answers of each, of all rounds.
    joints: BTreeMap<OrganisationId, Vec<Stored<JointAnswer>>>,
    /// Other rounds: what they are called and the models they follow.
    others: BTreeMap<RoundId, (String, Arc<Bound>)>,
    filled: BTreeMap<OrganisationId, Vec<Stored<Filled>>>,
}

/// An organisation whose answers are to stand there, with what the visitor may read of them.
struct Stand<'a> {
    member: &'a Member,
    seat: Seat,
    own: bool,
    /// The answer.
    joint: Option<Stored<JointAnswer>>,
    /// Of which other time that is, and the answers in the words of this self-assessment.
    of: Option<Before>,
    /// The time before.
    before: Option<Before>,
}

impl Office {
    /// The organisations of a group side by side, as far as each has let the visitor see.
    ///
    /// # Errors
    /// [`Trouble::Nothing`] for who is not in the group and does not run its round; where the model of the
    /// round has no self-assessment, or no occasion for it.
    pub async fn beside(
        &self,
        visitor: &Visitor,
        id: GroupId,
        ask: &BesideAsk,
        lang: Lang,
    ) -> Result<BesideView, Trouble> {
        let group = self.store.get::<Group>(id).await?.ok_or(Trouble::Nothing)?;
        let object = self.object_of_group(id, &group.body);
        self.allow(Some(visitor), Action::SeeMeeting, &object).map_err(|_| Trouble::Nothing)?;
        let round = self.the_round(Some(visitor), group.body.round).await?;
        let today = self.today();
        let members: Vec<&Member> = group.body.members.iter().filter(|it| it.holds(today)).collect();
        let shelf = self.shelf(round, &members).await?;
        let instrument = shelf.bound.instrument.as_ref().ok_or(Trouble::Nothing)?;
        let step = self.step_asked(visitor, &shelf, &members, ask).ok_or(Trouble::Nothing)?;
        let stands = self.stands(visitor, &shelf, &members, &step, lang);
        let shown = chosen(&stands, ask);
        let items = every_item(instrument, &shown, lang);
        let mut columns = Vec::new();
        for it in &shown {
            columns.push(self.column(visitor, &shelf, it, &items, &step, lang).await?);
        }
        let sheets = self.table_of(visitor, &shelf, &shown, ask, lang).await?;
        let mine = members.iter().filter(|it| {
            let own = Object { owners: [it.organisation].into(), ..Object::default() };
            !shelf.round.body.state.is_kept() && self.may(visitor, Action::WritePiece, &own)
        });
        let mine: Vec<(OrganisationId, String)> =
            mine.map(|it| (it.organisation, shelf.name(it.organisation))).collect();
        let taken = self.taken(visitor, &shelf, &mine).await?;
        let notes = [&instrument.note, &instrument.scale.note].into_iter().flatten().map(|it| told(it, lang));
        let asked = |wanted: &Option<String>, id: &str| wanted.as_deref() == Some(id);
        let choice = |id: &method::Id, name: String, chosen: bool| BesideChoice { id: id.to_string(), name, chosen };
        let model = &shelf.bound.model;
        Ok(BesideView {
            round: shelf.round.id,
            round_title: shelf.round.body.title.clone(),
            group: id,
            group_name: group.body.name.clone(),
            instrument: told(&instrument.name, lang),
            notes: notes.collect(),
            title: model.step(&step).map(|it| told(&it.name, lang)).unwrap_or_default(),
            steps: occasions(model)
                .into_iter()
                .map(|it| choice(&it.id, told(&it.name, lang), it.id.as_str() == step))
                .collect(),
            parts: instrument
                .parts
                .iter()
                .map(|it| choice(&it.id, told(&it.name, lang), asked(&ask.part, it.id.as_str())))
                .collect(),
            items: instrument
                .items
                .iter()
                .map(|it| {
                    let name = format!("{}. {}", it.number, told(&it.name, lang));
                    choice(&it.id, name, asked(&ask.item, it.id.as_str()))
                })
                .collect(),
            apart: ask.apart,
            members: stands
                .iter()
                .map(|it| BesideMember {
                    organisation: it.member.organisation,
                    name: it.seat.place.clone(),
                    capacity: it.member.capacity,
                    chosen: shown.iter().any(|one| one.member.organisation == it.member.organisation),
                })
                .collect(),
            mine,
            taken,
            prints: self.press.is_some(),
            step,
            columns,
            sheets,
        })
    }

    /// Reads everything there is of those in the group, each kind once.
    async fn shelf(&self, round: Stored<Round>, members: &[&Member]) -> Result<Shelf, Trouble> {
        let ids: BTreeSet<OrganisationId> = members.iter().map(|it| it.organisation).collect();
        let here = || ids.iter().copied();
        let places = self.store.many::<Organisation>(here()).await?;
        let mut parts = BTreeMap::new();
        for it in self.store.list_of_any::<Participation>(here()).await? {
            let compares = it.body.capacity == Capacity::Participant;
            if it.body.round == round.id && (compares || !parts.contains_key(&it.body.organisation)) {
                parts.insert(it.body.organisation, it);
            }
        }
        let groups = self.groups_of(round.id).await?;
        let mut joints: BTreeMap<OrganisationId, Vec<Stored<JointAnswer>>> = BTreeMap::new();
        for it in self.store.list_of_any::<JointAnswer>(here()).await? {
            joints.entry(it.body.organisation).or_default().push(it);
        }
        let elsewhere: BTreeSet<RoundId> =
            joints.values().flatten().map(|it| it.body.round).filter(|it| *it != round.id).collect();
        let mut others = BTreeMap::new();
        for (id, it) in self.store.many::<Round>(elsewhere).await? {
            // The models are kept once they are read: this asks the database for a new one only.
            others.insert(id, (it.body.title, self.bound(it.body.edition).await?));
        }
        let mut filled: BTreeMap<OrganisationId, Vec<Stored<Filled>>> = BTreeMap::new();
        for it in self.store.list_of_any::<Filled>(here()).await? {
            if it.body.round == round.id {
                filled.entry(it.body.organisation).or_default().push(it);
            }
        }
        let bound = self.bound(round.body.edition).await?;
        Ok(Shelf { round, bound, places, parts, groups, joints, others, filled })
    }

    /// What has been taken home from others for these organisations in the round, the oldest first.
    async fn taken(
        &self,
        visitor: &Visitor,
        shelf: &Shelf,
        mine: &[(OrganisationId, String)],
    ) -> Result<Vec<BesideTaken>, Trouble> {
        let today = self.today();
        let mut taken = Vec::new();
        for it in self.store.list_of_any::<Idea>(mine.iter().map(|(id, _)| *id)).await? {
            let Origin::Organisation { id: from, item: Some(item) } = &it.body.origin else { continue };
            let reads = shelf.seat(it.body.organisation, today).is_some_and(|seat| {
                self.may(visitor, Action::ReadPiece, &Object { visibility: it.visibility, ..seat.object })
            });
            if reads && it.body.round == Some(shelf.round.id) {
                let (item, text) = (item.clone(), it.body.text.clone());
                taken.push(BesideTaken { idea: it.id, from: *from, item, text });
            }
        }
        taken.sort_by_key(|it| it.idea);
        Ok(taken)
    }

    /// The occasion that is asked for; or the latest with answers of two that the visitor may read, or of one; or
    /// the first.
    fn step_asked(&self, visitor: &Visitor, shelf: &Shelf, members: &[&Member], ask: &BesideAsk) -> Option<String> {
        let steps: Vec<&str> = occasions(&shelf.bound.model).into_iter().map(|it| it.id.as_str()).collect();
        if let Some(step) = ask.step.as_deref().filter(|it| steps.contains(it)) {
            return Some(step.to_owned());
        }
        let read = |step: &str| {
            let seats = members.iter().filter_map(|it| shelf.seat(it.organisation, self.today()));
            seats
                .filter(|seat| {
                    let mut mine = shelf.joints_of(seat.organisation).iter();
                    mine.any(|it| {
                        let here = it.body.round == shelf.round.id && it.body.step == step;
                        here && self.reads_joint(visitor, seat, it)
                    })
                })
                .count()
        };
        // One answer alone is nothing to compare with.
        let latest = |least: usize| steps.iter().rev().copied().find(|step| least <= read(step));
        latest(2).or_else(|| latest(1)).or_else(|| steps.first().copied()).map(str::to_owned)
    }

    /// Who could stand there: those who compare themselves, by name, then those who lead and have an answer
    /// of their own that the visitor may read.
    fn stands<'a>(
        &self,
        visitor: &Visitor,
        shelf: &Shelf,
        members: &[&'a Member],
        step: &str,
        lang: Lang,
    ) -> Vec<Stand<'a>> {
        let today = self.today();
        let mut stands: Vec<Stand<'a>> = Vec::new();
        for &member in members {
            let Some(seat) = shelf.seat(member.organisation, today) else { continue };
            let joints = shelf.joints_of(member.organisation);
            let at = seat.at(step);
            let here = joints.iter().find(|it| {
                let this = it.body.round == at.round && it.body.step == at.step;
                this && self.reads_joint(visitor, &seat, it)
            });
            let compares = member.capacity == Capacity::Participant;
            // Who leads has answered in a round of its own time.
            let other =
                if here.is_none() && !compares { self.one_before(visitor, &seat, &at, today, joints) } else { None };
            if !compares && here.is_none() && other.is_none() {
                continue;
            }
            let until = here.and_then(|it| it.body.agreed).unwrap_or(today);
            let before = here.and_then(|_| self.one_before(visitor, &seat, &at, until, joints));
            let own = visitor.actor.standings.iter().any(|it| it.organisation == member.organisation);
            let of = other.and_then(|it| shelf.before(it));
            let before = before.and_then(|it| shelf.before(it)).filter(|it| earlier(it, &seat, lang).is_some());
            stands.push(Stand { member, own, joint: here.or(other).cloned(), of, before, seat });
        }
        stands.sort_by(|a, b| {
            let leads = |it: &Stand<'_>| it.member.capacity;
            leads(a).cmp(&leads(b)).then_with(|| i18n::compare_names(&a.seat.place, &b.seat.place))
        });
        stands
    }

    /// What stands over the table and under it of one organisation.
    async fn column(
        &self,
        visitor: &Visitor,
        shelf: &Shelf,
        it: &Stand<'_>,
        items: &[AssessItem],
        step: &str,
        lang: Lang,
    ) -> Result<BesideColumn, Trouble> {
        let organisation = it.member.organisation;
        let state = match &it.joint {
            None if it.own => BesideState::Unanswered,
            None => BesideState::Hidden,
            Some(joint) => joint
                .body
                .agreed
                .map_or(BesideState::Draft, |on| BesideState::Agreed { on, visibility: joint.visibility }),
        };
        let place = shelf.places.get(&organisation);
        let figures = self.figures_of(place.and_then(|it| it.body.area.as_ref()), lang).await;
        let (differences, source) = differences(&figures, lang);
        let wanted = describing(&shelf.bound.model, step);
        let kind = place.map(|it| it.body.kind);
        let forms = shelf.filled.get(&organisation).map_or(&[][..], Vec::as_slice).iter();
        let mut forms: Vec<(usize, BesideForm)> = forms
            .filter_map(|form| {
                let at = wanted.iter().position(|id| id.as_str() == form.body.form)?;
                let object = Object { visibility: form.visibility, ..it.seat.object.clone() };
                let reads = self.may(visitor, Action::ReadPiece, &object);
                let (name, said) = in_slides(&shelf.bound, kind?, &form.body, lang).filter(|_| reads)?;
                let finished = form.body.finished.is_some();
                Some((at, BesideForm { form: form.body.form.clone(), name, finished, said }))
            })
            .collect();
        forms.sort_by_key(|(at, _)| *at);
        let times = self.times_of(visitor, shelf, &it.seat);
        Ok(BesideColumn {
            organisation,
            name: it.seat.place.clone(),
            capacity: it.member.capacity,
            own: it.own,
            state,
            of: it.of.as_ref().and_then(|of| earlier(of, &it.seat, lang)),
            earlier: it.before.as_ref().and_then(|before| earlier(before, &it.seat, lang)),
            forms: forms.into_iter().map(|(_, form)| form).collect(),
            differences,
            source,
            times: over_time(&it.seat, &times, items, lang),
        })
    }

    /// The agreed answers of an organisation that the visitor may read, the oldest first.
    fn times_of(&self, visitor: &Visitor, shelf: &Shelf, seat: &Seat) -> Vec<Before> {
        let steps: Vec<&str> = occasions(&shelf.bound.model).into_iter().map(|it| it.id.as_str()).collect();
        let mut all: Vec<&Stored<JointAnswer>> = shelf
            .joints_of(seat.organisation)
            .iter()
            .filter(|it| it.body.agreed.is_some() && self.reads_joint(visitor, seat, it))
            .collect();
        all.sort_by_key(|it| {
            let same = it.body.round == seat.round.id;
            (same, steps.iter().position(|step| same && *step == it.body.step), it.body.agreed, it.id)
        });
        all.into_iter().filter_map(|it| shelf.before(it)).collect()
    }

    /// The table: what each says of each item that is asked for.
    async fn table_of(
        &self,
        visitor: &Visitor,
        shelf: &Shelf,
        shown: &[&Stand<'_>],
        ask: &BesideAsk,
        lang: Lang,
    ) -> Result<Vec<BesideSheet>, Trouble> {
        let instrument = shelf.bound.instrument.as_ref().ok_or(Trouble::Nothing)?;
        let readable = self.files_readable(visitor, shown).await?;
        let mut told_by: Vec<BTreeMap<String, BesideCell>> = Vec::new();
        for it in shown {
            let mut cells = cells(it, instrument, &readable, lang);
            for code in self.differing(visitor, it).await? {
                if let Some(cell) = cells.get_mut(&code) {
                    cell.differ = true;
                }
            }
            told_by.push(cells);
        }
        let wanted = |wanted: &Option<String>, id: &str| wanted.as_deref().is_none_or(|it| it == id);
        let known = |code: &Option<String>, is: &dyn Fn(&str) -> bool| code.clone().filter(|it| is(it));
        let part = known(&ask.part, &|id| instrument.part(id).is_some());
        let only = known(&ask.item, &|id| instrument.item(id).is_some());
        let mut table = Vec::new();
        for code in every_sheet(instrument, shown).into_iter().filter(|it| wanted(&part, &it.part)) {
            let items = items_of(instrument, &code, lang).into_iter().filter(|it| wanted(&only, &it.id));
            let rows = items.map(|item| {
                let cell = |cells: &BTreeMap<String, BesideCell>| cells.get(&item.code).cloned().unwrap_or_default();
                let cells: Vec<BesideCell> = told_by.iter().map(cell).collect();
                BesideRow { apart: apart(cells.iter().filter_map(|it| it.level)), cells, item }
            });
            let rows: Vec<BesideRow> = rows.filter(|it| !ask.apart || it.apart).collect();
            if !rows.is_empty() {
                table.push(BesideSheet { name: sheet_name(instrument, &code, lang), code, rows });
            }
        }
        Ok(table)
    }

    /// The names of the files given as evidence that the visitor may read. A file is shown as far as it is
    /// itself, never by the answer it goes with.
    async fn files_readable(
        &self,
        visitor: &Visitor,
        shown: &[&Stand<'_>],
    ) -> Result<BTreeMap<DocumentId, String>, Trouble> {
        let answers = shown.iter().filter_map(|it| it.joint.as_ref()).flat_map(|it| it.body.answers.values());
        let ids: Vec<DocumentId> = answers
            .flat_map(|it| &it.evidence)
            .filter_map(|it| match it {
                Evidence::Document { id } => Some(*id),
                Evidence::Link { .. } | Evidence::Figure { .. } | Evidence::Decision { .. } | Evidence::Form { .. } => {
                    None
                }
            })
            .collect();
        let mut readable = BTreeMap::new();
        for (id, file) in self.store.many::<Document>(ids).await? {
            let owner = file.body.organisation;
            let seat = shown.iter().find(|it| it.member.organisation == owner).map(|it| &it.seat);
            let object = match seat {
                // What was handed in for a meeting is for those of that meeting, and is read there.
                Some(seat) if file.body.about.is_none() => {
                    Object { visibility: file.visibility, ..seat.object.clone() }
                }
                _ => Object { owners: [owner].into(), visibility: file.visibility, ..Object::default() },
            };
            if self.may(visitor, Action::ReadAttachment, &object) {
                readable.insert(id, file.body.name);
            }
        }
        Ok(readable)
    }

    /// The items that those of a team saw differently: for who is of it, and sees what the others said.
    async fn differing(&self, visitor: &Visitor, it: &Stand<'_>) -> Result<BTreeSet<String>, Trouble> {
        let here = it.joint.as_ref().filter(|_| it.of.is_none());
        let Some(joint) = here.filter(|_| it.own && self.may(visitor, Action::Assess, &it.seat.object)) else {
            return Ok(BTreeSet::new());
        };
        let said = self.assessed(&it.seat).await?.remove(&joint.body.step).unwrap_or_default();
        let open: Vec<&Assessment> = seen(&said, visitor.person, joint.body.agreed.is_some());
        let codes = joint.body.answers.keys();
        Ok(codes.filter(|code| spread(open.iter().copied(), code).disagree).cloned().collect())
    }
}

impl Shelf {
    fn name(&self, id: OrganisationId) -> String {
        self.places.get(&id).map(|it| it.body.name.clone()).unwrap_or_default()
    }

    fn joints_of(&self, id: OrganisationId) -> &[Stored<JointAnswer>] {
        self.joints.get(&id).map_or(&[][..], Vec::as_slice)
    }

    /// An organisation's part in the round; `None`: it has none.
    fn seat(&self, organisation: OrganisationId, today: jiff::civil::Date) -> Option<Seat> {
        let place = self.places.get(&organisation)?;
        let participation = self.parts.get(&organisation)?.clone();
        let compares = |it: &&Stored<Group>| it.body.of(Capacity::Participant, today).any(|id| id == organisation);
        let groups: BTreeSet<GroupId> = self.groups.iter().filter(compares).map(|it| it.id).collect();
        Some(Seat {
            object: object_of(organisation, &self.round, &groups),
            round: self.round.clone(),
            bound: Arc::clone(&self.bound),
            organisation,
            place: place.body.name.clone(),
            area: place.body.area.clone().map(String::from),
            participation,
            groups,
        })
    }

    /// An answer with what it was answered in.
    fn before(&self, joint: &Stored<JointAnswer>) -> Option<Before> {
        if joint.body.round == self.round.id {
            return Some(Before { joint: joint.clone(), bound: Arc::clone(&self.bound), round: None });
        }
        let (title, bound) = self.others.get(&joint.body.round)?;
        Some(Before { joint: joint.clone(), bound: Arc::clone(bound), round: Some(title.clone()) })
    }
}

/// Those that are asked for, two at least; otherwise as many as fit.
fn chosen<'s, 'a>(stands: &'s [Stand<'a>], ask: &BesideAsk) -> Vec<&'s Stand<'a>> {
    let asked = |it: &&Stand<'a>| ask.organisations.contains(&it.member.organisation.to_string());
    let mut shown: Vec<&Stand<'a>> = stands.iter().filter(asked).take(MOST).collect();
    if shown.len() < 2 {
        shown = stands.iter().take(MOST).collect();
    }
    shown
}

/// Every sheet that is answered by somebody, as the instrument has its parts.
fn every_sheet(instrument: &Instrument, shown: &[&Stand<'_>]) -> Vec<SheetCode> {
    let here = shown.iter().filter(|it| {
        let then = it.of.as_ref().and_then(|of| of.bound.instrument.as_ref());
        then.is_none_or(|then| then == instrument)
    });
    let codes: Vec<String> =
        here.filter_map(|it| it.joint.as_ref()).flat_map(|it| it.body.answers.keys().cloned()).collect();
    sheets(instrument, codes.iter())
}

/// Every item of every sheet.
fn every_item(instrument: &Instrument, shown: &[&Stand<'_>], lang: Lang) -> Vec<AssessItem> {
    every_sheet(instrument, shown).iter().flat_map(|sheet| items_of(instrument, sheet, lang)).collect()
}

/// The forms in which organisations describe themselves up to a step: the templates that the tasks of the
/// occasions fill in.
fn describing<'a>(model: &'a Model, step: &str) -> Vec<&'a method::Id> {
    let mut found = Vec::new();
    for it in occasions(model) {
        let fills = it.tasks.iter().filter_map(|task| task.fills.as_ref());
        let materials = fills.filter_map(|id| model.material(id.as_str()));
        for form in materials.filter(|it| it.kind == MaterialKind::Template).filter_map(|it| it.form.as_ref()) {
            if !found.contains(&form) {
                found.push(form);
            }
        }
        if it.id.as_str() == step {
            break;
        }
    }
    found
}

/// What an organisation says, by key.
fn cells(
    it: &Stand<'_>,
    now: &Instrument,
    readable: &BTreeMap<DocumentId, String>,
    lang: Lang,
) -> BTreeMap<String, BesideCell> {
    let Some(joint) = &it.joint else { return BTreeMap::new() };
    let then = it.of.as_ref().and_then(|of| of.bound.instrument.as_ref());
    if let Some(then) = then.filter(|then| *then != now) {
        return of_another(&translated((then, &joint.body.levels()), now, lang));
    }
    let levels = joint.body.levels();
    let mut moved: BTreeMap<String, Vec<Since>> = match &it.before {
        Some(before) => since(before, &it.seat, &levels, lang),
        None => BTreeMap::new(),
    };
    let mut cells: BTreeMap<String, BesideCell> = BTreeMap::new();
    for (code, answer) in &joint.body.answers {
        let since = moved.remove(code).unwrap_or_default();
        cells.insert(code.clone(), cell(answer, since, readable));
    }
    // What had a level and has none now, or stands near something of then.
    for (code, since) in moved {
        cells.insert(code, BesideCell { since, ..BesideCell::default() });
    }
    cells
}

fn cell(answer: &Joint, since: Vec<Since>, readable: &BTreeMap<DocumentId, String>) -> BesideCell {
    let line = |piece: &Evidence| EvidenceLine {
        document: match piece {
            Evidence::Document { id } => readable.get(id).map(|name| (*id, name.clone())),
            Evidence::Link { .. } | Evidence::Figure { .. } | Evidence::Decision { .. } | Evidence::Form { .. } => None,
        },
        // What is a form is put beside tasks alone.
        form: None,
        evidence: piece.clone(),
    };
    BesideCell {
        answered: answer.answered(),
        level: answer.level,
        comment: answer.comment.clone(),
        evidence: answer.evidence.iter().map(line).collect(),
        since,
        differ: false,
        then: Vec::new(),
    }
}

/// What was said in another self-assessment: levels where they are comparable, and why not where not. What
/// was written beside them was written about other questions.
fn of_another(known: &super::time::Translated) -> BTreeMap<String, BesideCell> {
    let mut cells: BTreeMap<String, BesideCell> = BTreeMap::new();
    for (code, level) in &known.levels {
        cells.insert(code.clone(), BesideCell { answered: true, level: Some(*level), ..BesideCell::default() });
    }
    for (code, then) in &known.apart {
        let then: Vec<BesideThen> = then.clone();
        cells.entry(code.clone()).or_default().then = then;
    }
    cells
}

/// Whether levels differ so much that there is something to talk about.
fn apart(levels: impl Iterator<Item = u8> + Clone) -> bool {
    let ends = levels.clone().min().zip(levels.max());
    ends.is_some_and(|(low, high)| high - low >= APART)
}

/// The key differences of an area, and where they are known from.
fn differences(known: &KnownFigures, lang: Lang) -> (Vec<BesideDifference>, String) {
    let Some(given) = &known.differences else { return (Vec::new(), String::new()) };
    let Answer::Rows(rows) = &given.answer else { return (Vec::new(), String::new()) };
    let one = |row: &BTreeMap<method::Id, Answer>| {
        let text = |column: &str| match row.get(&method::Id::from(column)) {
            Some(Answer::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let both = match row.get(&method::Id::from("value")) {
            Some(Answer::BySex(both)) => (both.women, both.men),
            _ => (None, None),
        };
        let decimals = decimals_beside(both.0, both.1);
        let number = |value: Option<f64>| value.map(|it| Numbers::of(lang).fixed(it, decimals)).unwrap_or_default();
        BesideDifference {
            figure: text("figure"),
            women: number(both.0),
            men: number(both.1),
            difference: text("difference"),
            year: text("year"),
            verdict: text("verdict"),
        }
    };
    (rows.iter().map(one).collect(), given.source.clone().unwrap_or_default())
}

/// With how many decimals two numbers stand beside each other, after the larger: shares and points with one,
/// what is smaller than one with two, amounts of a thousand or more with none.
fn decimals_beside(women: Option<f64>, men: Option<f64>) -> usize {
    const AMOUNT: f64 = 1_000.0;
    let size = women.into_iter().chain(men).map(f64::abs).fold(0.0, f64::max);
    if size >= AMOUNT { 0 } else { decimals_for(size).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use method::Library;

    #[test]
    fn two_levels_apart_are_something_to_talk_about() {
        for (levels, expected) in [
            (&[][..], false),
            (&[3], false),
            (&[1, 2], false),
            (&[2, 4], true),
            (&[1, 2, 3], true),
            (&[4, 4, 4], false),
        ] {
            assert_eq!(apart(levels.iter().copied()), expected, "{levels:?}");
        }
    }

    #[test]
    fn the_model_says_in_which_forms_organisations_describe_themselves() {
        for id in ["modell-2017", "modell-2019", "modell-2021", "modell-2023"] {
            let model = Library::built_in().model(id).unwrap();
            let steps: Vec<&str> = occasions(model).into_iter().map(|it| it.id.as_str()).collect();
            let first: Vec<&str> = describing(model, steps[0]).into_iter().map(|it| it.as_str()).collect();
            assert!(first.contains(&"styrsystem"), "{id}: {first:?}");
            let all = describing(model, steps[steps.len() - 1]);
            assert!(first.len() <= all.len() && all.iter().any(|it| it.as_str() == "styrsystem"), "{id}: {all:?}");
        }
    }

    #[test]
    fn numbers_have_the_decimals_that_say_something() {
        for (women, men, expected) in [
            (Some(232_600.0), Some(271_300.0), 0),
            (Some(999.0), Some(1_000.0), 0),
            (Some(-1_000.0), None, 0),
            (Some(99.8), Some(100.0), 1),
            (Some(61.25), None, 1),
            (Some(0.31), Some(0.4), 2),
            (Some(0.0), Some(0.0), 1),
            (None, None, 1),
        ] {
            assert_eq!(decimals_beside(women, men), expected, "{women:?} {men:?}");
        }
    }

    #[test]
    fn figures_are_read_by_their_columns() {
        let row = BTreeMap::from([
            (method::Id::from("figure"), Answer::Text("Heltid (procent)".into())),
            (method::Id::from("value"), Answer::BySex(method::BySex { women: Some(61.25), men: None })),
            (method::Id::from("year"), Answer::Text("2024".into())),
        ]);
        let given =
            method::Given { answer: Answer::Rows(vec![row]), source: Some("Källa: Kolada".into()), date: None };
        let (found, source) = differences(&KnownFigures { differences: Some(given), ..Default::default() }, Lang::Sv);
        assert_eq!(source, "Källa: Kolada");
        assert_eq!((found[0].figure.as_str(), found[0].men.as_str()), ("Heltid (procent)", ""));
        assert!(found[0].women.starts_with("61,"), "{}", found[0].women);
        assert_eq!((found[0].year.as_str(), found[0].verdict.as_str()), ("2024", ""));
        let none = differences(&KnownFigures::default(), Lang::En);
        assert_eq!(none, (Vec::new(), String::new()));
    }
}
