//! How wide a text is, and how to make it fit.

/// Advance widths of U+0020 to U+007E in thousandths of the size, Source Sans 3, weight 400.
const PLAIN_ASCII: [u16; 95] = [
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727,
    647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
    496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
    241, 303, 497,
];
/// The same for U+00A0 to U+00FF.
const PLAIN_LATIN: [u16; 96] = [
    200, 289, 497, 497, 497, 497, 241, 497, 542, 744, 345, 429, 497, 311, 423, 542, 331, 497, 367, 367, 542, 562, 560,
    249, 542, 367, 365, 429, 781, 808, 796, 425, 544, 544, 544, 544, 544, 544, 822, 571, 527, 527, 527, 527, 263, 263,
    263, 263, 639, 647, 664, 664, 664, 664, 664, 497, 664, 645, 645, 645, 645, 476, 583, 576, 504, 504, 504, 504, 504,
    504, 778, 456, 496, 496, 496, 496, 246, 246, 246, 246, 544, 547, 542, 542, 542, 542, 542, 497, 542, 544, 544, 544,
    544, 467, 555, 467,
];
/// The same for U+0020 to U+007E, weight 650.
const BOLD_ASCII: [u16; 95] = [
    200, 328, 510, 521, 520, 849, 653, 288, 334, 334, 447, 520, 288, 327, 288, 341, 520, 520, 520, 520, 520, 520, 520,
    520, 520, 520, 288, 288, 520, 520, 520, 454, 889, 565, 601, 579, 630, 543, 517, 633, 668, 292, 501, 606, 510, 754,
    661, 679, 589, 679, 602, 550, 551, 660, 546, 807, 554, 513, 541, 334, 341, 334, 520, 500, 552, 522, 568, 465, 568,
    512, 329, 527, 565, 269, 270, 535, 279, 850, 566, 552, 568, 568, 386, 437, 372, 562, 509, 762, 497, 508, 452, 334,
    261, 334, 520,
];
/// The same for U+00A0 to U+00FF, weight 650.
const BOLD_LATIN: [u16; 96] = [
    200, 328, 520, 520, 520, 521, 261, 520, 552, 749, 355, 468, 520, 327, 453, 552, 357, 520, 374, 374, 552, 586, 618,
    288, 552, 374, 371, 468, 802, 836, 812, 454, 566, 566, 566, 566, 566, 566, 840, 579, 543, 543, 543, 543, 292, 292,
    292, 292, 654, 660, 679, 679, 679, 679, 679, 520, 679, 660, 660, 660, 660, 513, 609, 618, 522, 522, 522, 522, 522,
    522, 781, 465, 512, 512, 512, 512, 269, 269, 269, 269, 555, 566, 552, 552, 552, 552, 552, 520, 552, 562, 562, 562,
    562, 508, 568, 508,
];

/// Texts are taken to be this much wider than in Source Sans 3, so that a reader whose browser
/// falls back on another font does not get labels on top of each other.
const SLACK: f64 = 1.03;

/// From the base line up to the top of Å, in parts of the size.
pub(crate) const ASCENT: f64 = 0.8;
/// From the base line down to the foot of g, in parts of the size.
pub(crate) const DESCENT: f64 = 0.22;

/// Width of one character in thousandths of the size.
fn advance(c: char, bold: bool) -> u16 {
    let code = u32::from(c);
    let (ascii, latin) = if bold { (&BOLD_ASCII, &BOLD_LATIN) } else { (&PLAIN_ASCII, &PLAIN_LATIN) };
    let at = |table: &[u16], first: u32| {
        code.checked_sub(first).and_then(|i| usize::try_from(i).ok()).and_then(|i| table.get(i).copied())
    };
    if code < 0xA0 {
        return at(ascii, 0x20).unwrap_or(0);
    }
    if code < 0x100 {
        return at(latin, 0xA0).unwrap_or(0);
    }
    match c {
        '\u{2212}' => {
            if bold {
                520
            } else {
                497
            }
        }
        '–' => 480,
        '—' => 800,
        '‘' | '’' => 288,
        '“' | '”' => 510,
        '…' => 971,
        '•' => 335,
        // Narrow no-break space and its kin.
        '\u{2000}'..='\u{200A}' | '\u{202F}' => 300,
        // Letters the tables do not hold: as wide as a wide small letter. East of that: full width.
        _ if code < 0x1100 => 660,
        _ => 1100,
    }
}

/// Width of a text in units of the view box; `size` is the font size in the same units.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u64 = text.chars().map(|c| u64::from(advance(c, bold))).sum();
    thousandths as f64 / 1000.0 * size * SLACK
}

/// The text on one line, without what XML or a line cannot hold.
pub(crate) fn clean(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c == '\n' || c == '\t' || c == '\r' { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{00AD}'))
        .collect();
    kept.trim_matches(' ').to_owned()
}

/// Writes the text escaped for XML and HTML, as content or in a quoted attribute. What people
/// write in forms comes through here as well.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// The text cut with an ellipsis so that it is at most `room` wide; empty if not even that fits.
pub(crate) fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    let text = clean(text);
    if width(&text, size, bold) <= room {
        return text;
    }
    let dots = width("…", size, bold);
    let mut kept = String::new();
    let mut used = dots;
    for c in text.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), size, bold);
        if used > room {
            break;
        }
        kept.push(c);
    }
    let kept = kept.trim_end();
    if dots > room || kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The text broken at spaces into at most `lines` lines of at most `room`; what is left over is
/// cut with an ellipsis.
pub(crate) fn wrap(text: &str, size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let text = clean(text);
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if done.len() + 1 >= lines || line.is_empty() {
            // The last line takes the rest, and a word too long for any line is cut where it is.
            let mut rest = longer;
            if done.len() + 1 >= lines {
                for more in words.by_ref() {
                    rest.push(' ');
                    rest.push_str(more);
                }
            }
            line = fit(&rest, size, bold, room);
            continue;
        }
        done.push(std::mem::take(&mut line));
        line = if width(word, size, bold) <= room { word.to_owned() } else { fit(word, size, bold, room) };
    }
    if !line.is_empty() && done.len() < lines {
        done.push(line);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_font() {
        // 5 digits of 497 thousandths at 10 units.
        assert!((width("12345", 10.0, false) - 24.85 * SLACK).abs() < 1e-9);
        assert!(width("Åmål", 15.0, true) > width("Åmål", 15.0, false));
    }

    #[test]
    fn a_long_text_is_cut_and_a_short_one_is_not() {
        assert_eq!(fit("Kramfors", 15.0, false, 200.0), "Kramfors");
        let cut = fit("Kramfors", 15.0, false, 40.0);
        assert!(cut.ends_with('…') && width(&cut, 15.0, false) <= 40.0, "{cut}");
        assert_eq!(fit("Kramfors", 15.0, false, 3.0), "");
    }

    #[test]
    fn breaks_at_spaces_but_not_at_no_break_spaces() {
        let lines = wrap("Medelinkomst 359\u{a0}200 kronor", 14.0, false, 100.0, 3);
        assert_eq!(lines, ["Medelinkomst", "359\u{a0}200 kronor"]);
    }

    #[test]
    fn control_characters_do_not_reach_the_markup() {
        assert_eq!(clean("a\u{0}b\u{1b}\nc"), "ab c");
    }
}
