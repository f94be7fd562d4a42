//! Terms of a team that stand so often that nobody would look at their cards.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::{Cancel, Document, Input};
use crate::glossary::{Level, Problem};
use crate::lexicon::{Glossary, Lexicon, Source, Term};
use crate::views::prose::grouped;

/// So often at least: in a small repository one file in four is quickly reached, and nobody has seen a word too often yet.
const MENTIONS: usize = 500;
/// And in one file of so many at least, of those for which the glossary counts: a word that stands often in the few files
/// that it is about is a good one.
const ONE_IN: usize = 4;

/// Where a term is written: the file as it is shown, and the line.
type Written = (Arc<str>, u32);

/// How often the terms of a team stand in files.
#[derive(Debug, Default)]
pub struct Tally {
    terms: FxHashMap<Written, Count>,
    /// For how many files each glossary counts.
    files: FxHashMap<String, usize>,
}

#[derive(Debug, Default)]
struct Count {
    files: usize,
    spellings: FxHashMap<String, usize>,
}

/// How often the terms of a team stand in one file.
#[derive(Debug)]
pub struct InFile(FxHashMap<Written, FxHashMap<String, usize>>);

/// Counts in one file.
pub fn count(input: &Input, lexicon: &Lexicon) -> InFile {
    let document = Document::new(Arc::clone(&input.text), input.language, lexicon, &Cancel::default());
    let mut found: FxHashMap<Written, FxHashMap<String, usize>> = FxHashMap::default();
    for mention in document.mentions(document.everything(), lexicon, &input.facts) {
        if lexicon.is_team_term(mention.term) {
            let spelling = mention.span.of(document.lexed().text()).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let Source { file, line, .. } = &lexicon.term(mention.term).source;
            *found.entry((Arc::clone(file), *line)).or_default().entry(spelling).or_default() += 1;
        }
    }
    InFile(found)
}

/// Whether a glossary has terms that could be too frequent: what it only changes in others is not its own word.
pub fn has_own(glossary: &Glossary) -> bool {
    glossary.terms.iter().any(is_own)
}

fn is_own(term: &Term) -> bool {
    term.stated.has("name") && term.context.is_none()
}

impl Tally {
    /// Takes in what stands in one file, and the glossaries that count for it, as they are shown.
    pub fn add(&mut self, found: InFile, glossaries: impl IntoIterator<Item = String>) {
        for glossary in glossaries {
            *self.files.entry(glossary).or_default() += 1;
        }
        for (written, spellings) in found.0 {
            let count = self.terms.entry(written).or_default();
            count.files += 1;
            for (spelling, times) in spellings {
                *count.spellings.entry(spelling).or_default() += times;
            }
        }
    }

    /// The terms of a glossary that stand too often, each where its name is written.
    pub fn problems(&self, glossary: &Glossary) -> Vec<Problem> {
        let of = self.files.get(&glossary.file).copied().unwrap_or_default();
        glossary.terms.iter().filter(|term| is_own(term)).filter_map(|term| self.problem(term, of)).collect()
    }

    fn problem(&self, term: &Term, of: usize) -> Option<Problem> {
        let Source { file, line, column, span } = &term.source;
        let Count { files, spellings } = self.terms.get(&(Arc::clone(file), *line))?;
        let times: usize = spellings.values().sum();
        if times < MENTIONS || files * ONE_IN < of {
            return None;
        }
        let (spelling, most) = spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))?;
        let mostly = if *most == times { String::new() } else { format!(", mostly as `{spelling}`") };
        let number = |number: usize| grouped(number as u64);
        let message = format!(
            "`{}` stands {} times{mostly}, in {} of {} files: nobody looks at a card that is everywhere; add `context`, or a longer name",
            term.name,
            number(times),
            number(*files),
            number(of)
        );
        Some(Problem { severity: Level::Hint, span: *span, line: *line, column: *column, message })
    }
}
