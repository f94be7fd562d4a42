//! What a workspace's own glossaries make of the built-in lexicon, and what is wrong with them that only all of them
//! together can tell.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::config::Config;
use super::library::{Open, Shelf};
use super::{MAX_GLOSSARY_BYTES, discover, read, relative};
use crate::glossary::problem::did_you_mean;
use crate::glossary::{Level, Problem};
use crate::lexicon::{Choice, FindIn, Gap, Lexicon, Source, Team, Term};
use crate::text::Span;

/// The lexicons of a workspace, and the files they come from.
#[derive(Debug)]
pub struct Words {
    /// The lexicons by folder.
    pub team: Team,
    /// The files and layers.
    pub shelf: Shelf,
    root: PathBuf,
    config: Config,
    /// Lexicons without the terms that the configuration switches off: by the one they are made of, and what is chosen.
    reduced: Mutex<FxHashMap<Reduced, Arc<Lexicon>>>,
}

/// The address of a lexicon of the team, which lives as long as the team, and the choices about terms.
type Reduced = (usize, Vec<Choice>);

impl Words {
    /// Lays the glossaries of a shelf upon what of the built-in glossary is wanted.
    pub fn new(builtin: &Lexicon, config: &Config, root: &Path, shelf: Shelf) -> Self {
        // A team's deprecated words are told, whatever of the built-in glossary counts.
        let deprecates = shelf.layers.iter().flat_map(|layer| &layer.glossary.terms).any(|term| term.deprecated.is_some());
        let tells = |term: &Term| deprecates && term.rules.iter().any(|rule| rule.find_in == FindIn::DeprecatedTerm);
        let team = Team::new(builtin, &|term| config.builtin.has(&term.category) || tells(term), &shelf.layers);
        Self { team, shelf, root: root.to_owned(), config: config.clone(), reduced: Mutex::default() }
    }

    /// What applies to a file; `path` is absolute or counts from the root.
    pub fn lexicon_for(&self, path: &Path) -> Arc<Lexicon> {
        let inside = relative(&self.root, path);
        let whole = self.team.lexicon_for(&inside);
        if !self.config.switches_terms() {
            return Arc::clone(whole);
        }
        let choices = self.config.terms_for(&inside);
        if choices.is_empty() {
            return Arc::clone(whole);
        }
        let mut reduced = self.reduced.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (Arc::as_ptr(whole) as usize, choices);
        if let Some(known) = reduced.get(&key) {
            return Arc::clone(known);
        }
        let lexicon = Arc::new(whole.without(&key.1));
        reduced.insert(key, Arc::clone(&lexicon));
        lexicon
    }

    /// The glossaries that count for a file, what stands above last: each with the folder for which it counts.
    pub fn layers_for(&self, path: &Path) -> Vec<(&Path, &str)> {
        let inside = relative(&self.root, path);
        let layers = self.shelf.layers.iter().zip(&self.shelf.file_of);
        let mut found: Vec<(&Path, &str)> = layers
            .filter(|(layer, _)| layer.folder.is_empty() || inside.strip_prefix(&layer.folder).is_some_and(|rest| rest.starts_with('/')))
            .filter_map(|(layer, place)| Some((self.shelf.files.get(*place)?.path.as_path(), layer.folder.as_str())))
            .collect();
        found.sort_by_key(|(_, folder)| if folder.is_empty() { 0 } else { 1 + folder.matches('/').count() });
        found
    }

    /// The glossaries that count for a file as they are shown, each once.
    pub fn names_for(&self, path: &Path) -> Vec<String> {
        let mut names: Vec<String> = self.layers_for(path).iter().map(|(path, _)| relative(&self.root, path)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The glossary that new words for a file go into: of those that lie in a folder on the way to it, the innermost; of
    /// several in one folder the one that bears the usual name, else the one that stands above the others.
    pub fn nearest_for(&self, path: &Path) -> Option<&Path> {
        // What is imported from elsewhere is for others, too.
        let own = |(file, folder): &(&Path, &str)| {
            discover::is_glossary(file) && file.starts_with(&self.root) && relative(&self.root, discover::folder_of(file)) == *folder
        };
        let all: Vec<(&Path, &str)> = self.layers_for(path).into_iter().filter(own).collect();
        let &(last, innermost) = all.last()?;
        let usual = |(file, folder): &&(&Path, &str)| *folder == innermost && file.file_name().is_some_and(|name| name == discover::USUAL);
        Some(all.iter().find(usual).map_or(last, |(file, _)| file))
    }

    /// The file in which a term or rule of a team is written; `None` for the built-in ones.
    pub fn file_of(&self, source: &Source) -> Option<&Path> {
        self.shelf.files.iter().find(|file| *file.shown == *source.file).map(|file| file.path.as_path())
    }

    /// Everything that is wrong with each file, in order; files without mistakes included.
    pub fn problems(&self, open: &Open) -> Vec<(&Path, Vec<Problem>)> {
        let mut all: Vec<Vec<Problem>> = self.shelf.files.iter().map(|file| file.problems.clone()).collect();
        let gaps = self.team.gaps().iter().filter_map(|gap| Some((*self.shelf.file_of.get(gap.layer)?, gap_problem(gap))));
        let together = self.shelf.problems.iter().cloned().chain(gaps).chain(self.repeated()).chain(self.unresolved(open));
        for (place, problem) in together {
            if let Some(problems) = all.get_mut(place).filter(|problems| !problems.contains(&problem)) {
                problems.push(problem);
            }
        }
        for problems in &mut all {
            problems.sort_by_key(|problem| (problem.line, problem.column));
        }
        self.shelf.files.iter().map(|file| file.path.as_path()).zip(all).collect()
    }

    /// Terms that two files of one folder both tell whole.
    fn repeated(&self) -> Vec<(usize, Problem)> {
        let mut first: FxHashMap<(&str, &str), &Term> = FxHashMap::default();
        let mut found = Vec::new();
        for (layer, &place) in self.shelf.layers.iter().zip(&self.shelf.file_of) {
            let Some(file) = self.shelf.files.get(place) else { continue };
            let own = relative(&self.root, discover::folder_of(&file.path)) == layer.folder && discover::is_glossary(&file.path);
            for term in layer.glossary.terms.iter().filter(|term| own && is_whole(term)) {
                let known = *first.entry((&layer.folder, &term.id)).or_insert(term);
                let name = |file: &str| file.rsplit('/').next().unwrap_or_default().to_owned();
                let imported = |glossary: &crate::lexicon::Glossary| {
                    glossary.imports.iter().any(|import| name(&import.path) == name(&known.source.file))
                };
                if known.source.file != term.source.file && !imported(&layer.glossary) {
                    let (file, line) = (&known.source.file, known.source.line + 1);
                    let message = format!("the term `{}` is in {file} on line {line} already; what stands here takes its place", term.id);
                    found.push((place, at(&term.source, Level::Warning, message)));
                }
            }
        }
        found
    }

    /// `related` and `replaced_by` that name no term.
    fn unresolved(&self, open: &Open) -> Vec<(usize, Problem)> {
        let own: FxHashSet<&str> = self.shelf.layers.iter().flat_map(|layer| &layer.glossary.terms).map(|term| term.id.as_str()).collect();
        let lexicon = self.team.outermost();
        let mut found = Vec::new();
        for (place, file) in self.shelf.files.iter().enumerate() {
            let mut text = None;
            for term in &file.glossary.terms {
                let named = term.related.iter().chain(term.deprecated.iter().filter_map(|old| old.replaced_by.as_ref()));
                for id in named.filter(|id| !own.contains(id.as_str()) && !lexicon.knows_term(id)) {
                    let text = text.get_or_insert_with(|| text_of(&file.path, open));
                    // What only an earlier text said, of a term that is half-typed now, is no mistake of this one.
                    let Some(source) = place_of(text, term.source.line, id) else { continue };
                    let near = did_you_mean(id, lexicon.terms().map(|(_, term)| term.id.as_str()).chain(own.iter().copied()));
                    found.push((place, at(&source, Level::Warning, format!("there is no term `{id}`{near}"))));
                }
            }
        }
        found
    }
}

/// Selectors in `rules:` of a configuration that name nothing, each at its place.
pub fn unknown_selectors(config: &Config, lexicon: &Lexicon) -> Vec<Problem> {
    let known = || {
        let rules = lexicon.rule_ids().map(|id| lexicon.rule(id).id.as_str()).collect::<Vec<_>>();
        rules.into_iter().chain(lexicon.terms().flat_map(|(_, term)| [term.id.as_str(), term.category.as_str()]))
    };
    let unknown = config.named.iter().filter(|(selector, _)| !lexicon.knows_selector(selector));
    let problem = |(selector, source): &(String, Source)| {
        let near = did_you_mean(selector, known());
        at(source, Level::Error, format!("there is no rule, term, category or group `{selector}`{near}"))
    };
    let terms = || lexicon.terms().flat_map(|(_, term)| [term.id.as_str(), term.category.as_str()]);
    let no_term = config.named_terms.iter().filter(|(selector, _)| !lexicon.knows_terms(selector));
    let no_term = no_term.map(|(selector, source)| {
        at(source, Level::Error, format!("there is no term or category `{selector}`{}", did_you_mean(selector, terms())))
    });
    unknown.map(problem).chain(no_term).collect()
}

fn is_whole(term: &Term) -> bool {
    term.stated.has("name") && term.stated.has("plain_english")
}

fn gap_problem(gap: &Gap) -> Problem {
    let Gap { what, id, source, missing, .. } = gap;
    let message = match missing.as_slice() {
        [one] => format!("a {what} needs `{one}`"),
        all => format!(
            "there is no {what} `{id}` to change; a new one needs {}",
            all.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
        ),
    };
    at(source, Level::Error, message)
}

fn at(source: &Source, severity: Level, message: String) -> Problem {
    Problem { severity, span: source.span, line: source.line, column: source.column, message }
}

fn text_of(path: &Path, open: &Open) -> Arc<str> {
    let saved = || read(path, MAX_GLOSSARY_BYTES).map(|source| source.text.into()).unwrap_or_default();
    open.get(path).cloned().unwrap_or_else(saved)
}

/// Where a word stands whole, from a line on.
fn place_of(text: &str, from: u32, word: &str) -> Option<Source> {
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let whole = |&(at, _): &(usize, &str)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            let behind = line.get(at + word.len()..).and_then(|behind| behind.chars().next());
            !before.is_some_and(is_part) && !behind.is_some_and(is_part)
        };
        if number >= from as usize
            && let Some((at, _)) = line.match_indices(word).find(whole)
        {
            let column = line.get(..at).unwrap_or_default().chars().count() as u32;
            let span = Span::new((start + at) as u32, (start + at + word.len()) as u32);
            return Some(Source { line: number as u32, column, span, ..Source::default() });
        }
        start += line.len();
    }
    None
}
