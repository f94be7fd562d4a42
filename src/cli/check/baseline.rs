//! Baselines: the findings that a team knows of already. New ones are reported, those that are gone are named.
//!
//! A finding is known by its fingerprint in the file where it was. Where that file is gone, the same fingerprint in another
//! file is taken for it, so that a renamed file stays known; a copy beside it does not become so.

use std::io::Write;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::super::project::shown;
use super::super::report::Checked;
use crate::workspace::{Draft, Error, read};

/// A baseline larger than this is none.
const MAX_BYTES: u64 = 1 << 28;
const VERSION: u32 = 1;

/// A known finding.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Entry {
    /// From the root of the workspace, with `/`.
    pub(super) path: String,
    pub(super) rule: String,
    pub(super) fingerprint: String,
}

#[derive(Deserialize)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

/// What a baseline knows. Many threads share it.
pub(super) struct Baseline {
    root: PathBuf,
    by_path: FxHashMap<String, Vec<Entry>>,
    /// The fingerprints of files that are gone.
    moved: FxHashSet<String>,
}

/// What a baseline knows of files that are gone: each entry answers to one finding.
#[derive(Default)]
pub(super) struct Moved(FxHashMap<String, Vec<Entry>>);

/// What a baseline said of a file.
#[derive(Default)]
pub(super) struct Settled {
    /// How many findings it knew.
    pub(super) known: usize,
    /// What it knows and nobody found.
    pub(super) gone: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline, whose paths count from `root`.
    pub(super) fn read(file: &Path, root: &Path) -> Result<(Self, Moved), String> {
        let text = read(file, MAX_BYTES).map_err(|error| match error {
            Error::Missing(path) => format!("{}: there is no such baseline; --write-baseline makes one", path.display()),
            error => error.to_string(),
        })?;
        let broken = |error: serde_json::Error| {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            format!("{}:{}:{}: no baseline: {what}; --write-baseline writes it anew", file.display(), error.line(), error.column())
        };
        let File { version, findings } = serde_json::from_str(&text.text).map_err(broken)?;
        if version != VERSION {
            return Err(format!("{}: a baseline of version {version}; this Lakespeak reads version {VERSION}", file.display()));
        }
        let mut by_path: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
        for entry in findings {
            by_path.entry(entry.path.clone()).or_default().push(entry);
        }
        let gone: Vec<String> = by_path.keys().filter(|path| !root.join(path).exists()).cloned().collect();
        let mut moved = Moved::default();
        for entry in gone.iter().filter_map(|path| by_path.remove(path)).flatten() {
            moved.0.entry(entry.fingerprint.clone()).or_default().push(entry);
        }
        for entries in moved.0.values_mut() {
            // The first is taken last.
            entries.sort_by(|a, b| b.cmp(a));
        }
        Ok((Self { root: root.to_owned(), by_path, moved: moved.0.keys().cloned().collect() }, moved))
    }

    /// Leaves out what is known of this very file.
    pub(super) fn settle(&self, file: &mut Checked) -> Settled {
        let Some(entries) = self.by_path.get(&key(&self.root, &file.file)) else { return Settled::default() };
        let mut open = entries.clone();
        let fingerprints = file.fingerprints.clone();
        let before = file.findings.len();
        file.retain(|index, _| {
            let known = open.iter().position(|entry| fingerprints.get(index) == Some(&entry.fingerprint));
            known.map(|at| open.swap_remove(at)).is_none()
        });
        open.sort();
        Settled { known: before - file.findings.len(), gone: open }
    }

    /// Whether something in a file may be known from another one that is gone: then the order of files counts.
    pub(super) fn may_have_moved(&self, file: &Checked) -> bool {
        file.fingerprints.iter().any(|fingerprint| self.moved.contains(fingerprint))
    }
}

impl Moved {
    /// Leaves out what is known from files that are gone, and says how many that were.
    pub(super) fn settle(&mut self, file: &mut Checked) -> usize {
        let fingerprints = file.fingerprints.clone();
        let before = file.findings.len();
        file.retain(|index, _| {
            let entries = fingerprints.get(index).and_then(|fingerprint| self.0.get_mut(fingerprint));
            entries.and_then(Vec::pop).is_none()
        });
        before - file.findings.len()
    }

    /// What nobody found, in order.
    pub(super) fn left(self) -> Vec<Entry> {
        let mut left: Vec<Entry> = self.0.into_values().flatten().collect();
        left.sort();
        left
    }
}

/// A file as a baseline names it.
pub(super) fn key(root: &Path, file: &Path) -> String {
    shown(root, file)
}

/// A file's findings as a baseline holds them.
pub(super) fn entries<'a>(root: &Path, file: &'a Checked) -> impl Iterator<Item = Entry> + 'a {
    let path = key(root, &file.file);
    file.findings.iter().zip(&file.fingerprints).map(move |(finding, fingerprint)| Entry {
        path: path.clone(),
        rule: file.lexicon.rule(finding.rule).id.clone(),
        fingerprint: fingerprint.clone(),
    })
}

/// Writes a baseline: one entry a line, sorted, and nothing in it that moves when lines do.
pub(super) fn write(file: &Path, mut entries: Vec<Entry>) -> Result<(), Error> {
    entries.sort();
    let mut draft = Draft::new(file)?;
    let mut lines = || {
        write!(draft, "{{\n  \"version\": {VERSION},\n  \"findings\": [")?;
        for (index, entry) in entries.iter().enumerate() {
            draft.write_all(if index == 0 { b"\n    " } else { b",\n    " })?;
            serde_json::to_writer(&mut draft, entry)?;
        }
        draft.write_all(if entries.is_empty() { b"]\n}\n" } else { b"\n  ]\n}\n" })
    };
    let written = lines();
    written.map_err(|error| draft.refused(error))?;
    draft.finish()
}
