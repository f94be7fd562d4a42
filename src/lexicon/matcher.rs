//! The automaton of anchors: one pass over a text proposes where a form or phrase may stand.
//!
//! Each spelling contributes one anchor, its rarest stretch, instead of all its variants: a third of the patterns, a
//! tenth of the memory. An anchor says nothing by itself; `analysis::candidates` verifies the rest around it.
//!
//! There is one automaton of all anchors, for editors, and a smaller one a language of those that findings need, for
//! checks; each is built when it is first asked for.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::anchor::anchors_of;
use super::search::Search;
use super::spelling::{Edge, Gap, Spelling};
use super::{Case, Condition, Group, HintId, Lexicon, Phrase, RuleId, TermId};
use crate::lexicon::term::{Form, Within};
use crate::syntax::regions::sql_verbs;
use crate::syntax::{Language, LanguageSet, ZoneSet};

/// Stands for an anchor where a verb of SQL was found.
pub const VERB: u32 = u32::MAX;

/// The automaton, and what each of its anchors stands for.
#[derive(Debug, Default)]
pub struct Matcher {
    all: OnceLock<Automaton>,
    /// By language: for rules that are on unless switched off, and for all rules.
    rules: [[OnceLock<Automaton>; 2]; Language::ALL.len()],
    anchors: Vec<Anchor>,
    uses: Vec<Use>,
    entries: Vec<Entry>,
    witnesses: FxHashMap<Phrase, u32>,
    /// The entry of each witness, by its number.
    witness_entries: Vec<u32>,
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
struct Anchor {
    text: Box<str>,
    languages: LanguageSet,
    /// Its stretch of `Matcher::uses`.
    uses: std::ops::Range<u32>,
    /// Where in that stretch the uses by hints begin; before stand those that findings need.
    hints: u32,
    /// Where in that stretch the uses by forms begin.
    forms: u32,
    /// The languages of the rules that use it: of those that are on by themselves, and of all.
    rules: [LanguageSet; 2],
}

/// What anchors are looked at for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Wanted {
    /// Phrases of rules, and of conditions about the whole file.
    Findings,
    /// Phrases of hints.
    Hints,
    /// Forms of terms, and spellings that never count.
    Mentions,
}

/// That an anchor belongs to a piece of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// Which entry.
    pub entry: u32,
    /// Which of its pieces.
    pub piece: u16,
    /// Where in the piece the anchor begins, in bytes.
    pub offset: u16,
}

/// A spelling and what it stands for.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it looks like.
    pub spelling: Spelling,
    /// What it stands for.
    pub target: Target,
    /// Where it counts.
    pub languages: LanguageSet,
    /// In which zones.
    pub zones: ZoneSet,
}

impl Entry {
    /// An entry for a phrase that is looked for outside the automaton; its spelling is to be set.
    pub fn searched() -> Self {
        let spelling = Spelling { pieces: Vec::new(), gap: Gap::Trivia, edge: Edge::Whole, case: Case::Any };
        Self { spelling, target: Target::Witness(u32::MAX), languages: LanguageSet::ALL, zones: ZoneSet::ALL }
    }
}

/// What a spelling stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// A form generated from the term's name or aliases.
    Generated(TermId),
    /// A form listed by the term, by its place.
    Listed(TermId, u32),
    /// A spelling that never counts for the term.
    Not(TermId),
    /// A phrase of a rule.
    Rule(RuleId),
    /// A phrase of a hint.
    Hint(HintId),
    /// A phrase that a condition or context looks for anywhere in the file.
    Witness(u32),
}

impl Target {
    /// What it is looked at for.
    pub const fn wanted(self) -> Wanted {
        match self {
            Self::Rule(_) | Self::Witness(_) => Wanted::Findings,
            Self::Hint(_) => Wanted::Hints,
            Self::Generated(_) | Self::Listed(..) | Self::Not(_) => Wanted::Mentions,
        }
    }
}

impl Matcher {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut builder = Builder::default();
        for (id, term) in lexicon.terms() {
            builder.term(id, term);
        }
        for id in lexicon.rule_ids() {
            builder.rule(id, lexicon);
        }
        for id in lexicon.hint_ids() {
            builder.hint(id, lexicon);
        }
        builder.finish(lexicon)
    }

    /// Calls `found` with (anchor, start) for every anchor in `text`, overlapping ones included, that some entry of one of
    /// `languages` uses.
    pub fn scan(&self, text: &str, languages: LanguageSet, mut found: impl FnMut(u32, u32)) {
        self.all().scan(text, |anchor, start| {
            if self.anchors.get(anchor as usize).is_some_and(|anchor| anchor.languages.meets(languages)) {
                found(anchor, start);
            }
        });
    }

    /// As [`Matcher::scan`], for the anchors of rules' phrases in a text of `language` and in texts that stand in it; of
    /// those rules that are on by themselves, or of `all`. Where SQL may stand in the text, also for its verbs, as [`VERB`].
    pub fn scan_for_rules(&self, text: &str, language: Language, all: bool, found: impl FnMut(u32, u32)) {
        let which = usize::from(all);
        let needed = |anchor: &Anchor| anchor.rules.get(which).is_some_and(|rules| rules.meets(language.with_hosted()));
        if let Some(automaton) = self.rules.get(language as usize).and_then(|pair| pair.get(which)) {
            let hosts = matches!(language, Language::Python | Language::Yaml);
            let verbs: Vec<&str> = if hosts { sql_verbs().collect() } else { Vec::new() };
            automaton.get_or_init(|| Automaton::new(&self.anchors, needed, &verbs)).scan(text, found);
        }
    }

    /// The automaton of all anchors. Building it takes some milliseconds; done on a thread of its own, nobody waits.
    fn all(&self) -> &Automaton {
        self.all.get_or_init(|| Automaton::new(&self.anchors, |_| true, &[]))
    }

    /// Builds what an editor will ask for.
    pub fn prepare(&self) {
        self.all();
    }

    /// The entries that a pattern is an anchor of: those that findings need, those of hints, or those that propose mentions.
    pub fn uses(&self, pattern: u32, wanted: Wanted) -> &[Use] {
        let Some(anchor) = self.anchors.get(pattern as usize) else { return &[] };
        let range = match wanted {
            Wanted::Findings => anchor.uses.start..anchor.hints,
            Wanted::Hints => anchor.hints..anchor.forms,
            Wanted::Mentions => anchor.forms..anchor.uses.end,
        };
        self.uses.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// An entry.
    pub fn entry(&self, entry: u32) -> Option<&Entry> {
        self.entries.get(entry as usize)
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where a phrase is looked for in whole files.
    pub fn witness_languages(&self, phrase: &Phrase) -> LanguageSet {
        let entry = self.witness(phrase).and_then(|witness| self.witness_entries.get(witness as usize));
        entry.and_then(|&entry| self.entry(entry)).map_or(LanguageSet::NONE, |entry| entry.languages)
    }

    /// The number under which a phrase is looked for in whole files.
    pub fn witness(&self, phrase: &Phrase) -> Option<u32> {
        self.witnesses.get(phrase).copied()
    }

    /// The text of an anchor, in lower case.
    pub fn anchor(&self, anchor: u32) -> &str {
        self.anchors.get(anchor as usize).map_or("", |anchor| &anchor.text)
    }

    /// How many anchors there are, and how many bytes the automaton of all of them takes.
    pub fn size(&self) -> (usize, usize) {
        (self.anchors.len(), self.all().search.memory())
    }
}

#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
    witnesses: FxHashMap<Phrase, u32>,
}

impl Builder {
    fn term(&mut self, id: TermId, term: &super::Term) {
        let rules = &term.generated;
        if rules.on {
            for name in std::iter::once(&term.name).chain(&term.aliases) {
                let spelling = Spelling::of_name(name, rules.case, rules.inflect);
                self.add(spelling, Target::Generated(id), rules.languages, rules.zones);
            }
        }
        for (form, place) in term.forms.iter().zip(0..) {
            self.form(id, form, place);
        }
        for text in &term.not {
            self.add(Spelling::literal(text, Case::Any, Edge::Part), Target::Not(id), LanguageSet::ALL, ZoneSet::ALL);
        }
        if let Some(context) = term.context.as_ref().filter(|context| context.within == Within::File) {
            for word in &context.words {
                self.witness(&Phrase::any_case(word), rules.languages);
            }
        }
        self.conditions(rules.when.iter().chain(&rules.unless), rules.languages);
    }

    fn form(&mut self, id: TermId, form: &Form, place: u32) {
        let spelling = Spelling::literal(&form.text, form.case, Edge::Part);
        self.add(spelling, Target::Listed(id, place), form.languages, form.zones);
        self.conditions(form.when.iter().chain(&form.unless), form.languages);
    }

    fn rule(&mut self, id: RuleId, lexicon: &Lexicon) {
        let rule = lexicon.rule(id);
        if rule.find_in == super::FindIn::Text {
            for phrase in &rule.find {
                self.add(phrase.spelling(), Target::Rule(id), rule.languages, rule.zones);
            }
        }
        self.conditions(rule.when.iter().chain(&rule.unless), rule.languages);
    }

    fn hint(&mut self, id: HintId, lexicon: &Lexicon) {
        let hint = lexicon.hint(id);
        for phrase in &hint.find {
            self.add(phrase.spelling(), Target::Hint(id), hint.languages, hint.zones);
        }
        self.conditions(hint.when.iter().chain(&hint.unless), hint.languages);
    }

    /// Phrases that must be known for the whole file become entries of their own.
    fn conditions<'a>(&mut self, conditions: impl Iterator<Item = &'a Condition>, languages: LanguageSet) {
        let mut open: Vec<&Condition> = conditions.collect();
        while let Some(condition) = open.pop() {
            match condition {
                Condition::Any(inner) | Condition::All(inner) => open.extend(inner),
                Condition::FileHas(phrases) | Condition::FileLacks(phrases) => {
                    for phrase in phrases {
                        self.witness(phrase, languages);
                    }
                }
                _ => {}
            }
        }
    }

    fn witness(&mut self, phrase: &Phrase, languages: LanguageSet) {
        let next = self.witnesses.len() as u32;
        let number = *self.witnesses.entry(phrase.clone()).or_insert(next);
        let target = Target::Witness(number);
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.target == target) {
            entry.languages = entry.languages.or(languages);
        } else {
            self.add(phrase.spelling(), target, languages, ZoneSet::ALL);
        }
    }

    fn add(&mut self, spelling: Option<Spelling>, target: Target, languages: LanguageSet, zones: ZoneSet) {
        if let Some(spelling) = spelling {
            let entry = Entry { spelling, target, languages, zones };
            let same = |other: &Entry| other.target == target && other.spelling == entry.spelling;
            // Only a term's own forms can repeat one another; they stand side by side.
            if !self.entries.iter().rev().take(16).any(same) {
                self.entries.push(entry);
            }
        }
    }

    fn finish(self, lexicon: &Lexicon) -> Matcher {
        let mut patterns: FxHashMap<String, Vec<Use>> = FxHashMap::default();
        for (entry, number) in self.entries.iter().zip(0..) {
            for (text, piece, offset) in anchors_of(&entry.spelling) {
                patterns.entry(text).or_default().push(Use { entry: number, piece, offset });
            }
        }
        let mut patterns: Vec<(String, Vec<Use>)> = patterns.into_iter().collect();
        patterns.sort_by(|a, b| a.0.cmp(&b.0));
        let mut witness_entries = vec![0; self.witnesses.len()];
        for (entry, number) in self.entries.iter().zip(0..) {
            if let Target::Witness(witness) = entry.target
                && let Some(place) = witness_entries.get_mut(witness as usize)
            {
                *place = number;
            }
        }
        let mut matcher = Matcher { entries: self.entries, witnesses: self.witnesses, witness_entries, ..Matcher::default() };
        for (text, mut uses) in patterns {
            let start = matcher.uses.len() as u32;
            let entry = |each: &Use| matcher.entries.get(each.entry as usize);
            let languages = uses.iter().filter_map(entry).fold(LanguageSet::NONE, |set, entry| set.or(entry.languages));
            let wanted = |each: &Use| entry(each).map(|entry| entry.target.wanted());
            uses.sort_by_key(wanted);
            let before = |limit: Wanted| start + uses.iter().filter(|each| wanted(each) < Some(limit)).count() as u32;
            let (hints, forms) = (before(Wanted::Hints), before(Wanted::Mentions));
            let mut rules = [LanguageSet::NONE; 2];
            for entry in uses.iter().filter_map(entry) {
                if let Target::Rule(id) = entry.target {
                    let by_itself = if lexicon.rule(id).group == Group::Pedantic { LanguageSet::NONE } else { entry.languages };
                    rules = [rules[0].or(by_itself), rules[1].or(entry.languages)];
                }
            }
            matcher.uses.extend(uses);
            matcher.anchors.push(Anchor { text: text.into(), languages, uses: start..matcher.uses.len() as u32, hints, forms, rules });
        }
        matcher
    }
}

impl Automaton {
    fn new(anchors: &[Anchor], wanted: impl Fn(&Anchor) -> bool, verbs: &[&str]) -> Self {
        let anchors = (0..).zip(anchors).filter(|(_, anchor)| wanted(anchor)).map(|(number, anchor)| (number, &*anchor.text));
        let (numbers, texts): (Vec<u32>, Vec<&str>) = anchors.chain(verbs.iter().map(|verb| (VERB, *verb))).unzip();
        Self { search: Search::new(&texts), anchors: numbers.into() }
    }

    fn scan(&self, text: &str, mut found: impl FnMut(u32, u32)) {
        self.search.scan(text, |pattern, start| {
            if let Some(&anchor) = self.anchors.get(pattern) {
                found(anchor, start);
            }
        });
    }
}

impl Phrase {
    /// A phrase in any case that stands as a whole identifier.
    pub fn any_case(text: &str) -> Self {
        Self { text: text.to_owned(), case: Case::Any, part: false }
    }

    /// What it looks like; `None` where it is empty.
    pub fn spelling(&self) -> Option<Spelling> {
        Spelling::literal(&self.text, self.case, if self.part { Edge::Part } else { Edge::Whole })
    }
}
