//! What a repository chose: rules switched off, on, or made louder.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::live::Live;
use super::part::Part;
use super::{Group, Lexicon, Rule, RuleId, Severity, Term, TermId};

/// One entry of `rules:` in `lakespeak.yml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Choice {
    /// A rule, term, category or group, or `*`.
    pub selector: String,
    /// What it shall be.
    pub setting: Setting,
}

/// What a rule shall be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Setting {
    /// Silent.
    Off,
    /// As loud as the glossary says.
    On,
    /// As loud as this.
    Severity(Severity),
    /// Whether another linter reports the same: silent then, unless chosen by rule or term. The selector is the linter and
    /// the beginning of a code, as `ruff S`.
    Elsewhere(bool),
}

impl Setting {
    /// Its word in a configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off | Self::Elsewhere(true) => "off",
            Self::On | Self::Elsewhere(false) => "on",
            Self::Severity(severity) => severity.name(),
        }
    }
}

/// How exactly a choice names a rule: the more exact one wins, then the later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exactness {
    /// `*`.
    All,
    /// By its group.
    Group,
    /// By its term's category.
    Category,
    /// By its term.
    Term,
    /// By its own id.
    Rule,
}

impl Lexicon {
    /// How loud each rule is under `choices` (earlier first), by [`RuleId`]; `None` is off, and what does not apply.
    pub fn severities(&self, choices: &[Choice]) -> Cow<'_, [Option<Severity>]> {
        if choices.is_empty() {
            Cow::Borrowed(&self.digest.severities)
        } else {
            Cow::Owned(self.severities_by(|rule| self.severity_of(rule, choices)))
        }
    }

    pub(super) fn severities_by(&self, of: impl Fn(RuleId) -> Option<Severity>) -> Vec<Option<Severity>> {
        let mut severities = vec![None; self.rule_count()];
        for rule in self.rule_ids() {
            if let Some(severity) = severities.get_mut(rule.0 as usize) {
                *severity = of(rule);
            }
        }
        severities
    }

    /// How loud a rule is where nobody chose. Rules about removed calls stay quiet until their own `package` condition finds
    /// the newer version pinned.
    pub(super) fn default_severity(&self, id: RuleId) -> Option<Severity> {
        let rule = self.rule(id);
        (rule.group != Group::Pedantic).then_some(rule.severity)
    }

    fn severity_of(&self, id: RuleId, choices: &[Choice]) -> Option<Severity> {
        self.severity_about(id, self.term_of(id), choices)
    }

    /// How loud a rule is where it speaks about `term`, whose id and category select it then.
    pub fn severity_about(&self, id: RuleId, term: TermId, choices: &[Choice]) -> Option<Severity> {
        let rule = self.rule(id);
        let default = self.default_severity(id);
        let best = deciding(choices, |selector| self.exactness_about(id, term, selector));
        let best = best.and_then(|(exactness, at)| Some((exactness, choices.get(at)?.setting)));
        let chosen = best.is_some_and(|(exactness, _)| exactness >= Exactness::Term);
        if !chosen && choices.iter().rev().find_map(|choice| elsewhere(rule, choice)) == Some(true) {
            return None;
        }
        let Some((exactness, setting)) = best else { return default };
        // `*`, category and term change only what is on; a group or a rule is switched on by being named.
        let names_it = matches!(exactness, Exactness::Rule | Exactness::Group);
        match setting {
            Setting::Off => None,
            Setting::On if names_it => Some(rule.severity),
            Setting::Severity(severity) if names_it => Some(severity),
            Setting::Severity(severity) => default.map(|_| severity),
            Setting::On | Setting::Elsewhere(_) => default,
        }
    }

    /// The same without the terms that `choices` (earlier first) switch off, and without their rules and hints. Ids stay.
    #[must_use]
    pub fn without(&self, choices: &[Choice]) -> Self {
        let is_off = |(_, term): &(TermId, &Term)| switched(term, choices) == Some(Setting::Off);
        let off: FxHashSet<TermId> = self.terms().filter(is_off).map(|(id, _)| id).collect();
        let mut live = Live::clone(&self.live);
        live.leave_out(|term| off.contains(&term), |rule| off.contains(&self.term_of(rule)), |hint| off.contains(&self.term_of_hint(hint)));
        Self::of(Arc::clone(&self.builtin), Arc::clone(&self.team), live)
    }

    /// The choice that says how loud a rule is, by its place in `choices` (earlier first).
    pub fn rule_decided_by(&self, id: RuleId, choices: &[Choice]) -> Option<usize> {
        deciding(choices, |selector| self.exactness(id, selector)).map(|(_, at)| at)
    }

    /// How exactly a selector names a rule; `None` where it names another.
    pub fn exactness(&self, id: RuleId, selector: &str) -> Option<Exactness> {
        self.exactness_about(id, self.term_of(id), selector)
    }

    fn exactness_about(&self, id: RuleId, term: TermId, selector: &str) -> Option<Exactness> {
        let term = self.term(term);
        if selector == self.rule(id).id {
            Some(Exactness::Rule)
        } else if selector == term.id {
            Some(Exactness::Term)
        } else if selector == term.category {
            Some(Exactness::Category)
        } else if selector == self.rule(id).group.name() {
            Some(Exactness::Group)
        } else {
            (selector == "*").then_some(Exactness::All)
        }
    }

    /// Whether a selector names a rule, term, category or group of this lexicon or of the layers it shares, or is `*`.
    pub fn knows_selector(&self, selector: &str) -> bool {
        let parts = [&self.builtin, &self.team];
        self.knows_terms(selector)
            || Group::ALL.iter().any(|group| group.name() == selector)
            || parts.iter().any(|part| part.rules_by_id(selector).next().is_some())
    }

    /// Whether a selector names a term or category, as above, or is `*`.
    pub fn knows_terms(&self, selector: &str) -> bool {
        let has = |part: &Part| part.terms().any(|(_, term)| term.category == selector);
        selector == "*" || self.knows_term(selector) || has(&self.builtin) || has(&self.team)
    }
}

/// The choice that counts, by its place in `choices` (earlier first), and how exactly it names what it is about: the most
/// exact one, of equals the last.
fn deciding(choices: &[Choice], exactness: impl Fn(&str) -> Option<Exactness>) -> Option<(Exactness, usize)> {
    // Of equals, `max` gives the later place.
    choices.iter().enumerate().filter_map(|(at, choice)| Some((exactness(&choice.selector)?, at))).max()
}

/// Whether a term is switched on or off.
fn switched(term: &Term, choices: &[Choice]) -> Option<Setting> {
    choices.get(term_decided_by(term, choices)?).map(|choice| choice.setting)
}

/// The choice that says whether a term is on, by its place in `choices` (earlier first).
pub fn term_decided_by(term: &Term, choices: &[Choice]) -> Option<usize> {
    let exactness = |selector: &str| match selector {
        id if id == term.id => Some(Exactness::Term),
        category if category == term.category => Some(Exactness::Category),
        selector => (selector == "*").then_some(Exactness::All),
    };
    deciding(choices, exactness).map(|(_, at)| at)
}

/// Whether a choice says that another linter reports what a rule does; `None` where it speaks of other rules.
fn elsewhere(rule: &Rule, choice: &Choice) -> Option<bool> {
    let Setting::Elsewhere(on) = choice.setting else { return None };
    let (linter, selected) = choice.selector.split_once(' ')?;
    let codes = rule.same_as.iter().filter_map(|same| same.strip_prefix(linter)?.strip_prefix(' '));
    codes.into_iter().any(|code| selects(selected, code)).then_some(on)
}

/// Whether the beginning of a code selects it: `S` means `S113` and not `SIM101`; `PL` all of pylint.
fn selects(selected: &str, code: &str) -> bool {
    let letters = |text: &str| text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let whole = matches!(selected, "" | "PL") || letters(selected) == letters(code);
    whole && code.starts_with(selected)
}
