//! What the glossary finds in real files, drawn at random for judging by eye:
//! `cargo bench --bench sample -- FOLDER mentions|findings [EACH] [SEED]`.
//!
//! Prints up to EACH places (15) of every term or rule, with the line they stand on, and how many there are in all. The
//! same folder and SEED (1) give the same sample.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool prints")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lakespeak::analysis::{Cancel, Document};
use lakespeak::glossary::builtin;
use lakespeak::lexicon::Lexicon;
use lakespeak::syntax::Language;
use lakespeak::text::Span;
use lakespeak::workspace::{Workspace, config::Config};

/// A place: the file, the line from one, and the line's text with the place marked.
type Hit = (String, u32, String);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let [folder, what, rest @ ..] = words.as_slice() else {
        eprintln!("FOLDER mentions|findings [EACH] [SEED]");
        return;
    };
    let number = |at: usize, default: u64| rest.get(at).and_then(|word: &String| word.parse().ok()).unwrap_or(default);
    let (each, mut random) = (number(0, 15), Random(number(1, 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1));
    let lexicon = Lexicon::compile(builtin::builtin().0);
    let mut hits: BTreeMap<String, Vec<Hit>> = BTreeMap::new();
    let root = Path::new(folder);
    for repository in folders(root) {
        let workspace = Workspace::new(&repository, Config::default());
        look(&repository, root, &workspace, &lexicon, what == "findings", &mut hits);
    }
    for (name, mut places) in hits {
        println!("## {name}: {}", places.len());
        for _ in 0..each.min(places.len() as u64) {
            let (file, line, text) = places.swap_remove(random.below(places.len()));
            println!("{file}:{line}: {text}");
        }
    }
}

/// The folders directly below, each a repository with pins of its own.
fn folders(root: &Path) -> Vec<PathBuf> {
    entries(root).into_iter().filter(|path| path.is_dir()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.retain(|path| !path.is_symlink());
    found.sort();
    found
}

fn look(path: &Path, root: &Path, workspace: &Workspace, lexicon: &Lexicon, findings: bool, hits: &mut BTreeMap<String, Vec<Hit>>) {
    if path.is_dir() {
        for entry in entries(path) {
            look(&entry, root, workspace, lexicon, findings, hits);
        }
        return;
    }
    let Some(language) = Language::from_path(path) else { return };
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let facts = workspace.facts_for(path);
    let document = Document::new(Arc::from(text), language, lexicon, &Cancel::default());
    let analysis = document.analyse(lexicon, &facts, &Cancel::default());
    let found: Vec<(&str, Span)> = if findings {
        analysis.findings.iter().map(|finding| (lexicon.rule(finding.rule).id.as_str(), finding.span)).collect()
    } else {
        analysis.mentions.iter().map(|mention| (lexicon.term(mention.term).id.as_str(), mention.span)).collect()
    };
    let file = path.strip_prefix(root).unwrap_or(path).display().to_string();
    for (name, span) in found {
        let line = document.lexed().line_of(span.start);
        hits.entry(name.to_owned()).or_default().push((file.clone(), line + 1, marked(&document, line, span)));
    }
}

/// The line with the place between `«` and `»`, cut to what one reads at a glance.
fn marked(document: &Document, line: u32, span: Span) -> String {
    let lexed = document.lexed();
    let whole = lexed.line_span(line);
    let before: Vec<char> = lexed.slice(Span::new(whole.start, span.start)).chars().collect();
    let before: String = before[before.len().saturating_sub(70)..].iter().collect();
    let behind: String = lexed.slice(Span::new(span.end, whole.end.max(span.end))).chars().take(70).collect();
    format!("{}«{}»{}", before.trim_start(), lexed.slice(span).replace('\n', "⏎"), behind.trim_end())
}

/// A small generator whose sequence never changes (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }
}
