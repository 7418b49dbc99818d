//! The date of a document: the day its data was fetched, found in its source line; of a letter, its own.

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Day {
    /// The newest `2024-08-30` written in `texts`.
    pub(crate) fn newest_of<T: AsRef<str>>(texts: &[T]) -> Option<Self> {
        texts.iter().filter_map(|text| Self::newest_in(text.as_ref())).max()
    }

    /// The day that `text` is, and nothing else: `2024-08-30`.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Some(text.as_bytes()).filter(|bytes| bytes.len() == 10).and_then(Self::parse)
    }

    /// The last day of `year`, for documents whose data tells no date; 2000 when that is no year.
    pub(crate) fn last_of(year: i32) -> Self {
        let year = u16::try_from(year).ok().filter(|year| (1900..=9999).contains(year)).unwrap_or(2000);
        Self { year, month: 12, day: 31 }
    }

    /// The newest date written in `text`.
    fn newest_in(text: &str) -> Option<Self> {
        text.as_bytes().windows(10).filter_map(Self::parse).max()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if [year.len(), month.len(), day.len()] != [4, 2, 2] || !bytes.iter().all(|b| b.is_ascii_digit() || *b == b'-')
        {
            return None;
        }
        let day = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        // 28 for every month would be too strict, 31 too lax: Typst has the last word.
        ((1900..=9999).contains(&day.year) && (1..=12).contains(&day.month) && (1..=31).contains(&day.day))
            .then_some(day)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_date_is_found() {
        let day = Day::newest_of(&["Källa: Kolada (N00206), hämtad 2024-08-30.", "2023-01-01 à 2022"]);
        assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2024-08-30"));
        assert_eq!(Day::newest_of(&["utan datum", "20222-13-99"]), None);
        assert_eq!(Day::of("2024-08-30").map(|day| day.to_string()).as_deref(), Some("2024-08-30"));
        for none in ["", "2024-08", "2024-08-30T12", " 2024-08-30", "30 augusti", "2024-13-01", "åååå-åå"] {
            assert_eq!(Day::of(none), None, "{none}");
        }
        assert_eq!(Day::last_of(2022).to_string(), "2022-12-31");
        assert_eq!(Day::last_of(-5).to_string(), "2000-12-31");
    }
}
