//! What all layers say of each term and rule, folder by folder, as versions in one part.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Gap, Layer, depth, lies_in};
use crate::lexicon::part::{Part, RuleAt, TermAt};
use crate::lexicon::{Glossary, Lexicon, Rule, RuleId, Term, TermId, merge};

/// The versions of all terms and rules, and where each applies.
pub(super) struct Statements {
    /// The folders in which something is said, the root first, outer ones before inner ones.
    pub(super) folders: Vec<String>,
    pub(super) part: Part,
    /// By folder: of a term, by the first version of it, the version that applies from there on.
    pub(super) terms: Vec<Vec<(TermId, Option<TermId>)>>,
    /// By folder: of a rule, by the first version of it, the version that applies from there on.
    pub(super) rules: Vec<Vec<(RuleId, Option<RuleId>)>>,
    pub(super) gaps: Vec<Gap>,
}

/// One statement about a term or rule: its layer (in order), and the places of term and rule in the glossary.
#[derive(Clone, Copy)]
struct At {
    layer: usize,
    term: u32,
    rule: u32,
}

/// Versions by what they are made of.
type Versions<K, V> = Vec<(Vec<K>, Option<V>)>;

/// Statements by id, in the order in which the ids first came.
type ById<'a> = Vec<(&'a str, Vec<At>)>;

/// Reads layers in order.
struct Reader<'a> {
    builtin: &'a Lexicon,
    wanted: &'a dyn Fn(&Term) -> bool,
    /// In order, each with its place among the layers given.
    layers: Vec<(usize, &'a Layer)>,
    /// Of each layer, the number of its folder.
    folder_of: Vec<usize>,
    /// Of each layer, the number of its glossary in the part.
    glossary_of: Vec<u32>,
    out: Statements,
}

impl Statements {
    pub(super) fn new(builtin: &Lexicon, wanted: &dyn Fn(&Term) -> bool, layers: &[Layer]) -> Self {
        let mut ordered: Vec<(usize, &Layer)> = layers.iter().enumerate().collect();
        ordered.sort_by_key(|(_, layer)| (depth(&layer.folder), &layer.folder));
        let mut folders = vec![String::new()];
        let mut glossaries: Vec<Arc<Glossary>> = Vec::new();
        let mut known: FxHashMap<*const Glossary, u32> = FxHashMap::default();
        let (mut folder_of, mut glossary_of) = (Vec::new(), Vec::new());
        for (_, layer) in &ordered {
            if folders.last() != Some(&layer.folder) {
                folders.push(layer.folder.clone());
            }
            folder_of.push(folders.len() - 1);
            let next = glossaries.len() as u32;
            let number = *known.entry(Arc::as_ptr(&layer.glossary)).or_insert(next);
            if number == next {
                glossaries.push(Arc::clone(&layer.glossary));
            }
            glossary_of.push(number);
        }
        let out = Self {
            terms: vec![Vec::new(); folders.len()],
            rules: vec![Vec::new(); folders.len()],
            folders,
            part: Part::behind(&builtin.builtin, glossaries),
            gaps: Vec::new(),
        };
        let mut reader = Reader { builtin, wanted, layers: ordered, folder_of, glossary_of, out };
        reader.read();
        let Reader { mut out, .. } = reader;
        out.part.finish(Some(&builtin.builtin.anchors));
        out
    }
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let (terms, rules) = self.collected();
        for (id, statements) in &terms {
            self.term(id, statements);
        }
        for (id, statements) in &rules {
            self.rule(id, statements);
        }
    }

    fn collected(&self) -> (ById<'a>, ById<'a>) {
        let (mut terms, mut rules) = (ById::new(), ById::new());
        let (mut term_places, mut rule_places) = (FxHashMap::default(), FxHashMap::default());
        for (number, (_, layer)) in self.layers.iter().enumerate() {
            for (term, place) in layer.glossary.terms.iter().zip(0..) {
                push(&mut terms, &mut term_places, &term.id, At { layer: number, term: place, rule: 0 });
                for (rule, rule_place) in term.rules.iter().zip(0..) {
                    push(&mut rules, &mut rule_places, &rule.id, At { layer: number, term: place, rule: rule_place });
                }
            }
        }
        (terms, rules)
    }

    fn term(&mut self, id: &str, statements: &[At]) {
        let known = self.builtin.builtin.term_by_id(id);
        let base = known.and_then(|known| self.builtin.builtin.term(known)).filter(|base| (self.wanted)(base));
        let first = known.unwrap_or_else(|| self.out.part.next_term());
        let mut versions: Versions<(u32, u32), TermId> = Vec::new();
        for (folder, upon) in self.by_folder(statements) {
            let key: Vec<_> = upon.iter().filter_map(|at| Some((*self.glossary_of.get(at.layer)?, at.term))).collect();
            let same = versions.iter().find(|(other, _)| *other == key).map(|(_, version)| *version);
            let version = same.unwrap_or_else(|| self.new_term(base, &upon));
            versions.push((key, version));
            if version.is_some() || base.is_some() || versions.iter().any(|(_, version)| version.is_some()) {
                note(&mut self.out.terms, folder, (first, version));
            }
        }
    }

    /// Adds a version of a term; `None` where it is switched off, or less than a term.
    fn new_term(&mut self, base: Option<&Term>, upon: &[At]) -> Option<TermId> {
        let stated: Vec<&Term> = upon.iter().filter_map(|at| self.term_at(*at)).collect();
        let (last, at) = (*stated.last()?, *upon.last()?);
        let lone = base.is_none() && stated.len() == 1;
        let merged = (!lone).then(|| {
            let mut all = base.into_iter().chain(stated.iter().copied());
            let start = all.next().cloned();
            start.map(|start| all.fold(Term { rules: Vec::new(), ..start }, |below, over| merge::term(&below, over)))
        });
        let term = merged.as_ref().and_then(Option::as_ref).unwrap_or(last);
        let missing = missing(&[
            ("name", term.name.is_empty()),
            ("plain_english", term.card.plain_english.is_empty() && !term.stated.has("plain_english")),
        ]);
        if !missing.is_empty() {
            self.gap(at, &last.source, "term", &last.id, missing);
            return None;
        }
        if term.off {
            return None;
        }
        let glossary = *self.glossary_of.get(at.layer)?;
        let held = merged.flatten().map_or(TermAt::Stated(glossary, at.term), |merged| TermAt::Merged(Box::new(merged)));
        Some(self.out.part.add_term(held))
    }

    fn rule(&mut self, id: &str, statements: &[At]) {
        let known = self.builtin.builtin.rules_by_id(id).next();
        let home = known.and_then(|known| self.builtin.builtin.home(known));
        let home = home.filter(|home| self.builtin.builtin.term(*home).is_some_and(self.wanted));
        let base = known.filter(|_| home.is_some()).and_then(|known| self.builtin.builtin.rule(known));
        let first = known.unwrap_or_else(|| self.out.part.next_rule());
        let mut versions: Versions<(u32, u32, u32), RuleId> = Vec::new();
        for (folder, upon) in self.by_folder(statements) {
            let key: Vec<_> = upon.iter().filter_map(|at| Some((*self.glossary_of.get(at.layer)?, at.term, at.rule))).collect();
            let same = versions.iter().find(|(other, _)| *other == key).map(|(_, version)| *version);
            let version = same.unwrap_or_else(|| home.or_else(|| self.home(&upon)).and_then(|home| self.new_rule(home, base, &upon)));
            versions.push((key, version));
            if version.is_some() || base.is_some() || versions.iter().any(|(_, version)| version.is_some()) {
                note(&mut self.out.rules, folder, (first, version));
            }
        }
    }

    /// The first version of the term under which a rule is stated first. Without one there is nothing that the rule could
    /// belong to; that is told where the term is.
    fn home(&self, upon: &[At]) -> Option<TermId> {
        let id = &self.term_at(*upon.first()?)?.id;
        self.builtin.builtin.term_by_id(id).or_else(|| self.out.part.term_by_id(id))
    }

    /// Adds a version of a rule; `None` where it is switched off, or less than a rule.
    fn new_rule(&mut self, home: TermId, base: Option<&Rule>, upon: &[At]) -> Option<RuleId> {
        let stated: Vec<&Rule> = upon.iter().filter_map(|at| self.rule_at(*at)).collect();
        let (last, at) = (*stated.last()?, *upon.last()?);
        let lone = base.is_none() && stated.len() == 1;
        let merged = (!lone).then(|| {
            let mut all = base.into_iter().chain(stated.iter().copied());
            let start = all.next().cloned();
            start.map(|start| all.fold(start, |below, over| merge::rule(&below, over)))
        });
        let rule = merged.as_ref().and_then(Option::as_ref).unwrap_or(last);
        let needs_find = rule.find_in == crate::lexicon::FindIn::Text && rule.find.is_empty();
        let missing = missing(&[("find", needs_find), ("message", rule.message.is_empty())]);
        if !missing.is_empty() {
            self.gap(at, &last.source, "rule", &last.id, missing);
            return None;
        }
        if rule.off {
            return None;
        }
        let glossary = *self.glossary_of.get(at.layer)?;
        let held = merged.flatten().map_or(RuleAt::Stated(glossary, at.term, at.rule), |merged| RuleAt::Merged(Box::new(merged)));
        Some(self.out.part.add_rule(home, held))
    }

    /// Each folder in which something is said, with all that counts there, outer folders first.
    fn by_folder(&self, statements: &[At]) -> Vec<(usize, Vec<At>)> {
        let folder_of = |at: &At| self.folder_of.get(at.layer).copied().unwrap_or_default();
        let mut numbers: Vec<usize> = statements.iter().map(folder_of).collect();
        numbers.dedup();
        let name = |number: usize| self.out.folders.get(number).map_or("", String::as_str);
        let upon = |number: usize| statements.iter().copied().filter(|at| lies_in(name(number), name(folder_of(at)))).collect();
        numbers.into_iter().map(|number| (number, upon(number))).collect()
    }

    fn term_at(&self, at: At) -> Option<&'a Term> {
        self.layers.get(at.layer)?.1.glossary.terms.get(at.term as usize)
    }

    fn rule_at(&self, at: At) -> Option<&'a Rule> {
        self.term_at(at)?.rules.get(at.rule as usize)
    }

    fn gap(&mut self, at: At, source: &crate::lexicon::Source, what: &'static str, id: &str, missing: Vec<&'static str>) {
        let layer = self.layers.get(at.layer).map_or(usize::MAX, |(given, _)| *given);
        self.out.gaps.push(Gap { layer, source: source.clone(), what, id: id.to_owned(), missing });
    }
}

fn push<'a>(all: &mut ById<'a>, places: &mut FxHashMap<&'a str, usize>, id: &'a str, at: At) {
    let next = all.len();
    let place = *places.entry(id).or_insert(next);
    if place == next {
        all.push((id, Vec::new()));
    }
    if let Some((_, statements)) = all.get_mut(place) {
        statements.push(at);
    }
}

fn note<T>(by_folder: &mut [Vec<T>], folder: usize, what: T) {
    if let Some(list) = by_folder.get_mut(folder) {
        list.push(what);
    }
}

fn missing(parts: &[(&'static str, bool)]) -> Vec<&'static str> {
    parts.iter().filter(|(_, missing)| *missing).map(|(key, _)| *key).collect()
}
