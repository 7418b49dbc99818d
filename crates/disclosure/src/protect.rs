//! Secondary suppression: which more cells to hide so that no hidden one can be worked out.
//!
//! For every need the cheapest change of the true table is sought that moves the cell far enough with all
//! sums held; the cells of that change are hidden. Such a change is at the same time the proof
//! ([`crate::proof`]). In a cube the changes are products of steps in each dimension
//! (the "boxes" of Giessing & Repsilber 2002, here with totals, trees and exact capacities, and several added
//! where one is too small); in other tables, linked ones too, they come from a small linear programme around
//! the cell. Then every extra cell is tried again: is there a cheaper way without it?

use std::collections::BTreeMap;

use crate::cube::Cube;
use crate::proof::{Change, Flaw, Proof};
use crate::rule::Need;
use crate::simplex::{End, Simplex};
use crate::table::Table;
use crate::{Error, Result};

/// What it costs to hide a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// All cells alike: hide as few as possible.
    Cells,
    /// By the number of persons (at least 1): hide as few persons' figures as possible.
    Persons,
}

/// Which cells are hidden, and why that is safe.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppression {
    /// For each cell, whether it is hidden.
    pub hidden: Vec<bool>,
    /// Cells hidden by a rule.
    pub primary: Vec<usize>,
    /// Cells hidden to protect them.
    pub secondary: Vec<usize>,
    /// One proof a need.
    pub proofs: Vec<Proof>,
}

impl Suppression {
    /// Adds up every proof.
    ///
    /// # Errors
    /// The first flaw.
    pub fn check(&self, table: &Table) -> std::result::Result<(), Flaw> {
        self.proofs.iter().try_for_each(|proof| proof.check(table, &self.hidden))
    }
}

/// Protects a cube.
///
/// # Errors
/// A cell that cannot be protected.
pub fn cube(cube: &Cube, needs: &[Need], cost: Cost) -> Result<Suppression> {
    Search::new(cube.table(), Some(cube), needs, cost).run(needs)
}

/// Protects any table, linked ones too.
///
/// # Errors
/// A cell that cannot be protected.
pub fn table(table: &Table, needs: &[Need], cost: Cost) -> Result<Suppression> {
    Search::new(table, None, needs, cost).run(needs)
}

/// A cell that more needs than this rest on is not tried again: it is seldom free to go.
const MANY: usize = 12;

/// How many changes may be added to one another for one need.
const ADDED: usize = 60;

struct Search<'a> {
    table: &'a Table,
    cube: Option<&'a Cube>,
    price: Vec<f64>,
    value: Vec<f64>,
    /// How many needs' changes use the cell; primaries start with one.
    users: Vec<u32>,
    banned: Vec<bool>,
}

type Offsets = Vec<(isize, f64)>;

impl<'a> Search<'a> {
    fn new(table: &'a Table, cube: Option<&'a Cube>, needs: &[Need], cost: Cost) -> Self {
        let price = table
            .cells()
            .iter()
            .map(|cell| match cost {
                Cost::Cells => 1.0,
                Cost::Persons => cell.n.max(1.0),
            })
            .collect();
        let mut users = vec![0; table.cells().len()];
        for need in needs {
            users[need.cell] += 1;
        }
        let banned = table.cells().iter().map(|cell| !cell.may_hide).collect();
        let value = table.cells().iter().map(|cell| cell.value).collect();
        Self { table, cube, price, value, users, banned }
    }

    fn run(mut self, needs: &[Need]) -> Result<Suppression> {
        if let Some(need) = needs.iter().find(|need| self.banned[need.cell]) {
            return Err(Error::CannotProtect { cell: need.cell });
        }
        let mut order: Vec<usize> = (0..needs.len()).collect();
        order.sort_by(|a, b| needs[*b].up.total_cmp(&needs[*a].up).then(a.cmp(b)));
        let mut changes: Vec<[Change; 2]> = vec![[Vec::new(), Vec::new()]; needs.len()];
        for number in order {
            for (side, found) in changes[number].iter_mut().enumerate() {
                let (cell, by) = target(&needs[number], side);
                if by != 0.0 {
                    let change = self.find(cell, by, f64::INFINITY).ok_or(Error::CannotProtect { cell })?;
                    self.count(&change, 1);
                    *found = change;
                }
            }
        }
        self.improve(needs, &mut changes);
        let primary: Vec<usize> = needs.iter().map(|need| need.cell).collect();
        let hidden: Vec<bool> = self.users.iter().map(|users| *users > 0).collect();
        let is_primary: std::collections::BTreeSet<usize> = primary.iter().copied().collect();
        let secondary = (0..hidden.len()).filter(|cell| hidden[*cell] && !is_primary.contains(cell)).collect();
        let proofs = needs.iter().zip(changes).map(|(need, [up, down])| Proof { need: *need, up, down }).collect();
        Ok(Suppression { hidden, primary, secondary, proofs })
    }

    fn count(&mut self, change: &Change, by: i32) {
        for (cell, _) in change {
            self.users[*cell] = self.users[*cell].saturating_add_signed(by);
        }
    }

    /// Tries for each extra cell, the dearest first, whether the needs that use it can do without.
    fn improve(&mut self, needs: &[Need], changes: &mut [[Change; 2]]) {
        let primary: std::collections::BTreeSet<usize> = needs.iter().map(|need| need.cell).collect();
        for _ in 0..4 {
            let mut using: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
            for (number, pair) in changes.iter().enumerate() {
                for (side, change) in pair.iter().enumerate() {
                    for (cell, _) in change.iter().filter(|(cell, _)| !primary.contains(cell)) {
                        using.entry(*cell).or_default().push((number, side));
                    }
                }
            }
            let mut extra: Vec<usize> = using.keys().copied().collect();
            extra.sort_by(|a, b| self.price[*b].total_cmp(&self.price[*a]).then(a.cmp(b)));
            let mut better = false;
            for cell in extra {
                // Changes made since the list was written count.
                let users: Vec<(usize, usize)> = using
                    .get(&cell)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|(number, side)| changes[*number][*side].iter().any(|(c, _)| *c == cell))
                    .collect();
                if self.users[cell] as usize == users.len() && (1..=MANY).contains(&users.len()) {
                    better |= self.without(cell, &users, needs, changes);
                }
            }
            if !better {
                break;
            }
        }
    }

    fn without(&mut self, cell: usize, users: &[(usize, usize)], needs: &[Need], changes: &mut [[Change; 2]]) -> bool {
        let before = self.spent(users.iter().map(|(number, side)| &changes[*number][*side]));
        for (number, side) in users {
            let old = std::mem::take(&mut changes[*number][*side]);
            self.count(&old, -1);
            changes[*number][*side] = old;
        }
        self.banned[cell] = true;
        let mut found: Vec<Change> = Vec::with_capacity(users.len());
        let mut added = 0.0;
        for (number, side) in users {
            let (target, by) = target(&needs[*number], *side);
            // What the old changes alone had hidden is free again, so it counts as new.
            let Some(change) = self.find(target, by, before - added) else {
                break;
            };
            added += self.price_of(&change);
            self.count(&change, 1);
            found.push(change);
            if added >= before - 1e-9 {
                break;
            }
        }
        self.banned[cell] = false;
        if found.len() == users.len() && added < before - 1e-9 {
            for ((number, side), change) in users.iter().zip(found) {
                changes[*number][*side] = change;
            }
            return true;
        }
        for change in &found {
            self.count(change, -1);
        }
        for (number, side) in users {
            let old = std::mem::take(&mut changes[*number][*side]);
            self.count(&old, 1);
            changes[*number][*side] = old;
        }
        false
    }

    /// The price of the cells that only these changes hide.
    fn spent<'c>(&self, of: impl Iterator<Item = &'c Change>) -> f64 {
        let mut uses: BTreeMap<usize, u32> = BTreeMap::new();
        for change in of {
            for (cell, _) in change {
                *uses.entry(*cell).or_insert(0) += 1;
            }
        }
        uses.iter().filter(|(cell, uses)| self.users[**cell] == **uses).map(|(cell, _)| self.price[*cell]).sum()
    }

    fn price_of(&self, change: &Change) -> f64 {
        change.iter().filter(|(cell, _)| self.users[*cell] == 0).map(|(cell, _)| self.price[*cell]).sum()
    }

    /// The cheapest change found that moves `cell` by `by` for less than `limit`.
    fn find(&self, cell: usize, by: f64, limit: f64) -> Option<Change> {
        match self.cube {
            // The programme is the last resort of a first search, too slow for trying to do better.
            Some(cube) if limit < f64::INFINITY => self.boxes(cube, cell, by, limit),
            Some(cube) => self.boxes(cube, cell, by, limit).or_else(|| self.programme(cell, by, limit)),
            None => self.programme(cell, by, limit),
        }
    }

    /// Adds boxes until the cell has moved far enough.
    fn boxes(&self, cube: &Cube, cell: usize, by: f64, limit: f64) -> Option<Change> {
        let mut dimensions = cube.moves(cell);
        dimensions.sort_by_key(Vec::len);
        let longest = dimensions.pop()?;
        let bases = products(&dimensions);
        let mut change = vec![0.0; self.price.len()];
        let mut touched: Vec<usize> = Vec::new();
        let mut left = by.abs();
        let mut paid = 0.0;
        for _ in 0..ADDED {
            let (price, capacity, cells) =
                self.best_box(cell, by.signum(), left, (&bases, &longest), &change, limit - paid)?;
            let amount = capacity.min(left);
            for (offset, sign) in cells {
                let at = shift(cell, offset);
                if change[at] == 0.0 {
                    touched.push(at);
                }
                change[at] += sign * by.signum() * amount;
            }
            paid += price;
            left -= amount;
            if left <= 1e-12 * by.abs() {
                touched.sort_unstable();
                touched.dedup();
                return Some(touched.into_iter().map(|at| (at, change[at])).filter(|(_, by)| *by != 0.0).collect());
            }
        }
        None
    }

    /// The box that moves the cell as far as is left for the least; or, where none reaches, the least a unit.
    fn best_box(
        &self,
        cell: usize,
        direction: f64,
        left: f64,
        (bases, longest): (&[Offsets], &[Offsets]),
        so_far: &[f64],
        limit: f64,
    ) -> Option<(f64, f64, Offsets)> {
        let mut best: Option<(bool, f64, f64, f64, usize, usize)> = None;
        for (b, base) in bases.iter().enumerate() {
            'moves: for (l, long) in longest.iter().enumerate() {
                let (mut price, mut capacity) = (0.0, f64::INFINITY);
                for (step, step_sign) in long {
                    for (offset, sign) in base {
                        let at = shift(cell, step + offset);
                        if self.banned[at] {
                            continue 'moves;
                        }
                        let changed = so_far[at];
                        if self.users[at] == 0 && changed == 0.0 {
                            price += self.price[at];
                        }
                        if step_sign * sign * direction < 0.0 {
                            capacity = capacity.min(self.value[at] + changed);
                        }
                    }
                    if price >= limit || best.is_some_and(|best| best.0 && price > best.1) {
                        continue 'moves;
                    }
                }
                if capacity <= 1e-12 * left || capacity * (ADDED as f64) < left {
                    continue;
                }
                let reaches = capacity >= left;
                let rank = if reaches { price } else { (price + 1e-3) / capacity };
                let better = best
                    .is_none_or(|(held, rank_held, ..)| (reaches && !held) || (reaches == held && rank < rank_held));
                if better {
                    best = Some((reaches, rank, price, capacity, b, l));
                }
            }
        }
        best.map(|(_, _, price, capacity, b, l)| (price, capacity, product(&bases[b], &longest[l])))
    }

    /// The cheapest change among the cells around this one, as a linear programme.
    fn programme(&self, cell: usize, by: f64, limit: f64) -> Option<Change> {
        let all = self.table.cells().len();
        let mut last = 0;
        for size in [60, 200, 600, 1500] {
            let around = self.around(cell, size);
            if around.len() == last {
                break;
            }
            last = around.len();
            if let Some(change) = self.programme_in(&around, cell, by) {
                return (self.price_of(&change) < limit).then_some(change);
            }
            if around.len() == all {
                break;
            }
        }
        None
    }

    /// Cells near this one: through every sum the hidden ones first, then the cheapest.
    fn around(&self, cell: usize, size: usize) -> Vec<usize> {
        let mut found = vec![cell];
        let mut known: std::collections::BTreeSet<usize> = [cell].into();
        let mut next = 0;
        while next < found.len() && found.len() < size {
            let at = found[next];
            next += 1;
            for equation in self.table.equations_of(at) {
                let mut near: Vec<usize> = self.table.equations()[*equation]
                    .terms()
                    .map(|term| term.0)
                    .filter(|c| !self.banned[*c] && !known.contains(c))
                    .collect();
                let key = |c: usize| if self.users[c] > 0 { 0.0 } else { self.price[c] };
                near.sort_by(|a, b| key(*a).total_cmp(&key(*b)).then(a.cmp(b)));
                near.truncate(if size >= 600 { size } else { 12 });
                known.extend(&near);
                found.extend(near);
            }
        }
        found.truncate(size);
        found
    }

    fn programme_in(&self, around: &[usize], cell: usize, by: f64) -> Option<Change> {
        let place: BTreeMap<usize, usize> = around.iter().enumerate().map(|(place, cell)| (*cell, place)).collect();
        let mut bounds = Vec::with_capacity(2 * around.len());
        let mut prices = Vec::with_capacity(2 * around.len());
        for at in around {
            let value = self.table.cells()[*at].value;
            let price = if self.users[*at] > 0 { 1e-6 } else { self.price[*at] };
            let (up, down) = match (*at == cell, by > 0.0) {
                (true, true) => ((by, by), (0.0, 0.0)),
                (true, false) => ((0.0, 0.0), (-by, -by)),
                (false, _) => ((0.0, f64::INFINITY), (0.0, value)),
            };
            bounds.extend([up, down]);
            prices.extend([-price, -price]);
        }
        let mut numbers: Vec<usize> =
            around.iter().flat_map(|at| self.table.equations_of(*at).iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let rows: Vec<crate::simplex::Row> = numbers
            .iter()
            .map(|number| {
                let mut terms = Vec::new();
                for (at, sign) in self.table.equations()[*number].terms() {
                    if let Some(place) = place.get(&at) {
                        terms.extend([(2 * place, sign), (2 * place + 1, -sign)]);
                    }
                }
                (terms, 0.0, 0.0)
            })
            .collect();
        let mut lp = Simplex::new(&bounds, &rows, 20_000);
        if lp.feasible() != Some(true) {
            return None;
        }
        let objective: Vec<(usize, f64)> = prices.into_iter().enumerate().collect();
        if !matches!(lp.largest(&objective, f64::INFINITY), End::Best | End::GaveUp) {
            return None;
        }
        let mut change = Vec::new();
        for (place, at) in around.iter().enumerate() {
            let mut by = lp.values()[2 * place] - lp.values()[2 * place + 1];
            if self.table.whole_numbers() {
                if (by - by.round()).abs() > 1e-6 {
                    return self.whole_multiple(around, &lp);
                }
                by = by.round();
            }
            if by.abs() > 1e-9 {
                change.push((*at, by));
            }
        }
        change.sort_by_key(|(at, _)| *at);
        Some(change)
    }

    /// A change with halves or thirds in it, made whole by a small multiple if every cell can bear that.
    fn whole_multiple(&self, around: &[usize], lp: &Simplex) -> Option<Change> {
        'factors: for factor in [2.0, 3.0, 4.0, 6.0, 12.0] {
            let mut change = Vec::new();
            for (place, at) in around.iter().enumerate() {
                let by = factor * (lp.values()[2 * place] - lp.values()[2 * place + 1]);
                if (by - by.round()).abs() > 1e-6 || self.table.cells()[*at].value + by.round() < 0.0 {
                    continue 'factors;
                }
                if by.round() != 0.0 {
                    change.push((*at, by.round()));
                }
            }
            change.sort_by_key(|(at, _)| *at);
            return Some(change);
        }
        None
    }
}

fn target(need: &Need, side: usize) -> (usize, f64) {
    (need.cell, if side == 0 { need.up } else { -need.down })
}

fn shift(cell: usize, offset: isize) -> usize {
    cell.wrapping_add_signed(offset)
}

fn product(a: &Offsets, b: &Offsets) -> Offsets {
    a.iter().flat_map(|(x, s)| b.iter().map(move |(y, t)| (x + y, s * t))).collect()
}

/// All products of one move from each dimension.
fn products(dimensions: &[Vec<Offsets>]) -> Vec<Offsets> {
    let mut all: Vec<Offsets> = vec![vec![(0, 1.0)]];
    for dimension in dimensions {
        all = all.iter().flat_map(|base| dimension.iter().map(move |one| product(base, one))).collect();
    }
    all
}
