//! Help inside a glossary or configuration file: what a key means, and what may stand at a place.
//!
//! Everything is read off the table of keys; the place is found in whatever was typed so far, whole YAML or not.

mod complete;
mod explain;
mod place;

pub use complete::{Offer, OfferKind, complete};
pub use explain::{Explained, explain};

use super::keys::{self, Shape};
use crate::syntax::yaml::Tree;
use crate::syntax::{Language, Lexed};

/// The files that people write for Lakespeak.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A glossary, ours or Contextive's.
    Glossary,
    /// `lakespeak.yml`.
    Config,
}

impl Format {
    /// What a file is by its path, with `/`: `None` for any other file.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ends = |ending: &str| name.len() > ending.len() && name.ends_with(ending);
        if ends(".glossary.yml") || ends(".glossary.yaml") || path.ends_with(".contextive/definitions.yml") {
            return Some(Self::Glossary);
        }
        matches!(name, "lakespeak.yml").then_some(Self::Config)
    }

    /// The shape of such a file with this text.
    fn shape(self, lexed: &Lexed, tree: &Tree) -> &'static Shape {
        let is_contextive = || (0..).zip(tree.entries()).any(|(at, entry)| entry.parent.is_none() && tree.name(lexed, at) == "contexts");
        match self {
            Self::Config => &keys::config::CONFIG,
            Self::Glossary if is_contextive() => &keys::contextive::FILE,
            Self::Glossary => &keys::term::FILE,
        }
    }
}

/// A text read as YAML, with the tree of its keys.
fn read(text: &str) -> (Lexed, Tree) {
    let lexed = Lexed::new(text.into(), Language::Yaml);
    let tree = Tree::new(&lexed);
    (lexed, tree)
}

#[cfg(test)]
mod tests;
