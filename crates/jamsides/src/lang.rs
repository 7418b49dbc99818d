//! Which language to speak: asked for before the arguments are understood, because help and
//! complaints about arguments are spoken too.

use i18n::Lang;
use std::ffi::OsString;

/// The language of `--lang`, else of the environment, else Swedish.
pub fn choose(args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Lang {
    asked(args).or_else(|| env("JAMSIDES_LANG").and_then(|text| text.parse().ok())).unwrap_or_else(|| {
        // The order POSIX gives them in; the first that is set decides.
        let system = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(&env).find(|text| !text.is_empty());
        match system {
            Some(text) if text.starts_with("en") => Lang::En,
            _ => Lang::Sv,
        }
    })
}

fn asked(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            return args.next()?.parse().ok();
        }
        if let Some(text) = arg.strip_prefix("--lang=") {
            return text.parse().ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(args: &[&str], env: &[(&str, &str)]) -> Lang {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        choose(&args, |name| env.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()))
    }

    #[test]
    fn the_nearest_wish_wins() {
        assert_eq!(pick(&[], &[]), Lang::Sv);
        assert_eq!(pick(&[], &[("LANG", "en_GB.UTF-8")]), Lang::En);
        assert_eq!(pick(&[], &[("LANG", "C.UTF-8")]), Lang::Sv);
        assert_eq!(pick(&[], &[("LANG", "en_GB.UTF-8"), ("LC_ALL", "sv_SE.UTF-8")]), Lang::Sv);
        assert_eq!(pick(&[], &[("LANG", "en_GB"), ("LC_ALL", "")]), Lang::En);
        assert_eq!(pick(&[], &[("LANG", "en_GB"), ("JAMSIDES_LANG", "sv")]), Lang::Sv);
        assert_eq!(pick(&["scan", "--lang", "en"], &[("JAMSIDES_LANG", "sv")]), Lang::En);
        assert_eq!(pick(&["--lang=sv"], &[("LANG", "en")]), Lang::Sv);
        assert_eq!(pick(&["--", "--lang=en"], &[]), Lang::Sv);
    }
}
