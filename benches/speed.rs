//! The core's speed, as ratios measured in one run: `cargo bench --bench speed [-- FOLDER]`.
//!
//! Each round times a plain overlapping pass of the crate's DFA of all anchors, our own scan, the lexers, and the whole check, one after the other
//! over the same bytes on one thread; the medians of the rounds are printed. Without a folder the project's own examples
//! are read again and again.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use cpu_time::ThreadTime;

use lakespeak::analysis::{Cancel, Document, Facts, Input, check};
use lakespeak::glossary::builtin;
use lakespeak::lexicon::Lexicon;
use lakespeak::syntax::{Language, LanguageSet, Lexed};
use lakespeak::text::{Edit, Span};

/// A language, a text, and the path it has for conditions about paths.
type File = (Language, Arc<str>, String);

const ROUNDS: usize = 5;
const BYTES: usize = 32 << 20;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let mut files: Vec<File> = Vec::new();
    read(Path::new(folder.as_deref().unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))), &mut files);
    let total: usize = files.iter().map(|(_, text, _)| text.len()).sum();
    if total == 0 {
        println!("nothing to read");
        return;
    }
    let repeats = (BYTES / 8 / total).max(1);
    let (glossaries, took) = timed(builtin::builtin);
    println!("glossary read in {:.1} ms", ms(took));
    let (lexicon, took) = timed(|| Lexicon::compile(glossaries));
    let (patterns, memory) = lexicon.matcher().size();
    println!("lexicon compiled in {:.1} ms: {patterns} anchors, {:.1} MB", ms(took), memory as f64 / 1e6);
    whole_files(&files, repeats, total, &lexicon);
    keystrokes(&files, &lexicon);
}

fn whole_files(files: &[File], repeats: usize, total: usize, lexicon: &Lexicon) {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).prefilter(false);
    let Ok(plain) = builder.build(lexicon.matcher().anchors()) else { return };
    let mut rounds: Vec<[Duration; 4]> = Vec::new();
    for _ in 0..ROUNDS {
        let pass = |work: &dyn Fn(Language, &Arc<str>, &String)| {
            let start = ThreadTime::now();
            for _ in 0..repeats {
                for (language, text, path) in files {
                    work(*language, text, path);
                }
            }
            start.elapsed()
        };
        rounds.push([
            pass(&|_, text, _| {
                let mut hits = 0_u64;
                for hit in plain.find_overlapping_iter(&**text) {
                    hits += hit.start() as u64;
                }
                black_box(hits);
            }),
            pass(&|_, text, _| {
                let mut hits = 0_u64;
                lexicon.matcher().scan(text, LanguageSet::ALL, |_, start| hits += u64::from(start));
                black_box(hits);
            }),
            pass(&|language, text, _| {
                black_box(Lexed::new(Arc::clone(text), language));
            }),
            pass(&|language, text, path| {
                let cancel = Cancel::default();
                let facts = Facts { path: Some(path.clone()), ..Facts::default() };
                let input = Input { text: Arc::clone(text), language, facts };
                black_box(check(&input, lexicon, &cancel));
            }),
        ]);
    }
    let bytes = (total * repeats) as f64;
    let median = |which: usize| {
        let mut times: Vec<f64> = rounds.iter().map(|round| round[which].as_secs_f64()).collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    println!("{} files, {:.1} MB, {repeats} times, medians of {ROUNDS} rounds, one thread", files.len(), total as f64 / 1e6);
    for (name, which) in [("plain pass", 0), ("our scan", 1), ("lexers alone", 2), ("whole check", 3)] {
        println!("{name:>16}: {:7.1} MB/s, {:.2} of the plain pass", bytes / median(which) / 1e6, median(0) / median(which));
    }
}

/// One character typed in the middle of files of several lengths, and findings anew.
fn keystrokes(files: &[File], lexicon: &Lexicon) {
    for language in Language::ALL {
        // A file is a statement or a document at least: else one of megabytes is made, which nobody writes.
        let end = match language {
            Language::Sql | Language::Notebook => "\n;\n",
            Language::Python => "\n",
            Language::Yaml => "\n---\n",
        };
        let unit: String = files.iter().filter(|(other, ..)| *other == language).flat_map(|(_, text, _)| [&**text, end]).collect();
        if unit.is_empty() {
            continue;
        }
        for lines in [1_000, 10_000, 100_000] {
            let mut text: String = unit.lines().cycle().take(lines).flat_map(|line| [line, "\n"]).collect();
            let cancel = Cancel::default();
            let mut document = Document::new(text.as_str().into(), language, lexicon, &cancel);
            let found = document.findings(lexicon, &Facts::default(), &cancel).findings.len();
            let at = text.len() / 2 + text.get(text.len() / 2..).and_then(|rest| rest.find('\n')).unwrap_or(0);
            let mut times: Vec<[f64; 3]> = Vec::new();
            for _ in 0..31 {
                text.insert(at, 'x');
                let next: Arc<str> = text.as_str().into();
                let start = ThreadTime::now();
                document = document.edited(next, Edit { old: Span::at(at as u32), new_len: 1 }, lexicon, &cancel);
                let edited = start.elapsed();
                black_box(document.findings(lexicon, &Facts::default(), &cancel));
                times.push([ms(edited), ms(start.elapsed()), 0.0]);
            }
            let median = |which: usize| {
                let mut column: Vec<f64> = times.iter().map(|row| row[which]).collect();
                column.sort_by(f64::total_cmp);
                column[column.len() / 2]
            };
            println!(
                "{:>6} {lines:>6} lines, {found:>5} findings: edit {:.3} ms, with findings {:.3} ms",
                language.name(),
                median(0),
                median(1)
            );
        }
    }
}

fn read(path: &Path, files: &mut Vec<File>) {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for entry in &entries {
            read(entry, files);
        }
    } else if let Some(language) = Language::from_path(path)
        && let Ok(text) = std::fs::read_to_string(path)
    {
        files.push((language, text.into(), path.display().to_string()));
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = ThreadTime::now();
    let value = work();
    (value, start.elapsed())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
