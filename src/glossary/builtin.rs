//! The glossary that is part of the binary.

use super::{Problem, read};
use crate::lexicon::Glossary;

/// Each file of `glossary/` by its name.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../glossary/", $name)))),*]
    };
}

/// Every file of the built-in glossary with its text, as they lie in `glossary/`; a test compares the list with the folder.
pub const FILES: &[(&str, &str)] = files![
    "data-movement-and-messaging-tools.yml",
    "data-processing-and-engines.yml",
    "data-quality-and-governance.yml",
    "foundations-and-infrastructure.yml",
    "lakespeak.yml",
    "model-and-ml-pipeline-artifacts.yml",
    "orchestration-and-workflow-tools.yml",
    "stakeholder-and-delivery-chaos.yml",
    "storage-and-formats.yml",
];

/// Reads the built-in glossary. Costs some milliseconds: call it once, off the main thread. A test keeps the problems
/// empty.
pub fn builtin() -> (Vec<Glossary>, Vec<Problem>) {
    let mut glossaries = Vec::with_capacity(FILES.len());
    let mut problems = Vec::new();
    for (name, text) in FILES {
        let (glossary, found) = read(&format!("glossary/{name}"), text);
        glossaries.push(glossary);
        problems.extend(found);
    }
    (glossaries, problems)
}

#[cfg(test)]
mod tests;
