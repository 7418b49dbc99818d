//! The four print fonts, as they came: Source Sans 3 (3.052, OFL 1.1), static TrueType from the
//! npm package `@expo-google-fonts/source-sans-3` 0.4.1. They are not subset here, because the
//! licence reserves the name for unchanged files; the PDF carries only the glyphs it uses.

use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const FILES: [&[u8]; 4] = [
    include_bytes!("../../../assets/fonts/print/SourceSans3-Regular.ttf"),
    include_bytes!("../../../assets/fonts/print/SourceSans3-SemiBold.ttf"),
    include_bytes!("../../../assets/fonts/print/SourceSans3-Bold.ttf"),
    include_bytes!("../../../assets/fonts/print/SourceSans3-Italic.ttf"),
];

/// The fonts and their index.
pub(crate) struct Fonts {
    /// What Typst looks names up in.
    pub(crate) book: LazyHash<FontBook>,
    /// The faces, in the order of the book.
    pub(crate) faces: Vec<Font>,
}

impl Fonts {
    /// Whether every face can draw `c`. PDF/A forbids a text that is not drawn.
    pub(crate) fn draw(&self, c: char) -> bool {
        self.faces.iter().all(|face| face.info().coverage.contains(u32::from(c)))
    }
}

/// The fonts, read once.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let faces: Vec<Font> = FILES.iter().filter_map(|data| Font::new(Bytes::new(*data), 0)).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_draws_what_swedish_and_our_signs_need() {
        assert_eq!(fonts().faces.len(), FILES.len());
        for c in "åäöÅÄÖéüÉÜ–−\u{a0}→●○■◆□…·×≥≤’”½%".chars() {
            assert!(fonts().draw(c), "{c} U+{:04X}", u32::from(c));
        }
    }
}
