//! What stands around a file: the lexicon that applies, what is known of its neighbourhood, and its text.

use std::fmt::Display;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ignore::WalkBuilder;

use crate::analysis::Facts;
use crate::glossary;
use crate::lexicon::Lexicon;
use crate::syntax::Language;

/// Longer files are left out.
const MAX_FILE_BYTES: u64 = 8 << 20;

/// The lexicon of the glossary that Lakespeak brings along.
pub(super) fn builtin() -> Lexicon {
    Lexicon::compile(glossary::builtin().0)
}

/// The projects that the files of one run belong to, each read once.
#[derive(Default)]
pub(super) struct Projects {
    builtin: OnceLock<Arc<Project>>,
}

/// What holds for the files of one workspace root.
pub(super) struct Project {
    pub(super) lexicon: Arc<Lexicon>,
}

/// A file's text and what is known about it.
pub(super) struct Source {
    pub(super) text: Arc<str>,
    pub(super) language: Language,
    pub(super) facts: Facts,
}

/// What became of reading a file.
pub(super) enum Read {
    /// Its text.
    Text(Source),
    /// It is in none of our languages.
    Foreign,
    /// It was left out, and why.
    Skipped(String),
    /// It could not be read, and why.
    Failed(String),
}

impl Projects {
    /// The project that a file belongs to.
    pub(super) fn of(&self, _path: &Path) -> anyhow::Result<Arc<Project>> {
        Ok(Arc::clone(self.builtin.get_or_init(|| Arc::new(Project { lexicon: Arc::new(builtin()) }))))
    }

    /// The files to look at below `paths`, sorted as they are shown, each once; and what could not be walked.
    pub(super) fn walk(&self, paths: &[PathBuf], force_exclude: bool) -> (Vec<PathBuf>, Vec<String>) {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            if path.is_file() && !force_exclude {
                files.push(path.clone());
                continue;
            }
            // `.gitignore` is a wish of the people who work here, repository or not.
            for entry in WalkBuilder::new(path).require_git(false).follow_links(false).build() {
                match entry {
                    Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => files.push(entry.into_path()),
                    Ok(_) => {}
                    Err(error) => problems.push(reason(&error)),
                }
            }
        }
        files.sort();
        files.dedup();
        (files, problems)
    }
}

impl Project {
    /// Reads a file, if it is in one of our languages and not too large.
    pub(super) fn read(&self, path: &Path) -> Read {
        if Language::from_path(path).is_none() {
            return if path.exists() { Read::Foreign } else { failed(path, "there is no such file") };
        }
        let mut bytes = Vec::new();
        // One byte more than allowed is enough to know: a file may grow, and a device has no length.
        match File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)) {
            Ok(_) => self.source(path, bytes),
            Err(error) => failed(path, &error),
        }
    }

    /// The text in `bytes`, read as if it were the file `path`.
    pub(super) fn source(&self, path: &Path, bytes: Vec<u8>) -> Read {
        let Some(language) = Language::from_path(path) else { return Read::Foreign };
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Read::Skipped(format!("{}: left out, it is larger than {MAX_FILE_BYTES} bytes", path.display()));
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let facts = Facts { path: Some(path.to_string_lossy().replace('\\', "/")), ..Facts::default() };
                Read::Text(Source { text: text.into(), language, facts })
            }
            Err(error) => {
                let line = error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|&&byte| byte == b'\n').count() + 1;
                failed(path, &format!("this is not UTF-8 (line {line})"))
            }
        }
    }
}

fn failed(path: &Path, why: &(impl Display + ?Sized)) -> Read {
    Read::Failed(format!("{}: {why}", path.display()))
}

fn reason(error: &ignore::Error) -> String {
    error.to_string()
}
