//! The sums of one unit of reading, and how units are added together. Beside the sums stand what disclosure control
//! needs to know: the two largest contributions, which values a column takes, how many there are in a level.

use crate::Reason;
use stats::linear::Symmetric;
use stats::moments::Moments;
use std::collections::BTreeMap;

/// Sums of one cell: rows, weights, squared weights, then sums and products around the centre.
#[derive(Debug, Clone)]
pub(crate) struct Sums {
    /// Numbers of a row.
    width: usize,
    /// All cells after each other.
    all: Vec<f64>,
}

/// The numbers of a cell whose rows have one number.
const ONE: usize = 5;

impl Sums {
    pub fn new(width: usize) -> Self {
        Self { width, all: Vec::new() }
    }

    /// How many numbers a cell takes.
    const fn stride(&self) -> usize {
        3 + self.width + self.width * (self.width + 1) / 2
    }

    /// Room for so many cells.
    pub fn grow(&mut self, cells: usize) {
        let size = cells * self.stride();
        if self.all.len() < size {
            self.all.resize(size, 0.0);
        }
    }

    /// Adds a row, already centred.
    #[inline]
    pub fn add(&mut self, cell: usize, row: &[f64], weight: f64) {
        let stride = self.stride();
        let own = &mut self.all[cell * stride..(cell + 1) * stride];
        own[0] += 1.0;
        own[1] += weight;
        own[2] += weight * weight;
        let (sums, products) = own[3..].split_at_mut(row.len());
        let mut at = 0;
        for (i, x) in row.iter().enumerate() {
            let weighted = weight * x;
            sums[i] += weighted;
            for (product, y) in products[at..=at + i].iter_mut().zip(row) {
                *product += weighted * y;
            }
            at += i + 1;
        }
    }

    /// The same for a row of one number.
    #[inline]
    pub fn add_one(&mut self, cell: usize, x: f64, weight: f64) {
        let Some(own) = self.all.get_mut(cell * ONE..(cell + 1) * ONE) else { return };
        let weighted = weight * x;
        let more = [1.0, weight, weight * weight, weighted, weighted * x];
        own.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }

    /// The sums of a cell.
    pub fn cell(&self, cell: usize) -> &[f64] {
        let stride = self.stride();
        &self.all[cell * stride..(cell + 1) * stride]
    }
}

/// The two largest of several amounts, the largest first; nought where there are fewer.
pub(crate) type Top = [f64; 2];

/// Takes up an amount.
#[inline]
pub(crate) fn take(top: &mut Top, amount: f64) {
    if amount > top[1] {
        top[1] = amount;
        if amount > top[0] {
            top.swap(0, 1);
        }
    }
}

/// Which values a column takes, as long as they are no more than two, and the smallest of all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Values {
    first: Option<f64>,
    second: Option<f64>,
    more: bool,
    /// The smallest; 0 where there are none or none is below.
    pub least: f64,
}

impl Values {
    #[inline]
    pub(crate) fn take(&mut self, value: f64) {
        if value < self.least {
            self.least = value;
        }
        if self.more || self.first == Some(value) || self.second == Some(value) {
            return;
        }
        match (self.first, self.second) {
            (None, _) => self.first = Some(value),
            (_, None) => self.second = Some(value),
            _ => self.more = true,
        }
    }

    pub(crate) fn and(&mut self, other: &Self) {
        [other.first, other.second].into_iter().flatten().for_each(|it| self.take(it));
        self.more |= other.more;
        self.least = self.least.min(other.least);
    }

    /// All values, as long as they are no more than two.
    pub(crate) fn few(&self) -> Option<Vec<f64>> {
        (!self.more).then(|| [self.first, self.second].into_iter().flatten().collect())
    }

    /// Whether all are the same.
    pub(crate) const fn one(&self) -> bool {
        self.first.is_some() && self.second.is_none() && !self.more
    }

    /// The two values, the smaller first, where there are two and no more.
    #[must_use]
    pub fn two(&self) -> Option<(f64, f64)> {
        match (self.first, self.second, self.more) {
            (Some(a), Some(b), false) => Some((a.min(b), a.max(b))),
            _ => None,
        }
    }
}

/// Which cell a place and a cluster are, by their codes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// By the code of the place: the cells of its clusters.
    by_place: Vec<BTreeMap<u32, u32>>,
    /// The cluster and the cell each place was last asked for: mostly it is the same again.
    last: Vec<Option<(u32, u32)>>,
    count: u32,
}

impl Places {
    /// How many cells there are.
    pub const fn count(&self) -> usize {
        self.count as usize
    }

    /// The cell; a new one where there is none yet.
    #[inline]
    pub fn cell(&mut self, place: u32, cluster: u32) -> u32 {
        match self.last.get(place as usize) {
            Some(Some((last, cell))) if *last == cluster => *cell,
            _ => self.other_cell(place, cluster),
        }
    }

    fn other_cell(&mut self, place: u32, cluster: u32) -> u32 {
        let at = place as usize;
        if at >= self.by_place.len() {
            self.by_place.resize_with(at + 1, BTreeMap::new);
            self.last.resize(at + 1, None);
        }
        let cell = *self.by_place[at].entry(cluster).or_insert(self.count);
        self.count = self.count.max(cell + 1);
        self.last[at] = Some((cluster, cell));
        cell
    }

    /// All: place, cluster, cell.
    pub fn all(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        (0_u32..)
            .zip(&self.by_place)
            .flat_map(|(place, clusters)| clusters.iter().map(move |(cluster, cell)| (place, *cluster, *cell)))
    }
}

/// A cell's sums as moments.
pub(crate) fn moments(sums: &[f64], centre: &[f64]) -> stats::Result<Moments> {
    let width = centre.len();
    let (rows, weight) = (sums[0], sums[1]);
    let (mut centre, mut away) = (centre.to_vec(), sums[3..3 + width].to_vec());
    let product = |i: usize, j: usize| sums[3 + width + i * (i + 1) / 2 + j];
    let same: Vec<bool> = (0..width).map(|i| is_the_same(rows, weight, away[i], product(i, i))).collect();
    for i in (0..width).filter(|i| same[*i]) {
        centre[i] = unrounded(centre[i] + away[i] / weight, centre[i]);
        away[i] = 0.0;
    }
    let mut products = Symmetric::zero(width);
    for i in 0..width {
        for j in (0..=i).filter(|j| !same[i] && !same[*j]) {
            products.add(i, j, product(i, j));
        }
    }
    Moments::from_sums(rows, (weight, sums[2]), &centre, &away, &products)
}

/// Is a number the same in all rows, but for what was rounded in adding up? A level that nobody in the cell has must
/// be seen as such: what is left of rounding would be taken for a difference between cases, and divided by.
fn is_the_same(rows: f64, weight: f64, away: f64, product: f64) -> bool {
    weight > 0.0 && product - away * away / weight <= 1e-15 * (100.0 + rows) * product
}

/// A whole number that was rounded on the way there and back by `centre` is that number again.
fn unrounded(value: f64, centre: f64) -> f64 {
    let whole = libm::round(value);
    if (whole - value).abs() <= 1e-10 * centre.abs().max(1.0) { whole } else { value }
}

/// What one unit of reading came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Read {
    /// Rows that the filter let through.
    pub rows: u64,
    /// Rows of a third legal sex, and of unknown sex.
    pub other: u64,
    pub unknown: u64,
    /// Rows left out.
    pub bad: BTreeMap<Reason, u64>,
    /// All rows of the files, before the filter.
    pub all: u64,
    /// Sums by place and cluster, women and men; nothing where there are none.
    pub cells: BTreeMap<(String, String), [Option<Vec<f64>>; 2]>,
    /// The two largest contributions to each cell.
    pub tops: BTreeMap<(String, String), [Top; 2]>,
    /// Which values the numbers of a row take.
    pub values: Vec<Values>,
    /// The numbers of a row added up without weights, women's and men's: for a level, how many there are in it.
    pub counts: [Vec<f64>; 2],
}

impl Read {
    pub fn spoil(&mut self, why: Reason, rows: u64) {
        *self.bad.entry(why).or_default() += rows;
    }

    /// Adds what the next unit came to. The order of units is fixed, so the digits are.
    pub fn and(&mut self, next: Self) {
        self.rows += next.rows;
        self.other += next.other;
        self.unknown += next.unknown;
        self.all += next.all;
        self.values.resize(self.values.len().max(next.values.len()), Values::default());
        self.values.iter_mut().zip(&next.values).for_each(|(own, more)| own.and(more));
        for (own, more) in self.counts.iter_mut().zip(&next.counts) {
            own.resize(own.len().max(more.len()), 0.0);
            own.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        }
        for (key, tops) in next.tops {
            let own = self.tops.entry(key).or_default();
            for (own, more) in own.iter_mut().zip(tops) {
                more.into_iter().for_each(|it| take(own, it));
            }
        }
        for (why, rows) in next.bad {
            self.spoil(why, rows);
        }
        for (key, sexes) in next.cells {
            let own = self.cells.entry(key).or_insert([None, None]);
            for (own, new) in own.iter_mut().zip(sexes) {
                match (own.as_mut(), new) {
                    (Some(own), Some(new)) => own.iter_mut().zip(new).for_each(|(a, b)| *a += b),
                    (None, Some(new)) => *own = Some(new),
                    (_, None) => {}
                }
            }
        }
    }

    /// Reasons, most rows first.
    pub fn reasons(&self) -> Vec<(Reason, u64)> {
        let mut all: Vec<(Reason, u64)> = self.bad.iter().map(|(why, rows)| (why.clone(), *rows)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }
}
