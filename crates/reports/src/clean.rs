//! Texts made fit for print: only characters the fonts can draw, no control characters, no word
//! that runs off the page.

use crate::fonts::fonts;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Stands for a character the fonts cannot draw (an emoji, another script).
const BOX: char = '□';
/// A word longer than this may break anywhere; the longest words in use are shorter.
const LONG: usize = 30;

/// Cleans a text. Runs of characters that cannot be drawn become one box; spaces of every kind
/// become one space, apart from the no-break space.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.nfc() {
        let c = match c {
            '\u{a0}' | '\u{202f}' | '\u{2007}' => '\u{a0}',
            c if c.is_whitespace() || c.is_control() => ' ',
            c if invisible(c) => continue,
            c if private(c) || !fonts().draw(c) => BOX,
            c => c,
        };
        if (c == ' ' || c == BOX) && out.ends_with(c) {
            continue;
        }
        if matches!(c, ' ' | '\u{a0}' | '-' | '–') {
            run = 0;
        } else {
            run += 1;
            if run > LONG {
                out.push('\u{200b}');
                run = 1;
            }
        }
        out.push(c);
    }
    out.trim().to_owned()
}

/// Cleans a chart: its texts, leaving its markup alone.
pub(crate) fn clean_svg(markup: &str) -> String {
    markup
        .nfc()
        .filter(|c| !invisible(*c))
        .map(|c| if c.is_ascii() || (!private(c) && fonts().draw(c)) { c } else { BOX })
        .collect()
}

/// Cleans every text in `value`, and cuts those longer than `limit` characters.
pub(crate) fn clean_all(value: &mut Value, limit: usize) {
    match value {
        Value::String(text) => *text = cut(&clean(text), limit),
        Value::Array(items) => items.iter_mut().for_each(|item| clean_all(item, limit)),
        Value::Object(fields) => fields.values_mut().for_each(|field| clean_all(field, limit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first `limit` characters, at a word's end, with an ellipsis where something was cut.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let head = text.get(..end).unwrap_or(text);
    let at_word = head.rfind(' ').filter(|at| *at * 2 > head.len());
    let head = at_word.and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", head.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Characters that are there to be unseen: joiners, direction marks, variation selectors, tags.
const fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Private use: no meaning that a reader or an archive could know.
const fn private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{fffff}' | '\u{100000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_can_be_drawn_and_boxes_the_rest() {
        assert_eq!(clean("Malung-Sälen  −3,1\u{a0}%\n"), "Malung-Sälen −3,1\u{a0}%");
        assert_eq!(clean("a\u{308}ven 👩‍👩‍👧 漢字"), "även □ □");
        assert_eq!(clean("tab\tnul\0bom\u{feff}"), "tab nul bom");
        assert_eq!(clean("#import \"x\" *b* $x$ <b>"), "#import \"x\" *b* $x$ <b>");
    }

    #[test]
    fn long_words_may_break() {
        let word = "å".repeat(100);
        let cleaned = clean(&word);
        assert_eq!(cleaned.replace('\u{200b}', ""), word);
        assert_eq!(cleaned.matches('\u{200b}').count(), 3);
    }

    #[test]
    fn cuts_at_words() {
        assert_eq!(cut("ett två tre", 11), "ett två tre");
        assert_eq!(cut("ett två, tre fyra", 10), "ett två…");
        assert_eq!(cut("åååååååå", 3), "ååå…");
    }
}
