//! What stands around a file: its root, what the repository chose, pinned versions, and which files are there to check.
//!
//! The only part below the faces that touches files. What it finds is handed to the core as values: [`Config`],
//! [`Facts`](crate::analysis::Facts), texts.

pub mod cache;
pub mod config;
pub mod discover;
pub mod examples;
pub mod facts;
pub mod frequent;
pub mod git;
pub mod library;
pub mod linters;
pub mod pins;
pub mod read;
pub mod root;
pub mod walk;
pub mod words;
pub mod write;

use std::path::{Component, Path, PathBuf};

pub use config::Config;
pub use discover::{is_glossary, is_ours};
pub use facts::{Workspace, facts_for, is_evidence};
pub use library::{GlossaryFile, Library, MAX_BYTES as MAX_GLOSSARY_BYTES, Open, Shelf, Stamp};
pub use read::{SourceText, read};
pub use root::root_of;
pub use walk::{Walk, walk};
pub use words::{Words, unknown_selectors};
pub use write::{Draft, create, replace};

/// What can go wrong with a file, in words for the person who named it.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// Nothing is there.
    #[error("{}: no such file or folder; check the spelling", .0.display())]
    Missing(PathBuf),
    /// Neither a file nor a folder: a pipe, a device.
    #[error("{}: not a regular file; pipe its text to `lakespeak check -` instead", .0.display())]
    NotAFile(PathBuf),
    /// Above the limit.
    #[error("{}: {size} bytes are more than the limit of {limit}; raise `limits.max_file_bytes` in lakespeak.yml or exclude it", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Bytes that are no text.
    #[error("{}: not UTF-8 from byte {at}; save it as UTF-8 or exclude it", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// How many bytes are good.
        at: usize,
    },
    /// The operating system refused.
    #[error("{}: {}; check its permissions", path.display(), source)]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{}: could not be written: {}; nothing was changed", path.display(), source)]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The walk met something that it could not follow.
    #[error("{0}")]
    Walk(ignore::Error),
}

impl Error {
    fn io(path: &Path, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::NotFound {
            Self::Missing(path.to_owned())
        } else {
            Self::Io { path: path.to_owned(), source }
        }
    }

    fn write(path: &Path, source: std::io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    /// Whether the file was only left out (too large), which is no failure.
    pub const fn is_skip(&self) -> bool {
        matches!(self, Self::TooLarge { .. })
    }
}

/// A path without `.` and `..`, as far as its own words go.
pub fn flat(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// Whether `path` lies below `root` once links are followed: one that leads out is somebody else's file.
pub fn leads_below(root: &Path, path: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(path).starts_with(real(root))
}

/// `path` from `root`, with `/` between its parts; `path` itself where it lies elsewhere.
pub fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let text = inside.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
