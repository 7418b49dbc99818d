//! Who mentored whom, round by round: a tree that grows to the right, or, on a telephone, downwards.

use crate::draw::{Anchor, Canvas, Glyph, Look, Paint, Type, font_size};
use crate::{Frame, Svg, Width};

/// A round: a column of a [`Genealogy`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenealogyRound {
    /// Its name over the column; broken over at most three lines.
    pub name: String,
    /// Its name in a word, beside each organisation of the narrow form: "2019".
    pub short: String,
}

/// An organisation that took part in a round. One that took part twice stands twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenealogyNode {
    /// Its name.
    pub name: String,
    /// Its round: a place in [`Genealogy::rounds`].
    pub round: usize,
    /// It did not stay: drawn hollow.
    pub left: bool,
}

/// What one did for another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tie {
    /// Mentored it: a solid line.
    #[default]
    Mentor,
    /// Stood behind its mentor: a dashed line.
    Support,
    /// May have mentored it: a dotted line.
    Possible,
}

/// A line from a mentor to a participant of a later round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GenealogyEdge {
    /// The mentor: a place in [`Genealogy::nodes`].
    pub from: usize,
    /// The participant: likewise.
    pub to: usize,
    /// What the one did for the other.
    pub tie: Tie,
}

/// Words for the three ties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TieWords {
    /// "mentor".
    pub mentor: String,
    /// "stöd till mentorn".
    pub support: String,
    /// "kan ha varit mentor".
    pub possible: String,
}

impl TieWords {
    fn of(&self, tie: Tie) -> &str {
        match tie {
            Tie::Mentor => &self.mentor,
            Tie::Support => &self.support,
            Tie::Possible => &self.possible,
        }
    }
}

/// Who mentored whom, round by round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Genealogy {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The rounds, in order of time.
    pub rounds: Vec<GenealogyRound>,
    /// Who took part, in the order wanted from top to bottom.
    pub nodes: Vec<GenealogyNode>,
    /// Who mentored whom. What does not lead to a later round is not drawn.
    pub edges: Vec<GenealogyEdge>,
    /// The key to the lines. Empty words: none.
    pub key: TieWords,
    /// What stands before the names of those who have no line of their own in the narrow form:
    /// "också mentor:", "stöd av:", "mentor kan ha varit:".
    pub also: TieWords,
    /// The key to the hollow mark: "var inte kvar till slutet". Empty: none.
    pub left: String,
}

/// Radius of a mark.
const MARK: f64 = 4.5;
/// From the middle of a mark to its name.
const BESIDE: f64 = 8.0;

/// Draws a [`Genealogy`].
pub fn genealogy(chart: &Genealogy, frame: &Frame<'_>) -> Svg {
    let form = if frame.width == Width::Wide { Form::Columns } else { Form::Rows };
    draw(chart, frame, form, 2)
}

/// How the tree stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// From left to right, a column a round.
    Columns,
    /// One under the other, a row each.
    Rows,
}

/// Draws the tree in a form, each name over so many lines at most.
pub(crate) fn draw(chart: &Genealogy, frame: &Frame<'_>, form: Form, most: usize) -> Svg {
    let tree = Tree::of(chart);
    match form {
        Form::Columns => columns_of_rounds(chart, &tree, frame, most),
        Form::Rows => rows(chart, &tree, frame, most),
    }
}

impl Genealogy {
    /// The round of a node; one there is not counts as the last.
    fn round_of(&self, node: &GenealogyNode) -> usize {
        node.round.min(self.rounds.len().saturating_sub(1))
    }

    /// As [`Genealogy::round_of`], by place.
    fn round_at(&self, at: usize) -> Option<usize> {
        self.nodes.get(at).map(|node| self.round_of(node))
    }
}

/// The chart as a tree: every node under the first mentor known for it, or under the one it may have had
/// where that is one alone.
struct Tree {
    /// What hangs under each node, and by what.
    under: Vec<Vec<(usize, Tie)>>,
    /// What hangs under nothing.
    roots: Vec<usize>,
    /// The edges that are not the tree's own, in the order given.
    others: Vec<GenealogyEdge>,
}

impl Tree {
    fn of(chart: &Genealogy) -> Self {
        let forward = |edge: &&GenealogyEdge| match (chart.round_at(edge.from), chart.round_at(edge.to)) {
            (Some(from), Some(to)) => from < to,
            _ => false,
        };
        let mut under = vec![Vec::new(); chart.nodes.len()];
        let mut hangs = vec![false; chart.nodes.len()];
        let mut others = Vec::new();
        let alone = |to: usize| {
            let mut mine = chart.edges.iter().filter(forward).filter(|edge| edge.to == to && edge.tie != Tie::Support);
            mine.next().is_some_and(|edge| edge.tie == Tie::Possible) && mine.next().is_none()
        };
        for edge in chart.edges.iter().filter(forward) {
            match hangs.get_mut(edge.to) {
                Some(hangs) if !*hangs && (edge.tie == Tie::Mentor || edge.tie == Tie::Possible && alone(edge.to)) => {
                    *hangs = true;
                    if let Some(under) = under.get_mut(edge.from) {
                        under.push((edge.to, edge.tie));
                    }
                }
                _ => others.push(*edge),
            }
        }
        let roots = hangs.iter().enumerate().filter(|(_, hangs)| !**hangs).map(|(at, _)| at).collect();
        Self { under, roots, others }
    }

    fn under(&self, at: usize) -> &[(usize, Tie)] {
        self.under.get(at).map_or(&[], Vec::as_slice)
    }
}

fn stroke(tie: Tie) -> Look {
    match tie {
        Tie::Mentor => Look::stroke(Paint::Ink, 1.5),
        Tie::Support => Look::stroke(Paint::Link, 1.5).dashed("7 4"),
        Tie::Possible => Look::stroke(Paint::Quiet, 1.75).dashed("1.5 4"),
    }
}

fn mark(canvas: &mut Canvas<'_>, x: f64, y: f64, left: bool) {
    let look = if left {
        Look::fill(Paint::Paper).outlined(Paint::Quiet, 1.5)
    } else {
        Look::fill(Paint::Ink).outlined(Paint::Paper, 1.0)
    };
    canvas.circle(x, y, MARK, look, "");
}

/// The name broken where it may be: at spaces, and after hyphens that stand between letters.
fn lines(kind: Type, name: &str, room: f64, most: usize) -> Vec<String> {
    if kind.width(&crate::text::clean(name)) <= room {
        return kind.wrap(name, room, 1);
    }
    let parted = name.replace('-', "- ");
    let fits = kind.wrap(&parted, room, most);
    // A hyphen and what follows it on the same line belong together again.
    fits.into_iter().map(|line| line.replace("- ", "-")).collect()
}

/// Where a node stands in the wide form.
#[derive(Clone, Default)]
struct Spot {
    y: f64,
    lines: Vec<String>,
    /// Upper and lower edge of its band.
    band: (f64, f64),
}

/// Where things are to stand in the wide form.
struct Plan<'c> {
    chart: &'c Genealogy,
    tree: &'c Tree,
    kind: Type,
    /// The most lines of a name.
    most: usize,
    /// Left edge and room for names of each column.
    columns: Vec<(f64, f64)>,
    spots: Vec<Spot>,
}

impl Plan<'_> {
    fn column(&self, at: usize) -> (f64, f64) {
        self.chart.round_at(at).and_then(|round| self.columns.get(round)).copied().unwrap_or_default()
    }

    /// Gives a node and all under it a band of their own, so that nothing of another's lies in it;
    /// returns how tall it is.
    fn place(&mut self, at: usize, top: f64, deep: usize) -> f64 {
        let room = self.column(at).1;
        let name = self.chart.nodes.get(at).map_or("", |node| node.name.as_str());
        let lines = lines(self.kind, name, room, self.most);
        let own = lines.len().max(1) as f64 * self.kind.leading() + 6.0;
        let mut tall = 0.0;
        // Rounds grow along every chain, so this ends; the guard is for the reader of this line.
        if deep < self.chart.nodes.len() {
            for &(child, _) in self.tree.under(at) {
                tall += self.place(child, top + tall, deep + 1);
            }
        }
        // Under a name that needs more room than its children the children stand in the middle.
        let short = (own - tall).max(0.0);
        if short > 0.0 && tall > 0.0 {
            self.sink(at, short / 2.0);
        }
        let tall = tall.max(own);
        if let Some(spot) = self.spots.get_mut(at) {
            *spot = Spot { y: top + tall / 2.0, lines, band: (top, top + tall) };
        }
        tall
    }

    fn sink(&mut self, at: usize, by: f64) {
        for &(child, _) in self.tree.under(at) {
            if let Some(spot) = self.spots.get_mut(child) {
                spot.y += by;
                spot.band = (spot.band.0 + by, spot.band.1 + by);
            }
            self.sink(child, by);
        }
    }

    /// From the right side of a mentor's name to the mark of a participant: out, along the gap to
    /// the right of the mentor's column, and in through the participant's own band.
    fn edge(&self, edge: &GenealogyEdge) -> Vec<(f64, f64)> {
        let (Some(from), Some(to)) = (self.spots.get(edge.from), self.spots.get(edge.to)) else { return Vec::new() };
        let (x, room) = self.column(edge.from);
        let width = from.lines.iter().map(|line| self.kind.width(line)).fold(0.0, f64::max);
        let start = x + MARK + BESIDE + width + 5.0;
        // Each tie has its own way, so that lines of two kinds do not lie on each other.
        let (turn, shift) = match edge.tie {
            Tie::Mentor => (0.0, 0.0),
            Tie::Support => (5.0, 4.0),
            Tie::Possible => (-5.0, 0.0),
        };
        let turn = x + MARK + BESIDE + room + GAP / 2.0 + turn;
        let end = self.column(edge.to).0 - 1.5;
        let through = self.through(edge, to.y + shift);
        let (from, to) = (from.y + shift, to.y + shift);
        let mut points = vec![(start, from), (turn, from), (turn, through)];
        if (through - to).abs() > 0.1 {
            // Back to the height of the mark, before the column.
            points.extend([(end - 7.0 + shift, through), (end - 7.0 + shift, to)]);
        }
        points.push((end, to));
        points
    }

    /// At which height an edge goes through the columns between its ends: that of the participant, or,
    /// where a name is in the way, an edge of its band.
    fn through(&self, edge: &GenealogyEdge, straight: f64) -> f64 {
        let round = |at: usize| self.chart.round_at(at).unwrap_or(0);
        let between = round(edge.from) + 1..round(edge.to);
        let clear = |y: f64| {
            let spots = self
                .chart
                .nodes
                .iter()
                .zip(&self.spots)
                .filter(|(node, _)| between.contains(&self.chart.round_of(node)));
            let half = |spot: &Spot| spot.lines.len() as f64 * self.kind.leading() / 2.0;
            spots.map(|(_, spot)| (spot.y - y).abs() - half(spot)).fold(f64::INFINITY, f64::min)
        };
        let band = self.spots.get(edge.to).map_or((straight, straight), |spot| spot.band);
        let mut best = straight;
        for y in [band.0, band.1] {
            if clear(best) < 1.0 && clear(y) > clear(best) {
                best = y;
            }
        }
        best
    }
}

/// Between the names of a column and the marks of the next.
const GAP: f64 = 16.0;

fn columns_of_rounds(chart: &Genealogy, tree: &Tree, frame: &Frame<'_>, most: usize) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    const ALL: f64 = 760.0;
    let kind = Type::new(size, Paint::Ink);
    let columns = columns(chart, kind, ALL);

    // The rounds, over their columns.
    let head = Type::new(size, Paint::Quiet).bold(true);
    let heads: Vec<Vec<String>> = chart
        .rounds
        .iter()
        .zip(&columns)
        .map(|(round, (_, room))| lines(head, &round.name, room + MARK + BESIDE, 3))
        .collect();
    for (lines, (x, _)) in heads.iter().zip(&columns) {
        canvas.text_lines(*x, size, Anchor::Start, head, lines);
    }
    let tall = heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * head.leading();
    let top = if tall > 0.0 { tall + 10.0 } else { 0.0 };
    if tall > 0.0 && !chart.nodes.is_empty() {
        canvas.line(0.0, tall + 4.0, ALL, tall + 4.0, Look::stroke(Paint::Line, 1.0));
    }

    let spots = vec![Spot::default(); chart.nodes.len()];
    let mut plan = Plan { chart, tree, kind, most, columns, spots };
    let mut y = top;
    for &root in &tree.roots {
        y += plan.place(root, y, 0);
    }

    // Lines first, so that names lie over them.
    let own = tree
        .under
        .iter()
        .enumerate()
        .flat_map(|(from, children)| children.iter().map(move |&(to, tie)| GenealogyEdge { from, to, tie }));
    let edges: Vec<GenealogyEdge> = own.chain(tree.others.iter().copied()).collect();
    for tie in [Tie::Mentor, Tie::Support, Tie::Possible] {
        let paths = edges.iter().filter(|edge| edge.tie == tie).map(|edge| plan.edge(edge)).collect();
        draw_ways(&mut canvas, paths, tie);
    }
    for (at, (node, spot)) in chart.nodes.iter().zip(&plan.spots).enumerate() {
        let x = plan.column(at).0 + MARK;
        mark(&mut canvas, x, spot.y, node.left);
        let kind = Type::new(size, if node.left { Paint::Quiet } else { Paint::Ink }).halo();
        let first = spot.y - (spot.lines.len().max(1) as f64 - 1.0) * kind.leading() / 2.0 + size * 0.34;
        canvas.text_lines(x + BESIDE, first, Anchor::Start, kind, &spot.lines);
    }
    finish(canvas, chart, tree, (ALL, y), size)
}

/// Draws the ways of one tie. Where dashed ones share a stretch it is drawn once: dashes on dashes would
/// be a solid line.
fn draw_ways(canvas: &mut Canvas<'_>, paths: Vec<Vec<(f64, f64)>>, tie: Tie) {
    if tie == Tie::Mentor {
        paths.iter().for_each(|path| canvas.path(path, false, stroke(tie), "", ""));
        return;
    }
    // Level and upright stretches: the one coordinate that stays, and from where to where.
    let mut stretches: Vec<(bool, f64, f64, f64)> = Vec::new();
    for ((x1, y1), (x2, y2)) in paths.iter().flat_map(|path| path.iter().zip(path.iter().skip(1))) {
        let level = (y1 - y2).abs() < 0.01;
        let (stays, a, b) = if level { (*y1, *x1, *x2) } else { (*x1, *y1, *y2) };
        stretches.push((level, stays, a.min(b), a.max(b)));
    }
    stretches.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
    let mut joined: Vec<(bool, f64, f64, f64)> = Vec::new();
    for one in stretches.into_iter().filter(|one| one.3 - one.2 > 0.01) {
        match joined.last_mut() {
            Some(last) if last.0 == one.0 && (last.1 - one.1).abs() < 0.01 && one.2 <= last.3 => {
                last.3 = last.3.max(one.3);
            }
            _ => joined.push(one),
        }
    }
    for (level, stays, from, to) in joined {
        let (x1, y1, x2, y2) = if level { (from, stays, to, stays) } else { (stays, from, stays, to) };
        canvas.line(x1, y1, x2, y2, stroke(tie));
    }
}

/// Left edge of each column and the room of its names: as much as they need, or their share of what
/// there is.
fn columns(chart: &Genealogy, kind: Type, all: f64) -> Vec<(f64, f64)> {
    // A name of several words may be broken, so it needs but its longest part.
    let part = |text: &str, kind: Type| {
        let text = crate::text::clean(text).replace('-', "- ");
        text.split(' ').map(|word| kind.width(word)).fold(0.0, f64::max)
    };
    let mut needs = vec![0.0_f64; chart.rounds.len()];
    for (round, need) in chart.rounds.iter().zip(&mut needs) {
        *need = part(&round.name, kind.bold(true)) - MARK - BESIDE;
    }
    for node in &chart.nodes {
        if let Some(need) = needs.get_mut(chart.round_of(node)) {
            *need = need.max(part(&node.name, kind) + 1.0);
        }
    }
    let beside = MARK + BESIDE + GAP;
    let room = (all - beside * needs.len() as f64 + GAP).max(0.0);
    let wanted: f64 = needs.iter().map(|need| need.max(0.0)).sum();
    // What is over is shared alike; what is missing is taken in proportion.
    let share = if wanted > room && wanted > 0.0 { room / wanted } else { 1.0 };
    let over = (room - wanted).max(0.0) / needs.len().max(1) as f64;
    let step = if beside * needs.len() as f64 > all + GAP { all / (beside * needs.len() as f64) } else { 1.0 };
    let mut x = 0.0;
    needs
        .iter()
        .map(|need| {
            let room = need.max(0.0) * share + over;
            let column = (x, room);
            x += (beside + room) * step;
            column
        })
        .collect()
}

fn rows(chart: &Genealogy, tree: &Tree, frame: &Frame<'_>, most: usize) -> Svg {
    let mut canvas = Canvas::new(frame);
    let size = font_size(frame.width);
    let all = if frame.width == Width::Wide { 760.0 } else { 320.0 };
    let mut list = List { chart, tree, size, all, most, y: 0.0, canvas: &mut canvas };
    for &root in &tree.roots {
        list.write(root, 0);
    }
    let y = list.y;
    finish(canvas, chart, tree, (all, y), size)
}

/// The narrow form: one organisation a row, those it mentored further in under it.
struct List<'c, 'f, 'a> {
    chart: &'c Genealogy,
    tree: &'c Tree,
    size: f64,
    all: f64,
    /// The most lines of a name.
    most: usize,
    /// Where the next row begins.
    y: f64,
    canvas: &'f mut Canvas<'a>,
}

/// How far in each step goes, and the most steps that do.
const INDENT: f64 = 18.0;
const DEEPEST: usize = 6;

impl List<'_, '_, '_> {
    /// Writes a node and all under it; gives the height of its mark.
    fn write(&mut self, at: usize, deep: usize) -> f64 {
        let Some(node) = self.chart.nodes.get(at) else { return self.y };
        let x = deep.min(DEEPEST) as f64 * INDENT + MARK + 0.5;
        let paint = if node.left { Paint::Quiet } else { Paint::Ink };
        let (name, quiet) = (Type::new(self.size, paint), Type::new(self.size, Paint::Quiet));
        let round = self.chart.rounds.get(self.chart.round_of(node)).map_or("", |round| round.short.as_str());
        let round = quiet.fit(round, 110.0);
        let taken = if round.is_empty() { 0.0 } else { quiet.width(&round) + 10.0 };
        let lines = lines(name, &node.name, self.all - x - BESIDE - taken, self.most);
        let base = self.y + self.size + 3.0;
        let middle = base - self.size * 0.34;
        self.canvas.text(self.all, base, Anchor::End, quiet, &round);
        let mut next = self.canvas.text_lines(x + BESIDE, base, Anchor::Start, name, &lines).max(base + name.leading());
        for line in self.also(at) {
            let lines = quiet.wrap(&line, self.all - x - BESIDE, 4);
            next = self.canvas.text_lines(x + BESIDE, next, Anchor::Start, quiet, &lines);
        }
        self.y = next - self.size + 4.0;
        let mut last = None;
        for &(child, tie) in self.tree.under(at) {
            // No chain is longer than there are rounds; the guard is for the reader of this line.
            if deep > self.chart.nodes.len() {
                break;
            }
            let at = self.write(child, deep + 1);
            // Steps too deep to go further in stand under each other without a line.
            if deep < DEEPEST {
                self.canvas.line(x, at, x + INDENT - MARK - 1.5, at, stroke(tie));
                last = Some(at);
            }
        }
        if let Some(last) = last {
            // Beside the names, never through them: it starts under the mark.
            self.canvas.line(x, middle + MARK + 1.5, x, last, stroke(Tie::Mentor));
        }
        mark(self.canvas, x, middle, node.left);
        middle
    }

    /// Who else did something for it, since only one line leads to it: a sentence for each tie.
    fn also(&self, at: usize) -> Vec<String> {
        let names = |tie: Tie| -> Vec<&str> {
            let mine = self.tree.others.iter().filter(|edge| edge.to == at && edge.tie == tie);
            mine.filter_map(|edge| self.chart.nodes.get(edge.from)).map(|node| node.name.as_str()).collect()
        };
        [Tie::Mentor, Tie::Support, Tie::Possible]
            .into_iter()
            .map(|tie| (tie, names(tie)))
            .filter(|(_, names)| !names.is_empty())
            .map(|(tie, names)| format!("{} {}", self.chart.also.of(tie), names.join(", ")))
            .collect()
    }
}

/// The key, and the end of the drawing.
fn finish(mut canvas: Canvas<'_>, chart: &Genealogy, tree: &Tree, (width, bottom): (f64, f64), size: f64) -> Svg {
    let has = |tie| chart.edges.iter().any(|edge| edge.tie == tie);
    let narrow = width < 400.0;
    let mut key = Vec::new();
    for tie in [Tie::Mentor, Tie::Support, Tie::Possible] {
        // The narrow form has no lines for support, and dotted ones only where one alone may have been.
        let drawn = match tie {
            Tie::Mentor => true,
            Tie::Support => !narrow,
            Tie::Possible => !narrow || tree.under.iter().flatten().any(|(_, tie)| *tie == Tie::Possible),
        };
        if has(tie) && drawn {
            key.push((Glyph::Tie(tie), chart.key.of(tie)));
        }
    }
    if chart.nodes.iter().any(|node| node.left) {
        key.push((Glyph::Hollow, chart.left.as_str()));
    }
    let y = bottom + size + 8.0;
    let after = canvas.key(0.0, width, y, size, &key);
    let height = if after > y { after - size } else { bottom };
    canvas.finish((width, height.max(1.0)), "genealogy", false, false, &chart.title, &chart.desc)
}

/// A sample of a line, for the key.
pub(crate) fn sample(canvas: &mut Canvas<'_>, tie: Tie, x: f64, y: f64) {
    canvas.line(x, y, x + 26.0, y, stroke(tie));
}

/// A sample of the hollow mark, for the key.
pub(crate) fn hollow(canvas: &mut Canvas<'_>, x: f64, y: f64) {
    mark(canvas, x, y, true);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::assert_sound;

    fn example() -> Genealogy {
        let round = |name: &str| GenealogyRound {
            name: name.into(),
            short: name.rsplit(' ').next().unwrap_or_default().into(),
        };
        let node = |name: &str, round, left| GenealogyNode { name: name.into(), round, left };
        let edge = |from, to, tie| GenealogyEdge { from, to, tie };
        let words = |mentor: &str, support: &str, possible: &str| TieWords {
            mentor: mentor.into(),
            support: support.into(),
            possible: possible.into(),
        };
        Genealogy {
            title: "Sju har lärt av Umeå".into(),
            desc: "Umeå var mentor för Vännäs, som var mentor för Örnsköldsvik.".into(),
            rounds: vec![round("Pilot 2015"), round("2017"), round("Kommuner 2019"), round("2020")],
            nodes: vec![
                node("Umeå", 0, false),
                node("Lycksele", 1, false),
                node("Vännäs", 1, false),
                node("Örnsköldsvik", 2, false),
                node("Östersund", 2, true),
                node("Kramfors", 3, false),
                node("Enskede-Årsta-Vantör", 3, false),
            ],
            edges: vec![
                edge(0, 1, Tie::Mentor),
                edge(0, 2, Tie::Mentor),
                edge(2, 3, Tie::Mentor),
                edge(0, 3, Tie::Support),
                edge(3, 5, Tie::Mentor),
                edge(1, 4, Tie::Possible),
                edge(2, 4, Tie::Possible),
                edge(1, 5, Tie::Mentor),
            ],
            key: words("mentor", "stöd till mentorn", "kan ha varit mentor"),
            also: words("också mentor:", "stöd av:", "mentor kan ha varit:"),
            left: "var inte kvar till slutet".into(),
        }
    }

    fn framed(width: Width) -> Frame<'static> {
        Frame { id: "mentorer", width, ..Frame::default() }
    }

    #[test]
    fn looks_as_agreed() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = genealogy(&example(), &framed(width));
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    #[test]
    fn names_stand_in_the_column_of_their_round_and_long_ones_are_broken() {
        let svg = genealogy(&example(), &framed(Width::Wide));
        let label = |text: &str| svg.labels.iter().find(|it| it.text == text).unwrap_or_else(|| panic!("no {text}"));
        let heads: Vec<f64> = ["2017", "2020"].map(|text| label(text).left).to_vec();
        assert!((label("Vännäs").left - heads[0] - MARK - BESIDE).abs() < 0.01);
        assert!((label("Kramfors").left - heads[1] - MARK - BESIDE).abs() < 0.01);
        assert!(label("Umeå").left < label("Vännäs").left && label("Vännäs").left < label("Örnsköldsvik").left);
        assert!(svg.labels.iter().all(|it| !it.text.contains('…')), "{:?}", svg.labels);
    }

    #[test]
    fn on_a_telephone_everything_stands_under_its_mentor() {
        let svg = genealogy(&example(), &framed(Width::Narrow));
        assert_eq!(svg.width, 320.0);
        let rows: Vec<&str> = svg.labels.iter().map(|it| it.text.as_str()).collect();
        let at = |text: &str| rows.iter().position(|it| *it == text).unwrap_or_else(|| panic!("no {text}: {rows:?}"));
        assert!(at("Umeå") < at("Lycksele") && at("Lycksele") < at("Vännäs") && at("Vännäs") < at("Örnsköldsvik"));
        assert!(at("Örnsköldsvik") < at("stöd av: Umeå") && at("stöd av: Umeå") < at("Kramfors"));
        at("också mentor: Lycksele");
        at("mentor kan ha varit: Lycksele, Vännäs");
        let left = |text: &str| svg.labels[at(text)].left;
        assert!(left("Umeå") < left("Vännäs") && left("Vännäs") < left("Örnsköldsvik"));
        // What is said in words is not in the key.
        assert!(!rows.contains(&"stöd till mentorn") && rows.contains(&"mentor"));
    }

    #[test]
    fn ties_differ_by_more_than_colour_and_gone_ones_are_hollow() {
        let svg = genealogy(&example(), &Frame { theme: crate::Theme::Print, ..framed(Width::Wide) });
        let dashes = |dash: &str| svg.markup.matches(&format!("stroke-dasharray=\"{dash}\"")).count();
        // Support in five stretches, past Vännäs; two that may have been share their end; and a sample of each.
        assert_eq!((dashes("7 4"), dashes("1.5 4")), (6, 5));
        assert_eq!(svg.markup.matches("fill=\"#FFFFFF\" stroke=\"#4F5B64\"").count(), 2);
    }

    #[test]
    fn the_only_one_that_may_have_been_mentor_has_a_place_in_the_tree() {
        let mut chart = example();
        chart.edges.retain(|edge| edge.from != 1);
        let svg = genealogy(&chart, &framed(Width::Narrow));
        let rows: Vec<&str> = svg.labels.iter().map(|it| it.text.as_str()).collect();
        assert!(rows.iter().all(|row| !row.starts_with("mentor kan ha varit")), "{rows:?}");
        assert!(rows.contains(&"kan ha varit mentor") && svg.markup.contains("1.5 4"));
        let left = |text: &str| svg.labels.iter().find(|it| it.text == text).map(|it| it.left);
        assert_eq!(left("Östersund"), left("Örnsköldsvik"));
    }

    #[test]
    fn what_leads_nowhere_is_not_drawn() {
        let mut chart = example();
        chart.edges = vec![
            GenealogyEdge { from: 2, to: 0, tie: Tie::Mentor },
            GenealogyEdge { from: 1, to: 2, tie: Tie::Mentor },
            GenealogyEdge { from: 99, to: 3, tie: Tie::Mentor },
            GenealogyEdge { from: 3, to: 99, tie: Tie::Possible },
        ];
        chart.left = String::new();
        chart.key = TieWords::default();
        for width in [Width::Wide, Width::Narrow] {
            let svg = genealogy(&chart, &framed(width));
            assert_sound(&svg);
            assert!(!svg.markup.contains("<path") && !svg.markup.contains("7 4"), "{}", svg.markup);
        }
        assert_sound(&genealogy(&Genealogy::default(), &framed(Width::Wide)));
    }
}
