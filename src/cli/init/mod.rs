//! `lakespeak init`: the first files of a repository. Asks nothing, overwrites nothing, says what it did.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;

use super::output::{Exit, Output};
use crate::glossary::help::Format;
use crate::workspace::create;

/// A file to begin with.
struct Start {
    path: &'static str,
    text: &'static str,
    /// What it is for.
    about: &'static str,
    /// Whether its text is worth showing to somebody who has such a file already.
    shown: bool,
}

const CONFIG: Start =
    Start { path: "lakespeak.yml", text: include_str!("lakespeak.yml"), about: "what this repository chose", shown: false };
const GLOSSARY: Start =
    Start { path: "team.glossary.yml", text: include_str!("team.glossary.yml"), about: "your team's words", shown: false };
const EDITOR: Start = Start {
    path: ".vscode/extensions.json",
    text: include_str!("extensions.json"),
    about: "recommends the extension in VS Code",
    shown: true,
};
const HOOK: Start = Start {
    path: ".pre-commit-config.yaml",
    text: include_str!("pre-commit-config.yaml"),
    about: "checks before each commit, with pre-commit",
    shown: true,
};
const WORKFLOW: Start = Start {
    path: ".github/workflows/lakespeak.yml",
    text: include_str!("workflow.yml"),
    about: "checks each pull request, with GitHub Actions",
    shown: true,
};

/// What shows that a repository is checked elsewhere than by GitHub.
const OTHER_CI: [&str; 6] =
    [".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile", ".circleci", "bitbucket-pipelines.yml", ".woodpecker.yml"];

/// Writes what is missing in a folder.
pub(super) fn run(folder: &Path, output: &mut Output) -> anyhow::Result<Exit> {
    let mut left = Vec::new();
    for start in [CONFIG, GLOSSARY, EDITOR, HOOK, WORKFLOW] {
        match reason(folder, &start)? {
            None if write(folder, &start)? => writeln!(output, "wrote  {:<32} {}", start.path, start.about)?,
            None => left.push((start, "is there already".to_owned())),
            Some(reason) => left.push((start, reason)),
        }
    }
    for (start, reason) in &left {
        writeln!(output, "left   {:<32} {reason}", start.path)?;
    }
    for (start, _) in left.iter().filter(|(start, _)| start.shown) {
        let text: Vec<String> = start.text.lines().map(|line| format!("    {line}")).collect();
        writeln!(output, "\nFor {} ({}):\n\n{}", start.path, start.about, text.join("\n"))?;
    }
    writeln!(output, "\nNext: `lakespeak check`, and write your first word into {}.", GLOSSARY.path)?;
    Ok(Exit::Fine)
}

/// Why a file is not wanted here although nothing of its name is there.
fn reason(folder: &Path, start: &Start) -> anyhow::Result<Option<String>> {
    if start.path == GLOSSARY.path {
        let other = glossary_in(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
        return Ok(other.map(|name| format!("there is {name}")));
    }
    if start.path == WORKFLOW.path {
        return Ok(OTHER_CI
            .iter()
            .find(|name| folder.join(name).exists())
            .map(|name| format!("there is {name}; add the two commands there")));
    }
    Ok(None)
}

/// A glossary of another name.
fn glossary_in(folder: &Path) -> io::Result<Option<String>> {
    let names = fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.filter(|name| Format::of_path(name) == Some(Format::Glossary) && name != GLOSSARY.path).min())
}

/// Writes a file that is not there; `false` where something of its name is.
fn write(folder: &Path, start: &Start) -> anyhow::Result<bool> {
    let path = folder.join(start.path);
    if let Some(above) = path.parent() {
        fs::create_dir_all(above).with_context(|| format!("{} could not be made", above.display()))?;
    }
    Ok(create(&path, start.text.as_bytes())?)
}
