//! A small linear programme with bounds on everything, held as a dense tableau.
//!
//! Rows are sums of columns that must lie in a range. The tableau is Tucker's: basic variables as linear
//! functions of the nonbasic ones, which lie at a bound; at the start the rows are basic. Made for many
//! objectives over one set of rows: each run starts where the last one ended. What is not here: sparse
//! factorisation. Callers cut a problem into its connected pieces first.

const EPS: f64 = 1e-9;

/// A sum of variables (place, factor) with its least and largest value.
pub(crate) type Row = (Vec<(usize, f64)>, f64, f64);

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The best value is reached.
    Best,
    /// The asked value is reached; a better one may exist.
    Enough,
    /// There is no best value.
    Unbounded,
    /// The steps allowed were used up.
    GaveUp,
}

/// Columns and rows with their bounds.
#[derive(Debug, Clone)]
pub(crate) struct Simplex {
    rows: usize,
    columns: usize,
    tableau: Vec<f64>,
    /// Variables: 0..columns are columns, then the rows.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// The row or, below `rows`, … of each variable: `Ok(row)` basic, `Err(column)` nonbasic.
    place: Vec<Result<usize, usize>>,
    value: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    /// The smallest and largest value of each column at any feasible point met.
    seen: Vec<(f64, f64)>,
    steps_left: usize,
}

impl Simplex {
    /// `bounds` of the columns (one end of each finite), and each row's terms with its range.
    pub(crate) fn new(bounds: &[(f64, f64)], rows: &[Row], steps: usize) -> Self {
        let (m, n) = (rows.len(), bounds.len());
        let mut tableau = vec![0.0; m * n];
        let mut value: Vec<f64> = bounds
            .iter()
            .map(|(low, high)| {
                if low.is_finite() {
                    *low
                } else if high.is_finite() {
                    *high
                } else {
                    0.0
                }
            })
            .collect();
        let mut low: Vec<f64> = bounds.iter().map(|b| b.0).collect();
        let mut high: Vec<f64> = bounds.iter().map(|b| b.1).collect();
        for (number, (terms, from, to)) in rows.iter().enumerate() {
            let mut sum = 0.0;
            for (column, factor) in terms {
                tableau[number * n + column] += factor;
                sum += factor * value[*column];
            }
            value.push(sum);
            low.push(*from);
            high.push(*to);
        }
        let place = (0..n).map(Err).chain((0..m).map(Ok)).collect();
        Self {
            rows: m,
            columns: n,
            tableau,
            basic: (n..n + m).collect(),
            nonbasic: (0..n).collect(),
            place,
            value,
            low,
            high,
            seen: vec![(f64::INFINITY, f64::NEG_INFINITY); n],
            steps_left: steps,
        }
    }

    /// The values of the columns now.
    pub(crate) fn values(&self) -> &[f64] {
        &self.value[..self.columns]
    }

    /// The smallest and largest values of a column met so far.
    pub(crate) fn seen(&self, column: usize) -> (f64, f64) {
        self.seen[column]
    }

    fn tolerance(&self, variable: usize) -> f64 {
        let size = |x: f64| if x.is_finite() { x.abs() } else { 0.0 };
        EPS * (1.0 + size(self.low[variable]).max(size(self.high[variable])))
    }

    /// −1 below its bounds, 1 above them, 0 within.
    fn side(&self, variable: usize) -> f64 {
        let slack = self.tolerance(variable);
        if self.value[variable] < self.low[variable] - slack {
            -1.0
        } else if self.value[variable] > self.high[variable] + slack {
            1.0
        } else {
            0.0
        }
    }

    /// Finds a point within all bounds; `None` where the steps ran out.
    pub(crate) fn feasible(&mut self) -> Option<bool> {
        let mut stuck = 0;
        loop {
            let mut gradient = vec![0.0; self.columns];
            let mut outside = 0.0;
            for row in 0..self.rows {
                let variable = self.basic[row];
                let side = self.side(variable);
                if side != 0.0 {
                    let bound = if side < 0.0 { self.low[variable] } else { self.high[variable] };
                    outside += (self.value[variable] - bound).abs();
                    for (g, t) in gradient.iter_mut().zip(self.row(row)) {
                        *g -= side * t;
                    }
                }
            }
            if outside == 0.0 {
                self.note();
                return Some(true);
            }
            let Some((column, direction)) = self.entering(&gradient, stuck > 30) else {
                return Some(false);
            };
            if self.steps_left == 0 {
                return None;
            }
            let moved = self.step(column, direction)?;
            stuck = if moved > EPS { 0 } else { stuck + 1 };
        }
    }

    /// Makes Σ factor × column as large as it can be, from a feasible point; stops early at `enough`.
    pub(crate) fn largest(&mut self, objective: &[(usize, f64)], enough: f64) -> End {
        let mut stuck = 0;
        loop {
            let now: f64 = objective.iter().map(|(column, factor)| factor * self.value[*column]).sum();
            if now >= enough {
                return End::Enough;
            }
            let mut gradient = vec![0.0; self.columns];
            for (variable, factor) in objective {
                match self.place[*variable] {
                    Err(column) => gradient[column] += factor,
                    Ok(row) => {
                        for (g, t) in gradient.iter_mut().zip(self.row(row)) {
                            *g += factor * t;
                        }
                    }
                }
            }
            let Some((column, direction)) = self.entering(&gradient, stuck > 30) else {
                return End::Best;
            };
            if self.steps_left == 0 {
                return End::GaveUp;
            }
            match self.step(column, direction) {
                None => return End::Unbounded,
                Some(moved) => stuck = if moved > EPS { 0 } else { stuck + 1 },
            }
            self.note();
        }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.tableau[row * self.columns..(row + 1) * self.columns]
    }

    /// The steepest nonbasic column that can still move, or the first where that has led nowhere (Bland).
    fn entering(&self, gradient: &[f64], first: bool) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64, f64)> = None;
        for (column, g) in gradient.iter().enumerate() {
            let variable = self.nonbasic[column];
            let slack = self.tolerance(variable);
            let can = if *g > EPS {
                self.value[variable] < self.high[variable] - slack
            } else {
                *g < -EPS && self.value[variable] > self.low[variable] + slack
            };
            if can {
                let better = match best {
                    None => true,
                    Some((held, _, _)) if first => variable < self.nonbasic[held],
                    Some((_, _, steepness)) => g.abs() > steepness,
                };
                if better {
                    best = Some((column, g.signum(), g.abs()));
                }
            }
        }
        best.map(|(column, direction, _)| (column, direction))
    }

    /// Moves a nonbasic column as far as the bounds allow; `None` where nothing stops it.
    fn step(&mut self, column: usize, direction: f64) -> Option<f64> {
        self.steps_left = self.steps_left.saturating_sub(1);
        let entering = self.nonbasic[column];
        let own = if direction > 0.0 {
            self.high[entering] - self.value[entering]
        } else {
            self.value[entering] - self.low[entering]
        };
        let mut reach = own;
        let mut leaving: Option<(usize, f64, f64)> = None;
        for row in 0..self.rows {
            let rate = self.tableau[row * self.columns + column] * direction;
            if rate.abs() <= EPS {
                continue;
            }
            let variable = self.basic[row];
            let value = self.value[variable];
            let bound = match (self.side(variable), rate > 0.0) {
                (side, true) if side < 0.0 => self.low[variable],
                (side, false) if side > 0.0 => self.high[variable],
                (side, _) if side != 0.0 => continue,
                (_, true) => self.high[variable],
                (_, false) => self.low[variable],
            };
            if !bound.is_finite() {
                continue;
            }
            let far = ((bound - value) / rate).max(0.0);
            let tie = leaving.is_some_and(|(held, _, steep)| {
                far <= reach + EPS && (rate.abs() > steep + EPS || (rate.abs() >= steep && variable < self.basic[held]))
            });
            if far < reach - EPS || (far <= reach && leaving.is_none()) || tie {
                reach = reach.min(far);
                leaving = Some((row, bound, rate.abs()));
            }
        }
        if !reach.is_finite() {
            return None;
        }
        self.shift(column, direction * reach);
        if let Some((row, bound, _)) = leaving {
            let variable = self.basic[row];
            self.value[variable] = bound;
            self.pivot(row, column);
        } else {
            self.value[entering] = if direction > 0.0 { self.high[entering] } else { self.low[entering] };
        }
        Some(reach)
    }

    fn shift(&mut self, column: usize, by: f64) {
        let variable = self.nonbasic[column];
        self.value[variable] += by;
        for row in 0..self.rows {
            let t = self.tableau[row * self.columns + column];
            if t != 0.0 {
                self.value[self.basic[row]] += t * by;
            }
        }
    }

    /// The basic variable of `row` and the nonbasic one of `column` change places.
    fn pivot(&mut self, row: usize, column: usize) {
        let n = self.columns;
        let inverse = 1.0 / self.tableau[row * n + column];
        let (before, rest) = self.tableau.split_at_mut(row * n);
        let (own, after) = rest.split_at_mut(n);
        for t in own.iter_mut() {
            *t *= -inverse;
        }
        own[column] = inverse;
        let filled: Vec<(usize, f64)> =
            own.iter().enumerate().filter(|(_, t)| t.abs() > 1e-12).map(|(c, t)| (c, *t)).collect();
        for other in before.chunks_exact_mut(n).chain(after.chunks_exact_mut(n)) {
            let factor = other[column];
            if factor != 0.0 {
                other[column] = 0.0;
                for (c, t) in &filled {
                    other[*c] += factor * t;
                    if other[*c].abs() < 1e-12 {
                        other[*c] = 0.0;
                    }
                }
            }
        }
        let (leaves, enters) = (self.basic[row], self.nonbasic[column]);
        self.basic[row] = enters;
        self.nonbasic[column] = leaves;
        self.place[enters] = Ok(row);
        self.place[leaves] = Err(column);
    }

    fn note(&mut self) {
        for (seen, value) in self.seen.iter_mut().zip(&self.value) {
            seen.0 = seen.0.min(*value);
            seen.1 = seen.1.max(*value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_programme() {
        // x + y ≤ 4, x + 3y ≤ 6: the largest 3x + 5y is 14, at (3, 1).
        let rows =
            [(vec![(0, 1.0), (1, 1.0)], f64::NEG_INFINITY, 4.0), (vec![(0, 1.0), (1, 3.0)], f64::NEG_INFINITY, 6.0)];
        let mut lp = Simplex::new(&[(0.0, f64::INFINITY); 2], &rows, 100);
        assert_eq!(lp.feasible(), Some(true));
        assert_eq!(lp.largest(&[(0, 3.0), (1, 5.0)], f64::INFINITY), End::Best);
        assert!((lp.values()[0] - 3.0).abs() < 1e-9 && (lp.values()[1] - 1.0).abs() < 1e-9, "{:?}", lp.values());
        assert_eq!(lp.largest(&[(0, -1.0)], f64::INFINITY), End::Best);
        assert!(lp.values()[0].abs() < 1e-9);
        assert!(lp.seen(0).0.abs() < 1e-9 && (lp.seen(0).1 - 3.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_and_what_has_no_end() {
        let rows = [(vec![(0, 1.0), (1, 1.0)], 5.0, 5.0), (vec![(0, 1.0), (1, -1.0)], 7.0, 7.0)];
        assert_eq!(Simplex::new(&[(0.0, f64::INFINITY); 2], &rows, 100).feasible(), Some(false));
        let mut open = Simplex::new(&[(0.0, f64::INFINITY); 2], &[(vec![(0, 1.0), (1, -1.0)], 1.0, 1.0)], 100);
        assert_eq!(open.feasible(), Some(true));
        assert_eq!(open.largest(&[(1, 1.0)], f64::INFINITY), End::Unbounded);
    }
}
