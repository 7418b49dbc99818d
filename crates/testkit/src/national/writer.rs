//! Writing: changes with the records' versions kept, and counted.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use programme::{Id, Record, Visibility};
use storage::{Author, Change, Error, Store};

use super::at;
use crate::lots::Lots;

/// A record as it was saved last.
#[derive(Debug, Clone)]
pub(super) struct Kept<T: Record> {
    pub(super) id: T::Id,
    pub(super) body: T,
    version: i64,
}

/// Writes changes into a store.
pub(super) struct Writer<'a> {
    pub(super) store: &'a Store,
    pub(super) today: Date,
    pub(super) lots: Lots,
    made: BTreeMap<&'static str, u64>,
    entries: u64,
    changes: u64,
}

/// A change that is being written.
pub(super) struct Pen {
    pub(super) change: Change,
    pub(super) now: Timestamp,
    pub(super) lots: Lots,
    made: BTreeMap<&'static str, u64>,
    entries: u64,
}

impl<'a> Writer<'a> {
    pub(super) fn new(store: &'a Store, today: Date, seed: u64) -> Self {
        Self { store, today, lots: Lots(seed), made: BTreeMap::new(), entries: 0, changes: 0 }
    }

    /// A change of a day; nothing happens after yesterday evening.
    pub(super) fn pen(&mut self, author: Author, day: Date, hour: i8) -> Pen {
        let yesterday = self.today.yesterday().unwrap_or(self.today);
        let now = at(day.min(yesterday), hour);
        let mut lots = Lots(self.lots.draw());
        Pen { change: Change::new(author, now, &mut lots), now, lots, made: BTreeMap::new(), entries: 0 }
    }

    /// Saves it, unless nothing is in it.
    pub(super) async fn save(&mut self, pen: Pen) -> Result<(), Error> {
        if pen.entries == 0 {
            return Ok(());
        }
        self.store.write(&pen.change).await?;
        for (kind, made) in pen.made {
            *self.made.entry(kind).or_default() += made;
        }
        self.entries += pen.entries;
        self.changes += 1;
        Ok(())
    }

    /// How many were made of each kind and of all; journal entries; changes.
    pub(super) fn numbers(&self) -> BTreeMap<String, u64> {
        let mut numbers: BTreeMap<String, u64> = self.made.iter().map(|(kind, n)| ((*kind).to_owned(), *n)).collect();
        numbers.insert("records".into(), self.made.values().sum());
        numbers.insert("journal".into(), self.entries);
        numbers.insert("changes".into(), self.changes);
        numbers
    }
}

impl Pen {
    /// A new id.
    pub(super) fn id<I: From<Id>>(&mut self) -> I {
        Id::new(self.now, &mut self.lots).into()
    }

    /// A new record.
    pub(super) fn put<T: Record>(&mut self, body: T) -> Result<Kept<T>, Error> {
        let id = self.id();
        self.put_as(id, body)
    }

    /// A new record with an id that others need to know.
    pub(super) fn put_as<T: Record>(&mut self, id: T::Id, body: T) -> Result<Kept<T>, Error> {
        self.change.insert(id, &body)?;
        *self.made.entry(T::KIND).or_default() += 1;
        self.entries += 1;
        Ok(Kept { id, body, version: 1 })
    }

    /// A record anew.
    pub(super) fn amend<T: Record>(&mut self, kept: &mut Kept<T>, how: impl FnOnce(&mut T)) -> Result<(), Error> {
        let before = kept.body.clone();
        how(&mut kept.body);
        if kept.body != before {
            self.change.update(kept.id, kept.version, &kept.body)?;
            kept.version += 1;
            self.entries += 1;
        }
        Ok(())
    }

    /// A record shown to more.
    pub(super) fn show<T: Record>(&mut self, kept: &mut Kept<T>, to: Visibility) {
        self.change.show(kept.id, kept.version, to);
        kept.version += 1;
        self.entries += 1;
    }

    /// A record erased.
    pub(super) fn erase<T: Record>(&mut self, kept: &Kept<T>) {
        self.change.erase(kept.id);
        self.entries += 1;
    }
}
