//! The few addresses of pages that `app` must know: links inside charts. `web` reads them, and a
//! test of its own follows them.

use crate::Ask;
use i18n::Lang;
use std::fmt::Write as _;

/// A municipality's page.
pub(crate) fn area(code: &str, lang: Lang) -> String {
    format!("{}/{code}", lang.pick("/sv/kommun", "/en/municipality"))
}

/// A figure's page with an area in focus, keeping comparison group and year.
pub(crate) fn figure(kpi: &str, area: &str, ask: &Ask) -> String {
    let (path, focus) = ask.lang.pick(("/sv/matt", "kommun"), ("/en/figure", "municipality"));
    let mut text = format!("{path}/{kpi}?{focus}={area}");
    if let Some(peers) = &ask.peers {
        text.push_str(ask.lang.pick("&jamfor=", "&peers="));
        encode(peers, &mut text);
    }
    if let Some(year) = ask.year {
        // Writing into a String cannot fail.
        let _ = write!(text, "{}{year}", ask.lang.pick("&ar=", "&year="));
    }
    text
}

/// Percent-encodes what a reader may have written.
fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:".contains(&byte) {
            into.push(char::from(byte));
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_wrote_stays_inside_its_value() {
        let ask = Ask { peers: Some("å&b=\"c".to_owned()), year: Some(2021), ..Ask::default() };
        assert_eq!(figure("N00206", "2282", &ask), "/sv/matt/N00206?kommun=2282&jamfor=%C3%A5%26b%3D%22c&ar=2021");
        let ask = Ask { lang: Lang::En, ..Ask::default() };
        assert_eq!(figure("N00206", "2282", &ask), "/en/figure/N00206?municipality=2282");
        assert_eq!(area("2282", Lang::En), "/en/municipality/2282");
    }
}
