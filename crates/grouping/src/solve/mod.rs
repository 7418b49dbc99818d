//! Solving: set partitioning with mentors, a supporting mentor behind some of them, and the worst-off counted.
//!
//! The plain integer programme has a variable for each group with each mentor: millions in a national round. So
//! the method is column generation with a Lagrangian bound (Barnhart et al. 1998; Geoffrion 1974; Fisher 1981):
//!
//! 1. [`improve`]: large neighbourhood search makes a plan (Shaw 1998).
//! 2. [`bound`]: prices for the units, and with them a bound over all groups there are, in whole numbers: first the
//!    volume algorithm ([`dual`]), then the master problem solved exactly ([`master`], [`simplex`]) with smoothed prices
//!    (Wentges 1997; Pessoa et al. 2018) and subset-row cuts over all groups (Jepsen et al. 2008; [`cuts`]). Groups are
//!    so small that a cut is a price on two that meet: what pricing looks for stays as simple ([`price`]).
//! 3. Fairness makes the objective a sum plus a maximum: the heaviest burden is parted into intervals, each with its
//!    bound: "at most so much" forbids groups, "more than that" costs at once. Most of the gap lies here, not in the
//!    sum, and the master problem goes on from one cap to the next in a moment.
//! 4. [`dive`]: plans from the relaxation under a cap (Sadykov et al. 2019), and neighbourhoods of the best plan that
//!    choose anew by a branch and bound of their own.
//! 5. [`programme`] and [`prove`]: the groups that could be part of something better, where they are few enough to
//!    write down, are handed over as an integer programme (through `good_lp`), and a branch and bound with cuts proves
//!    that nothing cheaper is left, or finds it.
//!
//! Nothing that comes out rests on floating numbers: bounds are checked in whole numbers, plans scored and checked
//! anew from the problem.

mod backing;
mod bound;
mod cuts;
mod dive;
mod dual;
mod improve;
mod master;
mod plan;
mod price;
mod programme;
mod prove;
mod simplex;
mod space;
mod work;

use bound::Bound;
use dual::{Pool, Prices};
use improve::Improve;
use master::Master;
use plan::{Plan, Scale};
use price::{FINE, Pricing};
use prove::Proof;
use space::{Column, Space};
use work::Work;

use crate::{Effort, Go, NoGroups, Outcome, Phase, Problem, Progress, form::outcome};

/// The most columns that are written down for a proof.
const WRITTEN: usize = 150_000;
/// Units that choose anew at once, to begin with.
const OPENED: usize = 30;
/// The most cuts of the master problem.
const CUTS: usize = 300;
/// The most branches in the proof of one interval before it is parted; four times as many each time it is tried anew.
const BRANCHES: u64 = 20_000;
/// The same in large rounds, where each branch takes longer and parting the burdens helps more.
const BRANCHES_LARGE: u64 = 1_000;
/// More units than this make a large round.
const LARGE: usize = 60;

/// An interval of the heaviest burden, and what is known of it.
struct Part {
    low: i64,
    high: i64,
    /// Plain, without fairness.
    bound: Bound,
    /// No total in it is less.
    total: i64,
    /// Whether it has been given up.
    stuck: bool,
    /// How many times a proof has been tried.
    tries: u32,
}

/// All of one run.
struct Run<'s, 'a, 'w> {
    space: &'s Space<'a>,
    scale: Scale,
    plan: Plan,
    pool: Pool,
    master: Master<'s, 'a>,
    parts: Vec<Part>,
    /// Whether nothing better than the plan is left.
    proven: bool,
    effort: Effort,
    work: Work<'w>,
}

/// Finds the cheapest groups.
pub(crate) fn solve(
    problem: &Problem,
    effort: &Effort,
    tell: &mut dyn FnMut(&Progress) -> Go,
) -> Result<Outcome, NoGroups> {
    let space = Space::new(problem);
    let scale = Scale::of(&space);
    let mut work = Work::new(effort, tell);
    work.say();
    let homeless = homeless(&space, &mut work);
    if !homeless.is_empty() {
        return Err(NoGroups::Impossible { homeless, how: work.how });
    }
    let Some(plan) = Plan::of(&space, scale, Vec::new()) else {
        // Nobody in a group asks for nobody's back-up, so there is always this plan.
        return Err(NoGroups::NotFound { how: work.how });
    };
    let mut run = Run {
        space: &space,
        scale,
        plan,
        pool: Pool::new(&space),
        master: Master::new(&space, scale.dear(&space)),
        parts: Vec::new(),
        proven: false,
        effort: *effort,
        work,
    };
    run.all();
    run.answer()
}

/// Who fits in no group at all, and may not be left out.
fn homeless(space: &Space<'_>, work: &mut Work<'_>) -> Vec<String> {
    let mut homeless = Vec::new();
    for unit in (0..space.n).filter(|it| space.out[*it].is_none()) {
        if !(0..space.m)
            .any(|k| space.leads[k] > 0 && space.lead_ok(unit, k) && fits(space, &mut vec![unit], 0, k, work))
        {
            homeless.extend(space.ids(unit).cloned());
        }
    }
    homeless.sort();
    homeless
}

/// Whether these units, and perhaps more from there on, make a group with the mentor.
fn fits(space: &Space<'_>, units: &mut Vec<usize>, from: usize, mentor: usize, work: &mut Work<'_>) -> bool {
    work.spend(20);
    if space.column(units, mentor).is_some() {
        return true;
    }
    let seats: u32 = units.iter().map(|it| space.seats[*it]).sum();
    if seats >= space.largest {
        return false;
    }
    for next in from..space.n {
        let joins = seats + space.seats[next] <= space.largest
            && space.lead_ok(next, mentor)
            && units.iter().all(|it| space.pair_ok(*it, next));
        if joins && units.len() < space::MOST {
            units.push(next);
            let found = fits(space, units, next + 1, mentor, work);
            units.pop();
            if found {
                return true;
            }
        }
    }
    false
}

impl Run<'_, '_, '_> {
    fn all(&mut self) {
        let mut improve = Improve::new(self.space, self.scale, self.effort.seed);
        let n = self.space.n;
        improve.run(&mut self.plan, 20 * n, 8 * n, &mut self.work);
        self.work.phase = Phase::Bound;
        self.first();
        let mut not = Vec::new();
        let mut round = 0;
        while self.open() && !self.work.ended {
            if round % (if round < 30 { 3 } else { 8 }) == 0 {
                self.work.phase = Phase::Search;
                self.dive(&mut improve, &mut not);
                // A small round is proven sooner than its parts are renewed.
                if n > 2 * OPENED {
                    self.renew(&mut improve, 6);
                }
            }
            self.work.phase = Phase::Proof;
            if !self.open() || self.work.ended || !self.next() {
                break;
            }
            round += 1;
        }
        while self.open() && !self.work.ended {
            self.work.phase = Phase::Search;
            let before = self.plan.total;
            improve.run(&mut self.plan, 200 * n, 20 * n, &mut self.work);
            self.renew(&mut improve, 40);
            if self.plan.total == before {
                break;
            }
        }
        self.heed();
    }

    /// A plan from the relaxation of the interval that holds the bound down, bettered; kept if it is better.
    fn dive(&mut self, improve: &mut Improve<'_, '_>, not: &mut Vec<Column>) {
        let Some(part) = self.parts.iter().min_by_key(|it| (it.total, it.low)) else { return };
        let cap = part.high;
        let columns = dive::dive(self.space, &mut self.master, (cap, &[]), not, &mut self.work);
        let Some(mut plan) = Plan::of(self.space, self.scale, columns) else { return };
        let n = self.space.n;
        improve.run(&mut plan, 20 * n, 8 * n, &mut self.work);
        self.take(plan);
    }

    /// Lets a neighbourhood of the plan choose anew, until that has helped nothing so many times.
    fn renew(&mut self, improve: &mut Improve<'_, '_>, times: usize) {
        let n = self.space.n;
        let mut idle = 0;
        while idle < times && !self.work.ended && self.plan.holds(self.scale) {
            let kept = improve.keep(&self.plan, n.clamp(1, OPENED + 6 * (idle % 4)));
            let plain: i64 = self.plan.columns.iter().map(|it| it.cost).sum();
            let worst = self.plan.columns.iter().map(|it| it.worst).max().unwrap_or(0);
            let stays = kept.iter().map(|it| it.worst).max().unwrap_or(0);
            // What may be won: in the sum, and by the heaviest burden.
            let spare = plain + self.space.fairness * (worst - stays);
            let best = self.plan.total;
            let work = &mut self.work;
            let found = dive::renew(self.space, &mut self.master, (best, spare, worst), &kept, work);
            let Some(plan) = found.and_then(|it| Plan::of(self.space, self.scale, it)) else {
                idle += 1;
                continue;
            };
            idle = if plan.total < self.plan.total { 0 } else { idle + 1 };
            self.take(plan);
        }
    }

    /// What is to be beaten: the plan, or what no allowed arrangement reaches.
    fn best(&self) -> i64 {
        self.plan.total.min(self.scale.ruin)
    }

    /// The first bound, whatever the worst-off bears.
    fn first(&mut self) {
        let prices = self.prices();
        let enough = self.best() * FINE;
        self.pool.extend(self.plan.columns.iter().copied());
        let limits = (i64::MAX, self.target(enough), enough);
        let Some(bound) = bound::raise(self.space, &mut self.pool, &prices, limits, &mut self.work) else { return };
        let dearest = self.pool.columns().map(|it| it.cost).max().unwrap_or(0);
        let dear = (8.0 * dearest as f64).min(self.scale.dear(self.space));
        // Where there are no groups yet, there may be none: then to break a row has to cost what that costs.
        let ruin = 2.0 * self.scale.ruin as f64;
        self.master = Master::new(self.space, if self.plan.holds(self.scale) { dear } else { ruin });
        self.master.extend(self.pool.columns().copied());
        let bound = self.raise(bound, (i64::MAX, enough));
        if !self.plan.holds(self.scale) {
            self.master = self.master.again(dear);
        }
        let total = whole(bound.value);
        self.parts.push(Part { low: 0, high: i64::MAX, bound, total, stuck: false, tries: 0 });
        self.heed();
    }

    /// As good a bound as there is from this one.
    fn raise(&mut self, bound: Bound, limits: (i64, i64)) -> Bound {
        let (space, master, work) = (self.space, &mut self.master, &mut self.work);
        let bound = bound::converge(space, master, bound, limits, work);
        bound::tighten(space, master, bound, limits, CUTS, work)
    }

    /// What a plain bound may be hoped to come near: fine.
    fn target(&self, enough: i64) -> i64 {
        if !self.plan.holds(self.scale) {
            // As if those left out were as dear as the others.
            let there = self.plan.columns.iter().filter(|it| it.cost < self.scale.ruin);
            let (units, cost) = there.fold((1, 0), |sum, it| (sum.0 + it.units().count() as i64, sum.1 + it.cost));
            return enough.min(FINE * (1 + cost / units * self.space.n as i64 * 3 / 2));
        }
        let worst = self.plan.columns.iter().map(|it| it.worst).max().unwrap_or(0);
        let plain = (self.plan.total - self.space.fairness * worst) * FINE;
        enough.min(plain + plain / 50)
    }

    /// To begin with each unit pays its share of its group.
    fn prices(&self) -> Prices {
        let mut prices = Prices::nought(self.space);
        for column in &self.plan.columns {
            let cost = if column.cost < self.scale.ruin { column.cost } else { 0 };
            let share = cost as f64 / column.units().count() as f64;
            column.units().for_each(|unit| prices.unit[unit] = share);
        }
        prices
    }

    /// Whether there is anything left to prove or find.
    fn open(&mut self) -> bool {
        self.heed();
        let best = self.best();
        let gap = best - self.work.bound;
        let asked = i128::from(self.effort.gap) * i128::from(best.max(0)) / 1_000_000;
        let enough = self.plan.holds(self.scale) && self.effort.gap > 0 && i128::from(gap) <= asked;
        gap > 0 && !enough
    }

    /// Drops the intervals in which nothing better can be, and notes the bound over those that are left.
    fn heed(&mut self) {
        let (best, fairness) = (self.best(), self.space.fairness);
        for part in &mut self.parts {
            if fairness > 0 {
                // Who bears more than this makes it dearer than what there is.
                part.high = part.high.min((best - 1 - whole(part.bound.value)).div_euclid(fairness));
            }
        }
        let had = !self.parts.is_empty();
        self.parts.retain(|it| it.total < best && it.low <= it.high);
        let bound = self.parts.iter().map(|it| it.total).min();
        if had {
            self.work.bound = self.work.bound.max(bound.unwrap_or(best).min(best));
        }
        if self.plan.holds(self.scale) {
            self.work.best = Some(self.plan.total);
        }
        self.proven |= had && self.parts.is_empty();
    }

    /// Works on the interval that holds the bound down; whether there was one.
    fn next(&mut self) -> bool {
        let open = (0..self.parts.len()).filter(|at| !self.parts[*at].stuck);
        let Some(at) = open.min_by_key(|at| (self.parts[*at].total, *at)) else { return false };
        let part = self.parts.swap_remove(at);
        self.work.say();
        let spread = part.high.saturating_sub(part.low).saturating_mul(self.space.fairness);
        let gap = self.best() - part.total;
        if (spread.saturating_mul(8) > gap || part.high == i64::MAX) && self.space.fairness > 0 && part.high > part.low
        {
            self.halve(part);
            return true;
        }
        self.prove(part);
        true
    }

    /// Parts an interval in two.
    fn halve(&mut self, part: Part) {
        let fairness = self.space.fairness;
        // Above, nearly all of the gap is closed by the burden alone; below, the relaxation has to.
        let (best, plain) = (self.best(), whole(part.bound.value));
        let aim = best - (best - part.total) / 8 - plain;
        // Not far below at once: where a cap leaves nothing, that is quicker seen from near by.
        let half = (part.high - part.low + 1) / 2;
        let step = if self.plan.holds(self.scale) { half.min(part.high / 6) } else { half };
        let near = part.high - step.max(1);
        let aim = aim.div_euclid(fairness);
        let middle = if aim < part.high { aim.max(near).max(part.low) } else { near };
        let enough = (best - fairness * part.low) * FINE;
        let more = Part {
            low: middle + 1,
            total: part.total.max(whole(part.bound.value) + fairness * (middle + 1)),
            bound: part.bound.clone(),
            ..part
        };
        let bound = self.raise(part.bound.clone(), (middle, enough));
        let total = part.total.max(whole(bound.value) + fairness * part.low);
        self.parts.push(more);
        self.parts.push(Part { high: middle, bound, total, ..part });
        self.heed();
    }

    /// Writes down what could be part of something better, and looks through it.
    fn prove(&mut self, mut part: Part) {
        let written = self.written(&part);
        let few = written.is_some();
        if let Some(columns) = written {
            self.work.how.columns += columns.len() as u64;
            let branches = if self.space.n > LARGE { BRANCHES_LARGE } else { BRANCHES };
            let mut proof = Proof::new(self.space, self.best(), branches << (2 * part.tries.min(20)));
            if columns.len() <= programme::MOST && !self.work.ended {
                self.suggested(&columns, &part);
            }
            let ended = proof.run(columns, &part.bound.prices, (part.low, part.high), &mut self.work);
            if let Some(plan) = proof.found.and_then(|it| Plan::of(self.space, self.scale, it)) {
                self.take(plan);
            }
            if ended {
                self.parts.push(Part { total: self.best(), ..part });
                self.heed();
                return;
            }
        }
        if self.space.fairness > 0 && part.high > part.low && !self.work.ended {
            self.halve(part);
        } else {
            part.stuck = !few;
            part.tries += 1;
            self.parts.push(part);
        }
    }

    /// Takes in what the integer programme suggests.
    fn suggested(&mut self, columns: &[Column], part: &Part) {
        self.work.spend(2_000 * columns.len() as u64);
        let suggested = programme::solve(self.space, columns, (part.low, part.high));
        if let Some(plan) = suggested.and_then(|it| Plan::of(self.space, self.scale, it)) {
            self.take(plan);
        }
    }

    /// Keeps a plan if it is better.
    fn take(&mut self, plan: Plan) {
        if plan.total < self.plan.total {
            self.plan = plan;
        }
    }

    /// Every column that could be part of something better in an interval; `None`: too many.
    fn written(&mut self, part: &Part) -> Option<Vec<Column>> {
        let Bound { value, whole: prices, rents, .. } = &part.bound;
        let mut all = Vec::new();
        let room = (self.best() - 1 - self.space.fairness * part.low) * FINE - value;
        for mentor in (0..self.space.m).filter(|it| self.space.leads[*it] > 0) {
            let Some(lead) = prices.lead(self.space, mentor) else { continue };
            let pricing = Pricing::new(self.space, mentor, prices, part.high);
            let left = WRITTEN.checked_sub(all.len())?;
            let found = pricing.every(room + rents[mentor] - lead + 1, left, &mut self.work)?;
            all.extend(found.into_iter().map(|it| it.1));
            if self.work.ended {
                return None;
            }
        }
        all.extend((0..self.space.n).filter_map(|unit| self.space.left_out(unit)));
        Some(all)
    }

    fn answer(self) -> Result<Outcome, NoGroups> {
        let how = self.work.how;
        if !self.plan.holds(self.scale) {
            return Err(if self.proven {
                NoGroups::Impossible { homeless: Vec::new(), how }
            } else {
                NoGroups::NotFound { how }
            });
        }
        let bound = if self.proven { self.plan.total } else { self.work.bound };
        let backed = plan::backed(self.space, &self.plan.columns).map(|it| it.1);
        let arrangement = self.space.arrangement(&self.plan.columns, &backed.unwrap_or_default());
        outcome(self.space.problem, arrangement, bound, how).ok_or(NoGroups::NotFound { how })
    }
}

/// The least whole number of points that is not less.
const fn whole(fine: i64) -> i64 {
    -((-fine).div_euclid(FINE))
}
