//! What people write in Markdown, as a small tree: the one place where their signs become headings,
//! lists and links. Pages, PDF and DOCX are made from the tree, never from the text.
//!
//! Nothing in a text can do anything: HTML is shown as the text it is, an address is a link only where
//! it begins with http, https or mailto, and a picture is a link to it (it would tell its server who
//! reads). How deep lists and quotes lie in each other has an end.

use std::fmt::Write as _;

use charts::escape;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

/// So deep lie lists, quotes and stresses in each other; what is deeper is drawn at this depth.
const DEEPEST: usize = 6;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, of whatever level: it stands under that of the field.
    Heading(Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list: from which number, where it is numbered.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Text as it was written, line by line.
    Code(String),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Text.
    Text(String),
    /// Stressed.
    Emphasis(Vec<Span>),
    /// Strongly stressed.
    Strong(Vec<Span>),
    /// As it was written.
    Code(String),
    /// A link: its address and what it says.
    Link(String, Vec<Span>),
    /// A new line.
    Break,
}

/// Reads a text.
#[must_use]
pub fn read(text: &str) -> Vec<Block> {
    let mut tree = Tree { frames: vec![Frame::of(What::Loose)] };
    // Plain CommonMark: no tables, footnotes or attributes.
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(tag) => tree.open(tag),
            Event::End(_) => tree.close(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => tree.text(&text),
            Event::Code(text) => tree.span(Span::Code(text.to_string())),
            // Who writes in a box on a page means the line ends to be there.
            Event::SoftBreak | Event::HardBreak => tree.span(Span::Break),
            // A ruled line says nothing; the rest is switched off.
            _ => {}
        }
    }
    tree.end()
}

/// The text without its signs, on one line: for summaries.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let mut words = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(spans) | Block::Paragraph(spans) => words.push(plain_spans(spans)),
            Block::List(_, items) => words.extend(items.iter().map(|item| plain(item))),
            Block::Quote(inner) => words.push(plain(inner)),
            Block::Code(text) => words.push(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
    words.retain(|text| !text.is_empty());
    words.join(" ")
}

/// What a line says, without its signs.
#[must_use]
pub fn plain_spans(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) => out.push_str(text),
            Span::Emphasis(inner) | Span::Strong(inner) | Span::Link(_, inner) => out.push_str(&plain_spans(inner)),
            Span::Break => out.push(' '),
        }
    }
    out
}

/// The tree as HTML. Headings are of `level`, so that those of the page stay in order.
#[must_use]
pub fn html(blocks: &[Block], level: u8) -> String {
    let mut out = String::new();
    write_blocks(&mut out, blocks, level.clamp(2, 6));
    out
}

fn write_blocks(out: &mut String, blocks: &[Block], level: u8) {
    for block in blocks {
        match block {
            Block::Heading(spans) => {
                let _ = write!(out, "<h{level}>");
                write_spans(out, spans);
                let _ = write!(out, "</h{level}>");
            }
            Block::Paragraph(spans) => {
                out.push_str("<p>");
                write_spans(out, spans);
                out.push_str("</p>");
            }
            Block::List(first, items) => write_list(out, *first, items, level),
            Block::Quote(inner) => {
                out.push_str("<blockquote>");
                write_blocks(out, inner, level);
                out.push_str("</blockquote>");
            }
            Block::Code(text) => {
                out.push_str("<pre><code>");
                escape(text, out);
                out.push_str("</code></pre>");
            }
        }
    }
}

fn write_list(out: &mut String, first: Option<u64>, items: &[Vec<Block>], level: u8) {
    // Writing into a String cannot fail.
    let _ = match first {
        None => write!(out, "<ul>"),
        Some(1) => write!(out, "<ol>"),
        Some(n) => write!(out, "<ol start=\"{n}\">"),
    };
    for item in items {
        out.push_str("<li>");
        match item.as_slice() {
            // One paragraph is the item itself.
            [Block::Paragraph(spans)] => write_spans(out, spans),
            item => write_blocks(out, item, level),
        }
        out.push_str("</li>");
    }
    out.push_str(if first.is_some() { "</ol>" } else { "</ul>" });
}

fn write_spans(out: &mut String, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Text(text) => escape(text, out),
            Span::Emphasis(inner) => wrapped(out, "em", inner),
            Span::Strong(inner) => wrapped(out, "strong", inner),
            Span::Code(text) => {
                out.push_str("<code>");
                escape(text, out);
                out.push_str("</code>");
            }
            Span::Link(address, inner) => {
                out.push_str("<a href=\"");
                escape(address, out);
                out.push_str("\" rel=\"nofollow noopener noreferrer\">");
                write_spans(out, inner);
                out.push_str("</a>");
            }
            Span::Break => out.push_str("<br/>"),
        }
    }
}

fn wrapped(out: &mut String, element: &str, inner: &[Span]) {
    let _ = write!(out, "<{element}>");
    write_spans(out, inner);
    let _ = write!(out, "</{element}>");
}

/// An address that a browser may be sent to.
fn is_safe(address: &str) -> bool {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    let known = ["http://", "https://", "mailto:"].into_iter().any(begins);
    known && !address.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// What is being read.
enum What {
    /// Nothing of its own: what stands in it belongs to what is around it.
    Loose,
    /// The same within a line.
    LooseSpan,
    Heading,
    Paragraph,
    List(Option<u64>),
    Item,
    Quote,
    /// Lines as they are written; also HTML, which is shown so.
    Code,
    Html,
    Emphasis,
    Strong,
    Link(String),
    /// A picture: a link that says what it shows, or else where it is.
    Picture(String),
}

impl What {
    /// Whether it stands within a line.
    const fn is_span(&self) -> bool {
        matches!(self, Self::LooseSpan | Self::Emphasis | Self::Strong | Self::Link(_) | Self::Picture(_))
    }

    /// Whether lines stand in it.
    const fn holds_spans(&self) -> bool {
        self.is_span() || matches!(self, Self::Heading | Self::Paragraph)
    }
}

struct Frame {
    what: What,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    spans: Vec<Span>,
    text: String,
}

impl Frame {
    const fn of(what: What) -> Self {
        Self { what, blocks: Vec::new(), items: Vec::new(), spans: Vec::new(), text: String::new() }
    }

    /// Spans that stand in no paragraph, as in the items of a list, become one.
    fn settle(&mut self) {
        trim(&mut self.spans);
        if !self.spans.is_empty() {
            self.blocks.push(Block::Paragraph(std::mem::take(&mut self.spans)));
        }
    }
}

/// Line ends before and after a text say nothing.
fn trim(spans: &mut Vec<Span>) {
    while spans.last() == Some(&Span::Break) {
        spans.pop();
    }
    let first = spans.iter().position(|span| *span != Span::Break).unwrap_or(spans.len());
    spans.drain(..first);
}

/// The tree as it grows: what is open, the outermost first.
struct Tree {
    frames: Vec<Frame>,
}

impl Tree {
    fn open(&mut self, tag: Tag<'_>) {
        let deep = self.frames.len() > DEEPEST;
        let what = match tag {
            Tag::Paragraph => What::Paragraph,
            Tag::Heading { .. } => What::Heading,
            Tag::BlockQuote(_) if !deep => What::Quote,
            Tag::List(first) if !deep => What::List(first),
            // Items of a list that is none any more are paragraphs.
            Tag::Item if self.frames.last().is_some_and(|it| matches!(it.what, What::List(_))) => What::Item,
            Tag::CodeBlock(_) => What::Code,
            Tag::HtmlBlock => What::Html,
            Tag::Emphasis if !deep => What::Emphasis,
            Tag::Strong if !deep => What::Strong,
            Tag::Emphasis | Tag::Strong => What::LooseSpan,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => What::Link(format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => What::Link(dest_url.to_string()),
            Tag::Image { dest_url, .. } => What::Picture(dest_url.to_string()),
            _ => What::Loose,
        };
        self.frames.push(Frame::of(what));
    }

    fn close(&mut self) {
        // The outermost is nobody's to close.
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let what = std::mem::replace(&mut frame.what, What::Loose);
        match what {
            What::Heading | What::Paragraph => {
                trim(&mut frame.spans);
                if !frame.spans.is_empty() {
                    let heads = matches!(what, What::Heading);
                    self.block(if heads { Block::Heading(frame.spans) } else { Block::Paragraph(frame.spans) });
                }
            }
            What::List(first) => {
                if !frame.items.is_empty() {
                    self.block(Block::List(first, frame.items));
                }
            }
            What::Item => {
                frame.settle();
                if let Some(list) = self.frames.last_mut() {
                    list.items.push(frame.blocks);
                }
            }
            What::Quote => {
                frame.settle();
                if !frame.blocks.is_empty() {
                    self.block(Block::Quote(frame.blocks));
                }
            }
            What::Code => self.block(Block::Code(frame.text.trim_end_matches('\n').to_owned())),
            What::Html => {
                let spans = in_lines(frame.text.trim());
                if !spans.is_empty() {
                    self.block(Block::Paragraph(spans));
                }
            }
            What::Emphasis => self.span(Span::Emphasis(frame.spans)),
            What::Strong => self.span(Span::Strong(frame.spans)),
            What::Link(address) | What::Picture(address) => self.link(address, frame.spans),
            What::LooseSpan => frame.spans.into_iter().for_each(|span| self.span(span)),
            What::Loose if self.frames.last().is_some_and(|it| it.what.holds_spans()) => {
                frame.spans.into_iter().for_each(|span| self.span(span));
            }
            What::Loose => {
                frame.settle();
                frame.blocks.into_iter().for_each(|block| self.block(block));
            }
        }
    }

    /// A link where the address is safe; else what it says. What says nothing says its address.
    fn link(&mut self, address: String, mut spans: Vec<Span>) {
        if plain_spans(&spans).trim().is_empty() {
            spans = vec![Span::Text(address.clone())];
        }
        // A link holds no other.
        let inside = self.frames.iter().any(|it| matches!(it.what, What::Link(_) | What::Picture(_)));
        if is_safe(&address) && !inside {
            self.span(Span::Link(address, spans));
        } else {
            spans.into_iter().for_each(|span| self.span(span));
        }
    }

    fn text(&mut self, text: &str) {
        match self.frames.last_mut() {
            Some(frame) if matches!(frame.what, What::Code | What::Html) => frame.text.push_str(text),
            _ => in_lines(text).into_iter().for_each(|span| self.span(span)),
        }
    }

    fn span(&mut self, span: Span) {
        let Some(frame) = self.frames.last_mut() else { return };
        // Text comes in pieces.
        if let Span::Text(more) = &span
            && let Some(Span::Text(before)) = frame.spans.last_mut()
        {
            before.push_str(more);
            return;
        }
        frame.spans.push(span);
    }

    fn block(&mut self, block: Block) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.what.holds_spans() {
            return;
        }
        frame.settle();
        frame.blocks.push(block);
    }

    fn end(mut self) -> Vec<Block> {
        while self.frames.len() > 1 {
            self.close();
        }
        let Some(mut frame) = self.frames.pop() else { return Vec::new() };
        frame.settle();
        frame.blocks
    }
}

/// A text with its line ends.
fn in_lines(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            spans.push(Span::Break);
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        if !line.is_empty() {
            spans.push(Span::Text(line.to_owned()));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> String {
        html(&read(text), 4)
    }

    #[test]
    fn what_people_write_is_drawn() {
        for (text, expected) in [
            ("Hej *du* och **ni**", "<p>Hej <em>du</em> och <strong>ni</strong></p>"),
            ("En rad\nen till\n\nett stycke", "<p>En rad<br/>en till</p><p>ett stycke</p>"),
            ("# Stor\n### Liten\ntext", "<h4>Stor</h4><h4>Liten</h4><p>text</p>"),
            ("- ett\n- två\n  - inne", "<ul><li>ett</li><li><p>två</p><ul><li>inne</li></ul></li></ul>"),
            ("3. tre\n4. fyra", "<ol start=\"3\"><li>tre</li><li>fyra</li></ol>"),
            ("1. ett", "<ol><li>ett</li></ol>"),
            ("> sagt", "<blockquote><p>sagt</p></blockquote>"),
            ("`a<b`", "<p><code>a&lt;b</code></p>"),
            ("```\nett\ntvå\n```", "<pre><code>ett\ntvå</code></pre>"),
            ("ett\n\n---\n\ntvå", "<p>ett</p><p>två</p>"),
            ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
            ("", ""),
            (" \n\n ", ""),
        ] {
            assert_eq!(page(text), expected, "{text}");
        }
        assert_eq!(plain(&read("# Mål\n- *ett*\n- [två](https://a.se)\n\n`tre`")), "Mål ett två tre");
    }

    #[test]
    fn links_lead_where_a_browser_may_go() {
        let link = |address: &str, text: &str| {
            format!("<p><a href=\"{address}\" rel=\"nofollow noopener noreferrer\">{text}</a></p>")
        };
        for (text, address, says) in [
            ("[plan](https://umea.se/plan)", "https://umea.se/plan", "plan"),
            ("<https://umea.se>", "https://umea.se", "https://umea.se"),
            ("[skriv](mailto:a@b.se)", "mailto:a@b.se", "skriv"),
            ("<a@b.se>", "mailto:a@b.se", "a@b.se"),
            ("[x](HTTP://a.se)", "HTTP://a.se", "x"),
            ("![en bild](https://a.se/b.png)", "https://a.se/b.png", "en bild"),
            ("![](https://a.se/b.png)", "https://a.se/b.png", "https://a.se/b.png"),
            ("[](https://a.se)", "https://a.se", "https://a.se"),
            ("[x](https://a.se/?a=1&b=\"2\")", "https://a.se/?a=1&amp;b=&quot;2&quot;", "x"),
        ] {
            assert_eq!(page(text), link(address, says), "{text}");
        }
        for text in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#115;cript:alert(1))",
            "[x](&#x6A;avascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:msgbox(1))",
            "[x](file:///etc/passwd)",
            "[x](//a.se)",
            "[x](/sv/logga-ut)",
            "[x](<https://a.se/ b>)",
            "[x]( )",
            "![x](javascript:alert(1))",
            "<javascript:alert(1)>",
            "[a][1]\n\n[1]: javascript:alert(1)",
        ] {
            let said = page(text);
            assert!(!said.contains("<a ") && !said.contains("<img"), "{text}: {said}");
        }
        assert!(!page("[![bild](https://a.se/i.png)](https://b.se)").contains("<a href=\"https://a.se"));
    }

    /// Scripts in every way people know; what is drawn has only our own elements, without attributes but
    /// those we write.
    #[test]
    fn scripts_are_text() {
        let hostile = [
            "<script>alert(1)</script>",
            "hej <script>alert(1)</script> då",
            "<img src=x onerror=alert(1)>",
            "text <img src=x onerror=alert(1)> text",
            "<svg/onload=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<iframe src=\"https://ond.example\"></iframe>",
            "<!-- <script> --> <script>alert(1)</script>",
            "<style>body{display:none}</style>",
            "<div onclick=\"alert(1)\">\n\n# rubrik\n\n</div>",
            "</main></body><script>alert(1)</script>",
            "[x](https://a.se \"onmouseover=alert(1)\")",
            "[x](https://a.se\"onmouseover=\"alert(1))",
            "[\"><script>alert(1)</script>](https://a.se)",
            "`<script>alert(1)</script>`",
            "```html\n<script>alert(1)</script>\n```",
            "```\"><script>\nx\n```",
            "    <script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62;alert(1)&#60;/script&#62;",
            "# <script>alert(1)</script>",
            "- <script>alert(1)</script>",
            "> <script>alert(1)</script>",
            "<script\n>alert(1)</script>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "*<script>alert(1)</script>*",
            "<form action=/sv/logga-ut method=post><button>x</button></form>",
            "<meta http-equiv=refresh content=\"0;url=https://ond.example\">",
            "<base href=https://ond.example>",
            "\u{0}<script>alert(1)</script>",
            "<math><mtext></p><img src=x onerror=alert(1)>",
        ];
        let ours = "p h4 ul ol li em strong code pre blockquote a br/";
        for text in hostile {
            let said = page(text);
            for part in said.split('<').skip(1) {
                let element = part.split(['>', ' ']).next().unwrap();
                assert!(ours.split(' ').any(|it| it == element.trim_start_matches('/')), "{text}: {said}");
                let head = part.split('>').next().unwrap();
                if head.contains(' ') {
                    assert!(head.starts_with("a href=\"http") && head.matches('"').count() == 4, "{text}: {said}");
                }
            }
            // Nothing is lost: what was written is there to be read.
            assert!(said.contains("alert") == text.contains("alert") || text.contains("\"onmouseover"), "{said}");
        }
    }

    #[test]
    fn depth_has_an_end() {
        for (text, said) in [
            (format!("{} djupt", ">".repeat(20_000)), "djupt"),
            (format!("{}djupt", "> ".repeat(9_000)), "djupt"),
            (format!("{}djupt", "- ".repeat(9_000)), "djupt"),
            (format!("{}djupt{}", "*a ".repeat(5_000), " b*".repeat(5_000)), "djupt"),
            (format!("{}djupt{}", "[".repeat(9_000), "](https://a.se)".repeat(700)), "djupt"),
            (format!("{}djupt{}", "![".repeat(6_000), "](https://a.se)".repeat(500)), "djupt"),
        ] {
            let tree = read(&text);
            assert!(deepest(&tree) <= DEEPEST + 3, "{}", deepest(&tree));
            assert!(html(&tree, 4).contains(said));
        }
    }

    fn deepest(blocks: &[Block]) -> usize {
        let one = |block: &Block| match block {
            Block::Heading(spans) | Block::Paragraph(spans) => 1 + spans_deep(spans),
            Block::List(_, items) => 1 + items.iter().map(|item| deepest(item)).max().unwrap_or(0),
            Block::Quote(inner) => 1 + deepest(inner),
            Block::Code(_) => 1,
        };
        blocks.iter().map(one).max().unwrap_or(0)
    }

    fn spans_deep(spans: &[Span]) -> usize {
        let one = |span: &Span| match span {
            Span::Emphasis(inner) | Span::Strong(inner) | Span::Link(_, inner) => 1 + spans_deep(inner),
            Span::Text(_) | Span::Code(_) | Span::Break => 1,
        };
        spans.iter().map(one).max().unwrap_or(0)
    }
}
