//! `completions` and `man`: files for the shell and the manual.

use super::Context;
use crate::failure::Failure;
use crate::help;
use crate::output::whole;
use clap_complete::Shell;

/// Completions for a shell.
pub fn completions(shell: Shell, context: &Context) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut help::command(context.lang), "jamsides", &mut text);
    context.out.text(&String::from_utf8_lossy(&text))
}

/// Manual pages: all of them into the folder of `-o`, or the first one to standard output.
pub fn man(context: &Context) -> Result<(), Failure> {
    let command = help::command(context.lang);
    let Some(folder) = context.out.path() else {
        return context.out.text(&page(command, "jamsides")?);
    };
    std::fs::create_dir_all(folder).map_err(|fault| Failure::write(folder, fault))?;
    let mut written = 0_usize;
    for (name, command) in pages(command, "jamsides") {
        let path = folder.join(format!("{name}.1"));
        whole(&path, page(command, &name)?.as_bytes()).map_err(|fault| Failure::write(&path, fault))?;
        written += 1;
    }
    crate::note(
        &context.say("cli-man-written", &[("n", &written.to_string()), ("path", &folder.display().to_string())]),
    );
    Ok(())
}

/// A command and all below it, by the names of their pages: `jamsides-snapshot-list`.
fn pages(command: clap::Command, name: &str) -> Vec<(String, clap::Command)> {
    let mut all = Vec::new();
    for sub in command.get_subcommands() {
        let below = format!("{name}-{}", sub.get_name());
        all.extend(pages(sub.clone(), &below));
    }
    all.insert(0, (name.to_owned(), command));
    all
}

fn page(command: clap::Command, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let man = clap_mangen::Man::new(command).title(name.to_uppercase());
    man.render(&mut bytes).map_err(|fault| Failure::Ours(fault.to_string()))?;
    String::from_utf8(bytes).map_err(|fault| Failure::Ours(fault.to_string()))
}
