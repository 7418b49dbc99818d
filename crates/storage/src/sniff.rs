//! What a content is, by looking at it. Only kinds people attach and nothing that runs: no HTML, no
//! SVG, no macros, no archives, no programs.

use std::io::Cursor;

use crate::Error;

const OPEN: &str = "application/vnd.oasis.opendocument.";

/// The media type of a content that may be attached under that name.
///
/// # Errors
/// [`Error::WrongType`].
pub(crate) fn media_type(name: &str, bytes: &[u8]) -> Result<&'static str, Error> {
    let wrong = |found: &str| Error::WrongType { found: found.to_owned(), name: name.to_owned() };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let (media_type, endings) = recognise(bytes).ok_or_else(|| wrong("of no kind that is known"))?;
    if endings.is_empty() || !endings.contains(&ending.as_str()) {
        return Err(wrong(media_type));
    }
    // A text says by its name only what it is a text of.
    Ok(if ending == "csv" { "text/csv; charset=utf-8" } else { media_type })
}

/// The type, and the endings a name may have for it: none when it may not be attached.
fn recognise(bytes: &[u8]) -> Option<(&'static str, &'static [&'static str])> {
    let starts = |with: &[u8]| bytes.starts_with(with);
    if starts(b"%PDF-") {
        Some(("application/pdf", &["pdf"]))
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some(("image/png", &["png"]))
    } else if starts(b"\xff\xd8\xff") {
        Some(("image/jpeg", &["jpg", "jpeg"]))
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(("image/webp", &["webp"]))
    } else if starts(b"PK\x03\x04") {
        Some(zipped(bytes))
    } else if starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") {
        Some(("a program", &[]))
    } else {
        text(bytes)
    }
}

fn zipped(bytes: &[u8]) -> (&'static str, &'static [&'static str]) {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return ("a damaged archive", &[]) };
    let Ok(names) = archive.file_names().collect::<Result<Vec<_>, _>>() else { return ("a damaged archive", &[]) };
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if names.iter().any(|name| name.to_ascii_lowercase().contains("vbaproject") || name.starts_with("Basic/")) {
        ("a document with macros", &[])
    } else if has("[Content_Types].xml") && has("word/") {
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"])
    } else if has("[Content_Types].xml") && has("xl/") {
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"])
    } else if has("[Content_Types].xml") && has("ppt/") {
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"])
    } else {
        // Open documents begin with their type, uncompressed, at a fixed place.
        let open = |kind: &str| {
            bytes.get(30..).is_some_and(|rest| rest.starts_with(format!("mimetype{OPEN}{kind}").as_bytes()))
        };
        if open("text") {
            ("application/vnd.oasis.opendocument.text", &["odt"])
        } else if open("spreadsheet") {
            ("application/vnd.oasis.opendocument.spreadsheet", &["ods"])
        } else if open("presentation") {
            ("application/vnd.oasis.opendocument.presentation", &["odp"])
        } else {
            ("an archive", &[])
        }
    }
}

/// Text in UTF-8 without control signs, that no browser would take for a page.
fn text(bytes: &[u8]) -> Option<(&'static str, &'static [&'static str])> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.is_empty() || text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return None;
    }
    if text.trim_start().starts_with('<') {
        return Some(("a page or a drawing", &[]));
    }
    Some(("text/plain; charset=utf-8", &["txt", "csv", "md"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            writer.start_file(*name, stored).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_content_decides() {
        let docx = archive(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
        let macros = archive(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")]);
        let odt = archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]);
        let answer = |name: &str, bytes: &[u8]| match media_type(name, bytes) {
            Ok(found) => found.to_owned(),
            Err(Error::WrongType { found, .. }) => format!("refused: {found}"),
            Err(other) => other.to_string(),
        };
        for (name, bytes, expected) in [
            ("Plan.PDF", b"%PDF-1.7 ...".as_slice(), "application/pdf"),
            ("x.png", b"\x89PNG\r\n\x1a\n", "image/png"),
            ("x.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("x.csv", "namn;värde\n".as_bytes(), "text/csv; charset=utf-8"),
            ("x.txt", "hej".as_bytes(), "text/plain; charset=utf-8"),
            ("x.docx", &docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("x.odt", &odt, "application/vnd.oasis.opendocument.text"),
            ("x.pdf", b"\x89PNG\r\n\x1a\n", "refused: image/png"),
            ("x.pdf", b"MZ\x90", "refused: a program"),
            ("x.docx", &macros, "refused: a document with macros"),
            ("x.docx", &archive(&[("a.exe", "")]), "refused: an archive"),
            ("x.docx", b"PK\x03\x04", "refused: a damaged archive"),
            ("x.txt", b"<script>alert(1)</script>", "refused: a page or a drawing"),
            ("x.txt", b"\xff\xfe", "refused: of no kind that is known"),
            ("x.txt", b"", "refused: of no kind that is known"),
            ("noending", b"%PDF-1.7", "refused: application/pdf"),
        ] {
            assert_eq!(answer(name, bytes), expected, "{name}");
        }
    }
}
