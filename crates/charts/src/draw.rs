//! The pen: writes SVG elements in the look of the page or of print, and remembers where texts
//! were put.

use crate::scale::sane;
use crate::text::{self, ASCENT, DESCENT};
use crate::{Frame, Label, Svg, Theme, Who, Width};

/// What a thing is painted as. On a page this becomes a class, in print a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    Ink,
    Quiet,
    Line,
    Paper,
    Tint,
    Women,
    Men,
    WomenSoft,
    MenSoft,
    TotalSoft,
    WomenText,
    MenText,
    Dot,
    Link,
    /// Step of the neutral scale of the tiles, 0 to 4.
    Tile(u8),
}

impl Paint {
    /// The last part of the class name, and the colour in print. Both lists are mirrored in
    /// `chart.css`.
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Ink => ("ink", "#14212B"),
            Self::Quiet => ("quiet", "#4F5B64"),
            Self::Line => ("line", "#C9CFD3"),
            Self::Paper => ("paper", "#FFFFFF"),
            Self::Tint => ("tint", "#F6F4EF"),
            Self::Women => ("women", "#5B2A86"),
            Self::Men => ("men", "#B85C00"),
            // Lighter, yet 3 to 1 on white.
            Self::WomenSoft => ("women-soft", "#9B7DB6"),
            Self::MenSoft => ("men-soft", "#C97F38"),
            Self::TotalSoft => ("total-soft", "#7F8A92"),
            Self::WomenText => ("women-text", "#5B2A86"),
            Self::MenText => ("men-text", "#8A4500"),
            Self::Dot => ("dot", "#A3ADB4"),
            Self::Link => ("link", "#0B5A6F"),
            Self::Tile(0) => ("tile0", "#ECEDEE"),
            Self::Tile(1) => ("tile1", "#C7CBCD"),
            Self::Tile(2) => ("tile2", "#A1A6AA"),
            Self::Tile(3) => ("tile3", "#646D73"),
            Self::Tile(_) => ("tile4", "#303C45"),
        }
    }

    /// The mark of a sex, strong or light.
    pub(crate) fn mark(who: Who, strong: bool) -> Self {
        match (who, strong) {
            (Who::Women, true) => Self::Women,
            (Who::Women, false) => Self::WomenSoft,
            (Who::Men, true) => Self::Men,
            (Who::Men, false) => Self::MenSoft,
            (Who::Total, true) => Self::Ink,
            (Who::Total, false) => Self::TotalSoft,
        }
    }

    /// The text of a sex: dark enough to read.
    pub(crate) fn text(who: Who) -> Self {
        match who {
            Who::Women => Self::WomenText,
            Who::Men => Self::MenText,
            Who::Total => Self::Ink,
        }
    }
}

/// How a shape is filled and outlined.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    pub(crate) fill: Option<Paint>,
    pub(crate) stroke: Option<Paint>,
    /// Width of the outline.
    pub(crate) width: f64,
    /// Dash pattern; empty for a solid line.
    pub(crate) dash: &'static str,
    /// 0 to 1, for bands; 0 means solid.
    pub(crate) fill_opacity: f64,
}

impl Look {
    pub(crate) fn fill(paint: Paint) -> Self {
        Self { fill: Some(paint), ..Self::default() }
    }

    pub(crate) fn stroke(paint: Paint, width: f64) -> Self {
        Self { stroke: Some(paint), width, ..Self::default() }
    }

    pub(crate) fn dashed(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }

    pub(crate) fn outlined(self, paint: Paint, width: f64) -> Self {
        Self { stroke: Some(paint), width, ..self }
    }
}

/// Which side of its point a text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Font, weight and colour of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) paint: Paint,
    /// A rim in the colour of the paper, for texts that may lie on lines.
    pub(crate) halo: bool,
}

impl Type {
    pub(crate) fn new(size: f64, paint: Paint) -> Self {
        Self { size, bold: false, paint, halo: false }
    }

    pub(crate) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    pub(crate) fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    pub(crate) fn width(&self, text: &str) -> f64 {
        text::width(text, self.size, self.bold)
    }

    pub(crate) fn fit(&self, text: &str, room: f64) -> String {
        text::fit(text, self.size, self.bold, room)
    }

    pub(crate) fn wrap(&self, text: &str, room: f64, lines: usize) -> Vec<String> {
        text::wrap(text, self.size, self.bold, room, lines)
    }

    /// From one base line to the next.
    pub(crate) fn leading(&self) -> f64 {
        (self.size * 1.2).round()
    }
}

/// Font size of all text in a form. Wide forms are shown from 640 px (their view box is 760) and
/// narrow ones from 280 px (320), so that neither is ever rendered below 12 px.
pub(crate) fn font_size(width: Width) -> f64 {
    match width {
        Width::Wide => 15.0,
        Width::Narrow => 14.0,
    }
}

/// A number with at most two decimals, without needless zeros. Numbers that are none become 0: the
/// charts sieve their input, this is the last line.
pub(crate) fn num(value: f64) -> String {
    let value = (sane(value).unwrap_or(0.0) * 100.0).round() / 100.0 + 0.0;
    let mut text = format!("{value:.2}");
    while text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    text
}

/// The marks a key can show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Glyph {
    /// Text alone.
    None,
    /// A sex's mark.
    Mark(Who),
    /// A grey dot.
    Dot,
    /// The comparison group's diamond.
    Diamond,
    /// A horizontal interval: certain or not.
    Interval(bool),
    /// A horizontal interval around this place's dot.
    Reach,
    /// The tile of a class.
    Tile(crate::TileClass),
    /// The line of a tie.
    Tie(crate::Tie),
    /// The hollow mark of one who did not stay.
    Hollow,
    /// A mark or line of a drawing of ways.
    Way(crate::ways::Sample),
    /// A line with this pattern of dashes; empty for a solid one.
    Line(&'static str),
}

/// A drawing under way.
#[derive(Debug)]
pub(crate) struct Canvas<'a> {
    frame: &'a Frame<'a>,
    body: String,
    labels: Vec<Label>,
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(frame: &'a Frame<'a>) -> Self {
        Self { frame, body: String::new(), labels: Vec::new() }
    }

    pub(crate) fn print(&self) -> bool {
        self.frame.theme == Theme::Print
    }

    fn attr(&mut self, name: &str, value: &str) {
        self.body.push(' ');
        self.body.push_str(name);
        self.body.push_str("=\"");
        text::escape(value, &mut self.body);
        self.body.push('"');
    }

    fn look(&mut self, look: Look, class: &str) {
        if self.print() {
            self.attr("fill", look.fill.map_or("none", |p| p.parts().1));
            if let Some(paint) = look.stroke {
                self.attr("stroke", paint.parts().1);
            }
        } else {
            let mut classes = class.to_owned();
            for (prefix, paint) in [("f-", look.fill), ("s-", look.stroke)] {
                if let Some(paint) = paint {
                    if !classes.is_empty() {
                        classes.push(' ');
                    }
                    classes.push_str(prefix);
                    classes.push_str(paint.parts().0);
                }
            }
            if !classes.is_empty() {
                self.attr("class", &classes);
            }
            // Also without the style sheet a line must not fill its inside with black.
            if look.fill.is_none() {
                self.attr("fill", "none");
            }
        }
        if look.stroke.is_some() {
            self.attr("stroke-width", &num(look.width));
            if !look.dash.is_empty() {
                self.attr("stroke-dasharray", look.dash);
            }
        }
        if look.fill_opacity > 0.0 {
            self.attr("fill-opacity", &num(look.fill_opacity));
        }
    }

    fn shape(&mut self, name: &str, numbers: &[(&str, f64)], look: Look, class: &str, tip: &str) {
        self.body.push('<');
        self.body.push_str(name);
        for (key, value) in numbers {
            self.attr(key, &num(*value));
        }
        self.look(look, class);
        let tip = text::clean(tip);
        if tip.is_empty() {
            self.body.push_str("/>");
        } else {
            self.body.push_str("><title>");
            text::escape(&tip, &mut self.body);
            self.body.push_str("</title></");
            self.body.push_str(name);
            self.body.push('>');
        }
    }

    pub(crate) fn line(&mut self, x1: f64, y1: f64, x2: f64, y2: f64, look: Look) {
        self.shape("line", &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)], look, "", "");
    }

    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, look: Look) {
        let box_ = [("x", x), ("y", y), ("width", width.max(0.0)), ("height", height.max(0.0))];
        self.shape("rect", &box_, look, "", "");
    }

    pub(crate) fn circle(&mut self, x: f64, y: f64, r: f64, look: Look, tip: &str) {
        self.shape("circle", &[("cx", x), ("cy", y), ("r", r)], look, "", tip);
    }

    /// A line through points, closed or not.
    pub(crate) fn path(&mut self, points: &[(f64, f64)], closed: bool, look: Look, class: &str, tip: &str) {
        let mut d = String::new();
        for (i, (x, y)) in points.iter().enumerate() {
            d.push(if i == 0 { 'M' } else { 'L' });
            d.push_str(&num(*x));
            d.push(' ');
            d.push_str(&num(*y));
        }
        if closed {
            d.push('Z');
        }
        if points.is_empty() {
            return;
        }
        self.body.push_str("<path");
        self.attr("d", &d);
        if look.stroke.is_some() {
            self.attr("stroke-linejoin", "round");
        }
        self.look(look, class);
        let tip = text::clean(tip);
        if tip.is_empty() {
            self.body.push_str("/>");
        } else {
            self.body.push_str("><title>");
            text::escape(&tip, &mut self.body);
            self.body.push_str("</title></path>");
        }
    }

    /// A square standing on a corner; `r` is from the middle to a corner.
    pub(crate) fn diamond(&mut self, x: f64, y: f64, r: f64, look: Look, tip: &str) {
        self.path(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], true, look, "", tip);
    }

    /// The mark of a sex: circle, square, or triangle for everybody. `r` is the circle's radius;
    /// the others are made to look as large.
    pub(crate) fn mark(&mut self, who: Who, x: f64, y: f64, r: f64, look: Look) {
        match who {
            Who::Women => self.circle(x, y, r, look, ""),
            Who::Men => {
                let half = r * 0.9;
                self.rect(x - half, y - half, half * 2.0, half * 2.0, look);
            }
            Who::Total => {
                let top = (x, y - r * 1.1);
                self.path(&[top, (x + r * 1.1, y + r * 0.8), (x - r * 1.1, y + r * 0.8)], true, look, "", "");
            }
        }
    }

    /// A horizontal interval with caps.
    pub(crate) fn whisker(&mut self, x1: f64, x2: f64, y: f64, cap: f64, look: Look) {
        self.line(x1, y, x2, y, look);
        // Dashed caps would look like dirt.
        let solid = look.dashed("");
        self.line(x1, y - cap, x1, y + cap, solid);
        self.line(x2, y - cap, x2, y + cap, solid);
    }

    /// A small arrow head and shaft, pointing left or right from `x`; 12 units long. Drawn, since
    /// the font the product ships has no arrows.
    pub(crate) fn arrow(&mut self, x: f64, y: f64, right: bool, paint: Paint) {
        let s = if right { 1.0 } else { -1.0 };
        let look = Look::stroke(paint, 1.5);
        self.line(x, y, x + 11.0 * s, y, look);
        self.path(&[(x + 7.0 * s, y - 4.0), (x + 11.0 * s, y), (x + 7.0 * s, y + 4.0)], false, look, "", "");
    }

    /// Writes a text with its base line at `y`. Empty texts are not written.
    pub(crate) fn text(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, what: &str) {
        let what = text::clean(what);
        if what.is_empty() {
            return;
        }
        let wide = kind.width(&what);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - wide / 2.0,
            Anchor::End => x - wide,
        };
        self.body.push_str("<text");
        self.attr("x", &num(x));
        self.attr("y", &num(y));
        self.attr("font-size", &num(kind.size));
        if kind.bold {
            self.attr("font-weight", "600");
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.attr("text-anchor", "middle"),
            Anchor::End => self.attr("text-anchor", "end"),
        }
        let mut look = Look::fill(kind.paint);
        if kind.halo {
            self.attr("paint-order", "stroke");
            self.attr("stroke-linejoin", "round");
            look = look.outlined(Paint::Paper, 4.0);
        }
        self.look(look, "");
        self.body.push('>');
        text::escape(&what, &mut self.body);
        self.body.push_str("</text>");
        self.labels.push(Label {
            text: what,
            left,
            top: y - kind.size * ASCENT,
            right: left + wide,
            bottom: y + kind.size * DESCENT,
        });
    }

    /// Writes lines of text under each other, the first with its base line at `y`; gives the base
    /// line after the last.
    pub(crate) fn text_lines(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, lines: &[String]) -> f64 {
        let mut y = y;
        for line in lines {
            self.text(x, y, anchor, kind, line);
            y += kind.leading();
        }
        y
    }

    /// Opens a link; gives whether there is something to close. Only addresses that cannot run
    /// anything become links, and print has none.
    pub(crate) fn open_link(&mut self, href: Option<&str>, name: &str) -> bool {
        self.open_link_at(href, name, true)
    }

    /// As [`Canvas::open_link`]; a link that is no `stop` is left out when walking by keyboard, for
    /// crowds of marks whose links also stand in a table.
    pub(crate) fn open_link_at(&mut self, href: Option<&str>, name: &str, stop: bool) -> bool {
        let Some(href) = href.map(text::clean).filter(|h| !self.print() && safe_href(h)) else {
            return false;
        };
        self.body.push_str("<a");
        self.attr("href", &href);
        self.attr("class", "chart-link");
        if !stop {
            self.attr("tabindex", "-1");
        }
        self.body.push('>');
        // A title, not a label: what stands in the link must be part of its name (WCAG 2.5.3), and a
        // label would take the letters on the tile away from it.
        let name = text::clean(name);
        if !name.is_empty() {
            self.body.push_str("<title>");
            text::escape(&name, &mut self.body);
            self.body.push_str("</title>");
        }
        true
    }

    pub(crate) fn close_link(&mut self) {
        self.body.push_str("</a>");
    }

    /// Writes a key as one flowing paragraph of marks and texts between `x0` and `x1`, the first
    /// base line at `y`. Gives the base line after the last row (`y` itself if there is nothing).
    pub(crate) fn key(&mut self, x0: f64, x1: f64, y: f64, size: f64, items: &[(Glyph, &str)]) -> f64 {
        let kind = Type::new(size, Paint::Quiet);
        let leading = (size * 1.5).round();
        let (mut x, mut y) = (x0, y);
        let mut wrote = false;
        for (glyph, what) in items {
            let lead = match glyph {
                Glyph::None => 0.0,
                Glyph::Interval(_) | Glyph::Reach | Glyph::Tie(_) | Glyph::Line(_) => 33.0,
                Glyph::Tile(_) => 26.0,
                Glyph::Way(what) => what.room(),
                _ => 19.0,
            };
            let what = kind.fit(what, x1 - x0 - lead);
            if what.is_empty() {
                continue;
            }
            let wide = lead + kind.width(&what);
            if wrote && x + wide > x1 {
                x = x0;
                y += leading;
            }
            self.glyph(*glyph, x, y - size * 0.32);
            self.text(x + lead, y, Anchor::Start, kind, &what);
            x += wide + 18.0;
            wrote = true;
        }
        if wrote { y + leading } else { y }
    }

    fn glyph(&mut self, glyph: Glyph, x: f64, y: f64) {
        match glyph {
            Glyph::None => {}
            Glyph::Mark(who) => self.mark(who, x + 7.0, y, 6.0, Look::fill(Paint::mark(who, true))),
            Glyph::Dot => self.circle(x + 7.0, y, 5.0, Look::fill(Paint::Dot), ""),
            Glyph::Diamond => self.diamond(x + 7.0, y, 6.5, Look::fill(Paint::Link), ""),
            Glyph::Interval(certain) => self.interval(x + 1.0, x + 25.0, Some(x + 13.0), y, certain),
            Glyph::Reach => {
                self.whisker(x + 1.0, x + 25.0, y, 4.0, Look::stroke(Paint::Ink, 2.5));
                self.circle(x + 13.0, y, 4.0, Look::fill(Paint::Ink), "");
            }
            Glyph::Tile(class) => {
                crate::tiles::tile(self, crate::TileShape::Square, (x + 10.0, y), 20.0, class, false, "");
            }
            Glyph::Tie(tie) => crate::genealogy::sample(self, tie, x, y),
            Glyph::Hollow => crate::genealogy::hollow(self, x + 7.0, y),
            Glyph::Way(what) => crate::ways::sample(self, what, x, y),
            Glyph::Line(dash) => {
                let paint = if dash.is_empty() { Paint::TotalSoft } else { Paint::Quiet };
                self.line(x + 1.0, y, x + 25.0, y, Look::stroke(paint, 1.5).dashed(dash));
            }
        }
    }

    /// A difference with its interval: thick and filled, or, where it cannot be told from chance,
    /// thin and hollow.
    pub(crate) fn interval(&mut self, x1: f64, x2: f64, middle: Option<f64>, y: f64, certain: bool) {
        let (paint, width) = if certain { (Paint::Ink, 2.5) } else { (Paint::TotalSoft, 1.5) };
        self.whisker(x1, x2, y, 4.0, Look::stroke(paint, width));
        if let Some(x) = middle {
            self.difference(x, y, certain);
        }
    }

    /// The mark of a difference: a diamond, filled or hollow.
    pub(crate) fn difference(&mut self, x: f64, y: f64, certain: bool) {
        let look = if certain {
            Look::fill(Paint::Ink).outlined(Paint::Paper, 1.0)
        } else {
            Look::fill(Paint::Paper).outlined(Paint::TotalSoft, 1.75)
        };
        self.diamond(x, y, 6.5, look, "");
    }

    /// Closes the drawing. `kind` and `small` become class names; `links` says whether there are
    /// links inside, which the role of an image would hide from screen readers.
    pub(crate) fn finish(self, size: (f64, f64), kind: &str, small: bool, links: bool, title: &str, desc: &str) -> Svg {
        let (width, height) = (size.0.ceil(), size.1.ceil());
        let form = match self.frame.width {
            Width::Wide => "wide",
            Width::Narrow => "narrow",
        };
        // An id with a space in it would be two.
        let id: String = self
            .frame
            .id
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
            .collect();
        let id = format!("chart-{id}-{form}");
        let (title, desc) = (text::clean(title), text::clean(desc));
        let mut out = Canvas { frame: self.frame, body: String::new(), labels: Vec::new() };
        out.body.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        if out.print() {
            // Quoted: bare, the 3 is no name, and usvg throws the whole list away and with it all text.
            out.attr("font-family", "'Source Sans 3', sans-serif");
        } else {
            let room = if small { "chart-sm" } else { "chart-lg" };
            out.attr("class", &format!("chart chart-{kind} chart-{form} {room}"));
        }
        out.attr("viewBox", &format!("0 0 {} {}", num(width), num(height)));
        out.attr("width", &num(width));
        out.attr("height", &num(height));
        if title.is_empty() && desc.is_empty() && !links {
            out.attr("aria-hidden", "true");
        } else {
            out.attr("role", if links { "group" } else { "img" });
            if !title.is_empty() {
                out.attr("aria-labelledby", &format!("{id}-title"));
            }
            if !desc.is_empty() {
                out.attr("aria-describedby", &format!("{id}-desc"));
            }
        }
        out.body.push('>');
        for (name, what) in [("title", &title), ("desc", &desc)] {
            if !what.is_empty() {
                out.body.push('<');
                out.body.push_str(name);
                out.attr("id", &format!("{id}-{name}"));
                out.body.push('>');
                text::escape(what, &mut out.body);
                out.body.push_str("</");
                out.body.push_str(name);
                out.body.push('>');
            }
        }
        out.body.push_str(&self.body);
        out.body.push_str("</svg>");
        Svg { markup: out.body, width, height, labels: self.labels }
    }
}

/// Whether an address can stand in a link without running anything.
fn safe_href(href: &str) -> bool {
    ["/", "?", "#", "./", "../", "http://", "https://"].iter().any(|start| href.starts_with(start))
}

/// Draws the mark of the place a chart is about and writes its name above it, to the side where there is more room;
/// below it where that is too high. `within`: left and right, top and bottom of the plot.
pub(crate) fn own_mark(
    canvas: &mut Canvas<'_>,
    (x, y): (f64, f64),
    radius: f64,
    ((left, right), (top, bottom)): ((f64, f64), (f64, f64)),
    size: f64,
    name: &str,
) {
    canvas.circle(x, y, radius, Look::fill(Paint::Ink).outlined(Paint::Paper, 1.5), "");
    let kind = Type::new(size, Paint::Ink).bold(true).halo();
    let name = kind.fit(name, (right - left) - 16.0);
    let wide = kind.width(&name);
    let at = if x + 12.0 + wide <= right - 2.0 { x + 10.0 } else { (x - 10.0 - wide).max(left + 4.0) };
    let line = if y - 10.0 - size < top { y + 10.0 + size } else { y - 10.0 };
    canvas.text(at, line.min(bottom - size * 0.3), Anchor::Start, kind, &name);
}

/// Writes tick labels along a horizontal axis, leaving out those that would touch another; places
/// in `taken` (left, right) are kept free.
pub(crate) fn x_tick_labels(
    canvas: &mut Canvas<'_>,
    labels: &[(f64, String)],
    y: f64,
    bounds: (f64, f64),
    kind: Type,
    mut taken: Vec<(f64, f64)>,
) {
    for (x, label) in labels {
        let label = kind.fit(label, bounds.1 - bounds.0);
        let wide = kind.width(&label);
        // Pushed in at the ends rather than left out.
        let middle = x.min(bounds.1 - wide / 2.0).max(bounds.0 + wide / 2.0);
        let (left, right) = (middle - wide / 2.0, middle + wide / 2.0);
        if label.is_empty() || (middle - x).abs() > 14.0 || taken.iter().any(|(l, r)| left < r + 8.0 && right > l - 8.0)
        {
            continue;
        }
        canvas.text(middle, y, Anchor::Middle, kind, &label);
        taken.push((left, right));
    }
}

/// Writes the words at zero, pushed inside the bounds; gives the room they take.
pub(crate) fn zero_label(
    canvas: &mut Canvas<'_>,
    x: f64,
    y: f64,
    bounds: (f64, f64),
    kind: Type,
    words: &str,
) -> Vec<(f64, f64)> {
    if words.is_empty() {
        return Vec::new();
    }
    let kind = Type { paint: Paint::Ink, ..kind };
    let half = kind.width(words) / 2.0;
    let middle = x.min(bounds.1 - half).max(bounds.0 + half);
    canvas.text(middle, y, Anchor::Middle, kind, words);
    vec![(middle - half, middle + half)]
}

/// Writes what the two directions of a horizontal axis mean, with arrows, at the two ends; gives
/// the base line after it (`y` itself if there is nothing).
pub(crate) fn ends(canvas: &mut Canvas<'_>, words: &(String, String), (x0, x1): (f64, f64), y: f64, kind: Type) -> f64 {
    const ARROW: f64 = 17.0;
    let room = (x1 - x0) / 2.0 - ARROW - 8.0;
    let left = kind.wrap(&words.0, room, 2);
    let right = kind.wrap(&words.1, room, 2);
    if !left.is_empty() {
        canvas.arrow(x0 + 12.0, y - kind.size * 0.3, false, kind.paint);
        canvas.text_lines(x0 + ARROW, y, Anchor::Start, kind, &left);
    }
    if !right.is_empty() {
        canvas.arrow(x1 - 12.0, y - kind.size * 0.3, true, kind.paint);
        canvas.text_lines(x1 - ARROW, y, Anchor::End, kind, &right);
    }
    y + kind.leading() * left.len().max(right.len()) as f64
}
