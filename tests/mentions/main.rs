//! The terms of the built-in glossary: found where they are meant, silent where the word is an ordinary one, and their
//! texts as cards want them.
//!
//! `*.yml` beside this file lists lines by term: `found` has each mention between « and », `silent` must hold none of that
//! term. A line begins with its language. The glossary is read from its folder, as it lies there.

mod lines;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lakespeak::glossary;
use lakespeak::lexicon::Lexicon;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let (lexicon, mut trials) = lexicon();
    let lexicon = Arc::new(lexicon);
    trials.extend(lines::trials(&lexicon));
    trials.extend(texts::trials(&lexicon));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The built-in glossary, and a test for each mistake in it.
fn lexicon() -> (Lexicon, Vec<Trial>) {
    let mut glossaries = Vec::new();
    let mut trials = Vec::new();
    for (file, text) in yaml_files("glossary") {
        let (glossary, problems) = glossary::read(&file, &text);
        glossaries.push(glossary);
        for problem in problems {
            let said = format!("{problem:?}");
            trials.push(Trial::test(format!("{file} {said}"), move || Err(Failed::from(said))));
        }
    }
    (Lexicon::compile(glossaries), trials)
}

/// The YAML files of a folder of this package, by name, in order.
fn yaml_files(folder: &str) -> Vec<(String, String)> {
    // As cargo says it now: the built test can be run on another clone's files.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let folder = Path::new(&package).join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yml"));
    paths.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    paths.iter().map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), read(path))).collect()
}
