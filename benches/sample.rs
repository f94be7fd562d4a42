//! What the glossary finds in real files, drawn at random for judging by eye:
//! `cargo bench --bench sample -- FOLDER mentions|findings [--each 20] [--seed 1] [--only ID,ID] [--around 5]`.
//!
//! Each folder in FOLDER is a repository. Prints up to EACH places of every term or rule, with the line they stand on or the
//! lines AROUND it, and how many there are in all. The same FOLDER and SEED give the same sample of a term or rule, whatever
//! else the glossary holds. Rules of all groups are on. `--glossary DIR` reads the glossary from its files there.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool prints")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Parser, ValueEnum};
use lakespeak::analysis::{Cancel, Document};
use lakespeak::glossary::{self, builtin};
use lakespeak::lexicon::{Choice, Glossary, Group, Lexicon, Setting};
use lakespeak::syntax::Language;
use lakespeak::text::Span;
use lakespeak::workspace::{Workspace, config::Config};

#[derive(Parser)]
struct Options {
    folder: PathBuf,
    what: What,
    #[arg(long, default_value_t = 15)]
    each: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only these terms or rules.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How many lines to show before and behind.
    #[arg(long, default_value_t = 0)]
    around: u32,
    /// Glossary files to read instead of the built-in ones.
    #[arg(long)]
    glossary: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum What {
    Mentions,
    Findings,
}

/// A place: the file with the line from one, and the text with the place marked.
type Hit = (String, String);

fn main() {
    let options = Options::parse();
    let lexicon = Lexicon::compile(glossaries(options.glossary.as_deref()));
    let rules = Group::ALL.iter().map(|group| Choice { selector: group.name().to_owned(), setting: Setting::On }).collect();
    let config = Config { rules, ..Config::default() };
    let mut hits: BTreeMap<String, Vec<Hit>> = BTreeMap::new();
    for repository in folders(&options.folder) {
        let workspace = Workspace::new(&repository, config.clone());
        look(&repository, &options, &workspace, &lexicon, &mut hits);
    }
    for (name, mut places) in hits {
        println!("## {name}: {}", places.len());
        let mut random = Random(options.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..options.each.min(places.len()) {
            let (place, text) = places.swap_remove(random.below(places.len()));
            let gap = if options.around > 0 { "\n" } else { " " };
            println!("{place}:{gap}{text}");
        }
    }
}

fn glossaries(folder: Option<&Path>) -> Vec<Glossary> {
    let Some(folder) = folder else { return builtin::builtin() };
    let mut read = Vec::new();
    for path in entries(folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "yml")) {
        let name = path.display().to_string();
        let (glossary, problems) = glossary::read(&name, &std::fs::read_to_string(&path).unwrap_or_default());
        for problem in problems {
            eprintln!("{problem:?}");
        }
        read.push(glossary);
    }
    read
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

fn look(path: &Path, options: &Options, workspace: &Workspace, lexicon: &Lexicon, hits: &mut BTreeMap<String, Vec<Hit>>) {
    if path.is_dir() {
        for entry in entries(path) {
            look(&entry, options, workspace, lexicon, hits);
        }
        return;
    }
    let Some(language) = Language::from_path(path) else { return };
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let facts = workspace.facts_for(path);
    let document = Document::new(Arc::from(text), language, lexicon, &Cancel::default());
    let analysis = document.analyse(lexicon, &facts, &Cancel::default());
    let found: Vec<(&str, Span)> = match options.what {
        What::Findings => analysis.findings.iter().map(|finding| (lexicon.rule(finding.rule).id.as_str(), finding.span)).collect(),
        What::Mentions => analysis.mentions.iter().map(|mention| (lexicon.term(mention.term).id.as_str(), mention.span)).collect(),
    };
    let file = path.strip_prefix(&options.folder).unwrap_or(path).display().to_string();
    for (name, span) in found {
        if options.only.is_empty() || options.only.iter().any(|wanted| wanted == name) {
            let line = document.lexed().line_of(span.start);
            hits.entry(name.to_owned()).or_default().push((format!("{file}:{}", line + 1), marked(&document, options.around, span)));
        }
    }
}

/// The lines with the place between `«` and `»`, cut to what one reads at a glance.
fn marked(document: &Document, around: u32, span: Span) -> String {
    let lexed = document.lexed();
    let line = lexed.line_of(span.start);
    let first = lexed.line_span(line.saturating_sub(around)).start;
    let last = lexed.line_span((line + around).min(lexed.line_count().saturating_sub(1))).end.max(span.end);
    let most = if around > 0 { usize::MAX } else { 70 };
    let before: Vec<char> = lexed.slice(Span::new(first, span.start)).chars().collect();
    let before: String = before[before.len().saturating_sub(most)..].iter().collect();
    let behind: String = lexed.slice(Span::new(span.end, last)).chars().take(most).collect();
    let before = if around > 0 { before.as_str() } else { before.trim_start() };
    let found = lexed.slice(span);
    let found = if around > 0 { found.to_owned() } else { found.replace('\n', "⏎") };
    format!("{before}«{found}»{}", behind.trim_end())
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
