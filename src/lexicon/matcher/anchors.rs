//! The anchors of one part of a lexicon, and their automata.
//!
//! There is one automaton of all anchors, for editors, and a smaller one a language of those that findings need, for
//! checks; each is built when it is first asked for. Where somebody waits, an early form of the first serves until that is
//! there.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::{Entry, Use, VERB, Wanted};
use crate::lexicon::Phrase;
use crate::lexicon::search::Search;
use crate::syntax::regions::sql_verbs;
use crate::syntax::{Language, LanguageSet};

/// Where the numbers of a part begin.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::lexicon) struct First {
    pub(in crate::lexicon) anchor: u32,
    pub(in crate::lexicon) entry: u32,
    pub(in crate::lexicon) witness: u32,
}

/// The anchors of a part, and what each of them stands for.
#[derive(Debug, Default)]
pub(in crate::lexicon) struct Anchors {
    first: First,
    all: OnceLock<Automaton>,
    /// Serves until `all` is there.
    early: RwLock<Option<Arc<Automaton>>>,
    /// By language: for rules that are on unless switched off, and for all rules.
    rules: [[OnceLock<Automaton>; 2]; Language::ALL.len()],
    /// Of those of deprecated terms.
    deprecated: OnceLock<Automaton>,
    pub(super) list: Vec<Anchor>,
    pub(super) uses: Vec<Use>,
    entries: Vec<Entry>,
    /// Numbers of phrases that are looked for in whole files, and the place of the entry that does so in `entries`.
    witnesses: FxHashMap<Phrase, (u32, u32)>,
}

/// A search for some of the anchors.
#[derive(Debug)]
struct Automaton {
    search: Search,
    /// The anchor of each of its patterns.
    anchors: Box<[u32]>,
}

/// One stretch of text to look for.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) text: Box<str>,
    pub(super) languages: LanguageSet,
    /// Its stretch of `Anchors::uses`.
    pub(super) uses: std::ops::Range<u32>,
    /// Where in that stretch the uses by hints begin; before stand those that findings need.
    pub(super) hints: u32,
    /// Where in that stretch the uses by forms begin.
    pub(super) forms: u32,
    /// The languages of the rules that use it: of those that are on by themselves, and of all.
    pub(super) rules: [LanguageSet; 2],
    /// Whether a form of a deprecated term uses it.
    pub(super) deprecated: bool,
}

impl Anchors {
    /// Without anchors yet.
    pub(super) fn of(first: First, entries: Vec<Entry>, witnesses: FxHashMap<Phrase, (u32, u32)>) -> Self {
        Self { first, entries, witnesses, ..Self::default() }
    }

    pub(super) fn scan(&self, text: &str, languages: LanguageSet, mut found: impl FnMut(u32, u32)) {
        let take = |anchor: u32, start: u32| {
            if self.list.get(anchor as usize).is_some_and(|anchor| anchor.languages.meets(languages)) {
                found(self.first.anchor + anchor, start);
            }
        };
        let early = if self.all.get().is_none() { self.early() } else { None };
        match early {
            Some(early) => early.scan(text, take),
            None => self.all().scan(text, take),
        }
    }

    /// As [`super::Matcher::scan_for_rules`]; `with_verbs` for the one part that looks for verbs of SQL too.
    pub(super) fn scan_for_rules(&self, text: &str, language: Language, all: bool, with_verbs: bool, mut found: impl FnMut(u32, u32)) {
        let which = usize::from(all);
        let needed = |anchor: &Anchor| anchor.rules.get(which).is_some_and(|rules| rules.meets(language.with_hosted()));
        let Some(automaton) = self.rules.get(language as usize).and_then(|pair| pair.get(which)) else { return };
        let hosts = with_verbs && matches!(language, Language::Python | Language::Yaml);
        let verbs = || if hosts { sql_verbs().collect() } else { Vec::new() };
        automaton.get_or_init(|| Automaton::new(&self.list, needed, &verbs())).scan(text, |anchor, start| {
            found(if anchor == VERB { VERB } else { self.first.anchor + anchor }, start);
        });
    }

    /// As [`super::Matcher::has_deprecated`].
    pub(super) fn has_deprecated(&self, text: &str, wanted: &dyn Fn(u32) -> bool) -> bool {
        let automaton = self.deprecated.get_or_init(|| Automaton::new(&self.list, |anchor| anchor.deprecated, &[]));
        let anchor = |literal: usize| automaton.anchors.get(literal).map(|anchor| self.first.anchor + anchor);
        automaton.search.stands(text, &mut |literal| anchor(literal).is_some_and(wanted))
    }

    fn all(&self) -> &Automaton {
        self.all.get_or_init(|| {
            let early = self.early();
            let ripe = early.and_then(|early| Some(Automaton { search: early.search.ripe()?, anchors: early.anchors.clone() }));
            ripe.unwrap_or_else(|| Automaton::new(&self.list, |_| true, &[]))
        })
    }

    fn early(&self) -> Option<Arc<Automaton>> {
        self.early.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn prepare(&self) {
        self.all();
        *self.early.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn prepare_early(&self) {
        let early = Automaton::of(&self.list, |_| true, &[], Search::early);
        *self.early.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(early));
    }

    /// `None` where the pattern is of another part.
    pub(super) fn uses(&self, pattern: u32, wanted: Wanted) -> Option<&[Use]> {
        let anchor = self.list.get(pattern.checked_sub(self.first.anchor)? as usize)?;
        let range = match wanted {
            Wanted::Findings => anchor.uses.start..anchor.hints,
            Wanted::Hints => anchor.hints..anchor.forms,
            Wanted::Mentions => anchor.forms..anchor.uses.end,
        };
        self.uses.get(range.start as usize..range.end as usize)
    }

    /// `None` where the entry is of another part.
    pub(super) fn entry(&self, entry: u32) -> Option<&Entry> {
        self.entries.get(entry.checked_sub(self.first.entry)? as usize)
    }

    pub(super) fn witness_languages(&self, phrase: &Phrase) -> LanguageSet {
        let entry = self.witnesses.get(phrase).and_then(|&(_, place)| self.entries.get(place as usize));
        entry.map_or(LanguageSet::NONE, |entry| entry.languages)
    }

    pub(in crate::lexicon) fn witness(&self, phrase: &Phrase) -> Option<u32> {
        self.witnesses.get(phrase).map(|&(number, _)| number)
    }

    /// How many anchors there are, and how many bytes the automaton of all of them takes.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.list.len(), self.all().search.memory())
    }

    /// What is looked for.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|anchor| &*anchor.text)
    }

    /// Where the numbers of the part behind this one begin.
    pub(in crate::lexicon) fn behind(&self) -> First {
        let First { anchor, entry, witness } = self.first;
        First {
            anchor: anchor + self.list.len() as u32,
            entry: entry + self.entries.len() as u32,
            witness: witness + self.witnesses.len() as u32,
        }
    }
}

impl Automaton {
    fn new(anchors: &[Anchor], wanted: impl Fn(&Anchor) -> bool, verbs: &[&str]) -> Self {
        Self::of(anchors, wanted, verbs, Search::new)
    }

    fn of(anchors: &[Anchor], wanted: impl Fn(&Anchor) -> bool, verbs: &[&str], search: fn(&[&str]) -> Search) -> Self {
        let anchors = (0..).zip(anchors).filter(|(_, anchor)| wanted(anchor)).map(|(number, anchor)| (number, &*anchor.text));
        let (numbers, texts): (Vec<u32>, Vec<&str>) = anchors.chain(verbs.iter().map(|verb| (VERB, *verb))).unzip();
        Self { search: search(&texts), anchors: numbers.into() }
    }

    fn scan(&self, text: &str, mut found: impl FnMut(u32, u32)) {
        self.search.scan(text, |literal, start| {
            if let Some(&anchor) = self.anchors.get(literal) {
                found(anchor, start);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::glossary::builtin;
    use crate::lexicon::{Lexicon, Matcher};
    use crate::syntax::{Language, LanguageSet};

    fn found(matcher: &Matcher) -> Vec<(u32, u32)> {
        let text = "# a data lake, backfilled\nselect * from t\n".repeat(200);
        let mut all = Vec::new();
        matcher.scan(&text, LanguageSet::of([Language::Python]), |pattern, start| all.push((pattern, start)));
        all
    }

    #[test]
    fn what_serves_at_first_finds_what_is_found_later() {
        let lexicon = Lexicon::compile(builtin::builtin());
        let matcher = lexicon.matcher();
        matcher.prepare_early();
        let early = found(matcher);
        assert!(matcher.builtin.all.get().is_none(), "nothing waited for the automaton");
        matcher.prepare();
        assert!(matcher.builtin.early().is_none(), "it is let go");
        assert_eq!(early, found(matcher));
        assert!(early.len() >= 400, "{}", early.len());
    }
}
