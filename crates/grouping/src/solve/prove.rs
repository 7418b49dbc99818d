//! Proving that nothing is cheaper, or finding it: branch and bound over the columns that could still be part of
//! something better, with a Lagrangian bound and fixing by reduced cost in every branch (Fisher 1981; Barnhart et al.
//! 1998).
//!
//! Every bound is a whole number. The worst-off organisation is branched on like anything else: "nobody bears more
//! than this" against "somebody does".

use super::{
    cuts,
    dual::{Pool, Prices, Rest, Shares, Whole},
    master::Master,
    plan,
    price::FINE,
    space::{Column, Space},
    work::Work,
};

/// Turns of the volume algorithm in a branch: at the root, where burdens are parted, elsewhere. The first two are
/// solved by the linear programme instead.
const ROOT_TURNS: usize = 300;
const SPLIT_TURNS: usize = 120;
/// How many times cuts are looked for where burdens are parted.
const CUT_ROUNDS: u32 = 12;
const TURNS: usize = 30;
/// So many times as many heavy columns are as good to part by as those of one unit.
const HEAVY: usize = 4;
/// The most cuts it begins with: room is left for its own.
const TAKEN: usize = 60;

/// The proof of one interval of the heaviest burden.
pub(super) struct Proof<'s, 'a> {
    space: &'s Space<'a>,
    /// The total that is to be beaten.
    pub(super) best: i64,
    /// What beats it.
    pub(super) found: Option<Vec<Column>>,
    chosen: Vec<Column>,
    cuts: Vec<cuts::Cut>,
    /// Branches there may still be.
    left: u64,
}

/// A branch.
struct Branch {
    columns: Vec<Column>,
    rest: Rest,
    prices: Prices,
    /// What is chosen costs, plain.
    sum: i64,
    /// The heaviest burden is at least this.
    low: i64,
    /// Turns its bound is worth.
    turns: usize,
}

/// What is known of a branch at some prices: fine.
struct Known {
    value: i64,
    rents: Vec<i64>,
    whole: Whole,
}

impl<'s, 'a> Proof<'s, 'a> {
    pub(super) const fn new(space: &'s Space<'a>, best: i64, branches: u64) -> Self {
        Self { space, best, found: None, chosen: Vec::new(), cuts: Vec::new(), left: branches }
    }

    /// Looks through everything these columns can become, where the heaviest burden is between `low` and `cap`.
    /// Whether it came to the end: then nothing cheaper than [`Proof::best`] is left.
    pub(super) fn run(
        &mut self,
        mut columns: Vec<Column>,
        prices: &Prices,
        (low, cap): (i64, i64),
        work: &mut Work<'_>,
    ) -> bool {
        let rest = Rest::all(self.space, cap);
        let prices = self.take_cuts(&mut columns, prices);
        self.branch(Branch { columns, rest, prices, sum: 0, low, turns: ROOT_TURNS }, work)
    }

    /// Begins with the cuts that cost most at these prices, as bits of the columns.
    fn take_cuts(&mut self, columns: &mut [Column], prices: &Prices) -> Prices {
        let priced = prices.cuts.iter().zip(&prices.cut).filter(|(_, price)| **price > 0.0);
        let mut priced: Vec<(f64, cuts::Cut)> = priced.map(|(cut, price)| (*price, *cut)).collect();
        priced.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        priced.truncate(TAKEN);
        self.cuts = priced.iter().map(|it| it.1).collect();
        for column in columns {
            let held = self.cuts.iter().enumerate().filter(|(_, cut)| cut.holds(column));
            column.cuts = held.fold(0, |bits, (nth, _)| bits | 1 << nth);
        }
        Prices { cut: priced.iter().map(|it| it.0).collect(), cuts: Vec::new(), ..prices.clone() }
    }

    /// The same for what is left beside groups that stay.
    pub(super) fn rest(
        &mut self,
        kept: &[Column],
        columns: Vec<Column>,
        prices: &Prices,
        cap: i64,
        work: &mut Work<'_>,
    ) -> bool {
        let mut rest = Rest::all(self.space, cap);
        for column in kept {
            column.units().for_each(|unit| rest.free[unit] = false);
            if let Some(lead) = rest.leads.get_mut(usize::from(column.mentor)) {
                *lead = lead.saturating_sub(1);
            }
        }
        let full = kept.iter().filter(|it| !it.is_out()).count() >= self.space.most_groups as usize;
        let mut columns = columns;
        columns.retain(|it| it.is_out() || (!full && rest.leads[usize::from(it.mentor)] > 0));
        self.chosen = kept.to_vec();
        let sum = kept.iter().map(|it| it.cost).sum();
        let low = kept.iter().map(|it| it.worst).max().unwrap_or(0);
        self.branch(Branch { columns, rest, prices: prices.clone(), sum, low, turns: ROOT_TURNS }, work)
    }

    fn branch(&mut self, branch: Branch, work: &mut Work<'_>) -> bool {
        if self.left == 0 || work.ended {
            return false;
        }
        self.left -= 1;
        work.how.branches += 1;
        if !branch.rest.free.contains(&true) {
            self.end(&branch);
            return true;
        }
        let cuts = self.cuts.len();
        let whole = self.look(branch, work);
        self.cuts.truncate(cuts);
        // The places of cuts that are gone are free for others.
        let stay = (1_u128 << cuts) - 1;
        self.chosen.iter_mut().for_each(|it| it.cuts &= stay);
        whole
    }

    /// Bounds a branch as well as is worth while, and parts what is left of it.
    fn look(&mut self, mut branch: Branch, work: &mut Work<'_>) -> bool {
        let mut rounds = if branch.turns >= SPLIT_TURNS { CUT_ROUNDS } else { 1 };
        loop {
            let Some((known, shares)) = self.bound(&mut branch, work) else { return true };
            let before = branch.columns.len();
            self.fix(&mut branch, &known);
            work.spend(20 * before as u64);
            let cut = rounds > 0 && self.cut(&mut branch, &shares, work);
            rounds = rounds.saturating_sub(1);
            // Where much went, or something was cut off, the bound may rise.
            if !cut && branch.columns.len() * 10 > before * 8 {
                return match self.by_burden(&branch, &known) {
                    Some(middle) => self.split(branch, middle, work),
                    None => self.by_column(branch, &known, work),
                };
            }
        }
    }

    /// Everybody is in a group.
    fn end(&mut self, branch: &Branch) {
        let worst = self.chosen.iter().map(|it| it.worst).max().unwrap_or(0);
        if worst > branch.rest.cap {
            return;
        }
        if let Some(total) = plan::total(self.space, &self.chosen).filter(|it| *it < self.best) {
            self.best = total;
            self.found = Some(self.chosen.clone());
        }
    }

    /// Cuts off what the relaxation took of a branch and no arrangement can; whether there was anything.
    fn cut(&mut self, branch: &mut Branch, shares: &Shares, work: &mut Work<'_>) -> bool {
        let first = self.cuts.len();
        let room = cuts::AT_ONCE.min(cuts::MOST - first);
        let mut broken = cuts::broken(self.space.n, shares, room, work);
        broken.retain(|it| !self.cuts.contains(it));
        let mut odd = cuts::odd(self.space.n, shares, (cuts::WIDEST, room - broken.len()), work);
        odd.retain(|it| !self.cuts.contains(it) && !broken.contains(it));
        broken.extend(odd);
        self.cuts.extend(broken);
        for (nth, cut) in self.cuts.iter().enumerate().skip(first) {
            let in_it = |it: &Column| cut.holds(it);
            branch.columns.iter_mut().filter(|it| in_it(it)).for_each(|it| it.cuts |= 1 << nth);
            self.chosen.iter_mut().filter(|it| in_it(it)).for_each(|it| it.cuts |= 1 << nth);
        }
        branch.prices.cut.resize(self.cuts.len(), 0.0);
        self.cuts.len() > first
    }

    /// The best bound that can be had here; `None`: it is no better than what there is.
    fn bound(&self, branch: &mut Branch, work: &mut Work<'_>) -> Option<(Known, Shares)> {
        branch.low = branch.low.max(self.least_burden(branch)?);
        if self.lacks_heavy(branch) {
            // Where nobody bears that much it is another branch's.
            return None;
        }
        branch.prices.cut.resize(self.cuts.len(), 0.0);
        branch.rest.cut = (0..self.cuts.len())
            .map(|cut| {
                let there = self.chosen.iter().filter(|it| it.cuts & (1 << cut) != 0).count();
                there as f64 - f64::from(self.cuts[cut].room())
            })
            .collect();
        let fair = self.space.fairness * branch.low;
        let enough = (self.best - fair - branch.sum) * FINE;
        let mut known = self.known(branch);
        if reached(&known, enough) {
            return None;
        }
        // Deep down the prices of the branch above are nearly right, and a linear programme costs more than it prunes.
        let (prices, shares) =
            if branch.turns >= SPLIT_TURNS { self.relaxed(branch, work) } else { self.ascended(branch, enough, work) };
        let before = std::mem::replace(&mut branch.prices, prices);
        let next = self.known(branch);
        if next.value > known.value {
            known = next;
        } else {
            branch.prices = before;
        }
        (!reached(&known, enough)).then_some((known, shares))
    }

    /// The relaxation of a branch: its prices, and what it takes.
    fn relaxed(&self, branch: &Branch, work: &mut Work<'_>) -> (Prices, Shares) {
        let dearest = branch.columns.iter().chain(&self.chosen).map(|it| it.cost).max().unwrap_or(0);
        let mut master = Master::new(self.space, 20.0 * (dearest + 1) as f64);
        master.cut(&self.cuts);
        master.set_cap(branch.rest.cap);
        master.extend(self.chosen.iter().chain(&branch.columns).copied());
        master.fix(&self.chosen);
        master.solve(work);
        let mut prices = master.prices();
        prices.cuts = Vec::new();
        (prices, master.shares())
    }

    /// Nearly that, from the prices there are.
    fn ascended(&self, branch: &Branch, enough: i64, work: &mut Work<'_>) -> (Prices, Shares) {
        let mut pool = Pool::new(self.space);
        pool.extend(branch.columns.iter().copied());
        // A little more than what is needed, so that the steps do not shrink just below it.
        let target = enough as f64 / FINE as f64 * 1.01;
        let (_, prices, shares) = pool.ascend(self.space, &branch.prices, (&branch.rest, target, branch.turns), work);
        (prices, shares)
    }

    /// The worst-off bears at least this, since each unit has to be in some column; `None`: one cannot be.
    fn least_burden(&self, branch: &Branch) -> Option<i64> {
        let mut least = vec![i64::MAX; self.space.n];
        for column in &branch.columns {
            column.units().for_each(|unit| least[unit] = least[unit].min(column.worst));
        }
        let free = least.iter().zip(&branch.rest.free).filter(|(_, free)| **free).map(|it| *it.0);
        let chosen = self.chosen.iter().map(|it| it.worst).max().unwrap_or(0);
        let low = free.max().unwrap_or(0).max(chosen);
        (low <= branch.rest.cap).then_some(low)
    }

    /// Whether nothing that is chosen or could be is as heavy as the branch says that something is.
    fn lacks_heavy(&self, branch: &Branch) -> bool {
        self.chosen.iter().chain(&branch.columns).all(|it| it.worst < branch.low)
    }

    /// The bound at the branch's prices, in whole numbers. What is chosen pays for its back-up and for being a group
    /// like all others.
    fn known(&self, branch: &Branch) -> Known {
        let space = self.space;
        let mut whole = branch.prices.whole(space);
        for (price, _) in whole.unit.iter_mut().zip(&branch.rest.free).filter(|(_, free)| !**free) {
            *price = 0;
        }
        let leads: Vec<Option<i64>> = (0..space.m).map(|mentor| whole.lead(space, mentor)).collect();
        let mut value = whole.base(space, &self.cuts);
        let chosen = self.chosen.iter().filter(|it| !it.is_out());
        value += chosen.filter_map(|it| Some(leads[usize::from(it.mentor)]? + whole.for_cuts(it))).sum::<i64>();
        let mut rents = vec![0_i64; space.m];
        for column in branch.columns.iter().filter(|it| !it.is_out()) {
            let mentor = usize::from(column.mentor);
            let reduced = FINE * column.cost - whole.paid(column) + leads[mentor].unwrap_or(0);
            rents[mentor] = rents[mentor].min(reduced);
        }
        value += rents.iter().zip(&branch.rest.leads).map(|(rent, times)| rent * i64::from(*times)).sum::<i64>();
        Known { value, rents, whole }
    }

    /// What a column adds to the bound, if it is chosen: fine.
    fn reduced(&self, column: &Column, known: &Known) -> i64 {
        let own = FINE * column.cost - known.whole.paid(column);
        if column.is_out() {
            return own;
        }
        let mentor = usize::from(column.mentor);
        own + known.whole.lead(self.space, mentor).unwrap_or(0) - known.rents[mentor]
    }

    /// Drops the columns with which nothing better can come.
    fn fix(&self, branch: &mut Branch, known: &Known) {
        let mut columns = std::mem::take(&mut branch.columns);
        columns.retain(|it| {
            let fair = self.space.fairness * it.worst.max(branch.low);
            let least = known.value + self.reduced(it, known) + FINE * (branch.sum + fair);
            it.worst <= branch.rest.cap && least <= (self.best - 1) * FINE
        });
        branch.columns = columns;
    }

    /// Where to part the burdens, if they matter more than the rest of the gap.
    fn by_burden(&self, branch: &Branch, known: &Known) -> Option<i64> {
        let high = branch.columns.iter().map(|it| it.worst).max()?.min(branch.rest.cap);
        if high <= branch.low {
            return None;
        }
        let spread = self.space.fairness * (high - branch.low);
        let gap = self.best - branch.sum - self.space.fairness * branch.low - known.value.div_euclid(FINE);
        (spread * 4 > gap).then_some(branch.low + (high - branch.low) / 2)
    }

    fn split(&mut self, branch: Branch, middle: i64, work: &mut Work<'_>) -> bool {
        let mut columns = branch.columns.clone();
        columns.retain(|it| it.worst <= middle);
        let less = Branch {
            columns,
            rest: Rest { cap: middle, ..branch.rest.clone() },
            prices: branch.prices.clone(),
            turns: SPLIT_TURNS,
            ..branch
        };
        let more = Branch { low: middle + 1, turns: SPLIT_TURNS, ..branch };
        let first = self.branch(less, work);
        self.branch(more, work) && first
    }

    /// Parts what can be by the column that holds the unit with the fewest; or by the one that bears what somebody
    /// has to bear, where there are few of those.
    fn by_column(&mut self, mut branch: Branch, known: &Known, work: &mut Work<'_>) -> bool {
        let Some((mut holds, heavy)) = self.one_of(&branch, known) else { return true };
        holds.sort_unstable();
        let mut whole = true;
        for (reduced, column) in holds {
            let fair = self.space.fairness * column.worst.max(branch.low);
            if known.value + reduced + FINE * (branch.sum + fair) > (self.best - 1) * FINE {
                // It was worth a look when this began; something better has come since.
                continue;
            }
            let next = self.chosen_next(&branch, column);
            work.spend(10 * branch.columns.len() as u64);
            self.chosen.push(column);
            whole &= self.branch(next, work);
            self.chosen.pop();
            if self.left == 0 || work.ended {
                return false;
            }
            if heavy {
                // There may be two heavy ones: everything with this one has been seen.
                branch.columns.retain(|it| *it != column);
            }
        }
        whole
    }

    /// Columns one of which has to be chosen, with what each adds to the bound, and whether that is so because they
    /// are heavy; `None`: everybody has a group.
    fn one_of(&self, branch: &Branch, known: &Known) -> Option<(Vec<(i64, Column)>, bool)> {
        let mut count = vec![0_usize; self.space.n];
        branch.columns.iter().flat_map(Column::units).for_each(|unit| count[unit] += 1);
        let free = (0..self.space.n).filter(|unit| branch.rest.free[*unit]);
        let unit = free.min_by_key(|unit| (count[*unit], *unit))?;
        let weighs = |it: &Column| it.worst >= branch.low;
        let heavy = !self.chosen.iter().any(weighs)
            && branch.columns.iter().filter(|it| weighs(it)).count() < HEAVY * count[unit];
        let is_one = |it: &Column| if heavy { weighs(it) } else { it.units().any(|there| there == unit) };
        let all = branch.columns.iter().filter(|it| is_one(it)).map(|it| (self.reduced(it, known), *it));
        Some((all.collect(), heavy))
    }

    fn chosen_next(&self, branch: &Branch, column: Column) -> Branch {
        let mut rest = branch.rest.clone();
        column.units().for_each(|unit| rest.free[unit] = false);
        if !column.is_out() {
            rest.leads[usize::from(column.mentor)] -= 1;
        }
        let groups = self.chosen.iter().chain([&column]).filter(|it| !it.is_out()).count();
        let full = groups >= self.space.most_groups as usize;
        let stays = |it: &&Column| {
            it.units().all(|unit| rest.free[unit]) && (it.is_out() || (!full && rest.leads[usize::from(it.mentor)] > 0))
        };
        let columns = branch.columns.iter().filter(stays).copied().collect();
        Branch {
            columns,
            sum: branch.sum + column.cost,
            low: branch.low.max(column.worst),
            prices: branch.prices.clone(),
            rest,
            turns: TURNS,
        }
    }
}

/// Whether nothing in the branch can cost less than what there is: totals are whole points.
const fn reached(known: &Known, enough: i64) -> bool {
    known.value > enough - FINE
}
