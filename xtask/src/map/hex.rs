//! The grid: hexagons with a corner up, in rows; odd rows stand half a tile to the right.

/// The height from one row to the next, in tile widths (half the square root of three).
pub const RISE: f64 = 0.866_025_403_784_438_6;

/// A cell of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub col: i32,
    pub row: i32,
}

impl Cell {
    /// The middle of the cell, in tile widths; y grows southwards.
    pub fn middle(self) -> (f64, f64) {
        let shift = if self.row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        (f64::from(self.col) + shift, f64::from(self.row) * RISE)
    }

    /// The six cells around this one.
    pub fn around(self) -> [Cell; 6] {
        let right = self.row.rem_euclid(2);
        let left = right - 1;
        [(-1, 0), (1, 0), (left, -1), (left + 1, -1), (left, 1), (left + 1, 1)]
            .map(|(col, row)| Cell { col: self.col + col, row: self.row + row })
    }

    /// Steps from here to there.
    pub fn steps(self, to: Cell) -> i32 {
        let (aq, ar) = self.axial();
        let (bq, br) = to.axial();
        let (dq, dr) = (aq - bq, ar - br);
        (dq.abs() + dr.abs() + (dq + dr).abs()) / 2
    }

    fn axial(self) -> (i32, i32) {
        (self.col - (self.row - self.row.rem_euclid(2)) / 2, self.row)
    }
}

/// Moves the cells so that the first row and column are 0; rows keep their half shift.
pub fn to_corner(cells: &[Cell]) -> Vec<Cell> {
    let top = cells.iter().map(|cell| cell.row).min().unwrap_or(0);
    let top = top - top.rem_euclid(2);
    let left = cells.iter().map(|cell| cell.col).min().unwrap_or(0);
    let moved: Vec<Cell> = cells.iter().map(|cell| Cell { col: cell.col - left, row: cell.row - top }).collect();
    // If the first row is empty, take it away and mend the shift that this turns round.
    if moved.iter().all(|cell| cell.row > 0) {
        let up: Vec<Cell> =
            moved.iter().map(|cell| Cell { col: cell.col + (cell.row % 2), row: cell.row - 1 }).collect();
        let left = up.iter().map(|cell| cell.col).min().unwrap_or(0);
        return up.into_iter().map(|cell| Cell { col: cell.col - left, ..cell }).collect();
    }
    moved
}

/// Columns and rows taken up.
pub fn size(cells: &[Cell]) -> (i32, i32) {
    let cols = cells.iter().map(|cell| cell.col + 1).max().unwrap_or(0);
    let rows = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    (cols, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_around_are_one_step_and_one_width_away() {
        for row in [-3, -2, 0, 1, 4, 5] {
            let here = Cell { col: 2, row };
            for next in here.around() {
                assert_eq!(here.steps(next), 1);
                let ((ax, ay), (bx, by)) = (here.middle(), next.middle());
                let far = ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt();
                assert!((far - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn moving_to_the_corner_keeps_neighbours() {
        let cells = [Cell { col: 5, row: 7 }, Cell { col: 6, row: 8 }, Cell { col: 5, row: 9 }];
        let moved = to_corner(&cells);
        for i in 0..cells.len() {
            for j in 0..cells.len() {
                assert_eq!(cells[i].steps(cells[j]), moved[i].steps(moved[j]));
            }
        }
        assert_eq!(moved.iter().map(|cell| cell.row).min(), Some(0));
        assert_eq!(moved.iter().map(|cell| cell.col).min(), Some(0));
    }
}
