//! The folder that a site is written to: ours alone, so that pages of terms that are gone go too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::workspace::replace;

/// Names the files that were written: by it a folder is known again.
const LIST: &str = "lakespeak-docs.txt";

/// Writes files, each as (name, text), into a folder that is new, empty, or was written by this before; what an earlier
/// run wrote and this one does not is taken away.
pub(super) fn write(folder: &Path, files: &[(String, String)]) -> anyhow::Result<()> {
    let before = listed(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("{} can't be made", folder.display()))?;
    let now: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    // The list first: a run that is stopped leaves a folder that the next one knows.
    let all: BTreeSet<&str> = before.iter().map(String::as_str).chain(now.iter().copied()).collect();
    replace(&folder.join(LIST), list(&all).as_bytes())?;
    for (name, text) in files {
        replace(&folder.join(name), text.as_bytes())?;
    }
    for gone in before.iter().filter(|name| !now.contains(name.as_str()) && is_ours(name)) {
        // It may be gone already.
        let _ = fs::remove_file(folder.join(gone));
    }
    Ok(replace(&folder.join(LIST), list(&now).as_bytes())?)
}

fn list(names: &BTreeSet<&str>) -> String {
    names.iter().flat_map(|name| [*name, "\n"]).collect()
}

/// The files that an earlier run wrote.
fn listed(folder: &Path) -> anyhow::Result<Vec<String>> {
    let Ok(mut entries) = fs::read_dir(folder) else {
        if folder.exists() {
            bail!("{}: not a folder, or not readable; choose another with --output", folder.display());
        }
        return Ok(Vec::new());
    };
    match fs::read_to_string(folder.join(LIST)) {
        Ok(list) => Ok(list.lines().map(String::from).collect()),
        Err(_) if entries.next().is_none() => Ok(Vec::new()),
        Err(_) => {
            bail!("{}: not empty, and not written by `lakespeak docs build`; choose another folder with --output", folder.display())
        }
    }
}

/// Whether a listed name can be that of a page: somebody may have edited the list.
fn is_ours(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_')) && !name.starts_with('.');
    plain && [".html", ".css", ".js"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), "x".to_owned())).collect()
    }

    #[test]
    fn a_folder_is_written_again_but_nobody_elses() {
        let top = tempfile::tempdir().expect("a folder");
        let folder = top.path().join("a/b");
        write(&folder, &site(&["index.html", "old.html"])).expect("new");
        fs::write(folder.join("notes.md"), "mine").expect("written");
        write(&folder, &site(&["index.html", "new.html"])).expect("known again");
        let mut names: Vec<String> =
            fs::read_dir(&folder).expect("there").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, ["index.html", LIST, "new.html", "notes.md"]);
        let other = top.path().join("other");
        fs::create_dir(&other).expect("made");
        write(&other, &site(&["index.html"])).expect("empty");
        fs::remove_file(other.join(LIST)).expect("there");
        assert!(write(&other, &site(&["index.html"])).is_err());
        assert!(write(&other.join("index.html"), &site(&["index.html"])).is_err(), "a file");
    }

    #[test]
    fn a_list_that_was_tampered_with_takes_nothing_away() {
        let top = tempfile::tempdir().expect("a folder");
        let folder = top.path().join("site");
        write(&folder, &site(&["index.html"])).expect("new");
        let outside = top.path().join("precious.html");
        fs::write(&outside, "mine").expect("written");
        fs::write(folder.join(LIST), "../precious.html\n/etc/hosts\n.git\n").expect("written");
        write(&folder, &site(&["index.html"])).expect("written");
        assert!(outside.exists());
    }
}
