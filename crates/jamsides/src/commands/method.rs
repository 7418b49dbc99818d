//! `method`: the benchmarking models. Reads a folder of somebody's own models; what is right and wrong in
//! them is said by the crate `method`.

use super::Context;
use super::snapshot::{json, only_table};
use crate::args::{Format, Method};
use crate::failure::Failure;
use crate::output::finding::{column, paragraph};
use crate::output::table::{Side, Table, room};
use crate::output::whole;
use i18n::Lang;
use method::{Fault, FaultKind, File, Library, MOST_BYTES};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// No folder of models lies deeper than this.
const DEEPEST: usize = 8;

/// Does it.
pub fn run(asked: Method, context: &Context) -> Result<(), Failure> {
    match asked {
        Method::Check { path } => check(path.as_deref(), context),
        Method::Show { id, with } => show(id.as_deref(), with.as_deref(), context),
        Method::Diff { from, to, with } => diff(&from, &to, with.as_deref(), context),
        Method::New { id } => new(&id, context),
    }
}

const fn lang(lang: Lang) -> method::Lang {
    match lang {
        Lang::Sv => method::Lang::Sv,
        Lang::En => method::Lang::En,
    }
}

fn check(path: Option<&Path>, context: &Context) -> Result<(), Failure> {
    let (files, mut faults) = match path {
        Some(path) => read(path)?,
        None => (Library::built_in_files().map(|(path, text)| File::new(path, text)).collect(), Vec::new()),
    };
    if files.is_empty() && faults.is_empty() {
        return Err(Failure::NotFound("cli-method-no-files"));
    }
    faults.extend(judged(&files).err().unwrap_or_default());
    if context.format() == Format::Json {
        let told = |fault: &Fault| {
            serde_json::json!({
                "file": fault.file,
                "line": fault.line,
                "column": fault.column,
                "sentence": fault.sentence(lang(context.lang)),
                "kind": fault.kind,
            })
        };
        json(
            &serde_json::json!({ "files": files.len(), "faults": faults.iter().map(told).collect::<Vec<_>>() }),
            context,
        )?;
    } else {
        only_table(context)?;
        let mut text: String = faults.iter().map(|fault| format!("{}\n", fault.told(lang(context.lang)))).collect();
        let (key, number) =
            if faults.is_empty() { ("cli-method-well", files.len()) } else { ("cli-method-faults", faults.len()) };
        text.push_str(&paragraph(&context.say(key, &[("n", &number.to_string())])));
        context.out.text(&text)?;
    }
    if faults.is_empty() { Ok(()) } else { Err(Failure::Faults) }
}

/// The files beside what comes with the program, or alone: whichever has less to complain of, so that the
/// program's own `method/` can be checked too.
fn judged(files: &[File]) -> Result<Library, Vec<Fault>> {
    let beside = match Library::built_in().with(files) {
        Ok(library) => return Ok(library),
        Err(faults) => faults,
    };
    match Library::from_files(files) {
        Err(faults) if faults.len() >= beside.len() => Err(beside),
        other => other,
    }
}

/// What comes with the program, and somebody's own.
fn library(with: Option<&Path>, context: &Context) -> Result<Cow<'static, Library>, Failure> {
    let Some(path) = with else { return Ok(Cow::Borrowed(Library::built_in())) };
    let (files, mut faults) = read(path)?;
    match judged(&files) {
        Ok(library) if faults.is_empty() => return Ok(Cow::Owned(library)),
        Ok(_) => {}
        Err(found) => faults.extend(found),
    }
    for fault in &faults {
        crate::note(&fault.told(lang(context.lang)));
    }
    Err(Failure::Faults)
}

fn show(id: Option<&str>, with: Option<&Path>, context: &Context) -> Result<(), Failure> {
    let library = library(with, context)?;
    let Some(id) = id else { return list(&library, context) };
    let page = method::show(&library, id, lang(context.lang)).ok_or_else(|| unknown(id, &library, context))?;
    if context.format() == Format::Json {
        return json(&page, context);
    }
    only_table(context)?;
    context.out.text(&page.text(column()))
}

/// Everything that can be shown.
fn list(library: &Library, context: &Context) -> Result<(), Failure> {
    let name = |id: &str| method::show(library, id, lang(context.lang)).map(|page| page.title).unwrap_or_default();
    let all: Vec<(&str, String)> = library.ids().map(|id| (id.as_str(), name(id.as_str()))).collect();
    if context.format() == Format::Json {
        let all: Vec<_> = all.iter().map(|(id, name)| serde_json::json!({ "id": id, "name": name })).collect();
        return json(&all, context);
    }
    only_table(context)?;
    let head = |key: &str| (context.texts().get(key), Side::Left);
    let mut table = Table::new([head("cli-col-method-id"), head("cli-col-method-name")]);
    for (id, name) in all {
        table.row([id.to_owned(), name]);
    }
    context.out.text(&table.text(room()))
}

fn unknown(id: &str, library: &Library, context: &Context) -> Failure {
    let text = match library.likeliest(id) {
        Some(likeliest) => context.say("cli-method-unknown-likeliest", &[("id", id), ("likeliest", &likeliest)]),
        None => context.say("cli-method-unknown", &[("id", id)]),
    };
    crate::note(&text);
    Failure::Nothing
}

fn diff(from: &str, to: &str, with: Option<&Path>, context: &Context) -> Result<(), Failure> {
    let library = library(with, context)?;
    for id in [from, to] {
        if !library.ids().any(|known| known.as_str() == id) {
            return Err(unknown(id, &library, context));
        }
    }
    let difference =
        method::diff(&library, from, to).ok_or_else(|| Failure::Bad("cli-bad-method-diff", format!("{from}, {to}")))?;
    if context.format() == Format::Json {
        return json(&difference, context);
    }
    only_table(context)?;
    context.out.text(&method::diff_page(&library, &difference, lang(context.lang)).text(column()))
}

/// A new model: its files into the folder of `-o`, or the model itself to standard output.
fn new(id: &str, context: &Context) -> Result<(), Failure> {
    let files = method::starter(id, Library::built_in())
        .map_err(|fault| Failure::Bad("cli-bad-method-new", fault.sentence(lang(context.lang))))?;
    let Some(folder) = context.out.path() else {
        let text: String = files.iter().take(1).map(|file| file.text.as_str()).collect();
        return context.out.text(&text);
    };
    let home = folder.join(id);
    // Somebody's work is never written over.
    if home.exists() {
        return Err(Failure::Bad("cli-bad-method-there", home.display().to_string()));
    }
    std::fs::create_dir_all(&home).map_err(|fault| Failure::write(&home, fault))?;
    for file in &files {
        let path = folder.join(&file.path);
        whole(&path, file.text.as_bytes()).map_err(|fault| Failure::write(&path, fault))?;
    }
    crate::note(&context.say("cli-method-begun", &[("path", &home.display().to_string())]));
    Ok(())
}

/// The files of a folder, or one file with the texts beside it, and those that cannot be read.
fn read(path: &Path) -> Result<(Vec<File>, Vec<Fault>), Failure> {
    let mut paths = Vec::new();
    if path.is_dir() {
        walk(path, DEEPEST, &mut paths).map_err(|fault| unreadable(path, &fault))?;
    } else {
        paths.push(path.to_owned());
        let texts = ["sv.md", "en.md"].map(|name| path.with_file_name(name));
        paths.extend(texts.into_iter().filter(|text| text.is_file() && text != path));
    }
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.display().to_string().replace('\\', "/");
        let fault = |line, kind| Fault { file: name.clone(), line, column: 1, kind };
        let long = path.metadata().map_err(|fault| unreadable(&path, &fault))?.len();
        if long > MOST_BYTES as u64 {
            let bytes = usize::try_from(long).unwrap_or(usize::MAX);
            faults.push(fault(1, FaultKind::TooLarge { bytes, most: MOST_BYTES }));
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|fault| unreadable(&path, &fault))?;
        match String::from_utf8(bytes) {
            Ok(text) => files.push(File::new(name, text)),
            Err(why) => {
                let good = why.utf8_error().valid_up_to();
                let line = why.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
                faults.push(fault(line, FaultKind::Unreadable { why: "UTF-8".to_owned() }));
            }
        }
    }
    Ok((files, faults))
}

/// TOML files and the texts of models below a folder, in order of names. Hidden folders are left alone, and
/// links to folders are not followed.
fn walk(folder: &Path, deepest: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<std::fs::DirEntry> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if deepest > 1 {
                walk(&entry.path(), deepest - 1, found)?;
            }
        } else if name.ends_with(".toml") || matches!(&*name, "sv.md" | "en.md") {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn unreadable(path: &Path, fault: &std::io::Error) -> Failure {
    Failure::Bad("cli-bad-method-path", format!("{} ({fault})", path.display()))
}
