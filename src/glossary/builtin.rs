//! The glossary that is part of the binary.

use super::format::read_tree;
use super::node::Node;
use super::{Problem, read};
use crate::lexicon::{Glossary, Source};

mod files {
    //! Written by the build script.
    #![allow(missing_docs, unreachable_pub, reason = "generated; described where it is re-exported")]
    include!(concat!(env!("OUT_DIR"), "/glossary.rs"));
}

/// Every file of the built-in glossary with its text, as they lie in `glossary/`, by name.
pub use files::FILES;

/// What their names begin with where a person is shown one.
const FOLDER: &str = "glossary/";

/// The same files without the examples of rules, parsed by the build script: parsing YAML takes ten times as long as all
/// the rest of reading them.
const TREES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.bin"));

/// Whether a place is in a built-in file, and not in one that a team wrote.
pub fn holds(source: &Source) -> bool {
    source.file.strip_prefix(FOLDER).is_some_and(|name| FILES.iter().any(|(file, _)| *file == name))
}

/// Reads the built-in glossary, examples included, from its texts: slower, for those who explain or test rules. A test
/// keeps the problems empty.
pub fn with_examples() -> (Vec<Glossary>, Vec<Problem>) {
    let (glossaries, problems): (Vec<_>, Vec<_>) = FILES.iter().map(|(name, text)| read(&format!("{FOLDER}{name}"), text)).unzip();
    (glossaries, problems.concat())
}

/// Reads the built-in glossary without the examples of its rules.
pub fn builtin() -> Vec<Glossary> {
    let trees: Vec<Node> = postcard::from_bytes(TREES).unwrap_or_default();
    let mut trees = trees.into_iter();
    let mut read_one = |(name, text): &(&str, &str)| {
        let name = format!("{FOLDER}{name}");
        match trees.next() {
            Some(tree) => read_tree(&name, Some(tree), Vec::new()),
            None => read(&name, text),
        }
    };
    // What the examples would be missed for is no mistake here.
    FILES.iter().map(|file| read_one(file).0).collect()
}

#[cfg(test)]
mod tests;
