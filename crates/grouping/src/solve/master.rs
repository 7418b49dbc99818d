//! The master problem of column generation: how much of each group to take, so that every unit is taken once and no
//! mentor more than it can lead, at least cost. Its prices are exact for the groups it knows ([`super::simplex`]),
//! where the volume algorithm only comes near; what it takes shows which cuts are broken and where to dive.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cuts::Cut,
    dual::{Prices, Shares},
    simplex::{Entry, Lp, Sense},
    space::{Column, Space},
    work::Work,
};

/// The most groups it knows at a time.
const MOST: usize = 40_000;
/// A group makes it cheaper if it costs less than this beyond its prices.
const LEAST: f64 = 1e-3;
/// No row.
const NONE: u32 = u32::MAX;

/// Groups as columns, and what holds for them as rows.
pub(super) struct Master<'s, 'a> {
    space: &'s Space<'a>,
    lp: Lp,
    /// The number of each group's column.
    known: BTreeMap<Column, usize>,
    dear: f64,
    cap: i64,
    unit: Vec<u32>,
    lead: Vec<u32>,
    group: u32,
    /// That each of a mentor's groups is backed, where it should be.
    backed: Vec<u32>,
    back: Vec<u32>,
    cuts: Vec<Cut>,
    cut: Vec<u32>,
    /// Units whose group is fixed, and those groups.
    fixed: Vec<bool>,
    chosen: BTreeSet<Column>,
}

impl<'s, 'a> Master<'s, 'a> {
    /// Nobody has a group yet. What breaks a row costs `dear`.
    pub(super) fn new(space: &'s Space<'a>, dear: f64) -> Self {
        let mut it = Self {
            space,
            lp: Lp::new(),
            known: BTreeMap::new(),
            dear,
            cap: i64::MAX,
            unit: Vec::new(),
            lead: vec![NONE; space.m],
            group: NONE,
            backed: vec![NONE; space.m],
            back: vec![NONE; space.backs.len()],
            cuts: Vec::new(),
            cut: Vec::new(),
            fixed: vec![false; space.n],
            chosen: BTreeSet::new(),
        };
        for _ in 0..space.n {
            let row = it.add_row(Sense::Exactly, 1.0);
            it.unit.push(row);
        }
        for mentor in (0..space.m).filter(|mentor| space.leads[*mentor] > 0) {
            it.lead[mentor] = it.add_row(Sense::AtMost, f64::from(space.leads[mentor]));
        }
        if (space.most_groups as usize) < space.n {
            it.group = it.add_row(Sense::AtMost, f64::from(space.most_groups));
        }
        it.add_backing();
        for (unit, out) in (0..space.n).filter_map(|unit| Some((unit, space.left_out(unit)?))) {
            let column = it.lp.column(out.cost as f64, vec![(it.unit[unit], 1.0)]);
            it.known.insert(out, column);
        }
        it
    }

    fn add_row(&mut self, sense: Sense, right: f64) -> u32 {
        self.lp.row(sense, right, &[], self.dear);
        self.lp.rows() as u32 - 1
    }

    fn add_backing(&mut self) {
        let space = self.space;
        if !space.supported {
            return;
        }
        for by in 0..space.backs.len() {
            self.back[by] = self.add_row(Sense::AtMost, f64::from(space.backs[by]));
        }
        for mentor in 0..space.m {
            if self.lead[mentor] == NONE || space.backing[mentor] == [(0, None)] {
                continue;
            }
            self.backed[mentor] = self.add_row(Sense::AtMost, 0.0);
            for (cost, by) in &space.backing[mentor] {
                let mut entries: Vec<Entry> = vec![(self.backed[mentor], -1.0)];
                entries.extend(by.map(|by| (self.back[by], 1.0)));
                self.lp.column(*cost as f64, entries);
            }
        }
    }

    /// Takes in groups; those it knows, and those that do not fit, not. Whether one of them makes it cheaper.
    pub(super) fn extend(&mut self, columns: impl IntoIterator<Item = Column>) -> bool {
        let mut useful = false;
        for mut column in columns {
            column.cuts = 0;
            let mentor = usize::from(column.mentor);
            if column.is_out() || self.known.contains_key(&column) || self.lead[mentor] == NONE {
                continue;
            }
            let mut entries: Vec<Entry> = column.units().map(|unit| (self.unit[unit], 1.0)).collect();
            let rows = [self.lead[mentor], self.group, self.backed[mentor]];
            entries.extend(rows.into_iter().filter(|it| *it != NONE).map(|it| (it, 1.0)));
            let cuts = self.cuts.iter().zip(&self.cut).filter(|(cut, _)| cut.holds(&column));
            entries.extend(cuts.map(|(_, row)| (*row, 1.0)));
            let at = self.lp.column(column.cost as f64, entries);
            if !self.open(&column) {
                self.lp.set(at, false, column.cost as f64 + self.dear);
            } else {
                useful |= self.lp.reduced(at) < -LEAST;
            }
            self.known.insert(column, at);
        }
        if self.known.len() > MOST {
            self.tidy();
        }
        useful
    }

    /// Forgets the dearest half of what is not in use.
    fn tidy(&mut self) {
        let mut all: Vec<(f64, usize)> =
            self.known.iter().filter(|it| !it.0.is_out()).map(|(_, at)| (self.lp.reduced(*at), *at)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let dear: BTreeSet<usize> = all.split_off(all.len() / 2).into_iter().map(|it| it.1).collect();
        let new = self.lp.forget(&dear);
        self.known.retain(|_, at| {
            let kept = new[*at];
            *at = kept.unwrap_or(*at);
            kept.is_some()
        });
    }

    /// Whether a group may be taken as things stand.
    fn open(&self, column: &Column) -> bool {
        column.worst <= self.cap && (self.chosen.contains(column) || !column.units().any(|unit| self.fixed[unit]))
    }

    fn reopen(&mut self) {
        for (column, at) in &self.known {
            let open = self.open(column);
            self.lp.set(*at, open, column.cost as f64 + if open { 0.0 } else { self.dear });
        }
    }

    /// Nobody may bear more than this from now on.
    pub(super) fn set_cap(&mut self, cap: i64) {
        self.cap = cap;
        self.reopen();
    }

    /// Takes these groups for good: no other may hold their units.
    pub(super) fn fix(&mut self, columns: &[Column]) {
        for column in columns {
            column.units().for_each(|unit| self.fixed[unit] = true);
            self.chosen.insert(*column);
        }
        self.reopen();
    }

    /// Nothing is fixed any longer.
    pub(super) fn release(&mut self) {
        self.fixed.fill(false);
        self.chosen.clear();
        self.reopen();
    }

    /// The units that have their group.
    pub(super) fn fixed(&self) -> &[bool] {
        &self.fixed
    }

    /// Takes in cuts; those it knows not.
    pub(super) fn cut(&mut self, cuts: &[Cut]) {
        let had: BTreeSet<Cut> = self.cuts.iter().copied().collect();
        for cut in cuts.iter().filter(|it| !had.contains(it)) {
            let held = self.known.iter().filter(|(column, _)| cut.holds(column)).map(|(_, at)| (*at, 1.0));
            let entries: Vec<(usize, f64)> = held.collect();
            self.lp.row(Sense::AtMost, f64::from(cut.room()), &entries, self.dear);
            self.cuts.push(*cut);
            self.cut.push(self.lp.rows() as u32 - 1);
        }
    }

    /// To the optimum over the groups it knows; whether it came there.
    pub(super) fn solve(&mut self, work: &mut Work<'_>) -> bool {
        self.lp.solve(work)
    }

    pub(super) fn value(&self) -> f64 {
        self.lp.value()
    }

    /// What everything is worth.
    pub(super) fn prices(&self) -> Prices {
        let price = self.lp.prices();
        let of = |row: &u32| if *row == NONE { 0.0 } else { price[*row as usize] };
        let limit = |row: &u32| (-of(row)).max(0.0);
        Prices {
            unit: self.unit.iter().map(of).collect(),
            back: self.back.iter().map(limit).collect(),
            group: limit(&self.group),
            cut: self.cut.iter().map(limit).collect(),
            cuts: self.cuts.clone(),
        }
    }

    /// What each group of a mentor costs for the sake of the others it could lead: at least nought.
    pub(super) fn rent(&self, mentor: usize) -> f64 {
        let row = self.lead[mentor];
        if row == NONE { 0.0 } else { (-self.lp.prices()[row as usize]).max(0.0) }
    }

    /// How much is taken of each group.
    pub(super) fn shares(&self) -> Shares {
        let column: BTreeMap<usize, &Column> = self.known.iter().map(|(column, at)| (*at, column)).collect();
        let taken = self.lp.basic().filter(|it| it.1 > 1e-4 && !self.lp.is_dear(it.0, self.dear));
        taken.filter_map(|(at, share)| Some((**column.get(&at)?, share))).collect()
    }

    /// How many groups it knows.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// The same groups and cuts, with another price of what breaks a row.
    pub(super) fn again(&self, dear: f64) -> Self {
        let mut it = Self::new(self.space, dear);
        it.cut(&self.cuts);
        it.extend(self.known.keys().copied());
        it
    }

    /// How many cuts there are.
    pub(super) fn cuts(&self) -> usize {
        self.cuts.len()
    }
}
