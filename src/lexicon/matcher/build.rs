//! From terms and rules to the anchors of a part.

use rustc_hash::{FxHashMap, FxHashSet};

use super::anchors::{Anchor, Anchors, First};
use super::{Entry, Target, Use, Wanted};
use crate::lexicon::anchor::anchors_of;
use crate::lexicon::spelling::{Edge, Spelling};
use crate::lexicon::term::{Form, Within};
use crate::lexicon::{Case, Condition, FindIn, Group, Hint, HintId, Phrase, Rule, RuleId, Term, TermId};
use crate::syntax::{LanguageSet, ZoneSet};

/// Collects the entries of a part.
#[derive(Default)]
pub(in crate::lexicon) struct Builder<'b> {
    first: First,
    /// The part before this one: what it looks for in whole files has a number already.
    before: Option<&'b Anchors>,
    entries: Vec<Entry>,
    witnesses: FxHashMap<Phrase, (u32, u32)>,
    /// The rules that are off unless somebody asks.
    pedantic: FxHashSet<RuleId>,
    /// The terms that are deprecated.
    deprecated: FxHashSet<TermId>,
}

impl<'b> Builder<'b> {
    /// A builder of a part behind another one.
    pub(in crate::lexicon) fn behind(before: &'b Anchors) -> Self {
        Self { first: before.behind(), before: Some(before), ..Self::default() }
    }

    pub(in crate::lexicon) fn term(&mut self, id: TermId, term: &Term) {
        let rules = &term.generated;
        if term.deprecated.is_some() {
            self.deprecated.insert(id);
        }
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

    pub(in crate::lexicon) fn rule(&mut self, id: RuleId, rule: &Rule) {
        if rule.find_in == FindIn::Text {
            for phrase in &rule.find {
                self.add(phrase.spelling(), Target::Rule(id), rule.languages, rule.zones);
            }
        }
        if rule.group == Group::Pedantic {
            self.pedantic.insert(id);
        }
        self.conditions(rule.when.iter().chain(&rule.unless), rule.languages);
    }

    pub(in crate::lexicon) fn hint(&mut self, id: HintId, hint: &Hint) {
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
        if let Some(&(_, entry)) = self.witnesses.get(phrase) {
            if let Some(entry) = self.entries.get_mut(entry as usize) {
                entry.languages = entry.languages.or(languages);
            }
            return;
        }
        let Some(spelling) = phrase.spelling() else { return };
        let next = self.first.witness + self.witnesses.len() as u32;
        let number = self.before.and_then(|before| before.witness(phrase)).unwrap_or(next);
        self.witnesses.insert(phrase.clone(), (number, self.entries.len() as u32));
        self.entries.push(Entry { spelling, target: Target::Witness(number), languages, zones: ZoneSet::ALL });
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

    pub(in crate::lexicon) fn finish(self) -> Anchors {
        let mut patterns: FxHashMap<String, Vec<Use>> = FxHashMap::default();
        for (entry, number) in self.entries.iter().zip(self.first.entry..) {
            for (text, piece, offset) in anchors_of(&entry.spelling) {
                patterns.entry(text).or_default().push(Use { entry: number, piece, offset });
            }
        }
        let mut patterns: Vec<(String, Vec<Use>)> = patterns.into_iter().collect();
        patterns.sort_by(|a, b| a.0.cmp(&b.0));
        let Self { first, entries, witnesses, pedantic, deprecated, .. } = self;
        let mut built = Anchors::of(first, entries, witnesses);
        for (text, mut uses) in patterns {
            let start = built.uses.len() as u32;
            let entry = |each: &Use| built.entry(each.entry);
            let languages = uses.iter().filter_map(entry).fold(LanguageSet::NONE, |set, entry| set.or(entry.languages));
            let wanted = |each: &Use| entry(each).map(|entry| entry.target.wanted());
            uses.sort_by_key(wanted);
            let before = |limit: Wanted| start + uses.iter().filter(|each| wanted(each) < Some(limit)).count() as u32;
            let (hints, forms) = (before(Wanted::Hints), before(Wanted::Mentions));
            let mut rules = [LanguageSet::NONE; 2];
            for entry in uses.iter().filter_map(entry) {
                if let Target::Rule(id) = entry.target {
                    let by_itself = if pedantic.contains(&id) { LanguageSet::NONE } else { entry.languages };
                    rules = [rules[0].or(by_itself), rules[1].or(entry.languages)];
                }
            }
            let is_deprecated =
                |each: &Use| entry(each).and_then(|entry| entry.target.term()).is_some_and(|term| deprecated.contains(&term));
            let deprecated = uses.iter().any(is_deprecated);
            built.uses.extend(uses);
            let uses = start..built.uses.len() as u32;
            built.list.push(Anchor { text: text.into(), languages, uses, hints, forms, rules, deprecated });
        }
        built
    }
}
