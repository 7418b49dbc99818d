//! Results out of the program: to the terminal, a pipe, or a file that is written whole or not at
//! all.

pub mod csv;
pub mod finding;
pub mod groups;
pub mod json;
pub mod rows;
pub mod table;

use crate::args::Format;
use crate::failure::Failure;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

/// Where results go.
#[derive(Clone, Debug)]
pub struct Out {
    path: Option<PathBuf>,
}

impl Out {
    /// To a file, or to standard output.
    pub fn new(path: Option<PathBuf>) -> Self {
        Self { path }
    }

    /// The folder or file named with `-o`.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Writes words; not into a file whose name promises something else.
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        match &self.path {
            Some(path) if NO_TEXT.contains(&ending(path).as_str()) => {
                Err(Failure::Bad("cli-bad-ending", path.display().to_string()))
            }
            _ => self.write(text.as_bytes()),
        }
    }

    /// An answer is never put in the place of what it was made from, nor among the files of a folder read.
    pub fn spares(&self, source: &Path) -> Result<(), Failure> {
        let Some(path) = &self.path else { return Ok(()) };
        let same = path.canonicalize().ok().zip(source.canonicalize().ok());
        if same.is_some_and(|(to, from)| to == from || (from.is_dir() && to.starts_with(from))) {
            return Err(Failure::Bad("cli-bad-over-source", path.display().to_string()));
        }
        Ok(())
    }

    /// Writes a document that is no text; not into somebody's terminal.
    pub fn document(&self, bytes: &[u8]) -> Result<(), Failure> {
        if self.path.is_none() && std::io::stdout().is_terminal() {
            return Err(Failure::Bad("cli-bad-terminal", String::new()));
        }
        self.write(bytes)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        match &self.path {
            Some(path) => whole(path, bytes).map_err(|fault| Failure::write(path, fault)),
            None => {
                let mut out = std::io::stdout().lock();
                out.write_all(bytes)
                    .and_then(|()| out.flush())
                    .map_err(|fault| Failure::write(Path::new("stdout"), fault))
            }
        }
    }

    /// The format asked for, or that of the file's name, or a table.
    pub fn format(&self, asked: Option<Format>) -> Format {
        asked.unwrap_or_else(|| match self.path.as_deref().map(ending).unwrap_or_default().as_str() {
            "csv" => Format::Csv,
            "json" => Format::Json,
            "xlsx" => Format::Xlsx,
            _ => Format::Table,
        })
    }
}

/// Endings of files that hold no text.
const NO_TEXT: [&str; 3] = ["pdf", "parquet", "xlsx"];

fn ending(path: &Path) -> String {
    path.extension().and_then(|it| it.to_str()).unwrap_or("").to_ascii_lowercase()
}

/// Writes under another name in the same folder, then renames: readers see the old file or the
/// whole new one.
pub fn whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // Devices and pipes cannot be replaced, only written to.
    if path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return std::fs::write(path, bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jamsides-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: the umask takes its part.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|fault| fault.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        whole(&path, b"one").unwrap();
        whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(whole(&folder.path().join("no/such.csv"), b"").is_err());
    }

    #[test]
    fn no_answer_takes_the_place_of_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let cases = folder.path().join("cases.csv");
        std::fs::write(&cases, "a;b").unwrap();
        let to = |name: &str| Out::new(Some(folder.path().join(name)));
        for (out, source) in [(to("cases.csv"), cases.as_path()), (to("cases.csv"), folder.path())] {
            assert!(matches!(out.spares(source), Err(Failure::Bad("cli-bad-over-source", _))));
        }
        assert!(to("answer.csv").spares(&cases).is_ok());
        assert!(Out::new(None).spares(&cases).is_ok());
        assert_eq!(std::fs::read(&cases).unwrap(), b"a;b");
    }

    #[test]
    fn words_go_into_no_file_that_promises_something_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.pdf", "a.PARQUET", "a.xlsx"] {
            let path = folder.path().join(name);
            assert!(matches!(Out::new(Some(path.clone())).text("ord"), Err(Failure::Bad("cli-bad-ending", _))));
            assert!(!path.exists());
        }
        Out::new(Some(folder.path().join("a.txt"))).text("ord").unwrap();
        assert_eq!(std::fs::read(folder.path().join("a.txt")).unwrap(), b"ord");
    }

    #[test]
    fn the_name_of_the_file_tells_the_format() {
        let format = |path: &str, asked| Out::new(Some(PathBuf::from(path))).format(asked);
        assert_eq!(format("a.CSV", None), Format::Csv);
        assert_eq!(format("a.txt", None), Format::Table);
        assert_eq!(format("a.csv", Some(Format::Json)), Format::Json);
        assert_eq!(Out::new(None).format(None), Format::Table);
    }
}
