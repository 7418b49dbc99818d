//! Small dense symmetric systems: what regression needs of linear algebra, for tens of columns.
//!
//! Own Cholesky of about a hundred lines and no crate: the matrices are cross-products of a few columns,
//! the build stays short, and the order of every addition is ours, so that the digits are the same on
//! every machine. Large or sparse systems have no place here.

use crate::error::{Error, Input, Result};

/// A column is taken as a sum of those before it when less than this share of its square is its own.
pub const ALIAS: f64 = 1e-10;

/// A symmetric matrix, its lower triangle row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Symmetric {
    size: usize,
    lower: Vec<f64>,
}

impl Symmetric {
    /// Zeros.
    #[must_use]
    pub fn zero(size: usize) -> Self {
        Self { size, lower: vec![0.0; size * (size + 1) / 2] }
    }

    /// How many rows.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    fn place(i: usize, j: usize) -> usize {
        let (row, column) = if i >= j { (i, j) } else { (j, i) };
        row * (row + 1) / 2 + column
    }

    /// The entry of row `i` and column `j`; 0 outside the matrix.
    #[must_use]
    pub fn get(&self, i: usize, j: usize) -> f64 {
        if i.max(j) < self.size { self.lower[Self::place(i, j)] } else { 0.0 }
    }

    /// Adds to the entry of row `i` and column `j` (and so to its mirror image). Nothing happens outside.
    pub fn add(&mut self, i: usize, j: usize, value: f64) {
        if i.max(j) < self.size {
            self.lower[Self::place(i, j)] += value;
        }
    }

    /// Adds `factor` · v v′; `v` must be as long as the matrix is wide (what is longer is left out).
    pub fn add_outer(&mut self, v: &[f64], factor: f64) {
        let mut at = 0;
        for (i, left) in v.iter().enumerate().take(self.size) {
            let scaled = factor * left;
            for right in &v[..=i] {
                self.lower[at] += scaled * right;
                at += 1;
            }
        }
    }

    /// Adds `factor` times another of the same size.
    pub fn add_scaled(&mut self, other: &Self, factor: f64) {
        for (a, b) in self.lower.iter_mut().zip(&other.lower) {
            *a += factor * b;
        }
    }

    /// The rows and columns named, in that order.
    #[must_use]
    pub fn only(&self, columns: &[usize]) -> Self {
        let mut out = Self::zero(columns.len());
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in columns.iter().enumerate().take(i + 1) {
                out.lower[Self::place(i, j)] = self.get(*a, *b);
            }
        }
        out
    }

    /// The product with a vector.
    #[must_use]
    pub fn times(&self, v: &[f64]) -> Vec<f64> {
        (0..self.size).map(|i| v.iter().take(self.size).enumerate().map(|(j, x)| self.get(i, j) * x).sum()).collect()
    }

    /// v′ A v: a variance where A is a covariance.
    #[must_use]
    pub fn quadratic(&self, v: &[f64]) -> f64 {
        self.times(v).iter().zip(v).map(|(a, b)| a * b).sum()
    }

    /// A · M · A for a symmetric M: the sandwich of robust errors.
    #[must_use]
    pub fn sandwich(&self, meat: &Self) -> Self {
        let n = self.size;
        let mut half = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                half[i * n + j] = (0..n).map(|k| self.get(i, k) * meat.get(k, j)).sum();
            }
        }
        let mut out = Self::zero(n);
        for i in 0..n {
            for j in 0..=i {
                out.lower[Self::place(i, j)] = (0..n).map(|k| half[i * n + k] * self.get(k, j)).sum();
            }
        }
        out
    }
}

/// A symmetric matrix of cross-products, inverted on the columns that stand on their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Inverted {
    /// The inverse; rows and columns of aliased columns are zero.
    pub inverse: Symmetric,
    /// The columns that are (near enough) sums of those before them, in rising order: they are left out,
    /// as R's `lm` does, and their coefficient does not exist.
    pub aliased: Vec<usize>,
}

impl Inverted {
    /// How many columns stand on their own.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.inverse.size() - self.aliased.len()
    }
}

/// Inverts a positive semi-definite matrix by Cholesky, scaled to a unit diagonal so that units of
/// measurement do not matter; a column that depends on those before it (its own share under [`ALIAS`]) is
/// left out and named.
///
/// # Errors
/// An entry that is not a number.
///
/// Reference: Golub & Van Loan 2013, Matrix Computations, 4.2; scaling: van der Sluis 1969, Numer. Math. 14:14–23.
///
/// ```
/// use stats::linear::{Symmetric, invert};
/// let mut a = Symmetric::zero(3);
/// for (i, j, value) in [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 3.0), (2, 0, 8.0), (2, 1, 4.0), (2, 2, 16.0)] {
///     a.add(i, j, value);
/// }
/// let found = invert(&a)?;
/// assert_eq!(found.aliased, [2]); // twice the first
/// assert!((found.inverse.get(0, 0) - 0.375).abs() < 1e-15);
/// assert!((found.inverse.get(0, 1) + 0.25).abs() < 1e-15);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn invert(a: &Symmetric) -> Result<Inverted> {
    let n = a.size();
    if a.lower.iter().any(|v| !v.is_finite()) {
        return Err(Error::NotANumber { what: Input::Value });
    }
    let scale: Vec<f64> =
        (0..n).map(|i| a.get(i, i).max(0.0).sqrt()).map(|s| if s > 0.0 { 1.0 / s } else { 0.0 }).collect();
    let mut factor = Symmetric::zero(n);
    let mut kept: Vec<usize> = Vec::with_capacity(n);
    let mut aliased = Vec::new();
    for i in 0..n {
        let mut own = 1.0;
        for &j in &kept {
            let row = a.get(i, j) * scale[i] * scale[j];
            let done: f64 = kept.iter().take_while(|k| **k < j).map(|&k| factor.get(i, k) * factor.get(j, k)).sum();
            let value = (row - done) / factor.get(j, j);
            factor.lower[Symmetric::place(i, j)] = value;
            own -= value * value;
        }
        if scale[i].is_finite() && scale[i] > 0.0 && own > ALIAS {
            factor.lower[Symmetric::place(i, i)] = own.sqrt();
            kept.push(i);
        } else {
            aliased.push(i);
        }
    }
    let inverse = from_factor(&factor, &kept, &scale);
    if inverse.lower.iter().any(|v| !v.is_finite()) {
        return Err(Error::NotANumber { what: Input::Value });
    }
    Ok(Inverted { inverse, aliased })
}

/// (L L′)⁻¹ on the columns kept, scaled back.
fn from_factor(factor: &Symmetric, kept: &[usize], scale: &[f64]) -> Symmetric {
    let n = factor.size();
    // The inverse of the triangle, column by column.
    let mut triangle = Symmetric::zero(n);
    for (at, &j) in kept.iter().enumerate() {
        for (row, &i) in kept.iter().enumerate().skip(at) {
            let start = if i == j { 1.0 } else { 0.0 };
            let done: f64 = kept[at..row].iter().map(|&k| factor.get(i, k) * triangle.get(k, j)).sum();
            triangle.lower[Symmetric::place(i, j)] = (start - done) / factor.get(i, i);
        }
    }
    let mut inverse = Symmetric::zero(n);
    for (at, &i) in kept.iter().enumerate() {
        for &j in &kept[..=at] {
            let sum: f64 = kept[at..].iter().map(|&k| triangle.get(k, i) * triangle.get(k, j)).sum();
            inverse.lower[Symmetric::place(i, j)] = sum * scale[i] * scale[j];
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_of_hilbert() {
        let mut hilbert = Symmetric::zero(4);
        for i in 0..4 {
            for j in 0..=i {
                hilbert.add(i, j, 1.0 / (i + j + 1) as f64);
            }
        }
        let found = invert(&hilbert).unwrap();
        assert_eq!(found.rank(), 4);
        // The inverse of Hilbert's matrix is whole.
        for (i, j, expected) in [(0, 0, 16.0), (1, 0, -120.0), (2, 1, -2700.0), (3, 3, 2800.0), (2, 2, 6480.0)] {
            let got = found.inverse.get(i, j);
            assert!((got - expected).abs() < 1e-8 * f64::abs(expected), "{i} {j}: {got}");
        }
    }

    #[test]
    fn units_do_not_matter() {
        let mut a = Symmetric::zero(2);
        for (i, j, value) in [(0, 0, 1e-200), (1, 1, 1e200), (1, 0, 0.5)] {
            a.add(i, j, value);
        }
        let found = invert(&a).unwrap();
        assert!((found.inverse.get(1, 0) + 0.5 / 0.75).abs() < 1e-12, "{found:?}");
        assert_eq!(found.rank(), 2);
        assert_eq!(invert(&Symmetric::zero(2)).unwrap().aliased, [0, 1]);
        a.add(0, 0, f64::NAN);
        assert!(invert(&a).is_err());
    }
}
