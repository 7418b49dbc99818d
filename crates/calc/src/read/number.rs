//! A number as people write it.

/// Reads a number; `comma` says that a comma is the decimal sign. Spaces between groups of digits
/// and the sign − are understood; infinity and NaN are no numbers.
#[must_use]
pub fn number(text: &str, comma: bool) -> Option<f64> {
    let mut plain: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    if let Some(rest) = plain.strip_prefix('−') {
        plain = format!("-{rest}");
    }
    if comma && plain.matches(',').count() == 1 && !plain.contains('.') {
        plain = plain.replace(',', ".");
    }
    let starts_well = plain.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    plain.parse::<f64>().ok().filter(|it| it.is_finite() && starts_well)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, comma, expected) in [
            ("12", false, Some(12.0)),
            ("1 234,5", true, Some(1234.5)),
            ("1\u{a0}234", false, Some(1234.0)),
            ("−3,5", true, Some(-3.5)),
            ("3,5", false, None),
            ("1e3", false, Some(1000.0)),
            ("inf", false, None),
            ("NaN", false, None),
            ("1e999", false, None),
            ("tolv", true, None),
            ("1,234,5", true, None),
            (".5", false, Some(0.5)),
        ] {
            assert_eq!(number(text, comma), expected, "{text}");
        }
    }
}
