//! How good an answer is known to be, or why there is none.

use super::Teller;
use grouping::{NoGroups, Outcome, Phase, Problem, Progress, Score, Wish};
use i18n::{Lang, Numbers};

impl Teller {
    /// Points: `12 345 poäng`.
    #[must_use]
    pub fn points(&self, points: i64) -> String {
        let size = self.whole(points.unsigned_abs());
        let minus = if points < 0 { i18n::MINUS.to_string() } else { String::new() };
        let word = if points == 1 { self.pick("poäng", "point") } else { self.pick("poäng", "points") };
        format!("{minus}{size}\u{a0}{word}")
    }

    /// A share in per cent, never rounded down to nothing: `mindre än 0,01 %`.
    fn share(&self, share: f64) -> String {
        let percent = 100.0 * share;
        let text = |value: f64, places| Numbers::of(self.lang).fixed(value, places);
        if percent < 0.01 {
            format!("{} {}\u{a0}%", self.pick("mindre än", "less than"), text(0.01, 2))
        } else {
            format!("{}\u{a0}%", text(percent, if percent < 1.0 { 2 } else { 1 }))
        }
    }

    /// How good the groups are known to be.
    #[must_use]
    pub fn outcome(&self, outcome: &Outcome) -> String {
        let total = self.points(outcome.score.total);
        if outcome.proven {
            return match self.lang {
                Lang::Sv => format!("Det här är den bästa indelningen ({total}, lägre är bättre). Det är bevisat."),
                Lang::En => format!("This is the best arrangement ({total}; lower is better). That is proven."),
            };
        }
        let (bound, gap) = (self.points(outcome.bound), self.share(outcome.gap()));
        let stopped = match (outcome.how.stopped, self.lang) {
            (true, Lang::Sv) => "Sökningen avbröts innan den var klar. ",
            (true, Lang::En) => "The search was stopped before it was done. ",
            (false, Lang::Sv) => "Sökningen tog slut innan den var klar. ",
            (false, Lang::En) => "The search ended before it was done. ",
        };
        match self.lang {
            Lang::Sv => format!(
                "{stopped}Det här är det bästa som hittades: {total}. Inget kan kosta mindre än {bound}, så det som finns att vinna är högst {gap}."
            ),
            Lang::En => format!(
                "{stopped}This is the best that was found: {total}. Nothing can cost less than {bound}, so there is at most {gap} to gain."
            ),
        }
    }

    /// Whether an arrangement is allowed, and what it costs.
    #[must_use]
    pub fn checked(&self, breaches: usize, total: i64) -> String {
        let (n, total) = (self.count(breaches), self.points(total));
        match (breaches, self.lang) {
            (0, Lang::Sv) => format!("Indelningen följer alla regler. Den kostar {total}."),
            (0, Lang::En) => format!("The arrangement keeps all the rules. It costs {total}."),
            (1, Lang::Sv) => format!("Indelningen bryter mot en regel. Den kostar {total}."),
            (1, Lang::En) => format!("The arrangement breaks a rule. It costs {total}."),
            (_, Lang::Sv) => format!("Indelningen bryter mot reglerna på {n} ställen. Den kostar {total}."),
            (_, Lang::En) => format!("The arrangement breaks the rules in {n} places. It costs {total}."),
        }
    }

    /// What a point is, by what a kilometre or a minute costs; `None` where ways cost nothing.
    #[must_use]
    pub fn a_point(&self, problem: &Problem) -> Option<String> {
        let weight = problem.weight(Wish::Travel);
        (weight > 0).then(|| {
            let (way, points) = (self.way(1), self.points(i64::from(weight)));
            match self.lang {
                Lang::Sv => format!("Så räknas poängen: {way} till någon man ska träffa är {points}."),
                Lang::En => format!("How points are counted: {way} to somebody one is to meet is {points}."),
            }
        })
    }

    /// What the sum is made of: the groups', and what is counted once for all.
    #[must_use]
    pub fn sum(&self, score: &Score) -> String {
        let groups = self.points(score.groups.iter().map(|it| it.total).sum());
        let fairness = (score.fairness > 0).then(|| {
            let (points, worst) = (self.points(score.fairness), self.points(score.worst));
            let times = self.whole((score.fairness / score.worst.max(1)).unsigned_abs());
            match self.lang {
                Lang::Sv => format!("{points} för rättvisan ({times} gånger de {worst} som den bär som får det sämst)"),
                Lang::En => format!("{points} for fairness ({times} times the {worst} that the worst-off bears)"),
            }
        });
        let out = (score.left_out > 0).then(|| {
            let points = self.points(score.left_out);
            match self.lang {
                Lang::Sv => format!("{points} för att någon blir utan grupp"),
                Lang::En => format!("{points} because somebody is left without a group"),
            }
        });
        let more: Vec<String> = fairness.into_iter().chain(out).collect();
        match (more.is_empty(), self.lang) {
            (true, Lang::Sv) => format!("Summan är gruppernas poäng, {groups}."),
            (true, Lang::En) => format!("The sum is the points of the groups, {groups}."),
            (false, Lang::Sv) => format!("Summan är gruppernas poäng, {groups}, och {}.", more.join(", och ")),
            (false, Lang::En) => format!("The sum is the points of the groups, {groups}, and {}.", more.join(", and ")),
        }
    }

    /// Who is worst off.
    #[must_use]
    pub fn worst_off(&self, score: &Score) -> Option<String> {
        if score.worst_off.is_empty() {
            return None;
        }
        let (who, points) = (self.list(score.worst_off.iter().map(String::as_str)), self.points(score.worst));
        Some(match self.lang {
            Lang::Sv => format!("Sämst får {who} det: {points}."),
            Lang::En => format!("Worst off: {who}, {points}."),
        })
    }

    /// Why there are no groups.
    #[must_use]
    pub fn no_groups(&self, none: &NoGroups) -> String {
        match (none, self.lang) {
            (NoGroups::Impossible { homeless, .. }, Lang::Sv) if homeless.is_empty() => {
                "Det går inte att bilda grupper som följer alla regler. Det är bevisat.".into()
            }
            (NoGroups::Impossible { homeless, .. }, Lang::En) if homeless.is_empty() => {
                "No groups keep all the rules. That is proven.".into()
            }
            (NoGroups::Impossible { homeless, .. }, Lang::Sv) => {
                let who = self.list(homeless.iter().map(String::as_str));
                format!("Det går inte att bilda grupper som följer alla regler: {who} får inte plats i någon grupp alls.")
            }
            (NoGroups::Impossible { homeless, .. }, Lang::En) => {
                let who = self.list(homeless.iter().map(String::as_str));
                format!("No groups keep all the rules: {who} cannot be in any group at all.")
            }
            (NoGroups::NotFound { .. }, Lang::Sv) => {
                "Inga grupper hittades i tid. Det är inte känt om det finns några. Ge sökningen mer tid, eller ta bort någon regel.".into()
            }
            (NoGroups::NotFound { .. }, Lang::En) => {
                "No groups were found in time. It is not known whether there are any. Give the search more time, or take a rule away.".into()
            }
        }
    }

    /// How far the work has come, in one line.
    #[must_use]
    pub fn progress(&self, progress: &Progress) -> String {
        let phase = match (progress.phase, self.lang) {
            (Phase::Start, Lang::Sv) => "Hittar de första grupperna",
            (Phase::Start, Lang::En) => "Finding the first groups",
            (Phase::Bound, Lang::Sv) => "Räknar på hur bra det kan bli",
            (Phase::Bound, Lang::En) => "Working out how good it can be",
            (Phase::Search, Lang::Sv) => "Söker något bättre",
            (Phase::Search, Lang::En) => "Looking for something better",
            (Phase::Proof, Lang::Sv) => "Bevisar att inget är bättre",
            (Phase::Proof, Lang::En) => "Proving that nothing is better",
        };
        let Some(best) = progress.best else { return phase.to_owned() };
        // Points are far below 2^53.
        #[expect(clippy::cast_precision_loss, reason = "see above")]
        let gap = if best > progress.bound && best > 0 { (best - progress.bound) as f64 / best as f64 } else { 0.0 };
        let best = self.points(best);
        let gap = if gap > 0.0 { self.share(gap) } else { "0\u{a0}%".to_owned() };
        match self.lang {
            Lang::Sv => format!("{phase}: bästa hittills {best}, högst {gap} att vinna"),
            Lang::En => format!("{phase}: best so far {best}, at most {gap} to gain"),
        }
    }
}
