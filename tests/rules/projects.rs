//! Rules inside realistic files: each folder under `projects/` is a small repository, and `<name>.findings` beside it lists
//! what all rules together find there, one `file:line:column rule` a line. `LAKESPEAK_WRITE=1` writes the lists anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lakespeak::analysis::{Cancel, Document};
use lakespeak::lexicon::{Choice, FindIn, Group, Lexicon, Setting};
use lakespeak::syntax::Language;
use lakespeak::workspace::{Workspace, config::Config};
use libtest_mimic::{Failed, Trial};

/// A test for each project, and one for each rule that stands in none.
pub(crate) fn trials(package: &Path, lexicon: &Arc<Lexicon>) -> Vec<Trial> {
    let root = package.join("tests/rules/projects");
    let mut met = BTreeSet::new();
    let mut trials = Vec::new();
    for project in entries(&root).into_iter().filter(|path| path.is_dir()) {
        let found = findings(&project, lexicon);
        met.extend(found.iter().filter_map(|line| line.rsplit(' ').next().map(ToOwned::to_owned)));
        let name = project.file_name().unwrap_or_default().to_string_lossy().into_owned();
        trials.push(Trial::test(format!("project {name}"), move || compare(&project.with_extension("findings"), &found)));
    }
    for id in lexicon.rule_ids().map(|id| lexicon.rule(id)).filter(|rule| matches!(rule.find_in, FindIn::Text | FindIn::Path)) {
        let (name, there) = (id.id.clone(), met.contains(&id.id));
        trials.push(Trial::test(format!("{name} stands in a project"), move || {
            if there { Ok(()) } else { Err(Failed::from(format!("no file under tests/rules/projects holds a finding of {name}"))) }
        }));
    }
    trials
}

fn findings(project: &Path, lexicon: &Lexicon) -> Vec<String> {
    let rules = Group::ALL.iter().map(|group| Choice { selector: group.name().to_owned(), setting: Setting::On }).collect();
    let workspace = Workspace::new(project, Config { rules, ..Config::default() });
    let mut lines = Vec::new();
    let mut open = vec![project.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(entries(&path).into_iter().rev());
        } else if let Some(language) = Language::from_path(&path) {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let document = Document::new(text.into(), language, lexicon, &Cancel::default());
            let inside = path.strip_prefix(project).unwrap_or(&path).display().to_string();
            for finding in document.findings(lexicon, &workspace.facts_for(&path), &Cancel::default()).findings {
                let line = document.lexed().line_of(finding.span.start);
                let column = finding.span.start - document.lexed().line_span(line).start;
                lines.push(format!("{inside}:{}:{} {}", line + 1, column + 1, lexicon.rule(finding.rule).id));
            }
        }
    }
    lines
}

fn compare(expected: &Path, found: &[String]) -> Result<(), Failed> {
    let found: String = found.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    if std::env::var_os("LAKESPEAK_WRITE").is_some() {
        std::fs::write(expected, &found)?;
    }
    let expected = std::fs::read_to_string(expected).unwrap_or_default();
    let lines = |text: &str| text.lines().map(ToOwned::to_owned).collect::<BTreeSet<String>>();
    let (missing, extra): (Vec<_>, Vec<_>) =
        (lines(&expected).difference(&lines(&found)).cloned().collect(), lines(&found).difference(&lines(&expected)).cloned().collect());
    if missing.is_empty() && extra.is_empty() { Ok(()) } else { Err(format!("missing: {missing:#?}\nnot expected: {extra:#?}").into()) }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}
