//! Local improvement: swaps and moves, uphill at first, then only downhill (threshold accepting,
//! Dueck and Scheuer 1990: annealing without exponentials, the same on every machine).

use super::geo::Country;
use super::hex::Cell;
use std::collections::BTreeMap;

/// A map and what it costs.
pub struct Found {
    pub cells: Vec<Cell>,
    pub cost: f64,
}

const STEPS: u64 = 1_500_000;
const MARGIN: i32 = 4;
const EMPTY: usize = usize::MAX;

struct Board<'a> {
    country: &'a Country,
    places: &'a [(f64, f64)],
    links: Vec<Vec<usize>>,
    cells: Vec<Cell>,
    left: i32,
    top: i32,
    width: i32,
    grid: Vec<usize>,
}

/// Improves a first assignment.
pub fn improve(country: &Country, places: &[(f64, f64)], start: &[Cell], seed: u64) -> Found {
    let mut board = Board::new(country, places, start);
    let mut dice = Dice(seed);
    let mut best = Found { cells: board.cells.clone(), cost: board.whole() };
    let mut cost = best.cost;
    for step in 0..STEPS {
        let left = 1.0 - step as f64 / STEPS as f64;
        let heat = 2.6 * left * left;
        let i = dice.below(start.len());
        let Some(target) = board.pick(i, &mut dice) else {
            continue;
        };
        let from = board.cells[i];
        let changed = board.change(i, from, target, heat * dice.unit());
        if let Some(delta) = changed {
            cost += delta;
            if cost < best.cost - 1e-9 {
                best = Found { cells: board.cells.clone(), cost };
            }
        }
    }
    let mut end = Board::new(country, places, &best.cells);
    best.cost = end.whole();
    best.cells = std::mem::take(&mut end.cells);
    best
}

impl<'a> Board<'a> {
    fn new(country: &'a Country, places: &'a [(f64, f64)], cells: &[Cell]) -> Self {
        let left = cells.iter().map(|c| c.col).min().unwrap_or(0) - MARGIN;
        let right = cells.iter().map(|c| c.col).max().unwrap_or(0) + MARGIN;
        let top = cells.iter().map(|c| c.row).min().unwrap_or(0) - MARGIN;
        let bottom = cells.iter().map(|c| c.row).max().unwrap_or(0) + MARGIN;
        let width = right - left + 1;
        let mut grid = vec![EMPTY; (width * (bottom - top + 1)) as usize];
        for (i, cell) in cells.iter().enumerate() {
            grid[((cell.row - top) * width + cell.col - left) as usize] = i;
        }
        let mut links = vec![Vec::new(); cells.len()];
        for (n, border) in country.borders.iter().enumerate() {
            links[border.a].push(n);
            links[border.b].push(n);
        }
        Board { country, places, links, cells: cells.to_vec(), left, top, width, grid }
    }

    fn spot(&self, cell: Cell) -> Option<usize> {
        let (x, y) = (cell.col - self.left, cell.row - self.top);
        let inside = x >= 0 && x < self.width && y >= 0;
        let spot = (y * self.width + x) as usize;
        (inside && spot < self.grid.len()).then_some(spot)
    }

    fn tile(&self, cell: Cell) -> usize {
        self.spot(cell).map_or(EMPTY, |spot| self.grid[spot])
    }

    fn whole(&self) -> f64 {
        let all: Vec<usize> = (0..self.cells.len()).collect();
        let mut cells: Vec<Cell> =
            self.cells.iter().flat_map(|c| c.around()).chain(self.cells.iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        let counties: f64 = (0..self.country.counties.len()).map(|n| self.county(n)).sum();
        self.tiles(&all) + cells.iter().map(|c| self.shape(*c)).sum::<f64>() + counties
    }

    /// A cell worth trying for a tile: beside one of its neighbours, or near where it stands.
    fn pick(&self, i: usize, dice: &mut Dice) -> Option<Cell> {
        let own = &self.links[i];
        let around = if dice.below(3) > 0 && !own.is_empty() {
            let border = &self.country.borders[own[dice.below(own.len())]];
            let other = if border.a == i { border.b } else { border.a };
            self.cells[other]
        } else {
            self.cells[i]
        };
        let mut target = around.around()[dice.below(6)];
        if dice.below(4) == 0 {
            target = target.around()[dice.below(6)];
        }
        let room = target.col > self.left && target.col < self.left + self.width - 1;
        (room && target != self.cells[i] && self.spot(target).is_some()).then_some(target)
    }

    /// Swaps what stands in two cells; keeps the change if it costs less than `allowed`.
    fn change(&mut self, i: usize, from: Cell, to: Cell, allowed: f64) -> Option<f64> {
        let other = self.tile(to);
        let touched: Vec<usize> = if other == EMPTY { vec![i] } else { vec![i, other] };
        let mut near: Vec<Cell> = [from, to].into_iter().chain(from.around()).chain(to.around()).collect();
        near.sort_unstable();
        near.dedup();
        let mut counties: Vec<usize> = touched.iter().map(|t| self.country.county[*t]).collect();
        counties.dedup();
        let before = self.local(&touched, &near, &counties);
        self.swap(i, other, from, to);
        let delta = self.local(&touched, &near, &counties) - before;
        if delta <= allowed && (delta < 0.0 || allowed > 0.0) {
            return Some(delta);
        }
        self.swap(i, other, to, from);
        None
    }

    fn swap(&mut self, i: usize, other: usize, from: Cell, to: Cell) {
        if let (Some(a), Some(b)) = (self.spot(from), self.spot(to)) {
            self.grid[a] = other;
            self.grid[b] = i;
            self.cells[i] = to;
            if other != EMPTY {
                self.cells[other] = from;
            }
        }
    }

    fn local(&self, touched: &[usize], near: &[Cell], counties: &[usize]) -> f64 {
        let shape: f64 = near.iter().map(|c| self.shape(*c)).sum();
        let counties: f64 = counties.iter().map(|n| self.county(*n)).sum();
        self.tiles(touched) + shape + counties
    }

    /// What the given tiles cost by their borders and their places; each border once.
    fn tiles(&self, tiles: &[usize]) -> f64 {
        let few = tiles.len() <= 2;
        let mut sum = 0.0;
        for i in tiles {
            for n in &self.links[*i] {
                let border = &self.country.borders[*n];
                let other = if border.a == *i { border.b } else { border.a };
                let counted = if few { tiles.contains(&other) && other < *i } else { other < *i };
                if !counted {
                    sum += self.border(*n);
                }
            }
            let ((x, y), (px, py)) = (self.cells[*i].middle(), self.places[*i]);
            sum += 0.07 * ((x - px).powi(2) + (y - py).powi(2));
        }
        sum
    }

    fn border(&self, n: usize) -> f64 {
        let border = &self.country.borders[n];
        let (a, b) = (self.cells[border.a], self.cells[border.b]);
        let steps = a.steps(b);
        let way = super::geo::direction(a.middle(), b.middle());
        let off = 1.0 - (way.0 * border.toward.0 + way.1 * border.toward.1);
        if border.sea {
            return 2.0 * f64::from((steps - 3).abs()) + off;
        }
        let same = self.country.county[border.a] == self.country.county[border.b];
        let weight = if same { 1.2 } else { 1.0 };
        let over = f64::from(steps - 1);
        weight * (over + 0.25 * over * over).min(8.0) + 0.9 * off
    }

    /// What a cell costs by who stands around it: strangers touching, holes, loose ends.
    fn shape(&self, cell: Cell) -> f64 {
        let here = self.tile(cell);
        let mut full = 0;
        let mut sum = 0.0;
        for next in cell.around() {
            let other = self.tile(next);
            if other == EMPTY {
                continue;
            }
            full += 1;
            if here != EMPTY {
                sum += match self.country.hops[here][other] {
                    0..=2 => 0.0,
                    3 => 0.15,
                    4 => 0.5,
                    _ => 1.0,
                };
            }
        }
        if here == EMPTY {
            return match full {
                0..=3 => 0.0,
                4 => 0.5,
                5 => 2.0,
                _ => 4.0,
            };
        }
        sum += 0.16 * f64::from(6 - full);
        let alone = self.links[here].iter().all(|n| self.country.borders[*n].sea);
        sum + match (alone, full) {
            (true, n) => 3.0 * f64::from(n),
            (false, 0) => 6.0,
            (false, 1) => 1.5,
            (false, 2) => 0.3,
            _ => 0.0,
        }
    }

    /// A county in two pieces reads as two counties.
    fn county(&self, county: usize) -> f64 {
        let members = &self.country.counties[county];
        let mut seen: Vec<usize> = Vec::with_capacity(members.len());
        let mut pieces = 0;
        for first in members {
            if seen.contains(first) {
                continue;
            }
            pieces += 1;
            let mut edge = vec![*first];
            seen.push(*first);
            while let Some(i) = edge.pop() {
                for next in self.cells[i].around() {
                    let other = self.tile(next);
                    if other != EMPTY && self.country.county[other] == county && !seen.contains(&other) {
                        seen.push(other);
                        edge.push(other);
                    }
                }
            }
        }
        6.0 * f64::from(pieces - 1)
    }
}

/// How good the map is, in words.
pub fn report(country: &Country, cells: &[Cell]) -> String {
    let at: BTreeMap<Cell, usize> = cells.iter().enumerate().map(|(i, c)| (*c, i)).collect();
    let land: Vec<_> = country.borders.iter().filter(|b| !b.sea).collect();
    let kept = land.iter().filter(|b| cells[b.a].steps(cells[b.b]) == 1).count();
    let near = land.iter().filter(|b| cells[b.a].steps(cells[b.b]) <= 2).count();
    let board = Board::new(country, &vec![(0.0, 0.0); cells.len()], cells).split();
    let strangers = at
        .iter()
        .flat_map(|(cell, i)| cell.around().map(|next| (*i, at.get(&next).copied())))
        .filter(|(i, j)| j.is_some_and(|j| country.hops[*i][j] > 3))
        .count()
        / 2;
    format!(
        "borders kept {kept} of {} ({near} within two steps); counties in pieces: {board}; far strangers touching: {strangers}",
        land.len()
    )
}

impl Board<'_> {
    fn split(&self) -> usize {
        (0..self.country.counties.len()).filter(|n| self.county(*n) > 0.0).count()
    }
}

/// A small generator (splitmix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}
