//! The glossary that is part of the binary.

use super::format::read_tree;
use super::node::Node;
use super::{Problem, read};
use crate::lexicon::Glossary;

mod files {
    //! Written by the build script.
    #![allow(missing_docs, unreachable_pub, reason = "generated; described where it is re-exported")]
    include!(concat!(env!("OUT_DIR"), "/glossary.rs"));
}

/// Every file of the built-in glossary with its text, as they lie in `glossary/`, by name.
pub use files::FILES;

/// The same files, parsed by the build script: parsing YAML takes ten times as long as all the rest of reading them.
const TREES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.bin"));

/// Reads the built-in glossary. A test keeps the problems empty.
pub fn builtin() -> (Vec<Glossary>, Vec<Problem>) {
    let trees: Vec<Node> = postcard::from_bytes(TREES).unwrap_or_default();
    let mut trees = trees.into_iter();
    let read_one = |(name, text): &(&str, &str)| {
        let name = format!("glossary/{name}");
        match trees.next() {
            Some(tree) => read_tree(&name, Some(tree), Vec::new()),
            None => read(&name, text),
        }
    };
    let (glossaries, problems): (Vec<_>, Vec<_>) = FILES.iter().map(read_one).unzip();
    (glossaries, problems.concat())
}

#[cfg(test)]
mod tests;
