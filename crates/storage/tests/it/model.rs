//! Random acts against a model a child could keep, and against both databases: the same answers,
//! the same state, to the byte.

use std::collections::BTreeMap;

use programme::{Id, Organisation, OrganisationId, OrganisationKind, Visibility};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use storage::{Author, Error, Store, Undo};

use crate::rig::{Engine, Rig, municipality};

#[derive(Debug, Clone)]
enum Do {
    Insert { name: u8, parent: Option<usize> },
    Rename { which: usize, name: u8, stale: bool },
    Show { which: usize, to: usize },
    Remove { which: usize },
    Erase { which: usize },
    Two { name: u8, which: usize },
    Undo,
}

fn any_do() -> impl Strategy<Value = (u8, Do)> {
    let which = || 0_usize..6;
    let name = || 0_u8..5;
    let act = prop_oneof![
        4 => (name(), proptest::option::of(which())).prop_map(|(name, parent)| Do::Insert { name, parent }),
        4 => (which(), name(), any::<bool>()).prop_map(|(which, name, stale)| Do::Rename { which, name, stale }),
        2 => (which(), 0_usize..4).prop_map(|(which, to)| Do::Show { which, to }),
        2 => which().prop_map(|which| Do::Remove { which }),
        1 => which().prop_map(|which| Do::Erase { which }),
        2 => (name(), which()).prop_map(|(name, which)| Do::Two { name, which }),
        3 => Just(Do::Undo),
    ];
    (0_u8..2, act)
}

/// A child's view: who is there, called what, seen how far, under whom.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    name: String,
    visibility: Visibility,
    parent: Option<Id>,
    version: i64,
    live: bool,
    erased: bool,
}

type Last = (BTreeMap<Id, Option<Known>>, BTreeMap<Id, i64>);

#[derive(Default)]
struct Model {
    known: BTreeMap<Id, Known>,
    // For each author, the state before their last change and the versions after it.
    last: BTreeMap<u8, Option<Last>>,
}

impl Model {
    fn free(&self, name: &str, but: Option<Id>) -> bool {
        !self.known.iter().any(|(id, k)| k.live && k.name == name && Some(*id) != but)
    }
    fn pointed_at(&self, id: Id) -> bool {
        self.known.values().any(|k| k.live && k.parent == Some(id))
    }
    fn there(&self, id: Id) -> bool {
        self.known.get(&id).is_some_and(|k| k.live)
    }
    /// Applies `acts` whole, and notes what undoing needs.
    fn change(&mut self, by: u8, undoable: bool, acts: impl FnOnce(&mut Self)) {
        let before = self.known.clone();
        acts(self);
        let touched: BTreeMap<Id, i64> = self
            .known
            .iter()
            .filter(|(id, k)| before.get(id).is_none_or(|b| b.version != k.version))
            .map(|(id, k)| (*id, k.version))
            .collect();
        let old = touched.keys().map(|id| (*id, before.get(id).cloned())).collect();
        self.last.insert(by, (undoable && !touched.is_empty()).then_some((old, touched)));
    }
}

fn name(n: u8) -> String {
    ["Åre", "Örebro", "are", "Ä b", "x"][usize::from(n)].to_owned()
}

fn author(by: u8) -> Author {
    Author::System(format!("author {by}"))
}

/// Answers by name, so that both databases and the model can be held against each other.
fn answer<T>(result: &Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => "done",
        Err(Error::Conflict(_)) => "conflict",
        Err(Error::Taken { .. }) => "taken",
        Err(Error::Dangling { .. }) => "dangling",
        Err(Error::InUse { .. }) => "in use",
        Err(Error::Gone { .. }) => "gone",
        Err(_) => "other",
    }
}

async fn act(rig: &Rig, model: &mut Model, ids: &mut Vec<OrganisationId>, by: u8, what: &Do) -> (String, String) {
    let organisation = |n: u8, parent: Option<Id>| Organisation {
        kind: OrganisationKind::Association,
        parent: parent.map(OrganisationId::from),
        ..municipality(&name(n))
    };
    let pick = |which: usize, ids: &[OrganisationId]| ids.get(which % ids.len().max(1)).map(|id| Id::from(*id));
    let mut change = rig.change_by(author(by));
    match what {
        Do::Insert { name: n, parent } => {
            let id: OrganisationId = rig.id();
            let parent = parent.and_then(|which| pick(which, ids));
            ids.push(id);
            change.insert(id, &organisation(*n, parent)).unwrap();
            // An erased record may still be pointed at, as by an assignment of a former member.
            let holds = parent.is_none_or(|p| model.known.get(&p).is_some_and(|k| k.live || k.erased));
            let expected = if !model.free(&name(*n), None) {
                "taken"
            } else if holds {
                "done"
            } else {
                "dangling"
            };
            if expected == "done" {
                model.change(by, true, |m| {
                    let known = Known {
                        name: name(*n),
                        visibility: Visibility::Own,
                        parent,
                        version: 1,
                        live: true,
                        erased: false,
                    };
                    m.known.insert(id.into(), known);
                });
            }
            (answer(&rig.store.write(&change).await).into(), expected.into())
        }
        Do::Rename { which, name: n, stale } => {
            let Some(id) = pick(*which, ids) else { return Default::default() };
            let known = model.known.get(&id).cloned();
            let version = known.as_ref().map_or(1, |k| k.version) - i64::from(*stale);
            let parent = known.as_ref().and_then(|k| k.parent);
            change.update(OrganisationId::from(id), version, &organisation(*n, parent)).unwrap();
            let same = known.as_ref().is_some_and(|k| k.name == name(*n));
            let parent_holds = parent.is_none_or(|p| model.known.get(&p).is_some_and(|k| k.live || k.erased));
            let expected = match () {
                () if !model.there(id) => "gone",
                () if same => "done",
                () if *stale => "conflict",
                () if !model.free(&name(*n), Some(id)) => "taken",
                () if !parent_holds => "dangling",
                () => "done",
            };
            if expected == "done" {
                model.change(by, true, |m| {
                    let known = m.known.get_mut(&id).unwrap();
                    if !same {
                        known.name = name(*n);
                        known.version += 1;
                    }
                });
            }
            (answer(&rig.store.write(&change).await).into(), expected.into())
        }
        Do::Show { which, to } => {
            let Some(id) = pick(*which, ids) else { return Default::default() };
            let to = Visibility::ALL[*to];
            change.show(id, model.known.get(&id).map_or(1, |k| k.version), to);
            let expected = if model.there(id) { "done" } else { "gone" };
            if expected == "done" {
                model.change(by, true, |m| {
                    let known = m.known.get_mut(&id).unwrap();
                    known.version += i64::from(known.visibility != to);
                    known.visibility = to;
                });
            }
            (answer(&rig.store.write(&change).await).into(), expected.into())
        }
        Do::Remove { which } => {
            let Some(id) = pick(*which, ids) else { return Default::default() };
            change.remove(id, model.known.get(&id).map_or(1, |k| k.version));
            let expected = match () {
                () if !model.there(id) => "gone",
                () if model.pointed_at(id) => "in use",
                () => "done",
            };
            if expected == "done" {
                model.change(by, true, |m| {
                    let known = m.known.get_mut(&id).unwrap();
                    known.live = false;
                    known.version += 1;
                });
            }
            (answer(&rig.store.write(&change).await).into(), expected.into())
        }
        Do::Erase { which } => {
            let Some(id) = pick(*which, ids) else { return Default::default() };
            change.erase(id);
            let expected = if model.known.contains_key(&id) { "done" } else { "gone" };
            if expected == "done" {
                model.change(by, false, |m| {
                    let known = m.known.get_mut(&id).unwrap();
                    known.version += i64::from(!known.erased);
                    *known = Known { name: String::new(), parent: None, live: false, erased: true, ..known.clone() };
                });
            }
            (answer(&rig.store.write(&change).await).into(), expected.into())
        }
        Do::Two { name: n, which } => {
            let Some(other) = pick(*which, ids) else { return Default::default() };
            let id: OrganisationId = rig.id();
            ids.push(id);
            change.insert(id, &organisation(*n, None)).unwrap();
            change.remove(other, model.known.get(&other).map_or(1, |k| k.version));
            let expected = match () {
                () if !model.free(&name(*n), None) => "taken",
                () if !model.there(other) => "gone",
                () if model.pointed_at(other) => "in use",
                () => "done",
            };
            if expected == "done" {
                model.change(by, true, |m| {
                    let known = Known {
                        name: name(*n),
                        visibility: Visibility::Own,
                        parent: None,
                        version: 1,
                        live: true,
                        erased: false,
                    };
                    m.known.insert(id.into(), known);
                    let gone = m.known.get_mut(&other).unwrap();
                    gone.live = false;
                    gone.version += 1;
                });
            }
            (answer(&rig.store.write(&change).await).into(), expected.into())
        }
        Do::Undo => {
            let outcome = rig.store.undo_last(change).await.unwrap();
            let said = match &outcome {
                Undo::Done { .. } => "undone",
                Undo::Nothing => "nothing",
                Undo::ChangedSince { .. } => "changed since",
                Undo::InUse(_) => "in use",
            };
            let expected = match model.last.get(&by).cloned().flatten() {
                None => "nothing",
                Some((_, after)) if after.iter().any(|(id, v)| model.known[id].version != *v) => "changed since",
                // Whether names are free and pointers hold in between is the database's to say.
                Some((before, _)) if said == "undone" => {
                    for (id, old) in before {
                        let version = model.known[&id].version + 1;
                        let known = model.known.get_mut(&id).unwrap();
                        match old {
                            Some(old) => *known = Known { version, ..old },
                            None => {
                                known.live = false;
                                known.version = version;
                            }
                        }
                    }
                    model.last.insert(by, None);
                    "undone"
                }
                Some(_) => "in use",
            };
            (said.into(), expected.into())
        }
    }
}

async fn state(store: &Store, ids: &[OrganisationId]) -> BTreeMap<Id, (i64, bool, Visibility, String)> {
    let mut state = BTreeMap::new();
    for id in ids {
        if let Some(head) = store.head(*id).await.unwrap() {
            state.insert(head.id, (head.version, head.state == storage::State::Live, head.visibility, head.name));
        }
    }
    state
}

#[test]
fn the_same_acts_give_the_same_state() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&vec(any_do(), 1..40), |acts| {
            runtime.block_on(async {
                let mut exports = Vec::new();
                for engine in [Engine::Sqlite, Engine::Postgres] {
                    let rig = Rig::seeded(engine, 7).await;
                    let (mut model, mut ids) = (Model::default(), Vec::new());
                    for (i, (by, what)) in acts.iter().enumerate() {
                        let (said, expected) = act(&rig, &mut model, &mut ids, *by, what).await;
                        assert_eq!(said, expected, "{engine:?}, act {i}: {what:?} by {by}");
                    }
                    let expected: BTreeMap<_, _> = model
                        .known
                        .iter()
                        .map(|(id, k)| (*id, (k.version, k.live, k.visibility, k.name.clone())))
                        .collect();
                    assert_eq!(state(&rig.store, &ids).await, expected, "{engine:?}");
                    assert_eq!(rig.store.verify().await.unwrap().findings, []);
                    let path = rig.folder.path().join("x.zip");
                    rig.store.export(&path, crate::rig::start()).await.unwrap();
                    exports.push(std::fs::read(path).unwrap());
                    rig.store.close().await;
                }
                assert!(exports[0] == exports[1], "the databases hold different things");
            });
            Ok(())
        })
        .unwrap();
}
