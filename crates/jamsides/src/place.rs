//! Where the figures live when nobody says.

use std::path::PathBuf;

/// The platform's folder for a program's data: `$XDG_DATA_HOME/jamsides`, or
/// `~/.local/share/jamsides`, or `%LOCALAPPDATA%\jamsides`; the folder `jamsides` here when the
/// environment tells nothing.
pub fn usual(env: impl Fn(&str) -> Option<String>) -> PathBuf {
    // XDG: a relative path must be ignored.
    let absolute = |name: &str| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_DATA_HOME")
        .or_else(|| absolute("LOCALAPPDATA"))
        .or_else(|| absolute("HOME").map(|home| home.join(".local").join("share")))
        .unwrap_or_default()
        .join("jamsides")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_platform() {
        let at = |pairs: &[(&str, &str)]| {
            usual(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()))
        };
        assert_eq!(at(&[("HOME", "/home/a")]), PathBuf::from("/home/a/.local/share/jamsides"));
        assert_eq!(at(&[("HOME", "/home/a"), ("XDG_DATA_HOME", "/d")]), PathBuf::from("/d/jamsides"));
        assert_eq!(at(&[("HOME", "/home/a"), ("XDG_DATA_HOME", "d")]), PathBuf::from("/home/a/.local/share/jamsides"));
        assert_eq!(at(&[]), PathBuf::from("jamsides"));
    }
}
