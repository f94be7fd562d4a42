//! `lakespeak docs build`: the guidance pages, a page a term, an anchor a rule; what TODOs and diagnostics link to.

mod code;
mod folder;
mod graph;
mod index;
mod names;
mod site;
mod term;

#[cfg(test)]
mod tests;

use std::io::Write;

use super::args::DocsBuildArgs;
use super::output::{Exit, Output, complain};
use super::project::Projects;

pub(super) fn build(args: &DocsBuildArgs, output: &mut Output) -> anyhow::Result<Exit> {
    let projects = Projects::with_examples()?;
    let project = projects.here();
    let site = site::build(project.lexicon(), project.guidance())?;
    folder::write(&args.output, &site.files)?;
    writeln!(output, "Wrote {} pages to {}", site.pages, args.output.join("index.html").display())?;
    output.flush()?;
    let problems = projects.problems();
    for problem in problems.iter().chain(&site.problems) {
        complain(problem);
    }
    Ok(if problems.is_empty() && site.problems.is_empty() { Exit::Fine } else { Exit::Trouble })
}
