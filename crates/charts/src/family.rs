//! What came from what: a forest of named things, each under the one it came from.
//!
//! The layout is that of [`genealogy`](crate::genealogy()), with generations for rounds.

use crate::genealogy::{Form, Genealogy, GenealogyEdge, GenealogyNode, GenealogyRound, Tie, TieWords, draw};
use crate::{Frame, Svg, Width};

/// One thing in a [`Family`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FamilyNode {
    /// Its name: "Ny mall för beslut, Vännäs 2017".
    pub label: String,
    /// What it came from: a place in [`Family::nodes`]. `None`, or what leads in a circle: from nothing.
    pub parent: Option<usize>,
    /// It does not live any more: drawn hollow.
    pub gone: bool,
}

/// Ideas and what became of them, from left to right by generation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Family {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The things, those that came from the same in the order wanted.
    pub nodes: Vec<FamilyNode>,
    /// The key to the hollow mark: "lever inte längre". Empty: none.
    pub gone: String,
}

/// Draws a [`Family`]: from left to right; on a telephone, and where the names of so many
/// generations would not fit beside each other, as rows, each further in under what it came from.
pub fn family(chart: &Family, frame: &Frame<'_>) -> Svg {
    let parents = parents(&chart.nodes);
    let depths: Vec<usize> = (0..parents.len()).map(|at| depth(&parents, at)).collect();
    let edge = |(to, from): (usize, &Option<usize>)| Some(GenealogyEdge { from: (*from)?, to, tie: Tie::Mentor });
    let tree = Genealogy {
        title: chart.title.clone(),
        desc: chart.desc.clone(),
        rounds: vec![GenealogyRound::default(); depths.iter().max().map_or(0, |deepest| deepest + 1)],
        nodes: chart
            .nodes
            .iter()
            .zip(&depths)
            .map(|(node, depth)| GenealogyNode { name: node.label.clone(), round: *depth, left: node.gone })
            .collect(),
        edges: parents.iter().enumerate().filter_map(edge).collect(),
        key: TieWords::default(),
        also: TieWords::default(),
        left: chart.gone.clone(),
    };
    if frame.width == Width::Wide {
        let beside = draw(&tree, frame, Form::Columns, 3);
        if whole(&tree, &beside) {
            return beside;
        }
    }
    draw(&tree, frame, Form::Rows, 3)
}

/// The parents without those that are not there, and without circles: who comes from itself, near
/// or far, comes from nothing.
fn parents(nodes: &[FamilyNode]) -> Vec<Option<usize>> {
    let above = |at: usize| nodes.get(at).and_then(|node| node.parent).filter(|up| *up < nodes.len());
    let in_circle = |at: usize| {
        let mut up = above(at);
        for _ in 0..nodes.len() {
            match up {
                Some(next) if next == at => return true,
                Some(next) => up = above(next),
                None => return false,
            }
        }
        false
    };
    (0..nodes.len()).map(|at| above(at).filter(|_| !in_circle(at))).collect()
}

/// How many stand before it.
fn depth(parents: &[Option<usize>], at: usize) -> usize {
    let up = |at: &usize| parents.get(*at).copied().flatten();
    std::iter::successors(up(&at), up).take(parents.len()).count()
}

/// Whether every name stands there uncut.
fn whole(tree: &Genealogy, svg: &Svg) -> bool {
    let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
    let drawn: String = svg.labels.iter().map(|label| letters(&label.text)).collect();
    let wanted: String = tree.nodes.iter().map(|node| letters(&crate::text::clean(&node.name))).collect();
    drawn.starts_with(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::assert_sound;

    fn node(label: &str, parent: Option<usize>) -> FamilyNode {
        FamilyNode { label: label.into(), parent, gone: false }
    }

    fn example() -> Family {
        let mut nodes = vec![
            node("Könsuppdelad köstatistik, Umeå 2015", None),
            node("Statistik till varje nämnd, Vännäs 2017", Some(0)),
            node("Mall för tjänsteutlåtanden, Lycksele 2017", Some(0)),
            node("Mall med frågor, Örnsköldsvik 2019", Some(1)),
            node("Snöröjning gångvägar först, Karlskoga 2015", None),
            node("Frågor i varje beslut, Kramfors 2021", Some(3)),
        ];
        nodes[2].gone = true;
        Family {
            title: "Umeås idé lever i tre kommuner till".into(),
            desc: "Från Umeå till Vännäs, Örnsköldsvik och Kramfors.".into(),
            nodes,
            gone: "lever inte längre".into(),
        }
    }

    fn framed(width: Width) -> Frame<'static> {
        Frame { id: "ideer", width, ..Frame::default() }
    }

    #[test]
    fn looks_as_agreed() {
        for width in [Width::Wide, Width::Narrow] {
            let svg = family(&example(), &framed(width));
            assert_sound(&svg);
            insta::assert_snapshot!(svg.markup.replace("><", ">\n<"));
        }
    }

    /// Sixty ideas, each with a name of thirty letters, in up to `deep` generations.
    fn sixty(deep: usize) -> Family {
        let name = |i: usize| format!("Idé nummer {i} från Örnsköldsvik");
        let parent = |i: usize| if i.is_multiple_of(deep) { None } else { Some(i - 1 - (i % deep) / 3) };
        Family { nodes: (0..60).map(|i| node(&name(i), parent(i))).collect(), ..example() }
    }

    #[test]
    fn sixty_names_stand_there_whole() {
        for deep in [1, 2, 4, 6, 10, 30] {
            for width in [Width::Wide, Width::Narrow] {
                let chart = sixty(deep);
                let svg = family(&chart, &framed(width));
                assert_sound(&svg);
                let text: String = svg.labels.iter().flat_map(|it| it.text.chars()).filter(|c| *c != ' ').collect();
                for node in &chart.nodes {
                    assert!(text.contains(&node.label.replace(' ', "")), "{deep} {width:?}: {}", node.label);
                }
            }
        }
    }

    #[test]
    fn too_many_generations_for_the_width_stand_as_rows() {
        let rows = |deep| family(&sixty(deep), &framed(Width::Wide));
        let lefts = |svg: &Svg| {
            let mut lefts: Vec<i64> = svg.labels.iter().map(|it| it.left.round() as i64).collect();
            lefts.sort_unstable();
            lefts.dedup();
            lefts
        };
        assert!(lefts(&rows(3))[1] > 100, "columns");
        let narrow_steps = lefts(&rows(30));
        assert!(narrow_steps[1] < 60, "{narrow_steps:?}");
        assert_eq!(rows(30).width, 760.0);
    }

    #[test]
    fn whoever_comes_from_itself_comes_from_nothing() {
        let nodes =
            vec![node("A", Some(1)), node("B", Some(0)), node("C", Some(0)), node("D", Some(99)), node("E", Some(4))];
        assert_eq!(parents(&nodes), [None, None, Some(0), None, None]);
        assert_eq!(depth(&parents(&nodes), 2), 1);
        let svg = family(&Family { nodes, ..example() }, &framed(Width::Wide));
        assert_sound(&svg);
        assert_eq!(svg.labels.len(), 5);
        assert_sound(&family(&Family::default(), &framed(Width::Narrow)));
    }
}
