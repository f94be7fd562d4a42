//! Words and phrases of a team that stand so often that nobody would look at what is said of them.
//!
//! A term counts where it is mentioned. A rule counts where it reports, and not wherever its phrases stand: conditions may
//! make something rare of a phrase that is everywhere, and `find: ["select *"]` is a good beginning for many a rule.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Cancel, Document, Facts, Mention};
use crate::glossary::{Level, Problem};
use crate::lexicon::{FindIn, Glossary, Lexicon, Rule, RuleId, Severity, Source, Term, TermId};
use crate::syntax::{Language, LanguageSet};
use crate::views::prose::grouped;

/// So often at least: in a small repository one file in four is quickly reached, and nobody has seen a word too often yet.
const OFTEN: usize = 500;
/// And in one file of so many at least, of those for which the glossary counts and which the rule looks at: a word that
/// stands often in the few files that it is about is a good one.
const ONE_IN: usize = 4;

/// A term or rule of a team, by its number in the lexicon that the file was read with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Word {
    Term(TermId),
    Rule(RuleId),
}

/// How often what a team wrote stands in one file: each word with one way to write it, in small letters.
#[derive(Debug, Default)]
pub struct InFile(Box<[(Word, Arc<str>, u32)]>);

/// Ways to write words, each kept once for all files.
#[derive(Debug, Default)]
pub struct Spellings(FxHashSet<Arc<str>>);

/// Counts in one file that was read and not edited.
pub fn count(document: &Document, mentions: &[Mention], lexicon: &Lexicon, facts: &Facts, spellings: &mut Spellings) -> InFile {
    let terms =
        mentions.iter().filter(|mention| lexicon.is_team_term(mention.term)).map(|mention| (Word::Term(mention.term), mention.span));
    let severities = lexicon.severities(&facts.choices);
    let own = lexicon.rule_ids().filter(|&id| lexicon.is_team_rule(id) && is_own_rule(lexicon.rule(id)));
    let rules: Vec<(RuleId, Severity)> = own.filter_map(|id| Some((id, (*severities.get(id.0 as usize)?)?))).collect();
    let found = if rules.is_empty() { Vec::new() } else { document.findings_of(&rules, lexicon, facts, &Cancel::default()) };
    let reported = found.iter().map(|finding| (Word::Rule(finding.rule), finding.span));
    let mut all: FxHashMap<(Word, Arc<str>), u32> = FxHashMap::default();
    for (word, span) in terms.chain(reported) {
        *all.entry((word, spellings.of(document.lexed().slice(span)))).or_default() += 1;
    }
    InFile(all.into_iter().map(|((word, spelling), times)| (word, spelling, times)).collect())
}

impl Spellings {
    fn of(&mut self, text: &str) -> Arc<str> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(known) = self.0.get(text.as_str()) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }

    /// Forgets those that no file has any more.
    pub fn tidy(&mut self) {
        self.0.retain(|spelling| Arc::strong_count(spelling) > 1);
    }
}

/// Whether a glossary has words that could be too frequent: what it only changes in others is not its own.
pub fn has_own(glossary: &Glossary) -> bool {
    glossary.terms.iter().any(|term| is_own_term(term) || term.rules.iter().any(is_own_rule))
}

fn is_own_term(term: &Term) -> bool {
    term.stated.has("name") && term.context.is_none()
}

fn is_own_rule(rule: &Rule) -> bool {
    rule.stated.has("find") && rule.find_in == FindIn::Text
}

/// How often the words of a team stand in files.
#[derive(Debug, Default)]
pub struct Tally {
    terms: ByWord,
    rules: ByWord,
    /// For how many files of each language each glossary counts.
    files: FxHashMap<String, FxHashMap<Language, usize>>,
}

/// By glossary, as it is shown, and id: a word that moves in its file stays what it is.
type ByWord = FxHashMap<Arc<str>, FxHashMap<Box<str>, Count>>;

#[derive(Debug, Default)]
struct Count {
    files: usize,
    spellings: FxHashMap<Arc<str>, usize>,
}

impl Count {
    fn times(&self) -> usize {
        self.spellings.values().sum()
    }
}

impl Tally {
    /// Takes in what stands in one file, read with that lexicon, and the glossaries that count for it, as they are shown.
    pub fn add(&mut self, found: &InFile, lexicon: &Lexicon, language: Language, glossaries: &[String]) {
        for glossary in glossaries {
            match self.files.get_mut(glossary) {
                Some(known) => *known.entry(language).or_default() += 1,
                None => drop(self.files.insert(glossary.clone(), FxHashMap::from_iter([(language, 1)]))),
            }
        }
        let mut seen = FxHashSet::default();
        for (word, spelling, times) in &found.0 {
            let (all, source, id, languages) = match *word {
                Word::Term(id) => (&mut self.terms, &lexicon.term(id).source, &lexicon.term(id).id, LanguageSet::ALL),
                Word::Rule(id) => (&mut self.rules, &lexicon.rule(id).source, &lexicon.rule(id).id, lexicon.rule(id).languages),
            };
            let count = entry(all, source, id);
            // SQL in a Python file is reported, too, but that is no file of SQL.
            count.files += usize::from(languages.has(language) && seen.insert(*word));
            *count.spellings.entry(Arc::clone(spelling)).or_default() += *times as usize;
        }
    }

    /// The same without what does not stand often, which is nearly all of it.
    #[must_use]
    pub fn thinned(mut self) -> Self {
        for words in self.terms.values_mut().chain(self.rules.values_mut()) {
            words.retain(|_, count| count.times() >= OFTEN);
        }
        self
    }

    /// The terms and rules of a glossary that stand too often, each where it is written.
    pub fn problems(&self, glossary: &Glossary) -> Vec<Problem> {
        let Some(files) = self.files.get(&glossary.file) else { return Vec::new() };
        let mut all = Vec::new();
        for term in &glossary.terms {
            if let Some(Often { times, spelling, is_alone, place }) = often(&self.terms, &term.source, &term.id, files, LanguageSet::ALL)
                && is_own_term(term)
            {
                let mostly = if is_alone { String::new() } else { format!(", mostly as `{spelling}`") };
                let told = format!("`{}` stands {times} times{mostly}, {place}", term.name);
                all.push(problem(&term.source, told, "nobody looks at a card that is everywhere; add `context`, or a longer name"));
            }
            for rule in term.rules.iter().filter(|rule| is_own_rule(rule)) {
                if let Some(Often { times, spelling, is_alone, place }) = often(&self.rules, &rule.source, &rule.id, files, rule.languages)
                {
                    let mostly = if is_alone { "" } else { "mostly " };
                    let told = format!("`{}` reports {times} times, {mostly}at `{spelling}`, {place}", rule.id);
                    all.push(problem(&rule.source, told, "nobody reads what is told everywhere; find a longer phrase, or add `when`"));
                }
            }
        }
        all
    }
}

/// A word that stands too often, in words.
struct Often<'a> {
    times: String,
    /// How most of them are written.
    spelling: &'a str,
    /// Whether all of them are.
    is_alone: bool,
    /// In how many files of how many.
    place: String,
}

fn entry<'a>(all: &'a mut ByWord, source: &Source, id: &str) -> &'a mut Count {
    all.entry(Arc::clone(&source.file)).or_default().entry(id.into()).or_default()
}

/// How often something stands; `None` where that is not too often. `files` is for how many files of each language its
/// glossary counts.
fn often<'a>(all: &'a ByWord, source: &Source, id: &str, files: &FxHashMap<Language, usize>, languages: LanguageSet) -> Option<Often<'a>> {
    let count = all.get(&source.file)?.get(id)?;
    let times = count.times();
    let of: usize = files.iter().filter(|(language, _)| languages.has(**language)).map(|(_, files)| files).sum();
    if times < OFTEN || count.files == 0 || count.files * ONE_IN < of {
        return None;
    }
    let (spelling, _) = count.spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))?;
    let number = |number: usize| grouped(number as u64);
    let place = format!("in {} of {} files", number(count.files), number(of));
    Some(Often { times: number(times), spelling, is_alone: count.spellings.len() == 1, place })
}

fn problem(source: &Source, told: String, why: &str) -> Problem {
    Problem { severity: Level::Hint, span: source.span, line: source.line, column: source.column, message: told + ": " + why }
}
