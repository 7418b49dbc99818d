//! All combinations of categories with their totals: region × sex × need, categories flat or in a tree.

use crate::{Cell, Equation, Error, Result, Table};

/// The categories of one dimension as a tree: the root is the total, every other category has a parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    parent: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
}

impl Dimension {
    /// `categories` categories and, last, their total.
    #[must_use]
    pub fn flat(categories: usize) -> Self {
        let mut parent = vec![Some(categories); categories];
        parent.push(None);
        let mut children = vec![Vec::new(); categories + 1];
        children[categories] = (0..categories).collect();
        Self { parent, children }
    }

    /// For each category the one it belongs under; `None` for the one that is the total of all.
    ///
    /// # Errors
    /// No total, more than one, or a ring.
    pub fn tree(parent: Vec<Option<usize>>) -> Result<Self> {
        let size = parent.len();
        let mut children = vec![Vec::new(); size];
        for (category, above) in parent.iter().enumerate() {
            if let Some(above) = above {
                children.get_mut(*above).ok_or(Error::BadTree)?.push(category);
            }
        }
        let dimension = Self { parent, children };
        let roots = dimension.parent.iter().filter(|above| above.is_none()).count();
        let rooted = (0..size).all(|category| dimension.path(category).len() <= size);
        if roots == 1 && rooted { Ok(dimension) } else { Err(Error::BadTree) }
    }

    /// How many categories there are, totals included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parent.len()
    }

    /// Never true: there is always a total.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parent.is_empty()
    }

    /// From a category up to the total of all, both included (one longer than there are categories in a ring).
    fn path(&self, category: usize) -> Vec<usize> {
        let mut path = vec![category];
        let mut at = category;
        while let Some(above) = self.parent[at] {
            path.push(above);
            at = above;
            if path.len() > self.parent.len() {
                break;
            }
        }
        path
    }

    fn leaves_under(&self, category: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = vec![category];
        while let Some(at) = open.pop() {
            if self.children[at].is_empty() {
                found.push(at);
            } else {
                open.extend(&self.children[at]);
            }
        }
        found.sort_unstable();
        found
    }

    /// The ways a category can go up by one with all sums of the dimension held: one leaf under it up with
    /// all above it, and either everything up to the total, or another leaf down with all above it as far as
    /// the two meet.
    pub(crate) fn moves(&self, category: usize) -> Vec<Vec<(usize, f64)>> {
        let leaves = self.leaves_under(self.path(category).last().copied().unwrap_or(category));
        let mut moves = Vec::new();
        for up in self.leaves_under(category) {
            let rise = self.path(up);
            for down in leaves.iter().filter(|down| **down != up) {
                let fall = self.path(*down);
                let common = rise.iter().rev().zip(fall.iter().rev()).take_while(|(a, b)| a == b).count();
                let (rising, falling) = (&rise[..rise.len() - common], &fall[..fall.len() - common]);
                if rising.contains(&category) {
                    let ups = rising.iter().map(|c| (*c, 1.0));
                    moves.push(ups.chain(falling.iter().map(|c| (*c, -1.0))).collect());
                }
            }
            moves.push(rise.iter().map(|c| (*c, 1.0)).collect());
        }
        moves
    }
}

/// A cube: a table with its dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Cube {
    table: Table,
    dimensions: Vec<Dimension>,
}

impl Cube {
    /// All cells, totals included, the last dimension running fastest.
    ///
    /// # Errors
    /// Too few or too many cells; as [`Table::new`].
    pub fn new(dimensions: Vec<Dimension>, cells: Vec<Cell>) -> Result<Self> {
        let needed = dimensions.iter().fold(1_usize, |size, d| size.saturating_mul(d.len()));
        if needed != cells.len() {
            return Err(Error::WrongSize { needed, got: cells.len() });
        }
        let mut equations = Vec::new();
        let mut stride = needed;
        for dimension in &dimensions {
            let block = stride;
            stride /= dimension.len();
            for cell in 0..needed {
                let category = (cell % block) / stride;
                let parts = &dimension.children[category];
                if !parts.is_empty() {
                    let origin = cell - category * stride;
                    equations
                        .push(Equation { total: cell, parts: parts.iter().map(|p| origin + p * stride).collect() });
                }
            }
        }
        Ok(Self { table: Table::new(cells, equations)?, dimensions })
    }

    /// A cube from its innermost cells alone, totals added up. `leaf` gives the cell of each combination of
    /// lowest categories, the last dimension running fastest (over the lowest categories only, in their order).
    ///
    /// # Errors
    /// As [`Cube::new`].
    pub fn add_up(dimensions: Vec<Dimension>, leaves: &[Cell]) -> Result<Self> {
        let lowest: Vec<Vec<usize>> =
            dimensions.iter().map(|d| (0..d.len()).filter(|c| d.children[*c].is_empty()).collect()).collect();
        let needed = lowest.iter().fold(1_usize, |size, list| size.saturating_mul(list.len()));
        if needed != leaves.len() {
            return Err(Error::WrongSize { needed, got: leaves.len() });
        }
        let size: usize = dimensions.iter().map(Dimension::len).product();
        let mut cells = vec![Cell::count(0.0); size];
        for (number, leaf) in leaves.iter().enumerate() {
            let mut rest = number;
            let mut targets = vec![0_usize];
            let mut stride = 1;
            for (dimension, list) in dimensions.iter().zip(&lowest).rev() {
                let category = list[rest % list.len()];
                rest /= list.len();
                let path = dimension.path(category);
                targets = targets.iter().flat_map(|t| path.iter().map(move |c| t + c * stride)).collect();
                stride *= dimension.len();
            }
            for target in targets {
                let cell = &mut cells[target];
                cell.value += leaf.value;
                cell.n += leaf.n;
                cell.contributions.extend(&leaf.contributions);
            }
        }
        for cell in &mut cells {
            cell.contributions.sort_by(|a, b| b.total_cmp(a));
        }
        Self::new(dimensions, cells)
    }

    /// The cells and sums.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The categories of a cell, one a dimension.
    #[must_use]
    pub fn categories(&self, cell: usize) -> Vec<usize> {
        let mut rest = cell;
        let mut found: Vec<usize> = self
            .dimensions
            .iter()
            .rev()
            .map(|dimension| {
                let category = rest % dimension.len();
                rest /= dimension.len();
                category
            })
            .collect();
        found.reverse();
        found
    }

    /// The ways each dimension lets this cell go up, as steps in the list of cells.
    pub(crate) fn moves(&self, cell: usize) -> Vec<Vec<Vec<(isize, f64)>>> {
        let categories = self.categories(cell);
        let mut stride = 1_isize;
        let mut all = Vec::with_capacity(categories.len());
        for (dimension, category) in self.dimensions.iter().zip(&categories).rev() {
            let here = *category as isize;
            let moves = dimension
                .moves(*category)
                .into_iter()
                .map(|one| one.into_iter().map(|(c, sign)| ((c as isize - here) * stride, sign)).collect())
                .collect();
            all.push(moves);
            stride *= dimension.len() as isize;
        }
        all
    }
}
