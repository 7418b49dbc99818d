//! Who stands where: the assignment of least squared movement (shortest augmenting paths, after
//! Jonker and Volgenant 1987).

use super::hex::{Cell, RISE};

/// One cell for every place, each cell used once.
pub fn to_cells(places: &[(f64, f64)]) -> Vec<Cell> {
    let low = |pick: fn(&(f64, f64)) -> f64| places.iter().map(pick).fold(f64::INFINITY, f64::min);
    let high = |pick: fn(&(f64, f64)) -> f64| places.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let cols = (low(|p| p.0).floor() as i32 - 1, high(|p| p.0).ceil() as i32 + 1);
    let rows = ((low(|p| p.1) / RISE).floor() as i32 - 1, (high(|p| p.1) / RISE).ceil() as i32 + 1);
    let mut cells = Vec::new();
    for row in rows.0..=rows.1 {
        for col in cols.0..=cols.1 {
            cells.push(Cell { col, row });
        }
    }
    let cost = |i: usize, j: usize| {
        let (x, y) = cells[j].middle();
        (places[i].0 - x).powi(2) + (places[i].1 - y).powi(2)
    };
    solve(places.len(), cells.len(), cost).into_iter().map(|j| cells[j]).collect()
}

/// The column of each row, least total cost; there must be at least as many columns as rows.
pub fn solve(rows: usize, cols: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut row_price = vec![0.0; rows];
    let mut col_price = vec![0.0; cols];
    let mut row_of = vec![NONE; cols];
    for start in 0..rows {
        let mut reach = vec![f64::INFINITY; cols];
        let mut from = vec![NONE; cols];
        let mut done = vec![false; cols];
        let (mut row, mut came, mut base) = (start, NONE, 0.0);
        let end = loop {
            for j in 0..cols {
                if done[j] {
                    continue;
                }
                let through = base + cost(row, j) - row_price[row] - col_price[j];
                if through < reach[j] {
                    reach[j] = through;
                    from[j] = came;
                }
            }
            let mut next = NONE;
            for j in 0..cols {
                if !done[j] && (next == NONE || reach[j] < reach[next]) {
                    next = j;
                }
            }
            done[next] = true;
            base = reach[next];
            if row_of[next] == NONE {
                break next;
            }
            came = next;
            row = row_of[next];
        };
        row_price[start] += base;
        for j in 0..cols {
            if done[j] && j != end {
                col_price[j] -= base - reach[j];
                row_price[row_of[j]] += base - reach[j];
            }
        }
        // Turn the path round: each column takes the row of the one before it.
        let mut j = end;
        while from[j] != NONE {
            row_of[j] = row_of[from[j]];
            j = from[j];
        }
        row_of[j] = start;
    }
    let mut col_of = vec![0; rows];
    for (j, i) in row_of.iter().enumerate() {
        if *i != NONE {
            col_of[*i] = j;
        }
    }
    col_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_least_cost_of_all_permutations() {
        let table = [[4.0, 1.0, 3.0, 9.0], [2.0, 0.0, 5.0, 9.0], [3.0, 2.0, 2.0, 0.5]];
        let found = solve(3, 4, |i, j| table[i][j]);
        let total: f64 = found.iter().enumerate().map(|(i, j)| table[i][*j]).sum();
        let mut least = f64::INFINITY;
        for a in 0..4 {
            for b in 0..4 {
                for c in 0..4 {
                    if a != b && b != c && a != c {
                        least = least.min(table[0][a] + table[1][b] + table[2][c]);
                    }
                }
            }
        }
        assert!((total - least).abs() < 1e-12, "{total} instead of {least}");
    }
}
