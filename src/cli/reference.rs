//! The reference: a page a command and a page a format, made of what `--help` is made of.

use std::fmt::Write;

use clap::{CommandFactory, ValueEnum};

use super::args::{Arguments, OutputFormat};

/// A page: the file's name and its Markdown.
pub type Page = (String, String);

/// All pages, the index first.
pub fn pages() -> Vec<Page> {
    let mut root = Arguments::command().term_width(100);
    root.build();
    let mut commands = Vec::new();
    collect(&root, "", &mut commands);
    let formats: Vec<Page> = OutputFormat::value_variants().iter().map(|format| self::format(*format)).collect();
    let mut index = "# Reference\n\nMade of what `lakespeak --help` says.\n\n## Commands\n\n".to_owned();
    list(&mut index, &commands);
    index.push_str("\n## Formats of `check`\n\n");
    list(&mut index, &formats);
    [vec![("README.md".to_owned(), index)], commands, formats].concat()
}

fn list(index: &mut String, pages: &[Page]) {
    for (file, text) in pages {
        let title = text.lines().next().unwrap_or_default().trim_start_matches("# ");
        let about = text.lines().nth(2).unwrap_or_default();
        let _ = writeln!(index, "- [{title}]({file}): {about}");
    }
}

/// The pages of a command's commands, those of theirs included.
fn collect(command: &clap::Command, above: &str, pages: &mut Vec<Page>) {
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = format!("{above}{}", command.get_name());
        let mut shown = command.clone().term_width(100);
        let help = shown.render_long_help().to_string();
        let (about, rest) = help.split_once("\n\n").unwrap_or((&help, ""));
        let lines: Vec<&str> = rest.trim_end().lines().map(str::trim_end).collect();
        let text = format!("# `lakespeak {name}`\n\n{}.\n\n```text\n{}\n```\n", about.trim(), lines.join("\n"));
        pages.push((format!("{}.md", name.replace(' ', "-")), text));
        collect(command, &format!("{name} "), pages);
    }
}

fn format(format: OutputFormat) -> Page {
    let value = format.to_possible_value();
    let (name, help) = value
        .as_ref()
        .map_or(("", String::new()), |value| (value.get_name(), value.get_help().map(ToString::to_string).unwrap_or_default()));
    let how = format!("lakespeak check --output-format {name}");
    (format!("format-{name}.md"), format!("# `{name}`\n\n{help}.\n\n```sh\n{how}\n```\n\n{}\n", about(format)))
}

/// What a reader of a format should know.
fn about(format: OutputFormat) -> &'static str {
    match format {
        OutputFormat::Full => {
            "The line with the place underlined, what will happen, what to do instead, where to read on; a count at the end. \
             In a notebook `cell` says which cell, line and column. Coloured on a terminal, unless `NO_COLOR` is set."
        }
        OutputFormat::Concise => {
            "`path:line:column: severity[rule] message`, which editors and `grep` understand. In a notebook the cell and its \
             line stand behind it."
        }
        OutputFormat::Json => {
            "Each object has `path`, `range` (`start` and `end`, each with `line` and `column`), `rule`, `term`, `category`, \
             `severity`, `message`, `advice`, `docs` (or null), `acknowledged` and `fingerprint`; in a notebook also `cell` with \
             `index`, `line` and `column`. All count from 1, columns in Unicode scalar values. Sorted by path, then by place. Keys \
             may be added, none is renamed."
        }
        OutputFormat::JsonLines => "The objects of [`json`](format-json.md), nothing around them.",
        OutputFormat::Github => {
            "Workflow commands: a warning becomes `warning`, all else `notice`. Paths count from `GITHUB_WORKSPACE` where it is \
             set. GitHub shows ten of each kind a step; [`sarif`](format-sarif.md) has no such limit."
        }
        OutputFormat::Gitlab => {
            "An artifact of the kind `codequality`. A warning is `major`, information `minor`, a hint `info`. Fingerprints are \
             those of [`json`](format-json.md) with a hash of the path behind them. Paths count from `CI_PROJECT_DIR` where it is set."
        }
        OutputFormat::Sarif => {
            "Relative, percent-encoded uris (from `GITHUB_WORKSPACE` where it is set), regions of four fields in Unicode code \
             points, stable fingerprints, and each rule that reported with help and link. What a TODO acknowledges is suppressed, \
             unless `--strict` is given. `executionSuccessful` is false where something could not be looked at."
        }
        OutputFormat::Junit => {
            "A suite a file, a case a finding. Findings that make the run fail are failures, all others skipped, so that the \
             report and the exit code agree. A run that found nothing holds one test that passed."
        }
        OutputFormat::Rdjson => "One object with all diagnostics. Columns count UTF-8 bytes from 1, ends are exclusive.",
    }
}
