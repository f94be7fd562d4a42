//! The glossary that is part of the binary.

mod packed;

use std::sync::LazyLock;

use super::format::read_tree;
use super::node::Node;
use super::{Problem, read};
use crate::lexicon::{Glossary, Source};

mod files {
    //! Written by the build script.
    #![allow(clippy::unreadable_literal, reason = "generated")]
    include!(concat!(env!("OUT_DIR"), "/glossary.rs"));
}

use files::FILES_AND_LENGTHS;

/// Every file of the built-in glossary with its text, as they lie in `glossary/`, by name. Unpacked when first asked for.
pub static FILES: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let all = miniz_oxide::inflate::decompress_to_vec(TEXTS).unwrap_or_default();
    let all = String::from_utf8(all).unwrap_or_default();
    let mut rest = all.as_str();
    let mut take = |&(name, length): &(&'static str, usize)| {
        let (text, behind) = rest.split_at_checked(length).unwrap_or_default();
        rest = behind;
        (name, text.to_owned())
    };
    FILES_AND_LENGTHS.iter().map(&mut take).collect()
});

/// The texts of the files, one behind the other, compressed: only who explains or tests rules reads them.
const TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.z"));

/// What their names begin with where a person is shown one.
const FOLDER: &str = "glossary/";

/// The same files without the examples of rules, parsed by the build script: parsing YAML takes ten times as long as all
/// the rest of reading them.
const TREES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.bin"));

/// Whether a place is in a built-in file, and not in one that a team wrote.
pub fn holds(source: &Source) -> bool {
    source.file.strip_prefix(FOLDER).is_some_and(|name| FILES_AND_LENGTHS.iter().any(|(file, _)| *file == name))
}

/// Reads the built-in glossary, examples included, from its texts: slower, for those who explain or test rules. A test
/// keeps the problems empty.
pub fn with_examples() -> (Vec<Glossary>, Vec<Problem>) {
    let (glossaries, problems): (Vec<_>, Vec<_>) = FILES.iter().map(|(name, text)| read(&format!("{FOLDER}{name}"), text)).unzip();
    (glossaries, problems.concat())
}

/// Reads the built-in glossary without the examples of its rules.
pub fn builtin() -> Vec<Glossary> {
    // What the examples would be missed for is no mistake here.
    let read_one = |((name, _), tree): (&(&str, usize), Node)| read_tree(&format!("{FOLDER}{name}"), Some(tree), Vec::new()).0;
    FILES_AND_LENGTHS.iter().zip(packed::trees(TREES)).map(read_one).collect()
}

#[cfg(test)]
mod tests;
